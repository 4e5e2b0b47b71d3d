// SPDX-License-Identifier: Apache-2.0
// One item of IPTC's NewsML-G2 (2.x; what NewsML 1.x calls by other names is known too), its text in XHTML,
// NITF or plain, or one document of NITF, to one article.
#include "read/internal.h"

typedef struct {
  NgArticleReader* reader;
  NgXml*           xml;
  NgDoc*           doc;
  NgStr            item_title; // of the item's own metadata, where it has no headline
  NgStr            source;     // an information source, where no provider is named
  NgStr            version_date, content_date, first_date;
  NgStr            item_class; // "text", "picture"
  NgStr            reason;     // why it must not be used
  NgBuf*           body;
  NgWords          words;   // to the body
  bool             is_nitf; // inside of NITF, whose <body> is not all words
} News;

static bool
is_in(NgXml* xml, const char* name)
{
  return ng_str_is(ng_xml_name(xml), name);
}

static NgStr
keep(News* n, NgStr s)
{
  return ng_read_keep(n->reader, n->doc, s);
}

static NgStr
line_of(News* n)
{
  return ng_read_keep_line(n->reader, n->doc);
}

// The code of "ninat:text" or "stat:usable".
static NgStr
code_of(News* n, const char* attribute)
{
  const NgStr       qcode = ng_xml_attribute(n->xml, attribute);
  const char* const colon = qcode.len ? memchr(qcode.at, ':', qcode.len) : NULL;
  return keep(n, colon ? ng_str_n(colon + 1, (size_t)(qcode.at + qcode.len - (colon + 1))) : qcode);
}

static void
set_first(NgStr* to, NgStr value)
{
  if (!to->len) {
    *to = value;
  }
}

