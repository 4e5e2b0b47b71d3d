// SPDX-License-Identifier: Apache-2.0
// The program newsgraph-parse: raptor's parsers behind bars. See rdf/child.h for what is said to it and what
// it answers. It gives up files, network, new processes and core dumps before it reads the first byte, and
// bounds its memory and time.
//
// Usage: newsgraph-parse turtle|trig|rdfxml MEMORY_BYTES CPU_SECONDS MAX_LINE_BYTES BASE
#include "model/term.h"
#include "rdf/rdf.h"

#include <dirent.h>
#include <errno.h>
#include <raptor2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                                   \
    __has_feature(undefined_behavior_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#endif

enum { CHUNK = 64 * 1024, FLUSH_AT = 48 * 1024 };

// Where there is no base, relative IRIs are resolved against this and so found.
#define NO_BASE "http://no-base.invalid/"

typedef struct {
  raptor_world*  world;
  raptor_parser* parser;
  NgBuf          out;
  size_t         max_line_bytes;
  int            line;   // said last
  unsigned       n_made; // blank nodes
  bool           has_base;
  bool           is_over; // the answer is complete
} Parse;

// --- limits --------------------------------------------------------------------------------------

static bool
limit(int what, rlim_t value)
{
  struct rlimit now;
  if (getrlimit(what, &now)) {
    return false;
  }
  const rlim_t        most   = now.rlim_max != RLIM_INFINITY && now.rlim_max < value ? now.rlim_max : value;
  const struct rlimit wanted = {most, most};
  return setrlimit(what, &wanted) == 0;
}

static void
close_others(void)
{
  DIR* const dir = opendir("/proc/self/fd");
  if (!dir) {
    for (int fd = 3; fd < 1024; ++fd) {
      close(fd);
    }
    return;
  }
  const int own = dirfd(dir);
  for (const struct dirent* entry = readdir(dir); entry; entry = readdir(dir)) {
    const int fd = atoi(entry->d_name);
    if (fd > STDERR_FILENO && fd != own) {
      close(fd);
    }
  }
  closedir(dir);
}

static bool
set_limits(const char* memory, const char* seconds)
{
  const rlim_t cpu = (rlim_t)strtoull(seconds, NULL, 10);
  bool         ok  = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, cpu) && limit(RLIMIT_FSIZE, 0);
#ifndef IS_SANITIZED // whose shadow memory is larger than any machine
  ok = ok && limit(RLIMIT_AS, (rlim_t)strtoull(memory, NULL, 10));
#endif
  return ok && chdir("/") == 0;
}

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#endif

// From here on the kernel refuses all but reading and writing what is open, memory, and the end.
static bool
shut_the_door(void)
{
#if defined(__linux__) && defined(OUR_ARCH) && !defined(IS_SANITIZED)
#define ALLOW(name)                                                                                          \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (name), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      ALLOW(SYS_read),
      ALLOW(SYS_write),
      ALLOW(SYS_brk),
      ALLOW(SYS_mmap),
      ALLOW(SYS_munmap),
      ALLOW(SYS_mremap),
      ALLOW(SYS_mprotect),
      ALLOW(SYS_madvise),
      ALLOW(SYS_futex),
      ALLOW(SYS_clock_gettime),
      ALLOW(SYS_gettimeofday),
      ALLOW(SYS_getpid),
      ALLOW(SYS_gettid),
      ALLOW(SYS_rt_sigprocmask),
      ALLOW(SYS_rt_sigaction),
      ALLOW(SYS_rt_sigreturn),
      ALLOW(SYS_exit),
      ALLOW(SYS_exit_group),
      // abort(), which signals this process and no other
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
#undef ALLOW
  const struct sock_fprog program = {sizeof(filter) / sizeof(*filter), filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ||
          errno == EINVAL); // a kernel without it
#else
  return true;
#endif
}

// --- the answer ----------------------------------------------------------------------------------

static void
flush(Parse* p)
{
  size_t done = 0;
  while (done < p->out.len) {
    const ssize_t n = write(STDOUT_FILENO, p->out.at + done, p->out.len - done);
    if (n < 0 && errno != EINTR) {
      _exit(2); // nobody listens
    }
    done += n > 0 ? (size_t)n : 0;
  }
  ng_buf_clear(&p->out);
}

