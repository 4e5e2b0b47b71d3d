// SPDX-License-Identifier: Apache-2.0
// Names of organisations: acronyms, short forms and fuller forms of one body.
#include "base/map.h"
#include "base/table.h"
#include "understand/cast.h"

enum { MAX_CANDIDATES = 64, MAX_INITIALS = 12, MAX_MAP = 1 << 22 };

static bool
is_function_word(NgStr word)
{
  return ng_str_one_of(word, "of|the|and|for|in|on|to|de|du|des|la|le|del|der|et|y|a|s");
}

// A word that alone tells no body from another: "national", "court", "committee".
static bool
is_generic_word(const NgCast* cast, NgStr word)
{
  return ng_str_one_of(word, "national|federal|state|supreme|high|central|general|city|upper|lower|"
                             "royal|public|electoral|special|joint|common|commons|lords|"
                             "international|regional|local|first|us|united|republican|people|peoples") ||
         is_function_word(word) || ng_phrases_get(cast->lists->heads, word);
}

bool
ng_cast_is_generic(const NgCast* cast, NgStr key)
{
  if (ng_phrases_get(cast->lists->heads, key)) {
    return true;
  }
  for (NgStr rest = key; rest.at;) {
    if (!is_generic_word(cast, ng_table_next(&rest, ' '))) {
      return false;
    }
  }
  return true;
}

// --- initials ---------------------------------------------------------------------------------------

// First letters of the words, with or without the small ones. @return length, 0 where too long or short
static size_t
initials_of(NgStr key, bool all, char out[MAX_INITIALS])
{
  size_t n = 0;
  for (NgStr rest = key; rest.at;) {
    const NgStr word = ng_table_next(&rest, ' ');
    if (!word.len || (!all && is_function_word(word))) {
      continue;
    }
    if (n == MAX_INITIALS) {
      return 0;
    }
    out[n++] = word.at[0];
  }
  return n >= 2 ? n : 0;
}

// "right to education" of "right to education act": what a short form leaves out; the whole of other names.
static NgStr
without_measure_word(NgStr key)
{
  static const char* const ends[] = {" act", " bill", " law", " scheme", " programme", " program"};
  for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); ++i) {
    if (ng_str_ends(key, ends[i]) && key.len > strlen(ends[i])) {
      return ng_str_n(key.at, key.len - strlen(ends[i]));
    }
  }
  return key;
}

bool
ng_cast_note_initials(NgMap* map, NgStr key, uint32_t node)
{
  for (int all = 0; all < 2; ++all) {
    char         letters[MAX_INITIALS];
    const size_t n      = initials_of(key, all, letters);
    bool         is_new = false;
    uint32_t*    slot   = n ? ng_map_put(map, ng_str_n(letters, n), &is_new) : NULL;
    if (n && !slot) {
      return false;
    }
    if (n && is_new) {
      *slot = node;
    }
  }
  return true;
}

// Where a name in brackets stands right behind another name, the node of that other name's key.
static uint32_t
named_before_bracket(const NgCast* cast, const NgKeys* keys, uint32_t at)
{
  const NgSpotted* const name = &cast->names.at[at];
  if (!at || !ng_cast_is(cast, name->tokens.begin - 1, "(") || !ng_cast_is(cast, name->tokens.end, ")")) {
    return NG_NONE;
  }
  const NgSpotted* const full = &cast->names.at[at - 1];
  if (full->tokens.end + 1 != name->tokens.begin || ng_cast_sort(full->cls) != NG_SORT_BODY ||
      full->n_words < 2) {
    return NG_NONE;
  }
  return keys->all.at[keys->of_name[at - 1]].node[NG_SORT_BODY];
}

static bool
looks_like_acronym(const NgCast* cast, const NgKey* key)
{
  const NgSpan s = cast->names.at[key->first].tokens;
  return key->is_upper && s.end - s.begin == 1 && key->n_words == 1 && key->key.len >= 2 &&
         key->key.len <= MAX_INITIALS;
}

// --- short forms ------------------------------------------------------------------------------------

static bool
knows_as_another(const NgCast* cast, const NgSpotted* a, const NgSpotted* b)
{
  NgKnowHit      x[8];
  NgKnowHit      y[8];
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, a->tokens), x, 8);
  const uint32_t m = ng_know_lookup(cast->know, ng_doc_words(cast->doc, b->tokens), y, 8);
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t j = 0; j < m; ++j) {
      if (x[i].row == y[j].row) {
        return false;
      }
    }
  }
  return n && m && x[0].prior >= 0.4F && ng_cast_sort(ng_know_class(x[0].type)) == NG_SORT_BODY;
}

