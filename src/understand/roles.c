// SPDX-License-Identifier: Apache-2.0
#include "understand/roles.h"

#include "base/table.h"

enum { MAX_LEFT = 12, MAX_RIGHT = 14, MAX_KEY = 120, MAX_ROLE_WORDS = 6 };

// --- finding the noun -------------------------------------------------------------------------------

// The word of a token without "ex-": the prefix is not cut off by the tokens.
static NgStr
role_word(const NgCast* cast, uint32_t at)
{
  const NgStr w = ng_cast_lower(cast, at);
  return ng_str_starts(w, "ex-") && w.len > 3 ? ng_str_n(w.at + 3, w.len - 3) : w;
}

static const NgPhrase*
get_singular(const NgPhrases* list, char* key, size_t len, bool* is_plural)
{
  const NgPhrase* p = ng_phrases_get(list, ng_str_n(key, len));
  *is_plural        = false;
  if (p || len < 4 || key[len - 1] != 's') {
    return p;
  }
  *is_plural = true;
  p          = ng_phrases_get(list, ng_str_n(key, len - 1));
  if (!p && len > 4 && !memcmp(key + len - 3, "ies", 3)) {
    key[len - 3] = 'y';
    p            = ng_phrases_get(list, ng_str_n(key, len - 2));
    key[len - 3] = 'i';
  }
  return p;
}

// The longest role noun at `at`; hyphens between its words do not count. `end` receives its end.
static const NgPhrase*
role_at(const NgCast* cast, uint32_t at, uint32_t limit, uint32_t* end, bool* is_plural)
{
  char            key[MAX_KEY];
  size_t          len   = 0;
  uint32_t        words = 0;
  const NgPhrase* found = NULL;
  for (uint32_t i = at; i < limit && words < MAX_ROLE_WORDS; ++i) {
    const NgStr w = i == at ? role_word(cast, i) : ng_cast_lower(cast, i);
    if (ng_str_is(w, "-") && i > at) {
      continue;
    }
    if (len + w.len + 2 > MAX_KEY || cast->doc->tokens.at[i].kind != NG_TOK_WORD) {
      break;
    }
    if (len) {
      key[len++] = ' ';
    }
    memcpy(key + len, w.at, w.len);
    len += w.len;
    ++words;
    bool                  plural;
    const NgPhrase* const p = get_singular(cast->lists->roles, key, len, &plural);
    if (p) {
      found      = p;
      *end       = i + 1;
      *is_plural = plural;
    }
  }
  return found;
}

// "heads the clan" is a verb, whatever the tagger says of it: no determiner stands right behind a noun.
static bool
is_verb_use(const NgCast* cast, uint32_t at, bool is_plural, uint32_t end)
{
  if (!cast->doc->tags || end != at + 1 || ng_cast_is_capital(cast, at)) {
    return false;
  }
  if (is_plural && ng_cast_one_of(cast, end, "the|a|an|its|his|her|their|this")) {
    return true;
  }
  const uint8_t pos  = cast->doc->tags[at].pos;
  const uint8_t next = end < cast->doc->tokens.n ? cast->doc->tags[end].pos : (uint8_t)NG_POS_PUNCT;
  if (pos == NG_POS_ADJ && at && ng_cast_one_of(cast, at - 1, "the|this") && next != NG_POS_NOUN &&
      next != NG_POS_PROPN && next != NG_POS_ADJ) {
    return false; // "the premier said": what stands alone behind the article is a noun
  }
  return pos == NG_POS_VERB || pos == NG_POS_AUX || pos == NG_POS_ADV || pos == NG_POS_ADP ||
         pos == NG_POS_ADJ;
}

#define ORDINALS "-|–|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|first-ever|last"

// "deputy chief" in "deputy chief minister": a longer role begins inside it and ends behind it.
static bool
is_cut_short(const NgCast* cast, uint32_t at, uint32_t end, uint32_t limit)
{
  for (uint32_t i = at + 1; i < end; ++i) {
    uint32_t inner_end = i;
    bool     is_plural;
    if (role_at(cast, i, limit, &inner_end, &is_plural) && inner_end > end) {
      return true;
    }
  }
  return false;
}

