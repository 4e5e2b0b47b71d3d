// SPDX-License-Identifier: Apache-2.0
// From documents made by hand to their triples.
#include "graph/build.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "know/build.h"
#include "model/term.h"
#include "write/ntriples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define NG "https://w3id.org/newsgraph/ns#"
#define ID "https://w3id.org/newsgraph/id/"
#define ARTICLE ID "article/a0123456789abcdef0123456789abcdef"
#define XSD "http://www.w3.org/2001/XMLSchema#"

static const char text[] =
    "Minister Ana Ibáñez met Chilean leaders in Quito on Monday.\n\nShe said: We agree.";

// --- a sink that keeps lines ---------------------------------------------------------------------

typedef struct {
  NgBuf    lines;
  NgStr*   line; ///< Sorted, after the end
  size_t   n;
  uint32_t n_begun, n_ended, n_bad;
  uint32_t fail_at; ///< Triple that fails, 0 none
  uint32_t n_log;
} Kept;

static NgStatus
keep_begin(void* self, NgStr graph, NgError* err)
{
  Kept* const kept = self;
  ++kept->n_begun;
  return NG_SUCCESS;
}

static NgStatus
keep_triple(void* self, const NgTriple* triple, NgError* err)
{
  Kept* const kept = self;
  kept->n_bad += ng_term_check(triple, err) != NG_SUCCESS;
  if (++kept->n == kept->fail_at) {
    return ng_error_set(err, NG_ERR_WRITE, "Disk full");
  }
  return ng_ntriples_add(&kept->lines, triple, ng_str(""), false);
}

static int
by_bytes(const void* a, const void* b)
{
  return ng_str_cmp(*(const NgStr*)a, *(const NgStr*)b);
}

static NgStatus
keep_end(void* self, NgError* err)
{
  Kept* const kept = self;
  ++kept->n_ended;
  free(kept->line);
  kept->line     = calloc(kept->n + 1, sizeof(NgStr));
  const char* at = kept->lines.at;
  for (size_t i = 0; i < kept->n; ++i) {
    const char* const end = strchr(at, '\n');
    kept->line[i]         = ng_str_n(at, (size_t)(end - at));
    at                    = end + 1;
  }
  qsort(kept->line, kept->n, sizeof(NgStr), by_bytes);
  return NG_SUCCESS;
}

static void
keep_log(void* self, const NgMeta* meta, const char* message)
{
  ++((Kept*)self)->n_log;
}

static void
free_kept(Kept* kept)
{
  ng_buf_free(&kept->lines);
  free(kept->line);
}

static NgStatus
run(const NgGraphOptions* options, const NgDoc* doc, Kept* kept, NgError* err)
{
  const Kept     empty = {.lines = NG_BUF_INIT(1 << 26), .fail_at = kept->fail_at};
  const NgSink   sink  = {kept, keep_begin, keep_triple, keep_end};
  NgGraphOptions o     = *options;
  *kept                = empty;
  o.log                = keep_log;
  o.log_self           = kept;
  return ng_graph_run(&o, doc, &sink, err);
}

static bool
has(const Kept* kept, const char* subject, const char* predicate, const char* object)
{
  char      line[2048];
  const int n   = snprintf(line, sizeof(line), "<%s> <%s> %s .", subject, predicate, object);
  NgStr     key = ng_str_n(line, (size_t)n);
  return bsearch(&key, kept->line, kept->n, sizeof(NgStr), by_bytes);
}

// Lines that hold `words`.
static uint32_t
count(const Kept* kept, const char* words)
{
  uint32_t n = 0;
  for (size_t i = 0; i < kept->n; ++i) {
    char line[4096];
    snprintf(line, sizeof(line), "%.*s", NG_STR_ARG(kept->line[i]));
    n += strstr(line, words) != NULL;
  }
  return n;
}

// --- documents -----------------------------------------------------------------------------------

static NgStr
arena_text(NgDoc* doc, const char* z)
{
  return ng_arena_copy(doc->arena, ng_str(z));
}

// Cuts at spaces and newlines, with a full stop or colon at the end of a word by itself.
static void
tokenise(NgDoc* doc)
{
  uint32_t chars = 0;
  for (uint32_t i = 0; i < doc->text.len;) {
    const char c = doc->text.at[i];
    if (c == ' ' || c == '\n') {
      ++i;
      ++chars;
      continue;
    }
    NgToken* const t = NG_VEC_ADD(doc->arena, doc->tokens);
    t->begin         = i;
    t->char_begin    = chars;
    do {
      chars += ((unsigned char)doc->text.at[i] & 0xC0) != 0x80;
      ++i;
    } while (i < doc->text.len && !strchr(" \n.:", doc->text.at[i]) && !strchr(".:", doc->text.at[t->begin]));
    t->end      = i;
    t->char_end = chars;
    t->kind     = strchr(".:", doc->text.at[t->begin]) ? NG_TOK_PUNCT : NG_TOK_WORD;
  }
  doc->n_chars = chars;
}

