// SPDX-License-Identifier: Apache-2.0
#include "train/names_augment.h"

#include "base/datadir.h"
#include "base/map.h"
#include "base/table.h"

#include <stdio.h>

// --- stock ---------------------------------------------------------------------------------------

typedef struct {
  NgNameStock* stock;
  NgArena*     arena;
} StockReader;

// "prime minister" as it stands before a name: "Prime Minister".
static NgStr
capitalised(NgArena* arena, NgStr words)
{
  const NgStr copy     = ng_arena_copy(arena, words);
  bool        is_first = true;
  for (size_t i = 0; copy.at && i < copy.len; ++i) {
    char* const c     = (char*)(uintptr_t)&copy.at[i];
    const bool  small = i + 3 < copy.len && !memcmp(c, "of ", 3);
    if (is_first && *c >= 'a' && *c <= 'z' && !small) {
      *c = (char)(*c - 'a' + 'A');
    }
    is_first = *c == ' ' || *c == '-';
  }
  return copy;
}

static NgStatus
add_title(void* self, const NgRow* row, NgError* err)
{
  StockReader* const r = self;
  if (row->n > 1 && (ng_str_is(row->field[1], "honorific") || ng_str_is(row->field[1], "rank") ||
                     ng_str_is(row->field[1], "title") || ng_str_is(row->field[1], "office"))) {
    NgStr* const title = NG_VEC_ADD(r->arena, r->stock->titles);
    if (!title) {
      return NG_ERR_NO_MEM;
    }
    *title = capitalised(r->arena, row->field[0]);
  }
  return NG_SUCCESS;
}

static NgStatus
read_list(NgNameStock* stock, NgArena* arena, const char* folder, const char* list, uint32_t min_fields,
          NgRowFunc func, NgError* err)
{
  NgBuf       path   = NG_BUF_INIT(1 << 16);
  NgBuf       name   = NG_BUF_INIT(1 << 10);
  StockReader reader = {stock, arena};
  ng_buf_printf(&name, "%s/%s.tsv", folder, list);
  NgStatus st = name.status ? name.status : ng_datadir_find(name.at, &path, err);
  st = st ? st : ng_table_read(path.at, list, 1, min_fields, NG_TABLE_MAX_FIELDS, func, &reader, err);
  ng_buf_free(&path);
  ng_buf_free(&name);
  return st;
}

static bool
is_usable(NgStr label)
{
  for (size_t i = 0; i < label.len; ++i) {
    const unsigned char c = (unsigned char)label.at[i];
    if (c > 0xC9 || c == '(' || c == ',' || c == '/' || c == '"') { // beyond Latin letters, or no plain name
      return false;
    }
  }
  return label.len > 2 && label.len < 60;
}

static NgStatus
add_place(void* self, const NgRow* row, NgError* err)
{
  StockReader* const r    = self;
  NgStr* const       name = NG_VEC_ADD(r->arena, r->stock->names[NG_CLASS_PLACE]);
  if (!name) {
    return NG_ERR_NO_MEM;
  }
  *name = ng_arena_copy(r->arena, row->field[0]);
  return name->at ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
add_template(void* self, const NgRow* row, NgError* err)
{
  StockReader* const r        = self;
  const bool         is_field = ng_str_is(row->field[0], "Field");
  const NgClass      cls      = ng_gold_class(row->field[0]);
  if (!is_field && cls == NG_CLASS_NONE) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "No class of names is called '%.*s'",
                        NG_STR_ARG(row->field[0]));
  }
  NgStr* const item = is_field ? NG_VEC_ADD(r->arena, r->stock->fields)
                               : NG_VEC_ADD(r->arena, r->stock->templates[cls]);
  if (!item) {
    return NG_ERR_NO_MEM;
  }
  *item = ng_arena_copy(r->arena, row->field[1]);
  return item->at ? NG_SUCCESS : NG_ERR_NO_MEM;
}

