// SPDX-License-Identifier: Apache-2.0
// Which countries an article speaks of, and which country the words before a name tell.
#include "understand/cast.h"

float
ng_cast_share(const NgCast* cast, const char* code)
{
  const uint32_t i = ng_cast_code_index(code);
  return i == NG_NONE || cast->country_total <= 0 ? 0 : cast->country_weight[i] / cast->country_total;
}

static void
add_weight(NgCast* cast, const char* code, float weight)
{
  const uint32_t i = ng_cast_code_index(code);
  if (i != NG_NONE) {
    cast->country_weight[i] += weight;
    cast->country_total += weight;
  }
}

// The country row of a place name or demonym among `hits`.
static uint32_t
country_of_hits(const NgCast* cast, const NgKnowHit* hits, uint32_t n)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].alias == NG_ALIAS_METONYM) {
      continue;
    }
    if (hits[i].type == NG_KNOW_COUNTRY) {
      return hits[i].row;
    }
    if (hits[i].type == NG_KNOW_DEMONYM) {
      return ng_know_row(cast->know, hits[i].row).country_row;
    }
  }
  return NG_NONE;
}

uint32_t
ng_cast_country_at(const NgCast* cast, uint32_t at, uint32_t end, uint32_t* n_tokens)
{
  for (uint32_t n = 4; n > 0; --n) {
    NgKnowHit hits[6];
    if (at + n > end || !ng_cast_is_capital(cast, at)) {
      continue;
    }
    const NgSpan   span  = {at, at + n};
    const uint32_t found = ng_know_lookup(cast->know, ng_doc_words(cast->doc, span), hits, 6);
    const uint32_t row   = country_of_hits(cast, hits, found);
    if (row != NG_NONE) {
      if (n_tokens) {
        *n_tokens = n;
      }
      return row;
    }
  }
  return NG_NONE;
}

uint32_t
ng_cast_country_before(const NgCast* cast, uint32_t begin, uint32_t at)
{
  if (at > begin && ng_cast_one_of(cast, at - 1, "'s|'|s'")) {
    --at;
  }
  for (uint32_t n = 4; n > 0; --n) {
    NgKnowHit hits[6];
    if (at < begin + n || !ng_cast_is_capital(cast, at - n)) {
      continue;
    }
    const NgSpan   span = {at - n, at};
    const uint32_t row  = country_of_hits(cast, hits,
                                          ng_know_lookup(cast->know, ng_doc_words(cast->doc, span), hits, 6));
    if (row != NG_NONE) {
      return row;
    }
  }
  return NG_NONE;
}

uint32_t
ng_cast_main_country(const NgCast* cast)
{
  if (cast->main_country == NG_NONE) {
    return NG_NONE;
  }
  const char code[3] = {(char)('A' + cast->main_country / 26), (char)('A' + cast->main_country % 26), 0};
  return ng_know_by_code(cast->know, ng_str_n(code, 2));
}

static void
weigh_names(NgCast* cast)
{
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    NgKnowHit              hits[2];
    const NgSpotted* const name = &cast->names.at[i];
    const NgSort           sort = ng_cast_sort(name->cls);
    const uint32_t         n =
        sort == NG_SORT_PERSON
                    ? 0
                    : ng_know_lookup(cast->know, name->full.len ? name->full : ng_doc_words(cast->doc, name->tokens),
                                     hits, 2);
    if (!n || (sort == NG_SORT_BODY && (n > 1 || ng_phrases_get(cast->lists->body_kinds, name->key) ||
                                        ng_cast_is_generic(cast, name->key)))) {
      continue; // "the Senate" tells no country
    }
    const bool seat = hits[0].alias == NG_ALIAS_METONYM && n > 1 &&
                      sort == NG_SORT_PLACE; // the town itself comes behind it
    const NgKnowRow row    = ng_know_row(cast->know, hits[seat ? 1 : 0].row);
    const float     weight = row.type == NG_KNOW_COUNTRY ? 1.0F
                             : sort == NG_SORT_PLACE     ? 0.6F * row.prior
                                                         : 0.3F * row.prior;
    if (ng_cast_sort(row.cls) == sort && !(row.flags & NG_KNOW_COMMON)) {
      add_weight(cast, row.country, weight);
    }
  }
}

static void
weigh_demonyms(NgCast* cast)
{
  for (uint32_t i = 0; i < cast->doc->names.n; ++i) {
    const NgName* const name = &cast->doc->names.at[i];
    if (name->cls != NG_CLASS_DEMONYM) {
      continue;
    }
    const uint32_t row = ng_cast_country_at(cast, name->tokens.begin, name->tokens.end, NULL);
    if (row != NG_NONE) {
      add_weight(cast, ng_know_row(cast->know, row).country, 1.0F);
    }
  }
}

