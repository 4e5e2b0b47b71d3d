// SPDX-License-Identifier: Apache-2.0
// Any bytes as an article, the whole way to triples, which must all be well-formed.
#include "model/term.h"
#include "pipeline/pipeline.h"
#include "read/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static NgStatus
begin(void* self, NgStr graph, NgError* err)
{
  return ng_term_iri_ok(graph) ? NG_SUCCESS : NG_ERR_BAD_ARG;
}

static NgStatus
triple(void* self, const NgTriple* t, NgError* err)
{
  return ng_term_check(t, err);
}

static NgStatus
end(void* self, NgError* err)
{
  return NG_SUCCESS;
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  static NgPipeline*   pipeline; // loading it takes longer than an article
  static NgArena*      arena;
  const NgSink         sink  = {NULL, begin, triple, end};
  const NgReadOptions  read  = {.date = "2025-03-12", .max_article_bytes = 1 << 20};
  const NgGraphOptions graph = NG_GRAPH_OPTIONS_INIT;
  NgError              err   = {0};
  if (!pipeline && ng_pipeline_open(&pipeline, &err)) {
    abort();
  }
  arena     = arena ? arena : ng_arena_new((size_t)1 << 30);
  NgDoc doc = {.arena = arena};
  ng_doc_reset(&doc);
  if (ng_read_text(&doc, ng_str("fuzz"), ng_str_n((const char*)data, size), &read, &err) == NG_SUCCESS &&
      ng_pipeline_run(pipeline, &doc, NG_STAGE_FACTS, &err) == NG_SUCCESS &&
      ng_graph_run(&graph, &doc, &sink, &err) != NG_SUCCESS) {
    abort();
  }
  return 0;
}
