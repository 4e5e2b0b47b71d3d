// SPDX-License-Identifier: Apache-2.0
#include "base/str.h"

int
ng_str_cmp(NgStr a, NgStr b)
{
  const size_t n = a.len < b.len ? a.len : b.len;
  const int    c = n ? memcmp(a.at, b.at, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

static bool
is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

NgStr
ng_str_trim(NgStr s)
{
  while (s.len && is_space(s.at[0])) {
    ++s.at;
    --s.len;
  }
  while (s.len && is_space(s.at[s.len - 1])) {
    --s.len;
  }
  return s;
}

// FNV-1a over 8-byte little-endian words with a final mix; words are assembled byte by byte so that
// the result does not depend on the machine's byte order.
uint64_t
ng_hash(const void* data, size_t len, uint64_t seed)
{
  const unsigned char* p = data;
  uint64_t             h = 0xcbf29ce484222325ULL ^ ng_mix(seed + len);
  while (len >= 8) {
    uint64_t w = 0;
    for (int i = 7; i >= 0; --i) {
      w = w << 8 | p[i];
    }
    h = (h ^ w) * 0x9e3779b97f4a7c15ULL;
    h ^= h >> 29;
    p += 8;
    len -= 8;
  }
  uint64_t w = 0;
  while (len) {
    w = w << 8 | p[--len];
  }
  return ng_mix((h ^ w) * 0x9e3779b97f4a7c15ULL);
}
