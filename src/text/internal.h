// SPDX-License-Identifier: Apache-2.0
// Steps of ng_text_run, in order, for the files of this folder.
#ifndef NG_TEXT_INTERNAL_H
#define NG_TEXT_INTERNAL_H

#include "text/chars.h"
#include "text/text.h"

// --- lexicon.c: src/data/lists/tokens.tsv as a sorted table --------------------------------------

enum {
  NG_LEX_TITLE    = 1 << 0, ///< "Mr": an abbreviation that stands before a name; with NG_LEX_ABBR also a word
  NG_LEX_DIGIT    = 1 << 1, ///< "No": an abbreviation before a number only
  NG_LEX_COMMA    = 1 << 2, ///< "Wash": an abbreviation behind a comma only
  NG_LEX_ABBR     = 1 << 3, ///< "Inc": an abbreviation that may end a sentence
  NG_LEX_PREFIX   = 1 << 4, ///< "anti": stays with what follows the hyphen
  NG_LEX_UNIT     = 1 << 5, ///< "km": cut from the number before it
  NG_LEX_DOMAIN   = 1 << 6, ///< "com": ends the name of a host or a file
  NG_LEX_STARTER  = 1 << 7, ///< "the": with a capital it begins a sentence
  NG_LEX_CALENDAR = 1 << 10, ///< "monday": of dates and times of day
  NG_LEX_PICTURE  = 1 << 11, ///< "pictured": opens a bracket that speaks of a picture
  NG_LEX_SHOT     = 1 << 12, ///< "image": closes one, as in "(stock image)"
  NG_LEX_SPLIT    = 1 << 8,  ///< "cannot": two words; `cut` tells where
  NG_LEX_WHOLE    = 1 << 9,  ///< "'em", "w/o", "by-election": one word with its apostrophe, slash or hyphen
};

typedef struct {
  const char* key;
  uint16_t    flags;
  uint8_t     cut; ///< Bytes of the first word of a NG_LEX_SPLIT
} NgLexRow;

/// Row of the word in lower case with straight apostrophes; NULL where it is in no list.
const NgLexRow* ng_lex_find(NgStr lower);

/// Flags of a word as it stands in the text; 0 for long ones and ones that are not ASCII.
unsigned ng_lex_flags(NgStr word);

/// A word of dates and times of day, with or without its stop: "monday", "jan.", "gmt", "published".
bool ng_lex_is_calendar(NgStr lower);

// --- token.c, words.c, tokens.c, address.c -------------------------------------------------------

typedef struct {
  NgDoc*               doc;
  const unsigned char* s;
  uint32_t             end;        ///< End of the paragraph
  uint32_t             no_address; ///< No address begins before this byte
  uint32_t             last_byte;  ///< Up to here code points are counted
  uint32_t             last_char;
} NgScan;

/// Cut bytes `begin` to `scan->end` into tokens behind those of the document.
NgStatus ng_scan_tokens(NgScan* scan, uint32_t begin);

/// Add a token; kind, shape and folded word follow from its bytes.
NgStatus ng_scan_add(NgScan* scan, uint32_t begin, uint32_t end);

/// The same with the NgTokenKind given, -1 for the one that follows.
NgStatus ng_scan_add_of_kind(NgScan* scan, uint32_t begin, uint32_t end, int kind);

/// Add the word at `*at`, and its clitic; `*at` moves behind them.
NgStatus ng_scan_word(NgScan* scan, uint32_t* at);

/// Bytes of the clitic that the apostrophe at `i` begins ("'s", "'ll"), 0 where there is none.
uint32_t ng_scan_clitic(const NgScan* scan, uint32_t i);

/// End of a word with an apostrophe at its start ("'em", "'90s"), `begin` where it is none.
uint32_t ng_scan_leading_apostrophe(const NgScan* scan, uint32_t begin);

/// End of the address (URL, e-mail, host) that begins at `begin`, or `begin` where none does.
uint32_t ng_scan_address(NgScan* scan, uint32_t begin);

// --- quotes.c, sentences.c, paragraphs.c ---------------------------------------------------------

/// Mark and pair the quotation marks of a paragraph.
NgStatus ng_text_quotes(NgDoc* doc, NgSpan tokens);

/// Add the sentences of a paragraph.
NgStatus ng_text_sentences(NgDoc* doc, uint32_t paragraph);

/// Ends of paragraphs in a text with blank lines, wrapped lines or one line a paragraph.
typedef struct {
  NgStr    text;
  uint32_t title_end;
  bool     is_wrapped; ///< In all of the text a single newline is a space
  uint32_t block_end;  ///< Of the lines without a blank one between, in which the last paragraph lies
  bool     is_block_wrapped;
} NgLayout;

void ng_text_layout(NgLayout* layout, NgStr text, uint32_t title_end);

/// Next paragraph from byte `at` on, without white space at its ends; false where there is none.
bool ng_text_next_paragraph(NgLayout* layout, uint32_t at, NgSpan* out);

/// Set kind and repeats of all paragraphs.
NgStatus ng_text_paragraph_kinds(NgDoc* doc, const NgLayout* layout);

/// The token's bytes are exactly `z`.
static inline bool
ng_token_is(const NgDoc* doc, uint32_t token, const char* z)
{
  return ng_str_is(ng_doc_token(doc, token), z);
}

/// The first byte of a token.
static inline unsigned char
ng_token_first(const NgDoc* doc, uint32_t token)
{
  return (unsigned char)doc->text.at[doc->tokens.at[token].begin];
}

#endif
