// SPDX-License-Identifier: Apache-2.0
// Other news graphs in our own terms: reads tables, RDF or JSON-LD, applies a mapping to each record and
// pushes the triples to a sink. Tables stream; RDF and JSON-LD are held in memory.
#ifndef NG_ALIGN_ALIGN_H
#define NG_ALIGN_ALIGN_H

#include "align/mapping.h"
#include "model/sink.h"

typedef struct {
  const char* base; ///< Start of the IRIs made; NULL: https://w3id.org/newsgraph/id/
  void*       self;
  void (*warn)(void* self, const NgError* what); ///< A line or file of a wrong form
} NgAlignOptions;

/// Something of the source that did not come over.
typedef struct {
  NgStr    what;
  uint64_t n;
} NgAlignLoss;

typedef struct {
  uint64_t n_records;
  uint64_t n_unused;  ///< Records that made no node
  uint64_t n_broken;  ///< Lines of a wrong form
  uint64_t n_triples; ///< Handed to the sink
  uint64_t n_lost;    ///< Values that did not come over
} NgAlignSummary;

typedef struct NgAlignImpl NgAlign;

/// `mapping` and `sink` must outlive it. @return NG_ERR_NO_MEM, NG_ERR_BAD_ARG for a base that is no IRI.
NgStatus ng_align_open(NgAlign** out, const NgMapping* mapping, const NgSink* sink,
                       const NgAlignOptions* options, NgError* err);

/// Take the file `path` ("-": standard input), gzip and zstd unpacked.
/// @return NG_ERR_READ, NG_ERR_BAD_INPUT, NG_ERR_NO_MEM, or what the sink returns.
NgStatus ng_align_file(NgAlign* align, const char* path, NgError* err);

/// The same for bytes of a table or JSON-LD.
NgStatus ng_align_bytes(NgAlign* align, const char* name, NgStr bytes, NgError* err);

/// No more files: RDF and JSON-LD are mapped now, and what waited for the end is handed over.
NgStatus ng_align_finish(NgAlign* align, NgAlignSummary* summary, NgError* err);

/// Kinds of losses in the order in which they were met, at most 1000 of them; the names live as long as
/// `align`.
uint32_t    ng_align_n_losses(const NgAlign* align);
NgAlignLoss ng_align_loss(const NgAlign* align, uint32_t i);

/// Accepts NULL.
void ng_align_free(NgAlign* align);

#endif
