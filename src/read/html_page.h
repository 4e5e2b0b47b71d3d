// SPDX-License-Identifier: Apache-2.0
// A page on the way to its article: its words cut into blocks, scored, and the element that is the article.
#ifndef NG_READ_HTML_PAGE_H
#define NG_READ_HTML_PAGE_H

#include "read/html_internal.h"

/// What surrounds words, beside what elements say of themselves (NG_HTML_SAYS_).
enum {
  NG_HTML_IN_LINK   = 1 << 8,  ///< within <a>
  NG_HTML_IN_PRE    = 1 << 9,  ///< white space counts
  NG_HTML_IN_CELLS  = 1 << 10, ///< within a table of facts
  NG_HTML_IN_LIST   = 1 << 11,
  NG_HTML_IN_QUOTE  = 1 << 12,
  NG_HTML_IN_FIGURE = 1 << 13,
  NG_HTML_IN_SKIP   = 1 << 14, ///< nothing to read
  NG_HTML_IN_TEASER = 1 << 15, ///< a card that leads to another article
  NG_HTML_IS_JUNK   = NG_HTML_SAYS_JUNK | NG_HTML_SAYS_COMMENT | NG_HTML_SAYS_HIDDEN,
};

enum {
  NG_HTML_TEXT_WORDS   = 10, ///< A block of fewer is a paragraph only where it ends like a sentence
  NG_HTML_BYLINE_WORDS = 35, ///< More is text, whatever it calls itself
};

/// A run of words.
typedef struct {
  uint32_t node;  ///< container: the innermost block element
  uint32_t first; ///< its first text node
  uint32_t begin; ///< in the text
  uint32_t len;
  uint32_t n_words;
  uint32_t n_link_words;
  uint32_t n_stops; ///< sentence ends
  uint16_t in;      ///< NG_HTML_SAYS_ and IN_ of its surroundings
  uint8_t  tag;     ///< of the container
  bool     is_kept;
  bool     is_told; ///< its words stand in the JSON-LD
  float    score;
} NgHtmlBlock;

typedef struct {
  const NgHtmlTree* tree;
  NgArena*          arena; ///< work memory
  NgStr             title;
  uint32_t          n;        ///< nodes
  uint16_t*         in;       ///< of each node: what it and those above it say
  uint16_t*         own;      ///< of each node: what it says itself
  uint32_t*         block_of; ///< of each node: the innermost block element that is or holds it
  uint32_t*         junk;     ///< of each node: the innermost element around it that calls itself junk
  uint32_t*         words;    ///< of each node: words within
  uint32_t*         link_words;
  float*            sum;   ///< of each node: scores of the blocks within that are no junk
  float*            local; ///< of each node: scores of the blocks near below
  NG_VEC(NgHtmlBlock) blocks;
  char*        text;
  uint32_t     len;
  NgHtmlBlock* current;  ///< the run that is still open
  uint32_t     n_breaks; ///< <br> behind it
  uint32_t     h1;       ///< node of the article's heading, or NG_NONE
  uint32_t     root;     ///< the article's element
  uint32_t     n_teasers;
} NgHtmlPage;

/// Cut the words of `tree` into blocks; `title` is the article's, empty where it has none.
/// @return false without memory.
bool ng_html_page_cut(NgHtmlPage* page, const NgHtmlTree* tree, NgStr title, NgArena* scratch);

/// Hand down to each node what those above it say.
void ng_html_page_inherit(NgHtmlPage* page);

/// Score the blocks and find the article's element: page->root, 0 where there is none.
/// @return false without memory.
bool ng_html_page_score(NgHtmlPage* page);

/// The block belongs to something that calls itself no text.
bool ng_html_is_set_aside(const NgHtmlBlock* block);

/// The words end like a sentence, quotation marks and brackets behind it included.
bool ng_html_ends_sentence(NgStr words);

static inline NgStr
ng_html_block_text(const NgHtmlPage* page, const NgHtmlBlock* block)
{
  return ng_str_n(page->text + block->begin, block->len);
}

static inline bool
ng_html_is_mostly_links(const NgHtmlBlock* block)
{
  return 2 * block->n_link_words > block->n_words;
}

static inline bool
ng_html_is_title(const NgHtmlPage* page, NgStr words)
{
  return page->title.len && ng_str_eq(ng_str_trim(words), page->title);
}

#endif