static void
end_with_error(Parse* p, int line, int column, const char* text)
{
  if (!p->is_over) {
    p->is_over = true;
    ng_buf_printf(&p->out, "!%d %d ", line > 0 ? line : 0, column > 0 ? column : 0);
    for (const char* c = text; *c && c - text < 400; ++c) {
      ng_buf_addc(&p->out, *c == '\n' || *c == '\r' ? ' ' : *c);
    }
    ng_buf_addc(&p->out, '\n');
  }
}

static int
line_now(const Parse* p)
{
  const raptor_locator* const at = raptor_parser_get_locator(p->parser);
  return at && at->line > 0 ? at->line : 0;
}

static void
on_message(void* self, raptor_log_message* message)
{
  Parse* const                p  = self;
  const raptor_locator* const at = message->locator;
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR) {
    end_with_error(p, at && at->line > 0 ? at->line : line_now(p), at ? at->column : 0, message->text);
  }
}

static NgStr
uri_text(raptor_uri* uri)
{
  size_t      n  = 0;
  const char* at = (const char*)raptor_uri_as_counted_string(uri, &n);
  return ng_str_n(at, n);
}

static bool
take_iri(Parse* p, raptor_uri* uri, NgStr* out)
{
  *out = uri_text(uri);
  if (!p->has_base && ng_str_starts(*out, NO_BASE)) {
    end_with_error(p, line_now(p), 0, "An IRI is relative and the document has no base");
    return false;
  }
  return true;
}

static bool
take_term(Parse* p, const raptor_term* from, NgRdfTerm* to)
{
  memset(to, 0, sizeof(*to));
  if (!from) {
    return true;
  }
  switch (from->type) {
  case RAPTOR_TERM_TYPE_URI:
    to->kind = NG_RDF_IRI;
    return take_iri(p, from->value.uri, &to->value);
  case RAPTOR_TERM_TYPE_BLANK:
    to->kind  = NG_RDF_BLANK;
    to->value = ng_str_n((const char*)from->value.blank.string, from->value.blank.string_len);
    return true;
  case RAPTOR_TERM_TYPE_LITERAL:
    to->kind  = NG_RDF_LITERAL;
    to->value = ng_str_n((const char*)from->value.literal.string, from->value.literal.string_len);
    if (from->value.literal.language_len) {
      to->language = ng_str_n((const char*)from->value.literal.language, from->value.literal.language_len);
    }
    return !from->value.literal.datatype || take_iri(p, from->value.literal.datatype, &to->datatype);
  case RAPTOR_TERM_TYPE_UNKNOWN:
    break;
  }
  return false;
}

static void
on_statement(void* self, raptor_statement* statement)
{
  Parse* const p = self;
  NgQuad       quad;
  if (p->is_over || !take_term(p, statement->subject, &quad.subject) ||
      !take_term(p, statement->predicate, &quad.predicate) ||
      !take_term(p, statement->object, &quad.object) || !take_term(p, statement->graph, &quad.graph)) {
    return;
  }
  const int line = line_now(p);
  if (line != p->line) {
    p->line = line;
    ng_buf_printf(&p->out, "#%d\n", line);
  }
  if (quad.object.value.len > p->max_line_bytes) {
    end_with_error(p, line, 0, "A literal is too long");
  } else if (ng_rdf_write_quad(&p->out, &quad)) {
    ng_buf_clear(&p->out);
    end_with_error(p, line, 0, "Out of memory");
  }
  if (p->out.len >= FLUSH_AT) {
    flush(p);
  }
}

// Labels that a document gives stay what they are, those of nodes without a label cannot meet them: they are
// "genidN", and a given label of that form, perhaps behind x's, gets one more x.
static unsigned char*
on_label(void* self, unsigned char* given)
{
  Parse* const p = self;
  if (given) {
    const char* rest = (const char*)given;
    while (*rest == 'x') {
      ++rest;
    }
    if (strncmp(rest, "genid", 5) != 0) {
      return given;
    }
  }
  const size_t         size  = given ? strlen((const char*)given) + 2 : 32;
  unsigned char* const label = raptor_alloc_memory(size);
  if (label && given) {
    snprintf((char*)label, size, "x%s", (const char*)given);
  } else if (label) {
    snprintf((char*)label, size, "genid%u", ++p->n_made);
  }
  if (given) {
    raptor_free_memory(given);
  }
  return label;
}

