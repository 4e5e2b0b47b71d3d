// SPDX-License-Identifier: Apache-2.0
#include "query/tokens.h"

typedef struct {
  NgStr    text;
  size_t   at;
  uint32_t line;
  size_t   line_begin;
} Scan;

static char
peek(const Scan* s, size_t ahead)
{
  return s->text.len - s->at > ahead ? s->text.at[s->at + ahead] : '\0';
}

static bool
is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_word(char c)
{
  return is_letter(c) || is_digit(c);
}

static void
skip_space(Scan* s)
{
  for (bool in_comment = false; s->at < s->text.len; ++s->at) {
    const char c = s->text.at[s->at];
    in_comment   = c == '\n' ? false : in_comment || c == '#';
    if (!in_comment && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
      return;
    }
    if (c == '\n') {
      ++s->line;
      s->line_begin = s->at + 1;
    }
  }
}

// Bytes of "<...>", 0 where the sign is an operator.
static size_t
iri_length(const Scan* s)
{
  for (size_t i = 1;; ++i) {
    const char c = peek(s, i);
    if (c == '>') {
      return i + 1;
    }
    if ((unsigned char)c <= 0x20 || c == '<' || c == '"' || c == '{' || c == '}' || c == '|' || c == '^' ||
        c == '`' || c == '\\') {
      return 0;
    }
  }
}

// Bytes of a string with its quotes, 0 where it does not end.
static size_t
string_length(const Scan* s)
{
  const char   quote   = peek(s, 0);
  const bool   is_long = peek(s, 1) == quote && peek(s, 2) == quote;
  const size_t n_left  = s->text.len - s->at;
  for (size_t i = is_long ? 3 : 1; i < n_left; ++i) {
    const char c = peek(s, i);
    if (c == '\\') {
      ++i;
    } else if (c == '\n' && !is_long) {
      return 0;
    } else if (c == quote && !is_long) {
      return i + 1;
    } else if (c == quote && peek(s, i + 1) == quote && peek(s, i + 2) == quote) {
      return i + 3;
    }
  }
  return 0;
}

static size_t
number_length(const Scan* s)
{
  size_t i = 0;
  while (is_digit(peek(s, i))) {
    ++i;
  }
  if (peek(s, i) == '.' && is_digit(peek(s, i + 1))) {
    ++i;
    while (is_digit(peek(s, i))) {
      ++i;
    }
  }
  if (peek(s, i) == 'e' || peek(s, i) == 'E') {
    size_t e = i + 1;
    e += peek(s, e) == '+' || peek(s, e) == '-';
    if (is_digit(peek(s, e))) {
      while (is_digit(peek(s, e))) {
        ++e;
      }
      return e;
    }
  }
  return i;
}

// A word, or a prefixed name if there is a colon.
static size_t
name_length(const Scan* s, NgSparqlKind* kind)
{
  size_t i = 0;
  while (is_word(peek(s, i)) || peek(s, i) == '-' || (peek(s, i) == '.' && is_word(peek(s, i + 1)))) {
    ++i;
  }
  *kind = NG_SPARQL_WORD;
  if (peek(s, i) != ':') {
    i = 0;
    while (is_word(peek(s, i))) {
      ++i;
    }
    return i;
  }
  *kind = NG_SPARQL_NAME;
  for (++i;; ++i) {
    const char c = peek(s, i);
    if (c == '\\' && peek(s, i + 1)) {
      ++i;
    } else if (!is_word(c) && c != '-' && c != ':' && c != '%' && c != '.') {
      break;
    }
  }
  while (peek(s, i - 1) == '.') {
    --i;
  }
  return i;
}

static size_t
sign_length(const Scan* s)
{
  static const char pairs[] = "&&||!=<=>=^^";
  for (const char* p = pairs; *p; p += 2) {
    if (peek(s, 0) == p[0] && peek(s, 1) == p[1]) {
      return 2;
    }
  }
  return 1;
}

// Bytes of "@en" or "?x": a sign and what may follow it, 0 where nothing does.
static size_t
tail_length(const Scan* s, size_t begin, bool with_hyphen)
{
  size_t i = begin;
  while (is_word(peek(s, i)) || (with_hyphen && peek(s, i) == '-')) {
    ++i;
  }
  return i > begin ? i : 0;
}

static size_t
measure(const Scan* s, NgSparqlKind* kind)
{
  const char c = peek(s, 0);
  size_t     n = 0;
  *kind        = NG_SPARQL_SIGN;
  if (c == '<' && (n = iri_length(s)) != 0) {
    *kind = NG_SPARQL_IRI;
  } else if (c == '"' || c == '\'') {
    *kind = NG_SPARQL_STRING;
    return string_length(s);
  } else if (c == '?' || c == '$') {
    n     = tail_length(s, 1, false);
    *kind = n ? NG_SPARQL_VAR : NG_SPARQL_SIGN;
  } else if (c == '@') {
    *kind = NG_SPARQL_LANG;
    return tail_length(s, 1, true);
  } else if (is_digit(c) || (c == '.' && is_digit(peek(s, 1)))) {
    *kind = NG_SPARQL_NUMBER;
    n     = number_length(s);
  } else if (c == '_' && peek(s, 1) == ':') {
    *kind = NG_SPARQL_BLANK;
    return tail_length(s, 2, true);
  } else if (is_letter(c) || c == ':') {
    n = name_length(s, kind);
  }
  return n ? n : sign_length(s);
}

NgStatus
ng_sparql_tokens(NgSparqlTokens* out, NgArena* arena, NgStr query, NgError* err)
{
  Scan s = {.text = query, .line = 1};
  for (;;) {
    skip_space(&s);
    NgSparqlToken* const t = NG_VEC_ADD(arena, *out);
    if (!t) {
      return ng_error_no_mem(err);
    }
    t->line   = s.line;
    t->column = (uint32_t)(s.at - s.line_begin) + 1;
    if (s.at == query.len) {
      t->text = ng_str("the end of the query");
      return NG_SUCCESS;
    }
    const size_t n = measure(&s, &t->kind);
    if (!n) {
      ng_error_set(err, NG_ERR_BAD_INPUT, "This %s does not end",
                   t->kind == NG_SPARQL_STRING ? "string" : "name");
      return ng_error_at(err, NULL, t->line, t->column);
    }
    t->text = ng_str_n(query.at + s.at, n);
    for (size_t end = s.at + n; s.at < end; ++s.at) {
      if (query.at[s.at] == '\n') {
        ++s.line;
        s.line_begin = s.at + 1;
      }
    }
  }
}
