// SPDX-License-Identifier: Apache-2.0
// What is known of every node of a graph in sixteen bytes each: a hash of its IRI, and up to 64 bits. Two
// IRIs with the same hash count as one node; among a hundred million nodes that happens with a chance of 1
// in 3000.
#ifndef NG_CHECK_NODES_H
#define NG_CHECK_NODES_H

#include "base/str.h"

typedef struct NgNodesImpl NgNodes;

/// NULL without memory.
NgNodes* ng_nodes_new(void);

/// Pointer to the value of `iri`, 0 where it is new, valid until the next call; NULL without memory. The same
/// IRI has one value in each `space`.
uint64_t* ng_nodes_put(NgNodes* nodes, NgStr iri, uint32_t space);

/// Value of `iri`; 0 where there is none.
uint64_t ng_nodes_get(const NgNodes* nodes, NgStr iri, uint32_t space);

uint64_t ng_nodes_count(const NgNodes* nodes);

/// Accepts NULL.
void ng_nodes_free(NgNodes* nodes);

#endif
