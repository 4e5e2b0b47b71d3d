// SPDX-License-Identifier: Apache-2.0
// Stands in for the reader of HTML pages until there is one: gives way to it whole.
#include "read/internal.h"

#include "base/alloc.h"

struct NgHtmlImpl {
  int unused;
};

NgHtml*
ng_html_new(size_t max_page_bytes)
{
  return ng_calloc(1, sizeof(NgHtml));
}

void
ng_html_free(NgHtml* html)
{
  ng_free(html);
}

NgStatus
ng_html_read(NgHtml* html, NgStr bytes, const NgHtmlHints* hints, NgDoc* doc, NgError* err)
{
  return ng_error_set(err, NG_ERR_UNSUPPORTED, "HTML pages are not read");
}

NgStatus
ng_html_fragment_text(NgHtml* html, NgStr fragment, NgArena* arena, NgStr* out, NgError* err)
{
  *out = ng_arena_copy(arena, fragment);
  return NG_SUCCESS;
}

NgStr
ng_html_to_utf8(NgArena* arena, NgStr page, NgStr charset)
{
  return page;
}
