// SPDX-License-Identifier: Apache-2.0
// Phrases that say what somebody is ("former US Secretary of State", "the mayor of San Juan"): found by
// their role noun, read to both sides, and tied to the person they stand with.
#ifndef NG_UNDERSTAND_ROLES_H
#define NG_UNDERSTAND_ROLES_H

#include "understand/cast.h"

enum { NG_ROLE_MAX_TITLE = 12 };

/// One such phrase.
typedef struct NgRoleImpl {
  NgSpan          tokens; ///< From determiner or first modifier to the end of the complement
  NgSpan          noun;   ///< The role noun
  const NgPhrase* role;
  uint32_t        title[NG_ROLE_MAX_TITLE]; ///< Tokens of the title, without status, country and organisation
  uint32_t        n_title;
  NgTerm          status;
  bool            is_told; ///< The status is said ("former"), not only supposed
  bool            is_plural;
  bool            is_appointed; ///< A verb of appointing ties it to the person
  bool            is_definite;  ///< "the", a possessive, or "this"
  bool            is_quoted;    ///< Inside quotation marks
  uint32_t        body;         ///< Spotted name of the organisation, or NG_NONE
  uint32_t        party;        ///< Spotted name of a party, or NG_NONE
  uint32_t        place;        ///< Spotted name of a place or country, or NG_NONE
  uint32_t        country;      ///< Row of the country that a demonym tells, or NG_NONE
  uint32_t        owner;        ///< Spotted name of the person whose aide or spokesman it is, or NG_NONE
  uint32_t        owner_token;  ///< Token before a possessive mark, or NG_NONE
  uint32_t        party_row;    ///< Row of the party in "ex-Conservative leader", or NG_NONE
  uint32_t        holder;       ///< Spotted name of the person, or NG_NONE
  uint32_t        pronoun;      ///< Token of the pronoun that is the person, or NG_NONE
  uint32_t        next;         ///< Next role of the same node, or NG_NONE
  const char*     rule;         ///< What ties it to the person
} NgRole;

/// Find all role phrases of the article and tie them to names -> cast->roles, in order of the text.
/// Needs names and their nodes. @return NG_ERR_NO_MEM
NgStatus ng_roles_find(NgCast* cast, NgError* err);

/// Does the article give the node a role of this known office ("Prime Minister of ...")?
bool ng_roles_node_has(const NgCast* cast, uint32_t node, NgStr office);

/// Does the article give the node an office of any kind?
bool ng_roles_node_any(const NgCast* cast, uint32_t node);

#endif
