// SPDX-License-Identifier: Apache-2.0
#include "align/align.h"
#include "align/jsonld.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "write/ntriples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define HEAD                                                                                                 \
  "#newsgraph mapping 1\nsource\ttable\tboats\t3\ncolumn\t1\tid\ncolumn\t2\tname\ncolumn\t3\twhen\n"

static NgStatus
on_begin(void* self, NgStr graph, NgError* err)
{
  return NG_SUCCESS;
}

static NgStatus
on_triple(void* self, const NgTriple* triple, NgError* err)
{
  return ng_ntriples_add(self, triple, ng_str(""), false);
}

static NgStatus
on_end(void* self, NgError* err)
{
  return NG_SUCCESS;
}

static void
on_warning(void* self, const NgError* what)
{
}

/// The triples that `rules` make of `rows`, or NULL; `sum` may be NULL.
static NgStatus
take_over(const char* rules, const char* rows, NgBuf* out, NgAlignSummary* sum)
{
  const NgSink         sink    = {out, on_begin, on_triple, on_end};
  const NgAlignOptions options = {"http://e.example/", NULL, on_warning};
  NgMapping*           mapping = NULL;
  NgAlign*             align   = NULL;
  NgAlignSummary       ignored = {0};
  NgStatus             st      = ng_mapping_parse(&mapping, ng_str(rules), "boats.tsv", NULL);
  st                           = st ? st : ng_align_open(&align, mapping, &sink, &options, NULL);
  st                           = st ? st : ng_align_bytes(align, "rows", ng_str(rows), NULL);
  st                           = st ? st : ng_align_finish(align, sum ? sum : &ignored, NULL);
  ng_align_free(align);
  ng_mapping_free(mapping);
  return st;
}

static void
gives(const char* rules, const char* rows, const char* triples)
{
  NgBuf out = NG_BUF_INIT(1 << 20);
  assert_int_equal(take_over(rules, rows, &out, NULL), NG_SUCCESS);
  assert_string_equal(out.at ? out.at : "", triples);
  ng_buf_free(&out);
}

static void
makes_nodes_and_literals_of_columns(void** state)
{
  gives(HEAD "node\tplace\tentity/place-{name|slug}\ntext\tplace\trdfs:label\t{name|title}\t@en\n"
             "text\tplace\tschema:datePublished\t{when|date}\txsd:date\n",
        "1\tOLD PIER\t20240506\n",
        "<http://e.example/entity/place-old-pier> <http://www.w3.org/2000/01/rdf-schema#label> \"Old "
        "Pier\"@en .\n"
        "<http://e.example/entity/place-old-pier> <http://schema.org/datePublished> "
        "\"2024-05-06\"^^<http://www.w3.org/2001/XMLSchema#date> .\n");
}

static void
leaves_out_what_has_no_value(void** state)
{
  gives(HEAD "node\tplace\tentity/place-{name|slug}\ntext\tplace\trdfs:label\t{name}\t@en\n",
        "1\t\t20240506\r\n\n", "");
}

static void
takes_over_no_value_twice(void** state)
{
  gives(HEAD "node\tp\tentity/place-{id}\ntext\tp\trdfs:label\t{name}\t@en\n", "1\ta\t\n1\ta\t",
        "<http://e.example/entity/place-1> <http://www.w3.org/2000/01/rdf-schema#label> \"a\"@en .\n");
}

static void
applies_conditions(void** state)
{
  gives(
      HEAD
      "node\tp\tentity/"
      "place-{id}\ntext\tp\trdfs:label\tone\t@en\tid=1,4&!when\ntext\tp\trdfs:label\ttwo\t@en\tid!=1&name\n",
      "1\ta\t\n2\tb\t\n4\tc\t9\n",
      "<http://e.example/entity/place-1> <http://www.w3.org/2000/01/rdf-schema#label> \"one\"@en .\n"
      "<http://e.example/entity/place-2> <http://www.w3.org/2000/01/rdf-schema#label> \"two\"@en .\n"
      "<http://e.example/entity/place-4> <http://www.w3.org/2000/01/rdf-schema#label> \"two\"@en .\n");
}

