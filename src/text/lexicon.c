// SPDX-License-Identifier: Apache-2.0
#include "text/internal.h"

// Made at build time from src/data/lists/tokens.tsv by words.awk; sorted by bytes.
static const NgLexRow rows[] = {
#include "text/words.inc"
};

const NgLexRow*
ng_lex_find(NgStr lower)
{
  size_t lo = 0;
  size_t hi = sizeof(rows) / sizeof(rows[0]);
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    const int    c   = ng_str_cmp(ng_str(rows[mid].key), lower);
    if (c == 0) {
      return &rows[mid];
    }
    if (c < 0) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return NULL;
}

unsigned
ng_lex_flags(NgStr word)
{
  char lower[16];
  if (word.len > sizeof(lower)) {
    return 0;
  }
  for (size_t i = 0; i < word.len; ++i) {
    const unsigned char c = (unsigned char)word.at[i];
    if (c >= 0x80) {
      return 0;
    }
    lower[i] = (char)ng_char_lower(c);
  }
  const NgLexRow* const row = ng_lex_find(ng_str_n(lower, word.len));
  return row ? row->flags : 0;
}

bool
ng_lex_is_calendar(NgStr lower)
{
  const bool has_stop = lower.len > 1 && lower.at[lower.len - 1] == '.';
  return ((ng_lex_flags(lower) | (has_stop ? ng_lex_flags(ng_str_n(lower.at, lower.len - 1)) : 0)) &
          NG_LEX_CALENDAR) != 0;
}
