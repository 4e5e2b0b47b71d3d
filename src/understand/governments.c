// SPDX-License-Identifier: Apache-2.0
// Where words stand for a government: "the Thai government", "Kremlin", "Beijing accused". The name
// keeps its class, its node becomes that of the government.
#include "model/tagset.h"
#include "understand/cast.h"
#include "understand/government.h"

NgStr
ng_government_label(const NgKnow* know, uint32_t country_row, NgArena* arena)
{
  const NgStr name = ng_know_label(know, country_row, arena);
  if (!name.at) {
    return name;
  }
  const bool the = ng_str_starts(name, "United ") || ng_str_ends(name, " Republic") ||
                   ng_str_ends(name, "Islands") || ng_str_is(name, "Netherlands") ||
                   ng_str_is(name, "Philippines") || ng_str_is(name, "Bahamas") ||
                   ng_str_is(name, "Maldives") || ng_str_is(name, "Gambia") ||
                   ng_str_starts(name, "Republic ") || ng_str_starts(name, "Democratic Republic");
  return ng_arena_printf(arena, "Government of %s%.*s", the ? "the " : "", NG_STR_ARG(name));
}

uint32_t
ng_cast_government(NgCast* cast, uint32_t country_row)
{
  if (country_row == NG_NONE) {
    return NG_NONE;
  }
  const NgKnowRow country = ng_know_row(cast->know, country_row);
  const uint32_t  code    = ng_cast_code_index(country.country);
  if (code == NG_NONE) {
    return NG_NONE;
  }
  if (!cast->government[code]) {
    const uint32_t row  = ng_know_by_kind(cast->know, ng_str(country.country), ng_str("government"));
    uint32_t       node = NG_NONE;
    for (uint32_t i = 0; row != NG_NONE && i < cast->nodes.n && node == NG_NONE; ++i) {
      node = cast->nodes.at[i].row == row ? ng_cast_root(cast, i) : NG_NONE;
    }
    if (node == NG_NONE) {
      node = ng_cast_node(cast, NG_SORT_BODY, NG_CLASS_GOVERNMENT);
      if (node == NG_NONE) {
        return NG_NONE;
      }
      NgNode* const made = &cast->nodes.at[node];
      made->is_made      = true;
      made->row          = row;
      made->link_score   = row != NG_NONE ? 0.9F : 0;
      made->label        = ng_government_label(cast->know, country_row, cast->doc->arena);
    }
    cast->government[code] = node + 1;
  }
  return cast->government[code] - 1;
}

static void
move_name(NgCast* cast, uint32_t name, uint32_t node, const char* rule)
{
  NgSpotted* const n   = &cast->names.at[name];
  const uint32_t   old = ng_cast_root(cast, n->node);
  NgNode* const    to  = &cast->nodes.at[node];
  if (old != NG_NONE && old != node && cast->nodes.at[old].n) {
    --cast->nodes.at[old].n;
  }
  if (old != node) {
    ++to->n;
    to->first = to->first == NG_NONE || name < to->first ? name : to->first;
  }
  n->node = node;
  n->rule = rule;
}

// --- places that act --------------------------------------------------------------------------------

// The row of the government that the name is a metonym of; `is_city` tells whether it also names a place.
static uint32_t
metonym_of(const NgCast* cast, const NgSpotted* name, bool* is_city)
{
  NgKnowHit      hits[16];
  const uint32_t n     = ng_know_lookup(cast->know, ng_doc_words(cast->doc, name->tokens), hits, 16);
  uint32_t       row   = NG_NONE;
  float          share = -1;
  *is_city             = false;
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].alias == NG_ALIAS_METONYM && hits[i].type == NG_KNOW_GOVERNMENT) {
      const float s = ng_cast_share(cast, ng_know_row(cast->know, hits[i].row).country);
      if (s > share) {
        share = s;
        row   = hits[i].row;
      }
    }
  }
  *is_city = !ng_phrases_get(cast->lists->residences, name->key);
  return row;
}

static bool
follows_locative(const NgCast* cast, NgSpan s, uint32_t at)
{
  at -= at > s.begin && ng_cast_is(cast, at - 1, "the");
  return at > s.begin &&
         ng_cast_one_of(cast, at - 1,
                        "in|at|near|outside|inside|around|into|through|across|within|throughout|above|over|"
                        "beyond|behind|downtown|central|from|via|towards|toward|of");
}

