// SPDX-License-Identifier: Apache-2.0
// The first reading is trained on everything, and once more for each fold without it: what these give
// for their fold is what the second reading trains on (jackknife), so that it meets a first reading as
// unsure as on new text.
#include "train/names_train.h"

#include "base/alloc.h"

#include <math.h>
#include <stdio.h>

enum { S = NG_CRF_STRIDE, N = NG_N_NAME_LABELS };

typedef struct {
  NgGold*          gold;
  const NgWordvec* words;
  const NgKnow*    know;
  bool             wants_gazetteer;
  NgNamesView*     views;
  NgCrfData        data;
  uint32_t*        begin; // of each document's tokens in data
  size_t           n_rows, cap_rows;
} Trainer;

// --- features of everything ----------------------------------------------------------------------

static NgStatus
new_data(Trainer* t, NgCrfData* data, NgError* err)
{
  uint32_t n_tokens = 0, n_sentences = 0;
  for (uint32_t d = 0; d < t->gold->docs.n; ++d) {
    n_tokens += t->gold->docs.at[d].doc.tokens.n;
    n_sentences += t->gold->docs.at[d].doc.sentences.n;
  }
  *data             = (NgCrfData){.n_tokens = n_tokens};
  data->row_begin   = ng_calloc(n_tokens + 1U, sizeof(*data->row_begin));
  data->allowed     = ng_calloc(n_tokens + 1U, sizeof(*data->allowed));
  data->vectors     = ng_calloc(n_tokens + 1U, sizeof(*data->vectors));
  data->flags       = ng_calloc(n_tokens + 1U, sizeof(*data->flags));
  data->sentences   = ng_calloc(n_sentences + 1U, sizeof(*data->sentences));
  data->weights     = ng_calloc(n_sentences + 1U, sizeof(*data->weights));
  data->folds       = ng_calloc(n_sentences + 1U, sizeof(*data->folds));
  data->rows        = ng_calloc((size_t)n_tokens * NG_NAMES_MAX_ROWS + 1, sizeof(*data->rows));
  const bool is_all = data->row_begin && data->allowed && data->vectors && data->flags && data->sentences &&
                      data->weights && data->folds && data->rows;
  return is_all ? NG_SUCCESS : ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for training");
}

static void
free_data(NgCrfData* data)
{
  ng_free(data->row_begin);
  ng_free(data->allowed);
  ng_free(data->vectors);
  ng_free(data->flags);
  ng_free(data->sentences);
  ng_free(data->weights);
  ng_free(data->folds);
  ng_free(data->rows);
  ng_free(data->base);
}

static void
fill_doc(Trainer* t, uint32_t d, uint32_t at, uint32_t fold)
{
  const NgGoldDoc* const   g    = &t->gold->docs.at[d];
  const NgNamesView* const view = &t->views[d];
  NgCrfData* const         data = &t->data;
  for (uint32_t s = 0; s < g->doc.sentences.n; ++s) {
    const NgSpan span                    = g->doc.sentences.at[s].tokens;
    data->weights[data->n_sentences]     = g->weight;
    data->folds[data->n_sentences]       = fold;
    data->sentences[data->n_sentences++] = (NgSpan){at + span.begin, at + span.end};
    for (uint32_t i = span.begin; i < span.end; ++i) {
      data->row_begin[at + i] = t->n_rows;
      t->n_rows += ng_names_view_rows(view, span, i, data->rows + t->n_rows);
      data->allowed[at + i]       = g->allowed[i];
      data->vectors[at + i]       = ng_wordvec_vector(t->words, view->words[view->toks[i].word].vector);
      data->flags[at + i]         = view->toks[i].flags;
      data->row_begin[at + i + 1] = t->n_rows;
    }
  }
}

static NgStatus
prepare(Trainer* t, uint32_t n_folds, NgError* err)
{
  NG_TRY(new_data(t, &t->data, err));
  t->views = ng_calloc(t->gold->docs.n + 1U, sizeof(*t->views));
  t->begin = ng_calloc(t->gold->docs.n + 1U, sizeof(*t->begin));
  if (!t->views || !t->begin) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for training");
  }
  uint32_t at = 0;
  for (uint32_t d = 0; d < t->gold->docs.n; ++d) {
    NG_TRY(ng_names_view_make(&t->views[d], &t->gold->docs.at[d].doc, t->words, t->know, t->wants_gazetteer,
                              err));
    t->begin[d] = at;
    fill_doc(t, d, at, t->gold->docs.at[d].origin % n_folds);
    at += t->gold->docs.at[d].doc.tokens.n;
  }
  return NG_SUCCESS;
}

