// SPDX-License-Identifier: Apache-2.0
#include "query/values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DECIMALS = 18 };
static const int64_t one = 1000000000000000000; // 10^DECIMALS

#define DECIMAL_MAX ((NgDecimal)(~(__extension__(unsigned __int128) 0) >> 1))

// --- types ---------------------------------------------------------------------------------------

// What follows the namespace of XML Schema, NULL for another datatype.
static const char*
xsd_name(const NgCell* cell)
{
  static const char ns[] = NG_XSD_NS;
  return cell->kind == NG_CELL_LITERAL && !cell->language.len && cell->datatype.len > sizeof(ns) - 1 &&
                 !memcmp(cell->datatype.at, ns, sizeof(ns) - 1)
             ? cell->datatype.at + sizeof(ns) - 1
             : NULL;
}

static bool
is_type(const NgCell* cell, const char* name)
{
  const char* const at   = xsd_name(cell);
  static const char ns[] = NG_XSD_NS;
  const size_t      n    = strlen(name);
  return at && cell->datatype.len == sizeof(ns) - 1 + n && !memcmp(at, name, n);
}

static bool
numeric_kind(const NgCell* cell, NgNumberKind* kind)
{
  static const struct {
    const char*  name;
    NgNumberKind kind;
  } types[] = {
      {"integer", NG_NUMBER_INTEGER},
      {"decimal", NG_NUMBER_DECIMAL},
      {"double", NG_NUMBER_DOUBLE},
      {"float", NG_NUMBER_FLOAT},
      {"nonNegativeInteger", NG_NUMBER_INTEGER},
      {"positiveInteger", NG_NUMBER_INTEGER},
      {"nonPositiveInteger", NG_NUMBER_INTEGER},
      {"negativeInteger", NG_NUMBER_INTEGER},
      {"long", NG_NUMBER_INTEGER},
      {"int", NG_NUMBER_INTEGER},
      {"short", NG_NUMBER_INTEGER},
      {"byte", NG_NUMBER_INTEGER},
      {"unsignedLong", NG_NUMBER_INTEGER},
      {"unsignedInt", NG_NUMBER_INTEGER},
      {"unsignedShort", NG_NUMBER_INTEGER},
      {"unsignedByte", NG_NUMBER_INTEGER},
  };
  if (!xsd_name(cell)) {
    return false;
  }
  for (size_t i = 0; i < sizeof(types) / sizeof(*types); ++i) {
    if (is_type(cell, types[i].name)) {
      *kind = types[i].kind;
      return true;
    }
  }
  return false;
}

// --- reading numbers -----------------------------------------------------------------------------

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

// Digits at `*i`, which moves behind them; how many.
static size_t
skip_digits(NgStr s, size_t* i)
{
  const size_t begin = *i;
  while (*i < s.len && is_digit(s.at[*i])) {
    ++*i;
  }
  return *i - begin;
}

// Whether `s` has the form of the kind, without white space.
static bool
has_form(NgStr s, NgNumberKind kind)
{
  size_t i = s.len && (s.at[0] == '-' || s.at[0] == '+');
  if (kind >= NG_NUMBER_FLOAT) {
    const NgStr name = ng_str_n(s.at + i, s.len - i);
    if (ng_str_is(name, "INF") || ng_str_is(s, "NaN")) {
      return true;
    }
  }
  size_t n = skip_digits(s, &i);
  if (kind != NG_NUMBER_INTEGER && i < s.len && s.at[i] == '.') {
    ++i;
    n += skip_digits(s, &i);
  }
  if (n && kind >= NG_NUMBER_FLOAT && i < s.len && (s.at[i] == 'e' || s.at[i] == 'E')) {
    ++i;
    i += i < s.len && (s.at[i] == '-' || s.at[i] == '+');
    n = skip_digits(s, &i);
  }
  return n && i == s.len;
}

static bool
read_decimal(NgStr s, NgDecimal* out)
{
  const bool is_negative = s.at[0] == '-';
  NgDecimal  value       = 0;
  int        n_behind    = -1; // digits behind the point
  for (size_t i = s.at[0] == '-' || s.at[0] == '+'; i < s.len && n_behind < DECIMALS; ++i) {
    if (s.at[i] == '.') {
      n_behind = 0;
      continue;
    }
    if (value > (DECIMAL_MAX - 9) / 10) {
      return false;
    }
    value = value * 10 + (s.at[i] - '0');
    n_behind += n_behind >= 0;
  }
  for (int i = n_behind < 0 ? 0 : n_behind; i < DECIMALS; ++i) {
    if (value > DECIMAL_MAX / 10) {
      return false;
    }
    value *= 10;
  }
  *out = is_negative ? -value : value;
  return true;
}

