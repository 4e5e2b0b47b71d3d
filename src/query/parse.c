// SPDX-License-Identifier: Apache-2.0
#include "query/parse.h"

#include "model/prefixes.h"

// --- the head of a query -------------------------------------------------------------------------

static NgStatus
add_prefix(NgSparqlParser* p, NgStr name, NgStr iri)
{
  NgSparqlPrefix* const prefix = NG_VEC_ADD(p->arena, p->query->prefixes);
  if (!prefix || !name.at) {
    return ng_sparql_no_mem(p);
  }
  prefix->name = name;
  prefix->iri  = iri;
  return NG_SUCCESS;
}

// The prefixes of the ontology may be used without a PREFIX line; a query's own come later and win.
static NgStatus
read_prologue(NgSparqlParser* p)
{
  for (const NgPrefix* known = ng_prefixes; known->name; ++known) {
    NG_TRY(add_prefix(p, ng_arena_printf(p->arena, "%s:", known->name), ng_str(known->iri)));
  }
  p->query->n_known = p->query->prefixes.n;
  for (;;) {
    NgStr      iri     = ng_str("");
    const bool is_base = ng_sparql_take(p, "BASE");
    if (!is_base && !ng_sparql_take(p, "PREFIX")) {
      return NG_SUCCESS;
    }
    const NgSparqlToken* const name = ng_sparql_peek(p);
    if (!is_base && (name->kind != NG_SPARQL_NAME || name->text.at[name->text.len - 1] != ':')) {
      return ng_sparql_fail(p, name, NG_ERR_BAD_INPUT, "Expected a prefix such as \"ng:\" after PREFIX");
    }
    p->at += !is_base;
    if (ng_sparql_peek(p)->kind != NG_SPARQL_IRI) {
      return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_BAD_INPUT, "Expected an IRI in angle brackets");
    }
    NG_TRY(ng_sparql_read_iri(p, &iri));
    if (is_base) {
      p->base = iri;
    } else {
      NG_TRY(add_prefix(p, name->text, iri));
    }
  }
}

static NgStatus
read_columns(NgSparqlParser* p, NgSelect* select, bool* is_all)
{
  select->is_distinct = ng_sparql_take(p, "DISTINCT");
  if (!select->is_distinct) {
    ng_sparql_take(p, "REDUCED"); // may keep what is double, and does
  }
  *is_all = ng_sparql_take(p, "*");
  if (*is_all) {
    return NG_SUCCESS; // spelled out once the pattern is known
  }
  do {
    NgColumn   column  = {NULL, 0};
    const bool is_expr = ng_sparql_take(p, "(");
    if (is_expr) {
      p->allows_aggregates = true;
      NG_TRY(ng_sparql_expression(p, &column.expr));
      p->allows_aggregates = false;
      NG_TRY(ng_sparql_expect(p, "AS"));
    }
    NG_TRY(ng_sparql_read_var(p, "Expected a variable to select", &column.var));
    NG_TRY(is_expr ? ng_sparql_expect(p, ")") : NG_SUCCESS);
    NgColumn* const slot = NG_VEC_ADD(p->arena, select->columns);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = column;
  } while (ng_sparql_peek(p)->kind == NG_SPARQL_VAR || ng_sparql_is(p, "("));
  return NG_SUCCESS;
}

// --- modifiers -----------------------------------------------------------------------------------

static bool
is_key(const NgSparqlParser* p)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (ng_sparql_is(p, "HAVING") || ng_sparql_is(p, "VALUES")) {
    return false;
  }
  return t->kind == NG_SPARQL_VAR || t->kind == NG_SPARQL_NAME || t->kind == NG_SPARQL_IRI ||
         ng_sparql_is(p, "(") || (t->kind == NG_SPARQL_WORD && ng_str_is(t[1].text, "("));
}

static NgStatus
read_group_by(NgSparqlParser* p, NgSelect* select)
{
  NG_TRY(ng_sparql_expect(p, "BY"));
  do {
    NgColumn key = {NULL, 0};
    if (ng_sparql_take(p, "(")) {
      NG_TRY(ng_sparql_expression(p, &key.expr));
      NG_TRY(ng_sparql_take(p, "AS") ? ng_sparql_read_var(p, "Expected a variable after AS", &key.var)
                                     : ng_sparql_hidden(p, " group", &key.var));
      NG_TRY(ng_sparql_expect(p, ")"));
    } else if (ng_sparql_peek(p)->kind == NG_SPARQL_VAR) {
      NG_TRY(ng_sparql_read_var(p, "", &key.var));
    } else {
      NG_TRY(ng_sparql_constraint(p, &key.expr));
      NG_TRY(ng_sparql_hidden(p, " group", &key.var));
    }
    NgColumn* const slot = NG_VEC_ADD(p->arena, select->group_by);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = key;
  } while (is_key(p));
  return NG_SUCCESS;
}

