// SPDX-License-Identifier: Apache-2.0
// yajl calls back for each value; the keys on the way to it tell what it is.
#include "know/wikidata.h"

#include "base/alloc.h"
#include "base/map.h"
#include "base/table.h"
#include "know/tables.h"

#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <yajl/yajl_parse.h>

enum { MAX_DEPTH = 64, MAX_KEY = 32, MAX_ALIASES = 40, MAX_ITEM_BYTES = 1 << 22 };

// yajl does not look at what its allocator returns: where there is no memory a long jump leads out, and
// the blocks it still holds are freed from this list.
typedef struct BlockImpl {
  struct BlockImpl*  next;
  struct BlockImpl** slot; // what points to it
  size_t             size;
  max_align_t        bytes[];
} Block;

typedef struct {
  char key[MAX_KEY]; // of an object: the key in hand; of an array: ""
  bool is_map;
} Level;

typedef struct {
  uint32_t   qid, parent;
  NgStr      label;
  NgStr      aliases[MAX_ALIASES];
  uint32_t   n_aliases;
  NgKnowType type;
  NgStr      kind;
  NgStr      country; // code
  NgDate     born;
  uint8_t    flags;
} Item;

struct NgWikidataImpl {
  NgKnowBuilder* builder;
  const NgKnow*  below;
  NgArena*       arena; // of the item in hand
  NgMap*         seen;  // QIDs
  yajl_handle    yajl;
  Block*         blocks;
  jmp_buf        no_memory;
  Level          levels[MAX_DEPTH];
  uint32_t       depth;
  uint32_t       item_depth; // levels up to and including the item's object; 0: in none
  Item           item;
  uint64_t       n_items;
  NgStatus       status;
  const char*    what; // of the failure
};

// --- memory for yajl -----------------------------------------------------------------------------

static void
link_block(NgWikidata* w, Block* block)
{
  block->next = w->blocks;
  block->slot = &w->blocks;
  if (block->next) {
    block->next->slot = &block->next;
  }
  w->blocks = block;
}

static void
unlink_block(const Block* block)
{
  *block->slot = block->next;
  if (block->next) {
    block->next->slot = block->slot;
  }
}

static Block*
block_of(void* at)
{
  return (Block*)(void*)((char*)at - offsetof(Block, bytes));
}

static void*
take(void* self, size_t size)
{
  NgWikidata* const w     = self;
  Block* const      block = size < SIZE_MAX / 2 ? ng_calloc(1, sizeof(Block) + size) : NULL;
  if (!block) {
    longjmp(w->no_memory, 1);
  }
  block->size = size;
  link_block(w, block);
  return block->bytes;
}

static void
leave(void* self, void* at)
{
  (void)self;
  if (at) {
    unlink_block(block_of(at));
    ng_free(block_of(at));
  }
}

static void*
retake(void* self, void* old, size_t size)
{
  void* const at = take(self, size);
  if (old) {
    const size_t had = block_of(old)->size;
    memcpy(at, old, had < size ? had : size);
    leave(self, old);
  }
  return at;
}

// --- what items are ------------------------------------------------------------------------------

