// SPDX-License-Identifier: Apache-2.0
#include "rdf/writer.h"

#include "base/alloc.h"
#include "model/prefixes.h"
#include "model/term.h"

#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum { FLUSH_AT = 256 * 1024 };

struct NgRdfWriterImpl {
  NgOutput*   output;
  NgRdfFormat format;
  NgBuf       out;       // what is not handed on yet
  NgBuf       subject;   // of the block that is open, as it is written; empty: none is
  NgBuf       predicate; // likewise
  NgBuf       term;      // the one at hand
  NgBuf       text;      // of a line that is taken apart
};

static NgStatus
hand_on(NgRdfWriter* w, NgError* err)
{
  NgStatus status = w->out.status;
  if (!status && ng_output_write(w->output, ng_buf_str(&w->out))) {
    status = ng_output_check(w->output, err);
  }
  ng_buf_clear(&w->out);
  return status ? ng_error_set(err, status, "%s", ng_strerror(status)) : NG_SUCCESS;
}

static NgStatus
end_quad(NgRdfWriter* w, NgError* err)
{
  if (w->term.status || w->subject.status || w->predicate.status) {
    return ng_error_no_mem(err);
  }
  return w->out.len >= FLUSH_AT || w->out.status ? hand_on(w, err) : NG_SUCCESS;
}

// Is `term` what `last` holds? If not, it does from now on.
static bool
is_same(NgBuf* last, const NgBuf* term)
{
  if (last->len && ng_str_eq(ng_buf_str(last), ng_buf_str(term))) {
    return true;
  }
  ng_buf_clear(last);
  ng_buf_add(last, ng_buf_str(term));
  return false;
}

// --- names ---------------------------------------------------------------------------------------

static bool
is_name_start(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_name_part(char c)
{
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-';
}

// A local name that Turtle and XML take as it is.
static bool
is_name(NgStr s)
{
  if (!s.len || !is_name_start(s.at[0])) {
    return false;
  }
  for (size_t i = 1; i < s.len; ++i) {
    if (!is_name_part(s.at[i])) {
      return false;
    }
  }
  return true;
}

// The prefix of `iri` where the rest is a name; NULL: there is none.
static const NgPrefix*
prefix_of(NgStr iri, NgStr* local)
{
  size_t n = iri.len;
  while (n && is_name_part(iri.at[n - 1])) {
    --n;
  }
  *local = ng_str_n(iri.at + n, iri.len - n);
  for (const NgPrefix* p = ng_prefixes; p->name && is_name(*local); ++p) {
    if (ng_str_eq(ng_str(p->iri), ng_str_n(iri.at, n))) {
      return p;
    }
  }
  return NULL;
}

// --- Turtle --------------------------------------------------------------------------------------

static void
begin_turtle(NgRdfWriter* w)
{
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    ng_buf_printf(&w->out, "@prefix %s: <%s> .\n", p->name, p->iri);
  }
  ng_buf_addc(&w->out, '\n');
}

static void
add_turtle_iri(NgBuf* out, NgStr iri)
{
  NgStr                 local = {NULL, 0};
  const NgPrefix* const p     = prefix_of(iri, &local);
  if (p) {
    ng_buf_addz(out, p->name);
    ng_buf_addc(out, ':');
    ng_buf_add(out, local);
  } else {
    const NgRdfTerm term = {.kind = NG_RDF_IRI, .value = iri};
    ng_rdf_write_term(out, &term);
  }
}

static void
add_hex(NgBuf* out, NgStr bytes)
{
  for (size_t i = 0; i < bytes.len; ++i) {
    ng_buf_printf(out, "%02x", (unsigned char)bytes.at[i]);
  }
}

// Labels of N-Triples may have colons, those of Turtle not: such become "hex-" and their bytes, and so do
// labels that begin so already, so that labels that differ still do.
static void
add_turtle_label(NgBuf* out, NgStr label)
{
  const bool is_plain = !memchr(label.at, ':', label.len) && !ng_str_starts(label, "hex-");
  ng_buf_addz(out, is_plain ? "_:" : "_:hex-");
  if (is_plain) {
    ng_buf_add(out, label);
  } else {
    add_hex(out, label);
  }
}

static void
add_turtle_term(NgBuf* out, const NgRdfTerm* term)
{
  if (term->kind == NG_RDF_IRI) {
    add_turtle_iri(out, term->value);
  } else if (term->kind == NG_RDF_BLANK) {
    add_turtle_label(out, term->value);
  } else if (term->kind == NG_RDF_LITERAL && term->datatype.len && !term->language.len) {
    const NgRdfTerm plain = {.kind = NG_RDF_LITERAL, .value = term->value};
    ng_rdf_write_term(out, &plain);
    ng_buf_addz(out, "^^");
    add_turtle_iri(out, term->datatype);
  } else {
    ng_rdf_write_term(out, term);
  }
}

