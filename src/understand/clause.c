// SPDX-License-Identifier: Apache-2.0
// The relations of verbs and nouns, with the passive turned round, subjects shared and what a confused parse
// hides looked for by the order of the words.
#include "understand/scene_impl.h"

enum { MANY_DEPENDENTS = 256 }; // more are the joints of an endless sentence

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

static uint32_t phrase_behind(const NgScene* s, uint32_t verb);

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
  return when && !ng_scene_follows_auxiliary(s, verb) &&
         s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[verb]].paragraph].kind == NG_PAR_BODY;
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
  if (child(s, verb, NG_DEP_OBJ) != NG_NONE) {
    return false;
  }
  if (rel == NG_DEP_ACL || (rel == NG_DEP_ADVCL && child(s, verb, NG_DEP_NSUBJ) == NG_NONE)) {
    return true;
  }
  return !is_past_tense(s, verb) && child(s, verb, NG_DEP_NSUBJ_PASS) != NG_NONE &&
         child(s, verb, NG_DEP_XCOMP) == NG_NONE && phrase_behind(s, verb) == NG_NONE;
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

static uint32_t surface_object(const NgScene* s, uint32_t verb);
static bool     is_finite(const NgScene* s, uint32_t verb);
static uint32_t described_subject(const NgScene* s, uint32_t verb);

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
         s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[verb]].paragraph].kind == NG_PAR_HEADLINE &&
         ng_scene_word(s, head)->embed == NG_TERM_NONE;
}

// "was quick to condemn": adjectives that tell that what the infinitive says was done.
static bool
is_prompt(const NgScene* s, uint32_t adjective)
{
  static const char* const words[] = {"quick", "swift", "prompt", "fast", "first"};
  bool                     found   = false;
  for (size_t i = 0; i < sizeof(words) / sizeof(*words); ++i) {
    found = found || ng_str_is(tag(s, adjective)->lemma, words[i]);
  }
  return found && child(s, adjective, NG_DEP_COP) != NG_NONE;
}

// Subject of a clause that has none of its own, from the clause above.
static uint32_t
shared_subject(const NgScene* s, uint32_t verb, bool* passive)
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
    if (rel == NG_DEP_CONJ || rel == NG_DEP_XCOMP || rel == NG_DEP_ADVCL || rel == NG_DEP_PARATAXIS ||
        rel == NG_DEP_CCOMP || rel == NG_DEP_DEP) {
      if ((rel == NG_DEP_ADVCL || rel == NG_DEP_CCOMP) && is_finite(s, at)) {
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
      if (subject == NG_NONE && rel == NG_DEP_ADVCL && ng_scene_is_verb(s, head) && is_finite(s, head)) {
        subject = described_subject(s, head); // "Roe, an envoy, arrived, calling for talks"
      }
      if (subject != NG_NONE) {
        return ng_scene_is_relative(s, subject) && tag(s, head)->deprel == NG_DEP_ACL_RELCL
                   ? tag(s, head)->head
                   : subject;
      }
      if (rel == NG_DEP_CCOMP && tag(s, at)->xpos != NG_XPOS_VBG && tag(s, at)->xpos != NG_XPOS_VB) {
        return NG_NONE;
      }
      at = head;
      continue;
    }
    return NG_NONE;
  }
  return NG_NONE;
}

static NgClass
name_class(const NgScene* s, uint32_t token)
{
  const uint32_t e = ng_scene_mention_entity(s, token);
  return e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
}

// "... and Jane Roe was elected": a name between a conjunction, a comma or the start and the finite verb is
// its subject even where the parser hung it on the phrase before.
static uint32_t
adjacent_name(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  if (!ng_scene_is_verb(s, verb) || !is_finite(s, verb)) {
    return NG_NONE;
  }
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  if (t == begin || !ng_scene_is_named(s, t - 1)) {
    return NG_NONE;
  }
  const uint32_t first = s->doc->mentions.at[s->mention[t - 1]].tokens.begin;
  const NgClass  cls   = name_class(s, t - 1);
  const bool     of    = first > begin + 1 && (ng_str_is(s->doc->tokens.at[first - 1].lower, "of") ||
                                        ng_str_is(s->doc->tokens.at[first - 1].lower, "from"));
  if (of && ng_scene_is_named(s, first - 2) && name_class(s, first - 2) == NG_CLASS_PERSON) {
    return first - 2; // "Jane Roe of Kenya signed"
  }
  if (cls != NG_CLASS_PERSON && !ng_is_body(cls) && cls != NG_CLASS_COUNTRY) {
    return NG_NONE;
  }
  const bool starts = first == begin || tag(s, first - 1)->pos == NG_POS_CCONJ ||
                      tag(s, first - 1)->pos == NG_POS_SCONJ;
  return starts ? t - 1 : NG_NONE;
}

