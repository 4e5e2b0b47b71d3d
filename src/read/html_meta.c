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
#include "read/html_meta.h"

#include "model/term.h"

enum { NO_RANK = 100 };

// --- what is found --------------------------------------------------------------------------------

void
ng_html_offer(NgHtmlFound* m, NgHtmlField field, int rank, NgStr raw)
{
  const NgStr value = ng_str_trim(raw);
  if (!value.len || value.len > NG_HTML_MAX_VALUE || rank >= m->ranks[field]) {
    return;
  }
  const NgStr plain = ng_str_trim(ng_html_unescape(m->arena, value, true));
  if (plain.len) {
    m->values[field] = plain;
    m->ranks[field]  = rank;
  }
}

static void
offer_author(NgHtmlFound* m, int rank, NgStr raw)
{
  const NgStr value = ng_str_trim(raw);
  if (!value.len || value.len > NG_HTML_MAX_VALUE || rank > m->author_rank ||
      m->authors.n >= NG_HTML_MAX_AUTHORS) {
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
  NgHtmlField field;
  int         rank;
} metas[] = {
    {"og:title", NG_HTML_FIELD_TITLE, 2},
    {"twitter:title", NG_HTML_FIELD_TITLE, 4},
    {"parsely-title", NG_HTML_FIELD_TITLE, 4},
    {"sailthru.title", NG_HTML_FIELD_TITLE, 4},
    {"citation_title", NG_HTML_FIELD_TITLE, 4},
    {"dc.title", NG_HTML_FIELD_TITLE, 5},
    {"dcterms.title", NG_HTML_FIELD_TITLE, 5},
    {"title", NG_HTML_FIELD_TITLE, 5},
    {"article:published_time", NG_HTML_FIELD_DATE, 2},
    {"article:published", NG_HTML_FIELD_DATE, 2},
    {"og:published_time", NG_HTML_FIELD_DATE, 2},
    {"og:article:published_time", NG_HTML_FIELD_DATE, 2},
    {"parsely-pub-date", NG_HTML_FIELD_DATE, 4},
    {"sailthru.date", NG_HTML_FIELD_DATE, 4},
    {"cxenseparse:recs:publishtime", NG_HTML_FIELD_DATE, 4},
    {"cxenseparse:publishtime", NG_HTML_FIELD_DATE, 4},
    {"citation_publication_date", NG_HTML_FIELD_DATE, 4},
    {"citation_date", NG_HTML_FIELD_DATE, 4},
    {"citation_online_date", NG_HTML_FIELD_DATE, 5},
    {"dc.date.issued", NG_HTML_FIELD_DATE, 4},
    {"dcterms.issued", NG_HTML_FIELD_DATE, 4},
    {"dcterms.created", NG_HTML_FIELD_DATE, 5},
    {"dc.date.created", NG_HTML_FIELD_DATE, 5},
    {"dcterms.date", NG_HTML_FIELD_DATE, 5},
    {"dc.date", NG_HTML_FIELD_DATE, 5},
    {"dc.created", NG_HTML_FIELD_DATE, 5},
    {"datepublished", NG_HTML_FIELD_DATE, 3},
    {"publishdate", NG_HTML_FIELD_DATE, 5},
    {"publish-date", NG_HTML_FIELD_DATE, 5},
    {"publish_date", NG_HTML_FIELD_DATE, 5},
    {"published-date", NG_HTML_FIELD_DATE, 5},
    {"publication_date", NG_HTML_FIELD_DATE, 5},
    {"publication-date", NG_HTML_FIELD_DATE, 5},
    {"published_at", NG_HTML_FIELD_DATE, 5},
    {"published", NG_HTML_FIELD_DATE, 5},
    {"pubdate", NG_HTML_FIELD_DATE, 5},
    {"article.published", NG_HTML_FIELD_DATE, 4},
    {"article_date_original", NG_HTML_FIELD_DATE, 5},
    {"originalpublicationdate", NG_HTML_FIELD_DATE, 5},
    {"article:post_date", NG_HTML_FIELD_DATE, 5},
    {"firstpublisheddate", NG_HTML_FIELD_DATE, 5},
    {"displaydate", NG_HTML_FIELD_DATE, 6},
    {"date", NG_HTML_FIELD_DATE, 6},
    {"date.created", NG_HTML_FIELD_DATE, 6},
    {"created", NG_HTML_FIELD_DATE, 7},
    {"og:url", NG_HTML_FIELD_URL, 2},
    {"twitter:url", NG_HTML_FIELD_URL, 4},
    {"parsely-link", NG_HTML_FIELD_URL, 4},
    {"og:site_name", NG_HTML_FIELD_PUBLISHER, 2},
    {"application-name", NG_HTML_FIELD_PUBLISHER, 4},
    {"dc.publisher", NG_HTML_FIELD_PUBLISHER, 4},
    {"dcterms.publisher", NG_HTML_FIELD_PUBLISHER, 4},
    {"citation_journal_title", NG_HTML_FIELD_PUBLISHER, 4},
    {"publisher", NG_HTML_FIELD_PUBLISHER, 5},
    {"apple-mobile-web-app-title", NG_HTML_FIELD_PUBLISHER, 6},
    {"og:locale", NG_HTML_FIELD_LANGUAGE, 3},
    {"content-language", NG_HTML_FIELD_LANGUAGE, 4},
    {"inlanguage", NG_HTML_FIELD_LANGUAGE, 3},
    {"dc.language", NG_HTML_FIELD_LANGUAGE, 4},
    {"parsely-author", NG_HTML_FIELD_AUTHOR, 3},
    {"sailthru.author", NG_HTML_FIELD_AUTHOR, 3},
    {"citation_author", NG_HTML_FIELD_AUTHOR, 3},
    {"dc.creator", NG_HTML_FIELD_AUTHOR, 4},
    {"dcterms.creator", NG_HTML_FIELD_AUTHOR, 4},
    {"article:author", NG_HTML_FIELD_AUTHOR, 4},
    {"article:author_name", NG_HTML_FIELD_AUTHOR, 4},
    {"cxenseparse:author", NG_HTML_FIELD_AUTHOR, 4},
    {"byl", NG_HTML_FIELD_AUTHOR, 4},
    {"author", NG_HTML_FIELD_AUTHOR, 4},
};

static void
see_meta(NgHtmlFound* m, uint32_t i)
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
      if (metas[r].field != NG_HTML_FIELD_AUTHOR) {
        ng_html_offer(m, metas[r].field, metas[r].rank, content);
      } else if (!ng_html_is_address(content)) {
        offer_author(m, metas[r].rank, content);
      }
    }
  }
}

