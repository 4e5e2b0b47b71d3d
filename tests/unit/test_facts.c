// SPDX-License-Identifier: Apache-2.0
// Times, statements and events over layers made by hand.
#include "model/tagset.h"
#include "understand/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MAX_WORDS = 64 };

static NgFacts* facts;
static NgDoc    doc;

static int
open_facts(void** state)
{
  NgError err = {0};
  if (ng_facts_open(&facts, NULL, &err) != NG_SUCCESS) {
    fprintf(stderr, "%s:%zu: %s\n", err.source, err.line, err.message);
    return 1;
  }
  return 0;
}

static int
close_facts(void** state)
{
  ng_facts_close(facts);
  return 0;
}

static int
new_article(void** state)
{
  memset(&doc, 0, sizeof(doc));
  doc.arena     = ng_arena_new(1 << 28);
  doc.meta.date = (NgDate){2031, 5, 14}; // a Wednesday
  return doc.arena ? 0 : 1;
}

static int
end_article(void** state)
{
  ng_arena_free(doc.arena);
  return 0;
}

// One word a line: form, lemma, part of speech, Penn tag, head (place in the sentence from 1, 0 for the
// root), relation.
// "*" opens and "^" closes a quotation in the last column. Each call adds a paragraph of one sentence.
static void
add_sentence(const char* lines)
{
  const uint32_t first = doc.tokens.n;
  NgStr          rest  = ng_str(lines);
  NgTag          tags[MAX_WORDS];
  uint32_t       n = 0, open = NG_NONE;
  char           text[4096];
  size_t         at = doc.text.len;
  memcpy(text, doc.text.at ? doc.text.at : "", at);
  while (rest.len) {
    char         form[32], lemma[32], pos[8], xpos[8], rel[16], mark[2] = "";
    unsigned     head = 0;
    const char*  end  = memchr(rest.at, '\n', rest.len);
    const size_t len  = end ? (size_t)(end - rest.at) : rest.len;
    char         line[128];
    snprintf(line, sizeof(line), "%.*s", (int)len, rest.at);
    sscanf(line, "%31s %31s %7s %7s %u %15s %1s", form, lemma, pos, xpos, &head, rel, mark);
    NgToken* const t = NG_VEC_ADD(doc.arena, doc.tokens);
    t->begin         = (uint32_t)at;
    at += (size_t)snprintf(text + at, sizeof(text) - at, "%s", form);
    t->end     = (uint32_t)at;
    text[at++] = ' ';
    t->lower   = ng_arena_copy(doc.arena, ng_str(lemma));
    t->lower   = ng_arena_copy(doc.arena, ng_str(form));
    for (size_t i = 0; i < t->lower.len; ++i) {
      char* const c = (char*)(uintptr_t)&t->lower.at[i];
      *c            = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    }
    t->kind       = ng_str_is(ng_str(pos), "PUNCT")    ? NG_TOK_PUNCT
                    : form[0] >= '0' && form[0] <= '9' ? NG_TOK_NUMBER
                                                       : NG_TOK_WORD;
    t->shape      = form[0] >= 'A' && form[0] <= 'Z' ? NG_SHAPE_CAPITAL : 0;
    t->quote_pair = NG_NONE;
    if (mark[0] == '*') {
      t->quote = NG_QUOTE_OPEN;
      open     = doc.tokens.n - 1;
    } else if (mark[0] == '^') {
      t->quote                       = NG_QUOTE_CLOSE;
      t->quote_pair                  = open;
      doc.tokens.at[open].quote_pair = doc.tokens.n - 1;
    }
    tags[n] = (NgTag){ng_arena_copy(doc.arena, ng_str(lemma)), (uint8_t)ng_pos_of(ng_str(pos)),
                      (uint8_t)ng_xpos_of(ng_str(xpos)), (uint8_t)ng_deprel_of(ng_str(rel)),
                      head ? first + head - 1 : NG_NONE};
    ++n;
    rest = end ? ng_str_n(end + 1, rest.len - len - 1) : ng_str_n(NULL, 0);
  }
  NgTag* const all = ng_arena_calloc(doc.arena, doc.tokens.n, sizeof(NgTag));
  if (first) {
    memcpy(all, doc.tags, first * sizeof(NgTag));
  }
  memcpy(all + first, tags, n * sizeof(NgTag));
  doc.tags             = all;
  doc.text             = ng_arena_copy(doc.arena, ng_str_n(text, at));
  NgSentence* const s  = NG_VEC_ADD(doc.arena, doc.sentences);
  s->tokens            = (NgSpan){first, doc.tokens.n};
  s->bytes             = (NgSpan){doc.tokens.at[first].begin, doc.tokens.at[doc.tokens.n - 1].end};
  s->paragraph         = doc.paragraphs.n;
  NgParagraph* const p = NG_VEC_ADD(doc.arena, doc.paragraphs);
  p->tokens            = s->tokens;
  p->bytes             = s->bytes;
  p->sentences         = (NgSpan){doc.sentences.n - 1, doc.sentences.n};
  p->repeats           = NG_NONE;
}

