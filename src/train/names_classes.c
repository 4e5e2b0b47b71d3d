// SPDX-License-Identifier: Apache-2.0
// Trains the span model: multinomial logistic regression by AdaGrad over the annotated names, each
// among the classes of its type.
#include "base/alloc.h"
#include "train/names_train.h"

#include <math.h>
#include <stdio.h>

enum { C = NG_N_NAME_CLASS };

typedef struct {
  uint32_t rows[NG_NAMES_MAX_ROWS];
  uint32_t n;
  uint32_t cls;
  uint32_t among; // bit set
} Example;

typedef struct {
  Example* at;
  uint32_t n, cap;
} Examples;

static uint32_t
index_of(NgClass cls)
{
  uint32_t i = 0;
  while (i < C && ng_names_class(i) != cls) {
    ++i;
  }
  return i;
}

static NgStatus
add_example(Examples* out, const NgNamesView* view, const NgNamesSpans* spans, uint32_t i, NgClass cls)
{
  if (out->n == out->cap) {
    const uint32_t cap = out->cap ? out->cap * 2 : 1024;
    Example* const at  = ng_realloc(out->at, cap, sizeof(Example));
    if (!at) {
      return NG_ERR_NO_MEM;
    }
    out->at  = at;
    out->cap = cap;
  }
  Example* const e = &out->at[out->n++];
  e->n             = ng_names_class_rows(view, spans, i, e->rows);
  e->cls           = index_of(cls);
  e->among         = ng_names_classes_of(spans->at[i].type);
  return NG_SUCCESS;
}

static NgStatus
collect(Examples* out, NgGold* gold, const NgWordvec* words, const NgKnow* know, NgError* err)
{
  for (uint32_t d = 0; d < gold->docs.n; ++d) {
    NgGoldDoc* const g     = &gold->docs.at[d];
    NgNamesView      view  = {0};
    NgNamesSpans     spans = {0};
    if (!g->names.n || !g->names.at[0].is_fine) {
      continue;
    }
    NG_TRY(ng_names_view_make(&view, &g->doc, words, know, false, err));
    for (uint32_t i = 0; i < g->names.n; ++i) {
      const NgGoldName* const name = &g->names.at[i];
      NgNamesSpan* const      span = NG_VEC_ADD(gold->arena, spans);
      if (!span) {
        return NG_ERR_NO_MEM;
      }
      *span = (NgNamesSpan){name->tokens, ng_gold_type_of(name->cls), 0};
    }
    for (uint32_t i = 0; i < g->names.n; ++i) {
      if (g->names.at[i].is_exact) {
        NG_TRY(add_example(out, &view, &spans, i, g->names.at[i].cls));
      }
    }
  }
  return NG_SUCCESS;
}

typedef struct {
  float*   w;
  float*   sums;
  uint32_t mask;
  uint64_t random;
} Model;

static void
learn(Model* m, const Example* e, float rate, float dropout)
{
  const uint64_t seed  = m->random++;
  const uint32_t bar   = (uint32_t)(dropout * 4294967295.0F);
  float          p[C]  = {0};
  float          total = 0, best = -1e30F;
  for (uint32_t r = 0; r < e->n; ++r) {
    const float* const row = m->w + (size_t)(e->rows[r] & m->mask) * C;
    if ((uint32_t)(ng_mix(seed * 128 + r) >> 32) >= bar) {
      for (uint32_t c = 0; c < C; ++c) {
        p[c] += row[c];
      }
    }
  }
  for (uint32_t c = 0; c < C; ++c) {
    best = (e->among >> c & 1) && p[c] > best ? p[c] : best;
  }
  for (uint32_t c = 0; c < C; ++c) {
    p[c] = e->among >> c & 1 ? expf(p[c] - best) : 0.0F;
    total += p[c];
  }
  for (uint32_t r = 0; r < e->n; ++r) {
    if ((uint32_t)(ng_mix(seed * 128 + r) >> 32) < bar) {
      continue;
    }
    const size_t at = (size_t)(e->rows[r] & m->mask) * C;
    for (uint32_t c = 0; c < C; ++c) {
      const float g = p[c] / total - (c == e->cls ? 1.0F : 0.0F);
      m->sums[at + c] += g * g;
      m->w[at + c] -= rate * g / sqrtf(m->sums[at + c]);
    }
  }
}

static void
train(Model* m, Examples* examples, const NgNamesTrainOptions* o)
{
  const double n_steps = (double)examples->n * o->class_epochs;
  for (uint32_t epoch = 0; epoch < o->class_epochs; ++epoch) {
    for (uint32_t i = examples->n; i > 1; --i) {
      const uint32_t j    = (uint32_t)(ng_mix(m->random++) % i);
      const Example  swap = examples->at[i - 1];
      examples->at[i - 1] = examples->at[j];
      examples->at[j]     = swap;
    }
    for (uint32_t i = 0; i < examples->n; ++i) {
      const double done = ((double)epoch * examples->n + i) / n_steps;
      learn(m, &examples->at[i], o->class_rate * (float)(1.0 - 0.95 * done), o->class_dropout);
    }
  }
}

NgStatus
ng_names_train_classes(float** out, NgGold* gold, const NgWordvec* words, const NgKnow* know,
                       const NgNamesTrainOptions* options, NgError* err)
{
  const size_t n        = (size_t)C << options->class_log2_rows;
  Examples     examples = {0};
  Model        m        = {.mask = (1U << options->class_log2_rows) - 1, .random = options->first.seed};
  m.w                   = ng_calloc(n, sizeof(float));
  m.sums                = ng_calloc(n, sizeof(float));
  NgStatus st           = m.w && m.sums ? collect(&examples, gold, words, know, err) : NG_ERR_NO_MEM;
  if (!st) {
    for (size_t i = 0; i < n; ++i) {
      m.sums[i] = 0.1F;
    }
    train(&m, &examples, options);
    *out = m.w;
  } else {
    ng_free(m.w);
  }
  ng_free(m.sums);
  ng_free(examples.at);
  return st;
}
