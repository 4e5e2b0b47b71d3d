// SPDX-License-Identifier: Apache-2.0
// Values of a document made fit for triples.
#include "graph/gate.h"

#include "base/alloc.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static NgArena* arena;

static int
set_up(void** state)
{
  arena = ng_arena_new(1 << 20);
  return arena ? 0 : -1;
}

static int
tear_down(void** state)
{
  ng_arena_free(arena);
  return 0;
}

static void
assert_text(NgStr got, const char* wanted)
{
  assert_int_equal(got.len, strlen(wanted));
  assert_memory_equal(got.at, wanted, got.len);
}

static void
good_text_stays_as_it_is(void** state)
{
  const char* const text      = "Ñandú \xE2\x80\x94 \xF0\x9F\x93\xB0\n";
  bool              is_mended = true;
  assert_ptr_equal(ng_gate_text(arena, ng_str(text), &is_mended).at, text);
  assert_false(is_mended);
}

static void
bad_bytes_become_the_replacement_character(void** state)
{
  static const struct {
    const char* text;
    size_t      len;
    const char* mended;
  } cases[] = {
      {"caf\xE9", 4, "caf\xEF\xBF\xBD"},
      {"a\0b", 3,
       "a\xEF\xBF\xBD"
       "b"},
      {"a\xEF\xBF\xBF"
       "b",
       5,
       "a\xEF\xBF\xBD"
       "b"},
      {"a\xEF\xBF\xBE"
       "b",
       5,
       "a\xEF\xBF\xBD"
       "b"},
      {"\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xE2\x80", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    bool        is_mended = false;
    const NgStr got       = ng_gate_text(arena, ng_str_n(cases[i].text, cases[i].len), &is_mended);
    assert_true(is_mended);
    assert_true(ng_term_text_ok(got));
    assert_text(got, cases[i].mended);
  }
}

static void
texts_bear_the_primary_language(void** state)
{
  assert_text(ng_gate_language(arena, ng_str("en-GB")), "en");
  assert_text(ng_gate_language(arena, ng_str("PT-br")), "pt");
  assert_text(ng_gate_language(arena, ng_str("")), "en");
  assert_text(ng_gate_language(arena, ng_str("en us")), "en");
  assert_text(ng_gate_language(arena, ng_str("not a tag at all, and far too long for one")), "en");
}

static void
published_takes_days_and_moments(void** state)
{
  static const struct {
    const char* given;
    const char* wanted;
    const char* type;
  } cases[] = {
      {"2019-03-01", "2019-03-01", "date"},
      {"2019-03-01T07:30:00Z", "2019-03-01T07:30:00Z", "dateTime"},
      {"2019-03-01T07:30:00+00:00", "2019-03-01T07:30:00Z", "dateTime"},
      {"2019-03-01T07:30:00.500-05:00", "2019-03-01T07:30:00.5-05:00", "dateTime"},
      {"2019-03-01T07:30:00.000", "2019-03-01T07:30:00", "dateTime"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    NgStr       type;
    const NgStr got = ng_gate_published(arena, ng_str(cases[i].given), &type);
    assert_text(got, cases[i].wanted);
    assert_true(ng_str_ends(type, cases[i].type));
    assert_true(ng_term_lexical_ok(type, got));
  }
}

static void
published_refuses_what_is_no_date(void** state)
{
  static const char* const given[] = {"",         "yesterday",           "2019-02-29",
                                      "2019-3-1", "2019-03-01T25:00:00", "2019"};
  for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); ++i) {
    NgStr type;
    assert_int_equal(ng_gate_published(arena, ng_str(given[i]), &type).len, 0);
  }
}

static void
dates_are_as_precise_as_told(void** state)
{
  static const struct {
    NgDate      date;
    const char* wanted;
    const char* type;
  } cases[] = {
      {{1987, 0, 0}, "1987", "gYear"},
      {{987, 0, 0}, "0987", "gYear"},
      {{2020, 2, 0}, "2020-02", "gYearMonth"},
      {{2020, 2, 29}, "2020-02-29", "date"},
  };
  char out[NG_GATE_NUMBER];
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    NgStr type;
    assert_text(ng_gate_date(cases[i].date, out, &type), cases[i].wanted);
    assert_true(ng_str_ends(type, cases[i].type));
  }
}

