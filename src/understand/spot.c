// SPDX-License-Identifier: Apache-2.0
// Names as the model found them, cleaned at their ends, and names that the knowledge file alone finds.
#include "model/tagset.h"
#include "base/table.h"
#include "understand/spot_impl.h"

enum { MAX_PERSON_WORDS = 7 };

static bool
is_clitic(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "'s|'|s'");
}

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
strip_title(NgCast* cast, NgSpotted* name)
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
  const uint32_t before    = s->begin > sentence.begin + 1 ? s->begin - 1 : s->begin;
  const bool     is_joined = ng_cast_is(cast, before, "and") && ng_spot_is_field(cast, before - 1) &&
                         ng_cast_is_capital(cast, before - 1);
  if (is_joined || (ng_cast_one_of(cast, before, "of|for") &&
                    ng_phrases_before(cast->lists->roles, cast->doc, sentence.begin, before))) {
    for (at = s->begin; at + 1 < s->end && ng_spot_is_field(cast, at); ++at) {
    }
    s->begin = at;
  }
}

static void
trim_ends(NgCast* cast, NgSpotted* name)
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

// "Alabama versus Utah", "England beat Wales": places that are teams.
static bool
is_team(const NgCast* cast, uint32_t begin, uint32_t end)
{
  if (cast->is_sport && !(begin && ng_cast_one_of(cast, begin - 1,
                                                  "in|at|from|to|of|near|across|around|through|,|northern|"
                                                  "southern|eastern|western|the|outside|visiting"))) {
    return true;
  }
  const bool after = ng_cast_one_of(cast, end, "versus|vs|vs.|beat|beats|thrashed|outscored");
  return after || (begin && ng_cast_one_of(cast, begin - 1,
                                           "versus|vs|vs.|beat|beats|beating|thrashed|thrashing|outscored"));
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

// A role in lower case at the end is no part of a name: "Harbour Office minister".
static void
cut_role(const NgCast* cast, NgSpotted* name)
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

// "pro-China" before a name, and "Taiwan's" before a body's, are no part of it.
static void
cut_front(const NgCast* cast, NgSpotted* name)
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

static const float SURE = 0.9F; // score from which the model is believed

// Class of bodies that the noun at `at` stands for, "airline"; NG_CLASS_NONE.
static NgClass
body_of_noun(const NgCast* cast, uint32_t at)
{
  const NgPhrase* const head = cast->doc->tokens.at[at].shape & NG_SHAPE_CAPITAL
                                   ? NULL
                                   : ng_phrases_get(cast->lists->heads, ng_cast_lower(cast, at));
  if (!head) {
    return NG_CLASS_NONE;
  }
  NgStr classes = head->field[0];
  return ng_class_by_name(ng_table_next(&classes, ' '));
}

// What the words beside an unknown name call it: "the airline Roebird", "the company, Roeway,", "Roeway, a
// retailer".
static NgClass
class_told(const NgCast* cast, NgSpan name)
{
  enum { REACH = 12 };
  const NgDoc* const doc  = cast->doc;
  const NgSpan       s    = ng_cast_sentence(cast, name.begin);
  uint32_t           head = name.end - 1;
  for (uint32_t i = name.begin; i < name.end; ++i) {
    head = doc->tags[i].head < name.begin || doc->tags[i].head >= name.end ? i : head;
  }
  const NgTag* const tag       = &doc->tags[head];
  const bool         is_beside = tag->deprel == NG_DEP_APPOS || tag->deprel == NG_DEP_FLAT ||
                         tag->deprel == NG_DEP_COMPOUND;
  NgClass cls = is_beside && tag->head >= s.begin && tag->head < name.begin ? body_of_noun(cast, tag->head)
                                                                            : NG_CLASS_NONE;
  for (uint32_t i = name.end; cls == NG_CLASS_NONE && i < s.end && i < name.end + REACH; ++i) {
    if (doc->tags[i].head == head && doc->tags[i].deprel == NG_DEP_APPOS) {
      cls = body_of_noun(cast, i);
    }
  }
  return ng_cast_sort(cls) == NG_SORT_BODY ? cls : NG_CLASS_NONE;
}

// A place of one word that is known as a body and as nothing else, unless a word of place stands before it.
static NgClass
known_body(const NgCast* cast, const NgSpotted* name)
{
  enum { SHORT_KEY = 4 };
  NgKnowHit    hits[8];
  const NgSpan s     = name->tokens;
  const float  least = s.begin < s.end && ng_cast_lower(cast, s.begin).len <= SHORT_KEY ? 0.8F : 0.5F;
  if (ng_cast_sort(name->cls) != NG_SORT_PLACE || s.end - s.begin != 1 ||
      (s.begin && ng_cast_one_of(cast, s.begin - 1, "in|near|at|outside|inside|around"))) {
    return NG_CLASS_NONE;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, s), hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    if (ng_cast_sort(ng_know_class(hits[i].type)) != NG_SORT_BODY || hits[i].alias == NG_ALIAS_METONYM ||
        ng_know_row(cast->know, hits[i].row).flags & NG_KNOW_COMMON) {
      return NG_CLASS_NONE;
    }
  }
  return n && hits[0].prior >= least ? ng_know_class(hits[0].type) : NG_CLASS_NONE;
}

