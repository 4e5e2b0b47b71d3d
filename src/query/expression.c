// SPDX-License-Identifier: Apache-2.0
// Expressions of SPARQL: checked, not computed. What stays is text for the engine, the variables, and
// whether it may be an error.
#include "query/parse.h"

#include "base/buf.h"

// What is known of a part of an expression while it is read.
typedef struct {
  NgSparqlVars vars;
  NgSparqlVars strict;      // those used otherwise than by BOUND
  bool         may_fail;    // even where all its variables are bound
  bool         is_string;   // surely a string
  bool         is_call;     // the engine frees the result of a call that stands in another
  bool         is_bare_var; // nothing but a variable: no truth value that the engine gets right
  bool         has_aggregate;
} Part;

typedef struct {
  NgSparqlParser* parser;
  NgBuf           text;
  bool            with_aggregates;
} Reader;

static NgStatus read_or(Reader* r, Part* part);

// How the engine treats a function.
typedef enum {
  SAFE,    // never an error on bound arguments
  TEXTUAL, // an error unless the first argument is a string
  FRAGILE, // an error on arguments of a wrong type
  SIMPLE,  // as FRAGILE, and arguments must be variables or constants
  PATTERN, // as TEXTUAL, and the second argument is a regular expression
  NEVER,   // wrong
} Manner;

typedef struct {
  const char* name;
  uint8_t     n_min, n_max;
  Manner      manner;
  bool        gives_string;
  const char* hint; // NEVER: what to do instead
} Function;

static const Function functions[] = {
    {"STR", 1, 1, SAFE, true, NULL},
    {"BOUND", 1, 1, SAFE, false, NULL},
    {"ISIRI", 1, 1, SAFE, false, NULL},
    {"ISURI", 1, 1, SAFE, false, NULL},
    {"ISLITERAL", 1, 1, SAFE, false, NULL},
    {"ISNUMERIC", 1, 1, SAFE, false, NULL},
    {"SAMETERM", 2, 2, SAFE, false, NULL},
    {"COALESCE", 1, 8, FRAGILE, false, NULL},
    {"IF", 3, 3, FRAGILE, false, NULL},
    {"LANG", 1, 1, FRAGILE, true, NULL},
    {"LANGMATCHES", 2, 2, FRAGILE, false, NULL},
    {"DATATYPE", 1, 1, FRAGILE, false, NULL},
    {"ABS", 1, 1, FRAGILE, false, NULL},
    {"STRLEN", 1, 1, TEXTUAL, false, NULL},
    {"SUBSTR", 2, 3, TEXTUAL, true, NULL},
    {"CONTAINS", 2, 2, TEXTUAL, false, NULL},
    {"STRSTARTS", 2, 2, TEXTUAL, false, NULL},
    {"STRENDS", 2, 2, TEXTUAL, false, NULL},
    {"ENCODE_FOR_URI", 1, 1, TEXTUAL, true, NULL},
    {"REGEX", 2, 3, PATTERN, false, NULL},
    {"REPLACE", 3, 4, PATTERN, true, NULL},
    {"CONCAT", 1, 8, SIMPLE, true, NULL},
    {"STRBEFORE", 2, 2, SIMPLE, true, NULL},
    {"STRAFTER", 2, 2, SIMPLE, true, NULL},
    {"UCASE", 1, 1, NEVER, false,
     "it leaves letters beyond ASCII as they are; compare with REGEX(?x, \"word\", \"i\")"},
    {"LCASE", 1, 1, NEVER, false,
     "it leaves letters beyond ASCII as they are; compare with REGEX(?x, \"word\", \"i\")"},
    {"YEAR", 1, 1, NEVER, false, "it does not read xsd:date; use SUBSTR(STR(?date), 1, 4)"},
    {"MONTH", 1, 1, NEVER, false, "it does not read xsd:date; use SUBSTR(STR(?date), 6, 2)"},
    {"DAY", 1, 1, NEVER, false, "it does not read xsd:date; use SUBSTR(STR(?date), 9, 2)"},
    {"FLOOR", 1, 1, NEVER, false, "it rounds decimals wrongly"},
    {"CEIL", 1, 1, NEVER, false, "it rounds decimals wrongly"},
    {"ROUND", 1, 1, NEVER, false, "it rounds decimals wrongly"},
};

static const char* const aggregates[] = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"};

static const char xsd[] = "http://www.w3.org/2001/XMLSchema#";

// --- text ----------------------------------------------------------------------------------------

static void
put(Reader* r, NgStr s)
{
  ng_buf_add(&r->text, s);
  ng_buf_addc(&r->text, ' ');
}

