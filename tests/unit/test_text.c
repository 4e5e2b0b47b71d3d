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

// Quotation marks of the text in order: "<" and ">" are paired, "(" and ")" have no partner, "." is none.
static void
assert_quotes(void** state, const char* text, const char* expected)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str(text)), NG_SUCCESS);
  for (uint32_t i = 0; i < b->doc.tokens.n; ++i) {
    const NgToken* const t = &b->doc.tokens.at[i];
    if (t->quote == NG_QUOTE_NONE) {
      assert_int_equal(t->quote_pair, NG_NONE);
      continue;
    }
    const bool is_paired = t->quote_pair != NG_NONE;
    if (is_paired) {
      assert_int_equal(b->doc.tokens.at[t->quote_pair].quote_pair, i);
    }
    ng_buf_addz(&b->buf, t->quote == NG_QUOTE_OPEN ? (is_paired ? "<" : "(") : (is_paired ? ">" : ")"));
  }
  assert_string_equal(b->buf.at ? b->buf.at : "", expected);
}

// Kind of each paragraph as a letter, in capitals where it repeats an earlier one.
static void
assert_kinds(void** state, const char* title, const char* text, const char* expected)
{
  static const char letters[] = "phcydnf"; // body, headline, caption, byline, dateline, heading, furniture
  Bench* const      b         = *state;
  assert_int_equal(run(b, ng_str(title), ng_str(text)), NG_SUCCESS);
  for (uint32_t i = 0; i < b->doc.paragraphs.n; ++i) {
    const NgParagraph* const p = &b->doc.paragraphs.at[i];
    ng_buf_addc(&b->buf, (char)(p->repeats == NG_NONE ? letters[p->kind] : letters[p->kind] - 32));
  }
  assert_string_equal(b->buf.at, expected);
}

static void
assert_refused(void** state, NgStr body, NgStatus status, size_t line, const char* reason)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), body), status);
  assert_int_equal(b->err.line, line);
  assert_non_null(strstr(b->err.message, reason));
}

static const NgToken*
token_of(void** state, const char* text, uint32_t i)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str(text)), NG_SUCCESS);
  assert_true(i < b->doc.tokens.n);
  return &b->doc.tokens.at[i];
}

// --- tokens --------------------------------------------------------------------------------------

static void
cuts_clitics_from_their_words(void** state)
{
  assert_tokens(state, "They don't say it's Leeds's fault", "They|do|n't|say|it|'s|Leeds|'s|fault");
  assert_tokens(state, "We\u2019ll see who can\u2019t", "We|\u2019ll|see|who|ca|n\u2019t");
  assert_tokens(state, "I'd cannot gonna DON'T", "I|'d|can|not|gon|na|DO|N'T");
  assert_tokens(state, "You've what we're and I'm", "You|'ve|what|we|'re|and|I|'m");
  assert_tokens(state, "the U.S.'s \"Ode\"'s (MP)'s", "the|U.S.|'s|\"|Ode|\"|'s|(|MP|)|'s");
  assert_tokens(state, "the boys' toys, Paris' bridges", "the|boys|'|toys|,|Paris|'|bridges");
}

static void
keeps_apostrophes_inside_names(void** state)
{
  assert_tokens(state, "O'Hara and L\u2019Aquila, D'Souza", "O'Hara|and|L\u2019Aquila|,|D'Souza");
  assert_tokens(state, "Sana'a O'Hara's o'clock", "Sana'a|O'Hara|'s|o'clock");
  assert_tokens(state, "Ma'ariv said Sha'ban", "Ma'ariv|said|Sha'ban");
}

static void
keeps_words_that_begin_with_an_apostrophe(void** state)
{
  assert_tokens(state, "the '90s and \u201980s", "the|'90s|and|\u201980s");
  assert_tokens(state, "tell 'em rock 'n' roll", "tell|'em|rock|'n'|roll");
}

static void
cuts_compounds_but_not_behind_a_prefix(void** state)
{
  assert_tokens(state, "a long-term anti-war plan", "a|long|-|term|anti-war|plan");
  assert_tokens(state, "an e-mail from the ex-minister", "an|e-mail|from|the|ex-minister");
  assert_tokens(state, "a non-state-owned bank", "a|non|-|state|-|owned|bank");
  assert_tokens(state, "the mid-1980s UK-based", "the|mid-1980s|UK|-|based");
}

