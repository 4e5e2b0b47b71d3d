// SPDX-License-Identifier: Apache-2.0
#include "understand/scene.h"

#include "understand/government.h"
#include "understand/mentions.h"

#include <stdlib.h>

enum { MAX_CLIMB = 32, MAX_CONJUNCTS = 32, LOOK_BACK = 2048 };

static const NgWord unknown = {.verb = NG_NONE, .noun = NG_NONE, .adjective = NG_NONE, .light = NG_NONE, .idiom = NG_NONE};

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

const NgWord*
ng_scene_word(const NgScene* scene, uint32_t token)
{
  const uint32_t w = token == NG_NONE ? NG_NONE : scene->word[token];
  return w == NG_NONE ? &unknown : &scene->lex->words.at[w];
}

static const NgTag*
tag(const NgScene* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static uint32_t
child(const NgScene* s, uint32_t head, uint8_t deprel)
{
  return ng_tree_child(&s->tree, s->doc, head, deprel);
}

// --- opening ---

// A noun of two words ("tear gas") is looked up by the word before and the lemma.
static uint32_t
pair_word(const NgScene* s, uint32_t token)
{
  char        key[64];
  const NgStr a = s->doc->tokens.at[token - 1].lower;
  const NgStr b = s->doc->tags ? s->doc->tags[token].lemma : s->doc->tokens.at[token].lower;
  if (a.len + b.len + 1 > sizeof(key)) {
    return NG_NONE;
  }
  memcpy(key, a.at, a.len);
  key[a.len] = ' ';
  memcpy(key + a.len + 1, b.at, b.len);
  return ng_lexicon_word(s->lex, ng_str_n(key, a.len + 1 + b.len));
}

// A form whose lemma is not in the lists may be an inflected verb that the lemmatiser did not know: cut its ending.
static uint32_t
stem_word(const NgScene* s, NgStr lower)
{
  static const struct {
    const char* end;
    const char* with;
  } endings[] = {{"ied", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"ies", "y"}, {"es", ""}, {"s", ""}};
  char key[40];
  for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); ++i) {
    const size_t cut = strlen(endings[i].end), put = strlen(endings[i].with);
    if (lower.len < cut + 3 || lower.len - cut + put >= sizeof(key) || !ng_str_ends(lower, endings[i].end)) {
      continue;
    }
    memcpy(key, lower.at, lower.len - cut);
    memcpy(key + lower.len - cut, endings[i].with, put);
    size_t   len = lower.len - cut + put;
    uint32_t w   = ng_lexicon_word(s->lex, ng_str_n(key, len));
    if (w == NG_NONE && !put && len > 3 && key[len - 1] == key[len - 2]) { // "rebutted"
      w = ng_lexicon_word(s->lex, ng_str_n(key, len - 1));
    }
    if (w != NG_NONE && s->lex->words.at[w].verb != NG_NONE) {
      return w;
    }
  }
  return NG_NONE;
}

// Number of an ASCII word without its capitals, or NG_NONE.
static uint32_t
lower_word(const NgScene* s, NgStr word)
{
  char key[40];
  if (!word.len || word.len > sizeof(key) || word.at[0] < 'A' || word.at[0] > 'Z') {
    return NG_NONE;
  }
  for (size_t i = 0; i < word.len; ++i) {
    key[i] = (char)(word.at[i] >= 'A' && word.at[i] <= 'Z' ? word.at[i] + 32 : word.at[i]);
  }
  return ng_lexicon_word(s->lex, ng_str_n(key, word.len));
}

static void
fill_words(NgScene* s)
{
  const NgDoc* const doc = s->doc;
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    s->lower[i] = ng_lexicon_word(s->lex, doc->tokens.at[i].lower);
    s->word[i]  = !doc->tags || ng_str_eq(doc->tags[i].lemma, doc->tokens.at[i].lower)
                    ? s->lower[i]
                    : ng_lexicon_word(s->lex, doc->tags[i].lemma);
    if (s->word[i] == NG_NONE && doc->tags) {
      s->word[i] = lower_word(s, doc->tags[i].lemma); // "Politicians" at the start of a sentence
    }
    if (s->word[i] == NG_NONE) {
      s->word[i] = s->lower[i];
    }
    if (s->word[i] == NG_NONE && doc->tags && doc->tags[i].pos == NG_POS_VERB) {
      s->word[i] = stem_word(s, doc->tokens.at[i].lower);
    }
    const bool capital = doc->tokens.at[i].shape & NG_SHAPE_CAPITAL;
    s->demonym[i]      = s->know && capital ? ng_know_demonym(s->know, ng_doc_token(doc, i)) : NG_NONE;
    s->pair[i] = i && ng_scene_word(s, i)->is_tail ? pair_word(s, i) : NG_NONE;
    s->quoted[i] = s->group[i] = s->time_at[i] = NG_NONE;
  }
}

static void
fill_sentences(NgScene* s)
{
  for (uint32_t i = 0; i < s->doc->sentences.n; ++i) {
    for (uint32_t t = s->doc->sentences.at[i].tokens.begin; t < s->doc->sentences.at[i].tokens.end; ++t) {
      s->sentence[t] = i;
    }
  }
}

static void
fill_mentions(NgScene* s)
{
  memset(s->mention, 0xff, s->doc->tokens.n * sizeof(*s->mention));
  for (uint32_t i = 0; i < s->doc->mentions.n; ++i) {
    const NgSpan span = s->doc->mentions.at[i].tokens;
    for (uint32_t t = span.begin; t < span.end && t < s->doc->tokens.n; ++t) {
      s->mention[t] = i;
    }
  }
}

static bool
idiom_at(const NgScene* s, const NgIdiom* idiom, uint32_t token)
{
  if (token + idiom->n_words > s->doc->tokens.n) {
    return false;
  }
  for (uint32_t k = 0; k < idiom->n_words; ++k) {
    const uint32_t want = s->lex->idiom_words.at[idiom->words + k];
    if (s->word[token + k] != want && s->lower[token + k] != want) {
      return false;
    }
  }
  return true;
}

// Marks idioms, and the words of names of things that are no actors ("War and Peace").
static void
mark_idioms(NgScene* s)
{
  for (uint32_t t = 0; t < s->doc->tokens.n; ++t) {
    for (uint32_t i = ng_scene_word(s, t)->idiom; i != NG_NONE; i = s->lex->idioms.at[i].next) {
      if (idiom_at(s, &s->lex->idioms.at[i], t)) {
        for (uint32_t k = 0; k < s->lex->idioms.at[i].n_words; ++k) {
          s->idiom[t + k] = true;
        }
      }
    }
  }
  for (uint32_t i = 0; i < s->doc->mentions.n; ++i) {
    const NgMention* const m = &s->doc->mentions.at[i];
    for (uint32_t t = m->tokens.begin; m->kind == NG_MENTION_NAME && t < m->tokens.end && t < s->doc->tokens.n; ++t) {
      s->idiom[t] = true;
    }
  }
  for (uint32_t i = 0; i < s->doc->names.n; ++i) {
    const NgSpan span = s->doc->names.at[i].tokens;
    for (uint32_t t = span.begin; t < span.end && t < s->doc->tokens.n; ++t) {
      s->idiom[t] = true;
    }
  }
}

