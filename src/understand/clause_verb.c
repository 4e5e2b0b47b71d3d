// SPDX-License-Identifier: Apache-2.0
// What a word is in its clause: a verb, finite, passive, a name; and the clause above it.
#include "understand/clause_impl.h"

bool
ng_scene_is_named(const NgScene* s, uint32_t token)
{
  return s->mention[token] != NG_NONE && s->doc->mentions.at[s->mention[token]].kind == NG_MENTION_NAME;
}

bool
ng_scene_is_verb(const NgScene* s, uint32_t token)
{
  const uint8_t pos = tag(s, token)->pos;
  return !ng_scene_is_named(s, token) &&
         (pos == NG_POS_VERB || (pos == NG_POS_AUX && child(s, token, NG_DEP_NSUBJ) != NG_NONE));
}

bool
ng_scene_follows_auxiliary(const NgScene* scene, uint32_t token)
{
  const uint32_t begin = scene->doc->sentences.at[scene->sentence[token]].tokens.begin;
  for (uint32_t t = token; t > begin && t + 4 > token; --t) {
    if (tag(scene, t - 1)->pos == NG_POS_AUX) {
      return true;
    }
    if (tag(scene, t - 1)->pos != NG_POS_ADV) {
      return false;
    }
  }
  return false;
}

bool
ng_scene_heads_clause(const NgScene* scene, uint32_t token)
{
  return ng_scene_is_verb(scene, token) || child(scene, token, NG_DEP_COP) != NG_NONE;
}

uint32_t
ng_scene_clause_head(const NgScene* scene, uint32_t token)
{
  for (int i = 0; i < NG_SCENE_CLIMB && !ng_scene_heads_clause(scene, token); ++i) {
    const uint32_t head = tag(scene, token)->head;
    if (head >= scene->doc->tokens.n) {
      break;
    }
    token = head;
  }
  return token;
}

bool
ng_scene_is_relative(const NgScene* s, uint32_t token)
{
  const uint8_t x = tag(s, token)->xpos;
  return x == NG_XPOS_WDT || x == NG_XPOS_WP ||
         (x == NG_XPOS_IN && ng_str_is(s->doc->tokens.at[token].lower, "that"));
}

bool
ng_scene_is_time(const NgScene* s, uint32_t t)
{
  const uint32_t w    = s->lower[t];
  const uint8_t  kind = w == NG_NONE ? NG_TIME_NONE : s->lex->words.at[w].time;
  return kind == NG_TIME_WEEKDAY || kind == NG_TIME_DAY || kind == NG_TIME_MONTH || kind == NG_TIME_UNIT ||
         kind == NG_TIME_PART;
}

// Preposition or conjunction in front of the phrase or clause of `token`; NG_NONE where it has none.
uint32_t
ng_scene_case(const NgScene* s, uint32_t token, uint8_t deprel)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == deprel) {
      return c;
    }
  }
  return NG_NONE;
}

static bool
is_be(const NgScene* s, uint32_t token)
{
  const NgStr lemma = tag(s, token)->lemma;
  return ng_str_is(lemma, "be") || ng_str_is(lemma, "get");
}

// "with two men convicted": a participle that has its subject below "with" and no object.
static bool
is_absolute(const NgScene* s, uint32_t verb)
{
  const uint32_t subject = child(s, verb, NG_DEP_NSUBJ);
  if (subject == NG_NONE || subject > verb || child(s, verb, NG_DEP_OBJ) != NG_NONE ||
      child(s, verb, NG_DEP_AUX) != NG_NONE) {
    return false;
  }
  const uint32_t below = ng_scene_case(s, subject, NG_DEP_CASE);
  const uint32_t mark  = below != NG_NONE ? below : ng_scene_case(s, verb, NG_DEP_MARK);
  return mark != NG_NONE && ng_str_is(s->doc->tokens.at[mark].lower, "with");
}

// "with a man convicted and ordered to pay": the second participle of such a phrase.
static bool
follows_absolute(const NgScene* s, uint32_t verb)
{
  const uint32_t above = tag(s, verb)->head;
  return tag(s, verb)->deprel == NG_DEP_CONJ && above < verb && child(s, verb, NG_DEP_NSUBJ) == NG_NONE &&
         child(s, verb, NG_DEP_OBJ) == NG_NONE && is_absolute(s, above);
}

// "when a boiler exploded": a main or temporal clause of the text whose verb has a subject and no auxiliary
// is told in the past tense, though the tagger took the form for a participle.
static bool
is_past_tense(const NgScene* s, uint32_t verb)
{
  const uint8_t rel  = tag(s, verb)->deprel;
  bool          when = rel == NG_DEP_ROOT;
  for (uint32_t c = rel == NG_DEP_ADVCL ? s->tree.first[verb] : NG_NONE; c != NG_NONE && c < verb;
       c          = s->tree.next[c]) {
    when = when || tag(s, c)->deprel == NG_DEP_MARK || tag(s, c)->xpos == NG_XPOS_WRB;
  }
  return when && !ng_scene_follows_auxiliary(s, verb) && par_kind(s, verb) == NG_PAR_BODY;
}

