// SPDX-License-Identifier: Apache-2.0
// One article on its way through the stages: the source's words and metadata, then layer upon layer:
// text, tokens, tags, names, entities, facts. Each stage reads the layers below it and adds its own.
//
// Everything lives in the article's arena and is gone when the arena is reset. Positions in the text
// are byte offsets into `text` unless a name says `char_` (Unicode code points) or `token`; ranges are
// half open.
#ifndef NG_MODEL_DOC_H
#define NG_MODEL_DOC_H

#include "base/arena.h"
#include "base/status.h"
#include "model/vocab.h"

#define NG_NONE UINT32_MAX ///< No index

typedef struct {
  uint32_t begin;
  uint32_t end;
} NgSpan;

/// A calendar time with the precision that the text gives.
typedef struct {
  int16_t year;  ///< 0: no time
  uint8_t month; ///< 0: a year only
  uint8_t day;   ///< 0: a month only
} NgDate;

// --- metadata: filled by read/ -------------------------------------------------------------------

typedef struct {
  NgStr  source; ///< File or record, for messages
  size_t line;   ///< Line of the record in its file, 0 where the file is the article
  NgStr  id;     ///< The record's own identifier; empty where it has none
  NgStr  url;
  NgStr  title; ///< As in the record; empty for plain text
  NgStr  publisher;
  NgStr  language;  ///< BCP 47; empty where not known
  NgStr  published; ///< xsd:date or xsd:dateTime, checked; empty where not known
  NgDate date;      ///< The day of `published`
  NG_VEC(NgStr) authors;
} NgMeta;

// --- text/: paragraphs, sentences, tokens --------------------------------------------------------

typedef enum {
  NG_PAR_BODY = 0,
  NG_PAR_HEADLINE,  ///< The title: the first paragraph where the article has one
  NG_PAR_CAPTION,   ///< Words to a picture
  NG_PAR_BYLINE,    ///< "By Jane Roe, Political Correspondent"
  NG_PAR_DATELINE,  ///< A date or place line of its own
  NG_PAR_HEADING,   ///< A short line without a stop inside the body
  NG_PAR_FURNITURE, ///< "Read more at ...", "Share this", "***"
} NgParKind;

typedef struct {
  NgSpan    bytes;
  NgSpan    tokens;
  NgSpan    sentences;
  NgParKind kind;
  uint32_t  repeats; ///< Index of the earlier paragraph with the same words, or NG_NONE
} NgParagraph;

typedef struct {
  NgSpan   bytes;
  NgSpan   tokens;
  uint32_t paragraph;
} NgSentence;

typedef enum {
  NG_TOK_WORD = 0, ///< Letters, perhaps with digits, hyphens, apostrophes or full stops inside
  NG_TOK_NUMBER,   ///< "40", "1,200.50", "21st"
  NG_TOK_PUNCT,
  NG_TOK_SYMBOL,  ///< "$", "%", "#"
  NG_TOK_ADDRESS, ///< URL, e-mail address, domain name, @handle
} NgTokenKind;

typedef enum {
  NG_QUOTE_NONE = 0,
  NG_QUOTE_OPEN,
  NG_QUOTE_CLOSE,
} NgQuoteMark;

enum {
  NG_SHAPE_CAPITAL   = 1 << 0, ///< First letter is upper case
  NG_SHAPE_ALL_UPPER = 1 << 1, ///< Two or more letters, none lower case
  NG_SHAPE_MIXED     = 1 << 2, ///< An upper-case letter after a lower-case one ("eBay", "McCain")
  NG_SHAPE_DIGIT     = 1 << 3, ///< Holds a digit
  NG_SHAPE_STOP      = 1 << 4, ///< Holds a full stop inside or at the end ("U.S.", "Mr.")
  NG_SHAPE_HYPHEN    = 1 << 5, ///< Holds a hyphen inside
  NG_SHAPE_SPACE     = 1 << 6, ///< White space stands before it
  NG_SHAPE_SENTENCE  = 1 << 7, ///< First token of its sentence
};

typedef struct {
  uint32_t begin, end;           ///< Bytes of the text
  uint32_t char_begin, char_end; ///< Code points of the text
  NgStr    lower;                ///< Folded: lower case, straight apostrophe for a curly one
  uint16_t shape;                ///< NG_SHAPE_ bits
  uint8_t  kind;                 ///< NgTokenKind
  uint8_t  quote;                ///< NgQuoteMark; an apostrophe is NG_QUOTE_NONE
  uint32_t quote_pair;           ///< The other mark's token, or NG_NONE (a paragraph may end within)
} NgToken;

// --- tag/: part of speech, lemma, dependencies, names --------------------------------------------

/// UD part of speech, in the order of the UD list.
typedef enum {
  NG_POS_X = 0,
  NG_POS_ADJ,
  NG_POS_ADP,
  NG_POS_ADV,
  NG_POS_AUX,
  NG_POS_CCONJ,
  NG_POS_DET,
  NG_POS_INTJ,
  NG_POS_NOUN,
  NG_POS_NUM,
  NG_POS_PART,
  NG_POS_PRON,
  NG_POS_PROPN,
  NG_POS_PUNCT,
  NG_POS_SCONJ,
  NG_POS_SYM,
  NG_POS_VERB,
  NG_N_POS,
} NgPos;

typedef struct {
  NgStr    lemma;
  uint8_t  pos;    ///< NgPos
  uint8_t  xpos;   ///< NgXpos of model/tagset.h: the Penn tag
  uint8_t  deprel; ///< NgDeprel of model/tagset.h
  uint32_t head;   ///< Token index; NG_NONE for the root of its sentence and where nothing was parsed
} NgTag;

