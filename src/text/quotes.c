// SPDX-License-Identifier: Apache-2.0
// Quotation marks of a paragraph: which open, which close, and which belongs to which. One pass with a
// small stack of open marks, then nothing is looked at again.
#include "text/internal.h"

enum { MAX_DEPTH = 8 }; // deeper nesting is not language

typedef enum {
  FAMILY_NONE = 0,
  FAMILY_DOUBLE, // " and '' and ``
  FAMILY_SINGLE, // '
  FAMILY_CURLY,  // U+201C, U+201D, German U+201E .. U+201C
  FAMILY_CURLED, // U+2018, U+2019, U+201A
  FAMILY_ANGLE,  // guillemets
  FAMILY_ANGLED, // single guillemets
  FAMILY_CORNER, // U+300C .. U+300F
} Family;

typedef enum {
  SIDE_ANY = 0,
  SIDE_LEFT,
  SIDE_RIGHT,
} Side;

typedef struct {
  uint32_t token;
  Family   family;
  uint32_t mark; // code point
} Open;

typedef struct {
  NgDoc*   doc;
  NgSpan   tokens;
  Open     open[MAX_DEPTH];
  uint32_t depth;
} Pairing;

static Family
family_of(uint32_t c, Side* side)
{
  *side = SIDE_ANY;
  switch (c) {
  case '"':
  case 0xFF02:
    return FAMILY_DOUBLE;
  case '\'':
    return FAMILY_SINGLE;
  case '`':
    *side = SIDE_LEFT;
    return FAMILY_SINGLE;
  case 0x201C: // opens in English, closes in German: decided by what is open
    *side = SIDE_LEFT;
    return FAMILY_CURLY;
  case 0x201E:
  case 0x201F:
    *side = SIDE_LEFT;
    return FAMILY_CURLY;
  case 0x201D:
    *side = SIDE_RIGHT;
    return FAMILY_CURLY;
  case 0x2018:
  case 0x201A:
  case 0x201B:
    *side = SIDE_LEFT;
    return FAMILY_CURLED;
  case 0x2019:
    *side = SIDE_RIGHT;
    return FAMILY_CURLED;
  case 0xAB:
  case 0xBB:
    return FAMILY_ANGLE;
  case 0x2039:
  case 0x203A:
    return FAMILY_ANGLED;
  case 0x300C:
  case 0x300E:
    *side = SIDE_LEFT;
    return FAMILY_CORNER;
  case 0x300D:
  case 0x300F:
    *side = SIDE_RIGHT;
    return FAMILY_CORNER;
  default:
    return FAMILY_NONE;
  }
}

// The mark of a token that is nothing but a quotation mark (one, or two typed for a double one).
static Family
mark_of(const NgDoc* doc, uint32_t token, uint32_t* mark, Side* side)
{
  const NgStr    word   = ng_doc_token(doc, token);
  uint32_t       i      = 0;
  const uint32_t c      = ng_char_next((const unsigned char*)word.at, &i);
  Family         family = family_of(c, side);
  *mark                 = c;
  if (family == FAMILY_NONE || i == word.len) {
    return family;
  }
  const uint32_t second = ng_char_next((const unsigned char*)word.at, &i);
  if (second != c || i != word.len) {
    return FAMILY_NONE;
  }
  return family == FAMILY_SINGLE ? FAMILY_DOUBLE : family == FAMILY_CURLED ? FAMILY_CURLY : FAMILY_NONE;
}

static bool
touches_before(const Pairing* p, uint32_t token)
{
  return token > p->tokens.begin && p->doc->tokens.at[token - 1].end == p->doc->tokens.at[token].begin;
}

static bool
touches_after(const Pairing* p, uint32_t token)
{
  return token + 1 < p->tokens.end && p->doc->tokens.at[token + 1].begin == p->doc->tokens.at[token].end;
}

static bool
is_wordlike(const Pairing* p, uint32_t token)
{
  const NgToken* const t = &p->doc->tokens.at[token];
  return t->kind != NG_TOK_PUNCT;
}

