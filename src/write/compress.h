// SPDX-License-Identifier: Apache-2.0
// Packing of output, piece by piece: each piece becomes a gzip member or a zstd frame of its own, and files
// of many are what every unpacker takes. So pieces can be packed by several threads, a file can be cut at the
// end of any of them, and the same pieces give the same bytes.
#ifndef NG_WRITE_COMPRESS_H
#define NG_WRITE_COMPRESS_H

#include "base/buf.h"

typedef enum {
  NG_COMPRESS_NONE = 0,
  NG_COMPRESS_GZIP,
  NG_COMPRESS_ZSTD,
} NgCompression;

/// What the end of a file's name asks for: ".gz", ".zst".
NgCompression ng_compression_of(NgStr name);

typedef struct NgCompressorImpl NgCompressor;

/// One thread's. @return NG_ERR_NO_MEM.
NgStatus ng_compressor_new(NgCompressor** out, NgCompression kind, NgError* err);

/// Add `bytes`, packed, to `out`; nothing where there are none. @return NG_ERR_NO_MEM, NG_ERR_LIMIT.
NgStatus ng_compress(NgCompressor* compressor, NgStr bytes, NgBuf* out);

/// Accepts NULL.
void ng_compressor_free(NgCompressor* compressor);

#endif
