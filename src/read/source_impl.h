// SPDX-License-Identifier: Apache-2.0
// What the files that cut a source into records share.
#ifndef NG_READ_SOURCE_IMPL_H
#define NG_READ_SOURCE_IMPL_H

#include "base/bytes.h"
#include "read/source.h"

/// How a source is cut: the next record into `raw`, as ng_source_next.
typedef NgStatus (*NgCut)(NgSource* source, NgRaw* raw, NgError* err);

struct NgSourceImpl {
  NgBytes*     bytes;
  NgReadFormat format; // asked for, and of the records once the first bytes were looked at
  NgCut        cut;    // NULL until then
  size_t       max_article_bytes;
  NgBuf        name;    // for messages
  uint64_t     n_raw;   // records so far
  size_t       n_lines; // newlines taken so far, where the format counts them
  bool         is_over;
};

/// Where `err` is: in the source, at the record's line.
NgStatus ng_source_blame(const NgSource* source, const NgRaw* raw, NgError* err);

/// A record of `total` bytes is beyond the limit. @return NG_ERR_LIMIT
NgStatus ng_source_too_long(const NgSource* source, const char* what, size_t total, NgError* err);

/// Look at the first bytes: set format and cut.
NgStatus ng_source_sniff(NgSource* source, NgError* err);

NgStatus ng_cut_text(NgSource* source, NgRaw* raw, NgError* err);
NgStatus ng_cut_lines(NgSource* source, NgRaw* raw, NgError* err);

#endif
