// SPDX-License-Identifier: Apache-2.0
#include "understand/times.h"

#include "base/calendar.h"

enum { MAX_CLIMB = 8, YEAR_MIN = 1000, YEAR_MAX = 2199 };

int32_t
ng_date_days(NgDate date)
{
  return (int32_t)ng_calendar_days(date.year, date.month, date.day);
}

NgDate
ng_date_of_days(int32_t days)
{
  const int32_t  z   = days + 719468;
  const int32_t  era = (z >= 0 ? z : z - 146096) / 146097;
  const uint32_t doe = (uint32_t)(z - era * 146097);
  const uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const uint32_t mp  = (5 * doy + 2) / 153;
  const uint32_t m   = mp < 10 ? mp + 3 : mp - 9;
  const NgDate   d   = {(int16_t)((int32_t)yoe + era * 400 + (m <= 2)), (uint8_t)m,
                        (uint8_t)(doy - (153 * mp + 2) / 5 + 1)};
  return d;
}

// What is read at one place, before it is known what it dates.
typedef struct {
  NgDate  date;    // as far as it is written: year 0, month 0, day 0 where not
  uint8_t weekday; // 1 to 7, 0: none
  NgDate  end;     // of a written range
  int     shift;   // "last" -1, "next" 1
  bool    has_shift;
  int     unit; // days of a unit with a shift
  int     days; // from the article's date, where has_days
  bool    has_days;
  bool    is_range_back; // "in the past N units": days back until now
  bool    is_open;       // "since"
} Written;

typedef struct {
  NgScene* s;
  uint32_t at, end;
} Cursor;

static const NgWord*
word(const NgScene* s, uint32_t t)
{
  static const NgWord none = {.verb = NG_NONE};
  const uint32_t      w    = s->lower[t] != NG_NONE ? s->lower[t] : s->word[t];
  return w == NG_NONE ? &none : &s->lex->words.at[w];
}

static bool
is_word(const NgScene* s, uint32_t t, uint32_t end, const char* z)
{
  return t < end && ng_str_is(s->doc->tokens.at[t].lower, z);
}

// Digits at the start of the token: "21st" is 21. -1 where there are none or more than four.
static int
digits(const NgScene* s, uint32_t t, bool ordinal)
{
  const NgStr w = s->doc->tokens.at[t].lower;
  int         n = 0;
  size_t      i = 0;
  for (; i < w.len && w.at[i] >= '0' && w.at[i] <= '9' && i < 5; ++i) {
    n = n * 10 + (w.at[i] - '0');
  }
  if (!i || i > 4) {
    return -1;
  }
  const NgStr rest = ng_str_n(w.at + i, w.len - i);
  const bool  th   = ng_str_is(rest, "st") || ng_str_is(rest, "nd") || ng_str_is(rest, "rd") ||
                  ng_str_is(rest, "th");
  return !rest.len || (ordinal && th) ? n : -1;
}

static int
day_at(const NgScene* s, uint32_t t, uint32_t end)
{
  const int n = t < end ? digits(s, t, true) : -1;
  return n >= 1 && n <= 31 && s->doc->tokens.at[t].end - s->doc->tokens.at[t].begin <= 4 ? n : 0;
}

static int
year_at(const NgScene* s, uint32_t t, uint32_t end)
{
  const int n = t < end ? digits(s, t, false) : -1;
  return n >= YEAR_MIN && n <= YEAR_MAX ? n : 0;
}

static int
month_at(const NgScene* s, uint32_t t, uint32_t end)
{
  const uint32_t m = t < end ? s->mention[t] : NG_NONE; // "Jan Roe" is no January
  return t < end && word(s, t)->time == NG_TIME_MONTH && (s->doc->tokens.at[t].shape & NG_SHAPE_CAPITAL) &&
                 !(m != NG_NONE && s->doc->mentions.at[m].name_class == NG_CLASS_PERSON)
             ? word(s, t)->time_value
             : 0;
}

