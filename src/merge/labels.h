// SPDX-License-Identifier: Apache-2.0
// The words and numbers of labels, as numbers that can be compared. For src/merge alone.
#ifndef NG_MERGE_LABELS_H
#define NG_MERGE_LABELS_H

#include "merge/reports.h"

/// Add the words of `text` that have `least` bytes or more, and its numbers, to NgReports.words, each once
/// and ascending: by the hash of their first six bytes in lower case, since endings come later. `words` is
/// the run added. @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_labels_words(NgReports* reports, NgStr text, size_t least, NgRun* words);

/// The same of numbers alone, in digits or in words up to 99 ("23", "twenty-three"); what may be a year is
/// left out.
NgStatus ng_labels_numbers(NgReports* reports, NgStr text, NgRun* numbers);

/// Put in place of each hash its place in their order, when all are added.
NgStatus ng_labels_order(NgReports* reports);

#endif