static bool
read_real(NgStr s, NgNumber* out)
{
  char  text[400];
  NgStr name = s.len && (s.at[0] == '+' || s.at[0] == '-') ? ng_str_n(s.at + 1, s.len - 1) : s;
  if (ng_str_is(name, "INF")) {
    out->real = s.at[0] == '-' ? -INFINITY : INFINITY;
    return true;
  }
  if (ng_str_is(s, "NaN")) {
    out->real = NAN;
    return true;
  }
  if (s.len >= sizeof(text)) {
    return false;
  }
  memcpy(text, s.at, s.len);
  text[s.len] = '\0';
  out->real   = out->kind == NG_NUMBER_FLOAT ? (double)strtof(text, NULL) : strtod(text, NULL);
  return true;
}

bool
ng_cell_is_numeric(const NgCell* cell)
{
  NgNumberKind kind;
  return numeric_kind(cell, &kind) && has_form(cell->value, kind);
}

static bool
read_as(NgStr s, NgNumberKind kind, NgNumber* out)
{
  out->kind = kind;
  if (!has_form(s, kind)) {
    return false;
  }
  if (kind == NG_NUMBER_DECIMAL) {
    return read_decimal(s, &out->decimal);
  }
  if (kind != NG_NUMBER_INTEGER) {
    return read_real(s, out);
  }
  NgDecimal value = 0;
  for (size_t i = !is_digit(s.at[0]); i < s.len; ++i) {
    value = value * 10 + (s.at[i] - '0');
    if (value > (NgDecimal)INT64_MAX + 1) {
      return false;
    }
  }
  value        = s.at[0] == '-' ? -value : value;
  out->integer = (int64_t)value;
  return value <= INT64_MAX;
}

bool
ng_cell_number(const NgCell* cell, NgNumber* out)
{
  NgNumberKind kind;
  return numeric_kind(cell, &kind) && read_as(cell->value, kind, out);
}

// --- writing numbers -----------------------------------------------------------------------------

// Canonical: "-1.5", always with a digit behind the point.
static NgStr
show_decimal(NgArena* arena, NgDecimal d)
{
  __extension__ unsigned __int128 u = d < 0 ? -(__extension__(unsigned __int128) d)
                                            : (__extension__(unsigned __int128) d);
  char                            text[48];
  size_t                          at      = sizeof(text);
  int                             n       = 0;
  bool                            is_kept = false;
  while (u || n <= DECIMALS) {
    const char digit = (char)('0' + (int)(u % 10));
    is_kept |= digit != '0' || n + 1 >= DECIMALS;
    if (is_kept) {
      text[--at] = digit;
    }
    u /= 10;
    if (++n == DECIMALS) {
      text[--at] = '.';
    }
  }
  if (d < 0) {
    text[--at] = '-';
  }
  return ng_arena_copy(arena, ng_str_n(text + at, sizeof(text) - at));
}

// Canonical: the fewest digits that give the same number, as "1.5E0".
static NgStr
show_real(NgArena* arena, double value, bool is_float)
{
  char text[40];
  if (isnan(value)) {
    return ng_str("NaN");
  }
  if (isinf(value)) {
    return ng_str(value < 0 ? "-INF" : "INF");
  }
  for (int digits = 0; digits <= 16; ++digits) {
    snprintf(text, sizeof(text), "%.*e", digits, value);
    if (is_float ? (double)strtof(text, NULL) == value : strtod(text, NULL) == value) {
      break;
    }
  }
  char* const e        = strchr(text, 'e');
  const int   exponent = atoi(e + 1);
  *e                   = '\0';
  return ng_arena_printf(arena, "%s%sE%d", text, strchr(text, '.') ? "" : ".0", exponent);
}

bool
ng_cell_of_number(NgArena* arena, const NgNumber* number, NgCell* out)
{
  static const char* const types[] = {NG_XSD_NS "integer", NG_XSD_NS "decimal", NG_XSD_NS "float",
                                      NG_XSD_NS "double"};
  *out                             = ng_cell_text(ng_str(""));
  out->value = number->kind == NG_NUMBER_INTEGER ? ng_arena_printf(arena, "%lld", (long long)number->integer)
               : number->kind == NG_NUMBER_DECIMAL
                   ? show_decimal(arena, number->decimal)
                   : show_real(arena, number->real, number->kind == NG_NUMBER_FLOAT);
  out->datatype = ng_str(types[number->kind]);
  return out->value.at != NULL;
}

