// SPDX-License-Identifier: Apache-2.0
#include "merge/copies.h"

#include "merge/sets.h"

#include <stdlib.h>

enum {
  BANDS = 32,
  ROWS  = NG_MINHASH_BINS / BANDS,
  REACH = 32, // most copies of one band that an article is compared with
};

typedef struct {
  uint32_t band; // its bytes
  uint32_t article;
} Banded;

static int
by_band(const void* a, const void* b)
{
  const Banded* const x = a;
  const Banded* const y = b;
  return x->band != y->band        ? (x->band < y->band ? -1 : 1)
         : x->article < y->article ? -1
                                   : x->article > y->article;
}

// Join the articles of `all` that are alike; those of one band stand together.
static void
join_band(const NgReports* r, const Banded* all, uint32_t n, float identical, uint32_t* above)
{
  for (uint32_t i = 1; i < n; ++i) {
    for (uint32_t k = i; k-- > 0 && all[k].band == all[i].band && i - k <= REACH;) {
      const uint32_t a = ng_set_first(above, all[k].article);
      const uint32_t b = ng_set_first(above, all[i].article);
      if (a != b && ng_minhash_similarity(&r->articles.at[all[k].article].print,
                                          &r->articles.at[all[i].article].print) >= identical) {
        above[a < b ? b : a] = a < b ? a : b;
      }
    }
  }
}

NgStatus
ng_copies_find(NgReports* r, float identical)
{
  const uint32_t  n     = r->articles.n;
  Banded* const   all   = ng_arena_calloc(r->arena, n + 1, sizeof(*all));
  uint32_t* const above = ng_arena_calloc(r->arena, n + 1, sizeof(*above));
  if (!all || !above) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    above[i] = i;
  }
  for (uint32_t band = 0; band < BANDS; ++band) {
    uint32_t n_banded = 0;
    for (uint32_t i = 0; i < n; ++i) {
      if (r->articles.at[i].has_print) {
        const uint8_t* const bytes = &r->articles.at[i].print.at[band * ROWS];
        all[n_banded++]            = (Banded){(uint32_t)bytes[0] << 8 | bytes[1], i};
      }
    }
    if (n_banded) {
      qsort(all, n_banded, sizeof(*all), by_band);
      join_band(r, all, n_banded, identical, above);
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    r->articles.at[i].copy_of = ng_set_first(above, i);
  }
  return NG_SUCCESS;
}
