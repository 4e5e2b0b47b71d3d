// SPDX-License-Identifier: Apache-2.0
// Stores of librdf on disk, as `newsgraph load` makes them: hashes in Berkeley DB files. They are read
// through once and queried in memory: a look-up on disk costs a hundred times one there.
#ifndef NG_QUERY_DISK_H
#define NG_QUERY_DISK_H

#include "rdf/rdf.h"

#include <stdbool.h>

/// Whether `folder` holds such a store.
bool ng_disk_is_store(const char* folder);

/// Called for a quad, borrowed for the call. A status other than success ends the walk.
typedef NgStatus (*NgDiskVisit)(void* self, const NgQuad* quad);

/// Walk over all quads of the store in `folder`.
/// @return NG_SUCCESS; NG_ERR_READ where it cannot be opened or read; NG_ERR_NO_MEM; what `visit` returned.
NgStatus ng_disk_each(const char* folder, NgDiskVisit visit, void* self, NgError* err);

/// Version of the librdf library that is in use, such as "1.0.17".
const char* ng_disk_librdf_version(void);

#endif
