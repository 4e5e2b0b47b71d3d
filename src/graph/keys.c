// SPDX-License-Identifier: Apache-2.0
#include "graph/keys.h"

static uint32_t
slot_of(const NgKeys* k, uint64_t key)
{
  uint32_t i = (uint32_t)ng_mix(key) & (k->n_slots - 1);
  while (k->slots[i] > k->base && k->keys[k->slots[i] - k->base - 1] != key) {
    i = (i + 1) & (k->n_slots - 1);
  }
  return i;
}

static bool
grow(NgKeys* k)
{
  const uint32_t n_slots = k->n_slots ? k->n_slots * 2 : 64;
  if (n_slots > UINT32_MAX / 4) {
    return false;
  }
  uint32_t* const slots = ng_arena_calloc(k->arena, n_slots, sizeof(*slots));
  if (!slots) {
    return false;
  }
  k->slots   = slots;
  k->n_slots = n_slots;
  k->base    = 0;
  for (uint32_t i = 0; i < k->n; ++i) {
    slots[slot_of(k, k->keys[i])] = i + 1;
  }
  return true;
}

uint32_t
ng_keys_put(NgKeys* k, uint64_t key, bool* is_new)
{
  *is_new = false;
  if (k->n >= k->n_slots / 2 && !grow(k)) {
    return NG_KEYS_FULL;
  }
  const uint32_t i = slot_of(k, key);
  if (k->slots[i] > k->base) {
    return k->slots[i] - k->base - 1;
  }
  if (k->n == k->cap) {
    uint64_t* const at = ng_arena_grow(k->arena, k->keys, &k->cap, k->n + 1, sizeof(*at));
    if (!at) {
      return NG_KEYS_FULL;
    }
    k->keys = at;
  }
  *is_new       = true;
  k->keys[k->n] = key;
  k->slots[i]   = k->base + k->n + 1;
  return k->n++;
}

void
ng_keys_clear(NgKeys* k)
{
  if (k->base > UINT32_MAX / 2) { // far from any number of keys that fits in memory
    memset(k->slots, 0, k->n_slots * sizeof(*k->slots));
    k->base = 0;
  } else {
    k->base += k->n;
  }
  k->n = 0;
}

uint32_t
ng_names_put(NgNames* names, NgStr s, bool* is_new)
{
  // Room for the string comes first: no number may be without one.
  NgKeys* const k  = &names->hashes;
  NgStr* const  at = ng_arena_grow(k->arena, names->strings, &names->cap, k->n + 1, sizeof(*at));
  *is_new          = false;
  if (!at) {
    return NG_KEYS_FULL;
  }
  names->strings = at;
  for (uint64_t key = ng_hash(s.at, s.len, 0);; ++key) { // the next number where a hash is taken
    const uint32_t i = ng_keys_put(k, key, is_new);
    if (i != NG_KEYS_FULL && *is_new) {
      at[i] = s;
    }
    if (i == NG_KEYS_FULL || ng_str_eq(at[i], s)) {
      return i;
    }
  }
}

uint32_t
ng_names_find(const NgNames* names, NgStr s)
{
  const NgKeys* const k = &names->hashes;
  for (uint64_t key = ng_hash(s.at, s.len, 0); k->n; ++key) {
    const uint32_t slot = k->slots[slot_of(k, key)];
    if (slot <= k->base) {
      break;
    }
    if (ng_str_eq(names->strings[slot - k->base - 1], s)) {
      return slot - k->base - 1;
    }
  }
  return NG_KEYS_FULL;
}

void
ng_names_clear(NgNames* names)
{
  ng_keys_clear(&names->hashes);
}
