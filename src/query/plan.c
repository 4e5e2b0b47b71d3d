// SPDX-License-Identifier: Apache-2.0
#include "query/plan.h"

typedef struct {
  NgArena*             arena;
  const NgSparqlStats* stats;
  NgError*             err;
} Planner;

static NgStatus plan_group(Planner* p, NgSparqlGroup* group);

static NgStatus
no_mem(Planner* p)
{
  return ng_error_set(p->err, NG_ERR_NO_MEM, "Out of memory");
}

// --- order within a block ------------------------------------------------------------------------

// Greedy: the cheapest first, then the cheapest of those that share a variable with what is bound.
// @return expected number of solutions
static double
order_triples(const Planner* p, NgSparqlTriples* triples)
{
  NgSparqlVars bound = 0;
  double       rows  = 1;
  for (uint32_t i = 0; i < triples->n; ++i) {
    uint32_t best           = i;
    double   best_cost      = 0;
    bool     best_connected = false;
    for (uint32_t k = i; k < triples->n; ++k) {
      const NgSparqlTriple* const t         = &triples->at[k];
      const bool                  connected = !t->vars || (t->vars & bound);
      const double                cost      = p->stats->estimate(p->stats->self, t, bound);
      if (k == i || (connected && !best_connected) || (connected == best_connected && cost < best_cost)) {
        best           = k;
        best_cost      = cost;
        best_connected = connected;
      }
    }
    const NgSparqlTriple chosen = triples->at[best];
    memmove(&triples->at[i + 1], &triples->at[i], (best - i) * sizeof(chosen)); // others keep their order
    triples->at[i] = chosen;
    bound |= chosen.vars;
    rows *= best_cost < 0.01 ? 0.01 : best_cost;
  }
  return rows;
}

static bool
has_triple(const NgSparqlTriples* triples, const NgSparqlTriple* t)
{
  for (uint32_t i = 0; i < triples->n; ++i) {
    const NgSparqlTriple* const other = &triples->at[i];
    if (ng_str_eq(other->part[0].text, t->part[0].text) && ng_str_eq(other->part[1].text, t->part[1].text) &&
        ng_str_eq(other->part[2].text, t->part[2].text)) {
      return true;
    }
  }
  return false;
}

// A pattern that is there already adds nothing.
static NgStatus
append(Planner* p, NgSparqlTriples* to, const NgSparqlTriples* from)
{
  for (uint32_t i = 0; i < from->n; ++i) {
    if (has_triple(to, &from->at[i])) {
      continue;
    }
    NgSparqlTriple* const t = NG_VEC_ADD(p->arena, *to);
    if (!t) {
      return no_mem(p);
    }
    *t = from->at[i];
  }
  return NG_SUCCESS;
}

static NgSparqlVars
triples_vars(const NgSparqlTriples* triples)
{
  NgSparqlVars vars = 0;
  for (uint32_t i = 0; i < triples->n; ++i) {
    vars |= triples->at[i].vars;
  }
  return vars;
}

// --- moving a block to the front -----------------------------------------------------------------

static void
update(NgSparqlGroup* group)
{
  group->vars = group->certain = 0;
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind == NG_SPARQL_TRIPLES) {
      e->vars = e->certain = triples_vars(&e->triples);
    }
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      e->vars    = k ? e->vars | e->groups.at[k]->vars : e->groups.at[k]->vars;
      e->certain = k ? e->certain & e->groups.at[k]->certain : e->groups.at[k]->certain;
    }
    group->vars |= e->vars;
    group->certain |= e->kind == NG_SPARQL_OPTIONAL ? 0 : e->certain;
  }
}

// Whether a block with `vars` means the same before `e` as behind it, where the elements before `e` bind
// `certain` in each solution.
static bool
may_pass(const NgSparqlElement* e, NgSparqlVars vars, NgSparqlVars certain)
{
  switch (e->kind) {
  case NG_SPARQL_OPTIONAL:
    return !(e->vars & vars & ~certain);
  case NG_SPARQL_BIND:
    return !(e->vars & vars & ~certain);
  default: // joins commute, and a filter looks at the whole group
    return true;
  }
}

// Whether the elements `begin` to `end` may all be passed.
static bool
may_pass_all(const NgSparqlGroup* group, uint32_t begin, uint32_t end, NgSparqlVars vars,
             const NgSparqlElement** blame)
{
  NgSparqlVars certain = 0;
  for (uint32_t i = 0; i < end; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    if (i >= begin && !may_pass(e, vars, certain)) {
      *blame = e;
      return false;
    }
    certain |= e->kind == NG_SPARQL_OPTIONAL ? 0 : e->certain;
  }
  return true;
}

static void
remove_element(NgSparqlGroup* group, uint32_t i)
{
  memmove(&group->elements.at[i], &group->elements.at[i + 1],
          (group->elements.n - i - 1) * sizeof(group->elements.at[0]));
  --group->elements.n;
}

