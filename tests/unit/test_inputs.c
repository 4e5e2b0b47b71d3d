// SPDX-License-Identifier: Apache-2.0
// Crawls, feeds and agency items: whole ones, broken ones and hostile ones.
#include "base/alloc.h"
#include "base/io.h"
#include "read/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <zlib.h>
#include <zstd.h>

typedef struct {
  char          folder[64];
  char          path[96];
  NgDoc         doc;
  NgError       err;
  NgReader*     reader;
  NgReadOptions options;
  NgBuf         file;
} Bench;

static int
set_up(void** state)
{
  Bench* const b = calloc(1, sizeof(Bench));
  assert_non_null(b);
  snprintf(b->folder, sizeof(b->folder), "/tmp/newsgraph-inputs-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  snprintf(b->path, sizeof(b->path), "%s/input", b->folder);
  b->doc.arena         = ng_arena_new((size_t)1 << 28);
  b->options           = (NgReadOptions)NG_READ_OPTIONS_INIT;
  b->options.min_words = 0;
  b->file              = (NgBuf)NG_BUF_INIT(1 << 28);
  *state               = b;
  return 0;
}

static int
tear_down(void** state)
{
  Bench* const b = *state;
  ng_reader_close(b->reader);
  ng_arena_free(b->doc.arena);
  ng_buf_free(&b->file);
  unlink(b->path);
  rmdir(b->folder);
  free(b);
  return 0;
}

// What was put into b->file becomes the input.
static void
open_file(Bench* b, NgReadFormat format)
{
  ng_reader_close(b->reader);
  b->reader = NULL;
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(b->file.status, NG_SUCCESS);
  assert_int_equal(ng_io_write_file(b->path, ng_buf_str(&b->file), &b->err), NG_SUCCESS);
  assert_int_equal(ng_reader_open(&b->reader, b->path, format, &b->options, &b->err), NG_SUCCESS);
  ng_buf_clear(&b->file);
}

static void
assert_article(Bench* b, const char* body)
{
  memset(&b->err, 0, sizeof(b->err));
  const NgStatus st = ng_reader_next(b->reader, &b->doc, &b->err);
  if (st) {
    fail_msg("status %d: %s", st, b->err.message);
  }
  if (!ng_str_is(b->doc.body, body)) {
    fail_msg("'%.*s' is not '%s'", (int)(b->doc.body.len < 200 ? b->doc.body.len : 200), b->doc.body.at,
             body);
  }
}

// The next record is none, for a reason that holds `reason`.
static void
assert_none(Bench* b, NgStatus status, const char* reason)
{
  memset(&b->err, 0, sizeof(b->err));
  const NgStatus st = ng_reader_next(b->reader, &b->doc, &b->err);
  if (st != status || !strstr(b->err.message, reason)) {
    fail_msg("status %d, '%s'; not %d, '%s'", st, b->err.message, status, reason);
  }
}

static void
assert_end(Bench* b)
{
  memset(&b->err, 0, sizeof(b->err));
  const NgStatus st = ng_reader_next(b->reader, &b->doc, &b->err);
  if (st != NG_END) {
    fail_msg("status %d, '%s', not the end", st, b->err.message);
  }
}

// --- crawls --------------------------------------------------------------------------------------

static void
add_record(NgBuf* to, const char* type, const char* more, NgStr block)
{
  ng_buf_printf(to,
                "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <https://example.org/1>\r\n%sContent-Length: "
                "%zu\r\n\r\n",
                type, more, block.len);
  ng_buf_add(to, block);
  ng_buf_addz(to, "\r\n\r\n");
}

static void
add_response(NgBuf* to, const char* status, const char* headers, NgStr body)
{
  NgBuf block = NG_BUF_INIT(1 << 28);
  ng_buf_printf(&block, "HTTP/1.1 %s\r\n%s\r\n", status, headers);
  ng_buf_add(&block, body);
  add_record(to, "response", "Content-Type: application/http; msgtype=response\r\n", ng_buf_str(&block));
  ng_buf_free(&block);
}

static void
add_plain(NgBuf* to, const char* words)
{
  add_response(to, "200 OK", "Content-Type: text/plain; charset=utf-8\r\n", ng_str(words));
}

static NgBuf
deflated(const char* words, int bits)
{
  NgBuf    out = NG_BUF_INIT(1 << 28);
  z_stream z   = {0};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  ng_buf_reserve(&out, 1 << 16);
  z.next_in   = (Bytef*)(uintptr_t)words;
  z.avail_in  = (uInt)strlen(words);
  z.next_out  = (Bytef*)out.at;
  z.avail_out = 1 << 16;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.len = (1 << 16) - z.avail_out;
  deflateEnd(&z);
  return out;
}

static void
reads_responses_of_a_crawl(void** state)
{
  Bench* const b = *state;
  add_record(&b->file, "warcinfo", "Content-Type: application/warc-fields\r\n", ng_str("software: none\r\n"));
  add_record(&b->file, "request", "", ng_str("GET / HTTP/1.1\r\n\r\n"));
  add_plain(&b->file, "The first page.");
  add_record(&b->file, "metadata", "", ng_str("fetchTimeMs: 5"));
  add_response(&b->file, "404 Not Found", "Content-Type: text/plain\r\n", ng_str("No such page."));
  add_response(&b->file, "301 Moved Permanently", "Location: /2\r\n", ng_str(""));
  add_response(&b->file, "200 OK", "content-type: image/png\r\n", ng_str("\x89PNG"));
  add_record(&b->file, "revisit", "", ng_str(""));
  add_record(&b->file, "response", "WARC-Truncated: length\r\n", ng_str("HTTP/1.1 200 OK\r\n\r\nHalf a pa"));
  add_record(&b->file, "conversion", "Content-Type: text/plain\r\n", ng_str("The last page."));
  open_file(b, NG_READ_AUTO);
  assert_article(b, "The first page.");
  assert_true(ng_str_is(b->doc.meta.url, "https://example.org/1"));
  assert_non_null(strstr(b->doc.meta.source.at, "input, record 3"));
  assert_none(b, NG_SKIPPED, "404");
  assert_non_null(strstr(b->err.source, "input, record 5"));
  assert_none(b, NG_SKIPPED, "301");
  assert_none(b, NG_SKIPPED, "image/png");
  assert_none(b, NG_SKIPPED, "unchanged");
  assert_none(b, NG_SKIPPED, "in part");
  assert_article(b, "The last page.");
  assert_end(b);
}

static void
undoes_chunks_and_packing_of_pages(void** state)
{
  Bench* const b    = *state;
  NgBuf        gzip = deflated("Packed by gzip.", 16 + MAX_WBITS);
  NgBuf        zlib = deflated("Packed with a header.", MAX_WBITS);
  NgBuf        bare = deflated("Packed without one.", -MAX_WBITS);
  char         zstd[256];
  const size_t n     = ZSTD_compress(zstd, sizeof(zstd), "Packed by zstd.", 15, 3);
  const char*  plain = "Content-Type: text/plain\r\n";
  char         headers[128];
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n",
               ng_str("6;x=y\r\nIn chu\r\n5\r\nnked.\r\n0\r\n\r\n"));
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n",
               ng_str("Joined by the crawler."));
  snprintf(headers, sizeof(headers), "%sContent-Encoding: gzip\r\n", plain);
  add_response(&b->file, "200 OK", headers, ng_buf_str(&gzip));
  add_response(&b->file, "200 OK", headers, ng_str("Unpacked by the crawler."));
  snprintf(headers, sizeof(headers), "%sContent-Encoding: deflate\r\n", plain);
  add_response(&b->file, "200 OK", headers, ng_buf_str(&zlib));
  add_response(&b->file, "200 OK", headers, ng_buf_str(&bare));
  snprintf(headers, sizeof(headers), "%sContent-Encoding: zstd\r\n", plain);
  add_response(&b->file, "200 OK", headers, ng_str_n(zstd, n));
  snprintf(headers, sizeof(headers), "%sContent-Encoding: br\r\n", plain);
  add_response(&b->file, "200 OK", headers, ng_str("\x0b\x02\x80"));
  open_file(b, NG_READ_WARC);
  assert_article(b, "In chunked.");
  assert_article(b, "Joined by the crawler.");
  assert_article(b, "Packed by gzip.");
  assert_article(b, "Unpacked by the crawler.");
  assert_article(b, "Packed with a header.");
  assert_article(b, "Packed without one.");
  assert_article(b, "Packed by zstd.");
  assert_none(b, NG_ERR_UNSUPPORTED, "\"br\"");
  assert_end(b);
  ng_buf_free(&gzip);
  ng_buf_free(&zlib);
  ng_buf_free(&bare);
}

