// SPDX-License-Identifier: Apache-2.0
#include "query/eval.h"

#include "base/alloc.h"
#include "query/matcher.h"

#include <time.h>

enum {
  CLOCK_STEPS = 1 << 14, // between looks at the clock
  ARENA_BYTES = 1 << 30,
};

// --- rows and ceilings ---------------------------------------------------------------------------

static double
seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static NgStatus
no_mem(NgEval* e)
{
  return ng_error_set(e->err, NG_ERR_NO_MEM, "Out of memory");
}

NgStatus
ng_eval_step(NgEval* e, uint64_t n)
{
  const uint64_t before = e->n_steps;
  e->n_steps += n;
  if (e->limits.max_steps && e->n_steps > e->limits.max_steps) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "The query takes more than %llu steps",
                        (unsigned long long)e->limits.max_steps);
  }
  if (e->limits.max_seconds > 0 && before / CLOCK_STEPS != e->n_steps / CLOCK_STEPS &&
      seconds() - e->begin > e->limits.max_seconds) {
    return ng_error_set(e->err, NG_ERR_LIMIT, "The query takes more than %g seconds", e->limits.max_seconds);
  }
  return NG_SUCCESS;
}

static bool
is_within(NgEval* e)
{
  const size_t terms = ng_terms_bytes(e->terms) - e->n_terms_bytes;
  if (e->limits.max_bytes && e->n_bytes + terms > e->limits.max_bytes) {
    ng_error_set(e->err, NG_ERR_LIMIT, "The query needs more than %zu MiB of memory",
                 e->limits.max_bytes >> 20);
    e->status = NG_ERR_LIMIT;
    return false;
  }
  return true;
}

NgStatus
ng_eval_failed(NgEval* e)
{
  return e->status ? e->status : no_mem(e);
}

NgTermId*
ng_rows_add(NgEval* e, NgRows* rows, const NgTermId* row)
{
  if (rows->n == rows->cap) {
    const size_t cap  = rows->cap ? rows->cap * 2 : 16;
    const size_t more = (cap - rows->cap) * e->width * sizeof(NgTermId);
    e->n_bytes += more;
    NgTermId* const at = is_within(e) ? ng_realloc(rows->at, cap, e->width * sizeof(NgTermId)) : NULL;
    if (!at) {
      e->n_bytes -= more;
      return NULL;
    }
    rows->at  = at;
    rows->cap = cap;
  }
  NgTermId* const to = ng_rows_at(e, rows, rows->n++);
  if (row) {
    memcpy(to, row, e->width * sizeof(NgTermId));
  } else {
    memset(to, 0, e->width * sizeof(NgTermId));
  }
  return to;
}

void
ng_rows_free(NgEval* e, NgRows* rows)
{
  e->n_bytes -= rows->cap * e->width * sizeof(NgTermId);
  ng_free(rows->at);
  *rows = (NgRows){NULL, 0, 0, 0, 0};
}

NgTermId
ng_eval_intern(NgEval* e, const NgCell* cell)
{
  const NgTermId id = ng_terms_intern(e->terms, cell);
  return id && is_within(e) ? id : 0;
}

NgStatus
ng_eval_unit(NgEval* e, NgRows* out)
{
  *out = (NgRows){NULL, 0, 0, e->base_vars, e->base_vars};
  return ng_rows_add(e, out, e->base) ? NG_SUCCESS : ng_eval_failed(e);
}

static NgStatus
add_row(NgEval* e, NgRows* rows, const NgTermId* row)
{
  return ng_rows_add(e, rows, row) ? NG_SUCCESS : ng_eval_failed(e);
}

// --- opening -------------------------------------------------------------------------------------

static NgStatus
number_constants(NgEval* e)
{
  NgTermId* const ids = ng_calloc(e->query->constants.n + 1, sizeof(NgTermId));
  e->constants        = ids;
  for (uint32_t i = 0; ids && i < e->query->constants.n; ++i) {
    ids[i] = ng_terms_intern(e->terms, &e->query->constants.at[i]);
    if (!ids[i]) {
      return no_mem(e);
    }
  }
  return ids ? NG_SUCCESS : no_mem(e);
}

