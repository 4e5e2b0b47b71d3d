// SPDX-License-Identifier: Apache-2.0
#include "align/template.h"

#include "base/digest.h"
#include "graph/iri.h"

#include <ctype.h>

typedef NgStr (*FilterFunc)(NgStr in, const NgFilter* filter, NgArena* arena);

static const NgStr nothing = {NULL, 0};

// --- filters: each gives nothing (at == NULL) for what it cannot take --------------------------------------

static NgStr
hash_of(NgStr in, NgArena* arena, int n_digits)
{
  char hex[NG_SHA256_HEX + 1];
  ng_sha256_hex(in, hex);
  return ng_arena_copy(arena, ng_str_n(hex, (size_t)n_digits));
}

static NgStr
filter_hash(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return hash_of(in, arena, 24);
}

static NgStr
filter_mark(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return hash_of(in, arena, 12);
}

static NgStr
filter_slug(NgStr in, const NgFilter* filter, NgArena* arena)
{
  const NgStr slug = ng_iri_slug(arena, in);
  return slug.len ? slug : nothing;
}

/// "PORT OF SPAIN" to "Port Of Spain": capitals behind a letter become small.
static NgStr
filter_title(NgStr in, const NgFilter* filter, NgArena* arena)
{
  char* const at = ng_arena_calloc(arena, in.len + 1, 1);
  for (size_t i = 0; at && i < in.len; ++i) {
    const bool is_inside = i && isalpha((unsigned char)in.at[i - 1]);
    at[i]                = is_inside ? (char)tolower((unsigned char)in.at[i]) : in.at[i];
  }
  return at ? ng_str_n(at, in.len) : nothing;
}

static NgStr
filter_lower(NgStr in, const NgFilter* filter, NgArena* arena)
{
  char* const at = ng_arena_calloc(arena, in.len + 1, 1);
  for (size_t i = 0; at && i < in.len; ++i) {
    at[i] = (char)tolower((unsigned char)in.at[i]);
  }
  return at ? ng_str_n(at, in.len) : nothing;
}

/// Digits without anything between: year, year and month, day, or time of day, as XML Schema writes them.
static NgStr
filter_date(NgStr in, const NgFilter* filter, NgArena* arena)
{
  for (size_t i = 0; i < in.len; ++i) {
    if (!isdigit((unsigned char)in.at[i])) {
      return nothing;
    }
  }
  switch (in.len) {
  case 4:
    return in;
  case 6:
    return ng_arena_printf(arena, "%.4s-%.2s", in.at, in.at + 4);
  case 8:
    return ng_arena_printf(arena, "%.4s-%.2s-%.2s", in.at, in.at + 4, in.at + 6);
  case 14:
    return ng_arena_printf(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", in.at, in.at + 4, in.at + 6, in.at + 8,
                           in.at + 10, in.at + 12);
  default:
    return nothing;
  }
}

/// A whole number from 0 to 100 as a share.
static NgStr
filter_percent(NgStr in, const NgFilter* filter, NgArena* arena)
{
  unsigned n = 0;
  for (size_t i = 0; i < in.len; ++i) {
    if (!isdigit((unsigned char)in.at[i]) || n > 100) {
      return nothing;
    }
    n = n * 10 + (unsigned)(in.at[i] - '0');
  }
  if (!in.len || n > 100) {
    return nothing;
  }
  return n % 10 ? ng_arena_printf(arena, "%u.%02u", n / 100, n % 100)
                : ng_arena_printf(arena, "%u.%u", n / 100, n / 10 % 10);
}

static NgStr
filter_before(NgStr in, const NgFilter* filter, NgArena* arena)
{
  for (size_t i = 0; i + filter->argument.len <= in.len; ++i) {
    if (!memcmp(in.at + i, filter->argument.at, filter->argument.len)) {
      return i ? ng_str_n(in.at, i) : nothing;
    }
  }
  return in;
}

static NgStr
filter_after(NgStr in, const NgFilter* filter, NgArena* arena)
{
  for (size_t i = 0; i + filter->argument.len <= in.len; ++i) {
    if (!memcmp(in.at + i, filter->argument.at, filter->argument.len)) {
      const size_t at = i + filter->argument.len;
      return at < in.len ? ng_str_n(in.at + at, in.len - at) : nothing;
    }
  }
  return nothing;
}

