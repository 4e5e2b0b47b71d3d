// SPDX-License-Identifier: Apache-2.0
#include "write/raptor.h"

#include "base/alloc.h"
#include "model/prefixes.h"
#include "model/term.h"

#include <raptor2.h>

// What opens each document, the prefixes, is held back.
typedef enum {
  HEAD_NONE,  // nothing to look for
  HEAD_PROBE, // all goes to `head`, nothing to the output
  HEAD_MATCH, // held back as long as it is the same
} HeadState;

struct NgRaptorImpl {
  NgOutput*          output;
  raptor_world*      world;
  const char*        name;
  raptor_serializer* serializer; // NULL between documents
  raptor_iostream*   stream;
  bool               is_turtle;
  bool               is_xml;
  HeadState          head_state;
  size_t             n_matched;
  NgBuf              head; // bytes that open and end a document
  NgBuf              foot;
  NgBuf              xml_text;     // literal with what XML cannot hold replaced
  NgStatus           status;       // first failure behind raptor's back
  char               refusal[256]; // what raptor said, "" while it is content
};

// --- bytes from raptor ---------------------------------------------------------------------------

static void
pass(NgRaptor* raptor, NgStr bytes)
{
  if (!raptor->status) {
    raptor->status = ng_output_write(raptor->output, bytes);
  }
}

// How many of `bytes` are of the head that is held back.
static size_t
hold_back(NgRaptor* raptor, NgStr bytes)
{
  const NgStr  left = ng_str_n(raptor->head.at + raptor->n_matched, raptor->head.len - raptor->n_matched);
  const size_t n    = bytes.len < left.len ? bytes.len : left.len;
  if (memcmp(bytes.at, left.at, n) != 0) { // another head after all: it counts
    raptor->head_state = HEAD_NONE;
    pass(raptor, ng_str_n(raptor->head.at, raptor->n_matched));
    return 0;
  }
  raptor->n_matched += n;
  if (raptor->n_matched == raptor->head.len) {
    raptor->head_state = HEAD_NONE;
  }
  return n;
}

static int
take_bytes(void* self, const void* bytes, size_t size, size_t n)
{
  NgRaptor* const raptor = self;
  NgStr           s      = ng_str_n(bytes, size * n);
  if (raptor->head_state == HEAD_PROBE) {
    ng_buf_add(&raptor->head, s);
    return (int)n;
  }
  if (s.len && raptor->head_state == HEAD_MATCH) {
    const size_t held = hold_back(raptor, s);
    s                 = ng_str_n(s.at + held, s.len - held);
  }
  pass(raptor, s);
  return (int)n;
}

static int
take_byte(void* self, const int byte)
{
  const char c = (char)byte;
  take_bytes(self, &c, 1, 1);
  return 0;
}

static void
take_message(void* self, raptor_log_message* message)
{
  NgRaptor* const raptor = self;
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR && !raptor->refusal[0]) {
    const NgStr  text = ng_str(message->text);
    const size_t n    = text.len < sizeof(raptor->refusal) ? text.len : sizeof(raptor->refusal) - 1;
    memcpy(raptor->refusal, text.at, n);
  }
}

// --- documents -----------------------------------------------------------------------------------

// Status of everything so far.
static NgStatus
look(NgRaptor* raptor, NgError* err)
{
  if (raptor->refusal[0]) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The RDF writer refused: %s", raptor->refusal);
  }
  if (raptor->status == NG_ERR_WRITE) {
    return ng_output_check(raptor->output, err);
  }
  return raptor->status ? ng_error_no_mem(err) : NG_SUCCESS;
}

static void
free_document(NgRaptor* raptor)
{
  if (raptor->serializer) {
    raptor_free_serializer(raptor->serializer);
    raptor->serializer = NULL;
  }
  if (raptor->stream) {
    raptor_free_iostream(raptor->stream);
    raptor->stream = NULL;
  }
}

static bool
set_prefixes(NgRaptor* raptor)
{
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    raptor_uri* const uri = raptor_new_uri(raptor->world, (const unsigned char*)p->iri);
    if (!uri) {
      return false;
    }
    // rdf is there already: the answer is an error, and nothing is missing
    raptor_serializer_set_namespace(raptor->serializer, uri, (const unsigned char*)p->name);
    raptor_free_uri(uri);
  }
  return true;
}

