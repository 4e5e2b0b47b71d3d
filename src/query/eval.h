// SPDX-License-Identifier: Apache-2.0
// Evaluates the algebra over a store. Solutions are rows of numbers, a column for each variable of the query
// and one for each mark of an OPTIONAL; 0 is unbound.
//
// Every operator is handed rows and returns their join with its own solutions, so that what is bound already
// drives the look-ups. Where that would differ from the bottom-up meaning of SPARQL (section 18.5: an
// operator whose filters, optional or subtracted part name a variable from outside that it does not bind
// itself) it is evaluated alone and joined by hashing.
#ifndef NG_QUERY_EVAL_H
#define NG_QUERY_EVAL_H

#include "query/algebra.h"
#include "query/store.h"

typedef struct {
  NgTermId* at; ///< n rows
  size_t    n, cap;
  NgVars    possible; ///< Bound in some row
  NgVars    certain;  ///< Bound in each
} NgRows;

/// Ceilings of one query; 0: none.
typedef struct {
  size_t   max_bytes; ///< Of rows and of terms that are computed
  uint64_t max_steps; ///< Triples and rows looked at
  double   max_seconds;
} NgLimits;

enum { NG_EXISTS_DEPTH = 16 }; ///< EXISTS within EXISTS

typedef struct {
  const NgSparqlQuery* query;
  NgStore*             store;
  NgTerms*             terms;
  const NgTermId*      constants; ///< Their numbers
  uint32_t             width;     ///< Columns of a row
  NgLimits             limits;
  size_t               n_bytes; ///< Of rows
  size_t               n_terms_bytes;
  uint64_t             n_steps;
  double               begin; ///< Seconds of the monotonic clock
  NgTermId             graph; ///< Where the evaluator is inside GRAPH; 0: the default graph
  const NgTermId*      base;  ///< The row that EXISTS puts into its pattern; NULL: none
  NgVars               base_vars;
  uint32_t             depth; ///< Of EXISTS
  NgArena*             scratch[NG_EXISTS_DEPTH];
  NgArena*             plans;  ///< Orders of patterns
  NG_VEC(NgMatcher*) matchers; ///< Of all calls that have one
  uint32_t** visited;          ///< Of each numbered path: when a term was last seen
  uint32_t*  n_visited;
  uint32_t*  stamps;
  NgStatus   status; ///< Of expressions: what is no error of the value
  NgError*   err;
} NgEval;

// --- eval.c and rows.c ----------------------------------------------------------------------------

/// Make ready for `query`: settles the store, numbers the constants. To be closed in any case.
NgStatus ng_eval_open(NgEval* e, const NgSparqlQuery* query, NgStore* store, const NgLimits* limits,
                      NgError* err);

void ng_eval_close(NgEval* e);

/// `in` joined with the solutions of `op`, into `out`, which is empty before. Stops at `limit` rows.
NgStatus ng_eval_op(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out);

/// The same for a BASIC; see basic.c.
NgStatus ng_eval_basic(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out);

/// The row without a binding (or what EXISTS put in).
NgStatus ng_eval_unit(NgEval* e, NgRows* out);

/// Seconds of the monotonic clock.
double ng_eval_clock(void);

/// Count `n` steps. @return NG_ERR_LIMIT beyond a ceiling.
NgStatus ng_eval_step(NgEval* e, uint64_t n);

/// Room for a row behind the last, copied from `row` (NULL: unbound); NULL without memory or beyond the
/// ceiling, which `err` tells.
NgTermId* ng_rows_add(NgEval* e, NgRows* rows, const NgTermId* row);

static inline NgTermId*
ng_rows_at(const NgEval* e, const NgRows* rows, size_t i)
{
  return rows->at + i * e->width;
}

/// The same, for a row that is not written to. @return NG_SUCCESS, or what ng_eval_failed says.
NgStatus ng_rows_append(NgEval* e, NgRows* rows, const NgTermId* row);

/// `in` joined with `other`, in the order of `in`, at most `limit` rows.
NgStatus ng_rows_join(NgEval* e, const NgRows* in, const NgRows* other, size_t limit, NgRows* out);

/// Take away from `from` the rows that agree with one of `what` in `shared` and have one of these in common.
NgStatus ng_rows_subtract(NgEval* e, NgVars shared, const NgRows* what, NgRows* from);

/// Let go of all rows.
void ng_rows_free(NgEval* e, NgRows* rows);

/// What a failed addition was for.
NgStatus ng_eval_failed(NgEval* e);

/// Number of a value; 0 without memory or beyond the ceiling.
NgTermId ng_eval_intern(NgEval* e, const NgCell* cell);

// --- select.c -------------------------------------------------------------------------------------

/// The solutions of a SELECT, its columns bound, in order where it has one or where `is_ordered` asks for
/// the order of all cells.
NgStatus ng_eval_select(NgEval* e, const NgSelect* select, bool is_ordered, NgRows* out);

/// The same for rows that an endpoint answered.
NgStatus ng_eval_finish(NgEval* e, const NgSelect* select, bool is_ordered, NgRows* rows);

// --- aggregates.c ---------------------------------------------------------------------------------

/// One row for each group of `in`, with its keys and aggregates.
NgStatus ng_eval_groups(NgEval* e, const NgSelect* select, const NgRows* in, NgRows* out);

// --- expressions.c --------------------------------------------------------------------------------

/// The value of `expr` for a row. @return false where it is an error. The strings of `out` live until
/// ng_eval_forget. Look at e->status as well.
bool ng_eval_expr(NgEval* e, const NgExpr* expr, const NgTermId* row, NgCell* out);

/// Let go of what expressions computed.
void ng_eval_forget(NgEval* e);

/// Whether all of `filters` are true for a row. @return NG_SUCCESS, or why it cannot be told.
NgStatus ng_eval_filters(NgEval* e, const NgExprs* filters, const NgTermId* row, bool* is_kept);

/// The value as a number, 0 for an error.
NgStatus ng_eval_value(NgEval* e, const NgExpr* expr, const NgTermId* row, NgTermId* out);

// --- matches.c ------------------------------------------------------------------------------------

/// Triples of the graph that the evaluator is in.
typedef struct {
  NgScan scan;
  const uint32_t (*quads)[4]; ///< Of a named graph, instead of the scan
  size_t   n_quads;
  NgTermId parts[3];
  bool     is_filtered; ///< By membership in a graph
} NgMatches;

/// Begin to walk over those with these parts; 0: any.
void ng_matches_begin(const NgEval* e, const NgTermId parts[3], NgMatches* matches);

bool ng_matches_next(const NgEval* e, NgMatches* matches, NgTermId triple[3]);

/// Whether GRAPH may see this graph.
bool ng_matches_sees(const NgEval* e, NgTermId graph);

// --- plan.c ---------------------------------------------------------------------------------------

/// Put the patterns of a BASIC in order, best where `bound` are bound. Remembered in `op`.
NgStatus ng_plan_basic(NgEval* e, NgOp* op, NgVars bound);

/// Rows expected of `op` for a row in which `bound` are bound.
NgStatus ng_plan_estimate(NgEval* e, NgOp* op, NgVars bound, double* rows);

// --- paths.c --------------------------------------------------------------------------------------

/// Called for each pair of ends. A status other than success ends the walk.
typedef NgStatus (*NgPathVisit)(void* self, NgTermId subject, NgTermId object);

/// Walk over the pairs that `path` joins; 0: any subject or object.
NgStatus ng_path_each(NgEval* e, const NgPath* path, NgTermId subject, NgTermId object, NgPathVisit visit,
                      void* self);

#endif
