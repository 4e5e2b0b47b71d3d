// SPDX-License-Identifier: Apache-2.0
// A run of newsgraph.h: workers take records from a feed, and what they make goes, in order, to the parts of
// the output. There is no thread for reading or writing: each worker does both when it is due.
#include "pipeline/feed.h"
#include "pipeline/order.h"
#include "pipeline/parts.h"
#include "pipeline/public.h"
#include "pipeline/worker.h"

#include "base/alloc.h"
#include "model/term.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum {
  DEFAULT_MAX_ARTICLE       = 16 << 20, // bytes
  DEFAULT_ARTICLES_PER_PART = 10000,
  MAX_THREADS               = 1024,
};

struct NewsgraphRunImpl {
  const Newsgraph*    newsgraph;
  NewsgraphRunOptions options;
  NgWorker**          workers;
  size_t              n_workers;
  NgOrder*            order;
  NgFeed*             feed;
  NgParts*            parts;
  NgBuf               settings;
  NgError             failure; // why the run cannot go on
};

static const struct {
  NgWriterFormat format;
  const char*    name;
  const char*    extension;
} formats[] = {
    [NEWSGRAPH_FORMAT_TURTLE]   = {NG_WRITER_TURTLE, "turtle", "ttl"},
    [NEWSGRAPH_FORMAT_NTRIPLES] = {NG_WRITER_NTRIPLES, "ntriples", "nt"},
    [NEWSGRAPH_FORMAT_NQUADS]   = {NG_WRITER_NQUADS, "nquads", "nq"},
    [NEWSGRAPH_FORMAT_RDFXML]   = {NG_WRITER_RDFXML, "rdfxml", "rdf"},
};
static const struct {
  NgCompression kind;
  const char*   name;
  const char*   extension;
} compressions[] = {
    [NEWSGRAPH_COMPRESS_BY_NAME] = {NG_COMPRESS_NONE, "none", ""},
    [NEWSGRAPH_COMPRESS_NONE]    = {NG_COMPRESS_NONE, "none", ""},
    [NEWSGRAPH_COMPRESS_GZIP]    = {NG_COMPRESS_GZIP, "gzip", ".gz"},
    [NEWSGRAPH_COMPRESS_ZSTD]    = {NG_COMPRESS_ZSTD, "zstd", ".zst"},
};
enum {
  N_FORMATS      = sizeof(formats) / sizeof(formats[0]),
  N_COMPRESSIONS = sizeof(compressions) / sizeof(compressions[0])
};

// --- messages and pieces -------------------------------------------------------------------------

static void
tell(const NewsgraphRun* run, NewsgraphLevel level, const NgError* what)
{
  if (run->options.message) {
    NewsgraphError shown = {0};
    NgError        copy  = *what;
    copy.status          = copy.status == NG_SKIPPED ? NG_ERR_BAD_INPUT : copy.status;
    ng_pass_error(&shown, &copy, NG_ERR_BAD_INPUT);
    run->options.message(run->options.message_self, level, &shown);
  }
}

static void
take_note(void* self, NewsgraphLevel level, const char* what)
{
  const NewsgraphRun* const run = self;
  NgError                   err = {0};
  ng_error_set(&err, NG_ERR_BAD_INPUT, "%s", what);
  ng_error_at(&err, run->options.folder, 0, 0);
  tell(run, level, &err);
}

// The next piece in order: its messages, then its bytes.
static NgStatus
take_piece(void* self, const NgPiece* piece)
{
  NewsgraphRun* const run = self;
  for (size_t i = 0; i < piece->n_messages; ++i) {
    tell(run, piece->messages[i].level, &piece->messages[i].what);
  }
  if (piece->n_untold) {
    NgError more = {0};
    ng_error_set(&more, NG_ERR_BAD_INPUT, "%zu more messages of this kind are left out", piece->n_untold);
    ng_error_at(&more, piece->messages[0].what.source, piece->messages[0].what.line, 0);
    tell(run, NEWSGRAPH_LEVEL_WARNING, &more);
  }
  NG_TRY(ng_parts_add(run->parts, piece, &run->failure));
  if (run->options.progress) {
    const NgPoint* const    point    = ng_parts_point(run->parts);
    const NewsgraphProgress progress = {point->total, point->place.n_bytes};
    run->options.progress(run->options.progress_self, &progress);
  }
  return NG_SUCCESS;
}

