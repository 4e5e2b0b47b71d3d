// SPDX-License-Identifier: Apache-2.0
// What the tagger and the parser look at in a token, hashed once.
#ifndef NG_TAG_VIEW_H
#define NG_TAG_VIEW_H

#include "model/doc.h"
#include "tag/wordvec.h"

typedef struct {
  uint64_t word;      ///< Hash of the folded word, as ng_wordvec_hash
  uint32_t row;       ///< Of the word file
  uint16_t fine;      ///< Clusters
  uint16_t coarse;    ///<
  uint32_t suffix[4]; ///< Hashes of the last 1 to 4 bytes of the folded word
  uint32_t prefix[3]; ///< Hashes of the first 1 to 3 bytes
  uint16_t shape;     ///< NG_SHAPE_ bits; all letters capital in a sentence of capitals is left out
} NgView;

/// Bit of `shape`, set in training alone: the sentence is annotated in another style than is wanted.
enum { NG_VIEW_OTHER_STYLE = 1 << 14 };

/// Shape bits that all tokens of a sentence in title case have, 0 for other sentences.
uint16_t ng_view_headline(const NgDoc* doc, NgSpan tokens);

/// Shape bits of a token, those of its sentence (ng_view_headline) among them.
static inline uint16_t
ng_view_shape(const NgToken* token, uint16_t headline)
{
  const uint32_t all = NG_SHAPE_CAPITAL | NG_SHAPE_ALL_UPPER | NG_SHAPE_MIXED | NG_SHAPE_DIGIT |
                       NG_SHAPE_STOP | NG_SHAPE_HYPHEN | NG_SHAPE_SENTENCE;
  return (uint16_t)((token->shape & all) | headline);
}

/// The view of a folded word with these shape bits: nothing else tells views apart.
void ng_view_of(const NgWordvec* words, NgStr lower, uint16_t shape, NgView* view);

/// Fill `views`, one for each token of the range (from index 0).
void ng_view_fill(const NgWordvec* words, const NgDoc* doc, NgSpan tokens, NgView* views);

#endif
