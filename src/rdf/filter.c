// SPDX-License-Identifier: Apache-2.0
#include "rdf/filter.h"

#include "base/alloc.h"
#include "base/map.h"
#include "model/vocab.h"

enum {
  MAX_HELD = 1 << 20, // bytes of a subject that is held until its classes are known: spans are small
  MAX_SAID = 1 << 16, // triples of a subject that are told apart from repeats
  BIG_SAID = 1 << 10, // a map that had more is made anew, since to clear it takes long
};

struct NgRdfFilterImpl {
  NgRdfFilterOptions options;
  NgMap*             props;   // IRI to NgProp
  NgMap*             classes; // IRI to NgClass
  NgMap*             said;    // lines of the subject that went on
  NgBuf              subject; // as a term
  NgBuf              held;    // lines of the subject
  NgBuf              line;
  NgBuf              text;
  bool               is_span;    // of text, by its classes so far
  bool               is_context; // the whole text
  bool               is_passing; // too large to be held
};

static NgMap*
map_of_terms(const NgVocabTerm* table, uint32_t n)
{
  NgMap* const map = ng_map_new(n);
  for (uint32_t i = 0; map && i < n; ++i) {
    uint32_t* const value = table[i].iri.len ? ng_map_put(map, table[i].iri, NULL) : NULL;
    if (value) {
      *value = i;
    } else if (table[i].iri.len) {
      ng_map_free(map);
      return NULL;
    }
  }
  return map;
}

NgStatus
ng_rdf_filter_new(NgRdfFilter** out, const NgRdfFilterOptions* options, NgError* err)
{
  NgRdfFilter* const f = ng_calloc(1, sizeof(NgRdfFilter));
  if (!f) {
    return ng_error_no_mem(err);
  }
  f->options = *options;
  f->props   = map_of_terms(ng_prop_table, NG_N_PROP);
  f->classes = map_of_terms(ng_class_table, NG_N_CLASS);
  f->said    = ng_map_new(MAX_SAID);
  f->subject = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  f->held    = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  f->line    = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  f->text    = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  if (!f->props || !f->classes || !f->said) {
    ng_rdf_filter_free(f);
    return ng_error_no_mem(err);
  }
  *out = f;
  return NG_SUCCESS;
}

void
ng_rdf_filter_free(NgRdfFilter* f)
{
  if (f) {
    ng_map_free(f->props);
    ng_map_free(f->classes);
    ng_map_free(f->said);
    ng_buf_free(&f->subject);
    ng_buf_free(&f->held);
    ng_buf_free(&f->line);
    ng_buf_free(&f->text);
    ng_free(f);
  }
}

static NgProp
prop_of(const NgRdfFilter* f, const NgQuad* quad)
{
  const uint32_t* const found = ng_map_get(f->props, quad->predicate.value);
  return found ? (NgProp)*found : NG_PROP_NONE;
}

static NgClass
class_of(const NgRdfFilter* f, const NgQuad* quad)
{
  const uint32_t* const found = quad->object.kind == NG_RDF_IRI ? ng_map_get(f->classes, quad->object.value)
                                                                : NULL;
  return found ? (NgClass)*found : NG_CLASS_NONE;
}

// --- what goes on --------------------------------------------------------------------------------

static NgStatus
pass_once(NgRdfFilter* f, const NgQuad* quad, NgError* err)
{
  if (f->options.entail && ng_map_size(f->said) < MAX_SAID) {
    bool is_new = false;
    ng_buf_clear(&f->line);
    if (ng_rdf_write_quad(&f->line, quad) || !ng_map_put(f->said, ng_buf_str(&f->line), &is_new)) {
      return ng_error_no_mem(err);
    }
    if (!is_new) {
      return NG_SUCCESS;
    }
  }
  return f->options.quad(f->options.self, quad, err);
}

// `quad` and, where that is wanted, what the ontology puts above it.
static NgStatus
pass(NgRdfFilter* f, const NgQuad* quad, NgError* err)
{
  NgQuad more = *quad;
  NG_TRY(pass_once(f, quad, err));
  if (!f->options.entail) {
    return NG_SUCCESS;
  }
  const NgProp prop = prop_of(f, quad);
  for (uint16_t i = 1; prop && i < ng_prop_table[prop].n_above; ++i) {
    more.predicate.value = ng_prop_iri((NgProp)ng_prop_above[ng_prop_table[prop].first_above + i]);
    NG_TRY(pass_once(f, &more, err));
  }
  const NgClass cls = prop == NG_PROP_RDF_TYPE ? class_of(f, quad) : NG_CLASS_NONE;
  for (uint16_t i = 1; cls && i < ng_class_table[cls].n_above; ++i) {
    more              = *quad;
    more.object.value = ng_class_iri((NgClass)ng_class_above[ng_class_table[cls].first_above + i]);
    NG_TRY(pass_once(f, &more, err));
  }
  return NG_SUCCESS;
}

