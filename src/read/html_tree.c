// SPDX-License-Identifier: Apache-2.0
// Tokens and tree of a page. Section numbers are those of the HTML standard (WHATWG).
#include "read/html_tree.h"

#include "base/buf.h"

enum {
  MAX_NODES = 1 << 20, // what follows is left out
  MAX_NAME  = 32,      // bytes of a name that is looked up
};

// --- names ----------------------------------------------------------------------------------------

static const char* const tag_names[] = {"", "",
#define TAG_NAME(id, name) name,
                                        NG_HTML_TAGS(TAG_NAME)
#undef TAG_NAME
};

static const char* const attr_names[] = {
#define ATTR_NAME(id, name) name,
    NG_HTML_ATTRS(ATTR_NAME)
#undef ATTR_NAME
};

#define BLOCK NG_HTML_IS_BLOCK
#define VOID NG_HTML_IS_VOID
#define RAW NG_HTML_IS_RAW
#define ENDS_P (NG_HTML_ENDS_P | NG_HTML_IS_BLOCK)
#define HIDDEN NG_HTML_IS_HIDDEN

static const unsigned char tag_kinds[NG_HTML_N_TAGS] = {
    [NG_HTML_ADDRESS]    = ENDS_P,
    [NG_HTML_ARTICLE]    = ENDS_P,
    [NG_HTML_ASIDE]      = ENDS_P,
    [NG_HTML_AUDIO]      = BLOCK | HIDDEN,
    [NG_HTML_BASE]       = VOID,
    [NG_HTML_BLOCKQUOTE] = ENDS_P,
    [NG_HTML_BODY]       = BLOCK,
    [NG_HTML_BR]         = VOID,
    [NG_HTML_BUTTON]     = BLOCK,
    [NG_HTML_CANVAS]     = BLOCK | HIDDEN,
    [NG_HTML_CAPTION]    = BLOCK,
    [NG_HTML_CENTER]     = ENDS_P,
    [NG_HTML_COL]        = BLOCK | VOID,
    [NG_HTML_COLGROUP]   = BLOCK,
    [NG_HTML_DD]         = ENDS_P,
    [NG_HTML_DETAILS]    = ENDS_P,
    [NG_HTML_DIALOG]     = ENDS_P,
    [NG_HTML_DIR]        = ENDS_P,
    [NG_HTML_DIV]        = ENDS_P,
    [NG_HTML_DL]         = ENDS_P,
    [NG_HTML_DT]         = ENDS_P,
    [NG_HTML_EMBED]      = VOID,
    [NG_HTML_FIELDSET]   = ENDS_P,
    [NG_HTML_FIGCAPTION] = ENDS_P,
    [NG_HTML_FIGURE]     = ENDS_P,
    [NG_HTML_FOOTER]     = ENDS_P,
    [NG_HTML_FORM]       = ENDS_P,
    [NG_HTML_FRAME]      = VOID,
    [NG_HTML_H1]         = ENDS_P,
    [NG_HTML_H2]         = ENDS_P,
    [NG_HTML_H3]         = ENDS_P,
    [NG_HTML_H4]         = ENDS_P,
    [NG_HTML_H5]         = ENDS_P,
    [NG_HTML_H6]         = ENDS_P,
    [NG_HTML_HEAD]       = BLOCK,
    [NG_HTML_HEADER]     = ENDS_P,
    [NG_HTML_HGROUP]     = ENDS_P,
    [NG_HTML_HR]         = ENDS_P | VOID,
    [NG_HTML_HTML]       = BLOCK,
    [NG_HTML_IFRAME]     = BLOCK | RAW | HIDDEN,
    [NG_HTML_IMG]        = VOID,
    [NG_HTML_INPUT]      = VOID,
    [NG_HTML_LEGEND]     = BLOCK,
    [NG_HTML_LI]         = ENDS_P,
    [NG_HTML_LINK]       = VOID,
    [NG_HTML_LISTING]    = ENDS_P,
    [NG_HTML_MAIN]       = ENDS_P,
    [NG_HTML_MATH]       = HIDDEN,
    [NG_HTML_MENU]       = ENDS_P,
    [NG_HTML_META]       = VOID,
    [NG_HTML_NAV]        = ENDS_P,
    [NG_HTML_NOEMBED]    = RAW | HIDDEN,
    [NG_HTML_NOFRAMES]   = RAW | HIDDEN,
    [NG_HTML_NOSCRIPT]   = HIDDEN,
    [NG_HTML_OBJECT]     = HIDDEN,
    [NG_HTML_OL]         = ENDS_P,
    [NG_HTML_OPTGROUP]   = BLOCK,
    [NG_HTML_OPTION]     = BLOCK,
    [NG_HTML_P]          = ENDS_P,
    [NG_HTML_PARAM]      = VOID,
    [NG_HTML_PRE]        = ENDS_P,
    [NG_HTML_RP]         = HIDDEN,
    [NG_HTML_RT]         = HIDDEN,
    [NG_HTML_SCRIPT]     = RAW | HIDDEN,
    [NG_HTML_SEARCH]     = ENDS_P,
    [NG_HTML_SECTION]    = ENDS_P,
    [NG_HTML_SELECT]     = BLOCK | HIDDEN,
    [NG_HTML_SOURCE]     = VOID,
    [NG_HTML_STYLE]      = RAW | HIDDEN,
    [NG_HTML_SUMMARY]    = ENDS_P,
    [NG_HTML_SVG]        = HIDDEN,
    [NG_HTML_TABLE]      = ENDS_P,
    [NG_HTML_TBODY]      = BLOCK,
    [NG_HTML_TD]         = BLOCK,
    [NG_HTML_TEMPLATE]   = BLOCK | HIDDEN,
    [NG_HTML_TEXTAREA]   = BLOCK | RAW | HIDDEN,
    [NG_HTML_TFOOT]      = BLOCK,
    [NG_HTML_TH]         = BLOCK,
    [NG_HTML_THEAD]      = BLOCK,
    [NG_HTML_TITLE]      = BLOCK | RAW,
    [NG_HTML_TR]         = BLOCK,
    [NG_HTML_TRACK]      = VOID,
    [NG_HTML_UL]         = ENDS_P,
    [NG_HTML_VIDEO]      = BLOCK | HIDDEN,
    [NG_HTML_WBR]        = VOID,
    [NG_HTML_XMP]        = ENDS_P | RAW,
};

