// SPDX-License-Identifier: Apache-2.0
// newsgraph import: other news graphs in our own terms.
#include "cli/commands.h"
#include "cli/graphs.h"
#include "cli/options.h"

#include <stdio.h>

typedef struct {
  int is_quiet;
  int is_verbose;
} Talk;

static void
show(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  const Talk* const talk = self;
  if (level == NEWSGRAPH_LEVEL_ERROR || talk->is_verbose) {
    print_error(level == NEWSGRAPH_LEVEL_ERROR ? "error" : "note", what);
  }
}

int
import_graphs_main(int argc, char** argv)
{
  const char*                 output    = NULL;
  const char*                 mapping   = NULL;
  int                         format    = -1;
  Talk                        talk      = {0};
  NewsgraphImportGraphOptions settings  = NEWSGRAPH_IMPORT_GRAPH_OPTIONS_INIT;
  const Option                options[] = {
                     {'m', "mapping", "MAPPING",
                      "A file, or gdelt-events, gdelt-mentions, newsreader, eventkg, schema-article", .text = &mapping},
                     {'f', "format", "FORMAT",
                      "turtle, ntriples, nquads or rdfxml; without it by the end of FILE's\n"
                                     "                               name, else turtle",
                      .choice = &format, .choices = graph_formats},
                     {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
                     {0, "base", "IRI", "Start of the IRIs made", .text = &settings.base},
                     {'q', "quiet", NULL, "No summary", .flag = &talk.is_quiet},
                     {'v', "verbose", NULL, "Tell what did not come over", .flag = &talk.is_verbose},
                     {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "import",
      "--mapping MAPPING [OPTION]... FILE...",
      "Takes other news graphs over into the terms of the ontology: tables of GDELT, SEM graphs of "
      "NewsReader and\n"
      "EventKG, schema.org articles in JSON-LD, or whatever a mapping of your own describes. .gz and .zst "
      "are\n"
      "unpacked; '-' is standard input. A line that is wrong is reported and left out.",
      options,
      "  newsgraph import -m gdelt-events -f nquads -o events.nq 20240506120000.export.CSV\n"
      "  newsgraph import -m ./ours.tsv -v incidents.tsv.gz\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (!mapping || !n) {
    complain("import takes --mapping and at least one file; try 'newsgraph import --help'");
    return EXIT_USAGE;
  }
  settings.format             = format_of_output(format, output, NEWSGRAPH_FORMAT_TURTLE);
  settings.message_self       = &talk;
  settings.message            = show;
  NewsgraphTakenOver    taken = {0};
  NewsgraphError        error = {0};
  const NewsgraphStatus st    = newsgraph_import(mapping, (const char* const*)operands, n, &settings, output,
                                                 &taken, &error);
  if (st) {
    print_error("error", &error);
    return exit_code_of(st);
  }
  if (!talk.is_quiet) {
    fprintf(stderr,
            "newsgraph: %llu records, %llu of them not used, %llu triples; %llu lines left out, %llu values "
            "not taken over\n",
            taken.n_records, taken.n_unused, taken.n_triples, taken.n_broken, taken.n_lost);
  }
  return taken.n_broken ? EXIT_PARTIAL : EXIT_GOOD;
}
