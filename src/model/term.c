// SPDX-License-Identifier: Apache-2.0
#include "model/term.h"

#include "base/calendar.h"

// --- UTF-8 (The Unicode Standard, table 3-7) -----------------------------------------------------

static size_t
sequence_length(unsigned char lead)
{
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xC2) {
    return 0;
  }
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

size_t
ng_utf8_next(NgStr s, uint32_t* code)
{
  if (!s.len) {
    return 0;
  }
  const unsigned char* const p = (const unsigned char*)s.at;
  const size_t               n = sequence_length(p[0]);
  if (!n || n > s.len) {
    return 0;
  }
  static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  static const uint32_t      smallest[]  = {0, 0, 0x80, 0x800, 0x10000};
  uint32_t                   value       = p[0] & lead_mask[n];
  for (size_t i = 1; i < n; ++i) {
    if ((p[i] & 0xC0) != 0x80) {
      return 0;
    }
    value = value << 6 | (p[i] & 0x3F);
  }
  if (value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return 0;
  }
  if (code) {
    *code = value;
  }
  return n;
}

static NgStr
rest(NgStr s, size_t from)
{
  return ng_str_n(s.at + from, s.len - from);
}

bool
ng_term_text_ok(NgStr text)
{
  for (size_t i = 0; i < text.len;) {
    const unsigned char c = (unsigned char)text.at[i];
    if (c && c < 0x80) {
      ++i;
      continue;
    }
    uint32_t     code = 0;
    const size_t n    = ng_utf8_next(rest(text, i), &code);
    if (!n || !code || code == 0xFFFE || code == 0xFFFF) {
      return false;
    }
    i += n;
  }
  return true;
}

// --- IRIs and language tags ----------------------------------------------------------------------

static bool
is_alpha(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_ucschar(uint32_t c)
{
  return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF) ||
         (c >= 0x10000 && c <= 0xEFFFF && (c & 0xFFFF) <= 0xFFFD && !(c >= 0xE0000 && c <= 0xE0FFF));
}

// Bytes of the scheme and its colon, 0 where there is none.
static size_t
scheme_length(NgStr iri)
{
  if (!iri.len || !is_alpha(iri.at[0])) {
    return 0;
  }
  size_t i = 1;
  while (i < iri.len && (is_alpha(iri.at[i]) || is_digit(iri.at[i]) || iri.at[i] == '+' || iri.at[i] == '-' ||
                         iri.at[i] == '.')) {
    ++i;
  }
  return i < iri.len && iri.at[i] == ':' ? i + 1 : 0;
}

// Whether what stands behind the scheme begins with no authority or with one whose port is a number.
static bool
port_ok(NgStr after_scheme)
{
  if (!ng_str_starts(after_scheme, "//")) {
    return true;
  }
  bool in_port = false;
  bool ok      = true;
  for (size_t i = 2; i < after_scheme.len; ++i) {
    const char c = after_scheme.at[i];
    if (c == '/' || c == '?' || c == '#') {
      break;
    }
    if (c == '@') { // what came before was the user's name
      in_port = false;
      ok      = true;
    } else if (c == ':') {
      ok      = !in_port;
      in_port = true;
    } else if (in_port && !is_digit(c)) {
      ok = false;
    }
  }
  return ok;
}

#define BIT(x) (1ULL << ((x)&63))
#define FORBIDDEN_LOW (0x1FFFFFFFFULL | BIT('"') | BIT('<') | BIT('>'))
#define FORBIDDEN_HIGH                                                                                       \
  (BIT('[') | BIT(']') | BIT('\\') | BIT('^') | BIT('`') | BIT('{') | BIT('|') | BIT('}') | BIT(0x7F))

// Whether an IRI may hold this byte below 0x80.
static bool
is_iri_ascii(unsigned char c)
{
  static const uint64_t forbidden[2] = {FORBIDDEN_LOW, FORBIDDEN_HIGH};
  return !(forbidden[c >> 6] >> (c & 63) & 1);
}

// The first byte from `i` on that is not simply one that an IRI may hold.
static size_t
skip_plain(NgStr iri, size_t i)
{
  static const uint64_t special[4] = {FORBIDDEN_LOW | BIT('%') | BIT('#'), FORBIDDEN_HIGH, UINT64_MAX,
                                      UINT64_MAX};
  while (i < iri.len) {
    const unsigned char c = (unsigned char)iri.at[i];
    if (special[c >> 6] >> (c & 63) & 1) {
      break;
    }
    ++i;
  }
  return i;
}

