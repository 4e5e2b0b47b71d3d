// SPDX-License-Identifier: Apache-2.0
#include "train/names_corpus.h"

#include "base/io.h"
#include "base/table.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_tree.h>

enum { P = 1 << NG_NAME_PER, L = 1 << NG_NAME_LOC, G = 1 << NG_NAME_ORG, F = 1 << NG_NAME_FAC };
enum { D = 1 << NG_NAME_DEM, M = 1 << NG_NAME_MISC, O = NG_NAME_MASK_O };

typedef struct {
  const char* name;
  NgClass     cls;
  NgNameType  type;
} ClassRow;

static const ClassRow CLASSES[] = {
    {"Person", NG_CLASS_PERSON, NG_NAME_PER},
    {"Government", NG_CLASS_GOVERNMENT, NG_NAME_ORG},
    {"Agency", NG_CLASS_AGENCY, NG_NAME_ORG},
    {"Legislature", NG_CLASS_LEGISLATURE, NG_NAME_ORG},
    {"Court", NG_CLASS_COURT, NG_NAME_ORG},
    {"Party", NG_CLASS_PARTY, NG_NAME_ORG},
    {"InternationalOrganization", NG_CLASS_INTERNATIONAL_ORGANIZATION, NG_NAME_ORG},
    {"MediaOutlet", NG_CLASS_MEDIA_OUTLET, NG_NAME_ORG},
    {"Organization", NG_CLASS_ORGANIZATION, NG_NAME_ORG},
    {"Country", NG_CLASS_COUNTRY, NG_NAME_LOC},
    {"Place", NG_CLASS_PLACE, NG_NAME_LOC},
    {"Facility", NG_CLASS_FACILITY, NG_NAME_FAC},
    {"Demonym", NG_CLASS_DEMONYM, NG_NAME_DEM},
    {"Measure", NG_CLASS_MEASURE, NG_NAME_MISC},
    {"EventName", NG_CLASS_EVENT_NAME, NG_NAME_MISC},
    {"Other", NG_CLASS_NONE, NG_NAME_MISC},
};

NgNameType
ng_gold_type_of(NgClass cls)
{
  for (size_t i = 0; i < sizeof(CLASSES) / sizeof(*CLASSES); ++i) {
    if (CLASSES[i].cls == cls) {
      return CLASSES[i].type;
    }
  }
  return NG_N_NAME_TYPES;
}

NgClass
ng_gold_class(NgStr word)
{
  for (size_t i = 0; i < sizeof(CLASSES) / sizeof(*CLASSES); ++i) {
    if (ng_str_is(word, CLASSES[i].name)) {
      return CLASSES[i].cls;
    }
  }
  return NG_CLASS_NONE;
}

NgStatus
ng_gold_new(NgGold* gold)
{
  memset(gold, 0, sizeof(*gold));
  gold->arena = ng_arena_new((size_t)16 << 30);
  return gold->arena ? NG_SUCCESS : NG_ERR_NO_MEM;
}

void
ng_gold_free(NgGold* gold)
{
  ng_arena_free(gold->arena);
  memset(gold, 0, sizeof(*gold));
}

// --- spans to tokens and labels ------------------------------------------------------------------

static void
find_tokens(const NgDoc* doc, NgGoldName* name)
{
  uint32_t low = 0, high = doc->tokens.n;
  while (low < high) {
    const uint32_t mid = (low + high) / 2;
    if (doc->tokens.at[mid].char_end <= name->char_begin) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  uint32_t end = low;
  while (end < doc->tokens.n && doc->tokens.at[end].char_begin < name->char_end) {
    ++end;
  }
  name->tokens   = (NgSpan){low, end};
  name->is_exact = end > low && doc->tokens.at[low].char_begin == name->char_begin &&
                   doc->tokens.at[end - 1].char_end == name->char_end;
}

static uint32_t
free_labels(uint8_t types)
{
  uint32_t set = 1U << NG_NAME_O;
  for (unsigned type = 0; type < NG_N_NAME_TYPES; ++type) {
    set |= types >> type & 1 ? 15U << ng_name_label(type, NG_BILU_B) : 0;
  }
  return set;
}

static void
allow_name(NgGoldDoc* gold, const NgGoldName* name)
{
  const NgSpan   s = name->tokens;
  const uint32_t n = s.end - s.begin;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    const NgBilu part = n == 1           ? NG_BILU_U
                        : t == s.begin   ? NG_BILU_B
                        : t + 1 == s.end ? NG_BILU_L
                                         : NG_BILU_I;
    uint32_t     set  = name->types & NG_NAME_MASK_O ? free_labels(gold->free) : 0;
    for (unsigned type = 0; type < NG_N_NAME_TYPES; ++type) {
      set |= name->types >> type & 1 ? 1U << ng_name_label(type, part) : 0;
    }
    gold->allowed[t] = set;
  }
}