static void
materialises_classes(void** state)
{
  gives(HEAD
        "codes\tcameo\tontology\tCameoCode\tprefix\nnode\te\tfact/{id|hash}\nclass\te\t{name|code:cameo}\n",
        "1\t1121\t\n",
        "<http://e.example/fact/6b86b273ff34fce19d6b804e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/newsgraph/ns#Accuse> .\n"
        "<http://e.example/fact/6b86b273ff34fce19d6b804e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/newsgraph/ns#Event> .\n"
        "<http://e.example/fact/6b86b273ff34fce19d6b804e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://semanticweb.cs.vu.nl/2009/11/sem/Event> .\n");
}

static void
keeps_the_greatest(void** state)
{
  gives(HEAD "node\te\tfact/{id}\nmost\te\tng:confidence\t{name|percent}\txsd:decimal\n",
        "1\t5\t\n1\t100\t\n1\t50\t\n",
        "<http://e.example/fact/1> <https://w3id.org/newsgraph/ns#confidence> "
        "\"1.0\"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n");
}

static void
tries_one_template_after_the_other(void** state)
{
  gives(HEAD "node\tp\tentity/{name} || entity/place-{id}\ntext\tp\trdfs:label\tx\t@en\n", "1\tQ5\t\n2\t\t\n",
        "<http://e.example/entity/Q5> <http://www.w3.org/2000/01/rdf-schema#label> \"x\"@en .\n"
        "<http://e.example/entity/place-2> <http://www.w3.org/2000/01/rdf-schema#label> \"x\"@en .\n");
}

static void
counts_what_is_lost(void** state)
{
  NgBuf          out = NG_BUF_INIT(1 << 20);
  NgAlignSummary sum = {0};
  assert_int_equal(
      take_over(HEAD "codes\tcameo\tontology\tCameoCode\nnode\te\tfact/{id}\nclass\te\t{name|code:cameo}\n"
                     "text\te\tng:time\t{when|date}\txsd:date\n",
                "1\t999\t20240230\nshort\n2\t11\t2024\n\t\t\n", &out, &sum),
      NG_SUCCESS);
  assert_int_equal(sum.n_records, 3);
  assert_int_equal(sum.n_unused, 1);
  assert_int_equal(sum.n_broken, 1);
  assert_int_equal(sum.n_lost, 3); // a code, the 30th of February, a year that is no day
  ng_buf_free(&out);
}