// "twelve died and 61 were rescued": a bare number between a conjunction, a comma or the start and the finite
// verb is its subject even where the parser hung it elsewhere.
static uint32_t
adjacent_number(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  if (!ng_scene_is_verb(s, verb) || !is_finite(s, verb)) {
    return NG_NONE;
  }
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  if (t == begin || tag(s, t - 1)->pos != NG_POS_NUM) {
    return NG_NONE;
  }
  const uint32_t number = t - 1;
  const bool     starts = number == begin || tag(s, number - 1)->pos == NG_POS_CCONJ ||
                      ng_str_is(s->doc->tokens.at[number - 1].lower, ",");
  return starts ? number : NG_NONE;
}

// "12 dead in crash": in a headline the number or noun right before a predicate whose "is" is left out.
static uint32_t
bare_subject(const NgScene* s, uint32_t predicate)
{
  const NgParKind kind = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[predicate]].paragraph].kind;
  if (tag(s, predicate)->pos != NG_POS_ADJ || kind != NG_PAR_HEADLINE ||
      predicate == s->doc->sentences.at[s->sentence[predicate]].tokens.begin) {
    return NG_NONE;
  }
  const uint8_t pos = tag(s, predicate - 1)->pos;
  return pos == NG_POS_NUM || pos == NG_POS_NOUN ? predicate - 1 : NG_NONE;
}

uint32_t
ng_scene_subject(const NgScene* scene, uint32_t head, bool* passive)
{
  *passive         = ng_scene_is_verb(scene, head) && is_passive(scene, head, 0);
  uint32_t subject = ng_scene_own_subject(scene, head);
  if (ng_scene_is_verb(scene, head) && is_finite(scene, head)) {
    const uint32_t name = described_subject(scene, head);
    if (name != NG_NONE && (subject == NG_NONE || (subject > name && subject < head))) {
      return name;
    }
  }
  const uint32_t who = subject != NG_NONE ? ng_scene_who(scene, subject) : NG_NONE;
  if (who != NG_NONE) {
    return who;
  }
  if (subject == NG_NONE) {
    subject = adjacent_name(scene, head);
    subject = subject != NG_NONE ? subject : adjacent_number(scene, head);
    subject = subject != NG_NONE ? subject : bare_subject(scene, head);
    subject = subject != NG_NONE ? subject : shared_subject(scene, head, passive);
  } else if (ng_scene_is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_ACL_RELCL) {
    subject = antecedent(scene, head, subject);
  } else if (ng_scene_is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_CONJ) {
    const uint32_t up = tag(scene, head)->head;
    subject = up < scene->doc->tokens.n && tag(scene, up)->deprel == NG_DEP_ACL_RELCL ? tag(scene, up)->head
                                                                                      : subject;
  }
  return subject;
}

static uint32_t
surface_object(const NgScene* s, uint32_t verb)
{
  const uint32_t obj = child(s, verb, NG_DEP_OBJ);
  if (obj != NG_NONE) {
    return obj;
  }
  if (ng_scene_is_verb(s, verb) && is_passive(s, verb, 0)) {
    const uint32_t subject = ng_scene_own_subject(s, verb);
    return subject != NG_NONE ? subject : tag(s, verb)->deprel == NG_DEP_ACL ? tag(s, verb)->head : NG_NONE;
  }
  return NG_NONE;
}

static void
add_prep(NgClause* out, uint32_t word, uint32_t noun, bool is_clause)
{
  if (word != NG_NONE && out->n_preps < NG_CLAUSE_PREPS) {
    out->preps[out->n_preps].word      = word;
    out->preps[out->n_preps].noun      = noun;
    out->preps[out->n_preps].is_clause = is_clause;
    ++out->n_preps;
  }
}

