// SPDX-License-Identifier: Apache-2.0
// A graph in memory: numbered terms, and the triples in three orders, each as pairs behind an offset for
// every term (subject: property, object; property: object, subject; object: subject, property). That is 24
// bytes a triple and 12 a term, and any look-up is one range. Named graphs are kept beside it, for GRAPH.
#ifndef NG_QUERY_STORE_H
#define NG_QUERY_STORE_H

#include "query/terms.h"

typedef struct NgStoreImpl NgStore;

/// An empty graph.
NgStatus ng_store_open(NgStore** out, NgError* err);

/// Accepts NULL.
void ng_store_close(NgStore* store);

/// Add the triples of the file `path` ("-": standard input), read by rdf/rdf.h, or of a store in the folder
/// `path` (query/disk.h). Blank nodes of different files differ.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_READ; NG_ERR_BAD_INPUT with file and line.
NgStatus ng_store_load(NgStore* store, const char* path, NgError* err);

/// The same for bytes in memory; `name` tells the form and is shown in messages.
NgStatus ng_store_load_bytes(NgStore* store, const char* name, NgStr bytes, NgError* err);

/// Order what was loaded, so that it can be looked up. Does nothing where that was done.
/// @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_store_settle(NgStore* store);

/// Number of different triples, of all graphs together. Settled only.
size_t ng_store_size(const NgStore* store);

/// Bytes of memory in use.
size_t ng_store_bytes(const NgStore* store);

NgTerms* ng_store_terms(NgStore* store);

/// Called for a triple: subject, property, object, borrowed for the call. A status other than success ends
/// the walk.
typedef NgStatus (*NgStoreVisit)(void* self, const NgCell triple[3]);

/// Walk over the triples with this subject, property and object, which are IRIs; empty: any. Triples of one
/// subject stand together.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, or what `visit` returned.
NgStatus ng_store_each(NgStore* store, NgStr subject, NgStr property, NgStr object, NgStoreVisit visit,
                       void* self);

// --- for the evaluator ----------------------------------------------------------------------------

/// A range of triples that is being walked over.
typedef struct {
  const uint32_t (*pairs)[2]; ///< What follows the first term
  size_t          at, end;
  uint32_t        triple[3];   ///< The one taken last; parts that are fixed are set from the beginning
  uint8_t         first, a, b; ///< Parts of a triple: the first term, those of a pair
  const uint32_t* begins;      ///< Where all triples are walked: offset of each first term
} NgScan;

/// Walk over the triples of all graphs with these parts; 0: any.
void ng_store_scan(const NgStore* store, const NgTermId parts[3], NgScan* scan);

/// Take the next triple, false at the end.
bool ng_scan_next(NgScan* scan);

/// Number of triples with these parts.
size_t ng_store_count(const NgStore* store, const NgTermId parts[3]);

/// Different subjects (`part` 0) and objects (2) of a property.
uint32_t ng_store_different(const NgStore* store, NgTermId property, int part);

// Named graphs.

/// Graphs with a name, in order of number.
const NgTermId* ng_store_graphs(const NgStore* store, uint32_t* n);

/// The quads of graph `graph` with these parts (0: any): four numbers each, graph first, in order of graph,
/// subject, property, object; what does not fit stands between them.
const uint32_t (*ng_store_graph_quads(const NgStore* store, NgTermId graph, NgTermId subject, size_t* n))[4];

/// The quads of a triple: subject, property, object, graph.
const uint32_t (*ng_store_triple_quads(const NgStore* store, const NgTermId triple[3], size_t* n))[4];

#endif
