// SPDX-License-Identifier: Apache-2.0
// The public interface over the pipeline, readers and writers.
#include "newsgraph.h"

#include "base/alloc.h"
#include "model/term.h"
#include "pipeline/public.h"
#include "query/store.h"
#include "read/reader.h"
#include "write/raptor.h"
#include "write/writer.h"

#include <stdio.h>

enum {
  DEFAULT_MAX_ARTICLE = 16 << 20, // bytes
  ARENA_PER_BYTE      = 400,      // most that the layers of an article take for a byte of its text
  ARENA_AT_LEAST      = 64 << 20,
};

struct NewsgraphRunImpl {
  const NgPipeline*   pipeline;
  NewsgraphRunOptions options;
  NgReadOptions       read;
  NgGraphOptions      graph;
  NgOutput*           output;
  NgWriter*           writer;
  NgSink              counter; // counts triples, then hands on to the writer
  NgDoc               doc;
  NewsgraphSummary    summary;
  NgError             failure; // why the run cannot go on
};

static NewsgraphStatus
public_status(NgStatus status)
{
  switch (status) {
  case NG_SUCCESS:
  case NG_END:
  case NG_SKIPPED:
    return NEWSGRAPH_SUCCESS;
  case NG_ERR_NO_MEM:
    return NEWSGRAPH_ERR_MEMORY;
  case NG_ERR_LIMIT:
  case NG_ERR_BAD_TEXT:
  case NG_ERR_BAD_INPUT:
    return NEWSGRAPH_ERR_INPUT;
  case NG_ERR_BAD_ARG:
    return NEWSGRAPH_ERR_ARGUMENT;
  case NG_ERR_BAD_DATA:
  case NG_ERR_READ:
    return NEWSGRAPH_ERR_READ;
  case NG_ERR_WRITE:
    return NEWSGRAPH_ERR_WRITE;
  case NG_ERR_UNSUPPORTED:
    break;
  }
  return NEWSGRAPH_ERR_UNSUPPORTED;
}

NewsgraphStatus
ng_pass_error(NewsgraphError* to, const NgError* from, NgStatus status)
{
  const NewsgraphStatus st = public_status(from->status ? from->status : status);
  if (to && st) {
    to->status = st;
    to->line   = from->line;
    to->column = from->column;
    snprintf(to->source, sizeof(to->source), "%s", from->source);
    snprintf(to->message, sizeof(to->message), "%s", from->status ? from->message : ng_strerror(status));
  }
  return st;
}

const char*
newsgraph_version(void)
{
  return NG_VERSION;
}

size_t
newsgraph_versions(const Newsgraph* ng, char* out, size_t size)
{
  NgBuf text = NG_BUF_INIT(1 << 16);
  ng_buf_printf(&text, "newsgraph %s\nraptor %s\nlibrdf %s\n", NG_VERSION, ng_raptor_version(),
                ng_store_librdf_version());
  if (ng) {
    ng_pipeline_versions(ng->pipeline, &text);
  }
  const size_t need = text.len + 1;
  if (size) {
    snprintf(out, size, "%s", text.at ? text.at : "");
  }
  ng_buf_free(&text);
  return need;
}

NewsgraphStatus
newsgraph_open(Newsgraph** out, NewsgraphError* error)
{
  NgError          err = {0};
  Newsgraph* const ng  = ng_calloc(1, sizeof(Newsgraph));
  const NgStatus   st  = ng ? ng_pipeline_open(&ng->pipeline, &err) : NG_ERR_NO_MEM;
  if (st) {
    ng_free(ng);
    return ng_pass_error(error, &err, st);
  }
  *out = ng;
  return NEWSGRAPH_SUCCESS;
}

void
newsgraph_close(Newsgraph* ng)
{
  if (ng) {
    ng_pipeline_close(ng->pipeline);
    ng_free(ng);
  }
}

// --- a run -----------------------------------------------------------------------------------------

static void
tell(const NewsgraphRun* run, NewsgraphLevel level, const NgError* what)
{
  if (run->options.message) {
    NewsgraphError shown = {0};
    ng_pass_error(&shown, what, NG_ERR_BAD_INPUT);
    run->options.message(run->options.message_self, level, &shown);
  }
}

static void
warn_of_reading(void* self, const NgError* warning)
{
  tell(self, NEWSGRAPH_LEVEL_WARNING, warning);
}

static void
warn_of_graph(void* self, const NgMeta* meta, const char* message)
{
  NgError warning = {0};
  ng_error_set(&warning, NG_ERR_BAD_INPUT, "%s", message);
  ng_error_at(&warning, meta->source.at, meta->line, 0);
  tell(self, NEWSGRAPH_LEVEL_WARNING, &warning);
}

