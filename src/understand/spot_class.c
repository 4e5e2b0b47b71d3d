// SPDX-License-Identifier: Apache-2.0
// What a name names, where the model is not sure of it or does not tell it: a body, a person, a team.
#include "base/table.h"
#include "model/tagset.h"
#include "understand/spot_impl.h"

bool
ng_spot_is_team(const NgCast* cast, uint32_t begin, uint32_t end)
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
  if (is_sure(name) || s.end - s.begin < 2 || s.end - s.begin > 3 ||
      (name->cls != NG_CLASS_ORGANIZATION && ng_cast_sort(name->cls) != NG_SORT_PLACE)) {
    return false;
  }
  const NgPhrase* const role = ng_phrases_before(cast->lists->roles, cast->doc, sentence.begin, s.begin);
  return role && role->flags & NG_ROLE_OFFICE && ng_cast_may_be_person(cast, s);
}

NgClass
ng_spot_class_settled(const NgCast* cast, const NgSpotted* name)
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
  const NgClass told = is_open && !is_sure(name) && s.begin < s.end ? class_told(cast, s) : NG_CLASS_NONE;
  NgKnowHit     hit;
  return told != NG_CLASS_NONE && !ng_know_lookup(cast->know, ng_doc_words(cast->doc, s), &hit, 1)
             ? told
             : name->cls;
}

void
ng_spot_correct_class(const NgCast* cast, NgSpotted* name)
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

bool
ng_spot_is_person_after_all(const NgCast* cast, const NgSpotted* name)
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

bool
ng_spot_speaks_of_sport(const NgCast* cast)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < cast->doc->tokens.n; ++i) {
    n += is_word_of_sport(ng_cast_lower(cast, i));
  }
  return n >= 5 && n * 100 >= cast->doc->tokens.n;
}
