// SPDX-License-Identifier: Apache-2.0
// The records of all inputs, one after another, for any number of threads: each comes with the place that its
// piece has in the output. Here it is decided which records are this run's (shards, and what an earlier run
// has done), and what cannot be read is told.
#ifndef NG_PIPELINE_FEED_H
#define NG_PIPELINE_FEED_H

#include "pipeline/order.h"
#include "read/source.h"
#include "read/walk.h"

typedef struct NgFeedImpl NgFeed;

typedef struct {
  NgReadFormat  format;
  NgReadOptions read;
  uint64_t      shard;    ///< From 0
  uint64_t      n_shards; ///< At least 1; record n belongs to shard n % n_shards
  NgPlace       done;     ///< Records that an earlier run has done
} NgFeedOptions;

/// @return NG_ERR_NO_MEM, NG_ERR_READ.
NgStatus ng_feed_new(NgFeed** out, const NgFeedOptions* options, NgOrder* order, NgError* err);

/// What is read next, after what came before. `walk` must live until the last record was taken.
void ng_feed_set(NgFeed* feed, NgWalk* walk);

/// The next record of this run into `raw` and an empty piece for it, which must be given to ng_order_end. Any
/// thread may call it. @return NULL behind the last record, after ng_feed_stop, and after a failure.
NgPiece* ng_feed_next(NgFeed* feed, NgRaw* raw);

/// The same for a record that is in memory: NULL also where it is not this run's.
NgPiece* ng_feed_admit(NgFeed* feed, NgStr bytes);

/// Let no further record be taken. May be called from a signal handler.
void ng_feed_stop(NgFeed* feed);
bool ng_feed_is_stopped(const NgFeed* feed);

/// Why the feed ended early: the input is not the one that an earlier run has read (NG_ERR_BAD_ARG), or no
/// memory.
NgStatus ng_feed_check(NgFeed* feed, NgError* err);

/// Whether all that an earlier run has done was seen again.
bool ng_feed_is_past_done(const NgFeed* feed);

/// Accepts NULL.
void ng_feed_free(NgFeed* feed);

#endif
