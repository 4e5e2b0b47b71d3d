// SPDX-License-Identifier: Apache-2.0
#include "train/perceptron.h"

#include <string.h>

NgStatus
ng_perceptron_init(NgPerceptron* p, uint32_t n_rows, uint32_t n_out)
{
  const size_t n = (size_t)n_rows * n_out;
  *p             = (NgPerceptron){.weights = ng_calloc(n, sizeof(float)),
                                  .totals  = ng_calloc(n, sizeof(float)),
                                  .n_rows  = n_rows,
                                  .n_out   = n_out};
  if (p->weights && p->totals) {
    return NG_SUCCESS;
  }
  ng_perceptron_free(p);
  return NG_ERR_NO_MEM;
}

void
ng_perceptron_free(NgPerceptron* p)
{
  ng_free(p->weights);
  ng_free(p->totals);
  memset(p, 0, sizeof(*p));
}

void
ng_perceptron_score(const NgPerceptron* p, const uint32_t* features, uint32_t n, float* restrict scores)
{
  const uint32_t n_out = p->n_out;
  memset(scores, 0, n_out * sizeof(float));
  for (uint32_t f = 0; f < n; ++f) {
    const float* restrict const row = p->weights + (size_t)(features[f] & (p->n_rows - 1)) * n_out;
    for (uint32_t c = 0; c < n_out; ++c) {
      scores[c] += row[c];
    }
  }
}

void
ng_perceptron_update(NgPerceptron* p, const uint32_t* features, uint32_t n, uint32_t out, float change)
{
  for (uint32_t f = 0; f < n; ++f) {
    const size_t at = (size_t)(features[f] & (p->n_rows - 1)) * p->n_out + out;
    p->weights[at] += change;
    p->totals[at] += change * (float)p->step;
  }
}

void
ng_perceptron_average(NgPerceptron* p)
{
  const size_t n = (size_t)p->n_rows * p->n_out;
  for (size_t i = 0; i < n; ++i) {
    p->weights[i] -= p->totals[i] / (float)(p->step ? p->step : 1);
  }
}

void
ng_random_shuffle(uint64_t* state, uint32_t* at, uint32_t n)
{
  for (uint32_t i = n; i > 1; --i) {
    const uint32_t k = ng_random_below(state, i);
    const uint32_t t = at[i - 1];
    at[i - 1]        = at[k];
    at[k]            = t;
  }
}