NgStatus
ng_name_stock_read(NgNameStock* stock, const NgKnow* know, NgArena* arena, NgError* err)
{
  NG_TRY(read_list(stock, arena, "train", "places", 1, add_place, err));
  NG_TRY(read_list(stock, arena, "train", "name-templates", 2, add_template, err));
  NG_TRY(read_list(stock, arena, "lists", "honorifics", 1, add_title, err));
  NG_TRY(read_list(stock, arena, "lists", "roles", 1, add_title, err));
  for (uint32_t row = 0; row < ng_know_n_rows(know); ++row) {
    const NgKnowRow r     = ng_know_row(know, row);
    const NgStr     label = ng_know_label(know, row, arena);
    if (label.at && is_usable(label) && !(r.flags & (NG_KNOW_COMMON | NG_KNOW_HIDDEN))) {
      NgStr* const name = NG_VEC_ADD(arena, stock->names[r.cls]);
      if (!name) {
        return NG_ERR_NO_MEM;
      }
      *name = label;
    }
  }
  return NG_SUCCESS;
}

// --- a copy --------------------------------------------------------------------------------------

typedef struct {
  NgGold*                 gold;
  const NgNameStock*      stock;
  const NgAugmentOptions* options;
  NgMap*                  new_of; // old words to a place in `fresh`
  NG_VEC(NgStr) fresh;
  uint64_t         random;
  NgBuf            text;
  uint32_t         n_chars;
  const NgGoldDoc* from;
  NgGoldDoc*       to;
} Copier;

static uint32_t
draw(Copier* c, uint32_t n)
{
  c->random += 0x9e3779b97f4a7c15ULL;
  return (uint32_t)((ng_mix(c->random) >> 32) * n >> 32);
}

static bool
chance(Copier* c, float p)
{
  return (float)draw(c, 1 << 20) < p * (float)(1 << 20);
}

static NgStr
last_word(NgStr name)
{
  size_t at = name.len;
  while (at && name.at[at - 1] != ' ') {
    --at;
  }
  return ng_str_n(name.at + at, name.len - at);
}

static NgStr
first_word(NgStr name)
{
  const char* const space = memchr(name.at, ' ', name.len);
  return ng_str_n(name.at, space ? (size_t)(space - name.at) : name.len);
}

// What `key` was exchanged for in this copy; at == NULL where it was not.
static NgStr
known_new(const Copier* c, NgStr key)
{
  const uint32_t* const at = ng_map_get(c->new_of, key);
  return at ? c->fresh.at[*at] : ng_str(NULL);
}

static NgStatus
remember(Copier* c, NgStr key, NgStr name)
{
  bool            is_new = false;
  uint32_t* const at     = ng_map_put(c->new_of, key, &is_new);
  if (!at) {
    return NG_ERR_NO_MEM;
  }
  if (is_new) {
    *at               = c->fresh.n;
    NgStr* const item = NG_VEC_ADD(c->gold->arena, c->fresh);
    if (!item) {
      return NG_ERR_NO_MEM;
    }
    *item = name;
  }
  return NG_SUCCESS;
}

static bool
is_acronym(NgStr name)
{
  size_t n = 0;
  for (size_t i = 0; i < name.len; ++i) {
    n += (name.at[i] >= 'A' && name.at[i] <= 'Z') || name.at[i] == '.';
  }
  return n == name.len;
}

static NgStr
random_of(Copier* c, NgClass cls)
{
  const uint32_t n = c->stock->names[cls].n;
  return n ? c->stock->names[cls].at[draw(c, n)] : ng_str("X");
}

// What a letter of a pattern stands for, this time.
static NgStr
filling(Copier* c, char letter)
{
  switch (letter) {
  case 'P':
    return random_of(c, NG_CLASS_PLACE);
  case 'S':
    return last_word(random_of(c, NG_CLASS_PERSON));
  case 'C':
    return random_of(c, NG_CLASS_COUNTRY);
  case 'D':
    return random_of(c, NG_CLASS_DEMONYM);
  default:
    return c->stock->fields.n ? c->stock->fields.at[draw(c, c->stock->fields.n)] : ng_str("Works");
  }
}

static NgStr
made_name(Copier* c, NgClass cls)
{
  const NgStr pattern = c->stock->templates[cls].at[draw(c, c->stock->templates[cls].n)];
  NgBuf       text    = NG_BUF_INIT(1 << 12);
  for (size_t i = 0; i < pattern.len; ++i) {
    if (pattern.at[i] == '{' && i + 2 < pattern.len) {
      ng_buf_add(&text, filling(c, pattern.at[i + 1]));
      i += 2;
    } else {
      ng_buf_addc(&text, pattern.at[i]);
    }
  }
  const NgStr name = text.status ? ng_str(NULL) : ng_arena_copy(c->gold->arena, ng_buf_str(&text));
  ng_buf_free(&text);
  return name;
}

