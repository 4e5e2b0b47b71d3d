// SPDX-License-Identifier: Apache-2.0
// Where paragraphs end, what kind each is, and which repeats which.
#include "text/internal.h"

#include "base/buf.h"
#include "base/map.h"

// --- where they end ------------------------------------------------------------------------------

static uint32_t
line_end(NgStr text, uint32_t at)
{
  const char* const end = memchr(text.at + at, '\n', text.len - at);
  return end ? (uint32_t)(end - text.at) : (uint32_t)text.len;
}

static bool
is_blank(NgStr text, uint32_t begin, uint32_t end)
{
  while (begin < end) {
    if (!(ng_char_class(ng_char_next((const unsigned char*)text.at, &begin)) &
          (NG_CHAR_SPACE | NG_CHAR_ZERO))) {
      return false;
    }
  }
  return true;
}

// Bytes of the first word of the line.
static uint32_t
first_word(NgStr text, uint32_t begin, uint32_t end)
{
  uint32_t n = 0;
  while (begin < end && text.at[begin] == ' ') {
    ++begin;
  }
  while (begin + n < end && text.at[begin + n] != ' ') {
    ++n;
  }
  return n;
}

static uint32_t
longest_line(NgStr text, uint32_t at, uint32_t stop)
{
  uint32_t most = 0;
  while (at < stop) {
    const uint32_t end = line_end(text, at);
    most               = end - at > most ? end - at : most;
    at                 = end + 1;
  }
  return most;
}

// Lines of bytes `begin` to `stop` are wrapped where nearly every break stands because the next word had no
// room.
static bool
is_wrapped(NgStr text, uint32_t begin, uint32_t stop)
{
  enum { NARROWEST = 40, WIDEST = 120, TENTHS = 9, FEWEST = 3 };
  const uint32_t width  = longest_line(text, begin, stop);
  uint32_t       breaks = 0;
  uint32_t       full   = 0;
  if (width < NARROWEST || width > WIDEST) {
    return false;
  }
  for (uint32_t at = begin; at < stop;) {
    const uint32_t end  = line_end(text, at);
    const uint32_t next = end + 1;
    if (next < stop) {
      const uint32_t next_end = line_end(text, next);
      if (!is_blank(text, at, end) && !is_blank(text, next, next_end)) {
        ++breaks;
        full += end - at + 1 + first_word(text, next, next_end) > width;
      }
    }
    at = next;
  }
  return breaks >= FEWEST && full * 10 >= breaks * TENTHS;
}

void
ng_text_layout(NgLayout* layout, NgStr text, uint32_t title_end)
{
  layout->text             = text;
  layout->title_end        = title_end;
  layout->is_wrapped       = is_wrapped(text, title_end, (uint32_t)text.len);
  layout->block_end        = 0;
  layout->is_block_wrapped = false;
}

// End of the run of lines that are not blank.
static uint32_t
find_block_end(NgStr text, uint32_t at)
{
  uint32_t end = line_end(text, at);
  while (end < text.len) {
    const uint32_t next_end = line_end(text, end + 1);
    if (is_blank(text, end + 1, next_end)) {
      break;
    }
    end = next_end;
  }
  return end;
}

static uint32_t
skip_space(NgStr text, uint32_t at)
{
  while (at < text.len) {
    uint32_t next = at;
    if (!(ng_char_class(ng_char_next((const unsigned char*)text.at, &next)) &
          (NG_CHAR_SPACE | NG_CHAR_ZERO))) {
      break;
    }
    at = next;
  }
  return at;
}

static uint32_t
trim_end(NgStr text, uint32_t begin, uint32_t end)
{
  while (end > begin) {
    uint32_t at = end - 1;
    while (((unsigned char)text.at[at] & 0xC0) == 0x80) {
      --at;
    }
    uint32_t next = at;
    if (!(ng_char_class(ng_char_next((const unsigned char*)text.at, &next)) &
          (NG_CHAR_SPACE | NG_CHAR_ZERO))) {
      break;
    }
    end = at;
  }
  return end;
}

static bool
begins_small(NgStr text, uint32_t at)
{
  const uint32_t i    = skip_space(text, at);
  uint32_t       next = i;
  return i < text.len && (ng_char_class(ng_char_next((const unsigned char*)text.at, &next)) & NG_CHAR_LOWER);
}