// "CEO Do Hanlim": two or three words behind an office that nobody knows and that hold no word of a body or
// place.
static bool
is_titled_person(const NgCast* cast, const NgSpotted* name)
{
  const NgSpan s        = name->tokens;
  const NgSpan sentence = ng_cast_sentence(cast, s.begin);
  if (name->score >= SURE || s.end - s.begin < 2 || s.end - s.begin > 3 ||
      (name->cls != NG_CLASS_ORGANIZATION && ng_cast_sort(name->cls) != NG_SORT_PLACE)) {
    return false;
  }
  const NgPhrase* const role = ng_phrases_before(cast->lists->roles, cast->doc, sentence.begin, s.begin);
  return role && role->flags & NG_ROLE_OFFICE && ng_cast_may_be_person(cast, s);
}

// The class of a name of which the model is not sure and nobody knows, by the words beside it.
static NgClass
class_settled(const NgCast* cast, const NgSpotted* name)
{
  const NgSpan  s     = name->tokens;
  const NgClass known = s.begin < s.end ? known_body(cast, name) : NG_CLASS_NONE;
  if (known != NG_CLASS_NONE) {
    return known;
  }
  if (s.begin < s.end && is_titled_person(cast, name)) {
    return NG_CLASS_PERSON;
  }
  const bool is_open = ng_cast_sort(name->cls) == NG_SORT_PLACE ||
                       (name->cls == NG_CLASS_PERSON && s.end - s.begin == 1 && !name->honorific);
  const NgClass told = is_open && name->score < SURE && s.begin < s.end ? class_told(cast, s) : NG_CLASS_NONE;
  NgKnowHit     hit;
  return told != NG_CLASS_NONE && !ng_know_lookup(cast->know, ng_doc_words(cast->doc, s), &hit, 1)
             ? told
             : name->cls;
}

// The key of a name; a leading "the" is no part of it.
static NgStr
key_of(const NgCast* cast, NgSpan tokens, uint32_t* n_words)
{
  if (tokens.end - tokens.begin > 1 && ng_cast_is(cast, tokens.begin, "the")) {
    ++tokens.begin;
  }
  return ng_cast_key(cast, tokens, n_words);
}

