// SPDX-License-Identifier: Apache-2.0
// Makes the shared word file from public word vectors: k-means clusters of two sizes, and the vectors
// themselves turned onto their main axes (principal components) and rounded to int8.
#include "base/alloc.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/kernel.h"
#include "tag/wordvec.h"
#include "train/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

enum {
  DIM       = 100,    // of the vectors read
  N_WORDS   = 150000, // most frequent words that get clusters
  N_VECTORS = 80000,  // of these, the most frequent that get vectors
  OUT_DIM   = 64,
  N_SAMPLE  = 40000, // most frequent words that shape the clusters
  N_FINE    = 1001,  // number 0 is the unknown word
  N_COARSE  = 129,
  N_ROUNDS  = 12,
  N_SLOTS   = 1 << 18,
};

typedef struct {
  float*    at;     // N_WORDS * DIM
  uint64_t* hashes; // of the words
  uint32_t  n;      // words read
  uint32_t  column; // next number of the vector being read
  int       depth;
  bool      in_vectors;
} Vectors;

static int
on_key(void* self, const unsigned char* at, size_t len)
{
  Vectors* const v = self;
  if (v->depth == 1) {
    v->in_vectors = len == 7 && !memcmp(at, "vectors", 7);
  } else if (v->in_vectors && v->depth == 2) {
    if (v->n == N_WORDS) {
      return 0; // enough: the words are in order of frequency
    }
    v->hashes[v->n++] = ng_wordvec_hash(ng_str_n((const char*)at, len));
    v->column         = 0;
  }
  return 1;
}

static int
on_number(void* self, const char* at, size_t len)
{
  Vectors* const v = self;
  if (v->in_vectors && v->depth == 2 && v->n && v->column < DIM) {
    char text[64] = {0};
    memcpy(text, at, len < 63 ? len : 63);
    v->at[(size_t)(v->n - 1) * DIM + v->column++] = strtof(text, NULL);
  }
  return 1;
}

static int
on_open(void* self)
{
  ++((Vectors*)self)->depth;
  return 1;
}

static int
on_close(void* self)
{
  --((Vectors*)self)->depth;
  return 1;
}

static NgStatus
read_vectors(Vectors* v, const char* path, NgError* err)
{
  const yajl_callbacks calls = {
      .yajl_number = on_number, .yajl_start_map = on_open, .yajl_map_key = on_key, .yajl_end_map = on_close};
  NgMapped mapped = {NULL, 0};
  NG_TRY(ng_io_map(&mapped, path, err));
  const yajl_handle h  = yajl_alloc(&calls, NULL, v);
  NgStatus          st = h ? NG_SUCCESS : ng_error_no_mem(err);
  if (h) {
    yajl_parse(h, mapped.at, mapped.len); // ends early once there are words enough
    yajl_free(h);
    if (v->n < N_SAMPLE) {
      st = ng_error_set(err, NG_ERR_BAD_INPUT, "%s holds no %d word vectors", path, N_SAMPLE);
    }
  }
  ng_io_unmap(&mapped);
  return st;
}

static void
normalise(float* x, uint32_t n, uint32_t dim)
{
  for (uint32_t i = 0; i < n; ++i, x += dim) {
    float sum = 1e-12F;
    for (uint32_t d = 0; d < dim; ++d) {
      sum += x[d] * x[d];
    }
    const float factor = 1 / sqrtf(sum);
    for (uint32_t d = 0; d < dim; ++d) {
      x[d] *= factor;
    }
  }
}

// scores[k] = x . centre k, for centres that lie side by side: centres[d * k_max + k].
NG_KERNEL static void
all_scores(const float* restrict x, const float* restrict centres, uint32_t n_centres, float* restrict scores)
{
  for (uint32_t k = 0; k < n_centres; ++k) {
    scores[k] = 0;
  }
  for (uint32_t d = 0; d < DIM; ++d) {
    const float f                   = x[d];
    const float* restrict const row = centres + (size_t)d * n_centres;
    for (uint32_t k = 0; k < n_centres; ++k) {
      scores[k] += f * row[k];
    }
  }
}

static uint32_t
nearest(const float* x, const float* centres, uint32_t n_centres, float* scores)
{
  all_scores(x, centres, n_centres, scores);
  uint32_t best = 0;
  for (uint32_t k = 1; k < n_centres; ++k) {
    if (scores[k] > scores[best]) {
      best = k;
    }
  }
  return best;
}

