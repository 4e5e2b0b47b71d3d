// SPDX-License-Identifier: Apache-2.0
#include "model/vocab.h"

bool
ng_class_is_a(NgClass cls, NgClass ancestor)
{
  if (cls == ancestor) {
    return true;
  }
  const NgVocabTerm* const t = &ng_class_table[cls];
  for (uint16_t i = 0; i < t->n_above; ++i) {
    if (ng_class_above[t->first_above + i] == ancestor) {
      return true;
    }
  }
  return false;
}

static uint32_t
by_name(const NgVocabTerm* table, uint32_t n, NgStr name)
{
  for (uint32_t i = 1; i < n; ++i) {
    if (ng_str_eq(table[i].name, name)) {
      return i;
    }
  }
  return 0;
}

NgClass
ng_class_by_name(NgStr name)
{
  return (NgClass)by_name(ng_class_table, NG_N_CLASS, name);
}

NgTerm
ng_term_by_name(NgStr name)
{
  return (NgTerm)by_name(ng_term_table, NG_N_TERM, name);
}
