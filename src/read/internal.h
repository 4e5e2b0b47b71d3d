// SPDX-License-Identifier: Apache-2.0
// What the files share that read one kind of record each.
#ifndef NG_READ_INTERNAL_H
#define NG_READ_INTERNAL_H

#include "read/article.h"
#include "read/html_internal.h"
#include "read/json.h"
#include "read/language.h"
#include "read/unpack.h"
#include "read/xml.h"

/// Work memory for one JSONL record after another.
typedef struct NgRecordImpl NgRecord;

struct NgArticleReaderImpl {
  NgReadOptions options;
  NgRecord*     record;
  NgJson*       json;
  NgXml*        xml;
  NgHtml*       html;
  NgUnpack*     unpack;
  NgLanguage*   language;
  NgBuf         work, body; ///< Of one record; cleared by whoever uses them
  bool          has_failed; ///< A string of this record could not be kept
};

NgRecord* ng_record_new(size_t max_article_bytes);
void      ng_record_free(NgRecord* record);

/// Fill meta and body from one JSON object with the keys of crawlers. Source and line of `doc->meta` are set.
/// @return NG_ERR_BAD_INPUT with the column in `err`, NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_record_read(NgRecord* record, NgStr line, const NgReadOptions* options, NgDoc* doc, NgError* err);

// The same for one raw record of another kind. NG_SKIPPED where it holds no article.
NgStatus ng_read_ninjs(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err);
NgStatus ng_read_newsml(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err);
NgStatus ng_read_feed(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err);
NgStatus ng_read_warc(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err);

/// `s` in the arena of `doc`. Without memory it is empty and reader->has_failed tells.
NgStr ng_read_keep(NgArticleReader* reader, NgDoc* doc, NgStr s);

/// The same for reader->work without white space around, and for the words in one line of the XML element
/// that just started.
NgStr ng_read_keep_work(NgArticleReader* reader, NgDoc* doc);
NgStr ng_read_keep_line(NgArticleReader* reader, NgDoc* doc);

/// Set published and date from `written`, or warn.
NgStatus ng_read_set_date(NgDoc* doc, NgStr written, const NgReadOptions* options);

/// Add an author unless `name`, which lives in the arena, is empty or there already.
NgStatus ng_read_add_author(NgDoc* doc, NgStr name, NgError* err);

/// The same for a line that may begin with "By".
NgStatus ng_read_add_byline(NgDoc* doc, NgStr line, NgError* err);

/// A page, and plain words in any encoding, into `doc` in UTF-8. `url` and `charset` are told from outside;
/// `bytes` are not empty.
NgStatus ng_read_page(NgArticleReader* reader, NgStr bytes, NgStr url, NgStr charset, NgDoc* doc,
                      NgError* err);
NgStatus ng_read_plain(NgArticleReader* reader, NgStr bytes, NgStr charset, NgDoc* doc, NgError* err);

/// Begins as http:// or https://.
bool ng_read_is_web_address(NgStr s);

#endif
