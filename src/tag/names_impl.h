// SPDX-License-Identifier: Apache-2.0
// The loaded names model. For the files of the names model only.
#ifndef NG_TAG_NAMES_IMPL_H
#define NG_TAG_NAMES_IMPL_H

#include "tag/names_model.h"
#include "tag/names_net.h"
#include "tag/weights.h"

/// A sequence model: rows of features and transitions.
typedef struct {
  NgWeights      rows;
  const int16_t* trans; ///< (NG_N_NAME_LABELS + 1) x NG_NAMES_STRIDE: from, to; the last row: at the start
  const int16_t* end;   ///< NG_NAMES_STRIDE: at the end
  int16_t        turned[NG_NAMES_STRIDE * NG_NAMES_STRIDE]; ///< To, from: `trans` without its last row
} NgNamesChain;

struct NgNamesImpl {
  NgPack*          pack;
  const NgWordvec* words;
  const NgKnow*    know;
  NgNamesMeta      meta;
  NgNamesChain     stage[2];
  NgNamesNet       net;
  NgWeights        classes;
};

/// Best labels of `n` tokens with these scores, and their margins. `scratch` holds
/// ng_names_decode_scratch(n) items.
void   ng_names_decode(const NgNamesChain* chain, uint32_t unit, const int16_t* scores, uint32_t n,
                       int16_t* scratch, uint8_t* label, uint8_t* margin);
size_t ng_names_decode_scratch(uint32_t n);

/// Sentences longer than this are read in pieces.
enum { NG_NAMES_MAX_SENTENCE = 512 };

/// The next piece of a sentence: tokens from `begin` on.
static inline NgSpan
ng_names_piece(NgSpan sentence, uint32_t begin)
{
  const uint32_t left = sentence.end - begin;
  const NgSpan   s    = {begin, begin + (left < NG_NAMES_MAX_SENTENCE ? left : NG_NAMES_MAX_SENTENCE)};
  return s;
}

#endif