static int
weekday_at(const NgScene* s, uint32_t t, uint32_t end)
{
  return t < end && word(s, t)->time == NG_TIME_WEEKDAY && (s->doc->tokens.at[t].shape & NG_SHAPE_CAPITAL)
             ? word(s, t)->time_value
             : 0;
}

static int
number_at(const NgScene* s, uint32_t t, uint32_t end)
{
  if (t >= end) {
    return 0;
  }
  if (word(s, t)->time == NG_TIME_NUMBER) {
    return word(s, t)->time_value;
  }
  const int n = digits(s, t, false);
  return n > 0 ? n : 0;
}

static int
unit_at(const NgScene* s, uint32_t t, uint32_t end)
{
  if (t >= end) {
    return 0;
  }
  const NgWord* w = word(s, t);
  if (w->time != NG_TIME_UNIT && s->word[t] != NG_NONE) {
    w = &s->lex->words.at[s->word[t]];
  }
  return w->time == NG_TIME_UNIT ? w->time_value : 0;
}

static bool
is_may_or_march(const NgScene* s, uint32_t t)
{
  return (is_word(s, t, s->doc->tokens.n, "may") || is_word(s, t, s->doc->tokens.n, "march"));
}

static uint32_t
skip(const NgScene* s, uint32_t t, uint32_t end, const char* z)
{
  return is_word(s, t, end, z) ? t + 1 : t;
}

// ", 2019" or "2019" behind a month or day.
static uint32_t
take_year(const NgScene* s, uint32_t t, uint32_t end, NgDate* date)
{
  const uint32_t y = skip(s, t, end, ",");
  date->year       = (int16_t)year_at(s, y, end);
  return date->year ? y + 1 : t;
}

// "4 January 2019", "January 4, 2019", "January 4-6", "January 2019", "January". @return behind it, or `t`.
static uint32_t
take_date(const NgScene* s, uint32_t t, uint32_t end, Written* w)
{
  const uint32_t from = t;
  if (day_at(s, t, end) && month_at(s, t + 1 + is_word(s, t + 1, end, "of"), end)) {
    w->date.day   = (uint8_t)day_at(s, t, end);
    t             = t + 1 + is_word(s, t + 1, end, "of");
    w->date.month = (uint8_t)month_at(s, t, end);
    return take_year(s, t + 1, end, &w->date);
  }
  if (!month_at(s, t, end)) {
    return from;
  }
  w->date.month = (uint8_t)month_at(s, t, end);
  if (!day_at(s, t + 1, end)) {
    const uint32_t after = take_year(s, t + 1, end, &w->date);
    if (!w->date.year && is_word(s, t + 1, end, "of") && t + 3 < end &&
        word(s, t + 2)->time == NG_TIME_SHIFT && unit_at(s, t + 3, end) == 365) { // "January of last year"
      w->date.year = (int16_t)(s->date.year ? s->date.year + word(s, t + 2)->time_value : 0);
      return t + 4;
    }
    if (!w->date.year && t > 0 && is_may_or_march(s, t) && word(s, t - 1)->time != NG_TIME_PREP &&
        word(s, t - 1)->time != NG_TIME_SHIFT) {
      w->date.month = 0;
      return from;
    }
    return after;
  }
  w->date.day = (uint8_t)day_at(s, t + 1, end);
  t += 2;
  const bool dash = is_word(s, t, end, "-") || is_word(s, t, end, "–") || is_word(s, t, end, "to");
  if (dash && day_at(s, t + 1, end)) {
    w->end     = w->date;
    w->end.day = (uint8_t)day_at(s, t + 1, end);
    t += 2;
  }
  t           = take_year(s, t, end, &w->date);
  w->end.year = w->end.day ? w->date.year : 0;
  return t;
}