static NgSpan
bytes_of(const NgDoc* doc, const char* words)
{
  const char* const at   = strstr(doc->text.at, words);
  const uint32_t    from = (uint32_t)(at - doc->text.at);
  const NgSpan      span = {from, from + (uint32_t)strlen(words)};
  return span;
}

static NgSpan
tokens_of(const NgDoc* doc, const char* words)
{
  const NgSpan bytes = bytes_of(doc, words);
  NgSpan       span  = {NG_NONE, 0};
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    if (doc->tokens.at[i].begin >= bytes.begin && doc->tokens.at[i].end <= bytes.end) {
      span.begin = span.begin == NG_NONE ? i : span.begin;
      span.end   = i + 1;
    }
  }
  return span;
}

static uint32_t
add_entity(NgDoc* doc, NgClass cls, const char* label, const char* qid)
{
  NgEntity* const e = NG_VEC_ADD(doc->arena, doc->entities);
  e->cls            = cls;
  e->label          = arena_text(doc, label);
  e->qid            = arena_text(doc, qid);
  e->country = e->member_of = e->part_of = e->known = NG_NONE;
  return doc->entities.n - 1;
}

static NgMention*
add_mention(NgDoc* doc, const char* words, NgClass cls, NgMentionKind kind, uint32_t entity)
{
  NgMention* const m = NG_VEC_ADD(doc->arena, doc->mentions);
  m->tokens          = tokens_of(doc, words);
  m->name_class      = cls;
  m->kind            = kind;
  m->entity          = entity;
  m->score           = 0.75f;
  m->rule            = "name";
  return m;
}

static NgEvent*
add_event(NgDoc* doc, NgClass cls, const char* trigger, const char* sentence)
{
  NgEvent* const e                     = NG_VEC_ADD(doc->arena, doc->events);
  e->cls                               = cls;
  e->label                             = arena_text(doc, sentence);
  e->trigger                           = bytes_of(doc, trigger);
  *NG_VEC_ADD(doc->arena, e->evidence) = bytes_of(doc, sentence);
  e->factuality                        = NG_TERM_ASSERTED;
  e->attributed_to                     = NG_NONE;
  e->confidence                        = 0.9f;
  e->rule                              = "event-verbs:57";
  return e;
}

static void
add(NgDoc* doc, NgEntityVec* entities, uint32_t entity)
{
  *NG_VEC_ADD(doc->arena, *entities) = entity;
}

enum { ANA, CHILE, LEADERS, QUITO, MINISTRY, UNUSED };

static const char sentence[] = "Minister Ana Ibáñez met Chilean leaders in Quito on Monday.";

static void
fill_entities(NgDoc* doc)
{
  add_entity(doc, NG_CLASS_PERSON, "Ana Ibáñez", "");
  add_entity(doc, NG_CLASS_COUNTRY, "Chile", "Q298");
  add_entity(doc, NG_CLASS_GROUP, "Chilean leaders", "");
  add_entity(doc, NG_CLASS_PLACE, "Quito", "");
  add_entity(doc, NG_CLASS_AGENCY, "Ministry of Works", "");
  add_entity(doc, NG_CLASS_COUNTRY, "Peru", "");
  doc->entities.at[LEADERS].country                         = CHILE;
  doc->entities.at[LEADERS].is_local                        = true;
  *NG_VEC_ADD(doc->arena, doc->entities.at[ANA].alt_labels) = arena_text(doc, "Ibáñez");
  add_mention(doc, "Ana Ibáñez", NG_CLASS_PERSON, NG_MENTION_NAME, ANA);
  add_mention(doc, "Chilean", NG_CLASS_DEMONYM, NG_MENTION_NAME, CHILE);
  add_mention(doc, "Quito", NG_CLASS_PLACE, NG_MENTION_NAME, QUITO);
  add_mention(doc, "She", NG_CLASS_NONE, NG_MENTION_PRONOUN, ANA);
}

