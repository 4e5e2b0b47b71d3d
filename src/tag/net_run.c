// SPDX-License-Identifier: Apache-2.0
#include "tag/net_run.h"

#include "base/kernel.h"

enum { D = NG_NET_DIM, W = NG_NET_WIDTH, I = NG_NET_INPUT, E = NG_NET_EMBED, MOST_AT_ONCE = 32 };

static uint32_t
capacity_for(const NgDoc* doc)
{
  uint32_t longest = NG_NET_USUAL_BATCH;
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    const NgSpan tokens = doc->sentences.at[s].tokens;
    longest             = tokens.end - tokens.begin > longest ? tokens.end - tokens.begin : longest;
  }
  longest = longest < NG_NET_MAX_TOKENS ? longest : NG_NET_MAX_TOKENS;
  return longest < doc->tokens.n ? longest : doc->tokens.n;
}

typedef struct {
  float         rounded[(NG_NET_MAX_TOKENS + NG_DENSE_ROWS) * W * NG_DENSE_ITEM_BYTES / sizeof(float)];
  float         h[2][NG_NET_MAX_TOKENS * W];
  float         c[NG_NET_MAX_TOKENS * W];
  float         u[NG_NET_MAX_TOKENS * 6 * D];
  float         scales[NG_NET_MAX_TOKENS];
  NgNetBatchRun run;
} Scratch;

NgNetBatchRun*
ng_net_batch(const NgNet* net, const NgDoc* doc)
{
  static const char key  = 0;
  Scratch* const    s    = ng_arena_keep(doc->arena, &key, sizeof(Scratch));
  NgNetMemo* const  memo = ng_net_memo(doc->arena, net);
  if (!s || !memo) {
    return NULL;
  }
  NgNetBatchRun* const b = &s->run;
  b->form                = net->coarse;
  b->capacity            = capacity_for(doc);
  b->h                   = s->h[0];
  b->free                = s->h[1];
  b->c                   = s->c;
  b->u                   = s->u;
  b->scales              = s->scales;
  b->rounded             = s->rounded;
  b->memo                = memo;
  return b;
}

static void
collect_words(const NgDoc* doc, NgSpan tokens, NgNetWord* words)
{
  const uint16_t headline = ng_view_headline(doc, tokens);
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const NgToken* const t  = &doc->tokens.at[i];
    words[i - tokens.begin] = (NgNetWord){t->lower, ng_view_shape(t, headline)};
  }
}

bool
ng_net_next(NgNetBatchRun* b, NgNetCursor* at, const NgDoc* doc)
{
  b->n      = 0;
  b->n_runs = 0;
  while (at->sentence < doc->sentences.n && b->n < b->capacity) {
    NgSpan         rest = doc->sentences.at[at->sentence].tokens;
    const bool     cut  = at->done > 0;
    const uint32_t room = b->capacity - b->n;
    rest.begin += at->done;
    if (rest.end - rest.begin > room && b->n) {
      break; // begins the next batch
    }
    const uint32_t end = rest.end - rest.begin > room ? rest.begin + room : rest.end;
    if (end > rest.begin) {
      b->follows[b->n_runs] = cut;
      b->begin[b->n_runs]   = b->n;
      b->runs[b->n_runs++]  = (NgSpan){rest.begin, end};
      collect_words(doc, (NgSpan){rest.begin, end}, b->words + b->n);
      b->n += end - rest.begin;
    }
    at->done = end < rest.end ? at->done + (end - rest.begin) : 0;
    at->sentence += end == rest.end;
  }
  b->begin[b->n_runs] = b->n;
  return b->n > 0;
}

NG_KERNEL static void
input(const int8_t* restrict vector, const int8_t* restrict embed, const uint32_t* restrict rows, float scale,
      float* restrict x)
{
  int16_t sums[E] = {0};
  for (uint32_t f = 0; f < NG_NET_FEATURES; ++f) {
    const int8_t* restrict const row = embed + (size_t)rows[f] * E;
    for (uint32_t k = 0; k < E; ++k) {
      sums[k] = (int16_t)(sums[k] + row[k]);
    }
  }
  for (uint32_t k = 0; k < NG_NET_VECTOR; ++k) {
    x[k] = (float)vector[k] * (1.0F / 32);
  }
  for (uint32_t k = 0; k < E; ++k) {
    x[NG_NET_VECTOR + k] = (float)sums[k] * scale;
  }
}