// --- arithmetic ----------------------------------------------------------------------------------

static bool
real_to_decimal(double value, NgDecimal* out)
{
  if (!(value > -1.7e20 && value < 1.7e20)) {
    return false;
  }
  const double whole = trunc(value);
  *out               = (NgDecimal)whole * one + (NgDecimal)((value - whole) * 1e18);
  return true;
}

bool
ng_number_convert(const NgNumber* from, NgNumberKind kind, NgNumber* out)
{
  NgNumber made = *from;
  made.kind     = kind;
  if (from->kind == kind) {
    *out = made;
    return true;
  }
  if (kind == NG_NUMBER_DECIMAL) {
    made.decimal = (NgDecimal)from->integer * one;
    if (from->kind >= NG_NUMBER_FLOAT && !real_to_decimal(from->real, &made.decimal)) {
      return false;
    }
  } else if (kind == NG_NUMBER_INTEGER) {
    const NgDecimal whole = from->decimal / one;
    if (from->kind == NG_NUMBER_DECIMAL ? whole > INT64_MAX || whole < INT64_MIN
                                        : !(from->real > -9.2e18 && from->real < 9.2e18)) {
      return false;
    }
    made.integer = from->kind == NG_NUMBER_DECIMAL ? (int64_t)whole : (int64_t)from->real;
  } else {
    made.real = from->kind == NG_NUMBER_INTEGER   ? (double)from->integer
                : from->kind == NG_NUMBER_DECIMAL ? (double)from->decimal / 1e18
                                                  : from->real;
    made.real = kind == NG_NUMBER_FLOAT ? (double)(float)made.real : made.real;
  }
  *out = made;
  return true;
}

// a * b / 10^18 without overflow on the way where the result fits: zeros at the ends are set aside.
static bool
multiply(NgDecimal a, NgDecimal b, NgDecimal* out)
{
  int shift = DECIMALS;
  for (; shift && a % 10 == 0; --shift) {
    a /= 10;
  }
  for (; shift && b % 10 == 0; --shift) {
    b /= 10;
  }
  if (__builtin_mul_overflow(a, b, out)) {
    return false;
  }
  for (; shift; --shift) {
    *out /= 10;
  }
  return true;
}

// By hand: one digit after the other.
static bool
divide(NgDecimal a, NgDecimal b, NgDecimal* out)
{
  if (!b) {
    return false;
  }
  NgDecimal quotient = a / b;
  NgDecimal rest     = a % b;
  for (int i = 0; i < DECIMALS; ++i) {
    NgDecimal more;
    if (__builtin_mul_overflow(rest, 10, &rest) || __builtin_mul_overflow(quotient, 10, &more) ||
        __builtin_add_overflow(more, rest / b, &quotient)) {
      return false;
    }
    rest %= b;
  }
  *out = quotient;
  return true;
}

static bool
combine_integers(int64_t a, int64_t b, char op, NgNumber* out)
{
  out->kind = NG_NUMBER_INTEGER;
  switch (op) {
  case '+':
    return !__builtin_add_overflow(a, b, &out->integer);
  case '-':
    return !__builtin_sub_overflow(a, b, &out->integer);
  case '*':
    return !__builtin_mul_overflow(a, b, &out->integer);
  default:
    out->kind = NG_NUMBER_DECIMAL;
    return divide((NgDecimal)a, (NgDecimal)b, &out->decimal);
  }
}

static bool
combine_decimals(NgDecimal a, NgDecimal b, char op, NgNumber* out)
{
  out->kind = NG_NUMBER_DECIMAL;
  switch (op) {
  case '+':
    return !__builtin_add_overflow(a, b, &out->decimal);
  case '-':
    return !__builtin_sub_overflow(a, b, &out->decimal);
  case '*':
    return multiply(a, b, &out->decimal);
  default:
    return divide(a, b, &out->decimal);
  }
}

bool
ng_number_combine(const NgNumber* a, const NgNumber* b, char op, NgNumber* out)
{
  const NgNumberKind kind = a->kind > b->kind ? a->kind : b->kind;
  NgNumber           x, y;
  memset(out, 0, sizeof(*out));
  if (!ng_number_convert(a, kind, &x) || !ng_number_convert(b, kind, &y)) {
    return false;
  }
  if (kind == NG_NUMBER_INTEGER) {
    return combine_integers(x.integer, y.integer, op, out);
  }
  if (kind == NG_NUMBER_DECIMAL) {
    return combine_decimals(x.decimal, y.decimal, op, out);
  }
  out->kind = kind;
  out->real = op == '+'   ? x.real + y.real
              : op == '-' ? x.real - y.real
              : op == '*' ? x.real * y.real
                          : x.real / y.real;
  out->real = kind == NG_NUMBER_FLOAT ? (double)(float)out->real : out->real;
  return true;
}

