// SPDX-License-Identifier: Apache-2.0
#include "model/json.h"

#include "model/term.h"

static void
add_character(NgBuf* out, NgStr c)
{
  const unsigned char first = (unsigned char)c.at[0];
  if (first < 0x20 || first == 0x7f) {
    ng_buf_printf(out, "\\u%04x", first);
    return;
  }
  if (first == '"' || first == '\\') {
    ng_buf_addc(out, '\\');
  }
  ng_buf_add(out, c);
}

NgStatus
ng_json_string(NgBuf* out, NgStr s)
{
  ng_buf_addc(out, '"');
  while (s.len) {
    uint32_t     code;
    const size_t n = ng_utf8_next(s, &code);
    if (n) {
      add_character(out, ng_str_n(s.at, n));
    } else {
      ng_buf_addz(out, "\\ufffd");
    }
    s = ng_str_n(s.at + (n ? n : 1), s.len - (n ? n : 1));
  }
  return ng_buf_addc(out, '"');
}
