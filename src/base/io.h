// SPDX-License-Identifier: Apache-2.0
// Files: mapped, read whole, or written to a temporary name and renamed when complete.
#ifndef NG_BASE_IO_H
#define NG_BASE_IO_H

#include "base/buf.h"

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

/// @return the remembered status: the first failed write, and nothing is written after it.
NgStatus ng_output_write(NgOutput* output, NgStr bytes);

/// Hand buffered bytes to the system, so that what is complete so far can be seen by a reader.
NgStatus ng_output_flush(NgOutput* output);

/// Report the first failed write, if there was one. @return NG_SUCCESS or NG_ERR_WRITE.
NgStatus ng_output_check(const NgOutput* output, NgError* err);

/// Flush, sync, close, rename. On failure the temporary file is removed and `err` says what the
/// system said. Frees `output`.
NgStatus ng_output_close(NgOutput* output, NgError* err);

/// Give up: remove the temporary file. Accepts NULL. Frees `output`.
void ng_output_abandon(NgOutput* output);

#endif
