// SPDX-License-Identifier: Apache-2.0
// Words that the model took for a name and that name nobody: dates, titles, fields of an office, words that
// any state is called by, abbreviations of common words, families.
#include "base/map.h"
#include "understand/spot_impl.h"

enum { MAX_NAME_WORDS = 16, MAX_PERSON_WORDS = 7, MAX_WORDS_OF_ARTICLE = 1 << 20 };

static bool
is_empty_word(const NgCast* cast, uint32_t at)
{
  const NgToken* const t    = &cast->doc->tokens.at[at];
  const NgKnowWord     word = ng_know_word(cast->know, ng_doc_token(cast->doc, at));
  if (t->kind == NG_TOK_NUMBER || (word.flags & NG_WORD_MONTH_DAY)) {
    return true;
  }
  const uint8_t pos = cast->doc->tags ? cast->doc->tags[at].pos : NG_POS_PROPN;
  return (pos == NG_POS_DET || pos == NG_POS_PRON || pos == NG_POS_ADP || pos == NG_POS_CCONJ ||
          pos == NG_POS_SCONJ || pos == NG_POS_AUX) &&
         !(t->shape & NG_SHAPE_ALL_UPPER);
}

// "D-N.Y.", "R-Texas": party and state behind a name.
static bool
is_party_and_state(const NgCast* cast, NgSpan s)
{
  const NgStr first = ng_doc_token(cast->doc, s.begin);
  return first.len && strchr("DRIL", first.at[0]) &&
         ((first.len == 1 && ng_cast_one_of(cast, s.begin + 1, "-|–")) ||
          (first.len > 1 && first.at[1] == '-'));
}

static bool
is_demonym_only(const NgCast* cast, const NgSpotted* name)
{
  NgKnowHit      hits[8];
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].type != NG_KNOW_DEMONYM) {
      return false;
    }
  }
  return n > 0;
}

// "Florida [State]", "Leeds [United]": the place is part of the name of a university or a team.
static bool
is_part_of_other(const NgCast* cast, uint32_t end)
{
  return ng_cast_is_capital(cast, end) &&
         ng_cast_one_of(cast, end,
                        "state|tech|united|rovers|wanderers|fc|athletic|albion|hotspur|rangers|tigers|lions|"
                        "bulls|giants|eagles|dodgers|lakers|yankees|open|marathon") &&
         !(cast->doc->tokens.at[end].shape & NG_SHAPE_SENTENCE) &&
         (ng_cast_is(cast, end, "united") || !ng_cast_is_capital(cast, end + 1));
}

// "Night Helpline (England and Wales)": the places in brackets are part of the name before them. So is the
// place of a title: "the Duke of Exeter".
static bool
tells_branch(const NgCast* cast, uint32_t begin, uint32_t end)
{
  if (begin > 1 && ng_cast_is(cast, begin - 1, "of") &&
      ng_cast_one_of(cast, begin - 2,
                     "duke|duchess|prince|princess|earl|countess|marquess|viscount|baron|baroness")) {
    return true;
  }
  if (!ng_cast_is(cast, end, "and") && !(begin && ng_cast_is(cast, begin - 1, "and"))) {
    return false;
  }
  for (uint32_t i = begin; i > 1 && begin - i < 4; --i) {
    if (ng_cast_is(cast, i - 1, "(")) {
      return ng_cast_is_capital(cast, i - 2);
    }
  }
  return false;
}

bool
ng_spot_is_field(const NgCast* cast, uint32_t at)
{
  const NgStr word = ng_cast_lower(cast, at);
  return ng_phrases_get(cast->lists->portfolios, word) ||
         ng_phrases_get(cast->lists->title_adjectives, word) || ng_cast_one_of(cast, at, "and|of|&");
}

// "the Republic", "the Kingdom": a word that any state is called by names none.
static bool
is_generic_place(const NgCast* cast, const NgSpotted* name)
{
  return ng_cast_sort(name->cls) == NG_SORT_PLACE && name->n_words == 1 &&
         ng_cast_one_of(
             cast, name->tokens.begin,
             "republic|kingdom|state|states|federation|union|nation|nations|capital|commonwealth|empire|"
             "territory|"
             "territories|province|provinces|region|district|county|city|town|municipality|island|islands|"
             "country|"
             "homeland|motherland|fatherland|parliament|house|embassy|ambassador|act|constitution");
}