bool
ng_term_iri_ok(NgStr iri)
{
  const size_t begin = scheme_length(iri);
  if (!begin) {
    return false;
  }
  uint32_t n_hashes = 0;
  for (size_t i = skip_plain(iri, begin); i < iri.len; i = skip_plain(iri, i)) {
    const unsigned char c    = (unsigned char)iri.at[i];
    uint32_t            code = 0;
    if (c >= 0x80) {
      const size_t n = ng_utf8_next(rest(iri, i), &code);
      if (!n || !is_ucschar(code)) {
        return false;
      }
      i += n;
      continue;
    }
    if (!is_iri_ascii(c) ||
        (c == '%' && !(iri.len - i > 2 && is_hex(iri.at[i + 1]) && is_hex(iri.at[i + 2])))) {
      return false;
    }
    n_hashes += c == '#';
    ++i;
  }
  return n_hashes <= 1 && port_ok(rest(iri, begin));
}

bool
ng_term_language_ok(NgStr tag)
{
  if (tag.len > NG_TERM_MAX_LANGUAGE) {
    return false;
  }
  size_t n_parts = 0;
  for (size_t i = 0; i <= tag.len; ++i) {
    const size_t begin = i;
    while (i < tag.len && (is_alpha(tag.at[i]) || (n_parts && is_digit(tag.at[i])))) {
      ++i;
    }
    if (i - begin < (n_parts ? 1u : 2u) || i - begin > 8 || (i < tag.len && tag.at[i] != '-')) {
      return false;
    }
    ++n_parts;
  }
  return true;
}

// --- lexical forms -------------------------------------------------------------------------------

// Each takes what it reads from the front of `s`.

static size_t
take_digits(NgStr* s)
{
  size_t n = 0;
  while (n < s->len && is_digit(s->at[n])) {
    ++n;
  }
  *s = rest(*s, n);
  return n;
}

static bool
take(NgStr* s, char c)
{
  if (!s->len || s->at[0] != c) {
    return false;
  }
  *s = rest(*s, 1);
  return true;
}

// Digits without a needless zero in front.
static bool
take_whole(NgStr* s)
{
  const bool   zero = s->len && s->at[0] == '0';
  const size_t n    = take_digits(s);
  return n == 1 || (n && !zero);
}

static bool
take_number(NgStr* s, uint32_t n_digits, uint32_t* value)
{
  *value = 0;
  for (uint32_t i = 0; i < n_digits; ++i) {
    if (!s->len || !is_digit(s->at[0])) {
      return false;
    }
    *value = *value * 10 + (uint32_t)(s->at[0] - '0');
    *s     = rest(*s, 1);
  }
  return true;
}

static bool
take_year(NgStr* s, uint32_t* year)
{
  take(s, '-');
  return take_number(s, 4, year);
}

static bool
take_month(NgStr* s, uint32_t* month)
{
  return take(s, '-') && take_number(s, 2, month) && *month >= 1 && *month <= 12;
}

static bool
take_date(NgStr* s)
{
  uint32_t year, month, day;
  if (!take_year(s, &year) || !take_month(s, &month) || !take(s, '-') || !take_number(s, 2, &day)) {
    return false;
  }
  return day >= 1 && day <= (uint32_t)ng_calendar_days_in(year, (int)month);
}

static bool
take_time(NgStr* s)
{
  uint32_t hour, minute, second;
  if (!take_number(s, 2, &hour) || hour > 23 || !take(s, ':') || !take_number(s, 2, &minute) || minute > 59 ||
      !take(s, ':') || !take_number(s, 2, &second) || second > 59) {
    return false;
  }
  return !take(s, '.') || take_digits(s) > 0;
}

// Nothing or a time zone, and then the end.
static bool
ends_with_zone(NgStr s)
{
  uint32_t hour, minute;
  if (take(&s, '+') || take(&s, '-')) {
    return take_number(&s, 2, &hour) && hour <= 14 && take(&s, ':') && take_number(&s, 2, &minute) &&
           minute <= 59 && !s.len;
  }
  take(&s, 'Z');
  return !s.len;
}

