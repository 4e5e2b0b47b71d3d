// SPDX-License-Identifier: Apache-2.0
#include "align/align.h"

#include "align/jsonld.h"
#include "align/links.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "model/term.h"

enum {
  RECORD_BYTES = 1 << 26,
  MAX_LINE     = 1 << 20,
  MAX_LOSSES   = 1000,
  N_SEEN       = 1 << 18, ///< A power of two
  BATCH        = 500,     ///< Records that go to the sink as one
  MAX_JSON     = 1 << 28,
  MAX_KEPT     = 1 << 30,
};

/// The nodes that one row of the mapping made of a record; at[k].at == NULL: none for value k.
typedef NgValues Nodes;

/// A value that waits for a greater one.
typedef struct {
  uint32_t rule;
  NgStr    value;
} Most;

struct NgAlignImpl {
  const NgMapping* m;
  const NgSink*    sink;
  NgAlignOptions   o;
  NgStr            base;
  NgStr            graph;
  NgArena*         arena; ///< Until the next record
  NgArena*         kept;
  NgLinks*         links;  ///< NULL for a table
  NgMap*           became; ///< Subject of RDF -> place in `nodes`
  NG_VEC(NgStr) nodes;
  NgMap* most_keys;
  NG_VEC(Most) most;
  NgMap*         losses;
  uint64_t*      seen; ///< Hashes of triples that were handed over, the last of each slot
  uint32_t       n_files;
  uint32_t       n_batch; ///< Records in the batch; the sink has begun where it is not 0
  NgValues*      fields;
  Nodes*         made;
  NgAlignSummary sum;
};

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "No memory to take the graph over");
}

NgStatus
ng_align_open(NgAlign** out, const NgMapping* mapping, const NgSink* sink, const NgAlignOptions* options,
              NgError* err)
{
  NgAlign* const a = ng_calloc(1, sizeof(*a));
  *out             = a;
  if (!a) {
    return no_memory(err);
  }
  a->m               = mapping;
  a->sink            = sink;
  a->o               = *options;
  a->base            = ng_str(options->base ? options->base : "https://w3id.org/newsgraph/id/");
  a->arena           = ng_arena_new(RECORD_BYTES);
  a->kept            = ng_arena_new(MAX_KEPT);
  a->links           = mapping->form == NG_SOURCE_TABLE ? NULL : ng_links_new();
  a->became          = ng_map_new(UINT32_MAX - 1);
  a->most_keys       = ng_map_new(UINT32_MAX - 1);
  a->losses          = ng_map_new(MAX_LOSSES);
  a->seen            = ng_calloc(N_SEEN, sizeof(uint64_t));
  a->fields          = ng_calloc(mapping->fields.n + 1U, sizeof(NgValues));
  a->made            = ng_calloc(mapping->nodes.n, sizeof(Nodes));
  const bool is_good = a->arena && a->kept && (a->links || mapping->form == NG_SOURCE_TABLE) && a->became &&
                       a->most_keys && a->losses && a->seen && a->fields && a->made;
  a->graph    = is_good
                    ? ng_arena_printf(a->kept, "%.*simport/%.*s", NG_STR_ARG(a->base), NG_STR_ARG(mapping->name))
                    : ng_str("");
  NgStatus st = is_good && a->graph.at ? NG_SUCCESS : no_memory(err);
  if (!st && !ng_term_iri_ok(a->base)) {
    st = ng_error_set(err, NG_ERR_BAD_ARG, "The base '%.*s' is no absolute IRI", NG_STR_ARG(a->base));
  }
  if (st) {
    ng_align_free(a);
    *out = NULL;
  }
  return st;
}

void
ng_align_free(NgAlign* a)
{
  if (!a) {
    return;
  }
  ng_links_free(a->links);
  ng_map_free(a->became);
  ng_map_free(a->most_keys);
  ng_map_free(a->losses);
  ng_arena_free(a->arena);
  ng_arena_free(a->kept);
  ng_free(a->seen);
  ng_free(a->fields);
  ng_free(a->made);
  ng_free(a);
}

uint32_t
ng_align_n_losses(const NgAlign* a)
{
  return ng_map_size(a->losses);
}

NgAlignLoss
ng_align_loss(const NgAlign* a, uint32_t i)
{
  const NgAlignLoss loss = {ng_map_key(a->losses, i), ng_map_value(a->losses, i)};
  return loss;
}

