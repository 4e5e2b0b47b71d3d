// SPDX-License-Identifier: Apache-2.0
// The relations of verbs and nouns, with the passive turned round: subject, objects, complement,
// prepositions.
#include "understand/clause_impl.h"

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

// The clause below the verb that completes it, where the parser says it otherwise.
static void
find_complement(const NgScene* s, NgClause* out)
{
  const uint32_t head = out->head;
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
}

// Subject, object and phrases of a verb that the parser hung elsewhere, by the order of the words.
static void
complete_verb(const NgScene* s, NgClause* out)
{
  const uint32_t head = out->head;
  surface_preps(s, head, out);
  if (out->subj == NG_NONE && ng_clause_is_finite(s, head)) {
    out->subj = ng_clause_phrase_before(s, head);
  }
  if (!out->is_passive && out->obj == NG_NONE && out->xcomp == NG_NONE && out->ccomp == NG_NONE) {
    out->obj  = out->iobj; // the only object
    out->iobj = out->obj != NG_NONE ? NG_NONE : out->iobj;
  }
  if (!out->is_passive && out->obj == NG_NONE) {
    share_object(s, head, out);
  }
  if (!out->is_passive && out->obj == NG_NONE && tag(s, head)->deprel != NG_DEP_ACL_RELCL) {
    out->obj = ng_clause_phrase_behind(s, head);
    out->obj = out->obj == out->subj ? NG_NONE : out->obj;
  }
  ng_clause_split_predicate(s, out);
}

// Turn the passive round; an object beside it is what the subject was given.
static void
turn_with_object(const NgScene* s, NgClause* out)
{
  const uint32_t head   = out->head;
  const uint32_t own    = child(s, head, NG_DEP_OBJ);
  const uint32_t object = own != NG_NONE ? own : given_time(s, head);
  ng_scene_turn_passive(s, out);
  if (object != NG_NONE) { // "was given aid"
    out->iobj = out->obj;
    out->obj  = object;
  }
}

// A relative clause without a gap filled: "the man whom they arrested".
static void
fill_gap(const NgScene* s, NgClause* out)
{
  const uint32_t head = out->head;
  if ((out->obj == NG_NONE || ng_scene_is_relative(s, out->obj)) &&
      tag(s, head)->deprel == NG_DEP_ACL_RELCL && !out->is_passive && out->has_own_subject &&
      out->subj != tag(s, head)->head) {
    out->obj = tag(s, head)->head;
  }
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
  find_complement(s, out);
  if (out->subj == NG_NONE && tag(s, head)->pos == NG_POS_NOUN) {
    out->subj = ng_scene_subject_of_state(s, head);
  }
  if (ng_scene_is_verb(s, head)) {
    complete_verb(s, out);
  }
  out->is_infinitive_comp = out->xcomp != NG_NONE && tag(s, out->xcomp)->xpos == NG_XPOS_VB;
  if (out->is_passive) {
    turn_with_object(s, out);
  }
  fill_gap(s, out);
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
