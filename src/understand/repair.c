// SPDX-License-Identifier: Apache-2.0
#include "understand/repair.h"

#include "understand/repair_impl.h"

enum { MOST_WORDS = 40 }; // of a sentence

static bool
is_finite(uint8_t xpos)
{
  return xpos == NG_XPOS_VBD || xpos == NG_XPOS_VBZ || xpos == NG_XPOS_VBP || xpos == NG_XPOS_MD;
}

// Hung like the head of a clause, not like a noun.
static bool
heads_clause(const NgRepair* s, uint32_t token)
{
  switch (ng_repair_tag(s, token)->deprel) {
  case NG_DEP_ROOT:
  case NG_DEP_CONJ:
  case NG_DEP_CCOMP:
  case NG_DEP_CSUBJ:
  case NG_DEP_PARATAXIS:
  case NG_DEP_AUX:
  case NG_DEP_AUX_PASS:
  case NG_DEP_COP:
    return true;
  case NG_DEP_ADVCL:
  case NG_DEP_ACL_RELCL:
    return !s->is_headline;
  default:
    return false;
  }
}

// No verb that is finite, an infinitive or, in a headline, a participle that stands for a passive.
static bool
lacks_verb(const NgRepair* s)
{
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const NgTag* const g = ng_repair_tag(s, t);
    if (is_finite(g->xpos) && heads_clause(s, t) &&
        !(ng_repair_stands_before(s, t, "of") &&
          ng_repair_word(s, t)->noun != NG_NONE)) { // but "orders release of"
      return false;
    }
    if (g->xpos == NG_XPOS_TO || (g->xpos == NG_XPOS_VB && g->deprel == NG_DEP_ROOT) ||
        (g->xpos == NG_XPOS_VBN && (g->deprel == NG_DEP_ROOT || g->deprel == NG_DEP_CCOMP))) {
      return false;
    }
  }
  return true;
}

// Last word of a phrase that may be a subject.
static bool
ends_subject(const NgRepair* s, uint32_t token)
{
  const NgTag* const g = ng_repair_tag(s, token);
  return (ng_repair_is_noun(s, token) || (g->pos == NG_POS_ADJ && g->deprel == NG_DEP_COMPOUND)) &&
         ng_repair_tag(s, token)->xpos != NG_XPOS_PRP_POSS && !ng_repair_is_time(s, token);
}

// People, a body or a force, as the lists or the ending tell them, or a name.
static bool
may_act(const NgRepair* s, uint32_t token)
{
  const NgLexicon* const x = s->lex;
  const NgStr            w = ng_repair_lower(s, token);
  return ng_repair_is_named(s, token) ||
         (ng_repair_tag(s, token)->pos == NG_POS_NUM && token == s->span.begin) ||
         (ng_repair_word(s, token)->classes & (x->human | x->collective | x->force | x->role)) ||
         (ng_repair_tag(s, token)->xpos == NG_XPOS_NNS && ng_lexicon_names_people(w));
}

// Head of the phrase that ends right before the verb: "Police in Lahore", "Peru and Chile".
static uint32_t
subject_before(const NgRepair* s, uint32_t verb)
{
  uint32_t noun = verb - 1;
  for (int i = 0; i < NG_REPAIR_REACH; ++i) {
    const uint32_t head = ng_repair_tag(s, noun)->head;
    if (head < s->span.begin || head >= verb || !ng_repair_is_noun(s, head)) {
      break;
    }
    noun = head;
  }
  return noun;
}

// "Thousands march against", "nine die in": a number, and a preposition behind.
static bool
is_done_by_many(const NgRepair* s, uint32_t t)
{
  const NgStr lemma = ng_repair_tag(s, t - 1)->lemma;
  return t + 1 < s->span.end && ng_repair_tag(s, t + 1)->pos == NG_POS_ADP && t == s->span.begin + 1 &&
         (ng_repair_tag(s, t - 1)->pos == NG_POS_NUM || ng_str_is(lemma, "thousand") ||
          ng_str_is(lemma, "hundred") || ng_str_is(lemma, "dozen"));
}

