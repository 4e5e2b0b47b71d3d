// SPDX-License-Identifier: Apache-2.0
// Words that stand in a role that their tag cannot have.
#include "understand/repair_impl.h"

enum { AROUND = 32 }; // words before and behind a verb that may hang on it

// A word with the dependents of a verb: "soldiers will free", where "free" was taken for an adjective, "the
// king swore in", where "swore" was taken for an adverb.
static void
repair_word(const NgRepair* s, uint32_t t, bool has_modal, bool has_subject)
{
  const NgTag* const g = ng_repair_tag(s, t);
  NgForm             form;
  if (g->pos == NG_POS_VERB || g->pos == NG_POS_AUX || g->pos == NG_POS_PROPN || ng_repair_is_named(s, t) ||
      !(has_modal || has_subject)) {
    return;
  }
  const uint32_t verb = ng_repair_verb_of(s, t, &form);
  if (verb == NG_NONE) {
    return;
  }
  const bool is_own_form = ng_str_eq(ng_map_key(s->lex->map, verb), ng_repair_lower(s, t));
  if (has_modal && is_own_form) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VB);
  } else if (has_subject && form == NG_FORM_PAST && !has_modal && g->pos != NG_POS_ADJ) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VBD);
  } else if (has_subject && s->is_headline && form == NG_FORM_S && g->deprel == NG_DEP_ROOT &&
             !ng_repair_is_plural(s, t - 1)) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VBZ);
  } else if (has_subject && s->is_headline && form == NG_FORM_BASE && t > s->span.begin &&
             ng_repair_is_plural(s, t - 1) && ng_repair_begins_object(s, t + 1)) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VBP);
  }
}

static bool
is_passive(const NgRepair* s, uint32_t verb)
{
  bool found = false;
  for (uint32_t t = verb; t-- > s->span.begin && t + NG_REPAIR_REACH > verb;) {
    found = found || (ng_repair_tag(s, t)->head == verb && ng_repair_tag(s, t)->deprel == NG_DEP_AUX_PASS);
  }
  return found;
}

// "held over blast", "were thrown in jail": a particle of a passive or in a headline before a phrase that has
// no preposition is its preposition. "cut off the internet": in the active the phrase is the object.
static void
repair_particle(const NgRepair* s, uint32_t t)
{
  NgTag* const g       = ng_repair_tag(s, t);
  const bool   passive = is_passive(s, g->head);
  uint32_t     noun    = t + 1;
  if (!s->is_headline && !passive) {
    while (noun < s->span.end && noun < t + NG_REPAIR_REACH && ng_repair_tag(s, noun)->head != g->head) {
      ++noun;
    }
    if (g->head + 1 == t && noun < s->span.end && ng_repair_tag(s, noun)->head == g->head &&
        ng_repair_tag(s, noun)->deprel == NG_DEP_OBL && ng_repair_is_noun(s, noun) &&
        !ng_repair_is_time(s, noun) && !ng_repair_has_case(s, noun)) {
      ng_repair_tag(s, noun)->deprel = NG_DEP_OBJ;
    }
    return;
  }
  if (!ng_str_is(ng_repair_lower(s, t), "over") && !ng_str_is(ng_repair_lower(s, t), "in") &&
      !ng_str_is(ng_repair_lower(s, t), "on") && !ng_str_is(ng_repair_lower(s, t), "off")) {
    return;
  }
  while (noun < s->span.end && noun < t + NG_REPAIR_REACH && ng_repair_tag(s, noun)->head != g->head) {
    ++noun;
  }
  if (noun < s->span.end && ng_repair_tag(s, noun)->head == g->head &&
      ng_repair_tag(s, noun)->deprel == NG_DEP_OBL && ng_repair_is_noun(s, noun) &&
      !ng_repair_has_case(s, noun)) {
    *g = (NgTag){g->lemma, NG_POS_ADP, NG_XPOS_IN, NG_DEP_CASE, noun};
  }
}

