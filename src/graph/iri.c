// SPDX-License-Identifier: Apache-2.0
#include "graph/iri.h"

#include "base/digest.h"
#include "model/term.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
  SLUG_MAX     = 80,
  SLUG_DIGITS  = 12,
  FACT_DIGITS  = 24,
  LOCAL_DIGITS = 12,
  TEXT_DIGITS  = 32,
};

// --- text from pieces ----------------------------------------------------------------------------

typedef struct {
  char*  at;
  size_t len;
} Pen;

static void
put(Pen* pen, NgStr s)
{
  if (s.len) {
    memcpy(pen->at + pen->len, s.at, s.len);
  }
  pen->len += s.len;
}

static void
put_number(Pen* pen, uint32_t value)
{
  char   digits[10];
  size_t n = sizeof(digits);
  do {
    digits[--n] = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  put(pen, ng_str_n(digits + n, sizeof(digits) - n));
}

static void
put_span(Pen* pen, NgSpan span)
{
  put_number(pen, span.begin);
  put(pen, ng_str(","));
  put_number(pen, span.end);
}

static NgStr
join(NgArena* arena, const NgStr* parts, size_t n)
{
  size_t len = 0;
  for (size_t i = 0; i < n; ++i) {
    len += parts[i].len;
  }
  Pen pen = {ng_arena_calloc(arena, len + 1, 1), 0};
  for (size_t i = 0; pen.at && i < n; ++i) {
    put(&pen, parts[i]);
  }
  return ng_str_n(pen.at, pen.len);
}

// First `n` hex digits of the SHA-256 of `bytes`.
static NgStr
hash_digits(NgStr bytes, char out[NG_SHA256_HEX + 1], size_t n)
{
  ng_sha256_hex(bytes, out);
  return ng_str_n(out, n);
}

// --- slugs ---------------------------------------------------------------------------------------

// Latin letters that have no decomposition.
static const struct {
  UChar       letter;
  const char* ascii;
} latin[] = {
    {0x00C6, "ae"}, {0x00D0, "d"},  {0x00D8, "o"},  {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"},
    {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "d"},  {0x0111, "d"},  {0x0126, "h"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"},  {0x0141, "l"},  {0x0142, "l"},  {0x014A, "ng"},
    {0x014B, "ng"}, {0x0152, "oe"}, {0x0153, "oe"}, {0x0166, "t"},  {0x0167, "t"},  {0x0181, "b"},
    {0x018A, "d"},  {0x018F, "e"},  {0x0190, "e"},  {0x0192, "f"},  {0x0198, "k"},  {0x0199, "k"},
    {0x01B3, "y"},  {0x01B4, "y"},  {0x0253, "b"},  {0x0254, "o"},  {0x0257, "d"},  {0x0259, "e"},
    {0x025B, "e"},  {0x1E9E, "ss"}, {0, NULL},
};

// Marks that stand within a word.
static bool
is_apostrophe(UChar32 c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x02B9 || c == '`';
}

// Adds the ASCII of one code point; false where it is a letter or digit that has none.
static bool
put_ascii(Pen* pen, UChar32 c)
{
  if (c < 0x80) {
    const char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      put(pen, ng_str_n(&lower, 1));
    } else if (pen->len && pen->at[pen->len - 1] != '-' && !is_apostrophe(c)) {
      put(pen, ng_str("-"));
    }
    return true;
  }
  for (size_t i = 0; latin[i].ascii; ++i) {
    if (latin[i].letter == c) {
      put(pen, ng_str(latin[i].ascii));
      return true;
    }
  }
  const uint32_t type = U_MASK(u_charType(c));
  if (type & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK) || is_apostrophe(c)) {
    return true;
  }
  if (pen->len && pen->at[pen->len - 1] != '-') {
    put(pen, ng_str("-"));
  }
  return !(type & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK | U_GC_CO_MASK | U_GC_CN_MASK));
}

// Decomposed UTF-16 of the first bytes of `name`, in the arena; NULL without memory. `*len` 0 where it
// is no UTF-8.
static const UChar*
decompose(NgArena* arena, NgStr name, int32_t* len)
{
  enum { GROWTH = 18 }; // most code units that one decomposes to
  UErrorCode                status = U_ZERO_ERROR;
  const UNormalizer2* const nfkd   = unorm2_getNFKDInstance(&status);
  const size_t              cap    = name.len * GROWTH + 1;
  UChar* const              plain  = ng_arena_calloc(arena, name.len + 1, sizeof(UChar));
  UChar* const              apart  = ng_arena_calloc(arena, cap, sizeof(UChar));
  int32_t                   n      = 0;
  if (!plain || !apart) {
    return NULL;
  }
  u_strFromUTF8(plain, (int32_t)name.len + 1, &n, name.at, (int32_t)name.len, &status);
  *len = unorm2_normalize(nfkd, plain, n, apart, (int32_t)cap, &status);
  if (U_FAILURE(status)) {
    *len = 0;
  }
  return apart;
}

