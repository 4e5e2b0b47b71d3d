// SPDX-License-Identifier: Apache-2.0
#include "know/build.h"

#include "base/alloc.h"
#include "base/map.h"
#include "base/pack.h"
#include "know/format.h"
#include "know/words.h"

#include <stdlib.h>

typedef NG_VEC(uint32_t) NumVec;

typedef struct {
  NgStr    label;
  uint32_t qid;
  uint32_t final; // number in the file
  uint32_t parent, parent_qid, party, born;
  uint32_t label_node, label_text;
  uint16_t code;
  uint8_t  type, kind, source, flags, weight;
} Row;

typedef struct {
  NgStr    text;
  uint32_t row;
  uint32_t first_word; // in words of names
  uint32_t n_words;
  uint32_t order; // of the call
  uint32_t node;
  uint8_t  kind;
} Name;

typedef struct {
  uint32_t row, office, from, to, order;
} Held;

typedef struct {
  uint32_t flags, given, surname;
} Word;

typedef struct {
  NgStr    title;
  uint16_t code;
  uint8_t  rank;
} Office;

struct NgKnowBuilderImpl {
  NgArena* arena;
  NgMap*   words; // word to its provisional number
  NgMap*   kinds; // name to number
  NgMap*   sources;
  NgMap*   offices_by_name;
  NG_VEC(Row) rows;
  NG_VEC(Name) names;
  NG_VEC(Held) held;
  NG_VEC(Office) offices;
  NG_VEC(Word) word_data; // by provisional number
  NumVec   name_words;
  NgStr    version;
  NgStatus status;
};

NgKnowBuilder*
ng_know_builder_new(void)
{
  NgKnowBuilder* const b = ng_calloc(1, sizeof(NgKnowBuilder));
  if (!b) {
    return NULL;
  }
  b->arena           = ng_arena_new((size_t)16 << 30);
  b->words           = ng_map_new(NG_MAX_KNOW_WORDS);
  b->kinds           = ng_map_new(255);
  b->sources         = ng_map_new(255);
  b->offices_by_name = ng_map_new(1u << 24);
  if (!b->arena || !b->words || !b->kinds || !b->sources || !b->offices_by_name ||
      ng_map_intern(b->kinds, ng_str("")) || ng_map_intern(b->sources, ng_str(""))) {
    ng_know_builder_free(b);
    return NULL;
  }
  b->version = ng_str("");
  return b;
}

void
ng_know_builder_free(NgKnowBuilder* b)
{
  if (b) {
    ng_map_free(b->words);
    ng_map_free(b->kinds);
    ng_map_free(b->sources);
    ng_map_free(b->offices_by_name);
    ng_arena_free(b->arena);
    ng_free(b);
  }
}

NgStatus
ng_know_builder_status(const NgKnowBuilder* b)
{
  return b->status;
}

static NgStatus
failed(NgKnowBuilder* b, NgStatus st)
{
  if (b->status == NG_SUCCESS) {
    b->status = st;
  }
  return b->status;
}

static uint16_t
code_of(NgStr code)
{
  return code.len == 2 ? (uint16_t)((unsigned char)code.at[0] << 8 | (unsigned char)code.at[1]) : 0;
}

static uint32_t
intern_small(NgKnowBuilder* b, NgMap* map, NgStr s)
{
  const uint32_t i = ng_map_intern(map, s);
  if (i == UINT32_MAX) {
    failed(b, ng_map_size(map) >= 255 ? NG_ERR_LIMIT : NG_ERR_NO_MEM);
    return 0;
  }
  return i;
}

uint32_t
ng_know_builder_row(NgKnowBuilder* b, const NgKnowNewRow* from)
{
  if (b->rows.n >= NG_MAX_KNOW_ROWS) {
    failed(b, NG_ERR_LIMIT);
    return NG_NONE;
  }
  const NgStr label = ng_arena_copy(b->arena, from->label);
  Row* const  row   = label.at ? NG_VEC_ADD(b->arena, b->rows) : NULL;
  if (!row) {
    failed(b, NG_ERR_NO_MEM);
    return NG_NONE;
  }
  *row             = (Row){.label      = label,
                           .qid        = from->qid,
                           .parent     = NG_NONE,
                           .party      = NG_NONE,
                           .label_node = NG_NONE,
                           .code       = code_of(from->country),
                           .type       = (uint8_t)from->type,
                           .kind       = (uint8_t)intern_small(b, b->kinds, from->kind),
                           .source     = (uint8_t)intern_small(b, b->sources, from->source),
                           .flags      = from->flags,
                           .weight     = from->weight};
  const uint32_t i = b->rows.n - 1;
  return ng_know_builder_name(b, i, from->label, NG_ALIAS_LABEL) ? NG_NONE : i;
}

