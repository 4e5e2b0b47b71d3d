// SPDX-License-Identifier: Apache-2.0
// Who fills the roles of an event, by the relations that its line of the lists names.
#include "understand/events_impl.h"
#include "understand/scene_impl.h"

bool
ng_entities_share(const NgEntityVec* a, const NgEntityVec* b)
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
add_argument(NgEventFinder* f, NgReading* r, uint8_t role, uint32_t token, bool inside)
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
add_preps(NgEventFinder* f, NgReading* r, const NgClause* c, const NgRoleOf* role)
{
  for (uint32_t i = 0; i < c->n_preps; ++i) {
    const bool agent = c->is_passive && role->word == f->s->preposition_by; // already the subject
    if (c->preps[i].word == role->word && !c->preps[i].is_clause && !agent &&
        !ng_scene_is_time(f->s, c->preps[i].noun)) {
      NG_TRY(add_argument(f, r, role->role, c->preps[i].noun,
                          role->role == NG_ROLE_TARGET && r->origin != NG_FROM_NOUN));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_names_before(NgEventFinder* f, NgReading* r, uint8_t role)
{
  NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[r->trigger]; c != NG_NONE && c < r->trigger; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD_DESC) {
      const uint32_t e = ng_scene_entity_before(s, c);
      if (e != NG_NONE) {
        const bool person = s->doc->entities.at[e].cls == NG_CLASS_PERSON;
        const bool turned = person && role == NG_ROLE_ACTOR &&
                            (ng_class_is_a(r->frame->cls, NG_CLASS_COERCE) ||
                             ng_class_is_a(r->frame->cls, NG_CLASS_ACCUSE));
        NG_TRY(ng_entity_add(s->doc, &r->roles[turned ? NG_ROLE_TARGET : role], e, f->err));
      }
    }
  }
  return NG_SUCCESS;
}

// "marched calling for", "struck demanding": an adverbial clause that tells what is wanted.
static uint32_t
claim_below(const NgEventFinder* f, const NgReading* r)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[r->trigger]; c != NG_NONE; c = s->tree.next[c]) {
    const uint32_t frame = ng_scene_word(s, c)->verb;
    if (c > r->trigger && tag(s, c)->deprel == NG_DEP_ADVCL && frame != NG_NONE) {
      const NgClass cls = s->lex->frames.at[frame].cls;
      if (cls == NG_CLASS_REQUEST || cls == NG_CLASS_REJECT || cls == NG_CLASS_ACCUSE ||
          cls == NG_CLASS_PROTEST) {
        return c;
      }
    }
  }
  return NG_NONE;
}