// One round of spherical k-means; centres that lost all their words keep their place.
static void
move_centres(const float* x, float* centres, float* sums, uint32_t n_centres, float* scores)
{
  memset(sums, 0, (size_t)n_centres * DIM * sizeof(float));
  for (uint32_t i = 0; i < N_SAMPLE; ++i) {
    const uint32_t k = nearest(x + (size_t)i * DIM, centres, n_centres, scores);
    for (uint32_t d = 0; d < DIM; ++d) {
      sums[(size_t)k * DIM + d] += x[(size_t)i * DIM + d];
    }
  }
  for (uint32_t k = 0; k < n_centres; ++k) {
    float* const sum   = sums + (size_t)k * DIM;
    bool         empty = true;
    for (uint32_t d = 0; d < DIM; ++d) {
      empty = empty && sum[d] == 0;
    }
    normalise(sum, 1, DIM);
    for (uint32_t d = 0; d < DIM && !empty; ++d) {
      centres[(size_t)d * n_centres + k] = sum[d];
    }
  }
}

// Spherical k-means (Dhillon and Modha 2001) that starts from words spread evenly over the frequencies.
static NgStatus
cluster(const float* x, uint32_t n, uint32_t n_centres, uint16_t* out)
{
  float* const centres = ng_calloc((size_t)n_centres * DIM, sizeof(float));
  float* const sums    = ng_calloc((size_t)n_centres * DIM, sizeof(float));
  float* const scores  = ng_calloc(n_centres, sizeof(float));
  const bool   ok      = centres && sums && scores;
  for (uint32_t k = 0; ok && k < n_centres; ++k) {
    const float* const word = x + (size_t)k * (N_SAMPLE / n_centres) * DIM;
    for (uint32_t d = 0; d < DIM; ++d) {
      centres[(size_t)d * n_centres + k] = word[d];
    }
  }
  for (uint32_t round = 0; ok && round < N_ROUNDS; ++round) {
    move_centres(x, centres, sums, n_centres, scores);
  }
  for (uint32_t i = 0; ok && i < n; ++i) {
    out[i + 1] = (uint16_t)(1 + nearest(x + (size_t)i * DIM, centres, n_centres, scores));
  }
  ng_free(scores);
  ng_free(sums);
  ng_free(centres);
  return ok ? NG_SUCCESS : NG_ERR_NO_MEM;
}

// Eigenvectors of the symmetric matrix `a` by cyclic Jacobi rotations: columns of `v`, values on the
// diagonal of `a`.
static void
jacobi(double a[DIM][DIM], double v[DIM][DIM])
{
  for (int i = 0; i < DIM; ++i) {
    for (int j = 0; j < DIM; ++j) {
      v[i][j] = i == j;
    }
  }
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (int p = 0; p < DIM; ++p) {
      for (int q = p + 1; q < DIM; ++q) {
        if (fabs(a[p][q]) < 1e-14) {
          continue;
        }
        const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const double t     = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
        const double c     = 1 / sqrt(t * t + 1);
        const double s     = t * c;
        for (int k = 0; k < DIM; ++k) {
          const double x = a[k][p];
          a[k][p]        = c * x - s * a[k][q];
          a[k][q]        = s * x + c * a[k][q];
        }
        for (int k = 0; k < DIM; ++k) {
          const double x = a[p][k];
          a[p][k]        = c * x - s * a[q][k];
          a[q][k]        = s * x + c * a[q][k];
          const double y = v[k][p];
          v[k][p]        = c * y - s * v[k][q];
          v[k][q]        = s * y + c * v[k][q];
        }
      }
    }
  }
}

static void
find_axes(const float* x, uint32_t n, double mean[DIM], double a[DIM][DIM], double v[DIM][DIM])
{
  for (uint32_t i = 0; i < n; ++i) {
    for (int d = 0; d < DIM; ++d) {
      mean[d] += x[(size_t)i * DIM + d] / (double)n;
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    for (int p = 0; p < DIM; ++p) {
      const double xp = x[(size_t)i * DIM + p] - mean[p];
      for (int q = 0; q < DIM; ++q) {
        a[p][q] += xp * (x[(size_t)i * DIM + q] - mean[q]) / (double)n;
      }
    }
  }
  jacobi(a, v);
}

// Vectors on their OUT_DIM strongest axes. Weak axes are lifted a little, so that rounding leaves them.
static NgStatus
shrink(const float* x, uint32_t n, int8_t* out)
{
  typedef double Matrix[DIM][DIM];
  Matrix* const  a = ng_calloc(2, sizeof(Matrix));
  if (!a) {
    return NG_ERR_NO_MEM;
  }
  double mean[DIM] = {0};
  find_axes(x, n, mean, a[0], a[1]);
  double first = 0;
  double kept  = 0;
  double all   = 0;
  for (int d = 0; d < DIM; ++d) {
    all += a[0][d][d];
  }
  for (int d = 0; d < OUT_DIM; ++d) {
    int best = 0;
    for (int k = 1; k < DIM; ++k) {
      best = a[0][k][k] > a[0][best][best] ? k : best;
    }
    const double deviation = sqrt(a[0][best][best]);
    kept += a[0][best][best];
    a[0][best][best]   = -1; // taken
    first              = d ? first : deviation;
    const double scale = 32 / sqrt(deviation * first);
    for (uint32_t i = 0; i < n; ++i) {
      double sum = 0;
      for (int k = 0; k < DIM; ++k) {
        sum += (x[(size_t)i * DIM + k] - mean[k]) * a[1][k][best];
      }
      out[(size_t)(i + 1) * OUT_DIM + d] = (int8_t)lrint(fmin(127, fmax(-127, sum * scale)));
    }
  }
  printf("%d of %d axes keep %.1f%% of the variance\n", OUT_DIM, DIM, 100 * kept / all);
  ng_free(a);
  return NG_SUCCESS;
}

static NgStatus
add_table(NgPackWriter* writer, const Vectors* v)
{
  uint32_t* const slots  = ng_calloc(N_SLOTS, sizeof(uint32_t));
  uint32_t* const prints = ng_calloc((size_t)v->n + 1, sizeof(uint32_t));
  NgStatus        st     = slots && prints ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t i = 0; !st && i < v->n; ++i) {
    uint32_t at = (uint32_t)v->hashes[i] & (N_SLOTS - 1);
    while (slots[at]) {
      at = (at + 1) & (N_SLOTS - 1);
    }
    slots[at]     = i + 1;
    prints[i + 1] = (uint32_t)(v->hashes[i] >> 32);
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "slots", slots, N_SLOTS * sizeof(uint32_t));
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "prints", prints, ((size_t)v->n + 1) * sizeof(uint32_t));
  }
  ng_free(prints);
  ng_free(slots);
  return st;
}

