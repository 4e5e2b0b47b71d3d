// SPDX-License-Identifier: Apache-2.0
// Measures look-ups in the shipped knowledge file: all its labels in mixed order, the same with a
// word too many, and a walk word by word. Prints names a second of one core's time.
#include "base/alloc.h"
#include "know/know.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  const NgKnow* know;
  NgStr*        names;
  uint32_t      n;
} Bench;

static double
cpu_seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint32_t
look_up(const Bench* b, NgStr name)
{
  NgKnowHit hits[4];
  return ng_know_lookup(b->know, name, hits, 4);
}

static uint32_t
walk(const Bench* b, NgStr name)
{
  NgKnowWalk w = ng_know_walk_start(b->know, false);
  while (name.len) {
    const char* const space = memchr(name.at, ' ', name.len);
    const size_t      len   = space ? (size_t)(space - name.at) : name.len;
    if (!ng_know_walk_feed(b->know, &w, ng_str_n(name.at, len))) {
      return 0;
    }
    name = ng_str_n(name.at + len, name.len - len);
    name = name.len ? ng_str_n(name.at + 1, name.len - 1) : name;
  }
  return ng_know_walk_types(b->know, &w) != 0;
}

static void
measure(const Bench* b, const char* what, uint32_t (*call)(const Bench*, NgStr), size_t cut)
{
  enum { ROUNDS = 10 };
  uint64_t     found = 0;
  const double begin = cpu_seconds();
  for (int round = 0; round < ROUNDS; ++round) {
    for (uint32_t i = 0; i < b->n; ++i) {
      const NgStr name = b->names[i];
      found += call(b, ng_str_n(name.at, name.len > cut ? name.len - cut : name.len)) != 0;
    }
  }
  const double took = cpu_seconds() - begin;
  printf("%-34s %6.2f million a second (%.1f %% found)\n", what, (double)b->n * ROUNDS / took * 1e-6,
         100.0 * (double)found / b->n / ROUNDS);
}

int
main(void)
{
  NgKnow*  know  = NULL;
  NgError  err   = {0};
  NgArena* arena = ng_arena_new((size_t)1 << 30);
  if (!arena || ng_know_open(&know, &err)) {
    fprintf(stderr, "bench_know: %s: %s\n", err.source, err.message);
    return 1;
  }
  Bench b = {know, NULL, ng_know_n_rows(know)};
  b.names = ng_calloc(b.n, sizeof(NgStr));
  // In mixed order, by a prime, but one behind the other in memory, as the words of an article are.
  for (uint32_t i = 0; b.names && i < b.n; ++i) {
    b.names[i] = ng_know_label(know, (uint32_t)((uint64_t)i * 7368787 % b.n), arena);
  }
  if (b.names) {
    measure(&b, "whole names, with all rows", look_up, 0);
    measure(&b, "the same cut short (mostly absent)", look_up, 1);
    measure(&b, "walks word by word", walk, 0);
  }
  ng_free(b.names);
  ng_know_close(know);
  ng_arena_free(arena);
  return 0;
}
