// SPDX-License-Identifier: Apache-2.0
// Groups and aggregates (SPARQL 1.1, sections 11 and 18.5.1). What depends on the order of the rows has one:
// SAMPLE is the first value, GROUP_CONCAT goes by the order of values, floating point sums by size.
#include "query/eval.h"
#include "query/values.h"

#include "base/alloc.h"

#include <stdlib.h>

typedef struct {
  bool         has_error;
  int64_t      n;
  NgNumber     sum; // of integers and decimals
  NgNumberKind widest;
  NgTermId     best; // MIN, MAX, SAMPLE
  NG_VEC(double) reals;
  NG_VEC(NgTermId) values; // CONCAT
} State;

typedef struct {
  NgEval*            e;
  const NgAggregate* aggregate;
  NgArena*           arena;
  State*             states;
  uint64_t*          seen; // DISTINCT: group and value; open addressing, 0 is free
  size_t             n_seen, n_slots;
} Aggregation;

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

// --- DISTINCT ------------------------------------------------------------------------------------

static void
put_seen(uint64_t* slots, size_t n_slots, uint64_t key)
{
  size_t i = ng_mix(key) & (n_slots - 1);
  while (slots[i]) {
    i = (i + 1) & (n_slots - 1);
  }
  slots[i] = key;
}

static NgStatus
see(Aggregation* a, uint32_t group, NgTermId value, bool* is_new)
{
  const uint64_t key = (uint64_t)group << 32 | value;
  if (a->n_seen * 2 >= a->n_slots) {
    const size_t    n     = a->n_slots ? a->n_slots * 2 : 256;
    uint64_t* const slots = ng_calloc(n, sizeof(uint64_t));
    if (!slots) {
      return no_mem(a->e);
    }
    for (size_t i = 0; i < a->n_slots; ++i) {
      if (a->seen[i]) {
        put_seen(slots, n, a->seen[i]);
      }
    }
    ng_free(a->seen);
    a->seen    = slots;
    a->n_slots = n;
  }
  for (size_t i = ng_mix(key) & (a->n_slots - 1); a->seen[i]; i = (i + 1) & (a->n_slots - 1)) {
    if (a->seen[i] == key) {
      *is_new = false;
      return NG_SUCCESS;
    }
  }
  put_seen(a->seen, a->n_slots, key);
  ++a->n_seen;
  *is_new = true;
  return NG_SUCCESS;
}

// --- values --------------------------------------------------------------------------------------

static NgStatus
add_number(Aggregation* a, State* s, const NgCell* cell)
{
  NgNumber n;
  if (!ng_cell_number(cell, &n)) {
    s->has_error = true;
  } else if (n.kind >= NG_NUMBER_FLOAT) {
    double* const slot = NG_VEC_ADD(a->arena, s->reals);
    if (!slot) {
      return no_mem(a->e);
    }
    *slot     = n.real;
    s->widest = n.kind > s->widest ? n.kind : s->widest;
  } else {
    const NgNumber before = s->sum;
    s->has_error |= !ng_number_combine(&before, &n, '+', &s->sum);
  }
  return NG_SUCCESS;
}

static void
add_best(Aggregation* a, State* s, NgTermId id, const NgCell* cell)
{
  const NgCell best  = ng_terms_cell(a->e->terms, s->best);
  const int    order = s->best ? ng_cell_order(cell, &best) : 0;
  if (!s->best || (a->aggregate->kind == NG_AGGREGATE_MAX ? order > 0 : order < 0)) {
    s->best = id;
  }
}

static NgStatus
add_value(Aggregation* a, uint32_t group, NgTermId id)
{
  State* const s      = &a->states[group];
  bool         is_new = true;
  if (!id) {
    s->has_error = true;
    return NG_SUCCESS;
  }
  if (a->aggregate->is_distinct) {
    NG_TRY(see(a, group, id, &is_new));
    if (!is_new) {
      return NG_SUCCESS;
    }
  }
  const NgCell cell = ng_terms_cell(a->e->terms, id);
  ++s->n;
  switch (a->aggregate->kind) {
  case NG_AGGREGATE_COUNT:
    return NG_SUCCESS;
  case NG_AGGREGATE_SUM:
  case NG_AGGREGATE_AVG:
    return add_number(a, s, &cell);
  case NG_AGGREGATE_CONCAT: {
    NgTermId* const slot = NG_VEC_ADD(a->arena, s->values);
    if (!slot) {
      return no_mem(a->e);
    }
    *slot = id;
    return NG_SUCCESS;
  }
  default:
    add_best(a, s, id, &cell);
    return NG_SUCCESS;
  }
}