static void
fill_facts(NgDoc* doc)
{
  NgPosition* const p = NG_VEC_ADD(doc->arena, doc->positions);
  p->holder           = ANA;
  p->title            = arena_text(doc, "minister");
  p->organization     = MINISTRY;
  p->status           = NG_TERM_CURRENT;
  p->evidence         = bytes_of(doc, "Minister Ana Ibáñez");
  p->confidence       = 0.6f;
  p->rule             = "title before name";
  NgEvent* const e    = add_event(doc, NG_CLASS_CONSULT, "met", sentence);
  const NgDate   day  = {2021, 3, 1};
  e->time             = day;
  add(doc, &e->actors, ANA);
  add(doc, &e->actors, ANA);
  add(doc, &e->targets, LEADERS);
  add(doc, &e->places, QUITO);
  NgStatement* const s = NG_VEC_ADD(doc->arena, doc->statements);
  s->speaker           = ANA;
  s->quote             = arena_text(doc, "We agree.");
  s->kind              = NG_TERM_DIRECT;
  s->stated_to         = NG_NONE;
  s->evidence          = bytes_of(doc, "We agree.");
  s->factuality        = NG_TERM_ASSERTED;
  s->confidence        = 0.8f;
  s->rule              = "quote:next";
  add(doc, &s->about, CHILE);
}

static void
start(NgDoc* doc, const char* words)
{
  memset(doc, 0, sizeof(*doc));
  doc->arena = ng_arena_new((size_t)1 << 30);
  doc->text  = arena_text(doc, words);
  memcpy(doc->hash, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 65);
  tokenise(doc);
}

static void
fill(NgDoc* doc)
{
  start(doc, text);
  doc->meta.language                         = ng_str("en-GB");
  doc->meta.title                            = ng_str("Minister in Quito");
  doc->meta.published                        = ng_str("2021-03-02");
  doc->meta.url                              = ng_str("https://example.org/news/1");
  doc->meta.publisher                        = ng_str("Daily Example");
  *NG_VEC_ADD(doc->arena, doc->meta.authors) = ng_str("Jane Roe");
  fill_entities(doc);
  fill_facts(doc);
}

static void
done(NgDoc* doc, Kept* kept)
{
  free_kept(kept);
  ng_arena_free(doc->arena);
}

// The graph of the usual document.
static void
make(const NgGraphOptions* options, NgDoc* doc, Kept* kept)
{
  NgError err = {0};
  fill(doc);
  assert_int_equal(run(options, doc, kept, &err), NG_SUCCESS);
}

// The graph of a document that the test has changed.
static void
make_again(const NgGraphOptions* options, NgDoc* doc, Kept* kept)
{
  NgError err = {0};
  free_kept(kept);
  assert_int_equal(run(options, doc, kept, &err), NG_SUCCESS);
}

// --- tests ---------------------------------------------------------------------------------------

static const NgGraphOptions plain = NG_GRAPH_OPTIONS_INIT;

