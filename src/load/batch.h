// SPDX-License-Identifier: Apache-2.0
// Triples on their way to a store, as N-Triples, in parts that belong to one graph each.
#ifndef NG_LOAD_BATCH_H
#define NG_LOAD_BATCH_H

#include "base/buf.h"

#include <stdbool.h>

typedef struct {
  NgStr  graph; ///< Its IRI; lives as long as the load
  size_t begin; ///< Of its lines in the text of the batch
  size_t end;
  size_t n_triples;
  bool   is_first; ///< The first part of its graph in this run
} NgLoadPart;

typedef struct {
  NgBuf       text; ///< N-Triples, a line each
  NgLoadPart* parts;
  size_t      n_parts;
  size_t      cap;
  size_t      n_triples;
} NgLoadBatch;

/// The last part where it is of `graph` (compared by address) and has fewer than `max` triples, else a new
/// one. NULL without memory.
NgLoadPart* ng_load_batch_part(NgLoadBatch* batch, NgStr graph, bool is_first, size_t max);

/// Empty it, keep its memory.
void ng_load_batch_clear(NgLoadBatch* batch);

void ng_load_batch_free(NgLoadBatch* batch);

#endif
