// SPDX-License-Identifier: Apache-2.0
// Learns the rules for lemmas from treebanks.
#ifndef NG_TRAIN_LEMMA_H
#define NG_TRAIN_LEMMA_H

#include "base/pack.h"
#include "train/conllu.h"

/// Add the sections of tag/lemma.h to `writer`: from the treebank's words and the list of irregular verbs.
NgStatus ng_lemma_train(NgPackWriter* writer, const NgTreebank* bank, NgError* err);

#endif
