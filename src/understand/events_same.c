// SPDX-License-Identifier: Apache-2.0
// Is what is read told already? One happening told twice in an article is one event.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

enum { MERGE_WINDOW = 48 };

static bool
is_within(const NgEntityVec* a, const NgEntityVec* b)
{
  for (uint32_t i = 0; i < a->n && i < 8; ++i) {
    const NgEntityVec one = {&a->at[i], 1, 1};
    if (!ng_entities_share(&one, b)) {
      return false;
    }
  }
  return true;
}

static bool
agrees(const NgEntityVec* a, const NgEntityVec* b)
{
  return !a->n || !b->n || ng_entities_share(a, b);
}

static bool
same_time(const NgEvent* e, NgDate begin)
{
  const NgDate a = e->time.year ? e->time : e->time_begin;
  if (!a.year || !begin.year) {
    return true;
  }
  return a.year == begin.year && (!a.month || !begin.month || a.month == begin.month) &&
         (!a.day || !begin.day || a.day == begin.day);
}

static bool
related(NgClass a, NgClass b)
{
  if (a == b) {
    return true;
  }
  if ((a == NG_CLASS_DEATH && b == NG_CLASS_KILLING) || (a == NG_CLASS_KILLING && b == NG_CLASS_DEATH)) {
    return true;
  }
  const bool below = ng_class_is_a(a, b) || ng_class_is_a(b, a);
  const bool broad = a == NG_CLASS_COERCE || b == NG_CLASS_COERCE || a == NG_CLASS_ACCUSE ||
                     b == NG_CLASS_ACCUSE;
  return below && !broad;
}

// Two halves in one sentence: who did it here, to whom there.
bool
ng_event_is_half(const NgEvent* e, const NgReading* r, NgSpan trigger)
{
  const bool halves = (!e->actors.n && !r->roles[NG_ROLE_TARGET].n) ||
                      (!e->targets.n && !r->roles[NG_ROLE_ACTOR].n);
  return halves && e->cls == r->frame->cls && e->evidence.n && e->evidence.at[0].begin <= trigger.begin &&
         trigger.begin < e->evidence.at[0].end;
}

// The same word, however inflected: alike in its first letters.
static bool
same_word(const NgScene* s, const NgEvent* e, uint32_t trigger)
{
  const NgStr  a = ng_doc_bytes(s->doc, e->trigger), b = ng_doc_token(s->doc, trigger);
  const size_t n = a.len < b.len ? a.len : b.len;
  return n && !memcmp(a.at, b.at, n > 4 ? n - 3 : 1);
}

static bool
is_in_body(const NgScene* s, uint32_t trigger)
{
  return par_kind(s, trigger) == NG_PAR_BODY;
}

// Unnamed people or bodies of one word: "Fishermen" of a headline are the "six fishermen" of the text.
static bool
same_people(const NgDoc* doc, uint32_t a, uint32_t b)
{
  const NgEntity* const x = &doc->entities.at[a];
  const NgEntity* const y = &doc->entities.at[b];
  if (x->cls != NG_CLASS_GROUP || y->cls != NG_CLASS_GROUP) {
    return false;
  }
  const NgStr  shorter = x->label.len < y->label.len ? x->label : y->label;
  const NgStr  longer  = x->label.len < y->label.len ? y->label : x->label;
  const size_t before  = longer.len - shorter.len;
  for (size_t i = 0; i < shorter.len; ++i) {
    const char p = shorter.at[i], q = longer.at[before + i];
    if (p != q && !(i == 0 && (p | 0x20) == (q | 0x20))) {
      return false;
    }
  }
  return shorter.len && (!before || longer.at[before - 1] == ' ');
}

