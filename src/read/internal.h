// SPDX-License-Identifier: Apache-2.0
// What the files of this folder share.
#ifndef NG_READ_INTERNAL_H
#define NG_READ_INTERNAL_H

#include "base/map.h"
#include "read/article.h"

/// Work memory for one JSONL record after another.
typedef struct NgRecordImpl NgRecord;

NgRecord* ng_record_new(size_t max_article_bytes);
void      ng_record_free(NgRecord* record);

/// Fill meta and body from one line that holds a JSON object. Source and line of `doc->meta` are set.
/// @return NG_ERR_BAD_INPUT with the column in `err`, NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_record_read(NgRecord* record, NgStr line, const NgReadOptions* options, NgDoc* doc, NgError* err);

/// Set published and date from `written`, or warn.
NgStatus ng_read_set_date(NgDoc* doc, NgStr written, const NgReadOptions* options);

#endif