static NgStatus
read_having(NgSparqlParser* p, NgSelect* select)
{
  p->allows_aggregates = true;
  do {
    NgExpr* expr = NULL;
    NG_TRY(ng_sparql_constraint(p, &expr));
    NG_TRY(ng_sparql_split(p, expr, &select->having));
  } while (is_key(p));
  p->allows_aggregates = false;
  return NG_SUCCESS;
}

static NgStatus
read_order_by(NgSparqlParser* p, NgSelect* select)
{
  NG_TRY(ng_sparql_expect(p, "BY"));
  p->allows_aggregates = true;
  do {
    NgOrderKey key           = {NULL, ng_sparql_take(p, "DESC")};
    const bool has_direction = key.is_descending || ng_sparql_take(p, "ASC");
    if (!has_direction && ng_sparql_peek(p)->kind == NG_SPARQL_VAR) {
      NG_TRY(ng_sparql_expression(p, &key.expr));
    } else {
      NG_TRY(ng_sparql_constraint(p, &key.expr));
    }
    NgOrderKey* const slot = NG_VEC_ADD(p->arena, select->order_by);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = key;
  } while (is_key(p));
  p->allows_aggregates = false;
  return NG_SUCCESS;
}

static NgStatus
read_count(NgSparqlParser* p, size_t* out)
{
  const NgSparqlToken* const t         = ng_sparql_peek(p);
  size_t                     n         = 0;
  bool                       is_number = t->kind == NG_SPARQL_NUMBER;
  for (size_t i = 0; is_number && i < t->text.len; ++i) {
    const char c = t->text.at[i];
    is_number    = c >= '0' && c <= '9' && n <= SIZE_MAX / 20;
    n            = n * 10 + (size_t)(c - '0');
  }
  if (!is_number) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a whole number");
  }
  ++p->at;
  *out = n;
  return NG_SUCCESS;
}

static NgStatus
read_modifiers(NgSparqlParser* p, NgSelect* select)
{
  if (ng_sparql_take(p, "GROUP")) {
    select->is_grouped = true;
    NG_TRY(read_group_by(p, select));
  }
  if (ng_sparql_take(p, "HAVING")) {
    select->is_grouped = true;
    NG_TRY(read_having(p, select));
  }
  if (ng_sparql_take(p, "ORDER")) {
    NG_TRY(read_order_by(p, select));
  }
  select->limit = SIZE_MAX;
  for (int i = 0; i < 2; ++i) {
    if (ng_sparql_take(p, "LIMIT")) {
      NG_TRY(read_count(p, &select->limit));
    } else if (ng_sparql_take(p, "OFFSET")) {
      NG_TRY(read_count(p, &select->offset));
    }
  }
  if (ng_sparql_take(p, "VALUES")) { // joined with the pattern: the same as inside it
    NgOp* values = NULL;
    NG_TRY(ng_sparql_values(p, &values));
    NG_TRY(ng_sparql_join(p, select->where, values, &select->where));
  }
  select->is_grouped |= select->aggregates.n > 0;
  return NG_SUCCESS;
}

// --- what must hold for the whole ----------------------------------------------------------------

static NgStatus
select_all(NgSparqlParser* p, const NgSparqlToken* at, NgSelect* select)
{
  if (select->is_grouped) {
    return ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "SELECT * cannot be used with GROUP BY");
  }
  for (uint32_t v = 0; v < p->query->vars.n; ++v) {
    if (!ng_sparql_is_hidden(p->query->vars.at[v]) && select->where->possible & ng_var_bit(v)) {
      NgColumn* const slot = NG_VEC_ADD(p->arena, select->columns);
      if (!slot) {
        return ng_sparql_no_mem(p);
      }
      *slot = (NgColumn){NULL, v};
    }
  }
  return NG_SUCCESS;
}

