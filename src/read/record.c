// SPDX-License-Identifier: Apache-2.0
// One JSONL record to one article.
#include "read/internal.h"

#include "base/alloc.h"
#include "base/map.h"

enum { MAX_DEPTH = 64, MAX_KEYS = 1024 };

typedef enum {
  FIELD_NONE = 0,
  FIELD_ID,
  FIELD_URL,
  FIELD_TITLE,
  FIELD_TEXT,
  FIELD_MAINTEXT,
  FIELD_DATE,
  FIELD_PUBLISHED,
  FIELD_DATE_PUBLISH,
  FIELD_PUBLISHER,
  FIELD_SOURCE_DOMAIN,
  FIELD_LANGUAGE,
  FIELD_AUTHORS,
  // Of other vocabularies, taken where ours say nothing; of another type than a string they say nothing
  // either.
  FIELD_OTHER_TEXT,
  FIELD_OTHER_TITLE,
  FIELD_OTHER_DATE,
  FIELD_OTHER_LANGUAGE,
  N_FIELDS,
} Field;

static const struct {
  const char* key;
  Field       field;
} fields[] = {
    {"id", FIELD_ID},
    {"url", FIELD_URL},
    {"title", FIELD_TITLE},
    {"text", FIELD_TEXT},
    {"maintext", FIELD_MAINTEXT},
    {"date", FIELD_DATE},
    {"published", FIELD_PUBLISHED},
    {"date_publish", FIELD_DATE_PUBLISH},
    {"publisher", FIELD_PUBLISHER},
    {"source_domain", FIELD_SOURCE_DOMAIN},
    {"language", FIELD_LANGUAGE},
    {"author", FIELD_AUTHORS},
    {"authors", FIELD_AUTHORS},
    {"articleBody", FIELD_OTHER_TEXT}, // schema.org
    {"body", FIELD_OTHER_TEXT},
    {"content", FIELD_OTHER_TEXT},
    {"headline", FIELD_OTHER_TITLE},     // schema.org
    {"datePublished", FIELD_OTHER_DATE}, // schema.org
    {"publishedAt", FIELD_OTHER_DATE},
    {"published_at", FIELD_OTHER_DATE},
    {"inLanguage", FIELD_OTHER_LANGUAGE}, // schema.org
    {"lang", FIELD_OTHER_LANGUAGE},
};

struct NgRecordImpl {
  NgJson* json;
  NgMap*  keys; // of the object, to see one twice

  // of the record in hand
  NgDoc*      doc;
  NgError*    err;
  unsigned    depth;
  Field       field;   // of the value at depth 1, and of what is inside it
  const char* key;     // its name
  bool        is_list; // that value is an array
  bool        is_name; // the key "name" of an author or publisher that is an object
  NgStr       values[N_FIELDS];
};

NgRecord*
ng_record_new(size_t max_article_bytes)
{
  NgRecord* const record = ng_calloc(1, sizeof(NgRecord));
  if (!record) {
    return NULL;
  }
  record->json = ng_json_new(max_article_bytes);
  record->keys = ng_map_new(MAX_KEYS);
  if (!record->json || !record->keys) {
    ng_record_free(record);
    return NULL;
  }
  return record;
}

void
ng_record_free(NgRecord* record)
{
  if (record) {
    ng_map_free(record->keys);
    ng_json_free(record->json);
    ng_free(record);
  }
}

// --- values --------------------------------------------------------------------------------------

static int
fail(NgRecord* r, NgStatus status, const char* what)
{
  ng_error_set(r->err, status, "%s", what);
  return 0;
}

static bool
is_other(Field field)
{
  return field >= FIELD_OTHER_TEXT;
}

static int
wrong_type(NgRecord* r, const char* found)
{
  ng_error_set(r->err, NG_ERR_BAD_INPUT, "The value of \"%s\" must be a string, not %s", r->key, found);
  return 0;
}

static bool
is_date(Field field)
{
  return field == FIELD_DATE || field == FIELD_PUBLISHED || field == FIELD_DATE_PUBLISH;
}

static bool
is_person(Field field)
{
  return field == FIELD_AUTHORS || field == FIELD_PUBLISHER;
}

static int
keep(NgRecord* r, NgStr value)
{
  const NgStr copy = ng_arena_copy(r->doc->arena, value);
  if (!copy.at) {
    return fail(r, NG_ERR_NO_MEM, ng_strerror(NG_ERR_NO_MEM));
  }
  if (r->field != FIELD_AUTHORS) {
    if (!is_other(r->field) || copy.len > r->values[r->field].len) {
      r->values[r->field] = copy;
    }
    return 1;
  }
  const NgStr  name = ng_str_trim(copy);
  NgStr* const item = name.len ? NG_VEC_ADD(r->doc->arena, r->doc->meta.authors) : NULL;
  if (name.len && !item) {
    return fail(r, NG_ERR_NO_MEM, ng_strerror(NG_ERR_NO_MEM));
  }
  if (item) {
    *item = name;
  }
  return 1;
}

static int
on_string(void* self, const unsigned char* at, size_t len)
{
  NgRecord* const r     = self;
  const NgStr     value = ng_str_n((const char*)at, len);
  if (r->depth == 0) {
    return fail(r, NG_ERR_BAD_INPUT, "Not a JSON object but a string");
  }
  if (r->field == FIELD_NONE) {
    return 1;
  }
  const bool is_inner = is_person(r->field) && (r->is_name || (r->is_list && r->depth == 2));
  return r->depth == 1 || is_inner ? keep(r, value) : 1;
}

