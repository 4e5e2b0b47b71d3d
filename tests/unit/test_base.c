// SPDX-License-Identifier: Apache-2.0
// The base modules: memory, strings, maps, packed files, tables, output.
#define _GNU_SOURCE // O_TMPFILE
#include "base/alloc.h"
#include "base/digest.h"
#include "base/io.h"
#include "base/map.h"
#include "base/pack.h"
#include "base/table.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void
arena_hands_out_zeroed_memory_after_reset(void** state)
{
  NgArena* const arena = ng_arena_new(1 << 20);
  for (int round = 0; round < 3; ++round) {
    char* const at = ng_arena_calloc(arena, 1000, 1);
    assert_non_null(at);
    for (int i = 0; i < 1000; ++i) {
      assert_int_equal(at[i], 0);
    }
    memset(at, 0x5a, 1000);
    ng_arena_reset(arena);
  }
  ng_arena_free(arena);
}

static void
arena_of_many_blocks_is_zeroed_and_keeps_its_ceiling_after_reset(void** state)
{
  enum { PIECE = 100 * 1024, MANY = 60 };
  NgArena* const arena = ng_arena_new(32 << 20);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < MANY; ++i) {
      unsigned char* const at = ng_arena_calloc(arena, PIECE, 1);
      assert_non_null(at);
      for (int k = 0; k < PIECE; ++k) {
        assert_int_equal(at[k], 0);
      }
      memset(at, 0x5a, PIECE);
    }
    assert_null(ng_arena_calloc(arena, 1, 32 << 20));
    ng_arena_reset(arena);
  }
  ng_arena_free(arena);
}

static void
arena_keeps_what_is_to_outlive_resets(void** state)
{
  static const char key = 0, other = 0;
  NgArena* const    arena = ng_arena_new(1 << 20);
  unsigned char*    kept  = ng_arena_keep(arena, &key, 4000);
  assert_non_null(kept);
  assert_int_equal((uintptr_t)kept % 64, 0);
  assert_int_equal(kept[3999], 0);
  memset(kept, 7, 4000);
  assert_non_null(ng_arena_keep(arena, &other, 16));
  ng_arena_reset(arena);
  assert_ptr_equal(ng_arena_keep(arena, &key, 4000), kept);
  assert_int_equal(kept[3999], 7);
  kept = ng_arena_keep(arena, &key, 5000); // made anew
  assert_non_null(kept);
  assert_int_equal(kept[0], 0);
  assert_null(ng_arena_keep(arena, &key, SIZE_MAX));
  assert_ptr_equal(ng_arena_keep(arena, &key, 5000), kept);
  ng_arena_free(arena);
}

static void
arena_keeps_its_ceiling(void** state)
{
  NgArena* const arena = ng_arena_new(1 << 20);
  assert_null(ng_arena_calloc(arena, 2, 1 << 20));
  assert_null(ng_arena_calloc(arena, SIZE_MAX / 2, 4));
  assert_non_null(ng_arena_calloc(arena, 1, 1000));
  ng_arena_free(arena);
}

static void
vec_keeps_items_while_it_grows(void** state)
{
  NgArena* const arena = ng_arena_new(1 << 24);
  NG_VEC(uint32_t) v   = {0};
  for (uint32_t i = 0; i < 5000; ++i) {
    uint32_t* const item = NG_VEC_ADD(arena, v);
    assert_non_null(item);
    assert_int_equal(*item, 0);
    *item = i;
  }
  for (uint32_t i = 0; i < 5000; ++i) {
    assert_int_equal(v.at[i], i);
  }
  ng_arena_free(arena);
}

