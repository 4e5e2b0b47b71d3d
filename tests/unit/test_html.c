// SPDX-License-Identifier: Apache-2.0
// Pages of one trait each: what is text, what is not, what a page says of itself, and pages made to do harm.
#include "base/alloc.h"
#include "base/buf.h"
#include "read/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

// Three paragraphs that make a page an article.
#define ONE "The harbour of Port Lindley was closed on Monday after a crane fell into the basin."
#define TWO "Nobody was hurt, the harbour master said, but two ships had to turn back to sea."
#define THREE "Divers will look at the wreck on Tuesday, and it may take a week to lift it out."

typedef struct {
  NgHtml* html;
  NgDoc   doc;
  NgError err;
} Bench;

static int
set_up(void** state)
{
  Bench* const b = calloc(1, sizeof(Bench));
  b->html        = ng_html_new((size_t)1 << 24);
  b->doc.arena   = ng_arena_new((size_t)1 << 30);
  assert_non_null(b->html);
  assert_non_null(b->doc.arena);
  *state = b;
  return 0;
}

static int
tear_down(void** state)
{
  Bench* const b = *state;
  ng_html_free(b->html);
  ng_arena_free(b->doc.arena);
  free(b);
  return 0;
}

static NgStatus
read_bytes(Bench* b, NgStr page, const char* url, const char* charset)
{
  const NgHtmlHints hints = {ng_str(url), ng_str(charset)};
  memset(&b->err, 0, sizeof(b->err));
  ng_doc_reset(&b->doc);
  return ng_html_read(b->html, page, &hints, &b->doc, &b->err);
}

static void
assert_str(NgStr s, const char* expected)
{
  char* const z = strndup(s.at ? s.at : "", s.len);
  assert_string_equal(z, expected);
  free(z);
}

static void
assert_body(Bench* b, const char* page, const char* body)
{
  assert_int_equal(read_bytes(b, ng_str(page), "", ""), NG_SUCCESS);
  assert_str(b->doc.body, body);
}

static void
assert_skipped(Bench* b, const char* page, const char* reason)
{
  assert_int_equal(read_bytes(b, ng_str(page), "", ""), NG_SKIPPED);
  if (!strstr(b->err.message, reason)) {
    fail_msg("'%s' does not hold '%s'", b->err.message, reason);
  }
}

#define TEXT ONE "\n\n" TWO "\n\n" THREE

// --- mark-up -------------------------------------------------------------------------------------

static void
joins_inline_markup_and_parts_blocks(void** state)
{
  assert_body(*state,
              "<p>The harb<b>our</b> of <i>Port</i> Lindley was closed on Mon<wbr>day af&shy;ter a crane "
              "fell in\nto the "
              "basin.<p>" TWO "<div>" THREE "</div>",
              "The harbour of Port Lindley was closed on Monday after a crane fell in to the basin.\n\n" TWO
              "\n\n" THREE);
}

static void
parts_text_at_two_line_breaks(void** state)
{
  assert_body(*state, "<div>" ONE "<br><br>" TWO "<br/>\n<br />" THREE "</div>", TEXT);
}

static void
ends_a_paragraph_before_newer_blocks(void** state)
{
  assert_body(*state,
              "<article><p>" ONE "<section>" TWO
              "</section><figure><figcaption>A crane</figcaption></figure><p>" THREE "</article>",
              TEXT);
}

static void
leaves_out_scripts_styles_and_templates(void** state)
{
  assert_body(*state,
              "<script>var a = '<p>No text at all, this is.</p>';</script><style>p{}</style><p>" ONE
              "<template><p>Nor is this one any text.</p></template><svg><title>A "
              "drawing</title><text>x</text></svg><p>" TWO
              "<!-- <p>Hidden from all readers, this one.</p> --><noscript><p>Please turn it "
              "on.</p></noscript><p>" THREE,
              TEXT);
}