static NgStatus
check_columns(NgSparqlParser* p, const NgSparqlToken* at, const NgSelect* select)
{
  NgVars grouped = 0; // may be used beside aggregates
  NgVars made    = 0; // by "AS ?x"
  for (uint32_t i = 0; i < select->group_by.n; ++i) {
    grouped |= ng_var_bit(select->group_by.at[i].var);
  }
  for (uint32_t i = 0; i < select->aggregates.n; ++i) {
    grouped |= ng_var_bit(select->aggregates.at[i].var);
  }
  for (uint32_t i = 0; i < select->columns.n; ++i) {
    const NgColumn* const c     = &select->columns.at[i];
    const NgVars          named = c->expr ? c->expr->vars : ng_var_bit(c->var);
    const NgVars          wrong = select->is_grouped ? named & ~(grouped | made) : 0;
    for (uint32_t v = 0; v < p->query->vars.n; ++v) {
      if (wrong & ng_var_bit(v)) {
        return ng_sparql_fail(p, at, NG_ERR_BAD_INPUT,
                              "?%.*s is selected beside an aggregate but not named by GROUP BY",
                              NG_STR_ARG(p->query->vars.at[v]));
      }
    }
    if (c->expr && (select->where->possible | made | grouped) & ng_var_bit(c->var)) {
      return ng_sparql_fail(p, at, NG_ERR_BAD_INPUT, "?%.*s after AS is already in use",
                            NG_STR_ARG(p->query->vars.at[c->var]));
    }
    made |= c->expr ? ng_var_bit(c->var) : 0;
  }
  return NG_SUCCESS;
}

static NgStatus
read_from(NgSparqlParser* p)
{
  while (ng_sparql_take(p, "FROM")) {
    const bool is_named = ng_sparql_take(p, "NAMED");
    NgCell     cell     = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
    uint32_t   number   = 0;
    NG_TRY(ng_sparql_read_iri(p, &cell.value));
    NG_TRY(ng_sparql_constant(p, &cell, &number));
    uint32_t* const slot = is_named ? NG_VEC_ADD(p->arena, p->query->from_named)
                                    : NG_VEC_ADD(p->arena, p->query->from);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = number;
  }
  return NG_SUCCESS;
}

// WHERE, the pattern and all that follows it.
static NgStatus
read_where(NgSparqlParser* p, NgSelect* select)
{
  ng_sparql_take(p, "WHERE");
  NG_TRY(ng_sparql_group(p, &select->where));
  return read_modifiers(p, select);
}

NgStatus
ng_sparql_select(NgSparqlParser* p, NgSelect* select)
{
  const NgSparqlToken* const at     = ng_sparql_peek(p);
  bool                       is_all = false;
  NG_TRY(read_columns(p, select, &is_all));
  NG_TRY(select == &p->query->select ? read_from(p) : NG_SUCCESS);
  NG_TRY(read_where(p, select));
  NG_TRY(is_all ? select_all(p, at, select) : NG_SUCCESS);
  return check_columns(p, at, select);
}

// --- forms ---------------------------------------------------------------------------------------

// Three columns for the triples of the answer.
static NgStatus
add_triple_columns(NgSparqlParser* p)
{
  static const char* const names[] = {" subject", " predicate", " object"};
  NgSelect* const          triples = &p->query->triples;
  triples->is_distinct             = true;
  triples->limit                   = SIZE_MAX;
  for (int i = 0; i < 3; ++i) {
    NgColumn* const slot = NG_VEC_ADD(p->arena, triples->columns);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    NG_TRY(ng_sparql_hidden(p, names[i], &slot->var));
  }
  return NG_SUCCESS;
}

static NgStatus
read_construct(NgSparqlParser* p)
{
  NgSelect* const select   = &p->query->select;
  const bool      is_short = ng_sparql_is(p, "FROM") || ng_sparql_is(p, "WHERE");
  if (!is_short) {
    NG_TRY(ng_sparql_template(p));
  }
  NG_TRY(read_from(p));
  NG_TRY(read_where(p, select));
  if (is_short) { // the pattern is the template
    for (uint32_t i = 0; i < select->where->patterns.n; ++i) {
      NgTriplePattern* const slot = NG_VEC_ADD(p->arena, p->query->template);
      if (!slot) {
        return ng_sparql_no_mem(p);
      }
      *slot = select->where->patterns.at[i];
    }
    if (select->where->kind != NG_OP_BASIC || select->where->filters.n) {
      return ng_sparql_fail(p, &p->tokens.at[0], NG_ERR_BAD_INPUT,
                            "CONSTRUCT WHERE takes triple patterns only");
    }
  }
  NG_TRY(select_all(p, &p->tokens.at[0], select)); // for the order that LIMIT goes by
  return add_triple_columns(p);
}