// Does the form stand where a verb of it must: behind a subject that agrees, before what may follow it?
static bool
fits_place(const NgRepair* s, uint32_t t, NgForm form)
{
  const uint8_t x = ng_repair_tag(s, t)->xpos;
  if (form == NG_FORM_NONE || t == s->span.begin || !ends_subject(s, t - 1) || ng_repair_is_named(s, t) ||
      x == NG_XPOS_VBG || x == NG_XPOS_CD || ng_repair_tag(s, t)->deprel == NG_DEP_ADVCL ||
      ng_repair_tag(s, t)->deprel == NG_DEP_ACL_RELCL) {
    return false;
  }
  const bool object = ng_repair_begins_object(s, t + 1);
  const bool event  = ng_repair_word(s, t)->noun != NG_NONE;
  if (ng_repair_stands_before(s, t, "of") || ng_repair_stands_before(s, t, "'s") ||
      ng_repair_stands_before(s, t, "-")) {
    return false;
  }
  switch (form) {
  case NG_FORM_S:
    return !ng_repair_is_plural(s, t - 1) &&
           (object || (!event && (x == NG_XPOS_VBZ || (s->is_part && t + 1 == s->span.end))));
  case NG_FORM_BASE:
    return s->is_headline && ng_repair_is_plural(s, t - 1) && may_act(s, t - 1) &&
           (object || is_done_by_many(s, t));
  default:
    return x != NG_XPOS_NNS && !ng_repair_has_case(s, subject_before(s, t)) &&
           (x == NG_XPOS_NN || object || (s->is_headline && x != NG_XPOS_JJ)) &&
           (!s->is_headline || may_act(s, t - 1) || !event);
  }
}

// The only verb that fits in a text's sentence, the first in a headline.
static uint32_t
find_verb(const NgRepair* s, uint32_t* verb, NgForm* form)
{
  uint32_t found = NG_NONE;
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    NgForm         f;
    const uint32_t v = ng_repair_verb_of(s, t, &f);
    if (v == NG_NONE || !fits_place(s, t, f)) {
      continue;
    }
    if (found != NG_NONE) {
      return NG_NONE;
    }
    found = t;
    *verb = v;
    *form = f;
    if (s->is_headline) {
      break;
    }
  }
  return found;
}

// Last noun of the unbroken phrase behind the verb, or NG_NONE.
static uint32_t
object_behind(const NgRepair* s, uint32_t verb)
{
  uint32_t last = NG_NONE;
  for (uint32_t t = verb + 1; t < s->span.end && t <= verb + NG_REPAIR_REACH; ++t) {
    const uint8_t pos = ng_repair_tag(s, t)->pos;
    if (ng_repair_is_noun(s, t) && !ng_repair_is_time(s, t)) {
      last = t;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && ng_repair_tag(s, t)->xpos != NG_XPOS_HYPH) {
      break;
    }
  }
  return last;
}

static uint8_t
below_verb(const NgRepair* s, uint32_t token)
{
  const NgTag* const g = ng_repair_tag(s, token);
  switch (g->deprel) {
  case NG_DEP_NMOD:
  case NG_DEP_APPOS:
    return NG_DEP_OBL;
  case NG_DEP_ACL:
    return NG_DEP_ADVCL;
  case NG_DEP_AMOD:
    return g->pos == NG_POS_ADJ ? NG_DEP_XCOMP : NG_DEP_ADVCL;
  case NG_DEP_FLAT:
  case NG_DEP_COMPOUND:
  case NG_DEP_ROOT:
    return ng_repair_has_case(s, token) ? NG_DEP_OBL : NG_DEP_DEP;
  default:
    return g->deprel;
  }
}