// A known name or one made by a pattern; at == NULL where the class has too few of either.
static NgStr
random_name(Copier* c, NgClass cls)
{
  const uint32_t n_names = c->stock->names[cls].n, n_patterns = c->stock->templates[cls].n;
  const uint32_t of_eight = cls == NG_CLASS_PLACE ? 1 : n_names < 100 ? 8 : 4; // made rather than known
  if (n_patterns && draw(c, 8) < of_eight) {
    return made_name(c, cls);
  }
  return n_names < 100 ? ng_str(NULL) : random_of(c, cls);
}

// A person: the full name is exchanged as a whole, later mentions by one of its words follow it.
static NgStatus
new_person(Copier* c, NgStr old, NgStr* out)
{
  const NgStr last = last_word(old);
  NgStr       full = known_new(c, last);
  if (!full.at) {
    if (old.len == last.len && known_new(c, old).at) {
      full = known_new(c, old);
    }
  }
  if (!full.at) {
    const NgStr fresh = random_name(c, NG_CLASS_PERSON);
    full              = fresh.at && chance(c, c->options->swap) ? fresh : old;
    NG_TRY(remember(c, last, full));
    if (old.len != last.len) {
      NG_TRY(remember(c, first_word(old), first_word(full)));
    }
  }
  *out = old.len == last.len ? last_word(full) : full;
  return NG_SUCCESS;
}

// Class from which a name is exchanged; where only the type is told, one that is sure to be of it.
static NgClass
class_to_draw(const NgGoldName* name)
{
  const uint32_t n = name->tokens.end - name->tokens.begin;
  if (name->is_fine) {
    return name->cls;
  }
  if (name->types & 1 << NG_NAME_LOC && n < 3) {
    return NG_CLASS_PLACE;
  }
  return name->types & 1 << NG_NAME_ORG && n > 1 ? NG_CLASS_ORGANIZATION : NG_CLASS_NONE;
}

// Exchange `old`; `copy` is its annotation in the copy.
static NgStatus
new_name(Copier* c, NgGoldName* copy, NgStr old, NgStr* out)
{
  *out = old;
  if (copy->types == 1 << NG_NAME_PER) {
    return new_person(c, old, out);
  }
  const NgClass cls = class_to_draw(copy);
  if (cls == NG_CLASS_NONE || is_acronym(old)) {
    return NG_SUCCESS;
  }
  NgStr fresh = known_new(c, old);
  if (!fresh.at) {
    const NgStr name = random_name(c, cls);
    fresh            = name.at && chance(c, c->options->swap) ? name : old;
    NG_TRY(remember(c, old, fresh));
  }
  if (fresh.at != old.at && !ng_str_eq(fresh, old)) {
    copy->types = (uint8_t)(1U << ng_gold_type_of(cls));
  }
  *out = fresh;
  return NG_SUCCESS;
}

static void
add_chars(Copier* c, NgStr s)
{
  ng_buf_add(&c->text, s);
  for (size_t i = 0; i < s.len; ++i) {
    c->n_chars += ((unsigned char)s.at[i] & 0xC0) != 0x80;
  }
}

// A title before a person whose name follows an ordinary word.
static void
perhaps_title(Copier* c, const NgGoldName* name)
{
  const NgDoc* const doc = &c->from->doc;
  const uint32_t     t   = name->tokens.begin;
  if (name->types != 1 << NG_NAME_PER || !c->stock->titles.n || t == 0 ||
      (doc->tokens.at[t - 1].shape & (NG_SHAPE_CAPITAL | NG_SHAPE_DIGIT)) ||
      !(doc->tokens.at[t].shape & NG_SHAPE_SPACE) || !chance(c, c->options->title)) {
    return;
  }
  add_chars(c, c->stock->titles.at[draw(c, c->stock->titles.n)]);
  add_chars(c, ng_str(" "));
}

static void
raise_case(char* at, size_t len)
{
  for (size_t i = 0; i < len; ++i) {
    at[i] = at[i] >= 'a' && at[i] <= 'z' ? (char)(at[i] - 'a' + 'A') : at[i];
  }
}