// A mark before which a quotation may open although no space stands there.
static bool
is_opener_before(const Pairing* p, uint32_t token)
{
  uint32_t       i = p->doc->tokens.at[token].begin;
  const uint32_t c = ng_char_next((const unsigned char*)p->doc->text.at, &i);
  if (p->doc->tokens.at[token].quote == NG_QUOTE_OPEN) {
    return true;
  }
  return c == '(' || c == '[' || c == '{' || c == '/' || ng_char_is_dash(c) || c == '=' || c == ':';
}

// What stands around a mark that may open or close says which it does.
static Side
side_from_around(const Pairing* p, uint32_t token)
{
  const bool before = touches_before(p, token) && !is_opener_before(p, token - 1);
  const bool after  = touches_after(p, token);
  if (!before && after) {
    return SIDE_LEFT;
  }
  if (before && !after) {
    return SIDE_RIGHT;
  }
  if (before && after) {
    return is_wordlike(p, token + 1) && !is_wordlike(p, token - 1) ? SIDE_ANY : SIDE_RIGHT;
  }
  return SIDE_ANY;
}

static bool
is_open(const Pairing* p, Family family)
{
  for (uint32_t i = 0; i < p->depth; ++i) {
    if (p->open[i].family == family) {
      return true;
    }
  }
  return false;
}

// A single mark that nothing closes is a quotation mark only where a quotation may begin: at the start,
// behind punctuation. Elsewhere it stands for a letter, as in "bin \u2018Abd".
static void
drop_unless_quotation(Pairing* p, const Open* open)
{
  const NgToken* const at        = p->doc->tokens.at;
  const bool           is_single = open->family == FAMILY_SINGLE || open->family == FAMILY_CURLED;
  if (is_single && open->token > p->tokens.begin && at[open->token - 1].kind != NG_TOK_PUNCT) {
    p->doc->tokens.at[open->token].quote = NG_QUOTE_NONE;
  }
}

static void
push(Pairing* p, uint32_t token, Family family, uint32_t mark)
{
  p->doc->tokens.at[token].quote = NG_QUOTE_OPEN;
  if (p->depth == MAX_DEPTH) { // forget the outermost
    drop_unless_quotation(p, &p->open[0]);
    memmove(p->open, p->open + 1, (MAX_DEPTH - 1) * sizeof(Open));
    --p->depth;
  }
  p->open[p->depth++] = (Open){token, family, mark};
}

// Close the innermost open mark of the family; whatever was opened inside it stays without a partner.
static bool
pop(Pairing* p, uint32_t token, Family family)
{
  for (uint32_t i = p->depth; i-- > 0;) {
    if (p->open[i].family == family) {
      NgToken* const at               = p->doc->tokens.at;
      at[token].quote                 = NG_QUOTE_CLOSE;
      at[token].quote_pair            = p->open[i].token;
      at[p->open[i].token].quote_pair = token;
      while (p->depth-- > i + 1) {
        drop_unless_quotation(p, &p->open[p->depth]);
      }
      return true;
    }
  }
  return false;
}

// "boys' toys": a single mark behind an s, a word before and a word after it.
static bool
may_be_possessive(const Pairing* p, uint32_t token)
{
  const NgStr before = token > p->tokens.begin ? p->doc->tokens.at[token - 1].lower : ng_str("");
  return touches_before(p, token) &&
         (ng_str_ends(before, "s") || ng_str_ends(before, "z") || ng_str_ends(before, "x"));
}

// Does a later single mark in the paragraph close better than this one, which may be a possessive? Looks a
// bounded way.
static bool
closes_later(const Pairing* p, uint32_t token)
{
  enum { LOOK = 60 };
  const uint32_t end = p->tokens.end - token > LOOK ? token + LOOK : p->tokens.end;
  for (uint32_t i = token + 1; i < end; ++i) {
    uint32_t     mark   = 0;
    Side         side   = SIDE_ANY;
    const Family family = mark_of(p->doc, i, &mark, &side);
    if (family != FAMILY_SINGLE && family != FAMILY_CURLED) {
      continue;
    }
    if (side == SIDE_LEFT || (side == SIDE_ANY && side_from_around(p, i) == SIDE_LEFT)) {
      return false;
    }
    return touches_before(p, i);
  }
  return false;
}

