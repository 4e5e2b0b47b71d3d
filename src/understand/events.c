// SPDX-License-Identifier: Apache-2.0
#include "understand/events.h"

#include "understand/factuality.h"
#include "understand/times.h"

enum { MERGE_WINDOW = 48, LABEL_BYTES = 600 };

typedef enum { FROM_VERB, FROM_NOUN, FROM_ADJECTIVE } Origin;

// One reading of a trigger by a line of the lists, before it becomes an event.
typedef struct {
  uint32_t       trigger;
  Origin         origin;
  const NgFrame* frame;
  NgClause       clause;
  NgEntityVec    roles[NG_N_ROLE];
  bool           has_named_object; // its line asked for the object that it has
  bool           is_guessed; // an argument was looked for in the complement or inside a phrase
  NgTruth        truth;
} Reading;

typedef struct {
  NgScene*  s;
  NgError*  err;
  bool*     consumed; // per token: the object that a verb's line asked for
  bool      is_light; // the noun that is read has a light verb above it
} Finder;

static const NgTag*
tag(const NgScene* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static bool
is_hostile(NgClass c)
{
  return ng_class_is_a(c, NG_CLASS_ASSAULT) || ng_class_is_a(c, NG_CLASS_COERCE) || c == NG_CLASS_SANCTION ||
         c == NG_CLASS_PROTEST || c == NG_CLASS_REJECT || c == NG_CLASS_MOBILIZE || c == NG_CLASS_DISMISSAL;
}

// --- conditions ---

static bool frame_fits(Finder* f, const NgFrame* frame, const NgClause* clause, Origin origin, int depth);

// Does the clause, or the object of it, tell of something hostile? Looks at the first line that fits.
static bool
tells_hostile(Finder* f, uint32_t token, int depth)
{
  if (token == NG_NONE || depth > 2) {
    return false;
  }
  NgClause clause;
  ng_scene_clause(f->s, token, &clause);
  for (uint32_t i = ng_scene_word(f->s, token)->verb; i != NG_NONE; i = f->s->lex->frames.at[i].next) {
    if (frame_fits(f, &f->s->lex->frames.at[i], &clause, FROM_VERB, depth + 1)) {
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
has_child_word(const NgScene* s, uint32_t head, uint32_t word, bool nominal)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    if (s->word[c] == word && (!nominal || tag(s, c)->deprel == NG_DEP_COMPOUND || tag(s, c)->deprel == NG_DEP_AMOD)) {
      return true;
    }
  }
  return false;
}

static bool
prep_holds(Finder* f, const NgClause* c, uint32_t word, const NgCondition* condition)
{
  const NgItem* const items = &f->s->lex->items.at[condition->items];
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    if (c->preps[i].word == word && (!condition->n_items || ng_scene_is(f->s, c->preps[i].noun, items, condition->n_items))) {
      return true;
    }
  }
  if (c->obj != NG_NONE && c->obj != c->head) { // the phrase may hang on the object
    NgClause noun;
    ng_scene_noun(f->s, c->obj, &noun);
    for (uint32_t i = 0; i < noun.n_preps; ++i) {
      if (noun.preps[i].word == word && condition->n_items &&
          ng_scene_is(f->s, noun.preps[i].noun, items, condition->n_items)) {
        return true;
      }
      if (noun.preps[i].word == word && !condition->n_items) {
        return true;
      }
    }
  }
  return !condition->n_items && has_child_word(f->s, c->head, word, false);
}

static bool
name_before(Finder* f, uint32_t head, const NgCondition* condition)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && c < head; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if ((rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD_DESC) &&
        (!condition->n_items || ng_scene_is(f->s, c, &s->lex->items.at[condition->items], condition->n_items))) {
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
    if (ng_str_is(s->doc->tokens.at[c].lower, "longer") && c > 0 && ng_str_is(s->doc->tokens.at[c - 1].lower, "no")) {
      return true;
    }
  }
  return false;
}

