// SPDX-License-Identifier: Apache-2.0
// What the files that read pages share.
#ifndef NG_READ_HTML_INTERNAL_H
#define NG_READ_HTML_INTERNAL_H

#include "base/buf.h"
#include "model/doc.h"
#include "read/html.h"
#include "read/html_tree.h"
#include "read/json.h"

/// Give `page` as UTF-8, from `arena` where it is written in something else. Bytes that are none become
/// U+FFFD. The order of what decides: byte order mark, `charset`, <meta>, and where those are silent or
/// cannot be true, ICU's detector.
/// @return at == NULL without memory.
NgStr ng_html_to_utf8(NgArena* arena, NgStr page, NgStr charset);

/// What a page says of itself, one value for each way of saying it (see html_meta.c for which is taken).
typedef struct {
  NgStr headline;
  NgStr date;
  NgStr url;
  NgStr publisher;
  NgStr language;
  NgStr body; ///< The article's words, perhaps with mark-up
  NgStr type; ///< schema.org's, such as "NewsArticle"
  NG_VEC(NgStr) authors;
} NgHtmlClaims;

/// Add what the text of a <script type="application/ld+json"> claims of the article to `claims`: fields that
/// are there stay. What is not JSON, or nested too deep, says nothing.
/// @return false without memory.
bool ng_html_jsonld(NgHtmlClaims* claims, NgStr script, NgJson* json, NgArena* arena);

/// Fill the meta of `doc` where it is empty yet.
/// @return false without memory.
bool ng_html_meta(const NgHtmlTree* tree, const NgHtmlHints* hints, NgHtmlClaims* claims, NgDoc* doc,
                  NgArena* scratch);

/// What the words of class, id and other attributes say of an element.
enum {
  NG_HTML_SAYS_BODY    = 1 << 0, ///< The article's words
  NG_HTML_SAYS_LEAD    = 1 << 1, ///< A standfirst
  NG_HTML_SAYS_CAPTION = 1 << 2, ///< Words to a picture
  NG_HTML_SAYS_BYLINE  = 1 << 3, ///< Who wrote it and when
  NG_HTML_SAYS_JUNK    = 1 << 4, ///< Navigation, adverts, related articles
  NG_HTML_SAYS_COMMENT = 1 << 5, ///< What readers say
  NG_HTML_SAYS_HIDDEN  = 1 << 6, ///< Not shown
};

unsigned ng_html_says(const NgHtmlTree* tree, uint32_t node);

/// A short paragraph of these words belongs to the page, not to the article: "Read more:", "Advertisement".
bool ng_html_is_phrase(NgStr words);

/// A paragraph asks to subscribe, to donate, to take cookies: it holds two such phrases.
bool ng_html_is_appeal(NgStr words);

/// A heading behind which other articles or the page's own business stand: "Related stories".
bool ng_html_is_end_heading(NgStr words);

/// The words of the article, paragraphs with an empty line between, at `body` in `arena`; empty where there
/// are none. `n_listed` tells how many of the page's links look like headlines of other articles.
typedef struct {
  NgStr    body;
  uint32_t n_words;
  uint32_t n_teasers; ///< Headlines of other articles
} NgHtmlBody;

bool ng_html_body(const NgHtmlTree* tree, const NgHtmlClaims* claims, NgStr title, NgArena* scratch,
                  NgArena* arena, NgHtmlBody* out);

/// All words of the page that are shown, in paragraphs.
bool ng_html_all_words(const NgHtmlTree* tree, NgArena* scratch, NgArena* arena, NgStr* out);

/// The word at `*at` or behind it, without the marks around it, and on; empty at the end.
NgStr ng_html_next_word(NgStr s, size_t* at);

/// Equal but for the case of ASCII letters.
bool ng_html_equals(NgStr a, NgStr b);

/// The same; `z` in lower case.
bool ng_html_is(NgStr s, const char* z);

/// `z` (in lower case) stands somewhere in `s`, whatever the case.
bool ng_html_holds(NgStr s, const char* z);

/// Four digits in a row that may be a year: 19xx or 20xx.
bool ng_html_holds_year(NgStr s);

#endif
