// SPDX-License-Identifier: Apache-2.0
// Counts for the accuracy of tags and trees.
#ifndef NG_TRAIN_EVALUATE_H
#define NG_TRAIN_EVALUATE_H

#include "train/conllu.h"

typedef struct {
  uint32_t n; ///< Tokens
  uint32_t pos, xpos, lemma, uas, las; ///< Right ones
} NgTagScores;

/// Count doc.tags of `d` against its gold.
void ng_scores_add(NgTagScores* scores, const NgTreebankDoc* d);

/// One line of shares.
void ng_scores_print(const NgTagScores* scores, const char* name);

#endif
