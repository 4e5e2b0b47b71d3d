// SPDX-License-Identifier: Apache-2.0
#include "train/net.h"

#include "base/alloc.h"
#include "base/kernel.h"
#include "train/gemm.h"
#include "train/random.h"

#include <math.h>

enum {
  D         = NG_NET_DIM,
  W         = NG_NET_WIDTH,
  A         = NG_NET_ARC,
  B         = NG_NET_LABEL,
  N         = NG_NET_MAX_BATCH,
  S         = NG_NET_MAX_TOKENS,
  L         = NG_NET_LAYERS,
  E         = NG_NET_EMBED,
  I         = NG_NET_INPUT,
  ROWS      = NG_NET_EMBED_ROWS,
  N_WEIGHTS = sizeof(NgNetWeights) / sizeof(float),
  PAD       = (S + 1 + 15) / 16 * 16, // heads of a sentence, the root included
};

static const float keep_input = 0.92F; // of dropout: shares that are kept
static const float keep_layer = 0.84F;
static const float keep_word  = 0.88F; // of the embedding of words, which rare words do not have
static const float keep_mlp   = 0.8F;

// Values of a batch on the way forward; the same again for their gradients.
typedef struct {
  float x[N][I];
  float h[L + 1][N][W];  // layer outputs; 0: input of the first
  float hd[L + 1][N][W]; // the same after dropout
  float u[L][N][6 * D];
  float c[L][N][W];
  float tag[N][NG_NET_PAIRS];
  float arc[N][2 * A];
  float q[N][A];
  float lab[N][2 * B];
  float z[N][B];
  float out[N][NG_NET_LABELS];
} Values;

struct NgNetTrainerImpl {
  const NgWordvec* words;
  uint32_t         n_pairs;
  uint64_t         random;
  uint32_t         step;
  NgNetWeights     w, g, m1, m2; // weights, gradient, moments
  float            embed[ROWS][E], embed_g[ROWS][E], embed_m1[ROWS][E], embed_m2[ROWS][E];
  bool             touched[ROWS];
  uint32_t         touched_rows[N * NG_NET_FEATURES];
  uint32_t         n_touched;
  uint32_t         rows[N][NG_NET_FEATURES];
  bool             word_dropped[N];
  float            x_mask[N][I], h_mask[L + 1][N][W], arc_mask[N][2 * A], z_mask[N][B];
  Values           v, d;
  float            turned[(size_t)6 * D * W + (size_t)I * N + (size_t)6 * D * N]; // a transposed matrix
  float            s[S][PAD], ds[S][PAD], kt[A][PAD], k[PAD][A], dk[PAD][A];
};

static float
uniform(NgNetTrainer* t)
{
  return (float)ng_random_below(&t->random, 1 << 24) / (float)(1 << 24);
}

static void
fill(NgNetTrainer* t, float* at, size_t n, float range)
{
  for (size_t i = 0; i < n; ++i) {
    at[i] = (2 * uniform(t) - 1) * range;
  }
}

static void
fill_matrix(NgNetTrainer* t, float* at, size_t n_in, size_t n_out)
{
  fill(t, at, n_in * n_out, sqrtf(6.0F / (float)(n_in + n_out)));
}

NgNetTrainer*
ng_net_trainer_new(const NgWordvec* words, uint32_t n_pairs, uint32_t seed)
{
  NgNetTrainer* const t = ng_calloc(1, sizeof(NgNetTrainer));
  if (!t) {
    return NULL;
  }
  t->words   = words;
  t->n_pairs = n_pairs;
  t->random  = ng_random_start(seed);
  fill(t, t->embed[0], (size_t)ROWS * E, 0.15F);
  fill_matrix(t, t->w.in_w[0], I, W);
  for (int l = 0; l < L; ++l) {
    NgNetLayer* const layer = &t->w.layer[l];
    fill(t, layer->w[0], (size_t)W * 6 * D, sqrtf(6.0F / (W + D)));
    fill(t, layer->v[0], (size_t)4 * D, 0.3F);
    for (int k = 0; k < D; ++k) {
      layer->b[0][k] = layer->b[2][k] = 0.3F; // remember at first
    }
  }
  fill_matrix(t, t->w.tag_w[0], W, NG_NET_PAIRS);
  fill_matrix(t, t->w.arc_w[0], W, A);
  fill(t, t->w.arc_w[0], (size_t)W * 2 * A, sqrtf(6.0F / (W + A)));
  fill_matrix(t, t->w.arc_u[0], A, A);
  fill(t, t->w.arc_root, A, 0.3F);
  fill(t, t->w.label_w[0], (size_t)W * 2 * B, sqrtf(6.0F / (W + B)));
  fill(t, t->w.label_root, B, 0.3F);
  fill_matrix(t, t->w.label_o[0], B, NG_NET_LABELS);
  return t;
}

