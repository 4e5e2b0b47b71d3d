// SPDX-License-Identifier: Apache-2.0
#include "tag/dense.h"

#include "base/kernel.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define WITH_X86 1
#else
#define WITH_X86 0
#endif

enum { C = NG_DENSE_COLUMNS, OFFSET = 128 }; // OFFSET: rows of bytes are stored as unsigned numbers

_Static_assert((int)NG_DENSE_WIDTH == 2 * (int)C, "columns in pairs of panels");

// Bytes multiply faster than int16 where the machine adds four products at once.
static bool
is_bytes(NgDenseForm form)
{
  return form.kind == NG_DENSE_VNNI && !form.is_fine;
}

static uint32_t
item_bytes(NgDenseForm form)
{
  return is_bytes(form) ? 1 : 2;
}

static int
largest_weight(NgDenseForm form)
{
  return form.is_fine ? NG_DENSE_STORED : 127;
}

static int
largest_input(NgDenseForm form)
{
  return form.is_fine ? 4095 : 127;
}

bool
ng_dense_supports(NgDenseKind kind)
{
#if WITH_X86
  switch (kind) {
  case NG_DENSE_SSE2:
    return true;
  case NG_DENSE_AVX2:
    return __builtin_cpu_supports("avx2");
  case NG_DENSE_AVX512:
    return __builtin_cpu_supports("avx512bw");
  case NG_DENSE_VNNI:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
  default:
    break;
  }
#endif
  return kind == NG_DENSE_PLAIN;
}

NgDenseKind
ng_dense_best_kind(void)
{
  NgDenseKind kind = NG_DENSE_VNNI;
  while (!ng_dense_supports(kind)) {
    kind = (NgDenseKind)(kind - 1);
  }
  return kind;
}

// --- matrices ------------------------------------------------------------------------------------

void*
ng_dense_aligned(void* at)
{
  return (char*)at + (NG_DENSE_LINE - (uintptr_t)at % NG_DENSE_LINE) % NG_DENSE_LINE;
}

// Place of a weight where four inputs of a column lie together.
static size_t
place_of_four(uint32_t n_in, uint32_t i, uint32_t j)
{
  return ((size_t)(j / C) * n_in + i / 4 * 4) * C + (size_t)(j % C) * 4 + i % 4;
}

float
ng_dense_store(int16_t* out, const float* rows, uint32_t n_in, uint32_t n_out)
{
  float most = 1e-9F;
  for (size_t i = 0; i < (size_t)n_in * n_out; ++i) {
    most = fmaxf(most, fabsf(rows[i]));
  }
  const float scale = most / NG_DENSE_STORED;
  for (uint32_t i = 0; i < n_in; ++i) {
    for (uint32_t j = 0; j < n_out; ++j) {
      out[ng_dense_place(n_in, i, j)] = (int16_t)lrintf(rows[(size_t)i * n_out + j] / scale);
    }
  }
  return scale;
}

size_t
ng_dense_bytes(NgDenseForm form, uint32_t n_in, uint32_t n_out)
{
  return (size_t)n_in * n_out * item_bytes(form);
}

static int
largest_of_column(const int16_t* stored, uint32_t n_in, uint32_t j)
{
  int most = 1;
  for (uint32_t i = 0; i < n_in; ++i) {
    const int w = stored[ng_dense_place(n_in, i, j)];
    most        = w > most ? w : -w > most ? -w : most;
  }
  return most;
}

NgDense
ng_dense_load(NgDenseForm form, const int16_t* stored, float scale, uint32_t n_in, uint32_t n_out, void* at,
              float* scales, int32_t* starts)
{
  int8_t* const  bytes = at;
  int16_t* const wide  = at;
  const int      top   = largest_weight(form);
  for (uint32_t j = 0; j < n_out; ++j) {
    const int most = largest_of_column(stored, n_in, j);
    int32_t   sum  = 0;
    for (uint32_t i = 0; i < n_in; ++i) {
      const int w       = stored[ng_dense_place(n_in, i, j)] * top;
      const int rounded = (w < 0 ? w - most / 2 : w + most / 2) / most; // to the nearest
      sum += rounded;
      if (is_bytes(form)) {
        bytes[place_of_four(n_in, i, j)] = (int8_t)rounded;
      } else {
        wide[ng_dense_place(n_in, i, j)] = (int16_t)rounded;
      }
    }
    scales[j] = scale * (float)most / (float)top;
    starts[j] = is_bytes(form) ? -OFFSET * sum : 0;
  }
  return (NgDense){form, n_in, n_out, at, scales, starts};
}

