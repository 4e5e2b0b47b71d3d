// SPDX-License-Identifier: Apache-2.0
// What the words around the names of one spelling tell of its sort. The model reads one sentence at a time
// and guesses at names that it does not know; who has a chief executive, shares or users is a body in all
// sentences.
#include "base/table.h"
#include "understand/cast.h"

// Roles that only bodies have, and what only companies and their like have.
#define CORPORATE_ROLES                                                                                      \
  "ceo|cfo|coo|cto|chief executive|chief executive officer|chief financial officer|chief operating officer|" \
  "chief technology officer|founder|co-founder|cofounder|chairman|chairwoman|chairperson|vice chairman|"     \
  "managing director|executive director|board member|general counsel|shareholder|boss|spokesman|"            \
  "spokeswoman|spokesperson|co-chief executive|secretary general|secretary-general|publisher"
#define CORPORATE_GOODS                                                                                      \
  "shares|shareholders|stock|customers|subsidiary|employees|revenue|profits|earnings|users|stake|app|"       \
  "investors|subscribers|logo|brand|board|headquarters|workforce|takeover|acquisition|creditors"

static bool
is_mark(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "'s|'|s'");
}

// "CEO of Norvex", "the founder of Norvex", "shares in Norvex", "acquired by Norvex".
static bool
tells_body_before(const NgCast* cast, NgSpan s, uint32_t at)
{
  if (at < s.begin + 2 || !ng_cast_one_of(cast, at - 1, "of|at|in|for|by")) {
    return false;
  }
  if (ng_cast_is(cast, at - 1, "by")) {
    return ng_cast_one_of(cast, at - 2, "owned|acquired|manufactured|operated");
  }
  const NgPhrase* const role = ng_cast_one_of(cast, at - 1, "of|at|for")
                                   ? ng_phrases_before(cast->lists->roles, cast->doc, s.begin, at - 1)
                                   : NULL;
  return (role && ng_str_one_of(role->key, CORPORATE_ROLES)) ||
         (ng_cast_one_of(cast, at - 1, "of|in") &&
          ng_cast_one_of(cast, at - 2, "shares|stake|shareholders|subsidiary|users|customers"));
}

// "Norvex CEO Jane Roe", "Norvex's shares".
static bool
tells_body_behind(const NgCast* cast, NgSpan s, uint32_t at)
{
  const uint32_t noun = at + is_mark(cast, at);
  if (noun >= s.end) {
    return false;
  }
  const uint8_t pos = cast->doc->tags ? cast->doc->tags[noun].pos : (uint8_t)NG_POS_NOUN;
  if (noun == at && pos != NG_POS_NOUN && pos != NG_POS_PROPN && pos != NG_POS_ADJ) {
    return false;
  }
  const NgPhrase* const role = ng_phrases_at(cast->lists->roles, cast->doc, noun, s.end);
  return (role && ng_str_one_of(role->key, CORPORATE_ROLES)) ||
         (noun > at && ng_str_one_of(ng_cast_lower(cast, noun), CORPORATE_GOODS));
}

static NgClass
class_of_head(const NgCast* cast, uint32_t at)
{
  const NgPhrase* const head    = ng_cast_is_capital(cast, at)
                                      ? NULL
                                      : ng_phrases_get(cast->lists->heads, ng_cast_lower(cast, at));
  NgStr                 classes = head ? head->field[0] : ng_str("");
  return classes.len ? ng_class_by_name(ng_table_next(&classes, ' ')) : NG_CLASS_NONE;
}

// "Norvex, the largest private group in the country,": the head of the phrase behind the comma, where it is
// one of bodies.
static NgClass
class_in_apposition(const NgCast* cast, NgSpan s, uint32_t at)
{
  enum { REACH = 9 };
  NgClass cls = NG_CLASS_NONE;
  if (at + 2 >= s.end || !ng_cast_is(cast, at, ",") || !ng_cast_one_of(cast, at + 1, "the|a|an") ||
      !cast->doc->tags) {
    return NG_CLASS_NONE;
  }
  for (uint32_t i = at + 2; i < s.end && i < at + REACH; ++i) {
    const uint8_t pos  = cast->doc->tags[i].pos;
    const NgClass here = class_of_head(cast, i);
    if (is_mark(cast, i)) {
      return NG_CLASS_NONE; // "the company's head"
    }
    if (cast->doc->tokens.at[i].kind == NG_TOK_PUNCT || pos == NG_POS_ADP || pos == NG_POS_PRON ||
        pos == NG_POS_CCONJ || pos == NG_POS_SCONJ ||
        (here == NG_CLASS_NONE && cls != NG_CLASS_NONE && pos == NG_POS_VERB)) {
      break;
    }
    cls = here != NG_CLASS_NONE ? here : pos == NG_POS_NOUN || pos == NG_POS_PROPN ? NG_CLASS_NONE : cls;
  }
  return ng_cast_sort(cls) == NG_SORT_BODY && cls != NG_CLASS_MEASURE ? cls : NG_CLASS_NONE;
}

