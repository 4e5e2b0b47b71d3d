// SPDX-License-Identifier: Apache-2.0
// The reader is asked to keep entity references (no XML_PARSE_NOENT): libxml2 then neither opens an external
// entity nor lets internal ones multiply in the text. Of those declared inside, plain words are put in here.
#include "read/xml.h"

#include "base/alloc.h"

#include <stdio.h>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>

enum { MAX_ENTITY = 256, MAX_ENTITY_NAME = 32, MAX_DEPTH = 100 };

struct NgXmlImpl {
  xmlTextReaderPtr reader;
  NgStr            parts[3]; // before, item, after
  size_t           part, at; // read up to here
  NgBuf            fixed;    // the item with its entities written as numbers
  bool             is_empty; // the element that just started has no content: its end is next
  NgStr            name, space, text;
  xmlChar*         value; // of the attribute or language asked for last
  NgStatus         status;
  char             message[256];
};

NgXml*
ng_xml_new(size_t max_bytes)
{
  NgXml* const xml = ng_calloc(1, sizeof(NgXml));
  if (xml) {
    xmlInitParser();
    xml->fixed = (NgBuf)NG_BUF_INIT(max_bytes < SIZE_MAX / 8 ? 8 * max_bytes : SIZE_MAX - 1);
  }
  return xml;
}

void
ng_xml_free(NgXml* xml)
{
  if (xml) {
    xmlFree(xml->value);
    xmlFreeTextReader(xml->reader);
    ng_buf_free(&xml->fixed);
    ng_free(xml);
  }
}

// --- what stands in the way of a parser ---------------------------------------------------------

static bool
is_in_entity_name(char c)
{
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("#_.-", c));
}

// The name of an entity that begins behind an ampersand at `i`; empty where there is none. Numbers count as
// one.
static NgStr
entity_at(NgStr s, size_t i)
{
  size_t end = i;
  while (end < s.len && end - i < MAX_ENTITY_NAME && is_in_entity_name(s.at[end])) {
    ++end;
  }
  return end > i && end < s.len && s.at[end] == ';' ? ng_str_n(s.at + i, end - i) : ng_str("");
}

// The code point that HTML gives to the name; 0 for XML's own five and for names that HTML does not know.
static unsigned
html_entity(NgStr name)
{
  static const char* const of_xml[] = {"amp", "lt", "gt", "quot", "apos"};
  char                     z[MAX_ENTITY_NAME + 1];
  memcpy(z, name.at, name.len);
  z[name.len] = '\0';
  for (size_t i = 0; i < sizeof(of_xml) / sizeof(of_xml[0]); ++i) {
    if (!strcmp(z, of_xml[i])) {
      return 0;
    }
  }
  const htmlEntityDesc* const known = htmlEntityLookup((const xmlChar*)z);
  return known ? known->value : 0;
}

// `s` into xml->fixed with entities of HTML as numbers, lone ampersands escaped and control characters, which
// XML forbids, as spaces. Within CDATA only the last.
static NgStatus
fix(NgXml* xml, NgStr s)
{
  NgBuf* const to   = &xml->fixed;
  size_t       done = 0;
  ng_buf_clear(to);
  for (size_t i = 0; i < s.len; ++i) {
    const char c = s.at[i];
    if (c == '<' && ng_str_starts(ng_str_n(s.at + i, s.len - i), "<![CDATA[")) {
      i += 8;
      while (i + 2 < s.len && memcmp(s.at + i, "]]>", 3) != 0) {
        ++i;
      }
    } else if (c == '&') {
      const NgStr    name = entity_at(s, i + 1);
      const unsigned code = name.len ? html_entity(name) : 0;
      if (code || !name.len) {
        ng_buf_add(to, ng_str_n(s.at + done, i - done));
        done = i + 1 + (code ? name.len + 1 : 0);
        if (code) {
          ng_buf_printf(to, "&#%u;", code);
        } else {
          ng_buf_addz(to, "&amp;");
        }
      }
    }
  }
  ng_buf_add(to, ng_str_n(s.at + done, s.len - done));
  for (size_t i = 0; i < to->len; ++i) {
    if ((unsigned char)to->at[i] < ' ' && to->at[i] != '\n' && to->at[i] != '\t' && to->at[i] != '\r') {
      to->at[i] = ' ';
    }
  }
  return to->status;
}

static bool
needs_fixing(NgStr s)
{
  for (size_t i = 0; i < s.len; ++i) {
    if (s.at[i] == '&' ||
        ((unsigned char)s.at[i] < ' ' && s.at[i] != '\n' && s.at[i] != '\t' && s.at[i] != '\r')) {
      return true;
    }
  }
  return false;
}

// --- the reader ----------------------------------------------------------------------------------

