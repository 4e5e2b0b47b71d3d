// SPDX-License-Identifier: Apache-2.0
#include "query/eval.h"

#include "base/alloc.h"
#include "query/matcher.h"

enum { ARENA_BYTES = 1 << 30 };

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

// --- opening -------------------------------------------------------------------------------------

static NgStatus
number_constants(NgEval* e)
{
  NgTermId* const ids = ng_calloc(e->query->constants.n + 1, sizeof(NgTermId));
  e->constants        = ids;
  for (uint32_t i = 0; ids && i < e->query->constants.n; ++i) {
    ids[i] = ng_terms_intern(e->terms, &e->query->constants.at[i]);
    if (!ids[i]) {
      return no_mem(e);
    }
  }
  return ids ? NG_SUCCESS : no_mem(e);
}

NgStatus
ng_eval_open(NgEval* e, const NgSparqlQuery* query, NgStore* store, const NgLimits* limits, NgError* err)
{
  memset(e, 0, sizeof(*e));
  e->query  = query;
  e->store  = store;
  e->terms  = ng_store_terms(store);
  e->width  = query->vars.n + query->n_marks;
  e->width  = e->width ? e->width : 1;
  e->limits = *limits;
  e->begin  = limits->max_seconds > 0 ? ng_eval_clock() : 0;
  e->err    = err;
  NG_TRY(ng_store_settle(store) ? no_mem(e) : NG_SUCCESS);
  e->n_terms_bytes = ng_terms_bytes(e->terms);
  e->scratch[0]    = ng_arena_new(ARENA_BYTES);
  e->plans         = ng_arena_new(ARENA_BYTES);
  e->visited       = ng_calloc(query->n_paths + 1, sizeof(*e->visited));
  e->n_visited     = ng_calloc(query->n_paths + 1, sizeof(*e->n_visited));
  e->stamps        = ng_calloc(query->n_paths + 1, sizeof(*e->stamps));
  return e->scratch[0] && e->plans && e->visited && e->n_visited && e->stamps ? number_constants(e)
                                                                              : no_mem(e);
}

void
ng_eval_close(NgEval* e)
{
  for (uint32_t i = 0; e->visited && i < e->query->n_paths; ++i) {
    ng_free(e->visited[i]);
  }
  for (int i = 0; i < NG_EXISTS_DEPTH; ++i) {
    ng_arena_free(e->scratch[i]);
  }
  for (uint32_t i = 0; i < e->matchers.n; ++i) {
    ng_matcher_free(e->matchers.at[i]);
  }
  ng_arena_free(e->plans);
  ng_free(e->visited);
  ng_free(e->n_visited);
  ng_free(e->stamps);
  ng_free((void*)e->constants);
}

// --- operators -----------------------------------------------------------------------------------

