// SPDX-License-Identifier: Apache-2.0
// Pronouns and descriptions: who "she", "the former minister" and "the regulator" are. Candidates are the
// people and bodies named shortly before, weighed by distance and by their place in the sentence, after
// the salience factors of S. Lappin and H. Leass, "An Algorithm for Pronominal Anaphora Resolution" (1994).
#include "model/tagset.h"
#include "base/table.h"
#include "understand/refer_impl.h"

enum { MAX_SENTENCES = 5 };

static bool
is_subject(const NgCast* cast, NgSpan tokens)
{
  for (uint32_t i = tokens.begin; cast->doc->tags && i < tokens.end; ++i) {
    const uint8_t d = cast->doc->tags[i].deprel;
    if (d == NG_DEP_NSUBJ || d == NG_DEP_NSUBJ_PASS) {
      return true;
    }
  }
  return false;
}

void
ng_refer_remember(NgRefer* r, NgRecents* ring, uint32_t node, NgSpan tokens, float extra)
{
  const NgCast* const cast   = r->cast;
  const uint32_t      s      = ng_doc_sentence_of(cast->doc, tokens.begin);
  float               weight = extra;
  weight += is_subject(cast, tokens) ? 0.9F : 0;
  weight += cast->doc->sentences.n && s < cast->doc->sentences.n &&
                    cast->doc->sentences.at[s].tokens.begin + 4 >= tokens.begin
                ? 0.3F
                : 0;
  weight -= ng_cast_one_of(cast, tokens.end, "'s|'") ? 0.4F : 0;
  ring->at[ring->n % NG_REFER_RING] = (NgRecent){node, s, weight, tokens.begin < r->quote_end};
  ++ring->n;
}

static bool
gender_fits(const NgNode* node, bool male, bool female)
{
  return !(male && node->is_female && !node->is_male) && !(female && node->is_male && !node->is_female);
}

#define RELATIVES_MALE "father|husband|son|brother|grandfather|uncle|nephew|boyfriend|dad|grandson|man|boy"
#define RELATIVES_FEMALE                                                                                     \
  "mother|wife|daughter|sister|grandmother|aunt|niece|girlfriend|mum|mom|granddaughter|woman|girl"

// "My mother ... she": an unnamed relative who speaks for the pronoun stands before it in the quotation.
static bool
means_relative(const NgRefer* r, uint32_t token, bool male)
{
  enum { REACH = 40 };
  const NgCast* const cast = r->cast;
  for (uint32_t i = token; i > 0 && token - i < REACH && !cast->doc->tokens.at[i - 1].quote; --i) {
    if (ng_cast_one_of(cast, i - 1, male ? RELATIVES_MALE : RELATIVES_FEMALE)) {
      return cast->name_at[i] == NG_NONE;
    }
  }
  return false;
}

// The likeliest person for a pronoun at `token`; NG_NONE where nobody is near.
static uint32_t
find_person(const NgRefer* r, uint32_t token, bool male, bool female)
{
  const NgCast* const cast     = r->cast;
  const uint32_t      sentence = ng_doc_sentence_of(cast->doc, token);
  const bool          quoted   = token < r->quote_end;
  uint32_t            best     = NG_NONE;
  float               score    = 0;
  const uint32_t      n        = r->people.n < NG_REFER_RING ? r->people.n : NG_REFER_RING;
  if (quoted && means_relative(r, token, male)) {
    return NG_NONE;
  }
  for (uint32_t k = 0; k < n; ++k) {
    const NgRecent* const c    = &r->people.at[(r->people.n - 1 - k) % NG_REFER_RING];
    const NgNode* const   node = &cast->nodes.at[ng_cast_root(cast, c->node)];
    const uint32_t        gap  = sentence - c->sentence;
    const bool speaks          = quoted && r->speaker != NG_NONE && ng_cast_root(cast, c->node) == r->speaker;
    if (gap > MAX_SENTENCES || !gender_fits(node, male, female) || speaks) {
      continue; // nobody speaks of himself as "he"
    }
    const bool known = (male && node->is_male) || (female && node->is_female);
    float      s     = 2.0F + c->weight - 0.6F * (float)gap - 0.04F * (float)k + (known ? 0.5F : 0);
    s -= quoted != c->is_quoted && gap == 0 ? 1.0F : 0;
    if (best == NG_NONE || s > score) {
      best  = ng_cast_root(cast, c->node);
      score = s;
    }
  }
  return best;
}

