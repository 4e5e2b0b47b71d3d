// SPDX-License-Identifier: Apache-2.0
// Tags, lemmas and dependencies: the shipped models on sentences, damaged models, hostile text.
#include "base/alloc.h"
#include "base/datadir.h"
#include "base/io.h"
#include "model/tagset.h"
#include "tag/dense.h"
#include "tag/heads.h"
#include "tag/parse.h"
#include "tag/pos.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct {
  NgWordvec*   words;
  NgPosTagger* tagger;
  NgParser*    parser;
  NgDoc        doc;
} Models;

static int
open_models(void** state)
{
  static Models m;
  NgError       err = {0};
  assert_int_equal(ng_wordvec_open(&m.words, NULL, &err), NG_SUCCESS);
  assert_int_equal(ng_pos_open(&m.tagger, m.words, NULL, &err), NG_SUCCESS);
  assert_int_equal(ng_parse_open(&m.parser, m.words, NULL, &err), NG_SUCCESS);
  m.doc.arena = ng_arena_new((size_t)1 << 30);
  assert_non_null(m.doc.arena);
  *state = &m;
  return 0;
}

static int
close_models(void** state)
{
  Models* const m = *state;
  ng_parse_close(m->parser);
  ng_pos_close(m->tagger);
  ng_wordvec_close(m->words);
  ng_arena_free(m->doc.arena);
  return 0;
}

static NgDoc*
read_text(Models* m, const char* text)
{
  NgError err = {0};
  ng_doc_reset(&m->doc);
  m->doc.body = ng_str(text);
  assert_int_equal(ng_text_run(&m->doc, &err), NG_SUCCESS);
  assert_int_equal(ng_parse_run(m->parser, &m->doc, &err), NG_SUCCESS);
  return &m->doc;
}

static uint32_t
find(const NgDoc* doc, const char* word)
{
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    if (ng_str_is(ng_doc_token(doc, i), word)) {
      return i;
    }
  }
  fail_msg("no token '%s'", word);
  return 0;
}

static void
assert_arc(const NgDoc* doc, const char* word, NgDeprel deprel, const char* head)
{
  const NgTag* const tag = &doc->tags[find(doc, word)];
  assert_string_equal(ng_deprel_name(tag->deprel), ng_deprel_name(deprel));
  assert_int_equal(tag->head, head ? find(doc, head) : NG_NONE);
}

static void
assert_tag(const NgDoc* doc, const char* word, NgPos pos, NgXpos xpos, const char* lemma)
{
  const NgTag* const tag = &doc->tags[find(doc, word)];
  assert_string_equal(ng_pos_name(tag->pos), ng_pos_name(pos));
  assert_string_equal(ng_xpos_name(tag->xpos), ng_xpos_name(xpos));
  assert_int_equal(tag->lemma.len, strlen(lemma));
  assert_memory_equal(tag->lemma.at, lemma, strlen(lemma));
}

// One root a sentence, heads inside it, no cycles.
static void
assert_trees(const NgDoc* doc)
{
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    const NgSpan tokens  = doc->sentences.at[s].tokens;
    uint32_t     n_roots = 0;
    for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
      n_roots += doc->tags[i].head == NG_NONE;
      uint32_t steps = 0;
      for (uint32_t k = i; k != NG_NONE; k = doc->tags[k].head, ++steps) {
        assert_true(k >= tokens.begin && k < tokens.end);
        assert_true(steps <= tokens.end - tokens.begin);
      }
    }
    assert_int_equal(n_roots, 1);
  }
}

static void
names_of_tags_lead_back_to_their_values(void** state)
{
  (void)state;
  for (unsigned i = 0; i < NG_N_POS; ++i) {
    assert_int_equal(ng_pos_of(ng_str(ng_pos_name(i))), i);
  }
  for (unsigned i = 0; i < NG_N_XPOS; ++i) {
    assert_int_equal(ng_xpos_of(ng_str(ng_xpos_name(i))), i);
  }
  for (unsigned i = 0; i < NG_N_DEPREL; ++i) {
    assert_int_equal(ng_deprel_of(ng_str(ng_deprel_name(i))), i);
  }
  assert_string_equal(ng_deprel_name(NG_N_DEPREL), "_");
}

