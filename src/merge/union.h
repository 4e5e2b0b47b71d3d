// SPDX-License-Identifier: Apache-2.0
// The set union of any number of graphs as canonical lines in the order of their bytes, each once: what
// `LC_ALL=C sort -u` makes of them, of more than memory holds. It is read as often as one likes, and between
// two readings lines may be added: that is how a step over the union (which entities are the same, which
// events are one happening) says what it found.
#ifndef NG_MERGE_UNION_H
#define NG_MERGE_UNION_H

#include "base/status.h"
#include "base/str.h"

typedef struct NgUnionImpl NgUnion;

/// `max_bytes` is the memory for lines, at least 1 MiB; `temporary` the folder of temporary files, NULL:
/// TMPDIR, else /tmp. The files have no name, so nothing is left behind however the program ends.
/// @return NG_ERR_NO_MEM.
NgStatus ng_union_open(NgUnion** out, size_t max_bytes, const char* temporary, NgError* err);

/// Add a line, without line end. After a reading began, what is added comes with the next one.
/// @return NG_ERR_WRITE for a temporary file that could not be written, NG_ERR_LIMIT for a line longer than a
/// tenth of the memory or more than can be sorted in it, NG_ERR_NO_MEM.
NgStatus ng_union_add(NgUnion* lines, NgStr line, NgError* err);

/// Lines of the graphs, but not those added since, for which `is_left_out` holds do not come any more.
void ng_union_leave_out(NgUnion* lines, bool (*is_left_out)(void* self, NgStr line), void* self);

/// Begin to read with the first line.
NgStatus ng_union_start(NgUnion* lines, NgError* err);

/// The next line; lives until the next call. @return NG_SUCCESS, NG_END, NG_ERR_READ.
NgStatus ng_union_next(NgUnion* lines, NgStr* line, NgError* err);

/// Accepts NULL.
void ng_union_free(NgUnion* lines);

#endif
