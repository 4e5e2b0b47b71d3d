// SPDX-License-Identifier: Apache-2.0
// One token: its kind, shape, folded word and code points, out of its bytes.
#include "text/scan.h"

static unsigned
shape_of(NgStr word, unsigned* all, unsigned* first)
{
  unsigned shape   = 0;
  unsigned letters = 0;
  unsigned before  = 0;
  for (uint32_t i = 0; i < word.len;) {
    const uint32_t at    = i;
    const uint32_t c     = ng_char_next((const unsigned char*)word.at, &i);
    const unsigned class = ng_char_class(c);
    if (at == 0) {
      *first = class;
    }
    *all |= class;
    if (class & NG_CHAR_LETTER) {
      shape |= letters == 0 && (class & NG_CHAR_UPPER) ? NG_SHAPE_CAPITAL : 0;
      shape |= (class & NG_CHAR_UPPER) && (before & NG_CHAR_LOWER) ? NG_SHAPE_MIXED : 0;
      ++letters;
      before = class;
    } else if (class & NG_CHAR_DIGIT) {
      shape |= NG_SHAPE_DIGIT;
    } else if (c == '.') {
      shape |= NG_SHAPE_STOP;
    } else if (ng_char_is_hyphen(c) && at && i < word.len) {
      shape |= NG_SHAPE_HYPHEN;
    }
  }
  if (letters > 1 && !(*all & NG_CHAR_LOWER) && (*all & NG_CHAR_UPPER)) {
    shape |= NG_SHAPE_ALL_UPPER;
  }
  return shape;
}

// Lower case, straight apostrophe, nothing invisible. Words that are so already are not copied.
static NgStatus
fold(NgDoc* doc, NgStr word, unsigned all, NgStr* out)
{
  *out          = word;
  bool is_ascii = true;
  for (size_t i = 0; i < word.len; ++i) {
    is_ascii = is_ascii && (unsigned char)word.at[i] < 128;
  }
  if (is_ascii && !(all & NG_CHAR_UPPER)) {
    return NG_SUCCESS;
  }
  // No letter in lower case is longer than three halves of its capital in UTF-8.
  char* const to = ng_arena_calloc(doc->arena, word.len + word.len / 2 + 4, 1);
  if (!to) {
    return NG_ERR_NO_MEM;
  }
  size_t n = 0;
  for (uint32_t i = 0; i < word.len;) {
    const uint32_t c = ng_char_next((const unsigned char*)word.at, &i);
    if (c < 128) {
      to[n++] = (char)ng_char_lower(c);
    } else if (c == 0x2019 || c == 0x2018 || c == 0x2BC) {
      to[n++] = '\'';
    } else if (!(ng_char_wide(c) & NG_CHAR_ZERO)) {
      n += ng_char_put(to + n, ng_char_lower(c));
    }
  }
  *out = ng_str_n(to, n);
  return NG_SUCCESS;
}

static NgTokenKind
kind_of(NgStr word, unsigned all, unsigned first)
{
  if (all & NG_CHAR_LETTER) {
    const bool is_ordinal = (first & NG_CHAR_DIGIT) && word.len > 2 &&
                            (ng_str_ends(word, "st") || ng_str_ends(word, "nd") || ng_str_ends(word, "rd") ||
                             ng_str_ends(word, "th") || ng_str_ends(word, "s"));
    return is_ordinal ? NG_TOK_NUMBER : NG_TOK_WORD;
  }
  if (all & NG_CHAR_DIGIT) {
    return NG_TOK_NUMBER;
  }
  return all & NG_CHAR_SYMBOL ? NG_TOK_SYMBOL : NG_TOK_PUNCT;
}

static uint32_t
count_to(NgScan* scan, uint32_t byte)
{
  uint32_t n = scan->last_char;
  for (uint32_t i = scan->last_byte; i < byte; ++i) {
    n += (scan->s[i] & 0xC0) != 0x80;
  }
  scan->last_byte = byte;
  scan->last_char = n;
  return n;
}

NgStatus
ng_scan_add_of_kind(NgScan* scan, uint32_t begin, uint32_t end, int kind)
{
  NgDoc* const   doc   = scan->doc;
  NgToken* const token = NG_VEC_ADD(doc->arena, doc->tokens);
  if (!token) {
    return NG_ERR_NO_MEM;
  }
  unsigned    all   = 0;
  unsigned    first = 0;
  const NgStr word  = scan_bytes(scan, begin, end);
  unsigned    shape = shape_of(word, &all, &first);
  if (begin && (scan->s[begin - 1] <= ' ' || scan->last_byte != begin || doc->tokens.n == 1)) {
    const uint32_t before = scan_back(scan, begin);
    shape |= ng_char_class(scan_peek(scan, before)) & NG_CHAR_SPACE ? NG_SHAPE_SPACE : 0;
  }
  token->begin      = begin;
  token->end        = end;
  token->char_begin = count_to(scan, begin);
  token->char_end   = count_to(scan, end);
  token->shape      = (uint16_t)shape;
  token->kind       = (uint8_t)(kind < 0 ? kind_of(word, all, first) : (NgTokenKind)kind);
  token->quote_pair = NG_NONE;
  return fold(doc, word, all, &token->lower);
}

NgStatus
ng_scan_add(NgScan* scan, uint32_t begin, uint32_t end)
{
  return ng_scan_add_of_kind(scan, begin, end, -1);
}