NgStatus
ng_eval_open(NgEval* e, const NgSparqlQuery* query, NgStore* store, const NgLimits* limits, NgError* err)
{
  memset(e, 0, sizeof(*e));
  e->query  = query;
  e->store  = store;
  e->terms  = ng_store_terms(store);
  e->width  = query->vars.n + query->n_marks;
  e->width  = e->width ? e->width : 1;
  e->limits = *limits;
  e->begin  = limits->max_seconds > 0 ? seconds() : 0;
  e->err    = err;
  NG_TRY(ng_store_settle(store) ? no_mem(e) : NG_SUCCESS);
  e->n_terms_bytes = ng_terms_bytes(e->terms);
  e->scratch[0]    = ng_arena_new(ARENA_BYTES);
  e->plans         = ng_arena_new(ARENA_BYTES);
  e->visited       = ng_calloc(query->n_paths + 1, sizeof(*e->visited));
  e->n_visited     = ng_calloc(query->n_paths + 1, sizeof(*e->n_visited));
  e->stamps        = ng_calloc(query->n_paths + 1, sizeof(*e->stamps));
  return e->scratch[0] && e->plans && e->visited && e->n_visited && e->stamps ? number_constants(e)
                                                                              : no_mem(e);
}

void
ng_eval_close(NgEval* e)
{
  for (uint32_t i = 0; e->visited && i < e->query->n_paths; ++i) {
    ng_free(e->visited[i]);
  }
  for (int i = 0; i < NG_EXISTS_DEPTH; ++i) {
    ng_arena_free(e->scratch[i]);
  }
  for (uint32_t i = 0; i < e->matchers.n; ++i) {
    ng_matcher_free(e->matchers.at[i]);
  }
  ng_arena_free(e->plans);
  ng_free(e->visited);
  ng_free(e->n_visited);
  ng_free(e->stamps);
  ng_free((void*)e->constants);
}

// --- joins of rows -------------------------------------------------------------------------------

// Bring what `from` binds into `to`; false where they differ.
static bool
merge_row(const NgEval* e, NgTermId* to, const NgTermId* from)
{
  for (uint32_t i = 0; i < e->width; ++i) {
    if (from[i] && to[i] && from[i] != to[i]) {
      return false;
    }
  }
  for (uint32_t i = 0; i < e->width; ++i) {
    to[i] = to[i] ? to[i] : from[i];
  }
  return true;
}

// Rows by the values of some variables: chains of row numbers + 1.
typedef struct {
  uint32_t  columns[NG_SPARQL_MAX_VARS];
  uint32_t  n_columns;
  uint32_t* heads;
  uint32_t* next;
  uint32_t  mask;
} Table;

static uint64_t
hash_row(const Table* t, const NgTermId* row)
{
  uint64_t h = 0;
  for (uint32_t i = 0; i < t->n_columns; ++i) {
    h = ng_mix(h + row[t->columns[i]] + 1);
  }
  return h;
}

static void
free_table(Table* t)
{
  ng_free(t->heads);
  ng_free(t->next);
}

static NgStatus
make_table(NgEval* e, Table* t, const NgRows* rows, NgVars keys)
{
  uint32_t n = 64;
  while (n < rows->n && n < 1U << 30) {
    n *= 2;
  }
  *t       = (Table){.mask = n - 1};
  t->heads = ng_calloc(n, sizeof(uint32_t));
  t->next  = rows->n < UINT32_MAX ? ng_calloc(rows->n + 1, sizeof(uint32_t)) : NULL;
  if (!t->heads || !t->next) {
    free_table(t);
    return no_mem(e);
  }
  for (uint32_t v = 0; v < e->query->vars.n; ++v) {
    if (keys & ng_var_bit(v)) {
      t->columns[t->n_columns++] = v;
    }
  }
  for (size_t i = rows->n; i-- > 0;) { // so that chains are in order
    uint32_t* const head = &t->heads[hash_row(t, ng_rows_at(e, rows, i)) & t->mask];
    t->next[i]           = *head;
    *head                = (uint32_t)i + 1;
  }
  return NG_SUCCESS;
}

