// SPDX-License-Identifier: Apache-2.0
// Which words of a page are the article.
//
// The page is cut into blocks, runs of words between two block boundaries, each
// with its words, the share of them that are links, and its full stops, as in
// boilerpipe (Kohlschuetter, Fankhauser, Nejdl: Boilerplate detection using
// shallow text features, WSDM 2010). Elements that call themselves navigation,
// advert, related and so on are set aside, unless that would leave nothing.
// Blocks score their container and the elements above it, and the best element
// is the article, with what is split off beside it (Readability, Arc90 2009;
// how it climbs is our own). Then each block within must stand the tests of a
// paragraph (cf. jusText, Pomikalek 2011). Where the page also gives the
// article's words in JSON-LD, blocks are compared with those, word run by word
// run (Broder's shingles, 1997): that decides where both speak of the same
// text.
#include "read/html_internal.h"

#include "base/map.h"

enum {
  IN_LINK   = 1 << 8,  // within <a>
  IN_PRE    = 1 << 9,  // white space counts
  IN_CELLS  = 1 << 10, // within a table of facts
  IN_LIST   = 1 << 11,
  IN_QUOTE  = 1 << 12,
  IN_FIGURE = 1 << 13,
  IN_SKIP   = 1 << 14, // nothing to read
  IN_TEASER = 1 << 15, // a card that leads to another article
  IS_JUNK   = NG_HTML_SAYS_JUNK | NG_HTML_SAYS_COMMENT | NG_HTML_SAYS_HIDDEN,
};

enum {
  TEXT_WORDS    = 10, // a block of fewer is a paragraph only where it ends like a sentence
  CARD_WORDS    = 70, // a card that leads to another article holds no more
  CARD_LEVELS   = 4,
  BYLINE_WORDS  = 35, // more is text, whatever it calls itself
  CAPTION_WORDS = 150,
  SHINGLE       = 4, // words that are compared at once
  MAX_CLIMB     = 12,
};

// A run of words.
typedef struct {
  uint32_t node;  // container: the innermost block element
  uint32_t first; // its first text node
  uint32_t begin; // in the text
  uint32_t len;
  uint32_t n_words;
  uint32_t n_link_words;
  uint32_t n_stops; // sentence ends
  uint16_t in;      // NG_HTML_SAYS_ and IN_ of its surroundings
  uint8_t  tag;     // of the container
  bool     is_kept;
  bool     is_told; // its words stand in the JSON-LD
  float    score;
} Block;

typedef struct {
  const NgHtmlTree* tree;
  NgArena*          arena; // work memory
  NgStr             title;
  uint32_t          n;        // nodes
  uint16_t*         in;       // of each node: what it and those above it say
  uint16_t*         own;      // of each node: what it says itself
  uint32_t*         block_of; // of each node: the innermost block element that is or holds it
  uint32_t*         junk;     // of each node: the innermost element around it that calls
                              // itself junk, or 0
  uint32_t* words;            // of each node: words within
  uint32_t* link_words;
  float*    sum;   // of each node: scores of the blocks within that are no junk
  float*    local; // of each node: scores of the blocks near below
  NG_VEC(Block) blocks;
  char*    text;
  uint32_t len;
  Block*   current;  // the run that is still open
  uint32_t n_breaks; // <br> behind it
  uint32_t h1;       // node of the article's heading, or NG_NONE
  uint32_t root;     // the article's element
  uint32_t n_teasers;
} Page;

// --- what stands where
// ---------------------------------------------------------------------------

static bool
is_fragment_link(const NgHtmlTree* tree, uint32_t node)
{
  const NgStr href = ng_html_attr(tree, node, NG_HTML_ATTR_HREF);
  return !href.len || href.at[0] == '#';
}

static unsigned
surroundings(const Page* p, uint32_t i)
{
  const NgHtmlNode* const n = &p->tree->nodes.at[i];
  switch ((NgHtmlTag)n->tag) {
  case NG_HTML_A:
    return is_fragment_link(p->tree, i) ? 0 : IN_LINK;
  case NG_HTML_PRE:
  case NG_HTML_LISTING:
    return IN_PRE;
  case NG_HTML_UL:
  case NG_HTML_OL:
  case NG_HTML_DL:
    return IN_LIST;
  case NG_HTML_BLOCKQUOTE:
    return IN_QUOTE;
  case NG_HTML_FIGURE:
    return IN_FIGURE;
  case NG_HTML_HEAD:
    return IN_SKIP;
  default:
    return ng_html_tag_is((NgHtmlTag)n->tag) & NG_HTML_IS_HIDDEN ? IN_SKIP : 0;
  }
}

