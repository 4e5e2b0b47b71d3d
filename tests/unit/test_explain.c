// SPDX-License-Identifier: Apache-2.0
// Explanations of a graph made by hand, with and without the text of its article.
#include "explain/explain.h"
#include "base/alloc.h"
#include "know/build.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define ART "<http://x.example/article/a1>"
#define AT(span) "<http://x.example/article/a1#char=" span ">"

static const char text[] = "Ana Roe won.\n\nAna Roe (“the tide”) met Bo Poe. She left\nearly.";

static const char graph[] =
    "@prefix ng: <https://w3id.org/newsgraph/ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    "@prefix schema: <http://schema.org/> .\n"
    "@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .\n"
    "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n" ART
    " a ng:Article ; dcterms:title \"Ana Roe won.\"@en ; schema:datePublished \"2021-05-04\"^^xsd:date "
    ".\n" AT(
        "0,64") " a nif:Context ; nif:sourceUrl " ART " .\n"
                "<http://x.example/entity/Q9> a ng:Person, schema:Person ; rdfs:label \"Ana Roe\"@en ;\n"
                "  owl:sameAs <http://www.wikidata.org/entity/Q9> .\n"
                "<http://x.example/entity/person-bo-poe> a ng:Person ; rdfs:label \"Bo\\u001B[1m Poe\"@en .\n"
                "<http://x.example/entity/person-jo-poe> a ng:Person ; rdfs:label \"Jo Poe\"@en .\n" AT(
                    "14,21") " a ng:Mention ; nif:anchorOf \"Ana Roe\" ; ng:mentionKind ng:Name ; "
                             "itsrdf:taIdentRef <http://x.example/entity/Q9> ;\n"
                             "  itsrdf:taConfidence \"9.6E-1\"^^xsd:double ; ng:rule \"name\" .\n" AT(
                                 "47,50") " a ng:Mention ; nif:anchorOf \"She\" ; ng:mentionKind ng:Pronoun "
                                          "; itsrdf:taIdentRef <http://x.example/entity/Q9> ;\n"
                                          "  itsrdf:taConfidence \"8.0E-2\"^^xsd:double ; ng:rule "
                                          "\"pronoun\" .\n"
                                          "<http://x.example/fact/event-1> a ng:Consult, ng:Event ; "
                                          "rdfs:label \"Ana Roe met Bo Poe\"@en ;\n"
                                          "  ng:actor <http://x.example/entity/Q9> ; ng:target "
                                          "<http://x.example/entity/person-bo-poe> ; ng:trigger " AT(
                                              "35,38") " ; ng:evidence " AT("14,46") " ;\n"
                                                                                     "  ng:confidence 0.9 ; "
                                                                                     "ng:rule "
                                                                                     "\"event-verbs:3\" .\n";

// --- helpers -------------------------------------------------------------------------------------

static NgStore* store; // one a process: librdf starts and stops libxml2
static NgBuf    know_bytes = NG_BUF_INIT(1 << 24);
static NgKnow*  know;

static int
open_all(void** state)
{
  NgError              err     = {0};
  NgKnowBuilder* const builder = ng_know_builder_new();
  const NgKnowNewRow   row     = {.type    = NG_KNOW_PERSON,
                                  .qid     = 9,
                                  .label   = ng_str("Ana Roe"),
                                  .country = ng_str(""),
                                  .kind    = ng_str(""),
                                  .source  = ng_str("tables")};
  const NgDate         from = {2019, 3, 0}, to = {0, 0, 0};
  const uint32_t       ana = ng_know_builder_row(builder, &row);
  ng_know_builder_held(builder, ana, ng_know_builder_office(builder, ng_str("Harbour Master"), ng_str(""), 1),
                       from, to);
  ng_know_builder_version(builder, ng_str("1"));
  const NgStatus st = ng_know_builder_finish(builder, &know_bytes, &err);
  ng_know_builder_free(builder);
  return st || ng_know_open_memory(&know, know_bytes.at, know_bytes.len, &err) ||
         ng_store_open(&store, &err) || ng_store_load_bytes(store, "graph.ttl", ng_str(graph), &err);
}

static int
close_all(void** state)
{
  ng_store_close(store);
  ng_know_close(know);
  ng_buf_free(&know_bytes);
  return 0;
}

