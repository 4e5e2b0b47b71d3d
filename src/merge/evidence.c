// SPDX-License-Identifier: Apache-2.0
#include "merge/evidence.h"

#include <stdlib.h>

enum { MAX_COMPANY = 256, FOR_COMPANY = 40 };

typedef struct {
  NgSets*        sets;
  NgEntities*    e;
  NgEvidenceVec* out;
  uint32_t*      key_of;     // by entity, the first of its set: what it is compared by as company
  uint32_t*      n_articles; // by key: in how many of the articles it occurs
  NG_VEC(NgPair) company;    // candidate and whom it is told of with, ascending, each once
} Find;

static NgStatus
no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_LIMIT,
                      "The graphs name more entities than memory holds; allow more, or make the union alone");
}

// --- pairs that bear one name --------------------------------------------------------------------

static int
by_name(const void* a, const void* b)
{
  const NgNameUse* const x = a;
  const NgNameUse* const y = b;
  return x->name != y->name       ? (x->name < y->name ? -1 : 1)
         : x->entity != y->entity ? (x->entity < y->entity ? -1 : 1)
                                  : (int)y->is_label - (int)x->is_label;
}

static bool
is_organisation(NgClass cls)
{
  return cls >= NG_CLASS_GOVERNMENT && cls <= NG_CLASS_ORGANIZATION;
}

// -1: they cannot be the same.
static int
compare_classes(NgClass a, NgClass b)
{
  if (a == b) {
    return 15;
  }
  const bool is_vague = a == NG_CLASS_ORGANIZATION || b == NG_CLASS_ORGANIZATION;
  return is_vague && is_organisation(a) && is_organisation(b) ? 5 : -1;
}

static uint32_t
first_country(const NgEntities* e, uint32_t entity)
{
  uint32_t from = 0;
  uint32_t to   = e->countries.n;
  while (from < to) {
    const uint32_t mid = from + (to - from) / 2;
    if (e->countries.at[mid].a < entity) {
      from = mid + 1;
    } else {
      to = mid;
    }
  }
  return from;
}

// -1: they have countries, but none in common.
static int
compare_countries(NgSets* s, uint32_t a, uint32_t b)
{
  const NgEntities* const e    = s->entities;
  bool                    both = false;
  for (uint32_t i = first_country(e, a); i < e->countries.n && e->countries.at[i].a == a; ++i) {
    for (uint32_t k = first_country(e, b); k < e->countries.n && e->countries.at[k].a == b; ++k) {
      both = true;
      if (ng_sets_first(s, e->countries.at[i].b) == ng_sets_first(s, e->countries.at[k].b)) {
        return 15;
      }
    }
  }
  return both ? -1 : 0;
}

static NgStatus
add_pair(Find* f, const NgNameUse* x, const NgNameUse* y, NgError* err)
{
  const NgJoin join    = ng_sets_try(f->sets, x->entity, y->entity);
  const int    cls     = compare_classes(f->e->all.at[x->entity].cls, f->e->all.at[y->entity].cls);
  const int    country = cls < 0 ? -1 : compare_countries(f->sets, x->entity, y->entity);
  if (join != NG_JOINED || cls < 0 || country < 0) {
    return NG_SUCCESS;
  }
  NgEvidence* const pair = NG_VEC_ADD(f->e->arena, *f->out);
  if (!pair) {
    return no_mem(err);
  }
  const int n_labels = (int)x->is_label + (int)y->is_label;
  *pair              = (NgEvidence){.a           = x->entity,
                                    .b           = y->entity,
                                    .name        = x->name,
                                    .for_name    = (uint8_t)(25 + 10 * n_labels),
                                    .for_class   = (uint8_t)cls,
                                    .for_country = (uint8_t)country};
  return NG_SUCCESS;
}

static NgStatus
pair_namesakes(Find* f, uint32_t begin, uint32_t end, uint32_t* n_common, NgError* err)
{
  const NgNameUse* const at = f->e->uses.at;
  if (end - begin > NG_MAX_NAMESAKES) {
    ++*n_common;
    return NG_SUCCESS;
  }
  for (uint32_t i = begin; i < end; ++i) {
    for (uint32_t k = i + 1; k < end; ++k) {
      NG_TRY(add_pair(f, &at[i], &at[k], err));
    }
  }
  return NG_SUCCESS;
}