// The person whose name stands at `at`, or whom the pronoun there takes up; NG_NONE where there is none.
static uint32_t
person_told_at(const NgRefer* r, uint32_t at)
{
  const NgCast* const cast = r->cast;
  const uint32_t      name = cast->name_at[at];
  if (name != NG_NONE) {
    const uint32_t node = ng_cast_root(cast, cast->names.at[name].node);
    return cast->nodes.at[node].sort == NG_SORT_PERSON &&
                   !ng_cast_one_of(cast, cast->names.at[name].tokens.end, "'s|'")
               ? node
               : NG_NONE;
  }
  for (uint32_t i = cast->extras.n; i-- > 0 && cast->extras.at[i].tokens.begin >= at;) {
    if (cast->extras.at[i].tokens.begin == at && cast->extras.at[i].kind == NG_MENTION_PRONOUN) {
      return ng_cast_root(cast, cast->extras.at[i].node); // already read
    }
  }
  const bool male   = ng_cast_is(cast, at, "he");
  const bool female = ng_cast_is(cast, at, "she");
  return male || female ? find_person(r, at, male, female) : NG_NONE;
}

// Who speaks in the quotation: who is named beside it in its sentence, behind it or else before it, or who
// spoke in the last one of the paragraph.
static uint32_t
find_speaker(const NgRefer* r, uint32_t open, uint32_t close)
{
  enum { REACH = 12 };
  const NgCast* const cast = r->cast;
  const NgSpan        last = ng_cast_sentence(cast, close);
  for (uint32_t i = close + 1; i < last.end && i <= close + REACH && !cast->doc->tokens.at[i].quote; ++i) {
    if (cast->name_at[i] != NG_NONE || ng_cast_one_of(cast, i, "he|she")) {
      return person_told_at(r, i);
    }
  }
  const NgSpan first = ng_cast_sentence(cast, open);
  for (uint32_t i = open; i > first.begin && open - i < REACH; --i) {
    const bool named = cast->name_at[i - 1] != NG_NONE &&
                       is_subject(cast, cast->names.at[cast->name_at[i - 1]].tokens);
    if (named || ng_cast_one_of(cast, i - 1, "he|she")) {
      return person_told_at(r, i - 1);
    }
  }
  return open <= first.begin + 1 &&
                 r->paragraph == cast->doc->sentences.at[ng_doc_sentence_of(cast->doc, open)].paragraph
             ? r->speaker
             : NG_NONE;
}

static void
open_quote(NgRefer* r, uint32_t open)
{
  const NgDoc* const doc   = r->cast->doc;
  const uint32_t     close = doc->tokens.at[open].quote_pair;
  r->speaker               = doc->sentences.n ? find_speaker(r, open, close) : NG_NONE;
  r->paragraph = doc->sentences.n ? doc->sentences.at[ng_doc_sentence_of(doc, open)].paragraph : 0;
  r->quote_end = close;
}

NgStatus
ng_refer_add(NgCast* cast, NgSpan tokens, uint32_t node, NgMentionKind kind, float score, const char* rule,
             NgError* err)
{
  NgExtra* const extra = NG_VEC_ADD(cast->doc->arena, cast->extras);
  if (!extra) {
    return ng_error_no_mem(err);
  }
  *extra = (NgExtra){tokens, node, kind, score, rule};
  return NG_SUCCESS;
}