// --- to whole numbers ----------------------------------------------------------------------------

static float
largest(const float* at, size_t n)
{
  float out = 0;
  for (size_t i = 0; i < n; ++i) {
    out = fmaxf(out, fabsf(at[i]));
  }
  return out;
}

static long
rounded(float x, float low, float high)
{
  return lrintf(fminf(fmaxf(x, low), high));
}

static NgStatus
write_rows(NgPackWriter* writer, const char* name, const float* rows, size_t n, uint32_t unit)
{
  int8_t* const out = ng_calloc(n, 1);
  if (!out) {
    return NG_ERR_NO_MEM;
  }
  for (size_t i = 0; i < n; ++i) {
    out[i] = (int8_t)rounded(rows[i] * (float)unit, -127, 127);
  }
  const NgStatus st = ng_pack_writer_add(writer, name, out, n);
  ng_free(out);
  return st;
}

static NgStatus
write_chain(NgPackWriter* writer, const NgCrf* crf, uint32_t unit, const char* rows, const char* trans,
            const char* end)
{
  enum { NEVER = -8000 };
  int16_t steps[N + 1][S], last[S];
  for (unsigned from = 0; from <= N; ++from) {
    for (unsigned to = 0; to < S; ++to) {
      const bool may  = to < N && ng_name_may_follow(from, to);
      steps[from][to] = may ? (int16_t)rounded(crf->trans[from][to] * (float)unit, -4000, 4000) : NEVER;
    }
  }
  for (unsigned from = 0; from < S; ++from) {
    const bool may = from < N && ng_name_may_follow(from, N);
    last[from]     = may ? (int16_t)rounded(crf->trans[from][N] * (float)unit, -4000, 4000) : NEVER;
  }
  NG_TRY(write_rows(writer, rows, crf->rows, (size_t)S << crf->options.log2_rows, unit));
  NG_TRY(ng_pack_writer_add(writer, trans, steps, sizeof(steps)));
  return ng_pack_writer_add(writer, end, last, sizeof(last));
}

// First layer: weights times 2^k so that the largest is below 2^13; its sum is in units of
// 1 / 2^(k + NG_NAMES_INPUT_BITS) and is shifted to units of 1/256. Second layer: weights times 2^j,
// with `unit` folded in, below 2^11.
static NgStatus
write_network(NgPackWriter* writer, const NgCrf* crf, NgNamesMeta* meta)
{
  enum { OUT_BITS = 8 };
  const uint32_t H = crf->options.hidden, D = crf->options.dim;
  const size_t   n1 = (size_t)NG_CRF_WINDOW * ng_names_inputs(D) * H, n2 = (size_t)H * S;
  uint32_t       bits1 = 12, bits2 = 12;
  while (bits1 > 3 && largest(crf->w1, n1) * (float)(1U << bits1) > 8191) {
    --bits1;
  }
  while (bits2 > 0 && largest(crf->w2, n2) * (float)meta->unit * (float)(1U << bits2) > 4095 * 16) {
    --bits2;
  }
  bits2 -= bits2 > 4 ? 4 : bits2;
  int16_t* const w1 = ng_calloc(n1 + 1, sizeof(int16_t));
  int16_t* const w2 = ng_calloc(n2 + 1, sizeof(int16_t));
  int32_t* const b1 = ng_calloc(H + 1U, sizeof(int32_t));
  NgStatus       st = w1 && w2 && b1 ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (size_t i = 0; !st && i < n1; ++i) {
    w1[i] = (int16_t)rounded(crf->w1[i] * (float)(1U << bits1), -8191, 8191);
  }
  for (uint32_t h = 0; !st && h < H; ++h) {
    b1[h] = (int32_t)rounded(crf->b1[h] * (float)(1U << (bits1 + NG_NAMES_INPUT_BITS)), -1e8F, 1e8F);
  }
  for (size_t i = 0; !st && i < n2; ++i) {
    w2[i] = (int16_t)rounded(crf->w2[i] * (float)meta->unit * (float)(1U << bits2), -4095, 4095);
  }
  meta->dim    = D;
  meta->hidden = H;
  meta->shift1 = bits1 + NG_NAMES_INPUT_BITS - OUT_BITS;
  meta->shift2 = OUT_BITS + bits2;
  st           = st ? st : ng_pack_writer_add(writer, "w1", w1, n1 * sizeof(*w1));
  st           = st ? st : ng_pack_writer_add(writer, "b1", b1, H * sizeof(*b1));
  st           = st ? st : ng_pack_writer_add(writer, "w2", w2, n2 * sizeof(*w2));
  ng_free(w1);
  ng_free(w2);
  ng_free(b1);
  return st;
}

