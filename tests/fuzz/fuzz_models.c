// SPDX-License-Identifier: Apache-2.0
// Altered data files with a sound checksum. The first byte chooses a file; what follows are changes of five
// bytes each (a place and what to write there) to the file as it is shipped. Whatever the file says then, it
// is refused, or a short article is read with it without leaving the file's memory.
#include "base/datadir.h"
#include "base/io.h"
#include "know/know.h"
#include "tag/names.h"
#include "tag/parse.h"
#include "tag/pos.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

enum {
  N_FILES      = 5,
  MAX_CHANGES  = 24,
  VERSION_AT   = 24,
  CHECKSUM_AT  = 40,
  HEADER_BYTES = 48
}; // see base/pack.h

static const char article[] =
    "Ministers visit Ghana\n\nThe Bank of Ghana said on Friday that Dr. Ama O. Mensah, its new "
    "governor, won't meet US Secretary of State Marco Rubio. \u201cIt\u2019s late,\u201d she told Reuters.";

typedef struct {
  char           path[32]; // of a copy that all who open it see change
  unsigned char* at;
  size_t         len;
} File;

// Set up at the first input, as shipped and never changed.
typedef struct {
  File         files[N_FILES];
  NgWordvec*   words;
  NgPosTagger* pos;
  NgDoc        doc;
  bool         is_ready;
} Bench;

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

static bool
copy_file(File* file, const char* relative)
{
  NgBuf    path  = NG_BUF_INIT(4096);
  NgBuf    bytes = NG_BUF_INIT((size_t)1 << 28);
  NgError  err   = {0};
  FILE*    copy  = NULL;
  NgStatus st    = ng_datadir_find(relative, &path, &err);
  if (!st) {
    st = ng_io_read_file(path.at, &bytes, &err);
  }
  if (!st && bytes.len > HEADER_BYTES && (copy = tmpfile())) {
    check(fwrite(bytes.at, 1, bytes.len, copy) == bytes.len && fflush(copy) == 0);
    snprintf(file->path, sizeof(file->path), "/dev/fd/%d", fileno(copy));
    file->len = bytes.len;
    file->at  = mmap(NULL, file->len, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(copy), 0);
    check(file->at != MAP_FAILED);
  }
  ng_buf_free(&bytes);
  ng_buf_free(&path);
  return file->at != NULL;
}

static void
set_up(Bench* b)
{
  static const char* const names[N_FILES] = {"knowledge/knowledge.ngk", "models/words.ngm",
                                             "models/parse.ngm", "models/parse.ngm", "models/names.ngm"};
  NgError                  err            = {0};
  if (b->is_ready) {
    return;
  }
  for (int i = 0; i < N_FILES; ++i) {
    check(copy_file(&b->files[i], names[i]));
  }
  b->doc.arena = ng_arena_new((size_t)1 << 26);
  check(b->doc.arena && !ng_wordvec_open(&b->words, NULL, &err) &&
        !ng_pos_open(&b->pos, b->words, NULL, &err));
  b->is_ready = true;
}

static void
read_article(Bench* b)
{
  NgError err = {0};
  ng_doc_reset(&b->doc);
  b->doc.body = ng_str(article);
  check(ng_text_run(&b->doc, &err) == NG_SUCCESS);
}

static void
use_know(Bench* b, const char* path)
{
  NgKnow* know = NULL;
  NgError err  = {0};
  if (ng_know_open_path(&know, path, NULL, &err) == NG_SUCCESS) {
    for (uint32_t i = 0; i < b->doc.tokens.n; ++i) {
      uint32_t  types = 0;
      NgKnowHit hits[4];
      ng_know_match(know, &b->doc, i, b->doc.tokens.n, &types);
      ng_know_word(know, ng_doc_token(&b->doc, i));
      const uint32_t n = ng_know_lookup(know, ng_doc_words(&b->doc, (NgSpan){i, i + 1}), hits, 4);
      for (uint32_t k = 0; k < n; ++k) {
        NgKnowPerson person;
        ng_know_row(know, hits[k].row);
        ng_know_label(know, hits[k].row, b->doc.arena);
        ng_know_person(know, hits[k].row, &person, b->doc.arena);
      }
    }
  }
  ng_know_close(know);
}

static void
use_model(Bench* b, int which, const char* path)
{
  NgWordvec*   words = NULL;
  NgPosTagger* pos   = NULL;
  NgParser*    parse = NULL;
  NgNames*     names = NULL;
  NgError      err   = {0};
  if (which == 1 && !ng_wordvec_open(&words, path, &err) && !ng_pos_open(&pos, words, NULL, &err)) {
    ng_pos_run(pos, &b->doc, &err);
  } else if (which == 2 && !ng_pos_open(&pos, b->words, path, &err)) {
    ng_pos_run(pos, &b->doc, &err);
  } else if (which == 3 && !ng_parse_open(&parse, b->words, path, &err)) {
    check(ng_pos_run(b->pos, &b->doc, &err) == NG_SUCCESS);
    ng_parse_run(parse, &b->doc, &err);
  } else if (which == 4 && !ng_names_open(&names, path, b->words, NULL, &err)) {
    ng_names_run(names, &b->doc, &err);
  }
  ng_names_close(names);
  ng_parse_close(parse);
  ng_pos_close(pos);
  ng_wordvec_close(words);
}

// Most changes go to the table of sections and to the first of them, where sizes and counts are.
static size_t
place_of(uint32_t at, size_t len)
{
  static const size_t reach[4] = {1 << 10, 1 << 10, 1 << 16, SIZE_MAX};
  const size_t        most     = len - HEADER_BYTES;
  return HEADER_BYTES + (at >> 2) % (most < reach[at & 3] ? most : reach[at & 3]);
}

static void
mend_checksum(const File* file)
{
  uint32_t version = 0;
  memcpy(&version, file->at + VERSION_AT, sizeof(version));
  const uint64_t checksum = ng_hash(file->at + HEADER_BYTES, file->len - HEADER_BYTES, version);
  memcpy(file->at + CHECKSUM_AT, &checksum, sizeof(checksum));
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  static Bench  bench;
  size_t        places[MAX_CHANGES];
  unsigned char before[MAX_CHANGES];
  size_t        n = 0;
  if (size < 6) {
    return 0;
  }
  set_up(&bench);
  const int   which = data[0] % N_FILES;
  const File* file  = &bench.files[which];
  for (; n < MAX_CHANGES && 1 + 5 * (n + 1) <= size; ++n) {
    uint32_t at = 0;
    memcpy(&at, data + 1 + 5 * n, sizeof(at));
    places[n]           = place_of(at, file->len);
    before[n]           = file->at[places[n]];
    file->at[places[n]] = data[5 + 5 * n];
  }
  mend_checksum(file);
  read_article(&bench);
  if (which == 0) {
    use_know(&bench, file->path);
  } else {
    use_model(&bench, which, file->path);
  }
  while (n--) {
    file->at[places[n]] = before[n];
  }
  return 0;
}
