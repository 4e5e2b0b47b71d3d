// SPDX-License-Identifier: Apache-2.0
// The class of a name within its type, from its words, its surroundings and its other mentions.
#include "tag/names_impl.h"

static const NgClass CLASSES[NG_N_NAME_CLASS] = {
    NG_CLASS_PERSON,       NG_CLASS_COUNTRY,      NG_CLASS_PLACE,
    NG_CLASS_GOVERNMENT,   NG_CLASS_AGENCY,       NG_CLASS_LEGISLATURE,
    NG_CLASS_COURT,        NG_CLASS_PARTY,        NG_CLASS_INTERNATIONAL_ORGANIZATION,
    NG_CLASS_MEDIA_OUTLET, NG_CLASS_ORGANIZATION, NG_CLASS_FACILITY,
    NG_CLASS_DEMONYM,      NG_CLASS_MEASURE,      NG_CLASS_EVENT_NAME,
    NG_CLASS_NONE,
};

static const uint16_t OF_TYPE[NG_N_NAME_TYPES] = {
    [NG_NAME_PER] = 0x0001, [NG_NAME_LOC] = 0x0006, [NG_NAME_ORG] = 0x07F8,
    [NG_NAME_FAC] = 0x0800, [NG_NAME_DEM] = 0x1000, [NG_NAME_MISC] = 0xE000,
};

NgClass
ng_names_class(uint32_t index)
{
  return index < NG_N_NAME_CLASS ? CLASSES[index] : NG_CLASS_NONE;
}

uint32_t
ng_names_classes_of(NgNameType type)
{
  return type < NG_N_NAME_TYPES ? OF_TYPE[type] : 0;
}

typedef struct {
  uint32_t* rows;
  uint32_t  n;
} Rows;

static void
add(Rows* out, uint32_t id, uint32_t a, uint32_t b)
{
  out->rows[out->n++] = ng_names_hash(200 + id, a, b);
}

static uint32_t
word_hash(const NgNamesView* view, uint32_t token)
{
  return (uint32_t)view->words[view->toks[token].word].hash;
}

static bool
is_text(const NgNamesView* view, uint32_t token, const char* text)
{
  return token < view->doc->tokens.n && ng_str_is(view->doc->tokens.at[token].lower, text);
}

// Token behind the head: before the first "of", "for", "in" or comma inside the name.
static uint32_t
head_end(const NgNamesView* view, NgSpan span)
{
  static const char* const ENDS[] = {"of", "for", "in", "on", "to", ",", "and", "de", "(", "at"};
  for (uint32_t t = span.begin + 1; t < span.end; ++t) {
    for (size_t i = 0; i < sizeof(ENDS) / sizeof(*ENDS); ++i) {
      if (is_text(view, t, ENDS[i])) {
        return t;
      }
    }
  }
  return span.end;
}

static uint32_t
whole_hash(const NgNamesView* view, NgSpan span)
{
  uint32_t hash = 1;
  for (uint32_t t = span.begin; t < span.end; ++t) {
    hash = ng_names_hash(0, hash, word_hash(view, t));
  }
  return hash;
}

static void
add_inside(Rows* out, const NgNamesView* view, NgSpan span, uint32_t id)
{
  const uint32_t last = span.end - 1, head = head_end(view, span) - 1;
  add(out, id, whole_hash(view, span), 0);
  add(out, id + 1, word_hash(view, span.begin), 0);
  add(out, id + 2, word_hash(view, last), 0);
  add(out, id + 3, word_hash(view, head), 0);
  if (head > span.begin) {
    add(out, id + 4, word_hash(view, head), word_hash(view, head - 1));
  }
  add(out, id + 5, view->words[view->toks[head].word].cluster[0], 0);
  add(out, id + 6, view->words[view->toks[head].word].cluster[1], 0);
  add(out, id + 7, view->words[view->toks[span.begin].word].cluster[0], 0);
  for (uint32_t t = span.begin; t < span.end && t < span.begin + 10; ++t) {
    add(out, id + 8, word_hash(view, t), 0);
  }
}

static void
add_outside(Rows* out, const NgNamesView* view, NgSpan span, bool is_acronym)
{
  const uint32_t n     = view->doc->tokens.n;
  const uint32_t prev  = span.begin ? word_hash(view, span.begin - 1) : 1;
  const uint32_t prev2 = span.begin > 1 ? word_hash(view, span.begin - 2) : 1;
  const uint32_t next  = span.end < n ? word_hash(view, span.end) : 1;
  const uint32_t next2 = span.end + 1 < n ? word_hash(view, span.end + 1) : 1;
  add(out, 20, prev, is_acronym);
  add(out, 21, next, is_acronym);
  add(out, 22, prev, prev2);
  add(out, 23, next, next2);
  if (span.begin) {
    add(out, 24, view->words[view->toks[span.begin - 1].word].cluster[0], 0);
  }
  if (span.end < n) {
    add(out, 25, view->words[view->toks[span.end].word].cluster[0], 0);
  }
}

uint32_t
ng_names_class_rows(const NgNamesView* view, const NgNamesSpans* spans, uint32_t i, uint32_t* rows)
{
  Rows                     out        = {rows, 0};
  const NgNamesSpan* const span       = &spans->at[i];
  const NgSpan             s          = span->tokens;
  const uint32_t           n          = s.end - s.begin;
  const bool               is_acronym = n == 1 && (view->toks[s.begin].flags & NG_NAMETOK_UPPER) != 0;
  add(&out, 30, span->type, n < 6 ? n : 6);
  add(&out, 31, span->type, view->toks[s.begin].shape | (n == 1));
  add(&out, 32, view->words[view->toks[s.end - 1].word].suffix[2], n == 1);
  add(&out, 33, view->words[view->toks[s.end - 1].word].suffix[3], n == 1);
  add_inside(&out, view, s, 0);
  add_outside(&out, view, s, is_acronym);
  // "Central Statistics Office (CSO)": the short form has the words of the long one.
  if (is_acronym && i > 0 && spans->at[i - 1].tokens.end + 1 == s.begin && is_text(view, s.begin - 1, "(")) {
    add_inside(&out, view, spans->at[i - 1].tokens, 40);
  }
  if (view->know) {
    add(&out, 60, ng_names_view_known(view, s), 0);
    uint32_t bits = ng_names_view_known(view, s);
    for (; bits; bits &= bits - 1) {
      add(&out, 61, (uint32_t)__builtin_ctz(bits), 0);
    }
  }
  return out.n;
}