// "President of the Republic", "Saudi Ambassador": a title with what it is held of, but no word of a body
// behind it.
static bool
is_office(const NgCast* cast, const NgSpotted* name)
{
  NgKnowHit    hit;
  const NgSpan s = name->tokens;
  uint32_t     n = 0;
  if (s.end - s.begin < 2 || name->cls == NG_CLASS_PERSON || name->cls == NG_CLASS_MEASURE) {
    return false;
  }
  const NgPhrase* const role = ng_phrases_at(cast->lists->roles, cast->doc, s.begin, s.end);
  const NgPhrase* const last = ng_phrases_before(cast->lists->roles, cast->doc, s.begin, s.end);
  if ((!role && !last) || ng_know_lookup(cast->know, ng_doc_words(cast->doc, s), &hit, 1)) {
    return false;
  }
  if (last && last->flags & NG_ROLE_OFFICE) {
    bool fields = last->n_words < s.end - s.begin;
    for (uint32_t i = s.begin; i + last->n_words < s.end; ++i) {
      fields = fields && (ng_spot_is_field(cast, i) || ng_cast_one_of(cast, i, "group"));
    }
    if (fields) {
      return true; // "Group CEO", "Finance Secretary"
    }
    return ng_cast_country_at(cast, s.begin, s.end, &n) != NG_NONE && s.begin + n + last->n_words == s.end;
  }
  return role && role->flags & NG_ROLE_OFFICE && ng_cast_is(cast, s.begin + role->n_words, "of") &&
         s.begin + role->n_words + 1 < s.end &&
         !ng_phrases_get(cast->lists->heads, ng_cast_lower(cast, s.end - 1));
}

// "of Foreign Affairs and [International Cooperation]": fields of an office alone.
static bool
is_fields(const NgCast* cast, const NgSpotted* name)
{
  const NgSpan s = name->tokens;
  if (ng_cast_sort(name->cls) != NG_SORT_BODY || name->cls == NG_CLASS_PARTY || !s.begin ||
      !ng_cast_one_of(cast, s.begin - 1, "of|for|and|,")) {
    return false;
  }
  for (uint32_t i = s.begin; i < s.end; ++i) {
    if (!ng_spot_is_field(cast, i)) {
      return false;
    }
  }
  return s.end - s.begin > 1;
}

// "HM", "Hon": words before a name that stand alone name nobody.
static bool
is_honorific(const NgCast* cast, const NgSpotted* name)
{
  NgKnowHit      hit;
  const uint32_t n = name->tokens.end - name->tokens.begin;
  if (name->cls == NG_CLASS_PERSON || n > 2) {
    return false;
  }
  const NgPhrase* const hon = ng_phrases_at(cast->lists->honorifics, cast->doc, name->tokens.begin,
                                            name->tokens.end);
  return hon && hon->n_words == n &&
         !ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1);
}

// "Minister of [Foreign Affairs]": what an office is for is no outlet that is called so.
static bool
is_portfolio(const NgCast* cast, const NgSpotted* name)
{
  const uint32_t begin = name->tokens.begin;
  return name->cls == NG_CLASS_MEDIA_OUTLET && begin > 1 &&
         ((ng_cast_one_of(cast, begin - 1, "of|for") &&
           ng_cast_one_of(
               cast, begin - 2,
               "minister|ministers|ministry|secretary|undersecretary|department|committee|"
               "council|commission|commissioner|spokesman|spokeswoman|spokesperson|directorate|division")) ||
          ng_cast_one_of(cast, name->tokens.end,
                         "minister|ministry|committee|department|secretary|commission|council"));
}

bool
ng_spot_is_upper(const NgCast* cast, NgSpan tokens)
{
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (cast->doc->tokens.at[i].kind == NG_TOK_WORD &&
        !(cast->doc->tokens.at[i].shape & NG_SHAPE_ALL_UPPER)) {
      return false;
    }
  }
  return true;
}

