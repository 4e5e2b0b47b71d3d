// SPDX-License-Identifier: Apache-2.0
// Streams of bytes, unpacked on the way: whole, cut, damaged and hostile ones.
#include "base/alloc.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/io.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <zlib.h>
#include <zstd.h>

enum { BIG = 1 << 28 };

static void
add_gzip(NgBuf* to, NgStr bytes)
{
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  const size_t bound = deflateBound(&z, bytes.len);
  assert_int_equal(ng_buf_reserve(to, bound), NG_SUCCESS);
  z.next_in   = (Bytef*)(uintptr_t)bytes.at;
  z.avail_in  = (uInt)bytes.len;
  z.next_out  = (Bytef*)(to->at + to->len);
  z.avail_out = (uInt)bound;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  to->len += bound - z.avail_out;
  deflateEnd(&z);
}

static void
add_zstd(NgBuf* to, NgStr bytes)
{
  const size_t bound = ZSTD_compressBound(bytes.len);
  assert_int_equal(ng_buf_reserve(to, bound), NG_SUCCESS);
  const size_t n = ZSTD_compress(to->at + to->len, bound, bytes.at, bytes.len, 3);
  assert_false(ZSTD_isError(n));
  to->len += n;
}

// Lines that are not all alike, so that archives have some length.
static NgBuf
lines(size_t n)
{
  NgBuf text = NG_BUF_INIT(BIG);
  for (size_t i = 0; i < n; ++i) {
    ng_buf_printf(&text, "Line %zu has the number %llu.\n", i, (unsigned long long)ng_mix(i + 1));
  }
  assert_int_equal(text.status, NG_SUCCESS);
  return text;
}

// Everything in steps of `step` bytes, to the end or the error, which is returned.
static NgStatus
drain(NgBytes* bytes, size_t step, NgBuf* to, NgError* err)
{
  for (;;) {
    NgStr view;
    NG_TRY(ng_bytes_peek(bytes, step, &view, err));
    if (!view.len) {
      return NG_SUCCESS;
    }
    const size_t n = view.len < step ? view.len : step;
    assert_int_equal(ng_buf_add(to, ng_str_n(view.at, n)), NG_SUCCESS);
    ng_bytes_take(bytes, n);
  }
}

static NgStatus
drain_memory(NgStr packed, size_t step, const NgBytesOptions* options, NgBuf* to, NgError* err)
{
  NgBytes* bytes = NULL;
  assert_int_equal(ng_bytes_open_memory(&bytes, "memory", packed, options, err), NG_SUCCESS);
  const NgStatus st = drain(bytes, step, to, err);
  ng_bytes_close(bytes);
  return st;
}

static void
assert_unpacks(NgStr packed, NgStr expected)
{
  static const size_t steps[] = {1, 7, 4096, 65536};
  for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); ++i) {
    NgBuf   got = NG_BUF_INIT(BIG);
    NgError err = {0};
    assert_int_equal(drain_memory(packed, steps[i], NULL, &got, &err), NG_SUCCESS);
    assert_true(ng_str_eq(ng_buf_str(&got), expected));
    ng_buf_free(&got);
  }
}

static void
unpacks_archives_of_one_and_of_many_members(void** state)
{
  NgBuf       text   = lines(20000);
  const NgStr all    = ng_buf_str(&text);
  const NgStr first  = ng_str_n(all.at, 1000);
  const NgStr second = ng_str_n(all.at + 1000, all.len - 1000);
  NgBuf       packed = NG_BUF_INIT(BIG);
  assert_unpacks(all, all);
  assert_unpacks(ng_str(""), ng_str(""));
  assert_unpacks(ng_str("ab"), ng_str("ab"));
  add_gzip(&packed, all);
  assert_unpacks(ng_buf_str(&packed), all);
  ng_buf_clear(&packed);
  add_gzip(&packed, first);
  add_gzip(&packed, ng_str(""));
  add_gzip(&packed, second);
  assert_unpacks(ng_buf_str(&packed), all);
  ng_buf_add(&packed, ng_str_n("\0\0\0\0\0", 5));
  assert_unpacks(ng_buf_str(&packed), all);
  ng_buf_clear(&packed);
  add_zstd(&packed, first);
  ng_buf_add(&packed, ng_str_n("\x50\x2a\x4d\x18\x02\0\0\0xy", 10)); // a frame to skip
  add_zstd(&packed, second);
  assert_unpacks(ng_buf_str(&packed), all);
  ng_buf_free(&packed);
  ng_buf_free(&text);
}

