// SPDX-License-Identifier: Apache-2.0
#include "understand/who.h"

#include "base/alloc.h"
#include "understand/cast.h"
#include "understand/roles.h"

struct NgWhoImpl {
  NgWhoLists    lists;
  const NgKnow* know;
};

typedef struct {
  const char* word;
  uint32_t    flag;
} Flag;

static const Flag honorific_flags[] = {{"honorific", NG_HON_PLAIN}, {"knight", NG_HON_KNIGHT},
                                       {"peer", NG_HON_PEER},       {"royal", NG_HON_ROYAL},
                                       {"clergy", NG_HON_CLERGY},   {NULL, 0}};
static const Flag role_flags[]      = {{"office", NG_ROLE_OFFICE},
                                       {"rank", NG_ROLE_RANK},
                                       {"post", NG_ROLE_POST},
                                       {"trade", NG_ROLE_TRADE},
                                       {NULL, 0}};
static const Flag status_flags[]    = {{"former", NG_STATUS_FORMER},   {"incoming", NG_STATUS_INCOMING},
                                       {"current", NG_STATUS_CURRENT}, {"title", NG_STATUS_IN_TITLE},
                                       {"epithet", NG_STATUS_EPITHET}, {NULL, 0}};
static const Flag gender_flags[]    = {{"m", NG_WHO_MALE}, {"f", NG_WHO_FEMALE}, {NULL, 0}};

// Turn the words of column `field` into flags.
static void
set_flags(NgPhrases* list, uint32_t field, const Flag* flags)
{
  uint32_t        n   = 0;
  NgPhrase* const all = ng_phrases_all(list, &n);
  for (uint32_t i = 0; i < n; ++i) {
    for (const Flag* f = flags; f->word; ++f) {
      all[i].flags |= ng_phrase_has(&all[i], field, f->word) ? f->flag : 0;
    }
  }
}

static void
mark_forces(NgPhrases* roles)
{
  uint32_t        n   = 0;
  NgPhrase* const all = ng_phrases_all(roles, &n);
  for (uint32_t i = 0; i < n; ++i) {
    const bool is_force = all[i].flags & NG_ROLE_RANK || ng_str_is(all[i].field[1], "agency country place");
    all[i].flags |= is_force ? NG_ROLE_FORCE : 0;
  }
}

NgStatus
ng_who_open(NgWho** out, const NgKnow* know, NgError* err)
{
  NgWho* const who = ng_calloc(1, sizeof(NgWho));
  *out             = NULL;
  if (!who) {
    return ng_error_no_mem(err);
  }
  who->know     = know;
  NgWhoLists* l = &who->lists;
  const struct {
    NgPhrases** list;
    const char* file;
    const char* name;
  } files[] = {
      {&l->honorifics, "lists/honorifics.tsv", "honorifics"},
      {&l->roles, "lists/roles.tsv", "roles"},
      {&l->status, "lists/status.tsv", "status"},
      {&l->title_adjectives, "lists/title-adjectives.tsv", "title-adjectives"},
      {&l->portfolios, "lists/portfolios.tsv", "portfolios"},
      {&l->synonyms, "lists/role-synonyms.tsv", "role-synonyms"},
      {&l->nicknames, "lists/nicknames.tsv", "nicknames"},
      {&l->heads, "lists/organisation-heads.tsv", "organisation-heads"},
      {&l->body_kinds, "lists/body-kinds.tsv", "body-kinds"},
      {&l->party_words, "lists/party-words.tsv", "party-words"},
      {&l->residences, "lists/residences.tsv", "residences"},
      {&l->act_verbs, "lists/metonym-verbs.tsv", "metonym-verbs"},
      {&l->act_objects, "lists/metonym-objects.tsv", "metonym-objects"},
      {&l->letters, "lists/party-letters.tsv", "party-letters"},
      {&l->states, "lists/state-abbreviations.tsv", "state-abbreviations"},
      {&l->apart, "lists/do-not-merge.tsv", "do-not-merge"},
      {&l->act_nouns, "lists/metonym-nouns.tsv", "metonym-nouns"},
  };
  for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); ++i) {
    const NgStatus st = ng_phrases_open(files[i].list, files[i].file, files[i].name, 1, err);
    if (st) {
      ng_who_close(who);
      return st;
    }
  }
  set_flags(l->honorifics, 0, honorific_flags);
  set_flags(l->honorifics, 1, gender_flags);
  set_flags(l->roles, 0, role_flags);
  set_flags(l->roles, 2, gender_flags);
  mark_forces(l->roles);
  set_flags(l->status, 0, status_flags);
  set_flags(l->status, 1, status_flags);
  *out = who;
  return NG_SUCCESS;
}

void
ng_who_close(NgWho* who)
{
  if (who) {
    NgPhrases* const lists[] = {who->lists.honorifics,       who->lists.roles,       who->lists.status,
                                who->lists.nicknames,        who->lists.heads,       who->lists.act_verbs,
                                who->lists.act_objects,      who->lists.act_nouns,   who->lists.body_kinds,
                                who->lists.residences,       who->lists.party_words, who->lists.letters,
                                who->lists.states,           who->lists.apart,       who->lists.synonyms,
                                who->lists.title_adjectives, who->lists.portfolios};
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); ++i) {
      ng_phrases_close(lists[i]);
    }
    ng_free(who);
  }
}

NgStatus
ng_who_run(const NgWho* who, NgDoc* doc, NgError* err)
{
  NgCast* const cast = ng_arena_calloc(doc->arena, 1, sizeof(NgCast));
  if (!cast) {
    return ng_error_no_mem(err);
  }
  cast->lists = &who->lists;
  cast->know  = who->know;
  cast->doc   = doc;
  NG_TRY(ng_tree_build(&cast->tree, doc, err));
  NG_TRY(ng_cast_spot(cast, err));
  NG_TRY(ng_cast_group(cast, err));
  NG_TRY(ng_cast_weigh_countries(cast, err));
  NG_TRY(ng_roles_find(cast, err));
  NG_TRY(ng_cast_link(cast, err));
  ng_cast_find_home(cast);
  NG_TRY(ng_cast_governments(cast, err));
  NG_TRY(ng_cast_refer(cast, err));
  NgStatus st = ng_cast_entities(cast, err);
  st          = st ? st : ng_cast_positions(cast, err);
  ng_map_free(cast->entity_of_row);
  return st;
}
