// SPDX-License-Identifier: Apache-2.0
#include "align/links.h"

#include "base/alloc.h"
#include "rdf/rdf.h"

#include <stdlib.h>

typedef struct {
  uint32_t from;
  uint32_t property;
  uint32_t to;
} Link;

struct NgLinksImpl {
  NgMap*    texts; ///< Each text once
  Link*     forward;
  Link*     backward; ///< With `from` and `to` exchanged
  uint32_t  n;
  uint32_t  cap;
  uint32_t* subjects; ///< Numbers of texts
  uint32_t  n_subjects;
};

NgLinks*
ng_links_new(void)
{
  NgLinks* const links = ng_calloc(1, sizeof(*links));
  if (links) {
    links->texts = ng_map_new(UINT32_MAX - 1);
  }
  if (links && !links->texts) {
    ng_free(links);
    return NULL;
  }
  return links;
}

void
ng_links_free(NgLinks* links)
{
  if (links) {
    ng_map_free(links->texts);
    ng_free(links->forward);
    ng_free(links->backward);
    ng_free(links->subjects);
    ng_free(links);
  }
}

NgStatus
ng_links_add(NgLinks* links, NgStr subject, NgStr property, NgStr object)
{
  if (links->n == links->cap) {
    const uint32_t cap = links->cap ? links->cap * 2 : 1024;
    Link* const    at  = links->cap < UINT32_MAX / 2 ? ng_realloc(links->forward, cap, sizeof(Link)) : NULL;
    if (!at) {
      return NG_ERR_NO_MEM;
    }
    links->forward = at;
    links->cap     = cap;
  }
  Link* const link = &links->forward[links->n];
  link->from       = ng_map_intern(links->texts, subject);
  link->property   = ng_map_intern(links->texts, property);
  link->to         = ng_map_intern(links->texts, object);
  if (link->from == UINT32_MAX || link->property == UINT32_MAX || link->to == UINT32_MAX) {
    return NG_ERR_NO_MEM;
  }
  ++links->n;
  return NG_SUCCESS;
}

/// A blank node is known by its file and label.
static NgStr
text_of(const NgRdfTerm* term, uint32_t file, NgBuf* buf)
{
  if (term->kind != NG_RDF_BLANK) {
    return term->value;
  }
  ng_buf_clear(buf);
  ng_buf_printf(buf, "_:%u-%.*s", file, NG_STR_ARG(term->value));
  return ng_buf_str(buf);
}

/// Or in no language: names in others would come over as English ones.
static bool
is_english(const NgRdfTerm* term)
{
  const NgStr language = term->language;
  return !language.len || ng_str_is(language, "en") || ng_str_starts(language, "en-");
}

static NgStatus
read_quads(NgLinks* links, NgRdf* rdf, uint32_t file, void* self,
           void (*warn)(void* self, const NgError* what), NgError* err)
{
  NgBuf    subject = NG_BUF_INIT(1 << 20);
  NgBuf    object  = NG_BUF_INIT(1 << 20);
  NgStatus st      = NG_SUCCESS;
  while (!st) {
    NgQuad  q;
    NgError one = {0};
    st          = ng_rdf_next(rdf, &q, &one);
    if (st == NG_ERR_BAD_INPUT) {
      warn(self, &one);
      st = NG_SUCCESS;
    } else if (!st && !is_english(&q.object)) {
      continue;
    } else if (!st) {
      st = ng_links_add(links, text_of(&q.subject, file, &subject), q.predicate.value,
                        text_of(&q.object, file, &object));
    } else if (st != NG_END) {
      ng_error_set(err, st, "%s", one.message);
      ng_error_at(err, one.source, one.line, one.column);
    }
  }
  ng_buf_free(&subject);
  ng_buf_free(&object);
  return st == NG_END ? NG_SUCCESS : st;
}

NgStatus
ng_links_read(NgLinks* links, const char* path, uint32_t file, void* self,
              void (*warn)(void* self, const NgError* what), NgError* err)
{
  NgRdf*   rdf = NULL;
  NgStatus st  = ng_rdf_open(&rdf, path, NG_RDF_AUTO, NULL, err);
  st           = st ? st : read_quads(links, rdf, file, self, warn, err);
  ng_rdf_close(rdf);
  return st;
}

static int
compare(const void* pa, const void* pb)
{
  const Link* const a = pa;
  const Link* const b = pb;
  if (a->from != b->from) {
    return a->from < b->from ? -1 : 1;
  }
  if (a->property != b->property) {
    return a->property < b->property ? -1 : 1;
  }
  return a->to < b->to ? -1 : a->to > b->to;
}

