// SPDX-License-Identifier: Apache-2.0
#include "query/sparql.h"

#include "model/prefixes.h"
#include "query/parse.h"

#include <stdarg.h>
#include <stdio.h>

static const char rdf_type[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

static NgStatus read_group(NgSparqlParser* p, NgSparqlGroup** out);

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
ng_sparql_expect(NgSparqlParser* p, const char* text)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  return ng_sparql_take(p, text)
             ? NG_SUCCESS
             : ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected \"%s\" instead of \"%.*s\"", text,
                              (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
}

static NgStatus
no_mem(NgSparqlParser* p)
{
  return ng_error_set(p->err, NG_ERR_NO_MEM, "Out of memory");
}

static NgStatus
unsupported(NgSparqlParser* p, const char* what)
{
  return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_UNSUPPORTED, "%s", what);
}

// --- terms ---------------------------------------------------------------------------------------

NgStatus
ng_sparql_var(NgSparqlParser* p, NgStr name, uint32_t* var)
{
  NgSparqlQuery* const q = p->query;
  for (uint32_t i = 0; i < q->vars.n; ++i) {
    if (ng_str_eq(q->vars.at[i], name)) {
      *var = i;
      return NG_SUCCESS;
    }
  }
  if (q->vars.n == NG_SPARQL_MAX_VARS) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "More than %d variables", NG_SPARQL_MAX_VARS);
  }
  NgStr* const slot = NG_VEC_ADD(p->arena, q->vars);
  if (!slot) {
    return no_mem(p);
  }
  *slot = name;
  *var  = q->vars.n - 1;
  return NG_SUCCESS;
}

static NgStatus
set_var(NgSparqlParser* p, NgStr name, NgSparqlTerm* out)
{
  NG_TRY(ng_sparql_var(p, name, &out->var));
  out->text = ng_arena_printf(p->arena, "?%.*s", NG_STR_ARG(name));
  return out->text.at ? NG_SUCCESS : no_mem(p);
}

static NgStatus
set_iri(NgSparqlParser* p, NgStr iri, NgSparqlTerm* out)
{
  out->iri  = iri;
  out->text = ng_arena_printf(p->arena, "<%.*s>", NG_STR_ARG(iri));
  return iri.at && out->text.at ? NG_SUCCESS : no_mem(p);
}

static NgStatus
set_name(NgSparqlParser* p, const NgSparqlToken* t, NgSparqlTerm* out)
{
  const char* const colon = memchr(t->text.at, ':', t->text.len);
  const NgStr       name  = ng_str_n(t->text.at, (size_t)(colon - t->text.at) + 1);
  NgStr             local = ng_str_n(colon + 1, t->text.len - name.len);
  for (uint32_t i = p->query->prefixes.n; i > 0; --i) {
    if (ng_str_eq(p->query->prefixes.at[i - 1].name, name)) {
      local       = ng_arena_copy(p->arena, local);
      char* write = (char*)local.at; // the copy is ours: drop the backslashes
      for (size_t k = 0; local.at && k < local.len; ++k) {
        if (local.at[k] != '\\') {
          *write++ = local.at[k];
        }
      }
      local.len        = (size_t)(write - local.at);
      const NgStr base = p->query->prefixes.at[i - 1].iri;
      return set_iri(p, ng_arena_printf(p->arena, "%.*s%.*s", NG_STR_ARG(base), NG_STR_ARG(local)), out);
    }
  }
  return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "The prefix \"%.*s\" is not declared", NG_STR_ARG(name));
}

// A string and the language or datatype behind it. Long language tags damage the engine's memory.
static NgStatus
set_string(NgSparqlParser* p, const NgSparqlToken* t, NgSparqlTerm* out)
{
  enum { MAX_TAG = 36 };
  const NgSparqlToken* const next = ng_sparql_peek(p);
  NgSparqlTerm               type = {0};
  out->text                       = t->text;
  if (next->kind == NG_SPARQL_LANG) {
    if (next->text.len > MAX_TAG) {
      return ng_sparql_fail(p, next, NG_ERR_BAD_INPUT, "A language tag has at most %d characters",
                            MAX_TAG - 1);
    }
    ++p->at;
    out->text = ng_arena_printf(p->arena, "%.*s%.*s", NG_STR_ARG(t->text), NG_STR_ARG(next->text));
  } else if (ng_sparql_take(p, "^^")) {
    NG_TRY(ng_sparql_term(p, &type));
    if (!type.iri.len) {
      return ng_sparql_fail(p, next, NG_ERR_BAD_INPUT, "Expected a datatype after ^^");
    }
    out->text = ng_arena_printf(p->arena, "%.*s^^%.*s", NG_STR_ARG(t->text), NG_STR_ARG(type.text));
  }
  return out->text.at ? NG_SUCCESS : no_mem(p);
}

