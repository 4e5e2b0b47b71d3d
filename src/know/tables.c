// SPDX-License-Identifier: Apache-2.0
#include "know/tables.h"

#include "base/alloc.h"
#include "base/io.h"
#include "base/map.h"
#include "base/table.h"
#include "know/words.h"

#include <stdlib.h>

enum { MAX_ROWS = 1 << 24, MAX_TEMPLATE_NAME = 4096 };

typedef struct {
  uint32_t row;
  NgStr    parent;
  NgStr    country;
  NgStr    source; // file
  size_t   line;
  bool     is_party;
} Ref;

typedef struct {
  NgStr    code;
  NgStr    name; // "the Gambia"
  uint32_t row;
  bool     is_state;
  NG_VEC(NgStr) adjectives;
} Country;

struct NgKnowTablesImpl {
  NgKnowBuilder* b;
  NgArena*       arena;
  NgMap*         sources;
  NgMap*         codes;   // country code to its number in countries
  NgMap*         qids;    // QID to row
  NgMap*         labels;  // label, tab, country to row, people not included; UINT32_MAX: several
  NgMap*         keys;    // type, label, country: no two rows share it
  NgMap*         by_kind; // country, tab, kind to row
  NgMap*         offices; // id to number in the builder
  NG_VEC(Country) countries;
  NG_VEC(Ref) refs;
  NG_VEC(uint8_t) ranks; // of offices by number in the builder
  NgStr         file;    // being read
  const NgKnow* below;
};

NgKnowTables*
ng_know_tables_new(NgKnowBuilder* builder)
{
  NgKnowTables* const t = ng_calloc(1, sizeof(NgKnowTables));
  if (!t) {
    return NULL;
  }
  t->b       = builder;
  t->arena   = ng_arena_new((size_t)8 << 30);
  t->sources = ng_map_new(255);
  t->codes   = ng_map_new(1000);
  t->qids    = ng_map_new(MAX_ROWS);
  t->labels  = ng_map_new(MAX_ROWS);
  t->keys    = ng_map_new(MAX_ROWS);
  t->by_kind = ng_map_new(MAX_ROWS);
  t->offices = ng_map_new(MAX_ROWS);
  if (!t->arena || !t->sources || !t->codes || !t->qids || !t->labels || !t->keys || !t->by_kind ||
      !t->offices) {
    ng_know_tables_free(t);
    return NULL;
  }
  return t;
}

void
ng_know_tables_free(NgKnowTables* t)
{
  if (t) {
    ng_map_free(t->sources);
    ng_map_free(t->codes);
    ng_map_free(t->qids);
    ng_map_free(t->labels);
    ng_map_free(t->keys);
    ng_map_free(t->by_kind);
    ng_map_free(t->offices);
    ng_arena_free(t->arena);
    ng_free(t);
  }
}

void
ng_know_tables_below(NgKnowTables* t, const NgKnow* below)
{
  t->below = below;
}

static NgStatus
builder_failed(const NgKnowTables* t, NgError* err)
{
  const NgStatus st = ng_know_builder_status(t->b);
  return ng_error_set(err, st ? st : NG_ERR_NO_MEM, "%s", ng_strerror(st ? st : NG_ERR_NO_MEM));
}

// --- single fields -------------------------------------------------------------------------------

NgKnowType
ng_know_type_named(NgStr name)
{
  NgKnowType type = NG_KNOW_PERSON;
  while (type < NG_N_KNOW_TYPE && !ng_str_is(name, ng_know_type_name(type))) {
    ++type;
  }
  return type;
}

static bool
read_number(NgStr* s, size_t max_digits, uint32_t* out)
{
  size_t n = 0;
  *out     = 0;
  while (n < s->len && n < max_digits && s->at[n] >= '0' && s->at[n] <= '9') {
    *out = *out * 10 + (uint32_t)(s->at[n++] - '0');
  }
  if (n) { // not for a field that is missing, which has no address
    s->at += n;
    s->len -= n;
  }
  return n > 0;
}

