// SPDX-License-Identifier: Apache-2.0
#include "train/names_crf.h"

#include "base/alloc.h"
#include "tag/names_model.h"

#include <math.h>
#include <stdio.h>

enum { N = NG_N_NAME_LABELS, S = NG_CRF_STRIDE, EDGE = NG_CRF_EDGE, N_STEPS = 256 };

// Lists of valid transitions, so that inner loops touch nothing else.
typedef struct {
  uint8_t from, to;
} Step;

typedef struct {
  Step     steps[N_STEPS];
  uint32_t n;
} Steps;

// Scratch for one sentence.
typedef struct {
  uint32_t cap;
  float *  scores, *full, *held; // S a token: scores and marginals
  float *  alpha, *beta, *e;
  float*   hidden; // hidden a token, after dropout
  uint8_t* keep;   // of the current token's features
} Scratch;

// Inputs of the network at place `k` of the window: at most dim + NG_N_NAMETOK_FLAGS values that are not 0.
typedef struct {
  uint32_t row[NG_NAMES_MAX_DIM + NG_N_NAMETOK_FLAGS]; // of w1
  float    x[NG_NAMES_MAX_DIM + NG_N_NAMETOK_FLAGS];
  uint32_t n;
} Inputs;

typedef struct {
  NgCrf*           crf;
  const NgCrfData* data;
  Steps            steps;
  Scratch          s;
  float            et[N + 1][N + 1]; // exp of transitions
  float            trans_grad[N + 1][N + 1];
  uint64_t         random;
  float            rate;
  float *          rows_sum, *trans_sum, *w1_sum, *b1_sum, *w2_sum;
  float*           hidden_grad;
  Inputs           inputs;
} Trainer;

static uint32_t
draw(Trainer* t)
{
  t->random += 0x9e3779b97f4a7c15ULL;
  return (uint32_t)(ng_mix(t->random) >> 32);
}

static bool
chance(Trainer* t, float p)
{
  return (float)(draw(t) >> 8) * (1.0F / 16777216.0F) < p;
}

static void
list_steps(Steps* steps)
{
  steps->n = 0;
  for (unsigned from = 0; from < N; ++from) {
    for (unsigned to = 0; to < N; ++to) {
      if (ng_name_may_follow(from, to)) {
        steps->steps[steps->n++] = (Step){(uint8_t)from, (uint8_t)to};
      }
    }
  }
}

static size_t
n_weights(const NgCrfOptions* o, size_t* rows, size_t* w1, size_t* w2)
{
  *rows = (size_t)S << o->log2_rows;
  *w1   = o->dim ? (size_t)NG_CRF_WINDOW * ng_names_inputs(o->dim) * o->hidden : 0;
  *w2   = o->dim ? (size_t)o->hidden * S : 0;
  return *rows + *w1 + *w2 + (o->dim ? o->hidden : 0) + (N + 1) * (N + 1);
}

NgStatus
ng_crf_new(NgCrf** out, const NgCrfOptions* options)
{
  size_t       rows, w1, w2;
  const size_t all = n_weights(options, &rows, &w1, &w2);
  NgCrf* const crf = ng_calloc(1, sizeof(NgCrf));
  if (!crf) {
    return NG_ERR_NO_MEM;
  }
  crf->options = *options;
  crf->rows    = ng_calloc(rows, sizeof(float));
  crf->w1      = ng_calloc(w1 + 1, sizeof(float));
  crf->w2      = ng_calloc(w2 + 1, sizeof(float));
  crf->b1      = ng_calloc(options->hidden + 1U, sizeof(float));
  crf->sums    = ng_calloc(all, sizeof(float));
  if (!crf->rows || !crf->w1 || !crf->w2 || !crf->b1 || !crf->sums) {
    ng_crf_free(crf);
    return NG_ERR_NO_MEM;
  }
  *out = crf;
  return NG_SUCCESS;
}

void
ng_crf_free(NgCrf* crf)
{
  if (crf) {
    ng_free(crf->rows);
    ng_free(crf->w1);
    ng_free(crf->w2);
    ng_free(crf->b1);
    ng_free(crf->sums);
    ng_free(crf);
  }
}

