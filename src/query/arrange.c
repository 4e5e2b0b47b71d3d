// SPDX-License-Identifier: Apache-2.0
// The order of an answer.
#include "query/results.h"

#include <stdio.h>
#include <stdlib.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static bool
is_number(const NgCell* cell)
{
  static const char* const names[] = {"integer", "decimal", "double", "float", "nonNegativeInteger",
                                      "int",     "long",    "short",  "byte",  "positiveInteger"};
  if (!ng_str_starts(cell->datatype, XSD)) {
    return false;
  }
  const NgStr name = ng_str_n(cell->datatype.at + sizeof(XSD) - 1, cell->datatype.len - sizeof(XSD) + 1);
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    if (ng_str_is(name, names[i])) {
      return true;
    }
  }
  return false;
}

// The program never sets a locale, so that the point is a point.
static double
number(const NgCell* cell)
{
  return strtod(cell->value.at, NULL);
}

int
ng_cell_compare(const NgCell* a, const NgCell* b)
{
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  if (a->kind == NG_CELL_UNBOUND) {
    return 0;
  }
  if (a->kind == NG_CELL_LITERAL) {
    const bool a_is_number = is_number(a);
    const bool b_is_number = is_number(b);
    if (a_is_number != b_is_number) {
      return a_is_number ? -1 : 1;
    }
    const double x = a_is_number ? number(a) : 0;
    const double y = a_is_number ? number(b) : 0;
    if (x < y || x > y) {
      return x < y ? -1 : 1;
    }
  }
  const int by_value = ng_str_cmp(a->value, b->value);
  if (by_value) {
    return by_value;
  }
  const int by_language = ng_str_cmp(a->language, b->language);
  return by_language ? by_language : ng_str_cmp(a->datatype, b->datatype);
}

// --- sorting -------------------------------------------------------------------------------------

enum { MAX_KEYS = 32 };

typedef struct {
  uint32_t column[MAX_KEYS];
  bool     is_descending[MAX_KEYS];
  uint32_t n_keys;
  uint32_t n_columns;
} Order;

static int
compare_rows(const Order* order, const NgCell* a, const NgCell* b)
{
  for (uint32_t i = 0; i < order->n_keys; ++i) {
    const int c = ng_cell_compare(&a[order->column[i]], &b[order->column[i]]);
    if (c) {
      return order->is_descending[i] ? -c : c;
    }
  }
  for (uint32_t i = 0; i < order->n_columns; ++i) {
    const int c = ng_cell_compare(&a[i], &b[i]);
    if (c) {
      return c;
    }
  }
  return 0;
}

// Merge sort from the bottom; `spare` has room for all rows.
static void
sort_rows(const Order* order, NgCell** rows, NgCell** spare, uint32_t n)
{
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t begin = 0; begin < n; begin += 2 * width) {
      const size_t middle = begin + width < n ? begin + width : n;
      const size_t end    = begin + 2 * width < n ? begin + 2 * width : n;
      size_t       a      = begin;
      size_t       b      = middle;
      for (size_t i = begin; i < end; ++i) {
        const bool take_a = a < middle && (b == end || compare_rows(order, rows[a], rows[b]) <= 0);
        spare[i]          = take_a ? rows[a++] : rows[b++];
      }
    }
    memcpy(rows, spare, n * sizeof(*rows));
  }
}

static uint32_t
column_of(const NgAnswer* answer, NgStr name)
{
  for (uint32_t i = 0; i < answer->names.n; ++i) {
    if (ng_str_eq(answer->names.at[i], name)) {
      return i;
    }
  }
  return UINT32_MAX;
}

static Order
order_of(const NgAnswer* answer, const NgSparqlQuery* query)
{
  Order order = {.n_columns = answer->names.n};
  for (uint32_t i = 0; i < query->order_by.n && order.n_keys < MAX_KEYS; ++i) {
    const NgSparqlKey* const key = &query->order_by.at[i];
    char                     made[24];
    snprintf(made, sizeof(made), "ngkey%u", (unsigned)i);
    const uint32_t column = column_of(answer,
                                      key->var == UINT32_MAX ? ng_str(made) : query->vars.at[key->var]);
    if (column != UINT32_MAX) {
      order.column[order.n_keys]          = column;
      order.is_descending[order.n_keys++] = key->is_descending;
    }
  }
  return order;
}

