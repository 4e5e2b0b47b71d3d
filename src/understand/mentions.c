// SPDX-License-Identifier: Apache-2.0
#include "understand/mentions.h"

uint32_t
ng_mention_from(const NgDoc* doc, uint32_t token)
{
  uint32_t lo = 0;
  uint32_t hi = doc->mentions.n;
  while (lo < hi) { // the first mention whose end lies behind the token
    const uint32_t mid = lo + (hi - lo) / 2;
    if (doc->mentions.at[mid].tokens.end <= token) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

uint32_t
ng_mention_at(const NgDoc* doc, uint32_t token)
{
  const uint32_t i = ng_mention_from(doc, token);
  return i < doc->mentions.n && doc->mentions.at[i].tokens.begin <= token ? i : NG_NONE;
}

uint32_t
ng_who_entity_at(const NgDoc* doc, NgSpan tokens)
{
  uint32_t found = NG_NONE;
  if (tokens.begin >= tokens.end) {
    return NG_NONE;
  }
  const uint32_t last = ng_mention_at(doc, tokens.end - 1);
  if (last != NG_NONE && doc->mentions.at[last].entity != NG_NONE) {
    return doc->mentions.at[last].entity;
  }
  for (uint32_t i = ng_mention_from(doc, tokens.begin); i < doc->mentions.n; ++i) {
    if (doc->mentions.at[i].tokens.begin >= tokens.end) {
      break;
    }
    if (doc->mentions.at[i].entity != NG_NONE) {
      if (found != NG_NONE && found != doc->mentions.at[i].entity) {
        return NG_NONE;
      }
      found = doc->mentions.at[i].entity;
    }
  }
  return found;
}