static const NgPhrase*
lemma_of(const NgCast* cast, const NgPhrases* list, uint32_t at)
{
  const NgPhrase* p = ng_phrases_get(list, ng_cast_lower(cast, at));
  if (!p && cast->doc->tags && at < cast->doc->tokens.n) {
    p = ng_phrases_get(list, cast->doc->tags[at].lemma);
  }
  return p;
}

static bool
is_verb_form(const NgCast* cast, uint32_t at)
{
  if (!cast->doc->tags) {
    return true;
  }
  const uint8_t pos = cast->doc->tags[at].pos;
  return pos == NG_POS_VERB || pos == NG_POS_AUX;
}

// A verb of governments right behind the name, over adverbs and auxiliaries.
static bool
acts(const NgCast* cast, NgSpan s, const NgSpotted* name)
{
  uint32_t at  = name->tokens.end;
  bool     aux = false;
  while (at < s.end &&
         (ng_cast_one_of(
              cast, at,
              "has|have|had|also|now|still|is|was|were|does|did|do|not|n't|repeatedly|itself|later|then|"
              "reportedly|already|since|previously|long|once|will|would|may|might|could|should|must|can|"
              "recently|strongly|has|again|formally|officially|publicly|never|only|merely") ||
          (cast->doc->tags && cast->doc->tags[at].pos == NG_POS_ADV))) {
    aux = aux || ng_cast_one_of(cast, at, "will|would|has|had|must|did|does");
    ++at;
  }
  if (at >= s.end || !is_verb_form(cast, at)) {
    return false;
  }
  const NgPhrase* const verb = lemma_of(cast, cast->lists->act_verbs, at);
  return verb && (ng_str_is(verb->field[0], "act") || (aux && at > name->tokens.end));
}

static bool
owns_act(const NgCast* cast, NgSpan s, const NgSpotted* name)
{
  uint32_t at = name->tokens.end;
  if (!ng_cast_one_of(cast, at, "'s|'")) {
    return false;
  }
  for (++at; at < s.end && at < name->tokens.end + 5; ++at) {
    const NgPhrase* const noun = lemma_of(cast, cast->lists->act_nouns, at);
    if (noun) {
      return ng_phrase_has(noun, 0, "owned");
    }
    if (cast->doc->tokens.at[at].kind != NG_TOK_WORD || cast->name_at[at] != NG_NONE) {
      return false;
    }
  }
  return false;
}

// "talks with Beijing", "between London and Paris", "accused Beijing", "told Beijing", "by Beijing".
static bool
is_acted_on(const NgCast* cast, NgSpan s, const NgSpotted* name)
{
  uint32_t at = name->tokens.begin;
  if (at <= s.begin) {
    return false;
  }
  if (is_verb_form(cast, at - 1) && lemma_of(cast, cast->lists->act_objects, at - 1)) {
    return true;
  }
  if (ng_cast_is(cast, at - 1, "by") && at > s.begin + 1 && cast->doc->tags &&
      cast->doc->tags[at - 2].pos == NG_POS_VERB) {
    return true;
  }
  if (ng_cast_one_of(cast, at - 1, "against")) {
    return true;
  }
  bool between = false;
  for (uint32_t i = at; i > s.begin && at - i < 5; --i) {
    between = between || ng_cast_is(cast, i - 1, "between");
  }
  if (between || ng_cast_one_of(cast, at - 1, "with|on|to")) {
    for (uint32_t i = at - 1; i > s.begin && at - i < 7; --i) {
      const NgPhrase* const noun = lemma_of(cast, cast->lists->act_nouns, i - 1);
      if (noun && ng_phrase_has(noun, 0, "between") && (between || ng_cast_is(cast, at - 1, "with"))) {
        return true;
      }
      if (ng_cast_one_of(cast, i - 1, "pressure|sanctions|demands|dependence|reliance|dependent") &&
          i == at - 1) {
        return true;
      }
    }
  }
  return false;
}

static bool
backs(const NgCast* cast, const NgSpotted* name)
{
  return ng_cast_is(cast, name->tokens.end, "-") &&
         ng_cast_one_of(cast, name->tokens.end + 1,
                        "backed|led|supported|funded|appointed|brokered|sponsored|controlled|aligned|"
                        "friendly|ordered|installed|approved");
}

