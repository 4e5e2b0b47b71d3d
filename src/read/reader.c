// SPDX-License-Identifier: Apache-2.0
#include "read/internal.h"

#include "base/alloc.h"
#include "base/io.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

struct NgReaderImpl {
  int           fd;
  NgReadFormat  format;
  NgReadOptions options;
  NgBuf         name; // for messages
  NgBuf         line;
  NgRecord*     record;
  size_t        n_lines;
  bool          is_opened; // the first bytes were looked at
  bool          is_over;
  size_t        at;  // in chunk
  size_t        len; // of chunk
  char          chunk[CHUNK];
};

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

static NgStatus
set_name(NgReader* reader, const char* path)
{
  return ng_buf_addz(&reader->name, strcmp(path, "-") ? path : "standard input");
}

NgStatus
ng_reader_open(NgReader** out, const char* path, NgReadFormat format, const NgReadOptions* options,
               NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  NgReader* const            reader   = ng_calloc(1, sizeof(NgReader));
  NgStatus                   st       = NG_SUCCESS;
  char                       date[NG_READ_DATE_BYTES];
  NgDate                     day;
  if (!reader) {
    return no_memory(err);
  }
  reader->fd      = -1;
  reader->format  = format;
  reader->options = options ? *options : defaults;
  reader->name    = (NgBuf)NG_BUF_INIT(1 << 16);
  reader->line    = (NgBuf)NG_BUF_INIT(reader->options.max_article_bytes);
  reader->record  = ng_record_new(reader->options.max_article_bytes);
  if (!reader->record || set_name(reader, path)) {
    st = no_memory(err);
  } else if (reader->options.date && !ng_read_date(ng_str(reader->options.date), date, &day)) {
    st = ng_error_set(err, NG_ERR_BAD_ARG,
                      "Not a date: '%.64s'; write it as 2019-01-04 or 2019-01-04T12:30:00Z",
                      reader->options.date);
  } else if (strcmp(path, "-")) {
    st = ng_io_open(&reader->fd, path, err);
  } else {
    reader->fd = STDIN_FILENO;
  }
  if (st) {
    ng_reader_close(reader);
    return st;
  }
  *out = reader;
  return NG_SUCCESS;
}

void
ng_reader_close(NgReader* reader)
{
  if (reader) {
    if (reader->fd > STDIN_FILENO) {
      close(reader->fd);
    }
    ng_record_free(reader->record);
    ng_buf_free(&reader->line);
    ng_buf_free(&reader->name);
    ng_free(reader);
  }
}

// --- bytes and lines -----------------------------------------------------------------------------

// More bytes into the chunk that is used up: NG_END where there are none.
static NgStatus
refill(NgReader* reader, NgError* err)
{
  ssize_t n;
  do {
    n = read(reader->fd, reader->chunk, CHUNK);
  } while (n < 0 && errno == EINTR);
  reader->at  = 0;
  reader->len = n > 0 ? (size_t)n : 0;
  if (n < 0) {
    char text[128] = "";
    if (strerror_r(errno, text, sizeof(text)) != 0) {
      snprintf(text, sizeof(text), "error of the system");
    }
    ng_error_set(err, NG_ERR_READ, "Cannot read: %s", text);
    ng_error_at(err, reader->name.at, 0, 0);
    return NG_ERR_READ;
  }
  return n == 0 ? NG_END : NG_SUCCESS;
}

// Bytes up to the next `stop` (-1: up to the end) into reader->line, the stop left out. What goes beyond the
// limit is read and dropped; `*total` counts all.
static NgStatus
read_up_to(NgReader* reader, int stop, size_t* total, NgError* err)
{
  ng_buf_clear(&reader->line);
  *total       = 0;
  bool has_any = false;
  for (;;) {
    if (reader->at == reader->len) {
      const NgStatus st = refill(reader, err);
      if (st) {
        return st == NG_END && has_any ? NG_SUCCESS : st;
      }
    }
    has_any                 = true;
    const char* const from  = reader->chunk + reader->at;
    const size_t      left  = reader->len - reader->at;
    const char* const found = stop < 0 ? NULL : memchr(from, stop, left);
    const size_t      n     = found ? (size_t)(found - from) : left;
    *total += n;
    if (ng_buf_add(&reader->line, ng_str_n(from, n)) == NG_ERR_NO_MEM) {
      return no_memory(err);
    }
    reader->at += n + (found ? 1 : 0);
    if (found) {
      return NG_SUCCESS;
    }
  }
}

// --- format --------------------------------------------------------------------------------------

static bool
has_line_format_name(const NgReader* reader)
{
  const NgStr name = ng_buf_str(&reader->name);
  return ng_str_ends(name, ".jsonl") || ng_str_ends(name, ".ndjson");
}

// First byte from `i` on that is no white space of JSON; `len` where there is none.
static size_t
skip_blank(NgStr s, size_t i)
{
  while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r')) {
    ++i;
  }
  return i;
}

