// SPDX-License-Identifier: Apache-2.0
// Best path and max-marginals over the labels (Viterbi 1967), in 16-bit whole numbers: scores are kept
// relative to the best of their token, so that nothing overflows however long the sentence.
#include "base/kernel.h"
#include "tag/names_impl.h"

enum { S = NG_NAMES_STRIDE, N = NG_N_NAME_LABELS, LOW = -12000 };

size_t
ng_names_decode_scratch(uint32_t n)
{
  return (size_t)n * 2 * S;
}

// Take the best of `x` from all and keep what remains above LOW.
static inline void
normalise(int16_t* x)
{
  int16_t best = INT16_MIN;
  for (int j = 0; j < S; ++j) {
    best = x[j] > best ? x[j] : best;
  }
  for (int j = 0; j < S; ++j) {
    const int v = x[j] - best;
    x[j]        = (int16_t)(v < LOW ? LOW : v);
  }
}

static inline void
advance(const NgNamesChain* chain, const int16_t* restrict before, const int16_t* restrict scores,
        int16_t* restrict out)
{
  int16_t best[S];
  for (int j = 0; j < S; ++j) {
    best[j] = 2 * LOW;
  }
  for (int i = 0; i < N; ++i) {
    const int16_t* restrict const t = chain->trans + (size_t)i * S;
    const int16_t a                 = before[i];
    for (int j = 0; j < S; ++j) {
      const int16_t v = (int16_t)(a + t[j]);
      best[j]         = v > best[j] ? v : best[j];
    }
  }
  for (int j = 0; j < S; ++j) {
    out[j] = (int16_t)(best[j] + scores[j]);
  }
  normalise(out);
}

// After: the best way from each label to the end, the scores of `after`'s own token included.
static inline void
retreat(const NgNamesChain* chain, const int16_t* restrict after, int16_t* restrict out)
{
  int16_t best[S];
  for (int i = 0; i < S; ++i) {
    best[i] = 2 * LOW;
  }
  for (int j = 0; j < S; ++j) {
    const int16_t* restrict const t = chain->turned + (size_t)j * S;
    const int16_t a                 = after[j];
    for (int i = 0; i < S; ++i) {
      const int16_t v = (int16_t)(a + t[i]);
      best[i]         = v > best[i] ? v : best[i];
    }
  }
  for (int i = 0; i < N; ++i) {
    out[i] = best[i];
  }
  for (int i = N; i < S; ++i) {
    out[i] = LOW;
  }
  normalise(out);
}

static inline void
read_off(const int16_t* restrict ahead, const int16_t* restrict back, uint32_t unit, uint8_t* label,
         uint8_t* margin)
{
  int32_t best = INT32_MIN, second = INT32_MIN;
  int     at = 0;
  for (int j = 0; j < N; ++j) {
    const int32_t v = ahead[j] + back[j];
    if (v > best) {
      second = best;
      best   = v;
      at     = j;
    } else if (v > second) {
      second = v;
    }
  }
  const int32_t eighths = (best - second) * 8 / (int32_t)unit;
  *label                = (uint8_t)at;
  *margin               = (uint8_t)(eighths > 255 ? 255 : eighths);
}

// Where two paths are equally good, labels read off one by one could mix them: keep to valid steps.
static void
repair(uint8_t* label, uint32_t n)
{
  for (uint32_t t = 0; t < n; ++t) {
    if (!ng_name_may_follow(t ? label[t - 1] : N, label[t])) {
      label[t] = NG_NAME_O;
    }
  }
  for (uint32_t t = n; t-- > 0;) {
    if (!ng_name_may_follow(label[t], t + 1 < n ? label[t + 1] : N)) {
      label[t] = NG_NAME_O;
    }
  }
}

NG_KERNEL void
ng_names_decode(const NgNamesChain* chain, uint32_t unit, const int16_t* scores, uint32_t n, int16_t* scratch,
                uint8_t* label, uint8_t* margin)
{
  int16_t* const ahead = scratch;
  int16_t* const back  = scratch + (size_t)n * S;
  if (!n) {
    return;
  }
  for (int j = 0; j < S; ++j) {
    ahead[j] = (int16_t)(chain->trans[N * S + j] + scores[j]);
  }
  normalise(ahead);
  for (uint32_t t = 1; t < n; ++t) {
    advance(chain, ahead + (size_t)(t - 1) * S, scores + (size_t)t * S, ahead + (size_t)t * S);
  }
  int16_t after[S];
  for (uint32_t t = n; t-- > 0;) {
    int16_t* const b = back + (size_t)t * S;
    if (t == n - 1) {
      memcpy(b, chain->end, S * sizeof(*b));
    } else {
      for (int j = 0; j < S; ++j) {
        const int v = b[S + j] + scores[(size_t)(t + 1) * S + j];
        after[j]    = (int16_t)(v < LOW ? LOW : v);
      }
      normalise(after);
      retreat(chain, after, b);
    }
    read_off(ahead + (size_t)t * S, b, unit, &label[t], &margin[t]);
  }
  repair(label, n);
}
