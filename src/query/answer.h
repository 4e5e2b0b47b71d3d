// SPDX-License-Identifier: Apache-2.0
// The answer of a query of any form, as rows of terms.
#ifndef NG_QUERY_ANSWER_H
#define NG_QUERY_ANSWER_H

#include "query/eval.h"

typedef struct {
  const NgTerms*  terms;
  const NgStr*    names;   ///< Of all variables
  const NgColumn* columns; ///< Of SELECT, or the three of a triple
  uint32_t        n_columns;
  NgRows          rows; ///< In the order in which they are shown
  uint32_t        width;
  bool            is_true; ///< ASK
} NgAnswer;

/// An answer to the query of `e` without a row.
void ng_answer_init(const NgEval* e, NgAnswer* out);

/// Evaluate the query of `e`. To be freed in any case, before `e` is closed.
NgStatus ng_answer_make(NgEval* e, NgAnswer* out);

void ng_answer_free(NgEval* e, NgAnswer* answer);

static inline NgCell
ng_answer_cell(const NgAnswer* answer, size_t row, uint32_t column)
{
  return ng_terms_cell(answer->terms, answer->rows.at[row * answer->width + answer->columns[column].var]);
}

#endif
