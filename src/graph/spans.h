// SPDX-License-Identifier: Apache-2.0
// The spans of an article that the graph refers to, each with its one node.
#ifndef NG_GRAPH_SPANS_H
#define NG_GRAPH_SPANS_H

#include "graph/emit.h"

typedef struct {
  NgStr  iri;
  NgSpan bytes;
  NgSpan chars;
  bool   is_described; ///< Its properties were written
  bool   is_mention;   ///< Bears a mention
} NgTextSpan;

typedef struct {
  const NgDoc* doc;
  NgArena*     arena;
  NgStr        article;
  NgStr        context; ///< IRI of the whole text, which is span 0
  NgKeys       keys;
  NG_VEC(NgTextSpan) spans;
} NgSpans;

/// @return NG_SUCCESS, NG_ERR_NO_MEM.
NgStatus ng_spans_make(NgSpans* spans, const NgDoc* doc, NgArena* arena, NgStr article);

/// Code points of a range of bytes; false where it is no words of the text: empty, beyond its end, or cut
/// within a character.
bool ng_spans_locate(const NgSpans* spans, NgSpan bytes, NgSpan* chars);

/// Number of that span, made where there is none; NG_NONE without memory.
uint32_t ng_spans_add(NgSpans* spans, NgSpan bytes, NgSpan chars);

/// Write where span number `i` lies and its words; the caller has made it the subject.
void ng_spans_describe(NgSpans* spans, NgEmit* emit, uint32_t i);

/// Describe all that are not described yet.
void ng_spans_emit(NgSpans* spans, NgEmit* emit);

#endif
