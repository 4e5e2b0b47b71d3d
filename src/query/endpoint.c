// SPDX-License-Identifier: Apache-2.0
#include "query/endpoint.h"

#include "query/json.h"

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

// --- the request ---------------------------------------------------------------------------------

static bool
is_own(const NgSparqlQuery* q, NgStr name)
{
  for (uint32_t i = q->n_known; i < q->prefixes.n; ++i) {
    if (ng_str_eq(q->prefixes.at[i].name, name)) {
      return true;
    }
  }
  return false;
}

static bool
occurs(NgStr text, NgStr word)
{
  for (size_t i = 0; i + word.len <= text.len; ++i) {
    if (!memcmp(text.at + i, word.at, word.len)) {
      return true;
    }
  }
  return false;
}

// The query as a form, with the prefixes of the ontology that it uses without declaring them.
static NgStatus
write_form(const NgSparqlQuery* q, NgStr text, NgBuf* out)
{
  NgBuf whole = NG_BUF_INIT(SIZE_MAX / 4);
  for (uint32_t i = 0; i < q->n_known; ++i) {
    const NgSparqlPrefix* const p = &q->prefixes.at[i];
    if (!is_own(q, p->name) && occurs(text, p->name)) {
      ng_buf_printf(&whole, "PREFIX %.*s <%.*s> ", NG_STR_ARG(p->name), NG_STR_ARG(p->iri));
    }
  }
  ng_buf_add(&whole, text);
  ng_buf_addz(out, "query=");
  ng_http_encode(out, ng_buf_str(&whole));
  const NgStatus status = whole.status ? whole.status : out->status;
  ng_buf_free(&whole);
  return status;
}

static bool
wants_triples(const NgSparqlQuery* q)
{
  return q->form == NG_SPARQL_CONSTRUCT || q->form == NG_SPARQL_DESCRIBE;
}

static NgStatus
send(NgEval* e, NgStr text, const char* url, const NgHttpOptions* options, NgHttpResponse* response)
{
  NgHttp*  http   = NULL;
  NgBuf    form   = NG_BUF_INIT(SIZE_MAX / 4);
  NgStatus status = write_form(e->query, text, &form) ? no_mem(e) : ng_http_open(&http, options, e->err);
  if (!status) {
    const NgHttpRequest request = {"POST", url, "application/x-www-form-urlencoded",
                                   wants_triples(e->query)
                                       ? "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.4"
                                       : "application/sparql-results+json",
                                   ng_buf_str(&form)};
    status                      = ng_http_send(http, &request, response, e->err);
  }
  if (!status && (response->status < 200 || response->status > 299)) {
    status = ng_http_refused(http, response, response->status == 400 ? NG_ERR_BAD_ARG : NG_ERR_READ, e->err);
  }
  ng_http_close(http);
  ng_buf_free(&form);
  return status;
}

// --- rows ----------------------------------------------------------------------------------------

typedef struct {
  NgEval*   e;
  NgAnswer* out;
  NgTermId* row; // the one at hand
} Reading;

static NgStatus
begin_row(void* self)
{
  Reading* const r = self;
  r->row           = ng_rows_add(r->e, &r->out->rows, NULL);
  return r->row ? NG_SUCCESS : ng_eval_failed(r->e);
}

static NgStatus
take_cell(void* self, NgStr name, const NgCell* cell)
{
  Reading* const r = self;
  for (uint32_t i = 0; i < r->out->n_columns; ++i) {
    const uint32_t var = r->out->columns[i].var;
    if (ng_str_eq(r->out->names[var], name)) {
      r->row[var] = ng_eval_intern(r->e, cell);
      return r->row[var] ? NG_SUCCESS : ng_eval_failed(r->e);
    }
  }
  return ng_error_set(r->e->err, NG_ERR_BAD_INPUT,
                      "The answer has a variable ?%.*s that the query does not select",
                      (int)(name.len < 80 ? name.len : 80), name.at);
}

static NgStatus
take_truth(void* self, bool is_true)
{
  ((Reading*)self)->out->is_true = is_true;
  return NG_SUCCESS;
}

// Whether the keys of ORDER BY follow from the columns.
static bool
has_keys(const NgSelect* select)
{
  NgVars columns = 0;
  NgVars keys    = 0;
  for (uint32_t i = 0; i < select->columns.n; ++i) {
    columns |= ng_var_bit(select->columns.at[i].var);
  }
  for (uint32_t i = 0; i < select->order_by.n; ++i) {
    keys |= select->order_by.at[i].expr->vars;
  }
  return !(keys & ~columns);
}

static NgStatus
read_rows(NgEval* e, NgStr body, NgAnswer* out)
{
  const NgSelect* const select  = &e->query->select;
  Reading               reading = {e, out, NULL};
  const NgJsonAnswer    answer  = {&reading, begin_row, take_cell, take_truth};
  NG_TRY(ng_json_answer_read(&answer, body, e->err));
  if (e->query->form == NG_SPARQL_ASK || !has_keys(select)) {
    return NG_SUCCESS;
  }
  NgSelect order    = *select; // what else it asks for the endpoint has done
  order.is_distinct = false;
  order.limit       = SIZE_MAX;
  order.offset      = 0;
  order.columns.at  = ng_arena_calloc(e->plans, select->columns.n + 1, sizeof(NgColumn));
  if (!order.columns.at) {
    return no_mem(e);
  }
  for (uint32_t i = 0; i < select->columns.n; ++i) {
    order.columns.at[i].var = select->columns.at[i].var;
  }
  return ng_eval_finish(e, &order, true, &out->rows);
}

// --- triples -------------------------------------------------------------------------------------

static NgStatus
read_triples(NgEval* e, const NgHttpResponse* response, NgAnswer* out)
{
  const NgStr type = ng_str(response->content_type);
  const char* name = ng_str_starts(type, "text/turtle")           ? "answer.ttl"
                     : ng_str_starts(type, "application/rdf+xml") ? "answer.rdf"
                                                                  : "answer.nt";
  NG_TRY(ng_store_load_bytes(e->store, name, ng_buf_str(&response->body), e->err));
  NG_TRY(ng_store_settle(e->store) ? no_mem(e) : NG_SUCCESS);
  const NgTermId any[3] = {0, 0, 0};
  NgScan         scan;
  ng_store_scan(e->store, any, &scan);
  while (ng_scan_next(&scan)) {
    NgTermId* const row = ng_rows_add(e, &out->rows, NULL);
    if (!row) {
      return ng_eval_failed(e);
    }
    for (uint32_t i = 0; i < 3; ++i) {
      row[out->columns[i].var] = scan.triple[i];
    }
  }
  return ng_eval_finish(e, &e->query->triples, true, &out->rows);
}

NgStatus
ng_endpoint_ask(NgEval* e, NgStr text, const char* url, const NgHttpOptions* options, NgAnswer* out)
{
  NgHttpResponse response = {.body = NG_BUF_INIT(e->limits.max_bytes ? e->limits.max_bytes : SIZE_MAX / 4)};
  ng_answer_init(e, out);
  NgStatus status = send(e, text, url, options, &response);
  if (!status) {
    status = wants_triples(e->query) ? read_triples(e, &response, out)
                                     : read_rows(e, ng_buf_str(&response.body), out);
  }
  if (status) {
    ng_error_at(e->err, url, 0, 0);
  }
  ng_buf_free(&response.body);
  return status;
}
