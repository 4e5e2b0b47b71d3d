// SPDX-License-Identifier: Apache-2.0
// How many tokens a second ng_text_run makes out of a file on one core.
// usage: bench_text FILE [ROUNDS]
#include "base/buf.h"
#include "base/io.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int
main(int argc, char** argv)
{
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: bench_text FILE [ROUNDS]\n");
    return 2;
  }
  const int    rounds = argc > 2 ? atoi(argv[2]) : 20;
  NgError      err    = {0};
  NgBuf        file   = NG_BUF_INIT((size_t)1 << 28);
  NgDoc        doc    = {.arena = ng_arena_new((size_t)1 << 31)};
  size_t       tokens = 0;
  size_t       bytes  = 0;
  NgStatus     st     = ng_io_read_file(argv[1], &file, &err);
  const double begin  = seconds();
  for (int i = 0; i < rounds && !st; ++i) {
    ng_doc_reset(&doc);
    doc.body = ng_buf_str(&file);
    st       = ng_text_run(&doc, &err);
    tokens += doc.tokens.n;
    bytes += doc.text.len;
  }
  const double spent = seconds() - begin;
  if (st) {
    fprintf(stderr, "bench_text: %s\n", err.message);
  } else {
    printf("%.2f million tokens a second, %.1f MB a second\n", (double)tokens / spent / 1e6,
           (double)bytes / spent / 1e6);
  }
  ng_arena_free(doc.arena);
  ng_buf_free(&file);
  return st ? 1 : 0;
}
