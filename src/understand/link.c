// SPDX-License-Identifier: Apache-2.0
// Nodes to rows of the knowledge file. A row is taken where name, type, countries of the article, office
// and date make it likely and no other row is nearly as likely; else the node stays without (NIL).
#include "base/table.h"
#include "understand/cast.h"

#include "understand/roles.h"

enum { MAX_SURFACES = 6, MAX_HITS = 24, MAX_ROWS = 48 };

// Weights of the score, tuned by hand on development articles; 1 is certain.
static const float MIN_SCORE  = 0.62F;
static const float MIN_MARGIN = 0.06F;

typedef struct {
  uint32_t row;
  float    score;
} Choice;

typedef struct {
  Choice   at[MAX_ROWS];
  uint32_t n;
} Choices;

// A name that only one row bears: what it adds.
static const float ONLY_ONE = 0.1F;

static float
alias_weight(const NgKnowHit* hit)
{
  switch (hit->alias) {
  case NG_ALIAS_LABEL:
    return 0.34F;
  case NG_ALIAS_NAME:
    return 0.32F;
  case NG_ALIAS_DOMAIN:
    return 0.5F;
  case NG_ALIAS_SHORT:
    return 0.24F;
  case NG_ALIAS_SURNAME:
    return 0.2F;
  default:
    return 0;
  }
}

static float
country_weight(const NgCast* cast, const NgKnowRow* row)
{
  if (!row->country[0]) {
    return row->type == NG_KNOW_INTERNATIONAL ? 0.15F : 0.05F;
  }
  const float share = ng_cast_share(cast, row->country);
  if (share <= 0) {
    switch (row->type) {
    case NG_KNOW_COUNTRY:
    case NG_KNOW_MEDIA:
      return 0.05F;
    case NG_KNOW_PLACE:
      return ng_str_is(row->kind, "capital") ? 0.05F : -0.02F; // named everywhere
    case NG_KNOW_ORGANIZATION:
      return -0.06F;
    default:
      return -0.2F;
    }
  }
  return 0.08F + 0.14F * (share * 2 < 1 ? share * 2 : 1);
}

// The country that the words of the name or before it tell, against that of the row.
static float
qualifier_weight(const NgCast* cast, const NgSpotted* name, const NgKnowRow* row)
{
  if (row->type == NG_KNOW_COUNTRY || row->type == NG_KNOW_PLACE || row->type == NG_KNOW_INTERNATIONAL ||
      !row->country[0]) {
    return 0;
  }
  const NgSpan   s    = ng_cast_sentence(cast, name->tokens.begin);
  const uint32_t told = ng_cast_country_before(cast, s.begin, name->tokens.begin);
  if (told == NG_NONE) {
    return 0;
  }
  return told == row->country_row ? 0.2F : -0.3F;
}

// "Exton, Ohio": the town that lies in the state behind it, and no other.
static float
state_weight(const NgCast* cast, const NgSpotted* name, const NgKnowRow* row)
{
  const uint32_t next = name->tokens.end + 1 < cast->doc->tokens.n ? cast->name_at[name->tokens.end + 1]
                                                                   : NG_NONE;
  if (row->type != NG_KNOW_PLACE || next == NG_NONE || !ng_cast_is(cast, name->tokens.end, ",") ||
      ng_cast_sort(cast->names.at[next].cls) != NG_SORT_PLACE ||
      cast->names.at[next].tokens.begin != name->tokens.end + 1) {
    return 0;
  }
  NgKnowHit              hits[8];
  const NgSpotted* const state = &cast->names.at[next];
  const uint32_t         n     = ng_know_lookup(
                  cast->know, state->full.len ? state->full : ng_doc_words(cast->doc, state->tokens), hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    const NgKnowRow s = ng_know_row(cast->know, hits[i].row);
    if (hits[i].row == row->parent || hits[i].row == row->country_row ||
        (s.parent == row->country_row && s.parent == row->parent)) {
      return 0.2F; // the parent of a town may be its state or its country
    }
  }
  return 0;
}