// "Deputy" in "Deputy Health Minister", "chief" in "chief foreign correspondent": the role comes behind it.
static bool
is_modifier(const NgCast* cast, uint32_t at, uint32_t end, NgSpan s)
{
  const NgPhrase* const p = end == at + 1 ? ng_phrases_get(cast->lists->status, role_word(cast, at)) : NULL;
  if (!p || !(p->flags & NG_STATUS_IN_TITLE)) {
    return false;
  }
  for (uint32_t i = end; i < s.end && i < end + 5; ++i) {
    uint32_t role_end;
    bool     is_plural;
    if (cast->name_at[i] != NG_NONE && ng_cast_sort(cast->names.at[cast->name_at[i]].cls) == NG_SORT_PERSON) {
      return false;
    }
    if (role_at(cast, i, s.end, &role_end, &is_plural)) {
      return true;
    }
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD ||
        (cast->doc->tags && cast->doc->tags[i].pos != NG_POS_NOUN && cast->doc->tags[i].pos != NG_POS_PROPN &&
         cast->doc->tags[i].pos != NG_POS_ADJ)) {
      return false;
    }
  }
  return false;
}

// --- reading to the left ----------------------------------------------------------------------------

static uint8_t
pos_of(const NgCast* cast, uint32_t at)
{
  return cast->doc->tags ? cast->doc->tags[at].pos : (uint8_t)NG_POS_NOUN;
}

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

static void
take_name(const NgCast* cast, NgRole* role, uint32_t name)
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

