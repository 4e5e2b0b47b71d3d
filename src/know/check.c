// SPDX-License-Identifier: Apache-2.0
// Opening the sections of a knowledge file: a file that passed is safe to walk without further checks.
#include "know/impl.h"

#include "base/table.h"

static NgStatus
bad(NgError* err, const char* what)
{
  return ng_error_set(err, NG_ERR_BAD_DATA, "Knowledge file is damaged: %s; install it again", what);
}

static NgStatus
map_section(NgKnowLayer* l, const char* name, size_t size, const void** at, uint32_t* n, NgError* err)
{
  size_t items = 0;
  NG_TRY(ng_pack_section(l->pack, name, size, at, &items, err));
  if (items > UINT32_MAX / 2) {
    return bad(err, name);
  }
  *n = (uint32_t)items;
  return NG_SUCCESS;
}

static NgStatus
map_sections(NgKnowLayer* l, NgError* err)
{
  uint32_t n_bytes = 0;
  uint32_t n_info  = 0;
  uint32_t n_at    = 0;
  NG_TRY(map_section(l, "words", 1, (const void**)&l->words, &n_bytes, err));
  NG_TRY(map_section(l, "word_at", 4, (const void**)&l->word_at, &n_at, err));
  NG_TRY(map_section(l, "word_info", 4, (const void**)&l->word_info, &n_info, err));
  NG_TRY(map_section(l, "word_hash", 8, (const void**)&l->word_hash, &l->n_slots, err));
  NG_TRY(map_section(l, "nodes", sizeof(NodeRec), (const void**)&l->nodes, &l->n_nodes, err));
  NG_TRY(map_section(l, "inner", sizeof(InnerRec), (const void**)&l->inner, &l->n_inner, err));
  NG_TRY(map_section(l, "ends", 4, (const void**)&l->ends, &l->n_ends, err));
  NG_TRY(map_section(l, "rows", sizeof(RowRec), (const void**)&l->rows, &l->n_rows, err));
  NG_TRY(map_section(l, "offices", sizeof(OfficeRec), (const void**)&l->offices, &l->n_offices, err));
  NG_TRY(map_section(l, "codes", sizeof(CodeRec), (const void**)&l->codes, &l->n_codes, err));
  NG_TRY(map_section(l, "by_kind", sizeof(KindRec), (const void**)&l->by_kind, &l->n_by_kind, err));
  l->more    = ng_pack_text(l->pack, "more");
  l->text    = ng_pack_text(l->pack, "text");
  l->n_words = n_info;
  if (n_at != n_info + 1 || l->word_at[n_info] != n_bytes || n_info > NG_MAX_KNOW_WORDS) {
    return bad(err, "word table");
  }
  return l->n_rows <= NG_MAX_KNOW_ROWS ? NG_SUCCESS : bad(err, "too many rows");
}

static NgStatus
check_words(const NgKnowLayer* l, NgError* err)
{
  for (uint32_t i = 0; i < l->n_words; ++i) {
    if (l->word_at[i] > l->word_at[i + 1]) {
      return bad(err, "word table");
    }
  }
  uint32_t used = 0;
  for (uint32_t i = 0; i < l->n_slots; ++i) {
    const uint32_t word = (uint32_t)(l->word_hash[i] & ~NG_HASH_TAG_MASK);
    used += l->word_hash[i] != 0;
    if (word > l->n_words) {
      return bad(err, "word hash");
    }
  }
  // An empty slot ends every search.
  return l->n_slots && !(l->n_slots & (l->n_slots - 1)) && used < l->n_slots ? NG_SUCCESS
                                                                             : bad(err, "word hash");
}

static bool
is_good_entry(const NgKnowLayer* l, uint32_t entry)
{
  const uint32_t row  = entry & NG_END_ROW_MASK;
  const uint32_t kind = entry >> NG_END_KIND_SHIFT & NG_END_KIND_MASK;
  return !(entry & NG_END_LIST) && row >= 1 && row <= l->n_rows && kind < NG_N_ALIAS;
}

