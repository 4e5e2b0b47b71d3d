// SPDX-License-Identifier: Apache-2.0
// Dates as publishers and crawlers write them, to the forms of XML Schema.
#include "read/article.h"

#include "base/calendar.h"

#include <stdio.h>

typedef struct {
  int  year, month, day;
  bool has_time;
  int  hour, minute, second;
  char fraction[12]; // digits without zeros at the end
  bool has_zone;
  int  zone; // minutes east
} Moment;

typedef struct {
  const char* at;
  const char* end;
} Cursor;

static bool
take_char(Cursor* c, char want)
{
  if (c->at < c->end && *c->at == want) {
    ++c->at;
    return true;
  }
  return false;
}

static bool
is_digit(const Cursor* c)
{
  return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

// A number of `least` to `most` digits, not followed by another digit.
static bool
take_number(Cursor* c, int least, int most, int* out)
{
  int n = 0;
  *out  = 0;
  while (n < most && is_digit(c)) {
    *out = *out * 10 + (*c->at++ - '0');
    ++n;
  }
  return n >= least && !is_digit(c);
}

static bool
take_fixed(Cursor* c, int digits, int* out)
{
  *out = 0;
  for (int i = 0; i < digits; ++i) {
    if (!is_digit(c)) {
      return false;
    }
    *out = *out * 10 + (*c->at++ - '0');
  }
  return true;
}

static void
skip_blanks(Cursor* c)
{
  while (c->at < c->end && (*c->at == ' ' || *c->at == '\t')) {
    ++c->at;
  }
}

static NgStr
take_letters(Cursor* c)
{
  const char* const begin = c->at;
  while (c->at < c->end && ((*c->at | 32) >= 'a' && (*c->at | 32) <= 'z')) {
    ++c->at;
  }
  return ng_str_n(begin, (size_t)(c->at - begin));
}

// `word` is `name` or its first letters, at least three, in any case.
static bool
is_short_for(NgStr word, const char* name)
{
  if (word.len < 3 || word.len > strlen(name)) {
    return false;
  }
  for (size_t i = 0; i < word.len; ++i) {
    if ((word.at[i] | 32) != (name[i] | 32)) {
      return false;
    }
  }
  return word.len == 3 || word.len == strlen(name) || (word.len == 4 && !strcmp(name, "September")) ||
         (word.len < 6 && name[word.len - 1] != 'e' && strstr(name, "day"));
}

static int
month_of(NgStr word)
{
  static const char* const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  for (int i = 0; i < 12; ++i) {
    if (is_short_for(word, names[i])) {
      return i + 1;
    }
  }
  return 0;
}

static bool
is_weekday(NgStr word)
{
  static const char* const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday"};
  for (int i = 0; i < 7; ++i) {
    if (is_short_for(word, names[i])) {
      return true;
    }
  }
  return false;
}

static bool
take_zone(Cursor* c, Moment* m)
{
  int hours   = 0;
  int minutes = 0;
  if (c->at == c->end) {
    return true;
  }
  m->has_zone = true;
  m->zone     = 0;
  if (take_char(c, 'Z') || take_char(c, 'z')) {
    return true;
  }
  const bool is_west = take_char(c, '-');
  if (is_west || take_char(c, '+')) {
    if (!take_fixed(c, 2, &hours)) {
      return false;
    }
    take_char(c, ':');
    if (c->at < c->end && !take_fixed(c, 2, &minutes)) {
      return false;
    }
    m->zone = (is_west ? -1 : 1) * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60 && hours * 60 + minutes <= 14 * 60;
  }
  // RFC 822, section 5.1: the only names that mean one thing.
  static const struct {
    const char* name;
    int         hours;
  } zones[]        = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"EST", -5}, {"EDT", -4}, {"CST", -6},
                      {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
  const NgStr name = take_letters(c);
  for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); ++i) {
    if (ng_str_is(name, zones[i].name)) {
      m->zone = 60 * zones[i].hours;
      return true;
    }
  }
  return false;
}

// "am", "PM", "p.m.": an hour of twelve becomes one of twenty-four. False for an hour that has none.
static bool
take_half(Cursor* c, Moment* m)
{
  const Cursor start = *c;
  char         half[2];
  for (int i = 0; i < 2; ++i) {
    half[i] = (char)(c->at < c->end ? *c->at++ | 32 : 0);
    take_char(c, '.');
  }
  if ((half[0] != 'a' && half[0] != 'p') || half[1] != 'm') {
    *c = start;
    return true;
  }
  const bool is_hour = m->hour >= 1 && m->hour <= 12;
  m->hour            = m->hour % 12 + (half[0] == 'p' ? 12 : 0);
  skip_blanks(c);
  return is_hour;
}

static bool
take_fraction(Cursor* c, Moment* m)
{
  size_t n = 0;
  if (!is_digit(c)) {
    return false;
  }
  while (is_digit(c)) {
    if (n < 9) {
      m->fraction[n++] = *c->at;
    }
    ++c->at;
  }
  while (n && m->fraction[n - 1] == '0') {
    --n;
  }
  m->fraction[n] = '\0';
  return true;
}

// "1230" or "123000", as ISO 8601 has it without separators.
static bool
take_compact_time(Cursor* c, Moment* m)
{
  return take_fixed(c, 2, &m->hour) && take_fixed(c, 2, &m->minute) &&
         (!is_digit(c) || (take_fixed(c, 2, &m->second) && !is_digit(c)));
}