static void
keeps_listed_compounds_whole(void** state)
{
  assert_tokens(state, "a by-election, a Sit-in and two run-offs",
                "a|by-election|,|a|Sit-in|and|two|run-offs");
  assert_tokens(state, "the sit-in-like queue", "the|sit|-|in|-|like|queue");
}

static void
keeps_the_stop_of_an_abbreviation(void** state)
{
  assert_tokens(state, "Mr. Ode of Acme Inc. met J. K. Stone of the U.S. at 5 p.m. sharp.",
                "Mr.|Ode|of|Acme|Inc.|met|J.|K.|Stone|of|the|U.S.|at|5|p.m.|sharp|.");
  assert_tokens(state, "No. 10 said no. Nothing", "No.|10|said|no|.|Nothing");
  assert_tokens(state, "She sold Acme Inc. The end", "She|sold|Acme|Inc|.|The|end");
  assert_tokens(state, "St. Lucia vs. Ghana, e.g. on Sept. 3", "St.|Lucia|vs.|Ghana|,|e.g.|on|Sept.|3");
  assert_tokens(state, "apples, pears etc.", "apples|,|pears|etc|.");
  assert_tokens(state, "a Ph.D. from D.C.", "a|Ph.D.|from|D.C.");
}

static void
keeps_numbers_whole(void** state)
{
  assert_tokens(state, "1,200.50 at 3:30 on the 10th, 0.5%", "1,200.50|at|3:30|on|the|10th|,|0.5|%");
  assert_tokens(state, "\u00a340m and $5bn, \u20ac3, US$7", "\u00a3|40|m|and|$|5|bn|,|\u20ac|3|,|US|$|7");
  assert_tokens(state, "10km in 1,2 or 2019-01-04", "10|km|in|1|,|2|or|2019-01-04");
  assert_tokens(state, "the 1960's 1970s 9/11 24/7", "the|1960's|1970s|9/11|24/7");
  assert_tokens(state, "call 555-0100 or +44 20", "call|555-0100|or|+44|20");
  assert_tokens(state, "5-10 people, 1990-95", "5|-|10|people|,|1990|-|95");
}

static void
keeps_addresses_whole(void** state)
{
  assert_tokens(state, "See DailyNews.co.uk, https://example.org/a_b?c=1. or ann.lee@example.com!",
                "See|DailyNews.co.uk|,|https://example.org/a_b?c=1|.|or|ann.lee@example.com|!");
  assert_tokens(state, "@someone_1 #tag #2", "@someone_1|#tag|#|2");
  assert_tokens(state, "(https://example.org/x_(y)) www.example.com/.",
                "(|https://example.org/x_(y)|)|www.example.com/|.");
  assert_tokens(state, "He said.It ended", "He|said|.|It|ended");
  assert_tokens(state, "the end.The next", "the|end|.|The|next");
  assert_int_equal(token_of(state, "go to example.org now", 2)->kind, NG_TOK_ADDRESS);
}

static void
cuts_marks_from_words(void** state)
{
  assert_tokens(state, "Wait ... what?! No--yes (ok) [sic] 50/50",
                "Wait|...|what|?!|No|--|yes|(|ok|)|[|sic|]|50/50");
  assert_tokens(state, "Beijing\u2014the city\u2013and men/women",
                "Beijing|\u2014|the|city|\u2013|and|men|/|women");
  assert_tokens(state, "Wait\u2026 AT&T", "Wait|\u2026|AT&T");
  assert_tokens(state, "\u00ab Oui \u00bb", "\u00ab|Oui|\u00bb");
}

static void
separates_at_any_unicode_space(void** state)
{
  assert_tokens(state, "a\u00a0b\u2009c\u3000d\u200be\u202ff\tg", "a|b|c|d|e|f|g");
}

static void
keeps_soft_hyphens_in_the_word_but_not_in_the_folded_one(void** state)
{
  Bench* const         b = *state;
  const NgToken* const t = token_of(state, "Co\u00adoperate now", 0);
  assert_true(ng_str_is(ng_doc_token(&b->doc, 0), "Co\u00adoperate"));
  assert_true(ng_str_is(t->lower, "cooperate"));
}

static void
folds_case_and_apostrophes(void** state)
{
  assert_true(ng_str_is(token_of(state, "\u00c9COLE d\u2019\u00c9tat", 0)->lower, "\u00e9cole"));
  assert_true(ng_str_is(token_of(state, "\u00c9COLE d\u2019\u00c9tat", 1)->lower, "d'\u00e9tat"));
}