static void
lose_many(NgAlign* a, NgStr what, uint32_t count)
{
  uint32_t* const n = ng_map_put(a->losses, what, NULL); // beyond its maximum kinds are only counted
  a->sum.n_lost += count;
  if (n) {
    *n += count;
  }
}

static void
lose(NgAlign* a, NgStr what)
{
  lose_many(a, what, 1);
}

static void
warn(void* self, const NgError* what)
{
  NgAlign* const a = self;
  ++a->sum.n_broken;
  a->o.warn(a->o.self, what);
}

// --- triples -----------------------------------------------------------------------------------------------

static uint64_t
hash_triple(const NgTriple* t)
{
  uint64_t    h       = 0x9E3779B97F4A7C15ULL + (uint64_t)t->object_kind;
  const NgStr parts[] = {t->subject, t->predicate, t->object, t->language, t->datatype};
  for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); ++i) {
    h = ng_hash(parts[i].at, parts[i].len, h);
  }
  return h ? h : 1;
}

static NgStatus
emit(NgAlign* a, const NgTriple* t, NgError* err)
{
  const uint64_t hash = hash_triple(t);
  if (a->seen[hash & (N_SEEN - 1)] == hash) {
    return NG_SUCCESS;
  }
  NgError wrong = {0};
  if (ng_term_check(t, &wrong)) {
    lose(a, ng_arena_printf(a->arena, "no value that <%.*s> can have", NG_STR_ARG(t->predicate)));
    return NG_SUCCESS;
  }
  a->seen[hash & (N_SEEN - 1)] = hash;
  ++a->sum.n_triples;
  return a->sink->triple(a->sink->self, t, err);
}

static NgStatus
emit_iri(NgAlign* a, NgStr subject, NgStr property, NgStr object, NgError* err)
{
  const NgTriple t = {subject, property, NG_OBJECT_IRI, object, {NULL, 0}, {NULL, 0}};
  return emit(a, &t, err);
}

static NgStatus
emit_class(NgAlign* a, NgStr subject, NgStr name, NgError* err)
{
  const NgClass cls = ng_str_starts(name, "ng:") ? ng_class_by_name(ng_str_n(name.at + 3, name.len - 3))
                                                 : NG_CLASS_NONE;
  if (!ng_class_iri(cls).len) {
    lose(a, ng_arena_printf(a->arena, "no class '%.*s'", NG_STR_ARG(name)));
    return NG_SUCCESS;
  }
  const NgVocabTerm* const term = &ng_class_table[cls];
  for (uint16_t i = 0; i < term->n_above; ++i) {
    NG_TRY(emit_iri(a, subject, ng_prop_iri(NG_PROP_RDF_TYPE),
                    ng_class_iri((NgClass)ng_class_above[term->first_above + i]), err));
  }
  return NG_SUCCESS;
}

static NgStatus
emit_text(NgAlign* a, NgStr subject, const NgMapRule* rule, NgStr value, NgError* err)
{
  NgTriple t = {subject, rule->property, NG_OBJECT_LITERAL, value, {NULL, 0}, rule->datatype};
  if (rule->language.n) {
    t.language = ng_template_eval(&rule->language, a->fields, 0, a->arena, NULL);
    if (!ng_term_language_ok(t.language)) {
      lose(a, ng_arena_printf(a->arena, "no language for <%.*s>", NG_STR_ARG(t.predicate)));
      return NG_SUCCESS;
    }
  }
  return emit(a, &t, err);
}

/// Numbers without a sign: the one with more digits before the point is greater, then bytes tell.
static bool
is_greater(NgStr a, NgStr b)
{
  const char* const point_a = memchr(a.at, '.', a.len);
  const char* const point_b = memchr(b.at, '.', b.len);
  const size_t      n_a     = point_a ? (size_t)(point_a - a.at) : a.len;
  const size_t      n_b     = point_b ? (size_t)(point_b - b.at) : b.len;
  return n_a != n_b ? n_a > n_b : ng_str_cmp(a, b) > 0;
}

static NgStatus
keep_most(NgAlign* a, NgStr subject, uint32_t rule, NgStr value, NgError* err)
{
  bool            is_new = false;
  const NgStr     key    = ng_arena_printf(a->arena, "%u %.*s", rule, NG_STR_ARG(subject));
  uint32_t* const place  = key.at ? ng_map_put(a->most_keys, key, &is_new) : NULL;
  Most* const     most   = !place ? NULL : is_new ? NG_VEC_ADD(a->kept, a->most) : &a->most.at[*place];
  if (!most) {
    return no_memory(err);
  }
  if (is_new) {
    *place     = a->most.n - 1;
    most->rule = rule;
  }
  if (!most->value.at || is_greater(value, most->value)) {
    most->value = ng_arena_copy(a->kept, value);
  }
  return most->value.at ? NG_SUCCESS : no_memory(err);
}