static bool
relation_holds(Finder* f, const NgRoleOf* rel, const NgClause* c, Origin origin, const NgCondition* condition, int depth)
{
  uint32_t token = NG_NONE;
  switch (rel->rel) {
  case NG_REL_SUBJ:
    token = c->subj;
    break;
  case NG_REL_OBJ:
    token = c->obj;
    break;
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
    if (origin == FROM_NOUN) {
      return name_before(f, c->head, condition);
    }
    token = c->xcomp != NG_NONE ? c->xcomp : c->ccomp;
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
         (!condition->n_items || ng_scene_is(f->s, token, &f->s->lex->items.at[condition->items], condition->n_items));
}

static bool
condition_holds(Finder* f, const NgCondition* condition, const NgClause* clause, Origin origin, int depth)
{
  bool holds = false;
  for (uint32_t i = 0; i < condition->n_rels && !holds; ++i) {
    holds = relation_holds(f, &f->s->lex->rels.at[condition->rels + i], clause, origin, condition, depth);
  }
  return holds != condition->is_forbidden;
}

// What a noun must have beside it counts no more where a light verb gives it a subject ("faces charges").
static bool
is_waived(const Finder* f, const NgCondition* c, const NgClause* clause)
{
  if (!f->is_light || c->is_forbidden || clause->is_verb) {
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

static bool
frame_fits(Finder* f, const NgFrame* frame, const NgClause* clause, Origin origin, int depth)
{
  if (origin == FROM_VERB && !ng_has_particles(f->s, clause->head, frame->particle)) {
    return false;
  }
  bool holds = true;
  for (uint32_t i = 0; i < frame->n_conditions; ++i) {
    const NgCondition* const c = &f->s->lex->conditions.at[frame->conditions + i];
    if (!c->is_other && !holds) {
      return false;
    }
    holds = (c->is_other && holds) || is_waived(f, c, clause) || condition_holds(f, c, clause, origin, depth);
  }
  return holds;
}

// --- arguments ---

static bool
shares(const NgEntityVec* a, const NgEntityVec* b)
{
  for (uint32_t i = 0; i < a->n && i < 8; ++i) {
    for (uint32_t k = 0; k < b->n && k < 8; ++k) {
      if (a->at[i] == b->at[k]) {
        return true;
      }
    }
  }
  return false;
}

static NgStatus
add_argument(Finder* f, Reading* r, uint8_t role, uint32_t token, bool inside)
{
  if (role == NG_ROLE_NONE || token == NG_NONE) {
    return NG_SUCCESS;
  }
  if (role == NG_ROLE_PLACE || role == NG_ROLE_INSTRUMENT) {
    return ng_scene_entities(f->s, token, false, false, &r->roles[role], f->err);
  }
  return ng_scene_entities(f->s, token, true, inside, &r->roles[role], f->err);
}

static NgStatus
add_preps(Finder* f, Reading* r, const NgClause* c, const NgRoleOf* role)
{
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    const bool agent = c->is_passive && role->word == f->s->preposition_by; // already the subject
    if (c->preps[i].word == role->word && !c->preps[i].is_clause && !agent) {
      NG_TRY(add_argument(f, r, role->role, c->preps[i].noun, role->role == NG_ROLE_TARGET && r->origin != FROM_NOUN));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_names_before(Finder* f, Reading* r, uint8_t role)
{
  NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[r->trigger]; c != NG_NONE && c < r->trigger; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD_DESC) {
      const uint32_t e = ng_scene_entity_before(s, c);
      if (e != NG_NONE) {
        const bool person = s->doc->entities.at[e].cls == NG_CLASS_PERSON;
        const bool turned = person && role == NG_ROLE_ACTOR &&
                            (ng_class_is_a(r->frame->cls, NG_CLASS_COERCE) || ng_class_is_a(r->frame->cls, NG_CLASS_ACCUSE));
        NG_TRY(ng_entity_add(s->doc, &r->roles[turned ? NG_ROLE_TARGET : role], e, f->err));
      }
    }
  }
  return NG_SUCCESS;
}

// "marched calling for", "struck demanding": an adverbial clause that tells what is wanted.
static uint32_t
claim_below(const Finder* f, const Reading* r)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[r->trigger]; c != NG_NONE; c = s->tree.next[c]) {
    const uint32_t frame = ng_scene_word(s, c)->verb;
    if (c > r->trigger && tag(s, c)->deprel == NG_DEP_ADVCL && frame != NG_NONE) {
      const NgClass cls = s->lex->frames.at[frame].cls;
      if (cls == NG_CLASS_REQUEST || cls == NG_CLASS_REJECT || cls == NG_CLASS_ACCUSE || cls == NG_CLASS_PROTEST) {
        return c;
      }
    }
  }
  return NG_NONE;
}

// Where the parser hung the clause elsewhere: the subject of the next verb in the sentence.
static NgStatus
add_next_subject(Finder* f, Reading* r, uint8_t role)
{
  NgScene* const s   = f->s;
  const uint32_t end = s->doc->sentences.at[s->sentence[r->trigger]].tokens.end;
  for (uint32_t t = r->trigger + 1; t < end && t < r->trigger + 24; ++t) {
    if (ng_scene_word(s, t)->speech != NG_SPEECH_NONE && tag(s, t)->pos == NG_POS_VERB) {
      return NG_SUCCESS; // "..., witnesses said"
    }
    if (tag(s, t)->pos == NG_POS_VERB && tag(s, t)->xpos != NG_XPOS_VBG) {
      NgClause below;
      ng_scene_clause(s, t, &below);
      const uint32_t subject = below.is_passive ? below.obj : below.subj;
      if (subject != NG_NONE && subject > r->trigger && subject < t) {
        r->is_guessed = true;
        return ng_scene_entities(s, subject, true, true, &r->roles[role], f->err);
      }
      return NG_SUCCESS;
    }
  }
  return NG_SUCCESS;
}

// From one clause: its subject where it has one of its own, a named object, whoever stands in its phrases, then any object.
static NgStatus
add_from_clause(Finder* f, const NgClause* below, bool has_subject, NgEntityVec* out)
{
  NgScene* const s = f->s;
  if (has_subject && below->has_own_subject) {
    NG_TRY(ng_scene_entities(s, below->is_passive ? below->obj : below->subj, true, true, out, f->err));
  }
  if (!out->n && below->obj != NG_NONE) {
    NG_TRY(ng_scene_entities(s, below->obj, false, true, out, f->err));
  }
  for (uint32_t i = 0; i < below->n_preps && !out->n; ++i) {
    if (!below->preps[i].is_clause) {
      NG_TRY(ng_scene_entities(s, below->preps[i].noun, true, true, out, f->err));
    }
  }
  if (!out->n && below->obj != NG_NONE) {
    NgClause noun;
    ng_scene_noun(s, below->obj, &noun);
    for (uint32_t i = 0; i < noun.n_preps && !out->n; ++i) {
      NG_TRY(ng_scene_entities(s, noun.preps[i].noun, true, true, out, f->err));
    }
  }
  return !out->n && below->obj != NG_NONE ? ng_scene_entities(s, below->obj, true, false, out, f->err) : NG_SUCCESS;
}

// Whom the clause below is about: its subject ("demanded that X leave"), else its object or the end of its phrases.
static NgStatus
add_from_complement(Finder* f, Reading* r, uint8_t role, int depth)
{
  const NgClause* const c    = &r->clause;
  uint32_t              comp = c->ccomp != NG_NONE ? c->ccomp : c->xcomp;
  comp = comp != NG_NONE ? comp : claim_below(f, r);
  if (comp == NG_NONE && c->obj == NG_NONE) {
    return add_next_subject(f, r, role);
  }
  for (; comp != NG_NONE && depth < 3 && !r->roles[role].n; ++depth) {
    NgClause below;
    ng_scene_clause(f->s, comp, &below);
    r->is_guessed = true;
    NG_TRY(add_from_clause(f, &below, c->ccomp == comp, &r->roles[role]));
    comp = below.xcomp != NG_NONE ? below.xcomp : below.ccomp;
  }
  // The actor is not his own target.
  NgEntityVec* const v = &r->roles[role];
  if (r->is_guessed && v->n == 1 && r->roles[NG_ROLE_ACTOR].n && v->at[0] == r->roles[NG_ROLE_ACTOR].at[0]) {
    v->n = 0;
  }
  return NG_SUCCESS;
}

static NgStatus
fill_role(Finder* f, Reading* r, const NgRoleOf* role)
{
  const NgClause* const c = &r->clause;
  switch (role->rel) {
  case NG_REL_SUBJ:
    return add_argument(f, r, role->role, c->subj, false);
  case NG_REL_OBJ:
    return add_argument(f, r, role->role, c->obj, role->role == NG_ROLE_TARGET);
  case NG_REL_IOBJ:
    return add_argument(f, r, role->role, c->iobj, false);
  case NG_REL_POSS:
    return add_argument(f, r, role->role, c->poss, false);
  case NG_REL_XCOMP:
    return add_argument(f, r, role->role, c->xcomp, false);
  case NG_REL_COMP:
    return r->origin == FROM_NOUN ? add_names_before(f, r, role->role) : NG_SUCCESS;
  case NG_REL_PREP:
    NG_TRY(add_preps(f, r, c, role));
    if (r->origin != FROM_NOUN && c->obj != NG_NONE) {
      NgClause noun;
      ng_scene_noun(f->s, c->obj, &noun);
      return add_preps(f, r, &noun, role);
    }
    return NG_SUCCESS;
  default:
    return NG_SUCCESS;
  }
}

static NgStatus
fill_roles(Finder* f, Reading* r)
{
  const NgLexicon* const x = f->s->lex;
  for (uint32_t i = 0; i < r->frame->n_roles; ++i) {
    const NgRoleOf* const role = &x->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_OBJ && role->role == NG_ROLE_TARGET && r->frame->n_roles > 2 && r->roles[NG_ROLE_TARGET].n) {
      continue;
    }
    NG_TRY(fill_role(f, r, role));
  }
  for (uint32_t i = 0; i < r->frame->n_roles && r->origin != FROM_NOUN; ++i) {
    const NgRoleOf* const role = &x->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_COMP && !r->roles[role->role].n) {
      NG_TRY(add_from_complement(f, r, role->role, 0));
    }
  }
  return NG_SUCCESS;
}

