// SPDX-License-Identifier: Apache-2.0
// The public interface over the pipeline, readers and writers.
#include "newsgraph.h"

#include "base/alloc.h"
#include "pipeline/public.h"
#include "query/disk.h"
#include "write/raptor.h"

#include <stdio.h>

NewsgraphStatus
ng_public_status(NgStatus status)
{
  switch (status) {
  case NG_SUCCESS:
  case NG_END:
  case NG_SKIPPED:
    return NEWSGRAPH_SUCCESS;
  case NG_STOPPED:
    return NEWSGRAPH_ERR_STOPPED;
  case NG_ERR_NO_MEM:
    return NEWSGRAPH_ERR_MEMORY;
  case NG_ERR_LIMIT:
  case NG_ERR_BAD_TEXT:
  case NG_ERR_BAD_INPUT:
    return NEWSGRAPH_ERR_INPUT;
  case NG_ERR_BAD_ARG:
    return NEWSGRAPH_ERR_ARGUMENT;
  case NG_ERR_BAD_DATA:
  case NG_ERR_READ:
    return NEWSGRAPH_ERR_READ;
  case NG_ERR_WRITE:
    return NEWSGRAPH_ERR_WRITE;
  case NG_ERR_UNSUPPORTED:
    break;
  }
  return NEWSGRAPH_ERR_UNSUPPORTED;
}

NewsgraphStatus
ng_pass_error(NewsgraphError* to, const NgError* from, NgStatus status)
{
  const NewsgraphStatus st = ng_public_status(from->status ? from->status : status);
  if (to && st) {
    to->status = st;
    to->line   = from->line;
    to->column = from->column;
    snprintf(to->source, sizeof(to->source), "%s", from->source);
    snprintf(to->message, sizeof(to->message), "%s", from->status ? from->message : ng_strerror(status));
  }
  return st;
}

const char*
newsgraph_version(void)
{
  return NG_VERSION;
}

size_t
newsgraph_versions(const Newsgraph* ng, char* out, size_t size)
{
  NgBuf text = NG_BUF_INIT(1 << 16);
  ng_buf_printf(&text, "newsgraph %s\nraptor %s\nlibrdf %s\n", NG_VERSION, ng_raptor_version(),
                ng_disk_librdf_version());
  if (ng) {
    ng_pipeline_versions(ng->pipeline, &text);
  }
  const size_t need = text.len + 1;
  if (size) {
    snprintf(out, size, "%s", text.at ? text.at : "");
  }
  ng_buf_free(&text);
  return need;
}

NewsgraphStatus
newsgraph_open(Newsgraph** out, NewsgraphError* error)
{
  NgError          err = {0};
  Newsgraph* const ng  = ng_calloc(1, sizeof(Newsgraph));
  const NgStatus   st  = ng ? ng_pipeline_open(&ng->pipeline, &err) : NG_ERR_NO_MEM;
  if (st) {
    ng_free(ng);
    return ng_pass_error(error, &err, st);
  }
  *out = ng;
  return NEWSGRAPH_SUCCESS;
}

void
newsgraph_close(Newsgraph* ng)
{
  if (ng) {
    ng_pipeline_close(ng->pipeline);
    ng_free(ng);
  }
}
