// SPDX-License-Identifier: Apache-2.0
// Tab-separated tables, the form of every word list: UTF-8, '#' opens a comment line, the first line
// is "#newsgraph NAME VERSION". Mistakes are reported with file and line.
#ifndef NG_BASE_TABLE_H
#define NG_BASE_TABLE_H

#include "base/buf.h"

enum { NG_TABLE_MAX_FIELDS = 16 };

typedef struct {
  NgStr    field[NG_TABLE_MAX_FIELDS]; ///< Missing fields at the end are empty
  uint32_t n;
  size_t   line;
} NgRow;

/// Called for each row in order. A status other than success ends the reading with that status; file
/// and line are added to `err` by the reader.
typedef NgStatus (*NgRowFunc)(void* self, const NgRow* row, NgError* err);

/// Read table `name` of `version` from `path`; each row must have `min_fields` to `max_fields` fields.
NgStatus ng_table_read(const char* path, const char* name, uint32_t version, uint32_t min_fields,
                       uint32_t max_fields, NgRowFunc row, void* self, NgError* err);

/// The same for text in memory; `source` names it in messages.
NgStatus ng_table_parse(NgStr text, const char* source, const char* name, uint32_t version,
                        uint32_t min_fields, uint32_t max_fields, NgRowFunc row, void* self, NgError* err);

/// Cut `list` at the next `separator`: the piece before it, trimmed; `list` keeps the rest (at == NULL
/// once the last piece is taken).
NgStr ng_table_next(NgStr* list, char separator);

#endif