static int
read_parts(void* self, char* to, int room)
{
  NgXml* const xml = self;
  while (xml->part < 3 && xml->at == xml->parts[xml->part].len) {
    ++xml->part;
    xml->at = 0;
  }
  if (xml->part == 3 || room <= 0) {
    return 0;
  }
  const size_t left = xml->parts[xml->part].len - xml->at;
  const size_t n    = left < (size_t)room ? left : (size_t)room;
  memcpy(to, xml->parts[xml->part].at + xml->at, n);
  xml->at += n;
  return (int)n;
}

// Keeps the first error that makes the item unfit. Namespaces that are not declared are common and harmless.
static void
on_error(void* self, xmlErrorPtr error)
{
  NgXml* const xml = self;
  if (xml->status || error->level < XML_ERR_FATAL || error->domain == XML_FROM_NAMESPACE) {
    return;
  }
  xml->status       = NG_ERR_BAD_INPUT;
  const NgStr words = ng_str_trim(ng_str(error->message ? error->message : "unknown error"));
  const int   n     = (int)(words.len < 200 ? words.len : 200);
  snprintf(xml->message, sizeof(xml->message), "%.*s", n, words.at);
}

NgStatus
ng_xml_begin(NgXml* xml, NgStr before, NgStr item, NgStr after, bool is_utf8, NgError* err)
{
  enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT };
  const char* const encoding = is_utf8 ? "UTF-8" : NULL;
  xml->status                = NG_SUCCESS;
  xml->is_empty              = false;
  xml->part = xml->at = 0;
  if (needs_fixing(item)) {
    if (fix(xml, item)) {
      return ng_error_no_mem(err);
    }
    item = ng_buf_str(&xml->fixed);
  }
  xml->parts[0] = before;
  xml->parts[1] = item;
  xml->parts[2] = after;
  bool is_ready = false;
  if (xml->reader) {
    is_ready = xmlReaderNewIO(xml->reader, read_parts, NULL, xml, NULL, encoding, OPTIONS) == 0;
  } else {
    xml->reader = xmlReaderForIO(read_parts, NULL, xml, NULL, encoding, OPTIONS);
    is_ready    = xml->reader != NULL;
  }
  if (!is_ready) {
    return ng_error_no_mem(err);
  }
  xmlTextReaderSetStructuredErrorHandler(xml->reader, on_error, xml);
  return NG_SUCCESS;
}

static NgStr
view_of(const xmlChar* z)
{
  return ng_str((const char*)z);
}

// Words of an entity that is declared inside and holds nothing but words.
static NgStr
entity_words(NgXml* xml)
{
  const xmlNode* const   node   = xmlTextReaderCurrentNode(xml->reader);
  const xmlEntity* const entity = node ? (const xmlEntity*)node->children : NULL;
  if (!entity || entity->etype != XML_INTERNAL_GENERAL_ENTITY || !entity->content) {
    return ng_str("");
  }
  const NgStr words = view_of(entity->content);
  return words.len > MAX_ENTITY || memchr(words.at, '<', words.len) || memchr(words.at, '&', words.len)
             ? ng_str("")
             : words;
}

static NgXmlEvent
on_element(NgXml* xml, NgXmlEvent event)
{
  xml->name     = view_of(xmlTextReaderConstLocalName(xml->reader));
  xml->space    = view_of(xmlTextReaderConstNamespaceUri(xml->reader));
  xml->is_empty = event == NG_XML_START && xmlTextReaderIsEmptyElement(xml->reader) == 1;
  if (ng_xml_depth(xml) > MAX_DEPTH) {
    xml->status = NG_ERR_BAD_INPUT;
    snprintf(xml->message, sizeof(xml->message), "nested in a depth of more than %d elements", MAX_DEPTH);
    return NG_XML_END_OF_ITEM;
  }
  return event;
}

NgXmlEvent
ng_xml_next(NgXml* xml)
{
  if (xml->is_empty) {
    xml->is_empty = false;
    return NG_XML_END;
  }
  while (!xml->status) {
    const int st = xmlTextReaderRead(xml->reader);
    if (st != 1) {
      if (st < 0 && !xml->status) {
        xml->status = NG_ERR_BAD_INPUT;
        snprintf(xml->message, sizeof(xml->message), "the parser cannot go on");
      }
      break;
    }
    switch (xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
      return on_element(xml, NG_XML_START);
    case XML_READER_TYPE_END_ELEMENT:
      return on_element(xml, NG_XML_END);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      xml->text = view_of(xmlTextReaderConstValue(xml->reader));
      return NG_XML_TEXT;
    case XML_READER_TYPE_ENTITY_REFERENCE:
      xml->text = entity_words(xml);
      return NG_XML_TEXT;
    default:
      break;
    }
  }
  return NG_XML_END_OF_ITEM;
}

NgStr
ng_xml_name(const NgXml* xml)
{
  return xml->name;
}

NgStr
ng_xml_namespace(const NgXml* xml)
{
  return xml->space;
}

