// SPDX-License-Identifier: Apache-2.0
// How many tags, lemmas, heads and relations of a treebank the shipped models find, given its tokens.
// usage: measure_tags FILE.conllu...
#include "train/evaluate.h"

#include <stdio.h>

int
main(int argc, char** argv)
{
  NgError      err    = {0};
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  NgStatus     st     = ng_wordvec_open(&words, NULL, &err);
  if (!st) {
    st = ng_pos_open(&tagger, words, NULL, &err);
  }
  if (!st) {
    st = ng_parse_open(&parser, words, NULL, &err);
  }
  for (int i = 1; i < argc && !st; ++i) {
    st = ng_evaluate_treebank(tagger, parser, argv[i], "", &err);
  }
  if (st) {
    fprintf(stderr, "measure_tags: %s: %s\n", err.source, err.message);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  return st ? 1 : 0;
}
