// SPDX-License-Identifier: Apache-2.0
// Names as the model found them, cleaned at their ends, and those that knowledge or their initials tell.
#include "understand/spot_impl.h"

enum { MAX_PERSON_WORDS = 7 };

// --- names of the model and of knowledge -----------------------------------------------------------------

// The key of a name; a leading "the" is no part of it.
static NgStr
key_of(const NgCast* cast, NgSpan tokens, uint32_t* n_words)
{
  if (tokens.end - tokens.begin > 1 && ng_cast_is(cast, tokens.begin, "the")) {
    ++tokens.begin;
  }
  return ng_cast_key(cast, tokens, n_words);
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
  ng_spot_trim(cast, &name);
  name.cls = ng_spot_is_person_after_all(cast, &name) ? NG_CLASS_PERSON : name.cls;
  if (name.tokens.begin < name.tokens.end) {
    ng_spot_cut_role(cast, &name);
    ng_spot_cut_front(cast, &name);
  }
  if (name.cls == NG_CLASS_ORGANIZATION && name.tokens.begin < name.tokens.end &&
      cast->doc->tokens.at[name.tokens.begin].kind == NG_TOK_ADDRESS) {
    name.cls = NG_CLASS_MEDIA_OUTLET;
  }
  if (name.cls == NG_CLASS_PERSON) {
    ng_spot_fit_person(cast, &name, limit);
  }
  name.cls = ng_spot_class_settled(cast, &name);
  name.key = key_of(cast, name.tokens, &name.n_words);
  if (name.n_words > 1 && name.cls != NG_CLASS_PERSON && name.key.at) {
    ng_spot_correct_class(cast, &name);
  }
  if (name.key.at && ng_spot_is_no_name(cast, &name)) {
    return NG_SUCCESS;
  }
  if (name.key.at && ng_cast_sort(name.cls) == NG_SORT_PLACE && name.cls != NG_CLASS_FACILITY &&
      ng_spot_is_team(cast, name.tokens.begin, name.tokens.end)) {
    name.cls     = NG_CLASS_PLACE; // with a key of its own, so that it is not taken for the place itself
    name.is_team = true;
    name.key     = ng_arena_printf(cast->doc->arena, "%.*s team", NG_STR_ARG(name.key));
  }
  return name.key.at && put_name(cast, name) ? NG_SUCCESS : ng_error_no_mem(err);
}

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
      return ng_error_no_mem(err);
    }
  }
  return NG_SUCCESS;
}

// --- all of the article -----------------------------------------------------------------------------

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

// The name that the model found as its `i`-th.
static NgStatus
add_of_model(NgCast* cast, uint32_t i, NgError* err)
{
  const NgDoc* const doc   = cast->doc;
  const uint32_t     limit = i + 1 < doc->names.n ? doc->names.at[i + 1].tokens.begin : doc->tokens.n;
  NgName             name  = doc->names.at[i];
  if (name.cls == NG_CLASS_DEMONYM && name.tokens.end - name.tokens.begin == 1 &&
      ng_spot_is_party_word(cast, name.tokens.begin)) {
    name.cls = NG_CLASS_PARTY; // "the Socialist government"
  }
  return add_name(cast, &name, limit, "name", err);
}

// cast->name_at, by the names found.
static NgStatus
index_tokens(NgCast* cast, NgError* err)
{
  const NgDoc* const doc = cast->doc;
  cast->name_at          = ng_arena_calloc(doc->arena, doc->tokens.n + 1u, sizeof(uint32_t));
  if (!cast->name_at) {
    return ng_error_no_mem(err);
  }
  memset(cast->name_at, 0xff, (doc->tokens.n + 1u) * sizeof(uint32_t));
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    for (uint32_t t = cast->names.at[i].tokens.begin; t < cast->names.at[i].tokens.end; ++t) {
      cast->name_at[t] = i;
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_spot(NgCast* cast, NgError* err)
{
  cast->is_sport            = ng_spot_speaks_of_sport(cast);
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
      at += ng_spot_known(cast, at, s.end < stop ? s.end : stop, titled, &name);
      if (name.cls != NG_CLASS_NONE) {
        NG_TRY(add_name(cast, &name, name.tokens.end, "known name", err));
      }
    }
    if (i < doc->names.n &&
        doc->names.at[i].cls != NG_CLASS_OTHER) { // what is "other" may be known all the same
      NG_TRY(add_of_model(cast, i, err));
      at = doc->names.at[i].tokens.end > at ? doc->names.at[i].tokens.end : at;
      at = cast->names.n && cast->names.at[cast->names.n - 1].tokens.end > at
               ? cast->names.at[cast->names.n - 1].tokens.end
               : at;
    }
  }
  NG_TRY(ng_spot_drop(cast, err));
  NG_TRY(complete_by_initials(cast, err));
  NG_TRY(ng_cast_affiliations(cast, err));
  return index_tokens(cast, err);
}
