// SPDX-License-Identifier: Apache-2.0
// Text with names marked by hand, for training and for measuring: JSON lines with character spans, and
// column files (token, coarse tag, the source's own tag). All of it is read as raw text and cut by
// text/, so that the model learns from the tokens that it will see.
#ifndef NG_TRAIN_NAMES_CORPUS_H
#define NG_TRAIN_NAMES_CORPUS_H

#include "tag/names_view.h"

enum {
  NG_NAME_MASK_O   = 1 << NG_N_NAME_TYPES,      ///< In a set of types: perhaps no name at all
  NG_NAME_MASK_ALL = (1 << NG_N_NAME_TYPES) - 1 ///< Any type
};

/// A name as annotated. `cls` is NG_CLASS_NONE where only the type is told, or where the class is none
/// of ours; `is_fine` says that the annotation tells the class.
typedef struct {
  uint32_t char_begin, char_end;
  NgSpan   tokens; ///< Empty where the tokens do not meet the name
  bool     is_exact;
  bool     is_fine;
  uint8_t  types; ///< Bit set of NgNameType, perhaps with NG_NAME_MASK_O
  NgClass  cls;
  NgStr    tag; ///< The annotation's own word
} NgGoldName;

typedef struct {
  NgDoc doc;
  NG_VEC(NgGoldName) names;
  uint8_t   free; ///< Types that may hide where nothing is annotated
  float     weight;
  uint32_t  source; ///< Number of the file
  uint32_t  origin; ///< Number of the document of which it is a copy, or its own: copies go with it
  bool      is_copy;
  uint32_t* allowed; ///< Labels allowed, one a token
} NgGoldDoc;

typedef struct {
  NgArena* arena; ///< Holds everything
  NG_VEC(NgGoldDoc) docs;
  uint32_t n_names, n_inexact, n_sources;
} NgGold;

NgStatus ng_gold_new(NgGold* gold);
void     ng_gold_free(NgGold* gold);

/// Add the articles of a file of JSON lines: "text", perhaps "title", "spans" [[begin, end, class]].
NgStatus ng_gold_read_jsonl(NgGold* gold, const char* path, float weight, NgError* err);

/// Add the sentences of a column file; the rules for its tags go by the name of the file. Unknown names
/// follow the coarse column.
NgStatus ng_gold_read_columns(NgGold* gold, const char* path, float weight, NgError* err);

/// Cut the text of a document whose body, title and names are filled in, and find what its annotation
/// allows. For documents made by others than the readers.
NgStatus ng_gold_finish(NgGold* gold, NgGoldDoc* doc, NgError* err);

/// Type of a class of names; NG_N_NAME_TYPES where names have no such class.
NgNameType ng_gold_type_of(NgClass cls);

/// Class of a word of the annotation ("Person"); NG_CLASS_NONE where it is none.
NgClass ng_gold_class(NgStr word);

#endif
