// SPDX-License-Identifier: Apache-2.0
// Triples on their way out of graph/, and where they may go. What pushes and what receives meet only
// here, so that a writer, a counter, a filter and a store are all the same to graph/.
#ifndef NG_MODEL_SINK_H
#define NG_MODEL_SINK_H

#include "base/status.h"
#include "base/str.h"

typedef enum {
  NG_OBJECT_IRI = 0,
  NG_OBJECT_LITERAL, ///< With a language, a datatype, or neither (then xsd:string)
} NgObjectKind;

/// One triple. All strings are UTF-8 and already checked by graph/: IRIs absolute and without
/// forbidden characters, language tags well formed, lexical forms canonical. There are no blank nodes.
typedef struct {
  NgStr        subject;
  NgStr        predicate;
  NgObjectKind object_kind;
  NgStr        object;
  NgStr        language; ///< Empty: none
  NgStr        datatype; ///< Datatype IRI; empty: none
} NgTriple;

/// A receiver. The calls for one article are: begin, triples, end. Strings are borrowed for the call.
/// After a call failed no other but `free` is made.
typedef struct {
  void* self;
  /// An article begins; `graph` is its IRI.
  NgStatus (*begin)(void* self, NgStr graph, NgError* err);
  NgStatus (*triple)(void* self, const NgTriple* triple, NgError* err);
  /// The article is complete: all its triples have been handed over.
  NgStatus (*end)(void* self, NgError* err);
} NgSink;

#endif
