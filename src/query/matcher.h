// SPDX-License-Identifier: Apache-2.0
// Regular expressions over UTF-8 text, by ICU with limits of time and stack, so that no expression can hold
// up a query. What was compiled last is kept, since a query asks the same one of row after row.
#ifndef NG_QUERY_MATCHER_H
#define NG_QUERY_MATCHER_H

#include "base/arena.h"

typedef struct NgMatcherImpl NgMatcher;

/// Whether `text` holds a match of `pattern`. `flags` are those of XPath: i, s, m, x, q.
/// @param memo NULL at first; to be freed.
/// @return 0, 1, -1 where the expression or a flag is none or a limit was reached.
int ng_matcher_find(NgMatcher** memo, NgStr text, NgStr pattern, NgStr flags);

/// `text` with each match replaced, in `arena`; $1 to $9 in `replacement` stand for groups.
/// @return false as above or without memory.
bool ng_matcher_replace(NgMatcher** memo, NgArena* arena, NgStr text, NgStr pattern, NgStr flags,
                        NgStr replacement, NgStr* out);

/// Accepts NULL.
void ng_matcher_free(NgMatcher* matcher);

#endif
