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
condition_with_a_plus_is_firm(void** state)
{
  bool found = false;
  for (uint32_t f = word("favour")->noun; f != NG_NONE; f = lexicon->frames.at[f].next) {
    const NgFrame* const frame = &lexicon->frames.at[f];
    for (uint32_t i = 0; i < frame->n_conditions; ++i) {
      found = found || lexicon->conditions.at[frame->conditions + i].is_firm;
    }
  }
  assert_true(found);
}

static void
conditions_written_alike_share_their_items(void** state)
{
  bool found = false;
  for (uint32_t i = 0; i < lexicon->conditions.n && !found; ++i) {
    const NgCondition* const a = &lexicon->conditions.at[i];
    for (uint32_t k = i + 1; k < lexicon->conditions.n && a->n_items && !found; ++k) {
      found = lexicon->conditions.at[k].items == a->items;
    }
  }
  assert_true(found);
  assert_null(lexicon->texts);
}

static void
every_class_of_events_has_a_verb_or_noun(void** state)
{
  static const char* const names[] = {
      "Agree",       "Consult",     "Support",     "Concede",   "Cooperate", "Aid",      "Retreat",
      "Request",     "Accuse",      "Investigate", "Reject",    "Threaten",  "Protest",  "Sanction",
      "Mobilize",    "Coerce",      "LegalAction", "Arrest",    "Charge",    "Convict",  "Cyberattack",
      "Restrict",    "Expel",       "Assault",     "Bombing",   "Shooting",  "Killing",  "Election",
      "Appointment", "Resignation", "Dismissal",   "Legislate", "Death",     "Disaster",
  };
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    const NgClass cls   = ng_event_class_of(ng_str(names[i]));
    bool          found = false;
    for (uint32_t f = 0; f < lexicon->frames.n && !found; ++f) {
      found = lexicon->frames.at[f].cls == cls;
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
only_classes_of_events_are_classes_of_the_lists(void** state)
{
  assert_int_equal(ng_event_class_of(ng_str("LegalAction")), NG_CLASS_LEGAL_ACTION);
  assert_int_equal(ng_event_class_of(ng_str("Person")), NG_CLASS_NONE);
  assert_int_equal(ng_event_class_of(ng_str("Nonsense")), NG_CLASS_NONE);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_frame_of_a_verb_is_the_first_line_that_names_it),
      cmocka_unit_test(phrasal_verbs_hang_on_their_verb),
      cmocka_unit_test(condition_with_a_plus_is_firm),
      cmocka_unit_test(conditions_written_alike_share_their_items),
      cmocka_unit_test(every_class_of_events_has_a_verb_or_noun),
      cmocka_unit_test(speech_and_factuality_are_kept_apart),
      cmocka_unit_test(only_classes_of_events_are_classes_of_the_lists),
  };
  return cmocka_run_group_tests(tests, open_lists, close_lists) ? 1 : 0;
}
