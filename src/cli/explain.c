// SPDX-License-Identifier: Apache-2.0
// newsgraph explain: why a graph holds a node or a fact.
#include "cli/commands.h"
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Bold type is for a terminal that has it and whose user has not said otherwise (no-color.org).
static int
wants_bold(const char* output)
{
  const char* const off  = getenv("NO_COLOR");
  const char* const term = getenv("TERM");
  return !output && isatty(STDOUT_FILENO) && !(off && *off) && term && strcmp(term, "dumb") != 0;
}

static NewsgraphStatus
explain(const char* graph, const char* what, const NewsgraphExplainOptions* options, const char* output)
{
  Newsgraph*      ng    = NULL;
  NewsgraphError  error = {0};
  NewsgraphStatus st    = newsgraph_open(&ng, &error);
  if (!st) {
    st = newsgraph_explain(ng, graph, what, options, output, &error);
  }
  if (st) {
    print_error("error", &error);
  }
  newsgraph_close(ng);
  return st;
}

int
explain_main(int argc, char** argv)
{
  const char*             output    = NULL;
  NewsgraphExplainOptions settings  = NEWSGRAPH_EXPLAIN_OPTIONS_INIT;
  const Option            options[] = {
                 {'a', "article", "FILE", "Take the text from FILE where the graph has none", .text = &settings.article},
                 {0, "title", "TITLE", "Title of the article where FILE does not hold it", .text = &settings.title},
                 {0, "all", NULL, "Show everything, however long", .flag = &settings.is_all},
                 {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
                 {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "explain",
      "[OPTION]... GRAPH IRI",
      "Tells why a graph holds a node or a fact: what is said of it, the sentences with the words marked, "
      "the rule\n"
      "or score that decided, and what the knowledge file has about it. GRAPH is Turtle, N-Triples, N-Quads "
      "or\n"
      "RDF/XML; IRI may be a prefixed name (wd:Q142), the end of an IRI (person-ann-roe), or a label (\"Ann "
      "Roe\").",
      options,
      "  newsgraph extract --text -o article.ttl article.txt\n"
      "  newsgraph explain article.ttl person-ann-roe\n"
      "  newsgraph explain --article article.txt day.nt position-0c1d2e\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n != 2) {
    complain("explain takes a graph and an IRI; try 'newsgraph explain --help'");
    return EXIT_USAGE;
  }
  settings.is_bold = wants_bold(output);
  return exit_code_of(explain(operands[0], operands[1], &settings, output));
}
