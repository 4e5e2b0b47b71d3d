// SPDX-License-Identifier: Apache-2.0
#include "write/ntriples.h"

#include "model/term.h"

// Escape for the code point at the start of `s`; `*n` are the bytes that it stands for.
static void
add_escape(NgBuf* out, NgStr s, size_t* n)
{
  static const char letters[] = "\bb\tt\nn\ff\rr\"\"\\\\";
  const char        c         = s.at[0];
  *n                          = 1;
  for (const char* l = letters; *l; l += 2) {
    if (*l == c) {
      const char escape[2] = {'\\', l[1]};
      ng_buf_add(out, ng_str_n(escape, 2));
      return;
    }
  }
  uint32_t code = (unsigned char)c;
  if (code >= 0x80) {
    *n = ng_utf8_next(s, &code);
    if (!*n) { // callers check before; still no invalid byte gets out
      *n   = 1;
      code = 0xFFFD;
    }
  }
  ng_buf_printf(out, code > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)code);
}

// Text with what must be escaped escaped: runs that need nothing are copied whole.
static void
add_text(NgBuf* out, NgStr s, bool is_ascii)
{
  size_t begin = 0;
  for (size_t i = 0; i < s.len;) {
    const unsigned char c = (unsigned char)s.at[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && (c < 0x80 || !is_ascii)) {
      ++i;
      continue;
    }
    ng_buf_add(out, ng_str_n(s.at + begin, i - begin));
    size_t n;
    add_escape(out, ng_str_n(s.at + i, s.len - i), &n);
    i += n;
    begin = i;
  }
  ng_buf_add(out, ng_str_n(s.at + begin, s.len - begin));
}

NgStatus
ng_ntriples_add_iri(NgBuf* out, NgStr iri, bool is_ascii)
{
  ng_buf_addc(out, '<');
  if (is_ascii) {
    add_text(out, iri, true);
  } else {
    ng_buf_add(out, iri);
  }
  return ng_buf_addc(out, '>');
}

NgStatus
ng_ntriples_add_literal(NgBuf* out, NgStr lexical, NgStr language, NgStr datatype, bool is_ascii)
{
  ng_buf_addc(out, '"');
  add_text(out, lexical, is_ascii);
  ng_buf_addc(out, '"');
  if (language.len) {
    ng_buf_addc(out, '@');
    ng_buf_add(out, language);
  } else if (datatype.len && !ng_str_is(datatype, NG_XSD "string")) {
    ng_buf_add(out, ng_str_n("^^", 2));
    ng_ntriples_add_iri(out, datatype, is_ascii);
  }
  return out->status;
}

NgStatus
ng_ntriples_add(NgBuf* out, const NgTriple* triple, NgStr graph, bool is_ascii)
{
  ng_ntriples_add_iri(out, triple->subject, is_ascii);
  ng_buf_addc(out, ' ');
  ng_ntriples_add_iri(out, triple->predicate, is_ascii);
  ng_buf_addc(out, ' ');
  if (triple->object_kind == NG_OBJECT_IRI) {
    ng_ntriples_add_iri(out, triple->object, is_ascii);
  } else {
    ng_ntriples_add_literal(out, triple->object, triple->language, triple->datatype, is_ascii);
  }
  if (graph.len) {
    ng_buf_addc(out, ' ');
    ng_ntriples_add_iri(out, graph, is_ascii);
  }
  return ng_buf_add(out, ng_str_n(" .\n", 3));
}
