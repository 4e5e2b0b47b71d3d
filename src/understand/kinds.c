// SPDX-License-Identifier: Apache-2.0
// Does a phrase agree with the item of a condition: a word, a class of nouns, a kind of entity?
#include "understand/scene_impl.h"

static bool
is_kind(NgScene* s, uint32_t token, NgKind kind)
{
  const uint32_t e           = ng_scene_entity(s, token, false);
  const NgClass  c           = e == NG_NONE ? NG_CLASS_NONE : s->doc->entities.at[e].cls;
  const uint64_t b           = ng_scene_classes(s, token);
  const bool     is_personal = tag(s, token)->xpos == NG_XPOS_PRP &&
                           !ng_str_is(s->doc->tokens.at[token].lower, "it");
  const bool is_count = tag(s, token)->pos == NG_POS_NUM ||
                        ng_str_is(s->doc->tokens.at[token].lower, "others");
  const bool human = c == NG_CLASS_PERSON || c == NG_CLASS_GROUP ||
                     (c == NG_CLASS_NONE &&
                      (is_personal || is_count || ng_scene_is_people(s, token) ||
                       (b & (s->lex->human | s->lex->role)) || tag(s, token)->xpos == NG_XPOS_WP));
  const bool org = ng_is_body(c);
  // A name that was not found out is most often somebody's.
  const uint8_t x       = tag(s, token)->xpos;
  const bool    is_name = c == NG_CLASS_NONE && s->mention[token] == NG_NONE && !s->idiom[token] &&
                       s->demonym[token] == NG_NONE && (x == NG_XPOS_NNP || x == NG_XPOS_NNPS) &&
                       (s->lower[token] == NG_NONE || s->lex->words.at[s->lower[token]].time == NG_TIME_NONE);
  switch (kind) {
  case NG_KIND_ANY:
    return e != NG_NONE;
  case NG_KIND_PERSON:
    return c == NG_CLASS_PERSON ||
           (c == NG_CLASS_NONE && is_personal && !ng_str_is(s->doc->tokens.at[token].lower, "they"));
  case NG_KIND_HUMAN:
    return human;
  case NG_KIND_ORG:
    return org || c == NG_CLASS_COUNTRY;
  case NG_KIND_ACTOR:
    return human || org || c == NG_CLASS_COUNTRY || c == NG_CLASS_PLACE ||
           (c == NG_CLASS_NONE && (is_name || (b & (s->lex->collective | s->lex->force))));
  case NG_KIND_PLACE:
    return c == NG_CLASS_PLACE || c == NG_CLASS_COUNTRY;
  case NG_KIND_COUNTRY:
    return c == NG_CLASS_COUNTRY;
  case NG_KIND_GOVERNMENT:
    return c == NG_CLASS_GOVERNMENT || c == NG_CLASS_COUNTRY;
  case NG_KIND_AGENCY:
    return c == NG_CLASS_AGENCY;
  case NG_KIND_COURT:
    return c == NG_CLASS_COURT;
  case NG_KIND_LEGISLATURE:
    return c == NG_CLASS_LEGISLATURE;
  case NG_KIND_PARTY:
    return c == NG_CLASS_PARTY;
  case NG_KIND_OUTLET:
    return c == NG_CLASS_MEDIA_OUTLET;
  case NG_KIND_INTERNATIONAL:
    return c == NG_CLASS_INTERNATIONAL_ORGANIZATION;
  default:
    return false;
  }
}

static bool
is_item(NgScene* s, uint32_t token, const NgItem* item)
{
  switch (item->kind) {
  case NG_ITEM_WORD:
    return s->word[token] == item->value || s->pair[token] == item->value;
  case NG_ITEM_CLASS:
    return (ng_scene_classes(s, token) >> item->value) & 1;
  default:
    return is_kind(s, token, (NgKind)item->value);
  }
}

bool
ng_scene_is(NgScene* scene, uint32_t token, const NgItem* items, uint32_t n)
{
  if (token == NG_NONE) {
    return false;
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (is_item(scene, token, &items[i])) {
      return true;
    }
  }
  const uint32_t inner = ng_scene_counted(scene, token);
  for (uint32_t i = 0; i < n && inner != NG_NONE; ++i) {
    if (is_item(scene, inner, &items[i])) {
      return true;
    }
  }
  // One of several: "journalists and lawyers".
  for (uint32_t c = scene->tree.first[token], k = 0; c != NG_NONE && k < 4; c = scene->tree.next[c]) {
    if (tag(scene, c)->deprel == NG_DEP_CONJ || tag(scene, c)->deprel == NG_DEP_APPOS) {
      ++k;
      for (uint32_t i = 0; i < n; ++i) {
        if (is_item(scene, c, &items[i])) {
          return true;
        }
      }
    }
  }
  return false;
}