static void
hands_over_what_stands_before_a_cut(void** state)
{
  NgBuf       text = lines(20000);
  const NgStr all  = ng_buf_str(&text);
  for (int kind = 0; kind < 2; ++kind) {
    NgBuf   packed = NG_BUF_INIT(BIG);
    NgBuf   got    = NG_BUF_INIT(BIG);
    NgError err    = {0};
    (kind ? add_zstd : add_gzip)(&packed, all);
    const NgStr cut = ng_str_n(packed.at, packed.len / 2);
    assert_int_equal(drain_memory(cut, 100, NULL, &got, &err), NG_ERR_READ);
    assert_non_null(strstr(err.message, "is cut"));
    assert_string_equal(err.source, "memory");
    assert_in_range(got.len, all.len / 10, all.len - 1);
    assert_memory_equal(got.at, all.at, got.len);
    ng_buf_free(&packed);
    ng_buf_free(&got);
  }
  ng_buf_free(&text);
}

static void
says_that_an_archive_is_damaged(void** state)
{
  NgBuf text = lines(20000);
  for (int kind = 0; kind < 3; ++kind) {
    NgBuf   packed = NG_BUF_INIT(BIG);
    NgBuf   got    = NG_BUF_INIT(BIG);
    NgError err    = {0};
    (kind == 1 ? add_zstd : add_gzip)(&packed, ng_buf_str(&text));
    if (kind == 2) {
      ng_buf_addz(&packed, "garbage");
    } else {
      memset(packed.at + packed.len / 2, 0x5a, 64);
    }
    assert_int_equal(drain_memory(ng_buf_str(&packed), 100, NULL, &got, &err), NG_ERR_READ);
    assert_non_null(strstr(err.message, "is damaged"));
    ng_buf_free(&packed);
    ng_buf_free(&got);
  }
  ng_buf_free(&text);
}

static void
goes_on_at_the_member_behind_the_damage(void** state)
{
  NgBuf       text   = lines(30000);
  const NgStr all    = ng_buf_str(&text);
  NgBuf       packed = NG_BUF_INIT(BIG);
  NgBuf       got    = NG_BUF_INIT(BIG);
  NgError     err    = {0};
  NgBytes*    bytes  = NULL;
  add_gzip(&packed, all);
  memset(packed.at + packed.len / 4, 0x5a, 64);
  add_gzip(&packed, ng_str("The next member."));
  assert_int_equal(ng_bytes_open_memory(&bytes, "memory", ng_buf_str(&packed), NULL, &err), NG_SUCCESS);
  assert_int_equal(ng_bytes_resume(bytes), NG_END);
  assert_int_equal(drain(bytes, 4096, &got, &err), NG_ERR_READ);
  ng_buf_clear(&got);
  while (ng_bytes_resume(bytes) == NG_SUCCESS && drain(bytes, 4096, &got, &err)) {
    ng_buf_clear(&got); // bytes that look like a header and are none
  }
  assert_true(ng_str_is(ng_buf_str(&got), "The next member."));
  assert_int_equal(ng_bytes_resume(bytes), NG_END);
  ng_bytes_close(bytes);
  ng_buf_free(&packed);
  ng_buf_free(&got);
  ng_buf_free(&text);
}

static void
ends_an_archive_that_unpacks_to_far_more_than_its_size(void** state)
{
  NgBuf                zeros   = NG_BUF_INIT(BIG);
  const NgBytesOptions options = {.max_ratio = 100};
  assert_int_equal(ng_buf_reserve(&zeros, 1 << 26), NG_SUCCESS);
  memset(zeros.at, 0, 1 << 26);
  zeros.len = 1 << 26;
  for (int kind = 0; kind < 2; ++kind) {
    NgBuf   packed = NG_BUF_INIT(BIG);
    NgBuf   got    = NG_BUF_INIT(BIG);
    NgError err    = {0};
    (kind ? add_zstd : add_gzip)(&packed, ng_buf_str(&zeros));
    assert_int_equal(drain_memory(ng_buf_str(&packed), 4096, &options, &got, &err), NG_ERR_LIMIT);
    assert_in_range(got.len, 1 << 20, 1 << 24);
    assert_non_null(strstr(err.message, "100 times"));
    ng_buf_free(&packed);
    ng_buf_free(&got);
  }
  ng_buf_free(&zeros);
}