static void
add_turtle(NgRdfWriter* w, const NgQuad* quad)
{
  const bool is_first = !w->subject.len;
  ng_buf_clear(&w->term);
  add_turtle_term(&w->term, &quad->subject);
  const bool same_subject = is_same(&w->subject, &w->term);
  if (!same_subject) {
    ng_buf_addz(&w->out, is_first ? "" : " .\n\n");
    ng_buf_add(&w->out, ng_buf_str(&w->term));
    ng_buf_clear(&w->predicate);
  }
  ng_buf_clear(&w->term);
  if (ng_str_is(quad->predicate.value, RDF_NS "type")) {
    ng_buf_addc(&w->term, 'a');
  } else {
    add_turtle_iri(&w->term, quad->predicate.value);
  }
  if (is_same(&w->predicate, &w->term)) {
    ng_buf_addz(&w->out, ", ");
  } else {
    ng_buf_addz(&w->out, same_subject ? " ;\n    " : "\n    ");
    ng_buf_add(&w->out, ng_buf_str(&w->term));
    ng_buf_addc(&w->out, ' ');
  }
  add_turtle_term(&w->out, &quad->object);
}

// --- RDF/XML -------------------------------------------------------------------------------------

static void
begin_xml(NgRdfWriter* w)
{
  ng_buf_addz(&w->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF");
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    ng_buf_printf(&w->out, " xmlns:%s=\"%s\"", p->name, p->iri);
  }
  ng_buf_addz(&w->out, ">\n");
}

static const char*
xml_escape(NgStr rest, size_t* n)
{
  const unsigned char c = (unsigned char)rest.at[0];
  *n                    = 1;
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\r':
    return "&#xD;";
  case '\t':
  case '\n':
    return NULL;
  default:
    break;
  }
  if (c == 0xEF && rest.len >= 3 && (unsigned char)rest.at[1] == 0xBF && (unsigned char)rest.at[2] >= 0xBE) {
    *n = 3; // U+FFFE and U+FFFF
    return "\xEF\xBF\xBD";
  }
  return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
}

static void
add_xml_text(NgBuf* out, NgStr text)
{
  size_t begin = 0;
  for (size_t i = 0; i < text.len;) {
    size_t            n      = 1;
    const char* const escape = xml_escape(ng_str_n(text.at + i, text.len - i), &n);
    if (escape) {
      ng_buf_add(out, ng_str_n(text.at + begin, i - begin));
      ng_buf_addz(out, escape);
      begin = i + n;
    }
    i += n;
  }
  ng_buf_add(out, ng_str_n(text.at + begin, text.len - begin));
}

// A label as XML can name it: "b" before it, or where it has other than letters, digits, '-', '.' and '_',
// "h" and its bytes in hexadecimal, so that labels that differ still do.
static void
add_xml_label(NgBuf* out, NgStr label)
{
  bool is_plain = true;
  for (size_t i = 0; i < label.len; ++i) {
    is_plain = is_plain && (is_name_part(label.at[i]) || label.at[i] == '.');
  }
  ng_buf_addc(out, is_plain ? 'b' : 'h');
  if (is_plain) {
    ng_buf_add(out, label);
  } else {
    add_hex(out, label);
  }
}

static void
add_xml_node(NgBuf* out, const NgRdfTerm* term, const char* attribute)
{
  ng_buf_printf(out, " rdf:%s=\"", term->kind == NG_RDF_BLANK ? "nodeID" : attribute);
  if (term->kind == NG_RDF_BLANK) {
    add_xml_label(out, term->value);
  } else {
    add_xml_text(out, term->value);
  }
  ng_buf_addc(out, '"');
}

// Where the name that an element can have begins in `iri`; its length: nowhere.
static size_t
name_in(NgStr iri)
{
  size_t n = iri.len;
  while (n && is_name_part(iri.at[n - 1])) {
    --n;
  }
  while (n < iri.len && !is_name_start(iri.at[n])) {
    ++n;
  }
  return n;
}

static void
add_xml_object(NgBuf* out, const NgRdfTerm* object, NgStr prefix, NgStr local)
{
  if (object->kind != NG_RDF_LITERAL) {
    add_xml_node(out, object, "resource");
    ng_buf_addz(out, "/>\n");
    return;
  }
  if (object->language.len) {
    ng_buf_addz(out, " xml:lang=\"");
    ng_buf_add(out, object->language);
    ng_buf_addc(out, '"');
  } else if (object->datatype.len) {
    ng_buf_addz(out, " rdf:datatype=\"");
    add_xml_text(out, object->datatype);
    ng_buf_addc(out, '"');
  }
  ng_buf_addc(out, '>');
  add_xml_text(out, object->value);
  ng_buf_addz(out, "</");
  ng_buf_add(out, prefix);
  ng_buf_addc(out, ':');
  ng_buf_add(out, local);
  ng_buf_addz(out, ">\n");
}

