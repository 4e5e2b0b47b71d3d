// SPDX-License-Identifier: Apache-2.0
// Articles that are copies of one text. For src/merge alone.
#ifndef NG_MERGE_COPIES_H
#define NG_MERGE_COPIES_H

#include "merge/reports.h"

/// Set copy_of of each article: the first of the articles that have, directly or through others, a share of
/// at least `identical` in common with it. Candidates by locality-sensitive hashing (Leskovec, Rajaraman,
/// Ullman, "Mining of Massive Datasets", 3.4). @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_copies_find(NgReports* reports, float identical);

#endif
