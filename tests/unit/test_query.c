// SPDX-License-Identifier: Apache-2.0
// Queries: what is refused and where, what SPARQL means, answers and their forms, ceilings, files.
#include "base/alloc.h"
#include "base/io.h"
#include "query/query.h"
#include "query/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char graph[] =
    "@prefix ng: <https://w3id.org/newsgraph/ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix e: <http://example.org/> .\n"
    "e:one a ng:Accuse ; ng:actor e:north ; ng:target e:south ; ng:confidence 0.9 .\n"
    "e:two a ng:Accuse ; ng:actor e:south ; ng:attributedTo e:ann ; ng:confidence 0.75 .\n"
    "e:three a ng:Consult ; ng:actor e:north, e:south ; ng:confidence 0.8 .\n"
    "e:north a ng:Government ; rdfs:label \"North\"@en .\n"
    "e:south a ng:Government ; rdfs:label \"S\xC3\xBC"
    "d, \\\"the\\\" <South>\\n\"@en .\n"
    "e:ann a ng:Person ; rdfs:label \"Ann\"@en, \"Anna \xE5\x8C\x97\xE4\xBA\xAC\"@zh .\n";

#define E "PREFIX e: <http://example.org/>\n"

// --- helpers -------------------------------------------------------------------------------------

static NgStore* store;

static int
open_store(void** state)
{
  NgError err = {0};
  return ng_store_open(&store, &err) || ng_store_load_bytes(store, "graph.ttl", ng_str(graph), &err);
}

static int
close_store(void** state)
{
  ng_store_close(store);
  return 0;
}

static NgStatus
try(const char* text, NgQueryFormat format, NgBuf* out, NgError* err)
{
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  options.text           = ng_str(text);
  options.format         = format;
  return ng_query_over(store, &options, out, err);
}

