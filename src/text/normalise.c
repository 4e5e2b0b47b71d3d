// SPDX-License-Identifier: Apache-2.0
// Bytes to normalised text: UTF-8 checked, CRLF and CR to LF, NFC, SHA-256.
#include "text/text.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/digest.h"
#include "model/term.h"
#include "text/chars.h"

#include <stdio.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

// What one look at the bytes tells.
typedef struct {
  bool has_cr;
  bool is_nfc; // for certain; false means that ICU must decide
} Look;

static NgStatus
fail_at(const NgDoc* doc, NgStr bytes, size_t offset, const char* part, const char* what, NgError* err)
{
  size_t line   = 1;
  size_t column = 1;
  for (size_t i = 0; i < offset; ++i) {
    const bool is_end = bytes.at[i] == '\n' || (bytes.at[i] == '\r' && bytes.at[i + 1] != '\n');
    line += is_end;
    column = is_end ? 1 : column + 1;
  }
  char source[256];
  snprintf(source, sizeof(source), "%.*s", (int)(doc->meta.source.len < 250 ? doc->meta.source.len : 250),
           doc->meta.source.len ? doc->meta.source.at : "");
  ng_error_set(err, NG_ERR_BAD_TEXT, "%s at byte %zu of the %s (its line %zu)", what, offset, part, line);
  if (doc->meta.line) {
    ng_error_at(err, source, doc->meta.line, 0);
  } else {
    ng_error_at(err, source, line, column);
  }
  return NG_ERR_BAD_TEXT;
}

// First byte from `i` on that is not plain ASCII text (NUL and CR count as not plain).
static size_t
skip_plain(const unsigned char* s, size_t i, size_t len)
{
  while (i + 8 <= len) {
    uint64_t w;
    memcpy(&w, s + i, 8);
    const uint64_t cr  = w ^ 0x0d0d0d0d0d0d0d0dULL;
    const uint64_t low = 0x0101010101010101ULL;
    if ((w | (w - low) | (cr - low)) & 0x8080808080808080ULL) {
      break;
    }
    i += 8;
  }
  while (i < len && s[i] && s[i] < 0x80 && s[i] != '\r') {
    ++i;
  }
  return i;
}

static bool
is_certainly_nfc(uint32_t c)
{
  return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (u_getCombiningClass((UChar32)c) == 0 &&
          u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES);
}

static NgStatus
look_at(const NgDoc* doc, NgStr bytes, const char* part, Look* look, NgError* err)
{
  const unsigned char* const s     = (const unsigned char*)bytes.at;
  uint32_t                   marks = 0;
  *look                            = (Look){false, true};
  for (size_t i = 0; (i = skip_plain(s, i, bytes.len)) < bytes.len;) {
    if (!s[i]) {
      return fail_at(doc, bytes, i, part, "NUL byte", err);
    }
    if (s[i] == '\r') {
      look->has_cr = true;
      ++i;
      continue;
    }
    uint32_t     c = 0;
    const size_t n = ng_utf8_next(ng_str_n(bytes.at + i, bytes.len - i), &c);
    if (!n) {
      return fail_at(doc, bytes, i, part, "Not UTF-8", err);
    }
    if (!is_certainly_nfc(c)) {
      look->is_nfc = false;
      marks        = u_getCombiningClass((UChar32)c) ? marks + 1 : 0;
      if (marks > NG_TEXT_MAX_MARKS) { // sorting them would take quadratic time
        return fail_at(doc, bytes, i, part, "Too many combining marks in a row", err);
      }
    } else {
      marks = 0;
    }
    i += n;
  }
  return NG_SUCCESS;
}

// CRLF and CR to LF, in place.
static size_t
fold_newlines(char* at, size_t len)
{
  size_t to = 0;
  for (size_t i = 0; i < len; ++i) {
    if (at[i] == '\r') {
      at[to++] = '\n';
      i += i + 1 < len && at[i + 1] == '\n';
    } else {
      at[to++] = at[i];
    }
  }
  return to;
}

