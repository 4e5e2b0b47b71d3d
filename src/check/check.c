// SPDX-License-Identifier: Apache-2.0
// First all files are read: rules that look at one triple are applied, the classes of nodes are remembered,
// and each triple goes to the sorter under its subject; a property that some shape follows backwards goes
// there under its object, too. Then the nodes come back one after another with all their triples. The text of
// an article is put where it comes before all its spans.
//
// A record is the key, then zero-terminated: predicate ('^' in front of one followed backwards), kind and
// value of the object, its language and datatype; then file and line, so that the first of equal triples
// stays.
#include "check/check.h"

#include "base/sorter.h"
#include "check/rules.h"
#include "check/values.h"
#include "model/term.h"
#include "model/vocab.h"

enum { MAX_RECORD = 1 << 26, MAX_NODE_BYTES = 1 << 30, PLACE_BYTES = 12, DEFAULT_FINDINGS = 1000 };

typedef struct {
  const char* const* files;
  uint32_t           n_files;
  NgStr              base;
  NgFindings*        findings;
  NgNodes*           nodes;
  NgSorter*          sorter;
  NgRules*           rules;
  NgShacl*           shacl;
  NgArena*           node_arena;    ///< Until the next node
  NgArena*           article_arena; ///< Until the next article's text
  NgBuf              record;
  NgCheckSummary     sum;
  NG_VEC(NgEdge) edges;
} Check;

// --- reading -----------------------------------------------------------------------------------------------

static void
add_place(NgBuf* out, uint32_t file, uint64_t line)
{
  for (int shift = 24; shift >= 0; shift -= 8) {
    ng_buf_addc(out, (char)(file >> shift & 0xFF));
  }
  for (int shift = 56; shift >= 0; shift -= 8) {
    ng_buf_addc(out, (char)(line >> shift & 0xFF));
  }
}

/// Text up to a NUL, which a rule has reported, and the NUL that ends it.
static void
add_field(NgBuf* out, NgStr s)
{
  const char* const nul = s.len ? memchr(s.at, '\0', s.len) : NULL;
  ng_buf_add(out, nul ? ng_str_n(s.at, (size_t)(nul - s.at)) : s);
  ng_buf_addc(out, '\0');
}

/// A node as key: blank nodes are those of their file.
static void
add_key(NgBuf* out, const NgRdfTerm* node, uint32_t file)
{
  if (node->kind == NG_RDF_BLANK) {
    ng_buf_printf(out, "_:%u:", file);
  }
  add_field(out, node->value);
}

static NgStatus
add_object(Check* c, const NgRdfTerm* object, uint32_t file, uint64_t line, NgError* err)
{
  ng_buf_addc(&c->record, (char)('0' + object->kind));
  if (object->kind == NG_RDF_BLANK) {
    ng_buf_printf(&c->record, "%u:", file);
  }
  add_field(&c->record, object->value);
  add_field(&c->record, object->language);
  add_field(&c->record, object->datatype);
  add_place(&c->record, file, line);
  if (c->record.status) {
    return ng_error_set(err, c->record.status, "No memory for a triple");
  }
  return ng_sorter_add(c->sorter, ng_buf_str(&c->record), err);
}

/// The triple as `node` sees it; with `mark` '^' it points at the node.
static NgStatus
add_record(Check* c, const NgRdfTerm* node, const char* mark, NgStr predicate, const NgRdfTerm* object,
           uint32_t file, uint64_t line, NgError* err)
{
  ng_buf_clear(&c->record);
  add_key(&c->record, node, file);
  ng_buf_addz(&c->record, mark);
  add_field(&c->record, predicate);
  return add_object(c, object, file, line, err);
}

/// The text of an article under a key between the article and its spans.
static NgStatus
add_text(Check* c, const NgQuad* q, uint32_t file, uint64_t line, NgError* err)
{
  NgStr    article = {NULL, 0};
  uint64_t begin   = 0;
  uint64_t end     = 0;
  if (q->object.kind != NG_RDF_LITERAL || !ng_rules_span(q->subject.value, &article, &begin, &end)) {
    return NG_SUCCESS;
  }
  ng_buf_clear(&c->record);
  ng_buf_add(&c->record, article);
  ng_buf_addz(&c->record, "#");
  ng_buf_addc(&c->record, '\0');
  ng_buf_addc(&c->record, '\0');
  return add_object(c, &q->object, file, line, err);
}

static bool
remember_class(Check* c, const NgQuad* q)
{
  NgStr      article = {NULL, 0};
  uint64_t   begin   = 0;
  uint64_t   end     = 0;
  uint64_t   bits    = 0;
  const bool is_span = ng_rules_span(q->subject.value, &article, &begin, &end);
  for (uint16_t i = 0; i < ng_check_n_remote; ++i) {
    bits |= ng_str_eq(q->object.value, ng_check_remote[i]) ? UINT64_C(1) << i : 0;
  }
  if (bits || (!is_span && q->subject.value.len > c->base.len &&
               !memcmp(q->subject.value.at, c->base.at, c->base.len))) {
    uint64_t* const value = ng_nodes_put(c->nodes, q->subject.value, NG_NODES_CLASSES);
    if (!value) {
      return false;
    }
    *value |= bits | NG_NODES_HAS_CLASS;
  }
  if (is_span && ng_str_eq(q->object.value, ng_class_iri(NG_CLASS_NIF_CONTEXT))) {
    uint64_t* const length = ng_nodes_put(c->nodes, article, NG_NODES_LENGTHS);
    if (!length) {
      return false;
    }
    *length = end + 1 > *length ? end + 1 : *length;
  }
  return true;
}

