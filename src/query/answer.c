// SPDX-License-Identifier: Apache-2.0
#include "query/answer.h"

#include "base/alloc.h"

#include <stdio.h>

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

static NgStatus
ask(NgEval* e, NgAnswer* out)
{
  const NgSelect* const select   = &e->query->select;
  const bool            is_plain = !select->is_grouped && !select->offset && select->limit == SIZE_MAX;
  NgRows                unit     = {NULL, 0, 0, 0, 0};
  NgStatus              status   = ng_eval_unit(e, &unit);
  if (!status) {
    status = is_plain ? ng_eval_op(e, select->where, &unit, 1, &out->rows)
                      : ng_eval_select(e, select, false, &out->rows);
  }
  ng_rows_free(e, &unit);
  out->is_true = out->rows.n > 0;
  return status;
}

// --- CONSTRUCT -----------------------------------------------------------------------------------

// Add a triple unless it is none: a part is unbound, the subject a literal, or the property no IRI.
static NgStatus
add_triple(NgEval* e, const NgTermId parts[3], NgAnswer* out)
{
  if (!parts[0] || !parts[1] || !parts[2] || ng_terms_kind(e->terms, parts[0]) == NG_CELL_LITERAL ||
      ng_terms_kind(e->terms, parts[1]) != NG_CELL_IRI) {
    return NG_SUCCESS;
  }
  NgTermId* const row = ng_rows_add(e, &out->rows, NULL);
  for (uint32_t i = 0; row && i < 3; ++i) {
    row[e->query->triples.columns.at[i].var] = parts[i];
  }
  return row ? NG_SUCCESS : ng_eval_failed(e);
}

static bool
is_blank_node(const NgSparqlQuery* q, NgNode node)
{
  return node.is_var && ng_str_starts(q->vars.at[node.n], "_:");
}

static bool
has_blank_nodes(const NgSparqlQuery* q)
{
  for (uint32_t i = 0; i < q->template.n; ++i) {
    if (is_blank_node(q, q->template.at[i].subject) || is_blank_node(q, q->template.at[i].object)) {
      return true;
    }
  }
  return false;
}

// What a node of the template stands for in the solution number `i`: its blank nodes are new in each.
static NgTermId
instance(NgEval* e, NgNode node, NgTermId* row, size_t i)
{
  if (!node.is_var) {
    return e->constants[node.n];
  }
  if (!row[node.n] && is_blank_node(e->query, node)) {
    char         label[64];
    const int    n    = snprintf(label, sizeof(label), "c%zu_%u", i + 1, node.n);
    const NgCell cell = {NG_CELL_BLANK, {label, (size_t)n}, {"", 0}, {"", 0}};
    row[node.n]       = ng_eval_intern(e, &cell);
    if (!row[node.n]) {
      e->status = ng_eval_failed(e);
    }
  }
  return row[node.n];
}

static NgStatus
construct(NgEval* e, NgAnswer* out)
{
  const NgSparqlQuery* const q      = e->query;
  NgRows                     rows   = {NULL, 0, 0, 0, 0};
  NgStatus                   status = ng_eval_select(e, &q->select, has_blank_nodes(q), &rows);
  for (size_t i = 0; !status && i < rows.n; ++i) {
    for (uint32_t k = 0; !status && k < q->template.n; ++k) {
      const NgTriplePattern* const t   = &q->template.at[k];
      NgTermId* const              row = ng_rows_at(e, &rows, i);
      const NgTermId parts[3]          = {instance(e, t->subject, row, i), instance(e, t->predicate, row, i),
                                          instance(e, t->object, row, i)};
      status                           = e->status ? e->status : add_triple(e, parts, out);
    }
  }
  ng_rows_free(e, &rows);
  return status ? status : ng_eval_finish(e, &q->triples, true, &out->rows);
}

// --- DESCRIBE ------------------------------------------------------------------------------------

// What is said of a node, and of the blank nodes that this leads to.
static NgStatus
describe_node(NgEval* e, NgTermId node, uint8_t* seen, NgAnswer* out)
{
  const NgTermId parts[3] = {node, 0, 0};
  NgTermId       triple[3];
  NgMatches      matches;
  if (!node || seen[node]) {
    return NG_SUCCESS;
  }
  seen[node]         = 1;
  const size_t first = out->rows.n;
  ng_matches_begin(e, parts, &matches);
  while (ng_matches_next(e, &matches, triple)) {
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(add_triple(e, triple, out));
  }
  for (size_t i = first; i < out->rows.n; ++i) { // grows on the way
    const NgTermId object = ng_rows_at(e, &out->rows, i)[e->query->triples.columns.at[2].var];
    if (ng_terms_kind(e->terms, object) == NG_CELL_BLANK && !seen[object]) {
      const NgTermId more[3] = {object, 0, 0};
      seen[object]           = 1;
      ng_matches_begin(e, more, &matches);
      while (ng_matches_next(e, &matches, triple)) {
        NG_TRY(ng_eval_step(e, 1));
        NG_TRY(add_triple(e, triple, out));
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
describe(NgEval* e, NgAnswer* out)
{
  const NgSparqlQuery* const q      = e->query;
  NgRows                     rows   = {NULL, 0, 0, 0, 0};
  NgStatus                   status = ng_eval_select(e, &q->select, false, &rows);
  uint8_t* const             seen   = ng_calloc((size_t)ng_terms_size(e->terms) + 1, 1);
  status                            = status || seen ? status : no_mem(e);
  for (uint32_t k = 0; !status && k < q->described.n; ++k) {
    const NgNode node = q->described.at[k];
    if (!node.is_var) {
      status = describe_node(e, e->constants[node.n], seen, out);
    }
    for (size_t i = 0; node.is_var && !status && i < rows.n; ++i) {
      status = describe_node(e, ng_rows_at(e, &rows, i)[node.n], seen, out);
    }
  }
  ng_free(seen);
  ng_rows_free(e, &rows);
  return status ? status : ng_eval_finish(e, &q->triples, true, &out->rows);
}

// --- all of them ---------------------------------------------------------------------------------

void
ng_answer_init(const NgEval* e, NgAnswer* out)
{
  const NgSparqlQuery* const q          = e->query;
  const bool                 is_triples = q->form == NG_SPARQL_CONSTRUCT || q->form == NG_SPARQL_DESCRIBE;
  const NgSelect* const      shown      = is_triples ? &q->triples : &q->select;
  memset(out, 0, sizeof(*out));
  out->terms     = e->terms;
  out->names     = q->vars.at;
  out->columns   = shown->columns.at;
  out->n_columns = shown->columns.n;
  out->width     = e->width;
}

NgStatus
ng_answer_make(NgEval* e, NgAnswer* out)
{
  const NgSparqlQuery* const q = e->query;
  ng_answer_init(e, out);
  switch (q->form) {
  case NG_SPARQL_ASK:
    return ask(e, out);
  case NG_SPARQL_CONSTRUCT:
    return construct(e, out);
  case NG_SPARQL_DESCRIBE:
    return describe(e, out);
  case NG_SPARQL_SELECT:
    break;
  }
  return ng_eval_select(e, &q->select, true, &out->rows);
}

void
ng_answer_free(NgEval* e, NgAnswer* answer)
{
  ng_rows_free(e, &answer->rows);
}