// A year where the words around it say that it is one.
static bool
is_year_here(const NgScene* s, uint32_t t, uint32_t begin, uint32_t end)
{
  if (t == begin) {
    return t + 1 < end && s->doc->tokens.at[t + 1].kind == NG_TOK_PUNCT;
  }
  const NgWord* const before = word(s, t - 1);
  const NgWord* const after  = t + 1 < end ? &s->lex->words.at[0] : NULL;
  if (after && s->word[t + 1] != NG_NONE && s->lex->words.at[s->word[t + 1]].time == NG_TIME_UNIT) {
    return false;
  }
  if (before->time == NG_TIME_PREP && !is_word(s, t - 1, end, "for") && !is_word(s, t - 1, end, "to")) {
    return !(t + 1 < end && s->doc->tags && s->doc->tags[t + 1].pos == NG_POS_NOUN &&
             s->doc->tags[t].head == t + 1 && s->doc->tags[t].deprel == NG_DEP_NUMMOD &&
             ng_scene_word(s, t + 1)->noun == NG_NONE);
  }
  // "the 2016 referendum"
  return t + 1 < end && s->doc->tags && s->doc->tags[t].head < end && s->doc->tags[t].head > t &&
         ng_scene_word(s, s->doc->tags[t].head)->noun != NG_NONE;
}

// "last month", "earlier this year", "in the past three weeks", "next Friday".
static uint32_t
take_shifted(const NgScene* s, uint32_t t, uint32_t end, Written* w)
{
  if (t >= end || word(s, t)->time != NG_TIME_SHIFT) {
    return t;
  }
  const int shift = word(s, t)->time_value;
  const int day   = weekday_at(s, t + 1, end);
  const int month = month_at(s, t + 1, end);
  if (day || month) {
    w->weekday    = (uint8_t)day;
    w->date.month = (uint8_t)month;
    w->shift      = shift;
    w->has_shift  = true;
    return t + 2;
  }
  if (unit_at(s, t + 1, end)) {
    w->unit      = unit_at(s, t + 1, end);
    w->shift     = shift;
    w->has_shift = true;
    return t + 2;
  }
  if (t + 1 < end && word(s, t + 1)->time == NG_TIME_PART) {
    w->has_days = true;
    w->days     = shift < 0 ? -1 : shift;
    return t + 2;
  }
  if (t + 1 < end && word(s, t + 1)->time == NG_TIME_SEASON) {
    w->date.month = (uint8_t)word(s, t + 1)->time_value;
    w->unit       = 90;
    w->shift      = shift;
    w->has_shift  = true;
    return t + 2;
  }
  const int n = number_at(s, t + 1, end);
  if (n && unit_at(s, t + 2, end)) {
    const int days   = n * unit_at(s, t + 2, end);
    w->has_days      = true;
    w->days          = shift < 0 ? -days : days;
    w->is_range_back = true;
    return t + 3;
  }
  return t;
}

// "two weeks ago", "three days earlier".
static uint32_t
take_ago(const NgScene* s, uint32_t t, uint32_t end, Written* w)
{
  const int n    = number_at(s, t, end);
  const int unit = n && n < 1000 ? unit_at(s, t + 1, end) : 0;
  if (!unit || !(is_word(s, t + 2, end, "ago") || is_word(s, t + 2, end, "earlier"))) {
    return t;
  }
  w->has_days = true;
  w->days     = -n * unit;
  w->unit     = unit;
  return t + 3;
}