// Universities are bodies, not buildings; and a name of several words that is known as a body or as a place
// only is that.
static void
correct_class(const NgCast* cast, NgSpotted* name)
{
  NgKnowHit      hits[6];
  const uint32_t n     = ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), hits, 6);
  bool           other = n > 0;
  for (uint32_t i = 0; i < n; ++i) {
    other = other && hits[i].type != NG_KNOW_PERSON && hits[i].alias != NG_ALIAS_METONYM &&
            ng_cast_sort(ng_know_class(hits[i].type)) != ng_cast_sort(name->cls) &&
            ng_cast_sort(ng_know_class(hits[i].type)) != NG_SORT_NONE;
  }
  if (other && !(ng_know_row(cast->know, hits[0].row).flags & NG_KNOW_COMMON)) {
    name->cls = ng_know_class(hits[0].type);
    return;
  }
  const NgPhrase* const head    = ng_cast_sort(name->cls) == NG_SORT_PLACE
                                      ? ng_phrases_get(cast->lists->heads, name->key)
                                      : NULL;
  NgStr                 classes = head ? head->field[0] : ng_str("");
  const NgClass         told = classes.len ? ng_class_by_name(ng_table_next(&classes, ' ')) : NG_CLASS_NONE;
  if (ng_cast_sort(told) == NG_SORT_BODY) { // "the Upper House"
    name->cls = told;
  }
  if (ng_cast_sort(name->cls) == NG_SORT_BODY &&
      ng_cast_one_of(cast, name->tokens.begin, "constitution|treaty|charter|convention|protocol") &&
      ng_cast_one_of(cast, name->tokens.begin + 1, "of|on|for")) {
    name->cls = NG_CLASS_MEASURE;
  }
  for (uint32_t i = name->tokens.begin; name->cls == NG_CLASS_FACILITY && i < name->tokens.end; ++i) {
    if (ng_cast_one_of(cast, i, "university|college|institute|academy|polytechnic")) {
      name->cls = NG_CLASS_ORGANIZATION;
    }
  }
}

// Two names of people side by side are one that the model cut in two: "Jane | Roe Smith".
static bool
joins_last(const NgCast* cast, const NgSpotted* name)
{
  const NgSpotted* const last = cast->names.n ? &cast->names.at[cast->names.n - 1] : NULL;
  const bool             son  = last && last->tokens.end + 1 == name->tokens.begin &&
                   ng_cast_one_of(cast, last->tokens.end, "bin|bint|binti|ibn|bte");
  return last && last->cls == NG_CLASS_PERSON && name->cls == NG_CLASS_PERSON &&
         (last->tokens.end == name->tokens.begin || son) && !name->honorific &&
         last->n_words + name->n_words <= MAX_PERSON_WORDS &&
         !(cast->doc->tokens.at[name->tokens.begin].shape & NG_SHAPE_SENTENCE) &&
         ng_cast_is_capital(cast, last->tokens.end - 1) && ng_cast_is_capital(cast, name->tokens.begin);
}

static bool
is_word_of_sport(NgStr word)
{
  static const char* const sorted[] = {
      "baseball",      "basketball",  "batsman",    "bowler",   "championship", "coach",    "cricket",
      "defender",      "fixture",     "football",   "game",     "games",        "goal",     "goalkeeper",
      "goals",         "half-time",   "halftime",   "hockey",   "innings",      "kick-off", "league",
      "match",         "matches",     "midfielder", "player",   "players",      "playoff",  "playoffs",
      "quarter-final", "quarterback", "rugby",      "score",    "scored",       "season",   "semi-final",
      "soccer",        "squad",       "striker",    "teammate", "teammates",    "tennis",   "touchdown",
      "tournament",    "wicket",
  };
  enum { SHORTEST = 4, LONGEST = 13 };
  size_t lo = 0;
  size_t hi = word.len >= SHORTEST && word.len <= LONGEST ? sizeof(sorted) / sizeof(*sorted) : 0;
  while (lo < hi) {
    const size_t mid   = lo + (hi - lo) / 2;
    const int    order = strncmp(word.at, sorted[mid], word.len);
    if (!order && !sorted[mid][word.len]) {
      return true;
    }
    if (order > 0) {
      lo = mid + 1;
    } else {
      hi = mid; // a word that only begins alike stands behind
    }
  }
  return false;
}

// Whether one word in a hundred and at least five are words of matches.
static bool
speaks_of_sport(const NgCast* cast)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < cast->doc->tokens.n; ++i) {
    n += is_word_of_sport(ng_cast_lower(cast, i));
  }
  return n >= 5 && n * 100 >= cast->doc->tokens.n;
}