static void
counts_offsets_in_code_points(void** state)
{
  const NgToken* const t = token_of(state, "\u201cZo\u00eb\u201d \U0001F600 left", 4);
  assert_int_equal(t->char_begin, 8);
  assert_int_equal(t->char_end, 12);
  assert_int_equal(t->begin, 16);
}

static void
tells_the_shape_of_a_word(void** state)
{
  assert_int_equal(token_of(state, "so NATO met", 1)->shape,
                   NG_SHAPE_CAPITAL | NG_SHAPE_ALL_UPPER | NG_SHAPE_SPACE);
  assert_int_equal(token_of(state, "so McRae met", 1)->shape,
                   NG_SHAPE_CAPITAL | NG_SHAPE_MIXED | NG_SHAPE_SPACE);
  assert_int_equal(token_of(state, "eBay", 0)->shape, NG_SHAPE_MIXED | NG_SHAPE_SENTENCE);
  assert_int_equal(token_of(state, "an anti-war", 1)->shape, NG_SHAPE_HYPHEN | NG_SHAPE_SPACE);
  assert_int_equal(token_of(state, "the 1st,", 1)->shape, NG_SHAPE_DIGIT | NG_SHAPE_SPACE);
  assert_int_equal(token_of(state, "the 1st,", 2)->shape, 0);
  assert_true(token_of(state, "of U.S. law", 1)->shape & NG_SHAPE_STOP);
}

static void
tells_the_kind_of_a_token(void** state)
{
  assert_int_equal(token_of(state, "a 21st $ ,", 0)->kind, NG_TOK_WORD);
  assert_int_equal(token_of(state, "a 21st $ ,", 1)->kind, NG_TOK_NUMBER);
  assert_int_equal(token_of(state, "a 21st $ ,", 2)->kind, NG_TOK_SYMBOL);
  assert_int_equal(token_of(state, "a 21st $ ,", 3)->kind, NG_TOK_PUNCT);
}

// --- sentences -----------------------------------------------------------------------------------

static void
ends_sentences_at_stops_and_not_at_abbreviations(void** state)
{
  assert_sentences(state, "Dr. Ito left. She met Sen. Okoye at 3.5 p.m. on Friday. It rained.",
                   "Dr. Ito left.\nShe met Sen. Okoye at 3.5 p.m. on Friday.\nIt rained.");
  assert_sentences(state, "The U.S. Senate met. It left the U.S. The vote was over.",
                   "The U.S. Senate met.\nIt left the U.S.\nThe vote was over.");
  assert_sentences(state, "It began at 5 p.m. Police came at 6 p.m. Friday, by 7 p.m. EST.",
                   "It began at 5 p.m.\nPolice came at 6 p.m. Friday, by 7 p.m. EST.");
  assert_sentences(state, "It took 5 min. The end came. Min. Ola spoke.",
                   "It took 5 min.\nThe end came.\nMin. Ola spoke.");
  assert_sentences(state, "J. K. Stone spoke. No. 10 replied.", "J. K. Stone spoke.\nNo. 10 replied.");
  assert_sentences(state, "He works for Acme Co. in Ohio. They pay.",
                   "He works for Acme Co. in Ohio.\nThey pay.");
}

static void
keeps_the_closing_mark_in_its_sentence(void** state)
{
  assert_sentences(state, "\"We go.\" He went. (They stayed.) Then \"Why?\" she asked.",
                   "\"We go.\"\nHe went.\n(They stayed.)\nThen \"Why?\" she asked.");
  assert_sentences(state, "\u201cIt ended.\u201d Nobody cared.", "\u201cIt ended.\u201d\nNobody cared.");
  assert_sentences(state, "It was proven. [12] Later it fell.", "It was proven. [12]\nLater it fell.");
}

static void
does_not_end_a_sentence_before_a_small_letter(void** state)
{
  assert_sentences(state, "\"Stop!\" he cried. So they did", "\"Stop!\" he cried.\nSo they did");
  assert_sentences(state, "Well ... maybe. Who knows?", "Well ... maybe.\nWho knows?");
}