static float
type_weight(const NgNode* node, NgKnowType type)
{
  float total = 0;
  for (uint32_t t = 0; t < NG_N_KNOW_TYPE; ++t) {
    total += node->votes[t];
  }
  const bool  place = type == NG_KNOW_COUNTRY || type == NG_KNOW_PLACE;
  const float votes = place ? node->votes[NG_KNOW_COUNTRY] + node->votes[NG_KNOW_PLACE] : node->votes[type];
  return total > 0 ? 0.18F * votes / total : 0;
}

static float
score_body(const NgCast* cast, const NgNode* node, const NgSpotted* name, const NgKnowHit* hit)
{
  const NgKnowRow row   = ng_know_row(cast->know, hit->row);
  float           score = alias_weight(hit) + 0.25F * row.prior + country_weight(cast, &row) +
                type_weight(node, row.type) + qualifier_weight(cast, name, &row) +
                state_weight(cast, name, &row);
  score += name->n_words > 1 ? 0.1F : 0;
  const bool is_doubtful = (row.flags & NG_KNOW_COMMON) && name->n_words == 1 &&
                           !(row.type == NG_KNOW_COUNTRY && ng_cast_share(cast, row.country) > 0);
  score -= is_doubtful ? 0.12F : 0;
  score -= row.flags & NG_KNOW_DEAD ? 0.1F : 0;
  score -= hit->is_exact || name->is_upper ? 0 : 0.02F;
  return score;
}

static void
note(Choices* choices, uint32_t row, float score)
{
  for (uint32_t i = 0; i < choices->n; ++i) {
    if (choices->at[i].row == row) {
      choices->at[i].score = score > choices->at[i].score ? score : choices->at[i].score;
      return;
    }
  }
  if (choices->n < MAX_ROWS) {
    choices->at[choices->n++] = (Choice){row, score};
  }
}

// --- people -----------------------------------------------------------------------------------------

// How near to the article a person held an office: 1 at its time, less before, 0 where nothing is known.
static float
office_time(const NgKnowPerson* person, NgDate date)
{
  float best = 0;
  for (uint32_t i = 0; i < person->n_offices; ++i) {
    const NgKnowOffice* const o    = &person->offices[i];
    const int                 year = date.year ? date.year : 2020;
    if (!o->from.year && !o->to.year) {
      best = best > 0.5F ? best : 0.5F;
      continue;
    }
    const int   to  = o->to.year ? o->to.year : o->from.year + 12;
    const int   gap = year > to ? year - to : o->from.year > year + 1 ? o->from.year - year - 1 : 0;
    const float fit = gap <= 0 ? 1.0F : gap < 10 ? 0.8F : gap < 25 ? 0.4F : 0.1F;
    best            = best > fit ? best : fit;
  }
  return best;
}

static bool
has_office_like(const NgCast* cast, const NgKnowPerson* person, uint32_t node)
{
  for (uint32_t i = 0; i < person->n_offices; ++i) {
    if (ng_roles_node_has(cast, node, person->offices[i].title)) {
      return true;
    }
  }
  return false;
}