static void
single(Pairing* p, uint32_t token, Family family, uint32_t mark, Side side)
{
  const Side around = side_from_around(p, token);
  if (side == SIDE_LEFT || (mark == '\'' && around == SIDE_LEFT)) {
    push(p, token, family, mark);
    return;
  }
  if (around == SIDE_LEFT) { // a closing curl before a word: an apostrophe, as in ’em
    return;
  }
  if (!is_open(p, family)) {
    return;
  }
  const bool next_is_word = token + 1 < p->tokens.end && is_wordlike(p, token + 1);
  if (may_be_possessive(p, token) && next_is_word && closes_later(p, token)) {
    return;
  }
  pop(p, token, family);
}

static void
angle(Pairing* p, uint32_t token, Family family, uint32_t mark)
{
  // French and English guillemets point outwards, German ones inwards: the first one seen opens.
  for (uint32_t i = p->depth; i-- > 0;) {
    if (p->open[i].family == family) {
      if (p->open[i].mark != mark) {
        pop(p, token, family);
        return;
      }
      break;
    }
  }
  push(p, token, family, mark);
}

// Which side a double mark takes: what its form says, unless its surroundings and what is open agree that it
// was typed for the other one. German closes with the mark that opens in English.
static Side
side_of_double(const Pairing* p, uint32_t token, Family family, Side side)
{
  const bool opened = is_open(p, family);
  const Side around = side_from_around(p, token);
  if (side == SIDE_ANY) {
    if (around == SIDE_ANY || (around == SIDE_RIGHT && !opened && touches_after(p, token))) {
      return opened ? SIDE_RIGHT : SIDE_LEFT;
    }
    return around;
  }
  if (side == SIDE_LEFT && around == SIDE_RIGHT && opened) {
    return SIDE_RIGHT;
  }
  return side == SIDE_RIGHT && around == SIDE_LEFT && !opened ? SIDE_LEFT : side;
}

static void
twofold(Pairing* p, uint32_t token, Family family, uint32_t mark, Side side)
{
  if (side == SIDE_LEFT) {
    push(p, token, family, mark);
  } else if (!pop(p, token, family)) {
    // Mixed typing: a straight mark closes a curly one and the other way round.
    const Family other = family == FAMILY_CURLY    ? FAMILY_DOUBLE
                         : family == FAMILY_DOUBLE ? FAMILY_CURLY
                                                   : family;
    if (!pop(p, token, other)) {
      p->doc->tokens.at[token].quote = NG_QUOTE_CLOSE;
    }
  }
}

NgStatus
ng_text_quotes(NgDoc* doc, NgSpan tokens)
{
  Pairing p = {.doc = doc, .tokens = tokens, .depth = 0};
  for (uint32_t i = tokens.begin; i < tokens.end; ++i) {
    uint32_t     mark   = 0;
    Side         side   = SIDE_ANY;
    const Family family = mark_of(doc, i, &mark, &side);
    switch (family) {
    case FAMILY_NONE:
      break;
    case FAMILY_SINGLE:
    case FAMILY_CURLED:
      single(&p, i, family, mark, side);
      break;
    case FAMILY_ANGLE:
    case FAMILY_ANGLED:
      angle(&p, i, family, mark);
      break;
    case FAMILY_DOUBLE:
    case FAMILY_CURLY:
    case FAMILY_CORNER:
      twofold(&p, i, family, mark, side_of_double(&p, i, family, side));
      break;
    }
  }
  for (uint32_t i = 0; i < p.depth; ++i) {
    drop_unless_quotation(&p, &p.open[i]);
  }
  return NG_SUCCESS;
}