// Items that Wikidata gives as "instance of" (P31), by what they are here.
static const struct {
  uint32_t    qid;
  NgKnowType  type;
  const char* kind;
} classes[] = {{5, NG_KNOW_PERSON, ""},
               {6256, NG_KNOW_COUNTRY, "state"},
               {3624078, NG_KNOW_COUNTRY, "state"},
               {515, NG_KNOW_PLACE, "city"},
               {1549591, NG_KNOW_PLACE, "city"},
               {3957, NG_KNOW_PLACE, "town"},
               {532, NG_KNOW_PLACE, "village"},
               {486972, NG_KNOW_PLACE, "settlement"},
               {10864048, NG_KNOW_PLACE, "region"},
               {35657, NG_KNOW_PLACE, "state"},
               {4022, NG_KNOW_PLACE, "river"},
               {8502, NG_KNOW_PLACE, "mountain"},
               {23397, NG_KNOW_PLACE, "lake"},
               {23442, NG_KNOW_PLACE, "island"},
               {7278, NG_KNOW_PARTY, "party"},
               {11032, NG_KNOW_MEDIA, "newspaper"},
               {1110794, NG_KNOW_MEDIA, "newspaper"},
               {192283, NG_KNOW_MEDIA, "news-agency"},
               {1616075, NG_KNOW_MEDIA, "broadcaster"},
               {15265344, NG_KNOW_MEDIA, "broadcaster"},
               {41298, NG_KNOW_MEDIA, "magazine"},
               {1193236, NG_KNOW_MEDIA, "news"},
               {11204, NG_KNOW_LEGISLATURE, "legislature"},
               {35749, NG_KNOW_LEGISLATURE, "legislature"},
               {41487, NG_KNOW_COURT, "court"},
               {190752, NG_KNOW_COURT, "supreme-court"},
               {484652, NG_KNOW_INTERNATIONAL, "international"},
               {245065, NG_KNOW_INTERNATIONAL, "international"},
               {7188, NG_KNOW_GOVERNMENT, "government"},
               {327333, NG_KNOW_AGENCY, "agency"},
               {192350, NG_KNOW_AGENCY, "agency"},
               {66344, NG_KNOW_AGENCY, "central-bank"},
               {47913, NG_KNOW_AGENCY, "intelligence"},
               {4830453, NG_KNOW_ORGANIZATION, "company"},
               {6881511, NG_KNOW_ORGANIZATION, "company"},
               {783794, NG_KNOW_ORGANIZATION, "company"},
               {891723, NG_KNOW_ORGANIZATION, "company"},
               {163740, NG_KNOW_ORGANIZATION, "ngo"},
               {79913, NG_KNOW_ORGANIZATION, "ngo"},
               {157031, NG_KNOW_ORGANIZATION, "ngo"},
               {3918, NG_KNOW_ORGANIZATION, "university"},
               {476028, NG_KNOW_ORGANIZATION, "sports-club"},
               {43229, NG_KNOW_ORGANIZATION, ""},
               {12280, NG_KNOW_FACILITY, "bridge"},
               {1248784, NG_KNOW_FACILITY, "airport"},
               {41176, NG_KNOW_FACILITY, "building"},
               {16560, NG_KNOW_FACILITY, "palace"},
               {16917, NG_KNOW_FACILITY, "hospital"},
               {131569, NG_KNOW_MEASURE, "treaty"},
               {820655, NG_KNOW_MEASURE, "law"},
               {49371, NG_KNOW_MEASURE, "law"},
               {40231, NG_KNOW_EVENT_NAME, "election"},
               {178561, NG_KNOW_EVENT_NAME, "battle"},
               {198, NG_KNOW_EVENT_NAME, "war"}};

static void
set_class(Item* item, uint32_t qid)
{
  for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); ++i) {
    if (classes[i].qid == qid && item->type == NG_N_KNOW_TYPE) {
      item->type = classes[i].type;
      item->kind = ng_str(classes[i].kind);
    }
  }
}

static void
set_country(NgWikidata* w, uint32_t qid)
{
  const uint32_t row = ng_know_by_qid(w->below, qid);
  if (row != NG_NONE && !w->item.country.len) {
    const NgKnowRow country = ng_know_row(w->below, row);
    if (country.type == NG_KNOW_COUNTRY || ng_str_is(country.kind, "territory")) {
      w->item.country = ng_arena_copy(w->arena, ng_str(country.country));
    }
  }
}

static void
set_sex(Item* item, uint32_t qid)
{
  item->flags |= qid == 6581097 ? NG_KNOW_MALE : qid == 6581072 ? NG_KNOW_FEMALE : 0;
}

static void
set_claim(NgWikidata* w, NgStr property, uint32_t qid)
{
  Item* const item = &w->item;
  if (ng_str_is(property, "P31")) {
    set_class(item, qid);
  } else if (ng_str_is(property, "P17") || ng_str_is(property, "P27")) {
    set_country(w, qid);
  } else if (ng_str_is(property, "P21")) {
    set_sex(item, qid);
  } else if (ng_str_is(property, "P749") || (ng_str_is(property, "P361") && !item->parent)) {
    item->parent = qid;
  }
}

// --- from JSON to items --------------------------------------------------------------------------

static int
stop(NgWikidata* w, NgStatus status, const char* what)
{
  w->status = status;
  w->what   = what;
  return 0;
}

static NgStr
keep(NgWikidata* w, NgStr s)
{
  const NgStr copy = ng_arena_copy(w->arena, s);
  if (!copy.at) {
    stop(w, NG_ERR_NO_MEM, "Out of memory, or an item that is too large");
    return ng_str_n("", 0);
  }
  return copy;
}

static bool
key_is(const NgWikidata* w, uint32_t below_item, const char* key)
{
  const uint32_t at = w->item_depth - 1 + below_item;
  return at < w->depth && !strcmp(w->levels[at].key, key);
}

// Number of the item at the end of an address ("http://www.wikidata.org/entity/Q142") or alone.
static uint32_t
item_number(NgStr s)
{
  for (size_t i = s.len; i-- > 0;) {
    if (s.at[i] == '/') {
      s = ng_str_n(s.at + i + 1, s.len - i - 1);
      break;
    }
  }
  return ng_know_qid_number(s);
}

static void
add_alias(NgWikidata* w, NgStr alias)
{
  if (w->item.n_aliases < MAX_ALIASES && alias.len) {
    w->item.aliases[w->item.n_aliases++] = keep(w, alias);
  }
}

