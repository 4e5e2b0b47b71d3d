// SPDX-License-Identifier: Apache-2.0
// What a file is, told by its first bytes, and by its name where these tell nothing. No more is looked at
// than it takes, so that a line that comes down a pipe is not held up by the ones behind it.
#include "read/source_impl.h"

enum { LOOK_BYTES = 16 * 1024, MAX_LOOK_BYTES = 64 * 1024 };

// --- encoding ------------------------------------------------------------------------------------

// UTF-16 without a byte order mark: of the first bytes, nearly every second one is zero.
static NgWide
guess_wide(NgStr start)
{
  size_t       zeros[2] = {0, 0};
  const size_t n        = start.len < 64 ? start.len & ~(size_t)1 : 64;
  for (size_t i = 0; i < n; ++i) {
    zeros[i & 1] += start.at[i] == '\0';
  }
  if (n < 4 || (zeros[0] && zeros[1])) {
    return NG_WIDE_NONE;
  }
  return zeros[1] > n / 3 ? NG_WIDE_LITTLE : zeros[0] > n / 3 ? NG_WIDE_BIG : NG_WIDE_NONE;
}

static NgStatus
find_encoding(NgSource* source, NgError* err)
{
  NgStr start;
  NG_TRY(ng_bytes_peek(source->bytes, 4, &start, err));
  if (ng_str_starts(start, "\xEF\xBB\xBF")) {
    ng_bytes_take(source->bytes, 3);
    source->is_utf8 = true;
    return NG_SUCCESS;
  }
  const bool is_little = ng_str_starts(start, "\xFF\xFE");
  const bool is_big    = ng_str_starts(start, "\xFE\xFF");
  if (is_little || is_big) {
    ng_bytes_take(source->bytes, 2);
  }
  source->wide    = is_little ? NG_WIDE_LITTLE : is_big ? NG_WIDE_BIG : guess_wide(start);
  source->is_utf8 = source->wide != NG_WIDE_NONE;
  return NG_SUCCESS;
}

// --- a look at the beginning ---------------------------------------------------------------------

// More of the beginning, twice as much; the same as before where there is no more.
static NgStatus
look_further(NgSource* source, NgStr* view, NgError* err)
{
  const size_t want = view->len < LOOK_BYTES / 2 ? view->len + 1 : 2 * view->len;
  return ng_source_peek(source, want < MAX_LOOK_BYTES ? want : MAX_LOOK_BYTES, view, err);
}

static size_t
skip_blank(NgStr s, size_t i)
{
  while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r')) {
    ++i;
  }
  return i;
}

static bool
starts_in_any_case(NgStr s, const char* lower)
{
  const size_t n = strlen(lower);
  size_t       i = 0;
  while (i < n && i < s.len && (s.at[i] | (s.at[i] >= 'A' && s.at[i] <= 'Z' ? 32 : 0)) == lower[i]) {
    ++i;
  }
  return i == n;
}

// --- JSON ----------------------------------------------------------------------------------------

typedef enum { JSON_MORE = 0, JSON_NONE, JSON_LINES, JSON_SPREAD } Json;

// One object a line, or spread over many. A first line that is a broken object is told from the beginning of
// a spread one by the line behind it, which begins with a brace of its own.
static Json
look_at_json(NgStr s)
{
  const size_t first  = skip_blank(s, 0);
  const size_t second = skip_blank(s, first + 1);
  if (first >= s.len) {
    return JSON_MORE;
  }
  if (s.at[first] == '[') {
    return second >= s.len ? JSON_MORE : s.at[second] == '{' ? JSON_SPREAD : JSON_NONE;
  }
  if (s.at[first] != '{') {
    return JSON_NONE;
  }
  if (second >= s.len) {
    return JSON_MORE;
  }
  if (s.at[second] != '"' && s.at[second] != '}') {
    return JSON_NONE;
  }
  const char* const newline = memchr(s.at + first, '\n', s.len - first);
  if (!newline) {
    return JSON_MORE;
  }
  const size_t end = (size_t)(newline - s.at);
  if (ng_json_object_end(ng_str_n(s.at + first, end - first))) {
    return JSON_LINES;
  }
  const size_t next = skip_blank(s, end);
  return next >= s.len ? JSON_MORE : s.at[next] == '{' ? JSON_LINES : JSON_SPREAD;
}

// `key`, written with its quotes, and a colon behind it.
static bool
has_key(NgStr s, const char* key)
{
  const size_t n = strlen(key);
  for (size_t i = 0; i + n <= s.len; ++i) {
    const char* const found = memchr(s.at + i, '"', s.len - n + 1 - i);
    if (!found) {
      return false;
    }
    i                 = (size_t)(found - s.at);
    const size_t next = skip_blank(s, i + n);
    if (!memcmp(found, key, n) && next < s.len && s.at[next] == ':') {
      return true;
    }
  }
  return false;
}

