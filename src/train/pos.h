// SPDX-License-Identifier: Apache-2.0
// Tags for training what reads tags.
#ifndef NG_TRAIN_POS_H
#define NG_TRAIN_POS_H

#include "tag/wordvec.h"
#include "train/conllu.h"

/// Fill doc.tags of every document with the tags of a tagger that did not learn from it: the documents are
/// dealt into `n_folds` parts, and each part is tagged by what the others taught.
/// @return NG_ERR_NO_MEM.
NgStatus ng_pos_jackknife(NgTreebank* bank, const NgWordvec* words, uint32_t seed, uint32_t n_folds);

#endif
