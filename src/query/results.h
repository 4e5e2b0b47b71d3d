// SPDX-License-Identifier: Apache-2.0
// Sorts answers and writes them.
#ifndef NG_QUERY_RESULTS_H
#define NG_QUERY_RESULTS_H

#include "query/query.h"

/// Put the rows in the order of `query`, cut them by LIMIT and OFFSET, and drop the columns that served
/// ordering only. Rows that are equal in all keys are ordered by all their cells, so that the same graph
/// gives the same answer whatever the order it was read in. Order of values (SPARQL 1.1, section 15.1):
/// unbound, blank nodes, IRIs, then literals: numbers by value, all others by their characters.
/// @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_answer_arrange(NgAnswer* answer, const NgSparqlQuery* query, NgArena* arena);

/// Write it in the format of `options` to the end of `out`. @return out->status
NgStatus ng_answer_write(const NgAnswer* answer, const NgSparqlQuery* query, const NgQueryOptions* options,
                         NgBuf* out);

/// Order of two values: <0, 0, >0.
int ng_cell_compare(const NgCell* a, const NgCell* b);

#endif
