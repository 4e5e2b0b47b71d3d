// SPDX-License-Identifier: Apache-2.0
#include "pipeline/checkpoint.h"

#include "base/io.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_LINE "newsgraph checkpoint 1\n"
#define LAST_LINE "end\n"

enum { MAX_BYTES = 1 << 20 };

// The numbers of a point, by name and in this order.
#define PLACE(name)                                                                                          \
  {                                                                                                          \
#name, offsetof(NgPoint, name), true                                                                     \
  }
#define COUNT(name)                                                                                          \
  {                                                                                                          \
#name, offsetof(NgPoint, name), false                                                                    \
  }
static const struct {
  const char* name;
  size_t      offset;
  bool        is_64; // uint64_t, else size_t
} fields[] = {
    PLACE(place.n_records),
    PLACE(place.hash),
    PLACE(place.n_bytes),
    PLACE(part),
    PLACE(part_bytes),
    PLACE(manifest_bytes),
    COUNT(total.n_records),
    COUNT(total.n_articles),
    COUNT(total.n_skipped),
    COUNT(total.n_failed),
    COUNT(total.n_files_failed),
    COUNT(total.n_tokens),
    COUNT(total.n_triples),
    COUNT(total.n_bytes),
    COUNT(in_part.n_records),
    COUNT(in_part.n_articles),
    COUNT(in_part.n_skipped),
    COUNT(in_part.n_failed),
    COUNT(in_part.n_files_failed),
    COUNT(in_part.n_tokens),
    COUNT(in_part.n_triples),
    COUNT(in_part.n_bytes),
};
enum { N_FIELDS = sizeof(fields) / sizeof(fields[0]) };

static uint64_t
get(const NgPoint* point, size_t i)
{
  const char* const at = (const char*)point + fields[i].offset;
  return fields[i].is_64 ? *(const uint64_t*)(const void*)at : *(const size_t*)(const void*)at;
}

static void
set(NgPoint* point, size_t i, uint64_t value)
{
  char* const at = (char*)point + fields[i].offset;
  if (fields[i].is_64) {
    *(uint64_t*)(void*)at = value;
  } else {
    *(size_t*)(void*)at = (size_t)value;
  }
}

NgStatus
ng_checkpoint_write(const char* path, const NgPoint* point, NgStr settings, NgError* err)
{
  NgBuf text = NG_BUF_INIT(MAX_BYTES);
  ng_buf_addz(&text, FIRST_LINE);
  for (size_t i = 0; i < N_FIELDS; ++i) {
    ng_buf_printf(&text, "%s %" PRIu64 "\n", fields[i].name, get(point, i));
  }
  ng_buf_add(&text, settings);
  ng_buf_addz(&text, LAST_LINE);
  NgOutput* output = NULL; // under a fixed name, so that a kill leaves nothing that stays
  NgStatus  st     = text.status ? ng_error_set(err, text.status, "%s", ng_strerror(text.status))
                                 : ng_output_open_partial(&output, path, 0, err);
  if (!st) {
    ng_output_write(output, ng_buf_str(&text));
    st = ng_output_close(output, err);
  }
  ng_buf_free(&text);
  return st;
}

// Take the line that `text` begins with off it, without its end.
static NgStr
take_line(NgStr* text)
{
  const char* const end  = text->len ? memchr(text->at, '\n', text->len) : NULL;
  const size_t      n    = end ? (size_t)(end - text->at) : text->len;
  const NgStr       line = ng_str_n(text->at, n);
  const size_t      skip = n + (end ? 1 : 0);
  *text                  = ng_str_n(text->at + skip, text->len - skip);
  return line;
}

static bool
read_number(NgStr line, size_t i, NgPoint* point)
{
  const size_t n = strlen(fields[i].name);
  if (!ng_str_starts(line, fields[i].name) || line.len < n + 2 || line.at[n] != ' ') {
    return false;
  }
  char* end            = NULL;
  errno                = 0;
  const uint64_t value = strtoull(line.at + n + 1, &end, 10);
  set(point, i, value);
  return !errno && end == line.at + line.len;
}

static NgStr
name_of(NgStr line)
{
  const char* const space = line.len ? memchr(line.at, ' ', line.len) : NULL;
  return ng_str_n(line.at, space ? (size_t)(space - line.at) : line.len);
}

// For a message.
static NgStr
value_of(NgStr line)
{
  enum { SHOWN = 100 };
  const size_t n   = name_of(line).len + 1;
  const size_t len = n < line.len ? line.len - n : 0;
  return len ? ng_str_n(line.at + n, len < SHOWN ? len : SHOWN) : ng_str("not set");
}

static NgStatus
compare(NgStr then, NgStr now, NgError* err)
{
  while (then.len || now.len) {
    const NgStr a = take_line(&then);
    const NgStr b = take_line(&now);
    if (!ng_str_eq(a, b)) {
      return ng_error_set(
          err, NG_ERR_BAD_ARG, "Cannot resume: %.*s was %.*s in the interrupted run and is %.*s now",
          NG_STR_ARG(name_of(b.len ? b : a)), NG_STR_ARG(value_of(a)), NG_STR_ARG(value_of(b)));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
parse(NgPoint* point, NgStr text, NgStr settings, NgError* err)
{
  bool is_good = ng_str_starts(text, FIRST_LINE) && ng_str_ends(text, "\n" LAST_LINE);
  if (is_good) {
    take_line(&text);
    for (size_t i = 0; i < N_FIELDS && is_good; ++i) {
      is_good = read_number(take_line(&text), i, point);
    }
  }
  if (!is_good) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Cannot resume: this is no checkpoint of newsgraph %s",
                        NG_VERSION);
  }
  return compare(ng_str_n(text.at, text.len - strlen(LAST_LINE)), settings, err);
}

NgStatus
ng_checkpoint_read(NgPoint* point, const char* path, NgStr settings, NgError* err)
{
  if (access(path, F_OK) < 0) {
    return NG_END;
  }
  NgBuf    text = NG_BUF_INIT(MAX_BYTES);
  NgStatus st   = ng_io_read_file(path, &text, err);
  if (!st) {
    st = parse(point, ng_buf_str(&text), settings, err);
    ng_error_at(err, path, 0, 0);
  }
  ng_buf_free(&text);
  return st;
}
