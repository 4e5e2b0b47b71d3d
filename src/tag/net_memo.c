// SPDX-License-Identifier: Apache-2.0
#include "tag/net_memo.h"

enum { WAYS = 8, SETS = NG_NET_MEMO_WORDS / WAYS };

_Static_assert((SETS & (SETS - 1)) == 0, "a power of two");

typedef struct {
  uint32_t asked; // when, 0: empty
  uint16_t shape;
  uint8_t  len;
  char     word[NG_NET_MEMO_BYTES];
} Slot;

struct NgNetMemo {
  uint64_t     print; // of the network
  uint32_t     now;
  Slot         slots[SETS][WAYS];
  NgNetBrought brought[SETS][WAYS];
};

NgNetMemo*
ng_net_memo(NgArena* arena, const NgNet* net)
{
  static const char key  = 0;
  NgNetMemo* const  memo = ng_arena_keep(arena, &key, sizeof(NgNetMemo));
  if (memo && memo->print != net->print) {
    memset(memo->slots, 0, sizeof(memo->slots));
    memo->print = net->print;
  }
  return memo;
}

static uint32_t
set_of(const NgNetWord* word)
{
  return (uint32_t)(ng_hash(word->lower.at, word->lower.len, word->shape) >> 32) & (SETS - 1);
}

static uint32_t
next_moment(NgNetMemo* memo)
{
  if (++memo->now == UINT32_MAX) { // begin the time anew, with nothing remembered
    memset(memo->slots, 0, sizeof(memo->slots));
    memo->now = 1;
  }
  return memo->now;
}

const NgNetBrought*
ng_net_memo_get(NgNetMemo* memo, const NgNetWord* word)
{
  const uint32_t now = next_moment(memo);
  const uint32_t set = set_of(word);
  for (uint32_t way = 0; way < WAYS; ++way) {
    Slot* const slot = &memo->slots[set][way];
    if (slot->asked && slot->shape == word->shape && slot->len == word->lower.len &&
        !memcmp(slot->word, word->lower.at, word->lower.len)) {
      slot->asked = now;
      return &memo->brought[set][way];
    }
  }
  return NULL;
}

NgNetBrought*
ng_net_memo_put(NgNetMemo* memo, const NgNetWord* word)
{
  const uint32_t set   = set_of(word);
  uint32_t       least = 0;
  if (word->lower.len > NG_NET_MEMO_BYTES) {
    return NULL;
  }
  for (uint32_t way = 1; way < WAYS; ++way) {
    if (memo->slots[set][way].asked < memo->slots[set][least].asked) {
      least = way;
    }
  }
  Slot* const slot = &memo->slots[set][least];
  slot->asked      = next_moment(memo);
  slot->shape      = word->shape;
  slot->len        = (uint8_t)word->lower.len;
  memcpy(slot->word, word->lower.at, word->lower.len);
  return &memo->brought[set][least];
}
