// SPDX-License-Identifier: Apache-2.0
// Graphs read back.
#include "rdf/rdf.h"

#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

enum { MAX_SHOWN = 1 << 20 };

// All quads of `text` in `format` as lines, an error as a line "! LINE:COLUMN", in `out`.
static void
show(NgBuf* out, const char* text, size_t len, NgRdfFormat format, const NgRdfOptions* options)
{
  NgRdf*   rdf = NULL;
  NgQuad   quad;
  NgStatus status = NG_SUCCESS;
  NgError  err    = {0};
  ng_buf_clear(out);
  assert_int_equal(ng_rdf_open_bytes(&rdf, "test", ng_str_n(text, len), format, options, &err), NG_SUCCESS);
  while (status != NG_END) {
    memset(&err, 0, sizeof(err));
    status = ng_rdf_next(rdf, &quad, &err);
    if (!status) {
      ng_rdf_write_quad(out, &quad);
    } else if (status != NG_END) {
      ng_buf_printf(out, "! %zu:%zu\n", err.line, err.column);
    }
  }
  ng_rdf_close(rdf);
}

static void
expect(const char* text, NgRdfFormat format, const char* lines)
{
  NgBuf out = NG_BUF_INIT(MAX_SHOWN);
  show(&out, text, strlen(text), format, NULL);
  assert_string_equal(out.at ? out.at : "", lines);
  ng_buf_free(&out);
}

#define SP "<http://e/s> <http://e/p> "

static void
reads_terms_of_all_kinds(void** state)
{
  expect(SP "<http://e/o> .\n" SP "_:b.1 .\n_:x <http://e/p> \"\" .\n" SP "\"a\"@en-GB .\n" SP
            "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n",
         NG_RDF_NTRIPLES,
         SP "<http://e/o> .\n" SP "_:b.1 .\n_:x <http://e/p> \"\" .\n" SP "\"a\"@en-GB .\n" SP
            "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
}

static void
unescapes_and_writes_what_must_be_escaped(void** state)
{
  expect("<http://e/\\u00E9> <http://e/p> \"\\t\\b\\n\\r\\f\\\"\\'\\\\\\u0001\\U0001F600\\u007f\" .",
         NG_RDF_NTRIPLES,
         "<http://e/\xC3\xA9> <http://e/p> \"\\t\\b\\n\\r\\f\\\"'\\\\\\u0001\xF0\x9F\x98\x80\\u007F\" .\n");
}

static void
takes_any_blanks_comments_and_line_ends(void** state)
{
  expect("# c\r\n\r\n\t<http://e/s><http://e/p>\"a\"@en.# c\r" SP "_:b.\r\n" SP "<http://e/o>\t. \t",
         NG_RDF_NTRIPLES, SP "\"a\"@en .\n" SP "_:b .\n" SP "<http://e/o> .\n");
}

static void
reads_graph_names_in_quads_only(void** state)
{
  expect(SP "\"a\" <http://e/g> .\n" SP "\"a\" _:g .\n", NG_RDF_NQUADS,
         SP "\"a\" <http://e/g> .\n" SP "\"a\" _:g .\n");
  expect(SP "\"a\" <http://e/g> .\n" SP "\"b\" .\n", NG_RDF_NTRIPLES, "! 1:31\n" SP "\"b\" .\n");
}

static void
does_not_write_the_datatype_of_strings(void** state)
{
  expect(SP "\"a\"^^<http://www.w3.org/2001/XMLSchema#string> .\n", NG_RDF_NTRIPLES, SP "\"a\" .\n");
}

static void
goes_on_behind_a_wrong_line(void** state)
{
  static const char* const wrong[] = {
      SP "\"a\"",
      SP "\"a .",
      SP "\"\\q\" .",
      SP "\"\\u12\" .",
      SP "\"\\uD800\" .",
      SP "\"\\U00110000\" .",
      SP "<o> .",
      SP "<http://e/ x> .",
      SP "<http://e/\\u0020> .",
      SP "<http://e/\\n> .",
      SP "\"a\"@ .",
      SP "\"a\"@en_US .",
      SP "\"a\"@e-toolongsub .",
      SP "\"a\"^^x .",
      SP "_: .",
      SP "_:-a .",
      "\"a\" <http://e/p> <http://e/o> .",
      "<http://e/s> _:p <http://e/o> .",
      SP "<http://e/o> . x",
      "<http://e/s>",
      SP "'a' .",
      SP "\"a\xC0\x80\" .",
      SP "\"a\xED\xA0\x80\" .",
      SP "<http://e/\xFF> .",
      SP "_:a\xC2\xA0 .",
      "x",
      SP "\"a\\",
      SP "1 .",
  };
  for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); ++i) {
    char  text[512];
    NgBuf out = NG_BUF_INIT(MAX_SHOWN);
    snprintf(text, sizeof(text), "%s\n" SP "\"good\" .\n", wrong[i]);
    show(&out, text, strlen(text), NG_RDF_NTRIPLES, NULL);
    if (!ng_str_starts(ng_buf_str(&out), "! 1:") || !ng_str_ends(ng_buf_str(&out), "\n" SP "\"good\" .\n")) {
      fail_msg("%s gives %s", wrong[i], out.at);
    }
    ng_buf_free(&out);
  }
}

