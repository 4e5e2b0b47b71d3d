// SPDX-License-Identifier: Apache-2.0
// Articles out of files: a plain-text file is one article, a JSONL file holds one a line. Records are
// pulled one at a time, and no more than one is in memory.
#ifndef NG_READ_READER_H
#define NG_READ_READER_H

#include "model/doc.h"

typedef struct NgReaderImpl NgReader;

typedef enum {
  NG_READ_AUTO = 0, ///< JSONL where it begins as a JSON object or its name ends in .jsonl or .ndjson
  NG_READ_TEXT,
  NG_READ_JSONL,
} NgReadFormat;

/// Told of what was left out of an article that is read all the same. `warning` lives for the call.
typedef void (*NgReadWarn)(void* self, const NgError* warning);

typedef struct {
  // For plain text, which cannot say them itself; NULL where not known. Ignored for JSONL.
  const char* title;
  const char* date; ///< Any form that ng_read_date knows
  const char* url;
  const char* publisher;
  const char* language; ///< BCP 47

  size_t     max_article_bytes; ///< A longer file or line is an error of its record
  NgReadWarn warn;              ///< May be NULL
  void*      warn_self;
} NgReadOptions;

#define NG_READ_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    NULL, NULL, NULL, NULL, NULL, (size_t)16 << 20, NULL, NULL                                               \
  }

/// Open `path`, "-" for standard input. The strings of `options` must outlive the reader; NULL takes
/// the defaults.
/// @return NG_ERR_READ where it is missing, a directory or not readable; NG_ERR_BAD_ARG for a date
/// that is none; NG_ERR_NO_MEM.
NgStatus ng_reader_open(NgReader** out, const char* path, NgReadFormat format, const NgReadOptions* options,
                        NgError* err);

/// Read the next article into `doc`, which is reset before; its meta and body are filled, in its arena.
/// @return NG_SUCCESS; NG_END behind the last one; or why this record is none, with file, line and,
/// where known, column in `err`. Unless ng_reader_is_fatal says otherwise of that status, the next
/// call goes on with the next record; after a fatal one it returns NG_END.
NgStatus ng_reader_next(NgReader* reader, NgDoc* doc, NgError* err);

/// The status ends the whole file, not one record: it could not be read on, or memory ran out.
static inline bool
ng_reader_is_fatal(NgStatus status)
{
  return status == NG_ERR_READ || status == NG_ERR_NO_MEM;
}

/// One plain-text article that is in memory already: fill meta and body of `doc`, which has been reset.
/// `name` names it in messages and ends with a NUL that is not counted.
/// @return NG_ERR_BAD_TEXT where it is empty, NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_read_text(NgDoc* doc, NgStr name, NgStr body, const NgReadOptions* options, NgError* err);

/// Accepts NULL.
void ng_reader_close(NgReader* reader);

/// The date in the forms that publishers write, such as "2019-01-04", "2019-01-04 12:30:00",
/// "2019-01-04T12:30:00+01:00", "20190104", "Fri, 04 Jan 2019 12:30:00 GMT", "January 4, 2019": as
/// xsd:date or xsd:dateTime at `out` (NUL-terminated, at least NG_READ_DATE_BYTES) and as a day.
/// Seconds that are not told are 00; a zone is kept, zero as Z.
/// @return false where it is none, a day that no calendar has included.
bool ng_read_date(NgStr written, char* out, NgDate* day);

enum { NG_READ_DATE_BYTES = 64 };

#endif
