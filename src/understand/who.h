// SPDX-License-Identifier: Apache-2.0
// Who is who in one article: names become mentions, mentions become entities, entities are linked to
// what is known, and people get the positions that the article gives them.
#ifndef NG_UNDERSTAND_WHO_H
#define NG_UNDERSTAND_WHO_H

#include "know/know.h"
#include "model/doc.h"

typedef struct NgWhoImpl NgWho;

/// Read the word lists. `know` is borrowed until the close.
/// @return NG_ERR_READ or NG_ERR_BAD_DATA where a list is missing or damaged, NG_ERR_NO_MEM.
NgStatus ng_who_open(NgWho** out, const NgKnow* know, NgError* err);

/// Read doc->names (and tags, where there are any); fill doc->mentions, doc->entities and
/// doc->positions from doc->arena. Time grows with n log n of the tokens.
/// @return NG_ERR_NO_MEM
NgStatus ng_who_run(const NgWho* who, NgDoc* doc, NgError* err);

/// Accepts NULL.
void ng_who_close(NgWho* who);

#endif