int
ng_number_compare(const NgNumber* a, const NgNumber* b)
{
  const NgNumberKind kind = a->kind > b->kind ? a->kind : b->kind;
  NgNumber           x, y;
  if (kind == NG_NUMBER_INTEGER) {
    return a->integer < b->integer ? -1 : a->integer > b->integer;
  }
  if (!ng_number_convert(a, kind, &x) || !ng_number_convert(b, kind, &y)) {
    return 2;
  }
  if (kind == NG_NUMBER_DECIMAL) {
    return x.decimal < y.decimal ? -1 : x.decimal > y.decimal;
  }
  return isnan(x.real) || isnan(y.real) ? 2 : x.real < y.real ? -1 : x.real > y.real;
}

// --- moments -------------------------------------------------------------------------------------

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
  if (skip_digits(r->s, &end) < 2) {
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
  const size_t n           = skip_digits(r->s, &end);
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
    if (!skip_digits(r->s, &end)) {
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

static int
days_in(int64_t year, int month)
{
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool       leap   = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
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
                  out->day > days_in(out->year, out->month))) {
    return false;
  }
  out->has_day = has_day;
  if (has_time && ((!is_time && !take(&r, 'T')) || !take_clock(&r, out))) {
    return false;
  }
  return take_zone(&r, out) && r.at == s.len;
}

static const char*
moment_type(const NgCell* cell)
{
  static const char* const types[] = {"dateTime", "date", "gYearMonth", "gYear", "time"};
  if (xsd_name(cell)) {
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); ++i) {
      if (is_type(cell, types[i])) {
        return types[i];
      }
    }
  }
  return NULL;
}

bool
ng_cell_moment(const NgCell* cell, NgMoment* out)
{
  const char* const type = moment_type(cell);
  return type && ng_moment_read(cell->value, type, out);
}

// Seconds since 1970 in UTC; without a zone as if in it. (Days from the civil calendar: H. Hinnant.)
static NgDecimal
instant(const NgMoment* m)
{
  const int64_t y     = m->has_year ? m->year - (m->month <= 2) : 1970;
  const int64_t era   = (y >= 0 ? y : y - 399) / 400;
  const int64_t yoe   = y - era * 400;
  const int64_t doy   = (153 * (m->month + (m->month > 2 ? -3 : 9)) + 2) / 5 + m->day - 1;
  const int64_t doe   = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  const int64_t days  = era * 146097 + doe - 719468;
  const int64_t whole = days * 86400 + m->hour * 3600 + (m->minute - m->zone) * 60;
  return (NgDecimal)whole * one + m->second;
}

// false where it depends on a zone that is not told.
static bool
compare_moments(const NgMoment* a, const NgMoment* b, int* order)
{
  const NgDecimal difference = instant(a) - instant(b);
  const NgDecimal doubt      = (NgDecimal)14 * 3600 * one;
  *order                     = difference < 0 ? -1 : difference > 0;
  return a->has_zone == b->has_zone || difference > doubt || difference < -doubt;
}

// --- truth, equality, order ----------------------------------------------------------------------

NgCell
ng_cell_text(NgStr text)
{
  const NgCell cell = {NG_CELL_LITERAL, text, {"", 0}, {"", 0}};
  return cell;
}

NgCell
ng_cell_truth(bool is_true)
{
  NgCell cell   = ng_cell_text(ng_str(is_true ? "true" : "false"));
  cell.datatype = ng_str(NG_XSD_NS "boolean");
  return cell;
}

bool
ng_cell_is_text(const NgCell* cell)
{
  return cell->kind == NG_CELL_LITERAL && !cell->language.len &&
         (!cell->datatype.len || is_type(cell, "string"));
}

// 0 and 1, -1 where it is no xsd:boolean of a right form.
static int
truth_of(const NgCell* cell)
{
  if (!is_type(cell, "boolean")) {
    return -1;
  }
  return ng_str_is(cell->value, "true") || ng_str_is(cell->value, "1")    ? 1
         : ng_str_is(cell->value, "false") || ng_str_is(cell->value, "0") ? 0
                                                                          : -1;
}

