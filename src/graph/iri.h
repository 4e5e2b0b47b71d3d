// SPDX-License-Identifier: Apache-2.0
// The IRIs of articles, spans, entities and facts. Each follows from content alone, so that two runs over
// the same articles name the same things alike. All are made in an arena; at == NULL without memory.
#ifndef NG_GRAPH_IRI_H
#define NG_GRAPH_IRI_H

#include "model/doc.h"

/// {base}article/a{first 32 hex digits of the text's hash}
NgStr ng_iri_article(NgArena* arena, NgStr base, const char* hash);

/// {article}#char={begin},{end}, in code points
NgStr ng_iri_span(NgArena* arena, NgStr article, uint32_t begin, uint32_t end);

/// Is it an item of Wikidata: 'Q', then a number without a zero in front?
bool ng_iri_is_qid(NgStr qid);

/// {base}entity/{qid}
NgStr ng_iri_linked(NgArena* arena, NgStr base, NgStr qid);

/// {base}entity/{kind}-{slug of label}, and with `hash` (else NULL) -{its first 12 hex digits}: for an
/// entity that is known in one article only
NgStr ng_iri_entity(NgArena* arena, NgStr base, NgClass cls, NgStr label, const char* hash);

/// What makes a fact the one it is. Offsets are code points.
typedef struct {
  const char* kind;     ///< "position", "event", "statement"
  NgStr       cls;      ///< Name of its class
  NgSpan      evidence; ///< The first, where there are several
  NgSpan      trigger;  ///< Empty where it has none
  uint32_t    repeat;   ///< How many facts of the article are the same in all of the above and come before
} NgFactKey;

/// {base}fact/{kind}-{first 24 hex digits of a SHA-256}: of the text's hash, the class, "B,E" of the
/// evidence, then "B,E" of the trigger where there is one, then the number of repeats where it is not 0,
/// a space between each.
NgStr ng_iri_fact(NgArena* arena, NgStr base, const char* hash, const NgFactKey* key);

/// {base}fact/known-position-{first 24 hex digits of the SHA-256 of `words`}
NgStr ng_iri_known(NgArena* arena, NgStr base, NgStr words);

/// ASCII words of `name` in lower case, joined by hyphens: "São Tomé" gives "sao-tome". Letters are taken
/// apart by Unicode's compatibility decomposition (which no version of Unicode changes) and a short list of
/// Latin letters that it leaves whole. Where a letter or digit was lost, or the name is longer than 80
/// bytes, the first 12 hex digits of the name's SHA-256 follow, and stand alone where nothing is left.
NgStr ng_iri_slug(NgArena* arena, NgStr name);

#endif
