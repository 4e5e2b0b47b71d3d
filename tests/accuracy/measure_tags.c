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
  NgStatus     st     = ng_evaluate_open(&words, &tagger, &parser, NULL, &err);
  for (int i = 1; i < argc && !st; ++i) {
    NgTagScores scores = {0};
    st                 = ng_evaluate_treebank(&scores, tagger, parser, argv[i], &err);
    if (!st) {
      ng_evaluate_print(&scores, "");
    }
  }
  if (st) {
    fprintf(stderr, "measure_tags: %s: %s\n", err.source, err.message);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  return st ? 1 : 0;
}
