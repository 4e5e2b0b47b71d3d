// SPDX-License-Identifier: Apache-2.0
#include "tag/dense.h"

#include "base/kernel.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define WITH_X86 1
#else
#define WITH_X86 0
#endif

enum { C = NG_DENSE_COLUMNS };

float
ng_dense_pack(int16_t* out, const float* rows, uint32_t n_in, uint32_t n_out)
{
  float most = 1e-9F;
  for (size_t i = 0; i < (size_t)n_in * n_out; ++i) {
    most = fmaxf(most, fabsf(rows[i]));
  }
  const float scale = most / NG_DENSE_WEIGHT;
  for (uint32_t i = 0; i < n_in; ++i) {
    for (uint32_t j = 0; j < n_out; ++j) {
      const size_t at = ((size_t)(j / C) * (n_in / 2) + i / 2) * 2 * C + 2 * (j % C) + i % 2;
      out[at]         = (int16_t)lrintf(rows[(size_t)i * n_out + j] / scale);
    }
  }
  return scale;
}

NG_KERNEL static float
largest(const float* row, uint32_t width)
{
  float    lanes[C] = {0};
  float    most     = 1e-9F;
  uint32_t i        = 0;
  for (; i + C <= width; i += C) {
    for (uint32_t k = 0; k < C; ++k) {
      const float x = fabsf(row[i + k]);
      lanes[k]      = x > lanes[k] ? x : lanes[k];
    }
  }
  for (; i < width; ++i) {
    const float x = fabsf(row[i]);
    most          = x > most ? x : most;
  }
  for (uint32_t k = 0; k < C; ++k) {
    most = lanes[k] > most ? lanes[k] : most;
  }
  return most;
}

// To the nearest, halves away from zero: plain arithmetic that does not ask for the rounding mode. What is no
// number or too large becomes an end of the range, so that no weights of a model can make a sum overflow.
NG_KERNEL static void
round_row(int16_t* restrict out, const float* restrict row, uint32_t width, float factor)
{
  for (uint32_t i = 0; i < width; ++i) {
    const float x = row[i] * factor;
    const float y = x > -NG_DENSE_INPUT ? (x < NG_DENSE_INPUT ? x : NG_DENSE_INPUT) : -NG_DENSE_INPUT;
    out[i]        = (int16_t)(int32_t)(y < 0 ? y - 0.5F : y + 0.5F);
  }
}

void
ng_dense_round(int16_t* out, float* scales, const float* rows, uint32_t n, uint32_t width, uint32_t stride)
{
  for (uint32_t i = 0; i < n; ++i) {
    const float* const row  = rows + (size_t)i * stride;
    const float        most = largest(row, width);
    scales[i]               = most / NG_DENSE_INPUT;
    round_row(out + (size_t)i * width, row, width, NG_DENSE_INPUT / most);
  }
}

// Sums of some rows with 16 columns, or as many panels of these as the machine likes best: sums[(panel * rows
// + row) * C + column]. `panels` lie n_in * C items apart.
typedef void (*Block)(const int16_t* panels, const int16_t* rows, uint32_t n_in, int32_t* sums);

typedef struct {
  Block    run;
  uint32_t n_rows;
  uint32_t n_panels;
} Kernel;

enum { MOST_SUMS = 8 * 2 * C };

#if WITH_X86

static inline int32_t
two(const int16_t* at)
{
  int32_t both;
  memcpy(&both, at, sizeof(both));
  return both;
}

