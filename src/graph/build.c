// SPDX-License-Identifier: Apache-2.0
#include "graph/build.h"

#include "base/minhash.h"
#include "graph/background.h"
#include "graph/iri.h"
#include "graph/nodes.h"
#include "graph/spans.h"

/// A position, event or statement that is to be written.
typedef struct {
  NgStr    iri;     ///< Empty: it is not
  uint32_t trigger; ///< Span, or NG_NONE
} Fact;

typedef struct {
  const NgGraphOptions* options;
  const NgDoc*          doc;
  NgEmit                emit;
  NgNodes               nodes;
  NgSpans               spans;
  NgStr                 article;
  NgNames               fact_iris; ///< Of all facts, before repeats are told apart
  NG_VEC(uint32_t) repeats;        ///< By number of those: how often it came again
  Fact*     positions;
  Fact*     events;
  Fact*     statements;
  uint32_t* mentions; ///< Span of each, NG_NONE where it is not written
} Build;

// --- preparing: spans, IRIs of facts, uses of entities -------------------------------------------

static uint32_t
add_span(Build* b, NgSpan bytes)
{
  NgSpan chars;
  if (!ng_spans_locate(&b->spans, bytes, &chars)) {
    return NG_NONE;
  }
  const uint32_t i = ng_spans_add(&b->spans, bytes, chars);
  if (i == NG_NONE) {
    ng_emit_fail(&b->emit, NG_ERR_NO_MEM);
  }
  return i;
}

// Facts are counted whether they are written or not, so that no IRI depends on what else is written.
static NgStr
fact_iri(Build* b, NgFactKey* key)
{
  const NgStr    base   = b->options->base;
  bool           is_new = false;
  NgStr          iri    = ng_iri_fact(b->emit.arena, base, b->doc->hash, key);
  const uint32_t n      = iri.at ? ng_names_put(&b->fact_iris, iri, &is_new) : NG_KEYS_FULL;
  if (n == NG_KEYS_FULL) {
    ng_emit_fail(&b->emit, NG_ERR_NO_MEM);
    return ng_str("");
  }
  if (is_new) {
    uint32_t* const count = NG_VEC_ADD(b->emit.arena, b->repeats);
    ng_emit_fail(&b->emit, count ? NG_SUCCESS : NG_ERR_NO_MEM);
  } else if (!b->emit.status) {
    key->repeat = ++b->repeats.at[n];
    iri         = ng_iri_fact(b->emit.arena, base, b->doc->hash, key);
    if (!iri.at) {
      ng_emit_fail(&b->emit, NG_ERR_NO_MEM);
    }
  }
  return iri;
}

// @return whether the fact is written.
static bool
prepare(Build* b, Fact* fact, NgFactKey key, NgSpan evidence, NgSpan trigger, float confidence)
{
  fact->trigger = NG_NONE;
  if (!ng_spans_locate(&b->spans, evidence, &key.evidence)) {
    ng_emit_log(&b->emit, "A fact of class %.*s is left out: no words of the text state it",
                NG_STR_ARG(key.cls));
    return false;
  }
  ng_spans_locate(&b->spans, trigger, &key.trigger);
  const NgStr iri = fact_iri(b, &key);
  if (confidence < b->options->min_confidence) {
    return false;
  }
  fact->iri = iri;
  add_span(b, evidence);
  fact->trigger = add_span(b, trigger);
  return true;
}

static void
use_all(Build* b, const NgEntityVec* entities)
{
  for (uint32_t i = 0; i < entities->n; ++i) {
    ng_nodes_use(&b->nodes, entities->at[i]);
  }
}

static void
prepare_position(Build* b, uint32_t i)
{
  const NgPosition* const p      = &b->doc->positions.at[i];
  const uint32_t          holder = ng_nodes_of(&b->nodes, p->holder);
  const NgFactKey         key    = {.kind = "position", .cls = ng_class_name(NG_CLASS_POSITION)};
  const NgSpan            none   = {0, 0};
  if (holder == NG_NONE || b->nodes.nodes.at[holder].cls != NG_CLASS_PERSON || !p->title.len) {
    ng_emit_log(&b->emit, "A position is left out: it has no title or no person holds it");
  } else if (prepare(b, &b->positions[i], key, p->evidence, none, p->confidence)) {
    ng_nodes_use(&b->nodes, p->holder);
    ng_nodes_use(&b->nodes, p->organization);
  }
}