static NgStatus
give_text(void* self, NgStr article, NgStr given, NgDoc* doc, NgError* err)
{
  assert_true(ng_str_is(article, "http://x.example/article/a1"));
  doc->body = ng_str(self);
  return ng_text_run(doc, err);
}

// The explanation of `target`, to be freed.
static NgBuf
explain(const char* target, const char* words, bool is_bold, NgStatus expected)
{
  const NgExplainTexts   texts   = {(void*)(uintptr_t)words, give_text};
  const NgExplainOptions options = {
      .target = ng_str(target), .know = know, .texts = words ? &texts : NULL, .is_bold = is_bold};
  NgBuf   out = NG_BUF_INIT(1 << 20);
  NgError err = {0};
  assert_int_equal(ng_buf_addz(&out, ""), NG_SUCCESS);
  assert_int_equal(ng_explain_run(store, &options, &out, &err), expected);
  assert_int_equal(err.status, expected);
  return out;
}

static void
assert_has(const NgBuf* out, const char* words)
{
  if (!strstr(out->at, words)) {
    assert_string_equal(out->at, words);
  }
}

static void
assert_lacks(const NgBuf* out, const char* words)
{
  assert_null(strstr(out->at, words));
}

// --- tests ---------------------------------------------------------------------------------------

static void
marks_evidence_and_trigger_of_a_fact(void** state)
{
  NgBuf out = explain("event-1", text, false, NG_SUCCESS);
  assert_has(&out, "Ana Roe met Bo Poe\n  http://x.example/fact/event-1\n  ng:Consult, ng:Event\n");
  assert_has(&out, "  ng:actor           Ana Roe  <entity/Q9>\n");
  assert_has(&out, "Decided by\n  ng:confidence      0.9\n  ng:rule            event-verbs:3\n");
  assert_has(&out, "In article/a1, \"Ana Roe won.\", 2021-05-04\n"
                   "  [[Ana Roe (“the tide”) {{met}} Bo Poe.]]\n    14-46 evidence\n    35-38 trigger\n");
  assert_lacks(&out, "--text");
  ng_buf_free(&out);
}

static void
shows_the_row_of_the_list_that_a_rule_names(void** state)
{
  NgBuf out = explain("event-1", text, false, NG_SUCCESS);
  assert_has(&out, "  row of that list   ");
  ng_buf_free(&out);
}

static void
shows_mentions_and_knowledge_of_an_entity(void** state)
{
  NgBuf out = explain("wd:Q9", text, false, NG_SUCCESS);
  assert_has(&out, "Ana Roe\n  http://x.example/entity/Q9\n  ng:Person, schema:Person\n");
  assert_has(
      &out,
      "  [[Ana Roe]] (“the tide”) met Bo Poe.\n    14-21 ng:Name \"Ana Roe\", score 0.96, rule: name\n");
  assert_has(&out, "  [[She]] left early.\n    47-50 ng:Pronoun \"She\", score 0.08, rule: pronoun\n");
  assert_has(&out, "Named by\n  ng:actor of        Ana Roe met Bo Poe  <fact/event-1>\n");
  assert_has(&out, "  item               Q9\n  type               Person\n  label              Ana Roe\n");
  assert_has(&out, "  source             tables\n");
  assert_has(&out, "  office             Harbour Master, since 2019-03\n");
  ng_buf_free(&out);
}

static void
a_mention_is_explained_by_its_own_place(void** state)
{
  NgBuf out = explain("article/a1#char=14,21", text, false, NG_SUCCESS);
  assert_has(&out, "  ng:mentionKind     ng:Name\n");
  assert_has(&out, "  itsrdf:taIdentRef  Ana Roe  <entity/Q9>\n");
  assert_has(&out, "  [[Ana Roe]] (“the tide”) met Bo Poe.\n");
  ng_buf_free(&out);
}

static void
without_mentions_an_entity_has_the_evidence_of_its_facts(void** state)
{
  NgBuf out = explain("person-bo-poe", text, false, NG_SUCCESS);
  assert_has(&out, "  ng:target of       Ana Roe met Bo Poe  <fact/event-1>\n");
  assert_has(&out, "  [[Ana Roe (“the tide”) {{met}} Bo Poe.]]\n    14-46 evidence\n");
  ng_buf_free(&out);
}

