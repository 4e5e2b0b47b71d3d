// SPDX-License-Identifier: Apache-2.0
#include "pipeline/order.h"

#include "base/alloc.h"

#include <pthread.h>

enum {
  PIECES_A_THREAD = 64,      // that may wait for a slower one before them
  BYTES_A_THREAD  = 4 << 20, // that these may hold
};

struct NgOrderImpl {
  pthread_mutex_t lock;
  pthread_cond_t  room; // pieces were handed on
  NgOrderTake     take;
  void*           take_self;
  NgPiece**       ring; // piece n lies at n % n_ring once it is complete
  size_t          n_ring;
  size_t          n_begun;
  size_t          n_taken;
  size_t          held; // bytes in the ring
  size_t          max_held;
  size_t          max_piece_bytes;
  NgPiece*        spare;
  NgStatus        status;
  bool            is_taking; // one thread hands on; others only leave theirs
};

NgStatus
ng_order_new(NgOrder** out, size_t n_threads, size_t max_bytes, NgOrderTake take, void* self)
{
  NgOrder* const order = ng_calloc(1, sizeof(NgOrder));
  if (!order) {
    return NG_ERR_NO_MEM;
  }
  order->n_ring          = n_threads * PIECES_A_THREAD;
  order->max_held        = n_threads * BYTES_A_THREAD;
  order->max_piece_bytes = max_bytes;
  order->take            = take;
  order->take_self       = self;
  order->ring            = ng_calloc(order->n_ring, sizeof(NgPiece*));
  if (!order->ring) {
    ng_free(order);
    return NG_ERR_NO_MEM;
  }
  pthread_mutex_init(&order->lock, NULL);
  pthread_cond_init(&order->room, NULL);
  *out = order;
  return NG_SUCCESS;
}

void
ng_order_free(NgOrder* order)
{
  if (order) {
    while (order->spare) {
      NgPiece* const next = order->spare->next;
      ng_piece_free(order->spare);
      order->spare = next;
    }
    pthread_cond_destroy(&order->room);
    pthread_mutex_destroy(&order->lock);
    ng_free(order->ring);
    ng_free(order);
  }
}

// Whoever has the piece that is due never waits here, so waiting ends.
static bool
is_full(const NgOrder* order)
{
  const size_t n = order->n_begun - order->n_taken;
  return n == order->n_ring || (n && order->held >= order->max_held);
}

NgPiece*
ng_order_begin(NgOrder* order)
{
  pthread_mutex_lock(&order->lock);
  while (is_full(order)) {
    pthread_cond_wait(&order->room, &order->lock);
  }
  NgPiece* piece = order->spare;
  if (piece) {
    order->spare = piece->next;
  } else {
    piece = ng_piece_new(order->max_piece_bytes);
  }
  if (piece) {
    piece->place = order->n_begun++;
  }
  pthread_mutex_unlock(&order->lock);
  return piece;
}

// Hand on one piece, without the lock, and keep it for reuse.
static void
hand_on(NgOrder* order, NgPiece* piece)
{
  const size_t len    = piece->bytes.len;
  NgStatus     status = order->status ? order->status : piece->status; // is_taking: status is ours
  pthread_mutex_unlock(&order->lock);
  if (!status) {
    status = order->take(order->take_self, piece);
  }
  ng_piece_clear(piece);
  pthread_mutex_lock(&order->lock);
  order->status = order->status ? order->status : status;
  order->held -= len;
  ++order->n_taken;
  piece->next  = order->spare;
  order->spare = piece;
  pthread_cond_broadcast(&order->room);
}

void
ng_order_end(NgOrder* order, NgPiece* piece)
{
  pthread_mutex_lock(&order->lock);
  order->ring[piece->place % order->n_ring] = piece;
  order->held += piece->bytes.len;
  if (!order->is_taking) {
    order->is_taking = true;
    NgPiece** due;
    while (*(due = &order->ring[order->n_taken % order->n_ring])) {
      NgPiece* const next = *due;
      *due                = NULL;
      hand_on(order, next);
    }
    order->is_taking = false;
  }
  pthread_mutex_unlock(&order->lock);
}

NgStatus
ng_order_status(NgOrder* order)
{
  pthread_mutex_lock(&order->lock);
  const NgStatus status = order->status;
  pthread_mutex_unlock(&order->lock);
  return status;
}