static float
score_person(const NgCast* cast, uint32_t id, const NgSpotted* name, const NgKnowHit* hit, NgStatus* st)
{
  const NgNode* const node  = &cast->nodes.at[id];
  const NgKnowRow     row   = ng_know_row(cast->know, hit->row);
  const float         share = ng_cast_share(cast, row.country);
  float               score = name->n_words > 1 ? 0.34F : 0.2F;
  NgKnowPerson        person;
  if (hit->alias == NG_ALIAS_SURNAME && name->n_words == 1) {
    score += 0.05F;
  }
  if ((row.flags & NG_KNOW_MALE && node->is_female) || (row.flags & NG_KNOW_FEMALE && node->is_male)) {
    score -= 0.1F;
  }
  score += 0.3F * row.prior + (hit->is_exact ? 0.04F : 0);
  score += share > 0.3F ? 0.16F : share > 0 ? 0.1F : row.country[0] && cast->country_total > 0 ? -0.06F : 0;
  const NgStatus known = ng_know_person(cast->know, hit->row, &person, cast->doc->arena);
  if (known == NG_ERR_NO_MEM) {
    *st = known;
  }
  if (known == NG_SUCCESS) {
    const float time = office_time(&person, cast->doc->meta.date);
    score += 0.06F * time - (person.n_offices && time < 0.3F ? 0.12F : 0);
    score += has_office_like(cast, &person, id) ? 0.22F : ng_roles_node_any(cast, id) ? 0.06F : -0.04F;
    if (person.born.year && cast->doc->meta.date.year && person.born.year + 16 > cast->doc->meta.date.year) {
      score -= 0.4F;
    }
  }
  return score;
}

// --- names that every state has a body of --------------------------------------------------------------

static bool
holds_words(const NgCast* cast, uint32_t row, NgStr key)
{
  NgKnowName*    names = NULL;
  const uint32_t n     = ng_know_names(cast->know, row, &names, cast->doc->arena);
  for (uint32_t i = 0; i < n; ++i) {
    for (size_t k = 0; k + key.len <= names[i].name.len; ++k) {
      size_t m = 0;
      while (m < key.len && (names[i].name.at[k + m] | 0x20) == (key.at[m] | 0x20)) {
        ++m;
      }
      if (m == key.len) {
        return true;
      }
    }
  }
  return false;
}

// The country that the words before one of the node's names tell, or NG_NONE.
static uint32_t
told_country(const NgCast* cast, const NgNode* node)
{
  int n = 0;
  for (uint32_t i = node->first; i != NG_NONE && n < 16; i = cast->next_name[i], ++n) {
    const NgSpotted* const name = &cast->names.at[i];
    const NgSpan           s    = ng_cast_sentence(cast, name->tokens.begin);
    uint32_t               row  = ng_cast_country_before(cast, s.begin, name->tokens.begin);
    row = row == NG_NONE ? ng_cast_country_at(cast, name->tokens.begin, name->tokens.end, NULL) : row;
    for (uint32_t k = name->tokens.begin + 1; row == NG_NONE && k + 1 < name->tokens.end; ++k) {
      const uint32_t at = k + 1 + ng_cast_is(cast, k + 1, "the");
      row               = ng_cast_is(cast, k, "of") && at < name->tokens.end
                              ? ng_cast_country_at(cast, at, name->tokens.end, NULL)
                              : NG_NONE;
    }
    if (row == NG_NONE && ng_cast_is(cast, name->tokens.end, "of")) {
      const uint32_t at = name->tokens.end + 1 + ng_cast_is(cast, name->tokens.end + 1, "the");
      row               = at < s.end ? ng_cast_country_at(cast, at, s.end, NULL) : NG_NONE;
    }
    if (row != NG_NONE) {
      return row;
    }
  }
  return NG_NONE;
}

static bool
has_node(const NgCast* cast, uint32_t row)
{
  for (uint32_t i = 0; i < cast->nodes.n; ++i) {
    if (cast->nodes.at[i].row == row) {
      return true;
    }
  }
  return false;
}

// "the Senate", "Turkish Foreign Ministry": the body of that kind in the country that is told or, failing
// that, in the article's main country. Legislatures and courts must bear the words in their name.
static void
link_by_kind(NgCast* cast, NgNode* node, const NgPhrase* kind)
{
  const uint32_t told    = told_country(cast, node);
  const uint32_t country = told != NG_NONE ? told : ng_cast_main_country(cast);
  if (country == NG_NONE) {
    return;
  }
  const NgKnowRow c     = ng_know_row(cast->know, country);
  const bool      named = node->cls == NG_CLASS_LEGISLATURE || node->cls == NG_CLASS_COURT || told == NG_NONE;
  uint32_t        row   = NG_NONE;
  for (NgStr rest = kind->field[0]; rest.at && row == NG_NONE;) {
    row = ng_know_by_kind(cast->know, ng_str(c.country), ng_table_next(&rest, ' '));
    row = row != NG_NONE && named && !holds_words(cast, row, kind->key) &&
                  !(told == NG_NONE && !memchr(kind->key.at, ' ', kind->key.len) && has_node(cast, row))
              ? NG_NONE
              : row;
  }
  if (row == NG_NONE) {
    return;
  }
  node->row        = row;
  node->link_score = told != NG_NONE ? 0.9F : 0.75F;
  node->cls        = ng_know_row(cast->know, row).cls;
}

