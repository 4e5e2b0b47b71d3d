// SPDX-License-Identifier: Apache-2.0
// Cuts SPARQL into tokens (SPARQL 1.1, section 19.8) and remembers where each stood.
#ifndef NG_QUERY_TOKENS_H
#define NG_QUERY_TOKENS_H

#include "base/arena.h"
#include "base/status.h"

typedef enum {
  NG_SPARQL_END = 0,
  NG_SPARQL_IRI,    ///< "<...>"
  NG_SPARQL_NAME,   ///< "prefix:local"
  NG_SPARQL_VAR,    ///< "?x" or "$x"
  NG_SPARQL_STRING, ///< With quotes, without language or datatype
  NG_SPARQL_LANG,   ///< "@en"
  NG_SPARQL_NUMBER, ///< Without a sign
  NG_SPARQL_WORD,   ///< A keyword or a function; "a"
  NG_SPARQL_BLANK,  ///< "_:x"
  NG_SPARQL_SIGN,   ///< Everything else; "&&", "||", "!=", "<=", ">=" and "^^" are one token
} NgSparqlKind;

typedef struct {
  NgSparqlKind kind;
  NgStr        text;
  uint32_t     line;   ///< From 1
  uint32_t     column; ///< From 1, in bytes
} NgSparqlToken;

typedef NG_VEC(NgSparqlToken) NgSparqlTokens;

/// Tokens of `query`, which must outlive them, an NG_SPARQL_END at the end.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, NG_ERR_BAD_INPUT with line and column.
NgStatus ng_sparql_tokens(NgSparqlTokens* out, NgArena* arena, NgStr query, NgError* err);

#endif
