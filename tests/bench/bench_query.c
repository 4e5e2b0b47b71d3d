// SPDX-License-Identifier: Apache-2.0
// Seconds that queries take over graph files. Usage: bench_query GRAPH... -- QUERY-FILE...
// or, with "-q QUERY" in place of "-- QUERY-FILE...", the answer of one query as JSON. Without arguments:
// the example queries over a made-up corpus of 100,000 triples.
#include "corpus.h"
#include "query/query.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
run_one(NgStore* store, NgStr text, const char* name, NgQueryFormat format, NgBuf* out, NgError* err)
{
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  options.text           = text;
  options.name           = name;
  options.format         = format;
  return ng_query_over(store, &options, out, err);
}

static NgStatus
run_files(NgStore* store, const char* const* names, int n, NgError* err)
{
  for (int i = 0; i < n; ++i) {
    NgBuf text = NG_BUF_INIT(1 << 20);
    NG_TRY(ng_io_read_file(names[i], &text, err));
    NgBuf          out   = NG_BUF_INIT(SIZE_MAX / 4);
    const double   begin = seconds();
    const NgStatus st    = run_one(store, ng_buf_str(&text), names[i], NG_QUERY_CSV, &out, err);
    printf("%7.3f s  %s\n", seconds() - begin, names[i]);
    ng_buf_free(&out);
    ng_buf_free(&text);
    NG_TRY(st);
  }
  return NG_SUCCESS;
}

static NgStatus
write_corpus(const char* path, NgError* err)
{
  enum { N_ARTICLES = 1500 };
  NgOutput* output = NULL;
  NgWriter* writer = NULL;
  NG_TRY(ng_output_open(&output, path, err));
  NgStatus st = ng_writer_open(&writer, output, NG_WRITER_NTRIPLES, NULL, err);
  st          = st ? st : corpus_push(ng_writer_sink(writer), N_ARTICLES, err);
  st          = st ? st : ng_writer_finish(writer, err);
  ng_writer_free(writer);
  const NgStatus closed = ng_output_close(output, err);
  return st ? st : closed;
}

static NgStatus
run(int argc, const char* const* argv, NgError* err)
{
  NgStore*     store = NULL;
  const double begin = seconds();
  NgStatus     st    = ng_store_open(&store, err);
  int          i     = 1;
  for (; !st && i < argc && argv[i][0] != '-'; ++i) {
    st = ng_store_load(store, argv[i], err);
  }
  if (!st && i + 1 < argc && ng_str_is(ng_str(argv[i]), "-q")) {
    NgBuf out = NG_BUF_INIT(SIZE_MAX / 4);
    st        = run_one(store, ng_str(argv[i + 1]), "query", NG_QUERY_JSON, &out, err);
    fwrite(out.at, 1, out.len, stdout);
    ng_buf_free(&out);
  } else if (!st) {
    st = ng_store_settle(store);
    printf("%7.3f s  load %zu triples, %.1f bytes each\n", seconds() - begin, ng_store_size(store),
           (double)ng_store_bytes(store) / (double)ng_store_size(store));
    st = st ? st : run_files(store, argv + i + 1, argc - i - 1, err);
  }
  ng_store_close(store);
  return st;
}

static NgStatus
run_examples(NgError* err)
{
  static const char dir[]  = NG_SOURCE_DIR "/tests/queries/";
  char              path[] = "/tmp/bench_query.nt.XXXXXX";
  const int         fd     = mkstemp(path);
  if (fd < 0) {
    return ng_error_set(err, NG_ERR_WRITE, "No temporary file");
  }
  close(fd);
  static const char* const names[] = {"who-said-what", "accused-governments", "alleged", "office-holders",
                                      "timeline"};
  char                     files[5][4096];
  const char*              argv[8] = {"bench_query", path, "--"};
  for (int i = 0; i < 5; ++i) {
    snprintf(files[i], sizeof(files[i]), "%s%s.rq", dir, names[i]);
    argv[3 + i] = files[i];
  }
  NgStatus st = write_corpus(path, err);
  st          = st ? st : run(8, argv, err);
  unlink(path);
  return st;
}

int
main(int argc, char** argv)
{
  NgError        err = {0};
  const NgStatus st  = argc > 1 ? run(argc, (const char* const*)argv, &err) : run_examples(&err);
  if (st) {
    fprintf(stderr, "%s:%zu:%zu: %s\n", err.source, err.line, err.column, err.message);
  }
  return st == NG_ERR_UNSUPPORTED ? 3 : st ? 1 : 0;
}