NgStatus
ng_sparql_term(NgSparqlParser* p, NgSparqlTerm* out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  memset(out, 0, sizeof(*out));
  out->var = UINT32_MAX;
  ++p->at;
  switch (t->kind) {
  case NG_SPARQL_VAR:
    if (t->text.at[1] == '_') {
      --p->at;
      return unsupported(p, "The name of a variable must not begin with an underscore here");
    }
    return set_var(p, ng_str_n(t->text.at + 1, t->text.len - 1), out);
  case NG_SPARQL_BLANK: { // a variable that nobody sees
    const NgStr name = ng_arena_printf(p->arena, "_%.*s", (int)t->text.len - 2, t->text.at + 2);
    return name.at ? set_var(p, name, out) : no_mem(p);
  }
  case NG_SPARQL_IRI:
    if (!memchr(t->text.at, ':', t->text.len)) {
      --p->at;
      return unsupported(p, "IRIs must be given in full or with a prefix");
    }
    return set_iri(p, ng_str_n(t->text.at + 1, t->text.len - 2), out);
  case NG_SPARQL_NAME:
    return set_name(p, t, out);
  case NG_SPARQL_STRING:
    return set_string(p, t, out);
  case NG_SPARQL_NUMBER:
    out->text = t->text;
    return NG_SUCCESS;
  default:
    --p->at;
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT,
                          "Expected a variable, an IRI or a literal instead of \"%.*s\"",
                          (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
  }
}

// --- triples -------------------------------------------------------------------------------------

static NgSparqlVars
var_bit(const NgSparqlTerm* term)
{
  return term->var == UINT32_MAX ? 0 : (NgSparqlVars)1 << term->var;
}

static NgStatus read_properties(NgSparqlParser* p, const NgSparqlTerm* subject, NgSparqlTriples* out);

static NgStatus
add_triple(NgSparqlParser* p, const NgSparqlTerm* s, const NgSparqlTerm* v, const NgSparqlTerm* o,
           NgSparqlTriples* out)
{
  NgSparqlTriple* const t = NG_VEC_ADD(p->arena, *out);
  if (!t) {
    return no_mem(p);
  }
  t->part[0] = *s;
  t->part[1] = *v;
  t->part[2] = *o;
  t->vars    = var_bit(s) | var_bit(v) | var_bit(o);
  return NG_SUCCESS;
}

// "[ ... ]": a variable that nobody sees, and its triples.
static NgStatus
read_brackets(NgSparqlParser* p, NgSparqlTerm* out, NgSparqlTriples* triples)
{
  memset(out, 0, sizeof(*out));
  const NgStr name = ng_arena_printf(p->arena, "_ng%u", p->n_hidden++);
  if (!name.at) {
    return no_mem(p);
  }
  NG_TRY(set_var(p, name, out));
  if (ng_sparql_take(p, "]")) {
    return NG_SUCCESS;
  }
  if (++p->depth > NG_SPARQL_MAX_DEPTH) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "Brackets are nested deeper than %d",
                          NG_SPARQL_MAX_DEPTH);
  }
  NG_TRY(read_properties(p, out, triples));
  --p->depth;
  return ng_sparql_expect(p, "]");
}

static NgStatus
read_node(NgSparqlParser* p, NgSparqlTerm* out, NgSparqlTriples* triples)
{
  if (ng_sparql_take(p, "[")) {
    return read_brackets(p, out, triples);
  }
  if (ng_sparql_is(p, "(")) {
    return unsupported(p, "Lists in patterns are not offered");
  }
  if (ng_sparql_is(p, "-") || ng_sparql_is(p, "+")) {
    return unsupported(p, "Write a number with a sign as \"-1\"^^xsd:integer here");
  }
  if (ng_sparql_is(p, "true") || ng_sparql_is(p, "false")) {
    const NgSparqlToken* const t = ng_sparql_peek(p);
    memset(out, 0, sizeof(*out));
    out->var  = UINT32_MAX;
    out->text = t->text;
    ++p->at;
    return NG_SUCCESS;
  }
  return ng_sparql_term(p, out);
}