// An entity and the mention of it at one token (from 0, in the whole article).
static uint32_t
add_name(uint32_t token, NgClass cls, const char* label)
{
  uint32_t entity = NG_NONE;
  for (uint32_t i = 0; i < doc.entities.n; ++i) {
    entity = ng_str_is(doc.entities.at[i].label, label) ? i : entity;
  }
  if (entity == NG_NONE) {
    NgEntity* const e = NG_VEC_ADD(doc.arena, doc.entities);
    entity            = doc.entities.n - 1;
    e->cls            = cls;
    e->label          = ng_str(label);
    e->known = e->country = e->member_of = e->part_of = NG_NONE;
  }
  NgMention* const m = NG_VEC_ADD(doc.arena, doc.mentions);
  m->tokens          = (NgSpan){token, token + 1};
  m->name_class      = cls;
  m->entity          = entity;
  return entity;
}

static void
find(void)
{
  NgError err = {0};
  assert_int_equal(ng_facts_run(facts, &doc, &err), NG_SUCCESS);
}

static const NgEvent*
event_of(NgClass cls)
{
  for (uint32_t i = 0; i < doc.events.n; ++i) {
    if (doc.events.at[i].cls == cls) {
      return &doc.events.at[i];
    }
  }
  return NULL;
}

static void
assert_one(const NgEntityVec* vec, uint32_t entity)
{
  assert_int_equal(vec->n, 1);
  assert_int_equal(vec->at[0], entity);
}

static void
passive_gives_agent_and_target(void** state)
{
  add_sentence("Roe Roe PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\narrested arrest VERB VBN 0 "
               "root\nby by ADP IN 5 case\n"
               "Interpol Interpol PROPN NNP 3 obl:agent\non on ADP IN 7 case\nMonday Monday PROPN NNP 3 "
               "obl\n. . PUNCT . 3 punct");
  const uint32_t roe    = add_name(0, NG_CLASS_PERSON, "Jane Roe"),
                 police = add_name(4, NG_CLASS_AGENCY, "Interpol");
  find();
  const NgEvent* const e = event_of(NG_CLASS_ARREST);
  assert_non_null(e);
  assert_one(&e->actors, police);
  assert_one(&e->targets, roe);
  assert_int_equal(e->factuality, NG_TERM_ASSERTED);
  assert_int_equal(e->time.month, 5);
  assert_int_equal(e->time.day, 12);
  assert_int_equal(strncmp(e->rule, "event-verbs:", 12), 0);
}

