// SPDX-License-Identifier: Apache-2.0
// A user's own knowledge: tables in the form of "know/tables.h", Wikidata JSON dumps (one entity after
// the other, in an array or a line each) and SPARQL results in JSON, into a knowledge file that lies
// over the shipped one.
//
// From a dump are taken: items with an English label whose P31 is of a known kind, their English
// aliases, P17 or P27 (country), P569 (born), P21 (sex), P749 or P361 (part of). From a
// SPARQL result the variables item, itemLabel, itemAltLabel (parted by ", "), class (our class word, or
// an item as for P31), country (ISO code or item), kind, born, sex, parent.
#ifndef NG_KNOW_IMPORT_H
#define NG_KNOW_IMPORT_H

#include "know/know.h"

typedef struct {
  uint64_t n_items;    ///< Entities or result rows seen
  uint64_t n_rows;     ///< Rows of the new file that come from this import
  uint64_t n_kept;     ///< Rows kept from the user's file of before
  uint64_t n_replaced; ///< Shipped rows that a row of the new file replaces
} NgKnowImported;

/// Called for each conflict: a row that bears the label of a shipped row of another class or item.
typedef void (*NgKnowConflict)(void* self, const char* message);

/// Read `path` ("-": standard input), add it to the user's file `output` (made where it does not exist;
/// a row with a QID that it holds already is replaced) and write that file whole. `below` is the shipped
/// knowledge alone. `conflict` may be NULL. Any size is read in pieces; what is kept is in memory.
/// @return NG_ERR_READ, NG_ERR_BAD_INPUT (with line or byte), NG_ERR_BAD_DATA (a wrong table, with
/// file and line), NG_ERR_LIMIT, NG_ERR_WRITE, NG_ERR_NO_MEM.
NgStatus ng_know_import(const NgKnow* below, const char* path, const char* output, NgKnowConflict conflict,
                        void* self, NgKnowImported* counts, NgError* err);

#endif
