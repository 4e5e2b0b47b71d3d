// SPDX-License-Identifier: Apache-2.0
// Many graphs into one: their set union, then which entities are the same (merge/identity.h), then which
// events of several articles are one happening (merge/happenings.h).
#ifndef NG_MERGE_MERGE_H
#define NG_MERGE_MERGE_H

#include "base/io.h"
#include "merge/happenings.h"
#include "merge/identity.h"
#include "rdf/files.h"

typedef struct {
  const char* const* files;
  size_t             n_files;
  NgRdfFormat        format;    ///< Of the output, as ng_rdf_writer_open takes it
  const char*        base;      ///< For relative IRIs; NULL: one is a mistake
  size_t             max_bytes; ///< Of memory; 0: 512 MiB
  const char*        temporary; ///< Folder of temporary files; NULL: TMPDIR, else /tmp
  bool               with_identity;
  NgIdentityOptions  identity;
  bool               with_happenings;
  void*              self;
  void (*refused)(void* self, const NgError* what); ///< As in rdf/files.h; may be NULL
} NgMergeOptions;

typedef struct {
  NgRdfCounts         read;
  size_t              n_written;
  NgIdentityCounts    identity;
  NgHappeningsSummary happenings;
} NgMergeCounts;

/// Write the merged graph to `output` and, where `report` is not NULL, to that how the entities were joined;
/// both stay the caller's.
/// @return NG_ERR_NO_MEM, NG_ERR_LIMIT, NG_ERR_WRITE, NG_ERR_READ (also for a list of same or different
/// entities that cannot be read); what is wrong with graphs goes to options->refused and the counts.
NgStatus ng_merge_run(const NgMergeOptions* options, NgOutput* output, NgOutput* report,
                      NgMergeCounts* counts, NgError* err);

#endif