static NgStatus
read_verb(NgSparqlParser* p, NgSparqlTerm* out)
{
  static const char path[] = "The query engine has no property paths; write one triple pattern for each step";
  if (ng_sparql_is(p, "^") || ng_sparql_is(p, "!") || ng_sparql_is(p, "(")) {
    return unsupported(p, path);
  }
  if (ng_sparql_take(p, "a")) {
    memset(out, 0, sizeof(*out));
    out->var = UINT32_MAX;
    NG_TRY(set_iri(p, ng_str(rdf_type), out));
  } else {
    const NgSparqlToken* const t = ng_sparql_peek(p);
    if (t->kind != NG_SPARQL_VAR && t->kind != NG_SPARQL_IRI && t->kind != NG_SPARQL_NAME) {
      return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a property instead of \"%.*s\"",
                            (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
    }
    NG_TRY(ng_sparql_term(p, out));
  }
  static const char* const signs[] = {"/", "|", "*", "+", "?", "^"};
  for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); ++i) {
    if (ng_sparql_is(p, signs[i])) {
      return unsupported(p, path);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_properties(NgSparqlParser* p, const NgSparqlTerm* subject, NgSparqlTriples* out)
{
  do {
    if (ng_sparql_is(p, ".") || ng_sparql_is(p, "}") || ng_sparql_is(p, "]")) {
      return NG_SUCCESS; // a semicolon may end the list
    }
    NgSparqlTerm verb, object;
    NG_TRY(read_verb(p, &verb));
    do {
      NG_TRY(read_node(p, &object, out));
      NG_TRY(add_triple(p, subject, &verb, &object, out));
    } while (ng_sparql_take(p, ","));
    while (ng_sparql_is(p, ";") && ng_str_is(ng_sparql_peek(p)[1].text, ";")) {
      ++p->at;
    }
  } while (ng_sparql_take(p, ";"));
  return NG_SUCCESS;
}

static NgStatus
read_triples(NgSparqlParser* p, NgSparqlTriples* out)
{
  const bool     is_bracket = ng_sparql_is(p, "[");
  NgSparqlTerm   subject;
  const uint32_t before = out->n;
  NG_TRY(read_node(p, &subject, out));
  if (is_bracket && out->n > before && (ng_sparql_is(p, ".") || ng_sparql_is(p, "}"))) {
    return NG_SUCCESS;
  }
  return read_properties(p, &subject, out);
}

// --- groups --------------------------------------------------------------------------------------

static NgSparqlElement*
add_element(NgSparqlParser* p, NgSparqlGroup* group, NgSparqlElementKind kind)
{
  NgSparqlElement* const e = NG_VEC_ADD(p->arena, group->elements);
  if (e) {
    e->kind  = kind;
    e->place = *ng_sparql_peek(p);
  }
  return e;
}

static NgStatus
read_nested(NgSparqlParser* p, NgSparqlElement* e)
{
  NgSparqlGroup* inner = NULL;
  NG_TRY(read_group(p, &inner));
  NgSparqlGroup** const slot = NG_VEC_ADD(p->arena, e->groups);
  if (!slot) {
    return no_mem(p);
  }
  e->vars |= inner->vars;
  e->own     = e->vars;
  e->certain = e->groups.n == 1 ? inner->certain : e->certain & inner->certain;
  *slot      = inner;
  return NG_SUCCESS;
}

static NgStatus
read_filter(NgSparqlParser* p, NgSparqlElement* e)
{
  if (ng_sparql_is(p, "NOT") || ng_sparql_is(p, "EXISTS")) {
    return unsupported(
        p, "The query engine has no EXISTS and NOT EXISTS; OPTIONAL with FILTER(!BOUND(?x)) may do");
  }
  NG_TRY(ng_sparql_constraint(p, false, &e->expr));
  e->vars = e->expr.vars;
  return NG_SUCCESS;
}

static NgStatus
read_bind(NgSparqlParser* p, NgSparqlElement* e)
{
  NgSparqlTerm var;
  NG_TRY(ng_sparql_expect(p, "("));
  NG_TRY(ng_sparql_expression(p, false, &e->expr));
  NG_TRY(ng_sparql_expect(p, "AS"));
  const NgSparqlToken* const t = ng_sparql_peek(p);
  NG_TRY(ng_sparql_term(p, &var));
  if (t->kind != NG_SPARQL_VAR) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a variable after AS");
  }
  e->var  = var.var;
  e->vars = e->expr.vars | var_bit(&var);
  return ng_sparql_expect(p, ")");
}

// One row only: "VALUES ?x { 1 }" or "VALUES (?x ?y) { (1 2) }".
static NgStatus
read_values(NgSparqlParser* p, NgSparqlElement* e)
{
  static const char several[] =
      "The query engine reads the first row of VALUES only; use FILTER(?x IN (...)) or UNION";
  const bool   is_table = ng_sparql_take(p, "(");
  NgStr        names    = ng_str("");
  NgStr        row      = ng_str("");
  NgSparqlVars bits[8];
  uint32_t     n_vars  = 0;
  uint32_t     n_terms = 0;
  while (ng_sparql_peek(p)->kind == NG_SPARQL_VAR && n_vars < 8) {
    NgSparqlTerm var;
    NG_TRY(ng_sparql_term(p, &var));
    names          = ng_arena_printf(p->arena, "%.*s%.*s ", NG_STR_ARG(names), NG_STR_ARG(var.text));
    bits[n_vars++] = var_bit(&var);
  }
  if (!n_vars || (is_table && !ng_sparql_take(p, ")"))) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_BAD_INPUT,
                          "Expected up to eight variables after VALUES");
  }
  NG_TRY(ng_sparql_expect(p, "{"));
  if (ng_sparql_is(p, "}")) {
    return unsupported(p, "VALUES without a row is not offered");
  }
  NG_TRY(is_table ? ng_sparql_expect(p, "(") : NG_SUCCESS);
  for (; n_terms < n_vars; ++n_terms) {
    NgSparqlTerm term;
    const bool   is_undef = ng_sparql_is(p, "UNDEF");
    if (is_undef) {
      return unsupported(p, "UNDEF is not offered; leave the variable out");
    }
    NG_TRY(read_node(p, &term, &e->triples));
    if (term.var != UINT32_MAX) {
      return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_BAD_INPUT, "VALUES takes IRIs and literals");
    }
    row = ng_arena_printf(p->arena, "%.*s%.*s ", NG_STR_ARG(row), NG_STR_ARG(term.text));
    e->vars |= bits[n_terms];
  }
  NG_TRY(is_table ? ng_sparql_expect(p, ")") : NG_SUCCESS);
  if (!ng_sparql_is(p, "}")) {
    return unsupported(p, several);
  }
  e->certain   = e->vars;
  e->expr.text = ng_arena_printf(p->arena, "VALUES ( %.*s) { ( %.*s) }", NG_STR_ARG(names), NG_STR_ARG(row));
  ++p->at;
  return e->expr.text.at ? NG_SUCCESS : no_mem(p);
}

