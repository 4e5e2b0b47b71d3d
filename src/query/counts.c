// SPDX-License-Identifier: Apache-2.0
#include "query/counts.h"

#include "base/alloc.h"

enum { N_CELLS = 1 << 19 }; // of each of two rows

// What a count is of.
typedef enum {
  OF_SUBJECT = 1,
  OF_PREDICATE,
  OF_OBJECT,
  OF_SUBJECT_PREDICATE,
  OF_PREDICATE_OBJECT,
  N_SUBJECTS_OF, // different subjects of a predicate
  N_OBJECTS_OF,  // different objects of a predicate
} Kind;

struct NgCountsImpl {
  uint32_t n_triples;
  uint32_t n_subjects;
  uint32_t n_objects;
  uint32_t cells[2][N_CELLS];
};

NgCounts*
ng_counts_new(void)
{
  return ng_calloc(1, sizeof(NgCounts));
}

void
ng_counts_free(NgCounts* counts)
{
  ng_free(counts);
}

static uint64_t
key_of(Kind kind, NgStr a, NgStr b)
{
  const uint64_t h = ng_hash(a.at, a.len, (uint64_t)kind);
  return b.at ? ng_hash(b.at, b.len, h) : h;
}

static uint32_t
get(const NgCounts* counts, uint64_t key)
{
  const uint32_t a = counts->cells[0][key % N_CELLS];
  const uint32_t b = counts->cells[1][ng_mix(key) % N_CELLS];
  return a < b ? a : b;
}

// @return the count before
static uint32_t
add(NgCounts* counts, uint64_t key)
{
  const uint32_t before = get(counts, key);
  ++counts->cells[0][key % N_CELLS];
  ++counts->cells[1][ng_mix(key) % N_CELLS];
  return before;
}

void
ng_counts_add(NgCounts* counts, NgStr subject, NgStr predicate, NgStr object)
{
  const NgStr none = {NULL, 0};
  ++counts->n_triples;
  counts->n_subjects += !add(counts, key_of(OF_SUBJECT, subject, none));
  counts->n_objects += !add(counts, key_of(OF_OBJECT, object, none));
  add(counts, key_of(OF_PREDICATE, predicate, none));
  if (!add(counts, key_of(OF_SUBJECT_PREDICATE, subject, predicate))) {
    add(counts, key_of(N_SUBJECTS_OF, predicate, none));
  }
  if (!add(counts, key_of(OF_PREDICATE_OBJECT, predicate, object))) {
    add(counts, key_of(N_OBJECTS_OF, predicate, none));
  }
}

// What is known of a part of a pattern before it is matched.
typedef enum {
  FREE,
  BOUND, // a variable with a value, or a literal: some value, not known which
  GIVEN, // an IRI
} Part;

static Part
part_of(const NgSparqlTerm* term, NgSparqlVars bound)
{
  if (term->var != UINT32_MAX) {
    return bound >> term->var & 1 ? BOUND : FREE;
  }
  return term->iri.len ? GIVEN : BOUND;
}

static double
at_least_one(uint32_t n)
{
  return n ? n : 1;
}

static double
estimate_any_predicate(const NgCounts* counts, const NgSparqlTriple* t, const Part part[3])
{
  const NgStr none = {NULL, 0};
  double      rows = counts->n_triples;
  if (part[0] == GIVEN) {
    rows = get(counts, key_of(OF_SUBJECT, t->part[0].iri, none));
  } else if (part[0] == BOUND) {
    rows /= at_least_one(counts->n_subjects);
  }
  if (part[2] == GIVEN) {
    const double n = get(counts, key_of(OF_OBJECT, t->part[2].iri, none));
    rows           = part[0] == FREE ? n : rows * n / at_least_one(counts->n_triples);
  } else if (part[2] == BOUND) {
    rows /= at_least_one(counts->n_objects);
  }
  return rows;
}

double
ng_counts_estimate(const void* self, const NgSparqlTriple* t, NgSparqlVars bound)
{
  const NgCounts* const counts  = self;
  const NgStr           none    = {NULL, 0};
  const Part            part[3] = {part_of(&t->part[0], bound), part_of(&t->part[1], bound),
                                   part_of(&t->part[2], bound)};
  if (part[1] != GIVEN) {
    return estimate_any_predicate(counts, t, part);
  }
  const NgStr  p    = t->part[1].iri;
  const double n    = get(counts, key_of(OF_PREDICATE, p, none));
  double       rows = n;
  if (part[2] == GIVEN) {
    rows = get(counts, key_of(OF_PREDICATE_OBJECT, p, t->part[2].iri));
  } else if (part[2] == BOUND) {
    rows /= at_least_one(get(counts, key_of(N_OBJECTS_OF, p, none)));
  }
  if (part[0] == GIVEN) {
    const double of_subject = get(counts, key_of(OF_SUBJECT_PREDICATE, t->part[0].iri, p));
    return n > 0 ? of_subject * rows / n : 0;
  }
  return part[0] == BOUND ? rows / at_least_one(get(counts, key_of(N_SUBJECTS_OF, p, none))) : rows;
}