static void
tells_of_pages_that_were_cut(void** state)
{
  Bench* const b    = *state;
  NgBuf        gzip = deflated("Packed by gzip and then cut.", 16 + MAX_WBITS);
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nContent-Length: 500\r\n",
               ng_str("Not all of"));
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n",
               ng_str("6\r\nIn chu\r\nff\r\nnked."));
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
               ng_str_n(gzip.at, gzip.len / 2));
  open_file(b, NG_READ_WARC);
  assert_none(b, NG_ERR_BAD_INPUT, "10 of 500");
  assert_none(b, NG_ERR_BAD_INPUT, "cut");
  assert_none(b, NG_ERR_BAD_INPUT, "cut");
  assert_end(b);
  ng_buf_free(&gzip);
}

static void
goes_on_behind_a_broken_record(void** state)
{
  static const char* const broken[][2] = {
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nmuch more than five bytes\r\n\r\n",
       "no record begins"},
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nfar less\r\n\r\n",
       "another one begins"},
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nfar less\r\n\r\n",
       "another one begins"},
      {"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n", "has no length"},
      {"WARC/1.0\r\nContent-Length: -1\r\n\r\n\r\n\r\n", "has no length"},
      {"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n\r\n\r\n", "has no length"},
      {"something else\r\nthan a record\r\n", "No WARC record"},
      {"WARC/1.0\r\nWARC-Type: response\r\n", "before another"},
  };
  Bench* const b = *state;
  for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); ++i) {
    add_plain(&b->file, "Before.");
    ng_buf_addz(&b->file, broken[i][0]);
    add_plain(&b->file, "Behind.");
    open_file(b, NG_READ_WARC);
    assert_article(b, "Before.");
    assert_none(b, NG_ERR_BAD_INPUT, broken[i][1]);
    assert_article(b, "Behind.");
    assert_end(b);
  }
}