// Take the next token and put it.
static void
pass(Reader* r)
{
  put(r, ng_sparql_peek(r->parser)->text);
  ++r->parser->at;
}

static bool
pass_if(Reader* r, const char* text)
{
  const bool is = ng_sparql_is(r->parser, text);
  if (is) {
    pass(r);
  }
  return is;
}

static NgStatus
pass_expected(Reader* r, const char* text)
{
  NG_TRY(ng_sparql_expect(r->parser, text));
  put(r, ng_str(text));
  return NG_SUCCESS;
}

// --- regular expressions -------------------------------------------------------------------------

// The engine matches bytes by POSIX extended expressions. Allowed is what means the same there as in
// SPARQL: no class but for ASCII, '.' and "[^...]" only repeated (a character may be several bytes), no
// escapes but of signs, no lazy repetition, no special groups.
static bool
pattern_ok(NgStr s, bool ignores_case)
{
  bool repeats_next = false; // what stands before must be repeated
  bool in_class     = false;
  bool after_repeat = false;
  for (size_t i = 0; i < s.len; ++i) {
    const char c         = s.at[i];
    const bool is_repeat = !in_class && (c == '*' || c == '+');
    if (repeats_next && !in_class && !is_repeat) {
      return false;
    }
    if ((unsigned char)c >= 0x80 && (ignores_case || in_class)) {
      return false;
    }
    if (!in_class && (after_repeat || (unsigned char)(i ? s.at[i - 1] : 0) >= 0x80) &&
        (is_repeat || c == '?' || c == '{')) {
      return false;
    }
    if (c == '(' && i + 1 < s.len && s.at[i + 1] == '?') {
      return false;
    }
    after_repeat = is_repeat || (!in_class && (c == '?' || c == '}'));
    if (in_class) {
      in_class = c != ']';
      if (c == '\\' || c == '[') {
        return false;
      }
    } else if (c == '[') {
      in_class     = true;
      repeats_next = i + 1 < s.len && s.at[i + 1] == '^';
    } else if (c == '\\') { // the string wrote it as two: the next is a backslash too
      const char next = i + 2 < s.len ? s.at[i + 2] : '\0';
      if (s.at[i + 1] != '\\' || !strchr(".*+?()[]{}|^$", next) || !next) {
        return false;
      }
      i += 2;
      repeats_next = false;
    } else {
      repeats_next = c == '.';
    }
  }
  return !repeats_next && !in_class;
}

// The pattern of REGEX or REPLACE, which is the next token, and the flags that follow it.
static NgStatus
check_pattern(Reader* r, bool is_replace)
{
  NgSparqlParser* const      p     = r->parser;
  const NgSparqlToken* const t     = ng_sparql_peek(p);
  const NgSparqlToken*       flags = t + 2; // "pattern" , "flags"
  if (t->kind != NG_SPARQL_STRING || ng_str_starts(t->text, "\"\"\"") || ng_str_starts(t->text, "'''")) {
    return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED,
                          "The pattern must be a string of its own here, such as \"^Ministry\"");
  }
  if (is_replace && t[1].kind == NG_SPARQL_SIGN && t[2].kind == NG_SPARQL_STRING &&
      t[3].kind == NG_SPARQL_SIGN) {
    flags = t + 4;
  }
  const bool has_flags = flags[-1].kind == NG_SPARQL_SIGN && ng_str_is(flags[-1].text, ",");
  if (has_flags && !(flags->kind == NG_SPARQL_STRING && flags->text.len <= 3 &&
                     (flags->text.len == 2 || flags->text.at[1] == 'i'))) {
    return ng_sparql_fail(p, flags, NG_ERR_UNSUPPORTED, "Of the flags only \"i\" is offered");
  }
  if (!pattern_ok(ng_str_n(t->text.at + 1, t->text.len - 2), has_flags && flags->text.len == 3)) {
    return ng_sparql_fail(
        p, t, NG_ERR_UNSUPPORTED,
        "The query engine would match this pattern wrongly: it works on bytes, so '.' and \"[^x]\" "
        "must be followed by '*' or '+', letters beyond ASCII must stand alone, and "
        "of the escapes only those of signs are read; CONTAINS may do");
  }
  return NG_SUCCESS;
}

// --- calls ---------------------------------------------------------------------------------------

static void
merge(Part* part, const Part* other)
{
  part->vars |= other->vars;
  part->strict |= other->strict;
  part->may_fail |= other->may_fail;
  part->has_aggregate |= other->has_aggregate;
}

