// SPDX-License-Identifier: Apache-2.0
// All role phrases of an article, those that share a person with another one, and what is asked about them.
#include "understand/roles_impl.h"

// --- all of the article -----------------------------------------------------------------------------

static bool
covered_by_name(const NgCast* cast, uint32_t at)
{
  return cast->name_at[at] != NG_NONE;
}

static NgStatus
add_role(NgCast* cast, const NgRole* role, NgError* err)
{
  NgRole* const slot = NG_VEC_ADD(cast->doc->arena, cast->roles);
  if (!slot) {
    return ng_error_no_mem(err);
  }
  *slot = *role;
  return NG_SUCCESS;
}

// "Presidents A of X and B of Y": the same role for the second name, with its own place.
static NgStatus
add_others(NgCast* cast, const NgRole* first, NgSpan s, NgError* err)
{
  uint32_t at = first->holder == NG_NONE ? s.end : cast->names.at[first->holder].tokens.end;
  for (int i = 0; i < 6 && at < s.end; ++i) {
    if (ng_cast_one_of(cast, at, "of|from") && at + 1 < s.end) {
      const uint32_t skip = ng_cast_is(cast, at + 1, "the");
      const uint32_t name = at + 1 + skip < s.end ? cast->name_at[at + 1 + skip] : NG_NONE;
      if (name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) != NG_SORT_PERSON) {
        cast->roles.at[cast->roles.n - 1].place = name;
        at                                      = cast->names.at[name].tokens.end;
      }
    }
    at += at + 1 < s.end && ng_cast_is(cast, at, ",") && ng_cast_is(cast, at + 1, "and");
    if (!ng_cast_one_of(cast, at, "and|,|&") || at + 1 >= s.end) {
      break;
    }
    NgRole next = *first;
    next.holder = ng_role_person_at(cast, at + 1);
    next.place  = NG_NONE;
    if (next.holder == NG_NONE) {
      break;
    }
    NG_TRY(add_role(cast, &next, err));
    at = cast->names.at[next.holder].tokens.end;
  }
  return NG_SUCCESS;
}

// A role right before another one, or joined by "and", has the same person: "party chair Senator X".
static void
tie_chains(NgCast* cast)
{
  for (uint32_t i = cast->roles.n; i-- > 1;) {
    NgRole* const       a = &cast->roles.at[i - 1];
    const NgRole* const b = &cast->roles.at[i];
    if (b->tokens.begin >= ng_cast_sentence(cast, a->noun.begin).end) {
      continue;
    }
    const bool joined = ng_cast_is(cast, a->tokens.end, "and") && a->tokens.end + 1 == b->tokens.begin &&
                        !b->is_definite && !b->is_plural;
    if (a->holder == NG_NONE && a->pronoun == NG_NONE && b->holder != NG_NONE && !a->is_plural && b->rule &&
        !strcmp(b->rule, "title before name") && (a->tokens.end == b->tokens.begin || joined)) {
      a->holder = b->holder;
      a->status = guess_status(a);
      a->rule   = "title before title and name";
    } else if (a->holder == NG_NONE && a->pronoun == NG_NONE && !a->rule && b->holder != NG_NONE && joined &&
               b->rule && !strcmp(b->rule, "name in apposition to title")) {
      NgRole* const second = &cast->roles.at[i];
      a->holder            = b->holder;
      a->status            = guess_status(a);
      a->rule              = "title joined to title";
      second->body         = second->body == NG_NONE && second->place == NG_NONE ? a->body : second->body;
    } else if (a->holder != NG_NONE && b->holder == NG_NONE && b->pronoun == NG_NONE && joined && a->rule &&
               strcmp(a->rule, "title before name") != 0) {
      NgRole* const c = &cast->roles.at[i];
      c->holder       = a->holder;
      c->status       = c->is_told ? c->status : a->status;
      c->rule         = "title joined to title";
    }
  }
}

static NgStatus
read_role(NgCast* cast, const NgPhrase* phrase, NgSpan noun, bool is_plural, uint32_t edge, NgSpan s,
          NgError* err)
{
  NgRole     role   = {.noun        = noun,
                       .tokens      = noun,
                       .role        = phrase,
                       .is_plural   = is_plural,
                       .body        = NG_NONE,
                       .party       = NG_NONE,
                       .place       = NG_NONE,
                       .country     = NG_NONE,
                       .owner       = NG_NONE,
                       .holder      = NG_NONE,
                       .pronoun     = NG_NONE,
                       .owner_token = NG_NONE,
                       .party_row   = NG_NONE,
                       .next        = NG_NONE};
  const bool turned = ng_cast_is(cast, noun.end, "-") && ng_cast_is(cast, noun.end + 1, "turned");
  if (ng_str_starts(ng_cast_lower(cast, noun.begin), "ex-") || turned) { // "officer-turned-president"
    role.status  = NG_TERM_FORMER;
    role.is_told = true;
  }
  ng_role_read(cast, &role, edge > s.begin ? edge : s.begin, s.end);
  ng_role_tie(cast, &role, s);
  NG_TRY(add_role(cast, &role, err));
  return role.holder != NG_NONE && role.is_plural ? add_others(cast, &role, s, err) : NG_SUCCESS;
}