// A table whose cells are short and hold no paragraphs tells facts; any other
// gives the page its shape.
static void
find_fact_tables(Page* p)
{
  enum { CELL_BYTES = 160, MIN_CELLS = 4 };
  const NgHtmlTree* const tree  = p->tree;
  uint32_t                table = NG_NONE; // the innermost one so far
  uint32_t                cells = 0;
  uint32_t                bytes = 0;
  for (uint32_t i = 1; i < p->n; ++i) {
    const NgHtmlNode* const n = &tree->nodes.at[i];
    if (table != NG_NONE && i >= tree->nodes.at[table].end) {
      table = NG_NONE;
    }
    if (n->tag == NG_HTML_TABLE) {
      table = i;
      cells = 0;
      bytes = 0;
    } else if (table != NG_NONE && (n->tag == NG_HTML_TD || n->tag == NG_HTML_TH)) {
      ++cells;
    } else if (table != NG_NONE && n->tag == NG_HTML_TEXT) {
      bytes += (uint32_t)n->text.len;
    }
    if (table != NG_NONE && i + 1 == tree->nodes.at[table].end && cells >= MIN_CELLS &&
        bytes <= cells * CELL_BYTES) {
      p->own[table] |= IN_CELLS;
    }
  }
}

// A few words inside a line that are not of it: "[edit]", what only screen
// readers say. Words of a sentence may be links to anything.
static bool
is_inline_junk(const Page* p, uint32_t i)
{
  enum { MOST_NODES = 8, MOST_BYTES = 80 };
  const NgHtmlNode* const n     = &p->tree->nodes.at[i];
  const unsigned          junk  = n->tag == NG_HTML_A ? NG_HTML_SAYS_HIDDEN : IS_JUNK;
  size_t                  bytes = 0;
  for (uint32_t k = i; p->own[i] & junk && n->end - i <= MOST_NODES && k < n->end; ++k) {
    bytes += p->tree->nodes.at[k].text.len;
  }
  return bytes && bytes <= MOST_BYTES;
}

static void
look_at_elements(Page* p)
{
  for (uint32_t i = 0; i < p->n; ++i) {
    const NgHtmlNode* const n = &p->tree->nodes.at[i];
    if (n->tag == NG_HTML_TEXT) {
      p->block_of[i] = p->block_of[n->parent];
      continue;
    }
    p->own[i] |= (uint16_t)((i ? ng_html_says(p->tree, i) : 0) | surroundings(p, i));
    const bool is_block = ng_html_tag_is((NgHtmlTag)n->tag) & NG_HTML_IS_BLOCK || i == 0;
    p->own[i] |= !is_block && is_inline_junk(p, i) ? IN_SKIP : 0;
    p->block_of[i] = is_block ? i : p->block_of[n->parent];
    if (n->tag == NG_HTML_H1 && p->h1 == NG_NONE) {
      p->h1 = i;
    }
  }
  find_fact_tables(p);
}

static void
inherit(Page* p)
{
  enum { DOWN = ~(NG_HTML_SAYS_BODY | NG_HTML_SAYS_LEAD) };
  p->in[0] = p->own[0];
  for (uint32_t i = 1; i < p->n; ++i) {
    p->in[i] = (uint16_t)(p->own[i] | (p->in[p->tree->nodes.at[i].parent] & (DOWN | NG_HTML_SAYS_LEAD)));
  }
}

// --- blocks
// --------------------------------------------------------------------------------------

static void
end_block(Page* p)
{
  if (p->current) {
    while (p->len > p->current->begin && ng_html_is_space(p->text[p->len - 1])) {
      --p->len;
    }
    p->current->len = p->len - p->current->begin;
    if (!p->current->len) {
      --p->blocks.n;
    }
  }
  p->current  = NULL;
  p->n_breaks = 0;
}

static bool
begin_block(Page* p, uint32_t node, uint32_t first)
{
  Block* const b = NG_VEC_ADD(p->arena, p->blocks);
  if (!b) {
    return false;
  }
  *b         = (Block){.node = node, .first = first, .begin = p->len, .in = p->in[first]};
  b->tag     = (uint8_t)p->tree->nodes.at[node].tag;
  p->current = b;
  return true;
}

// What is not shown: soft hyphen, zero-width space, word joiner, byte order
// mark, direction marks.
static size_t
invisible_bytes(NgStr s, size_t i)
{
  const NgStr rest = ng_str_n(s.at + i, s.len - i);
  if (ng_str_starts(rest, "\xC2\xAD")) {
    return 2;
  }
  return ng_str_starts(rest, "\xE2\x80\x8B") || ng_str_starts(rest, "\xE2\x81\xA0") ||
                 ng_str_starts(rest, "\xEF\xBB\xBF") || ng_str_starts(rest, "\xE2\x80\x8E") ||
                 ng_str_starts(rest, "\xE2\x80\x8F")
             ? 3
             : 0;
}

// No-break space, ideographic space and those of the typographers.
static size_t
wide_space_bytes(NgStr s, size_t i)
{
  const NgStr rest = ng_str_n(s.at + i, s.len - i);
  if (ng_str_starts(rest, "\xC2\xA0")) {
    return 2;
  }
  const bool is_wide = ng_str_starts(rest, "\xE3\x80\x80") || ng_str_starts(rest, "\xE2\x80\xAF") ||
                       (ng_str_starts(rest, "\xE2\x80") && rest.len > 2 && (unsigned char)rest.at[2] <= 0x8A);
  return is_wide ? 3 : 0;
}