void
ng_net_trainer_free(NgNetTrainer* t)
{
  ng_free(t);
}

const NgNetWeights*
ng_net_trainer_weights(const NgNetTrainer* t)
{
  return &t->w;
}

const float*
ng_net_trainer_embedding(const NgNetTrainer* t)
{
  return t->embed[0];
}

// --- dropout -------------------------------------------------------------------------------------

// One mask for all tokens of a sentence (Gal and Ghahramani 2016), or one for each token.
static void
make_mask(NgNetTrainer* t, const NgNetBatch* b, float* mask, uint32_t width, float keep, bool each)
{
  for (uint32_t s = 0; s < b->n_sentences; ++s) {
    for (uint32_t i = b->begin[s]; i < b->begin[s + 1]; ++i) {
      float* const row = mask + (size_t)i * width;
      if (each || i == b->begin[s]) {
        const uint32_t limit = (uint32_t)(keep * 65536);
        for (uint32_t k = 0; k < width; ++k) {
          row[k] = ng_random_below(&t->random, 65536) < limit ? 1 / keep : 0;
        }
      } else {
        memcpy(row, row - width, width * sizeof(float));
      }
    }
  }
}

NG_KERNEL static void
multiply(float* out, const float* a, const float* b, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    out[i] = a[i] * b[i];
  }
}

NG_KERNEL static void
add(float* restrict out, const float* restrict a, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    out[i] += a[i];
  }
}

// --- forward -------------------------------------------------------------------------------------

static void
forward_input(NgNetTrainer* t, const NgNetBatch* b)
{
  for (uint32_t i = 0; i < b->n_tokens; ++i) {
    const int8_t* const vector = ng_wordvec_vector(t->words, b->views[i].row);
    float* const        x      = t->v.x[i];
    for (uint32_t k = 0; k < NG_NET_VECTOR; ++k) {
      x[k] = (float)vector[k] / 32;
    }
    memset(x + NG_NET_VECTOR, 0, E * sizeof(float));
    ng_net_rows(&b->views[i], t->rows[i]);
    t->word_dropped[i] = uniform(t) > keep_word;
    for (uint32_t f = t->word_dropped[i] ? 2 : 0; f < NG_NET_FEATURES; ++f) {
      const uint32_t row = t->rows[i][f];
      add(x + NG_NET_VECTOR, t->embed[row], E);
      if (!t->touched[row]) {
        t->touched[row]                 = true;
        t->touched_rows[t->n_touched++] = row;
      }
    }
  }
  multiply(t->v.x[0], t->v.x[0], t->x_mask[0], (size_t)b->n_tokens * I);
  ng_gemm(t->v.h[0][0], W, t->v.x[0], I, t->w.in_w[0], W, b->n_tokens, I, W, t->w.in_b, 0);
}

static void
forward_layers(NgNetTrainer* t, const NgNetBatch* b)
{
  const size_t n = b->n_tokens;
  for (int l = 0; l <= L; ++l) {
    multiply(t->v.hd[l][0], t->v.h[l][0], t->h_mask[l][0], n * W);
    if (l < L) {
      const float* const x = t->v.hd[l][0];
      ng_gemm(t->v.u[l][0], 6 * D, x, W, t->w.layer[l].w[0], 6 * D, (uint32_t)n, W, 6 * D, NULL, 0);
      for (uint32_t s = 0; s < b->n_sentences; ++s) {
        const uint32_t i = b->begin[s];
        ng_net_scan((const float(*)[D])t->w.layer[l].v, (const float(*)[D])t->w.layer[l].b, t->v.hd[l][i],
                    b->begin[s + 1] - i, t->v.u[l][i], t->v.c[l][i], t->v.h[l + 1][i]);
      }
    }
  }
}

