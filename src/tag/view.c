// SPDX-License-Identifier: Apache-2.0
#include "tag/view.h"

static uint32_t
hash_bytes(const char* at, size_t len)
{
  uint32_t h = (uint32_t)len;
  for (size_t i = 0; i < len; ++i) {
    h = h * 0x01000193U ^ (unsigned char)at[i];
  }
  return h * 0x9e3779b1U;
}

void
ng_view_of(const NgWordvec* words, NgStr s, uint16_t shape, NgView* v)
{
  v->word   = ng_wordvec_hash(s);
  v->row    = ng_wordvec_find_hash(words, v->word);
  v->fine   = (uint16_t)ng_wordvec_fine(words, v->row);
  v->coarse = (uint16_t)ng_wordvec_coarse(words, v->row);
  for (size_t k = 1; k <= 4; ++k) {
    v->suffix[k - 1] = s.len >= k ? hash_bytes(s.at + s.len - k, k) : 0;
  }
  for (size_t k = 1; k <= 3; ++k) {
    v->prefix[k - 1] = s.len >= k ? hash_bytes(s.at, k) : 0;
  }
  v->shape = shape;
}

// Capitals tell nothing where every longer word has one: in headlines. Bit 15 says so.
uint16_t
ng_view_headline(const NgDoc* doc, NgSpan tokens)
{
  uint32_t n_long = 0;
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const NgToken* const t = &doc->tokens.at[i];
    if (t->lower.len > 3 && (t->lower.at[0] & 0xC0) != 0 && !(t->shape & NG_SHAPE_DIGIT)) {
      if (!(t->shape & NG_SHAPE_CAPITAL)) {
        return 0;
      }
      ++n_long;
    }
  }
  return n_long >= 3 ? 1 << 15 : 0;
}

void
ng_view_fill(const NgWordvec* words, const NgDoc* doc, NgSpan tokens, NgView* views)
{
  const uint16_t headline = ng_view_headline(doc, tokens);
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const NgToken* const t = &doc->tokens.at[i];
    ng_view_of(words, t->lower, ng_view_shape(t, headline), &views[i - tokens.begin]);
  }
}
