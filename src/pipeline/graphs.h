// SPDX-License-Identifier: Apache-2.0
// What the commands that read graphs have in common. Not for others.
#ifndef NG_PIPELINE_GRAPHS_H
#define NG_PIPELINE_GRAPHS_H

#include "pipeline/public.h"
#include "rdf/rdf.h"

/// The form that is called `format` in newsgraph.h. @return NG_ERR_BAD_ARG for no such.
NgStatus ng_graph_format(NgRdfFormat* out, NewsgraphFormat format, NgError* err);

/// Hand `what` to `message` of the caller's options, which may be NULL.
void ng_tell_refused(void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what),
                     void* self, const NgError* what);

#endif
