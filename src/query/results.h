// SPDX-License-Identifier: Apache-2.0
// Writes answers.
#ifndef NG_QUERY_RESULTS_H
#define NG_QUERY_RESULTS_H

#include "query/answer.h"
#include "query/query.h"

/// Write it in the format of `options` to the end of `out`; triples are N-Triples in any case.
/// @return out->status
NgStatus ng_answer_write(const NgAnswer* answer, const NgSparqlQuery* query, const NgQueryOptions* options,
                         NgBuf* out);

#endif
