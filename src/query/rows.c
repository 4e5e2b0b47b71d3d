// SPDX-License-Identifier: Apache-2.0
// Rows of numbers, the ceilings of a query, and joins of rows by hashing.
#include "query/eval.h"

#include "base/alloc.h"

#include <time.h>

enum { CLOCK_STEPS = 1 << 14 }; // between looks at the clock

// --- rows and ceilings ---------------------------------------------------------------------------

double
ng_eval_clock(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

NgStatus
ng_eval_step(NgEval* e, uint64_t n)
{
  const uint64_t before = e->n_steps;
  e->n_steps += n;
  if (e->limits.max_steps && e->n_steps > e->limits.max_steps) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "The query takes more than %llu steps",
                        (unsigned long long)e->limits.max_steps);
  }
  if (e->limits.max_seconds > 0 && before / CLOCK_STEPS != e->n_steps / CLOCK_STEPS &&
      ng_eval_clock() - e->begin > e->limits.max_seconds) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "The query takes more than %g seconds", e->limits.max_seconds);
  }
  return NG_SUCCESS;
}

static bool
is_within(NgEval* e)
{
  const size_t terms = ng_terms_bytes(e->terms) - e->n_terms_bytes;
  if (e->limits.max_bytes && e->n_bytes + terms > e->limits.max_bytes) {
    ng_error_set(e->err, NG_ERR_LIMIT, "The query needs more than %zu MiB of memory",
                 e->limits.max_bytes >> 20);
    e->status = NG_ERR_LIMIT;
    return false;
  }
  return true;
}

NgStatus
ng_eval_failed(NgEval* e)
{
  return e->status ? e->status : no_mem(e);
}

NgTermId*
ng_rows_add(NgEval* e, NgRows* rows, const NgTermId* row)
{
  if (rows->n == rows->cap) {
    const size_t cap  = rows->cap ? rows->cap * 2 : 16;
    const size_t more = (cap - rows->cap) * e->width * sizeof(NgTermId);
    e->n_bytes += more;
    NgTermId* const at = is_within(e) ? ng_realloc(rows->at, cap, e->width * sizeof(NgTermId)) : NULL;
    if (!at) {
      e->n_bytes -= more;
      return NULL;
    }
    rows->at  = at;
    rows->cap = cap;
  }
  NgTermId* const to = ng_rows_at(e, rows, rows->n++);
  if (row) {
    memcpy(to, row, e->width * sizeof(NgTermId));
  } else {
    memset(to, 0, e->width * sizeof(NgTermId));
  }
  return to;
}

void
ng_rows_free(NgEval* e, NgRows* rows)
{
  e->n_bytes -= rows->cap * e->width * sizeof(NgTermId);
  ng_free(rows->at);
  *rows = (NgRows){NULL, 0, 0, 0, 0};
}

NgTermId
ng_eval_intern(NgEval* e, const NgCell* cell)
{
  const NgTermId id = ng_terms_intern(e->terms, cell);
  return id && is_within(e) ? id : 0;
}

NgStatus
ng_eval_unit(NgEval* e, NgRows* out)
{
  *out = (NgRows){NULL, 0, 0, e->base_vars, e->base_vars};
  return ng_rows_add(e, out, e->base) ? NG_SUCCESS : ng_eval_failed(e);
}

NgStatus
ng_rows_append(NgEval* e, NgRows* rows, const NgTermId* row)
{
  return ng_rows_add(e, rows, row) ? NG_SUCCESS : ng_eval_failed(e);
}

// --- joins of rows -------------------------------------------------------------------------------

// Bring what `from` binds into `to`; false where they differ.
static bool
merge_row(const NgEval* e, NgTermId* to, const NgTermId* from)
{
  for (uint32_t i = 0; i < e->width; ++i) {
    if (from[i] && to[i] && from[i] != to[i]) {
      return false;
    }
  }
  for (uint32_t i = 0; i < e->width; ++i) {
    to[i] = to[i] ? to[i] : from[i];
  }
  return true;
}

