// SPDX-License-Identifier: Apache-2.0
// The network that reads sentences: embeddings, layers of simple recurrent units that run both ways (Lei et
// al. 2018), scores of tags, and of heads and relations (after Dozat and Manning 2017). Parameters and
// the forward pass; shared by tagger, parser and trainer.
#ifndef NG_TAG_NET_H
#define NG_TAG_NET_H

#include "model/tagset.h"
#include "tag/view.h"

enum {
  NG_NET_VECTOR     = 64, ///< Components of a word vector
  NG_NET_EMBED      = 96, ///< Components of what is learned of words, endings and shapes
  NG_NET_INPUT      = NG_NET_VECTOR + NG_NET_EMBED,
  NG_NET_DIM        = 96,             ///< Units of a layer in one direction
  NG_NET_WIDTH      = 2 * NG_NET_DIM, ///< and in both
  NG_NET_LAYERS     = 3,
  NG_NET_TAG_LAYER  = 2,   ///< Layers below the tag scores
  NG_NET_PAIRS      = 160, ///< Room for pairs of Penn tag and UPOS
  NG_NET_ARC        = 96,  ///< Components of a token as head and as dependent
  NG_NET_LABEL      = 96,
  NG_NET_LABELS     = 64,  ///< Room for relations
  NG_NET_DISTANCES  = 64,  ///< Bias of an arc by its length and direction
  NG_NET_MAX_TOKENS = 256, ///< Read at once

  NG_NET_WORD_ROWS  = 8192,
  NG_NET_FEATURES   = 8, ///< Rows of the embedding that a token adds up
  NG_NET_EMBED_ROWS = 8192 + 1024 + 4096 + 4096 + 2048 + 1024 + 512,
};

_Static_assert((int)NG_N_DEPREL <= (int)NG_NET_LABELS, "room for the relations");

/// Penn tag and UPOS that occur together.
typedef struct {
  uint8_t xpos;
  uint8_t pos;
} NgTagPair;

/// One layer: for each direction candidate, forget gate, reset gate.
typedef struct {
  float w[NG_NET_WIDTH][6 * NG_NET_DIM];
  float v[4][NG_NET_DIM]; ///< Weight of the state in forget and reset gate: forward, then backward
  float b[4][NG_NET_DIM];
} NgNetLayer;

typedef struct {
  float      in_w[NG_NET_INPUT][NG_NET_WIDTH];
  float      in_b[NG_NET_WIDTH];
  NgNetLayer layer[NG_NET_LAYERS];
  float      tag_w[NG_NET_WIDTH][NG_NET_PAIRS];
  float      tag_b[NG_NET_PAIRS];
  float      arc_w[NG_NET_WIDTH][2 * NG_NET_ARC]; ///< As dependent, as head
  float      arc_b[2 * NG_NET_ARC];
  float      arc_u[NG_NET_ARC][NG_NET_ARC];
  float      arc_h[NG_NET_ARC]; ///< Fitness as a head
  float      arc_root[NG_NET_ARC];
  float      arc_distance[NG_NET_DISTANCES];
  float      label_w[NG_NET_WIDTH][2 * NG_NET_LABEL];
  float      label_b[2 * NG_NET_LABEL];
  float      label_root[NG_NET_LABEL];
  float      label_o[NG_NET_LABEL][NG_NET_LABELS];
  float      label_ob[NG_NET_LABELS];
} NgNetWeights;

/// Embedding rows of a token.
void ng_net_rows(const NgView* view, uint32_t rows[NG_NET_FEATURES]);

/// The recurrence of a layer over n tokens with its weights `v` and biases `b` (as in NgNetLayer): `u` (n * 6
/// DIM) holds x * w and afterwards the gates; `x`, `c` (states) and `h` (output) are n * WIDTH.
void ng_net_scan(const float v[4][NG_NET_DIM], const float b[4][NG_NET_DIM], const float* x, uint32_t n,
                 float* u, float* c, float* h);

/// Bucket of the bias for an arc from dependent `i` to `head` (head n is the root).
uint32_t ng_net_distance(uint32_t i, uint32_t head, uint32_t n);

#endif