// "2014-2022", "between 2014 and 2022", "from 2008 until 2016"; decades.
static uint32_t
take_years(const NgScene* s, uint32_t t, uint32_t begin, uint32_t end, Written* w)
{
  const NgStr lower = s->doc->tokens.at[t].lower;
  if (lower.len == 5 && lower.at[4] == 's' && lower.at[0] == '1' && lower.at[3] == '0') {
    w->date.year =
        (int16_t)((lower.at[0] - '0') * 1000 + (lower.at[1] - '0') * 100 + (lower.at[2] - '0') * 10);
    if (w->date.year >= YEAR_MIN) {
      w->end      = w->date;
      w->end.year = (int16_t)(w->date.year + 9);
      return t + 1;
    }
    w->date.year = 0;
  }
  const int y = year_at(s, t, end);
  if (!y || !is_year_here(s, t, begin, end)) {
    return t;
  }
  w->date.year     = (int16_t)y;
  const bool joins = is_word(s, t + 1, end, "and") || is_word(s, t + 1, end, "until") ||
                     is_word(s, t + 1, end, "to") || is_word(s, t + 1, end, "-") ||
                     is_word(s, t + 1, end, "–") || is_word(s, t + 1, end, "through");
  const int other = joins ? year_at(s, t + 2, end) : 0;
  if (other > y && !(is_word(s, t + 1, end, "and") && !(t > begin && is_word(s, t - 1, end, "between")))) {
    w->end.year = (int16_t)other;
    return t + 3;
  }
  return t + 1;
}

static uint32_t
take_part(const NgScene* s, uint32_t t, uint32_t end)
{
  return t < end && word(s, t)->time == NG_TIME_PART ? t + 1 : t;
}

// One expression at `t`. @return behind it, or `t` where none begins.
static uint32_t
take(const NgScene* s, uint32_t t, uint32_t begin, uint32_t end, Written* w)
{
  const uint32_t from = t;
  if (weekday_at(s, t, end)) {
    w->weekday = (uint8_t)weekday_at(s, t, end);
    ++t;
    const uint32_t after = take_part(s, t, end);
    const uint32_t date  = take_date(s, skip(s, after, end, ","), end, w);
    if (w->date.month && w->date.day) {
      return date;
    }
    memset(&w->date, 0, sizeof(w->date));
    return after;
  }
  t = take_date(s, from, end, w);
  if (t != from) {
    return t;
  }
  t = take_shifted(s, from, end, w);
  if (t != from) {
    return take_part(s, t, end);
  }
  t = take_ago(s, from, end, w);
  if (t != from) {
    return t;
  }
  if (word(s, from)->time == NG_TIME_DAY) {
    w->has_days = true;
    w->days     = word(s, from)->time_value;
    return take_part(s, from + 1, end);
  }
  if (is_word(s, from, end, "overnight")) {
    w->has_days = true;
    return from + 1;
  }
  if (is_word(s, from, end, "earlier") && is_word(s, from + 1, end, "in") &&
      is_word(s, from + 2, end, "the") && unit_at(s, from + 3, end)) {
    w->unit      = unit_at(s, from + 3, end);
    w->has_shift = true;
    return from + 4;
  }
  return take_years(s, from, begin, end, w);
}

// --- resolving ---

// Is what the verb tells still to come?
static bool
is_future(const NgScene* s, uint32_t anchor)
{
  if (anchor == NG_NONE || !s->has_tree) {
    return false;
  }
  if (s->doc->tags[anchor].xpos == NG_XPOS_VBN && ng_scene_word(s, anchor)->embed == NG_TERM_PLANNED &&
      ng_tree_child(&s->tree, s->doc, anchor, NG_DEP_COMPOUND_PRT) == NG_NONE) {
    return true; // "is scheduled for March 24", not "was sworn in on March 24"
  }
  for (uint32_t c = s->tree.first[anchor]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = s->doc->tags[c].deprel;
    if (rel == NG_DEP_AUX &&
        (ng_scene_word(s, c)->aux == NG_TERM_PLANNED || is_word(s, c, s->doc->tokens.n, "would"))) {
      return true;
    }
    if (rel == NG_DEP_MARK && s->doc->tags[c].xpos == NG_XPOS_TO && s->doc->tags[anchor].xpos == NG_XPOS_VB) {
      const uint32_t head = s->doc->tags[anchor].head;
      return head < s->doc->tokens.n && ng_scene_word(s, head)->embed == NG_TERM_PLANNED;
    }
  }
  return false;
}

static int
weekday_of(int32_t days)
{
  return (int)(((days % 7) + 10) % 7) + 1; // 1970-01-01 was a Thursday
}

