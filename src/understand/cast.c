// SPDX-License-Identifier: Apache-2.0
#include "understand/cast.h"

#include "base/map.h"
#include "base/table.h"
#include "know/words.h"

NgSort
ng_cast_sort(NgClass cls)
{
  switch (cls) {
  case NG_CLASS_PERSON:
    return NG_SORT_PERSON;
  case NG_CLASS_COUNTRY:
  case NG_CLASS_PLACE:
  case NG_CLASS_FACILITY:
    return NG_SORT_PLACE;
  case NG_CLASS_GOVERNMENT:
  case NG_CLASS_AGENCY:
  case NG_CLASS_LEGISLATURE:
  case NG_CLASS_COURT:
  case NG_CLASS_PARTY:
  case NG_CLASS_INTERNATIONAL_ORGANIZATION:
  case NG_CLASS_MEDIA_OUTLET:
  case NG_CLASS_ORGANIZATION:
  case NG_CLASS_GROUP:
  case NG_CLASS_MEASURE:
    return NG_SORT_BODY;
  default:
    return NG_SORT_NONE;
  }
}

uint32_t
ng_cast_root(const NgCast* cast, uint32_t node)
{
  while (node != NG_NONE && cast->nodes.at[node].into != NG_NONE) {
    node = cast->nodes.at[node].into;
  }
  return node;
}

// Add the words of `text` to the key. @return its new length
static size_t
add_key_words(char* at, size_t len, size_t cap, NgStr text, uint32_t* n)
{
  NgNameWords words;
  ng_name_words_start(&words, text);
  while (ng_name_words_next(&words)) {
    if (words.len == 1 && !((unsigned char)words.word[0] & 0x80) && strchr("()[]\"',;:!?.", words.word[0])) {
      continue;
    }
    if (len + words.len + 1 >= cap) {
      break;
    }
    if (len) {
      at[len++] = ' ';
    }
    memcpy(at + len, words.word, words.len);
    len += words.len;
    ++*n;
  }
  return len;
}

NgStr
ng_cast_key(const NgCast* cast, NgSpan tokens, uint32_t* n_words)
{
  size_t cap = 1;
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    cap += 2 * cast->doc->tokens.at[i].lower.len + 8;
  }
  char* const at  = ng_arena_calloc(cast->doc->arena, cap, 1);
  size_t      len = 0;
  uint32_t    n   = 0;
  for (uint32_t i = tokens.begin; at && i < tokens.end; ++i) {
    len = add_key_words(at, len, cap, cast->doc->tokens.at[i].lower, &n);
  }
  if (n_words) {
    *n_words = n;
  }
  return ng_str_n(at, len);
}

NgStr
ng_cast_fold(const NgCast* cast, NgStr name, uint32_t* n_words)
{
  const size_t cap = 2 * name.len + 8;
  char* const  low = ng_arena_calloc(cast->doc->arena, name.len + 1, 1);
  char* const  at  = ng_arena_calloc(cast->doc->arena, cap, 1);
  uint32_t     n   = 0;
  size_t       len = 0;
  for (size_t i = 0; low && i < name.len; ++i) {
    low[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] + 32) : name.at[i];
  }
  len = low && at ? add_key_words(at, 0, cap, ng_str_n(low, name.len), &n) : 0;
  if (n_words) {
    *n_words = n;
  }
  return ng_str_n(low ? at : NULL, len);
}

bool
ng_cast_are_apart(const NgCast* cast, NgStr a, NgStr b)
{
  const NgPhrase* const p = ng_phrases_get(cast->lists->apart, a);
  if (!p || ng_str_eq(a, b)) {
    return false;
  }
  for (NgStr rest = p->field[0]; rest.at;) {
    const NgStr other = ng_table_next(&rest, '|');
    if (ng_str_is(other, "*") || ng_str_eq(other, b)) {
      return true;
    }
  }
  return false;
}

uint32_t
ng_cast_node(NgCast* cast, NgSort sort, NgClass cls)
{
  NgNode* const node = NG_VEC_ADD(cast->doc->arena, cast->nodes);
  if (!node) {
    return NG_NONE;
  }
  node->sort       = sort;
  node->cls        = cls;
  node->first      = NG_NONE;
  node->last       = NG_NONE;
  node->into       = NG_NONE;
  node->row        = NG_NONE;
  node->entity     = NG_NONE;
  node->first_role = NG_NONE;
  return cast->nodes.n - 1;
}

bool
ng_cast_may_be_person(const NgCast* cast, NgSpan tokens)
{
  enum { OTHER = NG_WORD_ORG | NG_WORD_ORG_HEAD | NG_WORD_ORG_END | NG_WORD_PLACE_HEAD | NG_WORD_DEMONYM };
  NgKnowHit hit;
  bool      all_places = true;
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const uint32_t flags = ng_know_word(cast->know, ng_doc_token(cast->doc, i)).flags;
    const bool     given = flags & NG_WORD_GIVEN && i == tokens.begin;
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD) {
      continue;
    }
    if (!ng_cast_is_capital(cast, i) || cast->doc->tokens.at[i].shape & NG_SHAPE_ALL_UPPER ||
        (flags & OTHER && !given) || ng_phrases_get(cast->lists->heads, ng_cast_lower(cast, i)) ||
        ng_phrases_get(cast->lists->portfolios, ng_cast_lower(cast, i))) {
      return false;
    }
    all_places = all_places && flags & (NG_WORD_PLACE | NG_WORD_PLACE_PART);
  }
  return !all_places && !ng_know_lookup(cast->know, ng_doc_words(cast->doc, tokens), &hit, 1);
}

