// SPDX-License-Identifier: Apache-2.0
// From a speaker's phrase to the entity: texts speak for whoever wrote or gave them out, an agency's name for
// the agency.
#include "understand/quotes_impl.h"

// Whose text it is: "the ministry's letter", "a report by the bureau", "a Courier survey".
uint32_t
ng_quote_text_owner(NgQuoteFinder* f, uint32_t token)
{
  NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_NMOD_POSS || rel == NG_DEP_NMOD || rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD) {
      const uint32_t e     = ng_scene_entity(s, c, rel != NG_DEP_COMPOUND && rel != NG_DEP_AMOD);
      const NgClass  cls   = e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
      const bool     where = rel == NG_DEP_NMOD && (cls == NG_CLASS_PLACE || cls == NG_CLASS_COUNTRY);
      if (e != NG_NONE && !where) {
        return e;
      }
    }
  }
  return NG_NONE;
}

static bool
gives_out(const NgQuoteFinder* f, uint32_t verb)
{
  const uint8_t speech = ng_quote_speech(f, verb);
  if (tag(f->s, verb)->pos != NG_POS_VERB) {
    return false;
  }
  return ng_str_one_of(tag(f->s, verb)->lemma, "issue|release|publish|send|sign|rule|post|adopt") ||
         ng_speech_tells(speech);
}

// "The bureau issued a statement saying": whoever gives the text out.
static uint32_t
giver_of(NgQuoteFinder* f, uint32_t token)
{
  const uint32_t verb = tag(f->s, token)->deprel == NG_DEP_OBJ ? tag(f->s, token)->head : NG_NONE;
  if (verb >= f->s->doc->tokens.n || !gives_out(f, verb)) {
    return NG_NONE;
  }
  NgClause clause;
  ng_scene_clause(f->s, verb, &clause);
  return clause.subj != NG_NONE && clause.subj != token ? ng_scene_entity(f->s, clause.subj, true) : NG_NONE;
}

// "The statement said": of whoever the sentences before let speak, give out or rule.
static uint32_t
issuer_before(NgQuoteFinder* f, uint32_t token)
{
  enum { MOST_SENTENCES = 4, MOST_BACK = 200 };
  NgScene* const s = f->s;
  const bool the   = token > 0 && (is_lower_word(s, token - 1, "the") || is_lower_word(s, token - 1, "this"));
  const uint32_t here  = s->sentence[token];
  const uint32_t first = here > MOST_SENTENCES ? here - MOST_SENTENCES : 0;
  for (uint32_t t = token, n = 0; the && t-- > 0 && s->sentence[t] >= first && n < MOST_BACK; ++n) {
    if (s->sentence[t] == here || f->in[t] != NG_NONE || !gives_out(f, t)) {
      continue;
    }
    NgClause clause;
    ng_scene_clause(s, t, &clause);
    if (clause.subj == NG_NONE || ng_scene_word(s, clause.subj)->is_speech_noun) {
      continue;
    }
    const uint32_t e = ng_scene_entity(s, clause.subj, true);
    if (e != NG_NONE) {
      return e;
    }
  }
  return NG_NONE;
}

// "the Nordwind news agency": the outlet that is named before the noun.
static uint32_t
named_outlet(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    const uint32_t m = s->mention[token] == NG_NONE ? s->mention[c] : NG_NONE;
    const uint32_t e = m != NG_NONE ? s->doc->mentions.at[m].entity : NG_NONE;
    const uint8_t  r = tag(s, c)->deprel;
    if (e < s->doc->entities.n && s->doc->entities.at[e].cls == NG_CLASS_MEDIA_OUTLET &&
        (r == NG_DEP_COMPOUND || r == NG_DEP_NMOD_DESC || r == NG_DEP_AMOD)) {
      return e;
    }
  }
  return NG_NONE;
}

// Entity of a speaker's phrase; for a statement, letter or account whose it is.
uint32_t
ng_quote_speaker_entity(NgQuoteFinder* f, uint32_t token)
{
  NgScene* const s = f->s;
  if (token == NG_NONE) {
    return NG_NONE;
  }
  const bool text = ng_scene_word(s, token)->is_speech_noun && tag(s, token)->pos == NG_POS_NOUN;
  uint32_t   e    = text ? ng_quote_text_owner(f, token) : named_outlet(s, token);
  if (e == NG_NONE) {
    e = ng_scene_entity(s, token, true);
    e = e != NG_NONE && s->doc->entities.at[e].cls == NG_CLASS_MEASURE ? NG_NONE : e;
  }
  e = e == NG_NONE && text ? giver_of(f, token) : e;
  e = e == NG_NONE && text ? issuer_before(f, token) : e;
  return ng_scene_government(s, e);
}
