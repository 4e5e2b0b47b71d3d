// SPDX-License-Identifier: Apache-2.0
// A page on its way: UTF-8, tree, what it says of itself, the article's words; and what is no article.
#include "read/html.h"

#include "base/alloc.h"
#include "read/html_internal.h"

enum {
  LEAST_WORDS        = 30,  // of an article that does not say that it is one
  LEAST_TOLD_WORDS   = 12,  // of one that does
  ERROR_WORDS        = 150, // a page that says "not found" and more than this is an article about it
  WORDS_FOR_A_TEASER = 12,  // a page with fewer for each headline of another article lists articles
};

struct NgHtmlImpl {
  NgArena* arena; // of the page in hand
  NgJson*  json;
  size_t   max_bytes;
};

NgHtml*
ng_html_new(size_t max_page_bytes)
{
  NgHtml* const html = ng_calloc(1, sizeof(NgHtml));
  if (!html) {
    return NULL;
  }
  html->max_bytes = max_page_bytes;
  // Nodes are the most of it: one for three bytes of a page at worst, up to a ceiling of their number.
  const size_t fixed = (size_t)256 << 20;
  html->arena        = ng_arena_new(max_page_bytes < (SIZE_MAX - fixed) / 16 ? fixed + 16 * max_page_bytes
                                                                             : SIZE_MAX);
  html->json         = ng_json_new(max_page_bytes);
  if (!html->arena || !html->json) {
    ng_html_free(html);
    return NULL;
  }
  return html;
}

void
ng_html_free(NgHtml* html)
{
  if (html) {
    ng_json_free(html->json);
    ng_arena_free(html->arena);
    ng_free(html);
  }
}

static NgStatus
too_long(const NgHtml* html, NgError* err)
{
  return ng_error_set(err, NG_ERR_LIMIT, "The page is longer than %zu bytes", html->max_bytes);
}

// All words of a piece of HTML that is UTF-8, in `arena`.
static bool
read_fragment(NgArena* scratch, NgStr fragment, NgArena* arena, NgStr* out)
{
  NgHtmlTree tree = {0};
  return ng_html_tree_read(&tree, fragment, scratch) && ng_html_all_words(&tree, scratch, arena, out);
}

NgStatus
ng_html_fragment_text(NgHtml* html, NgStr fragment, NgArena* arena, NgStr* out, NgError* err)
{
  ng_arena_reset(html->arena);
  if (fragment.len > html->max_bytes) {
    return too_long(html, err);
  }
  return read_fragment(html->arena, fragment, arena, out) ? NG_SUCCESS : ng_error_no_mem(err);
}

// What the page says of itself in JSON-LD. The article's words may carry mark-up there.
static bool
read_claims(const NgHtmlTree* tree, NgJson* json, NgArena* arena, NgHtmlClaims* claims)
{
  for (uint32_t i = 1; i + 1 < tree->nodes.n; ++i) {
    if (tree->nodes.at[i].tag == NG_HTML_SCRIPT && tree->nodes.at[i].end == i + 2 &&
        tree->nodes.at[i + 1].tag == NG_HTML_TEXT &&
        ng_html_holds(ng_html_attr(tree, i, NG_HTML_ATTR_TYPE), "ld+json") &&
        !ng_html_jsonld(claims, tree->nodes.at[i + 1].text, json, arena)) {
      return false;
    }
  }
  const bool is_marked = claims->body.len && (memchr(claims->body.at, '<', claims->body.len) ||
                                              memchr(claims->body.at, '&', claims->body.len));
  return !is_marked || read_fragment(arena, claims->body, arena, &claims->body);
}

// --- what is no article --------------------------------------------------------------------------

static bool
is_error_title(NgStr title)
{
  static const char* const words[] = {"404",
                                      "403 ",
                                      "500 ",
                                      "502 ",
                                      "503 ",
                                      "not found",
                                      "page unavailable",
                                      "page cannot be found",
                                      "page can't be found",
                                      "access denied",
                                      "forbidden",
                                      "just a moment",
                                      "attention required",
                                      "are you a robot",
                                      "are you human",
                                      "security check",
                                      "service unavailable",
                                      "internal server error",
                                      "bad gateway",
                                      "something went wrong",
                                      "page not available",
                                      "site maintenance"};
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (ng_html_holds(title, words[i])) {
      return true;
    }
  }
  return false;
}

static NgStr
meta_content(const NgHtmlTree* tree, const char* property)
{
  for (uint32_t i = 1; i < tree->nodes.n; ++i) {
    if (tree->nodes.at[i].tag == NG_HTML_META &&
        ng_html_is(ng_html_attr(tree, i, NG_HTML_ATTR_PROPERTY), property)) {
      return ng_html_attr(tree, i, NG_HTML_ATTR_CONTENT);
    }
  }
  return ng_str("");
}

static NgStatus
check_article(const NgHtmlTree* tree, const NgHtmlClaims* claims, const NgHtmlBody* body, NgStr title,
              NgError* err)
{
  const bool is_told = ng_str_ends(claims->type, "Article") || ng_str_ends(claims->type, "Posting") ||
                       ng_html_is(meta_content(tree, "og:type"), "article");
  if (body->n_words < ERROR_WORDS && is_error_title(title)) {
    return ng_error_set(err, NG_SKIPPED, "An error page: \"%.*s\"", (int)(title.len < 80 ? title.len : 80),
                        title.at);
  }
  if (!is_told && body->n_teasers > 8 && body->n_words < body->n_teasers * WORDS_FOR_A_TEASER) {
    return ng_error_set(err, NG_SKIPPED, "A list of articles: %u headlines", body->n_teasers);
  }
  if (body->n_words < (is_told ? LEAST_TOLD_WORDS : LEAST_WORDS)) {
    return ng_error_set(err, NG_SKIPPED, "No article: %u words of text", body->n_words);
  }
  return NG_SUCCESS;
}

NgStatus
ng_html_read(NgHtml* html, NgStr bytes, const NgHtmlHints* hints, NgDoc* doc, NgError* err)
{
  NgHtmlTree   tree   = {0};
  NgHtmlClaims claims = {0};
  NgHtmlBody   body   = {0};
  ng_arena_reset(html->arena);
  if (bytes.len > html->max_bytes) {
    return too_long(html, err);
  }
  const NgStr page = ng_html_to_utf8(html->arena, bytes, hints->charset);
  if (!page.at || !ng_html_tree_read(&tree, page, html->arena) ||
      !read_claims(&tree, html->json, html->arena, &claims) ||
      !ng_html_meta(&tree, hints, &claims, doc, html->arena) ||
      !ng_html_body(&tree, &claims, doc->meta.title, html->arena, doc->arena, &body)) {
    return ng_error_no_mem(err);
  }
  doc->body = body.body;
  return check_article(&tree, &claims, &body, doc->meta.title, err);
}
