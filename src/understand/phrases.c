// SPDX-License-Identifier: Apache-2.0
#include "understand/phrases.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "base/map.h"
#include "base/table.h"

enum { MAX_WORDS = 8, MAX_KEY = 160, MAX_ENTRIES = 1 << 20 };

struct NgPhrasesImpl {
  NgArena* arena;
  NgMap*   by_key;   // phrase -> entry
  NgMap*   by_first; // first word -> words of the longest entry that begins so
  NgMap*   by_last;  // last word -> words of the longest entry that ends so
  NG_VEC(NgPhrase) entries;
};

static uint32_t
count_words(NgStr key)
{
  uint32_t n = 1;
  for (size_t i = 0; i < key.len; ++i) {
    n += key.at[i] == ' ';
  }
  return n;
}

static bool
note_length(NgMap* map, NgStr word, uint32_t n_words)
{
  uint32_t* const value = ng_map_put(map, word, NULL);
  if (value && *value < n_words) {
    *value = n_words;
  }
  return value;
}

static bool
note_ends(NgPhrases* list, const NgPhrase* p)
{
  size_t first = 0;
  while (first < p->key.len && p->key.at[first] != ' ') {
    ++first;
  }
  size_t last = p->key.len;
  while (last > 0 && p->key.at[last - 1] != ' ') {
    --last;
  }
  return note_length(list->by_first, ng_str_n(p->key.at, first), p->n_words) &&
         note_length(list->by_last, ng_str_n(p->key.at + last, p->key.len - last), p->n_words);
}

static NgStatus
add_row(void* self, const NgRow* row, NgError* err)
{
  NgPhrases* const list   = self;
  bool             is_new = false;
  const uint32_t   n      = count_words(row->field[0]);
  if (!row->field[0].len || row->field[0].len >= MAX_KEY || n > MAX_WORDS) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A phrase must have 1 to %d words", MAX_WORDS);
  }
  uint32_t* const slot = ng_map_put(list->by_key, row->field[0], &is_new);
  if (slot && !is_new) {
    return NG_SUCCESS;
  }
  NgPhrase* const p = slot ? NG_VEC_ADD(list->arena, list->entries) : NULL;
  if (!p) {
    return ng_error_no_mem(err);
  }
  *slot      = list->entries.n - 1;
  p->n_words = n;
  p->key     = ng_arena_copy(list->arena, row->field[0]);
  bool ok    = p->key.at;
  for (uint32_t i = 0; i < NG_PHRASES_FIELDS; ++i) {
    p->field[i] = ng_arena_copy(list->arena, row->field[i + 1]);
    ok          = ok && p->field[i].at;
  }
  return ok && note_ends(list, p) ? NG_SUCCESS : ng_error_no_mem(err);
}

NgStatus
ng_phrases_open(NgPhrases** out, const char* relative, const char* name, uint32_t version, NgError* err)
{
  NgBuf            path = NG_BUF_INIT(4096);
  NgPhrases* const list = ng_calloc(1, sizeof(NgPhrases));
  NgStatus         st   = NG_ERR_NO_MEM;
  *out                  = NULL;
  if (!list) {
    return ng_error_set(err, st, "%s", ng_strerror(st));
  }
  list->arena    = ng_arena_new(SIZE_MAX);
  list->by_key   = ng_map_new(MAX_ENTRIES);
  list->by_first = ng_map_new(MAX_ENTRIES);
  list->by_last  = ng_map_new(MAX_ENTRIES);
  if (list->arena && list->by_key && list->by_first && list->by_last) {
    st = ng_datadir_find(relative, &path, err);
  } else {
    ng_error_set(err, st, "%s", ng_strerror(st));
  }
  if (st == NG_SUCCESS) {
    st = ng_table_read(path.at, name, version, 1, 1 + NG_PHRASES_FIELDS, add_row, list, err);
  }
  ng_buf_free(&path);
  if (st) {
    ng_phrases_close(list);
    return st;
  }
  *out = list;
  return NG_SUCCESS;
}

void
ng_phrases_close(NgPhrases* list)
{
  if (list) {
    ng_arena_free(list->arena);
    ng_map_free(list->by_key);
    ng_map_free(list->by_first);
    ng_map_free(list->by_last);
    ng_free(list);
  }
}

const NgPhrase*
ng_phrases_get(const NgPhrases* list, NgStr key)
{
  const uint32_t* const entry = ng_map_get(list->by_key, key);
  return entry ? &list->entries.at[*entry] : NULL;
}

// The entry that is exactly the tokens begin..end.
static const NgPhrase*
exact(const NgPhrases* list, const NgDoc* doc, uint32_t begin, uint32_t end)
{
  char   key[MAX_KEY];
  size_t len = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const NgStr word = doc->tokens.at[i].lower;
    if (len + word.len + 1 >= MAX_KEY) {
      return NULL;
    }
    if (len) {
      key[len++] = ' ';
    }
    memcpy(key + len, word.at, word.len);
    len += word.len;
  }
  return ng_phrases_get(list, ng_str_n(key, len));
}

const NgPhrase*
ng_phrases_at(const NgPhrases* list, const NgDoc* doc, uint32_t at, uint32_t end)
{
  const uint32_t* const longest = at < end ? ng_map_get(list->by_first, doc->tokens.at[at].lower) : NULL;
  for (uint32_t n = longest ? *longest : 0; n > 0; --n) {
    const NgPhrase* const p = n <= end - at ? exact(list, doc, at, at + n) : NULL;
    if (p) {
      return p;
    }
  }
  return NULL;
}

const NgPhrase*
ng_phrases_before(const NgPhrases* list, const NgDoc* doc, uint32_t begin, uint32_t end)
{
  const uint32_t* const longest = begin < end ? ng_map_get(list->by_last, doc->tokens.at[end - 1].lower)
                                              : NULL;
  for (uint32_t n = longest ? *longest : 0; n > 0; --n) {
    const NgPhrase* const p = n <= end - begin ? exact(list, doc, end - n, end) : NULL;
    if (p) {
      return p;
    }
  }
  return NULL;
}

NgPhrase*
ng_phrases_all(NgPhrases* list, uint32_t* n)
{
  *n = list->entries.n;
  return list->entries.at;
}

bool
ng_phrase_has(const NgPhrase* phrase, uint32_t field, const char* word)
{
  NgStr rest = phrase->field[field];
  while (rest.at) {
    if (ng_str_is(ng_table_next(&rest, ' '), word)) {
      return true;
    }
  }
  return false;
}
