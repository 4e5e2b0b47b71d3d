// SPDX-License-Identifier: Apache-2.0
// The explanations of newsgraph.h: brings graph, articles and knowledge together.
#include "explain/explain.h"

#include "base/io.h"
#include "pipeline/public.h"
#include "read/reader.h"

enum {
  TEXT_BYTES = 1 << 30, // of all articles
  MAX_OUTPUT = 1 << 30,
  IRI_DIGITS = 32, // of its hash that the IRI of an article ends with
};

typedef struct {
  char  hash[IRI_DIGITS];
  NgStr text;
} Article;

typedef struct {
  const NgPipeline* pipeline;
  NgArena*          arena;
  NgDoc             doc;
  NG_VEC(Article) articles;
  uint32_t n_used;   ///< Times that an article of a file served
  uint32_t n_missed; ///< Times that none did
} Texts;

// --- articles from a file ------------------------------------------------------------------------

static NgStatus
keep_article(Texts* t)
{
  Article* const a = NG_VEC_ADD(t->arena, t->articles);
  if (!a) {
    return NG_ERR_NO_MEM;
  }
  memcpy(a->hash, t->doc.hash, IRI_DIGITS);
  a->text = ng_arena_copy(t->arena, t->doc.text);
  return a->text.at ? NG_SUCCESS : NG_ERR_NO_MEM;
}

// The texts of all articles of the file. Those that are none are passed over unless there is no other.
static NgStatus
read_articles(Texts* t, const char* path, const char* title, NgError* err)
{
  NgReadOptions options = NG_READ_OPTIONS_INIT;
  options.any_language  = true; // the graph is there, so the article was read
  NgReader* reader      = NULL;
  NgError   first       = {0};
  options.title         = title;
  NgStatus status       = ng_reader_open(&reader, path, NG_READ_AUTO, &options, err);
  while (!status) {
    NgError why = {0};
    status      = ng_reader_next(reader, &t->doc, &why);
    if (!status) {
      status = ng_pipeline_run(t->pipeline, &t->doc, NG_STAGE_TEXT, &why);
      status = status ? status : keep_article(t);
    }
    if (status && status != NG_END) {
      ng_error_set(&why, status, "%s", ng_strerror(status));
      ng_error_at(&why, path, 0, 0);
      first  = first.status ? first : why;
      status = ng_reader_is_fatal(status) ? status : NG_SUCCESS;
    }
  }
  ng_reader_close(reader);
  if (status == NG_END && (t->articles.n || !first.status)) {
    return NG_SUCCESS;
  }
  if (err && !err->status) {
    *err = first;
  }
  return err && err->status ? err->status : status;
}

// --- texts for the explanation -------------------------------------------------------------------

static bool
is_of(NgStr article, const char* hash)
{
  return article.len > IRI_DIGITS && !memcmp(article.at + article.len - IRI_DIGITS, hash, IRI_DIGITS);
}

static NgStatus
give_text(void* self, NgStr article, NgStr given, NgDoc* doc, NgError* err)
{
  Texts* const t       = self;
  bool         is_used = false;
  for (uint32_t i = 0; !given.len && i < t->articles.n; ++i) {
    if (is_of(article, t->articles.at[i].hash)) {
      given   = t->articles.at[i].text;
      is_used = true;
    }
  }
  doc->body = given;
  if (given.len) {
    NgError        why    = {0}; // a text that is none is as good as no text
    const NgStatus status = ng_pipeline_run(t->pipeline, doc, NG_STAGE_TEXT, &why);
    if (status == NG_ERR_NO_MEM) {
      return ng_error_set(err, status, "%s", ng_strerror(status));
    }
    if (!status && is_of(article, doc->hash)) {
      t->n_used += is_used;
      return NG_SUCCESS;
    }
  }
  ++t->n_missed;
  return NG_END;
}

static NgStatus
explain_over(const char* graph, const NgExplainOptions* options, NgBuf* out, NgError* err)
{
  NgStore* store = NULL;
  NG_TRY(ng_store_open(&store, err));
  NgStatus status = ng_store_load(store, graph, err);
  if (!status) {
    status = ng_explain_run(store, options, out, err);
  }
  ng_store_close(store);
  return status;
}

static NgStatus
explain(Texts* t, const char* graph, const char* what, const NewsgraphExplainOptions* o, NgBuf* out,
        NgError* err)
{
  const NgExplainTexts   texts   = {t, give_text};
  const NgExplainOptions options = {.target  = ng_str(what),
                                    .know    = ng_pipeline_know(t->pipeline),
                                    .texts   = &texts,
                                    .is_bold = o->is_bold,
                                    .is_all  = o->is_all};
  if (o->article) {
    NG_TRY(read_articles(t, o->article, o->title, err));
  }
  NG_TRY(explain_over(graph, &options, out, err));
  if (o->article && t->n_missed && !t->n_used) {
    ng_error_set(err, NG_ERR_BAD_INPUT,
                 "None of the articles that '%.64s' was read from: the hash in their IRIs is that of another "
                 "text; where "
                 "the graph was made with --title or from JSON lines, so must this be",
                 what);
    return ng_error_at(err, o->article, 0, 0);
  }
  return NG_SUCCESS;
}

// Candidates are written in spite of the error that goes with them.
static NgStatus
write_output(const char* path, const NgBuf* out, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(ng_output_open(&output, path, err));
  ng_output_write(output, ng_buf_str(out));
  return ng_output_close(output, err);
}

NewsgraphStatus
newsgraph_explain(const Newsgraph* ng, const char* graph, const char* what,
                  const NewsgraphExplainOptions* options, const char* path, NewsgraphError* error)
{
  static const NewsgraphExplainOptions defaults = NEWSGRAPH_EXPLAIN_OPTIONS_INIT;
  NgError                              err      = {0};
  NgBuf                                out      = NG_BUF_INIT(MAX_OUTPUT);
  Texts                                t = {.pipeline = ng->pipeline, .arena = ng_arena_new(TEXT_BYTES)};
  t.doc.arena                            = ng_arena_new(TEXT_BYTES);
  NgStatus status                        = t.arena && t.doc.arena
                                               ? explain(&t, graph, what, options ? options : &defaults, &out, &err)
                                               : NG_ERR_NO_MEM;
  if (!status || (status == NG_ERR_BAD_ARG && out.len)) {
    NgError        failed  = {0};
    const NgStatus written = write_output(path, &out, &failed);
    if (written) {
      status = written;
      err    = failed;
    }
  }
  ng_buf_free(&out);
  ng_arena_free(t.doc.arena);
  ng_arena_free(t.arena);
  return ng_pass_error(error, &err, status);
}
