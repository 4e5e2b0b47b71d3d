// SPDX-License-Identifier: Apache-2.0
// The writers: each format holds the triples that went in, terms that no reader takes are refused, and a
// failed write is reported.
#include "base/alloc.h"
#include "base/arena.h"
#include "model/term.h"
#include "write/ntriples.h"
#include "write/raptor.h"
#include "write/writer.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <raptor2.h>

#define EX "https://example.org/id/"
#define LITERAL(text) .object_kind = NG_OBJECT_LITERAL, .object = {(text), sizeof(text) - 1}
#define STR(text)                                                                                            \
  {                                                                                                          \
    (text), sizeof(text) - 1                                                                                 \
  }
#define SUBJECT .subject = STR(EX "a1"), .predicate = STR("http://schema.org/name")

// One article's worth of what is awkward.
static const NgTriple samples[] = {
    {.subject   = STR(EX "a1"),
     .predicate = STR("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
     .object    = STR("https://w3id.org/newsgraph/ns#Article")},
    {SUBJECT, LITERAL("plain")},
    {SUBJECT, LITERAL("")},
    {SUBJECT, LITERAL("quote \" backslash \\ tab \t line\nfeed\r return")},
    {SUBJECT, LITERAL("three \"\"\" quotes and a last one\"")},
    {SUBJECT,
     LITERAL("Z\xC3\xBCrich \xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 \xE5\x8C\x97\xE4\xBA\xAC "
             "\xF0\x9F\x93\xB0"),
     .language = STR("de-ch")},
    {SUBJECT, LITERAL("leader"), .language = STR("en")},
    {SUBJECT, LITERAL("a string"), .datatype = STR(NG_XSD "string")},
    {SUBJECT, LITERAL("0.75"), .datatype = STR(NG_XSD "decimal")},
    {SUBJECT, LITERAL("9.5E-1"), .datatype = STR(NG_XSD "double")},
    {SUBJECT, LITERAL("42"), .datatype = STR(NG_XSD "integer")},
    {SUBJECT, LITERAL("17"), .datatype = STR(NG_XSD "nonNegativeInteger")},
    {SUBJECT, LITERAL("true"), .datatype = STR(NG_XSD "boolean")},
    {SUBJECT, LITERAL("2024-02-29"), .datatype = STR(NG_XSD "date")},
    {SUBJECT, LITERAL("2024-02-29T23:59:59+02:00"), .datatype = STR(NG_XSD "dateTime")},
    {.subject   = STR(EX "a1#char=0,17"),
     .predicate = STR(EX "p-1.x"),
     .object    = STR(EX "entity/Q1(x)?y=1&z=%C3%BC#f")},
    {.subject = STR(EX "caf\xC3\xA9"), .predicate = STR(EX "p_1"), .object = STR("urn:isbn:0")},
};
enum { N_SAMPLES = sizeof(samples) / sizeof(*samples) };

// --- helpers -------------------------------------------------------------------------------------

typedef struct {
  char  path[64];
  NgBuf bytes;
} File;

static void
file_open(File* file)
{
  strcpy(file->path, "/tmp/test_write.XXXXXX");
  const int fd = mkstemp(file->path);
  assert_true(fd >= 0);
  close(fd);
  file->bytes = (NgBuf)NG_BUF_INIT(64 << 20);
}

static void
file_read(File* file)
{
  NgError err = {0};
  ng_buf_clear(&file->bytes);
  assert_int_equal(ng_io_read_file(file->path, &file->bytes, &err), NG_SUCCESS);
}

static void
file_close(File* file)
{
  unlink(file->path);
  ng_buf_free(&file->bytes);
}

static NgStatus
push(NgWriter* writer, uint32_t n_articles, const NgTriple* triples, size_t n, NgError* err)
{
  const NgSink* const sink = ng_writer_sink(writer);
  for (uint32_t a = 0; a < n_articles; ++a) {
    NG_TRY(sink->begin(sink->self, ng_str(EX "a1"), err));
    for (size_t i = 0; i < n; ++i) {
      NG_TRY(sink->triple(sink->self, &triples[i], err));
    }
    NG_TRY(sink->end(sink->self, err));
  }
  return ng_writer_finish(writer, err);
}

static void
write_samples(File* file, NgWriterFormat format, bool is_ascii, uint32_t n_articles)
{
  NgError         err     = {0};
  NgOutput*       output  = NULL;
  NgWriter*       writer  = NULL;
  NgWriterOptions options = NG_WRITER_OPTIONS_INIT;
  options.is_ascii        = is_ascii;
  assert_int_equal(ng_output_open(&output, file->path, &err), NG_SUCCESS);
  assert_int_equal(ng_writer_open(&writer, output, format, &options, &err), NG_SUCCESS);
  assert_int_equal(push(writer, n_articles, samples, N_SAMPLES, &err), NG_SUCCESS);
  ng_writer_free(writer);
  assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
  file_read(file);
}

// What raptor reads, as sorted N-Triples lines written by raptor: the oracle of all formats.
typedef struct {
  raptor_world* world;
  NgArena*      arena;
  NG_VEC(NgStr) lines;
  uint32_t n_graphs;
  uint32_t n_errors;
} Read;

static void
read_statement(void* self, raptor_statement* statement)
{
  Read* const read = self;
  read->n_graphs += statement->graph != NULL;
  raptor_statement triple = *statement;
  triple.graph            = NULL;
  unsigned char* parts[3] = {raptor_term_to_string(triple.subject), raptor_term_to_string(triple.predicate),
                             raptor_term_to_string(triple.object)};
  *NG_VEC_ADD(read->arena, read->lines) = ng_arena_printf(read->arena, "%s %s %s .", (char*)parts[0],
                                                          (char*)parts[1], (char*)parts[2]);
  for (int i = 0; i < 3; ++i) {
    raptor_free_memory(parts[i]);
  }
}

static void
read_message(void* self, raptor_log_message* message)
{
  ((Read*)self)->n_errors += message->level >= RAPTOR_LOG_LEVEL_WARN;
}

static int
compare_lines(const void* a, const void* b)
{
  return ng_str_cmp(*(const NgStr*)a, *(const NgStr*)b);
}

// Reads and drops repeated lines.
static void
read_open(Read* read, const char* syntax, NgStr bytes)
{
  memset(read, 0, sizeof(*read));
  read->arena = ng_arena_new(64 << 20);
  read->world = raptor_new_world();
  raptor_world_set_log_handler(read->world, read, read_message);
  raptor_parser* const parser = raptor_new_parser(read->world, syntax);
  raptor_uri* const    base   = raptor_new_uri(read->world, (const unsigned char*)"http://base.example/");
  raptor_parser_set_statement_handler(parser, read, read_statement);
  assert_int_equal(raptor_parser_parse_start(parser, base), 0);
  assert_int_equal(raptor_parser_parse_chunk(parser, (const unsigned char*)bytes.at, bytes.len, 1), 0);
  raptor_free_uri(base);
  raptor_free_parser(parser);
  if (read->lines.n) {
    qsort(read->lines.at, read->lines.n, sizeof(NgStr), compare_lines);
  }
  uint32_t n = 0;
  for (uint32_t i = 0; i < read->lines.n; ++i) {
    if (!n || !ng_str_eq(read->lines.at[n - 1], read->lines.at[i])) {
      read->lines.at[n++] = read->lines.at[i];
    }
  }
  read->lines.n = n;
}

static void
read_close(Read* read)
{
  raptor_free_world(read->world);
  ng_arena_free(read->arena);
}

static void
assert_same_triples(NgStr a, const char* syntax_a, NgStr b, const char* syntax_b)
{
  Read ra, rb;
  read_open(&ra, syntax_a, a);
  read_open(&rb, syntax_b, b);
  assert_int_equal(ra.n_errors + rb.n_errors, 0);
  assert_int_equal(ra.lines.n, rb.lines.n);
  for (uint32_t i = 0; i < ra.lines.n; ++i) {
    assert_string_equal(ra.lines.at[i].at, rb.lines.at[i].at);
  }
  read_close(&ra);
  read_close(&rb);
}

// Bytes that raptor's own N-Triples serializer makes of the samples.
static void
write_by_raptor(File* file)
{
  NgError   err    = {0};
  NgOutput* output = NULL;
  NgRaptor* raptor = NULL;
  assert_int_equal(ng_output_open(&output, file->path, &err), NG_SUCCESS);
  assert_int_equal(ng_raptor_open(&raptor, output, "ntriples", &err), NG_SUCCESS);
  assert_int_equal(ng_raptor_begin(raptor, &err), NG_SUCCESS);
  for (size_t i = 0; i < N_SAMPLES; ++i) {
    assert_int_equal(ng_raptor_triple(raptor, &samples[i], &err), NG_SUCCESS);
  }
  assert_int_equal(ng_raptor_end(raptor, &err), NG_SUCCESS);
  ng_raptor_free(raptor);
  assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
  file_read(file);
}

// --- formats -------------------------------------------------------------------------------------

static void
assert_format_holds_the_triples(NgWriterFormat format, bool is_ascii, const char* syntax)
{
  File oracle, file;
  file_open(&oracle);
  file_open(&file);
  write_by_raptor(&oracle);
  write_samples(&file, format, is_ascii, 1);
  assert_same_triples(ng_buf_str(&file.bytes), syntax, ng_buf_str(&oracle.bytes), "ntriples");
  write_samples(&file, format, is_ascii, 3);
  assert_same_triples(ng_buf_str(&file.bytes), syntax, ng_buf_str(&oracle.bytes), "ntriples");
  file_close(&oracle);
  file_close(&file);
}

static void
ntriples_read_as_those_of_raptor(void** state)
{
  assert_format_holds_the_triples(NG_WRITER_NTRIPLES, false, "ntriples");
  assert_format_holds_the_triples(NG_WRITER_NTRIPLES, true, "ntriples");
}

static void
nquads_read_as_those_of_raptor(void** state)
{
  assert_format_holds_the_triples(NG_WRITER_NQUADS, false, "nquads");
  assert_format_holds_the_triples(NG_WRITER_NQUADS, true, "nquads");
}

static void
turtle_reads_as_the_ntriples_of_raptor(void** state)
{
  assert_format_holds_the_triples(NG_WRITER_TURTLE, false, "turtle");
}

static void
rdfxml_reads_as_the_ntriples_of_raptor(void** state)
{
  assert_format_holds_the_triples(NG_WRITER_RDFXML, false, "rdfxml");
}

static void
escaped_ntriples_are_ascii_and_equal_those_of_raptor(void** state)
{
  File oracle, file;
  file_open(&oracle);
  file_open(&file);
  write_by_raptor(&oracle);
  write_samples(&file, NG_WRITER_NTRIPLES, true, 1);
  for (size_t i = 0; i < file.bytes.len; ++i) {
    assert_true((unsigned char)file.bytes.at[i] < 0x80);
  }
  // the one difference: xsd:string is not spelled out
  assert_null(strstr(file.bytes.at, "XMLSchema#string"));
  assert_string_equal(file.bytes.at, oracle.bytes.at);
  file_close(&oracle);
  file_close(&file);
}

static void
ntriples_are_canonical(void** state)
{
  NgBuf          buf    = NG_BUF_INIT(1 << 16);
  const NgTriple triple = {SUBJECT, LITERAL("a\"b\\c\nd\x01\x7F\xC3\xA9"), .language = STR("fr")};
  assert_int_equal(ng_ntriples_add(&buf, &triple, ng_str(EX "g"), false), NG_SUCCESS);
  assert_string_equal(buf.at, "<" EX "a1> <http://schema.org/name> "
                              "\"a\\\"b\\\\c\\nd\\u0001\\u007F\xC3\xA9\"@fr <" EX "g> .\n");
  ng_buf_free(&buf);
}

static void
nquads_name_the_graph_of_the_article(void** state)
{
  File file;
  Read read;
  file_open(&file);
  write_samples(&file, NG_WRITER_NQUADS, false, 1);
  read_open(&read, "nquads", ng_buf_str(&file.bytes));
  assert_int_equal(read.n_graphs, N_SAMPLES);
  assert_non_null(strstr(file.bytes.at, " <" EX "a1> .\n"));
  read_close(&read);
  file_close(&file);
}

static uint32_t
count(NgStr text, const char* word)
{
  uint32_t n = 0;
  for (const char* at = text.at; (at = strstr(at, word)) != NULL; ++at) {
    ++n;
  }
  return n;
}

static void
turtle_of_many_articles_has_one_block_of_prefixes(void** state)
{
  File file;
  file_open(&file);
  write_samples(&file, NG_WRITER_TURTLE, false, 4);
  assert_int_equal(count(ng_buf_str(&file.bytes), "@prefix ng:"), 1);
  assert_int_equal(count(ng_buf_str(&file.bytes), "@prefix xsd:"), 1);
  assert_int_equal(count(ng_buf_str(&file.bytes), "ng:Article"), 4);
  file_close(&file);
}

static void
rdfxml_is_one_document_even_without_articles(void** state)
{
  File file;
  file_open(&file);
  write_samples(&file, NG_WRITER_RDFXML, false, 3);
  assert_int_equal(count(ng_buf_str(&file.bytes), "<?xml"), 1);
  assert_int_equal(count(ng_buf_str(&file.bytes), "</rdf:RDF>"), 1);
  write_samples(&file, NG_WRITER_RDFXML, false, 0);
  Read read;
  read_open(&read, "rdfxml", ng_buf_str(&file.bytes));
  assert_int_equal(read.n_errors, 0);
  assert_int_equal(read.lines.n, 0);
  read_close(&read);
  file_close(&file);
}

static void
same_articles_give_the_same_bytes(void** state)
{
  File a, b;
  file_open(&a);
  file_open(&b);
  for (NgWriterFormat format = NG_WRITER_TURTLE; format <= NG_WRITER_RDFXML; ++format) {
    write_samples(&a, format, false, 2);
    write_samples(&b, format, false, 2);
    assert_true(ng_str_eq(ng_buf_str(&a.bytes), ng_buf_str(&b.bytes)));
  }
  file_close(&a);
  file_close(&b);
}

static void
format_names_are_known(void** state)
{
  NgError        err = {0};
  NgWriterFormat format;
  assert_int_equal(ng_writer_format(&format, "nt", &err), NG_SUCCESS);
  assert_int_equal(format, NG_WRITER_NTRIPLES);
  assert_int_equal(ng_writer_format(&format, "rdfxml", &err), NG_SUCCESS);
  assert_int_equal(format, NG_WRITER_RDFXML);
  assert_int_equal(ng_writer_format(&format, "jsonld", &err), NG_ERR_BAD_ARG);
  assert_non_null(strstr(err.message, "jsonld"));
}

// --- what must not get out -----------------------------------------------------------------------

static void
assert_refused(NgTriple triple)
{
  File file;
  file_open(&file);
  for (NgWriterFormat format = NG_WRITER_TURTLE; format <= NG_WRITER_RDFXML; ++format) {
    NgError   err    = {0};
    NgOutput* output = NULL;
    NgWriter* writer = NULL;
    assert_int_equal(ng_output_open(&output, file.path, &err), NG_SUCCESS);
    assert_int_equal(ng_writer_open(&writer, output, format, NULL, &err), NG_SUCCESS);
    assert_int_equal(push(writer, 1, &triple, 1, &err), NG_ERR_BAD_ARG);
    assert_int_equal(err.status, NG_ERR_BAD_ARG);
    assert_true(strlen(err.message) > 0);
    assert_int_equal(ng_writer_finish(writer, &err), NG_ERR_BAD_ARG);
    ng_writer_free(writer);
    assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
    file_read(&file);
    assert_null(file.bytes.at ? strstr(file.bytes.at, "schema.org/name>") : NULL);
  }
  file_close(&file);
}

static void
bad_text_is_refused(void** state)
{
  assert_refused((NgTriple){SUBJECT, LITERAL("cut \xFF")});
  assert_refused((NgTriple){SUBJECT, LITERAL("caf\xE9 in Latin-1")});
  assert_refused((NgTriple){SUBJECT, LITERAL("overlong \xC0\xAF")});
  assert_refused((NgTriple){SUBJECT, LITERAL("surrogate \xED\xA0\x80")});
  assert_refused((NgTriple){SUBJECT, LITERAL("NUL \0 inside")});
  assert_refused((NgTriple){SUBJECT, LITERAL("no character \xEF\xBF\xBF")});
  assert_refused((NgTriple){SUBJECT, LITERAL("ends early \xE5\x8C")});
}

static void
bad_iris_are_refused(void** state)
{
  assert_refused((NgTriple){SUBJECT, .object = STR("relative/path")});
  assert_refused((NgTriple){SUBJECT, .object = STR("")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/a b")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/<x>")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/\"")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/\\")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/\n")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/100%")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/a#b#c")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org:port/")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/\xEE\x80\x80")});
  assert_refused((NgTriple){SUBJECT, .object = STR("http://example.org/\xE9")});
  assert_refused(
      (NgTriple){.subject = STR("_:b1"), .predicate = STR("http://schema.org/name"), LITERAL("x")});
}

