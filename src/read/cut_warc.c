// SPDX-License-Identifier: Apache-2.0
// Records of a WARC file (ISO 28500, versions 1.0 and 1.1). A record that is broken costs no other: what
// follows it is looked for by the line that begins each record.
#include "read/headers.h"
#include "read/source_impl.h"

enum {
  MAX_HEADER = 64 * 1024 - 8,
  FIRST_LOOK = 1024,
  HEAD_BYTES = 64 * 1024, // of a record beyond the limit: enough to tell what it is
};

static const char version[] = "WARC/1.";
static const char border[]  = "\r\n\r\nWARC/1.";

// Less sure, where something is broken already.
static const char line_border[] = "\nWARC/1.";

// --- bytes ---------------------------------------------------------------------------------------

static NgStatus
take_line_ends(NgSource* source, NgStr* view, NgError* err)
{
  for (;;) {
    NG_TRY(ng_source_peek(source, 16, view, err));
    size_t i = 0;
    while (i < view->len && (view->at[i] == '\r' || view->at[i] == '\n')) {
      ++i;
    }
    if (!i) {
      return NG_SUCCESS;
    }
    ng_source_take(source, i);
  }
}

// The first place of `stop`, which ends in the version, in `s`; s.len where there is none.
static size_t
find(NgStr s, const char* stop)
{
  const size_t n_before = strlen(stop) - (sizeof(version) - 1);
  size_t       at       = n_before;
  while (at + sizeof(version) - 1 <= s.len) {
    const char* const found = memchr(s.at + at, version[0], s.len - at - (sizeof(version) - 2));
    if (!found) {
      break;
    }
    at = (size_t)(found - s.at);
    if (!memcmp(s.at + at - n_before, stop, strlen(stop))) {
      return at - n_before;
    }
    ++at;
  }
  return s.len;
}

// Up to the next line that begins a record, or the end.
static NgStatus
skip_to_record(NgSource* source, NgError* err)
{
  for (;;) {
    NgStr view;
    NG_TRY(ng_source_peek(source, sizeof(line_border), &view, err));
    const size_t at = find(view, line_border);
    if (at < view.len || view.len < sizeof(line_border)) {
      ng_source_take(source, at < view.len ? at + 1 : view.len);
      return NG_SUCCESS;
    }
    ng_source_take(source, view.len - (sizeof(line_border) - 1));
  }
}

// `n` bytes, of which the first `n_kept` go to `to`. Ends before what looks like the border to another
// record, since then `n` is a length that lies. @return NG_END where the file ends before.
static NgStatus
take_block(NgSource* source, uint64_t n, size_t n_kept, NgBuf* to, bool* is_short, NgError* err)
{
  const size_t n_border = sizeof(border) - 1;
  while (n && !*is_short) {
    NgStr view;
    NG_TRY(ng_source_peek(source, n_border, &view, err));
    if (!view.len) {
      return NG_END;
    }
    const size_t at = find(view, border);
    size_t       k  = view.len < n_border ? view.len : view.len - (n_border - 1);
    if (at < view.len && at + n_border <= n) {
      *is_short = true;
      k         = at;
    } else if (k > n) {
      k = (size_t)n;
    }
    const size_t room = n_kept - to->len < k ? n_kept - to->len : k;
    if (ng_buf_add(to, ng_str_n(view.at, room))) {
      return ng_error_no_mem(err);
    }
    ng_source_take(source, k);
    n -= k;
  }
  return NG_SUCCESS;
}

// --- a record ------------------------------------------------------------------------------------

typedef struct {
  uint64_t length;
  bool     has_length;
  bool     is_truncated;
  bool     is_wanted;  // holds what may be a page
  bool     is_revisit; // says that a page did not change
} Header;

static NgStatus
fail(NgSource* source, NgError* err, const char* what)
{
  NG_TRY(skip_to_record(source, err));
  return ng_error_set(err, NG_ERR_BAD_INPUT, "%s", what);
}

// The header lines at the beginning of the stream, with the empty line behind them, in `*lines`. An empty one
// where they do not end within the limit or another record begins before.
static NgStatus
peek_header(NgSource* source, NgStr* lines, NgError* err)
{
  size_t want = FIRST_LOOK;
  for (;;) {
    NgStr view;
    NG_TRY(ng_source_peek(source, want, &view, err));
    const NgStr  look   = ng_str_n(view.at, view.len < want ? view.len : want);
    const size_t n      = ng_headers_end(look);
    const bool   is_cut = find(n ? ng_str_n(look.at, n) : look, line_border) < (n ? n : look.len);
    *lines              = ng_str_n(view.at, is_cut ? 0 : n);
    if (n || is_cut || view.len < want || want >= MAX_HEADER) {
      return NG_SUCCESS;
    }
    want = want * 2 < MAX_HEADER ? want * 2 : MAX_HEADER;
  }
}

