// SPDX-License-Identifier: Apache-2.0
#include "base/sorter.h"

#include "base/alloc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_RUNS = 1024, RUN_BUFFER = 128 * 1024, DEFAULT_BYTES = 64 << 20, LENGTH_BYTES = 4 };

/// A record in memory. `key` holds the first eight bytes behind what all records of the block begin with.
typedef struct {
  uint64_t    key;
  const char* at;
  uint32_t    len;
} Entry;

/// One sorted run of the file, read through a buffer that grows to its longest record.
typedef struct {
  uint64_t at;  ///< Next byte to read from the file
  uint64_t end; ///< Behind its last byte
  char*    buffer;
  size_t   cap;
  size_t   first; ///< Of what is not handed out yet
  size_t   n;     ///< Bytes in the buffer
  NgStr    record;
} Run;

struct NgSorterImpl {
  char*    block;
  size_t   block_cap;
  size_t   block_len;
  Entry*   entries;
  size_t   max_entries;
  size_t   n_entries;
  size_t   next_entry;
  int      fd; ///< -1 until something goes to the file
  char*    folder;
  uint64_t file_len;
  uint64_t starts[MAX_RUNS + 1];
  uint32_t n_runs;
  Run*     runs;
  uint32_t heap[MAX_RUNS]; ///< Numbers of runs, the one with the smallest record first
  uint32_t n_heap;
  bool     is_first; ///< The first record of the heap was not handed out yet
};

static NgStatus
system_error(NgError* err, NgStatus status, const char* what)
{
  char      text[128] = "";
  const int code      = errno;
  if (strerror_r(code, text, sizeof(text)) != 0) {
    snprintf(text, sizeof(text), "error %d", code);
  }
  return ng_error_set(err, status, "%s a temporary file: %s; set TMPDIR to a folder with room", what, text);
}

NgStatus
ng_sorter_open(NgSorter** out, size_t max_bytes, const char* temporary, NgError* err)
{
  NgSorter* const s       = ng_calloc(1, sizeof(*s));
  const char*     folder  = temporary ? temporary : getenv("TMPDIR");
  const size_t    n_bytes = max_bytes ? max_bytes : DEFAULT_BYTES;
  folder                  = folder && *folder ? folder : "/tmp";
  *out                    = s;
  if (!s) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  s->fd          = -1;
  s->block_cap   = n_bytes / 4 * 3;
  s->max_entries = (n_bytes - s->block_cap) / sizeof(Entry) + 1;
  s->block       = ng_calloc(s->block_cap + 1, 1);
  s->entries     = ng_calloc(s->max_entries, sizeof(Entry));
  s->folder      = ng_calloc(strlen(folder) + 1, 1);
  if (!s->block || !s->entries || !s->folder) {
    ng_sorter_free(s);
    *out = NULL;
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  memcpy(s->folder, folder, strlen(folder));
  return NG_SUCCESS;
}

static int
compare_entries(const void* pa, const void* pb)
{
  const Entry* const a = pa;
  const Entry* const b = pb;
  if (a->key != b->key) {
    return a->key < b->key ? -1 : 1;
  }
  return ng_str_cmp(ng_str_n(a->at, a->len), ng_str_n(b->at, b->len));
}

/// How many bytes all records of the block begin with.
static size_t
common_bytes(const NgSorter* s)
{
  const Entry first = s->entries[0];
  size_t      n     = first.len;
  for (size_t i = 1; i < s->n_entries && n; ++i) {
    const Entry  e   = s->entries[i];
    const size_t max = e.len < n ? e.len : n;
    size_t       k   = 0;
    while (k < max && e.at[k] == first.at[k]) {
      ++k;
    }
    n = k;
  }
  return n;
}

static void
sort_block(NgSorter* s)
{
  const size_t skip = s->n_entries ? common_bytes(s) : 0;
  for (size_t i = 0; i < s->n_entries; ++i) {
    Entry* const e = &s->entries[i];
    e->key         = 0;
    for (size_t k = 0; k < 8; ++k) {
      e->key = e->key << 8 | (skip + k < e->len ? (unsigned char)e->at[skip + k] : 0U);
    }
  }
  qsort(s->entries, s->n_entries, sizeof(Entry), compare_entries);
}

static NgStatus
make_file(NgSorter* s, NgError* err)
{
  static const char name[] = "/newsgraph-XXXXXX";
  const size_t      len    = strlen(s->folder);
  char* const       path   = ng_calloc(len + sizeof(name), 1);
  if (!path) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  memcpy(path, s->folder, len);
  memcpy(path + len, name, sizeof(name));
  s->fd             = mkstemp(path);
  const NgStatus st = s->fd < 0 ? system_error(err, NG_ERR_WRITE, "Cannot make") : NG_SUCCESS;
  if (!st) {
    unlink(path);
  }
  ng_free(path);
  return st;
}

static NgStatus
write_all(NgSorter* s, const char* at, size_t len, NgError* err)
{
  while (len) {
    const ssize_t n = write(s->fd, at, len);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return system_error(err, NG_ERR_WRITE, "Cannot write to");
    }
    at += n;
    len -= (size_t)n;
    s->file_len += (uint64_t)n;
  }
  return NG_SUCCESS;
}

