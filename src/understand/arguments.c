// SPDX-License-Identifier: Apache-2.0
// From the phrases of a sentence to the entities that they stand for.
#include "understand/government.h"
#include "understand/scene_impl.h"

enum { MAX_CONJUNCTS = 32, LOOK_BACK = 2048 };

uint32_t
ng_scene_mention_entity(const NgScene* s, uint32_t token)
{
  const uint32_t m = s->mention[token];
  if (m == NG_NONE) {
    return NG_NONE;
  }
  const uint32_t e = s->doc->mentions.at[m].entity;
  return e < s->doc->entities.n ? e : NG_NONE;
}

bool
ng_is_body(NgClass c)
{
  return c == NG_CLASS_GOVERNMENT || c == NG_CLASS_AGENCY || c == NG_CLASS_LEGISLATURE ||
         c == NG_CLASS_COURT || c == NG_CLASS_PARTY || c == NG_CLASS_INTERNATIONAL_ORGANIZATION ||
         c == NG_CLASS_MEDIA_OUTLET || c == NG_CLASS_ORGANIZATION;
}

static bool
is_actor_class(NgClass c)
{
  return ng_is_body(c) || c == NG_CLASS_PERSON || c == NG_CLASS_GROUP || c == NG_CLASS_COUNTRY ||
         c == NG_CLASS_PLACE || c == NG_CLASS_MEASURE;
}

// The name in a phrase whose head is a title or a description: "minister Jane Roe", "Jane Roe, the minister".
static uint32_t
name_below(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel != NG_DEP_APPOS && rel != NG_DEP_FLAT && rel != NG_DEP_NMOD_DESC) {
      continue;
    }
    const uint32_t e = ng_scene_mention_entity(s, c);
    if (e != NG_NONE && is_actor_class(s->doc->entities.at[e].cls)) {
      return e;
    }
  }
  return NG_NONE;
}

// A name that follows a title or description without a verb between: "Foreign Secretary Jane Roe", "Secretary
// of State Jane Roe", "the minister, Jane Roe", "the broadcaster RTV". Only people stand behind a comma or a
// preposition.
static uint32_t
name_behind(const NgScene* s, uint32_t token)
{
  const NgDoc* const doc     = s->doc;
  const uint32_t     end     = doc->sentences.at[s->sentence[token]].tokens.end;
  const uint32_t     start   = s->mention[token];
  const bool         is_role = start == NG_NONE &&
                       (ng_scene_word(s, token)->classes & (s->lex->role | s->lex->human)) != 0;
  const bool is_plural = tag(s, token)->xpos == NG_XPOS_NNS; // "the attackers, Colonel Roe said"
  bool       loose = false, comma_before = false;            // a preposition or comma lies between
  for (uint32_t t = token + 1; t < end && t < token + 10; ++t) {
    const uint32_t m = s->mention[t];
    if (m != NG_NONE && m != start && doc->mentions.at[m].kind == NG_MENTION_NAME) {
      const uint32_t e   = ng_scene_mention_entity(s, t);
      const NgClass  cls = e != NG_NONE ? doc->entities.at[e].cls : NG_CLASS_NONE;
      // "an adviser to President Roe" is not Roe; "ambassador to France Jane Roe" is.
      const bool own = doc->mentions.at[m].tokens.begin != t || tag(s, t - 1)->pos == NG_POS_ADP ||
                       (ng_scene_word(s, t - 1)->classes & s->lex->role);
      if (loose && own && !comma_before) {
        return NG_NONE;
      }
      if (cls == NG_CLASS_PERSON || (!loose && t == token + 1 && start == NG_NONE && ng_is_body(cls))) {
        return e;
      }
    }
    const uint8_t pos = tag(s, t)->pos;
    const NgStr   w   = doc->tokens.at[t].lower;
    const bool    of = ng_str_is(w, "of") || ng_str_is(w, "to") || ng_str_is(w, "for") || ng_str_is(w, "and");
    const bool    comma = ng_str_is(w, ",");
    const bool    title = pos == NG_POS_PROPN || ng_str_is(w, "-") || (loose && ng_str_is(w, "the")) ||
                       (!loose && (pos == NG_POS_NOUN || pos == NG_POS_ADJ));
    // "minister of finance, Jane Roe": a comma only right behind the title.
    if (!title && !(is_role && of && t > token) && !(is_role && comma && t == token + 1 && !is_plural)) {
      return NG_NONE;
    }
    loose        = loose || of || comma;
    comma_before = comma_before || comma;
  }
  return NG_NONE;
}

