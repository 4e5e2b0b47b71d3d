// SPDX-License-Identifier: Apache-2.0
// The title of a page's article, without the name of the site.
#include "read/html_meta.h"

// Words of `a`, and how many of them stand in `b`, too.
static unsigned
count_common(NgStr a, NgStr b, unsigned* n_words)
{
  enum { MAX_WORDS = 64 };
  unsigned common = 0;
  size_t   at     = 0;
  *n_words        = 0;
  for (NgStr word = ng_html_next_word(a, &at); word.len && *n_words < MAX_WORDS;
       word       = ng_html_next_word(a, &at)) {
    size_t   k = 0;
    unsigned n = 0;
    ++*n_words;
    for (NgStr other = ng_html_next_word(b, &k); other.len && n < MAX_WORDS;
         other       = ng_html_next_word(b, &k), ++n) {
      if (ng_html_equals(word, other)) {
        ++common;
        break;
      }
    }
  }
  return common;
}

static bool
is_alike(NgStr a, NgStr b)
{
  unsigned       n_a    = 0;
  unsigned       n_b    = 0;
  const unsigned common = count_common(a, b, &n_a);
  count_common(b, a, &n_b);
  return n_a && n_b && 2 * common >= n_a && 2 * common >= n_b;
}

static bool
is_name_of_site(const NgHtmlFound* m, NgStr part)
{
  const NgStr site = m->values[NG_HTML_FIELD_PUBLISHER];
  unsigned    n    = 0;
  return site.len && part.len && count_common(part, site, &n) * 2 >= n && n;
}

// The last " | ", " - " or the like that stands in `s`: its place, and its bytes in `*n`; s.len where none
// does.
static size_t
last_separator(NgStr s, size_t* n, bool* is_bar)
{
  static const struct {
    const char* mark;
    bool        is_bar; // never part of a headline
  } marks[] = {
      {" | ", true},       {" - ", false},       {" \xE2\x80\x93 ", false}, {" \xE2\x80\x94 ", false},
      {" :: ", true},      {" \xC2\xBB ", true}, {" \xC2\xAB ", true},      {" \xE2\x80\xA2 ", true},
      {" \xC2\xB7 ", true}};
  for (size_t i = s.len; i-- > 1;) {
    for (size_t k = 0; s.at[i] == ' ' && k < sizeof(marks) / sizeof(marks[0]); ++k) {
      if (ng_str_starts(ng_str_n(s.at + i, s.len - i), marks[k].mark)) {
        *n      = strlen(marks[k].mark);
        *is_bar = marks[k].is_bar;
        return i;
      }
    }
  }
  return s.len;
}

// Without the name of the site, and without sections of it where the separator is a bar and `is_loose`.
static NgStr
strip_site(const NgHtmlFound* m, NgStr title, bool is_loose)
{
  enum { SITE_WORDS = 5, TITLE_WORDS = 3 };
  size_t n      = 0;
  bool   is_bar = false;
  size_t at     = last_separator(title, &n, &is_bar);
  while (at < title.len) {
    const NgStr before   = ng_str_trim(ng_str_n(title.at, at));
    const NgStr behind   = ng_str_trim(ng_str_n(title.at + at + n, title.len - at - n));
    unsigned    n_before = 0;
    unsigned    n_behind = 0;
    count_common(before, before, &n_before);
    count_common(behind, behind, &n_behind);
    const bool is_site = is_name_of_site(m, behind) || (is_loose && is_bar && n_behind <= SITE_WORDS);
    if (!is_site || n_before < TITLE_WORDS) {
      break;
    }
    title = before;
    at    = last_separator(title, &n, &is_bar);
  }
  return title;
}

static bool
is_separator(char c)
{
  return strchr(" |:-", c) || (unsigned char)c >= 0x80;
}

