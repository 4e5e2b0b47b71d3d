// SPDX-License-Identifier: Apache-2.0
#include "rdf/rdf.h"
#include "write/ntriples.h"

NgStatus
ng_rdf_write_term(NgBuf* out, const NgRdfTerm* term)
{
  switch (term->kind) {
  case NG_RDF_IRI:
    return ng_ntriples_add_iri(out, term->value, false);
  case NG_RDF_BLANK:
    ng_buf_add(out, ng_str_n("_:", 2));
    return ng_buf_add(out, term->value);
  case NG_RDF_LITERAL:
    break;
  }
  return ng_ntriples_add_literal(out, term->value, term->language, term->datatype, false);
}

NgStatus
ng_rdf_write_quad(NgBuf* out, const NgQuad* quad)
{
  ng_rdf_write_term(out, &quad->subject);
  ng_buf_addc(out, ' ');
  ng_rdf_write_term(out, &quad->predicate);
  ng_buf_addc(out, ' ');
  ng_rdf_write_term(out, &quad->object);
  if (quad->graph.value.len) {
    ng_buf_addc(out, ' ');
    ng_rdf_write_term(out, &quad->graph);
  }
  return ng_buf_add(out, ng_str_n(" .\n", 3));
}
