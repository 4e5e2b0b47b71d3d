// SPDX-License-Identifier: Apache-2.0
// newsgraph merge: many graphs into one.
#include "cli/commands.h"
#include "cli/graphs.h"
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MIN_MIB = 4 };

// "512M", "2G", "65536K" or a number of bytes.
static int
read_size(const char* text, unsigned long long* out)
{
  char*                    end   = NULL;
  const unsigned long long most  = 1ULL << 50;
  errno                          = 0;
  const unsigned long long value = strtoull(text, &end, 10);
  const int                shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
  if (end == text || text[0] == '-' || errno || end[shift ? 1 : 0] || value > most >> shift ||
      value << shift < (unsigned long long)MIN_MIB << 20) {
    complain("--memory takes a size of at least %dM, such as 512M or 2G, not '%s'", MIN_MIB, text);
    return 0;
  }
  *out = value << shift;
  return 1;
}

static void
print_summary(const NewsgraphMergeSummary* s)
{
  fprintf(
      stderr,
      "newsgraph: %zu triples read, %zu written, %zu entities joined, %zu joins refused, %zu happenings\n",
      s->graphs.n_read, s->graphs.n_written, s->n_joined, s->n_refused, s->n_happenings);
}

int
merge_main(int argc, char** argv)
{
  const char*           output     = NULL;
  const char*           memory     = NULL;
  int                   format     = -1;
  int                   is_union   = 0;
  int                   rewrites   = 0;
  int                   is_verbose = 0;
  NewsgraphMergeOptions settings   = NEWSGRAPH_MERGE_OPTIONS_INIT;
  const Option          options[]  = {
                {'f', "format", "FORMAT",
                 "turtle, ntriples, nquads or rdfxml; without it by the end of FILE's\n"
                           "                               name, else nquads: as the graphs were",
                 .choice = &format, .choices = graph_formats},
                {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
                {0, "union", NULL, "The set union alone: do not look for entities that are the same",
                 .flag = &is_union},
                {0, "rewrite", NULL, "Write one IRI for entities that are the same, not owl:sameAs links",
                 .flag = &rewrites},
                {0, "same-as", "FILE", "Two IRIs a line, parted by a tab: they are the same",
                 .text = &settings.same_as},
                {0, "do-not-merge", "FILE", "Two IRIs a line: they are not, whatever else says they are",
                 .text = &settings.do_not_merge},
                {0, "threshold", "NUMBER", "Join by evidence from this score on, 0 to 1 (default 0.8)",
                 .number = &settings.threshold},
                {0, "report", "FILE", "Write each join, its score and its evidence to FILE", .text = &settings.report},
                {0, "happenings", NULL, "Find events of several articles that are one happening",
                 .flag = &settings.happenings},
                {0, "memory", "SIZE", "Memory to work in, such as 512M (default) or 2G", .text = &memory},
                {0, "temporary", "FOLDER", "Folder of temporary files, instead of TMPDIR or /tmp",
                 .text = &settings.temporary},
                {0, "base", "IRI", "What relative IRIs are relative to", .text = &settings.base},
                {'v', "verbose", NULL, "A summary at the end", .flag = &is_verbose},
                {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "merge",
      "[OPTION]... GRAPH...",
      "Makes one graph of many, larger than memory: the set union of their triples, each once and in the "
      "order of\n"
      "bytes, and with it which entities are the same. Graphs are N-Triples, N-Quads, Turtle, TriG or "
      "RDF/XML, also\n"
      "as .gz or .zst. The order of the graphs does not matter.",
      options,
      "  newsgraph merge -o week.nt monday.nt tuesday.nq.gz others.ttl\n"
      "  newsgraph merge --same-as ours.tsv --report joins.tsv --rewrite -o all.nq */*.nq\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (!n || (is_union && rewrites)) {
    complain(n ? "--union and --rewrite do not go together"
               : "merge takes at least one graph; try 'newsgraph merge --help'");
    return EXIT_USAGE;
  }
  if (memory && !read_size(memory, &settings.max_bytes)) {
    return EXIT_USAGE;
  }
  NewsgraphError        error   = {0};
  NewsgraphMergeSummary summary = {0};
  settings.format               = format_of_output(format, output, NEWSGRAPH_FORMAT_NQUADS);
  settings.identity             = is_union   ? NEWSGRAPH_IDENTITY_NONE
                                  : rewrites ? NEWSGRAPH_IDENTITY_REWRITE
                                             : NEWSGRAPH_IDENTITY_LINKS;
  settings.message              = print_refused;
  const NewsgraphStatus st = newsgraph_merge((const char* const*)operands, n, &settings, output, &summary,
                                             &error);
  if (st) {
    print_error("error", &error);
  } else if (is_verbose) {
    print_summary(&summary);
  }
  return code_of_graphs(st, &summary.graphs);
}
