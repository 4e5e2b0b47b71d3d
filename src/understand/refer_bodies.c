// SPDX-License-Identifier: Apache-2.0
// Which body "the court" and "it" are: nouns by the kind of the body and by its weight in the article,
// pronouns only where the subject above leaves no doubt.
#include "base/table.h"
#include "model/tagset.h"
#include "understand/refer_impl.h"

// The body or country named by the subject of the verb at `verb`, or NG_NONE; `before` limits where it
// stands.
static uint32_t
named_subject(const NgCast* cast, uint32_t verb, uint32_t before)
{
  const NgDoc* const doc     = cast->doc;
  uint32_t           subject = ng_tree_child(&cast->tree, doc, verb, NG_DEP_NSUBJ);
  subject = subject == NG_NONE ? ng_tree_child(&cast->tree, doc, verb, NG_DEP_NSUBJ_PASS) : subject;
  const uint32_t name = subject != NG_NONE && subject < before ? cast->name_at[subject] : NG_NONE;
  if (subject != NG_NONE && name == NG_NONE && ng_cast_is(cast, subject, "it")) {
    for (uint32_t i = cast->extras.n; i-- > 0 && cast->extras.at[i].tokens.begin >= subject;) {
      if (cast->extras.at[i].tokens.begin == subject) {
        return ng_cast_root(cast, cast->extras.at[i].node);
      }
    }
  }
  if (name == NG_NONE || cast->names.at[name].tokens.end > before) {
    return NG_NONE;
  }
  const uint32_t      id   = ng_cast_root(cast, cast->names.at[name].node);
  const NgNode* const node = &cast->nodes.at[id];
  const bool          acts = (node->sort == NG_SORT_BODY && node->cls != NG_CLASS_MEASURE) ||
                    node->cls == NG_CLASS_COUNTRY;
  // The name must be the whole subject: "Acme and Roeco", "the head of Acme" are others.
  const NgSpan span = ng_tree_span(&cast->tree, subject);
  for (uint32_t i = span.begin; acts && i < span.end && i < before; ++i) {
    if (ng_cast_is(cast, i, "and") ||
        (cast->name_at[i] != NG_NONE && cast->name_at[i] != name && i < subject)) {
      return NG_NONE;
    }
  }
  return acts ? id : NG_NONE;
}

static bool
stands_between(const NgCast* cast, uint32_t node, uint32_t from, uint32_t to)
{
  for (uint32_t i = from; i < to; ++i) {
    const uint32_t name = cast->name_at[i];
    if (name != NG_NONE) {
      const uint32_t id = ng_cast_root(cast, cast->names.at[name].node);
      if (id != node &&
          (cast->nodes.at[id].sort == NG_SORT_BODY || cast->nodes.at[id].cls == NG_CLASS_COUNTRY)) {
        return true;
      }
    }
  }
  return false;
}

// "Acme said it would pay", "Acme will pay its debts": the body that is the subject of the clause above,
// where no other body is named between. NG_NONE else: of all that "it" may be, this alone is safe.
static uint32_t
find_thing(const NgRefer* r, uint32_t at)
{
  enum { CLIMB = 6 };
  const NgCast* const cast = r->cast;
  const NgTag* const  tags = cast->doc->tags;
  const NgSpan        s    = ng_cast_sentence(cast, at);
  const bool          owns = ng_cast_one_of(cast, at, "its");
  uint32_t            head = tags[at].head;
  if (at < r->quote_end ||
      (!owns && tags[at].deprel != NG_DEP_NSUBJ && tags[at].deprel != NG_DEP_NSUBJ_PASS)) {
    return NG_NONE;
  }
  if (!owns) { // the clause of "it" itself hangs under the one whose subject is meant
    if (head >= s.end || head < s.begin ||
        (tags[head].deprel != NG_DEP_CCOMP && tags[head].deprel != NG_DEP_ADVCL) || tags[head].head > at) {
      return NG_NONE;
    }
    head = tags[head].head;
  }
  for (int i = 0; i < CLIMB && head >= s.begin && head < s.end; ++i, head = tags[head].head) {
    if (tags[head].pos != NG_POS_VERB) {
      continue;
    }
    const uint32_t node = named_subject(cast, head, at);
    if (node != NG_NONE) {
      return stands_between(
                 cast, node,
                 ng_tree_child(&cast->tree, cast->doc, head, NG_DEP_NSUBJ) != NG_NONE ? s.begin : head, at)
                 ? NG_NONE
                 : node;
    }
    if (ng_tree_child(&cast->tree, cast->doc, head, NG_DEP_NSUBJ) != NG_NONE ||
        ng_tree_child(&cast->tree, cast->doc, head, NG_DEP_NSUBJ_PASS) != NG_NONE) {
      return NG_NONE; // somebody else
    }
  }
  return NG_NONE;
}

