// SPDX-License-Identifier: Apache-2.0
// What a word brings into the network depends on the word alone, up to the first recurrence: it is computed
// once and remembered while it is in use. Hits and misses give the same bits.
#ifndef NG_TAG_NET_MEMO_H
#define NG_TAG_NET_MEMO_H

#include "base/arena.h"
#include "tag/net_file.h"

enum {
  NG_NET_MEMO_WORDS = 4096,
  NG_NET_MEMO_BYTES = 33, ///< Words longer than this are not remembered
};

/// What tells apart words for the network. Borrows from the article.
typedef struct {
  NgStr    lower;
  uint16_t shape; ///< As in NgView
} NgNetWord;

typedef struct {
  float h[NG_NET_WIDTH];   ///< Input of layer 0
  float u[6 * NG_NET_DIM]; ///< Its product with the layer's matrix
} NgNetBrought;

typedef struct NgNetMemo NgNetMemo;

/// The memo of `arena` for a network, empty where another one used it; NULL without memory.
NgNetMemo* ng_net_memo(NgArena* arena, const NgNet* net);

/// What `word` brings, or NULL. Holds until the next ng_net_memo_put.
const NgNetBrought* ng_net_memo_get(NgNetMemo* memo, const NgNetWord* word);

/// Where to write what `word` brings, which must not be there: takes the place of the word of its set that
/// has been asked for least recently. NULL where the word is too long.
NgNetBrought* ng_net_memo_put(NgNetMemo* memo, const NgNetWord* word);

#endif
