// SPDX-License-Identifier: Apache-2.0
// Packed bytes come into `in`, unpacked ones stand in `out`, from which views are handed out. Plain files are
// read straight into `out`; plain memory is its own view.
#include "base/bytes.h"

#include "base/alloc.h"
#include "base/io.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { IN_BYTES = 64 * 1024, OUT_BYTES = 128 * 1024, MAX_WANT = 64 * 1024, FREE_BYTES = 1 << 20 };

typedef enum {
  KIND_UNKNOWN = 0, // the first bytes were not looked at
  KIND_PLAIN,
  KIND_GZIP,
  KIND_ZSTD,
} Kind;

struct NgBytesImpl {
  Kind       kind;
  int        fd; // -1: memory
  NgStr      memory;
  size_t     memory_at;
  char*      name;      // as given, for messages
  NgStr      bare;      // in `name`
  uint64_t   max_ratio; // 0: that of the kind
  int        stop_fd;
  uint64_t   n_packed;   // read from the file
  uint64_t   n_unpacked; // written to `out`
  uint64_t   n_taken;
  NgError    why;         // what ended the stream, told once all that stands before it is taken
  bool       is_over;     // nothing will be added to `out`
  bool       is_in_frame; // inside a gzip member or zstd frame
  bool       has_frame;   // one was unpacked to its end
  bool       is_damaged;  // gzip: ng_bytes_resume may go on
  z_stream   gzip;
  bool       has_gzip;
  ZSTD_DCtx* zstd;
  size_t     in_at, in_len;
  size_t     out_at, out_len;
  char*      out; // OUT_BYTES
  char*      in;  // IN_BYTES, where the file is packed or its kind not known
};

// --- packed bytes --------------------------------------------------------------------------------

static void
end_with_errno(NgBytes* b, int code)
{
  char text[NG_ERRNO_BYTES];
  ng_error_set(&b->why, NG_ERR_READ, "Cannot read: %s", ng_errno_text(code, text));
  b->is_over = true;
}

// Wait until the file can be read. @return false where the stream is to end instead.
static bool
wait_for_bytes(const NgBytes* b)
{
  struct pollfd fds[] = {{.fd = b->fd, .events = POLLIN}, {.fd = b->stop_fd, .events = POLLIN}};
  while (b->stop_fd && poll(fds, 2, -1) < 0 && errno == EINTR) {
  }
  return !fds[1].revents;
}

// At most `max` of the bytes of the file; 0 at its end and where it cannot be read, which `why` then tells.
static size_t
read_some(NgBytes* b, char* to, size_t max)
{
  if (b->fd < 0) {
    const size_t left = b->memory.len - b->memory_at;
    const size_t n    = left < max ? left : max;
    if (n) {
      memcpy(to, b->memory.at + b->memory_at, n);
    }
    b->memory_at += n;
    b->n_packed += n;
    return n;
  }
  if (!wait_for_bytes(b)) {
    ng_error_set(&b->why, NG_ERR_READ, "Stopped");
    b->is_over = true;
    return 0;
  }
  ssize_t n;
  do {
    n = read(b->fd, to, max);
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    end_with_errno(b, errno);
    return 0;
  }
  b->n_packed += (uint64_t)n;
  return (size_t)n;
}

static bool
refill(NgBytes* b)
{
  b->in_at  = 0;
  b->in_len = read_some(b, b->in, IN_BYTES);
  return b->in_len > 0;
}

// --- unpacking -----------------------------------------------------------------------------------

static void
end_damaged(NgBytes* b, const char* what)
{
  ng_error_set(&b->why, NG_ERR_READ, "The %s archive is damaged: %s", b->kind == KIND_GZIP ? "gzip" : "zstd",
               what);
  b->is_over    = true;
  b->is_damaged = b->kind == KIND_GZIP;
}

static void
end_no_memory(NgBytes* b)
{
  ng_error_no_mem(&b->why);
  b->is_over = true;
}

