// SPDX-License-Identifier: Apache-2.0
#include "load/virtuoso.h"

#include "http/http.h"

enum { MAX_DIGITS = 9 }; // of an integer that is below 2^31

// The triples of the graphs whose names stand between the two: by their subjects, which that index has alone.
#define BEGIN                                                                                                \
  "{ { SELECT DISTINCT ?g ?s WHERE { GRAPH ?g { ?s ?any_p ?any_o OPTION (TABLE_OPTION \"index_only, index "  \
  "RDF_QUAD_GS\") } FILTER (?g IN ("
#define END ")) } } GRAPH ?g { ?s ?p ?o }"
#define XSD "http://www.w3.org/2001/XMLSchema#"

const NgLoadForm ng_load_virtuoso_ask = {"ASK " BEGIN, ", ", END " }"};

// Of all XML Schema types not-a-number, whose text is "nan", and times with a zone do not equal themselves
// there.
const NgLoadForm ng_load_virtuoso_odd = {
    "ASK " BEGIN, ", ",
    END " FILTER (STR(?o) = \"nan\" || STR(?o) = \"-nan\" || STR(?o) LIKE \"__:__:__%\") }"};

const NgLoadForm ng_load_virtuoso_delete = {"DELETE { GRAPH ?g { ?s ?p ?o } } WHERE " BEGIN, ", ", END " }"};

bool
ng_load_virtuoso_is(const char* server)
{
  return ng_str_starts(ng_str(server), "Virtuoso/");
}

// --- literals --------------------------------------------------------------------------------------

// "..." at the end of `text`.
static bool
is_small_integer(NgStr text)
{
  size_t n = 0;
  size_t i = text.len - 1;
  while (i && n <= MAX_DIGITS && text.at[i - 1] >= '0' && text.at[i - 1] <= '9') {
    --i;
    ++n;
  }
  i -= i && (text.at[i - 1] == '-' || text.at[i - 1] == '+');
  return n && n <= MAX_DIGITS && i && text.at[i - 1] == '"';
}

static bool
keeps_type(NgStr text, NgStr type)
{
  return ng_str_is(type, XSD "integer")
             ? is_small_integer(text)
             : !ng_str_is(type, XSD "duration") && !ng_str_is(type, XSD "dayTimeDuration") &&
                   !ng_str_is(type, XSD "yearMonthDuration") &&
                   !ng_str_is(type, "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral");
}

// A line without its end. No IRI has a '<'.
static bool
keeps_line(NgStr line)
{
  static const char end[] = "> .";
  if (!ng_str_ends(line, end)) {
    return true;
  }
  const size_t type_end = line.len - (sizeof(end) - 1);
  size_t       begin    = type_end;
  while (begin && line.at[begin - 1] != '<') {
    --begin;
  }
  const NgStr before = ng_str_n(line.at, begin);
  return !ng_str_ends(before, "\"^^<") ||
         keeps_type(ng_str_n(line.at, begin - 3), ng_str_n(line.at + begin, type_end - begin));
}

bool
ng_load_virtuoso_keeps(NgStr lines)
{
  for (size_t at = 0; at < lines.len;) {
    const char* const begin = lines.at + at;
    const char* const end   = memchr(begin, '\n', lines.len - at);
    const size_t      len   = end ? (size_t)(end - begin) : lines.len - at;
    if (!keeps_line(ng_str_n(begin, len))) {
      return false;
    }
    at += len + 1;
  }
  return true;
}

// --- requests --------------------------------------------------------------------------------------

// TTLP's flag 512 is N-Quads; the base and the graph that it wants besides are never used, since each line
// has absolute IRIs and names its graph. Its flag 2048, which replaces graphs, loses values of typed
// literals.
NgStatus
ng_load_virtuoso_address(NgBuf* out, const char* store)
{
  ng_buf_printf(out, "%s%cquery=", store, strchr(store, '?') ? '&' : '?');
  return ng_http_encode(
      out, ng_str("SELECT (sql:TTLP(bif:http_body_read(), \"urn:x\", \"urn:x\", 512) AS ?done) WHERE {}"));
}

NgStatus
ng_load_virtuoso_quads(NgBuf* out, NgStr lines, NgStr graph)
{
  for (size_t at = 0; at < lines.len;) {
    const char* const begin = lines.at + at;
    const char* const end   = memchr(begin, '\n', lines.len - at);
    const size_t      len   = end ? (size_t)(end - begin) : lines.len - at;
    ng_buf_add(out, ng_str_n(begin, len - 1)); // not the dot
    ng_buf_addc(out, '<');
    ng_buf_add(out, graph);
    ng_buf_addz(out, "> .\n");
    at += len + 1;
  }
  return out->status;
}
