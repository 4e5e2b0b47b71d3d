// SPDX-License-Identifier: Apache-2.0
// The knowledge as a table, for people and for checks.
#ifndef NG_KNOW_LIST_H
#define NG_KNOW_LIST_H

#include "base/io.h"
#include "know/know.h"

/// Write all rows that are not hidden as tab-separated text: a line that names the columns, then class,
/// QID, label, aliases (parted by "|", metonyms included), country, kind, parent, office, from, to,
/// source; office, from and to are those of the office held last. @return NG_ERR_WRITE, NG_ERR_NO_MEM.
NgStatus ng_know_list(const NgKnow* know, NgOutput* out, NgError* err);

#endif
