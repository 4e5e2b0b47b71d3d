// SPDX-License-Identifier: Apache-2.0
// Makes OPTIONAL fast: the engine compares each row of one side with each of the other. Where an OPTIONAL
// meets what is required in one variable only, its solutions are found first, as a query of their own, and
// put into the store as rows; for a value without solution there is a row of markers that stand for
// "unbound". Then the OPTIONAL is a few triple patterns, which the engine looks up.
#ifndef NG_QUERY_OPTIONAL_H
#define NG_QUERY_OPTIONAL_H

#include "query/store.h"

/// Rewrite `query`, which has been planned. What is added to the store must be dropped after the query ran
/// (ng_store_drop_added), also on failure. An OPTIONAL whose variables are used by others than the list of
/// columns, GROUP BY, ORDER BY and BOUND(?x) stays as it is, as do all where a predicate is a variable.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, or what ng_store_run returned.
NgStatus ng_optional_rewrite(NgSparqlQuery* query, NgStore* store, NgArena* arena, NgError* err);

#endif