// --- scores --------------------------------------------------------------------------------------

static void
inputs_at(Inputs* in, const NgCrf* crf, const NgCrfData* data, NgSpan sentence, uint32_t token, uint32_t k)
{
  const uint32_t at = token + k - NG_CRF_WINDOW / 2, D = crf->options.dim, first = k * ng_names_inputs(D);
  in->n = 0;
  if (at < sentence.begin || at >= sentence.end) {
    return;
  }
  for (uint32_t d = 0; d < D; ++d) {
    if (data->vectors[at][d]) {
      in->row[in->n] = first + d;
      in->x[in->n++] = (float)data->vectors[at][d] * (1.0F / (1 << NG_NAMES_INPUT_BITS));
    }
  }
  for (uint32_t f = 0; f < NG_N_NAMETOK_FLAGS; ++f) {
    if (data->flags[at] >> f & 1) {
      in->row[in->n] = first + D + f;
      in->x[in->n++] = 1.0F;
    }
  }
}

static void
hidden_layer(const NgCrf* crf, const NgCrfData* data, NgSpan sentence, uint32_t token, float* restrict out)
{
  const uint32_t H = crf->options.hidden;
  Inputs         in;
  memcpy(out, crf->b1, H * sizeof(float));
  for (uint32_t k = 0; k < NG_CRF_WINDOW; ++k) {
    inputs_at(&in, crf, data, sentence, token, k);
    for (uint32_t i = 0; i < in.n; ++i) {
      const float x                 = in.x[i];
      const float* restrict const w = crf->w1 + (size_t)in.row[i] * H;
      for (uint32_t h = 0; h < H; ++h) {
        out[h] += x * w[h];
      }
    }
  }
  for (uint32_t h = 0; h < H; ++h) {
    out[h] = out[h] > 0.0F ? out[h] : 0.0F;
  }
}

static void
add_hidden(const NgCrf* crf, const float* restrict hidden, float* restrict scores)
{
  for (uint32_t h = 0; h < crf->options.hidden; ++h) {
    const float x                 = hidden[h];
    const float* restrict const w = crf->w2 + (size_t)h * S;
    for (uint32_t j = 0; x != 0.0F && j < S; ++j) {
      scores[j] += x * w[j];
    }
  }
}

static void
base_scores(const NgCrfData* data, uint32_t token, float* scores)
{
  if (data->base) {
    memcpy(scores, data->base + (size_t)token * S, S * sizeof(float));
  } else {
    memset(scores, 0, S * sizeof(float));
  }
}

void
ng_crf_scores(const NgCrf* crf, const NgCrfData* data, NgSpan sentence, float* scores)
{
  const uint32_t mask = (1U << crf->options.log2_rows) - 1;
  float          hidden[1024];
  for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
    float* restrict const out = scores + (size_t)(t - sentence.begin) * S;
    base_scores(data, t, out);
    for (size_t r = data->row_begin[t]; r < data->row_begin[t + 1]; ++r) {
      const float* restrict const row = crf->rows + (size_t)(data->rows[r] & mask) * S;
      for (uint32_t j = 0; j < S; ++j) {
        out[j] += row[j];
      }
    }
    if (crf->options.dim) {
      hidden_layer(crf, data, sentence, t, hidden);
      add_hidden(crf, hidden, out);
    }
  }
}

// --- one sentence --------------------------------------------------------------------------------

static NgStatus
reserve(Trainer* t, uint32_t n)
{
  Scratch* const s = &t->s;
  if (n <= s->cap) {
    return NG_SUCCESS;
  }
  float** const parts[] = {&s->scores, &s->full, &s->held, &s->alpha, &s->beta, &s->e};
  for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); ++i) {
    float* const at = ng_realloc(*parts[i], (size_t)n * S, sizeof(float));
    if (!at) {
      return NG_ERR_NO_MEM;
    }
    *parts[i] = at;
  }
  float* const hidden = ng_realloc(s->hidden, (size_t)n * (t->crf->options.hidden + 1), sizeof(float));
  if (!hidden) {
    return NG_ERR_NO_MEM;
  }
  s->hidden = hidden;
  s->cap    = n;
  return NG_SUCCESS;
}

