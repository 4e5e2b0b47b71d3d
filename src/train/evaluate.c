// SPDX-License-Identifier: Apache-2.0
// Accuracy of the shipped tagger and parser on treebanks: gold tokens, everything else predicted,
// punctuation included.
#include "train/evaluate.h"

#include "model/tagset.h"
#include "tag/parse.h"
#include "tag/pos.h"
#include "train/train.h"

#include <stdio.h>

void
ng_scores_add(NgTagScores* s, const NgTreebankDoc* d)
{
  for (uint32_t i = 0; i < d->doc.tokens.n; ++i) {
    const NgTag* const gold = &d->gold[i];
    const NgTag* const got  = &d->doc.tags[i];
    s->n += 1;
    s->pos += gold->pos == got->pos;
    s->xpos += gold->xpos == got->xpos;
    s->lemma += ng_str_eq(gold->lemma, got->lemma);
    s->uas += gold->head == got->head;
    s->las += gold->head == got->head && gold->deprel == got->deprel;
  }
}

void
ng_scores_print(const NgTagScores* s, const char* name)
{
  const double n = s->n ? (double)s->n : 1;
  printf("%-12s %6u tokens  UPOS %.4f  XPOS %.4f  lemma %.4f  UAS %.4f  LAS %.4f\n", name, s->n, s->pos / n,
         s->xpos / n, s->lemma / n, s->uas / n, s->las / n);
}

static NgStatus
evaluate_part(const NgPosTagger* tagger, const NgParser* parser, const char* path, const char* name,
              NgError* err)
{
  NgTreebank  bank   = {0};
  NgTagScores scores = {0};
  NgStatus    st     = ng_treebank_read(&bank, path, err);
  for (uint32_t i = 0; !st && i < bank.docs.n; ++i) {
    NgTreebankDoc* const d = &bank.docs.at[i];
    st                     = ng_pos_run(tagger, &d->doc, err);
    if (!st && parser) {
      st = ng_parse_run(parser, &d->doc, err);
    }
    if (!st) {
      ng_scores_add(&scores, d);
    }
  }
  if (!st) {
    ng_scores_print(&scores, name);
  }
  ng_treebank_free(&bank);
  return st;
}

NgStatus
ng_train_evaluate(const NgTrainOptions* options, NgError* err)
{
  static const char* const files[][2] = {{"ud-gum dev", "ud-gum/gum-dev.conllu"},
                                         {"ud-ewt dev", "ud-ewt/en_ewt-dev.conllu"}};
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  char         path[4096];
  snprintf(path, sizeof(path), "%s/words.ngm", options->out);
  NgStatus st = ng_wordvec_open(&words, path, err);
  if (!st) {
    snprintf(path, sizeof(path), "%s/pos.ngm", options->out);
    st = ng_pos_open(&tagger, words, path, err);
  }
  if (!st) {
    snprintf(path, sizeof(path), "%s/parse.ngm", options->out);
    NgError none = {0};
    ng_parse_open(&parser, words, path, &none); // the tagger alone where there is no parser yet
  }
  for (size_t i = 0; !st && i < sizeof(files) / sizeof(files[0]); ++i) {
    snprintf(path, sizeof(path), "%s/%s", options->corpora, files[i][1]);
    st = evaluate_part(tagger, parser, path, files[i][0], err);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  return st;
}