// Whose keys the first object has: those of ninjs, or "text" and the like.
static NgReadFormat
json_format(NgStr s)
{
  static const char* const ninjs[] = {
      "\"body_text\"", "\"body_xhtml\"",     "\"body_html\"",      "\"bodies\"",
      "\"headlines\"", "\"versioncreated\"", "\"versionCreated\"", NULL};
  const size_t first  = skip_blank(s, 0);
  const NgStr  from   = ng_str_n(s.at + first, s.len - first);
  const size_t n      = ng_json_object_end(from);
  const NgStr  object = n ? ng_str_n(from.at, n) : from;
  if (has_key(object, "\"text\"") || has_key(object, "\"maintext\"")) {
    return NG_READ_JSONL;
  }
  size_t i = 0;
  while (ninjs[i] && !has_key(object, ninjs[i])) {
    ++i;
  }
  return ninjs[i] ? NG_READ_NINJS : NG_READ_JSONL;
}

static NgStatus
sniff_json(NgSource* source, NgStr* view, NgError* err)
{
  const NgStr name     = ng_bytes_name(source->bytes);
  const bool  is_named = ng_str_ends(name, ".jsonl") || ng_str_ends(name, ".ndjson");
  Json        json     = look_at_json(*view);
  size_t      had      = 0;
  while (json == JSON_MORE && had < view->len && view->len < MAX_LOOK_BYTES) {
    had = view->len;
    NG_TRY(look_further(source, view, err));
    json = look_at_json(*view);
  }
  if (source->format == NG_READ_AUTO) {
    const size_t first    = skip_blank(*view, 0);
    const bool   is_brace = json == JSON_MORE && first < view->len && view->at[first] == '{';
    if (json == JSON_LINES || json == JSON_SPREAD || is_brace) {
      source->format = json_format(*view);
    } else if (is_named) {
      source->format = NG_READ_JSONL;
    } else {
      return NG_SUCCESS;
    }
  }
  source->cut = json == JSON_SPREAD && !is_named ? ng_cut_json : ng_cut_lines;
  return NG_SUCCESS;
}

// --- XML and HTML --------------------------------------------------------------------------------

static NgStatus
sniff_markup(NgSource* source, NgStr* view, NgError* err)
{
  const NgStr s    = ng_str_n(view->at + skip_blank(*view, 0), view->len - skip_blank(*view, 0));
  NgStr       root = {0};
  size_t      had  = 0;
  if (starts_in_any_case(s, "<!doctype html")) {
    source->format = NG_READ_HTML;
    return NG_SUCCESS;
  }
  while (!ng_xml_root(*view, &root) && had < view->len && view->len < MAX_LOOK_BYTES) {
    had = view->len;
    NG_TRY(look_further(source, view, err));
  }
  source->format = ng_xml_format(root);
  if (source->format == NG_READ_AUTO) {
    if (ng_str_starts(s, "<?xml") && root.len) {
      return ng_error_set(err, NG_ERR_UNSUPPORTED,
                          "XML of a kind that is not read: its first element is <%.*s>",
                          (int)(root.len < 64 ? root.len : 64), root.at);
    }
    source->format = NG_READ_HTML;
  }
  return NG_SUCCESS;
}

// --- all of them ---------------------------------------------------------------------------------

static NgStatus
sniff_auto(NgSource* source, NgStr* view, NgError* err)
{
  NgStr  start = *view;
  size_t had   = 0;
  while (skip_blank(*view, 0) == view->len && had < view->len && view->len < MAX_LOOK_BYTES) {
    had = view->len;
    NG_TRY(look_further(source, view, err));
  }
  start = ng_str_n(view->at + skip_blank(*view, 0), view->len - skip_blank(*view, 0));
  if (ng_str_starts(start, "WARC/1.") || ng_str_starts(start, "WARC/0.")) {
    source->format = NG_READ_WARC;
    return NG_SUCCESS;
  }
  if (start.len && start.at[0] == '<') {
    return sniff_markup(source, view, err);
  }
  NG_TRY(sniff_json(source, view, err));
  if (source->format == NG_READ_AUTO) {
    source->format = ng_str_ends(ng_bytes_name(source->bytes), ".warc") ? NG_READ_WARC : NG_READ_TEXT;
  }
  return NG_SUCCESS;
}

NgStatus
ng_source_sniff(NgSource* source, NgError* err)
{
  NgStr view = {0};
  NG_TRY(find_encoding(source, err));
  NG_TRY(ng_source_peek(source, 8, &view, err));
  if (source->format == NG_READ_AUTO) {
    NG_TRY(sniff_auto(source, &view, err));
  }
  switch (source->format) {
  case NG_READ_JSONL:
  case NG_READ_NINJS:
    return source->cut ? NG_SUCCESS : sniff_json(source, &view, err);
  case NG_READ_NEWSML:
  case NG_READ_FEED:
    source->cut = ng_cut_xml;
    source->xml = ng_xml_cut_new();
    return source->xml ? NG_SUCCESS : ng_error_no_mem(err);
  case NG_READ_WARC:
    source->cut = ng_cut_warc;
    return NG_SUCCESS;
  case NG_READ_AUTO:
  case NG_READ_TEXT:
  case NG_READ_HTML:
    break;
  }
  source->cut = ng_cut_text;
  return NG_SUCCESS;
}
