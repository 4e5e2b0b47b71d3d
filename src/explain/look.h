// SPDX-License-Identifier: Apache-2.0
// Looking at a graph from one node: what is said of it, what refers to it, how it is called.
#ifndef NG_EXPLAIN_LOOK_H
#define NG_EXPLAIN_LOOK_H

#include "base/buf.h"
#include "model/vocab.h"
#include "query/store.h"

typedef struct {
  NgStore* store;
  NgArena* arena; ///< Of all results
  NgError* err;
  NgStr    base; ///< Cut off where IRIs are shown; may be empty
} NgLook;

/// A property, and the node or value at its other end.
typedef struct {
  NgStr  property;
  NgCell other;
} NgLookPair;

typedef NG_VEC(NgLookPair) NgLookPairs;

/// What is said of `iri`, in order of property and value.
NgStatus ng_look_of(const NgLook* look, NgStr iri, NgLookPairs* out);

/// What refers to `iri`, in order of property and subject.
NgStatus ng_look_to(const NgLook* look, NgStr iri, NgLookPairs* out);

/// First value of a property in that order; kind NG_CELL_UNBOUND where there is none.
NgStatus ng_look_value(const NgLook* look, NgStr iri, NgProp prop, NgCell* out);

/// What a person calls it: its label, quotation, title or words; empty where it has none of them.
NgStatus ng_look_name(const NgLook* look, NgStr iri, NgStr* out);

/// "ng:Person" for an IRI below a usual prefix, "entity/Q142" for one below the base, else the IRI itself;
/// at == NULL without memory.
NgStr ng_look_short(const NgLook* look, NgStr iri);

/// The words of a literal; those of an xsd:double without exponent ("9.6E-1" as "0.96").
NgStr ng_look_number(const NgLook* look, const NgCell* value);

/// The IRI that a person means by `target`, see NgExplainOptions. `candidates` are those in question.
/// @return NG_SUCCESS, NG_ERR_BAD_ARG where there is none or several, NG_ERR_NO_MEM.
NgStatus ng_look_find(const NgLook* look, NgStr target, NgStr* out, NgLookPairs* candidates);

/// Text as a terminal may show it: without control characters, line ends as spaces.
NgStatus ng_look_put(NgBuf* out, NgStr text);

#endif
