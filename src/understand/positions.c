// SPDX-License-Identifier: Apache-2.0
// Roles that are tied to a person become positions; the same position told twice is one.
#include "understand/mentions.h"
#include "understand/roles.h"

enum { MAX_TITLE = 200, MAX_OF_HOLDER = 48 };

// The words of the title as they stand, with single blanks; "ex-" is taken off.
static NgStr
title_of(NgCast* cast, const NgRole* role)
{
  char   buf[MAX_TITLE];
  size_t len = 0;
  for (uint32_t i = 0; i < role->n_title; ++i) {
    NgStr w = ng_doc_token(cast->doc, role->title[i]);
    if (ng_str_starts(ng_cast_lower(cast, role->title[i]), "ex-") && w.len > 3) {
      w = ng_str_n(w.at + 3, w.len - 3);
    }
    if (len + w.len + 1 >= sizeof(buf)) {
      break;
    }
    const bool glued = i && role->title[i] == role->title[i - 1] + 1 &&
                       !(cast->doc->tokens.at[role->title[i]].shape & NG_SHAPE_SPACE);
    if (len && !glued) {
      buf[len++] = ' ';
    }
    memcpy(buf + len, w.at, w.len);
    len += w.len;
  }
  if (role->is_plural && len > 3 && buf[len - 1] == 's') {
    --len; // "Presidents A and B": each is a president
  }
  return ng_arena_copy(cast->doc->arena, ng_str_n(buf, len));
}

static uint32_t
entity_of(const NgCast* cast, uint32_t name)
{
  return name == NG_NONE ? NG_NONE : cast->nodes.at[ng_cast_root(cast, cast->names.at[name].node)].entity;
}

static uint32_t
organization_of(const NgCast* cast, const NgRole* role)
{
  uint32_t e = entity_of(cast, role->body);
  e          = e == NG_NONE ? entity_of(cast, role->party) : e;
  e          = e == NG_NONE ? ng_cast_entity_of_row(cast, role->party_row) : e;
  e          = e == NG_NONE ? entity_of(cast, role->place) : e;
  if (e == NG_NONE && role->owner_token != NG_NONE && role->owner == NG_NONE) {
    const uint32_t m = ng_mention_at(cast->doc, role->owner_token);
    e                = m != NG_NONE && cast->doc->mentions.at[m].entity != NG_NONE &&
                cast->doc->entities.at[cast->doc->mentions.at[m].entity].cls != NG_CLASS_PERSON
                           ? cast->doc->mentions.at[m].entity
                           : NG_NONE;
  }
  return e == NG_NONE ? ng_cast_entity_of_row(cast, role->country) : e;
}

static bool
is_position(const NgRole* role)
{
  if (role->holder == NG_NONE || !role->rule || role->role->flags & NG_ROLE_TRADE) {
    return false;
  }
  if (role->role->flags & (NG_ROLE_OFFICE | NG_ROLE_RANK)) {
    return true;
  }
  const bool has_place = role->body != NG_NONE || role->party != NG_NONE || role->place != NG_NONE ||
                         role->country != NG_NONE || role->owner != NG_NONE || role->owner_token != NG_NONE;
  if (ng_str_is(role->role->key, "member")) {
    return has_place; // of what?
  }
  return has_place || role->is_told || role->is_appointed || role->n_title > role->role->n_words;
}

static NgSpan
evidence_of(const NgCast* cast, const NgRole* role)
{
  NgSpan       tokens = role->tokens;
  const NgSpan holder = cast->names.at[role->holder].tokens;
  const NgSpan s      = ng_cast_sentence(cast, role->noun.begin);
  if (holder.begin >= s.begin && holder.end <= s.end) {
    tokens.begin = holder.begin < tokens.begin ? holder.begin : tokens.begin;
    tokens.end   = holder.end > tokens.end ? holder.end : tokens.end;
  }
  return ng_doc_byte_span(cast->doc, tokens);
}

typedef struct {
  uint32_t        position; ///< Index in doc->positions
  const NgPhrase* role;
  bool            is_told;
  uint32_t        next; ///< Next of the same holder, or NG_NONE
} Made;

static bool
ends_alike(NgStr a, NgStr b)
{
  const NgStr s = a.len < b.len ? a : b;
  const NgStr l = a.len < b.len ? b : a;
  for (size_t i = 0; i < s.len; ++i) {
    if ((s.at[s.len - 1 - i] | 0x20) != (l.at[l.len - 1 - i] | 0x20)) {
      return false;
    }
  }
  return true;
}