// Softmax of n scores into gradients (probability minus gold). @return the loss.
static float
softmax(const float* scores, float* d, uint32_t n, uint32_t gold, uint32_t never)
{
  float most = -1e30F;
  float sum  = 0;
  for (uint32_t k = 0; k < n; ++k) {
    most = k != never && scores[k] > most ? scores[k] : most;
  }
  for (uint32_t k = 0; k < n; ++k) {
    d[k] = k == never ? 0 : expf(scores[k] - most);
    sum += d[k];
  }
  for (uint32_t k = 0; k < n; ++k) {
    d[k] /= sum;
  }
  const float p = d[gold];
  d[gold] -= 1;
  return -logf(p > 1e-20F ? p : 1e-20F);
}

static double
tags(NgNetTrainer* t, const NgNetBatch* b)
{
  double loss = 0;
  ng_gemm(t->v.tag[0], NG_NET_PAIRS, t->v.hd[NG_NET_TAG_LAYER][0], W, t->w.tag_w[0], NG_NET_PAIRS,
          b->n_tokens, W, NG_NET_PAIRS, t->w.tag_b, 0);
  for (uint32_t i = 0; i < b->n_tokens; ++i) {
    memset(t->d.tag[i], 0, sizeof(t->d.tag[i]));
    if (b->pair[i] != UINT16_MAX) {
      loss += softmax(t->v.tag[i], t->d.tag[i], t->n_pairs, b->pair[i], UINT32_MAX);
    }
  }
  return loss;
}

static void
relu_mask(float* x, float* mask, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    mask[i] = x[i] > 0 ? mask[i] : 0; // also the gradient's factor
    x[i] *= mask[i];
  }
}

// Scores of all heads of one sentence, loss, and gradients back to q and the head half of arc.
static double
arcs_sentence(NgNetTrainer* t, const NgNetBatch* b, uint32_t begin, uint32_t n)
{
  const uint32_t width = (n + 1 + 15) / 16 * 16;
  double         loss  = 0;
  for (uint32_t h = 0; h < width; ++h) {
    const float* const head = h < n ? t->v.arc[begin + h] + A : t->w.arc_root;
    for (uint32_t k = 0; k < A; ++k) {
      t->k[h][k]  = h <= n ? head[k] : 0;
      t->kt[k][h] = t->k[h][k];
    }
  }
  ng_gemm(t->s[0], PAD, t->v.q[begin], A, t->kt[0], PAD, n, A, width, NULL, 0);
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t h = 0; h <= n; ++h) {
      t->s[i][h] += t->w.arc_distance[ng_net_distance(i, h, n)];
    }
    memset(t->ds[i], 0, sizeof(t->ds[i]));
    loss += softmax(t->s[i], t->ds[i], n + 1, b->head[begin + i], i);
    for (uint32_t h = 0; h <= n; ++h) {
      t->g.arc_distance[ng_net_distance(i, h, n)] += t->ds[i][h];
    }
  }
  ng_gemm(t->d.q[begin], A, t->ds[0], PAD, t->k[0], A, n, width, A, NULL, 0);
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t h = 0; h < width; ++h) {
      t->turned[(size_t)h * n + i] = t->ds[i][h];
    }
  }
  ng_gemm(t->dk[0], A, t->turned, n, t->v.q[begin], A, n + 1, n, A, NULL, 0);
  for (uint32_t h = 0; h < n; ++h) {
    memcpy(t->d.arc[begin + h] + A, t->dk[h], A * sizeof(float));
  }
  add(t->g.arc_root, t->dk[n], A);
  return loss;
}

