// SPDX-License-Identifier: Apache-2.0
// Lines are views into the stream's own memory; only one that lies across two views is put together.
#include "rdf/line.h"

enum { WANT = 64 * 1024 };

void
ng_lines_init(NgLines* lines, NgBytes* bytes, size_t max_line_bytes)
{
  memset(lines, 0, sizeof(*lines));
  lines->bytes     = bytes;
  lines->long_line = (NgBuf)NG_BUF_INIT(max_line_bytes);
}

void
ng_lines_free(NgLines* lines)
{
  ng_buf_free(&lines->long_line);
}

// Show what of the stream follows the place.
static NgStatus
look(NgLines* lines, NgError* err)
{
  ng_bytes_take(lines->bytes, lines->at);
  lines->at         = 0;
  lines->view       = ng_str_n(NULL, 0);
  const NgStatus st = ng_bytes_peek(lines->bytes, WANT, &lines->view, err);
  lines->is_over    = lines->is_over || st; // a stream that broke is told of once
  return st;
}

static NgStr
rest(const NgLines* lines)
{
  return lines->view.at ? ng_str_n(lines->view.at + lines->at, lines->view.len - lines->at)
                        : ng_str_n(NULL, 0);
}

// The end of the line that begins at the place and does not end within the view.
static NgStatus
gather_line(NgLines* lines, NgStr* line, NgError* err)
{
  bool is_too_long = false;
  ng_buf_clear(&lines->long_line);
  for (;;) {
    const NgStr       r  = rest(lines);
    const char* const lf = r.len ? memchr(r.at, '\n', r.len) : NULL;
    const size_t      n  = lf ? (size_t)(lf - r.at) : r.len;
    is_too_long          = is_too_long || ng_buf_add(&lines->long_line, ng_str_n(r.at, n));
    lines->at += lf ? n + 1 : n;
    if (lf) {
      break;
    }
    NG_TRY(look(lines, err));
    if (!lines->view.len) {
      lines->is_over = true;
      break;
    }
  }
  *line = ng_buf_str(&lines->long_line);
  return !is_too_long ? NG_SUCCESS
         : lines->long_line.status == NG_ERR_LIMIT
             ? ng_error_set(err, NG_ERR_LIMIT, "The line is longer than %zu bytes", lines->long_line.max)
             : ng_error_no_mem(err);
}

// Up to the next LF.
static NgStatus
next_by_lf(NgLines* lines, NgStr* line, NgError* err)
{
  for (int round = 0; round < 2; ++round) {
    const NgStr       r  = rest(lines);
    const char* const lf = r.len ? memchr(r.at, '\n', r.len) : NULL;
    if (lf) {
      *line = ng_str_n(r.at, (size_t)(lf - r.at));
      lines->at += line->len + 1;
      return NG_SUCCESS;
    }
    if (!round) {
      NG_TRY(look(lines, err));
    }
  }
  if (!lines->view.len) {
    lines->is_over = true;
    return NG_END;
  }
  return gather_line(lines, line, err);
}

NgStatus
ng_lines_next(NgLines* lines, NgStr* line, NgError* err)
{
  NgStatus status = NG_SUCCESS;
  if (lines->more.len) {
    *line       = lines->more;
    lines->more = ng_str_n(NULL, 0);
  } else {
    status = lines->is_over ? NG_END : next_by_lf(lines, line, err);
  }
  lines->number += status != NG_END;
  NG_TRY(status);
  const char* const cr = line->len ? memchr(line->at, '\r', line->len) : NULL;
  if (cr) {
    const size_t n = (size_t)(cr - line->at);
    lines->more    = ng_str_n(cr + 1, line->len - n - 1);
    line->len      = n;
  }
  return NG_SUCCESS;
}