static void
tells_of_a_record_that_the_file_ends_in(void** state)
{
  Bench* const b = *state;
  add_plain(&b->file, "Whole.");
  ng_buf_addz(&b->file, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nHTTP/1.1 200");
  open_file(b, NG_READ_WARC);
  assert_article(b, "Whole.");
  assert_none(b, NG_ERR_BAD_INPUT, "ends inside");
  assert_end(b);
}

static void
ends_a_header_that_does_not(void** state)
{
  Bench* const b = *state;
  ng_buf_addz(&b->file, "WARC/1.0\r\n");
  for (int i = 0; i < 10000; ++i) {
    ng_buf_printf(&b->file, "X-%d: and so on\r\n", i);
  }
  add_plain(&b->file, "Behind.");
  open_file(b, NG_READ_WARC);
  assert_none(b, NG_ERR_BAD_INPUT, "64 KiB");
  assert_article(b, "Behind.");
  assert_end(b);
}

static void
reports_a_page_beyond_the_limit_with_its_size(void** state)
{
  Bench* const b               = *state;
  NgBuf        block           = NG_BUF_INIT(1 << 28);
  b->options.max_article_bytes = 1000;
  ng_buf_addz(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
  for (int i = 0; i < 10000; ++i) {
    ng_buf_addz(&block, "Words and words. ");
  }
  add_record(&b->file, "response", "Content-Type: application/http\r\n", ng_buf_str(&block));
  memcpy(block.at + 31, "image/jpeg", 10);
  add_record(&b->file, "response", "Content-Type: application/http\r\n", ng_buf_str(&block));
  add_plain(&b->file, "Short.");
  open_file(b, NG_READ_WARC);
  assert_none(b, NG_ERR_LIMIT, "170045 bytes");
  assert_none(b, NG_SKIPPED, "image/jpeg");
  assert_article(b, "Short.");
  assert_end(b);
  ng_buf_free(&block);
}

static void
unpacks_a_page_up_to_the_limit_only(void** state)
{
  Bench* const b     = *state;
  char* const  zeros = calloc(1, 1 << 22);
  assert_non_null(zeros);
  memset(zeros, 'a', (1 << 22) - 1);
  NgBuf bomb                   = deflated(zeros, 16 + MAX_WBITS);
  b->options.max_article_bytes = 1 << 20;
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
               ng_buf_str(&bomb));
  add_plain(&b->file, "Behind.");
  open_file(b, NG_READ_WARC);
  assert_none(b, NG_ERR_LIMIT, "unpacks to more");
  assert_article(b, "Behind.");
  assert_end(b);
  ng_buf_free(&bomb);
  free(zeros);
}

static void
add_gzip(NgBuf* to, NgBuf* bytes)
{
  ng_buf_addc(bytes, '\0');
  NgBuf packed = deflated(bytes->at, 16 + MAX_WBITS);
  ng_buf_add(to, ng_buf_str(&packed));
  ng_buf_free(&packed);
  ng_buf_clear(bytes);
}

static void
loses_but_the_damaged_member_of_a_packed_crawl(void** state)
{
  Bench* const b      = *state;
  NgBuf        record = NG_BUF_INIT(1 << 20);
  NgBuf        words  = NG_BUF_INIT(1 << 20);
  for (int i = 0; i < 300; ++i) {
    ng_buf_printf(&words, "Number %llu. ", (unsigned long long)ng_mix((uint64_t)i + 1));
  }
  for (int i = 0; i < 3; ++i) {
    add_plain(&record, words.at);
    const size_t begin = b->file.len;
    add_gzip(&b->file, &record);
    if (i == 1) {
      memset(b->file.at + begin + (b->file.len - begin) / 2, 0x5a, 32);
    }
  }
  open_file(b, NG_READ_AUTO);
  assert_article(b, words.at);
  memset(&b->err, 0, sizeof(b->err));
  NgStatus st       = ng_reader_next(b->reader, &b->doc, &b->err);
  int      n_errors = 0;
  while (st == NG_ERR_BAD_INPUT && ++n_errors < 10) {
    memset(&b->err, 0, sizeof(b->err));
    st = ng_reader_next(b->reader, &b->doc, &b->err);
  }
  assert_in_range(n_errors, 1, 9);
  assert_int_equal(st, NG_SUCCESS);
  assert_true(ng_str_is(b->doc.body, words.at));
  assert_end(b);
  ng_buf_free(&record);
  ng_buf_free(&words);
}

// --- XML -----------------------------------------------------------------------------------------

static void
add_feed(NgBuf* to, const char* declaration, const char* items)
{
  ng_buf_printf(to, "%s<rss version=\"2.0\"><channel><title>T</title>%s</channel></rss>", declaration, items);
}

static void
takes_an_item_by_its_tags_only(void** state)
{
  Bench* const b = *state;
  add_feed(&b->file, "",
           "<!-- <item> --><description><![CDATA[</item><item>]]></description>"
           "<item a=\"/>\"><description>One <![CDATA[</item>]]> &lt;/item&gt;</description></item>\n"
           "<item/><item><description>Two</description></item>");
  open_file(b, NG_READ_AUTO);
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(ng_reader_next(b->reader, &b->doc, &b->err), NG_SUCCESS);
  assert_true(ng_str_is(b->doc.meta.publisher, "T"));
  assert_article(b, "Two");
  assert_int_equal(b->doc.meta.line, 2);
  assert_end(b);
}

static void
goes_on_behind_an_item_that_is_not_well_formed(void** state)
{
  Bench* const b = *state;
  add_feed(&b->file, "",
           "<item><description>One</description></item><item><description>T<b>wo</description></item>"
           "<item><description>Three</description></item><item><description>Four");
  open_file(b, NG_READ_AUTO);
  assert_article(b, "One");
  assert_none(b, NG_ERR_BAD_INPUT, "well-formed");
  assert_article(b, "Three");
  assert_none(b, NG_ERR_BAD_INPUT, "");
  assert_end(b);
}

static void
reads_what_feeds_leave_undeclared(void** state)
{
  Bench* const b = *state;
  add_feed(&b->file, "",
           "<item><title>R&eacute;sum&eacute; &amp; caf&#233; AT&T</title><description>A &hellip; b\x0b "
           "&unknown c</description>"
           "<x:y>odd</x:y></item>");
  open_file(b, NG_READ_AUTO);
  memset(&b->err, 0, sizeof(b->err));
  assert_int_equal(ng_reader_next(b->reader, &b->doc, &b->err), NG_SUCCESS);
  assert_true(ng_str_starts(b->doc.meta.title, "Résumé & café AT"));
  assert_end(b);
}

static void
opens_no_entity_outside_of_the_file(void** state)
{
  static const struct {
    const char* before; // the path of a file
    const char* behind;
  } declarations[] = {
      {"<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://", "\">]>"},
      {"<!DOCTYPE rss [<!ENTITY x SYSTEM \"http://127.0.0.1:9/", "\">]>"},
      {"<!DOCTYPE rss SYSTEM \"file://", "\">"},
      {"<!DOCTYPE rss [<!ENTITY % p SYSTEM \"file://", "\"> %p;]>"},
  };
  Bench* const b = *state;
  char         secret[128];
  NgError      err = {0};
  snprintf(secret, sizeof(secret), "%s/secret", b->folder);
  assert_int_equal(ng_io_write_file(secret, ng_str("<!ENTITY x \"SECRET\">SECRET"), &err), NG_SUCCESS);
  for (size_t i = 0; i < sizeof(declarations) / sizeof(declarations[0]); ++i) {
    char declaration[256];
    snprintf(declaration, sizeof(declaration), "%s%s%s", declarations[i].before, secret,
             declarations[i].behind);
    add_feed(&b->file, declaration, "<item><description>Words &x; words</description></item>");
    open_file(b, NG_READ_AUTO);
    memset(&b->err, 0, sizeof(b->err));
    const NgStatus st = ng_reader_next(b->reader, &b->doc, &b->err);
    assert_true(st == NG_SUCCESS || st == NG_ERR_BAD_INPUT);
    assert_true(st || (ng_str_starts(b->doc.body, "Words") && !strstr(b->doc.body.at, "SECRET")));
    assert_end(b);
  }
  unlink(secret);
}

static void
ends_entities_that_multiply(void** state)
{
  Bench* const b      = *state;
  NgBuf        laughs = NG_BUF_INIT(1 << 16);
  ng_buf_addz(&laughs, "<!DOCTYPE rss [<!ENTITY a0 \"ha ha ha ha\">");
  for (int i = 1; i < 20; ++i) {
    ng_buf_printf(&laughs, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i, i - 1,
                  i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  }
  ng_buf_addz(&laughs, "]>");
  add_feed(&b->file, laughs.at,
           "<item><title>&a19;</title><description>&a0; Words &a19;</description></item>");
  open_file(b, NG_READ_AUTO);
  memset(&b->err, 0, sizeof(b->err));
  const NgStatus st = ng_reader_next(b->reader, &b->doc, &b->err);
  assert_true(st == NG_ERR_BAD_INPUT || (st == NG_SUCCESS && b->doc.body.len < 1000));
  assert_end(b);
  ng_buf_free(&laughs);
}

static void
ends_nesting_without_end(void** state)
{
  Bench* const b = *state;
  for (int is_inside = 0; is_inside < 2; ++is_inside) {
    ng_buf_addz(&b->file, is_inside ? "<rss><channel><item><description>" : "<rss>");
    for (int i = 0; i < 200000; ++i) {
      ng_buf_addz(&b->file, "<a>");
    }
    for (int i = 0; is_inside && i < 200000; ++i) {
      ng_buf_addz(&b->file, "</a>");
    }
    ng_buf_addz(&b->file, is_inside ? "</description></item></channel></rss>" : "");
    open_file(b, NG_READ_FEED);
    assert_none(b, is_inside ? NG_ERR_BAD_INPUT : NG_ERR_LIMIT, is_inside ? "depth" : "deeper");
    assert_end(b);
  }
}

// Bytes that make a careless reader look at the rest again and again.
static void
stays_linear_in_what_is_hostile(void** state)
{
  static const char* const parts[] = {"<",  "<!DOCTYPE ", "<a b='",  "<!--", "<![CDATA[",
                                      "<?", "</item",     "<a b=\"", "&",    "<x/>"};
  Bench* const             b       = *state;
  for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); ++i) {
    for (int is_inside = 0; is_inside < 2; ++is_inside) {
      ng_buf_addz(&b->file, is_inside ? "<rss><channel><item>" : "<rss>");
      while (b->file.len < 2000000) {
        ng_buf_addz(&b->file, parts[i]);
      }
      open_file(b, NG_READ_FEED);
      while (ng_reader_next(b->reader, &b->doc, &b->err) != NG_END) {
      }
    }
  }
  while (b->file.len < 2000000) {
    ng_buf_addz(&b->file, "WARC/1.0\n");
  }
  open_file(b, NG_READ_WARC);
  while (ng_reader_next(b->reader, &b->doc, &b->err) != NG_END) {
  }
}