static void
add_xml(NgRdfWriter* w, const NgQuad* quad)
{
  const bool is_first = !w->subject.len;
  ng_buf_clear(&w->term);
  add_xml_node(&w->term, &quad->subject, "about");
  if (!is_same(&w->subject, &w->term)) {
    ng_buf_addz(&w->out, is_first ? "" : "  </rdf:Description>\n");
    ng_buf_addz(&w->out, "  <rdf:Description");
    ng_buf_add(&w->out, ng_buf_str(&w->term));
    ng_buf_addz(&w->out, ">\n");
  }
  const NgStr           iri   = quad->predicate.value;
  NgStr                 local = {NULL, 0};
  const NgPrefix* const known = prefix_of(iri, &local);
  const NgStr           name  = ng_str(known ? known->name : "ns0");
  ng_buf_addz(&w->out, "    <");
  ng_buf_add(&w->out, name);
  ng_buf_addc(&w->out, ':');
  if (!known) {
    const size_t at = name_in(iri);
    local           = ng_str_n(iri.at + at, iri.len - at);
  }
  ng_buf_add(&w->out, local);
  if (!known) {
    ng_buf_addz(&w->out, " xmlns:ns0=\"");
    add_xml_text(&w->out, ng_str_n(iri.at, iri.len - local.len));
    ng_buf_addc(&w->out, '"');
  }
  add_xml_object(&w->out, &quad->object, name, local);
}

// --- all -----------------------------------------------------------------------------------------

NgStatus
ng_rdf_writer_open(NgRdfWriter** out, NgOutput* output, NgRdfFormat format, NgError* err)
{
  if (format == NG_RDF_TRIG) {
    return ng_error_set(err, NG_ERR_UNSUPPORTED, "TriG is read but not written; take N-Quads");
  }
  NgRdfWriter* const w = ng_calloc(1, sizeof(NgRdfWriter));
  if (!w) {
    return ng_error_no_mem(err);
  }
  w->output    = output;
  w->format    = format;
  w->out       = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  w->subject   = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  w->predicate = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  w->term      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  w->text      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  if (format == NG_RDF_TURTLE) {
    begin_turtle(w);
  } else if (format == NG_RDF_RDFXML) {
    begin_xml(w);
  }
  *out = w;
  return NG_SUCCESS;
}

NgStatus
ng_rdf_writer_quad(NgRdfWriter* w, const NgQuad* quad, NgError* err)
{
  if (w->format == NG_RDF_TURTLE) {
    add_turtle(w, quad);
  } else if (w->format == NG_RDF_RDFXML) {
    if (name_in(quad->predicate.value) == quad->predicate.value.len) {
      return ng_error_set(err, NG_ERR_BAD_ARG, "RDF/XML cannot name the predicate <%.*s>",
                          (int)(quad->predicate.value.len < 300 ? quad->predicate.value.len : 300),
                          quad->predicate.value.at);
    }
    add_xml(w, quad);
  } else {
    NgQuad line = *quad;
    if (w->format == NG_RDF_NTRIPLES) {
      line.graph.value = ng_str_n(NULL, 0);
    }
    ng_rdf_write_quad(&w->out, &line);
  }
  return end_quad(w, err);
}

NgStatus
ng_rdf_writer_line(NgRdfWriter* w, NgStr line, NgError* err)
{
  NgQuad quad;
  if (w->format == NG_RDF_NQUADS || w->format == NG_RDF_AUTO) {
    ng_buf_add(&w->out, line);
    ng_buf_addc(&w->out, '\n');
    return end_quad(w, err);
  }
  NG_TRY(ng_rdf_parse_line(line, true, &w->text, &quad, err));
  return ng_rdf_writer_quad(w, &quad, err);
}

NgStatus
ng_rdf_writer_finish(NgRdfWriter* w, NgError* err)
{
  if (w->format == NG_RDF_TURTLE && w->subject.len) {
    ng_buf_addz(&w->out, " .\n");
  } else if (w->format == NG_RDF_RDFXML) {
    ng_buf_addz(&w->out, w->subject.len ? "  </rdf:Description>\n</rdf:RDF>\n" : "</rdf:RDF>\n");
  }
  return hand_on(w, err);
}

void
ng_rdf_writer_free(NgRdfWriter* w)
{
  if (w) {
    ng_buf_free(&w->out);
    ng_buf_free(&w->subject);
    ng_buf_free(&w->predicate);
    ng_buf_free(&w->term);
    ng_buf_free(&w->text);
    ng_free(w);
  }
}
