// SPDX-License-Identifier: Apache-2.0
// Puts what threads complete into the order in which it was begun. There is no thread of its own: whoever
// completes what is due hands it on, and all that was waiting behind it.
//
// Memory is bounded: a piece is begun only while fewer than a fixed number of pieces and of bytes wait.
#ifndef NG_PIPELINE_ORDER_H
#define NG_PIPELINE_ORDER_H

#include "pipeline/piece.h"

typedef struct NgOrderImpl NgOrder;

/// Receives pieces in order, one at a time, from changing threads. After a failure none follow.
typedef NgStatus (*NgOrderTake)(void* self, const NgPiece* piece);

/// For `n_threads` threads; `max_bytes` is the ceiling of one piece.
NgStatus ng_order_new(NgOrder** out, size_t n_threads, size_t max_bytes, NgOrderTake take, void* self);

/// The next piece, empty, once there is room. Calls must not overlap; their order is that of the pieces.
/// @return NULL without memory.
NgPiece* ng_order_begin(NgOrder* order);

/// `piece` is complete; it is not the caller's any more.
void ng_order_end(NgOrder* order, NgPiece* piece);

/// The first failure of `take` or of a piece.
NgStatus ng_order_status(NgOrder* order);

/// Accepts NULL. Every piece that was begun must have been ended.
void ng_order_free(NgOrder* order);

#endif
