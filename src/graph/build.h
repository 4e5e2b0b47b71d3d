// SPDX-License-Identifier: Apache-2.0
// From a finished document to its triples: the article, its entities, mentions, positions, events and
// statements, as ontology/README.md describes them.
#ifndef NG_GRAPH_BUILD_H
#define NG_GRAPH_BUILD_H

#include "know/know.h"
#include "model/doc.h"
#include "model/sink.h"

typedef enum {
  NG_PROFILE_FULL = 0, ///< All
  NG_PROFILE_FACTS,    ///< Without mentions and without descriptions of spans
} NgProfile;

/// Told what was left out or mended, one sentence without a full stop. The string lives for the call.
typedef void (*NgGraphLog)(void* self, const NgMeta* meta, const char* message);

typedef struct {
  NgStr         base; ///< Absolute IRI that the IRIs of things begin with
  NgProfile     profile;
  bool          entail;         ///< Write what lies above each property too
  bool          with_text;      ///< Write the whole text
  float         min_confidence; ///< Positions, events and statements below it are left out
  const NgKnow* background;     ///< Write what it has about the people of the article; NULL: nothing
  NgStr         version;        ///< Of the program: the text's node says who made it; empty: it does not
  NgGraphLog    log;            ///< May be NULL
  void*         log_self;
} NgGraphOptions;

#define NG_GRAPH_OPTIONS_INIT                                                                                \
  {                                                                                                          \
    {"https://w3id.org/newsgraph/id/", 30}, NG_PROFILE_FULL, false, false, 0, NULL, {NULL, 0}, NULL, NULL    \
  }

/// Push the triples of `doc` to `sink`: one begin, the triples, one end; and where options->background has
/// something, one more begin, triples and end for the graph {base}background. No triple comes twice, the
/// order follows from the document alone, and each triple passes ng_term_check. What cannot be written (a URL
/// that is no IRI, a fact without a place in the text) is left out and told to the log.
///
/// Scratch memory comes from doc->arena; the document itself is only read.
/// @return NG_SUCCESS; NG_ERR_BAD_ARG where the base is no absolute IRI or the document has no hash;
/// NG_ERR_NO_MEM; or what the sink returned.
NgStatus ng_graph_run(const NgGraphOptions* options, const NgDoc* doc, const NgSink* sink, NgError* err);

#endif
