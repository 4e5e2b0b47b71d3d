// SPDX-License-Identifier: Apache-2.0
// Files in folders and on lists, one after another.
#include "base/alloc.h"
#include "base/io.h"
#include "read/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct {
  char folder[64];
  char path[256];
} Bench;

static const char* const folders[] = {"", "/b", "/b/c", "/.hidden", "/empty"};
static const char* const files[]   = {"/a.txt",   "/b/2.txt",      "/b/10.txt", "/b/c/x.html", "/z.jsonl.gz",
                                      "/.secret", "/.hidden/file", "/p.png",    "/s.JPG.gz"};
static const char* const links[]   = {"/b/loop", "/link.txt"};

static const char*
in(Bench* b, const char* name)
{
  snprintf(b->path, sizeof(b->path), "%s%s", b->folder, name);
  return b->path;
}

static int
set_up(void** state)
{
  Bench* const b   = calloc(1, sizeof(Bench));
  NgError      err = {0};
  assert_non_null(b);
  snprintf(b->folder, sizeof(b->folder), "/tmp/newsgraph-walk-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  for (size_t i = 1; i < sizeof(folders) / sizeof(folders[0]); ++i) {
    assert_int_equal(mkdir(in(b, folders[i]), 0700), 0);
  }
  for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); ++i) {
    assert_int_equal(ng_io_write_file(in(b, files[i]), ng_str("x"), &err), NG_SUCCESS);
  }
  assert_int_equal(symlink("..", in(b, links[0])), 0);
  assert_int_equal(symlink("a.txt", in(b, links[1])), 0);
  *state = b;
  return 0;
}

static int
tear_down(void** state)
{
  Bench* const b = *state;
  for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); ++i) {
    unlink(in(b, links[i]));
  }
  for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); ++i) {
    unlink(in(b, files[i]));
  }
  for (size_t i = sizeof(folders) / sizeof(folders[0]); i > 0; --i) {
    rmdir(in(b, folders[i - 1]));
  }
  free(b);
  return 0;
}

// The next file is `name` in the folder of the bench, or is left out (`name` "!" and what is left out).
static void
assert_next(Bench* b, NgWalk* walk, const char* name)
{
  const char*    path = NULL;
  NgError        err  = {0};
  const NgStatus st   = ng_walk_next(walk, &path, &err);
  if (name[0] == '!') {
    assert_int_equal(st, NG_SKIPPED);
    assert_string_equal(err.source, in(b, name + 1));
  } else {
    assert_int_equal(st, NG_SUCCESS);
    assert_string_equal(path, in(b, name));
  }
}

static void
assert_end(NgWalk* walk)
{
  const char* path = NULL;
  NgError     err  = {0};
  assert_int_equal(ng_walk_next(walk, &path, &err), NG_END);
  assert_true(ng_walk_is_over(walk));
  assert_int_equal(ng_walk_next(walk, &path, &err), NG_END);
}

static void
gives_the_files_of_folders_in_the_order_of_their_names(void** state)
{
  static const char* const expected[] = {"/a.txt",    "/b/10.txt", "/b/2.txt",   "/b/c/x.html", "!/b/loop",
                                         "/link.txt", "!/p.png",   "!/s.JPG.gz", "/z.jsonl.gz"};
  Bench* const             b          = *state;
  NgWalk*                  walk       = NULL;
  NgError                  err        = {0};
  const char* const        paths[]    = {b->folder};
  assert_int_equal(ng_walk_open(&walk, paths, 1, &err), NG_SUCCESS);
  for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); ++i) {
    assert_next(b, walk, expected[i]);
  }
  assert_end(walk);
  ng_walk_close(walk);
}

static void
gives_what_is_named_as_it_is_named(void** state)
{
  Bench* const b    = *state;
  NgWalk*      walk = NULL;
  NgError      err  = {0};
  const char*  path = NULL;
  char         picture[128];
  snprintf(picture, sizeof(picture), "%s/p.png", b->folder);
  const char* const paths[] = {"-", picture, "", "/no/such/file"};
  assert_int_equal(ng_walk_open(&walk, paths, 4, &err), NG_SUCCESS);
  for (size_t i = 0; i < 4; ++i) {
    assert_int_equal(ng_walk_next(walk, &path, &err), NG_SUCCESS);
    assert_string_equal(path, paths[i]);
  }
  assert_end(walk);
  ng_walk_close(walk);
}

static void
reads_lists_of_lines_and_of_nul(void** state)
{
  Bench* const b = *state;
  for (int is_nul = 0; is_nul < 2; ++is_nul) {
    const char separator = is_nul ? '\0' : '\n';
    NgBuf      list      = NG_BUF_INIT(1 << 16);
    NgWalk*    walk      = NULL;
    NgError    err       = {0};
    ng_buf_addz(&list, in(b, "/z.jsonl.gz"));
    ng_buf_addc(&list, separator);
    ng_buf_addc(&list, separator);
    ng_buf_addz(&list, in(b, "/b/c"));
    ng_buf_addc(&list, separator);
    ng_buf_addz(&list, in(b, "/a.txt"));
    assert_int_equal(ng_io_write_file(in(b, "/.secret"), ng_buf_str(&list), &err), NG_SUCCESS);
    assert_int_equal(ng_walk_open_list(&walk, in(b, "/.secret"), separator, &err), NG_SUCCESS);
    assert_next(b, walk, "/z.jsonl.gz");
    assert_next(b, walk, "/b/c/x.html");
    assert_next(b, walk, "/a.txt");
    assert_end(walk);
    ng_walk_close(walk);
    ng_buf_free(&list);
  }
}

static void
tells_of_a_path_too_long_and_goes_on(void** state)
{
  Bench* const b    = *state;
  NgBuf        list = NG_BUF_INIT(1 << 20);
  NgWalk*      walk = NULL;
  NgError      err  = {0};
  const char*  path = NULL;
  for (int i = 0; i < 100000; ++i) {
    ng_buf_addc(&list, 'x');
  }
  ng_buf_addz(&list, "\nnext");
  assert_int_equal(ng_io_write_file(in(b, "/.secret"), ng_buf_str(&list), &err), NG_SUCCESS);
  assert_int_equal(ng_walk_open_list(&walk, in(b, "/.secret"), '\n', &err), NG_SUCCESS);
  assert_int_equal(ng_walk_next(walk, &path, &err), NG_ERR_LIMIT);
  assert_int_equal(ng_walk_next(walk, &path, &err), NG_SUCCESS);
  assert_string_equal(path, "next");
  assert_end(walk);
  ng_walk_close(walk);
  ng_buf_free(&list);
}

static void
survives_every_failing_allocation(void** state)
{
  Bench* const      b       = *state;
  const char* const paths[] = {b->folder};
  NgStatus          st      = NG_ERR_NO_MEM;
  for (size_t n = 0; st == NG_ERR_NO_MEM; ++n) {
    NgWalk*     walk = NULL;
    NgError     err  = {0};
    const char* path = NULL;
    ng_alloc_fail_after(n);
    st = ng_walk_open(&walk, paths, 1, &err);
    while (st == NG_SUCCESS || st == NG_SKIPPED) {
      st = ng_walk_next(walk, &path, &err);
    }
    ng_walk_close(walk);
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(st == NG_END || (st == NG_ERR_NO_MEM && n < 200));
  }
  assert_int_equal(st, NG_END);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(gives_the_files_of_folders_in_the_order_of_their_names),
      CASE(gives_what_is_named_as_it_is_named),
      CASE(reads_lists_of_lines_and_of_nul),
      CASE(tells_of_a_path_too_long_and_goes_on),
      CASE(survives_every_failing_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
