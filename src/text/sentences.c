// SPDX-License-Identifier: Apache-2.0
// Where sentences end inside a paragraph. Rules over tokens: a stop that is a token of its own ends a
// sentence unless what follows speaks against it; a stop that is part of an abbreviation does not unless
// what follows speaks for it.
#include "text/internal.h"

typedef struct {
  const NgDoc* doc;
  NgSpan       tokens;
} Par;

typedef enum {
  STOP_NONE = 0,
  STOP_FULL,     // . by itself
  STOP_CRY,      // ! ?
  STOP_ELLIPSIS, // ... and its kind
  STOP_ABBR,     // part of an abbreviation
} Stop;

static Stop
stop_of(const NgDoc* doc, uint32_t token)
{
  const NgToken* const t = &doc->tokens.at[token];
  const NgStr          w = ng_doc_token(doc, token);
  if (t->kind == NG_TOK_WORD || t->kind == NG_TOK_NUMBER) {
    return w.len > 1 && w.at[w.len - 1] == '.' ? STOP_ABBR : STOP_NONE;
  }
  if (t->kind != NG_TOK_PUNCT) {
    return STOP_NONE;
  }
  if (ng_str_is(w, ".")) {
    return STOP_FULL;
  }
  if (memchr(w.at, '!', w.len) || memchr(w.at, '?', w.len)) {
    return STOP_CRY;
  }
  const bool is_ellipsis = ng_str_starts(w, "..") || ng_str_starts(w, "\xE2\x80\xA6");
  return is_ellipsis ? STOP_ELLIPSIS : STOP_NONE;
}

static bool
is_closing(const Par* p, uint32_t token)
{
  const NgStr w = ng_doc_token(p->doc, token);
  if (p->doc->tokens.at[token].quote == NG_QUOTE_CLOSE) {
    return true;
  }
  return ng_str_is(w, ")") || ng_str_is(w, "]") || ng_str_is(w, "}");
}

// First token behind "[12]" or "[citation needed]", notes that belong to the words before them; `token` where
// there is none.
static uint32_t
skip_note(const Par* p, uint32_t token)
{
  enum { MOST = 5 };
  if (token >= p->tokens.end || !ng_token_is(p->doc, token, "[")) {
    return token;
  }
  for (uint32_t i = token + 1; i < p->tokens.end && i < token + MOST; ++i) {
    if (ng_token_is(p->doc, i, "]")) {
      return i + 1;
    }
    if (p->doc->tokens.at[i].shape & NG_SHAPE_CAPITAL) {
      break;
    }
  }
  return token;
}

// A face typed in marks, such as ":-)", or a lone mark at the very end: no sentence of its own.
static bool
is_tail(const Par* p, uint32_t token)
{
  if (token >= p->tokens.end) {
    return false;
  }
  const NgToken* const t = &p->doc->tokens.at[token];
  if (t->kind != NG_TOK_PUNCT && t->kind != NG_TOK_SYMBOL) {
    return false;
  }
  const unsigned char first   = ng_token_first(p->doc, token);
  const bool          is_face = t->end - t->begin > 1 &&
                       (first == ':' || first == ';' || (first == '=' && t->end - t->begin < 4));
  return is_face || token + 1 == p->tokens.end;
}

// First token behind the closing quotes, brackets and notes that follow a stop.
static uint32_t
skip_closing(const Par* p, uint32_t next, bool* has_quote)
{
  while (next < p->tokens.end && is_closing(p, next)) {
    const NgToken* const t = &p->doc->tokens.at[next];
    if ((t->shape & NG_SHAPE_SPACE) && t->quote != NG_QUOTE_CLOSE) {
      break;
    }
    *has_quote = *has_quote || t->quote == NG_QUOTE_CLOSE;
    ++next;
  }
  for (uint32_t behind = skip_note(p, next); behind > next; behind = skip_note(p, next)) {
    next = behind;
  }
  while (is_tail(p, next)) {
    ++next;
  }
  return next;
}

// Nothing but the number or letter of a list item stands from `begin` to the stop at `stop`.
static bool
is_item_number(const Par* p, uint32_t begin, uint32_t stop)
{
  if (stop - begin > 2 || stop == begin) {
    return false;
  }
  const NgToken* const last     = &p->doc->tokens.at[stop - 1];
  const bool           is_short = last->kind == NG_TOK_NUMBER ? last->end - last->begin <= 3
                                                              : last->end - last->begin == 1;
  return is_short && (last->kind == NG_TOK_NUMBER || last->kind == NG_TOK_WORD) &&
         (stop - begin == 1 || p->doc->tokens.at[begin].kind == NG_TOK_PUNCT ||
          p->doc->tokens.at[begin].kind == NG_TOK_SYMBOL);
}

