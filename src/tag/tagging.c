// SPDX-License-Identifier: Apache-2.0
#include "tag/tagging.h"

NgStatus
ng_tagging_read(NgTagging* out, const NgPack* pack, NgError* err)
{
  const void* at = NULL;
  size_t      n  = 0;
  NG_TRY(ng_lemma_read(&out->lemmas, pack, err));
  NG_TRY(ng_pack_section(pack, "pairs", sizeof(NgTagPair), &at, &n, err));
  out->pairs   = at;
  out->n_pairs = (uint32_t)n;
  bool right   = n && n <= NG_NET_PAIRS;
  for (uint32_t i = 0; right && i < n; ++i) {
    right = out->pairs[i].xpos < NG_N_XPOS && out->pairs[i].pos < NG_N_POS;
  }
  return right ? NG_SUCCESS : ng_error_set(err, NG_ERR_BAD_DATA, "Section 'pairs' holds unknown tags");
}

NgStatus
ng_tagging_run(const NgTagging* t, const NgNet* net, NgNetBatchRun* b, NgDoc* doc, NgError* err)
{
  ng_dense_run(&net->matrix[NG_NET_TAG], b->rounded, b->scales, b->n, net->floats->tag_b, b->u);
  for (uint32_t r = 0; r < b->n_runs; ++r) {
    for (uint32_t i = b->begin[r]; i < b->begin[r + 1]; ++i) {
      const uint32_t at   = b->runs[r].begin + (i - b->begin[r]);
      const uint32_t best = ng_dense_best(b->u + (size_t)i * NG_NET_PAIRS, t->n_pairs);
      NgTag* const   tag  = &doc->tags[at];
      tag->xpos           = t->pairs[best].xpos;
      tag->pos            = t->pairs[best].pos;
      tag->lemma = ng_lemma_of(&t->lemmas, ng_doc_token(doc, at), doc->tokens.at[at].lower, tag->xpos,
                               doc->arena);
      if (!tag->lemma.at) {
        return ng_error_no_mem(err);
      }
    }
  }
  return NG_SUCCESS;
}