// "During her term, Jane Roe ...": the person named behind the first comma, where the pronoun stands in
// the words before it.
static uint32_t
find_ahead(const NgRefer* r, uint32_t at)
{
  const NgCast* const cast = r->cast;
  const NgSpan        s    = ng_cast_sentence(cast, at);
  if (at > s.begin + 4 || at == s.begin ||
      !ng_cast_one_of(cast, s.begin,
                      "during|in|after|before|despite|since|throughout|with|for|on|at|under|while|when|as|"
                      "following|until|upon|by")) {
    return NG_NONE;
  }
  uint32_t comma = at;
  while (comma < s.end && comma < at + 10 && !ng_cast_is(cast, comma, ",")) {
    if (cast->name_at[comma] != NG_NONE &&
        cast->nodes.at[ng_cast_root(cast, cast->names.at[cast->name_at[comma]].node)].sort ==
            NG_SORT_PERSON) {
      return NG_NONE;
    }
    ++comma;
  }
  if (!ng_cast_is(cast, comma, ",")) {
    return NG_NONE;
  }
  for (uint32_t i = comma + 1; i < s.end && i < comma + 5; ++i) {
    if (cast->name_at[i] != NG_NONE) {
      const uint32_t node = ng_cast_root(cast, cast->names.at[cast->name_at[i]].node);
      return cast->nodes.at[node].sort == NG_SORT_PERSON ? node : NG_NONE;
    }
    if (ng_cast_one_of(cast, i, "he|she|they|it|,")) {
      return NG_NONE;
    }
  }
  return NG_NONE;
}

// The subject of the nearest verb above the pronoun that stands before it, the pronoun itself aside; NG_NONE
// where there is none.
static uint32_t
subject_above(const NgCast* cast, uint32_t at)
{
  enum { CLIMB = 5 };
  const NgDoc* const doc  = cast->doc;
  const NgSpan       s    = ng_cast_sentence(cast, at);
  uint32_t           head = doc->tags[at].head;
  for (int i = 0; i < CLIMB && head >= s.begin && head < s.end; ++i, head = doc->tags[head].head) {
    uint32_t subject = ng_tree_child(&cast->tree, doc, head, NG_DEP_NSUBJ);
    subject = subject == NG_NONE ? ng_tree_child(&cast->tree, doc, head, NG_DEP_NSUBJ_PASS) : subject;
    if (subject != NG_NONE && subject != at) {
      return subject < at ? subject : NG_NONE;
    }
  }
  return NG_NONE;
}

// "One senator, Jane Roe, said she": who the subject describes. "The suspect said she": somebody without a
// name, told by `is_nobody`.
static uint32_t
person_of_subject(const NgRefer* r, uint32_t at, bool male, bool* is_nobody)
{
  const NgCast* const cast = r->cast;
  const bool     is_object = ng_cast_one_of(cast, at, "him|himself|herself|hers"); // not of its own clause
  const uint32_t subject   = cast->doc->tags && at >= r->quote_end && !is_object ? subject_above(cast, at)
                                                                                 : NG_NONE;
  *is_nobody               = false;
  if (subject == NG_NONE || cast->name_at[subject] != NG_NONE ||
      cast->doc->tags[subject].pos != NG_POS_NOUN) {
    return NG_NONE;
  }
  const NgSpan s = ng_cast_sentence(cast, at);
  for (uint32_t i = subject + 1; i < at && i < ng_tree_span(&cast->tree, subject).end; ++i) {
    if (cast->name_at[i] != NG_NONE) { // "his eldest son, the former minister Roe, said he"
      const uint32_t node = ng_cast_root(cast, cast->names.at[cast->name_at[i]].node);
      return cast->nodes.at[node].sort == NG_SORT_PERSON && ng_cast_one_of(cast, subject + 1, ",|and")
                 ? node
                 : NG_NONE;
    }
  }
  for (uint32_t i = cast->extras.n; i-- > 0 && cast->extras.at[i].tokens.end > s.begin;) {
    const NgExtra* const x = &cast->extras.at[i];
    if (x->tokens.begin <= subject && subject < x->tokens.end) {
      const uint32_t node = ng_cast_root(cast, x->node);
      return cast->nodes.at[node].sort == NG_SORT_PERSON ? node : NG_NONE;
    }
  }
  const NgPhrase* const role = ng_phrases_get(cast->lists->roles, ng_cast_lower(cast, subject));
  *is_nobody = (role && !role->flags) || (role && role->flags & (NG_ROLE_TRADE | NG_ROLE_RANK)) ||
               ng_cast_one_of(cast, subject, male ? RELATIVES_MALE : RELATIVES_FEMALE);
  return NG_NONE;
}