// A line that breaks off in the middle of a sentence: the next one begins with a small letter, although the
// paragraph did not.
static bool
breaks_off(NgStr text, uint32_t begin, uint32_t end)
{
  const uint32_t last = trim_end(text, begin, end);
  return last > begin && !strchr(".!?:;", text.at[last - 1]) && begins_small(text, end + 1) &&
         !begins_small(text, begin);
}

bool
ng_text_next_paragraph(NgLayout* layout, uint32_t at, NgSpan* out)
{
  const NgStr text = layout->text;
  out->begin       = skip_space(text, at);
  if (out->begin >= text.len) {
    return false;
  }
  if (out->begin >= layout->block_end) {
    layout->block_end        = find_block_end(text, out->begin);
    layout->is_block_wrapped = layout->is_wrapped || is_wrapped(text, out->begin, layout->block_end);
  }
  uint32_t   end     = line_end(text, out->begin);
  const bool is_body = out->begin >= layout->title_end;
  while (is_body && end < layout->block_end &&
         (layout->is_block_wrapped || breaks_off(text, out->begin, end))) {
    end = line_end(text, end + 1);
  }
  out->end = trim_end(text, out->begin, end);
  return true;
}

// --- what they are -------------------------------------------------------------------------------

typedef struct {
  const char* words;
  NgParKind   kind;
} Opening;

// Made at build time from src/data/lists/paragraphs.tsv by openings.awk.
static const Opening openings[] = {
#include "text/openings.inc"
};

static bool
has_word(const NgDoc* doc, NgSpan tokens, const char* lower)
{
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (ng_str_is(doc->tokens.at[i].lower, lower)) {
      return true;
    }
  }
  return false;
}

static bool
starts_with(const NgDoc* doc, NgSpan tokens, const char* words)
{
  NgStr    rest = ng_str(words);
  uint32_t i    = tokens.begin;
  while (rest.len) {
    const char* const space = memchr(rest.at, ' ', rest.len);
    const NgStr       word  = ng_str_n(rest.at, space ? (size_t)(space - rest.at) : rest.len);
    if (i == tokens.end || !ng_str_eq(doc->tokens.at[i].lower, word)) {
      return false;
    }
    ++i;
    rest = ng_str_n(rest.at + word.len + (space ? 1 : 0), rest.len - word.len - (space ? 1 : 0));
  }
  return true;
}

// How the paragraph begins, as far as that is listed; NULL where it is not.
static const Opening*
find_opening(const NgDoc* doc, NgSpan tokens)
{
  for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); ++i) {
    if (starts_with(doc, tokens, openings[i].words)) {
      return &openings[i];
    }
  }
  return NULL;
}

static bool
ends_with_stop(const NgDoc* doc, NgSpan tokens)
{
  for (uint32_t i = tokens.end; i-- > tokens.begin;) {
    const NgStr w = ng_doc_token(doc, i);
    if (doc->tokens.at[i].quote == NG_QUOTE_CLOSE || ng_str_is(w, ")") || ng_str_is(w, "]")) {
      continue;
    }
    return doc->tokens.at[i].kind == NG_TOK_PUNCT &&
           (w.at[w.len - 1] == '.' || w.at[w.len - 1] == '!' || w.at[w.len - 1] == '?' ||
            ng_str_ends(w, "\xE2\x80\xA6"));
  }
  return false;
}

static bool
has_any_word(const NgDoc* doc, NgSpan tokens)
{
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (doc->tokens.at[i].kind == NG_TOK_WORD || doc->tokens.at[i].kind == NG_TOK_NUMBER) {
      return true;
    }
  }
  return false;
}

// "Share this", "Read more at Example.com", "Copyright 2019 ...". Words that a sentence may begin with count
// only in a short line or one without a stop, a single word only where it is alone.
static bool
is_furniture(const NgDoc* doc, NgSpan tokens, const Opening* opening)
{
  enum { SHORT = 6, LONG = 30 };
  const uint32_t n = tokens.end - tokens.begin;
  if (!has_any_word(doc, tokens)) {
    return true;
  }
  if (!opening || opening->kind != NG_PAR_FURNITURE || n > LONG) {
    return false;
  }
  if (!strchr(opening->words, ' ')) {
    const bool is_dated = n > 1 && (doc->tokens.at[tokens.begin + 1].kind == NG_TOK_NUMBER ||
                                    doc->tokens.at[tokens.begin + 1].kind == NG_TOK_SYMBOL);
    return n <= 2 || is_dated;
  }
  return n <= SHORT || !strcmp(opening->words, "read more") || !ends_with_stop(doc, tokens);
}

