// SPDX-License-Identifier: Apache-2.0
#include "understand/events.h"

#include "understand/events_impl.h"
#include "understand/scene_impl.h"
#include "understand/times.h"

// The time of the word itself or, for a noun, of the verb that tells of its course ("the march, which began
// on Monday").
static const NgTimeExpression*
time_of(const NgScene* s, const NgReading* r)
{
  const NgTimeExpression* own = ng_time_of(s, r->trigger);
  if (!own && r->has_named_object) { // "won Sunday's election"
    own = ng_time_of(s, r->clause.obj);
  }
  const uint32_t below = own ? NG_NONE : ng_phase_below(s, r->trigger);
  return below != NG_NONE ? ng_time_of(s, below) : own;
}

static NgStatus
finish_reading(NgEventFinder* f, NgReading* r)
{
  NgScene* const s = f->s;
  NG_TRY(ng_reading_all_places(f, r));
  NG_TRY(ng_reading_mend(f, r));
  r->truth = ng_truth_of(s, r->trigger);
  if (r->truth.value == NG_TERM_DENIED && ng_frame_asks_negation(s, r->frame)) {
    r->truth.value = NG_TERM_ASSERTED; // the class says already that it was refused
  }
  if (s->quoted[r->trigger] != NG_NONE && r->truth.value == NG_TERM_ASSERTED) {
    r->truth.value = NG_TERM_ALLEGED;
  }
  if (ng_reading_is_refused(s, r)) {
    return NG_SUCCESS;
  }
  const NgTimeExpression* const time = time_of(s, r);
  NgEvent* const                same = ng_event_find_same(f, r, time);
  if (same) {
    return ng_event_merge(f, same, r, time);
  }
  return ng_reading_is_worth(f, r, time) && !ng_reading_is_generic(s, r) ? ng_event_make(f, r, time)
                                                                         : NG_SUCCESS;
}

// A verb's line that asked for its object has told what the noun would tell.
static void
consume_object(NgEventFinder* f, NgReading* r)
{
  const NgLexicon* const x = f->s->lex;
  for (uint32_t i = 0; i < r->frame->n_conditions; ++i) {
    const NgCondition* const c = &x->conditions.at[r->frame->conditions + i];
    for (uint32_t k = 0; k < c->n_rels && !c->is_forbidden; ++k) {
      if (x->rels.at[c->rels + k].rel == NG_REL_OBJ && c->n_items && r->clause.obj != NG_NONE) {
        f->consumed[r->clause.obj] = true;
        r->has_named_object        = true;
      }
    }
  }
}

// "threw in the towel": what was taken for the object of a preposition is the verb's where the line says that
// the preposition is a part of the verb.
static bool
takes_particle(const NgFrame* frame, NgClause* clause)
{
  if (frame->particle[0] == NG_NONE || clause->obj != NG_NONE || clause->is_passive) {
    return false;
  }
  for (uint32_t i = 0; i < clause->n_preps; ++i) {
    if (clause->preps[i].word == frame->particle[0] && !clause->preps[i].is_clause) {
      clause->obj = clause->preps[i].noun;
      return true;
    }
  }
  return false;
}

static const NgFrame*
fitting_frame(NgEventFinder* f, uint32_t first, NgClause* clause, NgOrigin origin)
{
  for (uint32_t i = first; i != NG_NONE; i = f->s->lex->frames.at[i].next) {
    const NgFrame* const frame = &f->s->lex->frames.at[i];
    if (ng_frame_fits(f, frame, clause, origin, 0)) {
      return frame;
    }
    NgClause whole = *clause;
    if (takes_particle(frame, &whole) && ng_frame_fits(f, frame, &whole, origin, 0)) {
      *clause = whole;
      return frame;
    }
  }
  return NULL;
}

static bool
asks_something(const NgScene* s, const NgFrame* frame)
{
  for (uint32_t i = 0; i < frame->n_conditions; ++i) {
    if (!s->lex->conditions.at[frame->conditions + i].is_forbidden) {
      return true;
    }
  }
  return false;
}

// "Jane Roe named envoy": a person with a bare post for an object.
static bool
is_named_to(const NgScene* s, const NgClause* c)
{
  const uint32_t e = ng_scene_mention_entity(s, c->subj);
  return e != NG_NONE && s->doc->entities.at[e].cls == NG_CLASS_PERSON &&
         ng_scene_mention_entity(s, c->obj) == NG_NONE && (ng_scene_classes(s, c->obj) & s->lex->role);
}

