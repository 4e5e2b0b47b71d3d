// SPDX-License-Identifier: Apache-2.0
// The walk follows the idea of FactBank and of the De Facto profiler (Sauri and Pustejovsky, Are You Sure
// That This Event Happened?, 2012): each word that governs a clause changes the factuality of what stands
// below it.
#include "understand/factuality.h"

#include "understand/scene_impl.h"

enum { MAX_CLIMB = 24 };

// What is more than one of the two: a denial of a denial is a fact; what was planned and denied was not done.
static NgTerm
combine(NgTerm inner, NgTerm outer)
{
  if (outer == NG_TERM_NONE || outer == NG_TERM_ASSERTED) {
    return inner;
  }
  if (inner == NG_TERM_ASSERTED || inner == NG_TERM_NONE) {
    return outer;
  }
  if (outer == NG_TERM_DENIED) {
    return inner == NG_TERM_DENIED         ? NG_TERM_ASSERTED
           : inner == NG_TERM_HYPOTHETICAL ? inner
                                           : NG_TERM_DENIED;
  }
  return inner == NG_TERM_DENIED && outer == NG_TERM_HYPOTHETICAL ? outer : inner;
}

// "would" and "should" after a verb of saying in the past are the future of that past.
static bool
is_reported(const NgScene* s, uint32_t verb)
{
  const uint32_t head = tag(s, verb)->head;
  if (head >= s->doc->tokens.n) {
    return false;
  }
  const uint8_t rel = tag(s, verb)->deprel;
  return (rel == NG_DEP_CCOMP || rel == NG_DEP_PARATAXIS) && ng_scene_word(s, head)->speech != NG_SPEECH_NONE;
}

static bool
has_dependent(const NgScene* s, uint32_t head, const char* lower)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    if (ng_str_is(s->doc->tokens.at[c].lower, lower)) {
      return true;
    }
  }
  return false;
}

static NgTerm
auxiliary(const NgScene* s, uint32_t verb, uint32_t aux)
{
  const NgTerm value = (NgTerm)ng_scene_word(s, aux)->aux;
  const NgStr  lower = s->doc->tokens.at[aux].lower;
  if (value == NG_TERM_HYPOTHETICAL && (ng_str_is(lower, "would") || ng_str_is(lower, "'d")) &&
      is_reported(s, verb) && !has_dependent(s, verb, "have")) {
    return NG_TERM_PLANNED;
  }
  return value;
}

static bool
is_question(const NgScene* s, uint32_t token)
{
  const NgSpan span = s->doc->sentences.at[s->sentence[token]].tokens;
  for (uint32_t t = span.end; t > span.begin && t + 3 > span.end; --t) {
    const NgToken* const mark = &s->doc->tokens.at[t - 1];
    if (mark->quote == NG_QUOTE_CLOSE && mark->quote_pair < t && mark->quote_pair > token) {
      return false; // who asks in quotation marks asks not outside of them
    }
    if (ng_str_is(mark->lower, "?")) {
      return true;
    }
  }
  return false;
}

// "not only attacked but burned" denies nothing.
static bool
is_not_only(const NgScene* s, uint32_t token)
{
  return ng_str_is(s->doc->tokens.at[token].lower, "not") && token + 1 < s->doc->tokens.n &&
         (ng_str_is(s->doc->tokens.at[token + 1].lower, "only") ||
          ng_str_is(s->doc->tokens.at[token + 1].lower, "just") ||
          ng_str_is(s->doc->tokens.at[token + 1].lower, "merely"));
}