static void
says_in_which_line_a_mapping_is_wrong(void** state)
{
  static const struct {
    const char* rules;
    size_t      line;
    const char* message;
  } cases[] = {
      {"node\tx\ty\n", 1, "first line"},
      {"#newsgraph mapping 1\nnode\tx\ty\n", 2, "first row"},
      {"#newsgraph mapping 1\nsource\tcsv\tboats\n", 2, "table, rdf or json-ld"},
      {"#newsgraph mapping 1\nsource\ttable\tboats\n", 2, "no number"},
      {"#newsgraph mapping 1\nsource\ttable\tBoats\t2\n", 2, "small letters"},
      {HEAD "source\ttable\tmore\t2\n", 6, "one source"},
      {HEAD "column\t4\tmore\n", 6, "no number from 1 to 3"},
      {HEAD "column\t1\tid\n", 6, "two fields 'id'"},
      {HEAD "field\tx\trdf:type\n", 6, "no paths"},
      {HEAD "nodes\tx\ty\n", 6, "no rows 'nodes'"},
      {HEAD "node\tx\n", 6, "has 3 to 4 fields"},
      {HEAD "node\tx\tentity/{ide}\n", 6, "no field 'ide'"},
      {HEAD "node\tx\tentity/{id\n", 6, "never closed"},
      {HEAD "node\tx\tentity/{id|slugs}\n", 6, "no filter 'slugs'"},
      {HEAD "node\tx\tentity/{id|slug:a}\n", 6, "takes no argument"},
      {HEAD "node\tx\tentity/{id|before}\n", 6, "takes an argument"},
      {HEAD "node\tx\tentity/{id|code:land}\n", 6, "no code list 'land'"},
      {HEAD "node\tx\tentity/{id}\tids\n", 6, "no field 'ids'"},
      {HEAD "node\tx\tentity/{id}\nnode\tx\tentity/{id}\n", 7, "two nodes 'x'"},
      {HEAD "node\tx\tentity/{id}\nclass\ty\tng:Person\n", 7, "no node 'y'"},
      {HEAD "node\tx\tentity/{id}\nclass\tx\tng:Persona\n", 7, "no class 'ng:Persona'"},
      {HEAD "node\tx\tentity/{id}\ntext\tx\tng:nome\t{id}\n", 7, "no property 'ng:nome'"},
      {HEAD "node\tx\tentity/{id}\ntext\tx\tnn:name\t{id}\n", 7, "prefix is not known"},
      {HEAD "node\tx\tentity/{id}\ntext\tx\trdfs:label\t{id}\t@eng lish\n", 7, "no language"},
      {HEAD "node\tx\tentity/{id}\nlink\tx\tng:country\ty\n", 7, "no node 'y'"},
      {HEAD "node\tx\tentity/{id}\nrefer\tx\tng:country\tid\n", 7, "use link"},
      {HEAD "node\tx\tentity/{id}\nmost\tx\tng:confidence\t{id}\t@{name}\n", 7, "no language"},
      {HEAD "codes\tc\tontology\tNoCode\n", 6, "no codes of the kind"},
      {HEAD "codes\tc\tnowhere.tsv\t1\t2\n", 6, "No such file"},
      {HEAD, 0, "makes no nodes"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    NgMapping* mapping = NULL;
    NgError    err     = {0};
    assert_int_not_equal(ng_mapping_parse(&mapping, ng_str(cases[i].rules), "boats.tsv", &err), NG_SUCCESS);
    assert_null(mapping);
    if (!strstr(err.message, cases[i].message) || err.line != cases[i].line) {
      fail_msg("%zu: line %zu: %s", i, err.line, err.message);
    }
  }
}

static void
reads_json_of_many_megabytes(void** state)
{
  enum { LEN = 20 << 20 };
  NgBuf          json  = NG_BUF_INIT(SIZE_MAX / 4);
  NgLinks* const links = ng_links_new();
  ng_buf_addz(&json, "{\"@id\":\"http://e.example/1\",\"text\":\"");
  assert_int_equal(ng_buf_reserve(&json, LEN), NG_SUCCESS);
  memset(json.at + json.len, 'x', LEN);
  json.len += LEN;
  ng_buf_addz(&json, "\",\"author\":{\"name\":\"Ann Roe\"}}");
  assert_int_equal(ng_jsonld_read(links, ng_buf_str(&json), "one.jsonld", NULL, on_warning, NULL),
                   NG_SUCCESS);
  assert_int_equal(ng_links_sort(links), 2);
  ng_links_free(links);
  ng_buf_free(&json);
}

static void
fails_cleanly_without_memory(void** state)
{
  NgStatus st = NG_ERR_NO_MEM;
  size_t   n  = 0;
  for (; st && n < 2000; ++n) {
    NgBuf out = NG_BUF_INIT(1 << 20);
    ng_alloc_fail_after(n);
    st = take_over(HEAD "codes\tc\tontology\tPloverCode\nnode\te\tfact/{id}\nclass\te\t{name|code:c}\n"
                        "most\te\tng:confidence\t{when|percent}\txsd:decimal\n",
                   "1\tAID\t50\n", &out, NULL);
    ng_alloc_fail_after(SIZE_MAX);
    ng_buf_free(&out);
  }
  assert_int_equal(st, NG_SUCCESS);
  assert_true(n > 10);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(makes_nodes_and_literals_of_columns),
      cmocka_unit_test(leaves_out_what_has_no_value),
      cmocka_unit_test(takes_over_no_value_twice),
      cmocka_unit_test(applies_conditions),
      cmocka_unit_test(materialises_classes),
      cmocka_unit_test(keeps_the_greatest),
      cmocka_unit_test(tries_one_template_after_the_other),
      cmocka_unit_test(counts_what_is_lost),
      cmocka_unit_test(says_in_which_line_a_mapping_is_wrong),
      cmocka_unit_test(reads_json_of_many_megabytes),
      cmocka_unit_test(fails_cleanly_without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
