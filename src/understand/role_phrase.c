// SPDX-License-Identifier: Apache-2.0
// The phrase around the noun of a role, read to both sides: what belongs to the title, its status, and the
// bodies, places, parties and people that stand in it.
#include "understand/roles_impl.h"

enum { MAX_LEFT = 12, MAX_RIGHT = 14 };

// --- reading to the left ----------------------------------------------------------------------------

static bool
is_possessive_mark(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "'s|'|s'");
}

static bool
is_possessive_word(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "his|her|their|its|our|my|your|whose");
}

static bool
is_determiner(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(
      cast, at,
      "the|a|an|this|that|these|those|one|another|some|any|no|every|each|two|three|four|several|many");
}

static void
set_status(NgRole* role, const NgPhrase* word)
{
  const uint32_t f = word->flags;
  if (!(f & (NG_STATUS_FORMER | NG_STATUS_INCOMING | NG_STATUS_CURRENT)) ||
      (role->is_told && role->status != NG_TERM_CURRENT)) {
    return;
  }
  role->status  = f & NG_STATUS_FORMER     ? NG_TERM_FORMER
                  : f & NG_STATUS_INCOMING ? NG_TERM_INCOMING
                                           : NG_TERM_CURRENT;
  role->is_told = true;
}

void
ng_role_take_name(const NgCast* cast, NgRole* role, uint32_t name)
{
  switch (ng_cast_sort(cast->names.at[name].cls)) {
  case NG_SORT_PERSON:
    role->owner = name;
    break;
  case NG_SORT_PLACE:
    role->place = role->place == NG_NONE ? name : role->place;
    break;
  default:
    if (cast->names.at[name].cls == NG_CLASS_PARTY) {
      role->party = name;
    } else if (role->body == NG_NONE) {
      role->body = name;
    }
  }
}

static bool
is_spaced(const NgCast* cast, uint32_t at)
{
  return cast->doc->tokens.at[at].shape & NG_SHAPE_SPACE;
}

bool
ng_role_is_short_form(const NgCast* cast, uint32_t open)
{
  const NgToken* const t = &cast->doc->tokens.at[open];
  return open + 2 < cast->doc->tokens.n && (ng_str_is(t->lower, "(") || t->quote == NG_QUOTE_OPEN) &&
         (cast->doc->tokens.at[open + 1].shape & NG_SHAPE_ALL_UPPER) &&
         (ng_cast_is(cast, open + 2, ")") || cast->doc->tokens.at[open + 2].quote == NG_QUOTE_CLOSE);
}

// The body before such a short form that ends right before `at`, or NG_NONE.
static uint32_t
body_before_short_form(const NgCast* cast, uint32_t begin, uint32_t at)
{
  if (at < begin + 4 || !ng_role_is_short_form(cast, at - 3)) {
    return NG_NONE;
  }
  const uint32_t name = cast->name_at[at - 4];
  return name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) == NG_SORT_BODY ? name : NG_NONE;
}

