// SPDX-License-Identifier: Apache-2.0
#include "query/store.h"

#include "base/alloc.h"
#include "base/io.h"
#include "model/term.h"
#include "query/counts.h"

#include <librdf.h>
#include <unistd.h>

struct NgStoreImpl {
  librdf_world*      world;
  librdf_storage*    storage;
  librdf_model*      model;
  NgCounts*          counts;
  librdf_statement** added; // what lasts for one query only
  size_t             n_added, cap_added;
  NgStatus           status;       // first failure inside a call from librdf
  size_t             line;         // of the first error that librdf told, 0 where it did not say
  char               message[300]; // and its words, "" while there is none
};

static NgStatus
no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory");
}

// Warnings of the engine are about its own inner variables; only errors count.
static int
take_message(void* self, librdf_log_message* message)
{
  NgStore* const store = self;
  if (librdf_log_message_level(message) >= LIBRDF_LOG_ERROR && !store->message[0]) {
    const NgStr           text    = ng_str(librdf_log_message_message(message));
    raptor_locator* const locator = librdf_log_message_locator(message);
    const size_t          n       = text.len < sizeof(store->message) ? text.len : sizeof(store->message) - 1;
    memcpy(store->message, text.at, n);
    store->message[n] = '\0';
    store->line = locator && raptor_locator_line(locator) > 0 ? (size_t)raptor_locator_line(locator) : 0;
  }
  return 1; // done with it
}

NgStatus
ng_store_open(NgStore** out, NgError* err)
{
  NgStore* const store = ng_calloc(1, sizeof(NgStore));
  if (!store) {
    return no_mem(err);
  }
  store->counts = ng_counts_new();
  store->world  = librdf_new_world();
  if (store->world) {
    librdf_world_open(store->world);
    librdf_world_set_logger(store->world, store, take_message);
    store->storage = librdf_new_storage(store->world, "trees", "newsgraph", NULL);
  }
  if (store->storage) {
    store->model = librdf_new_model(store->world, store->storage, NULL);
  }
  if (!store->counts || !store->model) {
    ng_store_close(store);
    return no_mem(err);
  }
  *out = store;
  return NG_SUCCESS;
}

void
ng_store_close(NgStore* store)
{
  if (store) {
    if (store->model) {
      ng_store_drop_added(store);
      ng_free(store->added);
      librdf_free_model(store->model);
    }
    if (store->storage) {
      librdf_free_storage(store->storage);
    }
    if (store->world) {
      librdf_free_world(store->world);
    }
    ng_counts_free(store->counts);
    ng_free(store);
  }
}

size_t
ng_store_size(const NgStore* store)
{
  const int n = librdf_model_size(store->model);
  return n > 0 ? (size_t)n : 0;
}

NgSparqlStats
ng_store_stats(const NgStore* store)
{
  const NgSparqlStats stats = {store->counts, ng_counts_estimate};
  return stats;
}

// --- files ---------------------------------------------------------------------------------------