static void
refuses_tags_of_very_many_attributes(void** state)
{
  Bench* const b    = *state;
  NgBuf        item = NG_BUF_INIT(1 << 22);
  ng_buf_addz(&item, "<item><description>One</description></item><item><x");
  for (int i = 0; i < 100000; ++i) {
    ng_buf_printf(&item, " a%d=''", i);
  }
  ng_buf_addz(&item, "/></item><item><description>Three</description></item>");
  add_feed(&b->file, "", item.at);
  open_file(b, NG_READ_AUTO);
  assert_article(b, "One");
  assert_none(b, NG_ERR_LIMIT, "attributes");
  assert_article(b, "Three");
  assert_end(b);
  ng_buf_free(&item);
}

static void
reports_an_item_beyond_the_limit_and_goes_on(void** state)
{
  Bench* const b               = *state;
  b->options.max_article_bytes = 10000;
  ng_buf_addz(&b->file, "<rss><channel><item><description>");
  for (int i = 0; i < 10000; ++i) {
    ng_buf_addz(&b->file, "Words ");
  }
  ng_buf_addz(&b->file,
              "</description></item>\n<item><description>Short</description></item></channel></rss>");
  open_file(b, NG_READ_FEED);
  assert_none(b, NG_ERR_LIMIT, "60040 bytes");
  assert_article(b, "Short");
  assert_end(b);
}

