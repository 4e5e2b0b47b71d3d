// SPDX-License-Identifier: Apache-2.0
// Precision, recall and F1 of the names that are found in raw text, exact spans, and the speed.
//
// usage: measure_names CORPORA
//        measure_names GOLD.jsonl   (articles with "text" and "spans" of PER, LOC, ORG or our classes)
#include "train/names_train.h"

#include <stdio.h>

static NgStatus
measure_file(const NgNames* names, const char* path, NgError* err)
{
  NgGold         gold = {0};
  NgNamesMeasure m;
  NgStatus       st = ng_gold_new(&gold);
  st                = st ? st : ng_gold_read_jsonl(&gold, path, 1.0F, err);
  st                = st ? st : ng_names_measure(&m, names, &gold, NULL, err);
  if (!st) {
    ng_names_print(&m, false, path);
    ng_names_print(&m, true, path);
  }
  ng_gold_free(&gold);
  return st;
}

int
main(int argc, char** argv)
{
  NgError    err   = {0};
  NgWordvec* words = NULL;
  NgKnow*    know  = NULL;
  NgNames*   names = NULL;
  if (argc != 2) {
    fputs("usage: measure_names CORPORA|GOLD.jsonl\n", stderr);
    return 2;
  }
  const NgStr arg = ng_str(argv[1]);
  NgStatus    st  = ng_wordvec_open(&words, NULL, &err);
  st              = st ? st : ng_know_open(&know, &err);
  st              = st ? st : ng_names_open(&names, NULL, words, know, &err);
  st              = st                           ? st
                    : ng_str_ends(arg, ".jsonl") ? measure_file(names, argv[1], &err)
                                                 : ng_names_measure_all(names, argv[1], &err);
  if (st) {
    fprintf(stderr, "measure_names: %s: %s\n", err.source, err.message);
  }
  ng_names_close(names);
  ng_know_close(know);
  ng_wordvec_close(words);
  return st ? 1 : 0;
}
