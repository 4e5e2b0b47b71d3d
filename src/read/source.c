// SPDX-License-Identifier: Apache-2.0
#include "read/source_impl.h"

#include "base/alloc.h"

void
ng_raw_init(NgRaw* raw, size_t max_article_bytes)
{
  memset(raw, 0, sizeof(*raw));
  raw->bytes.max   = max_article_bytes;
  raw->name.max    = 1 << 16;
  raw->before.max  = 1 << 18;
  raw->after.max   = 1 << 16;
  raw->url.max     = 1 << 16;
  raw->media.max   = 1 << 10;
  raw->charset.max = 1 << 10;
  raw->date.max    = 1 << 10;
}

void
ng_raw_free(NgRaw* raw)
{
  ng_buf_free(&raw->bytes);
  ng_buf_free(&raw->name);
  ng_buf_free(&raw->before);
  ng_buf_free(&raw->after);
  ng_buf_free(&raw->url);
  ng_buf_free(&raw->media);
  ng_buf_free(&raw->charset);
  ng_buf_free(&raw->date);
}

NgStatus
ng_source_open(NgSource** out, const char* path, NgReadFormat format, const NgReadOptions* options,
               NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  NgSource* const            source   = ng_calloc(1, sizeof(NgSource));
  if (!source) {
    return ng_error_no_mem(err);
  }
  source->format             = format;
  source->max_article_bytes  = (options ? options : &defaults)->max_article_bytes;
  source->name               = (NgBuf)NG_BUF_INIT(1 << 16);
  source->decoded            = (NgBuf)NG_BUF_INIT(1 << 20);
  const NgBytesOptions bytes = {.stop_fd = options ? options->stop_fd : 0};
  NgStatus             st    = ng_bytes_open(&source->bytes, path, &bytes, err);
  if (!st && ng_buf_addz(&source->name, strcmp(path, "-") ? path : "standard input")) {
    st = ng_error_no_mem(err);
  }
  if (st) {
    ng_source_close(source);
    return st;
  }
  *out = source;
  return NG_SUCCESS;
}

void
ng_source_close(NgSource* source)
{
  if (source) {
    ng_bytes_close(source->bytes);
    ng_xml_cut_free(source->xml);
    ng_buf_free(&source->decoded);
    ng_buf_free(&source->name);
    ng_free(source);
  }
}

uint64_t
ng_source_read(const NgSource* source)
{
  return ng_bytes_read(source->bytes);
}

NgStatus
ng_source_blame(const NgSource* source, const NgRaw* raw, NgError* err)
{
  return ng_error_at(err, raw->name.len ? raw->name.at : source->name.at, raw->line, 0);
}

NgStatus
ng_source_too_long(const NgSource* source, const char* what, size_t total, NgError* err)
{
  return ng_error_set(err, NG_ERR_LIMIT, "%s of %zu bytes is longer than the limit of %zu", what, total,
                      source->max_article_bytes);
}

static NgStatus
start_raw(const NgSource* source, NgRaw* raw)
{
  ng_buf_clear(&raw->bytes);
  ng_buf_clear(&raw->name);
  ng_buf_clear(&raw->before);
  ng_buf_clear(&raw->after);
  ng_buf_clear(&raw->url);
  ng_buf_clear(&raw->media);
  ng_buf_clear(&raw->charset);
  ng_buf_clear(&raw->date);
  raw->bytes.max = source->max_article_bytes;
  raw->line      = 0;
  raw->total     = 0;
  raw->number    = source->n_raw;
  return ng_buf_add(&raw->name, ng_buf_str(&source->name));
}

NgStatus
ng_source_next(NgSource* source, NgRaw* raw, NgError* err)
{
  if (source->is_over) {
    return NG_END;
  }
  NgStatus st = start_raw(source, raw) ? ng_error_no_mem(err) : NG_SUCCESS;
  if (!st && !source->cut) {
    st              = ng_source_sniff(source, err);
    source->is_over = st != NG_SUCCESS;
  }
  if (!st && source->is_utf8 && ng_buf_addz(&raw->charset, "UTF-8")) {
    st = ng_error_no_mem(err);
  }
  if (!st) {
    raw->format = source->format;
    st          = source->cut(source, raw, err);
  }
  source->is_over = source->is_over || source->is_broken || st == NG_END || ng_reader_is_fatal(st);
  if (st != NG_END && !ng_reader_is_fatal(st)) {
    ++source->n_raw;
  }
  if (st && st != NG_END) {
    ng_source_blame(source, raw, err);
  }
  return st;
}

// --- bytes ---------------------------------------------------------------------------------------

static void
add_code_point(NgBuf* to, uint32_t c)
{
  const char bytes[4] = {(char)(c < 0x80      ? c
                                : c < 0x800   ? 0xC0 | c >> 6
                                : c < 0x10000 ? 0xE0 | c >> 12
                                              : 0xF0 | c >> 18),
                         (char)(0x80 | ((c >> (c < 0x800     ? 0
                                               : c < 0x10000 ? 6
                                                             : 12)) &
                                        0x3F)),
                         (char)(0x80 | ((c >> (c < 0x10000 ? 0 : 6)) & 0x3F)), (char)(0x80 | (c & 0x3F))};
  ng_buf_add(to, ng_str_n(bytes, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4));
}