static NgStatus
copy_names(Copier* c)
{
  const NgDoc* const doc  = &c->from->doc;
  size_t             done = 0;
  for (uint32_t i = 0; i < c->from->names.n; ++i) {
    const NgGoldName* const name = &c->from->names.at[i];
    const uint32_t          t    = name->tokens.begin;
    if (!name->is_exact || doc->tokens.at[t].begin < done) {
      continue; // stays as it is, without its annotation
    }
    const NgSpan bytes = ng_doc_byte_span(doc, name->tokens);
    NgStr        fresh;
    NgGoldName   next = *name;
    add_chars(c, ng_str_n(doc->text.at + done, bytes.begin - done));
    NG_TRY(new_name(c, &next, ng_str_n(doc->text.at + bytes.begin, bytes.end - bytes.begin), &fresh));
    perhaps_title(c, name);
    NgGoldName* const copy = NG_VEC_ADD(c->gold->arena, c->to->names);
    if (!copy) {
      return NG_ERR_NO_MEM;
    }
    *copy            = next;
    copy->char_begin = c->n_chars;
    const size_t at  = c->text.len;
    add_chars(c, fresh);
    if (name->types & 1 << NG_NAME_LOC && chance(c, 0.03F)) {
      raise_case(c->text.at + at, c->text.len - at); // as in a dateline
    }
    copy->char_end = c->n_chars;
    done           = bytes.end;
  }
  add_chars(c, ng_str_n(doc->text.at + done, doc->text.len - done));
  return c->text.status;
}

// Title case or capitals, of ASCII letters alone, so that positions stay.
static void
change_case(Copier* c, char* at, size_t len)
{
  const bool title = chance(c, c->options->title_case);
  const bool upper = !title && chance(c, c->options->title_case / 2);
  for (size_t i = 0; (title || upper) && i < len; ++i) {
    const bool starts = i == 0 || at[i - 1] == ' ' || at[i - 1] == '"';
    size_t     n      = 0;
    while (starts && i + n < len && at[i + n] >= 'a' && at[i + n] <= 'z') {
      ++n;
    }
    if (at[i] >= 'a' && at[i] <= 'z' && (upper || (starts && n > 3))) {
      at[i] = (char)(at[i] - 'a' + 'A');
    }
  }
}

static NgStatus
copy_doc(Copier* c, uint32_t index, NgError* err)
{
  NgGold* const gold = c->gold;
  c->to              = NG_VEC_ADD(gold->arena, gold->docs);
  if (!c->to) {
    return NG_ERR_NO_MEM;
  }
  c->from          = &gold->docs.at[index]; // after growth
  c->to->doc.arena = gold->arena;
  c->to->free      = c->from->free;
  c->to->source    = c->from->source;
  c->to->origin    = c->from->origin;
  c->to->is_copy   = true;
  c->to->weight    = c->from->weight * c->options->weight;
  c->n_chars       = 0;
  c->fresh.n       = 0;
  ng_buf_clear(&c->text);
  ng_map_clear(c->new_of);
  NG_TRY(copy_names(c));
  const NgStr       text = ng_arena_copy(gold->arena, ng_buf_str(&c->text));
  const char* const gap  = text.at && c->from->doc.meta.title.len ? strstr(text.at, "\n\n") : NULL;
  if (!text.at) {
    return NG_ERR_NO_MEM;
  }
  c->to->doc.body = text;
  if (!gap && text.len < 300) {
    change_case(c, (char*)(uintptr_t)text.at, text.len);
  }
  if (gap) {
    const size_t n = (size_t)(gap - text.at);
    change_case(c, (char*)(uintptr_t)text.at, n);
    c->to->doc.meta.title = ng_str_n(text.at, n);
    c->to->doc.body       = ng_str_n(gap + 2, text.len - n - 2);
  }
  return ng_gold_finish(gold, c->to, err);
}

NgStatus
ng_gold_augment(NgGold* gold, const NgNameStock* stock, const NgAugmentOptions* options, NgError* err)
{
  const uint32_t n  = gold->docs.n;
  Copier         c  = {.gold    = gold,
                       .stock   = stock,
                       .options = options,
                       .random  = options->seed,
                       .text    = NG_BUF_INIT(1 << 26),
                       .new_of  = ng_map_new(1 << 20)};
  NgStatus       st = c.new_of ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t k = 0; !st && k < options->n_copies; ++k) {
    for (uint32_t d = 0; !st && d < n; ++d) {
      st = gold->docs.at[d].names.n ? copy_doc(&c, d, err) : NG_SUCCESS;
    }
  }
  ng_buf_free(&c.text);
  ng_map_free(c.new_of);
  return st;
}
