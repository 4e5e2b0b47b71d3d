// SPDX-License-Identifier: Apache-2.0
// What a page says of its article: title, address, publisher, language, date, authors.
//
// Each is taken from the first of these that tells it:
// - title: the <h1> that says what the metadata say; else JSON-LD headline,
// og:title, microdata, other <meta>,
//   <title> without the name of the site, the only <h1>
// - url: <link rel="canonical">, og:url, JSON-LD, the address it was found at
// without tracking parameters
// - publisher: JSON-LD, og:site_name, other <meta>, the host
// - date: JSON-LD, article:published_time, microdata, other <meta>, <time
// datetime>, words near the heading,
//   the address
// - authors: JSON-LD, microdata, <meta>, rel="author", a byline
// - language: lang of <html>, JSON-LD, og:locale, Content-Language
#include "read/html_internal.h"

#include "model/term.h"
#include "read/article.h"

#include <libxml/uri.h>
#include <stdio.h>

typedef enum {
  FIELD_TITLE = 0,
  FIELD_DATE,
  FIELD_URL,
  FIELD_PUBLISHER,
  FIELD_LANGUAGE,
  FIELD_AUTHOR,
  N_FIELDS,
} Field;

enum {
  NO_RANK     = 100,
  MAX_AUTHORS = 16,
  MAX_VALUE   = 2000, // bytes; longer values are no such thing
  NEAR        = 400,  // nodes around the heading in which a date or byline is looked for
};

typedef struct {
  const NgHtmlTree*  tree;
  const NgHtmlHints* hints;
  NgDoc*             doc;
  NgArena*           arena; // work memory
  NgStr              values[N_FIELDS];
  int                ranks[N_FIELDS];
  NG_VEC(NgStr) authors;
  int      author_rank;
  NgStr    base;
  NgStr    document_title;
  uint32_t h1; // the article's, or the first
  uint32_t n_h1;
  bool     has_failed; // no memory
} Meta;

// --- what is found --------------------------------------------------------------------------------

static void
offer(Meta* m, Field field, int rank, NgStr raw)
{
  const NgStr value = ng_str_trim(raw);
  if (!value.len || value.len > MAX_VALUE || rank >= m->ranks[field]) {
    return;
  }
  const NgStr plain = ng_str_trim(ng_html_unescape(m->arena, value, true));
  if (plain.len) {
    m->values[field] = plain;
    m->ranks[field]  = rank;
  }
}

static void
offer_author(Meta* m, int rank, NgStr raw)
{
  const NgStr value = ng_str_trim(raw);
  if (!value.len || value.len > MAX_VALUE || rank > m->author_rank || m->authors.n >= MAX_AUTHORS) {
    return;
  }
  if (rank < m->author_rank) {
    m->authors.n   = 0;
    m->author_rank = rank;
  }
  NgStr* const item = NG_VEC_ADD(m->arena, m->authors);
  if (item) {
    *item = ng_html_unescape(m->arena, value, true);
  }
  m->has_failed = m->has_failed || !item || !item->at;
}