static void
a_subtype_has_its_base(void** state)
{
  (void)state;
  assert_int_equal(ng_deprel_base(NG_DEP_NSUBJ_PASS), NG_DEP_NSUBJ);
  assert_int_equal(ng_deprel_base(NG_DEP_OBL_UNMARKED), NG_DEP_OBL);
  assert_int_equal(ng_deprel_base(NG_DEP_CSUBJ_PASS), NG_DEP_CSUBJ);
  assert_int_equal(ng_deprel_base(NG_DEP_PUNCT), NG_DEP_PUNCT);
  assert_int_equal(ng_deprel_of(ng_str("nsubj:unheard")), NG_DEP_NSUBJ);
  assert_int_equal(ng_deprel_of(ng_str("unheard")), NG_DEP_NONE);
}

static void
an_active_clause_has_subject_object_and_oblique(void** state)
{
  const NgDoc* const doc = read_text(*state, "The president signed the treaty in Geneva.");
  assert_arc(doc, "signed", NG_DEP_ROOT, NULL);
  assert_arc(doc, "president", NG_DEP_NSUBJ, "signed");
  assert_arc(doc, "The", NG_DEP_DET, "president");
  assert_arc(doc, "treaty", NG_DEP_OBJ, "signed");
  assert_arc(doc, "in", NG_DEP_CASE, "Geneva");
  assert_arc(doc, "Geneva", NG_DEP_OBL, "signed");
  assert_arc(doc, ".", NG_DEP_PUNCT, "signed");
}

static void
a_passive_clause_has_its_agent(void** state)
{
  const NgDoc* const doc = read_text(*state, "Three men were arrested by police near the border.");
  assert_arc(doc, "men", NG_DEP_NSUBJ_PASS, "arrested");
  assert_arc(doc, "were", NG_DEP_AUX_PASS, "arrested");
  assert_arc(doc, "police", NG_DEP_OBL_AGENT, "arrested");
  assert_tag(doc, "were", NG_POS_AUX, NG_XPOS_VBD, "be");
  assert_tag(doc, "arrested", NG_POS_VERB, NG_XPOS_VBN, "arrest");
  assert_tag(doc, "men", NG_POS_NOUN, NG_XPOS_NNS, "man");
}

static void
reported_speech_is_a_clause_of_its_verb(void** state)
{
  const NgDoc* const doc = read_text(*state, "Officials said that the mayor had resigned.");
  assert_arc(doc, "said", NG_DEP_ROOT, NULL);
  assert_arc(doc, "Officials", NG_DEP_NSUBJ, "said");
  assert_arc(doc, "resigned", NG_DEP_CCOMP, "said");
  assert_arc(doc, "mayor", NG_DEP_NSUBJ, "resigned");
  assert_arc(doc, "that", NG_DEP_MARK, "resigned");
  assert_tag(doc, "said", NG_POS_VERB, NG_XPOS_VBD, "say");
  assert_tag(doc, "had", NG_POS_AUX, NG_XPOS_VBD, "have");
}

static void
a_clause_with_who_hangs_on_its_noun(void** state)
{
  const NgDoc* const doc = read_text(*state, "She thanked the doctors who treated her brother.");
  assert_arc(doc, "treated", NG_DEP_ACL_RELCL, "doctors");
  assert_arc(doc, "who", NG_DEP_NSUBJ, "treated");
  assert_arc(doc, "brother", NG_DEP_OBJ, "treated");
  assert_arc(doc, "her", NG_DEP_NMOD_POSS, "brother");
}

static void
a_headline_in_capitals_is_no_row_of_names(void** state)
{
  const NgDoc* const doc = read_text(*state, "MINISTER WARNS OF HIGHER TAXES");
  assert_int_equal(doc->tags[find(doc, "WARNS")].pos, NG_POS_VERB);
  assert_int_equal(doc->tags[find(doc, "OF")].pos, NG_POS_ADP);
  assert_int_equal(doc->tags[find(doc, "HIGHER")].pos, NG_POS_ADJ);
}

