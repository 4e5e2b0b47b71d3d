// SPDX-License-Identifier: Apache-2.0
// How far a run has come, as a small file beside its output: what an interrupted run goes on from.
#ifndef NG_PIPELINE_CHECKPOINT_H
#define NG_PIPELINE_CHECKPOINT_H

#include "pipeline/piece.h"

typedef struct {
  NgPlace          place;          ///< Of the input
  uint64_t         part;           ///< Number of the part in hand, from 0
  uint64_t         part_bytes;     ///< Of it that are complete
  uint64_t         manifest_bytes; ///< Of the manifest that belong to parts before
  NewsgraphSummary total;
  NewsgraphSummary in_part;
} NgPoint;

/// Write `point` and `settings` (lines "name value", what must be the same for a run to go on) to `path`, by
/// way of a temporary name. @return NG_ERR_WRITE, NG_ERR_NO_MEM.
NgStatus ng_checkpoint_write(const char* path, const NgPoint* point, NgStr settings, NgError* err);

/// Read it back. @return NG_END where there is none; NG_ERR_READ, NG_ERR_NO_MEM; NG_ERR_BAD_ARG where the
/// file is none, or its settings differ: `err` says which.
NgStatus ng_checkpoint_read(NgPoint* point, const char* path, NgStr settings, NgError* err);

#endif
