// SPDX-License-Identifier: Apache-2.0
#include "query/values.h"

#include <math.h>

// --- types ---------------------------------------------------------------------------------------

// What follows the namespace of XML Schema, NULL for another datatype.
static const char*
xsd_name(const NgCell* cell)
{
  static const char ns[] = NG_XSD_NS;
  return cell->kind == NG_CELL_LITERAL && !cell->language.len && cell->datatype.len > sizeof(ns) - 1 &&
                 !memcmp(cell->datatype.at, ns, sizeof(ns) - 1)
             ? cell->datatype.at + sizeof(ns) - 1
             : NULL;
}

bool
ng_cell_is_type(const NgCell* cell, const char* name)
{
  const char* const at   = xsd_name(cell);
  static const char ns[] = NG_XSD_NS;
  const size_t      n    = strlen(name);
  return at && cell->datatype.len == sizeof(ns) - 1 + n && !memcmp(at, name, n);
}

// --- truth, equality, order ----------------------------------------------------------------------

NgCell
ng_cell_text(NgStr text)
{
  const NgCell cell = {NG_CELL_LITERAL, text, {"", 0}, {"", 0}};
  return cell;
}

NgCell
ng_cell_truth(bool is_true)
{
  NgCell cell   = ng_cell_text(ng_str(is_true ? "true" : "false"));
  cell.datatype = ng_str(NG_XSD_NS "boolean");
  return cell;
}

bool
ng_cell_is_text(const NgCell* cell)
{
  return cell->kind == NG_CELL_LITERAL && !cell->language.len &&
         (!cell->datatype.len || ng_cell_is_type(cell, "string"));
}

// 0 and 1, -1 where it is no xsd:boolean of a right form.
static int
truth_of(const NgCell* cell)
{
  if (!ng_cell_is_type(cell, "boolean")) {
    return -1;
  }
  return ng_str_is(cell->value, "true") || ng_str_is(cell->value, "1")    ? 1
         : ng_str_is(cell->value, "false") || ng_str_is(cell->value, "0") ? 0
                                                                          : -1;
}

int
ng_cell_effective(const NgCell* cell)
{
  NgNumberKind kind;
  NgNumber     number;
  if (ng_cell_is_text(cell)) {
    return cell->value.len > 0;
  }
  if (ng_cell_is_type(cell, "boolean")) {
    return truth_of(cell) > 0;
  }
  if (!ng_cell_numeric_kind(cell, &kind)) {
    return -1;
  }
  if (!ng_cell_number(cell, &number)) {
    return ng_cell_is_numeric(cell); // too large to compute with
  }
  return number.kind == NG_NUMBER_INTEGER   ? number.integer != 0
         : number.kind == NG_NUMBER_DECIMAL ? number.decimal != 0
                                            : number.real != 0 && !isnan(number.real);
}

bool
ng_cell_same(const NgCell* a, const NgCell* b)
{
  return a->kind == b->kind && ng_str_eq(a->value, b->value) && ng_str_eq(a->language, b->language) &&
         (ng_str_eq(a->datatype, b->datatype) || (ng_cell_is_text(a) && ng_cell_is_text(b)));
}

// Whether the values of its type are understood here.
static bool
is_known(const NgCell* cell)
{
  NgNumber number;
  NgMoment moment;
  return cell->language.len || ng_cell_is_text(cell) || truth_of(cell) >= 0 ||
         ng_cell_number(cell, &number) || ng_cell_moment(cell, &moment);
}

int
ng_cell_equal(const NgCell* a, const NgCell* b)
{
  NgNumber x, y;
  NgMoment m, n;
  int      order = 0;
  if (a->kind != NG_CELL_LITERAL || b->kind != NG_CELL_LITERAL) {
    return ng_cell_same(a, b);
  }
  if (ng_cell_number(a, &x) && ng_cell_number(b, &y)) {
    return ng_number_compare(&x, &y) == 0;
  }
  if (truth_of(a) >= 0 && truth_of(b) >= 0) {
    return truth_of(a) == truth_of(b);
  }
  if (ng_cell_same(a, b)) {
    return 1;
  }
  if (ng_cell_moment_type(a) && ng_cell_moment_type(a) == ng_cell_moment_type(b) && ng_cell_moment(a, &m) &&
      ng_cell_moment(b, &n)) {
    return ng_moment_compare(&m, &n, &order) ? order == 0 : -1;
  }
  return is_known(a) && is_known(b) ? 0 : -1;
}

bool
ng_cell_compare(const NgCell* a, const NgCell* b, int* order)
{
  NgNumber x, y;
  NgMoment m, n;
  if (ng_cell_is_text(a) && ng_cell_is_text(b)) {
    *order = ng_str_cmp(a->value, b->value);
    return true;
  }
  if (ng_cell_number(a, &x) && ng_cell_number(b, &y)) {
    *order = ng_number_compare(&x, &y);
    return true;
  }
  if (truth_of(a) >= 0 && truth_of(b) >= 0) {
    *order = truth_of(a) - truth_of(b);
    return true;
  }
  if (a->language.len && ng_str_eq(a->language, b->language)) {
    *order = ng_str_cmp(a->value, b->value);
    return true;
  }
  return ng_cell_moment_type(a) && ng_cell_moment_type(a) == ng_cell_moment_type(b) &&
         ng_cell_moment(a, &m) && ng_cell_moment(b, &n) && ng_moment_compare(&m, &n, order);
}

static int
order_of_text(const NgCell* a, const NgCell* b)
{
  int by = ng_str_cmp(a->value, b->value);
  by     = by ? by : ng_str_cmp(a->language, b->language);
  return by ? by : ng_str_cmp(a->datatype, b->datatype);
}

typedef enum { RANK_NAN = 0, RANK_NUMBER, RANK_MOMENT, RANK_OTHER } Rank;

static Rank
rank_of(const NgCell* cell, NgNumber* number, NgMoment* moment)
{
  if (ng_cell_number(cell, number)) {
    return number->kind >= NG_NUMBER_FLOAT && isnan(number->real) ? RANK_NAN : RANK_NUMBER;
  }
  return ng_cell_moment(cell, moment) && moment->has_year ? RANK_MOMENT : RANK_OTHER;
}

int
ng_cell_order(const NgCell* a, const NgCell* b)
{
  NgNumber x, y;
  NgMoment m, n;
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  if (a->kind != NG_CELL_LITERAL || (!a->datatype.len && !b->datatype.len)) {
    return order_of_text(a, b);
  }
  const Rank p  = rank_of(a, &x, &m);
  const Rank q  = rank_of(b, &y, &n);
  int        by = p != q ? (int)p - (int)q : 0;
  if (!by && p == RANK_NUMBER) {
    by = ng_number_compare(&x, &y);
  } else if (!by && p == RANK_MOMENT) {
    ng_moment_compare(&m, &n, &by);
  }
  by = by == 2 ? 0 : by;
  return by ? by : order_of_text(a, b);
}