static void
assert_answer(const char* text, NgQueryFormat format, const char* expected)
{
  NgError err = {0};
  NgBuf   out = NG_BUF_INIT(1 << 20);
  assert_int_equal(ng_buf_addz(&out, ""), NG_SUCCESS);
  const NgStatus st = try(text, format, &out, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(st, NG_SUCCESS);
  assert_string_equal(out.at, expected);
  ng_buf_free(&out);
}

static void
assert_refused(const char* text, NgStatus status, size_t line, size_t column, const char* words)
{
  NgError        err = {0};
  NgBuf          out = NG_BUF_INIT(1 << 20);
  const NgStatus st  = try(text, NG_QUERY_CSV, &out, &err);
  if (!strstr(err.message, words)) {
    assert_string_equal(err.message, words);
  }
  assert_int_equal(st, status);
  assert_int_equal(err.line, line);
  assert_int_equal(err.column, column);
  assert_string_equal(err.source, "query");
  assert_int_equal(out.len, 0);
  ng_buf_free(&out);
}

static void
assert_unsupported(const char* text, size_t line, size_t column, const char* words)
{
  assert_refused(text, NG_ERR_UNSUPPORTED, line, column, words);
}

// --- refusals ------------------------------------------------------------------------------------

static void
updates_and_other_forms_are_refused(void** state)
{
  assert_unsupported("INSERT DATA { <http://a/> <http://b/> <http://c/> }", 1, 1, "Updates");
  assert_unsupported("PREFIX a: <http://a/>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "Updates");
  assert_unsupported("CLEAR ALL", 1, 1, "Updates");
  assert_unsupported("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", 1, 12, "SERVICE");
}

static void
clock_and_chance_are_refused(void** state)
{
  assert_unsupported("SELECT * { ?e a ng:Accuse BIND(NOW() AS ?d) }", 1, 32, "clock");
  assert_unsupported("SELECT * { ?e a ng:Accuse FILTER(RAND() < 1) }", 1, 34, "chance");
  assert_unsupported("SELECT (UUID() AS ?u) { ?e a ng:Accuse }", 1, 9, "chance");
  assert_unsupported("SELECT (<http://f/>(1) AS ?u) { ?e a ng:Accuse }", 1, 9, "no function");
}

static void
mistakes_are_told_with_their_place(void** state)
{
  assert_refused("SELECT ?e {\n  ?e a ng:Accuse\n", NG_ERR_BAD_INPUT, 3, 1, "end of the query");
  assert_refused("SELECT ?e { ?e a nope:Accuse }", NG_ERR_BAD_INPUT, 1, 18, "prefix \"nope:\"");
  assert_refused("SELECT ?e { ?e a \"x }", NG_ERR_BAD_INPUT, 1, 18, "string");
  assert_refused("SELECT { ?e a ng:Accuse }", NG_ERR_BAD_INPUT, 1, 8, "variable");
  assert_refused("SELECT ?e { ?e a ng:Accuse } LIMIT x", NG_ERR_BAD_INPUT, 1, 36, "whole number");
  assert_refused("SELECT ?e { ?e a ng:Accuse } }", NG_ERR_BAD_INPUT, 1, 30, "Did not expect");
  assert_refused("SELECT ?e { ?e a ng:Accuse FILTER(?e = ) }", NG_ERR_BAD_INPUT, 1, 40, "expression");
  assert_refused("", NG_ERR_BAD_INPUT, 1, 1, "SELECT");
  assert_refused("SELECT ?e { ?e rdfs:label \"x\"@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }",
                 NG_ERR_BAD_INPUT, 1, 30, "language tag");
}

static void
deep_nesting_is_refused(void** state)
{
  char text[4000] = "SELECT * { ?s ?p ?o FILTER";
  for (int i = 0; i < 1000; ++i) {
    strcat(text, "(");
  }
  NgError err = {0};
  NgBuf   out = NG_BUF_INIT(1 << 20);
  assert_int_equal(try(text, NG_QUERY_CSV, &out, &err), NG_ERR_LIMIT);
  strcpy(text, "SELECT * ");
  for (int i = 0; i < 1000; ++i) {
    strcat(text, "{");
  }
  memset(&err, 0, sizeof(err));
  assert_int_equal(try(text, NG_QUERY_CSV, &out, &err), NG_ERR_LIMIT);
  ng_buf_free(&out);
}

// --- answers -------------------------------------------------------------------------------------

static void
joins_and_orders(void** state)
{
  assert_answer(E "SELECT ?e ?c { ?e ng:confidence ?c ; a ng:Accuse } ORDER BY DESC(?c)", NG_QUERY_CSV,
                "e,c\r\nhttp://example.org/one,0.9\r\nhttp://example.org/two,0.75\r\n");
  assert_answer("SELECT ?e { ?e ng:confidence ?c } ORDER BY ?c LIMIT 1 OFFSET 1", NG_QUERY_CSV,
                "e\r\nhttp://example.org/three\r\n");
}

static void
what_is_missing_stays_unbound(void** state)
{
  assert_answer("SELECT ?e ?who { ?e a ng:Accuse OPTIONAL { ?e ng:attributedTo ?who } } ORDER BY ?e",
                NG_QUERY_CSV,
                "e,who\r\nhttp://example.org/one,\r\nhttp://example.org/two,http://example.org/ann\r\n");
  assert_answer("SELECT ?e { ?e a ng:Accuse OPTIONAL { ?e ng:attributedTo ?who } FILTER(!BOUND(?who)) }",
                NG_QUERY_CSV, "e\r\nhttp://example.org/one\r\n");
  assert_answer("SELECT ?e ?n { ?e a ng:Accuse OPTIONAL { ?e ng:target ?t . ?t rdfs:label ?n OPTIONAL { ?t "
                "ng:x ?y } } } "
                "ORDER BY ?e",
                NG_QUERY_CSV,
                "e,n\r\nhttp://example.org/one,\"S\xC3\xBC"
                "d, \"\"the\"\" <South>\n\"\r\nhttp://example.org/two,\r\n");
}

static void
what_a_query_computes_is_gone_after_it(void** state)
{
  const uint32_t before = ng_terms_size(ng_store_terms(store));
  assert_answer("SELECT (CONCAT(STR(?e), \"!\") AS ?s) { ?e a ng:Consult }", NG_QUERY_CSV,
                "s\r\nhttp://example.org/three!\r\n");
  assert_int_equal(ng_terms_size(ng_store_terms(store)), before);
}

static void
counts_and_groups(void** state)
{
  assert_answer("SELECT ?a (COUNT(?e) AS ?n) { ?e ng:actor ?a } GROUP BY ?a ORDER BY DESC(?n) ?a",
                NG_QUERY_CSV, "a,n\r\nhttp://example.org/north,2\r\nhttp://example.org/south,2\r\n");
  assert_answer("SELECT (COUNT(?e) AS ?n) (SUM(?c) AS ?s) { ?e a ng:Nothing ; ng:confidence ?c }",
                NG_QUERY_CSV, "n,s\r\n0,0\r\n");
}

static void
empty_answer_keeps_its_head(void** state)
{
  assert_answer("SELECT ?a ?b { ?a ng:nothing ?b }", NG_QUERY_CSV, "a,b\r\n");
  assert_answer("SELECT ?a ?b { ?a ng:nothing ?b }", NG_QUERY_TABLE, "a  b\n-  -\n(0 rows)\n");
}

static void
truth_in_every_form(void** state)
{
  assert_answer("ASK { ?e a ng:Accuse }", NG_QUERY_TABLE, "true\n");
  assert_answer("ASK { ?e a ng:Nothing }", NG_QUERY_CSV, "false\n");
  assert_answer("ASK { ?e a ng:Accuse }", NG_QUERY_JSON, "{\n  \"head\": {},\n  \"boolean\": true\n}\n");
  assert_answer("ASK { ?e a ng:Accuse }", NG_QUERY_XML,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sparql "
                "xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
                "  <head>\n  </head>\n  <boolean>true</boolean>\n</sparql>\n");
}

static void
table_is_aligned_and_shortens_iris(void** state)
{
  assert_answer(
      E "SELECT ?who ?name { ?who a ng:Person ; rdfs:label ?name } ORDER BY ?name", NG_QUERY_TABLE,
      "who    name\n-----  ---------\ne:ann  Ann\ne:ann  Anna \xE5\x8C\x97\xE4\xBA\xAC\n(2 rows)\n");
}

static void
table_cuts_long_values_and_hides_line_ends(void** state)
{
  NgError        err     = {0};
  NgBuf          out     = NG_BUF_INIT(1 << 16);
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  options.max_width      = 8;
  options.text           = ng_str("SELECT ?a ?b { VALUES (?a ?b) { (\"line\\none\" \"a long value\") } }");
  assert_int_equal(ng_query_over(store, &options, &out, &err), NG_SUCCESS);
  assert_string_equal(out.at, "a         b\n--------  --------\nline one  a long \xE2\x80\xA6\n(1 row)\n");
  ng_buf_free(&out);
}

static void
json_escapes(void** state)
{
  assert_answer(E "SELECT ?l ?x { e:south rdfs:label ?l OPTIONAL { e:south ng:x ?x } }", NG_QUERY_JSON,
                "{\n  \"head\": {\"vars\": [\"l\", \"x\"]},\n  \"results\": {\"bindings\": [\n"
                "    {\"l\": {\"type\": \"literal\", \"value\": \"S\xC3\xBC"
                "d, \\\"the\\\" <South>\\n\", \"xml:lang\": \"en\"}}\n"
                "  ]}\n}\n");
}

static void
xml_escapes(void** state)
{
  assert_answer(E "SELECT ?l ?c { e:south rdfs:label ?l . e:one ng:confidence ?c }", NG_QUERY_XML,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sparql "
                "xmlns=\"http://www.w3.org/2005/sparql-results#\">\n"
                "  <head>\n    <variable name=\"l\"/>\n    <variable name=\"c\"/>\n  </head>\n  <results>\n  "
                "  <result>\n"
                "      <binding name=\"l\"><literal xml:lang=\"en\">S\xC3\xBC"
                "d, &quot;the&quot; &lt;South&gt;\n"
                "</literal></binding>\n      <binding name=\"c\">"
                "<literal datatype=\"http://www.w3.org/2001/XMLSchema#decimal\">0.9</literal></binding>\n"
                "    </result>\n  </results>\n</sparql>\n");
}

static void
construct_makes_each_triple_once(void** state)
{
  assert_answer(
      E "CONSTRUCT { ?a ng:accuses ?t } { ?e a ng:Accuse ; ng:actor ?a ; ng:confidence ?c "
        "OPTIONAL { ?e ng:target ?t } }",
      NG_QUERY_TABLE,
      "<http://example.org/north> <https://w3id.org/newsgraph/ns#accuses> <http://example.org/south> .\n");
}

static void
numbers_sort_by_value_and_before_text(void** state)
{
  const NgStr  integer = ng_str("http://www.w3.org/2001/XMLSchema#integer");
  const NgCell two     = {NG_CELL_LITERAL, ng_str("2"), {NULL, 0}, integer};
  const NgCell ten     = {NG_CELL_LITERAL, ng_str("10"), {NULL, 0}, integer};
  const NgCell text    = {NG_CELL_LITERAL, ng_str("1"), {NULL, 0}, {NULL, 0}};
  const NgCell iri     = {NG_CELL_IRI, ng_str("z:z"), {NULL, 0}, {NULL, 0}};
  const NgCell unbound = {0};
  assert_true(ng_cell_order(&two, &ten) < 0);
  assert_true(ng_cell_order(&ten, &text) < 0);
  assert_true(ng_cell_order(&iri, &two) < 0);
  assert_true(ng_cell_order(&unbound, &iri) < 0);
}

// --- what SPARQL means ----------------------------------------------------------------------------

static void
paths_walk(void** state)
{
  assert_answer(E "SELECT ?l { e:one (ng:actor|ng:target)/rdfs:label ?l FILTER(STRLEN(?l) < 6) }",
                NG_QUERY_CSV, "l\r\nNorth\r\n");
  assert_answer(E "SELECT ?x { e:north (^ng:actor/ng:actor)+ ?x }", NG_QUERY_CSV,
                "x\r\nhttp://example.org/north\r\nhttp://example.org/south\r\n");
  assert_answer(E "SELECT ?x { e:ann ng:nothing* ?x }", NG_QUERY_CSV, "x\r\nhttp://example.org/ann\r\n");
  assert_answer(E "SELECT ?x { e:one !(rdf:type|ng:actor|ng:confidence) ?x }", NG_QUERY_CSV,
                "x\r\nhttp://example.org/south\r\n");
  assert_answer(E "ASK { e:north (^ng:actor/ng:actor)* e:south }", NG_QUERY_CSV, "true\n");
}

static void
negation_takes_away(void** state)
{
  assert_answer("SELECT ?e { ?e a ng:Accuse FILTER NOT EXISTS { ?e ng:target ?t } }", NG_QUERY_CSV,
                "e\r\nhttp://example.org/two\r\n");
  assert_answer("SELECT ?e { ?e a ng:Accuse MINUS { ?e ng:target ?t } }", NG_QUERY_CSV,
                "e\r\nhttp://example.org/two\r\n");
  assert_answer("SELECT ?e { ?e a ng:Consult MINUS { ?x ng:target ?t } }", NG_QUERY_CSV,
                "e\r\nhttp://example.org/three\r\n"); // nothing in common
  assert_answer("SELECT ?e { ?e ng:confidence ?c FILTER EXISTS { ?e ng:actor ?a FILTER(?c > 0.85) } }",
                NG_QUERY_CSV, "e\r\nhttp://example.org/one\r\n"); // the filter sees the row outside
}

static void
scope_is_bottom_up(void** state)
{
  assert_answer("SELECT ?e { ?e ng:confidence ?c { ?e a ng:Accuse FILTER(?c > 0) } }", NG_QUERY_CSV, "e\r\n");
  assert_answer(
      "SELECT ?e ?t { ?e a ng:Accuse OPTIONAL { ?e ng:target ?t FILTER(?c > 1) } ?e ng:confidence ?c }",
      NG_QUERY_CSV, "e,t\r\nhttp://example.org/one,\r\nhttp://example.org/two,\r\n");
  assert_answer(
      "SELECT ?x { VALUES ?x { 1 2 } OPTIONAL { VALUES ?y { 1 } FILTER(?x = ?y) } FILTER(BOUND(?y)) }",
      NG_QUERY_CSV, "x\r\n1\r\n");
}

static void
subqueries_have_names_of_their_own(void** state)
{
  assert_answer(
      "SELECT ?a ?n { { SELECT ?a (COUNT(?e) AS ?n) { ?e ng:actor ?a } GROUP BY ?a } ?e ng:target ?a }",
      NG_QUERY_CSV, "a,n\r\nhttp://example.org/south,2\r\n");
  assert_answer(
      "SELECT ?e { ?e a ng:Accuse { SELECT ?e { ?e ng:confidence ?c } ORDER BY DESC(?c) LIMIT 1 } }",
      NG_QUERY_CSV, "e\r\nhttp://example.org/one\r\n");
}

static void
errors_are_no_answers(void** state)
{
  assert_answer("SELECT ?e { ?e a ng:Consult FILTER(?nothing || true) }", NG_QUERY_CSV,
                "e\r\nhttp://example.org/three\r\n");
  assert_answer("SELECT ?e { ?e a ng:Consult FILTER(?nothing && true) }", NG_QUERY_CSV, "e\r\n");
  assert_answer("SELECT ?e (1 / 0 AS ?x) (COALESCE(1 / 0, \"none\") AS ?y) { ?e a ng:Consult }", NG_QUERY_CSV,
                "e,x,y\r\nhttp://example.org/three,,none\r\n");
  assert_answer("SELECT (SUM(?l) AS ?s) (COUNT(?l) AS ?n) { ?a rdfs:label ?l }", NG_QUERY_CSV,
                "s,n\r\n,4\r\n");
}

static void
numbers_are_promoted(void** state)
{
  assert_answer("SELECT (1 + 2 AS ?a) (7 / 2 AS ?b) (1.50 * 2 AS ?c) (1e0 + 1 AS ?d) (-3.5 AS ?e) {}",
                NG_QUERY_CSV, "a,b,c,d,e\r\n3,3.5,3.0,2.0E0,-3.5\r\n");
  assert_answer("SELECT (9223372036854775807 + 1 AS ?a) (10.0 / 3 AS ?b) {}", NG_QUERY_CSV,
                "a,b\r\n,3.333333333333333333\r\n");
  assert_answer("SELECT (ROUND(-2.5) AS ?a) (CEIL(2.1) AS ?b) (FLOOR(-2.1) AS ?c) (ABS(-2) AS ?d) {}",
                NG_QUERY_CSV, "a,b,c,d\r\n-2.0,3.0,-3.0,2\r\n");
  assert_answer("SELECT (ROUND(170141183460469231731.6873037158841057) AS ?a) "
                "(FLOOR(-170141183460469231731.6873037158841057) AS ?b) (CEIL(-0.5) AS ?c) {}",
                NG_QUERY_CSV, "a,b,c\r\n,,0.0\r\n");
  assert_answer("ASK { FILTER(1 = 1.0 && 1.0 = 1e0 && \"01\"^^xsd:integer = 1) }", NG_QUERY_CSV, "true\n");
}

static void
text_is_unicode(void** state)
{
  assert_answer("SELECT (UCASE(\"stra\xC3\x9F\") AS ?a) (STRLEN(\"\xE5\x8C\x97\xE4\xBA\xAC\") AS ?b) "
                "(SUBSTR(\"\xE5\x8C\x97\xE4\xBA\xAC!\", 2, 1) AS ?c) {}",
                NG_QUERY_CSV, "a,b,c\r\nSTRASS,2,\xE4\xBA\xAC\r\n");
  assert_answer("ASK { FILTER(REGEX(\"x\xC3\xBCy\", \"^x.Y$\", \"i\")) }", NG_QUERY_CSV, "true\n");
  assert_answer("SELECT (REPLACE(\"a-b-c\", \"-(.)\", \"+$1\") AS ?r) (REGEX(\"x\", \"(\") AS ?bad) {}",
                NG_QUERY_CSV, "r,bad\r\na+b+c,\r\n");
  assert_answer("SELECT (SHA1(\"abc\") AS ?h) (ENCODE_FOR_URI(\"a b\xC3\xBC\") AS ?u) {}", NG_QUERY_CSV,
                "h,u\r\na9993e364706816aba3e25717850c26c9cd0d89d,a%20b%C3%BC\r\n");
}

static void
time_is_understood(void** state)
{
  assert_answer("SELECT (YEAR(?d) AS ?y) (SECONDS(?d) AS ?s) (TZ(?d) AS ?z) (TIMEZONE(?d) AS ?t) "
                "{ BIND(\"2024-02-29T10:11:12.5-05:30\"^^xsd:dateTime AS ?d) }",
                NG_QUERY_CSV, "y,s,z,t\r\n2024,12.5,-05:30,-PT5H30M\r\n");
  assert_answer(
      "ASK { FILTER(\"2024-01-01T00:00:00Z\"^^xsd:dateTime = \"2024-01-01T02:00:00+02:00\"^^xsd:dateTime && "
      "\"2024-01-31\"^^xsd:date < \"2024-02-01\"^^xsd:date) }",
      NG_QUERY_CSV, "true\n");
}

static void
groups_have_keys_and_aggregates(void** state)
{
  assert_answer("SELECT (COUNT(DISTINCT ?a) AS ?n) (GROUP_CONCAT(DISTINCT ?l; SEPARATOR=\"|\") AS ?ls) "
                "{ ?e ng:actor ?a . ?a a ng:Government ; rdfs:label ?l FILTER(STRLEN(?l) = 5) }",
                NG_QUERY_CSV, "n,ls\r\n1,North\r\n");
  assert_answer("SELECT ?k (AVG(?c) AS ?m) { ?e ng:confidence ?c } GROUP BY (?c > 0.78 AS ?k) HAVING(?m > 0) "
                "ORDER BY ?k",
                NG_QUERY_CSV, "k,m\r\nfalse,0.75\r\ntrue,0.85\r\n");
  assert_answer("SELECT (MAX(?c) - MIN(?c) AS ?range) { ?e ng:confidence ?c }", NG_QUERY_CSV,
                "range\r\n0.15\r\n");
}

static void
describe_tells_what_is_said(void** state)
{
  assert_answer(E "DESCRIBE e:north", NG_QUERY_CSV,
                "<http://example.org/north> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
                "<https://w3id.org/newsgraph/ns#Government> .\n"
                "<http://example.org/north> <http://www.w3.org/2000/01/rdf-schema#label> \"North\"@en .\n");
}

static void
construct_makes_blank_nodes(void** state)
{
  assert_answer(E "CONSTRUCT { _:x e:of ?e } { ?e a ng:Consult }", NG_QUERY_CSV,
                "_:c1_0 <http://example.org/of> <http://example.org/three> .\n");
}

static void
graphs_have_names(void** state)
{
  NgError  err   = {0};
  NgStore* plain = store;
  assert_int_equal(ng_store_open(&store, &err), NG_SUCCESS);
  assert_int_equal(ng_store_load_bytes(store, "x.nq",
                                       ng_str("<http://a/1> <http://p/> \"x\" <http://g/1> .\n"
                                              "<http://a/1> <http://p/> \"x\" <http://g/2> .\n"
                                              "<http://a/2> <http://p/> \"y\" <http://g/2> .\n"
                                              "<http://a/3> <http://p/> \"z\" .\n"),
                                       &err),
                   NG_SUCCESS);
  assert_answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", NG_QUERY_CSV, "n\r\n3\r\n");
  assert_answer("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }", NG_QUERY_CSV,
                "g,s\r\nhttp://g/1,http://a/1\r\nhttp://g/2,http://a/1\r\nhttp://g/2,http://a/2\r\n");
  assert_answer("SELECT ?s FROM <http://g/1> { ?s ?p ?o }", NG_QUERY_CSV, "s\r\nhttp://a/1\r\n");
  assert_answer("SELECT ?g FROM NAMED <http://g/2> { GRAPH ?g { <http://a/1> ?p ?o } }", NG_QUERY_CSV,
                "g\r\nhttp://g/2\r\n");
  ng_store_close(store);
  store = plain;
}

// --- ceilings --------------------------------------------------------------------------------------

static void
assert_limited(const char* text, NgLimits limits, const char* words)
{
  NgError        err     = {0};
  NgBuf          out     = NG_BUF_INIT(1 << 20);
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  options.text           = ng_str(text);
  options.limits         = limits;
  assert_int_equal(ng_query_over(store, &options, &out, &err), NG_ERR_LIMIT);
  if (!strstr(err.message, words)) {
    assert_string_equal(err.message, words);
  }
  ng_buf_free(&out);
}

static void
ceilings_end_a_query(void** state)
{
  const char product[] =
      "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";
  const NgLimits steps   = {0, 100000, 0};
  const NgLimits bytes   = {1 << 20, 0, 0};
  const NgLimits seconds = {0, 0, 0.05};
  assert_limited(product, steps, "steps");
  assert_limited(product, bytes, "memory");
  assert_limited(product, seconds, "seconds");
}

static void
long_chains_are_refused(void** state)
{
  NgBuf   text = NG_BUF_INIT(1 << 20);
  NgBuf   out  = NG_BUF_INIT(1 << 20);
  NgError err  = {0};
  ng_buf_addz(&text, "SELECT * { ?s ?p ?o FILTER(1");
  for (int i = 0; i < 5000; ++i) {
    ng_buf_addz(&text, " + 1");
  }
  ng_buf_addz(&text, " = 1) }");
  assert_int_equal(try(text.at, NG_QUERY_CSV, &out, &err), NG_ERR_LIMIT);
  ng_buf_free(&text);
  ng_buf_free(&out);
}

static void
every_failed_allocation_is_told(void** state)
{
  const char text[] = E
      "SELECT ?a (COUNT(DISTINCT ?l) AS ?n) (GROUP_CONCAT(?l) AS ?t) { ?e ng:actor ?a OPTIONAL { "
      "?a rdfs:label ?l } FILTER NOT EXISTS { ?a ng:x* e:ann } } GROUP BY ?a ORDER BY ?n";
  NgStatus status = NG_ERR_NO_MEM;
  for (size_t n = 0; status && n < 1000; ++n) {
    NgError err = {0};
    NgBuf   out = NG_BUF_INIT(1 << 20);
    ng_alloc_fail_after(n);
    status = try(text, NG_QUERY_CSV, &out, &err);
    ng_alloc_fail_after(SIZE_MAX);
    ng_buf_free(&out);
    assert_true(!status || status == NG_ERR_NO_MEM);
  }
  assert_int_equal(status, NG_SUCCESS);
}

// --- files ---------------------------------------------------------------------------------------

static void
graphs_are_added_to_one_another(void** state)
{
  NgError      err    = {0};
  const size_t before = ng_store_size(store);
  for (int i = 0; i < 2; ++i) {
    assert_int_equal(ng_store_load_bytes(store, "a.nt", ng_str("<http://f/1> <http://p/> \"nt\" .\n"), &err),
                     NG_SUCCESS);
    assert_int_equal(ng_store_settle(store), NG_SUCCESS);
    assert_int_equal(ng_store_size(store), before + 1);
  }
}

static void
broken_files_are_told_with_their_line(void** state)
{
  NgError err = {0};
  assert_int_equal(ng_store_load_bytes(store, "x.nt",
                                       ng_str("<http://a/> <http://b/> <http://c/> .\n<http://a/> oops .\n"),
                                       &err),
                   NG_ERR_BAD_INPUT);
  assert_string_equal(err.source, "x.nt");
  assert_int_equal(err.line, 2);
}

static void
missing_file_is_reported(void** state)
{
  NgError err = {0};
  assert_int_equal(ng_store_load(store, "/nonexistent/x.nt", &err), NG_ERR_READ);
  assert_string_equal(err.source, "/nonexistent/x.nt");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(updates_and_other_forms_are_refused),
      cmocka_unit_test(clock_and_chance_are_refused),
      cmocka_unit_test(mistakes_are_told_with_their_place),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(joins_and_orders),
      cmocka_unit_test(what_is_missing_stays_unbound),
      cmocka_unit_test(what_a_query_computes_is_gone_after_it),
      cmocka_unit_test(counts_and_groups),
      cmocka_unit_test(empty_answer_keeps_its_head),
      cmocka_unit_test(truth_in_every_form),
      cmocka_unit_test(table_is_aligned_and_shortens_iris),
      cmocka_unit_test(table_cuts_long_values_and_hides_line_ends),
      cmocka_unit_test(json_escapes),
      cmocka_unit_test(xml_escapes),
      cmocka_unit_test(construct_makes_each_triple_once),
      cmocka_unit_test(numbers_sort_by_value_and_before_text),
      cmocka_unit_test(paths_walk),
      cmocka_unit_test(negation_takes_away),
      cmocka_unit_test(scope_is_bottom_up),
      cmocka_unit_test(subqueries_have_names_of_their_own),
      cmocka_unit_test(errors_are_no_answers),
      cmocka_unit_test(numbers_are_promoted),
      cmocka_unit_test(text_is_unicode),
      cmocka_unit_test(time_is_understood),
      cmocka_unit_test(groups_have_keys_and_aggregates),
      cmocka_unit_test(describe_tells_what_is_said),
      cmocka_unit_test(construct_makes_blank_nodes),
      cmocka_unit_test(graphs_have_names),
      cmocka_unit_test(ceilings_end_a_query),
      cmocka_unit_test(long_chains_are_refused),
      cmocka_unit_test(every_failed_allocation_is_told),
      cmocka_unit_test(graphs_are_added_to_one_another),
      cmocka_unit_test(broken_files_are_told_with_their_line),
      cmocka_unit_test(missing_file_is_reported),
  };
  return cmocka_run_group_tests(tests, open_store, close_store) ? 1 : 0;
}
