// SPDX-License-Identifier: Apache-2.0
// Which encoding a page is in, and its words in UTF-8.
#include "read/html_internal.h"

#include "model/term.h"

#include <stdio.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum {
  PRESCAN    = 4096,  // bytes in which <meta charset> is looked for (the standard asks for 1024)
  DETECT     = 65536, // bytes that the detector sees
  MAX_LABEL  = 40,
  UTF8_PARTS = 4, // a page with fewer good characters beyond ASCII than one in so many is not UTF-8
};

// --- what the page says ---------------------------------------------------------------------------

// Labels that mean something else than they say or that ICU does not know (Encoding Standard, section 4.2).
static const struct {
  const char* label;
  const char* icu;
} labels[] = {
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"shift_jis", "ibm-943"},
    {"shift-jis", "ibm-943"},
    {"sjis", "ibm-943"},
    {"x-sjis", "ibm-943"},
    {"windows-31j", "ibm-943"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ksc5601", "windows-949"},
    {"korean", "windows-949"},
    {"big5", "Big5-HKSCS"},
    {"utf8", "UTF-8"},
    {"utf-8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"macintosh", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"x-user-defined", "windows-1252"},
    {"utf-7", "windows-1252"},
};

// ICU's name for the label at `out` of MAX_LABEL bytes; empty where it says nothing.
static void
name_of_label(NgStr label, char* out)
{
  NgStr s = ng_str_trim(label);
  while (s.len && strchr("\"' ;", s.at[0])) {
    s = ng_str_n(s.at + 1, s.len - 1);
  }
  size_t n = 0;
  while (n < s.len && n + 1 < MAX_LABEL && s.at[n] > ' ' && !strchr("\"';,/>", s.at[n])) {
    out[n] = ng_html_lower(s.at[n]);
    ++n;
  }
  out[n] = '\0';
  for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); ++i) {
    if (!strcmp(out, labels[i].label)) {
      snprintf(out, MAX_LABEL, "%s", labels[i].icu);
      return;
    }
  }
}

// The value behind "charset" and '=' in a <meta> near the beginning (13.2.3.2, less strict: any attribute).
static NgStr
find_meta_charset(NgStr page)
{
  const size_t n = page.len < PRESCAN ? page.len : PRESCAN;
  for (size_t i = 0; i + 5 < n; ++i) {
    if (page.at[i] != '<' || !ng_html_is(ng_str_n(page.at + i + 1, 4), "meta")) {
      continue;
    }
    const char* const close = memchr(page.at + i, '>', n - i);
    const size_t      end   = close ? (size_t)(close - page.at) : n;
    for (size_t k = i + 5; k + 8 < end; ++k) {
      if (ng_html_is(ng_str_n(page.at + k, 7), "charset")) {
        size_t at = k + 7;
        while (at < end && ng_html_is_space(page.at[at])) {
          ++at;
        }
        if (at < end && page.at[at] == '=') {
          return ng_str_n(page.at + at + 1, end - at - 1);
        }
      }
    }
  }
  return ng_str("");
}

// --- what its bytes say ---------------------------------------------------------------------------

// Bytes of the character that `s` begins with; 0 where it is none, or one that text must not hold (U+FFFE,
// U+FFFF).
static size_t
character(NgStr s)
{
  uint32_t     c = 0;
  const size_t n = ng_utf8_next(s, &c);
  return c == 0xFFFE || c == 0xFFFF ? 0 : n;
}

typedef struct {
  size_t good; // characters beyond ASCII in UTF-8
  size_t bad;  // bytes that are no UTF-8
} Look;

static Look
look_at(NgStr page)
{
  Look look = {0, 0};
  for (size_t i = 0; i < page.len;) {
    if ((unsigned char)page.at[i] < 0x80) {
      ++i;
      continue;
    }
    const size_t n = character(ng_str_n(page.at + i, page.len - i));
    look.good += n != 0;
    look.bad += n == 0;
    i += n ? n : 1;
  }
  return look;
}