static void
block_sse2(const int16_t* panel, const int16_t* rows, uint32_t n_in, int32_t* sums)
{
  __m128i s[2][4];
  NG_UNROLL
  for (int r = 0; r < 2; ++r) {
    NG_UNROLL
    for (int k = 0; k < 4; ++k) {
      s[r][k] = _mm_setzero_si128();
    }
  }
  for (uint32_t i = 0; i < n_in; i += 2, panel += 2 * C) {
    const __m128i a = _mm_set1_epi32(two(rows + i));
    const __m128i b = _mm_set1_epi32(two(rows + n_in + i));
    NG_UNROLL
    for (int k = 0; k < 4; ++k) {
      const __m128i w = _mm_loadu_si128((const __m128i*)(const void*)(panel + 8 * k));
      s[0][k]         = _mm_add_epi32(s[0][k], _mm_madd_epi16(a, w));
      s[1][k]         = _mm_add_epi32(s[1][k], _mm_madd_epi16(b, w));
    }
  }
  NG_UNROLL
  for (int r = 0; r < 2; ++r) {
    NG_UNROLL
    for (int k = 0; k < 4; ++k) {
      _mm_storeu_si128((__m128i*)(void*)(sums + r * C + 4 * k), s[r][k]);
    }
  }
}

__attribute__((target("avx2"))) static void
block_avx2(const int16_t* panel, const int16_t* rows, uint32_t n_in, int32_t* sums)
{
  __m256i s[4][2];
  NG_UNROLL
  for (int r = 0; r < 4; ++r) {
    s[r][0] = _mm256_setzero_si256();
    s[r][1] = _mm256_setzero_si256();
  }
  for (uint32_t i = 0; i < n_in; i += 2, panel += 2 * C) {
    const __m256i w0 = _mm256_loadu_si256((const __m256i*)(const void*)panel);
    const __m256i w1 = _mm256_loadu_si256((const __m256i*)(const void*)(panel + 16));
    NG_UNROLL
    for (uint32_t r = 0; r < 4; ++r) {
      const __m256i a = _mm256_set1_epi32(two(rows + (size_t)r * n_in + i));
      s[r][0]         = _mm256_add_epi32(s[r][0], _mm256_madd_epi16(a, w0));
      s[r][1]         = _mm256_add_epi32(s[r][1], _mm256_madd_epi16(a, w1));
    }
  }
  NG_UNROLL
  for (int r = 0; r < 4; ++r) {
    _mm256_storeu_si256((__m256i*)(void*)(sums + r * C), s[r][0]);
    _mm256_storeu_si256((__m256i*)(void*)(sums + r * C + 8), s[r][1]);
  }
}

// The same with 512 bits, eight rows and two panels; ADD adds the products of pairs to a sum.
#define BLOCK_512(name, isa, ADD)                                                                            \
  __attribute__((target(isa))) static void name(const int16_t* panels, const int16_t* rows, uint32_t n_in,   \
                                                int32_t* sums)                                               \
  {                                                                                                          \
    const int16_t* second = panels + (size_t)n_in * C;                                                       \
    __m512i        s[8][2];                                                                                  \
    NG_UNROLL                                                                                                \
    for (int r = 0; r < 8; ++r) {                                                                            \
      s[r][0] = _mm512_setzero_si512();                                                                      \
      s[r][1] = _mm512_setzero_si512();                                                                      \
    }                                                                                                        \
    for (uint32_t i = 0; i < n_in; i += 2, panels += 2 * C, second += 2 * C) {                               \
      const __m512i w0 = _mm512_loadu_si512(panels);                                                         \
      const __m512i w1 = _mm512_loadu_si512(second);                                                         \
      NG_UNROLL                                                                                              \
      for (uint32_t r = 0; r < 8; ++r) {                                                                     \
        const __m512i a = _mm512_set1_epi32(two(rows + (size_t)r * n_in + i));                               \
        s[r][0]         = ADD(s[r][0], a, w0);                                                               \
        s[r][1]         = ADD(s[r][1], a, w1);                                                               \
      }                                                                                                      \
    }                                                                                                        \
    NG_UNROLL                                                                                                \
    for (int r = 0; r < 8; ++r) {                                                                            \
      _mm512_storeu_si512(sums + r * C, s[r][0]);                                                            \
      _mm512_storeu_si512(sums + (8 + r) * C, s[r][1]);                                                      \
    }                                                                                                        \
  }

