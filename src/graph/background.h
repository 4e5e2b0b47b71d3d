// SPDX-License-Identifier: Apache-2.0
// What the knowledge file has about the people of an article: their offices and parties. It goes to a
// graph of its own and to a class of its own, since no article has said it.
#ifndef NG_GRAPH_BACKGROUND_H
#define NG_GRAPH_BACKGROUND_H

#include "graph/nodes.h"

/// Push the graph {base}background for the people among `nodes` that are used and known, with begin and
/// end, or nothing where there are none. To be called after the article's own end.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, or what the sink returned.
NgStatus ng_background_run(const NgNodes* nodes, NgEmit* emit);

#endif
