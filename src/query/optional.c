// SPDX-License-Identifier: Apache-2.0
#include "query/optional.h"

#include "base/map.h"

#define ROW_IRI "urn:newsgraph:row:"
#define KEY_IRI "urn:newsgraph:key:"
#define COLUMN_IRI "urn:newsgraph:column:"

typedef struct {
  NgSparqlQuery* query;
  NgStore*       store;
  NgArena*       arena;
  NgError*       err;
  uint32_t       n_done; // OPTIONALs rewritten so far; their numbers are in the IRIs
} Rewriter;

static NgStatus
no_mem(Rewriter* r)
{
  return ng_error_set(r->err, NG_ERR_NO_MEM, "Out of memory");
}

// --- which ones ----------------------------------------------------------------------------------

static bool
has_variable_predicate(const NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    for (uint32_t k = 0; k < e->triples.n; ++k) {
      if (e->kind == NG_SPARQL_TRIPLES && e->triples.at[k].part[1].var != UINT32_MAX) {
        return true;
      }
    }
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      if (has_variable_predicate(e->groups.at[k])) {
        return true;
      }
    }
  }
  return false;
}

static bool
holds(const NgSparqlGroup* group, const NgSparqlGroup* inner)
{
  if (group == inner) {
    return true;
  }
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    for (uint32_t k = 0; k < group->elements.at[i].groups.n; ++k) {
      if (holds(group->elements.at[i].groups.at[k], inner)) {
        return true;
      }
    }
  }
  return false;
}

// Whether no solution of part `k` of the element meets one of the part that holds `inner`: another part of
// the same UNION.
static bool
is_apart(const NgSparqlElement* e, uint32_t k, const NgSparqlGroup* inner)
{
  for (uint32_t i = 0; e->kind == NG_SPARQL_UNION && i < e->groups.n; ++i) {
    if (i != k && holds(e->groups.at[i], inner)) {
      return true;
    }
  }
  return false;
}

// Variables that the pattern uses outside of `except` in a way that tells a marker from "unbound".
static NgSparqlVars
used_in_group(const NgSparqlGroup* group, const NgSparqlGroup* except)
{
  NgSparqlVars used = 0;
  for (uint32_t i = 0; group != except && i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      used |= is_apart(e, k, except) ? 0 : used_in_group(e->groups.at[k], except);
    }
    if (!e->groups.n) {
      used |= e->kind == NG_SPARQL_FILTER ? e->expr.strict : e->vars;
    }
  }
  return used;
}

static NgSparqlVars
used_elsewhere(const NgSparqlQuery* q, const NgSparqlGroup* except)
{
  NgSparqlVars used = used_in_group(q->where, except) | q->having.vars;
  for (uint32_t i = 0; i < q->columns.n; ++i) {
    used |= q->columns.at[i].expr.vars;
  }
  for (uint32_t i = 0; i < q->order_by.n; ++i) {
    used |= q->order_by.at[i].var == UINT32_MAX ? q->order_by.at[i].expr.vars : 0;
  }
  return used;
}

static bool
is_simple(const NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElementKind kind = group->elements.at[i].kind;
    if (kind != NG_SPARQL_TRIPLES && kind != NG_SPARQL_FILTER &&
        !(kind == NG_SPARQL_OPTIONAL && is_simple(group->elements.at[i].groups.at[0]))) {
      return false;
    }
  }
  return group->elements.n && group->elements.at[0].kind == NG_SPARQL_TRIPLES;
}

// Number of the one variable in the set, UINT32_MAX where there are none or several.
static uint32_t
only_var(NgSparqlVars vars)
{
  uint32_t var = UINT32_MAX;
  for (uint32_t i = 0; i < NG_SPARQL_MAX_VARS; ++i) {
    if (vars >> i & 1) {
      if (var != UINT32_MAX) {
        return UINT32_MAX;
      }
      var = i;
    }
  }
  return var;
}

// --- rows ----------------------------------------------------------------------------------------

// Run "SELECT DISTINCT vars" over a group.
static NgStatus
run(Rewriter* r, NgSparqlGroup* group, NgSparqlVars vars, NgAnswer* answer)
{
  NgSparqlQuery q = {.is_distinct = true, .where = group, .limit = SIZE_MAX};
  q.vars.at       = r->query->vars.at;
  q.vars.n        = r->query->vars.n;
  for (uint32_t v = 0; v < q.vars.n; ++v) {
    if (vars >> v & 1) {
      NgSparqlColumn* const column = NG_VEC_ADD(r->arena, q.columns);
      if (!column) {
        return no_mem(r);
      }
      column->var = v;
    }
  }
  NgBuf          text = NG_BUF_INIT(1 << 24);
  const NgStatus st   = ng_sparql_write(&q, &text) ? no_mem(r)
                                                   : ng_store_run(r->store, NG_SPARQL_SELECT, ng_buf_str(&text),
                                                                  r->arena, answer, r->err);
  ng_buf_free(&text);
  return st;
}

