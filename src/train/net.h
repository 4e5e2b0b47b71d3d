// SPDX-License-Identifier: Apache-2.0
// Learning for the network of tag/net.h: forward with dropout, backward, Adam.
#ifndef NG_TRAIN_NET_H
#define NG_TRAIN_NET_H

#include "tag/net.h"

enum {
  NG_NET_BATCH           = 480, ///< Tokens that are wanted in a batch
  NG_NET_MAX_BATCH       = NG_NET_BATCH + NG_NET_MAX_TOKENS,
  NG_NET_MAX_BATCH_ITEMS = NG_NET_MAX_BATCH,
};

/// Sentences, one behind the other, with what is to be learned.
typedef struct {
  uint32_t n_tokens;
  uint32_t n_sentences;
  uint32_t begin[NG_NET_MAX_BATCH_ITEMS + 1]; ///< First token of each sentence, and the end
  NgView   views[NG_NET_MAX_BATCH];
  uint16_t pair[NG_NET_MAX_BATCH];  ///< Index of the tag pair, UINT16_MAX: none
  uint16_t head[NG_NET_MAX_BATCH];  ///< In the sentence; its length: the root
  uint8_t  label[NG_NET_MAX_BATCH]; ///< NgDeprel
} NgNetBatch;

typedef struct NgNetTrainerImpl NgNetTrainer;

/// Random weights. NULL without memory.
NgNetTrainer* ng_net_trainer_new(const NgWordvec* words, uint32_t n_pairs, uint32_t seed);
void          ng_net_trainer_free(NgNetTrainer* t);

/// One step of Adam on the batch with learning rate `rate`; losses a token (tag, arc, label) are added to
/// `losses`.
void ng_net_trainer_learn(NgNetTrainer* t, const NgNetBatch* batch, float rate, double losses[3]);

/// What was learned so far; borrowed.
const NgNetWeights* ng_net_trainer_weights(const NgNetTrainer* t);
const float*        ng_net_trainer_embedding(const NgNetTrainer* t);

#endif