// Whether the words are no name after all: a bare title, a function word, a date.
static bool
names_nobody(const NgCast* cast, const NgSpotted* name)
{
  const uint32_t begin = name->tokens.begin;
  const uint32_t end   = name->tokens.end;
  if (begin >= end || !name->n_words || name->n_words > MAX_NAME_WORDS) {
    return true;
  }
  if (end - begin == 1 && is_empty_word(cast, begin)) {
    return true;
  }
  if (ng_cast_sort(name->cls) == NG_SORT_PLACE &&
      (is_part_of_other(cast, end) || tells_branch(cast, begin, end))) {
    return true;
  }
  if (is_party_and_state(cast, name->tokens) || is_portfolio(cast, name) || is_generic_place(cast, name) ||
      is_office(cast, name) || is_fields(cast, name) || is_honorific(cast, name)) {
    return true;
  }
  if (ng_cast_one_of(cast, begin, "his|her|their|your|my|our")) {
    return true; // "Her Majesty"
  }
  if (name->cls == NG_CLASS_PERSON && name->n_words == 1 &&
      ng_cast_one_of(cast, end, "family|dynasty|clan|brothers|sisters|siblings|couple|household") && begin &&
      ng_cast_one_of(cast, begin - 1, "the|'s")) {
    return true;
  }
  if (is_demonym_only(cast, name)) {
    return true;
  }
  const NgPhrase* const role = ng_phrases_at(cast->lists->roles, cast->doc, begin, end);
  NgKnowHit             hit;
  if (role && role->n_words == end - begin &&
      (name->cls != NG_CLASS_PLACE ||
       !ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1))) {
    return role->n_words > 1 ||
           !(name->cls == NG_CLASS_PERSON && cast->doc->tokens.at[begin].shape & NG_SHAPE_CAPITAL);
  }
  return name->cls == NG_CLASS_PERSON && name->n_words > MAX_PERSON_WORDS;
}

// "the Senates": a common head behind an article is no person.
static bool
is_plain_head(const NgCast* cast, const NgSpotted* name)
{
  const NgStr key   = name->key;
  const bool plural = key.len > 3 && key.at[key.len - 1] == 's' && !ng_phrases_get(cast->lists->heads, key) &&
                      ng_phrases_get(cast->lists->heads, ng_str_n(key.at, key.len - 1));
  if ((name->cls != NG_CLASS_PERSON && !plural) || name->n_words != 1 || !name->tokens.begin ||
      !ng_cast_is(cast, name->tokens.begin - 1, "the")) {
    return false;
  }
  return plural || ng_phrases_get(cast->lists->heads, key);
}

// A single word of the language that nobody is known by, taken for a body or place because of its capital.
static bool
is_common_word(const NgCast* cast, const NgSpotted* name)
{
  NgKnowHit   hit;
  const NgStr words    = ng_doc_words(cast->doc, name->tokens);
  const NgStr key      = name->key;
  const bool  abstract = name->cls == NG_CLASS_ORGANIZATION && key.len > 6 &&
                        (ng_str_ends(key, "tion") || ng_str_ends(key, "sion") || ng_str_ends(key, "ment") ||
                         ng_str_ends(key, "ness") || ng_str_ends(key, "ery"));
  const bool common = name->score < 0.8F && ng_know_word(cast->know, words).flags & NG_WORD_COMMON;
  return name->n_words == 1 && name->cls != NG_CLASS_PERSON && !ng_spot_is_upper(cast, name->tokens) &&
         (common || abstract) && !ng_know_lookup(cast->know, words, &hit, 1) &&
         !ng_phrases_get(cast->lists->heads, name->key) &&
         !ng_phrases_get(cast->lists->party_words, name->key);
}

bool
ng_spot_is_no_name(const NgCast* cast, const NgSpotted* name)
{
  return names_nobody(cast, name) || is_plain_head(cast, name) || is_common_word(cast, name);
}

