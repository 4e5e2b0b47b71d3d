// SPDX-License-Identifier: Apache-2.0
#include "read/article.h"

#include "base/alloc.h"
#include "read/internal.h"

struct NgArticleReaderImpl {
  NgReadOptions options;
  NgRecord*     record;
};

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

NgStatus
ng_article_reader_new(NgArticleReader** out, const NgReadOptions* options, NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  const NgReadOptions* const o        = options ? options : &defaults;
  char                       date[NG_READ_DATE_BYTES];
  NgDate                     day;
  if (o->date && !ng_read_date(ng_str(o->date), date, &day)) {
    return ng_error_set(err, NG_ERR_BAD_ARG,
                        "Not a date: '%.64s'; write it as 2019-01-04 or 2019-01-04T12:30:00Z", o->date);
  }
  NgArticleReader* const reader = ng_calloc(1, sizeof(NgArticleReader));
  if (!reader) {
    return no_memory(err);
  }
  reader->options = *o;
  reader->record  = ng_record_new(o->max_article_bytes);
  if (!reader->record) {
    ng_article_reader_free(reader);
    return no_memory(err);
  }
  *out = reader;
  return NG_SUCCESS;
}

void
ng_article_reader_free(NgArticleReader* reader)
{
  if (reader) {
    ng_record_free(reader->record);
    ng_free(reader);
  }
}

NgStatus
ng_read_set_date(NgDoc* doc, NgStr written, const NgReadOptions* options)
{
  char out[NG_READ_DATE_BYTES];
  if (ng_read_date(written, out, &doc->meta.date)) {
    doc->meta.published = ng_arena_copy(doc->arena, ng_str(out));
    return doc->meta.published.at ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  if (options->warn) {
    NgError warning = {0};
    ng_error_set(&warning, NG_ERR_BAD_INPUT, "Not a date, left out: '%.*s'",
                 (int)(written.len < 64 ? written.len : 64), written.at);
    ng_error_at(&warning, doc->meta.source.at, doc->meta.line, 0);
    options->warn(options->warn_self, &warning);
  }
  return NG_SUCCESS;
}

static NgStatus
set_text_meta(NgDoc* doc, const NgReadOptions* o)
{
  const struct {
    const char* from;
    NgStr*      to;
  } strings[] = {{o->title, &doc->meta.title},
                 {o->url, &doc->meta.url},
                 {o->publisher, &doc->meta.publisher},
                 {o->language, &doc->meta.language}};
  for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); ++i) {
    if (strings[i].from) {
      *strings[i].to = ng_arena_copy(doc->arena, ng_str(strings[i].from));
      if (!strings[i].to->at) {
        return NG_ERR_NO_MEM;
      }
    }
  }
  return o->date ? ng_read_set_date(doc, ng_str(o->date), o) : NG_SUCCESS;
}

NgStatus
ng_read_text(NgDoc* doc, NgStr name, NgStr body, const NgReadOptions* options, NgError* err)
{
  doc->meta.source = ng_arena_copy(doc->arena, name);
  if (!doc->meta.source.at) {
    return no_memory(err);
  }
  if (!body.len) {
    ng_error_set(err, NG_ERR_BAD_TEXT, "The text is empty");
    return ng_error_at(err, doc->meta.source.at, 0, 0);
  }
  if (body.len > options->max_article_bytes) {
    ng_error_set(err, NG_ERR_LIMIT, "A text of %zu bytes is longer than the limit of %zu", body.len,
                 options->max_article_bytes);
    return ng_error_at(err, doc->meta.source.at, 0, 0);
  }
  doc->body = ng_arena_copy(doc->arena, body);
  return !doc->body.at || set_text_meta(doc, options) ? no_memory(err) : NG_SUCCESS;
}

NgStatus
ng_article_read(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  const NgReadOptions* const o = &reader->options;
  ng_doc_reset(doc);
  doc->meta.source = ng_arena_copy(doc->arena, ng_buf_str(&raw->name));
  doc->meta.line   = raw->line;
  if (!doc->meta.source.at) {
    return no_memory(err);
  }
  NgStatus st = NG_SUCCESS;
  if (raw->format == NG_READ_TEXT) {
    st = ng_read_text(doc, ng_buf_str(&raw->name), ng_buf_str(&raw->bytes), o, err);
  } else {
    st = ng_record_read(reader->record, ng_buf_str(&raw->bytes), o, doc, err);
  }
  if (st) {
    ng_error_at(err, raw->name.at, raw->line, 0);
  }
  return st;
}
