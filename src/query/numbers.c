// SPDX-License-Identifier: Apache-2.0
// Numbers: their forms, conversion and arithmetic.
#include "query/values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DECIMALS = 18 };
static const int64_t one = 1000000000000000000; // 10^DECIMALS

#define DECIMAL_MAX ((NgDecimal)(~(__extension__(unsigned __int128) 0) >> 1))

bool
ng_cell_numeric_kind(const NgCell* cell, NgNumberKind* kind)
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
  if (!cell->datatype.len) {
    return false;
  }
  for (size_t i = 0; i < sizeof(types) / sizeof(*types); ++i) {
    if (ng_cell_is_type(cell, types[i].name)) {
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
  return ng_cell_numeric_kind(cell, &kind) && has_form(cell->value, kind);
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
  return ng_cell_numeric_kind(cell, &kind) && read_as(cell->value, kind, out);
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
