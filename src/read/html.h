// SPDX-License-Identifier: Apache-2.0
// One HTML page to one article: its words without navigation, adverts, comments and related links, and
// what the page says of itself. Nothing is loaded from anywhere, no script runs.
#ifndef NG_READ_HTML_H
#define NG_READ_HTML_H

#include "model/doc.h"

/// Work memory for one page after another; one a thread.
typedef struct NgHtmlImpl NgHtml;

/// What is known of a page beside its bytes. Both may be empty.
typedef struct {
  NgStr url;     ///< Where it was found; relative links are resolved against it
  NgStr charset; ///< Of the HTTP header Content-Type
} NgHtmlHints;

/// For pages of at most `max_page_bytes`; NULL without memory.
NgHtml* ng_html_new(size_t max_page_bytes);

/// Accepts NULL.
void ng_html_free(NgHtml* html);

/// Read the page `bytes` into `doc`, which has been reset: fills url, title, publisher, language (as the page
/// claims it), published, date and authors of its meta as far as the page tells them and they are empty, and
/// the body: paragraphs of UTF-8 without mark-up, an empty line between two. Time is linear in the bytes.
/// @return NG_SKIPPED with the reason in `err` where the page holds no article: an error page, a list of
/// articles, hardly any text; NG_ERR_LIMIT for more bytes than the ceiling; NG_ERR_NO_MEM.
NgStatus ng_html_read(NgHtml* html, NgStr bytes, const NgHtmlHints* hints, NgDoc* doc, NgError* err);

/// The words of a piece of HTML in UTF-8, such as feeds carry, all of them: paragraphs with an empty line
/// between two, from `arena` (NUL-terminated). Nothing but white space gives the empty string.
/// @return NG_ERR_LIMIT for more bytes than the ceiling; NG_ERR_NO_MEM.
NgStatus ng_html_fragment_text(NgHtml* html, NgStr fragment, NgArena* arena, NgStr* out, NgError* err);

#endif
