// SPDX-License-Identifier: Apache-2.0
// Features of the part-of-speech tagger: shared by the tagger and its trainer.
#ifndef NG_TAG_POS_FEATURES_H
#define NG_TAG_POS_FEATURES_H

#include "model/tagset.h"
#include "tag/view.h"

enum {
  NG_POS_MAX_FEATURES = 64,
  NG_POS_N_OUT        = NG_N_XPOS + NG_N_POS, ///< A Penn tag's scores, then a UPOS's
};

/// Penn tag and UPOS that occur together.
typedef struct {
  uint8_t xpos;
  uint8_t pos;
} NgTagPair;

/// Feature hashes that do not depend on tags, of token `i` of a sentence of `n`. @return their number.
uint32_t ng_pos_static_features(const NgView* views, uint32_t i, uint32_t n, uint32_t* out);

/// Feature hashes with the two tags before (pair indices; UINT32_MAX beyond the sentence). @return number.
uint32_t ng_pos_tag_features(const NgView* views, uint32_t i, uint32_t n, uint32_t tag1, uint32_t tag2,
                             uint32_t* out);

#endif
