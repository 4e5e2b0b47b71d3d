// SPDX-License-Identifier: Apache-2.0
#include "model/doc.h"

void
ng_doc_reset(NgDoc* doc)
{
  NgArena* const arena = doc->arena;
  ng_arena_reset(arena);
  memset(doc, 0, sizeof(*doc));
  doc->arena = arena;
}

NgStr
ng_doc_bytes(const NgDoc* doc, NgSpan bytes)
{
  return ng_str_n(doc->text.at + bytes.begin, bytes.end - bytes.begin);
}

NgStr
ng_doc_words(const NgDoc* doc, NgSpan tokens)
{
  return tokens.begin < tokens.end ? ng_doc_bytes(doc, ng_doc_byte_span(doc, tokens)) : ng_str("");
}

uint32_t
ng_doc_char(const NgDoc* doc, uint32_t at)
{
  uint32_t lo = 0;
  uint32_t hi = doc->tokens.n;
  while (lo < hi) { // the last token that begins at or before `at`
    const uint32_t mid = lo + (hi - lo) / 2;
    if (doc->tokens.at[mid].begin <= at) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  uint32_t byte  = lo ? doc->tokens.at[lo - 1].begin : 0;
  uint32_t chars = lo ? doc->tokens.at[lo - 1].char_begin : 0;
  for (; byte < at; ++byte) {
    chars += ((unsigned char)doc->text.at[byte] & 0xC0) != 0x80;
  }
  return chars;
}

uint32_t
ng_doc_sentence_of(const NgDoc* doc, uint32_t token)
{
  uint32_t lo = 0;
  uint32_t hi = doc->sentences.n;
  while (lo < hi) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (doc->sentences.at[mid].tokens.end <= token) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}
