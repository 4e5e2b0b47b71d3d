// SPDX-License-Identifier: Apache-2.0
// newsgraph extract: articles in, a graph out.
#include "cli/commands.h"
#include "cli/graphs.h"
#include "cli/options.h"
#include "cli/report.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PROFILE_FULL, PROFILE_FACTS };

static const Choice inputs[] = {
    {"auto", NEWSGRAPH_INPUT_AUTO}, {"text", NEWSGRAPH_INPUT_TEXT},   {"jsonl", NEWSGRAPH_INPUT_JSONL},
    {"html", NEWSGRAPH_INPUT_HTML}, {"ninjs", NEWSGRAPH_INPUT_NINJS}, {"newsml", NEWSGRAPH_INPUT_NEWSML},
    {"feed", NEWSGRAPH_INPUT_FEED}, {"warc", NEWSGRAPH_INPUT_WARC},   {NULL, 0},
};
static const Choice profiles[] = {{"full", PROFILE_FULL}, {"facts", PROFILE_FACTS}, {NULL, 0}};

static const Choice compressions[] = {
    {"none", NEWSGRAPH_COMPRESS_NONE},
    {"gzip", NEWSGRAPH_COMPRESS_GZIP},
    {"zstd", NEWSGRAPH_COMPRESS_ZSTD},
    {NULL, 0},
};
static const Choice log_formats[] = {{"text", LOG_TEXT}, {"json", LOG_JSON}, {NULL, 0}};

typedef struct {
  const char*         output;
  const char*         shard;
  const char*         list; // of files
  int                 format, input, profile, log_format, compression;
  int                 is_null_list; // a NUL behind each path of the list
  int                 is_quiet, is_verbose, has_progress, no_progress;
  NewsgraphRunOptions run;
} Settings;

// --- signals: the first one ends the run after the articles in hand, the second one at once -----

static NewsgraphRun*         running; // NULL: nothing to stop
static volatile sig_atomic_t caught;

static void
stop(int number)
{
  caught = number;
  newsgraph_run_stop(running);
}

