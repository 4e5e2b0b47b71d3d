// SPDX-License-Identifier: Apache-2.0
// Groups (SPARQL 1.1, section 18.2.2: how they become the algebra).
#include "query/parse.h"

// --- the tree ------------------------------------------------------------------------------------

static NgOp*
new_op(NgSparqlParser* p, NgOpKind kind)
{
  NgOp* const op = ng_arena_calloc(p->arena, 1, sizeof(NgOp));
  if (op) {
    op->kind = kind;
  }
  return op;
}

static NgStatus
add_part(NgSparqlParser* p, NgOp* op, NgOp* part)
{
  NgOp** const slot = NG_VEC_ADD(p->arena, op->parts);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = part;
  op->mentioned |= part->mentioned;
  op->height = part->height >= op->height ? part->height + 1 : op->height;
  return op->height <= NG_SPARQL_MAX_HEIGHT
             ? NG_SUCCESS
             : ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "More than %d patterns in one another",
                              NG_SPARQL_MAX_HEIGHT);
}

static NgStatus
append_patterns(NgSparqlParser* p, NgOp* to, const NgOp* from)
{
  for (uint32_t i = 0; i < from->patterns.n; ++i) {
    NgTriplePattern* const slot = NG_VEC_ADD(p->arena, to->patterns);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = from->patterns.at[i];
  }
  for (uint32_t i = 0; i < from->filters.n; ++i) {
    NgExpr** const slot = NG_VEC_ADD(p->arena, to->filters);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = from->filters.at[i];
  }
  to->possible |= from->possible;
  to->certain |= from->certain;
  to->mentioned |= from->mentioned;
  return NG_SUCCESS;
}

// Parts of joins become parts of one; all basic patterns among them one.
static NgStatus
join_into(NgSparqlParser* p, NgOp* join, NgOp* part)
{
  if (part->kind == NG_OP_JOIN) {
    for (uint32_t i = 0; i < part->parts.n; ++i) {
      NG_TRY(join_into(p, join, part->parts.at[i]));
    }
    return NG_SUCCESS;
  }
  join->possible |= part->possible;
  join->certain |= part->certain;
  for (uint32_t i = 0; part->kind == NG_OP_BASIC && i < join->parts.n; ++i) {
    if (join->parts.at[i]->kind == NG_OP_BASIC) {
      join->mentioned |= part->mentioned;
      return append_patterns(p, join->parts.at[i], part);
    }
  }
  return add_part(p, join, part);
}

NgStatus
ng_sparql_join(NgSparqlParser* p, NgOp* left, NgOp* right, NgOp** out)
{
  NgOp* const join = new_op(p, NG_OP_JOIN);
  if (!join) {
    return ng_sparql_no_mem(p);
  }
  const bool left_is_unit = left->kind == NG_OP_BASIC && !left->patterns.n && !left->filters.n;
  NG_TRY(left_is_unit ? NG_SUCCESS : join_into(p, join, left));
  NG_TRY(join_into(p, join, right));
  *out = join->parts.n == 1 ? join->parts.at[0] : join;
  return NG_SUCCESS;
}

// Whether `expr` may be taken down into `op` to where its variables are bound, and do that.
static NgStatus
push_filter(NgSparqlParser* p, NgOp* op, NgExpr* expr, bool* is_done)
{
  *is_done = false;
  if (expr->vars & ~op->certain || !expr->vars) {
    return NG_SUCCESS;
  }
  if (op->kind == NG_OP_BASIC || op->kind == NG_OP_FILTER) {
    NgExpr** const slot = NG_VEC_ADD(p->arena, op->filters);
    *is_done            = true;
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = expr;
    return NG_SUCCESS;
  }
  if (op->kind == NG_OP_JOIN) {
    for (uint32_t i = 0; !*is_done && i < op->parts.n; ++i) {
      NG_TRY(push_filter(p, op->parts.at[i], expr, is_done));
    }
    return NG_SUCCESS;
  }
  return op->kind == NG_OP_LEFT_JOIN || op->kind == NG_OP_MINUS
             ? push_filter(p, op->parts.at[0], expr, is_done)
             : NG_SUCCESS;
}

