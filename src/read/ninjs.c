// SPDX-License-Identifier: Apache-2.0
// One object of IPTC's ninjs to one article: versions 1.x ("body_text", "versioncreated") and 2.x ("bodies",
// "versionCreated"). Values of another type than the standard's are taken for missing.
#include "read/internal.h"

enum { MAX_DEPTH = 64 };

typedef enum {
  FIELD_NONE = 0,
  FIELD_URI,
  FIELD_URL,
  FIELD_TYPE,
  FIELD_STATUS,
  FIELD_LANGUAGE,
  FIELD_HEADLINE,
  FIELD_BYLINE,
  FIELD_VERSION_DATE,
  FIELD_CONTENT_DATE,
  FIELD_FIRST_DATE,
  FIELD_PLAIN,  // body as text
  FIELD_MARKED, // body as XHTML or HTML
  FIELD_PROVIDER,
  FIELD_SOURCE,
  FIELD_HEADLINES,
  FIELD_BODIES,
  N_FIELDS,
} Field;

static const struct {
  const char* key;
  Field       field;
} fields[] = {
    {"uri", FIELD_URI},
    {"url", FIELD_URL},
    {"type", FIELD_TYPE},
    {"pubstatus", FIELD_STATUS},
    {"pubStatus", FIELD_STATUS},
    {"language", FIELD_LANGUAGE},
    {"headline", FIELD_HEADLINE},
    {"byline", FIELD_BYLINE},
    {"by", FIELD_BYLINE},
    {"versioncreated", FIELD_VERSION_DATE},
    {"versionCreated", FIELD_VERSION_DATE},
    {"contentcreated", FIELD_CONTENT_DATE},
    {"contentCreated", FIELD_CONTENT_DATE},
    {"firstcreated", FIELD_FIRST_DATE},
    {"firstCreated", FIELD_FIRST_DATE},
    {"body_text", FIELD_PLAIN},
    {"body_xhtml", FIELD_MARKED},
    {"body_html", FIELD_MARKED},
    {"provider", FIELD_PROVIDER},
    {"infosource", FIELD_SOURCE},
    {"infoSources", FIELD_SOURCE},
    {"infosources", FIELD_SOURCE},
    {"headlines", FIELD_HEADLINES},
    {"bodies", FIELD_BODIES},
};

// Keys of the objects inside of the last four.
typedef enum { INNER_NONE = 0, INNER_VALUE, INNER_TYPE, INNER_ROLE, INNER_NAME, N_INNER } Inner;

static const struct {
  const char* key;
  Inner       inner;
} inner_keys[] = {
    {"value", INNER_VALUE}, {"contentType", INNER_TYPE}, {"contenttype", INNER_TYPE},
    {"role", INNER_ROLE},   {"name", INNER_NAME},        {"literal", INNER_NAME},
};

typedef struct {
  NgDoc*   doc;
  NgError* err;
  unsigned depth;
  Field    field;   // of the value at depth 1, and of what is inside it
  bool     is_list; // that value is an array
  Inner    inner;
  NgStr    inners[N_INNER]; // of the object at hand
  NgStr    values[N_FIELDS];
} Ninjs;

// --- values --------------------------------------------------------------------------------------

static void
set_first(NgStr* to, NgStr value)
{
  if (!to->len) {
    *to = value;
  }
}

// Depth of the keys of an object inside of the value.
static bool
is_inner_depth(const Ninjs* n)
{
  return n->field >= FIELD_PROVIDER && n->depth == (n->is_list ? 3 : 2);
}

static int
on_string(void* self, const unsigned char* at, size_t len)
{
  Ninjs* const n         = self;
  const bool   is_inside = is_inner_depth(n) && n->inner;
  if ((n->depth != 1 || !n->field) && !is_inside) {
    return 1;
  }
  const NgStr copy = ng_arena_copy(n->doc->arena, ng_str_n((const char*)at, len));
  if (!copy.at) {
    ng_error_no_mem(n->err);
    return 0;
  }
  if (is_inside) {
    n->inners[n->inner] = copy;
  } else {
    set_first(&n->values[n->field], copy);
  }
  return 1;
}

// A headline or body of 2.x: of several the first of the main role, or of none. A source: the first that is
// named.
static void
take_object(Ninjs* n)
{
  const NgStr type    = n->inners[INNER_TYPE];
  const NgStr role    = n->inners[INNER_ROLE];
  const bool  is_main = !role.len || ng_str_is(role, "main") || ng_str_ends(role, ":main");
  const bool  is_text = !type.len || ng_str_starts(type, "text/plain");
  if (n->field == FIELD_PROVIDER || n->field == FIELD_SOURCE) {
    set_first(&n->values[n->field], n->inners[INNER_NAME]);
  } else if (n->field == FIELD_HEADLINES && is_main) {
    set_first(&n->values[FIELD_HEADLINE], n->inners[INNER_VALUE]);
  } else if (n->field == FIELD_BODIES && is_main) {
    set_first(&n->values[is_text ? FIELD_PLAIN : FIELD_MARKED], n->inners[INNER_VALUE]);
  }
}

static int
go_down(Ninjs* n)
{
  if (++n->depth > MAX_DEPTH) {
    ng_error_set(n->err, NG_ERR_BAD_INPUT, "Nested deeper than %d levels", MAX_DEPTH);
    return 0;
  }
  return 1;
}

