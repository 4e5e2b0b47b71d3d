// SPDX-License-Identifier: Apache-2.0
// How the scanner looks at the characters of a paragraph. All take a byte that begins a character, and look
// no further than the end of the paragraph.
#ifndef NG_TEXT_SCAN_H
#define NG_TEXT_SCAN_H

#include "text/internal.h"

/// Code point at byte `i`, 0 at the end.
static inline uint32_t
scan_peek(const NgScan* scan, uint32_t i)
{
  return i < scan->end ? ng_char_next(scan->s, &i) : 0;
}

static inline unsigned
scan_class(const NgScan* scan, uint32_t i)
{
  return i < scan->end ? ng_char_class(scan_peek(scan, i)) : NG_CHAR_SPACE;
}

static inline bool
scan_is_digit(const NgScan* scan, uint32_t i)
{
  return i < scan->end && scan->s[i] < 128 && (ng_char_ascii[scan->s[i]] & NG_CHAR_DIGIT);
}

static inline bool
scan_is_word(const NgScan* scan, uint32_t i)
{
  return (scan_class(scan, i) & NG_CHAR_WORD) != 0;
}

static inline uint32_t
scan_step(const NgScan* scan, uint32_t i)
{
  return i + ng_char_bytes(scan->s[i]);
}

/// Start of the character before `i`, which is not the first.
static inline uint32_t
scan_back(const NgScan* scan, uint32_t i)
{
  do {
    --i;
  } while ((scan->s[i] & 0xC0) == 0x80);
  return i;
}

static inline NgStr
scan_bytes(const NgScan* scan, uint32_t begin, uint32_t end)
{
  return ng_str_n((const char*)scan->s + begin, end - begin);
}

/// End of the run of letters, digits and invisible characters at `i`.
static inline uint32_t
scan_run(const NgScan* scan, uint32_t i)
{
  while (i < scan->end) {
    const unsigned char c = scan->s[i];
    if (c < 128) {
      if (!(ng_char_ascii[c] & NG_CHAR_WORD)) {
        break;
      }
      ++i;
    } else {
      uint32_t next = i;
      if (!(ng_char_wide(ng_char_next(scan->s, &next)) & (NG_CHAR_WORD | NG_CHAR_ZERO))) {
        break;
      }
      i = next;
    }
  }
  return i;
}

static inline uint32_t
scan_digits(const NgScan* scan, uint32_t i)
{
  while (scan_is_digit(scan, i)) {
    ++i;
  }
  return i;
}

static inline bool
scan_is_upper(const NgScan* scan, uint32_t i)
{
  return (scan_class(scan, i) & NG_CHAR_UPPER) != 0;
}

#endif
