// SPDX-License-Identifier: Apache-2.0
// Tokens taken one by one, variables, IRIs and literals.
#include "query/parse.h"

#include "model/term.h"

#include <stdarg.h>
#include <stdio.h>

// --- tokens --------------------------------------------------------------------------------------

const NgSparqlToken*
ng_sparql_peek(const NgSparqlParser* p)
{
  return &p->tokens.at[p->at];
}

static char
upper(char c)
{
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
ng_sparql_is(const NgSparqlParser* p, const char* text)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if ((t->kind != NG_SPARQL_WORD && t->kind != NG_SPARQL_SIGN) || t->text.len != strlen(text)) {
    return false;
  }
  for (size_t i = 0; i < t->text.len; ++i) {
    if (upper(t->text.at[i]) != upper(text[i])) {
      return false;
    }
  }
  return true;
}

bool
ng_sparql_take(NgSparqlParser* p, const char* text)
{
  const bool is = ng_sparql_is(p, text);
  p->at += is;
  return is;
}

NgStatus
ng_sparql_fail(NgSparqlParser* p, const NgSparqlToken* at, NgStatus status, const char* format, ...)
{
  char    message[400];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof(message), format, args);
  va_end(args);
  ng_error_set(p->err, status, "%s", message);
  ng_error_at(p->err, NULL, at->line, at->column);
  return status;
}

NgStatus
ng_sparql_unexpected(NgSparqlParser* p, const char* wanted)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected %s instead of \"%.*s\"", wanted,
                        (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
}

NgStatus
ng_sparql_expect(NgSparqlParser* p, const char* text)
{
  if (ng_sparql_take(p, text)) {
    return NG_SUCCESS;
  }
  char wanted[40];
  snprintf(wanted, sizeof(wanted), "\"%s\"", text);
  return ng_sparql_unexpected(p, wanted);
}

NgStatus
ng_sparql_no_mem(NgSparqlParser* p)
{
  const NgStatus told = p->err ? p->err->status : NG_SUCCESS;
  return told ? told : ng_error_no_mem(p->err);
}

NgStatus
ng_sparql_deeper(NgSparqlParser* p)
{
  return ++p->depth <= NG_SPARQL_MAX_DEPTH
             ? NG_SUCCESS
             : ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "Brackets are nested deeper than %d",
                              NG_SPARQL_MAX_DEPTH);
}

// --- variables and constants ---------------------------------------------------------------------

static NgStatus
new_var(NgSparqlParser* p, NgStr name, uint32_t* var)
{
  if (p->query->vars.n == NG_SPARQL_MAX_VARS) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "More than %d variables", NG_SPARQL_MAX_VARS);
  }
  NgStr* const slot = NG_VEC_ADD(p->arena, p->query->vars);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = name;
  *var  = p->query->vars.n - 1;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_var(NgSparqlParser* p, NgStr name, uint32_t* var)
{
  for (uint32_t i = 0; i < p->scope->vars.n; ++i) {
    if (ng_str_eq(p->query->vars.at[p->scope->vars.at[i]], name)) {
      *var = p->scope->vars.at[i];
      return NG_SUCCESS;
    }
  }
  NG_TRY(new_var(p, name, var));
  uint32_t* const slot = NG_VEC_ADD(p->arena, p->scope->vars);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot = *var;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_hidden(NgSparqlParser* p, const char* prefix, uint32_t* var)
{
  const NgStr name = ng_arena_printf(p->arena, "%s%u", prefix, p->query->vars.n);
  return name.at ? new_var(p, name, var) : ng_sparql_no_mem(p);
}

NgStatus
ng_sparql_constant(NgSparqlParser* p, const NgCell* cell, uint32_t* number)
{
  NgSparqlQuery* const q = p->query;
  for (uint32_t i = 0; i < q->constants.n; ++i) {
    const NgCell* const c = &q->constants.at[i];
    if (c->kind == cell->kind && ng_str_eq(c->value, cell->value) && ng_str_eq(c->language, cell->language) &&
        ng_str_eq(c->datatype, cell->datatype)) {
      *number = i;
      return NG_SUCCESS;
    }
  }
  NgCell* const slot = NG_VEC_ADD(p->arena, q->constants);
  if (!slot) {
    return ng_sparql_no_mem(p);
  }
  *slot   = *cell;
  *number = q->constants.n - 1;
  return NG_SUCCESS;
}

NgStatus
ng_sparql_read_var(NgSparqlParser* p, const char* what, uint32_t* var)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (t->kind != NG_SPARQL_VAR) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "%s", what);
  }
  ++p->at;
  return ng_sparql_var(p, ng_str_n(t->text.at + 1, t->text.len - 1), var);
}

