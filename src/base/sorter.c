// SPDX-License-Identifier: Apache-2.0
#include "base/sorter.h"

#include "base/alloc.h"
#include "base/buf.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  MAX_RUNS      = 1024,
  RUN_BUFFER    = 256 * 1024,
  DEFAULT_BYTES = 64 << 20,
  THREAD_BYTES  = 8 << 20,
  HEAD_BYTES    = 8, // of a record in the file: how many bytes it shares with the one before, how many follow
  KEY_BYTES     = 8,
  FEW_ENTRIES   = 12, // are sorted by insertion
};

/// A record in memory. `key` holds the eight bytes at the depth to which it is sorted.
typedef struct {
  uint64_t key;
  uint32_t at; ///< In the block
  uint32_t len;
} Entry;

typedef struct {
  char*  at;
  size_t len;
  Entry* entries;
  size_t n;
} Block;

/// One sorted run of the file, read through a buffer that grows to its longest record.
typedef struct {
  uint64_t at;  ///< Next byte to read from the file
  uint64_t end; ///< Behind its last byte
  char*    buffer;
  size_t   cap;
  size_t   first;  ///< Of what is not handed out yet
  size_t   n;      ///< Bytes in the buffer
  NgBuf    record; ///< The one at hand
} Run;

struct NgSorterImpl {
  Block     blocks[2];
  Block*    block; ///< That is filled
  size_t    block_cap;
  size_t    max_entries;
  size_t    next_entry;
  bool      is_sorted; ///< The block is, where it is the only one
  bool      drops_equal;
  bool      has_thread; ///< Sorts and writes the other block
  pthread_t thread;
  NgStatus  thread_status;
  NgError   thread_err;
  int       fd; ///< -1 until something goes to the file
  char*     folder;
  char*     buffer; ///< RUN_BUFFER bytes to write through
  uint64_t  file_len;
  uint64_t  starts[MAX_RUNS + 1];
  uint32_t  n_runs;
  Run*      runs;
  NgBuf     last;           ///< Handed out last, where equal ones are dropped
  uint32_t  heap[MAX_RUNS]; ///< Numbers of runs, the one with the smallest record first
  uint32_t  n_heap;
  bool      is_first; ///< The first record of the heap was not handed out yet
};

static NgStatus
system_error(NgError* err, NgStatus status, const char* what)
{
  char text[NG_ERRNO_BYTES];
  return ng_error_set(err, status, "%s a temporary file: %s; set TMPDIR to a folder with room", what,
                      ng_errno_text(errno, text));
}

static bool
make_block(NgSorter* s, Block* b)
{
  b->at      = ng_calloc(s->block_cap + 1, 1);
  b->entries = ng_calloc(s->max_entries, sizeof(Entry));
  return b->at && b->entries;
}

