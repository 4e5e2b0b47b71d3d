// SPDX-License-Identifier: Apache-2.0
#include "tag/net_run.h"

#include "base/kernel.h"

enum { D = NG_NET_DIM, W = NG_NET_WIDTH, I = NG_NET_INPUT, E = NG_NET_EMBED };

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

NgNetBatchRun*
ng_net_batch_new(const NgDoc* doc)
{
  const size_t         n = capacity_for(doc);
  NgNetBatchRun* const b = ng_arena_calloc(doc->arena, 1, sizeof(NgNetBatchRun));
  if (!b) {
    return NULL;
  }
  b->capacity   = (uint32_t)n;
  b->runs       = ng_arena_calloc(doc->arena, n + 1, sizeof(NgSpan));
  b->begin      = ng_arena_calloc(doc->arena, n + 1, sizeof(uint32_t));
  b->follows    = ng_arena_calloc(doc->arena, n + 1, sizeof(bool));
  b->views      = ng_arena_calloc(doc->arena, n + 1, sizeof(NgView));
  b->rounded    = ng_arena_calloc(doc->arena, (n + NG_DENSE_ROWS) * W, sizeof(int16_t));
  b->scales     = ng_arena_calloc(doc->arena, n + 1, sizeof(float));
  b->h          = ng_arena_calloc(doc->arena, (n + 1) * W, sizeof(float));
  b->free       = ng_arena_calloc(doc->arena, (n + 1) * W, sizeof(float));
  b->c          = ng_arena_calloc(doc->arena, (n + 1) * W, sizeof(float));
  b->u          = ng_arena_calloc(doc->arena, (n + 1) * 6 * D, sizeof(float));
  const bool ok = b->runs && b->begin && b->follows && b->views && b->rounded && b->scales && b->h &&
                  b->free && b->c && b->u;
  return ok ? b : NULL;
}

bool
ng_net_next(NgNetBatchRun* b, NgNetCursor* at, const NgWordvec* words, const NgDoc* doc)
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
      ng_view_fill(words, doc, (NgSpan){rest.begin, end}, b->views + b->n);
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
  ng_dense_round(b->rounded, b->scales, rows, b->n, width, width);
}

void
ng_net_input(const NgNet* net, const NgWordvec* words, NgNetBatchRun* b)
{
  for (uint32_t i = 0; i < b->n; ++i) {
    uint32_t rows[NG_NET_FEATURES];
    ng_net_rows(&b->views[i], rows);
    input(ng_wordvec_vector(words, b->views[i].row), net->embed, rows, net->floats->embed_scale,
          b->free + (size_t)i * I);
  }
  ng_net_round(b, b->free, I);
  ng_dense_run(&net->matrix[NG_NET_IN], b->rounded, b->scales, b->n, net->floats->in_b, b->h);
  ng_net_round(b, b->h, W);
}

void
ng_net_layer(const NgNet* net, NgNetBatchRun* b, uint32_t l)
{
  const NgNetFloats* const f = net->floats;
  ng_dense_run(&net->matrix[NG_NET_LAYER_0 + l], b->rounded, b->scales, b->n, NULL, b->u);
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
