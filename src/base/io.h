// SPDX-License-Identifier: Apache-2.0
// Files: mapped, read whole, or written to a temporary name and renamed when complete.
#ifndef NG_BASE_IO_H
#define NG_BASE_IO_H

#include "base/buf.h"

#include <stdbool.h>

typedef struct {
  void*  at;
  size_t len;
} NgMapped;

/// Map a regular file read-only. An empty file gives at == NULL and len 0.
NgStatus ng_io_map(NgMapped* out, const char* path, NgError* err);
void     ng_io_unmap(NgMapped* mapped);

/// Open `path` for reading; a directory is NG_ERR_READ. The descriptor is the caller's to close.
NgStatus ng_io_open(int* fd, const char* path, NgError* err);

/// Read all of file descriptor `fd` to the end of `out`, up to the ceiling of `out`.
NgStatus ng_io_read_fd(int fd, NgBuf* out, NgError* err);

/// Read all of the file `path`; a directory is NG_ERR_READ.
NgStatus ng_io_read_file(const char* path, NgBuf* out, NgError* err);

/// Write all bytes to `path` by way of a temporary name in the same folder.
NgStatus ng_io_write_file(const char* path, NgStr bytes, NgError* err);

/// An output file: buffered, remembers the first write error, and appears under its name only when
/// complete. NULL path: standard output. What cannot be renamed over (a device, a pipe) is written
/// directly.
typedef struct NgOutputImpl NgOutput;

NgStatus ng_output_open(NgOutput** out, const char* path, NgError* err);

/// The same, but what is written so far stands under the fixed name PATH.partial, which stays there when the
/// program is ended: `keep` bytes of an earlier one are kept, the rest is written over. Only one process at a
/// time may write to it.
/// @return NG_ERR_WRITE, also where another process writes to it or fewer than `keep` bytes are there.
NgStatus ng_output_open_partial(NgOutput** out, const char* path, uint64_t keep, NgError* err);

/// The file `path` itself, cut to `keep` bytes, to which is added; else as ng_output_open_partial.
NgStatus ng_output_open_kept(NgOutput** out, const char* path, uint64_t keep, NgError* err);

/// An output that adds to `to`, which stays the caller's and whose ceiling counts.
NgStatus ng_output_open_memory(NgOutput** out, NgBuf* to, NgError* err);

/// Whether the file appears under its name only when it is complete.
bool ng_output_is_renamed(const NgOutput* output);

/// @return the remembered status: the first failed write, and nothing is written after it.
NgStatus ng_output_write(NgOutput* output, NgStr bytes);

/// Hand buffered bytes to the system, so that what is complete so far can be seen by a reader.
NgStatus ng_output_flush(NgOutput* output);

/// Flush, and wait until everything is on the disk.
NgStatus ng_output_sync(NgOutput* output);

/// Report the first failed write, if there was one. @return NG_SUCCESS or NG_ERR_WRITE.
NgStatus ng_output_check(const NgOutput* output, NgError* err);

/// Flush, sync, close, rename. On failure the temporary file is removed and `err` says what the
/// system said. Frees `output`.
NgStatus ng_output_close(NgOutput* output, NgError* err);

/// Flush and close, but leave the file under its temporary name. `output` is freed, also on failure.
NgStatus ng_output_leave(NgOutput* output, NgError* err);

/// Give up: remove the temporary file. Accepts NULL. Frees `output`.
void ng_output_abandon(NgOutput* output);

#endif
