// SPDX-License-Identifier: Apache-2.0
// The knowledge file: tables in, look-ups out.
#include "base/alloc.h"
#include "base/pack.h"
#include "know/format.h"
#include "know/tables.h"
#include "know/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char sources[] = "#newsgraph sources 1\nown\tGeneral knowledge\tApache-2.0\t\n";

static const char knowledge[] =
    "#newsgraph knowledge 1\n"
    "Country\tQ900000001\tRuritania\tRU-Land|Kingdom of Ruritania\tRR\tstate\t\t\t\town\n"
    "Country\tQ900000002\tGrünmark\t\tGM\tstate\t\t\tthe\town\n"
    "Place\tQ900000003\tStrelsau\t\tRR\tcapital\tRuritania\t\tprior=0.9\town\n"
    "Place\t\tMarch\t\tGM\tcity\tGrünmark\t\tcommon\town\n"
    "Government\t\tGovernment of Ruritania\tRuritanian "
    "government\tRR\tgovernment\tQ900000001\tStrelsau|Palace of Zenda\t\town\n"
    "Agency\t\tRoyal Ministry of War\t\tRR\tdefence-ministry\tGovernment of Ruritania\t\t\town\n"
    "Agency\t\tRoyal Guard\tRG\tRR\tarmed-forces\tRoyal Ministry of War\t\t\town\n"
    "MediaOutlet\t\tThe Zenda Courier\tzendacourier.example\tRR\tnewspaper\t\t\t\town\n"
    "Party\tQ900000009\tPeople's Party for Élan & Trade\tPPET\tRR\t\t\t\t\town\n"
    "InternationalOrganization\t\tU.N. of Sample-Land\t\t\t\t\t\t\town\n";

static const char demonyms[] =
    "#newsgraph demonyms "
    "1\nRR\t\tRuritanian|Ruritan\tRuritane\nGM\t\tGrünmarkish\t\nRR\tStrelsau\t\tStrelsauer\n";

static const char templates[] = "#newsgraph templates 1\n"
                                "Agency\tdefence-ministry\tMinistry of Defence of {country}\t{adjective} "
                                "Defence Ministry|Defence Ministry of {country}\town\n";

static const char offices[] = "#newsgraph offices 1\nk\tKing\tRR\t9\nm\tMember of the Diet\tRR\t4\n";

static const char people[] = "#newsgraph people 1\n"
                             "Q900000010\tRudolf Elphberg\tRudolf "
                             "V|~Elphberg\tRR\t1860-05-02\tm\tQ900000009\tm:1880-01:1884-03|k:1884-04\town\n"
                             "Q900000011\tMária Sapt-Tarlen\t\tRR\t1870\tf\t\t\town\n"
                             "\tRudolf Elphberg\t\tGM\t1990\t\t\t\town\n";

static const char given[] =
    "#newsgraph given-names 1\nsample\tm\tRudolf\nsample\tf\tMária|Flavia\nsample\tmf\tRobin\n";

static const char words[] = "#newsgraph name-words 1\norg-head\tMinistry|Bank\ncommon\tMarch\n";

static const char* const all_tables[] = {sources, knowledge, demonyms, templates, offices,
                                         people,  given,     words,    NULL};

static NgStatus
compile(const char* const* tables, NgBuf* out, NgError* err)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgKnowTables* const  reader  = builder ? ng_know_tables_new(builder) : NULL;
  NgStatus             st      = reader ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (; st == NG_SUCCESS && *tables; ++tables) {
    st = ng_know_tables_parse(reader, ng_str(*tables), "sample.tsv", err);
  }
  st = st ? st : ng_know_tables_finish(reader, err);
  st = st ? st : ng_know_builder_version(builder, ng_str("1 (sample)"));
  st = st ? st : ng_know_builder_finish(builder, out, err);
  ng_know_tables_free(reader);
  ng_know_builder_free(builder);
  return st;
}

typedef struct {
  NgBuf    bytes;
  NgKnow*  know;
  NgArena* arena;
} Sample;