// "(EU)", "\"EU\"": a short form of one word in brackets or quotation marks.
static bool
is_short_form(const NgCast* cast, uint32_t open)
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
  if (at < begin + 4 || !is_short_form(cast, at - 3)) {
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
    const NgPhrase* const status = ng_phrases_get(cast->lists->status, role_word(cast, prev));
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
      take_name(cast, role, cast->name_at[at - 1]);
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

static void
read_left(const NgCast* cast, NgRole* role, uint32_t begin)
{
  const uint32_t edge = left_edge(cast, begin, role->noun.begin);
  uint32_t       at   = read_owner(cast, role, edge);
  role->tokens.begin  = edge;
  role->is_definite   = role->is_definite || ng_cast_one_of(cast, edge, "the|this|that|these|those") ||
                      is_possessive_word(cast, edge);
  while (at < role->noun.begin) {
    const NgPhrase* const status = ng_phrases_get(cast->lists->status, role_word(cast, at));
    uint32_t              n      = 1;
    const uint32_t row = cast->name_at[at] == NG_NONE ? ng_cast_country_at(cast, at, role->noun.begin, &n)
                                                      : NG_NONE;
    if (cast->name_at[at] != NG_NONE) {
      const uint32_t name = cast->name_at[at];
      if (ng_cast_sort(cast->names.at[name].cls) == NG_SORT_BODY &&
          cast->names.at[name].cls != NG_CLASS_PARTY) {
        role->body = NG_NONE; // nearer than the owner: "the Senate's Trade Committee chair"
      }
      take_name(cast, role, name);
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
  take_name(cast, role, name);
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
  if (role_at(cast, at, end, &role_end, &is_plural) && !ng_cast_one_of(cast, at, "justice|state")) {
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
                    role_at(cast, at + 1, end, &role_end, &is_plural);
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
  at += at + 3 < end && is_short_form(cast, at) ? 3 : 0;
  role->tokens.end = behind_full_form(cast, at, end);
}

// --- tying to a person ------------------------------------------------------------------------------

static bool
is_person(const NgCast* cast, uint32_t name)
{
  return name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) == NG_SORT_PERSON;
}

// The person whose name, title included, begins at token `at`, or NG_NONE.
static uint32_t
person_at(const NgCast* cast, uint32_t at)
{
  const NgPhrase* const hon = ng_phrases_at(cast->lists->honorifics, cast->doc, at, cast->doc->tokens.n);
  for (uint32_t skip = 0; skip <= (hon ? hon->n_words : 0); skip += hon ? hon->n_words : 1) {
    const uint32_t name = at + skip < cast->doc->tokens.n ? cast->name_at[at + skip] : NG_NONE;
    if (is_person(cast, name) && cast->names.at[name].tokens.begin == at + skip) {
      return name;
    }
    if (!hon) {
      break;
    }
  }
  return NG_NONE;
}

// The person whose name ends right before token `at`; an age or a party in brackets may stand between.
static uint32_t
person_before(const NgCast* cast, uint32_t begin, uint32_t at)
{
  if (at > begin && ng_cast_is(cast, at - 1, ")")) {
    uint32_t open = at - 1;
    while (open > begin && at - open < 8 && !ng_cast_is(cast, open, "(")) {
      --open;
    }
    at = ng_cast_is(cast, open, "(") ? open : at;
  }
  if (at > begin + 2 && cast->doc->tokens.at[at - 1].kind == NG_TOK_NUMBER && ng_cast_is(cast, at - 2, ",")) {
    at -= 2;
  } else if (at > begin + 3 && ng_cast_is(cast, at - 1, ",") &&
             cast->doc->tokens.at[at - 2].kind == NG_TOK_NUMBER && ng_cast_is(cast, at - 3, ",")) {
    at -= 3;
  }
  const uint32_t name = at > begin ? cast->name_at[at - 1] : NG_NONE;
  return is_person(cast, name) ? name : NG_NONE;
}

static NgTerm
guess_status(const NgRole* role)
{
  return role->is_told ? role->status : NG_TERM_CURRENT;
}

// "minister Jane Roe", "minister, Jane Roe,": the person follows.
static bool
tie_following(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.end;
  if (at >= s.end) {
    return false;
  }
  uint32_t name = person_at(cast, at);
  if (name == NG_NONE && role->tokens.end != role->noun.end) {
    return false;
  }
  if (name != NG_NONE) {
    role->holder = name;
    role->rule   = "title before name";
    return true;
  }
  return false;
}

static bool
tie_following_comma(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at = role->tokens.end;
  if (at + 1 >= s.end || role->is_plural || !ng_cast_one_of(cast, at, ",|:|–|—|-")) {
    return false;
  }
  const uint32_t name = person_at(cast, at + 1);
  if (name == NG_NONE || ng_cast_is(cast, at, ":")) {
    return false;
  }
  const uint32_t behind = cast->names.at[name].tokens.end;
  const bool     closes = behind >= s.end || ng_cast_one_of(cast, behind, ",|.|(|–|—|;|:|'s") ||
                      pos_of(cast, behind) == NG_POS_VERB || pos_of(cast, behind) == NG_POS_AUX ||
                      (ng_cast_is(cast, behind, "and") && ng_cast_is(cast, behind + 1, "the"));
  if (!closes) {
    return false;
  }
  role->holder = name;
  role->rule   = "name in apposition to title";
  return true;
}

// Status by the verb that ties person and role; NG_TERM_NONE where the verb ties nothing.
static NgTerm
status_of_verb(const NgCast* cast, uint32_t begin, uint32_t verb, bool* is_passive_verb)
{
  *is_passive_verb = false;
  if (ng_cast_one_of(cast, verb, "is|'s|are|remains|remain|serves|acts|works|am|'re")) {
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb, "was|were|served|worked|acted")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb, "became|becomes|remained")) {
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb,
                     "resigned|resigns|retired|quit|quits|ousted|removed|deposed|dismissed|sacked|fired|"
                     "resigning|replaced|resignation")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb, "stepped|steps|stepping|stood|stands") &&
      ng_cast_one_of(cast, verb + 1, "down|aside|back")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb,
                     "elected|re-elected|reelected|appointed|reappointed|named|sworn|chosen|installed|"
                     "confirmed|inaugurated|crowned|promoted|made|selected|picked")) {
    *is_passive_verb = true;
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb, "nominated|tapped|proposed")) {
    *is_passive_verb = true;
    return NG_TERM_INCOMING;
  }
  if (ng_cast_one_of(cast, verb, "been|be|become|being|serving")) {
    for (uint32_t i = verb; i-- > begin && verb - i < 4;) {
      if (ng_cast_one_of(cast, i, "has|have|'ve|is|are")) {
        return NG_TERM_CURRENT;
      }
      if (ng_cast_one_of(cast, i, "had")) {
        return NG_TERM_FORMER;
      }
      if (ng_cast_one_of(cast, i, "will|'ll|to|shall")) {
        return NG_TERM_INCOMING;
      }
      if (ng_cast_one_of(cast, i, "would|could|may|might|should|not|n't|never|if")) {
        return NG_TERM_NONE;
      }
    }
    return ng_cast_is(cast, verb, "serving") ? NG_TERM_CURRENT : NG_TERM_NONE;
  }
  return NG_TERM_NONE;
}

