// SPDX-License-Identifier: Apache-2.0
// newsgraph-train: makes the model files from annotated text. For developers; not installed.
#include "train/train.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char* name;
  NgStatus (*run)(const NgTrainOptions* options, NgError* err);
  const char* help;
} Command;

static const Command commands[] = {
    {"words", ng_train_words, "word clusters and vectors (needs --vectors): words.ngm"},
    {"reader", ng_train_reader, "part of speech, lemma, dependencies: parse.ngm"},
    {"evaluate", ng_train_evaluate, "accuracy of the models on the development parts"},
    {"names", ng_train_names, "names: names.ngm; prints its accuracy"},
    {"evaluate-names", ng_train_evaluate_names, "accuracy of names.ngm on the development sets"},
    {"card", ng_train_card, "the model card, with figures on the development parts: README.md"},
};

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static int
usage(FILE* to)
{
  fputs("Usage: newsgraph-train COMMAND|all [--corpora DIR] [--vectors FILE] [--out DIR] [--seed N] "
        "[--epochs N]\n"
        "\nCommands, in the order in which `all` runs them:\n",
        to);
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
  }
  return to == stdout ? 0 : 2;
}

static NgStatus
parse_options(NgTrainOptions* o, int argc, char** argv)
{
  for (int i = 0; i < argc; i += 2) {
    if (i + 1 == argc) {
      return NG_ERR_BAD_ARG;
    }
    const char* const value = argv[i + 1];
    if (!strcmp(argv[i], "--corpora")) {
      o->corpora = value;
    } else if (!strcmp(argv[i], "--vectors")) {
      o->vectors = value;
    } else if (!strcmp(argv[i], "--out")) {
      o->out = value;
    } else if (!strcmp(argv[i], "--seed")) {
      o->seed = (uint32_t)strtoul(value, NULL, 10);
    } else if (!strcmp(argv[i], "--epochs")) {
      o->epochs = (uint32_t)strtoul(value, NULL, 10);
    } else {
      return NG_ERR_BAD_ARG;
    }
  }
  return NG_SUCCESS;
}

static int
run_command(const Command* command, const NgTrainOptions* options)
{
  NgError err = {0};
  if (command->run(options, &err) == NG_SUCCESS) {
    return 0;
  }
  fprintf(stderr, "newsgraph-train %s: %s%s%s\n", command->name, err.source, err.source[0] ? ": " : "",
          err.message);
  return 1;
}

int
main(int argc, char** argv)
{
  NgTrainOptions options = {.corpora = "corpora", .out = "src/data/models", .seed = 1};
  if (argc < 2 || parse_options(&options, argc - 2, argv + 2)) {
    return usage(stderr);
  }
  if (!strcmp(argv[1], "help") || !strcmp(argv[1], "--help")) {
    return usage(stdout);
  }
  const bool all  = !strcmp(argv[1], "all");
  bool       done = all;
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (size_t i = 0; i < N_COMMANDS; ++i) {
    if (all || !strcmp(argv[1], commands[i].name)) {
      done = true;
      if (run_command(&commands[i], &options)) {
        return 1;
      }
    }
  }
  return done ? 0 : usage(stderr);
}