// First token of the phrase before the noun: names, adjectives and nouns back to a determiner, an owner
// or anything else.
static uint32_t
left_edge(const NgCast* cast, uint32_t begin, uint32_t noun)
{
  uint32_t at = noun;
  while (at > begin && noun - at < MAX_LEFT) {
    const uint32_t       prev = at - 1;
    const NgToken* const t    = &cast->doc->tokens.at[prev];
    const uint8_t        pos  = pos_of(cast, prev);
    if (cast->name_at[prev] != NG_NONE) {
      const NgSpotted* const n = &cast->names.at[cast->name_at[prev]];
      if (ng_cast_sort(n->cls) == NG_SORT_PERSON && n->tokens.end == at && !is_possessive_mark(cast, at)) {
        return at; // "named Jane Roe foreign minister": the name is not part of the phrase
      }
      at = n->tokens.begin > begin ? n->tokens.begin : begin;
      continue;
    }
    const bool is_dash = ng_str_is(t->lower, "-") || ng_str_is(t->lower, "–");
    if (is_dash && is_spaced(cast, prev) && is_spaced(cast, at)) {
      return at; // parts two items
    }
    if (is_possessive_mark(cast, prev) || is_dash) {
      at = prev;
      continue;
    }
    const uint32_t body = body_before_short_form(cast, begin, at);
    if (body != NG_NONE) {
      at = cast->names.at[body].tokens.begin > begin ? cast->names.at[body].tokens.begin : begin;
      continue;
    }
    if (is_possessive_word(cast, prev) || is_determiner(cast, prev)) {
      return prev;
    }
    if (ng_str_is(t->lower, "and") && prev > begin && at < noun && t->kind == NG_TOK_WORD &&
        cast->name_at[prev - 1] == NG_NONE && cast->name_at[at] == NG_NONE &&
        (pos_of(cast, prev - 1) == NG_POS_NOUN || pos_of(cast, prev - 1) == NG_POS_PROPN) &&
        ng_cast_is_capital(cast, prev - 1) == ng_cast_is_capital(cast, at)) {
      at = prev; // "trade and industry commissioner"
      continue;
    }
    const NgPhrase* const status = ng_phrases_get(cast->lists->status, ng_role_word(cast, prev));
    if (ng_know_word(cast->know, ng_doc_token(cast->doc, prev)).flags & NG_WORD_MONTH_DAY ||
        ng_cast_one_of(cast, prev,
                       "today|yesterday|tomorrow|tonight|meanwhile|however|also|year|month|week|night|"
                       "morning|afternoon|evening|weekend|century|decade")) {
      return at;
    }
    if (t->kind != NG_TOK_WORD && t->kind != NG_TOK_NUMBER) {
      return at;
    }
    if (!status && pos != NG_POS_NOUN && pos != NG_POS_PROPN && pos != NG_POS_ADJ && pos != NG_POS_NUM &&
        pos != NG_POS_X) {
      return at;
    }
    at = prev;
  }
  return at;
}

static void
add_title(NgRole* role, uint32_t at)
{
  if (role->n_title < NG_ROLE_MAX_TITLE) {
    role->title[role->n_title++] = at;
  }
}

// Behind the last possessive mark before the noun everything belongs to the title; what owns stands before.
static uint32_t
read_owner(const NgCast* cast, NgRole* role, uint32_t edge)
{
  for (uint32_t at = role->noun.begin; at-- > edge;) {
    if (!is_possessive_mark(cast, at)) {
      continue;
    }
    role->is_definite = true;
    role->owner_token = at > edge ? at - 1 : NG_NONE;
    if (at > edge && cast->name_at[at - 1] != NG_NONE) {
      ng_role_take_name(cast, role, cast->name_at[at - 1]);
    }
    return at + 1;
  }
  return edge;
}

// The known party of this name in the country that the article speaks of most.
static uint32_t
party_row(const NgCast* cast, NgStr name)
{
  NgKnowHit      hits[24];
  uint32_t       best  = NG_NONE;
  float          share = 0;
  const uint32_t n     = ng_know_lookup(cast->know, name, hits, 24);
  for (uint32_t i = 0; i < n; ++i) {
    const float s = ng_cast_share(cast, ng_know_row(cast->know, hits[i].row).country);
    if (hits[i].type == NG_KNOW_PARTY && s > share) {
      share = s;
      best  = hits[i].row;
    }
  }
  return best;
}

// The party in "ex-Conservative leader": the prefix keeps the word from being a name of its own.
static uint32_t
party_of_word(const NgCast* cast, uint32_t at)
{
  const NgStr           token = ng_doc_token(cast->doc, at);
  const NgStr           lower = cast->doc->tokens.at[at].lower;
  const NgPhrase* const word  = ng_phrases_get(cast->lists->party_words,
                                               ng_str_n(lower.at + 3, lower.len - 3));
  if (token.len < 4 || token.at[3] < 'A' || token.at[3] > 'Z') {
    return NG_NONE;
  }
  return party_row(cast, word ? word->field[0] : ng_str_n(token.at + 3, token.len - 3));
}

// A place that no name covers: "Warsaw" in "Warsaw mayor".
static bool
is_known_place(const NgCast* cast, uint32_t at)
{
  NgKnowHit hit;
  return ng_cast_is_capital(cast, at) && ng_know_lookup(cast->know, ng_doc_token(cast->doc, at), &hit, 1) &&
         hit.type == NG_KNOW_PLACE && hit.prior >= 0.6F;
}