// `part` begins or ends `whole`, with no letter next to it.
static bool
is_end_of(NgStr part, NgStr whole)
{
  if (part.len >= whole.len) {
    return part.len && ng_str_eq(part, whole);
  }
  const size_t rest = whole.len - part.len;
  return (ng_str_eq(ng_str_n(whole.at, part.len), part) && is_separator(whole.at[part.len])) ||
         (ng_str_eq(ng_str_n(whole.at + rest, part.len), part) && is_separator(whole.at[rest - 1]));
}

// The longest words on the page that begin or end its <title>: the headline, wherever it stands. Becomes the
// heading of the page.
static NgStr
find_title_on_page(NgHtmlFound* m)
{
  enum { FEWEST_BYTES = 12 };
  NgStr best = ng_str("");
  for (uint32_t i = 1; i < m->tree->nodes.n; ++i) {
    const NgHtmlNode* const n = &m->tree->nodes.at[i];
    if (n->tag == NG_HTML_HEAD || n->tag == NG_HTML_SCRIPT || n->tag == NG_HTML_TITLE) {
      i = n->end - 1;
      continue;
    }
    NgStr words = n->tag == NG_HTML_TEXT ? ng_str_trim(n->text) : ng_str("");
    if (ng_html_is_heading((NgHtmlTag)n->tag) && n->end - i < 12) {
      words = ng_html_node_words(m->tree, i, m->arena);
    }
    if (words.len >= FEWEST_BYTES && words.len > best.len && is_end_of(words, m->document_title)) {
      best  = words;
      m->h1 = i;
    }
  }
  return best;
}

// What <title> says beside the headline: the name of the site.
void
ng_html_offer_rest_of_title(NgHtmlFound* m, NgStr title)
{
  enum { MOST_WORDS = 5 };
  const NgStr all = m->document_title;
  unsigned    n   = 0;
  if (!title.len || title.len >= all.len || !is_end_of(title, all)) {
    return;
  }
  const bool   is_front = ng_str_eq(ng_str_n(all.at, title.len), title);
  NgStr        rest     = is_front ? ng_str_n(all.at + title.len, all.len - title.len)
                                   : ng_str_n(all.at, all.len - title.len);
  size_t       bytes    = 0;
  bool         is_bar   = false;
  const size_t at       = last_separator(rest, &bytes, &is_bar);
  if (is_front && at < rest.len) {
    rest = ng_str_n(rest.at + at + bytes, rest.len - at - bytes);
  }
  rest = ng_str_trim(rest);
  while (rest.len && strchr(" |:-", rest.at[rest.len - 1])) {
    --rest.len;
  }
  while (rest.len && strchr(" |:-", rest.at[0])) {
    rest = ng_str_n(rest.at + 1, rest.len - 1);
  }
  count_common(rest, rest, &n);
  if (n <= MOST_WORDS) {
    ng_html_offer(m, NG_HTML_FIELD_PUBLISHER, 8, rest);
  }
}

NgStr
ng_html_choose_title(NgHtmlFound* m)
{
  const bool is_told = m->values[NG_HTML_FIELD_TITLE].len > 0;
  NgStr      best    = ng_str("");
  NgStr      title   = is_told ? m->values[NG_HTML_FIELD_TITLE] : find_title_on_page(m);
  title              = title.len ? strip_site(m, title, false) : strip_site(m, m->document_title, true);
  unsigned seen      = 0;
  for (uint32_t i = 1; m->n_h1 && i < m->tree->nodes.n && seen < 4; ++i) {
    if (m->tree->nodes.at[i].tag == NG_HTML_H1) {
      const NgStr words = ng_html_node_words(m->tree, i, m->arena);
      ++seen;
      if (words.len && words.len < NG_HTML_MAX_VALUE && is_alike(words, title)) {
        best  = words;
        m->h1 = i;
        break;
      }
      best = !title.len && m->n_h1 == 1 ? words : best;
    }
  }
  // A heading that is no more than the title and a label in front or behind: the title.
  const bool is_longer = is_told && title.len && best.len > title.len &&
                         (ng_str_eq(ng_str_n(best.at, title.len), title) ||
                          ng_str_eq(ng_str_n(best.at + best.len - title.len, title.len), title));
  return best.len && !is_longer ? best : title;
}
