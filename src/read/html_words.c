// SPDX-License-Identifier: Apache-2.0
// What class names and the like say of an element, and paragraphs that belong to every page.
#include "read/html_internal.h"

enum {
  SAYS_BODY    = NG_HTML_SAYS_BODY,
  SAYS_LEAD    = NG_HTML_SAYS_LEAD,
  SAYS_CAPTION = NG_HTML_SAYS_CAPTION,
  SAYS_BYLINE  = NG_HTML_SAYS_BYLINE,
  SAYS_JUNK    = NG_HTML_SAYS_JUNK,
  SAYS_COMMENT = NG_HTML_SAYS_COMMENT,
  SAYS_HIDDEN  = NG_HTML_SAYS_HIDDEN,
  SAYS_KEEP    = 1 << 8,
  SAYS_NOT     = 1 << 9,
  SAYS_ABOUT   = 1 << 10,
  SAYS_OPEN    = 1 << 0,
  SAYS_WHOLE   = 1 << 1,
  SAYS_END     = 1 << 2,
  SAYS_APPEAL  = 1 << 3,
};

typedef struct {
  const char* words;
  unsigned    says;
} Row;

// Made at build time from src/data/lists/ by words.awk.
static const Row names[] = {
#include "read/html_words.inc"
};
static const Row phrases[] = {
#include "read/html_phrases.inc"
};

enum {
  MAX_ATTR   = 512, // bytes of an attribute that are looked at
  MAX_WORD   = 24,
  MAX_PHRASE = 96, // bytes of a paragraph that are compared
  OPEN_WORDS = 30, // longer paragraphs are text, however they begin
  BARE_WORDS = 6,  // the same for those that begin with a single word
};

bool
ng_html_is(NgStr s, const char* z)
{
  size_t i = 0;
  while (i < s.len && z[i] && ng_html_lower(s.at[i]) == z[i]) {
    ++i;
  }
  return i == s.len && !z[i];
}

bool
ng_html_holds(NgStr s, const char* z)
{
  const size_t n = strlen(z);
  for (size_t i = 0; i + n <= s.len; ++i) {
    if (ng_html_is(ng_str_n(s.at + i, n), z)) {
      return true;
    }
  }
  return false;
}

bool
ng_html_holds_year(NgStr s)
{
  for (size_t i = 0; i + 4 <= s.len; ++i) {
    const bool is_century = (s.at[i] == '1' && s.at[i + 1] == '9') || (s.at[i] == '2' && s.at[i + 1] == '0');
    if (is_century && s.at[i + 2] >= '0' && s.at[i + 2] <= '9' && s.at[i + 3] >= '0' && s.at[i + 3] <= '9') {
      return true;
    }
  }
  return false;
}

// The word of letters and digits at `*at`, and on; empty at the end.
NgStr
ng_html_next_word(NgStr s, size_t* at)
{
  static const char marks[] = " \t\n\r\f.,;:!?\"'()[]|-";
  while (*at < s.len && strchr(marks, s.at[*at])) {
    ++*at;
  }
  const size_t begin = *at;
  while (*at < s.len && !strchr(marks, s.at[*at])) {
    ++*at;
  }
  return ng_str_n(s.at + begin, *at - begin);
}

bool
ng_html_equals(NgStr a, NgStr b)
{
  size_t i = 0;
  while (i < a.len && i < b.len && ng_html_lower(a.at[i]) == ng_html_lower(b.at[i])) {
    ++i;
  }
  return i == a.len && i == b.len;
}

static unsigned
find_row(const Row* rows, size_t n, NgStr words)
{
  size_t low  = 0;
  size_t high = n;
  while (low < high) {
    const size_t mid   = low + (high - low) / 2;
    const int    order = ng_str_cmp(words, ng_str(rows[mid].words));
    if (order == 0) {
      return rows[mid].says;
    }
    if (order < 0) {
      high = mid;
    } else {
      low = mid + 1;
    }
  }
  return 0;
}

static unsigned
find_name(NgStr words)
{
  return find_row(names, sizeof(names) / sizeof(names[0]), words);
}

static bool
is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}

// End of the word that begins at `i`: "article-body", "articleBody", "ARTICLE_BODY" have two each.
static size_t
word_end(NgStr s, size_t i)
{
  size_t end = i + 1;
  while (end < s.len && ng_html_is_alnum(s.at[end]) && !(is_upper(s.at[end]) && !is_upper(s.at[end - 1]))) {
    ++end;
  }
  return end;
}

