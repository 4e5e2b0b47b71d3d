// SPDX-License-Identifier: Apache-2.0
#include "train/gemm.h"

#include <string.h>

typedef float V16 __attribute__((vector_size(64), aligned(4)));

enum { ROWS = 8, COLUMNS = 32, DEPTH = 192 };

// Eight rows by 32 columns at a time: sixteen sums stay in registers while k runs. `b` is a panel of k rows
// of 32 columns that lie side by side.
NG_KERNEL static void
tile(float* restrict c, uint32_t ldc, const float* restrict a, uint32_t lda, const float* restrict b,
     uint32_t k)
{
  float s[ROWS][COLUMNS];
  for (int r = 0; r < ROWS; ++r) {
    memcpy(s[r], c + (size_t)r * ldc, sizeof(s[r]));
  }
  for (uint32_t i = 0; i < k; ++i, b += COLUMNS) {
    NG_UNROLL
    for (int r = 0; r < ROWS; ++r) {
      const float x = a[(size_t)r * lda + i];
      for (int j = 0; j < COLUMNS; ++j) {
        s[r][j] = __builtin_fmaf(x, b[j], s[r][j]);
      }
    }
  }
  for (int r = 0; r < ROWS; ++r) {
    memcpy(c + (size_t)r * ldc, s[r], sizeof(s[r]));
  }
}

// Any number of rows, 16 columns at a time: what is left over.
NG_KERNEL static void
rest(float* c, uint32_t ldc, const float* a, uint32_t lda, const float* b, uint32_t ldb, uint32_t m,
     uint32_t k, uint32_t n)
{
  for (uint32_t r = 0; r < m; ++r) {
    for (uint32_t j = 0; j < n; j += 16) {
      V16 s;
      memcpy(&s, c + (size_t)r * ldc + j, sizeof(s));
      for (uint32_t i = 0; i < k; ++i) {
        V16 w;
        memcpy(&w, b + (size_t)i * ldb + j, sizeof(w));
        s += a[(size_t)r * lda + i] * w; // too few to matter
      }
      memcpy(c + (size_t)r * ldc + j, &s, sizeof(s));
    }
  }
}

static void
begin(float* c, uint32_t ldc, uint32_t m, uint32_t n, const float* bias, int add)
{
  for (uint32_t r = 0; r < m; ++r) {
    float* const row = c + (size_t)r * ldc;
    if (!add) {
      memset(row, 0, n * sizeof(float));
    }
    for (uint32_t j = 0; bias && j < n; ++j) {
      row[j] += bias[j];
    }
  }
}

void
ng_gemm(float* c, uint32_t ldc, const float* a, uint32_t lda, const float* b, uint32_t ldb, uint32_t m,
        uint32_t k, uint32_t n, const float* bias, int add)
{
  float          panel[DEPTH * COLUMNS];
  const uint32_t m_tiled = m / ROWS * ROWS;
  const uint32_t n_tiled = n / COLUMNS * COLUMNS;
  begin(c, ldc, m, n, bias, add);
  for (uint32_t i = 0; i < k; i += DEPTH) {
    const uint32_t depth = k - i < DEPTH ? k - i : DEPTH;
    for (uint32_t j = 0; j < n_tiled; j += COLUMNS) {
      for (uint32_t p = 0; p < depth; ++p) {
        memcpy(panel + (size_t)p * COLUMNS, b + (size_t)(i + p) * ldb + j, COLUMNS * sizeof(float));
      }
      for (uint32_t r = 0; r < m_tiled; r += ROWS) {
        tile(c + (size_t)r * ldc + j, ldc, a + (size_t)r * lda + i, lda, panel, depth);
      }
    }
  }
  rest(c + n_tiled, ldc, a, lda, b + n_tiled, ldb, m_tiled, k, n - n_tiled);
  rest(c + (size_t)m_tiled * ldc, ldc, a + (size_t)m_tiled * lda, lda, b, ldb, m - m_tiled, k, n);
}