static bool
tells_place(const NgCast* cast, NgSpan s, const NgSpotted* name)
{
  const uint32_t at  = name->tokens.begin;
  const uint32_t end = name->tokens.end;
  if (at > s.begin &&
      ng_cast_one_of(cast, at - 1, "in|near|outside|across|around|throughout|towards|into|downtown")) {
    return !(at > s.begin + 1 && ng_cast_one_of(cast, at - 2, "shares|stake|invested|investment|interest"));
  }
  return ng_cast_one_of(cast, end,
                        "city|town|province|district|village|region|county|airport|valley|river") ||
         (at > s.begin + 1 && ng_cast_is(cast, at - 1, "of") &&
          ng_cast_one_of(cast, at - 2,
                         "city|town|village|district|province|region|state|county|people|north|south|"
                         "east|west|island|port|capital|mayor|governor|part|parts"));
}

static bool
is_person(const NgCast* cast, uint32_t name)
{
  return name < cast->names.n && cast->names.at[name].cls == NG_CLASS_PERSON;
}

// "Jane Roe, Nezar Haidar, Ann Poe": one of a list between people.
static bool
stands_among_people(const NgCast* cast, const NgSpotted* name)
{
  const uint32_t at = (uint32_t)(name - cast->names.at);
  return at > 0 && is_person(cast, at - 1) && is_person(cast, at + 1) &&
         cast->names.at[at - 1].tokens.end + 1 == name->tokens.begin &&
         ng_cast_is(cast, name->tokens.begin - 1, ",") &&
         cast->names.at[at + 1].tokens.begin <= name->tokens.end + 2 &&
         ng_cast_one_of(cast, name->tokens.end, ",|and");
}

// "Nezar Haidar, the acting director of", "Nezar Haidar, 45,", "the mayor, Nezar Haidar,": names of people.
static bool
tells_person(const NgCast* cast, NgSpan s, const NgSpotted* name)
{
  enum { REACH = 5 };
  const uint32_t at  = name->tokens.begin;
  const uint32_t end = name->tokens.end;
  if (end + 2 < s.end && ng_cast_is(cast, end, ",")) {
    if (cast->doc->tokens.at[end + 1].kind == NG_TOK_NUMBER && ng_cast_is(cast, end + 2, ",") &&
        cast->doc->tokens.at[end + 1].lower.len < 3) {
      return true;
    }
    for (uint32_t i = end + 1; i < s.end && i < end + 1 + REACH; ++i) {
      const NgPhrase* const role = ng_phrases_at(cast->lists->roles, cast->doc, i, s.end);
      if (role && role->flags & NG_ROLE_OFFICE) {
        return !(role->n_words == 1 && ng_str_ends(ng_cast_lower(cast, i), "s"));
      }
      if (is_mark(cast, i) || cast->doc->tokens.at[i].kind != NG_TOK_WORD ||
          (cast->doc->tags && cast->doc->tags[i].pos == NG_POS_VERB)) {
        break;
      }
    }
  }
  const NgPhrase* const before = at > s.begin + 1 && ng_cast_is(cast, at - 1, ",")
                                     ? ng_phrases_before(cast->lists->roles, cast->doc, s.begin, at - 1)
                                     : NULL;
  return before && before->flags & NG_ROLE_OFFICE && (end >= s.end || ng_cast_one_of(cast, end, ",|.|;"));
}

typedef struct {
  uint32_t body;
  uint32_t person;
  uint32_t place;
  NgClass  cls;
} Told;

