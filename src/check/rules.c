// SPDX-License-Identifier: Apache-2.0
#include "check/rules.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "base/map.h"
#include "check/values.h"
#include "model/term.h"
#include "model/vocab.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_KNOWN = 1 << 16, STEP = 64, HASH_DIGITS = 32 };

struct NgRulesImpl {
  NgStr          base;
  const NgNodes* nodes;
  NgFindings*    findings;
  NgMap*         known;      ///< IRI -> kinds
  NgMap*         properties; ///< IRI -> number in ng_check_properties, + 1
  NgStatus       status;
  NgStr          article; ///< Whose text is at hand; empty: none
  NgStr          text;
  uint64_t       n_text;  ///< Code points
  uint32_t*      offsets; ///< Byte offset of every STEP-th code point
};

NgStatus
ng_rules_open(NgRules** out, NgStr base, const NgNodes* nodes, NgFindings* findings, NgError* err)
{
  NgRules* const r = ng_calloc(1, sizeof(*r));
  *out             = r;
  bool is_good     = r != NULL;
  if (r) {
    r->base       = base;
    r->nodes      = nodes;
    r->findings   = findings;
    r->known      = ng_map_new(MAX_KNOWN);
    r->properties = ng_map_new(MAX_KNOWN);
    is_good       = r->known && r->properties;
  }
  for (uint32_t i = 0; is_good && i < ng_check_n_known; ++i) {
    uint32_t* const kinds = ng_map_put(r->known, ng_check_known[i].iri, NULL);
    is_good               = kinds != NULL;
    if (kinds) {
      *kinds = ng_check_known[i].kinds;
    }
  }
  for (uint32_t i = 0; is_good && i < ng_check_n_properties; ++i) {
    uint32_t* const number = ng_map_put(r->properties, ng_check_properties[i].iri, NULL);
    is_good                = number != NULL;
    if (number) {
      *number = i + 1;
    }
  }
  if (!is_good) {
    ng_rules_free(r);
    *out = NULL;
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory for the rules");
  }
  return NG_SUCCESS;
}

void
ng_rules_free(NgRules* r)
{
  if (r) {
    ng_map_free(r->known);
    ng_map_free(r->properties);
    ng_free(r);
  }
}

__attribute__((format(printf, 3, 4))) static void
report(NgRules* r, NgFinding finding, const char* format, ...)
{
  char    message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof(message), format, args);
  va_end(args);
  finding.message   = message;
  const NgStatus st = ng_findings_add(r->findings, &finding);
  r->status         = r->status ? r->status : st;
}

// --- one quad ----------------------------------------------------------------------------------------------

static NgFinding
at_quad(const char* rule, const NgQuad* q, const NgRdfTerm* value, uint32_t file, uint64_t line)
{
  const NgFinding f = {rule, q->subject, q->predicate.value, false, value, {NULL, 0}, file, line, NULL};
  return f;
}

/// A term of one of the known vocabularies that is none of the `kinds`.
static bool
is_strange(const NgRules* r, NgStr iri, unsigned kinds)
{
  const uint32_t* const known = ng_map_get(r->known, iri);
  if (known) {
    return !(*known & kinds);
  }
  for (uint16_t i = 0; i < ng_check_n_spaces; ++i) {
    const NgStr space = ng_check_spaces[i];
    if (iri.len > space.len && !memcmp(iri.at, space.at, space.len)) {
      return true;
    }
  }
  return false;
}

static void
check_term(NgRules* r, const NgQuad* q, const NgRdfTerm* term, uint32_t file, uint64_t line)
{
  switch (term->kind) {
  case NG_RDF_BLANK:
    report(r, at_quad("blank-node", q, term, file, line),
           "blank nodes are not used: two graphs could not be put together");
    break;
  case NG_RDF_IRI:
    if (term->value.len && !ng_term_iri_ok(term->value)) {
      report(r, at_quad("iri", q, term, file, line), "<%.*s> is no absolute IRI",
             (int)(term->value.len < 200 ? term->value.len : 200), term->value.at);
    }
    break;
  case NG_RDF_LITERAL:
    if (!ng_term_text_ok(term->value)) {
      report(r, at_quad("text", q, term, file, line), "the text is no UTF-8, or holds what readers cut off");
    }
    if (term->language.len && !ng_term_language_ok(term->language)) {
      report(r, at_quad("language", q, term, file, line), "the language tag is not well formed");
    }
    if (term->datatype.len && is_strange(r, term->datatype, NG_KNOWN_DATATYPE | NG_KNOWN_CLASS)) {
      report(r, at_quad("vocabulary", q, term, file, line), "there is no such datatype");
    }
    break;
  }
}

