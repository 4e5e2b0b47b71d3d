// SPDX-License-Identifier: Apache-2.0
// Shared by spot.c, which finds the names of an article, and no_names.c, which leaves out what names nobody.
#ifndef NG_UNDERSTAND_SPOT_IMPL_H
#define NG_UNDERSTAND_SPOT_IMPL_H

#include "understand/cast.h"

/// Are all words of the tokens in capitals?
bool ng_spot_is_upper(const NgCast* cast, NgSpan tokens);

/// Is the word a field of an office ("education"), or what joins two such words?
bool ng_spot_is_field(const NgCast* cast, uint32_t at);

/// Does what was taken for a name name nobody, by its own words and those beside it? Needs its key.
bool ng_spot_is_no_name(const NgCast* cast, const NgSpotted* name);

/// Take out of the article's names what the article as a whole tells to be none: abbreviations of common
/// words with all their repetitions, and families ("the Roes"). @return NG_ERR_NO_MEM
NgStatus ng_spot_drop(NgCast* cast, NgError* err);

#endif
