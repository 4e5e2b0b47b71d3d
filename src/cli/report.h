// SPDX-License-Identifier: Apache-2.0
// What a long run tells on standard error: messages as text or as JSON, one line of progress that is drawn
// over and over, and a summary.
#ifndef NG_CLI_REPORT_H
#define NG_CLI_REPORT_H

#include "newsgraph.h"

#include <stdbool.h>
#include <time.h>

typedef enum { LOG_TEXT = 0, LOG_JSON } LogFormat;

enum { MAX_REASONS = 16 };

/// Why records were skipped.
typedef struct {
  char   what[128];
  size_t n;
} Reason;

typedef struct {
  LogFormat format;
  bool      is_quiet;   ///< Errors only
  bool      is_verbose; ///< Notes and skipped records, too, and a summary in any case
  bool      is_drawn;   ///< Show progress
  // of report.c
  unsigned long long n_bytes; ///< Of all input files; 0: not known
  struct timespec    begun, drawn;
  NewsgraphProgress  first; ///< Where this run began: behind what an earlier one did
  bool               has_first;
  bool               is_on_screen;
  Reason reasons[MAX_REASONS]; ///< In the order of their first record; the last stands for all others
  size_t n_reasons;
} Report;

/// Begin to measure time. The sizes of the files among `paths` give the end of the work.
void report_begin(Report* report, const char* const* paths, size_t n_paths);

/// A message of the run; `self` is the Report.
void report_message(void* self, NewsgraphLevel level, const NewsgraphError* what);

/// How far the run has come; `self` is the Report. Draws at most a few times a second.
void report_progress(void* self, const NewsgraphProgress* progress);

/// Why it ended, where `status` is not success, and as the last line what was done, if anything (`summary`
/// may be NULL).
void report_end(Report* report, const NewsgraphSummary* summary, NewsgraphStatus status,
                const NewsgraphError* error);

#endif
