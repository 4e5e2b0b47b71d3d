// SPDX-License-Identifier: Apache-2.0
// All quads of any number of files, one after the other. What cannot be read is told, and the rest is read.
#ifndef NG_RDF_FILES_H
#define NG_RDF_FILES_H

#include "rdf/rdf.h"

typedef struct {
  void* self;
  /// A quad; `rdf` is where it was read. @return what ends the reading; NG_SUCCESS to go on.
  NgStatus (*quad)(void* self, const NgRdf* rdf, const NgQuad* quad, NgError* err);
  /// A line, the rest of a document, or a file could not be read. May be NULL.
  void (*refused)(void* self, const NgError* what);
} NgRdfTaker;

typedef struct {
  size_t n_quads;
  size_t n_refused;      ///< Lines, and documents from a mistake on
  size_t n_files_failed; ///< Files of which nothing or not all could be read by the system
} NgRdfCounts;

/// Read `files` in their order; `options` may be NULL. `counts` is added to.
/// @return NG_ERR_NO_MEM, or what `taker` returned.
NgStatus ng_rdf_read_files(const char* const* files, size_t n_files, const NgRdfOptions* options,
                           const NgRdfTaker* taker, NgRdfCounts* counts, NgError* err);

#endif
