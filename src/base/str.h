// SPDX-License-Identifier: Apache-2.0
// A view of bytes that somebody else owns; UTF-8 unless said otherwise. Not NUL-terminated.
#ifndef NG_BASE_STR_H
#define NG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  const char* at;
  size_t      len; ///< Bytes
} NgStr;

/// printf arguments for "%.*s".
#define NG_STR_ARG(s) (int)(s).len, (s).at

static inline NgStr
ng_str(const char* z)
{
  const NgStr s = {z, z ? strlen(z) : 0};
  return s;
}

static inline NgStr
ng_str_n(const char* at, size_t len)
{
  const NgStr s = {at, len};
  return s;
}

static inline bool
ng_str_eq(NgStr a, NgStr b)
{
  return a.len == b.len && (a.len == 0 || !memcmp(a.at, b.at, a.len));
}

static inline bool
ng_str_is(NgStr a, const char* z)
{
  return ng_str_eq(a, ng_str(z));
}

static inline bool
ng_str_starts(NgStr s, const char* prefix)
{
  const size_t n = strlen(prefix);
  return s.len >= n && !memcmp(s.at, prefix, n);
}

static inline bool
ng_str_ends(NgStr s, const char* suffix)
{
  const size_t n = strlen(suffix);
  return s.len >= n && !memcmp(s.at + s.len - n, suffix, n);
}

/// Is `word` one of `words`, which are parted by '|'? The empty word is none, nor is one with a '|'.
bool ng_str_one_of(NgStr word, const char* words);

/// Order by bytes (which is code point order for UTF-8). <0, 0, >0.
int ng_str_cmp(NgStr a, NgStr b);

/// Code points of UTF-8.
size_t ng_str_chars(NgStr s);

/// The start of UTF-8, at most `max` bytes, not ending within a code point.
NgStr ng_str_cut(NgStr s, size_t max);

/// Without ASCII white space at either end.
NgStr ng_str_trim(NgStr s);

/// 64-bit hash of bytes: stable across machines and versions, since model files rely on it.
uint64_t ng_hash(const void* data, size_t len, uint64_t seed);

/// Mix a 64-bit value (finaliser of MurmurHash3, Austin Appleby, public domain).
static inline uint64_t
ng_mix(uint64_t h)
{
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  h ^= h >> 33;
  return h;
}

#endif
