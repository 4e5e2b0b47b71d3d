// SPDX-License-Identifier: Apache-2.0
#include "tag/heads.h"

typedef struct {
  const float* scores;
  uint32_t     stride;
  uint32_t     n;
  uint16_t*    heads;
  uint16_t     ends[NG_HEADS_MAX]; // where the way up ends: n for the root, or a token of the cycle
} Finder;

static float
score(const Finder* f, uint32_t i, uint32_t head)
{
  return f->scores[(uint64_t)i * f->stride + head];
}

static uint32_t
best_below_root(const Finder* f, uint32_t i)
{
  uint32_t best = i ? 0 : 1;
  for (uint32_t h = 0; h < f->n; ++h) {
    best = h != i && score(f, i, h) > score(f, i, best) ? h : best;
  }
  return best;
}

// The token that loses most if it is not the root; all others take their best head among the tokens.
static void
start(Finder* f)
{
  uint32_t root = 0;
  float    most = 0;
  for (uint32_t i = 0; i < f->n; ++i) {
    f->heads[i]      = (uint16_t)(f->n > 1 ? best_below_root(f, i) : f->n);
    const float gain = score(f, i, f->n) - score(f, i, f->heads[i]);
    if (i == 0 || gain > most) {
      most = gain;
      root = i;
    }
  }
  f->heads[root] = (uint16_t)f->n;
}

// Follow heads from every token. @return a token of some cycle, or n where there is none.
static uint32_t
find_ends(Finder* f)
{
  enum { UNSEEN = 0xFFFF, ON_THE_WAY = 0xFFFE };
  uint32_t cycle = f->n;
  for (uint32_t i = 0; i < f->n; ++i) {
    f->ends[i] = UNSEEN;
  }
  for (uint32_t i = 0; i < f->n; ++i) {
    uint32_t k = i;
    while (k != f->n && f->ends[k] == UNSEEN) {
      f->ends[k] = ON_THE_WAY;
      k          = f->heads[k];
    }
    uint16_t end = (uint16_t)k;
    if (k != f->n && f->ends[k] != ON_THE_WAY) {
      end = f->ends[k];
    } else if (k != f->n) {
      cycle = k;
    }
    for (k = i; k != f->n && f->ends[k] == ON_THE_WAY; k = f->heads[k]) {
      f->ends[k] = end;
    }
  }
  return cycle;
}

// Give one token of the cycle the best head outside what hangs on the cycle.
static void
open_cycle(Finder* f, uint32_t in_cycle)
{
  uint32_t       token = f->n;
  uint32_t       head  = f->n;
  float          least = 0;
  const uint16_t end   = f->ends[in_cycle];
  uint32_t       i     = in_cycle;
  do {
    for (uint32_t h = 0; h < f->n; ++h) {
      const float loss = score(f, i, f->heads[i]) - score(f, i, h);
      if (f->ends[h] != end && (token == f->n || loss < least)) {
        least = loss;
        token = i;
        head  = h;
      }
    }
    i = f->heads[i];
  } while (i != in_cycle);
  f->heads[token] = (uint16_t)head;
}

void
ng_heads_find(const float* scores, uint32_t stride, uint32_t n, uint16_t* heads)
{
  Finder f = {.scores = scores, .stride = stride, .n = n, .heads = heads};
  start(&f);
  for (uint32_t cycle = find_ends(&f); cycle != n; cycle = find_ends(&f)) {
    open_cycle(&f, cycle);
  }
}
