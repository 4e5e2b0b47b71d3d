// SPDX-License-Identifier: Apache-2.0
#include "tag/parse.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "base/kernel.h"
#include "tag/heads.h"
#include "tag/tagging.h"

enum { A = NG_NET_ARC, B = NG_NET_LABEL };

_Static_assert((int)NG_NET_MAX_TOKENS <= (int)NG_HEADS_MAX, "sentences that find their heads");
_Static_assert((int)NG_NET_TAG_LAYER < (int)NG_NET_LAYERS, "tags are found on the way");

struct NgParserImpl {
  NgPack*          pack;
  const NgWordvec* words;
  NgNet            net;
  NgTagging        tagging;
};

// Scratch of one run beside that of the network, for as many tokens.
typedef struct {
  NgNetBatchRun* run;
  float*         arcs; // each token as dependent and as head
  float*         queries;
  float*         labels; // as dependent and as head
  int16_t*       q;      // queries and heads, rounded
  int16_t*       k;
  float*         q_scales;
  float*         k_scales;
  uint32_t       stride; // of the scores
  float*         scores;
  uint16_t*      heads; // of all tokens of the batch, counted within their sentence
} Scratch;

NgStatus
ng_parse_open(NgParser** out, const NgWordvec* words, const char* path, NgError* err)
{
  NgBuf    found    = NG_BUF_INIT(1 << 16);
  NgStatus st       = path ? NG_SUCCESS : ng_datadir_find("models/parse.ngm", &found, err);
  path              = path ? path : found.at;
  NgParser* const p = st ? NULL : ng_calloc(1, sizeof(NgParser));
  if (!st) {
    st = p ? ng_pack_open(&p->pack, path, NG_PARSE_KIND, NG_PARSE_VERSION, err)
           : ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  if (!st) {
    st = ng_net_read(&p->net, p->pack, words, true, err);
  }
  if (!st) {
    st = ng_tagging_read(&p->tagging, p->pack, err);
  }
  if (st) {
    ng_error_at(err, path, 0, 0);
    ng_parse_close(p);
  } else {
    p->words = words;
    *out     = p;
  }
  ng_buf_free(&found);
  return st;
}

void
ng_parse_close(NgParser* parser)
{
  if (parser) {
    ng_pack_close(parser->pack);
    ng_free(parser);
  }
}

NG_KERNEL static void
relu(float* x, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    x[i] = x[i] > 0 ? x[i] : 0;
  }
}

NG_KERNEL static int32_t
product(const int16_t* restrict a, const int16_t* restrict b)
{
  int32_t sum = 0;
  for (uint32_t i = 0; i < A; ++i) {
    sum += (int32_t)a[i] * b[i];
  }
  return sum;
}

static NgStatus
tag_and_read(const NgParser* p, NgNetBatchRun* b, NgDoc* doc, NgError* err)
{
  ng_net_input(&p->net, p->words, b);
  for (uint32_t l = 0; l < NG_NET_LAYERS; ++l) {
    if (l == NG_NET_TAG_LAYER) {
      NG_TRY(ng_tagging_run(&p->tagging, &p->net, b, doc, err));
    }
    ng_net_layer(&p->net, b, l);
  }
  return NG_SUCCESS;
}

// What every token offers as dependent, as head, and towards relations.
static void
offer(const NgParser* p, Scratch* s)
{
  NgNetBatchRun* const     b = s->run;
  const NgNetFloats* const f = p->net.floats;
  ng_dense_run(&p->net.matrix[NG_NET_ARCS], b->rounded, b->scales, b->n, f->arc_b, s->arcs);
  ng_dense_run(&p->net.matrix[NG_NET_LABEL_W], b->rounded, b->scales, b->n, f->label_b, s->labels);
  relu(s->arcs, (size_t)b->n * 2 * A);
  ng_dense_round(b->rounded, b->scales, s->arcs, b->n, A, 2 * A);
  ng_dense_run(&p->net.matrix[NG_NET_ARC_U], b->rounded, b->scales, b->n, f->arc_h, s->queries);
}

static void
score_arcs(const NgParser* p, Scratch* s, uint32_t begin, uint32_t n)
{
  const float* const bias = p->net.floats->arc_distance;
  ng_dense_round(s->q, s->q_scales, s->queries + (size_t)begin * A, n, A, A);
  ng_dense_round(s->k, s->k_scales, s->arcs + (size_t)begin * 2 * A + A, n, A, 2 * A);
  ng_dense_round(s->k + (size_t)n * A, s->k_scales + n, p->net.floats->arc_root, 1, A, A);
  for (uint32_t i = 0; i < n; ++i) {
    float* const row = s->scores + (size_t)i * s->stride;
    for (uint32_t h = 0; h <= n; ++h) {
      const int32_t sum = product(s->q + (size_t)i * A, s->k + (size_t)h * A);
      row[h]            = (float)sum * (s->q_scales[i] * s->k_scales[h]) + bias[ng_net_distance(i, h, n)];
    }
  }
}

