// SPDX-License-Identifier: Apache-2.0
// What a file is, told by its first bytes.
#include "read/source_impl.h"

enum { LOOK_BYTES = 16 * 1024 };

// First byte from `i` on that is no white space of JSON; `len` where there is none.
static size_t
skip_blank(NgStr s, size_t i)
{
  while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r')) {
    ++i;
  }
  return i;
}

static bool
has_line_format_name(NgStr name)
{
  return ng_str_ends(name, ".jsonl") || ng_str_ends(name, ".ndjson");
}

// JSON that is not one object a line is named here, once, rather than line by line.
static NgStatus
refuse_spread(NgSource* source, NgError* err)
{
  ng_error_set(err, NG_ERR_BAD_INPUT, "JSON, but not one object a line; 'jq -c' writes it so");
  ng_error_at(err, source->name.at, 1, 0);
  source->is_over = true;
  return NG_ERR_BAD_INPUT;
}

NgStatus
ng_source_sniff(NgSource* source, NgError* err)
{
  NgStr start;
  NG_TRY(ng_bytes_peek(source->bytes, LOOK_BYTES, &start, err));
  if (ng_str_starts(start, "\xEF\xBB\xBF")) {
    ng_bytes_take(source->bytes, 3);
    start = ng_str_n(start.at + 3, start.len - 3);
  }
  const size_t first     = skip_blank(start, 0);
  const size_t second    = skip_blank(start, first + 1);
  const char   a         = first < start.len ? start.at[first] : '\0';
  const char   b         = second < start.len ? start.at[second] : '\0';
  const bool   is_object = a == '{' && (b == '"' || b == '}');
  if (source->format == NG_READ_AUTO) {
    const bool is_list = a == '[' && b == '{';
    source->format     = is_object || is_list || has_line_format_name(ng_bytes_name(source->bytes))
                             ? NG_READ_JSONL
                             : NG_READ_TEXT;
  }
  source->cut = source->format == NG_READ_TEXT ? ng_cut_text : ng_cut_lines;
  if (source->format == NG_READ_JSONL && (is_object || a == '[')) {
    const bool is_spread = is_object && memchr(start.at + first, '\n', second - first);
    if (is_spread || a == '[') {
      return refuse_spread(source, err);
    }
  }
  return NG_SUCCESS;
}