static int
open_sample(void** state)
{
  static Sample s;
  NgError       err = {0};
  s.bytes           = (NgBuf)NG_BUF_INIT(1 << 22);
  s.arena           = ng_arena_new(1 << 24);
  assert_int_equal(compile(all_tables, &s.bytes, &err), NG_SUCCESS);
  assert_int_equal(ng_know_open_memory(&s.know, s.bytes.at, s.bytes.len, &err), NG_SUCCESS);
  *state = &s;
  return 0;
}

static int
close_sample(void** state)
{
  Sample* const s = *state;
  ng_know_close(s->know);
  ng_arena_free(s->arena);
  ng_buf_free(&s->bytes);
  return 0;
}

static uint32_t
first(const Sample* s, const char* name)
{
  NgKnowHit hits[4];
  return ng_know_lookup(s->know, ng_str(name), hits, 4) ? hits[0].row : NG_NONE;
}

static void
assert_label(const Sample* s, uint32_t row, const char* label)
{
  assert_int_not_equal(row, NG_NONE);
  const NgStr is = ng_know_label(s->know, row, s->arena);
  assert_string_equal(is.at, label);
}

static void
finds_names_however_they_are_joined(void** state)
{
  const Sample* const s = *state;
  assert_label(s, first(s, "RU-Land"), "Ruritania");
  assert_label(s, first(s, "RU Land"), "Ruritania");
  assert_label(s, first(s, "UN of Sample Land"), "U.N. of Sample-Land");
  assert_label(s, first(s, "People’s Party for Elan and Trade"), "People's Party for Élan & Trade");
  assert_label(s, first(s, "the Royal Guard"), "Royal Guard");
  assert_int_equal(first(s, "royal guard"), NG_NONE);
  assert_int_equal(first(s, "Royal"), NG_NONE);
  assert_int_equal(first(s, ""), NG_NONE);
  assert_int_equal(first(s, "\xff\xfe"), NG_NONE);
}

static void
folds_diacritics_as_second_choice(void** state)
{
  const Sample* const s = *state;
  NgKnowHit           hits[4];
  assert_int_equal(ng_know_lookup(s->know, ng_str("Grünmark"), hits, 4), 1);
  assert_true(hits[0].is_exact);
  assert_int_equal(ng_know_lookup(s->know, ng_str("Grunmark"), hits, 4), 1);
  assert_false(hits[0].is_exact);
  assert_label(s, hits[0].row, "Grünmark");
}

static void
reads_capitals_of_headlines(void** state)
{
  const Sample* const s = *state;
  NgKnowHit           hits[4];
  assert_int_equal(ng_know_lookup_caps(s->know, ng_str("ROYAL MINISTRY OF WAR"), hits, 4), 1);
  assert_label(s, hits[0].row, "Royal Ministry of War");
  assert_int_equal(ng_know_lookup(s->know, ng_str("ROYAL MINISTRY OF WAR"), hits, 4), 0);
}

static void
ranks_a_place_before_the_government_it_stands_for(void** state)
{
  const Sample* const s = *state;
  NgKnowHit           hits[4];
  assert_int_equal(ng_know_lookup(s->know, ng_str("Strelsau"), hits, 4), 2);
  assert_int_equal(hits[0].type, NG_KNOW_PLACE);
  assert_int_equal(hits[0].alias, NG_ALIAS_LABEL);
  assert_int_equal(hits[1].type, NG_KNOW_GOVERNMENT);
  assert_int_equal(hits[1].alias, NG_ALIAS_METONYM);
  assert_int_equal(ng_know_lookup(s->know, ng_str("Strelsau"), hits, 1), 1);
  assert_int_equal(hits[0].type, NG_KNOW_PLACE);
}

