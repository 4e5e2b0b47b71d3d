// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include "cli/commands.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { DRAW_MS = 200 };

static double
seconds_since(const struct timespec* begun)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

static void
clear_progress(Report* report)
{
  if (report->is_on_screen) {
    fputs("\r\033[K", stderr);
    report->is_on_screen = false;
  }
}

void
report_begin(Report* report, const char* const* paths, size_t n_paths)
{
  clock_gettime(CLOCK_MONOTONIC, &report->begun);
  for (size_t i = 0; i < n_paths; ++i) {
    struct stat info;
    if (stat(paths[i], &info) < 0 || !S_ISREG(info.st_mode)) { // standard input, a folder: no end in sight
      report->n_bytes = 0;
      return;
    }
    report->n_bytes += (unsigned long long)info.st_size;
  }
}

// --- messages ------------------------------------------------------------------------------------

// Bytes from 0x80 on are written as they are: messages are UTF-8 as far as the input is.
static void
print_json_string(const char* s)
{
  fputc('"', stderr);
  for (; *s; ++s) {
    if (*s == '"' || *s == '\\') {
      fputc('\\', stderr);
    }
    if ((unsigned char)*s < 0x20) {
      fprintf(stderr, "\\u%04x", (unsigned char)*s);
    } else {
      fputc(*s, stderr);
    }
  }
  fputc('"', stderr);
}

static void
print_json(const char* level, const NewsgraphError* what)
{
  fprintf(stderr, "{\"level\":\"%s\"", level);
  if (what->source[0]) {
    fputs(",\"source\":", stderr);
    print_json_string(what->source);
  }
  if (what->line) {
    fprintf(stderr, ",\"line\":%zu", what->line);
  }
  if (what->column) {
    fprintf(stderr, ",\"column\":%zu", what->column);
  }
  fputs(",\"message\":", stderr);
  print_json_string(what->message);
  fputs("}\n", stderr);
}

static void
show(Report* report, const char* level, const NewsgraphError* what)
{
  clear_progress(report);
  if (report->format == LOG_JSON) {
    print_json(level, what);
  } else {
    print_error(level, what);
  }
}

static void
count_reason(Report* report, const char* what)
{
  size_t i = 0;
  while (i < report->n_reasons &&
         strncmp(report->reasons[i].what, what, sizeof(report->reasons[i].what) - 1)) {
    ++i;
  }
  if (i == MAX_REASONS) {
    --i;
  } else if (i == report->n_reasons) {
    snprintf(report->reasons[i].what, sizeof(report->reasons[i].what), "%.127s",
             i == MAX_REASONS - 1 ? "Other reasons" : what);
    ++report->n_reasons;
  }
  ++report->reasons[i].n;
}

void
report_message(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  static const char* const names[] = {
      [NEWSGRAPH_LEVEL_ERROR]   = "error",
      [NEWSGRAPH_LEVEL_WARNING] = "warning",
      [NEWSGRAPH_LEVEL_INFO]    = "note",
      [NEWSGRAPH_LEVEL_SKIPPED] = "skipped",
  };
  Report* const report = self;
  if (level == NEWSGRAPH_LEVEL_SKIPPED) {
    count_reason(report, what->message);
  }
  if (level == NEWSGRAPH_LEVEL_ERROR || (level == NEWSGRAPH_LEVEL_WARNING && !report->is_quiet) ||
      report->is_verbose || (report->format == LOG_JSON && !report->is_quiet)) {
    show(report, names[level], what);
  }
}

// --- progress ------------------------------------------------------------------------------------

static void
print_time(double seconds)
{
  const unsigned long s = (unsigned long)seconds;
  if (s >= 3600) {
    fprintf(stderr, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
  } else {
    fprintf(stderr, "%lu:%02lu", s / 60, s % 60);
  }
}

static void
draw(const Report* report, const NewsgraphProgress* p)
{
  const double elapsed = seconds_since(&report->begun);
  const double read    = (double)(p->bytes_read - report->first.bytes_read);
  fprintf(stderr, "\r\033[K%zu articles, %.1f", p->done.n_articles, (double)p->bytes_read / 1e6);
  if (report->n_bytes) {
    fprintf(stderr, " of %.1f", (double)report->n_bytes / 1e6);
  }
  fputs(" MB", stderr);
  if (elapsed > 0) {
    fprintf(stderr, ", %.0f/s", (double)(p->done.n_articles - report->first.done.n_articles) / elapsed);
  }
  if (p->done.n_failed) {
    fprintf(stderr, ", %zu failed", p->done.n_failed);
  }
  if (report->n_bytes > p->bytes_read && read > 0) {
    fputs(", ", stderr);
    print_time(elapsed * (double)(report->n_bytes - p->bytes_read) / read);
    fputs(" left", stderr);
  }
  fflush(stderr);
}

void
report_progress(void* self, const NewsgraphProgress* progress)
{
  Report* const report = self;
  if (!report->has_first) {
    report->first     = *progress;
    report->has_first = true;
  }
  if (report->is_drawn && (!report->is_on_screen || seconds_since(&report->drawn) * 1000 >= DRAW_MS)) {
    draw(report, progress);
    report->is_on_screen = true;
    clock_gettime(CLOCK_MONOTONIC, &report->drawn);
  }
}

// --- summary -------------------------------------------------------------------------------------

static void
print_summary(const Report* report, const NewsgraphSummary* s)
{
  fprintf(stderr,
          "newsgraph: %zu articles, %zu tokens, %zu triples; %zu skipped, %zu failed, %zu files not read\n",
          s->n_articles, s->n_tokens, s->n_triples, s->n_skipped, s->n_failed, s->n_files_failed);
  for (size_t i = 0; i < report->n_reasons; ++i) {
    fprintf(stderr, "newsgraph: %zu skipped: %s\n", report->reasons[i].n, report->reasons[i].what);
  }
}

static void
print_json_summary(const Report* report, const NewsgraphSummary* s, NewsgraphStatus status)
{
  fprintf(stderr,
          "{\"level\":\"summary\",\"complete\":%s,\"articles\":%zu,\"records\":%zu,\"tokens\":%zu,"
          "\"triples\":%zu,"
          "\"skipped\":%zu,\"failed\":%zu,\"files_failed\":%zu,\"seconds\":%.1f,\"reasons\":{",
          status ? "false" : "true", s->n_articles, s->n_records, s->n_tokens, s->n_triples, s->n_skipped,
          s->n_failed, s->n_files_failed, seconds_since(&report->begun));
  for (size_t i = 0; i < report->n_reasons; ++i) {
    fputs(i ? "," : "", stderr);
    print_json_string(report->reasons[i].what);
    fprintf(stderr, ":%zu", report->reasons[i].n);
  }
  fputs("}}\n", stderr);
}

void
report_end(Report* report, const NewsgraphSummary* summary, NewsgraphStatus status,
           const NewsgraphError* error)
{
  clear_progress(report);
  if (status) {
    show(report, status == NEWSGRAPH_ERR_STOPPED ? "stopped" : "error", error);
  }
  if (!summary) {
    return;
  }
  if (report->format == LOG_JSON) {
    print_json_summary(report, summary, status);
  } else if (report->is_verbose || (!report->is_quiet && (report->is_drawn || summary->n_skipped))) {
    print_summary(report, summary);
  }
}