static NgStatus
read_argument(Reader* r, const Function* f, uint32_t i, Part* part)
{
  NgSparqlParser* const      p        = r->parser;
  const NgSparqlToken* const t        = ng_sparql_peek(p);
  Part                       argument = {0};
  if (f->manner == PATTERN && i == 1) {
    NG_TRY(check_pattern(r, ng_str_is(ng_str(f->name), "REPLACE")));
  }
  NG_TRY(read_or(r, &argument));
  if (f->manner == SIMPLE && argument.is_call) {
    return ng_sparql_fail(
        p, t, NG_ERR_UNSUPPORTED,
        "The query engine damages the result of a call inside %s; BIND it to a variable first", f->name);
  }
  if ((f->manner == TEXTUAL || f->manner == PATTERN) && i == 0 && !argument.is_string) {
    part->may_fail = true;
  }
  if (ng_str_is(ng_str(f->name), "IF") && i == 0 && argument.is_bare_var) {
    return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED,
                          "A variable alone is no condition here; compare it with something");
  }
  if (ng_str_is(ng_str(f->name), "BOUND")) {
    argument.strict = 0;
  }
  merge(part, &argument);
  return NG_SUCCESS;
}

static NgStatus
read_call(Reader* r, const Function* f, Part* part)
{
  NgSparqlParser* const      p = r->parser;
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (f->manner == NEVER) {
    return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED, "The query engine computes %s wrongly: %s", f->name,
                          f->hint);
  }
  ++p->at;
  put(r, ng_str(f->name));
  NG_TRY(pass_expected(r, "("));
  uint32_t n = 0;
  do {
    NG_TRY(read_argument(r, f, n++, part));
  } while (pass_if(r, ","));
  if (n < f->n_min || n > f->n_max) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "%s takes %d to %d arguments", f->name, f->n_min, f->n_max);
  }
  part->may_fail |= f->manner == FRAGILE || f->manner == SIMPLE;
  part->is_string = f->gives_string;
  part->is_call   = true;
  return pass_expected(r, ")");
}

static NgStatus
read_aggregate(Reader* r, const char* name, Part* part)
{
  NgSparqlParser* const      p = r->parser;
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (!r->with_aggregates) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "%s may not stand here", name);
  }
  ++p->at;
  put(r, ng_str(name));
  NG_TRY(pass_expected(r, "("));
  if (ng_sparql_is(p, "DISTINCT")) {
    return ng_sparql_fail(
        p, ng_sparql_peek(p), NG_ERR_UNSUPPORTED,
        "The query engine counts %s(DISTINCT ...) wrongly; select the distinct rows and count them", name);
  }
  if (!pass_if(r, "*")) {
    Part inner         = {0};
    r->with_aggregates = false;
    const NgStatus st  = read_or(r, &inner);
    r->with_aggregates = true;
    NG_TRY(st);
    merge(part, &inner);
  }
  if (ng_sparql_is(p, ";")) {
    return ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_UNSUPPORTED,
                          "The query engine ignores SEPARATOR; leave it out to join by a space");
  }
  part->has_aggregate = true;
  part->may_fail      = true;
  part->is_call       = true;
  return pass_expected(r, ")");
}

// A cast, such as xsd:decimal(?x), or an IRI as a value.
static NgStatus
read_iri(Reader* r, Part* part)
{
  static const char* const   casts[] = {"string", "double", "decimal"};
  NgSparqlParser* const      p       = r->parser;
  const NgSparqlToken* const t       = ng_sparql_peek(p);
  NgSparqlTerm               term;
  NG_TRY(ng_sparql_term(p, &term));
  put(r, term.text);
  if (!ng_sparql_is(p, "(")) {
    return NG_SUCCESS;
  }
  bool is_known = false;
  for (size_t i = 0; ng_str_starts(term.iri, xsd) && i < sizeof(casts) / sizeof(*casts); ++i) {
    is_known |= ng_str_is(ng_str_n(term.iri.at + sizeof(xsd) - 1, term.iri.len - sizeof(xsd) + 1), casts[i]);
  }
  if (!is_known) {
    return ng_sparql_fail(
        p, t, NG_ERR_UNSUPPORTED,
        "The function %.*s is not offered; of the casts there are xsd:string, xsd:decimal and xsd:double",
        NG_STR_ARG(t->text));
  }
  NG_TRY(pass_expected(r, "("));
  NG_TRY(read_or(r, part));
  part->may_fail    = true;
  part->is_bare_var = false;
  part->is_string   = ng_str_ends(term.iri, "#string");
  part->is_call     = true;
  return pass_expected(r, ")");
}