NgStatus
ng_gold_finish(NgGold* gold, NgGoldDoc* g, NgError* err)
{
  NG_TRY(ng_text_run(&g->doc, err));
  g->allowed = ng_arena_calloc(gold->arena, g->doc.tokens.n + 1U, sizeof(uint32_t));
  if (!g->allowed) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t t = 0; t < g->doc.tokens.n; ++t) {
    g->allowed[t] = free_labels(g->free);
  }
  for (uint32_t i = 0; i < g->names.n; ++i) {
    NgGoldName* const name = &g->names.at[i];
    find_tokens(&g->doc, name);
    allow_name(g, name);
    ++gold->n_names;
    gold->n_inexact += !name->is_exact;
  }
  return NG_SUCCESS;
}

static NgGoldDoc*
add_doc(NgGold* gold, float weight)
{
  NgGoldDoc* const doc = NG_VEC_ADD(gold->arena, gold->docs);
  if (doc) {
    doc->doc.arena = gold->arena;
    doc->weight    = weight;
    doc->source    = gold->n_sources;
    doc->origin    = gold->docs.n - 1;
  }
  return doc;
}

// --- JSON lines ----------------------------------------------------------------------------------

static NgStr
text_at(yajl_val record, const char* key)
{
  const char*    path[] = {key, NULL};
  const yajl_val v      = yajl_tree_get(record, path, yajl_t_string);
  return ng_str(v ? YAJL_GET_STRING(v) : NULL);
}