static const struct {
  const char* key; // in lower case
  Field       field;
  int         rank;
} metas[] = {
    {"og:title", FIELD_TITLE, 2},
    {"twitter:title", FIELD_TITLE, 4},
    {"parsely-title", FIELD_TITLE, 4},
    {"sailthru.title", FIELD_TITLE, 4},
    {"citation_title", FIELD_TITLE, 4},
    {"dc.title", FIELD_TITLE, 5},
    {"dcterms.title", FIELD_TITLE, 5},
    {"title", FIELD_TITLE, 5},
    {"article:published_time", FIELD_DATE, 2},
    {"article:published", FIELD_DATE, 2},
    {"og:published_time", FIELD_DATE, 2},
    {"og:article:published_time", FIELD_DATE, 2},
    {"parsely-pub-date", FIELD_DATE, 4},
    {"sailthru.date", FIELD_DATE, 4},
    {"cxenseparse:recs:publishtime", FIELD_DATE, 4},
    {"cxenseparse:publishtime", FIELD_DATE, 4},
    {"citation_publication_date", FIELD_DATE, 4},
    {"citation_date", FIELD_DATE, 4},
    {"citation_online_date", FIELD_DATE, 5},
    {"dc.date.issued", FIELD_DATE, 4},
    {"dcterms.issued", FIELD_DATE, 4},
    {"dcterms.created", FIELD_DATE, 5},
    {"dc.date.created", FIELD_DATE, 5},
    {"dcterms.date", FIELD_DATE, 5},
    {"dc.date", FIELD_DATE, 5},
    {"dc.created", FIELD_DATE, 5},
    {"datepublished", FIELD_DATE, 3},
    {"publishdate", FIELD_DATE, 5},
    {"publish-date", FIELD_DATE, 5},
    {"publish_date", FIELD_DATE, 5},
    {"published-date", FIELD_DATE, 5},
    {"publication_date", FIELD_DATE, 5},
    {"publication-date", FIELD_DATE, 5},
    {"published_at", FIELD_DATE, 5},
    {"published", FIELD_DATE, 5},
    {"pubdate", FIELD_DATE, 5},
    {"article.published", FIELD_DATE, 4},
    {"article_date_original", FIELD_DATE, 5},
    {"originalpublicationdate", FIELD_DATE, 5},
    {"article:post_date", FIELD_DATE, 5},
    {"firstpublisheddate", FIELD_DATE, 5},
    {"displaydate", FIELD_DATE, 6},
    {"date", FIELD_DATE, 6},
    {"date.created", FIELD_DATE, 6},
    {"created", FIELD_DATE, 7},
    {"og:url", FIELD_URL, 2},
    {"twitter:url", FIELD_URL, 4},
    {"parsely-link", FIELD_URL, 4},
    {"og:site_name", FIELD_PUBLISHER, 2},
    {"application-name", FIELD_PUBLISHER, 4},
    {"dc.publisher", FIELD_PUBLISHER, 4},
    {"dcterms.publisher", FIELD_PUBLISHER, 4},
    {"citation_journal_title", FIELD_PUBLISHER, 4},
    {"publisher", FIELD_PUBLISHER, 5},
    {"apple-mobile-web-app-title", FIELD_PUBLISHER, 6},
    {"og:locale", FIELD_LANGUAGE, 3},
    {"content-language", FIELD_LANGUAGE, 4},
    {"inlanguage", FIELD_LANGUAGE, 3},
    {"dc.language", FIELD_LANGUAGE, 4},
    {"parsely-author", FIELD_AUTHOR, 3},
    {"sailthru.author", FIELD_AUTHOR, 3},
    {"citation_author", FIELD_AUTHOR, 3},
    {"dc.creator", FIELD_AUTHOR, 4},
    {"dcterms.creator", FIELD_AUTHOR, 4},
    {"article:author", FIELD_AUTHOR, 4},
    {"article:author_name", FIELD_AUTHOR, 4},
    {"cxenseparse:author", FIELD_AUTHOR, 4},
    {"byl", FIELD_AUTHOR, 4},
    {"author", FIELD_AUTHOR, 4},
};

static bool
is_address(NgStr s)
{
  return ng_str_starts(s, "http:") || ng_str_starts(s, "https:") || ng_str_starts(s, "//") ||
         ng_str_starts(s, "www.");
}

static void
see_meta(Meta* m, uint32_t i)
{
  static const NgHtmlAttrName keys[]  = {NG_HTML_ATTR_PROPERTY, NG_HTML_ATTR_NAME, NG_HTML_ATTR_ITEMPROP,
                                         NG_HTML_ATTR_HTTP_EQUIV};
  const NgStr                 content = ng_html_attr(m->tree, i, NG_HTML_ATTR_CONTENT);
  for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]) && content.len; ++k) {
    const NgStr key = ng_str_trim(ng_html_attr(m->tree, i, keys[k]));
    for (size_t r = 0; key.len && r < sizeof(metas) / sizeof(metas[0]); ++r) {
      if (!ng_html_is(key, metas[r].key)) {
        continue;
      }
      if (metas[r].field != FIELD_AUTHOR) {
        offer(m, metas[r].field, metas[r].rank, content);
      } else if (!is_address(content)) {
        offer_author(m, metas[r].rank, content);
      }
    }
  }
}

// The value of an element that carries microdata.
static NgStr
value_of(const Meta* m, uint32_t i)
{
  static const NgHtmlAttrName names[] = {NG_HTML_ATTR_CONTENT, NG_HTML_ATTR_DATETIME};
  for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); ++k) {
    const NgStr value = ng_html_attr(m->tree, i, names[k]);
    if (value.len) {
      return value;
    }
  }
  return m->tree->nodes.at[i].end - i < 24 ? ng_html_node_words(m->tree, i, m->arena) : ng_str("");
}

// The name within an element that stands for a person; the element's own words where none is marked.
static NgStr
name_within(const Meta* m, uint32_t i)
{
  const uint32_t end = m->tree->nodes.at[i].end;
  for (uint32_t k = i + 1; k < end && k < i + 24; ++k) {
    if (ng_html_is(ng_html_attr(m->tree, k, NG_HTML_ATTR_ITEMPROP), "name")) {
      return value_of(m, k);
    }
  }
  return value_of(m, i);
}

static void
see_microdata(Meta* m, uint32_t i)
{
  const NgStr prop = ng_html_attr(m->tree, i, NG_HTML_ATTR_ITEMPROP);
  if (!prop.len || m->tree->nodes.at[i].tag == NG_HTML_META) {
    return;
  }
  if (ng_html_is(prop, "headline")) {
    offer(m, FIELD_TITLE, 3, value_of(m, i));
  } else if (ng_html_holds(prop, "datepublished")) {
    offer(m, FIELD_DATE, 3, value_of(m, i));
  } else if (ng_html_is(prop, "author") || ng_html_is(prop, "creator")) {
    offer_author(m, 2, name_within(m, i));
  } else if (ng_html_is(prop, "publisher")) {
    offer(m, FIELD_PUBLISHER, 3, name_within(m, i));
  }
}

