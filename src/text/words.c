// SPDX-License-Identifier: Apache-2.0
// Where a word ends: clitics, abbreviations, hyphens, numbers and all that may stand inside. Looks ahead by a
// bounded number of characters or to the end of the next run of letters.
#include "text/scan.h"

// --- apostrophes ---------------------------------------------------------------------------------

// Bytes of the clitic behind the apostrophe at `i` ("'s", "'ll"), 0 where there is none.
uint32_t
ng_scan_clitic(const NgScan* scan, uint32_t i)
{
  static const char* const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
  const uint32_t           from      = scan_step(scan, i);
  for (size_t k = 0; k < sizeof(clitics) / sizeof(clitics[0]); ++k) {
    const uint32_t n = (uint32_t)strlen(clitics[k]);
    uint32_t       j = 0;
    while (j < n && from + j < scan->end &&
           ng_char_lower(scan->s[from + j]) == (unsigned char)clitics[k][j]) {
      ++j;
    }
    if (j == n && !scan_is_word(scan, from + n)) {
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
  const uint32_t t = scan_step(scan, apostrophe);
  return apostrophe > begin && ng_char_lower(scan->s[apostrophe - 1]) == 'n' && t < scan->end &&
         ng_char_lower(scan->s[t]) == 't' && !scan_is_word(scan, t + 1);
}

// End of a word with an apostrophe at its start: "'em", "'90s". `begin` where it is none.
uint32_t
ng_scan_leading_apostrophe(const NgScan* scan, uint32_t begin)
{
  const uint32_t from = scan_step(scan, begin);
  if (scan_is_digit(scan, from)) {
    const uint32_t end     = scan_run(scan, from);
    const bool     is_year = scan_digits(scan, from) == from + 2 &&
                         (end == from + 2 || (end == from + 3 && scan->s[end - 1] == 's'));
    return is_year ? end : begin;
  }
  uint32_t end = scan_run(scan, from);
  if (end == from || end - from > 6) {
    return begin;
  }
  char   key[16] = "'";
  size_t n       = 1;
  for (uint32_t i = from; i < end; ++i) {
    key[n++] = (char)(scan->s[i] < 128 ? ng_char_lower(scan->s[i]) : '?');
  }
  if (end < scan->end && n == 2 && key[1] == 'n' && ng_char_is_apostrophe(scan_peek(scan, end))) {
    return scan_step(scan, end); // rock 'n' roll
  }
  const NgLexRow* const row = ng_lex_find(ng_str_n(key, n));
  return row && (row->flags & NG_LEX_WHOLE) ? end : begin;
}

// --- words ---------------------------------------------------------------------------------------

// The word from `begin` to `end` is letters with stops between, as "U.S" or "a.m".
static bool
is_dotted(const NgScan* scan, uint32_t begin, uint32_t end)
{
  enum { LONGEST = 24 }; // asked at every stop, so it must not look back far
  if (end - begin > LONGEST) {
    return false;
  }
  for (uint32_t i = begin; i < end;) {
    if (!(scan_class(scan, i) & NG_CHAR_LETTER)) {
      return false;
    }
    i = scan_step(scan, i);
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
  for (int n = 0; i < scan->end && n < 8 && (scan_class(scan, i) & NG_CHAR_SPACE); ++n) {
    i = scan_step(scan, i);
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
  return scan_is_upper(scan, next) &&
         (any_capital || (ng_lex_flags(scan_bytes(scan, next, scan_run(scan, next))) & NG_LEX_STARTER));
}

// Is the stop at `stop` part of the single letter before it, as in "J. K. Rowling"?
static bool
is_initial(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  const uint32_t next = after_spaces(scan, stop + 1);
  if (!scan_is_upper(scan, begin) || next == scan->end) {
    return false;
  }
  if (next == stop + 1) { // "J.Smith", "(S.)"
    return scan_is_upper(scan, next);
  }
  const uint32_t word_end     = scan_run(scan, next);
  const bool     follows_name = previous_is_capital(scan);
  if (!scan_is_upper(scan, next)) { // "Mark H. today"
    return follows_name && (scan_class(scan, next) & NG_CHAR_LOWER);
  }
  if (word_end == scan_step(scan, next) && scan_peek(scan, word_end) == '.') {
    return true;
  }
  return !(ng_lex_flags(scan_bytes(scan, next, word_end)) & NG_LEX_STARTER) &&
         (follows_name || scan_peek(scan, begin) != 'I');
}

// Is the stop at `stop` part of the word before it?
static bool
keeps_stop(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  if (scan_peek(scan, stop + 1) == '.') { // an ellipsis
    return false;
  }
  if (scan_step(scan, begin) == stop && is_initial(scan, begin, stop)) {
    return true;
  }
  const NgStr word = scan_bytes(scan, begin, stop);
  if (memchr(word.at, '.', word.len) && is_dotted(scan, begin, stop)) {
    return true;
  }
  const unsigned flags = ng_lex_flags(word);
  const uint32_t next  = after_spaces(scan, stop + 1);
  if ((flags & NG_LEX_TITLE) && !(flags & NG_LEX_ABBR)) {
    return next < scan->end;
  }
  if ((flags & NG_LEX_DIGIT) && scan_is_digit(scan, next)) {
    return true;
  }
  if (flags & NG_LEX_ABBR) {
    return !is_end_of_sentence(scan, stop + 1, ng_str_is(word, "etc"));
  }
  if ((flags & NG_LEX_DIGIT) && begin + 1 == stop && ng_str_is(previous_word(scan), "(")) {
    return true; // "(b. March 1950)"
  }
  return (flags & NG_LEX_COMMA) && scan_is_upper(scan, begin) && ng_str_is(previous_word(scan), ",");
}

// Does the stop at `stop` stand inside the word, as in "U.S" or "3.5"?
static bool
goes_on_behind_stop(const NgScan* scan, uint32_t begin, uint32_t stop)
{
  const uint32_t next = stop + 1;
  if (scan_is_digit(scan, stop - 1) && scan_is_digit(scan, next)) {
    return true;
  }
  if (!(scan_class(scan, next) & NG_CHAR_LETTER)) {
    return false;
  }
  const uint32_t after = scan_run(scan, next);
  if (is_dotted(scan, begin, stop) && after == scan_step(scan, next)) {
    return scan_is_upper(scan, begin) == scan_is_upper(scan, next) || scan_peek(scan, after) == '.';
  }
  if (after - begin < 10 && scan_peek(scan, after) == '.') { // "Ph.D."
    return (ng_lex_flags(scan_bytes(scan, begin, after)) & NG_LEX_ABBR) != 0;
  }
  return false;
}

// Does the hyphen at `hyphen` bind what stands around it?
static bool
binds_hyphen(const NgScan* scan, uint32_t begin, uint32_t hyphen)
{
  const uint32_t next = scan_step(scan, hyphen);
  if (!scan_is_word(scan, next)) {
    return false;
  }
  const NgStr word = scan_bytes(scan, begin, hyphen);
  if (!scan_is_digit(scan, begin)) { // "anti-war", but "non-adult-like" is five tokens
    const uint32_t end   = scan_run(scan, next);
    const int      flags = ng_lex_flags(word) & NG_LEX_PREFIX;
    return (flags || (ng_lex_flags(scan_bytes(scan, begin, end)) & NG_LEX_WHOLE)) &&
           !ng_char_is_hyphen(scan_peek(scan, end));
  }
  // Telephone numbers and dates of three groups: "555-0100", "2019-01-04".
  const uint32_t end = scan_digits(scan, next);
  if (memchr(word.at, '-', word.len) || memchr(word.at, '/', word.len)) {
    return scan_digits(scan, begin) > begin && end > next;
  }
  const bool is_all_digits = scan_digits(scan, begin) == hyphen;
  const bool has_third     = ng_char_is_hyphen(scan_peek(scan, end)) && scan_is_digit(scan, end + 1);
  return is_all_digits && (has_third || (hyphen - begin == 3 && end - next == 4 && !scan_is_word(scan, end)));
}

static bool
binds_slash(const NgScan* scan, uint32_t begin, uint32_t slash)
{
  const uint32_t end = scan_run(scan, slash + 1);
  if (end == slash + 1) {
    return false;
  }
  if (scan_is_digit(scan, begin)) {
    return scan_digits(scan, slash + 1) == end && end - slash < 6 && slash - begin < 8;
  }
  if (slash != begin + 1 || scan_peek(scan, end) == '/') {
    return false;
  }
  const bool is_letter = end == slash + 2; // "I/S", but "m/s" is three tokens, unless listed as "w/o" is
  return (scan_is_upper(scan, begin) && is_letter) ||
         (ng_lex_flags(scan_bytes(scan, begin, end)) & NG_LEX_WHOLE);
}

// Does the word that has come to the character at `i` go on behind it? `*i` moves to where.
static bool
goes_on(const NgScan* scan, uint32_t begin, uint32_t* i)
{
  const uint32_t c    = scan_peek(scan, *i);
  const uint32_t next = *i < scan->end ? scan_step(scan, *i) : *i;
  bool           yes  = false;
  if (c == '.') {
    yes = goes_on_behind_stop(scan, begin, *i);
  } else if (ng_char_is_hyphen(c)) {
    yes = binds_hyphen(scan, begin, *i);
  } else if (c == '/') {
    yes = binds_slash(scan, begin, *i);
  } else if (c == ',' || c == ':') {
    yes = scan_is_digit(scan, *i - 1) && scan_is_digit(scan, next) &&
          (c == ':' || (scan_digits(scan, next) >= next + 3 && scan_is_digit(scan, begin)));
  } else if (c == '&') {
    yes = scan_is_upper(scan, scan_back(scan, *i)) && scan_is_upper(scan, next);
  } else if (c == '_' || c == '@') {
    yes = scan_is_word(scan, next);
  } else if (ng_char_is_apostrophe(c) && c != 0x2018) {
    yes = scan_is_word(scan, next) && !ng_scan_clitic(scan, *i) && !is_negation(scan, begin, *i);
  }
  *i = yes ? next : *i;
  return yes;
}

// A number with a unit written onto it is two tokens: "40|m", "5|pm", but "1970s", "21st".
static uint32_t
unit_cut(const NgScan* scan, uint32_t begin, uint32_t end)
{
  if (!scan_is_digit(scan, begin)) {
    return end;
  }
  uint32_t i = begin;
  while (i < end && (scan_is_digit(scan, i) || scan->s[i] == '.' || scan->s[i] == ',' || scan->s[i] == ':')) {
    ++i;
  }
  const bool is_unit   = i < end && (ng_lex_flags(scan_bytes(scan, i, end)) & NG_LEX_UNIT);
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
NgStatus
ng_scan_word(NgScan* scan, uint32_t* at)
{
  const uint32_t begin = *at;
  uint32_t       i     = scan_run(scan, begin);
  if (i < scan->end && may_be_address(scan->s[i])) {
    const uint32_t end = ng_scan_address(scan, begin);
    if (end > begin) {
      *at = end;
      return ng_scan_add_of_kind(scan, begin, end, NG_TOK_ADDRESS);
    }
  }
  while (goes_on(scan, begin, &i)) {
    i = scan_run(scan, i);
  }
  const uint32_t c = scan_peek(scan, i);
  *at              = i;
  if (c == '.' && keeps_stop(scan, begin, i)) {
    *at = i + 1;
    return ng_scan_add(scan, begin, i + 1);
  }
  if (ng_char_is_apostrophe(c)) {
    if (is_negation(scan, begin, i)) {
      const uint32_t end = scan_step(scan, i) + 1;
      *at                = end;
      if (i - 1 > begin) {
        NG_TRY(ng_scan_add(scan, begin, i - 1));
      }
      return ng_scan_add(scan, i - 1, end);
    }
    const uint32_t n = ng_scan_clitic(scan, i);
    if (n && scan->s[i - 1] == '0' && scan_digits(scan, begin) == i) { // "1960's"
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
