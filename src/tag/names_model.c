// SPDX-License-Identifier: Apache-2.0
// Sections of the file: "meta" (NgNamesMeta), "rows", "trans", "end" of the first reading, "rows2",
// "trans2", "end2" of the second, "w1", "b1", "w2" of the network, "classes" of the span model.
#include "tag/names_model.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "base/kernel.h"
#include "tag/names_impl.h"

enum { S = NG_NAMES_STRIDE, N = NG_N_NAME_LABELS, SURE = 5000 }; // SURE: score of a label that must be

static NgStatus
bad(NgError* err)
{
  return ng_error_set(err, NG_ERR_BAD_DATA, "Parts of the names model contradict one another");
}

// Section of exactly `n` items.
static NgStatus
section(const NgNames* m, const char* name, size_t size, size_t n, const void** out, NgError* err)
{
  size_t found = 0;
  NG_TRY(ng_pack_section(m->pack, name, size, out, &found, err));
  return found == n ? NG_SUCCESS : bad(err);
}

// Transitions within the range for which 16 bits are enough.
static bool
are_small(const int16_t* at, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (at[i] > 4000 || at[i] < -8000) {
      return false;
    }
  }
  return true;
}

static NgStatus
read_chain(NgNames* m, NgNamesChain* chain, const char* rows, const char* trans, const char* end,
           NgError* err)
{
  const void* at = NULL;
  NG_TRY(ng_weights_read(&chain->rows, m->pack, rows, N, err));
  NG_TRY(section(m, trans, sizeof(int16_t), (size_t)(N + 1) * S, &at, err));
  chain->trans = at;
  NG_TRY(section(m, end, sizeof(int16_t), S, &at, err));
  chain->end = at;
  for (uint32_t i = 0; i < N; ++i) {
    for (uint32_t j = 0; j < S; ++j) {
      chain->turned[j * S + i] = chain->trans[i * S + j];
    }
  }
  return are_small(chain->trans, (size_t)(N + 1) * S) && are_small(chain->end, S) ? NG_SUCCESS : bad(err);
}

uint32_t
ng_names_words_print(const NgWordvec* words)
{
  const uint32_t n    = ng_wordvec_n_rows(words) < 2000 ? ng_wordvec_n_rows(words) : 2000;
  uint64_t       hash = ng_wordvec_dim(words);
  for (uint32_t row = 0; row < n; ++row) {
    hash = ng_hash(ng_wordvec_vector(words, row), ng_wordvec_dim(words), hash + ng_wordvec_fine(words, row));
  }
  return (uint32_t)hash;
}

static NgStatus
read_network(NgNames* m, NgError* err)
{
  const uint32_t dim = m->meta.dim, hidden = m->meta.hidden;
  const void*    at = NULL;
  if (!dim) {
    return NG_SUCCESS;
  }
  if (dim > NG_NAMES_MAX_DIM || !hidden || hidden > NG_NAMES_MAX_HIDDEN || hidden % 16 ||
      m->meta.shift1 > 31 || m->meta.shift2 > 31) {
    return bad(err);
  }
  if (!m->words || ng_wordvec_dim(m->words) != dim || ng_names_words_print(m->words) != m->meta.words_print) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The names model was made for other word vectors");
  }
  NG_TRY(
      section(m, "w1", sizeof(int16_t), (size_t)NG_NAMES_WINDOW * ng_names_inputs(dim) * hidden, &at, err));
  const int16_t* const w1 = at;
  NG_TRY(section(m, "b1", sizeof(int32_t), hidden, &at, err));
  const int32_t* const b1 = at;
  NG_TRY(section(m, "w2", sizeof(int16_t), (size_t)hidden * S, &at, err));
  return ng_names_net_fit(&m->net, &m->meta, w1, b1, at) ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
read_model(NgNames* m, NgError* err)
{
  const void* at = NULL;
  NG_TRY(section(m, "meta", sizeof(NgNamesMeta), 1, &at, err));
  m->meta = *(const NgNamesMeta*)at;
  if (m->meta.n_stages < 1 || m->meta.n_stages > 2 || !m->meta.unit || m->meta.unit > 1000) {
    return bad(err);
  }
  NG_TRY(read_chain(m, &m->stage[0], "rows", "trans", "end", err));
  if (m->meta.n_stages == 2) {
    NG_TRY(read_chain(m, &m->stage[1], "rows2", "trans2", "end2", err));
  }
  if (m->meta.has_classes) {
    NG_TRY(ng_weights_read(&m->classes, m->pack, "classes", NG_N_NAME_CLASS, err));
  }
  return read_network(m, err);
}