NgDate
ng_know_date(NgStr text)
{
  NgDate   date = {0, 0, 0};
  uint32_t v    = 0;
  if (text.len && text.at[0] == '+') {
    text = ng_str_n(text.at + 1, text.len - 1);
  }
  if (!read_number(&text, 4, &v) || v == 0) {
    return date;
  }
  date.year = (int16_t)v;
  for (int part = 0; part < 2 && text.len && text.at[0] == '-'; ++part) {
    text = ng_str_n(text.at + 1, text.len - 1);
    if (!read_number(&text, 2, &v) || v == 0 || v > (part ? 31u : 12u)) {
      break;
    }
    if (part) {
      date.day = (uint8_t)v;
    } else {
      date.month = (uint8_t)v;
    }
  }
  return date;
}

uint32_t
ng_know_qid_number(NgStr text)
{
  uint32_t v = 0;
  if (text.len < 2 || text.at[0] != 'Q') {
    return 0;
  }
  text = ng_str_n(text.at + 1, text.len - 1);
  return read_number(&text, 9, &v) && !text.len ? v : 0;
}

static bool
is_domain(NgStr s)
{
  size_t stop = 0;
  for (size_t i = 0; i < s.len; ++i) {
    const char c = s.at[i];
    if (c == '.') {
      stop = i;
    } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
      return false;
    }
  }
  return stop > 0 && s.len - stop > 2;
}

NgAliasKind
ng_know_alias_kind(NgStr alias)
{
  size_t n_upper = 0;
  for (size_t i = 0; i < alias.len; ++i) {
    if (alias.at[i] == ' ') {
      return NG_ALIAS_NAME;
    }
    n_upper += alias.at[i] >= 'A' && alias.at[i] <= 'Z';
  }
  if (is_domain(alias)) {
    return NG_ALIAS_DOMAIN;
  }
  return n_upper > 1 && alias.len <= 10 ? NG_ALIAS_SHORT : NG_ALIAS_NAME;
}

static NgStatus
check_country(NgKnowTables* t, NgStr code, NgError* err)
{
  if (!code.len || ng_map_get(t->codes, code) || (t->below && ng_know_by_code(t->below, code) != NG_NONE)) {
    return NG_SUCCESS;
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no country '%.*s'", NG_STR_ARG(code));
}

static NgStatus
check_source(NgKnowTables* t, NgStr key, NgError* err)
{
  if (t->below || ng_map_get(t->sources, key)) {
    return NG_SUCCESS;
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no source '%.*s'", NG_STR_ARG(key));
}

static NgStatus
read_qid(NgStr text, uint32_t* out, NgError* err)
{
  *out = ng_know_qid_number(text);
  if (text.len && !*out) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no QID", NG_STR_ARG(text));
  }
  return NG_SUCCESS;
}

// --- rows ----------------------------------------------------------------------------------------

static NgStatus
claim_key(NgKnowTables* t, NgMap* map, NgStr key, uint32_t value, const char* what, NgError* err)
{
  bool            is_new = false;
  uint32_t* const at     = ng_map_put(map, key, &is_new);
  if (!at) {
    return ng_error_no_mem(err);
  }
  if (!is_new) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Duplicate %s '%.*s'", what, NG_STR_ARG(key));
  }
  *at = value;
  return NG_SUCCESS;
}

// Remember the row under its QID and its label.
static NgStatus
claim_row(NgKnowTables* t, const NgKnowNewRow* row, NgStr qid, uint32_t number, NgError* err)
{
  if (row->qid) {
    NG_TRY(claim_key(t, t->qids, qid, number, "QID", err));
  }
  if (row->type == NG_KNOW_PERSON) {
    return NG_SUCCESS;
  }
  if (!row->qid) {
    const NgStr key = ng_arena_printf(t->arena, "%s %.*s %.*s", ng_know_type_name(row->type),
                                      NG_STR_ARG(row->label), NG_STR_ARG(row->country));
    NG_TRY(key.at ? claim_key(t, t->keys, key, number, "row", err) : ng_error_no_mem(err));
  }
  const NgStr label = ng_arena_printf(t->arena, "%.*s\t%.*s", NG_STR_ARG(row->label),
                                      NG_STR_ARG(row->country));
  const NgStr kind = ng_arena_printf(t->arena, "%.*s\t%.*s", NG_STR_ARG(row->country), NG_STR_ARG(row->kind));
  bool        is_new = false;
  uint32_t* const at = label.at ? ng_map_put(t->labels, label, &is_new) : NULL;
  if (!at) {
    return ng_error_no_mem(err);
  }
  *at                     = is_new ? number : UINT32_MAX;
  uint32_t* const by_kind = kind.at && row->kind.len ? ng_map_put(t->by_kind, kind, &is_new) : at;
  if (!by_kind) {
    return ng_error_no_mem(err);
  }
  if (by_kind != at && is_new) {
    *by_kind = number;
  }
  return NG_SUCCESS;
}