bool
ng_scene_is_time(const NgScene* s, uint32_t t)
{
  const uint32_t w    = s->lower[t];
  const uint8_t  kind = w == NG_NONE ? NG_TIME_NONE : s->lex->words.at[w].time;
  return kind == NG_TIME_WEEKDAY || kind == NG_TIME_DAY || kind == NG_TIME_MONTH || kind == NG_TIME_UNIT ||
         kind == NG_TIME_PART;
}

// "on a protester yesterday" is often parsed as one phrase: the noun before the word of time.
static uint32_t
noun_of_time(const NgScene* s, uint32_t noun)
{
  uint32_t best = noun;
  for (uint32_t c = s->tree.first[noun]; c != NG_NONE && c < noun && ng_scene_is_time(s, noun);
       c          = s->tree.next[c]) {
    best = (tag(s, c)->pos == NG_POS_NOUN || tag(s, c)->pos == NG_POS_PROPN) && !ng_scene_is_time(s, c)
               ? c
               : best;
  }
  return best;
}

// The preposition that counts: of "out of" its last word ("pulled out of the pact").
static uint32_t
preposition(const NgScene* s, uint32_t p)
{
  const bool out_of = p + 1 < s->doc->tokens.n && s->word[p + 1] == s->preposition_of &&
                      ng_str_is(s->doc->tokens.at[p].lower, "out");
  return out_of ? s->preposition_of : s->word[p];
}

// "the passage of the bill by the Senate": who did it hangs on what it was done to.
static void
collect_agent(const NgScene* s, uint32_t noun, NgClause* out)
{
  for (uint32_t c = s->tree.first[noun]; c != NG_NONE; c = s->tree.next[c]) {
    const uint32_t p = tag(s, c)->deprel == NG_DEP_NMOD ? ng_scene_case(s, c, NG_DEP_CASE) : NG_NONE;
    if (p != NG_NONE && s->word[p] == s->preposition_by) {
      add_prep(out, s->word[p], c, false);
    }
  }
}

static void
collect_below_time(const NgScene* s, uint32_t time, NgClause* out)
{
  for (uint32_t c = s->tree.first[time]; c != NG_NONE; c = s->tree.next[c]) {
    const uint32_t p = tag(s, c)->deprel == NG_DEP_NMOD ? ng_scene_case(s, c, NG_DEP_CASE) : NG_NONE;
    if (p != NG_NONE && c > time && !ng_scene_is_time(s, c)) {
      add_prep(out, s->word[p], c, false);
    }
  }
}

// Prepositional phrases and gerunds below `head`; the last word of "because of", "according to" counts.
static void
collect_preps(const NgScene* s, uint32_t head, NgClause* out)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_OBL || rel == NG_DEP_NMOD || rel == NG_DEP_OBL_AGENT) {
      const uint32_t p = ng_scene_case(s, c, NG_DEP_CASE);
      if (p != NG_NONE && !ng_scene_is_named(s, p)) {
        add_prep(out, preposition(s, p), noun_of_time(s, c), false);
      }
      if (ng_scene_is_time(s, c)) { // "the arrest on Monday of two men"
        collect_below_time(s, c, out);
      }
    } else if (rel == NG_DEP_ADVCL || rel == NG_DEP_ACL || rel == NG_DEP_XCOMP) {
      const uint32_t p = ng_scene_case(s, c, NG_DEP_MARK);
      if (p != NG_NONE && tag(s, p)->xpos == NG_XPOS_IN) {
        add_prep(out, s->word[p], c, true);
      }
    }
  }
}

static bool
is_noun(const NgScene* s, uint32_t t)
{
  const uint8_t pos = tag(s, t)->pos;
  return pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_PRON || pos == NG_POS_NUM;
}

// Words at `t` that only bound a number: "at least 25", "more than 1,000", "up to ten", "as many as 40"; 0
// where they do not.
static uint32_t
bounds_number(const NgScene* s, uint32_t t, uint32_t end)
{
  static const char* const bounds[][3] = {
      {"at", "least", NULL}, {"at", "most", NULL},    {"more", "than", NULL}, {"less", "than", NULL},
      {"up", "to", NULL},    {"fewer", "than", NULL}, {"as", "many", "as"},   {"close", "to", NULL},
  };
  for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); ++i) {
    uint32_t n = 0;
    while (n < 3 && bounds[i][n] && t + n < end && ng_str_is(s->doc->tokens.at[t + n].lower, bounds[i][n])) {
      ++n;
    }
    if ((n == 3 || !bounds[i][n]) && t + n < end && tag(s, t + n)->pos == NG_POS_NUM) {
      return n;
    }
  }
  return 0;
}