static NgStatus
read_pronoun(NgRefer* r, uint32_t at, NgError* err)
{
  NgCast* const cast   = r->cast;
  const bool    male   = ng_cast_one_of(cast, at, "he|him|his|himself");
  const bool    female = ng_cast_one_of(cast, at, "she|her|hers|herself");
  if (!male && !female) {
    return ng_refer_thing(r, at, err);
  }
  bool     is_nobody = false;
  uint32_t node      = person_of_subject(r, at, male, &is_nobody);
  if (is_nobody) {
    return NG_SUCCESS;
  }
  node = node != NG_NONE && gender_fits(&cast->nodes.at[node], male, female) ? node : find_ahead(r, at);
  node = node != NG_NONE && gender_fits(&cast->nodes.at[node], male, female)
             ? node
             : find_person(r, at, male, female);
  if (node == NG_NONE) {
    return NG_SUCCESS;
  }
  NgNode* const person = &cast->nodes.at[node];
  if (!person->is_male && !person->is_female) {
    person->is_male   = male;
    person->is_female = female;
  }
  const NgSpan tokens = {at, at + 1};
  ng_refer_remember(r, &r->people, node, tokens, 0.2F);
  return ng_refer_add(cast, tokens, node, NG_MENTION_PRONOUN, 0.7F, "pronoun", err);
}

// --- descriptions of people -------------------------------------------------------------------------

// May the description by `role` take up somebody with the role `other`?
static bool
is_same_role(const NgCast* cast, const NgPhrase* role, const NgPhrase* other)
{
  const NgPhrase* const list = role == other ? NULL : ng_phrases_get(cast->lists->synonyms, role->key);
  for (NgStr rest = list ? list->field[0] : ng_str_n(NULL, 0); rest.at;) {
    if (ng_str_eq(ng_table_next(&rest, '|'), other->key)) {
      return true;
    }
  }
  return role == other;
}

// "the Green leader" of somebody with any office in that party or body.
static bool
is_leader_of(const NgRole* role, const NgRole* other)
{
  return ng_str_is(role->role->key, "leader") && (role->body != NG_NONE || role->party != NG_NONE) &&
         (other->role->flags & NG_ROLE_OFFICE);
}

// Do two words of titles tell one field: "labor" and "labour", "economy" and "economic"?
static bool
is_same_field(NgStr a, NgStr b)
{
  enum { STEM = 4 };
  return ng_str_eq(a, b) || (a.len >= STEM && b.len >= STEM && !memcmp(a.at, b.at, STEM));
}