static NgStatus
take_quad(Check* c, const NgQuad* q, uint32_t file, uint64_t line, NgError* err)
{
  ++c->sum.n_triples;
  NG_TRY(ng_rules_quad(c->rules, q, file, line));
  if (q->subject.kind == NG_RDF_IRI && ng_str_eq(q->predicate.value, ng_prop_iri(NG_PROP_RDF_TYPE)) &&
      !remember_class(c, q)) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory for the nodes");
  }
  if (ng_str_eq(q->predicate.value, ng_prop_iri(NG_PROP_NIF_IS_STRING))) {
    NG_TRY(add_text(c, q, file, line, err));
  }
  for (uint16_t i = 0; i < ng_check_n_inverse && q->object.kind != NG_RDF_LITERAL; ++i) {
    if (ng_str_eq(q->predicate.value, ng_check_inverse[i])) {
      NG_TRY(add_record(c, &q->object, "^", q->predicate.value, &q->subject, file, line, err));
    }
  }
  return add_record(c, &q->subject, "", q->predicate.value, &q->object, file, line, err);
}

static NgStatus
report_form(Check* c, uint32_t file, const NgError* err)
{
  const NgFinding f = {"syntax",    {NG_RDF_IRI, {NULL, 0}, {NULL, 0}, {NULL, 0}},
                       {NULL, 0},   false,
                       NULL,        {NULL, 0},
                       file,        err->line,
                       err->message};
  return ng_findings_add(c->findings, &f);
}

static NgStatus
read_quads(Check* c, NgRdf* rdf, uint32_t file, NgError* err)
{
  for (;;) {
    NgQuad         q;
    NgError        form = {0};
    const NgStatus st   = ng_rdf_next(rdf, &q, &form);
    if (st == NG_END) {
      return NG_SUCCESS;
    }
    if (st == NG_ERR_BAD_INPUT) {
      NG_TRY(report_form(c, file, &form));
    } else if (st) {
      ng_error_set(err, st, "%s", form.message);
      ng_error_at(err, form.source, form.line, form.column);
      return st;
    } else {
      NG_TRY(take_quad(c, &q, file, ng_rdf_line(rdf), err));
    }
  }
}

static NgStatus
read_file(Check* c, uint32_t file, NgError* err)
{
  NgRdf*   rdf  = NULL;
  NgError  form = {0};
  NgStatus st   = ng_rdf_open(&rdf, c->files[file], NG_RDF_AUTO, NULL, &form);
  if (st == NG_ERR_BAD_INPUT) {
    st = report_form(c, file, &form);
  } else if (st) {
    ng_error_set(err, st, "%s", form.message);
    ng_error_at(err, form.source, form.line, form.column);
  } else {
    st = read_quads(c, rdf, file, err);
  }
  ng_rdf_close(rdf);
  return st;
}

// --- nodes -------------------------------------------------------------------------------------------------

/// Take the text up to a NUL off the front of `record`.
static NgStr
take_field(NgStr* record)
{
  const char* const nul   = memchr(record->at, '\0', record->len);
  const NgStr       field = ng_str_n(record->at, (size_t)(nul - record->at));
  *record                 = ng_str_n(nul + 1, record->len - field.len - 1);
  return field;
}

/// Decode what stands behind the key; the strings live in `record`.
static void
decode(NgStr record, NgEdge* edge)
{
  edge->predicate  = take_field(&record);
  edge->is_inverse = ng_str_starts(edge->predicate, "^");
  if (edge->is_inverse) {
    edge->predicate = ng_str_n(edge->predicate.at + 1, edge->predicate.len - 1);
  }
  edge->object.kind     = (NgRdfKind)(*record.at - '0');
  record                = ng_str_n(record.at + 1, record.len - 1);
  edge->object.value    = take_field(&record);
  edge->object.language = take_field(&record);
  edge->object.datatype = take_field(&record);
  edge->file            = 0;
  edge->line            = 0;
  for (size_t i = 0; i < PLACE_BYTES; ++i) {
    const unsigned char byte = (unsigned char)record.at[i];
    if (i < sizeof(edge->file)) {
      edge->file = edge->file << 8 | byte;
    } else {
      edge->line = edge->line << 8 | byte;
    }
  }
}