static void
dump_value(NgWikidata* w, NgStr value)
{
  const uint32_t n = w->depth - w->item_depth; // objects and arrays between
  if (n == 0 && key_is(w, 0, "id")) {
    w->item.qid = ng_know_qid_number(value);
  } else if (n == 2 && key_is(w, 0, "labels") && key_is(w, 1, "en") && key_is(w, 2, "value")) {
    w->item.label = keep(w, value);
  } else if (n == 3 && key_is(w, 0, "aliases") && key_is(w, 1, "en") && key_is(w, 3, "value")) {
    add_alias(w, value);
  } else if (n == 6 && key_is(w, 0, "claims") && key_is(w, 3, "mainsnak") && key_is(w, 5, "value")) {
    const NgStr property = ng_str(w->levels[w->item_depth].key);
    if (key_is(w, 6, "id")) {
      set_claim(w, property, ng_know_qid_number(value));
    } else if (key_is(w, 6, "time") && ng_str_is(property, "P569") && !w->item.born.year) {
      w->item.born = ng_know_date(value);
    }
  }
}

static void
set_result_class(NgWikidata* w, NgStr value)
{
  const NgKnowType type = ng_know_type_named(value);
  if (type != NG_N_KNOW_TYPE) {
    w->item.type = type;
  } else {
    set_class(&w->item, item_number(value));
  }
}

static void
add_alias_list(NgWikidata* w, NgStr value)
{
  const char separator = memchr(value.at, '|', value.len) ? '|' : ',';
  while (value.at && value.len) {
    add_alias(w, ng_table_next(&value, separator));
  }
}

static void
result_value(NgWikidata* w, NgStr value)
{
  const NgStr name = ng_str(w->levels[w->item_depth - 1].key);
  Item* const item = &w->item;
  if (w->depth - w->item_depth != 1 || !key_is(w, 1, "value")) {
    return;
  }
  if (ng_str_is(name, "item")) {
    item->qid = item_number(value);
  } else if (ng_str_is(name, "itemLabel") || ng_str_is(name, "label")) {
    item->label = keep(w, value);
  } else if (ng_str_is(name, "itemAltLabel") || ng_str_is(name, "aliases")) {
    add_alias_list(w, value);
  } else if (ng_str_is(name, "class")) {
    set_result_class(w, value);
  } else if (ng_str_is(name, "country") && value.len == 2) {
    item->country = keep(w, value);
  } else if (ng_str_is(name, "country")) {
    set_country(w, item_number(value));
  } else if (ng_str_is(name, "kind")) {
    item->kind = keep(w, value);
  } else if (ng_str_is(name, "born")) {
    item->born = ng_know_date(value);
  } else if (ng_str_is(name, "sex")) {
    set_sex(item, item_number(value));
  } else if (ng_str_is(name, "parent")) {
    item->parent = item_number(value);
  }
}

// Whether the innermost object is a row of a SPARQL result: results, bindings, row.
static bool
is_result_row(const NgWikidata* w)
{
  return w->depth == 4 && !strcmp(w->levels[0].key, "results") && !strcmp(w->levels[1].key, "bindings");
}

static void
begin_item(NgWikidata* w)
{
  ng_arena_reset(w->arena);
  w->item       = (Item){.type = NG_N_KNOW_TYPE, .label = {"", 0}, .kind = {"", 0}, .country = {"", 0}};
  w->item_depth = w->depth;
}

static bool
is_new(NgWikidata* w)
{
  bool added = false;
  char key[16];
  if (!w->item.qid) {
    return true;
  }
  const int n = snprintf(key, sizeof(key), "%u", w->item.qid);
  if (!ng_map_put(w->seen, ng_str_n(key, (size_t)n), &added)) {
    stop(w, NG_ERR_NO_MEM, "Out of memory");
  }
  return added;
}

static uint8_t
weight_of(NgKnowType type)
{
  return type == NG_KNOW_COUNTRY ? 240 : type == NG_KNOW_PERSON ? 110 : 150;
}

// Of an item that a result gives in several rows the first counts.
static int
end_item(NgWikidata* w)
{
  const Item* const item = &w->item;
  w->item_depth          = 0;
  w->n_items += item->qid || item->label.len;
  if (item->type == NG_N_KNOW_TYPE || !item->label.len || !is_new(w)) {
    return w->status == NG_SUCCESS;
  }
  const NgKnowNewRow row    = {.type    = item->type,
                               .qid     = item->qid,
                               .label   = item->label,
                               .country = item->country,
                               .kind    = item->kind,
                               .source  = ng_str("wikidata"),
                               .flags   = item->flags,
                               .weight  = weight_of(item->type)};
  const uint32_t     number = ng_know_builder_row(w->builder, &row);
  if (number == NG_NONE) {
    return stop(w, ng_know_builder_status(w->builder), ng_strerror(ng_know_builder_status(w->builder)));
  }
  for (uint32_t i = 0; i < item->n_aliases; ++i) {
    ng_know_builder_name(w->builder, number, item->aliases[i], ng_know_alias_kind(item->aliases[i]));
  }
  ng_know_builder_born(w->builder, number, item->born);
  ng_know_builder_parent_qid(w->builder, number, item->parent);
  return w->status == NG_SUCCESS;
}

