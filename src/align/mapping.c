// SPDX-License-Identifier: Apache-2.0
#include "align/mapping.h"

#include "base/alloc.h"
#include "base/io.h"
#include "base/table.h"
#include "model/prefixes.h"
#include "model/term.h"

enum {
  MAX_BYTES      = 1 << 28,
  MAX_FIELDS     = 4096,
  MAX_COLUMNS    = 1000,
  MAX_MAPPING    = 1 << 20,
  MAX_CODE_LISTS = 64
};

typedef struct {
  NgMapping*  m;
  const char* source;
} Reader;

static NgStatus
no_memory(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "No memory for the mapping");
}

NgStr
ng_mapping_expand(const NgMapping* m, NgArena* arena, NgStr name)
{
  const char* const colon = name.len ? memchr(name.at, ':', name.len) : NULL;
  if (!colon) {
    return name;
  }
  const NgStr prefix = ng_str_n(name.at, (size_t)(colon - name.at));
  const NgStr local  = ng_str_n(colon + 1, name.len - prefix.len - 1);
  for (uint32_t i = 0; i < m->prefixes.n; ++i) {
    if (ng_str_eq(m->prefixes.at[i].name, prefix)) {
      return ng_arena_printf(arena, "%.*s%.*s", NG_STR_ARG(m->prefixes.at[i].iri), NG_STR_ARG(local));
    }
  }
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    if (ng_str_is(prefix, p->name)) {
      return ng_arena_printf(arena, "%s%.*s", p->iri, NG_STR_ARG(local));
    }
  }
  return name;
}

static NgStatus
parse_number(NgStr text, uint32_t max, uint32_t* out, NgError* err)
{
  *out = 0;
  for (size_t i = 0; i < text.len && *out <= max; ++i) {
    if (text.at[i] < '0' || text.at[i] > '9') {
      *out = 0;
      break;
    }
    *out = *out * 10 + (uint32_t)(text.at[i] - '0');
  }
  return *out >= 1 && *out <= max
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no number from 1 to %u", NG_STR_ARG(text), max);
}

/// An IRI out of a name with a prefix; a name whose prefix is not known is an error.
static NgStatus
parse_iri(Reader* r, NgStr text, NgStr* out, NgError* err)
{
  *out = ng_arena_copy(r->m->arena, ng_mapping_expand(r->m, r->m->arena, text));
  if (!out->at) {
    return no_memory(err);
  }
  const bool is_known = !ng_str_eq(*out, text) || ng_str_starts(text, "http:") ||
                        ng_str_starts(text, "https:");
  return is_known && ng_term_iri_ok(*out)
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no IRI, or its prefix is not known",
                            NG_STR_ARG(text));
}

static NgStatus
find_field(const Reader* r, NgStr name, uint32_t* out, NgError* err)
{
  const uint32_t* const number = ng_map_get(r->m->field_names, name);
  if (!number) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There is no field '%.*s' above", NG_STR_ARG(name));
  }
  *out = *number;
  return NG_SUCCESS;
}

