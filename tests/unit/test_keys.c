// SPDX-License-Identifier: Apache-2.0
// Sets of numbers and strings for one article.
#include "graph/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void
numbers_keys_in_the_order_of_insertion(void** state)
{
  NgKeys keys   = {.arena = ng_arena_new(1 << 24)};
  bool   is_new = false;
  for (uint32_t i = 0; i < 10000; ++i) {
    assert_int_equal(ng_keys_put(&keys, (uint64_t)i << 32, &is_new), i);
    assert_true(is_new);
  }
  for (uint32_t i = 0; i < 10000; ++i) {
    assert_int_equal(ng_keys_put(&keys, (uint64_t)i << 32, &is_new), i);
    assert_false(is_new);
  }
  ng_arena_free(keys.arena);
}

static void
forgets_all_keys_at_once_however_often(void** state)
{
  NgKeys keys   = {.arena = ng_arena_new(1 << 20)};
  bool   is_new = false;
  for (uint32_t round = 0; round < 100000; ++round) {
    assert_int_equal(ng_keys_put(&keys, 7, &is_new), 0);
    assert_true(is_new);
    assert_int_equal(ng_keys_put(&keys, round, &is_new), round == 7 ? 0 : 1);
    ng_keys_clear(&keys);
  }
  ng_arena_free(keys.arena);
}

static void
forgets_keys_when_the_numbers_of_slots_run_out(void** state)
{
  NgKeys keys   = {.arena = ng_arena_new(1 << 20)};
  bool   is_new = false;
  ng_keys_put(&keys, 7, &is_new);
  ng_keys_clear(&keys);
  keys.base = UINT32_MAX / 2 + 1;
  ng_keys_clear(&keys);
  assert_int_equal(keys.base, 0);
  assert_int_equal(ng_keys_put(&keys, 7, &is_new), 0);
  assert_true(is_new);
  ng_arena_free(keys.arena);
}

static void
equal_strings_share_a_number(void** state)
{
  NgNames names  = {.hashes = {.arena = ng_arena_new(1 << 20)}};
  bool    is_new = false;
  assert_int_equal(ng_names_put(&names, ng_str("Quito"), &is_new), 0);
  assert_int_equal(ng_names_put(&names, ng_str("Lima"), &is_new), 1);
  assert_true(is_new);
  assert_int_equal(ng_names_put(&names, ng_str_n("Quito!", 5), &is_new), 0);
  assert_false(is_new);
  assert_int_equal(ng_names_find(&names, ng_str("Lima")), 1);
  assert_int_equal(ng_names_find(&names, ng_str("Lim")), NG_KEYS_FULL);
  assert_int_equal(ng_names_put(&names, ng_str_n(NULL, 0), &is_new), 2);
  ng_names_clear(&names);
  assert_int_equal(ng_names_find(&names, ng_str("Lima")), NG_KEYS_FULL);
  ng_arena_free(names.hashes.arena);
}

static void
says_so_when_memory_ends(void** state)
{
  NgNames  names  = {.hashes = {.arena = ng_arena_new(4096)}};
  bool     is_new = false;
  uint32_t last   = 0;
  char     word[4096][8];
  for (uint32_t i = 0; i < 4096 && last != NG_KEYS_FULL; ++i) {
    const int n = snprintf(word[i], sizeof(word[i]), "%u", (unsigned)i);
    last        = ng_names_put(&names, ng_str_n(word[i], (size_t)n), &is_new);
  }
  assert_int_equal(last, NG_KEYS_FULL);
  ng_arena_free(names.hashes.arena);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_keys_in_the_order_of_insertion),
      cmocka_unit_test(forgets_all_keys_at_once_however_often),
      cmocka_unit_test(forgets_keys_when_the_numbers_of_slots_run_out),
      cmocka_unit_test(equal_strings_share_a_number),
      cmocka_unit_test(says_so_when_memory_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
