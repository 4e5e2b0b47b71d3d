// SPDX-License-Identifier: Apache-2.0
// The cheap half of reading: records of a file, packed or not, as they stand there, one after another.
// Turning a record into an article is read/article.h, so that threads can share one source and each turn its
// own.
#ifndef NG_READ_SOURCE_H
#define NG_READ_SOURCE_H

#include "base/buf.h"

typedef struct NgSourceImpl NgSource;

typedef enum {
  NG_READ_AUTO = 0, ///< Told by the first bytes; by the name where these tell nothing
  NG_READ_TEXT,     ///< The file is the article
  NG_READ_JSONL,    ///< JSON objects with keys as "title" and "text": one a line, in an array, or over many
                    ///< lines
  NG_READ_HTML,     ///< The file is a page
  NG_READ_NINJS,    ///< JSON objects of IPTC's ninjs, laid out as any of JSONL
  NG_READ_NEWSML,   ///< IPTC's NewsML-G2, alone or in a newsMessage; NITF
  NG_READ_FEED,     ///< RSS or Atom
  NG_READ_WARC,     ///< Records of a crawl
} NgReadFormat;

/// Told of what was left out of an article that is read all the same. `warning` lives for the call.
typedef void (*NgReadWarn)(void* self, const NgError* warning);

typedef struct {
  // For plain text and pages, which may not say them themselves; NULL where not known. Ignored for other
  // formats.
  const char* title;
  const char* date; ///< Any form that ng_read_date knows
  const char* url;
  const char* publisher;
  const char* language; ///< BCP 47

  size_t     max_article_bytes; ///< A longer record is an error of its own, never cut
  size_t     min_words; ///< Of items of feeds and of plain text in crawls: with fewer they are no articles
  NgReadWarn warn;      ///< May be NULL
  void*      warn_self;
  bool       any_language; ///< Articles that are not in English are articles, too
  int        stop_fd;      ///< Once this can be read, waiting for more input ends with an error; 0: none
} NgReadOptions;

#define NG_READ_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    NULL, NULL, NULL, NULL, NULL, (size_t)16 << 20, 15, NULL, NULL, false, 0                                 \
  }

/// A record before it is read. The caller's: made once, filled anew for each record, so that its memory
/// settles.
typedef struct {
  NgReadFormat format; ///< What `bytes` is; never NG_READ_AUTO
  NgBuf        bytes;
  NgBuf        name;      ///< Of the file, for messages
  size_t       line;      ///< Where the record begins, from 1; 0 where the file is the record
  uint64_t     number;    ///< Of the record in its source, from 0
  NgBuf    before, after; ///< XML around the bytes: declarations and start tags that they stand in; end tags
  NgBuf    url, media, charset, date; ///< Told from outside the bytes; empty where not
  uint64_t total; ///< NG_READ_WARC: bytes of the record; beyond the limit, `bytes` holds but the first
} NgRaw;

void ng_raw_init(NgRaw* raw, size_t max_article_bytes);
void ng_raw_free(NgRaw* raw);

/// Open `path`, "-" for standard input. `options` may be NULL and need not outlive the call.
/// @return NG_ERR_READ where it is missing, a folder or not readable; NG_ERR_NO_MEM.
NgStatus ng_source_open(NgSource** out, const char* path, NgReadFormat format, const NgReadOptions* options,
                        NgError* err);

/// The next record into `raw`. Not for two threads at once.
/// @return NG_SUCCESS; NG_END behind the last one; NG_SKIPPED for a record that can be seen to be no article;
/// or why this record cannot be had, with file and line in `err`. Both count as a record: `raw` then holds
/// its name, line and number. Unless ng_reader_is_fatal says otherwise of the status, the next call goes on
/// with the next record; after a fatal one it returns NG_END.
NgStatus ng_source_next(NgSource* source, NgRaw* raw, NgError* err);

/// Packed bytes read so far, for progress.
uint64_t ng_source_read(const NgSource* source);

/// Accepts NULL.
void ng_source_close(NgSource* source);

/// The status ends the whole file, not one record: it could not be read on, or memory ran out.
static inline bool
ng_reader_is_fatal(NgStatus status)
{
  return status == NG_ERR_READ || status == NG_ERR_NO_MEM;
}

#endif
