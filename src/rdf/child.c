// SPDX-License-Identifier: Apache-2.0
#include "rdf/child.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024, FEED_BYTES = 64 * 1024 };

struct NgChildImpl {
  pid_t    pid;
  int      to;   // socket to its standard input; -1: all was said
  int      from; // pipe from its standard output; -1: it ended
  NgBytes* bytes;
  NgBuf    in; // read from it
  size_t   in_at;
  size_t   line;
  bool     is_complete;
};

// --- start ---------------------------------------------------------------------------------------

static NgStatus
fail(NgError* err, const char* what)
{
  char text[NG_ERRNO_BYTES];
  return ng_error_set(err, NG_ERR_READ, "Cannot start the parser %s: %s", what, ng_errno_text(errno, text));
}

static void
close_fd(int* fd)
{
  if (*fd >= 0) {
    close(*fd);
    *fd = -1;
  }
}

// Path of the program; in `buf` unless the environment has it.
static const char*
find_program(NgBuf* buf)
{
  char              self[4096];
  const char* const named = getenv("NEWSGRAPH_PARSE");
  const ssize_t     n     = readlink("/proc/self/exe", self, sizeof(self));
  if (named && named[0]) {
    return named;
  }
  if (n > 0 && ng_str_starts(ng_str_n(self, (size_t)n), NG_BUILD_DIR "/")) {
    ng_buf_addz(buf, NG_BUILD_DIR "/newsgraph-parse");
  } else {
    ng_buf_addz(buf, NG_PKGLIBEXEC_DIR "/newsgraph-parse");
  }
  return buf->status ? NULL : buf->at;
}

static NgStatus
spawn(NgChild* child, const char* program, char* const* argv, int in, int out, NgError* err)
{
  char* const                environment[] = {NULL};
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions)) {
    return ng_error_no_mem(err);
  }
  int code = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  code     = code ? code : posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  code = code ? code : posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  code = code ? code : posix_spawn(&child->pid, program, &actions, NULL, argv, environment);
  posix_spawn_file_actions_destroy(&actions);
  if (code) {
    child->pid = 0;
    errno      = code;
    return fail(err, program);
  }
  return NG_SUCCESS;
}

// A descriptor that no other program inherits and that is none of the three of a child.
static int
move_up(int fd)
{
  const int moved = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : -1;
  close_fd(&fd);
  return moved;
}

static bool
open_channels(NgChild* child, int* in, int* out)
{
  int pair[2]  = {-1, -1};
  int pipes[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) { // a socket, since a send to one need not raise SIGPIPE
    return false;
  }
  child->to = move_up(pair[0]);
  *in       = move_up(pair[1]);
  if (pipe(pipes)) {
    return false;
  }
  child->from = move_up(pipes[0]);
  *out        = move_up(pipes[1]);
  return child->to >= 0 && child->from >= 0 && *in >= 0 && *out >= 0 &&
         fcntl(child->to, F_SETFL, O_NONBLOCK) == 0;
}

NgStatus
ng_child_start(NgChild** out, NgBytes* bytes, NgRdfFormat format, const NgRdfOptions* options, NgError* err)
{
  char           memory[32];
  char           seconds[32];
  char           most[32];
  NgBuf          path    = NG_BUF_INIT(8192);
  const char*    program = find_program(&path);
  NgChild* const child   = program ? ng_calloc(1, sizeof(NgChild)) : NULL;
  if (!child) {
    ng_buf_free(&path);
    return ng_error_no_mem(err);
  }
  snprintf(memory, sizeof(memory), "%zu", options->max_child_bytes);
  snprintf(seconds, sizeof(seconds), "%u", options->max_child_seconds);
  snprintf(most, sizeof(most), "%zu", options->max_line_bytes);
  const char* const name   = format == NG_RDF_RDFXML ? "rdfxml" : format == NG_RDF_TRIG ? "trig" : "turtle";
  const char* const argv[] = {program, name, memory, seconds, most, options->base ? options->base : "", NULL};
  int               in = -1, o = -1;
  child->to = child->from = -1;
  child->bytes            = bytes;
  child->in               = (NgBuf)NG_BUF_INIT(options->max_line_bytes + 2 * READ_BYTES);
  NgStatus status = open_channels(child, &in, &o) ? spawn(child, program, (char* const*)argv, in, o, err)
                                                  : fail(err, program);
  close_fd(&in);
  close_fd(&o);
  ng_buf_free(&path);
  if (status) {
    ng_child_stop(child);
    return status;
  }
  *out = child;
  return NG_SUCCESS;
}

// --- to and fro ----------------------------------------------------------------------------------

// Hand on as much of the document as the child takes now.
static NgStatus
feed(NgChild* child, NgError* err)
{
  NgStr          view = {NULL, 0};
  const NgStatus st   = ng_bytes_peek(child->bytes, 1, &view, err);
  if (st) {
    return st;
  }
  if (!view.len) {
    close_fd(&child->to);
    return NG_SUCCESS;
  }
  const size_t  n    = view.len < FEED_BYTES ? view.len : FEED_BYTES;
  const ssize_t sent = send(child->to, view.at, n, MSG_NOSIGNAL);
  if (sent > 0) {
    ng_bytes_take(child->bytes, (size_t)sent);
  } else if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
    close_fd(&child->to); // it ended; its answer tells why
  }
  return NG_SUCCESS;
}

