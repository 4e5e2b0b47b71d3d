// SPDX-License-Identifier: Apache-2.0
#include "train/conllu.h"

#include "base/io.h"
#include "base/table.h"
#include "model/tagset.h"
#include "text/text.h"

#include <stdio.h>

typedef struct {
  NgTreebank* bank;
  NgBuf       text; // of the document being read
  NG_VEC(NgSpan) tokens;
  NG_VEC(NgTag) gold;
  NG_VEC(uint32_t) ends; // of sentences, in tokens
  uint32_t    sentence;  // first token of the sentence being read
  const char* path;
} Reader;

static NgStatus
end_sentence(Reader* r, NgError* err)
{
  if (r->sentence == r->tokens.n) {
    return NG_SUCCESS;
  }
  for (uint32_t i = r->sentence; i < r->gold.n; ++i) {
    NgTag* const tag = &r->gold.at[i];
    if (tag->head != NG_NONE && tag->head >= r->gold.n) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "A head lies outside its sentence");
    }
  }
  uint32_t* const end = NG_VEC_ADD(r->bank->arena, r->ends);
  if (!end) {
    return ng_error_no_mem(err);
  }
  *end        = r->tokens.n;
  r->sentence = r->tokens.n;
  return NG_SUCCESS;
}

static NgStatus
end_document(Reader* r, NgError* err)
{
  NG_TRY(end_sentence(r, err));
  if (!r->tokens.n) {
    return NG_SUCCESS;
  }
  NgTreebankDoc* const d = NG_VEC_ADD(r->bank->arena, r->bank->docs);
  if (!d) {
    return ng_error_no_mem(err);
  }
  d->doc.arena = r->bank->arena;
  d->doc.text  = ng_arena_copy(r->bank->arena, ng_buf_str(&r->text));
  d->gold      = r->gold.at;
  d->file      = r->bank->n_files;
  if (!d->doc.text.at) {
    return ng_error_no_mem(err);
  }
  NG_TRY(ng_text_set_tokens(&d->doc, r->tokens.at, r->tokens.n, r->ends.at, r->ends.n, err));
  r->bank->n_tokens += r->tokens.n;
  ng_buf_clear(&r->text);
  memset(&r->tokens, 0, sizeof(r->tokens));
  memset(&r->gold, 0, sizeof(r->gold));
  memset(&r->ends, 0, sizeof(r->ends));
  r->sentence = 0;
  return NG_SUCCESS;
}

static bool
holds(NgStr s, const char* part)
{
  const size_t n = strlen(part);
  for (size_t i = 0; i + n <= s.len; ++i) {
    if (!memcmp(s.at + i, part, n)) {
      return true;
    }
  }
  return false;
}

static NgStatus
add_word(Reader* r, const NgStr field[10], NgError* err)
{
  NgSpan* const span = NG_VEC_ADD(r->bank->arena, r->tokens);
  NgTag* const  tag  = NG_VEC_ADD(r->bank->arena, r->gold);
  if (!span || !tag) {
    return ng_error_no_mem(err);
  }
  span->begin = (uint32_t)r->text.len;
  NG_TRY(ng_buf_add(&r->text, field[1]));
  span->end = (uint32_t)r->text.len;
  if (!holds(field[9], "SpaceAfter=No")) {
    NG_TRY(ng_buf_addc(&r->text, ' '));
  }
  tag->lemma    = ng_arena_copy(r->bank->arena, field[2]);
  tag->pos      = (uint8_t)ng_pos_of(field[3]);
  tag->xpos     = (uint8_t)ng_xpos_of(field[4]);
  uint32_t head = 0;
  for (size_t i = 0; i < field[6].len; ++i) {
    head = head * 10 + (uint32_t)(field[6].at[i] - '0');
  }
  tag->head   = head ? r->sentence + head - 1 : NG_NONE;
  tag->deprel = (uint8_t)ng_deprel_of(field[7]);
  if (!tag->deprel && !ng_str_is(field[7], "_")) {
    fprintf(stderr, "%s: relation '%.*s' is not in the tag set\n", r->path, NG_STR_ARG(field[7]));
  }
  return tag->lemma.at ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
read_line(Reader* r, NgStr line, NgError* err)
{
  if (!line.len) {
    return end_sentence(r, err);
  }
  if (line.at[0] == '#') {
    return ng_str_starts(line, "# newdoc") ? end_document(r, err) : NG_SUCCESS;
  }
  NgStr    field[10] = {{NULL, 0}};
  uint32_t n         = 0;
  while (line.at && n < 10) {
    field[n++] = ng_table_next(&line, '\t');
  }
  if (n != 10 || !field[0].len || !field[1].len) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "Not a line of ten fields");
  }
  const bool is_word = !memchr(field[0].at, '-', field[0].len) && !memchr(field[0].at, '.', field[0].len);
  return is_word ? add_word(r, field, err) : NG_SUCCESS;
}

NgStatus
ng_treebank_read(NgTreebank* bank, const char* path, NgError* err)
{
  bank->arena = bank->arena ? bank->arena : ng_arena_new((size_t)4 << 30);
  if (!bank->arena) {
    return ng_error_no_mem(err);
  }
  NgMapped mapped = {NULL, 0};
  NG_TRY(ng_io_map(&mapped, path, err));
  Reader   r    = {.bank = bank, .text = NG_BUF_INIT(1 << 28), .path = path};
  NgStr    rest = ng_str_n(mapped.at, mapped.len);
  NgStatus st   = NG_SUCCESS;
  for (size_t line = 1; !st && rest.at; ++line) {
    const char* const end = rest.len ? memchr(rest.at, '\n', rest.len) : NULL;
    const size_t      len = end ? (size_t)(end - rest.at) : rest.len;
    st                    = read_line(&r, ng_str_n(rest.at, len), err);
    rest                  = end ? ng_str_n(end + 1, rest.len - len - 1) : ng_str_n(NULL, 0);
    if (st) {
      ng_error_at(err, path, line, 0);
    }
  }
  if (!st) {
    st = end_document(&r, err);
  }
  ++bank->n_files;
  ng_buf_free(&r.text);
  ng_io_unmap(&mapped);
  return st;
}

void
ng_treebank_free(NgTreebank* bank)
{
  ng_arena_free(bank->arena);
  memset(bank, 0, sizeof(*bank));
}

NgStatus
ng_treebank_read_parts(NgTreebank* bank, const char* corpora, bool training, NgError* err)
{
  static const char* const files[2][2] = {{"ud-ewt/en_ewt-dev.conllu", "ud-gum/gum-dev.conllu"},
                                          {"ud-ewt/en_ewt-train.conllu", "ud-gum/gum-train.conllu"}};
  for (int i = 0; i < 2; ++i) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", corpora, files[training][i]);
    NG_TRY(ng_treebank_read(bank, path, err));
  }
  return NG_SUCCESS;
}
