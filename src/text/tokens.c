// SPDX-License-Identifier: Apache-2.0
// Text to tokens in one scan from left to right. The scanner looks ahead by a bounded number of
// characters, except for addresses, whose failed attempts are remembered, so time is linear.
#include "text/internal.h"

// --- looking around ------------------------------------------------------------------------------

static uint32_t
peek(const NgScan* scan, uint32_t i)
{
  return i < scan->end ? ng_char_next(scan->s, &i) : 0;
}

static unsigned
class_at(const NgScan* scan, uint32_t i)
{
  return i < scan->end ? ng_char_class(peek(scan, i)) : NG_CHAR_SPACE;
}

static bool
is_ascii_class(const NgScan* scan, uint32_t i, unsigned class)
{
  return i < scan->end && scan->s[i] < 128 && (ng_char_ascii[scan->s[i]] & class);
}

static bool
is_digit(const NgScan* scan, uint32_t i)
{
  return is_ascii_class(scan, i, NG_CHAR_DIGIT);
}

static bool
is_word_at(const NgScan* scan, uint32_t i)
{
  return (class_at(scan, i) & NG_CHAR_WORD) != 0;
}

static uint32_t
step(const NgScan* scan, uint32_t i)
{
  return i + ng_char_bytes(scan->s[i]);
}

// Start of the character before `i`, which is not the first.
static uint32_t
step_back(const NgScan* scan, uint32_t i)
{
  do {
    --i;
  } while ((scan->s[i] & 0xC0) == 0x80);
  return i;
}

static NgStr
bytes(const NgScan* scan, uint32_t begin, uint32_t end)
{
  return ng_str_n((const char*)scan->s + begin, end - begin);
}

// End of the run of letters, digits and invisible characters at `i`.
static uint32_t
run_end(const NgScan* scan, uint32_t i)
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

static uint32_t
digits_end(const NgScan* scan, uint32_t i)
{
  while (is_digit(scan, i)) {
    ++i;
  }
  return i;
}

static uint32_t
same_end(const NgScan* scan, uint32_t i)
{
  const uint32_t c = peek(scan, i);
  while (i < scan->end && peek(scan, i) == c) {
    i = step(scan, i);
  }
  return i;
}

// --- adding a token ------------------------------------------------------------------------------

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
  *out = word;
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

