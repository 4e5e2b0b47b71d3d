// SPDX-License-Identifier: Apache-2.0
// The check of newsgraph.h.
#include "check/check.h"

#include "pipeline/public.h"

NewsgraphStatus
newsgraph_check(const char* const* files, size_t n_files, const NewsgraphCheckOptions* options,
                const char* path, NewsgraphChecked* checked, NewsgraphError* error)
{
  static const NgFindingsForm forms[] = {
      [NEWSGRAPH_FINDINGS_TEXT]   = NG_FINDINGS_TEXT,
      [NEWSGRAPH_FINDINGS_JSON]   = NG_FINDINGS_JSON,
      [NEWSGRAPH_FINDINGS_TURTLE] = NG_FINDINGS_TURTLE,
  };
  const NewsgraphCheckOptions defaults = NEWSGRAPH_CHECK_OPTIONS_INIT;
  const NewsgraphCheckOptions o        = options ? *options : defaults;
  NgError                     err      = {0};
  NgOutput*                   output   = NULL;
  NgCheckOptions              inner    = NG_CHECK_OPTIONS_INIT;
  NgCheckSummary              summary  = {0};
  if ((unsigned)o.form >= sizeof(forms) / sizeof(forms[0]) || n_files > UINT32_MAX ||
      o.max_findings > UINT32_MAX) {
    return ng_pass_error(error, &err,
                         ng_error_set(&err, NG_ERR_BAD_ARG, "There is no form of findings %d", (int)o.form));
  }
  inner.base         = o.base;
  inner.form         = forms[o.form];
  inner.max_findings = (uint32_t)o.max_findings;
  NgStatus st        = ng_output_open(&output, path, &err);
  if (!st) {
    st = ng_check_files(files, (uint32_t)n_files, &inner, output, &summary, &err);
    if (st) {
      ng_output_abandon(output);
    } else {
      st = ng_output_close(output, &err);
    }
  }
  checked->n_triples  = summary.n_triples;
  checked->n_nodes    = summary.n_nodes;
  checked->n_findings = summary.n_findings;
  return ng_pass_error(error, &err, st);
}
