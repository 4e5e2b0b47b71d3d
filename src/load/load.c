// SPDX-License-Identifier: Apache-2.0
#include "load/load.h"

#include "base/map.h"
#include "load/target.h"
#include "model/term.h"
#include "rdf/files.h"

enum {
  UPDATE_CONNECTIONS = 1, // updates wait for each other in Virtuoso
  OTHER_CONNECTIONS  = 2,
  INSERT_TRIPLES     = 2000, // Virtuoso takes no update of 10000 lines
  BATCH_TRIPLES      = 20000,
  BATCH_BYTES        = 8 << 20, // beyond which a batch is sent, however few triples it has
  MAX_BATCH          = 1 << 28,
  MAX_GRAPHS         = 1 << 30,
};

typedef struct {
  struct LoadImpl* load;
  NgLoadTarget     target;
  NgLoadBatch      filling; // of the reading thread
  NgLoadBatch      sending; // of the worker while is_full
  bool             is_full;
  bool             is_running;
  pthread_t        thread;
} Worker;

typedef struct LoadImpl {
  NgLoadOptions   options;
  NgLoadReport    report;
  pthread_mutex_t lock; // of what stands below, and of is_full
  pthread_cond_t  changed;
  bool            is_ended;
  NgError         failure; // the first, after which nothing is sent
  // of the reading thread
  NgMap*   graphs;
  uint32_t last; // number of the graph of the last quad
  size_t   n_triples;
  unsigned n_workers;
  bool     is_begun;
  Worker   workers[NG_LOAD_MAX_CONNECTIONS];
} Load;

// --- the report ------------------------------------------------------------------------------------

void
ng_load_report_taken(NgLoadReport* report, size_t n_triples)
{
  pthread_mutex_lock(&report->lock);
  report->counts.n_loaded += n_triples;
  ++report->counts.n_batches;
  report->n_in_a_row = 0;
  if (report->options->progress) {
    report->options->progress(report->options->self, report->counts.n_loaded);
  }
  pthread_mutex_unlock(&report->lock);
}

unsigned
ng_load_report_refused(NgLoadReport* report, size_t n_triples, bool is_graph, const NgError* why)
{
  pthread_mutex_lock(&report->lock);
  report->counts.n_refused += n_triples;
  report->counts.n_graphs_refused += is_graph;
  const unsigned n = ++report->n_in_a_row;
  if (report->options->refused) {
    report->options->refused(report->options->self, why);
  }
  pthread_mutex_unlock(&report->lock);
  return n;
}

void
ng_load_report_retry(NgLoadReport* report, const NgError* why)
{
  pthread_mutex_lock(&report->lock);
  ++report->counts.n_retried;
  if (report->options->retrying) {
    report->options->retrying(report->options->self, why);
  }
  pthread_mutex_unlock(&report->lock);
}

// --- workers ---------------------------------------------------------------------------------------

static void
keep_failure(Load* l, const NgError* failure, NgStatus status)
{
  if (!l->failure.status) {
    l->failure = *failure;
    ng_error_set(&l->failure, status, "%s", ng_strerror(status));
  }
}

// Sends what the reading thread hands over, until it ends.
static void*
work(void* self)
{
  Worker* const w = self;
  Load* const   l = w->load;
  pthread_mutex_lock(&l->lock);
  for (;;) {
    while (!w->is_full && !l->is_ended) {
      pthread_cond_wait(&l->changed, &l->lock);
    }
    if (!w->is_full) {
      break;
    }
    NgStatus status = l->failure.status;
    if (!status) {
      NgError err = {0};
      pthread_mutex_unlock(&l->lock);
      status = w->target.send(w->target.self, &w->sending, &err);
      pthread_mutex_lock(&l->lock);
      if (status) {
        keep_failure(l, &err, status);
      }
    }
    w->is_full = false;
    pthread_cond_broadcast(&l->changed);
  }
  pthread_mutex_unlock(&l->lock);
  return NULL;
}

static NgStatus
hand_over(Load* l, Worker* w, NgError* err)
{
  if (!w->filling.n_triples) {
    return NG_SUCCESS;
  }
  pthread_mutex_lock(&l->lock);
  while (w->is_full) {
    pthread_cond_wait(&l->changed, &l->lock);
  }
  const NgError failure = l->failure;
  if (!failure.status) {
    const NgLoadBatch batch = w->filling;
    w->filling              = w->sending;
    w->sending              = batch;
    w->is_full              = true;
    pthread_cond_broadcast(&l->changed);
  }
  pthread_mutex_unlock(&l->lock);
  ng_load_batch_clear(&w->filling);
  if (failure.status && err) {
    *err = failure;
  }
  return failure.status;
}