static void
accusation_holds_an_alleged_deed(void** state)
{
  add_sentence("Fredonia Fredonia PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nSylvania Sylvania PROPN "
               "NNP 2 obj\nof of SCONJ IN 5 mark\n"
               "bombing bomb VERB VBG 2 advcl\nOsterlich Osterlich PROPN NNP 5 obj\n. . PUNCT . 2 punct");
  const uint32_t fredonia = add_name(0, NG_CLASS_COUNTRY, "Fredonia"),
                 sylvania = add_name(2, NG_CLASS_COUNTRY, "Sylvania");
  const uint32_t town     = add_name(5, NG_CLASS_PLACE, "Osterlich");
  find();
  const NgEvent* const accuse = event_of(NG_CLASS_ACCUSE);
  const NgEvent* const bomb   = event_of(NG_CLASS_BOMBING);
  assert_non_null(accuse);
  assert_non_null(bomb);
  assert_one(&accuse->actors, fredonia);
  assert_one(&accuse->targets, sylvania);
  assert_int_equal(accuse->factuality, NG_TERM_ASSERTED);
  assert_one(&bomb->actors, sylvania);
  assert_one(&bomb->targets, town);
  assert_int_equal(bomb->factuality, NG_TERM_ALLEGED);
}

static void
lifted_sanctions_are_no_sanctions(void** state)
{
  add_sentence(
      "Fredonia Fredonia PROPN NNP 2 nsubj\nlifted lift VERB VBD 0 root\nsanctions sanction NOUN NNS 2 obj\n"
      "on on ADP IN 5 case\nSylvania Sylvania PROPN NNP 3 nmod\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_COUNTRY, "Fredonia");
  const uint32_t sylvania = add_name(4, NG_CLASS_COUNTRY, "Sylvania");
  find();
  const NgEvent* const e = event_of(NG_CLASS_CONCEDE);
  assert_non_null(e);
  assert_one(&e->targets, sylvania);
  assert_null(event_of(NG_CLASS_SANCTION));
}

static void
idioms_tell_no_event(void** state)
{
  add_sentence("Roe Roe PROPN NNP 2 nsubj\nstruck strike VERB VBD 0 root\na a DET DT 4 det\nbalance balance "
               "NOUN NN 2 obj\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  find();
  assert_int_equal(doc.events.n, 0);
}

static void
light_verb_lends_its_subject(void** state)
{
  add_sentence("Fredonia Fredonia PROPN NNP 2 nsubj\nlaunched launch VERB VBD 0 root\nan a DET DT 4 "
               "det\nattack attack NOUN NN 2 obj\n"
               "on on ADP IN 6 case\nOsterlich Osterlich PROPN NNP 4 nmod\n. . PUNCT . 2 punct");
  const uint32_t fredonia = add_name(0, NG_CLASS_COUNTRY, "Fredonia"),
                 town     = add_name(5, NG_CLASS_PLACE, "Osterlich");
  find();
  const NgEvent* const e = event_of(NG_CLASS_ASSAULT);
  assert_non_null(e);
  assert_one(&e->actors, fredonia);
  assert_one(&e->targets, town);
}

static void
plans_and_denials_are_no_facts(void** state)
{
  add_sentence("Roe Roe PROPN NNP 3 nsubj\nwill will AUX MD 3 aux\nvisit visit VERB VB 0 root\nSylvania "
               "Sylvania PROPN NNP 3 obj\n"
               "on on ADP IN 6 case\nFriday Friday PROPN NNP 3 obl\n. . PUNCT . 3 punct");
  add_sentence("Doe Doe PROPN NNP 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\nsue sue VERB VB 0 "
               "root\nRoe Roe PROPN NNP 4 obj\n"
               ". . PUNCT . 4 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(3, NG_CLASS_COUNTRY, "Sylvania");
  add_name(7, NG_CLASS_PERSON, "John Doe");
  add_name(11, NG_CLASS_PERSON, "Jane Roe");
  find();
  const NgEvent* const visit = event_of(NG_CLASS_CONSULT);
  const NgEvent* const sue   = event_of(NG_CLASS_LEGAL_ACTION);
  assert_non_null(visit);
  assert_non_null(sue);
  assert_int_equal(visit->factuality, NG_TERM_PLANNED);
  assert_int_equal(visit->time.day, 16); // the Friday to come
  assert_int_equal(sue->factuality, NG_TERM_DENIED);
}

static void
what_is_told_twice_is_one_event(void** state)
{
  const char* const line = "Roe Roe PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\nkidnapped kidnap VERB "
                           "VBN 0 root\n. . PUNCT . 3 punct";
  add_sentence(line);
  add_sentence(line);
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(4, NG_CLASS_PERSON, "Jane Roe");
  find();
  assert_int_equal(doc.events.n, 1);
  assert_int_equal(doc.events.at[0].evidence.n, 2);
}

static void
relative_times_need_a_date(void** state)
{
  doc.meta.date = (NgDate){0, 0, 0};
  add_sentence("Roe Roe PROPN NNP 2 nsubj\nresigned resign VERB VBD 0 root\nyesterday yesterday NOUN NN 2 "
               "obl:unmarked\n. . PUNCT . 2 punct");
  add_sentence("Doe Doe PROPN NNP 2 nsubj\nresigned resign VERB VBD 0 root\nin in ADP IN 4 case\nMarch March "
               "PROPN NNP 2 obl\n"
               "2019 2019 NUM CD 4 nmod\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(4, NG_CLASS_PERSON, "John Doe");
  find();
  assert_int_equal(doc.events.n, 2);
  assert_int_equal(doc.events.at[0].time.year, 0);
  assert_int_equal(doc.events.at[1].time.year, 2019);
  assert_int_equal(doc.events.at[1].time.month, 3);
  assert_int_equal(doc.events.at[1].time.day, 0);
}

static void
quotation_has_words_speaker_and_audience(void** state)
{
  add_sentence("\" \" PUNCT `` 4 punct *\nWe we PRON PRP 4 nsubj\nshall shall AUX MD 4 aux\nwin win VERB VB "
               "8 ccomp\n, , PUNCT , 4 punct\n"
               "\" \" PUNCT '' 4 punct ^\nRoe Roe PROPN NNP 8 nsubj\ntold tell VERB VBD 0 root\nReuters "
               "Reuters PROPN NNP 8 obj\n. . PUNCT . 8 punct");
  const uint32_t roe    = add_name(6, NG_CLASS_PERSON, "Jane Roe"),
                 outlet = add_name(8, NG_CLASS_MEDIA_OUTLET, "Reuters");
  find();
  assert_int_equal(doc.statements.n, 1);
  const NgStatement* const st = &doc.statements.at[0];
  assert_int_equal(st->speaker, roe);
  assert_int_equal(st->stated_to, outlet);
  assert_int_equal(st->kind, NG_TERM_DIRECT);
  assert_true(ng_str_is(st->quote, "We shall win"));
}

static void
quotation_goes_on_in_the_next_paragraph(void** state)
{
  add_sentence("Roe Roe PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\n: : PUNCT : 2 punct\n\" \" PUNCT `` 6 "
               "punct *\nWe we PRON PRP 6 nsubj\n"
               "won win VERB VBD 2 ccomp\n. . PUNCT . 2 punct");
  add_sentence("\" \" PUNCT `` 3 punct *\nThey they PRON PRP 3 nsubj\nlost lose VERB VBD 0 root\nagain again "
               "ADV RB 3 advmod\n. . PUNCT . 3 punct\n"
               "\" \" PUNCT '' 3 punct ^");
  const uint32_t roe = add_name(0, NG_CLASS_PERSON, "Jane Roe");
  find();
  assert_int_equal(doc.statements.n, 2);
  assert_int_equal(doc.statements.at[0].speaker, roe);
  assert_int_equal(doc.statements.at[1].speaker, roe);
}

static void
scare_quotes_are_no_statement(void** state)
{
  add_sentence("Roe Roe PROPN NNP 2 nsubj\nbought buy VERB VBD 0 root\na a DET DT 5 det\n' ' PUNCT `` 5 "
               "punct *\nmagic magic ADJ JJ 7 amod\n"
               "' ' PUNCT '' 5 punct ^\nring ring NOUN NN 2 obj\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  find();
  assert_int_equal(doc.statements.n, 0);
}

static void
reported_words_are_indirect(void** state)
{
  add_sentence("Police police NOUN NNS 2 nsubj\nsaid say VERB VBD 0 root\nRoe Roe PROPN NNP 4 "
               "nsubj\nresigned resign VERB VBD 2 ccomp\n. . PUNCT . 2 punct");
  add_name(2, NG_CLASS_PERSON, "Jane Roe");
  find();
  assert_int_equal(doc.statements.n, 1);
  assert_int_equal(doc.statements.at[0].kind, NG_TERM_INDIRECT);
  assert_true(ng_str_is(doc.statements.at[0].quote, "Roe resigned"));
  assert_int_equal(doc.events.n, 1);
  assert_int_equal(doc.events.at[0].attributed_to, doc.statements.at[0].speaker);
}

static void
bounded_numbers_do_not_hide_the_object(void** state)
{
  add_sentence(
      "rebels rebel NOUN NNS 2 nsubj\nwounded wound VERB VBD 0 root\nat at ADP IN 6 case\nleast least ADJ "
      "JJS 6 nmod\n25 25 NUM CD 6 nummod\npeople people NOUN NNS 2 obl\n. . PUNCT . 2 punct");
  find();
  const NgEvent* const e = event_of(NG_CLASS_ASSAULT);
  assert_non_null(e);
  assert_int_equal(e->targets.n, 1);
  assert_int_equal(doc.entities.at[e->targets.at[0]].cls, NG_CLASS_GROUP);
}

static void
verb_taken_for_a_participle_has_its_subject(void** state)
{
  add_sentence(
      "Fredonia Fredonia PROPN NNP 0 root\nbombed bomb VERB VBN 1 amod\nOsterlich Osterlich PROPN NNP 2 "
      "obj\n. . PUNCT . 1 punct");
  const uint32_t fredonia = add_name(0, NG_CLASS_COUNTRY, "Fredonia"),
                 town     = add_name(2, NG_CLASS_PLACE, "Osterlich");
  find();
  const NgEvent* const e = event_of(NG_CLASS_BOMBING);
  assert_non_null(e);
  assert_one(&e->actors, fredonia);
  assert_one(&e->targets, town);
}

static void
aid_goes_to_whom_the_counted_noun_names(void** state)
{
  add_sentence(
      "Fredonia Fredonia PROPN NNP 2 nsubj\nsent send VERB VBD 0 root\ntons ton NOUN NNS 2 obj\nof of ADP "
      "IN 5 case\naid aid NOUN NN 3 nmod\nto to ADP IN 7 case\nrefugees refugee NOUN NNS 5 nmod\nfleeing "
      "flee VERB VBG 7 acl\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_COUNTRY, "Fredonia");
  find();
  const NgEvent* const e = event_of(NG_CLASS_AID);
  assert_non_null(e);
  assert_int_equal(e->recipients.n, 1);
  assert_true(ng_str_is(doc.entities.at[e->recipients.at[0]].label, "refugees"));
}

static void
threat_falls_on_who_can_turn_it_away(void** state)
{
  add_sentence(
      "Roe Roe PROPN NNP 2 nsubj\nthreatened threaten VERB VBD 0 root\nto to PART TO 4 mark\nresign resign "
      "VERB VB 2 xcomp\nunless unless SCONJ IN 7 mark\nDoe Doe PROPN NNP 7 nsubj\napologized apologize VERB "
      "VBD 4 advcl\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  const uint32_t doe = add_name(5, NG_CLASS_PERSON, "John Doe");
  find();
  const NgEvent* const e = event_of(NG_CLASS_THREATEN);
  assert_non_null(e);
  assert_one(&e->targets, doe);
}

static void
going_on_is_no_plan_and_neither_denies(void** state)
{
  add_sentence(
      "Roe Roe PROPN NNP 2 nsubj\nwent go VERB VBD 0 root\non on ADP RP 2 compound:prt\nto to PART TO 5 "
      "mark\nsue sue VERB VB 2 xcomp\nDoe Doe PROPN NNP 5 obj\n. . PUNCT . 2 punct");
  add_sentence("Neither neither CCONJ CC 2 cc:preconj\nRoe Roe PROPN NNP 3 nsubj\nvisited visit VERB VBD 0 "
               "root\nSylvania Sylvania PROPN NNP 3 obj\n. . PUNCT . 3 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(5, NG_CLASS_PERSON, "John Doe");
  add_name(8, NG_CLASS_PERSON, "Jane Roe");
  add_name(10, NG_CLASS_COUNTRY, "Sylvania");
  find();
  const NgEvent* const sue   = event_of(NG_CLASS_LEGAL_ACTION);
  const NgEvent* const visit = event_of(NG_CLASS_CONSULT);
  assert_non_null(sue);
  assert_int_equal(sue->factuality, NG_TERM_ASSERTED);
  assert_true(!visit || visit->factuality == NG_TERM_DENIED);
}

static void
accidents_have_no_killer(void** state)
{
  add_sentence(
      "miners miner NOUN NNS 3 nsubj:pass\nwere be AUX VBD 3 aux:pass\nkilled kill VERB VBN 0 root\nwhen "
      "when SCONJ WRB 6 advmod\nbus bus NOUN NN 6 nsubj\noverturned overturn VERB VBD 3 advcl\n. . PUNCT . "
      "3 punct");
  find();
  assert_non_null(event_of(NG_CLASS_DEATH));
  assert_null(event_of(NG_CLASS_KILLING));
}

static void
who_takes_up_people_and_not_their_body(void** state)
{
  add_sentence(
      "lawyer lawyer NOUN NN 0 root\nof of ADP IN 3 case\nInterpol Interpol PROPN NNP 1 nmod\nwho who PRON "
      "WP 5 nsubj\nsued sue VERB VBD 3 acl:relcl\nRoe Roe PROPN NNP 5 obj\n. . PUNCT . 1 punct");
  const uint32_t body = add_name(2, NG_CLASS_AGENCY, "Interpol");
  add_name(5, NG_CLASS_PERSON, "Jane Roe");
  find();
  const NgEvent* const e = event_of(NG_CLASS_LEGAL_ACTION);
  assert_non_null(e);
  assert_int_equal(e->actors.n, 1);
  assert_int_not_equal(e->actors.at[0], body);
}

static void
what_one_was_able_to_do_was_done(void** state)
{
  add_sentence(
      "Roe Roe PROPN NNP 3 nsubj\nwas be AUX VBD 3 cop\nable able ADJ JJ 0 root\nto to PART TO 5 mark\nsue "
      "sue VERB VB 3 xcomp\nDoe Doe PROPN NNP 5 obj\n. . PUNCT . 3 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(5, NG_CLASS_PERSON, "John Doe");
  find();
  const NgEvent* const sue = event_of(NG_CLASS_LEGAL_ACTION);
  assert_non_null(sue);
  assert_int_equal(sue->factuality, NG_TERM_ASSERTED);
}

static void
works_without_a_parse_and_without_words(void** state)
{
  find();
  assert_int_equal(doc.events.n, 0);
  add_sentence("Roe Roe PROPN NNP 0 root\n. . PUNCT . 1 punct");
  doc.tags = NULL;
  find();
  assert_int_equal(doc.statements.n, 0);
}

static void
assert_tag(uint32_t token, const char* xpos, const char* rel, uint32_t head)
{
  assert_string_equal(ng_xpos_name(doc.tags[token].xpos), xpos);
  assert_string_equal(ng_deprel_name(doc.tags[token].deprel), rel);
  assert_int_equal(doc.tags[token].head, head);
}

static void
headline_gets_its_verb(void** state)
{
  add_sentence(
      "Court court NOUN NN 3 compound\njails jail NOUN NNS 3 compound\neditor editor NOUN NN 0 root");
  doc.paragraphs.at[0].kind = NG_PAR_HEADLINE;
  find();
  assert_tag(1, "VBZ", "root", NG_NONE);
  assert_tag(0, "NN", "nsubj", 1);
  assert_tag(2, "NN", "obj", 1);
  assert_non_null(event_of(NG_CLASS_ARREST));
}

static void
text_with_a_verb_is_left_as_it_was(void** state)
{
  add_sentence(
      "Court court NOUN NN 3 compound\njails jail NOUN NNS 3 compound\nofficials official NOUN NNS 4 "
      "nsubj\nmet meet VERB VBD 0 root\n. . PUNCT . 4 punct");
  find();
  assert_tag(1, "NNS", "compound", 2);
}

static void
past_form_behind_a_conjunction_is_a_verb(void** state)
{
  add_sentence(
      "Roe Roe PROPN NNP 2 nsubj\nfled flee VERB VBD 0 root\nafter after ADP IN 6 case\na a DET DT 6 "
      "det\nquake quake NOUN NN 6 compound\nshook shook NOUN NN 2 obl\nSuva Suva PROPN NNP 6 flat\n. . "
      "PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  const uint32_t suva = add_name(6, NG_CLASS_PLACE, "Suva");
  find();
  assert_tag(5, "VBD", "advcl", 1);
  assert_tag(2, "IN", "mark", 5);
  assert_tag(4, "NN", "nsubj", 5);
  const NgEvent* const e = event_of(NG_CLASS_DISASTER);
  assert_non_null(e);
  assert_one(&e->places, suva);
}

static void
participle_before_a_noun_tells_a_deed(void** state)
{
  add_sentence(
      "The the DET DT 3 det\njailed jail VERB VBN 3 amod\neditor editor NOUN NN 4 nsubj\nslept sleep "
      "VERB VBD 0 root\n. . PUNCT . 4 punct");
  find();
  const NgEvent* const e = event_of(NG_CLASS_ARREST);
  assert_non_null(e);
  assert_int_equal(e->targets.n, 1);
  assert_int_equal(e->actors.n, 0);
}

static void
what_is_denied_is_no_fact(void** state)
{
  add_sentence(
      "Roe Roe PROPN NNP 2 nsubj\ndenied deny VERB VBD 0 root\nthat that SCONJ IN 6 mark\nUtopia Utopia "
      "PROPN NNP 6 nsubj\nhad have AUX VBD 6 aux\nattacked attack VERB VBN 2 ccomp\nSuva Suva PROPN NNP 6 "
      "obj\n. . PUNCT . 2 punct");
  add_name(0, NG_CLASS_PERSON, "Jane Roe");
  add_name(3, NG_CLASS_COUNTRY, "Utopia");
  add_name(6, NG_CLASS_PLACE, "Suva");
  find();
  const NgEvent* const e = event_of(NG_CLASS_ASSAULT);
  assert_non_null(e);
  assert_int_equal(e->factuality, NG_TERM_DENIED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_article, end_article)

int
main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(passive_gives_agent_and_target),
      TEST(accusation_holds_an_alleged_deed),
      TEST(lifted_sanctions_are_no_sanctions),
      TEST(idioms_tell_no_event),
      TEST(light_verb_lends_its_subject),
      TEST(plans_and_denials_are_no_facts),
      TEST(what_is_told_twice_is_one_event),
      TEST(relative_times_need_a_date),
      TEST(quotation_has_words_speaker_and_audience),
      TEST(quotation_goes_on_in_the_next_paragraph),
      TEST(scare_quotes_are_no_statement),
      TEST(reported_words_are_indirect),
      TEST(bounded_numbers_do_not_hide_the_object),
      TEST(verb_taken_for_a_participle_has_its_subject),
      TEST(aid_goes_to_whom_the_counted_noun_names),
      TEST(threat_falls_on_who_can_turn_it_away),
      TEST(going_on_is_no_plan_and_neither_denies),
      TEST(accidents_have_no_killer),
      TEST(who_takes_up_people_and_not_their_body),
      TEST(what_one_was_able_to_do_was_done),
      TEST(headline_gets_its_verb),
      TEST(text_with_a_verb_is_left_as_it_was),
      TEST(past_form_behind_a_conjunction_is_a_verb),
      TEST(participle_before_a_noun_tells_a_deed),
      TEST(what_is_denied_is_no_fact),
      TEST(works_without_a_parse_and_without_words),
  };
  return cmocka_run_group_tests(tests, open_facts, close_facts) ? 1 : 0;
}