#define MADD_AND_ADD(sum, a, b) _mm512_add_epi32(sum, _mm512_madd_epi16(a, b))

BLOCK_512(block_avx512, "avx512bw", MADD_AND_ADD)
BLOCK_512(block_vnni, "avx512bw,avx512vnni", _mm512_dpwssd_epi32)

#else

// One row with 16 columns.
static void
block_plain(const int16_t* panel, const int16_t* rows, uint32_t n_in, int32_t* sums)
{
  for (uint32_t j = 0; j < C; ++j) {
    sums[j] = 0;
  }
  for (uint32_t i = 0; i < n_in; i += 2, panel += 2 * C) {
    for (uint32_t j = 0; j < C; ++j) {
      sums[j] += rows[i] * panel[2 * j] + rows[i + 1] * panel[2 * j + 1];
    }
  }
}

#endif

static Kernel
choose(void)
{
#if WITH_X86
  if (__builtin_cpu_supports("avx512bw")) {
    return (Kernel){__builtin_cpu_supports("avx512vnni") ? block_vnni : block_avx512, 8, 2};
  }
  if (__builtin_cpu_supports("avx2")) {
    return (Kernel){block_avx2, 4, 1};
  }
  return (Kernel){block_sse2, 2, 1};
#else
  return (Kernel){block_plain, 1, 1};
#endif
}

NG_KERNEL static void
finish(float* restrict out, const int32_t* restrict sums, float scale, const float* restrict bias)
{
  for (uint32_t j = 0; j < C; ++j) {
    out[j] = bias[j] + (float)sums[j] * scale;
  }
}

// The columns of some panels, for all rows.
static void
run_panels(const Kernel* kernel, const NgDense* m, uint32_t j, const int16_t* rows, const float* scales,
           uint32_t n, const float* bias, float* out)
{
  static const float   none[C] = {0};
  const int16_t* const panels  = m->at + (size_t)j * m->n_in;
  int32_t              sums[MOST_SUMS];
  for (uint32_t r = 0; r < n; r += kernel->n_rows) {
    const uint32_t n_left = n - r < kernel->n_rows ? n - r : kernel->n_rows;
    kernel->run(panels, rows + (size_t)r * m->n_in, m->n_in, sums);
    for (uint32_t p = 0; p < kernel->n_panels; ++p) {
      const uint32_t column = j + p * C;
      for (uint32_t k = 0; k < n_left; ++k) {
        finish(out + (size_t)(r + k) * m->n_out + column, sums + (size_t)(p * kernel->n_rows + k) * C,
               scales[r + k] * m->scale, bias ? bias + column : none);
      }
    }
  }
}

NG_KERNEL static float
highest(const float* scores, uint32_t n)
{
  float lanes[C];
  float most = scores[0];
  for (uint32_t k = 0; k < C; ++k) {
    lanes[k] = most;
  }
  uint32_t i = 0;
  for (; i + C <= n; i += C) {
    for (uint32_t k = 0; k < C; ++k) {
      lanes[k] = scores[i + k] > lanes[k] ? scores[i + k] : lanes[k];
    }
  }
  for (; i < n; ++i) {
    most = scores[i] > most ? scores[i] : most;
  }
  for (uint32_t k = 0; k < C; ++k) {
    most = lanes[k] > most ? lanes[k] : most;
  }
  return most;
}

uint32_t
ng_dense_best(const float* scores, uint32_t n)
{
  const float most = highest(scores, n);
  uint32_t    i    = 0;
  while (i + 1 < n && scores[i] != most) {
    ++i;
  }
  return i;
}

void
ng_dense_run(const NgDense* m, const int16_t* rows, const float* scales, uint32_t n, const float* bias,
             float* out)
{
  const Kernel   kernel = choose();
  const uint32_t width  = kernel.n_panels * C;
  for (uint32_t j = 0; j < m->n_out; j += width) {
    run_panels(&kernel, m, j, rows, scales, n, bias, out);
  }
}
