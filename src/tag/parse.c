// SPDX-License-Identifier: Apache-2.0
#include "tag/parse.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "tag/arcs.h"
#include "tag/weights.h"

struct NgParserImpl {
  NgPack*          pack;
  const NgWordvec* words;
  NgWeights        weights;
};

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
    st = ng_weights_read(&p->weights, p->pack, "weights", NG_ARCS_N_OUT, err);
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

static void
step(const NgParser* p, NgArcs* s)
{
  uint32_t       features[NG_ARCS_MAX_FEATURES];
  const uint32_t k = ng_arcs_features(s, features);
  int16_t        scores[(NG_ARCS_N_OUT + 15) & ~15] = {0};
  for (uint32_t f = 0; f < k; ++f) {
    ng_weights_add(&p->weights, features[f], scores);
  }
  NgArcsMove move = NG_ARCS_N_MOVES;
  for (unsigned m = 0; m < NG_ARCS_N_MOVES; ++m) {
    if (ng_arcs_can(s, (NgArcsMove)m) && (move == NG_ARCS_N_MOVES || scores[m] > scores[move])) {
      move = (NgArcsMove)m;
    }
  }
  uint8_t        label = NG_DEP_ROOT;
  const int16_t* by    = scores + NG_ARCS_N_MOVES;
  if (move == NG_ARCS_RIGHT || s->next < s->n) {
    label = NG_DEP_ROOT + 1;
    for (uint8_t l = NG_DEP_ROOT + 2; l < NG_N_DEPREL; ++l) {
      label = by[l] > by[label] ? l : label;
    }
  }
  ng_arcs_do(s, move, label);
}

// Parse one piece; its root hangs on `root` (of an earlier piece) unless that is NG_NONE. @return its root.
static uint32_t
parse_piece(const NgParser* p, NgDoc* doc, NgSpan tokens, NgArcs* s, uint32_t root)
{
  const uint32_t n = tokens.end - tokens.begin;
  ng_view_fill(p->words, doc, tokens, s->views);
  for (uint32_t i = 0; i < n; ++i) {
    s->xpos[i] = doc->tags[tokens.begin + i].xpos;
  }
  ng_arcs_begin(s, n);
  while (!ng_arcs_done(s)) {
    step(p, s);
  }
  uint32_t own_root = NG_NONE;
  for (uint32_t i = 0; i < n; ++i) {
    NgTag* const tag = &doc->tags[tokens.begin + i];
    if (s->head[i] == n) {
      tag->head   = root;
      tag->deprel = root == NG_NONE ? NG_DEP_ROOT : NG_DEP_PARATAXIS;
      own_root    = tokens.begin + i;
    } else {
      tag->head   = tokens.begin + s->head[i];
      tag->deprel = s->label[i];
    }
  }
  return root == NG_NONE ? own_root : root;
}

NgStatus
ng_parse_run(const NgParser* parser, NgDoc* doc, NgError* err)
{
  NgArcs* const s = ng_arena_calloc(doc->arena, 1, sizeof(NgArcs));
  if (!s) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
  }
  for (uint32_t i = 0; i < doc->sentences.n; ++i) {
    NgSpan   rest = doc->sentences.at[i].tokens;
    uint32_t root = NG_NONE;
    while (rest.begin < rest.end) {
      const uint32_t most = rest.begin + NG_ARCS_MAX_TOKENS;
      const uint32_t end  = rest.end < most ? rest.end : most;
      root                = parse_piece(parser, doc, (NgSpan){rest.begin, end}, s, root);
      rest.begin          = end;
    }
  }
  return NG_SUCCESS;
}