static void
bad_languages_are_refused(void** state)
{
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en us")});
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en_US")});
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en-")});
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en-abcdefghi")});
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en-aa-bb-cc-dd-ee-ff-gg-hh-ii-jj-kk-l")});
  assert_refused((NgTriple){SUBJECT, LITERAL("x"), .language = STR("en"), .datatype = STR(NG_XSD "string")});
}

static void
very_long_language_is_refused(void** state)
{
  char tag[4001];
  memset(tag, 'a', sizeof(tag));
  for (size_t i = 8; i < sizeof(tag); i += 9) {
    tag[i] = '-';
  }
  NgTriple triple = {SUBJECT, LITERAL("x")};
  triple.language = ng_str_n(tag, 4000);
  assert_refused(triple);
}

static void
values_that_change_on_the_way_are_refused(void** state)
{
  assert_refused((NgTriple){SUBJECT, LITERAL("42"), .datatype = STR(NG_XSD "decimal")});
  assert_refused((NgTriple){SUBJECT, LITERAL("42."), .datatype = STR(NG_XSD "decimal")});
  assert_refused((NgTriple){SUBJECT, LITERAL("1.5"), .datatype = STR(NG_XSD "double")});
  assert_refused((NgTriple){SUBJECT, LITERAL("INF"), .datatype = STR(NG_XSD "double")});
  assert_refused((NgTriple){SUBJECT, LITERAL("1"), .datatype = STR(NG_XSD "boolean")});
  assert_refused((NgTriple){SUBJECT, LITERAL("007"), .datatype = STR(NG_XSD "integer")});
  assert_refused((NgTriple){SUBJECT, LITERAL("-1"), .datatype = STR(NG_XSD "nonNegativeInteger")});
  assert_refused((NgTriple){SUBJECT, LITERAL("2023-02-29"), .datatype = STR(NG_XSD "date")});
  assert_refused((NgTriple){SUBJECT, LITERAL("2023-02"), .datatype = STR(NG_XSD "date")});
  assert_refused((NgTriple){SUBJECT, LITERAL("2023-13"), .datatype = STR(NG_XSD "gYearMonth")});
  assert_refused((NgTriple){SUBJECT, LITERAL("2023-01-01T25:00:00"), .datatype = STR(NG_XSD "dateTime")});
}