static NgStatus
read_describe(NgSparqlParser* p)
{
  NgSelect* const select = &p->query->select;
  const bool      is_all = ng_sparql_take(p, "*");
  while (!is_all && (ng_sparql_peek(p)->kind == NG_SPARQL_VAR || ng_sparql_peek(p)->kind == NG_SPARQL_IRI ||
                     ng_sparql_peek(p)->kind == NG_SPARQL_NAME)) {
    NgNode node = {ng_sparql_peek(p)->kind == NG_SPARQL_VAR, 0};
    NgCell cell = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
    if (node.is_var) {
      NG_TRY(ng_sparql_read_var(p, "", &node.n));
    } else {
      NG_TRY(ng_sparql_read_iri(p, &cell.value));
      NG_TRY(ng_sparql_constant(p, &cell, &node.n));
    }
    NgNode* const slot = NG_VEC_ADD(p->arena, p->query->described);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = node;
  }
  if (!is_all && !p->query->described.n) {
    return ng_sparql_unexpected(p, "what to describe");
  }
  NG_TRY(read_from(p));
  if (ng_sparql_is(p, "WHERE") || ng_sparql_is(p, "{")) {
    NG_TRY(read_where(p, select));
  } else {
    select->where = ng_arena_calloc(p->arena, 1, sizeof(NgOp));
    NG_TRY(select->where ? read_modifiers(p, select) : ng_sparql_no_mem(p));
  }
  NG_TRY(select_all(p, &p->tokens.at[0], select));
  for (uint32_t i = 0; is_all && i < select->columns.n; ++i) {
    NgNode* const slot = NG_VEC_ADD(p->arena, p->query->described);
    if (!slot) {
      return ng_sparql_no_mem(p);
    }
    *slot = (NgNode){true, select->columns.at[i].var};
  }
  return add_triple_columns(p);
}

static NgStatus
read_form(NgSparqlParser* p)
{
  static const char* const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE",
                                        "ADD",    "MOVE",   "COPY", "WITH",  "USING"};
  if (ng_sparql_take(p, "SELECT")) {
    p->query->form = NG_SPARQL_SELECT;
    return ng_sparql_select(p, &p->query->select);
  }
  if (ng_sparql_take(p, "ASK")) {
    p->query->form = NG_SPARQL_ASK;
    NG_TRY(read_from(p));
    return read_where(p, &p->query->select);
  }
  if (ng_sparql_take(p, "CONSTRUCT")) {
    p->query->form = NG_SPARQL_CONSTRUCT;
    return read_construct(p);
  }
  if (ng_sparql_take(p, "DESCRIBE")) {
    p->query->form = NG_SPARQL_DESCRIBE;
    return read_describe(p);
  }
  for (size_t i = 0; i < sizeof(updates) / sizeof(*updates); ++i) {
    if (ng_sparql_is(p, updates[i])) {
      return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_UNSUPPORTED,
                            "Updates are not offered: a query changes nothing");
    }
  }
  return ng_sparql_unexpected(p, "SELECT, ASK, CONSTRUCT or DESCRIBE");
}

NgStatus
ng_sparql_parse(NgSparqlQuery* out, NgArena* arena, NgStr text, const NgSparqlOptions* options, NgError* err)
{
  NgSparqlParser p     = {.arena = arena, .err = err, .query = out};
  NgScope        scope = {.select = &out->select};
  memset(out, 0, sizeof(*out));
  p.scope     = &scope;
  p.is_remote = options && options->is_remote;
  NG_TRY(ng_sparql_tokens(&p.tokens, arena, text, err));
  NG_TRY(read_prologue(&p));
  NG_TRY(read_form(&p));
  const NgSparqlToken* const t = ng_sparql_peek(&p);
  return t->kind == NG_SPARQL_END ? NG_SUCCESS
                                  : ng_sparql_fail(&p, t, NG_ERR_BAD_INPUT, "Did not expect \"%.*s\" here",
                                                   (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
}
