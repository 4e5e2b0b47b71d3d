// SPDX-License-Identifier: Apache-2.0
// What an article tells: times, statements (who said what, in whose words) and events (who did what to
// whom, where and when, whether it happened and who says so). Runs after names, parse and entities.
#ifndef NG_UNDERSTAND_FACTS_H
#define NG_UNDERSTAND_FACTS_H

#include "know/know.h"
#include "model/doc.h"

typedef struct NgFactsImpl NgFacts;

/// Read the lists of words of speech, factuality and events. `know` is borrowed until the close; NULL:
/// capitals do not stand for governments.
/// @return NG_ERR_READ where a list is missing, NG_ERR_BAD_DATA where it is damaged, NG_ERR_NO_MEM.
NgStatus ng_facts_open(NgFacts** out, const NgKnow* know, NgError* err);

/// Fill doc->statements and doc->events; may add entities for unnamed groups and governments. Reads text,
/// tags, mentions and entities. Without tags (no parse) only quotations are found. @return NG_ERR_NO_MEM
NgStatus ng_facts_run(const NgFacts* facts, NgDoc* doc, NgError* err);

/// Accepts NULL.
void ng_facts_close(NgFacts* facts);

#endif
