// SPDX-License-Identifier: Apache-2.0
// Dependencies: the head of every token and its relation to it; and parts of speech and lemmas, since the
// same network finds them on the way.
#ifndef NG_TAG_PARSE_H
#define NG_TAG_PARSE_H

#include "model/doc.h"
#include "tag/wordvec.h"

typedef struct NgParserImpl NgParser;

#define NG_PARSE_KIND "parse"
enum { NG_PARSE_VERSION = 4 };

/// Open the model `path` ("models/parse.ngm" of the data folder where NULL). `words` is borrowed and must
/// outlive the parser. A parser is never changed afterwards, so threads may share it.
/// @return NG_ERR_READ, NG_ERR_BAD_DATA, NG_ERR_NO_MEM.
NgStatus ng_parse_open(NgParser** out, const NgWordvec* words, const char* path, NgError* err);

/// Accepts NULL.
void ng_parse_close(NgParser* parser);

/// Read tokens and sentences; fill all of doc->tags, which are allocated here unless they exist: no tagger
/// need run before. Each sentence becomes one tree: one root (deprel root, head NG_NONE), no cycles, no token
/// without a head. Sentences of more than 256 tokens are parsed in pieces that are joined at their roots.
/// @return NG_ERR_NO_MEM.
NgStatus ng_parse_run(const NgParser* parser, NgDoc* doc, NgError* err);

#endif