// What one name says: its words, and each two that follow each other.
static unsigned
says_name(NgStr name)
{
  char     two[2 * MAX_WORD + 2];
  size_t   first    = 0; // bytes of the word before
  unsigned says     = 0;
  bool     is_first = true;
  for (size_t i = 0; i < name.len;) {
    if (!ng_html_is_alnum(name.at[i])) {
      ++i;
      continue;
    }
    const size_t end = word_end(name, i);
    const size_t n   = end - i < MAX_WORD ? end - i : MAX_WORD;
    two[first]       = ' ';
    for (size_t k = 0; k < n; ++k) {
      two[first + 1 + k] = ng_html_lower(name.at[i + k]);
    }
    const unsigned one  = find_name(ng_str_n(two + first + 1, n));
    const unsigned both = first ? find_name(ng_str_n(two, first + 1 + n)) : 0;
    says |= both | (one & SAYS_ABOUT && !is_first ? 0 : one);
    memmove(two, two + first + 1, n);
    first    = n;
    is_first = false;
    i        = end;
  }
  return says;
}

// What the names of one attribute, with white space between, say.
static unsigned
says_names(NgStr value)
{
  unsigned says = 0;
  size_t   n    = value.len < MAX_ATTR ? value.len : MAX_ATTR;
  for (size_t i = 0; i < n;) {
    size_t end = i;
    while (end < n && !ng_html_is_space(value.at[end])) {
      ++end;
    }
    if (end > i) {
      unsigned one = says_name(ng_str_n(value.at + i, end - i));
      if (one & (SAYS_NOT | SAYS_ABOUT)) {
        one = one & SAYS_ABOUT && !(one & SAYS_NOT) ? one & SAYS_JUNK : 0;
      }
      says |= one & (SAYS_JUNK | SAYS_COMMENT) ? one & ~(unsigned)SAYS_BODY : one;
    }
    i = end + 1;
  }
  return says;
}

static unsigned
says_role(NgStr role)
{
  static const char* const junk[] = {"navigation", "banner",  "complementary", "contentinfo",
                                     "search",     "dialog",  "alert",         "menu",
                                     "menubar",    "toolbar", "tablist"};
  for (size_t i = 0; i < sizeof(junk) / sizeof(junk[0]); ++i) {
    if (ng_html_is(role, junk[i])) {
      return SAYS_JUNK;
    }
  }
  return ng_html_is(role, "main") || ng_html_is(role, "article") ? SAYS_BODY : 0;
}

static unsigned
says_style(NgStr style)
{
  return ng_html_holds(style, "display:none") || ng_html_holds(style, "display: none") ? SAYS_HIDDEN : 0;
}

static unsigned
says_tag(NgHtmlTag tag)
{
  switch (tag) {
  case NG_HTML_NAV:
  case NG_HTML_FOOTER:
  case NG_HTML_ASIDE:
  case NG_HTML_DIALOG:
  case NG_HTML_FORM:
  case NG_HTML_MENU:
  case NG_HTML_SEARCH:
  case NG_HTML_BUTTON:
  case NG_HTML_LABEL:
    return SAYS_JUNK;
  case NG_HTML_FIGCAPTION:
    return SAYS_CAPTION;
  case NG_HTML_ADDRESS:
    return SAYS_BYLINE;
  case NG_HTML_ARTICLE:
  case NG_HTML_MAIN:
    return SAYS_BODY;
  default:
    return 0;
  }
}

unsigned
ng_html_says(const NgHtmlTree* tree, uint32_t node)
{
  const NgHtmlNode* const n    = &tree->nodes.at[node];
  const NgHtmlTag         tag  = (NgHtmlTag)n->tag;
  unsigned                says = says_tag(tag);
  if (tag == NG_HTML_HTML || tag == NG_HTML_BODY) {
    return 0; // their classes speak of the page
  }
  if (tag == NG_HTML_OTHER) {
    says |= says_names(n->text); // <amp-ad>, <share-buttons>
  }
  for (uint32_t i = n->attrs; i < n->attrs + n->n_attrs; ++i) {
    const NgHtmlAttr* const a = &tree->attrs.at[i];
    switch (a->name) {
    case NG_HTML_ATTR_CLASS:
    case NG_HTML_ATTR_ID:
    case NG_HTML_ATTR_ITEMPROP:
    case NG_HTML_ATTR_DATA_COMPONENT:
    case NG_HTML_ATTR_DATA_TESTID:
    case NG_HTML_ATTR_DATA_QA:
      says |= says_names(a->value);
      break;
    case NG_HTML_ATTR_ROLE:
      says |= says_role(a->value);
      break;
    case NG_HTML_ATTR_STYLE:
      says |= says_style(a->value);
      break;
    case NG_HTML_ATTR_HIDDEN:
      says |= SAYS_HIDDEN;
      break;
    case NG_HTML_ATTR_ARIA_HIDDEN:
      says |= ng_html_is(a->value, "true") ? SAYS_HIDDEN : 0;
      break;
    default:
      break;
    }
  }
  return says & SAYS_KEEP ? says & ~(unsigned)(SAYS_JUNK | SAYS_COMMENT) : says;
}

