// SPDX-License-Identifier: Apache-2.0
// The ontology, its shapes and the tables made from it: every term exists and is declared.
#include "base/io.h"
#include "base/map.h"
#include "base/table.h"
#include "model/vocab.h"

#include <ctype.h>
#include <raptor2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define NG_NS "https://w3id.org/newsgraph/ns#"
#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS_NS "http://www.w3.org/2000/01/rdf-schema#"
#define OWL_NS "http://www.w3.org/2002/07/owl#"

enum { CLASS = 1, PROPERTY, DATATYPE, INDIVIDUAL };

/// IRIs and what kind of term they are.
typedef struct {
  NgMap*   kinds;     ///< Terms of other vocabularies, from the list
  NgMap*   own;       ///< What the ontology declares
  NgMap*   labels;    ///< How many labels and comments each has
  uint32_t n_unknown; ///< IRIs used that are in neither
  uint32_t n_used;
} Terms;

static Terms terms;

static NgStr
text_of(raptor_uri* uri)
{
  size_t            len = 0;
  const char* const at  = (const char*)raptor_uri_as_counted_string(uri, &len);
  return ng_str_n(at, len);
}

static uint32_t
kind_by_name(NgStr name)
{
  static const char* const names[] = {"", "class", "property", "datatype", "individual"};
  for (uint32_t i = 1; i < 5; ++i) {
    if (ng_str_is(name, names[i])) {
      return i;
    }
  }
  return 0;
}

static NgStatus
on_row(void* self, const NgRow* row, NgError* err)
{
  bool            is_new = false;
  uint32_t* const kind   = ng_map_put(terms.kinds, row->field[2], &is_new);
  if (!kind || !is_new || !kind_by_name(row->field[1])) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Term twice or of no kind");
  }
  *kind = kind_by_name(row->field[1]);
  return NG_SUCCESS;
}

static uint32_t
value_in(const NgMap* map, NgStr key)
{
  const uint32_t* const at = ng_map_get(map, key);
  return at ? *at : 0;
}

static bool
is_document(NgStr iri)
{
  return ng_str_is(iri, "https://w3id.org/newsgraph/ns") ||
         ng_str_is(iri, "https://w3id.org/newsgraph/shapes") ||
         ng_str_starts(iri, "https://w3id.org/newsgraph/shapes#") ||
         ng_str_starts(iri, "https://www.apache.org/licenses/");
}

static void
expect_known(NgStr iri, uint32_t kind)
{
  const uint32_t known = value_in(ng_str_starts(iri, NG_NS) ? terms.own : terms.kinds, iri);
  ++terms.n_used;
  if (is_document(iri) || (known && (!kind || known == kind))) {
    return;
  }
  print_error("not a term%s: %.*s\n", known ? " of that kind" : "", NG_STR_ARG(iri));
  ++terms.n_unknown;
}

static void
declare(NgStr subject, NgStr type)
{
  static const struct {
    const char* type;
    uint32_t    kind;
  } kinds[] = {
      {OWL_NS "Class", CLASS},
      {OWL_NS "ObjectProperty", PROPERTY},
      {OWL_NS "DatatypeProperty", PROPERTY},
      {OWL_NS "AnnotationProperty", PROPERTY},
      {RDF_NS "Property", PROPERTY},
      {RDFS_NS "Datatype", DATATYPE},
      {OWL_NS "NamedIndividual", INDIVIDUAL},
  };
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (ng_str_is(type, kinds[i].type)) {
      *ng_map_put(terms.own, subject, NULL) = kinds[i].kind;
    }
  }
}

static void
on_declaration(void* self, raptor_statement* st)
{
  if (st->subject->type != RAPTOR_TERM_TYPE_URI) {
    return;
  }
  const NgStr subject   = text_of(st->subject->value.uri);
  const NgStr predicate = text_of(st->predicate->value.uri);
  if (ng_str_is(predicate, RDF_NS "type")) {
    declare(subject, text_of(st->object->value.uri));
  } else if (ng_str_is(predicate, RDFS_NS "label") || ng_str_is(predicate, RDFS_NS "comment")) {
    *ng_map_put(terms.labels, subject, NULL) += 1;
  }
}

static void
on_use(void* self, raptor_statement* st)
{
  const NgStr predicate = text_of(st->predicate->value.uri);
  expect_known(predicate, PROPERTY);
  if (st->subject->type == RAPTOR_TERM_TYPE_URI) {
    expect_known(text_of(st->subject->value.uri), 0);
  }
  if (st->object->type == RAPTOR_TERM_TYPE_URI) {
    expect_known(text_of(st->object->value.uri), ng_str_is(predicate, RDF_NS "type") ? CLASS : 0);
  } else if (st->object->type == RAPTOR_TERM_TYPE_LITERAL && st->object->value.literal.datatype) {
    expect_known(text_of(st->object->value.literal.datatype), DATATYPE);
  }
}

