// SPDX-License-Identifier: Apache-2.0
#include "base/alloc.h"
#include "base/buf.h"
#include "base/sorter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N_RECORDS = 5000 };

static int
compare(const void* a, const void* b)
{
  return strcmp(*(char* const*)a, *(char* const*)b);
}

/// The sorter gives what qsort gives, twice, whatever the memory.
static void
sorts_like_qsort(size_t max_bytes)
{
  static char  text[N_RECORDS][24];
  static char* order[N_RECORDS];
  NgSorter*    s     = NULL;
  uint64_t     state = 7;
  assert_int_equal(ng_sorter_open(&s, max_bytes, NULL, NULL), NG_SUCCESS);
  for (size_t i = 0; i < N_RECORDS; ++i) {
    state = ng_mix(state + i);
    snprintf(text[i], sizeof(text[i]), "record-%llu", (unsigned long long)(state % 100000));
    order[i] = text[i];
    assert_int_equal(ng_sorter_add(s, ng_str(text[i]), NULL), NG_SUCCESS);
  }
  qsort(order, N_RECORDS, sizeof(order[0]), compare);
  for (int round = 0; round < 2; ++round) {
    NgStr record;
    assert_int_equal(ng_sorter_start(s, NULL), NG_SUCCESS);
    for (size_t i = 0; i < N_RECORDS; ++i) {
      assert_int_equal(ng_sorter_next(s, &record, NULL), NG_SUCCESS);
      assert_true(ng_str_is(record, order[i]));
    }
    assert_int_equal(ng_sorter_next(s, &record, NULL), NG_END);
  }
  ng_sorter_free(s);
}

static void
sorts_in_memory(void** state)
{
  sorts_like_qsort(0);
}

static void
sorts_through_a_file(void** state)
{
  sorts_like_qsort(4000);
}

/// Records that begin alike, repeat, end with NULs, or were made to be hard to part: each once, in order.
static void
drops_equal_records(void** state)
{
  enum { N = 300000 };
  NgSorter* s    = NULL;
  uint64_t  x    = 7;
  NgBuf     last = NG_BUF_INIT(1000);
  size_t    n    = 0;
  NgStr     record;
  assert_int_equal(ng_sorter_open(&s, 9 << 20, NULL, NULL), NG_SUCCESS);
  ng_sorter_drop_equal(s);
  for (int i = 0; i < N; ++i) {
    char text[128];
    x             = ng_mix(x + (uint64_t)i);
    const int len = snprintf(text, sizeof(text), "<https://w3id.org/newsgraph/id/article/a%05x> %u",
                             (unsigned)(x % 5000), (unsigned)(i % 7));
    assert_int_equal(ng_sorter_add(s, ng_str_n(text, (size_t)len + (x >> 40 & 1)), NULL),
                     NG_SUCCESS); // with its NUL
  }
  for (int round = 0; round < 2; ++round) {
    NgStatus st = ng_sorter_start(s, NULL);
    for (n = 0; !st && !(st = ng_sorter_next(s, &record, NULL)); ++n) {
      assert_true(!n || ng_str_cmp(ng_buf_str(&last), record) < 0);
      ng_buf_clear(&last);
      ng_buf_add(&last, record);
    }
    assert_int_equal(st, NG_END);
    assert_true(n > 60000 && n <= 70000);
  }
  ng_buf_free(&last);
  ng_sorter_free(s);
}

