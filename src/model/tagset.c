// SPDX-License-Identifier: Apache-2.0
#include "model/tagset.h"

static const char* const pos_names[NG_N_POS] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
};

#define NAME(constant, name) name,
static const char* const xpos_names[NG_N_XPOS]     = {NG_XPOS_LIST(NAME)};
static const char* const deprel_names[NG_N_DEPREL] = {NG_DEPREL_LIST(NAME)};
#undef NAME

static unsigned
find(const char* const* names, unsigned n, NgStr name)
{
  for (unsigned i = 0; i < n; ++i) {
    if (ng_str_is(name, names[i])) {
      return i;
    }
  }
  return 0;
}

const char*
ng_pos_name(unsigned pos)
{
  return pos < NG_N_POS ? pos_names[pos] : "_";
}

const char*
ng_xpos_name(unsigned xpos)
{
  return xpos < NG_N_XPOS ? xpos_names[xpos] : "_";
}

const char*
ng_deprel_name(unsigned deprel)
{
  return deprel < NG_N_DEPREL ? deprel_names[deprel] : "_";
}

NgPos
ng_pos_of(NgStr name)
{
  return (NgPos)find(pos_names, NG_N_POS, name);
}

NgXpos
ng_xpos_of(NgStr name)
{
  return (NgXpos)find(xpos_names, NG_N_XPOS, name);
}

static NgStr
before_colon(NgStr name)
{
  const char* const colon = name.len ? memchr(name.at, ':', name.len) : NULL;
  return colon ? ng_str_n(name.at, (size_t)(colon - name.at)) : name;
}

NgDeprel
ng_deprel_of(NgStr name)
{
  const unsigned whole = find(deprel_names, NG_N_DEPREL, name);
  return (NgDeprel)(whole ? whole : find(deprel_names, NG_N_DEPREL, before_colon(name)));
}

NgDeprel
ng_deprel_base(NgDeprel deprel)
{
  unsigned d = deprel;
  if (d >= NG_N_DEPREL) {
    return NG_DEP_NONE;
  }
  while (strchr(deprel_names[d], ':')) { // each subtype stands behind its base
    --d;
  }
  return (NgDeprel)d;
}
