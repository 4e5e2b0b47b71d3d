// SPDX-License-Identifier: Apache-2.0
// Articles out of plain-text and JSONL files, and what is said of those that cannot be read.
#include "base/alloc.h"
#include "base/buf.h"
#include "base/io.h"
#include "read/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct {
  char          folder[64];
  char          path[96];
  NgDoc         doc;
  NgError       err;
  NgReader*     reader;
  NgReadOptions options;
  NgError       warning;
  int           n_warnings;
} Bench;

static void
on_warning(void* self, const NgError* warning)
{
  Bench* const b = self;
  b->warning     = *warning;
  ++b->n_warnings;
}

static int
set_up(void** state)
{
  Bench* const b = calloc(1, sizeof(Bench));
  assert_non_null(b);
  snprintf(b->folder, sizeof(b->folder), "/tmp/newsgraph-read-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  b->doc.arena         = ng_arena_new((size_t)1 << 28);
  b->options           = (NgReadOptions)NG_READ_OPTIONS_INIT;
  b->options.warn      = on_warning;
  b->options.warn_self = b;
  *state               = b;
  return 0;
}

static int
tear_down(void** state)
{
  Bench* const b = *state;
  ng_reader_close(b->reader);
  ng_arena_free(b->doc.arena);
  unlink(b->path);
  rmdir(b->folder);
  free(b);
  return 0;
}

static void
open_bytes(Bench* b, const char* name, NgStr bytes, NgReadFormat format)
{
  ng_reader_close(b->reader);
  b->reader = NULL;
  memset(&b->err, 0, sizeof(b->err));
  unlink(b->path);
  snprintf(b->path, sizeof(b->path), "%s/%s", b->folder, name);
  assert_int_equal(ng_io_write_file(b->path, bytes, &b->err), NG_SUCCESS);
  assert_int_equal(ng_reader_open(&b->reader, b->path, format, &b->options, &b->err), NG_SUCCESS);
}

static NgStatus
next(Bench* b)
{
  memset(&b->err, 0, sizeof(b->err));
  return ng_reader_next(b->reader, &b->doc, &b->err);
}

static void
assert_str(NgStr s, const char* expected)
{
  char* const z = strndup(s.at ? s.at : "", s.len);
  assert_string_equal(z, expected);
  free(z);
}

// A file of one bad line between two good ones: the bad one is reported with its line, the good ones are
// read.
static void
assert_bad_line(Bench* b, NgStr line, NgStatus status, size_t column, const char* reason)
{
  NgBuf text = NG_BUF_INIT(1 << 26);
  ng_buf_addz(&text, "{\"text\": \"First words.\"}\n");
  ng_buf_add(&text, line);
  ng_buf_addz(&text, "\n{\"text\": \"Last words.\"}");
  open_bytes(b, "bad.jsonl", ng_buf_str(&text), NG_READ_AUTO);
  ng_buf_free(&text);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "First words.");
  if (next(b) != status) {
    fail_msg("No status %d for '%.*s'", status, (int)(line.len < 80 ? line.len : 80), line.at);
  }
  assert_int_equal(b->err.status, status);
  assert_string_equal(b->err.source, b->path);
  assert_int_equal(b->err.line, 2);
  if (column) {
    assert_int_equal(b->err.column, column);
  }
  if (!strstr(b->err.message, reason)) {
    fail_msg("'%s' does not hold '%s'", b->err.message, reason);
  }
  assert_false(ng_reader_is_fatal(status));
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Last words.");
  assert_int_equal(next(b), NG_END);
  assert_int_equal(next(b), NG_END);
}

// --- plain text ----------------------------------------------------------------------------------

