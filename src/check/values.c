// SPDX-License-Identifier: Apache-2.0
#include "check/values.h"

#include "base/calendar.h"
#include "model/term.h"

#define LANG_STRING "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

NgStr
ng_value_datatype(const NgRdfTerm* literal)
{
  if (literal->language.len) {
    return ng_str(LANG_STRING);
  }
  return literal->datatype.len ? literal->datatype : ng_str(NG_XSD "string");
}

bool
ng_value_same(const NgRdfTerm* a, const NgRdfTerm* b)
{
  if (a->kind != b->kind || !ng_str_eq(a->value, b->value)) {
    return false;
  }
  return a->kind != NG_RDF_LITERAL ||
         (ng_str_eq(a->language, b->language) && ng_str_eq(ng_value_datatype(a), ng_value_datatype(b)));
}

// --- pieces of lexical forms: each takes its piece off the front of `s` ------------------------------------

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static size_t
take_digits(NgStr* s)
{
  size_t n = 0;
  while (n < s->len && is_digit(s->at[n])) {
    ++n;
  }
  *s = ng_str_n(s->at + n, s->len - n);
  return n;
}

static bool
take_char(NgStr* s, char c)
{
  if (!s->len || s->at[0] != c) {
    return false;
  }
  *s = ng_str_n(s->at + 1, s->len - 1);
  return true;
}

static bool
take_sign(NgStr* s)
{
  return take_char(s, '-') || take_char(s, '+');
}

/// Exactly `n_digits` digits with a value of `min` to `max`.
static bool
take_number(NgStr* s, size_t n_digits, unsigned min, unsigned max, unsigned* value)
{
  const char* const at = s->at;
  if (s->len < n_digits) {
    return false;
  }
  *value = 0;
  for (size_t i = 0; i < n_digits; ++i) {
    if (!is_digit(at[i])) {
      return false;
    }
    *value = *value * 10 + (unsigned)(at[i] - '0');
  }
  *s = ng_str_n(at + n_digits, s->len - n_digits);
  return *value >= min && *value <= max;
}

/// Four digits or more, the first no zero where there are more; `*year` modulo 400.
static bool
take_year(NgStr* s, unsigned* year)
{
  take_char(s, '-');
  const char* const at = s->at;
  const size_t      n  = take_digits(s);
  if (n < 4 || (n > 4 && at[0] == '0')) {
    return false;
  }
  *year = 0;
  for (size_t i = 0; i < n; ++i) {
    *year = (*year * 10 + (unsigned)(at[i] - '0')) % 400;
  }
  return true;
}

static bool
ends_with_zone(NgStr s)
{
  unsigned hour   = 0;
  unsigned minute = 0;
  if (!s.len || (take_char(&s, 'Z') && !s.len)) {
    return true;
  }
  return take_sign(&s) && take_number(&s, 2, 0, 14, &hour) && take_char(&s, ':') &&
         take_number(&s, 2, 0, hour == 14 ? 0 : 59, &minute) && !s.len;
}

static bool
take_date(NgStr* s)
{
  unsigned year  = 0;
  unsigned month = 0;
  unsigned day   = 0;
  return take_year(s, &year) && take_char(s, '-') && take_number(s, 2, 1, 12, &month) && take_char(s, '-') &&
         take_number(s, 2, 1, (unsigned)ng_calendar_days_in(year, (int)month), &day);
}

static bool
take_time(NgStr* s)
{
  unsigned hour   = 0;
  unsigned minute = 0;
  unsigned second = 0;
  if (!take_number(s, 2, 0, 24, &hour) || !take_char(s, ':') ||
      !take_number(s, 2, 0, hour == 24 ? 0 : 59, &minute) || !take_char(s, ':') ||
      !take_number(s, 2, 0, hour == 24 ? 0 : 59, &second)) {
    return false;
  }
  return !take_char(s, '.') || take_digits(s) > 0;
}

// --- datatypes ---------------------------------------------------------------------------------------------

static bool
is_boolean(NgStr s)
{
  return ng_str_is(s, "true") || ng_str_is(s, "false") || ng_str_is(s, "1") || ng_str_is(s, "0");
}

static bool
is_integer(NgStr s)
{
  take_sign(&s);
  return take_digits(&s) > 0 && !s.len;
}

static bool
is_zero(NgStr s)
{
  take_sign(&s);
  while (take_char(&s, '0')) {
  }
  return !s.len;
}

static bool
is_natural(NgStr s)
{
  return is_integer(s) && (s.at[0] != '-' || is_zero(s));
}

static bool
is_positive(NgStr s)
{
  return is_natural(s) && !is_zero(s);
}

static bool
is_not_positive(NgStr s)
{
  return is_integer(s) && (s.at[0] == '-' || is_zero(s));
}

static bool
is_negative(NgStr s)
{
  return is_not_positive(s) && !is_zero(s);
}

static bool
take_decimal(NgStr* s)
{
  take_sign(s);
  const size_t whole = take_digits(s);
  return (take_char(s, '.') ? take_digits(s) : 0) + whole > 0;
}

static bool
is_decimal(NgStr s)
{
  return take_decimal(&s) && !s.len;
}

