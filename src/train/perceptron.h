// SPDX-License-Identifier: Apache-2.0
// Averaged perceptron over hashed features (Collins 2002): float weights while it learns.
#ifndef NG_TRAIN_PERCEPTRON_H
#define NG_TRAIN_PERCEPTRON_H

#include "base/alloc.h"
#include "base/status.h"

typedef struct {
  float*   weights; ///< n_rows * n_out
  float*   totals;  ///< Sum of step * change, for the average
  uint32_t n_rows;  ///< A power of two
  uint32_t n_out;
  uint32_t step; ///< Decisions seen
} NgPerceptron;

/// @return NG_ERR_NO_MEM.
NgStatus ng_perceptron_init(NgPerceptron* p, uint32_t n_rows, uint32_t n_out);
void     ng_perceptron_free(NgPerceptron* p);

/// Sum the rows of `features` into `scores` (n_out items).
void ng_perceptron_score(const NgPerceptron* p, const uint32_t* features, uint32_t n, float* scores);

/// Add `change` to class `out` in the rows of `features`.
void ng_perceptron_update(NgPerceptron* p, const uint32_t* features, uint32_t n, uint32_t out, float change);

/// Turn the weights into their average over all steps; learning ends with it.
void ng_perceptron_average(NgPerceptron* p);

/// A number below `n` from the generator `state` (xorshift64*, Vigna 2014).
static inline uint32_t
ng_random_below(uint64_t* state, uint32_t n)
{
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (uint32_t)(((*state * 0x2545f4914f6cdd1dULL) >> 32) * n >> 32);
}

/// Start state for `seed`.
static inline uint64_t
ng_random_start(uint32_t seed)
{
  return 0x9e3779b97f4a7c15ULL * (seed + 1);
}

/// Put `n` numbers into a random order (Fisher and Yates).
void ng_random_shuffle(uint64_t* state, uint32_t* at, uint32_t n);

#endif