static bool
names_state_behind(const NgCast* cast, const NgSpotted* name)
{
  return ng_cast_one_of(cast, name->tokens.end, ",") && name->tokens.end + 1 < cast->doc->tokens.n &&
         cast->name_at[name->tokens.end + 1] != NG_NONE &&
         ng_cast_sort(cast->names.at[cast->name_at[name->tokens.end + 1]].cls) == NG_SORT_PLACE;
}

static bool
is_moved(const NgCast* cast, uint32_t name)
{
  return name < cast->names.n && cast->names.at[name].rule &&
         !strncmp(cast->names.at[name].rule, "metonym: ", 9);
}

// "accused Riyadh and Washington", "Berlin and Paris pledged": what holds for one of two joined capitals
// holds for the other.
static bool
is_joined_to_metonym(const NgCast* cast, NgSpan s, uint32_t i)
{
  const NgSpotted* const name = &cast->names.at[i];
  if (i && is_moved(cast, i - 1) && name->tokens.begin == cast->names.at[i - 1].tokens.end + 1 &&
      ng_cast_one_of(cast, name->tokens.begin - 1, "and|,|or") &&
      strcmp(cast->names.at[i - 1].rule, "metonym: residence") != 0) {
    return true;
  }
  if (i + 1 >= cast->names.n || !ng_cast_one_of(cast, name->tokens.end, "and|or") ||
      cast->names.at[i + 1].tokens.begin != name->tokens.end + 1) {
    return false;
  }
  const NgSpotted* const next = &cast->names.at[i + 1];
  bool                   is_city;
  return ng_cast_sort(next->cls) == NG_SORT_PLACE && metonym_of(cast, next, &is_city) != NG_NONE &&
         acts(cast, s, next);
}

static NgStatus
move_metonym(NgCast* cast, uint32_t i, NgError* err)
{
  const NgSpotted* const name = &cast->names.at[i];
  const NgSpan           s    = ng_cast_sentence(cast, name->tokens.begin);
  bool                   is_city;
  const uint32_t         row = metonym_of(cast, name, &is_city);
  if (row == NG_NONE || names_state_behind(cast, name)) {
    return NG_SUCCESS;
  }
  const bool  place = follows_locative(cast, s, name->tokens.begin);
  const char* rule  = NULL;
  if (acts(cast, s, name) && !place) {
    rule = "metonym: acts";
  } else if (owns_act(cast, s, name) &&
             !(place && !ng_cast_one_of(cast, name->tokens.begin - 1, "of|over|behind|beyond|from"))) {
    rule = "metonym: owns an act";
  } else if (is_acted_on(cast, s, name) || backs(cast, name)) {
    rule = "metonym: is acted on";
  } else if (is_joined_to_metonym(cast, s, i) && !place) {
    rule = "metonym: joined to another";
  } else if (!is_city && !place) {
    rule = "metonym: residence";
  }
  if (!rule) {
    if (!is_city) { // the building itself
      NgNode* const node = &cast->nodes.at[ng_cast_root(cast, name->node)];
      if (node->row == NG_NONE) {
        node->cls  = NG_CLASS_PLACE;
        node->sort = NG_SORT_PLACE;
      }
    }
    return NG_SUCCESS;
  }
  const NgKnowRow known = ng_know_row(cast->know, row);
  const uint32_t  node  = ng_cast_government(cast, known.country_row);
  if (node == NG_NONE) {
    return known.country_row == NG_NONE ? NG_SUCCESS : ng_error_no_mem(err);
  }
  move_name(cast, i, node, rule);
  return NG_SUCCESS;
}

// --- phrases ----------------------------------------------------------------------------------------

static bool
is_government_noun(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "government|regime|administration");
}