static void
buf_remembers_that_it_was_full(void** state)
{
  NgBuf buf = NG_BUF_INIT(8);
  assert_int_equal(ng_buf_addz(&buf, "12345678"), NG_SUCCESS);
  assert_int_equal(ng_buf_addc(&buf, '9'), NG_ERR_LIMIT);
  assert_int_equal(ng_buf_addz(&buf, ""), NG_ERR_LIMIT);
  assert_string_equal(buf.at, "12345678");
  ng_buf_clear(&buf);
  assert_int_equal(ng_buf_printf(&buf, "%d", 42), NG_SUCCESS);
  assert_string_equal(buf.at, "42");
  ng_buf_free(&buf);
}

static void
map_iterates_in_order_of_insertion(void** state)
{
  NgMap* const map = ng_map_new(1000);
  char         key[16];
  for (int i = 0; i < 1000; ++i) {
    snprintf(key, sizeof(key), "k%d", i * 7919 % 1000);
    assert_int_equal(ng_map_intern(map, ng_str(key)), i);
    *ng_map_put(map, ng_str(key), NULL) = (uint32_t)i + 5;
  }
  assert_null(ng_map_put(map, ng_str("one too many"), NULL));
  for (uint32_t i = 0; i < 1000; ++i) {
    snprintf(key, sizeof(key), "k%d", (int)i * 7919 % 1000);
    assert_true(ng_str_is(ng_map_key(map, i), key));
    assert_int_equal(*ng_map_get(map, ng_str(key)), i + 5);
  }
  assert_null(ng_map_get(map, ng_str("absent")));
  ng_map_free(map);
}

static NgBuf
pack_bytes(void)
{
  NgBuf               bytes     = NG_BUF_INIT(1 << 20);
  NgPackWriter* const writer    = ng_pack_writer_new("test", 3);
  const uint32_t      numbers[] = {1, 2, 3};
  assert_int_equal(ng_pack_writer_add(writer, "numbers", numbers, sizeof(numbers)), NG_SUCCESS);
  assert_int_equal(ng_pack_writer_add(writer, "text", "hello", 5), NG_SUCCESS);
  assert_int_equal(ng_pack_writer_bytes(writer, &bytes), NG_SUCCESS);
  ng_pack_writer_free(writer);
  return bytes;
}

static void
pack_gives_back_its_sections(void** state)
{
  NgBuf   bytes = pack_bytes();
  NgPack* pack  = NULL;
  NgError err   = {0};
  assert_int_equal(ng_pack_from_memory(&pack, bytes.at, bytes.len, "test", 3, &err), NG_SUCCESS);
  const void* numbers = NULL;
  size_t      n       = 0;
  assert_int_equal(ng_pack_section(pack, "numbers", 4, &numbers, &n, &err), NG_SUCCESS);
  assert_int_equal(n, 3);
  assert_int_equal(((const uint32_t*)numbers)[2], 3);
  assert_true(ng_str_is(ng_pack_text(pack, "text"), "hello"));
  assert_int_equal(ng_pack_section(pack, "text", 4, &numbers, &n, &err), NG_ERR_BAD_DATA);
  assert_null(ng_pack_text(pack, "absent").at);
  ng_pack_close(pack);
  ng_buf_free(&bytes);
}

static void
pack_refuses_every_altered_byte_and_every_cut(void** state)
{
  NgBuf   bytes = pack_bytes();
  NgPack* pack  = NULL;
  for (size_t i = 0; i < bytes.len; ++i) {
    bytes.at[i] = (char)(bytes.at[i] ^ 0x10);
    assert_int_equal(ng_pack_from_memory(&pack, bytes.at, bytes.len, "test", 3, NULL), NG_ERR_BAD_DATA);
    bytes.at[i] = (char)(bytes.at[i] ^ 0x10);
    assert_int_equal(ng_pack_from_memory(&pack, bytes.at, i, "test", 3, NULL), NG_ERR_BAD_DATA);
  }
  assert_int_equal(ng_pack_from_memory(&pack, bytes.at, bytes.len, "test", 4, NULL), NG_ERR_BAD_DATA);
  assert_int_equal(ng_pack_from_memory(&pack, bytes.at, bytes.len, "other", 3, NULL), NG_ERR_BAD_DATA);
  ng_buf_free(&bytes);
}