static int32_t
four_bytes(const void* at)
{
  int32_t all;
  memcpy(&all, at, sizeof(all));
  return all;
}

NgDense
ng_dense_turn(NgDenseForm form, const void* rounded, const float* row_scales, uint32_t n, uint32_t n_in,
              uint32_t n_out, void* at, float* scales, int32_t* starts)
{
  const uint32_t n_fours = n_in * item_bytes(form) / 4;
  const int32_t  flip    = is_bytes(form) ? (int32_t)0x80808080U : 0; // unsigned rows, signed columns
  int32_t*       panel   = at;
  for (uint32_t j = 0; j < n_out; ++j) {
    const unsigned char* const row = (const unsigned char*)rounded + (size_t)j * n_fours * 4;
    panel                          = (int32_t*)at + (size_t)(j / C) * n_fours * C + j % C;
    int32_t sum                    = 0;
    for (uint32_t i = 0; i < n_fours; ++i) {
      panel[i * C] = j < n ? four_bytes(row + 4 * i) ^ flip : 0;
    }
    for (uint32_t i = 0; j < n && is_bytes(form) && i < n_in; ++i) {
      sum += row[i];
    }
    scales[j] = j < n ? row_scales[j] : 0;
    starts[j] = j < n && is_bytes(form) ? -OFFSET * (sum - OFFSET * (int32_t)n_in) : 0;
  }
  return (NgDense){form, n_in, n_out, at, scales, starts};
}

// --- rows ----------------------------------------------------------------------------------------

// Largest magnitude: bits of floats without their signs are in the order of their values.
NG_KERNEL static float
largest(const float* row, uint32_t width)
{
  uint32_t most = 0;
  for (uint32_t i = 0; i < width; ++i) {
    uint32_t bits;
    memcpy(&bits, row + i, sizeof(bits));
    bits &= 0x7FFFFFFF;
    most = bits > most ? bits : most;
  }
  float out;
  memcpy(&out, &most, sizeof(out));
  return out > 1e-9F ? out : 1e-9F;
}

// To the nearest, halves away from zero: plain arithmetic that does not ask for the rounding mode. What is no
// number or too large becomes an end of the range, so that no weights of a model can make a sum overflow.
static inline int32_t
round_one(float x, float top)
{
  const float y = x > -top ? (x < top ? x : top) : -top;
  return (int32_t)(y < 0 ? y - 0.5F : y + 0.5F);
}

NG_KERNEL static void
round_to_bytes(uint8_t* restrict out, const float* restrict row, uint32_t width, float factor, float top)
{
  for (uint32_t i = 0; i < width; ++i) {
    out[i] = (uint8_t)(round_one(row[i] * factor, top) + OFFSET);
  }
}

NG_KERNEL static void
round_to_wide(int16_t* restrict out, const float* restrict row, uint32_t width, float factor, float top)
{
  for (uint32_t i = 0; i < width; ++i) {
    out[i] = (int16_t)round_one(row[i] * factor, top);
  }
}

void
ng_dense_round(NgDenseForm form, void* out, float* scales, const float* rows, uint32_t n, uint32_t width,
               uint32_t stride)
{
  const float top = (float)largest_input(form);
  for (uint32_t i = 0; i < n; ++i) {
    const float* const row  = rows + (size_t)i * stride;
    const float        most = largest(row, width);
    scales[i]               = most / top;
    if (is_bytes(form)) {
      round_to_bytes(ng_dense_row(form, out, width, i), row, width, top / most, top);
    } else {
      round_to_wide(ng_dense_row(form, out, width, i), row, width, top / most, top);
    }
  }
}