static NgStatus
begin_document(NgRaptor* raptor, NgError* err)
{
  static const raptor_iostream_handler handler = {
      .version = 2, .write_byte = take_byte, .write_bytes = take_bytes};
  raptor->serializer = raptor_new_serializer(raptor->world, raptor->name);
  raptor->stream     = raptor_new_iostream_from_handler(raptor->world, raptor, &handler);
  if (!raptor->serializer || !raptor->stream || !set_prefixes(raptor) ||
      raptor_serializer_start_to_iostream(raptor->serializer, NULL, raptor->stream)) {
    free_document(raptor);
    return ng_error_no_mem(err);
  }
  return look(raptor, err);
}

NgStatus
ng_raptor_begin(NgRaptor* raptor, NgError* err)
{
  ng_raptor_drop(raptor);
  raptor->n_matched  = 0;
  raptor->head_state = raptor->head.len ? HEAD_MATCH : HEAD_NONE;
  return begin_document(raptor, err);
}

NgStatus
ng_raptor_end(NgRaptor* raptor, NgError* err)
{
  const bool failed = raptor->serializer && raptor_serializer_serialize_end(raptor->serializer);
  free_document(raptor);
  NG_TRY(look(raptor, err));
  return failed ? ng_error_no_mem(err) : NG_SUCCESS;
}

void
ng_raptor_drop(NgRaptor* raptor)
{
  free_document(raptor);
  raptor->status     = NG_SUCCESS;
  raptor->refusal[0] = '\0';
}

NgStr
ng_raptor_head(const NgRaptor* raptor)
{
  return ng_buf_str(&raptor->head);
}

NgStr
ng_raptor_foot(const NgRaptor* raptor)
{
  return ng_buf_str(&raptor->foot);
}

void
ng_raptor_free(NgRaptor* raptor)
{
  if (raptor) {
    free_document(raptor);
    if (raptor->world) {
      raptor_free_world(raptor->world);
    }
    ng_buf_free(&raptor->head);
    ng_buf_free(&raptor->foot);
    ng_buf_free(&raptor->xml_text);
    ng_free(raptor);
  }
}

// --- triples -------------------------------------------------------------------------------------

// Whether XML can name the predicate: it must end in letters, digits and such behind a letter.
static bool
ends_in_name(NgStr iri)
{
  for (size_t i = iri.len; i > 0; --i) {
    const char c        = iri.at[i - 1];
    const bool is_start = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (is_start) {
      return true;
    }
    if (!((c >= '0' && c <= '9') || c == '-' || c == '.')) {
      return false;
    }
  }
  return false;
}

// XML 1.0 has no characters below U+0020 but tab, line feed and carriage return.
static NgStr
fit_for_xml(NgRaptor* raptor, NgStr text)
{
  ng_buf_clear(&raptor->xml_text);
  size_t begin = 0;
  for (size_t i = 0; i < text.len; ++i) {
    const unsigned char c = (unsigned char)text.at[i];
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
      ng_buf_add(&raptor->xml_text, ng_str_n(text.at + begin, i - begin));
      ng_buf_addz(&raptor->xml_text, "\xEF\xBF\xBD");
      begin = i + 1;
    }
  }
  if (!begin) {
    return text;
  }
  ng_buf_add(&raptor->xml_text, ng_str_n(text.at + begin, text.len - begin));
  if (raptor->xml_text.status) {
    raptor->status = raptor->xml_text.status;
    return ng_str("");
  }
  return ng_buf_str(&raptor->xml_text);
}

static raptor_term*
new_iri(NgRaptor* raptor, NgStr iri)
{
  return raptor_new_term_from_counted_uri_string(raptor->world, (const unsigned char*)iri.at, iri.len);
}

static raptor_term*
new_literal(NgRaptor* raptor, const NgTriple* triple)
{
  raptor_uri* type = NULL;
  if (triple->datatype.len && !ng_str_is(triple->datatype, NG_XSD "string")) {
    type = raptor_new_uri_from_counted_string(raptor->world, (const unsigned char*)triple->datatype.at,
                                              triple->datatype.len);
    if (!type) {
      return NULL;
    }
  }
  const NgStr                text     = raptor->is_xml ? fit_for_xml(raptor, triple->object) : triple->object;
  const unsigned char* const language = triple->language.len ? (const unsigned char*)triple->language.at
                                                             : NULL;
  raptor_term* const         term =
      raptor_new_term_from_counted_literal(raptor->world, (const unsigned char*)(text.at ? text.at : ""),
                                           text.len, type, language, (unsigned char)triple->language.len);
  if (type) {
    raptor_free_uri(type);
  }
  return term;
}