static NgStatus
add_of_kind(NgScan* scan, uint32_t begin, uint32_t end, int kind)
{
  NgDoc* const   doc   = scan->doc;
  NgToken* const token = NG_VEC_ADD(doc->arena, doc->tokens);
  if (!token) {
    return NG_ERR_NO_MEM;
  }
  unsigned    all   = 0;
  unsigned    first = 0;
  const NgStr word  = bytes(scan, begin, end);
  unsigned    shape = shape_of(word, &all, &first);
  if (begin && (scan->s[begin - 1] <= ' ' || scan->last_byte != begin || doc->tokens.n == 1)) {
    const uint32_t before = step_back(scan, begin);
    shape |= ng_char_class(peek(scan, before)) & NG_CHAR_SPACE ? NG_SHAPE_SPACE : 0;
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
  return add_of_kind(scan, begin, end, -1);
}

// --- apostrophes ---------------------------------------------------------------------------------

// Bytes of the clitic behind the apostrophe at `i` ("'s", "'ll"), 0 where there is none.
static uint32_t
clitic_at(const NgScan* scan, uint32_t i)
{
  static const char* const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
  const uint32_t           from      = step(scan, i);
  for (size_t k = 0; k < sizeof(clitics) / sizeof(clitics[0]); ++k) {
    const uint32_t n = (uint32_t)strlen(clitics[k]);
    uint32_t       j = 0;
    while (j < n && from + j < scan->end && ng_char_lower(scan->s[from + j]) == (unsigned char)clitics[k][j]) {
      ++j;
    }
    if (j == n && !is_word_at(scan, from + n)) {
      return from + n - i;
    }
  }
  return 0;
}

// Where "n't" or "nt" is cut off the word that ends at `end`, whose next character is an apostrophe
// with a lone "t" behind it; 0 where it is not.
static bool
is_negation(const NgScan* scan, uint32_t begin, uint32_t apostrophe)
{
  const uint32_t t = step(scan, apostrophe);
  return apostrophe > begin && ng_char_lower(scan->s[apostrophe - 1]) == 'n' && t < scan->end &&
         ng_char_lower(scan->s[t]) == 't' && !is_word_at(scan, t + 1);
}

// End of a word with an apostrophe at its start: "'em", "'90s". `begin` where it is none.
static uint32_t
leading_apostrophe(const NgScan* scan, uint32_t begin)
{
  const uint32_t from = step(scan, begin);
  if (is_digit(scan, from)) {
    const uint32_t end = run_end(scan, from);
    const bool     is_year =
      digits_end(scan, from) == from + 2 && (end == from + 2 || (end == from + 3 && scan->s[end - 1] == 's'));
    return is_year ? end : begin;
  }
  uint32_t end = run_end(scan, from);
  if (end == from || end - from > 6) {
    return begin;
  }
  char   key[16] = "'";
  size_t n       = 1;
  for (uint32_t i = from; i < end; ++i) {
    key[n++] = (char)(scan->s[i] < 128 ? ng_char_lower(scan->s[i]) : '?');
  }
  if (end < scan->end && n == 2 && key[1] == 'n' && ng_char_is_apostrophe(peek(scan, end))) {
    return step(scan, end); // rock 'n' roll
  }
  const NgLexRow* const row = ng_lex_find(ng_str_n(key, n));
  return row && (row->flags & NG_LEX_WHOLE) ? end : begin;
}

// --- words ---------------------------------------------------------------------------------------

static bool
is_upper(const NgScan* scan, uint32_t i)
{
  return (class_at(scan, i) & NG_CHAR_UPPER) != 0;
}

// The word from `begin` to `end` is letters with stops between, as "U.S" or "a.m".
static bool
is_dotted(const NgScan* scan, uint32_t begin, uint32_t end)
{
  enum { LONGEST = 24 }; // asked at every stop, so it must not look back far
  if (end - begin > LONGEST) {
    return false;
  }
  for (uint32_t i = begin; i < end;) {
    if (!(class_at(scan, i) & NG_CHAR_LETTER)) {
      return false;
    }
    i = step(scan, i);
    if (i < end && scan->s[i] != '.') {
      return false;
    }
    i += i < end;
  }
  return true;
}

// First character behind spaces from `i` on, a few of them at most; `end` where a line ends.
static uint32_t
after_spaces(const NgScan* scan, uint32_t i)
{
  for (int n = 0; i < scan->end && n < 8 && (class_at(scan, i) & NG_CHAR_SPACE); ++n) {
    i = step(scan, i);
  }
  return i;
}

static NgStr
previous_word(const NgScan* scan)
{
  return scan->doc->tokens.n ? ng_doc_token(scan->doc, scan->doc->tokens.n - 1) : ng_str("");
}

static bool
previous_is_capital(const NgScan* scan)
{
  const NgDoc* const doc = scan->doc;
  return doc->tokens.n && (doc->tokens.at[doc->tokens.n - 1].shape & NG_SHAPE_CAPITAL);
}

// Does a sentence end at `i`, as far as what follows tells: nothing but closing marks, or a capital that
// begins one?
static bool
is_end_of_sentence(const NgScan* scan, uint32_t i, bool any_capital)
{
  uint32_t next = i;
  for (int n = 0; n < 4 && next < scan->end && strchr("\"')]}", (int)scan->s[next]); ++n) {
    ++next;
  }
  next = after_spaces(scan, next);
  if (next == scan->end) {
    return true;
  }
  return is_upper(scan, next) &&
         (any_capital || (ng_lex_flags(bytes(scan, next, run_end(scan, next))) & NG_LEX_STARTER));
}

// Is the stop at `stop` part of the single letter before it, as in "J. K. Rowling"?
static bool
is_initial(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  const uint32_t next = after_spaces(scan, stop + 1);
  if (!is_upper(scan, begin) || next == scan->end) {
    return false;
  }
  if (next == stop + 1) { // "J.Smith", "(S.)"
    return is_upper(scan, next);
  }
  const uint32_t word_end     = run_end(scan, next);
  const bool     follows_name = previous_is_capital(scan);
  if (!is_upper(scan, next)) { // "Mark H. today"
    return follows_name && (class_at(scan, next) & NG_CHAR_LOWER);
  }
  if (word_end == step(scan, next) && peek(scan, word_end) == '.') {
    return true;
  }
  return !(ng_lex_flags(bytes(scan, next, word_end)) & NG_LEX_STARTER) && (follows_name || peek(scan, begin) != 'I');
}

// Is the stop at `stop` part of the word before it?
static bool
keeps_stop(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  if (peek(scan, stop + 1) == '.') { // an ellipsis
    return false;
  }
  if (step(scan, begin) == stop && is_initial(scan, begin, stop)) {
    return true;
  }
  const NgStr word = bytes(scan, begin, stop);
  if (memchr(word.at, '.', word.len) && is_dotted(scan, begin, stop)) {
    return true;
  }
  const unsigned flags = ng_lex_flags(word);
  const uint32_t next  = after_spaces(scan, stop + 1);
  if ((flags & NG_LEX_TITLE) && !(flags & NG_LEX_ABBR)) {
    return next < scan->end;
  }
  if ((flags & NG_LEX_DIGIT) && is_digit(scan, next)) {
    return true;
  }
  if (flags & NG_LEX_ABBR) {
    return !is_end_of_sentence(scan, stop + 1, ng_str_is(word, "etc"));
  }
  if ((flags & NG_LEX_DIGIT) && begin + 1 == stop && ng_str_is(previous_word(scan), "(")) {
    return true; // "(b. March 1950)"
  }
  return (flags & NG_LEX_COMMA) && is_upper(scan, begin) && ng_str_is(previous_word(scan), ",");
}

// Does the stop at `stop` stand inside the word, as in "U.S" or "3.5"?
static bool
goes_on_behind_stop(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  const uint32_t next = stop + 1;
  if (is_digit(scan, stop - 1) && is_digit(scan, next)) {
    return true;
  }
  if (!(class_at(scan, next) & NG_CHAR_LETTER)) {
    return false;
  }
  const uint32_t after = run_end(scan, next);
  if (is_dotted(scan, begin, stop) && after == step(scan, next)) {
    return is_upper(scan, begin) == is_upper(scan, next) || peek(scan, after) == '.';
  }
  if (after - begin < 10 && peek(scan, after) == '.') { // "Ph.D."
    return (ng_lex_flags(bytes(scan, begin, after)) & NG_LEX_ABBR) != 0;
  }
  return false;
}

// Does the hyphen at `hyphen` bind what stands around it?
static bool
binds_hyphen(const NgScan* scan, uint32_t begin, uint32_t hyphen)
{
  const uint32_t next = step(scan, hyphen);
  if (!is_word_at(scan, next)) {
    return false;
  }
  const NgStr word = bytes(scan, begin, hyphen);
  if (!is_digit(scan, begin)) { // "anti-war", but "non-adult-like" is five tokens
    return (ng_lex_flags(word) & NG_LEX_PREFIX) && !ng_char_is_hyphen(peek(scan, run_end(scan, next)));
  }
  // Telephone numbers and dates of three groups: "555-0100", "2019-01-04".
  const uint32_t end = digits_end(scan, next);
  if (memchr(word.at, '-', word.len) || memchr(word.at, '/', word.len)) {
    return digits_end(scan, begin) > begin && end > next;
  }
  const bool is_all_digits = digits_end(scan, begin) == hyphen;
  const bool has_third     = ng_char_is_hyphen(peek(scan, end)) && is_digit(scan, end + 1);
  return is_all_digits && (has_third || (hyphen - begin == 3 && end - next == 4 && !is_word_at(scan, end)));
}

static bool
binds_slash(const NgScan* scan, uint32_t begin, uint32_t slash)
{
  const uint32_t end = run_end(scan, slash + 1);
  if (end == slash + 1) {
    return false;
  }
  if (is_digit(scan, begin)) {
    return digits_end(scan, slash + 1) == end && end - slash < 6 && slash - begin < 8;
  }
  if (slash != begin + 1 || peek(scan, end) == '/') {
    return false;
  }
  const bool is_letter = end == slash + 2; // "I/S", but "m/s" is three tokens, unless listed as "w/o" is
  return (is_upper(scan, begin) && is_letter) || (ng_lex_flags(bytes(scan, begin, end)) & NG_LEX_WHOLE);
}

// Does the word that has come to the character at `i` go on behind it? `*i` moves to where.
static bool
goes_on(const NgScan* scan, uint32_t begin, uint32_t* i)
{
  const uint32_t c    = peek(scan, *i);
  const uint32_t next = *i < scan->end ? step(scan, *i) : *i;
  bool           yes  = false;
  if (c == '.') {
    yes = goes_on_behind_stop(scan, begin, *i);
  } else if (ng_char_is_hyphen(c)) {
    yes = binds_hyphen(scan, begin, *i);
  } else if (c == '/') {
    yes = binds_slash(scan, begin, *i);
  } else if (c == ',' || c == ':') {
    yes = is_digit(scan, *i - 1) && is_digit(scan, next) &&
          (c == ':' || (digits_end(scan, next) >= next + 3 && is_digit(scan, begin)));
  } else if (c == '&') {
    yes = is_upper(scan, step_back(scan, *i)) && is_upper(scan, next);
  } else if (c == '_' || c == '@') {
    yes = is_word_at(scan, next);
  } else if (ng_char_is_apostrophe(c) && c != 0x2018) {
    yes = is_word_at(scan, next) && !clitic_at(scan, *i) && !is_negation(scan, begin, *i);
  }
  *i = yes ? next : *i;
  return yes;
}

// A number with a unit written onto it is two tokens: "40|m", "5|pm", but "1970s", "21st".
static uint32_t
unit_cut(const NgScan* scan, uint32_t begin, uint32_t end)
{
  if (!is_digit(scan, begin)) {
    return end;
  }
  uint32_t i = begin;
  while (i < end && (is_digit(scan, i) || scan->s[i] == '.' || scan->s[i] == ',' || scan->s[i] == ':')) {
    ++i;
  }
  const bool is_unit = i < end && (ng_lex_flags(bytes(scan, i, end)) & NG_LEX_UNIT);
  const bool is_decade = i + 1 == end && scan->s[i] == 's';
  return is_unit && !is_decade ? i : end;
}

static uint32_t
contraction_cut(const NgScan* scan, uint32_t begin, uint32_t end)
{
  const uint32_t n = end - begin;
  if (n < 4 || n > 7) {
    return end;
  }
  const uint32_t last = ng_char_lower(scan->s[end - 1]);
  if (last != 't' && last != 'a' && last != 'e') {
    return end;
  }
  char lower[8];
  for (uint32_t i = 0; i < n; ++i) {
    if (scan->s[begin + i] >= 128) {
      return end;
    }
    lower[i] = (char)ng_char_lower(scan->s[begin + i]);
  }
  const NgLexRow* const row = ng_lex_find(ng_str_n(lower, n));
  return row && (row->flags & NG_LEX_SPLIT) ? begin + row->cut : end;
}

static NgStatus
add_word(NgScan* scan, uint32_t begin, uint32_t end)
{
  uint32_t cut = contraction_cut(scan, begin, end);
  if (cut == end) {
    cut = unit_cut(scan, begin, end);
  }
  NG_TRY(ng_scan_add(scan, begin, cut));
  return cut < end ? ng_scan_add(scan, cut, end) : NG_SUCCESS;
}

static bool
may_be_address(uint32_t c)
{
  return c == '.' || c == '@' || c == ':' || c == '-' || c == '_' || c == '+';
}

// The word at `*at`, and its clitic.
static NgStatus
scan_word(NgScan* scan, uint32_t* at)
{
  const uint32_t begin = *at;
  uint32_t       i     = run_end(scan, begin);
  if (i < scan->end && may_be_address(scan->s[i])) {
    const uint32_t end = ng_scan_address(scan, begin);
    if (end > begin) {
      *at = end;
      return add_of_kind(scan, begin, end, NG_TOK_ADDRESS);
    }
  }
  while (goes_on(scan, begin, &i)) {
    i = run_end(scan, i);
  }
  const uint32_t c = peek(scan, i);
  *at              = i;
  if (c == '.' && keeps_stop(scan, begin, i)) {
    *at = i + 1;
    return ng_scan_add(scan, begin, i + 1);
  }
  if (ng_char_is_apostrophe(c)) {
    if (is_negation(scan, begin, i)) {
      const uint32_t end = step(scan, i) + 1;
      *at                = end;
      if (i - 1 > begin) {
        NG_TRY(ng_scan_add(scan, begin, i - 1));
      }
      return ng_scan_add(scan, i - 1, end);
    }
    const uint32_t n = clitic_at(scan, i);
    if (n && scan->s[i - 1] == '0' && digits_end(scan, begin) == i) { // "1960's"
      *at = i + n;
      return ng_scan_add(scan, begin, i + n);
    }
    if (n) {
      *at = i + n;
      NG_TRY(add_word(scan, begin, i));
      return ng_scan_add(scan, i, i + n);
    }
  }
  return add_word(scan, begin, i);
}

// --- everything else -----------------------------------------------------------------------------

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
  i += peek(scan, i) == '-';
  const uint32_t mouth = peek(scan, i);
  const bool     is_face = mouth && mouth < 128 && strchr("()DPp", (int)mouth) && !is_word_at(scan, i + 1) &&
                       begin > 0 && (class_at(scan, begin - 1) & NG_CHAR_SPACE);
  return is_face ? i + 1 : begin;
}