void*
ng_dense_row(NgDenseForm form, void* rounded, uint32_t width, uint32_t r)
{
  return (unsigned char*)rounded + (size_t)r * width * item_bytes(form);
}

// --- sums of int16 -------------------------------------------------------------------------------

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
    const __m128i a = _mm_set1_epi32(four_bytes(rows + i));
    const __m128i b = _mm_set1_epi32(four_bytes(rows + n_in + i));
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
      const __m256i a = _mm256_set1_epi32(four_bytes(rows + (size_t)r * n_in + i));
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
        const __m512i a = _mm512_set1_epi32(four_bytes(rows + (size_t)r * n_in + i));                        \
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

#endif

// One row with 16 columns.
static void
block_plain(const int16_t* panel, const int16_t* rows, uint32_t n_in, int32_t* sums)
{
  for (uint32_t j = 0; j < C; ++j) {
    sums[j] = 0;
  }
  for (uint32_t i = 0; i < n_in; i += 2, panel += 2 * C) {
    for (uint32_t j = 0; j < C; ++j) {
      const int32_t two = rows[i] * panel[2 * j] + rows[i + 1] * panel[2 * j + 1];
      sums[j] = (int32_t)((uint32_t)sums[j] + (uint32_t)two); // damaged weights overflow without harm
    }
  }
}

static Kernel
kernel_of(NgDenseKind kind)
{
#if WITH_X86
  switch (kind) {
  case NG_DENSE_SSE2:
    return (Kernel){block_sse2, 2, 1};
  case NG_DENSE_AVX2:
    return (Kernel){block_avx2, 4, 1};
  case NG_DENSE_AVX512:
    return (Kernel){block_avx512, 8, 2};
  case NG_DENSE_VNNI:
    return (Kernel){block_vnni, 8, 2};
  default:
    break;
  }
#endif
  return (Kernel){block_plain, 1, 1};
}

// What to do with the sums of a block: n rows and some panels from column `column` on.
typedef struct Finish {
  const NgDense* matrix;
  const float*   scales;
  const float*   bias;
  float*         out;
  int32_t*       sums; // or to copy them only
  uint32_t       n_out;
} Finish;

NG_KERNEL static void
finish_row(float* restrict out, const int32_t* restrict sums, float row_scale, const float* restrict scales,
           const float* restrict bias)
{
  for (uint32_t j = 0; j < C; ++j) {
    out[j] = bias[j] + (float)sums[j] * (row_scale * scales[j]);
  }
}

static void
finish_block(const Finish* f, const Kernel* kernel, const int32_t* sums, uint32_t r, uint32_t column,
             uint32_t n)
{
  static const float none[C] = {0};
  for (uint32_t p = 0; p < kernel->n_panels; ++p, column += C) {
    for (uint32_t k = 0; k < n; ++k) {
      const int32_t* const from = sums + (size_t)(p * kernel->n_rows + k) * C;
      const size_t         to   = (size_t)(r + k) * f->n_out + column;
      if (f->sums) {
        memcpy(f->sums + to, from, C * sizeof(int32_t));
      } else {
        finish_row(f->out + to, from, f->scales[r + k], f->matrix->scales + column,
                   f->bias ? f->bias + column : none);
      }
    }
  }
}

// All rows with all columns.
static void
run_wide(const Finish* f, NgDenseKind kind, const int16_t* panels, uint32_t n_in, const int16_t* rows,
         uint32_t n)
{
  const Kernel kernel = kernel_of(kind);
  int32_t      sums[MOST_SUMS];
  for (uint32_t j = 0; j < f->n_out; j += kernel.n_panels * C) {
    for (uint32_t r = 0; r < n; r += kernel.n_rows) {
      kernel.run(panels + (size_t)j * n_in, rows + (size_t)r * n_in, n_in, sums);
      finish_block(f, &kernel, sums, r, j, n - r < kernel.n_rows ? n - r : kernel.n_rows);
    }
  }
}

