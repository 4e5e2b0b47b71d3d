// SPDX-License-Identifier: Apache-2.0
// The queries of newsgraph.h.
#include "query/query.h"

#include "pipeline/public.h"

enum { MAX_MIB = 1 << 22 };

static NgStatus
set_options(const NewsgraphQueryOptions* from, NgQueryOptions* to, NgError* err)
{
  static const NgQueryFormat formats[] = {
      [NEWSGRAPH_RESULT_TABLE] = NG_QUERY_TABLE,
      [NEWSGRAPH_RESULT_CSV]   = NG_QUERY_CSV,
      [NEWSGRAPH_RESULT_JSON]  = NG_QUERY_JSON,
      [NEWSGRAPH_RESULT_XML]   = NG_QUERY_XML,
  };
  if ((unsigned)from->result >= sizeof(formats) / sizeof(formats[0])) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no result form %d", (int)from->result);
  }
  if (from->max_memory_mib > MAX_MIB) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "More memory than %d MiB cannot be given", MAX_MIB);
  }
  if (from->endpoint && to->n_graphs) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Ask either an endpoint or graphs, not both");
  }
  NG_TRY(from->endpoint ? ng_http_check_url(from->endpoint, err) : NG_SUCCESS);
  to->format                = formats[from->result];
  to->limits.max_seconds    = from->timeout_s;
  to->limits.max_bytes      = from->max_memory_mib ? from->max_memory_mib << 20 : to->limits.max_bytes;
  to->endpoint              = from->endpoint;
  to->http.credentials_file = from->credentials_file;
  to->http.ca_file          = from->ca_file;
  to->http.timeout_s        = from->timeout_s;
  to->http.is_plain_allowed = from->is_plain_allowed;
  return NG_SUCCESS;
}

static NgStatus
answer(const NgQueryOptions* options, const char* path, NgError* err)
{
  NgOutput* output = NULL;
  NG_TRY(ng_output_open(&output, path, err));
  NgStatus status = ng_query_run(options, output, err);
  if (status == NG_ERR_BAD_INPUT && !strcmp(err->source, options->name)) {
    err->status = status = NG_ERR_BAD_ARG; // the query's fault, not a graph's
  }
  if (status) {
    ng_output_abandon(output);
    return status;
  }
  return ng_output_close(output, err);
}

NewsgraphStatus
newsgraph_query(const char* query, const char* source, const char* const* graphs, size_t n_graphs,
                const NewsgraphQueryOptions* options, const char* path, NewsgraphError* error)
{
  static const NewsgraphQueryOptions defaults = NEWSGRAPH_QUERY_OPTIONS_INIT;
  NgError                            err      = {0};
  NgQueryOptions                     o        = NG_QUERY_OPTIONS_INIT;
  o.text                                      = ng_str(query);
  o.name                                      = source ? source : "query";
  o.graphs                                    = graphs;
  o.n_graphs                                  = (uint32_t)n_graphs;
  NgStatus status                             = n_graphs > UINT32_MAX ? NG_ERR_BAD_ARG : NG_SUCCESS;
  status = status ? status : set_options(options ? options : &defaults, &o, &err);
  status = status ? status : answer(&o, path, &err);
  return ng_pass_error(error, &err, status);
}