// ICU's guess at `out`, windows-1252 where it has none.
static void
detect(NgStr page, char* out)
{
  UErrorCode              code  = U_ZERO_ERROR;
  UCharsetDetector* const look  = ucsdet_open(&code);
  const UCharsetMatch*    match = NULL;
  const char*             name  = NULL;
  snprintf(out, MAX_LABEL, "windows-1252");
  if (U_SUCCESS(code)) {
    ucsdet_setText(look, page.at, (int32_t)(page.len < DETECT ? page.len : DETECT), &code);
    ucsdet_enableInputFilter(look, true); // leaves mark-up out
    match = ucsdet_detect(look, &code);
    name  = match && U_SUCCESS(code) ? ucsdet_getName(match, &code) : NULL;
  }
  if (name && U_SUCCESS(code) && strcmp(name, "UTF-8") != 0) {
    name_of_label(ng_str(name), out);
  }
  if (look) {
    ucsdet_close(look);
  }
}

// --- to UTF-8 -------------------------------------------------------------------------------------

// UTF-8 with U+FFFD for each byte that is none.
static NgStr
repair(NgArena* arena, NgStr page, size_t n_bad)
{
  char* const to = ng_arena_calloc(arena, page.len + 2 * n_bad + 1, 1);
  size_t      n  = 0;
  if (!to) {
    return ng_str_n(NULL, 0);
  }
  for (size_t i = 0; i < page.len;) {
    const size_t k = character(ng_str_n(page.at + i, page.len - i));
    memcpy(to + n, k ? page.at + i : "\xEF\xBF\xBD", k ? k : 3);
    n += k ? k : 3;
    i += k ? k : 1;
  }
  return ng_str_n(to, n);
}

static NgStr
read_utf8(NgArena* arena, NgStr page, size_t n_bad)
{
  return n_bad ? repair(arena, page, n_bad) : page;
}

static NgStr
convert(NgArena* arena, NgStr page, const char* name)
{
  UErrorCode        code = U_ZERO_ERROR;
  UConverter* const from = page.len < INT32_MAX / 4 ? ucnv_open(name, &code) : NULL;
  if (!from || U_FAILURE(code)) {
    ucnv_close(from);
    return ng_str_n(NULL, 0);
  }
  const size_t room = 3 * page.len + 16; // a byte gives at most a code unit, that three bytes
  char* const  to   = ng_arena_calloc(arena, room, 1);
  int32_t      n    = 0;
  if (to) {
    n = ucnv_toAlgorithmic(UCNV_UTF8, from, to, (int32_t)room, page.at, (int32_t)page.len, &code);
  }
  ucnv_close(from);
  if (!to || U_FAILURE(code)) {
    return ng_str_n(NULL, 0);
  }
  const NgStr out = ng_str_n(to, (size_t)n);
  return read_utf8(arena, out, look_at(out).bad);
}

NgStr
ng_html_to_utf8(NgArena* arena, NgStr page, NgStr charset)
{
  char  name[MAX_LABEL] = "";
  NgStr out             = {NULL, 0};
  if (ng_str_starts(page, "\xEF\xBB\xBF")) {
    page = ng_str_n(page.at + 3, page.len - 3);
    return read_utf8(arena, page, look_at(page).bad);
  }
  if (ng_str_starts(page, "\xFE\xFF") || ng_str_starts(page, "\xFF\xFE")) {
    out = convert(arena, page, page.at[0] == '\xFE' ? "UTF-16BE" : "UTF-16LE");
    return out.at ? out : read_utf8(arena, page, look_at(page).bad);
  }
  name_of_label(charset, name);
  if (!name[0]) {
    name_of_label(find_meta_charset(page), name);
    if (!strncmp(name, "utf-16", 6)) { // it could not have been read
      snprintf(name, sizeof(name), "UTF-8");
    }
  }
  const Look look = look_at(page);
  // Pages lie: bytes that are UTF-8 throughout are no accident, and many that are none are no UTF-8.
  const bool is_utf8 = !look.bad && strncmp(name, "utf-16", 6) != 0 && strncmp(name, "iso-2022", 8) != 0;
  const bool can_be  = look.good >= UTF8_PARTS * look.bad;
  if (is_utf8 || (can_be && (!name[0] || !strcmp(name, "UTF-8")))) {
    return read_utf8(arena, page, look.bad);
  }
  if (name[0] && strcmp(name, "UTF-8") != 0) {
    out = convert(arena, page, name);
  }
  if (!out.at) {
    detect(page, name);
    out = convert(arena, page, name);
  }
  return out.at ? out : read_utf8(arena, page, look.bad);
}