static bool
is_adverb(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at,
                        "still|also|now|currently|previously|then|once|later|formerly|briefly|long|again|"
                        "officially|subsequently|recently|today|first|only") ||
         pos_of(cast, at) == NG_POS_ADV;
}

// Back from the verb over auxiliaries and adverbs to the subject: a person's name right before, "who"
// behind one, or a pronoun. @return whether one was found
static bool
find_subject(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t verb)
{
  uint32_t at = verb;
  while (at > begin &&
         (is_adverb(cast, at - 1) ||
          ng_cast_one_of(
              cast, at - 1,
              "has|had|have|was|were|is|been|being|will|be|to|set|due|expected|'s|'d|are|would|and"))) {
    if (ng_cast_is(cast, at - 1, "'s") && at > begin + 1 && is_person(cast, cast->name_at[at - 2]) &&
        at - 1 != verb - 1) {
      break;
    }
    if (ng_cast_is(cast, at - 1,
                   "and")) { // "Roe resigned as X and became Y": the subject stands further back
      uint32_t back = at - 1;
      while (back > begin && !is_person(cast, cast->name_at[back - 1]) && at - back < 14) {
        --back;
      }
      if (back > begin && is_person(cast, cast->name_at[back - 1]) &&
          cast->names.at[cast->name_at[back - 1]].tokens.begin == begin) {
        role->holder = cast->name_at[back - 1];
        return true;
      }
      return false;
    }
    --at;
  }
  if (at > begin && ng_cast_one_of(cast, at - 1, "who|whom")) {
    --at;
    at -= at > begin && ng_cast_is(cast, at - 1, ",");
    role->holder = person_before(cast, begin, at);
    return role->holder != NG_NONE;
  }
  if (at > begin && ng_cast_one_of(cast, at - 1, "he|she")) {
    role->pronoun = at - 1;
    return true;
  }
  // An apposition may stand between: "Roe, 50, from Leeds, is ..."
  if (at > begin && ng_cast_is(cast, at - 1, ",")) {
    uint32_t back = at - 1;
    while (back > begin && at - back < 16 && !ng_cast_is(cast, back - 1, ",")) {
      --back;
    }
    if (back > begin && back < at - 1) {
      at = back - 1;
    }
  }
  role->holder = person_before(cast, begin, at);
  return role->holder != NG_NONE;
}

// A verb that needs "was" or "been" before it to say something of its subject, or a comma: "Roe, elected
// chair in May,".
static bool
lacks_passive(const NgCast* cast, uint32_t begin, uint32_t verb)
{
  if (!ng_cast_one_of(cast, verb,
                      "elected|re-elected|reelected|appointed|reappointed|named|sworn|chosen|installed|"
                      "confirmed|inaugurated|crowned|promoted|made|selected|picked|nominated|tapped|proposed|"
                      "ousted|removed|deposed|dismissed|sacked|fired|replaced")) {
    return false;
  }
  for (uint32_t i = verb; i > begin && verb - i < 4; --i) {
    if (ng_cast_one_of(cast, i - 1, "was|were|is|are|been|be|being|got|gets|and|,|'s")) {
      return false;
    }
  }
  return true;
}

static bool
apply_verb(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t verb, const char* rule)
{
  bool         passive;
  const NgTerm status = status_of_verb(cast, begin, verb, &passive);
  for (uint32_t i = verb; i > begin && verb - i < 3; --i) {
    if (ng_cast_one_of(cast, i - 1, "not|n't|never|would|could|might|may|if|wants|want|hopes")) {
      return false;
    }
  }
  if (ng_cast_one_of(cast, verb + 1, "not|n't") || lacks_passive(cast, begin, verb)) {
    return false;
  }
  if (status == NG_TERM_NONE || !find_subject(cast, role, begin, verb)) {
    return false;
  }
  if (!role->is_told || role->status == NG_TERM_CURRENT) {
    role->status = status;
    if (status == NG_TERM_FORMER && ng_cast_one_of(cast, verb, "was|were") && role->is_told) {
      role->status = NG_TERM_CURRENT;
    }
    for (uint32_t i = verb; i > begin && verb - i < 3; --i) {
      role->status = ng_cast_one_of(cast, i - 1, "will") ? NG_TERM_INCOMING : role->status;
    }
    role->is_told = status != NG_TERM_CURRENT;
  }
  role->rule         = rule;
  role->is_appointed = passive;
  return true;
}

