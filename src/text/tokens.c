// SPDX-License-Identifier: Apache-2.0
// Text to tokens in one scan from left to right: words, then marks and pictures.
#include "text/scan.h"

static bool
is_ascii_class(const NgScan* scan, uint32_t i, unsigned class)
{
  return i < scan->end && scan->s[i] < 128 && (ng_char_ascii[scan->s[i]] & class);
}

static uint32_t
same_end(const NgScan* scan, uint32_t i)
{
  const uint32_t c = scan_peek(scan, i);
  while (i < scan->end && scan_peek(scan, i) == c) {
    i = scan_step(scan, i);
  }
  return i;
}

static bool
is_stop_mark(uint32_t c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

// End of a face typed in marks, such as ":-)"; `begin` where there is none.
static uint32_t
face_end(const NgScan* scan, uint32_t begin)
{
  uint32_t i = begin;
  if (!scan->doc->tokens.n || scan->s[i] >= 128 || !strchr(":;=", (int)scan->s[i])) {
    return begin;
  }
  ++i;
  i += scan_peek(scan, i) == '-';
  const uint32_t mouth = scan_peek(scan, i);
  const bool is_face   = mouth && mouth < 128 && strchr("()DPp", (int)mouth) && !scan_is_word(scan, i + 1) &&
                       begin > 0 && (scan_class(scan, begin - 1) & NG_CHAR_SPACE);
  return is_face ? i + 1 : begin;
}

// A picture with its modifiers and joined pictures.
static uint32_t
picture_end(const NgScan* scan, uint32_t i)
{
  i = scan_step(scan, i);
  while (i < scan->end) {
    const uint32_t c = scan_peek(scan, i);
    if (c < 128 || !((ng_char_wide(c) & NG_CHAR_ZERO) || (c >= 0x1F3FB && c <= 0x1F3FF))) {
      break;
    }
    i = scan_step(scan, i);
    if (c == 0x200D && i < scan->end && (scan_class(scan, i) & NG_CHAR_SYMBOL)) {
      i = scan_step(scan, i);
    }
  }
  return i;
}

static uint32_t
punctuation_end(const NgScan* scan, uint32_t begin)
{
  const uint32_t c = scan_peek(scan, begin);
  uint32_t       i = scan_step(scan, begin);
  if (is_stop_mark(c)) {
    while (i < scan->end && is_stop_mark(scan_peek(scan, i))) {
      i = scan_step(scan, i);
    }
    return i;
  }
  const uint32_t face = face_end(scan, begin);
  if (face > begin) {
    return face;
  }
  if (c == '+' && scan_is_digit(scan, i) && !(begin && scan_is_word(scan, scan_back(scan, begin)))) {
    return scan_digits(scan, i); // "+44"
  }
  if (c < 128 && strchr("-*=_~+<>|`#$", (int)c)) {
    return same_end(scan, begin);
  }
  if ((c == '\'' || c == 0x2019 || c == 0x2018) && scan_peek(scan, i) == c) {
    return scan_step(scan, i); // '' for "
  }
  if (c == '[' && scan->end - begin >= 5 && !memcmp(scan->s + begin, "[...]", 5)) {
    return begin + 5;
  }
  return c >= 128 ? picture_end(scan, begin) : i;
}

// "@handle" or "#tag" at `begin`, or `begin`.
static uint32_t
handle_end(const NgScan* scan, uint32_t begin)
{
  const bool is_free = begin == 0 || !scan_is_word(scan, scan_back(scan, begin));
  uint32_t   i       = begin + 1;
  if (!is_free || !(is_ascii_class(scan, i, NG_CHAR_LETTER) || (scan_class(scan, i) & NG_CHAR_LETTER) ||
                    (scan->s[begin] == '@' && scan_is_digit(scan, i)))) {
    return begin;
  }
  for (uint32_t next = scan_run(scan, i); next > i || scan_peek(scan, i) == '_'; next = scan_run(scan, i)) {
    i = next > i ? next : i + 1;
  }
  return i;
}

// May the apostrophe at `i` begin a clitic: behind a word, or behind a mark that ends one ("U.S.'s")?
static bool
follows_word(const NgScan* scan, uint32_t i)
{
  if (!i) {
    return false;
  }
  const uint32_t before = scan_back(scan, i);
  const uint32_t c      = scan_peek(scan, before);
  return scan_is_word(scan, before) || (c < 128 && strchr(".)]\"%!?", (int)c)) || c == 0x201D;
}

static NgStatus
scan_other(NgScan* scan, uint32_t* at)
{
  const uint32_t begin = *at;
  const uint32_t c     = scan_peek(scan, begin);
  uint32_t       end   = begin;
  int            kind  = -1;
  if (c == '@' || c == '#') {
    end  = handle_end(scan, begin);
    kind = NG_TOK_ADDRESS;
  } else if (ng_char_is_apostrophe(c)) {
    const uint32_t n         = follows_word(scan, begin) ? ng_scan_clitic(scan, begin) : 0;
    const bool     is_inside = begin && scan_is_word(scan, scan_back(scan, begin));
    end                      = n ? begin + n : is_inside ? begin : ng_scan_leading_apostrophe(scan, begin);
  } else if (c == '.' && scan_is_digit(scan, begin + 1) &&
             !(begin && scan_is_word(scan, scan_back(scan, begin)))) {
    end = scan_digits(scan, begin + 1);
  }
  if (end == begin) {
    end  = punctuation_end(scan, begin);
    kind = -1;
  }
  *at = end;
  return kind < 0 ? ng_scan_add(scan, begin, end) : ng_scan_add_of_kind(scan, begin, end, kind);
}

NgStatus
ng_scan_tokens(NgScan* scan, uint32_t begin)
{
  for (uint32_t i = begin; i < scan->end;) {
    const unsigned class = scan_class(scan, i);
    if (class & NG_CHAR_WORD) {
      NG_TRY(ng_scan_word(scan, &i));
    } else if (class & (NG_CHAR_SPACE | NG_CHAR_ZERO)) {
      i = scan_step(scan, i);
    } else {
      NG_TRY(scan_other(scan, &i));
    }
  }
  return NG_SUCCESS;
}