static void
takes_a_text_file_as_one_article(void** state)
{
  Bench* const b       = *state;
  b->options.title     = "Head";
  b->options.date      = "4 January 2019";
  b->options.url       = "https://example.org/1";
  b->options.publisher = "The Example";
  open_bytes(b, "a.txt", ng_str("Line one.\r\nLine two.\n"), NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Line one.\r\nLine two.\n");
  assert_str(b->doc.meta.title, "Head");
  assert_str(b->doc.meta.published, "2019-01-04");
  assert_str(b->doc.meta.url, "https://example.org/1");
  assert_str(b->doc.meta.publisher, "The Example");
  assert_str(b->doc.meta.source, b->path);
  assert_int_equal(b->doc.meta.line, 0);
  assert_int_equal(b->doc.meta.date.month, 1);
  assert_int_equal(next(b), NG_END);
}

static void
says_that_a_file_is_empty(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a.txt", ng_str(""), NG_READ_AUTO);
  assert_int_equal(next(b), NG_ERR_BAD_TEXT);
  assert_non_null(strstr(b->err.message, "empty"));
  assert_string_equal(b->err.source, b->path);
  assert_int_equal(next(b), NG_END);
}

static void
refuses_a_text_beyond_the_limit(void** state)
{
  Bench* const b               = *state;
  b->options.max_article_bytes = 1000;
  NgBuf text                   = NG_BUF_INIT(1 << 20);
  for (int i = 0; i < 20000; ++i) {
    ng_buf_addz(&text, "word ");
  }
  open_bytes(b, "a.txt", ng_buf_str(&text), NG_READ_AUTO);
  ng_buf_free(&text);
  assert_int_equal(next(b), NG_ERR_LIMIT);
  assert_string_equal(b->err.message, "A text of 100000 bytes is longer than the limit of 1000");
  assert_int_equal(next(b), NG_END);
}

static void
opens_no_folder_and_no_missing_file(void** state)
{
  Bench* const b = *state;
  assert_int_equal(ng_reader_open(&b->reader, b->folder, NG_READ_AUTO, NULL, &b->err), NG_ERR_READ);
  assert_string_equal(b->err.source, b->folder);
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(ng_reader_open(&b->reader, "/no/such/file", NG_READ_AUTO, NULL, &b->err), NG_ERR_READ);
  assert_string_equal(b->err.source, "/no/such/file");
  assert_null(b->reader);
  ng_reader_close(NULL);
}

static void
refuses_an_option_that_is_no_date(void** state)
{
  Bench* const b  = *state;
  b->options.date = "yesterday";
  assert_int_equal(ng_reader_open(&b->reader, "-", NG_READ_TEXT, &b->options, &b->err), NG_ERR_BAD_ARG);
  assert_non_null(strstr(b->err.message, "yesterday"));
}

static void
reads_standard_input(void** state)
{
  Bench* const b = *state;
  int          ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "{\"text\": \"Piped.\"}\n", 19), 19);
  close(ends[1]);
  const int kept = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  assert_int_equal(ng_reader_open(&b->reader, "-", NG_READ_AUTO, NULL, &b->err), NG_SUCCESS);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Piped.");
  assert_str(b->doc.meta.source, "standard input");
  assert_int_equal(next(b), NG_END);
  if (kept >= 0) {
    dup2(kept, STDIN_FILENO);
    close(kept);
  }
}

// --- JSONL ---------------------------------------------------------------------------------------

static void
reads_the_keys_of_a_record(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a",
             ng_str("\xEF\xBB\xBF{\"id\": 7, \"url\": \"https://example.org/7\", \"title\": \"T\\u00e9\", "
                    "\"text\": \"One.\\n\\nTwo \\ud83d\\ude00.\", \"date\": \"2019-01-04 12:30:00\", "
                    "\"publisher\": \"P\", "
                    "\"authors\": [\"A. Roe\", \" \", \"B. Doe\"], \"language\": \"en\", \"extra\": {\"a\": "
                    "[1, {\"text\": 2}]}}\r\n"
                    "\n  \n{\"text\":\"Next\"}"),
             NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.meta.id, "7");
  assert_str(b->doc.meta.title, "T\u00e9");
  assert_str(b->doc.body, "One.\n\nTwo \U0001F600.");
  assert_str(b->doc.meta.published, "2019-01-04T12:30:00");
  assert_int_equal(b->doc.meta.authors.n, 2);
  assert_str(b->doc.meta.authors.at[1], "B. Doe");
  assert_int_equal(b->doc.meta.line, 1);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(b->doc.meta.line, 4);
  assert_int_equal(b->doc.meta.title.len, 0);
  assert_int_equal(next(b), NG_END);
}

