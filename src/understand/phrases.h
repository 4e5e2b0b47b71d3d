// SPDX-License-Identifier: Apache-2.0
// A word list whose entries are phrases of one to eight words, found in an article by its tokens.
// Titles, role nouns, cue verbs and the like are such lists.
#ifndef NG_UNDERSTAND_PHRASES_H
#define NG_UNDERSTAND_PHRASES_H

#include "model/doc.h"

typedef struct NgPhrasesImpl NgPhrases;

enum { NG_PHRASES_FIELDS = 5 };

/// One entry. Strings live as long as the list.
typedef struct {
  NgStr    key;                      ///< Lower case, words parted by one blank
  NgStr    field[NG_PHRASES_FIELDS]; ///< Further columns as they stand; empty where missing
  uint32_t n_words;
  uint32_t flags; ///< For the owner: filled once after opening
} NgPhrase;

/// Read list `name` of `version` from the data file `relative` ("lists/roles.tsv"): the first column is
/// the phrase in lower case; where one phrase stands twice the first counts.
/// @return NG_ERR_READ where the file is missing, NG_ERR_BAD_DATA where it is damaged, NG_ERR_NO_MEM.
NgStatus ng_phrases_open(NgPhrases** out, const char* relative, const char* name, uint32_t version,
                         NgError* err);

/// Accepts NULL.
void ng_phrases_close(NgPhrases* list);

/// The longest entry that begins at token `at` and ends before token `end`, or NULL.
const NgPhrase* ng_phrases_at(const NgPhrases* list, const NgDoc* doc, uint32_t at, uint32_t end);

/// The longest entry whose last token is the one before `end` and that begins at `begin` or later, or NULL.
const NgPhrase* ng_phrases_before(const NgPhrases* list, const NgDoc* doc, uint32_t begin, uint32_t end);

/// The entry for the words of `key` (lower case, one blank between words), or NULL.
const NgPhrase* ng_phrases_get(const NgPhrases* list, NgStr key);

/// All entries in the order of the file, for filling `flags`.
NgPhrase* ng_phrases_all(NgPhrases* list, uint32_t* n);

/// Does the blank-separated field `field` hold the word?
bool ng_phrase_has(const NgPhrase* phrase, uint32_t field, const char* word);

#endif
