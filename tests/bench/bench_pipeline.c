// SPDX-License-Identifier: Apache-2.0
// usage: bench_pipeline ARTICLES.jsonl [ROUNDS]
// Tokens a second on one core, up to each stage, and the share of each in the whole; resident memory at the
// end.
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

// One pass over all articles up to a stage. @return the number of tokens.
static size_t
pass(const NgPipeline* pipeline, const char* path, int stage, NgDoc* doc)
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
  for (;;) {
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
  NgDoc  doc = {.arena = ng_arena_new((size_t)4 << 30)};
  double best[N_STAGES];
  for (int stage = 0; stage < N_STAGES; ++stage) {
    best[stage] = 1e9;
    size_t n    = 0;
    for (int round = 0; round < rounds; ++round) {
      const double begin = seconds();
      n                  = pass(pipeline, argv[1], stage, &doc);
      const double took  = seconds() - begin;
      best[stage]        = took < best[stage] ? took : best[stage];
    }
    printf("%-16s %9.0f tokens/s  (%zu tokens, best of %d)\n", stage_names[stage], (double)n / best[stage], n,
           rounds);
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
