// SPDX-License-Identifier: Apache-2.0
// Which entities of a union are the same. Three sources, the surest first:
//   1. a list of the user's, two IRIs a line;
//   2. equal targets of owl:sameAs;
//   3. evidence, for entities of which one at least has no Wikidata item: a full name in common (needed), the
//   class
//      (needed), the country, and what they are told of with in the articles. See identity_score.h for the
//      weights.
// Entities with different Wikidata items are never joined, nor what a list of the user's keeps apart; a
// source that would have it is reported. The result does not depend on the order in which graphs came.
//
// Joined entities get one IRI, the canonical one: that with a Wikidata item at its end before others, else
// the first in the order of bytes.
#ifndef NG_MERGE_IDENTITY_H
#define NG_MERGE_IDENTITY_H

#include "base/io.h"
#include "merge/union.h"

typedef struct {
  const char* same;      ///< List of entities that are the same; NULL: none
  const char* different; ///< List of entities that are not, whatever else says; NULL: none
  double      threshold; ///< Evidence below it does not join, 0 to 1; above 1: none does
  bool        rewrites;  ///< Write the canonical IRI everywhere; else owl:sameAs links to it
  size_t      max_bytes; ///< Of memory
} NgIdentityOptions;

typedef struct {
  size_t n_entities; ///< Looked at
  size_t n_joined;   ///< That are not the canonical one of theirs
  size_t n_refused;  ///< Joins that would have contradicted
} NgIdentityCounts;

typedef struct NgIdentityImpl NgIdentity;

/// Find what is the same in `lines` and add what follows from it; where IRIs are rewritten, `out` must live
/// as long as the lines are read. `report` may be NULL: a tab-separated line for each join and each one
/// refused: joined or why it was refused, IRI, IRI, score, evidence.
/// @return NG_ERR_NO_MEM, NG_ERR_LIMIT where the entities take more than options->max_bytes, NG_ERR_READ and
/// NG_ERR_BAD_DATA for a list, NG_ERR_WRITE for the report and temporary files.
NgStatus ng_identity_run(NgIdentity** out, NgUnion* lines, const NgIdentityOptions* options, NgOutput* report,
                         NgIdentityCounts* counts, NgError* err);

/// Accepts NULL.
void ng_identity_free(NgIdentity* identity);

#endif
