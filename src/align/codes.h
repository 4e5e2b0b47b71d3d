// SPDX-License-Identifier: Apache-2.0
// Code lists: what a code of another vocabulary stands for. From a table, or the codes that the ontology's
// classes bear (skos:notation).
#ifndef NG_ALIGN_CODES_H
#define NG_ALIGN_CODES_H

#include "base/map.h"
#include "base/status.h"

typedef struct {
  NgStr    name;
  NgMap*   keys;   ///< Code -> place in `values`
  NgStr*   values; ///< In an arena
  uint32_t cap;
  bool     by_prefix; ///< A code that has no row counts as the longest one that it begins with
} NgCodes;

/// Read the table `path` ("#newsgraph codes 1"): codes in column `key`, from 1, what they stand for in
/// column `value`; rows without either are passed over, of two rows with a code the first counts.
NgStatus ng_codes_read(NgCodes* out, NgArena* arena, const char* path, uint32_t key, uint32_t value,
                       NgError* err);

/// The codes of `scheme` ("CameoCode", "PloverCode") and the names of the classes that bear them
/// ("ng:Accuse").
NgStatus ng_codes_of_ontology(NgCodes* out, NgArena* arena, NgStr scheme, NgError* err);

/// What `code` stands for; at == NULL where there is no such code.
NgStr ng_codes_find(const NgCodes* codes, NgStr code);

/// Frees the map.
void ng_codes_free(NgCodes* codes);

#endif
