// SPDX-License-Identifier: Apache-2.0
// Training and measuring of the names model.
#ifndef NG_TRAIN_NAMES_TRAIN_H
#define NG_TRAIN_NAMES_TRAIN_H

#include "tag/names_model.h"
#include "train/names_corpus.h"
#include "train/names_crf.h"

#include <stdio.h>

typedef struct {
  NgCrfOptions first, second;
  bool         has_gazetteer; ///< Whether known names are features of tokens
  uint32_t     n_folds;
  uint32_t     fold_epochs;   ///< Epochs of the first reading for a fold
  uint32_t     min_sentences; ///< Of a document that trains the second reading
  float        second_share;  ///< Of the second reading's weights that are kept: the first reading of a
                              ///< fold is less sure than that of the whole text
  uint32_t class_epochs;
  uint32_t class_log2_rows;
  float    class_rate;
  float    class_dropout;
} NgNamesTrainOptions;

#define NG_NAMES_TRAIN_OPTIONS_INIT                                                                          \
  {                                                                                                          \
    .first  = {.log2_rows      = 18,                                                                         \
               .hidden         = 128,                                                                        \
               .n_epochs       = 4,                                                                          \
               .rate           = 0.1F,                                                                       \
               .net_rate       = 0.3F,                                                                       \
               .row_dropout    = 0.4F,                                                                       \
               .hidden_dropout = 0.3F,                                                                       \
               .seed           = 1},                                                                                   \
    .second = {.log2_rows = 15, .n_epochs = 5, .rate = 0.05F, .row_dropout = 0.2F, .seed = 2}, .n_folds = 4, \
    .fold_epochs = 2, .min_sentences = 5, .second_share = 0.7F, .class_epochs = 10, .class_log2_rows = 16,   \
    .class_rate = 0.1F, .class_dropout = 0.3F,                                                               \
  }

/// Train on `gold` and add the sections of the model to `writer`. `words` and `know` as for
/// ng_names_open.
NgStatus ng_names_train(NgPackWriter* writer, NgGold* gold, const NgWordvec* words, const NgKnow* know,
                        const NgNamesTrainOptions* options, NgError* err);

/// Train the span model: weights of NG_N_NAME_CLASS floats a row, to be freed by ng_free.
NgStatus ng_names_train_classes(float** out, NgGold* gold, const NgWordvec* words, const NgKnow* know,
                                const NgNamesTrainOptions* options, NgError* err);

/// Add all text that may train a shipped model, from the folder of corpora.
NgStatus ng_names_read_sources(NgGold* gold, const char* corpora, NgError* err);

/// Right, found and annotated names.
typedef struct {
  uint32_t right, found, gold;
} NgNamesCount;

typedef struct {
  NgNamesCount fine[NG_N_NAME_CLASS]; ///< In the order of ng_names_class
  NgNamesCount coarse[3];             ///< Person, place, organisation
  uint32_t     n_tokens;
  double       seconds;     ///< Of the processor, for names alone
  double       raw_seconds; ///< From raw text to names
} NgNamesMeasure;

/// Run `names` on every document of `gold` and count. `errors` (may be NULL) receives a line for each
/// difference: what, class, words, surroundings.
NgStatus ng_names_measure(NgNamesMeasure* out, const NgNames* names, NgGold* gold, FILE* errors,
                          NgError* err);

/// F1 of all of `n` counts together.
double ng_names_f1(const NgNamesCount* counts, uint32_t n);

/// Run on the development sets below `corpora` and print the tables.
NgStatus ng_names_measure_all(const NgNames* names, const char* corpora, NgError* err);

/// Print a table of precision, recall and F1.
void ng_names_print(const NgNamesMeasure* m, bool is_fine, const char* title);

#endif
