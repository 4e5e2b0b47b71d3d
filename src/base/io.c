// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // O_TMPFILE
#include "base/io.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static NgStatus
fail(NgError* err, NgStatus status, const char* path, const char* what, int code)
{
  char text[NG_ERRNO_BYTES];
  ng_error_set(err, status, "%s: %s", what, ng_errno_text(code, text));
  ng_error_at(err, path, 0, 0);
  return status;
}

static NgStatus
open_to_read(int* fd, struct stat* info, const char* path, NgError* err)
{
  *fd = open(path, O_RDONLY | O_CLOEXEC);
  if (*fd < 0) {
    return fail(err, NG_ERR_READ, path, "Cannot open", errno);
  }
  if (fstat(*fd, info) < 0) {
    const int code = errno;
    close(*fd);
    return fail(err, NG_ERR_READ, path, "Cannot look at", code);
  }
  if (S_ISDIR(info->st_mode)) {
    close(*fd);
    return fail(err, NG_ERR_READ, path, "Cannot read", EISDIR);
  }
  return NG_SUCCESS;
}

NgStatus
ng_io_open(int* fd, const char* path, NgError* err)
{
  struct stat info;
  return open_to_read(fd, &info, path, err);
}

NgStatus
ng_io_map(NgMapped* out, const char* path, NgError* err)
{
  int         fd = -1;
  struct stat info;
  out->at  = NULL;
  out->len = 0;
  NG_TRY(open_to_read(&fd, &info, path, err));
  NgStatus st = NG_SUCCESS;
  if (!S_ISREG(info.st_mode)) {
    ng_error_set(err, NG_ERR_READ, "Cannot map: not a regular file");
    ng_error_at(err, path, 0, 0);
    st = NG_ERR_READ;
  } else if (info.st_size > 0) {
    void* const at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) {
      st = fail(err, NG_ERR_READ, path, "Cannot map", errno);
    } else {
      out->at  = at;
      out->len = (size_t)info.st_size;
    }
  }
  close(fd);
  return st;
}

void
ng_io_unmap(NgMapped* mapped)
{
  if (mapped->at) {
    munmap(mapped->at, mapped->len);
    mapped->at  = NULL;
    mapped->len = 0;
  }
}

NgStatus
ng_io_read_fd(int fd, NgBuf* out, NgError* err)
{
  enum { CHUNK = 64 * 1024 };
  for (;;) {
    size_t room = out->max - out->len;
    room        = room < CHUNK ? room : CHUNK;
    if (!room) { // full: one more byte would be too many
      char          extra = 0;
      const ssize_t n     = read(fd, &extra, 1);
      if (n < 0 && errno == EINTR) {
        continue;
      }
      return n <= 0 ? NG_SUCCESS
                    : ng_error_set(err, NG_ERR_LIMIT, "Larger than the limit of %zu bytes", out->max);
    }
    if (ng_buf_reserve(out, room)) {
      return ng_error_set(err, out->status, "%s", ng_strerror(out->status));
    }
    const ssize_t n = read(fd, out->at + out->len, room);
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      return fail(err, NG_ERR_READ, NULL, "Cannot read", errno);
    }
    out->len += (size_t)n;
    out->at[out->len] = '\0';
    if (n == 0) {
      return NG_SUCCESS;
    }
  }
}

NgStatus
ng_io_read_file(const char* path, NgBuf* out, NgError* err)
{
  int         fd = -1;
  struct stat info;
  NG_TRY(open_to_read(&fd, &info, path, err));
  const NgStatus st = ng_io_read_fd(fd, out, err);
  if (st) {
    ng_error_at(err, path, 0, 0);
  }
  close(fd);
  return st;
}

NgStatus
ng_io_write_file(const char* path, NgStr bytes, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(ng_output_open(&output, path, err));
  ng_output_write(output, bytes);
  return ng_output_close(output, err);
}

#define OWN_FILES "/proc/self/fd" // by whose links a file without a name can be given one

enum { OUT_BYTES = 256 * 1024, NUMBER_DIGITS = 6, MAX_NAMES = 1000000 };

struct NgOutputImpl {
  int    fd;
  int    code; // errno of the first failure, 0 while all is well
  bool   is_renamed;
  bool   is_kept;     // open under its own name, and more is to come
  bool   is_nameless; // until it is complete
  NgBuf* memory;      // NULL: a file
  char*  path;
  char*  temporary;
  size_t len;
  char   bytes[]; // OUT_BYTES, none in memory
};

static void
free_output(NgOutput* output)
{
  ng_free(output->path);
  ng_free(output->temporary);
  ng_free(output);
}