static int
by_entities(const void* a, const void* b)
{
  const NgEvidence* const x = a;
  const NgEvidence* const y = b;
  return x->a != y->a                 ? (x->a < y->a ? -1 : 1)
         : x->b != y->b               ? (x->b < y->b ? -1 : 1)
         : x->for_name != y->for_name ? (x->for_name > y->for_name ? -1 : 1)
         : x->name != y->name         ? (x->name < y->name ? -1 : 1)
                                      : 0;
}

// One for each two entities: more names that they share are worth something.
static void
draw_together(NgEvidenceVec* pairs)
{
  uint32_t n = 0;
  if (pairs->n) {
    qsort(pairs->at, pairs->n, sizeof(*pairs->at), by_entities);
  }
  for (uint32_t i = 0; i < pairs->n; ++i) {
    if (n && pairs->at[n - 1].a == pairs->at[i].a && pairs->at[n - 1].b == pairs->at[i].b) {
      pairs->at[n - 1].for_more = 10;
    } else {
      pairs->at[n++] = pairs->at[i];
    }
  }
  pairs->n = n;
}

static NgStatus
find_pairs(Find* f, uint32_t* n_common, NgError* err)
{
  NgEntities* const e = f->e;
  uint32_t          n = 0;
  if (e->uses.n) {
    qsort(e->uses.at, e->uses.n, sizeof(*e->uses.at), by_name);
  }
  for (uint32_t i = 0; i < e->uses.n; ++i) { // each entity once, by its label where it has one
    if (!n || e->uses.at[n - 1].name != e->uses.at[i].name ||
        e->uses.at[n - 1].entity != e->uses.at[i].entity) {
      e->uses.at[n++] = e->uses.at[i];
    }
  }
  e->uses.n = n;
  for (uint32_t begin = 0, end; begin < n; begin = end) {
    end = begin + 1;
    while (end < n && e->uses.at[end].name == e->uses.at[begin].name) {
      ++end;
    }
    NG_TRY(pair_namesakes(f, begin, end, n_common, err));
  }
  draw_together(f->out);
  return NG_SUCCESS;
}

// --- company -------------------------------------------------------------------------------------

static int
by_pair(const void* a, const void* b)
{
  const NgPair* const x = a;
  const NgPair* const y = b;
  return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b != y->b ? (x->b < y->b ? -1 : 1) : 0;
}

static uint32_t
unique_pairs(NgPair* at, uint32_t n)
{
  uint32_t kept = 0;
  if (n) {
    qsort(at, n, sizeof(*at), by_pair);
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (!kept || by_pair(&at[kept - 1], &at[i])) {
      at[kept++] = at[i];
    }
  }
  return kept;
}

// Two graphs may name their companions by other IRIs: what has a full name is compared by its label, the rest
// by the set of what is the same.
static NgStatus
choose_keys(Find* f, NgError* err)
{
  NgEntities* const e = f->e;
  f->key_of           = ng_arena_calloc(e->arena, e->all.n + 1, sizeof(uint32_t));
  f->n_articles = ng_arena_calloc(e->arena, e->all.n + (size_t)ng_map_size(e->names) + 1, sizeof(uint32_t));
  if (!f->key_of || !f->n_articles) {
    return no_mem(err);
  }
  for (uint32_t i = 0; i < e->all.n; ++i) {
    f->key_of[i] = i;
  }
  for (uint32_t i = e->uses.n; i-- > 0;) { // the first name wins
    if (e->uses.at[i].is_label) {
      f->key_of[ng_sets_first(f->sets, e->uses.at[i].entity)] = e->all.n + e->uses.at[i].name;
    }
  }
  return NG_SUCCESS;
}

static uint32_t
key_of(const Find* f, uint32_t entity)
{
  return f->key_of[ng_sets_first(f->sets, entity)];
}

static NgStatus
add_companion(Find* f, uint32_t candidate, uint32_t other, NgError* err)
{
  NgPair* const pair = NG_VEC_ADD(f->e->arena, f->company);
  if (!pair) {
    return no_mem(err);
  }
  *pair = (NgPair){candidate, key_of(f, other)};
  return NG_SUCCESS;
}

