// SPDX-License-Identifier: Apache-2.0
// The one place that asks the C library for memory, so that tests can let any request fail.
#ifndef NG_BASE_ALLOC_H
#define NG_BASE_ALLOC_H

#include <stddef.h>

/// Zeroed memory for `n` items of `size` bytes, or NULL (also where n * size overflows).
void* ng_calloc(size_t n, size_t size);

/// As realloc for `n` items of `size` bytes; the old block stays valid on NULL.
void* ng_realloc(void* ptr, size_t n, size_t size);

void ng_free(void* ptr);

/// The same as zlib asks for it (z_stream's zalloc and zfree).
void* ng_zlib_calloc(void* unused, unsigned n, unsigned size);
void  ng_zlib_free(void* unused, void* ptr);

/// Let the request after `n` more successful ones fail, and all that follow. SIZE_MAX turns it off.
/// For tests.
void ng_alloc_fail_after(size_t n);

#endif
