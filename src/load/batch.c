// SPDX-License-Identifier: Apache-2.0
#include "load/batch.h"

#include "base/alloc.h"

NgLoadPart*
ng_load_batch_part(NgLoadBatch* batch, NgStr graph, bool is_first, size_t max)
{
  NgLoadPart* const last = batch->n_parts ? &batch->parts[batch->n_parts - 1] : NULL;
  if (last && last->graph.at == graph.at && last->n_triples < max) {
    return last;
  }
  if (batch->n_parts == batch->cap) {
    const size_t      cap = batch->cap ? batch->cap * 2 : 64;
    NgLoadPart* const at  = ng_realloc(batch->parts, cap, sizeof(NgLoadPart));
    if (!at) {
      return NULL;
    }
    batch->parts = at;
    batch->cap   = cap;
  }
  NgLoadPart* const part = &batch->parts[batch->n_parts++];
  *part =
      (NgLoadPart){.graph = graph, .begin = batch->text.len, .end = batch->text.len, .is_first = is_first};
  return part;
}

void
ng_load_batch_clear(NgLoadBatch* batch)
{
  ng_buf_clear(&batch->text);
  batch->n_parts   = 0;
  batch->n_triples = 0;
}

void
ng_load_batch_free(NgLoadBatch* batch)
{
  ng_buf_free(&batch->text);
  ng_free(batch->parts);
  *batch = (NgLoadBatch){.parts = NULL};
}
