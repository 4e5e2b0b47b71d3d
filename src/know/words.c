// SPDX-License-Identifier: Apache-2.0
#include "know/words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

// One for ASCII letters and digits.
static const unsigned char alnum[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1,
    ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
    ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1,
    ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
    ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1,
    ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
    ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1};

static inline bool
is_ascii_alnum(unsigned char c)
{
  return alnum[c];
}

bool
ng_name_is_simple(NgStr text)
{
  for (size_t i = 0; i < text.len; ++i) {
    if (!is_ascii_alnum((unsigned char)text.at[i])) {
      return false;
    }
  }
  return text.len > 0 && text.len <= NG_NAME_WORD_MAX;
}

// Code point at the start of `text` and its length in bytes; ill-formed bytes count as U+FFFD.
static UChar32
decode(NgStr text, size_t* n)
{
  const int32_t len = text.len < 4 ? (int32_t)text.len : 4;
  int32_t       i   = 0;
  UChar32       c   = 0;
  U8_NEXT_OR_FFFD(text.at, i, len, c);
  *n = (size_t)i;
  return c;
}

typedef enum {
  CHAR_LETTER,
  CHAR_SPACE,
  CHAR_HYPHEN,
  CHAR_APOSTROPHE,
  CHAR_STOP,
  CHAR_NOTHING,
  CHAR_SIGN
} CharKind;

static CharKind
kind_of_ascii(unsigned char c)
{
  if (is_ascii_alnum(c)) {
    return CHAR_LETTER;
  }
  switch (c) {
  case ' ':
  case '\t':
  case '\n':
  case '\r':
  case '\f':
  case '\v':
    return CHAR_SPACE;
  case '-':
    return CHAR_HYPHEN;
  case '\'':
  case '`':
    return CHAR_APOSTROPHE;
  case '.':
    return CHAR_STOP;
  default:
    return CHAR_SIGN;
  }
}

static CharKind
kind_of(UChar32 c)
{
  if (c < 0x80) {
    return kind_of_ascii((unsigned char)c);
  }
  switch (c) {
  case 0x2018: // quotation marks and modifier letters that stand for an apostrophe
  case 0x2019:
  case 0x201B:
  case 0x02B9:
  case 0x02BB:
  case 0x02BC:
  case 0x02BE:
  case 0x02BF:
  case 0x2032:
  case 0x00B4:
    return CHAR_APOSTROPHE;
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015:
  case 0x2212:
    return CHAR_HYPHEN;
  case 0x00AD:
  case 0x200B:
  case 0x200C:
  case 0x200D:
  case 0xFEFF:
    return CHAR_NOTHING;
  default:
    break;
  }
  if (u_isUWhiteSpace(c)) {
    return CHAR_SPACE;
  }
  if (U_GET_GC_MASK(c) & U_GC_M_MASK) {
    return CHAR_NOTHING;
  }
  return u_isalnum(c) ? CHAR_LETTER : CHAR_SIGN;
}

static void
add_bytes(NgNameWords* words, const char* at, size_t n)
{
  if (words->len + n <= NG_NAME_WORD_MAX) {
    memcpy(words->word + words->len, at, n);
    words->len += n;
  }
}

// Letters that Unicode does not take apart.
static const char*
special_letter(UChar32 c)
{
  static const struct {
    UChar32     c;
    const char* as;
  } table[] = {{0x00C6, "Ae"}, {0x00D0, "D"},  {0x00D8, "O"},  {0x00DE, "Th"}, {0x00DF, "ss"}, {0x00E6, "ae"},
               {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "D"},  {0x0111, "d"},  {0x0126, "H"},
               {0x0127, "h"},  {0x0131, "i"},  {0x0141, "L"},  {0x0142, "l"},  {0x014A, "N"},  {0x014B, "n"},
               {0x0152, "Oe"}, {0x0153, "oe"}, {0x018F, "E"},  {0x0259, "e"},  {0x01A0, "O"},  {0x01A1, "o"},
               {0x01AF, "U"},  {0x01B0, "u"}};
  for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); ++i) {
    if (table[i].c == c) {
      return table[i].as;
    }
  }
  return NULL;
}

