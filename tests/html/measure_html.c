// SPDX-License-Identifier: Apache-2.0
// How much of an article's text, and how little else, is read from pages, and whether title, date, author,
// publisher and address are right. usage: measure_html [-v] [--floor F1] FOLDER...
//        measure_html --show FILE.html...
// FOLDER holds NAME.html and beside each NAME.txt: lines "found:" (the address the page was found at),
// "title:", "date:" (the day), "author:" (one a line), "publisher:", "url:", an empty line, and the text.
// Tokens are runs of letters and digits without regard to case and place: precision and recall of the bag of
// them. With a floor, the mean F1 below it is a failure.
#include "base/buf.h"
#include "base/io.h"
#include "base/map.h"
#include "read/html.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  NgStr found, title, date, publisher, url, body;
  NgStr authors[16];
  int   n_authors;
} Gold;

typedef struct {
  uint32_t both, read, wanted;
} Tokens;

typedef struct {
  Tokens tokens;
  double f1;
  int    n_pages, n_title, n_date, n_author, n_publisher, n_url;
  double seconds;
  size_t bytes;
} Sum;

static bool is_verbose;

// --- tokens --------------------------------------------------------------------------------------

static bool
is_token_char(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0xC3;
}

static NgStr
next_token(NgStr s, size_t* at, char* lower, size_t size)
{
  size_t n = 0;
  while (*at < s.len && (!is_token_char(s.at[*at]) || s.at[*at] == '\xE2')) {
    *at += s.at[*at] == '\xE2' ? 3 : 1;
  }
  while (*at < s.len && s.at[*at] != '\xE2' && (is_token_char(s.at[*at]) || (s.at[*at] & 0x80)) && n < size) {
    const char c = s.at[(*at)++];
    lower[n++]   = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return ng_str_n(lower, n);
}

static Tokens
compare(NgStr read, NgStr wanted)
{
  char   lower[256];
  Tokens t   = {0, 0, 0};
  NgMap* bag = ng_map_new(1 << 20);
  size_t at  = 0;
  for (NgStr w = next_token(wanted, &at, lower, sizeof(lower)); w.len;
       w       = next_token(wanted, &at, lower, sizeof(lower))) {
    ++*ng_map_put(bag, w, NULL);
    ++t.wanted;
  }
  at = 0;
  for (NgStr w = next_token(read, &at, lower, sizeof(lower)); w.len;
       w       = next_token(read, &at, lower, sizeof(lower))) {
    uint32_t* const left = ng_map_get(bag, w);
    ++t.read;
    if (left && *left) {
      --*left;
      ++t.both;
    }
  }
  ng_map_free(bag);
  return t;
}

static double
ratio(uint32_t a, uint32_t b)
{
  return b ? (double)a / b : 0.0;
}

static double
f1_of(Tokens t)
{
  if (!t.wanted) { // no article: right where nothing was read
    return t.read ? 0.0 : 1.0;
  }
  return t.both ? 2.0 * t.both / ((double)t.read + t.wanted) : 0.0;
}

// --- pages ---------------------------------------------------------------------------------------

static void
read_gold(NgStr file, Gold* gold)
{
  const struct {
    const char* key;
    NgStr*      field;
  } keys[] = {{"found: ", &gold->found},
              {"title: ", &gold->title},
              {"date: ", &gold->date},
              {"publisher: ", &gold->publisher},
              {"url: ", &gold->url}};
  memset(gold, 0, sizeof(*gold));
  while (file.len && file.at[0] != '\n') {
    const char* const end  = memchr(file.at, '\n', file.len);
    const NgStr       line = ng_str_n(file.at, end ? (size_t)(end - file.at) : file.len);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); ++i) {
      if (ng_str_starts(line, keys[i].key)) {
        *keys[i].field = ng_str_n(line.at + strlen(keys[i].key), line.len - strlen(keys[i].key));
      }
    }
    if (ng_str_starts(line, "author: ")) {
      gold->authors[gold->n_authors++] = ng_str_n(line.at + 8, line.len - 8);
    }
    file = ng_str_n(file.at + line.len + (end != NULL), file.len - line.len - (end != NULL));
  }
  gold->body = ng_str_trim(file);
}

static bool
has_authors(const NgMeta* meta, const Gold* gold)
{
  bool is_right = meta->authors.n == (uint32_t)gold->n_authors;
  for (uint32_t i = 0; is_right && i < meta->authors.n; ++i) {
    is_right = ng_str_eq(meta->authors.at[i], gold->authors[i]);
  }
  return is_right;
}

static int
right(const char* name, NgStr read, NgStr wanted)
{
  if (is_verbose && !ng_str_eq(read, wanted)) {
    printf("    %s '%.*s' for '%.*s'\n", name, NG_STR_ARG(read), NG_STR_ARG(wanted));
  }
  return ng_str_eq(read, wanted);
}

