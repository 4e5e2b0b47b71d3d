// SPDX-License-Identifier: Apache-2.0
// More training text from the same text: copies of annotated documents in which names are exchanged for
// others of their class, so that the model learns from the surroundings rather than from the names that
// happened to be in the news, and meets names of all countries.
#ifndef NG_TRAIN_NAMES_AUGMENT_H
#define NG_TRAIN_NAMES_AUGMENT_H

#include "know/know.h"
#include "train/names_corpus.h"

typedef struct {
  NG_VEC(NgStr) names[NG_N_CLASS];     ///< Other names, by class
  NG_VEC(NgStr) templates[NG_N_CLASS]; ///< Patterns to make names of: "{P} Times"
  NG_VEC(NgStr) fields;                ///< For {F} in a pattern
  NG_VEC(NgStr) titles;                ///< What may stand before the name of a person
} NgNameStock;

/// Names of the knowledge file, titles of the word lists, places and patterns of train/ in the data
/// folder; all from `arena`.
NgStatus ng_name_stock_read(NgNameStock* stock, const NgKnow* know, NgArena* arena, NgError* err);

typedef struct {
  uint32_t n_copies;
  uint64_t seed;
  float    weight;     ///< Of a copy, times that of its original
  float    swap;       ///< Chance that a name is exchanged
  float    title;      ///< Chance of a title before a person without one
  float    title_case; ///< Chance that a copy's headline goes to title case; half as often to capitals
} NgAugmentOptions;

/// Add copies of all documents of `gold` to it.
NgStatus ng_gold_augment(NgGold* gold, const NgNameStock* stock, const NgAugmentOptions* options,
                         NgError* err);

#endif
