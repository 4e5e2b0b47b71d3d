// SPDX-License-Identifier: Apache-2.0
// The child process that runs raptor's parsers: the program newsgraph-parse, found beside the data
// (installed) or in the build tree; the environment's NEWSGRAPH_PARSE names another. It is fed the document
// on its standard input and answers on its standard output with lines:
//   #N          what follows was found at line N of the document
//   <s> <p> ... a quad, as an N-Quad
//   !L C text   the document is wrong at line L and column C (0: not known)
//   .           the document is complete
// It trusts nothing it reads, and we do not trust what it answers: its quads go through our own reader.
#ifndef NG_RDF_CHILD_H
#define NG_RDF_CHILD_H

#include "base/bytes.h"
#include "rdf/rdf.h"

typedef struct NgChildImpl NgChild;

/// Start the child for a document in `format`, which `bytes` (they stay the caller's) brings.
/// @return NG_ERR_READ where it cannot be started, NG_ERR_NO_MEM.
NgStatus ng_child_start(NgChild** out, NgBytes* bytes, NgRdfFormat format, const NgRdfOptions* options,
                        NgError* err);

/// The next line that is a quad; lives until the next call.
/// @return NG_SUCCESS; NG_END; NG_ERR_BAD_INPUT with line and column where known: the document is wrong, or
/// the child was ended by a signal or a limit; NG_ERR_READ and NG_ERR_LIMIT from the stream.
NgStatus ng_child_next(NgChild* child, NgStr* line, NgError* err);

/// Line of the document at which the last quad was found; 0 where that is not known.
size_t ng_child_line(const NgChild* child);

/// Accepts NULL; ends the process.
void ng_child_stop(NgChild* child);

#endif