// A party: its <name> inside, or the words of the element, or the code or literal that stands for it.
static NgStr
party_of(News* n)
{
  const unsigned depth   = ng_xml_depth(n->xml);
  const NgStr    literal = keep(n, ng_xml_attribute(n->xml, "literal"));
  const NgStr    code    = code_of(n, "qcode");
  NgStr          name    = {0};
  NgWords        words   = {&n->reader->work, 0, false};
  ng_buf_clear(&n->reader->work);
  for (NgXmlEvent event = ng_xml_next(n->xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(n->xml)) {
    if (event == NG_XML_END && ng_xml_depth(n->xml) == depth) {
      break;
    }
    if (event == NG_XML_START && is_in(n->xml, "name")) {
      set_first(&name, line_of(n));
      ng_buf_clear(&n->reader->work);
    } else if (event == NG_XML_START && is_in(n->xml, "Party")) { // NewsML 1.x
      set_first(&name, keep(n, ng_xml_attribute(n->xml, "FormalName")));
    } else if (event == NG_XML_TEXT && !name.len) {
      ng_words_add(&words, ng_xml_text(n->xml));
    }
  }
  set_first(&name, ng_read_keep_work(n->reader, n->doc));
  set_first(&name, literal);
  set_first(&name, code);
  return name;
}

// --- contents ------------------------------------------------------------------------------------

static NgStatus
read_plain(News* n, NgError* err)
{
  const NgStr type    = ng_xml_attribute(n->xml, "contenttype");
  const bool  is_html = ng_str_starts(type, "text/html") || ng_str_starts(type, "application/xhtml");
  const bool  is_text = !type.len || ng_str_starts(type, "text/plain");
  if ((!is_html && !is_text) || ng_xml_attribute(n->xml, "encoding").len) {
    ng_xml_skip(n->xml);
    return NG_SUCCESS;
  }
  NgBuf* const work = &n->reader->work;
  NgStr        text = {0};
  ng_buf_clear(work);
  ng_xml_characters(n->xml, work);
  if (is_html) {
    NG_TRY(ng_html_fragment_text(n->reader->html, ng_buf_str(work), n->doc->arena, &text, err));
  } else {
    text = ng_buf_str(work);
  }
  if (n->body->len) {
    ng_buf_addz(n->body, "\n\n");
  }
  ng_buf_add(n->body, ng_str_trim(text));
  ng_words_break(&n->words, 2);
  return NG_SUCCESS;
}

// --- elements ------------------------------------------------------------------------------------

typedef enum {
  GET_TITLE = 0,
  GET_ITEM_TITLE,
  GET_BYLINE,
  GET_CREATOR,
  GET_PROVIDER,
  GET_SOURCE,
  GET_VERSION_DATE,
  GET_CONTENT_DATE,
  GET_FIRST_DATE,
  GET_CLASS,
  GET_STATUS,
  GET_LANGUAGE,
  GET_PARAGRAPHS,
  GET_PLAIN,
  GET_ISSUE,
  GET_DOC_ID,
  GET_PUBLICATION,
  GET_NOTHING, // nor what is inside
} What;

static const struct {
  const char* name;
  What        what;
} elements[] = {
    // G2
    {"headline", GET_TITLE},
    {"title", GET_ITEM_TITLE},
    {"by", GET_BYLINE},
    {"creator", GET_CREATOR},
    {"provider", GET_PROVIDER},
    {"infoSource", GET_SOURCE},
    {"versionCreated", GET_VERSION_DATE},
    {"contentModified", GET_CONTENT_DATE},
    {"contentCreated", GET_CONTENT_DATE},
    {"firstCreated", GET_FIRST_DATE},
    {"itemClass", GET_CLASS},
    {"pubStatus", GET_STATUS},
    {"language", GET_LANGUAGE},
    {"inlineData", GET_PLAIN},
    {"body", GET_PARAGRAPHS},
    {"assert", GET_NOTHING},
    {"concept", GET_NOTHING},
    {"subject", GET_NOTHING},
    {"contributor", GET_NOTHING},
    {"partMeta", GET_NOTHING},
    {"rightsInfo", GET_NOTHING},
    {"remoteContent", GET_NOTHING},
    {"remoteInfo", GET_NOTHING},
    {"link", GET_NOTHING},
    {"groupSet", GET_NOTHING},
    {"keyword", GET_NOTHING},
    // NITF
    {"hl1", GET_TITLE},
    {"hl2", GET_NOTHING}, // of the head; those of the body are paragraphs of body.content
    {"byline", GET_BYLINE},
    {"body.content", GET_PARAGRAPHS},
    {"body.end", GET_NOTHING},
    {"date.issue", GET_ISSUE},
    {"doc-id", GET_DOC_ID},
    {"pubdata", GET_PUBLICATION},
    {"distributor", GET_SOURCE},
    {"tobject", GET_NOTHING},
    {"docdata.key-list", GET_NOTHING},
    // NewsML 1.x
    {"HeadLine", GET_TITLE},
    {"ByLine", GET_BYLINE},
    {"Provider", GET_PROVIDER},
    {"ThisRevisionCreated", GET_VERSION_DATE},
    {"FirstCreated", GET_FIRST_DATE},
    {"RevisionHistory", GET_NOTHING},
};

static void
set_status(News* n)
{
  const NgStr code = code_of(n, "qcode");
  if (ng_str_is(code, "canceled") || ng_str_is(code, "withheld")) {
    n->reason = code;
  }
}

// Attributes that hold what G2 has in elements.
static void
read_attributes(News* n, What what)
{
  NgMeta* const meta = &n->doc->meta;
  if (what == GET_ISSUE) {
    set_first(&n->version_date, keep(n, ng_xml_attribute(n->xml, "norm")));
  } else if (what == GET_DOC_ID) {
    set_first(&meta->id, keep(n, ng_xml_attribute(n->xml, "id-string")));
    set_first(&n->source, keep(n, ng_xml_attribute(n->xml, "regsrc")));
  } else if (what == GET_PUBLICATION) {
    set_first(&meta->publisher, keep(n, ng_xml_attribute(n->xml, "name")));
    set_first(&n->version_date, keep(n, ng_xml_attribute(n->xml, "date.publication")));
  } else if (what == GET_LANGUAGE) {
    set_first(&meta->language, keep(n, ng_xml_attribute(n->xml, "tag")));
  } else if (what == GET_CLASS) {
    n->item_class = code_of(n, "qcode");
  } else {
    set_status(n);
  }
  ng_xml_skip(n->xml);
}

static NgStatus
read_known(News* n, What what, NgError* err)
{
  NgMeta* const meta = &n->doc->meta;
  switch (what) {
  case GET_TITLE:
    set_first(&meta->title, line_of(n));
    return NG_SUCCESS;
  case GET_ITEM_TITLE:
    set_first(&n->item_title, line_of(n));
    return NG_SUCCESS;
  case GET_BYLINE:
    return ng_read_add_byline(n->doc, line_of(n), err);
  case GET_CREATOR:
    return ng_read_add_author(n->doc, party_of(n), err);
  case GET_PROVIDER:
    set_first(&meta->publisher, party_of(n));
    return NG_SUCCESS;
  case GET_SOURCE:
    set_first(&n->source, party_of(n));
    return NG_SUCCESS;
  case GET_VERSION_DATE:
    set_first(&n->version_date, line_of(n));
    return NG_SUCCESS;
  case GET_CONTENT_DATE:
    set_first(&n->content_date, line_of(n));
    return NG_SUCCESS;
  case GET_FIRST_DATE:
    set_first(&n->first_date, line_of(n));
    return NG_SUCCESS;
  case GET_PLAIN:
    return read_plain(n, err);
  case GET_PARAGRAPHS:
    if (!n->is_nitf || !is_in(n->xml, "body")) {
      ng_xml_paragraphs(n->xml, &n->words);
    }
    return NG_SUCCESS;
  case GET_NOTHING:
    ng_xml_skip(n->xml);
    return NG_SUCCESS;
  case GET_CLASS:
  case GET_STATUS:
  case GET_LANGUAGE:
  case GET_ISSUE:
  case GET_DOC_ID:
  case GET_PUBLICATION:
    break;
  }
  read_attributes(n, what);
  return NG_SUCCESS;
}

// An element that is not known is gone into.
static NgStatus
read_element(News* n, NgError* err)
{
  if (is_in(n->xml, "nitf") || is_in(n->xml, "html")) {
    n->is_nitf = is_in(n->xml, "nitf");
    return NG_SUCCESS;
  }
  for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); ++i) {
    if (is_in(n->xml, elements[i].name)) {
      return read_known(n, elements[i].what, err);
    }
  }
  return NG_SUCCESS;
}