static bool
is_tag_byte(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// Whether a language tag that is too long begins at `i`: behind a quote and '@', or the value of an
// attribute "lang" of XML. What only looks like one, inside a string, is refused as well.
static bool
long_tag_at(NgStr bytes, size_t i)
{
  size_t n = 0;
  if (bytes.at[i] == '@' && i && (bytes.at[i - 1] == '"' || bytes.at[i - 1] == '\'')) {
    while (i + 1 + n < bytes.len && is_tag_byte(bytes.at[i + 1 + n])) {
      ++n;
    }
    return n > NG_TERM_MAX_LANGUAGE;
  }
  if (bytes.at[i] != 'l' || !ng_str_starts(ng_str_n(bytes.at + i, bytes.len - i), "lang")) {
    return false;
  }
  bool has_sign = false;
  for (i += 4; i < bytes.len && bytes.at[i] && strchr(" \t\r\n=", bytes.at[i]); ++i) {
    has_sign |= bytes.at[i] == '=';
  }
  if (!has_sign || i == bytes.len || (bytes.at[i] != '"' && bytes.at[i] != '\'')) {
    return false;
  }
  while (i + 1 + n < bytes.len && bytes.at[i + 1 + n] != bytes.at[i]) {
    ++n;
  }
  return n > NG_TERM_MAX_LANGUAGE;
}

static NgStatus
refuse_bytes(NgError* err, const char* name, size_t line, const char* why)
{
  ng_error_set(err, NG_ERR_BAD_INPUT, "%s", why);
  ng_error_at(err, name, line, 0);
  return NG_ERR_BAD_INPUT;
}

// What the parsers are not safe with, or read wrongly without a word.
static NgStatus
check_bytes(NgStr bytes, const char* name, NgError* err)
{
  size_t line = 1;
  for (size_t i = 0; i < bytes.len;) {
    const unsigned char c = (unsigned char)bytes.at[i];
    size_t              n = 1;
    line += c == '\n';
    if (c >= 0x80) {
      n = ng_utf8_next(ng_str_n(bytes.at + i, bytes.len - i), NULL);
    }
    if (!n || !c) {
      return refuse_bytes(err, name, line, c ? "Not UTF-8" : "Holds a NUL byte");
    }
    if ((c == '@' || c == 'l') && long_tag_at(bytes, i)) {
      return refuse_bytes(err, name, line, "A language tag of more than 35 characters");
    }
    if (c == '<' && ng_str_starts(ng_str_n(bytes.at + i, bytes.len - i), "<!ENTITY")) {
      return refuse_bytes(err, name, line, "XML entities are not read");
    }
    i += n;
  }
  return NG_SUCCESS;
}

static const char*
syntax_of_name(const char* name)
{
  static const char* const ends[][2] = {
      {".ttl", "turtle"}, {".turtle", "turtle"}, {".nt", "ntriples"}, {".nq", "nquads"},
      {".rdf", "rdfxml"}, {".xml", "rdfxml"},    {".owl", "rdfxml"},
  };
  for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); ++i) {
    if (ng_str_ends(ng_str(name), ends[i][0])) {
      return ends[i][1];
    }
  }
  return NULL;
}

// Whether the line ends in an IRI behind its third term: "... <graph> ."
static bool
is_quad(NgStr line)
{
  line = ng_str_trim(line);
  if (!ng_str_ends(line, ".")) {
    return false;
  }
  line = ng_str_trim(ng_str_n(line.at, line.len - 1));
  if (!ng_str_ends(line, ">")) {
    return false;
  }
  size_t i = line.len;
  while (i > 0 && line.at[i - 1] != '<') {
    --i;
  }
  line            = ng_str_trim(ng_str_n(line.at, i ? i - 1 : 0)); // the terms before the last IRI
  uint32_t n_open = 0;
  for (size_t k = 0; k < line.len; ++k) {
    n_open += line.at[k] == '<';
  }
  return n_open >= 3 || (n_open == 2 && memchr(line.at, '"', line.len) && !ng_str_ends(line, "^^"));
}

// By the first line that is no comment.
static const char*
syntax_of_content(NgStr bytes)
{
  NgStr line = bytes;
  while (bytes.len) {
    const char* const end = memchr(bytes.at, '\n', bytes.len);
    const size_t      n   = end ? (size_t)(end - bytes.at) : bytes.len;
    line                  = ng_str_trim(ng_str_n(bytes.at, n));
    bytes                 = ng_str_n(bytes.at + n + (end != NULL), bytes.len - n - (end != NULL));
    if (line.len && line.at[0] != '#') {
      break;
    }
  }
  if (ng_str_starts(line, "<?xml") || ng_str_starts(line, "<rdf:") || ng_str_starts(line, "<!")) {
    return "rdfxml";
  }
  return ng_str_starts(line, "<") && is_quad(line) ? "nquads" : "turtle"; // N-Triples are Turtle
}

static NgStr
term_value(const raptor_term* term)
{
  if (term->type == RAPTOR_TERM_TYPE_URI) {
    size_t            n  = 0;
    const char* const at = (const char*)raptor_uri_as_counted_string(term->value.uri, &n);
    return ng_str_n(at, n);
  }
  if (term->type == RAPTOR_TERM_TYPE_LITERAL) {
    return ng_str_n((const char*)term->value.literal.string, term->value.literal.string_len);
  }
  return ng_str_n((const char*)term->value.blank.string, term->value.blank.string_len);
}