static uint32_t
word_number(NgKnowBuilder* b, NgStr word)
{
  const uint32_t id = ng_map_intern(b->words, word);
  if (id == UINT32_MAX) {
    failed(b, ng_map_size(b->words) >= NG_MAX_KNOW_WORDS ? NG_ERR_LIMIT : NG_ERR_NO_MEM);
    return NG_NONE;
  }
  if (id == b->word_data.n) {
    const Word* const added = NG_VEC_ADD(b->arena, b->word_data);
    if (!added) {
      failed(b, NG_ERR_NO_MEM);
      return NG_NONE;
    }
  }
  return id;
}

// Add the words of `text` to b->name_words. @return how many; 0 where they are too many or none.
static uint32_t
add_name_words(NgKnowBuilder* b, NgStr text)
{
  const uint32_t first = b->name_words.n;
  NgNameWords    words;
  ng_name_words_start(&words, text);
  while (ng_name_words_next(&words)) {
    const uint32_t  id = word_number(b, ng_name_word(&words));
    uint32_t* const at = id == NG_NONE ? NULL : NG_VEC_ADD(b->arena, b->name_words);
    if (!at || b->name_words.n - first > NG_MAX_NAME_WORDS) {
      if (!at) {
        failed(b, NG_ERR_NO_MEM);
      }
      b->name_words.n = first;
      break;
    }
    *at = id;
  }
  return b->name_words.n - first;
}

NgStatus
ng_know_builder_name(NgKnowBuilder* b, uint32_t row, NgStr text, NgAliasKind kind)
{
  const uint32_t first   = b->name_words.n;
  const uint32_t n_words = add_name_words(b, text);
  if (b->status || !n_words) {
    return b->status;
  }
  const NgStr copy = kind == NG_ALIAS_LABEL ? b->rows.at[row].label : ng_arena_copy(b->arena, text);
  Name* const name = copy.at ? NG_VEC_ADD(b->arena, b->names) : NULL;
  if (!name) {
    return failed(b, NG_ERR_NO_MEM);
  }
  *name = (Name){.text       = copy,
                 .row        = row,
                 .first_word = first,
                 .n_words    = n_words,
                 .order      = b->names.n - 1,
                 .node       = NG_NONE,
                 .kind       = (uint8_t)kind};
  return NG_SUCCESS;
}

NgStatus
ng_know_builder_parent(NgKnowBuilder* b, uint32_t row, uint32_t parent)
{
  b->rows.at[row].parent = parent;
  return b->status;
}

NgStatus
ng_know_builder_parent_qid(NgKnowBuilder* b, uint32_t row, uint32_t qid)
{
  b->rows.at[row].parent_qid = qid;
  return b->status;
}

NgStatus
ng_know_builder_born(NgKnowBuilder* b, uint32_t row, NgDate born)
{
  b->rows.at[row].born = born.year > 0 ? (uint32_t)born.year * 512 + born.month * 32u + born.day : 0;
  return b->status;
}

NgStatus
ng_know_builder_party(NgKnowBuilder* b, uint32_t row, uint32_t party)
{
  b->rows.at[row].party = party;
  return b->status;
}

void
ng_know_builder_raise(NgKnowBuilder* b, uint32_t row, uint8_t weight)
{
  if (b->rows.at[row].weight < weight) {
    b->rows.at[row].weight = weight;
  }
}

uint32_t
ng_know_builder_office(NgKnowBuilder* b, NgStr title, NgStr country, uint8_t rank)
{
  const NgStr    key = ng_arena_printf(b->arena, "%.*s\t%.*s", NG_STR_ARG(title), NG_STR_ARG(country));
  const uint32_t id  = key.at ? ng_map_intern(b->offices_by_name, key) : UINT32_MAX;
  if (id == UINT32_MAX) {
    failed(b, NG_ERR_NO_MEM);
    return NG_NONE;
  }
  if (id == b->offices.n) {
    Office* const office = NG_VEC_ADD(b->arena, b->offices);
    if (!office) {
      failed(b, NG_ERR_NO_MEM);
      return NG_NONE;
    }
    *office = (Office){ng_str_n(key.at, title.len), code_of(country), rank};
  }
  return id;
}

static uint32_t
month_number(NgDate date)
{
  return date.year > 0 ? (uint32_t)date.year * 13 + date.month + 1 : 0;
}