static NgStatus
refuse_keyword(NgSparqlParser* p)
{
  static const struct {
    const char* word;
    const char* message;
  } refused[] = {
      {"MINUS", "The query engine has no MINUS; OPTIONAL with FILTER(!BOUND(?x)) may do"},
      {"GRAPH",
       "GRAPH is not offered: all graphs are read as one; prov:wasDerivedFrom tells the article of a fact"},
      {"SERVICE", "SERVICE is not offered: queries are answered offline"},
      {"SELECT", "The query engine joins sub-queries wrongly; write one query without them"},
  };
  for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); ++i) {
    if (ng_sparql_is(p, refused[i].word)) {
      return unsupported(p, refused[i].message);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_element(NgSparqlParser* p, NgSparqlGroup* group)
{
  static const struct {
    const char*         word;
    NgSparqlElementKind kind;
    NgStatus (*read)(NgSparqlParser*, NgSparqlElement*);
  } readers[] = {
      {"FILTER", NG_SPARQL_FILTER, read_filter},
      {"BIND", NG_SPARQL_BIND, read_bind},
      {"VALUES", NG_SPARQL_VALUES, read_values},
      {"OPTIONAL", NG_SPARQL_OPTIONAL, read_nested},
  };
  NG_TRY(refuse_keyword(p));
  for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); ++i) {
    if (ng_sparql_is(p, readers[i].word)) {
      NgSparqlElement* const e = add_element(p, group, readers[i].kind);
      ++p->at;
      return e ? readers[i].read(p, e) : no_mem(p);
    }
  }
  if (ng_sparql_is(p, "{")) {
    NgSparqlElement* const e = add_element(p, group, NG_SPARQL_UNION);
    NG_TRY(e ? read_nested(p, e) : no_mem(p));
    while (ng_sparql_take(p, "UNION")) {
      NG_TRY(read_nested(p, e));
    }
    return NG_SUCCESS;
  }
  NgSparqlElement* e = group->elements.n ? &group->elements.at[group->elements.n - 1] : NULL;
  if (!e || e->kind != NG_SPARQL_TRIPLES) {
    e = add_element(p, group, NG_SPARQL_TRIPLES);
  }
  NG_TRY(e ? read_triples(p, &e->triples) : no_mem(p));
  for (uint32_t i = 0; i < e->triples.n; ++i) {
    e->vars |= e->triples.at[i].vars;
  }
  e->certain = e->vars;
  return NG_SUCCESS;
}