// The first words that state the event.
static NgSpan
event_evidence(const Build* b, const NgEvent* event)
{
  NgSpan chars;
  for (uint32_t i = 0; i < event->evidence.n; ++i) {
    if (ng_spans_locate(&b->spans, event->evidence.at[i], &chars)) {
      return event->evidence.at[i];
    }
  }
  return event->trigger;
}

static void
prepare_event(Build* b, uint32_t i)
{
  const NgEvent* const e   = &b->doc->events.at[i];
  const NgFactKey      key = {.kind = "event", .cls = ng_class_name(e->cls)};
  if (!ng_class_is_a(e->cls, NG_CLASS_EVENT) || ng_class_is_a(e->cls, NG_CLASS_STATEMENT)) {
    ng_emit_log(&b->emit, "An event is left out: %.*s is no class of events", NG_STR_ARG(key.cls));
    return;
  }
  if (!prepare(b, &b->events[i], key, event_evidence(b, e), e->trigger, e->confidence)) {
    return;
  }
  for (uint32_t k = 0; k < e->evidence.n; ++k) {
    add_span(b, e->evidence.at[k]);
  }
  const NgEntityVec* const roles[] = {&e->actors, &e->targets, &e->recipients, &e->instruments, &e->places};
  for (int k = 0; k < 5; ++k) {
    use_all(b, roles[k]);
  }
  ng_nodes_use(&b->nodes, e->attributed_to);
}

static void
prepare_statement(Build* b, uint32_t i)
{
  const NgStatement* const s    = &b->doc->statements.at[i];
  const NgFactKey          key  = {.kind = "statement", .cls = ng_class_name(NG_CLASS_STATEMENT)};
  const NgSpan             none = {0, 0};
  if (prepare(b, &b->statements[i], key, s->evidence, none, s->confidence)) {
    ng_nodes_use(&b->nodes, s->speaker);
    ng_nodes_use(&b->nodes, s->stated_to);
    use_all(b, &s->about);
  }
}

// A mention is written where it refers to a node or its words are a name of a class of the ontology, and
// only one for the same words.
static void
prepare_mention(Build* b, uint32_t i)
{
  const NgMention* const m = &b->doc->mentions.at[i];
  b->mentions[i]           = NG_NONE;
  ng_nodes_use(&b->nodes, m->entity);
  if (b->options->profile == NG_PROFILE_FACTS || m->tokens.begin >= m->tokens.end ||
      m->tokens.end > b->doc->tokens.n ||
      (ng_nodes_of(&b->nodes, m->entity) == NG_NONE && !ng_class_iri(m->name_class).len)) {
    return;
  }
  const NgSpan   chars = {b->doc->tokens.at[m->tokens.begin].char_begin,
                          b->doc->tokens.at[m->tokens.end - 1].char_end};
  const uint32_t span  = ng_spans_add(&b->spans, ng_doc_byte_span(b->doc, m->tokens), chars);
  if (span == NG_NONE) {
    ng_emit_fail(&b->emit, NG_ERR_NO_MEM);
  } else if (!b->spans.spans.at[span].is_mention) {
    b->spans.spans.at[span].is_mention = true;
    b->mentions[i]                     = span;
  }
}

static NgStatus
prepare_all(Build* b)
{
  const NgDoc* const doc   = b->doc;
  NgArena* const     arena = b->emit.arena;
  b->positions             = ng_arena_calloc(arena, doc->positions.n + 1, sizeof(Fact));
  b->events                = ng_arena_calloc(arena, doc->events.n + 1, sizeof(Fact));
  b->statements            = ng_arena_calloc(arena, doc->statements.n + 1, sizeof(Fact));
  b->mentions              = ng_arena_calloc(arena, doc->mentions.n + 1, sizeof(uint32_t));
  if (!b->positions || !b->events || !b->statements || !b->mentions) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < doc->mentions.n; ++i) {
    prepare_mention(b, i);
  }
  for (uint32_t i = 0; i < doc->positions.n; ++i) {
    prepare_position(b, i);
  }
  for (uint32_t i = 0; i < doc->events.n; ++i) {
    prepare_event(b, i);
  }
  for (uint32_t i = 0; i < doc->statements.n; ++i) {
    prepare_statement(b, i);
  }
  NG_TRY(b->emit.status);
  return ng_nodes_spread(&b->nodes);
}

