// SPDX-License-Identifier: Apache-2.0
#include "merge/happenings.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "merge/alike.h"
#include "merge/copies.h"
#include "merge/reports.h"
#include "merge/sets.h"

#include <stdio.h>
#include <stdlib.h>

enum {
  BUCKET_DAYS = 4,  // what lies a bucket apart at most is compared
  BUCKETS     = 10, // most that one event is put into
  RARE        = 24, // words and participants of an article by which other articles are looked up
  REACH       = 24, // most articles or events under one key that one is compared with
  IRI_BYTES   = 512,
};

static const float STORY = 0.04F; // alikeness from which two articles tell of one story

struct NgHappeningsImpl {
  NgHappeningsOptions options;
  NgReports           reports;
};

/// Articles, or events, that share a key are compared.
typedef struct {
  uint64_t key;
  uint32_t what;
} Keyed;

typedef NG_VEC(Keyed) Index;

/// Two articles, or two events, the first of lower number.
typedef struct {
  float    score;
  uint32_t a, b;
} Pair;

typedef NG_VEC(Pair) Pairs;

typedef struct {
  NgReports*                 reports;
  const NgHappeningsOptions* options;
  Pairs                      stories; // of articles
  Pairs                      pairs;   // of events
  uint32_t*                  above;   // events towards the first of their happening
  uint32_t*                  next;    // the next event of the same happening, NG_NO_NAME: none
  uint32_t*                  last;    // of a happening, by its first event
} Finding;

NgStatus
ng_happenings_new(NgHappenings** out, const NgHappeningsOptions* options, NgError* err)
{
  static const NgHappeningsOptions defaults   = NG_HAPPENINGS_OPTIONS_INIT;
  NgHappenings* const              happenings = ng_calloc(1, sizeof(*happenings));
  if (happenings) {
    happenings->options       = options ? *options : defaults;
    happenings->reports.arena = ng_arena_new(SIZE_MAX / 2);
    happenings->reports.seen  = ng_map_new(UINT32_MAX / 2);
  }
  if (!happenings || !happenings->reports.arena || !happenings->reports.seen) {
    ng_happenings_free(happenings);
    return ng_error_no_mem(err);
  }
  *out = happenings;
  return NG_SUCCESS;
}

void
ng_happenings_free(NgHappenings* happenings)
{
  if (happenings) {
    ng_arena_free(happenings->reports.arena);
    ng_map_free(happenings->reports.seen);
    ng_free(happenings);
  }
}

