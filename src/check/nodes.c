// SPDX-License-Identifier: Apache-2.0
#include "check/nodes.h"

#include "base/alloc.h"

enum { FIRST_SLOTS = 1 << 10 };

typedef struct {
  uint64_t hash; ///< 0: empty
  uint64_t value;
} Slot;

struct NgNodesImpl {
  Slot*  slots;
  size_t n_slots; ///< A power of two
  size_t n;
};

NgNodes*
ng_nodes_new(void)
{
  NgNodes* const nodes = ng_calloc(1, sizeof(*nodes));
  if (nodes) {
    nodes->n_slots = FIRST_SLOTS;
    nodes->slots   = ng_calloc(nodes->n_slots, sizeof(Slot));
  }
  if (nodes && !nodes->slots) {
    ng_free(nodes);
    return NULL;
  }
  return nodes;
}

static uint64_t
hash_of(NgStr iri, uint32_t space)
{
  const uint64_t h = ng_hash(iri.at, iri.len, space);
  return h ? h : 1;
}

static Slot*
find(Slot* slots, size_t n_slots, uint64_t hash)
{
  size_t i = (size_t)ng_mix(hash) & (n_slots - 1);
  while (slots[i].hash && slots[i].hash != hash) {
    i = (i + 1) & (n_slots - 1);
  }
  return &slots[i];
}

static bool
grow(NgNodes* nodes)
{
  const size_t n_slots = nodes->n_slots * 2;
  Slot* const  slots   = ng_calloc(n_slots, sizeof(Slot));
  if (!slots) {
    return false;
  }
  for (size_t i = 0; i < nodes->n_slots; ++i) {
    if (nodes->slots[i].hash) {
      *find(slots, n_slots, nodes->slots[i].hash) = nodes->slots[i];
    }
  }
  ng_free(nodes->slots);
  nodes->slots   = slots;
  nodes->n_slots = n_slots;
  return true;
}

uint64_t*
ng_nodes_put(NgNodes* nodes, NgStr iri, uint32_t space)
{
  if (nodes->n >= nodes->n_slots / 4 * 3 && !grow(nodes)) {
    return NULL;
  }
  const uint64_t hash = hash_of(iri, space);
  Slot* const    slot = find(nodes->slots, nodes->n_slots, hash);
  if (!slot->hash) {
    slot->hash = hash;
    ++nodes->n;
  }
  return &slot->value;
}

uint64_t
ng_nodes_get(const NgNodes* nodes, NgStr iri, uint32_t space)
{
  return find(nodes->slots, nodes->n_slots, hash_of(iri, space))->value;
}

uint64_t
ng_nodes_count(const NgNodes* nodes)
{
  return nodes->n;
}

void
ng_nodes_free(NgNodes* nodes)
{
  if (nodes) {
    ng_free(nodes->slots);
    ng_free(nodes);
  }
}
