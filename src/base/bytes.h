// SPDX-License-Identifier: Apache-2.0
// A stream of bytes out of a file, standard input or memory, unpacked on the way where it is gzip or zstd
// (told by its first bytes). Hostile archives end at a ratio and a ceiling.
#ifndef NG_BASE_BYTES_H
#define NG_BASE_BYTES_H

#include "base/status.h"
#include "base/str.h"

typedef struct NgBytesImpl NgBytes;

typedef struct {
  unsigned
      max_ratio; ///< Unpacked bytes for a packed one, beyond the first MiB; 0: 1000 for gzip, 10,000 for zstd
  int stop_fd;   ///< Once this can be read, the stream ends with NG_ERR_READ, a wait included; 0: none
} NgBytesOptions;

/// Open `path`, "-" for standard input; a directory is NG_ERR_READ. `options` may be NULL.
/// @return NG_ERR_READ, NG_ERR_NO_MEM.
NgStatus ng_bytes_open(NgBytes** out, const char* path, const NgBytesOptions* options, NgError* err);

/// The same over bytes that outlive it.
NgStatus ng_bytes_open_memory(NgBytes** out, const char* name, NgStr bytes, const NgBytesOptions* options,
                              NgError* err);

/// What is there next, at least `want` bytes where the stream has so many left (`want` is at most 64 KiB), at
/// `*view`, which lives until the next call; nothing is taken yet. An empty view is the end.
/// @return NG_ERR_READ (also for a damaged archive, and for a cut one after what could be unpacked was handed
/// over), NG_ERR_LIMIT for a ratio beyond the limit.
NgStatus ng_bytes_peek(NgBytes* bytes, size_t want, NgStr* view, NgError* err);

/// Take `n` bytes, at most as many as the last view held.
void ng_bytes_take(NgBytes* bytes, size_t n);

/// After NG_ERR_READ for a damaged gzip archive: go on at the next member that begins behind the damage, as
/// archives of one member a record allow. @return NG_SUCCESS; NG_END where there is none, or nothing to go on
/// with (another kind of archive, a file that cannot be read).
NgStatus ng_bytes_resume(NgBytes* bytes);

/// Unpacked bytes taken so far; packed bytes read so far, for progress.
uint64_t ng_bytes_at(const NgBytes* bytes);
uint64_t ng_bytes_read(const NgBytes* bytes);

/// Name without .gz or .zst; lives as long as the stream.
NgStr ng_bytes_name(const NgBytes* bytes);

/// Accepts NULL.
void ng_bytes_close(NgBytes* bytes);

#endif
