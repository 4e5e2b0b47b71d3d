// SPDX-License-Identifier: Apache-2.0
// Writes triples in a format. A writer offers an NgSink; each article's triples are checked, turned into
// bytes and handed to an NgOutput, and memory never grows with the number of articles.
//
// N-Triples and N-Quads are written by our own code (write/ntriples.h), which is several times faster
// than raptor; Turtle and RDF/XML are written by raptor. A Turtle serializer lives for one article, since
// it holds everything until its end; the file is one document all the same, with one block of prefixes.
// RDF/XML is one document for the whole run: its serializer streams, one description a triple.
#ifndef NG_WRITE_WRITER_H
#define NG_WRITE_WRITER_H

#include "base/io.h"
#include "model/sink.h"

typedef enum {
  NG_WRITER_TURTLE = 0,
  NG_WRITER_NTRIPLES,
  NG_WRITER_NQUADS, ///< Each article's triples in the graph named by its IRI
  NG_WRITER_RDFXML, ///< A control character that XML 1.0 cannot hold becomes U+FFFD
} NgWriterFormat;

typedef struct {
  bool is_ascii; ///< N-Triples and N-Quads: escape what is not ASCII. The other formats are always UTF-8
  bool is_piece; ///< Leave out the document's head and foot: what is written is to become part of one
} NgWriterOptions;

#define NG_WRITER_OPTIONS_INIT                                                                               \
  {                                                                                                          \
    false, false                                                                                             \
  }

typedef struct NgWriterImpl NgWriter;

/// Format called `name` ("turtle", "ttl", "ntriples", "nt", "nquads", "nq", "rdfxml", "rdf", "xml").
/// @return NG_SUCCESS or NG_ERR_BAD_ARG with a message that lists the names.
NgStatus ng_writer_format(NgWriterFormat* out, const char* name, NgError* err);

/// Make a writer to `output`, which stays the caller's and must outlive it. `options` may be NULL.
///
/// The writer owns a raptor world where the format needs one. libxml2 and libxslt, which raptor starts
/// and stops, race when worlds are made or freed while other threads work: make all writers before the
/// threads start and free them after they ended; between that, each may be used by one thread at a time.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, NG_ERR_WRITE.
NgStatus ng_writer_open(NgWriter** out, NgOutput* output, NgWriterFormat format,
                        const NgWriterOptions* options, NgError* err);

/// The bytes that open and end a document in the writer's format, for pieces; they may be empty, and live as
/// long as the writer. A Turtle document without triples needs no head.
NgStr ng_writer_head(const NgWriter* writer);
NgStr ng_writer_foot(const NgWriter* writer);

/// Forget the failure of an article and what of it was not written yet, to go on with the next. What it has
/// given to the output is the caller's to take back.
void ng_writer_reset(NgWriter* writer);

/// Where to push articles; lives as long as the writer. A triple that no strict reader would take (see
/// model/term.h) gives NG_ERR_BAD_ARG and no byte of it is written; a failed write gives NG_ERR_WRITE with
/// what the system said. After either the writer is good for ng_writer_reset and ng_writer_free only.
const NgSink* ng_writer_sink(NgWriter* writer);

/// End the document. Must be called once, after the last article; the output still has to be closed.
/// @return NG_SUCCESS or the first failure of the writer, also one that was reported before.
NgStatus ng_writer_finish(NgWriter* writer, NgError* err);

/// Accepts NULL.
void ng_writer_free(NgWriter* writer);

#endif
