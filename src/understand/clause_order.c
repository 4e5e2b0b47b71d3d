// SPDX-License-Identifier: Apache-2.0
// What a confused parse hides, looked for by the order of the words: the phrases right before and behind a
// verb.
#include "understand/clause_impl.h"

static NgClass
name_class(const NgScene* s, uint32_t token)
{
  const uint32_t e = ng_scene_mention_entity(s, token);
  return e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
}

static bool
is_noun(const NgScene* s, uint32_t t)
{
  const uint8_t pos = tag(s, t)->pos;
  return pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_PRON || pos == NG_POS_NUM;
}

// Words at `t` that only bound a number: "at least 25", "more than 1,000", "up to ten", "as many as 40"; 0
// where they do not.
static uint32_t
bounds_number(const NgScene* s, uint32_t t, uint32_t end)
{
  static const char* const bounds[][3] = {
      {"at", "least", NULL}, {"at", "most", NULL},    {"more", "than", NULL}, {"less", "than", NULL},
      {"up", "to", NULL},    {"fewer", "than", NULL}, {"as", "many", "as"},   {"close", "to", NULL},
  };
  for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); ++i) {
    uint32_t n = 0;
    while (n < 3 && bounds[i][n] && t + n < end && ng_str_is(s->doc->tokens.at[t + n].lower, bounds[i][n])) {
      ++n;
    }
    if ((n == 3 || !bounds[i][n]) && t + n < end && tag(s, t + n)->pos == NG_POS_NUM) {
      return n;
    }
  }
  return 0;
}

uint32_t
ng_clause_phrase_behind(const NgScene* s, uint32_t verb)
{
  const uint32_t end  = s->doc->sentences.at[s->sentence[verb]].tokens.end;
  uint32_t       last = NG_NONE;
  for (uint32_t t = verb + 1; t < end && t < verb + 12; ++t) {
    const uint8_t  pos   = tag(s, t)->pos;
    const uint32_t bound = last == NG_NONE ? bounds_number(s, t, end) : 0;
    if (bound) {
      t += bound - 1;
      continue;
    }
    if (t == verb + 1 && tag(s, t)->xpos == NG_XPOS_RP) {
      continue; // "called off its strike"
    }
    if (pos == NG_POS_ADP && last == NG_NONE && t + 1 < end &&
        ng_scene_is_time(s, t + 1)) { // "forced out on Wednesday 1,000 people"
      ++t;
      continue;
    }
    if (is_noun(s, t) && !ng_scene_is_time(s, t)) {
      last = t;
      if (pos == NG_POS_PRON && tag(s, t)->xpos != NG_XPOS_PRP_POSS) {
        break;
      }
    } else if (pos == NG_POS_PART && tag(s, t)->xpos == NG_XPOS_POS) {
      continue;
    } else if (ng_scene_is_time(s, t) && last == NG_NONE) {
      continue;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && !(pos == NG_POS_ADV && last == NG_NONE) &&
               !(pos == NG_POS_VERB && tag(s, t)->deprel == NG_DEP_AMOD) && tag(s, t)->xpos != NG_XPOS_HYPH) {
      break;
    }
  }
  return last != NG_NONE && tag(s, last)->xpos == NG_XPOS_PRP_POSS ? NG_NONE : last;
}

// "Pakistan, an ally in the war, refused": the name before the comma that opens the description closed by the
// comma at `comma`; NG_NONE where there is no such name.
static uint32_t
described_name(const NgScene* s, uint32_t comma)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[comma]].tokens.begin;
  uint32_t       k     = comma > begin ? comma - 1 : comma;
  while (k > begin + 1 && k + 18 > comma && !ng_str_is(s->doc->tokens.at[k].lower, ",") &&
         !ng_scene_is_verb(s, k)) {
    --k;
  }
  if (k == begin || k == comma || !ng_str_is(s->doc->tokens.at[k].lower, ",")) {
    return NG_NONE;
  }
  // "the parliament of Norway, the Storting,": the description is the name.
  if (ng_scene_is_named(s, comma - 1)) {
    const uint32_t e     = ng_scene_mention_entity(s, comma - 1);
    const NgClass  cls   = e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
    const uint32_t first = s->doc->mentions.at[s->mention[comma - 1]].tokens.begin;
    if (first == k + 1 || (first == k + 2 && tag(s, k + 1)->pos == NG_POS_DET)) {
      return ng_is_body(cls) || cls == NG_CLASS_PERSON ? comma - 1
                                                       : NG_NONE; // "Goa, India," describes nobody
    }
  }
  return ng_scene_is_named(s, k - 1) ? k - 1 : NG_NONE;
}

// The word before the verb with its auxiliaries and adverbs; NG_NONE at the start of the sentence.
static uint32_t
word_before(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  return t > begin ? t - 1 : NG_NONE;
}

uint32_t
ng_clause_described_subject(const NgScene* s, uint32_t verb)
{
  const uint32_t last = word_before(s, verb);
  return last != NG_NONE && ng_str_is(s->doc->tokens.at[last].lower, ",") ? described_name(s, last) : NG_NONE;
}