NgStatus
ng_know_builder_held(NgKnowBuilder* b, uint32_t row, uint32_t office, NgDate from, NgDate to)
{
  Held* const held = NG_VEC_ADD(b->arena, b->held);
  if (!held) {
    return failed(b, NG_ERR_NO_MEM);
  }
  *held = (Held){row, office, month_number(from), month_number(to), b->held.n - 1};
  return b->status;
}

NgStatus
ng_know_builder_word(NgKnowBuilder* b, NgStr text, uint32_t flags, uint32_t given, uint32_t surname)
{
  NgNameWords words;
  ng_name_words_start(&words, text);
  while (ng_name_words_next(&words)) {
    const uint32_t id = word_number(b, ng_name_word(&words));
    if (id == NG_NONE) {
      return b->status;
    }
    Word* const word = &b->word_data.at[id];
    word->flags |= flags;
    word->given += given;
    word->surname += surname;
  }
  return b->status;
}

NgStatus
ng_know_builder_version(NgKnowBuilder* b, NgStr version)
{
  b->version = ng_arena_copy(b->arena, version);
  return b->version.at ? b->status : failed(b, NG_ERR_NO_MEM);
}

// --- finishing -----------------------------------------------------------------------------------

typedef struct {
  uint32_t word, from, to, depth; // names[from, to) share the path; a node's own word is the last
  uint32_t parent;
} Node;

typedef struct {
  NgKnowBuilder* b;
  uint32_t*      order;      // rows in the order of the file
  uint32_t*      word_order; // words in the order of the file
  uint32_t*      word_final; // provisional to final
  uint32_t       n_start_words;
  NG_VEC(Node) nodes;
  NgBuf rec_nodes, rec_inner, ends, more, text;
} Finish;

// qsort has no context: what is compared carries all it needs.
typedef struct {
  const Row* row;
  uint32_t   i;
} SortRow;

static int
by_number(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

static int
compare_rows(const void* a, const void* b)
{
  const SortRow* const x = a;
  const SortRow* const y = b;
  const int            c = by_number(x->row->qid - 1, y->row->qid - 1); // rows without QID come last
  return c ? c : by_number(x->i, y->i);
}

static NgStatus
order_rows(Finish* f)
{
  const uint32_t n    = f->b->rows.n;
  SortRow* const sort = ng_arena_calloc(f->b->arena, n, sizeof(SortRow));
  f->order            = ng_arena_calloc(f->b->arena, n, sizeof(uint32_t));
  if (!sort || !f->order) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    sort[i] = (SortRow){&f->b->rows.at[i], i};
  }
  qsort(sort, n, sizeof(SortRow), compare_rows);
  for (uint32_t i = 0; i < n; ++i) {
    f->order[i]                    = sort[i].i;
    f->b->rows.at[sort[i].i].final = i;
  }
  return NG_SUCCESS;
}

typedef struct {
  NgStr    word;
  uint32_t id;
  uint32_t is_inside; // begins no name
} SortWord;

static int
compare_words(const void* a, const void* b)
{
  const SortWord* const x = a;
  const SortWord* const y = b;
  const int             c = by_number(x->is_inside, y->is_inside);
  return c ? c : ng_str_cmp(x->word, y->word);
}

static NgStatus
order_words(Finish* f)
{
  NgKnowBuilder* const b    = f->b;
  const uint32_t       n    = ng_map_size(b->words);
  SortWord* const      sort = ng_arena_calloc(b->arena, n, sizeof(SortWord));
  f->word_order             = ng_arena_calloc(b->arena, n, sizeof(uint32_t));
  f->word_final             = ng_arena_calloc(b->arena, n, sizeof(uint32_t));
  if (!sort || !f->word_order || !f->word_final) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    sort[i] = (SortWord){ng_map_key(b->words, i), i, 1};
  }
  for (uint32_t i = 0; i < b->names.n; ++i) {
    sort[b->name_words.at[b->names.at[i].first_word]].is_inside = 0;
  }
  qsort(sort, n, sizeof(SortWord), compare_words);
  for (uint32_t i = 0; i < n; ++i) {
    f->word_order[i]          = sort[i].id;
    f->word_final[sort[i].id] = i;
    f->n_start_words += !sort[i].is_inside;
  }
  for (uint32_t i = 0; i < b->name_words.n; ++i) {
    b->name_words.at[i] = f->word_final[b->name_words.at[i]];
  }
  return NG_SUCCESS;
}

