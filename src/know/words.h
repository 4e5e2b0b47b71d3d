// SPDX-License-Identifier: Apache-2.0
// How names are cut into the words by which they are kept and found.
#ifndef NG_KNOW_WORDS_H
#define NG_KNOW_WORDS_H

#include "base/str.h"

enum { NG_NAME_WORD_MAX = 100 }; ///< Bytes; a longer word is cut there

/// A cursor over the words of a name or token.
typedef struct {
  NgStr  rest;
  size_t len; ///< Of the current word
  char   word[NG_NAME_WORD_MAX + 8];
} NgNameWords;

void ng_name_words_start(NgNameWords* words, NgStr text);

/// Step to the next word: a run of letters and digits, folded; "and" for "&"; any other sign is a
/// word of its own. Hyphens, apostrophes and full stops beside letters part words or vanish, as
/// "know/know.h" says.
/// @return false at the end.
bool ng_name_words_next(NgNameWords* words);

static inline NgStr
ng_name_word(const NgNameWords* words)
{
  return ng_str_n(words->word, words->len);
}

/// Whether `text` is one run of ASCII letters and digits: a word as it stands.
bool ng_name_is_simple(NgStr text);

/// Whether `text` is its own words joined by single spaces, so that the words are its spelling.
bool ng_name_is_plain(NgStr text);

/// Whether all letters of `text` are of the Latin script (signs and digits do not count).
bool ng_name_is_latin(NgStr text);

#endif