// <time datetime>: one that calls itself the time of publication before any other, and not that of a change.
static void
see_time(Meta* m, uint32_t i)
{
  const NgStr when = ng_html_attr(m->tree, i, NG_HTML_ATTR_DATETIME);
  const NgStr name = ng_html_attr(m->tree, i, NG_HTML_ATTR_CLASS);
  const NgStr prop = ng_html_attr(m->tree, i, NG_HTML_ATTR_ITEMPROP);
  if (ng_html_holds(prop, "modified") || ng_html_holds(name, "updated") || ng_html_holds(name, "modified")) {
    if (!ng_html_holds(name, "publish")) {
      offer(m, FIELD_DATE, 15, when);
      return;
    }
  }
  const bool is_said = ng_html_holds(name, "publish") || ng_html_holds(name, "pubdate") ||
                       ng_html_holds(name, "entry-date");
  offer(m, FIELD_DATE, is_said ? 8 : m->n_h1 ? 9 : 11, when);
}

static void
see_link(Meta* m, uint32_t i)
{
  const NgStr rel  = ng_html_attr(m->tree, i, NG_HTML_ATTR_REL);
  const NgStr href = ng_html_attr(m->tree, i, NG_HTML_ATTR_HREF);
  if (ng_html_is(rel, "canonical")) {
    offer(m, FIELD_URL, 1, href);
  }
}

static void
see_anchor(Meta* m, uint32_t i)
{
  const NgStr rel = ng_html_attr(m->tree, i, NG_HTML_ATTR_REL);
  if (rel.len && ng_html_holds(rel, "author") && m->author_rank >= 6 && m->tree->nodes.at[i].end - i < 12) {
    offer_author(m, 6, ng_html_node_words(m->tree, i, m->arena));
  }
}

static void
see_element(Meta* m, uint32_t i)
{
  switch ((NgHtmlTag)m->tree->nodes.at[i].tag) {
  case NG_HTML_META:
    see_meta(m, i);
    break;
  case NG_HTML_LINK:
    see_link(m, i);
    break;
  case NG_HTML_HTML:
    offer(m, FIELD_LANGUAGE, 1, ng_html_attr(m->tree, i, NG_HTML_ATTR_LANG));
    break;
  case NG_HTML_BASE:
    m->base = m->base.len ? m->base : ng_html_attr(m->tree, i, NG_HTML_ATTR_HREF);
    break;
  case NG_HTML_TITLE:
    if (!m->document_title.len) {
      m->document_title = ng_html_node_words(m->tree, i, m->arena);
    }
    break;
  case NG_HTML_TIME:
    see_time(m, i);
    break;
  case NG_HTML_A:
    see_anchor(m, i);
    break;
  case NG_HTML_H1:
    m->h1 = m->n_h1++ ? m->h1 : i;
    break;
  default:
    break;
  }
  see_microdata(m, i);
}

static void
see_claims(Meta* m, const NgHtmlClaims* claims)
{
  offer(m, FIELD_TITLE, 1, claims->headline);
  offer(m, FIELD_DATE, 1, claims->date);
  offer(m, FIELD_URL, 3, claims->url);
  offer(m, FIELD_PUBLISHER, 1, claims->publisher);
  offer(m, FIELD_LANGUAGE, 2, claims->language);
  for (uint32_t i = 0; i < claims->authors.n; ++i) {
    if (!is_address(claims->authors.at[i])) {
      offer_author(m, 1, claims->authors.at[i]);
    }
  }
}

// --- title ----------------------------------------------------------------------------------------

// The word of letters and digits at `*at`, and on; empty at the end.
static NgStr
next_word(NgStr s, size_t* at)
{
  static const char marks[] = " \t\n\r\f.,;:!?\"'()[]|-";
  while (*at < s.len && strchr(marks, s.at[*at])) {
    ++*at;
  }
  const size_t begin = *at;
  while (*at < s.len && !strchr(marks, s.at[*at])) {
    ++*at;
  }
  return ng_str_n(s.at + begin, *at - begin);
}

static bool
equals_folded(NgStr a, NgStr b)
{
  size_t i = 0;
  while (i < a.len && i < b.len && ng_html_lower(a.at[i]) == ng_html_lower(b.at[i])) {
    ++i;
  }
  return i == a.len && i == b.len;
}

// Words of `a`, and how many of them stand in `b`, too.
static unsigned
count_common(NgStr a, NgStr b, unsigned* n_words)
{
  enum { MAX_WORDS = 64 };
  unsigned common = 0;
  size_t   at     = 0;
  *n_words        = 0;
  for (NgStr word = next_word(a, &at); word.len && *n_words < MAX_WORDS; word = next_word(a, &at)) {
    size_t   k = 0;
    unsigned n = 0;
    ++*n_words;
    for (NgStr other = next_word(b, &k); other.len && n < MAX_WORDS; other = next_word(b, &k), ++n) {
      if (equals_folded(word, other)) {
        ++common;
        break;
      }
    }
  }
  return common;
}