static NgStatus
count_row(void* self, const NgRow* row, NgError* err)
{
  ++*(int*)self;
  return ng_str_is(row->field[0], "bad") ? ng_error_set(err, NG_ERR_BAD_DATA, "Bad word") : NG_SUCCESS;
}

static NgStatus
read_table(const char* text, int* n_rows, NgError* err)
{
  *n_rows = 0;
  return ng_table_parse(ng_str(text), "list.tsv", "words", 1, 1, 2, count_row, n_rows, err);
}

static void
table_reports_file_and_line(void** state)
{
  int     n   = 0;
  NgError err = {0};
  assert_int_equal(read_table("#newsgraph words 1\n# note\na\tb\n\nc\n", &n, &err), NG_SUCCESS);
  assert_int_equal(n, 2);
  assert_int_equal(read_table("#newsgraph words 1\na\nbad\n", &n, &err), NG_ERR_BAD_DATA);
  assert_string_equal(err.source, "list.tsv");
  assert_int_equal(err.line, 3);
  assert_int_equal(read_table("#newsgraph words 2\na\n", &n, NULL), NG_ERR_BAD_DATA);
  assert_int_equal(read_table("#newsgraph words 1\na\tb\tc\n", &n, NULL), NG_ERR_BAD_DATA);
  assert_int_equal(read_table("", &n, NULL), NG_ERR_BAD_DATA);
}

static void
output_appears_only_when_complete(void** state)
{
  char path[] = "/tmp/ng-output-XXXXXX";
  close(mkstemp(path));
  unlink(path);
  NgOutput* output = NULL;
  NgError   err    = {0};
  assert_int_equal(ng_output_open(&output, path, &err), NG_SUCCESS);
  ng_output_write(output, ng_str("half"));
  ng_output_flush(output);
  assert_int_not_equal(access(path, F_OK), 0);
  assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
  assert_int_equal(access(path, F_OK), 0);
  assert_int_equal(ng_output_open(&output, path, &err), NG_SUCCESS);
  ng_output_write(output, ng_str("other"));
  ng_output_abandon(output);
  NgBuf text = NG_BUF_INIT(100);
  assert_int_equal(ng_io_read_file(path, &text, &err), NG_SUCCESS);
  assert_string_equal(text.at, "half");
  ng_buf_free(&text);
  unlink(path);
}

static uint32_t
count_files(const char* folder)
{
  uint32_t n  = 0;
  DIR*     at = opendir(folder);
  for (const struct dirent* e = at ? readdir(at) : NULL; e; e = readdir(at)) {
    n += e->d_name[0] != '.';
  }
  closedir(at);
  return n;
}

static void
unfinished_output_has_no_name_where_the_system_allows(void** state)
{
  char folder[] = "/tmp/ng-output-XXXXXX";
  char path[sizeof(folder) + 8];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof(path), "%s/out", folder);
  int probe = -1;
#ifdef O_TMPFILE
  probe = open(folder, O_TMPFILE | O_RDWR, 0600);
#endif
  const bool is_told = probe >= 0 && access("/proc/self/fd", X_OK) == 0;
  NgOutput*  output  = NULL;
  assert_int_equal(ng_output_open(&output, path, NULL), NG_SUCCESS);
  ng_output_write(output, ng_str("half"));
  ng_output_flush(output);
  assert_int_equal(count_files(folder), is_told ? 0 : 1);
  assert_int_equal(ng_output_close(output, NULL), NG_SUCCESS);
  assert_int_equal(access(path, F_OK), 0);
  assert_int_equal(count_files(folder), 1);
  close(probe);
  unlink(path);
  rmdir(folder);
}

static void
output_reports_a_full_device(void** state)
{
  NgOutput* output = NULL;
  NgError   err    = {0};
  assert_int_equal(ng_output_open(&output, "/dev/full", &err), NG_SUCCESS);
  ng_output_write(output, ng_str("lost"));
  assert_int_equal(ng_output_close(output, &err), NG_ERR_WRITE);
  assert_string_equal(err.source, "/dev/full");
  assert_non_null(strstr(err.message, "No space left"));
}

