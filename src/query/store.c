// SPDX-License-Identifier: Apache-2.0
#include "query/store.h"

#include "base/alloc.h"
#include "query/disk.h"

#include <stdlib.h>

typedef uint32_t Triple[3];
typedef uint32_t Quad[4];
typedef uint32_t Pair[2];

// One order of all triples: pairs sorted behind their first term.
typedef struct {
  uint32_t* begins; // of each term, and of the end
  Pair*     pairs;
  uint8_t   first, a, b; // which parts of a triple
} Index;

enum { BY_SUBJECT = 0, BY_PROPERTY, BY_OBJECT, N_INDEXES };

struct NgStoreImpl {
  NgTerms*  terms;
  Triple*   raw; // what is not in order yet
  size_t    n_raw, cap_raw;
  Quad*     quads; // subject, property, object, graph; in that order once settled
  size_t    n_quads, cap_quads;
  Quad*     by_graph; // graph, subject, property, object
  NgTermId* graphs;
  uint32_t  n_graphs;
  Index     indexes[N_INDEXES];
  uint32_t  n_indexed; // terms that the indexes know
  size_t    n_triples;
  uint32_t* n_subjects; // of each property
  uint32_t* n_objects;
  uint32_t  n_files;
  NgBuf     label; // of the blank node at hand
  bool      is_settled;
};

NgStatus
ng_store_open(NgStore** out, NgError* err)
{
  NgStore* const store = ng_calloc(1, sizeof(NgStore));
  if (!store || !(store->terms = ng_terms_new())) {
    ng_store_close(store);
    return ng_error_no_mem(err);
  }
  store->label.max = SIZE_MAX / 4;
  *out             = store;
  return NG_SUCCESS;
}

static void
free_indexes(NgStore* s)
{
  for (int i = 0; i < N_INDEXES; ++i) {
    ng_free(s->indexes[i].begins);
    ng_free(s->indexes[i].pairs);
    s->indexes[i] = (Index){NULL, NULL, 0, 0, 0};
  }
  ng_free(s->n_subjects);
  ng_free(s->n_objects);
  ng_free(s->by_graph);
  ng_free(s->graphs);
  s->n_subjects = s->n_objects = NULL;
  s->by_graph                  = NULL;
  s->graphs                    = NULL;
  s->n_graphs                  = 0;
}

void
ng_store_close(NgStore* store)
{
  if (store) {
    free_indexes(store);
    ng_free(store->raw);
    ng_free(store->quads);
    ng_buf_free(&store->label);
    ng_terms_free(store->terms);
    ng_free(store);
  }
}

NgTerms*
ng_store_terms(NgStore* store)
{
  return store->terms;
}

size_t
ng_store_size(const NgStore* store)
{
  return store->n_triples;
}

size_t
ng_store_bytes(const NgStore* store)
{
  return ng_terms_bytes(store->terms) + store->cap_raw * sizeof(Triple) +
         (store->cap_quads + (store->by_graph ? store->n_quads : 0)) * sizeof(Quad) +
         store->n_triples * 3 * sizeof(Pair) + (size_t)store->n_indexed * 5 * sizeof(uint32_t);
}

// --- loading -------------------------------------------------------------------------------------

// Room for one more item, doubled; NULL without memory.
static void*
room(void* items, size_t n, size_t* cap, size_t size)
{
  if (n < *cap) {
    return items;
  }
  const size_t more  = *cap ? *cap * 2 : 4096;
  void* const  grown = ng_realloc(items, more, size);
  *cap               = grown ? more : *cap;
  return grown;
}

static NgTermId
intern(NgStore* s, const NgRdfTerm* term)
{
  NgCell cell = {NG_CELL_IRI, term->value, term->language, term->datatype};
  if (term->kind == NG_RDF_LITERAL) {
    cell.kind = NG_CELL_LITERAL;
  } else if (term->kind == NG_RDF_BLANK) { // apart from those of other files
    ng_buf_clear(&s->label);
    ng_buf_printf(&s->label, "f%u_", s->n_files);
    if (ng_buf_add(&s->label, term->value)) {
      return 0;
    }
    cell.kind  = NG_CELL_BLANK;
    cell.value = ng_buf_str(&s->label);
  }
  return ng_terms_intern(s->terms, &cell);
}

