// SPDX-License-Identifier: Apache-2.0
// A growing run of bytes with a ceiling. A failure is remembered, so that a series of additions is
// checked once, at its end.
#ifndef NG_BASE_BUF_H
#define NG_BASE_BUF_H

#include "base/status.h"
#include "base/str.h"

typedef struct {
  char*    at; ///< NUL-terminated once anything was added
  size_t   len;
  size_t   cap;
  size_t   max;    ///< Ceiling in bytes
  NgStatus status; ///< The first failure: NG_ERR_NO_MEM or NG_ERR_LIMIT
} NgBuf;

#define NG_BUF_INIT(max_bytes)                                                                               \
  {                                                                                                          \
    NULL, 0, 0, (max_bytes), NG_SUCCESS                                                                      \
  }

void ng_buf_free(NgBuf* buf);

/// Empty it; memory and ceiling stay, a remembered failure goes.
void ng_buf_clear(NgBuf* buf);

/// Make room for `more` bytes beyond len. @return buf->status
NgStatus ng_buf_reserve(NgBuf* buf, size_t more);

NgStatus ng_buf_add(NgBuf* buf, NgStr s);
NgStatus ng_buf_addz(NgBuf* buf, const char* z);
NgStatus ng_buf_addc(NgBuf* buf, char c);
NgStatus ng_buf_printf(NgBuf* buf, const char* format, ...) __attribute__((format(printf, 2, 3)));

static inline NgStr
ng_buf_str(const NgBuf* buf)
{
  return ng_str_n(buf->at, buf->len);
}

#endif
