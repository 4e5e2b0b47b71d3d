// SPDX-License-Identifier: Apache-2.0
// Reads graphs back, whoever wrote them: quads are pulled one at a time from N-Triples, N-Quads, Turtle, TriG
// or RDF/XML, as they are or as .gz or .zst, and memory does not grow with the file.
//
// N-Triples and N-Quads are read by our own strict reader. The other forms are read by raptor, whose parsers
// are not safe on hostile input, so they run in a child process with limits of memory and time that hands its
// quads back through a pipe; a crash of it is an error of the file.
#ifndef NG_RDF_RDF_H
#define NG_RDF_RDF_H

#include "base/buf.h"

typedef enum {
  NG_RDF_IRI = 0,
  NG_RDF_BLANK,
  NG_RDF_LITERAL,
} NgRdfKind;

typedef struct {
  NgRdfKind kind;
  NgStr     value;    ///< The IRI; the label without "_:"; the lexical form, unescaped
  NgStr     language; ///< Of a literal; empty: none
  NgStr     datatype; ///< Of a literal; empty: xsd:string, or rdf:langString where there is a language
} NgRdfTerm;

typedef struct {
  NgRdfTerm subject;
  NgRdfTerm predicate;
  NgRdfTerm object;
  NgRdfTerm graph; ///< An empty value: the default graph
} NgQuad;

typedef enum {
  NG_RDF_AUTO =
      0, ///< By the end of the name (.nt .nq .ttl .trig .rdf .xml .owl, before .gz or .zst), else by content
  NG_RDF_NTRIPLES,
  NG_RDF_NQUADS,
  NG_RDF_TURTLE,
  NG_RDF_TRIG,
  NG_RDF_RDFXML,
} NgRdfFormat;

typedef struct {
  const char* base;              ///< For relative IRIs; NULL: there are none, one is an error
  size_t      max_line_bytes;    ///< A longer line or literal is an error; 0: 16 MiB
  size_t      max_child_bytes;   ///< Memory of the child process; 0: 1 GiB
  unsigned    max_child_seconds; ///< CPU time of the child process; 0: 600
} NgRdfOptions;

#define NG_RDF_OPTIONS_INIT                                                                                  \
  {                                                                                                          \
    NULL, 0, 0, 0                                                                                            \
  }

typedef struct NgRdfImpl NgRdf;

/// Open the graph file `path`, "-" for standard input. `options` may be NULL.
/// @return NG_ERR_READ, NG_ERR_NO_MEM, NG_ERR_BAD_INPUT where its form is not known.
NgStatus ng_rdf_open(NgRdf** out, const char* path, NgRdfFormat format, const NgRdfOptions* options,
                     NgError* err);

/// The same over bytes that outlive it; `name` is shown in messages and, with NG_RDF_AUTO, tells the form.
NgStatus ng_rdf_open_bytes(NgRdf** out, const char* name, NgStr bytes, NgRdfFormat format,
                           const NgRdfOptions* options, NgError* err);

/// The next quad; its strings live until the next call.
/// @return NG_SUCCESS; NG_END; NG_ERR_BAD_INPUT with file and, where known, line and column: for N-Triples
/// and N-Quads the next call goes on with the next line, for the other forms it returns NG_END; NG_ERR_READ
/// and NG_ERR_NO_MEM end the file.
NgStatus ng_rdf_next(NgRdf* rdf, NgQuad* quad, NgError* err);

/// Line of the quad read last, from 1; 0 where the form does not tell.
size_t ng_rdf_line(const NgRdf* rdf);

/// Accepts NULL; ends the child process.
void ng_rdf_close(NgRdf* rdf);

/// Append `term` in N-Triples form, canonical (only what must be escaped is). @return out->status.
NgStatus ng_rdf_write_term(NgBuf* out, const NgRdfTerm* term);

/// Append the line of `quad`: an N-Quad where its graph has a value, else an N-Triple. @return out->status.
NgStatus ng_rdf_write_quad(NgBuf* out, const NgQuad* quad);

#endif
