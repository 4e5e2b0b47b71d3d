// SPDX-License-Identifier: Apache-2.0
// Who is who: hand-made names over real text become entities, mentions and positions.
#include "base/alloc.h"
#include "text/text.h"
#include "understand/government.h"
#include "understand/mentions.h"
#include "understand/who.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static NgKnow* know;
static NgWho*  who;

typedef struct {
  const char* words; // The next place in the text where they stand
  NgClass     cls;
} Name;

#define PERSON NG_CLASS_PERSON
#define COUNTRY NG_CLASS_COUNTRY
#define PLACE NG_CLASS_PLACE
#define AGENCY NG_CLASS_AGENCY
#define ORG NG_CLASS_ORGANIZATION

static bool
is_one_of(NgStr word, const char* list)
{
  char buf[64];
  if (word.len + 3 > sizeof(buf)) {
    return false;
  }
  snprintf(buf, sizeof(buf), " %.*s ", NG_STR_ARG(word));
  return strstr(list, buf);
}

static uint8_t
pos_of(const NgToken* t)
{
  if (t->kind != NG_TOK_WORD) {
    return t->kind == NG_TOK_NUMBER ? NG_POS_NUM : NG_POS_PUNCT;
  }
  if (is_one_of(t->lower, " the a an this his her ")) {
    return NG_POS_DET;
  }
  if (is_one_of(t->lower, " of in for to as at by with against ")) {
    return NG_POS_ADP;
  }
  if (is_one_of(t->lower,
                " said says met accused resigned was is has rejected told elected opened will warned ")) {
    return NG_POS_VERB;
  }
  if (is_one_of(t->lower, " he she ")) {
    return NG_POS_PRON;
  }
  if (is_one_of(t->lower, " and ")) {
    return NG_POS_CCONJ;
  }
  return t->shape & NG_SHAPE_CAPITAL ? NG_POS_PROPN : NG_POS_NOUN;
}

static void
add_name(NgDoc* doc, const Name* name, uint32_t* from)
{
  const size_t len = strlen(name->words);
  for (uint32_t i = *from; i < doc->tokens.n; ++i) {
    const uint32_t begin = doc->tokens.at[i].begin;
    if (begin + len > doc->text.len || memcmp(doc->text.at + begin, name->words, len) != 0) {
      continue;
    }
    uint32_t end = i;
    while (end < doc->tokens.n && doc->tokens.at[end].end <= begin + len) {
      ++end;
    }
    NgName* const n = NG_VEC_ADD(doc->arena, doc->names);
    *n              = (NgName){{i, end}, name->cls, 0.9F};
    *from           = end;
    return;
  }
  fail_msg("'%s' is not in the text", name->words);
}

// Understand `text` with the names listed in their order, up to one without words.
static NgDoc
read(const char* text, const Name* names)
{
  NgDoc   doc = {.arena = ng_arena_new((size_t)64 << 20)};
  NgError err = {0};
  doc.body    = ng_str(text);
  assert_int_equal(ng_text_run(&doc, &err), NG_SUCCESS);
  doc.tags = ng_arena_calloc(doc.arena, doc.tokens.n + 1u, sizeof(NgTag));
  for (uint32_t i = 0; i < doc.tokens.n; ++i) {
    doc.tags[i] = (NgTag){.lemma = doc.tokens.at[i].lower, .pos = pos_of(&doc.tokens.at[i]), .head = NG_NONE};
  }
  uint32_t from = 0;
  for (; names->words; ++names) {
    add_name(&doc, names, &from);
  }
  assert_int_equal(ng_who_run(who, &doc, &err), NG_SUCCESS);
  return doc;
}

// The entity with this label, or NG_NONE.
static uint32_t
labelled(const NgDoc* doc, const char* label)
{
  for (uint32_t i = 0; i < doc->entities.n; ++i) {
    if (ng_str_is(doc->entities.at[i].label, label)) {
      return i;
    }
  }
  return NG_NONE;
}

static uint32_t
count_of(const NgDoc* doc, NgClass cls)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < doc->entities.n; ++i) {
    n += doc->entities.at[i].cls == cls;
  }
  return n;
}