static bool
has_exists(const NgExpr* expr)
{
  bool has = expr->kind == NG_EXPR_EXISTS || expr->kind == NG_EXPR_NOT_EXISTS;
  for (uint32_t i = 0; !has && i < expr->args.n; ++i) {
    has = has_exists(expr->args.at[i]);
  }
  return has;
}

static NgStatus
filter(NgSparqlParser* p, NgOp* op, const NgExprs* filters, NgOp** out)
{
  NgOp* const made = new_op(p, NG_OP_FILTER);
  if (!made) {
    return ng_sparql_no_mem(p);
  }
  for (uint32_t i = 0; i < filters->n; ++i) {
    bool is_done = false;
    if (!has_exists(filters->at[i])) {
      NG_TRY(push_filter(p, op, filters->at[i], &is_done));
    }
    if (!is_done) {
      NgExpr** const slot = NG_VEC_ADD(p->arena, made->filters);
      if (!slot) {
        return ng_sparql_no_mem(p);
      }
      *slot = filters->at[i];
    }
  }
  *out = op;
  if (made->filters.n) {
    made->possible  = op->possible;
    made->certain   = op->certain;
    made->mentioned = ng_exprs_vars(&made->filters);
    NG_TRY(add_part(p, made, op));
    *out = made;
  }
  return NG_SUCCESS;
}

// --- elements of a group -------------------------------------------------------------------------