// Is each word that the description adds to its noun told of the other role, too: "labour" of "the labour
// minister" in "Minister of Labour"?
static bool
agrees_in_words(const NgCast* cast, const NgRole* role, const NgRole* other)
{
  for (uint32_t i = 0; i < role->n_title; ++i) {
    const uint32_t at   = role->title[i];
    const NgStr    word = ng_cast_lower(cast, at);
    bool found = (at >= role->noun.begin && at < role->noun.begin + role->role->n_words) || word.len < 4;
    for (uint32_t k = 0; k < other->n_title && !found; ++k) {
      found = is_same_field(word, ng_cast_lower(cast, other->title[k]));
    }
    if (!found && other->body != NG_NONE) {
      for (NgStr rest = cast->names.at[other->body].key; rest.at && !found;) {
        found = is_same_field(word, ng_table_next(&rest, ' '));
      }
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

static uint32_t
country_of_name(const NgCast* cast, uint32_t name)
{
  const uint32_t row = name != NG_NONE ? cast->nodes.at[ng_cast_root(cast, cast->names.at[name].node)].row
                                       : NG_NONE;
  if (row == NG_NONE) {
    return NG_NONE;
  }
  const NgKnowRow known = ng_know_row(cast->know, row);
  return known.type == NG_KNOW_COUNTRY ? row : known.country_row;
}

static uint32_t
country_of_role(const NgCast* cast, const NgRole* role)
{
  const uint32_t row = role->country != NG_NONE ? role->country : country_of_name(cast, role->place);
  return row != NG_NONE ? row : country_of_name(cast, role->body);
}

// A description that names a country or body means only people of it: "the Peruvian president", "the Senate
// leader".
static bool
agrees_in_place(const NgCast* cast, uint32_t node, const NgRole* role, const NgRole* other)
{
  const uint32_t told = country_of_role(cast, role);
  if (role->body != NG_NONE) {
    const uint32_t a = ng_cast_root(cast, cast->names.at[role->body].node);
    const uint32_t b = other->body != NG_NONE    ? ng_cast_root(cast, cast->names.at[other->body].node)
                       : other->party != NG_NONE ? ng_cast_root(cast, cast->names.at[other->party].node)
                                                 : NG_NONE;
    return a == b;
  }
  if (role->party != NG_NONE) {
    return other->party != NG_NONE && ng_cast_root(cast, cast->names.at[role->party].node) ==
                                          ng_cast_root(cast, cast->names.at[other->party].node);
  }
  if (told == NG_NONE) {
    return true;
  }
  uint32_t country = country_of_role(cast, other);
  if (country == NG_NONE && cast->nodes.at[node].row != NG_NONE) {
    country = ng_know_row(cast->know, cast->nodes.at[node].row).country_row;
  }
  return country == NG_NONE ? told == ng_cast_main_country(cast) : country == told;
}

static bool
has_role(const NgCast* cast, uint32_t node, const NgRole* role)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < 32; ++k, i = cast->roles.at[i].next) {
    const NgRole* const other = &cast->roles.at[i];
    if ((is_same_role(cast, role->role, other->role) || is_leader_of(role, other)) &&
        (other->status == NG_TERM_FORMER) == (role->status == NG_TERM_FORMER) &&
        agrees_in_words(cast, role, other) && agrees_in_place(cast, node, role, other)) {
      return true;
    }
  }
  return false;
}

static bool
held_office(const NgCast* cast, uint32_t id, const NgRole* role)
{
  NgKnowPerson        person;
  const NgNode* const node = &cast->nodes.at[id];
  if (node->row == NG_NONE ||
      ng_know_person(cast->know, node->row, &person, cast->doc->arena) != NG_SUCCESS) {
    return false;
  }
  for (uint32_t i = 0; i < person.n_offices; ++i) {
    const NgStr title = person.offices[i].title;
    for (size_t k = 0; k + role->role->key.len <= title.len; ++k) {
      size_t m = 0;
      while (m < role->role->key.len && (title.at[k + m] | 0x20) == (role->role->key.at[m] | 0x20)) {
        ++m;
      }
      if (m == role->role->key.len) {
        return true;
      }
    }
  }
  return false;
}

// The person a definite description with role `role` means: the last one who has it in the article, else
// the last known to have held it.
static uint32_t
find_described(const NgRefer* r, const NgRole* role, bool* by_article)
{
  const NgCast* const cast = r->cast;
  const uint32_t      n    = r->people.n < NG_REFER_RING ? r->people.n : NG_REFER_RING;
  *by_article              = true;
  for (uint32_t k = 0; k < n; ++k) {
    const uint32_t id = ng_cast_root(cast, r->people.at[(r->people.n - 1 - k) % NG_REFER_RING].node);
    if (has_role(cast, id, role)) {
      return id;
    }
  }
  *by_article = false;
  if (!(role->role->flags & NG_ROLE_OFFICE) || role->body != NG_NONE || role->party != NG_NONE ||
      role->place != NG_NONE || role->n_title > role->role->n_words) {
    return NG_NONE;
  }
  for (uint32_t k = 0; k < n && k < 12; ++k) {
    const uint32_t id  = ng_cast_root(cast, r->people.at[(r->people.n - 1 - k) % NG_REFER_RING].node);
    const uint32_t row = cast->nodes.at[id].row;
    if (role->country != NG_NONE && row != NG_NONE &&
        ng_know_row(cast->know, row).country_row != role->country) {
      continue;
    }
    if (held_office(cast, id, role)) {
      return id;
    }
  }
  return NG_NONE;
}

static bool
has_foreign_body(const NgCast* cast, const NgRole* role)
{
  return role->owner != NG_NONE ||
         (role->body != NG_NONE && ng_cast_sort(cast->names.at[role->body].cls) != NG_SORT_BODY);
}

static bool
is_described_beside(const NgRole* role)
{
  return !strcmp(role->rule, "title in apposition to name") || !strcmp(role->rule, "verb before title") ||
         !strcmp(role->rule, "name in apposition to title");
}

// What of the tokens stands behind the last name in them.
static NgSpan
behind_names(const NgCast* cast, NgSpan tokens)
{
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (cast->name_at[i] != NG_NONE) {
      tokens.begin = cast->names.at[cast->name_at[i]].tokens.end;
    }
  }
  return tokens;
}

