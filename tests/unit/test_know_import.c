// SPDX-License-Identifier: Apache-2.0
// A user's knowledge: importing tables and Wikidata's JSON, and listing.
#include "base/alloc.h"
#include "base/io.h"
#include "know/import.h"
#include "know/list.h"
#include "know/tables.h"
#include "know/wikidata.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char shipped_table[] = "#newsgraph knowledge 1\n"
                                    "Country\tQ900000001\tRuritania\t\tRR\tstate\t\t\t\town\n"
                                    "MediaOutlet\t\tZenda Courier\t\tRR\tnewspaper\t\t\t\town\n"
                                    "Place\tQ900000003\tStrelsau\t\tRR\tcapital\tQ900000001\t\t\town\n";

typedef struct {
  char     folder[64];
  char     shipped[96], user[160], input[96];
  NgKnow*  below;
  NgArena* arena;
} Case;

static void
write_text(const char* path, const char* text)
{
  assert_int_equal(ng_io_write_file(path, ng_str(text), NULL), NG_SUCCESS);
}

static void
write_shipped(const char* path)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgKnowTables* const  tables  = ng_know_tables_new(builder);
  NgBuf                bytes   = NG_BUF_INIT(1 << 20);
  assert_int_equal(ng_know_tables_parse(tables, ng_str("#newsgraph sources 1\nown\tx\tx\t\n"), "s", NULL),
                   NG_SUCCESS);
  assert_int_equal(ng_know_tables_parse(tables, ng_str(shipped_table), "t", NULL), NG_SUCCESS);
  assert_int_equal(ng_know_tables_finish(tables, NULL), NG_SUCCESS);
  assert_int_equal(ng_know_builder_finish(builder, &bytes, NULL), NG_SUCCESS);
  assert_int_equal(ng_io_write_file(path, ng_buf_str(&bytes), NULL), NG_SUCCESS);
  ng_buf_free(&bytes);
  ng_know_tables_free(tables);
  ng_know_builder_free(builder);
}

static int
begin(void** state)
{
  Case* const c = calloc(1, sizeof(Case));
  snprintf(c->folder, sizeof(c->folder), "/tmp/ng-know-XXXXXX");
  assert_non_null(mkdtemp(c->folder));
  snprintf(c->shipped, sizeof(c->shipped), "%s/shipped.ngk", c->folder);
  snprintf(c->user, sizeof(c->user), "%s/newsgraph/knowledge.ngk", c->folder);
  snprintf(c->input, sizeof(c->input), "%s/input", c->folder);
  write_shipped(c->shipped);
  assert_int_equal(ng_know_open_path(&c->below, c->shipped, NULL, NULL), NG_SUCCESS);
  c->arena = ng_arena_new(1 << 20);
  *state   = c;
  return 0;
}

static int
end(void** state)
{
  Case* const c = *state;
  char        made[128];
  snprintf(made, sizeof(made), "%s/newsgraph", c->folder);
  unlink(c->shipped);
  unlink(c->user);
  unlink(c->input);
  rmdir(made);
  rmdir(c->folder);
  ng_know_close(c->below);
  ng_arena_free(c->arena);
  free(c);
  return 0;
}

static void
count_conflict(void* self, const char* message)
{
  ++*(int*)self;
}

static NgKnowImported
import(Case* c, const char* text, int* n_conflicts)
{
  NgKnowImported counts;
  NgError        err = {0};
  write_text(c->input, text);
  assert_int_equal(ng_know_import(c->below, c->input, c->user, count_conflict, n_conflicts, &counts, &err),
                   NG_SUCCESS);
  return counts;
}

static NgKnow*
open_both(Case* c)
{
  NgKnow* know = NULL;
  assert_int_equal(ng_know_open_path(&know, c->shipped, c->user, NULL), NG_SUCCESS);
  return know;
}