// --- results -------------------------------------------------------------------------------------

static int
by_size(const void* a, const void* b)
{
  const double x = *(const double*)a;
  const double y = *(const double*)b;
  return x < y ? -1 : x > y;
}

static bool
finish_sum(Aggregation* a, State* s, NgCell* out)
{
  NgNumber sum = s->sum;
  if (s->has_error) {
    return false;
  }
  if (s->reals.n) {
    NgNumber reals = {.kind = s->widest};
    qsort(s->reals.at, s->reals.n, sizeof(double), by_size);
    for (uint32_t i = 0; i < s->reals.n; ++i) {
      reals.real += s->reals.at[i];
    }
    const NgNumber others = s->sum;
    if (!ng_number_combine(&others, &reals, '+', &sum)) {
      return false;
    }
  }
  if (a->aggregate->kind == NG_AGGREGATE_AVG && s->n) {
    const NgNumber n     = {.kind = NG_NUMBER_INTEGER, .integer = s->n};
    const NgNumber total = sum;
    if (!ng_number_combine(&total, &n, '/', &sum)) {
      return false;
    }
  }
  return ng_cell_of_number(a->arena, &sum, out);
}

// A sort for few or many values whose order needs the terms: by halves.
static void
sort_values(const NgTerms* terms, NgTermId* at, NgTermId* spare, size_t n)
{
  if (n < 2) {
    return;
  }
  const size_t half = n / 2;
  sort_values(terms, at, spare, half);
  sort_values(terms, at + half, spare, n - half);
  memcpy(spare, at, half * sizeof(*at));
  size_t i = 0;
  size_t k = half;
  for (size_t to = 0; i < half; ++to) {
    const NgCell x = ng_terms_cell(terms, spare[i]);
    const NgCell y = ng_terms_cell(terms, k < n ? at[k] : 0);
    at[to]         = k < n && ng_cell_order(&y, &x) < 0 ? at[k++] : spare[i++];
  }
}

static bool
finish_concat(Aggregation* a, State* s, NgCell* out)
{
  const NgTerms* const terms     = a->e->terms;
  const NgStr          separator = a->aggregate->separator;
  size_t               len       = 0;
  NgTermId* const      spare     = ng_arena_calloc(a->arena, s->values.n + 1, sizeof(NgTermId));
  if (s->has_error || !spare) {
    return false;
  }
  sort_values(terms, s->values.at, spare, s->values.n);
  for (uint32_t i = 0; i < s->values.n; ++i) {
    if (ng_terms_kind(terms, s->values.at[i]) == NG_CELL_BLANK) {
      return false;
    }
    len += ng_terms_cell(terms, s->values.at[i]).value.len + (i ? separator.len : 0);
  }
  char* const to = ng_arena_calloc(a->arena, len + 1, 1);
  size_t      at = 0;
  for (uint32_t i = 0; to && i < s->values.n; ++i) {
    const NgStr parts[2] = {i ? separator : ng_str(""), ng_terms_cell(terms, s->values.at[i]).value};
    for (int k = 0; k < 2; ++k) {
      if (parts[k].len) {
        memcpy(to + at, parts[k].at, parts[k].len);
      }
      at += parts[k].len;
    }
  }
  *out = ng_cell_text(ng_str_n(to, len));
  return to != NULL;
}

static bool
finish(Aggregation* a, State* s, NgCell* out)
{
  switch (a->aggregate->kind) {
  case NG_AGGREGATE_COUNT: {
    const NgNumber n = {.kind = NG_NUMBER_INTEGER, .integer = s->n};
    return ng_cell_of_number(a->arena, &n, out);
  }
  case NG_AGGREGATE_SUM:
  case NG_AGGREGATE_AVG:
    return finish_sum(a, s, out);
  case NG_AGGREGATE_CONCAT:
    return finish_concat(a, s, out);
  default:
    *out = ng_terms_cell(a->e->terms, s->best);
    return s->best != 0;
  }
}