static void
one_endless_token_is_one_tree(void** state)
{
  const size_t len  = 1 << 20;
  char* const  text = malloc(len + 1);
  memset(text, 'a', len);
  text[len] = 0;
  assert_trees(read_text(*state, text));
  free(text);
}

static void
an_endless_sentence_is_one_tree(void** state)
{
  static const char piece[] = "Mali and ( the ";
  const size_t      n       = 2000;
  char* const       text    = calloc(n * (sizeof(piece) - 1) + 1, 1);
  for (size_t i = 0; i < n; ++i) {
    memcpy(text + i * (sizeof(piece) - 1), piece, sizeof(piece) - 1);
  }
  assert_trees(read_text(*state, text));
  free(text);
}

static void
the_tagger_alone_finds_the_parsers_tags(void** state)
{
  Models* const m   = *state;
  NgDoc* const  doc = read_text(m, "Heavy rains flooded two villages, killing a farmer.");
  NgError       err = {0};
  uint8_t       xpos[32];
  assert_true(doc->tokens.n < 32);
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    xpos[i] = doc->tags[i].xpos;
  }
  doc->tags = NULL;
  assert_int_equal(ng_pos_run(m->tagger, doc, &err), NG_SUCCESS);
  for (uint32_t i = 0; i < doc->tokens.n; ++i) {
    assert_int_equal(doc->tags[i].xpos, xpos[i]);
    assert_int_equal(doc->tags[i].head, NG_NONE);
  }
}

static void
equal_text_gives_equal_tags(void** state)
{
  static const char text[] = "Rebels seized the town on Friday. Its mayor, who fled, blamed the army.";
  NgDoc*            doc    = read_text(*state, text);
  const uint32_t    n      = doc->tokens.n;
  uint32_t          heads[64];
  assert_true(n < 64);
  for (uint32_t i = 0; i < n; ++i) {
    heads[i] = doc->tags[i].head;
  }
  doc = read_text(*state, text);
  for (uint32_t i = 0; i < n; ++i) {
    assert_int_equal(doc->tags[i].head, heads[i]);
  }
}

static void
too_small_an_arena_is_reported(void** state)
{
  static const char sentence[] = "Banks opened late. ";
  const size_t      n          = 100;
  Models* const     m          = *state;
  NgError           err        = {0};
  NgDoc             doc        = {.arena = ng_arena_new(1 << 19)};
  char* const       text       = calloc(n, sizeof(sentence) - 1);
  for (size_t i = 0; i < n; ++i) {
    memcpy(text + i * (sizeof(sentence) - 1), sentence, sizeof(sentence) - 1);
  }
  doc.body = ng_str_n(text, n * (sizeof(sentence) - 1));
  assert_int_equal(ng_text_run(&doc, &err), NG_SUCCESS);
  while (ng_arena_calloc(doc.arena, 1, 1024)) {
  }
  assert_int_equal(ng_pos_run(m->tagger, &doc, &err), NG_ERR_NO_MEM);
  assert_int_equal(ng_parse_run(m->parser, &doc, &err), NG_ERR_NO_MEM);
  ng_arena_free(doc.arena);
  free(text);
}

// --- model files ---------------------------------------------------------------------------------

static NgStatus
open_kind(Models* m, int kind, const char* path, NgError* err)
{
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  NgStatus     st     = kind == 0   ? ng_wordvec_open(&words, path, err)
                        : kind == 1 ? ng_pos_open(&tagger, m->words, path, err)
                                    : ng_parse_open(&parser, m->words, path, err);
  ng_wordvec_close(words);
  ng_pos_close(tagger);
  ng_parse_close(parser);
  return st;
}

static const char* const model_files[3] = {"models/words.ngm", "models/parse.ngm", "models/parse.ngm"};

static void
read_model(int kind, NgBuf* path, NgBuf* bytes)
{
  assert_int_equal(ng_datadir_find(model_files[kind], path, NULL), NG_SUCCESS);
  assert_int_equal(ng_io_read_file(path->at, bytes, NULL), NG_SUCCESS);
}

