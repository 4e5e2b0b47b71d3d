// SPDX-License-Identifier: Apache-2.0
// The subject of a clause: its own, that of a relative clause, or one that it shares with the clause above.
#include "understand/clause_impl.h"

enum { MANY_DEPENDENTS = 256 }; // more are the joints of an endless sentence

// "who" right behind the name of a person, a comma and an age aside, is that person, whatever the parser
// says; behind the last of several names it may be all of them.
uint32_t
ng_scene_who(const NgScene* s, uint32_t pronoun)
{
  const NgStr word = s->doc->tokens.at[pronoun].lower;
  uint32_t    at   = pronoun;
  if (!ng_str_is(word, "who") && !ng_str_is(word, "whom")) {
    return NG_NONE;
  }
  at -= at > 0 && ng_str_is(s->doc->tokens.at[at - 1].lower, ",");
  if (at > 2 && s->doc->tokens.at[at - 1].kind == NG_TOK_NUMBER &&
      ng_str_is(s->doc->tokens.at[at - 2].lower, ",")) {
    at -= 2;
  }
  const uint32_t m = at > 0 ? s->mention[at - 1] : NG_NONE;
  if (m == NG_NONE || s->doc->mentions.at[m].kind != NG_MENTION_NAME) {
    return NG_NONE;
  }
  const uint32_t begin = s->doc->mentions.at[m].tokens.begin;
  const uint32_t e     = s->doc->mentions.at[m].entity;
  for (uint32_t t = begin; t < at; ++t) {
    if (tag(s, t)->deprel == NG_DEP_CONJ) {
      return NG_NONE;
    }
  }
  return e != NG_NONE && s->doc->entities.at[e].cls == NG_CLASS_PERSON ? at - 1 : NG_NONE;
}

static bool
is_accusative(const NgScene* s, uint32_t token)
{
  const NgStr w = s->doc->tokens.at[token].lower;
  return ng_str_is(w, "him") || ng_str_is(w, "them") || ng_str_is(w, "me") || ng_str_is(w, "us");
}

// The subject nearest before the verb (a confused parse has several), else one behind it, else a bare name
// before it.
uint32_t
ng_scene_own_subject(const NgScene* s, uint32_t verb)
{
  uint32_t before = NG_NONE, behind = NG_NONE, name = NG_NONE;
  for (uint32_t c = s->tree.first[verb], n = 0; c != NG_NONE && n < MANY_DEPENDENTS;
       c = s->tree.next[c], ++n) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS || rel == NG_DEP_NSUBJ_OUTER) {
      before = c < verb ? c : before;
      behind = c > verb && behind == NG_NONE && !is_accusative(s, c) ? c : behind;
    } else if (c < verb && ng_scene_is_named(s, c) &&
               (rel == NG_DEP_APPOS || rel == NG_DEP_COMPOUND || rel == NG_DEP_DEP ||
                rel == NG_DEP_NMOD_DESC || rel == NG_DEP_FLAT)) {
      name = c;
    }
  }
  return before != NG_NONE ? before : behind != NG_NONE ? behind : name;
}

// Verbs whose subject does what the infinitive says although they have an object.
static bool
keeps_subject(const NgScene* s, uint32_t verb)
{
  const NgStr lemma = tag(s, verb)->lemma;
  return ng_str_is(lemma, "promise") || ng_str_is(lemma, "threaten") || ng_str_is(lemma, "vow") ||
         ng_str_is(lemma, "use") || ng_str_is(lemma, "pledge");
}

static bool
gerund_of_object(const NgScene* s, uint32_t verb)
{
  const uint32_t mark = ng_scene_case(s, verb, NG_DEP_MARK);
  if (mark == NG_NONE) {
    return false;
  }
  const NgStr m = s->doc->tokens.at[mark].lower;
  return ng_str_is(m, "of") || ng_str_is(m, "with") || ng_str_is(m, "for") || ng_str_is(m, "from") ||
         ng_str_is(m, "into");
}

// Who has the plan, power or wish: its possessive, else the subject of its verb unless that is the plan
// itself.
static uint32_t
owner_of_plan(const NgScene* s, uint32_t noun)
{
  const uint32_t poss = child(s, noun, NG_DEP_NMOD_POSS);
  if (poss != NG_NONE) {
    return poss;
  }
  const uint32_t verb    = ng_scene_clause_head(s, noun);
  const uint32_t subject = verb != noun ? ng_scene_own_subject(s, verb) : NG_NONE;
  return subject == noun ? NG_NONE : subject;
}

