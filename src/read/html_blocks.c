// SPDX-License-Identifier: Apache-2.0
// The words of a page in blocks: runs of words between two block boundaries.
#include "read/html_page.h"

// --- what stands where ----------------------------------------------------------------------------

static bool
is_fragment_link(const NgHtmlTree* tree, uint32_t node)
{
  const NgStr href = ng_html_attr(tree, node, NG_HTML_ATTR_HREF);
  return !href.len || href.at[0] == '#';
}

static unsigned
surroundings(const NgHtmlPage* p, uint32_t i)
{
  const NgHtmlNode* const n = &p->tree->nodes.at[i];
  switch ((NgHtmlTag)n->tag) {
  case NG_HTML_A:
    return is_fragment_link(p->tree, i) ? 0 : NG_HTML_IN_LINK;
  case NG_HTML_PRE:
  case NG_HTML_LISTING:
    return NG_HTML_IN_PRE;
  case NG_HTML_UL:
  case NG_HTML_OL:
  case NG_HTML_DL:
    return NG_HTML_IN_LIST;
  case NG_HTML_BLOCKQUOTE:
    return NG_HTML_IN_QUOTE;
  case NG_HTML_FIGURE:
    return NG_HTML_IN_FIGURE;
  case NG_HTML_HEAD:
    return NG_HTML_IN_SKIP;
  default:
    return ng_html_tag_is((NgHtmlTag)n->tag) & NG_HTML_IS_HIDDEN ? NG_HTML_IN_SKIP : 0;
  }
}

// A table whose cells are short and hold no paragraphs tells facts; any other gives the page its shape.
static void
find_fact_tables(NgHtmlPage* p)
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
      p->own[table] |= NG_HTML_IN_CELLS;
    }
  }
}

// A few words inside a line that are not of it: "[edit]", what only screen readers say. Words of a sentence
// may be links to anything.
static bool
is_inline_junk(const NgHtmlPage* p, uint32_t i)
{
  enum { MOST_NODES = 8, MOST_BYTES = 80 };
  const NgHtmlNode* const n     = &p->tree->nodes.at[i];
  const unsigned          junk  = n->tag == NG_HTML_A ? NG_HTML_SAYS_HIDDEN : NG_HTML_IS_JUNK;
  size_t                  bytes = 0;
  for (uint32_t k = i; p->own[i] & junk && n->end - i <= MOST_NODES && k < n->end; ++k) {
    bytes += p->tree->nodes.at[k].text.len;
  }
  return bytes && bytes <= MOST_BYTES;
}

static void
look_at_elements(NgHtmlPage* p)
{
  for (uint32_t i = 0; i < p->n; ++i) {
    const NgHtmlNode* const n = &p->tree->nodes.at[i];
    if (n->tag == NG_HTML_TEXT) {
      p->block_of[i] = p->block_of[n->parent];
      continue;
    }
    p->own[i] |= (uint16_t)((i ? ng_html_says(p->tree, i) : 0) | surroundings(p, i));
    const bool is_block = ng_html_tag_is((NgHtmlTag)n->tag) & NG_HTML_IS_BLOCK || i == 0;
    p->own[i] |= !is_block && is_inline_junk(p, i) ? NG_HTML_IN_SKIP : 0;
    p->block_of[i] = is_block ? i : p->block_of[n->parent];
    if (n->tag == NG_HTML_H1 && p->h1 == NG_NONE) {
      p->h1 = i;
    }
  }
  find_fact_tables(p);
}

void
ng_html_page_inherit(NgHtmlPage* p)
{
  enum { DOWN = ~(NG_HTML_SAYS_BODY | NG_HTML_SAYS_LEAD) };
  p->in[0] = p->own[0];
  for (uint32_t i = 1; i < p->n; ++i) {
    p->in[i] = (uint16_t)(p->own[i] | (p->in[p->tree->nodes.at[i].parent] & (DOWN | NG_HTML_SAYS_LEAD)));
  }
}

// --- blocks ---------------------------------------------------------------------------------------

static void
end_block(NgHtmlPage* p)
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
begin_block(NgHtmlPage* p, uint32_t node, uint32_t first)
{
  NgHtmlBlock* const b = NG_VEC_ADD(p->arena, p->blocks);
  if (!b) {
    return false;
  }
  *b         = (NgHtmlBlock){.node = node, .first = first, .begin = p->len, .in = p->in[first]};
  b->tag     = (uint8_t)p->tree->nodes.at[node].tag;
  p->current = b;
  return true;
}

// What is not shown: soft hyphen, zero-width space, word joiner, byte order mark, direction marks.
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
put_space(NgHtmlPage* p, char c)
{
  if (p->len > p->current->begin && !ng_html_is_space(p->text[p->len - 1])) {
    p->text[p->len++] = c;
  }
}

// A line of <pre> ends; an empty line stays one.
static void
put_line_end(NgHtmlPage* p)
{
  const char last = p->text[p->len ? p->len - 1 : 0];
  if (p->len > p->current->begin + 1 && last == '\n' && p->text[p->len - 2] != '\n') {
    p->text[p->len++] = '\n';
  } else {
    put_space(p, '\n');
  }
}

// Words by white space, half a word for each character of the scripts that have none.
static void
count_words(NgHtmlBlock* b, const char* at, uint32_t len, bool is_link)
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
put_text(NgHtmlPage* p, NgStr s, bool is_pre)
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
add_text(NgHtmlPage* p, uint32_t i)
{
  const NgStr    s     = p->tree->nodes.at[i].text;
  const uint32_t block = p->block_of[i];
  if (p->in[i] & NG_HTML_IN_SKIP) {
    return true;
  }
  if (is_blank(s)) {
    if (p->current && p->current->node == block && s.len) {
      put_space(p, ' ');
    }
    return true;
  }
  const bool is_row = p->current && p->current->in & NG_HTML_IN_CELLS &&
                      p->in[i] & NG_HTML_IN_CELLS; // rows end by themselves
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
  put_text(p, s, p->in[i] & NG_HTML_IN_PRE);
  count_words(p->current, p->text + begin, p->len - begin, p->in[i] & NG_HTML_IN_LINK);
  return true;
}

static void
cross(NgHtmlPage* p, uint32_t i)
{
  const NgHtmlTag tag = (NgHtmlTag)p->tree->nodes.at[i].tag;
  if (p->in[i] & NG_HTML_IN_CELLS && (tag == NG_HTML_TD || tag == NG_HTML_TH)) {
    if (p->current) {
      put_space(p, ' ');
      if (p->len > p->current->begin) {
        p->text[p->len++] = '|';
        p->text[p->len++] = ' ';
      }
    }
  } else if (tag == NG_HTML_BR) {
    p->n_breaks += p->current != NULL;
  } else if (ng_html_tag_is(tag) & NG_HTML_IS_BLOCK && !(p->in[i] & NG_HTML_IN_CELLS && tag == NG_HTML_P)) {
    end_block(p);
  }
}

static bool
cut(NgHtmlPage* p)
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
      if (p->in[i] & NG_HTML_IN_SKIP) {
        i = n->end - 1;
      }
    } else if (!add_text(p, i)) {
      return false;
    }
  }
  end_block(p);
  return true;
}

// --- all of it ------------------------------------------------------------------------------------

bool
ng_html_page_cut(NgHtmlPage* p, const NgHtmlTree* tree, NgStr title, NgArena* scratch)
{
  const uint32_t n = tree->nodes.n;
  p->title         = title;
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
  ng_html_page_inherit(p);
  return cut(p);
}