static void
parts_the_dateline_from_the_news(void** state)
{
  assert_sentences(state, "OSLO - The council met on Monday.", "OSLO -\nThe council met on Monday.");
  assert_sentences(state, "Suva, Fiji (Island Press) \u2014 Two ships left.",
                   "Suva, Fiji (Island Press) \u2014\nTwo ships left.");
  assert_sentences(state, "QUITO, Feb 19 -- \"It is over,\" she said.",
                   "QUITO, Feb 19 --\n\"It is over,\" she said.");
  assert_sentences(state, "Silva - The minister - left early.", "Silva - The minister - left early.");
  assert_sentences(state, "NATO - the alliance - met in Riga.", "NATO - the alliance - met in Riga.");
}

static void
ends_a_sentence_with_its_paragraph(void** state)
{
  assert_sentences(state, "A headline without a stop\n\nLONDON (Wire) - The talks began\n\nMore",
                   "A headline without a stop\nLONDON (Wire) -\nThe talks began\nMore");
}

static void
keeps_the_number_of_a_list_item(void** state)
{
  assert_sentences(state, "1. Boil the eggs. 2. Eat them.", "1. Boil the eggs.\n2. Eat them.");
}

// --- paragraphs ----------------------------------------------------------------------------------

static void
knows_headline_byline_dateline_and_furniture(void** state)
{
  assert_kinds(
      state, "",
      "Harbour strike ends after nine days\n\nBy Ada Roe, Ports Editor\n\nFriday, 4 January 2019\n\n"
      "Dockers went back to work on Friday.\n\nWhat happens next\n\nThe union votes in May.\n\n***\n\n"
      "Read more at Example.com",
      "hydpnpff");
  assert_kinds(state, "T",
               "Comments\n\nCopyright 2019 The Example. All rights reserved.\n\nComments were read out.\n\n"
               "(Reporting by Ada Roe; Editing by Bo Doe)\n\nSign up to our newsletter\n\nPublished 12:30 "
               "GMT, 4 Jan. 2019",
               "hffpyfd");
  assert_kinds(state, "Strike ends", "Dockers went back.\n\nThey were glad.", "hpp");
  assert_kinds(state, "", "One line of a note, nothing more.", "p");
}

static void
knows_captions(void** state)
{
  assert_kinds(state, "T",
               "Dockers at the gate (Picture: A. Roe)\n\nThe gate (stock image)\n\nPictured: the gate\n\n"
               "Ada Roe (pictured) led the strike",
               "hcccc");
}

static void
finds_repeats_despite_marks_and_picture_notes(void** state)
{
  assert_kinds(state, "T",
               "The mayor \u2013 long a \u2018hawk\u2019 \u2013 left office on Monday.\n\n"
               "The mayor - long a 'hawk' - left office on Monday\n\n"
               "The mayor (pictured) \u2013 long a \u2018hawk\u2019 \u2013 left office on Monday\n\n"
               "The mayor left office on Monday.",
               "hpCCp");
}

static void
takes_single_newlines_as_paragraphs_unless_lines_are_wrapped(void** state)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str("One stands here.\nTwo stands here.\nThree.")), NG_SUCCESS);
  assert_int_equal(b->doc.paragraphs.n, 3);
  const char wrapped[] = "The harbour was quiet on the first day of the strike, and few of\n"
                         "the cranes moved. A spokeswoman for the port said that ships were\n"
                         "being sent to other harbours along the coast until the talks had\n"
                         "come to an end. The union did not say when that would be, but it\n"
                         "hoped for the best.\n\nThe end.\n";
  assert_int_equal(run(b, ng_str(""), ng_str(wrapped)), NG_SUCCESS);
  assert_int_equal(b->doc.paragraphs.n, 2);
  assert_int_equal(b->doc.sentences.n, 4);
}

static void
joins_lines_that_break_off_in_a_sentence(void** state)
{
  Bench* const b = *state;
  assert_int_equal(
      run(b, ng_str(""), ng_str("The mayor\nof the town\nleft.\nNobody saw her.\n\nonions\ngarlic")),
      NG_SUCCESS);
  assert_int_equal(b->doc.paragraphs.n, 4);
  assert_int_equal(b->doc.sentences.n, 4);
}

// --- quotation marks -----------------------------------------------------------------------------

static void
pairs_marks_of_every_kind(void** state)
{
  assert_quotes(state, "\"One\" and \u201ctwo\u201d and 'three' and \u2018four\u2019 .", "<><><><>");
  assert_quotes(state, "\u00abUn\u00bb, \u201eeins\u201c, ``one'', \u300c\u4e00\u300d", "<><><><>");
  assert_quotes(state, "He said: \u201cShe said \u2018no\u2019 to me.\u201d", "<<>>");
  assert_quotes(state, "\"He said 'no' to me,\" she said.", "<<>>");
}