// The noun phrase right behind a verb, where the parser hung it elsewhere: the last noun of an unbroken run.
static uint32_t
phrase_behind(const NgScene* s, uint32_t verb)
{
  const uint32_t end  = s->doc->sentences.at[s->sentence[verb]].tokens.end;
  uint32_t       last = NG_NONE;
  for (uint32_t t = verb + 1; t < end && t < verb + 12; ++t) {
    const uint8_t  pos   = tag(s, t)->pos;
    const uint32_t bound = last == NG_NONE ? bounds_number(s, t, end) : 0;
    if (bound) {
      t += bound - 1;
      continue;
    }
    if (t == verb + 1 && tag(s, t)->xpos == NG_XPOS_RP) {
      continue; // "called off its strike"
    }
    if (pos == NG_POS_ADP && last == NG_NONE && t + 1 < end &&
        ng_scene_is_time(s, t + 1)) { // "forced out on Wednesday 1,000 people"
      ++t;
      continue;
    }
    if (is_noun(s, t) && !ng_scene_is_time(s, t)) {
      last = t;
      if (pos == NG_POS_PRON && tag(s, t)->xpos != NG_XPOS_PRP_POSS) {
        break;
      }
    } else if (pos == NG_POS_PART && tag(s, t)->xpos == NG_XPOS_POS) {
      continue;
    } else if (ng_scene_is_time(s, t) && last == NG_NONE) {
      continue;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && !(pos == NG_POS_ADV && last == NG_NONE) &&
               !(pos == NG_POS_VERB && tag(s, t)->deprel == NG_DEP_AMOD) && tag(s, t)->xpos != NG_XPOS_HYPH) {
      break;
    }
  }
  return last != NG_NONE && tag(s, last)->xpos == NG_XPOS_PRP_POSS ? NG_NONE : last;
}

// "Pakistan, an ally in the war, refused": the name before the comma that opens the description closed by the
// comma at `comma`; NG_NONE where there is no such name.
static uint32_t
described_name(const NgScene* s, uint32_t comma)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[comma]].tokens.begin;
  uint32_t       k     = comma > begin ? comma - 1 : comma;
  while (k > begin + 1 && k + 18 > comma && !ng_str_is(s->doc->tokens.at[k].lower, ",") &&
         !ng_scene_is_verb(s, k)) {
    --k;
  }
  if (k == begin || k == comma || !ng_str_is(s->doc->tokens.at[k].lower, ",")) {
    return NG_NONE;
  }
  // "the parliament of Norway, the Storting,": the description is the name.
  if (ng_scene_is_named(s, comma - 1)) {
    const uint32_t e     = ng_scene_mention_entity(s, comma - 1);
    const NgClass  cls   = e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
    const uint32_t first = s->doc->mentions.at[s->mention[comma - 1]].tokens.begin;
    if (first == k + 1 || (first == k + 2 && tag(s, k + 1)->pos == NG_POS_DET)) {
      return ng_is_body(cls) || cls == NG_CLASS_PERSON ? comma - 1
                                                       : NG_NONE; // "Goa, India," describes nobody
    }
  }
  return ng_scene_is_named(s, k - 1) ? k - 1 : NG_NONE;
}

// The name that a description between it and the verb belongs to, or NG_NONE.
static uint32_t
described_subject(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  return t > begin && ng_str_is(s->doc->tokens.at[t - 1].lower, ",") ? described_name(s, t - 1) : NG_NONE;
}

