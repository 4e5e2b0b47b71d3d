// SPDX-License-Identifier: Apache-2.0
#include "tag/names_net.h"

#include "base/alloc.h"
#include "base/kernel.h"
#include "tag/names_impl.h"

enum {
  S       = NG_NAMES_STRIDE,
  WINDOW  = NG_NAMES_WINDOW,
  USUAL   = 256,                   // tokens of a stretch, unless a piece of a sentence is longer
  MOST    = NG_NAMES_MAX_SENTENCE, // and then
  UNITS   = 2048,                  // remembered at most
  SLOTS   = 4 * UNITS,
  SURPLUS = NG_DENSE_ROWS,
};

_Static_assert((int)S % (int)NG_DENSE_WIDTH == 0, "scores are columns of a matrix");

// --- weights -------------------------------------------------------------------------------------

static uint32_t
round_up(uint32_t n, uint32_t step)
{
  return (n + step - 1) / step * step;
}

bool
ng_names_net_fit(NgNamesNet* net, const NgNamesMeta* meta, const int16_t* w1, const int32_t* b1,
                 const int16_t* w2)
{
  const uint32_t inputs = ng_names_inputs(meta->dim);
  const uint32_t hidden = meta->hidden;
  *net                  = (NgNamesNet){.dim    = meta->dim,
                                       .hidden = hidden,
                                       .shift1 = meta->shift1,
                                       .shift2 = meta->shift2,
                                       .b1     = b1,
                                       .kind   = ng_dense_best_kind(),
                                       .n_in   = round_up(inputs, 2),
                                       .n_out  = round_up(WINDOW * hidden, NG_DENSE_WIDTH)};
  const size_t n1       = (size_t)net->n_in * net->n_out;
  net->fitted           = ng_calloc(n1 + (size_t)hidden * S + NG_DENSE_LINE, sizeof(int16_t));
  if (!net->fitted) {
    return false;
  }
  net->w1 = ng_dense_aligned(net->fitted);
  net->w2 = net->w1 + n1;
  for (uint32_t k = 0; k < WINDOW; ++k) {
    for (uint32_t i = 0; i < inputs; ++i) {
      for (uint32_t h = 0; h < hidden; ++h) {
        net->w1[ng_dense_place(net->n_in, i, k * hidden + h)] = w1[((size_t)k * inputs + i) * hidden + h];
      }
    }
  }
  net->print = ng_hash(net->w1, n1 * sizeof(int16_t), 0);
  for (uint32_t h = 0; h < hidden; ++h) {
    for (uint32_t j = 0; j < S; ++j) {
      net->w2[ng_dense_place(hidden, h, j)] = w2[(size_t)h * S + j];
    }
  }
  return true;
}

void
ng_names_net_close(NgNamesNet* net)
{
  ng_free(net->fitted);
  net->fitted = NULL;
}

// --- a stretch of text ---------------------------------------------------------------------------

// Scratch that outlives the article; the arrays lie behind it.
typedef struct {
  uint64_t print;   // of the network
  uint32_t n_units; // different pairs of word and flags
  uint32_t n_done;  // of these are computed
  uint32_t n_hot;
  uint32_t units[UNITS];        // vector and flags
  uint16_t slots[SLOTS];        // unit + 1, by hash
  uint16_t unit[MOST];          // of each token of the stretch
  uint32_t hot[MOST + SURPLUS]; // tokens that want scores
  NgSpan   piece[MOST];         // and their pieces of sentences
  int16_t* inputs;              // n_in a new unit
  int32_t* sums;                // n_out a unit
  int16_t* outputs;             // hidden a hot token
  int32_t* scores;              // NG_NAMES_STRIDE a hot token
} Stretch;

static void
forget(Stretch* s)
{
  memset(s->slots, 0, sizeof(s->slots));
  s->n_units = 0;
  s->n_done  = 0;
}

static Stretch*
new_stretch(const NgNamesNet* net, NgArena* arena)
{
  static const char key     = 0;
  const size_t      inputs  = round_up((MOST + SURPLUS) * net->n_in * sizeof(int16_t), NG_DENSE_LINE);
  const size_t      sums    = round_up(UNITS * net->n_out * sizeof(int32_t), NG_DENSE_LINE);
  const size_t      outputs = round_up((MOST + SURPLUS) * net->hidden * sizeof(int16_t), NG_DENSE_LINE);
  const size_t      scores  = (MOST + SURPLUS) * (size_t)S * sizeof(int32_t);
  const size_t      own     = round_up(sizeof(Stretch), NG_DENSE_LINE);
  char* const       at      = ng_arena_keep(arena, &key, own + inputs + sums + outputs + scores);
  if (!at) {
    return NULL;
  }
  Stretch* const s = (Stretch*)(void*)at;
  if (s->print != net->print) {
    forget(s);
    s->print = net->print;
  }
  s->inputs  = (int16_t*)(void*)(at + own);
  s->sums    = (int32_t*)(void*)(at + own + inputs);
  s->outputs = (int16_t*)(void*)(at + own + inputs + sums);
  s->scores  = (int32_t*)(void*)(at + own + inputs + sums + outputs);
  return s;
}

static uint16_t
unit_of(Stretch* s, uint32_t word)
{
  uint32_t at = (word * 0x9e3779b1U >> 16) % SLOTS;
  while (s->slots[at] && s->units[s->slots[at] - 1] != word) {
    at = (at + 1) % SLOTS;
  }
  if (!s->slots[at]) {
    s->units[s->n_units] = word;
    s->slots[at]         = (uint16_t)++s->n_units;
  }
  return (uint16_t)(s->slots[at] - 1);
}