// The part of a join that is expected to give the fewest rows now; connected ones first.
static NgStatus
pick_part(NgEval* e, const NgOp* op, const bool* is_done, NgVars bound, uint32_t* out)
{
  double best           = 0;
  bool   best_connected = false;
  *out                  = UINT32_MAX;
  for (uint32_t i = 0; i < op->parts.n; ++i) {
    NgOp* const part = op->parts.at[i];
    double      rows = 0;
    if (is_done[i]) {
      continue;
    }
    NG_TRY(ng_plan_estimate(e, part, bound, &rows));
    const bool connected = !bound || !part->possible || part->possible & bound;
    if (*out == UINT32_MAX || (connected && !best_connected) ||
        (connected == best_connected && rows < best)) {
      *out           = i;
      best           = rows;
      best_connected = connected;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
eval_join(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  bool* const   is_done = ng_calloc(op->parts.n, sizeof(bool));
  const NgRows* from    = in;
  NgRows        held    = {NULL, 0, 0, 0, 0};
  NgStatus      status  = is_done ? NG_SUCCESS : no_mem(e);
  for (uint32_t i = 0; !status && i < op->parts.n; ++i) {
    const bool is_last = i + 1 == op->parts.n;
    NgRows     made    = {NULL, 0, 0, 0, 0};
    uint32_t   next    = 0;
    status             = pick_part(e, op, is_done, from->certain, &next);
    if (!status) {
      is_done[next] = true;
      status        = ng_eval_op(e, op->parts.at[next], from, is_last ? limit : SIZE_MAX, &made);
    }
    ng_rows_free(e, &held);
    held = made;
    from = &held;
  }
  ng_free(is_done);
  *out = held;
  return status;
}

// Keep the rows for which all filters are true.
static NgStatus
filter_rows(NgEval* e, const NgExprs* filters, NgRows* rows, size_t limit)
{
  size_t kept = 0;
  for (size_t i = 0; i < rows->n && kept < limit; ++i) {
    bool is_kept = false;
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(ng_eval_filters(e, filters, ng_rows_at(e, rows, i), &is_kept));
    if (is_kept) {
      memmove(ng_rows_at(e, rows, kept++), ng_rows_at(e, rows, i), e->width * sizeof(NgTermId));
    }
  }
  rows->n = kept;
  return NG_SUCCESS;
}

static NgStatus
eval_filter(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, out));
  return filter_rows(e, &op->filters, out, limit);
}

// Rows on the left that found nothing on the right, behind those that did.
static NgStatus
add_lonely(NgEval* e, const NgRows* left, const NgRows* right, uint32_t mark, size_t limit, NgRows* out)
{
  uint8_t* const found  = ng_calloc(left->n + 1, 1);
  NgStatus       status = found ? NG_SUCCESS : no_mem(e);
  for (size_t i = 0; !status && i < right->n; ++i) {
    found[ng_rows_at(e, right, i)[mark] - 1] = 1;
  }
  for (size_t i = 0; !status && i < left->n && out->n < limit; ++i) {
    if (!found[i]) {
      status = ng_rows_append(e, out, ng_rows_at(e, left, i));
    }
  }
  ng_free(found);
  return status;
}

static NgStatus
eval_left_join(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const uint32_t mark   = e->query->vars.n + op->mark;
  NgRows         left   = {NULL, 0, 0, 0, 0};
  NgStatus       status = ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, &left);
  for (size_t i = 0; i < left.n; ++i) {
    ng_rows_at(e, &left, i)[mark] = (NgTermId)i + 1;
  }
  if (!status && left.n >= UINT32_MAX) {
    status = ng_error_set(e->err, NG_ERR_LIMIT, "More rows than can be numbered");
  }
  status             = status ? status : ng_eval_op(e, op->parts.at[1], &left, SIZE_MAX, out);
  status             = status ? status : filter_rows(e, &op->filters, out, SIZE_MAX);
  const NgRows right = *out; // its rows may move when others are added, but are not read then
  status             = status ? status : add_lonely(e, &left, &right, mark, limit, out);
  for (size_t i = 0; i < out->n; ++i) {
    ng_rows_at(e, out, i)[mark] = 0;
  }
  ng_rows_free(e, &left);
  return status;
}

static NgStatus
eval_union(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  for (uint32_t i = 0; i < op->parts.n && out->n < limit; ++i) {
    NgRows   made   = {NULL, 0, 0, 0, 0};
    NgStatus status = ng_eval_op(e, op->parts.at[i], in, limit - out->n, &made);
    for (size_t k = 0; !status && k < made.n; ++k) {
      status = ng_rows_append(e, out, ng_rows_at(e, &made, k));
    }
    ng_rows_free(e, &made);
    NG_TRY(status);
  }
  return NG_SUCCESS;
}

