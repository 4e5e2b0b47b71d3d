// SPDX-License-Identifier: Apache-2.0
// The form of the knowledge file, shared by what writes it and what reads it: a container of
// base/pack.h, kind "knowledge", with these sections.
//
//   words      bytes     all words, one behind the other
//   word_at    u32       where each word begins; one more at the end. Words that begin a name come
//                        first; in each part they are in the order of their bytes
//   word_info  u32       NG_WORD_ bits | given << 16 | surname << 24
//   word_hash  u64       slots (a power of two) of open addressing: 0, or the upper 40 bits of the
//                        word's ng_hash (its lower bits tell the slot) and word + 1
//   nodes      NodeRec   the tree of names in breadth-first order: node w is word w as first word; the
//                        children of a node lie together in the order of their words
//   inner      InnerRec  nodes that have children, in their order; the first is the root; one more at
//                        the end closes the last range
//   ends       u32       lists of the rows of names that more than one row bears: mask of types << 16 |
//                        count, then the entries, best prior first
//   rows       RowRec    rows with a QID in its order, then the others
//   more       bytes     what not every row has, as varints
//   text       bytes     spellings that are not their words joined by spaces: varint length, bytes
//   kinds, sources       names parted by line feeds
//   offices    OfficeRec
//   codes      CodeRec   countries by code
//   by_kind    KindRec   bodies by country and kind
//   version    bytes
#ifndef NG_KNOW_FORMAT_H
#define NG_KNOW_FORMAT_H

#include <stdint.h>

#define NG_KNOW_PACK_KIND "knowledge"
#define NG_KNOW_PACK_VERSION 2u

enum {
  NG_NODE_WORD_MASK = 0xFFFFFF,
  NG_END_ROW_MASK   = 0xFFFFFF,
  NG_END_KIND_SHIFT = 24, ///< Three bits of NgAliasKind
  NG_END_KIND_MASK  = 7,
  NG_END_PLAIN      = 1 << 27, ///< The spelling is the words joined by spaces
  NG_MAX_KNOW_ROWS  = 0xFFFFFE,
  NG_MAX_KNOW_WORDS = 0xFFFFFE,
  NG_MAX_NAME_WORDS = 40,
};

#define NG_HASH_TAG_MASK (~(uint64_t)0xFFFFFF)
#define NG_NODE_INNER 0x80000000u ///< In NodeRec.word: `to` is an InnerRec, not an end
#define NG_END_LIST 0x80000000u   ///< The other bits are an index into ends
#define NG_LABEL_TEXT 0x80000000u ///< In RowRec.label: the other bits are a place in text, not a node

typedef struct {
  uint32_t word; ///< Word | NG_NODE_INNER
  uint32_t to;   ///< An end (0: none; else row + 1 and bits, or NG_END_LIST), or an inner node
} NodeRec;

typedef struct {
  uint32_t first_child;
  uint32_t end;
  uint32_t node; ///< Its node; for the root 0
} InnerRec;

typedef struct {
  uint32_t qid;
  uint32_t label;
  uint32_t more; ///< Place in more, UINT32_MAX where nothing is there
  uint16_t code; ///< Country: first letter << 8 | second, or 0
  uint8_t  type;
  uint8_t  kind;
  uint8_t  weight; ///< Prior * 255
  uint8_t  flags;
  uint8_t  source;
  uint8_t  reserved;
} RowRec;

typedef struct {
  uint32_t text;
  uint16_t code;
  uint8_t  rank;
  uint8_t  reserved;
} OfficeRec;

typedef struct {
  uint32_t code;
  uint32_t row;
} CodeRec;

typedef struct {
  uint32_t key; ///< Code << 8 | kind
  uint32_t row;
} KindRec;

// A row in more: tags until NG_MORE_STOP.
enum {
  NG_MORE_STOP = 0,
  NG_MORE_PARENT,     ///< row
  NG_MORE_PARENT_QID, ///< QID of a row of the file below
  NG_MORE_BORN,       ///< year * 512 + month * 32 + day
  NG_MORE_PARTY,      ///< row
  NG_MORE_OFFICES,    ///< count, then each: office, from, to (0 or year * 13 + month + 1)
  NG_MORE_NAMES,      ///< count, then each: node << 3 | NgAliasKind, and place in text + 1 or 0
};

/// Weight of a row under a name of `alias` kind (NgAliasKind): a family name or a place that stands for
/// it means the row less often than its own name does.
static inline uint32_t
ng_know_lowered(uint32_t weight, uint32_t alias)
{
  return alias == 3 ? weight * 3 / 4 : alias == 4 ? weight / 2 : weight;
}

#endif