static bool
is_alike(NgStr a, NgStr b)
{
  unsigned       n_a    = 0;
  unsigned       n_b    = 0;
  const unsigned common = count_common(a, b, &n_a);
  count_common(b, a, &n_b);
  return n_a && n_b && 2 * common >= n_a && 2 * common >= n_b;
}

static bool
is_name_of_site(const Meta* m, NgStr part)
{
  const NgStr site = m->values[FIELD_PUBLISHER];
  unsigned    n    = 0;
  return site.len && part.len && count_common(part, site, &n) * 2 >= n && n;
}

// The last " | ", " - " or the like that stands in `s`: its place, and its bytes in `*n`; s.len where none
// does.
static size_t
last_separator(NgStr s, size_t* n, bool* is_bar)
{
  static const struct {
    const char* mark;
    bool        is_bar; // never part of a headline
  } marks[] = {
      {" | ", true},       {" - ", false},       {" \xE2\x80\x93 ", false}, {" \xE2\x80\x94 ", false},
      {" :: ", true},      {" \xC2\xBB ", true}, {" \xC2\xAB ", true},      {" \xE2\x80\xA2 ", true},
      {" \xC2\xB7 ", true}};
  for (size_t i = s.len; i-- > 1;) {
    for (size_t k = 0; s.at[i] == ' ' && k < sizeof(marks) / sizeof(marks[0]); ++k) {
      if (ng_str_starts(ng_str_n(s.at + i, s.len - i), marks[k].mark)) {
        *n      = strlen(marks[k].mark);
        *is_bar = marks[k].is_bar;
        return i;
      }
    }
  }
  return s.len;
}

// Without the name of the site, and without sections of it where the separator is a bar and `is_loose`.
static NgStr
strip_site(const Meta* m, NgStr title, bool is_loose)
{
  enum { SITE_WORDS = 5, TITLE_WORDS = 3 };
  size_t n      = 0;
  bool   is_bar = false;
  size_t at     = last_separator(title, &n, &is_bar);
  while (at < title.len) {
    const NgStr before   = ng_str_trim(ng_str_n(title.at, at));
    const NgStr behind   = ng_str_trim(ng_str_n(title.at + at + n, title.len - at - n));
    unsigned    n_before = 0;
    unsigned    n_behind = 0;
    count_common(before, before, &n_before);
    count_common(behind, behind, &n_behind);
    const bool is_site = is_name_of_site(m, behind) || (is_loose && is_bar && n_behind <= SITE_WORDS);
    if (!is_site || n_before < TITLE_WORDS) {
      break;
    }
    title = before;
    at    = last_separator(title, &n, &is_bar);
  }
  return title;
}

static bool
is_separator(char c)
{
  return strchr(" |:-", c) || (unsigned char)c >= 0x80;
}

// `part` begins or ends `whole`, with no letter next to it.
static bool
is_end_of(NgStr part, NgStr whole)
{
  if (part.len >= whole.len) {
    return part.len && ng_str_eq(part, whole);
  }
  const size_t rest = whole.len - part.len;
  return (ng_str_eq(ng_str_n(whole.at, part.len), part) && is_separator(whole.at[part.len])) ||
         (ng_str_eq(ng_str_n(whole.at + rest, part.len), part) && is_separator(whole.at[rest - 1]));
}

// The longest words on the page that begin or end its <title>: the headline, wherever it stands. Becomes the
// heading of the page.
static NgStr
find_title_on_page(Meta* m)
{
  enum { FEWEST_BYTES = 12 };
  NgStr best = ng_str("");
  for (uint32_t i = 1; i < m->tree->nodes.n; ++i) {
    const NgHtmlNode* const n = &m->tree->nodes.at[i];
    if (n->tag == NG_HTML_HEAD || n->tag == NG_HTML_SCRIPT || n->tag == NG_HTML_TITLE) {
      i = n->end - 1;
      continue;
    }
    NgStr words = n->tag == NG_HTML_TEXT ? ng_str_trim(n->text) : ng_str("");
    if (ng_html_is_heading((NgHtmlTag)n->tag) && n->end - i < 12) {
      words = ng_html_node_words(m->tree, i, m->arena);
    }
    if (words.len >= FEWEST_BYTES && words.len > best.len && is_end_of(words, m->document_title)) {
      best  = words;
      m->h1 = i;
    }
  }
  return best;
}

