// SPDX-License-Identifier: Apache-2.0
// The dependency trees of an article, turned round: from a head to its dependents and to the words of
// its whole phrase. Made once an article, in time linear in its tokens.
#ifndef NG_UNDERSTAND_TREE_H
#define NG_UNDERSTAND_TREE_H

#include "model/doc.h"

typedef struct {
  uint32_t  n;
  uint32_t* left;  ///< First token of the subtree
  uint32_t* right; ///< Behind its last token
  uint32_t* first; ///< First dependent in order of the text, or NG_NONE
  uint32_t* next;  ///< Next dependent of the same head, or NG_NONE
} NgTree;

/// Turn the heads of doc->tags round, in doc->arena. Heads that form a circle or lie outside the
/// article are read as roots. @return NG_ERR_NO_MEM
NgStatus ng_tree_build(NgTree* out, const NgDoc* doc, NgError* err);

/// All tokens below `head`, itself included; a range even where the tree is not projective.
static inline NgSpan
ng_tree_span(const NgTree* tree, uint32_t head)
{
  const NgSpan s = {tree->left[head], tree->right[head]};
  return s;
}

/// First dependent of `head` with relation `deprel`, or NG_NONE.
uint32_t ng_tree_child(const NgTree* tree, const NgDoc* doc, uint32_t head, uint8_t deprel);

/// The noun phrase of `head` as far as its last word: determiners, adjectives, compounds and numbers
/// before it and the head itself, nothing behind it. Lies within the head's sentence.
NgSpan ng_tree_core(const NgTree* tree, const NgDoc* doc, uint32_t head);

#endif