static void
resolves_references(void** state)
{
  Bench* const b   = *state;
  NgStr        out = {NULL, 0};
  assert_int_equal(
      ng_html_fragment_text(
          b->html,
          ng_str("<p>AT&amp;T &lt;b&gt; &eacute;&#233;&#xE9; &#146; &hellip; &copy 1 &notit; &bogus; &nGt;&"),
          b->doc.arena, &out, &b->err),
      NG_SUCCESS);
  assert_str(out, "AT&T <b> \u00e9\u00e9\u00e9 \u2019 \u2026 \u00a9 1 \u00acit; &bogus; \u226b\u20d2&");
}

static void
reads_fragments_whole(void** state)
{
  Bench* const b   = *state;
  NgStr        out = {NULL, 0};
  assert_int_equal(ng_html_fragment_text(
                       b->html, ng_str("One line<p>Two <a href='/x'>links</a></p><ul><li>three<li>four</ul>"),
                       b->doc.arena, &out, &b->err),
                   NG_SUCCESS);
  assert_str(out, "One line\n\nTwo links\n\nthree\n\nfour");
  assert_int_equal(ng_html_fragment_text(b->html, ng_str(" \n"), b->doc.arena, &out, &b->err), NG_SUCCESS);
  assert_str(out, "");
}

// --- encodings -----------------------------------------------------------------------------------

static void
assert_read_as(Bench* b, const char* head, const char* bytes, const char* charset, const char* expected)
{
  char page[2048];
  snprintf(page, sizeof(page), "%s<p>%s</p><p>" ONE "</p><p>" TWO "</p>", head, bytes);
  char text[2048];
  snprintf(text, sizeof(text), "%s\n\n" ONE "\n\n" TWO, expected);
  assert_int_equal(read_bytes(b, ng_str(page), "", charset), NG_SUCCESS);
  assert_str(b->doc.body, text);
}

static void
knows_encodings_by_header_meta_and_bytes(void** state)
{
  const char* const gdansk =
      "The mayor of Gda\u0144sk met the mayor of Malm\u00f6 \u2013 and both of them spoke for an hour.";
  const char* const malmo =
      "The caf\u00e9 in Malm\u00f6 \u2013 it is \u201cold\u201d \u2013 was closed on Monday by the owner.";
  const char* const cp1252 =
      "The caf\xe9 in Malm\xf6 \x96 it is \x93old\x94 \x96 was closed on Monday by the owner.";
  assert_read_as(*state, "", gdansk, "", gdansk);
  assert_read_as(*state, "\xEF\xBB\xBF", gdansk, "iso-8859-1", gdansk);
  assert_read_as(*state, "<meta charset='iso-8859-1'>", cp1252, "", malmo);
  assert_read_as(*state, "<meta http-equiv=Content-Type content='text/html; charset=latin1'>", cp1252, "",
                 malmo);
  assert_read_as(*state, "", cp1252, "ISO-8859-1", malmo);
  assert_read_as(*state, "<meta charset=utf-8>", cp1252, "", malmo);
  assert_read_as(*state, "<meta charset='iso-8859-1'>", gdansk, "", gdansk);
}

static void
reads_utf16_by_its_mark(void** state)
{
  Bench* const      b    = *state;
  const char* const page = "<p>" ONE "<p>" TWO "<p>" THREE;
  NgBuf             wide = NG_BUF_INIT(1 << 16);
  ng_buf_add(&wide, ng_str_n("\xFF\xFE", 2));
  for (size_t i = 0; page[i]; ++i) {
    ng_buf_add(&wide, ng_str_n((const char[]){page[i], '\0'}, 2));
  }
  assert_int_equal(read_bytes(b, ng_buf_str(&wide), "", ""), NG_SUCCESS);
  assert_str(b->doc.body, TEXT);
  ng_buf_free(&wide);
}

// --- what a page says of itself ------------------------------------------------------------------