NgStatus
ng_refer_thing(NgRefer* r, uint32_t at, NgError* err)
{
  if (!r->cast->doc->tags || !ng_cast_one_of(r->cast, at, "it|its")) {
    return NG_SUCCESS;
  }
  const uint32_t node = find_thing(r, at);
  if (node == NG_NONE) {
    return NG_SUCCESS;
  }
  const NgSpan tokens = {at, at + 1};
  if (r->cast->nodes.at[node].sort == NG_SORT_BODY) {
    ng_refer_remember(r, &r->bodies, node, tokens, 0);
  }
  return ng_refer_add(r->cast, tokens, node, NG_MENTION_PRONOUN, 0.7F, "pronoun of the subject above", err);
}

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

// Nouns that may stand for any body of their class, whatever its name.
static bool
is_general(NgStr noun)
{
  return ng_str_one_of(
      noun, "administration|agency|assembly|bloc|body|broadcaster|channel|chamber|court|daily|group|"
            "institution|legislature|magazine|network|news agency|newspaper|organisation|"
            "organization|outlet|paper|parliament|party|publication|regime|regulator|tabloid|"
            "tribunal|watchdog|website");
}

// The family of an organisation ("company", "school"), by the words of its name or by what is known of it.
static NgStr
family_of(const NgCast* cast, const NgNode* node)
{
  NgStr family = ng_str("");
  for (NgStr rest = node->key; rest.at;) { // the last head before "of" counts
    const NgStr           word = ng_table_next(&rest, ' ');
    const NgPhrase* const head = ng_phrases_get(cast->lists->heads, word);
    family                     = head ? head->field[2] : family;
    if (head && (ng_str_starts(rest, "of ") || ng_str_starts(rest, "for "))) {
      break;
    }
  }
  if (!family.len && node->row != NG_NONE) {
    const NgStr kind = ng_know_row(cast->know, node->row).kind;
    family           = ng_str_is(kind, "university") ? ng_str("school") : kind;
  }
  return family;
}

// How well the noun fits the body: 2 its name or its kind holds the word, 1 its class and family agree, 0 it
// does not.
static int
fit_of_noun(const NgCast* cast, const NgPhrase* head, const NgNode* node)
{
  if (!class_is_of(head, node->cls)) {
    return 0;
  }
  const NgStr kind    = node->row != NG_NONE ? ng_know_row(cast->know, node->row).kind : ng_str("");
  const bool  is_kind = kind.len >= head->key.len &&
                       ng_str_eq(ng_str_n(kind.at + kind.len - head->key.len, head->key.len), head->key);
  if (name_holds(node->key, head->key) || is_kind) {
    return 2;
  }
  const NgStr family = head->field[2];
  if (ng_str_is(head->key, "bloc")) {
    const bool union_like = name_holds(node->key, ng_str("union")) ||
                            name_holds(node->key, ng_str("community")) ||
                            name_holds(node->key, ng_str("league"));
    return union_like ? 2 : node->cls == NG_CLASS_PARTY;
  }
  if (!family.len || node->cls != NG_CLASS_ORGANIZATION) {
    return is_general(head->key);
  }
  const NgStr own = family_of(cast, node);
  return ng_str_eq(family, own) || (!own.len && ng_str_is(family, "company"));
}

