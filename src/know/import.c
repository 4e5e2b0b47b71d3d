// SPDX-License-Identifier: Apache-2.0
#include "know/import.h"

#include "base/alloc.h"
#include "base/io.h"
#include "base/map.h"
#include "know/tables.h"
#include "know/wikidata.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 16, KIND_BYTES = 64 };

// --- reading -------------------------------------------------------------------------------------

static NgStatus
read_piece(int fd, char* piece, size_t* n, NgError* err)
{
  ssize_t got;
  do {
    got = read(fd, piece, PIECE);
  } while (got < 0 && errno == EINTR);
  *n = got > 0 ? (size_t)got : 0;
  return got < 0 ? ng_error_set(err, NG_ERR_READ, "Cannot be read: %s", strerror(errno)) : NG_SUCCESS;
}

static NgStatus
read_json(NgKnowBuilder* builder, const NgKnow* below, int fd, char* piece, size_t n, uint64_t* n_items,
          NgError* err)
{
  NgWikidata* const reader = ng_wikidata_new(builder, below);
  NgStatus          st     = reader ? NG_SUCCESS : ng_error_no_mem(err);
  while (st == NG_SUCCESS && n) {
    st = ng_wikidata_feed(reader, ng_str_n(piece, n), err);
    st = st ? st : read_piece(fd, piece, &n, err);
  }
  if (st == NG_SUCCESS) {
    st       = ng_wikidata_finish(reader, err);
    *n_items = ng_wikidata_n_items(reader);
  }
  ng_wikidata_free(reader);
  return st;
}

static NgStatus
read_table(NgKnowBuilder* builder, const NgKnow* below, int fd, NgStr start, const char* source, NgError* err)
{
  NgKnowTables* const tables = ng_know_tables_new(builder);
  NgBuf               text   = NG_BUF_INIT((size_t)1 << 30);
  NgStatus            st     = tables ? NG_SUCCESS : ng_error_no_mem(err);
  if (st == NG_SUCCESS) {
    st = ng_buf_add(&text, start);
    st = st ? ng_error_set(err, st, "%s", ng_strerror(st)) : ng_io_read_fd(fd, &text, err);
  }
  if (st == NG_SUCCESS) {
    ng_know_tables_below(tables, below);
    st = ng_know_tables_parse(tables, ng_buf_str(&text), source, err);
    st = st ? st : ng_know_tables_finish(tables, err);
  }
  ng_buf_free(&text);
  ng_know_tables_free(tables);
  return st;
}

static bool
begins_json(NgStr text)
{
  if (text.len >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3)) {
    text = ng_str_n(text.at + 3, text.len - 3);
  }
  text = ng_str_trim(text);
  return text.len && (text.at[0] == '{' || text.at[0] == '[');
}

static NgStatus
read_source(NgKnowBuilder* builder, const NgKnow* below, const char* path, uint64_t* n_items, NgError* err)
{
  const bool  is_stdin = !strcmp(path, "-");
  const int   fd       = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  char* const piece    = ng_calloc(PIECE, 1);
  size_t      n        = 0;
  NgStatus    st       = piece ? NG_SUCCESS : ng_error_no_mem(err);
  if (fd < 0) {
    st = ng_error_set(err, NG_ERR_READ, "Cannot be opened: %s", strerror(errno));
  }
  st = st ? st : read_piece(fd, piece, &n, err);
  if (st == NG_SUCCESS && begins_json(ng_str_n(piece, n))) {
    st = read_json(builder, below, fd, piece, n, n_items, err);
  } else if (st == NG_SUCCESS) {
    st = read_table(builder, below, fd, ng_str_n(piece, n), is_stdin ? "standard input" : path, err);
  }
  if (st) {
    ng_error_at(err, is_stdin ? "standard input" : path, 0, 0);
  }
  if (fd >= 0 && !is_stdin) {
    close(fd);
  }
  ng_free(piece);
  return st;
}

// --- keeping what the user's file holds already --------------------------------------------------

typedef struct {
  NgKnowBuilder* builder;
  const NgKnow*  old;
  NgArena*       arena;
  uint32_t*      numbers; // of old rows in the builder, NG_NONE where left out
  uint64_t       n_kept;
} Keep;

