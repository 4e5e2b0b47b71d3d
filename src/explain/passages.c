// SPDX-License-Identifier: Apache-2.0
#include "explain/passages.h"

#include "model/term.h"

#include <stdlib.h>

enum { DOC_BYTES = 1 << 30 }; // most that the layers of one article take

typedef struct {
  NgSpan   bytes;
  uint32_t first, last; // sentences
  bool     is_good;     // lies within the text
} Place;

typedef struct {
  uint32_t at;
  bool     opens;
  bool     is_trigger;
  uint32_t len;
} Mark;

typedef struct {
  const NgLook*           look;
  const NgExplainOptions* options;
  NgBuf*                  out;
  NgDoc                   doc; ///< Of the article at hand, in an arena of its own
  bool                    has_text, lacks_text, has_more;
  uint32_t                n_groups, max;
} Show;

static NgStatus
no_mem(const NgLook* look)
{
  return ng_error_no_mem(look->err);
}

// A number below 2^31 at the start of `*s`, which keeps the rest.
static bool
take_number(NgStr* s, uint32_t* out)
{
  uint32_t n = 0;
  size_t   i = 0;
  for (; i < s->len && i < 9 && s->at[i] >= '0' && s->at[i] <= '9'; ++i) {
    n = n * 10 + (uint32_t)(s->at[i] - '0');
  }
  *s   = ng_str_n(s->at + i, s->len - i);
  *out = n;
  return i > 0;
}

NgStatus
ng_passages_add(const NgLook* look, NgPassages* passages, NgStr iri, bool is_trigger, NgStr note)
{
  static const char key[] = "#char=";
  const char* const hash  = memchr(iri.at, '#', iri.len);
  NgPassage         p     = {.is_trigger = is_trigger, .note = note};
  if (!hash) {
    return NG_SUCCESS;
  }
  p.article  = ng_str_n(iri.at, (size_t)(hash - iri.at));
  NgStr rest = ng_str_n(hash, iri.len - p.article.len);
  if (!ng_str_starts(rest, key)) {
    return NG_SUCCESS;
  }
  rest = ng_str_n(rest.at + sizeof(key) - 1, rest.len - sizeof(key) + 1);
  if (!take_number(&rest, &p.begin) || !ng_str_starts(rest, ",")) {
    return NG_SUCCESS;
  }
  rest = ng_str_n(rest.at + 1, rest.len - 1);
  if (!take_number(&rest, &p.end) || rest.len || p.end <= p.begin) {
    return NG_SUCCESS;
  }
  NgPassage* const added = NG_VEC_ADD(look->arena, *passages);
  if (!added) {
    return no_mem(look);
  }
  *added = p;
  return NG_SUCCESS;
}

static int
by_place(const void* a, const void* b)
{
  const NgPassage* const x  = a;
  const NgPassage* const y  = b;
  const int              by = ng_str_cmp(x->article, y->article);
  if (by || x->begin != y->begin) {
    return by ? by : x->begin < y->begin ? -1 : 1;
  }
  if (x->end != y->end) {
    return x->end > y->end ? -1 : 1;
  }
  return (int)x->is_trigger - (int)y->is_trigger;
}

// In order, and each once: the same place may serve several facts.
static void
arrange(NgPassages* passages)
{
  uint32_t n = 0;
  if (passages->n) {
    qsort(passages->at, passages->n, sizeof(*passages->at), by_place);
  }
  for (uint32_t i = 0; i < passages->n; ++i) {
    if (!n || by_place(&passages->at[n - 1], &passages->at[i])) {
      passages->at[n++] = passages->at[i];
    }
  }
  passages->n = n;
}

// --- the text of an article ----------------------------------------------------------------------