static void
good_values_pass(void** state)
{
  static const char* const good[][2] = {
      {"integer", "-12"},   {"integer", "0"},          {"decimal", "-0.5"},
      {"double", "1.0E0"},  {"date", "2000-02-29"},    {"date", "2024-12-31Z"},
      {"gYear", "1999"},    {"gYearMonth", "1999-12"}, {"dateTime", "2024-01-01T00:00:00.5Z"},
      {"boolean", "false"}, {"anyURI", "whatever"},
  };
  for (size_t i = 0; i < sizeof(good) / sizeof(*good); ++i) {
    char type[80];
    snprintf(type, sizeof(type), NG_XSD "%s", good[i][0]);
    assert_true(ng_term_lexical_ok(ng_str(type), ng_str(good[i][1])));
  }
}

static void
control_characters_in_rdfxml_become_replacement_characters(void** state)
{
  const NgTriple triple = {SUBJECT, LITERAL("a\x01"
                                            "b\x1F")};
  File           file;
  file_open(&file);
  NgError   err    = {0};
  NgOutput* output = NULL;
  NgWriter* writer = NULL;
  assert_int_equal(ng_output_open(&output, file.path, &err), NG_SUCCESS);
  assert_int_equal(ng_writer_open(&writer, output, NG_WRITER_RDFXML, NULL, &err), NG_SUCCESS);
  assert_int_equal(push(writer, 1, &triple, 1, &err), NG_SUCCESS);
  ng_writer_free(writer);
  assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
  file_read(&file);
  assert_non_null(strstr(file.bytes.at, ">a\xEF\xBF\xBD"
                                        "b\xEF\xBF\xBD<"));
  file_close(&file);
}

