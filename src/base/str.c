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

bool
ng_str_one_of(NgStr word, const char* words)
{
  if (!word.len || !word.at[0] || memchr(word.at, '|', word.len)) {
    return false;
  }
  for (const char* here = strchr(words, word.at[0]); here; here = strchr(here + 1, word.at[0])) {
    size_t n = 1;
    while (n < word.len && here[n] && here[n] == word.at[n]) {
      ++n;
    }
    if (n == word.len && (here == words || here[-1] == '|') && (here[n] == '|' || !here[n])) {
      return true;
    }
  }
  return false;
}

static bool
is_inside(char c)
{
  return ((unsigned char)c & 0xC0) == 0x80;
}

size_t
ng_str_chars(NgStr s)
{
  size_t n = 0;
  for (size_t i = 0; i < s.len; ++i) {
    n += !is_inside(s.at[i]);
  }
  return n;
}

NgStr
ng_str_cut(NgStr s, size_t max)
{
  if (s.len <= max) {
    return s;
  }
  while (max && is_inside(s.at[max])) {
    --max;
  }
  return ng_str_n(s.at, max);
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

// The next `len` (at most 8) bytes as a little-endian number: the result must not depend on the machine's
// byte order.
static uint64_t
read_bytes(const unsigned char* p, size_t len)
{
  uint64_t w = 0;
  while (len) {
    w = w << 8 | p[--len];
  }
  return w;
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

static uint64_t
read_eight(const unsigned char* p)
{
  uint64_t w;
  memcpy(&w, p, sizeof(w));
  return w;
}

// Of fewer than eight bytes, by reads that overlap.
static uint64_t
read_rest(const unsigned char* p, size_t len)
{
  if (len < 4) {
    return read_bytes(p, len);
  }
  uint32_t low, high;
  memcpy(&low, p, sizeof(low));
  memcpy(&high, p + len - 4, sizeof(high));
  return low | (uint64_t)high << (len - 4) * 8;
}

#else

static uint64_t
read_eight(const unsigned char* p)
{
  return read_bytes(p, 8);
}

static uint64_t
read_rest(const unsigned char* p, size_t len)
{
  return read_bytes(p, len);
}

#endif

// FNV-1a over 8-byte little-endian words with a final mix.
uint64_t
ng_hash(const void* data, size_t len, uint64_t seed)
{
  const unsigned char* p = data;
  uint64_t             h = 0xcbf29ce484222325ULL ^ ng_mix(seed + len);
  for (; len >= 8; p += 8, len -= 8) {
    h = (h ^ read_eight(p)) * 0x9e3779b97f4a7c15ULL;
    h ^= h >> 29;
  }
  return ng_mix((h ^ read_rest(p, len)) * 0x9e3779b97f4a7c15ULL);
}
