// SPDX-License-Identifier: Apache-2.0
#include "read/article.h"

#include "base/alloc.h"
#include "model/term.h"
#include "read/internal.h"

NgStatus
ng_article_reader_new(NgArticleReader** out, const NgReadOptions* options, NgError* err)
{
  static const NgReadOptions defaults = NG_READ_OPTIONS_INIT;
  const NgReadOptions* const o        = options ? options : &defaults;
  char                       date[NG_READ_DATE_BYTES];
  NgDate                     day;
  if (o->date && !ng_read_date(ng_str(o->date), date, &day)) {
    return ng_error_set(err, NG_ERR_BAD_ARG,
                        "Not a date: '%.64s'; write it as 2019-01-04 or 2019-01-04T12:30:00Z", o->date);
  }
  NgArticleReader* const reader = ng_calloc(1, sizeof(NgArticleReader));
  if (!reader) {
    return ng_error_no_mem(err);
  }
  reader->options  = *o;
  reader->record   = ng_record_new(o->max_article_bytes);
  reader->json     = ng_json_new(o->max_article_bytes);
  reader->xml      = ng_xml_new(o->max_article_bytes);
  reader->html     = ng_html_new(o->max_article_bytes);
  reader->unpack   = ng_unpack_new(o->max_article_bytes);
  reader->language = ng_language_new();
  reader->work     = (NgBuf)NG_BUF_INIT(o->max_article_bytes);
  reader->body     = (NgBuf)NG_BUF_INIT(o->max_article_bytes);
  if (!reader->record || !reader->json || !reader->xml || !reader->html || !reader->unpack ||
      !reader->language) {
    ng_article_reader_free(reader);
    return ng_error_no_mem(err);
  }
  *out = reader;
  return NG_SUCCESS;
}

void
ng_article_reader_free(NgArticleReader* reader)
{
  if (reader) {
    ng_record_free(reader->record);
    ng_json_free(reader->json);
    ng_xml_free(reader->xml);
    ng_html_free(reader->html);
    ng_unpack_free(reader->unpack);
    ng_language_free(reader->language);
    ng_buf_free(&reader->work);
    ng_buf_free(&reader->body);
    ng_free(reader);
  }
}

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
  doc->meta.source = ng_arena_copy(doc->arena, name);
  if (!doc->meta.source.at) {
    return ng_error_no_mem(err);
  }
  if (!body.len) {
    ng_error_set(err, NG_ERR_BAD_TEXT, "The text is empty");
    return ng_error_at(err, doc->meta.source.at, 0, 0);
  }
  if (body.len > options->max_article_bytes) {
    ng_error_set(err, NG_ERR_LIMIT, "A text of %zu bytes is longer than the limit of %zu", body.len,
                 options->max_article_bytes);
    return ng_error_at(err, doc->meta.source.at, 0, 0);
  }
  doc->body = ng_arena_copy(doc->arena, body);
  return !doc->body.at || set_text_meta(doc, options) ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStr
ng_read_keep(NgArticleReader* reader, NgDoc* doc, NgStr s)
{
  const NgStr copy   = ng_arena_copy(doc->arena, s);
  reader->has_failed = reader->has_failed || !copy.at;
  return copy;
}

NgStr
ng_read_keep_work(NgArticleReader* reader, NgDoc* doc)
{
  reader->has_failed = reader->has_failed || reader->work.status;
  return ng_read_keep(reader, doc, ng_str_trim(ng_buf_str(&reader->work)));
}

NgStr
ng_read_keep_line(NgArticleReader* reader, NgDoc* doc)
{
  ng_xml_line(reader->xml, &reader->work);
  return ng_read_keep_work(reader, doc);
}