// Hidden values of each token with its head, in place of the network's last output.
static void
join_heads(const NgParser* p, Scratch* s)
{
  NgNetBatchRun* const b = s->run;
  for (uint32_t r = 0; r < b->n_runs; ++r) {
    const uint32_t begin = b->begin[r];
    const uint32_t n     = b->begin[r + 1] - begin;
    for (uint32_t i = begin; i < begin + n; ++i) {
      const float* const head = s->heads[i] < n ? s->labels + (size_t)(begin + s->heads[i]) * 2 * B + B
                                                : p->net.floats->label_root;
      for (uint32_t k = 0; k < B; ++k) {
        const float z           = s->labels[(size_t)i * 2 * B + k] + head[k];
        b->h[(size_t)i * B + k] = z > 0 ? z : 0;
      }
    }
  }
}

static uint8_t
best_label(const float* scores)
{
  const uint32_t first = NG_DEP_ROOT + 1;
  return (uint8_t)(first + ng_dense_best(scores + first, NG_N_DEPREL - first));
}

// Write one run's arcs. Its root hangs on `root` where the run goes on with a sentence. @return the root.
static uint32_t
write_run(const Scratch* s, NgDoc* doc, uint32_t r, uint32_t root)
{
  const NgNetBatchRun* const b        = s->run;
  const uint32_t             first    = b->runs[r].begin;
  const uint32_t             n        = b->begin[r + 1] - b->begin[r];
  const uint32_t             above    = b->follows[r] ? root : NG_NONE;
  uint32_t                   own_root = first;
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t at  = b->begin[r] + i;
    NgTag* const   tag = &doc->tags[first + i];
    if (s->heads[at] == n) {
      own_root    = first + i;
      tag->head   = above;
      tag->deprel = above == NG_NONE ? NG_DEP_ROOT : NG_DEP_PARATAXIS;
    } else {
      tag->head   = first + s->heads[at];
      tag->deprel = best_label(b->u + (size_t)at * NG_NET_LABELS);
    }
  }
  return above == NG_NONE ? own_root : above;
}

static bool
begin(Scratch* s, const NgDoc* doc)
{
  NgArena* const arena = doc->arena;
  s->run               = ng_net_batch_new(doc);
  if (!s->run) {
    return false;
  }
  const size_t n = (size_t)s->run->capacity + 1;
  s->stride      = (uint32_t)n;
  s->arcs        = ng_arena_calloc(arena, n * 2 * A, sizeof(float));
  s->queries     = ng_arena_calloc(arena, n * A, sizeof(float));
  s->labels      = ng_arena_calloc(arena, n * 2 * B, sizeof(float));
  s->q           = ng_arena_calloc(arena, n * A, sizeof(int16_t));
  s->k           = ng_arena_calloc(arena, n * A, sizeof(int16_t));
  s->q_scales    = ng_arena_calloc(arena, n, sizeof(float));
  s->k_scales    = ng_arena_calloc(arena, n, sizeof(float));
  s->scores      = ng_arena_calloc(arena, n * n, sizeof(float));
  s->heads       = ng_arena_calloc(arena, n, sizeof(uint16_t));
  return s->arcs && s->queries && s->labels && s->q && s->k && s->q_scales && s->k_scales && s->scores &&
         s->heads;
}

NgStatus
ng_parse_run(const NgParser* parser, NgDoc* doc, NgError* err)
{
  Scratch     scratch;
  NgNetCursor at   = {0, 0};
  uint32_t    root = NG_NONE;
  if (!begin(&scratch, doc) || !ng_net_tags(doc)) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  Scratch* const       s = &scratch;
  NgNetBatchRun* const b = s->run;
  while (ng_net_next(b, &at, parser->words, doc)) {
    NG_TRY(tag_and_read(parser, b, doc, err));
    offer(parser, s);
    for (uint32_t r = 0; r < b->n_runs; ++r) {
      const uint32_t n = b->begin[r + 1] - b->begin[r];
      score_arcs(parser, s, b->begin[r], n);
      ng_heads_find(s->scores, s->stride, n, s->heads + b->begin[r]);
    }
    join_heads(parser, s);
    ng_net_round(b, b->h, B);
    ng_dense_run(&parser->net.matrix[NG_NET_LABEL_O], b->rounded, b->scales, b->n,
                 parser->net.floats->label_ob, b->u);
    for (uint32_t r = 0; r < b->n_runs; ++r) {
      root = write_run(s, doc, r, root);
    }
  }
  return NG_SUCCESS;
}