// "was elected president", "resigned on Friday as governor", "served as mayor", "is the head of".
static bool
tie_by_verb(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.begin;
  while (at > s.begin && (is_adverb(cast, at - 1) || ng_cast_is(cast, at - 1, "in"))) {
    if (ng_cast_is(cast, at - 1, "in") && !(at > s.begin + 1 && ng_cast_is(cast, at - 2, "sworn"))) {
      break;
    }
    --at;
  }
  if (at == s.begin) {
    return false;
  }
  if (!ng_cast_is(cast, at - 1, "as") && !ng_cast_is(cast, at - 1, "be")) {
    return apply_verb(cast, role, s.begin, at - 1, "verb before title");
  }
  if (ng_cast_is(cast, at - 1, "be")) {
    return apply_verb(cast, role, s.begin, at - 1, "verb before title");
  }
  for (uint32_t i = at - 1; i > s.begin && at - i < 14;
       --i) { // words of time and place may stand between verb and "as"
    bool passive;
    if (ng_cast_one_of(cast, i - 1, ";|:|\"") || cast->doc->tokens.at[i - 1].quote) {
      return false;
    }
    if (status_of_verb(cast, s.begin, i - 1, &passive) != NG_TERM_NONE &&
        !ng_cast_one_of(cast, i - 1, "is|was|are|were|be|been|'s")) {
      if (is_person(cast, cast->name_at[i])) {
        break;
      }
      return apply_verb(cast, role, s.begin, i - 1, "verb with \"as\" and title");
    }
  }
  return false;
}

// "appointed Roe secretary", "named Roe as chair": the person stands between verb and role.
static bool
tie_object(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.begin;
  at -= at > s.begin && ng_cast_one_of(cast, at - 1, "as|be");
  at -= at > s.begin && ng_cast_is(cast, at - 1, "to");
  const uint32_t name = at > s.begin ? cast->name_at[at - 1] : NG_NONE;
  bool           passive;
  if (!is_person(cast, name)) {
    return false;
  }
  uint32_t verb = cast->names.at[name].tokens.begin;
  for (uint32_t i = verb; i > s.begin && verb - i < 6; --i) {
    const NgTerm status = status_of_verb(cast, s.begin, i - 1, &passive);
    if (passive) {
      role->holder       = name;
      role->status       = status;
      role->is_told      = status != NG_TERM_CURRENT;
      role->rule         = "object of appointing";
      role->is_appointed = true;
      return true;
    }
    if (ng_cast_one_of(cast, i - 1,
                       "oust|ousted|removed|remove|replaced|replace|dismissed|sacked|fired|succeeded|"
                       "succeeds|succeed")) {
      role->holder  = name;
      role->status  = NG_TERM_FORMER;
      role->is_told = true;
      role->rule    = "object of dismissing";
      return true;
    }
  }
  return false;
}

// "finance minister and Senate member [Jane Roe]": the title is joined to one that stands right before a
// name.
static bool
is_joined_to_title(const NgCast* cast, uint32_t at, uint32_t end)
{
  enum { REACH = 5 };
  if (!ng_cast_is(cast, at, "and")) {
    return false;
  }
  for (uint32_t i = at + 1; i < end && i <= at + REACH; ++i) {
    uint32_t role_end;
    bool     is_plural;
    if (role_at(cast, i, end, &role_end, &is_plural)) {
      return person_at(cast, role_end) != NG_NONE;
    }
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD) {
      return false;
    }
  }
  return false;
}

// "Jane Roe, the head of X," and "Jane Roe (head of X)".
static bool
tie_apposition(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at    = role->tokens.begin;
  const bool     loose = at > s.begin && is_person(cast, cast->name_at[at - 1]) &&
                     ng_cast_one_of(cast, at, "former|ex|then|current"); // "Jane Roe former mayor of X"
  if (at <= s.begin + 1 || !(loose || ng_cast_one_of(cast, at - 1, ",|(|–|—"))) {
    return false;
  }
  const uint32_t name = loose ? cast->name_at[at - 1] : person_before(cast, s.begin, at - 1);
  if (name == NG_NONE) {
    return false;
  }
  if (role->tokens.end == role->noun.end && ng_phrases_get(cast->lists->honorifics, role->role->key) &&
      role->tokens.begin + 2 >= role->noun.end) {
    return false; // "Roe, the Queen and others" is a list
  }
  const bool ends = role->tokens.end >= s.end || !ng_cast_one_of(cast, role->tokens.end, "'s");
  if (!ends || (!loose && ng_cast_is(cast, at - 1, ",") && !role->is_definite &&
                is_joined_to_title(cast, role->tokens.end, s.end))) {
    return false;
  }
  role->holder = name;
  role->rule   = "title in apposition to name";
  return true;
}

