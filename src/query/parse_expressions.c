// SPDX-License-Identifier: Apache-2.0
// Expressions, by descent along the precedence of SPARQL 1.1 (section 19.8, rules 110 to 127).
#include "query/functions.h"
#include "query/parse.h"

static NgStatus read_unary(NgSparqlParser* p, NgExpr** out);

// --- the tree ------------------------------------------------------------------------------------

static NgStatus
new_expr(NgSparqlParser* p, NgExprKind kind, NgExpr** out)
{
  *out = ng_arena_calloc(p->arena, 1, sizeof(NgExpr));
  if (!*out) {
    return ng_sparql_no_mem(p);
  }
  (*out)->kind = kind;
  return NG_SUCCESS;
}

static NgStatus
add_arg(NgSparqlParser* p, NgExpr* expr, NgExpr* arg)
{
  NgExpr** const slot = NG_VEC_ADD(p->arena, expr->args);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = arg;
  expr->vars |= arg->vars;
  expr->height = arg->height >= expr->height ? arg->height + 1 : expr->height;
  return expr->height <= NG_SPARQL_MAX_HEIGHT
             ? NG_SUCCESS
             : ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "An expression of more than %d operators",
                              NG_SPARQL_MAX_HEIGHT);
}

// `*left` becomes `*left` KIND `right`. Conditions that are all joined by AND, or by OR, stand in one list.
static NgStatus
combine(NgSparqlParser* p, NgExprKind kind, NgExpr** left, NgExpr* right)
{
  if ((*left)->kind == kind && (kind == NG_EXPR_AND || kind == NG_EXPR_OR)) {
    return add_arg(p, *left, right);
  }
  NgExpr* made = NULL;
  NG_TRY(new_expr(p, kind, &made));
  NG_TRY(add_arg(p, made, *left));
  NG_TRY(add_arg(p, made, right));
  *left = made;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_split(NgSparqlParser* p, NgExpr* expr, NgExprs* list)
{
  if (expr->kind == NG_EXPR_AND) {
    for (uint32_t i = 0; i < expr->args.n; ++i) {
      NG_TRY(ng_sparql_split(p, expr->args.at[i], list));
    }
    return NG_SUCCESS;
  }
  NgExpr** const slot = NG_VEC_ADD(p->arena, *list);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = expr;
  return NG_SUCCESS;
}

static NgStatus
variable(NgSparqlParser* p, uint32_t var, NgExpr** out)
{
  NG_TRY(new_expr(p, NG_EXPR_VAR, out));
  (*out)->n    = var;
  (*out)->vars = ng_var_bit(var);
  return NG_SUCCESS;
}

static NgStatus
constant(NgSparqlParser* p, const NgCell* cell, NgExpr** out)
{
  NG_TRY(new_expr(p, NG_EXPR_CONSTANT, out));
  return ng_sparql_constant(p, cell, &(*out)->n);
}

// --- calls ---------------------------------------------------------------------------------------

// "( a, b )" into the arguments of `expr`.
static NgStatus
read_args(NgSparqlParser* p, NgExpr* expr)
{
  NG_TRY(ng_sparql_expect(p, "("));
  if (ng_sparql_take(p, ")")) {
    return NG_SUCCESS;
  }
  do {
    NgExpr* arg = NULL;
    NG_TRY(ng_sparql_expression(p, &arg));
    NG_TRY(add_arg(p, expr, arg));
  } while (ng_sparql_take(p, ","));
  return ng_sparql_expect(p, ")");
}

static NgStatus
check_count(NgSparqlParser* p, const NgSparqlToken* at, const NgExpr* expr, uint32_t min, uint32_t max)
{
  return expr->args.n >= min && expr->args.n <= max
             ? NG_SUCCESS
             : ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "%.*s takes another number of arguments",
                              NG_STR_ARG(at->text));
}

static NgStatus
read_call(NgSparqlParser* p, const NgSparqlToken* at, const NgFunction* function, NgExpr** out)
{
  if (function->why_not && !p->is_remote) {
    return ng_sparql_fail(p, at, NG_ERR_UNSUPPORTED, "%s is not offered: %s", function->name,
                          function->why_not);
  }
  NG_TRY(new_expr(p, NG_EXPR_CALL, out));
  (*out)->function = function;
  NG_TRY(read_args(p, *out));
  return check_count(p, at, *out, function->min, function->max);
}

static NgStatus
read_exists(NgSparqlParser* p, NgExprKind kind, NgExpr** out)
{
  NG_TRY(new_expr(p, kind, out));
  NG_TRY(ng_sparql_group(p, &(*out)->pattern));
  (*out)->vars = (*out)->pattern->mentioned;
  return NG_SUCCESS;
}

