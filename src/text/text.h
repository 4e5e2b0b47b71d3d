// SPDX-License-Identifier: Apache-2.0
// From an article's bytes to normalised text, paragraphs, sentences and tokens.
//
// Tokens follow the English treebanks of Universal Dependencies (EWT, GUM): clitics are cut off
// ("do|n't", "Leeds|'s"), compounds are cut at their hyphens except behind a prefix ("long|-|term",
// "anti-war"), abbreviations keep their stop, addresses stay whole. Nothing here depends on the
// locale, and time is linear in the length of the text.
#ifndef NG_TEXT_TEXT_H
#define NG_TEXT_TEXT_H

#include "model/doc.h"

enum {
  NG_TEXT_MAX_BYTES = 256 << 20, ///< Longer articles are refused
  NG_TEXT_MAX_MARKS = 256,       ///< More combining marks in a row are refused: no script needs them
};

/// Read doc->meta.title and doc->body; fill the whole text layer: text, n_chars, hash, paragraphs,
/// sentences, tokens. The text is the title, an empty line and the body (without a title the body
/// alone), in NFC, with LF for CRLF and CR, without a byte order mark at its start.
/// @return NG_ERR_BAD_TEXT where the bytes are no UTF-8, hold NUL or nothing but white space (`err`
/// then has byte offset and line), NG_ERR_LIMIT, NG_ERR_NO_MEM.
NgStatus ng_text_run(NgDoc* doc, NgError* err);

/// Only the first step of ng_text_run: text, n_chars and hash. `title_end` (may be NULL) receives the
/// bytes of the title in the text, 0 without one.
NgStatus ng_text_normalise(NgDoc* doc, uint32_t* title_end, NgError* err);

/// Token layer over tokens that somebody else has cut, such as a treebank: `doc->text` must be
/// normalised text (see ng_text_normalise). `tokens` are byte ranges in order, not overlapping;
/// sentence i ends before token `sentence_ends[i]`, the last one at `n_tokens`. All becomes one
/// paragraph. Kinds, shapes, folded words and quotes are filled in as ng_text_run does.
/// @return NG_ERR_BAD_ARG where ranges are out of order, NG_ERR_NO_MEM.
NgStatus ng_text_set_tokens(NgDoc* doc, const NgSpan* tokens, uint32_t n_tokens,
                            const uint32_t* sentence_ends, uint32_t n_sentences, NgError* err);

#endif
