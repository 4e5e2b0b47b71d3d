// SPDX-License-Identifier: Apache-2.0
// Bytes of a page to a tree of elements and text, by the tokenising rules of the HTML standard (section 13.2)
// and those of its rules for tree building that decide where words stand.
//
// Why not a library: libxml2 2.9 stops a page at 256 nested elements, takes quadratic time for many
// attributes, does not know that <article> or <figure> ends a paragraph, and reads pages differently from
// version to version, where the same input must give the same graph. This reader is linear: depth, attributes
// and the walks over open elements are bounded.
#ifndef NG_READ_HTML_TREE_H
#define NG_READ_HTML_TREE_H

#include "base/arena.h"

enum {
  NG_HTML_MAX_DEPTH = 400, ///< What is nested deeper lies flat in the deepest element
  NG_HTML_MAX_ATTRS = 64,  ///< Further attributes of an element are passed over
};

/// Elements that are told apart; all others are NG_HTML_OTHER. NG_HTML_TEXT is no element.
#define NG_HTML_TAGS(X)                                                                                      \
  X(A, "a")                                                                                                  \
  X(ABBR, "abbr")                                                                                            \
  X(ADDRESS, "address")                                                                                      \
  X(ARTICLE, "article")                                                                                      \
  X(ASIDE, "aside")                                                                                          \
  X(AUDIO, "audio")                                                                                          \
  X(B, "b")                                                                                                  \
  X(BASE, "base")                                                                                            \
  X(BLOCKQUOTE, "blockquote")                                                                                \
  X(BODY, "body")                                                                                            \
  X(BR, "br") X(BUTTON, "button") X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center") X(           \
      CITE, "cite") X(COL, "col") X(COLGROUP, "colgroup") X(DD, "dd") X(DETAILS, "details")                  \
      X(DIALOG, "dialog") X(DIR, "dir") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") X(EMBED, "embed")  \
          X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") X(FIGURE, "figure") X(FONT, "font")            \
              X(FOOTER, "footer") X(FORM, "form") X(FRAME, "frame") X(H1, "h1") X(H2, "h2") X(H3, "h3")      \
                  X(H4, "h4") X(H5, "h5") X(H6, "h6") X(HEAD, "head") X(HEADER, "header")                    \
                      X(HGROUP, "hgroup") X(HR, "hr") X(HTML, "html") X(I, "i") X(IFRAME, "iframe")          \
                          X(IMG, "img") X(INPUT, "input") X(LABEL, "label") X(LEGEND, "legend") X(LI, "li")  \
                              X(LINK, "link") X(LISTING, "listing") X(MAIN, "main") X(MATH, "math")          \
                                  X(MENU, "menu") X(META, "meta") X(NAV, "nav") X(NOEMBED, "noembed")        \
                                      X(NOFRAMES, "noframes") X(NOSCRIPT,                                    \
                                                                "noscript") X(OBJECT, "object") X(OL, "ol")  \
                                          X(OPTGROUP, "optgroup") X(OPTION, "option") X(P, "p")              \
                                              X(PARAM, "param") X(PRE, "pre") X(RP, "rp") X(RT, "rt")        \
                                                  X(S, "s") X(SCRIPT, "script") X(SEARCH, "search") X(       \
                                                      SECTION, "section") X(SELECT, "select")                \
                                                      X(SMALL, "small") X(SOURCE, "source") X(SPAN, "span")  \
                                                          X(STRONG,                                          \
                                                            "strong") X(STYLE, "style") X(SUB, "sub")        \
                                                              X(SUMMARY, "summary") X(SUP, "sup") X(         \
                                                                  SVG, "svg") X(TABLE, "table")              \
                                                                  X(TBODY, "tbody") X(TD, "td") X(           \
                                                                      TEMPLATE,                              \
                                                                      "template") X(TEXTAREA, "textarea")    \
                                                                      X(TFOOT, "tfoot") X(TH, "th") X(       \
                                                                          THEAD, "thead") X(TIME, "time")    \
                                                                          X(TITLE, "title") X(TR, "tr")      \
                                                                              X(TRACK, "track") X(U, "u")    \
                                                                                  X(UL, "ul")                \
                                                                                      X(VIDEO, "video")      \
                                                                                          X(WBR, "wbr")      \
                                                                                              X(XMP, "xmp")

