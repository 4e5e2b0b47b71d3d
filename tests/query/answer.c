// SPDX-License-Identifier: Apache-2.0
// Answers many queries over many graphs in one process, for tests. Usage: answer CASES
// CASES holds, for each case, a line with the bytes of a graph (N-Quads) and of a query, then these bytes.
// For each case a line with the status and the bytes of the answer is written, then the answer (JSON or
// triples) or what is wrong.
#include "query/query.h"

#include <stdio.h>

static NgStatus
answer(NgStr graph, NgStr query, NgBuf* out, NgError* err)
{
  NgQueryOptions options   = NG_QUERY_OPTIONS_INIT;
  NgStore*       store     = NULL;
  options.text             = query;
  options.format           = NG_QUERY_JSON;
  options.limits.max_steps = 20000000;
  options.limits.max_bytes = 1U << 30;
  NG_TRY(ng_store_open(&store, err));
  NgStatus status = ng_store_load_bytes(store, "graph.nq", graph, err);
  status          = status ? status : ng_query_over(store, &options, out, err);
  ng_store_close(store);
  return status;
}

// The number at `*at`, which moves behind it and the character after it.
static size_t
take_number(NgStr s, size_t* at)
{
  size_t n = 0;
  for (; *at < s.len && s.at[*at] >= '0' && s.at[*at] <= '9'; ++*at) {
    n = n * 10 + (size_t)(s.at[*at] - '0');
  }
  ++*at;
  return n;
}

int
main(int argc, char** argv)
{
  NgBuf   cases = NG_BUF_INIT(SIZE_MAX / 4);
  NgBuf   out   = NG_BUF_INIT(SIZE_MAX / 4);
  NgError err   = {0};
  if (argc < 2 || ng_io_read_file(argv[1], &cases, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  for (size_t at = 0; at < cases.len;) {
    const size_t n_graph = take_number(ng_buf_str(&cases), &at);
    const size_t n_query = take_number(ng_buf_str(&cases), &at);
    if (at + n_graph + n_query > cases.len) {
      return 1;
    }
    NgError why = {0};
    ng_buf_clear(&out);
    const NgStatus status = answer(ng_str_n(cases.at + at, n_graph),
                                   ng_str_n(cases.at + at + n_graph, n_query), &out, &why);
    at += n_graph + n_query;
    if (status) {
      ng_buf_clear(&out);
      ng_buf_addz(&out, why.message);
    }
    printf("%d %zu\n", (int)status, out.len);
    fwrite(out.at, 1, out.len, stdout);
  }
  ng_buf_free(&cases);
  ng_buf_free(&out);
  return 0;
}