unsigned
ng_html_tag_is(NgHtmlTag tag)
{
  return tag_kinds[tag];
}

size_t
ng_html_find(const void* table, size_t n, size_t size, NgStr name)
{
  size_t low  = 0;
  size_t high = n;
  while (low < high) {
    const size_t             mid   = low + (high - low) / 2;
    const char* const* const at    = (const void*)((const char*)table + mid * size);
    const int                order = ng_str_cmp(name, ng_str(*at));
    if (order == 0) {
      return mid;
    }
    if (order < 0) {
      high = mid;
    } else {
      low = mid + 1;
    }
  }
  return n;
}

static NgStr
lower(NgStr name, char* out)
{
  const size_t n = name.len < MAX_NAME ? name.len : MAX_NAME;
  for (size_t i = 0; i < n; ++i) {
    out[i] = (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] + 32 : name.at[i]);
  }
  return ng_str_n(out, n);
}

static NgHtmlTag
find_tag(NgStr name)
{
  char         z[MAX_NAME];
  const size_t n = NG_HTML_N_TAGS - 2;
  const size_t i = name.len < MAX_NAME ? ng_html_find(tag_names + 2, n, sizeof(*tag_names), lower(name, z))
                                       : n;
  return i < n ? (NgHtmlTag)(i + 2) : NG_HTML_OTHER;
}

// --- the tree -------------------------------------------------------------------------------------

typedef struct {
  NgHtmlTree* tree;
  NgArena*    arena;
  const char* at;
  const char* end;
  uint32_t    stack[NG_HTML_MAX_DEPTH]; // open elements; the document is the first
  uint32_t    depth;
  uint32_t    too_deep;             // start tags that were passed over and not ended
  uint32_t    open[NG_HTML_N_TAGS]; // of each kind
  bool        has_failed;           // no memory
  bool        is_full;
} Reader;

static NgHtmlNode*
top(const Reader* r)
{
  return &r->tree->nodes.at[r->stack[r->depth - 1]];
}

static NgHtmlNode*
add_node(Reader* r, NgHtmlTag tag)
{
  if (r->tree->nodes.n >= MAX_NODES) {
    r->is_full = true;
    return NULL;
  }
  const uint32_t    parent = r->depth ? r->stack[r->depth - 1] : 0;
  const uint32_t    id     = r->tree->nodes.n;
  NgHtmlNode* const node   = NG_VEC_ADD(r->arena, r->tree->nodes);
  if (!node) {
    r->has_failed = true;
    return NULL;
  }
  node->parent = parent;
  node->end    = id + 1;
  node->tag    = (uint16_t)tag;
  return node;
}

