// SPDX-License-Identifier: Apache-2.0
// A SPARQL query as a tree of the SPARQL 1.1 algebra (section 18): what the parser makes and the evaluator
// walks. Everything lives in one arena.
#ifndef NG_QUERY_ALGEBRA_H
#define NG_QUERY_ALGEBRA_H

#include "query/terms.h"
#include "query/tokens.h"

enum { NG_SPARQL_MAX_VARS = 128 }; ///< Variables of a query, blank nodes and those of sub-queries included

/// A set of variables: bit i for variable i.
__extension__ typedef unsigned __int128 NgVars;

static inline NgVars
ng_var_bit(uint32_t var)
{
  return (NgVars)1 << var;
}

/// A place in a pattern.
typedef struct {
  bool     is_var;
  uint32_t n; ///< Number of the variable, or of the constant
} NgNode;

// --- property paths -------------------------------------------------------------------------------

typedef enum {
  NG_PATH_LINK = 0,
  NG_PATH_INVERSE,     ///< ^left
  NG_PATH_SEQUENCE,    ///< left/right
  NG_PATH_ALTERNATIVE, ///< left|right
  NG_PATH_OPTIONAL,    ///< left?
  NG_PATH_STAR,        ///< left*
  NG_PATH_PLUS,        ///< left+
  NG_PATH_NOT,         ///< !(...)
} NgPathKind;

typedef struct {
  uint32_t iri; ///< Number of the constant
  bool     is_inverse;
} NgPathStep;

typedef struct NgPathImpl NgPath;
struct NgPathImpl {
  NgPathKind    kind;
  uint32_t      iri; ///< LINK: number of the constant
  uint32_t      height;
  uint32_t      number; ///< STAR, PLUS and OPTIONAL: from 0 in the whole query
  const NgPath* left;
  const NgPath* right;
  NG_VEC(NgPathStep) excluded; ///< NOT
};

// --- expressions ----------------------------------------------------------------------------------

typedef enum {
  NG_EXPR_VAR = 0,
  NG_EXPR_CONSTANT,
  NG_EXPR_OR,
  NG_EXPR_AND,
  NG_EXPR_NOT,
  NG_EXPR_EQ,
  NG_EXPR_NE,
  NG_EXPR_LT,
  NG_EXPR_GT,
  NG_EXPR_LE,
  NG_EXPR_GE,
  NG_EXPR_IN, ///< args[0] in the others
  NG_EXPR_NOT_IN,
  NG_EXPR_ADD,
  NG_EXPR_SUBTRACT,
  NG_EXPR_MULTIPLY,
  NG_EXPR_DIVIDE,
  NG_EXPR_MINUS,
  NG_EXPR_BOUND,
  NG_EXPR_IF,
  NG_EXPR_COALESCE,
  NG_EXPR_EXISTS,
  NG_EXPR_NOT_EXISTS,
  NG_EXPR_CALL,
} NgExprKind;

typedef struct NgOpImpl       NgOp;
typedef struct NgExprImpl     NgExpr;
typedef struct NgFunctionImpl NgFunction; ///< query/functions.h
typedef struct NgMatcherImpl  NgMatcher;  ///< The regular expression compiled last; query/matcher.h

typedef NG_VEC(NgExpr*) NgExprs;

struct NgExprImpl {
  NgExprKind        kind;
  uint32_t          n; ///< Number of the variable or constant
  NgExprs           args;
  NgOp*             pattern;  ///< EXISTS, NOT EXISTS
  const NgFunction* function; ///< CALL
  NgMatcher*        matcher;  ///< CALL of a function that takes a regular expression; made by the evaluator
  NgVars            vars;     ///< All that are named in it
  uint32_t          height;
};

/// All variables that are named in one of them.
static inline NgVars
ng_exprs_vars(const NgExprs* exprs)
{
  NgVars vars = 0;
  for (uint32_t i = 0; i < exprs->n; ++i) {
    vars |= exprs->at[i]->vars;
  }
  return vars;
}

typedef enum {
  NG_AGGREGATE_COUNT = 0,
  NG_AGGREGATE_SUM,
  NG_AGGREGATE_MIN,
  NG_AGGREGATE_MAX,
  NG_AGGREGATE_AVG,
  NG_AGGREGATE_SAMPLE,
  NG_AGGREGATE_CONCAT,
} NgAggregateKind;