static bool
is_qualifier(const NgCast* cast, NgStr word)
{
  char buf[64];
  if (!word.len || word.len >= sizeof(buf)) {
    return false;
  }
  if (is_function_word(word) || is_generic_word(cast, word)) {
    return true;
  }
  memcpy(buf, word.at, word.len);
  buf[0]         = (char)(buf[0] >= 'a' && buf[0] <= 'z' ? buf[0] - 32 : buf[0]);
  const NgStr up = ng_str_n(buf, word.len);
  if (ng_know_word(cast->know, up).flags & (NG_WORD_PLACE | NG_WORD_DEMONYM | NG_WORD_PLACE_PART)) {
    return true;
  }
  return word.len <= 3; // "us", "uk", "eu"
}

static bool
are_qualifiers(const NgCast* cast, NgStr words)
{
  for (NgStr rest = words; rest.at;) {
    if (!is_qualifier(cast, ng_table_next(&rest, ' '))) {
      return false;
    }
  }
  return true;
}

static bool
starts_with_of(NgStr words)
{
  return ng_str_starts(words, "of ") || ng_str_starts(words, "for ") || ng_str_starts(words, "in ") ||
         ng_str_starts(words, "de ");
}

typedef enum { NOT_SHORT = 0, SHORT_ONCE_NAMED, SHORT_ANYWHERE } ShortKind;

// Is `a` a short form of the longer `b`: "Acme" of "Acme Air", "the Senate" of "the Senate of Canada"?
static ShortKind
short_kind(const NgCast* cast, NgStr a, NgStr b)
{
  const bool generic = ng_cast_is_generic(cast, a);
  if (a.len + 1 >= b.len) {
    return NOT_SHORT;
  }
  if (!memcmp(a.at, b.at, a.len) && b.at[a.len] == ' ') {
    const NgStr rest = ng_str_n(b.at + a.len + 1, b.len - a.len - 1);
    if (starts_with_of(rest)) {
      return generic ? SHORT_ONCE_NAMED : SHORT_ANYWHERE;
    }
    return generic ? NOT_SHORT : SHORT_ANYWHERE;
  }
  if (!memcmp(a.at, b.at + b.len - a.len, a.len) && b.at[b.len - a.len - 1] == ' ') {
    const NgStr rest = ng_str_n(b.at, b.len - a.len - 1);
    if (are_qualifiers(cast, rest)) {
      return generic ? SHORT_ONCE_NAMED : SHORT_ANYWHERE;
    }
    return generic ? SHORT_ONCE_NAMED : NOT_SHORT;
  }
  for (size_t i = 0; i + 4 < b.len; ++i) { // the same without "of ..." at the end
    if (!memcmp(b.at + i, " of ", 4)) {
      return short_kind(cast, a, ng_str_n(b.at, i));
    }
  }
  return NOT_SHORT;
}

static bool
classes_agree(NgClass a, NgClass b)
{
  return a == b || a == NG_CLASS_ORGANIZATION || b == NG_CLASS_ORGANIZATION ||
         (a != NG_CLASS_MEDIA_OUTLET && b != NG_CLASS_MEDIA_OUTLET && a != NG_CLASS_MEASURE &&
          b != NG_CLASS_MEASURE && a != NG_CLASS_PARTY && b != NG_CLASS_PARTY && a != NG_CLASS_COURT &&
          b != NG_CLASS_COURT && a != NG_CLASS_LEGISLATURE && b != NG_CLASS_LEGISLATURE);
}

// "Senate of Chad", "Kenya's Senate": does the name tell a country?
static bool
tells_country(const NgCast* cast, const NgSpotted* name)
{
  const NgSpan s = name->tokens;
  if (ng_cast_country_at(cast, s.begin, s.end, NULL) != NG_NONE) {
    return true;
  }
  for (uint32_t i = s.begin + 1; i + 1 < s.end; ++i) {
    if (ng_cast_is(cast, i, "of")) {
      const uint32_t from = i + 1 + ng_cast_is(cast, i + 1, "the");
      return from < s.end && ng_cast_country_at(cast, from, s.end, NULL) != NG_NONE;
    }
  }
  return false;
}