/// Write the sorted entries through `buffer` of RUN_BUFFER bytes.
static NgStatus
write_run(NgSorter* s, char* buffer, NgError* err)
{
  size_t used = 0;
  for (size_t i = 0; i < s->n_entries; ++i) {
    const Entry e = s->entries[i];
    if (used + LENGTH_BYTES + e.len > RUN_BUFFER) {
      NG_TRY(write_all(s, buffer, used, err));
      used = 0;
    }
    memcpy(buffer + used, &e.len, LENGTH_BYTES);
    used += LENGTH_BYTES;
    if (e.len > RUN_BUFFER - LENGTH_BYTES) {
      NG_TRY(write_all(s, buffer, used, err));
      NG_TRY(write_all(s, e.at, e.len, err));
      used = 0;
    } else {
      memcpy(buffer + used, e.at, e.len);
      used += e.len;
    }
  }
  return write_all(s, buffer, used, err);
}

static NgStatus
spill(NgSorter* s, NgError* err)
{
  if (s->n_runs == MAX_RUNS) {
    return ng_error_set(err, NG_ERR_LIMIT, "Too much to sort with so little memory; allow more");
  }
  if (s->fd < 0) {
    NG_TRY(make_file(s, err));
  }
  char* const buffer = ng_calloc(RUN_BUFFER, 1);
  if (!buffer) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  sort_block(s);
  s->starts[s->n_runs] = s->file_len;
  const NgStatus st    = write_run(s, buffer, err);
  ng_free(buffer);
  s->starts[++s->n_runs] = s->file_len;
  s->n_entries           = 0;
  s->block_len           = 0;
  return st;
}

NgStatus
ng_sorter_add(NgSorter* s, NgStr record, NgError* err)
{
  if (record.len > s->block_cap / 3 || record.len >= UINT32_MAX) {
    return ng_error_set(err, NG_ERR_LIMIT, "A record of %zu bytes is too long to sort", record.len);
  }
  if (s->n_entries == s->max_entries || s->block_cap - s->block_len < record.len) {
    NG_TRY(spill(s, err));
  }
  char* const at = s->block + s->block_len;
  memcpy(at, record.at, record.len);
  s->block_len += record.len;
  s->entries[s->n_entries++] = (Entry){0, at, (uint32_t)record.len};
  return NG_SUCCESS;
}

static NgStatus
fill(const NgSorter* s, Run* r, size_t want, NgError* err)
{
  if (r->cap < want) {
    const size_t cap = want > 2 * r->cap ? want : 2 * r->cap;
    char* const  at  = ng_realloc(r->buffer, cap, 1);
    if (!at) {
      return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
    }
    r->buffer = at;
    r->cap    = cap;
  }
  memmove(r->buffer, r->buffer + r->first, r->n - r->first);
  r->n -= r->first;
  r->first = 0;
  while (r->n < want) {
    const uint64_t left = r->end - r->at;
    const size_t   room = r->cap - r->n < left ? r->cap - r->n : (size_t)left;
    const ssize_t  got  = pread(s->fd, r->buffer + r->n, room, (off_t)r->at);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return system_error(err, NG_ERR_READ, "Cannot read back");
    }
    r->n += (size_t)got;
    r->at += (uint64_t)got;
  }
  return NG_SUCCESS;
}