// A place with "Mr" before it, or with the name of somebody behind "el-", is a person.
static bool
is_person_after_all(const NgCast* cast, const NgSpotted* name)
{
  NgKnowHit             hits[4];
  const NgSpan          s   = name->tokens;
  const NgPhrase* const hon = s.begin < s.end
                                  ? ng_phrases_at(cast->lists->honorifics, cast->doc, s.begin, s.end)
                                  : NULL;
  if (ng_cast_sort(name->cls) != NG_SORT_PLACE || s.begin >= s.end) {
    return false;
  }
  if (hon && hon->n_words < s.end - s.begin && hon->flags & NG_HON_PLAIN &&
      ng_cast_one_of(cast, s.begin, "mr|mr.|mrs|mrs.|ms|ms.|miss")) {
    return true;
  }
  const NgStr words = ng_doc_words(cast->doc, s);
  return !ng_know_lookup(cast->know, words, hits, 4) && ng_cast_look_up_particle(cast, words, hits, 4) &&
         hits[0].type == NG_KNOW_PERSON;
}

static NgStatus add_whole(NgCast* cast, const NgName* from, uint32_t limit, const char* rule, NgError* err);

// "Senate and House": two bodies of one word each.
static bool
joins_two_houses(const NgCast* cast, const NgName* from)
{
  const NgSpan s = from->tokens;
  return s.end - s.begin == 3 && ng_cast_is(cast, s.begin + 1, "and") &&
         ng_cast_sort(from->cls) == NG_SORT_BODY &&
         ng_cast_one_of(cast, s.begin, "senate|house|congress|parliament|cabinet|lords|commons") &&
         ng_cast_one_of(cast, s.end - 1, "senate|house|congress|parliament|cabinet|lords|commons");
}

// "Norvex's CEO Jane Roe", "the U.N.'s Human Rights Council" taken for one name: the owner before the mark,
// and who holds the title behind it or the body that is owned. @return the token of the mark, or NG_NONE
static uint32_t
owner_mark(const NgCast* cast, const NgName* from, NgClass* owner, NgSpan* owned)
{
  for (uint32_t i = from->tokens.begin + 1; i + 1 < from->tokens.end; ++i) {
    if (!is_clitic(cast, i)) {
      continue;
    }
    const NgPhrase* const role  = ng_phrases_at(cast->lists->roles, cast->doc, i + 1, from->tokens.end);
    const NgSpan          front = {from->tokens.begin, i};
    NgKnowHit             hit;
    owned->begin = i + 1 + (role ? role->n_words : 0);
    owned->end   = from->tokens.end;
    if (role && owned->begin < owned->end && ng_cast_is_capital(cast, owned->begin)) {
      *owner = NG_CLASS_ORGANIZATION;
      return i;
    }
    const bool known = ng_know_lookup(cast->know, ng_doc_words(cast->doc, front), &hit, 1) &&
                       hit.prior >= 0.6F && hit.type == NG_KNOW_INTERNATIONAL;
    const bool house = i == from->tokens.begin + 1 &&
                       ng_cast_one_of(cast, from->tokens.begin,
                                      "parliament|congress|senate|house|assembly|cabinet");
    *owner = known ? NG_CLASS_INTERNATIONAL_ORGANIZATION : house ? NG_CLASS_LEGISLATURE : NG_CLASS_NONE;
    return (known || house) && owned->end - owned->begin > 1 && ng_cast_sort(from->cls) == NG_SORT_BODY
               ? i
               : NG_NONE;
  }
  return NG_NONE;
}