static void
move_element(NgSparqlGroup* group, uint32_t from, uint32_t to)
{
  const NgSparqlElement e  = group->elements.at[from];
  NgSparqlElement*      at = group->elements.at;
  if (from < to) {
    memmove(&at[from], &at[from + 1], (to - from) * sizeof(e));
  } else {
    memmove(&at[to + 1], &at[to], (from - to) * sizeof(e));
  }
  at[to] = e;
}

static NgStatus
refuse(Planner* p, const NgSparqlElement* at)
{
  ng_error_set(
      p->err, NG_ERR_UNSUPPORTED,
      "A pattern after this OPTIONAL uses a variable that may be unbound; put the pattern before it");
  return ng_error_at(p->err, NULL, at->place.line, at->place.column);
}

static NgStatus
gather_triples(Planner* p, NgSparqlGroup* group)
{
  uint32_t first = UINT32_MAX; // the block in front
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind != NG_SPARQL_TRIPLES) {
      continue;
    }
    const NgSparqlElement* blame = NULL;
    const uint32_t         begin = first == UINT32_MAX ? 0 : first + 1;
    if (!may_pass_all(group, begin, i, e->vars, &blame)) {
      if (blame->kind == NG_SPARQL_OPTIONAL) {
        return refuse(p, blame);
      }
      continue;
    }
    if (first == UINT32_MAX) {
      move_element(group, i, 0);
      first = 0;
      continue;
    }
    NG_TRY(append(p, &group->elements.at[first].triples, &e->triples));
    remove_element(group, i--);
    update(group);
  }
  return NG_SUCCESS;
}

static void
move_filters_back(NgSparqlGroup* group)
{
  uint32_t n_left = group->elements.n;
  for (uint32_t i = 0; n_left--;) {
    if (group->elements.at[i].kind == NG_SPARQL_FILTER) {
      move_element(group, i, group->elements.n - 1);
    } else {
      ++i;
    }
  }
}

// --- plain groups, UNION, OPTIONAL ---------------------------------------------------------------

// Whether the filters of a group look at nothing but what the group itself binds, so that it does not
// matter what is joined before they look.
static bool
filters_are_closed(const NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind == NG_SPARQL_FILTER && e->vars & ~group->certain) {
      return false;
    }
  }
  return true;
}

static bool
is_plain(const NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElementKind kind = group->elements.at[i].kind;
    if (kind != NG_SPARQL_TRIPLES && kind != NG_SPARQL_FILTER) {
      return false;
    }
  }
  return filters_are_closed(group);
}

// "{ { A } B }" is "{ A B }".
static NgStatus
dissolve_plain_groups(Planner* p, NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    const NgSparqlElement e = group->elements.at[i];
    if (e.kind != NG_SPARQL_UNION || e.groups.n != 1 || !is_plain(e.groups.at[0])) {
      continue;
    }
    remove_element(group, i);
    for (uint32_t k = 0; k < e.groups.at[0]->elements.n; ++k) {
      NgSparqlElement* const slot = NG_VEC_ADD(p->arena, group->elements);
      if (!slot) {
        return no_mem(p);
      }
      *slot = e.groups.at[0]->elements.at[k];
      move_element(group, group->elements.n - 1, i++);
    }
    --i;
  }
  return NG_SUCCESS;
}

// Put a block in front of a group that is joined with it.
static NgStatus
prepend(Planner* p, NgSparqlGroup* group, const NgSparqlElement* block)
{
  NgSparqlElement* const slot = NG_VEC_ADD(p->arena, group->elements);
  if (!slot) {
    return no_mem(p);
  }
  *slot         = *block;
  slot->triples = (NgSparqlTriples){0};
  NG_TRY(append(p, &slot->triples, &block->triples));
  move_element(group, group->elements.n - 1, 0);
  update(group);
  return plan_group(p, group);
}

static bool
may_prepend(const NgSparqlGroup* group, NgSparqlVars vars)
{
  const NgSparqlElement* blame;
  return may_pass_all(group, 0, group->elements.n, vars, &blame);
}

// A copy that can be rearranged alone.
static NgSparqlGroup*
clone(Planner* p, const NgSparqlGroup* group)
{
  NgSparqlGroup* const copy = ng_arena_calloc(p->arena, 1, sizeof(*copy));
  for (uint32_t i = 0; copy && i < group->elements.n; ++i) {
    const NgSparqlElement* const e    = &group->elements.at[i];
    NgSparqlElement* const       slot = NG_VEC_ADD(p->arena, copy->elements);
    if (!slot) {
      return NULL;
    }
    *slot         = *e;
    slot->triples = (NgSparqlTriples){0};
    memset(&slot->groups, 0, sizeof(slot->groups));
    if (append(p, &slot->triples, &e->triples)) {
      return NULL;
    }
    for (uint32_t k = 0; k < e->groups.n; ++k) {
      NgSparqlGroup** const inner = NG_VEC_ADD(p->arena, slot->groups);
      if (!inner || !(*inner = clone(p, e->groups.at[k]))) {
        return NULL;
      }
    }
  }
  if (copy) {
    update(copy);
  }
  return copy;
}