static NgStatus
write_model(const Trainer* t, NgPackWriter* writer, const NgCrf* first, const NgCrf* second,
            const float* classes, const NgNamesTrainOptions* options)
{
  const float max1 = largest(first->rows, (size_t)S << first->options.log2_rows);
  const float max2 = second ? largest(second->rows, (size_t)S << second->options.log2_rows) : 0;
  NgNamesMeta meta = {.n_stages      = second ? 2 : 1,
                      .has_classes   = classes != NULL,
                      .unit          = (uint32_t)(127.0F / fmaxf(fmaxf(max1, max2), 0.5F)),
                      .words_print   = ng_names_words_print(t->words),
                      .has_gazetteer = t->wants_gazetteer};
  meta.unit        = meta.unit < 8 ? 8 : meta.unit;
  fprintf(stderr, "largest weights %.2f and %.2f, %u steps a nat\n", max1, max2, (unsigned)meta.unit);
  NG_TRY(write_chain(writer, first, meta.unit, "rows", "trans", "end"));
  if (second) {
    NG_TRY(write_chain(writer, second, meta.unit, "rows2", "trans2", "end2"));
  }
  if (first->options.dim) {
    NG_TRY(write_network(writer, first, &meta));
  }
  if (classes) {
    const size_t n = (size_t)NG_N_NAME_CLASS << options->class_log2_rows;
    NG_TRY(write_rows(writer, "classes", classes, n, (uint32_t)(127.0F / largest(classes, n))));
  }
  return ng_pack_writer_add(writer, "meta", &meta, sizeof(meta));
}

// --- second reading ------------------------------------------------------------------------------

static NgStatus
first_of_fold(Trainer* t, const NgNames* names, uint32_t fold, const NgNamesTrainOptions* o, NgCrfData* data,
              NgError* err)
{
  const float unit = (float)ng_names_meta(names)->unit;
  for (uint32_t d = 0; d < t->gold->docs.n; ++d) {
    const NgDoc* const doc = &t->gold->docs.at[d].doc;
    if (t->gold->docs.at[d].origin % o->n_folds != fold || doc->sentences.n < o->min_sentences) {
      continue;
    }
    NgNamesPass    pass   = {0};
    NgNamesMemory* memory = NULL;
    NG_TRY(ng_names_first(names, &t->views[d], &pass, err));
    NG_TRY(ng_names_remember(&memory, &t->views[d], &pass, err));
    for (uint32_t s = 0; s < doc->sentences.n; ++s) {
      const NgSpan span = doc->sentences.at[s].tokens;
      for (uint32_t i = span.begin; i < span.end; ++i) {
        const uint32_t at = t->begin[d] + i;
        for (uint32_t j = 0; j < S; ++j) {
          data->base[(size_t)at * S + j] = (float)pass.scores[(size_t)i * S + j] / unit;
        }
        // Rows stand at a fixed distance, so that documents can be filled in any order; `allowed` becomes
        // one more than the number of rows until all are known.
        const size_t row    = (size_t)at * NG_NAMES_MAX_ROWS;
        const bool   is_hot = ng_names_view_is_hot(&t->views[d], span, i);
        data->row_begin[at] = row;
        data->allowed[at]   = 1;
        if (is_hot) {
          data->allowed[at] += ng_names_second_rows(&t->views[d], &pass, memory, span, i, data->rows + row);
        }
      }
    }
  }
  return NG_SUCCESS;
}

// Close the gaps between the rows of tokens, and leave out the sentences that no fold has read. Tokens
// that cost nothing have no rows and are outside: a sentence whose annotation says otherwise has no path
// and is passed over.
static void
close_rows(const Trainer* t, NgCrfData* data)
{
  size_t n = 0;
  for (uint32_t i = 0; i < data->n_tokens; ++i) {
    const uint32_t n_rows = data->allowed[i] ? data->allowed[i] - 1 : 0;
    memmove(data->rows + n, data->rows + data->row_begin[i], n_rows * sizeof(*data->rows));
    data->row_begin[i] = n;
    n += n_rows;
    if (data->allowed[i]) {
      data->allowed[i] = n_rows ? t->data.allowed[i] : 1U << NG_NAME_O;
    }
  }
  data->row_begin[data->n_tokens] = n;
  data->n_sentences               = 0;
  for (uint32_t i = 0; i < t->data.n_sentences; ++i) {
    const NgSpan span = t->data.sentences[i];
    if (span.end > span.begin && data->allowed[span.begin]) {
      data->sentences[data->n_sentences] = span;
      data->weights[data->n_sentences]   = t->data.weights[i];
      data->folds[data->n_sentences++]   = t->data.folds[i];
    }
  }
}

