// SPDX-License-Identifier: Apache-2.0
// newsgraph extract: articles in, a graph out.
#include "cli/commands.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

enum { PROFILE_FULL, PROFILE_FACTS };

static const Choice formats[] = {
    {"turtle", NEWSGRAPH_FORMAT_TURTLE},
    {"ntriples", NEWSGRAPH_FORMAT_NTRIPLES},
    {"nquads", NEWSGRAPH_FORMAT_NQUADS},
    {"rdfxml", NEWSGRAPH_FORMAT_RDFXML},
    {NULL, 0},
};
static const Choice inputs[] = {
    {"auto", NEWSGRAPH_INPUT_AUTO},
    {"text", NEWSGRAPH_INPUT_TEXT},
    {"jsonl", NEWSGRAPH_INPUT_JSONL},
    {NULL, 0},
};
static const Choice profiles[] = {{"full", PROFILE_FULL}, {"facts", PROFILE_FACTS}, {NULL, 0}};

typedef struct {
  const char*         output;
  int                 format, input, profile;
  int                 is_quiet, is_verbose;
  NewsgraphRunOptions run;
} Settings;

static void
show_message(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  const Settings* const settings = self;
  if (level == NEWSGRAPH_LEVEL_ERROR || (level == NEWSGRAPH_LEVEL_WARNING && !settings->is_quiet) ||
      settings->is_verbose) {
    print_error(level == NEWSGRAPH_LEVEL_ERROR     ? "error"
                : level == NEWSGRAPH_LEVEL_WARNING ? "warning"
                                                   : "note",
                what);
  }
}

static int
run_all(const Newsgraph* ng, Settings* settings, char** files, size_t n_files)
{
  NewsgraphRun*      run     = NULL;
  NewsgraphError     error   = {0};
  NewsgraphSummary   summary = {0};
  static char        dash[]  = "-";
  static char* const input[] = {dash};
  NewsgraphStatus    status  = newsgraph_run_open(&run, ng, settings->output, &settings->run, &error);
  if (status) {
    print_error("error", &error);
    return exit_code_of(status);
  }
  if (!n_files) {
    files   = (char**)input;
    n_files = 1;
  }
  for (size_t i = 0; i < n_files && !status; ++i) {
    status = newsgraph_run_add_file(run, files[i]);
  }
  status = newsgraph_run_close(run, &summary, &error);
  if (status) {
    print_error("error", &error);
    return exit_code_of(status);
  }
  if (settings->is_verbose) {
    fprintf(
        stderr, "newsgraph: %zu articles, %zu tokens, %zu triples; %zu articles failed, %zu files not read\n",
        summary.n_articles, summary.n_tokens, summary.n_triples, summary.n_failed, summary.n_files_failed);
  }
  return summary.n_files_failed ? EXIT_INPUT : summary.n_failed ? EXIT_PARTIAL : EXIT_GOOD;
}

int
extract_main(int argc, char** argv)
{
  Settings             s         = {.run = NEWSGRAPH_RUN_OPTIONS_INIT};
  NewsgraphRunOptions* run       = &s.run;
  const Option         options[] = {
              {'f', "format", "FORMAT", "turtle (default), ntriples, nquads or rdfxml", .choice = &s.format,
               .choices = formats},
              {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &s.output},
              {'i', "input", "KIND", "auto (default: by content), text or jsonl", .choice = &s.input,
               .choices = inputs},
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
              {'q', "quiet", NULL, "No warnings", .flag = &s.is_quiet},
              {'v', "verbose", NULL, "Notes, and a summary at the end", .flag = &s.is_verbose},
              {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "extract",
      "[OPTION]... [FILE]...",
      "Reads news articles and writes their graph. A FILE holds one article as plain text (title, an empty\n"
      "line, the body) or one article a line as JSON. Without FILE, or where FILE is -, reads standard "
      "input.",
      options,
      "  newsgraph extract article.txt\n"
      "  newsgraph extract --date 2025-01-14 -o article.ttl article.txt\n"
      "  newsgraph extract -f ntriples -o day.nt articles.jsonl\n"
      "  zcat crawl.jsonl.gz | newsgraph extract -f nquads --profile facts >crawl.nq\n"
      "\nExit codes: 0 all good, 1 some articles failed and the rest are written, 2 usage, 3 input or model\n"
      "unreadable, 4 output not writable.\n",
  };
  char** files   = NULL;
  size_t n_files = 0;
  int    code    = 0;
  if (!parse_options(&command, argc, argv, &files, &n_files, &code)) {
    return code;
  }
  run->format                 = (NewsgraphFormat)s.format;
  run->input                  = (NewsgraphInput)s.input;
  run->facts_only             = s.profile == PROFILE_FACTS;
  run->message                = show_message;
  run->message_self           = &s;
  Newsgraph*            ng    = NULL;
  NewsgraphError        error = {0};
  const NewsgraphStatus st    = newsgraph_open(&ng, &error);
  if (st) {
    print_error("error", &error);
    return exit_code_of(st);
  }
  code = run_all(ng, &s, files, n_files);
  newsgraph_close(ng);
  return code;
}
