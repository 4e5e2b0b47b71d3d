// SPDX-License-Identifier: Apache-2.0
#include "query/results.h"

#include "model/term.h"
#include "rdf/rdf.h"

#include <unicode/uchar.h>

static NgStr
name_of(const NgAnswer* answer, uint32_t column)
{
  return answer->names[answer->columns[column].var];
}

// --- pieces --------------------------------------------------------------------------------------

static NgStr
rest(NgStr s, size_t from)
{
  return ng_str_n(s.at + from, s.len - from);
}

// Text in which bytes that `escape` knows are replaced by what it gives.
static void
put_escaped(NgBuf* out, NgStr s, const char* (*escape)(unsigned char))
{
  size_t begin = 0;
  for (size_t i = 0; i < s.len; ++i) {
    const unsigned char c    = (unsigned char)s.at[i];
    const char* const   text = escape(c);
    if (text || c < 0x20) {
      ng_buf_add(out, ng_str_n(s.at + begin, i - begin));
      if (text) {
        ng_buf_addz(out, text);
      } else {
        ng_buf_printf(out, "\\u%04X", (unsigned)c);
      }
      begin = i + 1;
    }
  }
  ng_buf_add(out, rest(s, begin));
}

static const char*
backslash(unsigned char c)
{
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    return NULL;
  }
}

// XML 1.0 has no other characters below U+0020.
static const char*
entity(unsigned char c)
{
  switch (c) {
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '&':
    return "&amp;";
  case '"':
    return "&quot;";
  case '\t':
    return "\t";
  case '\n':
    return "\n";
  case '\r':
    return "&#13;";
  default:
    return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
  }
}

static void
put_quoted(NgBuf* out, NgStr s)
{
  ng_buf_addc(out, '"');
  put_escaped(out, s, backslash);
  ng_buf_addc(out, '"');
}

// --- JSON ----------------------------------------------------------------------------------------

static void
put_json_cell(NgBuf* out, const NgCell* cell)
{
  static const char* const types[] = {"", "bnode", "uri", "literal"};
  ng_buf_printf(out, "{\"type\": \"%s\", \"value\": ", types[cell->kind]);
  put_quoted(out, cell->value);
  if (cell->language.len) {
    ng_buf_addz(out, ", \"xml:lang\": ");
    put_quoted(out, cell->language);
  } else if (cell->datatype.len) {
    ng_buf_addz(out, ", \"datatype\": ");
    put_quoted(out, cell->datatype);
  }
  ng_buf_addc(out, '}');
}

static void
put_json(NgBuf* out, const NgAnswer* answer)
{
  ng_buf_addz(out, "{\n  \"head\": {\"vars\": [");
  for (uint32_t i = 0; i < answer->n_columns; ++i) {
    ng_buf_addz(out, i ? ", " : "");
    put_quoted(out, name_of(answer, i));
  }
  ng_buf_addz(out, "]},\n  \"results\": {\"bindings\": [");
  for (size_t r = 0; r < answer->rows.n; ++r) {
    bool is_first = true;
    ng_buf_addz(out, r ? ",\n    {" : "\n    {");
    for (uint32_t i = 0; i < answer->n_columns; ++i) {
      const NgCell cell = ng_answer_cell(answer, r, i);
      if (cell.kind != NG_CELL_UNBOUND) {
        ng_buf_addz(out, is_first ? "" : ", ");
        put_quoted(out, name_of(answer, i));
        ng_buf_addz(out, ": ");
        put_json_cell(out, &cell);
        is_first = false;
      }
    }
    ng_buf_addc(out, '}');
  }
  ng_buf_addz(out, answer->rows.n ? "\n  ]}\n}\n" : "]}\n}\n");
}

// --- XML -----------------------------------------------------------------------------------------

static void
put_xml_cell(NgBuf* out, NgStr name, const NgCell* cell)
{
  static const char* const types[] = {"", "bnode", "uri", "literal"};
  ng_buf_printf(out, "      <binding name=\"%.*s\"><%s", NG_STR_ARG(name), types[cell->kind]);
  if (cell->language.len) {
    ng_buf_addz(out, " xml:lang=\"");
    put_escaped(out, cell->language, entity);
    ng_buf_addc(out, '"');
  } else if (cell->datatype.len) {
    ng_buf_addz(out, " datatype=\"");
    put_escaped(out, cell->datatype, entity);
    ng_buf_addc(out, '"');
  }
  ng_buf_addc(out, '>');
  put_escaped(out, cell->value, entity);
  ng_buf_printf(out, "</%s></binding>\n", types[cell->kind]);
}

static void
put_xml_head(NgBuf* out, const NgAnswer* answer)
{
  ng_buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head>\n");
  for (uint32_t i = 0; i < answer->n_columns; ++i) {
    ng_buf_printf(out, "    <variable name=\"%.*s\"/>\n", NG_STR_ARG(name_of(answer, i)));
  }
  ng_buf_addz(out, "  </head>\n");
}