static NgStatus
take(NgChild* child, NgError* err)
{
  NgBuf* const in = &child->in;
  if (child->in_at) {
    in->len -= child->in_at;
    memmove(in->at, in->at + child->in_at, in->len);
    child->in_at = 0;
  }
  if (ng_buf_reserve(in, READ_BYTES)) {
    return ng_error_set(err, in->status, "%s", ng_strerror(in->status));
  }
  const ssize_t n = read(child->from, in->at + in->len, READ_BYTES);
  if (n > 0) {
    in->len += (size_t)n;
  } else if (!n || errno != EINTR) {
    close_fd(&child->from);
  }
  return NG_SUCCESS;
}

// Wait until something can be read from the child, feeding it meanwhile.
static NgStatus
talk(NgChild* child, NgError* err)
{
  struct pollfd fds[2] = {{.fd = child->from, .events = POLLIN}, {.fd = child->to, .events = POLLOUT}};
  if (poll(fds, 2, -1) < 0) {
    return errno == EINTR ? NG_SUCCESS : fail(err, "and hear it");
  }
  if (fds[0].revents) {
    NG_TRY(take(child, err));
  }
  return child->to >= 0 && fds[1].revents ? feed(child, err) : NG_SUCCESS;
}

// --- what it says --------------------------------------------------------------------------------

// How the child ended where it did not say so itself.
static NgStatus
explain_end(NgChild* child, NgError* err)
{
  int status = 0;
  while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
  }
  child->pid        = 0;
  const size_t line = child->line;
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
    ng_error_set(err, NG_ERR_BAD_INPUT,
                 "The parser was ended: the document takes it more time than it may use");
  } else if (WIFSIGNALED(status)) {
    ng_error_set(err, NG_ERR_BAD_INPUT,
                 "The parser crashed on the document (signal %d), which has a term beyond its limits",
                 WTERMSIG(status));
  } else {
    ng_error_set(err, NG_ERR_BAD_INPUT, "The parser ended before the document (exit code %d)",
                 WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  ng_error_at(err, NULL, line, 0);
  return NG_ERR_BAD_INPUT;
}

// "!LINE COLUMN text"
static NgStatus
pass_error(NgStr line, NgError* err)
{
  char         text[600];
  const size_t n = line.len - 1 < sizeof(text) - 1 ? line.len - 1 : sizeof(text) - 1;
  memcpy(text, line.at + 1, n);
  text[n]              = '\0';
  char*        end     = text;
  const size_t at_line = strtoul(text, &end, 10);
  const size_t column  = strtoul(end, &end, 10);
  ng_error_set(err, NG_ERR_BAD_INPUT, "%.500s", *end == ' ' ? end + 1 : end);
  ng_error_at(err, NULL, at_line, column);
  return NG_ERR_BAD_INPUT;
}

// NG_END where the line is no quad and reading goes on.
static NgStatus
understand(NgChild* child, NgStr line, NgError* err)
{
  if (!line.len) {
    return NG_END;
  }
  switch (line.at[0]) {
  case '#': {
    char         number[24];
    const size_t n = line.len - 1 < sizeof(number) - 1 ? line.len - 1 : sizeof(number) - 1;
    memcpy(number, line.at + 1, n);
    number[n]   = '\0';
    child->line = strtoul(number, NULL, 10);
    return NG_END;
  }
  case '.':
    child->is_complete = true;
    return NG_END;
  case '!':
    child->is_complete = true;
    return pass_error(line, err);
  default:
    return NG_SUCCESS;
  }
}

NgStatus
ng_child_next(NgChild* child, NgStr* line, NgError* err)
{
  size_t n_seen = 0; // bytes known to hold no line end
  while (!child->is_complete) {
    NgBuf* const      in = &child->in;
    const NgStr       r  = ng_str_n(in->at ? in->at + child->in_at : NULL, in->len - child->in_at);
    const char* const lf = r.len > n_seen ? memchr(r.at + n_seen, '\n', r.len - n_seen) : NULL;
    if (lf) {
      n_seen = 0;
      *line  = ng_str_n(r.at, (size_t)(lf - r.at));
      child->in_at += line->len + 1;
      const NgStatus status = understand(child, *line, err);
      if (status != NG_END) {
        return status;
      }
    } else if (child->from < 0) {
      child->is_complete = true;
      return explain_end(child, err);
    } else {
      n_seen = r.len;
      NG_TRY(talk(child, err));
    }
  }
  return NG_END;
}

size_t
ng_child_line(const NgChild* child)
{
  return child->line;
}

void
ng_child_stop(NgChild* child)
{
  if (!child) {
    return;
  }
  close_fd(&child->to);
  close_fd(&child->from);
  if (child->pid > 0) {
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR) {
    }
  }
  ng_buf_free(&child->in);
  ng_free(child);
}