// A picture with its modifiers and joined pictures.
static uint32_t
picture_end(const NgScan* scan, uint32_t i)
{
  i = step(scan, i);
  while (i < scan->end) {
    const uint32_t c = peek(scan, i);
    if (c < 128 || !((ng_char_wide(c) & NG_CHAR_ZERO) || (c >= 0x1F3FB && c <= 0x1F3FF))) {
      break;
    }
    i = step(scan, i);
    if (c == 0x200D && i < scan->end && (class_at(scan, i) & NG_CHAR_SYMBOL)) {
      i = step(scan, i);
    }
  }
  return i;
}

static uint32_t
punctuation_end(const NgScan* scan, uint32_t begin)
{
  const uint32_t c = peek(scan, begin);
  uint32_t       i = step(scan, begin);
  if (is_stop_mark(c)) {
    while (i < scan->end && is_stop_mark(peek(scan, i))) {
      i = step(scan, i);
    }
    return i;
  }
  const uint32_t face = face_end(scan, begin);
  if (face > begin) {
    return face;
  }
  if (c == '+' && is_digit(scan, i) && !(begin && is_word_at(scan, step_back(scan, begin)))) {
    return digits_end(scan, i); // "+44"
  }
  if (c < 128 && strchr("-*=_~+<>|`#$", (int)c)) {
    return same_end(scan, begin);
  }
  if ((c == '\'' || c == 0x2019 || c == 0x2018) && peek(scan, i) == c) {
    return step(scan, i); // '' for "
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
  const bool is_free = begin == 0 || !is_word_at(scan, step_back(scan, begin));
  uint32_t   i       = begin + 1;
  if (!is_free || !(is_ascii_class(scan, i, NG_CHAR_LETTER) || (class_at(scan, i) & NG_CHAR_LETTER) ||
                    (scan->s[begin] == '@' && is_digit(scan, i)))) {
    return begin;
  }
  for (uint32_t next = run_end(scan, i); next > i || peek(scan, i) == '_'; next = run_end(scan, i)) {
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
  const uint32_t before = step_back(scan, i);
  const uint32_t c      = peek(scan, before);
  return is_word_at(scan, before) || (c < 128 && strchr(".)]\"%!?", (int)c)) || c == 0x201D;
}

static NgStatus
scan_other(NgScan* scan, uint32_t* at)
{
  const uint32_t begin = *at;
  const uint32_t c     = peek(scan, begin);
  uint32_t       end   = begin;
  int            kind  = -1;
  if (c == '@' || c == '#') {
    end  = handle_end(scan, begin);
    kind = NG_TOK_ADDRESS;
  } else if (ng_char_is_apostrophe(c)) {
    const uint32_t n = follows_word(scan, begin) ? clitic_at(scan, begin) : 0;
    const bool     is_inside = begin && is_word_at(scan, step_back(scan, begin));
    end = n ? begin + n : is_inside ? begin : leading_apostrophe(scan, begin);
  } else if (c == '.' && is_digit(scan, begin + 1) && !(begin && is_word_at(scan, step_back(scan, begin)))) {
    end = digits_end(scan, begin + 1);
  }
  if (end == begin) {
    end  = punctuation_end(scan, begin);
    kind = -1;
  }
  *at = end;
  return kind < 0 ? ng_scan_add(scan, begin, end) : add_of_kind(scan, begin, end, kind);
}

NgStatus
ng_scan_tokens(NgScan* scan, uint32_t begin)
{
  for (uint32_t i = begin; i < scan->end;) {
    const unsigned class = class_at(scan, i);
    if (class & NG_CHAR_WORD) {
      NG_TRY(scan_word(scan, &i));
    } else if (class & (NG_CHAR_SPACE | NG_CHAR_ZERO)) {
      i = step(scan, i);
    } else {
      NG_TRY(scan_other(scan, &i));
    }
  }
  return NG_SUCCESS;
}