static const NgPhrase*
kind_of(const NgCast* cast, const NgNode* node)
{
  const NgPhrase* const p = node->sort == NG_SORT_BODY ? ng_phrases_get(cast->lists->body_kinds, node->key)
                                                       : NULL;
  if (p || node->sort != NG_SORT_BODY || node->first == NG_NONE) {
    return p;
  }
  NgSpan   s = cast->names.at[node->first].tokens;
  uint32_t n = 0;
  if (ng_cast_country_at(cast, s.begin, s.end, &n) == NG_NONE || s.begin + n >= s.end) {
    return NULL;
  }
  s.begin += n;
  const NgStr key = ng_cast_key(cast, s, NULL);
  return key.at ? ng_phrases_get(cast->lists->body_kinds, key) : NULL;
}

// --- choosing ---------------------------------------------------------------------------------------

static bool
is_state(const NgCast* cast, uint32_t row)
{
  const NgStr kind = ng_know_row(cast->know, row).kind;
  return ng_str_is(kind, "state") || ng_str_is(kind, "region") || ng_str_is(kind, "province") ||
         ng_str_is(kind, "territory");
}

// A word of the name that tells where the body is; "Police" is a town, too.
static bool
tells_where(const NgCast* cast, uint32_t at)
{
  return ng_know_word(cast->know, ng_doc_token(cast->doc, at)).flags &
             (NG_WORD_PLACE | NG_WORD_PLACE_PART | NG_WORD_DEMONYM) &&
         ng_cast_is_capital(cast, at) && !ng_phrases_get(cast->lists->heads, ng_cast_lower(cast, at)) &&
         !ng_cast_one_of(cast, at, "national|federal|royal|state|supreme|high|central|general|public");
}

// Heads of bodies that every state has, so that one of them in the knowledge file says nothing of the others.
static bool
is_common_body(const NgCast* cast, const NgSpotted* name)
{
  bool common = false;
  for (uint32_t i = name->tokens.begin; i < name->tokens.end; ++i) {
    if (tells_where(cast, i)) {
      return false; // "Ohio Department of Health" tells it
    }
    common = common || ng_cast_one_of(cast, i,
                                      "ministry|department|police|court|parliament|senate|congress|"
                                      "legislature|assembly|cabinet|constabulary|"
                                      "gendarmerie|army|navy");
  }
  return common && name->n_words > 1;
}

// Names that several states have a body of, though not every one: "Truth and Reconciliation Commission".
static bool
is_frequent_body(const NgCast* cast, const NgSpotted* name)
{
  for (uint32_t i = name->tokens.begin; i < name->tokens.end; ++i) {
    if (tells_where(cast, i)) {
      return false;
    }
  }
  return name->n_words > 1 && ng_cast_one_of(cast, name->tokens.end - 1,
                                             "commission|council|committee|authority|board|tribunal|guard");
}

// A common body is that of the country that the article tells beside the name, else of its main country.
static bool
is_of_other_country(const NgCast* cast, const NgNode* node, const NgSpotted* name, const NgKnowRow* row)
{
  const bool state_body = row->type == NG_KNOW_AGENCY || row->type == NG_KNOW_COURT ||
                          row->type == NG_KNOW_LEGISLATURE || row->type == NG_KNOW_GOVERNMENT;
  const bool frequent = ng_cast_share(cast, row->country) <= 0 && is_frequent_body(cast, name);
  if (!state_body || row->country_row == NG_NONE || !(frequent || is_common_body(cast, name))) {
    return false;
  }
  const uint32_t told = told_country(cast, node);
  const uint32_t home = told != NG_NONE ? told : ng_cast_main_country(cast);
  return home != NG_NONE ? home != row->country_row : ng_cast_share(cast, row->country) < 0.3F;
}