// What the graph has as the text of the article: the context is the node whose source it is.
static NgStatus
given_text(const NgLook* look, NgStr article, NgStr* out)
{
  NgLookPairs pairs;
  *out = ng_str("");
  NG_TRY(ng_look_to(look, article, &pairs));
  for (uint32_t i = 0; i < pairs.n && !out->len; ++i) {
    NgCell text;
    if (ng_str_eq(pairs.at[i].property, ng_prop_iri(NG_PROP_NIF_SOURCE_URL))) {
      NG_TRY(ng_look_value(look, pairs.at[i].other.value, NG_PROP_NIF_IS_STRING, &text));
      *out = text.kind ? text.value : *out;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
open_text(Show* s, NgStr article)
{
  const NgExplainTexts* const texts = s->options->texts;
  NgStr                       given;
  s->has_text = false;
  if (texts) {
    NG_TRY(given_text(s->look, article, &given));
    ng_doc_reset(&s->doc);
    const NgStatus status = texts->text(texts->self, article, given, &s->doc, s->look->err);
    if (status != NG_END) {
      NG_TRY(status);
      s->has_text = true;
    }
  }
  s->lacks_text |= !s->has_text;
  return NG_SUCCESS;
}

// Bytes of `n` code points from byte `at`, as far as there are so many.
static bool
skip_chars(NgStr text, uint32_t* at, uint32_t n)
{
  while (n && *at < text.len) {
    do {
      ++*at;
    } while (*at < text.len && ((unsigned char)text.at[*at] & 0xC0) == 0x80);
    --n;
  }
  return !n;
}

// First sentence that ends behind byte `at`; sentences.n where none does.
static uint32_t
sentence_behind(const NgDoc* doc, uint32_t at)
{
  uint32_t low = 0, high = doc->sentences.n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (doc->sentences.at[mid].bytes.end > at) {
      high = mid;
    } else {
      low = mid + 1;
    }
  }
  return low;
}

// Where in the text the passages of one article lie; they are in order.
static Place*
locate(const Show* s, const NgPassage* passages, uint32_t n)
{
  Place* const places = ng_arena_calloc(s->look->arena, n, sizeof(Place));
  uint32_t     chars = 0, bytes = 0;
  for (uint32_t i = 0; places && s->has_text && i < n; ++i) {
    Place* const p = &places[i];
    if (!skip_chars(s->doc.text, &bytes, passages[i].begin - chars)) {
      break; // neither this nor those behind it
    }
    chars    = passages[i].begin;
    p->bytes = (NgSpan){bytes, bytes};
    if (!skip_chars(s->doc.text, &p->bytes.end, passages[i].end - passages[i].begin)) {
      continue;
    }
    p->first   = sentence_behind(&s->doc, p->bytes.begin);
    p->last    = sentence_behind(&s->doc, p->bytes.end - 1);
    p->is_good = p->last < s->doc.sentences.n;
  }
  return places;
}

// --- marks ---------------------------------------------------------------------------------------

// At one place what ends comes before what begins, the inner ends first, and the outer begins first.
static int
by_mark(const void* a, const void* b)
{
  const Mark* const x = a;
  const Mark* const y = b;
  if (x->at != y->at) {
    return x->at < y->at ? -1 : 1;
  }
  if (x->opens != y->opens) {
    return x->opens ? 1 : -1;
  }
  if (x->len != y->len) {
    return (x->len < y->len) == x->opens ? 1 : -1;
  }
  return x->is_trigger == y->is_trigger ? 0 : x->is_trigger == x->opens ? 1 : -1;
}

static const char*
mark_text(const Mark* m, bool is_bold)
{
  static const char* const plain[2][2]    = {{"]]", "[["}, {"}}", "{{"}};
  static const char* const terminal[2][2] = {{"\033[22m", "\033[1m"}, {"\033[24m", "\033[4m"}};
  return (is_bold ? terminal : plain)[m->is_trigger][m->opens];
}

static NgStatus
write_marked(Show* s, const NgPassage* passages, const Place* places, uint32_t n)
{
  Mark* const marks = ng_arena_calloc(s->look->arena, n, 2 * sizeof(Mark));
  NgSpan      whole = s->doc.sentences.at[places[0].first].bytes;
  whole.begin       = places[0].bytes.begin < whole.begin ? places[0].bytes.begin : whole.begin;
  if (!marks) {
    return no_mem(s->look);
  }
  for (uint32_t i = 0; i < n; ++i) {
    const NgSpan   b    = places[i].bytes;
    const uint32_t last = s->doc.sentences.at[places[i].last].bytes.end;
    marks[2 * i]        = (Mark){b.begin, true, passages[i].is_trigger, b.end - b.begin};
    marks[2 * i + 1]    = (Mark){b.end, false, passages[i].is_trigger, b.end - b.begin};
    whole.end           = last > whole.end ? last : whole.end;
    whole.end           = b.end > whole.end ? b.end : whole.end;
  }
  qsort(marks, 2 * (size_t)n, sizeof(Mark), by_mark);
  uint32_t at = whole.begin;
  ng_buf_addz(s->out, "  ");
  for (uint32_t i = 0; i < 2 * n; ++i) {
    ng_look_put(s->out, ng_str_n(s->doc.text.at + at, marks[i].at - at));
    ng_buf_addz(s->out, mark_text(&marks[i], s->options->is_bold));
    at = marks[i].at;
  }
  ng_look_put(s->out, ng_str_n(s->doc.text.at + at, whole.end - at));
  return ng_buf_addc(s->out, '\n');
}

// --- articles ------------------------------------------------------------------------------------

static NgStatus
write_heading(Show* s, NgStr article)
{
  NgCell title, date;
  NG_TRY(ng_look_value(s->look, article, NG_PROP_DCTERMS_TITLE, &title));
  NG_TRY(ng_look_value(s->look, article, NG_PROP_SCHEMA_DATE_PUBLISHED, &date));
  const NgStr name = ng_look_short(s->look, article);
  if (!name.at) {
    return no_mem(s->look);
  }
  ng_buf_addz(s->out, "\nIn ");
  ng_look_put(s->out, name);
  if (title.kind) {
    ng_buf_addz(s->out, ", \"");
    ng_look_put(s->out, title.value);
    ng_buf_addz(s->out, "\"");
  }
  if (date.kind) {
    ng_buf_addz(s->out, ", ");
    ng_look_put(s->out, date.value);
  }
  return ng_buf_addz(s->out, "\n");
}

static void
write_note(Show* s, const NgPassage* p)
{
  ng_buf_printf(s->out, "    %u-%u ", p->begin, p->end);
  ng_look_put(s->out, p->note);
  ng_buf_addc(s->out, '\n');
}

// One after the other, those whose sentences meet together.
static NgStatus
write_article(Show* s, const NgPassage* passages, uint32_t n)
{
  const Place* const places = locate(s, passages, n);
  if (!places) {
    return no_mem(s->look);
  }
  for (uint32_t i = 0, next; i < n; i = next) {
    uint32_t last = places[i].last;
    if (s->n_groups == s->max) {
      s->has_more = true;
      break;
    }
    next = i + 1;
    while (places[i].is_good && next < n && places[next].is_good && places[next].first <= last) {
      last = places[next].last > last ? places[next].last : last;
      ++next;
    }
    if (places[i].is_good) {
      NG_TRY(write_marked(s, passages + i, places + i, next - i));
    }
    for (uint32_t k = i; k < next; ++k) {
      write_note(s, &passages[k]);
    }
    ++s->n_groups;
  }
  return s->out->status;
}

static NgStatus
write_all(Show* s, const NgPassages* passages)
{
  for (uint32_t i = 0, next; i < passages->n && !s->has_more; i = next) {
    const NgStr article = passages->at[i].article;
    for (next = i + 1; next < passages->n && ng_str_eq(passages->at[next].article, article);) {
      ++next;
    }
    if (s->n_groups == s->max) {
      s->has_more = true;
      break;
    }
    NG_TRY(write_heading(s, article));
    NG_TRY(open_text(s, article));
    NG_TRY(write_article(s, passages->at + i, next - i));
  }
  if (s->has_more) {
    ng_buf_addz(s->out, "\n... and more; --all shows them\n");
  }
  if (s->lacks_text) {
    ng_buf_addz(s->out, "\nThe sentences are not shown where the graph does not hold the article's text: "
                        "write the graph with\n"
                        "'newsgraph extract --text', or name the article by --article.\n");
  }
  return s->out->status;
}

NgStatus
ng_passages_write(const NgLook* look, NgPassages* passages, const NgExplainOptions* options, uint32_t max,
                  NgBuf* out)
{
  Show s = {
      .look = look, .options = options, .out = out, .max = max, .doc = {.arena = ng_arena_new(DOC_BYTES)}};
  if (!s.doc.arena) {
    return no_mem(look);
  }
  arrange(passages);
  const NgStatus status = write_all(&s, passages);
  ng_arena_free(s.doc.arena);
  return status;
}