static NgStatus
open_pack(NgNames** out, NgPack* pack, const NgWordvec* words, const NgKnow* know, NgError* err)
{
  NgNames* const m = ng_calloc(1, sizeof(NgNames));
  if (!m) {
    ng_pack_close(pack);
    return ng_error_no_mem(err);
  }
  m->pack           = pack;
  m->words          = words;
  m->know           = know;
  const NgStatus st = read_model(m, err);
  if (st) {
    ng_names_close(m);
  } else {
    *out = m;
  }
  return st;
}

NgStatus
ng_names_open_memory(NgNames** out, const void* data, size_t len, const NgWordvec* words, const NgKnow* know,
                     NgError* err)
{
  NgPack* pack = NULL;
  NG_TRY(ng_pack_from_memory(&pack, data, len, NG_NAMES_KIND, NG_NAMES_VERSION, err));
  return open_pack(out, pack, words, know, err);
}

NgStatus
ng_names_open(NgNames** out, const char* path, const NgWordvec* words, const NgKnow* know, NgError* err)
{
  NgBuf    found = NG_BUF_INIT(1 << 16);
  NgPack*  pack  = NULL;
  NgStatus st    = path ? NG_SUCCESS : ng_datadir_find("models/names.ngm", &found, err);
  if (!st) {
    path = path ? path : found.at;
    st   = ng_pack_open(&pack, path, NG_NAMES_KIND, NG_NAMES_VERSION, err);
    st   = st ? st : open_pack(out, pack, words, know, err);
    if (st) {
      ng_error_at(err, path, 0, 0);
    }
  }
  ng_buf_free(&found);
  return st;
}

void
ng_names_close(NgNames* names)
{
  if (names) {
    ng_names_net_close(&names->net);
    ng_pack_close(names->pack);
    ng_free(names);
  }
}

const NgNamesMeta*
ng_names_meta(const NgNames* names)
{
  return &names->meta;
}

NgStatus
ng_names_view(const NgNames* names, NgNamesView* view, const NgDoc* doc, NgError* err)
{
  return ng_names_view_make(view, doc, names->words, names->know, names->meta.has_gazetteer != 0, err);
}

// --- first reading -------------------------------------------------------------------------------

static NG_KERNEL void
add_row(const NgWeights* w, const uint32_t* rows, uint32_t n, int16_t* restrict scores)
{
  for (uint32_t r = 0; r < n; ++r) {
    const int8_t* restrict const row = w->at + (size_t)(rows[r] & w->mask) * S;
    for (uint32_t j = 0; j < S; ++j) {
      scores[j] = (int16_t)(scores[j] + row[j]);
    }
  }
}

// Keep scores within the range that decoding can add without overflow.
static void
clamp(int16_t* scores)
{
  for (uint32_t j = 0; j < S; ++j) {
    scores[j] = (int16_t)(scores[j] > 6000 ? 6000 : scores[j] < -6000 ? -6000 : scores[j]);
  }
}

static NgStatus
new_pass(NgNamesPass* pass, const NgDoc* doc, bool wants_scores, NgError* err)
{
  const size_t n = doc->tokens.n + 1U;
  pass->label    = ng_arena_calloc(doc->arena, n, 1);
  pass->margin   = ng_arena_calloc(doc->arena, n, 1);
  if (wants_scores) {
    pass->scores = ng_arena_calloc(doc->arena, n, S * sizeof(int16_t));
  }
  return pass->label && pass->margin && pass->scores
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
}

static int16_t*
new_scratch(const NgDoc* doc)
{
  return ng_arena_calloc(doc->arena, ng_names_decode_scratch(NG_NAMES_MAX_SENTENCE), sizeof(int16_t));
}

// Features of a token that wait for their rows to come from memory.
typedef struct {
  uint32_t token; // NG_NONE: none waits
  uint32_t n;
  uint32_t rows[NG_NAMES_MAX_ROWS];
} Waiting;

static void
score_waiting(const NgNames* m, const Waiting* w, int16_t* all)
{
  if (w->token != NG_NONE) {
    int16_t* const scores = all + (size_t)w->token * S;
    add_row(&m->stage[0].rows, w->rows, w->n, scores);
    clamp(scores);
  }
}