static NgStatus
keep_details(Keep* k, uint32_t row, uint32_t number)
{
  NgKnowName*    names = NULL;
  const uint32_t n     = ng_know_names(k->old, row, &names, k->arena);
  NgKnowPerson   person;
  for (uint32_t i = 1; i < n; ++i) {
    NG_TRY(ng_know_builder_name(k->builder, number, names[i].name, names[i].kind));
  }
  const NgStatus st = ng_know_person(k->old, row, &person, k->arena);
  if (st) {
    return st == NG_ERR_BAD_ARG && n ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  NG_TRY(ng_know_builder_born(k->builder, number, person.born));
  for (uint32_t i = 0; i < person.n_offices; ++i) {
    const NgKnowOffice* const o      = &person.offices[i];
    const uint32_t            office = ng_know_builder_office(k->builder, o->title, ng_str(o->country),
                                                              (uint8_t)o->rank);
    NG_TRY(office == NG_NONE ? NG_ERR_NO_MEM
                             : ng_know_builder_held(k->builder, number, office, o->from, o->to));
  }
  return n ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
keep_row(Keep* k, uint32_t row)
{
  const NgKnowRow r      = ng_know_row(k->old, row);
  const NgKnowNewRow new = {.type    = r.type,
                            .qid     = r.qid,
                            .label   = ng_know_label(k->old, row, k->arena),
                            .country = ng_str(r.country),
                            .kind    = r.kind,
                            .source  = r.source,
                            .flags   = (uint8_t)(r.flags & (NG_KNOW_HIDDEN - 1)),
                            .weight  = (uint8_t)(r.prior * 255.0f + 0.5f)};
  const uint32_t number  = new.label.at ? ng_know_builder_row(k->builder, &new) : NG_NONE;
  if (number == NG_NONE) {
    return NG_ERR_NO_MEM;
  }
  k->numbers[row] = number;
  ++k->n_kept;
  return keep_details(k, row, number);
}

static NgStatus
keep_parents(Keep* k)
{
  for (uint32_t i = 0; i < ng_know_n_rows(k->old); ++i) {
    const uint32_t parent = k->numbers[i] == NG_NONE ? NG_NONE : ng_know_row(k->old, i).parent;
    if (parent != NG_NONE && k->numbers[parent] != NG_NONE) {
      NG_TRY(ng_know_builder_parent(k->builder, k->numbers[i], k->numbers[parent]));
    }
  }
  return NG_SUCCESS;
}

// Whether `fresh` (may be NULL) has a row for the same item, or of the same label, type and country.
static bool
is_replaced(const NgKnow* fresh, const NgKnowRow* row, NgStr label)
{
  NgKnowHit hits[16];
  if (!fresh || row->qid) {
    return fresh && ng_know_by_qid(fresh, row->qid) != NG_NONE;
  }
  const uint32_t n = ng_know_lookup(fresh, label, hits, 16);
  for (uint32_t h = 0; h < n; ++h) {
    if (hits[h].alias == NG_ALIAS_LABEL && hits[h].type == row->type &&
        !strcmp(ng_know_row(fresh, hits[h].row).country, row->country)) {
      return true;
    }
  }
  return false;
}

static NgStatus
keep_rows(Keep* k, const NgKnow* fresh)
{
  for (uint32_t i = 0; i < ng_know_n_rows(k->old); ++i) {
    const NgKnowRow row   = ng_know_row(k->old, i);
    const NgStr     label = ng_know_label(k->old, i, k->arena);
    if (!label.at) {
      return NG_ERR_NO_MEM;
    }
    k->numbers[i] = NG_NONE;
    if (!is_replaced(fresh, &row, label)) {
      NG_TRY(keep_row(k, i));
    }
    ng_arena_reset(k->arena);
  }
  return keep_parents(k);
}

// --- the whole -----------------------------------------------------------------------------------

// What is read, alone, as a file in memory: tells which old rows it replaces.
static NgStatus
build_alone(const NgKnow* below, const char* path, NgBuf* bytes, NgKnowImported* counts, NgError* err)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgStatus             st      = builder ? NG_SUCCESS : ng_error_no_mem(err);
  st                           = st ? st : read_source(builder, below, path, &counts->n_items, err);
  st                           = st ? st : ng_know_builder_finish(builder, bytes, err);
  ng_know_builder_free(builder);
  return st;
}

static NgStatus
keep_all(NgKnowBuilder* builder, const NgKnow* from, const NgKnow* unless, uint64_t* n)
{
  Keep k = {builder, from, ng_arena_new((size_t)1 << 26), ng_calloc(ng_know_n_rows(from), sizeof(uint32_t)),
            0};
  NgStatus st = k.arena && k.numbers ? keep_rows(&k, unless) : NG_ERR_NO_MEM;
  *n          = k.n_kept;
  ng_arena_free(k.arena);
  ng_free(k.numbers);
  return st;
}

// Rows of `fresh` and then those of `old` that it leaves, in one file.
static NgStatus
merge(const NgKnow* fresh, const NgKnow* old, NgBuf* bytes, NgKnowImported* counts, NgError* err)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgStatus             st      = builder ? NG_SUCCESS : NG_ERR_NO_MEM;
  st                           = st ? st : keep_all(builder, fresh, NULL, &counts->n_rows);
  st                           = st ? st : keep_all(builder, old, fresh, &counts->n_kept);
  st                           = st ? st : ng_know_builder_finish(builder, bytes, err);
  ng_know_builder_free(builder);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}