// "called on Sudan to act", "appealed to the rebels to leave": whoever is asked does it.
static uint32_t
asked_one(const NgScene* s, uint32_t verb, uint32_t infinitive)
{
  const NgStr lemma = tag(s, verb)->lemma;
  if (tag(s, infinitive)->xpos != NG_XPOS_VB ||
      !(ng_str_is(lemma, "call") || ng_str_is(lemma, "appeal") || ng_str_is(lemma, "plead"))) {
    return NG_NONE;
  }
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < infinitive; c = s->tree.next[c]) {
    const uint32_t p = c > verb && tag(s, c)->deprel == NG_DEP_OBL ? ng_scene_case(s, c, NG_DEP_CASE)
                                                                   : NG_NONE;
    const NgStr    w = p != NG_NONE ? s->doc->tokens.at[p].lower : ng_str("");
    if (ng_str_is(w, "on") || ng_str_is(w, "upon") || ng_str_is(w, "to") || ng_str_is(w, "with") ||
        ng_str_is(w, "for")) {
      return c;
    }
  }
  return NG_NONE;
}

// Whom "who" takes up: people, not the body that they belong to ("a rapporteur of the UN who investigated").
static uint32_t
antecedent(const NgScene* s, uint32_t verb, uint32_t pronoun)
{
  const uint32_t noun = tag(s, verb)->head;
  const uint32_t e    = noun < s->doc->tokens.n ? ng_scene_mention_entity(s, noun) : NG_NONE;
  if (e == NG_NONE || !ng_is_body(s->doc->entities.at[e].cls) ||
      !ng_str_is(s->doc->tokens.at[pronoun].lower, "who")) {
    return noun;
  }
  uint32_t at = noun;
  for (int i = 0; i < 4 && tag(s, at)->deprel == NG_DEP_NMOD && tag(s, at)->head < at; ++i) {
    at = tag(s, at)->head;
    if (s->mention[at] != s->mention[noun] &&
        (ng_scene_word(s, at)->classes & (s->lex->human | s->lex->role))) {
      return at;
    }
  }
  return noun;
}

// "was quick to condemn": adjectives that tell that what the infinitive says was done.
static bool
is_prompt(const NgScene* s, uint32_t adjective)
{
  return ng_str_one_of(tag(s, adjective)->lemma, "quick|swift|prompt|fast|first") &&
         child(s, adjective, NG_DEP_COP) != NG_NONE;
}

static uint32_t
surface_object(const NgScene* s, uint32_t verb)
{
  const uint32_t obj = child(s, verb, NG_DEP_OBJ);
  if (obj != NG_NONE) {
    return obj;
  }
  if (ng_scene_is_verb(s, verb) && ng_clause_is_passive(s, verb)) {
    const uint32_t subject = ng_scene_own_subject(s, verb);
    return subject != NG_NONE ? subject : tag(s, verb)->deprel == NG_DEP_ACL ? tag(s, verb)->head : NG_NONE;
  }
  return NG_NONE;
}

// Subject of the clause above the one of `at` that the two share. `climbs` tells that it has none, but may
// share one with the clause above it.
static uint32_t
subject_above(const NgScene* s, uint32_t at, bool is_main, bool* climbs)
{
  const uint32_t head = tag(s, at)->head;
  const uint8_t  rel  = tag(s, at)->deprel;
  *climbs             = false;
  if ((rel == NG_DEP_ADVCL || rel == NG_DEP_CCOMP) && ng_clause_is_finite(s, at)) {
    return NG_NONE; // has its own, which the parser missed
  }
  const uint32_t obj = surface_object(s, head);
  if ((rel == NG_DEP_XCOMP && obj != NG_NONE && !is_main && !keeps_subject(s, head)) ||
      (rel == NG_DEP_ADVCL && obj != NG_NONE && !is_main && gerund_of_object(s, at))) {
    return obj;
  }
  if (head < at && ng_scene_is_named(s, head) &&
      child(s, head, NG_DEP_COP) == NG_NONE) { // a name taken for the verb
    return head;
  }
  const uint32_t asked = rel != NG_DEP_CONJ ? asked_one(s, head, at) : NG_NONE;
  if (asked != NG_NONE) {
    return asked;
  }
  uint32_t subject = ng_scene_own_subject(s, head);
  if (subject == NG_NONE && rel == NG_DEP_ADVCL && ng_scene_is_verb(s, head) &&
      ng_clause_is_finite(s, head)) {
    subject = ng_clause_described_subject(s, head); // "Roe, an envoy, arrived, calling for talks"
  }
  if (subject != NG_NONE) {
    return ng_scene_is_relative(s, subject) && tag(s, head)->deprel == NG_DEP_ACL_RELCL ? tag(s, head)->head
                                                                                        : subject;
  }
  const uint8_t form = tag(s, at)->xpos;
  *climbs            = rel != NG_DEP_CCOMP || form == NG_XPOS_VBG || form == NG_XPOS_VB;
  return NG_NONE;
}

