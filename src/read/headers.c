// SPDX-License-Identifier: Apache-2.0
#include "read/headers.h"

size_t
ng_headers_end(NgStr s)
{
  for (size_t i = 0; i < s.len; ++i) {
    const char* const found = memchr(s.at + i, '\n', s.len - i);
    if (!found) {
      return 0;
    }
    i = (size_t)(found - s.at);
    if (i + 1 < s.len && s.at[i + 1] == '\n') {
      return i + 2;
    }
    if (i + 2 < s.len && s.at[i + 1] == '\r' && s.at[i + 2] == '\n') {
      return i + 3;
    }
  }
  return 0;
}

static char
lower(char c)
{
  return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool
ng_headers_is(NgStr value, const char* other)
{
  const size_t n = strlen(other);
  size_t       i = 0;
  while (i < n && i < value.len && lower(value.at[i]) == lower(other[i])) {
    ++i;
  }
  return i == n && value.len == n;
}

NgStr
ng_headers_find(NgStr lines, const char* name)
{
  const size_t n = strlen(name);
  for (size_t at = 0; at < lines.len;) {
    const char* const newline = memchr(lines.at + at, '\n', lines.len - at);
    const size_t      end     = newline ? (size_t)(newline - lines.at) : lines.len;
    if (end - at > n && lines.at[at + n] == ':' && ng_headers_is(ng_str_n(lines.at + at, n), name)) {
      return ng_str_trim(ng_str_n(lines.at + at + n + 1, end - at - n - 1));
    }
    at = end + 1;
  }
  return ng_str("");
}

bool
ng_headers_number(NgStr value, uint64_t* out)
{
  *out = 0;
  for (size_t i = 0; i < value.len; ++i) {
    if (value.at[i] < '0' || value.at[i] > '9' || *out > INT64_MAX / 10 - 1) {
      return false;
    }
    *out = *out * 10 + (uint64_t)(value.at[i] - '0');
  }
  return value.len > 0;
}

NgStr
ng_headers_media(NgStr value)
{
  const char* const end = value.len ? memchr(value.at, ';', value.len) : NULL;
  return ng_str_trim(end ? ng_str_n(value.at, (size_t)(end - value.at)) : value);
}

NgStr
ng_headers_parameter(NgStr value, const char* name)
{
  for (size_t at = 0; at < value.len;) {
    const char* const stop = memchr(value.at + at, ';', value.len - at);
    const size_t      end  = stop ? (size_t)(stop - value.at) : value.len;
    const NgStr       part = ng_str_n(value.at + at, end - at);
    const char* const is   = part.len ? memchr(part.at, '=', part.len) : NULL;
    if (is && ng_headers_is(ng_str_trim(ng_str_n(part.at, (size_t)(is - part.at))), name)) {
      NgStr found = ng_str_trim(ng_str_n(is + 1, part.len - (size_t)(is + 1 - part.at)));
      if (found.len > 1 && found.at[0] == '"' && found.at[found.len - 1] == '"') {
        found = ng_str_n(found.at + 1, found.len - 2);
      }
      return found;
    }
    at = end + 1;
  }
  return ng_str("");
}
