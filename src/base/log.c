// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void
ng_log(const NgLog* log, NgLogLevel level, const char* source, size_t line, const char* format, ...)
{
  if (!log || !log->message) {
    return;
  }
  NgError where = {.status = NG_SUCCESS, .line = line};
  if (source) {
    snprintf(where.source, sizeof(where.source), "%s", source);
  }
  va_list args;
  va_start(args, format);
  vsnprintf(where.message, sizeof(where.message), format, args);
  va_end(args);
  log->message(log->self, level, &where);
}
