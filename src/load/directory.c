// SPDX-License-Identifier: Apache-2.0
// The embedded store: librdf's hashes in Berkeley DB files. They know no transactions, so a load works on a
// copy beside the folder, DIR.new, which takes the place of DIR when it is complete and its triples have been
// counted again: librdf does not report what the disk did not take.
#include "load/target.h"

#include "base/alloc.h"
#include "base/io.h"
#include "base/map.h"
#include "model/term.h"
#include "rdf/rdf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <librdf.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PATH = 3072, KEY_BYTES = 16, MAX_TRIPLES = 1 << 29, MAX_TERM = 1 << 28, COPY_BYTES = 1 << 16 };

static const char lock_name[] = "lock";

typedef struct {
  NgLoadReport*   report;
  char            path[MAX_PATH];      // DIR
  char            next[MAX_PATH + 8];  // DIR.new
  char            past[MAX_PATH + 16]; // DIR.replaced
  int             lock;
  bool            is_there; // DIR holds a store
  librdf_world*   world;
  librdf_storage* storage;
  librdf_model*   model;
  char            message[256]; // the first error that librdf told
  NgMap*          seen;   // graph and triple, hashed: librdf keeps a triple twice where it is added twice
  NgMap*          counts; // of the triples of each graph
  NgBuf           text;
} Directory;

static NgStatus
failed(const char* what, const char* path, NgError* err)
{
  char text[NG_ERRNO_BYTES];
  ng_error_set(err, NG_ERR_WRITE, "%s: %s", what, ng_errno_text(errno, text));
  return ng_error_at(err, path, 0, 0);
}

// --- files -----------------------------------------------------------------------------------------

typedef NgStatus (*FileFunction)(const char* path, const char* name, const char* to, NgError* err);

// Call `function` for each file in `folder`.
static NgStatus
each_file(const char* folder, const char* to, FileFunction function, NgError* err)
{
  DIR* const dir = opendir(folder);
  if (!dir) {
    return failed("Cannot open", folder, err);
  }
  NgStatus status = NG_SUCCESS;
  for (struct dirent* entry; !status && (entry = readdir(dir));) {
    char path[MAX_PATH + 264];
    snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      status = function(path, entry->d_name, to, err);
    }
  }
  closedir(dir);
  return status;
}

static NgStatus
remove_file(const char* path, const char* name, const char* to, NgError* err)
{
  return !strcmp(name, lock_name) || !unlink(path) ? NG_SUCCESS : failed("Cannot remove", path, err);
}

// Not the lock: to close any descriptor of its file gives it up.
static NgStatus
sync_file(const char* path, const char* name, const char* to, NgError* err)
{
  if (!strcmp(name, lock_name)) {
    return NG_SUCCESS;
  }
  const int  fd   = open(path, O_RDONLY | O_CLOEXEC);
  const bool good = fd >= 0 && !fsync(fd);
  const int  code = errno;
  if (fd >= 0) {
    close(fd);
  }
  errno = code;
  return good ? NG_SUCCESS : failed("Cannot write", path, err);
}

static NgStatus
copy_file(const char* path, const char* name, const char* to, NgError* err)
{
  char target[MAX_PATH + 264];
  if (!strcmp(name, lock_name)) { // of a load that was cut
    return NG_SUCCESS;
  }
  snprintf(target, sizeof(target), "%s/%s", to, name);
  int  from = -1;
  char bytes[COPY_BYTES];
  NG_TRY(ng_io_open(&from, path, err));
  NgOutput* output = NULL;
  NgStatus  status = ng_output_open(&output, target, err);
  ssize_t   n      = 0;
  while (!status && (n = read(from, bytes, sizeof(bytes))) > 0) {
    status = ng_output_write(output, ng_str_n(bytes, (size_t)n));
  }
  close(from);
  if (output) {
    status = ng_output_close(output, err);
  }
  return n < 0 ? failed("Cannot read", path, err) : status;
}

// --- the copy --------------------------------------------------------------------------------------

static bool
has_store(const char* folder)
{
  char path[MAX_PATH + 40];
  snprintf(path, sizeof(path), "%s/newsgraph-contexts.db", folder);
  return !access(path, F_OK);
}