static int
on_number(void* self, const char* at, size_t len)
{
  NgRecord* const r = self;
  if (r->depth == 0) {
    return fail(r, NG_ERR_BAD_INPUT, "Not a JSON object but a number");
  }
  if (r->depth > 1 || r->field == FIELD_NONE || is_other(r->field)) {
    return 1;
  }
  return r->field == FIELD_ID || is_date(r->field) ? keep(r, ng_str_n(at, len)) : wrong_type(r, "a number");
}

static int
on_boolean(void* self, int value)
{
  NgRecord* const r = self;
  (void)value;
  if (r->depth == 0) {
    return fail(r, NG_ERR_BAD_INPUT, "Not a JSON object but true or false");
  }
  return r->depth > 1 || r->field == FIELD_NONE || is_other(r->field) ? 1 : wrong_type(r, "true or false");
}

static int
on_null(void* self)
{
  NgRecord* const r = self;
  return r->depth ? 1 : fail(r, NG_ERR_BAD_INPUT, "Not a JSON object but null");
}

static int
go_down(NgRecord* r)
{
  r->is_name = false;
  return ++r->depth <= MAX_DEPTH ? 1 : fail(r, NG_ERR_BAD_INPUT, "Nested deeper than 64 levels");
}

static int
on_map(void* self)
{
  NgRecord* const r = self;
  if (r->depth == 1 && r->field != FIELD_NONE && !is_person(r->field) && !is_other(r->field)) {
    return wrong_type(r, "an object");
  }
  return go_down(r);
}

static int
on_array(void* self)
{
  NgRecord* const r = self;
  if (r->depth == 0) {
    return fail(r, NG_ERR_BAD_INPUT, "Not a JSON object but an array");
  }
  if (r->depth == 1 && r->field != FIELD_NONE && r->field != FIELD_AUTHORS && !is_other(r->field)) {
    return wrong_type(r, "an array");
  }
  r->is_list = r->is_list || r->depth == 1;
  return go_down(r);
}

static int
on_end(void* self)
{
  NgRecord* const r = self;
  --r->depth;
  r->is_name = false;
  return 1;
}

static int
on_key(void* self, const unsigned char* at, size_t len)
{
  NgRecord* const r   = self;
  const NgStr     key = ng_str_n((const char*)at, len);
  if (r->depth > 1) {
    r->is_name = ng_str_is(key, "name") && r->depth == (r->is_list ? 3 : 2);
    return 1;
  }
  bool is_new = false;
  if (!ng_map_put(r->keys, key, &is_new)) {
    return ng_map_size(r->keys) >= MAX_KEYS ? fail(r, NG_ERR_LIMIT, "More than 1024 keys")
                                            : fail(r, NG_ERR_NO_MEM, ng_strerror(NG_ERR_NO_MEM));
  }
  if (!is_new) {
    ng_error_set(r->err, NG_ERR_BAD_INPUT, "The key \"%.*s\" stands twice", (int)(len < 64 ? len : 64), at);
    return 0;
  }
  r->field   = FIELD_NONE;
  r->is_list = false;
  for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); ++i) {
    if (ng_str_is(key, fields[i].key)) {
      r->field = fields[i].field;
      r->key   = fields[i].key;
    }
  }
  return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null        = on_null,
    .yajl_boolean     = on_boolean,
    .yajl_number      = on_number,
    .yajl_string      = on_string,
    .yajl_start_map   = on_map,
    .yajl_map_key     = on_key,
    .yajl_end_map     = on_end,
    .yajl_start_array = on_array,
    .yajl_end_array   = on_end,
};

// --- the record ----------------------------------------------------------------------------------

static NgStr
first_of(const NgRecord* r, Field a, Field b, Field c)
{
  return r->values[a].len ? r->values[a] : r->values[b].len ? r->values[b] : r->values[c];
}

static NgStatus
fill(NgRecord* r, const NgReadOptions* options)
{
  NgMeta* const meta = &r->doc->meta;
  r->doc->body       = first_of(r, FIELD_TEXT, FIELD_MAINTEXT, FIELD_OTHER_TEXT);
  if (!ng_str_trim(r->doc->body).len) {
    return ng_error_set(r->err, NG_ERR_BAD_INPUT,
                        "The record has no text: \"text\" or \"maintext\" must hold it");
  }
  meta->id         = r->values[FIELD_ID];
  meta->url        = ng_str_trim(r->values[FIELD_URL]);
  meta->title      = first_of(r, FIELD_TITLE, FIELD_OTHER_TITLE, FIELD_NONE);
  meta->publisher  = ng_str_trim(first_of(r, FIELD_PUBLISHER, FIELD_SOURCE_DOMAIN, FIELD_NONE));
  meta->language   = ng_str_trim(first_of(r, FIELD_LANGUAGE, FIELD_OTHER_LANGUAGE, FIELD_NONE));
  const NgStr ours = first_of(r, FIELD_DATE, FIELD_PUBLISHED, FIELD_DATE_PUBLISH);
  const NgStr date = ours.len ? ours : r->values[FIELD_OTHER_DATE];
  return date.len && ng_read_set_date(r->doc, date, options) ? ng_error_no_mem(r->err) : NG_SUCCESS;
}

NgStatus
ng_record_read(NgRecord* record, NgStr line, const NgReadOptions* options, NgDoc* doc, NgError* err)
{
  size_t column = 0;
  ng_map_clear(record->keys);
  memset(record->values, 0, sizeof(record->values));
  record->doc     = doc;
  record->err     = err;
  record->depth   = 0;
  record->field   = FIELD_NONE;
  record->is_list = false;
  record->is_name = false;
  NgStatus st     = ng_json_parse(record->json, line, &callbacks, record, &column, err);
  if (!st) {
    column = 0;
    st     = fill(record, options);
  }
  if (st) {
    ng_error_at(err, doc->meta.source.at, doc->meta.line, column);
  }
  return st;
}