static void
takes_metadata_from_a_graph_of_json(void** state)
{
  Bench* const b = *state;
  assert_body(
      b,
      "<html lang=en-AU><title>Crane falls | The Lindley Post</title><script type='application/ld+json'>"
      "{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Site\"},{\"@type\":[\"NewsArticle\"],\"headline\":"
      "\"Crane falls into "
      "harbour &amp; "
      "sinks\",\"datePublished\":\"2024-03-12T08:30:00+10:00\",\"author\":[{\"@id\":\"#a\"},\"Ben "
      "Ode\"],\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Lindley "
      "Post\"},\"mainEntityOfPage\":{\"@id\":"
      "\"https://post.example/crane\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada "
      "Roe\"}]};</script><p>" ONE "<p>" TWO "<p>" THREE,
      TEXT);
  assert_str(b->doc.meta.title, "Crane falls into harbour & sinks");
  assert_str(b->doc.meta.published, "2024-03-12T08:30:00+10:00");
  assert_str(b->doc.meta.publisher, "The Lindley Post");
  assert_str(b->doc.meta.url, "https://post.example/crane");
  assert_str(b->doc.meta.language, "en-AU");
  assert_int_equal(b->doc.meta.authors.n, 2);
  assert_str(b->doc.meta.authors.at[0], "Ada Roe");
  assert_str(b->doc.meta.authors.at[1], "Ben Ode");
}

static void
takes_metadata_from_the_page_where_nothing_is_marked(void** state)
{
  Bench* const b = *state;
  assert_int_equal(
      read_bytes(
          b,
          ng_str("<title>Crane falls into harbour - Lindley Post</title><h1>Crane falls into harbour</h1>"
                 "<p>By Ada Roe and Ben Ode</p><p>Published 12 March 2024</p><p>" ONE "<p>" TWO "<p>" THREE),
          "https://www.post.example/a?id=3&utm_source=mail#top", ""),
      NG_SUCCESS);
  assert_str(b->doc.body, TEXT);
  assert_str(b->doc.meta.title, "Crane falls into harbour");
  assert_str(b->doc.meta.published, "2024-03-12");
  assert_str(b->doc.meta.publisher, "Lindley Post");
  assert_str(b->doc.meta.url, "https://www.post.example/a?id=3");
  assert_int_equal(b->doc.meta.authors.n, 2);
}

static void
resolves_the_canonical_address(void** state)
{
  Bench* const      b    = *state;
  const char* const page = "<link rel=canonical href='../crane'><p>" ONE "<p>" TWO "<p>" THREE;
  assert_int_equal(read_bytes(b, ng_str(page), "https://post.example/news/today/x", ""), NG_SUCCESS);
  assert_str(b->doc.meta.url, "https://post.example/news/crane");
}

static void
passes_over_a_canonical_address_of_the_whole_site(void** state)
{
  Bench* const      b    = *state;
  const char* const page = "<link rel=canonical href='https://post.example/'><p>" ONE "<p>" TWO "<p>" THREE;
  assert_int_equal(read_bytes(b, ng_str(page), "https://post.example/news/1", ""), NG_SUCCESS);
  assert_str(b->doc.meta.url, "https://post.example/news/1");
}

// --- what is text --------------------------------------------------------------------------------

static void
keeps_headings_lists_and_quotations(void** state)
{
  assert_body(*state,
              "<article><h1>Crane</h1><p>" ONE "<h2>What now?</h2><p>" TWO
              "<ul><li>one ship<li>two tugs</ul><blockquote>It "
              "was loud.</blockquote><p>" THREE "<h2>Nothing follows</h2></article>",
              ONE "\n\nWhat now?\n\n" TWO "\n\none ship\n\ntwo tugs\n\nIt was loud.\n\n" THREE);
}

static void
keeps_a_table_of_facts_row_by_row(void** state)
{
  assert_body(*state,
              "<article><p>" ONE
              "<table><tr><th>Ship<th>Tons<tr><td>Aurora<td>9,000<tr><td>Bela<td>400</table><p>" TWO
              "<p>" THREE "</article>",
              ONE "\n\nShip | Tons\n\nAurora | 9,000\n\nBela | 400\n\n" TWO "\n\n" THREE);
}

static void
leaves_out_what_calls_itself_otherwise(void** state)
{
  assert_body(
      *state,
      "<nav><p>Here you find all there is to read, and more.</nav><article><p>" ONE
      "<div class='related-stories'><p>Another harbour was closed last year, and nobody knew why.</div><div "
      "id=newsletterSignup><p>All the news of the week, every Friday, in your box.</div><p>" TWO "<p>" THREE
      "</article><section class=comments><p>I have never seen such a thing, and I am old.</section>",
      TEXT);
}