static void
set_day(NgTimeExpression* out, int32_t days)
{
  out->begin = out->end = ng_date_of_days(days);
}

static void
resolve_weekday(const NgScene* s, const Written* w, bool future, NgTimeExpression* out)
{
  const int32_t today = ng_date_days(s->date);
  const int     back  = (weekday_of(today) - w->weekday + 7) % 7;
  if (w->has_shift && w->shift > 0) {
    set_day(out, today - back + 7);
  } else if (w->has_shift && w->shift < 0) {
    set_day(out, today - (back ? back : 7));
  } else {
    set_day(out, future && back ? today - back + 7 : today - back);
  }
}

static void
resolve_unit(const NgScene* s, const Written* w, NgTimeExpression* out)
{
  const int32_t today = ng_date_days(s->date);
  NgDate        d     = s->date;
  if (w->unit >= 365) {
    const NgDate y = {(int16_t)(d.year + w->shift * (w->unit / 365)), 0, 0};
    out->begin = out->end = y;
  } else if (w->unit == 30) {
    const int m = (d.year * 12 + d.month - 1) + w->shift;
    d.year      = (int16_t)(m / 12);
    d.month     = (uint8_t)(m % 12 + 1);
    d.day       = 0;
    out->begin = out->end = d;
  } else if (w->unit == 90) {
    d.year     = (int16_t)(d.year + w->shift);
    d.day      = 0;
    d.month    = 0;
    out->begin = out->end = d;
  } else if (w->unit == 7) {
    const int32_t monday = today - (weekday_of(today) - 1) + 7 * w->shift;
    out->begin           = ng_date_of_days(monday);
    out->end             = ng_date_of_days(monday + 6);
    out->is_span         = true;
  } else {
    set_day(out, today + w->shift);
  }
}

static void
resolve_days(const NgScene* s, const Written* w, NgTimeExpression* out)
{
  const int32_t today = ng_date_days(s->date);
  set_day(out, today + w->days);
  if (w->is_range_back) {
    out->is_span = true;
    out->begin   = w->days < 0 ? out->begin : s->date;
    out->end     = w->days < 0 ? s->date : out->end;
    return;
  }
  if (w->unit >= 365) {
    out->begin.month = out->begin.day = 0;
  } else if (w->unit == 30) {
    out->begin.day = 0;
  } else if (w->unit == 7) {
    out->begin.day = w->days ? 0 : out->begin.day;
  }
  out->end = out->begin;
}

// A month or day without a year is the last one before the article's date, or the next where it is still to
// come.
static NgDate
with_year(const NgScene* s, NgDate d, bool future, int shift)
{
  if (d.year || !s->date.year) {
    return d;
  }
  d.year             = s->date.year;
  const int  given   = d.month * 32 + d.day;
  const int  now     = s->date.month * 32 + (d.day ? s->date.day : 0);
  const bool is_near = given - now <= 64 && d.day;
  if (given > now && !future && !is_near) {
    --d.year;
  } else if (given < now && future && now - given > 64) {
    ++d.year;
  }
  if (shift && given <= now && shift > 0) {
    ++d.year;
  }
  return d;
}

static void
resolve(const NgScene* s, const Written* w, NgTimeExpression* out)
{
  const bool future = is_future(s, out->anchor);
  if (w->date.month && w->unit != 90) {
    out->begin = with_year(s, w->date, future, w->has_shift ? w->shift : 0);
    out->end   = w->end.month ? with_year(s, w->end, future, 0) : out->begin;
    if (!out->begin.year) {
      memset(&out->begin, 0, sizeof(out->begin));
    }
  } else if (w->date.year) {
    out->begin = w->date;
    out->end   = w->end.year ? w->end : w->date;
  } else if (!s->date.year || !s->date.day) {
    return;
  } else if (w->has_days) {
    resolve_days(s, w, out);
  } else if (w->weekday) {
    resolve_weekday(s, w, future, out);
  } else if (w->unit) {
    resolve_unit(s, w, out);
  }
  out->is_span = out->is_span || w->end.year || w->end.month;
  if (w->is_open && out->begin.year && s->date.year) {
    out->end     = s->date;
    out->is_span = true;
  }
}