static NgStatus
add_name(NgCast* cast, const NgName* from, uint32_t limit, const char* rule, NgError* err)
{
  NgClass owner = NG_CLASS_NONE;
  NgSpan  owned = {0, 0};
  if (joins_two_houses(cast, from)) {
    NgName house = *from;
    house.tokens = (NgSpan){from->tokens.begin, from->tokens.begin + 1};
    NG_TRY(add_whole(cast, &house, from->tokens.begin + 1, rule, err));
    house.tokens = (NgSpan){from->tokens.end - 1, from->tokens.end};
    return add_whole(cast, &house, limit, rule, err);
  }
  const uint32_t mark = owner_mark(cast, from, &owner, &owned);
  if (mark == NG_NONE) {
    return add_whole(cast, from, limit, rule, err);
  }
  NgName part = *from;
  part.cls    = owner;
  part.tokens = (NgSpan){from->tokens.begin, mark};
  NG_TRY(add_whole(cast, &part, mark, rule, err));
  part.cls    = owned.begin > mark + 1 ? NG_CLASS_PERSON : from->cls;
  part.tokens = owned;
  return add_whole(cast, &part, limit, rule, err);
}

// A person's name: what the model cut off is added, titles are taken off.
static void
fit_person(NgCast* cast, NgSpotted* name, uint32_t limit)
{
  const uint32_t before = cast->names.n ? cast->names.at[cast->names.n - 1].tokens.end : 0;
  extend_person(cast, name, limit);
  take_known_given_name(cast, name, before);
  extend_front(cast, name, before);
  if (name->tokens.begin < name->tokens.end &&
      (name->score < SURE || name->tokens.end - name->tokens.begin == 1)) {
    take_unknown_given_name(cast, name, before);
  }
  if (name->tokens.end - name->tokens.begin > 1) {
    cut_portfolio(cast, name);
  }
  while (name->tokens.begin < name->tokens.end && strip_title(cast, name)) {
  }
  trim_ends(cast, name);
  const NgSpan s = ng_cast_sentence(cast, name->tokens.begin);
  if (!name->honorific && name->tokens.begin < name->tokens.end) {
    name->honorific = ng_phrases_before(cast->lists->honorifics, cast->doc, s.begin, name->tokens.begin);
  }
}

// Add the name to those of the article, or to the one before it where both are one. @return false without
// memory
static bool
put_name(NgCast* cast, NgSpotted name)
{
  if (joins_last(cast, &name)) {
    NgSpotted* const last = &cast->names.at[cast->names.n - 1];
    last->tokens.end      = name.tokens.end;
    last->key             = key_of(cast, last->tokens, &last->n_words);
    return last->key.at;
  }
  name.is_upper         = ng_spot_is_upper(cast, name.tokens);
  NgSpotted* const slot = NG_VEC_ADD(cast->doc->arena, cast->names);
  if (slot) {
    *slot = name;
  }
  return slot;
}