// --- what must be the same for a run to go on ----------------------------------------------------

// A line: what would end it early is written as in C.
static void
add_setting(NgBuf* to, const char* name, const char* value)
{
  if (!value) {
    return;
  }
  ng_buf_printf(to, "%s ", name);
  for (; *value; ++value) {
    if (*value == '\n' || *value == '\\') {
      ng_buf_addz(to, *value == '\n' ? "\\n" : "\\\\");
    } else {
      ng_buf_addc(to, *value);
    }
  }
  ng_buf_addc(to, '\n');
}

static NgStatus
add_versions(NewsgraphRun* run, NgError* err)
{
  NgBuf text = NG_BUF_INIT(1 << 16);
  ng_buf_addz(&text, "newsgraph " NG_VERSION "\n");
  ng_pipeline_versions(run->newsgraph->pipeline, &text);
  for (size_t i = 0; i < text.len; ++i) { // one value of one line
    text.at[i] = text.at[i] == '\n' ? ';' : text.at[i];
  }
  const NgStatus st = text.status;
  if (!st) {
    add_setting(&run->settings, "version", text.at);
  }
  ng_buf_free(&text);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

static NgStatus
describe_settings(NewsgraphRun* run, NgError* err)
{
  const NewsgraphRunOptions* const o  = &run->options;
  NgBuf* const                     to = &run->settings;
  NG_TRY(add_versions(run, err));
  add_setting(to, "format", formats[o->format].name);
  ng_buf_printf(to, "input %d\n", (int)o->input);
  add_setting(to, "compression", compressions[o->compression].name);
  add_setting(to, "base", o->base);
  add_setting(to, "date", o->date);
  add_setting(to, "url", o->url);
  add_setting(to, "title", o->title);
  add_setting(to, "publisher", o->publisher);
  add_setting(to, "profile", o->facts_only ? "facts" : "full");
  ng_buf_printf(to, "entail %d\ntext %d\nbackground %d\n", !!o->entail, !!o->with_text, !!o->background);
  ng_buf_printf(to, "min-confidence %.17g\nmax-article-bytes %zu\n", o->min_confidence, o->max_article_bytes);
  ng_buf_printf(to, "any-language %d\n", !!o->any_language);
  ng_buf_printf(to, "shard %zu/%zu\n", o->shard, o->n_shards);
  if (o->folder) {
    ng_buf_printf(to, "articles-per-file %zu\n", o->articles_per_part);
  }
  return to->status ? ng_error_set(err, to->status, "%s", ng_strerror(to->status)) : NG_SUCCESS;
}

// --- opening -------------------------------------------------------------------------------------

static NgStatus
check_options(NewsgraphRun* run, const char* path, NgError* err)
{
  NewsgraphRunOptions* const o = &run->options;
  if ((unsigned)o->format >= N_FORMATS) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no format %d", (int)o->format);
  }
  if (o->base && !ng_term_iri_ok(ng_str(o->base))) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The base '%.128s' is no absolute IRI", o->base);
  }
  if (path && o->folder) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Give a file or a folder to write to, not both");
  }
  if (o->resume && !path && !o->folder) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Standard output cannot be resumed; name a file or a folder");
  }
  if ((unsigned)o->compression >= N_COMPRESSIONS) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no compression %d", (int)o->compression);
  }
  if (o->compression == NEWSGRAPH_COMPRESS_BY_NAME && path) {
    const NgCompression kind = ng_compression_of(ng_str(path));
    o->compression           = kind == NG_COMPRESS_GZIP   ? NEWSGRAPH_COMPRESS_GZIP
                               : kind == NG_COMPRESS_ZSTD ? NEWSGRAPH_COMPRESS_ZSTD
                                                          : NEWSGRAPH_COMPRESS_NONE;
  }
  o->n_shards = o->n_shards ? o->n_shards : 1;
  o->shard    = o->n_shards == 1 && !o->shard ? 1 : o->shard;
  if (o->shard < 1 || o->shard > o->n_shards) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no shard %zu of %zu", o->shard, o->n_shards);
  }
  if (!o->n_threads) {
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    o->n_threads = n > 0 ? (size_t)n : 1;
  }
  o->n_threads         = o->n_threads < MAX_THREADS ? o->n_threads : MAX_THREADS;
  o->articles_per_part = o->articles_per_part ? o->articles_per_part : DEFAULT_ARTICLES_PER_PART;
  o->max_article_bytes = o->max_article_bytes ? o->max_article_bytes : DEFAULT_MAX_ARTICLE;
  return NG_SUCCESS;
}