static NgStatus
find_node(const Reader* r, NgStr name, uint32_t* out, NgError* err)
{
  for (uint32_t i = 0; i < r->m->nodes.n; ++i) {
    if (ng_str_eq(r->m->nodes.at[i].name, name)) {
      *out = i;
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no node '%.*s' above", NG_STR_ARG(name));
}

static NgStatus
parse_template(Reader* r, NgStr text, NgTemplate* out, NgError* err)
{
  const NgTemplateNames names = {r->m->field_names, r->m->codes.at, r->m->codes.n};
  return text.len ? ng_template_compile(out, r->m->arena, &names, text, err)
                  : ng_error_set(err, NG_ERR_BAD_DATA, "A template is missing");
}

static NgStatus
parse_values(Reader* r, NgTest* test, NgStr list, NgError* err)
{
  NG_VEC(NgStr) values = {NULL, 0, 0};
  while (list.at) {
    NgStr* const value = NG_VEC_ADD(r->m->arena, values);
    if (!value) {
      return no_memory(err);
    }
    *value = ng_arena_copy(r->m->arena, ng_mapping_expand(r->m, r->m->arena, ng_table_next(&list, ',')));
    if (!value->at) {
      return no_memory(err);
    }
  }
  test->values   = values.at;
  test->n_values = values.n;
  return NG_SUCCESS;
}

/// "a&!b&c=x,y": a has a value, b has none, c has the value x or y. "c!=x": it has not.
static NgStatus
parse_condition(Reader* r, NgStr text, NgCondition* out, NgError* err)
{
  NG_VEC(NgTest) tests = {NULL, 0, 0};
  for (NgStr rest = text; rest.len;) {
    NgStr         name  = ng_table_next(&rest, '&');
    NgTest* const test  = NG_VEC_ADD(r->m->arena, tests);
    const char*   equal = name.len ? memchr(name.at, '=', name.len) : NULL;
    NgStr         list  = {NULL, 0};
    if (!test) {
      return no_memory(err);
    }
    if (equal) {
      list     = ng_str_n(equal + 1, name.len - (size_t)(equal - name.at) - 1);
      name.len = (size_t)(equal - name.at);
    }
    if (equal && ng_str_ends(name, "!")) {
      test->is_negated = true;
      --name.len;
    } else if (!equal && ng_str_starts(name, "!")) {
      test->is_negated = true;
      name             = ng_str_n(name.at + 1, name.len - 1);
    }
    NG_TRY(find_field(r, name, &test->field, err));
    NG_TRY(parse_values(r, test, list, err));
  }
  out->tests = tests.at;
  out->n     = tests.n;
  return NG_SUCCESS;
}

// --- rows --------------------------------------------------------------------------------------------------

static NgStatus
row_source(Reader* r, const NgRow* row, NgError* err)
{
  static const char* const forms[] = {"table", "rdf", "json-ld"};
  if (r->m->name.at) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A mapping has one source");
  }
  for (size_t i = 0; i < row->field[2].len; ++i) {
    const char c = row->field[2].at[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
      return ng_error_set(err, NG_ERR_BAD_DATA,
                          "The name of a source is made of small letters, digits and hyphens");
    }
  }
  r->m->name = ng_arena_copy(r->m->arena, row->field[2]);
  for (int i = 0; i < 3; ++i) {
    if (ng_str_is(row->field[1], forms[i])) {
      r->m->form = (NgSourceForm)i;
      return r->m->form == NG_SOURCE_TABLE ? parse_number(row->field[3], MAX_COLUMNS, &r->m->n_columns, err)
                                           : NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "A source is table, rdf or json-ld, not '%.*s'",
                      NG_STR_ARG(row->field[1]));
}

static NgStatus
add_field(Reader* r, NgStr name, NgField** out, NgError* err)
{
  bool            is_new = false;
  uint32_t* const number = ng_map_put(r->m->field_names, name, &is_new);
  *out                   = is_new && number ? NG_VEC_ADD(r->m->arena, r->m->fields) : NULL;
  if (!number || (is_new && !*out)) {
    return no_memory(err);
  }
  if (!is_new) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There are two fields '%.*s'", NG_STR_ARG(name));
  }
  *number = r->m->fields.n - 1;
  return NG_SUCCESS;
}

/// Filters behind a field: "url", "after:/wiki/|lower".
static NgStatus
parse_filter(Reader* r, NgStr name, NgStr filters, NgField* field, NgError* err)
{
  if (!filters.len) {
    return NG_SUCCESS;
  }
  const NgStr text = ng_arena_printf(r->m->arena, "{%.*s|%.*s}", NG_STR_ARG(name), NG_STR_ARG(filters));
  return text.at ? parse_template(r, text, &field->filter, err) : no_memory(err);
}

static NgStatus
row_column(Reader* r, const NgRow* row, NgError* err)
{
  NgField* field = NULL;
  if (r->m->form != NG_SOURCE_TABLE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Only a table has columns");
  }
  NG_TRY(add_field(r, row->field[2], &field, err));
  NG_TRY(parse_number(row->field[1], r->m->n_columns, &field->column, err));
  --field->column;
  return parse_filter(r, row->field[2], row->field[3], field, err);
}

static NgStatus
row_field(Reader* r, const NgRow* row, NgError* err)
{
  NgField* field = NULL;
  if (r->m->form == NG_SOURCE_TABLE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A table has columns, no paths");
  }
  NG_TRY(add_field(r, row->field[1], &field, err));
  NgStr path = row->field[2];
  while (path.at && !ng_str_is(path, ".")) {
    NgStr step = ng_table_next(&path, ' ');
    if (field->n_steps == NG_MAPPING_MAX_STEPS) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "A path has at most %d steps", NG_MAPPING_MAX_STEPS);
    }
    NgStep* const s = &field->steps[field->n_steps++];
    s->is_inverse   = ng_str_starts(step, "^");
    step            = s->is_inverse ? ng_str_n(step.at + 1, step.len - 1) : step;
    NG_TRY(parse_iri(r, step, &s->property, err));
  }
  return parse_filter(r, row->field[1], row->field[3], field, err);
}