static NgStatus
read_aggregate(NgSparqlParser* p, const NgSparqlToken* at, NgAggregateKind kind, NgExpr** out)
{
  NgAggregate made = {.kind = kind, .separator = ng_str(" ")};
  if (!p->allows_aggregates || p->is_in_aggregate) {
    return ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "%.*s is an aggregate, which cannot stand here",
                          NG_STR_ARG(at->text));
  }
  p->is_in_aggregate = true;
  NG_TRY(ng_sparql_expect(p, "("));
  made.is_distinct = ng_sparql_take(p, "DISTINCT");
  if (kind != NG_AGGREGATE_COUNT || !ng_sparql_take(p, "*")) {
    NG_TRY(ng_sparql_expression(p, &made.expr));
  }
  if (kind == NG_AGGREGATE_CONCAT && ng_sparql_take(p, ";")) {
    NgCell cell;
    NG_TRY(ng_sparql_expect(p, "SEPARATOR"));
    NG_TRY(ng_sparql_expect(p, "="));
    NG_TRY(ng_sparql_read_value(p, false, &cell));
    made.separator = cell.value;
  }
  NG_TRY(ng_sparql_expect(p, ")"));
  p->is_in_aggregate = false;
  NG_TRY(ng_sparql_hidden(p, " aggregate", &made.var));
  NgAggregate* const slot = NG_VEC_ADD(p->arena, p->scope->select->aggregates);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = made;
  return variable(p, made.var, out);
}

// A word with brackets behind it.
static NgStatus
read_word(NgSparqlParser* p, NgExpr** out)
{
  static const struct {
    const char* word;
    int         kind;
  } aggregates[] = {{"COUNT", NG_AGGREGATE_COUNT},
                    {"SUM", NG_AGGREGATE_SUM},
                    {"MIN", NG_AGGREGATE_MIN},
                    {"MAX", NG_AGGREGATE_MAX},
                    {"AVG", NG_AGGREGATE_AVG},
                    {"SAMPLE", NG_AGGREGATE_SAMPLE},
                    {"GROUP_CONCAT", NG_AGGREGATE_CONCAT}},
    forms[]      = {{"BOUND", NG_EXPR_BOUND}, {"IF", NG_EXPR_IF}, {"COALESCE", NG_EXPR_COALESCE}};
  const NgSparqlToken* const at = ng_sparql_peek(p);
  if (ng_sparql_take(p, "EXISTS")) {
    return read_exists(p, NG_EXPR_EXISTS, out);
  }
  if (ng_sparql_take(p, "NOT")) {
    NG_TRY(ng_sparql_expect(p, "EXISTS"));
    return read_exists(p, NG_EXPR_NOT_EXISTS, out);
  }
  for (size_t i = 0; i < sizeof(aggregates) / sizeof(*aggregates); ++i) {
    if (ng_sparql_take(p, aggregates[i].word)) {
      return read_aggregate(p, at, (NgAggregateKind)aggregates[i].kind, out);
    }
  }
  for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); ++i) {
    if (ng_sparql_take(p, forms[i].word)) {
      NG_TRY(new_expr(p, (NgExprKind)forms[i].kind, out));
      NG_TRY(read_args(p, *out));
      NG_TRY(check_count(p, at, *out, forms[i].kind == NG_EXPR_IF ? 3 : 1,
                         forms[i].kind == NG_EXPR_IF      ? 3
                         : forms[i].kind == NG_EXPR_BOUND ? 1
                                                          : UINT32_MAX));
      return forms[i].kind == NG_EXPR_BOUND && (*out)->args.at[0]->kind != NG_EXPR_VAR
                 ? ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "BOUND takes a variable")
                 : NG_SUCCESS;
    }
  }
  const NgFunction* const function = ng_function_find(at->text);
  if (!function) {
    return ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "Expected an expression instead of \"%.*s\"",
                          (int)(at->text.len < 40 ? at->text.len : 40), at->text.at);
  }
  ++p->at;
  return read_call(p, at, function, out);
}

// An IRI, or the call of a cast.
static NgStatus
read_iri(NgSparqlParser* p, NgExpr** out)
{
  static const NgFunction remote = {"a function", 0, UINT8_MAX, NULL, NULL};
  const NgSparqlToken*    at     = ng_sparql_peek(p);
  NgCell                  cell   = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
  NG_TRY(ng_sparql_read_iri(p, &cell.value));
  if (!ng_sparql_is(p, "(")) {
    return constant(p, &cell, out);
  }
  const NgFunction* const cast = ng_function_cast(cell.value);
  if (!cast && !p->is_remote) {
    return ng_sparql_fail(p, at, NG_ERR_UNSUPPORTED, "There is no function <%.*s> here",
                          (int)(cell.value.len < 200 ? cell.value.len : 200), cell.value.at);
  }
  return read_call(p, at, cast ? cast : &remote, out);
}

// --- operators -----------------------------------------------------------------------------------

