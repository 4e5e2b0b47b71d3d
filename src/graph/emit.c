// SPDX-License-Identifier: Apache-2.0
#include "graph/emit.h"

#include <stdarg.h>
#include <stdio.h>

static void
push(NgEmit* e, const NgTriple* triple)
{
  if (!e->status) {
    e->status = e->sink->triple(e->sink->self, triple, e->err);
  }
}

void
ng_emit_subject(NgEmit* e, NgStr iri)
{
  e->subject = iri;
  ng_keys_clear(&e->said);
}

static bool
is_new(NgEmit* e, uint32_t prop, uint32_t number)
{
  bool fresh = false;
  if (ng_keys_put(&e->said, (uint64_t)prop << 32 | number, &fresh) == NG_KEYS_FULL) {
    ng_emit_fail(e, NG_ERR_NO_MEM);
  }
  return fresh;
}

void
ng_emit_types(NgEmit* e, NgClass cls)
{
  const NgVocabTerm* const t = &ng_class_table[cls];
  for (uint16_t i = 0; i < t->n_above; ++i) {
    const NgClass above = (NgClass)ng_class_above[t->first_above + i];
    if (is_new(e, NG_PROP_RDF_TYPE, above)) {
      const NgTriple triple = {.subject     = e->subject,
                               .predicate   = ng_prop_iri(NG_PROP_RDF_TYPE),
                               .object_kind = NG_OBJECT_IRI,
                               .object      = ng_class_iri(above)};
      push(e, &triple);
    }
  }
}

// How many properties to write for `prop`: itself, and with --entail all above it.
static uint16_t
n_props(const NgEmit* e, NgProp prop)
{
  return e->options->entail ? ng_prop_table[prop].n_above : 1;
}

static NgProp
above(NgProp prop, uint16_t i)
{
  return (NgProp)ng_prop_above[ng_prop_table[prop].first_above + i];
}

void
ng_emit_ref(NgEmit* e, NgProp prop, uint32_t number, NgStr iri)
{
  for (uint16_t i = 0; i < n_props(e, prop); ++i) {
    const NgProp p = above(prop, i);
    if (is_new(e, p, number)) {
      const NgTriple triple = {
          .subject = e->subject, .predicate = ng_prop_iri(p), .object_kind = NG_OBJECT_IRI, .object = iri};
      push(e, &triple);
    }
  }
}

void
ng_emit_iri(NgEmit* e, NgProp prop, NgStr iri)
{
  for (uint16_t i = 0; i < n_props(e, prop); ++i) {
    const NgTriple triple = {.subject     = e->subject,
                             .predicate   = ng_prop_iri(above(prop, i)),
                             .object_kind = NG_OBJECT_IRI,
                             .object      = iri};
    push(e, &triple);
  }
}

void
ng_emit_term(NgEmit* e, NgProp prop, NgTerm term)
{
  if (term != NG_TERM_NONE) {
    ng_emit_iri(e, prop, ng_term_iri(term));
  }
}

static void
literal(NgEmit* e, NgProp prop, NgStr lexical, NgStr language, NgStr datatype)
{
  for (uint16_t i = 0; i < n_props(e, prop); ++i) {
    const NgTriple triple = {.subject     = e->subject,
                             .predicate   = ng_prop_iri(above(prop, i)),
                             .object_kind = NG_OBJECT_LITERAL,
                             .object      = lexical,
                             .language    = language,
                             .datatype    = datatype};
    push(e, &triple);
  }
}

// `text` as a literal may hold it; empty where there is none.
static NgStr
mended(NgEmit* e, NgProp prop, NgStr text)
{
  bool        is_mended = false;
  const NgStr good      = ng_gate_text(e->arena, text, &is_mended);
  if (!good.at && text.len) {
    ng_emit_fail(e, NG_ERR_NO_MEM);
  } else if (is_mended) {
    ng_emit_log(e, "Text for %.*s has characters that no literal can hold; U+FFFD is written for them",
                NG_STR_ARG(ng_prop_table[prop].name));
  }
  return good;
}

void
ng_emit_literal(NgEmit* e, NgProp prop, NgStr lexical, NgStr datatype)
{
  const NgStr good = datatype.len ? lexical : mended(e, prop, lexical);
  if (good.len) {
    literal(e, prop, good, ng_str_n(NULL, 0), datatype);
  }
}

void
ng_emit_text(NgEmit* e, NgProp prop, NgStr text)
{
  const NgStr good = mended(e, prop, text);
  if (good.len) {
    literal(e, prop, good, e->language, ng_str_n(NULL, 0));
  }
}

void
ng_emit_log(NgEmit* e, const char* format, ...)
{
  char message[512];
  if (e->options->log) {
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    e->options->log(e->options->log_self, e->meta, message);
  }
}
