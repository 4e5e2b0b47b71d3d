// SPDX-License-Identifier: Apache-2.0
// Which words of a page are the article.
//
// The page is cut into blocks, runs of words between two block boundaries, each with its words, the share of
// them that are links, and its full stops, as in boilerpipe (Kohlschuetter, Fankhauser, Nejdl: Boilerplate
// detection using shallow text features, WSDM 2010). Elements that call themselves navigation, advert,
// related and so on are set aside, unless that would leave nothing. Blocks score their container and the
// elements above it, and the best element is the article, with what is split off beside it (Readability,
// Arc90 2009; how it climbs is our own). Then each block within must stand the tests of a paragraph (cf.
// jusText, Pomikalek 2011). Where the page also gives the article's words in JSON-LD, blocks are compared
// with those, word run by word run (Broder's shingles, 1997): that decides where both speak of the same text.
#include "read/html_page.h"

#include "base/map.h"

enum { SHINGLE = 4 }; // words that are compared at once

// --- which blocks of it ---------------------------------------------------------------------------

static bool
is_letter(unsigned char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
has_letter(NgStr s)
{
  for (size_t i = 0; i < s.len; ++i) {
    const unsigned char c = (unsigned char)s.at[i];
    if (is_letter(c) || c >= 0xC3 || (c >= '0' && c <= '9')) {
      return true;
    }
  }
  return false;
}

static bool
is_list_of_links(const NgHtmlPage* p, const NgHtmlBlock* b)
{
  uint32_t at = b->node;
  while (at && p->tree->nodes.at[at].tag != NG_HTML_UL && p->tree->nodes.at[at].tag != NG_HTML_OL) {
    at = p->tree->nodes.at[at].parent;
  }
  return at && 2 * p->link_words[at] > p->words[at];
}

// Words to a picture, in a paragraph: they end with the photographer in brackets.
static bool
is_credit(NgStr s)
{
  enum { LONGEST = 400, LONGEST_CREDIT = 80 };
  static const char* const marks[] = {"photo", "image:", "picture:", "getty", "file pic"};
  const bool               is_end  = s.len && (s.at[s.len - 1] == ')' || s.at[s.len - 1] == ']');
  size_t                   at      = s.len;
  while (is_end && at && s.len - at < LONGEST_CREDIT && s.at[at - 1] != '(' && s.at[at - 1] != '[') {
    --at;
  }
  for (size_t i = 0; is_end && s.len < LONGEST && at && i < sizeof(marks) / sizeof(marks[0]); ++i) {
    if (ng_html_holds(ng_str_n(s.at + at, s.len - at), marks[i])) {
      return true;
    }
  }
  return false;
}

// A paragraph that names who wrote it, and no more.
static bool
is_byline(NgStr s)
{
  enum { LONGEST = 90 };
  return s.len > 4 && s.len < LONGEST && (ng_str_starts(s, "By ") || ng_str_starts(s, "BY ")) &&
         ((s.at[3] >= 'A' && s.at[3] <= 'Z') || (unsigned char)s.at[3] >= 0x80) && !ng_html_ends_sentence(s);
}

// A block of the article's element that is text.
static bool
is_text(const NgHtmlPage* p, const NgHtmlBlock* b)
{
  const NgStr words = ng_html_block_text(p, b);
  if (ng_html_is_set_aside(b) || ng_html_is_mostly_links(b) || !has_letter(words) ||
      ng_html_is_title(p, words) || ng_html_is_phrase(words) || ng_html_is_appeal(words) ||
      is_credit(words) || is_byline(words)) {
    return false;
  }
  if (b->in & NG_HTML_IN_FIGURE && !(b->in & (NG_HTML_IN_QUOTE | NG_HTML_IN_CELLS))) {
    return false;
  }
  if (b->in & NG_HTML_IN_LIST && (is_list_of_links(p, b) || b->n_words < 2)) {
    return false;
  }
  if (b->in & (NG_HTML_IN_CELLS | NG_HTML_IN_QUOTE | NG_HTML_IN_LIST) || b->tag == NG_HTML_P ||
      b->tag == NG_HTML_PRE) {
    return true;
  }
  return ng_html_ends_sentence(words) || b->n_words >= NG_HTML_TEXT_WORDS;
}

static bool
is_heading(const NgHtmlBlock* b)
{
  return ng_html_is_heading((NgHtmlTag)b->tag);
}

// Behind a heading such as "Related stories" nothing of its container belongs to the article; where that is
// the article's own element, nothing up to the next paragraph of prose.
static void
drop_behind_end_headings(NgHtmlPage* p, uint32_t from, uint32_t to)
{
  for (uint32_t k = from; k < to; ++k) {
    const NgHtmlBlock* const b = &p->blocks.at[k];
    if (b->n_words > 8 || ng_html_is_set_aside(b) || (ng_html_is_mostly_links(b) && !is_heading(b)) ||
        !ng_html_is_end_heading(ng_html_block_text(p, b))) {
      continue;
    }
    uint32_t parent = b->node;
    while (parent != p->root && p->words[parent] <= b->n_words) {
      parent = p->tree->nodes.at[parent].parent;
    }
    const bool     is_own = parent == p->root || p->sum[parent] > 0.5F * p->sum[p->root];
    const uint32_t end    = is_own ? p->tree->nodes.at[p->root].end : p->tree->nodes.at[parent].end;
    const float    prose  = is_heading(b) ? 2.0F * NG_HTML_TEXT_WORDS : 6.0F;
    for (uint32_t j = k + 1; j < to && p->blocks.at[j].first < end; ++j) {
      NgHtmlBlock* const other = &p->blocks.at[j];
      if (is_own && (is_heading(other) || (other->tag == NG_HTML_P && other->score >= prose &&
                                           other->n_link_words * 5 < other->n_words))) {
        break;
      }
      other->in |= NG_HTML_SAYS_JUNK;
    }
  }
}

// A heading stays where text follows it before the next one.
static void
keep_headings(NgHtmlPage* p, uint32_t from, uint32_t to)
{
  bool is_followed = false;
  for (uint32_t k = to; k-- > from;) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    if (!is_heading(b)) {
      is_followed = is_followed || b->is_kept;
      continue;
    }
    const NgStr words = ng_html_block_text(p, b);
    b->is_kept        = is_followed && b->tag != NG_HTML_H1 && !ng_html_is_set_aside(b) &&
                 !ng_html_is_title(p, words) && !ng_html_is_mostly_links(b) && !ng_html_is_phrase(words) &&
                 !ng_html_is_end_heading(words) && has_letter(words);
    is_followed = false;
  }
}

