// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of JSONL, or as an archive of one.
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

static void
read_all(const char* path)
{
  NgReader*     reader      = NULL;
  NgReadOptions options     = NG_READ_OPTIONS_INIT;
  NgDoc         doc         = {.arena = ng_arena_new((size_t)1 << 26)};
  NgError       err         = {0};
  NgStatus      st          = NG_SUCCESS;
  options.max_article_bytes = 4096;
  check(doc.arena && ng_reader_open(&reader, path, NG_READ_JSONL, &options, &err) == NG_SUCCESS);
  while (st != NG_END) {
    memset(&err, 0, sizeof(err));
    st = ng_reader_next(reader, &doc, &err);
    if (st == NG_ERR_READ || st == NG_ERR_LIMIT) { // an archive that is damaged, or a line that is too long
      check(err.message[0]);
      continue;
    }
    check(!ng_reader_is_fatal(st));
    if (st == NG_SUCCESS) {
      check(doc.body.len && doc.meta.line > 0);
    } else if (st != NG_END) {
      check(err.status == st && err.message[0] && err.line > 0);
    }
  }
  ng_reader_close(reader);
  ng_arena_free(doc.arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  FILE* const file = tmpfile();
  if (!file) {
    return 0;
  }
  char path[64];
  check(fwrite(data, 1, size, file) == size && fflush(file) == 0);
  rewind(file);
  snprintf(path, sizeof(path), "/dev/fd/%d", fileno(file));
  read_all(path);
  fclose(file);
  return 0;
}