// --- paragraphs -----------------------------------------------------------------------------------

typedef struct {
  char   words[MAX_PHRASE + 1]; // letters and digits in lower case, one space between words
  size_t len;
  size_t n_words;  // of the whole paragraph
  bool   is_whole; // all of them are in `words`
} Phrase;

static Phrase
fold(NgStr text)
{
  Phrase p       = {{0}, 0, 0, true};
  bool   is_open = false;
  for (size_t i = 0; i < text.len; ++i) {
    const char c             = text.at[i];
    const bool is_general    = c == '\xE2' && i + 2 < text.len; // a dash, quotation mark or the like
    const bool is_apostrophe = c == '\'' || (is_general && text.at[i + 2] == '\x99');
    i += is_general ? 2 : 0;
    if (is_apostrophe) {
      continue;
    }
    if (is_general || (!ng_html_is_alnum(c) && (unsigned char)c < 0x80)) {
      is_open = false;
      continue;
    }
    p.n_words += !is_open;
    if (p.len + 2 > MAX_PHRASE) {
      p.is_whole = false;
    } else {
      if (!is_open && p.len) {
        p.words[p.len++] = ' ';
      }
      p.words[p.len++] = ng_html_lower(c);
    }
    is_open = true;
  }
  return p;
}

static unsigned
find_phrase(const Phrase* p, size_t len)
{
  return find_row(phrases, sizeof(phrases) / sizeof(phrases[0]), ng_str_n(p->words, len));
}

static bool
is_sentence(NgStr text)
{
  const NgStr t = ng_str_trim(text);
  return t.len && strchr(".!?", t.at[t.len - 1]);
}

bool
ng_html_is_phrase(NgStr words)
{
  if (words.len > 1024) {
    return false;
  }
  const NgStr  trimmed = ng_str_trim(words);
  const Phrase p       = fold(trimmed);
  if (ng_str_starts(trimmed, "\xC2\xA9") || ng_str_starts(trimmed, "(c) ") ||
      ng_str_starts(trimmed, "(C) ")) {
    return p.n_words <= 2 * OPEN_WORDS;
  }
  if (p.n_words > OPEN_WORDS) {
    return false;
  }
  if (!p.n_words || (p.is_whole && find_phrase(&p, p.len) & (SAYS_OPEN | SAYS_WHOLE))) {
    return true;
  }
  size_t n = 1;
  for (size_t i = 0; i < p.len; ++i) {
    if (p.words[i] == ' ') {
      const bool is_bare = n++ == 1;
      if (find_phrase(&p, i) & SAYS_OPEN && (!is_bare || (p.n_words <= BARE_WORDS && !is_sentence(words)) ||
                                             (i < words.len && words.at[i] == ':'))) {
        return true;
      }
    }
  }
  return false;
}

bool
ng_html_is_end_heading(NgStr words)
{
  if (words.len > MAX_PHRASE) {
    return false;
  }
  const Phrase p = fold(words);
  return p.is_whole && find_phrase(&p, p.len) & SAYS_END;
}

bool
ng_html_is_appeal(NgStr words)
{
  enum { LONGEST = 700, MOST_WORDS = 4, FEWEST = 2 };
  size_t begins[MOST_WORDS] = {0};
  size_t n_words            = 0;
  int    n_found            = 0;
  char   folded[LONGEST + 2];
  size_t n = 0;
  if (words.len > LONGEST) {
    return false;
  }
  for (size_t i = 0; i <= words.len && n_found < FEWEST; ++i) {
    const bool is_in = i < words.len && ng_html_is_alnum(words.at[i]);
    if (is_in) {
      begins[n_words % MOST_WORDS] = n && folded[n - 1] != ' ' ? begins[n_words % MOST_WORDS] : n;
      folded[n++]                  = ng_html_lower(words.at[i]);
    } else if (n && folded[n - 1] != ' ') {
      for (size_t k = 0; k < MOST_WORDS && k <= n_words; ++k) { // the last word, the last two, ...
        const size_t from = begins[(n_words - k) % MOST_WORDS];
        n_found +=
            (find_row(phrases, sizeof(phrases) / sizeof(phrases[0]), ng_str_n(folded + from, n - from)) &
             SAYS_APPEAL) != 0;
      }
      folded[n++] = ' ';
      ++n_words;
    }
  }
  return n_found >= FEWEST;
}
