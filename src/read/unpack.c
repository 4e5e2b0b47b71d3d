// SPDX-License-Identifier: Apache-2.0
#include "read/unpack.h"

#include "base/alloc.h"
#include "read/headers.h"

#include <zlib.h>
#include <zstd.h>

enum { STEP = 64 * 1024 };

struct NgUnpackImpl {
  NgBuf      joined;   // of chunks
  NgBuf      unpacked; // of gzip, deflate, zstd
  z_stream   zlib;
  bool       has_zlib;
  ZSTD_DCtx* zstd;
};

NgUnpack*
ng_unpack_new(size_t max_bytes)
{
  NgUnpack* const u = ng_calloc(1, sizeof(NgUnpack));
  if (u) {
    u->joined      = (NgBuf)NG_BUF_INIT(max_bytes);
    u->unpacked    = (NgBuf)NG_BUF_INIT(max_bytes);
    u->zlib.zalloc = ng_zlib_calloc;
    u->zlib.zfree  = ng_zlib_free;
  }
  return u;
}

void
ng_unpack_free(NgUnpack* unpack)
{
  if (unpack) {
    if (unpack->has_zlib) {
      inflateEnd(&unpack->zlib);
    }
    ZSTD_freeDCtx(unpack->zstd);
    ng_buf_free(&unpack->joined);
    ng_buf_free(&unpack->unpacked);
    ng_free(unpack);
  }
}

static NgStatus
fail(NgError* err, NgStatus status)
{
  return ng_error_set(err, status, "%s", ng_strerror(status));
}

// --- chunks (RFC 9112, section 7.1) --------------------------------------------------------------

// Size of the chunk whose line begins at `at`, and behind the line. False where there is none.
static bool
read_chunk_line(NgStr s, size_t at, size_t* size, size_t* next)
{
  size_t i = at;
  *size    = 0;
  for (; i < s.len && i - at < 8; ++i) {
    const char c = s.at[i];
    const int  d = c >= '0' && c <= '9'                 ? c - '0'
                   : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                        : -1;
    if (d < 0) {
      break;
    }
    *size = *size * 16 + (size_t)d;
  }
  if (i == at) {
    return false;
  }
  while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t')) {
    ++i;
  }
  if (i < s.len && s.at[i] == ';') { // extensions
    const char* const newline = memchr(s.at + i, '\n', s.len - i);
    i                         = newline ? (size_t)(newline - s.at) : s.len;
  }
  i += i < s.len && s.at[i] == '\r';
  *next = i + 1;
  return i < s.len && s.at[i] == '\n';
}

static NgStatus
join_chunks(NgUnpack* u, NgStr* body, NgError* err)
{
  size_t size = 0;
  size_t next = 0;
  if (!read_chunk_line(*body, 0, &size, &next)) {
    return NG_SUCCESS; // stored joined
  }
  ng_buf_clear(&u->joined);
  while (size) {
    if (size > body->len - next) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "The page is cut: its last chunk is not whole");
    }
    if (ng_buf_add(&u->joined, ng_str_n(body->at + next, size))) {
      return fail(err, u->joined.status);
    }
    size_t at = next + size;
    at += at < body->len && body->at[at] == '\r';
    at += at < body->len && body->at[at] == '\n';
    if (!read_chunk_line(*body, at, &size, &next)) {
      return ng_error_set(err, NG_ERR_BAD_INPUT,
                          "The page is cut or damaged: a chunk should begin at byte %zu", at);
    }
  }
  *body = ng_buf_str(&u->joined);
  return NG_SUCCESS;
}

// --- content encodings ---------------------------------------------------------------------------