// `in` joined with `other`, rows in the order of `in`.
static NgStatus
join_rows(NgEval* e, const NgRows* in, const NgRows* other, size_t limit, NgRows* out)
{
  Table    t;
  NgStatus status = make_table(e, &t, other, in->certain & other->certain);
  NG_TRY(status);
  for (size_t i = 0; !status && i < in->n && out->n < limit; ++i) {
    const NgTermId* const row = ng_rows_at(e, in, i);
    for (uint32_t k = t.heads[hash_row(&t, row) & t.mask]; !status && k && out->n < limit;
         k          = t.next[k - 1]) {
      NgTermId* const to = ng_rows_add(e, out, row);
      status             = to ? ng_eval_step(e, 1) : ng_eval_failed(e);
      if (to && !merge_row(e, to, ng_rows_at(e, other, k - 1))) {
        --out->n;
      }
    }
  }
  free_table(&t);
  out->possible = in->possible | other->possible;
  out->certain  = in->certain | other->certain;
  return status;
}

// --- basic patterns ------------------------------------------------------------------------------

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
    NG_TRY(add_row(w->e, w->out, w->row));
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

static NgStatus
eval_basic(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
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

// --- operators -----------------------------------------------------------------------------------

// The part of a join that is expected to give the fewest rows now; connected ones first.
static NgStatus
pick_part(NgEval* e, const NgOp* op, const bool* is_done, NgVars bound, uint32_t* out)
{
  double best           = 0;
  bool   best_connected = false;
  *out                  = UINT32_MAX;
  for (uint32_t i = 0; i < op->parts.n; ++i) {
    NgOp* const part = op->parts.at[i];
    double      rows = 0;
    if (is_done[i]) {
      continue;
    }
    NG_TRY(ng_plan_estimate(e, part, bound, &rows));
    const bool connected = !bound || !part->possible || part->possible & bound;
    if (*out == UINT32_MAX || (connected && !best_connected) ||
        (connected == best_connected && rows < best)) {
      *out           = i;
      best           = rows;
      best_connected = connected;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
eval_join(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  bool* const   is_done = ng_calloc(op->parts.n, sizeof(bool));
  const NgRows* from    = in;
  NgRows        held    = {NULL, 0, 0, 0, 0};
  NgStatus      status  = is_done ? NG_SUCCESS : no_mem(e);
  for (uint32_t i = 0; !status && i < op->parts.n; ++i) {
    const bool is_last = i + 1 == op->parts.n;
    NgRows     made    = {NULL, 0, 0, 0, 0};
    uint32_t   next    = 0;
    status             = pick_part(e, op, is_done, from->certain, &next);
    if (!status) {
      is_done[next] = true;
      status        = ng_eval_op(e, op->parts.at[next], from, is_last ? limit : SIZE_MAX, &made);
    }
    ng_rows_free(e, &held);
    held = made;
    from = &held;
  }
  ng_free(is_done);
  *out = held;
  return status;
}

// Keep the rows for which all filters are true.
static NgStatus
filter_rows(NgEval* e, const NgExprs* filters, NgRows* rows, size_t limit)
{
  size_t kept = 0;
  for (size_t i = 0; i < rows->n && kept < limit; ++i) {
    bool is_kept = false;
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(ng_eval_filters(e, filters, ng_rows_at(e, rows, i), &is_kept));
    if (is_kept) {
      memmove(ng_rows_at(e, rows, kept++), ng_rows_at(e, rows, i), e->width * sizeof(NgTermId));
    }
  }
  rows->n = kept;
  return NG_SUCCESS;
}

static NgStatus
eval_filter(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, out));
  return filter_rows(e, &op->filters, out, limit);
}

// Rows on the left that found nothing on the right, behind those that did.
static NgStatus
add_lonely(NgEval* e, const NgRows* left, const NgRows* right, uint32_t mark, size_t limit, NgRows* out)
{
  uint8_t* const found  = ng_calloc(left->n + 1, 1);
  NgStatus       status = found ? NG_SUCCESS : no_mem(e);
  for (size_t i = 0; !status && i < right->n; ++i) {
    found[ng_rows_at(e, right, i)[mark] - 1] = 1;
  }
  for (size_t i = 0; !status && i < left->n && out->n < limit; ++i) {
    if (!found[i]) {
      status = add_row(e, out, ng_rows_at(e, left, i));
    }
  }
  ng_free(found);
  return status;
}

static NgStatus
eval_left_join(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const uint32_t mark   = e->query->vars.n + op->mark;
  NgRows         left   = {NULL, 0, 0, 0, 0};
  NgStatus       status = ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, &left);
  for (size_t i = 0; i < left.n; ++i) {
    ng_rows_at(e, &left, i)[mark] = (NgTermId)i + 1;
  }
  if (!status && left.n >= UINT32_MAX) {
    status = ng_error_set(e->err, NG_ERR_LIMIT, "More rows than can be numbered");
  }
  status             = status ? status : ng_eval_op(e, op->parts.at[1], &left, SIZE_MAX, out);
  status             = status ? status : filter_rows(e, &op->filters, out, SIZE_MAX);
  const NgRows right = *out; // its rows may move when others are added, but are not read then
  status             = status ? status : add_lonely(e, &left, &right, mark, limit, out);
  for (size_t i = 0; i < out->n; ++i) {
    ng_rows_at(e, out, i)[mark] = 0;
  }
  ng_rows_free(e, &left);
  return status;
}

static NgStatus
eval_union(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  for (uint32_t i = 0; i < op->parts.n && out->n < limit; ++i) {
    NgRows   made   = {NULL, 0, 0, 0, 0};
    NgStatus status = ng_eval_op(e, op->parts.at[i], in, limit - out->n, &made);
    for (size_t k = 0; !status && k < made.n; ++k) {
      status = add_row(e, out, ng_rows_at(e, &made, k));
    }
    ng_rows_free(e, &made);
    NG_TRY(status);
  }
  return NG_SUCCESS;
}

// Whether two rows agree in `shared` and have one of them in common.
static bool
excludes(NgVars shared, uint32_t n_vars, const NgTermId* a, const NgTermId* b)
{
  bool have = false;
  for (uint32_t v = 0; v < n_vars; ++v) {
    if (shared & ng_var_bit(v) && a[v] && b[v]) {
      if (a[v] != b[v]) {
        return false;
      }
      have = true;
    }
  }
  return have;
}

static NgStatus
subtract(NgEval* e, NgVars shared, const NgRows* what, NgRows* from)
{
  Table  t;
  size_t kept = 0;
  NG_TRY(make_table(e, &t, what, shared & from->certain & what->certain));
  NgStatus status = NG_SUCCESS;
  for (size_t i = 0; !status && i < from->n; ++i) {
    NgTermId* const row  = ng_rows_at(e, from, i);
    bool            gone = false;
    for (uint32_t k = t.heads[hash_row(&t, row) & t.mask]; !status && !gone && k; k = t.next[k - 1]) {
      status = ng_eval_step(e, 1);
      gone   = excludes(shared, e->query->vars.n, row, ng_rows_at(e, what, k - 1));
    }
    if (!gone) {
      memmove(ng_rows_at(e, from, kept++), row, e->width * sizeof(NgTermId));
    }
  }
  free_table(&t);
  from->n = kept;
  return status;
}

static NgStatus
eval_minus(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const NgVars shared = op->parts.at[0]->possible & op->parts.at[1]->possible & ~e->base_vars;
  NgRows       unit   = {NULL, 0, 0, 0, 0};
  NgRows       what   = {NULL, 0, 0, 0, 0};
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, SIZE_MAX, out));
  if (!shared || !out->n) {
    return NG_SUCCESS;
  }
  NgStatus status = ng_eval_unit(e, &unit);
  status          = status ? status : ng_eval_op(e, op->parts.at[1], &unit, SIZE_MAX, &what);
  status          = status ? status : subtract(e, shared, &what, out);
  out->n          = out->n < limit ? out->n : limit;
  ng_rows_free(e, &unit);
  ng_rows_free(e, &what);
  return status;
}