typedef struct {
  const uint32_t* words;
  Name*           name;
} SortName;

static int
compare_names(const void* a, const void* b)
{
  const SortName* const x = a;
  const SortName* const y = b;
  const uint32_t        n = x->name->n_words < y->name->n_words ? x->name->n_words : y->name->n_words;
  for (uint32_t i = 0; i < n; ++i) {
    if (x->words[i] != y->words[i]) {
      return by_number(x->words[i], y->words[i]);
    }
  }
  const int c = by_number(x->name->n_words, y->name->n_words);
  return c ? c : by_number(x->name->order, y->name->order);
}

static SortName*
order_names(Finish* f)
{
  NgKnowBuilder* const b    = f->b;
  SortName* const      sort = ng_arena_calloc(b->arena, b->names.n, sizeof(SortName));
  for (uint32_t i = 0; sort && i < b->names.n; ++i) {
    sort[i] = (SortName){b->name_words.at + b->names.at[i].first_word, &b->names.at[i]};
  }
  if (sort) {
    qsort(sort, b->names.n, sizeof(SortName), compare_names);
  }
  return sort;
}

static NgStatus
put(NgBuf* buf, const void* data, size_t n)
{
  return ng_buf_add(buf, ng_str_n(data, n));
}

static NgStatus
put_varint(NgBuf* buf, uint32_t v)
{
  while (v >= 0x80) {
    ng_buf_addc(buf, (char)(v | 0x80));
    v >>= 7;
  }
  return ng_buf_addc(buf, (char)v);
}

static uint32_t
put_text(Finish* f, NgStr s)
{
  const uint32_t at = (uint32_t)f->text.len;
  put_varint(&f->text, (uint32_t)s.len);
  ng_buf_add(&f->text, s);
  return at;
}

typedef struct {
  Name*    name;
  uint32_t entry, weight, row;
} EndItem;

static int
compare_end_rows(const void* a, const void* b)
{
  const EndItem* const x = a;
  const EndItem* const y = b;
  const int            c = by_number(x->row, y->row);
  return c ? c : by_number(x->name->order, y->name->order);
}

static int
compare_ends(const void* a, const void* b)
{
  const EndItem* const x = a;
  const EndItem* const y = b;
  const int            c = by_number(y->weight, x->weight);
  return c ? c : by_number(x->row, y->row);
}

static EndItem
end_item(const Finish* f, Name* name)
{
  const Row* const row   = &f->b->rows.at[name->row];
  const uint32_t   plain = ng_name_is_plain(name->text) ? NG_END_PLAIN : 0;
  const uint32_t   kind  = (uint32_t)name->kind << NG_END_KIND_SHIFT;
  return (EndItem){name, (row->final + 1) | kind | plain, ng_know_lowered(row->weight, name->kind),
                   row->final};
}

// Of two names of one row that are spelled alike the first in the order of the calls is kept.
static uint32_t
unique_ends(EndItem* items, uint32_t n, uint32_t node)
{
  uint32_t kept = 0;
  qsort(items, n, sizeof(EndItem), compare_end_rows);
  for (uint32_t i = 0; i < n; ++i) {
    const bool is_new = !kept || items[kept - 1].row != items[i].row;
    if (is_new) {
      items[i].name->node = node;
      items[kept++]       = items[i];
    }
  }
  return kept;
}

static NgStatus
put_end_list(Finish* f, const EndItem* items, uint32_t n, uint32_t* end)
{
  uint32_t types = 0;
  n              = n < 0xFFFF ? n : 0xFFFF;
  for (uint32_t i = 0; i < n; ++i) {
    types |= items[i].name->kind == NG_ALIAS_METONYM ? 0 : 1u << f->b->rows.at[items[i].name->row].type;
  }
  const uint32_t header = types << 16 | n;
  *end                  = NG_END_LIST | (uint32_t)(f->ends.len / 4);
  put(&f->ends, &header, 4);
  for (uint32_t i = 0; i < n; ++i) {
    put(&f->ends, &items[i].entry, 4);
  }
  return f->ends.status;
}

// Names[from, to) are spelled alike: mark their node, and say what ends there.
static NgStatus
put_end(Finish* f, const SortName* names, uint32_t from, uint32_t to, uint32_t node, uint32_t* end)
{
  EndItem* const items = ng_calloc(to - from, sizeof(EndItem));
  if (!items) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = from; i < to; ++i) {
    items[i - from] = end_item(f, names[i].name);
  }
  const uint32_t n = unique_ends(items, to - from, node);
  qsort(items, n, sizeof(EndItem), compare_ends);
  *end              = items[0].entry;
  const NgStatus st = n > 1 ? put_end_list(f, items, n, end) : NG_SUCCESS;
  ng_free(items);
  return st;
}