/// Does the IRI end as that of an article?
static bool
is_article(NgStr iri)
{
  static const char mark[] = "/article/a";
  const size_t      n      = sizeof(mark) - 1 + HASH_DIGITS;
  return iri.len > n && ng_str_starts(ng_str_n(iri.at + iri.len - n, n), mark);
}

NgStatus
ng_rules_quad(NgRules* r, const NgQuad* q, uint32_t file, uint64_t line)
{
  r->status = NG_SUCCESS;
  check_term(r, q, &q->subject, file, line);
  check_term(r, q, &q->predicate, file, line);
  check_term(r, q, &q->object, file, line);
  check_term(r, q, &q->graph, file, line);
  if (is_strange(r, q->predicate.value, NG_KNOWN_PROPERTY)) {
    report(r, at_quad("vocabulary", q, &q->object, file, line), "there is no such property");
  }
  if (q->object.kind == NG_RDF_IRI) {
    const bool is_type = ng_str_eq(q->predicate.value, ng_prop_iri(NG_PROP_RDF_TYPE));
    const bool is_own  = ng_str_starts(q->object.value, "https://w3id.org/newsgraph/ns#");
    if (is_type ? is_strange(r, q->object.value, NG_KNOWN_CLASS)
                : is_own && is_strange(r, q->object.value, ~0U)) {
      report(r, at_quad("vocabulary", q, &q->object, file, line),
             is_type ? "there is no such class" : "there is no such term");
    }
    if (q->graph.value.len && ng_str_eq(q->predicate.value, ng_prop_iri(NG_PROP_PROV_WAS_DERIVED_FROM)) &&
        is_article(q->graph.value) && !ng_str_eq(q->graph.value, q->object.value)) {
      report(r, at_quad("graph", q, &q->object, file, line),
             "a fact stands in the graph of another article than its own");
    }
  }
  return r->status;
}

// --- text --------------------------------------------------------------------------------------------------

static bool
take_offset(const char** at, const char* end, uint64_t* value)
{
  const char* const start = *at;
  for (*value = 0; *at < end && **at >= '0' && **at <= '9' && *at - start < 18; ++*at) {
    *value = *value * 10 + (uint64_t)(**at - '0');
  }
  return *at > start;
}

bool
ng_rules_span(NgStr iri, NgStr* article, uint64_t* begin, uint64_t* end)
{
  static const char mark[] = "#char=";
  const char* const hash   = iri.len ? memchr(iri.at, '#', iri.len) : NULL;
  const char* const stop   = iri.at + iri.len;
  if (!hash || !ng_str_starts(ng_str_n(hash, (size_t)(stop - hash)), mark)) {
    return false;
  }
  const char* at = hash + sizeof(mark) - 1;
  *article       = ng_str_n(iri.at, (size_t)(hash - iri.at));
  return take_offset(&at, stop, begin) && at < stop && *at++ == ',' && take_offset(&at, stop, end) &&
         at == stop;
}

static bool
index_text(NgRules* r, NgArena* arena)
{
  const size_t n = ng_str_chars(r->text);
  r->n_text      = n;
  r->offsets     = ng_arena_calloc(arena, n / STEP + 1, sizeof(uint32_t));
  size_t code    = 0;
  for (size_t i = 0; r->offsets && i < r->text.len; ++i) {
    if (((unsigned char)r->text.at[i] & 0xC0) != 0x80 && code++ % STEP == 0) {
      r->offsets[(code - 1) / STEP] = (uint32_t)i;
    }
  }
  return r->offsets != NULL;
}

/// The IRI of an article ends with the first digits of the hash of its text.
static void
check_hash(NgRules* r, uint32_t file, uint64_t line)
{
  char hex[NG_SHA256_HEX + 1];
  ng_sha256_hex(r->text, hex);
  if (r->article.len < HASH_DIGITS ||
      memcmp(r->article.at + r->article.len - HASH_DIGITS, hex, HASH_DIGITS) != 0) {
    const NgFinding f = {
        "hash", {NG_RDF_IRI, r->article, {NULL, 0}, {NULL, 0}}, {NULL, 0}, false, NULL, {NULL, 0}, file, line,
        NULL};
    report(r, f, "the text is not the one that the IRI was made from: its hash begins with %.*s", HASH_DIGITS,
           hex);
  }
}

NgStatus
ng_rules_text(NgRules* r, NgArena* arena, NgStr article, NgStr text, uint32_t file, uint64_t line)
{
  r->status  = NG_SUCCESS;
  r->article = article;
  r->text    = text;
  if (text.len >= UINT32_MAX || !index_text(r, arena)) {
    r->article.len = 0;
    return NG_ERR_NO_MEM;
  }
  check_hash(r, file, line);
  return r->status;
}