static NgStatus
add_span(NgGold* gold, NgGoldDoc* doc, yajl_val span)
{
  if (!YAJL_IS_ARRAY(span) || span->u.array.len != 3 || !YAJL_IS_STRING(span->u.array.values[2])) {
    return NG_ERR_BAD_INPUT;
  }
  NgGoldName* const name = NG_VEC_ADD(gold->arena, doc->names);
  if (!name) {
    return NG_ERR_NO_MEM;
  }
  name->char_begin = (uint32_t)YAJL_GET_INTEGER(span->u.array.values[0]);
  name->char_end   = (uint32_t)YAJL_GET_INTEGER(span->u.array.values[1]);
  name->tag        = ng_arena_copy(gold->arena, ng_str(YAJL_GET_STRING(span->u.array.values[2])));
  for (size_t i = 0; i < sizeof(CLASSES) / sizeof(*CLASSES); ++i) {
    if (ng_str_is(name->tag, CLASSES[i].name)) {
      name->cls     = CLASSES[i].cls;
      name->types   = (uint8_t)(1U << CLASSES[i].type);
      name->is_fine = true;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
read_record(NgGold* gold, NgStr line, float weight, NgError* err)
{
  char             message[256];
  const NgStr      copy   = ng_arena_copy(gold->arena, line);
  const yajl_val   record = copy.at ? yajl_tree_parse(copy.at, message, sizeof(message)) : NULL;
  const char*      path[] = {"spans", NULL};
  NgGoldDoc* const doc    = add_doc(gold, weight);
  if (!record || !doc) {
    yajl_tree_free(record);
    return ng_error_set(err, NG_ERR_BAD_INPUT, "No JSON record with text and spans");
  }
  doc->doc.meta.title  = ng_arena_copy(gold->arena, text_at(record, "title"));
  doc->doc.meta.id     = ng_arena_copy(gold->arena, text_at(record, "id"));
  doc->doc.body        = ng_arena_copy(gold->arena, text_at(record, "text"));
  const yajl_val spans = yajl_tree_get(record, path, yajl_t_array);
  NgStatus       st    = NG_SUCCESS;
  for (size_t i = 0; spans && !st && i < spans->u.array.len; ++i) {
    st = add_span(gold, doc, spans->u.array.values[i]);
  }
  yajl_tree_free(record);
  return st ? ng_error_set(err, st, "A span is not [begin, end, class]") : ng_gold_finish(gold, doc, err);
}

NgStatus
ng_gold_read_jsonl(NgGold* gold, const char* path, float weight, NgError* err)
{
  NgBuf    file = NG_BUF_INIT((size_t)1 << 30);
  NgStatus st   = ng_io_read_file(path, &file, err);
  size_t   n    = 0;
  for (size_t at = 0; !st && at < file.len;) {
    const char* const nl  = memchr(file.at + at, '\n', file.len - at);
    const size_t      end = nl ? (size_t)(nl - file.at) : file.len;
    ++n;
    if (end > at) {
      st = read_record(gold, ng_str_n(file.at + at, end - at), weight, err);
    }
    at = end + 1;
  }
  ++gold->n_sources;
  ng_buf_free(&file);
  return st ? ng_error_at(err, path, n, 0) : NG_SUCCESS;
}

// --- columns -------------------------------------------------------------------------------------

// How the tags of a source map to types. The first row whose `file` occurs in the path and whose `tag`
// is the tag counts; tag "O" gives the types that may hide outside.
typedef struct {
  const char* file;
  const char* tag;
  int         types;
} TagRow;

static const TagRow TAGS[] = {
    {"wikigold", "LOC", L | F},
    {"wikigold", "ORG", G | F},
    {"wikigold", "MISC", D | M},
    {"wikigold", "O", 0},
    {"wnut", "location", L | F},
    {"wnut", "corporation", G},
    {"wnut", "group", G},
    {"wnut", "product", M | O},
    {"wnut", "creative-work", M | O},
    {"wnut", "O", D | M},
    {"uner", "PER", P},
    {"uner", "LOC", L | F},
    {"uner", "ORG", G | F},
    {"uner", "O", D | M},
    {"re3d", "Location", L | F},
    {"re3d", "Nationality", D},
    {"re3d", "Organisation", G},
    {"re3d", "Person", P},
    {"re3d", "O", D | M},
    {"re3d", "DocumentReference", M | O},
    {"re3d", "MilitaryPlatform", M | O},
    {"re3d", "Weapon", M | O},
    {"crossner", "politician", P},
    {"crossner", "person", P},
    {"crossner", "writer", P},
    {"crossner", "musicalartist", P},
    {"crossner", "scientist", P},
    {"crossner", "researcher", P},
    {"crossner", "country", L},
    {"crossner", "location", L | F},
    {"crossner", "organisation", G | F},
    {"crossner", "politicalparty", G},
    {"crossner", "band", G},
    {"crossner", "university", G | F},
    {"crossner", "magazine", G},
    {"crossner", "academicjournal", G | M},
    {"crossner", "election", M | O},
    {"crossner", "event", M | O},
    {"crossner", "conference", M | O},
    {"crossner", "award", M | O},
    {"crossner", "misc", D | M | P | O},
    {"crossner", "O", D | M},
    {"crossner", "", M | O},
    {"", "PER", P},
    {"", "LOC", L | F},
    {"", "ORG", G},
    {"", "MISC", D | M | O},
    {"", "O", D | M},
};

static uint8_t
types_of(const char* path, NgStr tag, NgStr coarse)
{
  for (size_t i = 0; i < sizeof(TAGS) / sizeof(*TAGS); ++i) {
    if (strstr(path, TAGS[i].file) &&
        (ng_str_is(tag, TAGS[i].tag) || ng_str_is(coarse, TAGS[i].tag) || !*TAGS[i].tag)) {
      return (uint8_t)TAGS[i].types;
    }
  }
  return O;
}

typedef struct {
  NgGold*     gold;
  const char* path;
  float       weight;
  NgBuf       text;
  uint32_t    n_chars;
  NgGoldDoc*  doc;
  NgStr       last;        // token before, for the space between
  bool        in_name;     // a name goes on
  bool        in_quotes;   // between straight quotes
  bool        by_sentence; // the source knows no documents
} Columns;

static bool
is_one_of(NgStr token, const char* list)
{
  for (NgStr rest = ng_str(list); rest.len;) {
    const char* const space = memchr(rest.at, ' ', rest.len);
    const size_t      n     = space ? (size_t)(space - rest.at) : rest.len;
    if (ng_str_eq(token, ng_str_n(rest.at, n))) {
      return true;
    }
    rest = ng_str_n(rest.at + n + (space != NULL), rest.len - n - (space != NULL));
  }
  return false;
}

static bool
wants_space(Columns* c, NgStr token)
{
  const bool is_quote = ng_str_is(token, "\"");
  const bool opens    = ng_str_is(c->last, "\"") && c->in_quotes;
  if (!c->last.len || opens || (is_quote && c->in_quotes)) {
    return false;
  }
  return !is_one_of(token, ", . ; : ! ? ) ] } % 's 're 've 'll 'd 'm n't ' ''") &&
         !is_one_of(c->last, "( [ { $ £ € # ``");
}

static NgStr
plain_form(NgStr token)
{
  static const char* const FORMS[][2] = {
      {"``", "\""}, {"''", "\""}, {"-LRB-", "("}, {"-RRB-", ")"}, {"-LSB-", "["}, {"-RSB-", "]"},
  };
  for (size_t i = 0; i < sizeof(FORMS) / sizeof(*FORMS); ++i) {
    if (ng_str_is(token, FORMS[i][0])) {
      return ng_str(FORMS[i][1]);
    }
  }
  return token;
}

static void
add_chars(Columns* c, NgStr s)
{
  ng_buf_add(&c->text, s);
  for (size_t i = 0; i < s.len; ++i) {
    c->n_chars += ((unsigned char)s.at[i] & 0xC0) != 0x80;
  }
}

static NgStatus
add_token(Columns* c, const NgRow* row)
{
  const NgStr token = plain_form(row->field[0]);
  const bool  space = wants_space(c, token);
  if (space) {
    add_chars(c, ng_str(" "));
  }
  c->in_quotes           = ng_str_is(token, "\"") ? !c->in_quotes : c->in_quotes;
  const uint32_t begin   = c->n_chars;
  const NgStr    coarse  = row->field[1];
  const bool     is_name = coarse.len > 2;
  add_chars(c, token);
  c->last = ng_arena_copy(c->gold->arena, token);
  if (is_name && (coarse.at[0] == 'B' || !c->in_name)) {
    NgGoldName* const name = NG_VEC_ADD(c->gold->arena, c->doc->names);
    if (!name) {
      return NG_ERR_NO_MEM;
    }
    const NgStr own  = row->field[2].len > 2 ? row->field[2] : coarse;
    name->char_begin = begin;
    name->tag        = ng_arena_copy(c->gold->arena, ng_str_n(own.at + 2, own.len - 2));
    name->types      = types_of(c->path, name->tag, ng_str_n(coarse.at + 2, coarse.len - 2));
  }
  if (is_name) {
    c->doc->names.at[c->doc->names.n - 1].char_end = c->n_chars;
  }
  c->in_name = is_name;
  return NG_SUCCESS;
}

static NgStatus
end_doc(Columns* c, NgError* err)
{
  if (!c->doc) {
    return NG_SUCCESS;
  }
  NgGoldDoc* const doc = c->doc;
  c->doc               = NULL;
  c->n_chars           = 0;
  doc->doc.body        = ng_arena_copy(c->gold->arena, ng_buf_str(&c->text));
  doc->free            = types_of(c->path, ng_str("O"), ng_str("O")) & NG_NAME_MASK_ALL;
  ng_buf_clear(&c->text);
  return c->text.status ? c->text.status : ng_gold_finish(c->gold, doc, err);
}

static void
end_sentence(Columns* c)
{
  const bool is_closed = c->last.len && strchr(".!?\"", c->last.at[c->last.len - 1]);
  if (c->doc && c->last.len) {
    add_chars(c, ng_str(is_closed ? " " : "\n\n"));
  }
  c->last      = ng_str(NULL);
  c->in_name   = false;
  c->in_quotes = false;
}

static NgStatus
read_line(Columns* c, NgStr line, NgError* err)
{
  if (!line.len) {
    end_sentence(c);
    return c->by_sentence ? end_doc(c, err) : NG_SUCCESS;
  }
  NgRow row = {0};
  for (NgStr rest = line; rest.at && row.n < 3;) {
    row.field[row.n++] = ng_table_next(&rest, '\t');
  }
  if (ng_str_is(row.field[0], "-DOCSTART-")) {
    c->by_sentence = false;
    return end_doc(c, err);
  }
  if (row.n < 2) {
    return ng_error_set(err, NG_ERR_BAD_INPUT, "Expected token, tag, own tag");
  }
  if (!c->doc) {
    c->doc = add_doc(c->gold, c->weight);
  }
  return c->doc ? add_token(c, &row) : NG_ERR_NO_MEM;
}

NgStatus
ng_gold_read_columns(NgGold* gold, const char* path, float weight, NgError* err)
{
  NgBuf    file = NG_BUF_INIT((size_t)1 << 30);
  NgStatus st   = ng_io_read_file(path, &file, err);
  Columns  c    = {
          .gold = gold, .path = path, .weight = weight, .text = NG_BUF_INIT(1 << 26), .by_sentence = true};
  size_t n = 0;
  for (size_t at = 0; !st && at < file.len;) {
    const char* const nl  = memchr(file.at + at, '\n', file.len - at);
    const size_t      end = nl ? (size_t)(nl - file.at) : file.len;
    ++n;
    st = read_line(&c, ng_str_trim(ng_str_n(file.at + at, end - at)), err);
    at = end + 1;
  }
  if (!st) {
    end_sentence(&c);
    st = end_doc(&c, err);
  }
  ++gold->n_sources;
  ng_buf_free(&c.text);
  ng_buf_free(&file);
  return st ? ng_error_at(err, path, n, 0) : NG_SUCCESS;
}