// What a group binds, and what the engine would get wrong in it.
static NgStatus
close_group(NgSparqlParser* p, NgSparqlGroup* group)
{
  bool has_pattern = false;
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind == NG_SPARQL_OPTIONAL && !has_pattern) {
      return ng_sparql_fail(
          p, &e->place, NG_ERR_UNSUPPORTED,
          "The query engine loses all solutions where OPTIONAL comes first; put what is required before it");
    }
    if (e->kind == NG_SPARQL_BIND && (group->certain | group->vars) >> e->var & 1) {
      return ng_sparql_fail(p, &e->place, NG_ERR_BAD_INPUT, "BIND to a variable that is already in use");
    }
    has_pattern |= e->kind != NG_SPARQL_FILTER;
    if (e->kind == NG_SPARQL_BIND && !e->expr.may_fail && !(e->expr.vars & ~group->certain)) {
      e->certain = (NgSparqlVars)1 << e->var;
    }
    group->vars |= e->vars;
    group->certain |= e->kind == NG_SPARQL_OPTIONAL ? 0 : e->certain;
  }
  return has_pattern ? NG_SUCCESS
                     : ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_UNSUPPORTED,
                                      "The query engine cannot evaluate a group without a triple pattern");
}

static NgStatus
read_group(NgSparqlParser* p, NgSparqlGroup** out)
{
  if (++p->depth > NG_SPARQL_MAX_DEPTH) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "Groups are nested deeper than %d",
                          NG_SPARQL_MAX_DEPTH);
  }
  NG_TRY(ng_sparql_expect(p, "{"));
  NgSparqlGroup* const group = ng_arena_calloc(p->arena, 1, sizeof(*group));
  if (!group) {
    return no_mem(p);
  }
  while (!ng_sparql_is(p, "}")) {
    NG_TRY(read_element(p, group));
    ng_sparql_take(p, ".");
  }
  NG_TRY(close_group(p, group));
  ++p->at;
  --p->depth;
  *out = group;
  return NG_SUCCESS;
}

// --- the query -----------------------------------------------------------------------------------