static NgStatus
add_quad(void* self, const NgQuad* q)
{
  NgStore* const s   = self;
  Triple* const  raw = room(s->raw, s->n_raw, &s->cap_raw, sizeof(Triple));
  if (!raw) {
    return NG_ERR_NO_MEM;
  }
  s->raw            = raw;
  uint32_t* const t = raw[s->n_raw];
  t[0]              = intern(s, &q->subject);
  t[1]              = intern(s, &q->predicate);
  t[2]              = intern(s, &q->object);
  if (!t[0] || !t[1] || !t[2] || s->n_raw == UINT32_MAX) {
    return NG_ERR_NO_MEM;
  }
  ++s->n_raw;
  if (!q->graph.value.len) {
    return NG_SUCCESS;
  }
  Quad* const    quads = room(s->quads, s->n_quads, &s->cap_quads, sizeof(Quad));
  const NgTermId g     = quads ? intern(s, &q->graph) : 0;
  s->quads             = quads ? quads : s->quads;
  if (!g) {
    return NG_ERR_NO_MEM;
  }
  memcpy(quads[s->n_quads], t, sizeof(Triple));
  quads[s->n_quads++][3] = g;
  return NG_SUCCESS;
}

// Triples that are in order go back among those that are not.
static NgStatus
unsettle(NgStore* s)
{
  if (!s->is_settled) {
    return NG_SUCCESS;
  }
  Triple* const raw = ng_calloc(s->n_triples + 1, sizeof(Triple));
  if (!raw) {
    return NG_ERR_NO_MEM;
  }
  const NgTermId any[3] = {0, 0, 0};
  NgScan         scan;
  ng_store_scan(s, any, &scan);
  for (size_t n = 0; ng_scan_next(&scan); ++n) {
    memcpy(raw[n], scan.triple, sizeof(Triple));
  }
  free_indexes(s);
  s->raw        = raw;
  s->n_raw      = s->n_triples;
  s->cap_raw    = s->n_triples + 1;
  s->is_settled = false;
  return NG_SUCCESS;
}

static NgStatus
load(NgStore* s, NgRdf* rdf, NgError* err)
{
  NgQuad   quad;
  NgStatus status = unsettle(s);
  ++s->n_files;
  while (!status) {
    status = ng_rdf_next(rdf, &quad, err);
    status = status ? status : add_quad(s, &quad);
  }
  ng_rdf_close(rdf);
  return status == NG_END ? NG_SUCCESS : status == NG_ERR_NO_MEM ? ng_error_no_mem(err) : status;
}

static const NgRdfOptions rdf_options = {.base = "urn:newsgraph:base"};

NgStatus
ng_store_load(NgStore* store, const char* path, NgError* err)
{
  NgRdf* rdf = NULL;
  if (ng_disk_is_store(path)) {
    NG_TRY(unsettle(store) ? ng_error_no_mem(err) : NG_SUCCESS);
    ++store->n_files;
    const NgStatus status = ng_disk_each(path, add_quad, store, err);
    return status == NG_ERR_NO_MEM ? ng_error_no_mem(err) : status;
  }
  NG_TRY(ng_rdf_open(&rdf, path, NG_RDF_AUTO, &rdf_options, err));
  return load(store, rdf, err);
}

NgStatus
ng_store_load_bytes(NgStore* store, const char* name, NgStr bytes, NgError* err)
{
  NgRdf* rdf = NULL;
  NG_TRY(ng_rdf_open_bytes(&rdf, name, bytes, NG_RDF_AUTO, &rdf_options, err));
  return load(store, rdf, err);
}

// --- order ---------------------------------------------------------------------------------------