// "Ministry of Harbours (MoH)": the class of the body right before the bracket where the name is one word
// with several capitals; NG_CLASS_NONE else.
static NgClass
class_before_bracket(const NgCast* cast, const NgSpotted* name)
{
  const uint32_t at   = (uint32_t)(name - cast->names.at);
  const NgSpan   s    = name->tokens;
  const bool     fits = at > 0 && s.end - s.begin == 1 &&
                    cast->doc->tokens.at[s.begin].shape & (NG_SHAPE_ALL_UPPER | NG_SHAPE_MIXED) &&
                    ng_cast_is(cast, s.begin - 1, "(") && ng_cast_is(cast, s.end, ")");
  if (!fits || cast->names.at[at - 1].tokens.end + 1 != s.begin || cast->names.at[at - 1].n_words < 2) {
    return NG_CLASS_NONE;
  }
  const NgClass cls = cast->names.at[at - 1].cls;
  return ng_cast_sort(cls) == NG_SORT_BODY ? cls : NG_CLASS_NONE;
}

static void
hear(const NgCast* cast, const NgSpotted* name, Told* told)
{
  const NgSpan  s       = ng_cast_sentence(cast, name->tokens.begin);
  const NgClass bracket = class_before_bracket(cast, name);
  const NgClass apposed = bracket != NG_CLASS_NONE ? bracket : class_in_apposition(cast, s, name->tokens.end);
  const bool    is_full = name->cls == NG_CLASS_PERSON &&
                       name->n_words > 1; // only the plainest words speak against
  const bool has_body = apposed != NG_CLASS_NONE ||
                        (!is_full && (tells_body_before(cast, s, name->tokens.begin) ||
                                      tells_body_behind(cast, s, name->tokens.end)));
  told->body += has_body;
  const bool may_be_person = name->cls != NG_CLASS_PERSON && name->n_words > 1 &&
                             ng_cast_may_be_person(cast, name->tokens);
  told->person += may_be_person && (tells_person(cast, s, name) || stands_among_people(cast, name));
  told->place += tells_place(cast, s, name);
  told->cls = apposed != NG_CLASS_NONE ? apposed : told->cls;
}

// May the evidence speak? Not against what is known, nor where a title stands before the name of a person.
static bool
is_open(const NgCast* cast, const NgKey* key)
{
  enum { MOST_WORDS = 5 };
  NgKnowHit              hit;
  const NgSpotted* const name = &cast->names.at[key->first];
  return key->n_words <= MOST_WORDS &&
         (key->n_words > 1 ||
          key->weight[NG_SORT_BODY] < key->weight[NG_SORT_PLACE] + key->weight[NG_SORT_PERSON]) &&
         !(key->weight[NG_SORT_PERSON] > 0 && name->honorific) && !name->is_team && !name->full.len &&
         !ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1);
}

NgStatus
ng_cast_hear(NgCast* cast, NgKeys* keys, NgError* err)
{
  Told* const told = ng_arena_calloc(cast->doc->arena, keys->all.n + 1u, sizeof(Told));
  if (!told) {
    return ng_error_no_mem(err);
  }
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    told[i].cls = is_open(cast, &keys->all.at[i]) ? NG_CLASS_ORGANIZATION : NG_CLASS_NONE;
  }
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    if (told[keys->of_name[i]].cls != NG_CLASS_NONE) {
      hear(cast, &cast->names.at[i], &told[keys->of_name[i]]);
    }
  }
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    NgKey* const key = &keys->all.at[i];
    if (told[i].person > told[i].body && told[i].person > told[i].place) {
      key->weight[NG_SORT_PERSON] += key->weight[NG_SORT_PLACE] + key->weight[NG_SORT_BODY];
      key->weight[NG_SORT_PLACE] = key->weight[NG_SORT_BODY] = 0;
      key->cls[NG_SORT_PERSON]                               = NG_CLASS_PERSON;
    } else if (told[i].body > told[i].place) {
      key->weight[NG_SORT_BODY] += key->weight[NG_SORT_PLACE] + key->weight[NG_SORT_PERSON];
      key->weight[NG_SORT_PLACE] = key->weight[NG_SORT_PERSON] = 0;
      key->cls[NG_SORT_BODY]                                   = told[i].cls;
    }
  }
  return NG_SUCCESS;
}