static void
put_space(Page* p, char c)
{
  if (p->len > p->current->begin && !ng_html_is_space(p->text[p->len - 1])) {
    p->text[p->len++] = c;
  }
}

// A line of <pre> ends; an empty line stays one.
static void
put_line_end(Page* p)
{
  const char last = p->text[p->len ? p->len - 1 : 0];
  if (p->len > p->current->begin + 1 && last == '\n' && p->text[p->len - 2] != '\n') {
    p->text[p->len++] = '\n';
  } else {
    put_space(p, '\n');
  }
}

// Words by white space, half a word for each character of the scripts that have
// none.
static void
count_words(Block* b, const char* at, uint32_t len, bool is_link)
{
  uint32_t words = 0;
  uint32_t wide  = 0;
  bool     is_in = false;
  for (uint32_t i = 0; i < len; ++i) {
    const unsigned char c = (unsigned char)at[i];
    words += c > ' ' && !is_in;
    wide += c >= 0xE3 && c <= 0xE9;
    is_in = c > ' ';
    b->n_stops += (c == '.' || c == '!' || c == '?') &&
                  (i + 1 == len || at[i + 1] == ' ' || at[i + 1] == '\n' || at[i + 1] == '"' ||
                   (unsigned char)at[i + 1] == 0xE2);
  }
  words += wide / 2;
  b->n_words += words;
  b->n_link_words += is_link ? words : 0;
}

static void
put_text(Page* p, NgStr s, bool is_pre)
{
  for (size_t i = 0; i < s.len;) {
    const size_t skip = (unsigned char)s.at[i] >= 0xC2 ? invisible_bytes(s, i) : 0;
    if (skip) {
      i += skip;
    } else if (wide_space_bytes(s, i)) {
      put_space(p, ' ');
      i += wide_space_bytes(s, i);
    } else if (is_pre && s.at[i] == '\n') {
      put_line_end(p);
      ++i;
    } else if (ng_html_is_space(s.at[i])) {
      put_space(p, ' ');
      ++i;
    } else {
      const unsigned char c = (unsigned char)s.at[i++];
      if (c >= ' ' && c != 0x7F) {
        p->text[p->len++] = (char)c;
      }
    }
  }
}

static bool
is_blank(NgStr s)
{
  for (size_t i = 0; i < s.len; ++i) {
    if (!ng_html_is_space(s.at[i])) {
      const size_t wide = wide_space_bytes(s, i);
      if (!wide) {
        return false;
      }
      i += wide - 1;
    }
  }
  return true;
}

static bool
add_text(Page* p, uint32_t i)
{
  const NgStr    s     = p->tree->nodes.at[i].text;
  const uint32_t block = p->block_of[i];
  if (p->in[i] & IN_SKIP) {
    return true;
  }
  if (is_blank(s)) {
    if (p->current && p->current->node == block && s.len) {
      put_space(p, ' ');
    }
    return true;
  }
  const bool is_row = p->current && p->current->in & IN_CELLS &&
                      p->in[i] & IN_CELLS; // rows end by themselves
  if (p->current && p->current->node != block && !is_row) {
    end_block(p);
  }
  if (p->current && p->n_breaks > 1) {
    end_block(p);
  }
  if (!p->current && !begin_block(p, block, i)) {
    return false;
  }
  if (p->n_breaks) {
    put_space(p, '\n');
    p->n_breaks = 0;
  }
  const uint32_t begin = p->len;
  put_text(p, s, p->in[i] & IN_PRE);
  count_words(p->current, p->text + begin, p->len - begin, p->in[i] & IN_LINK);
  return true;
}

static void
cross(Page* p, uint32_t i)
{
  const NgHtmlTag tag = (NgHtmlTag)p->tree->nodes.at[i].tag;
  if (p->in[i] & IN_CELLS && (tag == NG_HTML_TD || tag == NG_HTML_TH)) {
    if (p->current) {
      put_space(p, ' ');
      if (p->len > p->current->begin) {
        p->text[p->len++] = '|';
        p->text[p->len++] = ' ';
      }
    }
  } else if (tag == NG_HTML_BR) {
    p->n_breaks += p->current != NULL;
  } else if (ng_html_tag_is(tag) & NG_HTML_IS_BLOCK && !(p->in[i] & IN_CELLS && tag == NG_HTML_P)) {
    end_block(p);
  }
}

static bool
cut(Page* p)
{
  size_t bytes = 1;
  for (uint32_t i = 0; i < p->n; ++i) {
    bytes += p->tree->nodes.at[i].tag == NG_HTML_TEXT ? p->tree->nodes.at[i].text.len + 1 : 4;
  }
  p->text = bytes < UINT32_MAX ? ng_arena_calloc(p->arena, bytes, 1) : NULL;
  if (!p->text) {
    return false;
  }
  for (uint32_t i = 1; i < p->n; ++i) {
    const NgHtmlNode* const n = &p->tree->nodes.at[i];
    if (n->tag != NG_HTML_TEXT) {
      cross(p, i);
      if (p->in[i] & IN_SKIP) {
        i = n->end - 1;
      }
    } else if (!add_text(p, i)) {
      return false;
    }
  }
  end_block(p);
  return true;
}

