// SPDX-License-Identifier: Apache-2.0
#include "base/map.h"

#include "base/alloc.h"

typedef struct {
  NgStr    key;
  uint64_t hash;
  uint32_t value;
} Item;

enum { FILTER_BITS = 4096 };

// Open addressing with linear probing; slots hold item number + 1.
struct NgMapImpl {
  uint64_t  filter[FILTER_BITS / 64]; // which ends and lengths there are: most words are in no list
  NgArena*  keys;
  Item*     items;
  uint32_t* slots;
  uint32_t  n_items;
  uint32_t  cap_items;
  uint32_t  n_slots; // a power of two
  uint32_t  max_items;
};

NgMap*
ng_map_new(uint32_t max_items)
{
  NgMap* const map = ng_calloc(1, sizeof(NgMap));
  if (!map) {
    return NULL;
  }
  map->keys      = ng_arena_new(SIZE_MAX);
  map->max_items = max_items < UINT32_MAX / 4 ? max_items : UINT32_MAX / 4;
  if (!map->keys) {
    ng_map_free(map);
    return NULL;
  }
  return map;
}

void
ng_map_free(NgMap* map)
{
  if (map) {
    ng_arena_free(map->keys);
    ng_free(map->items);
    ng_free(map->slots);
    ng_free(map);
  }
}

void
ng_map_clear(NgMap* map)
{
  ng_arena_reset(map->keys);
  memset(map->filter, 0, sizeof(map->filter));
  map->n_items = 0;
  if (map->slots) {
    memset(map->slots, 0, map->n_slots * sizeof(uint32_t));
  }
}

static uint32_t
filter_bit(NgStr key)
{
  if (!key.len) {
    return 0;
  }
  const uint32_t ends = (uint32_t)(unsigned char)key.at[0] | (uint32_t)(unsigned char)key.at[key.len - 1]
                                                                 << 8;
  return ((ends | (uint32_t)key.len << 16) * 0x9e3779b1U) >> 20;
}

// The slot that holds `key`, or the empty one where it belongs.
static uint32_t
find_slot(const NgMap* map, NgStr key, uint64_t hash)
{
  const uint32_t mask = map->n_slots - 1;
  uint32_t       i    = (uint32_t)hash & mask;
  while (map->slots[i]) {
    const Item* const item = &map->items[map->slots[i] - 1];
    if (item->hash == hash && ng_str_eq(item->key, key)) {
      break;
    }
    i = (i + 1) & mask;
  }
  return i;
}

static bool
grow(NgMap* map)
{
  if (map->n_items == map->max_items) {
    return false;
  }
  if (map->n_items == map->cap_items) {
    const uint32_t cap   = map->cap_items ? map->cap_items * 2 : 32;
    Item* const    items = ng_realloc(map->items, cap, sizeof(Item));
    if (!items) {
      return false;
    }
    map->items     = items;
    map->cap_items = cap;
  }
  if ((map->n_items + 1) * 2 > map->n_slots) {
    const uint32_t  n     = map->n_slots ? map->n_slots * 2 : 64;
    uint32_t* const slots = ng_calloc(n, sizeof(uint32_t));
    if (!slots) {
      return false;
    }
    ng_free(map->slots);
    map->slots   = slots;
    map->n_slots = n;
    for (uint32_t i = 0; i < map->n_items; ++i) {
      slots[find_slot(map, map->items[i].key, map->items[i].hash)] = i + 1;
    }
  }
  return true;
}

uint32_t*
ng_map_get(const NgMap* map, NgStr key)
{
  const uint32_t bit = filter_bit(key);
  if (!(map->filter[bit / 64] >> bit % 64 & 1)) {
    return NULL;
  }
  const uint32_t slot = map->slots[find_slot(map, key, ng_hash(key.at, key.len, 0))];
  return slot ? &map->items[slot - 1].value : NULL;
}

// Number of the item for `key`, made where needed.
static uint32_t
put_item(NgMap* map, NgStr key, bool* is_new)
{
  const uint64_t hash = ng_hash(key.at, key.len, 0);
  if (map->n_items) {
    const uint32_t slot = map->slots[find_slot(map, key, hash)];
    if (slot) {
      *is_new = false;
      return slot - 1;
    }
  }
  if (!grow(map)) {
    return UINT32_MAX;
  }
  const NgStr copy = ng_arena_copy(map->keys, key);
  if (!copy.at) {
    return UINT32_MAX;
  }
  const uint32_t bit = filter_bit(key);
  map->filter[bit / 64] |= 1ULL << bit % 64;
  const uint32_t i                       = map->n_items++;
  map->items[i]                          = (Item){copy, hash, 0};
  map->slots[find_slot(map, copy, hash)] = i + 1;
  *is_new                                = true;
  return i;
}

uint32_t*
ng_map_put(NgMap* map, NgStr key, bool* is_new)
{
  bool           added = false;
  const uint32_t i     = put_item(map, key, &added);
  if (is_new) {
    *is_new = added;
  }
  return i == UINT32_MAX ? NULL : &map->items[i].value;
}

uint32_t
ng_map_intern(NgMap* map, NgStr key)
{
  bool added = false;
  return put_item(map, key, &added);
}

NgStr
ng_map_key(const NgMap* map, uint32_t i)
{
  return map->items[i].key;
}

uint32_t
ng_map_value(const NgMap* map, uint32_t i)
{
  return map->items[i].value;
}

uint32_t
ng_map_size(const NgMap* map)
{
  return map->n_items;
}
