// SPDX-License-Identifier: Apache-2.0
// Build tool: reads the ontology and writes the program's tables of classes, properties and individuals.
// usage: gen_vocab terms|tables ONTOLOGY OUTPUT
//
// A declared class, property or named individual becomes a member of NgClass, NgProp or NgTerm, in the
// order of the file: first those of newsgraph's own namespace, then those of others, whose names get the
// prefix in front. What lies above a class or property is the transitive closure of rdfs:subClassOf or
// rdfs:subPropertyOf, breadth first in the order of the file.
#include "base/io.h"
#include "base/map.h"
#include "turtle.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define NG_NS "https://w3id.org/newsgraph/ns#"
#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS_NS "http://www.w3.org/2000/01/rdf-schema#"
#define SKOS_NS "http://www.w3.org/2004/02/skos/core#"
#define OWL_NS "http://www.w3.org/2002/07/owl#"

enum { MAX_TERMS = 4096, MAX_BYTES = 1 << 24, MAX_PREFIXES = 64 };

typedef enum { KIND_NONE = 0, KIND_CLASS, KIND_PROP, KIND_TERM } Kind;

/// Classes of names that the name model finds and that never become entities: members of NgClass without
/// an IRI.
static const char* const name_classes[] = {"Demonym", "EventName", "Other", NULL};

typedef struct {
  uint32_t below;
  uint32_t above;
  bool     is_class;
} Edge;

/// A code of another vocabulary that a term bears.
typedef struct {
  uint32_t term;
  NgStr    scheme; ///< Local name of its datatype
  NgStr    code;
} Notation;

typedef struct {
  NgArena* arena;
  NgMap*   iris;             ///< IRI -> number
  Kind     kind[MAX_TERMS];  ///< By number
  uint32_t order[MAX_TERMS]; ///< Numbers in the order of declaration
  uint32_t n_order;
  NG_VEC(Edge) edges;
  NG_VEC(Notation) notations;
  NgStr    prefix[MAX_PREFIXES];
  NgStr    space[MAX_PREFIXES];
  uint32_t n_prefixes;
  bool     has_failed;
} Ontology;

/// Members of one enumeration.
typedef struct {
  Kind     kind;
  uint32_t at[MAX_TERMS];     ///< Numbers
  uint32_t member[MAX_TERMS]; ///< By number: value of the enumeration, 0 none
  uint32_t n;
} Members;

static void
fail(Ontology* o, const char* what, const char* about)
{
  fprintf(stderr, "gen_vocab: %s: %s\n", what, about);
  o->has_failed = true;
}

static uint32_t
number_of(Ontology* o, raptor_uri* uri)
{
  size_t               len = 0;
  const unsigned char* z   = raptor_uri_as_counted_string(uri, &len);
  const uint32_t       i   = ng_map_intern(o->iris, ng_str_n((const char*)z, len));
  if (i >= MAX_TERMS) {
    fail(o, "too many terms at", (const char*)z);
    return 0;
  }
  return i;
}

static Kind
kind_of_type(const char* type)
{
  static const struct {
    const char* iri;
    Kind        kind;
  } kinds[] = {
      {OWL_NS "Class", KIND_CLASS},           {OWL_NS "ObjectProperty", KIND_PROP},
      {OWL_NS "DatatypeProperty", KIND_PROP}, {OWL_NS "AnnotationProperty", KIND_PROP},
      {RDF_NS "Property", KIND_PROP},         {OWL_NS "NamedIndividual", KIND_TERM},
  };
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (!strcmp(type, kinds[i].iri)) {
      return kinds[i].kind;
    }
  }
  return KIND_NONE;
}

static void
on_type(Ontology* o, raptor_uri* subject, const char* type)
{
  const Kind     kind = kind_of_type(type);
  const uint32_t i    = kind ? number_of(o, subject) : 0;
  if (!kind || o->kind[i] == kind) {
    return;
  }
  if (o->kind[i]) {
    fail(o, "declared as two kinds of term", (const char*)raptor_uri_as_string(subject));
    return;
  }
  o->kind[i]             = kind;
  o->order[o->n_order++] = i;
}

