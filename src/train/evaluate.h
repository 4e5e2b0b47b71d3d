// SPDX-License-Identifier: Apache-2.0
// Accuracy of tags and trees on a treebank: gold tokens, everything else predicted, punctuation included.
#ifndef NG_TRAIN_EVALUATE_H
#define NG_TRAIN_EVALUATE_H

#include "tag/parse.h"
#include "tag/pos.h"

typedef struct {
  uint32_t n;    ///< Tokens
  uint32_t pos;  ///< Right ones: UPOS,
  uint32_t xpos; ///< Penn tag,
  uint32_t lemma;
  uint32_t uas;         ///< head,
  uint32_t las;         ///< head and relation with its subtype
  uint32_t tagger_pos;  ///< What the tagger alone finds
  uint32_t tagger_xpos; ///<
} NgTagScores;

/// Add the scores on the treebank `path` to `scores`. @return what reading or running failed with.
NgStatus ng_evaluate_treebank(NgTagScores* scores, const NgPosTagger* tagger, const NgParser* parser,
                              const char* path, NgError* err);

/// Print them on one line behind `name`.
void ng_evaluate_print(const NgTagScores* scores, const char* name);

/// Open the models of the folder (NULL: those that are installed). The caller closes all three also on
/// failure.
NgStatus ng_evaluate_open(NgWordvec** words, NgPosTagger** tagger, NgParser** parser, const char* folder,
                          NgError* err);

#endif