// Scores with dropout. Kept features are marked by a second draw of the same generator, so that the
// update knows them without a list.
static void
forward(Trainer* t, NgSpan sentence, uint64_t sentence_seed)
{
  const NgCrf* const     crf  = t->crf;
  const NgCrfData* const data = t->data;
  const uint32_t         mask = (1U << crf->options.log2_rows) - 1, H = crf->options.hidden;
  const uint32_t         bar = (uint32_t)(crf->options.row_dropout * 4294967295.0F);
  const float            up  = 1.0F / (1.0F - crf->options.row_dropout);
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    float* restrict const out = t->s.scores + (size_t)(i - sentence.begin) * S;
    memset(out, 0, S * sizeof(float));
    for (size_t r = data->row_begin[i]; r < data->row_begin[i + 1]; ++r) {
      if ((uint32_t)(ng_mix(sentence_seed + r) >> 32) < bar) {
        continue;
      }
      const float* restrict const row = crf->rows + (size_t)(data->rows[r] & mask) * S;
      for (uint32_t j = 0; j < S; ++j) {
        out[j] += row[j];
      }
    }
    for (uint32_t j = 0; j < S; ++j) {
      out[j] *= up;
    }
    if (data->base) {
      const float* restrict const base = data->base + (size_t)i * S;
      for (uint32_t j = 0; j < S; ++j) {
        out[j] += base[j];
      }
    }
    if (crf->options.dim) {
      float* const hidden = t->s.hidden + (size_t)(i - sentence.begin) * H;
      const float  keep   = 1.0F - crf->options.hidden_dropout;
      hidden_layer(crf, data, sentence, i, hidden);
      for (uint32_t h = 0; h < H; ++h) {
        hidden[h] = chance(t, keep) ? hidden[h] / keep : 0.0F;
      }
      add_hidden(crf, hidden, out);
    }
  }
}

// Forward-backward in probability space (Rabiner 1989), every token scaled to a sum of one.
typedef struct {
  NgSpan          sentence;
  const uint32_t* allowed; // one a token of all text; NULL: every label
  float           sign;    // of what is added to the gradient of transitions
  float*          out;     // marginals of labels
} Pass;

static bool
is_allowed(const Pass* p, uint32_t i, uint32_t label)
{
  return !p->allowed || (p->allowed[p->sentence.begin + i] >> label & 1);
}

// Exponentials of the scores of token `i`, relative to the largest, which is returned.
static float
exp_scores(const Pass* p, const float* scores, uint32_t i, float* e)
{
  float max = -1e30F;
  for (uint32_t j = 0; j < N; ++j) {
    max = is_allowed(p, i, j) && scores[j] > max ? scores[j] : max;
  }
  for (uint32_t j = 0; j < N; ++j) {
    e[j] = is_allowed(p, i, j) ? expf(scores[j] - max) : 0.0F;
  }
  return max;
}

// @return the sum, by which the first N of `x` were divided; 0 where it is too small
static float
scale_to_one(float* x)
{
  float sum = 0;
  for (uint32_t j = 0; j < N; ++j) {
    sum += x[j];
  }
  for (uint32_t j = 0; sum > 1e-30F && j < N; ++j) {
    x[j] /= sum;
  }
  return sum > 1e-30F ? sum : 0.0F;
}