static NgStatus
add_whole(NgCast* cast, const NgName* from, uint32_t limit, const char* rule, NgError* err)
{
  NgSpotted name = {
      .tokens = from->tokens, .cls = from->cls, .score = from->score, .node = NG_NONE, .rule = rule};
  if (ng_cast_sort(name.cls) == NG_SORT_NONE) {
    return NG_SUCCESS;
  }
  trim_ends(cast, &name);
  name.cls = is_person_after_all(cast, &name) ? NG_CLASS_PERSON : name.cls;
  if (name.tokens.begin < name.tokens.end) {
    cut_role(cast, &name);
    cut_front(cast, &name);
  }
  if (name.cls == NG_CLASS_ORGANIZATION && name.tokens.begin < name.tokens.end &&
      cast->doc->tokens.at[name.tokens.begin].kind == NG_TOK_ADDRESS) {
    name.cls = NG_CLASS_MEDIA_OUTLET;
  }
  if (name.cls == NG_CLASS_PERSON) {
    fit_person(cast, &name, limit);
  }
  name.cls = class_settled(cast, &name);
  name.key = key_of(cast, name.tokens, &name.n_words);
  if (name.n_words > 1 && name.cls != NG_CLASS_PERSON && name.key.at) {
    correct_class(cast, &name);
  }
  if (name.key.at && ng_spot_is_no_name(cast, &name)) {
    return NG_SUCCESS;
  }
  if (name.key.at && ng_cast_sort(name.cls) == NG_SORT_PLACE && name.cls != NG_CLASS_FACILITY &&
      is_team(cast, name.tokens.begin, name.tokens.end)) {
    name.cls     = NG_CLASS_PLACE; // with a key of its own, so that it is not taken for the place itself
    name.is_team = true;
    name.key     = ng_arena_printf(cast->doc->arena, "%.*s team", NG_STR_ARG(name.key));
  }
  return name.key.at && put_name(cast, name)
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

// --- names that their initials complete -----------------------------------------------------------------

static bool
is_small_word(const NgCast* cast, uint32_t at)
{
  return !ng_cast_is_capital(cast, at) &&
         ng_cast_one_of(cast, at,
                        "a|against|an|and|at|by|de|del|des|der|du|et|for|from|in|la|le|of|on|the|to|with|y");
}

// First token of the words that end before `end` and whose initials are `letters`; a small word may give one
// or none. `end` where they are not.
static uint32_t
begin_by_initials(const NgCast* cast, NgStr letters, uint32_t begin, uint32_t end)
{
  enum { MOST = 14 };
  size_t n = letters.len;
  for (uint32_t at = end; n > 0 && at > begin && end - at < MOST;) {
    const NgStr word  = ng_cast_lower(cast, --at);
    const bool  small = is_small_word(cast, at);
    const bool  fits  = word.len && word.at[0] == letters.at[n - 1] && !(small && n == 1);
    if (cast->doc->tokens.at[at].kind != NG_TOK_WORD || (!small && !(fits && ng_cast_is_capital(cast, at)))) {
      return end;
    }
    n -= fits;
    if (!n) {
      return at;
    }
  }
  return end;
}

// The names that lie in `span` become one body that is named by the whole of it. Changes nothing where one
// begins before it or where it holds none but the one that is it. @return false without memory
static bool
join_names(NgCast* cast, NgSpan span, uint32_t last)
{
  uint32_t first = last;
  NgClass  cls   = NG_CLASS_ORGANIZATION;
  while (first > 0 && cast->names.at[first - 1].tokens.end > span.begin) {
    --first;
    cls = ng_cast_sort(cast->names.at[first].cls) == NG_SORT_BODY && cls == NG_CLASS_ORGANIZATION
              ? cast->names.at[first].cls
              : cls;
  }
  NgSpotted* const name = &cast->names.at[first];
  if (first == last || name->tokens.begin < span.begin ||
      (last == first + 1 && name->tokens.begin == span.begin && name->tokens.end == span.end)) {
    return true;
  }
  name->tokens    = span;
  name->cls       = cls;
  name->honorific = NULL;
  name->is_team   = false;
  name->rule      = "name completed by its initials";
  name->key       = key_of(cast, span, &name->n_words);
  memmove(name + 1, &cast->names.at[last], (cast->names.n - last) * sizeof(*name));
  cast->names.n -= last - first - 1;
  return name->key.at;
}

// "Harbour [Association] against [Smoke] (HAAS)": the model cut the name; its short form tells how long it
// is.
static NgStatus
complete_by_initials(NgCast* cast, NgError* err)
{
  enum { SHORTEST = 3, LONGEST = 8 };
  for (uint32_t i = 1; i < cast->names.n; ++i) {
    const NgSpotted* const name = &cast->names.at[i];
    const uint32_t         open = name->tokens.begin - 1;
    if (!name->tokens.begin || !name->is_upper || name->n_words != 1 || name->key.len < SHORTEST ||
        name->key.len > LONGEST || !ng_cast_is(cast, open, "(") || !ng_cast_is(cast, name->tokens.end, ")")) {
      continue;
    }
    const NgSpan span = {begin_by_initials(cast, name->key, ng_cast_sentence(cast, open).begin, open), open};
    if (span.begin < open && !join_names(cast, span, i)) {
      return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
    }
  }
  return NG_SUCCESS;
}

// --- names by knowledge alone ----------------------------------------------------------------------

// A domain of an outlet: "bbc.co.uk". @return its class, NG_CLASS_NONE where none is known.
static NgClass
class_of_address(const NgCast* cast, uint32_t at)
{
  NgKnowHit      hits[4];
  const NgStr    word = ng_doc_token(cast->doc, at);
  const uint32_t n    = ng_cast_look_up_address(cast, word, hits, 4);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].alias == NG_ALIAS_DOMAIN || hits[i].type == NG_KNOW_MEDIA) {
      return ng_know_class(hits[i].type);
    }
  }
  return NG_CLASS_NONE;
}

