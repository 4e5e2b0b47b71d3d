// SPDX-License-Identifier: Apache-2.0
// Items of an XML file, such as a feed's, cut out as bytes together with what they need from around them: the
// XML declaration, the document type, the start tags of their ancestors. Only mark-up is looked at; whether
// it is well-formed is the parser's question, item by item.
#include "read/source_impl.h"

#include "base/alloc.h"

enum {
  MAX_OPEN    = 32,
  MAX_NAME    = 64, // of an item, with its prefix
  MAX_TAG     = 64 * 1024,
  MAX_ATTRS   = 256, // of a tag; parsers need time by the square of their number
  MAX_SPACES  = 48,  // of them, namespaces
  MAX_CONTEXT = 64 * 1024,
  MAX_KEPT    = 4 * 1024,
  PIECE       = 4 * 1024,
};

typedef enum { MARK_OTHER = 0, MARK_DECLARATION, MARK_DOCTYPE, MARK_START, MARK_EMPTY, MARK_END } MarkKind;

typedef struct {
  MarkKind kind;
  size_t   begin, end;             // in the buffer
  NgStr    name;                   // of an element, with its prefix
  size_t   n_attributes, n_spaces; // of a tag: all, and those that declare namespaces
} Mark;

typedef struct {
  size_t at; // of its start tag in the context
  size_t n;  // bytes of its name
} Open;

struct NgXmlCutImpl {
  NgBuf  context; // declaration, document type, start tags of what is open
  NgBuf  kept;    // title and language of the whole
  Open   open[MAX_OPEN];
  size_t n_open;
  bool   has_doctype, has_root, has_title, has_language;
  size_t kept_at;        // in the buffer: a leaf that may be kept; SIZE_MAX: none
  char   item[MAX_NAME]; // name of the item at hand
  size_t n_item;
  size_t n_piece; // bytes at the end of the buffer that are not taken from the source yet
};

NgXmlCut*
ng_xml_cut_new(void)
{
  NgXmlCut* const cut = ng_calloc(1, sizeof(NgXmlCut));
  if (cut) {
    cut->context = (NgBuf)NG_BUF_INIT(MAX_CONTEXT);
    cut->kept    = (NgBuf)NG_BUF_INIT(2 * MAX_KEPT);
    cut->kept_at = SIZE_MAX;
  }
  return cut;
}

void
ng_xml_cut_free(NgXmlCut* cut)
{
  if (cut) {
    ng_buf_free(&cut->context);
    ng_buf_free(&cut->kept);
    ng_free(cut);
  }
}

// --- mark-up -------------------------------------------------------------------------------------

// Behind the first `stop` from `from` on, or 0.
static size_t
behind(NgStr s, size_t from, const char* stop)
{
  const size_t n = strlen(stop);
  size_t       i = from + n - 1;
  while (i < s.len) {
    const char* const found = memchr(s.at + i, stop[n - 1], s.len - i);
    if (!found) {
      return 0;
    }
    i = (size_t)(found - s.at) + 1;
    if (!memcmp(s.at + i - n, stop, n)) {
      return i;
    }
  }
  return 0;
}

// Where to go on looking for a stop of two or three bytes.
static size_t
later(size_t from, size_t seen)
{
  return seen > from + 2 ? seen - 2 : from;
}

