// SPDX-License-Identifier: Apache-2.0
// Turtle and RDF/XML by raptor2, over an NgOutput. Raptor reports neither a bad term nor a failed write,
// so terms are checked before they come here and the output remembers its own failure.
#ifndef NG_WRITE_RAPTOR_H
#define NG_WRITE_RAPTOR_H

#include "base/io.h"
#include "model/sink.h"

typedef struct NgRaptorImpl NgRaptor;

/// `serializer` is raptor's name of a format: "turtle", "rdfxml"; tests and measurements also take its
/// "ntriples". `output` must outlive it.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, or NG_ERR_UNSUPPORTED where raptor has no such format.
NgStatus ng_raptor_open(NgRaptor** out, NgOutput* output, const char* serializer, NgError* err);

/// The bytes that open a document of this format and those that end it, so that what several documents hold
/// can stand in one; empty where it has none. They live as long as `raptor`.
NgStr ng_raptor_head(const NgRaptor* raptor);
NgStr ng_raptor_foot(const NgRaptor* raptor);

/// Begin a document, whose head is not written. One that was begun before is dropped.
NgStatus ng_raptor_begin(NgRaptor* raptor, NgError* err);

/// `triple` must have passed ng_term_check.
/// @return NG_SUCCESS; NG_ERR_NO_MEM; NG_ERR_WRITE; NG_ERR_BAD_ARG where raptor refused (for RDF/XML a
/// predicate that does not end in a name).
NgStatus ng_raptor_triple(NgRaptor* raptor, const NgTriple* triple, NgError* err);

/// End the document: everything of it, its foot included, has gone to the output.
NgStatus ng_raptor_end(NgRaptor* raptor, NgError* err);

/// Forget a document that was begun, and what went wrong with it.
void ng_raptor_drop(NgRaptor* raptor);

/// Accepts NULL; a document that was begun is dropped.
void ng_raptor_free(NgRaptor* raptor);

/// Version of the raptor library that is in use, such as "2.0.15".
const char* ng_raptor_version(void);

#endif
