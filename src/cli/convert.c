// SPDX-License-Identifier: Apache-2.0
// newsgraph convert: graphs from one format into another.
#include "cli/commands.h"
#include "cli/graphs.h"
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

static const Choice profiles[] = {{"full", 0}, {"facts", 1}, {NULL, 0}};

int
convert_main(int argc, char** argv)
{
  const char*             output    = NULL;
  int                     format    = -1;
  NewsgraphConvertOptions settings  = NEWSGRAPH_CONVERT_OPTIONS_INIT;
  const Option            options[] = {
                 {'f', "format", "FORMAT",
                  "turtle, ntriples, nquads or rdfxml; without it by the end of FILE's\n"
                             "                               name, else ntriples",
                  .choice = &format, .choices = graph_formats},
                 {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
                 {0, "profile", "PROFILE", "full (default), or facts: leave out mentions",
                  .choice = &settings.facts_only, .choices = profiles},
                 {0, "entail", NULL, "Add the super-properties and super-classes of the ontology",
                  .flag = &settings.entail},
                 {0, "base", "IRI", "What relative IRIs are relative to", .text = &settings.base},
                 {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "convert",
      "[OPTION]... [GRAPH]...",
      "Reads graphs in N-Triples, N-Quads, Turtle, TriG or RDF/XML (by the end of the name, else by content; "
      ".gz and\n"
      ".zst are unpacked) and writes them as one graph. '-' or none is standard input. A line that is wrong "
      "is\n"
      "reported and left out.",
      options,
      "  newsgraph convert -o day.ttl day.nt\n"
      "  newsgraph convert --profile facts -f nquads day.nq.gz >facts.nq\n",
  };
  static char standard_input[] = "-";
  char*       none[]           = {standard_input};
  char**      operands         = NULL;
  size_t      n                = 0;
  int         code             = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  NewsgraphError        error   = {0};
  NewsgraphGraphSummary summary = {0};
  settings.format               = format_of_output(format, output, NEWSGRAPH_FORMAT_NTRIPLES);
  settings.message              = print_refused;
  const NewsgraphStatus st      = newsgraph_convert((const char* const*)(n ? operands : none), n ? n : 1,
                                                    &settings, output, &summary, &error);
  if (st) {
    print_error("error", &error);
  }
  return code_of_graphs(st, &summary);
}