// What stands between the page's heading and the article's element: a standfirst, or a first paragraph left
// outside.
static bool
is_lead(const NgHtmlPage* p, const NgHtmlBlock* b)
{
  if (ng_html_is_set_aside(b) || ng_html_is_mostly_links(b) || b->n_words < 6 ||
      b->in & (NG_HTML_IN_LIST | NG_HTML_IN_FIGURE)) {
    return false;
  }
  const NgStr words = ng_html_block_text(p, b);
  if (ng_html_is_title(p, words) || ng_html_is_phrase(words) || ng_html_is_appeal(words) ||
      is_credit(words) || is_byline(words)) {
    return false;
  }
  return b->in & NG_HTML_SAYS_LEAD || (b->tag == NG_HTML_P && b->score >= NG_HTML_TEXT_WORDS);
}

static bool
is_prose(const NgHtmlPage* p, const NgHtmlBlock* b)
{
  return b->is_kept && !is_heading(b) && b->n_words >= 6 && ng_html_ends_sentence(ng_html_block_text(p, b));
}

// Dates and names before the first sentence, and lines behind the last one, are no text.
static void
trim_ends(NgHtmlPage* p, uint32_t from, uint32_t to)
{
  enum { SHORT = 14 };
  const unsigned fixed = NG_HTML_IN_CELLS | NG_HTML_IN_LIST | NG_HTML_IN_QUOTE;
  for (uint32_t k = from; k < to && !is_prose(p, &p->blocks.at[k]); ++k) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    b->is_kept           = b->is_kept && !(b->n_words <= SHORT && !(b->in & NG_HTML_SAYS_LEAD) &&
                                 ng_html_holds_year(ng_html_block_text(p, b)));
  }
  for (uint32_t k = to; k-- > from && !is_prose(p, &p->blocks.at[k]);) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    b->is_kept           = b->is_kept && (b->n_words > SHORT || b->in & fixed);
  }
}

