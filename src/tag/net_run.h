// SPDX-License-Identifier: Apache-2.0
// Runs the network over whole sentences, several at once, for the tagger and the parser.
#ifndef NG_TAG_NET_RUN_H
#define NG_TAG_NET_RUN_H

#include "model/doc.h"
#include "tag/net_file.h"

enum { NG_NET_USUAL_BATCH = 128 }; ///< Tokens, unless a sentence is longer

/// Scratch of one run, from the article's arena.
typedef struct {
  uint32_t  capacity; ///< Tokens, at most NG_NET_MAX_TOKENS
  uint32_t  n;        ///< Tokens
  uint32_t  n_runs;   ///< Sentences, or pieces of a long one
  NgSpan*   runs;     ///< Token ranges in the article
  uint32_t* begin;    ///< Where each begins here, and the end
  bool*     follows;  ///< A piece of the sentence before
  NgView*   views;
  int16_t*  rounded; ///< h, for products
  float*    scales;  ///< of its rows
  float*    h;       ///< Output of the last layer that was run: WIDTH a token
  float*    free;    ///< As large, for the next one
  float*    c;       ///< States
  float*    u;       ///< 6 DIM a token
} NgNetBatchRun;

/// Where a walk through the sentences of an article has come to; starts zeroed.
typedef struct {
  uint32_t sentence;
  uint32_t done; ///< Tokens of it that are behind us
} NgNetCursor;

/// Scratch for `doc`, NULL without memory.
NgNetBatchRun* ng_net_batch_new(const NgDoc* doc);

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