// --- IRIs ----------------------------------------------------------------------------------------

static bool
has_scheme(NgStr iri)
{
  for (size_t i = 0; i < iri.len; ++i) {
    const char c = upper(iri.at[i]);
    if (c == ':') {
      return i > 0;
    }
    if (!(c >= 'A' && c <= 'Z') && !(i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
      return false;
    }
  }
  return false;
}

// Length of what stays of the base before `iri` (RFC 3986, section 5.2, without the dots of paths).
static size_t
base_length(NgStr base, NgStr iri)
{
  const char* const end   = base.at + base.len;
  const char*       slash = base.len ? memchr(base.at, ':', base.len) : NULL;
  const char*       path  = slash ? slash + 1 : base.at; // where the path begins
  if (slash && end - slash > 2 && slash[1] == '/' && slash[2] == '/') {
    path = memchr(slash + 3, '/', (size_t)(end - slash) - 3);
    path = path ? path : end;
  }
  if (ng_str_starts(iri, "//")) {
    return slash ? (size_t)(slash + 1 - base.at) : 0;
  }
  if (ng_str_starts(iri, "/")) {
    return (size_t)(path - base.at);
  }
  const char* at = base.at;
  while (at < end && *at != '#' && (iri.len == 0 || iri.at[0] == '#' || *at != '?')) {
    ++at;
  }
  if (iri.len && iri.at[0] != '#' && iri.at[0] != '?') {
    while (at > path && at[-1] != '/') {
      --at;
    }
  }
  return (size_t)(at - base.at);
}

// The characters of the query between the angle brackets, with \u escapes resolved elsewhere; made absolute.
static NgStatus
resolve(NgSparqlParser* p, const NgSparqlToken* t, NgStr* out)
{
  const NgStr iri = ng_str_n(t->text.at + 1, t->text.len - 2);
  *out            = iri;
  if (has_scheme(iri)) {
    return NG_SUCCESS;
  }
  if (!p->base.len) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT,
                          "IRIs must be given in full, with a prefix, or with a BASE");
  }
  const size_t n  = base_length(p->base, iri);
  const bool bare = n && p->base.at[n - 1] != '/' && iri.len && !strchr("/#?", iri.at[0]) && n == p->base.len;
  *out = ng_arena_printf(p->arena, "%.*s%s%.*s", (int)n, p->base.at, bare ? "/" : "", NG_STR_ARG(iri));
  return out->at ? NG_SUCCESS : ng_sparql_no_mem(p);
}

static NgStatus
spell_out(NgSparqlParser* p, const NgSparqlToken* t, NgStr* out)
{
  const char* const colon = memchr(t->text.at, ':', t->text.len);
  const NgStr       name  = ng_str_n(t->text.at, (size_t)(colon - t->text.at) + 1);
  const NgStr       local = ng_str_n(colon + 1, t->text.len - name.len);
  for (uint32_t i = p->query->prefixes.n; i > 0; --i) {
    const NgSparqlPrefix* const prefix = &p->query->prefixes.at[i - 1];
    if (ng_str_eq(prefix->name, name)) {
      char* const to = ng_arena_calloc(p->arena, prefix->iri.len + local.len + 1, 1);
      if (!to) {
        return ng_sparql_no_mem(p);
      }
      size_t n = prefix->iri.len;
      memcpy(to, prefix->iri.at, n);
      for (size_t k = 0; k < local.len; ++k) {
        k += local.at[k] == '\\' && k + 1 < local.len;
        to[n++] = local.at[k];
      }
      *out = ng_str_n(to, n);
      return NG_SUCCESS;
    }
  }
  return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "The prefix \"%.*s\" is not declared", NG_STR_ARG(name));
}

NgStatus
ng_sparql_read_iri(NgSparqlParser* p, NgStr* iri)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (t->kind != NG_SPARQL_IRI && t->kind != NG_SPARQL_NAME) {
    return ng_sparql_unexpected(p, "an IRI");
  }
  ++p->at;
  return t->kind == NG_SPARQL_IRI ? resolve(p, t, iri) : spell_out(p, t, iri);
}

// --- literals ------------------------------------------------------------------------------------

static size_t
put_utf8(char* to, uint32_t c)
{
  if (c < 0x80) {
    to[0] = (char)c;
    return 1;
  }
  const int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (int i = n - 1; i > 0; --i) {
    to[i] = (char)(0x80 | (c & 0x3F));
    c >>= 6;
  }
  to[0] = (char)((0xF00 >> n & 0xFF) | c);
  return (size_t)n;
}