static void
choose_blocks(NgHtmlPage* p)
{
  const uint32_t begin = p->root;
  const uint32_t end   = p->tree->nodes.at[p->root].end;
  uint32_t       from  = 0;
  while (from < p->blocks.n && p->blocks.at[from].first < begin) {
    ++from;
  }
  uint32_t to = from;
  while (to < p->blocks.n && p->blocks.at[to].first < end) {
    ++to;
  }
  drop_behind_end_headings(p, from, to);
  for (uint32_t k = from; k < to; ++k) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    b->is_kept           = !is_heading(b) && is_text(p, b);
  }
  trim_ends(p, from, to);
  keep_headings(p, from, to);
  for (uint32_t k = from; k-- > 0 && p->h1 != NG_NONE && p->blocks.at[k].first > p->h1;) {
    p->blocks.at[k].is_kept = is_lead(p, &p->blocks.at[k]);
  }
}

// --- against the words of the JSON-LD -------------------------------------------------------------

typedef struct {
  uint64_t* slots; // of word runs; 0 is free
  size_t    mask;
} Runs;

// The next word of letters and digits from `*at` on, as a hash; 0 at the end.
static uint64_t
next_word(NgStr s, size_t* at)
{
  uint64_t h = 0;
  for (; *at < s.len; ++*at) {
    const unsigned char c     = (unsigned char)s.at[*at];
    const bool          is_in = is_letter(c) || (c >= '0' && c <= '9') || (c >= 0xC3 && c != 0xE2);
    if (is_in) {
      h = (h ^ (unsigned char)ng_html_lower((char)c)) * 0x100000001b3ULL + 1;
    } else if (h && c < 0x80) {
      break;
    }
  }
  return h;
}

// Calls for each run of SHINGLE words, put or look up. @return how many of `*n_runs` were there.
static uint32_t
runs_of(const Runs* runs, NgStr s, bool is_put, uint32_t* n_runs)
{
  uint64_t window[SHINGLE] = {0};
  uint32_t found           = 0;
  size_t   at              = 0;
  *n_runs                  = 0;
  for (uint32_t n = 1;; ++n) {
    const uint64_t word = next_word(s, &at);
    if (!word) {
      return found;
    }
    memmove(window, window + 1, sizeof(window) - sizeof(window[0]));
    window[SHINGLE - 1] = word;
    if (n < SHINGLE) {
      continue;
    }
    uint64_t key = 1;
    for (int i = 0; i < SHINGLE; ++i) {
      key = ng_mix(key ^ window[i]) + 1;
    }
    key |= !key;
    size_t slot = key & runs->mask;
    while (runs->slots[slot] && runs->slots[slot] != key) {
      slot = (slot + 1) & runs->mask;
    }
    ++*n_runs;
    found += runs->slots[slot] == key;
    if (is_put) {
      runs->slots[slot] = key;
    }
  }
}

static bool
make_runs(Runs* runs, NgStr body, NgArena* arena)
{
  size_t slots = 64;
  while (slots < body.len) { // a word has two bytes at least, with its space
    slots *= 2;
  }
  uint32_t n  = 0;
  runs->slots = ng_arena_calloc(arena, slots, sizeof(uint64_t));
  runs->mask  = slots - 1;
  return runs->slots && (runs_of(runs, body, true, &n), true);
}

// Mark the blocks whose words stand in `body`. @return the words of them.
static uint32_t
mark_told(NgHtmlPage* p, const Runs* runs)
{
  uint32_t n_told = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    NgHtmlBlock* const b     = &p->blocks.at[k];
    uint32_t           n     = 0;
    const uint32_t     found = runs_of(runs, ng_html_block_text(p, b), false, &n);
    b->is_told               = n >= 2 && found * 10 >= n * 7 && !(b->in & NG_HTML_SAYS_HIDDEN);
    n_told += b->is_told ? b->n_words : 0;
  }
  return n_told;
}

static uint32_t
kept_words(const NgHtmlPage* p)
{
  uint32_t n = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    n += p->blocks.at[k].is_kept ? p->blocks.at[k].n_words : 0;
  }
  return n;
}

static uint32_t
words_in(NgStr s)
{
  uint32_t n  = 0;
  size_t   at = 0;
  while (next_word(s, &at)) {
    ++n;
  }
  return n;
}