// --- scores
// --------------------------------------------------------------------------------------

static NgStr
block_text(const Page* p, const Block* b)
{
  return ng_str_n(p->text + b->begin, b->len);
}

static bool
ends_sentence(NgStr s)
{
  while (s.len && (strchr("\"')]", s.at[s.len - 1]) || ng_str_ends(s, "\xE2\x80\x9D") ||
                   ng_str_ends(s, "\xE2\x80\x99"))) {
    s.len -= (unsigned char)s.at[s.len - 1] >= 0x80 ? 3 : 1;
  }
  return s.len && (strchr(".!?:", s.at[s.len - 1]) || ng_str_ends(s, "\xE2\x80\xA6") ||
                   ng_str_ends(s, "\xE3\x80\x82") || ng_str_ends(s, "\xE0\xA5\xA4"));
}

static bool
is_mostly_links(const Block* b)
{
  return 2 * b->n_link_words > b->n_words;
}

// How much the block speaks for running text: its words outside links, or a
// small minus.
static float
score_of(const Page* p, const Block* b)
{
  const float words = (float)b->n_words;
  const float plain = (float)(b->n_words - b->n_link_words);
  if (ng_html_is_heading((NgHtmlTag)b->tag)) {
    return is_mostly_links(b) ? -2.0F : 0.0F;
  }
  if (is_mostly_links(b)) {
    return -1.0F - (words < 10.0F ? words : 10.0F) / 2.0F;
  }
  const bool  is_end = ends_sentence(block_text(p, b));
  const float linked = plain / (words > 0.0F ? words : 1.0F);
  if (b->n_words >= TEXT_WORDS && (is_end || b->n_stops)) {
    return plain * linked;
  }
  if (b->n_words >= 2 * TEXT_WORDS) {
    return plain * linked / 2.0F;
  }
  return is_end && b->n_words >= 4 ? plain / 2.0F : -1.0F;
}

static void
add_up(const Page* p, float* sum)
{
  for (uint32_t i = p->n; i-- > 1;) {
    sum[p->tree->nodes.at[i].parent] += sum[i];
  }
}

static void
count_nodes(Page* p)
{
  for (uint32_t i = 0; i < p->blocks.n; ++i) {
    p->words[p->blocks.at[i].node] += p->blocks.at[i].n_words;
    p->link_words[p->blocks.at[i].node] += p->blocks.at[i].n_link_words;
  }
  for (uint32_t i = p->n; i-- > 1;) {
    p->words[p->tree->nodes.at[i].parent] += p->words[i];
    p->link_words[p->tree->nodes.at[i].parent] += p->link_words[i];
  }
}

// A heading that is a link, or a line that is nothing else, leads elsewhere,
// and so does the card that it stands in: the largest element around it that
// holds hardly more than it.
static void
mark_teasers(Page* p)
{
  enum { FEWEST = 4 };
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const Block* const b          = &p->blocks.at[k];
    const bool         is_heading = ng_html_is_heading((NgHtmlTag)b->tag);
    if (b->tag == NG_HTML_H1 || !is_mostly_links(b) || b->n_words < FEWEST ||
        (!is_heading && b->n_link_words < b->n_words)) {
      continue;
    }
    uint32_t card = b->node;
    for (int up = 0; up < CARD_LEVELS && card; ++up) {
      const uint32_t parent = p->tree->nodes.at[card].parent;
      if (p->words[parent] > CARD_WORDS || p->tree->nodes.at[parent].tag == NG_HTML_BODY) {
        break;
      }
      card = parent;
    }
    p->own[card] |= p->words[card] <= CARD_WORDS ? IN_TEASER : 0;
    p->n_teasers += is_heading;
  }
}

// A byline, a caption or a standfirst is short: what is longer and calls itself
// so is a frame around more.
static void
believe_small(Page* p)
{
  for (uint32_t i = 1; i < p->n; ++i) {
    if (p->words[i] >= BYLINE_WORDS) {
      p->own[i] &= (uint16_t)~NG_HTML_SAYS_BYLINE;
    }
    if (p->words[i] >= CAPTION_WORDS && p->tree->nodes.at[i].tag != NG_HTML_FIGCAPTION) {
      p->own[i] &= (uint16_t) ~(NG_HTML_SAYS_CAPTION | NG_HTML_SAYS_LEAD);
    }
  }
}

static bool
is_title(const Page* p, NgStr words)
{
  return p->title.len && ng_str_eq(ng_str_trim(words), p->title);
}

// The heading is where the title stands, whichever element holds it; else the first <h1>.
static void
find_heading(Page* p)
{
  uint32_t any = NG_NONE;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const Block* const b = &p->blocks.at[k];
    if (!is_title(p, block_text(p, b))) {
      continue;
    }
    if (ng_html_is_heading((NgHtmlTag)b->tag)) {
      p->h1 = b->first;
      return;
    }
    any = any == NG_NONE ? b->first : any;
  }
  p->h1 = any == NG_NONE ? p->h1 : any;
}

