// SPDX-License-Identifier: Apache-2.0
#include "write/compress.h"

#include "base/alloc.h"

#include <limits.h>
#include <zlib.h>
#include <zstd.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, ZSTD_LEVEL = 3 };

struct NgCompressorImpl {
  NgCompression kind;
  z_stream      gzip;
  bool          has_gzip;
  ZSTD_CCtx*    zstd;
};

NgCompression
ng_compression_of(NgStr name)
{
  return ng_str_ends(name, ".gz")    ? NG_COMPRESS_GZIP
         : ng_str_ends(name, ".zst") ? NG_COMPRESS_ZSTD
                                     : NG_COMPRESS_NONE;
}

static bool
open_zstd(NgCompressor* c)
{
  c->zstd = ZSTD_createCCtx();
  return c->zstd && !ZSTD_isError(ZSTD_CCtx_setParameter(c->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL)) &&
         !ZSTD_isError(ZSTD_CCtx_setParameter(c->zstd, ZSTD_c_checksumFlag, 1));
}

NgStatus
ng_compressor_new(NgCompressor** out, NgCompression kind, NgError* err)
{
  NgCompressor* const c = ng_calloc(1, sizeof(NgCompressor));
  if (c) {
    c->kind     = kind;
    c->has_gzip = kind == NG_COMPRESS_GZIP &&
                  deflateInit2(&c->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                               Z_DEFAULT_STRATEGY) == Z_OK;
  }
  if (!c || (kind == NG_COMPRESS_GZIP && !c->has_gzip) || (kind == NG_COMPRESS_ZSTD && !open_zstd(c))) {
    ng_compressor_free(c);
    return ng_error_no_mem(err);
  }
  *out = c;
  return NG_SUCCESS;
}

void
ng_compressor_free(NgCompressor* compressor)
{
  if (compressor) {
    if (compressor->has_gzip) {
      deflateEnd(&compressor->gzip);
    }
    ZSTD_freeCCtx(compressor->zstd);
    ng_free(compressor);
  }
}

// One member; `bytes` may be longer than zlib counts.
static NgStatus
add_gzip(z_stream* z, NgStr bytes, NgBuf* out)
{
  deflateReset(z);
  z->next_in    = (z_const Bytef*)(uintptr_t)bytes.at;
  size_t left   = bytes.len;
  int    result = Z_OK;
  while (result == Z_OK) {
    const uInt in = left < UINT_MAX ? (uInt)left : UINT_MAX;
    z->avail_in   = in;
    NG_TRY(ng_buf_reserve(out, deflateBound(z, in < 1 << 20 ? in : 1 << 20)));
    const size_t room = out->cap - out->len - 1;
    z->next_out       = (Bytef*)out->at + out->len;
    z->avail_out      = room < UINT_MAX ? (uInt)room : UINT_MAX;
    result            = deflate(z, in == left ? Z_FINISH : Z_NO_FLUSH);
    left -= in - z->avail_in;
    out->len = (size_t)((char*)z->next_out - out->at);
  }
  return result == Z_STREAM_END ? NG_SUCCESS : (out->status = NG_ERR_NO_MEM);
}

static NgStatus
add_zstd(ZSTD_CCtx* zstd, NgStr bytes, NgBuf* out)
{
  NG_TRY(ng_buf_reserve(out, ZSTD_compressBound(bytes.len)));
  const size_t n = ZSTD_compress2(zstd, out->at + out->len, out->cap - out->len - 1, bytes.at, bytes.len);
  if (ZSTD_isError(n)) {
    return out->status = NG_ERR_NO_MEM;
  }
  out->len += n;
  return NG_SUCCESS;
}

NgStatus
ng_compress(NgCompressor* compressor, NgStr bytes, NgBuf* out)
{
  if (!bytes.len) {
    return out->status;
  }
  return compressor->kind == NG_COMPRESS_GZIP   ? add_gzip(&compressor->gzip, bytes, out)
         : compressor->kind == NG_COMPRESS_ZSTD ? add_zstd(compressor->zstd, bytes, out)
                                                : ng_buf_add(out, bytes);
}
