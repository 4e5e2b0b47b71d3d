// SPDX-License-Identifier: Apache-2.0
// Shared by refer.c, which reads an article for pronouns and descriptions of people, and refer_bodies.c,
// which knows those of bodies.
#ifndef NG_UNDERSTAND_REFER_IMPL_H
#define NG_UNDERSTAND_REFER_IMPL_H

#include "understand/roles.h"

enum { NG_REFER_RING = 32 };

/// One name or description that may be taken up.
typedef struct {
  uint32_t node;
  uint32_t sentence;
  float    weight; ///< Of its place in the sentence
  bool     is_quoted;
} NgRecent;

typedef struct {
  NgRecent at[NG_REFER_RING];
  uint32_t n; ///< Ever added; the last NG_REFER_RING are kept
} NgRecents;

/// An article on the way through it.
typedef struct {
  NgCast*   cast;
  NgRecents people;
  NgRecents bodies;
  uint32_t  name;      ///< Next spotted name
  uint32_t  role;      ///< Next role
  uint32_t  quote_end; ///< Token behind the quotation that is open, or 0
  uint32_t  speaker;   ///< Node of the person who speaks in it, or NG_NONE
  uint32_t  paragraph; ///< Of the last quotation with a speaker
} NgRefer;

/// Note that `node` stands at the tokens; `extra` adds to its weight.
void ng_refer_remember(NgRefer* refer, NgRecents* recents, uint32_t node, NgSpan tokens, float extra);

/// Add a mention. @return NG_ERR_NO_MEM
NgStatus ng_refer_add(NgCast* cast, NgSpan tokens, uint32_t node, NgMentionKind kind, float score,
                      const char* rule, NgError* err);

/// Resolve "the court", "parliament" at token `at`; `end` receives the token behind it where it was. @return
/// NG_ERR_NO_MEM
NgStatus ng_refer_body_noun(NgRefer* refer, uint32_t at, uint32_t* end, NgError* err);

/// Resolve "it" and "its" at token `at` where that is safe. @return NG_ERR_NO_MEM
NgStatus ng_refer_thing(NgRefer* refer, uint32_t at, NgError* err);

#endif
