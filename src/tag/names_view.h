// SPDX-License-Identifier: Apache-2.0
// What the names model looks at in an article: every word hashed once, with its vector, clusters,
// gazetteer classes and its behaviour elsewhere in the article; and the feature hashes of a token.
// Internal to the names model and its trainer.
#ifndef NG_TAG_NAMES_VIEW_H
#define NG_TAG_NAMES_VIEW_H

#include "know/know.h"
#include "model/doc.h"
#include "tag/wordvec.h"

enum {
  NG_NAMES_MAX_ROWS = 96, ///< Ceiling of feature hashes for one token
};

/// Coarse types of the sequence model; the class within a type is chosen for the whole span.
typedef enum {
  NG_NAME_PER = 0,
  NG_NAME_LOC,
  NG_NAME_ORG,
  NG_NAME_FAC,
  NG_NAME_DEM,
  NG_NAME_MISC,
  NG_N_NAME_TYPES,
} NgNameType;

/// Labels: 0 is outside, then for each type begin, inside, last, unit.
enum {
  NG_NAME_O        = 0,
  NG_N_NAME_LABELS = 1 + 4 * NG_N_NAME_TYPES,
};

typedef enum {
  NG_BILU_B = 0,
  NG_BILU_I,
  NG_BILU_L,
  NG_BILU_U,
} NgBilu;

static inline unsigned
ng_name_label(NgNameType type, NgBilu part)
{
  return 1 + 4 * (unsigned)type + (unsigned)part;
}

static inline NgNameType
ng_name_label_type(unsigned label)
{
  return (NgNameType)((label - 1) / 4);
}

static inline NgBilu
ng_name_label_part(unsigned label)
{
  return (NgBilu)((label - 1) % 4);
}

/// True where `next` may follow `label` (NG_N_NAME_LABELS stands for the edge of a sentence).
bool ng_name_may_follow(unsigned label, unsigned next);

enum {
  NG_NAMETOK_CAPITAL = 1 << 0, ///< First letter upper case, or another one ("eBay")
  NG_NAMETOK_UPPER   = 1 << 1, ///< All letters upper case, two or more
  NG_NAMETOK_INITIAL = 1 << 2, ///< First word of its sentence, marks aside
  NG_NAMETOK_TITLED  = 1 << 3, ///< In a sentence in title case
  NG_NAMETOK_SHOUTED = 1 << 4, ///< In a sentence in capitals
  NG_NAMETOK_WORD    = 1 << 5, ///< Holds a letter
  NG_NAMETOK_DIGIT   = 1 << 6, ///< Holds a digit
  NG_NAMETOK_UNKNOWN = 1 << 7, ///< Has no word vector
  NG_N_NAMETOK_FLAGS = 8,
};

/// One token.
typedef struct {
  uint32_t word;  ///< Index into words
  uint32_t cased; ///< Hash of the word as written
  uint32_t shape; ///< Hash of its shape
  uint8_t  flags;
} NgNameTok;

/// One folded word of the article.
typedef struct {
  uint64_t hash;
  uint32_t prefix[4], suffix[4]; ///< Hashes of 1 to 4 code units at either end
  uint32_t vector;               ///< Row of the word vectors, 0 where unknown
  uint32_t cluster[2];           ///< 0 where unknown
  uint32_t n_lower;              ///< Occurrences in lower case
  uint32_t n_mid;                ///< Occurrences with a capital where position does not ask for one
  uint32_t first, last;          ///< The first and last token of those, or NG_NONE
} NgNameWord;

typedef struct {
  const NgDoc*  doc;
  NgNameTok*    toks;  ///< One a token of the article
  NgNameWord*   words; ///< Folded words in order of first occurrence
  uint32_t      n_words;
  const NgKnow* know;
  uint64_t*     gaz; ///< Types of known names: 16 bits each for inside, first, last, alone; NULL without know
  uint32_t* known;   ///< What is known of each token alone: NG_WORD_ flags, and steps of how often a first or
                     ///< last name
} NgNamesView;

/// Fill `view` from doc->tokens and doc->sentences; all of it lives in doc->arena. `know` may be NULL;
/// with `wants_gazetteer` its names are looked up everywhere, else only where ng_names_view_known is asked.
/// @return NG_ERR_NO_MEM
NgStatus ng_names_view_make(NgNamesView* view, const NgDoc* doc, const NgWordvec* words, const NgKnow* know,
                            bool wants_gazetteer, NgError* err);

/// Bit set of NgKnowType of the known names that are exactly these tokens.
uint32_t ng_names_view_known(const NgNamesView* view, NgSpan tokens);

/// Whether a token can be part of a name: it, or a token at most two away in its sentence, has an
/// upper-case letter. All others are outside, and cost nothing.
static inline bool
ng_names_view_is_hot(const NgNamesView* view, NgSpan sentence, uint32_t token)
{
  const uint32_t begin = token > sentence.begin + 2 ? token - 2 : sentence.begin;
  const uint32_t end   = token + 3 < sentence.end ? token + 3 : sentence.end;
  uint32_t       flags = 0;
  for (uint32_t t = begin; t < end; ++t) {
    flags |= view->toks[t].flags;
  }
  return (flags & NG_NAMETOK_CAPITAL) != 0;
}

/// Hashes of the features of `token` in the token range of its sentence. @return their number, at
/// most NG_NAMES_MAX_ROWS
uint32_t ng_names_view_rows(const NgNamesView* view, NgSpan sentence, uint32_t token, uint32_t* rows);

/// Hash of one feature of kind `id` over two values.
static inline uint32_t
ng_names_hash(uint32_t id, uint32_t a, uint32_t b)
{
  uint64_t h = (uint64_t)a * 0x9E3779B97F4A7C15ULL + (uint64_t)b * 0xC2B2AE3D27D4EB4FULL +
               (uint64_t)(id + 1) * 0x165667B19E3779F9ULL;
  h ^= h >> 31;
  h *= 0xff51afd7ed558ccdULL;
  return (uint32_t)(h >> 32);
}

#endif