// --- yajl's calls --------------------------------------------------------------------------------

static int
on_string(void* self, const unsigned char* at, size_t len)
{
  NgWikidata* const w     = self;
  const NgStr       value = ng_str_n((const char*)at, len);
  if (w->item_depth == 4) {
    result_value(w, value);
  } else if (w->item_depth) {
    dump_value(w, value);
  }
  return w->status == NG_SUCCESS;
}

static int
push(NgWikidata* w, bool is_map)
{
  if (w->depth == MAX_DEPTH) {
    return stop(w, NG_ERR_BAD_INPUT, "JSON that is nested too deeply");
  }
  w->levels[w->depth++] = (Level){.is_map = is_map};
  return 1;
}

static int
on_map_key(void* self, const unsigned char* at, size_t len)
{
  NgWikidata* const w = self;
  Level* const      l = &w->levels[w->depth - 1];
  const size_t      n = len < MAX_KEY - 1 ? len : MAX_KEY - 1;
  memcpy(l->key, at, n);
  l->key[n] = '\0';
  return 1;
}

// An entity is an object at the top or in the array at the top.
static int
on_map_begin(void* self)
{
  NgWikidata* const w = self;
  if (!push(w, true)) {
    return 0;
  }
  if (w->depth == 1 || (w->depth == 2 && !w->levels[0].is_map) || is_result_row(w)) {
    begin_item(w);
  }
  return 1;
}

static int
on_map_end(void* self)
{
  NgWikidata* const w  = self;
  const int         ok = w->item_depth == w->depth ? end_item(w) : 1;
  --w->depth;
  return ok;
}

static int
on_array_begin(void* self)
{
  return push(self, false);
}

static int
on_array_end(void* self)
{
  --((NgWikidata*)self)->depth;
  return 1;
}

static const yajl_callbacks callbacks = {.yajl_string      = on_string,
                                         .yajl_start_map   = on_map_begin,
                                         .yajl_map_key     = on_map_key,
                                         .yajl_end_map     = on_map_end,
                                         .yajl_start_array = on_array_begin,
                                         .yajl_end_array   = on_array_end};

NgWikidata*
ng_wikidata_new(NgKnowBuilder* builder, const NgKnow* below)
{
  NgWikidata* const w = ng_calloc(1, sizeof(NgWikidata));
  if (!w) {
    return NULL;
  }
  yajl_alloc_funcs funcs = {take, retake, leave, w};
  w->builder             = builder;
  w->below               = below;
  w->arena               = ng_arena_new(MAX_ITEM_BYTES);
  w->seen                = ng_map_new(1u << 28);
  if (w->arena && w->seen && !setjmp(w->no_memory)) {
    w->yajl = yajl_alloc(&callbacks, &funcs, w);
  }
  if (!w->yajl) {
    ng_wikidata_free(w);
    return NULL;
  }
  yajl_config(w->yajl, yajl_allow_multiple_values, 1);
  return w;
}

void
ng_wikidata_free(NgWikidata* w)
{
  if (w) {
    while (w->blocks) { // all that yajl holds, its handle included
      leave(w, w->blocks->bytes);
    }
    ng_map_free(w->seen);
    ng_arena_free(w->arena);
    ng_free(w);
  }
}

static NgStatus
report(NgWikidata* w, yajl_status st, NgError* err)
{
  if (w->status) {
    return ng_error_set(err, w->status, "%s", w->what);
  }
  if (st != yajl_status_ok) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "No valid JSON behind item %llu",
                        (unsigned long long)w->n_items);
  }
  return NG_SUCCESS;
}

NgStatus
ng_wikidata_feed(NgWikidata* w, NgStr bytes, NgError* err)
{
  if (setjmp(w->no_memory)) {
    return ng_error_no_mem(err);
  }
  return report(w, yajl_parse(w->yajl, (const unsigned char*)bytes.at, bytes.len), err);
}

NgStatus
ng_wikidata_finish(NgWikidata* w, NgError* err)
{
  if (setjmp(w->no_memory)) {
    return ng_error_no_mem(err);
  }
  return report(w, yajl_complete_parse(w->yajl), err);
}

uint64_t
ng_wikidata_n_items(const NgWikidata* w)
{
  return w->n_items;
}