static double
arcs(NgNetTrainer* t, const NgNetBatch* b)
{
  const uint32_t n    = b->n_tokens;
  double         loss = 0;
  ng_gemm(t->v.arc[0], 2 * A, t->v.hd[L][0], W, t->w.arc_w[0], 2 * A, n, W, 2 * A, t->w.arc_b, 0);
  relu_mask(t->v.arc[0], t->arc_mask[0], (size_t)n * 2 * A);
  ng_gemm(t->v.q[0], A, t->v.arc[0], 2 * A, t->w.arc_u[0], A, n, A, A, t->w.arc_h, 0);
  for (uint32_t s = 0; s < b->n_sentences; ++s) {
    loss += arcs_sentence(t, b, b->begin[s], b->begin[s + 1] - b->begin[s]);
  }
  return loss;
}

static double
labels(NgNetTrainer* t, const NgNetBatch* b)
{
  const uint32_t n    = b->n_tokens;
  double         loss = 0;
  ng_gemm(t->v.lab[0], 2 * B, t->v.hd[L][0], W, t->w.label_w[0], 2 * B, n, W, 2 * B, t->w.label_b, 0);
  for (uint32_t s = 0; s < b->n_sentences; ++s) {
    const uint32_t begin = b->begin[s];
    for (uint32_t i = begin; i < b->begin[s + 1]; ++i) {
      const uint32_t     h    = begin + b->head[i];
      const float* const head = h < b->begin[s + 1] ? t->v.lab[h] + B : t->w.label_root;
      for (uint32_t k = 0; k < B; ++k) {
        t->v.z[i][k] = t->v.lab[i][k] + head[k];
      }
    }
  }
  relu_mask(t->v.z[0], t->z_mask[0], (size_t)n * B);
  ng_gemm(t->v.out[0], NG_NET_LABELS, t->v.z[0], B, t->w.label_o[0], NG_NET_LABELS, n, B, NG_NET_LABELS,
          t->w.label_ob, 0);
  for (uint32_t i = 0; i < n; ++i) {
    memset(t->d.out[i], 0, sizeof(t->d.out[i]));
    loss += softmax(t->v.out[i], t->d.out[i], NG_N_DEPREL, b->label[i], UINT32_MAX);
  }
  return loss;
}

// --- backward ------------------------------------------------------------------------------------

static void
transpose(float* out, const float* in, uint32_t ld, uint32_t rows, uint32_t columns)
{
  for (uint32_t i = 0; i < rows; ++i) {
    for (uint32_t k = 0; k < columns; ++k) {
      out[(size_t)k * rows + i] = in[(size_t)i * ld + k];
    }
  }
}

// Of y = x * w: gradient of w (k_in x n_out) is added to dw, that of the bias to db, that of x written or
// added to dx (may be NULL).
static void
back(NgNetTrainer* t, uint32_t n, const float* x, uint32_t ldx, uint32_t k_in, const float* w, uint32_t n_out,
     const float* dy, uint32_t ldy, float* dw, float* db, float* dx, uint32_t lddx, int add_dx)
{
  transpose(t->turned, x, ldx, n, k_in);
  ng_gemm(dw, n_out, t->turned, n, dy, ldy, k_in, n, n_out, NULL, 1);
  for (uint32_t i = 0; db && i < n; ++i) {
    add(db, dy + (size_t)i * ldy, n_out);
  }
  if (dx) {
    transpose(t->turned, w, n_out, k_in, n_out);
    ng_gemm(dx, lddx, dy, ldy, t->turned, k_in, n, n_out, k_in, NULL, add_dx);
  }
}

static void
back_labels(NgNetTrainer* t, const NgNetBatch* b)
{
  const uint32_t n = b->n_tokens;
  back(t, n, t->v.z[0], B, B, t->w.label_o[0], NG_NET_LABELS, t->d.out[0], NG_NET_LABELS, t->g.label_o[0],
       t->g.label_ob, t->d.z[0], B, 0);
  multiply(t->d.z[0], t->d.z[0], t->z_mask[0], (size_t)n * B);
  memset(t->d.lab, 0, n * sizeof(t->d.lab[0]));
  for (uint32_t s = 0; s < b->n_sentences; ++s) {
    const uint32_t begin = b->begin[s];
    for (uint32_t i = begin; i < b->begin[s + 1]; ++i) {
      const uint32_t h = begin + b->head[i];
      add(t->d.lab[i], t->d.z[i], B);
      add(h < b->begin[s + 1] ? t->d.lab[h] + B : t->g.label_root, t->d.z[i], B);
    }
  }
  back(t, n, t->v.hd[L][0], W, W, t->w.label_w[0], 2 * B, t->d.lab[0], 2 * B, t->g.label_w[0], t->g.label_b,
       t->d.hd[L][0], W, 0);
}

