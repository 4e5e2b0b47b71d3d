// SPDX-License-Identifier: Apache-2.0
// Property paths (SPARQL 1.1, sections 9 and 18.4). What repeats (*, +, ?) joins each pair once and is walked
// breadth first with marks on the terms it has seen; everything else keeps its doubles.
#include "query/eval.h"

#include "base/alloc.h"

typedef struct {
  NgEval*       e;
  const NgPath* path;
  NgTermId      end; ///< Of a sequence: what the second step must reach, 0 for any
  NgTermId      begin;
  bool          is_backward;
  NgPathVisit   visit;
  void*         self;
} Step;

// --- links ---------------------------------------------------------------------------------------

static NgStatus
each_link(NgEval* e, NgTermId property, NgTermId s, NgTermId o, NgPathVisit visit, void* self)
{
  const NgTermId parts[3] = {s, property, o};
  NgTermId       triple[3];
  NgMatches      matches;
  ng_matches_begin(e, parts, &matches);
  while (ng_matches_next(e, &matches, triple)) {
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(visit(self, triple[0], triple[2]));
  }
  return NG_SUCCESS;
}

static bool
is_excluded(const NgEval* e, const NgPath* path, NgTermId property, bool is_inverse)
{
  for (uint32_t i = 0; i < path->excluded.n; ++i) {
    if (path->excluded.at[i].is_inverse == is_inverse && e->constants[path->excluded.at[i].iri] == property) {
      return true;
    }
  }
  return false;
}

// !(a|^b): any property but a forward, any but b backward; a direction that is not named is not gone.
static NgStatus
each_other(NgEval* e, const NgPath* path, NgTermId s, NgTermId o, NgPathVisit visit, void* self)
{
  bool has[2] = {path->excluded.n == 0, false};
  for (uint32_t i = 0; i < path->excluded.n; ++i) {
    has[path->excluded.at[i].is_inverse] = true;
  }
  for (int inverse = 0; inverse < 2; ++inverse) {
    const NgTermId parts[3] = {inverse ? o : s, 0, inverse ? s : o};
    NgTermId       triple[3];
    NgMatches      matches;
    if (!has[inverse]) {
      continue;
    }
    ng_matches_begin(e, parts, &matches);
    while (ng_matches_next(e, &matches, triple)) {
      NG_TRY(ng_eval_step(e, 1));
      if (!is_excluded(e, path, triple[1], inverse)) {
        NG_TRY(visit(self, triple[inverse ? 2 : 0], triple[inverse ? 0 : 2]));
      }
    }
  }
  return NG_SUCCESS;
}

// --- sequences -----------------------------------------------------------------------------------

static NgStatus
end_forward(void* self, NgTermId middle, NgTermId object)
{
  const Step* const step = self;
  return step->visit(step->self, step->begin, object);
}

static NgStatus
end_backward(void* self, NgTermId subject, NgTermId middle)
{
  const Step* const step = self;
  return step->visit(step->self, subject, step->end);
}

static NgStatus
go_on(void* self, NgTermId subject, NgTermId object)
{
  const Step* const step = self;
  Step              next = *step;
  if (step->is_backward) {
    next.end = object;
    return ng_path_each(step->e, step->path->left, 0, subject, end_backward, &next);
  }
  next.begin = subject;
  return ng_path_each(step->e, step->path->right, object, step->end, end_forward, &next);
}

static NgStatus
each_sequence(NgEval* e, const NgPath* path, NgTermId s, NgTermId o, NgPathVisit visit, void* self)
{
  Step step        = {.e = e, .path = path, .end = o, .visit = visit, .self = self};
  step.is_backward = !s && o;
  return step.is_backward ? ng_path_each(e, path->right, 0, o, go_on, &step)
                          : ng_path_each(e, path->left, s, 0, go_on, &step);
}

// --- what repeats --------------------------------------------------------------------------------

typedef struct {
  NgEval*       e;
  const NgPath* path;
  bool          is_backward;
  NgTermId*     reached; ///< In the order they were
  size_t        n, cap;
} Reach;

// Whether the term was not seen since the stamp was changed; it is then.
static NgStatus
see(NgEval* e, uint32_t number, NgTermId id, bool* is_new)
{
  if (id >= e->n_visited[number]) {
    const uint32_t  n    = ng_terms_size(e->terms) + 1 + ng_terms_size(e->terms) / 8;
    uint32_t* const more = ng_realloc(e->visited[number], n, sizeof(uint32_t));
    if (!more) {
      return ng_error_no_mem(e->err);
    }
    memset(more + e->n_visited[number], 0, (n - e->n_visited[number]) * sizeof(uint32_t));
    e->visited[number]   = more;
    e->n_visited[number] = n;
  }
  *is_new                = e->visited[number][id] != e->stamps[number];
  e->visited[number][id] = e->stamps[number];
  return NG_SUCCESS;
}

static NgStatus
reach(Reach* r, NgTermId id)
{
  bool is_new = false;
  NG_TRY(see(r->e, r->path->number, id, &is_new));
  if (!is_new) {
    return NG_SUCCESS;
  }
  if (r->n == r->cap) {
    const size_t    cap  = r->cap ? r->cap * 2 : 64;
    NgTermId* const more = ng_realloc(r->reached, cap, sizeof(NgTermId));
    if (!more) {
      return ng_error_no_mem(r->e->err);
    }
    r->reached = more;
    r->cap     = cap;
  }
  r->reached[r->n++] = id;
  return NG_SUCCESS;
}

