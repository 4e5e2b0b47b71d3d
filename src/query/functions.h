// SPDX-License-Identifier: Apache-2.0
// The functions of SPARQL 1.1 (section 17.4) and the casts of XML Schema (section 17.5), by name.
#ifndef NG_QUERY_FUNCTIONS_H
#define NG_QUERY_FUNCTIONS_H

#include "query/algebra.h"

/// What a call is given beside its arguments.
typedef struct {
  NgArena*    arena;   ///< Of results
  NgMatcher** matcher; ///< Of this call, for those that take a regular expression
  bool        no_mem;  ///< Set where an error is for want of memory
} NgCall;

struct NgFunctionImpl {
  const char* name; ///< Upper case; the IRI of a cast
  uint8_t     min, max;
  /// @return false where it is an error, then `out` does not count.
  bool (*call)(NgCall* call, const NgCell* args, uint32_t n, NgCell* out);
  const char* why_not; ///< Why it is not offered; NULL where it is
};

/// The function called `name`, in any case of letters; NULL where there is none.
const NgFunction* ng_function_find(NgStr name);

/// The cast whose IRI this is; NULL where there is none.
const NgFunction* ng_function_cast(NgStr iri);

#endif
