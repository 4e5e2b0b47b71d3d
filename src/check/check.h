// SPDX-License-Identifier: Apache-2.0
// Is a graph valid: under the shapes and the vocabulary of ontology/, and under what those cannot say?
//
// The triples are sorted by subject through temporary files, so that all triples of a node stand together;
// memory grows by 16 to 43 bytes for each node that has a class and is no span of text, and with the longest
// article. Files are read once.
#ifndef NG_CHECK_CHECK_H
#define NG_CHECK_CHECK_H

#include "check/findings.h"

typedef struct {
  const char*    base; ///< Start of the IRIs that must not dangle; NULL: https://w3id.org/newsgraph/id/
  uint32_t       max_findings; ///< So many are written, the others counted; 0: 1000
  size_t         max_bytes;    ///< Memory to sort in; 0: 64 MiB
  NgFindingsForm form;
} NgCheckOptions;

#define NG_CHECK_OPTIONS_INIT                                                                                \
  {                                                                                                          \
    NULL, 0, 0, NG_FINDINGS_TEXT                                                                             \
  }

typedef struct {
  uint64_t n_triples; ///< Read
  uint64_t n_nodes;   ///< Subjects
  uint64_t n_findings;
} NgCheckSummary;

/// Check the graphs in `files` together, as one, and write what was found to `output`. That a file has a
/// wrong form is a finding, too.
/// @return NG_SUCCESS also for a graph that is not valid; NG_ERR_READ for a file that cannot be read,
/// NG_ERR_WRITE, NG_ERR_NO_MEM, NG_ERR_LIMIT, NG_ERR_BAD_ARG for a base that is no IRI.
NgStatus ng_check_files(const char* const* files, uint32_t n_files, const NgCheckOptions* options,
                        NgOutput* output, NgCheckSummary* summary, NgError* err);

#endif
