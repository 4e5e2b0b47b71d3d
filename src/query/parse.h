// SPDX-License-Identifier: Apache-2.0
// What the two halves of the SPARQL parser share: sparql.c reads patterns and modifiers, expression.c
// reads expressions. Not for others.
#ifndef NG_QUERY_PARSE_H
#define NG_QUERY_PARSE_H

#include "query/sparql.h"

enum { NG_SPARQL_MAX_DEPTH = 40 }; ///< Brackets within brackets

typedef struct {
  NgArena*       arena;
  NgError*       err;
  NgSparqlTokens tokens;
  uint32_t       at; ///< Next token
  uint32_t       depth;
  uint32_t       n_hidden; ///< Blank nodes made for "[...]"
  NgSparqlQuery* query;
} NgSparqlParser;

const NgSparqlToken* ng_sparql_peek(const NgSparqlParser* p);

/// Whether the next token is this sign or word (in any case of letters).
bool ng_sparql_is(const NgSparqlParser* p, const char* text);

/// The same, and go on if so.
bool ng_sparql_take(NgSparqlParser* p, const char* text);

/// Go on if the next token is `text`, else NG_ERR_BAD_INPUT.
NgStatus ng_sparql_expect(NgSparqlParser* p, const char* text);

/// Error at a token. @return `status`
NgStatus ng_sparql_fail(NgSparqlParser* p, const NgSparqlToken* at, NgStatus status, const char* format, ...)
    __attribute__((format(printf, 4, 5)));

/// Number of the variable of a NG_SPARQL_VAR or NG_SPARQL_BLANK token.
NgStatus ng_sparql_var(NgSparqlParser* p, NgStr name, uint32_t* var);

/// Read a variable, an IRI, a literal or a blank node.
NgStatus ng_sparql_term(NgSparqlParser* p, NgSparqlTerm* out);

/// Read an expression. Aggregates are refused unless `with_aggregates`.
NgStatus ng_sparql_expression(NgSparqlParser* p, bool with_aggregates, NgSparqlExpr* out);

/// Read what FILTER and HAVING take: an expression in brackets or a call.
NgStatus ng_sparql_constraint(NgSparqlParser* p, bool with_aggregates, NgSparqlExpr* out);

#endif