static void
describes_a_row(void** state)
{
  const Sample* const s   = *state;
  const NgKnowRow     row = ng_know_row(s->know, first(s, "RG"));
  assert_int_equal(row.cls, NG_CLASS_AGENCY);
  assert_string_equal(row.country, "RR");
  assert_label(s, row.country_row, "Ruritania");
  assert_label(s, row.parent, "Royal Ministry of War");
  assert_true(ng_str_is(row.kind, "armed-forces"));
  assert_true(ng_str_is(row.source, "own"));
  assert_int_equal(row.qid, 0);
  const uint32_t country = ng_know_by_code(s->know, ng_str("GM"));
  assert_string_equal(ng_know_qid(s->know, country, s->arena).at, "Q900000002");
  assert_int_equal(ng_know_by_qid(s->know, 900000002), country);
  assert_int_equal(ng_know_by_qid(s->know, 5), NG_NONE);
  assert_int_equal(ng_know_by_qid(s->know, 0), NG_NONE);
  assert_true(ng_know_row(s->know, first(s, "March")).flags & NG_KNOW_COMMON);
}

static void
lists_all_names_of_a_row(void** state)
{
  const Sample* const s     = *state;
  NgKnowName*         names = NULL;
  assert_int_equal(ng_know_names(s->know, first(s, "Ruritania"), &names, s->arena), 3);
  assert_string_equal(names[0].name.at, "Ruritania");
  assert_string_equal(names[1].name.at, "RU-Land");
  assert_string_equal(names[2].name.at, "Kingdom of Ruritania");
  assert_int_equal(names[0].kind, NG_ALIAS_LABEL);
  assert_int_equal(ng_know_names(s->know, first(s, "The Zenda Courier"), &names, s->arena), 2);
  assert_int_equal(names[1].kind, NG_ALIAS_DOMAIN);
}

static void
makes_template_rows_for_states_without_one_of_their_own(void** state)
{
  const Sample* const s = *state;
  assert_label(s, first(s, "Ruritanian Defence Ministry"), "Royal Ministry of War");
  assert_label(s, first(s, "Ruritan Defence Ministry"), "Royal Ministry of War");
  assert_label(s, first(s, "Defence Ministry of the Grünmark"), "Ministry of Defence of the Grünmark");
  assert_label(s, ng_know_by_kind(s->know, ng_str("RR"), ng_str("defence-ministry")),
               "Royal Ministry of War");
  assert_int_equal(ng_know_by_kind(s->know, ng_str("RR"), ng_str("no-such-kind")), NG_NONE);
}

static void
tells_what_a_person_held(void** state)
{
  const Sample* const s = *state;
  NgKnowPerson        p;
  const uint32_t      row = ng_know_by_qid(s->know, 900000010);
  assert_int_equal(ng_know_person(s->know, row, &p, s->arena), NG_SUCCESS);
  assert_int_equal(p.born.year, 1860);
  assert_int_equal(p.born.day, 2);
  assert_label(s, p.party, "People's Party for Élan & Trade");
  assert_int_equal(p.n_offices, 2);
  assert_true(ng_str_is(p.offices[1].title, "King"));
  assert_int_equal(p.offices[1].rank, 9);
  assert_int_equal(p.offices[1].from.year, 1884);
  assert_int_equal(p.offices[1].from.month, 4);
  assert_int_equal(p.offices[1].to.year, 0);
  assert_int_equal(p.offices[0].to.month, 3);
  assert_true(ng_know_row(s->know, row).flags & NG_KNOW_MALE);
  assert_int_equal(ng_know_person(s->know, first(s, "RG"), &p, s->arena), NG_ERR_BAD_ARG);
}

static void
ranks_the_better_known_of_two_people_first(void** state)
{
  const Sample* const s = *state;
  NgKnowHit           hits[4];
  assert_int_equal(ng_know_lookup(s->know, ng_str("Rudolf Elphberg"), hits, 4), 2);
  assert_int_equal(hits[0].row, ng_know_by_qid(s->know, 900000010));
  assert_true(hits[0].prior > hits[1].prior);
  assert_int_equal(ng_know_lookup(s->know, ng_str("Elphberg"), hits, 4), 1);
  assert_int_equal(hits[0].alias, NG_ALIAS_SURNAME);
}

