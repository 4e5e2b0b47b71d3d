// SPDX-License-Identifier: Apache-2.0
// Names of people: which full names are one person's, and whose a surname or given name alone is.
#include "base/table.h"
#include "understand/cast.h"

enum { MAX_WORDS = 8, MAX_CANDIDATES = 64 };

// A person's name in its parts. Particles ("al", "de") and initials do not count as words.
typedef struct {
  NgStr    word[MAX_WORDS];
  uint32_t n;
  NgStr    suffix;   // "jr", "iii"
  NgStr    initials; // The first of them
} Parts;

static Parts
parts_of(NgStr key)
{
  Parts p = {.n = 0};
  for (NgStr rest = key; rest.at;) {
    const NgStr word = ng_table_next(&rest, ' ');
    if (!word.len ||
        ng_str_one_of(word, "al|el|bin|bint|ibn|van|von|der|den|de|da|do|dos|du|del|della|di|la|le|ter|"
                            "ten|af|av|zu|y|e|st|und|and")) {
      continue;
    }
    if (p.n && ng_str_one_of(word, "jr|sr|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii|xiv|xvi|junior|senior")) {
      p.suffix = word;
    } else if (word.len == 1 && rest.at) {
      p.initials = p.initials.len ? p.initials : word;
    } else if (p.n < MAX_WORDS) {
      p.word[p.n++] = word;
    }
  }
  return p;
}

static bool
stands_for(const NgCast* cast, NgStr nickname, NgStr name)
{
  const NgPhrase* const p    = ng_phrases_get(cast->lists->nicknames, nickname);
  NgStr                 rest = p ? p->field[0] : ng_str_n(NULL, 0);
  while (rest.at) {
    if (ng_str_eq(ng_table_next(&rest, ' '), name)) {
      return true;
    }
  }
  return false;
}

static bool
share_full_form(const NgCast* cast, NgStr a, NgStr b)
{
  const NgPhrase* const p    = ng_phrases_get(cast->lists->nicknames, a);
  NgStr                 rest = p ? p->field[0] : ng_str_n(NULL, 0);
  while (rest.at) {
    if (stands_for(cast, b, ng_table_next(&rest, ' '))) {
      return true;
    }
  }
  return false;
}

// One given name: the same, a nickname of it, or its beginning ("Lu" of "Ludwig" is none).
static bool
same_given(const NgCast* cast, NgStr a, NgStr b)
{
  return ng_str_eq(a, b) || stands_for(cast, a, b) || stands_for(cast, b, a) || share_full_form(cast, a, b);
}

// Are the words of `a` found in `b` in their order, the first as a given name?
static bool
runs_through(const NgCast* cast, const Parts* a, const Parts* b)
{
  uint32_t at = 0;
  for (uint32_t i = 0; i < a->n; ++i, ++at) {
    while (at < b->n &&
           !(ng_str_eq(a->word[i], b->word[at]) || (!i && !at && same_given(cast, a->word[0], b->word[0])))) {
      ++at;
    }
    if (at == b->n) {
      return false;
    }
  }
  return true;
}

static bool
suffix_differs(const Parts* a, const Parts* b)
{
  return !ng_str_eq(a->suffix, b->suffix);
}

// One person? `a` has no more words than `b`, both have two or more.
static bool
same_person(const NgCast* cast, const Parts* a, const Parts* b)
{
  if (suffix_differs(a, b) || (a->initials.len && b->initials.len && !ng_str_eq(a->initials, b->initials))) {
    return false;
  }
  if (!runs_through(cast, a, b)) {
    return false;
  }
  const bool given = same_given(cast, a->word[0], b->word[0]);
  const bool last  = ng_str_eq(a->word[a->n - 1], b->word[b->n - 1]);
  const bool tail  = last && a->n >= 2 && ng_str_eq(a->word[0], b->word[b->n - a->n]);
  const bool head  = a->n >= 2 && ng_str_eq(a->word[a->n - 1], b->word[a->n - 1]);
  return (given && (last || head)) || tail;
}

static bool
fits_node(const NgCast* cast, const Parts* parts, uint32_t node)
{
  const Parts other = parts_of(cast->nodes.at[node].key);
  if (other.n < 2) {
    return false;
  }
  return parts->n <= other.n ? same_person(cast, parts, &other) : same_person(cast, &other, parts);
}

// The node of a full name among those of fuller or equal names.
static uint32_t
find_full(const NgCast* cast, const Parts* parts)
{
  uint32_t nodes[MAX_CANDIDATES];
  uint32_t found = NG_NONE;
  for (uint32_t w = 0; w < 2; ++w) { // by the last word, then by the first, for a missing second surname
    const NgStr    word = w ? parts->word[0] : parts->word[parts->n - 1];
    const uint32_t n    = ng_cast_words_find(&cast->people_words, word, nodes, MAX_CANDIDATES);
    for (uint32_t i = 0; i < n; ++i) {
      if (fits_node(cast, parts, nodes[i])) {
        found = found == NG_NONE || nodes[i] < found ? nodes[i] : found;
      }
    }
    if (found != NG_NONE) {
      return found;
    }
  }
  return NG_NONE;
}