NgStatus
ng_sorter_open(NgSorter** out, size_t max_bytes, const char* temporary, NgError* err)
{
  NgSorter* const s       = ng_calloc(1, sizeof(*s));
  const char*     folder  = temporary ? temporary : getenv("TMPDIR");
  const size_t    n_bytes = max_bytes ? max_bytes : DEFAULT_BYTES;
  const size_t    n_each  = n_bytes >= THREAD_BYTES ? n_bytes / 2 : n_bytes;
  folder                  = folder && *folder ? folder : "/tmp";
  *out                    = s;
  if (!s) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  s->fd          = -1;
  s->block       = &s->blocks[0];
  s->block_cap   = n_each / 5 * 4 < UINT32_MAX ? n_each / 5 * 4 : UINT32_MAX;
  s->max_entries = (n_each - s->block_cap) / sizeof(Entry) + 1;
  s->last        = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  s->folder      = ng_calloc(strlen(folder) + 1, 1);
  s->buffer      = ng_calloc(RUN_BUFFER, 1);
  if (!make_block(s, &s->blocks[0]) || (n_each < n_bytes && !make_block(s, &s->blocks[1])) || !s->folder ||
      !s->buffer) {
    ng_sorter_free(s);
    *out = NULL;
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  memcpy(s->folder, folder, strlen(folder));
  return NG_SUCCESS;
}

void
ng_sorter_drop_equal(NgSorter* s)
{
  s->drops_equal = true;
}

// --- in memory -----------------------------------------------------------------------------------
//
// Multikey quicksort over eight bytes at a time (Bentley, Sedgewick, "Fast algorithms for sorting and
// searching strings", 1997; with the bytes kept beside the records: Ng, Kakehi, "Cache efficient radix sort",
// 2007), since records such as lines of a graph have long beginnings in common.

static NgStr
record_of(const Block* b, const Entry* e)
{
  return ng_str_n(b->at + e->at, e->len);
}

/// The eight bytes at `depth`, NUL behind the end.
static uint64_t
key_at(const Block* b, const Entry* e, size_t depth)
{
  const unsigned char* const at  = (const unsigned char*)b->at + e->at + depth;
  const size_t               n   = e->len > depth ? e->len - depth : 0;
  uint64_t                   key = 0;
  if (n >= KEY_BYTES) {
    for (int k = 0; k < KEY_BYTES; ++k) { // one load and a byte swap
      key = key << 8 | at[k];
    }
    return key;
  }
  for (size_t k = 0; k < n; ++k) {
    key |= (uint64_t)at[k] << (56 - 8 * k);
  }
  return key;
}

static int
compare_entries(const Block* b, const Entry* x, const Entry* y)
{
  return x->key != y->key ? (x->key < y->key ? -1 : 1) : ng_str_cmp(record_of(b, x), record_of(b, y));
}

static void
sort_few(const Block* b, Entry* e, size_t n)
{
  for (size_t i = 1; i < n; ++i) {
    const Entry x = e[i];
    size_t      k = i;
    for (; k && compare_entries(b, &x, &e[k - 1]) < 0; --k) {
      e[k] = e[k - 1];
    }
    e[k] = x;
  }
}

/// Heapsort, for keys that were chosen to make quicksort slow.
static void
sort_stubborn(const Block* b, Entry* e, size_t n)
{
  for (size_t i = n / 2, end = n; end > 1;) {
    Entry x;
    if (i) {
      x = e[--i];
    } else {
      x      = e[--end];
      e[end] = e[0];
    }
    size_t at = i;
    for (size_t child; (child = 2 * at + 1) < end; at = child) {
      child += child + 1 < end && compare_entries(b, &e[child], &e[child + 1]) < 0;
      if (compare_entries(b, &x, &e[child]) >= 0) {
        break;
      }
      e[at] = e[child];
    }
    e[at] = x;
  }
}

static void
swap(Entry* a, Entry* b)
{
  const Entry x = *a;
  *a            = *b;
  *b            = x;
}

static uint64_t
middle(uint64_t a, uint64_t b, uint64_t c)
{
  return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}

static uint64_t
pick_pivot(const Entry* e, size_t n)
{
  const size_t k = n / 8;
  return middle(middle(e[0].key, e[k].key, e[2 * k].key), middle(e[3 * k].key, e[n / 2].key, e[5 * k].key),
                middle(e[6 * k].key, e[7 * k].key, e[n - 1].key));
}

/// Entries whose keys are equal: those that end within the key first, by length. @return how many those are.
static size_t
part_ended(Entry* e, size_t n, size_t depth)
{
  size_t n_ended   = 0;
  bool   is_sorted = true;
  for (size_t i = 0; i < n; ++i) {
    if (e[i].len <= depth + KEY_BYTES) {
      swap(&e[i], &e[n_ended]);
      is_sorted = is_sorted && (!n_ended || e[n_ended - 1].len <= e[n_ended].len);
      ++n_ended;
    }
  }
  for (size_t len = depth; !is_sorted && len <= depth + KEY_BYTES; ++len) { // they differ by NULs at the end
    for (size_t i = 0, k = 0; i < n_ended; ++i) {
      if (e[i].len <= len) {
        swap(&e[i], &e[k++]);
      }
    }
  }
  return n_ended;
}

/// The part of a segment that has been told apart at `depth`.
typedef struct {
  Entry* at;
  size_t n;
  size_t depth;
  int    luck; ///< Poor partitions that are still borne
} Segment;

static void sort_segment(const Block* b, Segment s);

static int
luck_for(size_t n)
{
  int luck = 8;
  for (; n; n >>= 1) {
    luck += 2;
  }
  return luck;
}

/// Part `s` in three by a pivot and sort all but the largest part, which is returned.
static Segment
sort_smaller_parts(const Block* b, Segment s)
{
  const uint64_t pivot = pick_pivot(s.at, s.n);
  size_t         less = 0, greater = s.n;
  for (size_t i = 0; i < greater;) {
    if (s.at[i].key < pivot) {
      swap(&s.at[i++], &s.at[less++]);
    } else if (s.at[i].key > pivot) {
      swap(&s.at[i], &s.at[--greater]);
    } else {
      ++i;
    }
  }
  const size_t n_ended  = part_ended(s.at + less, greater - less, s.depth);
  Segment      parts[3] = {{s.at, less, s.depth, s.luck - 1},
                           {s.at + greater, s.n - greater, s.depth, s.luck - 1},
                           {s.at + less + n_ended, greater - less - n_ended, s.depth + KEY_BYTES, 0}};
  parts[2].luck         = luck_for(parts[2].n);
  for (size_t i = 0; i < parts[2].n; ++i) {
    parts[2].at[i].key = key_at(b, &parts[2].at[i], parts[2].depth);
  }
  int largest = 0;
  for (int i = 1; i < 3; ++i) {
    largest = parts[i].n > parts[largest].n ? i : largest;
  }
  for (int i = 0; i < 3; ++i) {
    if (i != largest) {
      sort_segment(b, parts[i]);
    }
  }
  return parts[largest];
}

static void
sort_segment(const Block* b, Segment s)
{
  while (s.n > FEW_ENTRIES) {
    if (!s.luck) {
      sort_stubborn(b, s.at, s.n);
      return;
    }
    s = sort_smaller_parts(b, s);
  }
  sort_few(b, s.at, s.n);
}

/// How many bytes all records of the block begin with.
static size_t
common_bytes(const Block* b)
{
  const NgStr first = record_of(b, &b->entries[0]);
  size_t      n     = first.len;
  for (size_t i = 1; i < b->n && n; ++i) {
    const NgStr  r   = record_of(b, &b->entries[i]);
    const size_t max = r.len < n ? r.len : n;
    size_t       k   = 0;
    while (k < max && r.at[k] == first.at[k]) {
      ++k;
    }
    n = k;
  }
  return n;
}

static void
sort_block(Block* b, bool drops_equal)
{
  const size_t skip = b->n ? common_bytes(b) : 0;
  for (size_t i = 0; i < b->n; ++i) {
    b->entries[i].key = key_at(b, &b->entries[i], skip);
  }
  sort_segment(b, (Segment){b->entries, b->n, skip, luck_for(b->n)});
  size_t n = 0;
  for (size_t i = 0; drops_equal && i < b->n; ++i) {
    if (!n || !ng_str_eq(record_of(b, &b->entries[i]), record_of(b, &b->entries[n - 1]))) {
      b->entries[n++] = b->entries[i];
    }
  }
  b->n = drops_equal ? n : b->n;
}

// --- to the file ---------------------------------------------------------------------------------

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

static size_t
shared_bytes(NgStr a, NgStr b)
{
  const size_t max = a.len < b.len ? a.len : b.len;
  size_t       n   = 0;
  uint64_t     x, y;
  while (n + sizeof(x) <= max) {
    memcpy(&x, a.at + n, sizeof(x));
    memcpy(&y, b.at + n, sizeof(y));
    if (x != y) {
      break;
    }
    n += sizeof(x);
  }
  while (n < max && a.at[n] == b.at[n]) {
    ++n;
  }
  return n;
}

/// Write the sorted entries of a block, each without the bytes that it shares with the one before.
static NgStatus
write_run(NgSorter* s, const Block* b, NgError* err)
{
  size_t used = 0;
  NgStr  last = {NULL, 0};
  for (size_t i = 0; i < b->n; ++i) {
    const NgStr    r       = record_of(b, &b->entries[i]);
    const size_t   shared  = shared_bytes(last, r);
    const NgStr    rest    = ng_str_n(r.at + shared, r.len - shared);
    const uint32_t head[2] = {(uint32_t)shared, (uint32_t)rest.len};
    last                   = r;
    if (used + HEAD_BYTES + rest.len > RUN_BUFFER) {
      NG_TRY(write_all(s, s->buffer, used, err));
      used = 0;
    }
    memcpy(s->buffer + used, head, HEAD_BYTES);
    used += HEAD_BYTES;
    if (rest.len > RUN_BUFFER - HEAD_BYTES) {
      NG_TRY(write_all(s, s->buffer, used, err));
      NG_TRY(write_all(s, rest.at, rest.len, err));
      used = 0;
    } else {
      memcpy(s->buffer + used, rest.at, rest.len);
      used += rest.len;
    }
  }
  return write_all(s, s->buffer, used, err);
}

static NgStatus
spill_block(NgSorter* s, Block* b, NgError* err)
{
  if (s->n_runs == MAX_RUNS) {
    return ng_error_set(err, NG_ERR_LIMIT, "Too much to sort with so little memory; allow more");
  }
  if (s->fd < 0) {
    NG_TRY(make_file(s, err));
  }
  sort_block(b, s->drops_equal);
  s->starts[s->n_runs]   = s->file_len;
  const NgStatus st      = write_run(s, b, err);
  s->starts[++s->n_runs] = s->file_len;
  b->n                   = 0;
  b->len                 = 0;
  return st;
}

static void*
run_thread(void* self)
{
  NgSorter* const s     = self;
  Block* const    other = &s->blocks[s->block == &s->blocks[0]];
  s->thread_status      = spill_block(s, other, &s->thread_err);
  return NULL;
}

static NgStatus
wait_for_thread(NgSorter* s, NgError* err)
{
  if (!s->has_thread) {
    return NG_SUCCESS;
  }
  pthread_join(s->thread, NULL);
  s->has_thread = false;
  return s->thread_status ? ng_error_set(err, s->thread_status, "%s", s->thread_err.message) : NG_SUCCESS;
}

/// Make room: the block that is full is sorted and written, by a thread where there are two.
static NgStatus
spill(NgSorter* s, NgError* err)
{
  NG_TRY(wait_for_thread(s, err));
  if (!s->blocks[1].at) {
    return spill_block(s, s->block, err);
  }
  s->block      = &s->blocks[s->block == &s->blocks[0]];
  s->has_thread = pthread_create(&s->thread, NULL, run_thread, s) == 0;
  return s->has_thread ? NG_SUCCESS : spill_block(s, &s->blocks[s->block == &s->blocks[0]], err);
}

NgStatus
ng_sorter_add(NgSorter* s, NgStr record, NgError* err)
{
  if (record.len > s->block_cap / 3 || record.len >= UINT32_MAX) {
    return ng_error_set(err, NG_ERR_LIMIT, "A record of %zu bytes is too long to sort", record.len);
  }
  if (s->block->n == s->max_entries || s->block_cap - s->block->len < record.len) {
    NG_TRY(spill(s, err));
  }
  Block* const b = s->block;
  if (record.len) {
    memcpy(b->at + b->len, record.at, record.len);
  }
  b->entries[b->n++] = (Entry){0, (uint32_t)b->len, (uint32_t)record.len};
  b->len += record.len;
  s->is_sorted = false;
  return NG_SUCCESS;
}

// --- and back ------------------------------------------------------------------------------------

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
  uint32_t head[2] = {0, 0};
  if (r->first == r->n && r->at == r->end) {
    return NG_END;
  }
  if (r->n - r->first < HEAD_BYTES) {
    NG_TRY(fill(s, r, HEAD_BYTES, err));
  }
  memcpy(head, r->buffer + r->first, HEAD_BYTES);
  const size_t whole = HEAD_BYTES + (size_t)head[1];
  if (r->n - r->first < whole) {
    NG_TRY(fill(s, r, whole, err));
  }
  r->record.len = head[0];
  if (ng_buf_add(&r->record, ng_str_n(r->buffer + r->first + HEAD_BYTES, head[1]))) {
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort");
  }
  r->first += whole;
  return NG_SUCCESS;
}