NgStatus
ng_scene_open(NgScene* scene, const NgLexicon* lexicon, const NgKnow* know, NgDoc* doc, NgError* err)
{
  memset(scene, 0, sizeof(*scene));
  scene->lex     = lexicon;
  scene->know    = know;
  scene->doc     = doc;
  const size_t n = doc->tokens.n;
  uint32_t* const block = ng_arena_calloc(doc->arena, n * 9 + 1, sizeof(uint32_t));
  scene->idiom          = ng_arena_calloc(doc->arena, n + 1, sizeof(bool));
  if (!block || !scene->idiom) {
    return no_memory(err);
  }
  scene->word     = block;
  scene->pair     = block + n;
  scene->mention  = block + 2 * n;
  scene->group    = block + 3 * n;
  scene->sentence = block + 4 * n;
  scene->quoted   = block + 5 * n;
  scene->time_at  = block + 6 * n;
  scene->lower    = block + 7 * n;
  scene->demonym  = block + 8 * n;
  scene->has_tree = doc->tags != NULL;
  scene->date     = doc->meta.date;
  scene->preposition_of = ng_lexicon_word(lexicon, ng_str("of"));
  scene->preposition_by = ng_lexicon_word(lexicon, ng_str("by"));
  fill_words(scene);
  fill_sentences(scene);
  fill_mentions(scene);
  mark_idioms(scene);
  return scene->has_tree ? ng_tree_build(&scene->tree, doc, err) : NG_SUCCESS;
}

// --- clauses ---

static bool
is_named(const NgScene* s, uint32_t token)
{
  return s->mention[token] != NG_NONE && s->doc->mentions.at[s->mention[token]].kind == NG_MENTION_NAME;
}

static bool
is_verb(const NgScene* s, uint32_t token)
{
  const uint8_t pos = tag(s, token)->pos;
  return !is_named(s, token) && (pos == NG_POS_VERB || (pos == NG_POS_AUX && child(s, token, NG_DEP_NSUBJ) != NG_NONE));
}

bool
ng_scene_follows_auxiliary(const NgScene* scene, uint32_t token)
{
  const uint32_t begin = scene->doc->sentences.at[scene->sentence[token]].tokens.begin;
  for (uint32_t t = token; t > begin && t + 4 > token; --t) {
    if (tag(scene, t - 1)->pos == NG_POS_AUX) {
      return true;
    }
    if (tag(scene, t - 1)->pos != NG_POS_ADV) {
      return false;
    }
  }
  return false;
}

bool
ng_scene_heads_clause(const NgScene* scene, uint32_t token)
{
  return is_verb(scene, token) || child(scene, token, NG_DEP_COP) != NG_NONE;
}

uint32_t
ng_scene_clause_head(const NgScene* scene, uint32_t token)
{
  for (int i = 0; i < MAX_CLIMB && !ng_scene_heads_clause(scene, token); ++i) {
    const uint32_t head = tag(scene, token)->head;
    if (head >= scene->doc->tokens.n) {
      break;
    }
    token = head;
  }
  return token;
}

static bool
is_relative(const NgScene* s, uint32_t token)
{
  const uint8_t x = tag(s, token)->xpos;
  return x == NG_XPOS_WDT || x == NG_XPOS_WP || (x == NG_XPOS_IN && ng_str_is(s->doc->tokens.at[token].lower, "that"));
}

static uint32_t phrase_behind(const NgScene* s, uint32_t verb);

static bool
is_be(const NgScene* s, uint32_t token)
{
  const NgStr lemma = tag(s, token)->lemma;
  return ng_str_is(lemma, "be") || ng_str_is(lemma, "get");
}

// Passive by its auxiliary; a bare participle below a noun, with a "by" or coordinated with a passive. A parser's
// nsubj:pass alone is believed only where no "have" says otherwise.
static bool
is_passive(const NgScene* s, uint32_t verb, int depth)
{
  const uint8_t x    = tag(s, verb)->xpos;
  bool          have = false;
  if (x != NG_XPOS_VBN && x != NG_XPOS_VBD) {
    return false;
  }
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if ((rel == NG_DEP_AUX || rel == NG_DEP_AUX_PASS || rel == NG_DEP_COP) && is_be(s, c)) {
      return true;
    }
    have = have || (rel == NG_DEP_AUX && ng_str_is(tag(s, c)->lemma, "have"));
  }
  if (have || x != NG_XPOS_VBN || depth > 4) {
    return false;
  }
  if (child(s, verb, NG_DEP_OBL_AGENT) != NG_NONE) {
    return true;
  }
  const uint8_t rel = tag(s, verb)->deprel;
  if (rel == NG_DEP_CONJ && child(s, verb, NG_DEP_NSUBJ) == NG_NONE && tag(s, verb)->head < s->doc->tokens.n &&
      is_verb(s, tag(s, verb)->head)) {
    return is_passive(s, tag(s, verb)->head, depth + 1);
  }
  if (child(s, verb, NG_DEP_OBJ) != NG_NONE) {
    return false;
  }
  if (rel == NG_DEP_ACL || (rel == NG_DEP_ADVCL && child(s, verb, NG_DEP_NSUBJ) == NG_NONE)) {
    return true;
  }
  return child(s, verb, NG_DEP_NSUBJ_PASS) != NG_NONE && child(s, verb, NG_DEP_XCOMP) == NG_NONE &&
         phrase_behind(s, verb) == NG_NONE;
}

static bool
is_accusative(const NgScene* s, uint32_t token)
{
  const NgStr w = s->doc->tokens.at[token].lower;
  return ng_str_is(w, "him") || ng_str_is(w, "them") || ng_str_is(w, "me") || ng_str_is(w, "us");
}

// The subject nearest before the verb (a confused parse has several), else one behind it, else a bare name before it.
static uint32_t
own_subject(const NgScene* s, uint32_t verb)
{
  uint32_t before = NG_NONE, behind = NG_NONE, name = NG_NONE;
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS || rel == NG_DEP_NSUBJ_OUTER) {
      before = c < verb ? c : before;
      behind = c > verb && behind == NG_NONE && !is_accusative(s, c) ? c : behind;
    } else if (c < verb && is_named(s, c) && (rel == NG_DEP_APPOS || rel == NG_DEP_COMPOUND || rel == NG_DEP_DEP || rel == NG_DEP_NMOD_DESC || rel == NG_DEP_FLAT)) {
      name = c;
    }
  }
  return before != NG_NONE ? before : behind != NG_NONE ? behind : name;
}

static uint32_t entity_of_mention(const NgScene* s, uint32_t token);
static bool     is_body(NgClass c);

// Preposition or conjunction in front of the phrase or clause of `token`; NG_NONE where it has none.
static uint32_t
case_of(const NgScene* s, uint32_t token, uint8_t deprel)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == deprel) {
      return c;
    }
  }
  return NG_NONE;
}

// Verbs whose subject does what the infinitive says although they have an object.
static bool
keeps_subject(const NgScene* s, uint32_t verb)
{
  const NgStr lemma = tag(s, verb)->lemma;
  return ng_str_is(lemma, "promise") || ng_str_is(lemma, "threaten") || ng_str_is(lemma, "vow") ||
         ng_str_is(lemma, "use") || ng_str_is(lemma, "pledge");
}

static bool
gerund_of_object(const NgScene* s, uint32_t verb)
{
  const uint32_t mark = case_of(s, verb, NG_DEP_MARK);
  if (mark == NG_NONE) {
    return false;
  }
  const NgStr m = s->doc->tokens.at[mark].lower;
  return ng_str_is(m, "of") || ng_str_is(m, "with") || ng_str_is(m, "for") || ng_str_is(m, "from") || ng_str_is(m, "into");
}

static uint32_t surface_object(const NgScene* s, uint32_t verb);
static bool     is_finite(const NgScene* s, uint32_t verb);
static uint32_t described_subject(const NgScene* s, uint32_t verb);

// Who has the plan, power or wish: its possessive, else the subject of its verb unless that is the plan itself.
static uint32_t
owner_of_plan(const NgScene* s, uint32_t noun)
{
  const uint32_t poss = child(s, noun, NG_DEP_NMOD_POSS);
  if (poss != NG_NONE) {
    return poss;
  }
  const uint32_t verb    = ng_scene_clause_head(s, noun);
  const uint32_t subject = verb != noun ? own_subject(s, verb) : NG_NONE;
  return subject == noun ? NG_NONE : subject;
}

