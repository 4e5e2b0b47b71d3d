// SPDX-License-Identifier: Apache-2.0
#include "tag/lemma.h"

NgStatus
ng_lemma_read(NgLemmas* out, const NgPack* pack, NgError* err)
{
  const void* at = NULL;
  size_t      n  = 0;
  NG_TRY(ng_pack_section(pack, "rules", sizeof(NgLemmaRule), &at, &n, err));
  out->rules   = at;
  out->n_rules = (uint32_t)n;
  NG_TRY(ng_pack_section(pack, "endings", sizeof(NgLemmaSlot), &at, &n, err));
  out->slots   = at;
  out->mask    = (uint32_t)(n - 1);
  bool   right = n && n <= UINT32_MAX / 2 && !(n & (n - 1)) && out->n_rules;
  size_t empty = 0;
  for (uint32_t i = 0; right && i < n; ++i) {
    empty += !out->slots[i].print;
    right = out->slots[i].rule < out->n_rules;
  }
  for (uint32_t i = 0; right && i < out->n_rules; ++i) {
    right = out->rules[i].n_add <= NG_LEMMA_MAX_ADD;
  }
  return right && empty ? NG_SUCCESS
                        : ng_error_set(err, NG_ERR_BAD_DATA, "The rules for lemmas contradict one another");
}

uint64_t
ng_lemma_key(NgStr lower, unsigned len, uint8_t xpos, bool is_capital)
{
  const size_t   n = len == NG_LEMMA_WHOLE ? lower.len : len;
  const uint64_t h = ng_hash(lower.at + lower.len - n, n,
                             len | (uint64_t)xpos << 8 | (uint64_t)is_capital << 16);
  return h >> 32 ? h : h | 1ULL << 32;
}

uint32_t
ng_lemma_find(const NgLemmas* lemmas, uint64_t key)
{
  const uint32_t print = (uint32_t)(key >> 32);
  for (uint32_t i = (uint32_t)key & lemmas->mask;; i = (i + 1) & lemmas->mask) {
    const NgLemmaSlot* const slot = &lemmas->slots[i];
    if (!slot->print) {
      return UINT32_MAX;
    }
    if (slot->print == print) {
      return slot->rule;
    }
  }
}

static bool
is_boundary(NgStr s, size_t at)
{
  return at == s.len || ((unsigned char)s.at[at] & 0xC0) != 0x80;
}

NgStr
ng_lemma_apply(const NgLemmaRule* rule, NgStr word, NgStr lower, NgArena* arena)
{
  const NgStr s = rule->keep_case ? word : lower;
  if (rule->strip > s.len || (rule->strip == s.len && !rule->n_add) || !is_boundary(s, s.len - rule->strip)) {
    return s;
  }
  const size_t kept = s.len - rule->strip;
  if (!rule->n_add) {
    return ng_str_n(s.at, kept);
  }
  char* const at = ng_arena_calloc(arena, kept + rule->n_add, 1);
  if (!at) {
    return ng_str_n(NULL, 0);
  }
  memcpy(at, s.at, kept);
  memcpy(at + kept, rule->add, rule->n_add);
  return ng_str_n(at, kept + rule->n_add);
}

NgStr
ng_lemma_of(const NgLemmas* lemmas, NgStr word, NgStr lower, uint8_t xpos, NgArena* arena)
{
  if (!lower.len || !word.len) {
    return lower.at ? lower : ng_str("");
  }
  const bool is_capital = word.at[0] != lower.at[0];
  uint32_t   rule       = ng_lemma_find(lemmas, ng_lemma_key(lower, NG_LEMMA_WHOLE, xpos, is_capital));
  for (unsigned len = NG_LEMMA_MAX_SUFFIX; rule == UINT32_MAX && len > 0; --len) {
    if (len <= lower.len) {
      rule = ng_lemma_find(lemmas, ng_lemma_key(lower, len, xpos, is_capital));
    }
  }
  if (rule == UINT32_MAX) {
    rule = ng_lemma_find(lemmas, ng_lemma_key(lower, 0, xpos, is_capital));
  }
  return rule == UINT32_MAX ? lower : ng_lemma_apply(&lemmas->rules[rule], word, lower, arena);
}