// The noun right before a verb and its auxiliaries, where the parser found no subject. A comma closes a
// description: the noun before its other comma counts.
static uint32_t
phrase_before(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  for (uint32_t t = verb; t > begin && t + 8 > verb; --t) {
    const uint32_t at  = t - 1;
    const uint8_t  pos = tag(s, at)->pos;
    if (ng_scene_is_time(s, at) || pos == NG_POS_ADV || pos == NG_POS_AUX) {
      continue;
    }
    if (ng_str_is(s->doc->tokens.at[at].lower, ",")) {
      return described_name(s, at);
    }
    if (pos == NG_POS_PART || pos == NG_POS_ADP || !is_noun(s, at)) {
      return NG_NONE;
    }
    uint32_t noun = at;
    for (int i = 0; i < 6; ++i) { // up to the head of the phrase
      const uint32_t head = tag(s, noun)->head;
      if (head >= verb || head < begin || !is_noun(s, head)) {
        break;
      }
      noun = head;
    }
    // Unless that is the object of a preposition.
    const uint32_t p = ng_scene_case(s, noun, NG_DEP_CASE);
    return p == NG_NONE || tag(s, p)->pos != NG_POS_ADP ? noun : NG_NONE;
  }
  return NG_NONE;
}

static bool
is_finite(const NgScene* s, uint32_t verb)
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

// Prepositional phrases that follow the verb in its clause but hang deeper, for prepositions not seen yet.
static void
surface_preps(const NgScene* s, uint32_t head, NgClause* out)
{
  const uint32_t end  = s->doc->sentences.at[s->sentence[head]].tokens.end;
  const uint32_t seen = out->n_preps;
  for (uint32_t t = head + 1; t < end && t < head + 16; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (pos == NG_POS_VERB && tag(s, t)->deprel != NG_DEP_AMOD) {
      break;
    }
    if (pos == NG_POS_SCONJ || s->doc->tokens.at[t].quote != NG_QUOTE_NONE) {
      break;
    }
    const uint32_t noun = tag(s, t)->head;
    if (pos != NG_POS_ADP || tag(s, t)->deprel != NG_DEP_CASE || noun <= t || noun >= end ||
        s->word[t] == s->preposition_of || ng_scene_is_named(s, t)) {
      continue;
    }
    bool known = false;
    for (uint32_t i = 0; i < out->n_preps; ++i) {
      known = known || out->preps[i].noun == noun || (i < seen && out->preps[i].word == s->word[t]);
    }
    if (!known) {
      add_prep(out, s->word[t], noun, false);
    }
  }
}

// "fired and landed a round on": the object and phrases of the second verb belong to both.
static void
share_object(const NgScene* s, uint32_t head, NgClause* out)
{
  if (head + 2 >= s->doc->tokens.n || tag(s, head + 1)->pos != NG_POS_CCONJ) {
    return;
  }
  const uint32_t other = tag(s, head + 2)->pos == NG_POS_ADV && head + 3 < s->doc->tokens.n ? head + 3
                                                                                            : head + 2;
  if (tag(s, other)->pos == NG_POS_VERB && tag(s, other)->deprel == NG_DEP_CONJ &&
      tag(s, other)->head == head) {
    out->obj = child(s, other, NG_DEP_OBJ);
    collect_preps(s, other, out);
  }
}

void
ng_scene_turn_passive(const NgScene* scene, NgClause* clause)
{
  clause->is_passive = true;
  clause->obj        = clause->subj;
  clause->subj       = child(scene, clause->head, NG_DEP_OBL_AGENT);
  for (uint32_t i = 0; i < clause->n_preps && clause->subj == NG_NONE; ++i) {
    if (clause->preps[i].word == scene->preposition_by && !clause->preps[i].is_clause) {
      clause->subj = clause->preps[i].noun;
    }
  }
}

// "urged allies to act", "announced plans to leave": the infinitive that the parser hung on the object.
static uint32_t
infinitive_below(const NgScene* s, uint32_t object)
{
  for (uint32_t c = object != NG_NONE ? s->tree.first[object] : NG_NONE; c != NG_NONE; c = s->tree.next[c]) {
    if (c > object && tag(s, c)->deprel == NG_DEP_ACL && tag(s, c)->xpos == NG_XPOS_VB &&
        ng_scene_case(s, c, NG_DEP_MARK) != NG_NONE) {
      return c;
    }
  }
  return NG_NONE;
}