// Stable counting sort by one part. `begins` (n_terms + 2 of them) is left as the offsets of the terms.
static void
sort_by(Triple* to, Triple* from, size_t n, int part, uint32_t* begins, uint32_t n_terms)
{
  memset(begins, 0, ((size_t)n_terms + 2) * sizeof(*begins));
  for (size_t i = 0; i < n; ++i) {
    ++begins[from[i][part] + 1];
  }
  for (uint32_t t = 0; t <= n_terms; ++t) {
    begins[t + 1] += begins[t];
  }
  for (size_t i = 0; i < n; ++i) {
    memcpy(to[begins[from[i][part]]++], from[i], sizeof(Triple));
  }
  memmove(begins + 1, begins, ((size_t)n_terms + 1) * sizeof(*begins));
  begins[0] = 0;
}

// Keep one of equal neighbours.
static size_t
drop_doubles(Triple* t, size_t n)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!kept || memcmp(t[kept - 1], t[i], sizeof(Triple))) {
      memmove(t[kept++], t[i], sizeof(Triple));
    }
  }
  return kept;
}

static bool
make_index(Index* index, int first, Triple* sorted, size_t n, const uint32_t* begins, uint32_t n_terms)
{
  index->first  = (uint8_t)first;
  index->a      = (uint8_t)((first + 1) % 3);
  index->b      = (uint8_t)((first + 2) % 3);
  index->begins = ng_calloc((size_t)n_terms + 2, sizeof(uint32_t));
  index->pairs  = ng_calloc(n + 1, sizeof(Pair));
  if (!index->begins || !index->pairs) {
    return false;
  }
  memcpy(index->begins, begins, ((size_t)n_terms + 2) * sizeof(uint32_t));
  for (size_t i = 0; i < n; ++i) {
    index->pairs[i][0] = sorted[i][index->a];
    index->pairs[i][1] = sorted[i][index->b];
  }
  return true;
}

// Each sort keeps the order that the ones before it made: by property, subject, object gives the order
// object-subject-property, then by property property-object-subject, then by subject the third.
static NgStatus
make_indexes(NgStore* s, Triple* other, uint32_t* begins, uint32_t n_terms)
{
  size_t n = s->n_raw;
  sort_by(other, s->raw, n, 1, begins, n_terms);
  sort_by(s->raw, other, n, 0, begins, n_terms);
  sort_by(other, s->raw, n, 2, begins, n_terms);
  const size_t kept = drop_doubles(other, n);
  if (kept < n) { // offsets have changed; the order has not
    n = kept;
    memcpy(s->raw, other, n * sizeof(Triple));
    sort_by(other, s->raw, n, 2, begins, n_terms);
  }
  bool ok = make_index(&s->indexes[BY_OBJECT], 2, other, n, begins, n_terms);
  sort_by(s->raw, other, n, 1, begins, n_terms);
  ok = ok && make_index(&s->indexes[BY_PROPERTY], 1, s->raw, n, begins, n_terms);
  sort_by(other, s->raw, n, 0, begins, n_terms);
  ok           = ok && make_index(&s->indexes[BY_SUBJECT], 0, other, n, begins, n_terms);
  s->n_triples = n;
  s->n_indexed = n_terms;
  return ok ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
count_different(NgStore* s)
{
  const Index* const p = &s->indexes[BY_PROPERTY];
  const Index* const o = &s->indexes[BY_SUBJECT];
  s->n_subjects        = ng_calloc((size_t)s->n_indexed + 1, sizeof(uint32_t));
  s->n_objects         = ng_calloc((size_t)s->n_indexed + 1, sizeof(uint32_t));
  if (!s->n_subjects || !s->n_objects) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t t = 1; t <= s->n_indexed; ++t) {
    for (uint32_t i = p->begins[t]; i < p->begins[t + 1]; ++i) {
      s->n_objects[t] += i == p->begins[t] || p->pairs[i - 1][0] != p->pairs[i][0];
    }
    for (uint32_t i = o->begins[t]; i < o->begins[t + 1]; ++i) {
      s->n_subjects[o->pairs[i][0]] += i == o->begins[t] || o->pairs[i - 1][0] != o->pairs[i][0];
    }
  }
  return NG_SUCCESS;
}

