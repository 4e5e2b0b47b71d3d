// SPDX-License-Identifier: Apache-2.0
#include "cli/graphs.h"

#include "cli/commands.h"

#include <string.h>

const Choice graph_formats[] = {
    {"turtle", NEWSGRAPH_FORMAT_TURTLE},
    {"ntriples", NEWSGRAPH_FORMAT_NTRIPLES},
    {"nquads", NEWSGRAPH_FORMAT_NQUADS},
    {"rdfxml", NEWSGRAPH_FORMAT_RDFXML},
    {NULL, 0},
};

NewsgraphFormat
format_of_output(int chosen, const char* path, NewsgraphFormat otherwise)
{
  static const Choice ends[] = {
      {".ttl", NEWSGRAPH_FORMAT_TURTLE}, {".nt", NEWSGRAPH_FORMAT_NTRIPLES}, {".nq", NEWSGRAPH_FORMAT_NQUADS},
      {".rdf", NEWSGRAPH_FORMAT_RDFXML}, {".xml", NEWSGRAPH_FORMAT_RDFXML},  {NULL, 0},
  };
  if (chosen >= 0) {
    return (NewsgraphFormat)chosen;
  }
  const size_t n = path ? strlen(path) : 0;
  for (const Choice* end = ends; end->value; ++end) {
    const size_t m = strlen(end->value);
    if (n > m && !strcmp(path + n - m, end->value)) {
      return (NewsgraphFormat)end->number;
    }
  }
  return otherwise;
}

void
print_refused(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  (void)self;
  print_error(level == NEWSGRAPH_LEVEL_ERROR ? "error" : "warning", what);
}

int
code_of_graphs(NewsgraphStatus status, const NewsgraphGraphSummary* summary)
{
  return status                    ? exit_code_of(status)
         : summary->n_files_failed ? EXIT_INPUT
         : summary->n_refused      ? EXIT_PARTIAL
                                   : EXIT_GOOD;
}
