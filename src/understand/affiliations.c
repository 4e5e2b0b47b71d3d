// SPDX-License-Identifier: Apache-2.0
// What stands right behind a name and tells more of it: party and state of a politician ("Jane Roe (D-Ohio)",
// "Jane Roe, R-Tex.", "Jane Roe (Lab)"), the state behind a town ("Exton, TX", "Exton, Ohio"), and that towns
// in a row are counties ("Exton, Upton and Ayton Counties").
#include "understand/cast.h"

enum { MAX_STATE_TOKENS = 3, MAX_LIST_TOKENS = 24, MAX_SHORT = 24 };

typedef struct {
  NgCast* cast;
  NG_VEC(NgSpotted) out;
  uint32_t end; ///< Behind the last name of `out`
} Copy;

static bool
push(Copy* copy, NgSpotted name)
{
  NgSpotted* const slot = NG_VEC_ADD(copy->cast->doc->arena, copy->out);
  if (slot) {
    *slot     = name;
    copy->end = name.tokens.end;
  }
  return slot;
}

// Entry of the words, in lower case and without full stops, or NULL.
static const NgPhrase*
get_short(const NgPhrases* list, NgStr words)
{
  char   buf[MAX_SHORT];
  size_t len = 0;
  for (size_t i = 0; i < words.len; ++i) {
    const char c = words.at[i];
    if (c == '.') {
      continue;
    }
    if (len == sizeof(buf)) {
      return NULL;
    }
    buf[len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  return len ? ng_phrases_get(list, ng_str_n(buf, len)) : NULL;
}

// The name of the state that the words shorten; empty where they are none. Codes of two letters count in
// capitals alone: "OR", not "or".
static NgStr
state_of(const NgCast* cast, NgStr words)
{
  const NgPhrase* const p = get_short(cast->lists->states, words);
  if (!p || words.at[0] < 'A' || words.at[0] > 'Z' || (p->key.len == 2 && (words.at[words.len - 1] >= 'a'))) {
    return ng_str("");
  }
  return p->field[0];
}

static bool
is_state(const NgCast* cast, NgStr words)
{
  NgKnowHit      hits[8];
  const uint32_t n = ng_know_lookup(cast->know, words, hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    const NgStr kind = ng_know_row(cast->know, hits[i].row).kind;
    if (hits[i].type == NG_KNOW_COUNTRY ||
        (hits[i].type == NG_KNOW_PLACE && (ng_str_is(kind, "state") || ng_str_is(kind, "region") ||
                                           ng_str_is(kind, "province") || ng_str_is(kind, "territory")))) {
      return hits[i].alias != NG_ALIAS_METONYM;
    }
  }
  return false;
}

// A state, short or in full, at tokens `at` to `limit`. @return its tokens, 0 where none stands there; `full`
// receives its name where the words shorten it.
static uint32_t
state_at(const NgCast* cast, uint32_t at, uint32_t limit, NgStr* full)
{
  for (uint32_t n = MAX_STATE_TOKENS; n > 0; --n) {
    if (at + n > limit || !ng_cast_is_capital(cast, at) ||
        cast->doc->tokens.at[at + n - 1].kind == NG_TOK_PUNCT) {
      continue;
    }
    const NgStr words = ng_doc_words(cast->doc, (NgSpan){at, at + n});
    *full             = state_of(cast, words);
    if (full->len || is_state(cast, words)) {
      return n;
    }
  }
  return 0;
}

// A name that stands for `full` (empty: for what it says). @return false without memory
static bool
push_short(Copy* copy, NgSpan tokens, NgClass cls, NgStr full, bool is_member)
{
  NgSpotted name = {
      .tokens = tokens, .cls = cls, .score = 0.9F, .node = NG_NONE, .full = full, .is_member = is_member};
  name.rule = is_member ? "party behind name" : "state behind place";
  name.key  = full.len ? ng_cast_fold(copy->cast, full, &name.n_words)
                       : ng_cast_key(copy->cast, tokens, &name.n_words);
  if (full.len && cls == NG_CLASS_PLACE &&
      name.key.at) { // with a key of its own: the state, not the town of that name
    name.key = ng_arena_printf(copy->cast->doc->arena, "%.*s state", NG_STR_ARG(name.key));
  }
  name.is_upper = !full.len && (copy->cast->doc->tokens.at[tokens.begin].shape & NG_SHAPE_ALL_UPPER);
  return name.key.at && (!name.key.len || push(copy, name));
}

// --- party and state -----------------------------------------------------------------------------------

// "CDU" in brackets: known as a party.
static bool
is_known_party(const NgCast* cast, NgStr words)
{
  NgKnowHit      hits[24];
  const uint32_t n = ng_know_lookup(cast->know, words, hits, 24);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].type == NG_KNOW_PARTY) {
      return true;
    }
  }
  return false;
}