typedef struct {
  NgAggregateKind kind;
  bool            is_distinct;
  NgExpr*         expr; ///< NULL: COUNT(*)
  NgStr           separator;
  uint32_t        var; ///< Nameless; stands for the value in expressions
} NgAggregate;

// --- patterns -------------------------------------------------------------------------------------

typedef enum {
  NG_OP_BASIC = 0, ///< Triple patterns and paths, with filters that need their variables only
  NG_OP_JOIN,
  NG_OP_LEFT_JOIN, ///< parts: what is required, what is optional; with filters
  NG_OP_UNION,
  NG_OP_MINUS, ///< parts: from, what
  NG_OP_FILTER,
  NG_OP_EXTEND, ///< BIND
  NG_OP_VALUES,
  NG_OP_GRAPH,
  NG_OP_SELECT, ///< A sub-query
} NgOpKind;

typedef struct {
  NgNode        subject;
  NgNode        predicate; ///< Unless there is a path
  NgNode        object;
  const NgPath* path;
  NgVars        vars;
} NgTriplePattern;

typedef struct {
  NgExpr*  expr; ///< NULL: the variable itself
  uint32_t var;
} NgColumn;

typedef struct {
  NgExpr* expr;
  bool    is_descending;
} NgOrderKey;

/// A pattern and what is made of its solutions: the query itself or a sub-query.
typedef struct {
  NgOp* where;
  bool  is_distinct;
  bool  is_grouped; ///< By GROUP BY, or because there are aggregates
  NG_VEC(NgColumn) columns;
  NG_VEC(NgColumn) group_by;
  NG_VEC(NgAggregate) aggregates;
  NgExprs having;
  NG_VEC(NgOrderKey) order_by;
  size_t limit; ///< SIZE_MAX: none
  size_t offset;
} NgSelect;

struct NgOpImpl {
  NgOpKind kind;
  NgVars   possible;                ///< Bound in some of its solutions
  NgVars   certain;                 ///< Bound in each of them
  NgVars   mentioned;               ///< Named in it, also by filters, where they can be seen from outside
  NG_VEC(NgTriplePattern) patterns; ///< BASIC
  NG_VEC(NgOp*) parts;
  NgExprs  filters;       ///< BASIC, LEFT_JOIN, FILTER: each must be true
  NgExpr*  expr;          ///< EXTEND
  uint32_t var;           ///< EXTEND
  NgNode   graph;         ///< GRAPH
  uint32_t mark;          ///< LEFT_JOIN: column, behind those of the variables, that numbers the left rows
  NG_VEC(uint32_t) names; ///< VALUES: variables; SELECT: the outer variable of each column
  NG_VEC(uint32_t) cells; ///< VALUES: row by row, numbers of constants, UINT32_MAX for UNDEF
  NgSelect* select;       ///< SELECT
  uint32_t  height;
  // What the evaluator remembers of a BASIC:
  uint32_t* order;      ///< Of the patterns, best where `order_for` is bound
  NgVars    order_for;  ///< Valid where there is an order
  double    order_cost; ///< Rows expected for one row that comes in
};

// --- the query ------------------------------------------------------------------------------------

typedef struct {
  NgStr name; ///< With its colon
  NgStr iri;
} NgSparqlPrefix;

typedef enum {
  NG_SPARQL_SELECT = 0,
  NG_SPARQL_ASK,
  NG_SPARQL_CONSTRUCT,
  NG_SPARQL_DESCRIBE,
} NgSparqlForm;

typedef struct {
  NgSparqlForm form;
  NgSelect     select;
  NgSelect     triples;              ///< CONSTRUCT and DESCRIBE: the columns of the triples that are made
  NG_VEC(NgTriplePattern) template;  ///< CONSTRUCT; a variable of a blank node is bound to a new one
  NG_VEC(NgNode) described;          ///< DESCRIBE
  NG_VEC(uint32_t) from, from_named; ///< Constants
  NG_VEC(NgSparqlPrefix) prefixes;
  uint32_t n_known; ///< Prefixes that stand before the query's own
  NG_VEC(NgStr)
  vars; ///< Names without '?'; those of blank nodes begin with "_:", of others that nobody sees with ' '
  NG_VEC(NgCell) constants;
  uint32_t n_marks;
  uint32_t n_paths; ///< Paths with a number
} NgSparqlQuery;

/// Whether a name is none that the query gave to a variable.
static inline bool
ng_sparql_is_hidden(NgStr name)
{
  return ng_str_starts(name, "_:") || ng_str_starts(name, " ");
}

#endif
