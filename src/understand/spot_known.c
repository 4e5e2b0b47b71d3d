// SPDX-License-Identifier: Apache-2.0
// Names that the knowledge file alone finds, where the model saw none.
#include "understand/spot_impl.h"

// A domain of an outlet: "bbc.co.uk". @return its class, NG_CLASS_NONE where none is known.
static NgClass
class_of_address(const NgCast* cast, uint32_t at)
{
  NgKnowHit      hits[4];
  const NgStr    word = ng_doc_token(cast->doc, at);
  const uint32_t n    = ng_cast_look_up_address(cast, word, hits, 4);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].alias == NG_ALIAS_DOMAIN || hits[i].type == NG_KNOW_MEDIA) {
      return ng_know_class(hits[i].type);
    }
  }
  return NG_CLASS_NONE;
}

static bool
is_plain_word(const NgCast* cast, uint32_t at)
{
  const NgKnowWord word = ng_know_word(cast->know, ng_doc_token(cast->doc, at));
  return word.flags & (NG_WORD_COMMON | NG_WORD_DEMONYM | NG_WORD_GIVEN | NG_WORD_SURNAME |
                       NG_WORD_MONTH_DAY | NG_WORD_ORG_HEAD | NG_WORD_TITLE);
}

// The class of a known name that needs no model: countries, outlets, international bodies, and
// names of several words that mean one body only. NG_CLASS_NONE where in doubt.
static NgClass
class_of_known(const NgCast* cast, uint32_t at, uint32_t n_tokens, uint32_t types)
{
  static const uint32_t sure = 1u << NG_KNOW_COUNTRY | 1u << NG_KNOW_MEDIA | 1u << NG_KNOW_INTERNATIONAL;
  static const uint32_t many = 1u << NG_KNOW_COUNTRY | 1u << NG_KNOW_MEDIA | 1u << NG_KNOW_INTERNATIONAL |
                               1u << NG_KNOW_AGENCY | 1u << NG_KNOW_COURT | 1u << NG_KNOW_LEGISLATURE |
                               1u << NG_KNOW_PARTY;
  NgKnowHit      hits[2];
  const NgSpan   span      = {at, at + n_tokens};
  const uint32_t long_name = n_tokens > 2 ? 1u << NG_KNOW_ORGANIZATION : 0;
  if (types & ~(n_tokens > 1 ? many | long_name : sure) || (n_tokens == 1 && is_plain_word(cast, at))) {
    return NG_CLASS_NONE;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, span), hits, 2);
  if (!n || (ng_know_row(cast->know, hits[0].row).flags & NG_KNOW_COMMON) ||
      hits[0].alias == NG_ALIAS_METONYM || (n_tokens == 1 && hits[0].prior < 0.5F)) {
    return NG_CLASS_NONE;
  }
  return ng_know_class(hits[0].type);
}

// "Kremlin": a seat that is known as a metonym of a government.
static NgClass
class_of_seat(const NgCast* cast, NgSpan tokens)
{
  NgKnowHit hits[4];
  if (!ng_cast_is_capital(cast, tokens.end - 1) && cast->doc->tokens.at[tokens.end - 1].kind == NG_TOK_WORD) {
    return NG_CLASS_NONE;
  }
  const uint32_t n = ng_know_lookup(cast->know, ng_doc_words(cast->doc, tokens), hits, 4);
  return n && hits[0].alias == NG_ALIAS_METONYM ? NG_CLASS_GOVERNMENT : NG_CLASS_NONE;
}

bool
ng_spot_is_party_word(const NgCast* cast, uint32_t at)
{
  const NgStr word = ng_cast_lower(cast, at);
  if (cast->doc->tokens.at[at].shape & NG_SHAPE_SENTENCE || ng_cast_is_capital(cast, at + 1) ||
      !ng_phrases_get(cast->lists->party_words, word)) {
    return false;
  }
  return ng_str_ends(word, "s") || ng_cast_one_of(cast, at + 1,
                                                  "government|party|leader|leaders|candidate|candidates|"
                                                  "lawmaker|lawmakers|mp|mps|senator|senators");
}

uint32_t
ng_spot_known(const NgCast* cast, uint32_t at, uint32_t end, bool in_title_case, NgName* out)
{
  const NgToken* const t = &cast->doc->tokens.at[at];
  out->cls               = NG_CLASS_NONE;
  if (t->kind == NG_TOK_ADDRESS) {
    out->cls    = class_of_address(cast, at);
    out->tokens = (NgSpan){at, at + 1};
    return 1;
  }
  if (!(t->shape & NG_SHAPE_CAPITAL) || in_title_case) {
    return 1;
  }
  const NgPhrase* const seat = ng_phrases_at(cast->lists->residences, cast->doc, at, end);
  if (seat && class_of_seat(cast, (NgSpan){at, at + seat->n_words}) != NG_CLASS_NONE) {
    out->cls    = NG_CLASS_GOVERNMENT;
    out->tokens = (NgSpan){at, at + seat->n_words};
    return seat->n_words;
  }
  if (ng_spot_is_party_word(cast, at)) {
    out->cls    = NG_CLASS_PARTY;
    out->tokens = (NgSpan){at, at + 1};
    return 1;
  }
  uint32_t       types = 0;
  const uint32_t n     = ng_know_match(cast->know, cast->doc, at, end, &types);
  if (!n) {
    return 1;
  }
  out->cls    = class_of_known(cast, at, n, types);
  out->tokens = (NgSpan){at, at + n};
  return n;
}
