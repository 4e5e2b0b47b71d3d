// SPDX-License-Identifier: Apache-2.0
// Basic graph patterns: triple patterns and paths, one within the other, each looked up with what the ones
// before it have bound.
#include "query/eval.h"

#include "base/alloc.h"

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_no_mem(e->err);
}

enum { MAX_PATTERNS = 500 };

typedef struct {
  NgEval*     e;
  const NgOp* op;
  NgVars      bound[MAX_PATTERNS + 1]; // by the patterns before each
  NgTermId*   row;
  size_t      limit;
  NgRows*     out;
} Walk;

// A pattern on the way, for what its path finds.
typedef struct {
  Walk*                  walk;
  const NgTriplePattern* pattern;
  uint32_t               depth;
} Here;

static NgStatus walk(Walk* w, uint32_t depth);

static NgTermId
value_of(const Walk* w, NgNode node)
{
  return node.is_var ? w->row[node.n] : w->e->constants[node.n];
}

// Filters whose variables are bound by the pattern at `depth - 1`, not before.
static NgStatus
are_kept(Walk* w, uint32_t depth, bool* is_kept)
{
  const NgExprs* const filters = &w->op->filters;
  *is_kept                     = true;
  for (uint32_t i = 0; *is_kept && i < filters->n; ++i) {
    const NgVars vars = filters->at[i]->vars;
    if (!(vars & ~w->bound[depth]) && (depth == 0 || vars & ~w->bound[depth - 1])) {
      const NgExprs one = {&filters->at[i], 1, 1};
      NG_TRY(ng_eval_filters(w->e, &one, w->row, is_kept));
    }
  }
  return NG_SUCCESS;
}

// Bind a part of a pattern; false where it is bound to something else.
static bool
bind(Walk* w, NgNode node, NgTermId value)
{
  NgTermId* const cell = node.is_var ? &w->row[node.n] : NULL;
  if (!cell || *cell == value) {
    return true;
  }
  if (*cell) {
    return false;
  }
  *cell = value;
  return true;
}

static NgStatus
go_deeper(Walk* w, const NgTriplePattern* t, uint32_t depth, const NgTermId values[3])
{
  const NgNode   nodes[3]  = {t->subject, t->predicate, t->object};
  const NgTermId before[3] = {value_of(w, nodes[0]), t->path ? 0 : value_of(w, nodes[1]),
                              value_of(w, nodes[2])};
  bool           fits      = true;
  NgStatus       status    = NG_SUCCESS;
  for (int i = 0; fits && i < 3; ++i) {
    fits = (i == 1 && t->path) || bind(w, nodes[i], values[i]);
  }
  if (fits) {
    status = are_kept(w, depth + 1, &fits);
  }
  if (fits && !status) {
    status = walk(w, depth + 1);
  }
  for (int i = 0; i < 3; ++i) {
    if (nodes[i].is_var && !(i == 1 && t->path)) {
      w->row[nodes[i].n] = before[i];
    }
  }
  return status;
}

static NgStatus
take_ends(void* self, NgTermId subject, NgTermId object)
{
  const Here* const here      = self;
  const NgTermId    values[3] = {subject, 0, object};
  return go_deeper(here->walk, here->pattern, here->depth, values);
}

// Whether a term is the subject or object of a triple of the graph at hand.
static bool
is_node(const NgEval* e, NgTermId id)
{
  const NgTermId as_subject[3] = {id, 0, 0};
  const NgTermId as_object[3]  = {0, 0, id};
  NgTermId       triple[3];
  NgMatches      matches;
  ng_matches_begin(e, as_subject, &matches);
  if (ng_matches_next(e, &matches, triple)) {
    return true;
  }
  ng_matches_begin(e, as_object, &matches);
  return ng_matches_next(e, &matches, triple);
}

static NgStatus
walk_path(Walk* w, const NgTriplePattern* t, uint32_t depth)
{
  Here           here = {w, t, depth};
  const NgTermId s    = value_of(w, t->subject);
  const NgTermId o    = value_of(w, t->object);
  if (t->path->kind == NG_PATH_STAR || t->path->kind == NG_PATH_OPTIONAL) {
    // a variable of such a path stands for nodes of the graph only, whatever else binds it
    if ((s && t->subject.is_var && !is_node(w->e, s)) || (o && t->object.is_var && !is_node(w->e, o))) {
      return NG_SUCCESS;
    }
  }
  return ng_path_each(w->e, t->path, s, o, take_ends, &here);
}

static NgStatus
walk(Walk* w, uint32_t depth)
{
  if (depth == w->op->patterns.n) {
    NG_TRY(ng_rows_append(w->e, w->out, w->row));
    return w->out->n >= w->limit ? NG_END : NG_SUCCESS;
  }
  const NgTriplePattern* const t = &w->op->patterns.at[w->op->order[depth]];
  if (t->path) {
    return walk_path(w, t, depth);
  }
  const NgTermId parts[3] = {value_of(w, t->subject), value_of(w, t->predicate), value_of(w, t->object)};
  NgTermId       triple[3];
  NgMatches      matches;
  ng_matches_begin(w->e, parts, &matches);
  while (ng_matches_next(w->e, &matches, triple)) {
    NG_TRY(ng_eval_step(w->e, 1));
    NG_TRY(go_deeper(w, t, depth, triple));
  }
  return NG_SUCCESS;
}

static NgStatus
walk_rows(Walk* w, const NgRows* in)
{
  for (size_t i = 0; i < in->n; ++i) {
    bool is_kept = true;
    memcpy(w->row, ng_rows_at(w->e, in, i), w->e->width * sizeof(NgTermId));
    NG_TRY(ng_eval_step(w->e, 1));
    NG_TRY(are_kept(w, 0, &is_kept));
    NG_TRY(is_kept ? walk(w, 0) : NG_SUCCESS);
  }
  return NG_SUCCESS;
}

NgStatus
ng_eval_basic(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  if (op->patterns.n > MAX_PATTERNS) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "More than %d triple patterns in a group", MAX_PATTERNS);
  }
  NG_TRY(ng_plan_basic(e, (NgOp*)op, in->certain));
  Walk* const w = ng_calloc(1, sizeof(Walk));
  if (!w || !(w->row = ng_calloc(e->width, sizeof(NgTermId)))) {
    ng_free(w);
    return no_mem(e);
  }
  w->e        = e;
  w->op       = op;
  w->limit    = limit;
  w->out      = out;
  w->bound[0] = in->certain;
  for (uint32_t i = 0; i < op->patterns.n; ++i) {
    w->bound[i + 1] = w->bound[i] | op->patterns.at[op->order[i]].vars;
  }
  const NgStatus status = walk_rows(w, in);
  ng_free(w->row);
  ng_free(w);
  return status == NG_END ? NG_SUCCESS : status;
}