static bool
may_be_titled(const NgScene* s, uint32_t token)
{
  const uint32_t m   = s->mention[token];
  const uint8_t  pos = tag(s, token)->pos;
  if (m != NG_NONE) {
    const uint32_t e = ng_scene_mention_entity(s, token);
    return e == NG_NONE || s->doc->entities.at[e].cls != NG_CLASS_PERSON;
  }
  return (pos == NG_POS_NOUN || pos == NG_POS_PROPN) &&
         (ng_scene_word(s, token)->classes & (s->lex->role | s->lex->human | s->lex->collective)) != 0;
}

uint64_t
ng_scene_classes(const NgScene* s, uint32_t token)
{
  uint64_t bits = ng_scene_word(s, token)->classes;
  if (s->lower[token] != NG_NONE) {
    bits |= s->lex->words.at[s->lower[token]].classes;
  }
  if (s->pair[token] != NG_NONE) {
    bits |= s->lex->words.at[s->pair[token]].classes;
  }
  // "Cyclone Tesi" is a cyclone, "Fire Brigade" no fire.
  if (!bits && token > 0 && tag(s, token)->pos == NG_POS_PROPN && tag(s, token - 1)->pos == NG_POS_PROPN &&
      s->lower[token - 1] != NG_NONE && ng_scene_mention_entity(s, token) == NG_NONE) {
    bits = s->lex->words.at[s->lower[token - 1]].classes & s->lex->hazard;
  }
  return bits;
}

// Words that stand for the people counted by them: "dozens of protesters", "a group of students".
uint32_t
ng_scene_counted(const NgScene* s, uint32_t token)
{
  const NgStr lemma    = tag(s, token)->lemma;
  const bool  is_count = (ng_scene_word(s, token)->classes & s->lex->measure) ||
                        tag(s, token)->pos == NG_POS_NUM || ng_str_is(lemma, "group") ||
                        ng_str_is(lemma, "dozen") || ng_str_is(lemma, "hundred") ||
                        ng_str_is(lemma, "thousand") || ng_str_is(lemma, "million") ||
                        ng_str_is(lemma, "number") || ng_str_is(lemma, "ten") || ng_str_is(lemma, "score") ||
                        ng_str_is(lemma, "member") || ng_str_is(lemma, "all") || ng_str_is(lemma, "some") ||
                        ng_str_is(lemma, "many") || ng_str_is(lemma, "most") || ng_str_is(lemma, "both") ||
                        ng_str_is(lemma, "one") || ng_str_is(lemma, "several") ||
                        ng_str_is(lemma, "majority") || ng_str_is(lemma, "half") || ng_str_is(lemma, "crowd");
  if (!is_count) {
    return NG_NONE;
  }
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_NMOD) {
      const uint32_t p = ng_scene_case(s, c, NG_DEP_CASE);
      if (p != NG_NONE && s->word[p] == s->preposition_of) {
        return c;
      }
    }
  }
  return NG_NONE;
}

static uint32_t
find_group(const NgScene* s, NgStr label)
{
  for (uint32_t i = s->doc->entities.n, k = 0; k < LOOK_BACK && i-- > 0;
       ++k) { // farther back it is the same IRI anyway
    const NgEntity* const e = &s->doc->entities.at[i];
    if (e->cls == NG_CLASS_GROUP && ng_str_eq(e->label, label)) {
      return i;
    }
  }
  return NG_NONE;
}

static uint32_t
country_of_phrase(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    const uint32_t e = ng_scene_mention_entity(s, c);
    if (e != NG_NONE) {
      const NgEntity* const x = &s->doc->entities.at[e];
      if (x->cls == NG_CLASS_COUNTRY) {
        return e;
      }
      if (x->country != NG_NONE && x->country < s->doc->entities.n) {
        return x->country;
      }
    }
  }
  return NG_NONE;
}