void
ng_dense_sums(NgDenseKind kind, const int16_t* stored, uint32_t n_in, uint32_t n_out, const int16_t* rows,
              uint32_t n, int32_t* sums)
{
  const Finish f = {.sums = sums, .n_out = n_out};
  run_wide(&f, kind, stored, n_in, rows, n);
}

// --- sums of bytes -------------------------------------------------------------------------------

#if WITH_X86

// Eight rows with two panels; those of the rows that count (n) are finished.
__attribute__((target("avx512bw,avx512vnni"))) static void
bytes_block(const Finish* f, const uint8_t* rows, uint32_t r, uint32_t n, uint32_t column)
{
  const uint32_t n_in   = f->matrix->n_in;
  const int8_t*  first  = (const int8_t*)f->matrix->at + (size_t)column * n_in;
  const int8_t*  second = first + (size_t)n_in * C;
  __m512i        s[8][2];
  NG_UNROLL
  for (int k = 0; k < 8; ++k) {
    s[k][0] = _mm512_loadu_si512(f->matrix->starts + column);
    s[k][1] = _mm512_loadu_si512(f->matrix->starts + column + C);
  }
  for (uint32_t i = 0; i < n_in; i += 4, first += 4 * C, second += 4 * C) {
    const __m512i w0 = _mm512_loadu_si512(first);
    const __m512i w1 = _mm512_loadu_si512(second);
    NG_UNROLL
    for (uint32_t k = 0; k < 8; ++k) {
      const __m512i a = _mm512_set1_epi32(four_bytes(rows + (size_t)k * n_in + i));
      s[k][0]         = _mm512_dpbusd_epi32(s[k][0], a, w0);
      s[k][1]         = _mm512_dpbusd_epi32(s[k][1], a, w1);
    }
  }
  const __m512 scale0 = _mm512_loadu_ps(f->matrix->scales + column);
  const __m512 scale1 = _mm512_loadu_ps(f->matrix->scales + column + C);
  const __m512 bias0  = f->bias ? _mm512_loadu_ps(f->bias + column) : _mm512_setzero_ps();
  const __m512 bias1  = f->bias ? _mm512_loadu_ps(f->bias + column + C) : _mm512_setzero_ps();
  NG_UNROLL
  for (uint32_t k = 0; k < 8; ++k) {
    if (k < n) {
      const __m512 scale = _mm512_set1_ps(f->scales[r + k]);
      float* const to    = f->out + (size_t)(r + k) * f->n_out + column;
      const __m512 x0    = _mm512_mul_ps(_mm512_cvtepi32_ps(s[k][0]), _mm512_mul_ps(scale, scale0));
      const __m512 x1    = _mm512_mul_ps(_mm512_cvtepi32_ps(s[k][1]), _mm512_mul_ps(scale, scale1));
      _mm512_storeu_ps(to, _mm512_add_ps(bias0, x0));
      _mm512_storeu_ps(to + C, _mm512_add_ps(bias1, x1));
    }
  }
}

static void
run_bytes(const Finish* f, const uint8_t* rows, uint32_t n)
{
  for (uint32_t j = 0; j < f->n_out; j += NG_DENSE_WIDTH) {
    for (uint32_t r = 0; r < n; r += NG_DENSE_ROWS) {
      bytes_block(f, rows + (size_t)r * f->matrix->n_in, r, n - r, j);
    }
  }
}

#endif

void
ng_dense_run(const NgDense* m, const void* rounded, const float* scales, uint32_t n, const float* bias,
             float* out)
{
  const Finish f = {.matrix = m, .scales = scales, .bias = bias, .out = out, .n_out = m->n_out};
#if WITH_X86
  if (is_bytes(m->form)) {
    run_bytes(&f, rounded, n);
    return;
  }
#endif
  run_wide(&f, m->form.kind, m->at, m->n_in, rounded, n);
}

// --- the highest ---------------------------------------------------------------------------------

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
