// SPDX-License-Identifier: Apache-2.0
// Writes a query tree out as text for the engine.
#include "query/sparql.h"

static void put_group(const NgSparqlQuery* q, const NgSparqlGroup* group, NgBuf* out);

static void
put(NgBuf* out, NgStr s)
{
  ng_buf_add(out, s);
  ng_buf_addc(out, ' ');
}

static void
put_var(const NgSparqlQuery* q, uint32_t var, NgBuf* out)
{
  ng_buf_addc(out, '?');
  put(out, q->vars.at[var]);
}

static void
put_triples(const NgSparqlTriples* triples, NgBuf* out)
{
  for (uint32_t i = 0; i < triples->n; ++i) {
    for (int k = 0; k < 3; ++k) {
      put(out, triples->at[i].part[k].text);
    }
    ng_buf_addz(out, ".\n");
  }
}

static void
put_bind(const NgSparqlQuery* q, const NgSparqlElement* e, NgBuf* out)
{
  const bool may_fail = !e->certain;
  ng_buf_addz(out, may_fail ? "BIND ( COALESCE ( " : "BIND ( ");
  put(out, e->expr.text);
  ng_buf_addz(out, may_fail ? ", <" NG_SPARQL_ERROR_IRI "> ) AS " : "AS ");
  put_var(q, e->var, out);
  ng_buf_addz(out, ")\n");
}

static void
put_element(const NgSparqlQuery* q, const NgSparqlElement* e, NgBuf* out)
{
  switch (e->kind) {
  case NG_SPARQL_TRIPLES:
    put_triples(&e->triples, out);
    break;
  case NG_SPARQL_FILTER:
    ng_buf_addz(out, "FILTER ( ");
    put(out, e->expr.text);
    ng_buf_addz(out, ")\n");
    break;
  case NG_SPARQL_BIND:
    put_bind(q, e, out);
    break;
  case NG_SPARQL_VALUES:
    put(out, e->expr.text);
    ng_buf_addc(out, '\n');
    break;
  case NG_SPARQL_OPTIONAL:
    ng_buf_addz(out, "OPTIONAL ");
    put_group(q, e->groups.at[0], out);
    break;
  case NG_SPARQL_UNION:
    for (uint32_t i = 0; i < e->groups.n; ++i) {
      ng_buf_addz(out, i ? "UNION " : "");
      put_group(q, e->groups.at[i], out);
    }
    break;
  }
}

static void
put_group(const NgSparqlQuery* q, const NgSparqlGroup* group, NgBuf* out)
{
  ng_buf_addz(out, "{\n");
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    put_element(q, &group->elements.at[i], out);
  }
  ng_buf_addz(out, "}\n");
}

static void
put_columns(const NgSparqlQuery* q, NgBuf* out)
{
  NgSparqlVars selected = 0;
  ng_buf_addz(out, q->is_distinct ? "SELECT DISTINCT " : "SELECT ");
  for (uint32_t i = 0; i < q->columns.n; ++i) {
    const NgSparqlColumn* const c = &q->columns.at[i];
    selected |= (NgSparqlVars)1 << c->var;
    if (c->expr.text.len) {
      ng_buf_addz(out, "( ");
      put(out, c->expr.text);
      ng_buf_addz(out, "AS ");
    }
    put_var(q, c->var, out);
    ng_buf_addz(out, c->expr.text.len ? ") " : "");
  }
  for (uint32_t i = 0; i < q->order_by.n; ++i) {
    const NgSparqlKey* const key = &q->order_by.at[i];
    if (key->var == UINT32_MAX) {
      ng_buf_addz(out, "( ");
      put(out, key->expr.text);
      ng_buf_printf(out, "AS ?ngkey%u ) ", i);
    } else if (!(selected >> key->var & 1)) {
      selected |= (NgSparqlVars)1 << key->var;
      put_var(q, key->var, out);
    }
  }
  if (q->has_aggregate && !q->group_by.n) { // tells an empty answer from an error
    ng_buf_addz(out, "( COUNT ( * ) AS ?ngrows ) ");
  }
  ng_buf_addc(out, '\n');
}

NgStatus
ng_sparql_write(const NgSparqlQuery* query, NgBuf* out)
{
  if (query->form == NG_SPARQL_SELECT) {
    put_columns(query, out);
  } else if (query->form == NG_SPARQL_ASK) {
    ng_buf_addz(out, "ASK\n");
  } else {
    ng_buf_addz(out, "CONSTRUCT {\n");
    put_triples(&query->template, out);
    ng_buf_addz(out, "}\n");
  }
  ng_buf_addz(out, "WHERE ");
  put_group(query, query->where, out);
  if (query->group_by.n) {
    ng_buf_addz(out, "GROUP BY ");
  }
  for (uint32_t i = 0; i < query->group_by.n; ++i) {
    put_var(query, query->group_by.at[i], out);
  }
  if (query->having.text.len) {
    ng_buf_addz(out, "\nHAVING ( ");
    put(out, query->having.text);
    ng_buf_addz(out, ")");
  }
  return out->status;
}