static uint32_t
unit_at(NgStr wide, size_t i, NgWide order)
{
  const unsigned char a = (unsigned char)wide.at[i];
  const unsigned char b = (unsigned char)wide.at[i + 1];
  return order == NG_WIDE_BIG ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

// The whole characters of `wide` as UTF-8, and with `is_last` what is none at its end; what is none becomes
// U+FFFD. @return bytes used.
static size_t
decode_utf16(NgStr wide, NgWide order, bool is_last, NgBuf* to)
{
  size_t i = 0;
  while (i + 2 <= wide.len) {
    uint32_t   c        = unit_at(wide, i, order);
    const bool is_first = c >= 0xD800 && c < 0xDC00;
    if (is_first && i + 4 > wide.len && !is_last) {
      return i;
    }
    const uint32_t d = is_first && i + 4 <= wide.len ? unit_at(wide, i + 2, order) : 0;
    i += 2;
    if (d >= 0xDC00 && d < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
      i += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    add_code_point(to, c);
  }
  if (is_last && i < wide.len) {
    add_code_point(to, 0xFFFD);
    i = wide.len;
  }
  return i;
}

// More UTF-16 of the stream into source->decoded. @return NG_END where there is none.
static NgStatus
decode(NgSource* source, NgError* err)
{
  NgBuf* const to = &source->decoded;
  NgStr        view;
  if (source->decoded_at) {
    memmove(to->at, to->at + source->decoded_at, to->len - source->decoded_at);
    to->len -= source->decoded_at;
    source->decoded_at = 0;
  }
  NG_TRY(ng_bytes_peek(source->bytes, 4, &view, err));
  if (!view.len) {
    return NG_END;
  }
  ng_bytes_take(source->bytes, decode_utf16(view, source->wide, view.len < 4, to));
  return to->status ? ng_error_set(err, to->status, "%s", ng_strerror(to->status)) : NG_SUCCESS;
}

NgStatus
ng_source_peek(NgSource* source, size_t want, NgStr* view, NgError* err)
{
  if (source->wide == NG_WIDE_NONE) {
    const NgStatus st = ng_bytes_peek(source->bytes, want, view, err);
    source->is_broken = st != NG_SUCCESS;
    return st;
  }
  NgError  why = {0}; // told only once nothing stands before it
  NgStatus st  = NG_SUCCESS;
  while (!st && source->decoded.len - source->decoded_at < want) {
    st = decode(source, &why);
  }
  const size_t n    = source->decoded.len - source->decoded_at;
  *view             = n ? ng_str_n(source->decoded.at + source->decoded_at, n) : ng_str("");
  source->is_broken = st && st != NG_END && !view->len;
  if (source->is_broken) {
    ng_error_set(err, st, "%s", why.message);
    ng_error_at(err, why.source, 0, 0);
  }
  return source->is_broken ? st : NG_SUCCESS;
}

void
ng_source_take(NgSource* source, size_t n)
{
  if (source->wide == NG_WIDE_NONE) {
    ng_bytes_take(source->bytes, n);
  } else {
    source->decoded_at += n;
  }
}

void
ng_source_count_lines(NgSource* source, NgStr bytes)
{
  for (size_t at = 0; at < bytes.len; ++at) {
    const char* const found = memchr(bytes.at + at, '\n', bytes.len - at);
    if (!found) {
      break;
    }
    at = (size_t)(found - bytes.at);
    ++source->n_lines;
  }
}

// --- the whole file, and a line ------------------------------------------------------------------

// Bytes up to the next newline, or (`is_line` false) up to the end, into raw->bytes, the newline left out.
// What goes beyond the limit is taken and dropped; `*total` counts all.
static NgStatus
take_up_to(NgSource* source, bool is_line, NgRaw* raw, size_t* total, NgError* err)
{
  *total       = 0;
  bool has_any = false;
  for (;;) {
    NgStr view;
    NG_TRY(ng_source_peek(source, 1, &view, err));
    if (!view.len) {
      return has_any ? NG_SUCCESS : NG_END;
    }
    has_any                 = true;
    const char* const found = is_line ? memchr(view.at, '\n', view.len) : NULL;
    const size_t      n     = found ? (size_t)(found - view.at) : view.len;
    *total += n;
    if (ng_buf_add(&raw->bytes, ng_str_n(view.at, n)) == NG_ERR_NO_MEM) {
      return ng_error_no_mem(err);
    }
    ng_source_take(source, n + (found ? 1 : 0));
    if (found) {
      return NG_SUCCESS;
    }
  }
}

NgStatus
ng_cut_text(NgSource* source, NgRaw* raw, NgError* err)
{
  size_t         total = 0;
  const NgStatus st    = take_up_to(source, false, raw, &total, err);
  source->is_over      = true;
  if (st == NG_END) {
    return ng_error_set(err, NG_ERR_BAD_TEXT, "The file is empty");
  }
  return !st && total > source->max_article_bytes ? ng_source_too_long(source, "A text", total, err) : st;
}

static bool
is_blank(NgStr s)
{
  size_t i = 0;
  while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r')) {
    ++i;
  }
  return i == s.len;
}

NgStatus
ng_cut_lines(NgSource* source, NgRaw* raw, NgError* err)
{
  for (;;) {
    size_t total = 0;
    ng_buf_clear(&raw->bytes);
    raw->line = source->n_lines + 1;
    NG_TRY(take_up_to(source, true, raw, &total, err));
    ++source->n_lines;
    if (total > source->max_article_bytes) {
      return ng_source_too_long(source, "A line", total, err);
    }
    if (!is_blank(ng_buf_str(&raw->bytes))) {
      return NG_SUCCESS;
    }
  }
}