// --- the item ------------------------------------------------------------------------------------

static NgStatus
find_item(News* n, NgError* err)
{
  static const char* const others[] = {"packageItem", "conceptItem", "knowledgeItem", "planningItem",
                                       "catalogItem"};
  for (NgXmlEvent event = ng_xml_next(n->xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(n->xml)) {
    if (event != NG_XML_START) {
      continue;
    }
    if (is_in(n->xml, "newsItem") || is_in(n->xml, "NewsItem") || is_in(n->xml, "nitf")) {
      n->is_nitf      = is_in(n->xml, "nitf");
      n->doc->meta.id = keep(n, ng_xml_attribute(n->xml, "guid"));
      return NG_SUCCESS;
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); ++i) {
      if (is_in(n->xml, others[i])) {
        return ng_error_set(err, NG_SKIPPED, "A <%s> holds no article", others[i]);
      }
    }
  }
  NG_TRY(ng_xml_status(n->xml, err));
  return ng_error_set(err, NG_ERR_BAD_INPUT, "There is no news item");
}

static NgStatus
fill(News* n, NgStr language, NgError* err)
{
  NgMeta* const meta = &n->doc->meta;
  NgStr         date = n->version_date;
  set_first(&date, n->content_date);
  set_first(&date, n->first_date);
  set_first(&meta->title, n->item_title);
  set_first(&meta->publisher, n->source);
  set_first(&meta->language, language);
  if (ng_read_is_web_address(meta->id)) {
    meta->url = meta->id;
  }
  n->doc->body = keep(n, ng_str_trim(ng_buf_str(n->body)));
  if (n->reason.len) {
    return ng_error_set(err, NG_SKIPPED, "The provider marks the item as %.32s", n->reason.at);
  }
  if (!n->doc->body.len) {
    return n->item_class.len && !ng_str_is(n->item_class, "text")
               ? ng_error_set(err, NG_SKIPPED, "The item is of the class \"%.32s\" and has no text",
                              n->item_class.at)
               : ng_error_set(err, NG_SKIPPED, "The item has no text");
  }
  return date.len && ng_read_set_date(n->doc, date, &n->reader->options) ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_read_newsml(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  News n = {.reader = reader,
            .xml    = reader->xml,
            .doc    = doc,
            .body   = &reader->body,
            .words  = {&reader->body, 0, false}};
  ng_buf_clear(&reader->body);
  NG_TRY(ng_xml_begin(n.xml, ng_buf_str(&raw->before), ng_buf_str(&raw->bytes), ng_buf_str(&raw->after),
                      raw->charset.len > 0, err));
  NG_TRY(find_item(&n, err));
  const unsigned depth    = ng_xml_depth(n.xml);
  const NgStr    language = keep(&n, ng_xml_language(n.xml));
  for (NgXmlEvent event = ng_xml_next(n.xml); event != NG_XML_END_OF_ITEM; event = ng_xml_next(n.xml)) {
    if (event == NG_XML_END && ng_xml_depth(n.xml) == depth) {
      break;
    }
    if (event == NG_XML_START) {
      NG_TRY(read_element(&n, err));
    }
  }
  NG_TRY(ng_xml_status(n.xml, err));
  reader->has_failed = reader->has_failed || reader->body.status;
  return fill(&n, language, err);
}
