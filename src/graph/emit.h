// SPDX-License-Identifier: Apache-2.0
// Says things about one subject after the other. Whatever is said twice of a subject is written once, and
// what the ontology says lies above a class or, on demand, above a property is written with it. The first
// failure is remembered and ends the writing.
#ifndef NG_GRAPH_EMIT_H
#define NG_GRAPH_EMIT_H

#include "graph/build.h"
#include "graph/gate.h"
#include "graph/keys.h"

typedef struct {
  const NgGraphOptions* options;
  const NgMeta*         meta; ///< For messages
  const NgSink*         sink;
  NgError*              err;
  NgArena*              arena;
  NgStr                 language; ///< Of all texts
  NgStr                 subject;
  NgKeys                said; ///< Of the subject: property and number of the object
  NgStatus              status;
} NgEmit;

/// Speak of `iri` from now on. A subject is to be spoken of once.
void ng_emit_subject(NgEmit* emit, NgStr iri);

/// It is of class `cls` and of all above it.
void ng_emit_types(NgEmit* emit, NgClass cls);

/// `number` stands for the object: the same property and number are not written again.
void ng_emit_ref(NgEmit* emit, NgProp prop, uint32_t number, NgStr iri);

/// An object that comes once.
void ng_emit_iri(NgEmit* emit, NgProp prop, NgStr iri);

/// An individual of the vocabulary; NG_TERM_NONE is passed over.
void ng_emit_term(NgEmit* emit, NgProp prop, NgTerm term);

/// A literal of `datatype`, empty for a plain string. Empty literals are passed over.
void ng_emit_literal(NgEmit* emit, NgProp prop, NgStr lexical, NgStr datatype);

/// Words in the article's language.
void ng_emit_text(NgEmit* emit, NgProp prop, NgStr text);

/// Tell the log. printf-like.
void ng_emit_log(NgEmit* emit, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// Remember a failure.
static inline void
ng_emit_fail(NgEmit* emit, NgStatus status)
{
  if (!emit->status) {
    emit->status = status;
  }
}

#endif
