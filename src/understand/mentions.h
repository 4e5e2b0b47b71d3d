// SPDX-License-Identifier: Apache-2.0
// Look-ups in the entities and mentions of an article, shared by what finds facts and positions.
#ifndef NG_UNDERSTAND_MENTIONS_H
#define NG_UNDERSTAND_MENTIONS_H

#include "model/doc.h"

/// Index of the mention that covers token `token`, or NG_NONE. doc->mentions are in order and do not
/// overlap; binary search.
uint32_t ng_mention_at(const NgDoc* doc, uint32_t token);

/// Index of the first mention that ends behind token `token` (it may begin there or later);
/// doc->mentions.n where there is none.
uint32_t ng_mention_from(const NgDoc* doc, uint32_t token);

/// The entity that the tokens name: that of the only mention in them or, where there are several, of
/// the one that covers the last token. NG_NONE where none does.
uint32_t ng_who_entity_at(const NgDoc* doc, NgSpan tokens);

#endif