// What <title> says beside the headline: the name of the site.
static void
offer_rest_of_title(Meta* m, NgStr title)
{
  enum { MOST_WORDS = 5 };
  const NgStr all = m->document_title;
  unsigned    n   = 0;
  if (!title.len || title.len >= all.len || !is_end_of(title, all)) {
    return;
  }
  const bool   is_front = ng_str_eq(ng_str_n(all.at, title.len), title);
  NgStr        rest     = is_front ? ng_str_n(all.at + title.len, all.len - title.len)
                                   : ng_str_n(all.at, all.len - title.len);
  size_t       bytes    = 0;
  bool         is_bar   = false;
  const size_t at       = last_separator(rest, &bytes, &is_bar);
  if (is_front && at < rest.len) {
    rest = ng_str_n(rest.at + at + bytes, rest.len - at - bytes);
  }
  rest = ng_str_trim(rest);
  while (rest.len && strchr(" |:-", rest.at[rest.len - 1])) {
    --rest.len;
  }
  while (rest.len && strchr(" |:-", rest.at[0])) {
    rest = ng_str_n(rest.at + 1, rest.len - 1);
  }
  count_common(rest, rest, &n);
  if (n <= MOST_WORDS) {
    offer(m, FIELD_PUBLISHER, 8, rest);
  }
}

static NgStr
choose_title(Meta* m)
{
  const bool is_told = m->values[FIELD_TITLE].len > 0;
  NgStr      best    = ng_str("");
  NgStr      title   = is_told ? m->values[FIELD_TITLE] : find_title_on_page(m);
  title              = title.len ? strip_site(m, title, false) : strip_site(m, m->document_title, true);
  unsigned seen      = 0;
  for (uint32_t i = 1; m->n_h1 && i < m->tree->nodes.n && seen < 4; ++i) {
    if (m->tree->nodes.at[i].tag == NG_HTML_H1) {
      const NgStr words = ng_html_node_words(m->tree, i, m->arena);
      ++seen;
      if (words.len && words.len < MAX_VALUE && is_alike(words, title)) {
        best  = words;
        m->h1 = i;
        break;
      }
      best = !title.len && m->n_h1 == 1 ? words : best;
    }
  }
  // A heading that is no more than the title and a label in front or behind: the title.
  const bool is_longer = is_told && title.len && best.len > title.len &&
                         (ng_str_eq(ng_str_n(best.at, title.len), title) ||
                          ng_str_eq(ng_str_n(best.at + best.len - title.len, title.len), title));
  return best.len && !is_longer ? best : title;
}

// --- address --------------------------------------------------------------------------------------

static bool
is_tracking(NgStr parameter)
{
  static const char* const prefixes[] = {"utm_", "at_", "ns_", "mc_", "pk_", "hsa_", "wt."};
  static const char* const names[] = {"fbclid",   "gclid",          "dclid", "msclkid", "yclid",   "igshid",
                                      "igsh",     "cmpid",          "cmp",   "ref",     "ref_src", "ocid",
                                      "smid",     "smtyp",          "s_cid", "xtor",    "ito",     "_ga",
                                      "mibextid", "referrer",       "share", "shared",  "source",  "feature",
                                      "partner",  "traffic_source", "rss",   "amp"};
  const char* const        eq      = memchr(parameter.at, '=', parameter.len);
  const NgStr              key     = ng_str_n(parameter.at, eq ? (size_t)(eq - parameter.at) : parameter.len);
  for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); ++i) {
    const size_t n = strlen(prefixes[i]);
    if (key.len >= n && ng_html_is(ng_str_n(key.at, n), prefixes[i])) {
      return true;
    }
  }
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (ng_html_is(key, names[i])) {
      return true;
    }
  }
  return false;
}

// Without fragment and tracking parameters.
static NgStr
strip_tracking(NgArena* arena, NgStr url)
{
  const char* const hash = memchr(url.at, '#', url.len);
  const NgStr       bare = ng_str_n(url.at, hash ? (size_t)(hash - url.at) : url.len);
  const char* const mark = memchr(bare.at, '?', bare.len);
  char* const       to   = ng_arena_calloc(arena, bare.len + 1, 1);
  if (!mark || !to) {
    return bare;
  }
  size_t n   = (size_t)(mark - bare.at);
  size_t at  = n + 1;
  char   sep = '?';
  memcpy(to, bare.at, n);
  while (at < bare.len) {
    const char* const amp  = memchr(bare.at + at, '&', bare.len - at);
    const NgStr       part = ng_str_n(bare.at + at, amp ? (size_t)(amp - bare.at) - at : bare.len - at);
    if (part.len && !is_tracking(part)) {
      to[n++] = sep;
      memcpy(to + n, part.at, part.len);
      n += part.len;
      sep = '&';
    }
    at += part.len + 1;
  }
  return ng_str_n(to, n);
}

static bool
has_path(NgStr url)
{
  const char* const host = memchr(url.at, ':', url.len);
  const size_t      at   = host ? (size_t)(host - url.at) + 3 : url.len;
  if (at >= url.len) {
    return false;
  }
  const char* const slash = memchr(url.at + at, '/', url.len - at);
  return slash && slash + 1 < url.at + url.len;
}

