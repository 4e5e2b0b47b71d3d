// SPDX-License-Identifier: Apache-2.0
// Rearranges a query so that an engine that joins in the order of the text is fast: the result is the
// same by the algebra of SPARQL (SPARQL 1.1, section 18; "well-designed patterns", J. Perez, M. Arenas and
// C. Gutierrez, Semantics and Complexity of SPARQL, 2009).
#ifndef NG_QUERY_PLAN_H
#define NG_QUERY_PLAN_H

#include "query/sparql.h"

/// How many triples match a pattern.
typedef struct {
  const void* self;
  /// Expected matches of `triple` for one solution in which the variables `bound` have a value; at least 0.
  double (*estimate)(const void* self, const NgSparqlTriple* triple, NgSparqlVars bound);
} NgSparqlStats;

/// Rearrange `query` in place:
/// - triple patterns of a group that stand in several places become one block, in front;
/// - a plain group without anything but patterns is dissolved;
/// - in a block the pattern with the fewest matches comes first, then of those connected to what is bound
///   the one with the fewest matches for each solution;
/// - a block before UNION goes into each of its parts, with the OPTIONALs behind it, and a block before
/// OPTIONAL is repeated in it where
///   it has fewer solutions, since the engine compares each row of one side with each of the other.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_UNSUPPORTED, with its place, for a pattern after an OPTIONAL
/// that shares a variable which is bound only there: moving it would change the result, and not moving it
/// would give the engine a join that it gets wrong.
NgStatus ng_sparql_plan(NgSparqlQuery* query, NgArena* arena, const NgSparqlStats* stats, NgError* err);

#endif
