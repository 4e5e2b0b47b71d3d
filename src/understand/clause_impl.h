// SPDX-License-Identifier: Apache-2.0
// What the parts that read a clause share: the verb itself (clause_verb.c), its subject (clause_subject.c)
// and what the order of the words tells (clause_order.c).
#ifndef NG_UNDERSTAND_CLAUSE_IMPL_H
#define NG_UNDERSTAND_CLAUSE_IMPL_H

#include "understand/scene_impl.h"

/// Is the verb passive: by its auxiliary, or as a bare participle by where it stands?
bool ng_clause_is_passive(const NgScene* scene, uint32_t verb);

/// Is the verb finite, or finite by its auxiliary?
bool ng_clause_is_finite(const NgScene* scene, uint32_t verb);

/// Head of the noun phrase right behind the verb, or NG_NONE.
uint32_t ng_clause_phrase_behind(const NgScene* scene, uint32_t verb);

/// Head of the noun phrase right before the verb and its auxiliaries, or NG_NONE.
uint32_t ng_clause_phrase_before(const NgScene* scene, uint32_t verb);

/// The name that a description between it and the verb belongs to ("Roe, an envoy, arrived"), or NG_NONE.
uint32_t ng_clause_described_subject(const NgScene* scene, uint32_t verb);

/// A name, a number, or in a headline a noun right before the verb or adjective at `head` that must be its
/// subject whatever the parser says, or NG_NONE.
uint32_t ng_clause_adjacent_subject(const NgScene* scene, uint32_t head);

/// Split "Jane Roe winner" behind a verb of declaring or naming into the object and what it is called.
void ng_clause_split_predicate(const NgScene* scene, NgClause* clause);

#endif
