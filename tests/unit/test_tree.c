// SPDX-License-Identifier: Apache-2.0
// Dependency trees turned round, and the look-ups in mentions.
#include "understand/mentions.h"
#include "understand/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { N = 6 };

// "the new minister of trade resigned", or with other heads.
static void
make(NgDoc* doc, const uint32_t heads[N])
{
  static const uint8_t pos[N] = {NG_POS_DET, NG_POS_ADJ, NG_POS_NOUN, NG_POS_ADP, NG_POS_NOUN, NG_POS_VERB};
  doc->arena                  = ng_arena_new(1 << 20);
  doc->tags                   = ng_arena_calloc(doc->arena, N, sizeof(NgTag));
  for (uint32_t i = 0; i < N; ++i) {
    assert_non_null(NG_VEC_ADD(doc->arena, doc->tokens));
    doc->tags[i].head = heads[i];
    doc->tags[i].pos  = pos[i];
  }
  NgSentence* const s = NG_VEC_ADD(doc->arena, doc->sentences);
  s->tokens.end       = N;
}

static void
phrase_reaches_from_first_to_last_dependent(void** state)
{
  NgDoc  doc  = {0};
  NgTree tree = {0};
  make(&doc, (const uint32_t[N]){2, 2, 5, 4, 2, NG_NONE});
  assert_int_equal(ng_tree_build(&tree, &doc, NULL), NG_SUCCESS);
  assert_int_equal(ng_tree_span(&tree, 2).begin, 0);
  assert_int_equal(ng_tree_span(&tree, 2).end, 5);
  assert_int_equal(ng_tree_span(&tree, 5).end, 6);
  assert_int_equal(ng_tree_core(&tree, &doc, 2).begin, 0);
  assert_int_equal(ng_tree_core(&tree, &doc, 2).end, 3);
  assert_int_equal(tree.first[2], 0);
  assert_int_equal(tree.next[0], 1);
  ng_arena_free(doc.arena);
}

static void
circles_and_wild_heads_are_survived(void** state)
{
  NgDoc  doc  = {0};
  NgTree tree = {0};
  make(&doc, (const uint32_t[N]){1, 0, 2, 4711, 5, 4});
  assert_int_equal(ng_tree_build(&tree, &doc, NULL), NG_SUCCESS);
  for (uint32_t i = 0; i < N; ++i) {
    assert_true(tree.left[i] <= i && tree.right[i] > i);
  }
  ng_arena_free(doc.arena);
}

static void
entity_at_prefers_the_last_token(void** state)
{
  NgDoc doc = {.arena = ng_arena_new(1 << 20)};
  for (uint32_t i = 0; i < 2; ++i) {
    NgMention* const m = NG_VEC_ADD(doc.arena, doc.mentions);
    m->tokens          = (NgSpan){i * 4, i * 4 + 2};
    m->entity          = i + 7;
  }
  assert_int_equal(ng_who_entity_at(&doc, (NgSpan){0, 6}), 8);
  assert_int_equal(ng_who_entity_at(&doc, (NgSpan){0, 4}), 7);
  assert_int_equal(ng_who_entity_at(&doc, (NgSpan){0, 9}), NG_NONE);
  assert_int_equal(ng_who_entity_at(&doc, (NgSpan){2, 4}), NG_NONE);
  assert_int_equal(ng_mention_at(&doc, 5), 1);
  assert_int_equal(ng_mention_at(&doc, 3), NG_NONE);
  ng_arena_free(doc.arena);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phrase_reaches_from_first_to_last_dependent),
      cmocka_unit_test(circles_and_wild_heads_are_survived),
      cmocka_unit_test(entity_at_prefers_the_last_token),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