// Subject of a clause that has none of its own, from the clause above.
static uint32_t
shared_subject(const NgScene* s, uint32_t verb, bool* passive)
{
  uint32_t at      = verb;
  bool     is_main = false; // a finite verb that was coordinated with an infinitive belongs to the verb above
  for (int i = 0; i < MAX_CLIMB; ++i) {
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n) {
      return NG_NONE;
    }
    const uint8_t rel = tag(s, at)->deprel;
    is_main           = is_main || (rel == NG_DEP_CONJ && tag(s, head)->xpos == NG_XPOS_VB && tag(s, at)->xpos == NG_XPOS_VBD);
    if (rel == NG_DEP_ACL_RELCL) {
      return head;
    }
    if (rel == NG_DEP_ACL && is_verb(s, head)) {
      return NG_NONE;
    }
    if (rel == NG_DEP_ACL) {
      const uint8_t x = tag(s, at)->xpos;
      if (x == NG_XPOS_VB) { // "plans to leave": whose plans
        return owner_of_plan(s, head);
      }
      return head;
    }
    if (rel == NG_DEP_CONJ || rel == NG_DEP_XCOMP || rel == NG_DEP_ADVCL || rel == NG_DEP_PARATAXIS || rel == NG_DEP_CCOMP ||
        rel == NG_DEP_DEP) {
      if ((rel == NG_DEP_ADVCL || rel == NG_DEP_CCOMP) && is_finite(s, at)) {
        return NG_NONE; // has its own, which the parser missed
      }
      const uint32_t obj = surface_object(s, head);
      if ((rel == NG_DEP_XCOMP && obj != NG_NONE && !is_main && !keeps_subject(s, head)) ||
          (rel == NG_DEP_ADVCL && obj != NG_NONE && gerund_of_object(s, at))) {
        return obj;
      }
      if (head < at && is_named(s, head)) { // a name taken for the verb
        return head;
      }
      const uint32_t subject = own_subject(s, head);
      if (subject != NG_NONE) {
        return is_relative(s, subject) && tag(s, head)->deprel == NG_DEP_ACL_RELCL ? tag(s, head)->head : subject;
      }
      if (rel == NG_DEP_CCOMP && tag(s, at)->xpos != NG_XPOS_VBG && tag(s, at)->xpos != NG_XPOS_VB) {
        return NG_NONE;
      }
      at = head;
      continue;
    }
    return NG_NONE;
  }
  return NG_NONE;
}

// "... and Jane Roe was elected": a name between a conjunction, a comma or the start and the finite verb is its subject
// even where the parser hung it on the phrase before.
static uint32_t
adjacent_name(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  if (!is_verb(s, verb) || !is_finite(s, verb)) {
    return NG_NONE;
  }
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  if (t == begin || !is_named(s, t - 1)) {
    return NG_NONE;
  }
  const uint32_t m     = s->mention[t - 1];
  const uint32_t first = s->doc->mentions.at[m].tokens.begin;
  const NgClass  cls   = entity_of_mention(s, t - 1) != NG_NONE ? s->doc->entities.at[entity_of_mention(s, t - 1)].cls : NG_CLASS_NONE;
  if (cls != NG_CLASS_PERSON && !is_body(cls) && cls != NG_CLASS_COUNTRY) {
    return NG_NONE;
  }
  const bool starts = first == begin || tag(s, first - 1)->pos == NG_POS_CCONJ || tag(s, first - 1)->pos == NG_POS_SCONJ;
  return starts ? t - 1 : NG_NONE;
}

uint32_t
ng_scene_subject(const NgScene* scene, uint32_t head, bool* passive)
{
  *passive         = is_verb(scene, head) && is_passive(scene, head, 0);
  uint32_t subject = own_subject(scene, head);
  if (is_verb(scene, head) && is_finite(scene, head)) {
    const uint32_t name = described_subject(scene, head);
    if (name != NG_NONE && (subject == NG_NONE || (subject > name && subject < head))) {
      return name;
    }
  }
  if (subject == NG_NONE) {
    subject = adjacent_name(scene, head);
    subject = subject != NG_NONE ? subject : shared_subject(scene, head, passive);
  } else if (is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_ACL_RELCL) {
    subject = tag(scene, head)->head;
  } else if (is_relative(scene, subject) && tag(scene, head)->deprel == NG_DEP_CONJ) {
    const uint32_t up = tag(scene, head)->head;
    subject = up < scene->doc->tokens.n && tag(scene, up)->deprel == NG_DEP_ACL_RELCL ? tag(scene, up)->head : subject;
  }
  return subject;
}

static uint32_t
surface_object(const NgScene* s, uint32_t verb)
{
  const uint32_t obj = child(s, verb, NG_DEP_OBJ);
  if (obj != NG_NONE) {
    return obj;
  }
  if (is_verb(s, verb) && is_passive(s, verb, 0)) {
    const uint32_t subject = own_subject(s, verb);
    return subject != NG_NONE ? subject : tag(s, verb)->deprel == NG_DEP_ACL ? tag(s, verb)->head : NG_NONE;
  }
  return NG_NONE;
}

static void
add_prep(NgClause* out, uint32_t word, uint32_t noun, bool is_clause)
{
  if (word != NG_NONE && out->n_preps < NG_CLAUSE_PREPS) {
    out->preps[out->n_preps].word      = word;
    out->preps[out->n_preps].noun      = noun;
    out->preps[out->n_preps].is_clause = is_clause;
    ++out->n_preps;
  }
}

static bool
is_time(const NgScene* s, uint32_t t)
{
  const uint32_t w    = s->lower[t];
  const uint8_t  kind = w == NG_NONE ? NG_TIME_NONE : s->lex->words.at[w].time;
  return kind == NG_TIME_WEEKDAY || kind == NG_TIME_DAY || kind == NG_TIME_MONTH || kind == NG_TIME_UNIT || kind == NG_TIME_PART;
}

// "on a protester yesterday" is often parsed as one phrase: the noun before the word of time.
static uint32_t
noun_of_time(const NgScene* s, uint32_t noun)
{
  uint32_t best = noun;
  for (uint32_t c = s->tree.first[noun]; c != NG_NONE && c < noun && is_time(s, noun); c = s->tree.next[c]) {
    best = (tag(s, c)->pos == NG_POS_NOUN || tag(s, c)->pos == NG_POS_PROPN) && !is_time(s, c) ? c : best;
  }
  return best;
}

// Prepositional phrases and gerunds below `head`; the last word of "because of", "according to" counts.
static void
collect_preps(const NgScene* s, uint32_t head, NgClause* out)
{
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_OBL || rel == NG_DEP_NMOD || rel == NG_DEP_OBL_AGENT) {
      const uint32_t p = case_of(s, c, NG_DEP_CASE);
      if (p != NG_NONE && !is_named(s, p)) {
        add_prep(out, s->word[p], noun_of_time(s, c), false);
      }
    } else if (rel == NG_DEP_ADVCL || rel == NG_DEP_ACL || rel == NG_DEP_XCOMP) {
      const uint32_t p = case_of(s, c, NG_DEP_MARK);
      if (p != NG_NONE && tag(s, p)->xpos == NG_XPOS_IN) {
        add_prep(out, s->word[p], c, true);
      }
    }
  }
}

static bool
is_noun(const NgScene* s, uint32_t t)
{
  const uint8_t pos = tag(s, t)->pos;
  return pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_PRON || pos == NG_POS_NUM;
}