static void
writes_the_article_with_its_metadata(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  assert_true(has(&kept, ARTICLE, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<" NG "Article>"));
  assert_true(has(&kept, ARTICLE, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                  "<http://schema.org/NewsArticle>"));
  assert_true(has(&kept, ARTICLE, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                  "<http://www.w3.org/ns/prov#Entity>"));
  assert_true(has(&kept, ARTICLE, "http://purl.org/dc/terms/title", "\"Minister in Quito\"@en"));
  assert_true(has(&kept, ARTICLE, "http://purl.org/dc/terms/language", "\"en-GB\""));
  assert_true(has(&kept, ARTICLE, "http://schema.org/datePublished", "\"2021-03-02\"^^<" XSD "date>"));
  assert_true(has(&kept, ARTICLE, "http://schema.org/url", "<https://example.org/news/1>"));
  assert_true(has(&kept, ARTICLE, "http://schema.org/author", "\"Jane Roe\""));
  assert_true(has(&kept, ARTICLE, "http://schema.org/wordCount", "\"14\"^^<" XSD "integer>"));
  assert_true(
      has(&kept, ARTICLE, "http://schema.org/publisher", "<" ID "entity/media-outlet-daily-example>"));
  assert_true(has(&kept, ID "entity/media-outlet-daily-example", "http://www.w3.org/2000/01/rdf-schema#label",
                  "\"Daily Example\"@en"));
  done(&doc, &kept);
}

static void
writes_entities_with_all_their_classes(void** state)
{
  static const char type[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  static const char ana[]  = ID "entity/person-ana-ibanez";
  NgDoc             doc;
  Kept              kept = {0};
  make(&plain, &doc, &kept);
  assert_true(has(&kept, ana, type, "<" NG "Person>"));
  assert_true(has(&kept, ana, type, "<http://schema.org/Person>"));
  assert_true(has(&kept, ana, type, "<http://xmlns.com/foaf/0.1/Person>"));
  assert_true(has(&kept, ana, "http://www.w3.org/2000/01/rdf-schema#label", "\"Ana Ibáñez\"@en"));
  assert_true(has(&kept, ana, "http://www.w3.org/2004/02/skos/core#altLabel", "\"Ibáñez\"@en"));
  assert_true(has(&kept, ID "entity/Q298", "http://www.w3.org/2002/07/owl#sameAs",
                  "<http://www.wikidata.org/entity/Q298>"));
  assert_true(has(&kept, ID "entity/Q298", type, "<http://schema.org/Place>"));
  assert_true(
      has(&kept, ID "entity/group-chilean-leaders-0123456789ab", NG "country", "<" ID "entity/Q298>"));
  done(&doc, &kept);
}

static void
leaves_out_entities_that_nothing_refers_to(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "peru"), 0);
  doc.entities.at[MINISTRY].country = UNUSED;
  make_again(&plain, &doc, &kept);
  assert_true(has(&kept, ID "entity/agency-ministry-of-works", NG "country", "<" ID "entity/country-peru>"));
  assert_true(
      has(&kept, ID "entity/country-peru", "http://www.w3.org/2000/01/rdf-schema#label", "\"Peru\"@en"));
  done(&doc, &kept);
}

static void
writes_mentions_with_offsets_in_code_points(void** state)
{
  static const char name[]    = ARTICLE "#char=9,19";
  static const char pronoun[] = ARTICLE "#char=61,64";
  NgDoc             doc;
  Kept              kept = {0};
  make(&plain, &doc, &kept);
  assert_true(has(&kept, name, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<" NG "Mention>"));
  assert_int_equal(count(&kept, "<" ARTICLE "#char=9,19> "), 12);
  assert_true(has(&kept, name, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf",
                  "\"Ana Ibáñez\""));
  assert_true(has(&kept, name, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex",
                  "\"19\"^^<" XSD "nonNegativeInteger>"));
  assert_true(
      has(&kept, name, "http://www.w3.org/2005/11/its/rdf#taConfidence", "\"7.5E-1\"^^<" XSD "double>"));
  assert_true(has(&kept, name, NG "mentionKind", "<" NG "Name>"));
  assert_true(has(&kept, pronoun, NG "mentionKind", "<" NG "Pronoun>"));
  assert_true(has(&kept, pronoun, "http://www.w3.org/2005/11/its/rdf#taIdentRef",
                  "<" ID "entity/person-ana-ibanez>"));
  assert_true(has(&kept, pronoun, "http://www.w3.org/2005/11/its/rdf#taClassRef", "<" NG "Person>"));
  assert_true(has(&kept, ARTICLE "#char=24,31", "http://www.w3.org/2005/11/its/rdf#taIdentRef",
                  "<" ID "entity/Q298>"));
  assert_false(has(&kept, ARTICLE "#char=24,31", "http://www.w3.org/2005/11/its/rdf#taClassRef", "<>"));
  done(&doc, &kept);
}

static void
writes_facts_with_their_source(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "ns#holder> <" ID "entity/person-ana-ibanez>"), 1);
  assert_int_equal(count(&kept, "ns#title> \"minister\"@en"), 1);
  assert_int_equal(count(&kept, "ns#status> <" NG "Current>"), 1);
  assert_int_equal(count(&kept, "ns#actor> <" ID "entity/person-ana-ibanez>"), 1);
  assert_int_equal(count(&kept, "ns#time> \"2021-03-01\"^^<" XSD "date>"), 1);
  assert_int_equal(count(&kept, "ns#trigger> <" ARTICLE "#char=20,23>"), 1);
  assert_int_equal(count(&kept, "ns#evidence> <" ARTICLE "#char=0,59>"), 1);
  assert_int_equal(count(&kept, "ns#speaker> <" ID "entity/person-ana-ibanez>"), 1);
  assert_int_equal(count(&kept, "ns#quote> \"We agree.\"@en"), 1);
  assert_int_equal(count(&kept, "ns#about> <" ID "entity/Q298>"), 1);
  assert_int_equal(count(&kept, "ns#confidence> \"0.8\"^^<" XSD "decimal>"), 1);
  assert_int_equal(count(&kept, "wasDerivedFrom> <" ARTICLE "> ."), 3);
  assert_int_equal(count(&kept, "hasActor"), 0);
  done(&doc, &kept);
}

static void
full_profile_tells_what_decided(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           kept = {0};
  make(&options, &doc, &kept);
  assert_true(has(&kept, ARTICLE "#char=9,19", NG "rule", "\"name\""));
  assert_int_equal(count(&kept, "<" NG "rule> \"title before name\" ."), 1);
  assert_int_equal(count(&kept, "<" NG "rule> \"event-verbs:57\" ."), 1);
  assert_int_equal(count(&kept, "<" NG "rule> \"quote:next\" ."), 1);
  doc.events.at[0].rule = NULL;
  make_again(&options, &doc, &kept);
  assert_int_equal(count(&kept, "event-verbs:57"), 0);
  options.profile = NG_PROFILE_FACTS;
  make_again(&options, &doc, &kept);
  assert_int_equal(count(&kept, "<" NG "rule>"), 0);
  done(&doc, &kept);
}

static void
no_triple_comes_twice_and_each_is_good(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           kept = {0};
  options.entail      = true;
  options.with_text   = true;
  options.version     = ng_str("1.2.3");
  make(&options, &doc, &kept);
  assert_int_equal(kept.n_bad, 0);
  assert_int_equal(kept.n_begun, 1);
  assert_int_equal(kept.n_ended, 1);
  for (size_t i = 1; i < kept.n; ++i) {
    assert_false(ng_str_eq(kept.line[i - 1], kept.line[i]));
  }
  done(&doc, &kept);
}

static void
the_same_document_gives_the_same_bytes(void** state)
{
  NgDoc one, two;
  Kept  kept_one = {0}, kept_two = {0};
  make(&plain, &one, &kept_one);
  make(&plain, &two, &kept_two);
  assert_true(ng_str_eq(ng_buf_str(&kept_one.lines), ng_buf_str(&kept_two.lines)));
  done(&one, &kept_one);
  done(&two, &kept_two);
}

static void
entail_adds_what_lies_above_a_property(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           kept = {0};
  options.entail      = true;
  make(&options, &doc, &kept);
  assert_int_equal(count(&kept, "sem/hasActor> <" ID "entity/person-ana-ibanez>"), 2);
  assert_int_equal(count(&kept, "ns#actor> <" ID "entity/person-ana-ibanez>"), 2);
  assert_int_equal(count(&kept, "sem/hasTimeStamp> \"2021-03-01\""), 1);
  assert_int_equal(count(&kept, "ns/org#member> <" ID "entity/person-ana-ibanez>"), 1);
  done(&doc, &kept);
}

static void
facts_profile_leaves_out_mentions_and_nothing_else(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           full = {0}, facts = {0};
  NgError        err = {0};
  options.profile    = NG_PROFILE_FACTS;
  make(&plain, &doc, &full);
  assert_int_equal(run(&options, &doc, &facts, &err), NG_SUCCESS);
  assert_int_equal(count(&facts, "Mention"), 0);
  assert_int_equal(count(&facts, "anchorOf"), 0);
  assert_int_equal(count(&facts, "/entity/"), count(&full, "/entity/") - count(&full, "taIdentRef"));
  for (size_t i = 0; i < facts.n; ++i) {
    assert_non_null(bsearch(&facts.line[i], full.line, full.n, sizeof(NgStr), by_bytes));
  }
  free_kept(&facts);
  done(&doc, &full);
}

static void
text_is_written_on_demand_only(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           kept = {0};
  make(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "isString"), 0);
  options.with_text = true;
  make_again(&options, &doc, &kept);
  assert_int_equal(count(&kept, "isString"), 1);
  done(&doc, &kept);
}