NgStatus
ng_raptor_triple(NgRaptor* raptor, const NgTriple* triple, NgError* err)
{
  if (raptor->is_xml && !ends_in_name(triple->predicate)) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Not written: RDF/XML cannot name the predicate <%.*s>",
                        NG_STR_ARG(triple->predicate));
  }
  raptor_statement statement;
  raptor_statement_init(&statement, raptor->world);
  statement.subject   = new_iri(raptor, triple->subject);
  statement.predicate = new_iri(raptor, triple->predicate);
  statement.object    = triple->object_kind == NG_OBJECT_IRI ? new_iri(raptor, triple->object)
                                                             : new_literal(raptor, triple);
  const bool ok       = statement.subject && statement.predicate && statement.object &&
                  !raptor_serializer_serialize_statement(raptor->serializer, &statement);
  raptor_statement_clear(&statement);
  NG_TRY(look(raptor, err));
  return ok ? NG_SUCCESS : ng_error_no_mem(err);
}

// --- opening -------------------------------------------------------------------------------------

// Learn what opens and ends a document from one without anything of note.
static NgStatus
probe(NgRaptor* raptor, NgError* err)
{
  static const NgTriple any = {.subject     = {"urn:x", 5},
                               .predicate   = {"urn:x", 5},
                               .object_kind = NG_OBJECT_IRI,
                               .object      = {"urn:x", 5}};
  if (!raptor->is_turtle && !raptor->is_xml) {
    return NG_SUCCESS;
  }
  raptor->head_state = HEAD_PROBE;
  NG_TRY(begin_document(raptor, err));
  if (raptor->is_turtle) { // writes its prefixes with the first triple
    NG_TRY(ng_raptor_triple(raptor, &any, err));
  }
  NG_TRY(ng_raptor_end(raptor, err));
  const NgStr       whole = ng_buf_str(&raptor->head);
  const char* const cut   = raptor->head.status ? NULL
                                                : strstr(whole.at, raptor->is_turtle ? "\n\n" : "</rdf:RDF>");
  if (!cut) {
    return raptor->head.status
               ? ng_error_no_mem(err)
               : ng_error_set(err, NG_ERR_UNSUPPORTED,
                              "The RDF library writes \"%s\" in a way that is not known", raptor->name);
  }
  raptor->head.len = (size_t)(cut - whole.at) + (raptor->is_turtle ? 2 : 0);
  if (raptor->is_xml && ng_buf_addz(&raptor->foot, cut)) {
    return ng_error_no_mem(err);
  }
  return NG_SUCCESS;
}

NgStatus
ng_raptor_open(NgRaptor** out, NgOutput* output, const char* serializer, NgError* err)
{
  NgRaptor* const raptor = ng_calloc(1, sizeof(NgRaptor));
  if (!raptor) {
    return ng_error_no_mem(err);
  }
  raptor->output    = output;
  raptor->name      = serializer;
  raptor->is_turtle = ng_str_is(ng_str(serializer), "turtle");
  raptor->is_xml    = ng_str_is(ng_str(serializer), "rdfxml");
  raptor->head      = (NgBuf)NG_BUF_INIT(64 * 1024);
  raptor->foot      = (NgBuf)NG_BUF_INIT(1024);
  raptor->xml_text  = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  raptor->world     = raptor_new_world();
  if (!raptor->world || raptor_world_set_log_handler(raptor->world, raptor, take_message) ||
      raptor_world_open(raptor->world)) {
    ng_raptor_free(raptor);
    return ng_error_no_mem(err);
  }
  if (!raptor_world_is_serializer_name(raptor->world, serializer)) {
    ng_raptor_free(raptor);
    return ng_error_set(err, NG_ERR_UNSUPPORTED, "The RDF library cannot write \"%s\"", serializer);
  }
  const NgStatus st = probe(raptor, err);
  if (st) {
    ng_raptor_free(raptor);
    return st;
  }
  *out = raptor;
  return NG_SUCCESS;
}

const char*
ng_raptor_version(void)
{
  return raptor_version_string;
}
