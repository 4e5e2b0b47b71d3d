// SPDX-License-Identifier: Apache-2.0
// Is a text English, and in what language is it otherwise? English is decided by its function words, cheaply
// and in favour of English where a text is too short to tell; only what is not English is put to
// libexttextcat, which knows some 170 languages.
#ifndef NG_READ_LANGUAGE_H
#define NG_READ_LANGUAGE_H

#include "base/status.h"
#include "base/str.h"

/// Fingerprints of languages, read when they are first needed; one a thread.
typedef struct NgLanguageImpl NgLanguage;

typedef struct {
  char  tag[36];    ///< BCP 47: "en", "de"; "und" for what is neither English nor known
  float confidence; ///< 0 to 1
  bool  is_english; ///< Or too short to say that it is not
} NgLanguageGuess;

enum { NG_LANGUAGE_NAME_BYTES = 64 };

/// NULL without memory.
NgLanguage* ng_language_new(void);

/// Accepts NULL.
void ng_language_free(NgLanguage* language);

/// What `text` in UTF-8 is written in, by its first few thousand bytes. What a page says of its language is
/// no help: pages lie. Never fails: without memory or fingerprints what is not English is "und".
NgLanguageGuess ng_language_run(NgLanguage* language, NgStr text);

/// English name of a language at `out` of NG_LANGUAGE_NAME_BYTES bytes: "German"; the tag itself where it has
/// none.
void ng_language_name(const char* tag, char* out);

/// @return NG_SKIPPED, with "In German (de), not in English" in `err`.
NgStatus ng_language_skip(const NgLanguageGuess* guess, NgError* err);

#endif