/// Byte offset of code point `code`, at most the number of code points.
static size_t
byte_of(const NgRules* r, uint64_t code)
{
  if (code >= r->n_text) {
    return r->text.len;
  }
  size_t at = r->offsets[code / STEP];
  for (uint64_t left = code % STEP; left; --left) {
    ++at;
    while (at < r->text.len && ((unsigned char)r->text.at[at] & 0xC0) == 0x80) {
      ++at;
    }
  }
  return at;
}

// --- one node ----------------------------------------------------------------------------------------------

static NgFinding
at_edge(const char* rule, const NgFocus* focus, NgEdge* edge)
{
  const NgFinding f = {rule,          focus->node, edge->predicate, edge->is_inverse,
                       &edge->object, {NULL, 0},   edge->file,      edge->line,
                       NULL};
  edge->is_flagged  = true;
  return f;
}

static NgFinding
at_node(const char* rule, const NgFocus* focus)
{
  const NgFinding f = {
      rule, focus->node, {NULL, 0}, false, NULL, {NULL, 0}, focus->edges[0].file, focus->edges[0].line, NULL};
  return f;
}

static void
check_domain(NgRules* r, const NgFocus* focus, NgEdge* e, const NgPropertyRule* rule)
{
  for (uint16_t i = 0; i < rule->n_domains; ++i) {
    if (ng_focus_is_a(focus, ng_check_terms[rule->first_domain + i].value)) {
      return;
    }
  }
  if (rule->n_domains) {
    const NgStr cls = ng_check_terms[rule->first_domain].value;
    report(r, at_edge("domain", focus, e), "the property is for nodes of the class <%.*s>", NG_STR_ARG(cls));
  }
}

static void
check_range(NgRules* r, const NgFocus* focus, NgEdge* e, const NgPropertyRule* rule)
{
  const NgStr first   = ng_check_terms[rule->first_range].value;
  bool        is_good = true;
  switch (rule->range_kind) {
  case NG_RANGE_ANY:
    return;
  case NG_RANGE_DATATYPE:
    is_good = e->object.kind == NG_RDF_LITERAL && ng_str_eq(ng_value_datatype(&e->object), first);
    break;
  case NG_RANGE_CLASS:
    is_good = e->object.kind != NG_RDF_LITERAL &&
              (rule->range_bit >= NG_SHACL_NO_BIT || e->object.kind != NG_RDF_IRI ||
               (ng_nodes_get(r->nodes, e->object.value, NG_NODES_CLASSES) >> rule->range_bit & 1));
    break;
  case NG_RANGE_INDIVIDUALS:
    is_good = false;
    for (uint16_t i = 0; i < rule->n_range && !is_good; ++i) {
      is_good = ng_value_same(&e->object, &ng_check_terms[rule->first_range + i]);
    }
    break;
  }
  if (!is_good) {
    report(r, at_edge("range", focus, e), "the value is none that the property may have");
  }
}

/// A span that is referred to, described or not: its article is there and its offsets lie within the text.
static void
check_reference(NgRules* r, const NgFocus* focus, NgEdge* e)
{
  NgStr    article = {NULL, 0};
  uint64_t begin   = 0;
  uint64_t end     = 0;
  if (!ng_rules_span(e->object.value, &article, &begin, &end)) {
    if (!ng_nodes_get(r->nodes, e->object.value, NG_NODES_CLASSES)) {
      report(r, at_edge("dangling", focus, e), "nothing is said of <%.*s>", NG_STR_ARG(e->object.value));
    }
    return;
  }
  const uint64_t length = ng_nodes_get(r->nodes, article, NG_NODES_LENGTHS);
  if (!length) {
    report(r, at_edge("dangling", focus, e), "the article of this place is not there");
  } else if (begin >= end || end > length - 1) {
    report(r, at_edge("offsets", focus, e),
           "the place does not lie within the %llu characters of the article",
           (unsigned long long)(length - 1));
  }
}

static void
check_edge(NgRules* r, const NgFocus* focus, NgEdge* e)
{
  const uint32_t* const number = ng_map_get(r->properties, e->predicate);
  if (e->object.kind == NG_RDF_LITERAL && !ng_value_ok(ng_value_datatype(&e->object), e->object.value)) {
    report(r, at_edge("lexical", focus, e), "this is no value of its datatype");
    return;
  }
  if (e->object.kind == NG_RDF_IRI && e->object.value.len > r->base.len &&
      !memcmp(e->object.value.at, r->base.at, r->base.len)) {
    check_reference(r, focus, e);
  }
  if (number && !e->is_flagged) {
    check_domain(r, focus, e, &ng_check_properties[*number - 1]);
  }
  if (number && !e->is_flagged) {
    check_range(r, focus, e, &ng_check_properties[*number - 1]);
  }
}