static void
assert_refused(Models* m, int kind, NgStr bytes)
{
  static const char path[] = "test_tag.ngm";
  NgError           err    = {0};
  assert_int_equal(ng_io_write_file(path, bytes, &err), NG_SUCCESS);
  assert_int_equal(open_kind(m, kind, path, &err), NG_ERR_BAD_DATA);
  assert_true(err.message[0] != 0);
  assert_string_equal(err.source, path);
  unlink(path);
}

static void
damaged_models_are_refused(void** state)
{
  for (int kind = 0; kind < 3; ++kind) {
    NgBuf path  = NG_BUF_INIT(1 << 16);
    NgBuf bytes = NG_BUF_INIT((size_t)1 << 28);
    read_model(kind, &path, &bytes);
    assert_refused(*state, kind, ng_str_n(bytes.at, bytes.len / 2));
    assert_refused(*state, kind, ng_str_n(bytes.at, 20));
    bytes.at[bytes.len / 2] ^= 1;
    assert_refused(*state, kind, ng_buf_str(&bytes));
    bytes.at[bytes.len / 2] ^= 1;
    ++bytes.at[24]; // the version
    assert_refused(*state, kind, ng_buf_str(&bytes));
    ng_buf_free(&path);
    ng_buf_free(&bytes);
  }
}

