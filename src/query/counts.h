// SPDX-License-Identifier: Apache-2.0
// How many triples have a given predicate, subject, object, or two of them, in memory that does not grow
// with the graph: a count-min sketch (G. Cormode and S. Muthukrishnan, 2005), so that a count is never too
// small and rarely much too large.
#ifndef NG_QUERY_COUNTS_H
#define NG_QUERY_COUNTS_H

#include "query/plan.h"

typedef struct NgCountsImpl NgCounts;

/// NULL without memory.
NgCounts* ng_counts_new(void);

/// Accepts NULL.
void ng_counts_free(NgCounts* counts);

/// Count a triple; strings are IRIs or the values of literals.
void ng_counts_add(NgCounts* counts, NgStr subject, NgStr predicate, NgStr object);

/// Expected matches; the form of NgSparqlStats.estimate, `self` being the NgCounts.
double ng_counts_estimate(const void* self, const NgSparqlTriple* triple, NgSparqlVars bound);

#endif