// First token from `token` on that is no opening mark.
static uint32_t
skip_opening(const Par* p, uint32_t token)
{
  while (token < p->tokens.end) {
    const NgStr w = ng_doc_token(p->doc, token);
    if (p->doc->tokens.at[token].quote != NG_QUOTE_OPEN && !ng_str_is(w, "(") && !ng_str_is(w, "[")) {
      break;
    }
    ++token;
  }
  return token;
}

static bool
begins_lower(const Par* p, uint32_t token)
{
  const NgToken* const t = &p->doc->tokens.at[token];
  uint32_t             i = t->begin;
  return (ng_char_class(ng_char_next((const unsigned char*)p->doc->text.at, &i)) & NG_CHAR_LOWER) != 0;
}

static bool
begins_upper(const Par* p, uint32_t token)
{
  return (p->doc->tokens.at[token].shape & NG_SHAPE_CAPITAL) != 0;
}

static bool
is_starter(const Par* p, uint32_t token)
{
  return (ng_lex_flags(ng_doc_token(p->doc, token)) & NG_LEX_STARTER) != 0;
}

static bool
is_joining_mark(const Par* p, uint32_t token)
{
  const NgStr w = ng_doc_token(p->doc, token);
  return ng_str_is(w, ",") || ng_str_is(w, ";") || ng_str_is(w, ":") || ng_str_is(w, ")") ||
         (stop_of(p->doc, token) != STOP_NONE && stop_of(p->doc, token) != STOP_ABBR);
}

// "at 5 p.m. Police came", but "at 5 p.m. Friday", "at 5 p.m. EST", "at 5 p.m. Eastern time".
static bool
is_part_of_time(const Par* p, uint32_t token)
{
  const NgToken* const t = &p->doc->tokens.at[token];
  return (t->shape & NG_SHAPE_ALL_UPPER) || ng_lex_is_calendar(t->lower) ||
         (token + 1 < p->tokens.end && ng_str_is(p->doc->tokens.at[token + 1].lower, "time"));
}

static bool
abbreviation_ends(const Par* p, uint32_t stop, uint32_t next)
{
  const NgStr    word  = ng_doc_token(p->doc, stop);
  const unsigned flags = ng_lex_flags(ng_str_n(word.at, word.len - 1));
  const uint32_t first = skip_opening(p, next);
  if ((flags & (NG_LEX_TITLE | NG_LEX_DIGIT)) && !(flags & NG_LEX_ABBR)) {
    return false;
  }
  if (first == p->tokens.end || !begins_upper(p, first)) {
    return false;
  }
  const NgStr lower = p->doc->tokens.at[stop].lower;
  if (ng_str_is(lower, "p.m.") || ng_str_is(lower, "a.m.")) {
    return !is_part_of_time(p, first);
  }
  const bool is_initial = word.len == 2;
  return !is_initial && is_starter(p, first);
}

// Does the sentence end between the stop with its closing marks and the token `next`?
static bool
ends_before(const Par* p, Stop stop, uint32_t at, uint32_t next, bool has_quote)
{
  const NgToken* const t = &p->doc->tokens.at[next];
  if (is_joining_mark(p, next)) {
    return false;
  }
  switch (stop) {
  case STOP_FULL:
    if (!(t->shape & NG_SHAPE_SPACE)) {
      return begins_upper(p, skip_opening(p, next) < p->tokens.end ? skip_opening(p, next) : next);
    }
    return !(has_quote && begins_lower(p, next));
  case STOP_CRY: // a title may hold such a mark: "Who? (1965)"
    return !begins_lower(p, next) && !(ng_token_is(p->doc, next, "(") && next + 1 < p->tokens.end &&
                                       p->doc->tokens.at[next + 1].kind == NG_TOK_NUMBER);
  case STOP_ELLIPSIS:
    return begins_upper(p, next) && (t->shape & NG_SHAPE_SPACE);
  case STOP_ABBR:
    return abbreviation_ends(p, at, next);
  case STOP_NONE:
    break;
  }
  return false;
}

static NgStatus
add_sentence(NgDoc* doc, uint32_t paragraph, uint32_t begin, uint32_t end)
{
  NgSentence* const s = NG_VEC_ADD(doc->arena, doc->sentences);
  if (!s) {
    return NG_ERR_NO_MEM;
  }
  s->tokens    = (NgSpan){begin, end};
  s->bytes     = ng_doc_byte_span(doc, s->tokens);
  s->paragraph = paragraph;
  doc->tokens.at[begin].shape |= NG_SHAPE_SENTENCE;
  return NG_SUCCESS;
}

// --- datelines -----------------------------------------------------------------------------------

