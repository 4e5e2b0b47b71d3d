// SPDX-License-Identifier: Apache-2.0
// The network in a file: matrices as ng_dense_store rounds them, embeddings as int8 with one scale, the rest
// as floats. Matrices are fitted to the machine when they are read; all else runs as it is mapped.
#ifndef NG_TAG_NET_FILE_H
#define NG_TAG_NET_FILE_H

#include "base/pack.h"
#include "tag/dense.h"
#include "tag/net.h"

typedef enum {
  NG_NET_IN = 0,
  NG_NET_LAYER_0,
  NG_NET_LAYER_1,
  NG_NET_LAYER_2,
  NG_NET_TAG,
  NG_NET_ARCS,
  NG_NET_ARC_U,
  NG_NET_LABEL_W,
  NG_NET_LABEL_O,
  NG_NET_N_MATRICES,
} NgNetMatrix;

/// The floats beside the matrices.
typedef struct {
  float in_b[NG_NET_WIDTH];
  float layer_v[NG_NET_LAYERS][4][NG_NET_DIM];
  float layer_b[NG_NET_LAYERS][4][NG_NET_DIM];
  float tag_b[NG_NET_PAIRS];
  float arc_b[2 * NG_NET_ARC];
  float arc_h[NG_NET_ARC];
  float arc_root[NG_NET_ARC];
  float arc_distance[NG_NET_DISTANCES];
  float label_b[2 * NG_NET_LABEL];
  float label_root[NG_NET_LABEL];
  float label_ob[NG_NET_LABELS];
  float scales[NG_NET_N_MATRICES];
  float embed_scale; ///< What 1 in the embedding is worth
} NgNetFloats;

/// Borrows from the pack it was read from.
typedef struct {
  uint64_t           print;                     ///< Tells networks apart
  NgDenseForm        coarse;                    ///< Of most matrices
  NgDenseForm        fine;                      ///< Of those that find heads
  NgDense            matrix[NG_NET_N_MATRICES]; ///< at == NULL where it was not read
  void*              fitted;                    ///< The matrices, owned
  const NgNetFloats* floats;
  const int8_t*      embed; ///< NG_NET_EMBED_ROWS rows
} NgNet;

/// Read a network from `pack`, to be run with `words`; `whole`: with what only the parser needs.
/// To be closed in any case.
/// @return NG_ERR_BAD_DATA where something is missing, of another size or no number, NG_ERR_NO_MEM.
NgStatus ng_net_read(NgNet* out, const NgPack* pack, const NgWordvec* words, bool whole, NgError* err);
void     ng_net_close(NgNet* net);

/// Add the sections of a network to `writer`.
NgStatus ng_net_write(NgPackWriter* writer, const NgNetWeights* weights, const float* embed);

#endif
