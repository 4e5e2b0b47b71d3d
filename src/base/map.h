// SPDX-License-Identifier: Apache-2.0
// Strings to numbers. Two uses: a map from a name to a value, and (with ng_map_intern) a set of
// strings in which equal strings share one number and one address. Iteration is in the order of
// first insertion, so that nothing depends on hash order.
#ifndef NG_BASE_MAP_H
#define NG_BASE_MAP_H

#include "base/arena.h"

typedef struct NgMapImpl NgMap;

/// At most `max_items` keys; NULL without memory. Keys are copied into the map.
NgMap* ng_map_new(uint32_t max_items);

/// Accepts NULL.
void ng_map_free(NgMap* map);

/// Forget all keys, keep the memory of the table.
void ng_map_clear(NgMap* map);

/// Pointer to the value of `key`, valid until the next insertion; NULL where there is none.
uint32_t* ng_map_get(const NgMap* map, NgStr key);

/// Pointer to the value of `key`, 0 and `*is_new` (may be NULL) true where it was added now; NULL
/// without memory or beyond the maximum.
uint32_t* ng_map_put(NgMap* map, NgStr key, bool* is_new);

/// Number of `key`: 0 for the first string ever added, 1 for the next ... UINT32_MAX without memory.
uint32_t ng_map_intern(NgMap* map, NgStr key);

/// Key number `i` in insertion order; lives as long as the map holds it.
NgStr ng_map_key(const NgMap* map, uint32_t i);

/// Value of key number `i`.
uint32_t ng_map_value(const NgMap* map, uint32_t i);

uint32_t ng_map_size(const NgMap* map);

#endif