NgStatus
ng_read_add_author(NgDoc* doc, NgStr name, NgError* err)
{
  const NgStr trimmed = ng_str_trim(name);
  for (uint32_t i = 0; i < doc->meta.authors.n; ++i) {
    if (ng_str_eq(doc->meta.authors.at[i], trimmed)) {
      return NG_SUCCESS;
    }
  }
  NgStr* const item = trimmed.len ? NG_VEC_ADD(doc->arena, doc->meta.authors) : NULL;
  if (item) {
    *item = trimmed;
  }
  return trimmed.len && !item ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_read_add_byline(NgDoc* doc, NgStr line, NgError* err)
{
  NgStr s = ng_str_trim(line);
  if (s.len > 3 && (s.at[0] | 32) == 'b' && (s.at[1] | 32) == 'y' && s.at[2] == ' ') {
    s = ng_str_n(s.at + 3, s.len - 3);
  }
  return ng_read_add_author(doc, s, err);
}

bool
ng_read_is_web_address(NgStr s)
{
  return ng_str_starts(s, "http://") || ng_str_starts(s, "https://");
}

NgStatus
ng_read_page(NgArticleReader* reader, NgStr bytes, NgStr url, NgStr charset, NgDoc* doc, NgError* err)
{
  const NgHtmlHints hints = {url, charset};
  return ng_html_read(reader->html, bytes, &hints, doc, err);
}

NgStatus
ng_read_plain(NgArticleReader* reader, NgStr bytes, NgStr charset, NgDoc* doc, NgError* err)
{
  const NgStr text = ng_html_to_utf8(doc->arena, bytes, charset);
  doc->body        = text.at ? ng_arena_copy(doc->arena, text) : text;
  return doc->body.at ? NG_SUCCESS : ng_error_no_mem(err);
}

static bool
holds(NgStr s, const char* z)
{
  const size_t n = strlen(z);
  for (size_t i = 0; i + n <= s.len; ++i) {
    const char* const found = memchr(s.at + i, z[0], s.len - n + 1 - i);
    if (!found) {
      return false;
    }
    i = (size_t)(found - s.at);
    if (!memcmp(found, z, n)) {
      return true;
    }
  }
  return false;
}

static bool
is_utf8(NgStr s)
{
  for (size_t i = 0; i < s.len;) {
    const size_t n = (unsigned char)s.at[i] < 0x80 ? 1 : ng_utf8_next(ng_str_n(s.at + i, s.len - i), NULL);
    if (!n) {
      return false;
    }
    i += n;
  }
  return true;
}

// Text in another encoding is converted. UTF-8 that is damaged stays as it is: its first bad byte is told
// later.
static NgStatus
read_text(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  NgStr text = ng_buf_str(&raw->bytes);
  if (!is_utf8(text)) {
    const NgStr converted = ng_html_to_utf8(doc->arena, text, ng_buf_str(&raw->charset));
    if (!converted.at) {
      return ng_error_no_mem(err);
    }
    text = holds(converted, "\xEF\xBF\xBD") ? text : converted;
  }
  return ng_read_text(doc, ng_buf_str(&raw->name), text, &reader->options, err);
}

// What was told on the command line of a page goes before what the page says.
static NgStatus
read_html(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  if (set_text_meta(doc, &reader->options)) {
    return ng_error_no_mem(err);
  }
  return ng_read_page(reader, ng_buf_str(&raw->bytes), doc->meta.url, ng_buf_str(&raw->charset), doc, err);
}

static NgStatus
read_raw(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  switch (raw->format) {
  case NG_READ_JSONL:
    return ng_record_read(reader->record, ng_buf_str(&raw->bytes), &reader->options, doc, err);
  case NG_READ_HTML:
    return read_html(reader, raw, doc, err);
  case NG_READ_NINJS:
    return ng_read_ninjs(reader, raw, doc, err);
  case NG_READ_NEWSML:
    return ng_read_newsml(reader, raw, doc, err);
  case NG_READ_FEED:
    return ng_read_feed(reader, raw, doc, err);
  case NG_READ_WARC:
    return ng_read_warc(reader, raw, doc, err);
  case NG_READ_AUTO:
  case NG_READ_TEXT:
    break;
  }
  return read_text(reader, raw, doc, err);
}

// --- what is no article ---------------------------------------------------------------------------

static bool
is_english(NgStr tag)
{
  const bool is_en = tag.len >= 2 && (tag.at[0] | 32) == 'e' && (tag.at[1] | 32) == 'n';
  return is_en &&
         (tag.len == 2 || tag.at[2] == '-' || tag.at[2] == '_' || (tag.len == 3 && (tag.at[2] | 32) == 'g') ||
          (tag.len == 7 && (tag.at[2] | 32) == 'g')); // "en-GB", "en_US", "eng", "English"
}

// A language that is told, and not as "not known" or "several".
static bool
is_language(NgStr tag)
{
  return tag.len && !ng_str_is(tag, "und") && !ng_str_is(tag, "mul") && !ng_str_is(tag, "zxx");
}

static size_t
count_words(NgStr s, size_t enough)
{
  size_t n          = 0;
  bool   is_outside = true;
  for (size_t i = 0; i < s.len && n < enough; ++i) {
    const bool is_blank = s.at[i] == ' ' || s.at[i] == '\n' || s.at[i] == '\t' || s.at[i] == '\r';
    n += is_outside && !is_blank;
    is_outside = is_blank;
  }
  return n;
}

// Skip what is not in English. What was told of the language counts where the words leave a doubt, though not
// that of pages, which is often their template's; elsewhere it is corrected where it cannot be.
static NgStatus
judge_language(NgArticleReader* reader, bool is_page, NgDoc* doc, NgError* err)
{
  const NgLanguageGuess g    = ng_language_run(reader->language, doc->body);
  const NgStr           told = doc->meta.language;
  const bool            sure = g.confidence >= 0.5F && strcmp(g.tag, "und") != 0;
  if (!g.is_english && !reader->options.any_language && is_utf8(doc->body)) { // else damaged, as will be told
    return ng_language_skip(&g, err);
  }
  if (!sure && !is_page && !reader->options.any_language && told.len > 1 && is_language(told) &&
      !is_english(told)) {
    const bool is_two = told.len < 3 || told.at[2] == '-' || told.at[2] == '_';
    return ng_error_set(err, NG_SKIPPED, "Not in English but \"%.*s\"", is_two ? 2 : 3, told.at);
  }
  if (!sure || !told.len || ng_str_starts(told, g.tag) || (g.is_english && is_english(told))) {
    return NG_SUCCESS;
  }
  doc->meta.language = ng_arena_copy(doc->arena, ng_str(g.tag));
  return doc->meta.language.at ? NG_SUCCESS : ng_error_no_mem(err);
}

// Records that are read well and are left out all the same. Whether a page is an article was decided already,
// by more than the number of its words.
static NgStatus
judge(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  const bool   is_short_kind = raw->format == NG_READ_FEED || raw->format == NG_READ_WARC;
  const bool   is_page       = raw->format == NG_READ_HTML || raw->format == NG_READ_WARC;
  const size_t enough        = reader->options.min_words;
  if (is_short_kind && count_words(doc->body, enough) < enough) {
    return ng_error_set(err, NG_SKIPPED, "Hardly any text: fewer than %zu words", enough);
  }
  return judge_language(reader, is_page, doc, err);
}

NgStatus
ng_article_read(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  ng_doc_reset(doc);
  doc->meta.source   = ng_arena_copy(doc->arena, ng_buf_str(&raw->name));
  doc->meta.line     = raw->line;
  reader->has_failed = false;
  NgStatus st        = doc->meta.source.at ? read_raw(reader, raw, doc, err) : ng_error_no_mem(err);
  if (!st && reader->has_failed) {
    st = ng_error_no_mem(err);
  }
  if (!st) {
    st = judge(reader, raw, doc, err);
  }
  if (st) {
    ng_error_at(err, raw->name.at, raw->line, 0);
  }
  return st;
}