// Against the base of the page (RFC 3986, section 5, by libxml2); empty where that gives no address.
static NgStr
resolve(Meta* m, NgStr url)
{
  if (ng_str_starts(url, "http://") || ng_str_starts(url, "https://")) {
    return ng_term_iri_ok(url) ? url : ng_str("");
  }
  const NgStr base = is_address(m->base) && m->base.at[0] == 'h' ? m->base : m->hints->url;
  const NgStr a    = ng_arena_copy(m->arena, url);
  const NgStr b    = ng_arena_copy(m->arena, base);
  if (!base.len || !a.at || !b.at) {
    return ng_str("");
  }
  xmlChar* const whole = xmlBuildURI((const xmlChar*)a.at, (const xmlChar*)b.at);
  const NgStr    copy  = whole ? ng_arena_copy(m->arena, ng_str((const char*)whole)) : ng_str("");
  xmlFree(whole);
  return copy.len && is_address(copy) && ng_term_iri_ok(copy) ? copy : ng_str("");
}

static NgStr
choose_url(Meta* m)
{
  const NgStr found = ng_term_iri_ok(m->hints->url) ? strip_tracking(m->arena, m->hints->url) : ng_str("");
  const NgStr told  = m->values[FIELD_URL].len ? resolve(m, m->values[FIELD_URL]) : ng_str("");
  // A page whose canonical address is that of the whole site was set up wrongly.
  return told.len && (has_path(told) || !found.len || !has_path(found)) ? told : found;
}

static NgStr
host_of(NgStr url)
{
  for (size_t i = 0; i + 2 < url.len; ++i) {
    if (url.at[i] == ':' && url.at[i + 1] == '/' && url.at[i + 2] == '/') {
      NgStr        host = ng_str_n(url.at + i + 3, url.len - i - 3);
      const size_t n    = strcspn(host.at, "/:?#");
      host.len          = n < host.len ? n : host.len;
      return ng_str_starts(host, "www.") ? ng_str_n(host.at + 4, host.len - 4) : host;
    }
  }
  return ng_str("");
}

// --- date -----------------------------------------------------------------------------------------

static bool
set_date(Meta* m, NgStr written)
{
  char   out[NG_READ_DATE_BYTES];
  NgDate day;
  if (!ng_read_date(written, out, &day)) {
    return false;
  }
  const NgStr copy = ng_arena_copy(m->doc->arena, ng_str(out));
  m->has_failed    = m->has_failed || !copy.at;
  if (copy.at) {
    m->doc->meta.published = copy;
    m->doc->meta.date      = day;
  }
  return true;
}

// A date somewhere in a short text: three words that are one ("Published 12 March 2024 at 10:05"), or a day
// in figures.
static bool
set_date_within(Meta* m, NgStr text)
{
  enum { MAX_TEXT = 160, MAX_WORDS = 24 };
  size_t begins[MAX_WORDS];
  size_t ends[MAX_WORDS];
  size_t n = 0;
  if (text.len > MAX_TEXT) {
    return false;
  }
  for (size_t i = 0; i < text.len && n < MAX_WORDS;) {
    while (i < text.len && strchr(" \t\n|()\xC2\xA0", text.at[i])) {
      ++i;
    }
    begins[n] = i;
    while (i < text.len && !strchr(" \t\n|()\xC2\xA0", text.at[i])) {
      ++i;
    }
    ends[n] = i;
    n += i > begins[n];
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = i + 3 < n ? i + 3 : n; k-- > i;) {
      NgStr part = ng_str_n(text.at + begins[i], ends[k] - begins[i]);
      while (part.len && strchr(",.;:", part.at[part.len - 1])) {
        --part.len;
      }
      if (part.len >= 8 && set_date(m, part)) {
        return true;
      }
    }
  }
  return false;
}

static bool
set_date_near(Meta* m, uint32_t from, uint32_t to)
{
  for (uint32_t i = from; i < to && i < m->tree->nodes.n; ++i) {
    const NgHtmlNode* const n = &m->tree->nodes.at[i];
    if (n->tag == NG_HTML_SCRIPT || n->tag == NG_HTML_STYLE) {
      i = n->end - 1;
    } else if (n->tag == NG_HTML_TEXT && ng_html_holds_year(n->text) && set_date_within(m, n->text)) {
      return true;
    }
  }
  return false;
}

// ".../2024/03/12/..." or ".../2024-03-12-..." in the address.
static bool
set_date_of_url(Meta* m, NgStr url)
{
  for (size_t i = 0; i + 11 <= url.len; ++i) {
    if (url.at[i] != '/' || url.at[i + 1] != '2' || (url.at[i + 5] != '/' && url.at[i + 5] != '-')) {
      continue;
    }
    char z[11];
    snprintf(z, sizeof(z), "%.10s", url.at + i + 1);
    z[4] = '-';
    z[7] = z[7] == '/' ? '-' : z[7];
    if (set_date(m, ng_str(z))) {
      return true;
    }
  }
  return false;
}