static void
names_xml_of_another_kind(void** state)
{
  Bench* const b = *state;
  ng_buf_addz(&b->file, "<?xml version=\"1.0\"?>\n<invoice><item>1</item></invoice>");
  open_file(b, NG_READ_AUTO);
  assert_none(b, NG_ERR_UNSUPPORTED, "<invoice>");
  assert_end(b);
  ng_buf_addz(&b->file, "<?xml version=\"1.0\"?>\n<invoice><item>1</item></invoice>");
  open_file(b, NG_READ_FEED);
  assert_none(b, NG_ERR_BAD_INPUT, "<invoice>");
  assert_end(b);
}

// --- what is left out ----------------------------------------------------------------------------

static void
leaves_out_other_languages_and_items_of_hardly_any_words(void** state)
{
  Bench* const b       = *state;
  b->options.min_words = 4;
  ng_buf_addz(&b->file,
              "{\"text\": \"Un.\", \"language\": \"fr-FR\"}\n{\"text\": \"One.\", \"language\": \"en_GB\"}\n"
              "{\"text\": \"Two.\", \"language\": \"und\"}\n{\"text\": \"Ein.\", \"language\": \"enm\"}\n");
  open_file(b, NG_READ_AUTO);
  assert_none(b, NG_SKIPPED, "\"fr\"");
  assert_article(b, "One.");
  assert_article(b, "Two.");
  assert_none(b, NG_SKIPPED, "\"enm\"");
  assert_end(b);
  add_feed(&b->file, "",
           "<item><description>Only three words</description></item><item><description>But here are "
           "four</description></item>");
  open_file(b, NG_READ_AUTO);
  assert_none(b, NG_SKIPPED, "fewer than 4");
  assert_article(b, "But here are four");
  assert_end(b);
}

