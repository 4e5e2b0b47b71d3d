// SPDX-License-Identifier: Apache-2.0
// Any bytes as the text of an article; the first byte tells how much of it is the title. What comes out
// must hold together.
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

static void
check_tokens(const NgDoc* doc)
{
  uint32_t at      = 0;
  uint32_t char_at = 0;
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    const NgToken* const t = &doc->tokens.at[i];
    check(at <= t->begin && t->begin < t->end && t->end <= doc->text.len);
    check(char_at <= t->char_begin && t->char_begin < t->char_end && t->char_end <= doc->n_chars);
    check(((unsigned char)doc->text.at[t->begin] & 0xC0) != 0x80);
    check(ng_doc_char(doc, t->begin) == t->char_begin && ng_doc_char(doc, t->end) == t->char_end);
    check(t->lower.len <= 2 * (size_t)(t->end - t->begin));
    if (t->quote_pair != NG_NONE) {
      check(t->quote_pair < doc->tokens.n && t->quote != NG_QUOTE_NONE);
      check(doc->tokens.at[t->quote_pair].quote_pair == i);
    }
    at      = t->end;
    char_at = t->char_end;
  }
}

static void
check_layers(const NgDoc* doc)
{
  uint32_t token    = 0;
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < doc->paragraphs.n; ++i) {
    const NgParagraph* const p = &doc->paragraphs.at[i];
    check(p->sentences.begin == sentence && p->tokens.begin == token);
    for (; sentence < p->sentences.end; ++sentence) {
      const NgSentence* const s = &doc->sentences.at[sentence];
      check(s->paragraph == i && s->tokens.begin == token && s->tokens.end > token);
      check(p->bytes.begin <= s->bytes.begin && s->bytes.end <= p->bytes.end);
      token = s->tokens.end;
    }
    check(p->tokens.end == token);
    check(p->repeats == NG_NONE || p->repeats < i);
  }
  check(token == doc->tokens.n && sentence == doc->sentences.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  NgDoc   doc = {.arena = ng_arena_new((size_t)1 << 28)};
  NgError err = {0};
  if (size && doc.arena) {
    const size_t title = data[0] < size ? data[0] : 0;
    doc.meta.title     = ng_str_n((const char*)data + 1, title);
    doc.body           = ng_str_n((const char*)data + 1 + title, size - 1 - title);
    if (ng_text_run(&doc, &err) == NG_SUCCESS) {
      check_tokens(&doc);
      check_layers(&doc);
    } else {
      check(err.message[0] != '\0');
    }
  }
  ng_arena_free(doc.arena);
  return 0;
}