static void
reads_the_keys_of_news_crawlers(void** state)
{
  Bench* const b = *state;
  open_bytes(
      b, "a",
      ng_str(
          "{\"maintext\": \"Words.\", \"text\": null, \"description\": \"D\", \"date_publish\": \"2020-02-29 "
          "00:00:00\", "
          "\"source_domain\": \"example.org\", \"author\": {\"@type\": \"Person\", \"name\": \"A. Roe\"}}\n"
          "{\"text\": \"W\", \"authors\": [{\"name\": \"C\", \"of\": {\"name\": \"X\"}}, \"D\"], "
          "\"publisher\": {\"name\": \"P\"}, "
          "\"title\": null, \"date\": null}\n"),
      NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Words.");
  assert_str(b->doc.meta.publisher, "example.org");
  assert_str(b->doc.meta.published, "2020-02-29T00:00:00");
  assert_int_equal(b->doc.meta.authors.n, 1);
  assert_str(b->doc.meta.authors.at[0], "A. Roe");
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(b->doc.meta.authors.n, 2);
  assert_str(b->doc.meta.authors.at[0], "C");
  assert_str(b->doc.meta.authors.at[1], "D");
  assert_str(b->doc.meta.publisher, "P");
}

static void
reads_the_keys_of_other_vocabularies_where_ours_say_nothing(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a.jsonl",
             ng_str("{\"@type\": \"NewsArticle\", \"headline\": \"Head\", \"articleBody\": \"Words.\", "
                    "\"datePublished\": \"2019-01-04\", \"inLanguage\": \"en\", "
                    "\"author\": [{\"@type\": \"Person\", \"name\": \"Ann Roe\"}], \"publisher\": {\"name\": "
                    "\"Wire\"}}\n"
                    "{\"text\": \"Ours.\", \"title\": \"T\", \"content\": {\"a\": [1]}, \"body\": 7, "
                    "\"headline\": null, \"lang\": [\"en\"]}\n"),
             NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Words.");
  assert_str(b->doc.meta.title, "Head");
  assert_str(b->doc.meta.published, "2019-01-04");
  assert_str(b->doc.meta.language, "en");
  assert_str(b->doc.meta.publisher, "Wire");
  assert_str(b->doc.meta.authors.at[0], "Ann Roe");
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "Ours.");
  assert_str(b->doc.meta.title, "T");
  assert_int_equal(next(b), NG_END);
}