static void
a_users_row_wins_over_the_shipped_one(void** state)
{
  Case* const          c = *state;
  int                  n = 0;
  const NgKnowImported counts =
      import(c,
             "#newsgraph knowledge 1\n"
             "MediaOutlet\t\tZenda Courier\tThe Courier\tRR\tmagazine\tQ900000001\t\t\t\n"
             "Place\tQ900000003\tNew Strelsau\t\tRR\tcapital\t\t\t\t\n"
             "Person\t\tStrelsau\t\t\t\t\t\t\t\n",
             &n);
  NgKnow* const know = open_both(c);
  NgKnowHit     hits[4];
  assert_int_equal(counts.n_rows, 3);
  assert_int_equal(counts.n_replaced, 2);
  assert_int_equal(n, 1);
  assert_int_equal(ng_know_lookup(know, ng_str("Zenda Courier"), hits, 4), 1);
  const NgKnowRow row = ng_know_row(know, hits[0].row);
  assert_true(row.flags & NG_KNOW_USER);
  assert_true(ng_str_is(row.kind, "magazine"));
  assert_int_equal(row.parent, ng_know_by_qid(know, 900000001));
  assert_string_equal(ng_know_label(know, ng_know_by_qid(know, 900000003), c->arena).at, "New Strelsau");
  assert_true(ng_know_row(know, 1).flags & NG_KNOW_HIDDEN);
  ng_know_close(know);
}

static const char dump[] =
    "[\n"
    "{\"id\":\"Q900000077\",\"labels\":{\"de\":{\"value\":\"Falsch\"},\"en\":{\"value\":\"Anna Example\"}},"
    "\"aliases\":{\"en\":[{\"value\":\"A. B. Example\"}]},\"claims\":{\"P31\":[{\"mainsnak\":{\"datavalue\":"
    "{\"value\":{\"id\":\"Q5\"}}}}],\"P21\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"id\":\"Q6581072\"}}}}"
    "],"
    "\"P569\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"time\":\"+1970-01-02T00:00:00Z\"}}}}],"
    "\"P27\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"id\":\"Q900000001\"}}}}]}},\n"
    "{\"id\":\"Q900000078\",\"labels\":{\"en\":{\"value\":\"Unknown kind\"}},\"claims\":{}}\n"
    "]\n";

static void
reads_a_dump(void** state)
{
  Case* const          c      = *state;
  int                  n      = 0;
  const NgKnowImported counts = import(c, dump, &n);
  NgKnow* const        know   = open_both(c);
  const uint32_t       row    = ng_know_by_qid(know, 900000077);
  NgKnowPerson         person;
  assert_int_equal(counts.n_items, 2);
  assert_int_equal(counts.n_rows, 1);
  assert_int_not_equal(row, NG_NONE);
  assert_string_equal(ng_know_label(know, row, c->arena).at, "Anna Example");
  assert_string_equal(ng_know_row(know, row).country, "RR");
  assert_true(ng_know_row(know, row).flags & NG_KNOW_FEMALE);
  assert_int_equal(ng_know_person(know, row, &person, c->arena), NG_SUCCESS);
  assert_int_equal(person.born.year, 1970);
  NgKnowHit hit;
  assert_int_equal(ng_know_lookup(know, ng_str("A. B. Example"), &hit, 1), 1);
  assert_int_equal(hit.row, row);
  ng_know_close(know);
}

static void
adds_to_what_was_imported_before(void** state)
{
  Case* const c = *state;
  int         n = 0;
  import(c, dump, &n);
  const NgKnowImported counts = import(
      c,
      "{\"head\":{},\"results\":{\"bindings\":[{\"item\":{\"value\":\"http://www.wikidata.org/entity/"
      "Q900000079\"},\"itemLabel\":{\"value\":\"Sample Daily\"},\"itemAltLabel\":{\"value\":\"The Sample, "
      "Daily "
      "S\"},\"class\":{\"value\":\"http://www.wikidata.org/entity/Q11032\"},\"country\":{\"value\":\"RR\"}},"
      "{\"item\":{\"value\":\"http://www.wikidata.org/entity/"
      "Q900000079\"},\"itemLabel\":{\"value\":\"Again\"},"
      "\"class\":{\"value\":\"Person\"}}]}}",
      &n);
  NgKnow* const know = open_both(c);
  NgKnowHit     hit;
  assert_int_equal(counts.n_rows, 1);
  assert_int_equal(counts.n_kept, 1);
  assert_int_not_equal(ng_know_by_qid(know, 900000077), NG_NONE);
  assert_int_equal(ng_know_lookup(know, ng_str("Daily S"), &hit, 1), 1);
  assert_int_equal(hit.type, NG_KNOW_MEDIA);
  ng_know_close(know);
}