static void
walks_token_by_token(void** state)
{
  const Sample* const s = *state;
  NgKnowWalk          w = ng_know_walk_start(s->know, false);
  assert_true(ng_know_walk_feed(s->know, &w, ng_str("Royal")));
  assert_int_equal(ng_know_walk_types(s->know, &w), 0);
  assert_true(ng_know_walk_continues(s->know, &w));
  NgKnowWalk guard = w;
  assert_true(ng_know_walk_feed(s->know, &guard, ng_str("Guard")));
  assert_int_equal(ng_know_walk_types(s->know, &guard), 1u << NG_KNOW_AGENCY);
  assert_false(ng_know_walk_continues(s->know, &guard));
  assert_false(ng_know_walk_feed(s->know, &guard, ng_str("Room")));
  assert_false(ng_know_walk_feed(s->know, &w, ng_str("guard")));
  w = ng_know_walk_start(s->know, false);
  assert_true(ng_know_walk_feed(s->know, &w, ng_str("People")));
  assert_true(ng_know_walk_feed(s->know, &w, ng_str("'s")));
  assert_true(ng_know_walk_feed(s->know, &w, ng_str("Party")));
  w = ng_know_walk_start(s->know, false);
  assert_true(ng_know_walk_feed(s->know, &w, ng_str("Strelsau")));
  assert_int_equal(ng_know_walk_types(s->know, &w), 1u << NG_KNOW_PLACE);
  NgKnowHit hits[2];
  assert_int_equal(ng_know_walk_hits(s->know, &w, hits, 2), 2);
}

static void
finds_the_longest_name_in_a_document(void** state)
{
  const Sample* const s      = *state;
  static const char   text[] = "The Royal Ministry of War said";
  NgDoc               doc    = {.arena = s->arena, .text = ng_str(text)};
  uint32_t            types  = 0;
  for (uint32_t at = 0; at < sizeof(text) - 1;) {
    const uint32_t len = (uint32_t)strcspn(text + at, " ");
    NgToken* const t   = NG_VEC_ADD(doc.arena, doc.tokens);
    assert_non_null(t);
    t->begin = at;
    t->end   = at + len;
    at += len + 1;
  }
  assert_int_equal(ng_know_match(s->know, &doc, 1, doc.tokens.n, &types), 4);
  assert_int_equal(types, 1u << NG_KNOW_AGENCY);
  assert_int_equal(ng_know_match(s->know, &doc, 1, 4, &types), 0);
  assert_int_equal(ng_know_match(s->know, &doc, 5, doc.tokens.n, NULL), 0);
}

static void
knows_words(void** state)
{
  const Sample* const s = *state;
  bool                m = false;
  bool                f = false;
  assert_true(ng_know_given_name(s->know, ng_str("Robin"), &m, &f));
  assert_true(m && f);
  assert_true(ng_know_given_name(s->know, ng_str("Maria"), &m, &f));
  assert_true(!m && f);
  assert_false(ng_know_given_name(s->know, ng_str("Zenda"), NULL, NULL));
  assert_true(ng_know_word(s->know, ng_str("Elphberg")).flags & NG_WORD_SURNAME);
  assert_int_equal(ng_know_word(s->know, ng_str("Elphberg")).surname, 2);
  assert_true(ng_know_word(s->know, ng_str("Strelsau")).flags & NG_WORD_PLACE);
  assert_true(ng_know_word(s->know, ng_str("Ministry")).flags & NG_WORD_ORG_HEAD);
  assert_true(ng_know_word(s->know, ng_str("March")).flags & NG_WORD_COMMON);
  assert_int_equal(ng_know_word(s->know, ng_str("nothing")).flags, 0);
  assert_int_equal(ng_know_word(s->know, ng_str("")).flags, 0);
}

static void
knows_demonyms(void** state)
{
  const Sample* const s = *state;
  assert_label(s, ng_know_demonym(s->know, ng_str("Ruritane")), "Ruritania");
  assert_label(s, ng_know_demonym(s->know, ng_str("Grünmarkish")), "Grünmark");
  assert_label(s, ng_know_row(s->know, first(s, "Strelsauer")).parent, "Strelsau");
  assert_int_equal(ng_know_demonym(s->know, ng_str("Strelsau")), NG_NONE);
}

static void
same_tables_give_the_same_bytes(void** state)
{
  const Sample* const s    = *state;
  NgBuf               more = NG_BUF_INIT(1 << 22);
  NgError             err  = {0};
  assert_int_equal(compile(all_tables, &more, &err), NG_SUCCESS);
  assert_true(ng_str_eq(ng_buf_str(&more), ng_buf_str(&s->bytes)));
  ng_buf_free(&more);
}