static void
days_that_do_not_exist_are_refused(void** state)
{
  static const NgDate dates[] = {{0, 0, 0},     {-44, 3, 15},  {2021, 2, 29},
                                 {2021, 13, 0}, {2021, 4, 31}, {10000, 0, 0}};
  char                out[NG_GATE_NUMBER];
  for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); ++i) {
    NgStr type;
    assert_int_equal(ng_gate_date(dates[i], out, &type).len, 0);
  }
}

static void
shares_are_canonical(void** state)
{
  static const struct {
    float       share;
    const char* decimal;
    const char* number;
  } cases[] = {
      {0.0f, "0.0", "0.0E0"},      {1.0f, "1.0", "1.0E0"},       {0.5f, "0.5", "5.0E-1"},
      {0.85f, "0.85", "8.5E-1"},   {0.875f, "0.875", "8.75E-1"}, {0.05f, "0.05", "5.0E-2"},
      {0.001f, "0.001", "1.0E-3"}, {0.012f, "0.012", "1.2E-2"},  {0.9996f, "1.0", "1.0E0"},
      {-1.0f, "0.0", "0.0E0"},     {7.0f, "1.0", "1.0E0"},       {0.101f, "0.101", "1.01E-1"},
  };
  char out[NG_GATE_NUMBER];
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    assert_text(ng_gate_share(cases[i].share, out), cases[i].decimal);
    assert_text(ng_gate_share_double(cases[i].share, out), cases[i].number);
  }
  assert_text(ng_gate_share(nanf(""), out), "0.0");
}

static void
every_thousandth_is_a_good_form(void** state)
{
  char out[NG_GATE_NUMBER];
  for (int i = 0; i <= 1000; ++i) {
    const float share = (float)i / 1000;
    assert_true(ng_term_lexical_ok(ng_str(NG_XSD "decimal"), ng_gate_share(share, out)));
    assert_true(ng_term_lexical_ok(ng_str(NG_XSD "double"), ng_gate_share_double(share, out)));
  }
}

static void
counts_have_no_zero_in_front(void** state)
{
  char out[NG_GATE_NUMBER];
  assert_text(ng_gate_count(0, out), "0");
  assert_text(ng_gate_count(1970, out), "1970");
  assert_text(ng_gate_count(UINT32_MAX, out), "4294967295");
}

static void
reports_that_memory_ended(void** state)
{
  NgStr          type;
  NgArena* const empty = ng_arena_new(1 << 20);
  ng_alloc_fail_after(0);
  const NgStr text      = ng_gate_text(empty, ng_str("caf\xE9"), NULL);
  const NgStr language  = ng_gate_language(empty, ng_str("en-GB"));
  const NgStr published = ng_gate_published(empty, ng_str("2019-03-01T07:30:00Z"), &type);
  ng_alloc_fail_after(SIZE_MAX);
  assert_null(text.at);
  assert_null(language.at);
  assert_null(published.at);
  ng_arena_free(empty);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_text_stays_as_it_is),
      cmocka_unit_test(bad_bytes_become_the_replacement_character),
      cmocka_unit_test(texts_bear_the_primary_language),
      cmocka_unit_test(published_takes_days_and_moments),
      cmocka_unit_test(published_refuses_what_is_no_date),
      cmocka_unit_test(dates_are_as_precise_as_told),
      cmocka_unit_test(days_that_do_not_exist_are_refused),
      cmocka_unit_test(shares_are_canonical),
      cmocka_unit_test(every_thousandth_is_a_good_form),
      cmocka_unit_test(counts_have_no_zero_in_front),
      cmocka_unit_test(reports_that_memory_ended),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down) ? 1 : 0;
}