static NgStatus
row_prefix(Reader* r, const NgRow* row, NgError* err)
{
  NgMapPrefix* const p = NG_VEC_ADD(r->m->arena, r->m->prefixes);
  if (!p) {
    return no_memory(err);
  }
  p->name = ng_arena_copy(r->m->arena, row->field[1]);
  p->iri  = ng_arena_copy(r->m->arena, row->field[2]);
  return ng_term_iri_ok(p->iri)
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no absolute IRI", NG_STR_ARG(p->iri));
}

/// Path of `file` in the folder of the mapping.
static NgStatus
beside(const Reader* r, NgStr file, NgBuf* out)
{
  const char* const slash = strrchr(r->source, '/');
  if (slash && !ng_str_starts(file, "/")) {
    ng_buf_add(out, ng_str_n(r->source, (size_t)(slash - r->source) + 1));
  }
  return ng_buf_add(out, file);
}

static NgStatus
row_codes(Reader* r, const NgRow* row, NgError* err)
{
  if (r->m->codes.n == MAX_CODE_LISTS) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "More than %d code lists", MAX_CODE_LISTS);
  }
  // templates point into this array, so that it must not move
  NgCodes* const codes = &r->m->codes.at[r->m->codes.n++];
  codes->name          = ng_arena_copy(r->m->arena, row->field[1]);
  if (ng_str_is(row->field[2], "ontology")) {
    codes->by_prefix = ng_str_is(row->field[4], "prefix");
    return ng_codes_of_ontology(codes, r->m->arena, row->field[3], err);
  }
  uint32_t key     = 0;
  uint32_t value   = 0;
  NgBuf    path    = NG_BUF_INIT(4096);
  codes->by_prefix = ng_str_is(row->field[5], "prefix");
  NgStatus st      = parse_number(row->field[3], NG_TABLE_MAX_FIELDS, &key, err);
  st               = st ? st : parse_number(row->field[4], NG_TABLE_MAX_FIELDS, &value, err);
  if (!st && beside(r, row->field[2], &path)) {
    st = ng_error_set(err, NG_ERR_BAD_DATA, "The name of the code list is too long");
  }
  st = st ? st : ng_codes_read(codes, r->m->arena, path.at, key, value, err);
  ng_buf_free(&path);
  return st;
}

/// Take what stands before " || " off the front of `rest`; its at is NULL behind the last.
static NgStr
next_alternative(NgStr* rest)
{
  static const char bars[] = " || ";
  const size_t      n_bars = sizeof(bars) - 1;
  for (size_t i = 0; i + n_bars <= rest->len; ++i) {
    if (!memcmp(rest->at + i, bars, n_bars)) {
      const NgStr one = ng_str_n(rest->at, i);
      *rest           = ng_str_n(rest->at + i + n_bars, rest->len - i - n_bars);
      return one;
    }
  }
  const NgStr last = *rest;
  rest->at         = NULL;
  return last;
}

