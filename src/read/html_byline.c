// SPDX-License-Identifier: Apache-2.0
// Who wrote a page's article, and when.
#include "read/html_meta.h"

#include "read/article.h"

#include <stdio.h>

// --- date -----------------------------------------------------------------------------------------

static bool
set_date(NgHtmlFound* m, NgStr written)
{
  char   out[NG_READ_DATE_BYTES];
  NgDate day;
  if (!ng_read_date(written, out, &day)) {
    return false;
  }
  const NgStr copy = ng_arena_copy(m->doc->arena, ng_str(out));
  m->has_failed    = m->has_failed || !copy.at;
  if (copy.at) {
    m->doc->meta.published = copy;
    m->doc->meta.date      = day;
  }
  return true;
}

// A date somewhere in a short text: three words that are one ("Published 12 March 2024 at 10:05"), or a day
// in figures.
static bool
set_date_within(NgHtmlFound* m, NgStr text)
{
  enum { MAX_TEXT = 160, MAX_WORDS = 24 };
  size_t begins[MAX_WORDS];
  size_t ends[MAX_WORDS];
  size_t n = 0;
  if (text.len > MAX_TEXT) {
    return false;
  }
  for (size_t i = 0; i < text.len && n < MAX_WORDS;) {
    while (i < text.len && strchr(" \t\n|()\xC2\xA0", text.at[i])) {
      ++i;
    }
    begins[n] = i;
    while (i < text.len && !strchr(" \t\n|()\xC2\xA0", text.at[i])) {
      ++i;
    }
    ends[n] = i;
    n += i > begins[n];
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = i + 3 < n ? i + 3 : n; k-- > i;) {
      NgStr part = ng_str_n(text.at + begins[i], ends[k] - begins[i]);
      while (part.len && strchr(",.;:", part.at[part.len - 1])) {
        --part.len;
      }
      if (part.len >= 8 && set_date(m, part)) {
        return true;
      }
    }
  }
  return false;
}

static bool
set_date_near(NgHtmlFound* m, uint32_t from, uint32_t to)
{
  for (uint32_t i = from; i < to && i < m->tree->nodes.n; ++i) {
    const NgHtmlNode* const n = &m->tree->nodes.at[i];
    if (n->tag == NG_HTML_SCRIPT || n->tag == NG_HTML_STYLE) {
      i = n->end - 1;
    } else if (n->tag == NG_HTML_TEXT && ng_html_holds_year(n->text) && set_date_within(m, n->text)) {
      return true;
    }
  }
  return false;
}

// ".../2024/03/12/..." or ".../2024-03-12-..." in the address.
static bool
set_date_of_url(NgHtmlFound* m, NgStr url)
{
  for (size_t i = 0; i + 11 <= url.len; ++i) {
    if (url.at[i] != '/' || url.at[i + 1] != '2' || (url.at[i + 5] != '/' && url.at[i + 5] != '-')) {
      continue;
    }
    char z[11];
    snprintf(z, sizeof(z), "%.10s", url.at + i + 1);
    z[4] = '-';
    z[7] = z[7] == '/' ? '-' : z[7];
    if (set_date(m, ng_str(z))) {
      return true;
    }
  }
  return false;
}

void
ng_html_choose_date(NgHtmlFound* m)
{
  const NgStr told = m->values[NG_HTML_FIELD_DATE];
  if (told.len && (set_date(m, told) || set_date_within(m, told))) {
    return;
  }
  const uint32_t h1 = m->h1;
  if (h1 != NG_NONE && (set_date_near(m, h1, h1 + NG_HTML_NEAR) ||
                        set_date_near(m, h1 > NG_HTML_NEAR / 4 ? h1 - NG_HTML_NEAR / 4 : 0, h1))) {
    return;
  }
  set_date_of_url(m, m->doc->meta.url);
}

// --- authors --------------------------------------------------------------------------------------

static const char* const roles[] = {
    "reporter",  "editor",        "correspondent", "staff", "writer", "desk",      "contributor",
    "admin",     "administrator", "newsroom",      "chief", "bureau", "team",      "columnist",
    "webmaster", "online",        "anonymous",     "guest", "wires",  "newswires", "agencies"};

static bool
holds_role(NgStr name)
{
  size_t at = 0;
  for (NgStr word = ng_html_next_word(name, &at); word.len; word = ng_html_next_word(name, &at)) {
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); ++i) {
      if (ng_html_is(word, roles[i])) {
        return true;
      }
    }
  }
  return false;
}

// Names that begin with a small letter begin with one of these.
static bool
is_particle(NgStr name)
{
  static const char* const particles[] = {"de ",  "del ", "della ", "di ",  "da ",  "dos ", "du ",  "van ",
                                          "von ", "zu ",  "al-",    "al ",  "el-",  "el ",  "bin ", "ibn ",
                                          "ben ", "le ",  "la ",    "ten ", "ter ", "d'",   "o'"};
  for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); ++i) {
    if (ng_str_starts(name, particles[i])) {
      return true;
    }
  }
  return false;
}

