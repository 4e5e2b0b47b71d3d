// SPDX-License-Identifier: Apache-2.0
// What is known of a word from much raw text: two cluster numbers (coarse and fine) for the most
// frequent words and a small int8 vector for the more frequent of these. Shared by all models; mapped
// read-only, so that threads may share one.
#ifndef NG_TAG_WORDVEC_H
#define NG_TAG_WORDVEC_H

#include "base/pack.h"
#include "base/str.h"

typedef struct NgWordvecImpl NgWordvec;

#define NG_WORDVEC_KIND "words"
enum { NG_WORDVEC_VERSION = 1, NG_WORDVEC_MAX_DIM = 128 };

/// Open the word file `path` ("models/words.ngm" of the data folder where NULL).
/// @return NG_ERR_READ, NG_ERR_BAD_DATA where the file is damaged, NG_ERR_NO_MEM.
NgStatus ng_wordvec_open(NgWordvec** out, const char* path, NgError* err);

/// Accepts NULL.
void ng_wordvec_close(NgWordvec* words);

/// Row of a folded (lower-case) word: 1 and up in order of frequency, 0 for an unknown word.
uint32_t ng_wordvec_find(const NgWordvec* words, NgStr lower);

/// Hash under which a word is filed: `ng_wordvec_find` for a caller that has it already.
static inline uint64_t
ng_wordvec_hash(NgStr lower)
{
  return ng_hash(lower.at, lower.len, 0);
}
uint32_t ng_wordvec_find_hash(const NgWordvec* words, uint64_t hash);

/// Let memory bring what the look-up of a hash will need.
void ng_wordvec_prefetch(const NgWordvec* words, uint64_t hash);

/// Number of the fine cluster of a row, 0 for row 0; below ng_wordvec_n_fine().
uint32_t ng_wordvec_fine(const NgWordvec* words, uint32_t row);

/// Number of the coarse cluster, 0 for row 0; below ng_wordvec_n_coarse().
uint32_t ng_wordvec_coarse(const NgWordvec* words, uint32_t row);

uint32_t ng_wordvec_n_fine(const NgWordvec* words);
uint32_t ng_wordvec_n_coarse(const NgWordvec* words);

/// Components of a vector.
uint32_t ng_wordvec_dim(const NgWordvec* words);

/// Vector of a row: ng_wordvec_dim() components, all of one scale. Row 0 and rare words share a vector
/// of zeros.
const int8_t* ng_wordvec_vector(const NgWordvec* words, uint32_t row);

/// Number of rows, row 0 included.
uint32_t ng_wordvec_n_rows(const NgWordvec* words);

#endif
