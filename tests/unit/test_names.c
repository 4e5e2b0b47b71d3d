// SPDX-License-Identifier: Apache-2.0
// The names model: what it finds, what it refuses, how it fails.
#include "base/alloc.h"
#include "base/datadir.h"
#include "base/io.h"
#include "tag/names_model.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
  NgWordvec* words;
  NgKnow*    know;
  NgNames*   names;
  NgBuf      file; // of the model
} Fixture;

static int
open_models(void** state)
{
  static Fixture f    = {.file = NG_BUF_INIT(1 << 28)};
  NgError        err  = {0};
  NgBuf          path = NG_BUF_INIT(1 << 16);
  if (ng_wordvec_open(&f.words, NULL, &err) || ng_know_open(&f.know, &err) ||
      ng_names_open(&f.names, NULL, f.words, f.know, &err) ||
      ng_datadir_find("models/names.ngm", &path, &err) || ng_io_read_file(path.at, &f.file, &err)) {
    print_error("%s: %s\n", err.source, err.message);
    return 1;
  }
  ng_buf_free(&path);
  *state = &f;
  return 0;
}

static int
close_models(void** state)
{
  Fixture* const f = *state;
  if (!f) {
    return 0;
  }
  ng_names_close(f->names);
  ng_know_close(f->know);
  ng_wordvec_close(f->words);
  ng_buf_free(&f->file);
  return 0;
}

static NgDoc
read_text(NgStr body)
{
  NgDoc doc = {.arena = ng_arena_new((size_t)1 << 31), .body = body};
  assert_non_null(doc.arena);
  assert_int_equal(ng_text_run(&doc, NULL), NG_SUCCESS);
  return doc;
}

static NgDoc
names_of(const Fixture* f, const char* text)
{
  NgDoc doc = read_text(ng_str(text));
  assert_int_equal(ng_names_run(f->names, &doc, NULL), NG_SUCCESS);
  return doc;
}

// The class of the only name with these words, NG_N_CLASS where there is none.
static NgClass
class_of(const NgDoc* doc, const char* words)
{
  for (uint32_t i = 0; i < doc->names.n; ++i) {
    if (ng_str_is(ng_doc_words(doc, doc->names.at[i].tokens), words)) {
      return doc->names.at[i].cls;
    }
  }
  return NG_N_CLASS;
}

static void
tells_people_places_and_demonyms(void** state)
{
  const NgDoc doc = names_of(*state,
                             "The Kenyan runner Grace Wanjiru arrived in Lisbon on Monday, said Peter Novak. "
                             "He had travelled from Poland.");
  assert_int_equal(class_of(&doc, "Grace Wanjiru"), NG_CLASS_PERSON);
  assert_int_equal(class_of(&doc, "Peter Novak"), NG_CLASS_PERSON);
  assert_int_equal(class_of(&doc, "Lisbon"), NG_CLASS_PLACE);
  assert_int_equal(class_of(&doc, "Poland"), NG_CLASS_COUNTRY);
  assert_int_equal(class_of(&doc, "Kenyan"), NG_CLASS_DEMONYM);
  ng_arena_free(doc.arena);
}

static void
tells_kinds_of_organisations(void** state)
{
  const NgDoc doc = names_of(*state,
                             "The Supreme Court of Canada heard the Ministry of Health on Tuesday. The "
                             "United Nations and the Labour Party disagreed, Reuters reported.");
  assert_int_equal(class_of(&doc, "Ministry of Health"), NG_CLASS_AGENCY);
  assert_int_equal(class_of(&doc, "United Nations"), NG_CLASS_INTERNATIONAL_ORGANIZATION);
  assert_int_equal(class_of(&doc, "Labour Party"), NG_CLASS_PARTY);
  assert_int_equal(class_of(&doc, "Reuters"), NG_CLASS_MEDIA_OUTLET);
  ng_arena_free(doc.arena);
}