static NgStatus
eval_minus(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const NgVars shared = op->parts.at[0]->possible & op->parts.at[1]->possible & ~e->base_vars;
  NgRows       unit   = {NULL, 0, 0, 0, 0};
  NgRows       what   = {NULL, 0, 0, 0, 0};
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, out));
  if (!shared || !out->n) {
    return NG_SUCCESS;
  }
  NgStatus status = ng_eval_unit(e, &unit);
  status          = status ? status : ng_eval_op(e, op->parts.at[1], &unit, SIZE_MAX, &what);
  status          = status ? status : ng_rows_subtract(e, shared, &what, out);
  out->n          = out->n < limit ? out->n : limit;
  ng_rows_free(e, &unit);
  ng_rows_free(e, &what);
  return status;
}

static NgStatus
eval_extend(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, limit, out));
  for (size_t i = 0; i < out->n; ++i) {
    NgTermId* const row = ng_rows_at(e, out, i);
    NgTermId        id  = 0;
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(ng_eval_value(e, op->expr, row, &id));
    row[op->var] = id;
  }
  return NG_SUCCESS;
}

static NgStatus
eval_values(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NgRows   rows   = {NULL, 0, 0, op->possible, op->certain};
  NgStatus status = NG_SUCCESS;
  for (uint32_t i = 0; !status && i < op->mark; ++i) {
    NgTermId* const row = ng_rows_add(e, &rows, NULL);
    status              = row ? NG_SUCCESS : ng_eval_failed(e);
    for (uint32_t k = 0; row && k < op->names.n; ++k) {
      const uint32_t number = op->cells.at[i * op->names.n + k];
      row[op->names.at[k]]  = number == UINT32_MAX ? 0 : e->constants[number];
    }
  }
  status = status ? status : ng_rows_join(e, in, &rows, limit, out);
  ng_rows_free(e, &rows);
  return status;
}

// A sub-query: its columns under the names by which they are known outside.
static NgStatus
eval_subquery(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const NgSelect* const select = op->select;
  NgRows                inner  = {NULL, 0, 0, 0, 0};
  NgRows                outer  = {NULL, 0, 0, op->possible, op->certain};
  NgStatus              status = ng_eval_select(e, select, false, &inner);
  for (size_t i = 0; !status && i < inner.n; ++i) {
    const NgTermId* const from = ng_rows_at(e, &inner, i);
    NgTermId* const       to   = ng_rows_add(e, &outer, NULL);
    status                     = to ? NG_SUCCESS : ng_eval_failed(e);
    for (uint32_t k = 0; to && k < select->columns.n; ++k) {
      to[op->names.at[k]] = from[select->columns.at[k].var];
    }
  }
  ng_rows_free(e, &inner);
  status = status ? status : ng_rows_join(e, in, &outer, limit, out);
  ng_rows_free(e, &outer);
  return status;
}