static bool
is_truth(const NgSparqlParser* p)
{
  return ng_sparql_is(p, "true") || ng_sparql_is(p, "false");
}

static NgStatus
read_word(Reader* r, Part* part)
{
  NgSparqlParser* const      p = r->parser;
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (is_truth(p)) {
    pass(r);
    return NG_SUCCESS;
  }
  if (ng_sparql_is(p, "EXISTS") || ng_sparql_is(p, "NOT")) {
    return ng_sparql_fail(
        p, t, NG_ERR_UNSUPPORTED,
        "The query engine has no EXISTS and NOT EXISTS; OPTIONAL with FILTER(!BOUND(?x)) may do");
  }
  for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); ++i) {
    if (ng_sparql_is(p, functions[i].name)) {
      return read_call(r, &functions[i], part);
    }
  }
  for (size_t i = 0; i < sizeof(aggregates) / sizeof(*aggregates); ++i) {
    if (ng_sparql_is(p, aggregates[i])) {
      return read_aggregate(r, aggregates[i], part);
    }
  }
  if (ng_str_is(t[1].text, "(")) {
    return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED, "The function %.*s is not offered", NG_STR_ARG(t->text));
  }
  return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected an expression instead of \"%.*s\"",
                        NG_STR_ARG(t->text));
}

// --- operators, from the tightest to the loosest -------------------------------------------------

static NgStatus
read_primary(Reader* r, Part* part)
{
  NgSparqlParser* const      p = r->parser;
  const NgSparqlToken* const t = ng_sparql_peek(p);
  NgSparqlTerm               term;
  switch (t->kind) {
  case NG_SPARQL_WORD:
    return read_word(r, part);
  case NG_SPARQL_IRI:
  case NG_SPARQL_NAME:
    return read_iri(r, part);
  case NG_SPARQL_VAR:
  case NG_SPARQL_STRING:
  case NG_SPARQL_NUMBER:
    NG_TRY(ng_sparql_term(p, &term));
    put(r, term.text);
    part->vars |= term.var == UINT32_MAX ? 0 : (NgSparqlVars)1 << term.var;
    part->strict      = part->vars;
    part->is_bare_var = term.var != UINT32_MAX;
    part->is_string   = t->kind == NG_SPARQL_STRING;
    return NG_SUCCESS;
  default:
    break;
  }
  if (!pass_if(r, "(")) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected an expression instead of \"%.*s\"",
                          NG_STR_ARG(t->text));
  }
  if (++p->depth > NG_SPARQL_MAX_DEPTH) {
    return ng_sparql_fail(p, t, NG_ERR_LIMIT, "Brackets are nested deeper than %d", NG_SPARQL_MAX_DEPTH);
  }
  NG_TRY(read_or(r, part));
  --p->depth;
  return pass_expected(r, ")");
}

static NgStatus
refuse_bare(Reader* r, const NgSparqlToken* at, const Part* part)
{
  return part->is_bare_var
             ? ng_sparql_fail(r->parser, at, NG_ERR_UNSUPPORTED,
                              "A variable alone is no condition here; compare it with something")
             : NG_SUCCESS;
}

static NgStatus
read_unary(Reader* r, Part* part)
{
  const NgSparqlToken* const t = ng_sparql_peek(r->parser);
  if (pass_if(r, "!")) {
    NG_TRY(read_primary(r, part));
    return refuse_bare(r, t + 1, part);
  }
  if (pass_if(r, "-") || pass_if(r, "+")) {
    NG_TRY(read_primary(r, part));
    part->may_fail |= part->vars != 0 || part->is_call;
    part->is_bare_var = part->is_string = false;
    return NG_SUCCESS;
  }
  return read_primary(r, part);
}

// Operands of arithmetic and comparison: a result may be an error, and is no bare variable.
static void
combine(Part* part, const Part* right)
{
  merge(part, right);
  part->may_fail |= (part->vars | right->vars) != 0 || part->is_call;
  part->is_bare_var = part->is_string = false;
  part->is_call                       = true;
}

static NgStatus
read_product(Reader* r, Part* part)
{
  NG_TRY(read_unary(r, part));
  while (pass_if(r, "*") || pass_if(r, "/")) {
    Part right = {0};
    NG_TRY(read_unary(r, &right));
    combine(part, &right);
    part->may_fail = true; // by zero
  }
  return NG_SUCCESS;
}