// `bits` as for inflateInit2.
static NgStatus
inflate_all(NgUnpack* u, NgStr* body, int bits, NgError* err)
{
  z_stream* const z  = &u->zlib;
  int             st = u->has_zlib ? inflateReset2(z, bits) : inflateInit2(z, bits);
  if (st != Z_OK) {
    return fail(err, NG_ERR_NO_MEM);
  }
  u->has_zlib = true;
  ng_buf_clear(&u->unpacked);
  z->next_in  = (Bytef*)(uintptr_t)body->at;
  z->avail_in = (uInt)body->len;
  while (st == Z_OK) {
    const size_t left = u->unpacked.max - u->unpacked.len;
    const size_t room = left < STEP ? left : STEP;
    if (!room || ng_buf_reserve(&u->unpacked, room)) {
      return room ? fail(err, u->unpacked.status)
                  : ng_error_set(err, NG_ERR_LIMIT, "A page unpacks to more than the limit of %zu bytes",
                                 u->unpacked.max);
    }
    z->next_out  = (Bytef*)(u->unpacked.at + u->unpacked.len);
    z->avail_out = (uInt)room;
    st           = inflate(z, Z_NO_FLUSH);
    u->unpacked.len += room - z->avail_out;
  }
  if (st != Z_STREAM_END) {
    return st == Z_MEM_ERROR ? fail(err, NG_ERR_NO_MEM)
                             : ng_error_set(err, NG_ERR_BAD_INPUT, "The packed page is %s",
                                            st == Z_BUF_ERROR ? "cut" : "damaged");
  }
  *body = ng_buf_str(&u->unpacked);
  return NG_SUCCESS;
}

static NgStatus
unpack_zstd(NgUnpack* u, NgStr* body, NgError* err)
{
  u->zstd = u->zstd ? u->zstd : ZSTD_createDCtx();
  if (!u->zstd) {
    return fail(err, NG_ERR_NO_MEM);
  }
  ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
  ng_buf_clear(&u->unpacked);
  ZSTD_inBuffer in = {body->at, body->len, 0};
  for (size_t st = 1; st != 0 || in.pos < in.size;) {
    const size_t left = u->unpacked.max - u->unpacked.len;
    const size_t room = left < STEP ? left : STEP;
    if (!room || ng_buf_reserve(&u->unpacked, room)) {
      return room ? fail(err, u->unpacked.status)
                  : ng_error_set(err, NG_ERR_LIMIT, "A page unpacks to more than the limit of %zu bytes",
                                 u->unpacked.max);
    }
    ZSTD_outBuffer out = {u->unpacked.at + u->unpacked.len, room, 0};
    st                 = ZSTD_decompressStream(u->zstd, &out, &in);
    u->unpacked.len += ZSTD_isError(st) ? 0 : out.pos;
    if (ZSTD_isError(st) || (st && !out.pos && in.pos == in.size)) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "The packed page is %s",
                          ZSTD_isError(st) ? "damaged" : "cut");
    }
  }
  *body = ng_buf_str(&u->unpacked);
  return NG_SUCCESS;
}

// The two bytes of a zlib header (RFC 1950): what most servers send as "deflate"; others send it bare.
static bool
has_zlib_header(NgStr s)
{
  return s.len > 2 && (s.at[0] & 0x0f) == 8 &&
         (((unsigned char)s.at[0] << 8) | (unsigned char)s.at[1]) % 31 == 0;
}

static bool
looks_like_words(NgStr s)
{
  const NgStr t = ng_str_trim(s);
  return t.len && (t.at[0] == '<' || ng_str_starts(t, "\xEF\xBB\xBF"));
}

static NgStatus
unpack_content(NgUnpack* u, NgStr* body, NgStr coding, NgError* err)
{
  if (!coding.len || ng_headers_is(coding, "identity") || looks_like_words(*body)) {
    return NG_SUCCESS;
  }
  if (ng_headers_is(coding, "gzip") || ng_headers_is(coding, "x-gzip")) {
    return ng_str_starts(*body, "\x1f\x8b") ? inflate_all(u, body, 16 + MAX_WBITS, err) : NG_SUCCESS;
  }
  if (ng_headers_is(coding, "deflate")) {
    return inflate_all(u, body, has_zlib_header(*body) ? MAX_WBITS : -MAX_WBITS, err);
  }
  if (ng_headers_is(coding, "zstd")) {
    return ng_str_starts(*body, "\x28\xb5\x2f\xfd") ? unpack_zstd(u, body, err) : NG_SUCCESS;
  }
  return ng_error_set(err, NG_ERR_UNSUPPORTED, "The page is packed as \"%.*s\", which is not read",
                      (int)(coding.len < 32 ? coding.len : 32), coding.at);
}

NgStatus
ng_unpack_body(NgUnpack* unpack, NgStr body, NgStr transfer, NgStr content, NgStr* out, NgError* err)
{
  *out = body;
  if (transfer.len >= 7 && ng_headers_is(ng_str_n(transfer.at + transfer.len - 7, 7), "chunked")) {
    NG_TRY(join_chunks(unpack, out, err));
  }
  return unpack_content(unpack, out, content, err);
}
