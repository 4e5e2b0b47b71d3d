// SPDX-License-Identifier: Apache-2.0
// Unions of lines, sets of entities, and what merging does without memory.
#include "base/alloc.h"
#include "base/buf.h"
#include "merge/merge.h"
#include "merge/sets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
add(NgUnion* u, const char* line)
{
  assert_int_equal(ng_union_add(u, ng_str(line), NULL), NG_SUCCESS);
}

// The lines of the union, each with a '|' behind it.
static void
expect(NgUnion* u, const char* wanted)
{
  NgBuf    out    = NG_BUF_INIT(10000);
  NgStr    line   = {NULL, 0};
  NgStatus status = ng_union_start(u, NULL);
  while (!status && !(status = ng_union_next(u, &line, NULL))) {
    ng_buf_add(&out, line);
    ng_buf_addc(&out, '|');
  }
  assert_int_equal(status, NG_END);
  assert_string_equal(out.at ? out.at : "", wanted);
  ng_buf_free(&out);
}

static bool
begins_with_b(void* self, NgStr line)
{
  return ng_str_starts(line, "b");
}

static void
gives_each_line_once_in_order(void** state)
{
  NgUnion* u = NULL;
  assert_int_equal(ng_union_open(&u, 0, NULL, NULL), NG_SUCCESS);
  expect(u, "");
  add(u, "c");
  add(u, "a b");
  add(u, "c");
  add(u, "a");
  expect(u, "a|a b|c|");
  expect(u, "a|a b|c|");
  ng_union_free(u);
}

static void
takes_lines_between_readings(void** state)
{
  NgUnion* u = NULL;
  assert_int_equal(ng_union_open(&u, 0, NULL, NULL), NG_SUCCESS);
  add(u, "b1");
  add(u, "d");
  expect(u, "b1|d|");
  add(u, "c");
  add(u, "d");
  add(u, "b2");
  expect(u, "b1|b2|c|d|");
  add(u, "a");
  expect(u, "a|b1|b2|c|d|");
  ng_union_leave_out(u, begins_with_b, NULL); // of the graphs, not of what was added
  expect(u, "a|b2|c|d|");
  ng_union_free(u);
}

static void
takes_lines_while_it_is_read(void** state)
{
  NgUnion* u    = NULL;
  NgStr    line = {NULL, 0};
  assert_int_equal(ng_union_open(&u, 0, NULL, NULL), NG_SUCCESS);
  add(u, "a");
  add(u, "c");
  assert_int_equal(ng_union_start(u, NULL), NG_SUCCESS);
  assert_int_equal(ng_union_next(u, &line, NULL), NG_SUCCESS);
  add(u, "b");
  assert_int_equal(ng_union_next(u, &line, NULL), NG_SUCCESS);
  assert_true(ng_str_is(line, "c"));
  assert_int_equal(ng_union_next(u, &line, NULL), NG_END);
  expect(u, "a|b|c|");
  ng_union_free(u);
}

static void
cuts_lines_into_terms(void** state)
{
  const NgLineTerms a = ng_line_terms(ng_str("<http://e/s> <http://e/p> \"a \\\" b\\\\\"@en <http://e/g> ."));
  assert_true(ng_str_is(a.subject, "<http://e/s>"));
  assert_true(ng_str_is(a.object, "\"a \\\" b\\\\\"@en"));
  assert_true(ng_str_is(ng_line_iri(a.predicate), "http://e/p"));
  assert_int_equal(ng_line_iri(a.object).len, 0);
  const NgLineTerms b = ng_line_terms(ng_str("<http://e/s> <http://e/p> <http://e/o> ."));
  assert_true(ng_str_is(ng_line_iri(b.object), "http://e/o"));
}

// --- sets ----------------------------------------------------------------------------------------

static uint32_t
put(NgEntities* e, const char* iri)
{
  const uint32_t n = ng_entities_put(e, ng_str(iri));
  e->all.at[n].cls = NG_CLASS_PERSON;
  return n;
}

