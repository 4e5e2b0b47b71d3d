// SPDX-License-Identifier: Apache-2.0
// Any bytes as a query over a small graph: an answer or an error, within ceilings.
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static const char graph[] =
    "<http://x/a> <http://x/p> <http://x/b> .\n<http://x/b> <http://x/p> <http://x/c> <http://g/1> .\n"
    "<http://x/c> <http://x/p> <http://x/a> .\n<http://x/a> <http://x/q> \"one\"@en <http://g/2> .\n"
    "<http://x/b> <http://x/q> \"12\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
    "<http://x/c> <http://x/q> \"2024-05-06\"^^<http://www.w3.org/2001/XMLSchema#date> .\n"
    "_:b <http://x/q> \"0.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n";

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  static NgStore* store;
  NgQueryOptions  options = NG_QUERY_OPTIONS_INIT;
  NgBuf           out     = NG_BUF_INIT(1 << 26);
  NgError         err     = {0};
  if (!store &&
      (ng_store_open(&store, &err) || ng_store_load_bytes(store, "graph.nq", ng_str(graph), &err))) {
    return 0;
  }
  options.text             = ng_str_n((const char*)data, size);
  options.format           = (NgQueryFormat)(size % 4);
  options.limits.max_steps = 20000;
  options.limits.max_bytes = 1 << 24;
  ng_query_over(store, &options, &out, &err);
  ng_buf_free(&out);
  return 0;
}
