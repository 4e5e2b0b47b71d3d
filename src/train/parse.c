// SPDX-License-Identifier: Apache-2.0
// Trains the dependency parser with a dynamic oracle (Goldberg and Nivre 2013).
#include "tag/parse.h"

#include "tag/arcs.h"
#include "tag/weights.h"
#include "train/perceptron.h"
#include "train/pos.h"
#include "train/train.h"

#include <stdio.h>

enum { N_ROWS = 1 << 18, N_EPOCHS = 8, FIRST_EXPLORING = 1, N_FOLDS = 4 };

typedef struct {
  NgTreebankDoc* doc;
  NgSpan         tokens;
} Sentence;

typedef struct {
  const NgWordvec* words;
  NgPerceptron     model;
  NG_VEC(Sentence) sentences;
  NgArcs   state;
  uint32_t gold[NG_ARCS_MAX_TOKENS];
  uint8_t  label[NG_ARCS_MAX_TOKENS];
  uint64_t random;
} Trainer;

// Gold arcs that can no longer be made once `move` is done.
static unsigned
cost(const Trainer* t, NgArcsMove move)
{
  const NgArcs* const s   = &t->state;
  const uint32_t      top = s->n_stack ? s->stack[s->n_stack - 1] : NG_NONE;
  unsigned            sum = 0;
  if (move == NG_ARCS_SHIFT) {
    for (uint32_t k = 0; k < s->n_stack; ++k) {
      const uint32_t i = s->stack[k];
      sum += t->gold[i] == s->next || (i != top && t->gold[s->next] == i);
    }
    return sum;
  }
  for (uint32_t i = s->next; i < s->n; ++i) {
    sum += t->gold[i] == top;
  }
  const uint32_t head = t->gold[top];
  if (move == NG_ARCS_LEFT) {
    return sum + ((s->n_stack > 1 && head == s->stack[s->n_stack - 2]) || (head != s->next && head > s->next));
  }
  return sum + (head >= s->next);
}

static NgArcsMove
best_move(const NgArcs* s, const float* scores, const unsigned* costs, unsigned limit)
{
  NgArcsMove best = NG_ARCS_N_MOVES;
  for (unsigned m = 0; m < NG_ARCS_N_MOVES; ++m) {
    if (ng_arcs_can(s, (NgArcsMove)m) && costs[m] <= limit &&
        (best == NG_ARCS_N_MOVES || scores[m] > scores[best])) {
      best = (NgArcsMove)m;
    }
  }
  return best;
}

static uint8_t
best_label(const float* scores)
{
  uint8_t label = NG_DEP_ROOT + 1;
  for (uint8_t l = NG_DEP_ROOT + 2; l < NG_N_DEPREL; ++l) {
    label = scores[l] > scores[label] ? l : label;
  }
  return label;
}

static void
learn_label(Trainer* t, const uint32_t* features, uint32_t k, uint32_t child, const float* scores)
{
  const uint8_t gold = t->label[child];
  const uint8_t got  = best_label(scores);
  if (gold != got && gold > NG_DEP_ROOT) {
    ng_perceptron_update(&t->model, features, k, NG_ARCS_N_MOVES + (uint32_t)gold, 1);
    ng_perceptron_update(&t->model, features, k, NG_ARCS_N_MOVES + (uint32_t)got, -1);
  }
}

static void
learn_step(Trainer* t, bool explore)
{
  NgArcs* const s = &t->state;
  uint32_t      features[NG_ARCS_MAX_FEATURES];
  float         scores[NG_ARCS_N_OUT];
  unsigned      costs[NG_ARCS_N_MOVES] = {0};
  unsigned      least                  = UINT32_MAX;
  const uint32_t k                     = ng_arcs_features(s, features);
  ng_perceptron_score(&t->model, features, k, scores);
  for (unsigned m = 0; m < NG_ARCS_N_MOVES; ++m) {
    if (ng_arcs_can(s, (NgArcsMove)m)) {
      costs[m] = cost(t, (NgArcsMove)m);
      least    = costs[m] < least ? costs[m] : least;
    }
  }
  const NgArcsMove got  = best_move(s, scores, costs, UINT32_MAX);
  const NgArcsMove gold = best_move(s, scores, costs, least);
  if (costs[got] > least) {
    ng_perceptron_update(&t->model, features, k, gold, 1);
    ng_perceptron_update(&t->model, features, k, got, -1);
  }
  ++t->model.step;
  const NgArcsMove go    = explore && ng_random_below(&t->random, 10) ? got : gold;
  uint8_t          label = NG_DEP_ROOT;
  if (go != NG_ARCS_SHIFT && (go == NG_ARCS_RIGHT || s->next < s->n)) {
    const uint32_t child = s->stack[s->n_stack - 1];
    const uint32_t head  = go == NG_ARCS_LEFT ? s->next : s->stack[s->n_stack - 2];
    if (t->gold[child] == head) {
      learn_label(t, features, k, child, scores + NG_ARCS_N_MOVES);
    }
    label = best_label(scores + NG_ARCS_N_MOVES);
  }
  ng_arcs_do(s, go, label);
}

