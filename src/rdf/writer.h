// SPDX-License-Identifier: Apache-2.0
// Writes the quads of any graph, as they come: blank nodes, any literals, nothing held back. (write/ writes
// the graph of an article, whose terms are checked and canonical, by raptor; its Turtle serializer holds all
// of a document, loses cycles of blank nodes and rewrites numbers, so graphs of others are written here.)
#ifndef NG_RDF_WRITER_H
#define NG_RDF_WRITER_H

#include "base/io.h"
#include "rdf/rdf.h"

typedef struct NgRdfWriterImpl NgRdfWriter;

/// Write to `output`, which stays the caller's and must outlive it. In Turtle triples of the same subject and
/// predicate that come one after the other are drawn together. N-Triples, Turtle and RDF/XML have no graphs:
/// their names are left out. NG_RDF_AUTO writes lines: N-Quads where there is a graph, else N-Triples.
/// @return NG_ERR_NO_MEM; NG_ERR_UNSUPPORTED for NG_RDF_TRIG.
NgStatus ng_rdf_writer_open(NgRdfWriter** out, NgOutput* output, NgRdfFormat format, NgError* err);

/// In RDF/XML characters that XML 1.0 cannot hold become U+FFFD.
/// @return NG_ERR_WRITE, NG_ERR_NO_MEM; NG_ERR_BAD_ARG where RDF/XML has no name for the predicate: it has
/// not been written, and writing may go on.
NgStatus ng_rdf_writer_quad(NgRdfWriter* writer, const NgQuad* quad, NgError* err);

/// The same for a line as ng_rdf_text gives it.
NgStatus ng_rdf_writer_line(NgRdfWriter* writer, NgStr line, NgError* err);

/// End the document; the output still has to be closed. @return NG_ERR_WRITE.
NgStatus ng_rdf_writer_finish(NgRdfWriter* writer, NgError* err);

/// Accepts NULL.
void ng_rdf_writer_free(NgRdfWriter* writer);

#endif
