// SPDX-License-Identifier: Apache-2.0
// Articles out of a file for one thread: read/source.h and read/article.h joined. Records are pulled one at a
// time, and no more than one is in memory.
#ifndef NG_READ_READER_H
#define NG_READ_READER_H

#include "read/article.h"

typedef struct NgReaderImpl NgReader;

/// Open `path`, "-" for standard input. The strings of `options` must outlive the reader; NULL takes
/// the defaults.
/// @return NG_ERR_READ where it is missing, a directory or not readable; NG_ERR_BAD_ARG for a date
/// that is none; NG_ERR_NO_MEM.
NgStatus ng_reader_open(NgReader** out, const char* path, NgReadFormat format, const NgReadOptions* options,
                        NgError* err);

/// Read the next article into `doc`, which is reset before; its meta and body are filled, in its arena.
/// @return NG_SUCCESS; NG_END behind the last one; NG_SKIPPED where this record is no article, with the
/// reason; or why it cannot be read, with file, line and, where known, column in `err`. Unless
/// ng_reader_is_fatal says otherwise of that status, the next call goes on with the next record; after a
/// fatal one it returns NG_END.
NgStatus ng_reader_next(NgReader* reader, NgDoc* doc, NgError* err);

/// Accepts NULL.
void ng_reader_close(NgReader* reader);

#endif