// The phrase without determiner, possessive and quotation marks, as far as its head.
static NgStr
group_label(const NgScene* s, uint32_t token)
{
  NgSpan core = ng_tree_core(&s->tree, s->doc, token);
  if (token - core.begin > 6) {
    core.begin = token - 6;
  }
  for (uint32_t t = token; t-- > core.begin;) { // a confused parse: no phrase goes over a verb or a dash
    const uint8_t x           = tag(s, t)->xpos;
    const bool    behind_noun = x == NG_XPOS_VBN && t > core.begin && tag(s, t - 1)->pos == NG_POS_NOUN;
    if (t == tag(s, token)->head || behind_noun || x == NG_XPOS_VBD || x == NG_XPOS_VBZ || x == NG_XPOS_VBP ||
        x == NG_XPOS_MD || x == NG_XPOS_COLON) {
      core.begin = t + 1;
      break;
    }
  }
  while (core.begin < token) {
    const uint8_t pos = tag(s, core.begin)->pos;
    const uint8_t x   = tag(s, core.begin)->xpos;
    if (pos != NG_POS_DET && pos != NG_POS_PUNCT && pos != NG_POS_ADP && x != NG_XPOS_PRP_POSS &&
        pos != NG_POS_PART && pos != NG_POS_ADV && pos != NG_POS_CCONJ && pos != NG_POS_VERB &&
        x != NG_XPOS_JJS && x != NG_XPOS_JJR) {
      break;
    }
    ++core.begin;
  }
  // "president of Armenia", "deputy chief of the militia", "government of President Roe"
  const uint64_t bits  = ng_scene_word(s, token)->classes;
  const bool     of    = token + 1 < s->doc->tokens.n && s->word[token + 1] == s->preposition_of;
  const uint32_t owner = of ? tag(s, token + 1)->head : NG_NONE;
  const bool     named = owner < s->doc->tokens.n && ng_scene_mention_entity(s, owner) != NG_NONE &&
                     s->doc->entities.at[ng_scene_mention_entity(s, owner)].cls == NG_CLASS_PERSON;
  if (((bits & s->lex->role) || ((bits & s->lex->collective) && named)) && token + 1 < s->doc->tokens.n &&
      s->word[token + 1] == s->preposition_of) {
    const uint32_t noun = tag(s, token + 1)->head;
    if (noun > token + 1 && noun < token + 8 && tag(s, noun)->head == token) {
      core.end = noun + 1;
      while (core.end < s->tree.right[noun] && core.end < token + 8 && s->mention[core.end] != NG_NONE &&
             s->mention[core.end] == s->mention[noun]) {
        ++core.end;
      }
    }
  }
  return ng_doc_words(s->doc, core);
}

// Words that tell nothing of who is meant: "others", "the other officer", "another person", "each
// individual".
static bool
is_nobody(const NgScene* s, uint32_t token, NgStr label)
{
  if (ng_str_one_of(label, "one|ones|other|others|same|someone|thing")) {
    return true;
  }
  if (token && ng_str_one_of(label, "person|individual") &&
      ng_str_one_of(s->doc->tokens.at[token - 1].lower, "another|any|each|every|no|that|the|this")) {
    return true;
  }
  return ng_str_starts(label, "other ") || ng_str_starts(label, "another ");
}

// Entity of people or a body without a name. A bare or definite phrase takes up an earlier one with the same
// words.
static uint32_t
make_group(NgScene* s, uint32_t token)
{
  NgDoc* const doc = s->doc;
  if (s->group[token] != NG_NONE) {
    return s->group[token];
  }
  const NgStr label = group_label(s, token);
  if (is_nobody(s, token, label)) {
    return NG_NONE;
  }
  uint32_t found = find_group(s, label);
  if (found == NG_NONE) {
    NgEntity* const e = NG_VEC_ADD(doc->arena, doc->entities);
    if (!e) {
      return NG_NONE;
    }
    found        = doc->entities.n - 1;
    e->cls       = NG_CLASS_GROUP;
    e->label     = label;
    e->known     = NG_NONE;
    e->is_local  = true;
    e->is_plural = tag(s, token)->xpos == NG_XPOS_NNS;
    e->country   = country_of_phrase(s, token);
    e->member_of = NG_NONE;
    e->part_of   = NG_NONE;
  }
  s->group[token] = found;
  return found;
}

