// SPDX-License-Identifier: Apache-2.0
#include "graph/gate.h"

#include <stdio.h>

static const char replacement[] = "\xEF\xBF\xBD";

static size_t
good_length(NgStr s)
{
  uint32_t     code = 0;
  const size_t n    = ng_utf8_next(s, &code);
  return n && code && code != 0xFFFE && code != 0xFFFF ? n : 0;
}

NgStr
ng_gate_text(NgArena* arena, NgStr text, bool* is_mended)
{
  const bool is_good = ng_term_text_ok(text);
  if (is_mended) {
    *is_mended = !is_good;
  }
  if (is_good) {
    return text;
  }
  char* const at  = ng_arena_calloc(arena, text.len, 3);
  size_t      len = 0;
  for (size_t i = 0; at && i < text.len;) {
    const NgStr  rest = ng_str_n(text.at + i, text.len - i);
    const size_t good = good_length(rest);
    if (good) {
      memcpy(at + len, rest.at, good);
      len += good;
      i += good;
    } else {
      memcpy(at + len, replacement, 3);
      len += 3;
      const size_t n = ng_utf8_next(rest, NULL);
      i += n ? n : 1;
    }
  }
  return ng_str_n(at, len);
}

NgStr
ng_gate_language(NgArena* arena, NgStr tag)
{
  if (!tag.len || !ng_term_language_ok(tag)) {
    return ng_str("en");
  }
  const char* const hyphen  = memchr(tag.at, '-', tag.len);
  const NgStr       primary = ng_str_n(tag.at, hyphen ? (size_t)(hyphen - tag.at) : tag.len);
  char* const       at      = ng_arena_calloc(arena, primary.len, 1);
  for (size_t i = 0; at && i < primary.len; ++i) {
    at[i] = (char)(primary.at[i] | 0x20);
  }
  return ng_str_n(at, primary.len);
}

NgStr
ng_gate_published(NgArena* arena, NgStr lexical, NgStr* datatype)
{
  *datatype = ng_str(NG_XSD "date");
  if (ng_term_lexical_ok(*datatype, lexical) && lexical.len == 10) {
    return lexical;
  }
  *datatype = ng_str(NG_XSD "dateTime");
  if (!ng_term_lexical_ok(*datatype, lexical)) {
    return ng_str("");
  }
  const NgStr seconds = ng_str_n(lexical.at, sizeof("2020-01-01T00:00:00") - 1);
  NgStr       zone    = ng_str_n(lexical.at + seconds.len, lexical.len - seconds.len);
  NgStr       digits  = ng_str("");
  if (zone.len && zone.at[0] == '.') {
    size_t n = 1;
    while (n < zone.len && zone.at[n] >= '0' && zone.at[n] <= '9') {
      ++n;
    }
    digits = ng_str_n(zone.at, n);
    zone   = ng_str_n(zone.at + n, zone.len - n);
  }
  while (digits.len && (digits.at[digits.len - 1] == '0' || digits.len == 1)) {
    --digits.len;
  }
  if (ng_str_is(zone, "+00:00") || ng_str_is(zone, "-00:00")) {
    zone = ng_str("Z");
  }
  return ng_arena_printf(arena, "%.*s%.*s%.*s", NG_STR_ARG(seconds), NG_STR_ARG(digits), NG_STR_ARG(zone));
}

NgStr
ng_gate_date(NgDate date, char out[NG_GATE_NUMBER], NgStr* datatype)
{
  int len = 0;
  if (date.year < 1 || date.year > 9999) {
    return ng_str("");
  }
  if (!date.month) {
    *datatype = ng_str(NG_XSD "gYear");
    len       = snprintf(out, NG_GATE_NUMBER, "%04d", date.year);
  } else if (!date.day) {
    *datatype = ng_str(NG_XSD "gYearMonth");
    len       = snprintf(out, NG_GATE_NUMBER, "%04d-%02u", date.year, date.month);
  } else {
    *datatype = ng_str(NG_XSD "date");
    len       = snprintf(out, NG_GATE_NUMBER, "%04d-%02u-%02u", date.year, date.month, date.day);
  }
  const NgStr lexical = ng_str_n(out, (size_t)len);
  return ng_term_lexical_ok(*datatype, lexical) ? lexical : ng_str("");
}

NgStr
ng_gate_count(uint32_t value, char out[NG_GATE_NUMBER])
{
  char* at = out + NG_GATE_NUMBER;
  do {
    *--at = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  return ng_str_n(at, (size_t)(out + NG_GATE_NUMBER - at));
}

static uint32_t
thousandths(float value)
{
  if (!(value > 0)) {
    return 0;
  }
  return value >= 1 ? 1000 : (uint32_t)((double)value * 1000 + 0.5);
}

// The digits of `n` thousandths behind the first, without zeros at the end but at least one digit.
static size_t
add_fraction(char* out, uint32_t n, uint32_t unit)
{
  size_t len = 0;
  do {
    n %= unit;
    unit /= 10;
    out[len++] = (char)('0' + (unit ? n / unit : 0));
  } while (unit > 1 && n % unit);
  return len;
}

NgStr
ng_gate_share(float value, char out[NG_GATE_NUMBER])
{
  const uint32_t n = thousandths(value);
  out[0]           = (char)('0' + n / 1000);
  out[1]           = '.';
  return ng_str_n(out, 2 + add_fraction(out + 2, n, 1000));
}

NgStr
ng_gate_share_double(float value, char out[NG_GATE_NUMBER])
{
  const uint32_t n    = thousandths(value);
  uint32_t       unit = 1000;
  uint32_t       down = 0;
  while (n && n < unit) {
    unit /= 10;
    ++down;
  }
  out[0]     = (char)('0' + n / unit);
  out[1]     = '.';
  size_t len = 2 + add_fraction(out + 2, n, unit);
  out[len++] = 'E';
  if (down) {
    out[len++] = '-';
  }
  out[len++] = (char)('0' + down);
  return ng_str_n(out, len);
}