static NgStatus
read_page(NgHtml* html, NgStr bytes, NgStr url, NgDoc* doc, Sum* sum)
{
  const NgHtmlHints hints = {url, ng_str("")};
  NgError           err   = {0};
  struct timespec   a, b;
  ng_doc_reset(doc);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
  const NgStatus st = ng_html_read(html, bytes, &hints, doc, &err);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
  sum->seconds += (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
  sum->bytes += bytes.len;
  if (st) {
    printf("    %s\n", err.message);
    doc->body = ng_str("");
  }
  return st;
}

static void
measure(NgHtml* html, NgDoc* doc, const char* folder, const char* name, Sum* sum)
{
  char    path[4096];
  NgBuf   page = NG_BUF_INIT((size_t)1 << 26);
  NgBuf   text = NG_BUF_INIT((size_t)1 << 26);
  NgError err  = {0};
  Gold    gold;
  snprintf(path, sizeof(path), "%s/%s", folder, name);
  if (ng_io_read_file(path, &page, &err) == NG_SUCCESS) {
    snprintf(path, sizeof(path), "%s/%.*s.txt", folder, (int)(strlen(name) - 5), name);
    if (ng_io_read_file(path, &text, &err) == NG_SUCCESS) {
      read_gold(ng_buf_str(&text), &gold);
      const bool   is_read = read_page(html, ng_buf_str(&page), gold.found, doc, sum) == NG_SUCCESS;
      const Tokens t       = compare(doc->body, gold.body);
      printf("%-28s P %.3f R %.3f F1 %.3f\n", name, ratio(t.both, t.read), ratio(t.both, t.wanted), f1_of(t));
      sum->tokens.both += t.both;
      sum->tokens.read += t.read;
      sum->tokens.wanted += t.wanted;
      sum->f1 += f1_of(t);
      ++sum->n_pages;
      if (is_read || gold.body.len) {
        const NgStr day = ng_str_n(doc->meta.published.at,
                                   doc->meta.published.len < 10 ? doc->meta.published.len : 10);
        sum->n_title += right("title", doc->meta.title, gold.title);
        sum->n_date += right("date", day, gold.date);
        sum->n_publisher += right("publisher", doc->meta.publisher, gold.publisher);
        sum->n_url += right("url", doc->meta.url, gold.url);
        const bool is_right = has_authors(&doc->meta, &gold);
        sum->n_author += is_right;
        for (uint32_t i = 0; is_verbose && !is_right && i < doc->meta.authors.n; ++i) {
          printf("    author '%.*s'\n", NG_STR_ARG(doc->meta.authors.at[i]));
        }
        for (int i = 0; is_verbose && !is_right && i < gold.n_authors; ++i) {
          printf("    not author '%.*s'\n", NG_STR_ARG(gold.authors[i]));
        }
      } else { // nothing was wanted
        ++sum->n_title, ++sum->n_date, ++sum->n_publisher, ++sum->n_url, ++sum->n_author;
      }
    }
  }
  if (err.status) {
    fprintf(stderr, "measure_html: %s\n", err.message);
    exit(2);
  }
  ng_buf_free(&page);
  ng_buf_free(&text);
}

static int
is_page(const struct dirent* entry)
{
  const size_t n = strlen(entry->d_name);
  return n > 5 && !strcmp(entry->d_name + n - 5, ".html");
}

static int
by_name(const struct dirent** a, const struct dirent** b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void
measure_folder(NgHtml* html, NgDoc* doc, const char* folder, Sum* sum)
{
  struct dirent** entries;
  const int       n = scandir(folder, &entries, is_page, by_name);
  if (n < 0) {
    fprintf(stderr, "measure_html: cannot read %s\n", folder);
    exit(2);
  }
  for (int i = 0; i < n; ++i) {
    measure(html, doc, folder, entries[i]->d_name, sum);
    free(entries[i]);
  }
  free(entries);
}

static void
show(NgHtml* html, NgDoc* doc, const char* path)
{
  NgBuf   page = NG_BUF_INIT((size_t)1 << 26);
  NgError err  = {0};
  Sum     sum  = {0};
  if (ng_io_read_file(path, &page, &err)) {
    fprintf(stderr, "measure_html: %s\n", err.message);
    exit(2);
  }
  read_page(html, ng_buf_str(&page), ng_str(""), doc, &sum);
  printf("%.*s\n", NG_STR_ARG(doc->body));
  ng_buf_free(&page);
}

static int
report(const Sum* s, double floor)
{
  const double mean = s->n_pages ? s->f1 / s->n_pages : 0.0;
  printf("%d pages: tokens P %.4f R %.4f F1 %.4f, mean F1 %.4f\n", s->n_pages,
         ratio(s->tokens.both, s->tokens.read), ratio(s->tokens.both, s->tokens.wanted), f1_of(s->tokens),
         mean);
  printf("right: title %d, date %d, authors %d, publisher %d, url %d of %d\n", s->n_title, s->n_date,
         s->n_author, s->n_publisher, s->n_url, s->n_pages);
  printf("%.1f MB/s, %.0f microseconds a page\n", (double)s->bytes / 1e6 / s->seconds,
         s->seconds * 1e6 / (s->n_pages ? s->n_pages : 1));
  if (mean < floor) {
    printf("mean F1 is below the floor of %.2f\n", floor);
    return 1;
  }
  return 0;
}

int
main(int argc, char** argv)
{
  NgHtml* const html    = ng_html_new((size_t)1 << 26);
  NgDoc         doc     = {.arena = ng_arena_new((size_t)1 << 30)};
  Sum           sum     = {0};
  double        floor   = 0.0;
  bool          is_show = false;
  if (!html || !doc.arena) {
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    if (!strcmp(argv[i], "-v")) {
      is_verbose = true;
    } else if (!strcmp(argv[i], "--show")) {
      is_show = true;
    } else if (!strcmp(argv[i], "--floor") && i + 1 < argc) {
      floor = strtod(argv[++i], NULL);
    } else if (is_show) {
      show(html, &doc, argv[i]);
    } else {
      measure_folder(html, &doc, argv[i], &sum);
    }
  }
  const int result = is_show ? 0 : report(&sum, floor);
  ng_arena_free(doc.arena);
  ng_html_free(html);
  return result;
}