static void
unsure_facts_are_left_out_and_name_no_other(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Kept           all = {0}, some = {0};
  NgError        err = {0};
  fill(&doc);
  add_event(&doc, NG_CLASS_CONSULT, "met", sentence)->confidence = 0.3f;
  add_event(&doc, NG_CLASS_CONSULT, "met", sentence)->confidence = 0.95f;
  options.min_confidence                                         = 0.85f;
  assert_int_equal(run(&plain, &doc, &all, &err), NG_SUCCESS);
  assert_int_equal(run(&options, &doc, &some, &err), NG_SUCCESS);
  assert_int_equal(count(&all, "syntax-ns#type> <" NG "Consult>"), 3);
  assert_int_equal(count(&some, "syntax-ns#type> <" NG "Consult>"), 2);
  assert_int_equal(count(&some, "ns#holder"), 0);
  for (size_t i = 0; i < some.n; ++i) {
    assert_non_null(bsearch(&some.line[i], all.line, all.n, sizeof(NgStr), by_bytes));
  }
  free_kept(&some);
  done(&doc, &all);
}

static void
entities_with_one_iri_become_one_node(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  const uint32_t again      = add_entity(&doc, NG_CLASS_PERSON, "ANA IBÁÑEZ", "");
  doc.mentions.at[3].entity = again;
  add(&doc, &doc.events.at[0].actors, again);
  make_again(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "person-ana-ibanez> <http://www.w3.org/2000/01/rdf-schema#label>"), 1);
  assert_true(has(&kept, ID "entity/person-ana-ibanez", "http://www.w3.org/2004/02/skos/core#altLabel",
                  "\"ANA IBÁÑEZ\"@en"));
  assert_int_equal(count(&kept, "ns#actor> <" ID "entity/person-ana-ibanez>"), 1);
  assert_int_equal(count(&kept, "syntax-ns#type> <" NG "Person>"), 1);
  done(&doc, &kept);
}