// Behind the ">" of the document type at `from`: outside of quotes and of brackets. 0: not there yet.
static size_t
behind_doctype(NgStr s, size_t from)
{
  char   quote  = '\0';
  size_t n_open = 0;
  for (size_t i = from; i < s.len; ++i) {
    const char c = s.at[i];
    if (quote) {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[') {
      ++n_open;
    } else if (c == ']' && n_open) {
      --n_open;
    } else if (c == '>' && !n_open) {
      return i + 1;
    }
  }
  return 0;
}

// Behind the ">" of the tag that begins at m->begin, outside of quotes, with its attributes counted. Where
// another
// "<" comes first it is no tag, and that is where to go on, with MARK_OTHER. 0: not there yet.
static size_t
behind_tag(NgStr s, Mark* m)
{
  char   quote = '\0';
  size_t word  = m->begin; // where the last one begins
  for (size_t i = m->begin + 1; i < s.len; ++i) {
    const char c = s.at[i];
    if (c == '<') {
      m->kind = MARK_OTHER;
      return i;
    }
    if (quote) {
      quote = c == quote ? '\0' : quote;
    } else if (c == '>') {
      return i + 1;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '=') {
      ++m->n_attributes;
      m->n_spaces += i - word > 5 && !memcmp(s.at + word, "xmlns", 5);
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      word = i + 1;
    }
  }
  return 0;
}

static NgStr
name_at(NgStr s, size_t from)
{
  size_t i = from;
  while (i < s.len && !strchr(" \t\r\n/>", s.at[i])) {
    ++i;
  }
  return ng_str_n(s.at + from, i - from);
}

static bool
begins_name(char c)
{
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static void
find_tag_end(NgStr s, Mark* m)
{
  const bool   is_end = s.at[m->begin + 1] == '/';
  const size_t name   = m->begin + (is_end ? 2 : 1);
  m->kind             = is_end ? MARK_END : MARK_START;
  if (name < s.len && !begins_name(s.at[name])) {
    m->kind = MARK_OTHER;
    m->end  = name; // a lone "<"
    return;
  }
  m->end  = behind_tag(s, m);
  m->name = name_at(s, name);
  if (m->kind == MARK_START && m->end && s.at[m->end - 2] == '/') {
    m->kind = MARK_EMPTY;
  }
}

// The next mark-up from `from` on, of which no end stands before `seen`. False where it is not there to its
// end: `m->begin` is where it begins. A tag beyond any reason is taken for text. Time is linear in the bytes
// gone over, since whatever is no mark-up ends at the next "<".
static bool
find_mark(NgStr s, size_t from, size_t seen, Mark* m)
{
  const char* const found = from < s.len ? memchr(s.at + from, '<', s.len - from) : NULL;
  *m                      = (Mark){.begin = found ? (size_t)(found - s.at) : s.len};
  if (!found) {
    return false;
  }
  const size_t begin = m->begin;
  const NgStr  rest  = ng_str_n(found, s.len - begin);
  // "<![CDATA[" is the longest that must be told.
  if (rest.len < 2 || (rest.len < 9 && (rest.at[1] == '!' || rest.at[1] == '?'))) {
    return false;
  }
  if (ng_str_starts(rest, "<!--")) {
    m->end = behind(s, later(begin + 4, seen), "-->");
  } else if (ng_str_starts(rest, "<![CDATA[")) {
    m->end = behind(s, later(begin + 9, seen), "]]>");
  } else if (rest.at[1] == '?') {
    m->kind = ng_str_starts(rest, "<?xml ") ? MARK_DECLARATION : MARK_OTHER;
    m->end  = behind(s, later(begin + 2, seen), "?>");
  } else if (rest.at[1] == '!') {
    m->kind = ng_str_starts(rest, "<!DOCTYPE") ? MARK_DOCTYPE : MARK_OTHER;
    m->end  = begin + 2; // it is looked for further only where it may stand
  } else {
    find_tag_end(s, m);
    if (!m->end && rest.len > MAX_TAG) {
      m->kind = MARK_OTHER;
      m->end  = s.len;
    }
  }
  return m->end != 0;
}

// --- names ---------------------------------------------------------------------------------------

static NgStr
local_name(NgStr name)
{
  const char* const colon = name.len ? memchr(name.at, ':', name.len) : NULL;
  return colon ? ng_str_n(colon + 1, name.len - (size_t)(colon + 1 - name.at)) : name;
}

static bool
is_one_of(NgStr name, const char* const* names)
{
  while (*names && !ng_str_is(name, *names)) {
    ++names;
  }
  return *names != NULL;
}

static const char* const feed_roots[] = {"rss", "RDF", "feed", NULL};
static const char* const feed_items[] = {"item", "entry", NULL};
static const char* const news_roots[] = {"newsMessage", "NewsML", NULL};
static const char* const news_items[] = {"newsItem",      "packageItem",  "conceptItem",
                                         "knowledgeItem", "planningItem", "catalogItem",
                                         "NewsItem",      "nitf",         NULL};

NgReadFormat
ng_xml_format(NgStr root)
{
  const NgStr name = local_name(root);
  return is_one_of(name, feed_roots)                                  ? NG_READ_FEED
         : is_one_of(name, news_roots) || is_one_of(name, news_items) ? NG_READ_NEWSML
         : ng_str_is(name, "html")                                    ? NG_READ_HTML
                                                                      : NG_READ_AUTO;
}

bool
ng_xml_root(NgStr s, NgStr* root)
{
  Mark   m           = {0};
  size_t at          = 0;
  bool   has_doctype = false;
  while (find_mark(s, at, 0, &m)) {
    if (m.kind == MARK_DOCTYPE && !has_doctype) {
      has_doctype = true;
      m.end       = behind_doctype(s, m.end);
      if (!m.end) {
        return false;
      }
    }
    if (m.kind == MARK_START || m.kind == MARK_EMPTY) {
      *root = m.name;
      return true;
    }
    at = m.end;
  }
  return false;
}

// --- the buffer, which is raw->bytes ------------------------------------------------------------

// More bytes. @return NG_END where there are none.
static NgStatus
extend(NgSource* source, NgRaw* raw, NgError* err)
{
  NgXmlCut* const cut = source->xml;
  NgStr           view;
  ng_source_take(source, cut->n_piece);
  cut->n_piece = 0;
  NG_TRY(ng_source_peek(source, 1, &view, err));
  cut->n_piece      = view.len < PIECE ? view.len : PIECE;
  const NgStatus st = view.len ? ng_buf_add(&raw->bytes, ng_str_n(view.at, cut->n_piece)) : NG_END;
  cut->n_piece      = st ? 0 : cut->n_piece;
  return st == NG_ERR_NO_MEM ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}

static void
drop(NgSource* source, NgRaw* raw, size_t n)
{
  if (!n) {
    return;
  }
  ng_source_count_lines(source, ng_str_n(raw->bytes.at, n));
  memmove(raw->bytes.at, raw->bytes.at + n, raw->bytes.len - n);
  raw->bytes.len -= n;
}

// The buffer ends at `end`; what was read beyond goes back.
static void
finish(NgSource* source, NgRaw* raw, size_t end)
{
  NgXmlCut* const cut = source->xml;
  ng_source_take(source, cut->n_piece - (raw->bytes.len - end));
  cut->n_piece   = 0;
  raw->bytes.len = end;
}

// --- around the items ----------------------------------------------------------------------------

static NgStr
parent(const NgXmlCut* cut)
{
  const Open open = cut->n_open ? cut->open[cut->n_open - 1] : (Open){0};
  return open.n ? local_name(ng_str_n(cut->context.at + open.at + 1, open.n)) : ng_str("");
}

// Title and language of a feed stand beside its items and are leaves.
static void
look_for_leaf(NgXmlCut* cut, const Mark* m)
{
  static const char* const parents[] = {"channel", "feed", NULL};
  const NgStr              name      = local_name(m->name);
  const bool               is_wanted = (ng_str_is(name, "title") && !cut->has_title) ||
                         (ng_str_is(name, "language") && !cut->has_language);
  cut->kept_at = is_wanted && is_one_of(parent(cut), parents) ? m->begin : SIZE_MAX;
}

static void
keep_leaf(NgXmlCut* cut, NgStr bytes, const Mark* m)
{
  if (cut->kept_at != SIZE_MAX && m->end - cut->kept_at <= MAX_KEPT) {
    ng_buf_add(&cut->kept, ng_str_n(bytes.at + cut->kept_at, m->end - cut->kept_at));
    cut->has_title    = cut->has_title || ng_str_is(local_name(m->name), "title");
    cut->has_language = cut->has_language || ng_str_is(local_name(m->name), "language");
  }
  cut->kept_at = SIZE_MAX;
}

static NgStatus
push(NgXmlCut* cut, NgStr bytes, const Mark* m, NgError* err)
{
  if (cut->n_open == MAX_OPEN) {
    return ng_error_set(err, NG_ERR_LIMIT, "XML nested deeper than %d levels around its items", MAX_OPEN);
  }
  cut->open[cut->n_open++] = (Open){cut->context.len, m->name.len};
  const NgStatus st        = ng_buf_add(&cut->context, ng_str_n(bytes.at + m->begin, m->end - m->begin));
  return st ? ng_error_set(err, st, "XML with more than %d bytes of tags around its items", MAX_CONTEXT) : st;
}

static void
pop(NgXmlCut* cut)
{
  if (cut->n_open) {
    cut->context.len = cut->open[--cut->n_open].at;
  }
}

static NgStatus
check_root(NgSource* source, const Mark* m, NgError* err)
{
  source->xml->has_root = true;
  if (ng_xml_format(m->name) == source->format) {
    return NG_SUCCESS;
  }
  return ng_error_set(err, NG_ERR_BAD_INPUT, "XML of another kind: its first element is <%.*s>",
                      (int)(m->name.len < 64 ? m->name.len : 64), m->name.at);
}

static bool
is_item(const NgSource* source, NgStr name)
{
  return name.len < MAX_NAME &&
         is_one_of(local_name(name), source->format == NG_READ_FEED ? feed_items : news_items);
}

// As find_mark, but with the document type whole, where one may stand.
static bool
next_mark(NgXmlCut* cut, NgStr bytes, size_t at, size_t seen, Mark* m)
{
  if (!find_mark(bytes, at, seen, m)) {
    return false;
  }
  if (m->kind == MARK_DOCTYPE && !cut->has_root && !cut->has_doctype) {
    const size_t end = behind_doctype(bytes, m->end);
    if (!end && bytes.len - m->begin <= MAX_TAG) {
      return false;
    }
    cut->has_doctype = true;
    m->kind          = end ? MARK_DOCTYPE : MARK_OTHER;
    m->end           = end ? end : bytes.len;
  } else if (m->kind == MARK_DOCTYPE) {
    m->kind = MARK_OTHER;
  }
  return true;
}

static bool
is_monstrous(const Mark* m)
{
  return m->n_attributes > MAX_ATTRS || m->n_spaces > MAX_SPACES;
}

static NgStatus
refuse_monster(NgError* err)
{
  return ng_error_set(err, NG_ERR_LIMIT, "A tag has more than %d attributes or %d namespaces", MAX_ATTRS,
                      MAX_SPACES);
}

// Mark-up outside of items. `*is_found`: an item begins here.
static NgStatus
on_mark(NgSource* source, NgStr bytes, const Mark* m, bool* is_found, NgError* err)
{
  NgXmlCut* const cut = source->xml;
  if ((m->kind == MARK_START || m->kind == MARK_EMPTY) && !cut->has_root) {
    NG_TRY(check_root(source, m, err));
  }
  if (is_monstrous(m)) {
    return refuse_monster(err);
  }
  switch (m->kind) {
  case MARK_START:
    *is_found = is_item(source, m->name);
    if (*is_found) {
      cut->kept_at = SIZE_MAX;
      return NG_SUCCESS;
    }
    look_for_leaf(cut, m);
    return push(cut, bytes, m, err);
  case MARK_END:
    keep_leaf(cut, bytes, m);
    pop(cut);
    return NG_SUCCESS;
  case MARK_DECLARATION:
  case MARK_DOCTYPE:
    return cut->n_open || cut->has_root
               ? NG_SUCCESS
               : ng_buf_add(&cut->context, ng_str_n(bytes.at + m->begin, m->end - m->begin));
  case MARK_EMPTY:
    cut->kept_at = SIZE_MAX;
    break;
  case MARK_OTHER:
    break;
  }
  return NG_SUCCESS;
}

// Up to the start tag of the next item, which then begins the buffer.
static NgStatus
find_item(NgSource* source, NgRaw* raw, Mark* m, NgError* err)
{
  NgXmlCut* const cut      = source->xml;
  size_t          at       = 0;
  size_t          seen     = 0;
  bool            is_found = false;
  for (;;) {
    while (!is_found && next_mark(cut, ng_buf_str(&raw->bytes), at, seen, m)) {
      NG_TRY(on_mark(source, ng_buf_str(&raw->bytes), m, &is_found, err));
      at   = m->end;
      seen = 0;
    }
    const size_t n_done = m->begin < cut->kept_at ? m->begin : cut->kept_at;
    if (n_done) {
      drop(source, raw, n_done);
    }
    m->begin -= n_done;
    m->end -= is_found ? n_done : 0;
    cut->kept_at -= cut->kept_at == SIZE_MAX ? 0 : n_done;
    if (is_found) {
      return NG_SUCCESS;
    }
    at                = m->begin;
    seen              = raw->bytes.len;
    const NgStatus st = extend(source, raw, err);
    if (st == NG_END && !cut->has_root) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "No XML: there is no element");
    }
    if (st) {
      return st == NG_ERR_LIMIT ? ng_source_too_long(source, "Mark-up", raw->bytes.len, err) : st;
    }
  }
}