static void
back_arcs(NgNetTrainer* t, const NgNetBatch* b)
{
  const uint32_t n = b->n_tokens;
  back(t, n, t->v.arc[0], 2 * A, A, t->w.arc_u[0], A, t->d.q[0], A, t->g.arc_u[0], t->g.arc_h, t->d.arc[0],
       2 * A, 0);
  multiply(t->d.arc[0], t->d.arc[0], t->arc_mask[0], (size_t)n * 2 * A);
  back(t, n, t->v.hd[L][0], W, W, t->w.arc_w[0], 2 * A, t->d.arc[0], 2 * A, t->g.arc_w[0], t->g.arc_b,
       t->d.hd[L][0], W, 1);
}

// One token of one direction, backward: after the equations of `step` in tag/net.c.
NG_KERNEL static void
back_step(const float* restrict v, const float* restrict x, const float* restrict before,
          const float* restrict u, const float* restrict c, const float* restrict dh, float* restrict carry,
          float* restrict du, float* restrict dx, float* restrict dv, float* restrict db)
{
  for (uint32_t k = 0; k < D; ++k) {
    const float f  = u[D + k];
    const float r  = u[2 * D + k];
    const float sf = 2 * f - 1;
    const float sr = 2 * r - 1;
    const float qf = 1 - sf * sf > 0 ? 1 - sf * sf : 0;
    const float qr = 1 - sr * sr > 0 ? 1 - sr * sr : 0;
    const float dc = carry[k] + dh[k] * r;
    const float zr = dh[k] * (c[k] - x[k]) * 0.5F * qr * sqrtf(qr);
    const float zf = dc * (before[k] - u[k]) * 0.5F * qf * sqrtf(qf);
    dx[k] += dh[k] * (1 - r);
    du[k]         = dc * (1 - f);
    du[D + k]     = zf;
    du[2 * D + k] = zr;
    dv[k] += zf * before[k];
    dv[D + k] += zr * before[k];
    db[k] += zf;
    db[D + k] += zr;
    carry[k] = dc * f + zf * v[k] + zr * v[D + k];
  }
}

static void
back_scan(NgNetTrainer* t, int l, uint32_t begin, uint32_t end)
{
  static const float      zero[D]  = {0};
  const NgNetLayer* const layer    = &t->w.layer[l];
  NgNetLayer* const       g        = &t->g.layer[l];
  float                   carry[D] = {0};
  for (uint32_t i = end; i-- > begin;) {
    const float* const before = i > begin ? t->v.c[l][i - 1] : zero;
    back_step(layer->v[0], t->v.hd[l][i], before, t->v.u[l][i], t->v.c[l][i], t->d.h[l + 1][i], carry,
              t->d.u[l][i], t->d.hd[l][i], g->v[0], g->b[0]);
  }
  memset(carry, 0, sizeof(carry));
  for (uint32_t i = begin; i < end; ++i) {
    const float* const before = i + 1 < end ? t->v.c[l][i + 1] + D : zero;
    back_step(layer->v[2], t->v.hd[l][i] + D, before, t->v.u[l][i] + 3 * D, t->v.c[l][i] + D,
              t->d.h[l + 1][i] + D, carry, t->d.u[l][i] + 3 * D, t->d.hd[l][i] + D, g->v[2], g->b[2]);
  }
}

