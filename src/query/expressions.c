// SPDX-License-Identifier: Apache-2.0
// Expressions over a row (SPARQL 1.1, section 17): values are computed as cells and numbered only where they
// are bound.
#include "query/eval.h"
#include "query/functions.h"
#include "query/matcher.h"
#include "query/values.h"

static bool
is_true(NgEval* e, const NgExpr* expr, const NgTermId* row, int* out)
{
  NgCell cell;
  *out = ng_eval_expr(e, expr, row, &cell) ? ng_cell_effective(&cell) : -1;
  return *out >= 0;
}

static bool
truth(bool value, NgCell* out)
{
  *out = ng_cell_truth(value);
  return true;
}

// --- logic ---------------------------------------------------------------------------------------

// What decides OR is one that is true, AND one that is false; else an error is one (section 17.2).
static bool
eval_logic(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  const int decides   = expr->kind == NG_EXPR_OR;
  bool      has_error = false;
  for (uint32_t i = 0; i < expr->args.n && !e->status; ++i) {
    int value = 0;
    if (!is_true(e, expr->args.at[i], row, &value)) {
      has_error = true;
    } else if (value == decides) {
      return truth(decides, out);
    }
  }
  return !has_error && truth(!decides, out);
}

static bool
eval_in(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  bool   has_error = false;
  NgCell wanted;
  if (!ng_eval_expr(e, expr->args.at[0], row, &wanted)) {
    return false;
  }
  for (uint32_t i = 1; i < expr->args.n; ++i) {
    NgCell    item;
    const int is_it = ng_eval_expr(e, expr->args.at[i], row, &item) ? ng_cell_equal(&wanted, &item) : -1;
    if (is_it > 0) {
      return truth(expr->kind == NG_EXPR_IN, out);
    }
    has_error |= is_it < 0;
  }
  return !has_error && truth(expr->kind == NG_EXPR_NOT_IN, out);
}

static bool
eval_comparison(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  NgCell a, b;
  int    order = 0;
  if (!ng_eval_expr(e, expr->args.at[0], row, &a) || !ng_eval_expr(e, expr->args.at[1], row, &b)) {
    return false;
  }
  if (expr->kind == NG_EXPR_EQ || expr->kind == NG_EXPR_NE) {
    const int is_equal = ng_cell_equal(&a, &b);
    return is_equal >= 0 && truth(is_equal == (expr->kind == NG_EXPR_EQ), out);
  }
  if (a.kind != NG_CELL_LITERAL || b.kind != NG_CELL_LITERAL || !ng_cell_compare(&a, &b, &order)) {
    return false;
  }
  if (order == 2) { // NaN
    return truth(false, out);
  }
  switch (expr->kind) {
  case NG_EXPR_LT:
    return truth(order < 0, out);
  case NG_EXPR_GT:
    return truth(order > 0, out);
  case NG_EXPR_LE:
    return truth(order <= 0, out);
  default:
    return truth(order >= 0, out);
  }
}

// --- numbers -------------------------------------------------------------------------------------

static bool
eval_arithmetic(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  static const char signs[] = {'+', '-', '*', '/'};
  NgCell            a, b;
  NgNumber          x, y, made;
  if (!ng_eval_expr(e, expr->args.at[0], row, &a) || !ng_eval_expr(e, expr->args.at[1], row, &b)) {
    return false;
  }
  return ng_cell_number(&a, &x) && ng_cell_number(&b, &y) &&
         ng_number_combine(&x, &y, signs[expr->kind - NG_EXPR_ADD], &made) &&
         ng_cell_of_number(e->scratch[e->depth], &made, out);
}

static bool
eval_minus(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  const NgNumber zero = {.kind = NG_NUMBER_INTEGER, .integer = 0};
  NgCell         a;
  NgNumber       x, made;
  if (!ng_eval_expr(e, expr->args.at[0], row, &a) || !ng_cell_number(&a, &x) ||
      !ng_number_combine(&zero, &x, '-', &made)) {
    return false;
  }
  made.real = -x.real; // of zero too
  return ng_cell_of_number(e->scratch[e->depth], &made, out);
}

// --- calls ---------------------------------------------------------------------------------------

static bool
eval_call(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  enum { FEW = 4 };
  NgCell        few[FEW];
  NgCell* const args = expr->args.n <= FEW
                           ? few
                           : ng_arena_calloc(e->scratch[e->depth], expr->args.n, sizeof(NgCell));
  NgCall        call = {e->scratch[e->depth], &((NgExpr*)expr)->matcher, false};
  if (!args) {
    e->status = ng_error_no_mem(e->err);
    return false;
  }
  for (uint32_t i = 0; i < expr->args.n; ++i) {
    if (!ng_eval_expr(e, expr->args.at[i], row, &args[i])) {
      return false;
    }
  }
  const bool is_first = !expr->matcher;
  const bool ok       = expr->function->call(&call, args, expr->args.n, out);
  if (is_first && expr->matcher) { // to be freed at the end
    NgMatcher** const slot = NG_VEC_ADD(e->plans, e->matchers);
    if (slot) {
      *slot = expr->matcher;
    } else {
      ng_matcher_free(expr->matcher);
      ((NgExpr*)expr)->matcher = NULL;
      call.no_mem              = true;
    }
  }
  if (call.no_mem) {
    e->status = ng_error_no_mem(e->err);
  }
  return ok;
}