static NgStatus
read_primary(NgSparqlParser* p, NgExpr** out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  NgCell                     cell;
  uint32_t                   var = 0;
  switch (t->kind) {
  case NG_SPARQL_VAR:
    NG_TRY(ng_sparql_read_var(p, "", &var));
    return variable(p, var, out);
  case NG_SPARQL_IRI:
  case NG_SPARQL_NAME:
    return read_iri(p, out);
  case NG_SPARQL_STRING:
  case NG_SPARQL_NUMBER:
    NG_TRY(ng_sparql_read_value(p, false, &cell));
    return constant(p, &cell, out);
  default:
    break;
  }
  if (ng_sparql_is(p, "true") || ng_sparql_is(p, "false")) {
    NG_TRY(ng_sparql_read_value(p, false, &cell));
    return constant(p, &cell, out);
  }
  if (ng_sparql_take(p, "(")) {
    NG_TRY(ng_sparql_expression(p, out));
    return ng_sparql_expect(p, ")");
  }
  return read_word(p, out);
}

static NgStatus
read_unary(NgSparqlParser* p, NgExpr** out)
{
  NgExpr*    inner    = NULL;
  const bool is_not   = ng_sparql_take(p, "!");
  const bool is_minus = !is_not && ng_sparql_take(p, "-");
  NG_TRY(ng_sparql_deeper(p));
  if (is_not || is_minus || ng_sparql_take(p, "+")) {
    NG_TRY(read_unary(p, &inner));
  } else {
    NG_TRY(read_primary(p, &inner));
  }
  --p->depth;
  *out = inner;
  if (is_not || is_minus) {
    NG_TRY(new_expr(p, is_not ? NG_EXPR_NOT : NG_EXPR_MINUS, out));
    return add_arg(p, *out, inner);
  }
  return NG_SUCCESS;
}

// A run of operators of one level, from the left.
typedef struct {
  const char* sign;
  NgExprKind  kind;
} Operator;

static NgStatus
read_level(NgSparqlParser* p, const Operator* operators, NgStatus (*read)(NgSparqlParser*, NgExpr**),
           NgExpr** out)
{
  NG_TRY(read(p, out));
  for (const Operator* op = operators; op->sign;) {
    if (ng_sparql_take(p, op->sign)) {
      NgExpr* right = NULL;
      NG_TRY(read(p, &right));
      NG_TRY(combine(p, op->kind, out, right));
      op = operators;
    } else {
      ++op;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_product(NgSparqlParser* p, NgExpr** out)
{
  static const Operator operators[] = {{"*", NG_EXPR_MULTIPLY}, {"/", NG_EXPR_DIVIDE}, {NULL, NG_EXPR_VAR}};
  return read_level(p, operators, read_unary, out);
}

static NgStatus
read_sum(NgSparqlParser* p, NgExpr** out)
{
  static const Operator operators[] = {{"+", NG_EXPR_ADD}, {"-", NG_EXPR_SUBTRACT}, {NULL, NG_EXPR_VAR}};
  return read_level(p, operators, read_product, out);
}

static NgStatus
read_comparison(NgSparqlParser* p, NgExpr** out)
{
  static const Operator operators[] = {{"=", NG_EXPR_EQ},  {"!=", NG_EXPR_NE}, {"<", NG_EXPR_LT},
                                       {">", NG_EXPR_GT},  {"<=", NG_EXPR_LE}, {">=", NG_EXPR_GE},
                                       {NULL, NG_EXPR_VAR}};
  NG_TRY(read_sum(p, out));
  const bool is_not = ng_sparql_take(p, "NOT");
  if (is_not || ng_sparql_is(p, "IN")) {
    NgExpr* made = NULL;
    NG_TRY(ng_sparql_expect(p, "IN"));
    NG_TRY(new_expr(p, is_not ? NG_EXPR_NOT_IN : NG_EXPR_IN, &made));
    NG_TRY(add_arg(p, made, *out));
    *out = made;
    return read_args(p, made);
  }
  for (const Operator* op = operators; op->sign; ++op) {
    if (ng_sparql_take(p, op->sign)) {
      NgExpr* right = NULL;
      NG_TRY(read_sum(p, &right));
      return combine(p, op->kind, out, right);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_and(NgSparqlParser* p, NgExpr** out)
{
  static const Operator operators[] = {{"&&", NG_EXPR_AND}, {NULL, NG_EXPR_VAR}};
  return read_level(p, operators, read_comparison, out);
}

NgStatus
ng_sparql_expression(NgSparqlParser* p, NgExpr** out)
{
  static const Operator operators[] = {{"||", NG_EXPR_OR}, {NULL, NG_EXPR_VAR}};
  NG_TRY(ng_sparql_deeper(p));
  NG_TRY(read_level(p, operators, read_and, out));
  --p->depth;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_constraint(NgSparqlParser* p, NgExpr** out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (ng_sparql_take(p, "(")) {
    NG_TRY(ng_sparql_expression(p, out));
    return ng_sparql_expect(p, ")");
  }
  if (t->kind == NG_SPARQL_IRI || t->kind == NG_SPARQL_NAME) {
    return read_iri(p, out);
  }
  return read_word(p, out);
}