/// Move to the next record of a run. @return NG_END behind its last.
static NgStatus
advance(const NgSorter* s, Run* r, NgError* err)
{
  uint32_t len = 0;
  if (r->first == r->n && r->at == r->end) {
    return NG_END;
  }
  if (r->n - r->first < LENGTH_BYTES) {
    NG_TRY(fill(s, r, LENGTH_BYTES, err));
  }
  memcpy(&len, r->buffer + r->first, LENGTH_BYTES);
  if (r->n - r->first < LENGTH_BYTES + (size_t)len) {
    NG_TRY(fill(s, r, LENGTH_BYTES + (size_t)len, err));
  }
  r->record = ng_str_n(r->buffer + r->first + LENGTH_BYTES, len);
  r->first += LENGTH_BYTES + (size_t)len;
  return NG_SUCCESS;
}

static bool
is_before(const NgSorter* s, uint32_t a, uint32_t b)
{
  const int order = ng_str_cmp(s->runs[a].record, s->runs[b].record);
  return order < 0 || (order == 0 && a < b);
}

static void
sift_down(NgSorter* s, uint32_t i)
{
  for (;;) {
    uint32_t       best = i;
    const uint32_t left = 2 * i + 1;
    for (uint32_t child = left; child < left + 2 && child < s->n_heap; ++child) {
      if (is_before(s, s->heap[child], s->heap[best])) {
        best = child;
      }
    }
    if (best == i) {
      return;
    }
    const uint32_t run = s->heap[i];
    s->heap[i]         = s->heap[best];
    s->heap[best]      = run;
    i                  = best;
  }
}

static NgStatus
start_runs(NgSorter* s, NgError* err)
{
  if (!s->runs) {
    s->runs = ng_calloc(s->n_runs, sizeof(Run));
    if (!s->runs) {
      return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
    }
  }
  const size_t share = s->block_cap / (s->n_runs + 1);
  s->n_heap          = 0;
  for (uint32_t i = 0; i < s->n_runs; ++i) {
    Run* const r = &s->runs[i];
    r->at        = s->starts[i];
    r->end       = s->starts[i + 1];
    r->first     = 0;
    r->n         = 0;
    if (!r->buffer) {
      r->cap    = share < RUN_BUFFER ? (share < 4096 ? 4096 : share) : RUN_BUFFER;
      r->buffer = ng_calloc(r->cap, 1);
      if (!r->buffer) {
        return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
      }
    }
    NG_TRY(advance(s, r, err)); // no run is empty
    s->heap[s->n_heap++] = i;
  }
  for (uint32_t i = s->n_heap / 2; i-- > 0;) {
    sift_down(s, i);
  }
  s->is_first = true;
  return NG_SUCCESS;
}

NgStatus
ng_sorter_start(NgSorter* s, NgError* err)
{
  s->next_entry = 0;
  if (!s->n_runs) {
    sort_block(s);
    return NG_SUCCESS;
  }
  if (s->n_entries) {
    NG_TRY(spill(s, err));
  }
  ng_free(s->block);
  ng_free(s->entries);
  s->block   = NULL;
  s->entries = NULL;
  return start_runs(s, err);
}

NgStatus
ng_sorter_next(NgSorter* s, NgStr* record, NgError* err)
{
  if (!s->n_runs) {
    if (s->next_entry == s->n_entries) {
      return NG_END;
    }
    const Entry e = s->entries[s->next_entry++];
    *record       = ng_str_n(e.at, e.len);
    return NG_SUCCESS;
  }
  if (!s->is_first && s->n_heap) {
    const NgStatus st = advance(s, &s->runs[s->heap[0]], err);
    if (st == NG_END) {
      s->heap[0] = s->heap[--s->n_heap];
    } else if (st) {
      return st;
    }
    sift_down(s, 0);
  }
  s->is_first = false;
  if (!s->n_heap) {
    return NG_END;
  }
  *record = s->runs[s->heap[0]].record;
  return NG_SUCCESS;
}

void
ng_sorter_free(NgSorter* s)
{
  if (!s) {
    return;
  }
  for (uint32_t i = 0; s->runs && i < s->n_runs; ++i) {
    ng_free(s->runs[i].buffer);
  }
  if (s->fd >= 0) {
    close(s->fd);
  }
  ng_free(s->runs);
  ng_free(s->block);
  ng_free(s->entries);
  ng_free(s->folder);
  ng_free(s);
}
