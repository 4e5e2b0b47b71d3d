// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>

#if defined(NG_MALLOC_ARENA)
enum { FIRST_BYTES = 0, BLOCK_BYTES = 0 }; // every request its own block, so that ASan sees overruns
#else
enum { FIRST_BYTES = 4 * 1024, BLOCK_BYTES = 256 * 1024 }; // blocks double from the first to the usual size
#endif
enum {
  KEPT_BLOCKS = 20, // stay at a reset: what a usual article takes
  LINE        = 64, // bytes that come from memory together
};

typedef struct Block {
  struct Block* next;
  size_t        size; // of data
  size_t        used;
  alignas(max_align_t) unsigned char data[];
} Block;

typedef struct Kept {
  struct Kept* next;
  const void*  key;
  size_t       size;
  void*        at; // within the memory behind this
} Kept;

struct NgArenaImpl {
  Block* first; // the block in use
  Block* spare; // zeroed, none larger than BLOCK_BYTES
  Kept*  kept;
  size_t max_bytes;
  size_t handed_out;
  size_t held; // bytes in all blocks but the spare ones
};

NgArena*
ng_arena_new(size_t max_bytes)
{
  NgArena* const arena = ng_calloc(1, sizeof(NgArena));
  if (arena) {
    arena->max_bytes = max_bytes;
  }
  return arena;
}

static void
free_blocks(Block* block)
{
  while (block) {
    Block* const next = block->next;
    ng_free(block);
    block = next;
  }
}

void
ng_arena_free(NgArena* arena)
{
  if (arena) {
    free_blocks(arena->first);
    free_blocks(arena->spare);
    while (arena->kept) {
      Kept* const next = arena->kept->next;
      ng_free(arena->kept);
      arena->kept = next;
    }
    ng_free(arena);
  }
}

void
ng_arena_reset(NgArena* arena)
{
  unsigned n_spare = 0;
  for (const Block* b = arena->spare; b; b = b->next) {
    ++n_spare;
  }
  while (arena->first) {
    Block* const block = arena->first;
    arena->first       = block->next;
    if (block->size > BLOCK_BYTES || n_spare == KEPT_BLOCKS) {
      ng_free(block); // one long article must not keep its memory for the rest of the run
      continue;
    }
    memset(block->data, 0, block->used);
    block->used  = 0;
    block->next  = arena->spare;
    arena->spare = block;
    ++n_spare;
  }
  arena->handed_out = 0;
  arena->held       = 0;
}

// A spare block with room for `size` bytes, or a new one.
static Block*
new_block(NgArena* arena, size_t size)
{
  for (Block** at = &arena->spare; *at; at = &(*at)->next) {
    Block* const block = *at;
    if (block->size >= size) {
      *at = block->next;
      return block;
    }
  }
  Block* const block = ng_calloc(1, sizeof(Block) + size);
  if (block) {
    block->size = size;
  }
  return block;
}

static Block*
add_block(NgArena* arena, size_t need)
{
  const size_t usual = arena->held < FIRST_BYTES   ? FIRST_BYTES
                       : arena->held < BLOCK_BYTES ? arena->held
                                                   : BLOCK_BYTES;
  Block* const block = new_block(arena, need > usual ? need : usual);
  if (!block) {
    return NULL;
  }
  arena->held += block->size;
  // What is left of a block made for one large request is less than what the current one still has.
  if (arena->first && block->size - need < arena->first->size - arena->first->used) {
    block->next        = arena->first->next;
    arena->first->next = block;
  } else {
    block->next  = arena->first;
    arena->first = block;
  }
  return block;
}

void*
ng_arena_keep(NgArena* arena, const void* key, size_t bytes)
{
  Kept** at = &arena->kept;
  while (*at && (*at)->key != key) {
    at = &(*at)->next;
  }
  if (*at && (*at)->size >= bytes) {
    return (*at)->at;
  }
  if (bytes > SIZE_MAX - sizeof(Kept) - LINE) {
    return NULL;
  }
  Kept* const kept = ng_calloc(1, sizeof(Kept) + LINE + bytes);
  if (!kept) {
    return NULL;
  }
  char* const behind = (char*)(kept + 1);
  *kept = (Kept){*at ? (*at)->next : NULL, key, bytes, behind + (LINE - (uintptr_t)behind % LINE) % LINE};
  ng_free(*at);
  *at = kept;
  return kept->at;
}

void*
ng_arena_calloc(NgArena* arena, size_t n, size_t size)
{
  const size_t align = alignof(max_align_t);
  if (size && n > (SIZE_MAX - align) / size) {
    return NULL;
  }
  const size_t bytes = (n * size + align - 1) / align * align;
  if (bytes > arena->max_bytes - arena->handed_out) {
    return NULL;
  }
  Block* block = arena->first;
  if (!block || block->size - block->used < bytes) {
    block = add_block(arena, bytes);
    if (!block) {
      return NULL;
    }
  }
  void* const at = block->data + block->used;
  block->used += bytes;
  arena->handed_out += bytes;
  return at;
}

NgStr
ng_arena_copy(NgArena* arena, NgStr s)
{
  char* const at = ng_arena_calloc(arena, s.len + 1, 1);
  if (at && s.len) {
    memcpy(at, s.at, s.len);
  }
  return ng_str_n(at, at ? s.len : 0);
}

NgStr
ng_arena_printf(NgArena* arena, const char* format, ...)
{
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  const int   n  = vsnprintf(NULL, 0, format, args);
  char* const at = n < 0 ? NULL : ng_arena_calloc(arena, (size_t)n + 1, 1);
  if (at) {
    vsnprintf(at, (size_t)n + 1, format, again);
  }
  va_end(again);
  va_end(args);
  return ng_str_n(at, at ? (size_t)n : 0);
}

void*
ng_arena_grow(NgArena* arena, void* old, uint32_t* cap, uint32_t need, size_t size)
{
  if (need <= *cap) {
    return old;
  }
  if (need > UINT32_MAX / 2) {
    return NULL;
  }
  uint32_t larger = *cap ? *cap * 2 : 8;
  while (larger < need) {
    larger *= 2;
  }
  void* const at = ng_arena_calloc(arena, larger, size);
  if (!at) {
    return NULL;
  }
  if (*cap) {
    memcpy(at, old, *cap * size);
  }
  *cap = larger;
  return at;
}

bool
ng_vec_reserve_(NgArena* arena, void** at, uint32_t* cap, uint32_t n, size_t size)
{
  void* const grown = n == UINT32_MAX ? NULL : ng_arena_grow(arena, *at, cap, n + 1, size);
  if (!grown) {
    return false;
  }
  *at = grown;
  return true;
}
