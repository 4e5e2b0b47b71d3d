// SPDX-License-Identifier: Apache-2.0
// Names of one thing become one node. Names are first gathered by their spelling; what the model took
// now for a person, now for a place is settled by the weight of its opinions.
#include "base/map.h"
#include "base/table.h"
#include "understand/cast.h"

enum { MAX_KEYS = 1 << 22, MAX_ORDER_WORDS = 16 };

static void
weigh(NgKey* key, const NgSpotted* name)
{
  const NgSort sort = ng_cast_sort(name->cls);
  key->weight[sort] += name->score;
  if (key->cls[sort] == NG_CLASS_NONE || name->score > key->best[sort]) {
    key->cls[sort]  = name->cls;
    key->best[sort] = name->score;
  }
  key->is_upper = key->is_upper || name->is_upper;
  ++key->n;
}

static NgStatus
gather(NgCast* cast, NgKeys* keys, NgMap* map, NgError* err)
{
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    const NgSpotted* const name = &cast->names.at[i];
    const uint32_t         id   = ng_map_intern(map, name->key);
    NgKey*                 key  = NULL;
    if (id == UINT32_MAX) {
      return ng_error_no_mem(err);
    }
    if (id == keys->all.n) {
      key = NG_VEC_ADD(cast->doc->arena, keys->all);
      if (!key) {
        return ng_error_no_mem(err);
      }
      key->key     = name->key;
      key->n_words = name->n_words;
      key->first   = i;
      for (uint32_t s = 0; s < NG_N_SORT; ++s) {
        key->node[s] = NG_NONE;
      }
    }
    key              = &keys->all.at[id];
    keys->of_name[i] = id;
    weigh(key, name);
  }
  return NG_SUCCESS;
}

// Counting sort: the fullest names first, and in the order of the text among equals.
static void
sort_by_words(NgKeys* keys)
{
  uint32_t at = 0;
  for (uint32_t n = MAX_ORDER_WORDS; n-- > 0;) {
    for (uint32_t i = 0; i < keys->all.n; ++i) {
      const uint32_t words = keys->all.at[i].n_words;
      if ((words < MAX_ORDER_WORDS ? words : MAX_ORDER_WORDS - 1) == n) {
        keys->order[at++] = i;
      }
    }
  }
}

// A sort with less than half the weight of the best gives its names to it.
static NgSort
settled_sort(const NgKey* key, NgSort sort)
{
  NgSort best = sort;
  for (uint32_t s = 0; s < NG_N_SORT; ++s) {
    best = key->weight[s] > key->weight[best] ? (NgSort)s : best;
  }
  return key->weight[sort] * 2 <= key->weight[best] ? best : sort;
}

static NgStatus
add_places(NgCast* cast, NgKeys* keys, NgError* err)
{
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    NgKey* const key = &keys->all.at[keys->order[i]];
    if (key->weight[NG_SORT_PLACE] > 0) {
      key->node[NG_SORT_PLACE] = ng_cast_node(cast, NG_SORT_PLACE, key->cls[NG_SORT_PLACE]);
      if (key->node[NG_SORT_PLACE] == NG_NONE) {
        return ng_error_no_mem(err);
      }
    }
  }
  return NG_SUCCESS;
}

static void
settle(NgCast* cast, NgKeys* keys)
{
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    NgSpotted* const   name = &cast->names.at[i];
    const NgKey* const key  = &keys->all.at[keys->of_name[i]];
    const NgSort       sort = ng_cast_sort(name->cls);
    const NgSort       best = settled_sort(key, sort);
    if (best != sort) {
      name->cls = key->cls[best];
    }
  }
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    NgKey* const key = &keys->all.at[i];
    float        settled[NG_N_SORT];
    for (uint32_t s = 0; s < NG_N_SORT; ++s) {
      settled[s] = settled_sort(key, (NgSort)s) == (NgSort)s ? key->weight[s] : 0;
    }
    memcpy(key->weight, settled, sizeof(settled));
  }
}