// Names[from, to) that go on from a node at `depth`: one child for each next word.
static NgStatus
add_children(Finish* f, const SortName* names, uint32_t from, uint32_t to, uint32_t depth)
{
  while (from < to) {
    const uint32_t word = names[from].words[depth];
    uint32_t       next = from + 1;
    while (next < to && names[next].words[depth] == word) {
      ++next;
    }
    Node* const child = NG_VEC_ADD(f->b->arena, f->nodes);
    if (!child) {
      return NG_ERR_NO_MEM;
    }
    *child = (Node){word, from, next, depth + 1, 0};
    from   = next;
  }
  return NG_SUCCESS;
}

static NgStatus
put_inner(Finish* f, uint32_t end, uint32_t node)
{
  const InnerRec inner = {f->nodes.n, end, node};
  return put(&f->rec_inner, &inner, sizeof(inner));
}

static NgStatus
build_tree(Finish* f)
{
  const SortName* const names = order_names(f);
  if (!names) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(put_inner(f, 0, 0));
  NG_TRY(add_children(f, names, 0, f->b->names.n, 0));
  for (uint32_t i = 0; i < f->nodes.n; ++i) {
    const Node node  = f->nodes.at[i];
    uint32_t   split = node.from;
    uint32_t   end   = 0;
    while (split < node.to && names[split].name->n_words == node.depth) {
      ++split;
    }
    if (split > node.from) {
      NG_TRY(put_end(f, names, node.from, split, i, &end));
    }
    NodeRec rec = {node.word, end};
    if (split < node.to) {
      rec = (NodeRec){node.word | NG_NODE_INNER, (uint32_t)(f->rec_inner.len / sizeof(InnerRec))};
      NG_TRY(put_inner(f, end, i));
      NG_TRY(add_children(f, names, split, node.to, node.depth));
    }
    NG_TRY(put(&f->rec_nodes, &rec, sizeof(rec)));
  }
  return put_inner(f, 0, 0);
}

static int
compare_held(const void* a, const void* b)
{
  const Held* const x = a;
  const Held* const y = b;
  int               c = by_number(x->row, y->row);
  c                   = c ? c : by_number(x->from, y->from);
  return c ? c : by_number(x->order, y->order);
}

// Names of each row lie together in the order of the calls, since they are given row by row or later
// in passes: sort them so.
static int
compare_name_rows(const void* a, const void* b)
{
  const Name* const x = a;
  const Name* const y = b;
  const int         c = by_number(x->row, y->row);
  return c ? c : by_number(x->order, y->order);
}

static void
put_number(Finish* f, uint32_t tag, uint32_t value)
{
  put_varint(&f->more, tag);
  put_varint(&f->more, value);
}

static void
put_names(Finish* f, const Name* names, uint32_t n)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; ++i) {
    count += names[i].kind != NG_ALIAS_LABEL && names[i].node != NG_NONE;
  }
  if (!count) {
    return;
  }
  put_number(f, NG_MORE_NAMES, count);
  for (uint32_t i = 0; i < n; ++i) {
    if (names[i].kind != NG_ALIAS_LABEL && names[i].node != NG_NONE) {
      put_varint(&f->more, names[i].node << 3 | names[i].kind);
      put_varint(&f->more, ng_name_is_plain(names[i].text) ? 0 : put_text(f, names[i].text) + 1);
    }
  }
}

static void
put_held(Finish* f, const Held* held, uint32_t n)
{
  if (n) {
    put_number(f, NG_MORE_OFFICES, n);
  }
  for (uint32_t i = 0; i < n; ++i) {
    put_varint(&f->more, held[i].office);
    put_varint(&f->more, held[i].from);
    put_varint(&f->more, held[i].to);
  }
}

static void
put_label(Finish* f, Row* row, const Name* names, uint32_t n)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (names[i].kind == NG_ALIAS_LABEL) {
      row->label_node = names[i].node;
    }
  }
  const bool plain = row->label_node != NG_NONE && ng_name_is_plain(row->label);
  row->label_text  = plain ? row->label_node : NG_LABEL_TEXT | put_text(f, row->label);
}