// The rows of a token are asked for while the token before it is added up.
static void
score_piece(const NgNames* m, const NgNamesView* view, NgSpan piece, int16_t* all)
{
  const NgWeights* const rows = &m->stage[0].rows;
  Waiting                two[2];
  uint32_t               now = 0;
  two[1].token               = NG_NONE;
  for (uint32_t t = piece.begin; t < piece.end; ++t) {
    if (!ng_names_view_is_hot(view, piece, t)) {
      all[(size_t)t * S + NG_NAME_O] = SURE;
      continue;
    }
    Waiting* const w = &two[now];
    w->token         = t;
    w->n             = ng_names_view_rows(view, piece, t, w->rows);
    for (uint32_t r = 0; r < w->n; ++r) {
      __builtin_prefetch(rows->at + (size_t)(w->rows[r] & rows->mask) * S);
    }
    now = 1 - now;
    score_waiting(m, &two[now], all);
  }
  score_waiting(m, &two[1 - now], all);
}

NgStatus
ng_names_first(const NgNames* names, const NgNamesView* view, NgNamesPass* pass, NgError* err)
{
  const NgDoc* const doc = view->doc;
  NG_TRY(new_pass(pass, doc, true, err));
  int16_t* const scratch = new_scratch(doc);
  if (!scratch) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  if (names->meta.dim) {
    NG_TRY(ng_names_net_run(&names->net, names->words, view, pass->scores, err));
  }
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    const NgSpan sentence = doc->sentences.at[s].tokens;
    for (uint32_t begin = sentence.begin; begin < sentence.end;) {
      const NgSpan piece = ng_names_piece(sentence, begin);
      score_piece(names, view, piece, pass->scores);
      ng_names_decode(&names->stage[0], names->meta.unit, pass->scores + (size_t)begin * S, piece.end - begin,
                      scratch, pass->label + begin, pass->margin + begin);
      begin = piece.end;
    }
  }
  return NG_SUCCESS;
}

// --- second reading ------------------------------------------------------------------------------

NgStatus
ng_names_second(const NgNames* names, const NgNamesView* view, const NgNamesPass* first, NgNamesPass* second,
                NgError* err)
{
  const NgDoc* const doc    = view->doc;
  NgNamesMemory*     memory = NULL;
  NG_TRY(ng_names_remember(&memory, view, first, err));
  second->scores = first->scores;
  NG_TRY(new_pass(second, doc, false, err));
  int16_t* const scratch = new_scratch(doc);
  if (!scratch) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  uint32_t rows[NG_NAMES_MAX_ROWS];
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    const NgSpan sentence = doc->sentences.at[s].tokens;
    for (uint32_t begin = sentence.begin; begin < sentence.end;) {
      const NgSpan piece = ng_names_piece(sentence, begin);
      for (uint32_t t = piece.begin; t < piece.end; ++t) {
        if (!ng_names_view_is_hot(view, piece, t)) {
          continue;
        }
        const uint32_t n = ng_names_second_rows(view, first, memory, piece, t, rows);
        add_row(&names->stage[1].rows, rows, n, second->scores + (size_t)t * S);
        clamp(second->scores + (size_t)t * S);
      }
      ng_names_decode(&names->stage[1], names->meta.unit, second->scores + (size_t)begin * S,
                      piece.end - begin, scratch, second->label + begin, second->margin + begin);
      begin = piece.end;
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_names_spans(const NgNamesView* view, const NgNamesPass* pass, NgNamesSpans* out, NgError* err)
{
  for (uint32_t t = 0; t < view->doc->tokens.n;) {
    const unsigned label = pass->label[t];
    uint32_t       end   = t + 1;
    if (label != NG_NAME_O) {
      NgNamesSpan* const span = NG_VEC_ADD(view->doc->arena, *out);
      if (!span) {
        return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
      }
      uint8_t margin = pass->margin[t];
      for (; ng_name_label_part(label) == NG_BILU_B && end < view->doc->tokens.n; ++end) {
        margin = pass->margin[end] < margin ? pass->margin[end] : margin;
        if (ng_name_label_part(pass->label[end]) == NG_BILU_L) {
          ++end;
          break;
        }
      }
      *span = (NgNamesSpan){{t, end}, ng_name_label_type(label), margin};
    }
    t = end;
  }
  return NG_SUCCESS;
}
