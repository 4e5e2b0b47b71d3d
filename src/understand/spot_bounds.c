// SPDX-License-Identifier: Apache-2.0
// Where a name begins and ends: what is no part of it is cut off, what the model left out is added.
#include "model/tagset.h"
#include "understand/spot_impl.h"

static bool
is_punct(const NgCast* cast, uint32_t at)
{
  const NgToken* const t = &cast->doc->tokens.at[at];
  return t->kind == NG_TOK_PUNCT || t->kind == NG_TOK_SYMBOL;
}

// Many people bear the word as their given name, so it is no title before a surname ("Dean Smith").
static bool
is_given_name(const NgCast* cast, uint32_t at)
{
  return ng_know_word(cast->know, ng_doc_token(cast->doc, at)).given >= 2 &&
         !(cast->doc->tokens.at[at].shape & NG_SHAPE_STOP);
}

// A title that stands inside the span of a person's name: its tokens are taken off.
static bool
strip_title(const NgCast* cast, NgSpotted* name)
{
  NgKnowHit hit;
  if (ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1) &&
      hit.type == NG_KNOW_PERSON) {
    return false; // somebody's given name looks like a title
  }
  const uint32_t  begin = name->tokens.begin;
  const uint32_t  end   = name->tokens.end;
  const NgPhrase* hon   = ng_phrases_at(cast->lists->honorifics, cast->doc, begin, end);
  const NgPhrase* role  = ng_phrases_at(cast->lists->roles, cast->doc, begin, end);
  if (hon && begin + hon->n_words < end && (!(hon->flags & NG_HON_PLAIN) || hon->n_words == 1)) {
    if (hon->flags & (NG_HON_PEER | NG_HON_PLAIN) && is_given_name(cast, begin)) {
      return false;
    }
    name->honorific = hon;
    name->tokens.begin += hon->n_words;
    return true;
  }
  if (role && begin + role->n_words < end && !is_given_name(cast, begin)) {
    name->tokens.begin += role->n_words;
    return true;
  }
  return false;
}

// Does the word name somebody?
static bool
is_personal(const NgCast* cast, uint32_t at)
{
  return ng_know_word(cast->know, ng_doc_token(cast->doc, at)).flags & (NG_WORD_GIVEN | NG_WORD_SURNAME);
}

// "Director of [Education Jane Roe]", "[Foreign Affairs Minister Jane Roe]": the title and what it is for are
// no part of the name.
static void
cut_portfolio(const NgCast* cast, NgSpotted* name)
{
  NgSpan* const s        = &name->tokens;
  const NgSpan  sentence = ng_cast_sentence(cast, s->begin);
  uint32_t      at       = s->begin;
  for (; at + 1 < s->end && !is_personal(cast, at); ++at) {
    const NgPhrase* const role = ng_phrases_at(cast->lists->roles, cast->doc, at, s->end);
    if (role && at > s->begin && at + role->n_words < s->end) {
      s->begin = at + role->n_words;
      return;
    }
  }
  uint32_t before = s->begin > sentence.begin + 1 ? s->begin - 1 : s->begin;
  while (before < s->begin && before > sentence.begin + 1 && ng_cast_is_capital(cast, before) &&
         ng_spot_is_field(cast, before)) {
    --before; // "Minister of Fisheries and Rural [Development Jane Roe]"
  }
  const bool is_joined = ng_cast_is(cast, before, "and") && ng_spot_is_field(cast, before - 1) &&
                         ng_cast_is_capital(cast, before - 1);
  if (is_joined || (ng_cast_one_of(cast, before, "of|for") &&
                    ng_phrases_before(cast->lists->roles, cast->doc, sentence.begin, before))) {
    for (at = s->begin; at + 1 < s->end && ng_spot_is_field(cast, at); ++at) {
    }
    s->begin = at;
  }
}

