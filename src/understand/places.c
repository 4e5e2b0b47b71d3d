// SPDX-License-Identifier: Apache-2.0
// Where an event took place: by its own clause, by the phrases of who takes part, by the verb that tells of
// its beginning or end, and by the only place of the sentence.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

enum { MOST_WORDS = 128 }; // of a sentence that is looked through

static bool
is_where(NgStr word)
{
  return ng_str_is(word, "in") || ng_str_is(word, "at") || ng_str_is(word, "near") ||
         ng_str_is(word, "outside");
}

static bool
is_place(const NgScene* s, uint32_t entity)
{
  return entity != NG_NONE && (s->doc->entities.at[entity].cls == NG_CLASS_PLACE ||
                               s->doc->entities.at[entity].cls == NG_CLASS_COUNTRY);
}

// Who acts is told by where he is from: "the Kabul police", "the Chad army".
static bool
is_actor(const NgScene* s, uint32_t noun)
{
  const NgLexicon* const x = s->lex;
  return (ng_scene_classes(s, noun) & (x->human | x->collective | x->force | x->role)) != 0;
}

// "Kyiv", "the embassy in Lima", "a Kabul checkpoint".
static uint32_t
place_of_phrase(NgScene* s, uint32_t noun)
{
  uint32_t e = ng_scene_entity(s, noun, false);
  for (uint32_t d = s->tree.first[noun]; d != NG_NONE && e == NG_NONE; d = s->tree.next[d]) {
    const uint8_t rel = tag(s, d)->deprel;
    if (rel == NG_DEP_NMOD) {
      e = ng_scene_entity(s, d, false);
    } else if (rel == NG_DEP_COMPOUND && d < noun && !is_actor(s, noun)) {
      const uint32_t before = ng_scene_mention_entity(s, d);
      e                     = is_place(s, before) ? before : NG_NONE;
    }
  }
  return e;
}

static NgStatus
add_place(NgEventFinder* f, NgReading* r, uint32_t noun)
{
  const uint32_t e = place_of_phrase(f->s, noun);
  return is_place(f->s, e) ? ng_entity_add(f->s->doc, &r->roles[NG_ROLE_PLACE], e, f->err) : NG_SUCCESS;
}

