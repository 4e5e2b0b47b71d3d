// SPDX-License-Identifier: Apache-2.0
#include "query/functions.h"

#include "base/digest.h"
#include "model/term.h"
#include "query/matcher.h"
#include "query/values.h"

#include <math.h>
#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <unicode/ucasemap.h>

// --- pieces --------------------------------------------------------------------------------------

static bool
text(NgCall* call, NgStr s, NgCell* out)
{
  *out         = ng_cell_text(s);
  call->no_mem = !s.at;
  return s.at != NULL;
}

static bool
truth(bool is_true, NgCell* out)
{
  *out = ng_cell_truth(is_true);
  return true;
}

static bool
number(NgCall* call, const NgNumber* n, NgCell* out)
{
  call->no_mem = !ng_cell_of_number(call->arena, n, out);
  return !call->no_mem;
}

static bool
whole(NgCall* call, int64_t n, NgCell* out)
{
  const NgNumber made = {.kind = NG_NUMBER_INTEGER, .integer = n};
  return number(call, &made, out);
}

// A literal with text: without a datatype or with a language.
static bool
is_string(const NgCell* cell)
{
  return ng_cell_is_text(cell) || (cell->kind == NG_CELL_LITERAL && cell->language.len);
}

// The argument with other text, its language kept.
static bool
like(NgCall* call, const NgCell* arg, NgStr s, NgCell* out)
{
  const bool ok = text(call, s, out);
  out->language = arg->language;
  return ok;
}

// Whether the second may be looked for in the first (section 17.4.3.1.2).
static bool
are_compatible(const NgCell* a, const NgCell* b)
{
  return is_string(a) && is_string(b) && (!b->language.len || ng_str_eq(a->language, b->language));
}

static NgStr
rest(NgStr s, size_t from)
{
  return ng_str_n(s.at + from, s.len - from);
}

// First place of `part` in `s`, SIZE_MAX where there is none.
static size_t
find(NgStr s, NgStr part)
{
  if (!part.len) {
    return 0;
  }
  for (size_t i = 0; i + part.len <= s.len; ++i) {
    const char* const at = memchr(s.at + i, part.at[0], s.len - part.len - i + 1);
    if (!at) {
      break;
    }
    i = (size_t)(at - s.at);
    if (!memcmp(at, part.at, part.len)) {
      return i;
    }
  }
  return SIZE_MAX;
}

// --- terms ---------------------------------------------------------------------------------------

static bool
do_str(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  *out = ng_cell_text(args[0].value);
  return args[0].kind == NG_CELL_IRI || args[0].kind == NG_CELL_LITERAL;
}

static bool
do_lang(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  *out = ng_cell_text(args[0].language);
  return args[0].kind == NG_CELL_LITERAL;
}

static char
lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
do_langmatches(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const NgStr tag   = args[0].value;
  const NgStr range = args[1].value;
  if (!ng_cell_is_text(&args[0]) || !ng_cell_is_text(&args[1])) {
    return false;
  }
  if (ng_str_is(range, "*")) {
    return truth(tag.len > 0, out);
  }
  bool is = tag.len >= range.len && (tag.len == range.len || tag.at[range.len] == '-');
  for (size_t i = 0; is && i < range.len; ++i) {
    is = lower(tag.at[i]) == lower(range.at[i]);
  }
  return truth(is, out);
}