// Note the hot tokens of a piece, and the units of all: `first` is the token where the stretch begins.
static void
collect(Stretch* s, const NgNamesView* view, NgSpan piece, uint32_t first)
{
  for (uint32_t t = piece.begin; t < piece.end; ++t) {
    const NgNameTok* const tok = &view->toks[t];
    s->unit[t - first]         = unit_of(s, view->words[tok->word].vector << NG_N_NAMETOK_FLAGS | tok->flags);
    if (ng_names_view_is_hot(view, piece, t)) {
      s->piece[s->n_hot] = piece;
      s->hot[s->n_hot++] = t;
    }
  }
}

static NG_KERNEL void
fill_inputs(const int8_t* restrict vector, uint32_t dim, uint32_t flags, int16_t* restrict out)
{
  for (uint32_t d = 0; d < dim; ++d) {
    out[d] = vector[d];
  }
  for (uint32_t f = 0; f < NG_N_NAMETOK_FLAGS; ++f) {
    out[dim + f] = (int16_t)((flags >> f & 1) << NG_NAMES_INPUT_BITS);
  }
}

static NG_KERNEL void
add_sums(const int32_t* restrict from, uint32_t n, int32_t* restrict to)
{
  for (uint32_t h = 0; h < n; ++h) {
    to[h] += from[h];
  }
}

static NG_KERNEL void
activate(const int32_t* restrict sum, uint32_t shift, uint32_t n, int16_t* restrict out)
{
  for (uint32_t h = 0; h < n; ++h) {
    const int32_t x = sum[h] >> shift;
    out[h]          = (int16_t)(x < 0 ? 0 : x > 4095 ? 4095 : x);
  }
}

static NG_KERNEL void
add_scores(const int32_t* restrict from, uint32_t shift, int16_t* restrict scores)
{
  for (uint32_t j = 0; j < S; ++j) {
    const int32_t v = from[j] >> shift;
    scores[j]       = (int16_t)(scores[j] + (v > 6000 ? 6000 : v < -6000 ? -6000 : v));
  }
}

static void
compute_units(const NgNamesNet* net, const NgWordvec* words, Stretch* s)
{
  const uint32_t n_new = s->n_units - s->n_done;
  for (uint32_t i = 0; i < n_new; ++i) {
    const uint32_t unit = s->units[s->n_done + i];
    fill_inputs(ng_wordvec_vector(words, unit >> NG_N_NAMETOK_FLAGS), net->dim,
                unit & ((1U << NG_N_NAMETOK_FLAGS) - 1), s->inputs + (size_t)i * net->n_in);
  }
  ng_dense_sums(net->kind, net->w1, net->n_in, net->n_out, s->inputs, n_new,
                s->sums + (size_t)s->n_done * net->n_out);
  s->n_done = s->n_units;
}

static void
score_stretch(const NgNamesNet* net, Stretch* s, uint32_t first, int16_t* scores)
{
  int32_t sum[NG_NAMES_MAX_HIDDEN];
  for (uint32_t i = 0; i < s->n_hot; ++i) {
    memcpy(sum, net->b1, net->hidden * sizeof(*sum));
    for (uint32_t k = 0; k < WINDOW; ++k) {
      const uint32_t at = s->hot[i] + k - WINDOW / 2;
      if (at >= s->piece[i].begin && at < s->piece[i].end) {
        add_sums(s->sums + (size_t)s->unit[at - first] * net->n_out + k * net->hidden, net->hidden, sum);
      }
    }
    activate(sum, net->shift1, net->hidden, s->outputs + (size_t)i * net->hidden);
  }
  ng_dense_sums(net->kind, net->w2, net->hidden, S, s->outputs, s->n_hot, s->scores);
  for (uint32_t i = 0; i < s->n_hot; ++i) {
    add_scores(s->scores + (size_t)i * S, net->shift2, scores + (size_t)s->hot[i] * S);
  }
}

static void
run_stretch(const NgNamesNet* net, const NgWordvec* words, Stretch* s, uint32_t first, int16_t* scores)
{
  compute_units(net, words, s);
  score_stretch(net, s, first, scores);
  s->n_hot = 0;
  if (s->n_units > UNITS - MOST) { // no room for another stretch
    forget(s);
  }
}

NgStatus
ng_names_net_run(const NgNamesNet* net, const NgWordvec* words, const NgNamesView* view, int16_t* scores,
                 NgError* err)
{
  const NgDoc* const doc   = view->doc;
  Stretch* const     s     = new_stretch(net, doc->arena);
  uint32_t           first = 0;
  uint32_t           end   = 0; // of the stretch
  if (!s) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  for (uint32_t i = 0; i < doc->sentences.n; ++i) {
    const NgSpan sentence = doc->sentences.at[i].tokens;
    for (uint32_t begin = sentence.begin; begin < sentence.end;) {
      const NgSpan piece = ng_names_piece(sentence, begin);
      if (end > first && piece.end - first > USUAL) {
        run_stretch(net, words, s, first, scores);
        first = piece.begin;
      }
      first = end > first ? first : piece.begin;
      collect(s, view, piece, first);
      begin = end = piece.end;
    }
  }
  run_stretch(net, words, s, first, scores);
  return NG_SUCCESS;
}