static bool
is_plain_word(const NgCast* cast, uint32_t at)
{
  const NgKnowWord word = ng_know_word(cast->know, ng_doc_token(cast->doc, at));
  return word.flags & (NG_WORD_COMMON | NG_WORD_DEMONYM | NG_WORD_GIVEN | NG_WORD_SURNAME |
                       NG_WORD_MONTH_DAY | NG_WORD_ORG_HEAD | NG_WORD_TITLE);
}

// The class of a known name that needs no model: countries, outlets, international bodies, and
// names of several words that mean one body only. NG_CLASS_NONE where in doubt.
static NgClass
class_of_known(const NgCast* cast, uint32_t at, uint32_t n_tokens, uint32_t types)
{
  static const uint32_t sure = 1u << NG_KNOW_COUNTRY | 1u << NG_KNOW_MEDIA | 1u << NG_KNOW_INTERNATIONAL;
  static const uint32_t many = 1u << NG_KNOW_COUNTRY | 1u << NG_KNOW_MEDIA | 1u << NG_KNOW_INTERNATIONAL |
                               1u << NG_KNOW_AGENCY | 1u << NG_KNOW_COURT | 1u << NG_KNOW_LEGISLATURE |
                               1u << NG_KNOW_PARTY;
  NgKnowHit      hits[2];
  const NgSpan   span      = {at, at + n_tokens};
  const uint32_t long_name = n_tokens > 2 ? 1u << NG_KNOW_ORGANIZATION : 0;
  if (types & ~(n_tokens > 1 ? many | long_name : sure) || (n_tokens == 1 && is_plain_word(cast, at))) {
    return NG_CLASS_NONE;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, span), hits, 2);
  if (!n || (ng_know_row(cast->know, hits[0].row).flags & NG_KNOW_COMMON) ||
      hits[0].alias == NG_ALIAS_METONYM || (n_tokens == 1 && hits[0].prior < 0.5F)) {
    return NG_CLASS_NONE;
  }
  return ng_know_class(hits[0].type);
}

// "Kremlin": a seat that is known as a metonym of a government.
static NgClass
class_of_seat(const NgCast* cast, NgSpan tokens)
{
  NgKnowHit hits[4];
  if (!ng_cast_is_capital(cast, tokens.end - 1) && cast->doc->tokens.at[tokens.end - 1].kind == NG_TOK_WORD) {
    return NG_CLASS_NONE;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, tokens), hits, 4);
  return n && hits[0].alias == NG_ALIAS_METONYM ? NG_CLASS_GOVERNMENT : NG_CLASS_NONE;
}

static bool
is_in_title_case(const NgCast* cast, NgSpan s)
{
  uint32_t words = 0;
  uint32_t high  = 0;
  for (uint32_t i = s.begin; i < s.end; ++i) {
    words += cast->doc->tokens.at[i].kind == NG_TOK_WORD;
    high += cast->doc->tokens.at[i].kind == NG_TOK_WORD && ng_cast_is_capital(cast, i);
  }
  return high * 10 > words * 7;
}

// "Liberals" inside a sentence, and "Liberal" before "government": a party.
static bool
is_party_word(const NgCast* cast, uint32_t at)
{
  const NgStr word = ng_cast_lower(cast, at);
  if (cast->doc->tokens.at[at].shape & NG_SHAPE_SENTENCE || ng_cast_is_capital(cast, at + 1) ||
      !ng_phrases_get(cast->lists->party_words, word)) {
    return false;
  }
  return ng_str_ends(word, "s") || ng_cast_one_of(cast, at + 1,
                                                  "government|party|leader|leaders|candidate|candidates|"
                                                  "lawmaker|lawmakers|mp|mps|senator|senators");
}