static void
take_statement(void* self, raptor_statement* statement)
{
  NgStore* const   store  = self;
  librdf_statement triple = *statement; // borrowed: the model copies, and keeps one of equal triples
  triple.graph            = NULL;
  if (librdf_model_add_statement(store->model, &triple)) {
    store->status = NG_ERR_NO_MEM;
    return;
  }
  ng_counts_add(store->counts, term_value(triple.subject), term_value(triple.predicate),
                term_value(triple.object));
}

static NgStatus
parse(NgStore* store, raptor_parser* parser, raptor_uri* base, NgStr bytes)
{
  enum { CHUNK = 1 << 20 };
  raptor_parser_set_statement_handler(parser, store, take_statement);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  int failed = raptor_parser_parse_start(parser, base);
  while (!failed && bytes.len && !store->message[0] && !store->status) {
    const size_t n = bytes.len < CHUNK ? bytes.len : CHUNK;
    failed         = raptor_parser_parse_chunk(parser, (const unsigned char*)bytes.at, n, n == bytes.len);
    bytes          = ng_str_n(bytes.at + n, bytes.len - n);
  }
  return failed && !store->message[0] ? NG_ERR_BAD_INPUT : NG_SUCCESS;
}

NgStatus
ng_store_load_bytes(NgStore* store, const char* name, NgStr bytes, NgError* err)
{
  NG_TRY(check_bytes(bytes, name, err));
  const char* const    by_name = syntax_of_name(name);
  raptor_world* const  world   = librdf_world_get_raptor(store->world);
  raptor_parser* const parser  = raptor_new_parser(world, by_name ? by_name : syntax_of_content(bytes));
  raptor_uri* const    base    = raptor_new_uri(world, (const unsigned char*)"urn:newsgraph:base");
  store->message[0]            = '\0';
  store->status                = NG_SUCCESS;
  NgStatus st                  = parser && base ? parse(store, parser, base, bytes) : NG_ERR_NO_MEM;
  st                           = store->status ? store->status : st;
  if (parser) {
    raptor_free_parser(parser);
  }
  if (base) {
    raptor_free_uri(base);
  }
  if (st == NG_ERR_NO_MEM) {
    return no_mem(err);
  }
  if (st || store->message[0]) {
    return refuse_bytes(err, name, store->line,
                        store->message[0] ? store->message : "Not a graph that can be read");
  }
  return NG_SUCCESS;
}

NgStatus
ng_store_load(NgStore* store, const char* path, NgError* err)
{
  NgBuf          buf      = NG_BUF_INIT((size_t)4 << 30);
  const bool     is_stdin = ng_str_is(ng_str(path), "-");
  const NgStatus read = is_stdin ? ng_io_read_fd(STDIN_FILENO, &buf, err) : ng_io_read_file(path, &buf, err);
  const NgStatus st =
      read ? read : ng_store_load_bytes(store, is_stdin ? "standard input" : path, ng_buf_str(&buf), err);
  ng_buf_free(&buf);
  return st;
}

// --- triples for the time of a query -------------------------------------------------------------

static librdf_node*
new_iri(NgStore* store, NgStr iri)
{
  return librdf_new_node_from_counted_uri_string(store->world, (const unsigned char*)iri.at, iri.len);
}

static librdf_node*
new_node(NgStore* store, const NgCell* cell)
{
  const unsigned char* const value = (const unsigned char*)cell->value.at;
  switch (cell->kind) {
  case NG_CELL_UNBOUND:
    return new_iri(store, ng_str(NG_SPARQL_ERROR_IRI));
  case NG_CELL_IRI:
    return new_iri(store, cell->value);
  case NG_CELL_BLANK:
    return librdf_new_node_from_counted_blank_identifier(store->world, value, cell->value.len);
  case NG_CELL_LITERAL:
    break;
  }
  librdf_uri* const  type = cell->datatype.len
                                ? librdf_new_uri2(store->world, (const unsigned char*)cell->datatype.at,
                                                  cell->datatype.len)
                                : NULL;
  librdf_node* const node = librdf_new_node_from_typed_counted_literal(
      store->world, value, cell->value.len, cell->language.len ? cell->language.at : NULL, cell->language.len,
      type);
  if (type) {
    librdf_free_uri(type);
  }
  return node;
}