// Make the verb the root of its sentence, with its subject and object below it. What stood before it and hung
// on it or behind it goes to the subject. No circle can come of it: every head that is set is the root, a
// dependent of the root, or stands there already.
static void
raise(const NgRepair* s, uint32_t verb, bool is_passive)
{
  const uint32_t subject = subject_before(s, verb);
  const uint32_t object  = is_passive ? NG_NONE : object_behind(s, verb);
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const uint32_t head = ng_repair_tag(s, t)->head;
    const bool     root = head < s->span.begin || head >= s->span.end;
    if (t == verb || t == subject || t == object) {
      continue;
    }
    if (t < verb && (root || head >= verb)) {
      const uint8_t rel = ng_repair_tag(s, t)->deprel;
      const bool    own = t < subject && rel != NG_DEP_PUNCT && rel != NG_DEP_CASE && !root;
      ng_repair_hang(s, t, own ? subject : verb, own ? rel : below_verb(s, t));
    } else if (t > verb && object != NG_NONE && t < object && head == verb) {
      ng_repair_hang(s, t, object,
                     ng_repair_is_noun(s, t) ? NG_DEP_COMPOUND
                                             : ng_repair_tag(s, t)->deprel); // part of the object
    } else if (t > verb && (root || head <= verb)) {
      ng_repair_hang(s, t, verb, below_verb(s, t));
    }
  }
  if (ng_repair_tag(s, subject)->pos == NG_POS_ADJ) { // "an earthquake shook"
    ng_repair_tag(s, subject)->pos  = NG_POS_NOUN;
    ng_repair_tag(s, subject)->xpos = NG_XPOS_NN;
  }
  ng_repair_hang(s, verb, NG_NONE, NG_DEP_ROOT);
  ng_repair_hang(s, subject, verb, is_passive ? NG_DEP_NSUBJ_PASS : NG_DEP_NSUBJ);
  if (object != NG_NONE) {
    ng_repair_hang(s, object, verb, NG_DEP_OBJ);
  }
}

static void
repair_sentence(const NgRepair* s)
{
  uint32_t       verb = NG_NONE;
  NgForm         form = NG_FORM_NONE;
  const uint32_t t    = find_verb(s, &verb, &form);
  if (t == NG_NONE) {
    return;
  }
  const bool passive = s->is_headline && form == NG_FORM_PAST && !ng_repair_begins_object(s, t + 1);
  ng_repair_make_verb(s, t, verb,
                      form == NG_FORM_S      ? NG_XPOS_VBZ
                      : form == NG_FORM_BASE ? NG_XPOS_VBP
                      : passive              ? NG_XPOS_VBN
                                             : NG_XPOS_VBD);
  raise(s, t, passive);
}

// "as train derails", "after storm hits port": the clause behind a conjunction of a headline.
static void
repair_clause_behind(const NgRepair* s, uint32_t conjunction)
{
  const uint32_t noun = ng_repair_tag(s, conjunction)->head;
  NgRepair       part = {s->lex, s->doc, {conjunction + 1, conjunction + 1}, true, true};
  uint32_t       verb = NG_NONE;
  NgForm         form = NG_FORM_NONE;
  while (part.span.end < s->span.end && part.span.end < conjunction + MOST_WORDS &&
         ng_repair_tag(s, part.span.end)->pos != NG_POS_PUNCT) {
    ++part.span.end;
  }
  if (ng_repair_tag(s, conjunction)->deprel != NG_DEP_CASE || noun <= conjunction || noun >= part.span.end ||
      !lacks_verb(&part)) {
    return;
  }
  const uint32_t outer = ng_repair_tag(s, noun)->head;
  const uint32_t t     = find_verb(&part, &verb, &form);
  if (t == NG_NONE || outer < s->span.begin || outer >= conjunction ||
      (form == NG_FORM_BASE && ng_str_is(ng_repair_lower(s, conjunction), "after"))) {
    return;
  }
  ng_repair_make_verb(s, t, verb,
                      form == NG_FORM_S      ? NG_XPOS_VBZ
                      : form == NG_FORM_BASE ? NG_XPOS_VBP
                                             : NG_XPOS_VBD);
  raise(&part, t, false);
  ng_repair_hang(s, t, outer, NG_DEP_ADVCL);
  ng_repair_hang(s, conjunction, t, NG_DEP_MARK);
}