NgStr
ng_iri_slug(NgArena* arena, NgStr name)
{
  const NgStr        head = ng_str_cut(name, SLUG_MAX);
  int32_t            n    = 0;
  const UChar* const text = decompose(arena, head, &n);
  // At most two bytes a code unit, and a hyphen and the digits of the hash.
  Pen pen = {ng_arena_calloc(arena, 2 * (size_t)n + 2 + SLUG_DIGITS, 1), 0};
  if (!text || !pen.at) {
    return ng_str_n(NULL, 0);
  }
  bool is_whole = head.len == name.len && (n || !name.len);
  for (int32_t i = 0; i < n;) {
    UChar32 c = 0;
    U16_NEXT(text, i, n, c);
    is_whole = put_ascii(&pen, c) && is_whole;
  }
  while (pen.len && pen.at[pen.len - 1] == '-') {
    --pen.len;
  }
  if (!pen.len || !is_whole) {
    char digits[NG_SHA256_HEX + 1];
    put(&pen, ng_str(pen.len ? "-" : ""));
    put(&pen, hash_digits(name, digits, SLUG_DIGITS));
  }
  return ng_str_n(pen.at, pen.len);
}

// --- IRIs ----------------------------------------------------------------------------------------

NgStr
ng_iri_article(NgArena* arena, NgStr base, const char* hash)
{
  const NgStr parts[] = {base, ng_str("article/a"), ng_str_n(hash, TEXT_DIGITS)};
  return join(arena, parts, 3);
}

NgStr
ng_iri_span(NgArena* arena, NgStr article, uint32_t begin, uint32_t end)
{
  static const char middle[] = "#char=";
  Pen               pen      = {ng_arena_calloc(arena, article.len + sizeof(middle) + 21, 1), 0};
  const NgSpan      span     = {begin, end};
  if (pen.at) {
    put(&pen, article);
    put(&pen, ng_str(middle));
    put_span(&pen, span);
  }
  return ng_str_n(pen.at, pen.len);
}

bool
ng_iri_is_qid(NgStr qid)
{
  if (qid.len < 2 || qid.len > 20 || qid.at[0] != 'Q' || qid.at[1] == '0') {
    return false;
  }
  for (size_t i = 1; i < qid.len; ++i) {
    if (qid.at[i] < '0' || qid.at[i] > '9') {
      return false;
    }
  }
  return true;
}

NgStr
ng_iri_linked(NgArena* arena, NgStr base, NgStr qid)
{
  const NgStr parts[] = {base, ng_str("entity/"), qid};
  return join(arena, parts, 3);
}

NgStr
ng_iri_entity(NgArena* arena, NgStr base, NgClass cls, NgStr label, const char* hash)
{
  const NgStr slug = ng_iri_slug(arena, label);
  if (!slug.at) {
    return slug;
  }
  const NgStr parts[] = {
      base,
      ng_str("entity/"),
      ng_class_table[cls].slug,
      ng_str("-"),
      slug,
      ng_str(hash ? "-" : ""),
      ng_str_n(hash, hash ? LOCAL_DIGITS : 0),
  };
  return join(arena, parts, 7);
}

NgStr
ng_iri_fact(NgArena* arena, NgStr base, const char* hash, const NgFactKey* key)
{
  char text[256];
  char digits[NG_SHA256_HEX + 1];
  Pen  pen = {text, 0};
  put(&pen, ng_str_n(hash, NG_SHA256_HEX));
  put(&pen, ng_str(" "));
  put(&pen, ng_str_cut(key->cls, 64));
  put(&pen, ng_str(" "));
  put_span(&pen, key->evidence);
  if (key->trigger.begin < key->trigger.end) {
    put(&pen, ng_str(" "));
    put_span(&pen, key->trigger);
  }
  if (key->repeat) {
    put(&pen, ng_str(" "));
    put_number(&pen, key->repeat);
  }
  const NgStr parts[] = {
      base,
      ng_str("fact/"),
      ng_str(key->kind),
      ng_str("-"),
      hash_digits(ng_str_n(pen.at, pen.len), digits, FACT_DIGITS),
  };
  return join(arena, parts, 5);
}

NgStr
ng_iri_known(NgArena* arena, NgStr base, NgStr words)
{
  char        digits[NG_SHA256_HEX + 1];
  const NgStr parts[] = {base, ng_str("fact/known-position-"), hash_digits(words, digits, FACT_DIGITS)};
  return join(arena, parts, 3);
}
