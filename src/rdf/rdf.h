// SPDX-License-Identifier: Apache-2.0
// Reads graphs back, whoever wrote them: quads are pulled one at a time from N-Triples, N-Quads, Turtle, TriG
// or RDF/XML, as they are or as .gz or .zst, and memory does not grow with the file.
//
// N-Triples and N-Quads are read by our own reader, strict by the grammars of 25 February 2014, and stricter
// in language tags (model/term.h). The other forms are read by raptor, whose parsers are not safe on hostile
// input, so they run in a child process, the program newsgraph-parse, with limits of memory and time and
// neither files nor network; it hands its quads back through a pipe, and a crash of it is an error of the
// file.
//
//   NgRdf* rdf = NULL;
//   NgQuad quad;
//   NG_TRY(ng_rdf_open(&rdf, path, NG_RDF_AUTO, NULL, err));
//   NgStatus st;
//   while (!(st = ng_rdf_next(rdf, &quad, err))) { ... }
//   ng_rdf_close(rdf);
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
  bool        is_skolemised; ///< Blank nodes become IRIs below NG_RDF_GENID that follow from the content of
                             ///< the file and their label, so that those of two files stay apart
} NgRdfOptions;

/// What the IRIs of skolemised blank nodes begin with (RDF 1.1 Concepts, section 3.5); 32 hex digits follow.
#define NG_RDF_GENID "https://w3id.org/.well-known/genid/newsgraph/"

#define NG_RDF_OPTIONS_INIT                                                                                  \
  {                                                                                                          \
    NULL, 0, 0, 0, false                                                                                     \
  }

typedef struct NgRdfImpl NgRdf;

/// Open the graph file `path`, "-" for standard input. `options` may be NULL.
/// @return NG_ERR_READ, NG_ERR_NO_MEM, NG_ERR_BAD_INPUT where its form is not known; NG_ERR_BAD_ARG where
/// blank nodes of standard input are to be skolemised, since its content can be read only once.
NgStatus ng_rdf_open(NgRdf** out, const char* path, NgRdfFormat format, const NgRdfOptions* options,
                     NgError* err);

/// The same over bytes that outlive it; `name` is shown in messages and, with NG_RDF_AUTO, tells the form.
NgStatus ng_rdf_open_bytes(NgRdf** out, const char* name, NgStr bytes, NgRdfFormat format,
                           const NgRdfOptions* options, NgError* err);

/// The next quad; its strings live until the next call.
/// @return NG_SUCCESS; NG_END; NG_ERR_BAD_INPUT with file and, where known, line and column: for N-Triples
/// and N-Quads the next call (with `err` zeroed) goes on with the next line, for the other forms it returns
/// NG_END; NG_ERR_READ and NG_ERR_NO_MEM end the file.
NgStatus ng_rdf_next(NgRdf* rdf, NgQuad* quad, NgError* err);

/// Line of the quad read last, from 1; 0 where the form does not tell.
size_t ng_rdf_line(const NgRdf* rdf);

/// The line of the quad read last as it stands, without line end, where that is what ng_rdf_write_quad would
/// write: lives as long as the quad. Empty where the line has another form.
NgStr ng_rdf_text(const NgRdf* rdf);

/// The form that is read, once the file is open.
NgRdfFormat ng_rdf_format(const NgRdf* rdf);

/// Accepts NULL; ends the child process.
void ng_rdf_close(NgRdf* rdf);

/// Take one line of N-Triples or N-Quads apart, without its line end: `quad` borrows from it, and from `text`
/// where something was escaped. `column` of the error is set. @return NG_SUCCESS; NG_END for an empty line or
/// a comment.
NgStatus ng_rdf_parse_line(NgStr line, bool with_graph, NgBuf* text, NgQuad* quad, NgError* err);

/// Append `term` in N-Triples form, canonical (only what must be escaped is). @return out->status.
NgStatus ng_rdf_write_term(NgBuf* out, const NgRdfTerm* term);

/// Append the line of `quad`: an N-Quad where its graph has a value, else an N-Triple. @return out->status.
NgStatus ng_rdf_write_quad(NgBuf* out, const NgQuad* quad);

#endif
