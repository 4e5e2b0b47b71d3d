// SPDX-License-Identifier: Apache-2.0
// Random numbers that a seed fixes: xorshift64* (Vigna 2016).
#ifndef NG_TRAIN_RANDOM_H
#define NG_TRAIN_RANDOM_H

#include <stdint.h>

/// Start state for `seed`.
static inline uint64_t
ng_random_start(uint32_t seed)
{
  return 0x9e3779b97f4a7c15ULL * ((uint64_t)seed + 1);
}

/// A number below `n` from the generator `state`.
static inline uint32_t
ng_random_below(uint64_t* state, uint32_t n)
{
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (uint32_t)(((*state * 0x2545f4914f6cdd1dULL) >> 32) * n >> 32);
}

/// Put `n` numbers into a random order (Fisher and Yates).
static inline void
ng_random_shuffle(uint64_t* state, uint32_t* at, uint32_t n)
{
  for (uint32_t i = n; i > 1; --i) {
    const uint32_t k = ng_random_below(state, i);
    const uint32_t t = at[i - 1];
    at[i - 1]        = at[k];
    at[k]            = t;
  }
}

#endif
