// SPDX-License-Identifier: Apache-2.0
// Build tool: compiles the shapes, the domains and ranges of the ontology and the list of known terms into
// the tables of check/shapes.h.
// usage: gen_shapes ONTOLOGY SHAPES FOREIGN-TERMS OUTPUT
//
// What it does not understand it refuses, so that no shape is left unchecked without anybody knowing.
#include "base/io.h"
#include "base/map.h"
#include "base/table.h"
#include "check/shapes.h"
#include "turtle.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#define SH "http://www.w3.org/ns/shacl#"
#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS_NS "http://www.w3.org/2000/01/rdf-schema#"
#define OWL_NS "http://www.w3.org/2002/07/owl#"

enum { MAX_BYTES = 1 << 24, MAX_TERMS = 1 << 16, MAX_ROWS = 8192, MAX_REMOTE = 60 };

#define NONE UINT32_MAX ///< No term

typedef struct {
  uint32_t s, p, o; ///< Numbers of terms
} Triple;

typedef struct {
  Triple   at[MAX_ROWS];
  uint32_t n;
} Graph;

typedef struct {
  NgArena*     arena;
  NgMap*       names; ///< How a term is told apart -> its number
  NgRdfTerm    terms[MAX_TERMS];
  Graph        ontology;
  Graph        shapes;
  Graph*       graph; ///< Which of them is being read
  const char*  path;
  NgMap*       nodes; ///< Shapes by the names of their nodes, numbered in the order in which they are met
  NgShape      shape[MAX_ROWS];
  NgConstraint constraint[MAX_ROWS];
  uint32_t     constraint_shape[MAX_ROWS];
  uint32_t     n_constraints;
  uint32_t     term_at[MAX_ROWS]; ///< The pool of terms, as numbers
  uint32_t     n_terms;
  uint16_t     part_at[MAX_ROWS];
  uint32_t     n_parts;
  NgTarget     target[MAX_ROWS];
  uint32_t     n_targets;
  NgMap*       remote;
  NgMap*       inverse;
  NgMap*       known; ///< IRI -> kinds
  bool         has_failed;
} Tool;

static void
fail(Tool* t, const char* what, NgStr about)
{
  fprintf(stderr, "gen_shapes: %s: %s: %.*s\n", t->path ? t->path : "", what, NG_STR_ARG(about));
  t->has_failed = true;
}

// --- reading -------------------------------------------------------------------------------------

static uint32_t
intern(Tool* t, NgRdfTerm term)
{
  const NgStr    name = ng_arena_printf(t->arena, "%d%.*s\x1f%.*s\x1f%.*s", (int)term.kind,
                                        NG_STR_ARG(term.value), NG_STR_ARG(term.language),
                                        NG_STR_ARG(term.datatype));
  const uint32_t i    = ng_map_intern(t->names, name);
  if (i >= MAX_TERMS) {
    fail(t, "too many terms at", term.value);
    return 0;
  }
  t->terms[i] = (NgRdfTerm){term.kind, ng_arena_copy(t->arena, term.value),
                            ng_arena_copy(t->arena, term.language), ng_arena_copy(t->arena, term.datatype)};
  return i;
}

static uint32_t
intern_iri(Tool* t, const char* iri)
{
  const NgRdfTerm term = {NG_RDF_IRI, ng_str(iri), {NULL, 0}, {NULL, 0}};
  return intern(t, term);
}

static NgStr
uri_str(raptor_uri* uri)
{
  return ng_str(uri ? (const char*)raptor_uri_as_string(uri) : NULL);
}

static uint32_t
term_of(Tool* t, const raptor_term* from)
{
  NgRdfTerm term = {NG_RDF_IRI, {NULL, 0}, {NULL, 0}, {NULL, 0}};
  switch (from->type) {
  case RAPTOR_TERM_TYPE_URI:
    term.value = uri_str(from->value.uri);
    break;
  case RAPTOR_TERM_TYPE_BLANK:
    term.kind  = NG_RDF_BLANK;
    term.value = ng_arena_printf(t->arena, "%c%s", t->graph == &t->shapes ? 's' : 'o',
                                 (const char*)from->value.blank.string);
    break;
  default:
    term.kind     = NG_RDF_LITERAL;
    term.value    = ng_str_n((const char*)from->value.literal.string, from->value.literal.string_len);
    term.language = ng_str((const char*)from->value.literal.language);
    term.datatype = uri_str(from->value.literal.datatype);
    break;
  }
  return intern(t, term);
}