// --- the document --------------------------------------------------------------------------------

typedef struct {
  char   at[CHUNK + 4];
  size_t len;
  int    line;
  bool   is_begun;
  bool   is_ended;
} Chunk;

// Raptor takes bytes that are no UTF-8, and some that are, for the end of a string.
static size_t
check_text(Parse* p, Chunk* c)
{
  size_t i = 0;
  while (i < c->len) {
    if (c->at[i] > 0) {
      c->line += c->at[i++] == '\n';
      continue;
    }
    uint32_t     code = 0;
    const size_t n    = ng_utf8_next(ng_str_n(c->at + i, c->len - i), &code);
    if (!n && c->len - i < 4 && !c->is_ended) {
      break; // perhaps cut: more follows
    }
    if (!n || !code || code == 0xFFFE || code == 0xFFFF) {
      end_with_error(p, c->line, 0,
                     n ? "The parser cannot read NUL, U+FFFE and U+FFFF" : "The bytes here are no UTF-8");
      return i;
    }
    i += n;
  }
  return i;
}

static bool
fill(Chunk* c)
{
  while (!c->is_ended && c->len < CHUNK) {
    const ssize_t n = read(STDIN_FILENO, c->at + c->len, CHUNK + 4 - c->len);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    c->len += n > 0 ? (size_t)n : 0;
    c->is_ended = n == 0;
    if (n > 0) {
      break;
    }
  }
  if (!c->is_begun && c->len >= 3 && !memcmp(c->at, "\xEF\xBB\xBF", 3)) {
    c->len -= 3;
    memmove(c->at, c->at + 3, c->len);
  }
  c->is_begun = true;
  return true;
}

static void
parse_all(Parse* p, bool is_xml)
{
  Chunk c = {.line = 1};
  while (!p->is_over) {
    if (!fill(&c)) {
      _exit(3);
    }
    const size_t n      = is_xml ? c.len : check_text(p, &c);
    const int    failed = p->is_over ? 0
                                     : raptor_parser_parse_chunk(p->parser, (unsigned char*)c.at, n, c.is_ended);
    if (failed) {
      end_with_error(p, line_now(p), 0, "The document cannot be read");
    }
    if (c.is_ended) {
      break;
    }
    c.len -= n;
    memmove(c.at, c.at + n, c.len);
  }
  if (!p->is_over) {
    ng_buf_addz(&p->out, ".\n");
  }
  flush(p);
}

static bool
open_parser(Parse* p, const char* name, const char* base)
{
  p->world = raptor_new_world();
  if (!p->world || raptor_world_set_log_handler(p->world, p, on_message) || raptor_world_open(p->world)) {
    return false;
  }
  raptor_world_set_generate_bnodeid_handler(p->world, p, on_label);
  p->has_base             = base[0] != '\0';
  p->parser               = raptor_new_parser(p->world, name);
  raptor_uri* const about = raptor_new_uri(p->world, (const unsigned char*)(p->has_base ? base : NO_BASE));
  if (!p->parser || !about) {
    return false;
  }
  raptor_parser_set_statement_handler(p->parser, p, on_statement);
  raptor_parser_set_option(p->parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(p->parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  raptor_parser_set_option(p->parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  raptor_parser_set_option(p->parser, RAPTOR_OPTION_NORMALIZE_LANGUAGE, NULL, 0);
  return raptor_parser_parse_start(p->parser, about) == 0;
}

int
main(int argc, char** argv)
{
  if (argc != 6) {
    return 64;
  }
  Parse p          = {.out = NG_BUF_INIT(SIZE_MAX / 4)};
  p.max_line_bytes = (size_t)strtoull(argv[4], NULL, 10);
  close_others();
  if (!set_limits(argv[2], argv[3]) || !open_parser(&p, argv[1], argv[5]) || !shut_the_door()) {
    return 65;
  }
  parse_all(&p, !strcmp(argv[1], "rdfxml"));
  _exit(0); // what raptor holds goes with the process
}