// What holds the heading and text is the article's, whatever it calls itself ("tone-comment").
static void
acquit_around_heading(Page* p)
{
  enum { LEAST = 100 };
  for (uint32_t i = p->h1; p->h1 != NG_NONE && i; i = p->tree->nodes.at[i].parent) {
    if (p->words[i] >= LEAST) {
      p->own[i] &= (uint16_t)~IS_JUNK;
    }
  }
}

// What elements that call themselves the same have in common: their class, or
// else their id.
static NgStr
kind_of(const Page* p, uint32_t i)
{
  const NgStr name = ng_html_attr(p->tree, i, NG_HTML_ATTR_CLASS);
  return name.len ? name : ng_html_attr(p->tree, i, NG_HTML_ATTR_ID);
}

// The innermost junk element of each node: itself, one around it, or the
// document.
static void
find_junk(const Page* p, uint32_t* junk)
{
  for (uint32_t i = 1; i < p->n; ++i) {
    const uint32_t parent = p->tree->nodes.at[i].parent;
    junk[i]               = p->own[i] & (IS_JUNK | NG_HTML_SAYS_CAPTION | IN_TEASER) ? i : junk[parent];
  }
}

// Number of the kind of junk with the most text, UINT32_MAX where there is
// none; its text in `*most`. `kinds` numbers them, `mass` is the text that is
// in each junk element and no inner one.
static uint32_t
find_largest_kind(const Page* p, NgMap* kinds, const float* mass, float* most)
{
  uint32_t     best   = UINT32_MAX;
  float* const masses = ng_arena_calloc(p->arena, p->n, sizeof(float));
  *most               = 0.0F;
  for (uint32_t i = 1; masses && i < p->n; ++i) {
    if (mass[i] <= 0.0F || p->own[i] & (NG_HTML_SAYS_COMMENT | IN_TEASER)) {
      continue;
    }
    const uint32_t k = ng_map_intern(kinds, kind_of(p, i));
    if (k < p->n) {
      masses[k] += mass[i];
      best  = masses[k] > *most ? k : best;
      *most = masses[k] > *most ? masses[k] : *most;
    }
  }
  return best;
}

// Not junk, and what it stands in neither. `seen` ends the walk where one has
// been before.
static void
acquit(Page* p, uint32_t i, bool* seen)
{
  for (; i && !seen[i]; i = p->tree->nodes.at[i].parent) {
    seen[i] = true;
    p->own[i] &= (uint16_t) ~(IS_JUNK | NG_HTML_SAYS_CAPTION | IN_TEASER);
  }
}

// Elements that call themselves junk are believed, unless those of one kind
// hold nearly all running text of the page.
static bool
believe_junk(Page* p)
{
  const float share = 0.15F;
  const float least = 40.0F;
  float*      mass  = p->sum;
  float       most  = 0.0F;
  NgMap*      kinds = ng_map_new(p->n);
  bool*       seen  = ng_arena_calloc(p->arena, p->n, sizeof(bool));
  if (!kinds || !seen) {
    ng_map_free(kinds);
    return false;
  }
  find_junk(p, p->junk);
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const Block* const b = &p->blocks.at[k];
    mass[p->junk[b->first]] += b->score > 0.0F ? b->score : 0.0F;
  }
  const uint32_t best = find_largest_kind(p, kinds, mass, &most);
  if (best != UINT32_MAX && most >= least && mass[0] < share * most) {
    for (uint32_t i = 1; i < p->n; ++i) {
      if (mass[i] > 0.0F && ng_str_eq(kind_of(p, i), ng_map_key(kinds, best))) {
        acquit(p, i, seen);
      }
    }
  }
  memset(mass, 0, p->n * sizeof(*mass));
  ng_map_free(kinds);
  return true;
}

static bool
is_set_aside(const Block* b)
{
  return b->in & (IS_JUNK | IN_TEASER | NG_HTML_SAYS_CAPTION) ||
         (b->in & NG_HTML_SAYS_BYLINE && b->n_words < BYLINE_WORDS);
}

static bool
score_blocks(Page* p)
{
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    p->blocks.at[k].score = score_of(p, &p->blocks.at[k]);
  }
  find_heading(p);
  mark_teasers(p);
  believe_small(p);
  acquit_around_heading(p);
  if (!believe_junk(p)) {
    return false;
  }
  inherit(p);
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    Block* const b = &p->blocks.at[k];
    b->in          = p->in[b->first];
    if (is_set_aside(b)) {
      b->score = b->score < 0.0F ? b->score : 0.0F;
    } else {
      p->sum[b->node] += b->score;
    }
  }
  add_up(p, p->sum);
  return true;
}

// --- the article's element
// -----------------------------------------------------------------------