static NgStatus
emit_most(NgAlign* a, NgError* err)
{
  for (uint32_t i = 0; i < a->most.n; ++i) {
    const Most* const most    = &a->most.at[i];
    const NgStr       key     = ng_map_key(a->most_keys, i);
    const char* const space   = memchr(key.at, ' ', key.len);
    const NgStr       subject = ng_str_n(space + 1, key.len - (size_t)(space - key.at) - 1);
    NG_TRY(emit_text(a, subject, &a->m->rules.at[most->rule], most->value, err));
  }
  return NG_SUCCESS;
}

// --- fields ------------------------------------------------------------------------------------------------

/// What the filters of the fields leave of their values.
static bool
filter_fields(NgAlign* a)
{
  for (uint32_t i = 0; i < a->m->fields.n; ++i) {
    const NgTemplate* const filter = &a->m->fields.at[i].filter;
    NgValues* const         values = &a->fields[i];
    if (!filter->n || !values->n) {
      continue;
    }
    NgValues kept = {ng_arena_calloc(a->arena, values->n, sizeof(NgStr)), 0};
    for (uint32_t k = 0; kept.at && k < values->n; ++k) {
      kept.at[kept.n] = ng_template_eval(filter, a->fields, k, a->arena, NULL);
      kept.n += kept.at[kept.n].at != NULL;
    }
    *values = kept;
    if (!kept.at) {
      return false;
    }
  }
  return true;
}

// --- one record --------------------------------------------------------------------------------------------

static bool
has_value(const NgValues* values, const NgTest* test)
{
  for (uint32_t i = 0; i < values->n; ++i) {
    for (uint32_t k = 0; k < test->n_values; ++k) {
      if (ng_str_eq(values->at[i], test->values[k])) {
        return true;
      }
    }
  }
  return false;
}

static bool
holds(const NgAlign* a, const NgCondition* condition)
{
  for (uint32_t i = 0; i < condition->n; ++i) {
    const NgTest* const   test   = &condition->tests[i];
    const NgValues* const values = &a->fields[test->field];
    if ((test->n_values ? has_value(values, test) : values->n > 0) == test->is_negated) {
      return false;
    }
  }
  return true;
}

/// Value number `k` of a template as an absolute IRI; at == NULL where there is none.
static NgStr
make_iri(NgAlign* a, const NgTemplate* t, uint32_t k, NgStr* lost)
{
  const NgStr value = ng_template_eval(t, a->fields, k, a->arena, lost);
  if (!value.at) {
    return value;
  }
  NgStr iri = ng_mapping_expand(a->m, a->arena, value);
  if (iri.at == value.at && !memchr(iri.at, ':', iri.len)) {
    iri = ng_arena_printf(a->arena, "%.*s%.*s", NG_STR_ARG(a->base), NG_STR_ARG(value));
  }
  if (iri.at && !ng_term_iri_ok(iri)) {
    *lost  = ng_str("no absolute IRI where one is needed");
    iri.at = NULL;
  }
  return iri;
}

static NgStr
became(const NgAlign* a, NgStr resource)
{
  const NgStr     none  = {NULL, 0};
  const uint32_t* place = ng_map_get(a->became, resource);
  return place ? a->nodes.at[*place] : none;
}

/// What the resources in a field became, those that became nothing left out.
static bool
resolve(NgAlign* a, uint32_t field, Nodes* out)
{
  const NgValues* const values = &a->fields[field];
  out->n                       = 0;
  out->at                      = ng_arena_calloc(a->arena, values->n + 1U, sizeof(NgStr));
  for (uint32_t i = 0; out->at && i < values->n; ++i) {
    out->at[out->n] = became(a, values->at[i]);
    if (out->at[out->n].at) {
      ++out->n;
    } else {
      lose(a, ng_arena_printf(a->arena, "what '%.*s' names did not come over",
                              NG_STR_ARG(ng_map_key(a->m->field_names, field))));
    }
  }
  return out->at != NULL;
}