// "Speaker of the House Jane Roe": what the title belongs to stands between it and the name, so that the
// parser reads the title as the one who acts.
static bool
is_parted_from_name(const NgCast* cast, const NgRole* role)
{
  if (role->holder == NG_NONE || !role->rule || role->is_plural ||
      strcmp(role->rule, "title before name") != 0) {
    return false;
  }
  const NgSpotted* const name  = &cast->names.at[role->holder];
  const uint32_t         begin = name->tokens.begin - (name->honorific ? name->honorific->n_words : 0);
  return begin > role->noun.begin + role->role->n_words && cast->name_at[role->noun.begin] == NG_NONE;
}

// A description that stands beside the name it describes: "Jane Roe, the mayor", "Roe is the mayor".
static NgStatus
add_beside(NgRefer* r, const NgRole* role, NgError* err)
{
  const NgSpan tokens = behind_names(r->cast, (NgSpan){role->tokens.begin, role->noun.end});
  if (tokens.begin >= tokens.end) {
    return NG_SUCCESS;
  }
  const uint32_t node = ng_cast_root(r->cast, r->cast->names.at[role->holder].node);
  return ng_refer_add(r->cast, tokens, node, NG_MENTION_NOMINAL, 0.8F, role->rule, err);
}

// "is the head of state", "as the governor": says what somebody is, not who.
static bool
is_predicate(const NgCast* cast, uint32_t at)
{
  if (at && ng_cast_is(cast, at - 1, "as")) {
    return !cast->doc->tags || cast->doc->tags[at - 1].pos == NG_POS_ADP;
  }
  return at && ng_cast_one_of(cast, at - 1, "is|was|are|were|be|been|not|become|becomes|became");
}

static NgStatus
read_description(NgRefer* r, NgRole* role, NgError* err)
{
  NgCast* const cast = r->cast;
  bool          by_article;
  if (role->holder != NG_NONE && role->rule && !role->is_plural && is_described_beside(role)) {
    return add_beside(r, role, err);
  }
  if (is_parted_from_name(cast, role)) {
    return ng_refer_add(cast, role->noun, ng_cast_root(cast, cast->names.at[role->holder].node),
                        NG_MENTION_NOMINAL, 0.8F, role->rule, err);
  }
  if (role->holder != NG_NONE || role->pronoun != NG_NONE || role->is_plural || !role->is_definite ||
      has_foreign_body(cast, role) || role->owner_token != NG_NONE ||
      !ng_cast_one_of(cast, role->tokens.begin, "the|this|that") || is_predicate(cast, role->tokens.begin) ||
      role->tokens.begin >= role->tokens.end || role->rule) {
    return NG_SUCCESS;
  }
  const uint32_t node = find_described(r, role, &by_article);
  if (node == NG_NONE) {
    return NG_SUCCESS;
  }
  const NgSpan tokens = behind_names(cast, (NgSpan){role->tokens.begin, role->noun.end});
  if (tokens.begin >= tokens.end) {
    return NG_SUCCESS;
  }
  if (role->is_told && role->status == NG_TERM_FORMER) {
    role->holder = cast->nodes.at[node].first;
    role->rule   = "description of a person named before";
  }
  ng_refer_remember(r, &r->people, node, tokens, 0.1F);
  return ng_refer_add(cast, tokens, node, NG_MENTION_NOMINAL, by_article ? 0.7F : 0.6F,
                      by_article ? "description by a role of the article" : "description by a known office",
                      err);
}