// "in Kyiv", "at the embassy in Lima": places among the phrases of the clause and of its object.
static NgStatus
add_places(Finder* f, Reading* r, const NgClause* c)
{
  NgScene* const s = f->s;
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    const NgStr w = ng_map_key(s->lex->map, c->preps[i].word);
    if (c->preps[i].is_clause ||
        !(ng_str_is(w, "in") || ng_str_is(w, "at") || ng_str_is(w, "near") || ng_str_is(w, "outside"))) {
      continue;
    }
    uint32_t e = ng_scene_entity(s, c->preps[i].noun, false);
    for (uint32_t d = s->tree.first[c->preps[i].noun]; d != NG_NONE && e == NG_NONE; d = s->tree.next[d]) {
      e = tag(s, d)->deprel == NG_DEP_NMOD ? ng_scene_entity(s, d, false) : NG_NONE;
    }
    if (e != NG_NONE && (s->doc->entities.at[e].cls == NG_CLASS_PLACE || s->doc->entities.at[e].cls == NG_CLASS_COUNTRY)) {
      NG_TRY(ng_entity_add(s->doc, &r->roles[NG_ROLE_PLACE], e, f->err));
    }
  }
  return NG_SUCCESS;
}

// "has been the target of attacks": the subject of the predicate noun suffers what the noun tells.
static NgStatus
add_predicate_subject(Finder* f, Reading* r, uint32_t head)
{
  const NgStr lemma = tag(f->s, head)->lemma;
  if (r->roles[NG_ROLE_TARGET].n || !(ng_str_is(lemma, "subject") || ng_str_is(lemma, "target") || ng_str_is(lemma, "victim") ||
                                      ng_str_is(lemma, "focus") || ng_str_is(lemma, "object"))) {
    return NG_SUCCESS;
  }
  bool passive;
  return ng_scene_entities(f->s, ng_scene_subject(f->s, head, &passive), true, false, &r->roles[NG_ROLE_TARGET], f->err);
}