static NgEdge*
find_edge(const NgFocus* focus, NgProp prop)
{
  for (uint32_t i = 0; i < focus->n; ++i) {
    if (!focus->edges[i].is_inverse && ng_str_eq(focus->edges[i].predicate, ng_prop_iri(prop))) {
      return &focus->edges[i];
    }
  }
  return NULL;
}

/// Is the value of an index what the IRI says?
static void
check_index(NgRules* r, const NgFocus* focus, NgProp prop, uint64_t wanted)
{
  char          text[32];
  NgEdge* const e = find_edge(focus, prop);
  snprintf(text, sizeof(text), "%llu", (unsigned long long)wanted);
  if (e && !e->is_flagged && !ng_str_is(e->object.value, text)) {
    report(r, at_edge("offsets", focus, e), "the IRI says %s", text);
  }
}

static void
check_words(NgRules* r, const NgFocus* focus, NgStr article, uint64_t begin, uint64_t end)
{
  NgEdge* const anchor  = find_edge(focus, NG_PROP_NIF_ANCHOR_OF);
  NgEdge* const context = find_edge(focus, NG_PROP_NIF_REFERENCE_CONTEXT);
  NgEdge* const string  = find_edge(focus, NG_PROP_NIF_IS_STRING);
  if (context && (context->object.value.len <= article.len ||
                  memcmp(context->object.value.at, article.at, article.len) != 0)) {
    report(r, at_edge("offsets", focus, context), "the text is that of another article");
  }
  if (anchor && begin <= end && ng_str_chars(anchor->object.value) != end - begin) {
    report(r, at_edge("anchor", focus, anchor), "these are %zu characters, the IRI says %llu",
           ng_str_chars(anchor->object.value), (unsigned long long)(end - begin));
  } else if (anchor && ng_str_eq(article, r->article) && begin <= end && end <= r->n_text) {
    const size_t from = byte_of(r, begin);
    if (!ng_str_eq(anchor->object.value, ng_str_n(r->text.at + from, byte_of(r, end) - from))) {
      report(r, at_edge("anchor", focus, anchor), "the text has other characters there");
    }
  }
  if (string && (begin || ng_str_chars(string->object.value) != end)) {
    report(r, at_edge("offsets", focus, string), "the text has %zu characters, the IRI says another number",
           ng_str_chars(string->object.value));
  }
}

static void
check_span(NgRules* r, const NgFocus* focus)
{
  NgStr    article = {NULL, 0};
  uint64_t begin   = 0;
  uint64_t end     = 0;
  if (!ng_rules_span(focus->node.value, &article, &begin, &end)) {
    return;
  }
  const uint64_t length = ng_nodes_get(r->nodes, article, NG_NODES_LENGTHS);
  if (!length) {
    report(r, at_node("dangling", focus), "the article of this place is not there");
  } else if (begin > end || end > length - 1) {
    report(r, at_node("offsets", focus), "the place does not lie within the %llu characters of the article",
           (unsigned long long)(length - 1));
  }
  check_index(r, focus, NG_PROP_NIF_BEGIN_INDEX, begin);
  check_index(r, focus, NG_PROP_NIF_END_INDEX, end);
  check_words(r, focus, article, begin, end);
}

/// The evidence of a fact lies in an article that it is derived from.
static void
check_evidence(NgRules* r, const NgFocus* focus)
{
  const NgEdge* const source = find_edge(focus, NG_PROP_PROV_WAS_DERIVED_FROM);
  for (uint32_t i = 0; source && i < focus->n; ++i) {
    NgEdge* const e       = &focus->edges[i];
    NgStr         article = {NULL, 0};
    uint64_t      begin   = 0;
    uint64_t      end     = 0;
    if (e->is_inverse || e->is_flagged ||
        (!ng_str_eq(e->predicate, ng_prop_iri(NG_PROP_EVIDENCE)) &&
         !ng_str_eq(e->predicate, ng_prop_iri(NG_PROP_TRIGGER))) ||
        !ng_rules_span(e->object.value, &article, &begin, &end)) {
      continue;
    }
    bool is_source = false;
    for (const NgEdge* s = source; s < focus->edges + focus->n && !is_source; ++s) {
      is_source = ng_str_eq(s->predicate, source->predicate) && ng_str_eq(s->object.value, article);
    }
    if (!is_source) {
      report(r, at_edge("evidence", focus, e), "this lies in another article than the fact is derived from");
    }
  }
}

NgStatus
ng_rules_node(NgRules* r, NgFocus* focus)
{
  r->status = NG_SUCCESS;
  for (uint32_t i = 0; i < focus->n; ++i) {
    if (!focus->edges[i].is_flagged && !focus->edges[i].is_inverse) {
      check_edge(r, focus, &focus->edges[i]);
    }
  }
  check_span(r, focus);
  check_evidence(r, focus);
  return r->status;
}