static NgStatus
read_sum(Reader* r, Part* part)
{
  NG_TRY(read_product(r, part));
  while (pass_if(r, "+") || pass_if(r, "-")) {
    Part right = {0};
    NG_TRY(read_product(r, &right));
    combine(part, &right);
  }
  return NG_SUCCESS;
}

static NgStatus
read_list(Reader* r, Part* part)
{
  NG_TRY(pass_expected(r, "("));
  do {
    Part item = {0};
    NG_TRY(read_or(r, &item));
    combine(part, &item);
  } while (pass_if(r, ","));
  return pass_expected(r, ")");
}

static NgStatus
read_comparison(Reader* r, Part* part)
{
  static const char* const signs[] = {"=", "!=", "<", ">", "<=", ">="};
  NG_TRY(read_sum(r, part));
  for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); ++i) {
    if (pass_if(r, signs[i])) {
      Part right = {0};
      NG_TRY(read_sum(r, &right));
      combine(part, &right);
      return NG_SUCCESS;
    }
  }
  if (ng_sparql_is(r->parser, "NOT") && !ng_str_eq(ng_sparql_peek(r->parser)[1].text, ng_str("EXISTS"))) {
    pass(r);
    NG_TRY(pass_expected(r, "IN"));
    return read_list(r, part);
  }
  return pass_if(r, "IN") ? read_list(r, part) : NG_SUCCESS;
}

static NgStatus
read_logic(Reader* r, Part* part, const char* sign, NgStatus (*read)(Reader*, Part*))
{
  const NgSparqlToken* t = ng_sparql_peek(r->parser);
  NG_TRY(read(r, part));
  while (ng_sparql_is(r->parser, sign)) {
    NG_TRY(refuse_bare(r, t, part));
    pass(r);
    Part right = {0};
    t          = ng_sparql_peek(r->parser);
    NG_TRY(read(r, &right));
    NG_TRY(refuse_bare(r, t, &right));
    combine(part, &right);
  }
  return NG_SUCCESS;
}

static NgStatus
read_and(Reader* r, Part* part)
{
  return read_logic(r, part, "&&", read_comparison);
}

static NgStatus
read_or(Reader* r, Part* part)
{
  if (++r->parser->depth > NG_SPARQL_MAX_DEPTH) {
    return ng_sparql_fail(r->parser, ng_sparql_peek(r->parser), NG_ERR_LIMIT,
                          "Calls are nested deeper than %d", NG_SPARQL_MAX_DEPTH);
  }
  NG_TRY(read_logic(r, part, "||", read_and));
  --r->parser->depth;
  return NG_SUCCESS;
}

// --- from outside --------------------------------------------------------------------------------

static NgStatus
read_whole(NgSparqlParser* p, bool with_aggregates, NgStatus (*read)(Reader*, Part*), NgSparqlExpr* out,
           Part* part)
{
  Reader   r  = {.parser = p, .text = NG_BUF_INIT(1 << 20), .with_aggregates = with_aggregates};
  NgStatus st = read(&r, part);
  if (!st && r.text.status) {
    st = ng_error_set(p->err, r.text.status, "%s", ng_strerror(r.text.status));
  }
  if (!st) {
    out->text          = ng_arena_copy(p->arena, ng_str_trim(ng_buf_str(&r.text)));
    out->vars          = part->vars;
    out->strict        = part->strict;
    out->may_fail      = part->may_fail;
    out->has_aggregate = part->has_aggregate;
    st                 = out->text.at ? NG_SUCCESS : ng_error_set(p->err, NG_ERR_NO_MEM, "Out of memory");
  }
  ng_buf_free(&r.text);
  return st;
}

NgStatus
ng_sparql_expression(NgSparqlParser* p, bool with_aggregates, NgSparqlExpr* out)
{
  Part part = {0};
  return read_whole(p, with_aggregates, read_or, out, &part);
}

NgStatus
ng_sparql_constraint(NgSparqlParser* p, bool with_aggregates, NgSparqlExpr* out)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (!ng_sparql_is(p, "(") && t->kind != NG_SPARQL_WORD && t->kind != NG_SPARQL_NAME &&
      t->kind != NG_SPARQL_IRI) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a condition in brackets instead of \"%.*s\"",
                          NG_STR_ARG(t->text));
  }
  Part part = {0};
  NG_TRY(read_whole(p, with_aggregates, read_primary, out, &part));
  if (part.is_bare_var) {
    return ng_sparql_fail(p, t, NG_ERR_UNSUPPORTED,
                          "A variable alone is no condition here; compare it with something");
  }
  return NG_SUCCESS;
}