static bool
is_double(NgStr s)
{
  if (ng_str_is(s, "NaN") || ng_str_is(s, "INF") || ng_str_is(s, "-INF") || ng_str_is(s, "+INF")) {
    return true;
  }
  if (!take_decimal(&s)) {
    return false;
  }
  if (take_char(&s, 'e') || take_char(&s, 'E')) {
    take_sign(&s);
    return take_digits(&s) > 0 && !s.len;
  }
  return !s.len;
}

static bool
is_date(NgStr s)
{
  return take_date(&s) && ends_with_zone(s);
}

static bool
is_date_time(NgStr s)
{
  return take_date(&s) && take_char(&s, 'T') && take_time(&s) && ends_with_zone(s);
}

static bool
is_time(NgStr s)
{
  return take_time(&s) && ends_with_zone(s);
}

static bool
is_year(NgStr s)
{
  unsigned year = 0;
  return take_year(&s, &year) && ends_with_zone(s);
}

static bool
is_year_month(NgStr s)
{
  unsigned year  = 0;
  unsigned month = 0;
  return take_year(&s, &year) && take_char(&s, '-') && take_number(&s, 2, 1, 12, &month) && ends_with_zone(s);
}

static const struct {
  const char* name;
  bool (*is_one)(NgStr lexical);
  bool is_number;
} datatypes[] = {
    {"boolean", is_boolean, false},
    {"integer", is_integer, true},
    {"nonNegativeInteger", is_natural, true},
    {"positiveInteger", is_positive, true},
    {"nonPositiveInteger", is_not_positive, true},
    {"negativeInteger", is_negative, true},
    {"int", is_integer, true},
    {"long", is_integer, true},
    {"decimal", is_decimal, true},
    {"double", is_double, true},
    {"float", is_double, true},
    {"date", is_date, false},
    {"dateTime", is_date_time, false},
    {"time", is_time, false},
    {"gYear", is_year, false},
    {"gYearMonth", is_year_month, false},
};

enum { N_DATATYPES = sizeof(datatypes) / sizeof(datatypes[0]), XSD_LEN = sizeof(NG_XSD) - 1 };

/// Place in `datatypes`, N_DATATYPES where it is none of them.
static size_t
find_datatype(NgStr iri)
{
  size_t i = N_DATATYPES;
  if (ng_str_starts(iri, NG_XSD)) {
    for (i = 0; i < N_DATATYPES; ++i) {
      if (ng_str_is(ng_str_n(iri.at + XSD_LEN, iri.len - XSD_LEN), datatypes[i].name)) {
        break;
      }
    }
  }
  return i;
}

bool
ng_value_ok(NgStr datatype, NgStr lexical)
{
  const size_t i = find_datatype(datatype);
  return i == N_DATATYPES || datatypes[i].is_one(lexical);
}

/// Value of a numeric lexical form; what has more than eighteen digits loses the rest.
static double
number_of(NgStr s)
{
  const bool is_minus = s.len && s.at[0] == '-';
  uint64_t   digits   = 0;
  int        n        = 0;
  int        scale    = 0;
  bool       is_part  = false;
  size_t     i        = s.len && (s.at[0] == '-' || s.at[0] == '+') ? 1 : 0;
  if (ng_str_ends(s, "INF")) {
    return is_minus ? -1e308 * 10 : 1e308 * 10;
  }
  for (; i < s.len && (is_digit(s.at[i]) || s.at[i] == '.'); ++i) {
    if (s.at[i] == '.') {
      is_part = true;
    } else if (n < 18) {
      digits = digits * 10 + (uint64_t)(s.at[i] - '0');
      n += digits != 0;
      scale -= is_part;
    } else {
      scale += !is_part;
    }
  }
  if (i < s.len) { // an exponent
    const bool is_small = s.at[++i] == '-';
    int        e        = 0;
    for (; i < s.len; ++i) {
      e = is_digit(s.at[i]) && e < 100000 ? e * 10 + (s.at[i] - '0') : e;
    }
    scale += is_small ? -e : e;
  }
  double x = (double)digits;
  for (; scale > 0 && x != 0.0 && x < 1e308; --scale) {
    x *= 10;
  }
  double divisor = 1;
  for (; scale < 0 && divisor < 1e300; ++scale) {
    divisor *= 10;
  }
  x /= divisor;
  return is_minus ? -x : x;
}

bool
ng_value_compare(const NgRdfTerm* a, const NgRdfTerm* b, int* order)
{
  const size_t ka = a->kind == NG_RDF_LITERAL ? find_datatype(ng_value_datatype(a)) : N_DATATYPES;
  const size_t kb = b->kind == NG_RDF_LITERAL ? find_datatype(ng_value_datatype(b)) : N_DATATYPES;
  if (ka == N_DATATYPES || kb == N_DATATYPES) {
    return false;
  }
  if (datatypes[ka].is_number && datatypes[kb].is_number) {
    if (!is_double(a->value) || !is_double(b->value) || ng_str_is(a->value, "NaN") ||
        ng_str_is(b->value, "NaN")) {
      return false;
    }
    const double x = number_of(a->value);
    const double y = number_of(b->value);
    *order         = x < y ? -1 : x > y;
    return true;
  }
  *order = ng_str_cmp(a->value, b->value);
  return ka == kb && a->value.len == b->value.len && datatypes[ka].is_one(a->value) &&
         datatypes[kb].is_one(b->value);
}
