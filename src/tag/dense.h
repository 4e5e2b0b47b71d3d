// SPDX-License-Identifier: Apache-2.0
// Products of rows of numbers with a matrix, in integers: rows and columns are rounded with a scale each, to
// 8 bits or, where decisions hang on small differences, to 13 and 12. Every kind of machine finds the same
// sums, and floats come from them in one fixed order.
#ifndef NG_TAG_DENSE_H
#define NG_TAG_DENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  NG_DENSE_MAX_IN     = 256,  ///< Inputs: 256 * 2047 * 4095 is below 2^31
  NG_DENSE_MAX_TURNED = 128,  ///< Inputs where rows serve as columns: 128 * 4095 * 4095, too
  NG_DENSE_STORED     = 2047, ///< Largest weight in a file
  NG_DENSE_COLUMNS    = 16,   ///< Columns that lie side by side: a panel
  NG_DENSE_WIDTH      = 32,   ///< Columns come in multiples of this
  NG_DENSE_ROWS       = 8,    ///< Rows that are read at once
  NG_DENSE_ITEM_BYTES = 2,    ///< Most that an item of a row takes
  NG_DENSE_LINE = 64, ///< Bytes that come from memory together: matrices had best start at multiples of it
};

/// The instructions that multiply; they decide how rows and matrices lie in memory.
typedef enum {
  NG_DENSE_PLAIN = 0, ///< C: on every machine
  NG_DENSE_SSE2,
  NG_DENSE_AVX2,
  NG_DENSE_AVX512,
  NG_DENSE_VNNI,
  NG_DENSE_N_KINDS,
} NgDenseKind;

/// How numbers are rounded and lie in memory. A value.
typedef struct {
  NgDenseKind kind;
  bool        is_fine; ///< To more than 8 bits
} NgDenseForm;

/// A matrix of n_in (a multiple of 4) x n_out (a multiple of NG_DENSE_WIDTH). A value; borrowed.
typedef struct {
  NgDenseForm    form;
  uint32_t       n_in;
  uint32_t       n_out;
  const void*    at;     ///< ng_dense_bytes() bytes
  const float*   scales; ///< What 1 is worth, by column
  const int32_t* starts; ///< What the sum of a column begins with
} NgDense;

/// The fastest kind of this machine.
NgDenseKind ng_dense_best_kind(void);

/// Whether this machine and this build know a kind.
bool ng_dense_supports(NgDenseKind kind);

/// The first multiple of NG_DENSE_LINE from `at` on.
void* ng_dense_aligned(void* at);

/// Place of weight (i, j) in a matrix of n_in (even) inputs as it stands in a file: in panels, in pairs of
/// inputs.
static inline size_t
ng_dense_place(uint32_t n_in, uint32_t i, uint32_t j)
{
  return ((size_t)(j / NG_DENSE_COLUMNS) * n_in + i / 2 * 2) * NG_DENSE_COLUMNS +
         (size_t)(j % NG_DENSE_COLUMNS) * 2 + i % 2;
}

/// Round row-major floats to `out` (n_in * n_out items) as they stand in a file.
/// @return their scale.
float ng_dense_store(int16_t* out, const float* rows, uint32_t n_in, uint32_t n_out);

/// Bytes of a matrix of a form.
size_t ng_dense_bytes(NgDenseForm form, uint32_t n_in, uint32_t n_out);

/// Bring what ng_dense_store made into a form: `at` has room for ng_dense_bytes(), `scales` and `starts` for
/// n_out.
NgDense ng_dense_load(NgDenseForm form, const int16_t* stored, float scale, uint32_t n_in, uint32_t n_out,
                      void* at, float* scales, int32_t* starts);

/// The same from n rounded rows, which become its columns; those from n to n_out are zero.
NgDense ng_dense_turn(NgDenseForm form, const void* rounded, const float* row_scales, uint32_t n,
                      uint32_t n_in, uint32_t n_out, void* at, float* scales, int32_t* starts);

/// Round n rows of `width` items (row stride `stride`) to `out` (n * width items) and their scales.
void ng_dense_round(NgDenseForm form, void* out, float* scales, const float* rows, uint32_t n, uint32_t width,
                    uint32_t stride);

/// Row r of rounded rows.
void* ng_dense_row(NgDenseForm form, void* rounded, uint32_t width, uint32_t r);

/// out (n rows, stride n_out) = rounded rows * matrix + bias (may be NULL). There must be room behind the
/// rows, up to the next multiple of NG_DENSE_ROWS: it is read, whatever it holds.
void ng_dense_run(const NgDense* matrix, const void* rounded, const float* scales, uint32_t n,
                  const float* bias, float* out);

/// Whole sums (n rows, stride n_out) of rows of int16 with a matrix as ng_dense_store lays it out, which the
/// caller knows not to overflow. Room behind the rows as above.
void ng_dense_sums(NgDenseKind kind, const int16_t* stored, uint32_t n_in, uint32_t n_out,
                   const int16_t* rows, uint32_t n, int32_t* sums);

/// Index of the highest of n (1 and up) scores: the first of several, any below n where some are no numbers.
uint32_t ng_dense_best(const float* scores, uint32_t n);

#endif