// A list lies in the section and its entries are rows. Lists are checked once each, in a pass over
// the section: here only that a list begins where the end says.
static bool
is_good_end(const NgKnowLayer* l, uint32_t end)
{
  if (end & NG_END_LIST) {
    const uint32_t at = end & ~NG_END_LIST;
    return at < l->n_ends && (l->ends[at] & 0xFFFF) < l->n_ends - at;
  }
  return !end || is_good_entry(l, end);
}

// Any number of the section may be read as an entry, so each must be one or a header; rows of wrong
// headers are caught when read, by ng_know_walk_hits.
static NgStatus
check_tree(NgKnowLayer* l, NgError* err)
{
  if (l->n_inner < 2 || l->inner[0].first_child != 0 || l->inner[l->n_inner - 1].first_child != l->n_nodes) {
    return bad(err, "tree of names");
  }
  for (uint32_t i = 0; i + 1 < l->n_inner; ++i) {
    if (l->inner[i].first_child > l->inner[i + 1].first_child || !is_good_end(l, l->inner[i].end) ||
        (i && (l->inner[i].node >= l->inner[i].first_child || l->inner[i].node >= l->n_nodes))) {
      return bad(err, "tree of names");
    }
  }
  l->n_start = l->inner[1].first_child;
  for (uint32_t i = 0; i < l->n_nodes; ++i) {
    const NodeRec  n    = l->nodes[i];
    const uint32_t word = n.word & NG_NODE_WORD_MASK;
    const bool     ok   = n.word & NG_NODE_INNER ? n.to && n.to < l->n_inner - 1 : is_good_end(l, n.to);
    if (!ok || word >= l->n_words || (i < l->n_start && word != i)) {
      return bad(err, "tree of names");
    }
  }
  return NG_SUCCESS;
}

static NgStatus
check_rows(NgKnowLayer* l, NgError* err)
{
  for (uint32_t i = 0; i < l->n_rows; ++i) {
    const RowRec*  r      = &l->rows[i];
    const uint32_t label  = r->label & ~NG_LABEL_TEXT;
    const bool     ok     = r->label & NG_LABEL_TEXT ? label < l->text.len : label < l->n_nodes;
    const bool     more   = r->more == UINT32_MAX || r->more < l->more.len;
    const bool     sorted = i == 0 || r->qid - 1 >= l->rows[i - 1].qid - 1;
    if (!ok || !more || !sorted || r->type >= NG_N_KNOW_TYPE || r->kind >= l->n_kinds ||
        r->source >= l->n_sources) {
      return bad(err, "row table");
    }
    l->n_qids += r->qid != 0;
  }
  for (uint32_t i = 0; i < l->n_codes; ++i) {
    if (l->codes[i].row >= l->n_rows || (i && l->codes[i - 1].code >= l->codes[i].code)) {
      return bad(err, "country table");
    }
  }
  for (uint32_t i = 0; i < l->n_by_kind; ++i) {
    if (l->by_kind[i].row >= l->n_rows || (i && l->by_kind[i - 1].key >= l->by_kind[i].key)) {
      return bad(err, "table of kinds");
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_lines(const NgKnowLayer* l, const char* name, NgStr out[256], uint32_t* n, NgError* err)
{
  NgStr text = ng_pack_text(l->pack, name);
  while (text.len) {
    if (*n == 256) {
      return bad(err, name);
    }
    out[(*n)++] = ng_table_next(&text, '\n');
  }
  return NG_SUCCESS;
}

NgStatus
ng_know_layer_check(NgKnowLayer* l, NgError* err)
{
  NG_TRY(map_sections(l, err));
  NG_TRY(read_lines(l, "kinds", l->kinds, &l->n_kinds, err));
  NG_TRY(read_lines(l, "sources", l->sources, &l->n_sources, err));
  NG_TRY(check_words(l, err));
  NG_TRY(check_tree(l, err));
  return check_rows(l, err);
}
