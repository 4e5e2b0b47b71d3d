// SPDX-License-Identifier: Apache-2.0
// Sorts more records than memory holds: runs that are sorted in memory go to one temporary file without a
// name and are merged as they are read (Knuth, The Art of Computer Programming 3, section 5.4.1). With 8 MiB
// of memory and more a thread sorts and writes one half of it while the other is filled.
#ifndef NG_BASE_SORTER_H
#define NG_BASE_SORTER_H

#include "base/status.h"
#include "base/str.h"

typedef struct NgSorterImpl NgSorter;

/// `max_bytes` is the memory for records, entries included; 0: 64 MiB. Temporary files are made in
/// `temporary`; NULL: the environment's TMPDIR, else /tmp.
/// @return NG_ERR_NO_MEM.
NgStatus ng_sorter_open(NgSorter** out, size_t max_bytes, const char* temporary, NgError* err);

/// Of equal records only one comes out. Before the first is added.
void ng_sorter_drop_equal(NgSorter* sorter);

/// Add a record, which is copied: any bytes, at most an eighth of the memory.
/// @return NG_ERR_LIMIT for a longer one and beyond 1024 runs, NG_ERR_WRITE for a temporary file that could
/// not be written, NG_ERR_NO_MEM.
NgStatus ng_sorter_add(NgSorter* sorter, NgStr record, NgError* err);

/// No more is added; reading begins, or begins again, with the first record.
/// @return NG_ERR_WRITE, NG_ERR_READ, NG_ERR_NO_MEM.
NgStatus ng_sorter_start(NgSorter* sorter, NgError* err);

/// The next record in the order of bytes, a shorter one before what it begins; equal records all come,
/// unless they are dropped. It lives until the next call.
/// @return NG_SUCCESS, NG_END, NG_ERR_READ.
NgStatus ng_sorter_next(NgSorter* sorter, NgStr* record, NgError* err);

/// Accepts NULL; the temporary file is gone.
void ng_sorter_free(NgSorter* sorter);

#endif
