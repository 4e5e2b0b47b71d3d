// SPDX-License-Identifier: Apache-2.0
// Weights of a linear model over hashed features: a table whose row is chosen by the feature's hash and
// holds one int8 weight a class. Sums are whole numbers, so that every machine decides alike.
#ifndef NG_TAG_WEIGHTS_H
#define NG_TAG_WEIGHTS_H

#include "base/pack.h"
#include "base/str.h"

enum { NG_WEIGHTS_MAX_FEATURES = 256 }; ///< Features a decision: more would overflow int16 sums

/// A value; borrowed from the pack it was read from.
typedef struct {
  const int8_t* at;
  uint32_t      mask;   ///< Rows - 1
  uint32_t      stride; ///< Bytes a row, a multiple of 16, at least n_out; the rest is zero
  uint32_t      n_out;  ///< Classes
} NgWeights;

/// Section `name` of `pack` as weights of `n_out` classes.
/// @return NG_ERR_BAD_DATA where it is missing or of another size.
NgStatus ng_weights_read(NgWeights* out, const NgPack* pack, const char* name, uint32_t n_out, NgError* err);

/// Quantise `n_rows` (a power of two) rows of `n_out` floats and add them to `writer` as section `name`. The
/// scale is taken from the largest weight.
NgStatus ng_weights_write(NgPackWriter* writer, const char* name, const float* rows, uint32_t n_rows,
                          uint32_t n_out);

static inline uint32_t
ng_weights_stride(uint32_t n_out)
{
  return (n_out + 15) & ~15U;
}

/// Hash of feature `template_no` with up to two values.
static inline uint32_t
ng_feature(uint32_t template_no, uint64_t a, uint64_t b)
{
  const uint64_t h = (a * 0x9e3779b97f4a7c15ULL) ^ ((b + template_no) * 0xc2b2ae3d27d4eb4fULL);
  return (uint32_t)((h ^ (h >> 29)) * 0xff51afd7ed558ccdULL >> 32);
}

/// Add the row of feature hash `feature` to `scores` (stride items, a multiple of 16).
static inline void
ng_weights_add(const NgWeights* w, uint32_t feature, int16_t* restrict scores)
{
  const int8_t* restrict const row = w->at + (size_t)(feature & w->mask) * w->stride;
  for (uint32_t i = 0; i < w->stride; i += 16) {
    for (uint32_t k = 0; k < 16; ++k) {
      scores[i + k] = (int16_t)(scores[i + k] + row[i + k]);
    }
  }
}

#endif
