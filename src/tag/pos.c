// SPDX-License-Identifier: Apache-2.0
// Greedy, left to right, with an averaged perceptron's weights (Collins 2002): the pair of Penn tag and
// UPOS with the best sum of both scores, out of the pairs that occur.
#include "tag/pos.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "tag/lemma.h"
#include "tag/pos_features.h"
#include "tag/weights.h"

enum { PIECE = 4096 }; // longer sentences are tagged in pieces

struct NgPosTaggerImpl {
  NgPack*          pack;
  const NgWordvec* words;
  NgWeights        weights;
  const NgTagPair* pairs;
  uint32_t         n_pairs;
  NgLemmas         lemmas;
};

static NgStatus
read_model(NgPosTagger* t, NgError* err)
{
  NG_TRY(ng_weights_read(&t->weights, t->pack, "weights", NG_POS_N_OUT, err));
  NG_TRY(ng_lemma_read(&t->lemmas, t->pack, err));
  const void* at = NULL;
  size_t      n  = 0;
  NG_TRY(ng_pack_section(t->pack, "pairs", sizeof(NgTagPair), &at, &n, err));
  t->pairs   = at;
  t->n_pairs = (uint32_t)n;
  bool right = n && n < 1000;
  for (uint32_t i = 0; right && i < n; ++i) {
    right = t->pairs[i].xpos < NG_N_XPOS && t->pairs[i].pos < NG_N_POS;
  }
  return right ? NG_SUCCESS : ng_error_set(err, NG_ERR_BAD_DATA, "Section 'pairs' holds unknown tags");
}

NgStatus
ng_pos_open(NgPosTagger** out, const NgWordvec* words, const char* path, NgError* err)
{
  NgBuf    found = NG_BUF_INIT(1 << 16);
  NgStatus st    = path ? NG_SUCCESS : ng_datadir_find("models/pos.ngm", &found, err);
  path           = path ? path : found.at;
  NgPosTagger* const t = st ? NULL : ng_calloc(1, sizeof(NgPosTagger));
  if (!st) {
    st = t ? ng_pack_open(&t->pack, path, NG_POS_KIND, NG_POS_VERSION, err)
           : ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  if (!st) {
    st = read_model(t, err);
  }
  if (st) {
    ng_error_at(err, path, 0, 0);
    ng_pos_close(t);
  } else {
    t->words = words;
    *out     = t;
  }
  ng_buf_free(&found);
  return st;
}

void
ng_pos_close(NgPosTagger* tagger)
{
  if (tagger) {
    ng_pack_close(tagger->pack);
    ng_free(tagger);
  }
}

static uint32_t
best_pair(const NgPosTagger* t, const int16_t* scores)
{
  uint32_t best       = 0;
  int      best_score = INT32_MIN;
  for (uint32_t p = 0; p < t->n_pairs; ++p) {
    const int score = scores[t->pairs[p].xpos] + scores[NG_N_XPOS + t->pairs[p].pos];
    if (score > best_score) {
      best_score = score;
      best       = p;
    }
  }
  return best;
}

static void
tag_range(const NgPosTagger* t, NgDoc* doc, NgSpan tokens, NgView* views)
{
  const uint32_t n    = tokens.end - tokens.begin;
  uint32_t       tag1 = UINT32_MAX;
  uint32_t       tag2 = UINT32_MAX;
  ng_view_fill(t->words, doc, tokens, views);
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t features[NG_POS_MAX_FEATURES];
    uint32_t k = ng_pos_static_features(views, i, n, features);
    k += ng_pos_tag_features(views, i, n, tag1, tag2, features + k);
    int16_t scores[(NG_POS_N_OUT + 15) & ~15] = {0};
    for (uint32_t f = 0; f < k; ++f) {
      ng_weights_add(&t->weights, features[f], scores);
    }
    tag2             = tag1;
    tag1             = best_pair(t, scores);
    NgTag* const tag = &doc->tags[tokens.begin + i];
    tag->xpos        = t->pairs[tag1].xpos;
    tag->pos         = t->pairs[tag1].pos;
  }
}

static NgStatus
make_tags(NgDoc* doc, NgError* err)
{
  if (doc->tags) {
    return NG_SUCCESS;
  }
  doc->tags = ng_arena_calloc(doc->arena, (size_t)doc->tokens.n + 1, sizeof(NgTag));
  if (!doc->tags) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    doc->tags[i].head = NG_NONE;
  }
  return NG_SUCCESS;
}

NgStatus
ng_pos_run(const NgPosTagger* tagger, NgDoc* doc, NgError* err)
{
  NG_TRY(make_tags(doc, err));
  NgView* const views = ng_arena_calloc(doc->arena, PIECE, sizeof(NgView));
  if (!views) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    NgSpan rest = doc->sentences.at[s].tokens;
    while (rest.begin < rest.end) {
      const uint32_t end = rest.end - rest.begin > PIECE ? rest.begin + PIECE : rest.end;
      tag_range(tagger, doc, (NgSpan){rest.begin, end}, views);
      rest.begin = end;
    }
  }
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    NgTag* const tag = &doc->tags[i];
    tag->lemma = ng_lemma_of(&tagger->lemmas, ng_doc_token(doc, i), doc->tokens.at[i].lower, tag->xpos, doc->arena);
    if (!tag->lemma.at) {
      return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
    }
  }
  return NG_SUCCESS;
}