// --- what the whole article tells ----------------------------------------------------------------------

// Does the abbreviation, from its letter `n` backwards, begin the words that end before `at`? The parts of a
// word with a hyphen count as words; the last word may give a second letter ("closed-circuit television
// (CCTV)").
static bool
begins_words_before(const NgCast* cast, NgStr letters, uint32_t at)
{
  size_t n    = letters.len;
  bool   last = true;
  while (n > 0 && at > 0) {
    const NgStr word = ng_cast_lower(cast, --at);
    if (ng_str_is(word, "-")) {
      continue;
    }
    if (!word.len || ng_cast_is_capital(cast, at) || cast->doc->tokens.at[at].kind != NG_TOK_WORD) {
      return false;
    }
    if (last && n > 2 && letters.at[n - 1] != word.at[0] && letters.at[n - 2] == word.at[0] &&
        memchr(word.at, letters.at[n - 1], word.len)) {
      --n;
    }
    last = false;
    for (size_t i = word.len; i-- > 0 && n > 0;) {
      if ((i == 0 || word.at[i - 1] == '-') && word.at[i] != letters.at[--n]) {
        return false;
      }
    }
  }
  return n == 0;
}

// "artificial pancreas (AP)": an abbreviation in brackets of lower-case words before it is no name.
static bool
abbreviates_common_words(const NgCast* cast, const NgSpotted* name)
{
  const uint32_t at  = name->tokens.begin;
  const size_t   len = name->key.len;
  return name->is_upper && name->n_words == 1 && len >= 2 && len <= 6 && at > 1 &&
         ng_cast_is(cast, at - 1, "(") && ng_cast_is(cast, name->tokens.end, ")") &&
         begins_words_before(cast, name->key, at - 1);
}

// "the Roes" beside "Jane Roe": a family, no place or body.
static bool
is_family(const NgCast* cast, const NgMap* surnames, const NgSpotted* name)
{
  NgKnowHit   hit;
  const NgStr key = name->key;
  return name->n_words == 1 && key.len > 3 && key.at[key.len - 1] == 's' && !name->is_upper &&
         !ng_map_get(surnames, key) && ng_map_get(surnames, ng_str_n(key.at, key.len - 1)) &&
         !ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), &hit, 1);
}

// The last words of the people's names of the article; NULL without memory.
static NgMap*
note_surnames(const NgCast* cast)
{
  NgMap* map = ng_map_new(MAX_WORDS_OF_ARTICLE);
  for (uint32_t i = 0; map && i < cast->names.n; ++i) {
    const NgStr key = cast->names.at[i].key;
    size_t      at  = key.len;
    while (at > 0 && key.at[at - 1] != ' ') {
      --at;
    }
    if (cast->names.at[i].cls == NG_CLASS_PERSON && at < key.len && key.at[key.len - 1] != 's' &&
        !ng_map_put(map, ng_str_n(key.at + at, key.len - at), NULL)) {
      ng_map_free(map);
      map = NULL;
    }
  }
  return map;
}

// Take such abbreviations out, with all their repetitions, and families.
NgStatus
ng_spot_drop(NgCast* cast, NgError* err)
{
  NgMap* const map      = ng_map_new(MAX_WORDS_OF_ARTICLE);
  NgMap* const surnames = note_surnames(cast);
  bool         ok       = map && surnames;
  uint32_t     n        = 0;
  for (uint32_t i = 0; ok && i < cast->names.n; ++i) {
    if (abbreviates_common_words(cast, &cast->names.at[i])) {
      ok = ng_map_put(map, cast->names.at[i].key, NULL);
    }
  }
  for (uint32_t i = 0; ok && i < cast->names.n; ++i) {
    if (!ng_map_get(map, cast->names.at[i].key) && !is_family(cast, surnames, &cast->names.at[i])) {
      cast->names.at[n++] = cast->names.at[i];
    }
  }
  ng_map_free(map);
  ng_map_free(surnames);
  cast->names.n = ok ? n : cast->names.n;
  return ok ? NG_SUCCESS : ng_error_no_mem(err);
}
