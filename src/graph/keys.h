// SPDX-License-Identifier: Apache-2.0
// Sets of numbers and of strings for the length of one article, in its arena: which triples of a subject
// were written, which node bears an IRI. Members are numbered in the order of insertion.
#ifndef NG_GRAPH_KEYS_H
#define NG_GRAPH_KEYS_H

#include "base/arena.h"

typedef struct {
  NgArena*  arena;
  uint64_t* keys;  ///< In the order of insertion
  uint32_t* slots; ///< Number of the key + 1 + `base`
  uint32_t  n;     ///< Keys
  uint32_t  base;  ///< Slots up to this are empty: forgetting all keys takes no time
  uint32_t  cap;   ///< Of `keys`
  uint32_t  n_slots;
} NgKeys;

/// Number of `key`; `*is_new` says whether it was put in now. NG_KEYS_FULL without memory.
uint32_t ng_keys_put(NgKeys* keys, uint64_t key, bool* is_new);

/// Forget all keys, keep the memory.
void ng_keys_clear(NgKeys* keys);

#define NG_KEYS_FULL UINT32_MAX

typedef struct {
  NgKeys   hashes;
  NgStr*   strings; ///< By number
  uint32_t cap;
} NgNames;

/// The same for strings, which are borrowed.
uint32_t ng_names_put(NgNames* names, NgStr s, bool* is_new);

/// Number of `s`, NG_KEYS_FULL where it is none of them.
uint32_t ng_names_find(const NgNames* names, NgStr s);

void ng_names_clear(NgNames* names);

#endif