static bool
do_datatype(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  out->kind     = NG_CELL_IRI;
  out->language = out->datatype = ng_str("");
  out->value = args[0].language.len        ? ng_str("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
               : ng_cell_is_text(&args[0]) ? ng_str(NG_XSD_NS "string")
                                           : args[0].datatype;
  return args[0].kind == NG_CELL_LITERAL;
}

static bool
do_iri(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  *out          = args[0];
  out->kind     = NG_CELL_IRI;
  out->language = out->datatype = ng_str("");
  return args[0].kind == NG_CELL_IRI || (ng_cell_is_text(&args[0]) && ng_term_iri_ok(args[0].value));
}

static bool
do_strdt(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  *out          = args[0];
  out->datatype = ng_str_is(args[1].value, NG_XSD_NS "string") ? ng_str("") : args[1].value;
  return ng_cell_is_text(&args[0]) && args[1].kind == NG_CELL_IRI;
}

static bool
do_strlang(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  *out          = args[0];
  out->language = args[1].value;
  return ng_cell_is_text(&args[0]) && ng_cell_is_text(&args[1]) && ng_term_language_ok(args[1].value);
}

static bool
do_sameterm(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return truth(ng_cell_same(&args[0], &args[1]), out);
}

static bool
do_isiri(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return truth(args[0].kind == NG_CELL_IRI, out);
}

static bool
do_isblank(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return truth(args[0].kind == NG_CELL_BLANK, out);
}

static bool
do_isliteral(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return truth(args[0].kind == NG_CELL_LITERAL, out);
}

static bool
do_isnumeric(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return truth(ng_cell_is_numeric(&args[0]), out);
}

// --- strings -------------------------------------------------------------------------------------

static bool
do_strlen(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return is_string(&args[0]) && whole(call, (int64_t)ng_str_chars(args[0].value), out);
}

// As fn:substring: positions from 1, rounded; what lies outside is left away.
static bool
do_substr(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgNumber start, length;
  if (!is_string(&args[0]) || !ng_cell_number(&args[1], &start) ||
      !ng_number_convert(&start, NG_NUMBER_DOUBLE, &start) ||
      (n > 2 &&
       (!ng_cell_number(&args[2], &length) || !ng_number_convert(&length, NG_NUMBER_DOUBLE, &length)))) {
    return false;
  }
  const NgStr  s     = args[0].value;
  const double begin = floor(start.real + 0.5);
  const double end   = n > 2 ? begin + floor(length.real + 0.5) : INFINITY;
  size_t       from  = s.len;
  size_t       to    = s.len;
  double       at    = 0;
  bool         is_in = false;
  for (size_t i = 0; i < s.len; ++i) {
    if ((s.at[i] & 0xC0) == 0x80) {
      continue;
    }
    ++at;
    if (!is_in && at >= begin && at < end) {
      from  = i;
      is_in = true;
    } else if (is_in && !(at < end)) {
      to = i;
      break;
    }
  }
  return like(call, &args[0], is_in ? ng_str_n(s.at + from, to - from) : ng_str(""), out);
}

// Upper or lower case, of all scripts, without the rules of a single language.
static bool
change_case(NgCall* call, const NgCell* arg, bool is_upper, NgCell* out)
{
  UErrorCode      status = U_ZERO_ERROR;
  UCaseMap* const map    = is_string(arg) && arg->value.len < 1 << 28 ? ucasemap_open("", 0, &status) : NULL;
  if (!map) {
    return false;
  }
  const int32_t cap = (int32_t)arg->value.len * 3 + 1;
  char* const   to  = ng_arena_calloc(call->arena, (size_t)cap, 1);
  int32_t       len = 0;
  if (to) {
    len = is_upper ? ucasemap_utf8ToUpper(map, to, cap, arg->value.at, (int32_t)arg->value.len, &status)
                   : ucasemap_utf8ToLower(map, to, cap, arg->value.at, (int32_t)arg->value.len, &status);
  }
  ucasemap_close(map);
  return U_SUCCESS(status) && like(call, arg, ng_str_n(to, (size_t)len), out);
}

static bool
do_ucase(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return change_case(call, &args[0], true, out);
}

static bool
do_lcase(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return change_case(call, &args[0], false, out);
}

static bool
do_strstarts(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const NgStr s = args[0].value;
  const NgStr p = args[1].value;
  return are_compatible(&args[0], &args[1]) &&
         truth(s.len >= p.len && ng_str_eq(ng_str_n(s.at, p.len), p), out);
}

static bool
do_strends(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const NgStr s = args[0].value;
  const NgStr p = args[1].value;
  return are_compatible(&args[0], &args[1]) &&
         truth(s.len >= p.len && ng_str_eq(rest(s, s.len - p.len), p), out);
}

static bool
do_contains(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return are_compatible(&args[0], &args[1]) && truth(find(args[0].value, args[1].value) != SIZE_MAX, out);
}

static bool
do_strbefore(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const size_t at = find(args[0].value, args[1].value);
  if (!are_compatible(&args[0], &args[1])) {
    return false;
  }
  return at == SIZE_MAX ? text(call, ng_str(""), out)
                        : like(call, &args[0], at ? ng_str_n(args[0].value.at, at) : ng_str(""), out);
}

static bool
do_strafter(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const size_t at = find(args[0].value, args[1].value);
  if (!are_compatible(&args[0], &args[1])) {
    return false;
  }
  return at == SIZE_MAX ? text(call, ng_str(""), out)
                        : like(call, &args[0], rest(args[0].value, at + args[1].value.len), out);
}

static bool
do_concat(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  size_t len    = 0;
  bool   is_one = true; // language for all
  for (uint32_t i = 0; i < n; ++i) {
    if (!is_string(&args[i])) {
      return false;
    }
    len += args[i].value.len;
    is_one &= ng_str_eq(args[i].language, args[0].language);
  }
  char* const to = ng_arena_calloc(call->arena, len + 1, 1);
  size_t      at = 0;
  for (uint32_t i = 0; to && i < n; ++i) {
    if (args[i].value.len) {
      memcpy(to + at, args[i].value.at, args[i].value.len);
    }
    at += args[i].value.len;
  }
  const bool ok = text(call, ng_str_n(to, len), out);
  out->language = n && is_one ? args[0].language : ng_str("");
  return ok;
}

static bool
do_encode(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  static const char hex[] = "0123456789ABCDEF";
  const NgStr       s     = args[0].value;
  char* const       to    = is_string(&args[0]) ? ng_arena_calloc(call->arena, s.len * 3 + 1, 1) : NULL;
  size_t            at    = 0;
  if (!is_string(&args[0])) {
    return false;
  }
  for (size_t i = 0; to && i < s.len; ++i) {
    const unsigned char c = (unsigned char)s.at[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        (c && strchr("-_.~", c))) {
      to[at++] = (char)c;
    } else {
      to[at++] = '%';
      to[at++] = hex[c >> 4];
      to[at++] = hex[c & 15];
    }
  }
  return text(call, ng_str_n(to, at), out);
}

static bool
do_regex(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const NgStr flags = n > 2 ? args[2].value : ng_str("");
  if (!is_string(&args[0]) || !ng_cell_is_text(&args[1]) || (n > 2 && !ng_cell_is_text(&args[2]))) {
    return false;
  }
  const int found = ng_matcher_find(call->matcher, args[0].value, args[1].value, flags);
  return found >= 0 && truth(found, out);
}

static bool
do_replace(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  const NgStr flags = n > 3 ? args[3].value : ng_str("");
  NgStr       made;
  if (!is_string(&args[0]) || !ng_cell_is_text(&args[1]) || !ng_cell_is_text(&args[2]) ||
      (n > 3 && !ng_cell_is_text(&args[3]))) {
    return false;
  }
  return ng_matcher_replace(call->matcher, call->arena, args[0].value, args[1].value, flags, args[2].value,
                            &made) &&
         like(call, &args[0], made, out);
}

// --- numbers -------------------------------------------------------------------------------------

typedef enum { ROUND_ABS, ROUND_NEAREST, ROUND_UP, ROUND_DOWN } Rounding;

static double
round_real(double x, Rounding how)
{
  switch (how) {
  case ROUND_ABS:
    return fabs(x);
  case ROUND_NEAREST:
    return floor(x + 0.5);
  case ROUND_UP:
    return ceil(x);
  default:
    return floor(x);
  }
}

// @return false where the result is larger than decimals go.
static bool
round_decimal(NgDecimal* d, Rounding how)
{
  const NgDecimal unit = 1000000000000000000;
  if (how == ROUND_ABS) {
    *d = *d < 0 ? -*d : *d;
    return true;
  }
  if (how == ROUND_NEAREST && __builtin_add_overflow(*d, unit / 2, d)) {
    return false;
  }
  const NgDecimal part = *d % unit;
  *d -= part; // towards zero
  const bool goes_down = how != ROUND_UP && part < 0;
  const bool goes_up   = how == ROUND_UP && part > 0;
  return !(goes_down && __builtin_sub_overflow(*d, unit, d)) &&
         !(goes_up && __builtin_add_overflow(*d, unit, d));
}

static bool
round_number(NgCall* call, const NgCell* arg, Rounding how, NgCell* out)
{
  NgNumber n;
  if (!ng_cell_number(arg, &n)) {
    return false;
  }
  if (n.kind == NG_NUMBER_INTEGER) {
    n.integer = how == ROUND_ABS && n.integer < 0 && n.integer > INT64_MIN ? -n.integer : n.integer;
  } else if (n.kind == NG_NUMBER_DECIMAL) {
    if (!round_decimal(&n.decimal, how)) {
      return false;
    }
  } else {
    n.real = round_real(n.real, how);
  }
  return number(call, &n, out);
}

static bool
do_abs(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return round_number(call, &args[0], ROUND_ABS, out);
}

static bool
do_round(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return round_number(call, &args[0], ROUND_NEAREST, out);
}

static bool
do_ceil(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return round_number(call, &args[0], ROUND_UP, out);
}

static bool
do_floor(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return round_number(call, &args[0], ROUND_DOWN, out);
}

// --- time ----------------------------------------------------------------------------------------

static bool
do_year(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  return ng_cell_moment(&args[0], &m) && m.has_year && whole(call, m.year, out);
}

static bool
do_month(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  return ng_cell_moment(&args[0], &m) && m.has_month && whole(call, m.month, out);
}

static bool
do_day(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  return ng_cell_moment(&args[0], &m) && m.has_day && whole(call, m.day, out);
}

static bool
do_hours(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  return ng_cell_moment(&args[0], &m) && m.has_time && whole(call, m.hour, out);
}

static bool
do_minutes(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  return ng_cell_moment(&args[0], &m) && m.has_time && whole(call, m.minute, out);
}

static bool
do_seconds(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  if (!ng_cell_moment(&args[0], &m) || !m.has_time) {
    return false;
  }
  const NgNumber seconds = {.kind = NG_NUMBER_DECIMAL, .decimal = m.second};
  return number(call, &seconds, out);
}

static bool
do_tz(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  if (!ng_cell_moment(&args[0], &m)) {
    return false;
  }
  const NgStr s = args[0].value;
  return text(call, !m.has_zone ? ng_str("") : ng_str_ends(s, "Z") ? ng_str("Z") : rest(s, s.len - 6), out);
}

static bool
do_timezone(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgMoment m;
  if (!ng_cell_moment(&args[0], &m) || !m.has_zone) {
    return false;
  }
  const int   minutes = m.zone < 0 ? -m.zone : m.zone;
  const char* sign    = m.zone < 0 ? "-" : "";
  const NgStr s       = !minutes            ? ng_str("PT0S")
                        : minutes % 60 == 0 ? ng_arena_printf(call->arena, "%sPT%dH", sign, minutes / 60)
                        : minutes < 60
                            ? ng_arena_printf(call->arena, "%sPT%dM", sign, minutes)
                            : ng_arena_printf(call->arena, "%sPT%dH%dM", sign, minutes / 60, minutes % 60);
  const bool  ok      = text(call, s, out);
  out->datatype       = ng_str(NG_XSD_NS "dayTimeDuration");
  return ok;
}

// --- digests -------------------------------------------------------------------------------------

static bool
hex(NgCall* call, const uint8_t* digest, size_t n, NgCell* out)
{
  char shown[2 * SHA512_DIGEST_SIZE];
  ng_hex(shown, digest, n);
  return text(call, ng_arena_copy(call->arena, ng_str_n(shown, 2 * n)), out);
}

static bool
digest(NgCall* call, const NgCell* arg, const struct nettle_hash* hash, NgCell* out)
{
  union {
    struct md5_ctx    md5;
    struct sha1_ctx   sha1;
    struct sha256_ctx sha256;
    struct sha512_ctx sha512;
  } ctx;
  uint8_t made[SHA512_DIGEST_SIZE];
  hash->init(&ctx);
  hash->update(&ctx, arg->value.len, (const uint8_t*)arg->value.at);
  hash->digest(&ctx, hash->digest_size, made);
  return ng_cell_is_text(arg) && hex(call, made, hash->digest_size, out);
}

static bool
do_md5(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return digest(call, &args[0], &nettle_md5, out);
}

static bool
do_sha1(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return digest(call, &args[0], &nettle_sha1, out);
}

static bool
do_sha256(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return digest(call, &args[0], &nettle_sha256, out);
}

static bool
do_sha384(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return digest(call, &args[0], &nettle_sha384, out);
}

static bool
do_sha512(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return digest(call, &args[0], &nettle_sha512, out);
}

// --- casts ---------------------------------------------------------------------------------------

static NgStr
trim(const NgCell* cell)
{
  return ng_str_trim(cell->value);
}

static bool
cast_number(NgCall* call, const NgCell* arg, NgNumberKind kind, NgCell* out)
{
  static const char* const types[] = {NG_XSD_NS "integer", NG_XSD_NS "decimal", NG_XSD_NS "float",
                                      NG_XSD_NS "double"};
  NgCell                   cell    = *arg;
  NgNumber                 n;
  if (arg->kind != NG_CELL_LITERAL || arg->language.len) {
    return false;
  }
  if (ng_cell_is_text(arg)) {
    cell.value    = trim(arg);
    cell.datatype = ng_str(types[kind]);
  } else if (ng_str_is(arg->datatype, NG_XSD_NS "boolean")) {
    const NgNumber made = {.kind = NG_NUMBER_INTEGER, .integer = ng_cell_effective(arg)};
    return ng_number_convert(&made, kind, &n) && number(call, &n, out);
  }
  return ng_cell_number(&cell, &n) && ng_number_convert(&n, kind, &n) && number(call, &n, out);
}

static bool
do_integer(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_number(call, &args[0], NG_NUMBER_INTEGER, out);
}

static bool
do_decimal(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_number(call, &args[0], NG_NUMBER_DECIMAL, out);
}

static bool
do_float(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_number(call, &args[0], NG_NUMBER_FLOAT, out);
}

static bool
do_double(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_number(call, &args[0], NG_NUMBER_DOUBLE, out);
}

static bool
do_boolean(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  NgCell cell = args[0];
  if (ng_cell_is_text(&cell)) {
    cell.value    = trim(&cell);
    cell.datatype = ng_str(NG_XSD_NS "boolean");
    const NgStr v = cell.value;
    if (!ng_str_is(v, "true") && !ng_str_is(v, "false") && !ng_str_is(v, "0") && !ng_str_is(v, "1")) {
      return false;
    }
  }
  const int is_true = cell.language.len ? -1 : ng_cell_effective(&cell);
  return is_true >= 0 && truth(is_true, out);
}

static bool
cast_moment(NgCall* call, const NgCell* arg, const char* type, const char* datatype, NgCell* out)
{
  NgMoment m;
  NgStr    s = trim(arg);
  *out       = ng_cell_text(s);
  if (!ng_cell_is_text(arg) && !ng_str_is(arg->datatype, NG_XSD_NS "dateTime") &&
      !ng_str_is(arg->datatype, NG_XSD_NS "date")) {
    return false;
  }
  if (!ng_cell_is_text(arg) && !ng_str_is(arg->datatype, datatype)) { // from the one to the other
    const char* const t    = s.len ? memchr(s.at, 'T', s.len) : NULL;
    const size_t      zone = !s.len                                                                 ? 0
                             : ng_str_ends(s, "Z")                                                  ? 1
                             : s.len > 6 && s.at[s.len - 3] == ':' && strchr("+-", s.at[s.len - 6]) ? 6
                                                                                                    : 0;
    const size_t      n    = t ? (size_t)(t - s.at) : s.len - zone;
    s = ng_arena_printf(call->arena, "%.*s%s%.*s", (int)n, s.at, t ? "" : "T00:00:00", (int)zone,
                        s.at + s.len - zone);
    if (!text(call, s, out)) {
      return false;
    }
  }
  out->datatype = ng_str(datatype);
  return ng_moment_read(s, type, &m);
}

static bool
do_datetime(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_moment(call, &args[0], "dateTime", NG_XSD_NS "dateTime", out);
}

static bool
do_date(NgCall* call, const NgCell* args, uint32_t n, NgCell* out)
{
  return cast_moment(call, &args[0], "date", NG_XSD_NS "date", out);
}

// --- by name -------------------------------------------------------------------------------------

static const char no_clock[]  = "answers do not depend on the clock";
static const char no_chance[] = "answers do not depend on chance";

static const NgFunction functions[] = {
    {"STR", 1, 1, do_str, NULL},
    {"LANG", 1, 1, do_lang, NULL},
    {"LANGMATCHES", 2, 2, do_langmatches, NULL},
    {"DATATYPE", 1, 1, do_datatype, NULL},
    {"IRI", 1, 1, do_iri, NULL},
    {"URI", 1, 1, do_iri, NULL},
    {"STRDT", 2, 2, do_strdt, NULL},
    {"STRLANG", 2, 2, do_strlang, NULL},
    {"SAMETERM", 2, 2, do_sameterm, NULL},
    {"ISIRI", 1, 1, do_isiri, NULL},
    {"ISURI", 1, 1, do_isiri, NULL},
    {"ISBLANK", 1, 1, do_isblank, NULL},
    {"ISLITERAL", 1, 1, do_isliteral, NULL},
    {"ISNUMERIC", 1, 1, do_isnumeric, NULL},
    {"STRLEN", 1, 1, do_strlen, NULL},
    {"SUBSTR", 2, 3, do_substr, NULL},
    {"UCASE", 1, 1, do_ucase, NULL},
    {"LCASE", 1, 1, do_lcase, NULL},
    {"STRSTARTS", 2, 2, do_strstarts, NULL},
    {"STRENDS", 2, 2, do_strends, NULL},
    {"CONTAINS", 2, 2, do_contains, NULL},
    {"STRBEFORE", 2, 2, do_strbefore, NULL},
    {"STRAFTER", 2, 2, do_strafter, NULL},
    {"CONCAT", 0, UINT8_MAX, do_concat, NULL},
    {"ENCODE_FOR_URI", 1, 1, do_encode, NULL},
    {"REGEX", 2, 3, do_regex, NULL},
    {"REPLACE", 3, 4, do_replace, NULL},
    {"ABS", 1, 1, do_abs, NULL},
    {"ROUND", 1, 1, do_round, NULL},
    {"CEIL", 1, 1, do_ceil, NULL},
    {"FLOOR", 1, 1, do_floor, NULL},
    {"YEAR", 1, 1, do_year, NULL},
    {"MONTH", 1, 1, do_month, NULL},
    {"DAY", 1, 1, do_day, NULL},
    {"HOURS", 1, 1, do_hours, NULL},
    {"MINUTES", 1, 1, do_minutes, NULL},
    {"SECONDS", 1, 1, do_seconds, NULL},
    {"TIMEZONE", 1, 1, do_timezone, NULL},
    {"TZ", 1, 1, do_tz, NULL},
    {"MD5", 1, 1, do_md5, NULL},
    {"SHA1", 1, 1, do_sha1, NULL},
    {"SHA256", 1, 1, do_sha256, NULL},
    {"SHA384", 1, 1, do_sha384, NULL},
    {"SHA512", 1, 1, do_sha512, NULL},
    {"NOW", 0, 0, NULL, no_clock},
    {"RAND", 0, 0, NULL, no_chance},
    {"UUID", 0, 0, NULL, no_chance},
    {"STRUUID", 0, 0, NULL, no_chance},
    {"BNODE", 0, 1, NULL, "nodes without a name cannot be told from one another in an answer"},
};

static const NgFunction casts[] = {
    {NG_XSD_NS "string", 1, 1, do_str, NULL},        {NG_XSD_NS "integer", 1, 1, do_integer, NULL},
    {NG_XSD_NS "decimal", 1, 1, do_decimal, NULL},   {NG_XSD_NS "float", 1, 1, do_float, NULL},
    {NG_XSD_NS "double", 1, 1, do_double, NULL},     {NG_XSD_NS "boolean", 1, 1, do_boolean, NULL},
    {NG_XSD_NS "dateTime", 1, 1, do_datetime, NULL}, {NG_XSD_NS "date", 1, 1, do_date, NULL},
};

const NgFunction*
ng_function_find(NgStr name)
{
  for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); ++i) {
    const char* const known = functions[i].name;
    bool              is    = strlen(known) == name.len;
    for (size_t k = 0; is && k < name.len; ++k) {
      is = lower(known[k]) == lower(name.at[k]);
    }
    if (is) {
      return &functions[i];
    }
  }
  return NULL;
}

const NgFunction*
ng_function_cast(NgStr iri)
{
  for (size_t i = 0; i < sizeof(casts) / sizeof(*casts); ++i) {
    if (ng_str_is(iri, casts[i].name)) {
      return &casts[i];
    }
  }
  return NULL;
}