static void
assert_refused(const char* bad_rows, size_t line, const char* message)
{
  const char* const tables[] = {sources, knowledge, bad_rows, NULL};
  NgBuf             bytes    = NG_BUF_INIT(1 << 22);
  NgError           err      = {0};
  assert_int_equal(compile(tables, &bytes, &err), NG_ERR_BAD_DATA);
  assert_string_equal(err.source, "sample.tsv");
  assert_int_equal(err.line, line);
  assert_non_null(strstr(err.message, message));
  ng_buf_free(&bytes);
}

#define HEAD "#newsgraph knowledge 1\n"

static void
refuses_wrong_tables_with_file_and_line(void** state)
{
  assert_refused(HEAD "Planet\t\tMars\t\t\t\t\t\t\town\n", 2, "no class 'Planet'");
  assert_refused(HEAD "#\nPlace\tQ900000003\tOther\t\t\t\t\t\t\town\n", 3, "Duplicate QID");
  assert_refused(HEAD "Agency\t\tRoyal Guard\t\tRR\t\t\t\t\town\n", 2, "Duplicate row");
  assert_refused(HEAD "Agency\t\tNew Guard\t\tQQ\t\t\t\t\town\n", 2, "no country 'QQ'");
  assert_refused(HEAD "Agency\t\tNew Guard\t\tRR\t\tNowhere\t\t\town\n", 2, "no row 'Nowhere'");
  assert_refused(HEAD "Agency\tX1\tNew Guard\t\tRR\t\t\t\t\town\n", 2, "no QID");
  assert_refused(HEAD "Agency\t\tNew Guard\t\tRR\t\t\t\tbig\town\n", 2, "Unknown flag");
  assert_refused(HEAD "Agency\t\tNew Guard\t\tRR\t\t\t\t\thearsay\n", 2, "no source");
  assert_refused(HEAD "Agency\t\tNew Guard\n", 2, "fields");
  assert_refused("#newsgraph marvels 1\n", 1, "first line");
  assert_refused("#newsgraph people 1\n\tA B\t\tRR\t\t\t\tq:1\town\n", 2, "no office 'q'");
  assert_refused("#newsgraph people 1\n\tA B\t\tRR\t\tx\t\t\town\n", 2, "neither m nor f");
}

static void
survives_every_failing_allocation(void** state)
{
  NgStatus st = NG_ERR_NO_MEM;
  size_t   n  = 0;
  for (; st == NG_ERR_NO_MEM; ++n) {
    NgBuf   bytes = NG_BUF_INIT(1 << 22);
    NgError err   = {0};
    NgKnow* know  = NULL;
    ng_alloc_fail_after(n);
    st = compile(all_tables, &bytes, &err);
    st = st ? st : ng_know_open_memory(&know, bytes.at, bytes.len, &err);
    ng_alloc_fail_after(SIZE_MAX);
    ng_know_close(know);
    ng_buf_free(&bytes);
  }
  assert_int_equal(st, NG_SUCCESS);
  assert_true(n > 30);
}

// Look at everything a file offers.
static void
read_all(const NgKnow* know)
{
  NgArena* const arena = ng_arena_new(1 << 24);
  NgKnowPerson   person;
  NgKnowName*    names = NULL;
  NgKnowHit      hits[8];
  for (uint32_t i = 0; i < ng_know_n_rows(know); ++i) {
    ng_know_row(know, i);
    ng_know_person(know, i, &person, arena);
    ng_know_names(know, i, &names, arena);
    ng_know_lookup_caps(know, ng_know_label(know, i, arena), hits, 8);
    ng_arena_reset(arena);
  }
  ng_arena_free(arena);
}