NgStatus
ng_roles_find(NgCast* cast, NgError* err)
{
  const uint32_t n    = cast->doc->tokens.n;
  uint32_t       edge = 0; // behind the last role: what stands before it is not part of the next
  NgSpan         s    = {0, 0};
  for (uint32_t at = 0; at < n;) {
    uint32_t end       = at + 1;
    bool     is_plural = false;
    if (at >= s.end) {
      s     = ng_cast_sentence(cast, at);
      s.end = s.end > at ? s.end : at + 1;
    }
    const NgPhrase* const p = covered_by_name(cast, at) ? NULL
                                                        : ng_role_noun_at(cast, at, s, &end, &is_plural);
    if (p) {
      NG_TRY(read_role(cast, p, (NgSpan){at, end}, is_plural, edge, s, err));
      const uint32_t stop = cast->roles.at[cast->roles.n - 1].noun.end;
      end                 = stop > end ? stop : end;
      edge                = end;
    }
    at = end;
  }
  tie_chains(cast);
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    NgRole* const r = &cast->roles.at[i];
    if (r->holder != NG_NONE) {
      NgNode* const node = &cast->nodes.at[cast->names.at[r->holder].node];
      r->next            = node->first_role;
      node->first_role   = i;
    }
  }
  return NG_SUCCESS;
}

// --- look-ups for linking ---------------------------------------------------------------------------

static bool
contains_fold(NgStr text, NgStr part)
{
  for (size_t i = 0; part.len && i + part.len <= text.len; ++i) {
    size_t k = 0;
    while (k < part.len && (text.at[i + k] | 0x20) == (part.at[k] | 0x20)) {
      ++k;
    }
    if (k == part.len) {
      return true;
    }
  }
  return false;
}

enum { MAX_ROLES_OF_NODE = 64 };

// Is the role an everyday word for the office: "Sen." for "Member of the ... Senate"?
static bool
stands_for_office(NgStr role, NgStr office)
{
  static const char* const pairs[][2] = {
      {"sen", "senat"},
      {"sen.", "senat"},
      {"senator", "senat"},
      {"rep", "representatives"},
      {"rep.", "representatives"},
      {"representative", "representatives"},
      {"congressman", "representatives"},
      {"congresswoman", "representatives"},
      {"member of congress", "representatives"},
      {"gov", "governor"},
      {"gov.", "governor"},
      {"mp", "parliament"},
      {"mp", "house of commons"},
      {"mp", "assembly"},
      {"lawmaker", "member of"},
      {"legislator", "member of"},
      {"member of parliament", "member of"},
      {"deputy", "member of"},
      {"mep", "european parliament"},
      {"peer", "house of lords"},
      {"msp", "scottish parliament"},
      {"premier", "prime minister"},
      {"td", "dáil"},
      {"party leader", "leader"},
      {"secretary of state", "secretary of state"},
      {"foreign secretary", "foreign"},
      {"home secretary", "home"},
  };
  for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); ++i) {
    if (ng_str_is(role, pairs[i][0]) && contains_fold(office, ng_str(pairs[i][1]))) {
      return true;
    }
  }
  return contains_fold(office, role);
}

bool
ng_roles_node_has(const NgCast* cast, uint32_t node, NgStr office)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < MAX_ROLES_OF_NODE; ++k, i = cast->roles.at[i].next) {
    const NgRole* const r = &cast->roles.at[i];
    if (!(r->role->flags & (NG_ROLE_TRADE | NG_ROLE_POST)) && stands_for_office(r->role->key, office)) {
      return true;
    }
  }
  return false;
}

bool
ng_roles_node_any(const NgCast* cast, uint32_t node)
{
  uint32_t i = cast->nodes.at[node].first_role;
  for (int k = 0; i != NG_NONE && k < MAX_ROLES_OF_NODE; ++k, i = cast->roles.at[i].next) {
    if (cast->roles.at[i].role->flags & NG_ROLE_OFFICE) {
      return true;
    }
  }
  return false;
}
