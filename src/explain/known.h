// SPDX-License-Identifier: Apache-2.0
// What the knowledge file has about a linked entity, for people to read.
#ifndef NG_EXPLAIN_KNOWN_H
#define NG_EXPLAIN_KNOWN_H

#include "explain/look.h"
#include "know/know.h"

/// Write the row of the Wikidata item `item` ("http://www.wikidata.org/entity/Q142"), or that there is none.
/// @return NG_SUCCESS, NG_ERR_NO_MEM, NG_ERR_LIMIT.
NgStatus ng_explain_known(const NgLook* look, const NgKnow* know, NgStr item, NgBuf* out);

#endif
