// SPDX-License-Identifier: Apache-2.0
// From a country or capital of an article to the government that acts in its name.
#ifndef NG_UNDERSTAND_GOVERNMENT_H
#define NG_UNDERSTAND_GOVERNMENT_H

#include "know/know.h"
#include "model/doc.h"

/// The government that acts where `entity` (a country, a capital or a government already) is said to
/// act; the entity is made where the article has none yet (which may move doc->entities.at). NG_NONE
/// where none is known, as for a person, or without memory.
uint32_t ng_who_government_of(const NgKnow* know, NgDoc* doc, uint32_t entity);

#endif