static bool
is_before(const NgSorter* s, uint32_t a, uint32_t b)
{
  const int order = ng_str_cmp(ng_buf_str(&s->runs[a].record), ng_buf_str(&s->runs[b].record));
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
    Run* const r  = &s->runs[i];
    r->at         = s->starts[i];
    r->end        = s->starts[i + 1];
    r->first      = 0;
    r->n          = 0;
    r->record.max = SIZE_MAX / 4;
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

static void
free_blocks(NgSorter* s)
{
  for (int i = 0; i < 2; ++i) {
    ng_free(s->blocks[i].at);
    ng_free(s->blocks[i].entries);
    s->blocks[i] = (Block){NULL, 0, NULL, 0};
  }
}

NgStatus
ng_sorter_start(NgSorter* s, NgError* err)
{
  s->next_entry = 0;
  NG_TRY(wait_for_thread(s, err));
  if (!s->n_runs) {
    if (!s->is_sorted) {
      sort_block(s->block, s->drops_equal);
    }
    s->is_sorted = true;
    return NG_SUCCESS;
  }
  if (s->block->n) {
    NG_TRY(spill_block(s, s->block, err));
  }
  free_blocks(s);
  return start_runs(s, err);
}

/// The record of the heap that comes next, equal ones included.
static NgStatus
next_of_runs(NgSorter* s, NgStr* record, NgError* err)
{
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
  *record = ng_buf_str(&s->runs[s->heap[0]].record);
  return NG_SUCCESS;
}

NgStatus
ng_sorter_next(NgSorter* s, NgStr* record, NgError* err)
{
  if (!s->n_runs) {
    if (s->next_entry == s->block->n) {
      return NG_END;
    }
    *record = record_of(s->block, &s->block->entries[s->next_entry++]);
    return NG_SUCCESS;
  }
  if (!s->drops_equal) {
    return next_of_runs(s, record, err);
  }
  const bool has_last = !s->is_first;
  do {
    NG_TRY(next_of_runs(s, record, err));
  } while (has_last && ng_str_eq(*record, ng_buf_str(&s->last)));
  ng_buf_clear(&s->last);
  return ng_buf_add(&s->last, *record) ? ng_error_set(err, NG_ERR_NO_MEM, "No memory to sort") : NG_SUCCESS;
}

void
ng_sorter_free(NgSorter* s)
{
  if (!s) {
    return;
  }
  wait_for_thread(s, NULL);
  for (uint32_t i = 0; s->runs && i < s->n_runs; ++i) {
    ng_free(s->runs[i].buffer);
    ng_buf_free(&s->runs[i].record);
  }
  if (s->fd >= 0) {
    close(s->fd);
  }
  free_blocks(s);
  ng_buf_free(&s->last);
  ng_free(s->runs);
  ng_free(s->buffer);
  ng_free(s->folder);
  ng_free(s);
}