static void
a_facility_is_a_place_and_its_name_says_more(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  doc.entities.at[QUITO].cls    = NG_CLASS_FACILITY;
  doc.mentions.at[2].name_class = NG_CLASS_FACILITY;
  make_again(&plain, &doc, &kept);
  assert_true(has(&kept, ID "entity/place-quito", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                  "<" NG "Place>"));
  assert_int_equal(count(&kept, "type> <" NG "Facility>"), 0);
  assert_int_equal(count(&kept, "taClassRef> <" NG "Facility>"), 1);
  done(&doc, &kept);
}

static void
publisher_is_the_outlet_of_that_name_in_the_text(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  add_entity(&doc, NG_CLASS_MEDIA_OUTLET, "Daily Example", "Q7");
  make_again(&plain, &doc, &kept);
  assert_true(has(&kept, ARTICLE, "http://schema.org/publisher", "<" ID "entity/Q7>"));
  assert_int_equal(count(&kept, "media-outlet-daily"), 0);
  done(&doc, &kept);
}

static void
what_is_no_iri_or_date_is_left_out_and_told(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  assert_int_equal(kept.n_log, 0);
  doc.meta.url                  = ng_str("https://example.org/a b");
  doc.meta.published            = ng_str("2 March");
  doc.meta.language             = ng_str("english, mostly");
  doc.events.at[0].time.month   = 13;
  doc.positions.at[0].holder    = CHILE;
  doc.statements.at[0].evidence = (NgSpan){5, 4000};
  make_again(&plain, &doc, &kept);
  assert_int_equal(kept.n_log, 5);
  assert_int_equal(kept.n_bad, 0);
  assert_int_equal(count(&kept, "schema.org/url"), 0);
  assert_int_equal(count(&kept, "datePublished"), 0);
  assert_int_equal(count(&kept, "dc/terms/language"), 0);
  assert_int_equal(count(&kept, "ns#time"), 0);
  assert_int_equal(count(&kept, "ns#holder"), 0);
  assert_int_equal(count(&kept, "ns#quote"), 0);
  done(&doc, &kept);
}

static void
bad_characters_in_names_are_mended_and_told(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  doc.entities.at[ANA].label            = ng_str("Ana\xFF");
  doc.entities.at[ANA].alt_labels.at[0] = ng_str("Ana\xFE");
  doc.meta.title                        = ng_str_n("a\0b", 3);
  make_again(&plain, &doc, &kept);
  assert_int_equal(kept.n_bad, 0);
  assert_int_equal(kept.n_log, 1);
  assert_int_equal(count(&kept, "\"Ana\xEF\xBF\xBD\"@en"), 1);
  assert_int_equal(count(&kept, "altLabel> \"Ana"), 0);
  done(&doc, &kept);
}

static void
a_mention_may_be_the_whole_text(void** state)
{
  NgDoc   doc;
  Kept    kept = {0};
  NgError err  = {0};
  start(&doc, "Quito");
  add_entity(&doc, NG_CLASS_PLACE, "Quito", "");
  add_mention(&doc, "Quito", NG_CLASS_PLACE, NG_MENTION_NAME, 0);
  assert_int_equal(run(&plain, &doc, &kept, &err), NG_SUCCESS);
  for (size_t i = 1; i < kept.n; ++i) {
    assert_false(ng_str_eq(kept.line[i - 1], kept.line[i]));
  }
  assert_true(
      has(&kept, ARTICLE "#char=0,5", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<" NG "Mention>"));
  assert_int_equal(count(&kept, "anchorOf> \"Quito\""), 1);
  assert_int_equal(count(&kept, "beginIndex"), 1);
  done(&doc, &kept);
}

static void
words_of_two_mentions_are_one_mention(void** state)
{
  NgDoc doc;
  Kept  kept = {0};
  make(&plain, &doc, &kept);
  add_mention(&doc, "Quito", NG_CLASS_ORGANIZATION, NG_MENTION_NAME, CHILE);
  make_again(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "taIdentRef> <" ID "entity/place-quito>"), 1);
  assert_int_equal(count(&kept, "<" ARTICLE "#char=43,48> <http://www.w3.org/2005/11/its/rdf#taIdentRef>"),
                   1);
  done(&doc, &kept);
}

static void
an_empty_article_has_a_graph(void** state)
{
  NgDoc   doc;
  Kept    kept = {0};
  NgError err  = {0};
  start(&doc, "x");
  assert_int_equal(run(&plain, &doc, &kept, &err), NG_SUCCESS);
  assert_int_equal(kept.n_bad, 0);
  assert_true(kept.n > 5);
  done(&doc, &kept);
}

static void
a_base_that_is_no_iri_is_refused(void** state)
{
  static const char* const bases[] = {"", "id/", "http://exa mple/", "http://example.org/#", "http://x/%zz"};
  NgDoc                    doc;
  Kept                     kept = {0};
  fill(&doc);
  for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); ++i) {
    NgGraphOptions options = plain;
    NgError        err     = {0};
    options.base           = ng_str(bases[i]);
    assert_int_equal(run(&options, &doc, &kept, &err), NG_ERR_BAD_ARG);
    assert_true(err.message[0]);
    assert_int_equal(kept.n_begun, 0);
    free_kept(&kept);
  }
  ng_arena_free(doc.arena);
}