// The one longer name that `key` is short for, or NG_NONE; of several the last that was named before it.
static uint32_t
find_longer(const NgCast* cast, const NgKey* key)
{
  uint32_t   nodes[MAX_CANDIDATES];
  NgStr      rest     = key->key;
  NgStr      word     = ng_table_next(&rest, ' ');
  uint32_t   found    = NG_NONE;
  uint32_t   n_fit    = 0;
  uint32_t   late     = NG_NONE; // "the Senate" before the only "Senate of Chad" of the article
  uint32_t   n_late   = 0;
  bool       is_named = false;
  const bool generic  = ng_cast_is_generic(cast, key->key);
  while (rest.at && is_function_word(word)) {
    word = ng_table_next(&rest, ' ');
  }
  const uint32_t n = ng_cast_words_find(&cast->body_words, word, nodes, MAX_CANDIDATES);
  for (uint32_t i = 0; i < n; ++i) {
    const NgNode* const    b          = &cast->nodes.at[nodes[i]];
    const ShortKind        kind       = short_kind(cast, key->key, b->key);
    const bool             named      = b->first < key->first;
    const NgSpotted* const x          = &cast->names.at[key->first];
    const NgSpotted* const y          = &cast->names.at[b->first];
    const bool             needs_name = kind == SHORT_ONCE_NAMED &&
                            (b->cls == NG_CLASS_LEGISLATURE || b->cls == NG_CLASS_COURT ||
                             ng_cast_is_generic(cast, b->key));
    const bool waits = needs_name && !named;
    if (kind == NOT_SHORT || ng_cast_are_apart(cast, key->key, b->key) ||
        (waits && !tells_country(cast, y)) || !classes_agree(key->cls[NG_SORT_BODY], b->cls) ||
        (!generic && knows_as_another(cast, x, y))) {
      continue;
    }
    n_late += waits;
    n_fit += !waits;
    if (waits) {
      late = nodes[i];
      continue;
    }
    if (found == NG_NONE || (named && (!is_named || cast->nodes.at[found].first < b->first))) {
      found    = nodes[i];
      is_named = named;
    }
  }
  if (!n_fit && n_late == 1) {
    return late;
  }
  return n_fit == 1 || is_named ? found : NG_NONE;
}

// --- the country in a name -----------------------------------------------------------------------------

// The name without its country and the country's code before it: "GB supreme court" for "UK Supreme
// Court" and for "Supreme Court of the United Kingdom". Empty where the name tells no country.
static NgStr
key_with_country(const NgCast* cast, const NgKey* key)
{
  NgSpan         s    = cast->names.at[key->first].tokens;
  uint32_t       n    = 0;
  const uint32_t row  = ng_cast_country_at(cast, s.begin, s.end, &n);
  uint32_t       at   = row;
  NgSpan         core = {s.begin + n, s.end};
  if (row == NG_NONE || core.begin >= core.end) {
    core = (NgSpan){s.end, s.end};
    for (uint32_t i = s.begin + 1; i + 1 < s.end; ++i) {
      if (ng_cast_is(cast, i, "of")) {
        const uint32_t from = i + 1 + ng_cast_is(cast, i + 1, "the");
        at                  = from < s.end ? ng_cast_country_at(cast, from, s.end, &n) : NG_NONE;
        core                = at != NG_NONE && from + n == s.end ? (NgSpan){s.begin, i} : core;
      }
    }
  }
  if (core.begin >= core.end || at == NG_NONE) {
    return ng_str("");
  }
  const NgStr words = ng_cast_key(cast, core, NULL);
  const char* code  = ng_know_row(cast->know, at).country;
  return words.at ? ng_arena_printf(cast->doc->arena, "%s %.*s", code, NG_STR_ARG(words)) : words;
}

// "First Harbour University (First HU)", "Harbour Fund (Caja del Puerto)": a short form that holds letters of
// its own, or the name in another language, which shares no word with the one before it.
static bool
may_rename(const NgCast* cast, const NgKeys* keys, const NgKey* key)
{
  enum { LONG = 3 };
  const NgSpotted* const name = &cast->names.at[key->first];
  const uint32_t         node = named_before_bracket(cast, keys, key->first);
  if (node == NG_NONE || knows_as_another(cast, name, &cast->names.at[key->first - 1]) ||
      !classes_agree(key->cls[NG_SORT_BODY], cast->nodes.at[node].cls)) {
    return false;
  }
  for (uint32_t i = name->tokens.begin; i < name->tokens.end; ++i) {
    if (cast->doc->tokens.at[i].shape & (NG_SHAPE_ALL_UPPER | NG_SHAPE_MIXED)) { // "(MoCD)"
      return true;
    }
  }
  return key->n_words >= LONG && key->n == 1;
}

static uint32_t
new_body(NgCast* cast, const NgKey* key, NgMap* initials)
{
  const uint32_t node = ng_cast_node(cast, NG_SORT_BODY, key->cls[NG_SORT_BODY]);
  if (node == NG_NONE || !ng_cast_words_add(cast, &cast->body_words, key->key, node) ||
      !ng_cast_note_initials(initials, key->key, node) ||
      !ng_cast_note_initials(initials, without_measure_word(key->key), node)) {
    return NG_NONE;
  }
  cast->nodes.at[node].key     = key->key;
  cast->nodes.at[node].n_words = key->n_words;
  cast->nodes.at[node].first   = key->first;
  return node;
}