static bool
is_dash(const Par* p, uint32_t token)
{
  const NgStr w = ng_doc_token(p->doc, token);
  return ng_str_is(w, "-") || ng_str_is(w, "--") || ng_str_is(w, "\xE2\x80\x93") ||
         ng_str_is(w, "\xE2\x80\x94");
}

// What may stand between the town and the dash: names, dates, commas and brackets.
static bool
is_of_dateline(const Par* p, uint32_t token)
{
  const NgToken* const t = &p->doc->tokens.at[token];
  const NgStr          w = ng_doc_token(p->doc, token);
  return t->kind == NG_TOK_NUMBER || (t->kind == NG_TOK_WORD && begins_upper(p, token)) ||
         ng_str_is(w, ",") || ng_str_is(w, "(") || ng_str_is(w, ")") || ng_str_is(w, "/");
}

// "Srinagar- The bureau": a hyphen that clings to the town and is parted from what follows binds no words.
static bool
clings(const Par* p, uint32_t dash)
{
  enum { TOWN_WORDS = 3 };
  return dash + 1 < p->tokens.end && dash - p->tokens.begin <= TOWN_WORDS &&
         !(p->doc->tokens.at[dash].shape & NG_SHAPE_SPACE) &&
         (p->doc->tokens.at[dash + 1].shape & NG_SHAPE_SPACE) && begins_upper(p, dash + 1);
}

// First token behind the place, day and agency that open the news, as in "NAIROBI, Kenya (Union Press) -
// Police" and "(Union Press) - Police"; the paragraph's first token where there are none. A town that is not
// in capitals needs a comma or bracket behind it or the dash clinging to it, since "Silva - The minister" is
// written, too.
static uint32_t
dateline_end(const Par* p)
{
  enum { MOST = 16, TOWN_LETTERS = 4, LEAST_BEHIND = 3 };
  const uint32_t begin      = p->tokens.begin;
  const bool     is_bracket = begin < p->tokens.end && ng_token_is(p->doc, begin, "(");
  if (p->tokens.end - begin < LEAST_BEHIND ||
      !(is_bracket || (begins_upper(p, begin) && p->doc->tokens.at[begin].kind == NG_TOK_WORD))) {
    return begin;
  }
  const NgToken* const town = &p->doc->tokens.at[begin];
  const bool is_upper       = (town->shape & NG_SHAPE_ALL_UPPER) && town->end - town->begin >= TOWN_LETTERS;
  bool       has_mark       = is_bracket;
  uint32_t   i              = begin + 1;
  for (; i + LEAST_BEHIND < p->tokens.end && i < begin + MOST && is_of_dateline(p, i); ++i) {
    has_mark = has_mark || ng_token_is(p->doc, i, ",") || ng_token_is(p->doc, i, "(");
  }
  if (i >= p->tokens.end || !is_dash(p, i)) {
    return begin;
  }
  const bool does_cling = clings(p, i);
  const bool is_apart   = (p->doc->tokens.at[i].shape & NG_SHAPE_SPACE) ||
                        ng_token_is(p->doc, i, "\xE2\x80\x94");
  if (!does_cling && (!is_apart || !(is_upper || has_mark))) {
    return begin;
  }
  if (i + 1 + LEAST_BEHIND > p->tokens.end || (is_bracket && !ng_token_is(p->doc, i - 1, ")"))) {
    return begin;
  }
  i += 1 + is_dash(p, i + 1);
  const uint32_t first = skip_opening(p, i);
  return first < p->tokens.end && !begins_lower(p, first) ? i : begin;
}

// --- all -----------------------------------------------------------------------------------------

NgStatus
ng_text_sentences(NgDoc* doc, uint32_t paragraph)
{
  const Par p     = {doc, doc->paragraphs.at[paragraph].tokens};
  uint32_t  begin = dateline_end(&p);
  if (begin > p.tokens.begin) {
    NG_TRY(add_sentence(doc, paragraph, p.tokens.begin, begin));
  }
  for (uint32_t i = begin; i < p.tokens.end;) {
    const Stop stop = stop_of(doc, i);
    if (stop == STOP_NONE) {
      ++i;
      continue;
    }
    bool           has_quote = false;
    const uint32_t next      = skip_closing(&p, i + 1, &has_quote);
    const bool     is_item   = stop == STOP_FULL && is_item_number(&p, begin, i);
    if (next < p.tokens.end && !is_item && ends_before(&p, stop, i, next, has_quote)) {
      NG_TRY(add_sentence(doc, paragraph, begin, next));
      begin = next;
    }
    i = next;
  }
  return begin < p.tokens.end ? add_sentence(doc, paragraph, begin, p.tokens.end) : NG_SUCCESS;
}
