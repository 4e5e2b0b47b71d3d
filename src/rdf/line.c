// SPDX-License-Identifier: Apache-2.0
// One line of N-Triples or N-Quads, by the grammars of the W3C Recommendations of 25 February 2014.
#include "model/term.h"
#include "rdf/line.h"

typedef struct {
  const char* at;
  const char* begin;
  const char* end;
  NgBuf*      text;         // what was unescaped
  bool        is_canonical; // so far
  NgError*    err;
} Line;

enum { IN_IRI = 1, IN_TEXT = 2, IN_LABEL = 4, DIGIT = 8, LETTER = 16 };

// Where a byte from 0x20 may stand as it is, and be canonical; controls and bytes beyond 0x7F: nowhere.
static const unsigned char class_from_space[256] = {
    2,  3,  0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  7,  7,  3,  15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 7,  3,  2,  3,  2,  3,  3,  23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23,
    23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 3,  0,  3,  2,  7,  2,  23, 23, 23, 23, 23, 23, 23,
    23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 2,  2,  2,  3,  0,
};

static inline bool
is_in(char c, int classes)
{
  return class_from_space[(unsigned char)((unsigned char)c - 0x20)] & classes;
}

static NgStatus
refuse(const Line* line, const char* message)
{
  ng_error_set(line->err, NG_ERR_BAD_INPUT, "%s", message);
  ng_error_at(line->err, NULL, 0, (size_t)(line->at - line->begin) + 1);
  return NG_ERR_BAD_INPUT;
}

// Spaces and tabs; in canonical form there is one space, or `is_one` false and none.
static void
skip_blanks(Line* line, bool is_one)
{
  const char* const from = line->at;
  while (line->at < line->end && (*line->at == ' ' || *line->at == '\t')) {
    ++line->at;
  }
  if (line->at - from != (is_one ? 1 : 0) || (is_one && *from != ' ')) {
    line->is_canonical = false;
  }
}

// --- escapes -------------------------------------------------------------------------------------