static NgStatus
set_paths(Directory* d, const char* store, NgError* err)
{
  size_t n = strlen(store);
  while (n > 1 && store[n - 1] == '/') {
    --n;
  }
  if (!n || n >= MAX_PATH || memchr(store, '\'', n) || memchr(store, '"', n) || memchr(store, '\\', n)) {
    return ng_error_set(
        err, NG_ERR_BAD_ARG,
        "The name of a folder for a store is of at most %d bytes, without quotes and backslashes",
        MAX_PATH - 1);
  }
  snprintf(d->path, sizeof(d->path), "%.*s", (int)n, store);
  snprintf(d->next, sizeof(d->next), "%s.new", d->path);
  snprintf(d->past, sizeof(d->past), "%s.replaced", d->path);
  return NG_SUCCESS;
}

// DIR.new and DIR.replaced may hold files of a store and nothing else, since those are removed.
static NgStatus
check_own(const char* path, const char* name, const char* to, NgError* err)
{
  static const char begun[] = "__db."; // Berkeley DB's name for a file until that is whole
  const char* const file    = strncmp(name, begun, strlen(begun)) ? name : name + strlen(begun);
  if ((!strncmp(file, "newsgraph-", strlen("newsgraph-")) && strstr(file, ".db")) ||
      !strcmp(name, lock_name)) {
    return NG_SUCCESS;
  }
  ng_error_set(err, NG_ERR_BAD_ARG, "The load needs this name for a folder of its own; move the file away");
  return ng_error_at(err, path, 0, 0);
}

// Only one load may work on DIR.new; what a load that was cut has left there goes.
static NgStatus
take_lock(Directory* d, NgError* err)
{
  char path[MAX_PATH + 40];
  snprintf(path, sizeof(path), "%s/%s", d->next, lock_name);
  NG_TRY(access(d->past, F_OK) ? NG_SUCCESS : each_file(d->past, NULL, check_own, err));
  if (mkdir(d->next, 0777) && errno != EEXIST) {
    return failed("Cannot make the folder", d->next, err);
  }
  NG_TRY(each_file(d->next, NULL, check_own, err));
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  d->lock            = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (d->lock < 0) {
    return failed("Cannot write", path, err);
  }
  if (fcntl(d->lock, F_SETLK, &whole)) {
    close(d->lock);
    d->lock = -1; // what is in DIR.new is the other's
    ng_error_set(err, NG_ERR_WRITE, "Another load is writing this store");
    return ng_error_at(err, d->path, 0, 0);
  }
  return each_file(d->next, NULL, remove_file, err);
}

static NgStatus
prepare(Directory* d, NgError* err)
{
  NG_TRY(take_lock(d, err));
  if (access(d->path, F_OK) && has_store(d->past)) { // cut between the two renames
    if (rename(d->past, d->path)) {
      return failed("Cannot rename", d->past, err);
    }
  }
  d->is_there = has_store(d->path);
  if (d->is_there) {
    return each_file(d->path, d->next, copy_file, err);
  }
  if (!access(d->path, F_OK) && rmdir(d->path)) {
    ng_error_set(err, NG_ERR_BAD_ARG, "This folder holds something else than a store");
    return ng_error_at(err, d->path, 0, 0);
  }
  return NG_SUCCESS;
}

static NgStatus
remove_folder(const char* folder, NgError* err)
{
  if (access(folder, F_OK)) {
    return NG_SUCCESS;
  }
  char path[MAX_PATH + 40];
  snprintf(path, sizeof(path), "%s/%s", folder, lock_name);
  NG_TRY(each_file(folder, NULL, remove_file, err));
  unlink(path); // where there is one
  return rmdir(folder) ? failed("Cannot remove", folder, err) : NG_SUCCESS;
}

static NgStatus
put_in_place(Directory* d, NgError* err)
{
  char path[MAX_PATH + 40];
  snprintf(path, sizeof(path), "%s/%s", d->path, lock_name);
  NG_TRY(each_file(d->next, NULL, sync_file, err));
  NG_TRY(remove_folder(d->past, err));
  if ((d->is_there && rename(d->path, d->past)) || rename(d->next, d->path)) {
    return failed("Cannot rename", d->next, err);
  }
  unlink(path);
  close(d->lock); // what is in DIR.new from now on is another's
  d->lock = -1;
  return remove_folder(d->past, err);
}

// --- librdf ----------------------------------------------------------------------------------------

static int
take_message(void* self, librdf_log_message* message)
{
  Directory* const d = self;
  if (librdf_log_message_level(message) >= LIBRDF_LOG_ERROR && !d->message[0]) {
    snprintf(d->message, sizeof(d->message), "%s", librdf_log_message_message(message));
  }
  return 1;
}