// A bracket that speaks of a picture: "(pictured)", "(left, in 2019)", "(Stock image)", "(Photo: A. Roe)".
static bool
has_picture_note(const NgDoc* doc, NgSpan tokens)
{
  for (uint32_t i = tokens.begin; i + 2 < tokens.end; ++i) {
    if (!ng_token_is(doc, i, "(") && !ng_token_is(doc, i, "[")) {
      continue;
    }
    const bool is_cut = ng_token_is(doc, i + 2, ")") || ng_token_is(doc, i + 2, ":") ||
                        ng_token_is(doc, i + 2, ",");
    if (is_cut && (ng_lex_flags(ng_doc_token(doc, i + 1)) & NG_LEX_PICTURE)) {
      return true;
    }
    if (i + 3 < tokens.end && ng_token_is(doc, i + 3, ")") &&
        (ng_lex_flags(ng_doc_token(doc, i + 2)) & NG_LEX_SHOT)) {
      return true;
    }
  }
  return false;
}

static bool
is_caption(const NgDoc* doc, NgSpan tokens, const Opening* opening)
{
  return (opening && opening->kind == NG_PAR_CAPTION) ||
         (has_picture_note(doc, tokens) && !ends_with_stop(doc, tokens));
}

static bool
is_byline(const NgDoc* doc, NgSpan tokens, const Opening* opening)
{
  enum { LONGEST = 40 };
  const uint32_t n = tokens.end - tokens.begin;
  if (n < 2 || n > LONGEST || ends_with_stop(doc, tokens)) {
    return false;
  }
  const bool is_named = (doc->tokens.at[tokens.begin + 1].shape & NG_SHAPE_CAPITAL) != 0;
  return (opening && opening->kind == NG_PAR_BYLINE) ||
         (n <= LONGEST / 2 && is_named && starts_with(doc, tokens, "by"));
}

// "Friday, January 4, 2019", "Published 12:30 GMT, 4 Jan 2019": nothing but a date.
static bool
is_dateline(const NgDoc* doc, NgSpan tokens)
{
  bool has_number = false;
  if (tokens.end - tokens.begin > 24) {
    return false;
  }
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const NgToken* const t = &doc->tokens.at[i];
    if (t->kind == NG_TOK_NUMBER) {
      has_number = true;
    } else if (t->kind == NG_TOK_WORD && !ng_lex_is_calendar(t->lower)) {
      return false;
    }
  }
  return has_number;
}

static bool
is_heading(const NgDoc* doc, uint32_t paragraph)
{
  const NgParagraph* const p = &doc->paragraphs.at[paragraph];
  const uint32_t           n = p->tokens.end - p->tokens.begin;
  if (n > 14 || paragraph + 1 >= doc->paragraphs.n || ends_with_stop(doc, p->tokens)) {
    return false;
  }
  const NgStr last      = ng_doc_token(doc, p->tokens.end - 1);
  const bool  has_quote = doc->tokens.at[p->tokens.begin].quote == NG_QUOTE_OPEN;
  return !ng_str_is(last, ",") && !ng_str_is(last, ":") && !ng_str_is(last, ";") && !has_quote &&
         !ng_str_is(ng_doc_token(doc, p->tokens.begin), "-") && !has_word(doc, p->tokens, ";");
}

// A plain-text file has its headline in the first line, with an empty line behind it.
static bool
is_first_headline(const NgDoc* doc, const NgLayout* layout)
{
  const NgParagraph* const p = &doc->paragraphs.at[0];
  if (layout->title_end) {
    return true;
  }
  const uint32_t end = line_end(layout->text, p->bytes.end);
  return doc->paragraphs.n > 1 && end + 1 < layout->text.len && p->tokens.end - p->tokens.begin <= 40 &&
         p->sentences.end - p->sentences.begin <= 2 &&
         is_blank(layout->text, end + 1, line_end(layout->text, end + 1));
}

