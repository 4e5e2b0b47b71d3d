// SPDX-License-Identifier: Apache-2.0
// What a load hands over to Virtuoso's own loader.
#include "load/virtuoso.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static bool
keeps(const char* object)
{
  char lines[512];
  snprintf(lines, sizeof(lines), "<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> %s .\n", object);
  return ng_load_virtuoso_keeps(ng_str(lines));
}

static void
hands_over_what_the_loader_keeps(void** state)
{
  assert_true(ng_load_virtuoso_keeps(ng_str("")));
  assert_true(keeps("<http://e/12345678901>"));
  assert_true(keeps("\"12345678901\""));
  assert_true(keeps("\"\\\"12345678901\\\"^^<" XSD "integer>\""));
  assert_true(keeps("\"12345678901\"@en"));
  assert_true(keeps("\"7\"^^<" XSD "integer>"));
  assert_true(keeps("\"-999999999\"^^<" XSD "integer>"));
  assert_true(keeps("\"12345678901\"^^<" XSD "nonNegativeInteger>"));
  assert_true(keeps("\"2024-05-01\"^^<" XSD "date>"));
  assert_true(keeps("\"P3D\"^^<http://e/duration>"));
}

static void
hands_over_nothing_that_the_loader_changes(void** state)
{
  assert_false(keeps("\"1234567890\"^^<" XSD "integer>"));
  assert_false(keeps("\"-12345678901\"^^<" XSD "integer>"));
  assert_false(keeps("\"abc\"^^<" XSD "integer>"));
  assert_false(keeps("\"1.5\"^^<" XSD "integer>"));
  assert_false(keeps("\"\"^^<" XSD "integer>"));
  assert_false(keeps("\"P3D\"^^<" XSD "duration>"));
  assert_false(keeps("\"PT3H\"^^<" XSD "dayTimeDuration>"));
  assert_false(keeps("\"P1Y\"^^<" XSD "yearMonthDuration>"));
  assert_false(keeps("\"<a/>\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>"));
}

static void
names_the_graph_in_each_line(void** state)
{
  NgBuf out = NG_BUF_INIT(1 << 10);
  ng_load_virtuoso_quads(&out, ng_str("<urn:a> <urn:b> \". .\" .\n<urn:a> <urn:b> <urn:c> .\n"),
                         ng_str("urn:g"));
  assert_int_equal(out.status, NG_SUCCESS);
  assert_string_equal(out.at, "<urn:a> <urn:b> \". .\" <urn:g> .\n<urn:a> <urn:b> <urn:c> <urn:g> .\n");
  ng_buf_free(&out);
}

static void
knows_virtuoso_by_its_name(void** state)
{
  assert_true(ng_load_virtuoso_is("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"));
  assert_false(ng_load_virtuoso_is(""));
  assert_false(ng_load_virtuoso_is("Apache Jena Fuseki (4.9.0)"));
}

static void
adds_its_query_to_an_address_with_or_without_one(void** state)
{
  NgBuf out = NG_BUF_INIT(1 << 10);
  ng_load_virtuoso_address(&out, "http://h/sparql-auth");
  assert_true(ng_str_starts(ng_buf_str(&out), "http://h/sparql-auth?query=SELECT%20%28sql%3ATTLP%28"));
  ng_buf_clear(&out);
  ng_load_virtuoso_address(&out, "http://h/sparql-auth?a=b");
  assert_true(ng_str_starts(ng_buf_str(&out), "http://h/sparql-auth?a=b&query=SELECT%20"));
  ng_buf_free(&out);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hands_over_what_the_loader_keeps),
      cmocka_unit_test(hands_over_nothing_that_the_loader_changes),
      cmocka_unit_test(names_the_graph_in_each_line),
      cmocka_unit_test(knows_virtuoso_by_its_name),
      cmocka_unit_test(adds_its_query_to_an_address_with_or_without_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