NgStatus
ng_cast_people(NgCast* cast, NgKeys* keys, NgError* err)
{
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    NgKey* const key   = &keys->all.at[keys->order[i]];
    const Parts  parts = parts_of(key->key);
    if (key->weight[NG_SORT_PERSON] <= 0 || parts.n < 2) {
      continue;
    }
    uint32_t node = find_full(cast, &parts);
    if (node == NG_NONE) {
      node = ng_cast_node(cast, NG_SORT_PERSON, NG_CLASS_PERSON);
      if (node == NG_NONE || !ng_cast_words_add(cast, &cast->people_words, key->key, node)) {
        return ng_error_no_mem(err);
      }
      cast->nodes.at[node].key       = key->key;
      cast->nodes.at[node].n_words   = key->n_words;
      cast->nodes.at[node].first     = key->first;
      const NgKnowWord given         = ng_know_word(cast->know,
                                                    ng_doc_token(cast->doc, cast->names.at[key->first].tokens.begin));
      const uint32_t   gender        = given.flags & (NG_WORD_GIVEN_MALE | NG_WORD_GIVEN_FEMALE);
      cast->nodes.at[node].is_male   = gender == NG_WORD_GIVEN_MALE;
      cast->nodes.at[node].is_female = gender == NG_WORD_GIVEN_FEMALE;
    }
    if (key->first < cast->nodes.at[node].first) {
      cast->nodes.at[node].first = key->first;
    }
    key->node[NG_SORT_PERSON] = node;
  }
  return NG_SUCCESS;
}

// --- one word alone ---------------------------------------------------------------------------------

static bool
is_family_first(const NgCast* cast, uint32_t node)
{
  const uint32_t first = cast->nodes.at[node].first;
  if (first == NG_NONE) {
    return false;
  }
  return ng_know_word(cast->know, ng_doc_token(cast->doc, cast->names.at[first].tokens.begin)).flags &
         NG_WORD_FAMILY_FIRST;
}

// How well the word fits the person: 4 as the word asked for, 3 the surname, 2 inside, 1 the given name,
// 0 not at all.
static int
fit_of(const NgCast* cast, const NgSpotted* name, NgStr word, uint32_t node)
{
  const NgNode* const   n     = &cast->nodes.at[node];
  const Parts           p     = parts_of(n->key);
  const NgPhrase* const hon   = name->honorific;
  uint32_t              place = 0;
  while (place < p.n && !ng_str_eq(p.word[place], word)) {
    ++place;
  }
  if (place == p.n || (hon && (((hon->flags & NG_WHO_MALE) && n->is_female) ||
                               ((hon->flags & NG_WHO_FEMALE) && n->is_male)))) {
    return 0;
  }
  const bool is_first = place == 0 && !(p.n == 1) && !is_family_first(cast, node);
  if (hon && (hon->flags & (NG_HON_KNIGHT | NG_HON_ROYAL | NG_HON_CLERGY))) {
    return place == 0 ? 4 : 2;
  }
  if (hon && is_first && (hon->flags & NG_HON_PEER)) {
    return 0; // "Mr" stands before given names, too, in Thailand and elsewhere
  }
  return place + 1 == p.n || (place == 0 && !is_first) ? 3 : is_first ? 1 : 2;
}

// Of two that fit alike: the one named before this place rather than behind it, named more often, or first.
static bool
is_nearer(const NgCast* cast, uint32_t a, uint32_t b)
{
  const NgNode* const x        = &cast->nodes.at[a];
  const NgNode* const y        = &cast->nodes.at[b];
  const bool          x_before = x->n > 0;
  const bool          y_before = y->n > 0;
  if (x_before != y_before) {
    return x_before;
  }
  return x->n != y->n ? x->n > y->n : x->first < y->first;
}

static uint32_t
find_short(const NgCast* cast, const NgSpotted* name, NgStr word)
{
  uint32_t       nodes[MAX_CANDIDATES];
  const uint32_t n    = ng_cast_words_find(&cast->people_words, word, nodes, MAX_CANDIDATES);
  uint32_t       best = NG_NONE;
  int            fit  = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const int f = fit_of(cast, name, word, nodes[i]);
    if (f && (f > fit || (f == fit && is_nearer(cast, nodes[i], best)))) {
      best = nodes[i];
      fit  = f;
    }
  }
  return best;
}

uint32_t
ng_cast_short_name(NgCast* cast, uint32_t at)
{
  const NgSpotted* const name  = &cast->names.at[at];
  const Parts            parts = parts_of(name->key);
  const NgStr            word  = parts.n ? parts.word[parts.n - 1] : name->key;
  uint32_t               node  = find_short(cast, name, word);
  if (node == NG_NONE) {
    node = ng_cast_node(cast, NG_SORT_PERSON, NG_CLASS_PERSON);
    if (node == NG_NONE || !ng_cast_words_add(cast, &cast->people_words, name->key, node)) {
      return NG_NONE;
    }
    cast->nodes.at[node].key     = name->key;
    cast->nodes.at[node].n_words = name->n_words;
  }
  return node;
}