// "Republican", "Republicans" and "Republican Party" are one party: the name that the list gives the word, in
// lower case; empty where the name is of no party.
static NgStr
party_key(const NgCast* cast, const NgKey* key)
{
  if (key->cls[NG_SORT_BODY] != NG_CLASS_PARTY) {
    return ng_str("");
  }
  const NgPhrase* const word = ng_phrases_get(cast->lists->party_words, key->key);
  NgStr                 name = word ? word->field[0] : key->key;
  char* const           at   = ng_arena_calloc(cast->doc->arena, name.len + 8, 1);
  for (size_t i = 0; at && i < name.len; ++i) {
    at[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] + 32) : name.at[i];
  }
  return ng_str_n(at, at ? name.len : 0);
}

// "interior ministry" for "Interior Ministry" and "Ministry of the Interior"; empty for other names.
static NgStr
ministry_key(const NgCast* cast, const NgKey* key)
{
  static const char* const heads[] = {"ministry", "department"};
  for (size_t i = 0; i < sizeof(heads) / sizeof(*heads) && key->cls[NG_SORT_BODY] == NG_CLASS_AGENCY; ++i) {
    const size_t n = strlen(heads[i]);
    if (ng_str_starts(key->key, heads[i]) && key->key.len > n + 4 && !memcmp(key->key.at + n, " of ", 4)) {
      NgStr field = ng_str_n(key->key.at + n + 4, key->key.len - n - 4);
      field       = ng_str_starts(field, "the ") ? ng_str_n(field.at + 4, field.len - 4) : field;
      return ng_arena_printf(cast->doc->arena, "%.*s %s", NG_STR_ARG(field), heads[i]);
    }
    if (ng_str_ends(key->key, heads[i]) && key->key.len > n + 1) {
      return key->key;
    }
  }
  return ng_str("");
}

// The node of the same body named with its country in another way; `slot` receives where to note a new one.
static uint32_t
find_by_country(const NgCast* cast, const NgKey* key, NgMap* map, uint32_t** slot, bool* ok)
{
  const NgStr party = party_key(cast, key);
  NgStr       told  = party.len ? party : key->n_words > 1 ? key_with_country(cast, key) : ng_str("");
  told              = told.at && !told.len ? ministry_key(cast, key) : told;
  *slot             = NULL;
  *ok               = told.at;
  if (told.len) {
    *slot = ng_map_put(map, told, NULL);
    *ok   = *slot;
  }
  return *slot && **slot ? **slot - 1 : NG_NONE;
}

static NgStatus
add_bodies(NgCast* cast, NgKeys* keys, NgMap* initials, NgMap* by_country, NgError* err)
{
  for (uint32_t i = 0; i < keys->all.n; ++i) {
    NgKey* const key  = &keys->all.at[keys->order[i]];
    uint32_t     node = NG_NONE;
    if (key->weight[NG_SORT_BODY] <= 0) {
      continue;
    }
    if (looks_like_acronym(cast, key)) {
      const uint32_t* const full   = ng_map_get(initials, key->key);
      const uint32_t        before = named_before_bracket(cast, keys, key->first);
      node                         = before != NG_NONE ? before : full ? *full : NG_NONE;
    }
    if (node == NG_NONE && may_rename(cast, keys, key)) {
      node = named_before_bracket(cast, keys, key->first);
    }
    uint32_t* slot = NULL;
    bool      ok   = true;
    node           = node == NG_NONE ? find_by_country(cast, key, by_country, &slot, &ok) : node;
    if (!ok) {
      return ng_error_no_mem(err);
    }
    node = node == NG_NONE ? find_longer(cast, key) : node;
    node = node == NG_NONE ? new_body(cast, key, initials) : node;
    if (node == NG_NONE) {
      return ng_error_no_mem(err);
    }
    key->node[NG_SORT_BODY] = node;
    if (slot && !*slot) {
      *slot = node + 1;
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_bodies(NgCast* cast, NgKeys* keys, NgError* err)
{
  NgMap* const   initials   = ng_map_new(MAX_MAP);
  NgMap* const   by_country = ng_map_new(MAX_MAP);
  const NgStatus st         = initials && by_country ? add_bodies(cast, keys, initials, by_country, err)
                                                     : ng_error_no_mem(err);
  ng_map_free(initials);
  ng_map_free(by_country);
  return st;
}