// The entity of the mention with these words, the `nth` from 0.
static uint32_t
entity_of(const NgDoc* doc, const char* words, uint32_t nth)
{
  for (uint32_t i = 0; i < doc->mentions.n; ++i) {
    if (ng_str_is(ng_doc_words(doc, doc->mentions.at[i].tokens), words) && !nth--) {
      return doc->mentions.at[i].entity;
    }
  }
  return NG_NONE;
}

static void
surname_and_title_fold_into_full_name(void** state)
{
  NgDoc doc = read(
      "Ottoline Brackwater met reporters. Mrs Brackwater said no. Brackwater told them again.",
      (Name[]){{"Ottoline Brackwater", PERSON}, {"Brackwater", PERSON}, {"Brackwater", PERSON}, {NULL, 0}});
  assert_int_equal(doc.entities.n, 1);
  assert_true(ng_str_is(doc.entities.at[0].label, "Ottoline Brackwater"));
  assert_true(doc.entities.at[0].is_female);
  assert_false(doc.entities.at[0].is_local);
  ng_arena_free(doc.arena);
}

static void
two_people_of_one_surname_stay_two(void** state)
{
  NgDoc doc = read(
      "Edgar Wollaston met Hilda Wollaston. Mr Wollaston said so. Hilda said no. Mrs Wollaston told them.",
      (Name[]){{"Edgar Wollaston", PERSON},
               {"Hilda Wollaston", PERSON},
               {"Wollaston", PERSON},
               {"Hilda", PERSON},
               {"Wollaston", PERSON},
               {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_PERSON), 2);
  assert_int_equal(entity_of(&doc, "Hilda", 0), labelled(&doc, "Hilda Wollaston"));
  assert_int_equal(entity_of(&doc, "Wollaston", 0), labelled(&doc, "Edgar Wollaston"));
  ng_arena_free(doc.arena);
}

static void
junior_is_not_senior(void** state)
{
  NgDoc doc = read("Alfred Pennock met Alfred Pennock Jr in town.",
                   (Name[]){{"Alfred Pennock", PERSON}, {"Alfred Pennock Jr", PERSON}, {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_PERSON), 2);
  ng_arena_free(doc.arena);
}

static void
peer_without_given_name_keeps_title(void** state)
{
  NgDoc doc = read("Baroness Thornquist said no.", (Name[]){{"Thornquist", PERSON}, {NULL, 0}});
  assert_true(ng_str_is(doc.entities.at[0].label, "Baroness Thornquist"));
  assert_true(doc.entities.at[0].is_local);
  ng_arena_free(doc.arena);
}

static void
nickname_and_full_given_name_are_one(void** state)
{
  NgDoc doc = read("William Harkstead said so. Bill Harkstead met them.",
                   (Name[]){{"William Harkstead", PERSON}, {"Bill Harkstead", PERSON}, {NULL, 0}});
  assert_int_equal(doc.entities.n, 1);
  ng_arena_free(doc.arena);
}

static void
hyphenated_end_of_name_is_kept(void** state)
{
  NgDoc doc = read("Sunan Rak-o-thai said no.", (Name[]){{"Sunan Rak", PERSON}, {NULL, 0}});
  assert_true(ng_str_is(doc.entities.at[0].label, "Sunan Rak-o-thai"));
  ng_arena_free(doc.arena);
}

static void
acronym_in_brackets_is_the_body_before_it(void** state)
{
  NgDoc doc = read("The Canal Safety Bureau (CSB) opened. The CSB said so.",
                   (Name[]){{"Canal Safety Bureau", AGENCY}, {"CSB", AGENCY}, {"CSB", AGENCY}, {NULL, 0}});
  assert_int_equal(doc.entities.n, 1);
  assert_true(ng_str_is(doc.entities.at[0].label, "Canal Safety Bureau"));
  assert_int_equal(doc.entities.at[0].alt_labels.n, 1);
  ng_arena_free(doc.arena);
}

static void
acronym_of_common_words_is_nobody(void** state)
{
  NgDoc doc = read("The artificial knee (AK) was new. The AK is good.",
                   (Name[]){{"AK", ORG}, {"AK", ORG}, {NULL, 0}});
  assert_int_equal(doc.entities.n, 0);
  ng_arena_free(doc.arena);
}

static void
short_form_is_the_longer_name_before_it(void** state)
{
  NgDoc doc = read("The Harbour Commission of Ostrava met. The Commission said no. The commission will act.",
                   (Name[]){{"Harbour Commission of Ostrava", AGENCY}, {"Commission", AGENCY}, {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_AGENCY), 1);
  assert_int_equal(entity_of(&doc, "The commission", 0), labelled(&doc, "Harbour Commission of Ostrava"));
  ng_arena_free(doc.arena);
}

static void
country_names_are_one_node_with_identifier(void** state)
{
  NgDoc doc = read("The United Kingdom met. Britain said no. The UK is big.",
                   (Name[]){{"United Kingdom", COUNTRY}, {"Britain", COUNTRY}, {"UK", COUNTRY}, {NULL, 0}});
  assert_int_equal(doc.entities.n, 1);
  assert_true(ng_str_is(doc.entities.at[0].qid, "Q145"));
  ng_arena_free(doc.arena);
}

static void
government_of_named_country_is_a_node(void** state)
{
  NgDoc          doc = read("The government of Chad said no to Kenya.",
                            (Name[]){{"Chad", COUNTRY}, {"Kenya", COUNTRY}, {NULL, 0}});
  const uint32_t gov = labelled(&doc, "Government of Chad");
  assert_int_not_equal(gov, NG_NONE);
  assert_int_equal(doc.entities.at[gov].cls, NG_CLASS_GOVERNMENT);
  assert_int_equal(ng_who_government_of(know, &doc, labelled(&doc, "Chad")), gov);
  const uint32_t n = doc.entities.n;
  assert_int_equal(ng_who_government_of(know, &doc, labelled(&doc, "Kenya")), n);
  assert_int_equal(ng_who_government_of(know, &doc, labelled(&doc, "Kenya")), n);
  ng_arena_free(doc.arena);
}

static void
person_has_no_government(void** state)
{
  NgDoc doc = read("Edgar Wollaston said no.", (Name[]){{"Edgar Wollaston", PERSON}, {NULL, 0}});
  assert_int_equal(ng_who_government_of(know, &doc, 0), NG_NONE);
  assert_int_equal(ng_who_government_of(know, &doc, 7), NG_NONE);
  ng_arena_free(doc.arena);
}

static void
pronoun_is_the_person_of_its_gender(void** state)
{
  NgDoc doc = read("Mr Edgar Wollaston met Mrs Hilda Penrose. She said no. He told them.",
                   (Name[]){{"Edgar Wollaston", PERSON}, {"Hilda Penrose", PERSON}, {NULL, 0}});
  assert_int_equal(entity_of(&doc, "She", 0), labelled(&doc, "Hilda Penrose"));
  assert_int_equal(entity_of(&doc, "He", 0), labelled(&doc, "Edgar Wollaston"));
  ng_arena_free(doc.arena);
}

// --- positions --------------------------------------------------------------------------------------

static const NgPosition*
only_position(const NgDoc* doc, const char* holder, const char* title, NgTerm status)
{
  assert_int_equal(doc->positions.n, 1);
  const NgPosition* const p = &doc->positions.at[0];
  assert_true(ng_str_is(doc->entities.at[p->holder].label, holder));
  assert_true(ng_str_is(p->title, title));
  assert_int_equal(p->status, status);
  return p;
}

static void
title_before_name_is_a_position(void** state)
{
  NgDoc                   doc = read("Former Kenya Finance Minister Edgar Wollaston met them.",
                                     (Name[]){{"Kenya", COUNTRY}, {"Edgar Wollaston", PERSON}, {NULL, 0}});
  const NgPosition* const p   = only_position(&doc, "Edgar Wollaston", "Finance Minister", NG_TERM_FORMER);
  assert_int_equal(p->organization, labelled(&doc, "Kenya"));
  assert_true(ng_str_is(ng_doc_bytes(&doc, p->evidence), "Former Kenya Finance Minister Edgar Wollaston"));
  ng_arena_free(doc.arena);
}

static void
apposition_is_a_position(void** state)
{
  NgDoc                   doc = read("Hilda Penrose, the director of the Canal Safety Bureau, said no.",
                                     (Name[]){{"Hilda Penrose", PERSON}, {"Canal Safety Bureau", AGENCY}, {NULL, 0}});
  const NgPosition* const p   = only_position(&doc, "Hilda Penrose", "director", NG_TERM_CURRENT);
  assert_int_equal(p->organization, labelled(&doc, "Canal Safety Bureau"));
  ng_arena_free(doc.arena);
}

static void
owner_before_title_is_the_organisation(void** state)
{
  NgDoc                   doc = read("Canal Safety Bureau's director, Hilda Penrose, said no.",
                                     (Name[]){{"Canal Safety Bureau", AGENCY}, {"Hilda Penrose", PERSON}, {NULL, 0}});
  const NgPosition* const p   = only_position(&doc, "Hilda Penrose", "director", NG_TERM_CURRENT);
  assert_int_equal(p->organization, labelled(&doc, "Canal Safety Bureau"));
  ng_arena_free(doc.arena);
}

static void
resigning_makes_it_former(void** state)
{
  NgDoc doc = read("Hilda Penrose resigned as mayor of Ostrava.",
                   (Name[]){{"Hilda Penrose", PERSON}, {"Ostrava", PLACE}, {NULL, 0}});
  only_position(&doc, "Hilda Penrose", "mayor", NG_TERM_FORMER);
  ng_arena_free(doc.arena);
}

static void
president_elect_is_incoming(void** state)
{
  NgDoc doc = read("President-elect Hilda Penrose said no.", (Name[]){{"Hilda Penrose", PERSON}, {NULL, 0}});
  assert_int_equal(doc.positions.n, 1);
  assert_int_equal(doc.positions.at[0].status, NG_TERM_INCOMING);
  ng_arena_free(doc.arena);
}

static void
plural_title_is_a_position_of_each(void** state)
{
  NgDoc doc = read("Presidents Hilda Penrose of Chad and Edgar Wollaston of Kenya met.",
                   (Name[]){{"Hilda Penrose", PERSON},
                            {"Chad", COUNTRY},
                            {"Edgar Wollaston", PERSON},
                            {"Kenya", COUNTRY},
                            {NULL, 0}});
  assert_int_equal(doc.positions.n, 2);
  assert_true(ng_str_is(doc.positions.at[1].title, "President"));
  assert_int_equal(doc.positions.at[0].organization, labelled(&doc, "Chad"));
  assert_int_equal(doc.positions.at[1].organization, labelled(&doc, "Kenya"));
  ng_arena_free(doc.arena);
}

static void
same_office_twice_is_one_position(void** state)
{
  NgDoc doc =
      read("President Hilda Penrose said no. Hilda Penrose, the president of Chad, met them.",
           (Name[]){{"Hilda Penrose", PERSON}, {"Hilda Penrose", PERSON}, {"Chad", COUNTRY}, {NULL, 0}});
  assert_int_equal(doc.positions.n, 1);
  assert_int_equal(doc.positions.at[0].organization, labelled(&doc, "Chad"));
  ng_arena_free(doc.arena);
}

static void
trades_are_no_positions(void** state)
{
  NgDoc doc = read("The singer Hilda Penrose said no.", (Name[]){{"Hilda Penrose", PERSON}, {NULL, 0}});
  assert_int_equal(doc.positions.n, 0);
  ng_arena_free(doc.arena);
}

// --- what stands behind a name --------------------------------------------------------------------------

static uint32_t
party_of(const NgDoc* doc, const char* person)
{
  const uint32_t e = labelled(doc, person);
  return e == NG_NONE ? NG_NONE : doc->entities.at[e].member_of;
}

static void
letter_and_state_behind_name_tell_the_party(void** state)
{
  NgDoc doc = read("Sen. Hilda Penrose (D-Ohio) met Rep. Edgar Wollaston, R-Texas, and Ottoline Brackwater "
                   "(R., Fla.) there.",
                   (Name[]){{"Hilda Penrose", PERSON},
                            {"Edgar Wollaston", PERSON},
                            {"Ottoline Brackwater", PERSON},
                            {NULL, 0}});
  assert_int_equal(party_of(&doc, "Hilda Penrose"), labelled(&doc, "Democratic Party"));
  assert_int_equal(party_of(&doc, "Edgar Wollaston"), labelled(&doc, "Republican Party"));
  assert_int_equal(party_of(&doc, "Ottoline Brackwater"), labelled(&doc, "Republican Party"));
  assert_int_not_equal(labelled(&doc, "Ohio"), NG_NONE);
  assert_int_not_equal(labelled(&doc, "Florida"), NG_NONE);
  ng_arena_free(doc.arena);
}

static void
party_in_brackets_makes_a_member(void** state)
{
  NgDoc doc =
      read("Britain met. Hilda Penrose (Lab) told Edgar Wollaston (Con, Exton) in the United Kingdom.",
           (Name[]){{"Britain", COUNTRY},
                    {"Hilda Penrose", PERSON},
                    {"Edgar Wollaston", PERSON},
                    {"United Kingdom", COUNTRY},
                    {NULL, 0}});
  assert_int_equal(party_of(&doc, "Hilda Penrose"), labelled(&doc, "Labour Party"));
  assert_int_equal(party_of(&doc, "Edgar Wollaston"), labelled(&doc, "Conservative Party"));
  assert_true(doc.entities.at[labelled(&doc, "Labour Party")].qid.len > 0);
  ng_arena_free(doc.arena);
}

static void
other_words_behind_a_name_are_no_party(void** state)
{
  NgDoc doc = read("Hilda Penrose (R) told Edgar Wollaston, D, and Ottoline Brackwater (Director) so.",
                   (Name[]){{"Hilda Penrose", PERSON},
                            {"Edgar Wollaston", PERSON},
                            {"Ottoline Brackwater", PERSON},
                            {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_PARTY), 0);
  assert_int_equal(party_of(&doc, "Hilda Penrose"), NG_NONE);
  ng_arena_free(doc.arena);
}

static void
short_state_behind_a_town_is_the_state(void** state)
{
  NgDoc doc =
      read("They met in Wexbury, TX on Monday. Others met in Tamworth, Calif. and Orsett, Oregon there.",
           (Name[]){{"Wexbury", PLACE}, {"Tamworth", PLACE}, {"Orsett, Oregon", PLACE}, {NULL, 0}});
  assert_int_not_equal(labelled(&doc, "Texas"), NG_NONE);
  assert_int_not_equal(labelled(&doc, "California"), NG_NONE);
  assert_int_not_equal(labelled(&doc, "Orsett"), NG_NONE);
  assert_int_not_equal(labelled(&doc, "Oregon"), NG_NONE);
  ng_arena_free(doc.arena);
}

static void
code_of_state_elsewhere_is_no_state(void** state)
{
  NgDoc doc = read("The OR is closed. They met in Wexbury, or so he said.",
                   (Name[]){{"Wexbury", PLACE}, {NULL, 0}});
  assert_int_equal(labelled(&doc, "Oregon"), NG_NONE);
  ng_arena_free(doc.arena);
}

static void
towns_in_a_row_of_counties_are_counties(void** state)
{
  NgDoc doc = read(
      "It serves Houston, Wexbury and Orsett Counties. Houston is big.",
      (Name[]){
          {"Houston", PLACE}, {"Wexbury", PLACE}, {"Orsett Counties", PLACE}, {"Houston", PLACE}, {NULL, 0}});
  assert_int_not_equal(entity_of(&doc, "Houston", 0), entity_of(&doc, "Houston", 1));
  assert_true(ng_str_is(doc.entities.at[entity_of(&doc, "Houston", 0)].label, "Houston County"));
  ng_arena_free(doc.arena);
}

// --- linking ------------------------------------------------------------------------------------------

static void
names_that_are_kept_apart_do_not_merge(void** state)
{
  NgDoc doc = read("The Herald of Wexbury met the Herald. Samsung met the Samsung Medical Center.",
                   (Name[]){{"Herald of Wexbury", NG_CLASS_MEDIA_OUTLET},
                            {"Herald", NG_CLASS_MEDIA_OUTLET},
                            {"Samsung", ORG},
                            {"Samsung Medical Center", ORG},
                            {NULL, 0}});
  assert_int_not_equal(entity_of(&doc, "Herald", 0), entity_of(&doc, "Herald of Wexbury", 0));
  assert_int_not_equal(entity_of(&doc, "Samsung", 0), entity_of(&doc, "Samsung Medical Center", 0));
  ng_arena_free(doc.arena);
}

static void
bare_legislature_is_the_one_named_later(void** state)
{
  NgDoc doc = read("The National Assembly met. The National Assembly of Chad said no.",
                   (Name[]){{"National Assembly", NG_CLASS_LEGISLATURE},
                            {"National Assembly of Chad", NG_CLASS_LEGISLATURE},
                            {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_LEGISLATURE), 1);
  ng_arena_free(doc.arena);
}

static void
common_ministry_is_not_that_of_another_country(void** state)
{
  NgDoc doc =
      read("Kenya said no. The Ministry of Public Works told Kenya so. The Ministry of Transport told them.",
           (Name[]){{"Kenya", COUNTRY},
                    {"Ministry of Public Works", AGENCY},
                    {"Kenya", COUNTRY},
                    {"Ministry of Transport", AGENCY},
                    {NULL, 0}});
  for (uint32_t i = 0; i < doc.entities.n; ++i) {
    const NgEntity* const e = &doc.entities.at[i];
    assert_true(e->cls != NG_CLASS_AGENCY || e->known == NG_NONE ||
                !strcmp(ng_know_row(know, e->known).country, "KE"));
  }
  ng_arena_free(doc.arena);
}

static void
party_is_that_of_the_country_told_by_people(void** state)
{
  NgDoc doc =
      read("President Emmanuel Macron said so. The Socialist government will act, Francois Hollande said.",
           (Name[]){{"Emmanuel Macron", PERSON}, {"Francois Hollande", PERSON}, {NULL, 0}});
  const uint32_t party = entity_of(&doc, "Socialist", 0);
  assert_int_not_equal(party, NG_NONE);
  assert_true(doc.entities.at[party].known != NG_NONE &&
              !strcmp(ng_know_row(know, doc.entities.at[party].known).country, "FR"));
  ng_arena_free(doc.arena);
}

static void
capital_needs_no_country_beside_it(void** state)
{
  NgDoc doc = read("Edgar Wollaston lives in Paris.",
                   (Name[]){{"Edgar Wollaston", PERSON}, {"Paris", PLACE}, {NULL, 0}});
  assert_true(ng_str_is(doc.entities.at[entity_of(&doc, "Paris", 0)].qid, "Q90"));
  ng_arena_free(doc.arena);
}

static void
arabic_particle_has_many_spellings(void** state)
{
  NgDoc doc =
      read("Sudan said no. Abdel Fattah El-Burrhan told Sudan so.",
           (Name[]){{"Sudan", COUNTRY}, {"Abdel Fattah El-Burrhan", PERSON}, {"Sudan", COUNTRY}, {NULL, 0}});
  NgDoc right =
      read("Sudan said no. Abdel Fattah al-Burhan told Sudan so.",
           (Name[]){{"Sudan", COUNTRY}, {"Abdel Fattah al-Burhan", PERSON}, {"Sudan", COUNTRY}, {NULL, 0}});
  const uint32_t known = right.entities.at[entity_of(&right, "Abdel Fattah al-Burhan", 0)].known;
  assert_int_not_equal(known, NG_NONE);
  assert_int_equal(doc.entities.at[entity_of(&doc, "Abdel Fattah El-Burrhan", 0)].known, known);
  ng_arena_free(doc.arena);
  ng_arena_free(right.arena);
}

static void
place_with_mister_is_a_person(void** state)
{
  NgDoc doc = read("Egypt said no. Mr. El-Mansoury told Egypt so.",
                   (Name[]){{"Egypt", COUNTRY}, {"Mr. El-Mansoury", PLACE}, {"Egypt", COUNTRY}, {NULL, 0}});
  assert_int_equal(count_of(&doc, NG_CLASS_PERSON), 1);
  ng_arena_free(doc.arena);
}

static void
town_of_dateline_is_no_part_of_the_title(void** state)
{
  NgDoc                   doc = read("NAIROBI - President Hilda Penrose met them.",
                                     (Name[]){{"NAIROBI", PLACE}, {"Hilda Penrose", PERSON}, {NULL, 0}});
  const NgPosition* const p   = only_position(&doc, "Hilda Penrose", "President", NG_TERM_CURRENT);
  assert_true(ng_str_is(ng_doc_bytes(&doc, p->evidence), "President Hilda Penrose"));
  assert_true(p->organization == NG_NONE || p->organization != entity_of(&doc, "NAIROBI", 0));
  ng_arena_free(doc.arena);
}

// --- strength ---------------------------------------------------------------------------------------

static void
mentions_are_ordered_and_apart(void** state)
{
  NgDoc doc = read(
      "The government of Chad said Mr Edgar Wollaston, the mayor of Ostrava, was ill. He resigned as mayor.",
      (Name[]){{"Chad", COUNTRY}, {"Edgar Wollaston", PERSON}, {"Ostrava", PLACE}, {NULL, 0}});
  assert_true(doc.mentions.n >= 5);
  for (uint32_t i = 1; i < doc.mentions.n; ++i) {
    assert_true(doc.mentions.at[i - 1].tokens.end <= doc.mentions.at[i].tokens.begin);
  }
  for (uint32_t i = 0; i < doc.mentions.n; ++i) {
    assert_true(doc.mentions.at[i].entity < doc.entities.n);
    assert_non_null(doc.mentions.at[i].rule);
  }
  ng_arena_free(doc.arena);
}

static void
text_without_names_gives_nothing(void** state)
{
  NgDoc doc = read("It rained.", (Name[]){{NULL, 0}});
  assert_int_equal(doc.entities.n + doc.mentions.n + doc.positions.n, 0);
  ng_arena_free(doc.arena);
}

static void
opening_survives_each_allocation_failing(void** state)
{
  for (size_t n = 0; n < 60; ++n) {
    NgWho* one = NULL;
    ng_alloc_fail_after(n * 7);
    const NgStatus st = ng_who_open(&one, know, NULL);
    ng_alloc_fail_after(SIZE_MAX);
    assert_true((st == NG_SUCCESS) == (one != NULL));
    ng_who_close(one);
  }
  ng_who_close(NULL);
}

static int
open_all(void** state)
{
  NgError err = {0};
  return ng_know_open(&know, &err) || ng_who_open(&who, know, &err) ? -1 : 0;
}

static int
close_all(void** state)
{
  ng_who_close(who);
  ng_know_close(know);
  return 0;
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(surname_and_title_fold_into_full_name),
      cmocka_unit_test(two_people_of_one_surname_stay_two),
      cmocka_unit_test(junior_is_not_senior),
      cmocka_unit_test(peer_without_given_name_keeps_title),
      cmocka_unit_test(nickname_and_full_given_name_are_one),
      cmocka_unit_test(hyphenated_end_of_name_is_kept),
      cmocka_unit_test(acronym_in_brackets_is_the_body_before_it),
      cmocka_unit_test(acronym_of_common_words_is_nobody),
      cmocka_unit_test(short_form_is_the_longer_name_before_it),
      cmocka_unit_test(country_names_are_one_node_with_identifier),
      cmocka_unit_test(government_of_named_country_is_a_node),
      cmocka_unit_test(person_has_no_government),
      cmocka_unit_test(pronoun_is_the_person_of_its_gender),
      cmocka_unit_test(title_before_name_is_a_position),
      cmocka_unit_test(apposition_is_a_position),
      cmocka_unit_test(owner_before_title_is_the_organisation),
      cmocka_unit_test(resigning_makes_it_former),
      cmocka_unit_test(president_elect_is_incoming),
      cmocka_unit_test(plural_title_is_a_position_of_each),
      cmocka_unit_test(same_office_twice_is_one_position),
      cmocka_unit_test(trades_are_no_positions),
      cmocka_unit_test(letter_and_state_behind_name_tell_the_party),
      cmocka_unit_test(party_in_brackets_makes_a_member),
      cmocka_unit_test(other_words_behind_a_name_are_no_party),
      cmocka_unit_test(short_state_behind_a_town_is_the_state),
      cmocka_unit_test(code_of_state_elsewhere_is_no_state),
      cmocka_unit_test(towns_in_a_row_of_counties_are_counties),
      cmocka_unit_test(names_that_are_kept_apart_do_not_merge),
      cmocka_unit_test(bare_legislature_is_the_one_named_later),
      cmocka_unit_test(common_ministry_is_not_that_of_another_country),
      cmocka_unit_test(arabic_particle_has_many_spellings),
      cmocka_unit_test(party_is_that_of_the_country_told_by_people),
      cmocka_unit_test(capital_needs_no_country_beside_it),
      cmocka_unit_test(place_with_mister_is_a_person),
      cmocka_unit_test(town_of_dateline_is_no_part_of_the_title),
      cmocka_unit_test(mentions_are_ordered_and_apart),
      cmocka_unit_test(text_without_names_gives_nothing),
      cmocka_unit_test(opening_survives_each_allocation_failing),
  };
  return cmocka_run_group_tests(tests, open_all, close_all) ? 1 : 0;
}
