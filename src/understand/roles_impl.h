// SPDX-License-Identifier: Apache-2.0
// What the parts that find role phrases share: the noun (role_noun.c), the phrase around it (role_phrase.c),
// and the person it is tied to (role_tie.c).
#ifndef NG_UNDERSTAND_ROLES_IMPL_H
#define NG_UNDERSTAND_ROLES_IMPL_H

#include "understand/roles.h"

static inline uint8_t
pos_of(const NgCast* cast, uint32_t at)
{
  return cast->doc->tags ? cast->doc->tags[at].pos : (uint8_t)NG_POS_NOUN;
}

static inline NgTerm
guess_status(const NgRole* role)
{
  return role->is_told ? role->status : NG_TERM_CURRENT;
}

/// The word of a token without "ex-": the prefix is not cut off by the tokens.
NgStr ng_role_word(const NgCast* cast, uint32_t at);

/// The longest role noun at `at` and before `limit`, or NULL; hyphens between its words do not count. `end`
/// and `is_plural` are set where there is one.
const NgPhrase* ng_role_at(const NgCast* cast, uint32_t at, uint32_t limit, uint32_t* end, bool* is_plural);

/// The same in the sentence `s`, without verbs that look like it ("heads the clan"), what only stands before
/// a role ("Deputy" in "Deputy Health Minister") and what ends inside a longer one. `end` receives where to
/// look on, also where NULL is returned.
const NgPhrase* ng_role_noun_at(const NgCast* cast, uint32_t at, NgSpan s, uint32_t* end, bool* is_plural);

/// Note the spotted name as the role's owner, place, party or body, by its class.
void ng_role_take_name(const NgCast* cast, NgRole* role, uint32_t name);

/// "(EU)", "\"EU\"": stands a short form of one word in brackets or quotation marks at `open`?
bool ng_role_is_short_form(const NgCast* cast, uint32_t open);

/// Read the phrase around the role's noun, not before `begin` nor behind `end` -> title, status, names and
/// the tokens of the whole.
void ng_role_read(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t end);

/// The person whose name, title included, begins at token `at`, or NG_NONE.
uint32_t ng_role_person_at(const NgCast* cast, uint32_t at);

/// Tie the role, read already, to a person of the sentence `s` -> holder or pronoun, rule and status; what
/// stands behind that person is read, too. Changes nothing where nobody is found.
void ng_role_tie(const NgCast* cast, NgRole* role, NgSpan s);

#endif