NgSpan
ng_cast_sentence(const NgCast* cast, uint32_t token)
{
  const NgSpan all = {0, cast->doc->tokens.n};
  if (!cast->doc->sentences.n) {
    return all;
  }
  const uint32_t i = ng_doc_sentence_of(cast->doc, token);
  if (i >= cast->doc->sentences.n) {
    return all;
  }
  return cast->doc->sentences.at[i].tokens;
}

bool
ng_cast_one_of(const NgCast* cast, uint32_t at, const char* words)
{
  return ng_str_one_of(ng_cast_lower(cast, at), words);
}

enum { MAX_INDEX_WORDS = 1 << 22 };

bool
ng_cast_words_add(NgCast* cast, NgWordIndex* index, NgStr key, uint32_t node)
{
  if (!index->map) {
    index->map = ng_map_new(MAX_INDEX_WORDS);
  }
  for (NgStr rest = key; index->map && rest.at;) {
    const NgStr        word  = ng_table_next(&rest, ' ');
    uint32_t* const    slot  = word.len ? ng_map_put(index->map, word, NULL) : NULL;
    NgWordEntry* const entry = slot ? NG_VEC_ADD(cast->doc->arena, index->entries) : NULL;
    if (!entry) {
      return !word.len;
    }
    *entry = (NgWordEntry){node, *slot};
    *slot  = index->entries.n;
  }
  return index->map;
}

uint32_t
ng_cast_words_find(const NgWordIndex* index, NgStr word, uint32_t* nodes, uint32_t max)
{
  const uint32_t* const slot = index->map ? ng_map_get(index->map, word) : NULL;
  uint32_t              n    = 0;
  for (uint32_t at = slot ? *slot : 0; at && n < max; at = index->entries.at[at - 1].next) {
    if (!n || nodes[n - 1] != index->entries.at[at - 1].node) {
      nodes[n++] = index->entries.at[at - 1].node;
    }
  }
  return n;
}

void
ng_cast_words_free(NgWordIndex* index)
{
  ng_map_free(index->map);
  index->map = NULL;
}

uint32_t
ng_cast_entity_of_row(const NgCast* cast, uint32_t row)
{
  const uint32_t* const slot = row != NG_NONE && cast->entity_of_row
                                   ? ng_map_get(cast->entity_of_row, ng_str_n((const char*)&row, sizeof(row)))
                                   : NULL;
  return slot && *slot ? *slot - 1 : NG_NONE;
}

uint32_t
ng_cast_look_up_address(const NgCast* cast, NgStr address, NgKnowHit* hits, uint32_t max)
{
  char   buf[80];
  size_t len = 0;
  if (ng_str_starts(address, "www.")) {
    address = ng_str_n(address.at + 4, address.len - 4);
  }
  const uint32_t n = ng_know_lookup(cast->know, address, hits, max);
  if (n) {
    return n;
  }
  for (size_t i = 0; i < address.len && address.at[i] != '.' && len + 2 < sizeof(buf); ++i) {
    const bool upper = address.at[i] >= 'A' && address.at[i] <= 'Z';
    const bool after = i && address.at[i - 1] >= 'a' && address.at[i - 1] <= 'z';
    if (upper && after) {
      buf[len++] = ' ';
    }
    buf[len++] = address.at[i];
  }
  return len ? ng_know_lookup(cast->know, ng_str_n(buf, len), hits, max) : 0;
}

// "el-Roe" is "al-Roe", and "Rosse" is "Rose" behind such a particle: spellings of Arabic names.
uint32_t
ng_cast_look_up_particle(const NgCast* cast, NgStr words, NgKnowHit* hits, uint32_t max)
{
  static const char* const particles[] = {"el", "al", "El", "Al"};
  size_t                   at          = words.len;
  while (at > 0 && words.at[at - 1] != '-') {
    --at;
  }
  const bool fits = at >= 3 && (at == 3 || words.at[at - 4] == ' ') && (words.at[at - 2] | 0x20) == 'l' &&
                    ((words.at[at - 3] | 0x20) == 'e' || (words.at[at - 3] | 0x20) == 'a');
  if (!fits || words.len >= 120) {
    return 0;
  }
  for (int single = 0; single < 2; ++single) {
    char   stem[128];
    size_t n = 0;
    for (size_t i = at; i < words.len; ++i) {
      const bool twice = single && i > at && words.at[i] == words.at[i - 1] && !strchr("aeiou", words.at[i]);
      if (!twice) {
        stem[n++] = words.at[i];
      }
    }
    for (size_t p = 0; p < sizeof(particles) / sizeof(particles[0]); ++p) {
      const NgStr    name  = ng_arena_printf(cast->doc->arena, "%.*s%s-%.*s", (int)(at - 3), words.at,
                                             particles[p], (int)n, stem);
      const uint32_t found = name.at ? ng_know_lookup(cast->know, name, hits, max) : 0;
      if (found) {
        return found;
      }
    }
  }
  return 0;
}