static float
weight_of(const Page* p, uint32_t node)
{
  const NgStr prop = ng_html_attr(p->tree, node, NG_HTML_ATTR_ITEMPROP);
  if (prop.len && (ng_html_holds(prop, "articlebody") || ng_html_holds(prop, "reviewbody"))) {
    return 1.6F;
  }
  return p->own[node] & NG_HTML_SAYS_BODY ? 1.25F : 1.0F;
}

// Each block speaks for its container's parent, half as much for the one above,
// and so on; containers that are no paragraphs speak for themselves first.
static uint32_t
find_best(Page* p)
{
  static const float shares[] = {1.0F, 0.5F, 0.25F};
  uint32_t           best     = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const Block* const b = &p->blocks.at[k];
    if (is_set_aside(b) || b->score <= 0.0F) {
      continue;
    }
    const bool is_part = b->tag == NG_HTML_P || b->tag == NG_HTML_LI || b->tag == NG_HTML_BLOCKQUOTE ||
                         b->tag == NG_HTML_PRE;
    uint32_t at = is_part ? p->tree->nodes.at[b->node].parent : b->node;
    for (size_t s = 0; s < sizeof(shares) / sizeof(shares[0]) && at; ++s) {
      p->local[at] += shares[s] * b->score;
      at = p->tree->nodes.at[at].parent;
    }
  }
  for (uint32_t i = 1; i < p->n; ++i) {
    p->local[i] *= p->local[i] > 0.0F ? weight_of(p, i) : 1.0F;
    best = p->local[i] > p->local[best] ? i : best;
  }
  return best;
}

static uint32_t
parent_block(const Page* p, uint32_t node)
{
  uint32_t at = p->tree->nodes.at[node].parent;
  while (at && !(ng_html_tag_is((NgHtmlTag)p->tree->nodes.at[at].tag) & NG_HTML_IS_BLOCK)) {
    at = p->tree->nodes.at[at].parent;
  }
  return at;
}

static bool
is_same_kind(const Page* p, uint32_t a, uint32_t b)
{
  const NgHtmlNode* const x    = &p->tree->nodes.at[a];
  const NgHtmlNode* const y    = &p->tree->nodes.at[b];
  const NgStr             name = ng_html_attr(p->tree, a, NG_HTML_ATTR_CLASS);
  return x->tag == y->tag && x->tag != NG_HTML_P &&
         ng_str_eq(name, ng_html_attr(p->tree, b, NG_HTML_ATTR_CLASS)) &&
         (name.len ||
          (!ng_html_attr(p->tree, a, NG_HTML_ATTR_ID).len && !ng_html_attr(p->tree, b, NG_HTML_ATTR_ID).len));
}

// The text beside `child` within `parent`: is it the article's? Where a sibling
// is of the same kind, where paragraphs follow it, or where it is a good part.
// Beyond the element that holds the heading, too, only the same kind counts.
static bool
is_split(const Page* p, uint32_t parent, uint32_t child)
{
  const float text   = p->sum[child];
  const bool  is_all = p->h1 != NG_NONE && p->h1 > child && p->h1 < p->tree->nodes.at[child].end;
  float       alike  = 0.0F;
  float       prose  = 0.0F;
  float       beside = 0.0F;
  for (uint32_t i = parent + 1; i < p->tree->nodes.at[parent].end; i = p->tree->nodes.at[i].end) {
    if (i == child || p->sum[i] <= 0.0F) {
      continue;
    }
    const bool is_before = i < child && p->h1 != NG_NONE && p->h1 < child; // a lead is looked for by itself
    alike += is_same_kind(p, i, child) ? p->sum[i] : 0.0F;
    prose += p->tree->nodes.at[i].tag == NG_HTML_P && !is_before ? p->sum[i] : 0.0F;
    beside += is_before ? 0.0F : p->sum[i];
  }
  return alike > 8.0F || (!is_all && (prose > 0.08F * text || beside > 0.4F * text));
}

static bool
is_boundary(const Page* p, uint32_t node)
{
  const NgStr prop = ng_html_attr(p->tree, node, NG_HTML_ATTR_ITEMPROP);
  return prop.len && ng_html_holds(prop, "articlebody");
}

// Up from the best element as long as the article goes on beside it.
static uint32_t
climb(const Page* p, uint32_t best)
{
  uint32_t root = best;
  uint32_t at   = best;
  for (int i = 0; i < MAX_CLIMB && at; ++i) {
    const uint32_t parent = parent_block(p, at);
    if (!parent || p->tree->nodes.at[parent].tag == NG_HTML_HTML) {
      break;
    }
    // Direct child of the parent that holds what we have.
    uint32_t child = at;
    while (p->tree->nodes.at[child].parent != parent) {
      child = p->tree->nodes.at[child].parent;
    }
    const bool is_whole = is_boundary(p, root) && p->sum[parent] < 1.5F * p->sum[root];
    if (!is_whole && is_split(p, parent, child)) {
      root = parent;
    }
    at = parent;
  }
  return root;
}