/// The IRIs of a node; what is lost on the way is counted where `is_counted`.
static bool
make_node(NgAlign* a, const NgMapNode* node, bool is_counted, Nodes* out)
{
  out->n = 0;
  if (!holds(a, &node->condition)) {
    return true;
  }
  if (node->is_reference) {
    return resolve(a, node->field, out);
  }
  for (uint32_t i = 0; i < node->n_iris; ++i) {
    const uint32_t n      = ng_template_count(&node->iris[i], a->fields);
    bool           is_any = false;
    out->at               = ng_arena_calloc(a->arena, n + 1U, sizeof(NgStr));
    for (uint32_t k = 0; out->at && k < n; ++k) {
      NgStr lost = {NULL, 0};
      out->at[k] = make_iri(a, &node->iris[i], k, &lost);
      is_any |= out->at[k].at != NULL;
      if (lost.at && is_counted) {
        lose(a, lost);
      }
    }
    if (!out->at) {
      return false;
    }
    if (is_any) {
      out->n = n;
      break;
    }
  }
  return true;
}

static NgStatus
apply_value(NgAlign* a, uint32_t rule_number, NgStr subject, uint32_t k, NgError* err)
{
  const NgMapRule* const rule  = &a->m->rules.at[rule_number];
  NgStr                  lost  = {NULL, 0};
  const NgStr            value = rule->kind == NG_MAP_IRI
                                     ? make_iri(a, &rule->value, k, &lost)
                                     : ng_template_eval(&rule->value, a->fields, k, a->arena, &lost);
  if (lost.at) {
    lose(a, lost);
  }
  if (!value.at) {
    return NG_SUCCESS;
  }
  switch (rule->kind) {
  case NG_MAP_CLASS:
    return emit_class(a, subject, value, err);
  case NG_MAP_MOST:
    return keep_most(a, subject, rule_number, value, err);
  case NG_MAP_IRI:
    return emit_iri(a, subject, rule->property, value, err);
  default:
    return emit_text(a, subject, rule, value, err);
  }
}

