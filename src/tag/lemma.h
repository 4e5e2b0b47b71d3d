// SPDX-License-Identifier: Apache-2.0
// Lemmas: the ending of a word and its Penn tag choose a rule that cuts bytes off its end and adds others.
// Rules are filed under whole words (exceptions) and under endings of up to 5 bytes; the longest wins.
#ifndef NG_TAG_LEMMA_H
#define NG_TAG_LEMMA_H

#include "base/arena.h"
#include "base/pack.h"

enum {
  NG_LEMMA_MAX_ADD    = 13,
  NG_LEMMA_MAX_SUFFIX = 5,
  NG_LEMMA_WHOLE      = 31, ///< "Length" of the ending that stands for a whole word
};

typedef struct {
  uint8_t strip;     ///< Bytes to cut off the end
  uint8_t keep_case; ///< 1: of the word as written, 0: of the folded word
  uint8_t n_add;
  char    add[NG_LEMMA_MAX_ADD];
} NgLemmaRule;

typedef struct {
  uint32_t print; ///< Upper half of the key, 0: empty slot
  uint32_t rule;
} NgLemmaSlot;

/// A value; borrowed from the pack it was read from.
typedef struct {
  const NgLemmaRule* rules;
  const NgLemmaSlot* slots;
  uint32_t           n_rules;
  uint32_t           mask;
} NgLemmas;

/// Sections "rules" and "endings" of the pack. @return NG_ERR_BAD_DATA where they are damaged.
NgStatus ng_lemma_read(NgLemmas* out, const NgPack* pack, NgError* err);

/// Key of the last `len` bytes of the folded word (NG_LEMMA_WHOLE: all of it) with a tag.
uint64_t ng_lemma_key(NgStr lower, unsigned len, uint8_t xpos, bool is_capital);

/// Rule number of a key, UINT32_MAX where there is none.
uint32_t ng_lemma_find(const NgLemmas* lemmas, uint64_t key);

/// Apply a rule. Returns a part of a given string where nothing is added, else bytes from `arena`; at ==
/// NULL without memory. A rule that does not fit the word leaves it.
NgStr ng_lemma_apply(const NgLemmaRule* rule, NgStr word, NgStr lower, NgArena* arena);

/// Lemma of a word, at == NULL without memory.
NgStr ng_lemma_of(const NgLemmas* lemmas, NgStr word, NgStr lower, uint8_t xpos, NgArena* arena);

#endif
