// SPDX-License-Identifier: Apache-2.0
// Trains the network that tags and parses, on all treebanks at once.
#include "base/alloc.h"
#include "tag/net_file.h"
#include "train/conllu.h"
#include "train/evaluate.h"
#include "train/lemma.h"
#include "train/net.h"
#include "train/random.h"
#include "train/train.h"

#include <stdio.h>

enum { N_EPOCHS = 17, MIN_PAIR = 2, N_WARM = 200, OTHER_STYLE = 0 };

static const float top_rate = 3e-3F;

typedef struct {
  const NgTreebankDoc* doc;
  NgSpan               tokens;
} Sentence;

typedef struct {
  const NgWordvec* words;
  NgNetTrainer*    net;
  NgTagPair        pairs[NG_NET_PAIRS];
  uint16_t         pair_of[NG_N_XPOS][NG_N_POS];
  uint32_t         n_pairs;
  NG_VEC(Sentence) sentences;
  uint32_t*  order;
  NgNetBatch batch;
  uint64_t   random;
} Reader;

static void
find_pairs(Reader* r, const NgTreebank* bank)
{
  uint32_t counts[NG_N_XPOS][NG_N_POS] = {{0}};
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    const NgTreebankDoc* const doc = &bank->docs.at[d];
    for (uint32_t i = 0; i < doc->doc.tokens.n; ++i) {
      ++counts[doc->gold[i].xpos][doc->gold[i].pos];
    }
  }
  for (uint32_t x = 0; x < NG_N_XPOS; ++x) {
    for (uint32_t u = 0; u < NG_N_POS; ++u) {
      r->pair_of[x][u] = UINT16_MAX;
      if (counts[x][u] >= MIN_PAIR && r->n_pairs < NG_NET_PAIRS) {
        r->pair_of[x][u]       = (uint16_t)r->n_pairs;
        r->pairs[r->n_pairs++] = (NgTagPair){(uint8_t)x, (uint8_t)u};
      }
    }
  }
}

static NgStatus
find_sentences(Reader* r, NgTreebank* bank)
{
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    const NgTreebankDoc* const doc = &bank->docs.at[d];
    for (uint32_t s = 0; s < doc->doc.sentences.n; ++s) {
      const NgSpan tokens = doc->doc.sentences.at[s].tokens;
      if (tokens.end - tokens.begin <= NG_NET_MAX_TOKENS) {
        Sentence* const item = NG_VEC_ADD(bank->arena, r->sentences);
        if (!item) {
          return NG_ERR_NO_MEM;
        }
        *item = (Sentence){doc, tokens};
      }
    }
  }
  r->order = ng_arena_calloc(bank->arena, r->sentences.n, sizeof(uint32_t));
  for (uint32_t i = 0; r->order && i < r->sentences.n; ++i) {
    r->order[i] = i;
  }
  return r->order ? NG_SUCCESS : NG_ERR_NO_MEM;
}

// Write some sentences in capitals, or each word with one, so that headlines are no surprise.
static void
vary_case(NgView* views, uint32_t n, uint64_t* random)
{
  const uint32_t x = ng_random_below(random, 24);
  for (uint32_t i = 0; x < 2 && i < n; ++i) {
    if (views[i].prefix[0] && !(views[i].shape & (NG_SHAPE_DIGIT | NG_SHAPE_STOP)) && views[i].row) {
      views[i].shape |= (uint16_t)(NG_SHAPE_CAPITAL | (x ? 0 : NG_SHAPE_ALL_UPPER) | 1 << 15);
    }
  }
}

static void
add_sentence(Reader* r, const Sentence* s)
{
  NgNetBatch* const b = &r->batch;
  const uint32_t    n = s->tokens.end - s->tokens.begin;
  ng_view_fill(r->words, &s->doc->doc, s->tokens, b->views + b->n_tokens);
  vary_case(b->views + b->n_tokens, n, &r->random);
  for (uint32_t i = 0; i < n; ++i) {
    b->views[b->n_tokens + i].shape |= s->doc->file == OTHER_STYLE ? NG_VIEW_OTHER_STYLE : 0;
  }
  b->begin[b->n_sentences++] = b->n_tokens;
  for (uint32_t i = 0; i < n; ++i, ++b->n_tokens) {
    const NgTag* const gold = &s->doc->gold[s->tokens.begin + i];
    b->pair[b->n_tokens]    = r->pair_of[gold->xpos][gold->pos];
    b->head[b->n_tokens]    = (uint16_t)(gold->head == NG_NONE ? n : gold->head - s->tokens.begin);
    b->label[b->n_tokens]   = gold->deprel;
  }
  b->begin[b->n_sentences] = b->n_tokens;
}

static float
rate_of(uint32_t step, uint32_t n_steps)
{
  const float warm = step < N_WARM ? (float)(step + 1) / N_WARM : 1;
  const float left = step < n_steps ? 1 - (float)step / (float)n_steps : 0;
  return top_rate * warm * (left + 0.005F);
}

