// SPDX-License-Identifier: Apache-2.0
// Sections of the file: "meta" (u32: version of the layout's numbers below), "slots" (hash table, u32
// row), "prints" (u32 a row, the upper half of the word's hash), "fine" (u16 a row), "coarse" (u8 a
// row), "vectors" (int8, dim a row, for the first n_vectors rows; row 0 is zero).
#include "tag/wordvec.h"

#include "base/alloc.h"
#include "base/datadir.h"

struct NgWordvecImpl {
  NgPack*         pack;
  const uint32_t* slots;
  const uint32_t* prints;
  const uint16_t* fine;
  const uint8_t*  coarse;
  const int8_t*   vectors;
  uint32_t        mask;
  uint32_t        n_rows;
  uint32_t        n_vectors;
  uint32_t        dim;
  uint32_t        n_fine;
  uint32_t        n_coarse;
};

static NgStatus
bad(NgError* err)
{
  return ng_error_set(err, NG_ERR_BAD_DATA, "Numbers in the word file contradict one another");
}

static NgStatus
read_sections(NgWordvec* w, NgError* err)
{
  const void* at = NULL;
  size_t      n  = 0;
  NG_TRY(ng_pack_section(w->pack, "meta", sizeof(uint32_t), &at, &n, err));
  if (n != 5) {
    return bad(err);
  }
  const uint32_t* const meta = at;
  w->n_rows                  = meta[0];
  w->n_vectors               = meta[1];
  w->dim                     = meta[2];
  w->n_fine                  = meta[3];
  w->n_coarse                = meta[4];
  NG_TRY(ng_pack_section(w->pack, "slots", sizeof(uint32_t), &at, &n, err));
  w->slots = at;
  w->mask  = (uint32_t)(n - 1);
  if (!w->n_rows || !w->n_vectors || w->n_vectors > w->n_rows || !w->dim || w->dim > NG_WORDVEC_MAX_DIM ||
      n < 2 || n > UINT32_MAX / 2 || (n & (n - 1)) || n <= w->n_rows) {
    return bad(err);
  }
  NG_TRY(ng_pack_section(w->pack, "prints", sizeof(uint32_t), &at, &n, err));
  w->prints          = at;
  const bool n_right = n == w->n_rows;
  NG_TRY(ng_pack_section(w->pack, "fine", sizeof(uint16_t), &at, &n, err));
  w->fine           = at;
  const bool n_fine = n == w->n_rows;
  NG_TRY(ng_pack_section(w->pack, "coarse", 1, &at, &n, err));
  w->coarse           = at;
  const bool n_coarse = n == w->n_rows;
  NG_TRY(ng_pack_section(w->pack, "vectors", w->dim, &at, &n, err));
  w->vectors = at;
  return n_right && n_fine && n_coarse && n == w->n_vectors ? NG_SUCCESS : bad(err);
}

static NgStatus
check_ranges(const NgWordvec* w, NgError* err)
{
  uint32_t n_used = 0;
  for (uint32_t i = 0; i <= w->mask; ++i) {
    if (w->slots[i] >= w->n_rows) {
      return bad(err);
    }
    n_used += w->slots[i] != 0;
  }
  for (uint32_t i = 0; i < w->n_rows; ++i) {
    if (w->fine[i] >= w->n_fine || w->coarse[i] >= w->n_coarse) {
      return bad(err);
    }
  }
  return n_used <= w->mask ? NG_SUCCESS : bad(err); // an empty slot ends every search
}

NgStatus
ng_wordvec_open(NgWordvec** out, const char* path, NgError* err)
{
  NgBuf found = NG_BUF_INIT(1 << 16);
  if (!path) {
    const NgStatus st = ng_datadir_find("models/words.ngm", &found, err);
    if (st) {
      ng_buf_free(&found);
      return st;
    }
    path = found.at;
  }
  NgWordvec* const w  = ng_calloc(1, sizeof(NgWordvec));
  NgStatus         st = w ? ng_pack_open(&w->pack, path, NG_WORDVEC_KIND, NG_WORDVEC_VERSION, err)
                          : ng_error_no_mem(err);
  if (!st) {
    st = read_sections(w, err);
  }
  if (!st) {
    st = check_ranges(w, err);
  }
  if (st) {
    ng_error_at(err, path, 0, 0);
    ng_wordvec_close(w);
  } else {
    *out = w;
  }
  ng_buf_free(&found);
  return st;
}

void
ng_wordvec_close(NgWordvec* words)
{
  if (words) {
    ng_pack_close(words->pack);
    ng_free(words);
  }
}

uint32_t
ng_wordvec_find_hash(const NgWordvec* words, uint64_t hash)
{
  const uint32_t print = (uint32_t)(hash >> 32);
  for (uint32_t i = (uint32_t)hash & words->mask;; i = (i + 1) & words->mask) {
    const uint32_t row = words->slots[i];
    if (!row || words->prints[row] == print) {
      return row;
    }
  }
}

void
ng_wordvec_prefetch(const NgWordvec* words, uint64_t hash)
{
  __builtin_prefetch(&words->slots[(uint32_t)hash & words->mask]);
}

uint32_t
ng_wordvec_find(const NgWordvec* words, NgStr lower)
{
  return ng_wordvec_find_hash(words, ng_wordvec_hash(lower));
}

uint32_t
ng_wordvec_fine(const NgWordvec* words, uint32_t row)
{
  return words->fine[row];
}

uint32_t
ng_wordvec_coarse(const NgWordvec* words, uint32_t row)
{
  return words->coarse[row];
}

uint32_t
ng_wordvec_n_fine(const NgWordvec* words)
{
  return words->n_fine;
}

uint32_t
ng_wordvec_n_coarse(const NgWordvec* words)
{
  return words->n_coarse;
}

uint32_t
ng_wordvec_dim(const NgWordvec* words)
{
  return words->dim;
}

const int8_t*
ng_wordvec_vector(const NgWordvec* words, uint32_t row)
{
  return words->vectors + (size_t)(row < words->n_vectors ? row : 0) * words->dim;
}

uint32_t
ng_wordvec_n_rows(const NgWordvec* words)
{
  return words->n_rows;
}