static char*
join(const char* a, const char* b)
{
  const size_t n  = strlen(a);
  const size_t m  = strlen(b);
  char* const  at = ng_calloc(n + m + 1, 1);
  if (at) {
    memcpy(at, a, n);
    memcpy(at + n, b, m);
  }
  return at;
}

// Of the file `path`, with the closing slash. The caller frees it. NULL without memory.
static char*
folder_of(const char* path)
{
  const char* const end    = strrchr(path, '/');
  char* const       folder = join(end ? path : ".", "");
  if (folder && end) {
    folder[end - path + 1] = '\0';
  }
  return folder;
}

// A file without a name in the folder of the path, so that nothing is left of it however the process ends.
// -1 where the system has no such files.
static int
open_nameless(const NgOutput* output)
{
  int fd = -1;
#ifdef O_TMPFILE
  char* const folder = access(OWN_FILES, X_OK) == 0 ? folder_of(output->path) : NULL;
  if (folder) {
    fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  }
  ng_free(folder);
#endif
  return fd;
}

// Give the temporary name, or one like it that is free, to the file without one. @return 0 or an errno.
static int
name_file(NgOutput* output)
{
  char        own[sizeof(OWN_FILES) + 16];
  char* const number = output->temporary + strlen(output->temporary) - NUMBER_DIGITS;
  snprintf(own, sizeof(own), OWN_FILES "/%d", output->fd);
  for (uint32_t i = 0; i < MAX_NAMES; ++i) {
    snprintf(number, NUMBER_DIGITS + 1, "%06u", ((uint32_t)getpid() + i) % MAX_NAMES);
    if (linkat(AT_FDCWD, own, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW) == 0) {
      output->is_nameless = false;
      return 0;
    }
    if (errno != EEXIST) {
      return errno;
    }
  }
  return EEXIST;
}