static NgStatus
add_ref(NgKnowTables* t, uint32_t row, NgStr parent, NgStr country, size_t line, bool is_party, NgError* err)
{
  if (!parent.len) {
    return NG_SUCCESS;
  }
  Ref* const ref = NG_VEC_ADD(t->arena, t->refs);
  if (!ref) {
    return ng_error_no_mem(err);
  }
  *ref = (Ref){row,     ng_arena_copy(t->arena, parent), ng_arena_copy(t->arena, country), t->file, line,
               is_party};
  return ref->parent.at && ref->country.at ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
add_aliases(NgKnowTables* t, uint32_t row, NgStr list, bool metonyms, NgError* err)
{
  while (list.at) {
    NgStr       alias = ng_table_next(&list, '|');
    NgAliasKind kind  = metonyms ? NG_ALIAS_METONYM : ng_know_alias_kind(alias);
    if (ng_str_starts(alias, "~")) {
      alias = ng_str_n(alias.at + 1, alias.len - 1);
      kind  = NG_ALIAS_SURNAME;
    }
    if (alias.len && ng_know_builder_name(t->b, row, alias, kind)) {
      return builder_failed(t, err);
    }
  }
  return NG_SUCCESS;
}

// How likely a bare name means a thing of this type where the table does not say.
static uint8_t
usual_weight(NgKnowType type)
{
  static const uint8_t weights[NG_N_KNOW_TYPE] = {
      [NG_KNOW_PERSON] = 60,         [NG_KNOW_GOVERNMENT] = 150, [NG_KNOW_AGENCY] = 140,
      [NG_KNOW_LEGISLATURE] = 150,   [NG_KNOW_COURT] = 140,      [NG_KNOW_PARTY] = 120,
      [NG_KNOW_INTERNATIONAL] = 180, [NG_KNOW_MEDIA] = 140,      [NG_KNOW_ORGANIZATION] = 100,
      [NG_KNOW_GROUP] = 100,         [NG_KNOW_COUNTRY] = 240,    [NG_KNOW_PLACE] = 150,
      [NG_KNOW_FACILITY] = 120,      [NG_KNOW_MEASURE] = 110,    [NG_KNOW_EVENT_NAME] = 110,
      [NG_KNOW_DEMONYM] = 200};
  return weights[type];
}

typedef struct {
  uint8_t flags;
  uint8_t weight;
  bool    takes_the;
} RowFlags;

static NgStatus
read_flags(NgStr list, RowFlags* out, NgError* err)
{
  while (list.at) {
    const NgStr flag = ng_table_next(&list, ',');
    if (ng_str_is(flag, "common")) {
      out->flags |= NG_KNOW_COMMON;
    } else if (ng_str_is(flag, "dead")) {
      out->flags |= NG_KNOW_DEAD;
      out->weight = (uint8_t)(out->weight / 2);
    } else if (ng_str_is(flag, "the")) {
      out->takes_the = true;
    } else if (ng_str_is(flag, "m")) {
      out->flags |= NG_KNOW_MALE;
    } else if (ng_str_is(flag, "f")) {
      out->flags |= NG_KNOW_FEMALE;
    } else if (ng_str_starts(flag, "prior=0.") && flag.len <= 10) {
      NgStr          digits = ng_str_n(flag.at + 8, flag.len - 8);
      const uint32_t scale  = digits.len == 1 ? 10 : 100;
      uint32_t       v      = 0;
      read_number(&digits, 2, &v);
      out->weight = (uint8_t)(v * 255 / scale);
    } else if (flag.len) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "Unknown flag '%.*s'", NG_STR_ARG(flag));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
add_country(NgKnowTables* t, NgStr code, NgStr label, bool takes_the, bool is_state, uint32_t row,
            NgError* err)
{
  if (code.len != 2) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A country needs a code of two letters");
  }
  NG_TRY(claim_key(t, t->codes, code, t->countries.n, "country", err));
  Country* const c = NG_VEC_ADD(t->arena, t->countries);
  if (!c) {
    return ng_error_no_mem(err);
  }
  *c = (Country){.code     = ng_arena_copy(t->arena, code),
                 .name     = ng_arena_printf(t->arena, "%s%.*s", takes_the ? "the " : "", NG_STR_ARG(label)),
                 .row      = row,
                 .is_state = is_state};
  return c->code.at && c->name.at ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
knowledge_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t   = self;
  NgKnowNewRow        row = {.type    = ng_know_type_named(in->field[0]),
                             .label   = in->field[2],
                             .country = in->field[4],
                             .kind    = in->field[5],
                             .source  = in->field[9]};
  if (row.type == NG_N_KNOW_TYPE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There is no class '%.*s'", NG_STR_ARG(in->field[0]));
  }
  if (!row.label.len) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A row needs a label");
  }
  RowFlags flags = {0, usual_weight(row.type), false};
  NG_TRY(read_qid(in->field[1], &row.qid, err));
  NG_TRY(read_flags(in->field[8], &flags, err));
  NG_TRY(check_source(t, row.source, err));
  row.flags             = flags.flags;
  row.weight            = flags.weight;
  const uint32_t number = ng_know_builder_row(t->b, &row);
  if (number == NG_NONE) {
    return builder_failed(t, err);
  }
  if (row.type == NG_KNOW_COUNTRY || ng_str_is(row.kind, "territory")) {
    const bool is_state = row.type == NG_KNOW_COUNTRY;
    NG_TRY(add_country(t, row.country, row.label, flags.takes_the, is_state, number, err));
  }
  NG_TRY(check_country(t, row.country, err));
  NG_TRY(claim_row(t, &row, in->field[1], number, err));
  NG_TRY(add_aliases(t, number, in->field[3], false, err));
  NG_TRY(add_aliases(t, number, in->field[7], true, err));
  return add_ref(t, number, in->field[6], row.country, in->line, false, err);
}