// Whatever the numbers of a model are, it is refused or runs: no index leads outside, every sentence is a
// tree.
static void
run_altered(Models* m, int kind, const char* path)
{
  NgError      err    = {0};
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  ng_doc_reset(&m->doc);
  m->doc.body = ng_str("Ministers met in Nairobi. They agreed to send 3,000 soldiers, officials said.");
  assert_int_equal(ng_text_run(&m->doc, &err), NG_SUCCESS);
  if (kind == 0 && !ng_wordvec_open(&words, path, &err)) {
    for (uint32_t i = 0; i < m->doc.tokens.n; ++i) {
      const uint32_t row = ng_wordvec_find(words, m->doc.tokens.at[i].lower);
      assert_true(row < ng_wordvec_n_rows(words));
      assert_true(ng_wordvec_fine(words, row) < ng_wordvec_n_fine(words));
      assert_true(ng_wordvec_coarse(words, row) < ng_wordvec_n_coarse(words));
    }
  }
  if (kind == 1 && !ng_pos_open(&tagger, m->words, path, &err)) {
    assert_int_equal(ng_pos_run(tagger, &m->doc, &err), NG_SUCCESS);
  }
  if (kind == 2 && !ng_parse_open(&parser, m->words, path, &err)) {
    assert_int_equal(ng_parse_run(parser, &m->doc, &err), NG_SUCCESS);
    assert_trees(&m->doc);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
}

static void
altered_numbers_are_refused_or_do_no_harm(void** state)
{
  static const char     path[]      = "test_tag.ngm";
  static const uint32_t versions[3] = {NG_WORDVEC_VERSION, NG_PARSE_VERSION, NG_PARSE_VERSION};
  uint64_t              random      = 1;
  for (int kind = 0; kind < 3; ++kind) {
    NgBuf file  = NG_BUF_INIT(1 << 16);
    NgBuf bytes = NG_BUF_INIT((size_t)1 << 28);
    read_model(kind, &file, &bytes);
    for (int round = 0; round < 12; ++round) {
      for (int k = 0; k < 1 << round; ++k) { // alters more and more; never the table of sections
        random                                       = ng_mix(random + 1);
        bytes.at[4096 + random % (bytes.len - 4096)] = (char)(random >> 40);
      }
      const uint64_t checksum = ng_hash(bytes.at + 48, bytes.len - 48, versions[kind]);
      memcpy(bytes.at + 40, &checksum, sizeof(checksum));
      assert_int_equal(ng_io_write_file(path, ng_buf_str(&bytes), NULL), NG_SUCCESS);
      run_altered(*state, kind, path);
    }
    ng_buf_free(&file);
    ng_buf_free(&bytes);
  }
  unlink(path);
}

static void
a_model_of_another_kind_is_refused(void** state)
{
  for (int kind = 0; kind < 3; ++kind) {
    NgBuf   path = NG_BUF_INIT(1 << 16);
    NgError err  = {0};
    assert_int_equal(ng_datadir_find(model_files[kind ? 0 : 1], &path, NULL), NG_SUCCESS);
    assert_int_equal(open_kind(*state, kind, path.at, &err), NG_ERR_BAD_DATA);
    ng_buf_free(&path);
  }
}

static void
a_model_without_its_sections_is_refused(void** state)
{
  static const char* const kinds[3]    = {NG_WORDVEC_KIND, NG_PARSE_KIND, NG_PARSE_KIND};
  static const uint32_t    versions[3] = {NG_WORDVEC_VERSION, NG_PARSE_VERSION, NG_PARSE_VERSION};
  for (int kind = 0; kind < 3; ++kind) {
    NgPackWriter* const writer = ng_pack_writer_new(kinds[kind], versions[kind]);
    NgBuf               bytes  = NG_BUF_INIT(1 << 20);
    assert_int_equal(ng_pack_writer_bytes(writer, &bytes), NG_SUCCESS);
    assert_refused(*state, kind, ng_buf_str(&bytes));
    ng_buf_free(&bytes);
    ng_pack_writer_free(writer);
  }
}

static void
opening_survives_every_failed_allocation(void** state)
{
  for (int kind = 0; kind < 3; ++kind) {
    NgStatus st = NG_ERR_NO_MEM;
    for (size_t n = 0; st != NG_SUCCESS; ++n) {
      NgError err = {0};
      ng_alloc_fail_after(n);
      st = open_kind(*state, kind, NULL, &err);
      ng_alloc_fail_after(SIZE_MAX);
      assert_true(st == NG_SUCCESS || st == NG_ERR_NO_MEM || st == NG_ERR_READ);
      assert_true(n < 50);
    }
  }
}

// --- arithmetic ----------------------------------------------------------------------------------

static void
products_agree_with_plain_sums_on_every_kind_of_machine(void** state)
{
  (void)state;
  enum { N = 13, IN = 8, OUT = 32 };
  float   matrix[IN][OUT], rows[N][IN], out[N][OUT], plain[2][N][OUT], scales[N], column_scales[OUT];
  int16_t stored[IN * OUT], fitted[IN * OUT], rounded[(N + NG_DENSE_ROWS) * IN];
  int32_t starts[OUT];
  for (int i = 0; i < IN * OUT; ++i) {
    matrix[i / OUT][i % OUT] = (float)(i * 37 % 101 - 50);
  }
  for (int i = 0; i < N * IN; ++i) {
    rows[i / IN][i % IN] = (float)(i * 53 % 89 - 44) / 8;
  }
  const float scale = ng_dense_store(stored, matrix[0], IN, OUT);
  for (int k = 0; k < 2 * NG_DENSE_N_KINDS; ++k) {
    const NgDenseForm form = {(NgDenseKind)(k / 2), k % 2};
    if (!ng_dense_supports(form.kind)) {
      continue;
    }
    memset(rounded, 0, sizeof(rounded));
    const NgDense dense = ng_dense_load(form, stored, scale, IN, OUT, fitted, column_scales, starts);
    ng_dense_round(form, rounded, scales, rows[0], N, IN, IN);
    ng_dense_run(&dense, rounded, scales, N, NULL, out[0]);
    for (int r = 0; r < N; ++r) {
      for (int j = 0; j < OUT; ++j) {
        float sum = 0;
        for (int i = 0; i < IN; ++i) {
          sum += rows[r][i] * matrix[i][j];
        }
        assert_float_equal(out[r][j], sum, form.is_fine ? 1 : 12);
      }
    }
    if (form.kind == NG_DENSE_PLAIN) {
      memcpy(plain[form.is_fine], out, sizeof(out));
    }
    assert_memory_equal(out, plain[form.is_fine], sizeof(out));
  }
}

static void
rounded_rows_serve_as_columns_on_every_kind_of_machine(void** state)
{
  (void)state;
  enum { N = 5, M = 35, IN = 12, OUT = 64 };
  float   a[N][IN], b[M][IN], out[N][OUT], plain[2][N][OUT], a_scales[N], b_scales[M], column_scales[OUT];
  int16_t a_rounded[(N + NG_DENSE_ROWS) * IN], b_rounded[M * IN], turned[OUT * IN];
  int32_t starts[OUT];
  for (int i = 0; i < N * IN; ++i) {
    a[i / IN][i % IN] = (float)(i * 29 % 61 - 30);
  }
  for (int i = 0; i < M * IN; ++i) {
    b[i / IN][i % IN] = (float)(i * 31 % 67 - 33);
  }
  for (int k = 0; k < 2 * NG_DENSE_N_KINDS; ++k) {
    const NgDenseForm form = {(NgDenseKind)(k / 2), k % 2};
    if (!ng_dense_supports(form.kind)) {
      continue;
    }
    memset(a_rounded, 0, sizeof(a_rounded));
    ng_dense_round(form, a_rounded, a_scales, a[0], N, IN, IN);
    ng_dense_round(form, b_rounded, b_scales, b[0], M, IN, IN);
    const NgDense m = ng_dense_turn(form, b_rounded, b_scales, M, IN, OUT, turned, column_scales, starts);
    ng_dense_run(&m, a_rounded, a_scales, N, NULL, out[0]);
    for (int i = 0; i < N; ++i) {
      for (int j = 0; j < OUT; ++j) {
        float sum = 0;
        for (int c = 0; j < M && c < IN; ++c) {
          sum += a[i][c] * b[j][c];
        }
        assert_float_equal(out[i][j], sum, form.is_fine ? 4 : 60);
      }
    }
    if (form.kind == NG_DENSE_PLAIN) {
      memcpy(plain[form.is_fine], out, sizeof(out));
    }
    assert_memory_equal(out, plain[form.is_fine], sizeof(out));
  }
}

static void
cycles_are_opened_where_it_costs_least(void** state)
{
  (void)state;
  // Tokens 0 and 1 like each other best, token 2 is the root; 1 minds least to go to 2.
  const float scores[3][4] = {{0, 9, 1, 2}, {9, 0, 7, 2}, {1, 1, 0, 8}};
  uint16_t    heads[3];
  ng_heads_find(scores[0], 4, 3, heads);
  assert_int_equal(heads[0], 1);
  assert_int_equal(heads[1], 2);
  assert_int_equal(heads[2], 3);
}

static void
a_single_token_is_the_root(void** state)
{
  (void)state;
  const float scores[2] = {0, -5};
  uint16_t    head      = 9;
  ng_heads_find(scores, 2, 1, &head);
  assert_int_equal(head, 1);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_tags_lead_back_to_their_values),
      cmocka_unit_test(a_subtype_has_its_base),
      cmocka_unit_test(an_active_clause_has_subject_object_and_oblique),
      cmocka_unit_test(a_passive_clause_has_its_agent),
      cmocka_unit_test(reported_speech_is_a_clause_of_its_verb),
      cmocka_unit_test(a_clause_with_who_hangs_on_its_noun),
      cmocka_unit_test(a_headline_in_capitals_is_no_row_of_names),
      cmocka_unit_test(one_endless_token_is_one_tree),
      cmocka_unit_test(an_endless_sentence_is_one_tree),
      cmocka_unit_test(the_tagger_alone_finds_the_parsers_tags),
      cmocka_unit_test(equal_text_gives_equal_tags),
      cmocka_unit_test(too_small_an_arena_is_reported),
      cmocka_unit_test(damaged_models_are_refused),
      cmocka_unit_test(altered_numbers_are_refused_or_do_no_harm),
      cmocka_unit_test(a_model_of_another_kind_is_refused),
      cmocka_unit_test(a_model_without_its_sections_is_refused),
      cmocka_unit_test(opening_survives_every_failed_allocation),
      cmocka_unit_test(products_agree_with_plain_sums_on_every_kind_of_machine),
      cmocka_unit_test(rounded_rows_serve_as_columns_on_every_kind_of_machine),
      cmocka_unit_test(cycles_are_opened_where_it_costs_least),
      cmocka_unit_test(a_single_token_is_the_root),
  };
  return cmocka_run_group_tests(tests, open_models, close_models) ? 1 : 0;
}
