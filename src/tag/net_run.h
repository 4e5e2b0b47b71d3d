// SPDX-License-Identifier: Apache-2.0
// Runs the network over whole sentences, several at once, for the tagger and the parser.
#ifndef NG_TAG_NET_RUN_H
#define NG_TAG_NET_RUN_H

#include "model/doc.h"
#include "tag/net_file.h"

enum { NG_NET_BATCH_TOKENS = NG_NET_MAX_TOKENS };

/// Scratch of one run, from the article's arena.
typedef struct {
  uint32_t n;      ///< Tokens
  uint32_t n_runs; ///< Sentences, or pieces of a long one
  NgSpan   runs[NG_NET_BATCH_TOKENS];     ///< Token ranges in the article
  uint32_t begin[NG_NET_BATCH_TOKENS + 1]; ///< Where each begins here, and the end
  bool     follows[NG_NET_BATCH_TOKENS];  ///< A piece of the sentence before
  NgView   views[NG_NET_BATCH_TOKENS];
  int16_t  rounded[(NG_NET_BATCH_TOKENS + NG_DENSE_ROWS) * NG_NET_WIDTH]; ///< h, for products
  float    scales[NG_NET_BATCH_TOKENS];                                   ///< of its rows
  float*   h;    ///< Output of the last layer that was run: WIDTH a token
  float*   free; ///< As large, for the next one
  float    buffers[2][NG_NET_BATCH_TOKENS * NG_NET_WIDTH];
  float    c[NG_NET_BATCH_TOKENS * NG_NET_WIDTH];
  float    u[NG_NET_BATCH_TOKENS * 6 * NG_NET_DIM];
} NgNetBatchRun;

/// Where a walk through the sentences of an article has come to; starts zeroed.
typedef struct {
  uint32_t sentence;
  uint32_t done; ///< Tokens of it that are behind us
} NgNetCursor;

/// Collect the next sentences that fit, fill views. @return false where none is left.
bool ng_net_next(NgNetBatchRun* b, NgNetCursor* at, const NgWordvec* words, const NgDoc* doc);

/// Embed the tokens: b->h, rounded.
void ng_net_input(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b);

/// Run layer `l` on b->h, rounded, to b->h, rounded.
void ng_net_layer(const NgNet* net, NgNetBatchRun* b, uint32_t l);

/// Allocate doc->tags, with no heads, unless they are there. @return doc->tags, NULL without memory.
NgTag* ng_net_tags(NgDoc* doc);

/// Round b->n rows to b->rounded and b->scales.
void ng_net_round(NgNetBatchRun* b, const float* rows, uint32_t width);

#endif
