// SPDX-License-Identifier: Apache-2.0
// Reads the part of SPARQL 1.1 that librdf's query engine (rasqal) is known to evaluate rightly, into a
// tree that can be rearranged and written out again. Everything else is refused with its place in the
// query and a hint, since the engine would crash on it, skip it or give a wrong answer: property paths,
// EXISTS, MINUS, VALUES of several rows, sub-queries, graphs, updates, and functions that it computes
// wrongly.
#ifndef NG_QUERY_SPARQL_H
#define NG_QUERY_SPARQL_H

#include "base/buf.h"
#include "query/tokens.h"

enum { NG_SPARQL_MAX_VARS = 64 }; ///< Variables of a query, blank nodes included

typedef uint64_t NgSparqlVars; ///< A set of variables: bit i for variable i

typedef struct {
  NgStr    text; ///< As it is written out: "?x", "<...>", "\"leader\"@en"
  uint32_t var;  ///< Number of the variable, or UINT32_MAX
  NgStr    iri;  ///< Spelled out, without the angle brackets; empty for a literal or a variable
} NgSparqlTerm;

typedef struct {
  NgSparqlTerm part[3]; ///< Subject, predicate, object
  NgSparqlVars vars;
} NgSparqlTriple;

typedef NG_VEC(NgSparqlTriple) NgSparqlTriples;

typedef struct {
  NgStr        text;
  NgSparqlVars vars;
  NgSparqlVars strict;   ///< Those used otherwise than by BOUND(?x)
  bool         may_fail; ///< Where all its variables are bound it may still be an error
  bool         has_aggregate;
} NgSparqlExpr;

typedef enum {
  NG_SPARQL_TRIPLES = 0,
  NG_SPARQL_FILTER,
  NG_SPARQL_BIND,
  NG_SPARQL_VALUES, ///< One row; as text in `expr`
  NG_SPARQL_OPTIONAL,
  NG_SPARQL_UNION, ///< Of one group (plain braces) or more
} NgSparqlElementKind;

typedef struct NgSparqlGroupImpl NgSparqlGroup;

typedef struct {
  NgSparqlElementKind kind;
  NgSparqlTriples     triples;
  NgSparqlExpr        expr;
  uint32_t            var; ///< What BIND binds
  NG_VEC(NgSparqlGroup*) groups;
  NgSparqlVars  vars;    ///< All variables that it names
  NgSparqlVars  certain; ///< Those bound in each of its solutions
  NgSparqlVars  own;     ///< OPTIONAL: the variables that it named as it was read
  NgSparqlToken place;
} NgSparqlElement;

struct NgSparqlGroupImpl {
  NG_VEC(NgSparqlElement) elements;
  NgSparqlVars vars;
  NgSparqlVars certain;
};

typedef struct {
  uint32_t     var;
  NgSparqlExpr expr; ///< Empty text: the variable itself
} NgSparqlColumn;

typedef struct {
  NgSparqlExpr expr;
  uint32_t     var; ///< Where the key is just a variable, else UINT32_MAX
  bool         is_descending;
} NgSparqlKey;

typedef struct {
  NgStr name; ///< With its colon
  NgStr iri;
} NgSparqlPrefix;

typedef enum {
  NG_SPARQL_SELECT = 0,
  NG_SPARQL_ASK,
  NG_SPARQL_CONSTRUCT,
} NgSparqlForm;

typedef struct {
  NgSparqlForm form;
  bool         is_distinct;
  NG_VEC(NgSparqlColumn) columns; ///< SELECT: "*" is spelled out
  NgSparqlTriples template;       ///< CONSTRUCT
  NgSparqlGroup* where;
  NG_VEC(uint32_t) group_by;
  NgSparqlExpr having; ///< Empty text: none
  NG_VEC(NgSparqlKey) order_by;
  bool   has_aggregate;
  size_t limit; ///< SIZE_MAX: none
  size_t offset;
  NG_VEC(NgSparqlPrefix) prefixes;
  NG_VEC(NgStr) vars; ///< Names without '?'; those of blank nodes begin with "_"
} NgSparqlQuery;

/// What a term is bound to where an expression was an error; never shown.
#define NG_SPARQL_ERROR_IRI "urn:newsgraph:error"

/// Read `text`, which must outlive the tree; everything is made in `arena`. Prefixes are spelled out, so
/// that the tree needs no prologue.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_BAD_INPUT where it is no SPARQL; NG_ERR_UNSUPPORTED where it is
/// beyond what is offered; the last two with line and column.
NgStatus ng_sparql_parse(NgSparqlQuery* out, NgArena* arena, NgStr text, NgError* err);

/// Write the tree out for the engine, with the keys of ORDER BY that are expressions as further columns
/// ("?ngkey0" ...) and without ORDER BY, LIMIT and OFFSET, which are the caller's.
/// @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_sparql_write(const NgSparqlQuery* query, NgBuf* out);

#endif