// A child that writes a few bytes at a time, so that each read is short.
static pid_t
write_slowly(int to, NgStr bytes)
{
  const pid_t child = fork();
  if (!child) {
    for (size_t i = 0; i < bytes.len; i += 11) {
      if (write(to, bytes.at + i, bytes.len - i < 11 ? bytes.len - i : 11) < 0) {
        _exit(1);
      }
    }
    _exit(0);
  }
  return child;
}

static void
takes_what_short_reads_bring(void** state)
{
  NgBuf text   = lines(300);
  NgBuf packed = NG_BUF_INIT(BIG);
  add_gzip(&packed, ng_buf_str(&text));
  for (int is_packed = 0; is_packed < 2; ++is_packed) {
    int      ends[2];
    char     path[64];
    NgBuf    got   = NG_BUF_INIT(BIG);
    NgError  err   = {0};
    NgBytes* bytes = NULL;
    assert_int_equal(pipe(ends), 0);
    const pid_t child = write_slowly(ends[1], is_packed ? ng_buf_str(&packed) : ng_buf_str(&text));
    close(ends[1]);
    snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
    assert_int_equal(ng_bytes_open(&bytes, path, NULL, &err), NG_SUCCESS);
    assert_int_equal(drain(bytes, 64, &got, &err), NG_SUCCESS);
    assert_true(ng_str_eq(ng_buf_str(&got), ng_buf_str(&text)));
    assert_int_equal(ng_bytes_at(bytes), text.len);
    assert_int_equal(ng_bytes_read(bytes), is_packed ? packed.len : text.len);
    ng_bytes_close(bytes);
    close(ends[0]);
    waitpid(child, NULL, 0);
    ng_buf_free(&got);
  }
  ng_buf_free(&packed);
  ng_buf_free(&text);
}

static void
names_files_without_the_archive(void** state)
{
  static const char* const names[][2] = {
      {"a.jsonl.gz", "a.jsonl"}, {"b.warc.zst", "b.warc"}, {"c.txt", "c.txt"}, {".gz", ""}};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    NgBytes* bytes = NULL;
    NgError  err   = {0};
    assert_int_equal(ng_bytes_open_memory(&bytes, names[i][0], ng_str("x"), NULL, &err), NG_SUCCESS);
    assert_true(ng_str_is(ng_bytes_name(bytes), names[i][1]));
    ng_bytes_close(bytes);
  }
}

static void
opens_no_folder_and_no_missing_file(void** state)
{
  NgBytes* bytes = NULL;
  NgError  err   = {0};
  assert_int_equal(ng_bytes_open(&bytes, "/", NULL, &err), NG_ERR_READ);
  memset(&err, 0, sizeof(err));
  assert_int_equal(ng_bytes_open(&bytes, "/no/such/file", NULL, &err), NG_ERR_READ);
  assert_string_equal(err.source, "/no/such/file");
  assert_null(bytes);
  ng_bytes_close(NULL);
}

static void
survives_every_failing_allocation(void** state)
{
  NgBuf text   = lines(100);
  NgBuf packed = NG_BUF_INIT(BIG);
  add_gzip(&packed, ng_buf_str(&text));
  NgStatus st = NG_ERR_NO_MEM;
  for (size_t n = 0; st == NG_ERR_NO_MEM; ++n) {
    NgBytes* bytes = NULL;
    NgStr    view  = {0};
    NgError  err   = {0};
    ng_alloc_fail_after(n);
    st = ng_bytes_open_memory(&bytes, "memory", ng_buf_str(&packed), NULL, &err);
    st = st ? st : ng_bytes_peek(bytes, text.len, &view, &err);
    ng_bytes_close(bytes);
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(st == NG_SUCCESS || (st == NG_ERR_NO_MEM && err.status == st && n < 100));
  }
  assert_int_equal(st, NG_SUCCESS);
  ng_buf_free(&packed);
  ng_buf_free(&text);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unpacks_archives_of_one_and_of_many_members),
      cmocka_unit_test(hands_over_what_stands_before_a_cut),
      cmocka_unit_test(says_that_an_archive_is_damaged),
      cmocka_unit_test(goes_on_at_the_member_behind_the_damage),
      cmocka_unit_test(ends_an_archive_that_unpacks_to_far_more_than_its_size),
      cmocka_unit_test(takes_what_short_reads_bring),
      cmocka_unit_test(names_files_without_the_archive),
      cmocka_unit_test(opens_no_folder_and_no_missing_file),
      cmocka_unit_test(survives_every_failing_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