// The prefixes of the ontology may be used without a PREFIX line; a query's own come later and win.
static NgStatus
add_known_prefixes(NgSparqlParser* p)
{
  for (const NgPrefix* known = ng_prefixes; known->name; ++known) {
    NgSparqlPrefix* const prefix = NG_VEC_ADD(p->arena, p->query->prefixes);
    if (!prefix) {
      return no_mem(p);
    }
    prefix->name = ng_arena_printf(p->arena, "%s:", known->name);
    prefix->iri  = ng_str(known->iri);
    if (!prefix->name.at) {
      return no_mem(p);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_prologue(NgSparqlParser* p)
{
  NG_TRY(add_known_prefixes(p));
  for (;;) {
    if (ng_sparql_is(p, "BASE")) {
      return unsupported(p, "BASE is not offered; give IRIs in full or with a prefix");
    }
    if (!ng_sparql_take(p, "PREFIX")) {
      return NG_SUCCESS;
    }
    const NgSparqlToken* const name = ng_sparql_peek(p);
    if (name->kind != NG_SPARQL_NAME || name->text.at[name->text.len - 1] != ':') {
      return ng_sparql_fail(p, name, NG_ERR_BAD_INPUT, "Expected a prefix such as \"ng:\" after PREFIX");
    }
    const NgSparqlToken* const iri = name + 1;
    if (iri->kind != NG_SPARQL_IRI) {
      return ng_sparql_fail(p, iri, NG_ERR_BAD_INPUT, "Expected an IRI in angle brackets");
    }
    NgSparqlPrefix* const prefix = NG_VEC_ADD(p->arena, p->query->prefixes);
    if (!prefix) {
      return no_mem(p);
    }
    prefix->name = name->text;
    prefix->iri  = ng_str_n(iri->text.at + 1, iri->text.len - 2);
    p->at += 2;
  }
}

static NgStatus
add_column(NgSparqlParser* p, uint32_t var, const NgSparqlExpr* expr)
{
  NgSparqlColumn* const column = NG_VEC_ADD(p->arena, p->query->columns);
  if (!column) {
    return no_mem(p);
  }
  column->var = var;
  if (expr) {
    column->expr = *expr;
    p->query->has_aggregate |= expr->has_aggregate;
  }
  return NG_SUCCESS;
}

static NgStatus
read_columns(NgSparqlParser* p)
{
  p->query->is_distinct = ng_sparql_take(p, "DISTINCT");
  ng_sparql_take(p, "REDUCED");
  if (ng_sparql_take(p, "*")) {
    return NG_SUCCESS; // spelled out once the pattern is known
  }
  do {
    const bool   is_expr = ng_sparql_take(p, "(");
    NgSparqlTerm var;
    NgSparqlExpr expr = {0};
    if (is_expr) {
      NG_TRY(ng_sparql_expression(p, true, &expr));
      NG_TRY(ng_sparql_expect(p, "AS"));
    }
    if (ng_sparql_peek(p)->kind != NG_SPARQL_VAR) {
      return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_BAD_INPUT, "Expected a variable to select");
    }
    NG_TRY(ng_sparql_term(p, &var));
    NG_TRY(add_column(p, var.var, is_expr ? &expr : NULL));
    NG_TRY(is_expr ? ng_sparql_expect(p, ")") : NG_SUCCESS);
  } while (ng_sparql_peek(p)->kind == NG_SPARQL_VAR || ng_sparql_is(p, "("));
  return NG_SUCCESS;
}

static NgStatus
read_template(NgSparqlParser* p)
{
  NG_TRY(ng_sparql_expect(p, "{"));
  while (!ng_sparql_is(p, "}")) {
    const NgSparqlToken* const t      = ng_sparql_peek(p);
    const uint32_t             n_vars = p->query->vars.n;
    NG_TRY(read_triples(p, &p->query->template));
    for (uint32_t i = n_vars; i < p->query->vars.n; ++i) {
      if (p->query->vars.at[i].at[0] == '_') {
        return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED, "Blank nodes in CONSTRUCT are not offered");
      }
    }
    if (!ng_sparql_take(p, ".") && !ng_sparql_is(p, "}")) {
      return ng_sparql_expect(p, "}");
    }
  }
  ++p->at;
  return NG_SUCCESS;
}

static NgStatus
read_form(NgSparqlParser* p)
{
  static const char* const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE",
                                        "ADD",    "MOVE",   "COPY", "WITH",  "USING"};
  if (ng_sparql_take(p, "SELECT")) {
    p->query->form = NG_SPARQL_SELECT;
    return read_columns(p);
  }
  if (ng_sparql_take(p, "ASK")) {
    p->query->form = NG_SPARQL_ASK;
    return NG_SUCCESS;
  }
  if (ng_sparql_take(p, "CONSTRUCT")) {
    p->query->form = NG_SPARQL_CONSTRUCT;
    if (!ng_sparql_is(p, "{")) {
      return unsupported(p, "CONSTRUCT needs a template in braces");
    }
    return read_template(p);
  }
  if (ng_sparql_is(p, "DESCRIBE")) {
    return unsupported(p, "The query engine has no DESCRIBE; SELECT ?p ?o { <IRI> ?p ?o } may do");
  }
  for (size_t i = 0; i < sizeof(updates) / sizeof(*updates); ++i) {
    if (ng_sparql_is(p, updates[i])) {
      return unsupported(p, "Updates are not offered: a query changes nothing");
    }
  }
  return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_BAD_INPUT, "Expected SELECT, ASK or CONSTRUCT");
}

static NgStatus
read_group_by(NgSparqlParser* p)
{
  NG_TRY(ng_sparql_expect(p, "BY"));
  do {
    NgSparqlTerm var;
    if (ng_sparql_peek(p)->kind != NG_SPARQL_VAR) {
      return unsupported(p, "GROUP BY takes variables here; BIND an expression to one first");
    }
    NG_TRY(ng_sparql_term(p, &var));
    uint32_t* const slot = NG_VEC_ADD(p->arena, p->query->group_by);
    if (!slot) {
      return no_mem(p);
    }
    *slot = var.var;
  } while (ng_sparql_peek(p)->kind == NG_SPARQL_VAR || ng_sparql_is(p, "("));
  return NG_SUCCESS;
}

static bool
is_key(const NgSparqlParser* p)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  return t->kind == NG_SPARQL_VAR || t->kind == NG_SPARQL_NAME || t->kind == NG_SPARQL_IRI ||
         ng_sparql_is(p, "(") || (t->kind == NG_SPARQL_WORD && ng_str_is(t[1].text, "("));
}

