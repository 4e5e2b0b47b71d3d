// SPDX-License-Identifier: Apache-2.0
// Inside the names model: the steps of reading an article, each callable by the trainer, so that the
// second reading and the choice of classes train on what the steps before them really give.
#ifndef NG_TAG_NAMES_MODEL_H
#define NG_TAG_NAMES_MODEL_H

#include "tag/names.h"
#include "tag/names_view.h"

enum {
  NG_NAMES_STRIDE     = 32, ///< Scores a token, of which NG_N_NAME_LABELS count
  NG_NAMES_WINDOW     = 5,  ///< Tokens whose vectors the network sees
  NG_N_NAME_CLASS     = 16, ///< Classes of the span model: fifteen and "something else"
  NG_NAMES_MAX_DIM    = 128,
  NG_NAMES_MAX_HIDDEN = 512,
  NG_NAMES_INPUT_BITS = 6, ///< A component of a word vector is its int8 / 2^6
};

/// Inputs of the network for one token of its window: its vector, then its flags as 0 or 1.
static inline uint32_t
ng_names_inputs(uint32_t dim)
{
  return dim + NG_N_NAMETOK_FLAGS;
}

/// Numbers of the section "meta", all uint32_t.
typedef struct {
  uint32_t n_stages;    ///< 1 or 2
  uint32_t has_classes; ///< Whether the span model is there
  uint32_t dim, hidden; ///< Of word vectors and of the network; dim 0: no network
  uint32_t shift1;      ///< Right shift from the first layer's sum to its output
  uint32_t shift2;      ///< Right shift from the second layer's sum to scores
  uint32_t unit;        ///< Scores a nat (natural logarithm of odds)
  uint32_t has_gazetteer;
  uint32_t words_print; ///< ng_names_words_print of the word vectors of its training
} NgNamesMeta;

/// A number by which word vectors are recognised: a hash of the most frequent words' vectors and clusters.
uint32_t ng_names_words_print(const NgWordvec* words);

/// What one reading of the article gave.
typedef struct {
  uint8_t* label;
  uint8_t* margin; ///< How far the second best label lies behind, in units of 1/8 nat, at most 255
  int16_t* scores; ///< NG_NAMES_STRIDE a token, before transitions
} NgNamesPass;

/// What the article's words were taken for by a reading.
typedef struct NgNamesMemory NgNamesMemory;

const NgNamesMeta* ng_names_meta(const NgNames* names);

/// View of an article with all that `names` wants.
NgStatus ng_names_view(const NgNames* names, NgNamesView* view, const NgDoc* doc, NgError* err);

/// First reading: scores, labels and margins of all tokens, from doc->arena.
NgStatus ng_names_first(const NgNames* names, const NgNamesView* view, NgNamesPass* pass, NgError* err);

/// Gather the first reading's labels by word and by name.
NgStatus ng_names_remember(NgNamesMemory** out, const NgNamesView* view, const NgNamesPass* first,
                           NgError* err);

/// Feature hashes of a token for the second reading. @return their number
uint32_t ng_names_second_rows(const NgNamesView* view, const NgNamesPass* first, const NgNamesMemory* memory,
                              NgSpan sentence, uint32_t token, uint32_t* rows);

/// Second reading, which starts from the scores of the first. `second` may share the arrays of `first`
/// for scores only.
NgStatus ng_names_second(const NgNames* names, const NgNamesView* view, const NgNamesPass* first,
                         NgNamesPass* second, NgError* err);

/// A run of tokens taken for a name.
typedef struct {
  NgSpan     tokens;
  NgNameType type;
  uint8_t    margin; ///< The least of its tokens
} NgNamesSpan;

typedef NG_VEC(NgNamesSpan) NgNamesSpans;

/// The names among the labels, from doc->arena.
NgStatus ng_names_spans(const NgNamesView* view, const NgNamesPass* pass, NgNamesSpans* out, NgError* err);

/// Feature hashes of span `i` for the span model. @return their number, at most NG_NAMES_MAX_ROWS
uint32_t ng_names_class_rows(const NgNamesView* view, const NgNamesSpans* spans, uint32_t i, uint32_t* rows);

/// Classes in the order of the span model; the last, NG_CLASS_NONE, is something else.
NgClass ng_names_class(uint32_t index);

/// Bit set of the span model's classes of a type.
uint32_t ng_names_classes_of(NgNameType type);

#endif