// "was given six years": what the parser took for a time is what was given.
static uint32_t
given_time(const NgScene* s, uint32_t verb)
{
  const NgStr    lemma = tag(s, verb)->lemma;
  const uint32_t span  = child(s, verb, NG_DEP_OBL_UNMARKED);
  return span != NG_NONE && span > verb && child(s, span, NG_DEP_NUMMOD) != NG_NONE &&
                 (ng_str_is(lemma, "give") || ng_str_is(lemma, "hand") || ng_str_is(lemma, "award"))
             ? span
             : NG_NONE;
}

// "declared Jane Roe winner": a name and a bare noun behind it that the parser took for one phrase. Splits
// them into the object and what it is called.
static void
split_predicate(const NgScene* s, NgClause* out)
{
  static const char* const verbs[] = {"declare", "proclaim", "name",     "elect",
                                      "appoint", "certify",  "pronounce"};
  const uint32_t           end     = s->doc->sentences.at[s->sentence[out->head]].tokens.end;
  uint32_t                 name    = out->head + 1;
  bool                     found   = false;
  for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); ++i) {
    found = found || ng_str_is(tag(s, out->head)->lemma, verbs[i]);
  }
  while (found && name < end && name < out->head + 6 && !ng_scene_is_named(s, name) &&
         (tag(s, name)->pos == NG_POS_NOUN || tag(s, name)->pos == NG_POS_ADJ ||
          tag(s, name)->pos == NG_POS_DET)) {
    ++name;
  }
  if (!found || out->is_passive || name >= end || !ng_scene_is_named(s, name) ||
      name_class(s, name) != NG_CLASS_PERSON) {
    return;
  }
  const uint32_t behind = s->doc->mentions.at[s->mention[name]].tokens.end;
  uint32_t       noun   = behind;
  while (noun < end && noun < behind + 4 && !ng_scene_is_named(s, noun) &&
         (tag(s, noun)->xpos == NG_XPOS_NN || tag(s, noun)->xpos == NG_XPOS_HYPH)) {
    ++noun;
  }
  if (noun > behind) {
    out->obj   = name;
    out->xcomp = noun - 1;
  }
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
  const NgParKind kind = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[noun]].paragraph].kind;
  return kind == NG_PAR_HEADLINE && head < noun && tag(s, head)->deprel == NG_DEP_ROOT &&
                 tag(s, noun)->deprel == NG_DEP_NMOD
             ? head
             : NG_NONE;
}

void
ng_scene_clause(const NgScene* scene, uint32_t head, NgClause* out)
{
  const NgScene* const s = scene;
  memset(out, 0, sizeof(*out));
  out->head            = head;
  out->is_verb         = true;
  out->has_own_subject = ng_scene_own_subject(s, head) != NG_NONE;
  out->subj            = ng_scene_subject(s, head, &out->is_passive);
  out->obj             = child(s, head, NG_DEP_OBJ);
  out->iobj            = child(s, head, NG_DEP_IOBJ);
  out->xcomp           = child(s, head, NG_DEP_XCOMP);
  out->ccomp           = child(s, head, NG_DEP_CCOMP);
  out->poss            = NG_NONE;
  collect_preps(s, head, out);
  // "to do" as an adverbial clause is as often the complement.
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && out->xcomp == NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_ADVCL && tag(s, c)->xpos == NG_XPOS_VB && c > head &&
        ng_scene_case(s, c, NG_DEP_MARK) != NG_NONE &&
        tag(s, ng_scene_case(s, c, NG_DEP_MARK))->xpos == NG_XPOS_TO) {
      out->xcomp = c;
    }
  }
  const uint32_t inner = out->obj != NG_NONE ? ng_scene_counted(s, out->obj) : NG_NONE;
  out->xcomp           = out->xcomp != NG_NONE ? out->xcomp : infinitive_below(s, out->obj);
  out->xcomp           = out->xcomp != NG_NONE ? out->xcomp : infinitive_below(s, inner);
  // "called it a lie": a second object is the predicate.
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && out->xcomp == NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_OBJ && c != out->obj) {
      out->xcomp = c;
    }
  }
  if (out->subj == NG_NONE && tag(s, head)->pos == NG_POS_NOUN) {
    out->subj = ng_scene_subject_of_state(s, head);
  }
  if (ng_scene_is_verb(s, head)) {
    surface_preps(s, head, out);
    if (out->subj == NG_NONE && is_finite(s, head)) {
      out->subj = phrase_before(s, head);
    }
    if (!out->is_passive && out->obj == NG_NONE && out->xcomp == NG_NONE && out->ccomp == NG_NONE) {
      out->obj  = out->iobj; // the only object
      out->iobj = out->obj != NG_NONE ? NG_NONE : out->iobj;
    }
    if (!out->is_passive && out->obj == NG_NONE) {
      share_object(s, head, out);
    }
    if (!out->is_passive && out->obj == NG_NONE && tag(s, head)->deprel != NG_DEP_ACL_RELCL) {
      out->obj = phrase_behind(s, head);
      out->obj = out->obj == out->subj ? NG_NONE : out->obj;
    }
    split_predicate(s, out);
  }
  out->is_infinitive_comp = out->xcomp != NG_NONE && tag(s, out->xcomp)->xpos == NG_XPOS_VB;
  if (out->is_passive) {
    const uint32_t own    = child(s, head, NG_DEP_OBJ);
    const uint32_t object = own != NG_NONE ? own : given_time(s, head);
    ng_scene_turn_passive(s, out);
    if (object != NG_NONE) { // "was given aid"
      out->iobj = out->obj;
      out->obj  = object;
    }
  }
  // A relative clause without a gap filled: "the man whom they arrested".
  if (out->obj == NG_NONE || (out->obj != NG_NONE && ng_scene_is_relative(s, out->obj))) {
    if (tag(s, head)->deprel == NG_DEP_ACL_RELCL && !out->is_passive && out->has_own_subject &&
        out->subj != tag(s, head)->head) {
      out->obj = tag(s, head)->head;
    }
  }
}