static void
rdfxml_refuses_a_predicate_without_a_name(void** state)
{
  const NgTriple triple = {.subject = STR(EX "s"), .predicate = STR(EX "1"), .object = STR(EX "o")};
  NgError        err    = {0};
  NgOutput*      output = NULL;
  NgWriter*      writer = NULL;
  assert_int_equal(ng_output_open(&output, "/dev/null", &err), NG_SUCCESS);
  assert_int_equal(ng_writer_open(&writer, output, NG_WRITER_RDFXML, NULL, &err), NG_SUCCESS);
  assert_int_equal(push(writer, 1, &triple, 1, &err), NG_ERR_BAD_ARG);
  assert_non_null(strstr(err.message, "predicate"));
  ng_writer_free(writer);
  ng_output_abandon(output);
}

// --- writes that fail ----------------------------------------------------------------------------

static void
assert_write_fails(const char* path, NgWriterFormat format)
{
  NgError   err    = {0};
  NgOutput* output = NULL;
  NgWriter* writer = NULL;
  assert_int_equal(ng_output_open(&output, path, &err), NG_SUCCESS);
  assert_int_equal(ng_writer_open(&writer, output, format, NULL, &err), NG_SUCCESS);
  assert_int_equal(push(writer, 2000, samples, N_SAMPLES, &err), NG_ERR_WRITE);
  assert_int_equal(err.status, NG_ERR_WRITE);
  assert_string_equal(err.source, path);
  ng_writer_free(writer);
  assert_int_equal(ng_output_close(output, &err), NG_ERR_WRITE);
}