static void
says_where_an_input_is_wrong(void** state)
{
  Case* const    c = *state;
  NgKnowImported counts;
  NgError        err = {0};
  write_text(c->input, "[{\"id\":\"Q1\"},{\"id\"]");
  assert_int_equal(ng_know_import(c->below, c->input, c->user, NULL, NULL, &counts, &err), NG_ERR_BAD_INPUT);
  assert_string_equal(err.source, c->input);
  err = (NgError){0};
  write_text(c->input, "#newsgraph knowledge 1\nAgency\t\tA\t\tQQ\t\t\t\t\t\n");
  assert_int_equal(ng_know_import(c->below, c->input, c->user, NULL, NULL, &counts, &err), NG_ERR_BAD_DATA);
  assert_int_equal(err.line, 2);
  assert_int_equal(ng_know_import(c->below, "/no/such/file", c->user, NULL, NULL, &counts, NULL),
                   NG_ERR_READ);
  assert_int_not_equal(access(c->user, F_OK), 0);
}

static void
reader_survives_every_failing_allocation(void** state)
{
  Case* const c  = *state;
  NgStatus    st = NG_ERR_NO_MEM;
  for (size_t n = 0; st == NG_ERR_NO_MEM; ++n) {
    ng_alloc_fail_after(n);
    NgKnowBuilder* const builder = ng_know_builder_new();
    NgWikidata* const    reader  = builder ? ng_wikidata_new(builder, c->below) : NULL;
    st                           = reader ? ng_wikidata_feed(reader, ng_str(dump), NULL) : NG_ERR_NO_MEM;
    st                           = st ? st : ng_wikidata_finish(reader, NULL);
    st                           = st ? st : ng_know_builder_status(builder);
    ng_alloc_fail_after(SIZE_MAX);
    ng_wikidata_free(reader);
    ng_know_builder_free(builder);
  }
  assert_int_equal(st, NG_SUCCESS);
}

static void
lists_rows_as_a_table(void** state)
{
  Case* const c    = *state;
  NgBuf       text = NG_BUF_INIT(1 << 20);
  NgOutput*   out  = NULL;
  assert_int_equal(ng_output_open(&out, c->input, NULL), NG_SUCCESS);
  assert_int_equal(ng_know_list(c->below, out, NULL), NG_SUCCESS);
  assert_int_equal(ng_output_close(out, NULL), NG_SUCCESS);
  assert_int_equal(ng_io_read_file(c->input, &text, NULL), NG_SUCCESS);
  assert_string_equal(text.at, "class\tqid\tlabel\taliases\tcountry\tkind\tparent\toffice\tfrom\tto\tsource\n"
                               "Country\tQ900000001\tRuritania\t\tRR\tstate\t\t\t\t\town\n"
                               "Place\tQ900000003\tStrelsau\t\tRR\tcapital\tRuritania\t\t\t\town\n"
                               "MediaOutlet\t\tZenda Courier\t\tRR\tnewspaper\t\t\t\t\town\n");
  ng_buf_free(&text);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_users_row_wins_over_the_shipped_one, begin, end),
      cmocka_unit_test_setup_teardown(reads_a_dump, begin, end),
      cmocka_unit_test_setup_teardown(adds_to_what_was_imported_before, begin, end),
      cmocka_unit_test_setup_teardown(says_where_an_input_is_wrong, begin, end),
      cmocka_unit_test_setup_teardown(reader_survives_every_failing_allocation, begin, end),
      cmocka_unit_test_setup_teardown(lists_rows_as_a_table, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
