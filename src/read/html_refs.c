// SPDX-License-Identifier: Apache-2.0
// Character references (HTML standard, 13.2.5.72 to 13.2.5.80).
#include "read/html_tree.h"

static const struct {
  const char* name;
  bool        is_bare; // known without its semicolon, too
  const char* text;
} entities[] = {
// Made at build time from src/data/lists/html-entities.tsv by entities.awk.
#include "read/entities.inc"
};

enum { N_ENTITIES = sizeof(entities) / sizeof(entities[0]), LONGEST_ENTITY = 32 };

static size_t
find_entity(NgStr name)
{
  return ng_html_find(entities, N_ENTITIES, sizeof(*entities), name);
}

static int
digit_of(char c, int base)
{
  const int d = c >= '0' && c <= '9' ? c - '0' : ng_html_is_letter(c) ? (c | 32) - 'a' + 10 : base;
  return d < base ? d : -1;
}

// What stands for a code point in a reference by number: nothing for NUL and controls, windows-1252 for 128
// to 159.
static uint32_t
repair_code(uint32_t c)
{
  static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (c >= 0x80 && c <= 0x9F) {
    return c1[c - 0x80];
  }
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE) {
    return 0xFFFD;
  }
  return c < 0x20 && !ng_html_is_space((char)c) ? 0 : c;
}

static size_t
put_utf8(uint32_t c, char* out)
{
  if (c < 0x80) {
    out[0] = (char)c;
    return c ? 1 : 0;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | (c >> 6));
    out[1] = (char)(0x80 | (c & 63));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | (c >> 12));
    out[1] = (char)(0x80 | ((c >> 6) & 63));
    out[2] = (char)(0x80 | (c & 63));
    return 3;
  }
  out[0] = (char)(0xF0 | (c >> 18));
  out[1] = (char)(0x80 | ((c >> 12) & 63));
  out[2] = (char)(0x80 | ((c >> 6) & 63));
  out[3] = (char)(0x80 | (c & 63));
  return 4;
}

// "#8217;" or "#x2019;" behind the ampersand: bytes taken, 0 where it is none.
static size_t
take_number(NgStr s, char* out, size_t* n_out)
{
  const bool is_hex = s.len > 1 && (s.at[1] | 32) == 'x';
  size_t     i      = is_hex ? 2 : 1;
  uint32_t   c      = 0;
  size_t     digits = 0;
  for (; i < s.len && digit_of(s.at[i], is_hex ? 16 : 10) >= 0; ++i, ++digits) {
    c = c > 0x10FFFF ? c : c * (is_hex ? 16 : 10) + (uint32_t)digit_of(s.at[i], is_hex ? 16 : 10);
  }
  if (!digits) {
    return 0;
  }
  *n_out = put_utf8(repair_code(c), out);
  return i + (i < s.len && s.at[i] == ';');
}

// "amp;", "nbsp" behind the ampersand.
static size_t
take_named(NgStr s, bool is_attribute, char* out, size_t* n_out)
{
  size_t n = 0;
  while (n < s.len && n < LONGEST_ENTITY && ng_html_is_alnum(s.at[n])) {
    ++n;
  }
  const bool has_end = n < s.len && s.at[n] == ';';
  size_t     found   = has_end ? find_entity(ng_str_n(s.at, n)) : (size_t)N_ENTITIES;
  if (found == N_ENTITIES) { // the longest beginning that needs no semicolon; none of those is longer
    enum { LONGEST_BARE = 6 };
    n = n < LONGEST_BARE ? n : LONGEST_BARE;
    while (n > 1 && ((found = find_entity(ng_str_n(s.at, n))) == N_ENTITIES || !entities[found].is_bare)) {
      --n;
    }
    const bool goes_on = n < s.len && (ng_html_is_alnum(s.at[n]) || s.at[n] == '=');
    if (n <= 1 || (is_attribute && goes_on)) {
      return 0;
    }
  }
  *n_out = strlen(entities[found].text);
  memcpy(out, entities[found].text, *n_out);
  return n + (n < s.len && s.at[n] == ';');
}

NgStr
ng_html_unescape(NgArena* arena, NgStr s, bool is_attribute)
{
  if (!s.len || (!memchr(s.at, '&', s.len) && !memchr(s.at, '\0', s.len))) {
    return s.at ? s : ng_str("");
  }
  char* const to = ng_arena_calloc(arena, s.len + s.len / 4 + 8, 1); // "&nGt;" takes six bytes
  size_t      n  = 0;
  if (!to) {
    return ng_str_n(NULL, 0);
  }
  for (size_t i = 0; i < s.len;) {
    const NgStr rest  = ng_str_n(s.at + i + 1, s.len - i - 1);
    size_t      taken = 0;
    size_t      more  = 0;
    if (s.at[i] == '&' && rest.len) {
      taken = rest.at[0] == '#' ? take_number(rest, to + n, &more)
                                : take_named(rest, is_attribute, to + n, &more);
    }
    if (taken) {
      n += more;
      i += 1 + taken;
    } else {
      to[n] = s.at[i++];
      n += to[n] != '\0';
    }
  }
  return ng_str_n(to, n);
}