static void
weigh_outlet(NgCast* cast)
{
  NgKnowHit hits[1];
  if (cast->doc->meta.publisher.len && ng_know_lookup(cast->know, cast->doc->meta.publisher, hits, 1)) {
    add_weight(cast, ng_know_row(cast->know, hits[0].row).country, 0.5F);
  }
}

// The lead of the heaviest country over the second, as the main country.
static void
find_main(NgCast* cast, const float weight[26 * 26])
{
  float best         = 0;
  float second       = 0;
  cast->main_country = NG_NONE;
  for (uint32_t i = 0; i < 26 * 26; ++i) {
    if (weight[i] > best) {
      second             = best;
      best               = weight[i];
      cast->main_country = i;
    } else if (weight[i] > second) {
      second = weight[i];
    }
  }
  if (best < second * 1.3F) { // none leads
    cast->main_country = NG_NONE;
  }
}

// What it adds to a country to be named in the headline or the first sentence.
static float
opening_weight(const NgCast* cast, uint32_t token)
{
  const NgDoc* const doc = cast->doc;
  for (uint32_t i = 0; i < doc->paragraphs.n && i < 4; ++i) {
    const NgParagraph* const par = &doc->paragraphs.at[i];
    if (token >= par->tokens.begin && token < par->tokens.end) {
      return par->kind == NG_PAR_HEADLINE                            ? 2.0F
             : token < ng_cast_sentence(cast, par->tokens.begin).end ? 1.0F
                                                                     : 0;
    }
    if (par->kind == NG_PAR_BODY) {
      return 0;
    }
  }
  return 0;
}

// The row that tells where the node is at home: its own, or the country that an unknown body is named by
// ("Thai Travel Association"); NG_NONE where nothing tells it.
static uint32_t
home_row(const NgCast* cast, const NgNode* node)
{
  if (!node->n || node->into != NG_NONE || node->row != NG_NONE) {
    return node->n && node->into == NG_NONE ? node->row : NG_NONE;
  }
  if (node->sort != NG_SORT_BODY || node->first == NG_NONE) {
    return NG_NONE;
  }
  const NgSpan s = cast->names.at[node->first].tokens;
  return s.end - s.begin > 1 ? ng_cast_country_at(cast, s.begin, s.end, NULL) : NG_NONE;
}

void
ng_cast_find_home(NgCast* cast)
{
  float weight[26 * 26] = {0};
  for (uint32_t i = 0; i < cast->nodes.n; ++i) {
    const NgNode* const node = &cast->nodes.at[i];
    const uint32_t      row  = home_row(cast, node);
    const uint32_t code = row != NG_NONE ? ng_cast_code_index(ng_know_row(cast->know, row).country) : NG_NONE;
    if (code == NG_NONE) {
      continue;
    }
    const float times = node->n < 5 ? (float)node->n : 5.0F;
    weight[code] += node->cls == NG_CLASS_COUNTRY        ? 0.6F + 0.15F * times
                    : node->cls == NG_CLASS_MEDIA_OUTLET ? 0.3F
                    : node->sort == NG_SORT_PLACE        ? 0.5F
                    : node->sort == NG_SORT_PERSON       ? 0.9F
                                                         : 1.0F;
    if (node->first != NG_NONE && node->sort == NG_SORT_PLACE) {
      weight[code] += opening_weight(cast, cast->names.at[node->first].tokens.begin);
    }
  }
  for (uint32_t i = 0; i < cast->doc->names.n; ++i) {
    const NgName* const name = &cast->doc->names.at[i];
    const float         w    = name->cls == NG_CLASS_DEMONYM ? opening_weight(cast, name->tokens.begin) : 0;
    const uint32_t      row  = w > 0 ? ng_cast_country_at(cast, name->tokens.begin, name->tokens.end, NULL)
                                     : NG_NONE;
    const uint32_t code = row != NG_NONE ? ng_cast_code_index(ng_know_row(cast->know, row).country) : NG_NONE;
    if (code != NG_NONE) {
      weight[code] += w;
    }
    if (w <= 0 && i > 40) {
      break;
    }
  }
  for (uint32_t i = 0; i < 26 * 26; ++i) { // demonyms and places without a node of their own
    weight[i] += 0.05F * cast->country_weight[i];
  }
  find_main(cast, weight);
}

void
ng_cast_weigh_home(NgCast* cast)
{
  if (cast->main_country != NG_NONE) {
    const char code[3] = {(char)('A' + cast->main_country / 26), (char)('A' + cast->main_country % 26), 0};
    add_weight(cast, code, cast->country_total > 1 ? cast->country_total : 1.0F);
  }
}

NgStatus
ng_cast_weigh_countries(NgCast* cast, NgError* err)
{
  (void)err;
  weigh_names(cast);
  weigh_demonyms(cast);
  weigh_outlet(cast);
  find_main(cast, cast->country_weight);
  return NG_SUCCESS;
}