static int
on_map(void* self)
{
  Ninjs* const n  = self;
  const int    st = go_down(n);
  if (is_inner_depth(n)) {
    memset(n->inners, 0, sizeof(n->inners));
    n->inner = INNER_NONE;
  }
  return st;
}

static int
on_array(void* self)
{
  Ninjs* const n = self;
  n->is_list     = n->is_list || n->depth == 1;
  return go_down(n);
}

static int
on_map_end(void* self)
{
  Ninjs* const n = self;
  if (is_inner_depth(n)) {
    take_object(n);
  }
  --n->depth;
  return 1;
}

static int
on_array_end(void* self)
{
  Ninjs* const n = self;
  --n->depth;
  return 1;
}

static int
on_key(void* self, const unsigned char* at, size_t len)
{
  Ninjs* const n   = self;
  const NgStr  key = ng_str_n((const char*)at, len);
  if (n->depth == 1) {
    n->field   = ng_str_starts(key, "body_") ? FIELD_MARKED : FIELD_NONE;
    n->is_list = false;
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); ++i) {
      n->field = ng_str_is(key, fields[i].key) ? fields[i].field : n->field;
    }
  } else if (is_inner_depth(n)) {
    n->inner = INNER_NONE;
    for (size_t i = 0; i < sizeof(inner_keys) / sizeof(inner_keys[0]); ++i) {
      n->inner = ng_str_is(key, inner_keys[i].key) ? inner_keys[i].inner : n->inner;
    }
  }
  return 1;
}

static int
on_other(void* self)
{
  (void)self;
  return 1;
}

static int
on_boolean(void* self, int value)
{
  (void)value;
  return on_other(self);
}

static int
on_number(void* self, const char* at, size_t len)
{
  (void)at;
  (void)len;
  return on_other(self);
}

static const yajl_callbacks callbacks = {
    .yajl_null        = on_other,
    .yajl_boolean     = on_boolean,
    .yajl_number      = on_number,
    .yajl_string      = on_string,
    .yajl_start_map   = on_map,
    .yajl_map_key     = on_key,
    .yajl_end_map     = on_map_end,
    .yajl_start_array = on_array,
    .yajl_end_array   = on_array_end,
};

// --- the record ----------------------------------------------------------------------------------

static NgStatus
set_body(Ninjs* n, NgArticleReader* reader, NgError* err)
{
  const NgStr type = n->values[FIELD_TYPE];
  n->doc->body     = n->values[FIELD_PLAIN];
  if (!ng_str_trim(n->doc->body).len && n->values[FIELD_MARKED].len) {
    NG_TRY(ng_html_fragment_text(reader->html, n->values[FIELD_MARKED], n->doc->arena, &n->doc->body, err));
  }
  if (ng_str_trim(n->doc->body).len) {
    return NG_SUCCESS;
  }
  return type.len && !ng_str_is(type, "text")
             ? ng_error_set(err, NG_SKIPPED, "The item is of the type \"%.32s\" and has no text", type.at)
             : ng_error_set(err, NG_SKIPPED, "The item has no text");
}

static NgStatus
fill(Ninjs* n, NgArticleReader* reader, NgError* err)
{
  NgMeta* const      meta   = &n->doc->meta;
  const NgStr* const v      = n->values;
  const NgStr        status = v[FIELD_STATUS];
  NgStr              date   = v[FIELD_VERSION_DATE];
  if (ng_str_is(status, "canceled") || ng_str_is(status, "withheld") || ng_str_ends(status, ":canceled") ||
      ng_str_ends(status, ":withheld")) {
    return ng_error_set(err, NG_SKIPPED, "The provider marks the item as %.32s", status.at);
  }
  NG_TRY(set_body(n, reader, err));
  set_first(&date, v[FIELD_CONTENT_DATE]);
  set_first(&date, v[FIELD_FIRST_DATE]);
  meta->id        = ng_str_trim(v[FIELD_URI]);
  meta->url       = v[FIELD_URL].len                   ? ng_str_trim(v[FIELD_URL])
                    : ng_read_is_web_address(meta->id) ? meta->id
                                                       : ng_str("");
  meta->title     = v[FIELD_HEADLINE];
  meta->publisher = ng_str_trim(v[FIELD_PROVIDER].len ? v[FIELD_PROVIDER] : v[FIELD_SOURCE]);
  meta->language  = ng_str_trim(v[FIELD_LANGUAGE]);
  NG_TRY(ng_read_add_byline(n->doc, v[FIELD_BYLINE], err));
  return date.len && ng_read_set_date(n->doc, date, &reader->options) ? ng_error_no_mem(err) : NG_SUCCESS;
}

NgStatus
ng_read_ninjs(NgArticleReader* reader, const NgRaw* raw, NgDoc* doc, NgError* err)
{
  Ninjs          n      = {.doc = doc, .err = err};
  size_t         column = 0;
  const NgStatus st     = ng_json_parse(reader->json, ng_buf_str(&raw->bytes), &callbacks, &n, &column, err);
  if (st) {
    ng_error_at(err, raw->name.at, raw->line, column);
    return st;
  }
  return fill(&n, reader, err);
}