static void
add_letter(NgNameWords* words, UChar32 c)
{
  const char* const special = special_letter(c);
  if (special) {
    add_bytes(words, special, strlen(special));
    return;
  }
  UErrorCode                status = U_ZERO_ERROR;
  const UNormalizer2* const nfd    = unorm2_getNFDInstance(&status);
  UChar                     parts[8];
  const int32_t             n = U_SUCCESS(status) ? unorm2_getDecomposition(nfd, c, parts, 8, &status) : -1;
  if (n > 0 && U_SUCCESS(status)) {
    U16_GET(parts, 0, 0, n, c);
  }
  char    utf8[4];
  int32_t len = 0;
  U8_APPEND_UNSAFE(utf8, len, c);
  add_bytes(words, utf8, (size_t)len);
}

void
ng_name_words_start(NgNameWords* words, NgStr text)
{
  words->rest = text;
  words->len  = 0;
}

static bool
letter_follows(NgStr rest)
{
  size_t n = 0;
  return rest.len && kind_of(decode(rest, &n)) == CHAR_LETTER;
}

static NgStr
skip(NgStr s, size_t n)
{
  return ng_str_n(s.at + n, s.len - n);
}

// A sign that stands alone as a word: "&" is "and", others are themselves.
static void
add_sign(NgNameWords* words, UChar32 c)
{
  if (c == '&') {
    add_bytes(words, "and", 3);
  } else {
    char    utf8[4];
    int32_t len = 0;
    U8_APPEND_UNSAFE(utf8, len, c);
    add_bytes(words, utf8, (size_t)len);
  }
}

// A hyphen, apostrophe or stop without a word before it: nothing where letters follow ("'Ndrangheta",
// "'s"), else a word of its own. White space is nothing. @return whether it made a word.
static bool
begin_with_mark(NgNameWords* words, CharKind kind, UChar32 c)
{
  if (kind == CHAR_SPACE || kind == CHAR_NOTHING || (kind != CHAR_SIGN && letter_follows(words->rest))) {
    return false;
  }
  add_sign(words, c);
  return true;
}

// Most words are ASCII letters and digits and end at a space or with the text: take those at once.
static bool
take_simple_word(NgNameWords* words)
{
  const NgStr s = words->rest;
  size_t      n = 0;
  while (n < s.len && is_ascii_alnum((unsigned char)s.at[n])) {
    ++n;
  }
  if (!n || n > NG_NAME_WORD_MAX || (n < s.len && s.at[n] != ' ')) {
    return false;
  }
  memcpy(words->word, s.at, n);
  words->len  = n;
  words->rest = n < s.len ? skip(s, n + 1) : skip(s, n);
  return true;
}

bool
ng_name_words_next(NgNameWords* words)
{
  if (take_simple_word(words)) {
    return true;
  }
  words->len = 0;
  while (words->rest.len) {
    size_t         n    = 0;
    const UChar32  c    = decode(words->rest, &n);
    const CharKind kind = kind_of(c);
    if (words->len && kind == CHAR_SIGN) {
      break; // it is the next word
    }
    words->rest = skip(words->rest, n);
    if (kind == CHAR_LETTER) {
      add_letter(words, c);
    } else if (!words->len) {
      if (begin_with_mark(words, kind, c)) {
        break;
      }
    } else if (kind != CHAR_STOP && kind != CHAR_NOTHING) {
      break;
    }
  }
  return words->len > 0;
}

// Runs of ASCII letters and digits parted by single spaces.
static bool
is_simple_text(NgStr text)
{
  bool after_letter = false;
  for (size_t i = 0; i < text.len; ++i) {
    const bool letter = is_ascii_alnum((unsigned char)text.at[i]);
    if (!letter && !(after_letter && text.at[i] == ' ')) {
      return false;
    }
    after_letter = letter;
  }
  return after_letter;
}

bool
ng_name_is_plain(NgStr text)
{
  if (is_simple_text(text)) {
    return true;
  }
  NgNameWords words;
  size_t      at = 0;
  ng_name_words_start(&words, text);
  while (ng_name_words_next(&words)) {
    if (at && (at == text.len || text.at[at++] != ' ')) {
      return false;
    }
    if (text.len - at < words.len || memcmp(text.at + at, words.word, words.len)) {
      return false;
    }
    at += words.len;
  }
  return at == text.len;
}

bool
ng_name_is_latin(NgStr text)
{
  while (text.len) {
    size_t        n = 0;
    const UChar32 c = decode(text, &n);
    text            = skip(text, n);
    if (c >= 0x80 && u_isalpha(c)) {
      UErrorCode status = U_ZERO_ERROR;
      if (uscript_getScript(c, &status) != USCRIPT_LATIN) {
        return false;
      }
    }
  }
  return true;
}
