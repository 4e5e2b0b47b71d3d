// SPDX-License-Identifier: Apache-2.0
#include "query/disk.h"

#include <librdf.h>
#include <stdio.h>
#include <unistd.h>

enum { MAX_PATH = 3072 };

typedef struct {
  librdf_world*   world;
  librdf_storage* storage;
  librdf_model*   model;
  char            message[256]; // the first error that librdf told
} Disk;

const char*
ng_disk_librdf_version(void)
{
  return librdf_version_string;
}

bool
ng_disk_is_store(const char* folder)
{
  char path[MAX_PATH + 40];
  return strlen(folder) < MAX_PATH && snprintf(path, sizeof(path), "%s/newsgraph-contexts.db", folder) > 0 &&
         !access(path, R_OK);
}

static int
take_message(void* self, librdf_log_message* message)
{
  Disk* const d = self;
  if (librdf_log_message_level(message) >= LIBRDF_LOG_ERROR && !d->message[0]) {
    snprintf(d->message, sizeof(d->message), "%s", librdf_log_message_message(message));
  }
  return 1; // done with it
}

static NgStatus
failed(const Disk* d, const char* folder, NgError* err)
{
  ng_error_set(err, NG_ERR_READ, "The store cannot be read%s%s", d->message[0] ? ": " : "", d->message);
  return ng_error_at(err, folder, 0, 0);
}

// The folder stands in quotes among the options, so it must have none.
static NgStatus
open_disk(Disk* d, const char* folder, NgError* err)
{
  char options[MAX_PATH + 96];
  if (strpbrk(folder, "'\"\\")) {
    ng_error_set(err, NG_ERR_READ, "The name of a store's folder must not have quotes or backslashes");
    return ng_error_at(err, folder, 0, 0);
  }
  snprintf(options, sizeof(options), "hash-type='bdb',dir='%s',contexts='yes',write='no'", folder);
  d->world = librdf_new_world();
  if (!d->world) {
    return ng_error_no_mem(err);
  }
  librdf_world_open(d->world);
  librdf_world_set_logger(d->world, d, take_message);
  d->storage = librdf_new_storage(d->world, "hashes", "newsgraph", options);
  d->model   = d->storage ? librdf_new_model(d->world, d->storage, NULL) : NULL;
  return d->model ? NG_SUCCESS : failed(d, folder, err);
}

static void
close_disk(Disk* d)
{
  if (d->model) {
    librdf_free_model(d->model);
  }
  if (d->storage) {
    librdf_free_storage(d->storage);
  }
  if (d->world) {
    librdf_free_world(d->world);
  }
}

static NgRdfTerm
view_term(const raptor_term* term)
{
  NgRdfTerm made = {NG_RDF_BLANK, {"", 0}, {"", 0}, {"", 0}};
  if (term && term->type == RAPTOR_TERM_TYPE_URI) {
    size_t            n  = 0;
    const char* const at = (const char*)raptor_uri_as_counted_string(term->value.uri, &n);
    made.kind            = NG_RDF_IRI;
    made.value           = ng_str_n(at, n);
  } else if (term && term->type == RAPTOR_TERM_TYPE_LITERAL) {
    made.kind  = NG_RDF_LITERAL;
    made.value = ng_str_n((const char*)term->value.literal.string, term->value.literal.string_len);
    if (term->value.literal.language_len) {
      made.language = ng_str((const char*)term->value.literal.language);
    } else if (term->value.literal.datatype) {
      made.datatype = ng_str((const char*)raptor_uri_as_string(term->value.literal.datatype));
    }
  } else if (term) {
    made.value = ng_str_n((const char*)term->value.blank.string, term->value.blank.string_len);
  }
  return made;
}

static NgStatus
visit_all(Disk* d, NgDiskVisit visit, void* self)
{
  librdf_stream* const stream = librdf_model_as_stream(d->model);
  NgStatus             status = stream ? NG_SUCCESS : NG_ERR_READ;
  for (; !status && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    const librdf_statement* const triple = librdf_stream_get_object(stream);
    if (!triple || !triple->subject || !triple->predicate || !triple->object) {
      status = NG_ERR_READ;
      break;
    }
    const NgQuad quad = {view_term(triple->subject), view_term(triple->predicate), view_term(triple->object),
                         view_term(librdf_stream_get_context2(stream))};
    status            = visit(self, &quad);
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  return status ? status : d->message[0] ? NG_ERR_READ : NG_SUCCESS;
}

NgStatus
ng_disk_each(const char* folder, NgDiskVisit visit, void* self, NgError* err)
{
  Disk     d      = {NULL, NULL, NULL, ""};
  NgStatus status = open_disk(&d, folder, err);
  if (!status) {
    status = visit_all(&d, visit, self);
    status = status == NG_ERR_READ ? failed(&d, folder, err) : status;
  }
  close_disk(&d);
  return status;
}