typedef enum {
  NG_HTML_TEXT = 0,
  NG_HTML_OTHER,
#define NG_HTML_TAG_ID(id, name) NG_HTML_##id,
  NG_HTML_TAGS(NG_HTML_TAG_ID)
#undef NG_HTML_TAG_ID
      NG_HTML_N_TAGS,
} NgHtmlTag;

/// Attributes that are kept; the others say nothing of words.
#define NG_HTML_ATTRS(X)                                                                                     \
  X(ARIA_HIDDEN, "aria-hidden")                                                                              \
  X(ARIA_LABEL, "aria-label")                                                                                \
  X(CHARSET, "charset")                                                                                      \
  X(CLASS, "class")                                                                                          \
  X(CONTENT, "content")                                                                                      \
  X(DATA_COMPONENT, "data-component")                                                                        \
  X(DATA_QA, "data-qa")                                                                                      \
  X(DATA_TESTID, "data-testid")                                                                              \
  X(DATETIME, "datetime")                                                                                    \
  X(HIDDEN, "hidden")                                                                                        \
  X(HREF, "href") X(HTTP_EQUIV, "http-equiv") X(ID, "id") X(ITEMPROP, "itemprop") X(ITEMTYPE, "itemtype")    \
      X(LANG, "lang") X(NAME, "name") X(PROPERTY, "property") X(REL, "rel") X(ROLE, "role")                  \
          X(STYLE, "style") X(TYPE, "type")

typedef enum {
#define NG_HTML_ATTR_ID(id, name) NG_HTML_ATTR_##id,
  NG_HTML_ATTRS(NG_HTML_ATTR_ID)
#undef NG_HTML_ATTR_ID
      NG_HTML_N_ATTRS,
} NgHtmlAttrName;

typedef struct {
  NgHtmlAttrName name;
  NgStr          value; ///< As written: references are not resolved
} NgHtmlAttr;

/// Nodes lie in document order, so that those within node `i` are i + 1 to end - 1 and the next sibling is
/// `end`.
typedef struct {
  uint32_t parent;
  uint32_t end;
  uint32_t attrs; ///< First of them
  uint16_t n_attrs;
  uint16_t tag;  ///< NgHtmlTag
  NgStr    text; ///< Of text: the words, references resolved. Of an element that is no known one: its name
} NgHtmlNode;

typedef struct {
  NG_VEC(NgHtmlNode) nodes; ///< The first is the document itself, an element of no name
  NG_VEC(NgHtmlAttr) attrs;
} NgHtmlTree;

/// What an element is, as far as the tag tells.
enum {
  NG_HTML_IS_BLOCK  = 1 << 0, ///< Words in it and outside it stand in different paragraphs
  NG_HTML_IS_VOID   = 1 << 1, ///< Has no content
  NG_HTML_IS_RAW    = 1 << 2, ///< Its content is no mark-up
  NG_HTML_ENDS_P    = 1 << 3, ///< Cannot stand in a paragraph
  NG_HTML_IS_HIDDEN = 1 << 4, ///< Its content is nothing to read
};

unsigned ng_html_tag_is(NgHtmlTag tag);

static inline bool
ng_html_is_heading(NgHtmlTag tag)
{
  return tag >= NG_HTML_H1 && tag <= NG_HTML_H6;
}

/// Fill `tree` (empty before) from `page` in UTF-8, which must outlive it.
/// @return false without memory.
bool ng_html_tree_read(NgHtmlTree* tree, NgStr page, NgArena* arena);

/// Value of the attribute as written; at == NULL where the element has none.
NgStr ng_html_attr(const NgHtmlTree* tree, uint32_t node, NgHtmlAttrName name);

/// `s` with character references resolved; `s` itself where it holds none; at == NULL without memory.
NgStr ng_html_unescape(NgArena* arena, NgStr s, bool is_attribute);

/// All words within the node, white space folded; at == NULL without memory.
NgStr ng_html_node_words(const NgHtmlTree* tree, uint32_t node, NgArena* arena);

static inline bool
ng_html_is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline char
ng_html_lower(char c)
{
  return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static inline bool
ng_html_is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ng_html_is_alnum(char c)
{
  return ng_html_is_letter(c) || (c >= '0' && c <= '9');
}

/// Place of `name` among `n` items of `size` bytes that begin with their name (a const char*) and stand in
/// the order of these; `n` where it is none.
size_t ng_html_find(const void* table, size_t n, size_t size, NgStr name);

#endif