static bool
integer_ok(NgStr s)
{
  return (!take(&s, '-') || (s.len && s.at[0] != '0')) && take_whole(&s) && !s.len;
}

static bool
natural_ok(NgStr s)
{
  return take_whole(&s) && !s.len;
}

static bool
decimal_ok(NgStr s)
{
  take(&s, '-');
  return take_whole(&s) && take(&s, '.') && take_digits(&s) && !s.len;
}

static bool
double_ok(NgStr s)
{
  take(&s, '-');
  if (!take_whole(&s) || !take(&s, '.') || !take_digits(&s) || !(take(&s, 'E') || take(&s, 'e'))) {
    return false;
  }
  take(&s, '-');
  return take_digits(&s) && !s.len;
}

static bool
boolean_ok(NgStr s)
{
  return ng_str_is(s, "true") || ng_str_is(s, "false");
}

static bool
date_ok(NgStr s)
{
  return take_date(&s) && ends_with_zone(s);
}

static bool
date_time_ok(NgStr s)
{
  return take_date(&s) && take(&s, 'T') && take_time(&s) && ends_with_zone(s);
}

static bool
year_ok(NgStr s)
{
  uint32_t year;
  return take_year(&s, &year) && ends_with_zone(s);
}

static bool
year_month_ok(NgStr s)
{
  uint32_t year, month;
  return take_year(&s, &year) && take_month(&s, &month) && ends_with_zone(s);
}

bool
ng_term_lexical_ok(NgStr datatype, NgStr lexical)
{
  static const struct {
    const char* name;
    bool (*is_ok)(NgStr);
  } types[] = {
      {"integer", integer_ok},       {"nonNegativeInteger", natural_ok},
      {"decimal", decimal_ok},       {"double", double_ok},
      {"boolean", boolean_ok},       {"date", date_ok},
      {"dateTime", date_time_ok},    {"gYear", year_ok},
      {"gYearMonth", year_month_ok},
  };
  const size_t n_xsd = sizeof(NG_XSD) - 1;
  if (!ng_str_starts(datatype, NG_XSD)) {
    return true;
  }
  const NgStr name = rest(datatype, n_xsd);
  for (size_t i = 0; i < sizeof(types) / sizeof(*types); ++i) {
    if (ng_str_is(name, types[i].name)) {
      return types[i].is_ok(lexical);
    }
  }
  return true;
}

// --- a triple ------------------------------------------------------------------------------------

// Shows at most 120 bytes, with what a terminal could not show as '?'.
static NgStatus
refuse(NgError* err, const char* what, NgStr term)
{
  char   shown[124];
  size_t n = 0;
  for (; n < term.len && n < 120; ++n) {
    const unsigned char c = (unsigned char)term.at[n];
    shown[n]              = (char)(c < 0x20 || c >= 0x7F ? '?' : c);
  }
  memcpy(shown + n, term.len > n ? "..." : "", term.len > n ? 4 : 1);
  return ng_error_set(err, NG_ERR_BAD_ARG, "Not written: %s \"%s\" of a triple is not valid", what, shown);
}

NgStatus
ng_term_check(const NgTriple* triple, NgError* err)
{
  if (!ng_term_iri_ok(triple->subject)) {
    return refuse(err, "the subject", triple->subject);
  }
  if (!ng_term_iri_ok(triple->predicate)) {
    return refuse(err, "the predicate", triple->predicate);
  }
  if (triple->object_kind == NG_OBJECT_IRI) {
    return ng_term_iri_ok(triple->object) ? NG_SUCCESS : refuse(err, "the object", triple->object);
  }
  if (!ng_term_text_ok(triple->object)) {
    return refuse(err, "the text", triple->object);
  }
  if (triple->language.len && (!ng_term_language_ok(triple->language) || triple->datatype.len)) {
    return refuse(err, "the language", triple->language);
  }
  if (triple->datatype.len && !ng_term_iri_ok(triple->datatype)) {
    return refuse(err, "the datatype", triple->datatype);
  }
  if (triple->datatype.len && !ng_term_lexical_ok(triple->datatype, triple->object)) {
    return refuse(err, "the value", triple->object);
  }
  return NG_SUCCESS;
}
