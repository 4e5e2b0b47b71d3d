// SPDX-License-Identifier: Apache-2.0
// Reads items from Wikidata JSON dumps and SPARQL results, in pieces, into a builder.
#ifndef NG_KNOW_WIKIDATA_H
#define NG_KNOW_WIKIDATA_H

#include "know/build.h"

typedef struct NgWikidataImpl NgWikidata;

/// `below` tells countries by item and must outlive it; NULL without memory.
NgWikidata* ng_wikidata_new(NgKnowBuilder* builder, const NgKnow* below);

/// Accepts NULL.
void ng_wikidata_free(NgWikidata* reader);

/// Read the next bytes. @return NG_ERR_BAD_INPUT where it is no such JSON, NG_ERR_NO_MEM, NG_ERR_LIMIT.
NgStatus ng_wikidata_feed(NgWikidata* reader, NgStr bytes, NgError* err);

/// After the last bytes.
NgStatus ng_wikidata_finish(NgWikidata* reader, NgError* err);

/// Entities or result rows seen, whether kept or not.
uint64_t ng_wikidata_n_items(const NgWikidata* reader);

#endif
