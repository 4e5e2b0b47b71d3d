// SPDX-License-Identifier: Apache-2.0
// How much each block of a page speaks for running text, and which element is the article.
#include "read/html_page.h"

#include "base/map.h"

enum {
  CARD_WORDS    = 70, // a card that leads to another article holds no more
  CARD_LEVELS   = 4,
  CAPTION_WORDS = 150,
  MAX_CLIMB     = 12,
};

bool
ng_html_ends_sentence(NgStr s)
{
  while (s.len && (strchr("\"')]", s.at[s.len - 1]) || ng_str_ends(s, "\xE2\x80\x9D") ||
                   ng_str_ends(s, "\xE2\x80\x99"))) {
    s.len -= (unsigned char)s.at[s.len - 1] >= 0x80 ? 3 : 1;
  }
  return s.len && (strchr(".!?:", s.at[s.len - 1]) || ng_str_ends(s, "\xE2\x80\xA6") ||
                   ng_str_ends(s, "\xE3\x80\x82") || ng_str_ends(s, "\xE0\xA5\xA4"));
}

bool
ng_html_is_set_aside(const NgHtmlBlock* b)
{
  return b->in & (NG_HTML_IS_JUNK | NG_HTML_IN_TEASER | NG_HTML_SAYS_CAPTION) ||
         (b->in & NG_HTML_SAYS_BYLINE && b->n_words < NG_HTML_BYLINE_WORDS);
}

// --- scores ---------------------------------------------------------------------------------------

// How much the block speaks for running text: its words outside links, or a small minus.
static float
score_of(const NgHtmlPage* p, const NgHtmlBlock* b)
{
  const float words = (float)b->n_words;
  const float plain = (float)(b->n_words - b->n_link_words);
  if (ng_html_is_heading((NgHtmlTag)b->tag)) {
    return ng_html_is_mostly_links(b) ? -2.0F : 0.0F;
  }
  if (ng_html_is_mostly_links(b)) {
    return -1.0F - (words < 10.0F ? words : 10.0F) / 2.0F;
  }
  const bool  is_end = ng_html_ends_sentence(ng_html_block_text(p, b));
  const float linked = plain / (words > 0.0F ? words : 1.0F);
  if (b->n_words >= NG_HTML_TEXT_WORDS && (is_end || b->n_stops)) {
    return plain * linked;
  }
  if (b->n_words >= 2 * NG_HTML_TEXT_WORDS) {
    return plain * linked / 2.0F;
  }
  return is_end && b->n_words >= 4 ? plain / 2.0F : -1.0F;
}

static void
add_up(const NgHtmlPage* p, float* sum)
{
  for (uint32_t i = p->n; i-- > 1;) {
    sum[p->tree->nodes.at[i].parent] += sum[i];
  }
}

static void
count_nodes(NgHtmlPage* p)
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

// A heading that is a link, or a line that is nothing else, leads elsewhere, and so does the card that it
// stands in: the largest element around it that holds hardly more than it.
static void
mark_teasers(NgHtmlPage* p)
{
  enum { FEWEST = 4 };
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const NgHtmlBlock* const b          = &p->blocks.at[k];
    const bool               is_heading = ng_html_is_heading((NgHtmlTag)b->tag);
    if (b->tag == NG_HTML_H1 || !ng_html_is_mostly_links(b) || b->n_words < FEWEST ||
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
    p->own[card] |= p->words[card] <= CARD_WORDS ? NG_HTML_IN_TEASER : 0;
    p->n_teasers += is_heading;
  }
}

// A byline, a caption or a standfirst is short: what is longer and calls itself so is a frame around more.
static void
believe_small(NgHtmlPage* p)
{
  for (uint32_t i = 1; i < p->n; ++i) {
    if (p->words[i] >= NG_HTML_BYLINE_WORDS) {
      p->own[i] &= (uint16_t)~NG_HTML_SAYS_BYLINE;
    }
    if (p->words[i] >= CAPTION_WORDS && p->tree->nodes.at[i].tag != NG_HTML_FIGCAPTION) {
      p->own[i] &= (uint16_t) ~(NG_HTML_SAYS_CAPTION | NG_HTML_SAYS_LEAD);
    }
  }
}