static void
on_statement(void* self, raptor_statement* st)
{
  Tool* const t = self;
  if (t->graph->n == MAX_ROWS) {
    fail(t, "too many triples", ng_str(t->path));
    return;
  }
  Triple* const triple = &t->graph->at[t->graph->n++];
  triple->s            = term_of(t, st->subject);
  triple->p            = term_of(t, st->predicate);
  triple->o            = term_of(t, st->object);
}

static void
on_message(void* self, const char* what)
{
  fail(self, "cannot be read", ng_str(what));
}

static void
read_graph(Tool* t, Graph* graph, const char* path)
{
  const TurtleReader reader = {t, on_statement, NULL, on_message};
  t->graph                  = graph;
  t->path                   = path;
  turtle_read(&reader, path);
}

static NgStatus
on_foreign(void* self, const NgRow* row, NgError* err)
{
  static const struct {
    const char* name;
    uint32_t    kind;
  } kinds[]             = {{"class", NG_KNOWN_CLASS},
                           {"property", NG_KNOWN_PROPERTY},
                           {"datatype", NG_KNOWN_DATATYPE},
                           {"individual", NG_KNOWN_INDIVIDUAL}};
  Tool* const     t     = self;
  uint32_t* const value = ng_map_put(t->known, row->field[2], NULL);
  for (size_t i = 0; value && i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (ng_str_is(row->field[1], kinds[i].name)) {
      *value |= kinds[i].kind;
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no kind of term", NG_STR_ARG(row->field[1]));
}

static void
read_foreign(Tool* t, const char* path)
{
  NgError err = {0};
  t->path     = path;
  if (ng_table_read(path, "foreign-terms", 1, 3, 3, on_foreign, t, &err)) {
    fail(t, "cannot be read", ng_str(err.message));
  }
}

// --- looking things up ---------------------------------------------------------------------------

static bool
is_iri(const Tool* t, uint32_t term, const char* iri)
{
  return t->terms[term].kind == NG_RDF_IRI && ng_str_is(t->terms[term].value, iri);
}

/// The object of `subject` and the property `iri`; NONE where there is none, a failure where there are two.
static uint32_t
object_of(Tool* t, const Graph* g, uint32_t subject, const char* iri)
{
  uint32_t found = NONE;
  for (uint32_t i = 0; i < g->n; ++i) {
    if (g->at[i].s == subject && is_iri(t, g->at[i].p, iri)) {
      if (found != NONE) {
        fail(t, "has two values", ng_str(iri));
      }
      found = g->at[i].o;
    }
  }
  return found;
}

/// Members of the list `node` into `out`; @return how many.
static uint32_t
list_of(Tool* t, const Graph* g, uint32_t node, uint32_t* out, uint32_t max)
{
  uint32_t n = 0;
  while (node != NONE && !is_iri(t, node, RDF_NS "nil")) {
    const uint32_t first = object_of(t, g, node, RDF_NS "first");
    if (first == NONE || n == max) {
      fail(t, "is no list", t->terms[node].value);
      return 0;
    }
    out[n++] = first;
    node     = object_of(t, g, node, RDF_NS "rest");
  }
  return n;
}

// --- shapes --------------------------------------------------------------------------------------

/// How the object of a parameter is understood.
typedef enum { TAKES_TERM, TAKES_TERMS, TAKES_MIN, TAKES_MAX, TAKES_SHAPE, TAKES_SHAPES, TAKES_OTHER } Takes;

static const struct {
  const char* name;
  NgShaclKind kind;
  Takes       takes;
} parameters[] = {
    {"class", NG_SHACL_CLASS, TAKES_TERM},
    {"datatype", NG_SHACL_DATATYPE, TAKES_TERM},
    {"nodeKind", NG_SHACL_NODE_KIND, TAKES_OTHER},
    {"minCount", NG_SHACL_MIN_COUNT, TAKES_MIN},
    {"maxCount", NG_SHACL_MAX_COUNT, TAKES_MAX},
    {"minExclusive", NG_SHACL_MIN_EXCLUSIVE, TAKES_TERM},
    {"minInclusive", NG_SHACL_MIN_INCLUSIVE, TAKES_TERM},
    {"maxExclusive", NG_SHACL_MAX_EXCLUSIVE, TAKES_TERM},
    {"maxInclusive", NG_SHACL_MAX_INCLUSIVE, TAKES_TERM},
    {"minLength", NG_SHACL_MIN_LENGTH, TAKES_MIN},
    {"maxLength", NG_SHACL_MAX_LENGTH, TAKES_MAX},
    {"pattern", NG_SHACL_PATTERN, TAKES_TERM},
    {"languageIn", NG_SHACL_LANGUAGE_IN, TAKES_TERMS},
    {"uniqueLang", NG_SHACL_UNIQUE_LANG, TAKES_TERM},
    {"equals", NG_SHACL_EQUALS, TAKES_TERM},
    {"disjoint", NG_SHACL_DISJOINT, TAKES_TERM},
    {"lessThan", NG_SHACL_LESS_THAN, TAKES_TERM},
    {"lessThanOrEquals", NG_SHACL_LESS_THAN_OR_EQUALS, TAKES_TERM},
    {"not", NG_SHACL_NOT, TAKES_SHAPE},
    {"and", NG_SHACL_AND, TAKES_SHAPES},
    {"or", NG_SHACL_OR, TAKES_SHAPES},
    {"xone", NG_SHACL_XONE, TAKES_SHAPES},
    {"node", NG_SHACL_NODE, TAKES_SHAPE},
    {"property", NG_SHACL_PROPERTY, TAKES_SHAPE},
    {"hasValue", NG_SHACL_HAS_VALUE, TAKES_TERM},
    {"in", NG_SHACL_IN, TAKES_TERMS},
};

enum { N_PARAMETERS = sizeof(parameters) / sizeof(parameters[0]) };

/// Parameters that are read together with another one, or that do not constrain.
static const char* const read_elsewhere[] = {"path",
                                             "targetClass",
                                             "qualifiedMinCount",
                                             "qualifiedMaxCount",
                                             "ignoredProperties",
                                             "name",
                                             "description",
                                             "order",
                                             NULL};

static uint16_t
shape_of(Tool* t, uint32_t node)
{
  bool            is_new = false;
  const NgStr     key    = ng_arena_printf(t->arena, "%u", node);
  uint32_t* const value  = ng_map_put(t->nodes, key, &is_new);
  if (is_new) {
    *value = ng_map_size(t->nodes) - 1;
    if (t->terms[node].kind == NG_RDF_IRI) {
      t->shape[*value].iri = t->terms[node].value;
    }
  }
  return (uint16_t)*value;
}

static uint16_t
pool_term(Tool* t, uint32_t term)
{
  if (t->n_terms == MAX_ROWS) {
    fail(t, "too many terms at", t->terms[term].value);
    return 0;
  }
  t->term_at[t->n_terms] = term;
  return (uint16_t)t->n_terms++;
}

static NgConstraint*
add_constraint(Tool* t, uint32_t shape, NgShaclKind kind)
{
  NgConstraint* const c                   = &t->constraint[t->n_constraints];
  t->constraint_shape[t->n_constraints++] = shape;
  c->kind                                 = kind;
  c->first                                = (uint16_t)t->n_terms;
  c->n                                    = 0;
  return c;
}

static uint32_t
count_of(Tool* t, uint32_t term)
{
  char*               end = NULL;
  const unsigned long n   = strtoul(t->terms[term].value.at, &end, 10);
  if (*end || n > 1000000) {
    fail(t, "is no count", t->terms[term].value);
  }
  return (uint32_t)n;
}

static uint32_t
node_kinds(Tool* t, uint32_t term)
{
  static const struct {
    const char* iri;
    uint32_t    kinds;
  } known[] = {
      {SH "IRI", NG_SHACL_IRI},
      {SH "BlankNode", NG_SHACL_BLANK},
      {SH "Literal", NG_SHACL_LITERAL},
      {SH "BlankNodeOrIRI", NG_SHACL_IRI | NG_SHACL_BLANK},
      {SH "BlankNodeOrLiteral", NG_SHACL_BLANK | NG_SHACL_LITERAL},
      {SH "IRIOrLiteral", NG_SHACL_IRI | NG_SHACL_LITERAL},
  };
  for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); ++i) {
    if (is_iri(t, term, known[i].iri)) {
      return known[i].kinds;
    }
  }
  fail(t, "is no node kind", t->terms[term].value);
  return 0;
}

