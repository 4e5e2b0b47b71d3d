// SPDX-License-Identifier: Apache-2.0
// Answers a SPARQL query over graph files: reads them into memory (query/store.h) and the query into its
// algebra (query/parse.h), evaluates it (query/eval.h) and writes the answer (query/results.h). Or it asks an
// endpoint (query/endpoint.h).
#ifndef NG_QUERY_QUERY_H
#define NG_QUERY_QUERY_H

#include "base/io.h"
#include "http/http.h"
#include "query/eval.h"

typedef enum {
  NG_QUERY_TABLE = 0, ///< For a terminal; IRIs shortened by the query's prefixes
  NG_QUERY_CSV,       ///< SPARQL 1.1 Query Results CSV
  NG_QUERY_JSON,      ///< SPARQL 1.1 Query Results JSON
  NG_QUERY_XML,       ///< SPARQL Query Results XML
} NgQueryFormat;

typedef struct {
  NgStr              text;   ///< The query
  const char*        name;   ///< Shown in messages about it; NULL: "query"
  const char* const* graphs; ///< Paths; "-" is standard input
  uint32_t           n_graphs;
  NgQueryFormat      format;
  uint32_t           max_width; ///< Widest column of a table, longer values end in an ellipsis; 0: no limit
  NgLimits           limits;
  const char*   endpoint; ///< Ask this address instead of evaluating; then there are no graphs. NULL: none
  NgHttpOptions http;     ///< For that
} NgQueryOptions;

#define NG_QUERY_OPTIONS_INIT                                                                                \
  {                                                                                                          \
    {NULL, 0}, NULL, NULL, 0, NG_QUERY_TABLE, 60, {(size_t)4 << 30, 0, 0}, NULL, NG_HTTP_OPTIONS_INIT        \
  }

/// Run the query and write its answer to `output`, which stays the caller's. CONSTRUCT and
/// DESCRIBE are answered as N-Triples (which are Turtle as well) whatever the format.
/// @return NG_SUCCESS; NG_ERR_BAD_INPUT (the query or a graph; `err` says which, with line and column);
/// NG_ERR_UNSUPPORTED (right SPARQL, but not offered); NG_ERR_BAD_ARG (what the endpoint refuses);
/// NG_ERR_LIMIT; NG_ERR_READ; NG_ERR_WRITE; NG_ERR_NO_MEM.
NgStatus ng_query_run(const NgQueryOptions* options, NgOutput* output, NgError* err);

/// The same over a graph that is loaded already, to the end of `out`.
NgStatus ng_query_over(NgStore* store, const NgQueryOptions* options, NgBuf* out, NgError* err);

#endif