static void
on_notation(Ontology* o, raptor_uri* subject, const raptor_term_literal_value* literal)
{
  Notation* const n        = NG_VEC_ADD(o->arena, o->notations);
  const char*     datatype = literal->datatype ? (const char*)raptor_uri_as_string(literal->datatype) : "";
  const char*     local    = strrchr(datatype, '#');
  if (!n) {
    fail(o, "out of memory at", datatype);
    return;
  }
  n->term   = number_of(o, subject);
  n->scheme = ng_arena_copy(o->arena, ng_str(local ? local + 1 : datatype));
  n->code   = ng_arena_copy(o->arena, ng_str_n((const char*)literal->string, literal->string_len));
}

static void
on_statement(void* self, raptor_statement* st)
{
  Ontology* const o = self;
  if (st->subject->type == RAPTOR_TERM_TYPE_URI && st->object->type == RAPTOR_TERM_TYPE_LITERAL &&
      !strcmp((const char*)raptor_uri_as_string(st->predicate->value.uri), SKOS_NS "notation")) {
    on_notation(o, st->subject->value.uri, &st->object->value.literal);
  }
  if (st->subject->type != RAPTOR_TERM_TYPE_URI || st->object->type != RAPTOR_TERM_TYPE_URI) {
    return; // class expressions and literals
  }
  const char* const predicate = (const char*)raptor_uri_as_string(st->predicate->value.uri);
  const bool        is_class  = !strcmp(predicate, RDFS_NS "subClassOf");
  if (!strcmp(predicate, RDF_NS "type")) {
    on_type(o, st->subject->value.uri, (const char*)raptor_uri_as_string(st->object->value.uri));
  } else if (is_class || !strcmp(predicate, RDFS_NS "subPropertyOf")) {
    Edge* const e = NG_VEC_ADD(o->arena, o->edges);
    if (!e) {
      fail(o, "out of memory at", predicate);
      return;
    }
    e->below    = number_of(o, st->subject->value.uri);
    e->above    = number_of(o, st->object->value.uri);
    e->is_class = is_class;
  }
}

static void
on_prefix(void* self, raptor_namespace* ns)
{
  Ontology* const      o      = self;
  const unsigned char* prefix = raptor_namespace_get_prefix(ns);
  raptor_uri* const    uri    = raptor_namespace_get_uri(ns);
  if (!prefix || !uri || o->n_prefixes == MAX_PREFIXES) {
    return;
  }
  o->prefix[o->n_prefixes]  = ng_arena_copy(o->arena, ng_str((const char*)prefix));
  o->space[o->n_prefixes++] = ng_arena_copy(o->arena, ng_str((const char*)raptor_uri_as_string(uri)));
}

static void
on_message(void* self, const char* what)
{
  fail(self, "ontology", what);
}

static bool
is_own(NgStr iri)
{
  return ng_str_starts(iri, NG_NS);
}

/// Local name, with the prefix and a colon in front unless the term is our own.
static NgStr
name_of(Ontology* o, uint32_t i)
{
  const NgStr iri = ng_map_key(o->iris, i);
  for (uint32_t p = 0; p < o->n_prefixes; ++p) {
    const NgStr space = o->space[p];
    if (iri.len > space.len && !memcmp(iri.at, space.at, space.len)) {
      const NgStr local = ng_str_n(iri.at + space.len, iri.len - space.len);
      return is_own(iri)
                 ? local
                 : ng_arena_printf(o->arena, "%.*s:%.*s", NG_STR_ARG(o->prefix[p]), NG_STR_ARG(local));
    }
  }
  fail(o, "no prefix for", iri.at);
  return iri;
}

/// Words of a camel-case name joined by `joint`, each letter through `fold`.
static NgStr
spell(Ontology* o, NgStr name, char joint, int (*fold)(int))
{
  char* const at  = ng_arena_calloc(o->arena, name.len * 2 + 1, 1);
  size_t      len = 0;
  for (size_t i = 0; at && i < name.len; ++i) {
    const unsigned char c = (unsigned char)name.at[i];
    if (!isalnum(c)) {
      at[len++] = joint;
      continue;
    }
    const bool after_lower  = i && islower((unsigned char)name.at[i - 1]);
    const bool before_lower = i && isupper((unsigned char)name.at[i - 1]) && i + 1 < name.len &&
                              islower((unsigned char)name.at[i + 1]);
    if (isupper(c) && (after_lower || before_lower)) {
      at[len++] = joint;
    }
    at[len++] = (char)fold(c);
  }
  return ng_str_n(at, len);
}