unsigned
ng_xml_depth(const NgXml* xml)
{
  const int depth = xmlTextReaderDepth(xml->reader);
  return depth > 0 ? (unsigned)depth : 0;
}

NgStr
ng_xml_text(const NgXml* xml)
{
  return xml->text;
}

static NgStr
keep_value(NgXml* xml, xmlChar* value)
{
  xmlFree(xml->value);
  xml->value = value;
  return ng_str_trim(view_of(value));
}

NgStr
ng_xml_attribute(NgXml* xml, const char* name)
{
  return keep_value(xml, xmlTextReaderGetAttribute(xml->reader, (const xmlChar*)name));
}

NgStr
ng_xml_language(NgXml* xml)
{
  return keep_value(xml, xmlTextReaderXmlLang(xml->reader));
}

NgStatus
ng_xml_status(const NgXml* xml, NgError* err)
{
  return xml->status ? ng_error_set(err, xml->status, "Not well-formed XML: %s", xml->message) : NG_SUCCESS;
}

// --- words ---------------------------------------------------------------------------------------

static bool
is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void
ng_words_break(NgWords* words, unsigned n)
{
  words->n_breaks = words->n_breaks > n ? words->n_breaks : n;
}

void
ng_words_add(NgWords* words, NgStr text)
{
  for (size_t i = 0; i < text.len;) {
    if (is_space(text.at[i])) {
      words->has_space = true;
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.len && !is_space(text.at[i])) {
      ++i;
    }
    if (words->to->len && words->n_breaks) {
      ng_buf_add(words->to, ng_str_n("\n\n", words->n_breaks < 2 ? 1 : 2));
    } else if (words->to->len && words->has_space) {
      ng_buf_addc(words->to, ' ');
    }
    ng_buf_add(words->to, ng_str_n(text.at + begin, i - begin));
    words->n_breaks  = 0;
    words->has_space = false;
  }
}

// The next event inside of an element that began at `depth`.
static NgXmlEvent
next_inside(NgXml* xml, unsigned depth)
{
  const NgXmlEvent event = ng_xml_next(xml);
  return event == NG_XML_END && ng_xml_depth(xml) == depth ? NG_XML_END_OF_ITEM : event;
}

void
ng_xml_line(NgXml* xml, NgBuf* to)
{
  const unsigned depth = ng_xml_depth(xml);
  NgWords        words = {to, 0, false};
  ng_buf_clear(to);
  for (NgXmlEvent event; (event = next_inside(xml, depth)) != NG_XML_END_OF_ITEM;) {
    if (event == NG_XML_TEXT) {
      ng_words_add(&words, xml->text);
    } else {
      words.has_space = words.has_space || ng_str_is(xml->name, "br") || ng_str_is(xml->name, "p");
    }
  }
}

void
ng_xml_characters(NgXml* xml, NgBuf* to)
{
  const unsigned depth = ng_xml_depth(xml);
  for (NgXmlEvent event; (event = next_inside(xml, depth)) != NG_XML_END_OF_ITEM;) {
    if (event == NG_XML_TEXT) {
      ng_buf_add(to, xml->text);
    }
  }
}

void
ng_xml_skip(NgXml* xml)
{
  const unsigned depth = ng_xml_depth(xml);
  while (next_inside(xml, depth) != NG_XML_END_OF_ITEM) {
  }
}

static bool
is_one_of(NgStr name, const char* const* names)
{
  while (*names && !ng_str_is(name, *names)) {
    ++names;
  }
  return *names != NULL;
}

void
ng_xml_paragraphs(NgXml* xml, NgWords* words)
{
  static const char* const blocks[] = {
      "p",  "div", "h1",         "h2",    "h3",      "h4",      "h5",   "h6",      "hl1", "hl2",
      "li", "tr",  "ul",         "ol",    "table",   "pre",     "dl",   "dt",      "dd",  "bq",
      "fn", "hr",  "blockquote", "block", "section", "article", "body", "caption", NULL};
  static const char* const others[] = {"script", "style", "media", "figure", "object",   "iframe", "form",
                                       "head",   "note",  "img",   "svg",    "body.end", NULL};
  const unsigned           depth    = ng_xml_depth(xml);
  ng_words_break(words, 2);
  for (NgXmlEvent event; (event = next_inside(xml, depth)) != NG_XML_END_OF_ITEM;) {
    if (event == NG_XML_TEXT) {
      ng_words_add(words, xml->text);
    } else if (event == NG_XML_START && is_one_of(xml->name, others)) {
      ng_xml_skip(xml);
    } else if (is_one_of(xml->name, blocks)) {
      ng_words_break(words, 2);
    } else if (ng_str_is(xml->name, "br")) {
      ng_words_break(words, 1);
    } else if (ng_str_is(xml->name, "td") || ng_str_is(xml->name, "th")) {
      words->has_space = true;
    }
  }
  ng_words_break(words, 2);
}
