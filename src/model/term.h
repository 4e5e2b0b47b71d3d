// SPDX-License-Identifier: Apache-2.0
// What an RDF term may hold so that every strict reader takes it. The RDF libraries do not check: they
// cut a string at a bad byte, write spaces into IRIs, and a long language tag damages their memory. So
// whoever makes triples asks here first, and whoever writes them asks again.
#ifndef NG_MODEL_TERM_H
#define NG_MODEL_TERM_H

#include "model/sink.h"

enum { NG_TERM_MAX_LANGUAGE = 35 }; ///< Bytes of a language tag (RFC 5646, section 4.4.1)

#define NG_XSD "http://www.w3.org/2001/XMLSchema#"

/// Bytes of the code point at the start of `s` and its value in `*code` (may be NULL); 0 where it is no
/// UTF-8: a stray, missing or overlong byte, a surrogate, beyond U+10FFFF, or `s` is empty.
size_t ng_utf8_next(NgStr s, uint32_t* code);

/// Text of a literal: UTF-8 without NUL and without U+FFFE and U+FFFF, which readers cut off. Other
/// control characters are allowed. Empty text is good.
bool ng_term_text_ok(NgStr text);

/// An absolute IRI (RFC 3987): a scheme, no space, control, <>"{}|\^` or bracket, each '%' followed by
/// two hex digits, at most one '#', a port of digits, and beyond ASCII the "ucschar" of the RFC only.
/// Stricter than the RFC in that a host must not be an IPv6 address.
bool ng_term_iri_ok(NgStr iri);

/// A well-formed language tag (RFC 5646) of at most NG_TERM_MAX_LANGUAGE bytes: letters, then parts of
/// one to eight letters or digits with hyphens between.
bool ng_term_language_ok(NgStr tag);

/// A lexical form that no writer changes on the way, for the XML Schema types integer,
/// nonNegativeInteger ("7", not "+7" or "07"), decimal ("0.5", always with a fraction), double ("5.0E-1",
/// always with an exponent, never INF or NaN), boolean (true, false), date, dateTime, gYear and
/// gYearMonth (a real day of the calendar, perhaps with a time zone). True for any other type.
bool ng_term_lexical_ok(NgStr datatype, NgStr lexical);

/// All of the above for each part of `triple`, and not both a language and a datatype.
/// @return NG_SUCCESS or NG_ERR_BAD_ARG with a message that says which part and shows it.
NgStatus ng_term_check(const NgTriple* triple, NgError* err);

#endif