// --- writing -------------------------------------------------------------------------------------

// Words and numbers: what a person would count.
static uint32_t
count_words(const NgDoc* doc)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    const uint8_t kind = doc->tokens.at[i].kind;
    n += kind == NG_TOK_WORD || kind == NG_TOK_NUMBER || kind == NG_TOK_ADDRESS;
  }
  return n;
}

static void
emit_published(Build* b)
{
  const NgStr given = b->doc->meta.published;
  NgStr       datatype;
  const NgStr published = ng_gate_published(b->emit.arena, given, &datatype);
  if (!published.at) {
    ng_emit_fail(&b->emit, NG_ERR_NO_MEM);
  } else if (published.len) {
    ng_emit_literal(&b->emit, NG_PROP_SCHEMA_DATE_PUBLISHED, published, datatype);
  } else if (given.len) {
    ng_emit_log(&b->emit, "The date \"%.*s\" is left out: it is neither an xsd:date nor an xsd:dateTime",
                NG_STR_ARG(given));
  }
}

static void
emit_url(Build* b)
{
  const NgStr url = b->doc->meta.url;
  if (url.len && ng_term_iri_ok(url)) {
    ng_emit_iri(&b->emit, NG_PROP_SCHEMA_URL, url);
  } else if (url.len) {
    ng_emit_log(&b->emit, "The URL \"%.*s\" is left out: it is no absolute IRI", NG_STR_ARG(url));
  }
}

static NgStatus
emit_authors(Build* b)
{
  NgNames authors      = {0};
  authors.hashes.arena = b->emit.arena;
  for (uint32_t i = 0; i < b->doc->meta.authors.n; ++i) {
    bool        is_new = false;
    const NgStr author = ng_gate_text(b->emit.arena, ng_str_trim(b->doc->meta.authors.at[i]), NULL);
    if (!author.at || ng_names_put(&authors, author, &is_new) == NG_KEYS_FULL) {
      return NG_ERR_NO_MEM;
    }
    if (is_new) {
      ng_emit_literal(&b->emit, NG_PROP_SCHEMA_AUTHOR, author, ng_str(""));
    }
  }
  return NG_SUCCESS;
}

// The title, or the headline that a plain text opens with.
static NgStr
title_of(const NgDoc* doc)
{
  const NgParagraph* const first = doc->paragraphs.at;
  if (!doc->meta.title.len && doc->paragraphs.n && first->kind == NG_PAR_HEADLINE) {
    return ng_str_trim(ng_doc_bytes(doc, first->bytes));
  }
  return doc->meta.title;
}

// A fingerprint of the words of the body: headline, byline and dateline change with the outlet that prints
// it.
static void
emit_fingerprint(Build* b)
{
  const NgDoc* const doc    = b->doc;
  NgMinHasher        hasher = {0};
  NgMinHash          hash;
  char               hex[NG_MINHASH_HEX + 1];
  for (uint32_t p = 0; p < doc->paragraphs.n; ++p) {
    const NgParagraph* const paragraph = &doc->paragraphs.at[p];
    for (uint32_t t = paragraph->tokens.begin; paragraph->kind == NG_PAR_BODY && t < paragraph->tokens.end;
         ++t) {
      if (doc->tokens.at[t].kind <= NG_TOK_NUMBER) {
        ng_minhash_word(&hasher, doc->tokens.at[t].lower);
      }
    }
  }
  if (ng_minhash_finish(&hasher, &hash)) {
    ng_minhash_to_hex(&hash, hex);
    ng_emit_literal(&b->emit, NG_PROP_FINGERPRINT, ng_str(hex), ng_str(""));
  }
}

