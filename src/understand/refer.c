// SPDX-License-Identifier: Apache-2.0
// Pronouns and descriptions: who "she", "the former minister" and "the regulator" are. Candidates are the
// people and bodies named shortly before, weighed by distance and by their place in the sentence, after
// the salience factors of S. Lappin and H. Leass, "An Algorithm for Pronominal Anaphora Resolution" (1994).
#include "model/tagset.h"
#include "understand/roles.h"

enum { RING = 32, MAX_SENTENCES = 5 };

typedef struct {
  uint32_t node;
  uint32_t token;
  uint32_t sentence;
  float    weight; // of its place in the sentence
  bool     is_quoted;
} Recent;

typedef struct {
  Recent   at[RING];
  uint32_t n; // ever added; the last RING are kept
} Ring;

typedef struct {
  NgCast*  cast;
  Ring     people;
  Ring     bodies;
  uint32_t name;      // next spotted name
  uint32_t role;      // next role
  uint32_t quote_end; // token behind the quotation that is open, or 0
} Reader;

static NgStatus
no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

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

static void
remember(Reader* r, Ring* ring, uint32_t node, NgSpan tokens, float extra)
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
  ring->at[ring->n % RING] = (Recent){node, tokens.begin, s, weight, tokens.begin < r->quote_end};
  ++ring->n;
}

static bool
gender_fits(const NgNode* node, bool male, bool female)
{
  return !(male && node->is_female && !node->is_male) && !(female && node->is_male && !node->is_female);
}