/// To all of `nodes`; where there are as many as subjects, each to its own.
static NgStatus
apply_link(NgAlign* a, const NgMapRule* rule, const Nodes* subjects, uint32_t k, const Nodes* nodes,
           NgError* err)
{
  const bool is_paired = rule->kind == NG_MAP_LINK && subjects->n > 1 && nodes->n == subjects->n;
  for (uint32_t i = 0; i < nodes->n; ++i) {
    if (nodes->at[i].at && (!is_paired || i == k)) {
      NG_TRY(emit_iri(a, subjects->at[k], rule->property, nodes->at[i], err));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
apply_rule(NgAlign* a, uint32_t number, NgError* err)
{
  const NgMapRule* const rule     = &a->m->rules.at[number];
  const Nodes* const     subjects = &a->made[rule->node];
  Nodes                  targets  = {NULL, 0};
  if (!subjects->n || !holds(a, &rule->condition)) {
    return NG_SUCCESS;
  }
  if (rule->kind == NG_MAP_LINK) {
    targets = a->made[rule->other];
  } else if (rule->kind == NG_MAP_REFERENCE && !resolve(a, rule->other, &targets)) {
    return no_memory(err);
  }
  const bool     is_link = rule->kind >= NG_MAP_LINK;
  const uint32_t n       = is_link ? 0 : ng_template_count(&rule->value, a->fields);
  for (uint32_t k = 0; k < subjects->n; ++k) {
    if (!subjects->at[k].at) {
      continue;
    }
    if (is_link) {
      NG_TRY(apply_link(a, rule, subjects, k, &targets, err));
    }
    for (uint32_t i = 0; i < n && !(rule->kind == NG_MAP_FIRST && i); ++i) {
      if (subjects->n == 1 || n == 1 || i == k) {
        NG_TRY(apply_value(a, number, subjects->at[k], i, err));
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
end_batch(NgAlign* a, NgError* err)
{
  const bool has_begun = a->n_batch > 0;
  a->n_batch           = 0;
  return has_begun ? a->sink->end(a->sink->self, err) : NG_SUCCESS;
}

static NgStatus
begin_batch(NgAlign* a, NgError* err)
{
  return a->n_batch++ ? NG_SUCCESS : a->sink->begin(a->sink->self, a->graph, err);
}

/// The fields are filled in.
static NgStatus
apply(NgAlign* a, NgError* err)
{
  uint32_t n_made = 0;
  ++a->sum.n_records;
  for (uint32_t i = 0; i < a->m->nodes.n; ++i) {
    if (!make_node(a, &a->m->nodes.at[i], true, &a->made[i])) {
      return no_memory(err);
    }
    n_made += a->made[i].n;
  }
  if (!n_made) {
    ++a->sum.n_unused;
    return NG_SUCCESS;
  }
  NG_TRY(begin_batch(a, err));
  for (uint32_t i = 0; i < a->m->rules.n; ++i) {
    NG_TRY(apply_rule(a, i, err));
  }
  return a->n_batch >= BATCH ? end_batch(a, err) : NG_SUCCESS;
}

// --- tables ------------------------------------------------------------------------------------------------

static NgStatus
take_line(NgAlign* a, NgStr line, const char* name, size_t number, NgError* err)
{
  const uint32_t n_wanted = a->m->n_columns;
  if (ng_str_ends(line, "\r")) {
    --line.len;
  }
  if (!line.len) {
    return NG_SUCCESS;
  }
  ng_arena_reset(a->arena);
  NgStr* const columns = ng_arena_calloc(a->arena, n_wanted, sizeof(NgStr));
  uint32_t     n       = 0;
  if (!columns) {
    return no_memory(err);
  }
  for (NgStr rest = line; rest.at; ++n) {
    const char* const tab = rest.len ? memchr(rest.at, '\t', rest.len) : NULL;
    const NgStr       one = ng_str_n(rest.at, tab ? (size_t)(tab - rest.at) : rest.len);
    rest                  = tab ? ng_str_n(tab + 1, rest.len - one.len - 1) : ng_str_n(NULL, 0);
    if (n < n_wanted) {
      columns[n] = ng_str_trim(one);
    }
  }
  if (n != n_wanted) {
    NgError what = {0};
    ng_error_set(&what, NG_ERR_BAD_INPUT, "%u columns, not %u", n, n_wanted);
    ng_error_at(&what, name, number, 0);
    warn(a, &what);
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < a->m->fields.n; ++i) {
    NgStr* const column = &columns[a->m->fields.at[i].column];
    a->fields[i]        = (NgValues){column, column->len > 0};
  }
  return filter_fields(a) ? apply(a, err) : no_memory(err);
}

static NgStatus
too_long(NgAlign* a, const char* name, size_t number)
{
  NgError what = {0};
  ng_error_set(&what, NG_ERR_LIMIT, "A line of more than %d bytes is left out", MAX_LINE);
  ng_error_at(&what, name, number, 0);
  warn(a, &what);
  return NG_SUCCESS;
}

static NgStatus
read_table(NgAlign* a, NgBytes* bytes, const char* name, NgError* err)
{
  NgBuf    line    = NG_BUF_INIT(MAX_LINE);
  size_t   number  = 0;
  bool     is_last = false;
  NgStatus st      = NG_SUCCESS;
  while (!st && !is_last) {
    NgStr view            = {NULL, 0};
    st                    = ng_bytes_peek(bytes, 1, &view, err);
    const char* const end = view.len ? memchr(view.at, '\n', view.len) : NULL;
    const size_t      n   = end ? (size_t)(end - view.at) : view.len;
    is_last               = !view.len;
    ng_buf_add(&line, ng_str_n(view.at, n));
    if (!st && (end || (is_last && (line.len || line.status)))) {
      ++number;
      st = line.status == NG_ERR_LIMIT ? too_long(a, name, number)
           : line.status               ? no_memory(err)
                                       : take_line(a, ng_buf_str(&line), name, number, err);
      ng_buf_clear(&line);
    }
    ng_bytes_take(bytes, end ? n + 1 : n);
  }
  ng_buf_free(&line);
  return st;
}

// --- RDF and JSON-LD ---------------------------------------------------------------------------------------

static NgStatus
read_json(NgAlign* a, NgBytes* bytes, const char* name, NgError* err)
{
  NgBuf    text = NG_BUF_INIT(MAX_JSON);
  NgStatus st   = NG_SUCCESS;
  for (NgStr view = {"", 1}; !st && view.len;) {
    st = ng_bytes_peek(bytes, 1, &view, err);
    if (!st && ng_buf_add(&text, view)) {
      st = ng_error_set(err, text.status, "More JSON than %d bytes in one file", MAX_JSON);
    }
    ng_bytes_take(bytes, st ? 0 : view.len);
  }
  st = st ? st : ng_jsonld_read(a->links, ng_buf_str(&text), name, a, warn, err);
  ng_buf_free(&text);
  return st;
}

static bool
fill_fields(NgAlign* a, uint32_t subject)
{
  ng_arena_reset(a->arena);
  for (uint32_t i = 0; i < a->m->fields.n; ++i) {
    if (!ng_links_values(a->links, subject, &a->m->fields.at[i], a->arena, &a->fields[i])) {
      return false;
    }
  }
  return filter_fields(a);
}

/// The IRI of the first node that a subject makes, for those that refer to it.
static NgStatus
note_node(NgAlign* a, uint32_t subject, NgError* err)
{
  for (uint32_t i = 0; i < a->m->nodes.n; ++i) {
    const NgMapNode* const node = &a->m->nodes.at[i];
    Nodes                  made = {NULL, 0};
    if (!node->is_reference && !make_node(a, node, false, &made)) {
      return no_memory(err);
    }
    uint32_t k = 0;
    while (k < made.n && !made.at[k].at) {
      ++k;
    }
    if (k == made.n) {
      continue;
    }
    uint32_t* const place = ng_map_put(a->became, ng_links_subject(a->links, subject), NULL);
    NgStr* const    kept  = place ? NG_VEC_ADD(a->kept, a->nodes) : NULL;
    if (!kept) {
      return no_memory(err);
    }
    *place = a->nodes.n - 1;
    *kept  = ng_arena_copy(a->kept, made.at[k]);
    return kept->at ? NG_SUCCESS : no_memory(err);
  }
  return NG_SUCCESS;
}

/// A property that no field names is lost with all its values.
static void
count_property(void* self, NgStr property, uint32_t n)
{
  NgAlign* const a = self;
  for (uint32_t i = 0; i < a->m->fields.n; ++i) {
    for (uint32_t k = 0; k < a->m->fields.at[i].n_steps; ++k) {
      if (ng_str_eq(a->m->fields.at[i].steps[k].property, property)) {
        return;
      }
    }
  }
  ng_arena_reset(a->arena);
  lose_many(a, ng_arena_printf(a->arena, "the property <%.*s>", NG_STR_ARG(property)), n);
}

static NgStatus
map_links(NgAlign* a, NgError* err)
{
  const uint32_t n = ng_links_sort(a->links);
  if (n == UINT32_MAX || !ng_links_properties(a->links, a, count_property)) {
    return no_memory(err);
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (!fill_fields(a, i)) {
      return no_memory(err);
    }
    NG_TRY(note_node(a, i, err));
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (!fill_fields(a, i)) {
      return no_memory(err);
    }
    NG_TRY(apply(a, err));
  }
  return NG_SUCCESS;
}

// --- files -------------------------------------------------------------------------------------------------

static NgStatus
read_bytes(NgAlign* a, NgBytes* bytes, const char* name, NgError* err)
{
  return (a->m->form == NG_SOURCE_TABLE ? read_table : read_json)(a, bytes, name, err);
}

NgStatus
ng_align_file(NgAlign* a, const char* path, NgError* err)
{
  NgBytes* bytes = NULL;
  ++a->n_files;
  if (a->m->form == NG_SOURCE_RDF) {
    return ng_links_read(a->links, path, a->n_files, a, warn, err);
  }
  NgStatus st = ng_bytes_open(&bytes, path, NULL, err);
  st          = st ? st : read_bytes(a, bytes, path, err);
  ng_bytes_close(bytes);
  return st;
}

NgStatus
ng_align_bytes(NgAlign* a, const char* name, NgStr text, NgError* err)
{
  NgBytes* bytes = NULL;
  ++a->n_files;
  if (a->m->form == NG_SOURCE_RDF) {
    return ng_error_set(err, NG_ERR_UNSUPPORTED, "RDF is read from files");
  }
  NgStatus st = ng_bytes_open_memory(&bytes, name, text, NULL, err);
  st          = st ? st : read_bytes(a, bytes, name, err);
  ng_bytes_close(bytes);
  return st;
}

NgStatus
ng_align_finish(NgAlign* a, NgAlignSummary* summary, NgError* err)
{
  NgStatus st = a->links ? map_links(a, err) : NG_SUCCESS;
  if (!st && a->most.n) {
    st = begin_batch(a, err);
    st = st ? st : emit_most(a, err);
  }
  st       = st ? st : end_batch(a, err);
  *summary = a->sum;
  return st;
}
