// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include "model/term.h"
#include "query/optional.h"
#include "query/results.h"

enum { MAX_QUERY_BYTES = 1 << 20 };

NgStatus
ng_query_format(NgQueryFormat* out, const char* name, NgError* err)
{
  static const char* const names[] = {"table", "csv", "json", "xml"};
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    if (ng_str_is(ng_str(name), names[i])) {
      *out = (NgQueryFormat)i;
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_ARG, "Unknown format \"%.40s\"; there are table, csv, json and xml",
                      name);
}

static NgStatus
no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
}

// Read, check and rearrange the query, and write it out for the engine.
static NgStatus
prepare(const NgQueryOptions* options, NgStore* store, NgArena* arena, NgSparqlQuery* query, NgBuf* text,
        NgError* err)
{
  if (options->text.len > MAX_QUERY_BYTES) {
    return ng_error_set(err, NG_ERR_LIMIT, "A query of more than %d bytes", MAX_QUERY_BYTES);
  }
  if (!ng_term_text_ok(options->text)) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "The query is not UTF-8");
  }
  NG_TRY(ng_sparql_parse(query, arena, options->text, err));
  const NgSparqlStats stats = ng_store_stats(store);
  NG_TRY(ng_sparql_plan(query, arena, &stats, err));
  NG_TRY(ng_optional_rewrite(query, store, arena, err));
  return ng_sparql_write(query, text) ? no_mem(err) : NG_SUCCESS;
}

// The engine makes one group of no solutions; where the query groups, there is none.
static NgStatus
drop_group_of_nothing(NgAnswer* answer, const NgSparqlQuery* query, NgStore* store, NgArena* arena,
                      NgError* err)
{
  NgSparqlQuery ask     = *query;
  NgBuf         text    = NG_BUF_INIT(SIZE_MAX / 4);
  NgAnswer      is_some = {0};
  ask.form              = NG_SPARQL_ASK;
  ask.group_by.n        = 0;
  ask.having.text       = ng_str("");
  NgStatus st           = ng_sparql_write(&ask, &text) ? no_mem(err) : NG_SUCCESS;
  if (!st) {
    st = ng_store_run(store, ask.form, ng_buf_str(&text), arena, &is_some, err);
  }
  if (!st && !is_some.is_true) {
    answer->rows.n = 0;
  }
  ng_buf_free(&text);
  return st;
}

static NgStatus
answer_query(const NgQueryOptions* options, NgStore* store, NgArena* arena, NgBuf* buf, NgError* err)
{
  NgSparqlQuery query;
  NgAnswer      answer;
  NG_TRY(prepare(options, store, arena, &query, buf, err));
  NG_TRY(ng_store_run(store, query.form, ng_buf_str(buf), arena, &answer, err));
  if (query.group_by.n && answer.rows.n == 1) {
    NG_TRY(drop_group_of_nothing(&answer, &query, store, arena, err));
  }
  NG_TRY(ng_answer_arrange(&answer, &query, arena) ? no_mem(err) : NG_SUCCESS);
  ng_buf_clear(buf);
  return ng_answer_write(&answer, &query, options, buf) ? no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_query_over(NgStore* store, const NgQueryOptions* options, NgOutput* output, NgError* err)
{
  NgArena* const arena = ng_arena_new(SIZE_MAX / 4);
  NgBuf          buf   = NG_BUF_INIT(SIZE_MAX / 4);
  if (!arena) {
    return no_mem(err);
  }
  NgStatus st = answer_query(options, store, arena, &buf, err);
  ng_store_drop_added(store);
  if (st) {
    ng_error_at(err, options->name ? options->name : "query", 0, 0);
  } else if (ng_output_write(output, ng_buf_str(&buf))) {
    st = ng_output_check(output, err);
  }
  ng_buf_free(&buf);
  ng_arena_free(arena);
  return st;
}

NgStatus
ng_query_run(const NgQueryOptions* options, NgOutput* output, NgError* err)
{
  NgStore* store = NULL;
  NG_TRY(ng_store_open(&store, err));
  NgStatus st = NG_SUCCESS;
  for (uint32_t i = 0; !st && i < options->n_graphs; ++i) {
    st = ng_store_load(store, options->graphs[i], err);
  }
  st = st ? st : ng_query_over(store, options, output, err);
  ng_store_close(store);
  return st;
}
