// SPDX-License-Identifier: Apache-2.0
// How surely two entities that bear one full name are the same. For src/merge alone.
//
// The score is a sum, in hundredths:
//   the name    both call it their label: 45, one of them: 35, neither: 25. A full name has two words or
//   more. more names  a second full name in common: 10 the class   the same: 15; one of them only an
//   organisation of an unknown kind: 5; else they are not the same the country the same: 15; none known for
//   one of them: 0; different: they are not the same company     what both are told of with in articles, or
//   belong to: up to 40. What occurs in n of the articles that
//               were compared counts 1 / (1 + log2 n), since what all articles name tells nothing; c1, c2 ...
//               make 1 - (1 - c1) (1 - c2) ...
// So with the usual threshold of 0.8 a name, a class and a country are not enough, and with one rare
// companion are.
#ifndef NG_MERGE_EVIDENCE_H
#define NG_MERGE_EVIDENCE_H

#include "merge/sets.h"

/// Two entities with a full name in common.
typedef struct {
  uint32_t a, b; ///< a < b
  uint32_t name; ///< The one that counts most
  uint8_t  for_name, for_more, for_class, for_country, for_company;
  uint8_t  score;
  uint32_t n_company; ///< In common
} NgEvidence;

typedef NG_VEC(NgEvidence) NgEvidenceVec;

enum { NG_MAX_NAMESAKES = 64 }; ///< A name that more entities bear tells nothing

/// Find the pairs that evidence may join at `threshold` hundredths, the surest first, then by IRI. Reads
/// `lines` to see what candidates are told of with. `n_common` counts names that too many bear.
/// @return NG_ERR_NO_MEM, NG_ERR_LIMIT, NG_ERR_READ.
NgStatus ng_evidence_find(NgSets* sets, NgUnion* lines, unsigned threshold, NgEvidenceVec* out,
                          uint32_t* n_common, NgError* err);

#endif