// "Market attacked", "Two held over blast": in a headline a past form without an object is a passive whose
// "was" is left out, where no line that asks for something has it in the active.
static void
read_headline_passive(NgEventFinder* f, NgReading* r, uint32_t first)
{
  const NgScene* const  s    = f->s;
  const NgClause* const c    = &r->clause;
  const NgParKind       kind = par_kind(s, c->head);
  const uint8_t         x    = tag(s, c->head)->xpos;
  if (kind != NG_PAR_HEADLINE || r->origin != NG_FROM_VERB || (x != NG_XPOS_VBN && x != NG_XPOS_VBD) ||
      c->is_passive || c->subj == NG_NONE || ng_scene_follows_auxiliary(s, c->head)) {
    return;
  }
  if (c->obj != NG_NONE ? !is_named_to(s, c) : r->frame && asks_something(s, r->frame)) {
    return;
  }
  NgClause turned = *c;
  turned.xcomp    = c->obj != NG_NONE ? c->obj : c->xcomp;
  ng_scene_turn_passive(s, &turned);
  const NgFrame* const frame = fitting_frame(f, first, &turned, r->origin);
  if (frame && ng_event_suffers(frame->cls)) {
    r->frame  = frame;
    r->clause = turned;
  }
}

// "an accord between Chad and Sudan was signed": the object that the verb's line asked for has roles of its
// own.
static NgStatus
lend_roles(NgEventFinder* f, NgReading* r)
{
  const uint32_t obj = r->has_named_object ? r->clause.obj : NG_NONE;
  NgReading      own = {.trigger = obj, .origin = NG_FROM_NOUN};
  if (obj == NG_NONE || tag(f->s, obj)->pos != NG_POS_NOUN || r->roles[NG_ROLE_ACTOR].n) {
    return NG_SUCCESS;
  }
  ng_scene_noun(f->s, obj, &own.clause);
  own.frame = fitting_frame(f, ng_scene_word(f->s, obj)->noun, &own.clause, own.origin);
  if (!own.frame || own.frame->cls != r->frame->cls) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_reading_fill(f, &own));
  for (int role = NG_ROLE_ACTOR; role < NG_N_ROLE; ++role) {
    if (!r->roles[role].n) {
      r->roles[role] = own.roles[role];
    }
  }
  return NG_SUCCESS;
}

// Reads the word by the lines from `first` on, else by those from `second` on.
static NgStatus
read_trigger(NgEventFinder* f, uint32_t token, NgOrigin origin, uint32_t first, uint32_t second)
{
  if (first == NG_NONE && second == NG_NONE) {
    return NG_SUCCESS;
  }
  NgReading r = {.trigger = token, .origin = origin};
  f->is_light = false;
  if (origin == NG_FROM_NOUN) {
    const uint32_t head = tag(f->s, token)->head;
    ng_scene_noun(f->s, token, &r.clause);
    f->is_light = head < f->s->doc->tokens.n && ng_light_of(f->s, head, token) != NULL;
  } else {
    ng_scene_clause(f->s, token, &r.clause);
  }
  r.frame = fitting_frame(f, first, &r.clause, origin);
  r.frame = r.frame ? r.frame : fitting_frame(f, second, &r.clause, origin);
  read_headline_passive(f, &r, first);
  if (!r.frame) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_reading_fill(f, &r));
  if (origin == NG_FROM_NOUN) {
    NG_TRY(ng_reading_light(f, &r));
    NG_TRY(ng_reading_noun_clause(f, &r));
  } else {
    consume_object(f, &r);
    NG_TRY(lend_roles(f, &r));
  }
  return finish_reading(f, &r);
}

// "the jailed editor": what was done to whom the noun names.
static NgStatus
read_participle(NgEventFinder* f, uint32_t t, uint32_t first)
{
  const uint32_t noun = tag(f->s, t)->head;
  if (first == NG_NONE || noun <= t || noun >= f->s->doc->tokens.n || tag(f->s, noun)->pos == NG_POS_VERB) {
    return NG_SUCCESS;
  }
  NgReading r = {.trigger = t, .origin = NG_FROM_VERB};
  f->is_light = false;
  r.clause    = (NgClause){.head       = t,
                           .is_verb    = true,
                           .is_passive = true,
                           .subj       = NG_NONE,
                           .obj        = noun,
                           .iobj       = NG_NONE,
                           .xcomp      = NG_NONE,
                           .ccomp      = NG_NONE,
                           .poss       = NG_NONE};
  r.frame     = fitting_frame(f, first, &r.clause, r.origin);
  if (!r.frame || r.frame->cls == NG_CLASS_APPOINTMENT || !ng_event_suffers(r.frame->cls) ||
      !asks_something(f->s, r.frame)) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_reading_fill(f, &r));
  return r.roles[NG_ROLE_TARGET].n ? finish_reading(f, &r) : NG_SUCCESS;
}

// A 'threat' between marks of its own is somebody's word for a thing, no event.
static bool
is_scare_quoted(const NgScene* s, uint32_t t)
{
  return t > 0 && t + 1 < s->doc->tokens.n && s->doc->tokens.at[t - 1].quote == NG_QUOTE_OPEN &&
         s->doc->tokens.at[t + 1].quote == NG_QUOTE_CLOSE;
}