static int
by_numbers(const void* a, const void* b)
{
  const uint32_t* const x = a;
  const uint32_t* const y = b;
  for (int i = 0; i < 4; ++i) {
    if (x[i] != y[i]) {
      return x[i] < y[i] ? -1 : 1;
    }
  }
  return 0;
}

static size_t
sort_quads(Quad* quads, size_t n)
{
  size_t kept = 0;
  qsort(quads, n, sizeof(Quad), by_numbers);
  for (size_t i = 0; i < n; ++i) {
    if (!kept || memcmp(quads[kept - 1], quads[i], sizeof(Quad))) {
      memmove(quads[kept++], quads[i], sizeof(Quad));
    }
  }
  return kept;
}

static NgStatus
settle_graphs(NgStore* s)
{
  if (!s->n_quads) {
    return NG_SUCCESS;
  }
  s->n_quads  = sort_quads(s->quads, s->n_quads);
  s->by_graph = ng_calloc(s->n_quads, sizeof(Quad));
  s->graphs   = ng_calloc(s->n_quads, sizeof(NgTermId));
  if (!s->by_graph || !s->graphs) {
    return NG_ERR_NO_MEM;
  }
  for (size_t i = 0; i < s->n_quads; ++i) {
    s->by_graph[i][0] = s->quads[i][3];
    memcpy(s->by_graph[i] + 1, s->quads[i], sizeof(Triple));
  }
  sort_quads(s->by_graph, s->n_quads);
  for (size_t i = 0; i < s->n_quads; ++i) {
    if (!i || s->by_graph[i - 1][0] != s->by_graph[i][0]) {
      s->graphs[s->n_graphs++] = s->by_graph[i][0];
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_store_settle(NgStore* store)
{
  if (store->is_settled) {
    return NG_SUCCESS;
  }
  const uint32_t  n_terms = ng_terms_size(store->terms);
  Triple* const   other   = ng_calloc(store->n_raw + 1, sizeof(Triple));
  uint32_t* const begins  = ng_calloc((size_t)n_terms + 2, sizeof(uint32_t));
  NgStatus        status  = other && begins ? NG_SUCCESS : NG_ERR_NO_MEM;
  status                  = status ? status : make_indexes(store, other, begins, n_terms);
  ng_free(other);
  ng_free(begins);
  status = status ? status : count_different(store);
  status = status ? status : settle_graphs(store);
  if (status) {
    free_indexes(store);
    return status;
  }
  ng_free(store->raw);
  store->raw   = NULL;
  store->n_raw = store->cap_raw = 0;
  store->is_settled             = true;
  return NG_SUCCESS;
}

// --- look-up -------------------------------------------------------------------------------------

// The part of [begin, end) whose pairs begin with `a`, and where it is not 0 go on with `b`.
static void
narrow(const Pair* pairs, size_t* begin, size_t* end, NgTermId a, NgTermId b)
{
  const uint64_t low  = (uint64_t)a << 32 | b;
  const uint64_t high = (uint64_t)a << 32 | (b ? b : UINT32_MAX);
  size_t         lo   = *begin;
  size_t         hi   = *end;
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    if (((uint64_t)pairs[mid][0] << 32 | pairs[mid][1]) < low) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  *begin = lo;
  for (hi = *end; lo < hi;) {
    const size_t mid = lo + (hi - lo) / 2;
    if (((uint64_t)pairs[mid][0] << 32 | pairs[mid][1]) <= high) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  *end = lo;
}

// The index in which the parts that are fixed come first.
static const Index*
index_for(const NgStore* s, const NgTermId parts[3])
{
  if (parts[0] && (parts[1] || !parts[2])) {
    return &s->indexes[BY_SUBJECT];
  }
  return &s->indexes[parts[2] && !parts[1] ? BY_OBJECT : parts[1] ? BY_PROPERTY : BY_SUBJECT];
}

void
ng_store_scan(const NgStore* store, const NgTermId parts[3], NgScan* scan)
{
  const Index* const index = index_for(store, parts);
  const NgTermId     first = parts[index->first];
  memcpy(scan->triple, parts, sizeof(scan->triple));
  scan->pairs  = (const uint32_t(*)[2])index->pairs;
  scan->first  = index->first;
  scan->a      = index->a;
  scan->b      = index->b;
  scan->begins = NULL;
  scan->at = scan->end = 0;
  if (parts[0] > store->n_indexed || parts[1] > store->n_indexed || parts[2] > store->n_indexed) {
    return;
  }
  if (!first) { // all triples
    scan->begins    = index->begins;
    scan->triple[0] = 0;
    scan->end       = store->n_triples;
    return;
  }
  scan->at  = index->begins[first];
  scan->end = index->begins[first + 1];
  if (parts[index->a]) {
    narrow((const Pair*)index->pairs, &scan->at, &scan->end, parts[index->a], parts[index->b]);
  }
}

bool
ng_scan_next(NgScan* scan)
{
  if (scan->at >= scan->end) {
    return false;
  }
  while (scan->begins && scan->begins[scan->triple[scan->first] + 1] <= scan->at) {
    ++scan->triple[scan->first];
  }
  scan->triple[scan->a] = scan->pairs[scan->at][0];
  scan->triple[scan->b] = scan->pairs[scan->at][1];
  ++scan->at;
  return true;
}

size_t
ng_store_count(const NgStore* store, const NgTermId parts[3])
{
  NgScan scan;
  ng_store_scan(store, parts, &scan);
  return scan.end - scan.at;
}

uint32_t
ng_store_different(const NgStore* store, NgTermId property, int part)
{
  return property > store->n_indexed ? 0 : part ? store->n_objects[property] : store->n_subjects[property];
}

const NgTermId*
ng_store_graphs(const NgStore* store, uint32_t* n)
{
  *n = store->n_graphs;
  return store->graphs;
}

// Quads whose first `n_key` numbers are those of `key`.
static const Quad*
quad_range(const Quad* quads, size_t n, const uint32_t* key, int n_key, size_t* n_found)
{
  size_t bounds[2];
  for (int side = 0; side < 2; ++side) {
    size_t lo = 0;
    size_t hi = n;
    while (lo < hi) {
      const size_t mid   = lo + (hi - lo) / 2;
      int          order = 0;
      for (int i = 0; !order && i < n_key; ++i) {
        order = quads[mid][i] < key[i] ? -1 : quads[mid][i] > key[i];
      }
      if (order < 0 || (side && !order)) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    bounds[side] = lo;
  }
  *n_found = bounds[1] - bounds[0];
  return quads + bounds[0];
}

const uint32_t (*ng_store_graph_quads(const NgStore* store, NgTermId graph, NgTermId subject, size_t* n))[4]
{
  const uint32_t key[2] = {graph, subject};
  return quad_range((const Quad*)store->by_graph, store->n_quads, key, subject ? 2 : 1, n);
}

const uint32_t (*ng_store_triple_quads(const NgStore* store, const NgTermId triple[3], size_t* n))[4]
{
  return quad_range((const Quad*)store->quads, store->n_quads, triple, 3, n);
}

NgStatus
ng_store_each(NgStore* store, NgStr subject, NgStr property, NgStr object, NgStoreVisit visit, void* self)
{
  const NgStr given[3] = {subject, property, object};
  NgTermId    parts[3] = {0, 0, 0};
  NG_TRY(ng_store_settle(store));
  for (int i = 0; i < 3; ++i) {
    const NgCell cell = {NG_CELL_IRI, given[i], {NULL, 0}, {NULL, 0}};
    if (given[i].len && !(parts[i] = ng_terms_find(store->terms, &cell))) {
      return NG_SUCCESS;
    }
  }
  NgScan scan;
  ng_store_scan(store, parts, &scan);
  while (ng_scan_next(&scan)) {
    NgCell cells[3];
    for (int i = 0; i < 3; ++i) {
      cells[i] = ng_terms_cell(store->terms, scan.triple[i]);
    }
    NG_TRY(visit(self, cells));
  }
  return NG_SUCCESS;
}