/// Add the triple unless it is the one before it in another place.
static bool
add_edge(Check* c, NgStr record)
{
  const NgStr   copy = ng_arena_copy(c->node_arena, record);
  NgEdge        edge = {0};
  const NgEdge* last = c->edges.n ? &c->edges.at[c->edges.n - 1] : NULL;
  if (!copy.at) {
    return false;
  }
  decode(copy, &edge);
  if (last && last->is_inverse == edge.is_inverse && ng_str_eq(last->predicate, edge.predicate) &&
      ng_value_same(&last->object, &edge.object)) {
    return true;
  }
  NgEdge* const kept = NG_VEC_ADD(c->node_arena, c->edges);
  if (kept) {
    *kept = edge;
  }
  return kept != NULL;
}

static NgStatus
take_text(Check* c, NgStr key)
{
  const NgEdge* const edge = &c->edges.at[0];
  ng_arena_reset(c->article_arena);
  const NgStr article = ng_arena_copy(c->article_arena, ng_str_n(key.at, key.len - 1));
  const NgStr text    = ng_arena_copy(c->article_arena, edge->object.value);
  if (!article.at || !text.at) {
    return NG_ERR_NO_MEM;
  }
  return ng_rules_text(c->rules, c->article_arena, article, text, edge->file, edge->line);
}

/// All triples of the node `key` are at hand.
static NgStatus
take_node(Check* c, NgStr key)
{
  if (key.len && !c->edges.at[0].predicate.len) {
    return take_text(c, key);
  }
  NgFocus focus = {{NG_RDF_IRI, key, {NULL, 0}, {NULL, 0}}, c->edges.at, c->edges.n};
  if (ng_str_starts(key, "_:")) {
    focus.node.kind  = NG_RDF_BLANK;
    focus.node.value = ng_str_n(key.at + 2, key.len - 2);
  }
  ++c->sum.n_nodes;
  NG_TRY(ng_shacl_check(c->shacl, c->node_arena, &focus));
  return ng_rules_node(c->rules, &focus);
}

static NgStatus
check_nodes(Check* c, NgError* err)
{
  NgStr    key    = {NULL, 0};
  NgStr    record = {NULL, 0};
  NgStatus st     = ng_sorter_start(c->sorter, err);
  while (!st) {
    st                    = ng_sorter_next(c->sorter, &record, err);
    const NgStr next      = st ? ng_str("") : take_field(&record);
    const bool  is_behind = key.at && (st || !ng_str_eq(key, next));
    if (is_behind && (st == NG_SUCCESS || st == NG_END)) {
      const NgStatus node = take_node(c, key);
      st                  = node ? node : st;
      ng_arena_reset(c->node_arena);
      c->edges.at  = NULL;
      c->edges.n   = 0;
      c->edges.cap = 0;
      key.at       = NULL;
    }
    if (!st) {
      key = key.at ? key : ng_arena_copy(c->node_arena, next);
      st  = key.at && add_edge(c, record) ? NG_SUCCESS : NG_ERR_NO_MEM;
    }
  }
  return st == NG_END ? NG_SUCCESS : st;
}

static NgStatus
run(Check* c, const NgCheckOptions* o, NgOutput* output, NgError* err)
{
  c->findings      = ng_findings_new(o->max_findings ? o->max_findings : DEFAULT_FINDINGS);
  c->nodes         = ng_nodes_new();
  c->node_arena    = ng_arena_new(MAX_NODE_BYTES);
  c->article_arena = ng_arena_new(MAX_NODE_BYTES);
  if (!c->findings || !c->nodes || !c->node_arena || !c->article_arena) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(ng_sorter_open(&c->sorter, o->max_bytes, NULL, err));
  NG_TRY(ng_rules_open(&c->rules, c->base, c->nodes, c->findings, err));
  NG_TRY(ng_shacl_open(&c->shacl, c->nodes, c->findings, err));
  for (uint32_t i = 0; i < c->n_files; ++i) {
    NG_TRY(read_file(c, i, err));
  }
  NG_TRY(check_nodes(c, err));
  return ng_findings_write(c->findings, o->form, c->files, output, err);
}

NgStatus
ng_check_files(const char* const* files, uint32_t n_files, const NgCheckOptions* options, NgOutput* output,
               NgCheckSummary* summary, NgError* err)
{
  const NgCheckOptions defaults = NG_CHECK_OPTIONS_INIT;
  const NgCheckOptions o        = options ? *options : defaults;
  Check                c        = {.files = files, .n_files = n_files, .record = NG_BUF_INIT(MAX_RECORD)};
  c.base                        = ng_str(o.base ? o.base : "https://w3id.org/newsgraph/id/");
  if (!ng_term_iri_ok(c.base)) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The base '%s' is no absolute IRI", o.base);
  }
  const NgStatus st = run(&c, &o, output, err);
  c.sum.n_findings  = c.findings ? ng_findings_count(c.findings) : 0;
  *summary          = c.sum;
  ng_shacl_free(c.shacl);
  ng_rules_free(c.rules);
  ng_sorter_free(c.sorter);
  ng_nodes_free(c.nodes);
  ng_findings_free(c.findings);
  ng_arena_free(c.node_arena);
  ng_arena_free(c.article_arena);
  ng_buf_free(&c.record);
  return st == NG_ERR_NO_MEM ? ng_error_set(err, st, "No memory to check the graph") : st;
}