// "its demand that Israel leave", "a promise to help Chad": whom the clause of the noun is about.
static NgStatus
add_from_noun_clause(Finder* f, Reading* r)
{
  const NgClass cls = r->frame->cls;
  if (r->roles[NG_ROLE_TARGET].n || r->clause.xcomp == NG_NONE ||
      !(cls == NG_CLASS_REQUEST || cls == NG_CLASS_REJECT || cls == NG_CLASS_THREATEN || cls == NG_CLASS_AGREE)) {
    return NG_SUCCESS;
  }
  NgClause below;
  ng_scene_clause(f->s, r->clause.xcomp, &below);
  r->is_guessed = true;
  NG_TRY(add_from_clause(f, &below, true, &r->roles[NG_ROLE_TARGET]));
  NgEntityVec* const v = &r->roles[NG_ROLE_TARGET];
  if (v->n == 1 && shares(v, &r->roles[NG_ROLE_ACTOR])) {
    v->n = 0;
  }
  return NG_SUCCESS;
}

// The subject that a light verb lends to the noun.
static NgStatus
add_light_subject(Finder* f, Reading* r)
{
  const uint32_t head = tag(f->s, r->trigger)->head;
  if (head >= f->s->doc->tokens.n || !ng_scene_heads_clause(f->s, head)) {
    return NG_SUCCESS;
  }
  NG_TRY(add_predicate_subject(f, r, head));
  const NgLight* const light = ng_light_of(f->s, head, r->trigger);
  if (!light) {
    return NG_SUCCESS;
  }
  NgClause above;
  ng_scene_clause(f->s, head, &above);
  if (light->role != NG_ROLE_NONE && !r->roles[light->role].n && above.subj != r->trigger) {
    NG_TRY(ng_scene_entities(f->s, above.subj, true, false, &r->roles[light->role], f->err));
  }
  // "launched attacks on", "imposed a ban against": the phrase may hang on the verb.
  for (uint32_t i = 0; i < r->frame->n_roles; ++i) {
    const NgRoleOf* const role = &f->s->lex->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_PREP && role->word != f->s->preposition_by && !r->roles[role->role].n) {
      NG_TRY(add_preps(f, r, &above, role));
    }
  }
  return add_places(f, r, &above);
}

