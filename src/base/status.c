// SPDX-License-Identifier: Apache-2.0
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char*
ng_strerror(NgStatus status)
{
  switch (status) {
  case NG_SUCCESS:
    return "Success";
  case NG_END:
    return "No more records";
  case NG_SKIPPED:
    return "No article";
  case NG_STOPPED:
    return "Stopped";
  case NG_ERR_NO_MEM:
    return "Out of memory";
  case NG_ERR_LIMIT:
    return "Larger than the limit";
  case NG_ERR_BAD_TEXT:
    return "Text is not valid";
  case NG_ERR_BAD_INPUT:
    return "Input is not of the expected form";
  case NG_ERR_BAD_DATA:
    return "Data file is damaged or of another version";
  case NG_ERR_BAD_ARG:
    return "Argument makes no sense";
  case NG_ERR_READ:
    return "Could not read";
  case NG_ERR_WRITE:
    return "Could not write";
  case NG_ERR_UNSUPPORTED:
    return "Not supported";
  }
  return "Unknown status";
}

const char*
ng_errno_text(int code, char out[NG_ERRNO_BYTES])
{
  if (strerror_r(code, out, NG_ERRNO_BYTES) != 0) {
    snprintf(out, NG_ERRNO_BYTES, "error %d", code);
  }
  return out;
}

NgStatus
ng_error_set(NgError* err, NgStatus status, const char* format, ...)
{
  if (err && err->status == NG_SUCCESS) {
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof(err->message), format, args);
    va_end(args);
    err->status = status;
  }
  return status;
}

NgStatus
ng_error_at(NgError* err, const char* source, size_t line, size_t column)
{
  if (!err) {
    return NG_SUCCESS;
  }
  if (source && !err->source[0]) {
    snprintf(err->source, sizeof(err->source), "%s", source);
  }
  if (!err->line) {
    err->line   = line;
    err->column = column;
  }
  return err->status;
}

NgStatus
ng_error_no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}
