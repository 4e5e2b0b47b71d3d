// SPDX-License-Identifier: Apache-2.0
// The queries of newsgraph.h.
#include "query/query.h"

#include "pipeline/public.h"

NewsgraphStatus
newsgraph_query(const char* query, const char* source, const char* const* graphs, size_t n_graphs,
                NewsgraphResult result, const char* path, NewsgraphError* error)
{
  static const NgQueryFormat formats[] = {
      [NEWSGRAPH_RESULT_TABLE] = NG_QUERY_TABLE,
      [NEWSGRAPH_RESULT_CSV]   = NG_QUERY_CSV,
      [NEWSGRAPH_RESULT_JSON]  = NG_QUERY_JSON,
      [NEWSGRAPH_RESULT_XML]   = NG_QUERY_XML,
  };
  NgError        err     = {0};
  NgOutput*      output  = NULL;
  NgQueryOptions options = NG_QUERY_OPTIONS_INIT;
  if ((unsigned)result >= sizeof(formats) / sizeof(formats[0]) || n_graphs > UINT32_MAX) {
    return ng_pass_error(error, &err,
                         ng_error_set(&err, NG_ERR_BAD_ARG, "There is no result form %d", (int)result));
  }
  options.text     = ng_str(query);
  options.name     = source ? source : "query";
  options.graphs   = graphs;
  options.n_graphs = (uint32_t)n_graphs;
  options.format   = formats[result];
  NgStatus st      = ng_output_open(&output, path, &err);
  if (!st) {
    st = ng_query_run(&options, output, &err);
    if (st == NG_ERR_BAD_INPUT && !strcmp(err.source, options.name)) {
      err.status = st = NG_ERR_BAD_ARG; // the query's fault, not a graph's
    }
    if (st) {
      ng_output_abandon(output);
    } else {
      st = ng_output_close(output, &err);
    }
  }
  return ng_pass_error(error, &err, st);
}