// The country that the words before the noun tell; names and adjectives may stand between. `owner`
// receives a person or party that leads it, `is_plain` whether only "the" or nothing stands there.
static uint32_t
country_of_phrase(const NgCast* cast, NgSpan s, uint32_t noun, uint32_t* begin, uint32_t* owner,
                  bool* is_plain)
{
  uint32_t at = noun;
  *owner      = NG_NONE;
  *is_plain   = true;
  *begin      = noun;
  for (int steps = 0; at > s.begin && steps < 6; ++steps) {
    const uint32_t row = ng_cast_country_before(cast, s.begin, at);
    if (row != NG_NONE) {
      *is_plain = false;
      --at;
      at -= ng_cast_one_of(cast, at, "'s|'") ? 1 : 0;
      while (at > s.begin && ng_cast_is_capital(cast, at - 1) &&
             ng_cast_country_before(cast, s.begin, at) == row &&
             ng_cast_country_before(cast, at - 1, noun) != row) {
        --at;
      }
      const uint32_t name = cast->name_at[at];
      *begin              = name != NG_NONE ? noun : at;
      return row;
    }
    if (cast->name_at[at - 1] != NG_NONE) {
      *owner    = cast->name_at[at - 1];
      *is_plain = false;
      return NG_NONE;
    }
    if (ng_cast_one_of(
            cast, at - 1,
            "the|this|that|its|their|'s|new|previous|current|then|federal|central|national|interim|"
            "transitional|military|coalition|minority|majority|outgoing|elected|former|whole|entire|own")) {
      if (ng_cast_one_of(cast, at - 1, "the|this|its|their")) {
        *begin = at - 1;
        return NG_NONE;
      }
      --at;
      continue;
    }
    *is_plain = *is_plain && at == noun && ng_cast_is_capital(cast, noun) &&
                !ng_cast_one_of(cast, at - 1, "a|an");
    return NG_NONE;
  }
  return NG_NONE;
}

static uint32_t
country_of_owner(const NgCast* cast, uint32_t name)
{
  const NgNode* const node = &cast->nodes.at[ng_cast_root(cast, cast->names.at[name].node)];
  if (node->row == NG_NONE) {
    return node->sort == NG_SORT_PERSON || node->cls == NG_CLASS_PARTY ? ng_cast_main_country(cast) : NG_NONE;
  }
  const NgKnowRow row = ng_know_row(cast->know, node->row);
  if (row.type != NG_KNOW_PERSON && row.type != NG_KNOW_PARTY) {
    return row.type == NG_KNOW_COUNTRY ? node->row : NG_NONE;
  }
  return row.country_row;
}

// "government of Chad".
static uint32_t
country_behind(const NgCast* cast, NgSpan s, uint32_t noun)
{
  uint32_t at = noun + 1;
  if (!ng_cast_is(cast, at, "of")) {
    return NG_NONE;
  }
  at += 1 + ng_cast_is(cast, at + 1, "the");
  return at < s.end ? ng_cast_country_at(cast, at, s.end, NULL) : NG_NONE;
}

static NgStatus
add_extra(NgCast* cast, NgSpan tokens, uint32_t node, const char* rule, NgError* err)
{
  NgExtra* const extra = NG_VEC_ADD(cast->doc->arena, cast->extras);
  if (!extra) {
    return ng_error_no_mem(err);
  }
  *extra = (NgExtra){tokens, node, NG_MENTION_NOMINAL, 0.8F, rule};
  return NG_SUCCESS;
}

// The country of the noun at `at` in the whole: told before, behind, by an owner, or left to the article.
static uint32_t
find_country(const NgCast* cast, NgSpan s, uint32_t at, uint32_t last, uint32_t* begin, const char** rule)
{
  uint32_t owner;
  bool     is_plain;
  uint32_t row = country_of_phrase(cast, s, at, begin, &owner, &is_plain);
  *rule        = "government of a country";
  if (row == NG_NONE) {
    row = country_behind(cast, s, at);
  }
  if (row == NG_NONE && owner != NG_NONE) {
    row   = country_of_owner(cast, owner);
    *rule = "government by its head or party";
  }
  const bool article = is_plain && owner == NG_NONE && *begin < at;
  const bool named   = is_plain && owner == NG_NONE && ng_cast_is_capital(cast, at);
  if (row == NG_NONE && (article || named) && ng_cast_is(cast, at, "government") &&
      !ng_cast_is(cast, at + 1, "of")) {
    row   = last != NG_NONE && cast->main_country == NG_NONE ? last : ng_cast_main_country(cast);
    row   = row == NG_NONE ? last : row;
    *rule = "government of the article's country";
  }
  return row;
}