// --- making events ---

static bool
takes_countries(NgClass cls, uint8_t role)
{
  if (role == NG_ROLE_ACTOR) {
    return cls == NG_CLASS_DISASTER || cls == NG_CLASS_DEATH || cls == NG_CLASS_ELECTION;
  }
  return cls == NG_CLASS_CONSULT || ng_class_is_a(cls, NG_CLASS_ASSAULT) || cls == NG_CLASS_MOBILIZE || cls == NG_CLASS_RETREAT ||
         cls == NG_CLASS_DISASTER || cls == NG_CLASS_DEATH || cls == NG_CLASS_ELECTION || cls == NG_CLASS_AID;
}

// A token of the sentence that names the entity.
static uint32_t
name_of(const NgScene* s, const Reading* r, uint32_t entity)
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
as_governments(Finder* f, Reading* r)
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
    if (!shares(&one, b)) {
      return false;
    }
  }
  return true;
}

static bool
agrees(const NgEntityVec* a, const NgEntityVec* b)
{
  return !a->n || !b->n || shares(a, b);
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
  const bool below = ng_class_is_a(a, b) || ng_class_is_a(b, a);
  const bool broad = a == NG_CLASS_COERCE || b == NG_CLASS_COERCE || a == NG_CLASS_ACCUSE || b == NG_CLASS_ACCUSE;
  return below && !broad;
}

// Two halves in one sentence: who did it here, to whom there.
static bool
is_half(const NgEvent* e, const Reading* r, NgSpan trigger)
{
  const bool halves = (!e->actors.n && !r->roles[NG_ROLE_TARGET].n) || (!e->targets.n && !r->roles[NG_ROLE_ACTOR].n);
  return halves && e->cls == r->frame->cls && e->evidence.n && e->evidence.at[0].begin <= trigger.begin &&
         trigger.begin < e->evidence.at[0].end;
}

// The same word, however inflected: alike in its first letters.
static bool
same_word(const NgScene* s, const NgEvent* e, uint32_t trigger)
{
  const NgStr a = ng_doc_bytes(s->doc, e->trigger), b = ng_doc_token(s->doc, trigger);
  const size_t n = a.len < b.len ? a.len : b.len;
  return n && !memcmp(a.at, b.at, n > 4 ? n - 3 : 1);
}

static bool
is_same(const NgScene* s, const NgEvent* e, const Reading* r, const NgTimeExpression* time, NgSpan trigger)
{
  const NgDate none = {0};
  if (r->origin == FROM_NOUN && e->cls != r->frame->cls && ng_class_is_a(r->frame->cls, e->cls)) {
    return false; // a bombing is more than the assault told of
  }
  if (!related(e->cls, r->frame->cls) || !same_time(e, time ? time->begin : none)) {
    return false;
  }
  if ((e->factuality == NG_TERM_DENIED) != (r->truth.value == NG_TERM_DENIED)) {
    return false;
  }
  const NgEntityVec* const actor  = &r->roles[NG_ROLE_ACTOR];
  const NgEntityVec* const target = &r->roles[NG_ROLE_TARGET];
  // What is only alleged, planned or possible must not add anybody to what is told as a fact, nor the other way round.
  if (e->factuality != r->truth.value && !(is_within(actor, &e->actors) && is_within(target, &e->targets))) {
    return false;
  }
  if (!agrees(&e->actors, actor) || !agrees(&e->targets, target)) {
    return false;
  }
  if (!actor->n && !target->n) {
    return r->origin == FROM_NOUN;
  }
  const bool is_body = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[r->trigger]].paragraph].kind == NG_PAR_BODY;
  if (r->origin != FROM_NOUN && is_body && !shares(&e->targets, target) && !same_word(s, e, r->trigger)) {
    return is_half(e, r, trigger); // one actor does many things
  }
  if (shares(&e->actors, actor) || shares(&e->targets, target) || (!e->actors.n && !e->targets.n)) {
    return true;
  }
  return is_half(e, r, trigger);
}