// The rows of `in` that may be in graph `graph`, with ?g bound to it.
static NgStatus
rows_for_graph(NgEval* e, const NgOp* op, const NgRows* in, NgTermId graph, NgRows* out)
{
  *out = (NgRows){NULL, 0, 0, in->possible, in->certain};
  if (op->graph.is_var) {
    out->possible |= ng_var_bit(op->graph.n);
    out->certain |= ng_var_bit(op->graph.n);
  }
  for (size_t i = 0; i < in->n; ++i) {
    const NgTermId* const row = ng_rows_at(e, in, i);
    if (op->graph.is_var && row[op->graph.n] && row[op->graph.n] != graph) {
      continue;
    }
    NgTermId* const to = ng_rows_add(e, out, row);
    if (!to) {
      return ng_eval_failed(e);
    }
    if (op->graph.is_var) {
      to[op->graph.n] = graph;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
eval_in_graph(NgEval* e, const NgOp* op, const NgRows* in, NgTermId graph, size_t limit, NgRows* out)
{
  const NgTermId before = e->graph;
  NgRows         rows   = {NULL, 0, 0, 0, 0};
  NgRows         made   = {NULL, 0, 0, 0, 0};
  NgStatus       status = ng_matches_sees(e, graph) ? rows_for_graph(e, op, in, graph, &rows) : NG_SUCCESS;
  if (!status && rows.n) {
    e->graph = graph;
    status   = ng_eval_op(e, op->parts.at[0], &rows, limit - out->n, &made);
    e->graph = before;
  }
  for (size_t i = 0; !status && i < made.n; ++i) {
    status = ng_rows_append(e, out, ng_rows_at(e, &made, i));
  }
  ng_rows_free(e, &rows);
  ng_rows_free(e, &made);
  return status;
}

static NgStatus
eval_graph(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  uint32_t              n      = 0;
  const NgTermId* const graphs = ng_store_graphs(e->store, &n);
  if (op->graph.is_var && in->certain & ng_var_bit(op->graph.n)) {
    for (size_t i = 0; i < in->n && out->n < limit; ++i) {
      NgTermId* const row = ng_rows_at(e, in, i);
      const NgRows    one = {row, 1, 1, in->possible, in->certain};
      NG_TRY(eval_in_graph(e, op, &one, row[op->graph.n], limit, out));
    }
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < n && out->n < limit; ++i) {
    if (op->graph.is_var || e->constants[op->graph.n] == graphs[i]) {
      NG_TRY(eval_in_graph(e, op, in, graphs[i], limit, out));
    }
  }
  return NG_SUCCESS;
}

// --- joining by look-up or by hash ---------------------------------------------------------------

// Whether bindings from outside do not change the solutions of `op`, see the head of eval.h.
static bool
takes_rows(const NgOp* op, NgVars outside)
{
  const NgOp* const first = op->parts.n ? op->parts.at[0] : NULL;
  switch (op->kind) {
  case NG_OP_LEFT_JOIN:
    return !(outside & (op->parts.at[1]->mentioned | ng_exprs_vars(&op->filters)) & ~first->certain);
  case NG_OP_MINUS:
    return !(outside & op->parts.at[1]->mentioned & ~first->certain);
  case NG_OP_FILTER:
    return !(outside & ng_exprs_vars(&op->filters) & ~first->certain);
  case NG_OP_EXTEND:
    return !(outside & ng_var_bit(op->var)) && !(outside & op->expr->vars & ~first->certain);
  default:
    return true;
  }
}

static NgStatus
eval_op(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  switch (op->kind) {
  case NG_OP_BASIC:
    return ng_eval_basic(e, op, in, limit, out);
  case NG_OP_JOIN:
    return eval_join(e, op, in, limit, out);
  case NG_OP_LEFT_JOIN:
    return eval_left_join(e, op, in, limit, out);
  case NG_OP_UNION:
    return eval_union(e, op, in, limit, out);
  case NG_OP_MINUS:
    return eval_minus(e, op, in, limit, out);
  case NG_OP_FILTER:
    return eval_filter(e, op, in, limit, out);
  case NG_OP_EXTEND:
    return eval_extend(e, op, in, limit, out);
  case NG_OP_VALUES:
    return eval_values(e, op, in, limit, out);
  case NG_OP_GRAPH:
    return eval_graph(e, op, in, limit, out);
  case NG_OP_SELECT:
    break;
  }
  return eval_subquery(e, op, in, limit, out);
}

NgStatus
ng_eval_op(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NgStatus status = NG_SUCCESS;
  *out            = (NgRows){NULL, 0, 0, 0, 0};
  if (in->n && takes_rows(op, in->possible & ~e->base_vars)) {
    status = eval_op(e, op, in, limit, out);
  } else if (in->n) {
    NgRows unit   = {NULL, 0, 0, 0, 0};
    NgRows made   = {NULL, 0, 0, 0, 0};
    status        = ng_eval_unit(e, &unit);
    status        = status ? status : eval_op(e, op, &unit, SIZE_MAX, &made);
    made.possible = unit.possible | op->possible;
    made.certain  = unit.certain | op->certain;
    status        = status ? status : ng_rows_join(e, in, &made, limit, out);
    ng_rows_free(e, &unit);
    ng_rows_free(e, &made);
  }
  out->possible = in->possible | op->possible;
  out->certain  = in->certain | op->certain;
  return status;
}
