// SPDX-License-Identifier: Apache-2.0
// Whether what a word tells is told as a fact, and who says so: read from the auxiliaries, adverbs and
// conjunctions of its clause and from what governs the clause, up to the root of the sentence.
#ifndef NG_UNDERSTAND_FACTUALITY_H
#define NG_UNDERSTAND_FACTUALITY_H

#include "understand/scene.h"

typedef struct {
  NgTerm   value;    ///< NG_TERM_ASSERTED ...
  uint32_t source;   ///< Token of who says so, or NG_NONE
  uint32_t n_layers; ///< Reports within reports
} NgTruth;

/// Truth of what the verb, adjective or noun at `trigger` tells.
NgTruth ng_truth_of(const NgScene* scene, uint32_t trigger);

/// Does the verb or noun lend its subject to an event noun? The entry of the list whose particle and
/// preposition agree, or NULL. `noun` is the event noun below `verb`.
const NgLight* ng_light_of(const NgScene* scene, uint32_t verb, uint32_t noun);

/// Are the particles of a phrasal verb there (or, without any, no particle)?
bool ng_has_particles(const NgScene* scene, uint32_t verb, const uint32_t particle[2]);

#endif
