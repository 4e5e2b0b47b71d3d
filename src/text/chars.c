// SPDX-License-Identifier: Apache-2.0
#include "text/chars.h"

#include <unicode/uchar.h>

// One row for sixteen code points, from NUL.
// clang-format off
const uint8_t ng_char_ascii[128] = {
  16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  16, 0, 0, 64, 64, 64, 64, 0, 0, 0, 64, 64, 0, 0, 0, 0,
  8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 0, 0, 64, 64, 64, 0,
  64, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
  5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 64, 0, 64, 0,
  64, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
  6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 0, 64, 0, 64, 16,
};
// clang-format on

static unsigned
class_of_type(uint32_t c)
{
  switch (u_charType((UChar32)c)) {
  case U_UPPERCASE_LETTER:
  case U_TITLECASE_LETTER:
    return NG_CHAR_UPPER | NG_CHAR_LETTER;
  case U_LOWERCASE_LETTER:
    return NG_CHAR_LOWER | NG_CHAR_LETTER;
  case U_MODIFIER_LETTER:
  case U_OTHER_LETTER:
  case U_NON_SPACING_MARK:
  case U_COMBINING_SPACING_MARK:
  case U_ENCLOSING_MARK:
    return NG_CHAR_LETTER;
  case U_DECIMAL_DIGIT_NUMBER:
  case U_LETTER_NUMBER:
  case U_OTHER_NUMBER:
    return NG_CHAR_DIGIT;
  case U_SPACE_SEPARATOR:
  case U_LINE_SEPARATOR:
  case U_PARAGRAPH_SEPARATOR:
  case U_CONTROL_CHAR:
    return NG_CHAR_SPACE;
  case U_MATH_SYMBOL:
  case U_CURRENCY_SYMBOL:
  case U_MODIFIER_SYMBOL:
  case U_OTHER_SYMBOL:
  case U_PRIVATE_USE_CHAR:
  case U_UNASSIGNED:
    return NG_CHAR_SYMBOL;
  case U_FORMAT_CHAR:
    return NG_CHAR_SPACE;
  default:
    return 0;
  }
}

unsigned
ng_char_wide(uint32_t c)
{
  if (c >= 0x2010 && c <= 0x2027) { // dashes, quotation marks, ellipsis: the most frequent of all
    return 0;
  }
  if (c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x34F) {
    return NG_CHAR_ZERO;
  }
  if (c == 0x2BC) { // letter apostrophe
    return 0;
  }
  return class_of_type(c);
}

uint32_t
ng_char_lower(uint32_t c)
{
  return c < 128 ? (ng_char_ascii[c] & NG_CHAR_UPPER ? c + 32 : c) : (uint32_t)u_tolower((UChar32)c);
}

size_t
ng_char_put(char* at, uint32_t c)
{
  if (c < 0x80) {
    at[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    at[0] = (char)(0xC0 | c >> 6);
    at[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    at[0] = (char)(0xE0 | c >> 12);
    at[1] = (char)(0x80 | (c >> 6 & 0x3F));
    at[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  at[0] = (char)(0xF0 | c >> 18);
  at[1] = (char)(0x80 | (c >> 12 & 0x3F));
  at[2] = (char)(0x80 | (c >> 6 & 0x3F));
  at[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}