static NgStatus
count_begin(void* self, NgStr graph, NgError* err)
{
  const NgSink* const to = ng_writer_sink(((NewsgraphRun*)self)->writer);
  return to->begin(to->self, graph, err);
}

static NgStatus
count_triple(void* self, const NgTriple* triple, NgError* err)
{
  NewsgraphRun* const run = self;
  const NgSink* const to  = ng_writer_sink(run->writer);
  ++run->summary.n_triples;
  return to->triple(to->self, triple, err);
}

static NgStatus
count_end(void* self, NgError* err)
{
  const NgSink* const to = ng_writer_sink(((NewsgraphRun*)self)->writer);
  return to->end(to->self, err);
}

// What stage options follow from the run's, with a look at each.
static NgStatus
set_options(NewsgraphRun* run, NgError* err)
{
  const NewsgraphRunOptions* const o = &run->options;
  char                             date[NG_READ_DATE_BYTES];
  NgDate                           day;
  if (o->date && !ng_read_date(ng_str(o->date), date, &day)) {
    return ng_error_set(err, NG_ERR_BAD_ARG,
                        "'%.64s' is no date; write it as 2025-01-31 or 2025-01-31T12:30:00Z", o->date);
  }
  if (o->base && !ng_term_iri_ok(ng_str(o->base))) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The base '%.128s' is no absolute IRI", o->base);
  }
  run->read                   = (NgReadOptions)NG_READ_OPTIONS_INIT;
  run->read.title             = o->title;
  run->read.date              = o->date;
  run->read.url               = o->url;
  run->read.publisher         = o->publisher;
  run->read.max_article_bytes = o->max_article_bytes ? o->max_article_bytes : DEFAULT_MAX_ARTICLE;
  run->read.warn              = warn_of_reading;
  run->read.warn_self         = run;
  run->graph                  = (NgGraphOptions)NG_GRAPH_OPTIONS_INIT;
  run->graph.profile          = o->facts_only ? NG_PROFILE_FACTS : NG_PROFILE_FULL;
  run->graph.entail           = o->entail;
  run->graph.with_text        = o->with_text;
  run->graph.background       = o->background ? ng_pipeline_know(run->pipeline) : NULL;
  run->graph.min_confidence   = (float)o->min_confidence;
  run->graph.version          = ng_str(NG_VERSION);
  run->graph.log              = warn_of_graph;
  run->graph.log_self         = run;
  if (o->base) {
    run->graph.base = ng_str(o->base);
  }
  return NG_SUCCESS;
}

static NgStatus
open_writer(NewsgraphRun* run, const char* path, NgError* err)
{
  static const NgWriterFormat formats[] = {
      [NEWSGRAPH_FORMAT_TURTLE]   = NG_WRITER_TURTLE,
      [NEWSGRAPH_FORMAT_NTRIPLES] = NG_WRITER_NTRIPLES,
      [NEWSGRAPH_FORMAT_NQUADS]   = NG_WRITER_NQUADS,
      [NEWSGRAPH_FORMAT_RDFXML]   = NG_WRITER_RDFXML,
  };
  if ((unsigned)run->options.format >= sizeof(formats) / sizeof(formats[0])) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no format %d", (int)run->options.format);
  }
  NG_TRY(ng_output_open(&run->output, path, err));
  return ng_writer_open(&run->writer, run->output, formats[run->options.format], NULL, err);
}

static void
free_run(NewsgraphRun* run)
{
  ng_writer_free(run->writer);
  ng_output_abandon(run->output);
  ng_arena_free(run->doc.arena);
  ng_free(run);
}

NewsgraphStatus
newsgraph_run_open(NewsgraphRun** out, const Newsgraph* ng, const char* path,
                   const NewsgraphRunOptions* options, NewsgraphError* error)
{
  static const NewsgraphRunOptions defaults = NEWSGRAPH_RUN_OPTIONS_INIT;
  NgError                          err      = {0};
  NewsgraphRun* const              run      = ng_calloc(1, sizeof(NewsgraphRun));
  if (!run) {
    return ng_pass_error(error, &err, NG_ERR_NO_MEM);
  }
  run->pipeline = ng->pipeline;
  run->options  = options ? *options : defaults;
  run->counter  = (NgSink){run, count_begin, count_triple, count_end};
  NgStatus st   = set_options(run, &err);
  if (!st) {
    run->doc.arena = ng_arena_new(run->read.max_article_bytes * ARENA_PER_BYTE + ARENA_AT_LEAST);
    st             = run->doc.arena ? open_writer(run, path, &err) : NG_ERR_NO_MEM;
  }
  if (st) {
    free_run(run);
    return ng_pass_error(error, &err, st);
  }
  *out = run;
  return NEWSGRAPH_SUCCESS;
}

