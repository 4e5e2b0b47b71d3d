// SPDX-License-Identifier: Apache-2.0
// From the network's states to tags and lemmas: what tagger and parser share.
#ifndef NG_TAG_TAGGING_H
#define NG_TAG_TAGGING_H

#include "tag/lemma.h"
#include "tag/net_run.h"

/// A value; borrowed from the pack it was read from.
typedef struct {
  const NgTagPair* pairs; ///< In the order of the network's scores
  uint32_t         n_pairs;
  NgLemmas         lemmas;
} NgTagging;

/// Read the pairs and the rules for lemmas. @return NG_ERR_BAD_DATA where they are damaged.
NgStatus ng_tagging_read(NgTagging* out, const NgPack* pack, NgError* err);

/// Write tags and lemmas of the batch, which has just run NG_NET_TAG_LAYER layers, to doc->tags. b->u is
/// scratch.
/// @return NG_ERR_NO_MEM.
NgStatus ng_tagging_run(const NgTagging* tagging, const NgNet* net, NgNetBatchRun* b, NgDoc* doc,
                        NgError* err);

#endif
