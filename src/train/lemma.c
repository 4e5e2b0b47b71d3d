// SPDX-License-Identifier: Apache-2.0
#include "train/lemma.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "base/map.h"
#include "base/table.h"
#include "model/tagset.h"
#include "tag/lemma.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_TYPES = 200000, MAX_RULES = 4096, MAX_KEYS = 600000, N_SLOTS = 1 << 13 };

// A word with a tag, as often as it occurs with one rule.
typedef struct {
  NgStr    word, lower;
  uint32_t rule;
  uint32_t count;
  uint8_t  xpos;
  bool     is_capital;
} Type;

// How often a rule holds for an ending.
typedef struct {
  uint64_t key;
  uint32_t rule;
  uint32_t count;
} Vote;

typedef struct {
  NgMap*      rule_numbers; // by the rule's bytes
  NgMap*      type_numbers;
  NgLemmaRule rules[MAX_RULES];
  NG_VEC(Type) types;
  NG_VEC(Vote) votes;
  NgLemmaSlot slots[N_SLOTS];
  uint32_t    n_used;
  NgArena*    arena;
} Learner;

static bool
make_rule(NgLemmaRule* out, NgStr word, NgStr lower, NgStr lemma, bool keep_case)
{
  const NgStr s = keep_case ? word : lower;
  size_t      n = 0;
  while (n < s.len && n < lemma.len && s.at[n] == lemma.at[n]) {
    ++n;
  }
  while (n && ((n < s.len && ((unsigned char)s.at[n] & 0xC0) == 0x80) ||
               (n < lemma.len && ((unsigned char)lemma.at[n] & 0xC0) == 0x80))) {
    --n;
  }
  if (lemma.len - n > NG_LEMMA_MAX_ADD || s.len - n > 30 || !lemma.len) {
    return false;
  }
  memset(out, 0, sizeof(*out));
  out->strip     = (uint8_t)(s.len - n);
  out->keep_case = keep_case;
  out->n_add     = (uint8_t)(lemma.len - n);
  memcpy(out->add, lemma.at + n, out->n_add);
  return true;
}

// The rule that changes least: folded where that serves.
static bool
find_rule(NgLemmaRule* out, NgStr word, NgStr lower, NgStr lemma)
{
  NgLemmaRule kept = {0};
  const bool  a    = make_rule(out, word, lower, lemma, false);
  const bool  b    = make_rule(&kept, word, lower, lemma, true);
  if (b && (!a || kept.strip + kept.n_add < out->strip + out->n_add)) {
    *out = kept;
  }
  return a || b;
}

static NgStatus
add_word(Learner* l, NgStr word, NgStr lower, NgStr lemma, uint8_t xpos)
{
  NgLemmaRule rule;
  if (!find_rule(&rule, word, lower, lemma)) {
    return NG_SUCCESS;
  }
  const uint32_t number = ng_map_intern(l->rule_numbers, ng_str_n((const char*)&rule, sizeof(rule)));
  if (number >= MAX_RULES) {
    return NG_SUCCESS;
  }
  l->rules[number]           = rule;
  const bool      is_capital = word.at[0] != lower.at[0];
  char            head[16];
  const int       n      = snprintf(head, sizeof(head), "%u %u %d ", number, xpos, is_capital);
  const NgStr     key    = ng_arena_printf(l->arena, "%.*s%.*s", n, head, NG_STR_ARG(lower));
  bool            is_new = false;
  uint32_t* const at     = key.at ? ng_map_put(l->type_numbers, key, &is_new) : NULL;
  if (!at) {
    return NG_ERR_NO_MEM;
  }
  if (is_new) {
    *at             = l->types.n;
    Type* const new = NG_VEC_ADD(l->arena, l->types);
    if (!new) {
      return NG_ERR_NO_MEM;
    }
    *new = (Type){word, lower, number, 0, xpos, is_capital};
  }
  ++l->types.at[*at].count;
  return NG_SUCCESS;
}