// --- reading ----------------------------------------------------------------------------------------

static void
read_name(NgRefer* r, uint32_t at)
{
  NgCast* const cast = r->cast;
  while (r->name < cast->names.n && cast->names.at[r->name].tokens.begin <= at) {
    const NgSpotted* const name = &cast->names.at[r->name++];
    const uint32_t         node = ng_cast_root(cast, name->node);
    if (cast->nodes.at[node].sort == NG_SORT_PERSON) {
      ng_refer_remember(r, &r->people, node, name->tokens, 0);
    } else if (cast->nodes.at[node].sort == NG_SORT_BODY) {
      ng_refer_remember(r, &r->bodies, node, name->tokens, 0);
    }
  }
}

static NgStatus
read_role(NgRefer* r, uint32_t at, uint32_t* end, NgError* err)
{
  NgCast* const cast = r->cast;
  while (r->role < cast->roles.n && cast->roles.at[r->role].tokens.begin < at) {
    ++r->role;
  }
  if (r->role < cast->roles.n && cast->roles.at[r->role].tokens.begin == at) {
    NgRole* const  role   = &cast->roles.at[r->role++];
    const uint32_t before = cast->extras.n;
    NG_TRY(read_description(r, role, err));
    if (cast->extras.n > before) {
      *end = role->noun.end;
    }
  }
  return NG_SUCCESS;
}

static void
take_gender(NgCast* cast)
{
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    const NgRole* const r = &cast->roles.at[i];
    if (r->holder != NG_NONE && !r->is_plural) {
      NgNode* const node = &cast->nodes.at[ng_cast_root(cast, cast->names.at[r->holder].node)];
      node->is_male      = node->is_male || (r->role->flags & NG_WHO_MALE && !node->is_female);
      node->is_female    = node->is_female || (r->role->flags & NG_WHO_FEMALE && !node->is_male);
    }
  }
  for (uint32_t i = 0; i < cast->nodes.n; ++i) {
    NgNode* const node = &cast->nodes.at[i];
    if (node->sort == NG_SORT_PERSON && node->row != NG_NONE) {
      const uint8_t flags = ng_know_row(cast->know, node->row).flags;
      if (flags & (NG_KNOW_MALE | NG_KNOW_FEMALE)) {
        node->is_male   = flags & NG_KNOW_MALE;
        node->is_female = flags & NG_KNOW_FEMALE;
      }
    }
  }
}

static void
tie_pronoun_roles(NgCast* cast)
{
  uint32_t at = 0;
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    NgRole* const r = &cast->roles.at[i];
    if (r->pronoun == NG_NONE) {
      continue;
    }
    while (at < cast->extras.n && (cast->extras.at[at].kind != NG_MENTION_PRONOUN ||
                                   cast->extras.at[at].tokens.begin < r->pronoun)) {
      ++at;
    }
    if (at < cast->extras.n && cast->extras.at[at].tokens.begin == r->pronoun) {
      r->holder = cast->nodes.at[cast->extras.at[at].node].first;
    }
  }
}

NgStatus
ng_cast_refer(NgCast* cast, NgError* err)
{
  NgRefer reader = {.cast = cast, .speaker = NG_NONE, .paragraph = NG_NONE};
  take_gender(cast);
  for (uint32_t at = 0; at < cast->doc->tokens.n;) {
    const NgToken* const t   = &cast->doc->tokens.at[at];
    uint32_t             end = at + 1;
    if (t->quote == NG_QUOTE_OPEN && t->quote_pair != NG_NONE) {
      open_quote(&reader, at);
    }
    read_name(&reader, at);
    if (cast->name_at[at] == NG_NONE) {
      NG_TRY(read_role(&reader, at, &end, err));
      if (end == at + 1) {
        NG_TRY(ng_refer_body_noun(&reader, at, &end, err));
      }
      if (end == at + 1) {
        NG_TRY(read_pronoun(&reader, at, err));
      }
    }
    at = end;
  }
  tie_pronoun_roles(cast);
  return NG_SUCCESS;
}
