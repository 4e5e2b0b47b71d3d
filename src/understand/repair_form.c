// SPDX-License-Identifier: Apache-2.0
#include "understand/repair_impl.h"

#include "understand/mentions.h"

bool
ng_repair_is_named(const NgRepair* s, uint32_t token)
{
  const uint32_t m = ng_mention_at(s->doc, token);
  return m != NG_NONE && s->doc->mentions.at[m].kind == NG_MENTION_NAME;
}

const NgWord*
ng_repair_word(const NgRepair* s, uint32_t token)
{
  static const NgWord none = {.verb = NG_NONE, .noun = NG_NONE, .adjective = NG_NONE, .base = NG_NONE};
  uint32_t            w    = ng_lexicon_word(s->lex, ng_repair_tag(s, token)->lemma);
  w                        = w != NG_NONE ? w : ng_lexicon_word(s->lex, ng_repair_lower(s, token));
  return w == NG_NONE ? &none : &s->lex->words.at[w];
}

static bool
tells_event(const NgLexicon* lex, uint32_t w)
{
  return w != NG_NONE && lex->words.at[w].verb != NG_NONE;
}

// The verb of the lists that the word may be a form of, or NG_NONE.
uint32_t
ng_repair_verb_of(const NgRepair* s, uint32_t token, NgForm* form)
{
  const NgStr    at = ng_repair_lower(s, token);
  const uint32_t w  = ng_lexicon_word(s->lex, at);
  *form             = NG_FORM_NONE;
  if (w != NG_NONE && tells_event(s->lex, s->lex->words.at[w].base)) {
    *form = NG_FORM_PAST;
    return s->lex->words.at[w].base;
  }
  if (tells_event(s->lex, w)) {
    *form = s->lex->words.at[w].is_own_past ? NG_FORM_PAST : NG_FORM_BASE;
    return w;
  }
  const uint32_t stem = ng_str_ends(at, "s") ? ng_lexicon_stem(s->lex, at) : NG_NONE;
  *form               = stem != NG_NONE ? NG_FORM_S : NG_FORM_NONE;
  return stem;
}

bool
ng_repair_is_noun(const NgRepair* s, uint32_t token)
{
  const uint8_t pos = ng_repair_tag(s, token)->pos;
  return pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_NUM || pos == NG_POS_PRON;
}

bool
ng_repair_is_time(const NgRepair* s, uint32_t token)
{
  return ng_repair_word(s, token)->time != NG_TIME_NONE && ng_repair_word(s, token)->time != NG_TIME_NUMBER;
}

// A phrase may begin here that is an object.
bool
ng_repair_begins_object(const NgRepair* s, uint32_t token)
{
  const uint8_t pos = token < s->span.end ? ng_repair_tag(s, token)->pos : NG_POS_PUNCT;
  return (pos == NG_POS_DET || pos == NG_POS_NUM || pos == NG_POS_NOUN || pos == NG_POS_PROPN ||
          pos == NG_POS_PRON || (pos == NG_POS_ADJ && ng_repair_word(s, token)->adjective == NG_NONE)) &&
         !ng_repair_is_time(s, token);
}

bool
ng_repair_stands_before(const NgRepair* s, uint32_t token, const char* next)
{
  return token + 1 < s->span.end && ng_str_is(ng_repair_lower(s, token + 1), next);
}

bool
ng_repair_has_case(const NgRepair* s, uint32_t token)
{
  for (uint32_t t = token; t-- > s->span.begin && t + NG_REPAIR_REACH > token;) {
    if (ng_repair_tag(s, t)->head == token && ng_repair_tag(s, t)->deprel == NG_DEP_CASE) {
      return true;
    }
  }
  return false;
}

bool
ng_repair_is_plural(const NgRepair* s, uint32_t token)
{
  const uint8_t x = ng_repair_tag(s, token)->xpos;
  return x == NG_XPOS_NNS || x == NG_XPOS_NNPS || x == NG_XPOS_CD ||
         ng_str_is(ng_repair_lower(s, token), "police") ||
         (ng_repair_tag(s, token)->deprel == NG_DEP_CONJ && ng_repair_tag(s, token)->head < token &&
          ng_repair_is_noun(s, token));
}

void
ng_repair_make_verb(const NgRepair* s, uint32_t t, uint32_t verb, uint8_t xpos)
{
  NgTag* const g = ng_repair_tag(s, t);
  g->pos         = NG_POS_VERB;
  g->xpos        = xpos;
  g->lemma       = ng_map_key(s->lex->map, verb);
}

void
ng_repair_hang(const NgRepair* s, uint32_t token, uint32_t head, uint8_t deprel)
{
  ng_repair_tag(s, token)->head   = head;
  ng_repair_tag(s, token)->deprel = deprel;
}
