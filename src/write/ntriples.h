// SPDX-License-Identifier: Apache-2.0
// N-Triples and N-Quads (W3C Recommendations of 25 February 2014), one line a triple, in the canonical
// form of N-Triples: one space between terms, only what must be escaped is.
#ifndef NG_WRITE_NTRIPLES_H
#define NG_WRITE_NTRIPLES_H

#include "base/buf.h"
#include "model/sink.h"

/// Add the line for `triple` to `out`. `graph` is the fourth term of an N-Quad; empty gives an N-Triple.
/// With `is_ascii` what is not ASCII becomes \uXXXX or \UXXXXXXXX, else it stays UTF-8. The terms are not
/// checked here (model/term.h does), but quotes, backslashes and controls are always escaped.
/// @return out->status; on failure `out` may end within a line.
NgStatus ng_ntriples_add(NgBuf* out, const NgTriple* triple, NgStr graph, bool is_ascii);

/// The terms of a line. A literal has a language, a datatype, or neither; xsd:string is not written.
NgStatus ng_ntriples_add_iri(NgBuf* out, NgStr iri, bool is_ascii);
NgStatus ng_ntriples_add_literal(NgBuf* out, NgStr lexical, NgStr language, NgStr datatype, bool is_ascii);

#endif