static NgStatus
read_header(NgStr lines, Header* h, NgRaw* raw)
{
  NgStr type = ng_headers_find(lines, "WARC-Type");
  NgStr url  = ng_headers_find(lines, "WARC-Target-URI");
  if (url.len > 1 && url.at[0] == '<' && url.at[url.len - 1] == '>') { // as early writers had it
    url = ng_str_n(url.at + 1, url.len - 2);
  }
  h->has_length   = ng_headers_number(ng_headers_find(lines, "Content-Length"), &h->length);
  h->is_truncated = ng_headers_find(lines, "WARC-Truncated").len > 0;
  h->is_revisit   = ng_headers_is(type, "revisit");
  h->is_wanted    = ng_headers_is(type, "response") || ng_headers_is(type, "resource") ||
                 ng_headers_is(type, "conversion");
  ng_buf_add(&raw->url, url);
  ng_buf_add(&raw->media, ng_headers_find(lines, "Content-Type"));
  return raw->url.status == NG_ERR_NO_MEM || raw->media.status == NG_ERR_NO_MEM ? NG_ERR_NO_MEM : NG_SUCCESS;
}

// Two line ends stand behind a block; fewer only before the next record and at the end of the file. Anything
// else says that the length of the block is wrong.
static NgStatus
check_border(NgSource* source, NgError* err)
{
  NgStr view;
  NG_TRY(ng_source_peek(source, 16, &view, err));
  if (ng_str_starts(view, "\r\n\r\n") || ng_str_starts(view, "\n\n")) {
    return NG_SUCCESS;
  }
  NG_TRY(take_line_ends(source, &view, err));
  return !view.len || ng_str_starts(view, version)
             ? NG_SUCCESS
             : fail(source, err, "The length of the record is wrong: no record begins behind it");
}

static NgStatus
read_block(NgSource* source, const Header* h, NgRaw* raw, NgError* err)
{
  const bool   is_long  = h->length > source->max_article_bytes;
  const size_t n_first  = HEAD_BYTES < source->max_article_bytes ? HEAD_BYTES : source->max_article_bytes;
  const size_t n_kept   = is_long || !h->is_wanted ? n_first : (size_t)h->length;
  bool         is_short = false;
  NgStatus     st       = take_block(source, h->length, n_kept, &raw->bytes, &is_short, err);
  if (st == NG_END) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "The file ends inside of the record");
  }
  NG_TRY(st);
  raw->total = h->length;
  return is_short ? ng_error_set(err, NG_ERR_BAD_INPUT,
                                 "The length of the record is wrong: another one begins inside of it")
                  : check_border(source, err);
}

// The next record that may hold a page. The others belong to the archive, not to what it holds.
static NgStatus
cut_record(NgSource* source, NgRaw* raw, NgError* err)
{
  for (;;) {
    NgStr  view;
    Header h = {0};
    ng_buf_clear(&raw->bytes);
    ng_buf_clear(&raw->url);
    ng_buf_clear(&raw->media);
    NG_TRY(take_line_ends(source, &view, err));
    if (!view.len) {
      return NG_END;
    }
    ++source->n_lines;
    if (!ng_str_starts(view, version)) {
      return fail(source, err, "No WARC record: \"WARC/1.0\" or \"WARC/1.1\" should stand here");
    }
    NG_TRY(peek_header(source, &view, err));
    if (!view.len) {
      ng_source_take(source, sizeof(version) - 1);
      return fail(source, err,
                  "The header of the record does not end within 64 KiB or before another record");
    }
    if (read_header(view, &h, raw)) {
      return ng_error_no_mem(err);
    }
    ng_source_take(source, view.len);
    if (!h.has_length) {
      return fail(source, err, "The record has no length");
    }
    NG_TRY(read_block(source, &h, raw, err));
    if (h.is_revisit) {
      return ng_error_set(err, NG_SKIPPED, "The crawler found the page unchanged and did not store it again");
    }
    if (h.is_wanted && h.is_truncated) {
      return ng_error_set(err, NG_SKIPPED, "The crawler stored the page in part only");
    }
    if (h.is_wanted) {
      return NG_SUCCESS;
    }
  }
}

NgStatus
ng_cut_warc(NgSource* source, NgRaw* raw, NgError* err)
{
  NgError  why = {0};
  NgStatus st  = cut_record(source, raw, &why);
  if (st == NG_ERR_READ && ng_bytes_resume(source->bytes) == NG_SUCCESS) {
    why.status = st   = NG_ERR_BAD_INPUT; // the next member of the archive can be read
    source->is_broken = false;
  }
  if (ng_buf_printf(&raw->name, ", record %zu", source->n_lines) == NG_ERR_NO_MEM && !st) {
    return ng_error_no_mem(err);
  }
  if (err && !err->status) {
    *err = why;
  }
  return st;
}