// The end of the file: of the archive too, unless something is missing.
static void
end_packed(NgBytes* b)
{
  if (b->is_in_frame && !b->why.status) {
    ng_error_set(&b->why, NG_ERR_READ, "The %s archive is cut: its end is missing",
                 b->kind == KIND_GZIP ? "gzip" : "zstd");
  }
  b->is_over = true;
}

// What words that repeat whole do not reach in the window that each has: nothing but one byte over and over
// does.
enum { GZIP_RATIO = 1000, ZSTD_RATIO = 10000 };

static void
count_unpacked(NgBytes* b, size_t n)
{
  const uint64_t max_ratio = b->max_ratio ? b->max_ratio : b->kind == KIND_GZIP ? GZIP_RATIO : ZSTD_RATIO;
  b->out_len += n;
  b->n_unpacked += n;
  const uint64_t n_used = b->n_packed - (b->in_len - b->in_at);
  if (b->n_unpacked > FREE_BYTES && (b->n_unpacked - FREE_BYTES) / max_ratio > n_used) {
    ng_error_set(&b->why, NG_ERR_LIMIT, "Unpacks to more than %llu times its size: no archive of articles",
                 (unsigned long long)max_ratio);
    b->is_over = true;
  }
}

// gzip allows zeros behind the last member, as tapes have them; nothing else.
static void
skip_padding(NgBytes* b)
{
  while (!b->is_over) {
    while (b->in_at < b->in_len && !b->in[b->in_at]) {
      ++b->in_at;
    }
    if (b->in_at < b->in_len) {
      end_damaged(b, "bytes that belong to nothing follow its end");
    } else if (!refill(b)) {
      end_packed(b);
    }
  }
}

static void
unpack_gzip(NgBytes* b)
{
  z_stream* const z = &b->gzip;
  if (!b->is_in_frame && b->has_frame && !b->in[b->in_at]) {
    skip_padding(b);
    return;
  }
  b->is_in_frame = true;
  z->next_in     = (Bytef*)(b->in + b->in_at);
  z->avail_in    = (uInt)(b->in_len - b->in_at);
  z->next_out    = (Bytef*)(b->out + b->out_len);
  z->avail_out   = (uInt)(OUT_BYTES - b->out_len);
  const int st   = inflate(z, Z_NO_FLUSH);
  b->in_at       = b->in_len - z->avail_in;
  count_unpacked(b, OUT_BYTES - b->out_len - z->avail_out);
  if (st == Z_STREAM_END) {
    b->is_in_frame = false;
    b->has_frame   = true;
    inflateReset(z);
  } else if (st == Z_MEM_ERROR) {
    end_no_memory(b);
  } else if (st != Z_OK && st != Z_BUF_ERROR) {
    end_damaged(b, z->msg ? z->msg : "it needs a dictionary");
  }
}

static void
unpack_zstd(NgBytes* b)
{
  ZSTD_inBuffer  in  = {b->in + b->in_at, b->in_len - b->in_at, 0};
  ZSTD_outBuffer out = {b->out + b->out_len, OUT_BYTES - b->out_len, 0};
  const size_t   st  = ZSTD_decompressStream(b->zstd, &out, &in);
  b->in_at += in.pos;
  count_unpacked(b, out.pos);
  if (ZSTD_isError(st) && ZSTD_getErrorCode(st) == ZSTD_error_frameParameter_windowTooLarge) {
    ng_error_set(&b->why, NG_ERR_LIMIT, "The zstd archive needs a window of more than 128 MiB");
    b->is_over = true;
  } else if (ZSTD_isError(st)) {
    end_damaged(b, ZSTD_getErrorName(st));
  } else {
    b->is_in_frame = st != 0;
  }
}

// --- what it is ----------------------------------------------------------------------------------