static int
open_temporary(NgOutput* output)
{
  int fd              = open_nameless(output);
  output->is_nameless = fd >= 0;
  if (fd >= 0) {
    return fd;
  }
  fd = mkstemp(output->temporary);
  if (fd >= 0) {
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  return fd;
}

// An output to `path` whose temporary name ends in `suffix`; nothing is opened yet.
static NgStatus
new_output(NgOutput** out, const char* path, const char* suffix, NgError* err)
{
  NgOutput* const output = ng_calloc(1, sizeof(NgOutput) + OUT_BYTES);
  if (!output) {
    return ng_error_no_mem(err);
  }
  output->fd = STDOUT_FILENO;
  if (path) {
    struct stat info;
    output->is_renamed = stat(path, &info) < 0 || S_ISREG(info.st_mode);
    output->path       = join(path, "");
    output->temporary  = join(path, suffix);
    if (!output->path || !output->temporary) {
      free_output(output);
      return ng_error_no_mem(err);
    }
  }
  *out = output;
  return NG_SUCCESS;
}

static NgStatus
cannot_open(NgOutput* output, int code, NgError* err)
{
  if (code == EBUSY) {
    ng_error_set(err, NG_ERR_WRITE, "Cannot write: another process writes to it");
    ng_error_at(err, output->path, 0, 0);
  } else {
    fail(err, NG_ERR_WRITE, output->path, "Cannot write", code);
  }
  free_output(output);
  return NG_ERR_WRITE;
}

NgStatus
ng_output_open(NgOutput** out, const char* path, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(new_output(&output, path, ".XXXXXX", err));
  if (path) {
    output->fd = output->is_renamed ? open_temporary(output) : open(path, O_WRONLY | O_CLOEXEC);
  }
  if (output->fd < 0) {
    return cannot_open(output, errno, err);
  }
  *out = output;
  return NG_SUCCESS;
}

// Take the file that was opened for this process and cut it to `keep` bytes. @return 0 or an errno.
static int
claim(const NgOutput* output, uint64_t keep)
{
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  struct stat  opened;
  struct stat  named;
  if (fcntl(output->fd, F_SETLK, &lock) < 0) {
    return errno == EACCES || errno == EAGAIN ? EBUSY : errno;
  }
  if (fstat(output->fd, &opened) < 0) {
    return errno;
  }
  if (stat(output->temporary, &named) < 0 || named.st_ino != opened.st_ino ||
      named.st_dev != opened.st_dev) { // whoever held it has renamed it meanwhile
    return EBUSY;
  }
  if ((uint64_t)opened.st_size < keep) {
    return ENODATA;
  }
  return ftruncate(output->fd, (off_t)keep) < 0 || lseek(output->fd, 0, SEEK_END) < 0 ? errno : 0;
}

static NgStatus
open_claimed(NgOutput** out, const char* path, const char* suffix, uint64_t keep, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(new_output(&output, path, suffix, err));
  const char* const name  = output->is_renamed ? output->temporary : path;
  const int         flags = output->is_renamed ? O_RDWR | O_CREAT | O_NOFOLLOW : O_WRONLY;
  output->fd              = open(name, flags | O_CLOEXEC, 0666);
  if (output->fd < 0) {
    return cannot_open(output, errno, err);
  }
  const int code = output->is_renamed ? claim(output, keep) : 0;
  if (code) {
    close(output->fd);
    return cannot_open(output, code, err);
  }
  *out = output;
  return NG_SUCCESS;
}

NgStatus
ng_output_open_partial(NgOutput** out, const char* path, uint64_t keep, NgError* err)
{
  return open_claimed(out, path, ".partial", keep, err);
}

NgStatus
ng_output_open_kept(NgOutput** out, const char* path, uint64_t keep, NgError* err)
{
  NG_TRY(open_claimed(out, path, "", keep, err));
  (*out)->is_kept    = (*out)->is_renamed;
  (*out)->is_renamed = false;
  return NG_SUCCESS;
}

NgStatus
ng_output_open_memory(NgOutput** out, NgBuf* to, NgError* err)
{
  NgOutput* const output = ng_calloc(1, sizeof(NgOutput));
  if (!output) {
    return ng_error_no_mem(err);
  }
  output->fd     = -1;
  output->memory = to;
  *out           = output;
  return NG_SUCCESS;
}

bool
ng_output_is_renamed(const NgOutput* output)
{
  return output->is_renamed;
}

static NgStatus
write_all(NgOutput* output, NgStr bytes)
{
  while (bytes.len && !output->code) {
    const ssize_t n = write(output->fd, bytes.at, bytes.len);
    if (n >= 0) {
      bytes.at += n;
      bytes.len -= (size_t)n;
    } else if (errno != EINTR) {
      output->code = errno;
    }
  }
  return output->code ? NG_ERR_WRITE : NG_SUCCESS;
}

NgStatus
ng_output_flush(NgOutput* output)
{
  const NgStr held = ng_str_n(output->bytes, output->len);
  output->len      = 0;
  return write_all(output, held);
}

NgStatus
ng_output_sync(NgOutput* output)
{
  if (!ng_output_flush(output) && (output->is_renamed || output->is_kept) && fdatasync(output->fd) < 0) {
    output->code = errno;
  }
  return output->code ? NG_ERR_WRITE : NG_SUCCESS;
}

NgStatus
ng_output_write(NgOutput* output, NgStr bytes)
{
  if (output->memory) {
    return ng_buf_add(output->memory, bytes);
  }
  if (output->code) {
    return NG_ERR_WRITE;
  }
  if (bytes.len > OUT_BYTES - output->len) {
    NG_TRY(ng_output_flush(output));
  }
  if (bytes.len > OUT_BYTES) {
    return write_all(output, bytes);
  }
  if (bytes.len) {
    memcpy(output->bytes + output->len, bytes.at, bytes.len);
  }
  output->len += bytes.len;
  return NG_SUCCESS;
}

NgStatus
ng_output_check(const NgOutput* output, NgError* err)
{
  if (output->memory) {
    const NgStatus st = output->memory->status;
    return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
  }
  if (!output->code) {
    return NG_SUCCESS;
  }
  return fail(err, NG_ERR_WRITE, output->path ? output->path : "standard output", "Cannot write",
              output->code);
}

static void
remove_temporary(const NgOutput* output)
{
  if (!output->is_nameless) {
    unlink(output->temporary);
  }
}

static void
close_file(NgOutput* output)
{
  if (output->path && close(output->fd) < 0 && !output->code) {
    output->code = errno;
  }
}

NgStatus
ng_output_close(NgOutput* output, NgError* err)
{
  ng_output_flush(output);
  if (output->is_renamed) {
    if (!output->code && fsync(output->fd) < 0) {
      output->code = errno;
    }
    if (!output->code && output->is_nameless) {
      output->code = name_file(output);
    }
    if (!output->code && rename(output->temporary, output->path) < 0) {
      output->code = errno;
    }
    if (output->code) {
      remove_temporary(output);
    }
  }
  close_file(output); // last, since it ends the claim to a partial file
  const NgStatus st = ng_output_check(output, err);
  free_output(output);
  return st;
}

NgStatus
ng_output_leave(NgOutput* output, NgError* err)
{
  ng_output_flush(output);
  close_file(output);
  const NgStatus st = ng_output_check(output, err);
  free_output(output);
  return st;
}

void
ng_output_abandon(NgOutput* output)
{
  if (output) {
    if (output->is_renamed) {
      remove_temporary(output);
    }
    close_file(output);
    free_output(output);
  }
}