static NgReadOptions
read_options(const NewsgraphRun* run)
{
  const NewsgraphRunOptions* const o = &run->options;
  NgReadOptions                    r = NG_READ_OPTIONS_INIT;
  r.title                            = o->title;
  r.date                             = o->date;
  r.url                              = o->url;
  r.publisher                        = o->publisher;
  r.max_article_bytes                = o->max_article_bytes;
  r.any_language                     = o->any_language;
  return r;
}

static NgGraphOptions
graph_options(const NewsgraphRun* run)
{
  const NewsgraphRunOptions* const o = &run->options;
  NgGraphOptions                   g = NG_GRAPH_OPTIONS_INIT;
  g.profile                          = o->facts_only ? NG_PROFILE_FACTS : NG_PROFILE_FULL;
  g.entail                           = o->entail;
  g.with_text                        = o->with_text;
  g.background                       = o->background ? ng_pipeline_know(run->newsgraph->pipeline) : NULL;
  g.min_confidence                   = (float)o->min_confidence;
  g.version                          = ng_str(NG_VERSION);
  if (o->base) {
    g.base = ng_str(o->base);
  }
  return g;
}

static NgStatus
make_workers(NewsgraphRun* run, NgError* err)
{
  const NgWorkerOptions options = {run->newsgraph->pipeline, read_options(run), graph_options(run),
                                   formats[run->options.format].format,
                                   compressions[run->options.compression].kind};
  run->workers                  = ng_calloc(run->options.n_threads, sizeof(NgWorker*));
  if (!run->workers) {
    return ng_error_no_mem(err);
  }
  for (; run->n_workers < run->options.n_threads; ++run->n_workers) {
    NG_TRY(ng_worker_new(&run->workers[run->n_workers], &options, err));
  }
  return NG_SUCCESS;
}

static NgStatus
open_output(NewsgraphRun* run, const char* path, NgError* err)
{
  const NewsgraphRunOptions* const o       = &run->options;
  const NgPartsOptions             options = {
                  .path              = path,
                  .folder            = o->folder,
                  .extension         = formats[o->format].extension,
                  .packed            = compressions[o->compression].extension,
                  .articles_per_part = o->articles_per_part,
                  .head              = ng_worker_head(run->workers[0]),
                  .foot              = ng_worker_foot(run->workers[0]),
                  .settings          = ng_buf_str(&run->settings),
                  .resume            = o->resume,
                  .checkpoint_ms     = o->checkpoint_ms,
                  .note              = take_note,
                  .note_self         = run,
  };
  return ng_parts_open(&run->parts, &options, err);
}

