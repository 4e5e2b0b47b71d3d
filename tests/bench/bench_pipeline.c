// SPDX-License-Identifier: Apache-2.0
// usage: bench_pipeline ARTICLES.jsonl [ROUNDS]
// Tokens a second on one core, up to each stage, and the share of each in the whole; resident memory at the
// end. Of each article the best round counts, so that other work on the machine is not measured.
#include "base/io.h"
#include "pipeline/pipeline.h"
#include "read/reader.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static const char* const stage_names[] = {"text to tokens", "to names", "to dependencies", "to facts",
                                          "to N-Triples"};
enum { N_STAGES = 5 };

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); // what one core did, whatever else the machine does
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
die(const NgError* err)
{
  fprintf(stderr, "bench_pipeline: %s:%zu: %s\n", err->source, err->line, err->message);
  exit(1);
}

// Best times of the articles up to one stage.
typedef struct {
  double* best;
  size_t  n, cap;
} Times;

static void
note(Times* times, size_t article, double took)
{
  if (article == times->cap) {
    times->cap  = times->cap ? 2 * times->cap : 1024;
    times->best = realloc(times->best, times->cap * sizeof(double));
    if (!times->best) {
      exit(1);
    }
  }
  if (article == times->n) {
    times->best[times->n++] = took;
  }
  times->best[article] = took < times->best[article] ? took : times->best[article];
}

static double
sum(const Times* times)
{
  double all = 0;
  for (size_t i = 0; i < times->n; ++i) {
    all += times->best[i];
  }
  return all;
}

// One pass over all articles up to a stage. @return the number of tokens.
static size_t
pass(const NgPipeline* pipeline, const char* path, int stage, NgDoc* doc, Times* times)
{
  NgError        err      = {0};
  NgReader*      reader   = NULL;
  NgOutput*      output   = NULL;
  NgWriter*      writer   = NULL;
  size_t         n_tokens = 0;
  NgReadOptions  read     = NG_READ_OPTIONS_INIT;
  NgGraphOptions graph    = NG_GRAPH_OPTIONS_INIT;
  graph.profile           = NG_PROFILE_FACTS;
  if (ng_reader_open(&reader, path, NG_READ_JSONL, &read, &err) ||
      ng_output_open(&output, "/dev/null", &err) ||
      ng_writer_open(&writer, output, NG_WRITER_NTRIPLES, NULL, &err)) {
    die(&err);
  }
  double begin = seconds();
  for (size_t article = 0;; ++article) {
    ng_doc_reset(doc);
    const NgStatus st = ng_reader_next(reader, doc, &err);
    if (st == NG_END) {
      break;
    }
    if (st ||
        ng_pipeline_run(pipeline, doc, stage > NG_STAGE_FACTS ? NG_STAGE_FACTS : (NgStage)stage, &err) ||
        (stage > NG_STAGE_FACTS && ng_graph_run(&graph, doc, ng_writer_sink(writer), &err))) {
      die(&err);
    }
    n_tokens += doc->tokens.n;
    const double now = seconds();
    note(times, article, now - begin);
    begin = now;
  }
  ng_writer_finish(writer, NULL);
  ng_writer_free(writer);
  ng_output_abandon(output);
  ng_reader_close(reader);
  return n_tokens;
}

int
main(int argc, char** argv)
{
  if (argc < 2) {
    fputs("usage: bench_pipeline ARTICLES.jsonl [ROUNDS]\n", stderr);
    return 2;
  }
  const int   rounds   = argc > 2 ? atoi(argv[2]) : 3;
  NgError     err      = {0};
  NgPipeline* pipeline = NULL;
  if (ng_pipeline_open(&pipeline, &err)) {
    die(&err);
  }
  NgDoc  doc             = {.arena = ng_arena_new((size_t)4 << 30)};
  Times  times[N_STAGES] = {0};
  double best[N_STAGES];
  size_t n = 0;
  for (int round = 0; round < rounds; ++round) {
    for (int stage = 0; stage < N_STAGES; ++stage) {
      n = pass(pipeline, argv[1], stage, &doc, &times[stage]);
    }
  }
  for (int stage = 0; stage < N_STAGES; ++stage) {
    best[stage] = sum(&times[stage]);
    printf("%-16s %9.0f tokens/s  (%zu tokens, best of %d)\n", stage_names[stage], (double)n / best[stage], n,
           rounds);
    free(times[stage].best);
  }
  printf("profile:");
  for (int stage = 0; stage < N_STAGES; ++stage) {
    const double own = best[stage] - (stage ? best[stage - 1] : 0.0);
    printf(" %s %.0f%%%s", stage_names[stage], 100.0 * own / best[N_STAGES - 1],
           stage + 1 < N_STAGES ? "," : "\n");
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("resident memory, peak: %.1f MB\n", (double)usage.ru_maxrss / 1024.0);
  ng_arena_free(doc.arena);
  ng_pipeline_close(pipeline);
  return 0;
}