static void
full_device_is_reported(void** state)
{
  if (access("/dev/full", W_OK) != 0) {
    skip();
  }
  for (NgWriterFormat format = NG_WRITER_TURTLE; format <= NG_WRITER_RDFXML; ++format) {
    assert_write_fails("/dev/full", format);
  }
}

static void
short_document_to_a_full_device_is_reported_at_close(void** state)
{
  if (access("/dev/full", W_OK) != 0) {
    skip();
  }
  NgError   err    = {0};
  NgOutput* output = NULL;
  NgWriter* writer = NULL;
  assert_int_equal(ng_output_open(&output, "/dev/full", &err), NG_SUCCESS);
  assert_int_equal(ng_writer_open(&writer, output, NG_WRITER_TURTLE, NULL, &err), NG_SUCCESS);
  assert_int_equal(push(writer, 1, samples, N_SAMPLES, &err), NG_SUCCESS);
  ng_writer_free(writer);
  assert_int_equal(ng_output_close(output, &err), NG_ERR_WRITE);
  assert_non_null(strstr(err.message, "No space"));
}

static void
closed_pipe_is_reported(void** state)
{
  signal(SIGPIPE, SIG_IGN);
  for (NgWriterFormat format = NG_WRITER_TURTLE; format <= NG_WRITER_RDFXML; ++format) {
    int  ends[2];
    char path[32];
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof(path), "/dev/fd/%d", ends[1]);
    NgError   err    = {0};
    NgOutput* output = NULL;
    NgWriter* writer = NULL;
    assert_int_equal(ng_output_open(&output, path, &err), NG_SUCCESS);
    close(ends[0]);
    assert_int_equal(ng_writer_open(&writer, output, format, NULL, &err), NG_SUCCESS);
    assert_int_equal(push(writer, 2000, samples, N_SAMPLES, &err), NG_ERR_WRITE);
    ng_writer_free(writer);
    ng_output_abandon(output);
    close(ends[1]);
  }
}