static void
choose_date(Meta* m)
{
  const NgStr told = m->values[FIELD_DATE];
  if (told.len && (set_date(m, told) || set_date_within(m, told))) {
    return;
  }
  const uint32_t h1 = m->h1;
  if (h1 != NG_NONE &&
      (set_date_near(m, h1, h1 + NEAR) || set_date_near(m, h1 > NEAR / 4 ? h1 - NEAR / 4 : 0, h1))) {
    return;
  }
  set_date_of_url(m, m->doc->meta.url);
}

// --- authors --------------------------------------------------------------------------------------

static const char* const roles[] = {
    "reporter",  "editor",        "correspondent", "staff", "writer", "desk",      "contributor",
    "admin",     "administrator", "newsroom",      "chief", "bureau", "team",      "columnist",
    "webmaster", "online",        "anonymous",     "guest", "wires",  "newswires", "agencies"};

static bool
holds_role(NgStr name)
{
  size_t at = 0;
  for (NgStr word = next_word(name, &at); word.len; word = next_word(name, &at)) {
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); ++i) {
      if (ng_html_is(word, roles[i])) {
        return true;
      }
    }
  }
  return false;
}

// Names that begin with a small letter begin with one of these.
static bool
is_particle(NgStr name)
{
  static const char* const particles[] = {"de ",  "del ", "della ", "di ",  "da ",  "dos ", "du ",  "van ",
                                          "von ", "zu ",  "al-",    "al ",  "el-",  "el ",  "bin ", "ibn ",
                                          "ben ", "le ",  "la ",    "ten ", "ter ", "d'",   "o'"};
  for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); ++i) {
    if (ng_str_starts(name, particles[i])) {
      return true;
    }
  }
  return false;
}

static void
add_author(Meta* m, NgStr raw)
{
  NgStr name = ng_str_trim(raw);
  while (name.len && (strchr(",;|", name.at[name.len - 1]) ||
                      (name.at[name.len - 1] == '.' && !(name.len > 2 && name.at[name.len - 3] == ' ')))) {
    name = ng_str_trim(ng_str_n(name.at, name.len - 1));
  }
  for (size_t i = 0; i < name.len; ++i) {
    if (name.at[i] >= '0' && name.at[i] <= '9') {
      return;
    }
  }
  if (name.len < 2 || name.len > 80 || is_address(name) || memchr(name.at, '@', name.len) ||
      holds_role(name) || (name.at[0] >= 'a' && name.at[0] <= 'z' && !is_particle(name))) {
    return;
  }
  for (uint32_t i = 0; i < m->doc->meta.authors.n; ++i) {
    if (equals_folded(m->doc->meta.authors.at[i], name)) {
      return;
    }
  }
  const NgStr  copy = ng_arena_copy(m->doc->arena, name);
  NgStr* const item = copy.at ? NG_VEC_ADD(m->doc->arena, m->doc->meta.authors) : NULL;
  if (item) {
    *item = copy;
  }
  m->has_failed = m->has_failed || !item;
}

static NgStr
without_by(NgStr s)
{
  static const char* const openings[] = {"by ",       "by: ",         "written by ",
                                         "story by ", "reported by ", "author: "};
  s                                   = ng_str_trim(s);
  for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); ++i) {
    const size_t n = strlen(openings[i]);
    if (s.len > n && ng_html_is(ng_str_n(s.at, n), openings[i])) {
      return ng_str_trim(ng_str_n(s.at + n, s.len - n));
    }
  }
  for (size_t i = 1; i + 4 < s.len; ++i) { // "4 May 2009 | by Jane Roe"
    if (s.at[i - 1] == ' ' && ng_html_is(ng_str_n(s.at + i, 3), "by ") &&
        ng_html_holds_year(ng_str_n(s.at, i))) {
      return ng_str_trim(ng_str_n(s.at + i + 3, s.len - i - 3));
    }
  }
  return s;
}

// Bytes of the ", ", " and ", "; " at `i`, 0 where there is none.
static size_t
divider(NgStr s, size_t i)
{
  static const char* const marks[] = {"\xC2\xB7", "\xE2\x80\xA2", ", and ", " and ", " And ", " AND ",
                                      " & ",      "; ",           ", ",     " | ",   " / "};
  for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); ++k) {
    if (ng_str_starts(ng_str_n(s.at + i, s.len - i), marks[k])) {
      return strlen(marks[k]);
    }
  }
  return 0;
}

// "By Jane Roe and John Doe, Political Editor".
static void
add_authors(Meta* m, NgStr line)
{
  NgStr  rest  = without_by(line);
  size_t begin = 0;
  for (size_t i = 0; i < rest.len && m->doc->meta.authors.n < MAX_AUTHORS;) {
    const size_t n = divider(rest, i);
    if (n) {
      add_author(m, ng_str_n(rest.at + begin, i - begin));
      begin = i + n;
    }
    i += n ? n : 1;
  }
  add_author(m, ng_str_n(rest.at + begin, rest.len - begin));
}

