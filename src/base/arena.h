// SPDX-License-Identifier: Apache-2.0
// Memory that is released all at once: everything made while one article is handled comes from its
// arena, is never freed singly, and is gone at the reset before the next article.
#ifndef NG_BASE_ARENA_H
#define NG_BASE_ARENA_H

#include "base/str.h"

typedef struct NgArenaImpl NgArena;

/// An empty arena that hands out at most `max_bytes` between resets; NULL without memory.
NgArena* ng_arena_new(size_t max_bytes);

/// Accepts NULL.
void ng_arena_free(NgArena* arena);

/// Forget everything handed out. Keeps some blocks, so that a run over many articles settles.
void ng_arena_reset(NgArena* arena);

/// Zeroed, aligned for any type; NULL without memory, beyond the maximum, or on overflow.
void* ng_arena_calloc(NgArena* arena, size_t n, size_t size);

/// Memory that outlives resets, for what spares work on the next article: `bytes` of it, found again under
/// `key` (an address of the caller's own), zeroed when it is made, and made anew where more is wanted. Starts
/// at a cache line; does not count towards the maximum. NULL without memory.
void* ng_arena_keep(NgArena* arena, const void* key, size_t bytes);

/// Copy of `s`, NUL-terminated (not counted); at == NULL without memory.
NgStr ng_arena_copy(NgArena* arena, NgStr s);

/// Formatted text; at == NULL without memory.
NgStr ng_arena_printf(NgArena* arena, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// Room for `need` items in an array of `*cap` that lives in the arena: returns `old` or a larger
/// copy (capacity doubled, new part zeroed), or NULL without memory (then `old` still holds).
void* ng_arena_grow(NgArena* arena, void* old, uint32_t* cap, uint32_t need, size_t size);

/// A growing array in an arena: struct { T* at; uint32_t n, cap; }.
#define NG_VEC(T)                                                                                            \
  struct {                                                                                                   \
    T*       at;                                                                                             \
    uint32_t n;                                                                                              \
    uint32_t cap;                                                                                            \
  }

/// Pointer to a new zeroed last item of VEC, or NULL without memory.
#define NG_VEC_ADD(arena, vec)                                                                               \
  (ng_vec_reserve_((arena), (void**)&(vec).at, &(vec).cap, (vec).n, sizeof(*(vec).at))                       \
       ? &(vec).at[(vec).n++]                                                                                \
       : NULL)

bool ng_vec_reserve_(NgArena* arena, void** at, uint32_t* cap, uint32_t n, size_t size);

#endif