// A name in the free tokens at .. end, by knowledge. @return tokens to step over.
static uint32_t
known_name(const NgCast* cast, uint32_t at, uint32_t end, bool in_title_case, NgName* out)
{
  const NgToken* const t = &cast->doc->tokens.at[at];
  out->cls               = NG_CLASS_NONE;
  if (t->kind == NG_TOK_ADDRESS) {
    out->cls    = class_of_address(cast, at);
    out->tokens = (NgSpan){at, at + 1};
    return 1;
  }
  if (!(t->shape & NG_SHAPE_CAPITAL) || in_title_case) {
    return 1;
  }
  const NgPhrase* const seat = ng_phrases_at(cast->lists->residences, cast->doc, at, end);
  if (seat && class_of_seat(cast, (NgSpan){at, at + seat->n_words}) != NG_CLASS_NONE) {
    out->cls    = NG_CLASS_GOVERNMENT;
    out->tokens = (NgSpan){at, at + seat->n_words};
    return seat->n_words;
  }
  if (is_party_word(cast, at)) {
    out->cls    = NG_CLASS_PARTY;
    out->tokens = (NgSpan){at, at + 1};
    return 1;
  }
  uint32_t       types = 0;
  const uint32_t n     = ng_know_match(cast->know, cast->doc, at, end, &types);
  if (!n) {
    return 1;
  }
  out->cls    = class_of_known(cast, at, n, types);
  out->tokens = (NgSpan){at, at + n};
  return n;
}

NgStatus
ng_cast_spot(NgCast* cast, NgError* err)
{
  cast->is_sport            = speaks_of_sport(cast);
  const NgDoc* const doc    = cast->doc;
  uint32_t           at     = 0;
  NgSpan             s      = {0, 0};
  bool               titled = false;
  for (uint32_t i = 0; i <= doc->names.n; ++i) {
    const uint32_t stop = i < doc->names.n ? doc->names.at[i].tokens.begin : doc->tokens.n;
    while (at < stop) {
      NgName name = {.score = 0.9F};
      if (at >= s.end) {
        s      = ng_cast_sentence(cast, at);
        s.end  = s.end > at ? s.end : at + 1;
        titled = is_in_title_case(cast, s);
      }
      at += known_name(cast, at, s.end < stop ? s.end : stop, titled, &name);
      if (name.cls != NG_CLASS_NONE) {
        NG_TRY(add_name(cast, &name, name.tokens.end, "known name", err));
      }
    }
    if (i < doc->names.n &&
        doc->names.at[i].cls != NG_CLASS_OTHER) { // what is "other" may be known all the same
      const uint32_t limit = i + 1 < doc->names.n ? doc->names.at[i + 1].tokens.begin : doc->tokens.n;
      NgName         name  = doc->names.at[i];
      if (name.cls == NG_CLASS_DEMONYM && name.tokens.end - name.tokens.begin == 1 &&
          is_party_word(cast, name.tokens.begin)) {
        name.cls = NG_CLASS_PARTY; // "the Socialist government"
      }
      NG_TRY(add_name(cast, &name, limit, "name", err));
      at = doc->names.at[i].tokens.end > at ? doc->names.at[i].tokens.end : at;
      at = cast->names.n && cast->names.at[cast->names.n - 1].tokens.end > at
               ? cast->names.at[cast->names.n - 1].tokens.end
               : at;
    }
  }
  NG_TRY(ng_spot_drop(cast, err));
  NG_TRY(complete_by_initials(cast, err));
  NG_TRY(ng_cast_affiliations(cast, err));
  cast->name_at = ng_arena_calloc(doc->arena, doc->tokens.n + 1u, sizeof(uint32_t));
  if (!cast->name_at) {
    return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
  }
  memset(cast->name_at, 0xff, (doc->tokens.n + 1u) * sizeof(uint32_t));
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    for (uint32_t t = cast->names.at[i].tokens.begin; t < cast->names.at[i].tokens.end; ++t) {
      cast->name_at[t] = i;
    }
  }
  return NG_SUCCESS;
}