// "subdued" in "subdued prime minister", but not "foreign" or the "human" of "human rights lawyer": an
// adjective that tells neither field nor rank and stands before no noun of the title.
static bool
describes_person(const NgCast* cast, const NgRole* role, uint32_t at)
{
  const uint32_t next  = at + 1;
  const bool     first = cast->doc->tokens.at[at].shape & NG_SHAPE_SENTENCE;
  if (pos_of(cast, at) != NG_POS_ADJ ||
      (ng_cast_is_capital(cast, at) && !(first && next >= role->noun.begin)) ||
      ng_phrases_get(cast->lists->title_adjectives, ng_cast_lower(cast, at))) {
    return false;
  }
  return next >= role->noun.begin || pos_of(cast, next) != NG_POS_NOUN || ng_cast_is_capital(cast, next) ||
         ng_phrases_get(cast->lists->status, ng_cast_lower(cast, next));
}

// "ex-Labour leader", "Tory peer": the party that the word tells. @return whether it tells one
static bool
take_party_word(const NgCast* cast, NgRole* role, uint32_t at, uint32_t begin)
{
  if (ng_str_starts(ng_cast_lower(cast, at), "ex-")) {
    role->status    = NG_TERM_FORMER;
    role->is_told   = true;
    role->party_row = party_of_word(cast, at);
    if (role->party_row != NG_NONE) {
      return true;
    }
  }
  const NgPhrase* const word = ng_cast_is_capital(cast, at) && at > begin
                                   ? ng_phrases_get(cast->lists->party_words, ng_cast_lower(cast, at))
                                   : NULL;
  if (!word || role->party_row != NG_NONE || role->party != NG_NONE) {
    return false;
  }
  role->party_row = party_row(cast, word->field[0]);
  return role->party_row != NG_NONE;
}

#define ORDINALS "-|–|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|first-ever|last"

static void
read_left(const NgCast* cast, NgRole* role, uint32_t begin)
{
  const uint32_t edge = left_edge(cast, begin, role->noun.begin);
  uint32_t       at   = read_owner(cast, role, edge);
  role->tokens.begin  = edge;
  role->is_definite   = role->is_definite || ng_cast_one_of(cast, edge, "the|this|that|these|those") ||
                      is_possessive_word(cast, edge);
  while (at < role->noun.begin) {
    const NgPhrase* const status = ng_phrases_get(cast->lists->status, ng_role_word(cast, at));
    uint32_t              n      = 1;
    const uint32_t row = cast->name_at[at] == NG_NONE ? ng_cast_country_at(cast, at, role->noun.begin, &n)
                                                      : NG_NONE;
    if (cast->name_at[at] != NG_NONE) {
      const uint32_t name = cast->name_at[at];
      if (ng_cast_sort(cast->names.at[name].cls) == NG_SORT_BODY &&
          cast->names.at[name].cls != NG_CLASS_PARTY) {
        role->body = NG_NONE; // nearer than the owner: "the Senate's Trade Committee chair"
      }
      ng_role_take_name(cast, role, name);
      at = cast->names.at[name].tokens.end;
      continue;
    }
    if (is_known_place(cast, at)) {
      ++at;
      continue;
    }
    if (row != NG_NONE) {
      role->country = row;
      at += n;
      continue;
    }
    if (take_party_word(cast, role, at, begin)) {
      ++at;
      continue;
    }
    if (status) {
      set_status(role, status);
      if (status->flags & NG_STATUS_IN_TITLE) {
        add_title(role, at);
      } else {
        role->n_title = 0; // what stands before it belongs to another noun: "challenger and former minister"
      }
    } else if (!is_determiner(cast, at) && !is_possessive_word(cast, at) &&
               !describes_person(cast, role, at) && !ng_cast_one_of(cast, at, ORDINALS) &&
               cast->doc->tokens.at[at].kind == NG_TOK_WORD) {
      add_title(role, at);
    }
    ++at;
  }
}

// --- reading to the right ---------------------------------------------------------------------------

static void
set_right_place(const NgCast* cast, NgRole* role, uint32_t name)
{
  const NgSort sort = ng_cast_sort(cast->names.at[name].cls);
  if (sort == NG_SORT_BODY && role->body != NG_NONE && cast->names.at[name].cls != NG_CLASS_PARTY) {
    return;
  }
  if (sort == NG_SORT_PERSON) {
    role->owner = role->owner == NG_NONE ? name : role->owner;
    return;
  }
  ng_role_take_name(cast, role, name);
}

