// SPDX-License-Identifier: Apache-2.0
// What a page says of its article, as it is found, and how one value is chosen from many. The order of what
// is believed stands in html_meta.c.
#ifndef NG_READ_HTML_META_H
#define NG_READ_HTML_META_H

#include "read/html_internal.h"

typedef enum {
  NG_HTML_FIELD_TITLE = 0,
  NG_HTML_FIELD_DATE,
  NG_HTML_FIELD_URL,
  NG_HTML_FIELD_PUBLISHER,
  NG_HTML_FIELD_LANGUAGE,
  NG_HTML_FIELD_AUTHOR,
  NG_HTML_N_FIELDS,
} NgHtmlField;

enum {
  NG_HTML_MAX_AUTHORS = 16,
  NG_HTML_MAX_VALUE   = 2000, ///< Bytes; longer values are no such thing
  NG_HTML_NEAR        = 400,  ///< Nodes around the heading in which a date or byline is looked for
};

typedef struct {
  const NgHtmlTree*  tree;
  const NgHtmlHints* hints;
  NgDoc*             doc;
  NgArena*           arena; ///< Work memory
  NgStr              values[NG_HTML_N_FIELDS];
  int                ranks[NG_HTML_N_FIELDS];
  NG_VEC(NgStr) authors;
  int      author_rank;
  NgStr    base;
  NgStr    document_title;
  uint32_t h1; ///< The article's, or the first
  uint32_t n_h1;
  bool     has_failed; ///< No memory
} NgHtmlFound;

/// Keep `raw` for the field where what was kept before has a larger rank.
void ng_html_offer(NgHtmlFound* found, NgHtmlField field, int rank, NgStr raw);

/// The title; sets the heading (`h1`) where it stands on the page.
NgStr ng_html_choose_title(NgHtmlFound* found);

/// What <title> says beside the title may be the publisher.
void ng_html_offer_rest_of_title(NgHtmlFound* found, NgStr title);

NgStr ng_html_choose_url(NgHtmlFound* found);

/// "post.example" of "https://www.post.example/news/1"; empty where there is none.
NgStr ng_html_host_of(NgStr url);

/// Begins as an address on the web does, scheme or none.
bool ng_html_is_address(NgStr s);

/// Set published and date of the article.
void ng_html_choose_date(NgHtmlFound* found);

/// Set its authors.
void ng_html_choose_authors(NgHtmlFound* found);

#endif