// The value of an element that carries microdata.
static NgStr
value_of(const NgHtmlFound* m, uint32_t i)
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
name_within(const NgHtmlFound* m, uint32_t i)
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
see_microdata(NgHtmlFound* m, uint32_t i)
{
  const NgStr prop = ng_html_attr(m->tree, i, NG_HTML_ATTR_ITEMPROP);
  if (!prop.len || m->tree->nodes.at[i].tag == NG_HTML_META) {
    return;
  }
  if (ng_html_is(prop, "headline")) {
    ng_html_offer(m, NG_HTML_FIELD_TITLE, 3, value_of(m, i));
  } else if (ng_html_holds(prop, "datepublished")) {
    ng_html_offer(m, NG_HTML_FIELD_DATE, 3, value_of(m, i));
  } else if (ng_html_is(prop, "author") || ng_html_is(prop, "creator")) {
    offer_author(m, 2, name_within(m, i));
  } else if (ng_html_is(prop, "publisher")) {
    ng_html_offer(m, NG_HTML_FIELD_PUBLISHER, 3, name_within(m, i));
  }
}

// <time datetime>: one that calls itself the time of publication before any other, and not that of a change.
static void
see_time(NgHtmlFound* m, uint32_t i)
{
  const NgStr when = ng_html_attr(m->tree, i, NG_HTML_ATTR_DATETIME);
  const NgStr name = ng_html_attr(m->tree, i, NG_HTML_ATTR_CLASS);
  const NgStr prop = ng_html_attr(m->tree, i, NG_HTML_ATTR_ITEMPROP);
  if (ng_html_holds(prop, "modified") || ng_html_holds(name, "updated") || ng_html_holds(name, "modified")) {
    if (!ng_html_holds(name, "publish")) {
      ng_html_offer(m, NG_HTML_FIELD_DATE, 15, when);
      return;
    }
  }
  const bool is_said = ng_html_holds(name, "publish") || ng_html_holds(name, "pubdate") ||
                       ng_html_holds(name, "entry-date");
  ng_html_offer(m, NG_HTML_FIELD_DATE, is_said ? 8 : m->n_h1 ? 9 : 11, when);
}