// --- which blocks of it
// --------------------------------------------------------------------------

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
is_list_of_links(const Page* p, const Block* b)
{
  uint32_t at = b->node;
  while (at && p->tree->nodes.at[at].tag != NG_HTML_UL && p->tree->nodes.at[at].tag != NG_HTML_OL) {
    at = p->tree->nodes.at[at].parent;
  }
  return at && 2 * p->link_words[at] > p->words[at];
}

// Words to a picture, in a paragraph: they end with the photographer in
// brackets.
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
         ((s.at[3] >= 'A' && s.at[3] <= 'Z') || (unsigned char)s.at[3] >= 0x80) && !ends_sentence(s);
}

// A block of the article's element that is text.
static bool
is_text(const Page* p, const Block* b)
{
  const NgStr words = block_text(p, b);
  if (is_set_aside(b) || is_mostly_links(b) || !has_letter(words) || is_title(p, words) ||
      ng_html_is_phrase(words) || ng_html_is_appeal(words) || is_credit(words) || is_byline(words)) {
    return false;
  }
  if (b->in & IN_FIGURE && !(b->in & (IN_QUOTE | IN_CELLS))) {
    return false;
  }
  if (b->in & IN_LIST && (is_list_of_links(p, b) || b->n_words < 2)) {
    return false;
  }
  if (b->in & (IN_CELLS | IN_QUOTE | IN_LIST) || b->tag == NG_HTML_P || b->tag == NG_HTML_PRE) {
    return true;
  }
  return ends_sentence(words) || b->n_words >= TEXT_WORDS;
}

static bool
is_heading(const Block* b)
{
  return ng_html_is_heading((NgHtmlTag)b->tag);
}

// Behind a heading such as "Related stories" nothing of its container belongs
// to the article; where that is the article's own element, nothing up to the
// next paragraph of prose.
static void
drop_behind_end_headings(Page* p, uint32_t from, uint32_t to)
{
  for (uint32_t k = from; k < to; ++k) {
    const Block* const b = &p->blocks.at[k];
    if (b->n_words > 8 || is_set_aside(b) || (is_mostly_links(b) && !is_heading(b)) ||
        !ng_html_is_end_heading(block_text(p, b))) {
      continue;
    }
    uint32_t parent = b->node;
    while (parent != p->root && p->words[parent] <= b->n_words) {
      parent = p->tree->nodes.at[parent].parent;
    }
    const bool     is_own = parent == p->root || p->sum[parent] > 0.5F * p->sum[p->root];
    const uint32_t end    = is_own ? p->tree->nodes.at[p->root].end : p->tree->nodes.at[parent].end;
    const float    prose  = is_heading(b) ? 2.0F * TEXT_WORDS : 6.0F;
    for (uint32_t j = k + 1; j < to && p->blocks.at[j].first < end; ++j) {
      Block* const other = &p->blocks.at[j];
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
keep_headings(Page* p, uint32_t from, uint32_t to)
{
  bool is_followed = false;
  for (uint32_t k = to; k-- > from;) {
    Block* const b = &p->blocks.at[k];
    if (!is_heading(b)) {
      is_followed = is_followed || b->is_kept;
      continue;
    }
    const NgStr words = block_text(p, b);
    b->is_kept        = is_followed && b->tag != NG_HTML_H1 && !is_set_aside(b) && !is_title(p, words) &&
                 !is_mostly_links(b) && !ng_html_is_phrase(words) && !ng_html_is_end_heading(words) &&
                 has_letter(words);
    is_followed = false;
  }
}

// What stands between the page's heading and the article's element: a
// standfirst, or a first paragraph left outside.
static bool
is_lead(const Page* p, const Block* b)
{
  if (is_set_aside(b) || is_mostly_links(b) || b->n_words < 6 || b->in & (IN_LIST | IN_FIGURE)) {
    return false;
  }
  const NgStr words = block_text(p, b);
  if (is_title(p, words) || ng_html_is_phrase(words) || ng_html_is_appeal(words) || is_credit(words) ||
      is_byline(words)) {
    return false;
  }
  return b->in & NG_HTML_SAYS_LEAD || (b->tag == NG_HTML_P && b->score >= TEXT_WORDS);
}

static bool
is_prose(const Page* p, const Block* b)
{
  return b->is_kept && !is_heading(b) && b->n_words >= 6 && ends_sentence(block_text(p, b));
}

// Dates and names before the first sentence, and lines behind the last one, are
// no text.
static void
trim_ends(Page* p, uint32_t from, uint32_t to)
{
  enum { SHORT = 14 };
  const unsigned fixed = IN_CELLS | IN_LIST | IN_QUOTE;
  for (uint32_t k = from; k < to && !is_prose(p, &p->blocks.at[k]); ++k) {
    Block* const b = &p->blocks.at[k];
    b->is_kept     = b->is_kept && !(b->n_words <= SHORT && !(b->in & NG_HTML_SAYS_LEAD) &&
                                 ng_html_holds_year(block_text(p, b)));
  }
  for (uint32_t k = to; k-- > from && !is_prose(p, &p->blocks.at[k]);) {
    Block* const b = &p->blocks.at[k];
    b->is_kept     = b->is_kept && (b->n_words > SHORT || b->in & fixed);
  }
}

static void
choose_blocks(Page* p)
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
    Block* const b = &p->blocks.at[k];
    b->is_kept     = !is_heading(b) && is_text(p, b);
  }
  trim_ends(p, from, to);
  keep_headings(p, from, to);
  for (uint32_t k = from; k-- > 0 && p->h1 != NG_NONE && p->blocks.at[k].first > p->h1;) {
    p->blocks.at[k].is_kept = is_lead(p, &p->blocks.at[k]);
  }
}

// --- against the words of the JSON-LD
// ------------------------------------------------------------

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

// Calls for each run of SHINGLE words, put or look up. @return how many of
// `*n_runs` were there.
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
mark_told(Page* p, const Runs* runs)
{
  uint32_t n_told = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    Block* const   b     = &p->blocks.at[k];
    uint32_t       n     = 0;
    const uint32_t found = runs_of(runs, block_text(p, b), false, &n);
    b->is_told           = n >= 2 && found * 10 >= n * 7 && !(b->in & NG_HTML_SAYS_HIDDEN);
    n_told += b->is_told ? b->n_words : 0;
  }
  return n_told;
}