// Passive by its auxiliary; a bare participle below a noun, with a "by" or coordinated with a passive. A
// parser's nsubj:pass alone is believed only where no "have" says otherwise.
static bool
is_passive(const NgScene* s, uint32_t verb, int depth)
{
  const uint8_t x    = tag(s, verb)->xpos;
  bool          have = false;
  if (x != NG_XPOS_VBN && x != NG_XPOS_VBD) {
    return false;
  }
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if ((rel == NG_DEP_AUX || rel == NG_DEP_AUX_PASS || rel == NG_DEP_COP) && is_be(s, c)) {
      return true;
    }
    have = have || (rel == NG_DEP_AUX && ng_str_is(tag(s, c)->lemma, "have"));
  }
  if (!have && (is_absolute(s, verb) || follows_absolute(s, verb))) {
    return true;
  }
  if (have || x != NG_XPOS_VBN || depth > 4) {
    return false;
  }
  if (child(s, verb, NG_DEP_OBJ) != NG_NONE) {
    return false; // "residents donated blood" taken for a participle
  }
  if (child(s, verb, NG_DEP_OBL_AGENT) != NG_NONE) {
    return true;
  }
  const uint8_t  rel   = tag(s, verb)->deprel;
  const uint32_t above = tag(s, verb)->head;
  if (rel == NG_DEP_CONJ && above < verb && child(s, verb, NG_DEP_NSUBJ) != NG_NONE &&
      child(s, verb, NG_DEP_AUX) == NG_NONE && child(s, above, NG_DEP_AUX_PASS) != NG_NONE) {
    return true; // "ten were killed and four others injured"
  }
  if (rel == NG_DEP_CONJ && child(s, verb, NG_DEP_NSUBJ) == NG_NONE &&
      tag(s, verb)->head < s->doc->tokens.n && ng_scene_is_verb(s, tag(s, verb)->head)) {
    return is_passive(s, tag(s, verb)->head, depth + 1);
  }
  if (rel == NG_DEP_ACL || (rel == NG_DEP_ADVCL && child(s, verb, NG_DEP_NSUBJ) == NG_NONE)) {
    return true;
  }
  return !is_past_tense(s, verb) && child(s, verb, NG_DEP_NSUBJ_PASS) != NG_NONE &&
         child(s, verb, NG_DEP_XCOMP) == NG_NONE && ng_clause_phrase_behind(s, verb) == NG_NONE;
}

bool
ng_clause_is_passive(const NgScene* scene, uint32_t verb)
{
  return is_passive(scene, verb, 0);
}

bool
ng_clause_is_finite(const NgScene* s, uint32_t verb)
{
  const uint8_t  x   = tag(s, verb)->xpos;
  const uint32_t aux = child(s, verb, NG_DEP_AUX);
  if (aux != NG_NONE && tag(s, aux)->xpos == NG_XPOS_VBG) {
    return false; // "having arrested"
  }
  if (x == NG_XPOS_VBD || x == NG_XPOS_VBZ || x == NG_XPOS_VBP || aux != NG_NONE ||
      child(s, verb, NG_DEP_AUX_PASS) != NG_NONE || tag(s, verb)->deprel == NG_DEP_ROOT) {
    return true;
  }
  return ng_scene_follows_auxiliary(s, verb);
}

// "Jets bombed positions": a verb that was taken for a participle of the noun before it, with an object.
bool
ng_scene_is_behind_subject(const NgScene* s, uint32_t verb)
{
  const uint32_t head = tag(s, verb)->head;
  return tag(s, verb)->deprel == NG_DEP_AMOD && head < verb && tag(s, verb)->pos == NG_POS_VERB &&
         child(s, verb, NG_DEP_OBJ) != NG_NONE;
}

// "Minister to visit Oslo": the infinitive of a headline without another verb tells what its subject will do.
bool
ng_scene_is_to_come(const NgScene* s, uint32_t verb)
{
  const uint32_t head = tag(s, verb)->head;
  return tag(s, verb)->deprel == NG_DEP_ACL && tag(s, verb)->xpos == NG_XPOS_VB && head < verb &&
         tag(s, head)->deprel == NG_DEP_ROOT && ng_scene_case(s, verb, NG_DEP_MARK) != NG_NONE &&
         par_kind(s, verb) == NG_PAR_HEADLINE && ng_scene_word(s, head)->embed == NG_TERM_NONE;
}