// --- encodings -----------------------------------------------------------------------------------

static void
add_wide(NgBuf* to, NgStr ascii, bool is_big)
{
  for (size_t i = 0; i < ascii.len; ++i) {
    ng_buf_addc(to, is_big ? '\0' : ascii.at[i]);
    ng_buf_addc(to, is_big ? ascii.at[i] : '\0');
  }
}

static void
reads_utf16_in_every_format(void** state)
{
  static const struct {
    const char* file;
    const char* body;
  } cases[] = {
      {"Plain words.", "Plain words."},
      {"{\"text\": \"One\"}\n{\"text\": \"Two\"}\n", "One"},
      {"[{\"text\": \"One\"}]", "One"},
      {"<?xml version=\"1.0\" "
       "encoding=\"UTF-16\"?><rss><channel><item><description>Words</description></item></channel></rss>",
       "Words"},
  };
  Bench* const b = *state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    for (int kind = 0; kind < 4; ++kind) {
      if (kind < 2) {
        ng_buf_addz(&b->file, kind ? "\xFE\xFF" : "\xFF\xFE");
      }
      add_wide(&b->file, ng_str(cases[i].file), kind & 1);
      open_file(b, NG_READ_AUTO);
      assert_article(b, cases[i].body);
    }
  }
}

static void
decodes_utf16_across_the_edges_of_its_buffers(void** state)
{
  Bench* const b    = *state;
  NgBuf        text = NG_BUF_INIT(1 << 22);
  ng_buf_addz(&b->file, "\xFF\xFE");
  add_wide(&b->file, ng_str("x"), false);
  ng_buf_addz(&text, "x");
  for (int i = 0; i < 100000; ++i) {
    ng_buf_add(&b->file, ng_str_n("\x3d\xd8\x00\xde\xe9\x00", 6)); // U+1F600 and U+00E9
    ng_buf_addz(&text, "\xF0\x9F\x98\x80\xC3\xA9");
  }
  ng_buf_add(&b->file, ng_str_n("\x3d\xd8\x41\x00\x41", 5)); // half a pair, and half a unit
  ng_buf_addz(&text, "\xEF\xBF\xBD"
                     "A\xEF\xBF\xBD");
  open_file(b, NG_READ_TEXT);
  assert_article(b, text.at);
  ng_buf_free(&text);
}

