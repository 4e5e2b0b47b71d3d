// SPDX-License-Identifier: Apache-2.0
// Reads SPARQL 1.1 Query Results JSON, by yajl.
#ifndef NG_QUERY_JSON_H
#define NG_QUERY_JSON_H

#include "query/terms.h"

/// Told what is read, in its order. A status other than success ends the reading.
typedef struct {
  void* self;
  NgStatus (*row)(void* self); ///< A new row begins
  NgStatus (*cell)(void* self, NgStr name, const NgCell* cell);
  NgStatus (*truth)(void* self, bool is_true);
} NgJsonAnswer;

/// Read the whole answer `text`.
/// @return NG_SUCCESS, NG_ERR_BAD_INPUT where it is none, NG_ERR_NO_MEM, or what a function returned.
NgStatus ng_json_answer_read(const NgJsonAnswer* answer, NgStr text, NgError* err);

#endif