static void
tie(const NgCast* cast, NgRole* role, NgSpan s)
{
  if (tie_following(cast, role, s) || tie_apposition(cast, role, s) || tie_by_verb(cast, role, s) ||
      tie_object(cast, role, s) || tie_following_comma(cast, role, s)) {
    role->status = role->status == NG_TERM_NONE ? guess_status(role) : role->status;
    if (role->owner == role->holder) {
      role->owner = NG_NONE;
    }
  }
}

// --- all of the article -----------------------------------------------------------------------------

static bool
covered_by_name(const NgCast* cast, uint32_t at)
{
  return cast->name_at[at] != NG_NONE;
}

static NgStatus
add_role(NgCast* cast, const NgRole* role, NgError* err)
{
  NgRole* const slot = NG_VEC_ADD(cast->doc->arena, cast->roles);
  if (!slot) {
    return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
  }
  *slot = *role;
  return NG_SUCCESS;
}

// "Presidents A of X and B of Y": the same role for the second name, with its own place.
static NgStatus
add_others(NgCast* cast, const NgRole* first, NgSpan s, NgError* err)
{
  uint32_t at = first->holder == NG_NONE ? s.end : cast->names.at[first->holder].tokens.end;
  for (int i = 0; i < 6 && at < s.end; ++i) {
    if (ng_cast_one_of(cast, at, "of|from") && at + 1 < s.end) {
      const uint32_t skip = ng_cast_is(cast, at + 1, "the");
      const uint32_t name = at + 1 + skip < s.end ? cast->name_at[at + 1 + skip] : NG_NONE;
      if (name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) != NG_SORT_PERSON) {
        cast->roles.at[cast->roles.n - 1].place = name;
        at                                      = cast->names.at[name].tokens.end;
      }
    }
    at += at + 1 < s.end && ng_cast_is(cast, at, ",") && ng_cast_is(cast, at + 1, "and");
    if (!ng_cast_one_of(cast, at, "and|,|&") || at + 1 >= s.end) {
      break;
    }
    NgRole next = *first;
    next.holder = person_at(cast, at + 1);
    next.place  = NG_NONE;
    if (next.holder == NG_NONE) {
      break;
    }
    NG_TRY(add_role(cast, &next, err));
    at = cast->names.at[next.holder].tokens.end;
  }
  return NG_SUCCESS;
}

// A role right before another one, or joined by "and", has the same person: "party chair Senator X".
static void
tie_chains(NgCast* cast)
{
  for (uint32_t i = cast->roles.n; i-- > 1;) {
    NgRole* const       a = &cast->roles.at[i - 1];
    const NgRole* const b = &cast->roles.at[i];
    if (b->tokens.begin >= ng_cast_sentence(cast, a->noun.begin).end) {
      continue;
    }
    const bool joined = ng_cast_is(cast, a->tokens.end, "and") && a->tokens.end + 1 == b->tokens.begin &&
                        !b->is_definite && !b->is_plural;
    if (a->holder == NG_NONE && a->pronoun == NG_NONE && b->holder != NG_NONE && !a->is_plural && b->rule &&
        !strcmp(b->rule, "title before name") && (a->tokens.end == b->tokens.begin || joined)) {
      a->holder = b->holder;
      a->status = guess_status(a);
      a->rule   = "title before title and name";
    } else if (a->holder == NG_NONE && a->pronoun == NG_NONE && !a->rule && b->holder != NG_NONE && joined &&
               b->rule && !strcmp(b->rule, "name in apposition to title")) {
      NgRole* const second = &cast->roles.at[i];
      a->holder            = b->holder;
      a->status            = guess_status(a);
      a->rule              = "title joined to title";
      second->body         = second->body == NG_NONE && second->place == NG_NONE ? a->body : second->body;
    } else if (a->holder != NG_NONE && b->holder == NG_NONE && b->pronoun == NG_NONE && joined && a->rule &&
               strcmp(a->rule, "title before name") != 0) {
      NgRole* const c = &cast->roles.at[i];
      c->holder       = a->holder;
      c->status       = c->is_told ? c->status : a->status;
      c->rule         = "title joined to title";
    }
  }
}

