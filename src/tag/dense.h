// SPDX-License-Identifier: Apache-2.0
// Products of rows of numbers with a matrix, in integers: rows are rounded to 13 bits with a scale each, the
// matrix to 12 bits with one scale. No sum can overflow, and every machine finds the same one.
#ifndef NG_TAG_DENSE_H
#define NG_TAG_DENSE_H

#include <stdint.h>

enum {
  NG_DENSE_MAX_IN  = 256,  ///< Inputs: 256 * 2047 * 4095 is below 2^31
  NG_DENSE_WEIGHT  = 2047, ///< Largest rounded weight
  NG_DENSE_INPUT   = 4095, ///< Largest rounded input
  NG_DENSE_COLUMNS = 16,   ///< Columns that lie side by side
  NG_DENSE_WIDTH   = 32,   ///< Columns come in multiples of this
  NG_DENSE_ROWS    = 8,    ///< Rows that are read at once
};

/// A matrix of n_in (even) x n_out (a multiple of NG_DENSE_WIDTH), packed: for each 16 columns, for each two
/// inputs, for each column the two weights. A value; borrowed.
typedef struct {
  const int16_t* at;
  float          scale;
  uint32_t       n_in;
  uint32_t       n_out;
} NgDense;

/// Pack row-major floats into `out` (n_in * n_out items). @return the scale.
float ng_dense_pack(int16_t* out, const float* rows, uint32_t n_in, uint32_t n_out);

/// Round n rows of `width` items (row stride `stride`) to `out` (n * width) and their scales.
void ng_dense_round(int16_t* out, float* scales, const float* rows, uint32_t n, uint32_t width,
                    uint32_t stride);

/// out (n rows, stride n_out) = rounded rows * matrix + bias (may be NULL). There must be room behind the
/// rows, up to the next multiple of NG_DENSE_ROWS: it is read, whatever it holds.
void ng_dense_run(const NgDense* matrix, const int16_t* rows, const float* scales, uint32_t n,
                  const float* bias, float* out);

/// Index of the highest of n (1 and up) scores: the first of several, any below n where some are no numbers.
uint32_t ng_dense_best(const float* scores, uint32_t n);

#endif