void
ng_scene_noun(const NgScene* scene, uint32_t head, NgClause* out)
{
  memset(out, 0, sizeof(*out));
  out->head = head;
  out->subj = out->obj = out->iobj = out->ccomp = NG_NONE;
  out->xcomp                                    = child(scene, head, NG_DEP_ACL);
  // "its demand that Chad leave" is often taken for a relative clause.
  const uint32_t that = out->xcomp == NG_NONE ? child(scene, head, NG_DEP_ACL_RELCL) : NG_NONE;
  if (that != NG_NONE && ng_scene_case(scene, that, NG_DEP_MARK) != NG_NONE &&
      ng_scene_own_subject(scene, that) != NG_NONE) {
    out->xcomp = that;
  }
  out->poss = child(scene, head, NG_DEP_NMOD_POSS);
  if (ng_scene_case(scene, head, NG_DEP_CASE) != NG_NONE) { // "Chad is in talks with Mali"
    out->subj = child(scene, head, NG_DEP_NSUBJ);
  }
  collect_preps(scene, head, out);
  for (uint32_t i = 0, n = out->n_preps; i < n; ++i) {
    if (out->preps[i].word == scene->preposition_of && !out->preps[i].is_clause) {
      collect_agent(scene, out->preps[i].noun, out);
    }
  }
}

NgSpan
ng_scene_clause_span(const NgScene* scene, uint32_t head)
{
  const NgScene* const s     = scene;
  NgSpan               span  = ng_tree_span(&s->tree, head);
  const NgSpan         limit = s->doc->sentences.n ? s->doc->sentences.at[s->sentence[head]].tokens : span;
  span.begin                 = span.begin < limit.begin ? limit.begin : span.begin;
  span.end                   = span.end > limit.end ? limit.end : span.end;
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (c > head && (rel == NG_DEP_CONJ || rel == NG_DEP_PARATAXIS) &&
        ng_scene_own_subject(s, c) != NG_NONE && s->tree.left[c] > head && s->tree.left[c] < span.end) {
      span.end = s->tree.left[c];
    }
  }
  const NgToken* const t = s->doc->tokens.at;
  while (span.end > span.begin + 1 &&
         (t[span.end - 1].kind == NG_TOK_PUNCT || tag(s, span.end - 1)->deprel == NG_DEP_CC) &&
         t[span.end - 1].quote == NG_QUOTE_NONE) {
    --span.end;
  }
  while (span.begin + 1 < span.end &&
         (t[span.begin].kind == NG_TOK_PUNCT || tag(s, span.begin)->deprel == NG_DEP_CC) &&
         t[span.begin].quote == NG_QUOTE_NONE) {
    ++span.begin;
  }
  return span;
}
