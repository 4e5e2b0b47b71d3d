// SPDX-License-Identifier: Apache-2.0
// Training of a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the
// names labels, whose scores are a sum of sparse hashed features and of a small network over the word
// vectors of the neighbourhood, by AdaGrad (Duchi, Hazan and Singer 2011).
//
// A token has a set of labels that its annotation allows; the loss is the negative logarithm of the
// probability that the labels stay within these sets, so that text with coarse or partial annotation
// trains with what it says and no more.
#ifndef NG_TRAIN_NAMES_CRF_H
#define NG_TRAIN_NAMES_CRF_H

#include "tag/names_view.h"

enum { NG_CRF_STRIDE = 32, NG_CRF_WINDOW = 5, NG_CRF_EDGE = NG_N_NAME_LABELS };

/// Tokens and sentences of the training text, with features hashed once.
typedef struct {
  uint32_t*      rows;      ///< Feature hashes of all tokens
  size_t*        row_begin; ///< n_tokens + 1 offsets into rows
  uint32_t*      allowed;   ///< Bit set of allowed labels, one a token
  const int8_t** vectors;   ///< Word vector of each token; NULL without network
  uint8_t*       flags;     ///< NG_NAMETOK_ bits of each token
  float*         base;      ///< NG_CRF_STRIDE scores a token to start from, or NULL
  NgSpan*        sentences;
  float*         weights; ///< Weight of each sentence
  uint32_t*      folds;   ///< Fold of each sentence
  uint32_t       n_tokens, n_sentences;
} NgCrfData;

typedef struct {
  uint32_t log2_rows;
  uint32_t dim;    ///< Components of a word vector; 0: no network
  uint32_t hidden; ///< Multiple of 16
  uint32_t n_epochs;
  float    rate;
  float    row_dropout, hidden_dropout, word_dropout;
  float    net_rate; ///< Rate of the network as a share of `rate`
  uint64_t seed;
} NgCrfOptions;

typedef struct {
  NgCrfOptions options;
  float*       rows;                                              ///< (1 << log2_rows) x NG_CRF_STRIDE
  float        trans[NG_N_NAME_LABELS + 1][NG_N_NAME_LABELS + 1]; ///< From, to; the last stands for the edge
  float*       w1;   ///< NG_CRF_WINDOW x (dim + NG_N_NAMETOK_FLAGS) x hidden
  float*       b1;   ///< hidden
  float*       w2;   ///< hidden x NG_CRF_STRIDE
  float*       sums; ///< Squared gradients of all of these
} NgCrf;

NgStatus ng_crf_new(NgCrf** out, const NgCrfOptions* options);
void     ng_crf_free(NgCrf* crf);

/// Train on all sentences outside `fold` (UINT32_MAX: on all).
NgStatus ng_crf_train(NgCrf* crf, const NgCrfData* data, uint32_t fold, const char* name);

/// Scores of the tokens of a sentence: NG_CRF_STRIDE floats each.
void ng_crf_scores(const NgCrf* crf, const NgCrfData* data, NgSpan sentence, float* scores);

#endif