int
ng_cell_effective(const NgCell* cell)
{
  NgNumberKind kind;
  NgNumber     number;
  if (ng_cell_is_text(cell)) {
    return cell->value.len > 0;
  }
  if (is_type(cell, "boolean")) {
    return truth_of(cell) > 0;
  }
  if (!numeric_kind(cell, &kind)) {
    return -1;
  }
  if (!ng_cell_number(cell, &number)) {
    return ng_cell_is_numeric(cell); // too large to compute with
  }
  return number.kind == NG_NUMBER_INTEGER   ? number.integer != 0
         : number.kind == NG_NUMBER_DECIMAL ? number.decimal != 0
                                            : number.real != 0 && !isnan(number.real);
}

bool
ng_cell_same(const NgCell* a, const NgCell* b)
{
  return a->kind == b->kind && ng_str_eq(a->value, b->value) && ng_str_eq(a->language, b->language) &&
         (ng_str_eq(a->datatype, b->datatype) || (ng_cell_is_text(a) && ng_cell_is_text(b)));
}

// Whether the values of its type are understood here.
static bool
is_known(const NgCell* cell)
{
  NgNumber number;
  NgMoment moment;
  return cell->language.len || ng_cell_is_text(cell) || truth_of(cell) >= 0 ||
         ng_cell_number(cell, &number) || ng_cell_moment(cell, &moment);
}

int
ng_cell_equal(const NgCell* a, const NgCell* b)
{
  NgNumber x, y;
  NgMoment m, n;
  int      order = 0;
  if (a->kind != NG_CELL_LITERAL || b->kind != NG_CELL_LITERAL) {
    return ng_cell_same(a, b);
  }
  if (ng_cell_number(a, &x) && ng_cell_number(b, &y)) {
    return ng_number_compare(&x, &y) == 0;
  }
  if (truth_of(a) >= 0 && truth_of(b) >= 0) {
    return truth_of(a) == truth_of(b);
  }
  if (ng_cell_same(a, b)) {
    return 1;
  }
  if (moment_type(a) && moment_type(a) == moment_type(b) && ng_cell_moment(a, &m) && ng_cell_moment(b, &n)) {
    return compare_moments(&m, &n, &order) ? order == 0 : -1;
  }
  return is_known(a) && is_known(b) ? 0 : -1;
}

bool
ng_cell_compare(const NgCell* a, const NgCell* b, int* order)
{
  NgNumber x, y;
  NgMoment m, n;
  if (ng_cell_is_text(a) && ng_cell_is_text(b)) {
    *order = ng_str_cmp(a->value, b->value);
    return true;
  }
  if (ng_cell_number(a, &x) && ng_cell_number(b, &y)) {
    *order = ng_number_compare(&x, &y);
    return true;
  }
  if (truth_of(a) >= 0 && truth_of(b) >= 0) {
    *order = truth_of(a) - truth_of(b);
    return true;
  }
  if (a->language.len && ng_str_eq(a->language, b->language)) {
    *order = ng_str_cmp(a->value, b->value);
    return true;
  }
  return moment_type(a) && moment_type(a) == moment_type(b) && ng_cell_moment(a, &m) &&
         ng_cell_moment(b, &n) && compare_moments(&m, &n, order);
}

static int
order_of_text(const NgCell* a, const NgCell* b)
{
  int by = ng_str_cmp(a->value, b->value);
  by     = by ? by : ng_str_cmp(a->language, b->language);
  return by ? by : ng_str_cmp(a->datatype, b->datatype);
}

typedef enum { RANK_NAN = 0, RANK_NUMBER, RANK_MOMENT, RANK_OTHER } Rank;

static Rank
rank_of(const NgCell* cell, NgNumber* number, NgMoment* moment)
{
  if (ng_cell_number(cell, number)) {
    return number->kind >= NG_NUMBER_FLOAT && isnan(number->real) ? RANK_NAN : RANK_NUMBER;
  }
  return ng_cell_moment(cell, moment) && moment->has_year ? RANK_MOMENT : RANK_OTHER;
}

int
ng_cell_order(const NgCell* a, const NgCell* b)
{
  NgNumber x, y;
  NgMoment m, n;
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  if (a->kind != NG_CELL_LITERAL || (!a->datatype.len && !b->datatype.len)) {
    return order_of_text(a, b);
  }
  const Rank p  = rank_of(a, &x, &m);
  const Rank q  = rank_of(b, &y, &n);
  int        by = p != q ? (int)p - (int)q : 0;
  if (!by && p == RANK_NUMBER) {
    by = ng_number_compare(&x, &y);
  } else if (!by && p == RANK_MOMENT) {
    compare_moments(&m, &n, &by);
  }
  by = by == 2 ? 0 : by;
  return by ? by : order_of_text(a, b);
}
