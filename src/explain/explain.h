// SPDX-License-Identifier: Apache-2.0
// Says in words why a graph holds a node or a fact: what is said of it, the sentences it was read from with
// the words marked, the rule or score that decided, and what the knowledge file has about it.
#ifndef NG_EXPLAIN_EXPLAIN_H
#define NG_EXPLAIN_EXPLAIN_H

#include "base/buf.h"
#include "know/know.h"
#include "model/doc.h"
#include "query/store.h"

/// Where the words of articles come from.
typedef struct {
  void* self;
  /// Fill the text layer of `doc` (which has been reset) for the article with the IRI `article`. `given` is
  /// its text in the graph, empty where the graph has none.
  /// @return NG_SUCCESS; NG_END where the text is not to be had; NG_ERR_NO_MEM.
  NgStatus (*text)(void* self, NgStr article, NgStr given, NgDoc* doc, NgError* err);
} NgExplainTexts;

typedef struct {
  NgStr                 target;  ///< IRI, prefixed name, end of an IRI, or label
  const NgKnow*         know;    ///< May be NULL
  const NgExplainTexts* texts;   ///< May be NULL: no sentences
  bool                  is_bold; ///< Mark words by escape sequences of a terminal instead of brackets
  bool                  is_all;  ///< Show everything, however long
} NgExplainOptions;

/// Write the explanation to the end of `out`.
/// @return NG_SUCCESS; NG_ERR_BAD_ARG where nothing or more than one thing is called so (then `out` lists
/// them, one a line); NG_ERR_NO_MEM; NG_ERR_LIMIT where `out` is full.
NgStatus ng_explain_run(NgStore* store, const NgExplainOptions* options, NgBuf* out, NgError* err);

#endif