// "Liberians"
bool
ng_scene_is_people(const NgScene* s, uint32_t token)
{
  const uint8_t x      = tag(s, token)->xpos;
  const NgStr   w      = s->doc->tokens.at[token].lower;
  const bool    s_form = w.len > 3 && w.at[w.len - 1] == 's' && w.at[w.len - 2] != 's';
  return s->demonym[token] != NG_NONE &&
         (x == NG_XPOS_NNS || x == NG_XPOS_NNPS || (x == NG_XPOS_NNP && s_form));
}

// "sources said", "according to sources": people there, whatever else the noun may stand for.
static bool
is_telling_source(const NgScene* s, uint32_t token)
{
  const uint32_t head = tag(s, token)->head;
  const uint8_t  rel  = tag(s, token)->deprel;
  if (!ng_scene_word(s, token)->is_source || tag(s, token)->pos != NG_POS_NOUN) {
    return false;
  }
  if (head < s->doc->tokens.n && ng_scene_word(s, head)->speech != NG_SPEECH_NONE &&
      (rel == NG_DEP_NSUBJ || (rel == NG_DEP_OBJ && child(s, head, NG_DEP_NSUBJ) == NG_NONE))) {
    return true;
  }
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    if (ng_str_is(s->doc->tokens.at[c].lower, "according")) {
      return true;
    }
  }
  return false;
}

static bool
may_be_group(const NgScene* s, uint32_t token)
{
  const uint8_t  pos  = tag(s, token)->pos;
  const uint64_t bits = ng_scene_classes(s, token);
  const uint8_t  x    = tag(s, token)->xpos;
  if (ng_scene_is_people(s, token) || s->people[token] || is_telling_source(s, token)) {
    return true;
  }
  for (uint32_t c = x == NG_XPOS_NNS ? s->tree.first[token] : NG_NONE; c != NG_NONE && c < token;
       c          = s->tree.next[c]) {
    if (s->demonym[c] != NG_NONE && tag(s, c)->deprel == NG_DEP_AMOD && !bits) {
      return true; // "Afghan irregulars"
    }
  }
  return (pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_ADJ) &&
         (bits & (s->lex->human | s->lex->collective | s->lex->role | s->lex->force)) != 0;
}

// "Roe said she would": the pronoun that is subject of reported words is whoever spoke, where they agree.
static uint32_t
reporter(NgScene* s, uint32_t token)
{
  const NgStr w  = s->doc->tokens.at[token].lower;
  const bool  he = ng_str_is(w, "he"), she = ng_str_is(w, "she"), it = ng_str_is(w, "it"),
             they = ng_str_is(w, "they");
  if (!he && !she && !it && !they) {
    return NG_NONE;
  }
  uint32_t       at    = tag(s, token)->head;
  const uint32_t frame = at < s->doc->tokens.n ? ng_scene_word(s, at)->verb : NG_NONE;
  if (frame != NG_NONE && s->lex->frames.at[frame].cls == NG_CLASS_DEATH) {
    return NG_NONE; // nobody tells of his own death
  }
  for (int i = 0; i < 4 && at < s->doc->tokens.n; ++i) {
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n || tag(s, at)->deprel != NG_DEP_CCOMP) {
      return NG_NONE;
    }
    const uint8_t speech = ng_scene_word(s, head)->speech;
    if (head < token && (speech == NG_SPEECH_SAY || speech == NG_SPEECH_CLAIM || speech == NG_SPEECH_THINK)) {
      bool     is_passive = false;
      uint32_t subject    = ng_scene_own_subject(s, head);
      subject             = subject == NG_NONE ? ng_scene_subject(s, head, &is_passive) : subject;
      if (subject == NG_NONE || subject >= head || tag(s, subject)->pos == NG_POS_PRON) {
        return NG_NONE;
      }
      const uint32_t e = ng_scene_entity(s, subject, true);
      if (e == NG_NONE) {
        return NG_NONE;
      }
      const NgEntity* const x      = &s->doc->entities.at[e];
      const bool            person = x->cls == NG_CLASS_PERSON;
      const bool            one    = x->cls == NG_CLASS_GROUP && !x->is_plural; // "the attacker"
      const bool            fits   = he    ? one || (person && !x->is_female)
                                     : she ? one || (person && !x->is_male)
                                     : it  ? !person && !x->is_plural
                                           : !person;
      return fits ? e : NG_NONE;
    }
    at = head;
  }
  return NG_NONE;
}