// What not every row has. @return its place in more, or UINT32_MAX.
static uint32_t
put_more(Finish* f, const Row* row, const Name* names, uint32_t n_names, const Held* held, uint32_t n_held)
{
  const NgKnowBuilder* const b  = f->b;
  const size_t               at = f->more.len;
  if (row->parent != NG_NONE) {
    put_number(f, NG_MORE_PARENT, b->rows.at[row->parent].final);
  }
  if (row->parent_qid) {
    put_number(f, NG_MORE_PARENT_QID, row->parent_qid);
  }
  if (row->born) {
    put_number(f, NG_MORE_BORN, row->born);
  }
  if (row->party != NG_NONE) {
    put_number(f, NG_MORE_PARTY, b->rows.at[row->party].final);
  }
  put_held(f, held, n_held);
  put_names(f, names, n_names);
  if (f->more.len == at) {
    return UINT32_MAX;
  }
  put_varint(&f->more, NG_MORE_STOP);
  return (uint32_t)at;
}

typedef struct {
  uint32_t first_name, n_names, first_held, n_held;
} RowParts;

static RowParts*
part_rows(NgKnowBuilder* b)
{
  RowParts* const parts = ng_arena_calloc(b->arena, b->rows.n, sizeof(RowParts));
  if (!parts) {
    return NULL;
  }
  if (b->names.n) {
    qsort(b->names.at, b->names.n, sizeof(Name), compare_name_rows);
  }
  if (b->held.n) {
    qsort(b->held.at, b->held.n, sizeof(Held), compare_held);
  }
  for (uint32_t i = b->names.n; i-- > 0;) {
    parts[b->names.at[i].row].first_name = i;
    ++parts[b->names.at[i].row].n_names;
  }
  for (uint32_t i = b->held.n; i-- > 0;) {
    parts[b->held.at[i].row].first_held = i;
    ++parts[b->held.at[i].row].n_held;
  }
  return parts;
}

static NgStatus
put_rows(Finish* f, NgBuf* out)
{
  NgKnowBuilder* const  b     = f->b;
  const RowParts* const parts = part_rows(b);
  if (!parts) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < b->rows.n; ++i) {
    Row* const        row   = &b->rows.at[f->order[i]];
    const RowParts    p     = parts[f->order[i]];
    const Name* const names = p.n_names ? b->names.at + p.first_name : NULL;
    const Held* const held  = p.n_held ? b->held.at + p.first_held : NULL;
    put_label(f, row, names, p.n_names);
    const RowRec rec = {.qid    = row->qid,
                        .label  = row->label_text,
                        .more   = put_more(f, row, names, p.n_names, held, p.n_held),
                        .code   = row->code,
                        .type   = row->type,
                        .kind   = row->kind,
                        .weight = row->weight,
                        .flags  = row->flags,
                        .source = row->source};
    put(out, &rec, sizeof(rec));
  }
  NG_TRY(f->more.status);
  return out->status;
}

static uint32_t
log_count(uint32_t n)
{
  uint32_t bits = 0;
  for (; n; n >>= 1) {
    ++bits;
  }
  return bits;
}

static NgStatus
add_word_sections(Finish* f, NgPackWriter* pack)
{
  NgKnowBuilder* const b     = f->b;
  const uint32_t       n     = ng_map_size(b->words);
  NgBuf                words = NG_BUF_INIT(UINT32_MAX / 2);
  uint32_t* const      at    = ng_arena_calloc(b->arena, n + 1, sizeof(uint32_t));
  uint32_t* const      info  = ng_arena_calloc(b->arena, n, sizeof(uint32_t));
  uint32_t             slots = 64;
  while (slots < n + n / 3) {
    slots *= 2;
  }
  uint64_t* const hash = ng_arena_calloc(b->arena, slots, sizeof(uint64_t));
  if (!at || !info || !hash) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    const NgStr       key  = ng_map_key(b->words, f->word_order[i]);
    const Word* const word = &b->word_data.at[f->word_order[i]];
    at[i]                  = (uint32_t)words.len;
    info[i] = (word->flags & 0xFFFF) | log_count(word->given) << 16 | log_count(word->surname) << 24;
    ng_buf_add(&words, key);
    const uint64_t h = ng_hash(key.at, key.len, 0);
    uint32_t       s = (uint32_t)h & (slots - 1);
    while (hash[s]) {
      s = (s + 1) & (slots - 1);
    }
    hash[s] = (h & NG_HASH_TAG_MASK) | (i + 1);
  }
  at[n]       = (uint32_t)words.len;
  NgStatus st = words.status;
  st          = st ? st : ng_pack_writer_add(pack, "words", words.at ? words.at : "", words.len);
  st          = st ? st : ng_pack_writer_add(pack, "word_at", at, (n + 1) * sizeof(uint32_t));
  st          = st ? st : ng_pack_writer_add(pack, "word_info", info, n * sizeof(uint32_t));
  st          = st ? st : ng_pack_writer_add(pack, "word_hash", hash, slots * sizeof(uint64_t));
  ng_buf_free(&words);
  return st;
}