static NgStatus
bad_store(const Directory* d, const char* what, NgError* err)
{
  ng_error_set(err, NG_ERR_WRITE, "%s%s%s", what, d->message[0] ? ": " : "", d->message);
  return ng_error_at(err, d->next, 0, 0);
}

static void
close_store(Directory* d)
{
  if (d->model) {
    librdf_free_model(d->model);
  }
  if (d->storage) {
    librdf_free_storage(d->storage);
  }
  d->model   = NULL;
  d->storage = NULL;
}

static NgStatus
open_store(Directory* d, bool is_new, NgError* err)
{
  char options[MAX_PATH + 96];
  snprintf(options, sizeof(options), "hash-type='bdb',dir='%s',contexts='yes',write='yes',new='%s'", d->next,
           is_new ? "yes" : "no");
  d->storage = librdf_new_storage(d->world, "hashes", "newsgraph", options);
  d->model   = d->storage ? librdf_new_model(d->world, d->storage, NULL) : NULL;
  return d->model ? NG_SUCCESS : bad_store(d, "The store cannot be opened", err);
}

static librdf_node*
node_of(Directory* d, const NgRdfTerm* term)
{
  const unsigned char* const value = (const unsigned char*)term->value.at;
  if (term->kind == NG_RDF_IRI) {
    return librdf_new_node_from_counted_uri_string(d->world, value, term->value.len);
  }
  if (term->kind == NG_RDF_BLANK) {
    return librdf_new_node_from_counted_blank_identifier(d->world, value, term->value.len);
  }
  char language[NG_TERM_MAX_LANGUAGE + 1]; // raptor copies up to a NUL, whatever the length
  snprintf(language, sizeof(language), "%.*s", (int)term->language.len,
           term->language.at ? term->language.at : "");
  librdf_uri* const  type = term->datatype.len
                                ? librdf_new_uri2(d->world, (const unsigned char*)term->datatype.at,
                                                  term->datatype.len)
                                : NULL;
  librdf_node* const node = librdf_new_node_from_typed_counted_literal(
      d->world, value ? value : (const unsigned char*)"", term->value.len, language[0] ? language : NULL,
      strlen(language), type);
  if (type) {
    librdf_free_uri(type);
  }
  return node;
}

static librdf_node*
graph_node(Directory* d, NgStr graph)
{
  return librdf_new_node_from_counted_uri_string(d->world, (const unsigned char*)graph.at, graph.len);
}

// --- triples ---------------------------------------------------------------------------------------

static bool
is_seen(Directory* d, NgStr graph, NgStr line, NgStatus* status)
{
  struct sha256_ctx hash;
  uint8_t           key[KEY_BYTES];
  bool              is_new = false;
  sha256_init(&hash);
  sha256_update(&hash, graph.len, (const uint8_t*)graph.at);
  sha256_update(&hash, 1, (const uint8_t*)"\n");
  sha256_update(&hash, line.len, (const uint8_t*)line.at);
  sha256_digest(&hash, sizeof(key), key);
  *status = ng_map_put(d->seen, ng_str_n((const char*)key, sizeof(key)), &is_new) ? NG_SUCCESS
                                                                                  : NG_ERR_NO_MEM;
  return !is_new;
}

static NgStatus
add_line(Directory* d, librdf_node* graph, NgStr line, NgError* err)
{
  NgQuad quad;
  ng_buf_clear(&d->text);
  NG_TRY(ng_rdf_parse_line(line, false, &d->text, &quad, err));
  librdf_node* const subject   = node_of(d, &quad.subject);
  librdf_node* const predicate = node_of(d, &quad.predicate);
  librdf_node* const object    = node_of(d, &quad.object);
  if (!subject || !predicate || !object) {
    return ng_error_no_mem(err);
  }
  librdf_statement* const statement = librdf_new_statement_from_nodes(d->world, subject, predicate, object);
  const int               bad = !statement || librdf_model_context_add_statement(d->model, graph, statement);
  if (statement) {
    librdf_free_statement(statement);
  }
  return bad ? bad_store(d, "A triple cannot be written", err) : NG_SUCCESS;
}

static NgStatus
clear_graph(void* self, NgStr graph, NgError* err)
{
  Directory* const d = self;
  if (!d->is_there) {
    return NG_SUCCESS;
  }
  librdf_node* const node = graph_node(d, graph);
  if (!node) {
    return ng_error_no_mem(err);
  }
  librdf_model_context_remove_statements(d->model, node); // not zero also where there is no such graph
  librdf_free_node(node);
  return NG_SUCCESS;
}