// "the court": of the bodies that the noun fits, the one that weighs most by how often, how lately and in
// which place of the sentence it was named; nobody where two weigh nearly alike.
static uint32_t
find_body(const NgRefer* r, const NgPhrase* head, uint32_t token)
{
  static const float  FADE = 0.75F, LEAD = 1.15F, LEAST = 0.25F, LEAST_BY_CLASS = 0.7F;
  const NgCast* const cast     = r->cast;
  const uint32_t      sentence = ng_doc_sentence_of(cast->doc, token);
  uint32_t            ids[NG_REFER_RING];
  float               scores[NG_REFER_RING];
  uint32_t            n_ids  = 0;
  uint32_t            best   = NG_NONE;
  float               second = 0;
  const uint32_t      n      = r->bodies.n < NG_REFER_RING ? r->bodies.n : NG_REFER_RING;
  for (uint32_t k = 0; k < n; ++k) {
    const NgRecent* const c   = &r->bodies.at[(r->bodies.n - 1 - k) % NG_REFER_RING];
    const uint32_t        id  = ng_cast_root(cast, c->node);
    const int             fit = fit_of_noun(cast, head, &cast->nodes.at[id]);
    const uint32_t        gap = sentence - c->sentence;
    if (!fit || gap > (fit > 1 ? 12U : 4U)) {
      continue;
    }
    float s = (fit > 1 ? 2.5F : 1.0F) * (0.6F + (c->weight > 0 ? c->weight : 0));
    for (uint32_t i = 0; i < gap; ++i) {
      s *= FADE;
    }
    uint32_t at = 0;
    while (at < n_ids && ids[at] != id) {
      ++at;
    }
    scores[at] = at < n_ids ? scores[at] + s : s;
    ids[at]    = id;
    n_ids += at == n_ids;
  }
  for (uint32_t i = 0; i < n_ids; ++i) {
    if (best == NG_NONE || scores[i] > scores[best]) {
      second = best == NG_NONE ? 0 : scores[best];
      best   = i;
    } else if (scores[i] > second) {
      second = scores[i];
    }
  }
  if (best == NG_NONE || scores[best] < LEAD * second) {
    return NG_NONE;
  }
  const bool is_told = fit_of_noun(cast, head, &cast->nodes.at[ids[best]]) > 1;
  return scores[best] >= (is_told ? LEAST : LEAST_BY_CLASS) ? ids[best] : NG_NONE;
}

// First token of a noun for a body that takes up one named before: behind "the" or "this", or "parliament"
// alone; NG_NONE where there is none.
static uint32_t
body_noun_at(const NgCast* cast, uint32_t at, uint32_t end)
{
  if (ng_cast_one_of(cast, at, "the|this")) {
    return at + 1 < end ? at + 1 : NG_NONE;
  }
  const bool bare =
      ng_cast_one_of(cast, at, "parliament|congress") &&
      !(at && cast->doc->tags &&
        (cast->doc->tags[at - 1].pos == NG_POS_ADJ || cast->doc->tags[at - 1].pos == NG_POS_DET ||
         cast->doc->tags[at - 1].pos == NG_POS_NOUN || cast->doc->tags[at - 1].pos == NG_POS_PROPN ||
         ng_cast_one_of(cast, at - 1, "'s|'|its|their|his|her")));
  return bare ? at : NG_NONE;
}

NgStatus
ng_refer_body_noun(NgRefer* r, uint32_t at, uint32_t* end, NgError* err)
{
  NgCast* const         cast = r->cast;
  const NgSpan          s    = ng_cast_sentence(cast, at);
  const uint32_t        noun = body_noun_at(cast, at, s.end);
  const NgPhrase* const head = noun != NG_NONE ? ng_phrases_at(cast->lists->heads, cast->doc, noun, s.end)
                                               : NULL;
  if (!head || !ng_phrase_has(head, 1, "nominal") || ng_cast_is(cast, noun, "government")) {
    return NG_SUCCESS;
  }
  const uint32_t stop = noun + head->n_words;
  if (cast->name_at[noun] != NG_NONE || ng_cast_one_of(cast, stop, "of|-|for") ||
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
  ng_refer_remember(r, &r->bodies, node, tokens, 0);
  *end = stop;
  return ng_refer_add(cast, tokens, node, NG_MENTION_NOMINAL, 0.6F, "description of a body", err);
}