// --- an item -------------------------------------------------------------------------------------

// Behind the end tag of the item, or 0.
static size_t
behind_end_tag(const NgXmlCut* cut, NgStr bytes)
{
  size_t at = 0;
  while ((at = behind(bytes, at, "</")) != 0) {
    if (bytes.len - at > cut->n_item && !memcmp(bytes.at + at, cut->item, cut->n_item) &&
        strchr(" \t\r\n>", bytes.at[at + cut->n_item])) {
      return behind(bytes, at, ">");
    }
  }
  return 0;
}

// An item beyond the limit: to its end, with its bytes counted and dropped.
static NgStatus
skip_item(NgSource* source, NgRaw* raw, NgError* err)
{
  size_t n_dropped = 0;
  for (;;) {
    const size_t end = behind_end_tag(source->xml, ng_buf_str(&raw->bytes));
    if (end) {
      finish(source, raw, end);
      ng_source_count_lines(source, ng_buf_str(&raw->bytes));
      return ng_source_too_long(source, "An item", n_dropped + end, err);
    }
    const size_t n = raw->bytes.len > 2 * MAX_NAME ? raw->bytes.len - 2 * MAX_NAME : 0;
    drop(source, raw, n);
    n_dropped += n;
    raw->bytes.status = NG_SUCCESS;
    const NgStatus st = extend(source, raw, err);
    if (st) {
      return st == NG_END ? ng_source_too_long(source, "An item", n_dropped + raw->bytes.len, err) : st;
    }
  }
}