static int
hex_value(char c)
{
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

static void
add_code(NgBuf* text, uint32_t code)
{
  char   u[4];
  size_t n = 0;
  if (code < 0x80) {
    u[n++] = (char)code;
  } else {
    if (code < 0x800) {
      u[n++] = (char)(0xC0 | code >> 6);
    } else {
      if (code < 0x10000) {
        u[n++] = (char)(0xE0 | code >> 12);
      } else {
        u[n++] = (char)(0xF0 | code >> 18);
        u[n++] = (char)(0x80 | (code >> 12 & 0x3F));
      }
      u[n++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    u[n++] = (char)(0x80 | (code & 0x3F));
  }
  ng_buf_add(text, ng_str_n(u, n));
}

// The code point of the \uXXXX or \UXXXXXXXX at the place; the place moves behind it.
static NgStatus
read_code(Line* line, uint32_t* code)
{
  const ptrdiff_t n        = line->at[1] == 'u' ? 4 : 8;
  bool            is_upper = true;
  *code                    = 0;
  if (line->end - line->at < n + 2) {
    return refuse(line, "An escape is cut off");
  }
  for (ptrdiff_t i = 2; i < n + 2; ++i) {
    const int value = hex_value(line->at[i]);
    if (value < 0) {
      return refuse(line, "An escape has other than hexadecimal digits");
    }
    is_upper = is_upper && !(line->at[i] >= 'a');
    *code    = *code << 4 | (uint32_t)value;
  }
  if (*code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) {
    return refuse(line, "An escape stands for no character");
  }
  const bool has_letter = *code == '\b' || *code == '\t' || *code == '\n' || *code == '\f' || *code == '\r';
  if (n == 8 || !is_upper || !(*code < 0x20 || *code == 0x7F) || has_letter) {
    line->is_canonical = false;
  }
  line->at += n + 2;
  return NG_SUCCESS;
}

static NgStatus
read_escape(Line* line)
{
  static const char letters[] = "tbnrf\"'\\";
  static const char values[]  = "\t\b\n\r\f\"'\\";
  const char        c         = line->end - line->at > 1 ? line->at[1] : '\0';
  if (c == 'u' || c == 'U') {
    uint32_t code = 0;
    NG_TRY(read_code(line, &code));
    add_code(line->text, code);
    return NG_SUCCESS;
  }
  const char* const found = c ? strchr(letters, c) : NULL;
  if (!found) {
    return refuse(line, "A backslash stands before what it cannot escape");
  }
  ng_buf_addc(line->text, values[found - letters]);
  if (c == '\'') {
    line->is_canonical = false;
  }
  line->at += 2;
  return NG_SUCCESS;
}

// Room for all that the line can hold, so that what was unescaped before stays where it is.
static NgStatus
reserve_text(Line* line)
{
  if (ng_buf_reserve(line->text, line->text->len ? 0 : (size_t)(line->end - line->begin) + 1)) {
    return ng_error_no_mem(line->err);
  }
  return NG_SUCCESS;
}

// The UTF-8 character at the place, which moves behind it.
static NgStatus
skip_character(Line* line, uint32_t* code)
{
  const size_t n = ng_utf8_next(ng_str_n(line->at, (size_t)(line->end - line->at)), code);
  if (!n) {
    return refuse(line, "The bytes here are no UTF-8");
  }
  line->at += n;
  return NG_SUCCESS;
}

// --- terms ---------------------------------------------------------------------------------------

static NgStatus
check_scheme(Line* line, NgStr iri, const char* from)
{
  size_t i = 0;
  if (iri.len && is_in(iri.at[0], LETTER)) {
    while (i < iri.len &&
           (is_in(iri.at[i], LETTER | DIGIT) || iri.at[i] == '+' || iri.at[i] == '-' || iri.at[i] == '.')) {
      ++i;
    }
  }
  if (!i || i == iri.len || iri.at[i] != ':') {
    line->at = from;
    return refuse(line, "The IRI is not absolute: it begins with no scheme");
  }
  return NG_SUCCESS;
}

// The rest of an IRI that has escapes; the place is at the first.
static NgStatus
read_escaped_iri(Line* line, const char* from, NgStr* out)
{
  NG_TRY(reserve_text(line));
  const size_t begin = line->text->len;
  line->is_canonical = false;
  ng_buf_add(line->text, ng_str_n(from, (size_t)(line->at - from)));
  for (;;) {
    const char* const run = line->at;
    if (run == line->end) {
      return refuse(line, "An IRI has no '>'");
    }
    uint32_t code = 0;
    if (*run == '>') {
      break;
    }
    if (*run == '\\') {
      if (line->end - run < 2 || (run[1] != 'u' && run[1] != 'U')) {
        return refuse(line, "In an IRI only \\u and \\U escape");
      }
      NG_TRY(read_code(line, &code));
      if (code < 0x80 && !is_in((char)code, IN_IRI)) {
        line->at = run;
        return refuse(line, "An escape brings what an IRI cannot hold");
      }
      add_code(line->text, code);
    } else if ((unsigned char)*run >= 0x80) {
      NG_TRY(skip_character(line, &code));
      ng_buf_add(line->text, ng_str_n(run, (size_t)(line->at - run)));
    } else if (is_in(*run, IN_IRI)) {
      ++line->at;
      ng_buf_addc(line->text, *run);
    } else {
      return refuse(line, "An IRI cannot hold this character");
    }
  }
  ++line->at;
  *out = ng_str_n(line->text->at + begin, line->text->len - begin);
  return NG_SUCCESS;
}

static NgStatus
read_iri(Line* line, NgStr* out)
{
  const char* const from = ++line->at;
  for (;;) {
    while (line->at < line->end && is_in(*line->at, IN_IRI)) {
      ++line->at;
    }
    if (line->at == line->end) {
      return refuse(line, "An IRI has no '>'");
    }
    if (*line->at == '>') {
      *out = ng_str_n(from, (size_t)(line->at++ - from));
      break;
    }
    if (*line->at == '\\') {
      NG_TRY(read_escaped_iri(line, from, out));
      break;
    }
    if ((unsigned char)*line->at < 0x80) {
      return refuse(line, "An IRI cannot hold this character");
    }
    NG_TRY(skip_character(line, NULL));
  }
  return check_scheme(line, *out, from);
}

// PN_CHARS beyond ASCII.
static bool
is_label_code(uint32_t c)
{
  static const uint32_t ranges[][2] = {
      {0xB7, 0xB7},     {0xC0, 0xD6},     {0xD8, 0xF6},      {0xF8, 0x37D},    {0x37F, 0x1FFF},
      {0x200C, 0x200D}, {0x203F, 0x2040}, {0x2070, 0x218F},  {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
      {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
  for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); ++i) {
    if (c >= ranges[i][0] && c <= ranges[i][1]) {
      return true;
    }
  }
  return false;
}

// What PN_CHARS has beyond PN_CHARS_BASE: cannot begin a label.
static bool
is_inner_code(uint32_t c)
{
  return c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

static NgStatus
read_label(Line* line, NgStr* out)
{
  if (line->end - line->at < 2 || line->at[1] != ':') {
    return refuse(line, "A term begins with '<', '_:' or a quotation mark");
  }
  const char* const from = line->at += 2;
  while (line->at < line->end) {
    const char* const c    = line->at;
    uint32_t          code = 0;
    if (is_in(*c, IN_LABEL)) {
      if (c == from && (*c == '-' || *c == '.')) {
        break;
      }
      ++line->at;
    } else if ((unsigned char)*c < 0x80) {
      break;
    } else {
      NG_TRY(skip_character(line, &code));
      if (!is_label_code(code) || (c == from && is_inner_code(code))) {
        line->at = c;
        return refuse(line, "The label of a blank node cannot hold this character");
      }
    }
  }
  while (line->at > from && line->at[-1] == '.') {
    --line->at;
  }
  if (line->at == from) {
    return refuse(line, "A blank node has no label");
  }
  *out = ng_str_n(from, (size_t)(line->at - from));
  return NG_SUCCESS;
}

static NgStatus
read_escaped_text(Line* line, const char* from, NgStr* out)
{
  NG_TRY(reserve_text(line));
  const size_t begin = line->text->len;
  const char*  run   = from;
  for (;;) {
    if (line->at == line->end) {
      return refuse(line, "A literal has no closing quotation mark");
    }
    const char c = *line->at;
    if (c == '\\' || c == '"') {
      ng_buf_add(line->text, ng_str_n(run, (size_t)(line->at - run)));
      if (c == '"') {
        break;
      }
      NG_TRY(read_escape(line));
      run = line->at;
    } else if ((unsigned char)c >= 0x80) {
      NG_TRY(skip_character(line, NULL));
    } else {
      line->is_canonical = line->is_canonical && is_in(c, IN_TEXT);
      ++line->at;
    }
  }
  ++line->at;
  *out = ng_str_n(line->text->at + begin, line->text->len - begin);
  return NG_SUCCESS;
}

static NgStatus
read_text(Line* line, NgStr* out)
{
  const char* const from = ++line->at;
  for (;;) {
    while (line->at < line->end && is_in(*line->at, IN_TEXT)) {
      ++line->at;
    }
    if (line->at < line->end && *line->at == '"') {
      *out = ng_str_n(from, (size_t)(line->at++ - from));
      return NG_SUCCESS;
    }
    if (line->at == line->end || (unsigned char)*line->at < 0x80) {
      return read_escaped_text(line, from, out); // an escape or a bare control, or the end
    }
    NG_TRY(skip_character(line, NULL));
  }
}

static NgStatus
read_language(Line* line, NgStr* out)
{
  const char* const from = ++line->at;
  while (line->at < line->end && (is_in(*line->at, LETTER | DIGIT) || *line->at == '-')) {
    ++line->at;
  }
  *out = ng_str_n(from, (size_t)(line->at - from));
  if (!ng_term_language_ok(*out)) {
    line->at = from;
    return refuse(line, "The language tag is not well-formed, or longer than 35 characters");
  }
  return NG_SUCCESS;
}

// Blanks may part any two terminals, so also a text from its language or datatype; canonical lines have none
// there.
static bool
is_ahead(Line* line, const char* mark)
{
  const size_t n  = strlen(mark);
  const char*  at = line->at;
  while (at < line->end && (*at == ' ' || *at == '\t')) {
    ++at;
  }
  if ((size_t)(line->end - at) < n || memcmp(at, mark, n) != 0) {
    return false;
  }
  line->is_canonical = line->is_canonical && at == line->at;
  line->at           = at;
  return true;
}

static NgStatus
read_literal(Line* line, NgRdfTerm* term)
{
  term->kind = NG_RDF_LITERAL;
  NG_TRY(read_text(line, &term->value));
  if (is_ahead(line, "@")) {
    return read_language(line, &term->language);
  }
  if (is_ahead(line, "^^")) {
    line->at += 2;
    skip_blanks(line, false);
    if (line->at == line->end || *line->at != '<') {
      return refuse(line, "A datatype is an IRI in angle brackets");
    }
    NG_TRY(read_iri(line, &term->datatype));
    if (ng_str_is(term->datatype, NG_XSD "string")) {
      term->datatype     = ng_str_n(NULL, 0);
      line->is_canonical = false;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_node(Line* line, NgRdfTerm* term)
{
  if (line->at < line->end && *line->at == '<') {
    term->kind = NG_RDF_IRI;
    return read_iri(line, &term->value);
  }
  if (line->at < line->end && *line->at == '_') {
    term->kind = NG_RDF_BLANK;
    return read_label(line, &term->value);
  }
  return refuse(line,
                line->at < line->end ? "Neither '<' nor '_:' begins the term" : "The line ends too early");
}

static NgStatus
read_quad(Line* line, bool with_graph, NgQuad* quad)
{
  NG_TRY(read_node(line, &quad->subject));
  skip_blanks(line, true);
  if (line->at == line->end || *line->at != '<') {
    return refuse(line, "A predicate is an IRI in angle brackets");
  }
  NG_TRY(read_iri(line, &quad->predicate.value));
  skip_blanks(line, true);
  if (line->at < line->end && *line->at == '"') {
    NG_TRY(read_literal(line, &quad->object));
  } else {
    NG_TRY(read_node(line, &quad->object));
  }
  skip_blanks(line, true);
  if (line->at < line->end && *line->at != '.') {
    if (!with_graph) {
      return refuse(line, "A triple ends with '.'; a fourth term is for N-Quads");
    }
    NG_TRY(read_node(line, &quad->graph));
    skip_blanks(line, true);
  }
  if (line->at == line->end || *line->at != '.') {
    return refuse(line, "The line does not end with '.'");
  }
  ++line->at;
  skip_blanks(line, false);
  if (line->at < line->end) {
    if (*line->at != '#') {
      return refuse(line, "Something stands behind the '.'");
    }
    line->is_canonical = false;
  }
  return NG_SUCCESS;
}

NgStatus
ng_line_parse(NgStr s, bool with_graph, NgBuf* text, NgQuad* quad, bool* is_canonical, NgError* err)
{
  Line line = {
      .at = s.at, .begin = s.at, .end = s.at + s.len, .text = text, .is_canonical = true, .err = err};
  if (text->len) {
    ng_buf_clear(text);
  }
  memset(quad, 0, sizeof(*quad));
  skip_blanks(&line, false);
  if (line.at == line.end || *line.at == '#') {
    return NG_END;
  }
  NG_TRY(read_quad(&line, with_graph, quad));
  *is_canonical = line.is_canonical;
  return text->status ? ng_error_set(err, text->status, "%s", ng_strerror(text->status)) : NG_SUCCESS;
}

NgStatus
ng_rdf_parse_line(NgStr line, bool with_graph, NgBuf* text, NgQuad* quad, NgError* err)
{
  bool is_canonical = false;
  return ng_line_parse(line, with_graph, text, quad, &is_canonical, err);
}