static uint32_t
kept_words(const Page* p)
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

// Keep what is told, and of the rest what is a lead, or short, or no prose and
// between what is told.
static void
keep_told(Page* p)
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
    Block* const b = &p->blocks.at[k];
    if (b->is_told) {
      b->is_kept = !is_title(p, block_text(p, b));
    } else if (b->is_kept) {
      const bool is_other = is_heading(b) || b->n_words <= SHINGLE + 1 ||
                            b->in & (IN_CELLS | IN_LIST | IN_QUOTE);
      const bool is_lead = b->in & NG_HTML_SAYS_LEAD || (b->first < p->root && b->tag == NG_HTML_P);
      b->is_kept         = k > first && k < last ? is_other : k < first && is_lead;
    }
  }
}

// Blocks that the JSON-LD tells are kept wherever they stand, and long ones
// that it does not tell are left out, where it tells nearly everything that was
// chosen. `*is_missing` where the page shows hardly anything of it.
static bool
compare_with(Page* p, NgStr body, bool* is_missing)
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

// --- out
// -----------------------------------------------------------------------------------------

static bool
write_out(const Page* p, bool has_repeats, NgArena* arena, NgHtmlBody* out)
{
  enum { REPEAT_WORDS = 5 };
  NgMap* const seen    = ng_map_new(p->blocks.n + 1);
  char* const  to      = ng_arena_calloc(arena, (size_t)p->len + 2 * (size_t)p->blocks.n + 1, 1);
  size_t       n       = 0;
  bool         is_good = seen && to;
  for (uint32_t k = 0; k < p->blocks.n && is_good; ++k) {
    const Block* const b = &p->blocks.at[k];
    if (!b->is_kept) {
      continue;
    }
    bool        is_new = true;
    const NgStr words  = block_text(p, b);
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

static bool
set_up(Page* p, const NgHtmlTree* tree, NgArena* scratch)
{
  const uint32_t n = tree->nodes.n;
  p->tree          = tree;
  p->arena         = scratch;
  p->n             = n;
  p->h1            = NG_NONE;
  p->in            = ng_arena_calloc(scratch, n, sizeof(*p->in));
  p->own           = ng_arena_calloc(scratch, n, sizeof(*p->own));
  p->block_of      = ng_arena_calloc(scratch, n, sizeof(*p->block_of));
  p->junk          = ng_arena_calloc(scratch, n, sizeof(*p->junk));
  p->words         = ng_arena_calloc(scratch, n, sizeof(*p->words));
  p->link_words    = ng_arena_calloc(scratch, n, sizeof(*p->link_words));
  p->sum           = ng_arena_calloc(scratch, n, sizeof(*p->sum));
  p->local         = ng_arena_calloc(scratch, n, sizeof(*p->local));
  if (!p->in || !p->own || !p->block_of || !p->junk || !p->words || !p->link_words || !p->sum || !p->local) {
    return false;
  }
  look_at_elements(p);
  inherit(p);
  return cut(p);
}

bool
ng_html_body(const NgHtmlTree* tree, const NgHtmlClaims* claims, NgStr title, NgArena* scratch,
             NgArena* arena, NgHtmlBody* out)
{
  Page p          = {.title = title};
  bool is_missing = false;
  *out            = (NgHtmlBody){0};
  if (!set_up(&p, tree, scratch)) {
    return false;
  }
  count_nodes(&p);
  if (!score_blocks(&p)) {
    return false;
  }
  const uint32_t best = find_best(&p);
  if (best) {
    p.root = climb(&p, best);
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
  Page       p    = {.title = ng_str("")};
  NgHtmlBody body = {0};
  if (!set_up(&p, tree, scratch)) {
    return false;
  }
  for (uint32_t k = 0; k < p.blocks.n; ++k) {
    p.blocks.at[k].is_kept = true;
  }
  const bool is_good = write_out(&p, true, arena, &body);
  *out               = body.body;
  return is_good;
}
