// SPDX-License-Identifier: Apache-2.0
#include "query/terms.h"

#include "base/alloc.h"
#include "base/map.h"
#include "model/term.h"

enum {
  CHUNK     = 1 << 20, // bytes of text asked for at once
  KIND_BITS = 3,
};

typedef enum { FORM_BLANK = 0, FORM_IRI, FORM_PLAIN, FORM_LANGUAGE, FORM_TYPED } Form;

typedef struct {
  const char* at;
  uint32_t    len;
  uint32_t    tag; // form, and above it the number of the language or datatype
} Term;

typedef struct {
  char*  at;
  size_t cap;
  size_t begin; // bytes in the chunks before it
} Chunk;

// Open addressing with linear probing; a slot holds the number of a term, 0 where it is free.
struct NgTermsImpl {
  Term*     terms; // number 0 is none
  uint32_t  n;     // highest number
  uint32_t  cap;
  uint32_t* slots;
  uint32_t  n_slots; // a power of two
  NgMap*    suffixes;
  Chunk*    chunks;
  size_t    n_chunks;
  size_t    n_text; // bytes of text, those lost at the ends of chunks included
};

NgTerms*
ng_terms_new(void)
{
  NgTerms* const t = ng_calloc(1, sizeof(NgTerms));
  if (!t) {
    return NULL;
  }
  t->suffixes = ng_map_new(1 << 28);
  t->cap      = 1024;
  t->terms    = ng_calloc(t->cap, sizeof(Term));
  t->n_slots  = 4096;
  t->slots    = ng_calloc(t->n_slots, sizeof(uint32_t));
  if (!t->suffixes || !t->terms || !t->slots) {
    ng_terms_free(t);
    return NULL;
  }
  return t;
}

void
ng_terms_free(NgTerms* terms)
{
  if (terms) {
    for (size_t i = 0; i < terms->n_chunks; ++i) {
      ng_free(terms->chunks[i].at);
    }
    ng_free(terms->chunks);
    ng_free(terms->terms);
    ng_free(terms->slots);
    ng_map_free(terms->suffixes);
    ng_free(terms);
  }
}

uint32_t
ng_terms_size(const NgTerms* terms)
{
  return terms->n;
}

size_t
ng_terms_bytes(const NgTerms* terms)
{
  return (size_t)terms->cap * sizeof(Term) + (size_t)terms->n_slots * sizeof(uint32_t) + terms->n_text;
}

// --- text ----------------------------------------------------------------------------------------

static char*
text_room(NgTerms* t, size_t len)
{
  Chunk* last = t->n_chunks ? &t->chunks[t->n_chunks - 1] : NULL;
  if (!last || last->begin + last->cap - t->n_text < len) {
    const size_t cap   = len > CHUNK ? len : CHUNK;
    const size_t begin = last ? last->begin + last->cap : 0;
    Chunk* const more  = ng_realloc(t->chunks, t->n_chunks + 1, sizeof(Chunk));
    if (!more) {
      return NULL;
    }
    t->chunks      = more;
    char* const at = ng_calloc(cap, 1);
    if (!at) {
      return NULL;
    }
    last      = &t->chunks[t->n_chunks++];
    *last     = (Chunk){at, cap, begin};
    t->n_text = begin;
  }
  return last->at + (t->n_text - last->begin);
}

// --- look-up -------------------------------------------------------------------------------------

// Whether the language or datatype has a number; `*suffix` is that or 0.
static bool
find_suffix(const NgTerms* t, const NgCell* cell, Form* form, uint32_t* suffix, bool is_new_wanted)
{
  NgStr s = cell->language;
  *suffix = 0;
  *form   = cell->kind == NG_CELL_IRI ? FORM_IRI : cell->kind == NG_CELL_BLANK ? FORM_BLANK : FORM_PLAIN;
  if (cell->kind != NG_CELL_LITERAL) {
    return true;
  }
  if (s.len) {
    *form = FORM_LANGUAGE;
  } else if (cell->datatype.len && !ng_str_is(cell->datatype, NG_XSD "string")) {
    *form = FORM_TYPED;
    s     = cell->datatype;
  } else {
    return true;
  }
  if (is_new_wanted) {
    *suffix = ng_map_intern(t->suffixes, s);
    return *suffix != UINT32_MAX;
  }
  const uint32_t* const value = ng_map_get(t->suffixes, s);
  *suffix                     = value ? *value : UINT32_MAX;
  return value != NULL;
}

static uint32_t
find_slot(const NgTerms* t, NgStr text, uint32_t tag)
{
  const uint32_t mask = t->n_slots - 1;
  uint32_t       i    = (uint32_t)ng_hash(text.at, text.len, tag) & mask;
  while (t->slots[i]) {
    const Term* const term = &t->terms[t->slots[i]];
    if (term->tag == tag && term->len == text.len && !memcmp(term->at, text.at, text.len)) {
      break;
    }
    i = (i + 1) & mask;
  }
  return i;
}