// Leave out whom the event has already under a fuller description.
static void
take_up_people(const NgDoc* doc, NgEntityVec* from, const NgEntityVec* held)
{
  for (uint32_t i = 0; i < from->n && i < 8; ++i) {
    for (uint32_t k = 0; k < held->n && k < 8; ++k) {
      from->at[i] = same_people(doc, from->at[i], held->at[k]) ? held->at[k] : from->at[i];
    }
  }
}

// "was shot dead": the end of the deed that the verb tells.
static bool
is_its_end(const NgScene* s, const NgEvent* e, const NgReading* r)
{
  const uint32_t head = tag(s, r->trigger)->head;
  return r->origin == NG_FROM_ADJECTIVE && r->frame->cls == NG_CLASS_DEATH &&
         ng_class_is_a(e->cls, NG_CLASS_ASSAULT) && head < s->doc->tokens.n &&
         ng_doc_byte_span(s->doc, (NgSpan){head, head + 1}).begin == e->trigger.begin;
}

static bool
is_same(const NgScene* s, const NgEvent* e, const NgReading* r, const NgTimeExpression* time, NgSpan trigger)
{
  const NgDate none = {0};
  if (r->origin == NG_FROM_NOUN && e->cls != r->frame->cls && ng_class_is_a(r->frame->cls, e->cls)) {
    return false; // a bombing is more than the assault told of
  }
  if (is_its_end(s, e, r)) {
    return true;
  }
  if (!related(e->cls, r->frame->cls) || !same_time(e, time ? time->begin : none)) {
    return false;
  }
  if ((e->factuality == NG_TERM_DENIED) != (r->truth.value == NG_TERM_DENIED)) {
    return false;
  }
  const NgEntityVec* const actor  = &r->roles[NG_ROLE_ACTOR];
  const NgEntityVec* const target = &r->roles[NG_ROLE_TARGET];
  if (agrees(&e->actors, actor) && agrees(&e->targets, target) && ng_event_is_half(e, r, trigger)) {
    return true;
  }
  // What is only alleged, planned or possible must not add anybody to what is told as a fact, nor the other
  // way round.
  if (e->factuality != r->truth.value && !(is_within(actor, &e->actors) && is_within(target, &e->targets))) {
    return false;
  }
  if (!agrees(&e->actors, actor) || !agrees(&e->targets, target)) {
    return false;
  }
  const bool is_body = is_in_body(s, r->trigger);
  if (!actor->n && !target->n) {
    return (r->origin == NG_FROM_NOUN || !is_body) && (!time || e->time.year || e->time_begin.year) &&
           agrees(&e->places, &r->roles[NG_ROLE_PLACE]);
  }
  if (r->origin != NG_FROM_NOUN && is_body && !ng_entities_share(&e->targets, target) &&
      !same_word(s, e, r->trigger)) {
    return ng_event_is_half(e, r, trigger); // one actor does many things
  }
  if (ng_entities_share(&e->actors, actor) || ng_entities_share(&e->targets, target) ||
      (!e->actors.n && !e->targets.n)) {
    return true;
  }
  return ng_event_is_half(e, r, trigger);
}

// Headlines are read last and tell of people by fewer words: they take up whom the text tells of.
NgEvent*
ng_event_find_same(NgEventFinder* f, NgReading* r, const NgTimeExpression* time)
{
  NgDoc* const doc         = f->s->doc;
  const NgSpan trigger     = ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1});
  const bool   is_headline = !is_in_body(f->s, r->trigger);
  for (uint32_t i = doc->events.n, k = 0; i-- > 0 && k < MERGE_WINDOW; ++k) {
    if (is_headline && related(doc->events.at[i].cls, r->frame->cls)) {
      take_up_people(doc, &r->roles[NG_ROLE_ACTOR], &doc->events.at[i].actors);
      take_up_people(doc, &r->roles[NG_ROLE_TARGET], &doc->events.at[i].targets);
    }
    if (is_same(f->s, &doc->events.at[i], r, time, trigger)) {
      return &doc->events.at[i];
    }
  }
  return NULL;
}