uint32_t
ng_scene_entity(NgScene* scene, uint32_t token, bool may_make)
{
  if (token < scene->doc->tokens.n && tag(scene, token)->pos == NG_POS_PRON) {
    const uint32_t speaker = reporter(scene, token);
    if (speaker != NG_NONE) {
      return speaker;
    }
  }
  for (int i = 0; i < 3 && token != NG_NONE; ++i) {
    uint32_t e = may_be_titled(scene, token) ? name_behind(scene, token) : NG_NONE;
    e          = e != NG_NONE ? e : ng_scene_mention_entity(scene, token);
    if (e != NG_NONE && is_actor_class(scene->doc->entities.at[e].cls)) {
      return e;
    }
    e = name_below(scene, token);
    if (e != NG_NONE) {
      return e;
    }
    const uint32_t head = tag(scene, token)->head;
    const uint32_t who  = ng_scene_who(scene, token);
    if (who != NG_NONE) {
      token = who;
      continue;
    }
    if (ng_scene_is_relative(scene, token) && head < scene->doc->tokens.n &&
        tag(scene, head)->deprel == NG_DEP_ACL_RELCL) {
      token = tag(scene, head)->head;
      continue;
    }
    const uint32_t inner = ng_scene_counted(scene, token);
    if (inner == NG_NONE) {
      break;
    }
    token = inner;
  }
  return token != NG_NONE && may_make && may_be_group(scene, token) ? make_group(scene, token) : NG_NONE;
}

NgStatus
ng_entity_add(NgDoc* doc, NgEntityVec* vec, uint32_t entity, NgError* err)
{
  if (entity == NG_NONE) {
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < vec->n; ++i) {
    if (vec->at[i] == entity) {
      return NG_SUCCESS;
    }
  }
  uint32_t* const place = NG_VEC_ADD(doc->arena, *vec);
  if (!place) {
    return ng_error_no_mem(err);
  }
  *place = entity;
  return NG_SUCCESS;
}

static bool
same_row(const NgEntity* e, uint32_t row)
{
  return e->known == row && e->cls == NG_CLASS_COUNTRY;
}

// The country of a demonym, added where the article has none.
static uint32_t
country_of_row(NgScene* s, uint32_t row)
{
  NgDoc* const doc = s->doc;
  for (uint32_t i = doc->entities.n, k = 0; k < LOOK_BACK && i-- > 0; ++k) {
    if (same_row(&doc->entities.at[i], row)) {
      return i;
    }
  }
  NgEntity* const e = NG_VEC_ADD(doc->arena, doc->entities);
  if (!e) {
    return NG_NONE;
  }
  e->cls        = NG_CLASS_COUNTRY;
  e->label      = ng_know_label(s->know, row, doc->arena);
  e->qid        = ng_know_qid(s->know, row, doc->arena);
  e->known      = row;
  e->link_score = 0.9F;
  e->country = e->member_of = e->part_of = NG_NONE;
  return doc->entities.n - 1;
}

uint32_t
ng_scene_entity_before(NgScene* scene, uint32_t token)
{
  const uint32_t e = ng_scene_entity(scene, token, false);
  if (e != NG_NONE || scene->demonym[token] == NG_NONE || scene->mention[token] != NG_NONE) {
    return e;
  }
  const uint32_t   country = country_of_row(scene, scene->demonym[token]);
  NgMention* const m       = country != NG_NONE ? NG_VEC_ADD(scene->doc->arena, scene->added) : NULL;
  if (!m) {
    return country;
  }
  m->tokens     = (NgSpan){token, token + 1};
  m->name_class = NG_CLASS_COUNTRY;
  m->kind       = NG_MENTION_NOMINAL;
  m->entity     = ng_scene_government(scene, country);
  m->score      = 0.8F;
  m->rule       = "facts:demonym";
  return country;
}

