// SPDX-License-Identifier: Apache-2.0
#include "pipeline/worker.h"

#include "base/alloc.h"

enum {
  ARENA_PER_BYTE = 400, // most that the layers of an article take for a byte of its text
  ARENA_AT_LEAST = 64 << 20,
};

struct NgWorkerImpl {
  NgWorkerOptions  options;
  NgRaw            raw;
  NgArticleReader* reader;
  NgDoc            doc;
  NgBuf            bytes; // the article's, as it is written
  NgOutput*        output;
  NgWriter*        writer;
  NgCompressor*    compressor;
  NgBuf            head, foot; // of a document, packed
  NgSink           counter;    // counts triples, then hands on to the writer
  NgPiece*         piece;      // in hand
};

static void
warn_of_reading(void* self, const NgError* warning)
{
  ng_piece_tell(((NgWorker*)self)->piece, NEWSGRAPH_LEVEL_WARNING, warning);
}

static void
warn_of_graph(void* self, const NgMeta* meta, const char* message)
{
  NgError warning = {0};
  ng_error_set(&warning, NG_ERR_BAD_INPUT, "%s", message);
  ng_error_at(&warning, meta->source.at, meta->line, 0);
  ng_piece_tell(((NgWorker*)self)->piece, NEWSGRAPH_LEVEL_WARNING, &warning);
}

static NgStatus
count_begin(void* self, NgStr graph, NgError* err)
{
  const NgSink* const to = ng_writer_sink(((NgWorker*)self)->writer);
  return to->begin(to->self, graph, err);
}

static NgStatus
count_triple(void* self, const NgTriple* triple, NgError* err)
{
  NgWorker* const     worker = self;
  const NgSink* const to     = ng_writer_sink(worker->writer);
  ++worker->piece->counts.n_triples;
  return to->triple(to->self, triple, err);
}

static NgStatus
count_end(void* self, NgError* err)
{
  const NgSink* const to = ng_writer_sink(((NgWorker*)self)->writer);
  return to->end(to->self, err);
}

static NgStatus
open_parts(NgWorker* worker, NgError* err)
{
  NgWorkerOptions* const o       = &worker->options;
  const NgWriterOptions  writing = {.is_piece = true};
  const size_t           max     = o->read.max_article_bytes;
  ng_raw_init(&worker->raw, max);
  o->read.warn      = warn_of_reading;
  o->read.warn_self = worker;
  o->graph.log      = warn_of_graph;
  o->graph.log_self = worker;
  worker->bytes     = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  worker->counter   = (NgSink){worker, count_begin, count_triple, count_end};
  worker->doc.arena = ng_arena_new(max * ARENA_PER_BYTE + ARENA_AT_LEAST);
  if (!worker->doc.arena) {
    return ng_error_no_mem(err);
  }
  NG_TRY(ng_article_reader_new(&worker->reader, &o->read, err));
  NG_TRY(ng_output_open_memory(&worker->output, &worker->bytes, err));
  NG_TRY(ng_writer_open(&worker->writer, worker->output, o->format, &writing, err));
  NG_TRY(ng_compressor_new(&worker->compressor, o->compression, err));
  worker->head = worker->foot = (NgBuf)NG_BUF_INIT(1 << 20);
  if (ng_compress(worker->compressor, ng_writer_head(worker->writer), &worker->head) ||
      ng_compress(worker->compressor, ng_writer_foot(worker->writer), &worker->foot)) {
    return ng_error_no_mem(err);
  }
  return NG_SUCCESS;
}

NgStatus
ng_worker_new(NgWorker** out, const NgWorkerOptions* options, NgError* err)
{
  NgWorker* const worker = ng_calloc(1, sizeof(NgWorker));
  if (!worker) {
    return ng_error_no_mem(err);
  }
  worker->options   = *options;
  const NgStatus st = open_parts(worker, err);
  if (st) {
    ng_worker_free(worker);
    return st;
  }
  *out = worker;
  return NG_SUCCESS;
}

void
ng_worker_free(NgWorker* worker)
{
  if (worker) {
    ng_buf_free(&worker->head);
    ng_buf_free(&worker->foot);
    ng_compressor_free(worker->compressor);
    ng_writer_free(worker->writer);
    ng_output_abandon(worker->output);
    ng_article_reader_free(worker->reader);
    ng_arena_free(worker->doc.arena);
    ng_buf_free(&worker->bytes);
    ng_raw_free(&worker->raw);
    ng_free(worker);
  }
}

NgRaw*
ng_worker_raw(NgWorker* worker)
{
  return &worker->raw;
}

NgStr
ng_worker_head(const NgWorker* worker)
{
  return ng_buf_str(&worker->head);
}

NgStr
ng_worker_foot(const NgWorker* worker)
{
  return ng_buf_str(&worker->foot);
}

static NgStatus
make_graph(NgWorker* worker, NgError* err)
{
  NG_TRY(ng_pipeline_run(worker->options.pipeline, &worker->doc, NG_STAGE_FACTS, err));
  return ng_graph_run(&worker->options.graph, &worker->doc, &worker->counter, err);
}

// The bytes that were made are the piece's.
static NgStatus
hand_over(NgWorker* worker, NgPiece* piece)
{
  if (worker->options.compression) {
    return ng_compress(worker->compressor, ng_buf_str(&worker->bytes), &piece->bytes);
  }
  const NgBuf made = worker->bytes; // the piece's memory is the next article's
  worker->bytes    = piece->bytes;
  piece->bytes     = made;
  return NG_SUCCESS;
}

// The article was read with the result `st`: the rest of its way.
static void
finish(NgWorker* worker, NgStatus st, NgError* err)
{
  NgPiece* const piece = worker->piece;
  ng_buf_clear(&worker->bytes);
  st = st ? st : make_graph(worker, err);
  st = st ? st : hand_over(worker, piece);
  if (st) {
    ng_writer_reset(worker->writer);
    ng_error_set(err, st, "%s", ng_strerror(st));
    ng_error_at(err, worker->doc.meta.source.at, worker->doc.meta.line, 0);
    ng_piece_lose(piece, err);
    return;
  }
  piece->counts.n_records = 1;
  if (piece->counts.n_triples) {
    piece->counts.n_articles = 1;
    piece->counts.n_tokens   = worker->doc.tokens.n;
    piece->counts.n_bytes    = worker->doc.text.len;
  }
}

void
ng_worker_run(NgWorker* worker, NgPiece* piece)
{
  NgError err       = {0};
  worker->piece     = piece;
  const NgStatus st = ng_article_read(worker->reader, &worker->raw, &worker->doc, &err);
  if (st) {
    ng_error_at(&err, worker->raw.name.at, worker->raw.line, 0);
  }
  finish(worker, st, &err);
}

void
ng_worker_run_text(NgWorker* worker, NgStr name, NgStr text, NgPiece* piece)
{
  NgError err   = {0};
  worker->piece = piece;
  ng_doc_reset(&worker->doc);
  finish(worker, ng_read_text(&worker->doc, name, text, &worker->options.read, &err), &err);
}