static Kind
kind_of(NgStr start)
{
  static const char gzip[] = "\x1f\x8b\x08";
  static const char zstd[] = "\x28\xb5\x2f\xfd";
  if (ng_str_starts(start, gzip)) {
    return KIND_GZIP;
  }
  const bool is_skippable = start.len >= 4 && ((unsigned char)start.at[0] & 0xf0) == 0x50 &&
                            !memcmp(start.at + 1, "\x2a\x4d\x18", 3);
  return ng_str_starts(start, zstd) || is_skippable ? KIND_ZSTD : KIND_PLAIN;
}

// The first bytes stand in `in`. Those of a plain file move over to `out`.
static void
set_kind(NgBytes* b)
{
  size_t n = 1;
  while (b->in_len < 4 && n) {
    n = read_some(b, b->in + b->in_len, IN_BYTES - b->in_len);
    b->in_len += n;
  }
  b->kind = kind_of(ng_str_n(b->in, b->in_len));
  if (b->kind == KIND_PLAIN) {
    memcpy(b->out, b->in, b->in_len);
    b->out_len = b->in_len;
    b->in_len  = 0;
    ng_free(b->in);
    b->in = NULL;
  } else if (b->kind == KIND_GZIP) {
    b->gzip.zalloc = ng_zlib_calloc;
    b->gzip.zfree  = ng_zlib_free;
    b->has_gzip    = inflateInit2(&b->gzip, 16 + MAX_WBITS) == Z_OK;
    if (!b->has_gzip) {
      end_no_memory(b);
    }
  } else {
    b->zstd = ZSTD_createDCtx();
    if (!b->zstd) {
      end_no_memory(b);
    }
  }
}

// --- the stream ----------------------------------------------------------------------------------

static NgStatus
make(NgBytes** out, const char* name, const NgBytesOptions* options, NgError* err)
{
  NgBytes* const b = ng_calloc(1, sizeof(NgBytes));
  const size_t   n = strlen(name) + 1;
  if (b) {
    b->fd        = -1;
    b->max_ratio = options ? options->max_ratio : 0;
    b->stop_fd   = options ? options->stop_fd : 0;
    b->name      = ng_calloc(n, 1);
    b->out       = ng_realloc(NULL, OUT_BYTES, 1);
    b->in        = ng_realloc(NULL, IN_BYTES, 1);
  }
  if (!b || !b->name || !b->out || !b->in) {
    ng_bytes_close(b);
    return ng_error_no_mem(err);
  }
  memcpy(b->name, name, n);
  b->bare = ng_str(b->name);
  if (ng_str_ends(b->bare, ".gz")) {
    b->bare.len -= 3;
  } else if (ng_str_ends(b->bare, ".zst")) {
    b->bare.len -= 4;
  }
  *out = b;
  return NG_SUCCESS;
}

NgStatus
ng_bytes_open(NgBytes** out, const char* path, const NgBytesOptions* options, NgError* err)
{
  const bool is_input = !strcmp(path, "-");
  NgBytes*   b        = NULL;
  NG_TRY(make(&b, is_input ? "standard input" : path, options, err));
  const NgStatus st = is_input ? NG_SUCCESS : ng_io_open(&b->fd, path, err);
  if (st) {
    ng_bytes_close(b);
    return st;
  }
  if (is_input) {
    b->fd = STDIN_FILENO;
  }
  *out = b;
  return NG_SUCCESS;
}

NgStatus
ng_bytes_open_memory(NgBytes** out, const char* name, NgStr bytes, const NgBytesOptions* options,
                     NgError* err)
{
  NG_TRY(make(out, name, options, err));
  (*out)->memory = bytes;
  return NG_SUCCESS;
}