static NgStatus
add_vectors(NgPackWriter* writer, const Vectors* v, uint32_t n_vectors)
{
  int8_t* const small = ng_calloc((size_t)n_vectors, OUT_DIM);
  NgStatus      st    = small ? shrink(v->at, n_vectors - 1, small) : NG_ERR_NO_MEM;
  if (!st) {
    st = ng_pack_writer_add(writer, "vectors", small, (size_t)n_vectors * OUT_DIM);
  }
  ng_free(small);
  return st;
}

static NgStatus
add_clusters(NgPackWriter* writer, const Vectors* v)
{
  uint16_t* const fine   = ng_calloc((size_t)v->n + 1, sizeof(uint16_t));
  uint16_t* const coarse = ng_calloc((size_t)v->n + 1, sizeof(uint16_t));
  uint8_t* const  bytes  = ng_calloc((size_t)v->n + 1, 1);
  NgStatus        st     = fine && coarse && bytes ? NG_SUCCESS : NG_ERR_NO_MEM;
  if (!st) {
    st = cluster(v->at, v->n, N_FINE - 1, fine);
  }
  if (!st) {
    st = cluster(v->at, v->n, N_COARSE - 1, coarse);
  }
  for (uint32_t i = 0; !st && i <= v->n; ++i) {
    bytes[i] = (uint8_t)coarse[i];
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "fine", fine, ((size_t)v->n + 1) * sizeof(uint16_t));
  }
  if (!st) {
    st = ng_pack_writer_add(writer, "coarse", bytes, (size_t)v->n + 1);
  }
  ng_free(bytes);
  ng_free(coarse);
  ng_free(fine);
  return st;
}

static NgStatus
write_words(NgPackWriter* writer, Vectors* v, const char* folder, NgError* err)
{
  const uint32_t n_vectors = (v->n < N_VECTORS ? v->n : N_VECTORS) + 1;
  const uint32_t meta[5]   = {v->n + 1, n_vectors, OUT_DIM, N_FINE, N_COARSE};
  NgStatus       st        = ng_pack_writer_add(writer, "meta", meta, sizeof(meta));
  if (!st) {
    st = add_table(writer, v);
  }
  if (!st) {
    st = add_vectors(writer, v, n_vectors);
  }
  normalise(v->at, v->n, DIM);
  if (!st) {
    st = add_clusters(writer, v);
  }
  if (st) {
    return ng_error_set(err, st, "%s", ng_strerror(st));
  }
  char path[4096];
  snprintf(path, sizeof(path), "%s/words.ngm", folder);
  return ng_pack_writer_save(writer, path, err);
}

NgStatus
ng_train_words(const NgTrainOptions* options, NgError* err)
{
  if (!options->vectors) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Give the word vectors with --vectors FILE");
  }
  Vectors             v      = {.at     = ng_calloc((size_t)N_WORDS * DIM, sizeof(float)),
                                .hashes = ng_calloc(N_WORDS, sizeof(uint64_t))};
  NgPackWriter* const writer = ng_pack_writer_new(NG_WORDVEC_KIND, NG_WORDVEC_VERSION);
  NgStatus            st     = v.at && v.hashes && writer ? NG_SUCCESS : ng_error_no_mem(err);
  if (!st) {
    st = read_vectors(&v, options->vectors, err);
  }
  if (!st) {
    st = write_words(writer, &v, options->out, err);
  }
  ng_pack_writer_free(writer);
  ng_free(v.hashes);
  ng_free(v.at);
  return st;
}