static NgStatus
source_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t = self;
  return claim_key(t, t->sources, in->field[0], 0, "source", err);
}

// --- demonyms and templates ----------------------------------------------------------------------

static Country*
find_country(NgKnowTables* t, NgStr code)
{
  const uint32_t* const at = ng_map_get(t->codes, code);
  return at ? &t->countries.at[*at] : NULL;
}

static NgStatus
add_demonym(NgKnowTables* t, NgStr names, NgStr code, NgStr place, size_t line, NgError* err)
{
  NgKnowNewRow row = {.type    = NG_KNOW_DEMONYM,
                      .label   = ng_table_next(&names, '|'),
                      .country = code,
                      .kind    = ng_str(place.len ? "place" : "country"),
                      .source  = ng_str("own"),
                      .weight  = usual_weight(NG_KNOW_DEMONYM)};
  if (!row.label.len) {
    return NG_SUCCESS;
  }
  const uint32_t number = ng_know_builder_row(t->b, &row);
  if (number == NG_NONE) {
    return builder_failed(t, err);
  }
  NG_TRY(add_aliases(t, number, names, false, err));
  return add_ref(t, number, place, code, line, false, err);
}

static NgStatus
demonym_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t       = self;
  Country* const      country = find_country(t, in->field[0]);
  if (!country && in->field[0].len) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There is no country '%.*s'", NG_STR_ARG(in->field[0]));
  }
  NgStr list = in->field[2];
  while (country && !in->field[1].len && list.at && list.len) {
    const NgStr  adjective = ng_arena_copy(t->arena, ng_table_next(&list, '|'));
    NgStr* const at        = adjective.at ? NG_VEC_ADD(t->arena, country->adjectives) : NULL;
    if (!at) {
      return ng_error_no_mem(err);
    }
    *at = adjective;
  }
  const NgStr names = !in->field[3].len   ? in->field[2]
                      : !in->field[2].len ? in->field[3]
                                          : ng_arena_printf(t->arena, "%.*s|%.*s", NG_STR_ARG(in->field[2]),
                                                            NG_STR_ARG(in->field[3]));
  return names.at ? add_demonym(t, names, in->field[0], in->field[1], in->line, err) : ng_error_no_mem(err);
}

// `text` with the first {hole} replaced; at == NULL without memory, unchanged where there is none.
static NgStr
fill(NgArena* arena, NgStr text, const char* hole, NgStr with)
{
  const size_t n = strlen(hole);
  for (size_t i = 0; i + n <= text.len; ++i) {
    if (!memcmp(text.at + i, hole, n)) {
      return ng_arena_printf(arena, "%.*s%.*s%.*s", (int)i, text.at, NG_STR_ARG(with),
                             (int)(text.len - i - n), text.at + i + n);
    }
  }
  return text;
}

