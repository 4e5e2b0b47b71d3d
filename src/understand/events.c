// SPDX-License-Identifier: Apache-2.0
#include "understand/events.h"

#include "understand/events_impl.h"
#include "understand/scene_impl.h"
#include "understand/times.h"

enum { MERGE_WINDOW = 48, LABEL_BYTES = 600, MANY_DEPENDENTS = 64 };

static bool
takes_countries(NgClass cls, uint8_t role)
{
  if (role == NG_ROLE_ACTOR) {
    return cls == NG_CLASS_DISASTER || cls == NG_CLASS_DEATH || cls == NG_CLASS_ELECTION;
  }
  return cls == NG_CLASS_CONSULT || ng_class_is_a(cls, NG_CLASS_ASSAULT) || cls == NG_CLASS_MOBILIZE ||
         cls == NG_CLASS_RETREAT || cls == NG_CLASS_DISASTER || cls == NG_CLASS_DEATH ||
         cls == NG_CLASS_ELECTION || cls == NG_CLASS_AID;
}

// A token of the sentence that names the entity.
static uint32_t
name_of(const NgScene* s, const NgReading* r, uint32_t entity)
{
  const NgSpan span = s->doc->sentences.at[s->sentence[r->trigger]].tokens;
  for (uint32_t t = span.begin; t < span.end && t < span.begin + 200; ++t) {
    if (s->mention[t] != NG_NONE && s->doc->mentions.at[s->mention[t]].entity == entity) {
      return t;
    }
  }
  return NG_NONE;
}

static NgStatus
as_governments(NgEventFinder* f, NgReading* r)
{
  static const uint8_t roles[] = {NG_ROLE_ACTOR, NG_ROLE_TARGET};
  for (size_t k = 0; k < 2; ++k) {
    NgEntityVec* const v = &r->roles[roles[k]];
    for (uint32_t i = 0; i < v->n && !takes_countries(r->frame->cls, roles[k]); ++i) {
      const uint32_t old = v->at[i];
      v->at[i]           = ng_scene_government(f->s, old);
      if (v->at[i] != old) {
        NG_TRY(ng_scene_name_government(f->s, v->at[i], name_of(f->s, r, old), f->err));
      }
    }
  }
  return NG_SUCCESS;
}

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
static bool
is_half(const NgEvent* e, const NgReading* r, NgSpan trigger)
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
  return s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[trigger]].paragraph].kind == NG_PAR_BODY;
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
  if (agrees(&e->actors, actor) && agrees(&e->targets, target) && is_half(e, r, trigger)) {
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
    return is_half(e, r, trigger); // one actor does many things
  }
  if (ng_entities_share(&e->actors, actor) || ng_entities_share(&e->targets, target) ||
      (!e->actors.n && !e->targets.n)) {
    return true;
  }
  return is_half(e, r, trigger);
}

// Headlines are read last and tell of people by fewer words: they take up whom the text tells of.
static NgEvent*
find_same(NgEventFinder* f, NgReading* r, const NgTimeExpression* time)
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
    return ng_error_set(f->err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
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

static bool
all_groups(const NgScene* s, const NgReading* r)
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
  return (x == NG_XPOS_VBZ || x == NG_XPOS_VBP) &&
         s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[trigger]].paragraph].kind == NG_PAR_BODY;
}

static float
confidence_of(const NgScene* s, const NgReading* r)
{
  float c = r->origin == NG_FROM_NOUN ? 0.72F : 0.82F;
  c += r->roles[NG_ROLE_ACTOR].n && r->roles[NG_ROLE_TARGET].n ? 0.1F : 0;
  c -= r->is_guessed ? 0.1F : 0;
  c -= is_generic_tense(s, r->trigger) ? 0.1F : 0;
  c -= all_groups(s, r) ? 0.12F : 0;
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

static NgStatus
merge_event(NgEventFinder* f, NgEvent* e, const NgReading* r, const NgTimeExpression* time)
{
  NgDoc* const doc  = f->s->doc;
  const bool   half = is_half(e, r, ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1}));
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

