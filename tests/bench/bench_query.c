// SPDX-License-Identifier: Apache-2.0
// Seconds that queries take over graph files. Usage: bench_query GRAPH... -- QUERY-FILE...
// or, with "-q QUERY" in place of "-- QUERY-FILE...", the answer of one query as JSON.
#include "query/query.h"

#include <stdio.h>
#include <time.h>

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
run_one(NgStore* store, NgStr text, const char* name, const char* to, NgQueryFormat format, NgError* err)
{
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  NgOutput*      output  = NULL;
  options.text           = text;
  options.name           = name;
  options.format         = format;
  NG_TRY(ng_output_open(&output, to, err));
  const NgStatus st    = ng_query_over(store, &options, output, err);
  const NgStatus close = ng_output_close(output, err);
  return st ? st : close;
}

static NgStatus
run_files(NgStore* store, char** names, int n, NgError* err)
{
  for (int i = 0; i < n; ++i) {
    NgBuf text = NG_BUF_INIT(1 << 20);
    NG_TRY(ng_io_read_file(names[i], &text, err));
    const double   begin = seconds();
    const NgStatus st    = run_one(store, ng_buf_str(&text), names[i], "/dev/null", NG_QUERY_CSV, err);
    printf("%7.3f s  %s\n", seconds() - begin, names[i]);
    ng_buf_free(&text);
    NG_TRY(st);
  }
  return NG_SUCCESS;
}

static NgStatus
run(int argc, char** argv, NgError* err)
{
  NgStore*     store = NULL;
  const double begin = seconds();
  NgStatus     st    = ng_store_open(&store, err);
  int          i     = 1;
  for (; !st && i < argc && argv[i][0] != '-'; ++i) {
    st = ng_store_load(store, argv[i], err);
  }
  if (!st && i + 1 < argc && ng_str_is(ng_str(argv[i]), "-q")) {
    st = run_one(store, ng_str(argv[i + 1]), "query", NULL, NG_QUERY_JSON, err);
  } else if (!st) {
    printf("%7.3f s  load %zu triples\n", seconds() - begin, ng_store_size(store));
    st = run_files(store, argv + i + 1, argc - i - 1, err);
  }
  ng_store_close(store);
  return st;
}

int
main(int argc, char** argv)
{
  NgError        err = {0};
  const NgStatus st  = run(argc, argv, &err);
  if (st) {
    fprintf(stderr, "%s:%zu:%zu: %s\n", err.source, err.line, err.column, err.message);
  }
  return st == NG_ERR_UNSUPPORTED ? 3 : st ? 1 : 0;
}
