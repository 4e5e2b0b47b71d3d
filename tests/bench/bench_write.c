// SPDX-License-Identifier: Apache-2.0
// Triples a second of CPU time of each writer; raptor's N-Triples, and the programs rapper and serdi where
// they are installed, for comparison. Usage: bench_write [ARTICLES [FILE]] With FILE the corpus is only
// written there, as N-Triples.
#include "base/arena.h"
#include "corpus.h"
#include "write/raptor.h"
#include "write/writer.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  NgArena* arena;
  NG_VEC(NgTriple) triples;
  NG_VEC(uint32_t) ends;
} Held;

static NgStatus
on_begin(void* self, NgStr graph, NgError* err)
{
  return NG_SUCCESS;
}

static NgStatus
on_triple(void* self, const NgTriple* triple, NgError* err)
{
  Held* const     held = self;
  NgTriple* const t    = NG_VEC_ADD(held->arena, held->triples);
  if (!t) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  *t           = *triple;
  t->subject   = ng_arena_copy(held->arena, triple->subject);
  t->predicate = ng_arena_copy(held->arena, triple->predicate);
  t->object    = ng_arena_copy(held->arena, triple->object);
  t->language  = ng_arena_copy(held->arena, triple->language);
  t->datatype  = ng_arena_copy(held->arena, triple->datatype);
  return NG_SUCCESS;
}

static NgStatus
on_end(void* self, NgError* err)
{
  Held* const     held = self;
  uint32_t* const end  = NG_VEC_ADD(held->arena, held->ends);
  if (!end) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  *end = held->triples.n;
  return NG_SUCCESS;
}

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
replay(const Held* held, const NgSink* sink, NgError* err)
{
  uint32_t i = 0;
  for (uint32_t a = 0; a < held->ends.n; ++a) {
    NG_TRY(sink->begin(sink->self, held->triples.at[i].subject, err));
    for (; i < held->ends.at[a]; ++i) {
      NG_TRY(sink->triple(sink->self, &held->triples.at[i], err));
    }
    NG_TRY(sink->end(sink->self, err));
  }
  return NG_SUCCESS;
}

static NgStatus
write_by_raptor(const Held* held, NgOutput* output, NgError* err)
{
  NgRaptor* raptor = NULL;
  NG_TRY(ng_raptor_open(&raptor, output, "ntriples", err));
  NgStatus st = ng_raptor_begin(raptor, err);
  for (uint32_t i = 0; !st && i < held->triples.n; ++i) {
    st = ng_raptor_triple(raptor, &held->triples.at[i], err);
  }
  st = st ? st : ng_raptor_end(raptor, err);
  ng_raptor_free(raptor);
  return st;
}

static NgStatus
write_by_writer(const Held* held, NgOutput* output, NgWriterFormat format, bool is_ascii, NgError* err)
{
  NgWriterOptions options = NG_WRITER_OPTIONS_INIT;
  NgWriter*       writer  = NULL;
  options.is_ascii        = is_ascii;
  NG_TRY(ng_writer_open(&writer, output, format, &options, err));
  NgStatus st = replay(held, ng_writer_sink(writer), err);
  st          = st ? st : ng_writer_finish(writer, err);
  ng_writer_free(writer);
  return st;
}

static NgStatus
measure(const Held* held, const char* name, int format, bool is_ascii, NgError* err)
{
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    NgOutput* output = NULL;
    NG_TRY(ng_output_open(&output, "/dev/null", err));
    const double   begin = seconds();
    const NgStatus st    = format < 0 ? write_by_raptor(held, output, err)
                                      : write_by_writer(held, output, (NgWriterFormat)format, is_ascii, err);
    const double   took  = seconds() - begin;
    best                 = took < best ? took : best;
    ng_output_abandon(output);
    NG_TRY(st);
  }
  printf("%-28s %10.0f triples/s\n", name, held->triples.n / best);
  return NG_SUCCESS;
}