static NgStatus
add_lines(NgPackWriter* pack, const char* name, const NgMap* map)
{
  NgBuf lines = NG_BUF_INIT(1 << 20);
  for (uint32_t i = 0; i < ng_map_size(map); ++i) {
    ng_buf_add(&lines, ng_map_key(map, i));
    ng_buf_addc(&lines, '\n');
  }
  const NgStatus st = lines.status ? lines.status : ng_pack_writer_add(pack, name, lines.at, lines.len);
  ng_buf_free(&lines);
  return st;
}

static NgStatus
add_buf(NgPackWriter* pack, const char* name, const NgBuf* buf)
{
  return buf->status ? buf->status : ng_pack_writer_add(pack, name, buf->at ? buf->at : "", buf->len);
}

static NgStatus
add_offices(Finish* f, NgPackWriter* pack)
{
  NgBuf out = NG_BUF_INIT(UINT32_MAX / 2);
  for (uint32_t i = 0; i < f->b->offices.n; ++i) {
    const Office* const office = &f->b->offices.at[i];
    const OfficeRec     rec    = {put_text(f, office->title), office->code, office->rank, 0};
    put(&out, &rec, sizeof(rec));
  }
  const NgStatus st = add_buf(pack, "offices", &out);
  ng_buf_free(&out);
  return st;
}

static int
compare_pairs(const void* a, const void* b)
{
  const uint32_t* const x = a;
  const uint32_t* const y = b;
  const int             c = by_number(x[0], y[0]);
  return c ? c : by_number(x[1], y[1]);
}

// A state, or a territory with a code of its own.
static bool
is_country(const NgKnowBuilder* b, const Row* row)
{
  const bool territory = row->type == NG_KNOW_PLACE &&
                         ng_str_is(ng_map_key(b->kinds, row->kind), "territory");
  return row->code && (row->type == NG_KNOW_COUNTRY || territory);
}

// Countries by code, and bodies by country and kind: of several the first of the tables.
static NgStatus
add_pairs(Finish* f, NgPackWriter* pack, bool by_kind)
{
  NgKnowBuilder* const b     = f->b;
  uint32_t*            pairs = ng_arena_calloc(b->arena, b->rows.n, 2 * sizeof(uint32_t));
  uint32_t             n     = 0;
  NgBuf                out   = NG_BUF_INIT(UINT32_MAX / 2);
  if (!pairs) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < b->rows.n; ++i) {
    const Row* const row = &b->rows.at[i];
    const bool wanted = by_kind ? row->kind && row->type != NG_KNOW_PERSON && row->type != NG_KNOW_DEMONYM &&
                                      !(row->flags & NG_KNOW_DEAD)
                                : is_country(b, row);
    if (wanted) {
      pairs[2 * n]       = by_kind ? (uint32_t)row->code << 8 | row->kind : row->code;
      pairs[2 * n++ + 1] = i;
    }
  }
  qsort(pairs, n, 2 * sizeof(uint32_t), compare_pairs);
  for (uint32_t i = 0; i < n; ++i) {
    if (i == 0 || pairs[2 * i] != pairs[2 * i - 2]) {
      const uint32_t rec[2] = {pairs[2 * i], b->rows.at[pairs[2 * i + 1]].final};
      put(&out, rec, sizeof(rec));
    }
  }
  const NgStatus st = add_buf(pack, by_kind ? "by_kind" : "codes", &out);
  ng_buf_free(&out);
  return st;
}

static bool
is_family_first(const NgKnowBuilder* b, const Row* row, const uint32_t* words)
{
  static const char countries[] = "CNTWKRKPVNMO";
  bool              found       = false;
  for (size_t i = 0; countries[i] && !found; i += 2) {
    found = row->code == code_of(ng_str_n(countries + i, 2));
  }
  return found && !(b->word_data.at[words[0]].flags & NG_WORD_GIVEN);
}