// To the end tag of the item whose start tag begins the buffer and ends at `at`.
static NgStatus
find_end(NgSource* source, NgRaw* raw, size_t at, NgError* err)
{
  const NgStr item       = ng_str_n(source->xml->item, source->xml->n_item);
  size_t      depth      = 1;
  size_t      seen       = 0;
  bool        is_refused = false;
  for (;;) {
    Mark m;
    while (find_mark(ng_buf_str(&raw->bytes), at, seen, &m)) {
      const bool is_same = (m.kind == MARK_START || m.kind == MARK_END) && ng_str_eq(m.name, item);
      depth              = !is_same ? depth : m.kind == MARK_START ? depth + 1 : depth - 1;
      is_refused         = is_refused || is_monstrous(&m);
      if (!depth) {
        finish(source, raw, m.end);
        ng_source_count_lines(source, ng_buf_str(&raw->bytes));
        return is_refused ? refuse_monster(err) : NG_SUCCESS;
      }
      at   = m.end;
      seen = 0;
    }
    at                = m.begin;
    seen              = raw->bytes.len;
    const NgStatus st = extend(source, raw, err);
    if (st == NG_END) {
      return ng_error_set(err, NG_ERR_BAD_INPUT, "The file ends inside of <%s>", source->xml->item);
    }
    if (st) {
      return st == NG_ERR_LIMIT ? skip_item(source, raw, err) : st;
    }
  }
}

