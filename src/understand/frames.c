// SPDX-License-Identifier: Apache-2.0
// Does a line of the event lists fit a clause or noun phrase? All its conditions are looked at.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

static bool
is_hostile(NgClass c)
{
  return ng_class_is_a(c, NG_CLASS_ASSAULT) || ng_class_is_a(c, NG_CLASS_COERCE) || c == NG_CLASS_SANCTION ||
         c == NG_CLASS_PROTEST || c == NG_CLASS_REJECT || c == NG_CLASS_MOBILIZE || c == NG_CLASS_DISMISSAL;
}

// Does the clause, or the object of it, tell of something hostile? Looks at the first line that fits.
static bool
tells_hostile(NgEventFinder* f, uint32_t token, int depth)
{
  if (token == NG_NONE || depth > 2) {
    return false;
  }
  NgClause clause;
  ng_scene_clause(f->s, token, &clause);
  for (uint32_t i = ng_scene_word(f->s, token)->verb; i != NG_NONE; i = f->s->lex->frames.at[i].next) {
    if (ng_frame_fits(f, &f->s->lex->frames.at[i], &clause, NG_FROM_VERB, depth + 1)) {
      return is_hostile(f->s->lex->frames.at[i].cls);
    }
  }
  if (clause.obj != NG_NONE) {
    const uint32_t noun = ng_scene_word(f->s, clause.obj)->noun;
    return noun != NG_NONE && is_hostile(f->s->lex->frames.at[noun].cls);
  }
  return false;
}

static bool
has_child_word(const NgScene* s, uint32_t head, uint32_t word)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const bool infinitive = tag(s, c)->xpos == NG_XPOS_TO && tag(s, c)->deprel == NG_DEP_MARK;
    if (s->word[c] == word && !infinitive) {
      return true;
    }
  }
  return false;
}

// Does a phrase of the clause or noun with that preposition hold what is asked?
static bool
phrase_holds(NgEventFinder* f, const NgClause* c, uint32_t word, const NgCondition* condition)
{
  const NgItem* const items = &f->s->lex->items.at[condition->items];
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    if (c->preps[i].word == word &&
        (!condition->n_items || ng_scene_is(f->s, c->preps[i].noun, items, condition->n_items))) {
      return true;
    }
  }
  return false;
}

static bool
prep_holds(NgEventFinder* f, const NgClause* c, uint32_t word, const NgCondition* condition)
{
  if (phrase_holds(f, c, word, condition)) {
    return true;
  }
  if (c->obj != NG_NONE && c->obj != c->head) { // the phrase may hang on the object
    NgClause noun;
    ng_scene_noun(f->s, c->obj, &noun);
    if (phrase_holds(f, &noun, word, condition)) {
      return true;
    }
  }
  return !condition->n_items && has_child_word(f->s, c->head, word);
}

static bool
name_before(NgEventFinder* f, uint32_t head, const NgCondition* condition)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && c < head; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if ((rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD_DESC) &&
        (!condition->n_items ||
         ng_scene_is(f->s, c, &s->lex->items.at[condition->items], condition->n_items))) {
      return true;
    }
  }
  return false;
}

static bool
is_negated(const NgScene* s, uint32_t head)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_ADVMOD && ng_scene_word(s, c)->adv == NG_TERM_DENIED) {
      return true;
    }
    if (ng_str_is(s->doc->tokens.at[c].lower, "longer") && c > 0 &&
        ng_str_is(s->doc->tokens.at[c - 1].lower, "no")) {
      return true;
    }
  }
  return false;
}

// Words for people that the lists do not know: "a programmer", "four welders". Nouns of the endings of
// abstract words are none, nor is anything of a class or with a name.
static bool
may_be_people(const NgScene* s, uint32_t token)
{
  static const char* const abstract[] = {"tion", "sion", "ment", "ness", "ity", "ing", "ance", "ence",
                                         "ism",  "ship", "age",  "ure",  "acy", "al",  "th"};
  const NgStr              lemma      = tag(s, token)->lemma;
  if (tag(s, token)->pos != NG_POS_NOUN || s->mention[token] != NG_NONE || lemma.len < 4 ||
      ng_scene_classes(s, token) || ng_scene_word(s, token)->noun != NG_NONE ||
      ng_scene_counted(s, token) != NG_NONE) {
    return false;
  }
  for (size_t i = 0; i < sizeof(abstract) / sizeof(*abstract); ++i) {
    if (ng_str_ends(lemma, abstract[i])) {
      return false;
    }
  }
  return true;
}

// "arrest", "convict", not "hold": all that the verb tells is done by the law.
static bool
is_of_law(const NgScene* s, uint32_t verb)
{
  bool law = true;
  for (uint32_t i = ng_scene_word(s, verb)->verb; i != NG_NONE && law; i = s->lex->frames.at[i].next) {
    law = ng_class_is_a(s->lex->frames.at[i].cls, NG_CLASS_LEGAL_ACTION);
  }
  return law;
}

