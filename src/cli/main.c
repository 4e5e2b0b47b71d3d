// SPDX-License-Identifier: Apache-2.0
// The program newsgraph: finds the command and hands over.
#include "cli/commands.h"
#include "cli/options.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char* name;
  int (*main)(int argc, char** argv);
  const char* help;
} commands[] = {
    {"extract", extract_main, "Read articles and write their graph"},
    {"query", query_main, "Answer a SPARQL query over graphs"},
    {"load", load_main, "Load graphs into a store"},
    {"convert", convert_main, "Write graphs in another format, slimmer or fuller"},
    {"merge", merge_main, "Make one graph of many: union, who is the same, happenings"},
    {"explain", explain_main, "Show why a graph holds a node or a fact"},
    {"check", check_main, "Tell whether a graph is valid"},
    {"import", import_graphs_main, "Take another news graph over, by a mapping"},
    {"knowledge", knowledge_main, "List what is known before any article, or add to it"},
};

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void
print_usage(FILE* to)
{
  fputs("Usage: newsgraph COMMAND [OPTION]... [ARGUMENT]...\n\n"
        "Turns news articles into an RDF knowledge graph.\n\nCommands:\n",
        to);
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
  }
  fputs("\n'newsgraph COMMAND --help' tells more, 'newsgraph --version' the versions. Examples:\n"
        "  newsgraph extract article.txt\n"
        "  newsgraph extract -f ntriples -o day.nt articles.jsonl\n"
        "  newsgraph query 'SELECT ?who WHERE { ?who a ng:Person }' day.nt\n",
        to);
}

static int
print_versions(void)
{
  Newsgraph*     ng    = NULL;
  NewsgraphError error = {0};
  const int      code  = exit_code_of(newsgraph_open(&ng, &error));
  char           text[2048];
  newsgraph_versions(ng, text, sizeof(text));
  fputs(text, stdout);
  if (code) {
    print_error("error", &error);
  }
  newsgraph_close(ng);
  return code;
}

void
print_error(const char* level, const NewsgraphError* error)
{
  fputs("newsgraph: ", stderr);
  if (error->source[0]) {
    fprintf(stderr, "%s:", error->source);
    if (error->line) {
      fprintf(stderr, "%zu:", error->line);
    }
    if (error->line && error->column) {
      fprintf(stderr, "%zu:", error->column);
    }
    fputc(' ', stderr);
  }
  fprintf(stderr, "%s: %s\n", level, error->message);
}

int
exit_code_of(NewsgraphStatus status)
{
  switch (status) {
  case NEWSGRAPH_SUCCESS:
    return EXIT_GOOD;
  case NEWSGRAPH_ERR_ARGUMENT:
  case NEWSGRAPH_ERR_UNSUPPORTED:
    return EXIT_USAGE;
  case NEWSGRAPH_ERR_WRITE:
    return EXIT_OUTPUT;
  case NEWSGRAPH_ERR_MEMORY:
  case NEWSGRAPH_ERR_INPUT:
  case NEWSGRAPH_ERR_READ:
  case NEWSGRAPH_ERR_STOPPED:
    break;
  }
  return EXIT_INPUT;
}

int
main(int argc, char** argv)
{
  signal(SIGPIPE, SIG_IGN); // a closed pipe is a write error like any other,
  signal(SIGXFSZ, SIG_IGN); // and so is a limit on the size of files
  if (argc < 2) {
    print_usage(stderr);
    return EXIT_USAGE;
  }
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    if (!strcmp(argv[1], commands[i].name)) {
      const int code = commands[i].main(argc - 1, argv + 1);
      return fflush(stdout) || ferror(stdout) ? EXIT_OUTPUT : code;
    }
  }
  if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
    print_usage(stdout);
    return EXIT_GOOD;
  }
  if (!strcmp(argv[1], "--version")) {
    return print_versions();
  }
  complain("'%s' is no command; try 'newsgraph --help'", argv[1]);
  return EXIT_USAGE;
}