static void
see_link(NgHtmlFound* m, uint32_t i)
{
  const NgStr rel  = ng_html_attr(m->tree, i, NG_HTML_ATTR_REL);
  const NgStr href = ng_html_attr(m->tree, i, NG_HTML_ATTR_HREF);
  if (ng_html_is(rel, "canonical")) {
    ng_html_offer(m, NG_HTML_FIELD_URL, 1, href);
  }
}

static void
see_anchor(NgHtmlFound* m, uint32_t i)
{
  const NgStr rel = ng_html_attr(m->tree, i, NG_HTML_ATTR_REL);
  if (rel.len && ng_html_holds(rel, "author") && m->author_rank >= 6 && m->tree->nodes.at[i].end - i < 12) {
    offer_author(m, 6, ng_html_node_words(m->tree, i, m->arena));
  }
}

static void
see_element(NgHtmlFound* m, uint32_t i)
{
  switch ((NgHtmlTag)m->tree->nodes.at[i].tag) {
  case NG_HTML_META:
    see_meta(m, i);
    break;
  case NG_HTML_LINK:
    see_link(m, i);
    break;
  case NG_HTML_HTML:
    ng_html_offer(m, NG_HTML_FIELD_LANGUAGE, 1, ng_html_attr(m->tree, i, NG_HTML_ATTR_LANG));
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
see_claims(NgHtmlFound* m, const NgHtmlClaims* claims)
{
  ng_html_offer(m, NG_HTML_FIELD_TITLE, 1, claims->headline);
  ng_html_offer(m, NG_HTML_FIELD_DATE, 1, claims->date);
  ng_html_offer(m, NG_HTML_FIELD_URL, 3, claims->url);
  ng_html_offer(m, NG_HTML_FIELD_PUBLISHER, 1, claims->publisher);
  ng_html_offer(m, NG_HTML_FIELD_LANGUAGE, 2, claims->language);
  for (uint32_t i = 0; i < claims->authors.n; ++i) {
    if (!ng_html_is_address(claims->authors.at[i])) {
      offer_author(m, 1, claims->authors.at[i]);
    }
  }
}

// --- all of it ------------------------------------------------------------------------------------

static void
set(NgHtmlFound* m, NgStr* field, NgStr value)
{
  if (!field->len && value.len) {
    *field        = ng_arena_copy(m->doc->arena, value);
    m->has_failed = m->has_failed || !field->at;
  }
}

static NgStr
choose_language(NgHtmlFound* m)
{
  const NgStr tag = ng_arena_copy(m->arena, m->values[NG_HTML_FIELD_LANGUAGE]);
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
  NgHtmlFound m = {
      .tree = tree, .hints = hints, .doc = doc, .arena = scratch, .author_rank = NO_RANK, .h1 = NG_NONE};
  for (size_t i = 0; i < NG_HTML_N_FIELDS; ++i) {
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
  set(&m, &doc->meta.url, ng_html_choose_url(&m));
  const NgStr title = ng_html_choose_title(&m);
  set(&m, &doc->meta.title, title);
  ng_html_offer_rest_of_title(&m, title);
  const NgStr publisher = m.values[NG_HTML_FIELD_PUBLISHER];
  set(&m, &doc->meta.publisher, publisher.len ? publisher : ng_html_host_of(doc->meta.url));
  set(&m, &doc->meta.language, choose_language(&m));
  if (!doc->meta.published.len) {
    ng_html_choose_date(&m);
  }
  if (!doc->meta.authors.n) {
    ng_html_choose_authors(&m);
  }
  return !m.has_failed;
}