static NgStatus
read_order_by(NgSparqlParser* p)
{
  NG_TRY(ng_sparql_expect(p, "BY"));
  do {
    NgSparqlKey* const key = NG_VEC_ADD(p->arena, p->query->order_by);
    if (!key) {
      return no_mem(p);
    }
    key->is_descending = ng_sparql_take(p, "DESC");
    if (!key->is_descending) {
      ng_sparql_take(p, "ASC");
    }
    const NgSparqlToken* const t = ng_sparql_peek(p);
    if (t->kind == NG_SPARQL_VAR) {
      NgSparqlTerm term;
      NG_TRY(ng_sparql_term(p, &term));
      key->expr.text = term.text;
      key->expr.vars = var_bit(&term);
    } else if (t->kind == NG_SPARQL_SIGN) {
      NG_TRY(ng_sparql_expect(p, "("));
      NG_TRY(ng_sparql_expression(p, true, &key->expr));
      NG_TRY(ng_sparql_expect(p, ")"));
    } else {
      NG_TRY(ng_sparql_constraint(p, true, &key->expr));
    }
    key->var = UINT32_MAX;
    for (uint32_t v = 0; v < p->query->vars.n; ++v) { // "DESC(?n)" is a variable as well
      if (key->expr.text.at[0] == '?' &&
          ng_str_eq(ng_str_n(key->expr.text.at + 1, key->expr.text.len - 1), p->query->vars.at[v])) {
        key->var = v;
      }
    }
    p->query->has_aggregate |= key->expr.has_aggregate;
  } while (is_key(p));
  return NG_SUCCESS;
}

static NgStatus
read_count(NgSparqlParser* p, size_t* out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  size_t                     n = 0;
  for (size_t i = 0; t->kind == NG_SPARQL_NUMBER && i < t->text.len; ++i) {
    const char c = t->text.at[i];
    if (c < '0' || c > '9' || n > SIZE_MAX / 20) {
      return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a whole number");
    }
    n = n * 10 + (size_t)(c - '0');
  }
  if (t->kind != NG_SPARQL_NUMBER) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a whole number");
  }
  ++p->at;
  *out = n;
  return NG_SUCCESS;
}