uint32_t
ng_clause_phrase_before(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  for (uint32_t t = verb; t > begin && t + 8 > verb; --t) {
    const uint32_t at  = t - 1;
    const uint8_t  pos = tag(s, at)->pos;
    if (ng_scene_is_time(s, at) || pos == NG_POS_ADV || pos == NG_POS_AUX) {
      continue;
    }
    if (ng_str_is(s->doc->tokens.at[at].lower, ",")) {
      return described_name(s, at);
    }
    if (pos == NG_POS_PART || pos == NG_POS_ADP || !is_noun(s, at)) {
      return NG_NONE;
    }
    uint32_t noun = at;
    for (int i = 0; i < 6; ++i) { // up to the head of the phrase
      const uint32_t head = tag(s, noun)->head;
      if (head >= verb || head < begin || !is_noun(s, head)) {
        break;
      }
      noun = head;
    }
    // Unless that is the object of a preposition.
    const uint32_t p = ng_scene_case(s, noun, NG_DEP_CASE);
    return p == NG_NONE || tag(s, p)->pos != NG_POS_ADP ? noun : NG_NONE;
  }
  return NG_NONE;
}

// "... and Jane Roe was elected": a name between a conjunction, a comma or the start and the finite verb is
// its subject even where the parser hung it on the phrase before.
static uint32_t
adjacent_name(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  const uint32_t last  = word_before(s, verb);
  if (last == NG_NONE || !ng_scene_is_named(s, last)) {
    return NG_NONE;
  }
  const uint32_t first = s->doc->mentions.at[s->mention[last]].tokens.begin;
  const NgClass  cls   = name_class(s, last);
  const bool     of    = first > begin + 1 && ng_str_one_of(s->doc->tokens.at[first - 1].lower, "of|from");
  if (of && ng_scene_is_named(s, first - 2) && name_class(s, first - 2) == NG_CLASS_PERSON) {
    return first - 2; // "Jane Roe of Kenya signed"
  }
  if (cls != NG_CLASS_PERSON && !ng_is_body(cls) && cls != NG_CLASS_COUNTRY) {
    return NG_NONE;
  }
  const bool starts = first == begin || tag(s, first - 1)->pos == NG_POS_CCONJ ||
                      tag(s, first - 1)->pos == NG_POS_SCONJ;
  return starts ? last : NG_NONE;
}

// "twelve died and 61 were rescued": a bare number between a conjunction, a comma or the start and the finite
// verb is its subject even where the parser hung it elsewhere.
static uint32_t
adjacent_number(const NgScene* s, uint32_t verb)
{
  const uint32_t begin  = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  const uint32_t number = word_before(s, verb);
  if (number == NG_NONE || tag(s, number)->pos != NG_POS_NUM) {
    return NG_NONE;
  }
  const bool starts = number == begin || tag(s, number - 1)->pos == NG_POS_CCONJ ||
                      ng_str_is(s->doc->tokens.at[number - 1].lower, ",");
  return starts ? number : NG_NONE;
}

// "12 dead in crash": in a headline the number or noun right before a predicate whose "is" is left out.
static uint32_t
bare_subject(const NgScene* s, uint32_t predicate)
{
  const NgParKind kind = par_kind(s, predicate);
  if (tag(s, predicate)->pos != NG_POS_ADJ || kind != NG_PAR_HEADLINE ||
      predicate == s->doc->sentences.at[s->sentence[predicate]].tokens.begin) {
    return NG_NONE;
  }
  const uint8_t pos = tag(s, predicate - 1)->pos;
  return pos == NG_POS_NUM || pos == NG_POS_NOUN ? predicate - 1 : NG_NONE;
}

uint32_t
ng_clause_adjacent_subject(const NgScene* scene, uint32_t head)
{
  const bool is_finite = ng_scene_is_verb(scene, head) && ng_clause_is_finite(scene, head);
  uint32_t   subject   = is_finite ? adjacent_name(scene, head) : NG_NONE;
  subject              = is_finite && subject == NG_NONE ? adjacent_number(scene, head) : subject;
  return subject != NG_NONE ? subject : bare_subject(scene, head);
}

void
ng_clause_split_predicate(const NgScene* s, NgClause* out)
{
  const uint32_t end   = s->doc->sentences.at[s->sentence[out->head]].tokens.end;
  const bool     found = ng_str_one_of(tag(s, out->head)->lemma,
                                       "declare|proclaim|name|elect|appoint|certify|pronounce");
  uint32_t       name  = out->head + 1;
  while (found && name < end && name < out->head + 6 && !ng_scene_is_named(s, name) &&
         (tag(s, name)->pos == NG_POS_NOUN || tag(s, name)->pos == NG_POS_ADJ ||
          tag(s, name)->pos == NG_POS_DET)) {
    ++name;
  }
  if (!found || out->is_passive || name >= end || !ng_scene_is_named(s, name) ||
      name_class(s, name) != NG_CLASS_PERSON) {
    return;
  }
  const uint32_t behind = s->doc->mentions.at[s->mention[name]].tokens.end;
  uint32_t       noun   = behind;
  while (noun < end && noun < behind + 4 && !ng_scene_is_named(s, noun) &&
         (tag(s, noun)->xpos == NG_XPOS_NN || tag(s, noun)->xpos == NG_XPOS_HYPH)) {
    ++noun;
  }
  if (noun > behind) {
    out->obj   = name;
    out->xcomp = noun - 1;
  }
}