// The noun phrase right behind a verb, where the parser hung it elsewhere: the last noun of an unbroken run.
static uint32_t
phrase_behind(const NgScene* s, uint32_t verb)
{
  const uint32_t end  = s->doc->sentences.at[s->sentence[verb]].tokens.end;
  uint32_t       last = NG_NONE;
  for (uint32_t t = verb + 1; t < end && t < verb + 12; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (pos == NG_POS_ADP && last == NG_NONE && t + 1 < end && is_time(s, t + 1)) { // "forced out on Wednesday 1,000 people"
      ++t;
      continue;
    }
    if (is_noun(s, t) && !is_time(s, t)) {
      last = t;
      if (pos == NG_POS_PRON && tag(s, t)->xpos != NG_XPOS_PRP_POSS) {
        break;
      }
    } else if (pos == NG_POS_PART && tag(s, t)->xpos == NG_XPOS_POS) {
      continue;
    } else if (is_time(s, t) && last == NG_NONE) {
      continue;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && !(pos == NG_POS_ADV && last == NG_NONE) &&
               !(pos == NG_POS_VERB && tag(s, t)->deprel == NG_DEP_AMOD) && tag(s, t)->xpos != NG_XPOS_HYPH) {
      break;
    }
  }
  return last != NG_NONE && tag(s, last)->xpos == NG_XPOS_PRP_POSS ? NG_NONE : last;
}

// "Pakistan, an ally in the war, refused": the name before the comma that opens the description closed by the comma
// at `comma`; NG_NONE where there is no such name.
static uint32_t
described_name(const NgScene* s, uint32_t comma)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[comma]].tokens.begin;
  uint32_t       k     = comma > begin ? comma - 1 : comma;
  while (k > begin + 1 && k + 18 > comma && !ng_str_is(s->doc->tokens.at[k].lower, ",") && !is_verb(s, k)) {
    --k;
  }
  if (k == begin || k == comma || !ng_str_is(s->doc->tokens.at[k].lower, ",")) {
    return NG_NONE;
  }
  // "the legislature of Taiwan, the Legislative Yuan,": the description is the name.
  if (is_named(s, comma - 1)) {
    const uint32_t e = entity_of_mention(s, comma - 1);
    const NgClass  cls = e != NG_NONE ? s->doc->entities.at[e].cls : NG_CLASS_NONE;
    const uint32_t first = s->doc->mentions.at[s->mention[comma - 1]].tokens.begin;
    if (first == k + 1 || (first == k + 2 && tag(s, k + 1)->pos == NG_POS_DET)) {
      return is_body(cls) || cls == NG_CLASS_PERSON ? comma - 1 : NG_NONE; // "Goa, India," describes nobody
    }
  }
  return is_named(s, k - 1) ? k - 1 : NG_NONE;
}

// The name that a description between it and the verb belongs to, or NG_NONE.
static uint32_t
described_subject(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  uint32_t       t     = verb;
  while (t > begin && (tag(s, t - 1)->pos == NG_POS_AUX || tag(s, t - 1)->pos == NG_POS_ADV)) {
    --t;
  }
  return t > begin && ng_str_is(s->doc->tokens.at[t - 1].lower, ",") ? described_name(s, t - 1) : NG_NONE;
}

// The noun right before a verb and its auxiliaries, where the parser found no subject. A comma closes a description:
// the noun before its other comma counts.
static uint32_t
phrase_before(const NgScene* s, uint32_t verb)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[verb]].tokens.begin;
  for (uint32_t t = verb; t > begin && t + 8 > verb; --t) {
    const uint32_t at  = t - 1;
    const uint8_t  pos = tag(s, at)->pos;
    if (is_time(s, at) || pos == NG_POS_ADV || pos == NG_POS_AUX) {
      continue;
    }
    if (ng_str_is(s->doc->tokens.at[at].lower, ",")) {
      return described_name(s, at);
    }
    if (pos == NG_POS_PART || pos == NG_POS_ADP || !is_noun(s, at)) {
      return NG_NONE;
    }
    uint32_t noun = at;
    for (int i = 0; i < 6; ++i) { // up to the head of the phrase
      const uint32_t head = tag(s, noun)->head;
      if (head >= verb || head < begin || !is_noun(s, head)) {
        break;
      }
      noun = head;
    }
    // Unless that is the object of a preposition.
    const uint32_t p = case_of(s, noun, NG_DEP_CASE);
    return p == NG_NONE || tag(s, p)->pos != NG_POS_ADP ? noun : NG_NONE;
  }
  return NG_NONE;
}

static bool
is_finite(const NgScene* s, uint32_t verb)
{
  const uint8_t x = tag(s, verb)->xpos;
  if (x == NG_XPOS_VBD || x == NG_XPOS_VBZ || x == NG_XPOS_VBP || child(s, verb, NG_DEP_AUX) != NG_NONE ||
      child(s, verb, NG_DEP_AUX_PASS) != NG_NONE || tag(s, verb)->deprel == NG_DEP_ROOT) {
    return true;
  }
  return ng_scene_follows_auxiliary(s, verb);
}

// Prepositional phrases that follow the verb in its clause but hang deeper, for prepositions not seen yet.
static void
surface_preps(const NgScene* s, uint32_t head, NgClause* out)
{
  const uint32_t end  = s->doc->sentences.at[s->sentence[head]].tokens.end;
  const uint32_t seen = out->n_preps;
  for (uint32_t t = head + 1; t < end && t < head + 16; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (pos == NG_POS_VERB && tag(s, t)->deprel != NG_DEP_AMOD) {
      break;
    }
    if (pos == NG_POS_SCONJ || s->doc->tokens.at[t].quote != NG_QUOTE_NONE) {
      break;
    }
    const uint32_t noun = tag(s, t)->head;
    if (pos != NG_POS_ADP || tag(s, t)->deprel != NG_DEP_CASE || noun <= t || noun >= end || s->word[t] == s->preposition_of ||
        is_named(s, t)) {
      continue;
    }
    bool known = false;
    for (uint32_t i = 0; i < out->n_preps; ++i) {
      known = known || out->preps[i].noun == noun || (i < seen && out->preps[i].word == s->word[t]);
    }
    if (!known) {
      add_prep(out, s->word[t], noun, false);
    }
  }
}

// "fired and landed a round on": the object and phrases of the second verb belong to both.
static void
share_object(const NgScene* s, uint32_t head, NgClause* out)
{
  if (head + 2 >= s->doc->tokens.n || tag(s, head + 1)->pos != NG_POS_CCONJ) {
    return;
  }
  const uint32_t other = tag(s, head + 2)->pos == NG_POS_ADV && head + 3 < s->doc->tokens.n ? head + 3 : head + 2;
  if (tag(s, other)->pos == NG_POS_VERB && tag(s, other)->deprel == NG_DEP_CONJ && tag(s, other)->head == head) {
    out->obj = child(s, other, NG_DEP_OBJ);
    collect_preps(s, other, out);
  }
}

static void
passive_roles(const NgScene* s, uint32_t head, NgClause* out)
{
  out->obj  = out->subj;
  out->subj = child(s, head, NG_DEP_OBL_AGENT);
  for (uint32_t i = 0; i < out->n_preps && out->subj == NG_NONE; ++i) {
    if (out->preps[i].word == s->preposition_by && !out->preps[i].is_clause) {
      out->subj = out->preps[i].noun;
    }
  }
}

