// SPDX-License-Identifier: Apache-2.0
// Queries: what is refused and where, the order of patterns, answers and their forms, files that are not
// safe to parse.
#include "query/optional.h"
#include "query/query.h"
#include "query/results.h"

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

static NgStore* store; // one a process: librdf starts and stops libxml2

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
  char           path[]  = "/tmp/test_query.XXXXXX";
  NgOutput*      output  = NULL;
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  const int      fd      = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  options.text   = ng_str(text);
  options.format = format;
  assert_int_equal(ng_output_open(&output, path, err), NG_SUCCESS);
  const NgStatus st = ng_query_over(store, &options, output, err);
  assert_int_equal(ng_output_close(output, NULL), NG_SUCCESS);
  NgError again = {0};
  assert_int_equal(ng_io_read_file(path, out, &again), NG_SUCCESS);
  unlink(path);
  return st;
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
property_paths_are_refused(void** state)
{
  assert_unsupported("SELECT * {\n  ?e ng:actor/rdfs:label ?l\n}", 2, 14, "property paths");
  assert_unsupported("SELECT * { ?e ^ng:actor ?l }", 1, 15, "property paths");
  assert_unsupported("SELECT * { ?e ng:partOf+ ?l }", 1, 24, "property paths");
  assert_unsupported("SELECT * { ?e ng:partOf* ?l }", 1, 24, "property paths");
  assert_unsupported("SELECT * { ?e ng:partOf? ?l }", 1, 24, "property paths");
  assert_unsupported("SELECT * { ?e !ng:partOf ?l }", 1, 15, "property paths");
  assert_unsupported("SELECT * { ?e (ng:actor|ng:target) ?l }", 1, 15, "property paths");
  assert_unsupported("SELECT * { ?e ng:actor|ng:target ?l }", 1, 23, "property paths");
}

static void
negation_is_refused(void** state)
{
  assert_unsupported("SELECT * { ?e a ng:Accuse MINUS { ?e ng:target ?t } }", 1, 27, "MINUS");
  assert_unsupported("SELECT * { ?e a ng:Accuse\nFILTER NOT EXISTS { ?e ng:target ?t } }", 2, 8, "EXISTS");
  assert_unsupported("SELECT * { ?e a ng:Accuse FILTER EXISTS { ?e ng:target ?t } }", 1, 34, "EXISTS");
  assert_unsupported("SELECT * { ?e a ng:Accuse FILTER(!EXISTS { ?e ng:target ?t }) }", 1, 35, "EXISTS");
  assert_unsupported("SELECT * { ?e a ng:Accuse FILTER(1 = 1 && NOT EXISTS { ?e ng:target ?t }) }", 1, 43,
                     "EXISTS");
}

