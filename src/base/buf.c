// SPDX-License-Identifier: Apache-2.0
#include "base/buf.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdio.h>

void
ng_buf_free(NgBuf* buf)
{
  ng_free(buf->at);
  buf->at  = NULL;
  buf->len = buf->cap = 0;
}

void
ng_buf_clear(NgBuf* buf)
{
  buf->len    = 0;
  buf->status = NG_SUCCESS;
  if (buf->at) {
    buf->at[0] = '\0';
  }
}

NgStatus
ng_buf_reserve(NgBuf* buf, size_t more)
{
  if (buf->status) {
    return buf->status;
  }
  if (more > buf->max || buf->len > buf->max - more) {
    return buf->status = NG_ERR_LIMIT;
  }
  const size_t need = buf->len + more + 1;
  if (need > buf->cap) {
    size_t cap = buf->cap ? buf->cap * 2 : 256;
    if (cap < need) {
      cap = need;
    }
    char* const at = ng_realloc(buf->at, cap, 1);
    if (!at) {
      return buf->status = NG_ERR_NO_MEM;
    }
    buf->at  = at;
    buf->cap = cap;
  }
  return NG_SUCCESS;
}

NgStatus
ng_buf_add(NgBuf* buf, NgStr s)
{
  NG_TRY(ng_buf_reserve(buf, s.len));
  if (s.len) {
    memcpy(buf->at + buf->len, s.at, s.len);
  }
  buf->len += s.len;
  buf->at[buf->len] = '\0';
  return NG_SUCCESS;
}

NgStatus
ng_buf_addz(NgBuf* buf, const char* z)
{
  return ng_buf_add(buf, ng_str(z));
}

NgStatus
ng_buf_addc(NgBuf* buf, char c)
{
  return ng_buf_add(buf, ng_str_n(&c, 1));
}

NgStatus
ng_buf_printf(NgBuf* buf, const char* format, ...)
{
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, format, args);
  if (n >= 0 && ng_buf_reserve(buf, (size_t)n) == NG_SUCCESS) {
    vsnprintf(buf->at + buf->len, (size_t)n + 1, format, again);
    buf->len += (size_t)n;
  }
  va_end(again);
  va_end(args);
  return buf->status;
}