static void
emit_article(Build* b)
{
  const NgMeta* const meta = &b->doc->meta;
  char                number[NG_GATE_NUMBER];
  ng_emit_subject(&b->emit, b->article);
  ng_emit_types(&b->emit, NG_CLASS_ARTICLE);
  ng_emit_text(&b->emit, NG_PROP_DCTERMS_TITLE, title_of(b->doc));
  emit_published(b);
  emit_url(b);
  if (b->nodes.publisher != NG_NONE) {
    ng_emit_iri(&b->emit, NG_PROP_SCHEMA_PUBLISHER, b->nodes.nodes.at[b->nodes.publisher].iri);
  }
  ng_emit_fail(&b->emit, emit_authors(b));
  if (ng_term_language_ok(meta->language)) {
    ng_emit_literal(&b->emit, NG_PROP_DCTERMS_LANGUAGE, meta->language, ng_str(""));
  }
  ng_emit_literal(&b->emit, NG_PROP_SCHEMA_WORD_COUNT, ng_gate_count(count_words(b->doc), number),
                  ng_str(NG_XSD "integer"));
  emit_fingerprint(b);
}

// The node of the program's version, in the ontology's namespace since it is nobody's base.
static void
emit_version(Build* b)
{
  const NgStr version = b->options->version;
  const NgStr iri     = ng_arena_printf(b->emit.arena, "https://w3id.org/newsgraph/version/%.*s",
                                        NG_STR_ARG(version));
  if (!version.len || !ng_term_iri_ok(iri)) {
    return;
  }
  ng_emit_iri(&b->emit, NG_PROP_PROV_WAS_ATTRIBUTED_TO, iri);
  ng_emit_subject(&b->emit, iri);
  ng_emit_types(&b->emit, NG_CLASS_PROV_SOFTWARE_AGENT);
}

static void
emit_context(Build* b)
{
  NgTextSpan* const whole = &b->spans.spans.at[0];
  const NgStr       type  = ng_str(NG_XSD "nonNegativeInteger");
  char              number[NG_GATE_NUMBER];
  ng_emit_subject(&b->emit, whole->iri);
  ng_emit_types(&b->emit, NG_CLASS_NIF_CONTEXT);
  ng_emit_types(&b->emit, NG_CLASS_NIF_OFFSET_BASED_STRING);
  if (whole->is_mention) {
    ng_emit_types(&b->emit, NG_CLASS_MENTION);
  }
  ng_emit_literal(&b->emit, NG_PROP_NIF_BEGIN_INDEX, ng_gate_count(0, number), type);
  ng_emit_literal(&b->emit, NG_PROP_NIF_END_INDEX, ng_gate_count(whole->chars.end, number), type);
  ng_emit_iri(&b->emit, NG_PROP_NIF_SOURCE_URL, b->article);
  if (b->options->with_text) {
    ng_emit_literal(&b->emit, NG_PROP_NIF_IS_STRING, b->doc->text, ng_str(""));
  }
  whole->is_described = true;
  emit_version(b);
}

// What decided, in the full profile. NULL: not told.
static void
emit_rule(Build* b, const char* rule)
{
  if (b->options->profile == NG_PROFILE_FULL) {
    ng_emit_literal(&b->emit, NG_PROP_RULE, ng_str(rule), ng_str(""));
  }
}

static void
emit_mention(Build* b, uint32_t i)
{
  static const NgTerm    kinds[] = {NG_TERM_NAME, NG_TERM_NOMINAL, NG_TERM_PRONOUN};
  const NgMention* const m       = &b->doc->mentions.at[i];
  const uint32_t         node    = ng_nodes_of(&b->nodes, m->entity);
  const NgClass          cls     = m->name_class != NG_CLASS_NONE ? m->name_class
                                   : node != NG_NONE              ? b->nodes.nodes.at[node].cls
                                                                  : NG_CLASS_NONE;
  NgTextSpan* const      span    = &b->spans.spans.at[b->mentions[i]];
  char                   number[NG_GATE_NUMBER];
  ng_emit_subject(&b->emit, span->iri);
  if (!span->is_described) {
    ng_emit_types(&b->emit, NG_CLASS_MENTION);
  }
  ng_spans_describe(&b->spans, &b->emit, b->mentions[i]);
  if (b->mentions[i] == 0) { // the whole text, which emit_context wrote without its words
    ng_emit_iri(&b->emit, NG_PROP_NIF_REFERENCE_CONTEXT, b->spans.context);
    ng_emit_literal(&b->emit, NG_PROP_NIF_ANCHOR_OF, b->doc->text, ng_str(""));
  }
  ng_emit_term(&b->emit, NG_PROP_MENTION_KIND, kinds[m->kind]);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_ITSRDF_TA_IDENT_REF, m->entity);
  if (ng_class_iri(cls).len) {
    ng_emit_iri(&b->emit, NG_PROP_ITSRDF_TA_CLASS_REF, ng_class_iri(cls));
  }
  ng_emit_literal(&b->emit, NG_PROP_ITSRDF_TA_CONFIDENCE, ng_gate_share_double(m->score, number),
                  ng_str(NG_XSD "double"));
  emit_rule(b, m->rule);
}