// --- what is dated ---

// Where the parser hung the time on a name: the verb before it.
static uint32_t
verb_before(const NgScene* s, uint32_t token)
{
  const uint32_t begin = s->doc->sentences.at[s->sentence[token]].tokens.begin;
  for (uint32_t t = token; t > begin && t + 20 > token; --t) {
    const NgTag* const g = &s->doc->tags[t - 1];
    if (g->pos == NG_POS_VERB &&
        (g->deprel != NG_DEP_AMOD || ng_tree_child(&s->tree, s->doc, t - 1, NG_DEP_NSUBJ) != NG_NONE)) {
      return t - 1;
    }
  }
  return NG_NONE;
}

static uint32_t
anchor_of(const NgScene* s, NgSpan span)
{
  if (!s->has_tree) {
    return NG_NONE;
  }
  uint32_t at = span.begin;
  for (uint32_t t = span.begin; t < span.end; ++t) {
    const uint32_t head = s->doc->tags[t].head;
    if (head < span.begin || head >= span.end) {
      at = t;
      break;
    }
  }
  for (int i = 0; i < MAX_CLIMB; ++i) {
    const uint32_t head = s->doc->tags[at].head;
    if (head >= s->doc->tokens.n) {
      return verb_before(s, span.begin);
    }
    at = head;
    if (s->doc->tags[at].pos == NG_POS_VERB || ng_scene_heads_clause(s, at) ||
        (s->doc->tags[at].pos == NG_POS_NOUN && ng_scene_word(s, at)->noun != NG_NONE)) {
      return at;
    }
  }
  return NG_NONE;
}

static NgStatus
add_time(NgScene* s, NgSpan span, const Written* w, NgError* err)
{
  NgTimeExpression* const out = NG_VEC_ADD(s->doc->arena, s->times);
  if (!out) {
    return ng_error_no_mem(err);
  }
  out->tokens = span;
  out->anchor = anchor_of(s, span);
  resolve(s, w, out);
  if (!out->begin.year || out->anchor == NG_NONE) {
    return NG_SUCCESS;
  }
  const uint32_t old = s->time_at[out->anchor];
  if (old == NG_NONE || (s->times.at[old].is_span && !out->is_span)) {
    s->time_at[out->anchor] = s->times.n - 1;
  }
  return NG_SUCCESS;
}

static bool
is_since(const NgScene* s, uint32_t t, uint32_t begin)
{
  return t > begin && (is_word(s, t - 1, s->doc->tokens.n, "since") ||
                       (t > begin + 1 && is_word(s, t - 2, s->doc->tokens.n, "since")));
}

static NgStatus
find_in(NgScene* s, NgSpan span, NgError* err)
{
  for (uint32_t t = span.begin; t < span.end;) {
    Written        w     = {0};
    const uint32_t after = take(s, t, span.begin, span.end, &w);
    if (after == t) {
      ++t;
      continue;
    }
    w.is_open = is_since(s, t, span.begin);
    NG_TRY(add_time(s, (NgSpan){t, after}, &w, err));
    t = after;
  }
  return NG_SUCCESS;
}

// Full date in a line of its own at the head of the article.
static void
find_dateline(NgScene* s)
{
  for (uint32_t p = 0; p < s->doc->paragraphs.n && p < 4 && !s->date.year; ++p) {
    const NgParagraph* const par = &s->doc->paragraphs.at[p];
    const uint32_t end = par->tokens.end - par->tokens.begin > 16 ? par->tokens.begin + 16 : par->tokens.end;
    for (uint32_t t = par->tokens.begin; t < end && !s->date.year; ++t) {
      Written w = {0};
      take(s, t, par->tokens.begin, par->tokens.end, &w);
      const bool alone = par->kind == NG_PAR_DATELINE || par->tokens.end - par->tokens.begin <= 8;
      if (alone && w.date.year && w.date.month && w.date.day && !w.end.year) {
        s->date = w.date;
      }
    }
  }
}

