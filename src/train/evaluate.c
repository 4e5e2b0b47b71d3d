// SPDX-License-Identifier: Apache-2.0
// Accuracy of the shipped tagger and parser on treebanks: gold tokens, everything else predicted,
// punctuation included.
#include "train/evaluate.h"

#include "train/conllu.h"

#include <stdio.h>

typedef struct {
  uint32_t n; // tokens
  uint32_t pos, xpos, lemma, uas, las; // right ones
} Scores;

static void
count(Scores* s, const NgTreebankDoc* d)
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

static void
print(const Scores* s, const char* name)
{
  const double n = s->n ? (double)s->n : 1;
  printf("%-12s %6u tokens  UPOS %.4f  XPOS %.4f  lemma %.4f  UAS %.4f  LAS %.4f\n", name, s->n, s->pos / n,
         s->xpos / n, s->lemma / n, s->uas / n, s->las / n);
}

NgStatus
ng_evaluate_treebank(const NgPosTagger* tagger, const NgParser* parser, const char* path, const char* name,
                     NgError* err)
{
  NgTreebank  bank   = {0};
  Scores scores = {0};
  NgStatus    st     = ng_treebank_read(&bank, path, err);
  for (uint32_t i = 0; !st && i < bank.docs.n; ++i) {
    NgTreebankDoc* const d = &bank.docs.at[i];
    st                     = ng_pos_run(tagger, &d->doc, err);
    if (!st) {
      st = ng_parse_run(parser, &d->doc, err);
    }
    if (!st) {
      count(&scores, d);
    }
  }
  if (!st) {
    print(&scores, name);
  }
  ng_treebank_free(&bank);
  return st;
}
