// SPDX-License-Identifier: Apache-2.0
// The order of patterns: each time the one that is expected to match the fewest triples for what is bound by
// then, among those that share a variable with it.
#include "query/eval.h"

static NgTermId
constant_of(const NgEval* e, NgNode node)
{
  return node.is_var ? 0 : e->constants[node.n];
}

static bool
is_bound(NgNode node, NgVars bound)
{
  return node.is_var && bound & ng_var_bit(node.n);
}

// Triples that match a pattern for one row in which `bound` are bound.
static double
estimate_triples(const NgEval* e, const NgTriplePattern* t, NgVars bound)
{
  enum { USUAL = 10 }; // triples of a subject
  const NgTermId parts[3] = {constant_of(e, t->subject), constant_of(e, t->predicate),
                             constant_of(e, t->object)};
  double         n        = (double)ng_store_count(e->store, parts);
  if (is_bound(t->predicate, bound)) {
    n /= USUAL;
  }
  for (int part = 0; part < 3; part += 2) {
    if (is_bound(part ? t->object : t->subject, bound)) {
      const double different = parts[1] ? (double)ng_store_different(e->store, parts[1], part)
                                        : (double)ng_store_size(e->store) / USUAL;
      n /= different > 1 ? different : 1;
    }
  }
  return n;
}

static double
estimate_path(const NgEval* e, const NgPath* path, NgNode subject, NgNode object, NgVars bound)
{
  const bool has_s = !subject.is_var || is_bound(subject, bound);
  const bool has_o = !object.is_var || is_bound(object, bound);
  if (path->kind == NG_PATH_LINK) {
    const NgTriplePattern t = {subject, {false, path->iri}, object, NULL, 0};
    return estimate_triples(e, &t, bound);
  }
  if (path->kind == NG_PATH_ALTERNATIVE) {
    return estimate_path(e, path->left, subject, object, bound) +
           estimate_path(e, path->right, subject, object, bound);
  }
  return has_s && has_o ? 0.5 : has_s || has_o ? 20 : (double)ng_store_size(e->store) * 4;
}

static double
estimate(const NgEval* e, const NgTriplePattern* t, NgVars bound)
{
  return t->path ? estimate_path(e, t->path, t->subject, t->object, bound) : estimate_triples(e, t, bound);
}

// Whether a pattern may follow: what it has in common with the rest is bound, or it needs nothing.
static bool
is_connected(const NgTriplePattern* t, NgVars bound)
{
  return !bound || !t->vars || t->vars & bound;
}

NgStatus
ng_plan_basic(NgEval* e, NgOp* op, NgVars bound)
{
  const uint32_t n = op->patterns.n;
  bound &= op->possible;
  if (op->order && op->order_for == bound) {
    return NG_SUCCESS;
  }
  uint32_t* const order = op->order ? op->order : ng_arena_calloc(e->plans, n + 1, sizeof(uint32_t));
  if (!order) {
    return ng_error_no_mem(e->err);
  }
  op->order      = order;
  op->order_for  = bound;
  op->order_cost = 1;
  for (uint32_t i = 0; i < n; ++i) {
    order[i] = i;
  }
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t best           = i;
    double   best_rows      = 0;
    bool     best_connected = false;
    for (uint32_t k = i; k < n; ++k) {
      const NgTriplePattern* const t         = &op->patterns.at[order[k]];
      const double                 rows      = estimate(e, t, bound);
      const bool                   connected = is_connected(t, bound);
      if (k == i || (connected && !best_connected) || (connected == best_connected && rows < best_rows)) {
        best           = k;
        best_rows      = rows;
        best_connected = connected;
      }
    }
    const uint32_t taken = order[best];
    memmove(order + i + 1, order + i, (best - i) * sizeof(*order));
    order[i] = taken;
    bound |= op->patterns.at[taken].vars;
    op->order_cost *= best_rows;
  }
  return NG_SUCCESS;
}

NgStatus
ng_plan_estimate(NgEval* e, NgOp* op, NgVars bound, double* rows)
{
  double part = 0;
  *rows       = 0;
  switch (op->kind) {
  case NG_OP_BASIC:
    NG_TRY(ng_plan_basic(e, op, bound));
    *rows = op->order_cost;
    return NG_SUCCESS;
  case NG_OP_VALUES:
    *rows = op->possible & bound ? 0.5 : op->mark;
    return NG_SUCCESS;
  case NG_OP_SELECT:
    *rows = op->select->limit < 1000 ? (double)op->select->limit : 1000;
    return NG_SUCCESS;
  case NG_OP_JOIN:
    *rows = 1;
    for (uint32_t i = 0; i < op->parts.n; ++i) {
      NG_TRY(ng_plan_estimate(e, op->parts.at[i], bound, &part));
      *rows *= part;
      bound |= op->parts.at[i]->certain;
    }
    return NG_SUCCESS;
  case NG_OP_UNION:
    for (uint32_t i = 0; i < op->parts.n; ++i) {
      NG_TRY(ng_plan_estimate(e, op->parts.at[i], bound, &part));
      *rows += part;
    }
    return NG_SUCCESS;
  default:
    return ng_plan_estimate(e, op->parts.at[0], bound, rows);
  }
}