static void
back_layers(NgNetTrainer* t, const NgNetBatch* b)
{
  const uint32_t n = b->n_tokens;
  for (int l = L; l >= 0; --l) {
    if (l == NG_NET_TAG_LAYER) {
      back(t, n, t->v.hd[l][0], W, W, t->w.tag_w[0], NG_NET_PAIRS, t->d.tag[0], NG_NET_PAIRS, t->g.tag_w[0],
           t->g.tag_b, t->d.hd[l][0], W, 1);
    }
    multiply(t->d.h[l][0], t->d.hd[l][0], t->h_mask[l][0], (size_t)n * W);
    if (l == 0) {
      break;
    }
    memset(t->d.hd[l - 1], 0, n * sizeof(t->d.hd[0][0]));
    for (uint32_t s = 0; s < b->n_sentences; ++s) {
      back_scan(t, l - 1, b->begin[s], b->begin[s + 1]);
    }
    back(t, n, t->v.hd[l - 1][0], W, W, t->w.layer[l - 1].w[0], 6 * D, t->d.u[l - 1][0], 6 * D,
         t->g.layer[l - 1].w[0], NULL, t->d.hd[l - 1][0], W, 1);
  }
  back(t, n, t->v.x[0], I, I, t->w.in_w[0], W, t->d.h[0][0], W, t->g.in_w[0], t->g.in_b, t->d.x[0], I, 0);
  multiply(t->d.x[0], t->d.x[0], t->x_mask[0], (size_t)n * I);
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t f = t->word_dropped[i] ? 2 : 0; f < NG_NET_FEATURES; ++f) {
      add(t->embed_g[t->rows[i][f]], t->d.x[i] + NG_NET_VECTOR, E);
    }
  }
}

// --- Adam (Kingma and Ba 2015) -------------------------------------------------------------------

NG_KERNEL static void
adam(float* restrict w, float* restrict g, float* restrict m1, float* restrict m2, size_t n, float rate,
     float scale)
{
  const float b1 = 0.9F;
  const float b2 = 0.98F;
  for (size_t i = 0; i < n; ++i) {
    const float x = g[i] * scale;
    m1[i]         = b1 * m1[i] + (1 - b1) * x;
    m2[i]         = b2 * m2[i] + (1 - b2) * x * x;
    w[i] -= rate * m1[i] / (sqrtf(m2[i]) + 1e-8F);
    g[i] = 0;
  }
}

static float
square_sum(const float* x, size_t n)
{
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    sum += (double)x[i] * (double)x[i];
  }
  return (float)sum;
}

static void
update(NgNetTrainer* t, uint32_t n_tokens, float rate)
{
  const float most  = 5;
  float       norm  = square_sum((const float*)&t->g, N_WEIGHTS);
  const float share = 20.0F / (float)n_tokens; // a gradient like that of twenty tokens
  for (uint32_t i = 0; i < t->n_touched; ++i) {
    norm += square_sum(t->embed_g[t->touched_rows[i]], E);
  }
  norm              = sqrtf(norm) * share;
  const float scale = norm > most ? share * most / norm : share;
  ++t->step;
  const float c1 = 1 - powf(0.9F, (float)t->step);
  const float c2 = 1 - powf(0.98F, (float)t->step);
  const float r  = rate * sqrtf(c2) / c1;
  adam((float*)&t->w, (float*)&t->g, (float*)&t->m1, (float*)&t->m2, N_WEIGHTS, r, scale);
  for (uint32_t i = 0; i < t->n_touched; ++i) {
    const uint32_t row = t->touched_rows[i];
    adam(t->embed[row], t->embed_g[row], t->embed_m1[row], t->embed_m2[row], E, r, scale);
    t->touched[row] = false;
  }
  t->n_touched = 0;
}

void
ng_net_trainer_learn(NgNetTrainer* t, const NgNetBatch* b, float rate, double losses[3])
{
  make_mask(t, b, t->x_mask[0], I, keep_input, false);
  for (int l = 0; l <= L; ++l) {
    make_mask(t, b, t->h_mask[l][0], W, l ? keep_layer : 1, false);
  }
  make_mask(t, b, t->arc_mask[0], 2 * A, keep_mlp, false);
  make_mask(t, b, t->z_mask[0], B, keep_mlp, true);
  forward_input(t, b);
  forward_layers(t, b);
  losses[0] += tags(t, b);
  losses[1] += arcs(t, b);
  losses[2] += labels(t, b);
  back_labels(t, b);
  back_arcs(t, b);
  back_layers(t, b);
  update(t, b->n_tokens, rate);
}