static void
believes_a_name_only_where_text_is_left(void** state)
{
  assert_body(*state, "<div class='sidebar widget-related'><p>" ONE "<p>" TWO "<p>" THREE "</div>", TEXT);
}

static void
joins_text_that_adverts_split(void** state)
{
  assert_body(*state,
              "<h1>Crane</h1><div><div class=part><p>" ONE
              "</div><div class=ad>Buy</div><div class=part><p>" TWO "</div><div class=part><p>" THREE
              "</div></div>",
              TEXT);
}

static void
takes_the_text_from_json_where_the_page_is_empty(void** state)
{
  assert_body(*state,
              "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"<p>" ONE
              "</p><p>" TWO "</p><p>" THREE "</p>\"}</script><div id=root></div>",
              TEXT);
}

// --- no articles ---------------------------------------------------------------------------------

static void
skips_pages_without_an_article(void** state)
{
  NgBuf page = NG_BUF_INIT(1 << 16);
  assert_skipped(*state, "", "0 words");
  assert_skipped(*state, "<title>404 Not Found</title><p>" ONE, "error page");
  for (int i = 0; i < 20; ++i) {
    ng_buf_printf(&page,
                  "<div><h3><a href=/%d>Crane number %d falls into harbour</a></h3><p>It fell at noon.</div>",
                  i, i);
  }
  ng_buf_addc(&page, '\0');
  assert_skipped(*state, page.at, "list of articles");
  ng_buf_free(&page);
}

// --- harm ----------------------------------------------------------------------------------------

// `n` times `unit` before the article, `m` times `close` behind.
static void
assert_survives(Bench* b, const char* before, const char* unit, size_t n, const char* after)
{
  NgBuf page = NG_BUF_INIT((size_t)1 << 24);
  ng_buf_addz(&page, before);
  for (size_t i = 0; i < n; ++i) {
    ng_buf_addz(&page, unit);
  }
  ng_buf_addz(&page, after);
  const NgStatus st = read_bytes(b, ng_buf_str(&page), "", "");
  assert_int_equal(page.status, NG_SUCCESS);
  assert_true(st == NG_SUCCESS || st == NG_SKIPPED);
  ng_buf_free(&page);
}

static void
reads_pages_made_to_do_harm_in_linear_time(void** state)
{
  const char* const end = "<p>" ONE "<p>" TWO "<p>" THREE;
  assert_survives(*state, "", "<div>", 400000, end);
  assert_survives(*state, "", "<b><i>", 100000, end);
  assert_survives(*state, "", "</div>", 200000, end);
  assert_survives(*state, "<div><div><div>", "</x></span></p>", 100000, end);
  assert_survives(*state, "<p ", "a=1 ", 500000, end);
  assert_survives(*state, "<p class='", "share related ", 100000, end);
  assert_survives(*state, "", "<table><tr><td>", 60000, end);
  assert_survives(*state, "", "<h2><a href=/x>Four words are here</a></h2>", 20000, end);
  assert_survives(*state, "<p>", "&nGt;&amp;&#x41;&lang", 100000, end);
  assert_survives(*state, "", "<script>", 100000, end);
  assert_survives(*state, "", "<!--", 200000, end);
  assert_survives(*state, "", "<", 500000, end);
  assert_survives(*state, "<script type='application/ld+json'>", "[{\"a\":", 50000, "</script>");
  assert_survives(*state, "<p>", "<a href=/x>y</a>", 60000, end);
}

static void
finds_text_in_deep_nesting(void** state)
{
  NgBuf page = NG_BUF_INIT((size_t)1 << 24);
  for (int i = 0; i < 3000; ++i) {
    ng_buf_addz(&page, "<div>");
  }
  ng_buf_addz(&page, "<p>" ONE "</p><p>" TWO "</p><p>" THREE "</p>");
  assert_int_equal(read_bytes(*state, ng_buf_str(&page), "", ""), NG_SUCCESS);
  assert_str(((Bench*)*state)->doc.body, TEXT);
  ng_buf_free(&page);
}