static bool
is_candidate(const NgCast* cast, const NgNode* node, const NgSpotted* name, const NgKnowHit* hit)
{
  if (hit->alias == NG_ALIAS_METONYM || ng_cast_sort(ng_know_class(hit->type)) != node->sort) {
    return false;
  }
  if (node->sort == NG_SORT_PERSON) {
    return true;
  }
  if (name->full.len && node->sort == NG_SORT_PLACE && ng_str_ends(name->key, " state") &&
      !is_state(cast, hit->row)) {
    return false;
  }
  const NgKnowRow row = ng_know_row(cast->know, hit->row);
  if (is_of_other_country(cast, node, name, &row)) {
    return false;
  }
  if (!ng_phrases_get(cast->lists->apart, name->key)) {
    return true;
  }
  const NgStr label = ng_know_label(cast->know, hit->row, cast->doc->arena);
  const NgStr key   = label.at ? ng_cast_fold(cast, label, NULL) : label;
  return !key.at || !ng_cast_are_apart(cast, name->key, key);
}

// "Chad" of "Republic of Chad"; empty where the words begin with no form of state.
static NgStr
behind_form_of_state(NgStr words)
{
  static const char* const forms[] = {"Republic of ",         "Kingdom of ",         "State of ",
                                      "Islamic Republic of ", "United Republic of ", "Federal Republic of ",
                                      "Commonwealth of ",     "Sultanate of "};
  for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); ++i) {
    if (ng_str_starts(words, forms[i])) {
      const size_t cut  = strlen(forms[i]);
      const NgStr  rest = ng_str_n(words.at + cut, words.len - cut);
      return ng_str_starts(rest, "the ") ? ng_str_n(rest.at + 4, rest.len - 4) : rest;
    }
  }
  return ng_str("");
}

// Rows by the words as they stand, else with a capital for each word: "Labour party".
static uint32_t
look_up(const NgCast* cast, const NgSpotted* name, NgStr words, bool is_party, NgKnowHit hits[MAX_HITS])
{
  char buf[128];
  if (name->full.len) {
    return ng_know_lookup(cast->know, name->full, hits, MAX_HITS);
  }
  const NgPhrase* const party = is_party ? ng_phrases_get(cast->lists->party_words, name->key) : NULL;
  if (party) {
    const uint32_t found = ng_know_lookup(cast->know, party->field[0], hits, MAX_HITS);
    if (found) {
      return found;
    }
  }
  if (cast->doc->tokens.at[name->tokens.begin].kind == NG_TOK_ADDRESS) {
    return ng_cast_look_up_address(cast, words, hits, MAX_HITS);
  }
  uint32_t n = name->is_upper ? ng_know_lookup_caps(cast->know, words, hits, MAX_HITS)
                              : ng_know_lookup(cast->know, words, hits, MAX_HITS);
  if (n || name->n_words < 2 || words.len >= sizeof(buf)) {
    return n;
  }
  if (name->cls == NG_CLASS_PERSON && memchr(words.at, '-', words.len)) {
    return ng_cast_look_up_particle(cast, words, hits, MAX_HITS);
  }
  const char* const comma = memchr(words.at, ',', words.len);
  if (comma && ng_cast_sort(name->cls) == NG_SORT_PLACE) {
    return ng_know_lookup(cast->know, ng_str_n(words.at, (size_t)(comma - words.at)), hits, MAX_HITS);
  }
  if (is_party && ng_str_ends(words, " Party")) { // "Law and Order Party" of "Law and Order"
    return ng_know_lookup(cast->know, ng_str_n(words.at, words.len - strlen(" Party")), hits, MAX_HITS);
  }
  if (ng_cast_sort(name->cls) == NG_SORT_PLACE) {
    const NgStr country = behind_form_of_state(words);
    if (country.len) {
      return ng_know_lookup(cast->know, country, hits, MAX_HITS);
    }
  }
  for (size_t i = 0; i < words.len; ++i) {
    const bool first = !i || words.at[i - 1] == ' ';
    buf[i] = first && words.at[i] >= 'a' && words.at[i] <= 'z' ? (char)(words.at[i] - 32) : words.at[i];
  }
  return ng_know_lookup(cast->know, ng_str_n(buf, words.len), hits, MAX_HITS);
}