void
ng_scene_clause(const NgScene* scene, uint32_t head, NgClause* out)
{
  const NgScene* const s = scene;
  memset(out, 0, sizeof(*out));
  out->head            = head;
  out->is_verb         = true;
  out->has_own_subject = own_subject(s, head) != NG_NONE;
  out->subj            = ng_scene_subject(s, head, &out->is_passive);
  out->obj             = child(s, head, NG_DEP_OBJ);
  out->iobj            = child(s, head, NG_DEP_IOBJ);
  out->xcomp           = child(s, head, NG_DEP_XCOMP);
  out->ccomp           = child(s, head, NG_DEP_CCOMP);
  out->poss            = NG_NONE;
  collect_preps(s, head, out);
  // "to do" as an adverbial clause is as often the complement.
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && out->xcomp == NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_ADVCL && tag(s, c)->xpos == NG_XPOS_VB && c > head &&
        case_of(s, c, NG_DEP_MARK) != NG_NONE && tag(s, case_of(s, c, NG_DEP_MARK))->xpos == NG_XPOS_TO) {
      out->xcomp = c;
    }
  }
  for (uint32_t c = out->obj != NG_NONE ? s->tree.first[out->obj] : NG_NONE; c != NG_NONE && out->xcomp == NG_NONE;
       c          = s->tree.next[c]) { // "urged allies to act", "announced plans to leave"
    const uint32_t mark = case_of(s, c, NG_DEP_MARK);
    if (c > out->obj && tag(s, c)->deprel == NG_DEP_ACL && tag(s, c)->xpos == NG_XPOS_VB && mark != NG_NONE) {
      out->xcomp = c;
    }
  }
  // "called it a lie": a second object is the predicate.
  for (uint32_t c = s->tree.first[head]; c != NG_NONE && out->xcomp == NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_OBJ && c != out->obj) {
      out->xcomp = c;
    }
  }
  if (is_verb(s, head)) {
    surface_preps(s, head, out);
    if (out->subj == NG_NONE && is_finite(s, head)) {
      out->subj = phrase_before(s, head);
    }
    if (!out->is_passive && out->obj == NG_NONE) {
      share_object(s, head, out);
    }
    if (!out->is_passive && out->obj == NG_NONE && tag(s, head)->deprel != NG_DEP_ACL_RELCL) {
      out->obj = phrase_behind(s, head);
      out->obj = out->obj == out->subj ? NG_NONE : out->obj;
    }
  }
  out->is_infinitive_comp = out->xcomp != NG_NONE && tag(s, out->xcomp)->xpos == NG_XPOS_VB;
  if (out->is_passive) {
    const uint32_t object = child(s, head, NG_DEP_OBJ);
    passive_roles(s, head, out);
    if (object != NG_NONE) { // "was given aid"
      out->iobj = out->obj;
      out->obj  = object;
    }
  }
  // A relative clause without a gap filled: "the man whom they arrested".
  if (out->obj == NG_NONE || (out->obj != NG_NONE && is_relative(s, out->obj))) {
    if (tag(s, head)->deprel == NG_DEP_ACL_RELCL && !out->is_passive && out->has_own_subject &&
        out->subj != tag(s, head)->head) {
      out->obj = tag(s, head)->head;
    }
  }
}

void
ng_scene_noun(const NgScene* scene, uint32_t head, NgClause* out)
{
  memset(out, 0, sizeof(*out));
  out->head = head;
  out->subj = out->obj = out->iobj = out->ccomp = NG_NONE;
  out->xcomp = child(scene, head, NG_DEP_ACL);
  out->poss  = child(scene, head, NG_DEP_NMOD_POSS);
  collect_preps(scene, head, out);
}

NgSpan
ng_scene_clause_span(const NgScene* scene, uint32_t head)
{
  const NgScene* const s     = scene;
  NgSpan               span  = ng_tree_span(&s->tree, head);
  const NgSpan         limit = s->doc->sentences.n ? s->doc->sentences.at[s->sentence[head]].tokens : span;
  span.begin                 = span.begin < limit.begin ? limit.begin : span.begin;
  span.end                   = span.end > limit.end ? limit.end : span.end;
  for (uint32_t c = s->tree.first[head]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (c > head && (rel == NG_DEP_CONJ || rel == NG_DEP_PARATAXIS) && own_subject(s, c) != NG_NONE &&
        s->tree.left[c] > head && s->tree.left[c] < span.end) {
      span.end = s->tree.left[c];
    }
  }
  const NgToken* const t = s->doc->tokens.at;
  while (span.end > span.begin + 1 && (t[span.end - 1].kind == NG_TOK_PUNCT || tag(s, span.end - 1)->deprel == NG_DEP_CC) &&
         t[span.end - 1].quote == NG_QUOTE_NONE) {
    --span.end;
  }
  while (span.begin + 1 < span.end && (t[span.begin].kind == NG_TOK_PUNCT || tag(s, span.begin)->deprel == NG_DEP_CC) &&
         t[span.begin].quote == NG_QUOTE_NONE) {
    ++span.begin;
  }
  return span;
}

// --- who ---

static uint32_t
entity_of_mention(const NgScene* s, uint32_t token)
{
  const uint32_t m = s->mention[token];
  if (m == NG_NONE) {
    return NG_NONE;
  }
  const uint32_t e = s->doc->mentions.at[m].entity;
  return e < s->doc->entities.n ? e : NG_NONE;
}

static bool
is_body(NgClass c)
{
  return c == NG_CLASS_GOVERNMENT || c == NG_CLASS_AGENCY || c == NG_CLASS_LEGISLATURE || c == NG_CLASS_COURT ||
         c == NG_CLASS_PARTY || c == NG_CLASS_INTERNATIONAL_ORGANIZATION || c == NG_CLASS_MEDIA_OUTLET ||
         c == NG_CLASS_ORGANIZATION;
}

static bool
is_actor_class(NgClass c)
{
  return is_body(c) || c == NG_CLASS_PERSON || c == NG_CLASS_GROUP || c == NG_CLASS_COUNTRY || c == NG_CLASS_PLACE;
}

// The name in a phrase whose head is a title or a description: "minister Jane Roe", "Jane Roe, the minister".
static uint32_t
name_below(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel != NG_DEP_APPOS && rel != NG_DEP_FLAT && rel != NG_DEP_NMOD_DESC) {
      continue;
    }
    const uint32_t e = entity_of_mention(s, c);
    if (e != NG_NONE && is_actor_class(s->doc->entities.at[e].cls)) {
      return e;
    }
  }
  return NG_NONE;
}

// A name that follows a title or description without a verb between: "Foreign Secretary Jane Roe", "Secretary of
// State Jane Roe", "the minister, Jane Roe", "the broadcaster RTV". Only people stand behind a comma or a preposition.
static uint32_t
name_behind(const NgScene* s, uint32_t token)
{
  const NgDoc* const doc   = s->doc;
  const uint32_t     end   = doc->sentences.at[s->sentence[token]].tokens.end;
  const uint32_t     start = s->mention[token];
  const bool         is_role = start == NG_NONE && (ng_scene_word(s, token)->classes & (s->lex->role | s->lex->human)) != 0;
  bool               loose = false, comma_before = false; // a preposition or comma lies between
  for (uint32_t t = token + 1; t < end && t < token + 10; ++t) {
    const uint32_t m = s->mention[t];
    if (m != NG_NONE && m != start && doc->mentions.at[m].kind == NG_MENTION_NAME) {
      const uint32_t e   = entity_of_mention(s, t);
      const NgClass  cls = e != NG_NONE ? doc->entities.at[e].cls : NG_CLASS_NONE;
      // "an adviser to President Roe" is not Roe; "ambassador to France Jane Roe" is.
      const bool own = doc->mentions.at[m].tokens.begin != t || tag(s, t - 1)->pos == NG_POS_ADP ||
                       (ng_scene_word(s, t - 1)->classes & s->lex->role);
      if (loose && own && !comma_before) {
        return NG_NONE;
      }
      if (cls == NG_CLASS_PERSON || (!loose && t == token + 1 && start == NG_NONE && is_body(cls))) {
        return e;
      }
    }
    const uint8_t pos = tag(s, t)->pos;
    const NgStr   w   = doc->tokens.at[t].lower;
    const bool    of  = ng_str_is(w, "of") || ng_str_is(w, "to") || ng_str_is(w, "for") || ng_str_is(w, "and");
    const bool    comma = ng_str_is(w, ",");
    const bool    title = pos == NG_POS_PROPN || ng_str_is(w, "-") || (loose && ng_str_is(w, "the")) ||
                       (!loose && (pos == NG_POS_NOUN || pos == NG_POS_ADJ));
    // "minister of finance, Jane Roe": a comma only right behind the title.
    if (!title && !(is_role && of && t > token) && !(is_role && comma && t == token + 1)) {
      return NG_NONE;
    }
    loose        = loose || of || comma;
    comma_before = comma_before || comma;
  }
  return NG_NONE;
}