// "pilot and crew rescued", in a headline "Chad, Sudan sign pact": a second subject belongs to the first.
static void
repair_second_subject(const NgRepair* s, uint32_t t)
{
  const NgTag* const g    = ng_repair_tag(s, t);
  const uint32_t     verb = g->head;
  uint32_t           k    = t;
  while (k > s->span.begin && ng_repair_tag(s, k - 1)->head == t &&
         ng_repair_tag(s, k - 1)->deprel != NG_DEP_CC) {
    --k; // to the begin of its phrase
  }
  const bool joins = k > s->span.begin && (ng_repair_tag(s, k - 1)->deprel == NG_DEP_CC ||
                                           (s->is_headline && ng_str_is(ng_repair_lower(s, k - 1), ",")));
  if (!joins || k < s->span.begin + 2) {
    return;
  }
  const uint32_t first = k - 2;
  const uint8_t  rel   = ng_repair_tag(s, first)->deprel;
  const bool     named = ng_repair_is_named(s, first) && ng_repair_is_named(s, t) && first == s->span.begin;
  if (ng_repair_tag(s, first)->head == verb && ng_repair_is_noun(s, first) &&
      (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS || (rel == NG_DEP_VOCATIVE && named) ||
       (rel == NG_DEP_DEP && named))) {
    ng_repair_tag(s, first)->deprel = g->deprel;
    ng_repair_hang(s, t, first, NG_DEP_CONJ);
  }
}

// "Chad, Sudan to restore ties": two names before the infinitive of a headline are no description of each
// other.
static void
repair_second_name(const NgRepair* s, uint32_t t)
{
  NgTag* const   g     = ng_repair_tag(s, t);
  const uint32_t first = g->head;
  if (s->is_headline && first == s->span.begin && t == first + 2 && t + 1 < s->span.end &&
      ng_str_is(ng_repair_lower(s, first + 1), ",") && ng_repair_tag(s, t + 1)->xpos == NG_XPOS_TO &&
      ng_repair_is_named(s, first) && ng_repair_is_named(s, t)) {
    g->deprel = NG_DEP_CONJ;
  }
}

// "found the surgeon guilty": an adjective that tells of a verdict or state was taken for the object.
static void
repair_predicate(const NgRepair* s, uint32_t t)
{
  NgTag* const g = ng_repair_tag(s, t);
  if (ng_repair_word(s, t)->adjective == NG_NONE || t == s->span.begin ||
      ng_repair_tag(s, t - 1)->pos == NG_POS_DET || g->head >= t || g->head < s->span.begin) {
    return;
  }
  const uint32_t verb = g->head;
  g->pos              = NG_POS_ADJ;
  g->xpos             = NG_XPOS_JJ;
  g->deprel           = NG_DEP_XCOMP;
  if (ng_repair_tag(s, t - 1)->head != t || !ng_repair_is_noun(s, t - 1)) {
    return;
  }
  ng_repair_hang(s, t - 1, verb, NG_DEP_OBJ);
  for (uint32_t k = verb + 1; k + 1 < t; ++k) {
    if (ng_repair_tag(s, k)->head == t) {
      ng_repair_tag(s, k)->head = t - 1;
    }
  }
}

// "sign pact" where "pact" was taken for a verb: a noun of the lists that is no verb of theirs.
static void
repair_objects(const NgRepair* s)
{
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    NgTag* const        g = ng_repair_tag(s, t);
    const NgWord* const w = ng_repair_word(s, t);
    if (g->deprel == NG_DEP_XCOMP && (g->xpos == NG_XPOS_VBP || g->xpos == NG_XPOS_VB) && g->head + 1 == t &&
        w->verb == NG_NONE && (w->noun != NG_NONE || w->classes)) {
      g->pos    = NG_POS_NOUN;
      g->xpos   = NG_XPOS_NN;
      g->deprel = NG_DEP_OBJ;
    }
  }
}

