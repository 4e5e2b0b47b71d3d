// SPDX-License-Identifier: Apache-2.0
// Sets of entities that are the same, joined unless that contradicts. For src/merge alone.
#ifndef NG_MERGE_SETS_H
#define NG_MERGE_SETS_H

#include "merge/entities.h"

typedef struct {
  NgEntities* entities;
  uint32_t    n;
  uint32_t*   above;     ///< Towards the first of the set
  uint32_t*   next;      ///< Members in a ring
  uint32_t*   size;      ///< Of the set, at its first
  uint32_t*   item;      ///< Wikidata item of the set, at its first; 0: none
  uint32_t*   described; ///< A member that is described as an entity, at the first; UINT32_MAX: none
  NgPair*     apart;     ///< Pairs that must not meet, both ways, ascending
  uint32_t    n_apart;
} NgSets;

typedef enum {
  NG_JOINED = 0,
  NG_JOINED_BEFORE,
  NG_APART_BY_ITEM, ///< They have different Wikidata items
  NG_APART_BY_LIST,
} NgJoin;

/// Each of `entities` alone; `apart` is sorted and kept, both in the arena of the entities. @return
/// NG_ERR_NO_MEM.
NgStatus ng_sets_make(NgSets* sets, NgEntities* entities, NgPair* apart, uint32_t n_apart);

/// The first of a set of which `i` is a member; `above` leads from each member towards it, and is shortened.
uint32_t ng_set_first(uint32_t* above, uint32_t i);

uint32_t ng_sets_first(NgSets* sets, uint32_t i);

/// What would become of joining the sets of `a` and `b`.
NgJoin ng_sets_try(NgSets* sets, uint32_t a, uint32_t b);

/// Join them where nothing speaks against it.
NgJoin ng_sets_join(NgSets* sets, uint32_t a, uint32_t b);

/// The described member of the set of `i` whose IRI stands for all: that with a Wikidata item at its end
/// first, then by bytes. UINT32_MAX: the set has none.
uint32_t ng_sets_canonical(NgSets* sets, uint32_t i);

#endif