static NgStatus
row_node(Reader* r, const NgRow* row, NgError* err)
{
  uint32_t same = 0;
  NgError  none = {0};
  if (!find_node(r, row->field[1], &same, &none)) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There are two nodes '%.*s'", NG_STR_ARG(row->field[1]));
  }
  NgMapNode* const node = NG_VEC_ADD(r->m->arena, r->m->nodes);
  if (!node) {
    return no_memory(err);
  }
  node->name = ng_arena_copy(r->m->arena, row->field[1]);
  NG_TRY(parse_condition(r, row->field[3], &node->condition, err));
  if (ng_str_starts(row->field[2], "@")) {
    node->is_reference = true;
    return find_field(r, ng_str_n(row->field[2].at + 1, row->field[2].len - 1), &node->field, err);
  }
  for (NgStr rest = row->field[2]; rest.at;) {
    const NgStr one = next_alternative(&rest);
    if (node->n_iris == NG_MAPPING_MAX_ALTERNATIVES) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "More than %d ways to make an IRI",
                          NG_MAPPING_MAX_ALTERNATIVES);
    }
    NG_TRY(parse_template(r, one, &node->iris[node->n_iris++], err));
  }
  return NG_SUCCESS;
}

static NgStatus
add_rule(Reader* r, const NgRow* row, NgMapKind kind, NgStr condition, NgMapRule** out, NgError* err)
{
  *out = NG_VEC_ADD(r->m->arena, r->m->rules);
  if (!*out) {
    return no_memory(err);
  }
  (*out)->kind = kind;
  NG_TRY(find_node(r, row->field[1], &(*out)->node, err));
  return parse_condition(r, condition, &(*out)->condition, err);
}

/// A property of the ontology, or of the vocabularies that it builds on.
static NgStatus
parse_property(Reader* r, NgStr text, NgStr* out, NgError* err)
{
  NG_TRY(parse_iri(r, text, out, err));
  for (int i = 1; i < NG_N_PROP; ++i) {
    if (ng_str_eq(ng_prop_iri((NgProp)i), *out)) {
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "The ontology has no property '%.*s'", NG_STR_ARG(text));
}

static NgStatus
row_class(Reader* r, const NgRow* row, NgError* err)
{
  NgMapRule* rule = NULL;
  NG_TRY(add_rule(r, row, NG_MAP_CLASS, row->field[3], &rule, err));
  NG_TRY(parse_template(r, row->field[2], &rule->value, err));
  const bool is_fixed = rule->value.n == 1 && rule->value.pieces[0].field < 0;
  const bool is_ours  = ng_str_starts(row->field[2], "ng:");
  if (is_fixed && !(is_ours && ng_class_by_name(ng_str_n(row->field[2].at + 3, row->field[2].len - 3)))) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The ontology has no class '%.*s'", NG_STR_ARG(row->field[2]));
  }
  return NG_SUCCESS;
}

static NgStatus
parse_literal(Reader* r, const NgRow* row, NgMapKind kind, NgError* err)
{
  NgMapRule* rule = NULL;
  NG_TRY(add_rule(r, row, kind, row->field[5], &rule, err));
  NG_TRY(parse_property(r, row->field[2], &rule->property, err));
  NG_TRY(parse_template(r, row->field[3], &rule->value, err));
  if (kind == NG_MAP_MOST && ng_str_starts(row->field[4], "@")) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The greatest number has a datatype and no language");
  }
  if (ng_str_starts(row->field[4], "@")) {
    const NgStr language = ng_str_n(row->field[4].at + 1, row->field[4].len - 1);
    NG_TRY(parse_template(r, language, &rule->language, err));
    const bool is_fixed = rule->language.n == 1 && rule->language.pieces[0].field < 0;
    return !is_fixed || ng_term_language_ok(language)
               ? NG_SUCCESS
               : ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no language", NG_STR_ARG(row->field[4]));
  }
  if (!row->field[4].len || ng_str_is(row->field[4], "xsd:string")) {
    return NG_SUCCESS;
  }
  return parse_iri(r, row->field[4], &rule->datatype, err);
}

static NgStatus
row_text(Reader* r, const NgRow* row, NgError* err)
{
  return parse_literal(r, row, NG_MAP_TEXT, err);
}

static NgStatus
row_first(Reader* r, const NgRow* row, NgError* err)
{
  return parse_literal(r, row, NG_MAP_FIRST, err);
}

static NgStatus
row_most(Reader* r, const NgRow* row, NgError* err)
{
  return parse_literal(r, row, NG_MAP_MOST, err);
}

static NgStatus
row_iri(Reader* r, const NgRow* row, NgError* err)
{
  NgMapRule* rule = NULL;
  NG_TRY(add_rule(r, row, NG_MAP_IRI, row->field[4], &rule, err));
  NG_TRY(parse_property(r, row->field[2], &rule->property, err));
  return parse_template(r, row->field[3], &rule->value, err);
}

