// SPDX-License-Identifier: Apache-2.0
// The lists of events, speech and factuality: that they can be read is their lint.
#include "understand/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static NgLexicon* lexicon;

static int
open_lists(void** state)
{
  NgError err = {0};
  if (ng_lexicon_open(&lexicon, &err) != NG_SUCCESS) {
    fprintf(stderr, "%s:%zu: %s\n", err.source, err.line, err.message);
    return 1;
  }
  return 0;
}

static int
close_lists(void** state)
{
  ng_lexicon_close(lexicon);
  return 0;
}

static const NgWord*
word(const char* w)
{
  const uint32_t n = ng_lexicon_word(lexicon, ng_str(w));
  assert_int_not_equal(n, NG_NONE);
  return &lexicon->words.at[n];
}

static void
first_frame_of_a_verb_is_the_first_line_that_names_it(void** state)
{
  const NgFrame* const arrest = &lexicon->frames.at[word("arrest")->verb];
  assert_int_equal(arrest->cls, NG_CLASS_ARREST);
  assert_int_equal(strncmp(arrest->rule, "event-verbs:", 12), 0);
}

static void
phrasal_verbs_hang_on_their_verb(void** state)
{
  bool found = false;
  for (uint32_t f = word("step")->verb; f != NG_NONE; f = lexicon->frames.at[f].next) {
    found = found || (lexicon->frames.at[f].cls == NG_CLASS_RESIGNATION &&
                      lexicon->frames.at[f].particle[0] == ng_lexicon_word(lexicon, ng_str("down")));
  }
  assert_true(found);
}

static void
every_class_of_events_has_a_verb_or_noun(void** state)
{
  static const NgClass none[] = {NG_CLASS_EVENT, NG_CLASS_STATEMENT, NG_CLASS_PERSONNEL_CHANGE};
  for (int cls = NG_CLASS_EVENT; cls < NG_N_CLASS; ++cls) {
    bool found = cls == (int)none[0] || cls == (int)none[1] || cls == (int)none[2];
    for (uint32_t f = 0; f < lexicon->frames.n && !found; ++f) {
      found = lexicon->frames.at[f].cls == (NgClass)cls;
    }
    assert_true(found);
  }
}

static void
speech_and_factuality_are_kept_apart(void** state)
{
  assert_int_equal(word("say")->speech, NG_SPEECH_SAY);
  assert_int_equal(word("claim")->speech, NG_SPEECH_CLAIM);
  assert_int_equal(word("claim")->embed, NG_TERM_ALLEGED);
  assert_int_equal(word("will")->aux, NG_TERM_PLANNED);
  assert_int_equal(word("reportedly")->adv, NG_TERM_ALLEGED);
  assert_int_equal(word("say")->embed, NG_TERM_NONE);
}

static void
classes_know_what_stands_above_them(void** state)
{
  assert_true(ng_event_class_is(NG_CLASS_ARREST, NG_CLASS_COERCE));
  assert_true(ng_event_class_is(NG_CLASS_ARREST, NG_CLASS_EVENT));
  assert_false(ng_event_class_is(NG_CLASS_COERCE, NG_CLASS_ARREST));
  assert_int_equal(ng_event_class_of(ng_str("LegalAction")), NG_CLASS_LEGAL_ACTION);
  assert_int_equal(ng_event_class_of(ng_str("Nonsense")), NG_CLASS_NONE);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(first_frame_of_a_verb_is_the_first_line_that_names_it),
    cmocka_unit_test(phrasal_verbs_hang_on_their_verb),
    cmocka_unit_test(every_class_of_events_has_a_verb_or_noun),
    cmocka_unit_test(speech_and_factuality_are_kept_apart),
    cmocka_unit_test(classes_know_what_stands_above_them),
  };
  return cmocka_run_group_tests(tests, open_lists, close_lists) ? 1 : 0;
}