static void
stops_at_the_first_failure_of_the_sink(void** state)
{
  NgDoc   doc;
  Kept    kept = {.fail_at = 9};
  NgError err  = {0};
  fill(&doc);
  assert_int_equal(run(&plain, &doc, &kept, &err), NG_ERR_WRITE);
  assert_int_equal(kept.n, 9);
  assert_int_equal(kept.n_ended, 0);
  done(&doc, &kept);
}

// The sink that counts needs no memory, so that every request is one of the graph.
static NgStatus
count_triple(void* self, const NgTriple* triple, NgError* err)
{
  ++*(uint32_t*)self;
  return NG_SUCCESS;
}

static NgStatus
count_begin(void* self, NgStr graph, NgError* err)
{
  return NG_SUCCESS;
}

static NgStatus
count_end(void* self, NgError* err)
{
  return NG_SUCCESS;
}

// Lets the request after `n` others fail.
static NgStatus
run_short_of_memory(size_t n, uint32_t n_events)
{
  NgDoc        doc;
  uint32_t     n_triples = 0;
  const NgSink sink      = {&n_triples, count_begin, count_triple, count_end};
  NgError      err       = {0};
  fill(&doc);
  for (uint32_t i = 0; i < n_events; ++i) {
    add_event(&doc, NG_CLASS_CONSULT, "met", sentence);
  }
  ng_alloc_fail_after(n);
  const NgStatus status = ng_graph_run(&plain, &doc, &sink, &err);
  ng_alloc_fail_after(SIZE_MAX);
  assert_int_equal(err.status, status);
  ng_arena_free(doc.arena);
  return status;
}

static void
every_failing_allocation_is_reported(void** state)
{
  NgStatus status = NG_ERR_NO_MEM;
  for (size_t n = 0; status != NG_SUCCESS && n < 10000; ++n) {
    status = run_short_of_memory(n, 0);
    assert_true(status == NG_SUCCESS || status == NG_ERR_NO_MEM);
  }
  assert_int_equal(status, NG_SUCCESS);
}

// So long that the arena has to ask for more again and again.
static void
a_long_article_reports_failing_allocations_as_well(void** state)
{
  for (size_t n = 0; n < 12; ++n) {
    const NgStatus status = run_short_of_memory(n, 3000);
    assert_true(status == NG_SUCCESS || status == NG_ERR_NO_MEM);
  }
}

// --- background ----------------------------------------------------------------------------------

typedef struct {
  NgBuf   bytes;
  NgKnow* know;
} Knowledge;

static uint32_t
add_row(NgKnowBuilder* builder, NgKnowType type, uint32_t qid, const char* label)
{
  const NgKnowNewRow row = {.type    = type,
                            .qid     = qid,
                            .label   = ng_str(label),
                            .country = ng_str("CL"),
                            .kind    = ng_str(type == NG_KNOW_COUNTRY ? "country" : ""),
                            .source  = ng_str("tables")};
  return ng_know_builder_row(builder, &row);
}

// Row 0 is Chile, 1 a party, 2 Ana, who was minister.
static void
open_knowledge(Knowledge* k)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  const Knowledge      empty   = {NG_BUF_INIT(1 << 24), NULL};
  NgError              err     = {0};
  const NgDate         from = {2019, 3, 0}, to = {0, 0, 0};
  *k = empty;
  add_row(builder, NG_KNOW_COUNTRY, 298, "Chile");
  const uint32_t party  = add_row(builder, NG_KNOW_PARTY, 0, "Harbour Party");
  const uint32_t ana    = add_row(builder, NG_KNOW_PERSON, 0, "Ana Ibáñez");
  const uint32_t office = ng_know_builder_office(builder, ng_str("Minister of Works"), ng_str("CL"), 5);
  ng_know_builder_party(builder, ana, party);
  ng_know_builder_held(builder, ana, office, from, to);
  ng_know_builder_version(builder, ng_str("1"));
  assert_int_equal(ng_know_builder_finish(builder, &k->bytes, &err), NG_SUCCESS);
  ng_know_builder_free(builder);
  assert_int_equal(ng_know_open_memory(&k->know, k->bytes.at, k->bytes.len, &err), NG_SUCCESS);
}