static void
takes_no_apostrophe_for_a_quotation_mark(void** state)
{
  assert_quotes(state, "The boys' toys aren't O'Hara's in the '90s.", "");
  assert_quotes(state, "Rock \u2019n\u2019 roll, tell \u2019em, the Joneses\u2019 house", "");
  assert_quotes(state, "\u2018The boys\u2019 toys were lost,\u2019 he said.", "<>");
  assert_quotes(state, "bin \u2018Abd al-Qadir came", "");
}

static void
leaves_a_quotation_open_that_goes_on_in_the_next_paragraph(void** state)
{
  assert_quotes(state, "She said: \u201cWe go.\n\n\u201cWe stay.\n\n\u201cWe end.\u201d", "((<>");
  assert_quotes(state, "\u2018We go.\n\n\u2018We end.\u2019", "(<>");
}

static void
mends_marks_that_were_typed_the_wrong_way_round(void** state)
{
  assert_quotes(state, "the \u201cCity of Gold\u201c, he said", "<>");
  assert_quotes(state, "asked to \u201dgo away\u201d now", "<>");
  assert_quotes(state, "the \u201cmixed\" kind", "<>");
}

static void
pairs_in_linear_time(void** state)
{
  Bench* const b    = *state;
  NgBuf        text = NG_BUF_INIT(1 << 24);
  for (int i = 0; i < 100000; ++i) {
    ng_buf_addz(&text, i % 3 ? "\u2018a s' " : "\"(");
  }
  assert_int_equal(run(b, ng_str(""), ng_buf_str(&text)), NG_SUCCESS);
  ng_buf_free(&text);
}

// --- normal form ---------------------------------------------------------------------------------

static void
joins_title_and_body_with_an_empty_line(void** state)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str("Head"), ng_str(" Body ")), NG_SUCCESS);
  assert_true(ng_str_is(b->doc.text, "Head\n\n Body "));
  assert_int_equal(b->doc.n_chars, 12);
  assert_string_equal(b->doc.hash, "98e22cff0d420fa48b0fdc319d5aa8989c97d3f178cd7847357b7924b321fe29");
}

static void
turns_text_into_nfc_with_line_feeds(void** state)
{
  Bench* const b = *state;
  assert_int_equal(run(b, ng_str(""), ng_str("\ufeffZoe\u0308\r\nand\rO\u0301 A\u030a")), NG_SUCCESS);
  assert_true(ng_str_is(b->doc.text, "Zo\u00eb\nand\n\u00d3 \u00c5"));
}

static void
refuses_what_is_no_text(void** state)
{
  assert_refused(state, ng_str("one\ntwo \xff"), NG_ERR_BAD_TEXT, 2, "byte 8");
  assert_refused(state, ng_str("\xc0\xaf"), NG_ERR_BAD_TEXT, 1, "byte 0");
  assert_refused(state, ng_str("ok \xed\xa0\x80"), NG_ERR_BAD_TEXT, 1, "byte 3");
  assert_refused(state, ng_str("cut \xe2\x82"), NG_ERR_BAD_TEXT, 1, "byte 4");
  assert_refused(state, ng_str("\xf4\x90\x80\x80"), NG_ERR_BAD_TEXT, 1, "byte 0");
  assert_refused(state, ng_str_n("a\0b", 3), NG_ERR_BAD_TEXT, 1, "NUL byte at byte 1");
  assert_refused(state, ng_str(""), NG_ERR_BAD_TEXT, 0, "empty");
  assert_refused(state, ng_str(" \n\t\u00a0\u200b\n"), NG_ERR_BAD_TEXT, 0, "empty");
}

static void
refuses_endless_combining_marks(void** state)
{
  NgBuf text = NG_BUF_INIT(1 << 20);
  ng_buf_addz(&text, "a");
  for (int i = 0; i < 1000; ++i) {
    ng_buf_addz(&text, i % 2 ? "\u0301" : "\u0316");
  }
  assert_refused(state, ng_buf_str(&text), NG_ERR_BAD_TEXT, 1, "combining marks");
  ng_buf_free(&text);
}

// --- given tokens --------------------------------------------------------------------------------

