// SPDX-License-Identifier: Apache-2.0
#include "base/table.h"

#include "base/io.h"

NgStr
ng_table_next(NgStr* list, char separator)
{
  const char* const end = list->len ? memchr(list->at, separator, list->len) : NULL;
  NgStr             piece;
  if (end) {
    piece = ng_str_n(list->at, (size_t)(end - list->at));
    list->len -= piece.len + 1;
    list->at = end + 1;
  } else {
    piece = *list;
    *list = ng_str_n(NULL, 0);
  }
  return ng_str_trim(piece);
}

static NgStatus
check_first_line(NgStr line, const char* name, uint32_t version, NgError* err)
{
  NgBuf want = NG_BUF_INIT(256);
  ng_buf_printf(&want, "#newsgraph %s %u", name, version);
  NgStatus st = want.status;
  if (st) {
    ng_error_set(err, st, "%s", ng_strerror(st));
  } else if (!ng_str_eq(ng_str_trim(line), ng_buf_str(&want))) {
    st = ng_error_set(err, NG_ERR_BAD_DATA, "The first line must be '%s'", want.at);
  }
  ng_buf_free(&want);
  return st;
}

static NgStatus
cut_row(NgStr line, uint32_t min_fields, uint32_t max_fields, NgRow* row, NgError* err)
{
  row->n = 0;
  for (NgStr rest = line; rest.at;) {
    if (row->n == max_fields || row->n == NG_TABLE_MAX_FIELDS) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "More than %u fields", max_fields);
    }
    row->field[row->n++] = ng_table_next(&rest, '\t');
  }
  if (row->n < min_fields) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "%u fields where at least %u are needed", row->n, min_fields);
  }
  for (uint32_t i = row->n; i < NG_TABLE_MAX_FIELDS; ++i) {
    row->field[i] = ng_str_n("", 0);
  }
  return NG_SUCCESS;
}

NgStatus
ng_table_parse(NgStr text, const char* source, const char* name, uint32_t version, uint32_t min_fields,
               uint32_t max_fields, NgRowFunc row_func, void* self, NgError* err)
{
  NgRow row = {.line = 0};
  while (text.len) {
    const char* const end  = memchr(text.at, '\n', text.len);
    const size_t      len  = end ? (size_t)(end - text.at) : text.len;
    NgStr             line = ng_str_n(text.at, len);
    text.at += len + (end ? 1 : 0);
    text.len -= len + (end ? 1 : 0);
    if (line.len && line.at[line.len - 1] == '\r') {
      --line.len;
    }
    ++row.line;
    NgStatus st = NG_SUCCESS;
    if (row.line == 1) {
      st = check_first_line(line, name, version, err);
    } else if (line.len && line.at[0] != '#') {
      st = cut_row(line, min_fields, max_fields, &row, err);
      if (st == NG_SUCCESS) {
        st = row_func(self, &row, err);
      }
    }
    if (st) {
      ng_error_at(err, source, row.line, 0);
      return st;
    }
  }
  if (!row.line) {
    ng_error_set(err, NG_ERR_BAD_DATA, "The table is empty");
    return ng_error_at(err, source, 0, 0), NG_ERR_BAD_DATA;
  }
  return NG_SUCCESS;
}

NgStatus
ng_table_read(const char* path, const char* name, uint32_t version, uint32_t min_fields, uint32_t max_fields,
              NgRowFunc row, void* self, NgError* err)
{
  NgBuf    text = NG_BUF_INIT((size_t)256 << 20);
  NgStatus st   = ng_io_read_file(path, &text, err);
  if (st == NG_SUCCESS) {
    st = ng_table_parse(ng_buf_str(&text), path, name, version, min_fields, max_fields, row, self, err);
  }
  ng_buf_free(&text);
  return st;
}