// Every byte behind the checksum changed in turn, with a right checksum: refused, or safe to read.
static void
damaged_files_are_refused_or_safe(void** state)
{
  const Sample* const s    = *state;
  NgBuf               copy = NG_BUF_INIT(1 << 22);
  assert_int_equal(ng_buf_add(&copy, ng_buf_str(&s->bytes)), NG_SUCCESS);
  for (size_t i = 48; i < copy.len; ++i) {
    NgKnow*  know = NULL;
    uint64_t sum;
    copy.at[i] = (char)(copy.at[i] ^ (i % 3 ? 0xFF : 0x01));
    sum        = ng_hash(copy.at + 48, copy.len - 48, NG_KNOW_PACK_VERSION);
    memcpy(copy.at + 40, &sum, sizeof(sum));
    if (ng_know_open_memory(&know, copy.at, copy.len, NULL) == NG_SUCCESS) {
      read_all(know);
      ng_know_close(know);
    }
    copy.at[i] = s->bytes.at[i];
  }
  NgKnow* know = NULL;
  copy.at[100] = (char)(copy.at[100] ^ 1);
  assert_int_equal(ng_know_open_memory(&know, copy.at, copy.len, NULL), NG_ERR_BAD_DATA);
  assert_int_equal(ng_know_open_memory(&know, s->bytes.at, s->bytes.len - 1, NULL), NG_ERR_BAD_DATA);
  ng_buf_free(&copy);
}

static void
words_fold_and_part(void** state)
{
  NgNameWords w;
  ng_name_words_start(&w, ng_str("Ærø's Łódź–U.S. (B&B)"));
  static const char* const expected[] = {"Aero", "s", "Lodz", "US", "(", "B", "and", "B", ")"};
  for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); ++i) {
    assert_true(ng_name_words_next(&w));
    assert_true(ng_str_is(ng_name_word(&w), expected[i]));
  }
  assert_false(ng_name_words_next(&w));
  assert_true(ng_name_is_plain(ng_str("Bank of England")));
  assert_false(ng_name_is_plain(ng_str("Bank  of England")));
  assert_false(ng_name_is_plain(ng_str("Élysée")));
  assert_false(ng_name_is_latin(ng_str("Москва")));
  assert_true(ng_name_is_latin(ng_str("Łódź 2-A")));
}

static void
the_shipped_file_opens(void** state)
{
  NgKnow*   know = NULL;
  NgError   err  = {0};
  NgKnowHit hits[4];
  assert_int_equal(setenv("NEWSGRAPH_NO_USER_DATA", "1", 1), 0);
  assert_int_equal(ng_know_open(&know, &err), NG_SUCCESS);
  assert_true(ng_know_n_rows(know) > 1000);
  assert_true(ng_know_version(know).len > 0);
  assert_true(ng_know_lookup(know, ng_str("Germany"), hits, 4) >= 1);
  assert_int_equal(hits[0].type, NG_KNOW_COUNTRY);
  assert_int_equal(hits[0].row, ng_know_by_code(know, ng_str("DE")));
  ng_know_close(know);
  ng_know_close(NULL);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_names_however_they_are_joined),
      cmocka_unit_test(folds_diacritics_as_second_choice),
      cmocka_unit_test(reads_capitals_of_headlines),
      cmocka_unit_test(ranks_a_place_before_the_government_it_stands_for),
      cmocka_unit_test(describes_a_row),
      cmocka_unit_test(lists_all_names_of_a_row),
      cmocka_unit_test(makes_template_rows_for_states_without_one_of_their_own),
      cmocka_unit_test(tells_what_a_person_held),
      cmocka_unit_test(ranks_the_better_known_of_two_people_first),
      cmocka_unit_test(walks_token_by_token),
      cmocka_unit_test(finds_the_longest_name_in_a_document),
      cmocka_unit_test(knows_words),
      cmocka_unit_test(knows_demonyms),
      cmocka_unit_test(same_tables_give_the_same_bytes),
      cmocka_unit_test(refuses_wrong_tables_with_file_and_line),
      cmocka_unit_test(survives_every_failing_allocation),
      cmocka_unit_test(damaged_files_are_refused_or_safe),
      cmocka_unit_test(words_fold_and_part),
      cmocka_unit_test(the_shipped_file_opens),
  };
  return cmocka_run_group_tests(tests, open_sample, close_sample) ? 1 : 0;
}
