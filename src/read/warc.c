// SPDX-License-Identifier: Apache-2.0
// One record of a crawl to one article: the HTTP response inside, or the page itself.
#include "read/headers.h"
#include "read/internal.h"

typedef struct {
  NgStr media;   // "text/html; charset=utf-8"
  NgStr headers; // of HTTP; empty where the record is the page
  NgStr body;
} Page;

static NgStatus
skip(NgError* err, const char* what, NgStr shown)
{
  return ng_error_set(err, NG_SKIPPED, "%s%.*s", what, (int)(shown.len < 64 ? shown.len : 64), shown.at);
}

// "HTTP/1.1 200 OK".
static NgStatus
check_status(NgStr line, NgError* err)
{
  const char* const blank  = line.len ? memchr(line.at, ' ', line.len) : NULL;
  const NgStr       status = blank ? ng_str_trim(ng_str_n(blank, (size_t)(line.at + line.len - blank)))
                                   : ng_str("");
  if (!ng_str_starts(line, "HTTP/") && !ng_str_starts(line, "ICY ")) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "No HTTP response");
  }
  return ng_str_starts(status, "200") && (status.len == 3 || status.at[3] == ' ')
             ? NG_SUCCESS
             : skip(err, "The server's answer was ", ng_str_n(status.at, status.len < 3 ? status.len : 3));
}

static NgStatus
split_http(NgStr block, Page* page, NgError* err)
{
  const size_t      n       = ng_headers_end(block);
  const char* const newline = block.len ? memchr(block.at, '\n', block.len) : NULL;
  const size_t      n_line  = newline ? (size_t)(newline - block.at) : block.len;
  NG_TRY(check_status(ng_str_trim(ng_str_n(block.at, n_line)), err));
  if (!n) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "The headers of the HTTP response have no end");
  }
  page->headers = ng_str_n(block.at, n);
  page->media   = ng_headers_find(page->headers, "Content-Type");
  page->body    = ng_str_n(block.at + n, block.len - n);
  return NG_SUCCESS;
}

static bool
is_html(const Page* page)
{
  const NgStr media = ng_headers_media(page->media);
  if (media.len) {
    return ng_headers_is(media, "text/html") || ng_headers_is(media, "application/xhtml+xml");
  }
  const NgStr body = ng_str_trim(page->body);
  return body.len && body.at[0] == '<';
}

// A body that is shorter than the server said was cut on the way to the archive. Encoded ones are stored in
// too many ways to tell.
static NgStatus
check_length(const Page* page, NgError* err)
{
  uint64_t length = 0;
  if (ng_headers_number(ng_headers_find(page->headers, "Content-Length"), &length) &&
      length > page->body.len && !ng_headers_find(page->headers, "Content-Encoding").len &&
      !ng_headers_find(page->headers, "Transfer-Encoding").len) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "The page is cut: %zu of %llu bytes are there", page->body.len,
                        (unsigned long long)length);
  }
  return NG_SUCCESS;
}

static NgStatus
read_page(NgArticleReader* reader, const Page* page, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  const NgStr charset = ng_headers_parameter(page->media, "charset");
  const NgStr url     = ng_buf_str(&raw->url);
  if (!page->body.len) {
    return skip(err, "The page is empty", ng_str(""));
  }
  doc->meta.url = ng_arena_copy(doc->arena, ng_read_is_web_address(url) ? url : ng_str(""));
  return is_html(page) ? ng_read_page(reader, page->body, url, charset, doc, err)
                       : ng_read_plain(reader, page->body, charset, doc, err);
}

NgStatus
ng_read_warc(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  const NgStr block = ng_buf_str(&raw->bytes);
  Page        page  = {.media = ng_buf_str(&raw->media), .body = block};
  const NgStr media = ng_headers_media(page.media);
  if (ng_headers_is(media, "application/http")) {
    NG_TRY(split_http(block, &page, err));
  }
  if (!is_html(&page) && !ng_headers_is(ng_headers_media(page.media), "text/plain")) {
    return page.media.len ? skip(err, "No page but ", ng_headers_media(page.media))
                          : skip(err, "No page: its kind is not told", ng_str(""));
  }
  if (raw->total > block.len) {
    return ng_error_set(err, NG_ERR_LIMIT, "A page of %llu bytes is longer than the limit of %zu",
                        (unsigned long long)raw->total, reader->options.max_article_bytes);
  }
  NG_TRY(check_length(&page, err));
  NG_TRY(ng_unpack_body(reader->unpack, page.body, ng_headers_find(page.headers, "Transfer-Encoding"),
                        ng_headers_find(page.headers, "Content-Encoding"), &page.body, err));
  return read_page(reader, &page, raw, doc, err);
}
