// SPDX-License-Identifier: Apache-2.0
// Applies the shapes to one node after another (SHACL, W3C Recommendation of 20 July 2017). All triples of
// the node are at hand; of other nodes only the classes that some shape asks for.
#ifndef NG_CHECK_SHACL_H
#define NG_CHECK_SHACL_H

#include "base/arena.h"
#include "check/findings.h"
#include "check/nodes.h"
#include "check/shapes.h"

/// A triple of a node, or one that points at it.
typedef struct {
  NgStr     predicate;
  NgRdfTerm object; ///< The subject where it points at the node
  uint32_t  file;
  uint64_t  line;
  bool      is_inverse;
  bool      is_flagged; ///< Something was found about it
} NgEdge;

/// A node and its triples, in the order of predicates and objects, none twice.
typedef struct {
  NgRdfTerm node;
  NgEdge*   edges;
  uint32_t  n;
} NgFocus;

typedef struct NgShaclImpl NgShacl;

/// `nodes` hold for each IRI the bits of its classes in ng_check_remote (space 0). Both must outlive it.
/// @return NG_ERR_NO_MEM.
NgStatus ng_shacl_open(NgShacl** out, const NgNodes* nodes, NgFindings* findings, NgError* err);

/// Apply all shapes that the classes of the node call for; what is found goes to the findings and flags the
/// triples. `arena` holds what is made meanwhile; its strings are NUL-terminated. @return NG_ERR_NO_MEM.
NgStatus ng_shacl_check(NgShacl* shacl, NgArena* arena, NgFocus* focus);

/// Is the focus of the class `cls`?
bool ng_focus_is_a(const NgFocus* focus, NgStr cls);

/// Accepts NULL.
void ng_shacl_free(NgShacl* shacl);

#endif