// Digits of \u and \U; the value is no scalar value where they are wrong.
static uint32_t
read_hex(NgStr s, size_t at, size_t n)
{
  uint32_t code = 0;
  for (size_t i = at; i < at + n; ++i) {
    const char c = i < s.len ? upper(s.at[i]) : 'X';
    if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
      return UINT32_MAX;
    }
    code = code << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'A' + 10);
  }
  return code;
}

static NgStatus
unescape(NgSparqlParser* p, const NgSparqlToken* t, NgStr* out)
{
  static const char from[] = "tbnrf\\\"'";
  static const char into[] = "\t\b\n\r\f\\\"'";
  const NgStr       s      = t->text;
  const size_t      quote  = s.len >= 6 && s.at[1] == s.at[0] && s.at[2] == s.at[0] ? 3 : 1;
  char* const       to     = ng_arena_calloc(p->arena, s.len + 1, 1);
  size_t            n      = 0;
  if (!to) {
    return ng_sparql_no_mem(p);
  }
  for (size_t i = quote; i < s.len - quote; ++i) {
    if (s.at[i] != '\\') {
      to[n++] = s.at[i];
      continue;
    }
    const char        c  = s.at[++i];
    const char* const at = c ? strchr(from, c) : NULL;
    if (at) {
      to[n++] = into[at - from];
      continue;
    }
    const size_t   n_digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    const uint32_t code     = n_digits ? read_hex(s, i + 1, n_digits) : UINT32_MAX;
    if (!code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
      return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "The string has a \"\\%c\" that is no escape", c);
    }
    n += put_utf8(to + n, code);
    i += n_digits;
  }
  *out = ng_str_n(to, n);
  return NG_SUCCESS;
}

static NgStatus
read_string(NgSparqlParser* p, NgCell* out)
{
  NG_TRY(unescape(p, ng_sparql_peek(p), &out->value));
  ++p->at;
  const NgSparqlToken* const next = ng_sparql_peek(p);
  if (next->kind == NG_SPARQL_LANG) {
    if (next->text.len - 1 > NG_TERM_MAX_LANGUAGE) {
      return ng_sparql_fail(p, next, NG_ERR_BAD_INPUT, "A language tag has at most %d characters",
                            NG_TERM_MAX_LANGUAGE);
    }
    out->language = ng_str_n(next->text.at + 1, next->text.len - 1);
    ++p->at;
    return NG_SUCCESS;
  }
  if (!ng_sparql_take(p, "^^")) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_sparql_read_iri(p, &out->datatype));
  if (ng_str_is(out->datatype, NG_XSD "string")) {
    out->datatype = ng_str("");
  }
  return NG_SUCCESS;
}

static NgStatus
read_number(NgSparqlParser* p, const char* sign, NgCell* out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (t->kind != NG_SPARQL_NUMBER) {
    return ng_sparql_unexpected(p, "a number");
  }
  const bool is_double = memchr(t->text.at, 'e', t->text.len) || memchr(t->text.at, 'E', t->text.len);
  out->datatype        = ng_str(is_double                              ? NG_XSD "double"
                                : memchr(t->text.at, '.', t->text.len) ? NG_XSD "decimal"
                                                                       : NG_XSD "integer");
  out->value           = *sign ? ng_arena_printf(p->arena, "%s%.*s", sign, NG_STR_ARG(t->text)) : t->text;
  ++p->at;
  return out->value.at ? NG_SUCCESS : ng_sparql_no_mem(p);
}

NgStatus
ng_sparql_read_value(NgSparqlParser* p, bool with_sign, NgCell* out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  *out                         = (NgCell){NG_CELL_LITERAL, {"", 0}, {"", 0}, {"", 0}};
  if (t->kind == NG_SPARQL_IRI || t->kind == NG_SPARQL_NAME) {
    out->kind = NG_CELL_IRI;
    return ng_sparql_read_iri(p, &out->value);
  }
  if (t->kind == NG_SPARQL_STRING) {
    return read_string(p, out);
  }
  if (t->kind == NG_SPARQL_NUMBER) {
    return read_number(p, "", out);
  }
  if (with_sign && (ng_sparql_is(p, "+") || ng_sparql_is(p, "-"))) {
    const char* const sign = ng_sparql_is(p, "+") ? "+" : "-";
    ++p->at;
    return read_number(p, sign, out);
  }
  if (ng_sparql_is(p, "true") || ng_sparql_is(p, "false")) {
    out->datatype = ng_str(NG_XSD "boolean");
    out->value    = ng_str(ng_sparql_is(p, "true") ? "true" : "false");
    ++p->at;
    return NG_SUCCESS;
  }
  return ng_sparql_unexpected(p, "a variable, an IRI or a literal");
}