// "after an earthquake shook Peru" in a text: the noun of the preposition is a past form that no noun has.
static void
repair_past_behind(const NgRepair* s, uint32_t conjunction)
{
  const uint32_t t    = ng_repair_tag(s, conjunction)->head;
  NgRepair       part = {s->lex, s->doc, {conjunction + 1, conjunction + 1}, false, true};
  NgForm         form = NG_FORM_NONE;
  const uint32_t verb = t > conjunction && t < s->span.end ? ng_repair_verb_of(s, t, &form) : NG_NONE;
  if (verb == NG_NONE || form != NG_FORM_PAST || ng_repair_word(s, t)->noun != NG_NONE ||
      ng_str_eq(ng_map_key(s->lex->map, verb), ng_repair_lower(s, t))) {
    return;
  }
  while (part.span.end < s->span.end && part.span.end < conjunction + MOST_WORDS &&
         ng_repair_tag(s, part.span.end)->pos != NG_POS_PUNCT) {
    ++part.span.end;
  }
  const uint32_t outer = ng_repair_tag(s, t)->head;
  if (t < part.span.end && fits_place(&part, t, form) && outer >= s->span.begin && outer < conjunction) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VBD);
    raise(&part, t, false);
    ng_repair_hang(s, t, outer, NG_DEP_ADVCL);
    ng_repair_hang(s, conjunction, t, NG_DEP_MARK);
  }
}

static bool
has_subject(const NgRepair* s, uint32_t from, uint32_t verb)
{
  for (uint32_t t = from; t < verb; ++t) {
    const uint8_t rel = ng_repair_tag(s, t)->deprel;
    if (ng_repair_tag(s, t)->head == verb && (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS)) {
      return true;
    }
  }
  return false;
}

static bool
is_below(const NgRepair* s, uint32_t token, uint32_t above)
{
  for (int i = 0; i < MOST_WORDS && token >= s->span.begin && token < s->span.end; ++i) {
    if (token == above) {
      return true;
    }
    token = ng_repair_tag(s, token)->head;
  }
  return token >= s->span.begin && token < s->span.end; // too deep to tell
}

// "after the government signed the treaty", where "government" was taken for the noun of "after": a finite
// verb without a subject stands right behind the phrase.
static void
repair_finite_behind(const NgRepair* s, uint32_t conjunction)
{
  const uint32_t noun = ng_repair_tag(s, conjunction)->head;
  NgRepair       part = *s;
  part.span.begin     = conjunction + 1;
  for (uint32_t v = noun + 1; noun > conjunction && v < s->span.end && v < noun + NG_REPAIR_REACH; ++v) {
    const NgTag* const g     = ng_repair_tag(s, v);
    const uint32_t     outer = ng_repair_tag(s, noun)->head;
    if (!ng_repair_is_noun(s, v) && g->pos != NG_POS_CCONJ && g->pos != NG_POS_DET && g->pos != NG_POS_ADJ) {
      const bool fits = (g->xpos == NG_XPOS_VBD || g->xpos == NG_XPOS_VBZ) && g->pos == NG_POS_VERB &&
                        (g->deprel == NG_DEP_CONJ || g->deprel == NG_DEP_PARATAXIS) &&
                        ng_repair_is_noun(s, v - 1) && subject_before(&part, v) == noun &&
                        !has_subject(s, conjunction, v) && outer < conjunction && outer >= s->span.begin &&
                        !is_below(s, outer, v);
      if (fits) {
        ng_repair_hang(s, v, outer, NG_DEP_ADVCL);
        ng_repair_hang(s, noun, v, NG_DEP_NSUBJ);
        ng_repair_hang(s, conjunction, v, NG_DEP_MARK);
      }
      return;
    }
  }
}

