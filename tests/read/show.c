// SPDX-License-Identifier: Apache-2.0
// Prints the articles of files as they are read: what is known of each, its words, or why it is none.
//   show [-i FORMAT] [-m MAX_BYTES] FILE ...
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void
show_str(const char* name, NgStr value)
{
  if (value.len) {
    printf("%s: %.*s\n", name, NG_STR_ARG(value));
  }
}

static void
show_doc(const NgDoc* doc)
{
  const NgMeta* const meta = &doc->meta;
  printf("== article, line %zu\n", meta->line);
  show_str("id", meta->id);
  show_str("url", meta->url);
  show_str("title", meta->title);
  show_str("publisher", meta->publisher);
  show_str("language", meta->language);
  show_str("published", meta->published);
  for (uint32_t i = 0; i < meta->authors.n; ++i) {
    show_str("author", meta->authors.at[i]);
  }
  printf("--\n%.*s\n", NG_STR_ARG(doc->body));
}

// Without the folder, which is not the same everywhere.
static const char*
base_name(const char* path)
{
  const char* const slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void
show_error(const char* what, const NgError* err)
{
  printf("== %s, %s", what, base_name(err->source));
  if (err->line) {
    printf(", line %zu", err->line);
  }
  printf(": %s\n", err->message);
}

static void
on_warning(void* self, const NgError* warning)
{
  (void)self;
  show_error("warning", warning);
}

static int
show_file(const char* path, NgReadFormat format, const NgReadOptions* options)
{
  NgReader* reader = NULL;
  NgError   err    = {0};
  NgDoc     doc    = {.arena = ng_arena_new((size_t)1 << 28)};
  NgStatus  st     = ng_reader_open(&reader, path, format, options, &err);
  while (!st || !ng_reader_is_fatal(st)) {
    err = (NgError){0};
    st  = ng_reader_next(reader, &doc, &err);
    if (st == NG_END) {
      break;
    }
    if (st) {
      show_error(st == NG_SKIPPED ? "skipped" : ng_reader_is_fatal(st) ? "end" : "error", &err);
    } else {
      show_doc(&doc);
    }
  }
  ng_reader_close(reader);
  ng_arena_free(doc.arena);
  return st == NG_END ? 0 : 1;
}

static NgReadFormat
format_of(const char* name)
{
  static const char* const names[] = {"auto", "text", "jsonl", "html", "ninjs", "newsml", "feed", "warc"};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (!strcmp(name, names[i])) {
      return (NgReadFormat)i;
    }
  }
  fprintf(stderr, "show: no format '%s'\n", name);
  exit(2);
}

int
main(int argc, char** argv)
{
  NgReadOptions options = NG_READ_OPTIONS_INIT;
  NgReadFormat  format  = NG_READ_AUTO;
  int           status  = 0;
  options.warn          = on_warning;
  for (int c; (c = getopt(argc, argv, "i:m:")) != -1;) {
    if (c == 'i') {
      format = format_of(optarg);
    } else if (c == 'm') {
      options.max_article_bytes = strtoul(optarg, NULL, 10);
    } else {
      return 2;
    }
  }
  for (int i = optind; i < argc; ++i) {
    status |= show_file(argv[i], format, &options);
  }
  return status;
}