static NgReadFormat
read_format(NewsgraphInput input)
{
  static const NgReadFormat kinds[] = {
      [NEWSGRAPH_INPUT_AUTO] = NG_READ_AUTO,   [NEWSGRAPH_INPUT_TEXT] = NG_READ_TEXT,
      [NEWSGRAPH_INPUT_JSONL] = NG_READ_JSONL, [NEWSGRAPH_INPUT_HTML] = NG_READ_HTML,
      [NEWSGRAPH_INPUT_NINJS] = NG_READ_NINJS, [NEWSGRAPH_INPUT_NEWSML] = NG_READ_NEWSML,
      [NEWSGRAPH_INPUT_FEED] = NG_READ_FEED,   [NEWSGRAPH_INPUT_WARC] = NG_READ_WARC,
  };
  return input < sizeof(kinds) / sizeof(kinds[0]) ? kinds[input] : NG_READ_AUTO;
}

static NgStatus
open_feed(NewsgraphRun* run, NgError* err)
{
  const NewsgraphRunOptions* const o       = &run->options;
  const NgFeedOptions              options = {
                   .format   = read_format(o->input),
                   .read     = read_options(run),
                   .shard    = o->shard - 1,
                   .n_shards = o->n_shards,
                   .done     = ng_parts_point(run->parts)->place,
  };
  NG_TRY(ng_order_new(&run->order, run->n_workers, SIZE_MAX / 4, take_piece, run));
  return ng_feed_new(&run->feed, &options, run->order, err);
}

static NgStatus
open_run(NewsgraphRun* run, const char* path, NgError* err)
{
  NG_TRY(check_options(run, path, err));
  NG_TRY(describe_settings(run, err));
  NG_TRY(make_workers(run, err));
  NG_TRY(open_output(run, path, err));
  return open_feed(run, err);
}

static void
free_run(NewsgraphRun* run)
{
  ng_feed_free(run->feed);
  ng_order_free(run->order);
  for (size_t i = 0; i < run->n_workers; ++i) {
    ng_worker_free(run->workers[i]);
  }
  ng_free(run->workers);
  ng_buf_free(&run->settings);
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
  run->newsgraph    = ng;
  run->options      = options ? *options : defaults;
  run->settings     = (NgBuf)NG_BUF_INIT(1 << 20);
  const NgStatus st = open_run(run, path, &err);
  if (st) {
    ng_parts_close(run->parts, NG_PARTS_FAILED, NULL);
    free_run(run);
    return ng_pass_error(error, &err, st);
  }
  *out = run;
  return NEWSGRAPH_SUCCESS;
}

// --- articles ------------------------------------------------------------------------------------

// Why the run cannot go on, if it cannot.
static NewsgraphStatus
look(NewsgraphRun* run)
{
  const NgStatus st = ng_order_status(run->order);
  if (st) {
    ng_error_set(&run->failure, st, "%s", ng_strerror(st));
  }
  ng_feed_check(run->feed, &run->failure);
  return ng_public_status(run->failure.status);
}

typedef struct {
  NewsgraphRun* run;
  NgWorker*     worker;
  pthread_t     thread;
} Hand;

static void*
work(void* self)
{
  const Hand* const hand = self;
  NgPiece*          piece;
  while ((piece = ng_feed_next(hand->run->feed, ng_worker_raw(hand->worker)))) {
    ng_worker_run(hand->worker, piece);
    ng_order_end(hand->run->order, piece);
  }
  return NULL;
}

// Signals are for the threads of the program, not for these.
static bool
start(Hand* hand)
{
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool is_started = pthread_create(&hand->thread, NULL, work, hand) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return is_started;
}

