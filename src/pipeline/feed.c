// SPDX-License-Identifier: Apache-2.0
#include "pipeline/feed.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct NgFeedImpl {
  pthread_mutex_t lock;
  NgFeedOptions   options;
  NgOrder*        order;
  NgWalk*         walk;        // NULL behind the last file
  const char*     path;        // of the file that is open
  NgSource*       source;      // NULL between files
  NgPlace         place;       // behind the last record
  uint64_t        read_before; // bytes of the files before this one
  NgError         failure;
  int             stop[2]; // a pipe: what is written into it ends a wait for input
  atomic_bool     is_stopped;
};

NgStatus
ng_feed_new(NgFeed** out, const NgFeedOptions* options, NgOrder* order, NgError* err)
{
  NgFeed* const feed = ng_calloc(1, sizeof(NgFeed));
  if (!feed) {
    return ng_error_no_mem(err);
  }
  feed->options = *options;
  feed->order   = order;
  if (pipe(feed->stop) < 0) {
    ng_free(feed);
    return ng_error_set(err, NG_ERR_READ, "Cannot make a pipe");
  }
  fcntl(feed->stop[0], F_SETFD, FD_CLOEXEC);
  fcntl(feed->stop[1], F_SETFD, FD_CLOEXEC);
  fcntl(feed->stop[1], F_SETFL, O_NONBLOCK);
  feed->options.read.stop_fd = feed->stop[0];
  atomic_init(&feed->is_stopped, false);
  pthread_mutex_init(&feed->lock, NULL);
  *out = feed;
  return NG_SUCCESS;
}

void
ng_feed_free(NgFeed* feed)
{
  if (feed) {
    ng_source_close(feed->source);
    close(feed->stop[0]);
    close(feed->stop[1]);
    pthread_mutex_destroy(&feed->lock);
    ng_free(feed);
  }
}

void
ng_feed_set(NgFeed* feed, NgWalk* walk)
{
  feed->walk = walk;
}

void
ng_feed_stop(NgFeed* feed)
{
  const int code = errno; // a signal handler leaves it as it was
  atomic_store(&feed->is_stopped, true);
  const ssize_t n = write(feed->stop[1], "", 1);
  (void)n; // a full pipe ends the wait as well
  errno = code;
}

bool
ng_feed_is_stopped(const NgFeed* feed)
{
  return atomic_load(&feed->is_stopped);
}

NgStatus
ng_feed_check(NgFeed* feed, NgError* err)
{
  return feed->failure.status ? ng_error_set(err, feed->failure.status, "%s", feed->failure.message)
                              : NG_SUCCESS;
}

bool
ng_feed_is_past_done(const NgFeed* feed)
{
  return feed->place.n_records >= feed->options.done.n_records;
}

static void
fail(NgFeed* feed, NgStatus status, const char* message)
{
  ng_error_set(&feed->failure, status, "%s", message);
}

// A record was read: a piece for it, if it is this run's. NULL also after a failure.
static NgPiece*
admit(NgFeed* feed, NgStr bytes)
{
  const NgPlace* const done   = &feed->options.done;
  const uint64_t       number = feed->place.n_records++;
  feed->place.hash            = ng_hash(bytes.at ? bytes.at : "", bytes.len, feed->place.hash);
  feed->place.n_bytes         = feed->read_before + (feed->source ? ng_source_read(feed->source) : 0);
  if (number < done->n_records) {
    if (number + 1 == done->n_records && feed->place.hash != done->hash) {
      fail(feed, NG_ERR_BAD_ARG, "Cannot resume: the input is not the one that the interrupted run read");
    }
    return NULL;
  }
  if (number % feed->options.n_shards != feed->options.shard) {
    return NULL;
  }
  NgPiece* const piece = ng_order_begin(feed->order);
  if (piece) {
    piece->upto = feed->place;
  } else {
    fail(feed, NG_ERR_NO_MEM, ng_strerror(NG_ERR_NO_MEM));
  }
  return piece;
}

static void
close_source(NgFeed* feed)
{
  if (feed->source) {
    feed->read_before += ng_source_read(feed->source);
    ng_source_close(feed->source);
    feed->source = NULL;
  }
}

// A file that cannot be read, or not to its end, or is left out, counts as a record.
static void
lose_file(NgFeed* feed, const char* path, NgError* err)
{
  NgPiece* const piece = admit(feed, ng_str(""));
  close_source(feed);
  if (piece) {
    ng_error_at(err, path, 0, 0);
    if (err->status == NG_SKIPPED) {
      ng_piece_lose(piece, err);
    } else {
      ng_piece_lose_file(piece, err);
    }
    ng_order_end(feed->order, piece);
  }
}

static void
open_next(NgFeed* feed)
{
  NgError  err = {0};
  NgStatus st  = ng_walk_next(feed->walk, &feed->path, &err);
  if (st == NG_END) {
    feed->walk = NULL;
  } else if (st) {
    lose_file(feed, NULL, &err);
  } else if (ng_source_open(&feed->source, feed->path, feed->options.format, &feed->options.read, &err)) {
    lose_file(feed, feed->path, &err);
  }
}

// The next record of the file that is open: a piece where it is this run's and good, else what is due is
// done.
static NgPiece*
next_of_source(NgFeed* feed, NgRaw* raw)
{
  NgError        err = {0};
  const NgStatus st  = ng_source_next(feed->source, raw, &err);
  if (ng_feed_is_stopped(feed)) { // perhaps cut off in the middle: not taken
    return NULL;
  }
  if (st == NG_END) {
    close_source(feed);
    return NULL;
  }
  if (ng_reader_is_fatal(st)) {
    lose_file(feed, feed->path, &err);
    return NULL;
  }
  NgPiece* const piece = admit(feed, ng_buf_str(&raw->bytes));
  if (piece && st) {
    ng_error_at(&err, raw->name.at, raw->line, 0);
    ng_piece_lose(piece, &err);
    ng_order_end(feed->order, piece);
    return NULL;
  }
  return piece;
}

NgPiece*
ng_feed_next(NgFeed* feed, NgRaw* raw)
{
  NgPiece* piece = NULL;
  pthread_mutex_lock(&feed->lock);
  while (!piece && !feed->failure.status && !ng_feed_is_stopped(feed) && !ng_order_status(feed->order)) {
    if (feed->source) {
      piece = next_of_source(feed, raw);
    } else if (feed->walk) {
      open_next(feed);
    } else {
      break;
    }
  }
  pthread_mutex_unlock(&feed->lock);
  return piece;
}

NgPiece*
ng_feed_admit(NgFeed* feed, NgStr bytes)
{
  pthread_mutex_lock(&feed->lock);
  const bool goes_on   = !feed->failure.status && !ng_feed_is_stopped(feed) && !ng_order_status(feed->order);
  NgPiece* const piece = goes_on ? admit(feed, bytes) : NULL;
  pthread_mutex_unlock(&feed->lock);
  return piece;
}
