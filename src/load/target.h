// SPDX-License-Identifier: Apache-2.0
// Where batches go: one connection to a store, or a folder. A target serves one thread at a time; what it has
// to tell goes to a report that all targets of a load share.
#ifndef NG_LOAD_TARGET_H
#define NG_LOAD_TARGET_H

#include "load/batch.h"
#include "load/load.h"

#include <pthread.h>

/// What the threads of a load share. What may change in it is used under its lock.
typedef struct {
  pthread_mutex_t      lock;
  pthread_rwlock_t     inserting; ///< Held alone by who must send INSERT DATA alone, else together
  const NgLoadOptions* options;
  NgLoadCounts         counts;
  unsigned             n_in_a_row;   ///< Refusals since the store last took something
  size_t               part_triples; ///< At most in a part of a batch, and in an INSERT DATA of several parts
} NgLoadReport;

/// The store took a batch or a part of it.
void ng_load_report_taken(NgLoadReport* report, size_t n_triples);

/// The store refused `n_triples`; of a whole graph or not. @return the number of refusals in a row.
unsigned ng_load_report_refused(NgLoadReport* report, size_t n_triples, bool is_graph, const NgError* why);

/// A request will be sent again.
void ng_load_report_retry(NgLoadReport* report, const NgError* why);

typedef struct {
  void* self;
  /// Remove a graph. One that is not there is no error.
  NgStatus (*clear)(void* self, NgStr graph, NgError* err);
  /// Take all parts of a batch, each first one in place of its graph. What the store refuses is reported and
  /// no failure. @return NG_ERR_WRITE where the load cannot go on, NG_ERR_NO_MEM.
  NgStatus (*send)(void* self, const NgLoadBatch* batch, NgError* err);
  /// Complete what was sent. May be NULL.
  NgStatus (*finish)(void* self, NgError* err);
  void (*free)(void* self);
} NgLoadTarget;

/// A connection to options->store by UPDATE or the Graph Store Protocol.
NgStatus ng_load_http_open(NgLoadTarget* out, NgLoadReport* report, NgError* err);

/// The folder options->store.
NgStatus ng_load_directory_open(NgLoadTarget* out, NgLoadReport* report, NgError* err);

#endif
