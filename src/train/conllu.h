// SPDX-License-Identifier: Apache-2.0
// Treebanks in CoNLL-U (https://universaldependencies.org/format.html) as articles with gold tags.
#ifndef NG_TRAIN_CONLLU_H
#define NG_TRAIN_CONLLU_H

#include "model/doc.h"

/// One document of a treebank. The text layer of `doc` is filled from the words and their spaces;
/// doc.tags is left to a tagger.
typedef struct {
  NgDoc    doc;
  NgTag*   gold; ///< One a token; heads are token indices in the document
  uint32_t file; ///< Number of the file it comes from, in the order of reading
} NgTreebankDoc;

typedef struct {
  NgArena* arena; ///< Holds everything; also the arena of each document
  NG_VEC(NgTreebankDoc) docs;
  uint32_t n_tokens;
  uint32_t n_files;
} NgTreebank;

/// Add the documents of the file to `bank`, which starts zeroed. Empty nodes and multiword lines are
/// passed over.
/// @return NG_ERR_READ, NG_ERR_BAD_INPUT with file and line, NG_ERR_NO_MEM.
NgStatus ng_treebank_read(NgTreebank* bank, const char* path, NgError* err);

/// Accepts a zeroed bank.
void ng_treebank_free(NgTreebank* bank);

/// The training (or else development) parts of both treebanks below the folder `corpora`.
NgStatus ng_treebank_read_parts(NgTreebank* bank, const char* corpora, bool training, NgError* err);

#endif
