// SPDX-License-Identifier: Apache-2.0
#include "read/source_impl.h"

#include "base/alloc.h"

void
ng_raw_init(NgRaw* raw, size_t max_article_bytes)
{
  memset(raw, 0, sizeof(*raw));
  raw->bytes.max   = max_article_bytes;
  raw->name.max    = 1 << 16;
  raw->url.max     = 1 << 16;
  raw->charset.max = 1 << 10;
  raw->date.max    = 1 << 10;
}

void
ng_raw_free(NgRaw* raw)
{
  ng_buf_free(&raw->bytes);
  ng_buf_free(&raw->name);
  ng_buf_free(&raw->url);
  ng_buf_free(&raw->charset);
  ng_buf_free(&raw->date);
}

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

NgStatus
ng_source_open(NgSource** out, const char* path, NgReadFormat format, const NgReadOptions* options,
               NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  NgSource* const            source   = ng_calloc(1, sizeof(NgSource));
  if (!source) {
    return no_memory(err);
  }
  source->format             = format;
  source->max_article_bytes  = (options ? options : &defaults)->max_article_bytes;
  source->name               = (NgBuf)NG_BUF_INIT(1 << 16);
  const NgBytesOptions bytes = {.stop_fd = options ? options->stop_fd : 0};
  NgStatus             st    = ng_bytes_open(&source->bytes, path, &bytes, err);
  if (!st && ng_buf_addz(&source->name, strcmp(path, "-") ? path : "standard input")) {
    st = no_memory(err);
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
  return ng_error_at(err, source->name.at, raw->line, 0);
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
  ng_buf_clear(&raw->url);
  ng_buf_clear(&raw->charset);
  ng_buf_clear(&raw->date);
  raw->bytes.max = source->max_article_bytes;
  raw->format    = source->format;
  raw->line      = 0;
  raw->number    = source->n_raw;
  return ng_buf_add(&raw->name, ng_buf_str(&source->name));
}

NgStatus
ng_source_next(NgSource* source, NgRaw* raw, NgError* err)
{
  if (source->is_over) {
    return NG_END;
  }
  NgStatus st = source->cut ? NG_SUCCESS : ng_source_sniff(source, err);
  if (!st && start_raw(source, raw)) {
    st = no_memory(err);
  }
  if (!st) {
    st = source->cut(source, raw, err);
  }
  if (st == NG_END || ng_reader_is_fatal(st)) {
    source->is_over = true;
  } else {
    ++source->n_raw;
  }
  if (st && st != NG_END) {
    ng_source_blame(source, raw, err);
  }
  return st;
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
    NG_TRY(ng_bytes_peek(source->bytes, 1, &view, err));
    if (!view.len) {
      return has_any ? NG_SUCCESS : NG_END;
    }
    has_any                 = true;
    const char* const found = is_line ? memchr(view.at, '\n', view.len) : NULL;
    const size_t      n     = found ? (size_t)(found - view.at) : view.len;
    *total += n;
    if (ng_buf_add(&raw->bytes, ng_str_n(view.at, n)) == NG_ERR_NO_MEM) {
      return no_memory(err);
    }
    ng_bytes_take(source->bytes, n + (found ? 1 : 0));
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