NgStatus
ng_times_find(NgScene* scene, NgError* err)
{
  if (!scene->date.year) {
    find_dateline(scene);
  }
  for (uint32_t i = 0; i < scene->doc->sentences.n; ++i) {
    NG_TRY(find_in(scene, scene->doc->sentences.at[i].tokens, err));
  }
  return NG_SUCCESS;
}

// "when rebels attacked", "as it sank": the clause tells of the same time as that above it.
static bool
is_simultaneous(const NgScene* s, uint32_t verb)
{
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    if (is_word(s, c, s->doc->tokens.n, "when") || is_word(s, c, s->doc->tokens.n, "while") ||
        (is_word(s, c, s->doc->tokens.n, "as") && s->doc->tags[c].deprel == NG_DEP_MARK)) {
      return s->doc->tags[verb].deprel == NG_DEP_ADVCL;
    }
  }
  return false;
}

// The time of the word, or of what it belongs to.
static const NgTimeExpression*
time_above(const NgScene* s, uint32_t trigger)
{
  uint32_t at = trigger;
  for (int i = 0; i < MAX_CLIMB; ++i) {
    if (s->time_at[at] != NG_NONE) {
      return &s->times.at[s->time_at[at]];
    }
    const NgTag* const t = &s->doc->tags[at];
    if (t->head >= s->doc->tokens.n) {
      return NULL;
    }
    const bool nominal = t->pos == NG_POS_NOUN &&
                         (t->deprel == NG_DEP_OBJ || t->deprel == NG_DEP_NSUBJ_PASS ||
                          t->deprel == NG_DEP_NSUBJ || t->deprel == NG_DEP_OBL);
    const bool shared = t->deprel == NG_DEP_XCOMP ||
                        (t->deprel == NG_DEP_ADVCL && t->xpos == NG_XPOS_VBG && at > t->head) ||
                        is_simultaneous(s, at);
    const bool joined = t->deprel == NG_DEP_CONJ && s->time_at[t->head] != NG_NONE &&
                        s->times.at[s->time_at[t->head]].tokens.begin < t->head;
    if (!nominal && !shared && !joined) {
      return NULL;
    }
    at = t->head;
  }
  return NULL;
}

static bool
is_event_noun(const NgScene* s, uint32_t token)
{
  return s->doc->tags[token].pos == NG_POS_NOUN && ng_scene_word(s, token)->noun != NG_NONE;
}

// Where the verb itself has no time: that of the deed that is its subject ("a raid on Monday killed six"), of
// the noun that its relative clause tells more of, or of the clause that tells when.
static const NgTimeExpression*
time_beside(const NgScene* s, uint32_t verb)
{
  const NgTag* const g = &s->doc->tags[verb];
  uint32_t           t = NG_NONE;
  for (uint32_t c = g->pos == NG_POS_VERB ? s->tree.first[verb] : NG_NONE; c != NG_NONE && t == NG_NONE;
       c          = s->tree.next[c]) {
    if ((s->doc->tags[c].deprel == NG_DEP_NSUBJ && is_event_noun(s, c)) || is_simultaneous(s, c)) {
      t = s->time_at[c];
    }
  }
  if (t == NG_NONE && g->deprel == NG_DEP_ACL_RELCL && g->head < s->doc->tokens.n &&
      is_event_noun(s, g->head)) {
    t = s->time_at[g->head];
  }
  return t != NG_NONE ? &s->times.at[t] : NULL;
}

const NgTimeExpression*
ng_time_of(const NgScene* scene, uint32_t trigger)
{
  const NgTimeExpression* const above = time_above(scene, trigger);
  return above ? above : time_beside(scene, trigger);
}