static bool
remember(NgStore* store, librdf_statement* triple)
{
  if (store->n_added == store->cap_added) {
    const size_t       cap  = store->cap_added ? store->cap_added * 2 : 64;
    librdf_statement** more = ng_realloc(store->added, cap, sizeof(*more));
    if (!more) {
      return false;
    }
    store->added     = more;
    store->cap_added = cap;
  }
  store->added[store->n_added++] = triple;
  return true;
}

NgStatus
ng_store_add(NgStore* store, NgStr subject, NgStr predicate, const NgCell* object, NgError* err)
{
  librdf_node* const      s      = new_iri(store, subject);
  librdf_node* const      p      = new_iri(store, predicate);
  librdf_node* const      o      = new_node(store, object);
  librdf_statement* const triple = librdf_new_statement_from_nodes(store->world, s, p, o); // takes all three
  if (!triple) {
    return no_mem(err);
  }
  if (!s || !p || !o || librdf_model_add_statement(store->model, triple) || !remember(store, triple)) {
    librdf_free_statement(triple);
    return no_mem(err);
  }
  return NG_SUCCESS;
}

void
ng_store_drop_added(NgStore* store)
{
  for (size_t i = 0; i < store->n_added; ++i) {
    librdf_model_remove_statement(store->model, store->added[i]);
    librdf_free_statement(store->added[i]);
  }
  store->n_added = 0;
}

// --- queries -------------------------------------------------------------------------------------

static bool
set_cell(NgCell* cell, NgArena* arena, const librdf_node* node)
{
  const raptor_term* const term = node; // the same since librdf 1.0.15
  if (!term) {
    return true;
  }
  cell->kind  = term->type == RAPTOR_TERM_TYPE_URI       ? NG_CELL_IRI
                : term->type == RAPTOR_TERM_TYPE_LITERAL ? NG_CELL_LITERAL
                                                         : NG_CELL_BLANK;
  cell->value = ng_arena_copy(arena, term_value(term));
  if (cell->kind == NG_CELL_IRI && ng_str_is(cell->value, NG_SPARQL_ERROR_IRI)) {
    *cell = (NgCell){0};
    return true;
  }
  if (cell->kind == NG_CELL_LITERAL && term->value.literal.language_len) {
    cell->language = ng_arena_copy(arena, ng_str((const char*)term->value.literal.language));
    return cell->value.at && cell->language.at;
  }
  if (cell->kind == NG_CELL_LITERAL && term->value.literal.datatype) {
    cell->datatype = ng_arena_copy(arena,
                                   ng_str((const char*)raptor_uri_as_string(term->value.literal.datatype)));
    return cell->value.at && cell->datatype.at;
  }
  return cell->value.at != NULL;
}

static NgCell*
add_row(NgArena* arena, NgAnswer* out, uint32_t n_cells)
{
  NgCell** const slot = NG_VEC_ADD(arena, out->rows);
  return slot ? (*slot = ng_arena_calloc(arena, n_cells ? n_cells : 1, sizeof(NgCell))) : NULL;
}

static bool
add_name(NgArena* arena, NgAnswer* out, const char* name)
{
  NgStr* const slot = NG_VEC_ADD(arena, out->names);
  return slot && (*slot = ng_arena_copy(arena, ng_str(name))).at;
}

static bool
take_bindings(librdf_query_results* results, NgArena* arena, NgAnswer* out)
{
  const int n = librdf_query_results_get_bindings_count(results);
  for (int i = 0; i < n; ++i) {
    if (!add_name(arena, out, librdf_query_results_get_binding_name(results, i))) {
      return false;
    }
  }
  for (; !librdf_query_results_finished(results); librdf_query_results_next(results)) {
    NgCell* const row = add_row(arena, out, (uint32_t)(n > 0 ? n : 0));
    for (int i = 0; row && i < n; ++i) {
      librdf_node* const node = librdf_query_results_get_binding_value(results, i);
      const bool         ok   = set_cell(&row[i], arena, node);
      if (node) {
        librdf_free_node(node);
      }
      if (!ok) {
        return false;
      }
    }
    if (!row) {
      return false;
    }
  }
  return true;
}

