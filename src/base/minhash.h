// SPDX-License-Identifier: Apache-2.0
// How much two texts have in common, from 64 bytes kept of each: an estimate of the Jaccard similarity of
// their sets of shingles (runs of consecutive words).
//
// One permutation hashing (Li, Owen, Zhang, NIPS 2012) with rotation for empty bins (Shrivastava, Li, ICML
// 2014), of which the lowest byte of each minimum is kept (b-bit minwise hashing, Li, König, WWW 2010).
// The standard error is about 0.06.
#ifndef NG_BASE_MINHASH_H
#define NG_BASE_MINHASH_H

#include "base/str.h"

enum {
  NG_MINHASH_BINS    = 64, ///< One byte each
  NG_MINHASH_SHINGLE = 5,  ///< Words
  NG_MINHASH_HEX     = 2 * NG_MINHASH_BINS,
};

typedef struct {
  uint8_t at[NG_MINHASH_BINS];
} NgMinHash;

/// Takes the words of a text one after another. Zero it before use.
typedef struct {
  uint64_t words[NG_MINHASH_SHINGLE];
  uint64_t least[NG_MINHASH_BINS]; ///< 0: none yet
  uint32_t n_words;
} NgMinHasher;

/// The next word, as folded as it shall be compared.
void ng_minhash_word(NgMinHasher* hasher, NgStr word);

/// What the words make. @return false where there are too few for a shingle; then `out` is zero.
bool ng_minhash_finish(const NgMinHasher* hasher, NgMinHash* out);

/// Estimate of the similarity, 0 to 1.
float ng_minhash_similarity(const NgMinHash* a, const NgMinHash* b);

/// As NG_MINHASH_HEX lower-case hexadecimal digits and a NUL, and back (false where `hex` is no such thing).
void ng_minhash_to_hex(const NgMinHash* hash, char out[NG_MINHASH_HEX + 1]);
bool ng_minhash_from_hex(NgMinHash* out, NgStr hex);

#endif
