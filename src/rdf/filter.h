// SPDX-License-Identifier: Apache-2.0
// Makes a graph slimmer or fuller on its way: without mentions, as `newsgraph extract --profile facts` writes
// it, and with what the ontology says lies above its properties and classes, as `--entail` does. It looks at
// one subject after the other, so the triples of a subject are to stand together; they do in what newsgraph
// writes and in any sorted graph. Where they do not, a triple may come twice and the offsets of a mention may
// stay.
#ifndef NG_RDF_FILTER_H
#define NG_RDF_FILTER_H

#include "rdf/rdf.h"

typedef struct NgRdfFilterImpl NgRdfFilter;

typedef struct {
  bool  without_mentions; ///< Leave out mentions, descriptions of spans of text, and ng:rule
  bool  entail;           ///< Add super-properties and super-classes
  void* self;
  NgStatus (*quad)(void* self, const NgQuad* quad, NgError* err); ///< Takes what comes out
} NgRdfFilterOptions;

/// @return NG_ERR_NO_MEM.
NgStatus ng_rdf_filter_new(NgRdfFilter** out, const NgRdfFilterOptions* options, NgError* err);

/// @return NG_ERR_NO_MEM, or what options->quad returned.
NgStatus ng_rdf_filter_quad(NgRdfFilter* filter, const NgQuad* quad, NgError* err);

/// The graph is complete.
NgStatus ng_rdf_filter_end(NgRdfFilter* filter, NgError* err);

/// Accepts NULL.
void ng_rdf_filter_free(NgRdfFilter* filter);

#endif