static double
seconds_of_children(void)
{
  struct rusage u;
  getrusage(RUSAGE_CHILDREN, &u);
  return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
         1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

// Run a program with its output thrown away. @return the CPU seconds it took, 0 where it is missing or fails.
static double
run_program(const char* const* argv)
{
  extern char**              environ;
  posix_spawn_file_actions_t actions;
  pid_t                      pid    = 0;
  int                        status = 0;
  const double               begin  = seconds_of_children();
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const int failed = posix_spawnp(&pid, argv[0], &actions, NULL, (char* const*)argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status)) {
    return 0;
  }
  return seconds_of_children() - begin;
}

static void
measure_program(const Held* held, const char* name, const char* const* argv)
{
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    const double took = run_program(argv);
    if (took <= 0) {
      printf("%-28s left out, it is not installed\n", name);
      return;
    }
    best = took < best ? took : best;
  }
  printf("%-28s %10.0f triples/s\n", name, held->triples.n / best);
}

static NgStatus
write_file(const Held* held, const char* path, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(ng_output_open(&output, path, err));
  const NgStatus st = write_by_writer(held, output, NG_WRITER_NTRIPLES, false, err);
  if (st) {
    ng_output_abandon(output);
    return st;
  }
  return ng_output_close(output, err);
}

// Programs that read the corpus from a file, unlike the writers above.
static NgStatus
measure_peers(const Held* held, NgError* err)
{
  char      path[] = "/tmp/bench_write.nt.XXXXXX";
  const int fd     = mkstemp(path);
  if (fd < 0) {
    return ng_error_set(err, NG_ERR_WRITE, "No temporary file");
  }
  close(fd);
  NgStatus          st       = write_file(held, path, err);
  const char* const count[]  = {"rapper", "-q", "-c", "-i", "ntriples", path, NULL};
  const char* const rapper[] = {"rapper", "-q", "-i", "ntriples", "-o", "ntriples", path, NULL};
  const char* const serdi[]  = {"serdi", "-b", "-i", "ntriples", "-o", "ntriples", path, NULL};
  if (!st) {
    measure_program(held, "rapper, reads only", count);
    measure_program(held, "rapper, reads and writes", rapper);
    measure_program(held, "serdi, reads and writes", serdi);
  }
  unlink(path);
  return st;
}

static NgStatus
run(Held* held, uint32_t n_articles, const char* path, NgError* err)
{
  const NgSink sink = {.self = held, .begin = on_begin, .triple = on_triple, .end = on_end};
  NG_TRY(corpus_push(&sink, n_articles, err));
  if (path) {
    return write_file(held, path, err);
  }
  printf("%u articles, %u triples, best of 3\n", n_articles, held->triples.n);
  NG_TRY(measure(held, "N-Triples", NG_WRITER_NTRIPLES, false, err));
  NG_TRY(measure(held, "N-Triples, escaped", NG_WRITER_NTRIPLES, true, err));
  NG_TRY(measure(held, "N-Quads", NG_WRITER_NQUADS, false, err));
  NG_TRY(measure(held, "Turtle (raptor)", NG_WRITER_TURTLE, false, err));
  NG_TRY(measure(held, "RDF/XML (raptor)", NG_WRITER_RDFXML, false, err));
  NG_TRY(measure(held, "N-Triples (raptor)", -1, false, err));
  return measure_peers(held, err);
}

int
main(int argc, char** argv)
{
  NgError        err  = {0};
  Held           held = {.arena = ng_arena_new((size_t)8 << 30)};
  const uint32_t n    = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 5000;
  const NgStatus st   = held.arena ? run(&held, n, argc > 2 ? argv[2] : NULL, &err) : NG_ERR_NO_MEM;
  if (st) {
    fprintf(stderr, "bench_write: %s\n", err.message);
  }
  ng_arena_free(held.arena);
  return st ? 1 : 0;
}