// "officers slain in the raid": a participle behind its noun that was taken for another noun.
static void
repair_participle_behind(const NgRepair* s, uint32_t t)
{
  NgTag* const   g    = ng_repair_tag(s, t);
  NgForm         form = NG_FORM_NONE;
  const uint32_t verb = g->head + 1 == t && g->xpos == NG_XPOS_NN && t + 1 < s->span.end &&
                                ng_repair_is_plural(s, t - 1) && !ng_repair_is_named(s, t) &&
                                ng_repair_tag(s, t + 1)->pos == NG_POS_ADP
                            ? ng_repair_verb_of(s, t, &form)
                            : NG_NONE;
  if (verb != NG_NONE && form == NG_FORM_PAST && ng_repair_word(s, t)->noun == NG_NONE &&
      !ng_str_eq(ng_map_key(s->lex->map, verb), ng_repair_lower(s, t))) {
    ng_repair_make_verb(s, t, verb, NG_XPOS_VBN);
    g->deprel = NG_DEP_ACL;
  }
}

// Words of a clause that decide how its past form is to be read.
typedef struct {
  uint32_t subject, mark;
  bool     has_object, has_auxiliary;
} Around;

static Around
around(const NgRepair* s, uint32_t verb)
{
  Around         a    = {NG_NONE, NG_NONE, false, false};
  const uint32_t from = verb > s->span.begin + NG_REPAIR_REACH ? verb - NG_REPAIR_REACH : s->span.begin;
  for (uint32_t t = from; t < s->span.end && t < verb + NG_REPAIR_REACH; ++t) {
    if (ng_repair_tag(s, t)->head != verb) {
      continue;
    }
    const uint8_t rel = ng_repair_tag(s, t)->deprel;
    const bool    wh  = ng_repair_tag(s, t)->xpos == NG_XPOS_WRB;
    a.subject         = rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS ? t : a.subject;
    a.mark            = rel == NG_DEP_MARK || wh ? t : a.mark;
    a.has_object      = a.has_object || rel == NG_DEP_OBJ || rel == NG_DEP_CCOMP || rel == NG_DEP_XCOMP;
    a.has_auxiliary   = a.has_auxiliary || rel == NG_DEP_AUX || rel == NG_DEP_AUX_PASS;
  }
  return a;
}

// An adverbial clause without a conjunction has no finite verb: "with the mayor convicted on all counts" and,
// behind the comma of a description, "the student killed on Monday" are passives.
static void
repair_past_clause(const NgRepair* s, uint32_t t)
{
  NgTag* const   g = ng_repair_tag(s, t);
  const Around   a = around(s, t);
  const uint32_t n = a.subject;
  if (n == NG_NONE || n + 1 != t || ng_repair_word(s, t)->verb == NG_NONE || a.has_object ||
      a.has_auxiliary || ng_repair_tag(s, n)->pos == NG_POS_PRON) {
    return;
  }
  if (a.mark != NG_NONE && ng_str_is(ng_repair_lower(s, a.mark), "with")) {
    g->xpos                     = NG_XPOS_VBN;
    ng_repair_tag(s, n)->deprel = NG_DEP_NSUBJ_PASS;
  } else if (a.mark == NG_NONE && g->head < n && t + 1 < s->span.end &&
             ng_repair_tag(s, t + 1)->pos == NG_POS_ADP) {
    g->xpos = NG_XPOS_VBN;
    ng_repair_hang(s, n, g->head, NG_DEP_DEP);
    ng_repair_hang(s, t, n, NG_DEP_ACL);
  }
}

// "soldiers had shot at": a participle behind "have" that was taken for its object.
static void
repair_perfect(const NgRepair* s, uint32_t t)
{
  NgTag* const   g    = ng_repair_tag(s, t);
  const uint32_t have = g->head;
  NgForm         form = NG_FORM_NONE;
  const uint32_t verb = have + 1 == t && ng_str_is(ng_repair_tag(s, have)->lemma, "have") &&
                                !ng_repair_is_named(s, t)
                            ? ng_repair_verb_of(s, t, &form)
                            : NG_NONE;
  if (verb == NG_NONE || form != NG_FORM_PAST) {
    return;
  }
  ng_repair_make_verb(s, t, verb, NG_XPOS_VBN);
  g->head             = ng_repair_tag(s, have)->head;
  g->deprel           = ng_repair_tag(s, have)->deprel;
  const uint32_t from = have > s->span.begin + AROUND ? have - AROUND : s->span.begin;
  for (uint32_t k = from; k < s->span.end && k < t + AROUND; ++k) {
    if (ng_repair_tag(s, k)->head == have && k != t) {
      ng_repair_tag(s, k)->head = t;
    }
  }
  ng_repair_hang(s, have, t, NG_DEP_AUX);
  ng_repair_tag(s, have)->pos = NG_POS_AUX;
}

