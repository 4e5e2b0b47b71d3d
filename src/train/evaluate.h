// SPDX-License-Identifier: Apache-2.0
// Accuracy of tags and trees on a treebank: gold tokens, everything else predicted, punctuation included.
#ifndef NG_TRAIN_EVALUATE_H
#define NG_TRAIN_EVALUATE_H

#include "tag/parse.h"
#include "tag/pos.h"

/// Print one line with the shares of tokens whose UPOS, Penn tag, lemma, head (UAS), and head and relation with
/// its subtype (LAS) are right. `name` stands before it.
/// @return what reading or running failed with.
NgStatus ng_evaluate_treebank(const NgPosTagger* tagger, const NgParser* parser, const char* path,
                              const char* name, NgError* err);

#endif
