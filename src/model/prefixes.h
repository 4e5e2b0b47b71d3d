// SPDX-License-Identifier: Apache-2.0
// The prefixes under which the vocabularies of the graph are written and may be queried.
#ifndef NG_MODEL_PREFIXES_H
#define NG_MODEL_PREFIXES_H

typedef struct {
  const char* name; ///< Without the colon
  const char* iri;
} NgPrefix;

/// Ends with a row of NULL.
extern const NgPrefix ng_prefixes[];

#endif
