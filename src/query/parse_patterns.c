// SPDX-License-Identifier: Apache-2.0
// Groups, triples and property paths (SPARQL 1.1, sections 18.2.2 to 18.2.4: how they become the algebra).
#include "query/parse.h"

static const char rdf_ns[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

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

static NgVars
vars_of(const NgExprs* exprs)
{
  NgVars vars = 0;
  for (uint32_t i = 0; i < exprs->n; ++i) {
    vars |= exprs->at[i]->vars;
  }
  return vars;
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
    made->mentioned = vars_of(&made->filters);
    NG_TRY(add_part(p, made, op));
    *out = made;
  }
  return NG_SUCCESS;
}

// --- paths ---------------------------------------------------------------------------------------

static NgStatus read_path(NgSparqlParser* p, NgPath** out);

// NULL without memory or where it is too high, which has been told.
static NgPath*
new_path(NgSparqlParser* p, NgPathKind kind, const NgPath* left, const NgPath* right)
{
  const uint32_t l    = left ? left->height + 1 : 0;
  const uint32_t r    = right ? right->height + 1 : 0;
  NgPath* const  path = l + r <= NG_SPARQL_MAX_HEIGHT ? ng_arena_calloc(p->arena, 1, sizeof(NgPath)) : NULL;
  if (!path && l + r > NG_SPARQL_MAX_HEIGHT) {
    ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "A path of more than %d steps", NG_SPARQL_MAX_HEIGHT);
  }
  if (path) {
    path->kind   = kind;
    path->left   = left;
    path->right  = right;
    path->height = l > r ? l : r;
    path->number = kind == NG_PATH_STAR || kind == NG_PATH_PLUS || kind == NG_PATH_OPTIONAL
                       ? p->query->n_paths++
                       : 0;
  }
  return path;
}

