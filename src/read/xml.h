// SPDX-License-Identifier: Apache-2.0
// One XML item, event by event, by libxml2's text reader. Nothing outside of the bytes is ever loaded: no
// external entity, no document type, nothing over a network. Entities of HTML are known without a declaration
// and a lone ampersand is one, since feeds hold both.
#ifndef NG_READ_XML_H
#define NG_READ_XML_H

#include "base/buf.h"

typedef struct NgXmlImpl NgXml;

typedef enum {
  NG_XML_END_OF_ITEM = 0, ///< Or an error, see ng_xml_status
  NG_XML_START,
  NG_XML_END, ///< Also of an element without content
  NG_XML_TEXT,
} NgXmlEvent;

/// Work memory for items of at most `max_bytes`, one a thread; NULL without memory.
NgXml* ng_xml_new(size_t max_bytes);

/// Accepts NULL.
void ng_xml_free(NgXml* xml);

/// Begin `item`, which stands between `before` (declarations, start tags of its ancestors) and `after` (their
/// end tags). All must outlive the reading. `is_utf8` overrules the encoding that they declare.
/// @return NG_ERR_NO_MEM.
NgStatus ng_xml_begin(NgXml* xml, NgStr before, NgStr item, NgStr after, bool is_utf8, NgError* err);

/// The next event. Names and text live until the next call.
NgXmlEvent ng_xml_next(NgXml* xml);

/// Of a start or end: the name without prefix; its namespace, empty without one; how many elements it stands
/// in.
NgStr    ng_xml_name(const NgXml* xml);
NgStr    ng_xml_namespace(const NgXml* xml);
unsigned ng_xml_depth(const NgXml* xml);

/// Of a text: its characters.
NgStr ng_xml_text(const NgXml* xml);

/// Value of an attribute of the element that just started, by its name without prefix; empty without one.
/// Lives until the next call for an attribute.
NgStr ng_xml_attribute(NgXml* xml, const char* name);

/// The language that xml:lang gives to where the reader is; empty without one. Lives as an attribute.
NgStr ng_xml_language(NgXml* xml);

/// Why there was no further event: NG_SUCCESS at the end; NG_ERR_BAD_INPUT where it is not well-formed,
/// nested too deep or its entities grow beyond measure.
NgStatus ng_xml_status(const NgXml* xml, NgError* err);

// --- words --------------------------------------------------------------------------------------

/// Words being put together out of texts: runs of white space become one space.
typedef struct {
  NgBuf*   to;
  unsigned n_breaks; ///< Newlines that are due before the next word
  bool     has_space;
} NgWords;

void ng_words_add(NgWords* words, NgStr text);

/// The next word begins behind `n` newlines.
void ng_words_break(NgWords* words, unsigned n);

/// To the end of the element that just started: its words in one line at `to`, which is cleared before.
void ng_xml_line(NgXml* xml, NgBuf* to);

/// To the end of the element that just started: its paragraphs as XHTML and NITF mark them, added to `words`,
/// with an empty line between two. Scripts, pictures and notes to editors are left out.
void ng_xml_paragraphs(NgXml* xml, NgWords* words);

/// To the end of the element that just started: its characters as they stand, added to `to`.
void ng_xml_characters(NgXml* xml, NgBuf* to);

/// To the end of the element that just started.
void ng_xml_skip(NgXml* xml);

#endif
