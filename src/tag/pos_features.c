// SPDX-License-Identifier: Apache-2.0
#include "tag/pos_features.h"

#include "tag/weights.h"

static const NgView outside = {.word = 1, .row = 0, .shape = 1 << 14};

static const NgView*
at(const NgView* views, uint32_t i, uint32_t n, int step)
{
  const int64_t k = (int64_t)i + step;
  return k < 0 || k >= n ? &outside : &views[k];
}

#define ADD(a, b) out[k++] = ng_feature(no++, (a), (b))

uint32_t
ng_pos_static_features(const NgView* views, uint32_t i, uint32_t n, uint32_t* out)
{
  const NgView* const p2 = at(views, i, n, -2);
  const NgView* const p1 = at(views, i, n, -1);
  const NgView* const v  = &views[i];
  const NgView* const n1 = at(views, i, n, 1);
  const NgView* const n2 = at(views, i, n, 2);
  uint32_t            k  = 0;
  uint32_t            no = 1;
  ADD(0, 0);
  ADD(v->word, 0);
  ADD(v->fine, 0);
  ADD(v->coarse, 0);
  for (int s = 0; s < 4; ++s) {
    ADD(v->suffix[s], 0);
  }
  for (int s = 0; s < 3; ++s) {
    ADD(v->prefix[s], 0);
  }
  ADD(v->shape, 0);
  ADD(v->shape, v->suffix[1]);
  ADD(v->shape, v->suffix[2]);
  ADD(v->shape, v->fine);
  ADD(p1->word, 0);
  ADD(n1->word, 0);
  ADD(p2->word, 0);
  ADD(n2->word, 0);
  ADD(p1->fine, 0);
  ADD(n1->fine, 0);
  ADD(p1->coarse, p2->coarse);
  ADD(n1->coarse, n2->coarse);
  ADD(p1->coarse, n1->coarse);
  ADD(p1->suffix[2], 0);
  ADD(n1->suffix[2], 0);
  ADD(n1->suffix[1], n1->shape);
  ADD(p1->shape, v->shape);
  ADD(n1->shape, v->shape);
  ADD(p1->word, v->word);
  ADD(v->word, n1->word);
  ADD(v->word, n1->coarse);
  ADD(v->suffix[2], n1->word);
  ADD(v->suffix[2], n1->coarse);
  ADD(v->coarse, n1->fine);
  ADD(n1->word, n2->word);
  ADD(p1->word, n1->word);
  return k;
}

uint32_t
ng_pos_tag_features(const NgView* views, uint32_t i, uint32_t n, uint32_t tag1, uint32_t tag2, uint32_t* out)
{
  const NgView* const v  = &views[i];
  const NgView* const p1 = at(views, i, n, -1);
  const NgView* const n1 = at(views, i, n, 1);
  uint32_t            k  = 0;
  uint32_t            no = 101;
  ADD(tag1, 0);
  ADD(tag1, (uint64_t)tag2 << 8);
  ADD(tag1, v->word);
  ADD(tag1, v->suffix[2]);
  ADD(tag1, n1->word);
  ADD(tag1, v->fine);
  ADD(tag1, (uint64_t)v->coarse << 16 ^ n1->coarse);
  ADD(tag1, (uint64_t)tag2 << 40 ^ v->coarse);
  ADD(tag1, v->shape);
  ADD(tag2, p1->word);
  return k;
}