static NgEvent*
find_same(Finder* f, const Reading* r, const NgTimeExpression* time)
{
  NgDoc* const doc     = f->s->doc;
  const NgSpan trigger = ng_doc_byte_span(doc, (NgSpan){r->trigger, r->trigger + 1});
  for (uint32_t i = doc->events.n, k = 0; i-- > 0 && k < MERGE_WINDOW; ++k) {
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
add_evidence(Finder* f, NgEvent* e, uint32_t token)
{
  const NgSpan span = sentence_bytes(f->s, token);
  for (uint32_t i = 0; i < e->evidence.n; ++i) {
    if (e->evidence.at[i].begin == span.begin) {
      return NG_SUCCESS;
    }
  }
  NgSpan* const place = NG_VEC_ADD(f->s->doc->arena, e->evidence);
  if (!place) {
    return ng_error_set(f->err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
  }
  *place = span;
  return NG_SUCCESS;
}

static NgStr
label_of(const NgScene* s, uint32_t trigger)
{
  const NgSpan span  = ng_scene_clause_span(s, ng_scene_clause_head(s, trigger));
  NgStr        label = ng_doc_words(s->doc, span);
  if (label.len > LABEL_BYTES) {
    label.len = LABEL_BYTES;
    while (label.len && ((unsigned char)label.at[label.len] & 0xC0) == 0x80) {
      --label.len;
    }
  }
  return label;
}

static bool
all_groups(const NgScene* s, const Reading* r)
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
confidence_of(const NgScene* s, const Reading* r)
{
  float c = r->origin == FROM_NOUN ? 0.72F : 0.82F;
  c += r->roles[NG_ROLE_ACTOR].n && r->roles[NG_ROLE_TARGET].n ? 0.1F : 0;
  c -= r->is_guessed ? 0.1F : 0;
  c -= is_generic_tense(s, r->trigger) ? 0.1F : 0;
  c -= all_groups(s, r) ? 0.12F : 0;
  c -= r->truth.value != NG_TERM_ASSERTED && r->truth.value != NG_TERM_ALLEGED ? 0.08F : 0;
  return c;
}

static uint32_t
source_entity(Finder* f, const Reading* r)
{
  if (r->truth.source != NG_NONE) {
    const uint32_t e = ng_scene_entity(f->s, r->truth.source, true);
    return ng_scene_government(f->s, e);
  }
  const uint32_t q = f->s->quoted[r->trigger];
  return q != NG_NONE ? f->s->doc->statements.at[q].speaker : NG_NONE;
}

static NgStatus
merge_event(Finder* f, NgEvent* e, const Reading* r, const NgTimeExpression* time)
{
  NgDoc* const doc = f->s->doc;
  if (e->cls != NG_CLASS_DEATH || r->frame->cls != NG_CLASS_DEATH) {
    NG_TRY(add_all(doc, &e->actors, &r->roles[NG_ROLE_ACTOR], f->err));
  }
  NG_TRY(add_all(doc, &e->targets, &r->roles[NG_ROLE_TARGET], f->err));
  NG_TRY(add_all(doc, &e->recipients, &r->roles[NG_ROLE_RECIPIENT], f->err));
  NG_TRY(add_all(doc, &e->places, &r->roles[NG_ROLE_PLACE], f->err));
  set_time(e, time);
  if (ng_class_is_a(r->frame->cls, e->cls)) {
    e->cls = r->frame->cls;
  }
  return add_evidence(f, e, r->trigger);
}

static NgStatus
make_event(Finder* f, const Reading* r, const NgTimeExpression* time)
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
  return add_evidence(f, e, r->trigger);
}

// Is there enough in it to be worth a fact?
static bool
is_worth(const Reading* r, const NgTimeExpression* time)
{
  const bool who = r->roles[NG_ROLE_ACTOR].n || r->roles[NG_ROLE_TARGET].n || r->roles[NG_ROLE_RECIPIENT].n;
  if (r->origin != FROM_NOUN) {
    return who || r->frame->cls == NG_CLASS_DISASTER || r->frame->cls == NG_CLASS_DEATH || r->frame->cls == NG_CLASS_LEGISLATE ||
           (r->frame->cls == NG_CLASS_AGREE && r->has_named_object && r->truth.value == NG_TERM_ASSERTED);
  }
  switch (r->frame->cls) {
  case NG_CLASS_DISASTER:
  case NG_CLASS_PROTEST:
    return who || r->roles[NG_ROLE_PLACE].n;
  case NG_CLASS_ELECTION:
    return time || who;
  default:
    return who;
  }
}

// Rules, powers and denials about nobody in particular are no news.
static bool
is_generic(const NgScene* s, const Reading* r)
{
  const NgTerm v = r->truth.value;
  if ((v == NG_TERM_HYPOTHETICAL || v == NG_TERM_DENIED) && all_groups(s, r)) {
    return true;
  }
  return v == NG_TERM_DENIED && !r->roles[NG_ROLE_TARGET].n && (r->frame->cls == NG_CLASS_AGREE || r->frame->cls == NG_CLASS_CONSULT);
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
is_refused(const NgScene* s, const Reading* r)
{
  if (r->truth.value != NG_TERM_DENIED) {
    return false;
  }
  const uint32_t head = tag(s, r->trigger)->head;
  if (head >= s->doc->tokens.n) {
    return false;
  }
  if (r->origin == FROM_NOUN) {
    return !ng_light_of(s, head, r->trigger);
  }
  const uint8_t rel = tag(s, r->trigger)->deprel;
  return ng_scene_word(s, head)->embed == NG_TERM_DENIED && rel != NG_DEP_CONJ && rel != NG_DEP_PARATAXIS;
}

// Outlets behind a passive's "by" report ("convicted by the Times of fraud"); in a headline a participle without an
// object is a passive whose "was" is left out.
static void
mend_voice(Finder* f, Reading* r)
{
  const NgScene* const s     = f->s;
  NgEntityVec* const   actor = &r->roles[NG_ROLE_ACTOR];
  const NgClass        cls   = r->frame->cls;
  const bool deed = ng_class_is_a(cls, NG_CLASS_ASSAULT) || ng_class_is_a(cls, NG_CLASS_COERCE) || cls == NG_CLASS_DISMISSAL ||
                    cls == NG_CLASS_APPOINTMENT || cls == NG_CLASS_CONCEDE;
  if (r->origin != FROM_VERB || !deed || !actor->n) {
    return;
  }
  if (r->clause.is_passive && s->doc->entities.at[actor->at[0]].cls == NG_CLASS_MEDIA_OUTLET) {
    actor->n = 0;
    return;
  }
  const NgParKind kind = s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[r->trigger]].paragraph].kind;
  const uint8_t   x    = tag(s, r->trigger)->xpos;
  if (kind == NG_PAR_HEADLINE && (x == NG_XPOS_VBN || x == NG_XPOS_VBD) && r->clause.obj == NG_NONE && !r->roles[NG_ROLE_TARGET].n &&
      !r->clause.n_preps) {
    const NgClass who = s->doc->entities.at[actor->at[0]].cls;
    if (who == NG_CLASS_PERSON || who == NG_CLASS_GROUP) {
      r->roles[NG_ROLE_TARGET] = *actor;
    }
    memset(actor, 0, sizeof(*actor));
  }
}

static NgStatus
finish_reading(Finder* f, Reading* r)
{
  NgScene* const s = f->s;
  NG_TRY(add_places(f, r, &r->clause));
  mend_voice(f, r);
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
  const NgTimeExpression* const time = ng_time_of(s, r->trigger);
  NgEvent* const                same = find_same(f, r, time);
  if (same) {
    return merge_event(f, same, r, time);
  }
  return is_worth(r, time) && !is_generic(s, r) ? make_event(f, r, time) : NG_SUCCESS;
}

// A verb's line that asked for its object has told what the noun would tell.
static void
consume_object(Finder* f, Reading* r)
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

static NgStatus
read_trigger(Finder* f, uint32_t token, Origin origin, uint32_t first)
{
  if (first == NG_NONE) {
    return NG_SUCCESS;
  }
  Reading r = {.trigger = token, .origin = origin};
  f->is_light = false;
  if (origin == FROM_NOUN) {
    const uint32_t head = tag(f->s, token)->head;
    ng_scene_noun(f->s, token, &r.clause);
    f->is_light = head < f->s->doc->tokens.n && ng_light_of(f->s, head, token) != NULL;
  } else {
    ng_scene_clause(f->s, token, &r.clause);
  }
  for (uint32_t i = first; i != NG_NONE && !r.frame; i = f->s->lex->frames.at[i].next) {
    r.frame = frame_fits(f, &f->s->lex->frames.at[i], &r.clause, origin, 0) ? &f->s->lex->frames.at[i] : NULL;
  }
  if (!r.frame) {
    return NG_SUCCESS;
  }
  NG_TRY(fill_roles(f, &r));
  if (origin == FROM_NOUN) {
    NG_TRY(add_light_subject(f, &r));
    NG_TRY(add_from_noun_clause(f, &r));
  } else {
    consume_object(f, &r);
  }
  return finish_reading(f, &r);
}

static NgStatus
read_token(Finder* f, uint32_t t)
{
  const NgScene* const s = f->s;
  const NgWord* const  w = ng_scene_word(s, t);
  const uint8_t        pos = tag(s, t)->pos;
  if (s->idiom[t]) {
    return NG_SUCCESS;
  }
  if (pos == NG_POS_VERB && (tag(s, t)->deprel != NG_DEP_AMOD || ng_scene_follows_auxiliary(s, t)) && tag(s, t)->deprel != NG_DEP_COMPOUND &&
      tag(s, t)->deprel != NG_DEP_CASE && tag(s, t)->deprel != NG_DEP_MARK) {
    return read_trigger(f, t, FROM_VERB, w->verb);
  }
  if (pos == NG_POS_ADJ && tag(s, t)->deprel != NG_DEP_AMOD) {
    return read_trigger(f, t, FROM_ADJECTIVE, w->adjective);
  }
  if (pos == NG_POS_NOUN && !f->consumed[t] && tag(s, t)->deprel != NG_DEP_COMPOUND) {
    if (s->pair[t] != NG_NONE && s->lex->words.at[s->pair[t]].noun != NG_NONE) {
      return read_trigger(f, t, FROM_NOUN, s->lex->words.at[s->pair[t]].noun);
    }
    return read_trigger(f, t, FROM_NOUN, w->noun);
  }
  return NG_SUCCESS;
}

// "Roe said that Doe must go": who says so asks it of the subject.
static NgStatus
read_demand(Finder* f, uint32_t t)
{
  static const NgFrame frame = {.rule = "speech:must", .cls = NG_CLASS_REQUEST, .next = NG_NONE};
  NgScene* const       s     = f->s;
  const uint32_t       head  = tag(s, t)->head;
  bool                 must  = false, passive;
  for (uint32_t c = s->tree.first[t]; c != NG_NONE && c < t; c = s->tree.next[c]) {
    must = must || (tag(s, c)->deprel == NG_DEP_AUX && ng_str_is(s->doc->tokens.at[c].lower, "must"));
  }
  if (!must || head >= s->doc->tokens.n || tag(s, t)->deprel != NG_DEP_CCOMP || ng_scene_word(s, head)->speech != NG_SPEECH_SAY) {
    return NG_SUCCESS;
  }
  Reading r = {.trigger = t, .origin = FROM_VERB, .frame = &frame};
  ng_scene_clause(s, head, &r.clause);
  NG_TRY(ng_scene_entities(s, ng_scene_subject(s, head, &passive), true, false, &r.roles[NG_ROLE_ACTOR], f->err));
  NG_TRY(ng_scene_entities(s, ng_scene_subject(s, t, &passive), true, true, &r.roles[NG_ROLE_TARGET], f->err));
  if (!r.roles[NG_ROLE_ACTOR].n || !r.roles[NG_ROLE_TARGET].n || shares(&r.roles[NG_ROLE_ACTOR], &r.roles[NG_ROLE_TARGET])) {
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
  return p->repeats == NG_NONE && p->kind != NG_PAR_FURNITURE && p->kind != NG_PAR_BYLINE && p->kind != NG_PAR_DATELINE;
}

// Verbs before nouns, the body before headline and captions: what is told fully comes first, repetition adds evidence.
static NgStatus
read_paragraphs(Finder* f, bool body, bool verbs)
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
  Finder f   = {.s = scene, .err = err};
  f.consumed = ng_arena_calloc(scene->doc->arena, scene->doc->tokens.n + 1, sizeof(bool));
  if (!f.consumed) {
    return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
  }
  NG_TRY(read_paragraphs(&f, true, true));
  NG_TRY(read_paragraphs(&f, true, false));
  NG_TRY(read_paragraphs(&f, false, true));
  return read_paragraphs(&f, false, false);
}