static NgStatus
read_token(NgEventFinder* f, uint32_t t)
{
  const NgScene* const s   = f->s;
  const NgWord* const  w   = ng_scene_word(s, t);
  const uint8_t        pos = tag(s, t)->pos;
  if (s->idiom[t]) {
    return NG_SUCCESS;
  }
  if (pos == NG_POS_VERB &&
      (tag(s, t)->deprel != NG_DEP_AMOD || ng_scene_follows_auxiliary(s, t) ||
       ng_scene_is_behind_subject(s, t) || ng_tree_child(&s->tree, s->doc, t, NG_DEP_NSUBJ) != NG_NONE) &&
      tag(s, t)->deprel != NG_DEP_COMPOUND && tag(s, t)->deprel != NG_DEP_CASE &&
      tag(s, t)->deprel != NG_DEP_MARK) {
    return read_trigger(f, t, NG_FROM_VERB, w->verb, NG_NONE);
  }
  if (pos == NG_POS_VERB && tag(s, t)->xpos == NG_XPOS_VBN && tag(s, t)->deprel == NG_DEP_AMOD) {
    return read_participle(f, t, w->verb);
  }
  if (pos == NG_POS_ADJ && (tag(s, t)->deprel != NG_DEP_AMOD || tag(s, t)->head < t)) {
    return read_trigger(f, t, NG_FROM_ADJECTIVE, w->adjective, NG_NONE);
  }
  if (pos == NG_POS_NOUN && w->state != NG_NONE && ng_scene_subject_of_state(s, t) != NG_NONE) {
    return read_trigger(f, t, NG_FROM_ADJECTIVE, w->state, NG_NONE);
  }
  if (pos == NG_POS_NOUN && !f->consumed[t] && !is_scare_quoted(s, t) &&
      tag(s, t)->deprel != NG_DEP_COMPOUND) {
    const uint32_t pair = s->pair[t] != NG_NONE ? s->lex->words.at[s->pair[t]].noun : NG_NONE;
    return read_trigger(f, t, NG_FROM_NOUN, pair, w->noun);
  }
  return NG_SUCCESS;
}

// "Roe said that Doe must go": who says so asks it of the subject.
static NgStatus
read_demand(NgEventFinder* f, uint32_t t)
{
  static const NgFrame frame = {.rule = "speech:must", .cls = NG_CLASS_REQUEST, .next = NG_NONE};
  NgScene* const       s     = f->s;
  const uint32_t       head  = tag(s, t)->head;
  bool                 must  = false, passive;
  if (head >= s->doc->tokens.n || tag(s, t)->deprel != NG_DEP_CCOMP ||
      ng_scene_word(s, head)->speech != NG_SPEECH_SAY) {
    return NG_SUCCESS;
  }
  for (uint32_t c = s->tree.first[t]; c != NG_NONE && c < t; c = s->tree.next[c]) {
    must = must || (tag(s, c)->deprel == NG_DEP_AUX && ng_str_is(s->doc->tokens.at[c].lower, "must"));
  }
  if (!must) {
    return NG_SUCCESS;
  }
  NgReading r = {.trigger = t, .origin = NG_FROM_VERB, .frame = &frame};
  ng_scene_clause(s, head, &r.clause);
  NG_TRY(ng_scene_entities(s, ng_scene_subject(s, head, &passive), true, false, &r.roles[NG_ROLE_ACTOR],
                           f->err));
  NG_TRY(
      ng_scene_entities(s, ng_scene_subject(s, t, &passive), true, true, &r.roles[NG_ROLE_TARGET], f->err));
  if (!r.roles[NG_ROLE_ACTOR].n || !r.roles[NG_ROLE_TARGET].n ||
      ng_entities_share(&r.roles[NG_ROLE_ACTOR], &r.roles[NG_ROLE_TARGET])) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_reading_name_governments(f, &r));
  r.truth.value  = NG_TERM_ASSERTED;
  r.truth.source = NG_NONE;
  return ng_event_make(f, &r, NULL);
}

static bool
is_told(const NgParagraph* p)
{
  return p->repeats == NG_NONE && p->kind != NG_PAR_FURNITURE && p->kind != NG_PAR_BYLINE &&
         p->kind != NG_PAR_DATELINE;
}

// Verbs before nouns, the body before headline and captions: what is told fully comes first, repetition adds
// evidence.
static NgStatus
read_paragraphs(NgEventFinder* f, bool body, bool verbs)
{
  const NgDoc* const doc = f->s->doc;
  for (uint32_t p = 0; p < doc->paragraphs.n; ++p) {
    const NgParagraph* const par = &doc->paragraphs.at[p];
    if (!is_told(par) || (par->kind == NG_PAR_BODY) != body) {
      continue;
    }
    for (uint32_t t = par->tokens.begin; t < par->tokens.end; ++t) {
      if ((tag(f->s, t)->pos != NG_POS_NOUN) == verbs) {
        NG_TRY(read_token(f, t));
      }
      if (verbs) {
        NG_TRY(read_demand(f, t));
      }
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_events_find(NgScene* scene, NgError* err)
{
  NgEventFinder f = {.s = scene, .err = err};
  f.consumed      = ng_arena_calloc(scene->doc->arena, scene->doc->tokens.n + 1, sizeof(bool));
  if (!f.consumed) {
    return ng_error_no_mem(err);
  }
  NG_TRY(read_paragraphs(&f, true, true));
  NG_TRY(read_paragraphs(&f, true, false));
  NG_TRY(read_paragraphs(&f, false, true));
  return read_paragraphs(&f, false, false);
}