// Words of the title behind a preposition that are no name: "of State", "for trade and industry".
static uint32_t
title_words(const NgCast* cast, uint32_t at, uint32_t end)
{
  uint32_t       i   = at;
  const uint32_t max = at + 6 < end ? at + 6 : end;
  const bool     up  = ng_cast_is_capital(cast, at);
  uint32_t       role_end;
  bool           is_plural;
  if (ng_role_at(cast, at, end, &role_end, &is_plural) && !ng_cast_one_of(cast, at, "justice|state")) {
    return at; // "spokesman for President Roe"
  }
  while (i < max && cast->name_at[i] == NG_NONE && cast->doc->tokens.at[i].kind == NG_TOK_WORD) {
    const uint8_t pos = pos_of(cast, i);
    const bool joins = ng_cast_is(cast, i, "and") && i > at && i + 1 < max && cast->name_at[i + 1] == NG_NONE;
    if (!joins && pos != NG_POS_NOUN && pos != NG_POS_PROPN && pos != NG_POS_ADJ) {
      break;
    }
    if (!joins && up && !ng_cast_is_capital(cast, i)) {
      break;
    }
    if (joins && (pos_of(cast, i + 1) != NG_POS_NOUN && pos_of(cast, i + 1) != NG_POS_PROPN &&
                  pos_of(cast, i + 1) != NG_POS_ADJ)) {
      break;
    }
    if (joins && up && !ng_cast_is_capital(cast, i + 1)) {
      break;
    }
    ++i;
  }
  if (up && i > at && i < end && !ng_cast_is_capital(cast, i) && pos_of(cast, i) == NG_POS_NOUN) {
    return at; // "of the European commission": the words break off before their head
  }
  return i;
}

// "United States commonwealth of X", "Ontario city of Y": the name that is meant stands further on.
static uint32_t
further_name(const NgCast* cast, uint32_t name, uint32_t end)
{
  const uint32_t at = cast->names.at[name].tokens.end;
  if (ng_cast_one_of(
          cast, at,
          "commonwealth|territory|state|province|city|region|town|county|island|republic|district") &&
      ng_cast_is(cast, at + 1, "of")) {
    const uint32_t to   = at + 2 + ng_cast_is(cast, at + 2, "the");
    const uint32_t next = to < end ? cast->name_at[to] : NG_NONE;
    return next != NG_NONE && ng_cast_sort(cast->names.at[next].cls) == NG_SORT_PLACE ? next : name;
  }
  return name;
}

// "the ruling [Liberal Party]", "the opposition [Green Party]": up to three common words before a name of a
// body. @return where the name begins, or `at` where none follows.
static uint32_t
over_common_words(const NgCast* cast, uint32_t at, uint32_t end)
{
  for (uint32_t i = at; i < end && i < at + 4; ++i) {
    if (cast->name_at[i] != NG_NONE) {
      return ng_cast_sort(cast->names.at[cast->name_at[i]].cls) == NG_SORT_BODY ? i : at;
    }
    const uint8_t pos = pos_of(cast, i);
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD || ng_cast_is_capital(cast, i) ||
        (pos != NG_POS_ADJ && pos != NG_POS_NOUN && pos != NG_POS_VERB) || ng_cast_is(cast, i, "state")) {
      return at;
    }
  }
  return at;
}

#define GENERIC_STATES "republic|nation|country|kingdom|federation|union"

// A complement whose name begins at `i`, behind the preposition at `at`; `row` is the country told between.
// @return its end, or `at` where the name is none.
static uint32_t
read_name_behind(const NgCast* cast, NgRole* role, uint32_t at, uint32_t i, uint32_t row, uint32_t end)
{
  const uint32_t name      = further_name(cast, cast->name_at[i], end);
  const bool     is_person = ng_cast_sort(cast->names.at[name].cls) == NG_SORT_PERSON;
  if (is_person && ng_cast_is(cast, at, "of") && i > at + 1 && ng_cast_is_capital(cast, i - 1) &&
      ng_cast_one_of(cast, i - 1, GENERIC_STATES)) {
    role->noun.end = i; // "President of the Republic Jane Roe": of the one that the article is about
    return i;
  }
  if (is_person && (!ng_cast_one_of(cast, at, "of|for|to") ||
                    (role->role->flags & NG_ROLE_OFFICE && !ng_phrase_has(role->role, 1, "person")))) {
    return at;
  }
  set_right_place(cast, role, name);
  role->country = role->country == NG_NONE ? row : role->country;
  return cast->names.at[name].tokens.end;
}

