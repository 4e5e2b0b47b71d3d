// SPDX-License-Identifier: Apache-2.0
// URLs, e-mail addresses, names of hosts and files. An attempt reads to the end of its candidate; where
// it fails, no later attempt is made inside the same candidate, so that time stays linear.
#include "text/internal.h"

static bool
is_url_byte(unsigned char c)
{
  return c > ' ' && c != 127 && c != '<' && c != '>' && c != '"' && c != '|' && c != '\\' && c != '^' &&
         c != '`' && c != '{' && c != '}';
}

// End of the run of characters that a URL may hold. Curly quotes and dashes end it.
static uint32_t
url_run(const NgScan* scan, uint32_t i)
{
  while (i < scan->end && is_url_byte(scan->s[i])) {
    uint32_t       next = i;
    const uint32_t c    = ng_char_next(scan->s, &next);
    if (c >= 128 && !(ng_char_wide(c) & NG_CHAR_WORD)) {
      break;
    }
    i = next;
  }
  return i;
}

// Without the marks at the end that belong to the sentence; a bracket stays where it was opened inside.
static uint32_t
trim_url(const NgScan* scan, uint32_t begin, uint32_t end)
{
  int open = 0;
  for (uint32_t i = begin; i < end; ++i) {
    open += (scan->s[i] == '(') - (scan->s[i] == ')');
  }
  while (end > begin) {
    const unsigned char c = scan->s[end - 1];
    if (c == ')' && open < 0) {
      ++open;
    } else if (!strchr(".,;:!?'*]", c)) {
      break;
    }
    --end;
  }
  return end;
}

static bool
has_scheme(const NgScan* scan, uint32_t begin, uint32_t colon)
{
  const uint32_t left = scan->end - colon;
  const NgStr    name = ng_str_n((const char*)scan->s + begin, colon - begin);
  if (left > 3 && scan->s[colon + 1] == '/' && scan->s[colon + 2] == '/') {
    return name.len > 1 && name.len < 12;
  }
  return left > 2 && scan->s[colon + 1] > ' ' && (ng_str_is(name, "mailto") || ng_str_is(name, "doi"));
}

static bool
is_host_byte(unsigned char c)
{
  return c < 128 && ((ng_char_ascii[c] & NG_CHAR_WORD) || c == '-' || c == '.' || c == '_');
}

// Last label of the host in `begin`..`end`; empty where the host has one label only or an empty one.
static NgStr
last_label(const NgScan* scan, uint32_t begin, uint32_t end)
{
  uint32_t dot = end;
  for (uint32_t i = begin; i < end; ++i) {
    if (scan->s[i] == '.') {
      if (i == begin || scan->s[i - 1] == '.') {
        return ng_str("");
      }
      dot = i;
    }
  }
  return dot == end ? ng_str("") : ng_str_n((const char*)scan->s + dot + 1, end - dot - 1);
}

static bool
is_one_case(NgStr label)
{
  unsigned all = 0;
  for (size_t i = 0; i < label.len; ++i) {
    all |= (unsigned char)label.at[i] < 128 ? ng_char_ascii[(unsigned char)label.at[i]] : 0u;
  }
  return (all & NG_CHAR_WORD) && (all & (NG_CHAR_UPPER | NG_CHAR_LOWER)) != (NG_CHAR_UPPER | NG_CHAR_LOWER);
}

// End of "example.org" or "www.example.org/page" with the host from `begin` to `end`, or `begin`.
static uint32_t
host_end(const NgScan* scan, uint32_t begin, uint32_t end)
{
  while (end > begin && (scan->s[end - 1] == '.' || scan->s[end - 1] == '-')) {
    --end;
  }
  const NgStr top    = last_label(scan, begin, end);
  const bool  is_www = ng_str_starts(ng_str_n((const char*)scan->s + begin, end - begin), "www.");
  // "said.It" is a missing space: only a label in one case closes a host, and in capitals only after
  // capitals.
  if (!is_www && (!is_one_case(top) || !(ng_lex_flags(top) & NG_LEX_DOMAIN) ||
                  ((ng_char_ascii[(unsigned char)top.at[0]] & NG_CHAR_UPPER) &&
                   !(ng_char_ascii[scan->s[begin]] & NG_CHAR_UPPER)))) {
    return begin;
  }
  if (!top.len) {
    return begin;
  }
  if (end < scan->end && scan->s[end] == '/') {
    return trim_url(scan, begin, url_run(scan, end));
  }
  return end;
}

static uint32_t
mail_end(const NgScan* scan, uint32_t begin, uint32_t at)
{
  uint32_t end = at + 1;
  while (end < scan->end && is_host_byte(scan->s[end])) {
    ++end;
  }
  while (end > at + 1 && !(ng_char_ascii[scan->s[end - 1]] & NG_CHAR_WORD)) {
    --end;
  }
  return last_label(scan, at + 1, end).len ? end : begin;
}

uint32_t
ng_scan_address(NgScan* scan, uint32_t begin)
{
  if (begin < scan->no_address) {
    return begin;
  }
  uint32_t i = begin;
  while (i < scan->end && (is_host_byte(scan->s[i]) || scan->s[i] == '+' || scan->s[i] == '%')) {
    ++i;
  }
  uint32_t end = begin;
  if (i < scan->end && scan->s[i] == '@') {
    end = mail_end(scan, begin, i);
  } else if (i < scan->end && scan->s[i] == ':' && has_scheme(scan, begin, i)) {
    end = trim_url(scan, begin, url_run(scan, i));
  }
  if (end == begin) {
    end = host_end(scan, begin, i);
  }
  if (end == begin) {
    scan->no_address = i;
  }
  return end;
}