// Where the parser hung the clause elsewhere: the subject of the next verb in the sentence.
static NgStatus
add_next_subject(NgEventFinder* f, NgReading* r, uint8_t role)
{
  NgScene* const s   = f->s;
  const uint32_t end = s->doc->sentences.at[s->sentence[r->trigger]].tokens.end;
  for (uint32_t t = r->trigger + 1; t < end && t < r->trigger + 24; ++t) {
    if (ng_scene_word(s, t)->speech != NG_SPEECH_NONE && tag(s, t)->pos == NG_POS_VERB) {
      return NG_SUCCESS; // "..., witnesses said"
    }
    if (tag(s, t)->pos == NG_POS_VERB && tag(s, t)->deprel == NG_DEP_ACL_RELCL) {
      return NG_SUCCESS; // tells of a place or person by the way
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

// From one clause: its subject where it has one of its own, a named object, whoever stands in its phrases,
// then any object.
static NgStatus
add_from_clause(NgEventFinder* f, const NgClause* below, bool has_subject, NgEntityVec* out)
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
  return !out->n && below->obj != NG_NONE ? ng_scene_entities(s, below->obj, true, false, out, f->err)
                                          : NG_SUCCESS;
}

// Whom the clause below is about: its subject ("demanded that X leave"), else its object or the end of its
// phrases.
static NgStatus
add_from_complement(NgEventFinder* f, NgReading* r, uint8_t role, int depth)
{
  const NgClause* const c    = &r->clause;
  uint32_t              comp = c->ccomp != NG_NONE ? c->ccomp : c->xcomp;
  comp                       = comp != NG_NONE ? comp : claim_below(f, r);
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

// "the police's arrest of Roe": where "of" tells who suffers it, the owner does it.
static bool
tells_object(const NgEventFinder* f, const NgReading* r)
{
  bool of = false;
  for (uint32_t i = 0; i < r->clause.n_preps; ++i) {
    of = of || (r->clause.preps[i].word == f->s->preposition_of && !r->clause.preps[i].is_clause);
  }
  for (uint32_t i = 0; of && r->origin == NG_FROM_NOUN && i < r->frame->n_roles; ++i) {
    const NgRoleOf* const role = &f->s->lex->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_PREP && role->word == f->s->preposition_of) {
      return role->role == NG_ROLE_TARGET;
    }
  }
  return false;
}

// "came to the aid of Chad", "bowed to pressure from farmers": the phrase hangs on the noun that the line
// asked for behind another preposition.
static NgStatus
add_inner_preps(NgEventFinder* f, NgReading* r, const NgRoleOf* role)
{
  const NgLexicon* const x = f->s->lex;
  const NgClause* const  c = &r->clause;
  for (uint32_t i = 0; i < r->frame->n_conditions; ++i) {
    const NgCondition* const asked = &x->conditions.at[r->frame->conditions + i];
    for (uint32_t k = 0; k < asked->n_rels && asked->n_items && !asked->is_forbidden; ++k) {
      const NgRoleOf* const rel = &x->rels.at[asked->rels + k];
      for (uint32_t j = 0; j < c->n_preps && rel->rel == NG_REL_PREP && !r->roles[role->role].n; ++j) {
        if (c->preps[j].word == rel->word && !c->preps[j].is_clause &&
            ng_scene_is(f->s, c->preps[j].noun, &x->items.at[asked->items], asked->n_items)) {
          NgClause noun;
          ng_scene_noun(f->s, c->preps[j].noun, &noun);
          NG_TRY(add_preps(f, r, &noun, role));
        }
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
fill_role(NgEventFinder* f, NgReading* r, const NgRoleOf* role)
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
    return add_argument(f, r, tells_object(f, r) ? NG_ROLE_ACTOR : role->role, c->poss, false);
  case NG_REL_XCOMP:
    return add_argument(f, r, role->role, c->xcomp, false);
  case NG_REL_COMP:
    return r->origin == NG_FROM_NOUN ? add_names_before(f, r, role->role) : NG_SUCCESS;
  case NG_REL_PREP:
    NG_TRY(add_preps(f, r, c, role));
    if (r->origin != NG_FROM_NOUN && c->obj != NG_NONE) {
      NgClause noun;
      ng_scene_noun(f->s, c->obj, &noun);
      NG_TRY(add_preps(f, r, &noun, role));
      const uint32_t counted = ng_scene_counted(f->s, c->obj); // "sent tons of food to refugees"
      if (counted != NG_NONE) {
        ng_scene_noun(f->s, counted, &noun);
        return add_preps(f, r, &noun, role);
      }
    }
    return r->origin == NG_FROM_VERB ? add_inner_preps(f, r, role) : NG_SUCCESS;
  default:
    return NG_SUCCESS;
  }
}

// "threatened to strike unless Chad pays": whoever can still turn it away is threatened.
static NgStatus
add_condition_subject(NgEventFinder* f, NgReading* r)
{
  NgScene* const s       = f->s;
  const uint32_t heads[] = {r->trigger, r->clause.xcomp};
  for (size_t i = 0; i < 2 && !r->roles[NG_ROLE_TARGET].n; ++i) {
    for (uint32_t c = heads[i] != NG_NONE ? s->tree.first[heads[i]] : NG_NONE; c != NG_NONE;
         c          = s->tree.next[c]) {
      const uint32_t mark = tag(s, c)->deprel == NG_DEP_ADVCL ? ng_scene_case(s, c, NG_DEP_MARK) : NG_NONE;
      if (mark != NG_NONE && c > heads[i] &&
          (ng_str_is(s->doc->tokens.at[mark].lower, "unless") ||
           ng_str_is(s->doc->tokens.at[mark].lower, "if"))) {
        bool passive;
        r->is_guessed = true;
        NG_TRY(ng_scene_entities(s, ng_scene_subject(s, c, &passive), true, false, &r->roles[NG_ROLE_TARGET],
                                 f->err));
        break;
      }
    }
  }
  if (ng_entities_share(&r->roles[NG_ROLE_TARGET], &r->roles[NG_ROLE_ACTOR])) {
    r->roles[NG_ROLE_TARGET].n = 0;
  }
  return NG_SUCCESS;
}

// "convicted Roe and sentenced him": whom a personal pronoun names did not do it to himself. A subject that
// is told by its own words stays, and the pronoun is somebody else.
static void
part_pronoun(NgEventFinder* f, NgReading* r)
{
  const NgScene* const  s = f->s;
  const NgClause* const c = &r->clause;
  if (r->origin != NG_FROM_VERB || c->is_passive || c->obj == NG_NONE || c->subj == NG_NONE ||
      tag(s, c->obj)->xpos != NG_XPOS_PRP || ng_str_ends(s->doc->tokens.at[c->obj].lower, "self") ||
      ng_str_ends(s->doc->tokens.at[c->obj].lower, "selves") ||
      !ng_entities_share(&r->roles[NG_ROLE_ACTOR], &r->roles[NG_ROLE_TARGET])) {
    return;
  }
  const bool is_told = c->has_own_subject && tag(s, c->subj)->pos != NG_POS_PRON;
  r->roles[is_told ? NG_ROLE_TARGET : NG_ROLE_ACTOR].n = 0;
}

NgStatus
ng_reading_fill(NgEventFinder* f, NgReading* r)
{
  const NgLexicon* const x = f->s->lex;
  for (uint32_t i = 0; i < r->frame->n_roles; ++i) {
    const NgRoleOf* const role = &x->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_OBJ && role->role == NG_ROLE_TARGET && r->frame->n_roles > 2 &&
        r->roles[NG_ROLE_TARGET].n) {
      continue;
    }
    NG_TRY(fill_role(f, r, role));
  }
  part_pronoun(f, r);
  for (uint32_t i = 0; i < r->frame->n_roles && r->origin != NG_FROM_NOUN; ++i) {
    const NgRoleOf* const role = &x->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_COMP && !r->roles[role->role].n) {
      NG_TRY(add_from_complement(f, r, role->role, 0));
    }
  }
  if (r->frame->cls == NG_CLASS_THREATEN && r->origin == NG_FROM_VERB && !r->roles[NG_ROLE_TARGET].n) {
    return add_condition_subject(f, r);
  }
  return NG_SUCCESS;
}

// "has been the target of attacks": the subject of the predicate noun suffers what the noun tells.
static NgStatus
add_predicate_subject(NgEventFinder* f, NgReading* r, uint32_t head)
{
  const NgStr lemma = tag(f->s, head)->lemma;
  if (r->roles[NG_ROLE_TARGET].n ||
      !(ng_str_is(lemma, "subject") || ng_str_is(lemma, "target") || ng_str_is(lemma, "victim") ||
        ng_str_is(lemma, "focus") || ng_str_is(lemma, "object"))) {
    return NG_SUCCESS;
  }
  bool passive;
  return ng_scene_entities(f->s, ng_scene_subject(f->s, head, &passive), true, false,
                           &r->roles[NG_ROLE_TARGET], f->err);
}

// "its demand that Israel leave", "a promise to help Chad": whom the clause of the noun is about.
NgStatus
ng_reading_noun_clause(NgEventFinder* f, NgReading* r)
{
  const NgClass cls = r->frame->cls;
  if (r->roles[NG_ROLE_TARGET].n || r->clause.xcomp == NG_NONE ||
      !(cls == NG_CLASS_REQUEST || cls == NG_CLASS_REJECT || cls == NG_CLASS_THREATEN ||
        cls == NG_CLASS_AGREE)) {
    return NG_SUCCESS;
  }
  NgClause below;
  ng_scene_clause(f->s, r->clause.xcomp, &below);
  r->is_guessed = true;
  NG_TRY(add_from_clause(f, &below, true, &r->roles[NG_ROLE_TARGET]));
  NgEntityVec* const v = &r->roles[NG_ROLE_TARGET];
  if (v->n == 1 && ng_entities_share(v, &r->roles[NG_ROLE_ACTOR])) {
    v->n = 0;
  }
  return NG_SUCCESS;
}

// The subject that a light verb lends to the noun.
NgStatus
ng_reading_light(NgEventFinder* f, NgReading* r)
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
  if (light->is_subject) { // "protests rocked Lima"
    NG_TRY(add_argument(f, r, light->role, above.obj, false));
  }
  // "went on strike": who protests or confers does so himself.
  const NgClass cls             = r->frame->cls;
  const bool    own             = cls == NG_CLASS_PROTEST || cls == NG_CLASS_CONSULT || cls == NG_CLASS_AGREE;
  const uint8_t role_of_subject = own && light->role == NG_ROLE_TARGET ? NG_ROLE_ACTOR : light->role;
  if (role_of_subject != NG_ROLE_NONE && !r->roles[role_of_subject].n && above.subj != r->trigger) {
    NG_TRY(ng_scene_entities(f->s, above.subj, true, false, &r->roles[role_of_subject], f->err));
  }
  // "launched attacks on", "imposed a ban against": the phrase may hang on the verb.
  for (uint32_t i = 0; i < r->frame->n_roles; ++i) {
    const NgRoleOf* const role = &f->s->lex->roles.at[r->frame->roles + i];
    if (role->rel == NG_REL_PREP && role->word != f->s->preposition_by && !r->roles[role->role].n) {
      NG_TRY(add_preps(f, r, &above, role));
    }
  }
  return ng_reading_places(f, r, &above);
}