// ((A UNION B) OPTIONAL X) is ((A OPTIONAL X) UNION (B OPTIONAL X)).
static NgStatus
push_optional(Planner* p, const NgSparqlElement* united, const NgSparqlElement* optional)
{
  for (uint32_t k = 0; k < united->groups.n; ++k) {
    NgSparqlGroup* const   branch = united->groups.at[k];
    NgSparqlElement* const slot   = NG_VEC_ADD(p->arena, branch->elements);
    if (!slot) {
      return no_mem(p);
    }
    *slot = *optional;
    memset(&slot->groups, 0, sizeof(slot->groups));
    NgSparqlGroup** const inner = NG_VEC_ADD(p->arena, slot->groups);
    if (!inner || !(*inner = clone(p, optional->groups.at[0]))) {
      return no_mem(p);
    }
    update(branch);
    NG_TRY(plan_group(p, branch));
  }
  return NG_SUCCESS;
}

static NgStatus
push_into_union(Planner* p, NgSparqlGroup* group)
{
  if (!group->elements.n || group->elements.at[0].kind != NG_SPARQL_TRIPLES) {
    return NG_SUCCESS;
  }
  const NgSparqlElement block = group->elements.at[0];
  uint32_t              i     = 1;
  while (i < group->elements.n && group->elements.at[i].kind == NG_SPARQL_VALUES) {
    ++i;
  }
  if (i == group->elements.n || group->elements.at[i].kind != NG_SPARQL_UNION) {
    return NG_SUCCESS;
  }
  const NgSparqlElement united = group->elements.at[i];
  for (uint32_t k = 0; k < united.groups.n; ++k) {
    if (!may_prepend(united.groups.at[k], block.vars) || !filters_are_closed(united.groups.at[k])) {
      return NG_SUCCESS;
    }
  }
  for (uint32_t k = 0; k < united.groups.n; ++k) {
    NG_TRY(prepend(p, united.groups.at[k], &block));
  }
  remove_element(group, 0);
  while (i < group->elements.n &&
         group->elements.at[i].kind == NG_SPARQL_OPTIONAL) { // `i` is behind UNION now
    NG_TRY(push_optional(p, &united, &group->elements.at[i]));
    remove_element(group, i);
  }
  update(group);
  return NG_SUCCESS;
}

// (A OPTIONAL X) is (A OPTIONAL (A X)): each solution of A meets only itself in the repeated A.
static NgStatus
repeat_in_optionals(Planner* p, NgSparqlGroup* group)
{
  if (!group->elements.n || group->elements.at[0].kind != NG_SPARQL_TRIPLES) {
    return NG_SUCCESS;
  }
  NgSparqlElement block = group->elements.at[0];
  const double    rows  = order_triples(p, &block.triples);
  for (uint32_t i = 1; i < group->elements.n; ++i) {
    const NgSparqlElement* const e = &group->elements.at[i];
    if (e->kind != NG_SPARQL_OPTIONAL || !(e->vars & block.vars)) {
      continue;
    }
    NgSparqlGroup* const inner = e->groups.at[0];
    if (!inner->elements.n || inner->elements.at[0].kind != NG_SPARQL_TRIPLES ||
        !may_prepend(inner, block.vars)) {
      continue;
    }
    if (rows < order_triples(p, &inner->elements.at[0].triples)) {
      NG_TRY(prepend(p, inner, &block));
    }
  }
  update(group);
  return NG_SUCCESS;
}

static NgStatus
plan_group(Planner* p, NgSparqlGroup* group)
{
  NG_TRY(dissolve_plain_groups(p, group));
  NG_TRY(gather_triples(p, group));
  move_filters_back(group);
  NG_TRY(push_into_union(p, group));
  NG_TRY(repeat_in_optionals(p, group));
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    if (group->elements.at[i].kind == NG_SPARQL_TRIPLES) {
      order_triples(p, &group->elements.at[i].triples);
    }
  }
  return NG_SUCCESS;
}

// Inner groups first, so that what is pushed into them finds them arranged.
static NgStatus
plan_all(Planner* p, NgSparqlGroup* group)
{
  for (uint32_t i = 0; i < group->elements.n; ++i) {
    for (uint32_t k = 0; k < group->elements.at[i].groups.n; ++k) {
      NG_TRY(plan_all(p, group->elements.at[i].groups.at[k]));
    }
  }
  return plan_group(p, group);
}

NgStatus
ng_sparql_plan(NgSparqlQuery* query, NgArena* arena, const NgSparqlStats* stats, NgError* err)
{
  Planner p = {.arena = arena, .stats = stats, .err = err};
  return plan_all(&p, query->where);
}