static NgStatus
make_event(NgEventFinder* f, const NgReading* r, const NgTimeExpression* time)
{
  NgDoc* const   doc = f->s->doc;
  NgEvent* const e   = NG_VEC_ADD(doc->arena, doc->events);
  if (!e) {
    return ng_error_set(f->err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
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

// Does the class tell of a deed to somebody?
static bool
suffers(NgClass cls)
{
  return ng_class_is_a(cls, NG_CLASS_ASSAULT) || ng_class_is_a(cls, NG_CLASS_COERCE) ||
         cls == NG_CLASS_DISMISSAL || cls == NG_CLASS_APPOINTMENT || cls == NG_CLASS_CONCEDE ||
         cls == NG_CLASS_AID || cls == NG_CLASS_DEATH;
}

// A number that stands for people: "eleven", "dozens".
static bool
counts_people(const NgScene* s, uint32_t token)
{
  static const char* const many[] = {"dozen", "score", "hundred", "thousand", "million", "others"};
  bool                     found  = token != NG_NONE && tag(s, token)->pos == NG_POS_NUM;
  for (size_t i = 0; token != NG_NONE && i < sizeof(many) / sizeof(*many); ++i) {
    found = found || ng_str_is(tag(s, token)->lemma, many[i]) ||
            ng_str_is(s->doc->tokens.at[token].lower, many[i]);
  }
  return found;
}

// Deeds of which the place says enough where nobody is named: "a bomb went off in Quetta".
static bool
is_placed(const NgEventFinder* f, const NgReading* r)
{
  const NgClass cls = r->frame->cls;
  if (!r->roles[NG_ROLE_PLACE].n) {
    return false;
  }
  return cls == NG_CLASS_DISASTER || cls == NG_CLASS_PROTEST || cls == NG_CLASS_BOMBING ||
         cls == NG_CLASS_SHOOTING ||
         ((cls == NG_CLASS_KILLING || cls == NG_CLASS_AID) && r->origin == NG_FROM_VERB) ||
         (f->is_light && r->origin == NG_FROM_NOUN);
}

// A gerund or infinitive tells of what is told elsewhere.
static bool
is_bare(const NgScene* s, uint32_t trigger)
{
  const uint8_t x = tag(s, trigger)->xpos;
  return (x == NG_XPOS_VBG || x == NG_XPOS_VB) && !ng_scene_follows_auxiliary(s, trigger);
}

// Is there enough in it to be worth a fact?
static bool
is_worth(const NgEventFinder* f, const NgReading* r, const NgTimeExpression* time)
{
  const NgScene* const s = f->s;
  const bool is_counted  = r->clause.is_passive && suffers(r->frame->cls) && r->clause.obj != NG_NONE &&
                          counts_people(s, r->clause.obj); // "eleven were rescued"
  const bool many = (r->frame->cls == NG_CLASS_PROTEST || r->frame->cls == NG_CLASS_RETREAT) &&
                    counts_people(s, r->clause.subj); // "thousands marched"
  const NgClass cls  = r->frame->cls;
  const bool    deed = ng_class_is_a(cls, NG_CLASS_ASSAULT) || cls == NG_CLASS_COERCE ||
                    cls == NG_CLASS_RESTRICT;
  // "a ferry was attacked", "had killed twelve", "a church was torched"
  const bool hit = deed && r->has_named_object && (r->clause.is_passive || counts_people(s, r->clause.obj)) &&
                   r->truth.value == NG_TERM_ASSERTED;
  const bool who = r->roles[NG_ROLE_ACTOR].n || r->roles[NG_ROLE_TARGET].n || r->roles[NG_ROLE_RECIPIENT].n;
  if (who || is_placed(f, r)) {
    return true;
  }
  if (r->frame->cls == NG_CLASS_DISASTER && !time && is_bare(s, r->trigger)) {
    return false; // "followed by the tower coming down"
  }
  if (r->origin != NG_FROM_NOUN) {
    return is_counted || many || hit || r->frame->cls == NG_CLASS_DISASTER ||
           r->frame->cls == NG_CLASS_DEATH || r->frame->cls == NG_CLASS_LEGISLATE ||
           (r->frame->cls == NG_CLASS_ELECTION && (time || r->roles[NG_ROLE_PLACE].n)) ||
           (r->frame->cls == NG_CLASS_AGREE && r->has_named_object && r->truth.value == NG_TERM_ASSERTED);
  }
  if (ng_class_is_a(r->frame->cls, NG_CLASS_ASSAULT) && r->roles[NG_ROLE_PLACE].n &&
      r->truth.value == NG_TERM_ASSERTED && tag(s, r->trigger)->xpos == NG_XPOS_NN) {
    return true; // "a raid on a market near Gao"
  }
  return r->frame->cls == NG_CLASS_ELECTION && time;
}

// Rules, powers and denials about nobody in particular are no news.
static bool
is_generic(const NgScene* s, const NgReading* r)
{
  const NgTerm v = r->truth.value;
  if ((v == NG_TERM_HYPOTHETICAL || v == NG_TERM_DENIED) && all_groups(s, r)) {
    return true;
  }
  return v == NG_TERM_DENIED && !r->roles[NG_ROLE_TARGET].n &&
         (r->frame->cls == NG_CLASS_AGREE || r->frame->cls == NG_CLASS_CONSULT);
}

static bool
asks_negation(const NgScene* s, const NgFrame* frame)
{
  for (uint32_t i = 0; i < frame->n_conditions; ++i) {
    const NgCondition* const c = &s->lex->conditions.at[frame->conditions + i];
    if (!c->is_forbidden && c->n_rels && s->lex->rels.at[c->rels].rel == NG_REL_NEGATED) {
      return true;
    }
  }
  return false;
}

// What was refused is told by the refusal; a noun below a denial says nothing of itself.
static bool
is_refused(const NgScene* s, const NgReading* r)
{
  if (r->truth.value != NG_TERM_DENIED) {
    return false;
  }
  const uint32_t head = tag(s, r->trigger)->head;
  if (head >= s->doc->tokens.n) {
    return false;
  }
  if (r->origin == NG_FROM_NOUN) {
    return !ng_light_of(s, head, r->trigger);
  }
  const uint8_t rel = tag(s, r->trigger)->deprel;
  if (rel == NG_DEP_CCOMP && ng_scene_word(s, head)->speech == NG_SPEECH_DENY) {
    return false; // what somebody says was not done
  }
  return ng_scene_word(s, head)->embed == NG_TERM_DENIED && rel != NG_DEP_CONJ && rel != NG_DEP_PARATAXIS;
}

// Laws and schemes are done to; they do nothing.
static void
drop_measures(const NgScene* s, NgEntityVec* actors)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < actors->n; ++i) {
    if (s->doc->entities.at[actors->at[i]].cls != NG_CLASS_MEASURE) {
      actors->at[n++] = actors->at[i];
    }
  }
  actors->n = n;
}

// Outlets behind a passive's "by" report ("convicted by the Times of fraud"); in a headline a participle
// without an object is a passive whose "was" is left out.
static void
mend_voice(NgEventFinder* f, NgReading* r)
{
  const NgScene* const s     = f->s;
  NgEntityVec* const   actor = &r->roles[NG_ROLE_ACTOR];
  if (r->origin != NG_FROM_VERB || !suffers(r->frame->cls) || !actor->n) {
    return;
  }
  if (r->clause.is_passive && s->doc->entities.at[actor->at[0]].cls == NG_CLASS_MEDIA_OUTLET) {
    actor->n = 0;
    return;
  }
  const NgParKind kind = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[r->trigger]].paragraph].kind;
  const uint8_t   x    = tag(s, r->trigger)->xpos;
  const bool      bare = x == NG_XPOS_VBN ||
                    (x == NG_XPOS_VBD && !r->roles[NG_ROLE_TARGET].n && !r->clause.n_preps);
  if (kind == NG_PAR_HEADLINE && bare && !r->clause.is_passive && r->clause.obj == NG_NONE) {
    const NgClass who = s->doc->entities.at[actor->at[0]].cls;
    if (who == NG_CLASS_PERSON || who == NG_CLASS_GROUP) {
      r->roles[NG_ROLE_TARGET] = *actor;
    }
    memset(actor, 0, sizeof(*actor));
  }
}