static void
without_text_says_what_to_do_and_shows_the_words(void** state)
{
  NgBuf out = explain("Q9", NULL, false, NG_SUCCESS);
  assert_has(&out, "    14-21 ng:Name \"Ana Roe\", score 0.96, rule: name\n");
  assert_has(&out, "newsgraph extract --text");
  assert_has(&out, "--article");
  ng_buf_free(&out);
}

static void
places_beyond_the_text_have_no_sentence(void** state)
{
  NgBuf out = explain("Q9", "Ana", false, NG_SUCCESS);
  assert_lacks(&out, "[[");
  assert_has(&out, "    47-50 ng:Pronoun \"She\"");
  ng_buf_free(&out);
}

static void
terminals_get_bold_and_nothing_else(void** state)
{
  NgBuf out = explain("event-1", text, true, NG_SUCCESS);
  assert_has(&out, "  \033[1mAna Roe (“the tide”) \033[4mmet\033[24m Bo Poe.\033[22m\n");
  ng_buf_free(&out);
  out = explain("person-bo-poe", text, false, NG_SUCCESS);
  assert_has(&out, "Bo?[1m Poe\n");
  ng_buf_free(&out);
}

static void
is_found_by_iri_prefixed_name_end_and_label(void** state)
{
  static const char* const names[] = {"http://x.example/entity/person-jo-poe",
                                      "<http://x.example/entity/person-jo-poe>",
                                      "entity/person-jo-poe",
                                      "person-jo-poe",
                                      "jo-poe",
                                      "Jo Poe"};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    NgBuf out = explain(names[i], NULL, false, NG_SUCCESS);
    assert_has(&out, "Jo Poe\n  http://x.example/entity/person-jo-poe\n");
    ng_buf_free(&out);
  }
}

static void
what_is_called_so_is_listed_where_it_is_not_one(void** state)
{
  NgBuf out = explain("o-poe", NULL, false, NG_ERR_BAD_ARG);
  assert_string_equal(
      out.at,
      "http://x.example/entity/person-bo-poe  Bo?[1m Poe\nhttp://x.example/entity/person-jo-poe  Jo Poe\n");
  ng_buf_free(&out);
  out = explain("person-nobody", NULL, false, NG_ERR_BAD_ARG);
  assert_string_equal(out.at, "");
  ng_buf_free(&out);
  out = explain("", NULL, false, NG_ERR_BAD_ARG);
  ng_buf_free(&out);
}

static void
every_failing_allocation_is_reported(void** state)
{
  const NgExplainTexts texts = {(void*)(uintptr_t)text, give_text};
  NgStatus             st    = NG_ERR_NO_MEM;
  for (size_t n = 0; st && n < 3000; ++n) {
    const NgExplainOptions options = {.target = ng_str("Q9"), .know = know, .texts = &texts};
    NgBuf                  out     = NG_BUF_INIT(1 << 20);
    NgError                err     = {0};
    ng_alloc_fail_after(n);
    st = ng_explain_run(store, &options, &out, &err);
    ng_alloc_fail_after(SIZE_MAX);
    ng_buf_free(&out);
    assert_true(st == NG_SUCCESS || st == NG_ERR_NO_MEM);
  }
  assert_int_equal(st, NG_SUCCESS);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_evidence_and_trigger_of_a_fact),
      cmocka_unit_test(shows_the_row_of_the_list_that_a_rule_names),
      cmocka_unit_test(shows_mentions_and_knowledge_of_an_entity),
      cmocka_unit_test(a_mention_is_explained_by_its_own_place),
      cmocka_unit_test(without_mentions_an_entity_has_the_evidence_of_its_facts),
      cmocka_unit_test(without_text_says_what_to_do_and_shows_the_words),
      cmocka_unit_test(places_beyond_the_text_have_no_sentence),
      cmocka_unit_test(terminals_get_bold_and_nothing_else),
      cmocka_unit_test(is_found_by_iri_prefixed_name_end_and_label),
      cmocka_unit_test(what_is_called_so_is_listed_where_it_is_not_one),
      cmocka_unit_test(every_failing_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, open_all, close_all) ? 1 : 0;
}
