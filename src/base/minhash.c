// SPDX-License-Identifier: Apache-2.0
#include "base/minhash.h"
#include "base/digest.h"

enum { SEED = 0x6d696e, BIN_BITS = 6 };

void
ng_minhash_word(NgMinHasher* hasher, NgStr word)
{
  hasher->words[hasher->n_words % NG_MINHASH_SHINGLE] = ng_hash(word.at, word.len, SEED);
  if (++hasher->n_words < NG_MINHASH_SHINGLE) {
    return;
  }
  uint64_t shingle = 0;
  for (uint32_t i = 0; i < NG_MINHASH_SHINGLE; ++i) {
    shingle = ng_mix(shingle * 31 + hasher->words[(hasher->n_words + i) % NG_MINHASH_SHINGLE]);
  }
  uint64_t* const least = &hasher->least[shingle >> (64 - BIN_BITS)];
  const uint64_t  value = (shingle << BIN_BITS) | 1; // never 0, which stands for none
  if (!*least || value < *least) {
    *least = value;
  }
}

bool
ng_minhash_finish(const NgMinHasher* hasher, NgMinHash* out)
{
  memset(out, 0, sizeof(*out));
  if (hasher->n_words < NG_MINHASH_SHINGLE) {
    return false;
  }
  for (uint32_t i = 0; i < NG_MINHASH_BINS; ++i) {
    uint32_t step = 0;
    while (!hasher->least[(i + step) % NG_MINHASH_BINS]) {
      ++step;
    }
    // The distance goes in, so that bins filled from one neighbour are no more alike than chance has it.
    const uint64_t value = hasher->least[(i + step) % NG_MINHASH_BINS];
    out->at[i]           = (uint8_t)(ng_mix(value + step * 0x9e3779b97f4a7c15ULL) & 0xff);
  }
  return true;
}

float
ng_minhash_similarity(const NgMinHash* a, const NgMinHash* b)
{
  uint32_t n_equal = 0;
  for (uint32_t i = 0; i < NG_MINHASH_BINS; ++i) {
    n_equal += a->at[i] == b->at[i];
  }
  // One byte in 256 is equal by chance.
  const float share = ((float)n_equal / NG_MINHASH_BINS - 1.0F / 256) / (1 - 1.0F / 256);
  return share > 0 ? share : 0;
}

void
ng_minhash_to_hex(const NgMinHash* hash, char out[NG_MINHASH_HEX + 1])
{
  *ng_hex(out, hash->at, NG_MINHASH_BINS) = '\0';
}

static int
digit(char c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
ng_minhash_from_hex(NgMinHash* out, NgStr hex)
{
  if (hex.len != NG_MINHASH_HEX) {
    return false;
  }
  for (uint32_t i = 0; i < NG_MINHASH_BINS; ++i) {
    const int high = digit(hex.at[2 * i]);
    const int low  = digit(hex.at[2 * i + 1]);
    if (high < 0 || low < 0) {
      return false;
    }
    out->at[i] = (uint8_t)(high * 16 + low);
  }
  return true;
}