static bool
has_adjective(NgStr text)
{
  return text.len >= 11 && ng_str_starts(text, "{adjective}");
}

static NgStatus
add_template_aliases(NgKnowTables* t, const Country* c, uint32_t row, NgStr list, NgError* err)
{
  while (list.at && list.len) {
    const NgStr    alias = ng_table_next(&list, '|');
    const bool     each  = has_adjective(alias);
    const uint32_t n     = each ? c->adjectives.n : 1;
    for (uint32_t i = 0; i < n; ++i) {
      const NgStr name = each ? fill(t->arena, alias, "{adjective}", c->adjectives.at[i])
                              : fill(t->arena, alias, "{country}", c->name);
      if (!name.at) {
        return ng_error_no_mem(err);
      }
      if (ng_know_builder_name(t->b, row, name, NG_ALIAS_NAME)) {
        return builder_failed(t, err);
      }
    }
  }
  return NG_SUCCESS;
}

static NgStatus
make_from_template(NgKnowTables* t, const Country* c, const NgRow* in, uint32_t* number, NgError* err)
{
  NgStr label = fill(t->arena, in->field[2], "{country}", c->name);
  if (has_adjective(label)) {
    label = c->adjectives.n ? fill(t->arena, label, "{adjective}", c->adjectives.at[0]) : ng_str_n("", 0);
  }
  if (!label.at || !label.len) {
    return label.at ? NG_SUCCESS : ng_error_no_mem(err);
  }
  NgKnowNewRow row = {.type    = ng_know_type_named(in->field[0]),
                      .label   = label,
                      .country = c->code,
                      .kind    = in->field[1],
                      .source  = in->field[4]};
  row.weight       = usual_weight(row.type);
  *number          = ng_know_builder_row(t->b, &row);
  if (*number == NG_NONE) {
    return builder_failed(t, err);
  }
  return claim_row(t, &row, ng_str_n("", 0), *number, err);
}

static NgStatus
template_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t = self;
  if (ng_know_type_named(in->field[0]) == NG_N_KNOW_TYPE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "There is no class '%.*s'", NG_STR_ARG(in->field[0]));
  }
  NG_TRY(check_source(t, in->field[4], err));
  for (uint32_t i = 0; i < t->countries.n; ++i) {
    const Country* const c = &t->countries.at[i];
    if (!c->is_state) {
      continue;
    }
    const NgStr key = ng_arena_printf(t->arena, "%.*s\t%.*s", NG_STR_ARG(c->code), NG_STR_ARG(in->field[1]));
    if (!key.at) {
      return ng_error_no_mem(err);
    }
    const uint32_t* const known  = ng_map_get(t->by_kind, key);
    uint32_t              number = known ? *known : NG_NONE;
    if (!known && in->field[2].len) {
      NG_TRY(make_from_template(t, c, in, &number, err));
    }
    if (number != NG_NONE) {
      NG_TRY(add_template_aliases(t, c, number, in->field[3], err));
    }
  }
  return NG_SUCCESS;
}

// --- people --------------------------------------------------------------------------------------

static NgStatus
office_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t      = self;
  NgStr               digits = in->field[3];
  uint32_t            rank   = 0;
  if (!read_number(&digits, 1, &rank) || digits.len) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is no rank", NG_STR_ARG(in->field[3]));
  }
  NG_TRY(check_country(t, in->field[2], err));
  const uint32_t office = ng_know_builder_office(t->b, in->field[1], in->field[2], (uint8_t)rank);
  if (office == NG_NONE) {
    return builder_failed(t, err);
  }
  if (office < t->ranks.n) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Duplicate office '%.*s'", NG_STR_ARG(in->field[1]));
  }
  uint8_t* const at = NG_VEC_ADD(t->arena, t->ranks);
  if (!at) {
    return ng_error_no_mem(err);
  }
  *at = (uint8_t)rank;
  return claim_key(t, t->offices, in->field[0], office, "office", err);
}

