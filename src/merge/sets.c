// SPDX-License-Identifier: Apache-2.0
#include "merge/sets.h"

#include <stdlib.h>

static int
by_pair(const void* a, const void* b)
{
  const NgPair* const x = a;
  const NgPair* const y = b;
  return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b != y->b ? (x->b < y->b ? -1 : 1) : 0;
}

NgStatus
ng_sets_make(NgSets* s, NgEntities* e, NgPair* apart, uint32_t n_apart)
{
  s->entities  = e;
  s->n         = e->all.n;
  s->above     = ng_arena_calloc(e->arena, s->n + 1, sizeof(uint32_t));
  s->next      = ng_arena_calloc(e->arena, s->n + 1, sizeof(uint32_t));
  s->size      = ng_arena_calloc(e->arena, s->n + 1, sizeof(uint32_t));
  s->item      = ng_arena_calloc(e->arena, s->n + 1, sizeof(uint32_t));
  s->described = ng_arena_calloc(e->arena, s->n + 1, sizeof(uint32_t));
  s->apart     = apart;
  s->n_apart   = n_apart;
  if (!s->above || !s->next || !s->size || !s->item || !s->described) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < s->n; ++i) {
    s->above[i] = s->next[i] = i;
    s->size[i]               = 1;
    s->item[i]               = e->all.at[i].item;
    s->described[i]          = e->all.at[i].cls ? i : UINT32_MAX;
  }
  if (n_apart) {
    qsort(apart, n_apart, sizeof(*apart), by_pair);
  }
  return NG_SUCCESS;
}

uint32_t
ng_set_first(uint32_t* above, uint32_t i)
{
  while (above[i] != i) {
    above[i] = above[above[i]];
    i        = above[i];
  }
  return i;
}

uint32_t
ng_sets_first(NgSets* s, uint32_t i)
{
  return ng_set_first(s->above, i);
}

// Whether a member of the set of `small` must not meet one of the set of `large`.
static bool
must_not_meet(NgSets* s, uint32_t small, uint32_t large)
{
  uint32_t i = small;
  do {
    uint32_t from = 0;
    uint32_t to   = s->n_apart;
    while (from < to) { // the first pair of i
      const uint32_t mid = from + (to - from) / 2;
      if (s->apart[mid].a < i) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    for (; from < s->n_apart && s->apart[from].a == i; ++from) {
      if (ng_sets_first(s, s->apart[from].b) == large) {
        return true;
      }
    }
    i = s->next[i];
  } while (i != small);
  return false;
}

NgJoin
ng_sets_try(NgSets* s, uint32_t a, uint32_t b)
{
  a = ng_sets_first(s, a);
  b = ng_sets_first(s, b);
  if (a == b) {
    return NG_JOINED_BEFORE;
  }
  if (s->item[a] && s->item[b] && s->item[a] != s->item[b]) {
    return NG_APART_BY_ITEM;
  }
  const bool a_is_small = s->size[a] < s->size[b];
  return s->n_apart && must_not_meet(s, a_is_small ? a : b, a_is_small ? b : a) ? NG_APART_BY_LIST
                                                                                : NG_JOINED;
}

NgJoin
ng_sets_join(NgSets* s, uint32_t a, uint32_t b)
{
  const NgJoin join = ng_sets_try(s, a, b);
  if (join != NG_JOINED) {
    return join;
  }
  a = ng_sets_first(s, a);
  b = ng_sets_first(s, b);
  if (s->size[a] < s->size[b]) {
    const uint32_t c = a;
    a                = b;
    b                = c;
  }
  const uint32_t next = s->next[a];
  s->next[a]          = s->next[b];
  s->next[b]          = next;
  s->above[b]         = a;
  s->size[a] += s->size[b];
  s->item[a]      = s->item[a] ? s->item[a] : s->item[b];
  s->described[a] = s->described[a] != UINT32_MAX ? s->described[a] : s->described[b];
  return NG_JOINED;
}

uint32_t
ng_sets_canonical(NgSets* s, uint32_t i)
{
  const NgEntities* const e    = s->entities;
  uint32_t                best = UINT32_MAX;
  uint32_t                at   = i;
  do {
    if (e->all.at[at].cls) {
      const bool has_item = e->all.at[at].item != 0;
      const bool is_first = best == UINT32_MAX;
      if (is_first || (has_item && !e->all.at[best].item) ||
          (has_item == (e->all.at[best].item != 0) &&
           ng_str_cmp(ng_entities_iri(e, at), ng_entities_iri(e, best)) < 0)) {
        best = at;
      }
    }
    at = s->next[at];
  } while (at != i);
  return best;
}