// What the dependents of one verb or noun say of it.
static NgTerm
local_value(const NgScene* s, uint32_t head)
{
  NgTerm     value = NG_TERM_ASSERTED;
  const bool noun  = tag(s, head)->pos == NG_POS_NOUN;
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const NgWord* const w = ng_scene_word(s, c);
    switch (tag(s, c)->deprel) {
    case NG_DEP_AUX:
      value = combine(value, auxiliary(s, head, c));
      break;
    case NG_DEP_ADVMOD:
    case NG_DEP_CC_PRECONJ:
      value = combine(value, is_not_only(s, c) ? NG_TERM_NONE : (NgTerm)w->adv);
      break;
    case NG_DEP_DET:
      value = combine(value, ng_str_is(s->doc->tokens.at[c].lower, "no") ? NG_TERM_DENIED : NG_TERM_NONE);
      break;
    case NG_DEP_AMOD:
      value = combine(value, noun ? (NgTerm)w->amod : NG_TERM_NONE);
      break;
    case NG_DEP_MARK:
      value = combine(value, (NgTerm)w->mark);
      break;
    case NG_DEP_OBJ: // "reached no deal"
      value = combine(value, has_dependent(s, c, "no") ? NG_TERM_DENIED : NG_TERM_NONE);
      break;
    case NG_DEP_NSUBJ:
    case NG_DEP_NSUBJ_PASS: // "nobody was hurt", "no soldier was hurt"
      value = combine(value,
                      w->adv == NG_TERM_DENIED || has_dependent(s, c, "no") || has_dependent(s, c, "neither")
                          ? NG_TERM_DENIED
                          : NG_TERM_NONE);
      break;
    default:
      break;
    }
  }
  return value;
}

static bool
has_particle(const NgScene* s, uint32_t verb, uint32_t particle)
{
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (s->word[c] == particle && c > verb && rel != NG_DEP_OBL && rel != NG_DEP_NMOD && rel != NG_DEP_CONJ) {
      return true;
    }
  }
  return verb + 1 < s->doc->tokens.n && s->word[verb + 1] == particle;
}

bool
ng_has_particles(const NgScene* scene, uint32_t verb, const uint32_t particle[2])
{
  if (particle[0] == NG_NONE) {
    return ng_tree_child(&scene->tree, scene->doc, verb, NG_DEP_COMPOUND_PRT) == NG_NONE;
  }
  if (!has_particle(scene, verb, particle[0])) {
    return false;
  }
  return particle[1] == NG_NONE || has_particle(scene, verb, particle[1]) ||
         (verb + 2 < scene->doc->tokens.n && scene->word[verb + 2] == particle[1]);
}

const NgLight*
ng_light_of(const NgScene* scene, uint32_t verb, uint32_t noun)
{
  const uint8_t rel  = tag(scene, noun)->deprel;
  uint32_t      prep = NG_NONE;
  for (uint32_t c = scene->tree.first[noun]; c != NG_NONE && c < noun; c = scene->tree.next[c]) {
    prep = tag(scene, c)->deprel == NG_DEP_CASE ? scene->word[c] : prep;
  }
  for (uint32_t i = ng_scene_word(scene, verb)->light; i != NG_NONE; i = scene->lex->lights.at[i].next) {
    const NgLight* const light = &scene->lex->lights.at[i];
    const bool           fits  = light->is_subject               ? rel == NG_DEP_NSUBJ
                                 : light->preposition == NG_NONE ? rel == NG_DEP_OBJ || rel == NG_DEP_NSUBJ_PASS
                                                                 : rel == NG_DEP_OBL && light->preposition == prep;
    if (fits && ng_has_particles(scene, verb, light->particle)) {
      return light;
    }
  }
  return NULL;
}

// "according to X" below a verb, or at the start of its sentence.
static uint32_t
according_to(const NgScene* s, uint32_t head)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    if ((tag(s, c)->deprel == NG_DEP_OBL || tag(s, c)->deprel == NG_DEP_NMOD) &&
        has_dependent(s, c, "according")) {
      return c;
    }
    // parsed as a participle: "according" with "to X" below it
    if (ng_str_is(s->doc->tokens.at[c].lower, "according")) {
      for (uint32_t d = s->tree.first[c]; d != NG_NONE; d = s->tree.next[d]) {
        if (tag(s, d)->deprel == NG_DEP_OBL) {
          return d;
        }
      }
    }
  }
  return NG_NONE;
}

// Sources, reports and rumours say it: nobody vouches for it.
static bool
is_hearsay(const NgScene* s, uint32_t source)
{
  const NgStr lemma = source != NG_NONE ? tag(s, source)->lemma : ng_str("");
  return ng_str_is(lemma, "source") || ng_str_is(lemma, "report") || ng_str_is(lemma, "rumour") ||
         ng_str_is(lemma, "rumor") || ng_str_is(lemma, "claim");
}

