// SPDX-License-Identifier: Apache-2.0
// newsgraph-train names: reads the annotated text, trains, writes names.ngm.
#include "train/names_augment.h"
#include "train/names_train.h"
#include "train/train.h"

#include "base/buf.h"
#include "base/datadir.h"

#include <stdio.h>

typedef struct {
  const char* path; // below the folder of corpora
  bool        is_jsonl;
  float       weight;
} Source;

static const Source SOURCES[] = {
    {"wikinews-names/train.jsonl", true, 1.5F},
    {"ner-open/wikigold.conll", false, 1.0F},
    {"ner-open/wnut17-train.conll", false, 0.5F},
    {"ner-open/uner-ewt-dev.conll", false, 1.0F},
    {"ner-open/uner-ewt-test.conll", false, 1.0F},
    {"ner-open/uner-pud.conll", false, 1.0F},
    {"ner-open/re3d.conll", false, 0.5F},
    {"ner-open/crossner-politics-train.conll", false, 1.0F},
    {"ner-open/crossner-politics-dev.conll", false, 1.0F},
    {"ner-open/crossner-literature-train.conll", false, 0.5F},
    {"ner-open/crossner-literature-dev.conll", false, 0.5F},
    {"ner-open/crossner-literature-test.conll", false, 0.5F},
    {"ner-open/crossner-music-train.conll", false, 0.5F},
    {"ner-open/crossner-music-dev.conll", false, 0.5F},
    {"ner-open/crossner-music-test.conll", false, 0.5F},
    {"ner-open/crossner-science-train.conll", false, 0.5F},
    {"ner-open/crossner-science-dev.conll", false, 0.5F},
    {"ner-open/crossner-science-test.conll", false, 0.5F},
};

NgStatus
ng_names_read_sources(NgGold* gold, const char* corpora, NgError* err)
{
  for (size_t i = 0; i < sizeof(SOURCES) / sizeof(*SOURCES); ++i) {
    const Source* const s    = &SOURCES[i];
    NgBuf               path = NG_BUF_INIT(1 << 16);
    ng_buf_printf(&path, "%s/%s", corpora, s->path);
    NgStatus st = path.status;
    st          = st            ? st
                  : s->is_jsonl ? ng_gold_read_jsonl(gold, path.at, s->weight, err)
                                : ng_gold_read_columns(gold, path.at, s->weight, err);
    ng_buf_free(&path);
    NG_TRY(st);
  }
  return NG_SUCCESS;
}

static NgStatus
measure_set(const NgNames* names, const char* corpora, const char* set, bool is_fine, NgError* err)
{
  NgBuf          path = NG_BUF_INIT(1 << 16);
  NgGold         gold = {0};
  NgNamesMeasure m;
  ng_buf_printf(&path, "%s/%s", corpora, set);
  NgStatus st = path.status ? path.status : ng_gold_new(&gold);
  st          = st ? st : ng_gold_read_jsonl(&gold, path.at, 1.0F, err);
  st          = st ? st : ng_names_measure(&m, names, &gold, NULL, err);
  if (!st) {
    ng_names_print(&m, is_fine, set);
  }
  ng_gold_free(&gold);
  ng_buf_free(&path);
  return st;
}

NgStatus
ng_names_measure_all(const NgNames* names, const char* corpora, NgError* err)
{
  NG_TRY(measure_set(names, corpora, "wikinews-names/dev.jsonl", true, err));
  NG_TRY(measure_set(names, corpora, "wikinews-names/dev.jsonl", false, err));
  return measure_set(names, corpora, "dev-worldwide/worldwide-dev.jsonl", false, err);
}

// Copies of the text with other names.
static NgStatus
augment(NgGold* gold, const NgKnow* know, uint32_t seed, NgError* err)
{
  const NgAugmentOptions options = {
      .n_copies = 3, .seed = seed, .weight = 1.0F, .swap = 0.7F, .title = 0.2F, .title_case = 0.15F};
  NgNameStock* const stock = ng_arena_calloc(gold->arena, 1, sizeof(NgNameStock));
  if (!stock) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(ng_name_stock_read(stock, know, gold->arena, err));
  return ng_gold_augment(gold, stock, &options, err);
}

static NgStatus
train_to(const char* path, const NgTrainOptions* options, const NgWordvec* words, const NgKnow* know,
         NgError* err)
{
  NgNamesTrainOptions o      = NG_NAMES_TRAIN_OPTIONS_INIT;
  NgGold              gold   = {0};
  NgPackWriter*       writer = ng_pack_writer_new(NG_NAMES_KIND, NG_NAMES_VERSION);
  o.first.seed               = options->seed;
  o.second.seed              = options->seed + 1000;
  o.first.n_epochs           = options->epochs ? options->epochs : o.first.n_epochs;
  NgStatus st                = writer ? ng_gold_new(&gold) : NG_ERR_NO_MEM;
  st                         = st ? st : ng_names_read_sources(&gold, options->corpora, err);
  st                         = st ? st : augment(&gold, know, options->seed, err);
  st                         = st ? st : ng_names_train(writer, &gold, words, know, &o, err);
  st                         = st ? st : ng_pack_writer_save(writer, path, err);
  ng_gold_free(&gold);
  ng_pack_writer_free(writer);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : NG_SUCCESS;
}

typedef struct {
  NgWordvec* words;
  NgKnow*    know;
  NgBuf      path; // of the model
} Setting;

// The shipped knowledge alone: a user's own file must not change a model or its figures.
static NgStatus
open_knowledge(NgKnow** out, NgError* err)
{
  NgBuf    path = NG_BUF_INIT(1 << 16);
  NgStatus st   = ng_datadir_find("knowledge/knowledge.ngk", &path, err);
  st            = st ? st : ng_know_open_path(out, path.at, NULL, err);
  ng_buf_free(&path);
  return st;
}

static NgStatus
set_up(Setting* s, const NgTrainOptions* options, NgError* err)
{
  NgBuf words = NG_BUF_INIT(1 << 16);
  *s          = (Setting){.path = NG_BUF_INIT(1 << 16)};
  ng_buf_printf(&words, "%s/words.ngm", options->out);
  ng_buf_printf(&s->path, "%s/names.ngm", options->out);
  NgStatus st = words.status ? words.status : s->path.status;
  st          = st ? st : ng_wordvec_open(&s->words, words.at, err);
  st          = st ? st : open_knowledge(&s->know, err);
  ng_buf_free(&words);
  return st;
}

static void
tear_down(Setting* s)
{
  ng_know_close(s->know);
  ng_wordvec_close(s->words);
  ng_buf_free(&s->path);
}

static NgStatus
evaluate(const Setting* s, const NgTrainOptions* options, NgError* err)
{
  NgNames* names = NULL;
  NgStatus st    = ng_names_open(&names, s->path.at, s->words, s->know, err);
  st             = st ? st : ng_names_measure_all(names, options->corpora, err);
  ng_names_close(names);
  return st;
}

NgStatus
ng_train_evaluate_names(const NgTrainOptions* options, NgError* err)
{
  Setting  s;
  NgStatus st = set_up(&s, options, err);
  st          = st ? st : evaluate(&s, options, err);
  tear_down(&s);
  return st;
}

NgStatus
ng_train_names(const NgTrainOptions* options, NgError* err)
{
  Setting  s;
  NgStatus st = set_up(&s, options, err);
  st          = st ? st : train_to(s.path.at, options, s.words, s.know, err);
  st          = st ? st : evaluate(&s, options, err);
  tear_down(&s);
  return st;
}