// --- bombs ---------------------------------------------------------------------------------------

static void
ends_at_a_bomb(void** state)
{
  Bench* const b     = *state;
  const size_t n     = (size_t)1 << 26;
  char* const  lines = calloc(1, n + 1);
  assert_non_null(lines);
  memset(lines, '\n', n);
  ng_buf_addz(&b->file, "{\"text\": \"Before.\"}\n");
  const size_t bound = ZSTD_compressBound(n);
  NgBuf        all   = NG_BUF_INIT(1 << 28);
  ng_buf_add(&all, ng_buf_str(&b->file));
  ng_buf_add(&all, ng_str_n(lines, n));
  ng_buf_clear(&b->file);
  assert_int_equal(ng_buf_reserve(&b->file, bound), NG_SUCCESS);
  b->file.len = ZSTD_compress(b->file.at, bound, all.at, all.len, 3);
  open_file(b, NG_READ_AUTO);
  assert_article(b, "Before.");
  assert_none(b, NG_ERR_LIMIT, "times its size");
  assert_end(b);
  ng_buf_free(&all);
  free(lines);
}

// --- memory --------------------------------------------------------------------------------------

static void
survives_every_failing_allocation(void** state)
{
  Bench* const b = *state;
  add_plain(&b->file, "A page.");
  add_response(&b->file, "200 OK", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n",
               ng_str("6\r\nIn chu\r\n5\r\nnked.\r\n0\r\n\r\n"));
  open_file(b, NG_READ_AUTO);
  ng_reader_close(b->reader);
  b->reader   = NULL;
  NgStatus st = NG_ERR_NO_MEM;
  for (size_t n = 0; st == NG_ERR_NO_MEM; ++n) {
    NgError err = {0};
    NgDoc   doc = {0};
    ng_alloc_fail_after(n);
    doc.arena        = ng_arena_new((size_t)1 << 28);
    NgReader* reader = NULL;
    st = doc.arena ? ng_reader_open(&reader, b->path, NG_READ_AUTO, &b->options, &err) : NG_ERR_NO_MEM;
    while (!st && (st = ng_reader_next(reader, &doc, &err)) == NG_SUCCESS) {
    }
    ng_reader_close(reader);
    ng_arena_free(doc.arena);
    ng_alloc_fail_after(SIZE_MAX);
    assert_true(st == NG_END || st == NG_ERR_NO_MEM);
    assert_true(n < 500);
  }
  assert_int_equal(st, NG_END);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(reads_responses_of_a_crawl),
      CASE(undoes_chunks_and_packing_of_pages),
      CASE(tells_of_pages_that_were_cut),
      CASE(goes_on_behind_a_broken_record),
      CASE(tells_of_a_record_that_the_file_ends_in),
      CASE(ends_a_header_that_does_not),
      CASE(reports_a_page_beyond_the_limit_with_its_size),
      CASE(unpacks_a_page_up_to_the_limit_only),
      CASE(loses_but_the_damaged_member_of_a_packed_crawl),
      CASE(takes_an_item_by_its_tags_only),
      CASE(goes_on_behind_an_item_that_is_not_well_formed),
      CASE(reads_what_feeds_leave_undeclared),
      CASE(opens_no_entity_outside_of_the_file),
      CASE(ends_entities_that_multiply),
      CASE(ends_nesting_without_end),
      CASE(stays_linear_in_what_is_hostile),
      CASE(refuses_tags_of_very_many_attributes),
      CASE(reports_an_item_beyond_the_limit_and_goes_on),
      CASE(names_xml_of_another_kind),
      CASE(leaves_out_other_languages_and_items_of_hardly_any_words),
      CASE(reads_utf16_in_every_format),
      CASE(decodes_utf16_across_the_edges_of_its_buffers),
      CASE(ends_at_a_bomb),
      CASE(survives_every_failing_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
