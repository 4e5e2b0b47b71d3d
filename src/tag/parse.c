// SPDX-License-Identifier: Apache-2.0
#include "tag/parse.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "base/kernel.h"
#include "tag/heads.h"
#include "tag/tagging.h"

enum { A = NG_NET_ARC, B = NG_NET_LABEL };

_Static_assert((int)A <= (int)NG_DENSE_MAX_TURNED, "sums that cannot overflow");

_Static_assert((int)NG_NET_MAX_TOKENS <= (int)NG_HEADS_MAX, "sentences that find their heads");
_Static_assert((int)NG_NET_TAG_LAYER < (int)NG_NET_LAYERS, "tags are found on the way");

struct NgParserImpl {
  NgPack*          pack;
  const NgWordvec* words;
  NgNet            net;
  NgTagging        tagging;
};

enum { WIDEST = (NG_NET_MAX_TOKENS / NG_DENSE_WIDTH + 1) * NG_DENSE_WIDTH }; // columns of scores

// Scratch beside that of the network, for as many tokens. Outlives the article, since it is large.
typedef struct {
  NgNetBatchRun* run;
  float          arcs[NG_NET_MAX_TOKENS * 2 * A]; // each token as dependent and as head
  float          queries[NG_NET_MAX_TOKENS * A];
  float          labels[NG_NET_MAX_TOKENS * 2 * B]; // as dependent and as head
  float          scores[NG_NET_MAX_TOKENS * WIDEST];
  float          turned[WIDEST * A * NG_DENSE_ITEM_BYTES / sizeof(float)]; // heads as a matrix
  float          turned_scales[WIDEST];
  int32_t        turned_starts[WIDEST];
  float fine[(NG_NET_MAX_TOKENS + NG_DENSE_ROWS) * NG_NET_WIDTH * NG_DENSE_ITEM_BYTES / sizeof(float)];
  float fine_scales[NG_NET_MAX_TOKENS]; // rows that find heads, rounded
  // Queries and heads of a sentence, rounded.
  float    q[(NG_NET_MAX_TOKENS + NG_DENSE_ROWS) * A * NG_DENSE_ITEM_BYTES / sizeof(float)];
  float    k[(NG_NET_MAX_TOKENS + NG_DENSE_ROWS) * A * NG_DENSE_ITEM_BYTES / sizeof(float)];
  float    q_scales[NG_NET_MAX_TOKENS];
  float    k_scales[NG_NET_MAX_TOKENS + 1];
  uint16_t heads[NG_NET_MAX_TOKENS]; // of all tokens of the batch, counted within their sentence
} Scratch;

NgStatus
ng_parse_open(NgParser** out, const NgWordvec* words, const char* path, NgError* err)
{
  NgBuf    found    = NG_BUF_INIT(1 << 16);
  NgStatus st       = path ? NG_SUCCESS : ng_datadir_find("models/parse.ngm", &found, err);
  path              = path ? path : found.at;
  NgParser* const p = st ? NULL : ng_calloc(1, sizeof(NgParser));
  if (!st) {
    st = p ? ng_pack_open(&p->pack, path, NG_PARSE_KIND, NG_PARSE_VERSION, err) : ng_error_no_mem(err);
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
    ng_net_close(&parser->net);
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
  NgNetBatchRun* const     b    = s->run;
  const NgNetFloats* const f    = p->net.floats;
  const NgDenseForm        fine = p->net.fine;
  ng_dense_run(&p->net.matrix[NG_NET_LABEL_W], b->rounded, b->scales, b->n, f->label_b, s->labels);
  ng_dense_round(fine, s->fine, s->fine_scales, b->h, b->n, NG_NET_WIDTH, NG_NET_WIDTH);
  ng_dense_run(&p->net.matrix[NG_NET_ARCS], s->fine, s->fine_scales, b->n, f->arc_b, s->arcs);
  relu(s->arcs, (size_t)b->n * 2 * A);
  ng_dense_round(fine, s->fine, s->fine_scales, s->arcs, b->n, A, 2 * A);
  ng_dense_run(&p->net.matrix[NG_NET_ARC_U], s->fine, s->fine_scales, b->n, f->arc_h, s->queries);
}

NG_KERNEL static void
add(float* restrict to, const float* restrict what, uint32_t n)
{
  for (uint32_t i = 0; i < n; ++i) {
    to[i] += what[i];
  }
}

// Columns of the scores of a sentence: a token or the root each.
static uint32_t
width_for(uint32_t n)
{
  return (n + NG_DENSE_WIDTH) / NG_DENSE_WIDTH * NG_DENSE_WIDTH;
}

static void
score_arcs(const NgParser* p, Scratch* s, uint32_t begin, uint32_t n)
{
  const NgNetFloats* const f     = p->net.floats;
  const NgDenseForm        form  = p->net.fine;
  const uint32_t           width = width_for(n);
  float                    distances[2 * NG_NET_MAX_TOKENS];
  ng_dense_round(form, s->q, s->q_scales, s->queries + (size_t)begin * A, n, A, A);
  ng_dense_round(form, s->k, s->k_scales, s->arcs + (size_t)begin * 2 * A + A, n, A, 2 * A);
  ng_dense_round(form, ng_dense_row(form, s->k, A, n), s->k_scales + n, f->arc_root, 1, A, A);
  const NgDense heads = ng_dense_turn(form, s->k, s->k_scales, n + 1, A, width, s->turned, s->turned_scales,
                                      s->turned_starts);
  ng_dense_run(&heads, s->q, s->q_scales, n, NULL, s->scores);
  for (uint32_t d = 0; d < 2 * n; ++d) { // of arcs from n - d tokens before to d - n behind
    distances[d] = f->arc_distance[d < n ? ng_net_distance(n - d, 0, NG_NET_MAX_TOKENS)
                                         : ng_net_distance(0, d - n, NG_NET_MAX_TOKENS)];
  }
  for (uint32_t i = 0; i < n; ++i) {
    float* const row = s->scores + (size_t)i * width;
    add(row, distances + n - i, n);
    row[n] += f->arc_distance[ng_net_distance(i, n, n)];
  }
}

NG_KERNEL static void
join(float* restrict out, const float* restrict token, const float* restrict head)
{
  for (uint32_t k = 0; k < B; ++k) {
    const float z = token[k] + head[k];
    out[k]        = z > 0 ? z : 0;
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
      join(b->h + (size_t)i * B, s->labels + (size_t)i * 2 * B, head);
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

static Scratch*
begin(const NgParser* p, NgDoc* doc)
{
  static const char key = 0;
  Scratch* const    s   = ng_arena_keep(doc->arena, &key, sizeof(Scratch));
  if (s) {
    s->run = ng_net_batch(&p->net, doc);
  }
  return s && s->run && ng_net_tags(doc) ? s : NULL;
}

NgStatus
ng_parse_run(const NgParser* parser, NgDoc* doc, NgError* err)
{
  NgNetCursor    at   = {0, 0};
  uint32_t       root = NG_NONE;
  Scratch* const s    = begin(parser, doc);
  if (!s) {
    return ng_error_no_mem(err);
  }
  NgNetBatchRun* const b = s->run;
  while (ng_net_next(b, &at, doc)) {
    NG_TRY(tag_and_read(parser, b, doc, err));
    offer(parser, s);
    for (uint32_t r = 0; r < b->n_runs; ++r) {
      const uint32_t n = b->begin[r + 1] - b->begin[r];
      score_arcs(parser, s, b->begin[r], n);
      ng_heads_find(s->scores, width_for(n), n, s->heads + b->begin[r]);
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