NgTermId
ng_terms_find(const NgTerms* terms, const NgCell* cell)
{
  Form     form;
  uint32_t suffix;
  if (!cell->kind || cell->value.len > UINT32_MAX || !find_suffix(terms, cell, &form, &suffix, false)) {
    return 0;
  }
  return terms->slots[find_slot(terms, cell->value, (uint32_t)form | suffix << KIND_BITS)];
}

static bool
grow_slots(NgTerms* t)
{
  uint32_t* const slots = t->n_slots < 1U << 31 ? ng_calloc((size_t)t->n_slots * 2, sizeof(uint32_t)) : NULL;
  if (!slots) {
    return false;
  }
  ng_free(t->slots);
  t->slots = slots;
  t->n_slots *= 2;
  const uint32_t mask = t->n_slots - 1;
  for (uint32_t id = 1; id <= t->n; ++id) { // all differ
    uint32_t i = (uint32_t)ng_hash(t->terms[id].at, t->terms[id].len, t->terms[id].tag) & mask;
    while (slots[i]) {
      i = (i + 1) & mask;
    }
    slots[i] = id;
  }
  return true;
}

static bool
grow(NgTerms* t)
{
  if (t->n + 1 == t->cap) {
    const uint32_t cap   = t->cap < 1U << 30 ? t->cap + t->cap / 2 : t->cap;
    Term* const    terms = cap > t->cap ? ng_realloc(t->terms, cap, sizeof(Term)) : NULL;
    if (!terms) {
      return false;
    }
    t->terms = terms;
    t->cap   = cap;
  }
  return t->n < t->n_slots / 4 * 3 || grow_slots(t);
}

NgTermId
ng_terms_intern(NgTerms* terms, const NgCell* cell)
{
  Form     form;
  uint32_t suffix;
  if (!cell->kind || cell->value.len > UINT32_MAX || !find_suffix(terms, cell, &form, &suffix, true)) {
    return 0;
  }
  const uint32_t tag  = (uint32_t)form | suffix << KIND_BITS;
  uint32_t       slot = find_slot(terms, cell->value, tag);
  if (terms->slots[slot]) {
    return terms->slots[slot];
  }
  if (!grow(terms)) {
    return 0;
  }
  char* const text = text_room(terms, cell->value.len);
  if (!text) {
    return 0;
  }
  if (cell->value.len) {
    memcpy(text, cell->value.at, cell->value.len);
  }
  terms->n_text += cell->value.len;
  terms->terms[++terms->n] = (Term){text, (uint32_t)cell->value.len, tag};
  slot                     = find_slot(terms, cell->value, tag);
  terms->slots[slot]       = terms->n;
  return terms->n;
}

NgCell
ng_terms_cell(const NgTerms* terms, NgTermId id)
{
  static const NgCellKind kinds[] = {NG_CELL_BLANK, NG_CELL_IRI, NG_CELL_LITERAL, NG_CELL_LITERAL,
                                     NG_CELL_LITERAL};
  NgCell                  cell    = {NG_CELL_UNBOUND, {"", 0}, {"", 0}, {"", 0}};
  if (id) {
    const Term* const t    = &terms->terms[id];
    const uint32_t    form = t->tag & ((1U << KIND_BITS) - 1);
    cell.kind              = kinds[form];
    cell.value             = ng_str_n(t->at, t->len);
    if (form == FORM_LANGUAGE) {
      cell.language = ng_map_key(terms->suffixes, t->tag >> KIND_BITS);
    } else if (form == FORM_TYPED) {
      cell.datatype = ng_map_key(terms->suffixes, t->tag >> KIND_BITS);
    }
  }
  return cell;
}

NgCellKind
ng_terms_kind(const NgTerms* terms, NgTermId id)
{
  const uint32_t form = terms->terms[id].tag & ((1U << KIND_BITS) - 1);
  return !id                  ? NG_CELL_UNBOUND
         : form == FORM_BLANK ? NG_CELL_BLANK
         : form == FORM_IRI   ? NG_CELL_IRI
                              : NG_CELL_LITERAL;
}

// Slots are emptied in the reverse order of their filling, so that no chain of probes is cut.
void
ng_terms_drop(NgTerms* terms, uint32_t n)
{
  if (n >= terms->n) {
    return;
  }
  for (uint32_t id = terms->n; id > n; --id) {
    const Term* const t                                             = &terms->terms[id];
    terms->slots[find_slot(terms, ng_str_n(t->at, t->len), t->tag)] = 0;
  }
  const char* const first = terms->terms[n + 1].at;
  while (terms->n_chunks) {
    Chunk* const last = &terms->chunks[terms->n_chunks - 1];
    if (first >= last->at && first <= last->at + last->cap) {
      terms->n_text = last->begin + (size_t)(first - last->at);
      break;
    }
    ng_free(last->at);
    --terms->n_chunks;
  }
  terms->n = n;
}