static void
learn_sentence(Trainer* t, const Sentence* sentence, bool explore)
{
  const NgDoc* const doc   = &sentence->doc->doc;
  const uint32_t     begin = sentence->tokens.begin;
  const uint32_t     n     = sentence->tokens.end - begin;
  ng_view_fill(t->words, doc, sentence->tokens, t->state.views);
  for (uint32_t i = 0; i < n; ++i) {
    const NgTag* const gold = &sentence->doc->gold[begin + i];
    t->state.xpos[i]        = doc->tags[begin + i].xpos;
    t->gold[i]              = gold->head == NG_NONE ? n : gold->head - begin;
    t->label[i]             = gold->deprel;
  }
  ng_arcs_begin(&t->state, n);
  while (!ng_arcs_done(&t->state)) {
    learn_step(t, explore);
  }
}

static NgStatus
find_sentences(Trainer* t, NgTreebank* bank)
{
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    NgTreebankDoc* const doc = &bank->docs.at[d];
    for (uint32_t s = 0; s < doc->doc.sentences.n; ++s) {
      const NgSpan tokens = doc->doc.sentences.at[s].tokens;
      if (tokens.end - tokens.begin <= NG_ARCS_MAX_TOKENS) {
        Sentence* const item = NG_VEC_ADD(bank->arena, t->sentences);
        if (!item) {
          return NG_ERR_NO_MEM;
        }
        *item = (Sentence){doc, tokens};
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
learn(Trainer* t, NgTreebank* bank, uint32_t n_epochs)
{
  uint32_t* const order = ng_arena_calloc(bank->arena, t->sentences.n, sizeof(uint32_t));
  if (!order) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < t->sentences.n; ++i) {
    order[i] = i;
  }
  for (uint32_t epoch = 0; epoch < n_epochs; ++epoch) {
    ng_random_shuffle(&t->random, order, t->sentences.n);
    for (uint32_t i = 0; i < t->sentences.n; ++i) {
      learn_sentence(t, &t->sentences.at[order[i]], epoch >= FIRST_EXPLORING);
    }
    printf("parse: epoch %u of %u\n", epoch + 1, n_epochs);
  }
  ng_perceptron_average(&t->model);
  return NG_SUCCESS;
}

static NgStatus
save(const Trainer* t, const char* folder, NgError* err)
{
  NgPackWriter* const writer = ng_pack_writer_new(NG_PARSE_KIND, NG_PARSE_VERSION);
  NgStatus            st     = writer ? NG_SUCCESS : NG_ERR_NO_MEM;
  if (!st) {
    st = ng_weights_write(writer, "weights", t->model.weights, t->model.n_rows, t->model.n_out);
  }
  if (!st) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/parse.ngm", folder);
    st = ng_pack_writer_save(writer, path, err);
  }
  ng_pack_writer_free(writer);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

NgStatus
ng_train_parse(const NgTrainOptions* options, NgError* err)
{
  char path[4096];
  snprintf(path, sizeof(path), "%s/words.ngm", options->out);
  NgWordvec*     words = NULL;
  NgTreebank     bank  = {0};
  Trainer* const t     = ng_calloc(1, sizeof(Trainer));
  NgStatus       st    = t ? NG_SUCCESS : ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  if (!st) {
    st = ng_wordvec_open(&words, path, err);
  }
  if (!st) {
    st = ng_treebank_read_parts(&bank, options->corpora, true, err);
  }
  if (!st) {
    st = ng_pos_jackknife(&bank, words, options->seed, N_FOLDS);
  }
  if (!st) {
    t->words  = words;
    t->random = ng_random_start(options->seed);
    st        = find_sentences(t, &bank);
  }
  if (!st) {
    st = ng_perceptron_init(&t->model, N_ROWS, NG_ARCS_N_OUT);
  }
  if (!st) {
    st = learn(t, &bank, options->epochs ? options->epochs : N_EPOCHS);
  }
  if (!st) {
    st = save(t, options->out, err);
  }
  if (t) {
    ng_perceptron_free(&t->model);
  }
  ng_wordvec_close(words);
  ng_treebank_free(&bank);
  ng_free(t);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}
