// SPDX-License-Identifier: Apache-2.0
// What is read becomes an event, or evidence of one.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

enum { LABEL_BYTES = 600 };

static NgStatus
add_all(NgDoc* doc, NgEntityVec* to, const NgEntityVec* from, NgError* err)
{
  for (uint32_t i = 0; i < from->n; ++i) {
    NG_TRY(ng_entity_add(doc, to, from->at[i], err));
  }
  return NG_SUCCESS;
}

static void
set_time(NgEvent* e, const NgTimeExpression* time)
{
  if (!time || e->time.year || e->time_begin.year) {
    return;
  }
  if (time->is_span) {
    e->time_begin = time->begin;
    e->time_end   = time->end;
  } else {
    e->time = time->begin;
  }
}

static NgSpan
sentence_bytes(const NgScene* s, uint32_t token)
{
  return s->doc->sentences.at[s->sentence[token]].bytes;
}

static NgStatus
add_span(NgEventFinder* f, NgEvent* e, bool is_word, NgSpan bytes)
{
  NgSpan* const place = is_word ? NG_VEC_ADD(f->s->doc->arena, e->words)
                                : NG_VEC_ADD(f->s->doc->arena, e->evidence);
  if (!place) {
    return ng_error_no_mem(f->err);
  }
  *place = bytes;
  return NG_SUCCESS;
}

// The word that tells of the event, the object that belongs to it ("lodged an appeal"), and their sentence.
static NgStatus
add_evidence(NgEventFinder* f, NgEvent* e, const NgReading* r)
{
  const NgDoc* const doc  = f->s->doc;
  const NgSpan       span = sentence_bytes(f->s, r->trigger);
  const uint32_t     obj  = r->clause.obj;
  NG_TRY(add_span(f, e, true, ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1})));
  if (r->has_named_object && obj != NG_NONE && tag(f->s, obj)->pos == NG_POS_NOUN) {
    NG_TRY(add_span(f, e, true, ng_doc_byte_span(doc, (NgSpan){obj, obj + 1})));
  }
  for (uint32_t i = 0; i < e->evidence.n; ++i) {
    if (e->evidence.at[i].begin == span.begin) {
      return NG_SUCCESS;
    }
  }
  return add_span(f, e, false, span);
}

static NgStr
label_of(const NgScene* s, uint32_t trigger)
{
  const NgSpan span = ng_scene_clause_span(s, ng_scene_clause_head(s, trigger));
  return ng_str_cut(ng_doc_words(s->doc, span), LABEL_BYTES);
}

bool
ng_reading_has_groups_alone(const NgScene* s, const NgReading* r)
{
  static const uint8_t roles[] = {NG_ROLE_ACTOR, NG_ROLE_TARGET};
  for (size_t k = 0; k < 2; ++k) {
    for (uint32_t i = 0; i < r->roles[roles[k]].n; ++i) {
      if (s->doc->entities.at[r->roles[roles[k]].at[i]].cls != NG_CLASS_GROUP) {
        return false;
      }
    }
  }
  return true;
}

// The simple present in a body of text tells of habits and rules more than of happenings.
static bool
is_generic_tense(const NgScene* s, uint32_t trigger)
{
  const uint8_t x = tag(s, trigger)->xpos;
  return (x == NG_XPOS_VBZ || x == NG_XPOS_VBP) && par_kind(s, trigger) == NG_PAR_BODY;
}

static float
confidence_of(const NgScene* s, const NgReading* r)
{
  float c = r->origin == NG_FROM_NOUN ? 0.72F : 0.82F;
  c += r->roles[NG_ROLE_ACTOR].n && r->roles[NG_ROLE_TARGET].n ? 0.1F : 0;
  c -= r->is_guessed ? 0.1F : 0;
  c -= is_generic_tense(s, r->trigger) ? 0.1F : 0;
  c -= ng_reading_has_groups_alone(s, r) ? 0.12F : 0;
  c -= r->truth.value != NG_TERM_ASSERTED && r->truth.value != NG_TERM_ALLEGED ? 0.08F : 0;
  return c;
}

static uint32_t
source_entity(NgEventFinder* f, const NgReading* r)
{
  if (r->truth.source != NG_NONE) {
    const uint32_t e = ng_scene_entity(f->s, r->truth.source, true);
    return ng_scene_government(f->s, e);
  }
  const uint32_t q = f->s->quoted[r->trigger] != NG_NONE ? f->s->quoted[r->trigger] : f->s->told[r->trigger];
  return q != NG_NONE ? f->s->doc->statements.at[q].speaker : NG_NONE;
}

NgStatus
ng_event_merge(NgEventFinder* f, NgEvent* e, const NgReading* r, const NgTimeExpression* time)
{
  NgDoc* const doc  = f->s->doc;
  const bool   half = ng_event_is_half(e, r, ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1}));
  if (e->cls != NG_CLASS_DEATH || r->frame->cls != NG_CLASS_DEATH) {
    NG_TRY(add_all(doc, &e->actors, &r->roles[NG_ROLE_ACTOR], f->err));
  }
  NG_TRY(add_all(doc, &e->targets, &r->roles[NG_ROLE_TARGET], f->err));
  NG_TRY(add_all(doc, &e->recipients, &r->roles[NG_ROLE_RECIPIENT], f->err));
  NG_TRY(add_all(doc, &e->places, &r->roles[NG_ROLE_PLACE], f->err));
  set_time(e, time);
  if (half && e->factuality == NG_TERM_ASSERTED) {
    e->factuality = r->truth.value; // halves are as sure as the weaker
  }
  if (ng_class_is_a(r->frame->cls, e->cls) ||
      (e->cls == NG_CLASS_DEATH && r->frame->cls == NG_CLASS_KILLING)) {
    e->cls = r->frame->cls;
  }
  return add_evidence(f, e, r);
}

NgStatus
ng_event_make(NgEventFinder* f, const NgReading* r, const NgTimeExpression* time)
{
  NgDoc* const   doc = f->s->doc;
  NgEvent* const e   = NG_VEC_ADD(doc->arena, doc->events);
  if (!e) {
    return ng_error_no_mem(f->err);
  }
  e->cls           = r->frame->cls;
  e->label         = label_of(f->s, r->trigger);
  e->actors        = r->roles[NG_ROLE_ACTOR];
  e->targets       = r->roles[NG_ROLE_TARGET];
  e->recipients    = r->roles[NG_ROLE_RECIPIENT];
  e->instruments   = r->roles[NG_ROLE_INSTRUMENT];
  e->places        = r->roles[NG_ROLE_PLACE];
  e->factuality    = r->truth.value;
  e->attributed_to = source_entity(f, r);
  e->confidence    = confidence_of(f->s, r);
  e->rule          = r->frame->rule;
  e->trigger       = ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1});
  set_time(e, time);
  return add_evidence(f, e, r);
}
