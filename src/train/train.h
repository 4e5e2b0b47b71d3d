// SPDX-License-Identifier: Apache-2.0
// The subcommands of newsgraph-train. Each takes its arguments without its name, writes its model files
// and prints its accuracy; a failure is told in `err`.
#ifndef NG_TRAIN_TRAIN_H
#define NG_TRAIN_TRAIN_H

#include "base/status.h"
#include "base/str.h"

typedef struct {
  const char* corpora; ///< Folder with ud-ewt/, ud-gum/, ...
  const char* vectors; ///< The file of word vectors
  const char* out;     ///< Folder of the model files; words.ngm is read from here too
  uint32_t    seed;
  uint32_t    epochs; ///< 0: what the model's trainer holds best
} NgTrainOptions;

/// Learn clusters and small vectors of words: writes words.ngm.
NgStatus ng_train_words(const NgTrainOptions* options, NgError* err);

/// The network that tags and parses, and lemmas: writes parse.ngm.
NgStatus ng_train_reader(const NgTrainOptions* options, NgError* err);

/// Names: writes names.ngm and prints its accuracy on the development sets.
NgStatus ng_train_names(const NgTrainOptions* options, NgError* err);

/// Print the accuracy of names.ngm in `out` on the development sets.
NgStatus ng_train_evaluate_names(const NgTrainOptions* options, NgError* err);

/// Write the model card, README.md, beside the models.
NgStatus ng_train_card(const NgTrainOptions* options, NgError* err);

/// Print the accuracy of the tagger and the parser in `out` on the development parts.
NgStatus ng_train_evaluate(const NgTrainOptions* options, NgError* err);

#endif
