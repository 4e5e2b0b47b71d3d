// SPDX-License-Identifier: Apache-2.0
#include "tag/names.h"

#include "tag/names_impl.h"

enum { C = NG_N_NAME_CLASS };

// Scores of the classes of a span, from the span alone.
static void
score_classes(const NgNames* m, const NgNamesView* view, const NgNamesSpans* spans, uint32_t i,
              int16_t* scores)
{
  uint32_t       rows[NG_NAMES_MAX_ROWS];
  const uint32_t n = ng_names_class_rows(view, spans, i, rows);
  for (uint32_t r = 0; r < n; ++r) {
    ng_weights_add(&m->classes, rows[r], scores);
  }
}

static uint64_t
span_hash(const NgNamesView* view, const NgNamesSpan* span)
{
  uint64_t hash = (uint64_t)span->type + 1;
  for (uint32_t t = span->tokens.begin; t < span->tokens.end; ++t) {
    hash = ng_mix(hash * 31 + view->words[view->toks[t].word].hash);
  }
  return hash | 1;
}

typedef struct {
  uint64_t hash;
  int32_t  sum[C];
  uint32_t n;
} Pool;

// All mentions of the same words: the class is theirs together.
static Pool*
pool_of(Pool* pools, uint32_t mask, uint64_t hash)
{
  uint32_t at = (uint32_t)(hash >> 20) & mask;
  while (pools[at].hash && pools[at].hash != hash) {
    at = (at + 1) & mask;
  }
  pools[at].hash = hash;
  return &pools[at];
}

static NgClass
best_class(const Pool* pool, NgNameType type)
{
  const uint32_t set  = ng_names_classes_of(type);
  uint32_t       best = C;
  for (uint32_t c = 0; c < C; ++c) {
    if ((set >> c & 1) && (best == C || pool->sum[c] > pool->sum[best])) {
      best = c;
    }
  }
  return ng_names_class(best);
}

// Logistic function of the margin, as a table of quarters of a nat: no two machines differ.
static float
score_of(uint8_t margin)
{
  static const float TABLE[] = {0.50F, 0.56F, 0.62F, 0.68F, 0.73F, 0.78F, 0.82F, 0.85F, 0.88F,
                                0.90F, 0.92F, 0.94F, 0.95F, 0.96F, 0.97F, 0.98F, 0.98F, 0.99F};
  const size_t       at      = margin / 2;
  const size_t       last    = sizeof(TABLE) / sizeof(*TABLE) - 1;
  return TABLE[at < last ? at : last];
}

static NgStatus
add_names(const NgNames* m, const NgNamesView* view, const NgNamesSpans* spans, NgDoc* doc)
{
  uint32_t size = 16;
  while (size < spans->n * 2ULL && size < (1U << 31)) {
    size *= 2;
  }
  Pool* const pools = ng_arena_calloc(doc->arena, size, sizeof(Pool));
  if (!pools) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; m->meta.has_classes && i < spans->n; ++i) {
    int16_t scores[C] = {0};
    score_classes(m, view, spans, i, scores);
    Pool* const pool = pool_of(pools, size - 1, span_hash(view, &spans->at[i]));
    for (uint32_t c = 0; c < C; ++c) {
      pool->sum[c] += scores[c];
    }
  }
  for (uint32_t i = 0; i < spans->n; ++i) {
    const NgNamesSpan* const span = &spans->at[i];
    const NgClass            cls  = best_class(pool_of(pools, size - 1, span_hash(view, span)), span->type);
    if (cls == NG_CLASS_NONE) {
      continue;
    }
    NgName* const name = NG_VEC_ADD(doc->arena, doc->names);
    if (!name) {
      return NG_ERR_NO_MEM;
    }
    *name = (NgName){span->tokens, cls, score_of(span->margin)};
  }
  return NG_SUCCESS;
}

// Whether a word stands before names of people and is hardly ever part of one.
static bool
is_title(const NgNames* m, const NgDoc* doc, uint32_t token)
{
  const NgKnowWord word = ng_know_word(m->know, ng_doc_token(doc, token));
  return (word.flags & NG_WORD_TITLE) && word.given < 3 && word.surname < 3;
}

// Names of people go without titles: cut those that the labels took in, drop what is nothing else.
static void
cut_titles(const NgNames* m, const NgDoc* doc, NgNamesSpans* spans)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < spans->n; ++i) {
    NgNamesSpan span = spans->at[i];
    while (m->know && span.type == NG_NAME_PER && span.tokens.begin < span.tokens.end &&
           is_title(m, doc, span.tokens.begin)) {
      ++span.tokens.begin;
    }
    if (span.tokens.begin < span.tokens.end) {
      spans->at[n++] = span;
    }
  }
  spans->n = n;
}

NgStatus
ng_names_run(const NgNames* names, NgDoc* doc, NgError* err)
{
  NgNamesView  view  = {0};
  NgNamesPass  first = {0}, second = {0};
  NgNamesSpans spans = {0};
  doc->names.n       = 0;
  NG_TRY(ng_names_view(names, &view, doc, err));
  NG_TRY(ng_names_first(names, &view, &first, err));
  if (names->meta.n_stages == 2) {
    NG_TRY(ng_names_second(names, &view, &first, &second, err));
  }
  NG_TRY(ng_names_spans(&view, names->meta.n_stages == 2 ? &second : &first, &spans, err));
  cut_titles(names, doc, &spans);
  return add_names(names, &view, &spans, doc) ? ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names")
                                              : NG_SUCCESS;
}