static void
push(Reader* r, NgHtmlTag tag)
{
  if (r->depth == NG_HTML_MAX_DEPTH) {
    ++r->too_deep;
    return;
  }
  r->stack[r->depth++] = r->tree->nodes.n - 1;
  ++r->open[tag];
}

static void
pop(Reader* r)
{
  NgHtmlNode* const node = top(r);
  node->end              = r->tree->nodes.n;
  --r->open[node->tag];
  --r->depth;
}

static void
add_text(Reader* r, NgStr raw, bool is_markup)
{
  if (!raw.len || r->is_full) {
    return;
  }
  const NgStr text = is_markup ? ng_html_unescape(r->arena, raw, false) : raw;
  if (!text.at) {
    r->has_failed = true;
    return;
  }
  NgHtmlNode* const node = add_node(r, NG_HTML_TEXT);
  if (node) {
    node->text = text;
  }
}

// What an end tag or an implied end does not reach beyond ("has an element in scope", 13.2.4.2).
static bool
is_barrier(NgHtmlTag tag)
{
  return tag == NG_HTML_TABLE || tag == NG_HTML_TD || tag == NG_HTML_TH || tag == NG_HTML_CAPTION ||
         tag == NG_HTML_TEMPLATE || tag == NG_HTML_OBJECT || tag == NG_HTML_BODY || tag == NG_HTML_HTML;
}

static bool
is_table_part(NgHtmlTag tag)
{
  return tag == NG_HTML_TABLE || tag == NG_HTML_TR || tag == NG_HTML_TD || tag == NG_HTML_TH ||
         tag == NG_HTML_TBODY || tag == NG_HTML_THEAD || tag == NG_HTML_TFOOT || tag == NG_HTML_CAPTION ||
         tag == NG_HTML_COLGROUP;
}

// Depth of the innermost open `tag` within scope, 0 where there is none.
static uint32_t
find_open(const Reader* r, NgHtmlTag tag, NgStr name)
{
  if (!r->open[tag]) {
    return 0;
  }
  for (uint32_t d = r->depth; d-- > 1;) {
    const NgHtmlNode* const node = &r->tree->nodes.at[r->stack[d]];
    if (node->tag == tag && (tag != NG_HTML_OTHER || ng_str_eq(node->text, name))) {
      return d;
    }
    if (is_table_part(tag) ? node->tag == NG_HTML_TABLE : is_barrier((NgHtmlTag)node->tag)) {
      return 0;
    }
    // An inline element does not end the blocks that were opened within it.
    if (!(tag_kinds[tag] & BLOCK) && tag != NG_HTML_OTHER && (tag_kinds[node->tag] & BLOCK) &&
        tag != NG_HTML_SVG && tag != NG_HTML_MATH && tag != NG_HTML_OBJECT && tag != NG_HTML_NOSCRIPT &&
        tag != NG_HTML_A) {
      return 0;
    }
  }
  return 0;
}

static void
close_to(Reader* r, uint32_t d)
{
  while (d && r->depth > d) {
    pop(r);
  }
}

static void
close_open(Reader* r, NgHtmlTag tag)
{
  if (!r->too_deep) {
    close_to(r, find_open(r, tag, ng_str("")));
  }
}

// The innermost open element of kind `a` or `b`, not looking out of a list or table, ends.
static void
close_item(Reader* r, NgHtmlTag a, NgHtmlTag b, NgHtmlTag stop, NgHtmlTag stop2)
{
  if (r->too_deep || (!r->open[a] && !r->open[b])) {
    return;
  }
  for (uint32_t d = r->depth; d-- > 1;) {
    const unsigned tag = r->tree->nodes.at[r->stack[d]].tag;
    if (tag == a || tag == b) {
      close_to(r, d);
      return;
    }
    if (tag == stop || tag == stop2 || tag == NG_HTML_TABLE || is_barrier((NgHtmlTag)tag)) {
      return;
    }
  }
}

