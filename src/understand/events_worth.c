// SPDX-License-Identifier: Apache-2.0
// Is a reading worth a fact, and what its class and roles are when all is seen.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

enum { MANY_DEPENDENTS = 64 };

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

NgStatus
ng_reading_name_governments(NgEventFinder* f, NgReading* r)
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

// Does the class tell of a deed to somebody?
bool
ng_event_suffers(NgClass cls)
{
  return ng_class_is_a(cls, NG_CLASS_ASSAULT) || ng_class_is_a(cls, NG_CLASS_COERCE) ||
         cls == NG_CLASS_DISMISSAL || cls == NG_CLASS_APPOINTMENT || cls == NG_CLASS_CONCEDE ||
         cls == NG_CLASS_AID || cls == NG_CLASS_DEATH;
}

// A number that stands for people: "eleven", "dozens".
static bool
counts_people(const NgScene* s, uint32_t token)
{
  static const char many[] = "dozen|score|hundred|thousand|million|others";
  return token != NG_NONE && (tag(s, token)->pos == NG_POS_NUM || ng_str_one_of(tag(s, token)->lemma, many) ||
                              ng_str_one_of(s->doc->tokens.at[token].lower, many));
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
bool
ng_reading_is_worth(const NgEventFinder* f, const NgReading* r, const NgTimeExpression* time)
{
  const NgScene* const s          = f->s;
  const bool           is_counted = r->clause.is_passive && ng_event_suffers(r->frame->cls) &&
                          r->clause.obj != NG_NONE &&
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
bool
ng_reading_is_generic(const NgScene* s, const NgReading* r)
{
  const NgTerm v = r->truth.value;
  if ((v == NG_TERM_HYPOTHETICAL || v == NG_TERM_DENIED) && ng_reading_has_groups_alone(s, r)) {
    return true;
  }
  return v == NG_TERM_DENIED && !r->roles[NG_ROLE_TARGET].n &&
         (r->frame->cls == NG_CLASS_AGREE || r->frame->cls == NG_CLASS_CONSULT);
}

bool
ng_frame_asks_negation(const NgScene* s, const NgFrame* frame)
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
bool
ng_reading_is_refused(const NgScene* s, const NgReading* r)
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
  if (r->origin != NG_FROM_VERB || !ng_event_suffers(r->frame->cls) || !actor->n) {
    return;
  }
  if (r->clause.is_passive && s->doc->entities.at[actor->at[0]].cls == NG_CLASS_MEDIA_OUTLET) {
    actor->n = 0;
    return;
  }
  const NgParKind kind = par_kind(s, r->trigger);
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

NgStatus
ng_reading_mend(NgEventFinder* f, NgReading* r)
{
  drop_measures(f->s, &r->roles[NG_ROLE_ACTOR]);
  mend_voice(f, r);
  mend_accident(f, r);
  part_parties(r);
  return ng_reading_name_governments(f, r);
}