static void
add_parts(Tool* t, NgConstraint* c, const uint32_t* nodes, uint32_t n)
{
  c->first = (uint16_t)t->n_parts;
  c->n     = (uint16_t)n;
  for (uint32_t i = 0; i < n && t->n_parts < MAX_ROWS; ++i) {
    t->part_at[t->n_parts++] = shape_of(t, nodes[i]);
  }
}

/// The program matches by POSIX extended expressions over bytes, which mean the same as those of XPath where
/// neither has something that the other has not.
static void
check_pattern(Tool* t, uint32_t term)
{
  const NgStr text = t->terms[term].value;
  regex_t     regex;
  const bool  is_plain = !memchr(text.at, '\\', text.len) && !strstr(text.at, "(?") &&
                        !strstr(text.at, "[[:") && !strstr(text.at, "*?") && !strstr(text.at, "+?") &&
                        !strstr(text.at, "}?");
  if (!is_plain || regcomp(&regex, text.at, REG_EXTENDED | REG_NOSUB)) {
    fail(t, "is a pattern that is not understood", text);
    return;
  }
  regfree(&regex);
}

static void
add_parameter(Tool* t, uint32_t shape, uint32_t k, uint32_t object)
{
  static uint32_t     members[MAX_ROWS];
  NgConstraint* const c = add_constraint(t, shape, parameters[k].kind);
  switch (parameters[k].takes) {
  case TAKES_TERM:
    c->n = 1;
    pool_term(t, object);
    break;
  case TAKES_TERMS:
    c->n = (uint16_t)list_of(t, &t->shapes, object, members, MAX_ROWS);
    for (uint32_t i = 0; i < c->n; ++i) {
      pool_term(t, members[i]);
    }
    break;
  case TAKES_MIN:
    c->min = count_of(t, object);
    break;
  case TAKES_MAX:
    c->max = count_of(t, object);
    break;
  case TAKES_SHAPE:
    add_parts(t, c, &object, 1);
    break;
  case TAKES_SHAPES:
    add_parts(t, c, members, list_of(t, &t->shapes, object, members, MAX_ROWS));
    break;
  case TAKES_OTHER:
    c->min = node_kinds(t, object);
    break;
  }
  if (c->kind == NG_SHACL_PATTERN) {
    check_pattern(t, object);
  }
}