static NgStatus
start_worker(Load* l, Worker* w, NgError* err)
{
  w->load         = l;
  w->filling.text = (NgBuf)NG_BUF_INIT(MAX_BATCH);
  w->sending.text = (NgBuf)NG_BUF_INIT(MAX_BATCH);
  NG_TRY(l->options.kind == NG_LOAD_DIRECTORY ? ng_load_directory_open(&w->target, &l->report, err)
                                              : ng_load_http_open(&w->target, &l->report, err));
  w->is_running = !pthread_create(&w->thread, NULL, work, w);
  return w->is_running ? NG_SUCCESS : ng_error_set(err, NG_ERR_NO_MEM, "No further thread can be started");
}

// --- quads -----------------------------------------------------------------------------------------

// In its own graph, or after the one graph of the run was emptied.
static NgStatus
begin(Load* l, NgError* err)
{
  l->is_begun = true;
  if (!l->options.graph || l->options.is_added) {
    return NG_SUCCESS;
  }
  NgLoadTarget* const target = &l->workers[0].target;
  return target->clear(target->self, ng_str(l->options.graph), err);
}

static NgStatus
find_graph(Load* l, const NgRdf* rdf, const NgQuad* quad, bool* is_new, NgError* err)
{
  const NgStr graph = l->options.graph ? ng_str(l->options.graph) : quad->graph.value;
  *is_new           = false;
  if (!graph.len) {
    return ng_error_set(
        err, NG_ERR_BAD_ARG,
        "Line %zu names no graph: load N-Quads, or put everything into one graph by --graph IRI",
        ng_rdf_line(rdf));
  }
  if (ng_map_size(l->graphs) && ng_str_eq(ng_map_key(l->graphs, l->last), graph)) {
    return NG_SUCCESS;
  }
  const uint32_t before = ng_map_size(l->graphs);
  l->last               = ng_map_intern(l->graphs, graph);
  *is_new               = ng_map_size(l->graphs) > before;
  return l->last == UINT32_MAX ? ng_error_no_mem(err) : NG_SUCCESS;
}

// The line that was read where it is canonical, without its graph; else the terms.
static NgStatus
add_line(NgBuf* text, const NgRdf* rdf, const NgQuad* quad)
{
  const NgStr  line  = ng_rdf_text(rdf);
  const size_t extra = quad->graph.value.len ? quad->graph.value.len + 3 : 0; // " <" and ">"
  if (line.len > extra + 2 && (!extra || quad->graph.kind == NG_RDF_IRI)) {
    ng_buf_add(text, ng_str_n(line.at, line.len - extra - 2));
    return ng_buf_addz(text, " .\n");
  }
  ng_rdf_write_term(text, &quad->subject);
  ng_buf_addc(text, ' ');
  ng_rdf_write_term(text, &quad->predicate);
  ng_buf_addc(text, ' ');
  ng_rdf_write_term(text, &quad->object);
  return ng_buf_addz(text, " .\n");
}

// One graph is one worker's, so that its parts arrive in order; a single graph has been emptied before.
static Worker*
worker_of(Load* l, size_t batch_triples)
{
  return &l->workers[l->options.graph ? l->n_triples / batch_triples % l->n_workers : l->last % l->n_workers];
}

static NgStatus
take_quad(void* self, const NgRdf* rdf, const NgQuad* quad, NgError* err)
{
  Load* const l      = self;
  bool        is_new = false;
  NG_TRY(find_graph(l, rdf, quad, &is_new, err));
  if (!l->is_begun) {
    NG_TRY(begin(l, err));
  }
  Worker* const     w    = worker_of(l, l->options.batch_triples);
  NgLoadPart* const part = ng_load_batch_part(&w->filling, ng_map_key(l->graphs, l->last), is_new,
                                              l->report.part_triples);
  if (!part || add_line(&w->filling.text, rdf, quad)) {
    return ng_error_no_mem(err);
  }
  part->end = w->filling.text.len;
  ++part->n_triples;
  ++w->filling.n_triples;
  ++l->n_triples;
  return w->filling.n_triples >= l->options.batch_triples || w->filling.text.len >= BATCH_BYTES
             ? hand_over(l, w, err)
             : NG_SUCCESS;
}