static void
leaves_titles_out_of_names(void** state)
{
  const NgDoc doc = names_of(*state,
                             "The report was read by Professor Grace Wanjiru and by Mr Novak on Monday.");
  assert_int_equal(class_of(&doc, "Grace Wanjiru"), NG_CLASS_PERSON);
  assert_int_equal(class_of(&doc, "Novak"), NG_CLASS_PERSON);
  ng_arena_free(doc.arena);
}

static void
reads_typographic_quotes_as_plain_ones(void** state)
{
  const NgDoc doc = names_of(*state,
                             "\u201CWe waited in Lisbon,\u201D said Grace Wanjiru. \u201CWe are glad.\u201D");
  assert_int_equal(class_of(&doc, "We"), NG_N_CLASS);
  assert_int_equal(class_of(&doc, "Lisbon"), NG_CLASS_PLACE);
  assert_int_equal(class_of(&doc, "Grace Wanjiru"), NG_CLASS_PERSON);
  ng_arena_free(doc.arena);
}

static void
finds_nothing_in_plain_words(void** state)
{
  const NgDoc doc = names_of(*state, "it rained for days and the river rose above its banks.");
  assert_int_equal(doc.names.n, 0);
  ng_arena_free(doc.arena);
}

static void
names_are_in_order_and_apart(void** state)
{
  const NgDoc doc = names_of(*state,
                             "Anna Berg, Jon Lund and Mary Hill of Oslo met in Rome, Vienna and Prague with "
                             "officials from Chile, Peru and the European Union.");
  assert_true(doc.names.n > 5);
  for (uint32_t i = 0; i < doc.names.n; ++i) {
    const NgName* const name = &doc.names.at[i];
    assert_true(name->tokens.begin < name->tokens.end);
    assert_true(i == 0 || doc.names.at[i - 1].tokens.end <= name->tokens.begin);
    assert_true(name->score >= 0.5F && name->score <= 1.0F);
  }
  ng_arena_free(doc.arena);
}

static void
same_text_gives_the_same_names(void** state)
{
  const char* const text =
      "Prime Minister Olu Adeyemi told the National Assembly in Abuja that Shell would pay.";
  const NgDoc a = names_of(*state, text);
  const NgDoc b = names_of(*state, text);
  assert_int_equal(a.names.n, b.names.n);
  assert_memory_equal(a.names.at, b.names.at, a.names.n * sizeof(NgName));
  ng_arena_free(a.arena);
  ng_arena_free(b.arena);
}

static NgDoc
repeat(const char* piece, uint32_t n)
{
  const size_t len  = strlen(piece);
  char* const  text = malloc(len * n);
  assert_non_null(text);
  for (uint32_t i = 0; i < n; ++i) {
    memcpy(text + i * len, piece, len);
  }
  NgDoc doc = read_text(ng_str_n(text, len * n));
  free(text);
  return doc;
}

static void
survives_many_capitals(void** state)
{
  const Fixture* const f   = *state;
  NgDoc                doc = repeat("A ", 100000);
  assert_int_equal(ng_names_run(f->names, &doc, NULL), NG_SUCCESS);
  ng_arena_free(doc.arena);
}

static void
survives_one_endless_word(void** state)
{
  const Fixture* const f   = *state;
  NgDoc                doc = repeat("Xy", 500000);
  assert_int_equal(ng_names_run(f->names, &doc, NULL), NG_SUCCESS);
  ng_arena_free(doc.arena);
}

static void
refuses_a_damaged_model(void** state)
{
  Fixture* const f     = *state;
  NgNames*       names = NULL;
  NgError        err   = {0};
  char* const    byte  = f->file.at + f->file.len / 2;
  *byte ^= 1;
  assert_int_equal(ng_names_open_memory(&names, f->file.at, f->file.len, f->words, NULL, &err),
                   NG_ERR_BAD_DATA);
  *byte ^= 1;
  assert_null(names);
  assert_true(err.message[0] != '\0');
}