static NgStatus
read_phrases(NgCast* cast, NgError* err)
{
  uint32_t last = NG_NONE;
  NgSpan   s    = {0, 0};
  for (uint32_t at = 0; at < cast->doc->tokens.n; ++at) {
    if (!is_government_noun(cast, at) || ng_cast_is(cast, at + 1, "agency")) {
      continue;
    }
    s                    = ng_cast_sentence(cast, at);
    uint32_t       begin = at;
    const char*    rule  = NULL;
    const uint32_t name  = cast->name_at[at];
    if (name != NG_NONE &&
        (ng_cast_sort(cast->names.at[name].cls) != NG_SORT_BODY ||
         cast->names.at[name].tokens.end != at + 1 || cast->names.at[name].cls == NG_CLASS_AGENCY)) {
      continue;
    }
    const uint32_t row  = find_country(cast, s, at, last, &begin, &rule);
    const uint32_t node = ng_cast_government(cast, row);
    if (node == NG_NONE) {
      continue;
    }
    last = row;
    if (name != NG_NONE) {
      move_name(cast, name, node, rule);
    } else {
      ++cast->nodes.at[node].n;
      NG_TRY(add_extra(cast, (NgSpan){begin, at + 1}, node, rule, err));
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_governments(NgCast* cast, NgError* err)
{
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    const NgSpotted* const name = &cast->names.at[i];
    const bool may_act = ng_cast_sort(name->cls) == NG_SORT_PLACE || name->cls == NG_CLASS_GOVERNMENT ||
                         (name->cls != NG_CLASS_PERSON && ng_phrases_get(cast->lists->residences, name->key));
    if (may_act) {
      NG_TRY(move_metonym(cast, i, err));
    }
    const uint32_t main = ng_str_is(name->key, "cabinet") ? ng_cast_main_country(cast) : NG_NONE;
    const uint32_t node = main != NG_NONE ? ng_cast_government(cast, main) : NG_NONE;
    if (node != NG_NONE) {
      move_name(cast, i, node, "cabinet of the article's country");
    }
  }
  return read_phrases(cast, err);
}

// --- for whoever needs the government behind a country ------------------------------------------------

static uint32_t
entity_of_row(const NgDoc* doc, uint32_t row, NgStr label)
{
  for (uint32_t i = 0; i < doc->entities.n; ++i) {
    const NgEntity* const e = &doc->entities.at[i];
    if (e->cls == NG_CLASS_GOVERNMENT &&
        ((row != NG_NONE && e->known == row) || (row == NG_NONE && ng_str_eq(e->label, label)))) {
      return i;
    }
  }
  return NG_NONE;
}

// The country that an entity is or is the capital of; NG_NONE for any other.
static uint32_t
country_of_entity(const NgKnow* know, const NgEntity* e)
{
  if (e->known == NG_NONE) {
    return NG_NONE;
  }
  const NgKnowRow row = ng_know_row(know, e->known);
  if (row.type == NG_KNOW_COUNTRY) {
    return e->known;
  }
  if (row.type == NG_KNOW_PLACE && row.country[0] &&
      ng_know_by_kind(know, ng_str(row.country), ng_str("capital")) == e->known) {
    return row.country_row;
  }
  return NG_NONE;
}

uint32_t
ng_who_government_of(const NgKnow* know, NgDoc* doc, uint32_t entity)
{
  if (entity >= doc->entities.n || doc->entities.at[entity].cls == NG_CLASS_GOVERNMENT) {
    return entity < doc->entities.n ? entity : NG_NONE;
  }
  if (doc->entities.at[entity].government) {
    return doc->entities.at[entity].government - 1;
  }
  const uint32_t country = country_of_entity(know, &doc->entities.at[entity]);
  if (country == NG_NONE) {
    return NG_NONE;
  }
  const NgKnowRow c     = ng_know_row(know, country);
  const uint32_t  row   = ng_know_by_kind(know, ng_str(c.country), ng_str("government"));
  const NgStr     label = row != NG_NONE ? ng_know_label(know, row, doc->arena)
                                         : ng_government_label(know, country, doc->arena);
  const uint32_t  found = entity_of_row(doc, row, label);
  if (found != NG_NONE || !label.at) {
    doc->entities.at[entity].government = found != NG_NONE ? found + 1 : 0;
    return found;
  }
  const bool      is_country = doc->entities.at[entity].cls == NG_CLASS_COUNTRY;
  NgEntity* const made       = NG_VEC_ADD(doc->arena, doc->entities);
  if (!made) {
    return NG_NONE;
  }
  made->cls                           = NG_CLASS_GOVERNMENT;
  made->label                         = label;
  made->known                         = row;
  made->qid                           = row != NG_NONE ? ng_know_qid(know, row, doc->arena) : ng_str("");
  made->link_score                    = row != NG_NONE ? 0.9F : 0;
  made->country                       = is_country ? entity : NG_NONE;
  made->member_of                     = NG_NONE;
  made->part_of                       = NG_NONE;
  doc->entities.at[entity].government = doc->entities.n; // its index + 1
  return doc->entities.n - 1;
}
