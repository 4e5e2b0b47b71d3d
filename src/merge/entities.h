// SPDX-License-Identifier: Apache-2.0
// The entities of a union as they are compared: class, names, countries, Wikidata item, and what they are
// told of with. For src/merge alone.
#ifndef NG_MERGE_ENTITIES_H
#define NG_MERGE_ENTITIES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "merge/union.h"
#include "model/vocab.h"

/// An IRI that matters: an entity, or what one is said to be the same as, or its country.
typedef struct {
  NgClass  cls;          ///< NG_CLASS_NONE: the union does not describe it as an entity
  uint32_t item;         ///< Number of its Wikidata item, 0: none
  bool     is_candidate; ///< Compared by evidence: wanted by ng_entities_find_company
} NgEntity;

typedef struct {
  uint32_t name;
  uint32_t entity;
  bool     is_label; ///< rdfs:label; else another name
} NgNameUse;

typedef struct {
  uint32_t a, b;
} NgPair;

typedef struct {
  NgArena* arena;
  NgMap*   iris; ///< Number of an IRI: place in `all`
  NG_VEC(NgEntity) all;
  NgMap* names; ///< Full names: small letters, one space between words
  NG_VEC(NgNameUse) uses;
  NG_VEC(NgPair) countries; ///< Entity and country, in the order of entities
  NG_VEC(NgPair) same;      ///< Subject and object of owl:sameAs
  NgMap* articles;          ///< In which candidates occur
  NG_VEC(NgPair) company;   ///< Article and entity, or UINT32_MAX less a candidate and what it belongs to
  NgMap* predicates;        ///< Those that matter, to NgProp
  NgMap* classes;
  NgBuf  text; ///< Scratch
  NgBuf  name; ///< Scratch
} NgEntities;

/// Made to take at most `max_bytes`. @return NG_ERR_NO_MEM.
NgStatus ng_entities_make(NgEntities* entities, size_t max_bytes, NgError* err);

/// Number of `iri`, new or not; UINT32_MAX without memory.
uint32_t ng_entities_put(NgEntities* entities, NgStr iri);

/// Read the union: fill all, uses, countries, same. @return NG_ERR_NO_MEM, NG_ERR_LIMIT, NG_ERR_READ.
NgStatus ng_entities_gather(NgEntities* entities, NgUnion* lines, NgError* err);

/// Read the union twice more: fill `company` with the entities of each article in which a candidate occurs.
NgStatus ng_entities_find_company(NgEntities* entities, NgUnion* lines, NgError* err);

void ng_entities_free(NgEntities* entities);

static inline NgStr
ng_entities_iri(const NgEntities* entities, uint32_t i)
{
  return ng_map_key(entities->iris, i);
}

/// The terms of a canonical line: IRIs and blank labels with their brackets, literals as they are written.
typedef struct {
  NgStr subject, predicate, object;
} NgLineTerms;

NgLineTerms ng_line_terms(NgStr line);

/// The IRI of a term that is one: without brackets; empty: it is none.
static inline NgStr
ng_line_iri(NgStr term)
{
  return term.len > 2 && term.at[0] == '<' ? ng_str_n(term.at + 1, term.len - 2) : ng_str_n(NULL, 0);
}

#endif
