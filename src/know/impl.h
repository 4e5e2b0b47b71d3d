// SPDX-License-Identifier: Apache-2.0
// Inside of an open knowledge file: its sections, checked so that every number in them is in range.
#ifndef NG_KNOW_IMPL_H
#define NG_KNOW_IMPL_H

#include "base/pack.h"
#include "know/format.h"
#include "know/know.h"

enum { NG_KNOW_MAX_LAYERS = 2 };

typedef struct {
  NgPack*          pack;
  const char*      words;
  const uint32_t*  word_at;
  const uint32_t*  word_info;
  const uint64_t*  word_hash;
  const NodeRec*   nodes;
  const InnerRec*  inner;
  const uint32_t*  ends;
  const RowRec*    rows;
  const OfficeRec* offices;
  const CodeRec*   codes;
  const KindRec*   by_kind;
  NgStr            more;
  NgStr            text;
  NgStr            kinds[256];
  NgStr            sources[256];
  uint32_t         n_words, n_slots, n_nodes, n_inner, n_ends, n_rows, n_offices, n_codes, n_by_kind;
  uint32_t         n_kinds, n_sources;
  uint32_t         n_start;   ///< Words that begin a name
  uint32_t         n_qids;    ///< Rows with a QID: the first ones
  uint32_t         first_row; ///< Number of its row 0 for the outside
} NgKnowLayer;

struct NgKnowImpl {
  NgKnowLayer layers[NG_KNOW_MAX_LAYERS]; ///< The shipped one, then the user's
  uint32_t    n_layers;
  uint32_t    n_rows;
  uint32_t*   hidden; ///< Bits of shipped rows that a user's row replaces, NULL where none
};

/// Map the sections of `layer->pack` and check them. NG_ERR_BAD_DATA.
NgStatus ng_know_layer_check(NgKnowLayer* layer, NgError* err);

static inline bool
ng_know_is_hidden(const NgKnow* know, uint32_t row)
{
  return know->hidden && row < know->layers[0].n_rows && (know->hidden[row / 32] >> (row % 32) & 1);
}

/// Layer of an outside row number; *local is its number there.
static inline const NgKnowLayer*
ng_know_layer_of(const NgKnow* know, uint32_t row, uint32_t* local)
{
  const NgKnowLayer* const layer = &know->layers[know->n_layers > 1 && row >= know->layers[1].first_row];
  *local                         = row - layer->first_row;
  return layer;
}

/// Word number in a layer, NG_NONE where it is not there.
uint32_t ng_know_find_word(const NgKnowLayer* layer, NgStr word);

/// Child of an inner node (0: the root) by word, NG_NONE where there is none.
uint32_t ng_know_child(const NgKnowLayer* layer, uint32_t inner, uint32_t word);

/// Inner node of which `node` is a child.
uint32_t ng_know_parent_inner(const NgKnowLayer* layer, uint32_t node);

/// End of a node.
static inline uint32_t
ng_know_end(const NgKnowLayer* layer, uint32_t node)
{
  const NodeRec n = layer->nodes[node];
  return n.word & NG_NODE_INNER ? layer->inner[n.to].end : n.to;
}

/// Rows that end at `node`, entries in order; *n how many.
static inline const uint32_t*
ng_know_entries(const NgKnowLayer* layer, const uint32_t* end, uint32_t* n)
{
  if (*end & NG_END_LIST) {
    const uint32_t* const list = layer->ends + (*end & ~NG_END_LIST);
    *n                         = *list & 0xFFFF;
    return list + 1;
  }
  *n = *end != 0;
  return end;
}

/// The words of a node's path joined by spaces, from `arena`.
NgStr ng_know_path(const NgKnowLayer* layer, uint32_t node, NgArena* arena);

/// Text at a place of the section, empty where the place is wrong.
NgStr ng_know_text(const NgKnowLayer* layer, uint32_t at);

/// Read a varint of `bytes` at `*at`; false at the end or where it is too long.
bool ng_know_varint(NgStr bytes, size_t* at, uint32_t* out);

#endif