// --- one word alone: person or body? ------------------------------------------------------------------

typedef struct {
  NgMap* people; // words of people's full names -> 1, last words -> 2
  NgMap* bodies; // first words of bodies' names of several words
} FullNames;

static bool
note_words(FullNames* full, const NgKey* key)
{
  const bool person = key->weight[NG_SORT_PERSON] > 0;
  const bool body   = key->weight[NG_SORT_BODY] > 0;
  bool       first  = true;
  for (NgStr rest = key->key; rest.at && key->n_words > 1; first = false) {
    const NgStr     word = ng_table_next(&rest, ' ');
    uint32_t* const slot = person && word.len ? ng_map_put(full->people, word, NULL) : NULL;
    if ((person && word.len && !slot) || (body && first && !ng_map_put(full->bodies, word, NULL))) {
      return false;
    }
    if (slot) {
      *slot = !rest.at || *slot == 2 ? 2 : 1;
    }
  }
  return true;
}

static void
convert(NgKey* key, NgSort from, NgSort to, NgClass cls)
{
  key->weight[to] += key->weight[from];
  key->weight[from] = 0;
  key->cls[to]      = key->cls[to] == NG_CLASS_NONE ? cls : key->cls[to];
}

// A known body or place of that name, where no known person bears it.
static NgClass
known_other(const NgCast* cast, const NgKey* key)
{
  NgKnowHit      hits[8];
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, cast->names.at[key->first].tokens),
                                    hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].type == NG_KNOW_PERSON) {
      return NG_CLASS_NONE;
    }
  }
  if (n && hits[0].alias == NG_ALIAS_METONYM) {
    return NG_CLASS_PLACE; // a capital
  }
  const bool sure = n && hits[0].prior >= 0.4F && hits[0].alias != NG_ALIAS_METONYM &&
                    hits[0].type != NG_KNOW_DEMONYM &&
                    !(ng_know_row(cast->know, hits[0].row).flags & NG_KNOW_COMMON);
  return sure ? ng_know_class(hits[0].type) : NG_CLASS_NONE;
}

// "U.N." is the body of that short name, where no place is known by it, whatever the model took it for.
static void
settle_short_form(const NgCast* cast, NgKey* key)
{
  NgKnowHit      hits[8];
  const NgClass  cls  = key->is_upper && key->weight[NG_SORT_PLACE] > 0 ? known_other(cast, key)
                                                                        : NG_CLASS_NONE;
  bool           body = cls != NG_CLASS_NONE && ng_cast_sort(cls) == NG_SORT_BODY;
  const uint32_t n =
      body ? ng_know_lookup(cast->know, ng_doc_words(cast->doc, cast->names.at[key->first].tokens), hits, 8)
           : 0;
  body = body && (key->key.len > 2 || hits[0].prior >= 0.8F); // "MD" may be a state
  for (uint32_t i = 0; i < n; ++i) {
    body = body && ng_cast_sort(ng_know_class(hits[i].type)) != NG_SORT_PLACE;
  }
  if (body) {
    convert(key, NG_SORT_PLACE, NG_SORT_BODY, cls);
  }
}

static void
settle_word(const NgCast* cast, const FullNames* full, NgKey* key)
{
  settle_short_form(cast, key);
  const uint32_t* const person = ng_map_get(full->people, key->key);
  if (key->weight[NG_SORT_PERSON] > 0 && !person && !cast->names.at[key->first].honorific) {
    if (ng_map_get(full->bodies, key->key)) {
      convert(key, NG_SORT_PERSON, NG_SORT_BODY, NG_CLASS_ORGANIZATION);
      return;
    }
    const NgClass cls = known_other(cast, key);
    if (cls != NG_CLASS_NONE && ng_cast_sort(cls) != NG_SORT_NONE) {
      convert(key, NG_SORT_PERSON, ng_cast_sort(cls), cls);
    }
  }
  if (person && *person == 2 && !key->is_upper && known_other(cast, key) == NG_CLASS_NONE) {
    convert(key, NG_SORT_BODY, NG_SORT_PERSON, NG_CLASS_PERSON);
    convert(key, NG_SORT_PLACE, NG_SORT_PERSON, NG_CLASS_PERSON);
  }
}

