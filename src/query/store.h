// SPDX-License-Identifier: Apache-2.0
// A graph in memory, held and queried by librdf, and what is known of its size: librdf's "trees" storage,
// which has an index for each kind of look-up. Files are checked before librdf's parsers see them.
#ifndef NG_QUERY_STORE_H
#define NG_QUERY_STORE_H

#include "query/plan.h"

typedef struct NgStoreImpl NgStore;

/// An empty graph. One a process at a time: librdf starts and stops libxml2.
NgStatus ng_store_open(NgStore** out, NgError* err);

/// Accepts NULL.
void ng_store_close(NgStore* store);

/// Add the triples of the file `path` ("-": standard input); named graphs are merged. The form (Turtle,
/// N-Triples, N-Quads, RDF/XML) is told by the end of the name or else by the content.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_READ; NG_ERR_BAD_INPUT with file and line, also where the file
/// is not UTF-8 or holds a language tag of more than 35 characters, which would damage the parser's memory.
NgStatus ng_store_load(NgStore* store, const char* path, NgError* err);

/// The same for bytes in memory; `name` tells the form and is shown in messages.
NgStatus ng_store_load_bytes(NgStore* store, const char* name, NgStr bytes, NgError* err);

/// Version of the librdf library that is in use, such as "1.0.17".
const char* ng_store_librdf_version(void);

/// Number of triples.
size_t ng_store_size(const NgStore* store);

/// Estimates for ng_sparql_plan; lives as long as the store.
NgSparqlStats ng_store_stats(const NgStore* store);

typedef enum {
  NG_CELL_UNBOUND = 0,
  NG_CELL_BLANK,
  NG_CELL_IRI,
  NG_CELL_LITERAL,
} NgCellKind;

/// A value of a result.
typedef struct {
  NgCellKind kind;
  NgStr      value;
  NgStr      language;
  NgStr      datatype;
} NgCell;

/// An answer: columns and rows of SELECT, three columns for CONSTRUCT, or the truth of ASK.
typedef struct {
  NG_VEC(NgStr) names;
  NG_VEC(NgCell*) rows; ///< names.n cells each
  bool is_true;
} NgAnswer;

/// Let librdf run the query `text` of the kind `form`; the answer lives in `arena`.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, NG_ERR_UNSUPPORTED with what the engine said.
NgStatus ng_store_run(NgStore* store, NgSparqlForm form, NgStr text, NgArena* arena, NgAnswer* out,
                      NgError* err);

/// Called for a triple: subject, property, object, borrowed for the call. A status other than success ends
/// the walk.
typedef NgStatus (*NgStoreVisit)(void* self, const NgCell triple[3]);

/// Walk over the triples with this subject, property and object, which are IRIs; empty: any. Their order is
/// that of the store.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, or what `visit` returned.
NgStatus ng_store_each(NgStore* store, NgStr subject, NgStr property, NgStr object, NgStoreVisit visit,
                       void* self);

/// Add a triple for the time of a query. Not counted in the estimates.
/// @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_store_add(NgStore* store, NgStr subject, NgStr predicate, const NgCell* object, NgError* err);

/// Take away what ng_store_add added.
void ng_store_drop_added(NgStore* store);

#endif