// A row of irregular-verbs.tsv: base form, past tense, participle.
static NgStatus
add_irregular(void* self, const NgRow* row, NgError* err)
{
  static const uint8_t tags[2] = {NG_XPOS_VBD, NG_XPOS_VBN};
  Learner* const       l       = self;
  const NgStr          base    = ng_arena_copy(l->arena, row->field[0]);
  for (int i = 0; i < 2; ++i) {
    for (NgStr forms = row->field[1 + i]; forms.at;) {
      const NgStr form = ng_arena_copy(l->arena, ng_table_next(&forms, '/'));
      if (!base.at || !form.at || add_word(l, form, form, base, tags[i])) {
        return ng_error_no_mem(err);
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_irregulars(Learner* l, NgError* err)
{
  NgBuf    path = NG_BUF_INIT(1 << 16);
  NgStatus st   = ng_datadir_find("lists/irregular-verbs.tsv", &path, err);
  if (!st) {
    st = ng_table_read(path.at, "irregular-verbs", 1, 3, 3, add_irregular, l, err);
  }
  ng_buf_free(&path);
  return st;
}

static int
by_key(const void* a, const void* b)
{
  const Vote* const x = a;
  const Vote* const y = b;
  return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->rule > y->rule) - (x->rule < y->rule);
}

static void
file_rule(Learner* l, uint64_t key, uint32_t rule)
{
  if (l->n_used >= N_SLOTS / 4 * 3) {
    return;
  }
  uint32_t i = (uint32_t)key & (N_SLOTS - 1);
  while (l->slots[i].print) {
    i = (i + 1) & (N_SLOTS - 1);
  }
  l->slots[i] = (NgLemmaSlot){(uint32_t)(key >> 32), rule};
  ++l->n_used;
}

static uint32_t
current_rule(const Learner* l, NgStr lower, uint8_t xpos, bool is_capital, unsigned below)
{
  const NgLemmas lemmas = {.rules = l->rules, .slots = l->slots, .mask = N_SLOTS - 1};
  for (unsigned len = below; len-- > 0;) {
    if (len <= lower.len) {
      const uint32_t rule = ng_lemma_find(&lemmas, ng_lemma_key(lower, len, xpos, is_capital));
      if (rule != UINT32_MAX) {
        return rule;
      }
    }
  }
  return UINT32_MAX;
}

// File the majority rule of each ending of `len` bytes for which shorter endings say something else.
static NgStatus
learn_endings(Learner* l, unsigned len)
{
  l->votes.n = 0;
  for (uint32_t i = 0; i < l->types.n; ++i) {
    const Type* const t = &l->types.at[i];
    if (len != NG_LEMMA_WHOLE && t->lower.len < len) {
      continue;
    }
    Vote* const vote = NG_VEC_ADD(l->arena, l->votes);
    if (!vote) {
      return NG_ERR_NO_MEM;
    }
    const uint32_t weight = len == NG_LEMMA_WHOLE ? t->count : 1;
    *vote                 = (Vote){ng_lemma_key(t->lower, len, t->xpos, t->is_capital), t->rule, weight};
  }
  qsort(l->votes.at, l->votes.n, sizeof(Vote), by_key);
  uint32_t n = 0; // merge votes of one key and rule
  for (uint32_t i = 0; i < l->votes.n; ++i) {
    if (n && l->votes.at[n - 1].key == l->votes.at[i].key && l->votes.at[n - 1].rule == l->votes.at[i].rule) {
      l->votes.at[n - 1].count += l->votes.at[i].count;
    } else {
      l->votes.at[n++] = l->votes.at[i];
    }
  }
  l->votes.n = n;
  return NG_SUCCESS;
}

static const Vote*
winner(const Learner* l, uint64_t key, uint32_t* total)
{
  uint32_t lo = 0;
  uint32_t hi = l->votes.n;
  while (lo < hi) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (l->votes.at[mid].key < key) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  const Vote* best = NULL;
  *total           = 0;
  for (; lo < l->votes.n && l->votes.at[lo].key == key; ++lo) {
    *total += l->votes.at[lo].count;
    best = !best || l->votes.at[lo].count > best->count ? &l->votes.at[lo] : best;
  }
  return best;
}

static NgStatus
file_endings(Learner* l, unsigned len)
{
  NG_TRY(learn_endings(l, len));
  const NgLemmas lemmas = {.rules = l->rules, .slots = l->slots, .mask = N_SLOTS - 1};
  for (uint32_t i = 0; i < l->types.n; ++i) {
    const Type* const t = &l->types.at[i];
    if (len != NG_LEMMA_WHOLE && t->lower.len < len) {
      continue;
    }
    const uint64_t    key   = ng_lemma_key(t->lower, len, t->xpos, t->is_capital);
    uint32_t          total = 0;
    const Vote* const best  = winner(l, key, &total);
    const bool     enough = len == 0 || len == NG_LEMMA_WHOLE || (total >= 2 && best->count * 3 >= total * 2);
    const unsigned below  = len == NG_LEMMA_WHOLE ? NG_LEMMA_MAX_SUFFIX + 1 : len;
    if (enough && ng_lemma_find(&lemmas, key) == UINT32_MAX &&
        current_rule(l, t->lower, t->xpos, t->is_capital, below) != best->rule) {
      file_rule(l, key, best->rule);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
learn(Learner* l, const NgTreebank* bank, NgError* err)
{
  NG_TRY(add_irregulars(l, err));
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    for (uint32_t i = 0; i < bank->docs.at[d].doc.tokens.n; ++i) {
      const NgTreebankDoc* const doc = &bank->docs.at[d];
      const NgTag* const         tag = &doc->gold[i];
      NG_TRY(add_word(l, ng_doc_token(&doc->doc, i), doc->doc.tokens.at[i].lower, tag->lemma, tag->xpos));
    }
  }
  for (unsigned len = 0; len <= NG_LEMMA_MAX_SUFFIX; ++len) {
    NG_TRY(file_endings(l, len));
  }
  NG_TRY(file_endings(l, NG_LEMMA_WHOLE));
  printf("lemma: %u words, %u rules, %u endings and exceptions\n", l->types.n, ng_map_size(l->rule_numbers),
         l->n_used);
  return NG_SUCCESS;
}

NgStatus
ng_lemma_train(NgPackWriter* writer, const NgTreebank* bank, NgError* err)
{
  Learner* const l  = ng_calloc(1, sizeof(Learner));
  NgStatus       st = l ? NG_SUCCESS : NG_ERR_NO_MEM;
  if (l) {
    l->arena        = ng_arena_new((size_t)1 << 30);
    l->rule_numbers = ng_map_new(MAX_KEYS);
    l->type_numbers = ng_map_new(MAX_TYPES);
    st              = l->arena && l->rule_numbers && l->type_numbers ? learn(l, bank, err) : NG_ERR_NO_MEM;
  }
  if (!st) {
    const uint32_t n = ng_map_size(l->rule_numbers) < MAX_RULES ? ng_map_size(l->rule_numbers) : MAX_RULES;
    st               = ng_pack_writer_add(writer, "rules", l->rules, n * sizeof(NgLemmaRule));
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "endings", l->slots, sizeof(l->slots));
  }
  if (l) {
    ng_map_free(l->type_numbers);
    ng_map_free(l->rule_numbers);
    ng_arena_free(l->arena);
    ng_free(l);
  }
  return st;
}
