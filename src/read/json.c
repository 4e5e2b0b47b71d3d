// SPDX-License-Identifier: Apache-2.0
// yajl does not look at what its allocator returns, so its memory comes from an arena of its own, and
// where that has none left a long jump leads out of the parser; the arena is reset either way.
#include "read/json.h"

#include "base/alloc.h"
#include "model/term.h"

#include <setjmp.h>

struct NgJsonImpl {
  NgArena* arena;
  jmp_buf  no_memory;
};

NgJson*
ng_json_new(size_t max_bytes)
{
  NgJson* const json = ng_calloc(1, sizeof(NgJson));
  if (!json) {
    return NULL;
  }
  // The strings of a text, decoded, in buffers that double; then a margin for what yajl keeps anyway.
  json->arena = ng_arena_new(max_bytes < SIZE_MAX / 8 ? 6 * max_bytes + (1 << 20) : SIZE_MAX);
  if (!json->arena) {
    ng_json_free(json);
    return NULL;
  }
  return json;
}

void
ng_json_free(NgJson* json)
{
  if (json) {
    ng_arena_free(json->arena);
    ng_free(json);
  }
}

// --- memory for yajl: each block knows its size --------------------------------------------------

typedef union {
  size_t      size;
  max_align_t align;
} Head;

static void*
yajl_take(void* self, size_t size)
{
  NgJson* const json = self;
  Head* const   head = size < SIZE_MAX - sizeof(Head) ? ng_arena_calloc(json->arena, size + sizeof(Head), 1)
                                                      : NULL;
  if (!head) {
    longjmp(json->no_memory, 1);
  }
  head->size = size;
  return head + 1;
}

static void*
yajl_retake(void* self, void* old, size_t size)
{
  void* const  at  = yajl_take(self, size);
  const size_t had = old ? ((const Head*)old - 1)->size : 0;
  if (had) {
    memcpy(at, old, had < size ? had : size);
  }
  return at;
}

static void
yajl_leave(void* self, void* at)
{
  (void)self;
  (void)at; // gone at the reset
}

// --- what yajl lets through ----------------------------------------------------------------------

// yajl takes surrogates and code points that do not exist.
static NgStatus
check_utf8(NgStr text, size_t* column, NgError* err)
{
  for (size_t i = 0; i < text.len;) {
    if ((unsigned char)text.at[i] < 0x80) {
      ++i;
      continue;
    }
    const size_t n = ng_utf8_next(ng_str_n(text.at + i, text.len - i), NULL);
    if (!n) {
      *column = i + 1;
      return ng_error_set(err, NG_ERR_BAD_INPUT, "Not UTF-8");
    }
    i += n;
  }
  return NG_SUCCESS;
}

// Four hex digits at `i`, or -1.
static long
hex4(NgStr text, size_t i)
{
  long value = 0;
  if (text.len < 4 || i > text.len - 4) {
    return -1;
  }
  for (size_t k = i; k < i + 4; ++k) {
    const char c = text.at[k];
    const int  d = c >= '0' && c <= '9'                 ? c - '0'
                   : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                        : -1;
    if (d < 0) {
      return -1;
    }
    value = value * 16 + d;
  }
  return value;
}

// yajl turns half a surrogate pair into "?" or into bytes that are no UTF-8, and takes NUL.
static NgStatus
check_escapes(NgStr text, size_t* column, NgError* err)
{
  for (size_t i = 0; i + 1 < text.len;) {
    const char* const found = memchr(text.at + i, '\\', text.len - i);
    if (!found || (i = (size_t)(found - text.at)) + 1 >= text.len) {
      break;
    }
    *column = i + 1;
    if (text.at[i + 1] != 'u') {
      i += 2;
      continue;
    }
    const long c = hex4(text, i + 2);
    i += 6;
    if (c == 0) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "Escape \\u0000: text must not hold NUL");
    }
    if (c < 0xD800 || c > 0xDFFF) {
      continue;
    }
    const bool has_second = c < 0xDC00 && i + 6 <= text.len && text.at[i] == '\\' && text.at[i + 1] == 'u';
    const long d          = has_second ? hex4(text, i + 2) : -1;
    if (d < 0xDC00 || d > 0xDFFF) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "Escape \\u%04lx is half of a surrogate pair",
                          (unsigned long)c);
    }
    i += 6;
  }
  return NG_SUCCESS;
}

// --- the text ------------------------------------------------------------------------------------

// yajl's own words, in one line.
static NgStatus
explain(yajl_handle parser, NgStr text, NgError* err)
{
  unsigned char* const z    = yajl_get_error(parser, 0, (const unsigned char*)text.at, text.len);
  const NgStr          what = ng_str_trim(ng_str((const char*)z));
  const NgStatus       st   = ng_error_set(err, NG_ERR_BAD_INPUT, "Not JSON: %.*s",
                                           (int)(what.len < 200 ? what.len : 200), what.at);
  yajl_free_error(parser, z);
  return st;
}

static NgStatus
parse(NgJson* json, NgStr text, const yajl_callbacks* callbacks, void* self, size_t* column, NgError* err)
{
  yajl_alloc_funcs memory = {yajl_take, yajl_retake, yajl_leave, json};
  if (setjmp(json->no_memory)) {
    return ng_error_no_mem(err);
  }
  const yajl_handle parser = yajl_alloc(callbacks, &memory, self);
  yajl_status       st     = yajl_parse(parser, (const unsigned char*)text.at, text.len);
  *column                  = yajl_get_bytes_consumed(parser) + (st == yajl_status_ok ? 0 : 1);
  if (st == yajl_status_ok) {
    st = yajl_complete_parse(parser);
  }
  NgStatus result = NG_SUCCESS;
  if (st == yajl_status_client_canceled) {
    result = err ? err->status : NG_ERR_BAD_INPUT;
  } else if (st == yajl_status_error) {
    result = explain(parser, text, err);
  }
  yajl_free(parser);
  return result;
}

NgStatus
ng_json_parse(NgJson* json, NgStr text, const yajl_callbacks* callbacks, void* self, size_t* column,
              NgError* err)
{
  ng_arena_reset(json->arena);
  NG_TRY(check_utf8(text, column, err));
  NG_TRY(check_escapes(text, column, err));
  return parse(json, text, callbacks, self, column, err);
}
