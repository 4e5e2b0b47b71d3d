// SPDX-License-Identifier: Apache-2.0
// The merging of graphs of newsgraph.h.
#include "merge/merge.h"
#include "pipeline/graphs.h"

static void
tell(void* self, const NgError* what)
{
  const NewsgraphMergeOptions* const o = self;
  ng_tell_refused(o->message, o->message_self, what);
}

static void
fill_options(NgMergeOptions* to, const NewsgraphMergeOptions* from)
{
  to->base               = from->base;
  to->max_bytes          = (size_t)from->max_bytes;
  to->temporary          = from->temporary;
  to->with_identity      = from->identity != NEWSGRAPH_IDENTITY_NONE;
  to->identity.same      = from->same_as;
  to->identity.different = from->do_not_merge;
  to->identity.threshold = from->threshold;
  to->identity.rewrites  = from->identity == NEWSGRAPH_IDENTITY_REWRITE;
  to->with_happenings    = from->happenings != 0;
}

static void
fill_summary(NewsgraphMergeSummary* summary, const NgMergeCounts* counts)
{
  if (summary) {
    summary->graphs       = (NewsgraphGraphSummary){.n_read         = counts->read.n_quads,
                                                    .n_written      = counts->n_written,
                                                    .n_refused      = counts->read.n_refused,
                                                    .n_files_failed = counts->read.n_files_failed};
    summary->n_joined     = counts->identity.n_joined;
    summary->n_refused    = counts->identity.n_refused;
    summary->n_happenings = counts->happenings.n_happenings;
  }
}

// Both outputs appear, or neither.
static NgStatus
end_outputs(NgStatus status, NgOutput* output, NgOutput* report, NgError* err)
{
  if (status) {
    ng_output_abandon(output);
    ng_output_abandon(report);
    return status;
  }
  status = ng_output_close(output, err);
  if (report && status) {
    ng_output_abandon(report);
  } else if (report) {
    status = ng_output_close(report, err);
  }
  return status;
}

NewsgraphStatus
newsgraph_merge(const char* const* files, size_t n_files, const NewsgraphMergeOptions* options,
                const char* path, NewsgraphMergeSummary* summary, NewsgraphError* error)
{
  static const NewsgraphMergeOptions defaults = NEWSGRAPH_MERGE_OPTIONS_INIT;
  NewsgraphMergeOptions              given    = options ? *options : defaults;
  NgMergeOptions o      = {.files = files, .n_files = n_files, .self = &given, .refused = tell};
  NgMergeCounts  counts = {0};
  NgError        err    = {0};
  NgOutput*      output = NULL;
  NgOutput*      report = NULL;
  fill_options(&o, &given);
  NgStatus status = ng_graph_format(&o.format, given.format, &err);
  status          = status ? status : ng_output_open(&output, path, &err);
  if (!status && given.report) {
    status = ng_output_open(&report, given.report, &err);
  }
  status = status ? status : ng_merge_run(&o, output, report, &counts, &err);
  status = end_outputs(status, output, report, &err);
  fill_summary(summary, &counts);
  return ng_pass_error(error, &err, status);
}