// Subject of a clause that has none of its own, from the clause above.
static uint32_t
shared_subject(const NgScene* s, uint32_t verb)
{
  uint32_t at  = verb;
  bool is_main = false; // a finite verb coordinated with an infinitive or gerund belongs to the verb above
  for (int i = 0; i < NG_SCENE_CLIMB; ++i) {
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n) {
      return NG_NONE;
    }
    const uint8_t rel   = tag(s, at)->deprel;
    const uint8_t above = tag(s, head)->xpos;
    is_main             = is_main || (rel == NG_DEP_CONJ && (above == NG_XPOS_VB || above == NG_XPOS_VBG) &&
                          tag(s, at)->xpos == NG_XPOS_VBD);
    if (rel == NG_DEP_ACL_RELCL) {
      return head;
    }
    if (rel == NG_DEP_CSUBJ && head < at && tag(s, at)->xpos == NG_XPOS_VB && is_prompt(s, head)) {
      return ng_scene_own_subject(s, head);
    }
    if (rel == NG_DEP_ACL && ng_scene_is_verb(s, head)) {
      return NG_NONE;
    }
    if (rel == NG_DEP_ACL) {
      const uint8_t x = tag(s, at)->xpos;
      if (x == NG_XPOS_VB && !ng_scene_is_to_come(s, at)) { // "plans to leave": whose plans
        return owner_of_plan(s, head);
      }
      return head;
    }
    if (ng_scene_is_behind_subject(s, at) ||
        (rel == NG_DEP_AMOD && at == verb && head < at && tag(s, at)->pos == NG_POS_ADJ)) { // "left ten dead"
      return head;
    }
    if (rel != NG_DEP_CONJ && rel != NG_DEP_XCOMP && rel != NG_DEP_ADVCL && rel != NG_DEP_PARATAXIS &&
        rel != NG_DEP_CCOMP && rel != NG_DEP_DEP) {
      return NG_NONE;
    }
    bool           climbs;
    const uint32_t subject = subject_above(s, at, is_main, &climbs);
    if (!climbs) {
      return subject;
    }
    at = head;
  }
  return NG_NONE;
}

uint32_t
ng_scene_subject(const NgScene* scene, uint32_t head, bool* passive)
{
  *passive         = ng_scene_is_verb(scene, head) && ng_clause_is_passive(scene, head);
  uint32_t subject = ng_scene_own_subject(scene, head);
  if (ng_scene_is_verb(scene, head) && ng_clause_is_finite(scene, head)) {
    const uint32_t name = ng_clause_described_subject(scene, head);
    if (name != NG_NONE && (subject == NG_NONE || (subject > name && subject < head))) {
      return name;
    }
  }
  const uint32_t who = subject != NG_NONE ? ng_scene_who(scene, subject) : NG_NONE;
  if (who != NG_NONE) {
    return who;
  }
  if (subject == NG_NONE) {
    subject = ng_clause_adjacent_subject(scene, head);
    subject = subject != NG_NONE ? subject : shared_subject(scene, head);
  } else if (ng_scene_is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_ACL_RELCL) {
    subject = antecedent(scene, head, subject);
  } else if (ng_scene_is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_CONJ) {
    const uint32_t up = tag(scene, head)->head;
    subject = up < scene->doc->tokens.n && tag(scene, up)->deprel == NG_DEP_ACL_RELCL ? tag(scene, up)->head
                                                                                      : subject;
  }
  return subject;
}

uint32_t
ng_scene_subject_of_state(const NgScene* scene, uint32_t noun)
{
  const NgScene* const s = scene;
  if (ng_scene_case(s, noun, NG_DEP_CASE) == NG_NONE) {
    return NG_NONE;
  }
  if (child(s, noun, NG_DEP_COP) != NG_NONE) {
    bool passive;
    return ng_scene_subject(s, noun, &passive);
  }
  const uint32_t  head = tag(s, noun)->head;
  const NgParKind kind = par_kind(s, noun);
  return kind == NG_PAR_HEADLINE && head < noun && tag(s, head)->deprel == NG_DEP_ROOT &&
                 tag(s, noun)->deprel == NG_DEP_NMOD
             ? head
             : NG_NONE;
}
