// SPDX-License-Identifier: Apache-2.0
// The network of the names model: from the word vectors and case flags of five tokens to scores of labels.
// What a word gives to the sums does not depend on its neighbours, so it is computed once for each word of a
// stretch of text. For the files of the names model only.
#ifndef NG_TAG_NAMES_NET_H
#define NG_TAG_NAMES_NET_H

#include "tag/dense.h"
#include "tag/names_model.h"

/// The loaded network; `fitted` is owned, the rest is borrowed.
typedef struct {
  uint64_t       print;       ///< Tells networks apart
  uint32_t       dim, hidden; ///< dim 0: there is no network
  uint32_t       shift1, shift2;
  const int32_t* b1; ///< hidden
  NgDenseKind    kind;
  uint32_t       n_in;  ///< Of the first matrix: vector, flags, zeros
  uint32_t       n_out; ///< hidden for each token of the window, zeros
  int16_t*       fitted;
  int16_t*       w1; ///< n_in x n_out, as ng_dense_store lays it out
  int16_t*       w2; ///< hidden x NG_NAMES_STRIDE, likewise
} NgNamesNet;

/// Fit the weights of a file to the machine: w1 is NG_NAMES_WINDOW x ng_names_inputs(dim) x hidden, w2 is
/// hidden x NG_NAMES_STRIDE. @return false without memory.
bool ng_names_net_fit(NgNamesNet* net, const NgNamesMeta* meta, const int16_t* w1, const int32_t* b1,
                      const int16_t* w2);
void ng_names_net_close(NgNamesNet* net);

/// Add the scores of all tokens that can be part of a name to `scores` (NG_NAMES_STRIDE a token of the
/// article).
/// @return NG_ERR_NO_MEM.
NgStatus ng_names_net_run(const NgNamesNet* net, const NgWordvec* words, const NgNamesView* view,
                          int16_t* scores, NgError* err);

#endif