static void
put_xml(NgBuf* out, const NgAnswer* answer)
{
  put_xml_head(out, answer);
  ng_buf_addz(out, "  <results>\n");
  for (size_t r = 0; r < answer->rows.n; ++r) {
    ng_buf_addz(out, "    <result>\n");
    for (uint32_t i = 0; i < answer->n_columns; ++i) {
      const NgCell cell = ng_answer_cell(answer, r, i);
      if (cell.kind != NG_CELL_UNBOUND) {
        put_xml_cell(out, name_of(answer, i), &cell);
      }
    }
    ng_buf_addz(out, "    </result>\n");
  }
  ng_buf_addz(out, "  </results>\n</sparql>\n");
}

// --- CSV -----------------------------------------------------------------------------------------

static void
put_csv_field(NgBuf* out, NgStr s)
{
  bool is_plain = true;
  for (size_t i = 0; i < s.len; ++i) {
    is_plain &= s.at[i] != '"' && s.at[i] != ',' && s.at[i] != '\n' && s.at[i] != '\r';
  }
  if (is_plain) {
    ng_buf_add(out, s);
    return;
  }
  ng_buf_addc(out, '"');
  for (size_t i = 0; i < s.len; ++i) {
    ng_buf_addz(out, s.at[i] == '"' ? "\"" : "");
    ng_buf_addc(out, s.at[i]);
  }
  ng_buf_addc(out, '"');
}

static void
put_csv(NgBuf* out, const NgAnswer* answer)
{
  for (uint32_t i = 0; i < answer->n_columns; ++i) {
    ng_buf_addz(out, i ? "," : "");
    put_csv_field(out, name_of(answer, i));
  }
  ng_buf_addz(out, "\r\n");
  for (size_t r = 0; r < answer->rows.n; ++r) {
    for (uint32_t i = 0; i < answer->n_columns; ++i) {
      const NgCell cell = ng_answer_cell(answer, r, i);
      ng_buf_addz(out, i ? "," : "");
      ng_buf_addz(out, cell.kind == NG_CELL_BLANK ? "_:" : "");
      put_csv_field(out, cell.value);
    }
    ng_buf_addz(out, "\r\n");
  }
}

// --- N-Triples -----------------------------------------------------------------------------------

static void
put_triples(NgBuf* out, const NgAnswer* answer)
{
  for (size_t r = 0; r < answer->rows.n; ++r) {
    for (uint32_t i = 0; i < 3; ++i) {
      const NgCell    cell = ng_answer_cell(answer, r, i);
      const NgRdfTerm term = {cell.kind == NG_CELL_IRI     ? NG_RDF_IRI
                              : cell.kind == NG_CELL_BLANK ? NG_RDF_BLANK
                                                           : NG_RDF_LITERAL,
                              cell.value, cell.language, cell.datatype};
      ng_rdf_write_term(out, &term);
      ng_buf_addc(out, ' ');
    }
    ng_buf_addz(out, ".\n");
  }
}

// --- table ---------------------------------------------------------------------------------------