// "12:30", "12:30:00", "12:30:00.25", "123000", with or without a zone; to the end.
static bool
take_time(Cursor* c, Moment* m)
{
  m->has_time        = true;
  const Cursor start = *c;
  if (take_compact_time(c, m)) {
    return take_zone(c, m) && m->hour < 24 && m->minute < 60 && m->second < 60;
  }
  *c = start;
  if (!take_number(c, 1, 2, &m->hour) || !take_char(c, ':') || !take_number(c, 2, 2, &m->minute)) {
    return false;
  }
  if (take_char(c, ':')) {
    if (!take_number(c, 2, 2, &m->second) ||
        ((take_char(c, '.') || take_char(c, ',')) && !take_fraction(c, m))) {
      return false;
    }
  }
  skip_blanks(c);
  return take_half(c, m) && take_zone(c, m) && m->hour < 24 && m->minute < 60 && m->second < 60;
}

// "2019-01-04", "2019/01/04", "20190104", and what follows.
static bool
read_numeric(Cursor* c, Moment* m)
{
  if (!take_fixed(c, 4, &m->year)) {
    return false;
  }
  const char separator = c->at < c->end ? *c->at : '\0';
  if (separator == '-' || separator == '/' || separator == '.') {
    ++c->at;
    if (!take_number(c, 1, 2, &m->month) || !take_char(c, separator) || !take_number(c, 1, 2, &m->day)) {
      return false;
    }
  } else if (!take_fixed(c, 2, &m->month) || !take_fixed(c, 2, &m->day) || is_digit(c)) {
    return false;
  }
  if (c->at == c->end) {
    return true;
  }
  if (take_char(c, 'T') || take_char(c, 't')) {
    return take_time(c, m);
  }
  if (*c->at == ' ') {
    skip_blanks(c);
    return take_time(c, m);
  }
  return take_zone(c, m); // xsd:date with a zone
}

static void
skip_comma(Cursor* c)
{
  take_char(c, '.');
  take_char(c, ',');
  skip_blanks(c);
}

// "Fri, 04 Jan 2019 12:30:00 GMT", "4 January 2019", "January 4, 2019, 12:30", "January 4, 2019 at 5:30 pm
// EST".
static bool
read_worded(Cursor* c, Moment* m)
{
  Cursor      start = *c;
  const NgStr first = take_letters(c);
  if (first.len && is_weekday(first)) {
    skip_comma(c);
    start = *c;
  } else {
    *c = start;
  }
  NgStr month;
  if (is_digit(c)) {
    if (!take_number(c, 1, 2, &m->day)) {
      return false;
    }
    skip_blanks(c);
    take_char(c, '-');
    month = take_letters(c);
    take_char(c, '-');
    skip_comma(c);
  } else {
    month = take_letters(c);
    skip_comma(c);
    if (!take_number(c, 1, 2, &m->day)) {
      return false;
    }
    skip_comma(c);
  }
  m->month = month_of(month);
  if (!m->month || !take_number(c, 4, 4, &m->year)) {
    return false;
  }
  skip_comma(c);
  const Cursor behind = *c;
  if (ng_str_is(take_letters(c), "at")) {
    skip_blanks(c);
  } else {
    *c = behind;
  }
  return c->at == c->end || take_time(c, m);
}

static bool
is_in_calendar(const Moment* m)
{
  if (m->year < 1000 || m->month < 1 || m->month > 12 || m->day < 1) {
    return false;
  }
  return m->day <= ng_calendar_days_in(m->year, m->month);
}

static void
write_moment(const Moment* m, char* out)
{
  char time[64] = "";
  char zone[16] = "";
  if (m->has_time) {
    snprintf(time, sizeof(time), "T%02d:%02d:%02d%s%s", m->hour, m->minute, m->second,
             m->fraction[0] ? "." : "", m->fraction);
  }
  if (m->has_zone && m->zone == 0) {
    snprintf(zone, sizeof(zone), "Z");
  } else if (m->has_zone) {
    const int east = m->zone < 0 ? -m->zone : m->zone;
    snprintf(zone, sizeof(zone), "%c%02d:%02d", m->zone < 0 ? '-' : '+', east / 60, east % 60);
  }
  snprintf(out, NG_READ_DATE_BYTES, "%04d-%02d-%02d%s%s", m->year, m->month, m->day, time, zone);
}

bool
ng_read_date(NgStr written, char* out, NgDate* day)
{
  const NgStr trimmed = ng_str_trim(written);
  Moment      m       = {0};
  Cursor      c       = {trimmed.at, trimmed.at + trimmed.len};
  if (!trimmed.len || trimmed.len >= NG_READ_DATE_BYTES) {
    return false;
  }
  bool is_read = read_numeric(&c, &m) && c.at == c.end;
  if (!is_read) {
    m       = (Moment){0};
    c.at    = trimmed.at;
    is_read = read_worded(&c, &m) && c.at == c.end;
  }
  if (!is_read || !is_in_calendar(&m)) {
    return false;
  }
  write_moment(&m, out);
  *day = (NgDate){(int16_t)m.year, (uint8_t)m.month, (uint8_t)m.day};
  return true;
}