static void
repair_clauses_behind(const NgRepair* s)
{
  for (uint32_t t = s->span.begin + 1; t + 2 < s->span.end; ++t) {
    if (ng_repair_tag(s, t)->deprel != NG_DEP_CASE ||
        !ng_str_one_of(ng_repair_lower(s, t), "as|after|when|while|before|since|until")) {
      continue;
    }
    if (s->is_headline) {
      repair_clause_behind(s, t);
    } else {
      repair_past_behind(s, t);
      repair_finite_behind(s, t);
    }
  }
}

// "The board named Jane Roe chief executive": the only verb of the sentence was taken for a participle of its
// subject, though it has an object.
static void
repair_participle(const NgRepair* s)
{
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    const NgTag* const g = ng_repair_tag(s, t);
    if (g->xpos != NG_XPOS_VBN || g->deprel != NG_DEP_ACL || g->head + 1 != t ||
        !ng_repair_is_noun(s, g->head) || ng_repair_tag(s, g->head)->deprel != NG_DEP_ROOT ||
        !ng_repair_begins_object(s, t + 1)) {
      continue;
    }
    ng_repair_tag(s, t)->xpos = NG_XPOS_VBD;
    raise(s, t, false);
    return;
  }
}

// "Protesters demanding pay blocked a road": the finite verb was hung on the participle that describes its
// subject, the root.
static void
repair_described_subject(const NgRepair* s)
{
  for (uint32_t v = s->span.begin + 2; v < s->span.end; ++v) {
    const NgTag* const g   = ng_repair_tag(s, v);
    const uint32_t     acl = g->head;
    if (g->xpos != NG_XPOS_VBD || g->pos != NG_POS_VERB || acl < s->span.begin || acl >= v ||
        (g->deprel != NG_DEP_ADVCL && g->deprel != NG_DEP_XCOMP && g->deprel != NG_DEP_CCOMP &&
         g->deprel != NG_DEP_PARATAXIS) ||
        ng_repair_tag(s, acl)->deprel != NG_DEP_ACL || has_subject(s, acl, v)) {
      continue;
    }
    const uint32_t root = ng_repair_tag(s, acl)->head;
    if (root < s->span.begin || root >= acl || !ng_repair_is_noun(s, root) ||
        ng_repair_tag(s, root)->deprel != NG_DEP_ROOT) {
      continue;
    }
    ng_repair_hang(s, v, NG_NONE, NG_DEP_ROOT);
    ng_repair_hang(s, root, v, NG_DEP_NSUBJ);
    return;
  }
}

static bool
ends_with_stop(const NgRepair* s)
{
  return ng_str_is(ng_repair_lower(s, s->span.end - 1), ".") ||
         ng_str_is(ng_repair_lower(s, s->span.end - 1), "\"");
}

void
ng_repair_clauses(const NgLexicon* lexicon, NgDoc* doc)
{
  for (uint32_t i = 0; doc->tags && i < doc->sentences.n; ++i) {
    const NgSentence* const sentence = &doc->sentences.at[i];
    const NgParKind         kind     = doc->paragraphs.at[sentence->paragraph].kind;
    const NgRepair s = {lexicon, doc, sentence->tokens, kind == NG_PAR_HEADLINE || kind == NG_PAR_HEADING,
                        false};
    const uint32_t n = s.span.end - s.span.begin;
    if (n < 2 || !(s.is_headline || kind == NG_PAR_BODY)) {
      continue;
    }
    ng_repair_words(&s);
    repair_clauses_behind(&s);
    if (n > MOST_WORDS) {
      continue;
    }
    if (lacks_verb(&s) && (s.is_headline || ends_with_stop(&s))) {
      repair_sentence(&s);
    }
    if (!s.is_headline && ends_with_stop(&s)) {
      repair_described_subject(&s);
    }
    if (!s.is_headline && ends_with_stop(&s) && lacks_verb(&s)) {
      repair_participle(&s);
    }
  }
}
