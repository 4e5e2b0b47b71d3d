// SPDX-License-Identifier: Apache-2.0
// How often the language of a text is told right.
// usage: measure_language [-v] FILE.tsv...
// A line holds a tag (BCP 47) and a text. Fails where a text that is English is taken for another language or
// the other way round.
#include "base/buf.h"
#include "base/io.h"
#include "base/table.h"
#include "read/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  int    n_english, n_other;
  int    n_lost;  // English taken for another language
  int    n_let;   // another language taken for English
  int    n_named; // the others with the right name
  double seconds[2];
} Sum;

static bool is_verbose;

static void
measure(NgLanguage* language, NgStr tag, NgStr text, Sum* sum)
{
  const bool      is_english = ng_str_is(tag, "en");
  struct timespec a, b;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
  const NgLanguageGuess g = ng_language_run(language, text);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
  sum->seconds[is_english] += (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
  sum->n_english += is_english;
  sum->n_other += !is_english;
  sum->n_lost += is_english && !g.is_english;
  sum->n_let += !is_english && g.is_english;
  const bool is_right = ng_str_starts(ng_str(g.tag), "") && !strncmp(g.tag, tag.at, tag.len);
  sum->n_named += !is_english && is_right;
  if (is_english != g.is_english || (is_verbose && !is_right)) {
    printf("%.*s taken for %s (%.2f): %.*s\n", NG_STR_ARG(tag), g.tag, (double)g.confidence,
           (int)(text.len < 100 ? text.len : 100), text.at);
  }
}

static void
measure_file(NgLanguage* language, const char* path, Sum* sum)
{
  NgBuf   file = NG_BUF_INIT((size_t)1 << 28);
  NgError err  = {0};
  if (ng_io_read_file(path, &file, &err)) {
    fprintf(stderr, "measure_language: %s\n", err.message);
    exit(2);
  }
  NgStr rest = ng_buf_str(&file);
  while (rest.len) {
    NgStr line = ng_table_next(&rest, '\n');
    if (line.len && line.at[0] != '#') {
      const NgStr tag = ng_table_next(&line, '\t');
      measure(language, tag, line, sum);
    }
  }
  ng_buf_free(&file);
}

int
main(int argc, char** argv)
{
  NgLanguage* const language = ng_language_new();
  Sum               sum      = {0};
  for (int i = 1; i < argc && language; ++i) {
    if (!strcmp(argv[i], "-v")) {
      is_verbose = true;
    } else {
      measure_file(language, argv[i], &sum);
    }
  }
  ng_language_free(language);
  printf("%d English texts, %d taken for another language; %.1f microseconds each\n", sum.n_english,
         sum.n_lost, sum.seconds[1] * 1e6 / (sum.n_english ? sum.n_english : 1));
  printf("%d in other languages, %d taken for English, %d named rightly; %.1f microseconds each\n",
         sum.n_other, sum.n_let, sum.n_named, sum.seconds[0] * 1e6 / (sum.n_other ? sum.n_other : 1));
  return sum.n_lost || sum.n_let;
}
