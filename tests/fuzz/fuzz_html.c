// SPDX-License-Identifier: Apache-2.0
// Any bytes as a page and as a fragment: what comes out is UTF-8 without NUL, and no more than went in.
#include "model/term.h"
#include "read/html.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static void
check(NgStr s)
{
  if (s.len && !ng_term_text_ok(s)) {
    abort();
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  static NgHtml*  html; // work memory is kept from page to page, as in a run
  static NgArena* arena;
  html                    = html ? html : ng_html_new((size_t)1 << 24);
  arena                   = arena ? arena : ng_arena_new((size_t)1 << 30);
  NgDoc             doc   = {.arena = arena};
  NgError           err   = {0};
  NgStr             text  = {NULL, 0};
  const NgStr       page  = ng_str_n((const char*)data, size);
  const NgHtmlHints hints = {ng_str("https://example.org/news/2024/03/12/page.html?utm_source=x&id=7"),
                             ng_str("")};
  ng_doc_reset(&doc);
  const NgStatus st = ng_html_read(html, page, &hints, &doc, &err);
  if (st != NG_SUCCESS && st != NG_SKIPPED && st != NG_ERR_LIMIT) {
    abort();
  }
  check(doc.body);
  check(doc.meta.title);
  check(doc.meta.publisher);
  check(doc.meta.published);
  for (uint32_t i = 0; i < doc.meta.authors.n; ++i) {
    check(doc.meta.authors.at[i]);
  }
  if (doc.meta.url.len && !ng_term_iri_ok(doc.meta.url)) {
    abort();
  }
  if (doc.meta.language.len && !ng_term_language_ok(doc.meta.language)) {
    abort();
  }
  ng_doc_reset(&doc);
  err = (NgError){0};
  if (ng_html_fragment_text(html, page, arena, &text, &err) != NG_SUCCESS) {
    abort();
  }
  return 0;
}
