// SPDX-License-Identifier: Apache-2.0
// Part of speech (UPOS and Penn tags) and lemma of every token, by the lower part of the parser's network.
// Who parses needs no tagger: the parser finds the same tags on its way.
#ifndef NG_TAG_POS_H
#define NG_TAG_POS_H

#include "model/doc.h"
#include "tag/wordvec.h"

typedef struct NgPosTaggerImpl NgPosTagger;

/// Open the parser's model `path` ("models/parse.ngm" of the data folder where NULL). `words` is borrowed and
/// must outlive the tagger. A tagger is never changed afterwards, so threads may share it.
/// @return NG_ERR_READ, NG_ERR_BAD_DATA, NG_ERR_NO_MEM.
NgStatus ng_pos_open(NgPosTagger** out, const NgWordvec* words, const char* path, NgError* err);

/// Accepts NULL.
void ng_pos_close(NgPosTagger* tagger);

/// Read doc->tokens and doc->sentences; fill doc->tags (allocated here unless it exists) with lemma, pos
/// and xpos. Heads of tags allocated here are NG_NONE. Linear in the number of tokens.
/// @return NG_ERR_NO_MEM.
NgStatus ng_pos_run(const NgPosTagger* tagger, NgDoc* doc, NgError* err);

#endif