static void
close_knowledge(Knowledge* k)
{
  ng_know_close(k->know);
  ng_buf_free(&k->bytes);
}

static void
background_is_written_apart_and_on_demand_only(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Knowledge      k;
  Kept           kept = {0};
  open_knowledge(&k);
  make(&plain, &doc, &kept);
  doc.entities.at[ANA].known = 2;
  make_again(&plain, &doc, &kept);
  assert_int_equal(count(&kept, "KnownPosition"), 0);
  options.background = k.know;
  make_again(&options, &doc, &kept);
  assert_int_equal(kept.n_begun, 2);
  assert_int_equal(kept.n_bad, 0);
  assert_int_equal(count(&kept, "KnownPosition>"), 2);
  assert_int_equal(count(&kept, "ns#title> \"Minister of Works\"@en"), 1);
  assert_int_equal(count(&kept, "ns#timeBegin> \"2019-03\"^^<" XSD "gYearMonth>"), 1);
  assert_int_equal(count(&kept, "ns#organization> <" ID "entity/Q298>"), 1);
  assert_int_equal(count(&kept, "ns#organization> <" ID "entity/party-harbour-party>"), 1);
  assert_int_equal(count(&kept, "entity/party-harbour-party> <http://www.w3.org/2000/01/rdf-schema#label>"),
                   1);
  assert_int_equal(count(&kept, "entity/Q298> <http://www.w3.org/2000/01/rdf-schema#label>"), 1);
  assert_int_equal(count(&kept, "dc/terms/source> \"tables\""), 2);
  for (size_t i = 1; i < kept.n; ++i) {
    assert_false(ng_str_eq(kept.line[i - 1], kept.line[i]));
  }
  done(&doc, &kept);
  close_knowledge(&k);
}

static void
background_of_unknown_people_is_no_graph(void** state)
{
  NgGraphOptions options = plain;
  NgDoc          doc;
  Knowledge      k;
  Kept           kept = {0};
  open_knowledge(&k);
  options.background = k.know;
  make(&options, &doc, &kept);
  assert_int_equal(kept.n_begun, 1);
  done(&doc, &kept);
  close_knowledge(&k);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_the_article_with_its_metadata),
      cmocka_unit_test(writes_entities_with_all_their_classes),
      cmocka_unit_test(leaves_out_entities_that_nothing_refers_to),
      cmocka_unit_test(writes_mentions_with_offsets_in_code_points),
      cmocka_unit_test(writes_facts_with_their_source),
      cmocka_unit_test(full_profile_tells_what_decided),
      cmocka_unit_test(no_triple_comes_twice_and_each_is_good),
      cmocka_unit_test(the_same_document_gives_the_same_bytes),
      cmocka_unit_test(entail_adds_what_lies_above_a_property),
      cmocka_unit_test(facts_profile_leaves_out_mentions_and_nothing_else),
      cmocka_unit_test(text_is_written_on_demand_only),
      cmocka_unit_test(unsure_facts_are_left_out_and_name_no_other),
      cmocka_unit_test(entities_with_one_iri_become_one_node),
      cmocka_unit_test(a_facility_is_a_place_and_its_name_says_more),
      cmocka_unit_test(publisher_is_the_outlet_of_that_name_in_the_text),
      cmocka_unit_test(what_is_no_iri_or_date_is_left_out_and_told),
      cmocka_unit_test(bad_characters_in_names_are_mended_and_told),
      cmocka_unit_test(a_mention_may_be_the_whole_text),
      cmocka_unit_test(words_of_two_mentions_are_one_mention),
      cmocka_unit_test(an_empty_article_has_a_graph),
      cmocka_unit_test(a_base_that_is_no_iri_is_refused),
      cmocka_unit_test(stops_at_the_first_failure_of_the_sink),
      cmocka_unit_test(background_is_written_apart_and_on_demand_only),
      cmocka_unit_test(background_of_unknown_people_is_no_graph),
      cmocka_unit_test(every_failing_allocation_is_reported),
      cmocka_unit_test(a_long_article_reports_failing_allocations_as_well),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