/// Host of an http or https address, in small letters and without "www.".
static NgStr
filter_host(NgStr in, const NgFilter* filter, NgArena* arena)
{
  const size_t skip = ng_str_starts(in, "https://") ? 8 : ng_str_starts(in, "http://") ? 7 : 0;
  NgStr        host = skip ? ng_str_n(in.at + skip, in.len - skip) : nothing;
  size_t       n    = 0;
  while (n < host.len && !strchr("/?#:@", host.at[n])) {
    ++n;
  }
  host.len = n;
  host     = host.len ? filter_lower(host, filter, arena) : nothing;
  return ng_str_starts(host, "www.") && host.len > 4 ? ng_str_n(host.at + 4, host.len - 4) : host;
}

static int
hex_value(char c)
{
  return isdigit((unsigned char)c)    ? c - '0'
         : isxdigit((unsigned char)c) ? (tolower((unsigned char)c) - 'a') + 10
                                      : -1;
}

/// What stands behind the last '/' or '#' of an IRI, as a name: escapes undone, '_' as a space.
static NgStr
filter_local(NgStr in, const NgFilter* filter, NgArena* arena)
{
  size_t start = in.len;
  while (start && in.at[start - 1] != '/' && in.at[start - 1] != '#') {
    --start;
  }
  char* const at = ng_arena_calloc(arena, in.len - start + 1, 1);
  size_t      n  = 0;
  for (size_t i = start; at && i < in.len; ++i) {
    const int high = in.at[i] == '%' && i + 2 < in.len ? hex_value(in.at[i + 1]) : -1;
    const int low  = high >= 0 ? hex_value(in.at[i + 2]) : -1;
    at[n++]        = low >= 0 ? (char)(high * 16 + low) : in.at[i] == '_' ? ' ' : in.at[i];
    i += low >= 0 ? 2 : 0;
  }
  return n ? ng_str_n(at, n) : nothing;
}

static NgStr
filter_code(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return ng_codes_find(filter->codes, in);
}

/// An address on the web.
static NgStr
filter_url(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return ng_str_starts(in, "http://") || ng_str_starts(in, "https://") ? in : nothing;
}

/// A text that is no IRI.
static NgStr
filter_words(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return filter_url(in, filter, arena).at || ng_str_starts(in, "urn:") ? nothing : in;
}

/// "2024-05-06", without a time.
static NgStr
filter_day(NgStr in, const NgFilter* filter, NgArena* arena)
{
  return in.len == 10 ? in : nothing;
}

/// "2024-05-06T10:00:00+02:00"; seconds that are left out are added.
static NgStr
filter_moment(NgStr in, const NgFilter* filter, NgArena* arena)
{
  if (in.len < 16 || in.at[10] != 'T') {
    return nothing;
  }
  return in.len > 16 && in.at[16] == ':'
             ? in
             : ng_arena_printf(arena, "%.16s:00%.*s", in.at, (int)(in.len - 16), in.at + 16);
}

static const struct {
  const char* name;
  bool        has_argument;
  FilterFunc  run;
} filters[] = {
    {"hash", false, filter_hash},       {"mark", false, filter_mark},    {"slug", false, filter_slug},
    {"title", false, filter_title},     {"lower", false, filter_lower},  {"date", false, filter_date},
    {"percent", false, filter_percent}, {"before", true, filter_before}, {"after", true, filter_after},
    {"host", false, filter_host},       {"local", false, filter_local},  {"code", true, filter_code},
    {"url", false, filter_url},         {"words", false, filter_words},  {"day", false, filter_day},
    {"moment", false, filter_moment},
};

enum { N_FILTERS = sizeof(filters) / sizeof(filters[0]), MAX_PIECES = 32, MAX_FILTERS = 8 };

// --- compiling ---------------------------------------------------------------------------------------------

/// What stands in `text` before the first `mark`; `text` keeps what stands behind (at == NULL: no mark).
static NgStr
cut(NgStr* text, char mark)
{
  const char* const at    = text->len ? memchr(text->at, mark, text->len) : NULL;
  const NgStr       piece = at ? ng_str_n(text->at, (size_t)(at - text->at)) : *text;
  *text                   = at ? ng_str_n(at + 1, text->len - piece.len - 1) : nothing;
  return piece;
}

