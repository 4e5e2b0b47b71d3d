// SPDX-License-Identifier: Apache-2.0
// newsgraph check: is a graph valid?
#include "cli/commands.h"
#include "cli/options.h"

#include <stdio.h>

static const Choice forms[] = {
    {"text", NEWSGRAPH_FINDINGS_TEXT},
    {"json", NEWSGRAPH_FINDINGS_JSON},
    {"turtle", NEWSGRAPH_FINDINGS_TURTLE},
    {NULL, 0},
};

static void
print_summary(const NewsgraphChecked* checked, size_t max)
{
  fprintf(stderr, "newsgraph: %llu triples, %llu nodes, ", checked->n_triples, checked->n_nodes);
  if (!checked->n_findings) {
    fputs("valid\n", stderr);
  } else if (checked->n_findings > max) {
    fprintf(stderr, "%llu findings, the first %zu are shown\n", checked->n_findings, max);
  } else {
    fprintf(stderr, "%llu finding%s\n", checked->n_findings, checked->n_findings == 1 ? "" : "s");
  }
}

int
check_main(int argc, char** argv)
{
  const char*           output   = NULL;
  int                   is_quiet = 0;
  int                   form     = NEWSGRAPH_FINDINGS_TEXT;
  NewsgraphCheckOptions settings = NEWSGRAPH_CHECK_OPTIONS_INIT;
  settings.max_findings          = 1000;
  const Option options[]         = {
              {'f', "format", "FORM", "text (default), json (a line a finding) or turtle (a SHACL report)",
               .choice = &form, .choices = forms},
              {0, "max-findings", "N", "Show N findings and count the others (1000)",
               .count = &settings.max_findings},
              {0, "base", "IRI", "What the IRIs of the graph begin with", .text = &settings.base},
              {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
              {'q', "quiet", NULL, "No summary", .flag = &is_quiet},
              {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "check",
      "[OPTION]... FILE...",
      "Tells whether graphs, taken together, are valid: under the shapes of the ontology, its vocabulary, "
      "and\n"
      "what those cannot say (offsets within the text, nothing referred to that is not there). FILE is "
      "Turtle,\n"
      "TriG, N-Triples, N-Quads or RDF/XML. Exit code 0: valid, 1: not.",
      options,
      "  newsgraph check day.nt\n"
      "  newsgraph check -f json --max-findings 20 part-*.nq.gz\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n < 1) {
    complain("check takes at least one graph; try 'newsgraph check --help'");
    return EXIT_USAGE;
  }
  settings.form                 = (NewsgraphFindings)form;
  NewsgraphChecked      checked = {0};
  NewsgraphError        error   = {0};
  const NewsgraphStatus st = newsgraph_check((const char* const*)operands, n, &settings, output, &checked,
                                             &error);
  if (st) {
    print_error("error", &error);
    return exit_code_of(st);
  }
  if (!is_quiet) {
    print_summary(&checked, settings.max_findings);
  }
  return checked.n_findings ? EXIT_PARTIAL : EXIT_GOOD;
}