static uint32_t
n_other(const NgTreebank* bank)
{
  uint32_t n = 0;
  for (uint32_t d = 0; d < bank->docs.n; ++d) {
    n += bank->docs.at[d].file == OTHER_STYLE ? bank->docs.at[d].doc.tokens.n : 0;
  }
  return n;
}

static void
learn(Reader* r, const NgTreebank* bank, uint32_t n_epochs)
{
  const uint32_t late    = n_epochs - n_epochs / 4; // from here on the wanted style weighs more
  const uint64_t n_left  = (uint64_t)(n_epochs - late) * n_other(bank) / 2;
  const uint32_t n_steps = (uint32_t)(((uint64_t)bank->n_tokens * n_epochs - n_left) / (NG_NET_BATCH + 10));
  uint32_t       step    = 0;
  for (uint32_t epoch = 0; epoch < n_epochs; ++epoch) {
    double losses[3] = {0};
    ng_random_shuffle(&r->random, r->order, r->sentences.n);
    for (uint32_t i = 0; i < r->sentences.n;) {
      r->batch.n_tokens    = 0;
      r->batch.n_sentences = 0;
      while (i < r->sentences.n && r->batch.n_tokens < NG_NET_BATCH) {
        const Sentence* const s = &r->sentences.at[r->order[i++]];
        if (epoch < late || s->doc->file != OTHER_STYLE || ng_random_below(&r->random, 2)) {
          add_sentence(r, s);
        }
      }
      if (r->batch.n_tokens) {
        ng_net_trainer_learn(r->net, &r->batch, rate_of(step++, n_steps), losses);
      }
    }
    printf("reader: epoch %u of %u, loss a token: tag %.4f, head %.4f, relation %.4f\n", epoch + 1, n_epochs,
           losses[0] / bank->n_tokens, losses[1] / bank->n_tokens, losses[2] / bank->n_tokens);
  }
}

static NgStatus
save(const Reader* r, NgPackWriter* writer, const char* folder, NgError* err)
{
  NG_TRY(ng_net_write(writer, ng_net_trainer_weights(r->net), ng_net_trainer_embedding(r->net)));
  NG_TRY(ng_pack_writer_add(writer, "pairs", r->pairs, r->n_pairs * sizeof(NgTagPair)));
  char path[4096];
  snprintf(path, sizeof(path), "%s/parse.ngm", folder);
  return ng_pack_writer_save(writer, path, err);
}

// The lemmas come first: what they lack should be known before the long part.
static NgStatus
train(Reader* r, NgTreebank* bank, NgPackWriter* writer, const NgTrainOptions* options, NgError* err)
{
  NG_TRY(ng_treebank_read_parts(bank, options->corpora, true, err));
  NG_TRY(ng_lemma_train(writer, bank, err));
  find_pairs(r, bank);
  NG_TRY(find_sentences(r, bank));
  r->random = ng_random_start(options->seed);
  r->net    = ng_net_trainer_new(r->words, r->n_pairs, options->seed);
  if (!r->net) {
    return NG_ERR_NO_MEM;
  }
  learn(r, bank, options->epochs ? options->epochs : N_EPOCHS);
  return save(r, writer, options->out, err);
}

NgStatus
ng_train_reader(const NgTrainOptions* options, NgError* err)
{
  char path[4096];
  snprintf(path, sizeof(path), "%s/words.ngm", options->out);
  NgWordvec*          words  = NULL;
  NgTreebank          bank   = {0};
  Reader* const       r      = ng_calloc(1, sizeof(Reader));
  NgPackWriter* const writer = ng_pack_writer_new(NG_PARSE_KIND, NG_PARSE_VERSION);
  NgStatus            st     = r && writer ? ng_wordvec_open(&words, path, err) : NG_ERR_NO_MEM;
  if (!st) {
    r->words = words;
    st       = train(r, &bank, writer, options, err);
  }
  ng_pack_writer_free(writer);
  if (r) {
    ng_net_trainer_free(r->net);
  }
  ng_wordvec_close(words);
  ng_treebank_free(&bank);
  ng_free(r);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

NgStatus
ng_train_evaluate(const NgTrainOptions* options, NgError* err)
{
  static const char* const files[][2] = {{"ud-gum dev", "ud-gum/gum-dev.conllu"},
                                         {"ud-ewt dev", "ud-ewt/en_ewt-dev.conllu"}};
  NgWordvec*               words      = NULL;
  NgPosTagger*             tagger     = NULL;
  NgParser*                parser     = NULL;
  NgStatus                 st         = ng_evaluate_open(&words, &tagger, &parser, options->out, err);
  for (size_t i = 0; !st && i < sizeof(files) / sizeof(files[0]); ++i) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", options->corpora, files[i][1]);
    NgTagScores scores = {0};
    st                 = ng_evaluate_treebank(&scores, tagger, parser, path, err);
    if (!st) {
      ng_evaluate_print(&scores, files[i][0]);
    }
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  return st;
}