static void
updates_and_other_forms_are_refused(void** state)
{
  assert_unsupported("INSERT DATA { <http://a/> <http://b/> <http://c/> }", 1, 1, "Updates");
  assert_unsupported("PREFIX a: <http://a/>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "Updates");
  assert_unsupported("CLEAR ALL", 1, 1, "Updates");
  assert_unsupported("DESCRIBE <http://a/>", 1, 1, "DESCRIBE");
  assert_unsupported("SELECT * FROM <http://a/> { ?s ?p ?o }", 1, 10, "FROM");
  assert_unsupported("SELECT * { GRAPH ?g { ?s ?p ?o } }", 1, 12, "GRAPH");
  assert_unsupported("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", 1, 12, "SERVICE");
}

static void
what_the_engine_gets_wrong_is_refused(void** state)
{
  assert_unsupported("SELECT * { ?e a ?t VALUES ?t { ng:Accuse ng:Consult } }", 1, 42, "first row of VALUES");
  assert_unsupported("SELECT * { ?e a ?t VALUES (?t) { (ng:Accuse) (ng:Consult) } }", 1, 46,
                     "first row of VALUES");
  assert_unsupported("SELECT (COUNT(DISTINCT ?a) AS ?n) { ?e ng:actor ?a }", 1, 15, "DISTINCT");
  assert_unsupported("SELECT (GROUP_CONCAT(?a; SEPARATOR=\", \") AS ?n) { ?e ng:actor ?a }", 1, 24,
                     "SEPARATOR");
  assert_unsupported("SELECT * { { SELECT ?a { ?e ng:actor ?a } } }", 1, 14, "sub-queries");
  assert_unsupported("SELECT * { ?e rdfs:label ?l FILTER(UCASE(?l) = \"ANN\") }", 1, 36, "UCASE");
  assert_unsupported("SELECT (CONCAT(STR(?l), \"x\") AS ?x) { ?e rdfs:label ?l }", 1, 16, "CONCAT");
  assert_unsupported("SELECT * { ?e ng:date ?d FILTER(YEAR(?d) = 2024) }", 1, 33, "SUBSTR");
  assert_unsupported("SELECT * { ?e ng:confidence ?c FILTER(?c) }", 1, 38, "condition");
  assert_unsupported("SELECT * { ?e rdfs:label ?l FILTER(REGEX(?l, \"S.d\")) }", 1, 46, "bytes");
  assert_unsupported("SELECT * { ?e rdfs:label ?l FILTER(REGEX(?l, \"\\\\d\")) }", 1, 46, "bytes");
  assert_unsupported("SELECT * { OPTIONAL { ?e a ng:Accuse } ?e ng:actor ?a }", 1, 12, "OPTIONAL");
  assert_unsupported("SELECT * { ?e a ng:Accuse OPTIONAL { ?e ng:target ?t } ?t rdfs:label ?l }", 1, 27,
                     "OPTIONAL");
  assert_unsupported("SELECT (COUNT(?t) AS ?n) { ?e a ng:Accuse OPTIONAL { ?e ng:target ?t } }", 1, 1,
                     "unbound");
  assert_unsupported("SELECT * { ?e ng:confidence ?c BIND(?c / 2 AS ?d) FILTER(?d > 1) }", 1, 32, "BIND");
  assert_unsupported("SELECT * { ?e a ng:Accuse BIND(NOW() AS ?d) }", 1, 32, "not offered");
  assert_unsupported("ASK {}", 1, 6, "without a triple pattern");
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

// --- order of patterns ---------------------------------------------------------------------------

// Pretends that predicates have as many triples as their last digit says, by tens; a bound end leaves one.
static double
pretend(const void* self, const NgSparqlTriple* t, NgSparqlVars bound)
{
  const NgStr  p    = t->part[1].text;
  const double rows = p.len > 1 && p.at[p.len - 2] >= '0' && p.at[p.len - 2] <= '9'
                          ? (p.at[p.len - 2] - '0') * 10.0
                          : 100;
  return t->vars & bound ? rows / 10 : rows;
}

static void
assert_planned(const char* text, const char* expected)
{
  const NgSparqlStats stats = {NULL, pretend};
  NgArena* const      arena = ng_arena_new(1 << 24);
  NgBuf               out   = NG_BUF_INIT(1 << 20);
  NgError             err   = {0};
  NgSparqlQuery       query;
  assert_int_equal(ng_sparql_parse(&query, arena, ng_str(text), &err), NG_SUCCESS);
  assert_int_equal(ng_sparql_plan(&query, arena, &stats, &err), NG_SUCCESS);
  assert_int_equal(ng_sparql_write(&query, &out), NG_SUCCESS);
  assert_string_equal(out.at, expected);
  ng_buf_free(&out);
  ng_arena_free(arena);
}

static void
fewest_matches_come_first_and_stay_connected(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { ?a p:p9 ?b . ?c p:p1 ?d . ?b p:p8 ?c . ?x p:p2 ?y }",
                 "SELECT ?a \nWHERE {\n"
                 "?c <p:p1> ?d .\n?b <p:p8> ?c .\n?a <p:p9> ?b .\n?x <p:p2> ?y .\n}\n");
}

static void
filters_do_not_cut_a_block(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { ?a p:p9 ?b FILTER(?b != p:x) ?a p:p1 ?c }",
                 "SELECT ?a \nWHERE {\n?a <p:p1> ?c .\n?a <p:p9> ?b .\nFILTER ( ( ?b != <p:x> ) )\n}\n");
}

static void
plain_groups_are_dissolved(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { { ?a p:p9 ?b } { ?a p:p1 ?c FILTER(?c != 1) } }",
                 "SELECT ?a \nWHERE {\n?a <p:p1> ?c .\n?a <p:p9> ?b .\nFILTER ( ( ?c != 1 ) )\n}\n");
}

static void
patterns_move_into_the_parts_of_a_union(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { { ?a p:p1 ?b } UNION { ?a p:p2 ?b } ?a p:p9 ?c }",
                 "SELECT ?a \nWHERE {\n{\n?a <p:p1> ?b .\n?a <p:p9> ?c .\n}\n"
                 "UNION {\n?a <p:p2> ?b .\n?a <p:p9> ?c .\n}\n}\n");
}

static void
optionals_move_into_the_parts_of_a_union(void** state)
{
  assert_planned(
      "PREFIX p: <p:> SELECT ?a { { ?a p:p1 ?b } UNION { ?a p:p2 ?b } ?a p:p9 ?c OPTIONAL { ?a p:p0 ?o } }",
      "SELECT ?a \nWHERE {\n{\n?a <p:p1> ?b .\n?a <p:p9> ?c .\nOPTIONAL {\n?a <p:p0> ?o .\n}\n}\n"
      "UNION {\n?a <p:p2> ?b .\n?a <p:p9> ?c .\nOPTIONAL {\n?a <p:p0> ?o .\n}\n}\n}\n");
}