// How likely a bare name means somebody who held an office of this rank until then.
static uint8_t
office_weight(uint32_t rank, NgDate from, NgDate to)
{
  static const uint8_t by_rank[] = {40, 50, 65, 80, 95, 110, 125, 145, 165, 200};
  const int            year      = to.year ? to.year : from.year ? from.year + 4 : 2000;
  const int            age       = year < 2022 ? 2022 - year : 0;
  const int            lowered   = by_rank[rank] - (age < 40 ? age : 40);
  return (uint8_t)(lowered > 10 ? lowered : 10);
}

static NgStatus
add_held(NgKnowTables* t, uint32_t row, NgStr list, NgError* err)
{
  while (list.at && list.len) {
    NgStr                 item   = ng_table_next(&list, '|');
    const NgStr           id     = ng_table_next(&item, ':');
    const NgDate          from   = ng_know_date(item.at ? ng_table_next(&item, ':') : id);
    const NgDate          to     = ng_know_date(item);
    const uint32_t* const office = ng_map_get(t->offices, id);
    if (!office) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "There is no office '%.*s'", NG_STR_ARG(id));
    }
    if (ng_know_builder_held(t->b, row, *office, from, to)) {
      return builder_failed(t, err);
    }
    ng_know_builder_raise(t->b, row, office_weight(t->ranks.at[*office], from, to));
  }
  return NG_SUCCESS;
}

static NgStatus
person_row(void* self, const NgRow* in, NgError* err)
{
  NgKnowTables* const t   = self;
  NgKnowNewRow        row = {.type    = NG_KNOW_PERSON,
                             .label   = in->field[1],
                             .country = in->field[3],
                             .source  = in->field[8],
                             .weight  = 30};
  NG_TRY(read_qid(in->field[0], &row.qid, err));
  NG_TRY(check_source(t, row.source, err));
  NG_TRY(check_country(t, row.country, err));
  if (ng_str_is(in->field[5], "m") || ng_str_is(in->field[5], "f")) {
    row.flags |= in->field[5].at[0] == 'm' ? NG_KNOW_MALE : NG_KNOW_FEMALE;
  } else if (in->field[5].len) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is neither m nor f", NG_STR_ARG(in->field[5]));
  }
  const uint32_t number = row.label.len ? ng_know_builder_row(t->b, &row) : NG_NONE;
  if (number == NG_NONE) {
    return row.label.len ? builder_failed(t, err)
                         : ng_error_set(err, NG_ERR_BAD_DATA, "A person needs a label");
  }
  NG_TRY(claim_row(t, &row, in->field[0], number, err));
  NG_TRY(add_aliases(t, number, in->field[2], false, err));
  ng_know_builder_born(t->b, number, ng_know_date(in->field[4]));
  NG_TRY(add_ref(t, number, in->field[6], row.country, in->line, true, err));
  return add_held(t, number, in->field[7], err);
}

// --- words ---------------------------------------------------------------------------------------