static bool
may_be_titled(const NgScene* s, uint32_t token)
{
  const uint32_t m   = s->mention[token];
  const uint8_t  pos = tag(s, token)->pos;
  if (m != NG_NONE) {
    const uint32_t e = entity_of_mention(s, token);
    return e == NG_NONE || s->doc->entities.at[e].cls != NG_CLASS_PERSON;
  }
  return (pos == NG_POS_NOUN || pos == NG_POS_PROPN) &&
         (ng_scene_word(s, token)->classes & (s->lex->role | s->lex->human | s->lex->collective)) != 0;
}

static uint64_t
classes_of(const NgScene* s, uint32_t token)
{
  uint64_t bits = ng_scene_word(s, token)->classes;
  if (s->lower[token] != NG_NONE) {
    bits |= s->lex->words.at[s->lower[token]].classes;
  }
  if (s->pair[token] != NG_NONE) {
    bits |= s->lex->words.at[s->pair[token]].classes;
  }
  return bits;
}

// Words that stand for the people counted by them: "dozens of protesters", "a group of students".
static uint32_t
counted(const NgScene* s, uint32_t token)
{
  const NgStr lemma = tag(s, token)->lemma;
  const bool  is_count = (ng_scene_word(s, token)->classes & s->lex->measure) ||
    tag(s, token)->pos == NG_POS_NUM || ng_str_is(lemma, "group") || ng_str_is(lemma, "dozen") || ng_str_is(lemma, "hundred") ||
    ng_str_is(lemma, "thousand") || ng_str_is(lemma, "million") || ng_str_is(lemma, "number") || ng_str_is(lemma, "ten") ||
    ng_str_is(lemma, "score") || ng_str_is(lemma, "member") || ng_str_is(lemma, "all") || ng_str_is(lemma, "some") ||
    ng_str_is(lemma, "many") || ng_str_is(lemma, "most") || ng_str_is(lemma, "both") || ng_str_is(lemma, "one") ||
    ng_str_is(lemma, "several") || ng_str_is(lemma, "majority") || ng_str_is(lemma, "half") || ng_str_is(lemma, "crowd");
  if (!is_count) {
    return NG_NONE;
  }
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_NMOD) {
      const uint32_t p = case_of(s, c, NG_DEP_CASE);
      if (p != NG_NONE && s->word[p] == s->preposition_of) {
        return c;
      }
    }
  }
  return NG_NONE;
}

static uint32_t
find_group(const NgScene* s, NgStr label)
{
  for (uint32_t i = s->doc->entities.n, k = 0; k < LOOK_BACK && i-- > 0; ++k) { // farther back it is the same IRI anyway
    const NgEntity* const e = &s->doc->entities.at[i];
    if (e->cls == NG_CLASS_GROUP && ng_str_eq(e->label, label)) {
      return i;
    }
  }
  return NG_NONE;
}

static uint32_t
country_of_phrase(const NgScene* s, uint32_t token)
{
  for (uint32_t c = s->tree.first[token]; c != NG_NONE && c < token; c = s->tree.next[c]) {
    const uint32_t e = entity_of_mention(s, c);
    if (e != NG_NONE) {
      const NgEntity* const x = &s->doc->entities.at[e];
      if (x->cls == NG_CLASS_COUNTRY) {
        return e;
      }
      if (x->country != NG_NONE && x->country < s->doc->entities.n) {
        return x->country;
      }
    }
  }
  return NG_NONE;
}

// The phrase without determiner, possessive and quotation marks, as far as its head.
static NgStr
group_label(const NgScene* s, uint32_t token)
{
  NgSpan core = ng_tree_core(&s->tree, s->doc, token);
  while (core.begin < token) {
    const uint8_t pos = tag(s, core.begin)->pos;
    const uint8_t x   = tag(s, core.begin)->xpos;
    if (pos != NG_POS_DET && pos != NG_POS_PUNCT && pos != NG_POS_ADP && x != NG_XPOS_PRP_POSS && pos != NG_POS_PART &&
        pos != NG_POS_ADV && pos != NG_POS_CCONJ && pos != NG_POS_VERB && x != NG_XPOS_JJS && x != NG_XPOS_JJR) {
      break;
    }
    ++core.begin;
  }
  if (token - core.begin > 6) {
    core.begin = token - 6;
  }
  // "president of Armenia", "deputy chief of the militia"
  if ((ng_scene_word(s, token)->classes & s->lex->role) && token + 1 < s->doc->tokens.n && s->word[token + 1] == s->preposition_of) {
    const uint32_t noun = tag(s, token + 1)->head;
    if (noun > token + 1 && noun < token + 8 && tag(s, noun)->head == token) {
      core.end = noun + 1;
      while (core.end < s->tree.right[noun] && core.end < token + 8 && s->mention[core.end] != NG_NONE &&
             s->mention[core.end] == s->mention[noun]) {
        ++core.end;
      }
    }
  }
  return ng_doc_words(s->doc, core);
}

// "the party", "the court": the last named body of that kind before it.
static uint32_t
named_body_before(const NgScene* s, uint32_t token)
{
  static const struct {
    const char* noun;
    NgClass     cls;
  } kinds[] = {
    {"party", NG_CLASS_PARTY},          {"court", NG_CLASS_COURT},         {"tribunal", NG_CLASS_COURT},
    {"parliament", NG_CLASS_LEGISLATURE}, {"congress", NG_CLASS_LEGISLATURE}, {"legislature", NG_CLASS_LEGISLATURE}, {"senate", NG_CLASS_LEGISLATURE},
    {"assembly", NG_CLASS_LEGISLATURE}, {"company", NG_CLASS_ORGANIZATION}, {"firm", NG_CLASS_ORGANIZATION},
    {"airline", NG_CLASS_ORGANIZATION}, {"bank", NG_CLASS_ORGANIZATION},   {"union", NG_CLASS_ORGANIZATION},
    {"organisation", NG_CLASS_ORGANIZATION}, {"organization", NG_CLASS_ORGANIZATION}, {"group", NG_CLASS_ORGANIZATION},
    {"university", NG_CLASS_ORGANIZATION}, {"club", NG_CLASS_ORGANIZATION}, {"charity", NG_CLASS_ORGANIZATION},
    {"ministry", NG_CLASS_AGENCY},      {"agency", NG_CLASS_AGENCY},       {"commission", NG_CLASS_AGENCY},
    {"department", NG_CLASS_AGENCY},    {"regulator", NG_CLASS_AGENCY},    {"watchdog", NG_CLASS_AGENCY},
    {"newspaper", NG_CLASS_MEDIA_OUTLET}, {"paper", NG_CLASS_MEDIA_OUTLET}, {"broadcaster", NG_CLASS_MEDIA_OUTLET},
    {"website", NG_CLASS_MEDIA_OUTLET}, {"network", NG_CLASS_MEDIA_OUTLET},
  };
  const bool bare = ng_str_is(tag(s, token)->lemma, "parliament") || ng_str_is(tag(s, token)->lemma, "congress");
  const bool the  = token > 0 && ng_str_is(s->doc->tokens.at[token - 1].lower, "the");
  if (!the && !(bare && ng_tree_core(&s->tree, s->doc, token).begin == token)) {
    return NG_NONE;
  }
  NgClass cls = NG_CLASS_NONE;
  for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); ++i) {
    cls = ng_str_is(tag(s, token)->lemma, kinds[i].noun) ? kinds[i].cls : cls;
  }
  for (uint32_t m = ng_mention_from(s->doc, token), k = 0; cls != NG_CLASS_NONE && m-- > 0 && k < 100; ++k) {
    const uint32_t e = s->doc->mentions.at[m].entity;
    if (e < s->doc->entities.n && s->doc->entities.at[e].cls == cls) {
      return e;
    }
  }
  return NG_NONE;
}