static void
parse(const char* name, raptor_statement_handler handler)
{
  raptor_world* const  world  = raptor_new_world();
  raptor_parser* const parser = raptor_new_parser(world, "turtle");
  char                 path[4096];
  snprintf(path, sizeof(path), "%s/ontology/%s", NG_SOURCE_DIR, name);
  unsigned char* const file = raptor_uri_filename_to_uri_string(path);
  raptor_uri* const    uri  = raptor_new_uri(world, file);
  raptor_parser_set_statement_handler(parser, NULL, handler);
  assert_int_equal(raptor_parser_parse_file(parser, uri, NULL), 0);
  raptor_free_uri(uri);
  raptor_free_memory(file);
  raptor_free_parser(parser);
  raptor_free_world(world);
}

static int
set_up(void** state)
{
  NgError err  = {0};
  terms.kinds  = ng_map_new(1 << 16);
  terms.own    = ng_map_new(1 << 16);
  terms.labels = ng_map_new(1 << 16);
  if (ng_table_read(NG_SOURCE_DIR "/ontology/foreign-terms.tsv", "foreign-terms", 1, 3, 3, on_row, NULL,
                    &err)) {
    print_error("%s:%zu: %s\n", err.source, err.line, err.message);
    return -1;
  }
  parse("newsgraph.ttl", on_declaration);
  return 0;
}

static int
tear_down(void** state)
{
  ng_map_free(terms.kinds);
  ng_map_free(terms.own);
  ng_map_free(terms.labels);
  return 0;
}

static void
ontology_uses_only_terms_that_exist(void** state)
{
  terms.n_unknown = terms.n_used = 0;
  parse("newsgraph.ttl", on_use);
  assert_int_equal(terms.n_unknown, 0);
  assert_true(terms.n_used > 1000);
}

static void
shapes_use_only_terms_that_exist(void** state)
{
  terms.n_unknown = terms.n_used = 0;
  parse("shapes.ttl", on_use);
  assert_int_equal(terms.n_unknown, 0);
  assert_true(terms.n_used > 1000);
}

static void
expect_table(const NgVocabTerm* table, uint32_t n, uint32_t kind)
{
  for (uint32_t i = 1; i < n; ++i) {
    if (table[i].iri.len) {
      expect_known(table[i].iri, kind);
      assert_int_equal(value_in(terms.own, table[i].iri), kind);
    }
  }
}

static void
whatever_the_program_can_write_is_declared_and_exists(void** state)
{
  terms.n_unknown = 0;
  expect_table(ng_class_table, NG_N_CLASS, CLASS);
  expect_table(ng_prop_table, NG_N_PROP, PROPERTY);
  expect_table(ng_term_table, NG_N_TERM, INDIVIDUAL);
  assert_int_equal(terms.n_unknown, 0);
}

static void
every_term_of_ours_has_a_label_and_a_comment(void** state)
{
  for (uint32_t i = 0; i < ng_map_size(terms.own); ++i) {
    const NgStr iri = ng_map_key(terms.own, i);
    if (ng_str_starts(iri, NG_NS) && value_in(terms.labels, iri) != 2) {
      fail_msg("%.*s", NG_STR_ARG(iri));
    }
  }
}

// The name of each class or individual of ours stands in the document, as a word.
static void
expect_described(const NgBuf* document, const NgVocabTerm* table, uint32_t n)
{
  for (uint32_t i = 1; i < n; ++i) {
    char        word[64];
    const char* at = document->at;
    snprintf(word, sizeof(word), "ng:%.*s", NG_STR_ARG(table[i].name));
    if (!ng_str_starts(table[i].iri, NG_NS)) {
      continue;
    }
    while ((at = strstr(at, word)) && isalnum((unsigned char)at[strlen(word)])) {
      ++at;
    }
    if (!at) {
      fail_msg("ontology/README.md does not describe %s", word);
    }
  }
}

static void
every_class_and_property_is_described_for_readers(void** state)
{
  NgBuf   document = NG_BUF_INIT(1 << 20);
  NgError err      = {0};
  assert_int_equal(ng_io_read_file(NG_SOURCE_DIR "/ontology/README.md", &document, &err), NG_SUCCESS);
  expect_described(&document, ng_class_table, NG_N_CLASS);
  expect_described(&document, ng_prop_table, NG_N_PROP);
  expect_described(&document, ng_term_table, NG_N_TERM);
  ng_buf_free(&document);
}

