// SPDX-License-Identifier: Apache-2.0
// The loading of newsgraph.h.
#include "load/load.h"

#include "pipeline/public.h"

static void
tell(const NewsgraphLoadOptions* o, NewsgraphLevel level, const NgError* what)
{
  if (o->message) {
    NewsgraphError shown = {0};
    ng_pass_error(&shown, what, NG_ERR_WRITE);
    o->message(o->message_self, level, &shown);
  }
}

static void
on_refused(void* self, const NgError* what)
{
  tell(self, NEWSGRAPH_LEVEL_ERROR, what);
}

static void
on_retry(void* self, const NgError* what)
{
  tell(self, NEWSGRAPH_LEVEL_INFO, what);
}

static void
on_progress(void* self, uint64_t n_triples)
{
  const NewsgraphLoadOptions* const o = self;
  if (o->progress) {
    o->progress(o->message_self, n_triples);
  }
}

static NgStatus
load(NewsgraphStore kind, const char* store, const char* const* files, size_t n_files,
     NewsgraphLoadOptions* o, NgLoadCounts* counts, NgError* err)
{
  static const NgLoadKind kinds[] = {
      [NEWSGRAPH_STORE_UPDATE]    = NG_LOAD_UPDATE,
      [NEWSGRAPH_STORE_GRAPHS]    = NG_LOAD_GRAPH_STORE,
      [NEWSGRAPH_STORE_DIRECTORY] = NG_LOAD_DIRECTORY,
  };
  if ((unsigned)kind >= sizeof(kinds) / sizeof(kinds[0])) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no kind of store %d", (int)kind);
  }
  NgHttpOptions http    = NG_HTTP_OPTIONS_INIT;
  http.credentials_file = o->credentials_file;
  http.ca_file          = o->ca_file;
  http.is_plain_allowed = o->is_plain_allowed;
  http.retries          = o->retries;
  http.timeout_s        = o->timeout_s;

  const NgLoadOptions options = {.kind          = kinds[kind],
                                 .store         = store,
                                 .graph         = o->graph,
                                 .base          = o->base,
                                 .is_added      = o->is_added,
                                 .n_connections = o->n_connections,
                                 .batch_triples = o->batch_triples,
                                 .http          = http,
                                 .self          = o,
                                 .refused       = on_refused,
                                 .retrying      = on_retry,
                                 .progress      = on_progress};
  return ng_load_run(&options, files, n_files, counts, err);
}

NewsgraphStatus
newsgraph_load(NewsgraphStore kind, const char* store, const char* const* files, size_t n_files,
               const NewsgraphLoadOptions* options, NewsgraphLoaded* loaded, NewsgraphError* error)
{
  static const NewsgraphLoadOptions defaults = NEWSGRAPH_LOAD_OPTIONS_INIT;
  NewsgraphLoadOptions              o        = options ? *options : defaults;
  NgError                           err      = {0};
  NgLoadCounts                      c        = {0};
  const NgStatus                    status   = load(kind, store, files, n_files, &o, &c, &err);
  if (loaded) {
    *loaded = (NewsgraphLoaded){.n_read           = c.n_read,
                                .n_loaded         = c.n_loaded,
                                .n_graphs         = c.n_graphs,
                                .n_batches        = c.n_batches,
                                .n_retried        = c.n_retried,
                                .n_refused        = c.n_refused,
                                .n_graphs_refused = c.n_graphs_refused,
                                .n_lines_refused  = c.n_lines_refused,
                                .n_files_failed   = c.n_files_failed};
  }
  return ng_pass_error(error, &err, status);
}