// One aggregate over all groups, into its column of `out`.
static NgStatus
aggregate(NgEval* e, const NgAggregate* what, const NgRows* in, const uint32_t* group_of, NgRows* out)
{
  Aggregation a      = {.e = e, .aggregate = what, .arena = ng_arena_new(SIZE_MAX / 4)};
  NgStatus    status = NG_SUCCESS;
  a.states           = ng_calloc(out->n + 1, sizeof(State));
  status             = a.arena && a.states ? NG_SUCCESS : no_mem(e);
  for (size_t i = 0; !status && i < in->n; ++i) {
    NgTermId id = 0;
    status      = ng_eval_step(e, 1);
    if (!status && what->expr) {
      status = ng_eval_value(e, what->expr, ng_rows_at(e, in, i), &id);
      status = status ? status : add_value(&a, group_of[i], id);
    } else if (!status) {
      ++a.states[group_of[i]].n; // COUNT(*)
    }
  }
  for (size_t i = 0; !status && i < out->n; ++i) {
    NgCell cell;
    if (finish(&a, &a.states[i], &cell)) {
      const NgTermId id                = ng_eval_intern(e, &cell);
      ng_rows_at(e, out, i)[what->var] = id;
      status                           = id ? NG_SUCCESS : ng_eval_failed(e);
    }
  }
  ng_free(a.states);
  ng_free(a.seen);
  ng_arena_free(a.arena);
  return status;
}

// --- groups --------------------------------------------------------------------------------------

static uint64_t
hash_keys(const NgSelect* select, const NgTermId* row)
{
  uint64_t h = 0;
  for (uint32_t i = 0; i < select->group_by.n; ++i) {
    h = ng_mix(h + row[select->group_by.at[i].var] + 1);
  }
  return h;
}

static bool
same_keys(const NgSelect* select, const NgTermId* a, const NgTermId* b)
{
  for (uint32_t i = 0; i < select->group_by.n; ++i) {
    const uint32_t v = select->group_by.at[i].var;
    if (a[v] != b[v]) {
      return false;
    }
  }
  return true;
}

// Compute the keys that are expressions, into their columns of `in`.
static NgStatus
make_keys(NgEval* e, const NgSelect* select, const NgRows* in)
{
  for (size_t i = 0; i < in->n; ++i) {
    NgTermId* const row = ng_rows_at(e, in, i);
    for (uint32_t k = 0; k < select->group_by.n; ++k) {
      const NgColumn* const key = &select->group_by.at[k];
      if (key->expr) {
        NG_TRY(ng_eval_value(e, key->expr, row, &row[key->var]));
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_group(NgEval* e, const NgSelect* select, const NgTermId* row, NgRows* out)
{
  NgTermId* const to = ng_rows_add(e, out, NULL);
  for (uint32_t k = 0; to && row && k < select->group_by.n; ++k) {
    const uint32_t v = select->group_by.at[k].var;
    to[v]            = row[v];
  }
  return to ? NG_SUCCESS : ng_eval_failed(e);
}

static NgStatus
find_groups(NgEval* e, const NgSelect* select, const NgRows* in, uint32_t* group_of, NgRows* out)
{
  size_t n_slots = 64;
  while (n_slots < in->n * 2) {
    n_slots *= 2;
  }
  uint32_t* const slots  = ng_calloc(n_slots, sizeof(uint32_t));
  NgStatus        status = slots ? NG_SUCCESS : no_mem(e);
  for (size_t i = 0; !status && i < in->n; ++i) {
    const NgTermId* const row = ng_rows_at(e, in, i);
    size_t                at  = hash_keys(select, row) & (n_slots - 1);
    while (slots[at] && !same_keys(select, row, ng_rows_at(e, out, slots[at] - 1))) {
      at = (at + 1) & (n_slots - 1);
    }
    if (!slots[at]) {
      status    = add_group(e, select, row, out);
      slots[at] = (uint32_t)out->n;
    }
    group_of[i] = slots[at] - 1;
  }
  ng_free(slots);
  return status;
}

NgStatus
ng_eval_groups(NgEval* e, const NgSelect* select, const NgRows* in, NgRows* out)
{
  *out                     = (NgRows){NULL, 0, 0, 0, 0};
  uint32_t* const group_of = in->n < UINT32_MAX ? ng_calloc(in->n + 1, sizeof(uint32_t)) : NULL;
  NgStatus        status   = group_of ? make_keys(e, select, in) : no_mem(e);
  status                   = status ? status : find_groups(e, select, in, group_of, out);
  if (!status && !out->n && !select->group_by.n) {
    status = add_group(e, select, NULL, out); // nothing is one group where there are no keys
  }
  for (uint32_t i = 0; !status && i < select->aggregates.n; ++i) {
    status = aggregate(e, &select->aggregates.at[i], in, group_of, out);
  }
  ng_free(group_of);
  return status;
}
