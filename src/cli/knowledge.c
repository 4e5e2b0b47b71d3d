// SPDX-License-Identifier: Apache-2.0
// newsgraph knowledge: shows what is known before any article, and adds the user's own.
#include "cli/commands.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

static int
list_main(int argc, char** argv)
{
  const char*  output    = NULL;
  const Option options[] = {
      {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
      {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "knowledge list",
      "[OPTION]...",
      "Prints what is known before any article, the user's own included, as tab-separated text: class, QID, "
      "label,\n"
      "aliases (parted by |), country, kind, parent, office, from, to, source. The first line names the "
      "columns.",
      options,
      "  newsgraph knowledge list | grep -P '\\tNO\\t'\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n) {
    complain("knowledge list takes no operands; try 'newsgraph knowledge list --help'");
    return EXIT_USAGE;
  }
  NewsgraphError        error = {0};
  const NewsgraphStatus st    = newsgraph_knowledge_list(output, &error);
  if (st) {
    print_error("error", &error);
  }
  return exit_code_of(st);
}

static void
show_conflict(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  if (!*(const int*)self) {
    print_error(level == NEWSGRAPH_LEVEL_ERROR ? "error" : "warning", what);
  }
}

static int
import_main(int argc, char** argv)
{
  int                    is_quiet  = 0;
  NewsgraphImportOptions settings  = NEWSGRAPH_IMPORT_OPTIONS_INIT;
  const Option           options[] = {
                {'o', "output", "FILE", "Knowledge file to add to, instead of the user's own",
                 .text = &settings.output},
                {'q', "quiet", NULL, "Neither conflicts nor counts", .flag = &is_quiet},
                {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "knowledge import",
      "[OPTION]... FILE",
      "Adds to the user's own knowledge, whose rows win over those that came with the program. FILE (-: "
      "standard\n"
      "input) is a table in the form of the program's own, a Wikidata dump in JSON, or the result of a "
      "SPARQL query\n"
      "in JSON with the variables item, itemLabel, itemAltLabel, class, country, kind, born, sex and parent.",
      options,
      "  newsgraph knowledge import ministries.tsv\n"
      "  zcat latest-all.json.gz | newsgraph knowledge import -\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n != 1) {
    complain("knowledge import takes one file; try 'newsgraph knowledge import --help'");
    return EXIT_USAGE;
  }
  settings.message             = show_conflict;
  settings.message_self        = &is_quiet;
  NewsgraphError        error  = {0};
  NewsgraphImported     counts = {0};
  const NewsgraphStatus st     = newsgraph_knowledge_import(operands[0], &settings, &counts, &error);
  if (st) {
    print_error("error", &error);
  } else if (!is_quiet) {
    fprintf(stderr,
            "newsgraph: %llu rows added or renewed, %llu kept, %llu replace shipped ones; %zu conflicts\n",
            counts.n_rows, counts.n_kept, counts.n_replaced, counts.n_conflicts);
  }
  return exit_code_of(st);
}

int
knowledge_main(int argc, char** argv)
{
  static const char usage[] =
      "Usage: newsgraph knowledge list [OPTION]...\n"
      "       newsgraph knowledge import [OPTION]... FILE\n\n"
      "Shows what is known before any article, or adds the user's own to it.\n"
      "'newsgraph knowledge list --help' and 'newsgraph knowledge import --help' tell more.\n";
  if (argc > 1 && !strcmp(argv[1], "list")) {
    return list_main(argc - 1, argv + 1);
  }
  if (argc > 1 && !strcmp(argv[1], "import")) {
    return import_main(argc - 1, argv + 1);
  }
  if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
    fputs(usage, stdout);
    return EXIT_GOOD;
  }
  fputs(usage, stderr);
  return EXIT_USAGE;
}