// First and last words of people's names are given names and surnames.
static void
note_person(NgKnowBuilder* b, const Name* name)
{
  const uint32_t* const words  = b->name_words.at + name->first_word;
  const bool            turned = is_family_first(b, &b->rows.at[name->row], words);
  Word* const           family = &b->word_data.at[words[turned ? 0 : name->n_words - 1]];
  ++family->surname;
  family->flags |= NG_WORD_SURNAME | (turned ? NG_WORD_FAMILY_FIRST : 0u);
  if (!turned) {
    ++b->word_data.at[words[0]].given;
  }
}

static void
note_thing(NgKnowBuilder* b, NgKnowType type, const Name* name)
{
  const bool is_place = type == NG_KNOW_COUNTRY || type == NG_KNOW_PLACE;
  uint32_t   flag     = NG_WORD_ORG;
  if (is_place) {
    flag = name->n_words == 1 ? NG_WORD_PLACE : NG_WORD_PLACE_PART;
  } else if (type == NG_KNOW_DEMONYM) {
    flag = NG_WORD_DEMONYM;
  }
  if (name->kind == NG_ALIAS_METONYM || (name->n_words > 1 && !is_place)) {
    return;
  }
  for (uint32_t i = 0; i < name->n_words; ++i) {
    b->word_data.at[b->name_words.at[name->first_word + i]].flags |= flag;
  }
}

// A label of one word that is an ordinary word, too, needs evidence.
static void
note_common(NgKnowBuilder* b, const Name* name)
{
  const uint32_t word = b->name_words.at[name->first_word];
  if (name->kind == NG_ALIAS_LABEL && name->n_words == 1 && b->word_data.at[word].flags & NG_WORD_COMMON) {
    b->rows.at[name->row].flags |= NG_KNOW_COMMON;
  }
}

// What the names tell about their words. Runs before words are renumbered.
static void
note_words(NgKnowBuilder* b)
{
  for (uint32_t i = 0; i < b->names.n; ++i) {
    const Name* const name = &b->names.at[i];
    const NgKnowType  type = (NgKnowType)b->rows.at[name->row].type;
    note_common(b, name);
    if (type != NG_KNOW_PERSON) {
      note_thing(b, type, name);
    } else if (name->kind == NG_ALIAS_LABEL && name->n_words > 1) {
      note_person(b, name);
    }
  }
}

static NgStatus
write_sections(Finish* f, NgPackWriter* pack)
{
  NgBuf rows = NG_BUF_INIT(UINT32_MAX / 2);
  NG_TRY(order_rows(f));
  note_words(f->b);
  NG_TRY(order_words(f));
  NG_TRY(build_tree(f));
  NgStatus st = put_rows(f, &rows);
  st          = st ? st : add_buf(pack, "rows", &rows);
  ng_buf_free(&rows);
  NG_TRY(st);
  NG_TRY(add_word_sections(f, pack));
  NG_TRY(add_offices(f, pack));
  NG_TRY(add_pairs(f, pack, false));
  NG_TRY(add_pairs(f, pack, true));
  NG_TRY(add_lines(pack, "kinds", f->b->kinds));
  NG_TRY(add_lines(pack, "sources", f->b->sources));
  NG_TRY(add_buf(pack, "nodes", &f->rec_nodes));
  NG_TRY(add_buf(pack, "inner", &f->rec_inner));
  NG_TRY(add_buf(pack, "ends", &f->ends));
  NG_TRY(add_buf(pack, "more", &f->more));
  NG_TRY(add_buf(pack, "text", &f->text));
  return ng_pack_writer_add(pack, "version", f->b->version.at, f->b->version.len);
}

NgStatus
ng_know_builder_finish(NgKnowBuilder* b, NgBuf* out, NgError* err)
{
  Finish              f    = {.b         = b,
                              .rec_nodes = NG_BUF_INIT(UINT32_MAX),
                              .rec_inner = NG_BUF_INIT(UINT32_MAX),
                              .ends      = NG_BUF_INIT(UINT32_MAX),
                              .more      = NG_BUF_INIT(UINT32_MAX - 1),
                              .text      = NG_BUF_INIT(INT32_MAX)};
  NgPackWriter* const pack = ng_pack_writer_new(NG_KNOW_PACK_KIND, NG_KNOW_PACK_VERSION);
  NgStatus            st   = pack ? b->status : NG_ERR_NO_MEM;
  st                       = st ? st : write_sections(&f, pack);
  st                       = st ? st : ng_pack_writer_bytes(pack, out);
  ng_pack_writer_free(pack);
  ng_buf_free(&f.rec_nodes);
  ng_buf_free(&f.rec_inner);
  ng_buf_free(&f.ends);
  ng_buf_free(&f.more);
  ng_buf_free(&f.text);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}