static void
sorts_rising_falling_and_equal_records(void** state)
{
  for (unsigned kind = 0; kind < 4; ++kind) {
    NgSorter* s = NULL;
    NgStr     record;
    unsigned  last = 0;
    assert_int_equal(ng_sorter_open(&s, 0, NULL, NULL), NG_SUCCESS);
    for (unsigned i = 0; i < 20000; ++i) {
      char           text[64];
      const unsigned value = kind == 0 ? i : kind == 1 ? 20000 - i : kind == 2 ? 7 : i % 2 ? i : 40000 - i;
      snprintf(text, sizeof(text), "in common%08u", value);
      assert_int_equal(ng_sorter_add(s, ng_str(text), NULL), NG_SUCCESS);
    }
    assert_int_equal(ng_sorter_start(s, NULL), NG_SUCCESS);
    for (unsigned i = 0; i < 20000; ++i) {
      char text[64] = "";
      assert_int_equal(ng_sorter_next(s, &record, NULL), NG_SUCCESS);
      memcpy(text, record.at, record.len);
      const unsigned value = (unsigned)strtoul(text + 9, NULL, 10);
      assert_true(value >= last);
      last = value;
    }
    assert_int_equal(ng_sorter_next(s, &record, NULL), NG_END);
    ng_sorter_free(s);
  }
}

static void
takes_records_with_any_bytes_and_none(void** state)
{
  NgSorter* s = NULL;
  NgStr     r;
  assert_int_equal(ng_sorter_open(&s, 0, NULL, NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_start(s, NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_next(s, &r, NULL), NG_END);
  assert_int_equal(ng_sorter_add(s, ng_str_n("a\0b", 3), NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_add(s, ng_str_n("", 0), NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_add(s, ng_str("a"), NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_start(s, NULL), NG_SUCCESS);
  assert_int_equal(ng_sorter_next(s, &r, NULL), NG_SUCCESS);
  assert_int_equal(r.len, 0);
  assert_int_equal(ng_sorter_next(s, &r, NULL), NG_SUCCESS);
  assert_true(ng_str_is(r, "a"));
  assert_int_equal(ng_sorter_next(s, &r, NULL), NG_SUCCESS);
  assert_int_equal(r.len, 3);
  ng_sorter_free(s);
}

static void
reports_a_folder_that_is_not_there(void** state)
{
  NgSorter* s   = NULL;
  NgError   err = {0};
  NgStatus  st  = NG_SUCCESS;
  assert_int_equal(ng_sorter_open(&s, 1000, "/nonexistent/folder", &err), NG_SUCCESS);
  for (int i = 0; i < 100 && !st; ++i) {
    st = ng_sorter_add(s, ng_str("some forty bytes of a record that counts"), &err);
  }
  assert_int_equal(st, NG_ERR_WRITE);
  assert_non_null(strstr(err.message, "TMPDIR"));
  assert_int_equal(ng_sorter_add(s, ng_str_n(err.message, 400), &err), NG_ERR_LIMIT);
  ng_sorter_free(s);
}

static NgStatus
sort_a_little(void)
{
  NgSorter* s  = NULL;
  NgStr     r  = {NULL, 0};
  NgStatus  st = ng_sorter_open(&s, 1000, NULL, NULL);
  for (int i = 0; i < 100 && !st; ++i) {
    st = ng_sorter_add(s, ng_str("some forty bytes of a record that counts"), NULL);
  }
  st = st ? st : ng_sorter_start(s, NULL);
  while (!st) {
    st = ng_sorter_next(s, &r, NULL);
  }
  ng_sorter_free(s);
  return st == NG_END ? NG_SUCCESS : st;
}

static void
fails_cleanly_without_memory(void** state)
{
  size_t   n  = 0;
  NgStatus st = NG_ERR_NO_MEM;
  for (; st && n < 1000; ++n) {
    ng_alloc_fail_after(n);
    st = sort_a_little();
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(st == NG_SUCCESS || st == NG_ERR_NO_MEM);
  }
  assert_int_equal(st, NG_SUCCESS);
  assert_true(n > 5);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorts_in_memory),
      cmocka_unit_test(sorts_through_a_file),
      cmocka_unit_test(drops_equal_records),
      cmocka_unit_test(sorts_rising_falling_and_equal_records),
      cmocka_unit_test(takes_records_with_any_bytes_and_none),
      cmocka_unit_test(reports_a_folder_that_is_not_there),
      cmocka_unit_test(fails_cleanly_without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
