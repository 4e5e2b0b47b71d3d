// SPDX-License-Identifier: Apache-2.0
// The quotations of an article while their speakers are looked for: shared by quotes.c (finds them),
// speakers.c (whose they are) and statements.c (what becomes of them).
#ifndef NG_UNDERSTAND_QUOTES_IMPL_H
#define NG_UNDERSTAND_QUOTES_IMPL_H

#include "understand/factuality.h"
#include "understand/mentions.h"
#include "understand/scene.h"

enum {
  NG_QUOTE_LOOK_BACK      = 24,
  NG_QUOTE_REACH_SENTENCE = 200,
  NG_QUOTE_REACH_AFTER    = 14,
  NG_QUOTE_REACH_BEFORE   = 40,
  NG_QUOTE_MAX_CLIMB      = 8,
  NG_QUOTE_SHORT_WORDS    = 2
};

typedef enum {
  NG_QUOTE_BY_NOTHING,
  NG_QUOTE_BY_TREE,
  NG_QUOTE_BY_CLIMB,
  NG_QUOTE_BY_NEXT,
  NG_QUOTE_BY_BEFORE,
  NG_QUOTE_BY_ACCORDING,
  NG_QUOTE_BY_COLON,
  NG_QUOTE_BY_CONTINUING,
  NG_QUOTE_BY_NEAR,
  NG_QUOTE_BY_SIGNATURE
} NgQuoteHow;

typedef struct {
  uint32_t open,
      close;         ///< Tokens of the marks; close is behind the last word where the paragraph ends within
  uint32_t   number; ///< Place in the list
  uint32_t   paragraph;
  uint32_t   n_words;
  bool       is_closed, is_single;
  bool       is_sentence; ///< Begins like a sentence or is one
  bool       is_title;    ///< All capitals at the start of words and no verb: the name of a work or show
  uint32_t   cue;         ///< Verb of saying, or NG_NONE
  uint32_t   subject;     ///< Token of the speaker, or NG_NONE
  uint32_t   speaker;     ///< Entity, or NG_NONE
  uint32_t   statement;
  NgQuoteHow how;
} NgQuote;

typedef struct {
  NgScene* s;
  NgError* err;
  NG_VEC(NgQuote) quotes;
  uint32_t* in;      // per token: quote that holds it, or NG_NONE
  uint32_t* told_by; // per token: statement of this verb of saying, or NG_NONE
  uint32_t* teller;  // per token: entity that speaks by this verb of saying, or NG_NONE
} NgQuoteFinder;