// The heading is where the title stands, whichever element holds it; else the first <h1>.
static void
find_heading(NgHtmlPage* p)
{
  uint32_t any = NG_NONE;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const NgHtmlBlock* const b = &p->blocks.at[k];
    if (!ng_html_is_title(p, ng_html_block_text(p, b))) {
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
acquit_around_heading(NgHtmlPage* p)
{
  enum { LEAST = 100 };
  for (uint32_t i = p->h1; p->h1 != NG_NONE && i; i = p->tree->nodes.at[i].parent) {
    if (p->words[i] >= LEAST) {
      p->own[i] &= (uint16_t)~NG_HTML_IS_JUNK;
    }
  }
}

// What elements that call themselves the same have in common: their class, or else their id.
static NgStr
kind_of(const NgHtmlPage* p, uint32_t i)
{
  const NgStr name = ng_html_attr(p->tree, i, NG_HTML_ATTR_CLASS);
  return name.len ? name : ng_html_attr(p->tree, i, NG_HTML_ATTR_ID);
}

// The innermost junk element of each node: itself, one around it, or the document.
static void
find_junk(const NgHtmlPage* p, uint32_t* junk)
{
  for (uint32_t i = 1; i < p->n; ++i) {
    const uint32_t parent = p->tree->nodes.at[i].parent;
    junk[i] = p->own[i] & (NG_HTML_IS_JUNK | NG_HTML_SAYS_CAPTION | NG_HTML_IN_TEASER) ? i : junk[parent];
  }
}

// Number of the kind of junk with the most text, UINT32_MAX where there is none; its text in `*most`. `kinds`
// numbers them, `mass` is the text that is in each junk element and no inner one.
static uint32_t
find_largest_kind(const NgHtmlPage* p, NgMap* kinds, const float* mass, float* most)
{
  uint32_t     best   = UINT32_MAX;
  float* const masses = ng_arena_calloc(p->arena, p->n, sizeof(float));
  *most               = 0.0F;
  for (uint32_t i = 1; masses && i < p->n; ++i) {
    if (mass[i] <= 0.0F || p->own[i] & (NG_HTML_SAYS_COMMENT | NG_HTML_IN_TEASER)) {
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

// Not junk, and what it stands in neither. `seen` ends the walk where one has been before.
static void
acquit(NgHtmlPage* p, uint32_t i, bool* seen)
{
  for (; i && !seen[i]; i = p->tree->nodes.at[i].parent) {
    seen[i] = true;
    p->own[i] &= (uint16_t) ~(NG_HTML_IS_JUNK | NG_HTML_SAYS_CAPTION | NG_HTML_IN_TEASER);
  }
}

// Elements that call themselves junk are believed, unless those of one kind hold nearly all running text of
// the page.
static bool
believe_junk(NgHtmlPage* p)
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
    const NgHtmlBlock* const b = &p->blocks.at[k];
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
score_blocks(NgHtmlPage* p)
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
  ng_html_page_inherit(p);
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    NgHtmlBlock* const b = &p->blocks.at[k];
    b->in                = p->in[b->first];
    if (ng_html_is_set_aside(b)) {
      b->score = b->score < 0.0F ? b->score : 0.0F;
    } else {
      p->sum[b->node] += b->score;
    }
  }
  add_up(p, p->sum);
  return true;
}

// --- the article's element ------------------------------------------------------------------------

static float
weight_of(const NgHtmlPage* p, uint32_t node)
{
  const NgStr prop = ng_html_attr(p->tree, node, NG_HTML_ATTR_ITEMPROP);
  if (prop.len && (ng_html_holds(prop, "articlebody") || ng_html_holds(prop, "reviewbody"))) {
    return 1.6F;
  }
  return p->own[node] & NG_HTML_SAYS_BODY ? 1.25F : 1.0F;
}

// Each block speaks for its container's parent, half as much for the one above, and so on; containers that
// are no paragraphs speak for themselves first.
static uint32_t
find_best(NgHtmlPage* p)
{
  static const float shares[] = {1.0F, 0.5F, 0.25F};
  uint32_t           best     = 0;
  for (uint32_t k = 0; k < p->blocks.n; ++k) {
    const NgHtmlBlock* const b = &p->blocks.at[k];
    if (ng_html_is_set_aside(b) || b->score <= 0.0F) {
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
parent_block(const NgHtmlPage* p, uint32_t node)
{
  uint32_t at = p->tree->nodes.at[node].parent;
  while (at && !(ng_html_tag_is((NgHtmlTag)p->tree->nodes.at[at].tag) & NG_HTML_IS_BLOCK)) {
    at = p->tree->nodes.at[at].parent;
  }
  return at;
}

static bool
is_same_kind(const NgHtmlPage* p, uint32_t a, uint32_t b)
{
  const NgHtmlNode* const x    = &p->tree->nodes.at[a];
  const NgHtmlNode* const y    = &p->tree->nodes.at[b];
  const NgStr             name = ng_html_attr(p->tree, a, NG_HTML_ATTR_CLASS);
  return x->tag == y->tag && x->tag != NG_HTML_P &&
         ng_str_eq(name, ng_html_attr(p->tree, b, NG_HTML_ATTR_CLASS)) &&
         (name.len ||
          (!ng_html_attr(p->tree, a, NG_HTML_ATTR_ID).len && !ng_html_attr(p->tree, b, NG_HTML_ATTR_ID).len));
}

// The text beside `child` within `parent`: is it the article's? Where a sibling is of the same kind, where
// paragraphs follow it, or where it is a good part. Beyond the element that holds the heading, too, only the
// same kind counts.
static bool
is_split(const NgHtmlPage* p, uint32_t parent, uint32_t child)
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
is_boundary(const NgHtmlPage* p, uint32_t node)
{
  const NgStr prop = ng_html_attr(p->tree, node, NG_HTML_ATTR_ITEMPROP);
  return prop.len && ng_html_holds(prop, "articlebody");
}

// Up from the best element as long as the article goes on beside it.
static uint32_t
climb(const NgHtmlPage* p, uint32_t best)
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

bool
ng_html_page_score(NgHtmlPage* p)
{
  count_nodes(p);
  if (!score_blocks(p)) {
    return false;
  }
  const uint32_t best = find_best(p);
  p->root             = best ? climb(p, best) : 0;
  return true;
}