// Keep what is told, and of the rest what is a lead, or short, or no prose and between what is told.
static void
keep_told(NgHtmlPage* p)
{
  uint32_t first = p->blocks.n;
  uint32_t last  = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    if (p->blocks.at[k].is_told) {
      first = first < k ? first : k;
      last  = k;
    }
  }
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    if (b->is_told) {
      b->is_kept = !ng_html_is_title(p, ng_html_block_text(p, b));
    } else if (b->is_kept) {
      const bool is_other = is_heading(b) || b->n_words <= SHINGLE + 1 ||
                            b->in & (NG_HTML_IN_CELLS | NG_HTML_IN_LIST | NG_HTML_IN_QUOTE);
      const bool is_lead = b->in & NG_HTML_SAYS_LEAD || (b->first < p->root && b->tag == NG_HTML_P);
      b->is_kept         = k > first && k < last ? is_other : k < first && is_lead;
    }
  }
}

// Blocks that the JSON-LD tells are kept wherever they stand, and long ones that it does not tell are left
// out, where it tells nearly everything that was chosen. `*is_missing` where the page shows hardly anything
// of it.
static bool
compare_with(NgHtmlPage* p, NgStr body, bool* is_missing)
{
  enum { LEAST = 40 };
  const uint32_t n_body   = words_in(body);
  const uint32_t n_chosen = kept_words(p);
  Runs           runs;
  *is_missing = false;
  if (n_body < LEAST) {
    return true;
  }
  if (!make_runs(&runs, body, p->arena)) {
    return false;
  }
  const uint32_t n_told = mark_told(p, &runs);
  if (n_told * 2 < n_body) {
    *is_missing = n_chosen * 2 < n_body;
    return true;
  }
  uint32_t n_both = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    n_both += p->blocks.at[k].is_kept && p->blocks.at[k].is_told ? p->blocks.at[k].n_words : 0;
  }
  const bool is_complete = n_both * 10 >= n_chosen * 7 || n_told > n_chosen;
  if (is_complete) {
    keep_told(p);
  }
  return true;
}

// --- out ------------------------------------------------------------------------------------------

static bool
write_out(const NgHtmlPage* p, bool has_repeats, NgArena* arena, NgHtmlBody* out)
{
  enum { REPEAT_WORDS = 5 };
  NgMap* const seen    = ng_map_new(p->blocks.n + 1);
  char* const  to      = ng_arena_calloc(arena, (size_t)p->len + 2 * (size_t)p->blocks.n + 1, 1);
  size_t       n       = 0;
  bool         is_good = seen && to;
  for (uint32_t k = 0; k < p->blocks.n && is_good; ++k) {
    const NgHtmlBlock* const b = &p->blocks.at[k];
    if (!b->is_kept) {
      continue;
    }
    bool        is_new = true;
    const NgStr words  = ng_html_block_text(p, b);
    if (!has_repeats && b->n_words >= REPEAT_WORDS && !ng_map_put(seen, words, &is_new)) {
      is_good = false;
    }
    if (is_new) {
      memcpy(to + n, "\n\n", n ? 2 : 0);
      n += n ? 2 : 0;
      memcpy(to + n, words.at, words.len);
      n += words.len;
      out->n_words += b->n_words;
    }
  }
  ng_map_free(seen);
  out->body = ng_str_n(to, n);
  return is_good;
}

bool
ng_html_body(const NgHtmlTree* tree, const NgHtmlClaims* claims, NgStr title, NgArena* scratch,
             NgArena* arena, NgHtmlBody* out)
{
  NgHtmlPage p          = {0};
  bool       is_missing = false;
  *out                  = (NgHtmlBody){0};
  if (!ng_html_page_cut(&p, tree, title, scratch)) {
    return false;
  }
  if (!ng_html_page_score(&p)) {
    return false;
  }
  if (p.root) {
    choose_blocks(&p);
  }
  NgStr told = claims->body;
  if (!compare_with(&p, told, &is_missing)) {
    return false;
  }
  out->n_teasers = p.n_teasers;
  if (is_missing) {
    out->body    = ng_arena_copy(arena, told);
    out->n_words = words_in(told);
    return out->body.at != NULL;
  }
  return write_out(&p, false, arena, out);
}

bool
ng_html_all_words(const NgHtmlTree* tree, NgArena* scratch, NgArena* arena, NgStr* out)
{
  NgHtmlPage p    = {0};
  NgHtmlBody body = {0};
  if (!ng_html_page_cut(&p, tree, ng_str(""), scratch)) {
    return false;
  }
  for (uint32_t k = 0; k < p.blocks.n; ++k) {
    p.blocks.at[k].is_kept = true;
  }
  const bool is_good = write_out(&p, true, arena, &body);
  *out               = body.body;
  return is_good;
}