static void
keeps_nul_in_literals(void** state)
{
  static const char line[] = SP "\"a\0b\" .";
  NgBuf             out    = NG_BUF_INIT(MAX_SHOWN);
  show(&out, line, sizeof(line) - 1, NG_RDF_NTRIPLES, NULL);
  assert_string_equal(out.at, SP "\"a\\u0000b\" .\n");
  ng_buf_free(&out);
}

static void
reads_lines_longer_than_any_buffer(void** state)
{
  const size_t n    = 700 * 1000;
  NgBuf        text = NG_BUF_INIT(MAX_SHOWN * 4);
  NgBuf        out  = NG_BUF_INIT(MAX_SHOWN * 4);
  for (int i = 0; i < 3; ++i) {
    ng_buf_addz(&text, SP "\"");
    ng_buf_reserve(&text, n);
    memset(text.at + text.len, 'x', n);
    text.len += n;
    ng_buf_addz(&text, "\" .\n");
  }
  show(&out, text.at, text.len, NG_RDF_NTRIPLES, NULL);
  assert_int_equal(out.len, text.len);
  assert_memory_equal(out.at, text.at, text.len);
  const NgRdfOptions options = {.max_line_bytes = 1000};
  ng_buf_addz(&text, SP "\"short\" .\n");
  FILE* const file = fopen("test_rdf.nt.part", "wb"); // through a file, whose lines are put together
  assert_non_null(file);
  fwrite(text.at, 1, text.len, file);
  fclose(file);
  NgRdf*  rdf = NULL;
  NgQuad  quad;
  NgError err = {0};
  assert_int_equal(ng_rdf_open(&rdf, "test_rdf.nt.part", NG_RDF_NTRIPLES, &options, &err), NG_SUCCESS);
  for (int i = 0; i < 3; ++i) {
    assert_int_equal(ng_rdf_next(rdf, &quad, NULL), NG_ERR_BAD_INPUT);
  }
  assert_int_equal(ng_rdf_next(rdf, &quad, &err), NG_SUCCESS);
  assert_true(ng_str_is(quad.object.value, "short"));
  assert_int_equal(ng_rdf_line(rdf), 4);
  assert_int_equal(ng_rdf_next(rdf, &quad, &err), NG_END);
  ng_rdf_close(rdf);
  remove("test_rdf.nt.part");
  ng_buf_free(&text);
  ng_buf_free(&out);
}

static void
tells_lines_that_are_canonical(void** state)
{
  static const struct {
    const char* line;
    bool        is_canonical;
  } cases[] = {
      {SP "<http://e/o> .", true}, {SP "\"\\n\\\"\\u0001\" .", true},
      {SP "\"\\u000A\" .", false}, {SP "\"\\u007f\" .", false},
      {SP "\"a\tb\" .", false},    {SP "\"a\" . ", false},
      {SP "\"a\".", false},        {SP " \"a\" .", false},
      {" " SP "\"a\" .", false},   {SP "\"a\"^^<http://www.w3.org/2001/XMLSchema#string> .", false},
      {SP "\"\xC3\xA9\" .", true}, {SP "\"\\u00E9\" .", false},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    NgRdf* rdf = NULL;
    NgQuad quad;
    NgBuf  out = NG_BUF_INIT(MAX_SHOWN);
    assert_int_equal(ng_rdf_open_bytes(&rdf, "t", ng_str(cases[i].line), NG_RDF_NTRIPLES, NULL, NULL),
                     NG_SUCCESS);
    assert_int_equal(ng_rdf_next(rdf, &quad, NULL), NG_SUCCESS);
    assert_int_equal(ng_rdf_text(rdf).len > 0, cases[i].is_canonical);
    ng_rdf_write_quad(&out, &quad);
    assert_int_equal(ng_str_eq(ng_str_n(out.at, out.len - 1), ng_str(cases[i].line)), cases[i].is_canonical);
    ng_buf_free(&out);
    ng_rdf_close(rdf);
  }
}