// Is one title the end of the other, from the begin of a word, so that the short one tells no second office:
// "General" after "Major General"? A deputy's title ends in that of the chief.
static bool
is_short_title(NgStr a, NgStr b)
{
  static const char* const other[] = {"vice", "deputy", "assistant", "associate", "under", "shadow", "co"};
  const NgStr              l       = a.len < b.len ? b : a;
  const size_t             cut     = l.len - (a.len < b.len ? a.len : b.len);
  if (!cut) {
    return true;
  }
  if (cut < 2 || l.at[cut - 1] != ' ') {
    return false;
  }
  size_t begin = cut - 1;
  while (begin > 0 && l.at[begin - 1] != ' ' && l.at[begin - 1] != '-') {
    --begin;
  }
  for (size_t i = 0; i < sizeof(other) / sizeof(*other); ++i) {
    if (cut - 1 - begin == strlen(other[i]) &&
        ends_alike(ng_str_n(l.at + begin, cut - 1 - begin), ng_str(other[i]))) {
      return false;
    }
  }
  return true;
}

// The same office told again: the fuller title and what was said outright count. What is said of a time for
// the short title alone ("a former minister" of a foreign minister) is another office, unless it describes
// the person anew.
static bool
join(NgPosition* old, Made* made, const NgRole* role, NgStr title, uint32_t organization)
{
  const bool same_org = old->organization == NG_NONE || organization == NG_NONE ||
                        old->organization == organization;
  const bool is_force = made->role->flags & NG_ROLE_FORCE && role->role->flags & NG_ROLE_FORCE;
  const bool differs  = old->title.len != title.len &&
                       (role->status == NG_TERM_FORMER) != (old->status == NG_TERM_FORMER) &&
                       strcmp(role->rule, "description of a person named before") != 0;
  if ((made->role != role->role && !is_force) || !same_org || !ends_alike(old->title, title) || differs ||
      !(is_force || is_short_title(old->title, title))) {
    return false;
  }
  old->organization = old->organization == NG_NONE ? organization : old->organization;
  if (title.len > old->title.len) {
    old->title = title;
  }
  if (role->is_told && role->status != NG_TERM_CURRENT &&
      !(made->is_told && old->status != NG_TERM_CURRENT)) {
    old->status   = role->status;
    made->is_told = true;
  }
  return true;
}

static float
confidence_of(const NgRole* role)
{
  if (!strcmp(role->rule, "title before name") || !strcmp(role->rule, "title in apposition to name")) {
    return role->role->flags & NG_ROLE_OFFICE ? 0.95F : 0.8F;
  }
  return role->role->flags & NG_ROLE_OFFICE ? 0.85F : 0.7F;
}

static NgStatus
add_position(NgCast* cast, const NgRole* role, Made* made, uint32_t* first, NgError* err)
{
  NgDoc* const   doc    = cast->doc;
  const uint32_t holder = entity_of(cast, role->holder);
  const NgStr    title  = title_of(cast, role);
  uint32_t       org    = organization_of(cast, role);
  if (!title.at) {
    return ng_error_no_mem(err);
  }
  if (holder == NG_NONE || !title.len || doc->entities.at[holder].cls != NG_CLASS_PERSON) {
    return NG_SUCCESS;
  }
  org        = org == holder ? NG_NONE : org;
  uint32_t i = first[holder];
  for (int k = 0; i != NG_NONE && k < MAX_OF_HOLDER; ++k, i = made[i].next) {
    if (join(&doc->positions.at[made[i].position], &made[i], role, title, org)) {
      return NG_SUCCESS;
    }
  }
  NgPosition* const p = NG_VEC_ADD(doc->arena, doc->positions);
  if (!p) {
    return ng_error_no_mem(err);
  }
  p->holder         = holder;
  p->title          = title;
  p->organization   = org;
  p->status         = role->status == NG_TERM_NONE ? NG_TERM_CURRENT : role->status;
  p->evidence       = evidence_of(cast, role);
  p->confidence     = confidence_of(role);
  p->rule           = role->rule;
  const uint32_t id = doc->positions.n - 1;
  made[id]          = (Made){id, role->role, role->is_told, first[holder]};
  first[holder]     = id;
  return NG_SUCCESS;
}

NgStatus
ng_cast_positions(NgCast* cast, NgError* err)
{
  const uint32_t  n     = cast->doc->entities.n;
  uint32_t* const first = ng_arena_calloc(cast->doc->arena, n + 1u, sizeof(uint32_t));
  Made* const     made  = ng_arena_calloc(cast->doc->arena, cast->roles.n + 1u, sizeof(Made));
  if (!first || !made) {
    return ng_error_no_mem(err);
  }
  memset(first, 0xff, (n + 1u) * sizeof(uint32_t));
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    if (is_position(&cast->roles.at[i])) {
      NG_TRY(add_position(cast, &cast->roles.at[i], made, first, err));
    }
  }
  return NG_SUCCESS;
}
