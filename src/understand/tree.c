// SPDX-License-Identifier: Apache-2.0
#include "understand/tree.h"

static uint32_t
head_of(const NgDoc* doc, uint32_t token)
{
  const uint32_t head = doc->tags ? doc->tags[token].head : NG_NONE;
  return head < doc->tokens.n && head != token ? head : NG_NONE;
}

static void
link_dependents(NgTree* tree, const NgDoc* doc, uint32_t* open)
{
  for (uint32_t i = tree->n; i-- > 0;) { // backwards, so that lists run forwards
    const uint32_t head = head_of(doc, i);
    if (head != NG_NONE) {
      tree->next[i]     = tree->first[head];
      tree->first[head] = i;
      ++open[head];
    }
  }
}

// Leaves first: a token hands its extent to its head once all its own dependents have done so. Tokens
// on a circle never become ready and keep their own extent.
static void
spread_extents(NgTree* tree, const NgDoc* doc, uint32_t* open, uint32_t* ready)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < tree->n; ++i) {
    tree->left[i]  = i;
    tree->right[i] = i + 1;
    if (!open[i]) {
      ready[n++] = i;
    }
  }
  for (uint32_t k = 0; k < n; ++k) {
    const uint32_t i    = ready[k];
    const uint32_t head = head_of(doc, i);
    if (head != NG_NONE) {
      tree->left[head]  = tree->left[i] < tree->left[head] ? tree->left[i] : tree->left[head];
      tree->right[head] = tree->right[i] > tree->right[head] ? tree->right[i] : tree->right[head];
      if (--open[head] == 0) {
        ready[n++] = head;
      }
    }
  }
}

NgStatus
ng_tree_build(NgTree* out, const NgDoc* doc, NgError* err)
{
  const uint32_t  n     = doc->tokens.n;
  uint32_t* const block = ng_arena_calloc(doc->arena, (size_t)n * 6 + 1, sizeof(uint32_t));
  if (!block) {
    return ng_error_no_mem(err);
  }
  out->n     = n;
  out->left  = block;
  out->right = block + n;
  out->first = block + 2 * (size_t)n;
  out->next  = block + 3 * (size_t)n;
  memset(out->first, 0xff, 2 * (size_t)n * sizeof(uint32_t));
  uint32_t* const open = block + 4 * (size_t)n;
  link_dependents(out, doc, open);
  spread_extents(out, doc, open, block + 5 * (size_t)n);
  return NG_SUCCESS;
}

uint32_t
ng_tree_child(const NgTree* tree, const NgDoc* doc, uint32_t head, uint8_t deprel)
{
  for (uint32_t i = tree->first[head]; i != NG_NONE; i = tree->next[i]) {
    if (doc->tags[i].deprel == deprel) {
      return i;
    }
  }
  return NG_NONE;
}

NgSpan
ng_tree_core(const NgTree* tree, const NgDoc* doc, uint32_t head)
{
  const NgSpan sentence = doc->sentences.n ? doc->sentences.at[ng_doc_sentence_of(doc, head)].tokens
                                           : (NgSpan){0, doc->tokens.n};
  NgSpan       core     = {head, head + 1};
  for (uint32_t i = tree->first[head]; i != NG_NONE && i < head; i = tree->next[i]) {
    const uint8_t pos = doc->tags[i].pos;
    if (pos == NG_POS_DET || pos == NG_POS_ADJ || pos == NG_POS_NOUN || pos == NG_POS_PROPN ||
        pos == NG_POS_NUM || pos == NG_POS_PRON || pos == NG_POS_VERB || pos == NG_POS_X) {
      core.begin = tree->left[i] < core.begin ? tree->left[i] : core.begin;
    }
  }
  core.begin = core.begin < sentence.begin ? sentence.begin : core.begin;
  return core;
}