static void
refuses_a_truncated_model(void** state)
{
  Fixture* const f     = *state;
  NgNames*       names = NULL;
  assert_int_equal(ng_names_open_memory(&names, f->file.at, f->file.len - 64, f->words, NULL, NULL),
                   NG_ERR_BAD_DATA);
  assert_null(names);
}

static NgStatus
open_pack_of(const Fixture* f, const char* kind, uint32_t version, const NgNamesMeta* meta)
{
  NgBuf               bytes  = NG_BUF_INIT(1 << 20);
  NgNames*            names  = NULL;
  NgPackWriter* const writer = ng_pack_writer_new(kind, version);
  assert_int_equal(ng_pack_writer_add(writer, "meta", meta, sizeof(*meta)), NG_SUCCESS);
  assert_int_equal(ng_pack_writer_bytes(writer, &bytes), NG_SUCCESS);
  const NgStatus st = ng_names_open_memory(&names, bytes.at, bytes.len, f->words, NULL, NULL);
  ng_names_close(names);
  ng_pack_writer_free(writer);
  ng_buf_free(&bytes);
  return st;
}

static void
refuses_models_of_other_kind_version_or_form(void** state)
{
  const NgNamesMeta meta = {.n_stages = 1, .unit = 50};
  const NgNamesMeta odd  = {.n_stages = 9, .unit = 50};
  assert_int_equal(open_pack_of(*state, "words", NG_NAMES_VERSION, &meta), NG_ERR_BAD_DATA);
  assert_int_equal(open_pack_of(*state, NG_NAMES_KIND, NG_NAMES_VERSION + 1, &meta), NG_ERR_BAD_DATA);
  assert_int_equal(open_pack_of(*state, NG_NAMES_KIND, NG_NAMES_VERSION, &meta), NG_ERR_BAD_DATA);
  assert_int_equal(open_pack_of(*state, NG_NAMES_KIND, NG_NAMES_VERSION, &odd), NG_ERR_BAD_DATA);
}

static void
tells_when_memory_runs_out(void** state)
{
  const Fixture* const f      = *state;
  NgStatus             st     = NG_ERR_NO_MEM;
  uint32_t             n_fail = 0;
  for (size_t n = 0; st != NG_SUCCESS && n < 200; ++n) {
    NgDoc doc = repeat("Anna Berg of Oslo met Jon Lund. ", 400);
    ng_alloc_fail_after(n);
    st = ng_names_run(f->names, &doc, NULL);
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(st == NG_SUCCESS || st == NG_ERR_NO_MEM);
    n_fail += st == NG_ERR_NO_MEM;
    ng_arena_free(doc.arena);
  }
  assert_int_equal(st, NG_SUCCESS);
  assert_true(n_fail > 0);
}

static void
closes_nothing(void** state)
{
  ng_names_close(NULL);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tells_people_places_and_demonyms),
      cmocka_unit_test(tells_kinds_of_organisations),
      cmocka_unit_test(leaves_titles_out_of_names),
      cmocka_unit_test(reads_typographic_quotes_as_plain_ones),
      cmocka_unit_test(finds_nothing_in_plain_words),
      cmocka_unit_test(names_are_in_order_and_apart),
      cmocka_unit_test(same_text_gives_the_same_names),
      cmocka_unit_test(survives_many_capitals),
      cmocka_unit_test(survives_one_endless_word),
      cmocka_unit_test(refuses_a_damaged_model),
      cmocka_unit_test(refuses_a_truncated_model),
      cmocka_unit_test(refuses_models_of_other_kind_version_or_form),
      cmocka_unit_test(tells_when_memory_runs_out),
      cmocka_unit_test(closes_nothing),
  };
  return cmocka_run_group_tests(tests, open_models, close_models) ? 1 : 0;
}
