// SPDX-License-Identifier: Apache-2.0
// The places of articles that a node points to, shown as sentences with the words marked.
#ifndef NG_EXPLAIN_PASSAGES_H
#define NG_EXPLAIN_PASSAGES_H

#include "explain/explain.h"
#include "explain/look.h"

typedef struct {
  NgStr    article;
  uint32_t begin, end; ///< Code points
  bool     is_trigger; ///< Marked as {{...}} inside the [[...]] of its evidence
  NgStr    note;       ///< What is told of it beside its place
} NgPassage;

typedef NG_VEC(NgPassage) NgPassages;

/// Add the span that `iri` ("ARTICLE#char=BEGIN,END") names; any other IRI is passed over.
/// @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_passages_add(const NgLook* look, NgPassages* passages, NgStr iri, bool is_trigger, NgStr note);

/// Write them by article and place. At most `max` groups of sentences.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, NG_ERR_LIMIT.
NgStatus ng_passages_write(const NgLook* look, NgPassages* passages, const NgExplainOptions* options,
                           uint32_t max, NgBuf* out);

#endif