// Column of variable `var` in the answer of run(): they stand in the order of their numbers.
static uint32_t
column_of(NgSparqlVars vars, uint32_t var)
{
  uint32_t column = 0;
  for (uint32_t v = 0; v < var; ++v) {
    column += vars >> v & 1;
  }
  return column;
}

static NgStatus
add_row(Rewriter* r, uint32_t row, NgSparqlVars vars, uint32_t key, const NgCell* cells)
{
  static const NgCell unbound = {0};
  const NgStr         subject = ng_arena_printf(r->arena, ROW_IRI "%u.%u", r->n_done, row);
  for (uint32_t v = 0; v < r->query->vars.n; ++v) {
    if (vars >> v & 1 && v != key) {
      const NgStr predicate = ng_arena_printf(r->arena, COLUMN_IRI "%u.%u", r->n_done, v);
      if (!subject.at || !predicate.at) {
        return no_mem(r);
      }
      NG_TRY(
          ng_store_add(r->store, subject, predicate, cells ? &cells[column_of(vars, v)] : &unbound, r->err));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_key(Rewriter* r, uint32_t row, const NgCell* value)
{
  const NgStr subject   = ng_arena_printf(r->arena, ROW_IRI "%u.%u", r->n_done, row);
  const NgStr predicate = ng_arena_printf(r->arena, KEY_IRI "%u", r->n_done);
  return subject.at && predicate.at ? ng_store_add(r->store, subject, predicate, value, r->err) : no_mem(r);
}

// A string that differs for different values.
static NgStr
name_of(Rewriter* r, const NgCell* c)
{
  return ng_arena_printf(r->arena, "%d %.*s\n%.*s\n%.*s", (int)c->kind, NG_STR_ARG(c->value),
                         NG_STR_ARG(c->language), NG_STR_ARG(c->datatype));
}

static NgStatus
note_key(Rewriter* r, NgMap* seen, const NgCell* value, bool* is_new)
{
  const NgStr name = name_of(r, value);
  return name.at && ng_map_put(seen, name, is_new) ? NG_SUCCESS : no_mem(r);
}

// Row 0 holds the markers; the others are the solutions of the OPTIONAL.
static NgStatus
add_rows(Rewriter* r, NgSparqlGroup* required, const NgSparqlElement* e, uint32_t key, NgMap* seen)
{
  NgAnswer       found, keys;
  const uint32_t key_column = column_of(e->own, key);
  bool           is_new     = false;
  NG_TRY(run(r, e->groups.at[0], e->own, &found));
  NG_TRY(add_row(r, 0, e->own, key, NULL));
  for (uint32_t i = 0; i < found.rows.n; ++i) {
    NG_TRY(note_key(r, seen, &found.rows.at[i][key_column], &is_new));
    NG_TRY(add_row(r, i + 1, e->own, key, found.rows.at[i]));
    NG_TRY(add_key(r, i + 1, &found.rows.at[i][key_column]));
  }
  NG_TRY(run(r, required, (NgSparqlVars)1 << key, &keys));
  for (uint32_t i = 0; i < keys.rows.n; ++i) {
    NG_TRY(note_key(r, seen, &keys.rows.at[i][0], &is_new));
    NG_TRY(is_new ? add_key(r, 0, &keys.rows.at[i][0]) : NG_SUCCESS);
  }
  return NG_SUCCESS;
}

// --- the query -----------------------------------------------------------------------------------

static NgStatus
add_pattern(Rewriter* r, NgSparqlTriples* to, uint32_t row_var, NgStr predicate, uint32_t var)
{
  NgSparqlTriple* const t = NG_VEC_ADD(r->arena, *to);
  if (!t) {
    return no_mem(r);
  }
  t->part[0].var  = row_var;
  t->part[0].text = ng_arena_printf(r->arena, "?%.*s", NG_STR_ARG(r->query->vars.at[row_var]));
  t->part[1].var  = UINT32_MAX;
  t->part[1].text = ng_arena_printf(r->arena, "<%.*s>", NG_STR_ARG(predicate));
  t->part[2].var  = var;
  t->part[2].text = ng_arena_printf(r->arena, "?%.*s", NG_STR_ARG(r->query->vars.at[var]));
  t->vars         = (NgSparqlVars)1 << row_var | (NgSparqlVars)1 << var;
  return t->part[0].text.at && t->part[1].text.at && t->part[2].text.at ? NG_SUCCESS : no_mem(r);
}

static NgStatus
add_patterns(Rewriter* r, NgSparqlTriples* to, NgSparqlVars vars, uint32_t key)
{
  NgStr* const name = NG_VEC_ADD(r->arena, r->query->vars);
  if (!name || !(*name = ng_arena_printf(r->arena, "_ngrow%u", r->n_done)).at) {
    return no_mem(r);
  }
  const uint32_t row_var = r->query->vars.n - 1;
  NG_TRY(add_pattern(r, to, row_var, ng_arena_printf(r->arena, KEY_IRI "%u", r->n_done), key));
  for (uint32_t v = 0; v < row_var; ++v) {
    if (vars >> v & 1 && v != key) {
      NG_TRY(add_pattern(r, to, row_var, ng_arena_printf(r->arena, COLUMN_IRI "%u.%u", r->n_done, v), v));
    }
  }
  return NG_SUCCESS;
}

// "BOUND ( ?x )" must not be true for a marker.
static NgStatus
fix_bound(Rewriter* r, NgSparqlExpr* expr, NgSparqlVars vars)
{
  for (uint32_t v = 0; v < r->query->vars.n; ++v) {
    if (!(vars & expr->vars) || !(vars >> v & 1)) {
      continue;
    }
    const NgStr name = r->query->vars.at[v];
    const NgStr call = ng_arena_printf(r->arena, "BOUND ( ?%.*s )", NG_STR_ARG(name));
    NgBuf       text = NG_BUF_INIT(1 << 24);
    for (size_t i = 0; call.at && i < expr->text.len;) {
      const NgStr left = ng_str_n(expr->text.at + i, expr->text.len - i);
      if (left.len >= call.len && !memcmp(left.at, call.at, call.len)) {
        ng_buf_printf(&text, "( %s && ! SAMETERM ( ?%.*s , <%s> ) )", call.at, NG_STR_ARG(name),
                      NG_SPARQL_ERROR_IRI);
        i += call.len;
      } else {
        ng_buf_addc(&text, left.at[0]);
        ++i;
      }
    }
    const bool ok = call.at && !text.status && (expr->text = ng_arena_copy(r->arena, ng_buf_str(&text))).at;
    ng_buf_free(&text);
    if (!ok) {
      return no_mem(r);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
fix_filters(Rewriter* r, NgSparqlGroup* group, NgSparqlVars vars)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind == NG_SPARQL_FILTER) {
      NG_TRY(fix_bound(r, &e->expr, vars));
    }
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      NG_TRY(fix_filters(r, e->groups.at[k], vars));
    }
  }
  return NG_SUCCESS;
}

// Rewrite element `i` of `group` if that is possible; then it is gone and `*is_done` true.
static NgStatus
rewrite_one(Rewriter* r, NgSparqlGroup* group, uint32_t i, bool* is_done)
{
  const NgSparqlElement  e        = group->elements.at[i];
  NgSparqlElement* const required = &group->elements.at[0];
  const uint32_t         key      = only_var(e.own & required->vars);
  const NgSparqlVars     made     = key == UINT32_MAX ? 0 : e.own & ~((NgSparqlVars)1 << key);
  *is_done                        = false;
  if (key == UINT32_MAX || !is_simple(e.groups.at[0]) || r->query->vars.n == NG_SPARQL_MAX_VARS ||
      made & used_elsewhere(r->query, e.groups.at[0])) {
    return NG_SUCCESS;
  }
  NgSparqlGroup alone = {0};
  alone.elements.at   = required;
  alone.elements.n    = 1;
  NgMap* const   seen = ng_map_new(UINT32_MAX);
  const NgStatus st   = seen ? add_rows(r, &alone, &e, key, seen) : no_mem(r);
  ng_map_free(seen);
  NG_TRY(st);
  NG_TRY(add_patterns(r, &required->triples, e.own, key));
  memmove(&group->elements.at[i], &group->elements.at[i + 1],
          (group->elements.n - i - 1) * sizeof(group->elements.at[0]));
  --group->elements.n;
  ++r->n_done;
  *is_done = true;
  return fix_filters(r, r->query->where, made);
}

static NgStatus
rewrite_group(Rewriter* r, NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    for (uint32_t k = 0; k < group->elements.at[i].groups.n; ++k) {
      NG_TRY(rewrite_group(r, group->elements.at[i].groups.at[k]));
    }
  }
  for (uint32_t i = 1; i < group->elements.n;) {
    bool is_done = false;
    if (group->elements.at[0].kind == NG_SPARQL_TRIPLES && group->elements.at[i].kind == NG_SPARQL_OPTIONAL) {
      NG_TRY(rewrite_one(r, group, i, &is_done));
    }
    i += !is_done;
  }
  return NG_SUCCESS;
}

NgStatus
ng_optional_rewrite(NgSparqlQuery* query, NgStore* store, NgArena* arena, NgError* err)
{
  Rewriter r = {.query = query, .store = store, .arena = arena, .err = err};
  return has_variable_predicate(query->where) ? NG_SUCCESS : rewrite_group(&r, query->where);
}