// What a start tag ends (13.2.6.4.7 and the table modes behind it).
static void
close_implied(Reader* r, NgHtmlTag tag)
{
  if (tag_kinds[tag] & NG_HTML_ENDS_P) {
    close_open(r, NG_HTML_P);
  }
  if (ng_html_is_heading(tag) && ng_html_is_heading((NgHtmlTag)top(r)->tag) && !r->too_deep) {
    pop(r);
  }
  switch (tag) {
  case NG_HTML_LI:
    close_item(r, NG_HTML_LI, NG_HTML_LI, NG_HTML_UL, NG_HTML_OL);
    break;
  case NG_HTML_DT:
  case NG_HTML_DD:
    close_item(r, NG_HTML_DT, NG_HTML_DD, NG_HTML_DL, NG_HTML_DL);
    break;
  case NG_HTML_OPTION:
    close_item(r, NG_HTML_OPTION, NG_HTML_OPTION, NG_HTML_SELECT, NG_HTML_OPTGROUP);
    break;
  case NG_HTML_A:
    close_open(r, NG_HTML_A);
    break;
  case NG_HTML_TD:
  case NG_HTML_TH:
    close_open(r, NG_HTML_TD);
    close_open(r, NG_HTML_TH);
    break;
  case NG_HTML_TBODY:
  case NG_HTML_THEAD:
  case NG_HTML_TFOOT:
  case NG_HTML_TR:
    close_open(r, NG_HTML_TR);
    if (tag != NG_HTML_TR) {
      close_open(r, NG_HTML_TBODY);
      close_open(r, NG_HTML_THEAD);
      close_open(r, NG_HTML_TFOOT);
    }
    break;
  default:
    break;
  }
}

static bool
belongs_in_head(NgHtmlTag tag)
{
  return tag == NG_HTML_META || tag == NG_HTML_LINK || tag == NG_HTML_TITLE || tag == NG_HTML_SCRIPT ||
         tag == NG_HTML_STYLE || tag == NG_HTML_BASE || tag == NG_HTML_NOSCRIPT || tag == NG_HTML_TEMPLATE;
}

// --- tags -----------------------------------------------------------------------------------------

static void
skip_space(Reader* r)
{
  while (r->at < r->end && (ng_html_is_space(*r->at) || *r->at == '/')) {
    ++r->at;
  }
}

static NgStr
take_until_space(Reader* r, const char* stops)
{
  const char* const begin = r->at;
  while (r->at < r->end && !ng_html_is_space(*r->at) && (*r->at == '\0' || !strchr(stops, *r->at))) {
    ++r->at;
  }
  return ng_str_n(begin, (size_t)(r->at - begin));
}

static NgStr
take_value(Reader* r)
{
  while (r->at < r->end && ng_html_is_space(*r->at)) {
    ++r->at;
  }
  if (r->at < r->end && (*r->at == '"' || *r->at == '\'')) {
    const char        quote = *r->at++;
    const char* const begin = r->at;
    const char* const close = memchr(begin, quote, (size_t)(r->end - begin));
    r->at                   = close ? close + 1 : r->end;
    return ng_str_n(begin, (size_t)((close ? close : r->end) - begin));
  }
  return take_until_space(r, ">");
}

// One attribute of the node that was added last; `node` is NULL for an end tag. `seen` holds the names so
// far.
static void
take_attr(Reader* r, NgHtmlNode* node, uint32_t* seen)
{
  char              z[MAX_NAME];
  const char* const begin = r->at;
  r->at += *r->at == '='; // it belongs to the name
  take_until_space(r, "/>=");
  const NgStr name = ng_str_n(begin, (size_t)(r->at - begin));
  while (r->at < r->end && ng_html_is_space(*r->at)) {
    ++r->at;
  }
  NgStr value = ng_str("");
  if (r->at < r->end && *r->at == '=') {
    ++r->at;
    value = take_value(r);
  }
  if (!node || node->n_attrs >= NG_HTML_MAX_ATTRS || name.len >= MAX_NAME) {
    return;
  }
  const size_t i = ng_html_find(attr_names, NG_HTML_N_ATTRS, sizeof(*attr_names), lower(name, z));
  if (i == NG_HTML_N_ATTRS || (*seen & (1U << i))) {
    return;
  }
  NgHtmlAttr* const attr = NG_VEC_ADD(r->arena, r->tree->attrs);
  if (!attr) {
    r->has_failed = true;
    return;
  }
  *seen |= 1U << i;
  attr->name  = (NgHtmlAttrName)i;
  attr->value = value;
  ++node->n_attrs;
}

// Attributes up to the '>'. @return whether the tag closes itself.
static bool
take_attrs(Reader* r, NgHtmlNode* node)
{
  uint32_t seen = 0;
  if (node) {
    node->attrs = r->tree->attrs.n;
  }
  for (skip_space(r); r->at < r->end && *r->at != '>' && !r->has_failed; skip_space(r)) {
    take_attr(r, node, &seen);
  }
  const bool is_closed = r->at < r->end && r->at[-1] == '/';
  r->at += r->at < r->end;
  return is_closed;
}