// What the model took now for one sort, now for another is one thing, unless both are known by that name or a
// person of that surname is named in full.
static void
settle_sorts(const NgCast* cast, const FullNames* full, NgKey* key)
{
  NgKnowHit             hits[12];
  bool                  known[NG_N_SORT + 2] = {false};
  const uint32_t* const person               = ng_map_get(full->people, key->key);
  uint32_t              best                 = 0;
  for (uint32_t s = 1; s < NG_N_SORT; ++s) {
    best = key->weight[s] > key->weight[best] ? s : best;
  }
  if (key->weight[best] <= 0) {
    return;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, cast->names.at[key->first].tokens),
                                    hits, 12);
  for (uint32_t i = 0; i < n; ++i) {
    known[ng_cast_sort(ng_know_class(hits[i].type))] = true;
  }
  for (uint32_t i = 0; i < n; ++i) { // a capital is never a company
    if (hits[i].alias == NG_ALIAS_METONYM && key->weight[NG_SORT_BODY] > 0 && known[NG_SORT_PLACE]) {
      convert(key, NG_SORT_BODY, NG_SORT_PLACE, NG_CLASS_PLACE);
    }
  }
  known[NG_SORT_PERSON] = known[NG_SORT_PERSON] || person;
  best                  = 0;
  for (uint32_t s = 1; s < NG_N_SORT; ++s) {
    best = key->weight[s] > key->weight[best] ? s : best;
  }
  for (uint32_t s = 0; s < NG_N_SORT; ++s) {
    if (s != best && key->weight[s] > 0 && !known[s]) {
      convert(key, (NgSort)s, (NgSort)best, key->cls[best]);
    }
  }
}

// "ISS" beside "International Space Station" in the article is that body, whatever the model took it for.
static void
settle_acronym(const NgCast* cast, const NgMap* initials, NgKey* key)
{
  const NgSpan s = cast->names.at[key->first].tokens;
  if (key->n_words != 1 || !key->is_upper || key->key.len < 3 || s.end - s.begin != 1 ||
      !ng_map_get(initials, key->key)) {
    return;
  }
  convert(key, NG_SORT_PLACE, NG_SORT_BODY, NG_CLASS_ORGANIZATION);
  convert(key, NG_SORT_PERSON, NG_SORT_BODY, NG_CLASS_ORGANIZATION);
}

static bool
settle_acronyms(const NgCast* cast, NgKeys* keys)
{
  NgMap* const initials = ng_map_new(MAX_KEYS);
  bool         ok       = initials;
  for (uint32_t i = 0; ok && i < keys->all.n; ++i) {
    if (keys->all.at[i].weight[NG_SORT_BODY] > 0 && keys->all.at[i].n_words > 2) {
      ok = ng_cast_note_initials(initials, keys->all.at[i].key, i);
    }
  }
  for (uint32_t i = 0; ok && i < keys->all.n; ++i) {
    settle_acronym(cast, initials, &keys->all.at[i]);
  }
  ng_map_free(initials);
  return ok;
}