static void
add_author(NgHtmlFound* m, NgStr raw)
{
  NgStr name = ng_str_trim(raw);
  while (name.len && (strchr(",;|", name.at[name.len - 1]) ||
                      (name.at[name.len - 1] == '.' && !(name.len > 2 && name.at[name.len - 3] == ' ')))) {
    name = ng_str_trim(ng_str_n(name.at, name.len - 1));
  }
  for (size_t i = 0; i < name.len; ++i) {
    if (name.at[i] >= '0' && name.at[i] <= '9') {
      return;
    }
  }
  if (name.len < 2 || name.len > 80 || ng_html_is_address(name) || memchr(name.at, '@', name.len) ||
      holds_role(name) || (name.at[0] >= 'a' && name.at[0] <= 'z' && !is_particle(name))) {
    return;
  }
  for (uint32_t i = 0; i < m->doc->meta.authors.n; ++i) {
    if (ng_html_equals(m->doc->meta.authors.at[i], name)) {
      return;
    }
  }
  const NgStr  copy = ng_arena_copy(m->doc->arena, name);
  NgStr* const item = copy.at ? NG_VEC_ADD(m->doc->arena, m->doc->meta.authors) : NULL;
  if (item) {
    *item = copy;
  }
  m->has_failed = m->has_failed || !item;
}

static NgStr
without_by(NgStr s)
{
  static const char* const openings[] = {"by ",       "by: ",         "written by ",
                                         "story by ", "reported by ", "author: "};
  s                                   = ng_str_trim(s);
  for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); ++i) {
    const size_t n = strlen(openings[i]);
    if (s.len > n && ng_html_is(ng_str_n(s.at, n), openings[i])) {
      return ng_str_trim(ng_str_n(s.at + n, s.len - n));
    }
  }
  for (size_t i = 1; i + 4 < s.len; ++i) { // "4 May 2009 | by Jane Roe"
    if (s.at[i - 1] == ' ' && ng_html_is(ng_str_n(s.at + i, 3), "by ") &&
        ng_html_holds_year(ng_str_n(s.at, i))) {
      return ng_str_trim(ng_str_n(s.at + i + 3, s.len - i - 3));
    }
  }
  return s;
}

// Bytes of the ", ", " and ", "; " at `i`, 0 where there is none.
static size_t
divider(NgStr s, size_t i)
{
  static const char* const marks[] = {"\xC2\xB7", "\xE2\x80\xA2", ", and ", " and ", " And ", " AND ",
                                      " & ",      "; ",           ", ",     " | ",   " / "};
  for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); ++k) {
    if (ng_str_starts(ng_str_n(s.at + i, s.len - i), marks[k])) {
      return strlen(marks[k]);
    }
  }
  return 0;
}

// "By Jane Roe and John Doe, Political Editor".
static void
add_authors(NgHtmlFound* m, NgStr line)
{
  NgStr  rest  = without_by(line);
  size_t begin = 0;
  for (size_t i = 0; i < rest.len && m->doc->meta.authors.n < NG_HTML_MAX_AUTHORS;) {
    const size_t n = divider(rest, i);
    if (n) {
      add_author(m, ng_str_n(rest.at + begin, i - begin));
      begin = i + n;
    }
    i += n ? n : 1;
  }
  add_author(m, ng_str_n(rest.at + begin, rest.len - begin));
}

// Two to five words with a capital letter, or a letter beyond ASCII, first; short ones between may be small
// ("de").
static bool
is_like_name(NgStr s)
{
  enum { FEWEST = 2, MOST = 5, SMALL = 3 };
  size_t   at       = 0;
  unsigned n        = 0;
  bool     is_small = false; // the word before
  for (NgStr word = ng_html_next_word(s, &at); word.len; word = ng_html_next_word(s, &at), ++n) {
    const unsigned char c = (unsigned char)word.at[0];
    is_small              = !(c >= 'A' && c <= 'Z') && c < 0x80;
    if (is_small && (word.len > SMALL || n == 0)) {
      return false;
    }
  }
  return n >= FEWEST && n <= MOST && !is_small;
}

// Words of the element where it is a byline: they begin with "By", or it calls itself the author's and holds
// a name.
static NgStr
byline_of(NgHtmlFound* m, uint32_t i)
{
  enum { LONGEST = 120, MOST_NODES = 24 };
  const NgHtmlNode* const n     = &m->tree->nodes.at[i];
  const bool              is_by = ng_html_says(m->tree, i) & NG_HTML_SAYS_BYLINE;
  if (n->tag == NG_HTML_TEXT || n->end - i > MOST_NODES ||
      !(is_by || n->tag == NG_HTML_P || n->tag == NG_HTML_SPAN || n->tag == NG_HTML_DIV)) {
    return ng_str("");
  }
  const NgStr words = ng_html_node_words(m->tree, i, m->arena);
  if (words.len < 5 || words.len > LONGEST) {
    return ng_str("");
  }
  const NgStr name      = ng_html_attr(m->tree, i, NG_HTML_ATTR_CLASS);
  const bool  is_author = is_by && (ng_html_holds(name, "author") || ng_html_holds(name, "byline"));
  return without_by(words).len < words.len || (is_author && is_like_name(words)) ? words : ng_str("");
}

// A byline near the heading.
static void
find_byline(NgHtmlFound* m)
{
  for (uint32_t i = m->h1; m->h1 != NG_NONE && i < m->h1 + NG_HTML_NEAR && i < m->tree->nodes.n; ++i) {
    const NgStr words = byline_of(m, i);
    if (words.len) {
      add_authors(m, words);
    }
    if (m->doc->meta.authors.n) {
      return;
    }
  }
}

void
ng_html_choose_authors(NgHtmlFound* m)
{
  for (uint32_t i = 0; i < m->authors.n; ++i) {
    if (!ng_html_equals(m->authors.at[i], m->doc->meta.publisher)) {
      add_authors(m, m->authors.at[i]);
    }
  }
  if (!m->doc->meta.authors.n) {
    find_byline(m);
  }
}