// "Place, Q90", or "Place" where no source gives an item.
static const char*
describe(const NgKnowRow* row, char out[KIND_BYTES])
{
  const int n = snprintf(out, KIND_BYTES, "%s", ng_know_type_name(row->type));
  if (row->qid && n > 0 && n < KIND_BYTES) {
    snprintf(out + n, KIND_BYTES - (size_t)n, ", Q%u", row->qid);
  }
  return out;
}

// Tell of rows that bear the label of a shipped row of another kind, and count those replaced.
static NgStatus
compare(const NgKnow* below, const NgKnow* fresh, NgKnowConflict conflict, void* self, NgKnowImported* counts)
{
  NgArena* const arena = ng_arena_new((size_t)1 << 26);
  NgStatus       st    = arena ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t i = 0; st == NG_SUCCESS && i < ng_know_n_rows(fresh); ++i) {
    const NgKnowRow row   = ng_know_row(fresh, i);
    const NgStr     label = ng_know_label(fresh, i, arena);
    NgKnowHit       hit;
    char            message[300];
    if (!label.at) {
      st = NG_ERR_NO_MEM;
    } else if (row.qid && ng_know_by_qid(below, row.qid) != NG_NONE) {
      ++counts->n_replaced;
    } else if (ng_know_lookup(below, label, &hit, 1) && hit.alias == NG_ALIAS_LABEL) {
      const NgKnowRow other = ng_know_row(below, hit.row);
      const bool      same  = other.type == row.type && !strcmp(other.country, row.country) && !row.qid;
      counts->n_replaced += same;
      if (!same && conflict) {
        char mine[KIND_BYTES], theirs[KIND_BYTES];
        snprintf(message, sizeof(message), "%.*s (%s) has the name of a shipped row (%s)",
                 (int)(label.len < 100 ? label.len : 100), label.at, describe(&row, mine),
                 describe(&other, theirs));
        conflict(self, message);
      }
    }
    ng_arena_reset(arena);
  }
  ng_arena_free(arena);
  return st;
}

static NgStatus
make_folders(const char* path, NgError* err)
{
  char         folder[4096];
  const size_t len = strlen(path);
  if (len >= sizeof(folder)) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "The path is too long");
  }
  memcpy(folder, path, len + 1);
  for (size_t i = 1; i < len; ++i) {
    if (folder[i] == '/') {
      folder[i] = '\0';
      if (mkdir(folder, 0777) && errno != EEXIST) {
        return ng_error_set(err, NG_ERR_WRITE, "Folder '%s' cannot be made: %s", folder, strerror(errno));
      }
      folder[i] = '/';
    }
  }
  return NG_SUCCESS;
}

static NgStatus
write_merged(const NgKnow* fresh, const NgBuf* alone, const char* output, NgKnowImported* counts,
             NgError* err)
{
  NgKnow* old    = NULL;
  NgBuf   merged = NG_BUF_INIT((size_t)1 << 32);
  if (access(output, F_OK)) {
    counts->n_rows = ng_know_n_rows(fresh);
    NG_TRY(make_folders(output, err));
    return ng_io_write_file(output, ng_buf_str(alone), err);
  }
  NgStatus st = ng_know_open_path(&old, output, NULL, err);
  st          = st ? st : merge(fresh, old, &merged, counts, err);
  ng_know_close(old);
  st = st ? st : ng_io_write_file(output, ng_buf_str(&merged), err);
  ng_buf_free(&merged);
  return st;
}

NgStatus
ng_know_import(const NgKnow* below, const char* path, const char* output, NgKnowConflict conflict, void* self,
               NgKnowImported* counts, NgError* err)
{
  NgBuf   alone = NG_BUF_INIT((size_t)1 << 32);
  NgKnow* fresh = NULL;
  *counts       = (NgKnowImported){0};
  NgStatus st   = build_alone(below, path, &alone, counts, err);
  st            = st ? st : ng_know_open_memory(&fresh, alone.at, alone.len, err);
  st            = st ? st : compare(below, fresh, conflict, self, counts);
  st            = st ? st : write_merged(fresh, &alone, output, counts, err);
  ng_know_close(fresh);
  ng_buf_free(&alone);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}
