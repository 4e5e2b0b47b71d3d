// SPDX-License-Identifier: Apache-2.0
// Asks a SPARQL 1.1 endpoint over HTTP and reads its answer into rows, so that it is shown like our own.
#ifndef NG_QUERY_ENDPOINT_H
#define NG_QUERY_ENDPOINT_H

#include "http/http.h"
#include "query/answer.h"

/// Send `text`, the query of `e`, to the endpoint at `url` and take its answer: rows and truth in SPARQL
/// JSON, triples in N-Triples, Turtle or RDF/XML. They come in the order of ORDER BY where its keys can be
/// told from the columns, else as the endpoint gave them; without ORDER BY by all cells. The store of `e`
/// must be empty.
/// @return NG_ERR_BAD_ARG where the endpoint does not take the query, NG_ERR_READ where it cannot be reached
/// or says no, NG_ERR_BAD_INPUT for an answer that is none, NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_endpoint_ask(NgEval* e, NgStr text, const char* url, const NgHttpOptions* options, NgAnswer* out);

#endif
