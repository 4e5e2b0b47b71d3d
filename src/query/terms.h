// SPDX-License-Identifier: Apache-2.0
// Terms of graphs as numbers: equal terms share one number. What a query computes is added for its time and
// dropped after it.
#ifndef NG_QUERY_TERMS_H
#define NG_QUERY_TERMS_H

#include "base/arena.h"
#include "base/status.h"

typedef enum {
  NG_CELL_UNBOUND = 0,
  NG_CELL_BLANK,
  NG_CELL_IRI,
  NG_CELL_LITERAL,
} NgCellKind;

/// A value: what a variable is bound to.
typedef struct {
  NgCellKind kind;
  NgStr      value;    ///< The label of a blank node is without "_:"
  NgStr      language; ///< Of a literal; empty: none
  NgStr      datatype; ///< Of a literal; empty: xsd:string, or rdf:langString where there is a language
} NgCell;

typedef uint32_t NgTermId; ///< 0: none

typedef struct NgTermsImpl NgTerms;

/// No terms yet; NULL without memory.
NgTerms* ng_terms_new(void);

/// Accepts NULL.
void ng_terms_free(NgTerms* terms);

/// Number of `cell`, which is copied where it is new; 0 without memory or beyond 2^32 terms.
NgTermId ng_terms_intern(NgTerms* terms, const NgCell* cell);

/// Number of `cell`, 0 where there is none.
NgTermId ng_terms_find(const NgTerms* terms, const NgCell* cell);

/// The term, whose strings live as long as it is there; NG_CELL_UNBOUND for 0.
NgCell ng_terms_cell(const NgTerms* terms, NgTermId id);

NgCellKind ng_terms_kind(const NgTerms* terms, NgTermId id);

/// Highest number in use.
uint32_t ng_terms_size(const NgTerms* terms);

/// Bytes of memory in use.
size_t ng_terms_bytes(const NgTerms* terms);

/// Forget all terms above number `n`.
void ng_terms_drop(NgTerms* terms, uint32_t n);

#endif
