// SPDX-License-Identifier: Apache-2.0
// Names in running text: which tokens are a name, and of what class. A linear-chain model over hashed
// features and word vectors reads the article twice, the second time knowing what the first made of
// the same words elsewhere in it; then each name gets its class from its words, its surroundings and
// its other mentions.
#ifndef NG_TAG_NAMES_H
#define NG_TAG_NAMES_H

#include "know/know.h"
#include "model/doc.h"
#include "tag/wordvec.h"

typedef struct NgNamesImpl NgNames;

#define NG_NAMES_KIND "names"
enum { NG_NAMES_VERSION = 2 };

/// Open the model file `path` ("models/names.ngm" of the data folder where NULL). `words` and `know`
/// are borrowed and must outlive the model; `know` may be NULL, at some loss of accuracy. A model may
/// be shared by threads.
/// @return NG_ERR_READ; NG_ERR_BAD_DATA where the file is damaged, of another version or made for other
/// word vectors; NG_ERR_NO_MEM.
NgStatus ng_names_open(NgNames** out, const char* path, const NgWordvec* words, const NgKnow* know,
                       NgError* err);

/// The same from memory that outlives the model and is aligned to 8 bytes.
NgStatus ng_names_open_memory(NgNames** out, const void* data, size_t len, const NgWordvec* words,
                              const NgKnow* know, NgError* err);

/// Accepts NULL.
void ng_names_close(NgNames* names);

/// Find the names of an article. Reads doc->tokens and doc->sentences; fills doc->names, in order, not
/// overlapping, without names of things that are none of the classes (works, products, ships). Scratch
/// and result come from doc->arena: some 200 bytes a token. Time is linear in the number of tokens.
/// @return NG_ERR_NO_MEM
NgStatus ng_names_run(const NgNames* names, NgDoc* doc, NgError* err);

#endif