// Owner or name inside a phrase that is nobody itself.
static uint32_t
entity_inside(NgScene* s, uint32_t token, int depth)
{
  uint32_t best = NG_NONE;
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    uint32_t      e   = NG_NONE;
    if (rel == NG_DEP_NMOD_POSS) {
      return ng_scene_entity(s, c, true);
    }
    if (rel == NG_DEP_NMOD && depth < 2 && best == NG_NONE && ng_scene_case(s, c, NG_DEP_CASE) != NG_NONE &&
        s->word[ng_scene_case(s, c, NG_DEP_CASE)] == s->preposition_of) { // "part of a Kurdish camp"
      e    = ng_scene_entity(s, c, true);
      best = e != NG_NONE ? e : entity_inside(s, c, depth + 1);
      continue;
    }
    if (rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD) {
      e = rel == NG_DEP_NMOD ? ng_scene_entity(s, c, true) : ng_scene_entity_before(s, c);
    }
    best = best == NG_NONE ? e : best;
  }
  return best;
}

// The noun coordinated with a noun that is coordinated itself and has no other behind it, or NG_NONE.
static uint32_t
last_conjunct(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.next[token]; c != NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_CONJ) {
      return NG_NONE;
    }
  }
  const uint32_t c = child(s, token, NG_DEP_CONJ);
  return c != NG_NONE && !ng_scene_is_verb(s, c) ? c : NG_NONE;
}

NgStatus
ng_scene_entities(NgScene* scene, uint32_t token, bool make, bool inside, NgEntityVec* out, NgError* err)
{
  if (token == NG_NONE) {
    return NG_SUCCESS;
  }
  uint32_t e = ng_scene_entity(scene, token, make);
  if (e == NG_NONE && inside) {
    e = entity_inside(scene, token, 0);
  }
  NG_TRY(ng_entity_add(scene->doc, out, e, err));
  // "Kenya, Uganda and Rwanda": the parser hangs the third now on the first, now on the second.
  uint32_t c = scene->tree.first[token];
  for (int n = 0; c != NG_NONE && n < MAX_CONJUNCTS;) {
    if (tag(scene, c)->deprel != NG_DEP_CONJ || ng_scene_is_verb(scene, c)) {
      c = scene->tree.next[c];
      continue;
    }
    e = ng_scene_entity(scene, c, make);
    if (e == NG_NONE && inside) {
      e = entity_inside(scene, c, 0);
    }
    NG_TRY(ng_entity_add(scene->doc, out, e, err));
    ++n;
    const uint32_t nested = last_conjunct(scene, c);
    c                     = nested != NG_NONE ? nested : scene->tree.next[c];
  }
  return NG_SUCCESS;
}

uint32_t
ng_scene_government(NgScene* scene, uint32_t entity)
{
  if (entity == NG_NONE || !scene->know) {
    return entity;
  }
  const NgClass cls = scene->doc->entities.at[entity].cls;
  if (cls != NG_CLASS_COUNTRY && cls != NG_CLASS_PLACE) {
    return entity;
  }
  const uint32_t government = ng_who_government_of(scene->know, scene->doc, entity);
  return government != NG_NONE ? government : entity;
}

static bool
bears(const NgEntity* e, NgStr name)
{
  bool found = ng_str_eq(e->label, name);
  for (uint32_t i = 0; i < e->alt_labels.n && !found; ++i) {
    found = ng_str_eq(e->alt_labels.at[i], name);
  }
  return found;
}

NgStatus
ng_scene_name_government(NgScene* scene, uint32_t government, uint32_t token, NgError* err)
{
  const uint32_t m = token == NG_NONE ? NG_NONE : scene->mention[token];
  if (m == NG_NONE || scene->doc->mentions.at[m].kind != NG_MENTION_NAME || government == NG_NONE) {
    return NG_SUCCESS;
  }
  NgEntity* const e    = &scene->doc->entities.at[government];
  const NgStr     name = ng_doc_words(scene->doc, scene->doc->mentions.at[m].tokens);
  if (e->cls != NG_CLASS_GOVERNMENT || e->alt_labels.n >= 8 || bears(e, name)) {
    return NG_SUCCESS;
  }
  NgStr* const place = NG_VEC_ADD(scene->doc->arena, e->alt_labels);
  if (!place) {
    return ng_error_no_mem(err);
  }
  *place = name;
  return NG_SUCCESS;
}