// Said of mentions and of spans alone.
static bool
is_of_mentions(const NgRdfFilter* f, const NgQuad* quad)
{
  switch (prop_of(f, quad)) {
  case NG_PROP_RULE:
  case NG_PROP_MENTION_KIND:
  case NG_PROP_NIF_ANCHOR_OF:
  case NG_PROP_NIF_REFERENCE_CONTEXT:
  case NG_PROP_ITSRDF_TA_IDENT_REF:
  case NG_PROP_ITSRDF_TA_CLASS_REF:
  case NG_PROP_ITSRDF_TA_CONFIDENCE:
    return true;
  case NG_PROP_RDF_TYPE:
    return class_of(f, quad) == NG_CLASS_MENTION;
  default:
    return false;
  }
}

static NgStatus
pass_unless_mention(NgRdfFilter* f, const NgQuad* quad, NgError* err)
{
  return f->options.without_mentions && is_of_mentions(f, quad) ? NG_SUCCESS : pass(f, quad, err);
}

// --- subjects ------------------------------------------------------------------------------------

static NgStatus
let_go(NgRdfFilter* f, NgError* err)
{
  NgStr rest = ng_buf_str(&f->held);
  if (f->is_span && !f->is_context) {
    rest.len = 0;
  }
  while (rest.len) {
    NgQuad       quad;
    const size_t n = (size_t)((const char*)memchr(rest.at, '\n', rest.len) - rest.at);
    NG_TRY(ng_rdf_parse_line(ng_str_n(rest.at, n), true, &f->text, &quad, err));
    NG_TRY(pass_unless_mention(f, &quad, err));
    rest = ng_str_n(rest.at + n + 1, rest.len - n - 1);
  }
  ng_buf_clear(&f->held);
  return NG_SUCCESS;
}

static NgStatus
begin_subject(NgRdfFilter* f, NgError* err)
{
  f->is_span = f->is_context = f->is_passing = false;
  ng_buf_clear(&f->subject);
  ng_buf_add(&f->subject, ng_buf_str(&f->line));
  if (ng_map_size(f->said) > BIG_SAID) {
    ng_map_free(f->said);
    f->said = ng_map_new(MAX_SAID);
  } else if (ng_map_size(f->said)) {
    ng_map_clear(f->said);
  }
  return f->said && !f->subject.status ? NG_SUCCESS : ng_error_no_mem(err);
}

static void
note_class(NgRdfFilter* f, const NgQuad* quad)
{
  const NgClass cls = prop_of(f, quad) == NG_PROP_RDF_TYPE ? class_of(f, quad) : NG_CLASS_NONE;
  f->is_span        = f->is_span || cls == NG_CLASS_MENTION || cls == NG_CLASS_NIF_OFFSET_BASED_STRING;
  f->is_context     = f->is_context || cls == NG_CLASS_NIF_CONTEXT;
}

NgStatus
ng_rdf_filter_quad(NgRdfFilter* f, const NgQuad* quad, NgError* err)
{
  ng_buf_clear(&f->line);
  ng_rdf_write_term(&f->line, &quad->subject);
  if (!ng_str_eq(ng_buf_str(&f->line), ng_buf_str(&f->subject))) {
    NG_TRY(let_go(f, err)); // overwrites f->line
    ng_buf_clear(&f->line);
    ng_rdf_write_term(&f->line, &quad->subject);
    NG_TRY(begin_subject(f, err));
  }
  if (!f->options.without_mentions) {
    return pass(f, quad, err);
  }
  note_class(f, quad);
  if (f->is_passing) {
    return pass_unless_mention(f, quad, err);
  }
  ng_rdf_write_quad(&f->held, quad);
  if (f->held.len > MAX_HELD) {
    f->is_passing = true;
    return let_go(f, err);
  }
  return f->held.status ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_rdf_filter_end(NgRdfFilter* f, NgError* err)
{
  return let_go(f, err);
}