static NgStatus
eval_extend(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NG_TRY(ng_eval_op(e, op->parts.at[0], in, limit, out));
  for (size_t i = 0; i < out->n; ++i) {
    NgTermId* const row = ng_rows_at(e, out, i);
    NgTermId        id  = 0;
    NG_TRY(ng_eval_step(e, 1));
    NG_TRY(ng_eval_value(e, op->expr, row, &id));
    row[op->var] = id;
  }
  return NG_SUCCESS;
}

static NgStatus
eval_values(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NgRows   rows   = {NULL, 0, 0, op->possible, op->certain};
  NgStatus status = NG_SUCCESS;
  for (uint32_t i = 0; !status && i < op->mark; ++i) {
    NgTermId* const row = ng_rows_add(e, &rows, NULL);
    status              = row ? NG_SUCCESS : ng_eval_failed(e);
    for (uint32_t k = 0; row && k < op->names.n; ++k) {
      const uint32_t number = op->cells.at[i * op->names.n + k];
      row[op->names.at[k]]  = number == UINT32_MAX ? 0 : e->constants[number];
    }
  }
  status = status ? status : join_rows(e, in, &rows, limit, out);
  ng_rows_free(e, &rows);
  return status;
}

// A sub-query: its columns under the names by which they are known outside.
static NgStatus
eval_subquery(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  const NgSelect* const select = op->select;
  NgRows                inner  = {NULL, 0, 0, 0, 0};
  NgRows                outer  = {NULL, 0, 0, op->possible, op->certain};
  NgStatus              status = ng_eval_select(e, select, false, &inner);
  for (size_t i = 0; !status && i < inner.n; ++i) {
    const NgTermId* const from = ng_rows_at(e, &inner, i);
    NgTermId* const       to   = ng_rows_add(e, &outer, NULL);
    status                     = to ? NG_SUCCESS : ng_eval_failed(e);
    for (uint32_t k = 0; to && k < select->columns.n; ++k) {
      to[op->names.at[k]] = from[select->columns.at[k].var];
    }
  }
  ng_rows_free(e, &inner);
  status = status ? status : join_rows(e, in, &outer, limit, out);
  ng_rows_free(e, &outer);
  return status;
}

