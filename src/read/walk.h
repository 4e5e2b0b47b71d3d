// SPDX-License-Identifier: Apache-2.0
// Which files to read: those named, those in folders that are named, those on a list. One after another, so
// that no more than the names in one chain of folders is in memory.
#ifndef NG_READ_WALK_H
#define NG_READ_WALK_H

#include "base/status.h"
#include "base/str.h"

typedef struct NgWalkImpl NgWalk;

/// Over `paths`, which must outlive it, in their order. @return NG_ERR_NO_MEM
NgStatus ng_walk_open(NgWalk** out, const char* const* paths, size_t n_paths, NgError* err);

/// Over the paths that stand in `file` ("-": standard input), each ended by `separator`: a newline, or NUL.
/// Empty ones are passed over. @return NG_ERR_READ, NG_ERR_NO_MEM.
NgStatus ng_walk_open_list(NgWalk** out, const char* file, char separator, NgError* err);

/// The next file at `*path`, which lives until the next call. A folder gives all files in it and in its
/// folders, by the bytes of their names; those whose names begin with a dot are passed over, and links to
/// folders are not followed, so that no file comes twice. "-" and what is no folder is given as it is named.
/// @return NG_SUCCESS; NG_END; NG_SKIPPED for a file in a folder that cannot be an article, such as a
/// picture, with the reason; NG_ERR_READ for a folder that cannot be read; NG_ERR_LIMIT for a path beyond 64
/// KiB; NG_ERR_NO_MEM. Except after NG_END, NG_ERR_NO_MEM, and NG_ERR_READ for the list itself
/// (ng_walk_is_over), the next call goes on.
NgStatus ng_walk_next(NgWalk* walk, const char** path, NgError* err);

/// There is nothing behind the error that ng_walk_next told last.
bool ng_walk_is_over(const NgWalk* walk);

/// Accepts NULL.
void ng_walk_close(NgWalk* walk);

#endif