// The end tag of a raw element, or the end of the page (13.2.5.2 to 13.2.5.4).
static const char*
find_raw_end(const Reader* r, NgStr name)
{
  const char* at = r->at;
  while (at < r->end) {
    const char* const found = memchr(at, '<', (size_t)(r->end - at));
    if (!found || (size_t)(r->end - found) < name.len + 2) {
      return r->end;
    }
    if (found[1] == '/') {
      char a[MAX_NAME];
      if (ng_str_eq(lower(ng_str_n(found + 2, name.len), a), name) &&
          (found + 2 + name.len == r->end || ng_html_is_space(found[2 + name.len]) ||
           found[2 + name.len] == '>' || found[2 + name.len] == '/')) {
        return found;
      }
    }
    at = found + 1;
  }
  return r->end;
}

static void
take_raw(Reader* r, NgHtmlTag tag)
{
  const char* const end = find_raw_end(r, ng_str(tag_names[tag]));
  const NgStr       raw = ng_str_n(r->at, (size_t)(end - r->at));
  push(r, tag);
  add_text(r, raw, tag == NG_HTML_TITLE || tag == NG_HTML_TEXTAREA);
  if (r->stack[r->depth - 1] && top(r)->tag == tag) {
    pop(r);
  } else if (r->too_deep) {
    --r->too_deep;
  }
  r->at = end;
  if (r->at < r->end) {
    r->at += 2;
    take_attrs(r, NULL);
  }
}

static bool
is_hidden_inside(const Reader* r)
{
  return r->open[NG_HTML_SVG] || r->open[NG_HTML_MATH];
}

// Words and their elements stand in a body, whether it is written or not.
static void
begin_body(Reader* r)
{
  if (r->depth == 1 && add_node(r, NG_HTML_BODY)) {
    push(r, NG_HTML_BODY);
  }
}

// In the middle of <svg> the names mean something else.
static void
start_tag(Reader* r, NgStr name)
{
  const NgHtmlTag tag = find_tag(name);
  if ((tag == NG_HTML_HTML || tag == NG_HTML_BODY || tag == NG_HTML_HEAD) && r->open[tag]) {
    take_attrs(r, NULL);
    return;
  }
  if (r->open[NG_HTML_HEAD] && !belongs_in_head(tag) && top(r)->tag == NG_HTML_HEAD) {
    pop(r);
  }
  if (!is_hidden_inside(r)) {
    close_implied(r, tag);
  }
  if (tag != NG_HTML_HTML && tag != NG_HTML_HEAD && tag != NG_HTML_BODY && !belongs_in_head(tag)) {
    begin_body(r);
  }
  NgHtmlNode* const node = add_node(r, tag);
  if (node && tag == NG_HTML_OTHER) {
    node->text = name;
  }
  const bool is_closed = take_attrs(r, node);
  if (!node || (tag_kinds[tag] & VOID) || (is_closed && (is_hidden_inside(r) || tag == NG_HTML_SVG))) {
    return;
  }
  if ((tag_kinds[tag] & RAW) && !is_hidden_inside(r)) {
    take_raw(r, tag);
  } else {
    push(r, tag);
  }
}

static void
end_tag(Reader* r, NgStr name)
{
  const NgHtmlTag tag = find_tag(name);
  take_attrs(r, NULL);
  if (tag == NG_HTML_BODY || tag == NG_HTML_HTML || (tag_kinds[tag] & VOID)) {
    if (tag == NG_HTML_BR) {
      add_node(r, tag);
    }
    return; // what follows </body> belongs to the body
  }
  if (r->too_deep) {
    --r->too_deep;
    return;
  }
  uint32_t d = find_open(r, tag, name);
  if (!d && ng_html_is_heading(tag) && ng_html_is_heading((NgHtmlTag)top(r)->tag)) {
    d = r->depth - 1; // <h2> may be ended by </h3>
  }
  if (!d && tag == NG_HTML_P && !is_hidden_inside(r)) {
    add_node(r, tag);
  }
  close_to(r, d);
}