static void
catch_signals(NewsgraphRun* run)
{
  struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
  running                 = run;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

static void
release_signals(void)
{
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  running = NULL;
}

// --- a run ---------------------------------------------------------------------------------------

static int
exit_code(NewsgraphStatus status, const NewsgraphSummary* summary)
{
  return status == NEWSGRAPH_ERR_STOPPED ? 128 + (int)caught
         : status                        ? exit_code_of(status)
         : summary->n_files_failed       ? EXIT_INPUT
         : summary->n_failed             ? EXIT_PARTIAL
                                         : EXIT_GOOD;
}

static int
run_all(const Newsgraph* ng, Settings* settings, const char* const* files, size_t n_files)
{
  NewsgraphRun*    run     = NULL;
  NewsgraphError   error   = {0};
  NewsgraphSummary summary = {0};
  Report           report  = {
                 .format     = (LogFormat)settings->log_format,
                 .is_quiet   = settings->is_quiet,
                 .is_verbose = settings->is_verbose,
                 .is_drawn = !settings->no_progress && !settings->is_quiet && settings->log_format == LOG_TEXT &&
                             (settings->has_progress || isatty(STDERR_FILENO)),
  };
  settings->run.message       = report_message;
  settings->run.progress      = report_progress;
  settings->run.message_self  = &report;
  settings->run.progress_self = &report;
  report_begin(&report, files, settings->list ? 0 : n_files); // with a list, no end is in sight
  NewsgraphStatus status = newsgraph_run_open(&run, ng, settings->output, &settings->run, &error);
  if (!status) {
    catch_signals(run);
    if (n_files) {
      newsgraph_run_add_files(run, files, n_files);
    }
    if (settings->list) {
      newsgraph_run_add_files_from(run, settings->list, settings->is_null_list ? '\0' : '\n');
    }
    release_signals();
    status = newsgraph_run_close(run, &summary, &error);
  }
  report_end(&report, run ? &summary : NULL, status, &error);
  return exit_code(status, &summary);
}

// "3/8": the third of eight.
static bool
parse_shard(const char* text, NewsgraphRunOptions* run)
{
  char              first[32] = "";
  const char* const slash     = strchr(text, '/');
  if (slash && (size_t)(slash - text) < sizeof(first)) {
    memcpy(first, text, (size_t)(slash - text));
  }
  if (!parse_count(first, &run->shard) || !parse_count(slash + 1, &run->n_shards) || !run->n_shards ||
      !run->shard || run->shard > run->n_shards) {
    complain("--shard takes K/N, such as 3/8, with K from 1 to N; not '%s'", text);
    return false;
  }
  return true;
}

static int
extract(Settings* s, char** files, size_t n_files)
{
  static const char* const dash[] = {"-"};
  NewsgraphRunOptions*     run    = &s->run;
  Newsgraph*               ng     = NULL;
  NewsgraphError           error  = {0};
  run->format                     = (NewsgraphFormat)s->format;
  run->input                      = (NewsgraphInput)s->input;
  run->compression                = (NewsgraphCompression)s->compression;
  run->facts_only                 = s->profile == PROFILE_FACTS;
  if (s->shard && !parse_shard(s->shard, run)) {
    return EXIT_USAGE;
  }
  const NewsgraphStatus st = newsgraph_open(&ng, &error);
  if (st) {
    print_error("error", &error);
    return exit_code_of(st);
  }
  const bool is_input = !n_files && !s->list;
  const int  code     = run_all(ng, s, is_input ? dash : (const char* const*)files, is_input ? 1 : n_files);
  newsgraph_close(ng);
  return code;
}

int
extract_main(int argc, char** argv)
{
  Settings             s         = {.run = NEWSGRAPH_RUN_OPTIONS_INIT};
  NewsgraphRunOptions* run       = &s.run;
  const Option         options[] = {
              {'f', "format", "FORMAT", "turtle (default), ntriples, nquads or rdfxml", .choice = &s.format,
               .choices = graph_formats},
              {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &s.output},
              {'i', "input", "KIND", "auto (default: by content), text, jsonl, html, ninjs, newsml, feed or warc",
               .choice = &s.input, .choices = inputs},
              {0, "files-from", "FILE",
               "Read the files, too, whose paths stand in FILE, one a line (-: standard input)", .text = &s.list},
              {'0', "null", NULL, "Paths of --files-from end in NUL, not in a newline", .flag = &s.is_null_list},
              {0, "date", "DATE", "Publication date of plain-text articles (2025-01-31)", .text = &run->date},
              {0, "url", "URL", "Address of a plain-text article", .text = &run->url},
              {0, "title", "TITLE", "Title of a plain-text article whose file does not hold it", .text = &run->title},
              {0, "publisher", "NAME", "Publisher of plain-text articles", .text = &run->publisher},
              {0, "base", "IRI", "Start of the IRIs made", .text = &run->base},
              {0, "profile", "PROFILE", "full (default), or facts: no mentions", .choice = &s.profile,
               .choices = profiles},
              {0, "entail", NULL, "Write the super-properties, too", .flag = &run->entail},
              {0, "text", NULL, "Write the articles' text, too", .flag = &run->with_text},
              {0, "background", NULL, "Write what is known of people beyond the articles, too",
               .flag = &run->background},
              {0, "min-confidence", "NUMBER", "Leave out facts below it (0 to 1)", .number = &run->min_confidence},
              {0, "any-language", NULL, "Read articles that are not in English, too", .flag = &run->any_language},
              {'j', "jobs", "N", "Work on N articles at a time (default 1; 0: one for each processor)",
               .count = &run->n_threads},
              {0, "output-dir", "DIR", "Write parts and a manifest into DIR", .text = &run->folder},
              {0, "articles-per-file", "N", "Articles of a part (default 10000)", .count = &run->articles_per_part},
              {0, "compress", "KIND", "none, gzip or zstd (default: by the name of -o, .gz or .zst)",
               .choice = &s.compression, .choices = compressions},
              {0, "resume", NULL, "Go on where an interrupted run was", .flag = &run->resume},
              {0, "checkpoint", "MS", "Milliseconds between checkpoints (default 2000)",
               .count = &run->checkpoint_ms},
              {0, "shard", "K/N", "Only the K-th of N equal shares of the records", .text = &s.shard},
              {0, "progress", NULL, "Show progress though standard error is no terminal", .flag = &s.has_progress},
              {0, "no-progress", NULL, "Show none", .flag = &s.no_progress},
              {0, "log-format", "FORMAT", "Messages as text (default) or json, an object a line",
               .choice = &s.log_format, .choices = log_formats},
              {'q', "quiet", NULL, "No warnings", .flag = &s.is_quiet},
              {'v', "verbose", NULL, "Notes, and a summary at the end", .flag = &s.is_verbose},
              {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "extract",
      "[OPTION]... [FILE]...",
      "Reads news articles and writes their graph. A FILE holds one article as plain text (title, an empty\n"
      "line, the body) or a web page, or many as JSON lines, ninjs, NewsML-G2, RSS, Atom or WARC, packed "
      "with\n"
      "gzip or zstd or not. A folder stands for all files in it. Without FILE, or where FILE is -, reads\n"
      "standard input.",
      options,
      "  newsgraph extract article.txt\n"
      "  newsgraph extract --date 2025-01-14 -o article.ttl article.txt\n"
      "  newsgraph extract -f ntriples -o day.nt articles.jsonl\n"
      "  newsgraph extract -j 0 -f ntriples --output-dir graph --resume crawl.jsonl.gz\n"
      "  zcat crawl.jsonl.gz | newsgraph extract -f nquads --profile facts >crawl.nq\n"
      "\nExit codes: 0 all good, 1 some articles failed and the rest are written, 2 usage, 3 input or model\n"
      "unreadable, 4 output not writable, 130 or 143 ended by a signal.\n",
  };
  char** files   = NULL;
  size_t n_files = 0;
  int    code    = 0;
  if (!parse_options(&command, argc, argv, &files, &n_files, &code)) {
    return code;
  }
  return extract(&s, files, n_files);
}