// @return the logarithm of the sum over paths, or -INFINITY where no path is allowed
static double
go_forward(Trainer* t, const Pass* p)
{
  const uint32_t n     = p->sentence.end - p->sentence.begin;
  double         log_z = 0;
  for (uint32_t i = 0; i < n; ++i) {
    float* const e   = t->s.e + (size_t)i * S;
    float* const a   = t->s.alpha + (size_t)i * S;
    const float  max = exp_scores(p, t->s.scores + (size_t)i * S, i, e);
    memset(a, 0, S * sizeof(float));
    for (uint32_t j = 0; i == 0 && j < N; ++j) {
      a[j] = t->et[EDGE][j];
    }
    for (uint32_t k = 0; i > 0 && k < t->steps.n; ++k) {
      const Step step = t->steps.steps[k];
      a[step.to] += a[(int)step.from - S] * t->et[step.from][step.to];
    }
    for (uint32_t j = 0; j < N; ++j) {
      a[j] *= e[j];
    }
    const float sum = scale_to_one(a);
    if (sum == 0.0F) {
      return -INFINITY;
    }
    log_z += log((double)sum) + max;
  }
  float end = 0;
  for (uint32_t j = 0; j < N; ++j) {
    end += t->s.alpha[(size_t)(n - 1) * S + j] * t->et[j][EDGE];
  }
  return end > 1e-30F ? log_z + log((double)end) : -INFINITY;
}

// Transitions from token `i` to the next; beta of the next is there.
static void
add_pairs(Trainer* t, const Pass* p, uint32_t i)
{
  const float* const a     = t->s.alpha + (size_t)i * S;
  const float* const b     = t->s.beta + (size_t)(i + 1) * S;
  const float* const e     = t->s.e + (size_t)(i + 1) * S;
  float              total = 0;
  float              pair[N_STEPS];
  for (uint32_t k = 0; k < t->steps.n; ++k) {
    const Step step = t->steps.steps[k];
    pair[k]         = a[step.from] * t->et[step.from][step.to] * e[step.to] * b[step.to];
    total += pair[k];
  }
  for (uint32_t k = 0; k < t->steps.n; ++k) {
    const Step step = t->steps.steps[k];
    t->trans_grad[step.from][step.to] += p->sign * pair[k] / total;
  }
}

static void
go_back(Trainer* t, const Pass* p)
{
  const uint32_t n = p->sentence.end - p->sentence.begin;
  for (uint32_t i = n; i-- > 0;) {
    float* const b    = t->s.beta + (size_t)i * S;
    float* const o    = p->out + (size_t)i * S;
    const bool   last = i == n - 1;
    memset(b, 0, S * sizeof(float));
    memset(o, 0, S * sizeof(float));
    for (uint32_t j = 0; last && j < N; ++j) {
      b[j] = t->et[j][EDGE];
    }
    for (uint32_t k = 0; !last && k < t->steps.n; ++k) {
      const Step step = t->steps.steps[k];
      b[step.from] += b[step.to + S] * t->s.e[(size_t)(i + 1) * S + step.to] * t->et[step.from][step.to];
    }
    for (uint32_t j = 0; j < N; ++j) {
      o[j] = t->s.alpha[(size_t)i * S + j] * b[j];
    }
    scale_to_one(o);
    for (uint32_t j = 0; last && j < N; ++j) {
      t->trans_grad[j][EDGE] += p->sign * o[j];
    }
    if (!last) {
      add_pairs(t, p, i);
    }
    scale_to_one(b);
  }
  for (uint32_t j = 0; j < N; ++j) {
    t->trans_grad[EDGE][j] += p->sign * p->out[j];
  }
}

// Marginals of labels to p->out; p->sign times the marginals of transitions to trans_grad.
// @return as go_forward
static double
marginals(Trainer* t, const Pass* p)
{
  const double log_z = go_forward(t, p);
  if (!isinf(log_z)) {
    go_back(t, p);
  }
  return log_z;
}

static inline void
step_weights(float* restrict w, float* restrict sum, const float* restrict g, uint32_t n, float rate)
{
  for (uint32_t j = 0; j < n; ++j) {
    sum[j] += g[j] * g[j];
    w[j] -= rate * g[j] / (sqrtf(sum[j]) + 1e-6F);
  }
}

