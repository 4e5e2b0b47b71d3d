// SPDX-License-Identifier: Apache-2.0
// Trains the part-of-speech tagger.
#include "train/pos.h"

#include "tag/pos.h"
#include "tag/pos_features.h"
#include "tag/weights.h"
#include "train/lemma.h"
#include "train/perceptron.h"
#include "train/train.h"

#include <stdio.h>

enum { N_ROWS = 1 << 16, MAX_PAIRS = 512, N_EPOCHS = 7, MAX_SENTENCE = 1024, MIN_PAIR = 2 };

typedef struct {
  NgTreebankDoc* doc;
  NgSpan         tokens;
  uint32_t       doc_no;
} Sentence;

typedef struct {
  const NgWordvec* words;
  NgPerceptron     model;
  NgTagPair        pairs[MAX_PAIRS];
  uint32_t         n_pairs;
  NG_VEC(Sentence) sentences;
  NgView views[MAX_SENTENCE];
} Trainer;

static void
find_pairs(Trainer* t, const NgTreebank* bank)
{
  uint32_t counts[NG_N_XPOS][NG_N_POS] = {{0}};
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    const NgTreebankDoc* const doc = &bank->docs.at[d];
    for (uint32_t i = 0; i < doc->doc.tokens.n; ++i) {
      ++counts[doc->gold[i].xpos][doc->gold[i].pos];
    }
  }
  for (uint32_t x = 0; x < NG_N_XPOS; ++x) {
    for (uint32_t u = 0; u < NG_N_POS; ++u) {
      if (counts[x][u] >= MIN_PAIR && t->n_pairs < MAX_PAIRS) {
        t->pairs[t->n_pairs++] = (NgTagPair){(uint8_t)x, (uint8_t)u};
      }
    }
  }
}

static NgStatus
find_sentences(Trainer* t, NgTreebank* bank)
{
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    NgTreebankDoc* const doc = &bank->docs.at[d];
    for (uint32_t s = 0; s < doc->doc.sentences.n; ++s) {
      const NgSpan    tokens = doc->doc.sentences.at[s].tokens;
      Sentence* const item   = NG_VEC_ADD(bank->arena, t->sentences);
      if (!item) {
        return NG_ERR_NO_MEM;
      }
      *item = (Sentence){doc, tokens, d};
      if (tokens.end - tokens.begin > MAX_SENTENCE) {
        item->tokens.end = tokens.begin + MAX_SENTENCE;
      }
    }
  }
  return NG_SUCCESS;
}

static uint32_t
best_pair(const Trainer* t, const float* scores)
{
  uint32_t best = 0;
  for (uint32_t p = 1; p < t->n_pairs; ++p) {
    const float a = scores[t->pairs[p].xpos] + scores[NG_N_XPOS + t->pairs[p].pos];
    const float b = scores[t->pairs[best].xpos] + scores[NG_N_XPOS + t->pairs[best].pos];
    best          = a > b ? p : best;
  }
  return best;
}

// Write some sentences in capitals, or each word with one, so that headlines are no surprise.
static void
vary_case(NgView* views, uint32_t n, uint64_t* random)
{
  const uint32_t r = ng_random_below(random, 20);
  for (uint32_t i = 0; r < 2 && i < n; ++i) {
    if (views[i].prefix[0] && !(views[i].shape & (NG_SHAPE_DIGIT | NG_SHAPE_STOP)) && views[i].row) {
      views[i].shape |= (uint16_t)(NG_SHAPE_CAPITAL | (r ? 0 : NG_SHAPE_ALL_UPPER) | 1 << 15);
    }
  }
}

static uint32_t
score_token(const Trainer* t, uint32_t i, uint32_t n, const uint32_t tags[2], uint32_t* features, uint32_t* best)
{
  uint32_t k = ng_pos_static_features(t->views, i, n, features);
  k += ng_pos_tag_features(t->views, i, n, tags[0], tags[1], features + k);
  float scores[NG_POS_N_OUT];
  ng_perceptron_score(&t->model, features, k, scores);
  *best = best_pair(t, scores);
  return k;
}

static void
learn_token(Trainer* t, const uint32_t* features, uint32_t k, const NgTag* gold, NgTagPair got)
{
  if (got.xpos != gold->xpos) {
    ng_perceptron_update(&t->model, features, k, gold->xpos, 1);
    ng_perceptron_update(&t->model, features, k, got.xpos, -1);
  }
  if (got.pos != gold->pos) {
    ng_perceptron_update(&t->model, features, k, NG_N_XPOS + (uint32_t)gold->pos, 1);
    ng_perceptron_update(&t->model, features, k, NG_N_XPOS + (uint32_t)got.pos, -1);
  }
  ++t->model.step;
}

static void
learn_sentence(Trainer* t, const Sentence* s, uint64_t* random)
{
  const uint32_t n       = s->tokens.end - s->tokens.begin;
  uint32_t       tags[2] = {UINT32_MAX, UINT32_MAX};
  ng_view_fill(t->words, &s->doc->doc, s->tokens, t->views);
  vary_case(t->views, n, random);
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t       features[NG_POS_MAX_FEATURES];
    uint32_t       best = 0;
    const uint32_t k    = score_token(t, i, n, tags, features, &best);
    learn_token(t, features, k, &s->doc->gold[s->tokens.begin + i], t->pairs[best]);
    tags[1] = tags[0];
    tags[0] = best;
  }
}