static bool
eval_if(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  int value = 0;
  return is_true(e, expr->args.at[0], row, &value) && ng_eval_expr(e, expr->args.at[value ? 1 : 2], row, out);
}

static bool
eval_coalesce(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  for (uint32_t i = 0; i < expr->args.n && !e->status; ++i) {
    if (ng_eval_expr(e, expr->args.at[i], row, out)) {
      return true;
    }
  }
  return false;
}

// --- EXISTS --------------------------------------------------------------------------------------

static NgVars
bound_in(const NgEval* e, const NgTermId* row)
{
  NgVars vars = 0;
  for (uint32_t v = 0; v < e->query->vars.n; ++v) {
    vars |= row[v] ? ng_var_bit(v) : 0;
  }
  return vars;
}

// The row is put into the pattern (section 18.6, "substitute"): it stands where the empty row would.
static NgStatus
find_one(NgEval* e, const NgExpr* expr, const NgTermId* row, bool* found)
{
  const NgTermId* const base      = e->base;
  const NgVars          base_vars = e->base_vars;
  NgRows                unit      = {NULL, 0, 0, 0, 0};
  NgRows                made      = {NULL, 0, 0, 0, 0};
  if (e->depth + 1 == NG_EXISTS_DEPTH) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "EXISTS is nested deeper than %d", NG_EXISTS_DEPTH);
  }
  ++e->depth;
  if (!e->scratch[e->depth]) {
    e->scratch[e->depth] = ng_arena_new(1 << 30);
  }
  NgTermId* const held   = ng_arena_calloc(e->scratch[e->depth - 1], e->width, sizeof(NgTermId));
  NgStatus        status = e->scratch[e->depth] && held ? NG_SUCCESS : ng_error_no_mem(e->err);
  if (!status) {
    memcpy(held, row, e->width * sizeof(NgTermId)); // the pattern may write to the row at hand
    e->base      = held;
    e->base_vars = bound_in(e, row);
    status       = ng_eval_unit(e, &unit);
    status       = status ? status : ng_eval_op(e, expr->pattern, &unit, 1, &made);
    *found       = made.n > 0;
  }
  e->base      = base;
  e->base_vars = base_vars;
  --e->depth;
  ng_rows_free(e, &unit);
  ng_rows_free(e, &made);
  return status;
}

static bool
eval_exists(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  bool found = false;
  if (!e->status) {
    e->status = find_one(e, expr, row, &found);
  }
  return !e->status && truth(found == (expr->kind == NG_EXPR_EXISTS), out);
}

// --- all of them ---------------------------------------------------------------------------------

bool
ng_eval_expr(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out)
{
  int value = 0;
  switch (expr->kind) {
  case NG_EXPR_VAR:
    *out = ng_terms_cell(e->terms, row[expr->n]);
    return row[expr->n] != 0;
  case NG_EXPR_CONSTANT:
    *out = e->query->constants.at[expr->n];
    return true;
  case NG_EXPR_OR:
  case NG_EXPR_AND:
    return eval_logic(e, expr, row, out);
  case NG_EXPR_NOT:
    return is_true(e, expr->args.at[0], row, &value) && truth(!value, out);
  case NG_EXPR_IN:
  case NG_EXPR_NOT_IN:
    return eval_in(e, expr, row, out);
  case NG_EXPR_ADD:
  case NG_EXPR_SUBTRACT:
  case NG_EXPR_MULTIPLY:
  case NG_EXPR_DIVIDE:
    return eval_arithmetic(e, expr, row, out);
  case NG_EXPR_MINUS:
    return eval_minus(e, expr, row, out);
  case NG_EXPR_BOUND:
    return truth(row[expr->args.at[0]->n] != 0, out);
  case NG_EXPR_IF:
    return eval_if(e, expr, row, out);
  case NG_EXPR_COALESCE:
    return eval_coalesce(e, expr, row, out);
  case NG_EXPR_EXISTS:
  case NG_EXPR_NOT_EXISTS:
    return eval_exists(e, expr, row, out);
  case NG_EXPR_CALL:
    return eval_call(e, expr, row, out);
  default:
    return eval_comparison(e, expr, row, out);
  }
}

void
ng_eval_forget(NgEval* e)
{
  ng_arena_reset(e->scratch[e->depth]);
}

NgStatus
ng_eval_filters(NgEval* e, const NgExprs* filters, const NgTermId* row, bool* is_kept)
{
  *is_kept = true;
  for (uint32_t i = 0; *is_kept && i < filters->n; ++i) {
    int value = 0;
    *is_kept  = is_true(e, filters->at[i], row, &value) && value;
    if (filters->at[i]->kind != NG_EXPR_VAR) {
      ng_eval_forget(e);
    }
    NG_TRY(e->status);
  }
  return NG_SUCCESS;
}

NgStatus
ng_eval_value(NgEval* e, const NgExpr* expr, const NgTermId* row, NgTermId* out)
{
  NgCell cell;
  *out = 0;
  if (expr->kind == NG_EXPR_VAR) {
    *out = row[expr->n];
    return NG_SUCCESS;
  }
  const bool ok = ng_eval_expr(e, expr, row, &cell);
  if (ok && !e->status && !(*out = ng_eval_intern(e, &cell))) {
    e->status = ng_eval_failed(e);
  }
  ng_eval_forget(e);
  return e->status;
}
