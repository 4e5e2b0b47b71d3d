// SPDX-License-Identifier: Apache-2.0
#include "merge/labels.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 6 }; // bytes of a word that count

typedef struct {
  char   at[MOST + 1];
  size_t len; // of the whole word
  bool   is_number;
} Word;

static char
small(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

// The next run of letters and digits from `*i` on; commas within a number are passed over.
static bool
next_word(NgStr text, size_t* i, Word* w)
{
  *w = (Word){.is_number = true};
  for (; *i < text.len; ++*i) {
    const char c         = small(text.at[*i]);
    const bool is_digit  = c >= '0' && c <= '9';
    const bool is_letter = (c >= 'a' && c <= 'z') || (c & 0x80);
    if (!is_digit && !is_letter) {
      const bool is_inner = c == ',' && w->is_number && *i + 1 < text.len && text.at[*i + 1] >= '0' &&
                            text.at[*i + 1] <= '9';
      if (is_inner || !w->len) {
        continue;
      }
      return true;
    }
    w->is_number = w->is_number && is_digit;
    if (w->len < MOST) {
      w->at[w->len] = c;
    }
    ++w->len;
  }
  return w->len > 0;
}

static NgStatus
add(NgReports* r, const char* at, size_t len)
{
  uint32_t* const item = NG_VEC_ADD(r->arena, r->words);
  if (!item) {
    return NG_ERR_NO_MEM;
  }
  *item = (uint32_t)ng_hash(at, len < MOST ? len : MOST, 0);
  return NG_SUCCESS;
}

static int
by_number(const void* a, const void* b)
{
  const uint32_t x = *(const uint32_t*)a;
  const uint32_t y = *(const uint32_t*)b;
  return x < y ? -1 : x > y;
}

// What was added from `begin` on, ascending and each once.
static NgRun
close_run(NgReports* r, uint32_t begin)
{
  NgRun run = {begin, begin};
  if (r->words.n > begin) {
    qsort(r->words.at + begin, r->words.n - begin, sizeof(uint32_t), by_number);
  }
  for (uint32_t i = begin; i < r->words.n; ++i) {
    if (run.end == begin || r->words.at[i] != r->words.at[run.end - 1]) {
      r->words.at[run.end++] = r->words.at[i];
    }
  }
  r->words.n = run.end;
  return run;
}

NgStatus
ng_labels_words(NgReports* r, NgStr text, size_t least, NgRun* words)
{
  const uint32_t begin = r->words.n;
  Word           w;
  for (size_t i = 0; next_word(text, &i, &w);) {
    if (w.len >= least || w.is_number) {
      NG_TRY(add(r, w.at, w.len));
    }
  }
  *words = close_run(r, begin);
  return NG_SUCCESS;
}

// --- numbers -------------------------------------------------------------------------------------

// 2 to 90; 0: no number. "One" is left out, as it is more often a pronoun.
static int
value_of(const Word* w)
{
  static const char* const units[] = {"two",    "three",  "four",   "five",   "six",    "seven",
                                      "eight",  "nine",   "ten",    "eleven", "twelve", "thirte",
                                      "fourte", "fiftee", "sixtee", "sevent", "eighte", "ninete"};
  static const char* const tens[]  = {"twenty", "thirty", "forty", "fifty", "sixty", "", "eighty", "ninety"};
  static const size_t      seventy = sizeof("seventy") - 1;
  for (int i = 0; i < (int)(sizeof(units) / sizeof(*units)); ++i) {
    if (!strcmp(w->at, units[i])) {
      return w->len == seventy && i + 2 == 17 ? 70 : i + 2;
    }
  }
  for (int i = 0; i < (int)(sizeof(tens) / sizeof(*tens)); ++i) {
    if (w->len && !strcmp(w->at, tens[i])) {
      return 10 * (i + 2);
    }
  }
  return 0;
}

static bool
may_be_year(const Word* w)
{
  return w->len == 4 && (!strncmp(w->at, "19", 2) || !strncmp(w->at, "20", 2));
}

NgStatus
ng_labels_numbers(NgReports* r, NgStr text, NgRun* numbers)
{
  const uint32_t begin = r->words.n;
  Word           w;
  for (size_t i = 0; next_word(text, &i, &w);) {
    int value = w.is_number ? 0 : value_of(&w);
    if (w.is_number && !may_be_year(&w)) {
      NG_TRY(add(r, w.at, w.len));
    }
    if (value >= 20 && i < text.len && text.at[i] == '-') { // "twenty-three"
      size_t    after = i;
      Word      unit;
      const int more = next_word(text, &after, &unit) ? value_of(&unit) : 0;
      if (more > 0 && more < 10) {
        value += more;
        i = after;
      }
    }
    if (value) {
      char      digits[MOST];
      const int n = snprintf(digits, sizeof(digits), "%d", value);
      NG_TRY(add(r, digits, (size_t)n));
    }
  }
  *numbers = close_run(r, begin);
  return NG_SUCCESS;
}

// --- all -----------------------------------------------------------------------------------------

NgStatus
ng_labels_order(NgReports* r)
{
  uint32_t* const sorted = ng_arena_calloc(r->arena, r->words.n + 1, sizeof(*sorted));
  if (!sorted) {
    return NG_ERR_NO_MEM;
  }
  if (r->words.n) {
    memcpy(sorted, r->words.at, r->words.n * sizeof(*sorted));
    qsort(sorted, r->words.n, sizeof(*sorted), by_number);
  }
  for (uint32_t i = 0; i < r->words.n; ++i) {
    if (!i || sorted[i] != sorted[r->n_words - 1]) {
      sorted[r->n_words++] = sorted[i];
    }
  }
  for (uint32_t i = 0; i < r->words.n; ++i) {
    const uint32_t* const found = bsearch(&r->words.at[i], sorted, r->n_words, sizeof(*sorted), by_number);
    r->words.at[i]              = (uint32_t)(found - sorted);
  }
  return NG_SUCCESS;
}