uint32_t
ng_links_sort(NgLinks* links)
{
  if (!links->n) {
    return 0;
  }
  links->backward = ng_calloc(links->n, sizeof(Link));
  links->subjects = ng_calloc(links->n, sizeof(uint32_t));
  if (!links->backward || !links->subjects) {
    return UINT32_MAX;
  }
  for (uint32_t i = 0; i < links->n; ++i) {
    links->backward[i] = (Link){links->forward[i].to, links->forward[i].property, links->forward[i].from};
  }
  qsort(links->forward, links->n, sizeof(Link), compare);
  qsort(links->backward, links->n, sizeof(Link), compare);
  for (uint32_t i = 0; i < links->n; ++i) {
    if (!i || links->forward[i].from != links->forward[i - 1].from) {
      links->subjects[links->n_subjects++] = links->forward[i].from;
    }
  }
  return links->n_subjects;
}

NgStr
ng_links_subject(const NgLinks* links, uint32_t i)
{
  return ng_map_key(links->texts, links->subjects[i]);
}

/// Place of the first link that is not before `from` and `property`.
static uint32_t
lower_bound(const Link* at, uint32_t n, uint32_t from, uint32_t property)
{
  uint32_t low = 0;
  while (low < n) {
    const uint32_t middle = low + (n - low) / 2;
    if (at[middle].from < from || (at[middle].from == from && at[middle].property < property)) {
      low = middle + 1;
    } else {
      n = middle;
    }
  }
  return low;
}

typedef struct {
  uint32_t* at;
  uint32_t  n;
  uint32_t  cap;
} Set;

static int
compare_numbers(const void* a, const void* b)
{
  const uint32_t x = *(const uint32_t*)a;
  const uint32_t y = *(const uint32_t*)b;
  return x < y ? -1 : x > y;
}

static void
make_unique(Set* set)
{
  uint32_t n = 0;
  if (set->n) {
    qsort(set->at, set->n, sizeof(uint32_t), compare_numbers);
  }
  for (uint32_t i = 0; i < set->n; ++i) {
    if (!i || set->at[i] != set->at[i - 1]) {
      set->at[n++] = set->at[i];
    }
  }
  set->n = n;
}

/// One step on from all of `from`.
static bool
follow(const NgLinks* links, const Set* from, const NgStep* step, NgArena* arena, Set* out)
{
  const Link* const at       = step->is_inverse ? links->backward : links->forward;
  const uint32_t    property = ng_map_intern(links->texts, step->property);
  for (uint32_t i = 0; i < from->n; ++i) {
    for (uint32_t k = lower_bound(at, links->n, from->at[i], property);
         k < links->n && at[k].from == from->at[i] && at[k].property == property; ++k) {
      uint32_t* const grown = ng_arena_grow(arena, out->at, &out->cap, out->n + 1, sizeof(uint32_t));
      if (!grown) {
        return false;
      }
      out->at           = grown;
      out->at[out->n++] = at[k].to;
    }
  }
  make_unique(out);
  return property != UINT32_MAX;
}

bool
ng_links_values(const NgLinks* links, uint32_t i, const NgField* field, NgArena* arena, NgValues* out)
{
  uint32_t start = links->subjects[i];
  Set      set   = {&start, 1, 1};
  for (uint32_t k = 0; k < field->n_steps; ++k) {
    Set next = {NULL, 0, 0};
    if (!follow(links, &set, &field->steps[k], arena, &next)) {
      return false;
    }
    set = next;
  }
  out->n  = set.n;
  out->at = ng_arena_calloc(arena, set.n + 1U, sizeof(NgStr));
  for (uint32_t k = 0; out->at && k < set.n; ++k) {
    out->at[k] = ng_map_key(links->texts, set.at[k]);
  }
  return out->at != NULL;
}

bool
ng_links_properties(const NgLinks* links, void* self, void (*take)(void* self, NgStr property, uint32_t n))
{
  const uint32_t  n_texts = ng_map_size(links->texts);
  uint32_t* const counts  = ng_calloc(n_texts + 1U, sizeof(uint32_t));
  for (uint32_t i = 0; counts && i < links->n; ++i) {
    ++counts[links->forward[i].property];
  }
  for (uint32_t i = 0; counts && i < n_texts; ++i) {
    if (counts[i]) {
      take(self, ng_map_key(links->texts, i), counts[i]);
    }
  }
  const bool is_good = counts != NULL;
  ng_free(counts);
  return is_good;
}