// From "<!" or "<?" on: a comment to its end, anything else to the next '>' (13.2.5.41 to 13.2.5.52).
static void
skip_declaration(Reader* r)
{
  const NgStr rest = ng_str_n(r->at, (size_t)(r->end - r->at));
  if (!ng_str_starts(rest, "<!--")) {
    const char* const close = memchr(r->at, '>', rest.len);
    r->at                   = close ? close + 1 : r->end;
    return;
  }
  r->at += 4;
  if (r->at < r->end && *r->at == '>') {
    ++r->at;
    return;
  }
  for (;;) {
    const char* const close = memchr(r->at, '>', (size_t)(r->end - r->at));
    if (!close) {
      r->at = r->end;
      return;
    }
    r->at = close + 1;
    if ((close[-1] == '-' && close[-2] == '-') ||
        (close[-1] == '!' && close[-2] == '-' && close[-3] == '-')) {
      return;
    }
  }
}

static void
read_tag(Reader* r)
{
  const bool is_end = r->at[1] == '/';
  r->at += is_end ? 2 : 1;
  const NgStr name = take_until_space(r, "/>");
  if (is_end) {
    end_tag(r, name);
  } else {
    start_tag(r, name);
  }
}

// '<' begins a tag only before a letter, '/' and a letter, '!' or '?' (13.2.5.6).
static bool
begins_tag(const Reader* r, const char* at)
{
  const size_t n = (size_t)(r->end - at);
  return n > 1 && (ng_html_is_letter(at[1]) || at[1] == '!' || at[1] == '?' || (at[1] == '/' && n > 2));
}

static void
read_markup(Reader* r)
{
  if (r->at[1] == '!' || r->at[1] == '?' || (r->at[1] == '/' && !ng_html_is_letter(r->at[2]))) {
    skip_declaration(r);
  } else {
    read_tag(r);
  }
}

bool
ng_html_tree_read(NgHtmlTree* tree, NgStr page, NgArena* arena)
{
  Reader* const r = ng_arena_calloc(arena, 1, sizeof(Reader));
  if (!r) {
    return false;
  }
  r->tree  = tree;
  r->arena = arena;
  r->at    = page.at;
  r->end   = page.at + page.len;
  if (!add_node(r, NG_HTML_OTHER)) {
    return false;
  }
  push(r, NG_HTML_OTHER);
  while (r->at < r->end && !r->has_failed && !r->is_full) {
    const char* text_end = r->at;
    while ((text_end = memchr(text_end, '<', (size_t)(r->end - text_end))) && !begins_tag(r, text_end)) {
      ++text_end;
    }
    text_end = text_end ? text_end : r->end;
    if (text_end > r->at) {
      if (r->depth == 1 && !ng_html_is_space(*r->at)) {
        begin_body(r);
      }
      add_text(r, ng_str_n(r->at, (size_t)(text_end - r->at)), true);
      r->at = text_end;
    } else {
      read_markup(r);
    }
  }
  while (r->depth) {
    pop(r);
  }
  return !r->has_failed;
}

// --- looking at it --------------------------------------------------------------------------------

NgStr
ng_html_attr(const NgHtmlTree* tree, uint32_t node, NgHtmlAttrName name)
{
  const NgHtmlNode* const n = &tree->nodes.at[node];
  for (uint32_t i = 0; i < n->n_attrs; ++i) {
    if (tree->attrs.at[n->attrs + i].name == name) {
      return tree->attrs.at[n->attrs + i].value;
    }
  }
  return ng_str_n(NULL, 0);
}

NgStr
ng_html_node_words(const NgHtmlTree* tree, uint32_t node, NgArena* arena)
{
  const uint32_t end   = tree->nodes.at[node].end;
  size_t         bytes = 1;
  for (uint32_t i = node + 1; i < end; ++i) {
    bytes += tree->nodes.at[i].tag == NG_HTML_TEXT ? tree->nodes.at[i].text.len : 1;
  }
  char* const to = ng_arena_calloc(arena, bytes, 1);
  size_t      n  = 0;
  if (!to) {
    return ng_str_n(NULL, 0);
  }
  for (uint32_t i = node + 1; i < end; ++i) {
    const NgHtmlNode* const at = &tree->nodes.at[i];
    if (at->tag != NG_HTML_TEXT) {
      if (tag_kinds[at->tag] & HIDDEN) {
        i = at->end - 1;
      } else if (n && to[n - 1] != ' ' && ((tag_kinds[at->tag] & BLOCK) || at->tag == NG_HTML_BR)) {
        to[n++] = ' ';
      }
      continue;
    }
    for (size_t k = 0; k < at->text.len; ++k) {
      const char c = ng_html_is_space(at->text.at[k]) ? ' ' : at->text.at[k];
      if (c != ' ' || (n && to[n - 1] != ' ')) {
        to[n++] = c;
      }
    }
  }
  return ng_str_trim(ng_str_n(to, n));
}