static inline const NgTag*
tag(const NgScene* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static inline const NgToken*
tok(const NgScene* s, uint32_t token)
{
  return &s->doc->tokens.at[token];
}

static inline bool
is_lower_word(const NgScene* s, uint32_t token, const char* z)
{
  return token < s->doc->tokens.n && ng_str_is(tok(s, token)->lower, z);
}

static inline bool
is_one_of(const NgScene* s, uint32_t token, const char* words)
{
  return token < s->doc->tokens.n && ng_str_one_of(tok(s, token)->lower, words);
}

/// "Monday", "yesterday".
static inline bool
is_day(const NgScene* s, uint32_t t)
{
  const uint8_t time = s->lower[t] != NG_NONE ? s->lex->words.at[s->lower[t]].time : NG_TIME_NONE;
  return time == NG_TIME_WEEKDAY || time == NG_TIME_DAY;
}

/// Fill err with the lack of memory. @return NG_ERR_NO_MEM
NgStatus ng_quote_no_memory(NgQuoteFinder* f);

// --- speakers.c ---

/// NgSpeech of a verb (its particles looked at), NG_SPEECH_NONE of any other token.
uint8_t ng_quote_speech(const NgQuoteFinder* f, uint32_t token);

/// Token of the quotation whose head stands outside of it, or NG_NONE.
uint32_t ng_quote_root(const NgQuoteFinder* f, const NgQuote* q);

/// Find verb of saying and speaker of quotation number `at`; those before it must have theirs.
void ng_quote_attribute(NgQuoteFinder* f, uint32_t at);

/// Take the speaker of the quotation that follows at once in the same paragraph.
void ng_quote_from_next(NgQuoteFinder* f, uint32_t at);

/// Token of whoever says what the verb `cue` tells, or NG_NONE.
uint32_t ng_quote_subject(const NgQuoteFinder* f, uint32_t cue);

// --- sources.c ---

/// Whose the text or claim at `token` is ("the ministry's letter", "a report by the bureau"), or NG_NONE.
uint32_t ng_quote_text_owner(NgQuoteFinder* f, uint32_t token);

/// Entity of a speaker's phrase; for a statement, letter or account whose it is.
uint32_t ng_quote_speaker_entity(NgQuoteFinder* f, uint32_t token);

// --- tellers.c ---

/// Fill f->teller for the verbs of saying outside of quotations.
void ng_quote_tellers(NgQuoteFinder* f);

/// Note that the speaker speaks by `cue`; "he" or "she" at `subject` (or NG_NONE) is the speaker from now on.
void ng_quote_take_pronoun(NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t speaker);

/// Whoever speaks by the last verb of saying among the tokens, or NG_NONE.
uint32_t ng_quote_last_teller(const NgQuoteFinder* f, NgSpan tokens);

// --- extents.c ---

/// Tokens of reported words: one piece, or two with the verb of saying between them; the second is empty
/// where there is one piece only.
typedef struct {
  NgSpan first, second;
} NgQuoteExtent;

/// Head of the clause that the verb of saying `cue` reports, or NG_NONE.
uint32_t ng_quote_content(const NgQuoteFinder* f, uint32_t cue);

/// The words that the verb `cue` reports of `subject` (or NG_NONE), whose clause `content` heads.
NgQuoteExtent ng_quote_extent(const NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t content);

/// What is told behind a noun as "claim" at `noun` and "that"; empty where no clause stands there.
NgSpan ng_quote_noun_extent(const NgQuoteFinder* f, uint32_t noun);

/// Head of the phrase behind "according to" at `token`, or NG_NONE where that does not stand there.
uint32_t ng_quote_according(const NgQuoteFinder* f, uint32_t token);

/// What the sentence tells according to `source`, whose phrase begins at `according`; empty where nothing.
NgQuoteExtent ng_quote_according_extent(const NgQuoteFinder* f, uint32_t according, uint32_t source);

// --- reported.c ---

/// Make statements of all that is reported without quotation marks. @return NG_ERR_NO_MEM
NgStatus ng_quote_reported(NgQuoteFinder* f);

// --- statements.c ---

/// A new statement over the tokens, or NULL without memory.
NgStatement* ng_quote_statement(NgQuoteFinder* f, NgSpan tokens, uint32_t speaker, NgTerm kind);

/// Make a statement of a whole quotation (or add it to the one before) or of a quoted piece. @return
/// NG_ERR_NO_MEM
NgStatus ng_quote_direct(NgQuoteFinder* f, uint32_t at);
NgStatus ng_quote_partial(NgQuoteFinder* f, uint32_t at);

/// Add the entities named in the tokens to what the statement is about. @return NG_ERR_NO_MEM
NgStatus ng_quote_about(NgQuoteFinder* f, NgStatement* st, NgSpan tokens);

/// Whom the verb of saying tells it to ("told the Courier"), or NG_NONE.
uint32_t ng_quote_audience(NgQuoteFinder* f, uint32_t cue);

/// Was it said, rather than refused, planned or supposed to be?
bool ng_quote_is_told(const NgQuoteFinder* f, uint32_t cue);

/// Note the statement that reports the tokens in scene->told.
void ng_quote_mark_told(NgQuoteFinder* f, NgSpan tokens, uint32_t statement);

/// Note the statement of the tokens in scene->quoted.
void ng_quote_mark(NgQuoteFinder* f, NgSpan tokens, uint32_t statement);

#endif
