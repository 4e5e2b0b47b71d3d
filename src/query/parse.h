// SPDX-License-Identifier: Apache-2.0
// Reads a SPARQL 1.1 query into the algebra. Below the line is what its files share: parse.c reads queries,
// parse_patterns.c groups, parse_triples.c triples and paths, parse_expressions.c expressions, parse_terms.c
// terms.
#ifndef NG_QUERY_PARSE_H
#define NG_QUERY_PARSE_H

#include "query/algebra.h"

typedef struct {
  bool is_remote; ///< The query is for an endpoint: what only that can answer (SERVICE, NOW ...) is let
                  ///< through
} NgSparqlOptions;

/// Read `text`, which must outlive the tree; everything is made in `arena`. The prefixes of the ontology are
/// known without a PREFIX line.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_BAD_INPUT where it is no SPARQL; NG_ERR_UNSUPPORTED where it is
/// beyond what is offered; NG_ERR_LIMIT; the last three with line and column.
NgStatus ng_sparql_parse(NgSparqlQuery* out, NgArena* arena, NgStr text, const NgSparqlOptions* options,
                         NgError* err);

// --------------------------------------------------------------------------------------------------

enum {
  NG_SPARQL_MAX_DEPTH  = 64,  ///< Brackets within brackets
  NG_SPARQL_MAX_HEIGHT = 400, ///< Of a tree
};

/// The names of one SELECT: those of a sub-query are its own.
typedef struct NgScopeImpl {
  NG_VEC(uint32_t) vars;
  NgSelect* select;
} NgScope;

typedef struct {
  NgArena*       arena;
  NgError*       err;
  NgSparqlTokens tokens;
  uint32_t       at; ///< Next token
  uint32_t       depth;
  NgSparqlQuery* query;
  NgScope*       scope;
  NgStr          base;
  bool           is_remote;
  bool           is_template;       ///< Where the parser is: blank nodes are not those of the pattern
  bool           allows_aggregates; ///< Where the parser is
  bool           is_in_aggregate;
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

/// Error at the next token: "Expected `wanted` instead of ...".
NgStatus ng_sparql_unexpected(NgSparqlParser* p, const char* wanted);

/// What was told before, or else that memory is out.
NgStatus ng_sparql_no_mem(NgSparqlParser* p);

/// Go down one bracket; the caller counts p->depth down again.
NgStatus ng_sparql_deeper(NgSparqlParser* p);

/// Number of the variable `name` of the scope, made where it is new.
NgStatus ng_sparql_var(NgSparqlParser* p, NgStr name, uint32_t* var);

/// A variable that nobody sees.
NgStatus ng_sparql_hidden(NgSparqlParser* p, const char* prefix, uint32_t* var);

/// Number of a constant, equal ones once.
NgStatus ng_sparql_constant(NgSparqlParser* p, const NgCell* cell, uint32_t* number);

/// Read a variable; fails with `what` ("Expected a variable ...") where there is none.
NgStatus ng_sparql_read_var(NgSparqlParser* p, const char* what, uint32_t* var);

/// Read an IRI or a prefixed name.
NgStatus ng_sparql_read_iri(NgSparqlParser* p, NgStr* iri);

/// Read an IRI or a literal, with `with_sign` also a number with one.
NgStatus ng_sparql_read_value(NgSparqlParser* p, bool with_sign, NgCell* out);

/// Read an expression.
NgStatus ng_sparql_expression(NgSparqlParser* p, NgExpr** out);

/// Read what FILTER, HAVING and ORDER BY take: an expression in brackets or a call.
NgStatus ng_sparql_constraint(NgSparqlParser* p, NgExpr** out);

/// Add the parts of a conjunction to `list`, one by one.
NgStatus ng_sparql_split(NgSparqlParser* p, NgExpr* expr, NgExprs* list);

/// Read a group in braces.
NgStatus ng_sparql_group(NgSparqlParser* p, NgOp** out);

/// Read triples with one subject, or what stands in brackets, into the BASIC `out`.
NgStatus ng_sparql_triples(NgSparqlParser* p, NgOp* out);

/// Read triples up to a closing brace: a template, without paths.
NgStatus ng_sparql_template(NgSparqlParser* p);

/// Read the block behind VALUES.
NgStatus ng_sparql_values(NgSparqlParser* p, NgOp** out);

/// `left` and `right` joined; basic patterns become one.
NgStatus ng_sparql_join(NgSparqlParser* p, NgOp* left, NgOp* right, NgOp** out);

/// Read SELECT, behind that word, its pattern and its modifiers into `select`.
NgStatus ng_sparql_select(NgSparqlParser* p, NgSelect* select);

#endif