static void
tells_why_a_line_is_no_article_and_goes_on(void** state)
{
  static const struct {
    const char* line;
    size_t      column;
    const char* reason;
  } cases[] = {
      {"not json", 2, "Not JSON"},
      {"{\"text\": \"cut", 0, "Not JSON"},
      {"{\"text\": \"a\"", 0, "Not JSON"},
      {"{\"text\": \"a\"} x", 0, "Not JSON"},
      {"{\"text\": \"a\"}{\"text\": \"b\"}", 0, "Not JSON"},
      {"{\"text\": \"a\",}", 0, "Not JSON"},
      {"{'text': 'a'}", 0, "Not JSON"},
      {"{\"text\": \"tab\there\"}", 0, "Not JSON"},
      {"{\"text\": \"\xff\"}", 11, "Not UTF-8"},
      {"{\"text\": \"\xed\xa0\x80\"}", 11, "Not UTF-8"},
      {"{\"title\": \"a\"}", 0, "no text"},
      {"{\"text\": \"\"}", 0, "no text"},
      {"{\"text\": \" \\n\"}", 0, "no text"},
      {"{\"text\": null}", 0, "no text"},
      {"{}", 0, "no text"},
      {"{\"text\": 5}", 0, "\"text\" must be a string, not a number"},
      {"{\"text\": [\"a\"]}", 0, "\"text\" must be a string, not an array"},
      {"{\"text\": {\"a\": 1}}", 0, "\"text\" must be a string, not an object"},
      {"{\"text\": \"a\", \"title\": true}", 0, "\"title\" must be a string, not true or false"},
      {"{\"text\": \"a\", \"url\": []}", 0, "\"url\" must be a string"},
      {"[1, 2]", 0, "Not a JSON object"},
      {"\"text\"", 0, "Not a JSON object"},
      {"17", 0, "Not a JSON object"},
      {"null", 0, "Not a JSON object"},
      {"true", 0, "Not a JSON object"},
      {"{\"text\": \"a\", \"text\": \"b\"}", 0, "\"text\" stands twice"},
      {"{\"x\": 1, \"text\": \"b\", \"x\": 2}", 0, "\"x\" stands twice"},
      {"{\"text\": \"\\ud83d alone\"}", 11, "half of a surrogate pair"},
      {"{\"text\": \"\\ude00 alone\"}", 11, "half of a surrogate pair"},
      {"{\"text\": \"\\ud83d\\u0041\"}", 11, "half of a surrogate pair"},
      {"{\"text\": \"\\ud83d", 11, "half of a surrogate pair"},
      {"{\"text\": \"nul \\u0000\"}", 15, "NUL"},
      {"{\"text\": \"\\uZZZZ\"}", 0, "Not JSON"},
      {"{\"text\": \"\\x\"}", 0, "Not JSON"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    assert_bad_line(*state, ng_str(cases[i].line), NG_ERR_BAD_INPUT, cases[i].column, cases[i].reason);
  }
}

static void
refuses_deep_nesting_many_keys_and_nul_bytes(void** state)
{
  NgBuf line = NG_BUF_INIT(1 << 24);
  ng_buf_addz(&line, "{\"a\": ");
  for (int i = 0; i < 100000; ++i) {
    ng_buf_addc(&line, '[');
  }
  assert_bad_line(*state, ng_buf_str(&line), NG_ERR_BAD_INPUT, 0, "deeper");
  ng_buf_clear(&line);
  for (int i = 0; i < 5000; ++i) {
    ng_buf_printf(&line, "%c\"k%d\": 1", i ? ',' : '{', i);
  }
  ng_buf_addz(&line, "}");
  assert_bad_line(*state, ng_buf_str(&line), NG_ERR_LIMIT, 0, "keys");
  ng_buf_free(&line);
  assert_bad_line(*state, ng_str_n("{\"text\": \"a\0b\"}", 15), NG_ERR_BAD_INPUT, 0, "Not JSON");
}

static void
drops_a_line_beyond_the_limit_and_goes_on(void** state)
{
  Bench* const b               = *state;
  b->options.max_article_bytes = 100000;
  NgBuf line                   = NG_BUF_INIT(1 << 24);
  ng_buf_addz(&line, "{\"text\": \"");
  for (int i = 0; i < 500000; ++i) {
    ng_buf_addz(&line, "word ");
  }
  ng_buf_addz(&line, "\"}");
  assert_bad_line(b, ng_buf_str(&line), NG_ERR_LIMIT, 0,
                  "A line of 2500012 bytes is longer than the limit of 100000");
  ng_buf_free(&line);
}

static void
reads_a_line_of_escapes_up_to_the_limit(void** state)
{
  Bench* const b               = *state;
  b->options.max_article_bytes = 200000;
  NgBuf line                   = NG_BUF_INIT(1 << 24);
  ng_buf_addz(&line, "{\"text\": \"");
  for (int i = 0; i < 33000; ++i) {
    ng_buf_addz(&line, "\\u00e9");
  }
  ng_buf_addz(&line, "\"}");
  open_bytes(b, "a.jsonl", ng_buf_str(&line), NG_READ_AUTO);
  ng_buf_free(&line);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(b->doc.body.len, 66000);
}

static void
warns_of_a_date_that_is_none_and_keeps_the_article(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a.jsonl",
             ng_str("{\"text\": \"a\", \"date\": \"soon\"}\n{\"text\": \"b\", \"date\": \"2019-02-30\"}"),
             NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(b->n_warnings, 1);
  assert_int_equal(b->warning.line, 1);
  assert_non_null(strstr(b->warning.message, "soon"));
  assert_int_equal(b->doc.meta.published.len, 0);
  assert_int_equal(b->doc.meta.date.year, 0);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(b->n_warnings, 2);
}

static void
tells_formats_apart_by_content(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a", ng_str("{not JSON}, said the note"), NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "{not JSON}, said the note");
  open_bytes(b, "a", ng_str("{\"text\": \"x\"}"), NG_READ_TEXT);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "{\"text\": \"x\"}");
  open_bytes(b, "a.ndjson", ng_str("broken\n{\"text\": \"x\"}"), NG_READ_AUTO);
  assert_int_equal(next(b), NG_ERR_BAD_INPUT);
  assert_int_equal(next(b), NG_SUCCESS);
  open_bytes(b, "a", ng_str(""), NG_READ_JSONL);
  assert_int_equal(next(b), NG_END);
}