// All workers over the files of `walk`, until there are no more.
static void
work_together(NewsgraphRun* run, NgWalk* walk)
{
  Hand* const hands     = ng_calloc(run->n_workers, sizeof(Hand));
  size_t      n_started = 0;
  if (!hands) {
    ng_error_no_mem(&run->failure);
    return;
  }
  ng_feed_set(run->feed, walk);
  for (size_t i = 0; i < run->n_workers; ++i) {
    hands[i].run    = run;
    hands[i].worker = run->workers[i];
  }
  while (n_started + 1 < run->n_workers && start(&hands[n_started + 1])) {
    ++n_started; // fewer will do
  }
  work(&hands[0]);
  for (size_t i = 1; i <= n_started; ++i) {
    pthread_join(hands[i].thread, NULL);
  }
  ng_feed_set(run->feed, NULL);
  ng_free(hands);
}

// The files of `paths`, or those on the list `*paths` where `separator` is not negative.
static NewsgraphStatus
add_files(NewsgraphRun* run, const char* const* paths, size_t n_paths, int separator)
{
  if (run->failure.status || ng_parts_is_complete(run->parts)) {
    return ng_public_status(run->failure.status);
  }
  NgWalk*  walk = NULL;
  NgStatus st   = ng_parts_set_inputs(run->parts, paths, n_paths, &run->failure);
  if (!st) {
    st = separator < 0 ? ng_walk_open(&walk, paths, n_paths, &run->failure)
                       : ng_walk_open_list(&walk, *paths, (char)separator, &run->failure);
  }
  if (st) {
    return ng_public_status(st);
  }
  work_together(run, walk);
  ng_walk_close(walk);
  return look(run);
}

NewsgraphStatus
newsgraph_run_add_files(NewsgraphRun* run, const char* const* paths, size_t n_paths)
{
  return add_files(run, paths, n_paths, -1);
}

NewsgraphStatus
newsgraph_run_add_files_from(NewsgraphRun* run, const char* list, char separator)
{
  return add_files(run, &list, 1, (unsigned char)separator);
}

NewsgraphStatus
newsgraph_run_add_file(NewsgraphRun* run, const char* path)
{
  return newsgraph_run_add_files(run, &path, 1);
}

NewsgraphStatus
newsgraph_run_add_text(NewsgraphRun* run, const char* name, const char* text, size_t len)
{
  if (run->failure.status || ng_parts_is_complete(run->parts)) {
    return ng_public_status(run->failure.status);
  }
  NgPiece* const piece = ng_feed_admit(run->feed, ng_str_n(text, len));
  if (piece) {
    ng_worker_run_text(run->workers[0], ng_str(name), ng_str_n(text, len), piece);
    ng_order_end(run->order, piece);
  }
  return look(run);
}

void
newsgraph_run_stop(NewsgraphRun* run)
{
  ng_feed_stop(run->feed);
}

// --- closing -------------------------------------------------------------------------------------

static NgStatus
close_output(NewsgraphRun* run, NgError* err)
{
  const bool can_resume = ng_parts_can_resume(run->parts);
  if (!err->status && !ng_feed_is_past_done(run->feed) && !ng_parts_is_complete(run->parts) &&
      !ng_feed_is_stopped(run->feed)) {
    ng_error_set(err, NG_ERR_BAD_ARG,
                 "Cannot resume: the input holds fewer records than the interrupted run read");
  }
  if (err->status) {
    ng_parts_close(run->parts, NG_PARTS_FAILED, NULL);
    return err->status;
  }
  if (!ng_feed_is_stopped(run->feed)) {
    return ng_parts_close(run->parts, NG_PARTS_COMPLETE, err);
  }
  NG_TRY(ng_parts_close(run->parts, NG_PARTS_LEAVE, err));
  return ng_error_set(err, NG_STOPPED, "Stopped before the end%s",
                      can_resume ? "; what is done is kept, and the run can be resumed" : "");
}

NewsgraphStatus
newsgraph_run_close(NewsgraphRun* run, NewsgraphSummary* summary, NewsgraphError* error)
{
  NgError err = run->failure;
  if (summary) {
    *summary = ng_parts_point(run->parts)->total;
  }
  const NgStatus st = close_output(run, &err);
  free_run(run);
  return ng_pass_error(error, &err, st);
}
