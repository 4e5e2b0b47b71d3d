// SPDX-License-Identifier: Apache-2.0
// Where word lists, knowledge and models lie.
#ifndef NG_BASE_DATADIR_H
#define NG_BASE_DATADIR_H

#include "base/buf.h"

/// Path of the data file `relative` (such as "lists/verbs.tsv") at the end of `out`, NUL-terminated:
/// below the environment's NEWSGRAPH_DATA_DIR where that is set; below the source or build tree where
/// the running program lies in the build tree; else where it was installed.
/// @return NG_ERR_READ where no such file exists in any of them.
NgStatus ng_datadir_find(const char* relative, NgBuf* out, NgError* err);

#endif
