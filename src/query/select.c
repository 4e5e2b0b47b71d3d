// SPDX-License-Identifier: Apache-2.0
// What follows the pattern of a SELECT: groups, columns, order, DISTINCT, LIMIT and OFFSET.
#include "query/eval.h"
#include "query/values.h"

#include "base/alloc.h"

// --- order ---------------------------------------------------------------------------------------

// Terms by their place in the order of values: compared once, then rows go by numbers.
typedef struct {
  NgEval*         e;
  const NgRows*   rows;
  const NgSelect* select;
  uint32_t*       ranks; // of each term that occurs
  NgTermId*       keys;  // of each row, those of ORDER BY
  uint32_t        n_keys;
} Sorting;

typedef int (*Compare)(const Sorting* s, uint32_t a, uint32_t b);

// Stable, by halves; `spare` has room for n / 2.
static void
sort(const Sorting* s, Compare compare, uint32_t* at, uint32_t* spare, size_t n)
{
  if (n < 2) {
    return;
  }
  const size_t half = n / 2;
  sort(s, compare, at, spare, half);
  sort(s, compare, at + half, spare, n - half);
  if (compare(s, at[half - 1], at[half]) <= 0) {
    return;
  }
  memcpy(spare, at, half * sizeof(*at));
  size_t i = 0;
  size_t k = half;
  for (size_t to = 0; i < half; ++to) {
    at[to] = k < n && compare(s, at[k], spare[i]) < 0 ? at[k++] : spare[i++];
  }
}

static int
by_value(const Sorting* s, uint32_t a, uint32_t b)
{
  const NgCell x = ng_terms_cell(s->e->terms, a);
  const NgCell y = ng_terms_cell(s->e->terms, b);
  return ng_cell_order(&x, &y);
}

static int
by_rank(const Sorting* s, NgTermId a, NgTermId b)
{
  return s->ranks[a] < s->ranks[b] ? -1 : s->ranks[a] > s->ranks[b];
}

static int
by_row(const Sorting* s, uint32_t a, uint32_t b)
{
  int by = 0;
  for (uint32_t i = 0; !by && i < s->n_keys; ++i) {
    by = by_rank(s, s->keys[(size_t)a * s->n_keys + i], s->keys[(size_t)b * s->n_keys + i]);
    by = s->select->order_by.at[i].is_descending ? -by : by;
  }
  for (uint32_t i = 0; !by && i < s->select->columns.n; ++i) {
    const uint32_t v = s->select->columns.at[i].var;
    by               = by_rank(s, ng_rows_at(s->e, s->rows, a)[v], ng_rows_at(s->e, s->rows, b)[v]);
  }
  return by;
}