// "General Roe of Chad": the place behind the name, where a title stands before it.
static void
read_behind_name(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at = role->holder != NG_NONE ? cast->names.at[role->holder].tokens.end : s.end;
  if (at + 1 >= s.end || role->place != NG_NONE || role->body != NG_NONE || role->country != NG_NONE ||
      !ng_cast_one_of(cast, at, "of|from") || !(role->role->flags & NG_ROLE_OFFICE)) {
    return;
  }
  const uint32_t skip = ng_cast_is(cast, at + 1, "the");
  const uint32_t name = at + 1 + skip < s.end ? cast->name_at[at + 1 + skip] : NG_NONE;
  if (name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) != NG_SORT_PERSON) {
    take_name(cast, role, name);
  }
}

// "President Jane Roe resigned": the verb behind the name ends the office.
static bool
leaves_office(const NgCast* cast, const NgRole* role, NgSpan s)
{
  uint32_t at      = cast->names.at[role->holder].tokens.end;
  bool     passive = false;
  while (at < s.end && at < cast->names.at[role->holder].tokens.end + 4 &&
         (ng_cast_one_of(cast, at,
                         "has|have|had|was|is|been|also|formally|abruptly|reportedly|today|yesterday") ||
          is_adverb(cast, at))) {
    passive = passive || ng_cast_one_of(cast, at, "was|is|been");
    ++at;
  }
  return ng_cast_one_of(cast, at, "resigned|resigns|quit|quits") ||
         (ng_cast_one_of(cast, at, "stepped|steps|stood") && ng_cast_one_of(cast, at + 1, "down|aside")) ||
         (passive &&
          ng_cast_one_of(cast, at, "ousted|deposed|sacked|dismissed|overthrown|toppled|fired|unseated"));
}

// "Jane Roe, vice president, Harbour Union,": the body between commas behind a title that names none.
static void
read_behind_comma(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at   = role->tokens.end;
  const uint32_t name = at + 1 < s.end && ng_cast_is(cast, at, ",") ? cast->name_at[at + 1] : NG_NONE;
  if (role->body != NG_NONE || role->place != NG_NONE || role->party != NG_NONE || name == NG_NONE ||
      ng_cast_sort(cast->names.at[name].cls) != NG_SORT_BODY ||
      cast->names.at[name].cls == NG_CLASS_MEASURE) {
    return;
  }
  uint32_t end = cast->names.at[name].tokens.end;
  end += end + 3 < s.end && is_short_form(cast, end) ? 3 : 0;
  if (end >= s.end || ng_cast_one_of(cast, end, ",|.|;")) {
    take_name(cast, role, name);
  }
}

static NgStatus
read_role(NgCast* cast, const NgPhrase* phrase, NgSpan noun, bool is_plural, uint32_t edge, NgSpan s,
          NgError* err)
{
  NgRole     role   = {.noun        = noun,
                       .tokens      = noun,
                       .role        = phrase,
                       .is_plural   = is_plural,
                       .body        = NG_NONE,
                       .party       = NG_NONE,
                       .place       = NG_NONE,
                       .country     = NG_NONE,
                       .owner       = NG_NONE,
                       .holder      = NG_NONE,
                       .pronoun     = NG_NONE,
                       .owner_token = NG_NONE,
                       .party_row   = NG_NONE,
                       .next        = NG_NONE};
  const bool turned = ng_cast_is(cast, noun.end, "-") && ng_cast_is(cast, noun.end + 1, "turned");
  if (ng_str_starts(ng_cast_lower(cast, noun.begin), "ex-") || turned) { // "officer-turned-president"
    role.status  = NG_TERM_FORMER;
    role.is_told = true;
  }
  read_left(cast, &role, edge > s.begin ? edge : s.begin);
  for (uint32_t i = noun.begin; i < noun.end; ++i) {
    if (!ng_cast_one_of(cast, i, "-")) {
      add_title(&role, i);
    }
  }
  read_right(cast, &role, s.end);
  tie(cast, &role, s);
  if (role.rule && !strcmp(role.rule, "title before name")) {
    read_behind_name(cast, &role, s);
    if (!role.is_told && leaves_office(cast, &role, s)) {
      role.status  = NG_TERM_FORMER;
      role.is_told = true;
    }
  }
  if (role.rule && !strcmp(role.rule, "title in apposition to name")) {
    read_behind_comma(cast, &role, s);
  }
  NG_TRY(add_role(cast, &role, err));
  return role.holder != NG_NONE && role.is_plural ? add_others(cast, &role, s, err) : NG_SUCCESS;
}

