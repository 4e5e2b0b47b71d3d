// SPDX-License-Identifier: Apache-2.0
#include "understand/repair.h"

#include "model/tagset.h"
#include "understand/mentions.h"

enum {
  MOST_WORDS = 40, // of a headline
  REACH      = 10, // words of the phrase behind a verb
};

typedef enum {
  FORM_NONE,
  FORM_S,    // "jails"
  FORM_BASE, // "jail"
  FORM_PAST, // "shot", "burst"
} Form;

typedef struct {
  const NgLexicon* lex;
  NgDoc*           doc;
  NgSpan           span;
  bool             is_headline;
  bool             is_part; // a clause behind a conjunction
} Sentence;

static NgTag*
tag(const Sentence* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static NgStr
lower(const Sentence* s, uint32_t token)
{
  return s->doc->tokens.at[token].lower;
}

static bool
is_named(const Sentence* s, uint32_t token)
{
  const uint32_t m = ng_mention_at(s->doc, token);
  return m != NG_NONE && s->doc->mentions.at[m].kind == NG_MENTION_NAME;
}

static const NgWord*
word(const Sentence* s, uint32_t token)
{
  static const NgWord none = {.verb = NG_NONE, .noun = NG_NONE, .adjective = NG_NONE, .base = NG_NONE};
  uint32_t            w    = ng_lexicon_word(s->lex, tag(s, token)->lemma);
  w                        = w != NG_NONE ? w : ng_lexicon_word(s->lex, lower(s, token));
  return w == NG_NONE ? &none : &s->lex->words.at[w];
}

static bool
tells_event(const NgLexicon* lex, uint32_t w)
{
  return w != NG_NONE && lex->words.at[w].verb != NG_NONE;
}

// "attacks", "arrests", "clashes", "defies": the verb without its ending, NG_NONE where the lists have none.
static uint32_t
without_s(const NgLexicon* lex, NgStr form)
{
  char key[32];
  if (form.len < 4 || form.len >= sizeof(key) || form.at[form.len - 1] != 's') {
    return NG_NONE;
  }
  memcpy(key, form.at, form.len);
  uint32_t w = ng_lexicon_word(lex, ng_str_n(key, form.len - 1));
  if (!tells_event(lex, w) && ng_str_ends(form, "es")) {
    w = ng_lexicon_word(lex, ng_str_n(key, form.len - 2));
  }
  if (!tells_event(lex, w) && ng_str_ends(form, "ies")) {
    key[form.len - 3] = 'y';
    w                 = ng_lexicon_word(lex, ng_str_n(key, form.len - 2));
  }
  return tells_event(lex, w) ? w : NG_NONE;
}

// The verb of the lists that the word may be a form of, or NG_NONE.
static uint32_t
verb_of(const Sentence* s, uint32_t token, Form* form)
{
  const NgStr    at = lower(s, token);
  const uint32_t w  = ng_lexicon_word(s->lex, at);
  *form             = FORM_NONE;
  if (w != NG_NONE && tells_event(s->lex, s->lex->words.at[w].base)) {
    *form = FORM_PAST;
    return s->lex->words.at[w].base;
  }
  if (tells_event(s->lex, w)) {
    *form = s->lex->words.at[w].is_own_past ? FORM_PAST : FORM_BASE;
    return w;
  }
  const uint32_t stem = without_s(s->lex, at);
  *form               = stem != NG_NONE ? FORM_S : FORM_NONE;
  return stem;
}

static bool
is_noun(const Sentence* s, uint32_t token)
{
  const uint8_t pos = tag(s, token)->pos;
  return pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_NUM || pos == NG_POS_PRON;
}

static bool
is_time(const Sentence* s, uint32_t token)
{
  return word(s, token)->time != NG_TIME_NONE && word(s, token)->time != NG_TIME_NUMBER;
}

static bool
is_finite(uint8_t xpos)
{
  return xpos == NG_XPOS_VBD || xpos == NG_XPOS_VBZ || xpos == NG_XPOS_VBP || xpos == NG_XPOS_MD;
}

// Hung like the head of a clause, not like a noun.
static bool
heads_clause(const Sentence* s, uint32_t token)
{
  switch (tag(s, token)->deprel) {
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

static bool
stands_before(const Sentence* s, uint32_t token, const char* next)
{
  return token + 1 < s->span.end && ng_str_is(lower(s, token + 1), next);
}

// No verb that is finite, an infinitive or, in a headline, a participle that stands for a passive.
static bool
lacks_verb(const Sentence* s)
{
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const NgTag* const g    = tag(s, t);
    const bool         noun = word(s, t)->noun != NG_NONE && stands_before(s, t, "of"); // "orders release of"
    if (is_finite(g->xpos) && heads_clause(s, t) && !noun) {
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
ends_subject(const Sentence* s, uint32_t token)
{
  return is_noun(s, token) && tag(s, token)->xpos != NG_XPOS_PRP_POSS && !is_time(s, token);
}

// A phrase may begin here that is an object.
static bool
begins_object(const Sentence* s, uint32_t token)
{
  const uint8_t pos = token < s->span.end ? tag(s, token)->pos : NG_POS_PUNCT;
  return (pos == NG_POS_DET || pos == NG_POS_NUM || pos == NG_POS_NOUN || pos == NG_POS_PROPN ||
          pos == NG_POS_PRON || (pos == NG_POS_ADJ && word(s, token)->adjective == NG_NONE)) &&
         !is_time(s, token);
}

static bool
is_plural(const Sentence* s, uint32_t token)
{
  const uint8_t x = tag(s, token)->xpos;
  return x == NG_XPOS_NNS || x == NG_XPOS_NNPS || x == NG_XPOS_CD || ng_str_is(lower(s, token), "police") ||
         (tag(s, token)->deprel == NG_DEP_CONJ && tag(s, token)->head < token && is_noun(s, token));
}

// People, a body or a force, as the lists or the ending tell them, or a name.
static bool
may_act(const Sentence* s, uint32_t token)
{
  const NgLexicon* const x = s->lex;
  const NgStr            w = lower(s, token);
  return is_named(s, token) || (tag(s, token)->pos == NG_POS_NUM && token == s->span.begin) ||
         (word(s, token)->classes & (x->human | x->collective | x->force | x->role)) ||
         (tag(s, token)->xpos == NG_XPOS_NNS && ng_lexicon_names_people(w));
}

// Head of the phrase that ends right before the verb: "Police in Lahore", "Peru and Chile".
static uint32_t
subject_before(const Sentence* s, uint32_t verb)
{
  uint32_t noun = verb - 1;
  for (int i = 0; i < REACH; ++i) {
    const uint32_t head = tag(s, noun)->head;
    if (head < s->span.begin || head >= verb || !is_noun(s, head)) {
      break;
    }
    noun = head;
  }
  return noun;
}

static bool
has_case(const Sentence* s, uint32_t token)
{
  for (uint32_t t = token; t-- > s->span.begin && t + REACH > token;) {
    if (tag(s, t)->head == token && tag(s, t)->deprel == NG_DEP_CASE) {
      return true;
    }
  }
  return false;
}

// Does the form stand where a verb of it must: behind a subject that agrees, before what may follow it?
static bool
fits_place(const Sentence* s, uint32_t t, Form form)
{
  const uint8_t x = tag(s, t)->xpos;
  if (form == FORM_NONE || t == s->span.begin || !ends_subject(s, t - 1) || is_named(s, t) ||
      x == NG_XPOS_VBG || x == NG_XPOS_CD || tag(s, t)->deprel == NG_DEP_ADVCL ||
      tag(s, t)->deprel == NG_DEP_ACL_RELCL) {
    return false;
  }
  const bool object = begins_object(s, t + 1);
  const bool event  = word(s, t)->noun != NG_NONE;
  if (stands_before(s, t, "of") || stands_before(s, t, "'s") || stands_before(s, t, "-")) {
    return false;
  }
  switch (form) {
  case FORM_S:
    return !is_plural(s, t - 1) &&
           (object || (!event && (x == NG_XPOS_VBZ || (s->is_part && t + 1 == s->span.end))));
  case FORM_BASE:
    return s->is_headline && is_plural(s, t - 1) && may_act(s, t - 1) && object;
  default:
    return x != NG_XPOS_NNS && !has_case(s, subject_before(s, t)) &&
           (x == NG_XPOS_NN || object || (s->is_headline && x != NG_XPOS_JJ)) &&
           (!s->is_headline || may_act(s, t - 1) || !event);
  }
}

// The only verb that fits in a text's sentence, the first in a headline.
static uint32_t
find_verb(const Sentence* s, uint32_t* verb, Form* form)
{
  uint32_t found = NG_NONE;
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    Form           f;
    const uint32_t v = verb_of(s, t, &f);
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

static void
make_verb(const Sentence* s, uint32_t t, uint32_t verb, uint8_t xpos)
{
  NgTag* const g = tag(s, t);
  g->pos         = NG_POS_VERB;
  g->xpos        = xpos;
  g->lemma       = ng_map_key(s->lex->map, verb);
}

static void
hang(const Sentence* s, uint32_t token, uint32_t head, uint8_t deprel)
{
  tag(s, token)->head   = head;
  tag(s, token)->deprel = deprel;
}

// Last noun of the unbroken phrase behind the verb, or NG_NONE.
static uint32_t
object_behind(const Sentence* s, uint32_t verb)
{
  uint32_t last = NG_NONE;
  for (uint32_t t = verb + 1; t < s->span.end && t <= verb + REACH; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (is_noun(s, t) && !is_time(s, t)) {
      last = t;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && tag(s, t)->xpos != NG_XPOS_HYPH) {
      break;
    }
  }
  return last;
}

static uint8_t
below_verb(const Sentence* s, uint32_t token)
{
  const NgTag* const g = tag(s, token);
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
    return has_case(s, token) ? NG_DEP_OBL : NG_DEP_DEP;
  default:
    return g->deprel;
  }
}

// Make the verb the root of its sentence, with its subject and object below it. What stood before it and hung
// on it or behind it goes to the subject. No circle can come of it: every head that is set is the root, a
// dependent of the root, or stands there already.
static void
raise(const Sentence* s, uint32_t verb, bool is_passive)
{
  const uint32_t subject = subject_before(s, verb);
  const uint32_t object  = is_passive ? NG_NONE : object_behind(s, verb);
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const uint32_t head = tag(s, t)->head;
    const bool     root = head < s->span.begin || head >= s->span.end;
    if (t == verb || t == subject || t == object) {
      continue;
    }
    if (t < verb && (root || head >= verb)) {
      const uint8_t rel = tag(s, t)->deprel;
      const bool    own = t < subject && rel != NG_DEP_PUNCT && rel != NG_DEP_CASE && !root;
      hang(s, t, own ? subject : verb, own ? rel : below_verb(s, t));
    } else if (t > verb && object != NG_NONE && t < object && head == verb) {
      hang(s, t, object, is_noun(s, t) ? NG_DEP_COMPOUND : tag(s, t)->deprel); // part of the object
    } else if (t > verb && (root || head <= verb)) {
      hang(s, t, verb, below_verb(s, t));
    }
  }
  hang(s, verb, NG_NONE, NG_DEP_ROOT);
  hang(s, subject, verb, is_passive ? NG_DEP_NSUBJ_PASS : NG_DEP_NSUBJ);
  if (object != NG_NONE) {
    hang(s, object, verb, NG_DEP_OBJ);
  }
}

static void
repair_sentence(const Sentence* s)
{
  uint32_t       verb = NG_NONE;
  Form           form = FORM_NONE;
  const uint32_t t    = find_verb(s, &verb, &form);
  if (t == NG_NONE) {
    return;
  }
  const bool passive = s->is_headline && form == FORM_PAST && !begins_object(s, t + 1);
  make_verb(s, t, verb,
            form == FORM_S      ? NG_XPOS_VBZ
            : form == FORM_BASE ? NG_XPOS_VBP
            : passive           ? NG_XPOS_VBN
                                : NG_XPOS_VBD);
  raise(s, t, passive);
}

// "as train derails", "after storm hits port": the clause behind a conjunction of a headline.
static void
repair_clause_behind(const Sentence* s, uint32_t conjunction)
{
  const uint32_t noun = tag(s, conjunction)->head;
  Sentence       part = {s->lex, s->doc, {conjunction + 1, conjunction + 1}, true, true};
  uint32_t       verb = NG_NONE;
  Form           form = FORM_NONE;
  while (part.span.end < s->span.end && tag(s, part.span.end)->pos != NG_POS_PUNCT) {
    ++part.span.end;
  }
  if (tag(s, conjunction)->deprel != NG_DEP_CASE || noun <= conjunction || noun >= part.span.end ||
      !lacks_verb(&part)) {
    return;
  }
  const uint32_t outer = tag(s, noun)->head;
  const uint32_t t     = find_verb(&part, &verb, &form);
  if (t == NG_NONE || outer < s->span.begin || outer >= conjunction ||
      (form == FORM_BASE && ng_str_is(lower(s, conjunction), "after"))) {
    return;
  }
  make_verb(s, t, verb, form == FORM_S ? NG_XPOS_VBZ : form == FORM_BASE ? NG_XPOS_VBP : NG_XPOS_VBD);
  raise(&part, t, false);
  hang(s, t, outer, NG_DEP_ADVCL);
  hang(s, conjunction, t, NG_DEP_MARK);
}

static void
repair_clauses_behind(const Sentence* s)
{
  for (uint32_t t = s->span.begin + 1; t + 2 < s->span.end; ++t) {
    if (ng_str_is(lower(s, t), "as") || ng_str_is(lower(s, t), "after") || ng_str_is(lower(s, t), "when") ||
        ng_str_is(lower(s, t), "while")) {
      repair_clause_behind(s, t);
    }
  }
}

// A word with the dependents of a verb: "soldiers will free", where "free" was taken for an adjective, "the
// king swore in", where "swore" was taken for an adverb.
static void
repair_word(const Sentence* s, uint32_t t, bool has_modal, bool has_subject)
{
  const NgTag* const g = tag(s, t);
  Form               form;
  if (g->pos == NG_POS_VERB || g->pos == NG_POS_AUX || g->pos == NG_POS_PROPN || is_named(s, t) ||
      !(has_modal || has_subject)) {
    return;
  }
  const uint32_t verb = verb_of(s, t, &form);
  if (verb == NG_NONE || form == FORM_S) {
    return;
  }
  const bool is_own_form = ng_str_eq(ng_map_key(s->lex->map, verb), lower(s, t));
  if (has_modal && is_own_form) {
    make_verb(s, t, verb, NG_XPOS_VB);
  } else if (has_subject && form == FORM_PAST && !has_modal) {
    make_verb(s, t, verb, NG_XPOS_VBD);
  } else if (has_subject && s->is_headline && form == FORM_BASE && t > s->span.begin && is_plural(s, t - 1) &&
             begins_object(s, t + 1)) {
    make_verb(s, t, verb, NG_XPOS_VBP);
  }
}

// "held over blast": a particle before a phrase that has no preposition is its preposition.
static void
repair_particle(const Sentence* s, uint32_t t)
{
  NgTag* const g    = tag(s, t);
  uint32_t     noun = t + 1;
  if (!ng_str_is(lower(s, t), "over") && !ng_str_is(lower(s, t), "in") && !ng_str_is(lower(s, t), "on") &&
      !ng_str_is(lower(s, t), "off")) {
    return;
  }
  while (noun < s->span.end && noun < t + REACH && tag(s, noun)->head != g->head) {
    ++noun;
  }
  if (noun < s->span.end && tag(s, noun)->head == g->head && tag(s, noun)->deprel == NG_DEP_OBL &&
      is_noun(s, noun) && !has_case(s, noun)) {
    *g = (NgTag){g->lemma, NG_POS_ADP, NG_XPOS_IN, NG_DEP_CASE, noun};
  }
}

// "pilot and crew rescued", in a headline "Chad, Sudan sign pact": a second subject belongs to the first.
static void
repair_second_subject(const Sentence* s, uint32_t t)
{
  const NgTag* const g    = tag(s, t);
  const uint32_t     verb = g->head;
  uint32_t           k    = t;
  while (k > s->span.begin && tag(s, k - 1)->head == t && tag(s, k - 1)->deprel != NG_DEP_CC) {
    --k; // to the begin of its phrase
  }
  const bool joins = k > s->span.begin && (tag(s, k - 1)->deprel == NG_DEP_CC ||
                                           (s->is_headline && ng_str_is(lower(s, k - 1), ",")));
  if (!joins || k < s->span.begin + 2) {
    return;
  }
  const uint32_t first = k - 2;
  const uint8_t  rel   = tag(s, first)->deprel;
  const bool     named = is_named(s, first) && is_named(s, t) && first == s->span.begin;
  if (tag(s, first)->head == verb && is_noun(s, first) &&
      (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS || (rel == NG_DEP_VOCATIVE && named) ||
       (rel == NG_DEP_DEP && named))) {
    tag(s, first)->deprel = g->deprel;
    hang(s, t, first, NG_DEP_CONJ);
  }
}

// "found the surgeon guilty": an adjective that tells of a verdict or state was taken for the object.
static void
repair_predicate(const Sentence* s, uint32_t t)
{
  NgTag* const g = tag(s, t);
  if (word(s, t)->adjective == NG_NONE || t == s->span.begin || tag(s, t - 1)->pos == NG_POS_DET ||
      g->head >= t || g->head < s->span.begin) {
    return;
  }
  const uint32_t verb = g->head;
  g->pos              = NG_POS_ADJ;
  g->xpos             = NG_XPOS_JJ;
  g->deprel           = NG_DEP_XCOMP;
  if (tag(s, t - 1)->head != t || !is_noun(s, t - 1)) {
    return;
  }
  hang(s, t - 1, verb, NG_DEP_OBJ);
  for (uint32_t k = verb + 1; k + 1 < t; ++k) {
    if (tag(s, k)->head == t) {
      tag(s, k)->head = t - 1;
    }
  }
}

// What hangs on each token is looked at from the dependents, so that it takes one pass.
static void
repair_words(const Sentence* s)
{
  for (uint32_t t = s->span.begin; t < s->span.end; ++t) {
    const NgTag* const g = tag(s, t);
    if (g->deprel == NG_DEP_COMPOUND_PRT && g->head < t && s->is_headline) {
      repair_particle(s, t);
    } else if (g->deprel == NG_DEP_OBJ && g->xpos == NG_XPOS_NN) {
      repair_predicate(s, t);
    } else if (g->deprel == NG_DEP_NSUBJ || g->deprel == NG_DEP_NSUBJ_PASS) {
      repair_second_subject(s, t);
    }
    if (g->head <= t || g->head >= s->span.end) {
      continue;
    }
    bool has_be = false; // a predicate stays what it is
    for (uint32_t k = t; k < g->head; ++k) {
      has_be = has_be || (tag(s, k)->head == g->head &&
                          (tag(s, k)->deprel == NG_DEP_COP || tag(s, k)->deprel == NG_DEP_AUX_PASS));
    }
    const bool modal   = g->deprel == NG_DEP_AUX && g->xpos == NG_XPOS_MD && t + 3 > g->head;
    const bool subject = g->deprel == NG_DEP_NSUBJ && t + 1 == g->head;
    if (!has_be && (modal || subject)) {
      repair_word(s, g->head, modal, subject);
    }
  }
}

// "sign pact" where "pact" was taken for a verb: a noun of the lists that is no verb of theirs.
static void
repair_objects(const Sentence* s)
{
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    NgTag* const        g = tag(s, t);
    const NgWord* const w = word(s, t);
    if (g->deprel == NG_DEP_XCOMP && (g->xpos == NG_XPOS_VBP || g->xpos == NG_XPOS_VB) && g->head + 1 == t &&
        w->verb == NG_NONE && (w->noun != NG_NONE || w->classes)) {
      g->pos    = NG_POS_NOUN;
      g->xpos   = NG_XPOS_NN;
      g->deprel = NG_DEP_OBJ;
    }
  }
}

// "The board named Jane Roe chief executive": the only verb of the sentence was taken for a participle of its
// subject, though it has an object.
static void
repair_participle(const Sentence* s)
{
  for (uint32_t t = s->span.begin + 1; t < s->span.end; ++t) {
    const NgTag* const g = tag(s, t);
    if (g->xpos != NG_XPOS_VBN || g->deprel != NG_DEP_ACL || g->head + 1 != t || !is_noun(s, g->head) ||
        tag(s, g->head)->deprel != NG_DEP_ROOT || !begins_object(s, t + 1)) {
      continue;
    }
    tag(s, t)->xpos = NG_XPOS_VBD;
    raise(s, t, false);
    return;
  }
}

static bool
ends_with_stop(const Sentence* s)
{
  return ng_str_is(lower(s, s->span.end - 1), ".") || ng_str_is(lower(s, s->span.end - 1), "\"");
}

void
ng_repair_clauses(const NgLexicon* lexicon, NgDoc* doc)
{
  for (uint32_t i = 0; doc->tags && i < doc->sentences.n; ++i) {
    const NgSentence* const sentence = &doc->sentences.at[i];
    const NgParKind         kind     = doc->paragraphs.at[sentence->paragraph].kind;
    const Sentence s = {lexicon, doc, sentence->tokens, kind == NG_PAR_HEADLINE || kind == NG_PAR_HEADING,
                        false};
    const uint32_t n = s.span.end - s.span.begin;
    if (n < 2 || n > MOST_WORDS || !(s.is_headline || kind == NG_PAR_BODY)) {
      continue;
    }
    repair_words(&s);
    if (s.is_headline) {
      repair_objects(&s);
      repair_clauses_behind(&s);
    }
    if (lacks_verb(&s) && (s.is_headline || ends_with_stop(&s))) {
      repair_sentence(&s);
    }
    if (!s.is_headline && ends_with_stop(&s) && lacks_verb(&s)) {
      repair_participle(&s);
    }
  }
}