static NgStatus
add_words(NgKnowTables* t, NgStr list, uint32_t flags, NgError* err)
{
  while (list.at && list.len) {
    if (ng_know_builder_word(t->b, ng_table_next(&list, '|'), flags, 0, 0)) {
      return builder_failed(t, err);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
given_row(void* self, const NgRow* in, NgError* err)
{
  const NgStr sex   = in->field[1];
  uint32_t    flags = NG_WORD_GIVEN;
  flags |= ng_str_is(sex, "m") || ng_str_is(sex, "mf") ? NG_WORD_GIVEN_MALE : 0;
  flags |= ng_str_is(sex, "f") || ng_str_is(sex, "mf") ? NG_WORD_GIVEN_FEMALE : 0;
  if (flags == NG_WORD_GIVEN) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is none of m, f, mf", NG_STR_ARG(sex));
  }
  return add_words(self, in->field[2], flags, err);
}

static NgStatus
word_row(void* self, const NgRow* in, NgError* err)
{
  static const struct {
    const char* name;
    uint32_t    flag;
  } kinds[] = {{"surname", NG_WORD_SURNAME},    {"org-head", NG_WORD_ORG_HEAD},
               {"org-end", NG_WORD_ORG_END},    {"place-head", NG_WORD_PLACE_HEAD},
               {"title", NG_WORD_TITLE},        {"particle", NG_WORD_PARTICLE},
               {"common", NG_WORD_COMMON},      {"family-first", NG_WORD_FAMILY_FIRST | NG_WORD_SURNAME},
               {"month-day", NG_WORD_MONTH_DAY}};
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (ng_str_is(in->field[0], kinds[i].name)) {
      return add_words(self, in->field[1], kinds[i].flag, err);
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no kind of words '%.*s'", NG_STR_ARG(in->field[0]));
}

// --- whole tables --------------------------------------------------------------------------------

static const struct {
  const char* name;
  uint32_t    min_fields, max_fields;
  NgRowFunc   row;
} tables[] = {{"sources", 4, 4, source_row},    {"knowledge", 10, 10, knowledge_row},
              {"demonyms", 3, 4, demonym_row},  {"templates", 5, 5, template_row},
              {"offices", 4, 4, office_row},    {"people", 9, 9, person_row},
              {"given-names", 3, 3, given_row}, {"name-words", 2, 2, word_row}};

NgStatus
ng_know_tables_parse(NgKnowTables* t, NgStr text, const char* source, NgError* err)
{
  NgStr       rest  = text;
  NgStr       first = ng_table_next(&rest, '\n');
  const NgStr mark  = ng_table_next(&first, ' ');
  const NgStr name  = ng_table_next(&first, ' ');
  t->file           = ng_arena_copy(t->arena, ng_str(source));
  if (!t->file.at) {
    return ng_error_no_mem(err);
  }
  for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); ++i) {
    if (ng_str_is(mark, "#newsgraph") && ng_str_is(name, tables[i].name)) {
      return ng_table_parse(text, source, tables[i].name, 1, tables[i].min_fields, tables[i].max_fields,
                            tables[i].row, t, err);
    }
  }
  ng_error_set(err, NG_ERR_BAD_DATA, "The first line must be '#newsgraph NAME 1' with the name of a table");
  return ng_error_at(err, source, 1, 0), NG_ERR_BAD_DATA;
}

NgStatus
ng_know_tables_read(NgKnowTables* t, const char* path, NgError* err)
{
  NgBuf    text = NG_BUF_INIT((size_t)1 << 30);
  NgStatus st   = ng_io_read_file(path, &text, err);
  if (st == NG_SUCCESS) {
    st = ng_know_tables_parse(t, ng_buf_str(&text), path, err);
  }
  ng_buf_free(&text);
  return st;
}

// Row that a reference means: by QID, or by label in the same country or in none.
static NgStatus
find_ref(NgKnowTables* t, const Ref* ref, uint32_t* out, NgError* err)
{
  const uint32_t* at = ng_know_qid_number(ref->parent) ? ng_map_get(t->qids, ref->parent) : NULL;
  if (!ng_know_qid_number(ref->parent)) {
    const NgStr here = ng_arena_printf(t->arena, "%.*s\t%.*s", NG_STR_ARG(ref->parent),
                                       NG_STR_ARG(ref->country));
    const NgStr none = ng_arena_printf(t->arena, "%.*s\t", NG_STR_ARG(ref->parent));
    if (!here.at || !none.at) {
      return ng_error_no_mem(err);
    }
    at = ng_map_get(t->labels, here);
    at = at ? at : ng_map_get(t->labels, none);
  }
  *out = at ? *at : NG_NONE;
  if (at && *at == UINT32_MAX) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "'%.*s' is the label of several rows", NG_STR_ARG(ref->parent));
  }
  return NG_SUCCESS;
}

static NgStatus
resolve(NgKnowTables* t, const Ref* ref, NgError* err)
{
  uint32_t row = NG_NONE;
  NG_TRY(find_ref(t, ref, &row, err));
  if (row != NG_NONE) {
    return ref->is_party ? ng_know_builder_party(t->b, ref->row, row)
                         : ng_know_builder_parent(t->b, ref->row, row);
  }
  const uint32_t qid = ng_know_qid_number(ref->parent);
  if (t->below && qid && ng_know_by_qid(t->below, qid) != NG_NONE) {
    return ng_know_builder_parent_qid(t->b, ref->row, qid);
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "There is no row '%.*s'", NG_STR_ARG(ref->parent));
}

NgStatus
ng_know_tables_finish(NgKnowTables* t, NgError* err)
{
  for (uint32_t i = 0; i < t->refs.n; ++i) {
    const NgStatus st = resolve(t, &t->refs.at[i], err);
    if (st) {
      ng_error_at(err, t->refs.at[i].source.at, t->refs.at[i].line, 0);
      return st;
    }
  }
  return NG_SUCCESS;
}