static NgStatus
open_written(NgNames** out, NgPackWriter* writer, NgBuf* bytes, const Trainer* t, NgError* err)
{
  NG_TRY(ng_pack_writer_bytes(writer, bytes));
  return ng_names_open_memory(out, bytes->at, bytes->len, t->words, t->know, err);
}

static NgStatus
train_fold(Trainer* t, const NgNamesTrainOptions* o, uint32_t fold, NgCrfData* second, NgError* err)
{
  NgCrf*        crf    = NULL;
  NgNames*      names  = NULL;
  NgBuf         bytes  = NG_BUF_INIT((size_t)1 << 30);
  NgPackWriter* writer = ng_pack_writer_new(NG_NAMES_KIND, NG_NAMES_VERSION);
  NgCrfOptions  first  = o->first;
  first.n_epochs       = o->fold_epochs;
  NgStatus st          = writer ? ng_crf_new(&crf, &first) : NG_ERR_NO_MEM;
  st                   = st ? st : ng_crf_train(crf, &t->data, fold, "fold");
  st                   = st ? st : write_model(t, writer, crf, NULL, NULL, o);
  st                   = st ? st : open_written(&names, writer, &bytes, t, err);
  st                   = st ? st : first_of_fold(t, names, fold, o, second, err);
  ng_names_close(names);
  ng_pack_writer_free(writer);
  ng_buf_free(&bytes);
  ng_crf_free(crf);
  return st;
}

static NgStatus
train_second(Trainer* t, const NgNamesTrainOptions* o, NgCrf** out, NgError* err)
{
  NgCrfData data;
  NgStatus  st = new_data(t, &data, err);
  if (!st) {
    data.base = ng_calloc((size_t)data.n_tokens * S, sizeof(float));
    st        = data.base ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  for (uint32_t fold = 0; !st && fold < o->n_folds; ++fold) {
    st = train_fold(t, o, fold, &data, err);
  }
  if (!st) {
    close_rows(t, &data);
    st = ng_crf_new(out, &o->second);
  }
  st = st ? st : ng_crf_train(*out, &data, UINT32_MAX, "second");
  for (size_t i = 0; !st && i < (size_t)S << o->second.log2_rows; ++i) {
    (*out)->rows[i] *= o->second_share;
  }
  free_data(&data);
  return st;
}

NgStatus
ng_names_train(NgPackWriter* writer, NgGold* gold, const NgWordvec* words, const NgKnow* know,
               const NgNamesTrainOptions* options, NgError* err)
{
  NgNamesTrainOptions o = *options;
  Trainer             t = {.gold = gold, .words = words, .know = know, .wants_gazetteer = o.has_gazetteer};
  NgCrf *             first = NULL, *second = NULL;
  float*              classes = NULL;
  if (o.first.hidden) {
    o.first.dim = ng_wordvec_dim(words);
  }
  NgStatus st = prepare(&t, o.n_folds ? o.n_folds : 1, err);
  fprintf(stderr, "%u documents, %u tokens, %u names (%u off token bounds), %.1f features a token\n",
          (unsigned)gold->docs.n, (unsigned)t.data.n_tokens, (unsigned)gold->n_names,
          (unsigned)gold->n_inexact, (double)t.n_rows / (t.data.n_tokens + 1.0));
  st = st ? st : ng_names_train_classes(&classes, gold, words, know, &o, err);
  st = st || !o.n_folds ? st : train_second(&t, &o, &second, err);
  st = st ? st : ng_crf_new(&first, &o.first);
  st = st ? st : ng_crf_train(first, &t.data, UINT32_MAX, "first");
  st = st ? st : write_model(&t, writer, first, second, classes, &o);
  free_data(&t.data);
  ng_free(t.views);
  ng_free(t.begin);
  ng_free(classes);
  ng_crf_free(first);
  ng_crf_free(second);
  return st;
}