static void
patterns_move_before_an_optional_that_they_do_not_share(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { ?a p:p1 ?b OPTIONAL { ?a p:p0 ?o } ?a p:p2 ?c }",
                 "SELECT ?a \nWHERE {\n?a <p:p1> ?b .\n?a <p:p2> ?c .\nOPTIONAL {\n?a <p:p0> ?o .\n}\n}\n");
}

static void
patterns_stay_behind_the_bind_that_they_need(void** state)
{
  assert_planned("PREFIX p: <p:> SELECT ?a { ?a p:p9 ?b BIND(STR(?b) AS ?c) ?a p:p1 ?c }",
                 "SELECT ?a \nWHERE {\n?a <p:p9> ?b .\nBIND ( STR ( ?b ) AS ?c )\n?a <p:p1> ?c .\n}\n");
}

static void
counts_tell_rare_from_common(void** state)
{
  NgArena* const      arena = ng_arena_new(1 << 24);
  NgError             err   = {0};
  const NgSparqlStats stats = ng_store_stats(store);
  NgSparqlQuery       q;
  const char          text[] = "SELECT * { ?e ng:actor ?a . ?e a ng:Accuse . ?e ?p ?o . ?e a ng:Nothing }";
  assert_int_equal(ng_sparql_parse(&q, arena, ng_str(text), &err), NG_SUCCESS);
  const NgSparqlTriple* const t = q.where->elements.at[0].triples.at;
  assert_true(stats.estimate(stats.self, &t[0], 0) == 4);
  assert_true(stats.estimate(stats.self, &t[1], 0) == 2);
  assert_true(stats.estimate(stats.self, &t[2], 0) == (double)ng_store_size(store));
  assert_true(stats.estimate(stats.self, &t[3], 0) == 0);
  assert_true(stats.estimate(stats.self, &t[0], t[0].vars) < 1);
  ng_arena_free(arena);
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
rows_for_a_query_are_gone_after_it(void** state)
{
  const size_t before = ng_store_size(store);
  what_is_missing_stays_unbound(state);
  assert_int_equal(ng_store_size(store), before);
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
  NgArena* const arena   = ng_arena_new(1 << 24);
  NgSparqlQuery  query;
  NgCell         cells[] = {{.kind = NG_CELL_LITERAL, .value = ng_str("line\none")},
                            {.kind = NG_CELL_LITERAL, .value = ng_str("a long value")}};
  NgCell*        rows[]  = {cells};
  NgStr          names[] = {ng_str("a"), ng_str("b")};
  NgAnswer       answer  = {.names = {names, 2, 2}, .rows = {rows, 1, 1}};
  options.max_width      = 8;
  assert_int_equal(ng_sparql_parse(&query, arena, ng_str("SELECT ?a ?b { ?a ng:b ?b }"), &err), NG_SUCCESS);
  assert_int_equal(ng_answer_write(&answer, &query, &options, &out), NG_SUCCESS);
  assert_string_equal(out.at, "a         b\n--------  --------\nline one  a long \xE2\x80\xA6\n(1 row)\n");
  ng_buf_free(&out);
  ng_arena_free(arena);
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
  assert_true(ng_cell_compare(&two, &ten) < 0);
  assert_true(ng_cell_compare(&ten, &text) < 0);
  assert_true(ng_cell_compare(&iri, &two) < 0);
  assert_true(ng_cell_compare(&unbound, &iri) < 0);
}

// --- files ---------------------------------------------------------------------------------------

static void
assert_not_loaded(const char* name, const char* bytes, size_t len, size_t line, const char* words)
{
  NgError err = {0};
  assert_int_equal(ng_store_load_bytes(store, name, ng_str_n(bytes, len), &err), NG_ERR_BAD_INPUT);
  assert_string_equal(err.source, name);
  assert_int_equal(err.line, line);
  if (!strstr(err.message, words)) {
    assert_string_equal(err.message, words);
  }
}

static void
long_language_tags_never_reach_the_parser(void** state)
{
  char text[5000];
  char tag[4001];
  memset(tag, 'a', sizeof(tag) - 1);
  tag[4000] = '\0';
  snprintf(text, sizeof(text), "# one\n<http://a/> <http://b/> \"c\"@%s .\n", tag);
  assert_not_loaded("x.nt", text, strlen(text), 2, "language tag");
  assert_not_loaded("x.ttl", text, strlen(text), 2, "language tag");
  assert_not_loaded("x.nq", text, strlen(text), 2, "language tag");
  snprintf(text, sizeof(text), "<?xml version='1.0'?>\n\n<r xml:lang = '%s'/>", tag);
  assert_not_loaded("x.rdf", text, strlen(text), 3, "language tag");
}

static void
unsafe_files_are_refused(void** state)
{
  static const char latin[]  = "<http://a/> <http://b/> \"caf\xE9\" .\n";
  static const char nul[]    = "<http://a/> <http://b/> \"\0\" .\n";
  static const char entity[] = "<!DOCTYPE x [\n<!ENTITY a \"b\">]><x/>";
  static const char broken[] = "<http://a/> <http://b/> <http://c/> .\n<http://a/> oops .\n";
  assert_not_loaded("x.nt", latin, sizeof(latin) - 1, 1, "UTF-8");
  assert_not_loaded("x.nt", nul, sizeof(nul) - 1, 1, "NUL");
  assert_not_loaded("x.rdf", entity, sizeof(entity) - 1, 2, "entities");
  assert_not_loaded("x.ttl", broken, sizeof(broken) - 1, 2, "");
}

static void
forms_are_told_by_name_or_content(void** state)
{
  static const char* const files[][2] = {
      {"a.nt", "<http://f/1> <http://p/> \"nt\" .\n"},
      {"a.nq", "<http://f/2> <http://p/> \"nq\" <http://g/> .\n"},
      {"-nq", "# quads\n<http://f/3> <http://p/> \"nq\" <http://g/> .\n"},
      {"-nq-iri", "<http://f/6> <http://p/> <http://o/> <http://g/> .\n"},
      {"-ttl", "@prefix f: <http://f/> .\nf:4 <http://p/> \"ttl\" .\n"},
      {"-nt", "<http://f/7> <http://p/> \"x\"^^<http://t/> .\n"},
      {"-rdf", "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
               "xmlns:p='http://p/'>"
               "<rdf:Description rdf:about='http://f/5'><p:q>x</p:q></rdf:Description></rdf:RDF>"},
  };
  for (size_t i = 0; i < sizeof(files) / sizeof(*files); ++i) {
    NgError      err    = {0};
    const size_t before = ng_store_size(store);
    assert_int_equal(ng_store_load_bytes(store, files[i][0], ng_str(files[i][1]), &err), NG_SUCCESS);
    assert_int_equal(ng_store_size(store), before + 1);
    assert_int_equal(ng_store_load_bytes(store, files[i][0], ng_str(files[i][1]), &err), NG_SUCCESS);
    assert_int_equal(ng_store_size(store), before + 1);
  }
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
      cmocka_unit_test(property_paths_are_refused),
      cmocka_unit_test(negation_is_refused),
      cmocka_unit_test(updates_and_other_forms_are_refused),
      cmocka_unit_test(what_the_engine_gets_wrong_is_refused),
      cmocka_unit_test(mistakes_are_told_with_their_place),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(fewest_matches_come_first_and_stay_connected),
      cmocka_unit_test(filters_do_not_cut_a_block),
      cmocka_unit_test(plain_groups_are_dissolved),
      cmocka_unit_test(patterns_move_into_the_parts_of_a_union),
      cmocka_unit_test(optionals_move_into_the_parts_of_a_union),
      cmocka_unit_test(patterns_move_before_an_optional_that_they_do_not_share),
      cmocka_unit_test(patterns_stay_behind_the_bind_that_they_need),
      cmocka_unit_test(counts_tell_rare_from_common),
      cmocka_unit_test(joins_and_orders),
      cmocka_unit_test(what_is_missing_stays_unbound),
      cmocka_unit_test(rows_for_a_query_are_gone_after_it),
      cmocka_unit_test(counts_and_groups),
      cmocka_unit_test(empty_answer_keeps_its_head),
      cmocka_unit_test(truth_in_every_form),
      cmocka_unit_test(table_is_aligned_and_shortens_iris),
      cmocka_unit_test(table_cuts_long_values_and_hides_line_ends),
      cmocka_unit_test(json_escapes),
      cmocka_unit_test(xml_escapes),
      cmocka_unit_test(construct_makes_each_triple_once),
      cmocka_unit_test(numbers_sort_by_value_and_before_text),
      cmocka_unit_test(long_language_tags_never_reach_the_parser),
      cmocka_unit_test(unsafe_files_are_refused),
      cmocka_unit_test(forms_are_told_by_name_or_content),
      cmocka_unit_test(missing_file_is_reported),
  };
  return cmocka_run_group_tests(tests, open_store, close_store) ? 1 : 0;
}