static void
add_members(Ontology* o, Members* m, bool own)
{
  for (uint32_t k = 0; k < o->n_order; ++k) {
    const uint32_t i = o->order[k];
    if (o->kind[i] == m->kind && is_own(ng_map_key(o->iris, i)) == own) {
      m->at[m->n++] = i;
    }
  }
}

/// The members of one enumeration in order; `m->at` holds UINT32_MAX for a class of names.
static void
collect(Ontology* o, Members* m, Kind kind)
{
  memset(m, 0, sizeof(*m));
  m->kind = kind;
  add_members(o, m, true);
  for (int k = 0; kind == KIND_CLASS && name_classes[k]; ++k) {
    m->at[m->n++] = UINT32_MAX - (uint32_t)k;
  }
  add_members(o, m, false);
  for (uint32_t k = 0; k < m->n; ++k) {
    if (m->at[k] < MAX_TERMS) {
      m->member[m->at[k]] = k + 1;
    }
  }
}

static NgStr
member_name(Ontology* o, uint32_t i)
{
  return i < MAX_TERMS ? name_of(o, i) : ng_str(name_classes[UINT32_MAX - i]);
}

static void
write_enum(Ontology* o, NgBuf* out, Kind kind, const char* word, const char* type)
{
  static Members m;
  collect(o, &m, kind);
  ng_buf_printf(out, "typedef enum {\n  NG_%s_NONE = 0,\n", word);
  for (uint32_t k = 0; k < m.n; ++k) {
    ng_buf_printf(out, "  NG_%s_%.*s,\n", word, NG_STR_ARG(spell(o, member_name(o, m.at[k]), '_', toupper)));
  }
  ng_buf_printf(out, "  NG_N_%s\n} %s;\n\n", word, type);
}

/// Numbers of `start` and all that lies above it, into `found`; @return how many.
static uint32_t
closure(Ontology* o, const Members* m, uint32_t start, uint32_t* found)
{
  static bool is_seen[MAX_TERMS];
  memset(is_seen, 0, sizeof(is_seen));
  uint32_t n     = 0;
  found[n++]     = start;
  is_seen[start] = true;
  for (uint32_t done = 0; done < n; ++done) {
    for (uint32_t k = 0; k < o->edges.n; ++k) {
      const Edge e = o->edges.at[k];
      if (e.below != found[done] || is_seen[e.above]) {
        continue;
      }
      if (!m->member[e.above]) {
        fail(o, "stands above another term but is not declared as one of its kind",
             ng_map_key(o->iris, e.above).at);
        continue;
      }
      is_seen[e.above] = true;
      found[n++]       = e.above;
    }
  }
  return n;
}

static void
write_row(Ontology* o, NgBuf* rows, NgBuf* pool, const Members* m, uint32_t i, uint32_t* n_pool)
{
  static uint32_t found[MAX_TERMS];
  const NgStr     name = member_name(o, i);
  const NgStr     iri  = i < MAX_TERMS ? ng_map_key(o->iris, i) : ng_str("");
  const NgStr     slug = spell(o, name, '-', tolower);
  const uint32_t  n    = i < MAX_TERMS ? closure(o, m, i, found) : 0;
  ng_buf_printf(rows, "  {{\"%.*s\", %zu}, {\"%.*s\", %zu}, {\"%.*s\", %zu}, %u, %u},\n", NG_STR_ARG(iri),
                iri.len, NG_STR_ARG(name), name.len, NG_STR_ARG(slug), slug.len, *n_pool, n);
  for (uint32_t k = 0; k < n; ++k) {
    ng_buf_printf(pool, "%s%u,", *n_pool % 20 ? " " : "\n  ", m->member[found[k]]);
    ++*n_pool;
  }
}

