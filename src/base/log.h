// SPDX-License-Identifier: Apache-2.0
// Messages that do not stop the work: handed to whoever runs the program, never printed from here.
#ifndef NG_BASE_LOG_H
#define NG_BASE_LOG_H

#include "base/status.h"

typedef enum {
  NG_LOG_ERROR = 0, ///< Something was lost: an article, a file
  NG_LOG_WARNING,   ///< Something was left out: a bad date, an IRI that is none
  NG_LOG_INFO,
} NgLogLevel;

/// A receiver of messages; `where->source`, line and column say where, as far as known.
typedef struct {
  void* self;
  void (*message)(void* self, NgLogLevel level, const NgError* where);
} NgLog;

/// Send a message; `log` and log->message may be NULL. `source` may be NULL, `line` 0.
void ng_log(const NgLog* log, NgLogLevel level, const char* source, size_t line, const char* format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