void
ng_spot_trim(const NgCast* cast, NgSpotted* name)
{
  NgSpan* const s = &name->tokens;
  for (uint32_t i = s->begin + 1; i < s->end; ++i) {
    if (ng_cast_one_of(cast, i, "•|·|*|…") || ng_str_is(ng_cast_lower(cast, i), "|")) {
      s->end = i; // items of a line
    }
  }
  for (uint32_t i = s->begin + 1; name->cls == NG_CLASS_PERSON && i + 1 < s->end; ++i) {
    if (ng_cast_one_of(cast, i, "of|from") && ng_cast_is(cast, i + 1, "the")) {
      s->end = i; // "Jane Roe of the Greens"
    }
  }
  for (uint32_t i = s->begin + 1; cast->doc->tags && i < s->end;
       ++i) { // "Roe needs", "Acme flies": a verb ends the name
    const uint8_t xpos = cast->doc->tags[i].xpos;
    if ((xpos == NG_XPOS_VBZ || xpos == NG_XPOS_VBD || xpos == NG_XPOS_VBP || xpos == NG_XPOS_MD) &&
        !ng_cast_is_capital(cast, i) && (cast->doc->tokens.at[i].shape & NG_SHAPE_SPACE)) {
      s->end = i;
    }
  }
  while (s->begin < s->end &&
         (is_punct(cast, s->begin) || is_clitic(cast, s->begin) ||
          (name->cls == NG_CLASS_PERSON && s->end - s->begin > 1 &&
           ng_cast_one_of(
               cast, s->begin,
               "both|neither|either|unlike|while|when|if|but|and|after|before|since|although|because")) ||
          (ng_cast_one_of(cast, s->begin, "the|a|an") && name->cls != NG_CLASS_MEDIA_OUTLET &&
           !ng_cast_is(cast, s->begin + 1, "hague")))) {
    ++s->begin;
  }
  while (s->begin < s->end && (is_clitic(cast, s->end - 1) ||
                               (is_punct(cast, s->end - 1) && !ng_cast_is(cast, s->end - 1, ")")))) {
    --s->end;
  }
}

static bool
is_glued(const NgCast* cast, uint32_t at)
{
  return at < cast->doc->tokens.n && !(cast->doc->tokens.at[at].shape & NG_SHAPE_SPACE);
}

// The part of a name behind its hyphen: "Rak-o-thai", "Min-su", but not "Roe-led".
static bool
is_name_part(const NgCast* cast, uint32_t at)
{
  const NgToken* const t = &cast->doc->tokens.at[at];
  if (t->kind != NG_TOK_WORD) {
    return false;
  }
  if (t->shape & NG_SHAPE_CAPITAL) {
    return ng_know_word(cast->know, ng_doc_token(cast->doc, at)).flags & (NG_WORD_GIVEN | NG_WORD_SURNAME) ||
           t->lower.len < 8;
  }
  return t->lower.len <= 4 &&
         !ng_cast_one_of(
             cast, at,
             "led|era|run|type|like|held|born|made|free|paid|son|aide|plus|bloc|bred|ally|ism|bot|fan");
}

// A person's name that the model cut at a hyphen or before "el-", "bin" and the like goes on.
static void
extend_person(const NgCast* cast, NgSpotted* name, uint32_t limit)
{
  NgSpan* const s = &name->tokens;
  for (int i = 0; i < 4; ++i) {
    if (s->end + 1 < limit && ng_cast_is(cast, s->end, "-") && is_glued(cast, s->end) &&
        is_glued(cast, s->end + 1) && is_name_part(cast, s->end + 1)) {
      s->end += 2;
    } else if (s->end + 2 < limit && ng_cast_one_of(cast, s->end, "el|al|as|ad|ar|an|ul") &&
               ng_cast_is(cast, s->end + 1, "-") && is_glued(cast, s->end + 1) &&
               ng_cast_is_capital(cast, s->end + 2)) {
      s->end += 3;
    } else if (s->end + 1 < limit && ng_cast_one_of(cast, s->end, "bin|bint|ibn|van|von|de|da|dos|der|den") &&
               !ng_cast_is_capital(cast, s->end) && ng_cast_is_capital(cast, s->end + 1)) {
      s->end += 2;
    } else {
      break;
    }
  }
}

// "Anwar-ul-[Haq Roe]": the parts before a hyphen belong to it.
static void
extend_front(const NgCast* cast, NgSpotted* name, uint32_t from)
{
  NgSpan* const s = &name->tokens;
  for (int i = 0; i < 3 && s->begin >= from + 2; ++i) {
    if (!ng_cast_is(cast, s->begin - 1, "-") || !is_glued(cast, s->begin) || !is_glued(cast, s->begin - 1) ||
        cast->doc->tokens.at[s->begin - 2].kind != NG_TOK_WORD ||
        !(ng_cast_is_capital(cast, s->begin - 2) ||
          ng_cast_one_of(cast, s->begin - 2, "ul|al|el|ur|ud|us|ad|as"))) {
      break;
    }
    s->begin -= 2;
  }
}

// "Gen [Roe]" where somebody known is called Gen Roe: the given name looked like a title.
static void
take_known_given_name(const NgCast* cast, NgSpotted* name, uint32_t from)
{
  NgKnowHit    hit;
  const NgSpan wide = {name->tokens.begin - 1, name->tokens.end};
  if (name->tokens.end - name->tokens.begin == 1 && name->tokens.begin > from &&
      ng_cast_is_capital(cast, wide.begin) &&
      ng_know_lookup(cast->know, ng_doc_words(cast->doc, wide), &hit, 1) && hit.type == NG_KNOW_PERSON &&
      hit.alias <= NG_ALIAS_NAME) {
    name->tokens = wide;
  }
}