static void
add_qualified(Tool* t, uint32_t shape, uint32_t node, uint32_t object)
{
  const uint32_t min = object_of(t, &t->shapes, node, SH "qualifiedMinCount");
  const uint32_t max = object_of(t, &t->shapes, node, SH "qualifiedMaxCount");
  if (min != NONE) {
    NgConstraint* const c = add_constraint(t, shape, NG_SHACL_QUALIFIED_MIN);
    c->min                = count_of(t, min);
    add_parts(t, c, &object, 1);
  }
  if (max != NONE) {
    NgConstraint* const c = add_constraint(t, shape, NG_SHACL_QUALIFIED_MAX);
    c->max                = count_of(t, max);
    add_parts(t, c, &object, 1);
  }
}

/// Every property that the shape `node` names, and those it ignores.
static void
add_closed(Tool* t, uint32_t shape, uint32_t node)
{
  static uint32_t     members[MAX_ROWS];
  NgConstraint* const c       = add_constraint(t, shape, NG_SHACL_CLOSED);
  const uint32_t      ignored = object_of(t, &t->shapes, node, SH "ignoredProperties");
  uint32_t            n       = ignored == NONE ? 0 : list_of(t, &t->shapes, ignored, members, MAX_ROWS);
  for (uint32_t i = 0; i < t->shapes.n && n < MAX_ROWS; ++i) {
    const Triple triple = t->shapes.at[i];
    if (triple.s == node && is_iri(t, triple.p, SH "property")) {
      const uint32_t path = object_of(t, &t->shapes, triple.o, SH "path");
      if (path != NONE && t->terms[path].kind == NG_RDF_IRI) {
        members[n++] = path;
      }
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    pool_term(t, members[i]);
  }
  c->n = (uint16_t)n;
}

static void
add_target(Tool* t, uint32_t shape, uint32_t cls)
{
  t->target[t->n_targets++] = (NgTarget){t->terms[cls].value, (uint16_t)shape};
}

static void
add_triple(Tool* t, uint32_t shape, uint32_t node, const Triple* triple)
{
  const NgStr p = t->terms[triple->p].value;
  if (!ng_str_starts(p, SH)) {
    return; // its class, a label, a comment
  }
  const char* const name = p.at + sizeof(SH) - 1;
  for (uint32_t k = 0; k < N_PARAMETERS; ++k) {
    if (!strcmp(name, parameters[k].name)) {
      if (strcmp(name, "uniqueLang") != 0 || ng_str_is(t->terms[triple->o].value, "true")) {
        add_parameter(t, shape, k, triple->o);
      }
      return;
    }
  }
  if (!strcmp(name, "targetClass")) {
    add_target(t, shape, triple->o);
    return;
  }
  if (!strcmp(name, "qualifiedValueShape")) {
    add_qualified(t, shape, node, triple->o);
    return;
  }
  if (!strcmp(name, "closed")) {
    if (ng_str_is(t->terms[triple->o].value, "true")) {
      add_closed(t, shape, node);
    }
    return;
  }
  for (uint32_t k = 0; read_elsewhere[k]; ++k) {
    if (!strcmp(name, read_elsewhere[k])) {
      return;
    }
  }
  fail(t, "is not understood", p);
}

static void
add_path(Tool* t, uint32_t shape, uint32_t node)
{
  const uint32_t path = object_of(t, &t->shapes, node, SH "path");
  if (path == NONE) {
    return;
  }
  if (t->terms[path].kind == NG_RDF_IRI) {
    t->shape[shape].path_kind = NG_PATH_PROPERTY;
    t->shape[shape].path      = t->terms[path].value;
    return;
  }
  const uint32_t inverse = object_of(t, &t->shapes, path, SH "inversePath");
  if (inverse == NONE || t->terms[inverse].kind != NG_RDF_IRI) {
    fail(t, "is a path that is not understood", t->terms[path].value);
    return;
  }
  t->shape[shape].path_kind = NG_PATH_INVERSE;
  t->shape[shape].path      = t->terms[inverse].value;
  ng_map_intern(t->inverse, t->terms[inverse].value);
}

static void
add_shape(Tool* t, uint32_t shape, uint32_t node)
{
  NgShape* const s = &t->shape[shape];
  s->first         = (uint16_t)t->n_constraints;
  add_path(t, shape, node);
  for (uint32_t i = 0; i < t->shapes.n; ++i) {
    if (t->shapes.at[i].s == node) {
      add_triple(t, shape, node, &t->shapes.at[i]);
    }
  }
  s->n = (uint16_t)(t->n_constraints - s->first);
}

static void
compile_shapes(Tool* t, const char* path)
{
  t->path = path;
  for (uint32_t i = 0; i < t->shapes.n; ++i) {
    const Triple triple = t->shapes.at[i];
    if (is_iri(t, triple.p, RDF_NS "type") && is_iri(t, triple.o, SH "NodeShape")) {
      shape_of(t, triple.s);
    }
  }
  for (uint32_t k = 0; k < ng_map_size(t->nodes) && t->n_constraints < MAX_ROWS / 2; ++k) {
    add_shape(t, k, (uint32_t)strtoul(ng_map_key(t->nodes, k).at, NULL, 10));
  }
}

// --- what is asked of other nodes ----------------------------------------------------------------

static void
add_remote(Tool* t, const NgConstraint* c)
{
  for (uint32_t i = 0; i < c->n; ++i) {
    ng_map_intern(t->remote, t->terms[t->term_at[c->first + i]].value);
  }
}

/// The property shape `shape` is applied to a node that is not the focus: of such a node no more is known
/// than its classes.
static void
look_at_types(Tool* t, uint32_t shape)
{
  const NgShape* const s = &t->shape[shape];
  if (s->path_kind != NG_PATH_PROPERTY || !ng_str_is(s->path, RDF_NS "type")) {
    fail(t, "is asked of a value of another property, which is not understood", s->path);
    return;
  }
  for (uint32_t i = s->first; i < (uint32_t)s->first + s->n; ++i) {
    const NgConstraint* const c = &t->constraint[i];
    if (c->kind == NG_SHACL_HAS_VALUE) {
      add_remote(t, c);
      continue;
    }
    const NgShape* const part = c->kind == NG_SHACL_QUALIFIED_MIN ? &t->shape[t->part_at[c->first]] : NULL;
    if (!part || part->n != 1 || t->constraint[part->first].kind != NG_SHACL_IN) {
      fail(t, "is asked of the classes of another node, which is not understood", s->path);
      return;
    }
    add_remote(t, &t->constraint[part->first]);
  }
}

static void
look_at_values(Tool* t, uint32_t shape, uint32_t depth)
{
  const NgShape* const s = &t->shape[shape];
  if (depth > 16) {
    fail(t, "shapes ask for each other in a circle at", s->iri);
    return;
  }
  for (uint32_t i = s->first; i < (uint32_t)s->first + s->n; ++i) {
    const NgConstraint* const c = &t->constraint[i];
    if (c->kind == NG_SHACL_CLASS) {
      add_remote(t, c);
    } else if (c->kind == NG_SHACL_CLOSED) {
      fail(t, "a closed shape is asked of the values of a property, which is not understood", s->iri);
    } else if (c->kind == NG_SHACL_PROPERTY) {
      look_at_types(t, t->part_at[c->first]);
    } else if (c->kind >= NG_SHACL_NOT && c->kind <= NG_SHACL_QUALIFIED_MAX) {
      for (uint32_t k = 0; k < c->n; ++k) {
        look_at_values(t, t->part_at[c->first + k], depth + 1);
      }
    }
  }
}

static uint32_t
remote_bit(const Tool* t, NgStr cls)
{
  for (uint32_t i = 0; i < ng_map_size(t->remote); ++i) {
    if (ng_str_eq(ng_map_key(t->remote, i), cls)) {
      return i;
    }
  }
  return NG_SHACL_NO_BIT;
}

/// Depth of shapes within shapes, for one that is applied to the focus.
static void
check_depth(Tool* t, uint32_t shape, uint32_t depth)
{
  const NgShape* const s = &t->shape[shape];
  if (depth > 16) {
    fail(t, "shapes ask for each other in a circle at", s->iri);
    return;
  }
  for (uint32_t i = s->first; i < (uint32_t)s->first + s->n; ++i) {
    const NgConstraint* const c = &t->constraint[i];
    for (uint32_t k = 0; c->kind >= NG_SHACL_NOT && c->kind <= NG_SHACL_QUALIFIED_MAX && k < c->n; ++k) {
      check_depth(t, t->part_at[c->first + k], depth + 1);
    }
  }
}

static void
find_remote(Tool* t)
{
  for (uint32_t k = 0; k < ng_map_size(t->nodes); ++k) {
    check_depth(t, k, 0);
    if (t->has_failed) {
      return;
    }
    const NgShape* const s = &t->shape[k];
    if (s->path_kind && !ng_str_is(s->path, RDF_NS "type")) {
      look_at_values(t, k, 0);
    }
  }
}

static void
set_bits(Tool* t)
{
  if (ng_map_size(t->remote) > MAX_REMOTE) {
    fail(t, "asks for too many classes of other nodes", ng_map_key(t->remote, MAX_REMOTE));
  }
  for (uint32_t i = 0; i < t->n_constraints; ++i) {
    if (t->constraint[i].kind == NG_SHACL_CLASS) {
      t->constraint[i].min = remote_bit(t, t->terms[t->term_at[t->constraint[i].first]].value);
    }
  }
}

// --- ontology ------------------------------------------------------------------------------------

static void
find_known(Tool* t)
{
  static const struct {
    const char* iri;
    uint32_t    kind;
  } kinds[] = {
      {OWL_NS "Class", NG_KNOWN_CLASS},
      {OWL_NS "ObjectProperty", NG_KNOWN_PROPERTY},
      {OWL_NS "DatatypeProperty", NG_KNOWN_PROPERTY},
      {OWL_NS "AnnotationProperty", NG_KNOWN_PROPERTY},
      {RDF_NS "Property", NG_KNOWN_PROPERTY},
      {OWL_NS "NamedIndividual", NG_KNOWN_INDIVIDUAL},
      {RDFS_NS "Datatype", NG_KNOWN_DATATYPE},
  };
  for (uint32_t i = 0; i < t->ontology.n; ++i) {
    const Triple triple = t->ontology.at[i];
    if (!is_iri(t, triple.p, RDF_NS "type") || t->terms[triple.s].kind != NG_RDF_IRI) {
      continue;
    }
    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
      if (is_iri(t, triple.o, kinds[k].iri)) {
        *ng_map_put(t->known, t->terms[triple.s].value, NULL) |= kinds[k].kind;
      }
    }
  }
}

