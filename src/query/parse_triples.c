// SPDX-License-Identifier: Apache-2.0
// Property paths and triples (SPARQL 1.1, sections 9 and 18.2.2.4: paths that are patterns in short).
#include "query/parse.h"

static const char rdf_ns[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

// --- paths ---------------------------------------------------------------------------------------

static NgStatus read_path(NgSparqlParser* p, NgPath** out);

// NULL without memory or where it is too high, which has been told.
static NgPath*
new_path(NgSparqlParser* p, NgPathKind kind, const NgPath* left, const NgPath* right)
{
  const uint32_t l    = left ? left->height + 1 : 0;
  const uint32_t r    = right ? right->height + 1 : 0;
  NgPath* const  path = l + r <= NG_SPARQL_MAX_HEIGHT ? ng_arena_calloc(p->arena, 1, sizeof(NgPath)) : NULL;
  if (!path && l + r > NG_SPARQL_MAX_HEIGHT) {
    ng_sparql_fail(p, ng_sparql_peek(p), NG_ERR_LIMIT, "A path of more than %d steps", NG_SPARQL_MAX_HEIGHT);
  }
  if (path) {
    path->kind   = kind;
    path->left   = left;
    path->right  = right;
    path->height = l > r ? l : r;
    path->number = kind == NG_PATH_STAR || kind == NG_PATH_PLUS || kind == NG_PATH_OPTIONAL
                       ? p->query->n_paths++
                       : 0;
  }
  return path;
}

static NgStatus
read_path_iri(NgSparqlParser* p, uint32_t* number)
{
  NgCell cell = {NG_CELL_IRI, {"", 0}, {"", 0}, {"", 0}};
  if (ng_sparql_peek(p)->kind == NG_SPARQL_WORD && ng_str_is(ng_sparql_peek(p)->text, "a")) {
    ++p->at;
    cell.value = ng_arena_printf(p->arena, "%stype", rdf_ns);
    NG_TRY(cell.value.at ? NG_SUCCESS : ng_sparql_no_mem(p));
  } else {
    const NgSparqlToken* const t = ng_sparql_peek(p);
    if (t->kind != NG_SPARQL_IRI && t->kind != NG_SPARQL_NAME) {
      return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "Expected a property instead of \"%.*s\"",
                            (int)(t->text.len < 40 ? t->text.len : 40), t->text.at);
    }
    NG_TRY(ng_sparql_read_iri(p, &cell.value));
  }
  return ng_sparql_constant(p, &cell, number);
}

static NgStatus
read_excluded(NgSparqlParser* p, NgPath* path)
{
  const bool is_list = ng_sparql_take(p, "(");
  if (is_list && ng_sparql_take(p, ")")) {
    return NG_SUCCESS;
  }
  do {
    NgPathStep* const step = NG_VEC_ADD(p->arena, path->excluded);
    if (!step) {
      return ng_sparql_no_mem(p);
    }
    step->is_inverse = ng_sparql_take(p, "^");
    NG_TRY(read_path_iri(p, &step->iri));
  } while (is_list && ng_sparql_take(p, "|"));
  return is_list ? ng_sparql_expect(p, ")") : NG_SUCCESS;
}

static NgStatus
read_path_primary(NgSparqlParser* p, NgPath** out)
{
  if (ng_sparql_take(p, "(")) {
    NG_TRY(ng_sparql_deeper(p));
    NG_TRY(read_path(p, out));
    --p->depth;
    return ng_sparql_expect(p, ")");
  }
  const bool is_not = ng_sparql_take(p, "!");
  *out              = new_path(p, is_not ? NG_PATH_NOT : NG_PATH_LINK, NULL, NULL);
  if (!*out) {
    return ng_sparql_no_mem(p);
  }
  return is_not ? read_excluded(p, *out) : read_path_iri(p, &(*out)->iri);
}

static NgStatus
read_path_element(NgSparqlParser* p, NgPath** out)
{
  static const struct {
    const char* sign;
    NgPathKind  kind;
  } modifiers[]         = {{"?", NG_PATH_OPTIONAL}, {"*", NG_PATH_STAR}, {"+", NG_PATH_PLUS}};
  const bool is_inverse = ng_sparql_take(p, "^");
  NG_TRY(read_path_primary(p, out));
  for (size_t i = 0; i < sizeof(modifiers) / sizeof(*modifiers); ++i) {
    if (ng_sparql_take(p, modifiers[i].sign)) {
      *out = new_path(p, modifiers[i].kind, *out, NULL);
      break;
    }
  }
  if (*out && is_inverse) {
    *out = new_path(p, NG_PATH_INVERSE, *out, NULL);
  }
  return *out ? NG_SUCCESS : ng_sparql_no_mem(p);
}

