// SPDX-License-Identifier: Apache-2.0
// From the values of a document to what a triple may hold. What model/term.h would refuse is mended here
// where that loses nothing, and left out by the caller where it would.
#ifndef NG_GRAPH_GATE_H
#define NG_GRAPH_GATE_H

#include "model/doc.h"
#include "model/term.h"

enum { NG_GATE_NUMBER = 32 }; ///< Bytes that any number or date below fits in, NUL included

/// `text` itself where a literal may hold it, else a copy from `arena` in which each byte that is no
/// UTF-8 and each of NUL, U+FFFE and U+FFFF has become U+FFFD. `*is_mended` (may be NULL) tells which.
/// at == NULL without memory.
NgStr ng_gate_text(NgArena* arena, NgStr text, bool* is_mended);

/// Language tag of the literals of an article: the primary language of `tag` in lower case ("en" of
/// "en-GB"), so that one name has one tag whatever the source; "en" where there is none or it is not
/// well formed. Lives in `arena` or is static; at == NULL without memory.
NgStr ng_gate_language(NgArena* arena, NgStr tag);

/// Canonical form of an xsd:date or xsd:dateTime and its datatype in `*datatype`: a zone of zero is "Z",
/// a fraction of a second has no zeros behind it. Empty where `lexical` is neither; at == NULL without
/// memory.
NgStr ng_gate_published(NgArena* arena, NgStr lexical, NgStr* datatype);

/// Lexical form of a day, a month or a year, as precise as `date` is, into `out`, and its datatype in
/// `*datatype`. Empty where there is no such day or the year is not 1 to 9999.
NgStr ng_gate_date(NgDate date, char out[NG_GATE_NUMBER], NgStr* datatype);

/// xsd:integer and xsd:nonNegativeInteger: "0", "17".
NgStr ng_gate_count(uint32_t value, char out[NG_GATE_NUMBER]);

/// xsd:decimal of a share of 1, rounded to thousandths: "0.0", "0.875", "1.0". What is below 0 or no
/// number counts as 0, what is above 1 as 1.
NgStr ng_gate_share(float value, char out[NG_GATE_NUMBER]);

/// xsd:double of the same: "0.0E0", "8.75E-1", "1.0E0".
NgStr ng_gate_share_double(float value, char out[NG_GATE_NUMBER]);

#endif
