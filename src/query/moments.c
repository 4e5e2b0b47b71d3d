// SPDX-License-Identifier: Apache-2.0
// Dates and times: their forms, and their order on the line of time.
#include "query/values.h"

#include "base/calendar.h"

static const int64_t one = 1000000000000000000; // 10^18, the unit of NgDecimal

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

// Digits at `*i`, which moves behind them; how many.
static size_t
count_digits(NgStr s, size_t* i)
{
  const size_t begin = *i;
  while (*i < s.len && is_digit(s.at[*i])) {
    ++*i;
  }
  return *i - begin;
}

typedef struct {
  NgStr  s;
  size_t at;
} Reader;

static bool
take(Reader* r, char c)
{
  const bool is = r->at < r->s.len && r->s.at[r->at] == c;
  r->at += is;
  return is;
}

// Exactly two digits.
static bool
take_two(Reader* r, int* out)
{
  size_t end = r->at;
  if (count_digits(r->s, &end) < 2) {
    return false;
  }
  *out = (r->s.at[r->at] - '0') * 10 + (r->s.at[r->at + 1] - '0');
  r->at += 2;
  return true;
}

static bool
take_year(Reader* r, NgMoment* m)
{
  const bool   is_negative = take(r, '-');
  size_t       end         = r->at;
  const size_t n           = count_digits(r->s, &end);
  if (n < 4 || n > 9) {
    return false;
  }
  m->year = 0;
  for (; r->at < end; ++r->at) {
    m->year = m->year * 10 + (r->s.at[r->at] - '0');
  }
  m->year     = is_negative ? -m->year : m->year;
  m->has_year = true;
  return true;
}

static bool
take_clock(Reader* r, NgMoment* m)
{
  int seconds = 0;
  if (!take_two(r, &m->hour) || !take(r, ':') || !take_two(r, &m->minute) || !take(r, ':') ||
      !take_two(r, &seconds)) {
    return false;
  }
  m->second = (NgDecimal)seconds * one;
  if (take(r, '.')) {
    size_t    end  = r->at;
    NgDecimal unit = one / 10;
    if (!count_digits(r->s, &end)) {
      return false;
    }
    for (; r->at < end; ++r->at, unit /= 10) {
      m->second += unit * (r->s.at[r->at] - '0');
    }
  }
  m->has_time = true;
  return (m->hour < 24 || (m->hour == 24 && !m->minute && !m->second)) && m->minute < 60 && seconds < 60;
}

static bool
take_zone(Reader* r, NgMoment* m)
{
  m->has_zone = r->at < r->s.len;
  if (!m->has_zone || take(r, 'Z')) {
    return true;
  }
  int        hours     = 0;
  int        minutes   = 0;
  const bool is_west   = take(r, '-');
  const bool is_signed = is_west || take(r, '+');
  if (!is_signed || !take_two(r, &hours) || !take(r, ':') || !take_two(r, &minutes) || minutes > 59) {
    return false;
  }
  m->zone = (hours * 60 + minutes) * (is_west ? -1 : 1);
  return m->zone >= -14 * 60 && m->zone <= 14 * 60;
}

bool
ng_moment_read(NgStr s, const char* type, NgMoment* out)
{
  Reader     r         = {s, 0};
  const bool is_time   = !strcmp(type, "time");
  const bool has_time  = is_time || !strcmp(type, "dateTime");
  const bool has_day   = !is_time && (has_time || !strcmp(type, "date"));
  const bool has_month = has_day || !strcmp(type, "gYearMonth");
  memset(out, 0, sizeof(*out));
  out->month = out->day = 1;
  if (!is_time && !take_year(&r, out)) {
    return false;
  }
  if (has_month && (!take(&r, '-') || !take_two(&r, &out->month) || out->month < 1 || out->month > 12)) {
    return false;
  }
  out->has_month = has_month;
  if (has_day && (!take(&r, '-') || !take_two(&r, &out->day) || out->day < 1 ||
                  out->day > ng_calendar_days_in(out->year, out->month))) {
    return false;
  }
  out->has_day = has_day;
  if (has_time && ((!is_time && !take(&r, 'T')) || !take_clock(&r, out))) {
    return false;
  }
  return take_zone(&r, out) && r.at == s.len;
}

const char*
ng_cell_moment_type(const NgCell* cell)
{
  static const char* const types[] = {"dateTime", "date", "gYearMonth", "gYear", "time"};
  if (cell->datatype.len) {
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); ++i) {
      if (ng_cell_is_type(cell, types[i])) {
        return types[i];
      }
    }
  }
  return NULL;
}

bool
ng_cell_moment(const NgCell* cell, NgMoment* out)
{
  const char* const type = ng_cell_moment_type(cell);
  return type && ng_moment_read(cell->value, type, out);
}

// Seconds since 1970 in UTC; without a zone as if in it. Times without a date are of one day.
static NgDecimal
instant(const NgMoment* m)
{
  const int64_t days  = ng_calendar_days(m->has_year ? m->year : 1971, m->month, m->day);
  const int64_t whole = days * 86400 + m->hour * 3600 + (m->minute - m->zone) * 60;
  return (NgDecimal)whole * one + m->second;
}

bool
ng_moment_compare(const NgMoment* a, const NgMoment* b, int* order)
{
  const NgDecimal difference = instant(a) - instant(b);
  const NgDecimal doubt      = (NgDecimal)14 * 3600 * one;
  *order                     = difference < 0 ? -1 : difference > 0;
  return a->has_zone == b->has_zone || difference > doubt || difference < -doubt;
}