static void
add_source(const NgScene* s, NgTruth* truth, uint32_t source, bool is_claim)
{
  ++truth->n_layers;
  is_claim = is_claim || is_hearsay(s, source);
  if (truth->source == NG_NONE) {
    truth->source = source;
  }
  if (is_claim || truth->n_layers > 1) {
    truth->value = combine(truth->value, NG_TERM_ALLEGED);
  }
}

static bool
has_form(const NgScene* s, uint32_t head, const char* form)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && c < head; c = s->tree.next[c]) {
    if (ng_str_is(s->doc->tokens.at[c].lower, form)) {
      return true;
    }
  }
  return false;
}

// What the governing word makes of what hangs on it. "Going to leave" is a plan, "went on to say" is not;
// what somebody announces or tells in a finite clause without a modal is there already ("announced that it
// was leaving").
static NgTerm
embedded_value(const NgScene* s, uint32_t below, uint32_t head)
{
  const NgWord* const w   = ng_scene_word(s, head);
  const uint8_t       rel = tag(s, below)->deprel;
  if (ng_str_is(tag(s, head)->lemma, "go") && tag(s, head)->xpos != NG_XPOS_VBG) {
    return NG_TERM_ASSERTED;
  }
  if ((w->embed == NG_TERM_PLANNED || w->embed == NG_TERM_HYPOTHETICAL) && w->speech == NG_SPEECH_SAY &&
      (rel == NG_DEP_CCOMP || rel == NG_DEP_PARATAXIS) && tag(s, below)->pos == NG_POS_VERB) {
    const uint8_t x     = tag(s, below)->xpos;
    bool          modal = false, aux = false;
    for (uint32_t c = s->tree.first[below]; c != NG_NONE && c < below; c = s->tree.next[c]) {
      const uint8_t r = tag(s, c)->deprel;
      modal           = modal || (r == NG_DEP_AUX && tag(s, c)->xpos == NG_XPOS_MD);
      aux             = aux || r == NG_DEP_AUX || r == NG_DEP_AUX_PASS;
    }
    if (!modal && (aux || x == NG_XPOS_VBD || x == NG_XPOS_VBZ)) {
      return NG_TERM_ASSERTED;
    }
  }
  return (NgTerm)w->embed;
}

// What a verb of saying makes of what is said in the clause below it by `rel`: another layer with its source.
static void
apply_speech(const NgScene* s, uint8_t rel, uint32_t head, NgTruth* truth)
{
  const NgWord* const w       = ng_scene_word(s, head);
  bool                passive = false;
  if (!ng_speech_tells(w->speech) && w->speech != NG_SPEECH_SHOW) {
    return;
  }
  if (rel != NG_DEP_CCOMP && rel != NG_DEP_PARATAXIS &&
      !(rel == NG_DEP_XCOMP && tag(s, head)->xpos == NG_XPOS_VBN)) {
    return;
  }
  uint32_t source = ng_scene_subject(s, head, &passive);
  if (passive) {
    NgClause above;
    ng_scene_clause(s, head, &above);
    source = above.subj;
  }
  const bool nobody = rel == NG_DEP_XCOMP && passive && source == NG_NONE; // "is said to have left"
  add_source(s, truth, source, w->speech == NG_SPEECH_CLAIM || nobody);
  truth->value = w->speech == NG_SPEECH_DENY ? combine(truth->value, NG_TERM_DENIED) : truth->value;
}

