// SPDX-License-Identifier: Apache-2.0
// What the files that cut a source into records share.
#ifndef NG_READ_SOURCE_IMPL_H
#define NG_READ_SOURCE_IMPL_H

#include "base/bytes.h"
#include "read/source.h"

/// How a source is cut: the next record into `raw`, as ng_source_next.
typedef NgStatus (*NgCut)(NgSource* source, NgRaw* raw, NgError* err);

/// What cutting XML and WARC files keeps from one record to the next.
typedef struct NgXmlCutImpl NgXmlCut;

/// How the bytes of a source are written, where they are not handed on as they stand.
typedef enum { NG_WIDE_NONE = 0, NG_WIDE_LITTLE, NG_WIDE_BIG } NgWide;

struct NgSourceImpl {
  NgBytes*     bytes;
  NgWide       wide;    // UTF-16, which is decoded
  bool         is_utf8; // known to be
  NgBuf        decoded;
  size_t       decoded_at; // taken up to here
  NgXmlCut*    xml;        // where the format is XML
  NgReadFormat format;     // asked for, and of the records once the first bytes were looked at
  NgCut        cut;        // NULL until then
  size_t       max_article_bytes;
  NgBuf        name;      // for messages
  uint64_t     n_raw;     // records so far
  size_t       n_lines;   // newlines taken so far, where the format counts them; records of a WARC file
  bool         is_broken; // the stream ended in an error; nothing follows
  bool         is_over;
};

/// Where `err` is: in the source, at the record's line.
NgStatus ng_source_blame(const NgSource* source, const NgRaw* raw, NgError* err);

/// A record of `total` bytes is beyond the limit. @return NG_ERR_LIMIT
NgStatus ng_source_too_long(const NgSource* source, const char* what, size_t total, NgError* err);

/// As ng_bytes_peek and ng_bytes_take, but of UTF-8 where the bytes are UTF-16.
NgStatus ng_source_peek(NgSource* source, size_t want, NgStr* view, NgError* err);
void     ng_source_take(NgSource* source, size_t n);

/// Add the newlines of `bytes` to those counted.
void ng_source_count_lines(NgSource* source, NgStr bytes);

/// Look at the first bytes: set format and cut.
NgStatus ng_source_sniff(NgSource* source, NgError* err);

NgStatus ng_cut_text(NgSource* source, NgRaw* raw, NgError* err);
NgStatus ng_cut_lines(NgSource* source, NgRaw* raw, NgError* err);
NgStatus ng_cut_json(NgSource* source, NgRaw* raw, NgError* err);
NgStatus ng_cut_xml(NgSource* source, NgRaw* raw, NgError* err);

NgStatus ng_cut_warc(NgSource* source, NgRaw* raw, NgError* err);

/// Behind the object that begins `s`; 0 where it does not end there.
size_t ng_json_object_end(NgStr s);

NgXmlCut* ng_xml_cut_new(void);
void      ng_xml_cut_free(NgXmlCut* cut);

/// The format of XML whose first element is called so, prefix or not; NG_READ_AUTO for any other.
NgReadFormat ng_xml_format(NgStr root);

/// Name of the first element of `s`. False where it is not there to the end of its tag.
bool ng_xml_root(NgStr s, NgStr* root);

#endif
