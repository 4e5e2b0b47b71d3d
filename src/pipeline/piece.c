// SPDX-License-Identifier: Apache-2.0
#include "pipeline/piece.h"

#include "base/alloc.h"

enum {
  MAX_MESSAGES = 100,     // of one record
  KEPT_BYTES   = 1 << 20, // memory that stays for the next record
};

NgPiece*
ng_piece_new(size_t max_bytes)
{
  NgPiece* const piece = ng_calloc(1, sizeof(NgPiece));
  if (piece) {
    piece->bytes = (NgBuf)NG_BUF_INIT(max_bytes);
  }
  return piece;
}

void
ng_piece_free(NgPiece* piece)
{
  if (piece) {
    ng_buf_free(&piece->bytes);
    ng_free(piece->messages);
    ng_free(piece);
  }
}

void
ng_piece_clear(NgPiece* piece)
{
  if (piece->bytes.cap > KEPT_BYTES) {
    ng_buf_free(&piece->bytes);
  }
  ng_buf_clear(&piece->bytes);
  piece->n_messages = 0;
  piece->n_untold   = 0;
  piece->counts     = (NewsgraphSummary){0};
  piece->status     = NG_SUCCESS;
}

void
ng_piece_tell(NgPiece* piece, NewsgraphLevel level, const NgError* what)
{
  if (piece->n_messages == MAX_MESSAGES) {
    ++piece->n_untold;
    return;
  }
  if (piece->n_messages == piece->cap_messages) {
    const size_t     cap = piece->cap_messages ? piece->cap_messages * 2 : 4;
    NgMessage* const at  = ng_realloc(piece->messages, cap, sizeof(NgMessage));
    if (!at) {
      piece->status = NG_ERR_NO_MEM;
      return;
    }
    piece->messages     = at;
    piece->cap_messages = cap;
  }
  piece->messages[piece->n_messages++] = (NgMessage){level, *what};
}

void
ng_piece_lose(NgPiece* piece, const NgError* why)
{
  ng_buf_clear(&piece->bytes);
  piece->counts = (NewsgraphSummary){.n_records = 1};
  if (why->status == NG_SKIPPED) {
    piece->counts.n_skipped = 1;
    ng_piece_tell(piece, NEWSGRAPH_LEVEL_SKIPPED, why);
  } else {
    piece->counts.n_failed = 1;
    ng_piece_tell(piece, NEWSGRAPH_LEVEL_ERROR, why);
  }
}

void
ng_piece_lose_file(NgPiece* piece, const NgError* why)
{
  piece->counts.n_files_failed = 1;
  piece->status                = why->status == NG_ERR_NO_MEM ? NG_ERR_NO_MEM : piece->status;
  ng_piece_tell(piece, NEWSGRAPH_LEVEL_ERROR, why);
}

void
ng_summary_add(NewsgraphSummary* sum, const NewsgraphSummary* more)
{
  sum->n_records += more->n_records;
  sum->n_articles += more->n_articles;
  sum->n_skipped += more->n_skipped;
  sum->n_failed += more->n_failed;
  sum->n_files_failed += more->n_files_failed;
  sum->n_tokens += more->n_tokens;
  sum->n_triples += more->n_triples;
  sum->n_bytes += more->n_bytes;
}
