// SPDX-License-Identifier: Apache-2.0
// Text to paragraphs, sentences, tokens and pairs of quotation marks.
#include "base/alloc.h"
#include "base/buf.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
  NgDoc   doc;
  NgError err;
  NgBuf   buf;
} Bench;

static int
set_up(void** state)
{
  Bench* const b = calloc(1, sizeof(Bench));
  assert_non_null(b);
  b->doc.arena = ng_arena_new((size_t)1 << 30);
  b->buf       = (NgBuf)NG_BUF_INIT(1 << 26);
  *state       = b;
  return 0;
}

static int
tear_down(void** state)
{
  Bench* const b = *state;
  ng_buf_free(&b->buf);
  ng_arena_free(b->doc.arena);
  free(b);
  return 0;
}

static NgStatus
run(Bench* b, NgStr title, NgStr body)
{
  ng_doc_reset(&b->doc);
  memset(&b->err, 0, sizeof(b->err));
  ng_buf_clear(&b->buf);
  b->doc.meta.title = title;
  b->doc.body       = body;
  return ng_text_run(&b->doc, &b->err);
}

// Tokens of the text with bars between.
static void
assert_tokens(void** state, const char* text, const char* expected)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str(text)), NG_SUCCESS);
  for (uint32_t i = 0; i < b->doc.tokens.n; ++i) {
    ng_buf_addz(&b->buf, i ? "|" : "");
    ng_buf_add(&b->buf, ng_doc_token(&b->doc, i));
  }
  assert_string_equal(b->buf.at, expected);
}

// Sentences of the text, each in its line.
static void
assert_sentences(void** state, const char* text, const char* expected)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str(text)), NG_SUCCESS);
  for (uint32_t i = 0; i < b->doc.sentences.n; ++i) {
    ng_buf_addz(&b->buf, i ? "\n" : "");
    ng_buf_add(&b->buf, ng_doc_bytes(&b->doc, b->doc.sentences.at[i].bytes));
  }
  assert_string_equal(b->buf.at, expected);
}

static void
cuts_clitics_from_their_words(void** state)
{
  assert_tokens(state, "They don't say it's Leeds's fault", "They|do|n't|say|it|'s|Leeds|'s|fault");
  assert_tokens(state, "We\u2019ll see who can\u2019t", "We|\u2019ll|see|who|ca|n\u2019t");
  assert_tokens(state, "I'd cannot gonna DON'T", "I|'d|can|not|gon|na|DO|N'T");
}

static void
cuts_compounds_but_not_behind_a_prefix(void** state)
{
  assert_tokens(state, "a long-term anti-war plan", "a|long|-|term|anti-war|plan");
  assert_tokens(state, "an e-mail from the ex-minister", "an|e-mail|from|the|ex-minister");
}

static void
keeps_the_stop_of_an_abbreviation(void** state)
{
  assert_tokens(state, "Mr. Ode of Acme Inc. met J. K. Stone of the U.S. at 5 p.m. sharp.",
                "Mr.|Ode|of|Acme|Inc.|met|J.|K.|Stone|of|the|U.S.|at|5|p.m.|sharp|.");
}

static void
keeps_addresses_whole(void** state)
{
  assert_tokens(state, "See DailyNews.co.uk, https://example.org/a_b?c=1. or ann.lee@example.com!",
                "See|DailyNews.co.uk|,|https://example.org/a_b?c=1|.|or|ann.lee@example.com|!");
  assert_tokens(state, "@someone_1 #tag #2", "@someone_1|#tag|#|2");
}

static void
ends_sentences_at_stops_and_not_at_abbreviations(void** state)
{
  assert_sentences(state, "Dr. Ito left. She met Sen. Okoye at 3.5 p.m. on Friday. It rained.",
                   "Dr. Ito left.\nShe met Sen. Okoye at 3.5 p.m. on Friday.\nIt rained.");
}

static void
keeps_the_closing_mark_in_its_sentence(void** state)
{
  assert_sentences(state, "\"We go.\" He went. (They stayed.) Then \"Why?\" she asked.",
                   "\"We go.\"\nHe went.\n(They stayed.)\nThen \"Why?\" she asked.");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(cuts_clitics_from_their_words, set_up, tear_down),
    cmocka_unit_test_setup_teardown(cuts_compounds_but_not_behind_a_prefix, set_up, tear_down),
    cmocka_unit_test_setup_teardown(keeps_the_stop_of_an_abbreviation, set_up, tear_down),
    cmocka_unit_test_setup_teardown(keeps_addresses_whole, set_up, tear_down),
    cmocka_unit_test_setup_teardown(ends_sentences_at_stops_and_not_at_abbreviations, set_up, tear_down),
    cmocka_unit_test_setup_teardown(keeps_the_closing_mark_in_its_sentence, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