static NgStatus
add_part(Directory* d, const NgLoadBatch* batch, const NgLoadPart* part, NgError* err)
{
  librdf_node* const node   = graph_node(d, part->graph);
  uint32_t* const    count  = ng_map_put(d->counts, part->graph, NULL);
  NgStatus           status = node && count ? NG_SUCCESS : ng_error_no_mem(err);
  for (size_t at = part->begin; !status && at < part->end;) {
    const char* const begin = batch->text.at + at;
    const char* const end   = memchr(begin, '\n', part->end - at);
    const NgStr       line  = ng_str_n(begin, (size_t)(end - begin));
    at += line.len + 1;
    if (!is_seen(d, part->graph, line, &status) && !status) {
      status = add_line(d, node, line, err);
      ++*count;
    }
  }
  if (node) {
    librdf_free_node(node);
  }
  return status;
}

static NgStatus
send_batch(void* self, const NgLoadBatch* batch, NgError* err)
{
  Directory* const d = self;
  for (size_t i = 0; i < batch->n_parts; ++i) {
    const NgLoadPart* const part = &batch->parts[i];
    if (part->is_first) {
      NG_TRY(clear_graph(d, part->graph, err));
    }
    NG_TRY(add_part(d, batch, part, err));
  }
  ng_load_report_taken(d->report, batch->n_triples);
  return NG_SUCCESS;
}

// --- the end ---------------------------------------------------------------------------------------

static NgStatus
count_graph(Directory* d, NgStr graph, uint32_t want, NgError* err)
{
  librdf_node* const   node   = graph_node(d, graph);
  librdf_stream* const stream = node ? librdf_model_context_as_stream(d->model, node) : NULL;
  uint32_t             n      = 0;
  for (; stream && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    ++n;
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  if (node) {
    librdf_free_node(node);
  }
  if (n == want) {
    return NG_SUCCESS;
  }
  ng_error_set(err, NG_ERR_WRITE,
               "Graph <%.200s> holds %u triples of %u after it was written, so the store was left as it was "
               "before; is "
               "the disk full?",
               graph.at, n, want);
  return ng_error_at(err, d->path, 0, 0);
}

static NgStatus
finish(void* self, NgError* err)
{
  Directory* const d = self;
  librdf_model_sync(d->model);
  close_store(d);
  NG_TRY(open_store(d, false, err));
  for (uint32_t i = 0; i < ng_map_size(d->counts); ++i) {
    NG_TRY(count_graph(d, ng_map_key(d->counts, i), ng_map_value(d->counts, i), err));
  }
  close_store(d);
  return put_in_place(d, err);
}

static void
free_directory(void* self)
{
  Directory* const d = self;
  if (d) {
    close_store(d);
    if (d->world) {
      librdf_free_world(d->world);
    }
    if (d->lock >= 0) { // where the load has failed, its half goes
      remove_folder(d->next, NULL);
      close(d->lock);
    }
    ng_map_free(d->seen);
    ng_map_free(d->counts);
    ng_buf_free(&d->text);
    ng_free(d);
  }
}

static NgStatus
set_up(Directory* d, NgError* err)
{
  const NgLoadOptions* const o = d->report->options;
  if (o->is_added) {
    return ng_error_set(err, NG_ERR_BAD_ARG,
                        "An embedded store cannot be added to graph by graph; leave out --add");
  }
  d->seen   = ng_map_new(MAX_TRIPLES);
  d->counts = ng_map_new(MAX_TRIPLES);
  d->world  = librdf_new_world();
  if (!d->seen || !d->counts || !d->world) {
    return ng_error_no_mem(err);
  }
  librdf_world_open(d->world);
  librdf_world_set_logger(d->world, d, take_message);
  NG_TRY(set_paths(d, o->store, err));
  NG_TRY(prepare(d, err));
  return open_store(d, !d->is_there, err);
}

NgStatus
ng_load_directory_open(NgLoadTarget* out, NgLoadReport* report, NgError* err)
{
  Directory* const d = ng_calloc(1, sizeof(Directory));
  if (!d) {
    return ng_error_no_mem(err);
  }
  d->report             = report;
  d->lock               = -1;
  d->text               = (NgBuf)NG_BUF_INIT(MAX_TERM);
  const NgStatus status = set_up(d, err);
  if (status) {
    free_directory(d);
    return status;
  }
  *out = (NgLoadTarget){d, clear_graph, send_batch, finish, free_directory};
  return NG_SUCCESS;
}
