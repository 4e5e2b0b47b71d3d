// SPDX-License-Identifier: Apache-2.0
// Tokens and sentences of ng_text_run against a treebank in CoNLL-U.
// usage: measure_tokens [-v] FILE.conllu
// Each document is rebuilt as running text, with an empty line between paragraphs, and read as an
// article is. Multiword tokens whose parts add up to their form count as their parts, others as one.
#include "base/buf.h"
#include "base/io.h"
#include "base/table.h"
#include "text/text.h"

#include <stdio.h>

typedef struct {
  NgBuf    text;
  NgArena* arena;
  NG_VEC(NgSpan) tokens;
  NG_VEC(NgSpan) sentences;
  uint32_t sentence_begin;
  bool     has_sentence;
  bool     wants_space;
} Gold;

typedef struct {
  size_t right, found, wanted;
} Count;

typedef struct {
  Count tokens, sentences;
  bool  is_verbose;
} Score;

static NgStr
next_field(NgStr* line)
{
  return ng_table_next(line, '\t');
}

static void
add_form(Gold* gold, NgStr form)
{
  NgSpan* const span = NG_VEC_ADD(gold->arena, gold->tokens);
  span->begin        = (uint32_t)gold->text.len;
  ng_buf_add(&gold->text, form);
  span->end = (uint32_t)gold->text.len;
}

static void
end_sentence(Gold* gold)
{
  if (gold->has_sentence) {
    NgSpan* const span = NG_VEC_ADD(gold->arena, gold->sentences);
    *span              = (NgSpan){gold->sentence_begin, (uint32_t)gold->text.len};
    gold->has_sentence = false;
  }
}

static uint32_t
count_shared(const NgSpan* a, uint32_t n, const NgSpan* b, uint32_t m)
{
  uint32_t same = 0;
  for (uint32_t i = 0, j = 0; i < n && j < m;) {
    same += a[i].begin == b[j].begin && a[i].end == b[j].end;
    if (a[i].begin < b[j].begin) {
      ++i;
    } else if (a[i].begin > b[j].begin) {
      ++j;
    } else {
      ++i;
      ++j;
    }
  }
  return same;
}

static void
print_differences(const char* what, NgStr text, const NgSpan* a, uint32_t n, const NgSpan* b, uint32_t m)
{
  for (uint32_t i = 0, j = 0; i < n; ++i) {
    while (j < m && b[j].begin < a[i].begin) {
      ++j;
    }
    if (j < m && a[i].begin == b[j].begin && a[i].end == b[j].end) {
      continue;
    }
    const uint32_t from = a[i].begin > 25 ? a[i].begin - 25 : 0;
    const uint32_t to   = a[i].end + 25 < text.len ? a[i].end + 25 : (uint32_t)text.len;
    printf("%s\t%.*s\t", what, (int)(a[i].end - a[i].begin), text.at + a[i].begin);
    for (uint32_t k = from; k < to; ++k) {
      putchar(text.at[k] == '\n' ? '|' : text.at[k]);
    }
    putchar('\n');
  }
}

static NgStatus
score_document(Gold* gold, NgDoc* doc, Score* score, NgError* err)
{
  end_sentence(gold);
  if (!gold->text.len) {
    return NG_SUCCESS;
  }
  ng_doc_reset(doc);
  doc->body = ng_buf_str(&gold->text);
  NG_TRY(ng_text_run(doc, err));
  if (doc->text.len != gold->text.len) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "A document is not in NFC");
  }
  NG_VEC(NgSpan) tokens    = {0};
  NG_VEC(NgSpan) sentences = {0};
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    *NG_VEC_ADD(doc->arena, tokens) = (NgSpan){doc->tokens.at[i].begin, doc->tokens.at[i].end};
  }
  for (uint32_t i = 0; i < doc->sentences.n; ++i) {
    *NG_VEC_ADD(doc->arena, sentences) = doc->sentences.at[i].bytes;
  }
  score->tokens.right += count_shared(tokens.at, tokens.n, gold->tokens.at, gold->tokens.n);
  score->tokens.found += tokens.n;
  score->tokens.wanted += gold->tokens.n;
  score->sentences.right += count_shared(sentences.at, sentences.n, gold->sentences.at, gold->sentences.n);
  score->sentences.found += sentences.n;
  score->sentences.wanted += gold->sentences.n;
  if (score->is_verbose) {
    print_differences("T-missed", doc->text, gold->tokens.at, gold->tokens.n, tokens.at, tokens.n);
    print_differences("T-wrong", doc->text, tokens.at, tokens.n, gold->tokens.at, gold->tokens.n);
    print_differences("S-missed", doc->text, gold->sentences.at, gold->sentences.n, sentences.at,
                      sentences.n);
    print_differences("S-wrong", doc->text, sentences.at, sentences.n, gold->sentences.at, gold->sentences.n);
  }
  return NG_SUCCESS;
}

static void
clear(Gold* gold)
{
  ng_buf_clear(&gold->text);
  ng_arena_reset(gold->arena);
  memset(&gold->tokens, 0, sizeof(gold->tokens));
  memset(&gold->sentences, 0, sizeof(gold->sentences));
  gold->wants_space = false;
}

