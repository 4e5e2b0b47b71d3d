// SPDX-License-Identifier: Apache-2.0
#include "train/evaluate.h"

#include "train/conllu.h"

#include <stdio.h>

static void
count_tagger(NgTagScores* s, const NgTreebankDoc* d)
{
  for (uint32_t i = 0; i < d->doc.tokens.n; ++i) {
    s->tagger_pos += d->gold[i].pos == d->doc.tags[i].pos;
    s->tagger_xpos += d->gold[i].xpos == d->doc.tags[i].xpos;
  }
}

static void
count(NgTagScores* s, const NgTreebankDoc* d)
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
ng_evaluate_print(const NgTagScores* s, const char* name)
{
  const double n = s->n ? (double)s->n : 1;
  printf("%-12s %6u tokens  UPOS %.4f  XPOS %.4f  lemma %.4f  UAS %.4f  LAS %.4f  (tagger alone: UPOS %.4f  "
         "XPOS %.4f)\n",
         name, s->n, s->pos / n, s->xpos / n, s->lemma / n, s->uas / n, s->las / n, s->tagger_pos / n,
         s->tagger_xpos / n);
}

NgStatus
ng_evaluate_treebank(NgTagScores* scores, const NgPosTagger* tagger, const NgParser* parser, const char* path,
                     NgError* err)
{
  NgTreebank bank = {0};
  NgStatus   st   = ng_treebank_read(&bank, path, err);
  for (uint32_t i = 0; !st && i < bank.docs.n; ++i) {
    NgTreebankDoc* const d = &bank.docs.at[i];
    st                     = ng_pos_run(tagger, &d->doc, err);
    if (!st) {
      count_tagger(scores, d);
      st = ng_parse_run(parser, &d->doc, err);
    }
    if (!st) {
      count(scores, d);
    }
  }
  ng_treebank_free(&bank);
  return st;
}

static const char*
path_of(char* out, size_t size, const char* folder, const char* file)
{
  snprintf(out, size, "%s/%s", folder ? folder : "", file);
  return folder ? out : NULL;
}

NgStatus
ng_evaluate_open(NgWordvec** words, NgPosTagger** tagger, NgParser** parser, const char* folder, NgError* err)
{
  char path[4096];
  NG_TRY(ng_wordvec_open(words, path_of(path, sizeof(path), folder, "words.ngm"), err));
  NG_TRY(ng_pos_open(tagger, *words, path_of(path, sizeof(path), folder, "parse.ngm"), err));
  return ng_parse_open(parser, *words, path_of(path, sizeof(path), folder, "parse.ngm"), err);
}