// Does a clause of time below the verb tell of an accident?
static bool
has_accident_below(NgEventFinder* f, uint32_t verb)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[verb], n = 0; c != NG_NONE && n < MANY_DEPENDENTS;
       c = s->tree.next[c], ++n) {
    if (tag(s, c)->deprel != NG_DEP_ADVCL || tag(s, c)->pos != NG_POS_VERB) {
      continue;
    }
    NgClause below;
    ng_scene_clause(s, c, &below);
    for (uint32_t i = ng_scene_word(s, c)->verb; i != NG_NONE; i = s->lex->frames.at[i].next) {
      if (ng_frame_fits(f, &s->lex->frames.at[i], &below, NG_FROM_VERB, 1)) {
        return s->lex->frames.at[i].cls == NG_CLASS_DISASTER;
      }
    }
  }
  return false;
}

static bool
has_case(const NgScene* s, uint32_t noun, const char* preposition)
{
  const uint32_t p = ng_scene_case(s, noun, NG_DEP_CASE);
  return p != NG_NONE && ng_str_is(s->doc->tokens.at[p].lower, preposition);
}

// Was the last deed or disaster told of, in this sentence or the one before, a disaster, and does the clause
// name no other cause ("were killed in a firefight")?
static bool
follows_disaster(const NgScene* s, const NgReading* r)
{
  const uint32_t at = s->sentence[r->trigger];
  if (ng_str_is(tag(s, r->trigger)->lemma, "kill") && !ng_scene_follows_auxiliary(s, r->trigger)) {
    return false; // "the student killed on Monday"
  }
  for (uint32_t i = 0; i < r->clause.n_preps; ++i) {
    const uint32_t noun  = r->clause.preps[i].noun;
    const uint32_t frame = ng_scene_word(s, noun)->noun;
    const bool     event = frame != NG_NONE && s->lex->frames.at[frame].cls != NG_CLASS_DISASTER;
    if (event || (tag(s, noun)->pos == NG_POS_NOUN &&
                  (r->clause.preps[i].word == s->preposition_by || has_case(s, noun, "with")))) {
      return false;
    }
  }
  for (uint32_t i = s->doc->events.n, k = 0; i-- > 0 && k < 4; ++k) {
    const NgEvent* const e    = &s->doc->events.at[i];
    const uint32_t       from = s->doc->sentences.at[at ? at - 1 : at].bytes.begin;
    if (e->trigger.begin < from || e->trigger.begin >= s->doc->sentences.at[at].bytes.end) {
      return false;
    }
    if (e->cls == NG_CLASS_DISASTER || ng_class_is_a(e->cls, NG_CLASS_ASSAULT)) {
      return e->cls == NG_CLASS_DISASTER;
    }
  }
  return false;
}