static NgStatus
compile_filter(NgFilter* out, NgArena* arena, const NgTemplateNames* names, NgStr text, NgError* err)
{
  NgStr       argument = text;
  const NgStr name     = cut(&argument, ':');
  for (uint8_t i = 0; i < N_FILTERS; ++i) {
    if (!ng_str_is(name, filters[i].name)) {
      continue;
    }
    if (filters[i].has_argument != (argument.len > 0)) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "The filter '%s' takes %s argument", filters[i].name,
                          filters[i].has_argument ? "an" : "no");
    }
    out->filter   = i;
    out->argument = ng_arena_copy(arena, argument);
    for (uint32_t k = 0; filters[i].run == filter_code && k < names->n_codes && !out->codes; ++k) {
      out->codes = ng_str_eq(names->codes[k].name, argument) ? &names->codes[k] : NULL;
    }
    if (filters[i].run == filter_code && !out->codes) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "There is no code list '%.*s' above", NG_STR_ARG(argument));
    }
    return out->argument.at ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no filter '%.*s'", NG_STR_ARG(name));
}

static NgStatus
compile_field(NgPiece* out, NgArena* arena, const NgTemplateNames* names, NgStr text, NgError* err)
{
  const NgStr           name   = cut(&text, '|');
  const uint32_t* const number = ng_map_get(names->fields, name);
  NgFilter* const       list   = ng_arena_calloc(arena, MAX_FILTERS, sizeof(NgFilter));
  if (!number) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There is no field '%.*s' above", NG_STR_ARG(name));
  }
  if (!list) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory for a template");
  }
  out->field   = (int32_t)*number;
  out->filters = list;
  while (text.at) {
    if (out->n_filters == MAX_FILTERS) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "More than %d filters", MAX_FILTERS);
    }
    NG_TRY(compile_filter(&list[out->n_filters++], arena, names, cut(&text, '|'), err));
  }
  return NG_SUCCESS;
}

NgStatus
ng_template_compile(NgTemplate* out, NgArena* arena, const NgTemplateNames* names, NgStr text, NgError* err)
{
  NgPiece* const pieces = ng_arena_calloc(arena, MAX_PIECES, sizeof(NgPiece));
  out->pieces           = pieces;
  out->n                = 0;
  text                  = ng_arena_copy(arena, text);
  if (!pieces || !text.at) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory for a template");
  }
  while (text.len) {
    if (out->n + 2 > MAX_PIECES) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "More than %d pieces", MAX_PIECES);
    }
    const NgStr before = cut(&text, '{');
    if (before.len) {
      pieces[out->n].text    = before;
      pieces[out->n++].field = -1;
    }
    if (text.at) {
      if (!text.len || !memchr(text.at, '}', text.len)) {
        return ng_error_set(err, NG_ERR_BAD_DATA, "A '{' is never closed");
      }
      NG_TRY(compile_field(&pieces[out->n++], arena, names, cut(&text, '}'), err));
    }
  }
  return NG_SUCCESS;
}

// --- evaluating --------------------------------------------------------------------------------------------

uint32_t
ng_template_count(const NgTemplate* t, const NgValues* fields)
{
  uint32_t n = 1;
  for (uint32_t i = 0; i < t->n; ++i) {
    if (t->pieces[i].field < 0) {
      continue;
    }
    const uint32_t has = fields[t->pieces[i].field].n;
    if (!has) {
      return 0;
    }
    n = has > n ? has : n;
  }
  return n;
}

static NgStr
eval_piece(const NgPiece* piece, const NgValues* fields, uint32_t k, NgArena* arena, NgStr* lost)
{
  if (piece->field < 0) {
    return piece->text;
  }
  const NgValues* const values = &fields[piece->field];
  NgStr                 value  = values->n ? values->at[k < values->n ? k : values->n - 1] : nothing;
  for (uint32_t i = 0; value.at && i < piece->n_filters; ++i) {
    const NgFilter* const f  = &piece->filters[i];
    const NgStr           in = value;
    value                    = filters[f->filter].run(in, f, arena);
    if (!value.at && lost && f->codes) {
      *lost = ng_arena_printf(arena, "no row in '%.*s' for '%.*s'", NG_STR_ARG(f->codes->name),
                              NG_STR_ARG(in));
    }
  }
  return value;
}

NgStr
ng_template_eval(const NgTemplate* t, const NgValues* fields, uint32_t k, NgArena* arena, NgStr* lost)
{
  NgStr  parts[MAX_PIECES];
  size_t len = 0;
  for (uint32_t i = 0; i < t->n; ++i) {
    parts[i] = eval_piece(&t->pieces[i], fields, k, arena, lost);
    if (!parts[i].at) {
      return nothing;
    }
    len += parts[i].len;
  }
  char* const at = ng_arena_calloc(arena, len + 1, 1);
  char*       to = at;
  for (uint32_t i = 0; at && i < t->n; ++i) {
    memcpy(to, parts[i].at, parts[i].len);
    to += parts[i].len;
  }
  return at ? ng_str_n(at, len) : nothing;
}