static void
every_allocation_may_fail(void** state)
{
  for (NgWriterFormat format = NG_WRITER_TURTLE; format <= NG_WRITER_RDFXML; ++format) {
    for (size_t n = 0; n < 4; ++n) {
      NgError   err    = {0};
      NgOutput* output = NULL;
      NgWriter* writer = NULL;
      assert_int_equal(ng_output_open(&output, "/dev/null", &err), NG_SUCCESS);
      ng_alloc_fail_after(n);
      NgStatus st = ng_writer_open(&writer, output, format, NULL, &err);
      st          = st ? st : push(writer, 1, samples, N_SAMPLES, &err);
      ng_alloc_fail_after(SIZE_MAX);
      assert_true(st == NG_SUCCESS || st == NG_ERR_NO_MEM);
      ng_writer_free(writer);
      ng_output_abandon(output);
    }
  }
  ng_writer_free(NULL);
  ng_raptor_free(NULL);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ntriples_read_as_those_of_raptor),
      cmocka_unit_test(nquads_read_as_those_of_raptor),
      cmocka_unit_test(turtle_reads_as_the_ntriples_of_raptor),
      cmocka_unit_test(rdfxml_reads_as_the_ntriples_of_raptor),
      cmocka_unit_test(escaped_ntriples_are_ascii_and_equal_those_of_raptor),
      cmocka_unit_test(ntriples_are_canonical),
      cmocka_unit_test(nquads_name_the_graph_of_the_article),
      cmocka_unit_test(turtle_of_many_articles_has_one_block_of_prefixes),
      cmocka_unit_test(rdfxml_is_one_document_even_without_articles),
      cmocka_unit_test(same_articles_give_the_same_bytes),
      cmocka_unit_test(format_names_are_known),
      cmocka_unit_test(bad_text_is_refused),
      cmocka_unit_test(bad_iris_are_refused),
      cmocka_unit_test(bad_languages_are_refused),
      cmocka_unit_test(very_long_language_is_refused),
      cmocka_unit_test(values_that_change_on_the_way_are_refused),
      cmocka_unit_test(good_values_pass),
      cmocka_unit_test(control_characters_in_rdfxml_become_replacement_characters),
      cmocka_unit_test(rdfxml_refuses_a_predicate_without_a_name),
      cmocka_unit_test(full_device_is_reported),
      cmocka_unit_test(short_document_to_a_full_device_is_reported_at_close),
      cmocka_unit_test(closed_pipe_is_reported),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
