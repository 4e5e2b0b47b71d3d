// SPDX-License-Identifier: Apache-2.0
#include "base/alloc.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_size_t fail_after = SIZE_MAX;

void
ng_alloc_fail_after(size_t n)
{
  atomic_store(&fail_after, n);
}

static bool
may_allocate(void)
{
  size_t left = atomic_load_explicit(&fail_after, memory_order_relaxed);
  while (left && left != SIZE_MAX) {
    if (atomic_compare_exchange_weak(&fail_after, &left, left - 1)) {
      return true;
    }
  }
  return left;
}

void*
ng_calloc(size_t n, size_t size)
{
  return may_allocate() ? calloc(n ? n : 1, size ? size : 1) : NULL;
}

void*
ng_realloc(void* ptr, size_t n, size_t size)
{
  if (size && n > SIZE_MAX / size) {
    return NULL;
  }
  return may_allocate() ? realloc(ptr, n && size ? n * size : 1) : NULL;
}

void
ng_free(void* ptr)
{
  free(ptr);
}

void*
ng_zlib_calloc(void* unused, unsigned n, unsigned size)
{
  return ng_calloc(n, size);
}

void
ng_zlib_free(void* unused, void* ptr)
{
  ng_free(ptr);
}