static NgStatus
settle_words(NgCast* cast, NgKeys* keys, NgError* err)
{
  FullNames full = {ng_map_new(MAX_KEYS), ng_map_new(MAX_KEYS)};
  bool      ok   = full.people && full.bodies;
  for (uint32_t i = 0; ok && i < keys->all.n; ++i) {
    ok = note_words(&full, &keys->all.at[i]);
  }
  for (uint32_t i = 0; ok && i < keys->all.n; ++i) {
    if (keys->all.at[i].n_words == 1) {
      settle_word(cast, &full, &keys->all.at[i]);
    }
    settle_sorts(cast, &full, &keys->all.at[i]);
  }
  ok = ok && settle_acronyms(cast, keys);
  for (uint32_t i = 0; ok && i < cast->names.n; ++i) { // names follow their key
    NgSpotted* const   name = &cast->names.at[i];
    const NgKey* const key  = &keys->all.at[keys->of_name[i]];
    NgSort             best = ng_cast_sort(name->cls);
    if (key->weight[best] <= 0) {
      for (uint32_t s = 0; s < NG_N_SORT; ++s) {
        best = key->weight[s] > key->weight[best] ? (NgSort)s : best;
      }
      name->cls = key->cls[best] != NG_CLASS_NONE ? key->cls[best] : name->cls;
    }
  }
  ng_map_free(full.people);
  ng_map_free(full.bodies);
  return ok ? NG_SUCCESS : ng_error_no_mem(err);
}

static const float SHARE_OF_SHORT = 0.2F;

static void
count_name(NgCast* cast, uint32_t at)
{
  NgSpotted* const name = &cast->names.at[at];
  NgNode* const    node = &cast->nodes.at[name->node];
  const NgKnowType type = ng_know_type_of(name->cls);
  if (type < NG_N_KNOW_TYPE) { // a short form tells less of what a body is than its full name
    const bool is_short = node->sort == NG_SORT_BODY && name->n_words == 1 && node->n_words > 1;
    node->votes[type] += is_short ? SHARE_OF_SHORT * name->score : name->score;
  }
  if (!node->n) {
    node->first = at;
  } else {
    cast->next_name[node->last] = at;
  }
  if (name->n_words > node->n_words) {
    node->n_words = name->n_words;
    node->key     = name->key;
  }
  if (name->honorific) {
    node->is_male   = node->is_male || (name->honorific->flags & NG_WHO_MALE);
    node->is_female = node->is_female || (name->honorific->flags & NG_WHO_FEMALE);
  }
  node->last = at;
  ++node->n;
}

static NgStatus
give_nodes(NgCast* cast, NgKeys* keys, NgError* err)
{
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    NgSpotted* const name = &cast->names.at[i];
    NgKey* const     key  = &keys->all.at[keys->of_name[i]];
    const NgSort     sort = ng_cast_sort(name->cls);
    if (key->node[sort] == NG_NONE && sort == NG_SORT_PERSON) {
      name->node = ng_cast_short_name(cast, i);
    } else {
      name->node = key->node[sort];
    }
    if (name->node == NG_NONE) {
      return ng_error_no_mem(err);
    }
    count_name(cast, i);
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_group(NgCast* cast, NgError* err)
{
  NgKeys keys     = {0};
  keys.of_name    = ng_arena_calloc(cast->doc->arena, cast->names.n + 1u, sizeof(uint32_t));
  cast->next_name = ng_arena_calloc(cast->doc->arena, cast->names.n + 1u, sizeof(uint32_t));
  NgMap* map      = ng_map_new(MAX_KEYS);
  if (!map || !keys.of_name || !cast->next_name) {
    ng_map_free(map);
    return ng_error_no_mem(err);
  }
  memset(cast->next_name, 0xff, (cast->names.n + 1u) * sizeof(uint32_t));
  NgStatus st = gather(cast, &keys, map, err);
  ng_map_free(map);
  NG_TRY(st);
  keys.order = ng_arena_calloc(cast->doc->arena, keys.all.n + 1u, sizeof(uint32_t));
  if (!keys.order) {
    return ng_error_no_mem(err);
  }
  sort_by_words(&keys);
  NG_TRY(ng_cast_hear(cast, &keys, err));
  settle(cast, &keys);
  st = settle_words(cast, &keys, err);
  st = st ? st : add_places(cast, &keys, err);
  st = st ? st : ng_cast_bodies(cast, &keys, err);
  st = st ? st : ng_cast_people(cast, &keys, err);
  st = st ? st : give_nodes(cast, &keys, err);
  ng_cast_words_free(&cast->people_words);
  ng_cast_words_free(&cast->body_words);
  return st;
}