// Letter and state in one token: "D-Ohio".
static bool
push_glued(Copy* copy, uint32_t at, bool* found)
{
  const NgStr  token  = ng_doc_token(copy->cast->doc, at);
  const char*  hyphen = token.len ? memchr(token.at, '-', token.len) : NULL;
  const size_t n      = hyphen ? (size_t)(hyphen - token.at) : 0;
  if (!n || n > 3 || token.at[0] < 'A' || token.at[0] > 'Z') {
    return true;
  }
  const NgPhrase* const letter = get_short(copy->cast->lists->letters, ng_str_n(token.at, n));
  const NgStr           state  = ng_str_n(token.at + n + 1, token.len - n - 1);
  *found = letter && state.len && (state_of(copy->cast, state).len || is_state(copy->cast, state));
  return !*found || push_short(copy, (NgSpan){at, at + 1}, NG_CLASS_PARTY, letter->field[0], true);
}

// What stands from `at` on, behind the bracket or comma. @return false without memory
static bool
push_party(Copy* copy, uint32_t at, uint32_t limit, bool in_brackets)
{
  const NgCast* const cast  = copy->cast;
  bool                found = false;
  NgStr               full  = {"", 0};
  if (at >= limit || !ng_cast_is_capital(cast, at)) {
    return true;
  }
  if (!push_glued(copy, at, &found)) {
    return false;
  }
  if (found) {
    return true;
  }
  uint32_t n_party =
      in_brackets && ng_cast_one_of(cast, at, "lib") && ng_cast_one_of(cast, at + 1, "dem|dems") ? 2 : 1;
  const NgStr           words  = ng_doc_words(cast->doc, (NgSpan){at, at + n_party});
  const NgPhrase* const letter = get_short(cast->lists->letters, words);
  uint32_t              next   = at + n_party;
  while (next < limit && ng_cast_one_of(cast, next, "-|–|.|,")) {
    ++next;
  }
  const bool     parted  = next > at + n_party;
  const uint32_t n_state = parted ? state_at(cast, next, limit, &full) : 0;
  const NgSpan   party   = {at, at + n_party};
  if (letter && n_state && (in_brackets || ng_cast_one_of(cast, at + n_party, "-|–"))) {
    return push_short(copy, party, NG_CLASS_PARTY, letter->field[0], true) &&
           push_short(copy, (NgSpan){next, next + n_state}, NG_CLASS_PLACE, full, false);
  }
  if (!in_brackets || !ng_cast_one_of(cast, at + n_party, ")|,|-|–")) {
    return true;
  }
  if (letter && !ng_phrase_has(letter, 1, "-")) {
    return push_short(copy, party, NG_CLASS_PARTY, letter->field[0], true);
  }
  return letter || !ng_cast_is(cast, at + 1, ")") || !is_known_party(cast, words) ||
         push_short(copy, party, NG_CLASS_PARTY, ng_str(""), true);
}

static bool
push_behind_person(Copy* copy, const NgSpotted* person)
{
  const uint32_t at    = person->tokens.end;
  const NgSpan   s     = ng_cast_sentence(copy->cast, person->tokens.begin);
  const bool     round = ng_cast_one_of(copy->cast, at, "(|[");
  return at + 1 >= s.end || !(round || ng_cast_is(copy->cast, at, ",")) ||
         push_party(copy, at + 1, s.end, round);
}