// Rows that CONSTRUCT made more than once.
static void
drop_repeated(const Order* order, NgAnswer* answer)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < answer->rows.n; ++i) {
    if (!n || compare_rows(order, answer->rows.at[n - 1], answer->rows.at[i])) {
      answer->rows.at[n++] = answer->rows.at[i];
    }
  }
  answer->rows.n = n;
}

// Value of an aggregate over nothing (SPARQL 1.1, section 18.5.1), unbound where `expr` is not just that.
static NgCell
empty_aggregate(NgStr expr)
{
  const NgCell zero    = {.kind = NG_CELL_LITERAL, .value = ng_str("0"), .datatype = ng_str(XSD "integer")};
  const NgCell nothing = {.kind = NG_CELL_LITERAL, .value = ng_str("")};
  const NgCell unbound = {0};
  uint32_t     depth   = 0;
  for (size_t i = 0; i < expr.len; ++i) {
    depth += expr.at[i] == '(';
    depth -= expr.at[i] == ')';
    if (expr.at[i] == ')' && !depth && i + 1 < expr.len) {
      return unbound;
    }
  }
  if (ng_str_starts(expr, "COUNT") || ng_str_starts(expr, "SUM") || ng_str_starts(expr, "AVG")) {
    return zero;
  }
  return ng_str_starts(expr, "GROUP_CONCAT") ? nothing : unbound;
}

// Aggregates without GROUP BY have one row even where nothing matches; the engine gives none or one that
// is unbound. Its last column counts what matched.
static NgStatus
fill_empty_aggregate(NgAnswer* answer, const NgSparqlQuery* query, NgArena* arena)
{
  const NgCell* const counted = answer->rows.n ? &answer->rows.at[0][answer->names.n - 1] : NULL;
  if (counted && counted->kind == NG_CELL_LITERAL && !ng_str_is(counted->value, "0")) {
    return NG_SUCCESS;
  }
  NgCell** const slot = answer->rows.n ? &answer->rows.at[0] : NG_VEC_ADD(arena, answer->rows);
  NgCell* const  row  = ng_arena_calloc(arena, answer->names.n + query->columns.n, sizeof(NgCell));
  if (!slot || !row) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < query->columns.n; ++i) {
    row[i] = empty_aggregate(query->columns.at[i].expr.text);
  }
  *slot = row;
  return NG_SUCCESS;
}

// The names of the selected columns; the engine forgets them where there are no rows.
static NgStatus
set_names(NgAnswer* answer, const NgSparqlQuery* query, NgArena* arena)
{
  if (query->form == NG_SPARQL_CONSTRUCT) {
    return NG_SUCCESS;
  }
  while (answer->names.n < query->columns.n) {
    NgStr* const slot = NG_VEC_ADD(arena, answer->names);
    if (!slot) {
      return NG_ERR_NO_MEM;
    }
  }
  answer->names.n = query->columns.n; // what served ordering stood behind
  for (uint32_t i = 0; i < query->columns.n; ++i) {
    answer->names.at[i] = query->vars.at[query->columns.at[i].var];
  }
  return NG_SUCCESS;
}

NgStatus
ng_answer_arrange(NgAnswer* answer, const NgSparqlQuery* query, NgArena* arena)
{
  if (query->form == NG_SPARQL_ASK) {
    return NG_SUCCESS;
  }
  if (query->has_aggregate && !query->group_by.n && !query->having.text.len) {
    NG_TRY(fill_empty_aggregate(answer, query, arena));
  }
  const Order    order = order_of(answer, query);
  NgCell** const spare = ng_arena_calloc(arena, answer->rows.n + 1, sizeof(NgCell*));
  if (!spare) {
    return NG_ERR_NO_MEM;
  }
  sort_rows(&order, answer->rows.at, spare, answer->rows.n);
  if (query->form == NG_SPARQL_CONSTRUCT) {
    drop_repeated(&order, answer);
  }
  NG_TRY(set_names(answer, query, arena));
  const size_t begin = query->offset < answer->rows.n ? query->offset : answer->rows.n;
  const size_t left  = answer->rows.n - begin;
  if (begin && left) {
    memmove(answer->rows.at, answer->rows.at + begin, left * sizeof(*answer->rows.at));
  }
  answer->rows.n = (uint32_t)(left < query->limit ? left : query->limit);
  return NG_SUCCESS;
}