static NgStatus
set_surroundings(const NgXmlCut* cut, NgRaw* raw)
{
  ng_buf_add(&raw->before, ng_buf_str(&cut->context));
  ng_buf_add(&raw->before, ng_buf_str(&cut->kept));
  for (size_t i = cut->n_open; i > 0; --i) {
    ng_buf_addz(&raw->after, "</");
    ng_buf_add(&raw->after, ng_str_n(cut->context.at + cut->open[i - 1].at + 1, cut->open[i - 1].n));
    ng_buf_addz(&raw->after, ">");
  }
  return raw->before.status ? raw->before.status : raw->after.status;
}

NgStatus
ng_cut_xml(NgSource* source, NgRaw* raw, NgError* err)
{
  NgXmlCut* const cut = source->xml;
  const size_t    max = source->max_article_bytes;
  Mark            m   = {0};
  raw->bytes.max      = max < SIZE_MAX - PIECE ? max + PIECE : max; // a piece may hold more than the item
  NgStatus st         = find_item(source, raw, &m, err);
  if (st) {
    source->is_over = true; // there is no item to go on with
    return st;
  }
  raw->line   = source->n_lines + 1;
  cut->n_item = m.name.len;
  memcpy(cut->item, raw->bytes.at + 1, cut->n_item);
  cut->item[cut->n_item] = '\0';
  if (set_surroundings(cut, raw)) {
    return ng_error_no_mem(err);
  }
  NG_TRY(find_end(source, raw, m.end, err));
  return raw->bytes.len > max ? ng_source_too_long(source, "An item", raw->bytes.len, err) : NG_SUCCESS;
}