static void
refer_span(Build* b, NgProp prop, NgSpan bytes)
{
  const uint32_t i = add_span(b, bytes);
  if (i != NG_NONE) {
    ng_emit_ref(&b->emit, prop, i, b->spans.spans.at[i].iri);
  }
}

static void
refer_all(Build* b, NgProp prop, const NgEntityVec* entities)
{
  for (uint32_t i = 0; i < entities->n; ++i) {
    ng_nodes_refer(&b->nodes, &b->emit, prop, entities->at[i]);
  }
}

// What every fact ends with.
static void
emit_source(Build* b, float confidence, const char* rule)
{
  char number[NG_GATE_NUMBER];
  emit_rule(b, rule);
  ng_emit_literal(&b->emit, NG_PROP_CONFIDENCE, ng_gate_share(confidence, number), ng_str(NG_XSD "decimal"));
  ng_emit_iri(&b->emit, NG_PROP_PROV_WAS_DERIVED_FROM, b->article);
}

static void
emit_position(Build* b, uint32_t i)
{
  const NgPosition* const p = &b->doc->positions.at[i];
  ng_emit_subject(&b->emit, b->positions[i].iri);
  ng_emit_types(&b->emit, NG_CLASS_POSITION);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_HOLDER, p->holder);
  ng_emit_text(&b->emit, NG_PROP_TITLE, p->title);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_ORGANIZATION, p->organization);
  ng_emit_term(&b->emit, NG_PROP_STATUS, p->status ? p->status : NG_TERM_CURRENT);
  refer_span(b, NG_PROP_EVIDENCE, p->evidence);
  emit_source(b, p->confidence, p->rule);
}

static void
emit_date(Build* b, NgProp prop, NgDate date)
{
  char  lexical[NG_GATE_NUMBER];
  NgStr datatype;
  NgStr value = ng_gate_date(date, lexical, &datatype);
  if (value.len) {
    ng_emit_literal(&b->emit, prop, value, datatype);
  } else if (date.year) {
    ng_emit_log(&b->emit, "The time %d-%u-%u of an event is left out: there is no such day", date.year,
                (unsigned)date.month, (unsigned)date.day);
  }
}

static void
emit_event(Build* b, uint32_t i)
{
  const NgEvent* const e    = &b->doc->events.at[i];
  const Fact* const    fact = &b->events[i];
  const NgStr words = fact->trigger == NG_NONE ? ng_class_name(e->cls) : ng_doc_bytes(b->doc, e->trigger);
  ng_emit_subject(&b->emit, fact->iri);
  ng_emit_types(&b->emit, e->cls);
  ng_emit_text(&b->emit, NG_PROP_RDFS_LABEL, e->label.len ? e->label : words);
  refer_all(b, NG_PROP_ACTOR, &e->actors);
  refer_all(b, NG_PROP_TARGET, &e->targets);
  refer_all(b, NG_PROP_RECIPIENT, &e->recipients);
  refer_all(b, NG_PROP_INSTRUMENT, &e->instruments);
  refer_all(b, NG_PROP_PLACE, &e->places);
  emit_date(b, NG_PROP_TIME, e->time);
  emit_date(b, NG_PROP_TIME_BEGIN, e->time_begin);
  emit_date(b, NG_PROP_TIME_END, e->time_end);
  ng_emit_term(&b->emit, NG_PROP_FACTUALITY, e->factuality ? e->factuality : NG_TERM_ASSERTED);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_ATTRIBUTED_TO, e->attributed_to);
  if (fact->trigger != NG_NONE) {
    ng_emit_ref(&b->emit, NG_PROP_TRIGGER, fact->trigger, b->spans.spans.at[fact->trigger].iri);
  }
  refer_span(b, NG_PROP_EVIDENCE, event_evidence(b, e));
  for (uint32_t k = 0; k < e->evidence.n; ++k) {
    refer_span(b, NG_PROP_EVIDENCE, e->evidence.at[k]);
  }
  emit_source(b, e->confidence, e->rule);
}

