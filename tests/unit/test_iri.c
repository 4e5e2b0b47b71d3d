// SPDX-License-Identifier: Apache-2.0
// The IRIs that are minted.
#include "graph/iri.h"

#include "base/alloc.h"
#include "model/term.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static NgArena*   arena;
static const char hash[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

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
slugs_are_words_of_ascii(void** state)
{
  static const char* const cases[][2] = {
      {"Nils Berg", "nils-berg"},
      {"Ana María Ibáñez", "ana-maria-ibanez"},
      {"  Łódź (city) ", "lodz-city"},
      {"Bj\xC3\xB8rn \xC3\x98stergaard", "bjorn-ostergaard"},
      {"Stra\xC3\x9F"
       "e",
       "strasse"},
      {"O'Neill", "oneill"},
      {"O\xE2\x80\x99Neill", "oneill"},
      {"AT&T", "at-t"},
      {"J. P. Smith-Jones", "j-p-smith-jones"},
      {"Nguy\xE1\xBB\x85n", "nguyen"},
      {"G20", "g20"},
      {"caf\x65\xCC\x81", "cafe"},
      {"ﬁne Ⅳ", "fine-iv"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    assert_text(ng_iri_slug(arena, ng_str(cases[i][0])), cases[i][1]);
  }
}

static void
slugs_are_the_same_however_composed(void** state)
{
  const NgStr composed = ng_iri_slug(arena, ng_str("S\xC3\xA3o Tom\xC3\xA9"));
  assert_text(composed, "sao-tome");
  assert_true(ng_str_eq(composed, ng_iri_slug(arena, ng_str("Sa\xCC\x83o Tome\xCC\x81"))));
}

static void
names_in_other_scripts_get_a_hash(void** state)
{
  const NgStr one = ng_iri_slug(arena, ng_str("北京"));
  const NgStr two = ng_iri_slug(arena, ng_str("東京"));
  assert_int_equal(one.len, 12);
  assert_int_equal(two.len, 12);
  assert_false(ng_str_eq(one, two));
}

static void
a_lost_letter_tells_names_apart(void** state)
{
  const NgStr one = ng_iri_slug(arena, ng_str("Иван Smith"));
  const NgStr two = ng_iri_slug(arena, ng_str("Пётр Smith"));
  assert_true(ng_str_starts(one, "smith-"));
  assert_false(ng_str_eq(one, two));
}

static void
no_slug_is_empty_or_endless(void** state)
{
  char long_name[4000];
  memset(long_name, 'x', sizeof(long_name));
  assert_int_equal(ng_iri_slug(arena, ng_str("")).len, 12);
  assert_int_equal(ng_iri_slug(arena, ng_str("\xE2\x80\x94 !?")).len, 12);
  assert_int_equal(ng_iri_slug(arena, ng_str("\xFF\xFE")).len, 12);
  assert_int_equal(ng_iri_slug(arena, ng_str_n(long_name, sizeof(long_name))).len, 80 + 1 + 12);
}

static void
iris_follow_the_contract(void** state)
{
  const NgStr base    = ng_str("https://example.org/id/");
  const NgStr article = ng_iri_article(arena, base, hash);
  assert_text(article, "https://example.org/id/article/a0123456789abcdef0123456789abcdef");
  assert_text(ng_iri_span(arena, ng_str("x:a"), 0, 4294967295u), "x:a#char=0,4294967295");
  assert_text(ng_iri_linked(arena, base, ng_str("Q64")), "https://example.org/id/entity/Q64");
  assert_text(ng_iri_entity(arena, base, NG_CLASS_PERSON, ng_str("Nils Berg"), NULL),
              "https://example.org/id/entity/person-nils-berg");
  assert_text(ng_iri_entity(arena, base, NG_CLASS_INTERNATIONAL_ORGANIZATION, ng_str("Union"), hash),
              "https://example.org/id/entity/international-organization-union-0123456789ab");
}

static void
qids_are_told_from_other_words(void** state)
{
  static const char* const good[] = {"Q1", "Q142", "Q118884215"};
  static const char* const bad[]  = {
       "", "Q", "q1", "Q0", "Q01", "P31", "Q1 ", "Q1x", "Q99999999999999999999999"};
  for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); ++i) {
    assert_true(ng_iri_is_qid(ng_str(good[i])));
  }
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    assert_false(ng_iri_is_qid(ng_str(bad[i])));
  }
}

// The digits are those of: printf '%s' "$hash Agree 10,50 20,26" | sha256sum
static void
facts_are_named_by_what_states_them(void** state)
{
  NgFactKey   key   = {"event", ng_str("Agree"), {10, 50}, {20, 26}, 0};
  const NgStr first = ng_iri_fact(arena, ng_str("x:"), hash, &key);
  assert_text(first, "x:fact/event-4c5e6e788916af8b89952091");
  key.repeat         = 1;
  const NgStr second = ng_iri_fact(arena, ng_str("x:"), hash, &key);
  key.repeat         = 0;
  key.trigger.end    = 27;
  const NgStr third  = ng_iri_fact(arena, ng_str("x:"), hash, &key);
  assert_false(ng_str_eq(first, second));
  assert_false(ng_str_eq(first, third));
  assert_false(ng_str_eq(second, third));
}

static void
iris_are_good_terms(void** state)
{
  static const char* const labels[] = {"", "<>\"{}|\\^` ", "100%", "北京", "a\nb", "\xFF", "Ünïcødé"};
  const NgStr              base     = ng_str("https://example.org/id/");
  for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); ++i) {
    assert_true(ng_term_iri_ok(ng_iri_entity(arena, base, NG_CLASS_GROUP, ng_str(labels[i]), hash)));
  }
}

static void
every_failing_allocation_is_reported(void** state)
{
  const NgFactKey key = {"event", ng_str("Agree"), {10, 50}, {20, 26}, 0};
  NgArena* const  own = ng_arena_new(1 << 24);
  ng_alloc_fail_after(0);
  const NgStr iris[] = {
      ng_iri_article(own, ng_str("x:"), hash),
      ng_iri_span(own, ng_str("x:"), 0, 1),
      ng_iri_linked(own, ng_str("x:"), ng_str("Q1")),
      ng_iri_entity(own, ng_str("x:"), NG_CLASS_PERSON, ng_str("A"), NULL),
      ng_iri_fact(own, ng_str("x:"), hash, &key),
      ng_iri_slug(own, ng_str("A")),
  };
  ng_alloc_fail_after(SIZE_MAX);
  for (size_t i = 0; i < sizeof(iris) / sizeof(iris[0]); ++i) {
    assert_null(iris[i].at);
  }
  ng_arena_free(own);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slugs_are_words_of_ascii),
      cmocka_unit_test(slugs_are_the_same_however_composed),
      cmocka_unit_test(names_in_other_scripts_get_a_hash),
      cmocka_unit_test(a_lost_letter_tells_names_apart),
      cmocka_unit_test(no_slug_is_empty_or_endless),
      cmocka_unit_test(iris_follow_the_contract),
      cmocka_unit_test(qids_are_told_from_other_words),
      cmocka_unit_test(facts_are_named_by_what_states_them),
      cmocka_unit_test(iris_are_good_terms),
      cmocka_unit_test(every_failing_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down) ? 1 : 0;
}