NgStatus
ng_roles_find(NgCast* cast, NgError* err)
{
  const uint32_t n    = cast->doc->tokens.n;
  uint32_t       edge = 0; // behind the last role: what stands before it is not part of the next
  NgSpan         s    = {0, 0};
  for (uint32_t at = 0; at < n;) {
    uint32_t end       = at + 1;
    bool     is_plural = false;
    if (at >= s.end) {
      s     = ng_cast_sentence(cast, at);
      s.end = s.end > at ? s.end : at + 1;
    }
    const NgPhrase* const p = covered_by_name(cast, at) ? NULL : role_at(cast, at, s.end, &end, &is_plural);
    if (p && is_cut_short(cast, at, end, s.end)) {
      end = at + 1;
    } else if (p && !is_verb_use(cast, at, is_plural, end) && !is_modifier(cast, at, end, s)) {
      NG_TRY(read_role(cast, p, (NgSpan){at, end}, is_plural, edge, s, err));
      const uint32_t stop = cast->roles.at[cast->roles.n - 1].noun.end;
      end                 = stop > end ? stop : end;
      edge                = end;
    }
    at = end;
  }
  tie_chains(cast);
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    NgRole* const r = &cast->roles.at[i];
    if (r->holder != NG_NONE) {
      NgNode* const node = &cast->nodes.at[cast->names.at[r->holder].node];
      r->next            = node->first_role;
      node->first_role   = i;
    }
  }
  return NG_SUCCESS;
}

// --- look-ups for linking ---------------------------------------------------------------------------

static bool
contains_fold(NgStr text, NgStr part)
{
  for (size_t i = 0; part.len && i + part.len <= text.len; ++i) {
    size_t k = 0;
    while (k < part.len && (text.at[i + k] | 0x20) == (part.at[k] | 0x20)) {
      ++k;
    }
    if (k == part.len) {
      return true;
    }
  }
  return false;
}

enum { MAX_ROLES_OF_NODE = 64 };

// Is the role an everyday word for the office: "Sen." for "Member of the ... Senate"?
static bool
stands_for_office(NgStr role, NgStr office)
{
  static const char* const pairs[][2] = {
      {"sen", "senat"},
      {"sen.", "senat"},
      {"senator", "senat"},
      {"rep", "representatives"},
      {"rep.", "representatives"},
      {"representative", "representatives"},
      {"congressman", "representatives"},
      {"congresswoman", "representatives"},
      {"member of congress", "representatives"},
      {"gov", "governor"},
      {"gov.", "governor"},
      {"mp", "parliament"},
      {"mp", "house of commons"},
      {"mp", "assembly"},
      {"lawmaker", "member of"},
      {"legislator", "member of"},
      {"member of parliament", "member of"},
      {"deputy", "member of"},
      {"mep", "european parliament"},
      {"peer", "house of lords"},
      {"msp", "scottish parliament"},
      {"premier", "prime minister"},
      {"td", "dáil"},
      {"party leader", "leader"},
      {"secretary of state", "secretary of state"},
      {"foreign secretary", "foreign"},
      {"home secretary", "home"},
  };
  for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); ++i) {
    if (ng_str_is(role, pairs[i][0]) && contains_fold(office, ng_str(pairs[i][1]))) {
      return true;
    }
  }
  return contains_fold(office, role);
}

bool
ng_roles_node_has(const NgCast* cast, uint32_t node, NgStr office)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < MAX_ROLES_OF_NODE; ++k, i = cast->roles.at[i].next) {
    const NgRole* const r = &cast->roles.at[i];
    if (!(r->role->flags & (NG_ROLE_TRADE | NG_ROLE_POST)) && stands_for_office(r->role->key, office)) {
      return true;
    }
  }
  return false;
}

bool
ng_roles_node_any(const NgCast* cast, uint32_t node)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < MAX_ROLES_OF_NODE; ++k, i = cast->roles.at[i].next) {
    if (cast->roles.at[i].role->flags & NG_ROLE_OFFICE) {
      return true;
    }
  }
  return false;
}