// "Two were killed and nine hurt when a bus overturned": nobody did it where a clause of time, its own or
// that of the verb coordinated with it, tells of an accident.
static bool
is_accident(NgEventFinder* f, const NgReading* r)
{
  const NgScene* const s = f->s;
  if (r->origin != NG_FROM_VERB || !r->clause.is_passive || r->roles[NG_ROLE_ACTOR].n) {
    return false;
  }
  const uint32_t other = tag(s, r->trigger)->deprel == NG_DEP_CONJ
                             ? tag(s, r->trigger)->head
                             : ng_tree_child(&s->tree, s->doc, r->trigger, NG_DEP_CONJ);
  return has_accident_below(f, r->trigger) ||
         (other != NG_NONE && other < s->doc->tokens.n && has_accident_below(f, other)) ||
         follows_disaster(s, r);
}

static void
mend_accident(NgEventFinder* f, NgReading* r)
{
  static const NgFrame death = {.rule = "accident:killed", .cls = NG_CLASS_DEATH, .next = NG_NONE};
  static const NgFrame hurt  = {.rule = "accident:hurt", .cls = NG_CLASS_DISASTER, .next = NG_NONE};
  const NgStr          lemma = tag(f->s, r->trigger)->lemma;
  const bool           kill  = ng_str_is(lemma, "kill");
  if ((kill || ng_str_is(lemma, "injure") || ng_str_is(lemma, "hurt") || ng_str_is(lemma, "wound")) &&
      is_accident(f, r)) {
    r->frame = kill ? &death : &hurt;
  }
}