/// A name found by the sequence model, lists or rules, before it is known whose it is.
typedef struct {
  NgSpan  tokens;
  NgClass cls;   ///< Class of the name, NG_CLASS_FACILITY and so on included
  float   score; ///< 0 to 1
} NgName;

// --- understand/: entities and mentions ----------------------------------------------------------

typedef enum {
  NG_MENTION_NAME = 0,
  NG_MENTION_NOMINAL,
  NG_MENTION_PRONOUN,
} NgMentionKind;

typedef struct {
  NgSpan        tokens;
  NgClass       name_class; ///< Class of the words ("Beijing" is a Place)
  NgMentionKind kind;
  uint32_t      entity; ///< What it refers to (the Government of China), or NG_NONE
  float         score;  ///< 0 to 1
  const char*   rule;   ///< What decided, for explanations; static storage
} NgMention;

typedef struct {
  NgClass cls;
  NgStr   label;                          ///< Canonical name
  NG_VEC(NgStr) alt_labels;               ///< Other names; none equals label or another
  uint32_t known;                         ///< Row of the knowledge file, or NG_NONE
  NgStr    qid;                           ///< "Q142", empty where not linked
  float    link_score;                    ///< 0 to 1, of the link
  bool     is_local;                      ///< A bare or generic name: its IRI holds the article's hash
  bool     is_female, is_male, is_plural; ///< As far as the article or the lists tell
  uint32_t country;                       ///< Entity, or NG_NONE
  uint32_t member_of;                     ///< Entity, or NG_NONE
  uint32_t part_of;                       ///< Entity, or NG_NONE
  uint32_t government; ///< Of a country or capital: the entity of its government + 1 once that was asked for,
                       ///< else 0
} NgEntity;

typedef struct {
  uint32_t    holder;       ///< Entity
  NgStr       title;        ///< "leader", without determiner
  uint32_t    organization; ///< Entity, or NG_NONE
  NgTerm      status;       ///< NG_TERM_CURRENT, _FORMER, _INCOMING
  NgSpan      evidence;     ///< Bytes
  float       confidence;
  const char* rule;
} NgPosition;

typedef NG_VEC(uint32_t) NgEntityVec;

typedef struct {
  NgClass     cls; ///< A class of events; NG_CLASS_STATEMENT is no NgEvent but an NgStatement
  NgStr       label;
  NgEntityVec actors, targets, recipients, instruments, places;
  NgDate      time;                 ///< year 0 where not told
  NgDate      time_begin, time_end; ///< For a span
  NgTerm      factuality;           ///< NG_TERM_ASSERTED ...
  uint32_t    attributed_to;        ///< Entity, or NG_NONE
  NgSpan      trigger;              ///< Bytes
  NG_VEC(NgSpan) evidence;          ///< Bytes; the first is the sentence of the trigger
  NG_VEC(NgSpan) words;             ///< Bytes: all words that tell of it, the trigger first
  float       confidence;
  const char* rule;
} NgEvent;

typedef struct {
  uint32_t    speaker;   ///< Entity, or NG_NONE
  NgStr       quote;     ///< The words, without marks
  NgTerm      kind;      ///< NG_TERM_DIRECT, _INDIRECT, _MIXED
  uint32_t    stated_to; ///< Entity, or NG_NONE
  NgEntityVec about;
  NgSpan      evidence; ///< Bytes: the span with the words
  NgTerm      factuality;
  float       confidence;
  const char* rule;
} NgStatement;

typedef struct {
  NgArena* arena;

  // read/
  NgMeta meta;
  NgStr body; ///< The article's words as read: any bytes, perhaps not even UTF-8; the title is not part of it

  // text/
  NgStr    text;     ///< Normalised: title, an empty line, the body; NFC, LF
  uint32_t n_chars;  ///< Code points of the text
  char     hash[65]; ///< SHA-256 of the text in lower-case hex
  NG_VEC(NgParagraph) paragraphs;
  NG_VEC(NgSentence) sentences;
  NG_VEC(NgToken) tokens;

  // tag/
  NgTag* tags;          ///< One a token
  NG_VEC(NgName) names; ///< In order of begin, not overlapping

  // understand/
  NG_VEC(NgMention) mentions; ///< In order of begin
  NG_VEC(NgEntity) entities;
  NG_VEC(NgPosition) positions;
  NG_VEC(NgEvent) events;
  NG_VEC(NgStatement) statements;
} NgDoc;

/// Empty everything for the next article; resets the arena.
void ng_doc_reset(NgDoc* doc);

/// Words of the token range.
NgStr ng_doc_words(const NgDoc* doc, NgSpan tokens);

/// Words of the byte range.
NgStr ng_doc_bytes(const NgDoc* doc, NgSpan bytes);

static inline NgStr
ng_doc_token(const NgDoc* doc, uint32_t token)
{
  const NgToken* const t = &doc->tokens.at[token];
  return ng_str_n(doc->text.at + t->begin, t->end - t->begin);
}

/// Bytes from the first to the last token of a range that is not empty.
static inline NgSpan
ng_doc_byte_span(const NgDoc* doc, NgSpan tokens)
{
  const NgSpan s = {doc->tokens.at[tokens.begin].begin, doc->tokens.at[tokens.end - 1].end};
  return s;
}

/// Code points before byte `at` of the text. Binary search over tokens, then a short scan.
uint32_t ng_doc_char(const NgDoc* doc, uint32_t at);

/// Sentence that holds the token, by binary search.
uint32_t ng_doc_sentence_of(const NgDoc* doc, uint32_t token);

static inline bool
ng_span_overlaps(NgSpan a, NgSpan b)
{
  return a.begin < b.end && b.begin < a.end;
}

static inline bool
ng_span_contains(NgSpan outer, NgSpan inner)
{
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

#endif
