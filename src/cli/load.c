// SPDX-License-Identifier: Apache-2.0
// newsgraph load: graphs into a store.
#include "cli/commands.h"
#include "cli/options.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  int  is_quiet;
  int  is_verbose;
  bool is_drawn;     // progress
  bool is_on_screen; // a line of it that others must not be written behind
} Terminal;

static void
wipe_line(Terminal* t)
{
  if (t->is_on_screen) {
    fputs("\r\033[K", stderr);
    t->is_on_screen = false;
  }
}

static void
on_message(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  Terminal* const t = self;
  if (level == NEWSGRAPH_LEVEL_ERROR || (t->is_verbose && !t->is_quiet)) {
    wipe_line(t);
    print_error(level == NEWSGRAPH_LEVEL_ERROR ? "error" : "tried again", what);
  }
}

static void
on_progress(void* self, unsigned long long n_triples)
{
  Terminal* const t = self;
  if (t->is_drawn) {
    fprintf(stderr, "\r%llu triples in the store", n_triples);
    t->is_on_screen = true;
  }
}

static void
print_summary(const NewsgraphLoaded* l)
{
  fprintf(stderr, "newsgraph: %llu triples of %llu graphs loaded in %llu batches, %llu requests sent again",
          l->n_loaded, l->n_graphs - l->n_graphs_refused, l->n_batches, l->n_retried);
  if (l->n_refused || l->n_lines_refused) {
    fprintf(stderr, "; refused: %llu triples by the store, with %llu whole graphs, and %llu lines",
            l->n_refused, l->n_graphs_refused, l->n_lines_refused);
  }
  fputc('\n', stderr);
}

static int
load(NewsgraphStore kind, const char* store, const char* const* files, size_t n_files,
     NewsgraphLoadOptions* options, Terminal* terminal)
{
  NewsgraphError  error  = {0};
  NewsgraphLoaded loaded = {0};
  terminal->is_drawn     = !terminal->is_quiet && isatty(STDERR_FILENO);
  options->message_self  = terminal;
  options->message       = on_message;
  options->progress      = on_progress;

  if (!terminal->is_quiet) {
    warn_of_open_secret(options->credentials_file);
  }
  const NewsgraphStatus st = newsgraph_load(kind, store, files, n_files, options, &loaded, &error);
  wipe_line(terminal);
  if (st) {
    print_error("error", &error);
  }
  if (!terminal->is_quiet && (loaded.n_loaded || !st)) {
    print_summary(&loaded);
  }
  return st                                           ? exit_code_of(st)
         : loaded.n_files_failed                      ? EXIT_INPUT
         : loaded.n_refused || loaded.n_lines_refused ? EXIT_PARTIAL
                                                      : EXIT_GOOD;
}

int
load_main(int argc, char** argv)
{
  const char *         update = NULL, *graphs = NULL, *directory = NULL;
  size_t               connections = 0, retries = 4, timeout = 0;
  Terminal             terminal  = {.is_quiet = 0};
  NewsgraphLoadOptions settings  = NEWSGRAPH_LOAD_OPTIONS_INIT;
  const Option         options[] = {
              {'u', "update", "URL", "Load by SPARQL UPDATE sent to URL", .text = &update},
              {'s', "graph-store", "URL", "Load by the Graph Store Protocol at URL", .text = &graphs},
              {'d', "directory", "DIR", "Load into the embedded store in DIR, made where there is none",
               .text = &directory},
              {'g', "graph", "IRI", "Put everything into the graph IRI, not into those of the quads",
               .text = &settings.graph},
              {0, "add", NULL, "Add to graphs instead of replacing them", .flag = &settings.is_added},
              {0, "credentials", "FILE",
               "Take USER:PASSWORD from FILE, not from the environment's\n"
                       "                               NEWSGRAPH_CREDENTIALS",
               .text = &settings.credentials_file},
              {0, "ca", "FILE", "Trust the certificates (PEM) in FILE, not the system's", .text = &settings.ca_file},
              {0, "plain-password", NULL, "Let a password go over plain HTTP to another machine",
               .flag = &settings.is_plain_allowed},
              {0, "connections", "N", "Send over N connections (default 1 by UPDATE, else 2; at most 16)",
               .count = &connections},
              {0, "batch", "N",
               "Send about N triples at a time (default 2000 by INSERT DATA,\n"
                       "                               else 20000)",
               .count = &settings.batch_triples},
              {0, "retries", "N", "Try a request again up to N times (default 4)", .count = &retries},
              {0, "timeout", "N", "Give up a request after N seconds (default 300)", .count = &timeout},
              {0, "base", "IRI", "What relative IRIs are relative to", .text = &settings.base},
              {'q', "quiet", NULL, "Errors only", .flag = &terminal.is_quiet},
              {'v', "verbose", NULL, "Tell of requests sent again, too", .flag = &terminal.is_verbose},
              {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "load",
      "--update URL|--graph-store URL|--directory DIR [OPTION]... [GRAPH]...",
      "Loads graphs into a store. Each named graph, which in N-Quads of newsgraph is an article, replaces "
      "the one of\n"
      "its name; after a load that was cut, the same load again makes the store complete. GRAPH is N-Quads, "
      "or any\n"
      "other format together with --graph; '-' or none is standard input.",
      options,
      "  newsgraph extract -f nquads -o day.nq articles.jsonl\n"
      "  newsgraph load --update http://localhost:3030/news/update day.nq\n"
      "  newsgraph load --graph-store https://store.example/data --credentials key --graph "
      "http://a.example/day day.nt\n",
  };
  static char standard_input[] = "-";
  char*       none[]           = {standard_input};
  char**      operands         = NULL;
  size_t      n                = 0;
  int         code             = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (!!update + !!graphs + !!directory != 1) {
    complain("load takes one of --update, --graph-store and --directory; try 'newsgraph load --help'");
    return EXIT_USAGE;
  }
  if (connections > UINT_MAX || retries > 100 || timeout > INT_MAX / 1000) {
    complain("--connections, --retries or --timeout is too large");
    return EXIT_USAGE;
  }
  settings.n_connections = (unsigned)connections;
  settings.retries       = (unsigned)retries;
  settings.timeout_s     = (unsigned)timeout;
  return load(update   ? NEWSGRAPH_STORE_UPDATE
              : graphs ? NEWSGRAPH_STORE_GRAPHS
                       : NEWSGRAPH_STORE_DIRECTORY,
              update   ? update
              : graphs ? graphs
                       : directory,
              (const char* const*)(n ? operands : none), n ? n : 1, &settings, &terminal);
}