static void
tells_the_form_by_content(void** state)
{
  static const struct {
    const char* text;
    NgRdfFormat format;
  } cases[] = {
      {"", NG_RDF_NQUADS},
      {"# c\n\n" SP "\"a\" .\n", NG_RDF_NQUADS},
      {"@prefix e: <http://e/> .\ne:s e:p e:o .", NG_RDF_TRIG},
      {SP "\"a\" ;\n <http://e/q> 1 .", NG_RDF_TRIG},
      {"<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
       NG_RDF_RDFXML},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    NgRdf* rdf = NULL;
    assert_int_equal(ng_rdf_open_bytes(&rdf, "t", ng_str(cases[i].text), NG_RDF_AUTO, NULL, NULL),
                     NG_SUCCESS);
    assert_int_equal(ng_rdf_format(rdf), cases[i].format);
    ng_rdf_close(rdf);
  }
  NgRdf*  rdf = NULL;
  NgError err = {0};
  assert_int_equal(ng_rdf_open_bytes(&rdf, "t", ng_str("A day in town\n"), NG_RDF_AUTO, NULL, &err),
                   NG_ERR_BAD_INPUT);
}

static void
reads_turtle_trig_and_rdf_xml(void** state)
{
  expect("@prefix e: <http://e/> .\ne:s e:p 'x'@en-GB, 1 .", NG_RDF_TURTLE,
         SP "\"x\"@en-GB .\n" SP "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
  expect("@prefix e: <http://e/> .\ne:g { e:s e:p \"\\u00E9\" }", NG_RDF_TRIG,
         SP "\"\xC3\xA9\" <http://e/g> .\n");
  expect("<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
         "xmlns:e='http://e/'>"
         "<rdf:Description rdf:about='http://e/s'><e:p>a&amp;b</e:p></rdf:Description></rdf:RDF>",
         NG_RDF_RDFXML, SP "\"a&b\" .\n");
}

static void
keeps_blank_nodes_apart_from_those_without_label(void** state)
{
  expect("@prefix e: <http://e/> .\n[] e:p _:genid1 . _:genid1 e:p _:xgenid1 .", NG_RDF_TURTLE,
         "_:genid1 <http://e/p> _:xgenid1 .\n_:xgenid1 <http://e/p> _:xxgenid1 .\n");
}

static void
reports_a_wrong_document_once(void** state)
{
  expect(SP "'a' .\n" SP ".\n" SP "'b' .\n", NG_RDF_TURTLE, SP "\"a\" .\n! 2:0\n");
  expect("<s> <http://e/p> 'a' .\n", NG_RDF_TURTLE, "! 1:0\n");
  expect(SP "'\xE9' .\n", NG_RDF_TURTLE, "! 1:0\n");
  expect("<?xml version='1.0'?><rdf:RDF", NG_RDF_RDFXML, "! 0:0\n");
}

static void
resolves_against_a_base(void** state)
{
  const NgRdfOptions options = {.base = "http://e/a/"};
  NgBuf              out     = NG_BUF_INIT(MAX_SHOWN);
  const char* const  text    = "<../s> <http://e/p> <o> .";
  show(&out, text, strlen(text), NG_RDF_TURTLE, &options);
  assert_string_equal(out.at, SP "<http://e/a/o> .\n");
  ng_buf_free(&out);
}

static void
survives_what_crashes_the_parser(void** state)
{
  NgBuf text = NG_BUF_INIT(MAX_SHOWN);
  NgBuf out  = NG_BUF_INIT(MAX_SHOWN);
  ng_buf_addz(&text, SP "\"x\"@en");
  for (int i = 0; i < 1000; ++i) {
    ng_buf_addz(&text, "-abcd");
  }
  ng_buf_addz(&text, " .\n");
  show(&out, text.at, text.len, NG_RDF_TURTLE, NULL);
  assert_true(ng_str_starts(ng_buf_str(&out), "! "));
  ng_buf_free(&text);
  ng_buf_free(&out);
}

static void
ends_a_parser_that_takes_too_much(void** state)
{
  NgRdfOptions options = {.max_child_seconds = 1, .max_child_bytes = 64 << 20};
  NgBuf        text    = NG_BUF_INIT((size_t)1 << 28);
  NgBuf        out     = NG_BUF_INIT(MAX_SHOWN);
  ng_buf_addz(&text, SP "\"");
  ng_buf_reserve(&text, 100 << 20); // a literal beyond the memory
  memset(text.at + text.len, 'x', 100 << 20);
  text.len += 100 << 20;
  ng_buf_addz(&text, "\" .\n");
  show(&out, text.at, text.len, NG_RDF_TURTLE, &options);
  assert_true(ng_str_starts(ng_buf_str(&out), "! "));
  ng_buf_free(&text);
  ng_buf_free(&out);
}

static void
skolemises_by_content_and_label(void** state)
{
  const NgRdfOptions options = {.is_skolemised = true};
  const char* const  one     = "_:a <http://e/p> _:b .\n_:a <http://e/p> \"x\" .\n";
  const char* const  two     = "_:a <http://e/p> _:b .\n_:a <http://e/p> \"y\" .\n";
  NgBuf              a       = NG_BUF_INIT(MAX_SHOWN);
  NgBuf              b       = NG_BUF_INIT(MAX_SHOWN);
  show(&a, one, strlen(one), NG_RDF_NTRIPLES, &options);
  show(&b, one, strlen(one), NG_RDF_NTRIPLES, &options);
  assert_string_equal(a.at, b.at);
  assert_true(ng_str_starts(ng_buf_str(&a), "<" NG_RDF_GENID));
  const size_t n = sizeof(NG_RDF_GENID) + 32;
  assert_memory_equal(a.at, strchr(a.at, '\n') + 1, n); // the same node in both lines
  show(&b, two, strlen(two), NG_RDF_NTRIPLES, &options);
  assert_memory_not_equal(a.at, b.at, n);
  ng_buf_free(&a);
  ng_buf_free(&b);
}

static void
reports_files_it_cannot_read(void** state)
{
  NgRdf*  rdf = NULL;
  NgError err = {0};
  assert_int_equal(ng_rdf_open(&rdf, "/nonexistent/a.nt", NG_RDF_AUTO, NULL, &err), NG_ERR_READ);
  assert_string_equal(err.source, "/nonexistent/a.nt");
}

static void
survives_any_failed_allocation(void** state)
{
  static const char* const texts[] = {SP "\"a\\n\" .\n", "<http://e/s> <http://e/p> 'a' ."};
  for (int t = 0; t < 2; ++t) {
    NgStatus status = NG_ERR_NO_MEM;
    for (size_t n = 0; n < 60 && status != NG_END; ++n) {
      NgRdf* rdf = NULL;
      NgQuad quad;
      ng_alloc_fail_after(n);
      status = ng_rdf_open_bytes(&rdf, "t", ng_str(texts[t]), t ? NG_RDF_TURTLE : NG_RDF_NTRIPLES, NULL,
                                 NULL);
      while (!status) {
        status = ng_rdf_next(rdf, &quad, NULL);
      }
      ng_rdf_close(rdf);
      ng_alloc_fail_after(SIZE_MAX);
      assert_true(status == NG_END || status == NG_ERR_NO_MEM);
    }
    assert_int_equal(status, NG_END);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_terms_of_all_kinds),
      cmocka_unit_test(unescapes_and_writes_what_must_be_escaped),
      cmocka_unit_test(takes_any_blanks_comments_and_line_ends),
      cmocka_unit_test(reads_graph_names_in_quads_only),
      cmocka_unit_test(does_not_write_the_datatype_of_strings),
      cmocka_unit_test(goes_on_behind_a_wrong_line),
      cmocka_unit_test(keeps_nul_in_literals),
      cmocka_unit_test(reads_lines_longer_than_any_buffer),
      cmocka_unit_test(tells_lines_that_are_canonical),
      cmocka_unit_test(tells_the_form_by_content),
      cmocka_unit_test(reads_turtle_trig_and_rdf_xml),
      cmocka_unit_test(keeps_blank_nodes_apart_from_those_without_label),
      cmocka_unit_test(reports_a_wrong_document_once),
      cmocka_unit_test(resolves_against_a_base),
      cmocka_unit_test(survives_what_crashes_the_parser),
      cmocka_unit_test(ends_a_parser_that_takes_too_much),
      cmocka_unit_test(skolemises_by_content_and_label),
      cmocka_unit_test(reports_files_it_cannot_read),
      cmocka_unit_test(survives_any_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
