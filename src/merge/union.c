// SPDX-License-Identifier: Apache-2.0
#include "merge/union.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/sorter.h"

enum { MAX_LAYERS = 8, MIN_BYTES = 1 << 20, FEW = 16 };

/// The graphs are the first layer, each round of additions is one more.
typedef struct {
  NgSorter* sorter;
  NgStr     line;
  bool      is_over;
} Layer;

struct NgUnionImpl {
  Layer    layers[MAX_LAYERS];
  uint32_t n;
  uint32_t n_read;    // of them are read at present
  bool     is_closed; // the last layer was read: what is added now needs a new one
  bool     has_last;
  NgBuf    last;
  size_t   max_bytes;
  char*    temporary;
  void*    self;
  bool (*is_left_out)(void* self, NgStr line);
};

static NgStatus
add_layer(NgUnion* u, NgError* err)
{
  if (u->n == MAX_LAYERS) {
    return ng_error_set(err, NG_ERR_LIMIT, "Too many rounds of additions");
  }
  const size_t share = u->n ? u->max_bytes / FEW : u->max_bytes - 2 * (u->max_bytes / FEW);
  Layer* const layer = &u->layers[u->n];
  NG_TRY(ng_sorter_open(&layer->sorter, share, u->temporary, err));
  ng_sorter_drop_equal(layer->sorter);
  ++u->n;
  u->is_closed = false;
  return NG_SUCCESS;
}

NgStatus
ng_union_open(NgUnion** out, size_t max_bytes, const char* temporary, NgError* err)
{
  NgUnion* const u = ng_calloc(1, sizeof(NgUnion));
  if (!u) {
    return ng_error_no_mem(err);
  }
  u->max_bytes = max_bytes > MIN_BYTES ? max_bytes : MIN_BYTES;
  u->last      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  if (temporary) {
    u->temporary = ng_calloc(strlen(temporary) + 1, 1);
    if (!u->temporary) {
      ng_free(u);
      return ng_error_no_mem(err);
    }
    memcpy(u->temporary, temporary, strlen(temporary));
  }
  const NgStatus status = add_layer(u, err);
  if (status) {
    ng_union_free(u);
    return status;
  }
  *out = u;
  return NG_SUCCESS;
}

NgStatus
ng_union_add(NgUnion* u, NgStr line, NgError* err)
{
  if (u->is_closed) {
    NG_TRY(add_layer(u, err));
  }
  return ng_sorter_add(u->layers[u->n - 1].sorter, line, err);
}

void
ng_union_leave_out(NgUnion* u, bool (*is_left_out)(void* self, NgStr line), void* self)
{
  u->is_left_out = is_left_out;
  u->self        = self;
}

// Move the layer to its next line that is not left out.
static NgStatus
advance(NgUnion* u, uint32_t i, NgError* err)
{
  Layer* const layer = &u->layers[i];
  for (;;) {
    const NgStatus status = ng_sorter_next(layer->sorter, &layer->line, err);
    if (status == NG_END) {
      layer->is_over = true;
      return NG_SUCCESS;
    }
    if (status || i || !u->is_left_out || !u->is_left_out(u->self, layer->line)) {
      return status;
    }
  }
}

NgStatus
ng_union_start(NgUnion* u, NgError* err)
{
  u->is_closed = true;
  u->has_last  = false;
  u->n_read    = u->n;
  for (uint32_t i = 0; i < u->n; ++i) {
    u->layers[i].is_over = false;
    NG_TRY(ng_sorter_start(u->layers[i].sorter, err));
    NG_TRY(advance(u, i, err));
  }
  return NG_SUCCESS;
}

// The layer with the smallest line; u->n_read where all are over.
static uint32_t
smallest(const NgUnion* u)
{
  uint32_t best = u->n_read;
  for (uint32_t i = 0; i < u->n_read; ++i) {
    const Layer* const layer = &u->layers[i];
    if (!layer->is_over && (best == u->n_read || ng_str_cmp(layer->line, u->layers[best].line) < 0)) {
      best = i;
    }
  }
  return best;
}

NgStatus
ng_union_next(NgUnion* u, NgStr* line, NgError* err)
{
  if (u->n_read == 1 && !u->is_left_out) { // nothing to choose from, nothing twice
    if (u->has_last) {
      NG_TRY(advance(u, 0, err));
    }
    u->has_last = true;
    *line       = u->layers[0].line;
    return u->layers[0].is_over ? NG_END : NG_SUCCESS;
  }
  if (u->has_last) {
    for (uint32_t i = 0; i < u->n_read; ++i) { // past what was handed out
      if (!u->layers[i].is_over && ng_str_eq(u->layers[i].line, ng_buf_str(&u->last))) {
        NG_TRY(advance(u, i, err));
      }
    }
  }
  const uint32_t best = smallest(u);
  if (best == u->n_read) {
    return NG_END;
  }
  ng_buf_clear(&u->last);
  u->has_last = true;
  *line       = u->layers[best].line;
  return ng_buf_add(&u->last, *line) ? ng_error_no_mem(err) : NG_SUCCESS;
}

void
ng_union_free(NgUnion* u)
{
  if (u) {
    for (uint32_t i = 0; i < u->n; ++i) {
      ng_sorter_free(u->layers[i].sorter);
    }
    ng_buf_free(&u->last);
    ng_free(u->temporary);
    ng_free(u);
  }
}