// Two to five words with a capital letter, or a letter beyond ASCII, first; short ones between may be small
// ("de").
static bool
is_like_name(NgStr s)
{
  enum { FEWEST = 2, MOST = 5, SMALL = 3 };
  size_t   at       = 0;
  unsigned n        = 0;
  bool     is_small = false; // the word before
  for (NgStr word = next_word(s, &at); word.len; word = next_word(s, &at), ++n) {
    const unsigned char c = (unsigned char)word.at[0];
    is_small              = !(c >= 'A' && c <= 'Z') && c < 0x80;
    if (is_small && (word.len > SMALL || n == 0)) {
      return false;
    }
  }
  return n >= FEWEST && n <= MOST && !is_small;
}

// Words of the element where it is a byline: they begin with "By", or it calls itself the author's and holds
// a name.
static NgStr
byline_of(Meta* m, uint32_t i)
{
  enum { LONGEST = 120, MOST_NODES = 24 };
  const NgHtmlNode* const n     = &m->tree->nodes.at[i];
  const bool              is_by = ng_html_says(m->tree, i) & NG_HTML_SAYS_BYLINE;
  if (n->tag == NG_HTML_TEXT || n->end - i > MOST_NODES ||
      !(is_by || n->tag == NG_HTML_P || n->tag == NG_HTML_SPAN || n->tag == NG_HTML_DIV)) {
    return ng_str("");
  }
  const NgStr words = ng_html_node_words(m->tree, i, m->arena);
  if (words.len < 5 || words.len > LONGEST) {
    return ng_str("");
  }
  const NgStr name      = ng_html_attr(m->tree, i, NG_HTML_ATTR_CLASS);
  const bool  is_author = is_by && (ng_html_holds(name, "author") || ng_html_holds(name, "byline"));
  return without_by(words).len < words.len || (is_author && is_like_name(words)) ? words : ng_str("");
}

// A byline near the heading.
static void
find_byline(Meta* m)
{
  for (uint32_t i = m->h1; m->h1 != NG_NONE && i < m->h1 + NEAR && i < m->tree->nodes.n; ++i) {
    const NgStr words = byline_of(m, i);
    if (words.len) {
      add_authors(m, words);
    }
    if (m->doc->meta.authors.n) {
      return;
    }
  }
}

static void
choose_authors(Meta* m)
{
  for (uint32_t i = 0; i < m->authors.n; ++i) {
    if (!equals_folded(m->authors.at[i], m->doc->meta.publisher)) {
      add_authors(m, m->authors.at[i]);
    }
  }
  if (!m->doc->meta.authors.n) {
    find_byline(m);
  }
}

// --- all of it ------------------------------------------------------------------------------------

static void
set(Meta* m, NgStr* field, NgStr value)
{
  if (!field->len && value.len) {
    *field        = ng_arena_copy(m->doc->arena, value);
    m->has_failed = m->has_failed || !field->at;
  }
}

static NgStr
choose_language(Meta* m)
{
  const NgStr tag = ng_arena_copy(m->arena, m->values[FIELD_LANGUAGE]);
  char* const to  = (char*)(uintptr_t)tag.at;
  for (size_t i = 0; to && i < tag.len; ++i) {
    to[i] = (char)(to[i] == '_' ? '-' : to[i]);
  }
  return tag.at && ng_term_language_ok(tag) ? tag : ng_str("");
}

bool
ng_html_meta(const NgHtmlTree* tree, const NgHtmlHints* hints, NgHtmlClaims* claims, NgDoc* doc,
             NgArena* scratch)
{
  Meta m = {
      .tree = tree, .hints = hints, .doc = doc, .arena = scratch, .author_rank = NO_RANK, .h1 = NG_NONE};
  for (size_t i = 0; i < N_FIELDS; ++i) {
    m.ranks[i]  = NO_RANK;
    m.values[i] = ng_str("");
  }
  m.base           = ng_str("");
  m.document_title = ng_str("");
  see_claims(&m, claims);
  for (uint32_t i = 1; i < tree->nodes.n; ++i) {
    if (tree->nodes.at[i].tag != NG_HTML_TEXT) {
      see_element(&m, i);
    }
  }
  set(&m, &doc->meta.url, choose_url(&m));
  const NgStr title = choose_title(&m);
  set(&m, &doc->meta.title, title);
  offer_rest_of_title(&m, title);
  const NgStr publisher = m.values[FIELD_PUBLISHER];
  set(&m, &doc->meta.publisher, publisher.len ? publisher : host_of(doc->meta.url));
  set(&m, &doc->meta.language, choose_language(&m));
  if (!doc->meta.published.len) {
    choose_date(&m);
  }
  if (!doc->meta.authors.n) {
    choose_authors(&m);
  }
  return !m.has_failed;
}