// Report an article that is lost.
static void
lose_article(NewsgraphRun* run, NgError* err)
{
  ng_error_at(err, run->doc.meta.source.at, run->doc.meta.line, 0);
  ++run->summary.n_failed;
  tell(run, NEWSGRAPH_LEVEL_ERROR, err);
}

// Take the article that was read through the pipeline to the output. Its own faults are reported and do
// not end the run; a failing output does.
static NgStatus
write_article(NewsgraphRun* run)
{
  NgError        err = {0};
  const NgStatus st  = ng_pipeline_run(run->pipeline, &run->doc, NG_STAGE_FACTS, &err);
  if (st) {
    ng_error_set(&err, st, "%s", ng_strerror(st));
    lose_article(run, &err);
    return NG_SUCCESS;
  }
  const size_t n_before = run->summary.n_triples;
  NG_TRY(ng_graph_run(&run->graph, &run->doc, &run->counter, &run->failure));
  if (run->summary.n_triples > n_before) {
    ++run->summary.n_articles;
    run->summary.n_tokens += run->doc.tokens.n;
    run->summary.n_bytes += run->doc.text.len;
  }
  return NG_SUCCESS;
}

static NewsgraphStatus
stop_run(NewsgraphRun* run, NgStatus status)
{
  ng_error_set(&run->failure, status, "%s", ng_strerror(status));
  return public_status(status);
}

NewsgraphStatus
newsgraph_run_add_text(NewsgraphRun* run, const char* name, const char* text, size_t len)
{
  if (run->failure.status) {
    return public_status(run->failure.status);
  }
  NgError err = {0};
  ng_doc_reset(&run->doc);
  if (ng_read_text(&run->doc, ng_str(name), ng_str_n(text, len), &run->read, &err)) {
    lose_article(run, &err);
    return NEWSGRAPH_SUCCESS;
  }
  const NgStatus st = write_article(run);
  return st ? stop_run(run, st) : NEWSGRAPH_SUCCESS;
}

static NgReadFormat
read_format(NewsgraphInput input)
{
  return input == NEWSGRAPH_INPUT_TEXT    ? NG_READ_TEXT
         : input == NEWSGRAPH_INPUT_JSONL ? NG_READ_JSONL
                                          : NG_READ_AUTO;
}

// A file that cannot be read, or not to its end.
static NewsgraphStatus
lose_file(NewsgraphRun* run, const char* path, NgError* err)
{
  ng_error_at(err, path, 0, 0);
  ++run->summary.n_files_failed;
  tell(run, NEWSGRAPH_LEVEL_ERROR, err);
  return err->status == NG_ERR_NO_MEM ? stop_run(run, NG_ERR_NO_MEM) : NEWSGRAPH_SUCCESS;
}

NewsgraphStatus
newsgraph_run_add_file(NewsgraphRun* run, const char* path)
{
  if (run->failure.status) {
    return public_status(run->failure.status);
  }
  NgError   err    = {0};
  NgReader* reader = NULL;
  if (ng_reader_open(&reader, path, read_format(run->options.input), &run->read, &err)) {
    return lose_file(run, path, &err);
  }
  NewsgraphStatus result = NEWSGRAPH_SUCCESS;
  while (!result) {
    memset(&err, 0, sizeof(err));
    NgStatus st = ng_reader_next(reader, &run->doc, &err);
    if (st == NG_END) {
      break;
    }
    if (ng_reader_is_fatal(st)) {
      result = lose_file(run, path, &err);
      break;
    }
    if (st) {
      lose_article(run, &err);
      continue;
    }
    st = write_article(run);
    if (st) {
      result = stop_run(run, st);
    }
  }
  ng_reader_close(reader);
  return result;
}

NewsgraphStatus
newsgraph_run_close(NewsgraphRun* run, NewsgraphSummary* summary, NewsgraphError* error)
{
  NgError err = run->failure;
  if (summary) {
    *summary = run->summary;
  }
  NgStatus st = err.status ? err.status : ng_writer_finish(run->writer, &err);
  if (!st) {
    ng_writer_free(run->writer); // before the output it writes to
    run->writer = NULL;
    st          = ng_output_close(run->output, &err);
    run->output = NULL;
  }
  free_run(run);
  return ng_pass_error(error, &err, st);
}