static NgStatus
read_path_sequence(NgSparqlParser* p, NgPath** out)
{
  NG_TRY(read_path_element(p, out));
  while (ng_sparql_take(p, "/")) {
    NgPath* right = NULL;
    NG_TRY(read_path_element(p, &right));
    *out = new_path(p, NG_PATH_SEQUENCE, *out, right);
    if (!*out) {
      return ng_sparql_no_mem(p);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_path(NgSparqlParser* p, NgPath** out)
{
  NG_TRY(read_path_sequence(p, out));
  while (ng_sparql_take(p, "|")) {
    NgPath* right = NULL;
    NG_TRY(read_path_sequence(p, &right));
    *out = new_path(p, NG_PATH_ALTERNATIVE, *out, right);
    if (!*out) {
      return ng_sparql_no_mem(p);
    }
  }
  return NG_SUCCESS;
}

// --- triples -------------------------------------------------------------------------------------

typedef struct {
  NgNode        node;
  const NgPath* path;
} Verb;

static NgStatus read_properties(NgSparqlParser* p, NgNode subject, NgOp* out);
static NgStatus read_node(NgSparqlParser* p, NgNode* out, NgOp* triples);

static NgStatus
add_pattern(NgSparqlParser* p, NgNode s, const Verb* verb, NgNode o, NgOp* out)
{
  NgTriplePattern* const t = NG_VEC_ADD(p->arena, out->patterns);
  if (!t) {
    return ng_sparql_no_mem(p);
  }
  *t = (NgTriplePattern){s, verb->node, o, verb->path, 0};
  t->vars |= s.is_var ? ng_var_bit(s.n) : 0;
  t->vars |= !verb->path && verb->node.is_var ? ng_var_bit(verb->node.n) : 0;
  t->vars |= o.is_var ? ng_var_bit(o.n) : 0;
  out->possible |= t->vars;
  out->certain = out->possible;
  out->mentioned |= t->vars;
  return NG_SUCCESS;
}

// A path as patterns: sequences have a hidden variable between their steps, what is inverse is turned round.
static NgStatus
add_path(NgSparqlParser* p, NgNode s, const NgPath* path, NgNode o, NgOp* out)
{
  if (path->kind == NG_PATH_INVERSE) {
    return add_path(p, o, path->left, s, out);
  }
  if (path->kind == NG_PATH_SEQUENCE) {
    NgNode middle = {true, 0};
    NG_TRY(ng_sparql_hidden(p, " path", &middle.n));
    NG_TRY(add_path(p, s, path->left, middle, out));
    return add_path(p, middle, path->right, o, out);
  }
  const Verb verb = {{false, path->iri}, path->kind == NG_PATH_LINK ? NULL : path};
  return add_pattern(p, s, &verb, o, out);
}

static NgStatus
add_triple(NgSparqlParser* p, NgNode s, const Verb* verb, NgNode o, NgOp* out)
{
  return verb->path ? add_path(p, s, verb->path, o, out) : add_pattern(p, s, verb, o, out);
}

static NgStatus
rdf_node(NgSparqlParser* p, const char* name, NgNode* out)
{
  NgCell cell = {NG_CELL_IRI, ng_arena_printf(p->arena, "%s%s", rdf_ns, name), {"", 0}, {"", 0}};
  out->is_var = false;
  return cell.value.at ? ng_sparql_constant(p, &cell, &out->n) : ng_sparql_no_mem(p);
}

static NgStatus
blank_node(NgSparqlParser* p, NgStr label, NgNode* out)
{
  const NgStr name = ng_arena_printf(p->arena, "_:%s%.*s", p->is_template ? ":" : "", NG_STR_ARG(label));
  out->is_var      = true;
  return name.at ? ng_sparql_var(p, name, &out->n) : ng_sparql_no_mem(p);
}

static NgStatus
new_blank_node(NgSparqlParser* p, NgNode* out)
{
  const NgStr label = ng_arena_printf(p->arena, " %u", p->at); // of the token: no other has it
  return label.at ? blank_node(p, label, out) : ng_sparql_no_mem(p);
}

// "( ... )", behind the bracket: rdf:first and rdf:rest.
static NgStatus
read_list(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  Verb   first = {{false, 0}, NULL};
  Verb   rest  = {{false, 0}, NULL};
  NgNode nil, at;
  NG_TRY(rdf_node(p, "first", &first.node));
  NG_TRY(rdf_node(p, "rest", &rest.node));
  NG_TRY(rdf_node(p, "nil", &nil));
  NG_TRY(ng_sparql_deeper(p));
  *out = nil;
  for (bool is_first = true; !ng_sparql_take(p, ")"); is_first = false) {
    NgNode next, item;
    NG_TRY(new_blank_node(p, &next));
    NG_TRY(is_first ? NG_SUCCESS : add_triple(p, at, &rest, next, triples));
    NG_TRY(read_node(p, &item, triples));
    NG_TRY(add_triple(p, next, &first, item, triples));
    *out = is_first ? next : *out;
    at   = next;
    NG_TRY(ng_sparql_is(p, ")") ? add_triple(p, at, &rest, nil, triples) : NG_SUCCESS);
  }
  --p->depth;
  return NG_SUCCESS;
}

static NgStatus
read_brackets(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  NG_TRY(new_blank_node(p, out));
  if (ng_sparql_take(p, "]")) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_sparql_deeper(p));
  NG_TRY(read_properties(p, *out, triples));
  --p->depth;
  return ng_sparql_expect(p, "]");
}

static NgStatus
read_node(NgSparqlParser* p, NgNode* out, NgOp* triples)
{
  const NgSparqlToken* const t = ng_sparql_peek(p);
  if (ng_sparql_take(p, "[")) {
    return read_brackets(p, out, triples);
  }
  if (ng_sparql_take(p, "(")) {
    return read_list(p, out, triples);
  }
  if (t->kind == NG_SPARQL_VAR) {
    out->is_var = true;
    return ng_sparql_read_var(p, "", &out->n);
  }
  if (t->kind == NG_SPARQL_BLANK) {
    ++p->at;
    return blank_node(p, ng_str_n(t->text.at + 2, t->text.len - 2), out);
  }
  NgCell cell;
  NG_TRY(ng_sparql_read_value(p, true, &cell));
  out->is_var = false;
  return ng_sparql_constant(p, &cell, &out->n);
}

static NgStatus
read_verb(NgSparqlParser* p, Verb* out)
{
  NgPath* path = NULL;
  out->path    = NULL;
  if (ng_sparql_peek(p)->kind == NG_SPARQL_VAR) {
    out->node.is_var = true;
    return ng_sparql_read_var(p, "", &out->node.n);
  }
  const NgSparqlToken* const t = ng_sparql_peek(p);
  NG_TRY(read_path(p, &path));
  if (p->is_template && path->kind != NG_PATH_LINK) {
    return ng_sparql_fail(p, t, NG_ERR_BAD_INPUT, "A template has no paths");
  }
  out->node = (NgNode){false, path->iri};
  out->path = path->kind == NG_PATH_LINK ? NULL : path;
  return NG_SUCCESS;
}

static NgStatus
read_properties(NgSparqlParser* p, NgNode subject, NgOp* out)
{
  do {
    if (ng_sparql_is(p, ".") || ng_sparql_is(p, "}") || ng_sparql_is(p, "]")) {
      return NG_SUCCESS; // a semicolon may end the list
    }
    Verb   verb;
    NgNode object;
    NG_TRY(read_verb(p, &verb));
    do {
      NG_TRY(read_node(p, &object, out));
      NG_TRY(add_triple(p, subject, &verb, object, out));
    } while (ng_sparql_take(p, ","));
    while (ng_sparql_is(p, ";") && ng_str_is(ng_sparql_peek(p)[1].text, ";")) {
      ++p->at;
    }
  } while (ng_sparql_take(p, ";"));
  return NG_SUCCESS;
}

NgStatus
ng_sparql_triples(NgSparqlParser* p, NgOp* out)
{
  const bool     may_stand_alone = ng_sparql_is(p, "[") || ng_sparql_is(p, "(");
  const uint32_t before          = out->patterns.n;
  NgNode         subject         = {false, 0};
  NG_TRY(read_node(p, &subject, out));
  if (may_stand_alone && out->patterns.n > before && (ng_sparql_is(p, ".") || ng_sparql_is(p, "}"))) {
    return NG_SUCCESS;
  }
  return read_properties(p, subject, out);
}

NgStatus
ng_sparql_template(NgSparqlParser* p)
{
  NgOp triples   = {.kind = NG_OP_BASIC};
  p->is_template = true;
  NG_TRY(ng_sparql_expect(p, "{"));
  while (!ng_sparql_is(p, "}")) {
    NG_TRY(ng_sparql_triples(p, &triples));
    if (!ng_sparql_take(p, ".") && !ng_sparql_is(p, "}")) {
      return ng_sparql_expect(p, "}");
    }
  }
  ++p->at;
  p->is_template         = false;
  p->query->template.at  = triples.patterns.at;
  p->query->template.n   = triples.patterns.n;
  p->query->template.cap = triples.patterns.cap;
  return NG_SUCCESS;
}
