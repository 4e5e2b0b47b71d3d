// SPDX-License-Identifier: Apache-2.0
// The noun of a role: the words that may tell one, and those that only look like it.
#include "understand/roles_impl.h"

enum { MAX_KEY = 120, MAX_ROLE_WORDS = 6 };

NgStr
ng_role_word(const NgCast* cast, uint32_t at)
{
  const NgStr w = ng_cast_lower(cast, at);
  return ng_str_starts(w, "ex-") && w.len > 3 ? ng_str_n(w.at + 3, w.len - 3) : w;
}

static const NgPhrase*
get_singular(const NgPhrases* list, char* key, size_t len, bool* is_plural)
{
  const NgPhrase* p = ng_phrases_get(list, ng_str_n(key, len));
  *is_plural        = false;
  if (p || len < 4 || key[len - 1] != 's') {
    return p;
  }
  *is_plural = true;
  p          = ng_phrases_get(list, ng_str_n(key, len - 1));
  if (!p && len > 4 && !memcmp(key + len - 3, "ies", 3)) {
    key[len - 3] = 'y';
    p            = ng_phrases_get(list, ng_str_n(key, len - 2));
    key[len - 3] = 'i';
  }
  return p;
}

const NgPhrase*
ng_role_at(const NgCast* cast, uint32_t at, uint32_t limit, uint32_t* end, bool* is_plural)
{
  char            key[MAX_KEY];
  size_t          len   = 0;
  uint32_t        words = 0;
  const NgPhrase* found = NULL;
  for (uint32_t i = at; i < limit && words < MAX_ROLE_WORDS; ++i) {
    const NgStr w = i == at ? ng_role_word(cast, i) : ng_cast_lower(cast, i);
    if (ng_str_is(w, "-") && i > at) {
      continue;
    }
    if (len + w.len + 2 > MAX_KEY || cast->doc->tokens.at[i].kind != NG_TOK_WORD) {
      break;
    }
    if (len) {
      key[len++] = ' ';
    }
    memcpy(key + len, w.at, w.len);
    len += w.len;
    ++words;
    bool                  plural;
    const NgPhrase* const p = get_singular(cast->lists->roles, key, len, &plural);
    if (p) {
      found      = p;
      *end       = i + 1;
      *is_plural = plural;
    }
  }
  return found;
}

// "heads the clan" is a verb, whatever the tagger says of it: no determiner stands right behind a noun.
static bool
is_verb_use(const NgCast* cast, uint32_t at, bool is_plural, uint32_t end)
{
  if (!cast->doc->tags || end != at + 1 || ng_cast_is_capital(cast, at)) {
    return false;
  }
  if (is_plural && ng_cast_one_of(cast, end, "the|a|an|its|his|her|their|this")) {
    return true;
  }
  const uint8_t pos  = cast->doc->tags[at].pos;
  const uint8_t next = end < cast->doc->tokens.n ? cast->doc->tags[end].pos : (uint8_t)NG_POS_PUNCT;
  if (pos == NG_POS_ADJ && at && ng_cast_one_of(cast, at - 1, "the|this") && next != NG_POS_NOUN &&
      next != NG_POS_PROPN && next != NG_POS_ADJ) {
    return false; // "the premier said": what stands alone behind the article is a noun
  }
  return pos == NG_POS_VERB || pos == NG_POS_AUX || pos == NG_POS_ADV || pos == NG_POS_ADP ||
         pos == NG_POS_ADJ;
}

// "deputy chief" in "deputy chief minister": a longer role begins inside it and ends behind it.
static bool
is_cut_short(const NgCast* cast, uint32_t at, uint32_t end, uint32_t limit)
{
  for (uint32_t i = at + 1; i < end; ++i) {
    uint32_t inner_end = i;
    bool     is_plural;
    if (ng_role_at(cast, i, limit, &inner_end, &is_plural) && inner_end > end) {
      return true;
    }
  }
  return false;
}

// "Deputy" in "Deputy Health Minister", "chief" in "chief foreign correspondent": the role comes behind it.
static bool
is_modifier(const NgCast* cast, uint32_t at, uint32_t end, NgSpan s)
{
  const NgPhrase* const p = end == at + 1 ? ng_phrases_get(cast->lists->status, ng_role_word(cast, at))
                                          : NULL;
  if (!p || !(p->flags & NG_STATUS_IN_TITLE)) {
    return false;
  }
  for (uint32_t i = end; i < s.end && i < end + 5; ++i) {
    uint32_t role_end;
    bool     is_plural;
    if (cast->name_at[i] != NG_NONE && ng_cast_sort(cast->names.at[cast->name_at[i]].cls) == NG_SORT_PERSON) {
      return false;
    }
    if (ng_role_at(cast, i, s.end, &role_end, &is_plural)) {
      return true;
    }
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD ||
        (cast->doc->tags && cast->doc->tags[i].pos != NG_POS_NOUN && cast->doc->tags[i].pos != NG_POS_PROPN &&
         cast->doc->tags[i].pos != NG_POS_ADJ)) {
      return false;
    }
  }
  return false;
}

const NgPhrase*
ng_role_noun_at(const NgCast* cast, uint32_t at, NgSpan s, uint32_t* end, bool* is_plural)
{
  *end                    = at + 1;
  *is_plural              = false;
  const NgPhrase* const p = ng_role_at(cast, at, s.end, end, is_plural);
  if (p && is_cut_short(cast, at, *end, s.end)) {
    *end = at + 1;
    return NULL;
  }
  return p && !is_verb_use(cast, at, *is_plural, *end) && !is_modifier(cast, at, *end, s) ? p : NULL;
}