static NgStatus
read_value_row(NgSparqlParser* p, NgOp* values)
{
  for (uint32_t i = 0; i < values->names.n; ++i) {
    NgCell          cell;
    uint32_t* const slot = NG_VEC_ADD(p->arena, values->cells);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = UINT32_MAX;
    if (ng_sparql_take(p, "UNDEF")) {
      values->certain &= ~ng_var_bit(values->names.at[i]);
    } else {
      NG_TRY(ng_sparql_read_value(p, true, &cell));
      NG_TRY(ng_sparql_constant(p, &cell, slot));
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_sparql_values(NgSparqlParser* p, NgOp** out)
{
  NgOp* const values   = new_op(p, NG_OP_VALUES);
  const bool  is_table = ng_sparql_take(p, "(");
  if (!values) {
    return ng_sparql_no_mem(p);
  }
  do {
    if (is_table && ng_sparql_is(p, ")")) {
      break;
    }
    uint32_t var = 0;
    NG_TRY(ng_sparql_read_var(p, "Expected a variable after VALUES", &var));
    uint32_t* const slot = NG_VEC_ADD(p->arena, values->names);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = var;
    values->possible |= ng_var_bit(var);
  } while (is_table);
  values->certain = values->mentioned = values->possible;
  NG_TRY(is_table ? ng_sparql_expect(p, ")") : NG_SUCCESS);
  NG_TRY(ng_sparql_expect(p, "{"));
  uint32_t n_rows = 0;
  for (; !ng_sparql_take(p, "}"); ++n_rows) {
    NG_TRY(is_table ? ng_sparql_expect(p, "(") : NG_SUCCESS);
    NG_TRY(read_value_row(p, values));
    NG_TRY(is_table ? ng_sparql_expect(p, ")") : NG_SUCCESS);
  }
  values->mark = n_rows;
  *out         = values;
  return NG_SUCCESS;
}

static NgStatus
left_join(NgSparqlParser* p, NgOp* left, NgOp* right, NgOp** out)
{
  NgOp* const op = new_op(p, NG_OP_LEFT_JOIN);
  if (!op) {
    return ng_sparql_no_mem(p);
  }
  NG_TRY(add_part(p, op, left));
  if (right->kind == NG_OP_FILTER) { // its filters see the left side as well
    op->filters   = right->filters;
    op->mentioned = op->mentioned | ng_exprs_vars(&op->filters);
    right         = right->parts.at[0];
  }
  NG_TRY(add_part(p, op, right));
  op->possible = left->possible | right->possible;
  op->certain  = left->certain;
  op->mark     = p->query->n_marks++;
  *out         = op;
  return NG_SUCCESS;
}

static NgStatus
minus(NgSparqlParser* p, NgOp* left, NgOp* right, NgOp** out)
{
  NgOp* const op = new_op(p, NG_OP_MINUS);
  if (!op) {
    return ng_sparql_no_mem(p);
  }
  NG_TRY(add_part(p, op, left));
  NG_TRY(add_part(p, op, right));
  op->possible = left->possible;
  op->certain  = left->certain;
  *out         = op;
  return NG_SUCCESS;
}

static NgStatus
read_bind(NgSparqlParser* p, NgOp** group)
{
  const NgSparqlToken* const t  = ng_sparql_peek(p) - 1;
  NgOp* const                op = new_op(p, NG_OP_EXTEND);
  if (!op) {
    return ng_sparql_no_mem(p);
  }
  NG_TRY(ng_sparql_expect(p, "("));
  NG_TRY(ng_sparql_expression(p, &op->expr));
  NG_TRY(ng_sparql_expect(p, "AS"));
  NG_TRY(ng_sparql_read_var(p, "Expected a variable after AS", &op->var));
  NG_TRY(ng_sparql_expect(p, ")"));
  if ((*group)->possible & ng_var_bit(op->var)) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "BIND to a variable that is already in use");
  }
  op->certain   = (*group)->certain;
  op->possible  = (*group)->possible | ng_var_bit(op->var);
  op->mentioned = op->expr->vars | ng_var_bit(op->var);
  NG_TRY(add_part(p, op, *group));
  *group = op;
  return NG_SUCCESS;
}

static NgStatus
read_graph(NgSparqlParser* p, NgOp** out)
{
  NgOp* const op    = new_op(p, NG_OP_GRAPH);
  NgOp*       inner = NULL;
  NgCell      cell  = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
  if (!op) {
    return ng_sparql_no_mem(p);
  }
  op->graph.is_var = ng_sparql_peek(p)->kind == NG_SPARQL_VAR;
  if (op->graph.is_var) {
    NG_TRY(ng_sparql_read_var(p, "", &op->graph.n));
  } else {
    NG_TRY(ng_sparql_read_iri(p, &cell.value));
    NG_TRY(ng_sparql_constant(p, &cell, &op->graph.n));
  }
  NG_TRY(ng_sparql_group(p, &inner));
  NG_TRY(add_part(p, op, inner));
  const NgVars own = op->graph.is_var ? ng_var_bit(op->graph.n) : 0;
  op->possible     = inner->possible | own;
  op->certain      = inner->certain | own;
  op->mentioned |= own;
  *out = op;
  return NG_SUCCESS;
}

// { ... } UNION { ... }, or a plain group.
static NgStatus
read_union(NgSparqlParser* p, NgOp** out)
{
  NG_TRY(ng_sparql_group(p, out));
  if (!ng_sparql_is(p, "UNION")) {
    return NG_SUCCESS;
  }
  NgOp* const op = new_op(p, NG_OP_UNION);
  if (!op) {
    return ng_sparql_no_mem(p);
  }
  op->possible = (*out)->possible;
  op->certain  = (*out)->certain;
  NG_TRY(add_part(p, op, *out));
  while (ng_sparql_take(p, "UNION")) {
    NgOp* part = NULL;
    NG_TRY(ng_sparql_group(p, &part));
    NG_TRY(add_part(p, op, part));
    op->possible |= part->possible;
    op->certain &= part->certain;
  }
  *out = op;
  return NG_SUCCESS;
}

// SERVICE [SILENT] <iri> { ... }: read for endpoints only, which evaluate it; its variables are visible.
static NgStatus
read_service(NgSparqlParser* p, NgOp** out)
{
  if (!p->is_remote) {
    return ng_sparql_fail(p, ng_sparql_peek(p) - 1, NG_ERR_UNSUPPORTED,
                          "SERVICE is not offered: queries are answered offline");
  }
  ng_sparql_take(p, "SILENT");
  uint32_t var;
  NgStr    iri;
  NG_TRY(ng_sparql_peek(p)->kind == NG_SPARQL_VAR ? ng_sparql_read_var(p, "", &var)
                                                  : ng_sparql_read_iri(p, &iri));
  return ng_sparql_group(p, out);
}

static NgStatus
read_filter(NgSparqlParser* p, NgExprs* filters)
{
  NgExpr* expr = NULL;
  NG_TRY(ng_sparql_constraint(p, &expr));
  return ng_sparql_split(p, expr, filters);
}

// One element of a group, other than a filter, added to what stands before it.
static NgStatus
read_element(NgSparqlParser* p, NgOp** group)
{
  NgOp* op = NULL;
  if (ng_sparql_take(p, "OPTIONAL")) {
    NG_TRY(ng_sparql_group(p, &op));
    return left_join(p, *group, op, group);
  }
  if (ng_sparql_take(p, "MINUS")) {
    NG_TRY(ng_sparql_group(p, &op));
    return minus(p, *group, op, group);
  }
  if (ng_sparql_take(p, "BIND")) {
    return read_bind(p, group);
  }
  if (ng_sparql_take(p, "VALUES")) {
    NG_TRY(ng_sparql_values(p, &op));
  } else if (ng_sparql_take(p, "GRAPH")) {
    NG_TRY(read_graph(p, &op));
  } else if (ng_sparql_take(p, "SERVICE")) {
    NG_TRY(read_service(p, &op));
  } else if (ng_sparql_is(p, "{")) {
    NG_TRY(read_union(p, &op));
  } else {
    op = new_op(p, NG_OP_BASIC);
    NG_TRY(op ? ng_sparql_triples(p, op) : ng_sparql_no_mem(p));
  }
  return ng_sparql_join(p, *group, op, group);
}

// --- groups --------------------------------------------------------------------------------------

// A sub-query has names of its own; what it selects is known outside by the same name.
static NgStatus
read_subquery(NgSparqlParser* p, NgOp** out)
{
  NgOp* const     op     = new_op(p, NG_OP_SELECT);
  NgSelect* const select = ng_arena_calloc(p->arena, 1, sizeof(NgSelect));
  NgScope* const  outer  = p->scope;
  NgScope         inner  = {.select = select};
  if (!op || !select) {
    return ng_sparql_no_mem(p);
  }
  p->scope = &inner;
  NG_TRY(ng_sparql_select(p, select));
  p->scope   = outer;
  op->select = select;
  for (uint32_t i = 0; i < select->columns.n; ++i) {
    const NgColumn* const c    = &select->columns.at[i];
    uint32_t* const       slot = NG_VEC_ADD(p->arena, op->names);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    NG_TRY(ng_sparql_var(p, p->query->vars.at[c->var], slot));
    op->possible |= ng_var_bit(*slot);
    if (!c->expr && (select->where->certain & ng_var_bit(c->var))) {
      op->certain |= ng_var_bit(*slot);
    }
  }
  op->mentioned = op->possible;
  *out          = op;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_group(NgSparqlParser* p, NgOp** out)
{
  NgExprs    filters = {NULL, 0, 0};
  NgOp*      group   = new_op(p, NG_OP_BASIC);
  const bool outer   = p->allows_aggregates;
  if (!group) {
    return ng_sparql_no_mem(p);
  }
  p->allows_aggregates = false;
  NG_TRY(ng_sparql_deeper(p));
  NG_TRY(ng_sparql_expect(p, "{"));
  if (ng_sparql_take(p, "SELECT")) {
    NG_TRY(read_subquery(p, &group));
  } else {
    while (!ng_sparql_is(p, "}")) {
      NG_TRY(ng_sparql_take(p, "FILTER") ? read_filter(p, &filters) : read_element(p, &group));
      ng_sparql_take(p, ".");
    }
  }
  NG_TRY(ng_sparql_expect(p, "}"));
  --p->depth;
  p->allows_aggregates = outer;
  return filters.n ? filter(p, group, &filters, out) : (*out = group, NG_SUCCESS);
}