// Only people are arrested and convicted; others who are killed are told by the endings of trades.
static bool
is_done_to_people(const NgScene* s, NgClass cls, uint32_t verb, uint32_t token)
{
  if (cls == NG_CLASS_KILLING || cls == NG_CLASS_DISMISSAL) {
    const NgStr lemma = tag(s, token)->lemma;
    return (ng_str_ends(lemma, "er") || ng_str_ends(lemma, "or") || ng_str_ends(lemma, "ist") ||
            ng_str_ends(lemma, "man") || ng_str_ends(lemma, "ian")) &&
           may_be_people(s, token);
  }
  return is_of_law(s, verb) && may_be_people(s, token);
}

static bool
asks_people(const NgItem* items, uint32_t n)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (items[i].kind == NG_ITEM_KIND &&
        (items[i].value == NG_KIND_HUMAN || items[i].value == NG_KIND_ACTOR)) {
      return true;
    }
  }
  return false;
}

static bool
object_holds(NgEventFinder* f, uint32_t verb, uint32_t token, const NgCondition* condition, NgClass cls)
{
  const NgItem* const items = &f->s->lex->items.at[condition->items];
  if (token == NG_NONE || !condition->n_items || ng_scene_is(f->s, token, items, condition->n_items)) {
    return token != NG_NONE;
  }
  if (condition->is_forbidden || !asks_people(items, condition->n_items) || tag(f->s, token)->head != verb ||
      !is_done_to_people(f->s, cls, verb, token)) {
    return false;
  }
  f->s->people[token] = true;
  return true;
}

static bool
relation_holds(NgEventFinder* f, const NgRoleOf* rel, const NgClause* c, NgOrigin origin,
               const NgCondition* condition, NgClass cls, int depth)
{
  uint32_t token = NG_NONE;
  switch (rel->rel) {
  case NG_REL_SUBJ:
    token = c->subj;
    break;
  case NG_REL_OBJ:
    return object_holds(f, c->head, c->obj, condition, cls);
  case NG_REL_IOBJ:
    token = c->iobj;
    break;
  case NG_REL_POSS:
    token = c->poss;
    break;
  case NG_REL_XCOMP:
    token = c->xcomp;
    break;
  case NG_REL_CCOMP:
    token = c->ccomp;
    break;
  case NG_REL_INF:
    token = c->is_infinitive_comp ? c->xcomp : NG_NONE;
    break;
  case NG_REL_COMP:
    if (origin == NG_FROM_NOUN) {
      return name_before(f, c->head, condition);
    }
    token = c->xcomp != NG_NONE ? c->xcomp : c->ccomp;
    break;
  case NG_REL_CASE:
    token = ng_scene_case(f->s, c->head, NG_DEP_CASE);
    break;
  case NG_REL_PASSIVE:
    return c->is_passive;
  case NG_REL_ACTIVE:
    return !c->is_passive;
  case NG_REL_NEGATED:
    return is_negated(f->s, c->head);
  case NG_REL_BARE_PASSIVE:
    return c->is_passive && c->subj == NG_NONE;
  case NG_REL_HOSTILE:
    return tells_hostile(f, c->xcomp != NG_NONE ? c->xcomp : c->ccomp, depth + 1);
  default:
    return prep_holds(f, c, rel->word, condition);
  }
  return token != NG_NONE &&
         (!condition->n_items ||
          ng_scene_is(f->s, token, &f->s->lex->items.at[condition->items], condition->n_items));
}

static bool
condition_holds(NgEventFinder* f, const NgCondition* condition, const NgClause* clause, NgOrigin origin,
                NgClass cls, int depth)
{
  bool holds = false;
  for (uint32_t i = 0; i < condition->n_rels && !holds; ++i) {
    holds = relation_holds(f, &f->s->lex->rels.at[condition->rels + i], clause, origin, condition, cls,
                           depth);
  }
  return holds != condition->is_forbidden;
}

// What a noun must have beside it counts no more where a light verb gives it a subject ("faces charges").
static bool
is_waived(const NgEventFinder* f, const NgCondition* c, const NgClause* clause)
{
  if (!f->is_light || c->is_forbidden || c->is_firm || clause->is_verb) {
    return false;
  }
  for (uint32_t i = 0; i < c->n_rels; ++i) {
    const uint8_t rel = f->s->lex->rels.at[c->rels + i].rel;
    if (rel == NG_REL_COMP) {
      return false;
    }
  }
  return true;
}

bool
ng_frame_fits(NgEventFinder* f, const NgFrame* frame, const NgClause* clause, NgOrigin origin, int depth)
{
  if (origin == NG_FROM_VERB && !ng_has_particles(f->s, clause->head, frame->particle)) {
    return false;
  }
  bool holds = true;
  for (uint32_t i = 0; i < frame->n_conditions; ++i) {
    const NgCondition* const c = &f->s->lex->conditions.at[frame->conditions + i];
    if (!c->is_other && !holds) {
      return false;
    }
    holds = (c->is_other && holds) || is_waived(f, c, clause) ||
            condition_holds(f, c, clause, origin, frame->cls, depth);
  }
  return holds;
}