static NgParKind
kind_of(const NgDoc* doc, uint32_t paragraph, const NgLayout* layout)
{
  const NgParagraph* const p = &doc->paragraphs.at[paragraph];
  if (layout->title_end && p->bytes.end <= layout->title_end) {
    return NG_PAR_HEADLINE;
  }
  if (is_dateline(doc, p->tokens)) {
    return NG_PAR_DATELINE;
  }
  const Opening* const opening = find_opening(doc, p->tokens);
  if (is_byline(doc, p->tokens, opening)) {
    return NG_PAR_BYLINE;
  }
  if (paragraph == 0 && is_first_headline(doc, layout)) {
    return NG_PAR_HEADLINE;
  }
  if (is_furniture(doc, p->tokens, opening)) {
    return NG_PAR_FURNITURE;
  }
  if (is_caption(doc, p->tokens, opening)) {
    return NG_PAR_CAPTION;
  }
  return is_heading(doc, paragraph) ? NG_PAR_HEADING : NG_PAR_BODY;
}

// --- which repeats which -------------------------------------------------------------------------

// Token behind a bracket such as "(pictured)" or "(left, in 2019)", or `i` where none begins there.
static uint32_t
skip_picture_note(const NgDoc* doc, uint32_t i, uint32_t end)
{
  enum { LOOK = 16 };
  if (i + 1 >= end || !ng_token_is(doc, i, "(")) {
    return i;
  }
  if (ng_lex_flags(ng_doc_token(doc, i + 1)) & NG_LEX_PICTURE) {
    for (uint32_t j = i + 2; j < end && j < i + LOOK; ++j) {
      if (ng_token_is(doc, j, ")")) {
        return j + 1;
      }
    }
  }
  return i;
}

static bool
is_layout_only(const NgDoc* doc, uint32_t token)
{
  const NgToken* const t = &doc->tokens.at[token];
  if (t->kind != NG_TOK_PUNCT) {
    return false;
  }
  uint32_t       i = t->begin;
  const uint32_t c = ng_char_next((const unsigned char*)doc->text.at, &i);
  return ng_char_is_dash(c) || ng_char_is_apostrophe(c) || c == '"' || t->quote != NG_QUOTE_NONE ||
         (c >= 0x2018 && c <= 0x201F) || c == '.';
}

static NgStatus
words_of(const NgDoc* doc, NgSpan tokens, NgBuf* out)
{
  ng_buf_clear(out);
  for (uint32_t i = tokens.begin; i < tokens.end;) {
    const uint32_t next = skip_picture_note(doc, i, tokens.end);
    if (next > i) {
      i = next;
      continue;
    }
    if (!is_layout_only(doc, i)) {
      ng_buf_add(out, doc->tokens.at[i].lower);
      ng_buf_addc(out, ' ');
    }
    ++i;
  }
  return out->status;
}

static NgStatus
find_repeats(NgDoc* doc)
{
  NgMap* const seen = ng_map_new(doc->paragraphs.n + 1);
  NgBuf        key  = NG_BUF_INIT(2 * doc->text.len + 64);
  NgStatus     st   = seen ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t i = 0; i < doc->paragraphs.n && !st; ++i) {
    NgParagraph* const p = &doc->paragraphs.at[i];
    p->repeats           = NG_NONE;
    st                   = words_of(doc, p->tokens, &key);
    if (st || !key.len) {
      continue;
    }
    bool            is_new = false;
    uint32_t* const first  = ng_map_put(seen, ng_buf_str(&key), &is_new);
    if (!first) {
      st = NG_ERR_NO_MEM;
    } else if (is_new) {
      *first = i;
    } else {
      p->repeats = *first;
      // The words of the article once more, but without their stop: they stand below a picture.
      const bool is_plain = p->kind == NG_PAR_HEADING || p->kind == NG_PAR_BODY;
      if (is_plain && doc->paragraphs.at[*first].kind != NG_PAR_HEADING && !ends_with_stop(doc, p->tokens)) {
        p->kind = NG_PAR_CAPTION;
      }
    }
  }
  ng_buf_free(&key);
  ng_map_free(seen);
  return st;
}

NgStatus
ng_text_paragraph_kinds(NgDoc* doc, const NgLayout* layout)
{
  for (uint32_t i = 0; i < doc->paragraphs.n; ++i) {
    doc->paragraphs.at[i].kind = kind_of(doc, i, layout);
  }
  return find_repeats(doc);
}