// The entities of one article, begin to end of the company gathered.
static NgStatus
take_article(Find* f, uint32_t begin, uint32_t end, NgError* err)
{
  const NgPair* const at = f->e->company.at;
  for (uint32_t i = begin; i < end; ++i) {
    ++f->n_articles[key_of(f, at[i].b)];
  }
  for (uint32_t i = begin; i < end; ++i) {
    for (uint32_t k = begin; f->e->all.at[at[i].b].is_candidate && k < end && k - begin < MAX_COMPANY; ++k) {
      if (key_of(f, at[k].b) != key_of(f, at[i].b)) { // not itself, nor a namesake
        NG_TRY(add_companion(f, at[i].b, at[k].b, err));
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
arrange_company(Find* f, NgError* err)
{
  NgEntities* const e = f->e;
  e->company.n        = unique_pairs(e->company.at, e->company.n);
  NG_TRY(choose_keys(f, err));
  for (uint32_t begin = 0, end; begin < e->company.n; begin = end) {
    const uint32_t article = e->company.at[begin].a;
    end                    = begin + 1;
    while (end < e->company.n && e->company.at[end].a == article) {
      ++end;
    }
    if (article < ng_map_size(e->articles)) {
      NG_TRY(take_article(f, begin, end, err));
      continue;
    }
    for (uint32_t i = begin; i < end; ++i) { // what a candidate belongs to
      NG_TRY(add_companion(f, UINT32_MAX - article, e->company.at[i].b, err));
    }
  }
  f->company.n = unique_pairs(f->company.at, f->company.n);
  return NG_SUCCESS;
}

static uint32_t
first_companion(const Find* f, uint32_t candidate)
{
  uint32_t from = 0;
  uint32_t to   = f->company.n;
  while (from < to) {
    const uint32_t mid = from + (to - from) / 2;
    if (f->company.at[mid].a < candidate) {
      from = mid + 1;
    } else {
      to = mid;
    }
  }
  return from;
}

// 1 / (1 + log2 n), the logarithm rounded down.
static double
weight_of(uint32_t n)
{
  unsigned log = 0;
  for (; n > 1; n >>= 1) {
    ++log;
  }
  return 1.0 / (1.0 + log);
}

static void
compare_company(const Find* f, NgEvidence* pair)
{
  double   apart = 1.0;
  uint32_t i     = first_companion(f, pair->a);
  uint32_t k     = first_companion(f, pair->b);
  while (i < f->company.n && f->company.at[i].a == pair->a && k < f->company.n &&
         f->company.at[k].a == pair->b) {
    const uint32_t x = f->company.at[i].b;
    const uint32_t y = f->company.at[k].b;
    if (x == y) {
      const uint32_t n = f->n_articles[x];
      apart *= 1.0 - weight_of(n < 2 ? 2 : n);
      ++pair->n_company;
    }
    i += x <= y;
    k += y <= x;
  }
  pair->for_company = (uint8_t)(FOR_COMPANY * (1.0 - apart) + 0.5);
}

// --- all -----------------------------------------------------------------------------------------

static unsigned
score_of(const NgEvidence* pair)
{
  const unsigned sum = (unsigned)pair->for_name + pair->for_more + pair->for_class + pair->for_country +
                       pair->for_company;
  return sum < 100 ? sum : 100;
}

// Numbers of entities follow from the order of the lines of the union, so the order of pairs does.
static int
by_score(const void* a, const void* b)
{
  const NgEvidence* const x = a;
  const NgEvidence* const y = b;
  return x->score != y->score ? (x->score > y->score ? -1 : 1) : by_entities(a, b);
}

NgStatus
ng_evidence_find(NgSets* sets, NgUnion* lines, unsigned threshold, NgEvidenceVec* out, uint32_t* n_common,
                 NgError* err)
{
  Find     f = {.sets = sets, .e = sets->entities, .out = out};
  uint32_t n = 0;
  NG_TRY(find_pairs(&f, n_common, err));
  for (uint32_t i = 0; i < out->n; ++i) { // those that company can lift to the threshold
    NgEvidence* const pair = &out->at[i];
    if (score_of(pair) + FOR_COMPANY >= threshold) {
      f.e->all.at[pair->a].is_candidate = f.e->all.at[pair->b].is_candidate = true;
      out->at[n++]                                                          = *pair;
    }
  }
  out->n = n;
  if (!n) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_entities_find_company(f.e, lines, err));
  NG_TRY(arrange_company(&f, err));
  for (uint32_t i = 0; i < n; ++i) {
    compare_company(&f, &out->at[i]);
    out->at[i].score = (uint8_t)score_of(&out->at[i]);
  }
  qsort(out->at, n, sizeof(*out->at), by_score);
  return NG_SUCCESS;
}