// What the first bytes are, after a byte order mark. JSON that is not one object a line is named here, once,
// rather than line by line.
static NgStatus
look_at_start(NgReader* reader, NgError* err)
{
  NgStatus st = refill(reader, err);
  if (st && st != NG_END) {
    return st;
  }
  NgStr start = ng_str_n(reader->chunk, reader->len);
  if (ng_str_starts(start, "\xEF\xBB\xBF")) {
    reader->at = 3;
    start      = ng_str_n(start.at + 3, start.len - 3);
  }
  const size_t first     = skip_blank(start, 0);
  const size_t second    = skip_blank(start, first + 1);
  const char   a         = first < start.len ? start.at[first] : '\0';
  const char   b         = second < start.len ? start.at[second] : '\0';
  const bool   is_object = a == '{' && (b == '"' || b == '}');
  if (reader->format == NG_READ_AUTO) {
    const bool is_list = a == '[' && b == '{';
    reader->format     = is_object || is_list || has_line_format_name(reader) ? NG_READ_JSONL : NG_READ_TEXT;
  }
  if (reader->format == NG_READ_JSONL && (is_object || a == '[')) {
    const bool is_spread = is_object && memchr(start.at + first, '\n', second - first);
    if (is_spread || a == '[') {
      ng_error_set(err, NG_ERR_BAD_INPUT, "JSON, but not one object a line; 'jq -c' writes it so");
      ng_error_at(err, reader->name.at, 1, 0);
      reader->is_over = true;
      return NG_ERR_BAD_INPUT;
    }
  }
  return NG_SUCCESS;
}

// --- articles ------------------------------------------------------------------------------------

NgStatus
ng_read_set_date(NgDoc* doc, NgStr written, const NgReadOptions* options)
{
  char out[NG_READ_DATE_BYTES];
  if (ng_read_date(written, out, &doc->meta.date)) {
    doc->meta.published = ng_arena_copy(doc->arena, ng_str(out));
    return doc->meta.published.at ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  if (options->warn) {
    NgError warning = {0};
    ng_error_set(&warning, NG_ERR_BAD_INPUT, "Not a date, left out: '%.*s'",
                 (int)(written.len < 64 ? written.len : 64), written.at);
    ng_error_at(&warning, doc->meta.source.at, doc->meta.line, 0);
    options->warn(options->warn_self, &warning);
  }
  return NG_SUCCESS;
}

static NgStatus
too_long(NgStr name, const char* what, size_t line, size_t total, const NgReadOptions* options, NgError* err)
{
  ng_error_set(err, NG_ERR_LIMIT, "%s of %zu bytes is longer than the limit of %zu", what, total,
               options->max_article_bytes);
  ng_error_at(err, name.at, line, 0);
  return NG_ERR_LIMIT;
}

static NgStatus
set_source(const NgReader* reader, NgDoc* doc, size_t line)
{
  doc->meta.source = ng_arena_copy(doc->arena, ng_buf_str(&reader->name));
  doc->meta.line   = line;
  return doc->meta.source.at ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
set_text_meta(NgDoc* doc, const NgReadOptions* o)
{
  const struct {
    const char* from;
    NgStr*      to;
  } strings[] = {{o->title, &doc->meta.title},
                 {o->url, &doc->meta.url},
                 {o->publisher, &doc->meta.publisher},
                 {o->language, &doc->meta.language}};
  for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); ++i) {
    if (strings[i].from) {
      *strings[i].to = ng_arena_copy(doc->arena, ng_str(strings[i].from));
      if (!strings[i].to->at) {
        return NG_ERR_NO_MEM;
      }
    }
  }
  return o->date ? ng_read_set_date(doc, ng_str(o->date), o) : NG_SUCCESS;
}

NgStatus
ng_read_text(NgDoc* doc, NgStr name, NgStr body, const NgReadOptions* options, NgError* err)
{
  if (!body.len) {
    ng_error_set(err, NG_ERR_BAD_TEXT, "The file is empty");
    ng_error_at(err, name.at, 0, 0);
    return NG_ERR_BAD_TEXT;
  }
  if (body.len > options->max_article_bytes) {
    return too_long(name, "A text", 0, body.len, options, err);
  }
  doc->body        = ng_arena_copy(doc->arena, body);
  doc->meta.source = ng_arena_copy(doc->arena, name);
  if (!doc->body.at || !doc->meta.source.at || set_text_meta(doc, options)) {
    return no_memory(err);
  }
  return NG_SUCCESS;
}

static NgStatus
next_text(NgReader* reader, NgDoc* doc, NgError* err)
{
  size_t         total = 0;
  const NgStatus st    = read_up_to(reader, -1, &total, err);
  reader->is_over      = true;
  if (st && st != NG_END) {
    return st;
  }
  if (total > reader->options.max_article_bytes) {
    return too_long(ng_buf_str(&reader->name), "A text", 0, total, &reader->options, err);
  }
  return ng_read_text(doc, ng_buf_str(&reader->name), ng_buf_str(&reader->line), &reader->options, err);
}

static NgStatus
next_line(NgReader* reader, NgDoc* doc, NgError* err)
{
  for (;;) {
    size_t total = 0;
    NG_TRY(read_up_to(reader, '\n', &total, err));
    ++reader->n_lines;
    if (total > reader->options.max_article_bytes) {
      return too_long(ng_buf_str(&reader->name), "A line", reader->n_lines, total, &reader->options, err);
    }
    const NgStr line = ng_buf_str(&reader->line);
    if (skip_blank(line, 0) == line.len) {
      continue;
    }
    if (set_source(reader, doc, reader->n_lines)) {
      return no_memory(err);
    }
    return ng_record_read(reader->record, line, &reader->options, doc, err);
  }
}

NgStatus
ng_reader_next(NgReader* reader, NgDoc* doc, NgError* err)
{
  NgStatus st = NG_SUCCESS;
  ng_doc_reset(doc);
  if (reader->is_over) {
    return NG_END;
  }
  if (!reader->is_opened) {
    reader->is_opened = true;
    st                = look_at_start(reader, err);
  }
  if (!st) {
    st = reader->format == NG_READ_TEXT ? next_text(reader, doc, err) : next_line(reader, doc, err);
  }
  if (st == NG_END || ng_reader_is_fatal(st)) {
    reader->is_over = true;
  }
  return st;
}
