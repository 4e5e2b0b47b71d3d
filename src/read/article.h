// SPDX-License-Identifier: Apache-2.0
// The costly half of reading: one raw record to one article. An article reader holds work memory and is one
// thread's.
#ifndef NG_READ_ARTICLE_H
#define NG_READ_ARTICLE_H

#include "model/doc.h"
#include "read/source.h"

typedef struct NgArticleReaderImpl NgArticleReader;

/// The strings of `options` must outlive the reader; NULL takes the defaults.
/// @return NG_ERR_BAD_ARG for a date in `options` that is none; NG_ERR_NO_MEM.
NgStatus ng_article_reader_new(NgArticleReader** out, const NgReadOptions* options, NgError* err);

/// Fill meta and body of `doc`, which is reset before, from `raw`.
/// @return NG_SUCCESS; NG_SKIPPED where the record is no article, with the reason in `err`: counted and left
/// out, no failure; or why it cannot be read (NG_ERR_BAD_INPUT, NG_ERR_BAD_TEXT, NG_ERR_LIMIT,
/// NG_ERR_UNSUPPORTED, NG_ERR_NO_MEM), with file, line and, where known, column.
NgStatus ng_article_read(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err);

/// Accepts NULL.
void ng_article_reader_free(NgArticleReader* reader);

/// One plain-text article that is in memory already: fill meta and body of `doc`, which has been reset.
/// @return NG_ERR_BAD_TEXT where it is empty, NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_read_text(NgDoc* doc, NgStr name, NgStr body, const NgReadOptions* options, NgError* err);

/// The date in the forms that publishers write, such as "2019-01-04", "2019-01-04 12:30:00",
/// "2019-01-04T12:30:00+01:00", "20190104", "Fri, 04 Jan 2019 12:30:00 GMT", "January 4, 2019": as
/// xsd:date or xsd:dateTime at `out` (NUL-terminated, at least NG_READ_DATE_BYTES) and as a day.
/// Seconds that are not told are 00; a zone is kept, zero as Z.
/// @return false where it is none, a day that no calendar has included.
bool ng_read_date(NgStr written, char* out, NgDate* day);

enum { NG_READ_DATE_BYTES = 64 };

#endif