static void
joins_unless_that_contradicts(void** state)
{
  NgEntities e;
  NgSets     s;
  assert_int_equal(ng_entities_make(&e, 1 << 20, NULL), NG_SUCCESS);
  const uint32_t q7   = put(&e, "http://e/entity/Q7");
  const uint32_t q8   = put(&e, "http://e/entity/Q8");
  const uint32_t a    = put(&e, "http://a/a");
  const uint32_t b    = put(&e, "http://a/b");
  const uint32_t c    = put(&e, "http://a/c");
  NgPair         no[] = {{c, a}, {a, c}};
  assert_int_equal(ng_sets_make(&s, &e, no, 2), NG_SUCCESS);
  assert_int_equal(ng_sets_join(&s, a, b), NG_JOINED);
  assert_int_equal(ng_sets_canonical(&s, b), a); // the first in the order of bytes
  assert_int_equal(ng_sets_join(&s, b, a), NG_JOINED_BEFORE);
  assert_int_equal(ng_sets_join(&s, b, c), NG_APART_BY_LIST);
  assert_int_equal(ng_sets_join(&s, c, b), NG_APART_BY_LIST);
  assert_int_equal(ng_sets_join(&s, b, q7), NG_JOINED);
  assert_int_equal(ng_sets_canonical(&s, a), q7); // an item before others
  assert_int_equal(ng_sets_join(&s, q8, a), NG_APART_BY_ITEM);
  assert_int_equal(ng_sets_join(&s, q8, c), NG_JOINED);
  ng_entities_free(&e);
}

// --- without memory ------------------------------------------------------------------------------

static NgStatus
merge_once(const char* graph, const char* to)
{
  NgMergeCounts  counts  = {0};
  NgError        err     = {0};
  NgOutput*      output  = NULL;
  NgMergeOptions options = {.files           = &graph,
                            .n_files         = 1,
                            .format          = NG_RDF_NQUADS,
                            .max_bytes       = 4 << 20,
                            .with_identity   = true,
                            .identity        = {.threshold = 0.0, .rewrites = true},
                            .with_happenings = true};
  NgStatus       status  = ng_output_open(&output, to, &err);
  status                 = status ? status : ng_merge_run(&options, output, NULL, &counts, &err);
  if (status) {
    ng_output_abandon(output);
  } else {
    status = ng_output_close(output, &err);
  }
  return status;
}

static void
fails_cleanly_without_memory(void** state)
{
  static const char graph[] =
      "<http://a/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
      "<https://w3id.org/newsgraph/ns#Person> .\n"
      "<http://a/x> <http://www.w3.org/2000/01/rdf-schema#label> \"Ann \\\"A.\\\" Roe\"@en .\n"
      "<http://b/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
      "<https://w3id.org/newsgraph/ns#Person> .\n"
      "<http://b/x> <http://www.w3.org/2000/01/rdf-schema#label> \"Ann \\\"A.\\\" Roe\"@en .\n"
      "<http://f/1> <https://w3id.org/newsgraph/ns#actor> <http://a/x> .\n"
      "<http://f/1> <https://w3id.org/newsgraph/ns#target> <http://b/x> .\n";
  FILE* const file   = fopen("test_merge.nt.part", "wb");
  NgStatus    status = NG_ERR_NO_MEM;
  assert_non_null(file);
  fputs(graph, file);
  fclose(file);
  for (size_t n = 0; n < 2000 && status != NG_SUCCESS; ++n) {
    ng_alloc_fail_after(n);
    status = merge_once("test_merge.nt.part", "test_merge.out.part");
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(status == NG_SUCCESS || status == NG_ERR_NO_MEM || status == NG_ERR_LIMIT);
  }
  assert_int_equal(status, NG_SUCCESS);
  remove("test_merge.nt.part");
  remove("test_merge.out.part");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_each_line_once_in_order), cmocka_unit_test(takes_lines_between_readings),
      cmocka_unit_test(takes_lines_while_it_is_read),  cmocka_unit_test(cuts_lines_into_terms),
      cmocka_unit_test(joins_unless_that_contradicts), cmocka_unit_test(fails_cleanly_without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