static void
reads_past_nul_bytes(void** state)
{
  static const char page[] =
      "<p>The harb\0our of Port Lindley was closed on Monday after a crane fell into the basin.<p>" TWO
      "<p>" THREE;
  assert_int_equal(read_bytes(*state, ng_str_n(page, sizeof(page) - 1), "", ""), NG_SUCCESS);
  assert_str(((Bench*)*state)->doc.body, TEXT);
}

static void
refuses_pages_beyond_the_ceiling(void** state)
{
  NgHtml* const     html  = ng_html_new(64);
  Bench* const      b     = *state;
  const NgHtmlHints hints = {ng_str(""), ng_str("")};
  ng_doc_reset(&b->doc);
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(ng_html_read(html, ng_str(TEXT), &hints, &b->doc, &b->err), NG_ERR_LIMIT);
  ng_html_free(html);
}

static void
survives_each_allocation_failing(void** state)
{
  const char* const page =
      "<title>Crane - Post</title><meta charset=iso-8859-1><script type='application/ld+json'>{\"@type\":"
      "\"NewsArticle\",\"author\":\"Ada Roe\"}</script><p>\xe9 &amp; " ONE "<p>" TWO "<p>" THREE;
  NgStatus st = NG_ERR_NO_MEM;
  for (size_t n = 0; st == NG_ERR_NO_MEM && n < 1000; ++n) {
    ng_alloc_fail_after(n);
    NgHtml* const  html  = ng_html_new(1 << 20);
    NgArena* const arena = ng_arena_new(1 << 26);
    if (html && arena) {
      NgDoc             doc   = {.arena = arena};
      NgError           err   = {0};
      const NgHtmlHints hints = {ng_str(""), ng_str("")};
      st                      = ng_html_read(html, ng_str(page), &hints, &doc, &err);
    }
    ng_alloc_fail_after(SIZE_MAX);
    ng_html_free(html);
    ng_arena_free(arena);
  }
  assert_int_equal(st, NG_SUCCESS);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(joins_inline_markup_and_parts_blocks, set_up, tear_down),
      cmocka_unit_test_setup_teardown(parts_text_at_two_line_breaks, set_up, tear_down),
      cmocka_unit_test_setup_teardown(ends_a_paragraph_before_newer_blocks, set_up, tear_down),
      cmocka_unit_test_setup_teardown(leaves_out_scripts_styles_and_templates, set_up, tear_down),
      cmocka_unit_test_setup_teardown(resolves_references, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_fragments_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(knows_encodings_by_header_meta_and_bytes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_utf16_by_its_mark, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_metadata_from_a_graph_of_json, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_metadata_from_the_page_where_nothing_is_marked, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(resolves_the_canonical_address, set_up, tear_down),
      cmocka_unit_test_setup_teardown(passes_over_a_canonical_address_of_the_whole_site, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_headings_lists_and_quotations, set_up, tear_down),
      cmocka_unit_test_setup_teardown(keeps_a_table_of_facts_row_by_row, set_up, tear_down),
      cmocka_unit_test_setup_teardown(leaves_out_what_calls_itself_otherwise, set_up, tear_down),
      cmocka_unit_test_setup_teardown(believes_a_name_only_where_text_is_left, set_up, tear_down),
      cmocka_unit_test_setup_teardown(joins_text_that_adverts_split, set_up, tear_down),
      cmocka_unit_test_setup_teardown(takes_the_text_from_json_where_the_page_is_empty, set_up, tear_down),
      cmocka_unit_test_setup_teardown(skips_pages_without_an_article, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_pages_made_to_do_harm_in_linear_time, set_up, tear_down),
      cmocka_unit_test_setup_teardown(finds_text_in_deep_nesting, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_past_nul_bytes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_pages_beyond_the_ceiling, set_up, tear_down),
      cmocka_unit_test_setup_teardown(survives_each_allocation_failing, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