static void
tag_sentence(Trainer* t, const Sentence* s)
{
  const uint32_t n       = s->tokens.end - s->tokens.begin;
  uint32_t       tags[2] = {UINT32_MAX, UINT32_MAX};
  ng_view_fill(t->words, &s->doc->doc, s->tokens, t->views);
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t features[NG_POS_MAX_FEATURES];
    uint32_t best = 0;
    score_token(t, i, n, tags, features, &best);
    s->doc->doc.tags[s->tokens.begin + i].xpos = t->pairs[best].xpos;
    s->doc->doc.tags[s->tokens.begin + i].pos  = t->pairs[best].pos;
    tags[1]                                    = tags[0];
    tags[0]                                    = best;
  }
}

// Learn from all documents but those whose number leaves `fold` when divided by `n_folds`.
static NgStatus
learn(Trainer* t, NgTreebank* bank, uint32_t n_epochs, uint32_t seed, uint32_t fold, uint32_t n_folds)
{
  uint32_t* const order  = ng_arena_calloc(bank->arena, t->sentences.n, sizeof(uint32_t));
  uint64_t        random = ng_random_start(seed);
  uint32_t        n      = 0;
  if (!order) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(ng_perceptron_init(&t->model, N_ROWS, NG_POS_N_OUT));
  for (uint32_t i = 0; i < t->sentences.n; ++i) {
    if (n_folds == 1 || t->sentences.at[i].doc_no % n_folds != fold) {
      order[n++] = i;
    }
  }
  for (uint32_t epoch = 0; epoch < n_epochs; ++epoch) {
    ng_random_shuffle(&random, order, n);
    for (uint32_t i = 0; i < n; ++i) {
      learn_sentence(t, &t->sentences.at[order[i]], &random);
    }
  }
  ng_perceptron_average(&t->model);
  return NG_SUCCESS;
}

static NgStatus
save(const Trainer* t, const NgTreebank* bank, const char* folder, NgError* err)
{
  NgPackWriter* const writer = ng_pack_writer_new(NG_POS_KIND, NG_POS_VERSION);
  NgStatus            st     = writer ? NG_SUCCESS : NG_ERR_NO_MEM;
  if (!st) {
    st = ng_weights_write(writer, "weights", t->model.weights, t->model.n_rows, t->model.n_out);
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "pairs", t->pairs, t->n_pairs * sizeof(NgTagPair));
  }
  if (!st) {
    st = ng_lemma_train(writer, bank);
  }
  if (!st) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/pos.ngm", folder);
    st = ng_pack_writer_save(writer, path, err);
  }
  ng_pack_writer_free(writer);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

static NgStatus
begin(Trainer** out, const NgWordvec* words, NgTreebank* bank)
{
  Trainer* const t = ng_calloc(1, sizeof(Trainer));
  if (!t) {
    return NG_ERR_NO_MEM;
  }
  *out     = t;
  t->words = words;
  find_pairs(t, bank);
  return find_sentences(t, bank);
}

static void
end(Trainer* t)
{
  if (t) {
    ng_perceptron_free(&t->model);
    ng_free(t);
  }
}

NgStatus
ng_pos_jackknife(NgTreebank* bank, const NgWordvec* words, uint32_t seed, uint32_t n_folds)
{
  Trainer* t  = NULL;
  NgStatus st = begin(&t, words, bank);
  for (uint32_t d = 0; !st && d < bank->docs.n; ++d) {
    NgDoc* const doc = &bank->docs.at[d].doc;
    doc->tags        = ng_arena_calloc(bank->arena, doc->tokens.n, sizeof(NgTag));
    st               = doc->tags ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  for (uint32_t fold = 0; !st && fold < n_folds; ++fold) {
    st = learn(t, bank, N_EPOCHS, seed, fold, n_folds);
    for (uint32_t i = 0; !st && i < t->sentences.n; ++i) {
      if (t->sentences.at[i].doc_no % n_folds == fold) {
        tag_sentence(t, &t->sentences.at[i]);
      }
    }
    ng_perceptron_free(&t->model);
  }
  end(t);
  return st;
}

NgStatus
ng_train_pos(const NgTrainOptions* options, NgError* err)
{
  char path[4096];
  snprintf(path, sizeof(path), "%s/words.ngm", options->out);
  NgWordvec* words = NULL;
  NgTreebank bank  = {0};
  Trainer*   t     = NULL;
  NgStatus   st    = ng_wordvec_open(&words, path, err);
  if (!st) {
    st = ng_treebank_read_parts(&bank, options->corpora, true, err);
  }
  if (!st) {
    st = begin(&t, words, &bank);
  }
  if (!st) {
    st = learn(t, &bank, options->epochs ? options->epochs : N_EPOCHS, options->seed, 0, 1);
  }
  if (!st) {
    st = save(t, &bank, options->out, err);
  }
  end(t);
  ng_wordvec_close(words);
  ng_treebank_free(&bank);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}
