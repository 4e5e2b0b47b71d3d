// SPDX-License-Identifier: Apache-2.0
// One thread's way from a raw record to the bytes of its graph. Workers share the pipeline and nothing else.
#ifndef NG_PIPELINE_WORKER_H
#define NG_PIPELINE_WORKER_H

#include "pipeline/piece.h"
#include "pipeline/pipeline.h"
#include "read/article.h"
#include "write/compress.h"
#include "write/writer.h"

typedef struct NgWorkerImpl NgWorker;

typedef struct {
  const NgPipeline* pipeline;
  NgReadOptions     read;  // whom to warn is the worker's to say
  NgGraphOptions    graph; // the same
  NgWriterFormat    format;
  NgCompression     compression;
} NgWorkerOptions;

/// The strings of `options` must outlive the worker. Make all workers in one thread, before others start, and
/// free them there (see write/writer.h).
/// @return NG_ERR_BAD_ARG, NG_ERR_NO_MEM.
NgStatus ng_worker_new(NgWorker** out, const NgWorkerOptions* options, NgError* err);

/// Where the next record is to be put; lives as long as the worker.
NgRaw* ng_worker_raw(NgWorker* worker);

/// Take the record through all stages into `piece`. What goes wrong with it is told there.
void ng_worker_run(NgWorker* worker, NgPiece* piece);

/// The same for a plain text in memory that is called `name`.
void ng_worker_run_text(NgWorker* worker, NgStr name, NgStr text, NgPiece* piece);

/// What opens and ends a document of the format (see write/writer.h), packed as the articles are.
NgStr ng_worker_head(const NgWorker* worker);
NgStr ng_worker_foot(const NgWorker* worker);

/// Accepts NULL.
void ng_worker_free(NgWorker* worker);

#endif