// A complement without a name: "of State", "for trade and industry". @return its end, or `at` where there is
// none.
static uint32_t
read_words_behind(const NgCast* cast, NgRole* role, uint32_t at, uint32_t end)
{
  const uint32_t i    = at + 1 + ng_cast_is(cast, at + 1, "the");
  const uint32_t stop = title_words(cast, i, end);
  if (stop == i || is_possessive_mark(cast, stop) ||
      (!ng_cast_is_capital(cast, i) && i > at + 1 && !(role->role->flags & NG_ROLE_OFFICE))) {
    return at;
  }
  if (stop == i + 1 && ng_cast_one_of(cast, i, GENERIC_STATES)) {
    role->noun.end = stop;
    return stop;
  }
  for (uint32_t k = at; k < stop; ++k) {
    if (k == at || k >= i) {
      add_title(role, k);
    }
  }
  role->noun.end = stop;
  return stop;
}

// One complement: "of the Polish city of X", "to Germany", "of State". @return its end, or `at` where
// there is none.
static uint32_t
read_complement(const NgCast* cast, NgRole* role, uint32_t at, uint32_t end)
{
  if (!ng_cast_one_of(cast, at, "of|for|to|at|in|with|from|on")) {
    return at;
  }
  const bool of_or_for = ng_cast_one_of(cast, at, "of|for");
  uint32_t   i         = at + 1;
  uint32_t   row       = NG_NONE;
  while (i < end && i < at + 8 && cast->name_at[i] == NG_NONE) {
    uint32_t       n    = 1;
    const uint32_t told = ng_cast_country_at(cast, i, end, &n);
    row                 = told != NG_NONE ? told : row;
    if (told == NG_NONE &&
        !ng_cast_one_of(
            cast, i,
            "the|city|capital|town|state|province|region|country|nation|republic|island|of|commonwealth|"
            "county|district|village|northern|southern|eastern|western|central|country's")) {
      break;
    }
    i += n;
  }
  i = over_common_words(cast, i, end);
  if (i < end && cast->name_at[i] != NG_NONE && cast->names.at[cast->name_at[i]].tokens.begin == i) {
    return read_name_behind(cast, role, at, i, row, end);
  }
  if (row != NG_NONE || !of_or_for || role->noun.end != at) {
    return i > at + 1 && row != NG_NONE ? i : at;
  }
  return read_words_behind(cast, role, at, end);
}

// "MP (Member of Parliament)": the title once more in brackets. @return the token behind them, else `at`
static uint32_t
behind_full_form(const NgCast* cast, uint32_t at, uint32_t end)
{
  uint32_t   role_end;
  bool       is_plural;
  const bool fits = ng_cast_is(cast, at, "(") && at + 2 < end &&
                    ng_role_at(cast, at + 1, end, &role_end, &is_plural);
  return fits && role_end < end && ng_cast_is(cast, role_end, ")") ? role_end + 1 : at;
}

static void
read_right(const NgCast* cast, NgRole* role, uint32_t end)
{
  uint32_t at = role->noun.end;
  if (ng_cast_one_of(cast, at, "-") && ng_cast_one_of(cast, at + 1, "elect|designate")) {
    at += 2;
    role->status  = NG_TERM_INCOMING;
    role->is_told = true;
  } else if (ng_cast_one_of(cast, at, "elect|designate")) {
    ++at;
    role->status  = NG_TERM_INCOMING;
    role->is_told = true;
  }
  const uint32_t limit = at + MAX_RIGHT < end ? at + MAX_RIGHT : end;
  for (int i = 0; i < 3; ++i) {
    if (at != role->noun.end && i == 0) {
      role->noun.end = at;
    }
    const uint32_t next = read_complement(cast, role, at, limit);
    if (next == at) {
      break;
    }
    at = next;
  }
  at += at + 3 < end && ng_role_is_short_form(cast, at) ? 3 : 0;
  role->tokens.end = behind_full_form(cast, at, end);
}

void
ng_role_read(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t end)
{
  const NgSpan noun = role->noun;
  read_left(cast, role, begin);
  for (uint32_t i = noun.begin; i < noun.end; ++i) {
    if (!ng_cast_one_of(cast, i, "-")) {
      add_title(role, i);
    }
  }
  read_right(cast, role, end);
}
