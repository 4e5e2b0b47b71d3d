// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of the format NG_FORMAT, which is given at build time.
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

// Every record ends in an article or a reason, and there is an end.
static void
read_all(const char* path, size_t size)
{
  NgReader*     reader      = NULL;
  NgReadOptions options     = NG_READ_OPTIONS_INIT;
  NgDoc         doc         = {.arena = ng_arena_new((size_t)1 << 26)};
  NgError       err         = {0};
  NgStatus      st          = NG_SUCCESS;
  size_t        n           = 0;
  options.max_article_bytes = 8192;
  check(doc.arena && ng_reader_open(&reader, path, NG_FORMAT, &options, &err) == NG_SUCCESS);
  while (st != NG_END) {
    memset(&err, 0, sizeof(err));
    st = ng_reader_next(reader, &doc, &err);
    check(st != NG_ERR_NO_MEM && n++ <= size + 1);
    if (st == NG_SUCCESS) {
      check(doc.body.len && doc.meta.source.len);
    } else if (st != NG_END) {
      check(err.status == st && err.message[0] && err.source[0]);
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
  read_all(path, size);
  fclose(file);
  return 0;
}
