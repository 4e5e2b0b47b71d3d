// SPDX-License-Identifier: Apache-2.0
// One item of RSS 0.9x, 1.0 and 2.0 with the modules that news feeds use (content, Dublin Core), or one entry
// of Atom 0.3 and 1.0, to one article. What comes before the item is the feed's: its title is the publisher.
#include "read/internal.h"

typedef enum {
  CONTENT_NONE = 0,
  CONTENT_SUMMARY, // "description", "summary": perhaps a teaser
  CONTENT_FULL,    // "content", "encoded", "body"
} Rank;

typedef struct {
  NgArticleReader* reader;
  NgXml*           xml;
  NgDoc*           doc;
  NgStr            feed_title, feed_language;
  NgStr            link, guid, date, updated, body;
  Rank             rank; // of the body
} Feed;

static bool
is_in(NgXml* xml, const char* name)
{
  return ng_str_is(ng_xml_name(xml), name);
}

static NgStr
line_of(Feed* f)
{
  return ng_read_keep_line(f->reader, f->doc);
}

// --- the body ------------------------------------------------------------------------------------

static bool
looks_like_html(NgStr s)
{
  return memchr(s.at, '<', s.len) || memchr(s.at, '&', s.len);
}

// XHTML as elements of the feed itself.
static NgStr
xhtml_of(Feed* f)
{
  NgWords words = {&f->reader->work, 0, false};
  ng_buf_clear(&f->reader->work);
  ng_xml_paragraphs(f->xml, &words);
  return ng_read_keep_work(f->reader, f->doc);
}

// Escaped HTML, or plain text, which RSS does not tell apart.
static NgStatus
text_of(Feed* f, bool may_be_html, NgStr* out, NgError* err)
{
  ng_buf_clear(&f->reader->work);
  ng_xml_characters(f->xml, &f->reader->work);
  const NgStr all = ng_buf_str(&f->reader->work);
  if (all.len && may_be_html && looks_like_html(all)) {
    return ng_html_fragment_text(f->reader->html, all, f->doc->arena, out, err);
  }
  *out = ng_read_keep_work(f->reader, f->doc);
  return NG_SUCCESS;
}

static NgStatus
read_content(Feed* f, Rank rank, NgError* err)
{
  const NgStr type     = ng_xml_attribute(f->xml, "type");
  const bool  is_xhtml = ng_str_is(type, "xhtml") || ng_str_is(type, "application/xhtml+xml") ||
                        is_in(f->xml, "body");
  const bool is_plain = ng_str_is(type, "text") || ng_str_is(type, "text/plain");
  const bool is_other = type.len && !is_xhtml && !is_plain && !ng_str_is(type, "html") &&
                        !ng_str_is(type, "text/html");
  NgStr text = {0};
  if (rank < f->rank || is_other) {
    ng_xml_skip(f->xml);
    return NG_SUCCESS;
  }
  if (is_xhtml) {
    text = xhtml_of(f);
  } else {
    NG_TRY(text_of(f, !is_plain, &text, err));
  }
  if (rank > f->rank || text.len > f->body.len) { // of two the longer one: a summary beside a description
    if (ng_str_trim(text).len) {
      f->body = text;
      f->rank = rank;
    }
  }
  return NG_SUCCESS;
}

// --- what is said of it --------------------------------------------------------------------------

// "jane@example.org (Jane Roe)" as RSS asks for, or a name.
static NgStr
name_of_author(NgStr s)
{
  const char* const open = s.len ? memchr(s.at, '(', s.len) : NULL;
  if (open && s.at[s.len - 1] == ')') {
    return ng_str_trim(ng_str_n(open + 1, (size_t)(s.at + s.len - 1 - (open + 1))));
  }
  return s.len && memchr(s.at, '@', s.len) ? ng_str("") : s;
}