// Does a name of the row hold a longer word of the node's full name? A short form alone may be that of many.
static bool
shares_word(const NgCast* cast, const NgNode* node, uint32_t row)
{
  enum { SHORTEST = 4 };
  for (NgStr rest = node->key; rest.at;) {
    const NgStr word = ng_table_next(&rest, ' ');
    if (word.len >= SHORTEST && holds_words(cast, row, word)) {
      return true;
    }
  }
  return false;
}

static NgStatus
gather_choices(const NgCast* cast, uint32_t id, Choices* choices)
{
  const NgNode* const node = &cast->nodes.at[id];
  NgStr               seen[MAX_SURFACES];
  uint32_t            n_seen = 0;
  NgStatus            st     = NG_SUCCESS;
  for (uint32_t i = node->first; i != NG_NONE && n_seen < MAX_SURFACES; i = cast->next_name[i]) {
    const NgSpotted* const name = &cast->names.at[i];
    bool old = name->is_team || (node->sort == NG_SORT_PERSON && node->n_words > 1 && name->n_words == 1);
    for (uint32_t k = 0; k < n_seen; ++k) {
      old = old || ng_str_eq(seen[k], name->key);
    }
    if (old) {
      continue;
    }
    seen[n_seen++] = name->key;
    NgKnowHit      hits[MAX_HITS];
    const NgStr    words = ng_doc_words(cast->doc, name->tokens);
    const uint32_t n     = look_up(cast, name, words, node->cls == NG_CLASS_PARTY, hits);
    uint32_t       fit   = 0;
    for (uint32_t k = 0; k < n; ++k) {
      fit += is_candidate(cast, node, name, &hits[k]);
    }
    const bool telling  = fit == 1 && node->sort == NG_SORT_BODY && (name->n_words > 1 || name->key.len > 3);
    const bool is_short = node->sort == NG_SORT_BODY && name->is_upper && name->n_words == 1 &&
                          node->n_words > 1;
    for (uint32_t k = 0; k < n; ++k) {
      if (is_candidate(cast, node, name, &hits[k]) && (!is_short || shares_word(cast, node, hits[k].row))) {
        const float score = node->sort == NG_SORT_PERSON ? score_person(cast, id, name, &hits[k], &st)
                                                         : score_body(cast, node, name, &hits[k]);
        note(choices, hits[k].row, score + (telling ? ONLY_ONE : 0));
      }
    }
  }
  return st;
}

// Two rows for one thing: the same type and country, one of them without an identifier.
static bool
are_twins(const NgCast* cast, uint32_t a, uint32_t b)
{
  const NgKnowRow x = ng_know_row(cast->know, a);
  const NgKnowRow y = ng_know_row(cast->know, b);
  return x.type == y.type && !strcmp(x.country, y.country) && x.type != NG_KNOW_PERSON;
}

// Rows without an identifier give way to their twin that has one.
static void
drop_twins(const NgCast* cast, Choices* choices)
{
  for (uint32_t i = 0; i < choices->n; ++i) {
    for (uint32_t j = 0; j < choices->n; ++j) {
      Choice* const a = &choices->at[i];
      Choice* const b = &choices->at[j];
      if (i != j && a->score > 0 && b->score > 0 && !ng_know_row(cast->know, a->row).qid &&
          ng_know_row(cast->know, b->row).qid && are_twins(cast, a->row, b->row)) {
        b->score = a->score > b->score ? a->score : b->score;
        a->score = 0;
      }
    }
  }
}