static NgStatus
read_path_iri(NgSparqlParser* p, uint32_t* number)
{
  NgCell cell = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
  if (ng_sparql_peek(p)->kind == NG_SPARQL_WORD && ng_str_is(ng_sparql_peek(p)->text, "a")) {
    ++p->at;
    cell.value = ng_arena_printf(p->arena, "%stype", rdf_ns);
    NG_TRY(cell.value.at ? NG_SUCCESS : ng_sparql_no_mem(p));
  } else {
    const NgSparqlToken* const t = ng_sparql_peek(p);
    if (t->kind != NG_SPARQL_IRI && t->kind != NG_SPARQL_NAME) {
      return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a property instead of \"%.*s\"",
                            (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
    }
    NG_TRY(ng_sparql_read_iri(p, &cell.value));
  }
  return ng_sparql_constant(p, &cell, number);
}

static NgStatus
read_excluded(NgSparqlParser* p, NgPath* path)
{
  const bool is_list = ng_sparql_take(p, "(");
  if (is_list && ng_sparql_take(p, ")")) {
    return NG_SUCCESS;
  }
  do {
    NgPathStep* const step = NG_VEC_ADD(p->arena, path->excluded);
    if (!step) {
      return ng_sparql_no_mem(p);
    }
    step->is_inverse = ng_sparql_take(p, "^");
    NG_TRY(read_path_iri(p, &step->iri));
  } while (is_list && ng_sparql_take(p, "|"));
  return is_list ? ng_sparql_expect(p, ")") : NG_SUCCESS;
}

static NgStatus
read_path_primary(NgSparqlParser* p, NgPath** out)
{
  if (ng_sparql_take(p, "(")) {
    NG_TRY(ng_sparql_deeper(p));
    NG_TRY(read_path(p, out));
    --p->depth;
    return ng_sparql_expect(p, ")");
  }
  const bool is_not = ng_sparql_take(p, "!");
  *out              = new_path(p, is_not ? NG_PATH_NOT : NG_PATH_LINK, NULL, NULL);
  if (!*out) {
    return ng_sparql_no_mem(p);
  }
  return is_not ? read_excluded(p, *out) : read_path_iri(p, &(*out)->iri);
}

static NgStatus
read_path_element(NgSparqlParser* p, NgPath** out)
{
  static const struct {
    const char* sign;
    NgPathKind  kind;
  } modifiers[]         = {{"?", NG_PATH_OPTIONAL}, {"*", NG_PATH_STAR}, {"+", NG_PATH_PLUS}};
  const bool is_inverse = ng_sparql_take(p, "^");
  NG_TRY(read_path_primary(p, out));
  for (size_t i = 0; i < sizeof(modifiers) / sizeof(*modifiers); ++i) {
    if (ng_sparql_take(p, modifiers[i].sign)) {
      *out = new_path(p, modifiers[i].kind, *out, NULL);
      break;
    }
  }
  if (*out && is_inverse) {
    *out = new_path(p, NG_PATH_INVERSE, *out, NULL);
  }
  return *out ? NG_SUCCESS : ng_sparql_no_mem(p);
}

static NgStatus
read_path_sequence(NgSparqlParser* p, NgPath** out)
{
  NG_TRY(read_path_element(p, out));
  while (ng_sparql_take(p, "/")) {
    NgPath* right = NULL;
    NG_TRY(read_path_element(p, &right));
    *out = new_path(p, NG_PATH_SEQUENCE, *out, right);
    if (!*out) {
      return ng_sparql_no_mem(p);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_path(NgSparqlParser* p, NgPath** out)
{
  NG_TRY(read_path_sequence(p, out));
  while (ng_sparql_take(p, "|")) {
    NgPath* right = NULL;
    NG_TRY(read_path_sequence(p, &right));
    *out = new_path(p, NG_PATH_ALTERNATIVE, *out, right);
    if (!*out) {
      return ng_sparql_no_mem(p);
    }
  }
  return NG_SUCCESS;
}

// --- triples -------------------------------------------------------------------------------------

typedef struct {
  NgNode        node;
  const NgPath* path;
} Verb;

static NgStatus read_properties(NgSparqlParser* p, NgNode subject, NgOp* out);
static NgStatus read_node(NgSparqlParser* p, NgNode* out, NgOp* triples);

static NgStatus
add_pattern(NgSparqlParser* p, NgNode s, const Verb* verb, NgNode o, NgOp* out)
{
  NgTriplePattern* const t = NG_VEC_ADD(p->arena, out->patterns);
  if (!t) {
    return ng_sparql_no_mem(p);
  }
  *t = (NgTriplePattern){s, verb->node, o, verb->path, 0};
  t->vars |= s.is_var ? ng_var_bit(s.n) : 0;
  t->vars |= !verb->path && verb->node.is_var ? ng_var_bit(verb->node.n) : 0;
  t->vars |= o.is_var ? ng_var_bit(o.n) : 0;
  out->possible |= t->vars;
  out->certain = out->possible;
  out->mentioned |= t->vars;
  return NG_SUCCESS;
}

// A path as patterns: sequences have a hidden variable between their steps, what is inverse is turned round.
static NgStatus
add_path(NgSparqlParser* p, NgNode s, const NgPath* path, NgNode o, NgOp* out)
{
  if (path->kind == NG_PATH_INVERSE) {
    return add_path(p, o, path->left, s, out);
  }
  if (path->kind == NG_PATH_SEQUENCE) {
    NgNode middle = {true, 0};
    NG_TRY(ng_sparql_hidden(p, " path", &middle.n));
    NG_TRY(add_path(p, s, path->left, middle, out));
    return add_path(p, middle, path->right, o, out);
  }
  const Verb verb = {{false, path->iri}, path->kind == NG_PATH_LINK ? NULL : path};
  return add_pattern(p, s, &verb, o, out);
}

static NgStatus
add_triple(NgSparqlParser* p, NgNode s, const Verb* verb, NgNode o, NgOp* out)
{
  return verb->path ? add_path(p, s, verb->path, o, out) : add_pattern(p, s, verb, o, out);
}

static NgStatus
rdf_node(NgSparqlParser* p, const char* name, NgNode* out)
{
  NgCell cell = {NG_CELL_IRI, ng_arena_printf(p->arena, "%s%s", rdf_ns, name), {"", 0}, {"", 0}};
  out->is_var = false;
  return cell.value.at ? ng_sparql_constant(p, &cell, &out->n) : ng_sparql_no_mem(p);
}

static NgStatus
blank_node(NgSparqlParser* p, NgStr label, NgNode* out)
{
  const NgStr name = ng_arena_printf(p->arena, "_:%s%.*s", p->is_template ? ":" : "", NG_STR_ARG(label));
  out->is_var      = true;
  return name.at ? ng_sparql_var(p, name, &out->n) : ng_sparql_no_mem(p);
}

static NgStatus
new_blank_node(NgSparqlParser* p, NgNode* out)
{
  const NgStr label = ng_arena_printf(p->arena, " %u", p->at); // of the token: no other has it
  return label.at ? blank_node(p, label, out) : ng_sparql_no_mem(p);
}

// "( ... )", behind the bracket: rdf:first and rdf:rest.
static NgStatus
read_list(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  Verb   first = {{false, 0}, NULL};
  Verb   rest  = {{false, 0}, NULL};
  NgNode nil, at;
  NG_TRY(rdf_node(p, "first", &first.node));
  NG_TRY(rdf_node(p, "rest", &rest.node));
  NG_TRY(rdf_node(p, "nil", &nil));
  NG_TRY(ng_sparql_deeper(p));
  *out = nil;
  for (bool is_first = true; !ng_sparql_take(p, ")"); is_first = false) {
    NgNode next, item;
    NG_TRY(new_blank_node(p, &next));
    NG_TRY(is_first ? NG_SUCCESS : add_triple(p, at, &rest, next, triples));
    NG_TRY(read_node(p, &item, triples));
    NG_TRY(add_triple(p, next, &first, item, triples));
    *out = is_first ? next : *out;
    at   = next;
    NG_TRY(ng_sparql_is(p, ")") ? add_triple(p, at, &rest, nil, triples) : NG_SUCCESS);
  }
  --p->depth;
  return NG_SUCCESS;
}

static NgStatus
read_brackets(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  NG_TRY(new_blank_node(p, out));
  if (ng_sparql_take(p, "]")) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_sparql_deeper(p));
  NG_TRY(read_properties(p, *out, triples));
  --p->depth;
  return ng_sparql_expect(p, "]");
}

static NgStatus
read_node(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (ng_sparql_take(p, "[")) {
    return read_brackets(p, out, triples);
  }
  if (ng_sparql_take(p, "(")) {
    return read_list(p, out, triples);
  }
  if (t->kind == NG_SPARQL_VAR) {
    out->is_var = true;
    return ng_sparql_read_var(p, "", &out->n);
  }
  if (t->kind == NG_SPARQL_BLANK) {
    ++p->at;
    return blank_node(p, ng_str_n(t->text.at + 2, t->text.len - 2), out);
  }
  NgCell cell;
  NG_TRY(ng_sparql_read_value(p, true, &cell));
  out->is_var = false;
  return ng_sparql_constant(p, &cell, &out->n);
}

static NgStatus
read_verb(NgSparqlParser* p, Verb* out)
{
  NgPath* path = NULL;
  out->path    = NULL;
  if (ng_sparql_peek(p)->kind == NG_SPARQL_VAR) {
    out->node.is_var = true;
    return ng_sparql_read_var(p, "", &out->node.n);
  }
  const NgSparqlToken* const t = ng_sparql_peek(p);
  NG_TRY(read_path(p, &path));
  if (p->is_template && path->kind != NG_PATH_LINK) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "A template has no paths");
  }
  out->node = (NgNode){false, path->iri};
  out->path = path->kind == NG_PATH_LINK ? NULL : path;
  return NG_SUCCESS;
}

static NgStatus
read_properties(NgSparqlParser* p, NgNode subject, NgOp* out)
{
  do {
    if (ng_sparql_is(p, ".") || ng_sparql_is(p, "}") || ng_sparql_is(p, "]")) {
      return NG_SUCCESS; // a semicolon may end the list
    }
    Verb   verb;
    NgNode object;
    NG_TRY(read_verb(p, &verb));
    do {
      NG_TRY(read_node(p, &object, out));
      NG_TRY(add_triple(p, subject, &verb, object, out));
    } while (ng_sparql_take(p, ","));
    while (ng_sparql_is(p, ";") && ng_str_is(ng_sparql_peek(p)[1].text, ";")) {
      ++p->at;
    }
  } while (ng_sparql_take(p, ";"));
  return NG_SUCCESS;
}

static NgStatus
read_triples(NgSparqlParser* p, NgOp* out)
{
  const bool     may_stand_alone = ng_sparql_is(p, "[") || ng_sparql_is(p, "(");
  const uint32_t before          = out->patterns.n;
  NgNode         subject         = {false, 0};
  NG_TRY(read_node(p, &subject, out));
  if (may_stand_alone && out->patterns.n > before && (ng_sparql_is(p, ".") || ng_sparql_is(p, "}"))) {
    return NG_SUCCESS;
  }
  return read_properties(p, subject, out);
}

NgStatus
ng_sparql_template(NgSparqlParser* p)
{
  NgOp triples   = {.kind = NG_OP_BASIC};
  p->is_template = true;
  NG_TRY(ng_sparql_expect(p, "{"));
  while (!ng_sparql_is(p, "}")) {
    NG_TRY(read_triples(p, &triples));
    if (!ng_sparql_take(p, ".") && !ng_sparql_is(p, "}")) {
      return ng_sparql_expect(p, "}");
    }
  }
  ++p->at;
  p->is_template         = false;
  p->query->template.at  = triples.patterns.at;
  p->query->template.n   = triples.patterns.n;
  p->query->template.cap = triples.patterns.cap;
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
    op->mentioned = op->mentioned | vars_of(&op->filters);
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
    NG_TRY(op ? read_triples(p, op) : ng_sparql_no_mem(p));
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
