// SPDX-License-Identifier: Apache-2.0
// Classes of characters: a table for ASCII, ICU for the rest. Text is valid UTF-8 here.
#ifndef NG_TEXT_CHARS_H
#define NG_TEXT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  NG_CHAR_UPPER  = 1 << 0,
  NG_CHAR_LOWER  = 1 << 1,
  NG_CHAR_LETTER = 1 << 2, ///< Letters with and without case, and marks
  NG_CHAR_DIGIT  = 1 << 3,
  NG_CHAR_SPACE  = 1 << 4, ///< White space of any width, control characters
  NG_CHAR_ZERO   = 1 << 5, ///< Invisible: soft hyphen, joiners, variation selectors
  NG_CHAR_SYMBOL = 1 << 6, ///< Currency, mathematics, pictures

  NG_CHAR_WORD = NG_CHAR_LETTER | NG_CHAR_DIGIT,
};

extern const uint8_t ng_char_ascii[128];

/// Class bits of a code point beyond ASCII.
unsigned ng_char_wide(uint32_t c);

static inline unsigned
ng_char_class(uint32_t c)
{
  return c < 128 ? ng_char_ascii[c] : ng_char_wide(c);
}

/// Decode the code point at `s[*i]` of valid UTF-8 and step over it.
static inline uint32_t
ng_char_next(const unsigned char* s, uint32_t* i)
{
  const unsigned char a = s[(*i)++];
  if (a < 0x80) {
    return a;
  }
  if (a < 0xE0) {
    const uint32_t c = (a & 0x1Fu) << 6 | (s[*i] & 0x3Fu);
    *i += 1;
    return c;
  }
  if (a < 0xF0) {
    const uint32_t c = (a & 0x0Fu) << 12 | (s[*i] & 0x3Fu) << 6 | (s[*i + 1] & 0x3Fu);
    *i += 2;
    return c;
  }
  const uint32_t c = (a & 0x07u) << 18 | (s[*i] & 0x3Fu) << 12 | (s[*i + 1] & 0x3Fu) << 6 |
                     (s[*i + 2] & 0x3Fu);
  *i += 3;
  return c;
}

/// Lower case, one code point for one.
uint32_t ng_char_lower(uint32_t c);

/// Write `c` as UTF-8; @return the bytes written, at most 4.
size_t ng_char_put(char* at, uint32_t c);

/// Bytes of valid UTF-8 that begin with `lead`.
static inline uint32_t
ng_char_bytes(unsigned char lead)
{
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// A straight or curly apostrophe, also the modifier letter and the marks that are typed for it.
static inline bool
ng_char_is_apostrophe(uint32_t c)
{
  return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2032;
}

/// Hyphen-minus, hyphen, no-break hyphen.
static inline bool
ng_char_is_hyphen(uint32_t c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

/// Any dash that separates: figure, en, em, bar, minus.
static inline bool
ng_char_is_dash(uint32_t c)
{
  return ng_char_is_hyphen(c) || (c >= 0x2012 && c <= 0x2015) || c == 0x2212;
}

#endif
