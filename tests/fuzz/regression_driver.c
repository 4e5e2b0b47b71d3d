// SPDX-License-Identifier: Apache-2.0
// Runs the saved corpus of a fuzz target through it, without a fuzzer. The folder is given at build time;
// arguments are files to run instead.
#include "base/buf.h"
#include "base/io.h"

#include <dirent.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static bool
run_file(const char* path)
{
  NgBuf          bytes = NG_BUF_INIT((size_t)1 << 26);
  NgError        err   = {0};
  const NgStatus st    = ng_io_read_file(path, &bytes, &err);
  if (st) {
    fprintf(stderr, "%s: %s\n", path, err.message);
  } else {
    LLVMFuzzerTestOneInput((const uint8_t*)(bytes.at ? bytes.at : ""), bytes.len);
  }
  ng_buf_free(&bytes);
  return st == NG_SUCCESS;
}

static int
run_folder(const char* folder)
{
  DIR* const dir = opendir(folder);
  int        n   = 0;
  if (!dir) {
    fprintf(stderr, "%s: cannot be opened\n", folder);
    return 0;
  }
  for (const struct dirent* entry = readdir(dir); entry; entry = readdir(dir)) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
    if (entry->d_name[0] != '.' && run_file(path)) {
      ++n;
    }
  }
  closedir(dir);
  return n;
}

int
main(int argc, char** argv)
{
  int n = 0;
  for (int i = 1; i < argc; ++i) {
    n += run_file(argv[i]) ? 1 : 0;
  }
  if (argc == 1) {
    n = run_folder(NG_SOURCE_DIR "/tests/fuzz/corpus/" NG_CORPUS);
  }
  printf("%d inputs of '%s'\n", n, NG_CORPUS);
  return n ? 0 : 1;
}
