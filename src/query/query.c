// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include "model/term.h"
#include "query/endpoint.h"
#include "query/parse.h"
#include "query/results.h"

enum { MAX_QUERY_BYTES = 1 << 20 };

static NgStatus
parse(const NgQueryOptions* options, NgArena* arena, NgSparqlQuery* query, NgError* err)
{
  if (options->text.len > MAX_QUERY_BYTES) {
    return ng_error_set(err, NG_ERR_LIMIT, "A query of more than %d bytes", MAX_QUERY_BYTES);
  }
  if (!ng_term_text_ok(options->text)) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "The query is not UTF-8");
  }
  const NgSparqlOptions parsing = {.is_remote = options->endpoint != NULL};
  return ng_sparql_parse(query, arena, options->text, &parsing, err);
}

static NgStatus
answer_query(const NgQueryOptions* options, NgStore* store, NgArena* arena, NgBuf* out, NgError* err)
{
  NgSparqlQuery query;
  NgEval        e;
  NgAnswer      answer = {0};
  NG_TRY(parse(options, arena, &query, err));
  NgStatus status = ng_eval_open(&e, &query, store, &options->limits, err);
  if (!status) {
    status = options->endpoint
                 ? ng_endpoint_ask(&e, options->text, options->endpoint, &options->http, &answer)
                 : ng_answer_make(&e, &answer);
  }
  if (!status && ng_answer_write(&answer, &query, options, out)) {
    status = ng_error_no_mem(err);
  }
  ng_answer_free(&e, &answer);
  ng_eval_close(&e);
  return status;
}

NgStatus
ng_query_over(NgStore* store, const NgQueryOptions* options, NgBuf* out, NgError* err)
{
  NgArena* const arena   = ng_arena_new(SIZE_MAX / 4);
  const uint32_t n_terms = ng_terms_size(ng_store_terms(store));
  if (!arena) {
    return ng_error_no_mem(err);
  }
  const NgStatus status = answer_query(options, store, arena, out, err);
  ng_terms_drop(ng_store_terms(store), n_terms);
  if (status) {
    ng_error_at(err, options->name ? options->name : "query", 0, 0);
  }
  ng_arena_free(arena);
  return status;
}

NgStatus
ng_query_run(const NgQueryOptions* options, NgOutput* output, NgError* err)
{
  NgStore* store  = NULL;
  NgBuf    answer = NG_BUF_INIT(SIZE_MAX / 4);
  NG_TRY(ng_store_open(&store, err));
  NgStatus status = NG_SUCCESS;
  for (uint32_t i = 0; !status && i < options->n_graphs; ++i) {
    status = ng_store_load(store, options->graphs[i], err);
  }
  status = status ? status : ng_query_over(store, options, &answer, err);
  if (!status && ng_output_write(output, ng_buf_str(&answer))) {
    status = ng_output_check(output, err);
  }
  ng_buf_free(&answer);
  ng_store_close(store);
  return status;
}