// What a governing word makes of the clause or noun below it.
static void
apply_governor(const NgScene* s, uint32_t below, uint32_t head, NgTruth* truth, bool* is_open)
{
  const NgWord* const w   = ng_scene_word(s, head);
  uint8_t             rel = tag(s, below)->deprel;
  if (rel == NG_DEP_ADVCL && tag(s, below)->xpos == NG_XPOS_VB && below > head && w->embed != NG_TERM_NONE &&
      has_dependent(s, below, "to")) {
    rel = NG_DEP_XCOMP;
  }
  const bool clause = rel == NG_DEP_CCOMP || rel == NG_DEP_XCOMP || rel == NG_DEP_ACL ||
                      rel == NG_DEP_CSUBJ || rel == NG_DEP_PARATAXIS;
  const bool noun_below = tag(s, below)->pos == NG_POS_NOUN;
  const bool content    = has_dependent(s, below, "of") || has_dependent(s, below, "for") ||
                       has_dependent(s, below, "to");
  const bool argument = noun_below && (rel == NG_DEP_OBJ || rel == NG_DEP_NSUBJ_PASS ||
                                       ((rel == NG_DEP_NMOD || rel == NG_DEP_OBL) && content));
  const bool gerund   = rel == NG_DEP_ADVCL && tag(s, below)->xpos == NG_XPOS_VBG && below > head;
  apply_speech(s, rel, head, truth);
  if (!*is_open) {
    return;
  }
  const NgLight* const light = noun_below ? ng_light_of(s, head, below) : NULL;
  if (light) {
    truth->value = combine(truth->value, light->factuality);
    truth->value = combine(truth->value, local_value(s, head));
    return;
  }
  const bool is_denied = w->speech == NG_SPEECH_DENY && rel == NG_DEP_CCOMP; // counted already
  if ((clause || argument || gerund) && w->embed != NG_TERM_NONE && !is_denied) {
    const bool was  = has_form(s, head, "was") || has_form(s, head, "were");
    const bool done = (w->is_enabling &&
                       (tag(s, head)->xpos == NG_XPOS_VBD ||            // "allowed them to break in"
                        (tag(s, head)->xpos == NG_XPOS_VBN && was))) || // "was forced to go"
                      (ng_str_is(tag(s, head)->lemma, "able") && was);  // "was able to flee"
    truth->value = combine(truth->value, done ? NG_TERM_ASSERTED : embedded_value(s, below, head));
    if (rel == NG_DEP_XCOMP || gerund) {
      truth->value = combine(truth->value, local_value(s, head));
    }
    return;
  }
  if (rel == NG_DEP_XCOMP) { // "gave ministers the power to": the object governs, too
    const uint32_t obj = ng_tree_child(&s->tree, s->doc, head, NG_DEP_OBJ);
    if (obj != NG_NONE && tag(s, obj)->pos == NG_POS_NOUN) {
      truth->value = combine(truth->value, (NgTerm)ng_scene_word(s, obj)->embed);
    }
    truth->value = combine(truth->value, local_value(s, head));
    return;
  }
  *is_open = rel == NG_DEP_CCOMP || rel == NG_DEP_PARATAXIS;
}

NgTruth
ng_truth_of(const NgScene* scene, uint32_t trigger)
{
  const NgScene* const s       = scene;
  NgTruth              truth   = {local_value(s, trigger), NG_NONE, 0};
  bool                 is_open = true;
  uint32_t             at      = trigger;
  if (ng_scene_is_to_come(s, trigger)) {
    truth.value = combine(truth.value, NG_TERM_PLANNED);
  }
  if (is_question(s, trigger)) {
    truth.value = combine(truth.value, NG_TERM_HYPOTHETICAL);
  }
  for (int i = 0; i < MAX_CLIMB; ++i) {
    const uint32_t source = according_to(s, at);
    if (source != NG_NONE) {
      add_source(s, &truth, source, false);
    }
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n ||
        (at == trigger && head < at && tag(s, at)->deprel == NG_DEP_PARATAXIS &&
         ng_scene_word(s, at)->speech !=
             NG_SPEECH_NONE)) { // ", she said" stands above what is said before it
      break;
    }
    if (tag(s, at)->deprel == NG_DEP_CONJ) { // shares the auxiliaries of the first verb
      bool own = false;
      for (uint32_t c = s->tree.first[at]; c != NG_NONE; c = s->tree.next[c]) {
        const uint8_t rel = tag(s, c)->deprel;
        own               = own || rel == NG_DEP_AUX || rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS ||
              rel == NG_DEP_AUX_PASS;
      }
      const uint8_t form = tag(s, at)->xpos;
      if (!own && is_open && form != NG_XPOS_VBD && form != NG_XPOS_VBZ && form != NG_XPOS_VBP) {
        for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
          if (tag(s, c)->deprel == NG_DEP_AUX) {
            truth.value = combine(truth.value, auxiliary(s, head, c));
          }
        }
      }
      if (form == NG_XPOS_VBD && tag(s, head)->xpos == NG_XPOS_VB) {
        is_open = false; // a finite verb is no second infinitive
      }
      // What governs the first conjunct governs all; look at it from the first one's place.
      at = head;
      continue;
    }
    apply_governor(s, at, head, &truth, &is_open);
    at = head;
  }
  return truth;
}
