// SPDX-License-Identifier: Apache-2.0
// JSON objects one after another, in an array or not, over as many lines as they like: cut by their braces.
#include "read/source_impl.h"

typedef struct {
  size_t depth; // braces and brackets that are open
  bool   is_in_string;
  bool   is_escaped; // the byte before was a backslash, in a string
} Scan;

static bool
is_between(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '[' || c == ']';
}

// Bytes of `view` up to where the object ends, which is where depth becomes 0, or all.
static size_t
scan_object(Scan* scan, NgStr view)
{
  size_t i = 0;
  while (i < view.len) {
    if (scan->is_escaped) {
      scan->is_escaped = false;
      ++i;
    } else if (scan->is_in_string) {
      while (i < view.len && view.at[i] != '"' && view.at[i] != '\\') {
        ++i;
      }
      if (i < view.len) {
        scan->is_escaped   = view.at[i] == '\\';
        scan->is_in_string = scan->is_escaped;
        ++i;
      }
    } else {
      const char c       = view.at[i++];
      scan->is_in_string = c == '"';
      if (c == '{' || c == '[') {
        ++scan->depth;
      } else if ((c == '}' || c == ']') && --scan->depth == 0) {
        break;
      }
    }
  }
  return i;
}

size_t
ng_json_object_end(NgStr s)
{
  Scan         scan = {0};
  const size_t end  = scan_object(&scan, s);
  return s.len && s.at[0] == '{' && !scan.depth ? end : 0;
}

static void
take(NgSource* source, NgStr view, size_t n)
{
  ng_source_count_lines(source, ng_str_n(view.at, n));
  ng_source_take(source, n);
}

// What is no object, up to the next brace, is one error.
static NgStatus
skip_strange(NgSource* source, NgError* err)
{
  NgStr       view;
  const char* brace = NULL;
  do {
    NG_TRY(ng_source_peek(source, 1, &view, err));
    brace = view.len ? memchr(view.at, '{', view.len) : NULL;
    take(source, view, brace ? (size_t)(brace - view.at) : view.len);
  } while (view.len && !brace);
  return ng_error_set(err, NG_ERR_BAD_INPUT, "Not JSON: an object should begin here");
}

// To the brace of the next object.
static NgStatus
skip_between(NgSource* source, NgRaw* raw, NgError* err)
{
  for (;;) {
    NgStr view;
    NG_TRY(ng_source_peek(source, 1, &view, err));
    size_t i = 0;
    while (i < view.len && is_between(view.at[i])) {
      ++i;
    }
    const bool is_end = i == view.len;
    const char c      = is_end ? '\0' : view.at[i];
    take(source, view, i);
    raw->line = source->n_lines + 1;
    if (c == '{') {
      return NG_SUCCESS;
    }
    if (!is_end) {
      return skip_strange(source, err);
    }
    if (!view.len) {
      return NG_END;
    }
  }
}

NgStatus
ng_cut_json(NgSource* source, NgRaw* raw, NgError* err)
{
  Scan   scan  = {0};
  size_t total = 0;
  NG_TRY(skip_between(source, raw, err));
  do {
    NgStr view;
    NG_TRY(ng_source_peek(source, 1, &view, err));
    if (!view.len) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "Not JSON: the file ends inside of an object");
    }
    const size_t n = scan_object(&scan, view);
    total += n;
    if (ng_buf_add(&raw->bytes, ng_str_n(view.at, n)) == NG_ERR_NO_MEM) {
      return ng_error_no_mem(err);
    }
    take(source, view, n);
  } while (scan.depth);
  return total > source->max_article_bytes ? ng_source_too_long(source, "An object", total, err) : NG_SUCCESS;
}