static void
reads_objects_in_an_array_and_over_many_lines(void** state)
{
  static const char* const texts[] = {"[{\"text\": \"x {\"}, {\"text\": \"y \\\"]}\"}]",
                                      "{\n  \"text\": \"x {\"\n}\n{ \"text\":\n\"y \\\"]}\"}\n",
                                      "\n[\n{\n\"text\":\"x {\"},\n{\"text\":\"y \\\"]}\"}\n]"};
  Bench* const             b       = *state;
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); ++i) {
    open_bytes(b, "a", ng_str(texts[i]), NG_READ_AUTO);
    assert_int_equal(next(b), NG_SUCCESS);
    assert_str(b->doc.body, "x {");
    assert_int_equal(next(b), NG_SUCCESS);
    assert_str(b->doc.body, "y \"]}");
    assert_int_equal(next(b), NG_END);
  }
}

static void
goes_on_behind_what_is_no_object(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a", ng_str("[{\"text\": \"x\"},\nnull, 7,\n{\"text\": \"y\"}, {\"text\": "), NG_READ_AUTO);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_int_equal(next(b), NG_ERR_BAD_INPUT);
  assert_int_equal(b->err.line, 2);
  assert_int_equal(next(b), NG_SUCCESS);
  assert_str(b->doc.body, "y");
  assert_int_equal(b->doc.meta.line, 3);
  assert_int_equal(next(b), NG_ERR_BAD_INPUT);
  assert_int_equal(next(b), NG_END);
}

// --- dates ---------------------------------------------------------------------------------------