// --- town and state ------------------------------------------------------------------------------------

// "Exton, Ohio" in one name: the town, and the state by itself.
static bool
push_place(Copy* copy, NgSpotted place)
{
  const NgCast* const cast = copy->cast;
  const NgSpan        s    = ng_cast_sentence(cast, place.tokens.begin);
  NgStr               full = {"", 0};
  uint32_t            at   = place.tokens.begin + 1;
  while (at < place.tokens.end && !ng_cast_is(cast, at, ",")) {
    ++at;
  }
  const bool inside = at + 1 < place.tokens.end;
  if (place.full.len || place.is_team || !(inside || ng_cast_is(cast, at, ","))) {
    return push(copy, place);
  }
  NgKnowHit hit;
  if (inside && ng_know_lookup(cast->know, ng_doc_words(cast->doc, place.tokens), &hit, 1) &&
      hit.type == NG_KNOW_PLACE && ng_know_row(cast->know, hit.row).qid) {
    return push(copy, place); // known by the whole of it
  }
  const uint32_t n = state_at(cast, at + 1, inside ? place.tokens.end : s.end, &full);
  if (!n || (inside && at + 1 + n != place.tokens.end) || (!inside && !full.len)) {
    return push(copy, place);
  }
  if (inside) {
    place.tokens.end = at;
    place.key        = ng_cast_key(cast, place.tokens, &place.n_words);
  }
  return place.key.at && push(copy, place) &&
         push_short(copy, (NgSpan){at + 1, at + 1 + n}, NG_CLASS_PLACE, full, false);
}

// "Exton" in "Exton, Upton and Ayton Counties": the name with its kind; empty where none follows.
static NgStr
county_of(const NgCast* cast, const NgSpotted* place, uint32_t limit)
{
  static const char* const kinds[][2] = {{"counties", "County"},
                                         {"parishes", "Parish"},
                                         {"provinces", "Province"},
                                         {"districts", "District"},
                                         {"governorates", "Governorate"}};
  bool                     joined     = false;
  for (uint32_t i = place->tokens.end; i < limit && i < place->tokens.end + MAX_LIST_TOKENS; ++i) {
    for (size_t k = 0; joined && k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
      if (ng_cast_is(cast, i, kinds[k][0])) {
        return ng_arena_printf(cast->doc->arena, "%.*s %s",
                               NG_STR_ARG(ng_doc_words(cast->doc, place->tokens)), kinds[k][1]);
      }
    }
    joined = joined || ng_cast_is(cast, i, "and");
    if (!ng_cast_one_of(cast, i, ",|and|&") && !ng_cast_is_capital(cast, i)) {
      break;
    }
  }
  return ng_str("");
}

static bool
push_name(Copy* copy, NgSpotted name)
{
  const NgSort sort = ng_cast_sort(name.cls);
  if (sort == NG_SORT_PERSON) {
    return push(copy, name) && push_behind_person(copy, &name);
  }
  if (sort != NG_SORT_PLACE) {
    return push(copy, name);
  }
  const NgStr county = county_of(copy->cast, &name, ng_cast_sentence(copy->cast, name.tokens.begin).end);
  if (!county.at) {
    return false;
  }
  if (county.len) {
    name.full = county;
    name.key  = ng_cast_fold(copy->cast, county, &name.n_words);
    return name.key.at && push(copy, name);
  }
  return push_place(copy, name);
}

NgStatus
ng_cast_affiliations(NgCast* cast, NgError* err)
{
  Copy copy = {.cast = cast};
  bool ok   = true;
  for (uint32_t i = 0; ok && i < cast->names.n; ++i) {
    if (cast->names.at[i].tokens.begin >= copy.end) { // else read anew as a party or a state
      ok = push_name(&copy, cast->names.at[i]);
    }
  }
  if (!ok) {
    return ng_error_no_mem(err);
  }
  cast->names.at  = copy.out.at;
  cast->names.n   = copy.out.n;
  cast->names.cap = copy.out.cap;
  return NG_SUCCESS;
}
