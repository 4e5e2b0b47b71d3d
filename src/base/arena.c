// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include "base/alloc.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>

#if defined(NG_MALLOC_ARENA)
enum { BLOCK_BYTES = 0 }; // every request its own block, so that ASan sees overruns
#else
enum { BLOCK_BYTES = 256 * 1024 };
#endif

typedef struct Block {
  struct Block* next;
  size_t        size; // of data
  size_t        used;
  alignas(max_align_t) unsigned char data[];
} Block;

struct NgArenaImpl {
  Block* first; // the block in use
  size_t max_bytes;
  size_t held; // bytes in all blocks
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
    ng_free(arena);
  }
}

void
ng_arena_reset(NgArena* arena)
{
  Block* const kept = arena->first;
  if (kept) {
    free_blocks(kept->next);
    kept->next = NULL;
    if (kept->size > BLOCK_BYTES) { // one long article must not keep its memory for the rest of the run
      ng_free(kept);
      arena->first = NULL;
      arena->held  = 0;
      return;
    }
    memset(kept->data, 0, kept->used);
    kept->used  = 0;
    arena->held = kept->size;
  }
}

static Block*
add_block(NgArena* arena, size_t need)
{
  const size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
  if (size > arena->max_bytes || arena->held > arena->max_bytes - size) {
    return NULL;
  }
  Block* const block = ng_calloc(1, sizeof(Block) + size);
  if (!block) {
    return NULL;
  }
  block->size = size;
  arena->held += size;
  // A block made for one large request goes behind the current one, whose rest is still of use.
  if (arena->first && need > BLOCK_BYTES) {
    block->next        = arena->first->next;
    arena->first->next = block;
  } else {
    block->next  = arena->first;
    arena->first = block;
  }
  return block;
}

void*
ng_arena_calloc(NgArena* arena, size_t n, size_t size)
{
  const size_t align = alignof(max_align_t);
  if (size && n > (SIZE_MAX - align) / size) {
    return NULL;
  }
  const size_t bytes = (n * size + align - 1) / align * align;
  Block*       block = arena->first;
  if (!block || block->size - block->used < bytes) {
    block = add_block(arena, bytes);
    if (!block) {
      return NULL;
    }
  }
  void* const at = block->data + block->used;
  block->used += bytes;
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