static void
write_table(Ontology* o, NgBuf* out, Kind kind, const char* word, const char* lower)
{
  static Members m;
  collect(o, &m, kind);
  NgBuf    rows   = NG_BUF_INIT(MAX_BYTES);
  NgBuf    pool   = NG_BUF_INIT(MAX_BYTES);
  uint32_t n_pool = 0;
  for (uint32_t k = 0; k < m.n; ++k) {
    write_row(o, &rows, &pool, &m, m.at[k], &n_pool);
  }
  ng_buf_printf(out,
                "const NgVocabTerm ng_%s_table[NG_N_%s] = {\n  {{\"\", 0}, {\"\", 0}, {\"\", 0}, 0, 0},\n",
                lower, word);
  ng_buf_add(out, ng_buf_str(&rows));
  ng_buf_printf(out, "};\n\nconst uint16_t ng_%s_above[] = {", lower);
  ng_buf_add(out, ng_buf_str(&pool));
  ng_buf_addz(out, "\n};\n\n");
  if (rows.status || pool.status) {
    fail(o, "out of memory for table", word);
  }
  ng_buf_free(&rows);
  ng_buf_free(&pool);
}

/// The codes that classes bear, in the order of the file.
static void
write_notations(Ontology* o, NgBuf* out)
{
  static Members m;
  uint32_t       n = 0;
  collect(o, &m, KIND_CLASS);
  ng_buf_addz(out, "const NgNotation ng_notation_table[] = {\n");
  for (uint32_t i = 0; i < o->notations.n; ++i) {
    const Notation* const notation = &o->notations.at[i];
    if (m.member[notation->term]) {
      ng_buf_printf(out, "  {{\"%.*s\", %zu}, {\"%.*s\", %zu}, (NgClass)%u},\n", NG_STR_ARG(notation->scheme),
                    notation->scheme.len, NG_STR_ARG(notation->code), notation->code.len,
                    m.member[notation->term]);
      ++n;
    }
  }
  ng_buf_printf(out, "};\n\nconst uint16_t ng_n_notations = %u;\n", n);
}

static void
write_terms(Ontology* o, NgBuf* out)
{
  ng_buf_addz(out, "// Generated from ontology/newsgraph.ttl; included by model/vocab.h only.\n"
                   "#ifndef NG_MODEL_VOCAB_TERMS_H\n#define NG_MODEL_VOCAB_TERMS_H\n\n");
  write_enum(o, out, KIND_CLASS, "CLASS", "NgClass");
  write_enum(o, out, KIND_PROP, "PROP", "NgProp");
  write_enum(o, out, KIND_TERM, "TERM", "NgTerm");
  ng_buf_addz(out, "#endif\n");
}

static void
write_tables(Ontology* o, NgBuf* out)
{
  ng_buf_addz(out, "// Generated from ontology/newsgraph.ttl.\n#include \"model/vocab.h\"\n\n");
  write_table(o, out, KIND_CLASS, "CLASS", "class");
  write_table(o, out, KIND_PROP, "PROP", "prop");
  write_table(o, out, KIND_TERM, "TERM", "term");
  write_notations(o, out);
}

static int
run(Ontology* o, const char* what, const char* ontology, const char* path)
{
  const TurtleReader reader = {o, on_statement, on_prefix, on_message};
  NgBuf              out    = NG_BUF_INIT(MAX_BYTES);
  NgError            err    = {0};
  turtle_read(&reader, ontology);
  if (!o->has_failed) {
    (strcmp(what, "terms") ? write_tables : write_terms)(o, &out);
  }
  if (out.status) {
    fail(o, ng_strerror(out.status), path);
  }
  if (!o->has_failed && ng_io_write_file(path, ng_buf_str(&out), &err)) {
    fail(o, err.message, path);
  }
  ng_buf_free(&out);
  return o->has_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(int argc, char** argv)
{
  static Ontology o;
  if (argc != 4 || (strcmp(argv[1], "terms") && strcmp(argv[1], "tables"))) {
    fputs("usage: gen_vocab terms|tables ONTOLOGY OUTPUT\n", stderr);
    return EXIT_FAILURE;
  }
  o.arena    = ng_arena_new(MAX_BYTES);
  o.iris     = ng_map_new(MAX_TERMS);
  int result = EXIT_FAILURE;
  if (o.arena && o.iris) {
    result = run(&o, argv[1], argv[2], argv[3]);
  }
  ng_map_free(o.iris);
  ng_arena_free(o.arena);
  return result;
}