// Entity of people or a body without a name. A bare or definite phrase takes up an earlier one with the same words.
static uint32_t
make_group(NgScene* s, uint32_t token)
{
  NgDoc* const doc = s->doc;
  if (s->group[token] != NG_NONE) {
    return s->group[token];
  }
  const NgStr label = group_label(s, token);
  uint32_t    found = named_body_before(s, token);
  found             = found != NG_NONE ? found : find_group(s, label);
  if (found == NG_NONE) {
    NgEntity* const e = NG_VEC_ADD(doc->arena, doc->entities);
    if (!e) {
      return NG_NONE;
    }
    found          = doc->entities.n - 1;
    e->cls         = NG_CLASS_GROUP;
    e->label       = label;
    e->known       = NG_NONE;
    e->is_local    = true;
    e->is_plural   = tag(s, token)->xpos == NG_XPOS_NNS;
    e->country     = country_of_phrase(s, token);
    e->member_of   = NG_NONE;
    e->part_of     = NG_NONE;
  }
  s->group[token] = found;
  return found;
}

// "Liberians"
static bool
is_people(const NgScene* s, uint32_t token)
{
  const uint8_t x = tag(s, token)->xpos;
  return s->demonym[token] != NG_NONE && (x == NG_XPOS_NNS || x == NG_XPOS_NNPS);
}

static bool
may_be_group(const NgScene* s, uint32_t token)
{
  const uint8_t  pos  = tag(s, token)->pos;
  const uint64_t bits = classes_of(s, token);
  const uint8_t  x    = tag(s, token)->xpos;
  if (is_people(s, token)) {
    return true;
  }
  for (uint32_t c = x == NG_XPOS_NNS ? s->tree.first[token] : NG_NONE; c != NG_NONE && c < token; c = s->tree.next[c]) {
    if (s->demonym[c] != NG_NONE && tag(s, c)->deprel == NG_DEP_AMOD && !bits) {
      return true; // "Afghan irregulars"
    }
  }
  return (pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_ADJ) &&
         (bits & (s->lex->human | s->lex->collective | s->lex->role | s->lex->force)) != 0;
}

// "Roe said she would": the pronoun that is subject of reported words is whoever spoke, where they agree.
static uint32_t
reporter(NgScene* s, uint32_t token)
{
  const NgStr w  = s->doc->tokens.at[token].lower;
  const bool  he = ng_str_is(w, "he"), she = ng_str_is(w, "she"), it = ng_str_is(w, "it"), they = ng_str_is(w, "they");
  if (!he && !she && !it && !they) {
    return NG_NONE;
  }
  uint32_t       at    = tag(s, token)->head;
  const uint32_t frame = at < s->doc->tokens.n ? ng_scene_word(s, at)->verb : NG_NONE;
  if (frame != NG_NONE && s->lex->frames.at[frame].cls == NG_CLASS_DEATH) {
    return NG_NONE; // nobody tells of his own death
  }
  for (int i = 0; i < 4 && at < s->doc->tokens.n; ++i) {
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n || tag(s, at)->deprel != NG_DEP_CCOMP) {
      return NG_NONE;
    }
    const uint8_t speech = ng_scene_word(s, head)->speech;
    if (head < token && (speech == NG_SPEECH_SAY || speech == NG_SPEECH_CLAIM || speech == NG_SPEECH_THINK)) {
      const uint32_t subject = own_subject(s, head);
      if (subject == NG_NONE || subject >= head || tag(s, subject)->pos == NG_POS_PRON) {
        return NG_NONE;
      }
      const uint32_t e = ng_scene_entity(s, subject, true);
      if (e == NG_NONE) {
        return NG_NONE;
      }
      const NgEntity* const x      = &s->doc->entities.at[e];
      const bool            person = x->cls == NG_CLASS_PERSON;
      const bool fits = he ? person && !x->is_female : she ? person && !x->is_male : it ? !person && !x->is_plural : !person;
      return fits ? e : NG_NONE;
    }
    at = head;
  }
  return NG_NONE;
}

uint32_t
ng_scene_entity(NgScene* scene, uint32_t token, bool may_make)
{
  if (token < scene->doc->tokens.n && tag(scene, token)->pos == NG_POS_PRON) {
    const uint32_t speaker = reporter(scene, token);
    if (speaker != NG_NONE) {
      return speaker;
    }
  }
  for (int i = 0; i < 3 && token != NG_NONE; ++i) {
    uint32_t e = may_be_titled(scene, token) ? name_behind(scene, token) : NG_NONE;
    e          = e != NG_NONE ? e : entity_of_mention(scene, token);
    if (e != NG_NONE && is_actor_class(scene->doc->entities.at[e].cls)) {
      return e;
    }
    e = name_below(scene, token);
    if (e != NG_NONE) {
      return e;
    }
    const uint32_t head = tag(scene, token)->head;
    if (is_relative(scene, token) && head < scene->doc->tokens.n && tag(scene, head)->deprel == NG_DEP_ACL_RELCL) {
      token = tag(scene, head)->head;
      continue;
    }
    const uint32_t inner = counted(scene, token);
    if (inner == NG_NONE) {
      break;
    }
    token = inner;
  }
  return token != NG_NONE && may_make && may_be_group(scene, token) ? make_group(scene, token) : NG_NONE;
}

NgStatus
ng_entity_add(NgDoc* doc, NgEntityVec* vec, uint32_t entity, NgError* err)
{
  if (entity == NG_NONE) {
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < vec->n; ++i) {
    if (vec->at[i] == entity) {
      return NG_SUCCESS;
    }
  }
  uint32_t* const place = NG_VEC_ADD(doc->arena, *vec);
  if (!place) {
    return no_memory(err);
  }
  *place = entity;
  return NG_SUCCESS;
}

static bool
same_row(const NgEntity* e, uint32_t row)
{
  return e->known == row && e->cls == NG_CLASS_COUNTRY;
}

// The country of a demonym, added where the article has none.
static uint32_t
country_of_row(NgScene* s, uint32_t row)
{
  NgDoc* const doc = s->doc;
  for (uint32_t i = doc->entities.n, k = 0; k < LOOK_BACK && i-- > 0; ++k) {
    if (same_row(&doc->entities.at[i], row)) {
      return i;
    }
  }
  NgEntity* const e = NG_VEC_ADD(doc->arena, doc->entities);
  if (!e) {
    return NG_NONE;
  }
  e->cls        = NG_CLASS_COUNTRY;
  e->label      = ng_know_label(s->know, row, doc->arena);
  e->qid        = ng_know_qid(s->know, row, doc->arena);
  e->known      = row;
  e->link_score = 0.9F;
  e->country = e->member_of = e->part_of = NG_NONE;
  return doc->entities.n - 1;
}

uint32_t
ng_scene_entity_before(NgScene* scene, uint32_t token)
{
  const uint32_t e = ng_scene_entity(scene, token, false);
  if (e != NG_NONE || scene->demonym[token] == NG_NONE || scene->mention[token] != NG_NONE) {
    return e;
  }
  const uint32_t   country = country_of_row(scene, scene->demonym[token]);
  NgMention* const m       = country != NG_NONE ? NG_VEC_ADD(scene->doc->arena, scene->added) : NULL;
  if (!m) {
    return country;
  }
  m->tokens     = (NgSpan){token, token + 1};
  m->name_class = NG_CLASS_COUNTRY;
  m->kind       = NG_MENTION_NOMINAL;
  m->entity     = ng_scene_government(scene, country);
  m->score      = 0.8F;
  m->rule       = "facts:demonym";
  return country;
}

// Owner or name inside a phrase that is nobody itself.
static uint32_t
entity_inside(NgScene* s, uint32_t token)
{
  uint32_t best = NG_NONE;
  for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    uint32_t      e   = NG_NONE;
    if (rel == NG_DEP_NMOD_POSS) {
      return ng_scene_entity(s, c, true);
    }
    if (rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD || rel == NG_DEP_NMOD) {
      e = rel == NG_DEP_NMOD ? ng_scene_entity(s, c, true) : ng_scene_entity_before(s, c);
    }
    best = best == NG_NONE ? e : best;
  }
  return best;
}