static NgStatus
row_link(Reader* r, const NgRow* row, NgError* err)
{
  NgMapRule* rule = NULL;
  NG_TRY(add_rule(r, row, NG_MAP_LINK, row->field[4], &rule, err));
  NG_TRY(parse_property(r, row->field[2], &rule->property, err));
  return find_node(r, row->field[3], &rule->other, err);
}

static NgStatus
row_reference(Reader* r, const NgRow* row, NgError* err)
{
  NgMapRule* rule = NULL;
  if (r->m->form == NG_SOURCE_TABLE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The lines of a table do not refer to each other; use link");
  }
  NG_TRY(add_rule(r, row, NG_MAP_REFERENCE, row->field[4], &rule, err));
  NG_TRY(parse_property(r, row->field[2], &rule->property, err));
  return find_field(r, row->field[3], &rule->other, err);
}

static const struct {
  const char* keyword;
  uint32_t    min_fields;
  uint32_t    max_fields;
  NgStatus (*take)(Reader* r, const NgRow* row, NgError* err);
} rows[] = {
    {"source", 3, 4, row_source},   {"column", 3, 4, row_column}, {"field", 3, 4, row_field},
    {"prefix", 3, 3, row_prefix},   {"codes", 4, 6, row_codes},   {"node", 3, 4, row_node},
    {"class", 3, 4, row_class},     {"text", 4, 6, row_text},     {"first", 4, 6, row_first},
    {"most", 5, 6, row_most},       {"iri", 4, 5, row_iri},       {"link", 4, 5, row_link},
    {"refer", 4, 5, row_reference},
};

static NgStatus
take_row(void* self, const NgRow* row, NgError* err)
{
  Reader* const r = self;
  if (!r->m->name.at && !ng_str_is(row->field[0], "source")) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The first row says what the source is");
  }
  for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); ++i) {
    if (!ng_str_is(row->field[0], rows[i].keyword)) {
      continue;
    }
    if (row->n < rows[i].min_fields || row->n > rows[i].max_fields) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "A row '%s' has %u to %u fields", rows[i].keyword,
                          rows[i].min_fields, rows[i].max_fields);
    }
    return rows[i].take(r, row, err);
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There are no rows '%.*s'", NG_STR_ARG(row->field[0]));
}

NgStatus
ng_mapping_parse(NgMapping** out, NgStr text, const char* source, NgError* err)
{
  NgMapping* const m = ng_calloc(1, sizeof(*m));
  *out               = m;
  if (!m) {
    return no_memory(err);
  }
  Reader r       = {m, source};
  m->arena       = ng_arena_new(MAX_BYTES);
  m->field_names = ng_map_new(MAX_FIELDS);
  m->codes.at    = m->arena ? ng_arena_calloc(m->arena, MAX_CODE_LISTS, sizeof(NgCodes)) : NULL;
  NgStatus st    = m->codes.at && m->field_names
                       ? ng_table_parse(text, source, "mapping", 1, 1, 6, take_row, &r, err)
                       : no_memory(err);
  if (!st && !m->nodes.n) {
    st = ng_error_set(err, NG_ERR_BAD_DATA, "The mapping makes no nodes");
    ng_error_at(err, source, 0, 0);
  }
  if (st) {
    ng_mapping_free(m);
    *out = NULL;
  }
  return st;
}

NgStatus
ng_mapping_read(NgMapping** out, const char* path, NgError* err)
{
  NgBuf text  = NG_BUF_INIT(MAX_MAPPING);
  *out        = NULL;
  NgStatus st = ng_io_read_file(path, &text, err);
  if (!st) {
    st = ng_mapping_parse(out, ng_buf_str(&text), path, err);
  }
  ng_buf_free(&text);
  return st;
}

void
ng_mapping_free(NgMapping* m)
{
  if (!m) {
    return;
  }
  for (uint32_t i = 0; m->codes.at && i < m->codes.n; ++i) {
    ng_codes_free(&m->codes.at[i]);
  }
  ng_map_free(m->field_names);
  ng_arena_free(m->arena);
  ng_free(m);
}