static void
emit_statement(Build* b, uint32_t i)
{
  const NgStatement* const s     = &b->doc->statements.at[i];
  const NgStr              words = s->quote.len ? s->quote : ng_doc_bytes(b->doc, s->evidence);
  ng_emit_subject(&b->emit, b->statements[i].iri);
  ng_emit_types(&b->emit, NG_CLASS_STATEMENT);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_SPEAKER, s->speaker);
  ng_emit_text(&b->emit, NG_PROP_QUOTE, words);
  ng_emit_term(&b->emit, NG_PROP_QUOTE_KIND, s->kind ? s->kind : NG_TERM_INDIRECT);
  ng_nodes_refer(&b->nodes, &b->emit, NG_PROP_STATED_TO, s->stated_to);
  refer_all(b, NG_PROP_ABOUT, &s->about);
  ng_emit_term(&b->emit, NG_PROP_FACTUALITY, s->factuality ? s->factuality : NG_TERM_ASSERTED);
  refer_span(b, NG_PROP_EVIDENCE, s->evidence);
  emit_source(b, s->confidence, s->rule);
}

static void
emit_facts(Build* b)
{
  const NgDoc* const doc = b->doc;
  for (uint32_t i = 0; i < doc->positions.n && !b->emit.status; ++i) {
    if (b->positions[i].iri.len) {
      emit_position(b, i);
    }
  }
  for (uint32_t i = 0; i < doc->events.n && !b->emit.status; ++i) {
    if (b->events[i].iri.len) {
      emit_event(b, i);
    }
  }
  for (uint32_t i = 0; i < doc->statements.n && !b->emit.status; ++i) {
    if (b->statements[i].iri.len) {
      emit_statement(b, i);
    }
  }
}

static void
emit_all(Build* b)
{
  emit_article(b);
  emit_context(b);
  ng_nodes_emit(&b->nodes, &b->emit);
  for (uint32_t i = 0; i < b->doc->mentions.n && !b->emit.status; ++i) {
    if (b->mentions[i] != NG_NONE) {
      emit_mention(b, i);
    }
  }
  emit_facts(b);
  if (b->options->profile == NG_PROFILE_FULL) {
    ng_spans_emit(&b->spans, &b->emit);
  }
}

static NgStatus
start(Build* b, NgError* err)
{
  const NgDoc* const doc = b->doc;
  if (strlen(doc->hash) != 64) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The article has no hash of its text");
  }
  b->fact_iris.hashes.arena = b->emit.arena;
  b->article                = ng_iri_article(b->emit.arena, b->options->base, doc->hash);
  b->emit.language          = ng_gate_language(b->emit.arena, doc->meta.language);
  if (!b->article.at || !b->emit.language.at) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(ng_spans_make(&b->spans, doc, b->emit.arena, b->article));
  if (!ng_term_iri_ok(b->spans.context)) { // its hash and offsets are good, so it is the base
    return ng_error_set(err, NG_ERR_BAD_ARG, "The base \"%.*s\" is no absolute IRI without a fragment",
                        NG_STR_ARG(b->options->base));
  }
  NG_TRY(ng_nodes_make(&b->nodes, doc, &b->emit));
  return prepare_all(b);
}

NgStatus
ng_graph_run(const NgGraphOptions* options, const NgDoc* doc, const NgSink* sink, NgError* err)
{
  Build b           = {.options = options,
                       .doc     = doc,
                       .emit = {.options = options, .meta = &doc->meta, .sink = sink, .err = err, .arena = doc->arena}};
  b.emit.said.arena = doc->arena;
  NgStatus status   = start(&b, err);
  if (!status) {
    status = sink->begin(sink->self, b.article, err);
  }
  if (!status) {
    emit_all(&b);
    status = b.emit.status;
  }
  if (!status) {
    status = sink->end(sink->self, err);
  }
  if (!status && options->background) {
    status = ng_background_run(&b.nodes, &b.emit);
  }
  return status == NG_ERR_NO_MEM ? ng_error_set(err, status, "Out of memory for the graph of the article")
                                 : status;
}