// The rows of `in` that may be in graph `graph`, with ?g bound to it.
static NgStatus
rows_for_graph(NgEval* e, const NgOp* op, const NgRows* in, NgTermId graph, NgRows* out)
{
  *out = (NgRows){NULL, 0, 0, in->possible, in->certain};
  if (op->graph.is_var) {
    out->possible |= ng_var_bit(op->graph.n);
    out->certain |= ng_var_bit(op->graph.n);
  }
  for (size_t i = 0; i < in->n; ++i) {
    const NgTermId* const row = ng_rows_at(e, in, i);
    if (op->graph.is_var && row[op->graph.n] && row[op->graph.n] != graph) {
      continue;
    }
    NgTermId* const to = ng_rows_add(e, out, row);
    if (!to) {
      return ng_eval_failed(e);
    }
    if (op->graph.is_var) {
      to[op->graph.n] = graph;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
eval_in_graph(NgEval* e, const NgOp* op, const NgRows* in, NgTermId graph, size_t limit, NgRows* out)
{
  const NgTermId before = e->graph;
  NgRows         rows   = {NULL, 0, 0, 0, 0};
  NgRows         made   = {NULL, 0, 0, 0, 0};
  NgStatus       status = ng_matches_sees(e, graph) ? rows_for_graph(e, op, in, graph, &rows) : NG_SUCCESS;
  if (!status && rows.n) {
    e->graph = graph;
    status   = ng_eval_op(e, op->parts.at[0], &rows, limit - out->n, &made);
    e->graph = before;
  }
  for (size_t i = 0; !status && i < made.n; ++i) {
    status = add_row(e, out, ng_rows_at(e, &made, i));
  }
  ng_rows_free(e, &rows);
  ng_rows_free(e, &made);
  return status;
}

static NgStatus
eval_graph(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  uint32_t              n      = 0;
  const NgTermId* const graphs = ng_store_graphs(e->store, &n);
  if (op->graph.is_var && in->certain & ng_var_bit(op->graph.n)) {
    for (size_t i = 0; i < in->n && out->n < limit; ++i) {
      NgTermId* const row = ng_rows_at(e, in, i);
      const NgRows    one = {row, 1, 1, in->possible, in->certain};
      NG_TRY(eval_in_graph(e, op, &one, row[op->graph.n], limit, out));
    }
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < n && out->n < limit; ++i) {
    if (op->graph.is_var || e->constants[op->graph.n] == graphs[i]) {
      NG_TRY(eval_in_graph(e, op, in, graphs[i], limit, out));
    }
  }
  return NG_SUCCESS;
}

// --- joining by look-up or by hash ---------------------------------------------------------------

static NgVars
vars_of(const NgExprs* exprs)
{
  NgVars vars = 0;
  for (uint32_t i = 0; i < exprs->n; ++i) {
    vars |= exprs->at[i]->vars;
  }
  return vars;
}

// Whether bindings from outside do not change the solutions of `op`, see the head of eval.h.
static bool
takes_rows(const NgOp* op, NgVars outside)
{
  const NgOp* const first = op->parts.n ? op->parts.at[0] : NULL;
  switch (op->kind) {
  case NG_OP_LEFT_JOIN:
    return !(outside & (op->parts.at[1]->mentioned | vars_of(&op->filters)) & ~first->certain);
  case NG_OP_MINUS:
    return !(outside & op->parts.at[1]->mentioned & ~first->certain);
  case NG_OP_FILTER:
    return !(outside & vars_of(&op->filters) & ~first->certain);
  case NG_OP_EXTEND:
    return !(outside & ng_var_bit(op->var)) && !(outside & op->expr->vars & ~first->certain);
  default:
    return true;
  }
}

static NgStatus
eval_op(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  switch (op->kind) {
  case NG_OP_BASIC:
    return eval_basic(e, op, in, limit, out);
  case NG_OP_JOIN:
    return eval_join(e, op, in, limit, out);
  case NG_OP_LEFT_JOIN:
    return eval_left_join(e, op, in, limit, out);
  case NG_OP_UNION:
    return eval_union(e, op, in, limit, out);
  case NG_OP_MINUS:
    return eval_minus(e, op, in, limit, out);
  case NG_OP_FILTER:
    return eval_filter(e, op, in, limit, out);
  case NG_OP_EXTEND:
    return eval_extend(e, op, in, limit, out);
  case NG_OP_VALUES:
    return eval_values(e, op, in, limit, out);
  case NG_OP_GRAPH:
    return eval_graph(e, op, in, limit, out);
  case NG_OP_SELECT:
    break;
  }
  return eval_subquery(e, op, in, limit, out);
}

NgStatus
ng_eval_op(NgEval* e, const NgOp* op, const NgRows* in, size_t limit, NgRows* out)
{
  NgStatus status = NG_SUCCESS;
  *out            = (NgRows){NULL, 0, 0, 0, 0};
  if (in->n && takes_rows(op, in->possible & ~e->base_vars)) {
    status = eval_op(e, op, in, limit, out);
  } else if (in->n) {
    NgRows unit   = {NULL, 0, 0, 0, 0};
    NgRows made   = {NULL, 0, 0, 0, 0};
    status        = ng_eval_unit(e, &unit);
    status        = status ? status : eval_op(e, op, &unit, SIZE_MAX, &made);
    made.possible = unit.possible | op->possible;
    made.certain  = unit.certain | op->certain;
    status        = status ? status : join_rows(e, in, &made, limit, out);
    ng_rows_free(e, &unit);
    ng_rows_free(e, &made);
  }
  out->possible = in->possible | op->possible;
  out->certain  = in->certain | op->certain;
  return status;
}