static bool
take_triples(librdf_query_results* results, NgArena* arena, NgAnswer* out)
{
  librdf_stream* const stream = librdf_query_results_as_stream(results);
  bool                 ok = stream && add_name(arena, out, "subject") && add_name(arena, out, "predicate") &&
            add_name(arena, out, "object");
  for (; ok && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    librdf_statement* const triple = librdf_stream_get_object(stream);
    NgCell* const           row    = add_row(arena, out, 3);
    ok = row && set_cell(&row[0], arena, triple->subject) && set_cell(&row[1], arena, triple->predicate) &&
         set_cell(&row[2], arena, triple->object);
    if (ok && (!row[0].kind || !row[1].kind || !row[2].kind)) { // made of an unbound variable: no triple
      --out->rows.n;
    }
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  return ok;
}

NgStatus
ng_store_run(NgStore* store, NgSparqlForm form, NgStr text, NgArena* arena, NgAnswer* out, NgError* err)
{
  const NgStr query_text = ng_arena_copy(arena, text);
  memset(out, 0, sizeof(*out));
  store->message[0]         = '\0';
  librdf_query* const query = query_text.at ? librdf_new_query(store->world, "sparql", NULL,
                                                               (const unsigned char*)query_text.at, NULL)
                                            : NULL;
  if (!query) {
    return no_mem(err);
  }
  librdf_query_results* const results = librdf_query_execute(query, store->model);
  bool                        ok      = results != NULL;
  if (ok && form == NG_SPARQL_ASK) {
    out->is_true = librdf_query_results_get_boolean(results) > 0;
  } else if (ok) {
    ok = form == NG_SPARQL_SELECT ? take_bindings(results, arena, out) : take_triples(results, arena, out);
  }
  if (results) {
    librdf_free_query_results(results);
  }
  librdf_free_query(query);
  if (store->message[0] || !results) {
    return ng_error_set(err, NG_ERR_UNSUPPORTED, "The query engine cannot run this query%s%s",
                        store->message[0] ? ": " : "", store->message);
  }
  return ok ? NG_SUCCESS : no_mem(err);
}

// --- triples one by one --------------------------------------------------------------------------

// A cell that borrows from the term.
static NgCell
view_cell(const raptor_term* term)
{
  NgCell cell = {.value = term_value(term), .language = ng_str(""), .datatype = ng_str("")};
  cell.kind   = term->type == RAPTOR_TERM_TYPE_URI       ? NG_CELL_IRI
                : term->type == RAPTOR_TERM_TYPE_LITERAL ? NG_CELL_LITERAL
                                                         : NG_CELL_BLANK;
  if (cell.kind == NG_CELL_LITERAL && term->value.literal.language_len) {
    cell.language = ng_str((const char*)term->value.literal.language);
  }
  if (cell.kind == NG_CELL_LITERAL && term->value.literal.datatype) {
    cell.datatype = ng_str((const char*)raptor_uri_as_string(term->value.literal.datatype));
  }
  return cell;
}

NgStatus
ng_store_each(NgStore* store, NgStr subject, NgStr property, NgStr object, NgStoreVisit visit, void* self)
{
  librdf_node* const      s       = subject.len ? new_iri(store, subject) : NULL;
  librdf_node* const      p       = property.len ? new_iri(store, property) : NULL;
  librdf_node* const      o       = object.len ? new_iri(store, object) : NULL;
  librdf_statement* const pattern = librdf_new_statement_from_nodes(store->world, s, p, o); // takes all three
  if (!pattern) {
    return NG_ERR_NO_MEM;
  }
  const bool           is_whole = (s || !subject.len) && (p || !property.len) && (o || !object.len);
  librdf_stream* const stream   = is_whole ? librdf_model_find_statements(store->model, pattern) : NULL;
  NgStatus             status   = stream ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (; !status && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    const librdf_statement* const triple  = librdf_stream_get_object(stream);
    const NgCell                  cells[] = {view_cell(triple->subject), view_cell(triple->predicate),
                                             view_cell(triple->object)};
    status                                = visit(self, cells);
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  librdf_free_statement(pattern);
  return status;
}

const char*
ng_store_librdf_version(void)
{
  return librdf_version_string;
}