// "Clashes between police and students": a plural noun before a preposition that was taken for a verb, though
// it is a subject or object.
static void
repair_noun(const NgRepair* s, uint32_t t)
{
  NgTag* const   g    = ng_repair_tag(s, t);
  const uint32_t stem = ng_lexicon_stem(s->lex, ng_repair_lower(s, t));
  if (stem == NG_NONE || s->lex->words.at[stem].noun == NG_NONE || t + 1 >= s->span.end ||
      ng_repair_tag(s, t + 1)->pos != NG_POS_ADP || ng_repair_is_named(s, t)) {
    return;
  }
  g->lemma = ng_map_key(s->lex->map, stem);
  g->pos   = NG_POS_NOUN;
  g->xpos  = NG_XPOS_NNS;
  for (uint32_t k = t + 1; k < s->span.end && k < t + 2 * NG_REPAIR_REACH; ++k) {
    if (ng_repair_tag(s, k)->head == t && ng_repair_tag(s, k)->deprel == NG_DEP_OBL) {
      ng_repair_tag(s, k)->deprel = NG_DEP_NMOD;
    }
  }
}

// "the men suspended by the ministry": what describes a noun without a pronoun is a participle.
static void
repair_reduced_relative(const NgRepair* s, uint32_t t)
{
  const Around        a     = around(s, t);
  const NgWord* const w     = ng_repair_word(s, t);
  const bool          event = w->verb != NG_NONE || ng_lexicon_stem(s->lex, ng_repair_lower(s, t)) != NG_NONE;
  if (event && w->speech == NG_SPEECH_NONE && ng_repair_tag(s, t)->head < t && a.subject == NG_NONE &&
      !a.has_object && !a.has_auxiliary) {
    ng_repair_tag(s, t)->xpos = NG_XPOS_VBN;
  }
}

// What hangs on each token is looked at from the dependents, so that it takes one pass.
void
ng_repair_words(const NgRepair* s)
{
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const NgTag* const g = ng_repair_tag(s, t);
    if (g->deprel == NG_DEP_COMPOUND_PRT && g->head < t) {
      repair_particle(s, t);
    } else if (g->deprel == NG_DEP_OBJ && g->xpos == NG_XPOS_NN) {
      repair_predicate(s, t);
      repair_perfect(s, t);
    } else if (g->xpos == NG_XPOS_VBZ && (g->deprel == NG_DEP_NSUBJ || g->deprel == NG_DEP_NSUBJ_PASS)) {
      repair_noun(s, t);
    } else if (g->deprel == NG_DEP_NSUBJ || g->deprel == NG_DEP_NSUBJ_PASS) {
      repair_second_subject(s, t);
    } else if (g->deprel == NG_DEP_APPOS || g->deprel == NG_DEP_NMOD) {
      repair_participle_behind(s, t);
      repair_second_name(s, t);
    } else if (g->deprel == NG_DEP_ADVCL && g->xpos == NG_XPOS_VBD) {
      repair_past_clause(s, t);
    } else if (g->deprel == NG_DEP_ACL && g->xpos == NG_XPOS_VBD) {
      repair_reduced_relative(s, t);
    }
    if (g->head <= t || g->head >= s->span.end || g->head > t + 2) {
      continue;
    }
    bool has_be = false; // a predicate stays what it is
    for (uint32_t k = t; k < g->head; ++k) {
      has_be = has_be ||
               (ng_repair_tag(s, k)->head == g->head && (ng_repair_tag(s, k)->deprel == NG_DEP_COP ||
                                                         ng_repair_tag(s, k)->deprel == NG_DEP_AUX_PASS));
    }
    const bool modal   = g->deprel == NG_DEP_AUX && g->xpos == NG_XPOS_MD;
    const bool subject = g->deprel == NG_DEP_NSUBJ && t + 1 == g->head;
    if (!has_be && (modal || subject)) {
      repair_word(s, g->head, modal, subject);
    }
  }
  if (s->is_headline) {
    repair_objects(s);
  }
}