NgTag*
ng_net_tags(NgDoc* doc)
{
  if (!doc->tags) {
    doc->tags = ng_arena_calloc(doc->arena, (size_t)doc->tokens.n + 1, sizeof(NgTag));
    for (uint32_t i = 0; doc->tags && i < doc->tokens.n; ++i) {
      doc->tags[i].head = NG_NONE;
    }
  }
  return doc->tags;
}

void
ng_net_round(NgNetBatchRun* b, const float* rows, uint32_t width)
{
  ng_dense_round(b->form, b->rounded, b->scales, rows, b->n, width, width);
}

// Compute what some tokens bring: their h to b->c. b->free serves as scratch.
static void
compute(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b, const uint32_t* tokens, uint32_t n,
        float u[MOST_AT_ONCE][6 * D])
{
  for (uint32_t i = 0; i < n; ++i) {
    const NgNetWord* const word = &b->words[tokens[i]];
    NgView                 view;
    uint32_t               rows[NG_NET_FEATURES];
    ng_view_of(words, word->lower, word->shape, &view);
    ng_net_rows(&view, rows);
    input(ng_wordvec_vector(words, view.row), net->embed, rows, net->floats->embed_scale,
          b->free + (size_t)i * I);
  }
  ng_dense_round(b->form, b->rounded, b->scales, b->free, n, I, I);
  ng_dense_run(&net->matrix[NG_NET_IN], b->rounded, b->scales, n, net->floats->in_b, b->c);
  ng_dense_round(b->form, b->rounded, b->scales, b->c, n, W, W);
  ng_dense_run(&net->matrix[NG_NET_LAYER_0], b->rounded, b->scales, n, NULL, u[0]);
}

static void
take(NgNetBatchRun* b, uint32_t token, const float* h, const float* u)
{
  memcpy(b->h + (size_t)token * W, h, W * sizeof(float));
  memcpy(b->u + (size_t)token * 6 * D, u, 6 * D * sizeof(float));
}

// Compute what tokens bring whose words are not remembered, some at once, and remember it.
static void
learn(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b, const uint32_t* tokens, uint32_t n_tokens)
{
  float u[MOST_AT_ONCE][6 * D];
  for (uint32_t done = 0; done < n_tokens; done += MOST_AT_ONCE) {
    const uint32_t n = n_tokens - done < MOST_AT_ONCE ? n_tokens - done : MOST_AT_ONCE;
    compute(net, words, b, tokens + done, n, u);
    for (uint32_t i = 0; i < n; ++i) {
      const uint32_t         token = tokens[done + i];
      const NgNetWord* const word  = &b->words[token];
      const float* const     h     = b->c + (size_t)i * W;
      NgNetBrought* const    to    = ng_net_memo_get(b->memo, word) ? NULL : ng_net_memo_put(b->memo, word);
      if (to) {
        memcpy(to->h, h, sizeof(to->h));
        memcpy(to->u, u[i], sizeof(to->u));
      }
      take(b, token, h, u[i]);
    }
  }
}

static void
fetch(const NgNetBrought* brought)
{
  for (const char* at = (const char*)brought; at < (const char*)(brought + 1); at += NG_DENSE_LINE) {
    __builtin_prefetch(at);
  }
}

void
ng_net_input(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b)
{
  const NgNetBrought* brought[NG_NET_MAX_TOKENS + 1];
  uint32_t            missing[NG_NET_MAX_TOKENS];
  uint32_t            n_missing = 0;
  for (uint32_t i = 0; i < b->n; ++i) {
    brought[i] = ng_net_memo_get(b->memo, &b->words[i]);
    if (!brought[i]) {
      missing[n_missing++] = i;
    }
  }
  brought[b->n] = NULL;
  for (uint32_t i = 0; i < b->n; ++i) {
    if (brought[i + 1]) {
      fetch(brought[i + 1]); // while this one is copied
    }
    if (brought[i]) {
      take(b, i, brought[i]->h, brought[i]->u);
    }
  }
  learn(net, words, b, missing, n_missing);
}

void
ng_net_layer(const NgNet* net, NgNetBatchRun* b, uint32_t l)
{
  const NgNetFloats* const f = net->floats;
  if (l) {
    ng_dense_run(&net->matrix[NG_NET_LAYER_0 + l], b->rounded, b->scales, b->n, NULL, b->u);
  }
  for (uint32_t r = 0; r < b->n_runs; ++r) {
    const size_t at = b->begin[r];
    ng_net_scan(f->layer_v[l], f->layer_b[l], b->h + at * W, b->begin[r + 1] - b->begin[r], b->u + at * 6 * D,
                b->c + at * W, b->free + at * W);
  }
  float* const x = b->h;
  b->h           = b->free;
  b->free        = x;
  ng_net_round(b, b->h, W);
}