static NgStatus
reach_end(void* self, NgTermId subject, NgTermId object)
{
  Reach* const r = self;
  return reach(r, r->is_backward ? subject : object);
}

static void
change_stamp(NgEval* e, uint32_t number)
{
  if (++e->stamps[number] == 0) {
    memset(e->visited[number], 0, e->n_visited[number] * sizeof(uint32_t));
    e->stamps[number] = 1;
  }
}

// All that is reached from `from`, in `r`. Stops where `to` (0: nothing) was.
static NgStatus
spread(Reach* r, NgTermId from, NgTermId to)
{
  NgEval* const       e      = r->e;
  const NgPath* const inner  = r->path->left;
  const bool          repeat = r->path->kind != NG_PATH_OPTIONAL;
  change_stamp(e, r->path->number);
  r->n = 0;
  if (r->path->kind != NG_PATH_PLUS) {
    NG_TRY(reach(r, from));
  }
  NG_TRY(ng_path_each(e, inner, r->is_backward ? 0 : from, r->is_backward ? from : 0, reach_end, r));
  for (size_t i = r->path->kind != NG_PATH_PLUS; repeat && i < r->n && !(to && r->reached[r->n - 1] == to);
       ++i) {
    const NgTermId at = r->reached[i];
    NG_TRY(ng_path_each(e, inner, r->is_backward ? 0 : at, r->is_backward ? at : 0, reach_end, r));
  }
  return NG_SUCCESS;
}

static NgStatus
tell(const Reach* r, NgTermId from, NgTermId to, NgPathVisit visit, void* self)
{
  for (size_t i = 0; i < r->n; ++i) {
    const NgTermId end = r->reached[i];
    if (!to || end == to) {
      NG_TRY(ng_eval_step(r->e, 1));
      NG_TRY(visit(self, r->is_backward ? end : from, r->is_backward ? from : end));
    }
  }
  return NG_SUCCESS;
}

// Each node of the graph once, as the subject of some pair.
typedef struct {
  Reach*      reach;
  NgPathVisit visit;
  void*       self;
} Everywhere;

static NgStatus
from_node(Everywhere* all, NgTermId node)
{
  NG_TRY(spread(all->reach, node, 0));
  return tell(all->reach, node, 0, all->visit, all->self);
}

static NgStatus
each_node(NgEval* e, Everywhere* all)
{
  const NgTermId any[3] = {0, 0, 0};
  const uint32_t n      = ng_terms_size(e->terms);
  uint8_t* const seen   = ng_calloc((size_t)n + 1, 1);
  NgTermId       triple[3];
  NgMatches      matches;
  NgStatus       status = seen ? NG_SUCCESS : ng_error_no_mem(e->err);
  ng_matches_begin(e, any, &matches);
  while (!status && ng_matches_next(e, &matches, triple)) {
    for (int part = 0; !status && part < 3; part += 2) {
      if (triple[part] <= n && !seen[triple[part]]) {
        seen[triple[part]] = 1;
        status             = from_node(all, triple[part]);
      }
    }
  }
  ng_free(seen);
  return status;
}

static NgStatus
each_repeated(NgEval* e, const NgPath* path, NgTermId s, NgTermId o, NgPathVisit visit, void* self)
{
  Reach      r      = {.e = e, .path = path, .is_backward = !s && o};
  Everywhere all    = {&r, visit, self};
  NgStatus   status = NG_SUCCESS;
  if (!s && !o) {
    status = each_node(e, &all);
  } else {
    const NgTermId from = s ? s : o;
    const NgTermId to   = s ? o : 0;
    status              = spread(&r, from, to);
    status              = status ? status : tell(&r, from, to, visit, self);
  }
  ng_free(r.reached);
  return status;
}

// --- all of them ---------------------------------------------------------------------------------

typedef struct {
  NgPathVisit visit;
  void*       self;
} Turned;

static NgStatus
turn(void* self, NgTermId subject, NgTermId object)
{
  const Turned* const t = self;
  return t->visit(t->self, object, subject);
}

NgStatus
ng_path_each(NgEval* e, const NgPath* path, NgTermId subject, NgTermId object, NgPathVisit visit, void* self)
{
  Turned turned = {visit, self};
  NG_TRY(ng_eval_step(e, 1));
  switch (path->kind) {
  case NG_PATH_LINK:
    return each_link(e, e->constants[path->iri], subject, object, visit, self);
  case NG_PATH_INVERSE:
    return ng_path_each(e, path->left, object, subject, turn, &turned);
  case NG_PATH_SEQUENCE:
    return each_sequence(e, path, subject, object, visit, self);
  case NG_PATH_ALTERNATIVE:
    NG_TRY(ng_path_each(e, path->left, subject, object, visit, self));
    return ng_path_each(e, path->right, subject, object, visit, self);
  case NG_PATH_NOT:
    return each_other(e, path, subject, object, visit, self);
  default:
    return each_repeated(e, path, subject, object, visit, self);
  }
}