static void
names_find_their_classes_and_individuals(void** state)
{
  for (uint32_t i = 1; i < NG_N_CLASS; ++i) {
    assert_int_equal(ng_class_by_name(ng_class_name((NgClass)i)), i);
  }
  for (uint32_t i = 1; i < NG_N_TERM; ++i) {
    assert_int_equal(ng_term_by_name(ng_term_name((NgTerm)i)), i);
  }
  assert_int_equal(ng_class_by_name(ng_str("Demonym")), NG_CLASS_DEMONYM);
  assert_int_equal(ng_class_by_name(ng_str("person")), NG_CLASS_NONE);
  assert_int_equal(ng_class_by_name(ng_str("")), NG_CLASS_NONE);
  assert_int_equal(ng_term_by_name(ng_str("")), NG_TERM_NONE);
}

static void
ancestors_follow_the_ontology(void** state)
{
  assert_true(ng_class_is_a(NG_CLASS_ARREST, NG_CLASS_LEGAL_ACTION));
  assert_true(ng_class_is_a(NG_CLASS_ARREST, NG_CLASS_COERCE));
  assert_true(ng_class_is_a(NG_CLASS_ARREST, NG_CLASS_EVENT));
  assert_true(ng_class_is_a(NG_CLASS_ARREST, NG_CLASS_ARREST));
  assert_true(ng_class_is_a(NG_CLASS_STATEMENT, NG_CLASS_SCHEMA_CREATIVE_WORK));
  assert_true(ng_class_is_a(NG_CLASS_FACILITY, NG_CLASS_SEM_PLACE));
  assert_false(ng_class_is_a(NG_CLASS_LEGAL_ACTION, NG_CLASS_ARREST));
  assert_false(ng_class_is_a(NG_CLASS_DEMONYM, NG_CLASS_PERSON));
  assert_false(ng_class_is_a(NG_CLASS_NONE, NG_CLASS_PERSON));
}

static void
closures_begin_with_the_term_and_hold_none_twice(void** state)
{
  for (uint32_t i = 1; i < NG_N_CLASS; ++i) {
    const NgVocabTerm* const t = &ng_class_table[i];
    for (uint32_t k = 0; k < t->n_above; ++k) {
      assert_true(k || ng_class_above[t->first_above] == i);
      for (uint32_t j = 0; j < k; ++j) {
        assert_int_not_equal(ng_class_above[t->first_above + j], ng_class_above[t->first_above + k]);
      }
    }
  }
}

static void
super_properties_follow_the_ontology(void** state)
{
  const NgVocabTerm* const t = &ng_prop_table[NG_PROP_SPEAKER];
  assert_int_equal(t->n_above, 4);
  assert_int_equal(ng_prop_above[t->first_above], NG_PROP_SPEAKER);
  assert_int_equal(ng_prop_above[t->first_above + 1], NG_PROP_ACTOR);
  assert_int_equal(ng_prop_above[t->first_above + 2], NG_PROP_SCHEMA_SPOKEN_BY_CHARACTER);
  assert_int_equal(ng_prop_above[t->first_above + 3], NG_PROP_SEM_HAS_ACTOR);
  assert_int_equal(ng_prop_table[NG_PROP_NIF_ANCHOR_OF].n_above, 1);
}

static void
slugs_are_words_of_iris(void** state)
{
  assert_true(
      ng_str_is(ng_class_table[NG_CLASS_INTERNATIONAL_ORGANIZATION].slug, "international-organization"));
  assert_true(ng_str_is(ng_class_table[NG_CLASS_PERSON].slug, "person"));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ontology_uses_only_terms_that_exist),
      cmocka_unit_test(shapes_use_only_terms_that_exist),
      cmocka_unit_test(whatever_the_program_can_write_is_declared_and_exists),
      cmocka_unit_test(every_term_of_ours_has_a_label_and_a_comment),
      cmocka_unit_test(every_class_and_property_is_described_for_readers),
      cmocka_unit_test(names_find_their_classes_and_individuals),
      cmocka_unit_test(ancestors_follow_the_ontology),
      cmocka_unit_test(closures_begin_with_the_term_and_hold_none_twice),
      cmocka_unit_test(super_properties_follow_the_ontology),
      cmocka_unit_test(slugs_are_words_of_iris),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down) ? 1 : 0;
}
