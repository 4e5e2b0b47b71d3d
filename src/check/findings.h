// SPDX-License-Identifier: Apache-2.0
// What a check found: collected, put in the order of files and lines, written for people or programs.
#ifndef NG_CHECK_FINDINGS_H
#define NG_CHECK_FINDINGS_H

#include "base/io.h"
#include "rdf/rdf.h"

typedef enum {
  NG_FINDINGS_TEXT = 0, ///< FILE:LINE: error: NODE PROPERTY VALUE: message [rule]
  NG_FINDINGS_JSON,     ///< One object a line
  NG_FINDINGS_TURTLE,   ///< A sh:ValidationReport
} NgFindingsForm;

typedef struct {
  const char*      rule; ///< "sh:ClassConstraintComponent", or a name without a colon for a rule of our own
  NgRdfTerm        node; ///< Empty value: none, the line itself is wrong
  NgStr            path; ///< Property; empty: none
  bool             is_inverse; ///< The path leads backwards
  const NgRdfTerm* value;      ///< NULL: none
  NgStr            shape;      ///< IRI of the shape; empty: none
  uint32_t         file;       ///< Number of the file
  uint64_t         line;       ///< 0: not known
  const char*      message;
} NgFinding;

typedef struct NgFindingsImpl NgFindings;

/// Keeps the first `max` findings that are added and counts the others. NULL without memory.
NgFindings* ng_findings_new(uint32_t max);

/// Add a copy. @return NG_SUCCESS, NG_ERR_NO_MEM.
NgStatus ng_findings_add(NgFindings* findings, const NgFinding* finding);

uint64_t ng_findings_count(const NgFindings* findings);

/// Write what was kept, in the order of files, lines, nodes and rules. `files` are the files' names.
/// @return NG_ERR_WRITE, NG_ERR_NO_MEM.
NgStatus ng_findings_write(NgFindings* findings, NgFindingsForm form, const char* const* files,
                           NgOutput* output, NgError* err);

/// Accepts NULL.
void ng_findings_free(NgFindings* findings);

#endif