static unsigned long
number(NgStr digits)
{
  unsigned long n = 0;
  for (size_t i = 0; i < digits.len && digits.at[i] >= '0' && digits.at[i] <= '9'; ++i) {
    n = n * 10 + (unsigned long)(digits.at[i] - '0');
  }
  return n;
}

static bool
has_no_space_after(NgStr misc)
{
  for (NgStr rest = misc; rest.at;) {
    if (ng_str_is(ng_table_next(&rest, '|'), "SpaceAfter=No")) {
      return true;
    }
  }
  return false;
}

// A multiword token, held back until its parts are known.
typedef struct {
  NgStr         form;
  NgStr         parts[8];
  unsigned long n_parts;
  unsigned long last;
  bool          has_no_space;
} Multi;

static void
begin_token(Gold* gold)
{
  if (gold->wants_space) {
    ng_buf_addc(&gold->text, ' ');
  }
  if (!gold->has_sentence) {
    gold->sentence_begin = (uint32_t)gold->text.len;
    gold->has_sentence   = true;
  }
}

static void
end_multi(Gold* gold, Multi* multi)
{
  size_t sum = 0;
  for (unsigned long i = 0; i < multi->n_parts; ++i) {
    sum += multi->parts[i].len;
  }
  if (sum == multi->form.len) {
    for (unsigned long i = 0; i < multi->n_parts; ++i) {
      add_form(gold, multi->parts[i]);
    }
  } else {
    add_form(gold, multi->form);
  }
  gold->wants_space = !multi->has_no_space;
  multi->last       = 0;
}

static void
read_token(Gold* gold, Multi* multi, NgStr line)
{
  NgStr       rest = line;
  const NgStr id   = next_field(&rest);
  const NgStr form = next_field(&rest);
  NgStr       misc = ng_str("");
  while (rest.at) {
    misc = next_field(&rest);
  }
  const char* const range = memchr(id.at, '-', id.len);
  if (memchr(id.at, '.', id.len)) {
    return;
  }
  if (range) {
    begin_token(gold);
    *multi      = (Multi){.form = form, .has_no_space = has_no_space_after(misc)};
    multi->last = number(ng_str_n(range + 1, id.len - (size_t)(range + 1 - id.at)));
  } else if (multi->last) {
    if (multi->n_parts < 8) {
      multi->parts[multi->n_parts++] = form;
    }
    if (number(id) == multi->last) {
      end_multi(gold, multi);
    }
  } else {
    begin_token(gold);
    add_form(gold, form);
    gold->wants_space = !has_no_space_after(misc);
  }
}

static NgStatus
measure(NgStr file, Gold* gold, NgDoc* doc, Score* score, NgError* err)
{
  Multi multi = {.last = 0};
  for (NgStr rest = file; rest.at;) {
    const char* const end  = memchr(rest.at, '\n', rest.len);
    const NgStr       line = ng_str_n(rest.at, end ? (size_t)(end - rest.at) : rest.len);
    rest                   = end ? ng_str_n(end + 1, rest.len - line.len - 1) : ng_str_n(NULL, 0);
    if (ng_str_starts(line, "# newdoc")) {
      NG_TRY(score_document(gold, doc, score, err));
      clear(gold);
    } else if (line.len && line.at[0] == '#') {
      const bool is_par = ng_str_starts(line, "# newpar") && !ng_str_starts(line, "# newpar_");
      if (is_par && gold->text.len) {
        ng_buf_addz(&gold->text, "\n\n");
        gold->wants_space = false;
      }
    } else if (!line.len) {
      end_sentence(gold);
    } else {
      read_token(gold, &multi, line);
    }
  }
  return score_document(gold, doc, score, err);
}

static void
print_score(const char* name, Count c)
{
  const double p = c.found ? (double)c.right / (double)c.found : 0;
  const double r = c.wanted ? (double)c.right / (double)c.wanted : 0;
  printf("%s-precision %.4f\n%s-recall %.4f\n%s-f1 %.4f\n", name, p, name, r, name,
         p + r > 0 ? 2 * p * r / (p + r) : 0);
}

int
main(int argc, char** argv)
{
  const bool is_verbose = argc == 3 && !strcmp(argv[1], "-v");
  if (argc != 2 && !is_verbose) {
    fprintf(stderr, "usage: measure_tokens [-v] FILE.conllu\n");
    return 2;
  }
  NgError  err   = {0};
  NgBuf    file  = NG_BUF_INIT((size_t)1 << 30);
  Gold     gold  = {.text = NG_BUF_INIT((size_t)1 << 30), .arena = ng_arena_new((size_t)1 << 30)};
  NgDoc    doc   = {.arena = ng_arena_new((size_t)1 << 30)};
  Score    score = {.is_verbose = is_verbose};
  NgStatus st    = ng_io_read_file(argv[argc - 1], &file, &err);
  if (!st) {
    st = measure(ng_buf_str(&file), &gold, &doc, &score, &err);
  }
  if (st) {
    fprintf(stderr, "measure_tokens: %s: %s\n", argv[argc - 1], err.message);
  } else {
    print_score("token", score.tokens);
    print_score("sentence", score.sentences);
  }
  ng_arena_free(doc.arena);
  ng_arena_free(gold.arena);
  ng_buf_free(&gold.text);
  ng_buf_free(&file);
  return st ? 1 : 0;
}
