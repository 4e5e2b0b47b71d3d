// SPDX-License-Identifier: Apache-2.0
// What Virtuoso is told to load quickly. INSERT DATA is compiled term by term, which takes it several times
// as long as the triples do; its SQL function DB.DBA.TTLP loads N-Quads in bulk, and a query may call it
// where the user may (users of the group dba). CLEAR GRAPH passes over all quads of the store, for which
// there is no full index that begins with the graph; RDF_QUAD_GS has the subjects of each graph and leads to
// the rest.
#ifndef NG_LOAD_VIRTUOSO_H
#define NG_LOAD_VIRTUOSO_H

#include "base/buf.h"

#include <stdbool.h>

/// A request about graphs: `begin`, their IRIs with `between` between them, `end`.
typedef struct {
  const char* begin;
  const char* between;
  const char* end;
} NgLoadForm;

extern const NgLoadForm ng_load_virtuoso_ask;    ///< Does any of the graphs hold a triple?
extern const NgLoadForm ng_load_virtuoso_odd;    ///< One that ng_load_virtuoso_delete does not find again?
extern const NgLoadForm ng_load_virtuoso_delete; ///< Remove the triples of the graphs

/// Is this the "Server" of an answer by Virtuoso?
bool ng_load_virtuoso_is(const char* server);

/// Does its loader keep these lines of N-Triples? It makes decimals of large integers and zeros of what is no
/// integer, numbers of durations, and no literals of XML.
bool ng_load_virtuoso_keeps(NgStr lines);

/// Append the address to which N-Quads are posted: that of the store with a query which hands the body of its
/// own request over to the loader. @return out->status.
NgStatus ng_load_virtuoso_address(NgBuf* out, const char* store);

/// Append lines of N-Triples as N-Quads of `graph`. @return out->status.
NgStatus ng_load_virtuoso_quads(NgBuf* out, NgStr lines, NgStr graph);

#endif
