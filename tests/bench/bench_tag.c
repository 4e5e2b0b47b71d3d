// SPDX-License-Identifier: Apache-2.0
// Tokens a second of the tagger and the parser on one core, over a text that is cut into articles.
// usage: bench_tag [FILE]
#include "base/io.h"
#include "tag/parse.h"
#include "tag/pos.h"
#include "text/text.h"

#include <stdio.h>
#include <time.h>

enum { N_ROUNDS = 400 };

static const char sample[] =
    "The harbour authority of Port Lumen said on Tuesday that it would close two of its five piers for "
    "repairs, "
    "after engineers who had inspected the pillars in March warned of cracks. \"We cannot wait for another "
    "storm,\" "
    "said Ingrid Vasquez, who has led the authority since 2019.\n\n"
    "Fishermen, however, fear that the work will cost them a season. Their union has asked the regional "
    "court to stop "
    "the plan until a study of its effects is published. A judge is expected to rule next week, and both "
    "sides have "
    "said they will accept the decision. The ministry of transport, which pays for most of the repairs, "
    "declined to "
    "comment.\n\n"
    "Around 1,200 boats use the harbour every year. Nearly half of them belong to families that have fished "
    "these "
    "waters for generations, the union's secretary, Tomas Okafor, told reporters outside the courthouse.\n";

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
run(const NgPosTagger* tagger, const NgParser* parser, NgStr text, NgError* err)
{
  NgDoc    doc      = {.arena = ng_arena_new((size_t)1 << 30)};
  double   spent[2] = {0};
  size_t   n_tokens = 0;
  NgStatus st       = NG_SUCCESS;
  for (int i = 0; i < N_ROUNDS && !st; ++i) {
    ng_doc_reset(&doc);
    doc.body       = text;
    st             = ng_text_run(&doc, err);
    const double a = seconds();
    if (!st) {
      st = ng_pos_run(tagger, &doc, err);
    }
    const double b = seconds();
    if (!st) {
      st = ng_parse_run(parser, &doc, err);
    }
    spent[0] += b - a;
    spent[1] += seconds() - b;
    n_tokens += doc.tokens.n;
  }
  const double n = (double)n_tokens;
  printf("tags and lemmas %.0f tokens/s; tags, lemmas and dependencies %.0f tokens/s\n", n / spent[0],
         n / spent[1]);
  ng_arena_free(doc.arena);
  return st;
}

int
main(int argc, char** argv)
{
  NgError      err    = {0};
  NgBuf        file   = NG_BUF_INIT((size_t)1 << 28);
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  NgStatus     st     = argc > 1 ? ng_io_read_file(argv[1], &file, &err) : NG_SUCCESS;
  if (!st) {
    st = ng_wordvec_open(&words, NULL, &err);
  }
  if (!st) {
    st = ng_pos_open(&tagger, words, NULL, &err);
  }
  if (!st) {
    st = ng_parse_open(&parser, words, NULL, &err);
  }
  if (!st) {
    st = run(tagger, parser, argc > 1 ? ng_buf_str(&file) : ng_str(sample), &err);
  }
  if (st) {
    fprintf(stderr, "bench_tag: %s: %s\n", err.source, err.message);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  ng_buf_free(&file);
  return st ? 1 : 0;
}