// More bytes into `out`, or the end.
static void
step(NgBytes* b)
{
  if (b->kind == KIND_UNKNOWN) {
    set_kind(b);
    return;
  }
  if (b->kind == KIND_PLAIN) {
    const size_t n = read_some(b, b->out + b->out_len, OUT_BYTES - b->out_len);
    b->out_len += n;
    b->is_over = b->is_over || n == 0;
    return;
  }
  // zstd may hold unpacked bytes back for which it needs no further packed ones.
  if (b->in_at == b->in_len && !(b->kind == KIND_ZSTD && b->is_in_frame) && !refill(b)) {
    end_packed(b);
    return;
  }
  const size_t had = b->out_len;
  if (b->kind == KIND_GZIP) {
    unpack_gzip(b);
  } else {
    unpack_zstd(b);
  }
  if (b->kind == KIND_ZSTD && !b->is_over && b->is_in_frame && b->out_len == had && b->in_at == b->in_len &&
      !refill(b)) {
    end_packed(b);
  }
}

NgStatus
ng_bytes_peek(NgBytes* bytes, size_t want, NgStr* view, NgError* err)
{
  NgBytes* const b = bytes;
  assert(want <= MAX_WANT);
  if (b->out_len - b->out_at < want && b->out_at) {
    memmove(b->out, b->out + b->out_at, b->out_len - b->out_at);
    b->out_len -= b->out_at;
    b->out_at = 0;
  }
  while (b->out_len - b->out_at < want && !b->is_over) {
    step(b);
  }
  *view = ng_str_n(b->out + b->out_at, b->out_len - b->out_at);
  if (view->len || !b->why.status) {
    return NG_SUCCESS;
  }
  ng_error_set(err, b->why.status, "%s", b->why.message);
  ng_error_at(err, b->name, 0, 0);
  return b->why.status;
}

void
ng_bytes_take(NgBytes* bytes, size_t n)
{
  assert(n <= bytes->out_len - bytes->out_at);
  bytes->out_at += n;
  bytes->n_taken += n;
  if (bytes->out_at == bytes->out_len) {
    bytes->out_at = bytes->out_len = 0;
  }
}

// A header of gzip: its magic, the one method there is, no flag that is not in use.
static bool
find_member(NgBytes* b)
{
  for (size_t i = b->in_at; i + 4 <= b->in_len; ++i) {
    const char* const found = memchr(b->in + i, 0x1f, b->in_len - i - 3);
    if (!found) {
      break;
    }
    i = (size_t)(found - b->in);
    if (!memcmp(found, "\x1f\x8b\x08", 3) && !((unsigned char)found[3] & 0xe0)) {
      b->in_at = i;
      return true;
    }
  }
  return false;
}

NgStatus
ng_bytes_resume(NgBytes* bytes)
{
  NgBytes* const b = bytes;
  if (!b->is_damaged) {
    return NG_END;
  }
  while (!find_member(b)) {
    const size_t kept = b->in_len - b->in_at < 3 ? b->in_len - b->in_at : 3;
    memmove(b->in, b->in + b->in_len - kept, kept);
    b->in_at       = 0;
    const size_t n = read_some(b, b->in + kept, IN_BYTES - kept);
    b->in_len      = kept + n;
    if (!n) {
      b->is_damaged = false;
      return NG_END;
    }
  }
  inflateReset(&b->gzip);
  b->why         = (NgError){0};
  b->is_damaged  = false;
  b->is_over     = false;
  b->is_in_frame = false;
  b->has_frame   = false;
  return NG_SUCCESS;
}

uint64_t
ng_bytes_at(const NgBytes* bytes)
{
  return bytes->n_taken;
}

uint64_t
ng_bytes_read(const NgBytes* bytes)
{
  return bytes->n_packed;
}

NgStr
ng_bytes_name(const NgBytes* bytes)
{
  return bytes->bare;
}

void
ng_bytes_close(NgBytes* bytes)
{
  if (bytes) {
    if (bytes->fd > STDIN_FILENO) {
      close(bytes->fd);
    }
    if (bytes->has_gzip) {
      inflateEnd(&bytes->gzip);
    }
    ZSTD_freeDCtx(bytes->zstd);
    ng_free(bytes->name);
    ng_free(bytes->out);
    ng_free(bytes->in);
    ng_free(bytes);
  }
}