// Columns that a character takes on a terminal.
static uint32_t
width_of(uint32_t code)
{
  switch (u_charType((UChar32)code)) {
  case U_NON_SPACING_MARK:
  case U_ENCLOSING_MARK:
  case U_FORMAT_CHAR:
    return 0;
  default:
    break;
  }
  const int east_asian = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

// Add what is shown of `s`, at most `max` columns wide (0: all of it). @return its width
static uint32_t
put_shown(NgBuf* out, NgStr s, uint32_t max)
{
  uint32_t width = 0;
  for (size_t i = 0; i < s.len;) {
    uint32_t       code       = 0xFFFD;
    const size_t   n          = ng_utf8_next(rest(s, i), &code);
    const bool     is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const uint32_t w          = is_control ? 1 : width_of(code);
    if (max && width + w > max - 1 && i + n < s.len) {
      ng_buf_addz(out, "\xE2\x80\xA6");
      return width + 1;
    }
    if (is_control || !n) {
      ng_buf_addc(out, ' ');
    } else {
      ng_buf_add(out, ng_str_n(s.at + i, n));
    }
    width += w;
    i += n ? n : 1;
  }
  return width;
}

// An IRI by the longest prefix of the query that fits, else in angle brackets.
static void
put_short_iri(NgBuf* out, const NgSparqlQuery* query, NgStr iri)
{
  const NgSparqlPrefix* best = NULL;
  for (uint32_t i = 0; i < query->prefixes.n; ++i) {
    const NgSparqlPrefix* const p = &query->prefixes.at[i];
    if (p->iri.len < iri.len && !memcmp(p->iri.at, iri.at, p->iri.len) &&
        (!best || best->iri.len < p->iri.len)) {
      best = p;
    }
  }
  if (best) {
    ng_buf_add(out, best->name);
    ng_buf_add(out, rest(iri, best->iri.len));
  } else {
    ng_buf_addc(out, '<');
    ng_buf_add(out, iri);
    ng_buf_addc(out, '>');
  }
}

static uint32_t
put_table_cell(NgBuf* out, NgBuf* scratch, const NgSparqlQuery* query, const NgCell* cell, uint32_t max)
{
  if (cell->kind != NG_CELL_IRI) {
    return put_shown(out, cell->value, max);
  }
  ng_buf_clear(scratch);
  put_short_iri(scratch, query, cell->value);
  return put_shown(out, ng_buf_str(scratch), max);
}

static void
put_spaces(NgBuf* out, uint32_t n)
{
  while (n--) {
    ng_buf_addc(out, ' ');
  }
}

typedef struct {
  NgBuf                shown;   // what the cell at hand looks like
  NgBuf                scratch; // while it is made
  const NgSparqlQuery* query;
  uint32_t             max;
} Table;

// Width of the widest cell of a column, its name included.
static uint32_t
column_width(Table* t, const NgAnswer* answer, uint32_t column)
{
  uint32_t width = put_shown(&t->shown, name_of(answer, column), t->max);
  for (size_t r = 0; r < answer->rows.n; ++r) {
    ng_buf_clear(&t->shown);
    const NgCell   cell = ng_answer_cell(answer, r, column);
    const uint32_t w    = put_table_cell(&t->shown, &t->scratch, t->query, &cell, t->max);
    width               = w > width ? w : width;
  }
  return width;
}

static void
put_table_rows(Table* t, NgBuf* out, const NgAnswer* answer, const uint32_t* widths)
{
  const uint32_t last = answer->n_columns - 1;
  for (uint32_t i = 0; i <= last; ++i) {
    const uint32_t w = put_shown(out, name_of(answer, i), t->max);
    put_spaces(out, i == last ? 0 : widths[i] - w + 2);
  }
  ng_buf_addc(out, '\n');
  for (uint32_t i = 0; i <= last; ++i) {
    for (uint32_t k = 0; k < widths[i]; ++k) {
      ng_buf_addc(out, '-');
    }
    put_spaces(out, i == last ? 0 : 2);
  }
  ng_buf_addc(out, '\n');
  for (size_t r = 0; r < answer->rows.n; ++r) {
    uint32_t missing = 0; // spaces that a later cell may need
    for (uint32_t i = 0; i <= last; ++i) {
      ng_buf_clear(&t->shown);
      const NgCell   cell = ng_answer_cell(answer, r, i);
      const uint32_t w    = put_table_cell(&t->shown, &t->scratch, t->query, &cell, t->max);
      if (w) {
        put_spaces(out, missing);
        missing = 0;
        ng_buf_add(out, ng_buf_str(&t->shown));
      }
      missing += widths[i] - w + 2;
    }
    ng_buf_addc(out, '\n');
  }
}

static void
put_table(NgBuf* out, const NgAnswer* answer, const NgSparqlQuery* query, uint32_t max_width)
{
  uint32_t widths[NG_SPARQL_MAX_VARS] = {0};
  Table    t                          = {.shown   = NG_BUF_INIT(SIZE_MAX / 4),
                                         .scratch = NG_BUF_INIT(SIZE_MAX / 4),
                                         .query   = query,
                                         .max     = max_width};
  for (uint32_t i = 0; i < answer->n_columns; ++i) {
    ng_buf_clear(&t.shown);
    widths[i] = column_width(&t, answer, i);
  }
  put_table_rows(&t, out, answer, widths);
  ng_buf_printf(out, "(%zu %s)\n", answer->rows.n, answer->rows.n == 1 ? "row" : "rows");
  ng_buf_free(&t.shown);
  ng_buf_free(&t.scratch);
}

// --- all of them ---------------------------------------------------------------------------------

static void
put_truth(NgBuf* out, const NgAnswer* answer, NgQueryFormat format)
{
  const char* const word = answer->is_true ? "true" : "false";
  if (format == NG_QUERY_JSON) {
    ng_buf_printf(out, "{\n  \"head\": {},\n  \"boolean\": %s\n}\n", word);
  } else if (format == NG_QUERY_XML) {
    put_xml_head(out, answer);
    ng_buf_printf(out, "  <boolean>%s</boolean>\n</sparql>\n", word);
  } else {
    ng_buf_printf(out, "%s\n", word);
  }
}

NgStatus
ng_answer_write(const NgAnswer* answer, const NgSparqlQuery* query, const NgQueryOptions* options, NgBuf* out)
{
  if (query->form == NG_SPARQL_ASK) {
    put_truth(out, answer, options->format);
  } else if (query->form == NG_SPARQL_CONSTRUCT || query->form == NG_SPARQL_DESCRIBE) {
    put_triples(out, answer);
  } else if (options->format == NG_QUERY_JSON) {
    put_json(out, answer);
  } else if (options->format == NG_QUERY_XML) {
    put_xml(out, answer);
  } else if (options->format == NG_QUERY_CSV) {
    put_csv(out, answer);
  } else if (answer->n_columns) {
    put_table(out, answer, query, options->max_width);
  }
  return out->status;
}
