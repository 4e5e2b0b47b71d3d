// SPDX-License-Identifier: Apache-2.0
#include "text/internal.h"

static NgStatus
no_memory(NgStatus st, NgError* err)
{
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}

static NgStatus
add_paragraph(NgScan* scan, NgSpan bytes)
{
  NgDoc* const       doc = scan->doc;
  const uint32_t     n   = doc->paragraphs.n;
  NgParagraph* const p   = NG_VEC_ADD(doc->arena, doc->paragraphs);
  if (!p) {
    return NG_ERR_NO_MEM;
  }
  p->bytes           = bytes;
  p->repeats         = NG_NONE;
  p->tokens.begin    = doc->tokens.n;
  p->sentences.begin = doc->sentences.n;
  scan->end          = bytes.end;
  NG_TRY(ng_scan_tokens(scan, bytes.begin));
  p->tokens.end = doc->tokens.n;
  NG_TRY(ng_text_quotes(doc, p->tokens));
  NG_TRY(ng_text_sentences(doc, n));
  p->sentences.end = doc->sentences.n;
  return NG_SUCCESS;
}

static NgStatus
add_layers(NgDoc* doc, uint32_t title_end)
{
  NgScan   scan = {.doc = doc, .s = (const unsigned char*)doc->text.at};
  NgLayout layout;
  NgSpan   bytes = {0, 0};
  ng_text_layout(&layout, doc->text, title_end);
  while (ng_text_next_paragraph(&layout, bytes.end, &bytes)) {
    NG_TRY(add_paragraph(&scan, bytes));
  }
  return ng_text_paragraph_kinds(doc, &layout);
}

NgStatus
ng_text_run(NgDoc* doc, NgError* err)
{
  uint32_t title_end = 0;
  NG_TRY(ng_text_normalise(doc, &title_end, err));
  return no_memory(add_layers(doc, title_end), err);
}

static NgStatus
add_given(NgDoc* doc, const NgSpan* tokens, uint32_t n_tokens, const uint32_t* ends, uint32_t n_ends)
{
  NgScan scan = {.doc = doc, .s = (const unsigned char*)doc->text.at, .end = (uint32_t)doc->text.len};
  NgParagraph* const p = NG_VEC_ADD(doc->arena, doc->paragraphs);
  if (!p) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n_tokens; ++i) {
    NG_TRY(ng_scan_add(&scan, tokens[i].begin, tokens[i].end));
  }
  p->bytes     = (NgSpan){tokens[0].begin, tokens[n_tokens - 1].end};
  p->tokens    = (NgSpan){0, n_tokens};
  p->sentences = (NgSpan){0, n_ends};
  p->repeats   = NG_NONE;
  for (uint32_t i = 0; i < n_ends; ++i) {
    NgSentence* const s = NG_VEC_ADD(doc->arena, doc->sentences);
    if (!s) {
      return NG_ERR_NO_MEM;
    }
    s->tokens = (NgSpan){i ? ends[i - 1] : 0, ends[i]};
    s->bytes  = ng_doc_byte_span(doc, s->tokens);
    doc->tokens.at[s->tokens.begin].shape |= NG_SHAPE_SENTENCE;
  }
  return ng_text_quotes(doc, p->tokens);
}

NgStatus
ng_text_set_tokens(NgDoc* doc, const NgSpan* tokens, uint32_t n_tokens, const uint32_t* sentence_ends,
                   uint32_t n_sentences, NgError* err)
{
  uint32_t at    = 0;
  bool     is_ok = n_tokens && n_sentences && sentence_ends[n_sentences - 1] == n_tokens;
  for (uint32_t i = 0; is_ok && i < n_tokens; ++i) {
    is_ok = tokens[i].begin >= at && tokens[i].end > tokens[i].begin && tokens[i].end <= doc->text.len;
    at    = tokens[i].end;
  }
  for (uint32_t i = 0; is_ok && i < n_sentences; ++i) {
    is_ok = sentence_ends[i] > (i ? sentence_ends[i - 1] : 0);
  }
  if (!is_ok) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Tokens or sentences are out of order");
  }
  return no_memory(add_given(doc, tokens, n_tokens, sentence_ends, n_sentences), err);
}