// "on Tuesday in Odesa": the place hangs on the time.
static NgStatus
add_below_time(NgEventFinder* f, NgReading* r, uint32_t time)
{
  const NgScene* const s = f->s;
  for (uint32_t d = s->tree.first[time]; d != NG_NONE; d = s->tree.next[d]) {
    const uint32_t p = tag(s, d)->deprel == NG_DEP_NMOD ? ng_scene_case(s, d, NG_DEP_CASE) : NG_NONE;
    if (p != NG_NONE && is_where(s->doc->tokens.at[p].lower)) {
      NG_TRY(add_place(f, r, d));
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_reading_places(NgEventFinder* f, NgReading* r, const NgClause* c)
{
  const NgScene* const s = f->s;
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    if (c->preps[i].is_clause) {
      continue;
    }
    if (ng_scene_is_time(s, c->preps[i].noun)) {
      NG_TRY(add_below_time(f, r, c->preps[i].noun));
    } else if (is_where(ng_map_key(s->lex->map, c->preps[i].word))) {
      NG_TRY(add_place(f, r, c->preps[i].noun));
    }
  }
  return NG_SUCCESS;
}

// "Police in Lahore", "a bus in Gao": places in the phrase of somebody who takes part.
static NgStatus
add_of_phrase(NgEventFinder* f, NgReading* r, uint32_t noun)
{
  if (noun == NG_NONE || r->roles[NG_ROLE_PLACE].n) {
    return NG_SUCCESS;
  }
  NgClause phrase;
  ng_scene_noun(f->s, noun, &phrase);
  return ng_reading_places(f, r, &phrase);
}

static bool
tells_phase(const NgScene* s, uint32_t verb)
{
  return tag(s, verb)->pos == NG_POS_VERB &&
         ng_str_one_of(tag(s, verb)->lemma, "begin|start|end|open|occur|happen|resume|take|hold|kill|wound|"
                                            "injure|erupt|conclude");
}

static uint32_t
phase_above(const NgScene* s, uint32_t noun)
{
  const NgTag* const g = tag(s, noun);
  return g->pos == NG_POS_NOUN && g->head < s->doc->tokens.n &&
                 (g->deprel == NG_DEP_NSUBJ || g->deprel == NG_DEP_NSUBJ_PASS) && tells_phase(s, g->head)
             ? g->head
             : NG_NONE;
}

uint32_t
ng_phase_below(const NgScene* s, uint32_t noun)
{
  const uint32_t verb = tag(s, noun)->pos == NG_POS_NOUN ? child(s, noun, NG_DEP_ACL_RELCL) : NG_NONE;
  const uint32_t who  = verb != NG_NONE ? ng_scene_own_subject(s, verb) : NG_NONE;
  return who != NG_NONE && ng_scene_is_relative(s, who) && tells_phase(s, verb) ? verb : NG_NONE;
}

static NgStatus
add_of_phases(NgEventFinder* f, NgReading* r)
{
  const uint32_t verbs[] = {phase_above(f->s, r->trigger), ng_phase_below(f->s, r->trigger)};
  for (size_t i = 0; i < 2 && !r->roles[NG_ROLE_PLACE].n; ++i) {
    if (verbs[i] != NG_NONE) {
      NgClause clause;
      ng_scene_clause(f->s, verbs[i], &clause);
      NG_TRY(ng_reading_places(f, r, &clause));
    }
  }
  return NG_SUCCESS;
}

// Deeds and blows that happen at one place, unlike words and laws.
static bool
is_bodily(NgClass cls)
{
  return ng_class_is_a(cls, NG_CLASS_ASSAULT) || ng_class_is_a(cls, NG_CLASS_ARREST) ||
         cls == NG_CLASS_DISASTER || cls == NG_CLASS_DEATH || cls == NG_CLASS_PROTEST;
}

// What governs the first token of the span that is governed from outside it.
static uint32_t
head_of_span(const NgScene* s, NgSpan span)
{
  uint32_t head = NG_NONE;
  for (uint32_t t = span.begin; t < span.end && head == NG_NONE; ++t) {
    head = tag(s, t)->head;
    head = head >= span.begin && head < span.end ? NG_NONE : head;
  }
  return head;
}

// "jailed ... after the riots in Suva": the place of what another clause tells.
static bool
is_of_other_event(const NgScene* s, uint32_t place, uint32_t trigger)
{
  const NgSpan   name = s->doc->mentions.at[s->mention[place]].tokens;
  const uint32_t head = head_of_span(s, name);
  return head < s->doc->tokens.n && head != trigger && ng_scene_word(s, head)->noun != NG_NONE &&
         tag(s, head)->pos == NG_POS_NOUN &&
         ng_scene_clause_head(s, head) != ng_scene_clause_head(s, trigger);
}

// The only place of the sentence that a preposition of place stands before.
static NgStatus
add_only_one(NgEventFinder* f, NgReading* r)
{
  const NgScene* const s       = f->s;
  const NgSpan         span    = s->doc->sentences.at[s->sentence[r->trigger]].tokens;
  uint32_t             found   = NG_NONE;
  bool                 is_ours = true;
  for (uint32_t t = span.begin + 1; t < span.end && t < span.begin + MOST_WORDS; ++t) {
    const uint32_t e = ng_scene_mention_entity(s, t);
    if (!is_place(s, e) || !ng_scene_is_named(s, t) || s->mention[t - 1] == s->mention[t]) {
      continue;
    }
    uint32_t p = t - 1;
    while (p > span.begin && p + 4 > t && (tag(s, p)->pos == NG_POS_ADJ || tag(s, p)->pos == NG_POS_DET)) {
      --p; // "in northern Kenya"
    }
    if (!is_where(s->doc->tokens.at[p].lower) || e == found) {
      continue;
    }
    if (found != NG_NONE) {
      return NG_SUCCESS;
    }
    found   = e;
    is_ours = !is_of_other_event(s, t, r->trigger);
  }
  return is_ours ? ng_entity_add(s->doc, &r->roles[NG_ROLE_PLACE], found, f->err) : NG_SUCCESS;
}

NgStatus
ng_reading_all_places(NgEventFinder* f, NgReading* r)
{
  NG_TRY(ng_reading_places(f, r, &r->clause));
  NG_TRY(r->origin == NG_FROM_NOUN ? add_of_phases(f, r) : NG_SUCCESS);
  if (r->origin != NG_FROM_NOUN) {
    NG_TRY(add_of_phrase(f, r, r->clause.obj));
    NG_TRY(add_of_phrase(f, r, r->clause.subj));
  }
  for (uint32_t i = 0; i < r->clause.n_preps && r->origin == NG_FROM_NOUN;
       ++i) { // "the arrest of men in Suva"
    if (!r->clause.preps[i].is_clause) {
      NG_TRY(add_of_phrase(f, r, r->clause.preps[i].noun));
    }
  }
  return r->origin != NG_FROM_NOUN && is_bodily(r->frame->cls) && !r->roles[NG_ROLE_PLACE].n
             ? add_only_one(f, r)
             : NG_SUCCESS;
}