static void
writes_dates_as_xml_schema_does(void** state)
{
  static const struct {
    const char* written;
    const char* expected; // NULL: none
  } cases[] = {
      {"2019-01-04", "2019-01-04"},
      {" 2019-01-04 ", "2019-01-04"},
      {"2019/1/4", "2019-01-04"},
      {"2019.01.04", "2019-01-04"},
      {"20190104", "2019-01-04"},
      {"2019-01-04Z", "2019-01-04Z"},
      {"2019-01-04 12:30:00", "2019-01-04T12:30:00"},
      {"2019-01-04T12:30", "2019-01-04T12:30:00"},
      {"2019-01-04T12:30:00Z", "2019-01-04T12:30:00Z"},
      {"2019-01-04T12:30:00+00:00", "2019-01-04T12:30:00Z"},
      {"2019-01-04T12:30:00.250-0530", "2019-01-04T12:30:00.25-05:30"},
      {"2019-01-04T12:30:00.000000+01", "2019-01-04T12:30:00+01:00"},
      {"2019-01-04 12:30:00 UTC", "2019-01-04T12:30:00Z"},
      {"Fri, 04 Jan 2019 12:30:00 GMT", "2019-01-04T12:30:00Z"},
      {"Fri, 4 Jan 2019 12:30:00 +0100", "2019-01-04T12:30:00+01:00"},
      {"January 4, 2019", "2019-01-04"},
      {"Jan. 4, 2019", "2019-01-04"},
      {"Friday, January 4, 2019", "2019-01-04"},
      {"4 January 2019", "2019-01-04"},
      {"4 Sept 2019 9:05", "2019-09-04T09:05:00"},
      {"20190104T123000Z", "2019-01-04T12:30:00Z"},
      {"20190104T1230+0100", "2019-01-04T12:30:00+01:00"},
      {"20190104T12300Z", NULL},
      {"Fri, 04 Jan 2019 12:30:00 EST", "2019-01-04T12:30:00-05:00"},
      {"January 4, 2019 at 5:30 pm", "2019-01-04T17:30:00"},
      {"January 4, 2019 12:05 a.m. PDT", "2019-01-04T00:05:00-07:00"},
      {"January 4, 2019 13:05 pm", NULL},
      {"January 4, 2019 at", "2019-01-04"},
      {"2020-02-29", "2020-02-29"},
      {"2019-02-29", NULL},
      {"1900-02-29", NULL},
      {"2000-02-29", "2000-02-29"},
      {"2019-13-01", NULL},
      {"2019-00-10", NULL},
      {"2019-04-31", NULL},
      {"2019-01-04T24:00:00", NULL},
      {"2019-01-04T12:60", NULL},
      {"2019-01-04T12:30:00+15:00", NULL},
      {"2019-01-04T", NULL},
      {"2019-01-04x", NULL},
      {"04/01/2019", NULL},
      {"1546605000", NULL},
      {"0000-01-01", NULL},
      {"Janvember 4, 2019", NULL},
      {"soon", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    char       out[NG_READ_DATE_BYTES] = "";
    NgDate     day                     = {0, 0, 0};
    const bool is_date                 = ng_read_date(ng_str(cases[i].written), out, &day);
    assert_string_equal(is_date ? out : cases[i].written,
                        cases[i].expected ? cases[i].expected : cases[i].written);
    assert_int_equal(is_date, cases[i].expected != NULL);
  }
}

// --- memory --------------------------------------------------------------------------------------

static void
survives_every_failing_allocation(void** state)
{
  Bench* const b = *state;
  open_bytes(b, "a.jsonl",
             ng_str("{\"id\": \"1\", \"text\": \"Words \\u00e9 of some length.\", \"authors\": [\"A\"], "
                    "\"date\": \"2019-01-04\"}\n"
                    "{\"text\": \"b\"}\n{\"text\": broken}\n"),
             NG_READ_AUTO);
  ng_reader_close(b->reader);
  b->reader    = NULL;
  bool is_done = false;
  for (size_t n = 0; !is_done; ++n) {
    NgDoc     doc    = {.arena = ng_arena_new(1 << 20)};
    NgReader* reader = NULL;
    NgError   err    = {0};
    ng_alloc_fail_after(n);
    NgStatus st = ng_reader_open(&reader, b->path, NG_READ_AUTO, &b->options, &err);
    for (int i = 0; i < 3 && st == NG_SUCCESS; ++i) {
      st = ng_reader_next(reader, &doc, &err);
    }
    ng_alloc_fail_after(SIZE_MAX);
    ng_reader_close(reader);
    ng_arena_free(doc.arena);
    is_done = st == NG_ERR_BAD_INPUT;
    assert_true(is_done || st == NG_ERR_NO_MEM);
    assert_true(n < 1000);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(takes_a_text_file_as_one_article, set_up, tear_down),
      cmocka_unit_test_setup_teardown(says_that_a_file_is_empty, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_a_text_beyond_the_limit, set_up, tear_down),
      cmocka_unit_test_setup_teardown(opens_no_folder_and_no_missing_file, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_an_option_that_is_no_date, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_standard_input, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_the_keys_of_a_record, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_the_keys_of_news_crawlers, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_the_keys_of_other_vocabularies_where_ours_say_nothing, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(tells_why_a_line_is_no_article_and_goes_on, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_deep_nesting_many_keys_and_nul_bytes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(drops_a_line_beyond_the_limit_and_goes_on, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_a_line_of_escapes_up_to_the_limit, set_up, tear_down),
      cmocka_unit_test_setup_teardown(warns_of_a_date_that_is_none_and_keeps_the_article, set_up, tear_down),
      cmocka_unit_test_setup_teardown(tells_formats_apart_by_content, set_up, tear_down),
      cmocka_unit_test_setup_teardown(reads_objects_in_an_array_and_over_many_lines, set_up, tear_down),
      cmocka_unit_test_setup_teardown(goes_on_behind_what_is_no_object, set_up, tear_down),
      cmocka_unit_test_setup_teardown(writes_dates_as_xml_schema_does, set_up, tear_down),
      cmocka_unit_test_setup_teardown(survives_every_failing_allocation, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