static void
choose(const NgCast* cast, NgNode* node, const Choices* choices)
{
  const Choice* best   = NULL;
  float         second = 0;
  for (uint32_t i = 0; i < choices->n; ++i) {
    const Choice* const c = &choices->at[i];
    if (!best || c->score > best->score || (c->score == best->score && c->row < best->row)) {
      second = best && best->score > second ? best->score : second;
      best   = c;
    } else {
      second = c->score > second ? c->score : second;
    }
  }
  if (best && best->score >= MIN_SCORE && best->score - second >= MIN_MARGIN) {
    node->row        = best->row;
    node->link_score = best->score < 1 ? best->score : 1;
    node->cls        = ng_know_row(cast->know, best->row).cls;
  }
}

static void
vote_class(NgNode* node)
{
  uint32_t best = NG_N_KNOW_TYPE;
  for (uint32_t t = 0; t < NG_N_KNOW_TYPE; ++t) {
    if (node->votes[t] > 0 && (best == NG_N_KNOW_TYPE || node->votes[t] > node->votes[best])) {
      best = t;
    }
  }
  if (best < NG_N_KNOW_TYPE) {
    node->cls = ng_know_class((NgKnowType)best);
  }
}

// Nodes of one row become one, the first of them.
static NgStatus
merge_rows(NgCast* cast, NgError* err)
{
  NgMap* const map = ng_map_new(1 << 22);
  NgStatus     st  = map ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t i = 0; st == NG_SUCCESS && i < cast->nodes.n; ++i) {
    NgNode* const node = &cast->nodes.at[i];
    bool          is_new;
    if (node->row == NG_NONE || node->into != NG_NONE || !node->n) {
      continue;
    }
    uint32_t* const slot = ng_map_put(map, ng_str_n((const char*)&node->row, sizeof(node->row)), &is_new);
    if (!slot) {
      st = NG_ERR_NO_MEM;
    } else if (is_new) {
      *slot = i;
    } else {
      node->into                  = *slot;
      cast->nodes.at[*slot].first = node->first < cast->nodes.at[*slot].first ? node->first
                                                                              : cast->nodes.at[*slot].first;
      cast->nodes.at[*slot].n += node->n;
    }
  }
  ng_map_free(map);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}

// Link the nodes that have no row yet and whose names are not those of a body that every state has.
static NgStatus
link_by_name(NgCast* cast, NgError* err)
{
  for (uint32_t i = 0; i < cast->nodes.n; ++i) {
    NgNode* const node    = &cast->nodes.at[i];
    Choices       choices = {.n = 0};
    if (!node->n || node->row != NG_NONE) {
      continue;
    }
    vote_class(node);
    if (ng_phrases_get(cast->lists->body_kinds, node->key) && node->sort == NG_SORT_BODY) {
      continue;
    }
    const NgStatus st = gather_choices(cast, i, &choices);
    if (st) {
      return ng_error_set(err, st, "%s", ng_strerror(st));
    }
    drop_twins(cast, &choices);
    choose(cast, node, &choices);
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_link(NgCast* cast, NgError* err)
{
  NG_TRY(link_by_name(cast, err));
  ng_cast_find_home(cast);
  ng_cast_weigh_home(cast);
  NG_TRY(link_by_name(
      cast, err)); // now that people and bodies tell whose "Socialist" party and which "London" it is
  for (uint32_t i = 0; i < cast->nodes.n; ++i) {
    NgNode* const         node = &cast->nodes.at[i];
    const NgPhrase* const kind = node->n && node->row == NG_NONE ? kind_of(cast, node) : NULL;
    if (kind) {
      link_by_kind(cast, node, kind);
    }
  }
  return merge_rows(cast, err);
}
