// SPDX-License-Identifier: Apache-2.0
#include "understand/scene_impl.h"

#include <stdlib.h>

static const NgWord unknown = {.verb      = NG_NONE,
                               .noun      = NG_NONE,
                               .adjective = NG_NONE,
                               .state     = NG_NONE,
                               .light     = NG_NONE,
                               .idiom     = NG_NONE,
                               .base      = NG_NONE};

const NgWord*
ng_scene_word(const NgScene* scene, uint32_t token)
{
  const uint32_t w = token == NG_NONE ? NG_NONE : scene->word[token];
  return w == NG_NONE ? &unknown : &scene->lex->words.at[w];
}

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
      s->word[i] = ng_lexicon_stem(s->lex, doc->tokens.at[i].lower);
    }
    const bool is_guess = doc->tags && doc->tags[i].pos == NG_POS_VERB && s->word[i] != NG_NONE &&
                          s->word[i] != s->lower[i] && s->lex->words.at[s->word[i]].verb == NG_NONE &&
                          s->lex->words.at[s->word[i]].speech == NG_SPEECH_NONE;
    if (is_guess) { // the lemma is no verb that the lists know: "fined" taken for a form of "fin"
      const uint32_t stem = ng_lexicon_stem(s->lex, doc->tokens.at[i].lower);
      s->word[i]          = stem != NG_NONE ? stem : s->word[i];
    }
    const uint32_t form = s->lower[i];
    if (doc->tags && doc->tags[i].pos == NG_POS_VERB && form != NG_NONE &&
        s->lex->words.at[form].base != NG_NONE) {
      s->word[i] = s->lex->words.at[form].base;
    }
    const bool capital = doc->tokens.at[i].shape & NG_SHAPE_CAPITAL;
    s->demonym[i]      = s->know && capital ? ng_know_demonym(s->know, ng_doc_token(doc, i)) : NG_NONE;
    s->pair[i]         = i && ng_scene_word(s, i)->is_tail ? pair_word(s, i) : NG_NONE;
    s->quoted[i] = s->told[i] = s->group[i] = s->time_at[i] = NG_NONE;
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
    for (uint32_t t = m->tokens.begin;
         m->kind == NG_MENTION_NAME && t < m->tokens.end && t < s->doc->tokens.n; ++t) {
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
  scene->lex            = lexicon;
  scene->know           = know;
  scene->doc            = doc;
  const size_t    n     = doc->tokens.n;
  uint32_t* const block = ng_arena_calloc(doc->arena, n * 10 + 1, sizeof(uint32_t));
  scene->idiom          = ng_arena_calloc(doc->arena, 2 * n + 1, sizeof(bool));
  if (!block || !scene->idiom) {
    return ng_error_no_mem(err);
  }
  scene->people         = scene->idiom + n;
  scene->word           = block;
  scene->pair           = block + n;
  scene->mention        = block + 2 * n;
  scene->group          = block + 3 * n;
  scene->sentence       = block + 4 * n;
  scene->quoted         = block + 5 * n;
  scene->time_at        = block + 6 * n;
  scene->lower          = block + 7 * n;
  scene->demonym        = block + 8 * n;
  scene->told           = block + 9 * n;
  scene->has_tree       = doc->tags != NULL;
  scene->date           = doc->meta.date;
  scene->preposition_of = ng_lexicon_word(lexicon, ng_str("of"));
  scene->preposition_by = ng_lexicon_word(lexicon, ng_str("by"));
  fill_words(scene);
  fill_sentences(scene);
  fill_mentions(scene);
  mark_idioms(scene);
  return scene->has_tree ? ng_tree_build(&scene->tree, doc, err) : NG_SUCCESS;
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
  const uint32_t   total = doc->mentions.n + scene->added.n;
  NgMention* const all   = ng_arena_calloc(doc->arena, total, sizeof(*all));
  if (!all) {
    return ng_error_no_mem(err);
  }
  uint32_t n = 0, i = 0, k = 0;
  while (i < doc->mentions.n || k < scene->added.n) {
    const bool own = i >= doc->mentions.n || (k < scene->added.n && scene->added.at[k].tokens.begin <
                                                                        doc->mentions.at[i].tokens.begin);
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