// "an accord between Chad and Sudan was signed": where nobody else acts, both parties do.
static void
part_parties(NgReading* r)
{
  NgEntityVec* const targets = &r->roles[NG_ROLE_TARGET];
  if ((r->frame->cls == NG_CLASS_AGREE || r->frame->cls == NG_CLASS_CONSULT) && !r->roles[NG_ROLE_ACTOR].n &&
      targets->n > 1) {
    r->roles[NG_ROLE_ACTOR] = *targets;
    memset(targets, 0, sizeof(*targets));
  }
}

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
  drop_measures(s, &r->roles[NG_ROLE_ACTOR]);
  mend_voice(f, r);
  mend_accident(f, r);
  part_parties(r);
  NG_TRY(as_governments(f, r));
  r->truth = ng_truth_of(s, r->trigger);
  if (r->truth.value == NG_TERM_DENIED && asks_negation(s, r->frame)) {
    r->truth.value = NG_TERM_ASSERTED; // the class says already that it was refused
  }
  if (s->quoted[r->trigger] != NG_NONE && r->truth.value == NG_TERM_ASSERTED) {
    r->truth.value = NG_TERM_ALLEGED;
  }
  if (is_refused(s, r)) {
    return NG_SUCCESS;
  }
  const NgTimeExpression* const time = time_of(s, r);
  NgEvent* const                same = find_same(f, r, time);
  if (same) {
    return merge_event(f, same, r, time);
  }
  return is_worth(f, r, time) && !is_generic(s, r) ? make_event(f, r, time) : NG_SUCCESS;
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
  const NgScene* const  s = f->s;
  const NgClause* const c = &r->clause;
  const NgParKind kind    = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[c->head]].paragraph].kind;
  const uint8_t   x       = tag(s, c->head)->xpos;
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
  if (frame && suffers(frame->cls)) {
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
  if (!r.frame || r.frame->cls == NG_CLASS_APPOINTMENT || !suffers(r.frame->cls) ||
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
  for (uint32_t c = s->tree.first[t]; c != NG_NONE && c < t; c = s->tree.next[c]) {
    must = must || (tag(s, c)->deprel == NG_DEP_AUX && ng_str_is(s->doc->tokens.at[c].lower, "must"));
  }
  if (!must || head >= s->doc->tokens.n || tag(s, t)->deprel != NG_DEP_CCOMP ||
      ng_scene_word(s, head)->speech != NG_SPEECH_SAY) {
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
  NG_TRY(as_governments(f, &r));
  r.truth.value  = NG_TERM_ASSERTED;
  r.truth.source = NG_NONE;
  return make_event(f, &r, NULL);
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
    return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
  }
  NG_TRY(read_paragraphs(&f, true, true));
  NG_TRY(read_paragraphs(&f, true, false));
  NG_TRY(read_paragraphs(&f, false, true));
  return read_paragraphs(&f, false, false);
}