NgStatus
ng_happenings_add(NgHappenings* happenings, const NgQuad* quad, NgError* err)
{
  const NgStatus st = ng_reports_add(&happenings->reports, quad);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

// --- candidates ----------------------------------------------------------------------------------

static NgStatus
add_key(const Finding* f, Index* index, uint32_t what, uint64_t by, int32_t bucket)
{
  Keyed* const keyed = NG_VEC_ADD(f->reports->arena, *index);
  if (!keyed) {
    return NG_ERR_NO_MEM;
  }
  *keyed = (Keyed){ng_mix(ng_mix(by) + (uint64_t)(int64_t)bucket), what};
  return NG_SUCCESS;
}

static int32_t
bucket_of(int32_t day)
{
  return day == NG_NO_DAY ? 0 : day >= 0 ? day / BUCKET_DAYS : -1 - (-1 - day) / BUCKET_DAYS;
}

static int
by_key(const void* a, const void* b)
{
  const Keyed* const x = a;
  const Keyed* const y = b;
  return x->key != y->key ? (x->key < y->key ? -1 : 1) : x->what < y->what ? -1 : x->what > y->what;
}

static int
by_numbers(const void* a, const void* b)
{
  const Pair* const x = a;
  const Pair* const y = b;
  return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b < y->b ? -1 : x->b > y->b;
}

// The best first, and of two that are alike that of lower numbers.
static int
by_score(const void* a, const void* b)
{
  const Pair* const x = a;
  const Pair* const y = b;
  return x->score != y->score ? (x->score > y->score ? -1 : 1) : by_numbers(a, b);
}

// What shares a key, each pair once, by numbers.
static NgStatus
pair_up(const Finding* f, Index* index, Pairs* pairs)
{
  if (index->n) {
    qsort(index->at, index->n, sizeof(Keyed), by_key);
  }
  for (uint32_t i = 1; i < index->n; ++i) {
    const Keyed* const keyed = index->at;
    for (uint32_t k = i; k-- > 0 && keyed[k].key == keyed[i].key && i - k <= REACH;) {
      Pair* const pair = keyed[k].what != keyed[i].what ? NG_VEC_ADD(f->reports->arena, *pairs) : NULL;
      if (pair) {
        *pair = (Pair){0, keyed[k].what, keyed[i].what};
      } else if (keyed[k].what != keyed[i].what) {
        return NG_ERR_NO_MEM;
      }
    }
  }
  if (pairs->n) {
    qsort(pairs->at, pairs->n, sizeof(Pair), by_numbers);
  }
  uint32_t n = 0;
  for (uint32_t i = 0; i < pairs->n; ++i) {
    if (!i || by_numbers(&pairs->at[i], &pairs->at[n - 1])) {
      pairs->at[n++] = pairs->at[i];
    }
  }
  pairs->n = n;
  return NG_SUCCESS;
}

// The rarest of what an article holds and another holds, too, in no order.
static uint32_t
rarest_of(const NgReports* r, NgRun holds, uint32_t rarest[RARE])
{
  const float alone = ng_reports_rarity(r, 1);
  uint32_t    n     = 0;
  for (uint32_t i = holds.begin; i < holds.end; ++i) {
    const uint32_t what = r->held.at[i];
    if (r->rarity[what] >= alone) {
      continue;
    }
    if (n < RARE) {
      rarest[n++] = what;
      continue;
    }
    uint32_t least = 0;
    for (uint32_t k = 1; k < RARE; ++k) {
      least = r->rarity[rarest[k]] < r->rarity[rarest[least]] ? k : least;
    }
    if (r->rarity[what] > r->rarity[rarest[least]]) {
      rarest[least] = what;
    }
  }
  return n;
}

// Pairs of articles that tell of one story: published within days, with rare things in common.
static NgStatus
find_stories(Finding* f)
{
  const NgReports* const r     = f->reports;
  Index                  index = {0};
  for (uint32_t a = 0; a < r->articles.n; ++a) {
    uint32_t       rarest[RARE];
    const uint32_t n     = rarest_of(r, r->articles.at[a].holds, rarest);
    const int32_t  first = bucket_of(r->articles.at[a].day);
    for (uint32_t i = 0; i < 2 * n; ++i) {
      NG_TRY(add_key(f, &index, a, rarest[i / 2], first + (int32_t)(i % 2)));
    }
  }
  NG_TRY(pair_up(f, &index, &f->stories));
  uint32_t n = 0;
  for (uint32_t i = 0; i < f->stories.n; ++i) {
    Pair pair  = f->stories.at[i];
    pair.score = ng_alike_story(r, &r->articles.at[pair.a], &r->articles.at[pair.b]);
    if (pair.score >= STORY) {
      f->stories.at[n++] = pair;
    }
  }
  f->stories.n = n;
  return NG_SUCCESS;
}

// How alike the articles of two events are.
static float
story_of(const Finding* f, uint32_t a, uint32_t b)
{
  const Pair        key   = {0, a < b ? a : b, a < b ? b : a};
  const Pair* const found = f->stories.n ? bsearch(&key, f->stories.at, f->stories.n, sizeof(key), by_numbers)
                                         : NULL;
  return found ? found->score : 0;
}

static NgStatus
compare(Finding* f, uint32_t a, uint32_t b, float story)
{
  const NgReport* const x = &f->reports->events.at[a];
  const NgReport* const y = &f->reports->events.at[b];
  if (x->article == y->article || !ng_alike_may(x, y)) {
    return NG_SUCCESS;
  }
  float features[NG_ALIKE_N];
  if (f->options->on_pair && x->cls != NG_CLASS_STATEMENT &&
      ng_alike_features(f->reports, x, y, story, features)) {
    f->options->on_pair(f->options->on_pair_self, f->reports->names[x->name], f->reports->names[y->name],
                        features, NG_ALIKE_N);
  }
  const float score = ng_alike_score(f->reports, x, y, story);
  if (score < f->options->threshold) {
    return NG_SUCCESS;
  }
  Pair* const pair = NG_VEC_ADD(f->reports->arena, f->pairs);
  if (!pair) {
    return NG_ERR_NO_MEM;
  }
  *pair = (Pair){score, a, b};
  return NG_SUCCESS;
}

// All events of the two articles.
static NgStatus
compare_articles(Finding* f, const Pair* story)
{
  const NgRun a = f->reports->articles.at[story->a].events;
  const NgRun b = f->reports->articles.at[story->b].events;
  for (uint32_t i = a.begin; i < a.end; ++i) {
    for (uint32_t k = b.begin; k < b.end; ++k) {
      NG_TRY(compare(f, i, k, story->score));
    }
  }
  return NG_SUCCESS;
}

// Events of other stories with a named participant in common, about the same time: what the background of one
// article tells may be the news of another.
static NgStatus
compare_others(Finding* f)
{
  const NgReports* const r     = f->reports;
  Index                  index = {0};
  Pairs                  pairs = {0};
  for (uint32_t e = 0; e < r->events.n; ++e) {
    const NgReport* const event = &r->events.at[e];
    int32_t               from = 0, to = 0;
    ng_alike_window(r, event, &from, &to);
    const int32_t first = bucket_of(from);
    const int32_t last  = bucket_of(to) - first < BUCKETS ? bucket_of(to) + 1 : first + BUCKETS;
    for (uint32_t i = event->parts.begin; i < event->parts.end; ++i) {
      const uint32_t who = r->parts.at[i].who;
      for (int32_t bucket = first; r->participants.at[who].generic == NG_NO_NAME && bucket <= last;
           ++bucket) {
        NG_TRY(add_key(f, &index, e, (uint64_t)who << 32 | event->family, bucket));
      }
    }
  }
  NG_TRY(pair_up(f, &index, &pairs));
  for (uint32_t i = 0; i < pairs.n; ++i) {
    const uint32_t a = r->events.at[pairs.at[i].a].article;
    const uint32_t b = r->events.at[pairs.at[i].b].article;
    if (story_of(f, a, b) <= 0) {
      NG_TRY(compare(f, pairs.at[i].a, pairs.at[i].b,
                     ng_alike_story(r, &r->articles.at[a], &r->articles.at[b])));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
find_pairs(Finding* f)
{
  NG_TRY(find_stories(f));
  for (uint32_t i = 0; i < f->stories.n; ++i) {
    NG_TRY(compare_articles(f, &f->stories.at[i]));
  }
  NG_TRY(compare_others(f));
  if (f->pairs.n) {
    qsort(f->pairs.at, f->pairs.n, sizeof(Pair), by_score);
  }
  return NG_SUCCESS;
}

// --- joining -------------------------------------------------------------------------------------

// No article twice, and every two of them as alike as half the threshold asks.
static bool
may_join(const Finding* f, uint32_t a, uint32_t b)
{
  const NgReports* const r = f->reports;
  for (uint32_t i = a; i != NG_NO_NAME; i = f->next[i]) {
    for (uint32_t k = b; k != NG_NO_NAME; k = f->next[k]) {
      if (r->events.at[i].article == r->events.at[k].article ||
          ng_alike_score(r, &r->events.at[i], &r->events.at[k],
                         story_of(f, r->events.at[i].article, r->events.at[k].article)) <
              f->options->threshold / 2) {
        return false;
      }
    }
  }
  return true;
}

static NgStatus
join_pairs(Finding* f)
{
  const uint32_t n = f->reports->events.n;
  f->above         = ng_arena_calloc(f->reports->arena, n + 1, sizeof(*f->above));
  f->next          = ng_arena_calloc(f->reports->arena, n + 1, sizeof(*f->next));
  f->last          = ng_arena_calloc(f->reports->arena, n + 1, sizeof(*f->last));
  if (!f->above || !f->next || !f->last) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    f->above[i] = f->last[i] = i;
    f->next[i]               = NG_NO_NAME;
  }
  for (uint32_t i = 0; i < f->pairs.n; ++i) {
    uint32_t a = ng_set_first(f->above, f->pairs.at[i].a);
    uint32_t b = ng_set_first(f->above, f->pairs.at[i].b);
    if (a != b && may_join(f, a, b)) {
      const uint32_t first    = a < b ? a : b;
      const uint32_t other    = a < b ? b : a;
      f->above[other]         = first;
      f->next[f->last[first]] = other;
      f->last[first]          = f->last[other];
    }
  }
  return NG_SUCCESS;
}

// Outlets that tell of it: articles of one publisher and copies of one text are one.
static NgStatus
count_outlets(const Finding* f, uint32_t first, NgArena* arena, uint32_t* n_outlets)
{
  const NgReports* const r = f->reports;
  NG_VEC(uint32_t) told    = {0};
  for (uint32_t e = first; e != NG_NO_NAME; e = f->next[e]) {
    uint32_t* const item = NG_VEC_ADD(arena, told);
    if (!item) {
      return NG_ERR_NO_MEM;
    }
    *item = r->events.at[e].article;
  }
  uint32_t* const above = ng_arena_calloc(arena, told.n, sizeof(*above));
  if (!above) {
    return NG_ERR_NO_MEM;
  }
  *n_outlets = told.n;
  for (uint32_t i = 0; i < told.n; ++i) {
    above[i] = i;
    for (uint32_t k = 0; k < i; ++k) {
      const NgTold* const x = &r->articles.at[told.at[i]];
      const NgTold* const y = &r->articles.at[told.at[k]];
      const uint32_t      a = ng_set_first(above, i);
      const uint32_t      b = ng_set_first(above, k);
      if (a != b &&
          (x->copy_of == y->copy_of || (x->publisher != NG_NO_NAME && x->publisher == y->publisher))) {
        above[a] = b;
        --*n_outlets;
      }
    }
  }
  return NG_SUCCESS;
}

// --- writing -------------------------------------------------------------------------------------

typedef struct {
  NgHappeningsEmit emit;
  void*            self;
  NgError*         err;
} Target;

static NgStatus
tell(const Target* to, NgStr subject, NgProp prop, NgRdfTerm object)
{
  const NgQuad quad = {.subject   = {.kind = NG_RDF_IRI, .value = subject},
                       .predicate = {.kind = NG_RDF_IRI, .value = ng_prop_iri(prop)},
                       .object    = object};
  return to->emit(to->self, &quad, to->err);
}

static NgStatus
tell_iri(const Target* to, NgStr subject, NgProp prop, NgStr object)
{
  return tell(to, subject, prop, (NgRdfTerm){.kind = NG_RDF_IRI, .value = object});
}

// The IRI follows from that of the first report.
static NgStr
iri_of(NgStr base, NgStr report, char out[IRI_BYTES])
{
  enum { DIGITS = 24 };
  char hex[NG_SHA256_HEX + 1];
  ng_sha256_hex(report, hex);
  const int n = snprintf(out, IRI_BYTES, "%.*shappening/%.*s", (int)(base.len < 400 ? base.len : 400),
                         base.at, DIGITS, hex);
  return ng_str_n(out, (size_t)n);
}

// The shortest label among the reports, and of two of one length the first.
static const NgReport*
best_label(const Finding* f, uint32_t first)
{
  const NgReports* const r    = f->reports;
  const NgReport*        best = NULL;
  for (uint32_t e = first; e != NG_NO_NAME; e = f->next[e]) {
    const NgReport* const event = &r->events.at[e];
    if (event->label != NG_NO_NAME && event->language != NG_NO_NAME &&
        (!best || r->names[event->label].len < r->names[best->label].len ||
         (r->names[event->label].len == r->names[best->label].len && event->label < best->label))) {
      best = event;
    }
  }
  return best;
}

static NgStatus
tell_happening(const Finding* f, NgStr base, uint32_t first, uint32_t n_outlets, const Target* to)
{
  const NgReports* const   r = f->reports;
  char                     iri_bytes[IRI_BYTES];
  char                     number[16];
  const NgStr              iri = iri_of(base, r->names[r->events.at[first].name], iri_bytes);
  const NgVocabTerm* const cls = &ng_class_table[NG_CLASS_HAPPENING];
  for (uint16_t i = 0; i < cls->n_above; ++i) {
    NG_TRY(tell_iri(to, iri, NG_PROP_RDF_TYPE, ng_class_iri((NgClass)ng_class_above[cls->first_above + i])));
  }
  const NgReport* const named = best_label(f, first);
  if (named) {
    NG_TRY(tell(to, iri, NG_PROP_RDFS_LABEL,
                (NgRdfTerm){NG_RDF_LITERAL, r->names[named->label], r->names[named->language], {NULL, 0}}));
  }
  for (uint32_t e = first; e != NG_NO_NAME; e = f->next[e]) {
    NG_TRY(tell_iri(to, iri, NG_PROP_REPORT, r->names[r->events.at[e].name]));
  }
  snprintf(number, sizeof(number), "%u", n_outlets);
  return tell(to, iri, NG_PROP_OUTLETS,
              (NgRdfTerm){NG_RDF_LITERAL,
                          ng_str(number),
                          {NULL, 0},
                          ng_str("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")});
}

static NgStatus
tell_copies(const NgReports* r, const Target* to, NgHappeningsSummary* summary)
{
  for (uint32_t i = 0; i < r->articles.n; ++i) {
    const NgTold* const told = &r->articles.at[i];
    if (told->copy_of != i) {
      const NgStr copy = r->names[told->name];
      const NgStr of   = r->names[r->articles.at[told->copy_of].name];
      NG_TRY(tell_iri(to, copy, NG_PROP_PROV_ALTERNATE_OF, of));
      NG_TRY(tell_iri(to, of, NG_PROP_PROV_ALTERNATE_OF, copy));
      ++summary->n_copies;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
tell_happenings(Finding* f, NgStr base, const Target* to, NgHappeningsSummary* summary)
{
  const NgReports* const r = f->reports;
  for (uint32_t e = 0; e < r->events.n; ++e) {
    if (f->above[e] != e || f->next[e] == NG_NO_NAME) {
      continue;
    }
    uint32_t n_outlets = 0;
    NG_TRY(count_outlets(f, e, r->arena, &n_outlets));
    NG_TRY(tell_happening(f, base, e, n_outlets, to));
    ++summary->n_happenings;
    for (uint32_t k = e; k != NG_NO_NAME; k = f->next[k]) {
      ++summary->n_reports;
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_happenings_finish(NgHappenings* happenings, NgHappeningsEmit emit, void* self,
                     NgHappeningsSummary* summary, NgError* err)
{
  NgReports* const    r     = &happenings->reports;
  Finding             f     = {.reports = r, .options = &happenings->options};
  NgHappeningsSummary count = {0};
  const Target        to    = {emit, self, err};
  NgStatus            st    = ng_reports_arrange(r);
  st                        = st ? st : ng_copies_find(r, happenings->options.identical);
  st                        = st ? st : find_pairs(&f);
  st                        = st ? st : join_pairs(&f);
  st                        = st ? st : tell_copies(r, &to, &count);
  st                        = st ? st : tell_happenings(&f, happenings->options.base, &to, &count);
  count.n_articles          = r->articles.n;
  count.n_events            = r->events.n;
  if (summary) {
    *summary = count;
  }
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}
