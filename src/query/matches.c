// SPDX-License-Identifier: Apache-2.0
// The default graph is the union of all graphs, or of those that FROM names.
#include "query/eval.h"

static bool
is_listed(const NgEval* e, const uint32_t* constants, uint32_t n, NgTermId graph)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (e->constants[constants[i]] == graph) {
      return true;
    }
  }
  return false;
}

bool
ng_matches_sees(const NgEval* e, NgTermId graph)
{
  const NgSparqlQuery* const q = e->query;
  return (!q->from.n && !q->from_named.n) || is_listed(e, q->from_named.at, q->from_named.n, graph);
}

void
ng_matches_begin(const NgEval* e, const NgTermId parts[3], NgMatches* matches)
{
  const bool has_dataset = e->query->from.n || e->query->from_named.n;
  memcpy(matches->parts, parts, sizeof(matches->parts));
  matches->quads       = NULL;
  matches->is_filtered = e->graph || has_dataset;
  if (e->graph) {
    matches->quads = ng_store_graph_quads(e->store, e->graph, parts[0], &matches->n_quads);
    if (!ng_matches_sees(e, e->graph)) {
      matches->n_quads = 0;
    }
    if (matches->n_quads <= 16 || matches->n_quads <= ng_store_count(e->store, parts)) {
      return;
    }
    matches->quads = NULL;
  }
  ng_store_scan(e->store, parts, &matches->scan);
}

static bool
is_member(const NgEval* e, const NgTermId triple[3])
{
  size_t n                     = 0;
  const uint32_t(*quads)[4]    = ng_store_triple_quads(e->store, triple, &n);
  const NgSparqlQuery* const q = e->query;
  for (size_t i = 0; i < n; ++i) {
    if (e->graph ? quads[i][3] == e->graph : is_listed(e, q->from.at, q->from.n, quads[i][3])) {
      return true;
    }
  }
  return false;
}

bool
ng_matches_next(const NgEval* e, NgMatches* matches, NgTermId triple[3])
{
  if (!matches->quads) {
    while (ng_scan_next(&matches->scan)) {
      memcpy(triple, matches->scan.triple, 3 * sizeof(*triple));
      if (!matches->is_filtered || is_member(e, triple)) {
        return true;
      }
    }
    return false;
  }
  for (; matches->n_quads; ++matches->quads, --matches->n_quads) {
    const uint32_t* const q = *matches->quads + 1;
    const NgTermId* const w = matches->parts;
    if ((!w[0] || w[0] == q[0]) && (!w[1] || w[1] == q[1]) && (!w[2] || w[2] == q[2])) {
      memcpy(triple, q, 3 * sizeof(*triple));
      ++matches->quads;
      --matches->n_quads;
      return true;
    }
  }
  return false;
}