// NFC of valid UTF-8 by way of UTF-16, appended to `out`.
static NgStatus
compose(NgStr bytes, NgBuf* out)
{
  UErrorCode                code   = U_ZERO_ERROR;
  const UNormalizer2* const nfc    = unorm2_getNFCInstance(&code);
  const size_t              room   = bytes.len + 1;
  UChar* const              wide   = U_SUCCESS(code) ? ng_calloc(room, sizeof(UChar)) : NULL;
  UChar*                    normal = NULL;
  NgStatus                  st     = NG_ERR_NO_MEM;
  int32_t                   n      = 0;
  int32_t                   m      = 0;
  if (!wide) {
    goto cleanup;
  }
  u_strFromUTF8(wide, (int32_t)room, &n, bytes.at, (int32_t)bytes.len, &code);
  // NFC grows a code unit to three at most (Unicode Standard Annex 15, section 9).
  const size_t most = (size_t)n * 3 + 1;
  normal            = U_SUCCESS(code) && most < INT32_MAX ? ng_calloc(most, sizeof(UChar)) : NULL;
  if (!normal) {
    goto cleanup;
  }
  m = unorm2_normalize(nfc, wide, n, normal, (int32_t)most, &code);
  if (U_FAILURE(code) || ng_buf_reserve(out, (size_t)m * 3 + 1)) {
    goto cleanup;
  }
  u_strToUTF8(out->at + out->len, (int32_t)((size_t)m * 3 + 1), &n, normal, m, &code);
  if (U_SUCCESS(code)) {
    out->len += (size_t)n;
    st = NG_SUCCESS;
  }
cleanup:
  ng_free(normal);
  ng_free(wide);
  return st;
}

// Append the normal form of one part; nothing but copying where it is normal already.
static NgStatus
add_part(const NgDoc* doc, NgStr bytes, const char* part, NgBuf* out, NgError* err)
{
  Look look;
  NG_TRY(look_at(doc, bytes, part, &look, err));
  const size_t before = out->len;
  if (look.is_nfc) {
    if (ng_buf_add(out, bytes)) {
      return ng_error_no_mem(err);
    }
  } else if (compose(bytes, out)) {
    return ng_error_no_mem(err);
  }
  if (look.has_cr) {
    out->len = before + fold_newlines(out->at + before, out->len - before);
  }
  return NG_SUCCESS;
}

static void
hash_text(NgDoc* doc)
{
  ng_sha256_hex(doc->text, doc->hash);
}

static bool
has_words(NgStr text)
{
  for (uint32_t i = 0; i < text.len;) {
    if (!(ng_char_class(ng_char_next((const unsigned char*)text.at, &i)) & (NG_CHAR_SPACE | NG_CHAR_ZERO))) {
      return true;
    }
  }
  return false;
}

static NgStatus
fill(NgDoc* doc, NgBuf* out, uint32_t* title_end, NgError* err)
{
  NgStr        title = doc->meta.title;
  NgStr        body  = doc->body;
  NgStr* const first = title.len ? &title : &body;
  if (ng_str_starts(*first, "\xEF\xBB\xBF")) {
    *first = ng_str_n(first->at + 3, first->len - 3);
  }
  if (title.len) {
    NG_TRY(add_part(doc, title, "title", out, err));
    *title_end = (uint32_t)out->len;
    ng_buf_addz(out, "\n\n");
  }
  NG_TRY(add_part(doc, body, "text", out, err));
  doc->text = ng_arena_copy(doc->arena, ng_buf_str(out));
  if (out->status || !doc->text.at) {
    return ng_error_no_mem(err);
  }
  return NG_SUCCESS;
}

NgStatus
ng_text_normalise(NgDoc* doc, uint32_t* title_end, NgError* err)
{
  if (doc->body.len > NG_TEXT_MAX_BYTES || doc->meta.title.len > NG_TEXT_MAX_BYTES) {
    return ng_error_set(err, NG_ERR_LIMIT, "Article longer than %d bytes", NG_TEXT_MAX_BYTES);
  }
  uint32_t        no_title = 0;
  NgBuf           out      = NG_BUF_INIT((size_t)3 * NG_TEXT_MAX_BYTES);
  uint32_t* const end      = title_end ? title_end : &no_title;
  *end                     = 0;
  const NgStatus st        = fill(doc, &out, end, err);
  ng_buf_free(&out);
  NG_TRY(st);
  if (!has_words(doc->text)) {
    return ng_error_set(err, NG_ERR_BAD_TEXT, "The article is empty");
  }
  doc->n_chars = (uint32_t)ng_str_chars(doc->text);
  hash_text(doc);
  return NG_SUCCESS;
}