static bool
is_proper(const NgCast* cast, uint32_t at)
{
  enum { SHORTEST = 4 };
  return cast->doc->tags && cast->doc->tags[at].pos == NG_POS_PROPN &&
         cast->doc->tokens.at[at].lower.len >= SHORTEST;
}

// "Celinda [Roe]": a capitalised word that means nothing else is the given name that the model did not know.
static void
take_unknown_given_name(const NgCast* cast, NgSpotted* name, uint32_t from)
{
  enum {
    MEANS_ELSE = NG_WORD_PLACE | NG_WORD_DEMONYM | NG_WORD_ORG | NG_WORD_ORG_HEAD | NG_WORD_PLACE_HEAD |
                 NG_WORD_MONTH_DAY | NG_WORD_COMMON
  };
  NgSpan* const s     = &name->tokens;
  const NgSpan  whole = ng_cast_sentence(cast, s->begin);
  for (int i = 0; i < 2 && s->begin > from && s->begin > whole.begin; ++i) {
    const uint32_t at    = s->begin - 1;
    const uint16_t shape = cast->doc->tokens.at[at].shape;
    uint32_t       flags = ng_know_word(cast->know, ng_doc_token(cast->doc, at)).flags;
    if (at > whole.begin && s->end - s->begin == 1 &&
        ng_phrases_before(cast->lists->roles, cast->doc, whole.begin, at)) {
      flags &= ~(uint32_t)NG_WORD_COMMON; // "CEO Do [Roe]": between title and surname no word is common
    }
    if (cast->doc->tokens.at[at].kind != NG_TOK_WORD || !(shape & NG_SHAPE_CAPITAL) || flags & MEANS_ELSE ||
        shape & (NG_SHAPE_ALL_UPPER | NG_SHAPE_STOP | NG_SHAPE_HYPHEN) || is_glued(cast, s->begin) ||
        (at == whole.begin && !(flags & NG_WORD_GIVEN) &&
         !(!flags && is_proper(cast, at) && s->end - s->begin == 1)) ||
        ng_phrases_before(cast->lists->roles, cast->doc, whole.begin, s->begin) ||
        ng_phrases_before(cast->lists->honorifics, cast->doc, whole.begin, s->begin)) {
      return;
    }
    s->begin = at;
  }
}

void
ng_spot_cut_role(const NgCast* cast, NgSpotted* name)
{
  const NgPhrase* const role = ng_phrases_before(cast->lists->roles, cast->doc, name->tokens.begin,
                                                 name->tokens.end);
  if (!role || role->n_words >= name->tokens.end - name->tokens.begin ||
      ng_cast_is_capital(cast, name->tokens.end - 1)) {
    return;
  }
  name->tokens.end -= role->n_words;
  if (name->cls == NG_CLASS_PERSON) {
    NgKnowHit hit;
    name->cls   = ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1)
                      ? ng_know_class(hit.type)
                      : NG_CLASS_ORGANIZATION;
    name->score = 0.5F;
  }
}

void
ng_spot_cut_front(const NgCast* cast, NgSpotted* name)
{
  NgSpan* const s = &name->tokens;
  while (s->begin + 1 < s->end && !ng_cast_is_capital(cast, s->begin) &&
         (cast->doc->tokens.at[s->begin].shape & NG_SHAPE_HYPHEN)) {
    ++s->begin;
  }
  if (ng_cast_sort(name->cls) != NG_SORT_BODY) {
    return;
  }
  for (uint32_t i = s->begin + 1; i + 1 < s->end && i < s->begin + 5; ++i) {
    uint32_t n = 0;
    if (is_clitic(cast, i) && ng_cast_country_at(cast, s->begin, i, &n) != NG_NONE && s->begin + n == i) {
      s->begin = i + 1;
      return;
    }
  }
}

void
ng_spot_fit_person(const NgCast* cast, NgSpotted* name, uint32_t limit)
{
  const uint32_t before = cast->names.n ? cast->names.at[cast->names.n - 1].tokens.end : 0;
  extend_person(cast, name, limit);
  take_known_given_name(cast, name, before);
  extend_front(cast, name, before);
  if (name->tokens.begin < name->tokens.end &&
      (!is_sure(name) || name->tokens.end - name->tokens.begin == 1)) {
    take_unknown_given_name(cast, name, before);
  }
  if (name->tokens.end - name->tokens.begin > 1) {
    cut_portfolio(cast, name);
  }
  while (name->tokens.begin < name->tokens.end && strip_title(cast, name)) {
  }
  ng_spot_trim(cast, name);
  const NgSpan s = ng_cast_sentence(cast, name->tokens.begin);
  if (!name->honorific && name->tokens.begin < name->tokens.end) {
    name->honorific = ng_phrases_before(cast->lists->honorifics, cast->doc, s.begin, name->tokens.begin);
  }
}