static void
takes_tokens_that_were_cut_elsewhere(void** state)
{
  Bench* const   b       = *state;
  const NgSpan   given[] = {{0, 2}, {2, 6}, {7, 9}, {9, 10}, {11, 13}};
  const uint32_t ends[]  = {4, 5};
  const uint32_t wrong[] = {4, 4};
  ng_doc_reset(&b->doc);
  b->doc.body = ng_str("Don\u2019 go. Ok");
  assert_int_equal(ng_text_normalise(&b->doc, NULL, &b->err), NG_SUCCESS);
  assert_int_equal(ng_text_set_tokens(&b->doc, given, 5, wrong, 2, &b->err), NG_ERR_BAD_ARG);
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(ng_text_set_tokens(&b->doc, given, 5, ends, 2, &b->err), NG_SUCCESS);
  assert_int_equal(b->doc.sentences.n, 2);
  assert_true(ng_str_is(b->doc.tokens.at[1].lower, "n'"));
  assert_true(b->doc.tokens.at[4].shape & NG_SHAPE_SENTENCE);
}

// --- memory --------------------------------------------------------------------------------------

static void
survives_every_failing_allocation(void** state)
{
  for (size_t n = 0;; ++n) {
    NgArena* const arena = ng_arena_new(1 << 24);
    NgDoc   doc = {.arena = arena, .body = ng_str("Zoe\u0308 said: \u201cNo.\u201d\n\nBy Ada Roe\n\nZoe")};
    NgError err = {0};
    ng_alloc_fail_after(n);
    const NgStatus st = ng_text_run(&doc, &err);
    ng_alloc_fail_after(SIZE_MAX);
    ng_arena_free(arena);
    if (st == NG_SUCCESS) {
      assert_true(n > 3);
      break;
    }
    assert_int_equal(st, NG_ERR_NO_MEM);
    assert_int_equal(err.status, NG_ERR_NO_MEM);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(cuts_clitics_from_their_words, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_apostrophes_inside_names, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_words_that_begin_with_an_apostrophe, set_up, tear_down),
      cmocka_unit_test_setup_teardown(cuts_compounds_but_not_behind_a_prefix, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_listed_compounds_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_the_stop_of_an_abbreviation, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_numbers_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_addresses_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(cuts_marks_from_words, set_up, tear_down),
      cmocka_unit_test_setup_teardown(separates_at_any_unicode_space, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_soft_hyphens_in_the_word_but_not_in_the_folded_one, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(folds_case_and_apostrophes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(counts_offsets_in_code_points, set_up, tear_down),
      cmocka_unit_test_setup_teardown(tells_the_shape_of_a_word, set_up, tear_down),
      cmocka_unit_test_setup_teardown(tells_the_kind_of_a_token, set_up, tear_down),
      cmocka_unit_test_setup_teardown(ends_sentences_at_stops_and_not_at_abbreviations, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_the_closing_mark_in_its_sentence, set_up, tear_down),
      cmocka_unit_test_setup_teardown(does_not_end_a_sentence_before_a_small_letter, set_up, tear_down),
      cmocka_unit_test_setup_teardown(parts_the_dateline_from_the_news, set_up, tear_down),
      cmocka_unit_test_setup_teardown(ends_a_sentence_with_its_paragraph, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_the_number_of_a_list_item, set_up, tear_down),
      cmocka_unit_test_setup_teardown(knows_headline_byline_dateline_and_furniture, set_up, tear_down),
      cmocka_unit_test_setup_teardown(knows_captions, set_up, tear_down),
      cmocka_unit_test_setup_teardown(finds_repeats_despite_marks_and_picture_notes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_single_newlines_as_paragraphs_unless_lines_are_wrapped, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(joins_lines_that_break_off_in_a_sentence, set_up, tear_down),
      cmocka_unit_test_setup_teardown(pairs_marks_of_every_kind, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_no_apostrophe_for_a_quotation_mark, set_up, tear_down),
      cmocka_unit_test_setup_teardown(leaves_a_quotation_open_that_goes_on_in_the_next_paragraph, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(mends_marks_that_were_typed_the_wrong_way_round, set_up, tear_down),
      cmocka_unit_test_setup_teardown(pairs_in_linear_time, set_up, tear_down),
      cmocka_unit_test_setup_teardown(joins_title_and_body_with_an_empty_line, set_up, tear_down),
      cmocka_unit_test_setup_teardown(turns_text_into_nfc_with_line_feeds, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_what_is_no_text, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_endless_combining_marks, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_tokens_that_were_cut_elsewhere, set_up, tear_down),
      cmocka_unit_test_setup_teardown(survives_every_failing_allocation, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