// The likeliest person for a pronoun at `token`; NG_NONE where nobody is near.
static uint32_t
find_person(const Reader* r, uint32_t token, bool male, bool female)
{
  const NgCast* const cast     = r->cast;
  const uint32_t      sentence = ng_doc_sentence_of(cast->doc, token);
  const bool          quoted   = token < r->quote_end;
  uint32_t            best     = NG_NONE;
  float               score    = 0;
  const uint32_t      n        = r->people.n < RING ? r->people.n : RING;
  for (uint32_t k = 0; k < n; ++k) {
    const Recent* const c    = &r->people.at[(r->people.n - 1 - k) % RING];
    const NgNode* const node = &cast->nodes.at[ng_cast_root(cast, c->node)];
    const uint32_t      gap  = sentence - c->sentence;
    if (gap > MAX_SENTENCES || !gender_fits(node, male, female)) {
      continue;
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

static NgStatus
add_extra(NgCast* cast, NgSpan tokens, uint32_t node, NgMentionKind kind, float score, const char* rule,
          NgError* err)
{
  NgExtra* const extra = NG_VEC_ADD(cast->doc->arena, cast->extras);
  if (!extra) {
    return no_mem(err);
  }
  *extra = (NgExtra){tokens, node, kind, score, rule};
  return NG_SUCCESS;
}

// "During her term, Jane Roe ...": the person named behind the first comma, where the pronoun stands in
// the words before it.
static uint32_t
find_ahead(const Reader* r, uint32_t at)
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

static NgStatus
read_pronoun(Reader* r, uint32_t at, NgError* err)
{
  NgCast* const cast   = r->cast;
  const bool    male   = ng_cast_one_of(cast, at, "he|him|his|himself");
  const bool    female = ng_cast_one_of(cast, at, "she|her|hers|herself");
  if (!male && !female) {
    return NG_SUCCESS;
  }
  uint32_t node = find_ahead(r, at);
  node          = node != NG_NONE && gender_fits(&cast->nodes.at[node], male, female)
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
  remember(r, &r->people, node, tokens, 0.2F);
  return add_extra(cast, tokens, node, NG_MENTION_PRONOUN, 0.7F, "pronoun", err);
}

// --- bodies -----------------------------------------------------------------------------------------

static bool
class_is_of(const NgPhrase* head, NgClass cls)
{
  NgStr name = ng_class_name(cls);
  char  buf[40];
  if (name.len >= sizeof(buf)) {
    return false;
  }
  memcpy(buf, name.at, name.len);
  buf[name.len] = 0;
  return ng_phrase_has(head, 0, buf);
}

static bool
name_holds(NgStr key, NgStr word)
{
  for (size_t i = 0; i + word.len <= key.len; ++i) {
    if (!memcmp(key.at + i, word.at, word.len) && (i == 0 || key.at[i - 1] == ' ') &&
        (i + word.len == key.len || key.at[i + word.len] == ' ')) {
      return true;
    }
  }
  return false;
}

// "the court": the last body whose name holds the word, else the only near one of its class.
static uint32_t
find_body(const Reader* r, const NgPhrase* head, uint32_t token)
{
  const NgCast* const cast     = r->cast;
  const uint32_t      sentence = ng_doc_sentence_of(cast->doc, token);
  uint32_t            only     = NG_NONE;
  bool                several  = false;
  const uint32_t      n        = r->bodies.n < RING ? r->bodies.n : RING;
  for (uint32_t k = 0; k < n; ++k) {
    const Recent* const c    = &r->bodies.at[(r->bodies.n - 1 - k) % RING];
    const uint32_t      id   = ng_cast_root(cast, c->node);
    const NgNode* const node = &cast->nodes.at[id];
    if (sentence - c->sentence > 8 || !class_is_of(head, node->cls)) {
      continue;
    }
    if (name_holds(node->key, head->key)) {
      return id;
    }
    if (sentence - c->sentence <= 1 && only == NG_NONE && c->weight >= 0.9F) {
      return id; // the subject of this or the last sentence
    }
    if (sentence - c->sentence <= 4) {
      several = several || (only != NG_NONE && only != id);
      only    = only == NG_NONE ? id : only;
    }
  }
  return several ? NG_NONE : only;
}

static NgStatus
read_body_noun(Reader* r, uint32_t at, uint32_t* end, NgError* err)
{
  NgCast* const         cast = r->cast;
  const NgSpan          s    = ng_cast_sentence(cast, at);
  const NgPhrase* const head = ng_cast_one_of(cast, at, "the|this") && at + 1 < s.end
                                   ? ng_phrases_at(cast->lists->heads, cast->doc, at + 1, s.end)
                                   : NULL;
  if (!head || !ng_phrase_has(head, 1, "nominal") || ng_cast_is(cast, at + 1, "government")) {
    return NG_SUCCESS;
  }
  const uint32_t stop = at + 1 + head->n_words;
  if (cast->name_at[at + 1] != NG_NONE || ng_cast_one_of(cast, stop, "of|-|for") ||
      (stop < s.end && cast->name_at[stop] != NG_NONE) ||
      (cast->doc->tags && stop < s.end &&
       (cast->doc->tags[stop].pos == NG_POS_NOUN || cast->doc->tags[stop].pos == NG_POS_PROPN))) {
    return NG_SUCCESS;
  }
  const uint32_t node = find_body(r, head, at);
  if (node == NG_NONE) {
    return NG_SUCCESS;
  }
  const NgSpan tokens = {at, stop};
  remember(r, &r->bodies, node, tokens, 0);
  *end = stop;
  return add_extra(cast, tokens, node, NG_MENTION_NOMINAL, 0.6F, "description of a body", err);
}

// --- descriptions of people -------------------------------------------------------------------------

static bool
has_role(const NgCast* cast, uint32_t node, const NgRole* role)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < 32; ++k, i = cast->roles.at[i].next) {
    const NgRole* const other = &cast->roles.at[i];
    if (other->role == role->role && (other->status == NG_TERM_FORMER) == (role->status == NG_TERM_FORMER)) {
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
find_described(const Reader* r, const NgRole* role, bool* by_article)
{
  const NgCast* const cast = r->cast;
  const uint32_t      n    = r->people.n < RING ? r->people.n : RING;
  *by_article              = true;
  for (uint32_t k = 0; k < n; ++k) {
    const uint32_t id = ng_cast_root(cast, r->people.at[(r->people.n - 1 - k) % RING].node);
    if (has_role(cast, id, role)) {
      return id;
    }
  }
  *by_article = false;
  if (!(role->role->flags & NG_ROLE_OFFICE)) {
    return NG_NONE;
  }
  for (uint32_t k = 0; k < n && k < 12; ++k) {
    const uint32_t id = ng_cast_root(cast, r->people.at[(r->people.n - 1 - k) % RING].node);
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

// A description that stands beside the name it describes: "Jane Roe, the mayor", "Roe is the mayor".
static NgStatus
add_beside(Reader* r, const NgRole* role, NgError* err)
{
  NgSpan tokens = {role->tokens.begin, role->noun.end};
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (r->cast->name_at[i] != NG_NONE) {
      tokens.begin = r->cast->names.at[r->cast->name_at[i]].tokens.end;
    }
  }
  if (tokens.begin >= tokens.end) {
    return NG_SUCCESS;
  }
  const uint32_t node = ng_cast_root(r->cast, r->cast->names.at[role->holder].node);
  return add_extra(r->cast, tokens, node, NG_MENTION_NOMINAL, 0.8F, role->rule, err);
}

static NgStatus
read_description(Reader* r, NgRole* role, NgError* err)
{
  NgCast* const cast = r->cast;
  bool          by_article;
  if (role->holder != NG_NONE && role->rule && !role->is_plural && is_described_beside(role)) {
    return add_beside(r, role, err);
  }
  if (role->holder != NG_NONE || role->pronoun != NG_NONE || role->is_plural || !role->is_definite ||
      has_foreign_body(cast, role) || role->owner_token != NG_NONE ||
      !ng_cast_one_of(cast, role->tokens.begin, "the|this|that") || role->tokens.begin >= role->tokens.end ||
      role->rule) {
    return NG_SUCCESS;
  }
  const uint32_t node = find_described(r, role, &by_article);
  if (node == NG_NONE) {
    return NG_SUCCESS;
  }
  const NgSpan tokens = {role->tokens.begin, role->noun.end};
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (cast->name_at[i] != NG_NONE) {
      return NG_SUCCESS;
    }
  }
  if (role->is_told && role->status == NG_TERM_FORMER) {
    role->holder = cast->nodes.at[node].first;
    role->rule   = "description of a person named before";
  }
  remember(r, &r->people, node, tokens, 0.1F);
  return add_extra(cast, tokens, node, NG_MENTION_NOMINAL, by_article ? 0.7F : 0.6F,
                   by_article ? "description by a role of the article" : "description by a known office",
                   err);
}

// --- reading ----------------------------------------------------------------------------------------

static void
read_name(Reader* r, uint32_t at)
{
  NgCast* const cast = r->cast;
  while (r->name < cast->names.n && cast->names.at[r->name].tokens.begin <= at) {
    const NgSpotted* const name = &cast->names.at[r->name++];
    const uint32_t         node = ng_cast_root(cast, name->node);
    if (cast->nodes.at[node].sort == NG_SORT_PERSON) {
      remember(r, &r->people, node, name->tokens, 0);
    } else if (cast->nodes.at[node].sort == NG_SORT_BODY) {
      remember(r, &r->bodies, node, name->tokens, 0);
    }
  }
}

static NgStatus
read_role(Reader* r, uint32_t at, uint32_t* end, NgError* err)
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
  Reader reader = {.cast = cast};
  take_gender(cast);
  for (uint32_t at = 0; at < cast->doc->tokens.n;) {
    const NgToken* const t   = &cast->doc->tokens.at[at];
    uint32_t             end = at + 1;
    if (t->quote == NG_QUOTE_OPEN && t->quote_pair != NG_NONE) {
      reader.quote_end = t->quote_pair;
    }
    read_name(&reader, at);
    if (cast->name_at[at] == NG_NONE) {
      NG_TRY(read_role(&reader, at, &end, err));
      if (end == at + 1) {
        NG_TRY(read_body_noun(&reader, at, &end, err));
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