// Number the terms in question, marked by 1 in `ranks`, in their order.
static NgStatus
rank_terms(Sorting* s)
{
  const uint32_t n    = ng_terms_size(s->e->terms);
  uint32_t       n_in = 0;
  for (uint32_t id = 1; id <= n; ++id) {
    n_in += s->ranks[id];
  }
  uint32_t* const at    = ng_calloc((size_t)n_in + 1, sizeof(uint32_t));
  uint32_t* const spare = ng_calloc((size_t)n_in / 2 + 1, sizeof(uint32_t));
  if (at && spare) {
    n_in = 0;
    for (uint32_t id = 1; id <= n; ++id) {
      if (s->ranks[id]) {
        at[n_in++] = id;
      }
    }
    sort(s, by_value, at, spare, n_in);
    for (uint32_t i = 0; i < n_in; ++i) {
      s->ranks[at[i]] = i + 1;
    }
  }
  const bool ok = at && spare;
  ng_free(at);
  ng_free(spare);
  return ok ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
make_keys(Sorting* s)
{
  for (size_t i = 0; i < s->rows->n; ++i) {
    for (uint32_t k = 0; k < s->n_keys; ++k) {
      NG_TRY(ng_eval_value(s->e, s->select->order_by.at[k].expr, ng_rows_at(s->e, s->rows, i),
                           &s->keys[i * s->n_keys + k]));
    }
  }
  return NG_SUCCESS;
}

static void
mark_terms(Sorting* s)
{
  for (size_t i = 0; i < s->rows->n; ++i) {
    for (uint32_t k = 0; k < s->n_keys; ++k) {
      s->ranks[s->keys[i * s->n_keys + k]] = 1;
    }
    for (uint32_t k = 0; k < s->select->columns.n; ++k) {
      s->ranks[ng_rows_at(s->e, s->rows, i)[s->select->columns.at[k].var]] = 1;
    }
  }
  s->ranks[0] = 0;
}

static NgStatus
put_in_order(NgEval* e, const uint32_t* order, NgRows* rows)
{
  NgRows sorted = {NULL, 0, 0, rows->possible, rows->certain};
  for (size_t i = 0; i < rows->n; ++i) {
    if (!ng_rows_add(e, &sorted, ng_rows_at(e, rows, order[i]))) {
      ng_rows_free(e, &sorted);
      return ng_eval_failed(e);
    }
  }
  ng_rows_free(e, rows);
  *rows = sorted;
  return NG_SUCCESS;
}

static NgStatus
order_rows(NgEval* e, const NgSelect* select, NgRows* rows)
{
  Sorting   s     = {.e = e, .rows = rows, .select = select, .n_keys = select->order_by.n};
  uint32_t* order = rows->n < UINT32_MAX ? ng_calloc(rows->n + 1, sizeof(uint32_t)) : NULL;
  uint32_t* spare = ng_calloc(rows->n / 2 + 1, sizeof(uint32_t));
  s.keys          = ng_calloc(rows->n * s.n_keys + 1, sizeof(NgTermId));
  NgStatus status = order && spare && s.keys ? make_keys(&s) : NG_ERR_NO_MEM;
  s.ranks         = status ? NULL : ng_calloc((size_t)ng_terms_size(e->terms) + 1, sizeof(uint32_t));
  if (!status && s.ranks) {
    mark_terms(&s);
    status = rank_terms(&s);
  }
  if (!status && s.ranks) {
    for (size_t i = 0; i < rows->n; ++i) {
      order[i] = (uint32_t)i;
    }
    sort(&s, by_row, order, spare, rows->n);
    status = put_in_order(e, order, rows);
  }
  status = !status && !s.ranks ? NG_ERR_NO_MEM : status;
  ng_free(order);
  ng_free(spare);
  ng_free(s.keys);
  ng_free(s.ranks);
  return status == NG_ERR_NO_MEM ? ng_error_set(e->err, status, "Out of memory") : status;
}

// --- columns -------------------------------------------------------------------------------------

static NgStatus
make_columns(NgEval* e, const NgSelect* select, NgRows* rows)
{
  for (size_t i = 0; i < rows->n; ++i) {
    NgTermId* const row = ng_rows_at(e, rows, i);
    for (uint32_t k = 0; k < select->columns.n; ++k) {
      const NgColumn* const c = &select->columns.at[k];
      if (c->expr) {
        NG_TRY(ng_eval_step(e, 1));
        NG_TRY(ng_eval_value(e, c->expr, row, &row[c->var]));
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
keep_having(NgEval* e, const NgSelect* select, NgRows* rows)
{
  size_t kept = 0;
  for (size_t i = 0; select->having.n && i < rows->n; ++i) {
    bool is_kept = false;
    NG_TRY(ng_eval_filters(e, &select->having, ng_rows_at(e, rows, i), &is_kept));
    if (is_kept) {
      memmove(ng_rows_at(e, rows, kept++), ng_rows_at(e, rows, i), e->width * sizeof(NgTermId));
    }
  }
  rows->n = select->having.n ? kept : rows->n;
  return NG_SUCCESS;
}

static uint64_t
hash_columns(const NgSelect* select, const NgTermId* row)
{
  uint64_t h = 0;
  for (uint32_t i = 0; i < select->columns.n; ++i) {
    h = ng_mix(h + row[select->columns.at[i].var] + 1);
  }
  return h;
}

static bool
same_columns(const NgSelect* select, const NgTermId* a, const NgTermId* b)
{
  bool same = true;
  for (uint32_t i = 0; same && i < select->columns.n; ++i) {
    same = a[select->columns.at[i].var] == b[select->columns.at[i].var];
  }
  return same;
}

// Keep the first of rows whose columns are equal.
static NgStatus
keep_distinct(NgEval* e, const NgSelect* select, NgRows* rows)
{
  size_t n_slots = 64;
  size_t kept    = 0;
  while (n_slots < rows->n * 2) {
    n_slots *= 2;
  }
  uint32_t* const slots = rows->n < UINT32_MAX ? ng_calloc(n_slots, sizeof(uint32_t)) : NULL;
  if (!slots) {
    return ng_error_no_mem(e->err);
  }
  for (size_t i = 0; i < rows->n; ++i) {
    const NgTermId* const row = ng_rows_at(e, rows, i);
    size_t                at  = hash_columns(select, row) & (n_slots - 1);
    while (slots[at] && !same_columns(select, row, ng_rows_at(e, rows, slots[at] - 1))) {
      at = (at + 1) & (n_slots - 1);
    }
    if (!slots[at]) {
      memmove(ng_rows_at(e, rows, kept++), row, e->width * sizeof(NgTermId));
      slots[at] = (uint32_t)kept;
    }
  }
  rows->n = kept;
  ng_free(slots);
  return NG_SUCCESS;
}

static void
slice(NgEval* e, const NgSelect* select, NgRows* rows)
{
  const size_t begin = select->offset < rows->n ? select->offset : rows->n;
  const size_t n     = rows->n - begin < select->limit ? rows->n - begin : select->limit;
  if (begin && n) {
    memmove(rows->at, ng_rows_at(e, rows, begin), n * e->width * sizeof(NgTermId));
  }
  rows->n = n;
}

NgStatus
ng_eval_finish(NgEval* e, const NgSelect* select, bool is_ordered, NgRows* rows)
{
  const bool is_cut = select->limit != SIZE_MAX || select->offset;
  NG_TRY(make_columns(e, select, rows));
  if (select->is_distinct && !select->order_by.n) { // fewer to sort
    NG_TRY(keep_distinct(e, select, rows));
  }
  if (is_ordered || is_cut || select->order_by.n) {
    NG_TRY(order_rows(e, select, rows));
  }
  if (select->is_distinct && select->order_by.n) {
    NG_TRY(keep_distinct(e, select, rows));
  }
  slice(e, select, rows);
  return NG_SUCCESS;
}

NgStatus
ng_eval_select(NgEval* e, const NgSelect* select, bool is_ordered, NgRows* out)
{
  NgRows   unit   = {NULL, 0, 0, 0, 0};
  NgStatus status = ng_eval_unit(e, &unit);
  status          = status ? status : ng_eval_op(e, select->where, &unit, SIZE_MAX, out);
  ng_rows_free(e, &unit);
  if (!status && select->is_grouped) {
    NgRows groups = {NULL, 0, 0, 0, 0};
    status        = ng_eval_groups(e, select, out, &groups);
    ng_rows_free(e, out);
    *out   = groups;
    status = status || !select->having.n ? status : make_columns(e, select, out); // names after AS are known
    status = status ? status : keep_having(e, select, out);
  }
  return status ? status : ng_eval_finish(e, select, is_ordered, out);
}