/// The classes that rdfs:domain names, as a class or a union of them, into the pool.
static uint16_t
add_domains(Tool* t, uint32_t property)
{
  static uint32_t members[MAX_ROWS];
  const uint32_t  domain = object_of(t, &t->ontology, property, RDFS_NS "domain");
  if (domain == NONE) {
    return 0;
  }
  members[0]     = domain;
  uint32_t n     = 1;
  uint32_t nodes = t->terms[domain].kind == NG_RDF_BLANK
                       ? object_of(t, &t->ontology, domain, OWL_NS "unionOf")
                       : NONE;
  if (t->terms[domain].kind == NG_RDF_BLANK) {
    n = nodes == NONE ? 0 : list_of(t, &t->ontology, nodes, members, MAX_ROWS);
    if (!n) {
      fail(t, "has a domain that is not understood", t->terms[property].value);
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    pool_term(t, members[i]);
  }
  return (uint16_t)n;
}

static void
add_range(Tool* t, NgPropertyRule* rule, uint32_t property)
{
  const uint32_t range = object_of(t, &t->ontology, property, RDFS_NS "range");
  rule->first_range    = (uint16_t)t->n_terms;
  rule->range_bit      = NG_SHACL_NO_BIT;
  if (range == NONE) {
    return;
  }
  const NgStr iri = t->terms[range].value;
  if (ng_str_starts(iri, "http://www.w3.org/2001/XMLSchema#") || ng_str_is(iri, RDF_NS "langString")) {
    rule->range_kind = NG_RANGE_DATATYPE;
    pool_term(t, range);
  } else {
    for (uint32_t i = 0; i < t->ontology.n; ++i) {
      if (t->ontology.at[i].o == range && is_iri(t, t->ontology.at[i].p, RDF_NS "type")) {
        pool_term(t, t->ontology.at[i].s);
      }
    }
    rule->range_kind = t->n_terms > rule->first_range ? NG_RANGE_INDIVIDUALS : NG_RANGE_CLASS;
    if (rule->range_kind == NG_RANGE_CLASS) {
      pool_term(t, range);
      rule->range_bit = (uint16_t)remote_bit(t, iri);
    }
  }
  rule->n_range = (uint16_t)(t->n_terms - rule->first_range);
}

// --- writing -------------------------------------------------------------------------------------

static void
write_str(NgBuf* out, NgStr s)
{
  ng_buf_addz(out, "{\"");
  for (size_t i = 0; i < s.len; ++i) {
    const unsigned char c = (unsigned char)s.at[i];
    if (c == '"' || c == '\\') {
      ng_buf_printf(out, "\\%c", c);
    } else if (c < 0x20 || c >= 0x7F || c == '?') {
      ng_buf_printf(out, "\\%03o", c);
    } else {
      ng_buf_addc(out, (char)c);
    }
  }
  ng_buf_printf(out, "\", %zu}", s.len);
}

static void
write_strs(NgBuf* out, const char* name, const NgMap* map)
{
  ng_buf_printf(out, "const NgStr ng_check_%s[] = {\n", name);
  for (uint32_t i = 0; i < ng_map_size(map); ++i) {
    ng_buf_addz(out, "    ");
    write_str(out, ng_map_key(map, i));
    ng_buf_addz(out, ",\n");
  }
  ng_buf_printf(out, "    {NULL, 0},\n};\nconst uint16_t ng_check_n_%s = %u;\n\n", name, ng_map_size(map));
}

static void
write_properties(Tool* t, NgBuf* out)
{
  uint32_t n = 0;
  ng_buf_addz(out, "const NgPropertyRule ng_check_properties[] = {\n");
  for (uint32_t i = 0; i < ng_map_size(t->known); ++i) {
    const NgStr iri = ng_map_key(t->known, i);
    if (!(ng_map_value(t->known, i) & NG_KNOWN_PROPERTY)) {
      continue;
    }
    NgPropertyRule rule     = {.iri = iri, .first_domain = (uint16_t)t->n_terms};
    const uint32_t property = intern_iri(t, iri.at);
    rule.n_domains          = add_domains(t, property);
    add_range(t, &rule, property);
    if (!rule.n_domains && !rule.range_kind) {
      continue;
    }
    ng_buf_addz(out, "    {");
    write_str(out, iri);
    ng_buf_printf(out, ", %u, %u, %d, %u, %u, %u},\n", rule.first_domain, rule.n_domains,
                  (int)rule.range_kind, rule.first_range, rule.n_range, rule.range_bit);
    ++n;
  }
  ng_buf_printf(out, "};\nconst uint16_t ng_check_n_properties = %u;\n\n", n);
}

static void
write_shapes(Tool* t, NgBuf* out)
{
  const uint32_t n = ng_map_size(t->nodes);
  ng_buf_addz(out, "const NgShape ng_check_shapes[] = {\n");
  for (uint32_t i = 0; i < n; ++i) {
    const NgShape* const s = &t->shape[i];
    ng_buf_addz(out, "    {");
    write_str(out, s->iri);
    ng_buf_printf(out, ", %d, ", (int)s->path_kind);
    write_str(out, s->path);
    ng_buf_printf(out, ", %u, %u},\n", s->first, s->n);
  }
  ng_buf_printf(out, "};\nconst uint16_t ng_check_n_shapes = %u;\n\n", n);
  ng_buf_addz(out, "const NgConstraint ng_check_constraints[] = {\n");
  for (uint32_t i = 0; i < t->n_constraints; ++i) {
    const NgConstraint* const c = &t->constraint[i];
    ng_buf_printf(out, "    {%d, %u, %u, %u, %u},\n", (int)c->kind, c->first, c->n, c->min, c->max);
  }
  ng_buf_addz(out, "};\n\nconst uint16_t ng_check_parts[] = {");
  for (uint32_t i = 0; i < t->n_parts; ++i) {
    ng_buf_printf(out, "%s%u,", i % 20 ? " " : "\n    ", t->part_at[i]);
  }
  ng_buf_addz(out, "\n};\n\nconst NgTarget ng_check_targets[] = {\n");
  for (uint32_t i = 0; i < t->n_targets; ++i) {
    ng_buf_addz(out, "    {");
    write_str(out, t->target[i].cls);
    ng_buf_printf(out, ", %u},\n", t->target[i].shape);
  }
  ng_buf_printf(out, "};\nconst uint16_t ng_check_n_targets = %u;\n\n", t->n_targets);
}

static void
write_terms(Tool* t, NgBuf* out)
{
  ng_buf_addz(out, "const NgRdfTerm ng_check_terms[] = {\n");
  for (uint32_t i = 0; i < t->n_terms; ++i) {
    const NgRdfTerm* const term = &t->terms[t->term_at[i]];
    ng_buf_printf(out, "    {%d, ", (int)term->kind);
    write_str(out, term->value);
    ng_buf_addz(out, ", ");
    write_str(out, term->language);
    ng_buf_addz(out, ", ");
    write_str(out, term->datatype);
    ng_buf_addz(out, "},\n");
  }
  ng_buf_addz(out, "};\n\n");
}

static NgStr
space_of(NgStr iri)
{
  size_t n = iri.len;
  while (n && iri.at[n - 1] != '/' && iri.at[n - 1] != '#') {
    --n;
  }
  return ng_str_n(iri.at, n);
}

static void
write_known(Tool* t, NgBuf* out)
{
  NgMap* const spaces = ng_map_new(MAX_ROWS);
  ng_buf_addz(out, "const NgKnownTerm ng_check_known[] = {\n");
  for (uint32_t i = 0; spaces && i < ng_map_size(t->known); ++i) {
    ng_buf_addz(out, "    {");
    write_str(out, ng_map_key(t->known, i));
    ng_buf_printf(out, ", %u},\n", ng_map_value(t->known, i));
    ng_map_intern(spaces, space_of(ng_map_key(t->known, i)));
  }
  ng_buf_printf(out, "};\nconst uint16_t ng_check_n_known = %u;\n\n", ng_map_size(t->known));
  write_strs(out, "spaces", spaces);
  ng_map_free(spaces);
}

static void
write_all(Tool* t, NgBuf* out)
{
  ng_buf_addz(out, "// Generated from the files in ontology/.\n#include \"check/shapes.h\"\n\n");
  write_properties(t, out);
  set_bits(t);
  write_shapes(t, out);
  write_terms(t, out);
  write_known(t, out);
  write_strs(out, "remote", t->remote);
  write_strs(out, "inverse", t->inverse);
}

static int
run(Tool* t, char** argv)
{
  NgBuf   out = NG_BUF_INIT(MAX_BYTES);
  NgError err = {0};
  read_graph(t, &t->ontology, argv[1]);
  read_graph(t, &t->shapes, argv[2]);
  read_foreign(t, argv[3]);
  find_known(t);
  compile_shapes(t, argv[2]);
  if (!t->has_failed) {
    find_remote(t);
    write_all(t, &out);
  }
  if (out.status) {
    fail(t, "cannot be written", ng_str(ng_strerror(out.status)));
  }
  if (!t->has_failed && ng_io_write_file(argv[4], ng_buf_str(&out), &err)) {
    fail(t, "cannot be written", ng_str(err.message));
  }
  ng_buf_free(&out);
  return t->has_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(int argc, char** argv)
{
  static Tool t;
  if (argc != 5) {
    fputs("usage: gen_shapes ONTOLOGY SHAPES FOREIGN-TERMS OUTPUT\n", stderr);
    return EXIT_FAILURE;
  }
  t.arena    = ng_arena_new(MAX_BYTES);
  t.names    = ng_map_new(MAX_TERMS);
  t.nodes    = ng_map_new(MAX_ROWS);
  t.remote   = ng_map_new(MAX_ROWS);
  t.inverse  = ng_map_new(MAX_ROWS);
  t.known    = ng_map_new(MAX_TERMS);
  int result = EXIT_FAILURE;
  if (t.arena && t.names && t.nodes && t.remote && t.inverse && t.known) {
    result = run(&t, argv);
  }
  ng_map_free(t.known);
  ng_map_free(t.inverse);
  ng_map_free(t.remote);
  ng_map_free(t.nodes);
  ng_map_free(t.names);
  ng_arena_free(t.arena);
  return result;
}
