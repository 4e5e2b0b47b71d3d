// SPDX-License-Identifier: Apache-2.0
// Clauses whose verb the tagger took for a noun: "Court jails editor", "The dam burst on Sunday". Headlines
// leave out articles and auxiliaries, so that form and place alone tell verb from noun there.
#ifndef NG_UNDERSTAND_REPAIR_H
#define NG_UNDERSTAND_REPAIR_H

#include "understand/lexicon.h"

/// Give each sentence without a finite verb the one that the lists know and that stands where a verb must:
/// its tag and lemma, its subject and object, and the root of the tree. Only sentences without a verb of
/// their own are touched. Needs tags and mentions; linear.
void ng_repair_clauses(const NgLexicon* lexicon, NgDoc* doc);

#endif