static void
on_unreadable(void* self, const NgError* what)
{
  NgLoadReport* const report = &((Load*)self)->report;
  pthread_mutex_lock(&report->lock);
  if (report->options->refused) {
    report->options->refused(report->options->self, what);
  }
  pthread_mutex_unlock(&report->lock);
}

// --- the run ---------------------------------------------------------------------------------------

static NgStatus
set_options(Load* l, const NgLoadOptions* options, NgError* err)
{
  l->options             = *options;
  const bool is_update   = options->kind == NG_LOAD_UPDATE;
  l->report.part_triples = !is_update               ? SIZE_MAX
                           : options->batch_triples ? options->batch_triples
                                                    : INSERT_TRIPLES;
  if (!l->options.batch_triples) {
    l->options.batch_triples = BATCH_TRIPLES;
  }
  const unsigned n = options->n_connections ? options->n_connections
                     : is_update            ? UPDATE_CONNECTIONS
                                            : OTHER_CONNECTIONS;
  if (n > NG_LOAD_MAX_CONNECTIONS) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "At most %d connections can be used", NG_LOAD_MAX_CONNECTIONS);
  }
  l->n_workers = options->kind == NG_LOAD_DIRECTORY ? 1 : n;
  if (options->graph && !ng_term_iri_ok(ng_str(options->graph))) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The name of a graph is an absolute IRI, not '%.200s'",
                        options->graph);
  }
  l->graphs = ng_map_new(MAX_GRAPHS);
  return l->graphs ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
read_all(Load* l, const char* const* files, size_t n_files, NgError* err)
{
  const NgRdfTaker taker  = {l, take_quad, on_unreadable};
  NgRdfOptions     rdf    = NG_RDF_OPTIONS_INIT;
  NgRdfCounts      counts = {0};
  rdf.base                = l->options.base;
  rdf.is_skolemised       = true; // blank nodes of two batches would not be the same
  NgStatus status         = ng_rdf_read_files(files, n_files, &rdf, &taker, &counts, err);
  for (unsigned i = 0; !status && i < l->n_workers; ++i) {
    status = hand_over(l, &l->workers[i], err);
  }
  l->report.counts.n_read          = counts.n_quads;
  l->report.counts.n_lines_refused = counts.n_refused;
  l->report.counts.n_files_failed  = counts.n_files_failed;
  return status;
}

// Let the workers send what they have, and complete it. @return the first failure of any.
static NgStatus
end_workers(Load* l, NgStatus status, NgError* err)
{
  pthread_mutex_lock(&l->lock);
  l->is_ended = true;
  pthread_cond_broadcast(&l->changed);
  pthread_mutex_unlock(&l->lock);
  for (unsigned i = 0; i < l->n_workers && l->workers[i].is_running; ++i) {
    pthread_join(l->workers[i].thread, NULL);
  }
  if (!status && l->failure.status) {
    status = l->failure.status;
    *err   = l->failure;
  }
  for (unsigned i = 0; i < l->n_workers; ++i) {
    NgLoadTarget* const t = &l->workers[i].target;
    if (!status && t->finish) {
      status = t->finish(t->self, err);
    }
    if (t->free) {
      t->free(t->self);
    }
    ng_load_batch_free(&l->workers[i].filling);
    ng_load_batch_free(&l->workers[i].sending);
  }
  return status;
}

NgStatus
ng_load_run(const NgLoadOptions* options, const char* const* files, size_t n_files, NgLoadCounts* counts,
            NgError* err)
{
  Load    l   = {.is_ended = false};
  NgError why = {0};
  pthread_mutex_init(&l.lock, NULL);
  pthread_mutex_init(&l.report.lock, NULL);
  pthread_rwlock_init(&l.report.inserting, NULL);
  pthread_cond_init(&l.changed, NULL);
  l.report.options = &l.options;
  NgStatus status  = set_options(&l, options, &why);
  for (unsigned i = 0; !status && i < l.n_workers; ++i) {
    status = start_worker(&l, &l.workers[i], &why);
  }
  status           = status ? status : read_all(&l, files, n_files, &why);
  status           = end_workers(&l, status, &why);
  *counts          = l.report.counts;
  counts->n_graphs = l.graphs ? ng_map_size(l.graphs) : 0;
  ng_map_free(l.graphs);
  pthread_cond_destroy(&l.changed);
  pthread_rwlock_destroy(&l.report.inserting);
  pthread_mutex_destroy(&l.report.lock);
  pthread_mutex_destroy(&l.lock);
  if (status && err && !err->status) {
    *err = why;
  }
  return status;
}