// Rows by the values of some variables: chains of row numbers + 1.
typedef struct {
  uint32_t  columns[NG_SPARQL_MAX_VARS];
  uint32_t  n_columns;
  uint32_t* heads;
  uint32_t* next;
  uint32_t  mask;
} Table;

static uint64_t
hash_row(const Table* t, const NgTermId* row)
{
  uint64_t h = 0;
  for (uint32_t i = 0; i < t->n_columns; ++i) {
    h = ng_mix(h + row[t->columns[i]] + 1);
  }
  return h;
}

static void
free_table(Table* t)
{
  ng_free(t->heads);
  ng_free(t->next);
}

static NgStatus
make_table(NgEval* e, Table* t, const NgRows* rows, NgVars keys)
{
  uint32_t n = 64;
  while (n < rows->n && n < 1U << 30) {
    n *= 2;
  }
  *t       = (Table){.mask = n - 1};
  t->heads = ng_calloc(n, sizeof(uint32_t));
  t->next  = rows->n < UINT32_MAX ? ng_calloc(rows->n + 1, sizeof(uint32_t)) : NULL;
  if (!t->heads || !t->next) {
    free_table(t);
    return no_mem(e);
  }
  for (uint32_t v = 0; v < e->query->vars.n; ++v) {
    if (keys & ng_var_bit(v)) {
      t->columns[t->n_columns++] = v;
    }
  }
  for (size_t i = rows->n; i-- > 0;) { // so that chains are in order
    uint32_t* const head = &t->heads[hash_row(t, ng_rows_at(e, rows, i)) & t->mask];
    t->next[i]           = *head;
    *head                = (uint32_t)i + 1;
  }
  return NG_SUCCESS;
}

NgStatus
ng_rows_join(NgEval* e, const NgRows* in, const NgRows* other, size_t limit, NgRows* out)
{
  Table    t;
  NgStatus status = make_table(e, &t, other, in->certain & other->certain);
  NG_TRY(status);
  for (size_t i = 0; !status && i < in->n && out->n < limit; ++i) {
    const NgTermId* const row = ng_rows_at(e, in, i);
    for (uint32_t k = t.heads[hash_row(&t, row) & t.mask]; !status && k && out->n < limit;
         k          = t.next[k - 1]) {
      NgTermId* const to = ng_rows_add(e, out, row);
      status             = to ? ng_eval_step(e, 1) : ng_eval_failed(e);
      if (to && !merge_row(e, to, ng_rows_at(e, other, k - 1))) {
        --out->n;
      }
    }
  }
  free_table(&t);
  out->possible = in->possible | other->possible;
  out->certain  = in->certain | other->certain;
  return status;
}

// Whether two rows agree in `shared` and have one of them in common.
static bool
excludes(NgVars shared, uint32_t n_vars, const NgTermId* a, const NgTermId* b)
{
  bool have = false;
  for (uint32_t v = 0; v < n_vars; ++v) {
    if (shared & ng_var_bit(v) && a[v] && b[v]) {
      if (a[v] != b[v]) {
        return false;
      }
      have = true;
    }
  }
  return have;
}

NgStatus
ng_rows_subtract(NgEval* e, NgVars shared, const NgRows* what, NgRows* from)
{
  Table  t;
  size_t kept = 0;
  NG_TRY(make_table(e, &t, what, shared & from->certain & what->certain));
  NgStatus status = NG_SUCCESS;
  for (size_t i = 0; !status && i < from->n; ++i) {
    NgTermId* const row  = ng_rows_at(e, from, i);
    bool            gone = false;
    for (uint32_t k = t.heads[hash_row(&t, row) & t.mask]; !status && !gone && k; k = t.next[k - 1]) {
      status = ng_eval_step(e, 1);
      gone   = excludes(shared, e->query->vars.n, row, ng_rows_at(e, what, k - 1));
    }
    if (!gone) {
      memmove(ng_rows_at(e, from, kept++), row, e->width * sizeof(NgTermId));
    }
  }
  free_table(&t);
  from->n = kept;
  return status;
}