static void
update_network(Trainer* t, NgSpan sentence, uint32_t i, const float* restrict g)
{
  NgCrf* const   crf                 = t->crf;
  const uint32_t H                   = crf->options.hidden;
  const float    rate                = t->rate * crf->options.net_rate;
  const float* restrict const hidden = t->s.hidden + (size_t)(i - sentence.begin) * H;
  float* restrict const hg           = t->hidden_grad;
  float       gx[NG_CRF_STRIDE];
  const float keep = 1.0F - crf->options.hidden_dropout;
  for (uint32_t h = 0; h < H; ++h) {
    hg[h] = 0;
    if (hidden[h] > 0.0F) {
      float* restrict const w = crf->w2 + (size_t)h * S;
      for (uint32_t j = 0; j < S; ++j) {
        hg[h] += w[j] * g[j];
        gx[j] = g[j] * hidden[h];
      }
      hg[h] /= keep;
      step_weights(w, t->w2_sum + (size_t)h * S, gx, S, rate);
    }
  }
  step_weights(crf->b1, t->b1_sum, hg, H, rate);
  for (uint32_t k = 0; k < NG_CRF_WINDOW; ++k) {
    inputs_at(&t->inputs, crf, t->data, sentence, i, k);
    for (uint32_t d = 0; d < t->inputs.n; ++d) {
      const float x             = t->inputs.x[d];
      float* restrict const w   = crf->w1 + (size_t)t->inputs.row[d] * H;
      float* restrict const sum = t->w1_sum + (size_t)t->inputs.row[d] * H;
      for (uint32_t h = 0; h < H; ++h) {
        const float gh = x * hg[h];
        sum[h] += gh * gh;
        w[h] -= rate * gh / (sqrtf(sum[h]) + 1e-6F);
      }
    }
  }
}

static void
update(Trainer* t, NgSpan sentence, uint64_t sentence_seed, float weight)
{
  NgCrf* const   crf  = t->crf;
  const uint32_t mask = (1U << crf->options.log2_rows) - 1;
  const uint32_t bar  = (uint32_t)(crf->options.row_dropout * 4294967295.0F);
  const float    up   = 1.0F / (1.0F - crf->options.row_dropout);
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const size_t at = (size_t)(i - sentence.begin) * S;
    float        g[NG_CRF_STRIDE], gr[NG_CRF_STRIDE];
    float        largest = 0;
    for (uint32_t j = 0; j < S; ++j) {
      g[j]    = (t->s.full[at + j] - t->s.held[at + j]) * weight;
      gr[j]   = g[j] * up;
      largest = fabsf(g[j]) > largest ? fabsf(g[j]) : largest;
    }
    if (largest < 0.002F) {
      continue;
    }
    for (size_t r = t->data->row_begin[i]; r < t->data->row_begin[i + 1]; ++r) {
      if ((uint32_t)(ng_mix(sentence_seed + r) >> 32) < bar) {
        continue;
      }
      const size_t row = (size_t)(t->data->rows[r] & mask) * S;
      step_weights(crf->rows + row, t->rows_sum + row, gr, S, t->rate);
    }
    if (crf->options.dim) {
      update_network(t, sentence, i, g);
    }
  }
  for (unsigned from = 0; from <= N; ++from) {
    for (unsigned j = 0; j <= N; ++j) {
      t->trans_grad[from][j] *= weight;
    }
    step_weights(crf->trans[from], t->trans_sum + (size_t)from * (N + 1), t->trans_grad[from], N + 1,
                 t->rate);
  }
}

static void
exp_transitions(Trainer* t)
{
  for (unsigned i = 0; i <= N; ++i) {
    for (unsigned j = 0; j <= N; ++j) {
      t->et[i][j] = ng_name_may_follow(i, j) ? expf(t->crf->trans[i][j]) : 0.0F;
    }
  }
}

static double
learn(Trainer* t, uint32_t s)
{
  const NgSpan   sentence = t->data->sentences[s];
  const uint64_t seed     = ((uint64_t)draw(t) << 32) + draw(t);
  exp_transitions(t);
  forward(t, sentence, seed);
  memset(t->trans_grad, 0, sizeof(t->trans_grad));
  const Pass   free = {sentence, NULL, 1.0F, t->s.full};
  const Pass   held = {sentence, t->data->allowed, -1.0F, t->s.held};
  const double all  = marginals(t, &free);
  const double in   = marginals(t, &held);
  if (isinf(in) || isinf(all)) {
    return 0;
  }
  update(t, sentence, seed, t->data->weights[s]);
  return all - in;
}