// Everything that allocates, once; true where all of it worked.
static bool
use_all(void)
{
  bool           ok    = true;
  NgArena* const arena = ng_arena_new(1 << 20);
  ok = arena && ng_arena_copy(arena, ng_str("copy")).at && ng_arena_printf(arena, "%d", 1).at;
  ng_arena_free(arena);
  NgMap* const map = ng_map_new(100);
  for (int i = 0; map && ok && i < 70; ++i) {
    const char c = (char)(i + 33);
    ok           = ng_map_intern(map, ng_str_n(&c, 1)) != UINT32_MAX;
  }
  ok = ok && map;
  ng_map_free(map);
  NgBuf               bytes  = NG_BUF_INIT(1 << 20);
  NgPackWriter* const writer = ng_pack_writer_new("test", 1);
  ok                         = ok && writer && ng_pack_writer_add(writer, "a", "text", 4) == NG_SUCCESS &&
       ng_pack_writer_bytes(writer, &bytes) == NG_SUCCESS;
  ng_pack_writer_free(writer);
  NgPack* pack = NULL;
  ok           = ok && ng_pack_from_memory(&pack, bytes.at, bytes.len, "test", 1, NULL) == NG_SUCCESS;
  ng_pack_close(pack);
  ng_buf_free(&bytes);
  NgOutput* output = NULL;
  ok               = ok && ng_output_open(&output, "/dev/null", NULL) == NG_SUCCESS;
  if (output) {
    ok = ng_output_close(output, NULL) == NG_SUCCESS && ok;
  }
  return ok;
}

static void
survives_each_allocation_failing(void** state)
{
  size_t n = 0;
  for (; n < 1000; ++n) {
    ng_alloc_fail_after(n);
    const bool ok = use_all();
    ng_alloc_fail_after(SIZE_MAX);
    if (ok) {
      break;
    }
  }
  assert_in_range(n, 10, 999);
}

static void
digests_are_lower_case_digits(void** state)
{
  char                 hex[NG_SHA256_HEX + 1];
  static const uint8_t bytes[] = {0x00, 0x7f, 0xa0, 0xff};
  ng_sha256_hex(ng_str("abc"), hex); // FIPS 180-2, appendix B.1
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  *ng_hex(hex, bytes, sizeof(bytes)) = '\0';
  assert_string_equal(hex, "007fa0ff");
}

static void
free_functions_accept_null(void** state)
{
  ng_arena_free(NULL);
  ng_map_free(NULL);
  ng_pack_close(NULL);
  ng_pack_writer_free(NULL);
  ng_output_abandon(NULL);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arena_hands_out_zeroed_memory_after_reset),
      cmocka_unit_test(arena_keeps_its_ceiling),
      cmocka_unit_test(arena_of_many_blocks_is_zeroed_and_keeps_its_ceiling_after_reset),
      cmocka_unit_test(arena_keeps_what_is_to_outlive_resets),
      cmocka_unit_test(vec_keeps_items_while_it_grows),
      cmocka_unit_test(buf_remembers_that_it_was_full),
      cmocka_unit_test(map_iterates_in_order_of_insertion),
      cmocka_unit_test(pack_gives_back_its_sections),
      cmocka_unit_test(pack_refuses_every_altered_byte_and_every_cut),
      cmocka_unit_test(table_reports_file_and_line),
      cmocka_unit_test(output_appears_only_when_complete),
      cmocka_unit_test(unfinished_output_has_no_name_where_the_system_allows),
      cmocka_unit_test(output_reports_a_full_device),
      cmocka_unit_test(survives_each_allocation_failing),
      cmocka_unit_test(digests_are_lower_case_digits),
      cmocka_unit_test(free_functions_accept_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
