// SPDX-License-Identifier: Apache-2.0
#include "read/reader.h"

#include "base/alloc.h"

struct NgReaderImpl {
  NgSource*        source;
  NgArticleReader* article;
  NgRaw            raw;
};

NgStatus
ng_reader_open(NgReader** out, const char* path, NgReadFormat format, const NgReadOptions* options,
               NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  NgReader* const            reader   = ng_calloc(1, sizeof(NgReader));
  if (!reader) {
    return ng_error_no_mem(err);
  }
  ng_raw_init(&reader->raw, (options ? options : &defaults)->max_article_bytes);
  NgStatus st = ng_article_reader_new(&reader->article, options, err);
  if (!st) {
    st = ng_source_open(&reader->source, path, format, options, err);
  }
  if (st) {
    ng_reader_close(reader);
    return st;
  }
  *out = reader;
  return NG_SUCCESS;
}

NgStatus
ng_reader_next(NgReader* reader, NgDoc* doc, NgError* err)
{
  ng_doc_reset(doc);
  NG_TRY(ng_source_next(reader->source, &reader->raw, err));
  return ng_article_read(reader->article, &reader->raw, doc, err);
}

void
ng_reader_close(NgReader* reader)
{
  if (reader) {
    ng_source_close(reader->source);
    ng_article_reader_free(reader->article);
    ng_raw_free(&reader->raw);
    ng_free(reader);
  }
}
