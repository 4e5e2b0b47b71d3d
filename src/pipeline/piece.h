// SPDX-License-Identifier: Apache-2.0
// What one record of the input becomes: bytes of the output, messages and counts. Threads make pieces in any
// order; they are written in the order of the records.
#ifndef NG_PIPELINE_PIECE_H
#define NG_PIPELINE_PIECE_H

#include "base/buf.h"
#include "newsgraph.h"

#include <stdbool.h>

/// How far the input has been read.
typedef struct {
  uint64_t n_records; ///< Of all shards
  uint64_t hash;      ///< Over the bytes of these records (FNV-1a), to know the same input again
  uint64_t n_bytes;   ///< Read of the files, as they are packed; for progress only
} NgPlace;

typedef struct {
  NewsgraphLevel level;
  NgError        what;
} NgMessage;

typedef struct NgPiece {
  NgBuf            bytes;
  NgMessage*       messages;
  size_t           n_messages;
  size_t           cap_messages;
  size_t           n_untold; ///< Messages beyond the most that are kept
  NewsgraphSummary counts;   ///< Of this record alone
  NgPlace          upto;     ///< The input behind this record
  NgStatus         status;   ///< Other than NG_SUCCESS: the whole run ends here
  // of pipeline/order.c
  size_t          place;
  struct NgPiece* next;
} NgPiece;

/// NULL without memory. `max_bytes` is the ceiling of what it holds.
NgPiece* ng_piece_new(size_t max_bytes);

/// Accepts NULL.
void ng_piece_free(NgPiece* piece);

/// Empty it for another record. Memory stays, but not that of an uncommonly long one.
void ng_piece_clear(NgPiece* piece);

/// Keep a message; without memory for it the piece's status says so.
void ng_piece_tell(NgPiece* piece, NewsgraphLevel level, const NgError* what);

/// The record is lost, or (NG_SKIPPED) no article: count it, tell why, and drop its bytes.
void ng_piece_lose(NgPiece* piece, const NgError* why);

/// The same for a file that cannot be read, or not to its end.
void ng_piece_lose_file(NgPiece* piece, const NgError* why);

/// Add `more` to `sum`.
void ng_summary_add(NewsgraphSummary* sum, const NewsgraphSummary* more);

#endif