// --- all sentences -------------------------------------------------------------------------------

static void
start_weights(Trainer* t)
{
  NgCrf* const       crf = t->crf;
  const NgCrfOptions o   = crf->options;
  size_t             rows, w1, w2;
  n_weights(&o, &rows, &w1, &w2);
  t->rows_sum  = crf->sums;
  t->w1_sum    = t->rows_sum + rows;
  t->w2_sum    = t->w1_sum + w1;
  t->trans_sum = t->w2_sum + w2;
  t->b1_sum    = t->trans_sum + (size_t)(N + 1) * (N + 1);
  for (size_t i = 0; i < rows + w1 + w2 + (N + 1) * (N + 1) + (o.dim ? o.hidden : 0); ++i) {
    crf->sums[i] = 0.1F; // first steps are small
  }
  const float spread = o.dim ? sqrtf(2.0F / (float)(NG_CRF_WINDOW * o.dim)) : 0;
  for (size_t i = 0; i < w1; ++i) {
    crf->w1[i] = ((float)(draw(t) >> 8) * (2.0F / 16777216.0F) - 1.0F) * spread * 1.7F;
  }
  for (size_t i = 0; i < w2; ++i) {
    crf->w2[i] = i % S < N ? ((float)(draw(t) >> 8) * (2.0F / 16777216.0F) - 1.0F) * 0.1F : 0.0F;
  }
}

static NgStatus
train_epochs(Trainer* t, uint32_t* order, uint32_t n, const char* name)
{
  const NgCrfOptions* const o       = &t->crf->options;
  const double              n_steps = (double)n * o->n_epochs;
  for (uint32_t epoch = 0; epoch < o->n_epochs; ++epoch) {
    double loss = 0;
    for (uint32_t i = n; i > 1; --i) {
      const uint32_t j    = draw(t) % i;
      const uint32_t swap = order[i - 1];
      order[i - 1]        = order[j];
      order[j]            = swap;
    }
    for (uint32_t i = 0; i < n; ++i) {
      const NgSpan s = t->data->sentences[order[i]];
      NG_TRY(reserve(t, s.end - s.begin));
      t->rate = o->rate * (float)(1.0 - 0.95 * ((double)epoch * n + i) / n_steps);
      loss += learn(t, order[i]);
    }
    fprintf(stderr, "%s: epoch %u of %u, loss %.4f a sentence\n", name, (unsigned)epoch + 1,
            (unsigned)o->n_epochs, loss / (n ? n : 1));
  }
  return NG_SUCCESS;
}

static void
free_scratch(Scratch* s)
{
  ng_free(s->scores);
  ng_free(s->full);
  ng_free(s->held);
  ng_free(s->alpha);
  ng_free(s->beta);
  ng_free(s->e);
  ng_free(s->hidden);
}

NgStatus
ng_crf_train(NgCrf* crf, const NgCrfData* data, uint32_t fold, const char* name)
{
  Trainer* const  t     = ng_calloc(1, sizeof(Trainer));
  uint32_t* const order = ng_calloc(data->n_sentences + 1U, sizeof(uint32_t));
  NgStatus        st    = NG_ERR_NO_MEM;
  if (t && order) {
    t->hidden_grad = ng_calloc(crf->options.hidden + 1U, sizeof(float));
  }
  if (t && order && t->hidden_grad) {
    t->crf     = crf;
    t->data    = data;
    t->random  = crf->options.seed;
    uint32_t n = 0;
    for (uint32_t s = 0; s < data->n_sentences; ++s) {
      if (data->folds[s] != fold && data->sentences[s].end > data->sentences[s].begin) {
        order[n++] = s;
      }
    }
    list_steps(&t->steps);
    start_weights(t);
    st = train_epochs(t, order, n, name);
  }
  if (t) {
    free_scratch(&t->s);
    ng_free(t->hidden_grad);
  }
  ng_free(t);
  ng_free(order);
  return st;
}
