// SPDX-License-Identifier: Apache-2.0
// Runs the network over whole sentences, several at once, for the tagger and the parser.
#ifndef NG_TAG_NET_RUN_H
#define NG_TAG_NET_RUN_H

#include "model/doc.h"
#include "tag/net_memo.h"

enum { NG_NET_USUAL_BATCH = 128 }; ///< Tokens, unless a sentence is longer

/// Scratch of one run. Outlives the article, since it is large.
typedef struct {
  NgDenseForm form;
  uint32_t    capacity;                     ///< Tokens, at most NG_NET_MAX_TOKENS
  uint32_t    n;                            ///< Tokens
  uint32_t    n_runs;                       ///< Sentences, or pieces of a long one
  NgSpan      runs[NG_NET_MAX_TOKENS];      ///< Token ranges in the article
  uint32_t    begin[NG_NET_MAX_TOKENS + 1]; ///< Where each begins here, and the end
  bool        follows[NG_NET_MAX_TOKENS];   ///< A piece of the sentence before
  NgNetWord   words[NG_NET_MAX_TOKENS];
  float*      h;       ///< Output of the last layer that was run: WIDTH a token
  float*      free;    ///< As large, for the next one
  float*      c;       ///< States
  float*      u;       ///< 6 DIM a token
  float*      scales;  ///< of the rows in `rounded`
  void*       rounded; ///< h, for products
  NgNetMemo*  memo;    ///< What words bring along, from earlier batches and articles
} NgNetBatchRun;

/// Where a walk through the sentences of an article has come to; starts zeroed.
typedef struct {
  uint32_t sentence;
  uint32_t done; ///< Tokens of it that are behind us
} NgNetCursor;

/// Scratch for `doc`, held by its arena; NULL without memory. There is one an arena.
NgNetBatchRun* ng_net_batch(const NgNet* net, const NgDoc* doc);

/// Collect the next sentences that fit. @return false where none is left.
bool ng_net_next(NgNetBatchRun* b, NgNetCursor* at, const NgDoc* doc);

/// Embed the tokens: b->h, and in b->u what layer 0 makes of them before its recurrence.
void ng_net_input(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b);

/// Run layer `l` on b->h (rounded, but for layer 0) to b->h, rounded.
void ng_net_layer(const NgNet* net, NgNetBatchRun* b, uint32_t l);

/// Allocate doc->tags, with no heads, unless they are there. @return doc->tags, NULL without memory.
NgTag* ng_net_tags(NgDoc* doc);

/// Round b->n rows to b->rounded and b->scales.
void ng_net_round(NgNetBatchRun* b, const float* rows, uint32_t width);

#endif
