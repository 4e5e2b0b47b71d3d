// SPDX-License-Identifier: Apache-2.0
#include "graph/spans.h"

#include "graph/iri.h"

uint32_t
ng_spans_add(NgSpans* s, NgSpan bytes, NgSpan chars)
{
  bool           is_new = false;
  const uint32_t i      = ng_keys_put(&s->keys, (uint64_t)chars.begin << 32 | chars.end, &is_new);
  if (i != NG_KEYS_FULL && !is_new) {
    return i;
  }
  NgTextSpan* const span = i == NG_KEYS_FULL ? NULL : NG_VEC_ADD(s->arena, s->spans);
  if (!span) {
    return NG_NONE;
  }
  span->iri   = ng_iri_span(s->arena, s->article, chars.begin, chars.end);
  span->bytes = bytes;
  span->chars = chars;
  return span->iri.at ? i : NG_NONE;
}

NgStatus
ng_spans_make(NgSpans* s, const NgDoc* doc, NgArena* arena, NgStr article)
{
  const NgSpan bytes = {0, (uint32_t)doc->text.len};
  const NgSpan chars = {0, doc->n_chars};
  s->doc             = doc;
  s->arena = s->keys.arena = arena;
  s->article               = article;
  if (ng_spans_add(s, bytes, chars) == NG_NONE) {
    return NG_ERR_NO_MEM;
  }
  s->context = s->spans.at[0].iri;
  return NG_SUCCESS;
}

static bool
is_boundary(NgStr text, uint32_t at)
{
  return at == text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

bool
ng_spans_locate(const NgSpans* s, NgSpan bytes, NgSpan* chars)
{
  const NgStr text = s->doc->text;
  if (bytes.begin >= bytes.end || bytes.end > text.len || !is_boundary(text, bytes.begin) ||
      !is_boundary(text, bytes.end)) {
    return false;
  }
  chars->begin = ng_doc_char(s->doc, bytes.begin);
  chars->end   = ng_doc_char(s->doc, bytes.end);
  return true;
}

void
ng_spans_describe(NgSpans* s, NgEmit* emit, uint32_t i)
{
  NgTextSpan* const span = &s->spans.at[i];
  char              number[NG_GATE_NUMBER];
  const NgStr       type = ng_str(NG_XSD "nonNegativeInteger");
  if (span->is_described) {
    return;
  }
  span->is_described = true;
  ng_emit_iri(emit, NG_PROP_NIF_REFERENCE_CONTEXT, s->context);
  ng_emit_literal(emit, NG_PROP_NIF_BEGIN_INDEX, ng_gate_count(span->chars.begin, number), type);
  ng_emit_literal(emit, NG_PROP_NIF_END_INDEX, ng_gate_count(span->chars.end, number), type);
  ng_emit_literal(emit, NG_PROP_NIF_ANCHOR_OF, ng_doc_bytes(s->doc, span->bytes), ng_str(""));
}

void
ng_spans_emit(NgSpans* s, NgEmit* emit)
{
  for (uint32_t i = 0; i < s->spans.n && !emit->status; ++i) {
    if (!s->spans.at[i].is_described) {
      ng_emit_subject(emit, s->spans.at[i].iri);
      ng_emit_types(emit, NG_CLASS_NIF_OFFSET_BASED_STRING);
      ng_spans_describe(s, emit, i);
    }
  }
}