NgStatus
ng_scene_entities(NgScene* scene, uint32_t token, bool make, bool inside, NgEntityVec* out, NgError* err)
{
  if (token == NG_NONE) {
    return NG_SUCCESS;
  }
  uint32_t e = ng_scene_entity(scene, token, make);
  if (e == NG_NONE && inside) {
    e = entity_inside(scene, token);
  }
  NG_TRY(ng_entity_add(scene->doc, out, e, err));
  int n = 0;
  for (uint32_t c = scene->tree.first[token]; c != NG_NONE && n < MAX_CONJUNCTS; c = scene->tree.next[c]) {
    if (tag(scene, c)->deprel == NG_DEP_CONJ && !is_verb(scene, c)) {
      e = ng_scene_entity(scene, c, make);
      if (e == NG_NONE && inside) {
        e = entity_inside(scene, c);
      }
      NG_TRY(ng_entity_add(scene->doc, out, e, err));
      ++n;
    }
  }
  return NG_SUCCESS;
}

uint32_t
ng_scene_government(NgScene* scene, uint32_t entity)
{
  if (entity == NG_NONE || !scene->know) {
    return entity;
  }
  const NgClass cls = scene->doc->entities.at[entity].cls;
  if (cls != NG_CLASS_COUNTRY && cls != NG_CLASS_PLACE) {
    return entity;
  }
  const uint32_t government = ng_who_government_of(scene->know, scene->doc, entity);
  return government != NG_NONE ? government : entity;
}

static bool
bears(const NgEntity* e, NgStr name)
{
  bool found = ng_str_eq(e->label, name);
  for (uint32_t i = 0; i < e->alt_labels.n && !found; ++i) {
    found = ng_str_eq(e->alt_labels.at[i], name);
  }
  return found;
}

NgStatus
ng_scene_name_government(NgScene* scene, uint32_t government, uint32_t token, NgError* err)
{
  const uint32_t m = token == NG_NONE ? NG_NONE : scene->mention[token];
  if (m == NG_NONE || scene->doc->mentions.at[m].kind != NG_MENTION_NAME || government == NG_NONE) {
    return NG_SUCCESS;
  }
  NgEntity* const e    = &scene->doc->entities.at[government];
  const NgStr     name = ng_doc_words(scene->doc, scene->doc->mentions.at[m].tokens);
  if (e->cls != NG_CLASS_GOVERNMENT || e->alt_labels.n >= 8 || bears(e, name)) {
    return NG_SUCCESS;
  }
  NgStr* const place = NG_VEC_ADD(scene->doc->arena, e->alt_labels);
  if (!place) {
    return no_memory(err);
  }
  *place = name;
  return NG_SUCCESS;
}

static int
by_begin(const void* a, const void* b)
{
  const NgMention* const x = a;
  const NgMention* const y = b;
  return x->tokens.begin < y->tokens.begin ? -1 : x->tokens.begin > y->tokens.begin;
}

NgStatus
ng_scene_close(NgScene* scene, NgError* err)
{
  NgDoc* const doc = scene->doc;
  if (!scene->added.n) {
    return NG_SUCCESS;
  }
  qsort(scene->added.at, scene->added.n, sizeof(*scene->added.at), by_begin);
  const uint32_t total = doc->mentions.n + scene->added.n;
  NgMention* const all = ng_arena_calloc(doc->arena, total, sizeof(*all));
  if (!all) {
    return no_memory(err);
  }
  uint32_t n = 0, i = 0, k = 0;
  while (i < doc->mentions.n || k < scene->added.n) {
    const bool own = i >= doc->mentions.n ||
                     (k < scene->added.n && scene->added.at[k].tokens.begin < doc->mentions.at[i].tokens.begin);
    const NgMention* const m = own ? &scene->added.at[k++] : &doc->mentions.at[i++];
    if (!own || !n || all[n - 1].tokens.begin != m->tokens.begin) {
      all[n++] = *m;
    }
  }
  doc->mentions.at  = all;
  doc->mentions.n   = n;
  doc->mentions.cap = total;
  return NG_SUCCESS;
}

// --- conditions ---

static bool
is_kind(NgScene* s, uint32_t token, NgKind kind)
{
  const uint32_t e = ng_scene_entity(s, token, false);
  const NgClass  c = e == NG_NONE ? NG_CLASS_NONE : s->doc->entities.at[e].cls;
  const uint64_t b = classes_of(s, token);
  const bool     is_personal = tag(s, token)->xpos == NG_XPOS_PRP && !ng_str_is(s->doc->tokens.at[token].lower, "it");
  const bool     is_count    = tag(s, token)->pos == NG_POS_NUM;
  const bool     human = c == NG_CLASS_PERSON || c == NG_CLASS_GROUP || (c == NG_CLASS_NONE && (is_personal || is_count || is_people(s, token) || (b & (s->lex->human | s->lex->role)) || tag(s, token)->xpos == NG_XPOS_WP));
  const bool     org   = is_body(c);
  switch (kind) {
  case NG_KIND_ANY:
    return e != NG_NONE;
  case NG_KIND_PERSON:
    return c == NG_CLASS_PERSON || (c == NG_CLASS_NONE && is_personal && !ng_str_is(s->doc->tokens.at[token].lower, "they"));
  case NG_KIND_HUMAN:
    return human;
  case NG_KIND_ORG:
    return org || c == NG_CLASS_COUNTRY;
  case NG_KIND_ACTOR:
    return human || org || c == NG_CLASS_COUNTRY || c == NG_CLASS_PLACE || (c == NG_CLASS_NONE && (b & (s->lex->collective | s->lex->force)));
  case NG_KIND_PLACE:
    return c == NG_CLASS_PLACE || c == NG_CLASS_COUNTRY;
  case NG_KIND_COUNTRY:
    return c == NG_CLASS_COUNTRY;
  case NG_KIND_GOVERNMENT:
    return c == NG_CLASS_GOVERNMENT || c == NG_CLASS_COUNTRY;
  case NG_KIND_AGENCY:
    return c == NG_CLASS_AGENCY;
  case NG_KIND_COURT:
    return c == NG_CLASS_COURT;
  case NG_KIND_LEGISLATURE:
    return c == NG_CLASS_LEGISLATURE;
  case NG_KIND_PARTY:
    return c == NG_CLASS_PARTY;
  case NG_KIND_OUTLET:
    return c == NG_CLASS_MEDIA_OUTLET;
  case NG_KIND_INTERNATIONAL:
    return c == NG_CLASS_INTERNATIONAL_ORGANIZATION;
  default:
    return false;
  }
}

static bool
is_item(NgScene* s, uint32_t token, const NgItem* item)
{
  switch (item->kind) {
  case NG_ITEM_WORD:
    return s->word[token] == item->value || s->pair[token] == item->value;
  case NG_ITEM_CLASS:
    return (classes_of(s, token) >> item->value) & 1;
  default:
    return is_kind(s, token, (NgKind)item->value);
  }
}

bool
ng_scene_is(NgScene* scene, uint32_t token, const NgItem* items, uint32_t n)
{
  if (token == NG_NONE) {
    return false;
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (is_item(scene, token, &items[i])) {
      return true;
    }
  }
  const uint32_t inner = counted(scene, token);
  for (uint32_t i = 0; i < n && inner != NG_NONE; ++i) {
    if (is_item(scene, inner, &items[i])) {
      return true;
    }
  }
  // One of several: "journalists and lawyers".
  for (uint32_t c = scene->tree.first[token], k = 0; c != NG_NONE && k < 4; c = scene->tree.next[c]) {
    if (tag(scene, c)->deprel == NG_DEP_CONJ || tag(scene, c)->deprel == NG_DEP_APPOS) {
      ++k;
      for (uint32_t i = 0; i < n; ++i) {
        if (is_item(scene, c, &items[i])) {
          return true;
        }
      }
    }
  }
  return false;
}