static NgStatus
read_modifiers(NgSparqlParser* p)
{
  NgSparqlQuery* const q = p->query;
  if (ng_sparql_take(p, "GROUP")) {
    NG_TRY(read_group_by(p));
  }
  if (ng_sparql_take(p, "HAVING")) {
    NG_TRY(ng_sparql_constraint(p, true, &q->having));
    q->has_aggregate |= q->having.has_aggregate;
  }
  if (ng_sparql_take(p, "ORDER")) {
    NG_TRY(read_order_by(p));
  }
  for (int i = 0; i < 2; ++i) {
    if (ng_sparql_take(p, "LIMIT")) {
      NG_TRY(read_count(p, &q->limit));
    } else if (ng_sparql_take(p, "OFFSET")) {
      NG_TRY(read_count(p, &q->offset));
    }
  }
  if (ng_sparql_take(p, "VALUES")) { // joined with the pattern: the same as inside it
    NgSparqlElement* const e = add_element(p, q->where, NG_SPARQL_VALUES);
    NG_TRY(e ? read_values(p, e) : no_mem(p));
    q->where->vars |= e->vars;
    q->where->certain |= e->certain;
  }
  const NgSparqlToken* const t = ng_sparql_peek(p);
  return t->kind == NG_SPARQL_END ? NG_SUCCESS
                                  : ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Did not expect \"%.*s\" here",
                                                   (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
}

// --- what the engine gets wrong over the whole query ---------------------------------------------

static NgStatus
spell_out_columns(NgSparqlParser* p)
{
  NgSparqlQuery* const q = p->query;
  if (q->form != NG_SPARQL_SELECT || q->columns.n) {
    return NG_SUCCESS;
  }
  if (q->has_aggregate || q->group_by.n) {
    return ng_sparql_fail(p, &p->tokens.at[0], NG_ERR_BAD_INPUT, "SELECT * cannot be used with GROUP BY");
  }
  for (uint32_t v = 0; v < q->vars.n; ++v) {
    if (q->vars.at[v].at[0] != '_' && q->where->vars >> v & 1) {
      NG_TRY(add_column(p, v, NULL));
    }
  }
  return q->columns.n ? NG_SUCCESS
                      : ng_sparql_fail(p, &p->tokens.at[0], NG_ERR_UNSUPPORTED,
                                       "The pattern has no variable to select");
}

static NgSparqlVars
group_by_vars(const NgSparqlQuery* q)
{
  NgSparqlVars vars = 0;
  for (uint32_t i = 0; i < q->group_by.n; ++i) {
    vars |= (NgSparqlVars)1 << q->group_by.at[i];
  }
  return vars;
}

// Aggregates count an unbound variable as if it were bound.
static NgStatus
check_aggregates(NgSparqlParser* p)
{
  const NgSparqlQuery* const q      = p->query;
  const NgSparqlVars         groups = group_by_vars(q);
  NgSparqlVars               made   = 0; // by "AS ?x"
  for (uint32_t i = 0; i < q->columns.n; ++i) {
    const NgSparqlColumn* const c = &q->columns.at[i];
    if (c->expr.has_aggregate && c->expr.vars & ~(q->where->certain | groups | made)) {
      return ng_sparql_fail(
          p, &p->tokens.at[0], NG_ERR_UNSUPPORTED,
          "The query engine counts unbound values in an aggregate; every variable in it must be "
          "bound by what is required, not by OPTIONAL or a part of UNION");
    }
    if ((q->has_aggregate || q->group_by.n) && !c->expr.text.len && !(groups >> c->var & 1)) {
      return ng_sparql_fail(p, &p->tokens.at[0], NG_ERR_BAD_INPUT,
                            "?%.*s is selected beside an aggregate but not named by GROUP BY",
                            NG_STR_ARG(q->vars.at[c->var]));
    }
    made |= c->expr.text.len ? (NgSparqlVars)1 << c->var : 0;
  }
  return NG_SUCCESS;
}

static NgStatus
check_order(NgSparqlParser* p)
{
  const NgSparqlQuery* const q        = p->query;
  NgSparqlVars               selected = 0;
  for (uint32_t i = 0; i < q->columns.n; ++i) {
    selected |= (NgSparqlVars)1 << q->columns.at[i].var;
  }
  for (uint32_t i = 0; i < q->order_by.n; ++i) {
    if (q->is_distinct && q->order_by.at[i].expr.vars & ~selected) {
      return ng_sparql_fail(p, &p->tokens.at[0], NG_ERR_UNSUPPORTED,
                            "With DISTINCT, ORDER BY may use the selected variables only");
    }
  }
  return NG_SUCCESS;
}

static uint32_t
count_uses(const NgSparqlGroup* group, uint32_t var)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      n += count_uses(e->groups.at[k], var);
    }
    n += !e->groups.n && e->vars >> var & 1;
  }
  return n;
}

// A BIND whose expression is an error loses the solution; it is written with a marker instead, which
// nothing else in the pattern or in an aggregate may see.
static NgStatus
check_binds(NgSparqlParser* p, const NgSparqlGroup* group, NgSparqlVars outer)
{
  NgSparqlVars certain = outer;
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      NG_TRY(check_binds(p, e->groups.at[k], 0));
    }
    const bool may_fail = e->kind == NG_SPARQL_BIND && (e->expr.may_fail || (e->expr.vars & ~certain));
    if (may_fail && count_uses(p->query->where, e->var) > 1) {
      return ng_sparql_fail(
          p, &e->place, NG_ERR_UNSUPPORTED,
          "The query engine loses solutions where this BIND is an error; do not use ?%.*s elsewhere in the "
          "pattern, or BIND something that is never an error, such as STR(?x)",
          NG_STR_ARG(p->query->vars.at[e->var]));
    }
    certain |= e->kind == NG_SPARQL_OPTIONAL ? 0 : e->certain;
  }
  return NG_SUCCESS;
}

NgStatus
ng_sparql_parse(NgSparqlQuery* out, NgArena* arena, NgStr text, NgError* err)
{
  NgSparqlParser p = {.arena = arena, .err = err, .query = out};
  memset(out, 0, sizeof(*out));
  out->limit = SIZE_MAX;
  NG_TRY(ng_sparql_tokens(&p.tokens, arena, text, err));
  NG_TRY(read_prologue(&p));
  NG_TRY(read_form(&p));
  if (ng_sparql_is(&p, "FROM")) {
    return unsupported(&p, "FROM is not offered: the graphs are those named on the command line");
  }
  ng_sparql_take(&p, "WHERE");
  NG_TRY(read_group(&p, &out->where));
  NG_TRY(read_modifiers(&p));
  NG_TRY(spell_out_columns(&p));
  NG_TRY(check_aggregates(&p));
  NG_TRY(check_order(&p));
  return check_binds(&p, out->where, 0);
}
