// SPDX-License-Identifier: Apache-2.0
#include "query/matcher.h"

#include "base/alloc.h"
#include "base/buf.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

enum {
  MAX_STEPS = 2000,     // of ICU's measure of time: some hundred milliseconds for a text
  MAX_STACK = 1 << 20,  // bytes
  MAX_TEXT  = 64 << 20, // bytes
};

struct NgMatcherImpl {
  URegularExpression* regex; // NULL: what was asked last is none
  NgBuf               key;   // flags and pattern
  UChar*              text;
  size_t              cap_text;
};

static bool
read_flags(NgStr flags, uint32_t* out)
{
  *out = 0;
  for (size_t i = 0; i < flags.len; ++i) {
    switch (flags.at[i]) {
    case 'i':
      *out |= UREGEX_CASE_INSENSITIVE;
      break;
    case 's':
      *out |= UREGEX_DOTALL;
      break;
    case 'm':
      *out |= UREGEX_MULTILINE;
      break;
    case 'x':
      *out |= UREGEX_COMMENTS;
      break;
    case 'q':
      *out |= UREGEX_LITERAL;
      break;
    default:
      return false;
    }
  }
  return true;
}

// The characters of `s` as UTF-16 in memory of the caller; NULL without memory.
static UChar*
widen(NgStr s, UChar** at, size_t* cap, int32_t* len)
{
  UErrorCode status = U_ZERO_ERROR;
  if (s.len > MAX_TEXT) {
    return NULL;
  }
  if (*cap < s.len + 1) {
    UChar* const more = ng_realloc(*at, s.len + 1, sizeof(UChar));
    if (!more) {
      return NULL;
    }
    *at  = more;
    *cap = s.len + 1;
  }
  u_strFromUTF8(*at, (int32_t)*cap, len, s.at, (int32_t)s.len, &status);
  return U_SUCCESS(status) ? *at : NULL;
}

static void
compile(NgMatcher* m, NgStr pattern, uint32_t flags)
{
  UChar*  wide = NULL;
  size_t  cap  = 0;
  int32_t len  = 0;
  if (m->regex) {
    uregex_close(m->regex);
    m->regex = NULL;
  }
  if (widen(pattern, &wide, &cap, &len)) {
    UErrorCode  status = U_ZERO_ERROR;
    UParseError where;
    m->regex = uregex_open(wide, len, flags, &where, &status);
    uregex_setTimeLimit(m->regex, MAX_STEPS, &status);
    uregex_setStackLimit(m->regex, MAX_STACK, &status);
    if (U_FAILURE(status) && m->regex) {
      uregex_close(m->regex);
      m->regex = NULL;
    }
  }
  ng_free(wide);
}

// The memo with `pattern` compiled and `text` set; NULL where there is none.
static NgMatcher*
prepare(NgMatcher** memo, NgStr text, NgStr pattern, NgStr flags)
{
  uint32_t bits = 0;
  if (!*memo) {
    *memo = ng_calloc(1, sizeof(NgMatcher));
    if (!*memo) {
      return NULL;
    }
    (*memo)->key.max = SIZE_MAX / 4;
  }
  NgMatcher* const m     = *memo;
  const NgStr      key   = ng_buf_str(&m->key);
  const size_t     n     = flags.len + 1;
  const bool       is_it = key.len == n + pattern.len && !memcmp(key.at, flags.at, flags.len) &&
                     key.at[flags.len] == '/' && !memcmp(key.at + n, pattern.at, pattern.len);
  if (!is_it) {
    ng_buf_clear(&m->key);
    ng_buf_add(&m->key, flags);
    ng_buf_addc(&m->key, '/');
    ng_buf_add(&m->key, pattern);
    if (m->regex) {
      uregex_close(m->regex);
      m->regex = NULL;
    }
    if (read_flags(flags, &bits) && !m->key.status) {
      compile(m, pattern, bits);
    }
  }
  int32_t    len    = 0;
  UErrorCode status = U_ZERO_ERROR;
  if (!m->regex || !widen(text, &m->text, &m->cap_text, &len)) {
    return NULL;
  }
  uregex_setText(m->regex, m->text, len, &status);
  return U_SUCCESS(status) ? m : NULL;
}

int
ng_matcher_find(NgMatcher** memo, NgStr text, NgStr pattern, NgStr flags)
{
  UErrorCode             status = U_ZERO_ERROR;
  const NgMatcher* const m      = prepare(memo, text, pattern, flags);
  const bool             found  = m && uregex_find(m->regex, 0, &status);
  return m && U_SUCCESS(status) ? found : -1;
}

static bool
narrow(NgArena* arena, const UChar* wide, int32_t len, NgStr* out)
{
  UErrorCode  status = U_ZERO_ERROR;
  int32_t     n      = 0;
  char* const to     = ng_arena_calloc(arena, (size_t)len * 3 + 1, 1);
  if (to) {
    u_strToUTF8(to, len * 3 + 1, &n, wide, len, &status);
  }
  *out = ng_str_n(to, (size_t)n);
  return to && U_SUCCESS(status);
}

bool
ng_matcher_replace(NgMatcher** memo, NgArena* arena, NgStr text, NgStr pattern, NgStr flags,
                   NgStr replacement, NgStr* out)
{
  const NgMatcher* const m      = prepare(memo, text, pattern, flags);
  UChar*                 with   = NULL;
  UChar*                 made   = NULL;
  size_t                 cap    = 0;
  int32_t                n_with = 0;
  UErrorCode             status = U_ZERO_ERROR;
  bool                   ok     = m && widen(replacement, &with, &cap, &n_with);
  int32_t                n_made = 0;
  if (ok) {
    n_made = uregex_replaceAll(m->regex, with, n_with, NULL, 0, &status);
    ok     = (status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status)) && n_made <= MAX_TEXT;
    made   = ok ? ng_calloc((size_t)n_made + 1, sizeof(UChar)) : NULL;
  }
  if (made) {
    status = U_ZERO_ERROR;
    uregex_replaceAll(m->regex, with, n_with, made, n_made + 1, &status);
    ok = U_SUCCESS(status) && narrow(arena, made, n_made, out);
  }
  ok = ok && made;
  ng_free(with);
  ng_free(made);
  return ok;
}

void
ng_matcher_free(NgMatcher* matcher)
{
  if (matcher) {
    if (matcher->regex) {
      uregex_close(matcher->regex);
    }
    ng_buf_free(&matcher->key);
    ng_free(matcher->text);
    ng_free(matcher);
  }
}