// Atom's author is an element with a name inside; RSS's is words.
static NgStatus
read_author(Feed* f, NgError* err)
{
  const unsigned depth = ng_xml_depth(f->xml);
  NgWords        words = {&f->reader->work, 0, false};
  bool           has   = false; // an inner name was found
  ng_buf_clear(&f->reader->work);
  for (NgXmlEvent event = ng_xml_next(f->xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(f->xml)) {
    if (event == NG_XML_END && ng_xml_depth(f->xml) == depth) {
      break;
    }
    if (event == NG_XML_START && is_in(f->xml, "name")) {
      has = true;
      NG_TRY(ng_read_add_author(f->doc, line_of(f), err));
    } else if (event == NG_XML_START) {
      ng_xml_skip(f->xml);
    } else if (event == NG_XML_TEXT && !has) {
      ng_words_add(&words, ng_xml_text(f->xml));
    }
  }
  return has ? NG_SUCCESS
             : ng_read_add_author(
                   f->doc, ng_read_keep(f->reader, f->doc, name_of_author(ng_buf_str(&f->reader->work))),
                   err);
}

static void
read_link(Feed* f)
{
  const NgStr rel     = ng_xml_attribute(f->xml, "rel");
  const bool  is_page = !rel.len || ng_str_is(rel, "alternate");
  const NgStr href    = ng_read_keep(f->reader, f->doc, ng_xml_attribute(f->xml, "href"));
  const NgStr text    = line_of(f);
  if (is_page && !f->link.len) {
    f->link = href.len ? href : text;
  }
}

static void
read_guid(Feed* f)
{
  const bool is_link = !ng_str_is(ng_xml_attribute(f->xml, "isPermaLink"), "false");
  f->guid            = line_of(f);
  if (is_link && !f->link.len && ng_read_is_web_address(f->guid)) {
    f->link = f->guid;
  }
}

// Where an aggregator took the item from.
static void
read_origin(Feed* f)
{
  const unsigned depth = ng_xml_depth(f->xml);
  NgWords        words = {&f->reader->work, 0, false};
  NgStr          title = {0};
  ng_buf_clear(&f->reader->work);
  for (NgXmlEvent event = ng_xml_next(f->xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(f->xml)) {
    if (event == NG_XML_END && ng_xml_depth(f->xml) == depth) {
      break;
    }
    if (event == NG_XML_START && is_in(f->xml, "title")) {
      title = line_of(f);
      ng_buf_clear(&f->reader->work);
    } else if (event == NG_XML_START) {
      ng_xml_skip(f->xml);
    } else if (event == NG_XML_TEXT && !title.len) {
      ng_words_add(&words, ng_xml_text(f->xml));
    }
  }
  f->doc->meta.publisher = title.len ? title : ng_read_keep_work(f->reader, f->doc);
}

// --- the item ------------------------------------------------------------------------------------

static const struct {
  const char* name;
  enum {
    GET_TITLE,
    GET_LINK,
    GET_GUID,
    GET_DATE,
    GET_UPDATED,
    GET_LANGUAGE,
    GET_PUBLISHER,
    GET_AUTHOR,
    GET_ORIGIN,
    GET_SUMMARY,
    GET_FULL
  } what;
} elements[] = {
    {"title", GET_TITLE},       {"link", GET_LINK},
    {"guid", GET_GUID},         {"id", GET_GUID},
    {"pubDate", GET_DATE},      {"date", GET_DATE},
    {"published", GET_DATE},    {"issued", GET_DATE},
    {"updated", GET_UPDATED},   {"modified", GET_UPDATED},
    {"language", GET_LANGUAGE}, {"publisher", GET_PUBLISHER},
    {"author", GET_AUTHOR},     {"creator", GET_AUTHOR},
    {"source", GET_ORIGIN},     {"description", GET_SUMMARY},
    {"summary", GET_SUMMARY},   {"content", GET_FULL},
    {"encoded", GET_FULL},      {"body", GET_FULL},
};

// Titles are words, but many feeds escape them as HTML.
static NgStatus
read_title(Feed* f, NgError* err)
{
  NgStr text = {0};
  NG_TRY(text_of(f, true, &text, err));
  NgWords words = {&f->reader->work, 0, false};
  ng_buf_clear(&f->reader->work);
  ng_words_add(&words, text);
  f->doc->meta.title = ng_read_keep_work(f->reader, f->doc);
  return NG_SUCCESS;
}

// Elements of vocabularies for pictures and sound share names with ours.
static bool
is_foreign(NgXml* xml)
{
  static const char* const spaces[] = {"search.yahoo.com/mrss", "itunes.com", "base.google.com", NULL};
  const NgStr              space    = ng_xml_namespace(xml);
  for (size_t i = 0; spaces[i]; ++i) {
    const size_t n = strlen(spaces[i]);
    for (size_t k = 0; k + n <= space.len; ++k) {
      if (!memcmp(space.at + k, spaces[i], n)) {
        return true;
      }
    }
  }
  return false;
}

static NgStatus
read_element(Feed* f, NgError* err)
{
  size_t i = 0;
  while (i < sizeof(elements) / sizeof(elements[0]) && !is_in(f->xml, elements[i].name)) {
    ++i;
  }
  if (i == sizeof(elements) / sizeof(elements[0]) || is_foreign(f->xml)) {
    ng_xml_skip(f->xml);
    return NG_SUCCESS;
  }
  switch (elements[i].what) {
  case GET_TITLE:
    return read_title(f, err);
  case GET_LINK:
    read_link(f);
    return NG_SUCCESS;
  case GET_GUID:
    read_guid(f);
    return NG_SUCCESS;
  case GET_DATE:
    f->date = line_of(f);
    return NG_SUCCESS;
  case GET_UPDATED:
    f->updated = line_of(f);
    return NG_SUCCESS;
  case GET_LANGUAGE:
    f->doc->meta.language = line_of(f);
    return NG_SUCCESS;
  case GET_PUBLISHER:
    f->doc->meta.publisher = line_of(f);
    return NG_SUCCESS;
  case GET_AUTHOR:
    return read_author(f, err);
  case GET_ORIGIN:
    read_origin(f);
    return NG_SUCCESS;
  case GET_SUMMARY:
    return read_content(f, CONTENT_SUMMARY, err);
  case GET_FULL:
    break;
  }
  return read_content(f, CONTENT_FULL, err);
}

// Up to the start of the item, and what the feed says before it.
static NgStatus
find_item(Feed* f, NgError* err)
{
  for (NgXmlEvent event = ng_xml_next(f->xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(f->xml)) {
    if (event != NG_XML_START) {
      continue;
    }
    if (is_in(f->xml, "item") || is_in(f->xml, "entry")) {
      return NG_SUCCESS;
    }
    if (is_in(f->xml, "title")) {
      f->feed_title = line_of(f);
    } else if (is_in(f->xml, "language")) {
      f->feed_language = line_of(f);
    }
  }
  NG_TRY(ng_xml_status(f->xml, err));
  return ng_error_set(err, NG_ERR_BAD_INPUT, "There is no item");
}

static NgStatus
fill(Feed* f, NgError* err)
{
  NgMeta* const meta = &f->doc->meta;
  const NgStr   date = f->date.len ? f->date : f->updated;
  meta->url          = f->link;
  meta->id           = f->guid;
  meta->publisher    = meta->publisher.len ? meta->publisher : f->feed_title;
  meta->language     = meta->language.len ? meta->language : f->feed_language;
  f->doc->body       = f->body;
  if (!f->body.len) {
    return ng_error_set(err, NG_SKIPPED, "The item has no text");
  }
  return date.len && ng_read_set_date(f->doc, date, &f->reader->options) ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_read_feed(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  Feed f = {.reader = reader, .xml = reader->xml, .doc = doc};
  NG_TRY(ng_xml_begin(f.xml, ng_buf_str(&raw->before), ng_buf_str(&raw->bytes), ng_buf_str(&raw->after),
                      raw->charset.len > 0, err));
  NG_TRY(find_item(&f, err));
  const unsigned depth = ng_xml_depth(f.xml);
  const NgStr    said  = ng_xml_language(f.xml);
  if (said.len) {
    doc->meta.language = ng_read_keep(reader, doc, said);
  }
  for (NgXmlEvent event = ng_xml_next(f.xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(f.xml)) {
    if (event == NG_XML_END && ng_xml_depth(f.xml) == depth) {
      break;
    }
    if (event == NG_XML_START) {
      NG_TRY(read_element(&f, err));
    }
  }
  NG_TRY(ng_xml_status(f.xml, err));
  return fill(&f, err);
}
