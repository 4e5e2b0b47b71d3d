// SPDX-License-Identifier: Apache-2.0
// What a page says of its article in JSON-LD (schema.org's NewsArticle and its kin), by yajl.
//
// Publishers write one object, an array of them, or a list under "@graph", in which authors and publisher may
// be named by "@id" alone. All are read into one flat list in document order; then the first object that is
// an article speaks for the page, and those beside it fill in what it leaves open.
#include "read/html_internal.h"

enum { MAX_DEPTH = 48, MAX_VALUES = 1 << 16, MAX_AUTHORS = 32 };

typedef enum { JSON_STRING = 0, JSON_OTHER, JSON_OBJECT, JSON_ARRAY } JsonKind;

// Values in document order: those within value i are i + 1 to end - 1.
typedef struct {
  NgStr    key; // of a member of an object
  NgStr    text;
  uint32_t end;
  JsonKind kind;
} Json;

typedef struct {
  NgArena* arena;
  NG_VEC(Json) values;
  uint32_t open[MAX_DEPTH];
  uint32_t depth;
  NgStr    key;
  bool     has_failed; // no memory
} Reader;

// --- reading --------------------------------------------------------------------------------------

static int
add(Reader* r, JsonKind kind, NgStr text)
{
  if (r->values.n >= MAX_VALUES) {
    return 0;
  }
  Json* const value = NG_VEC_ADD(r->arena, r->values);
  if (!value) {
    r->has_failed = true;
    return 0;
  }
  *value = (Json){r->key, text, r->values.n, kind};
  r->key = ng_str("");
  return 1;
}

static int
on_string(void* self, const unsigned char* at, size_t len)
{
  Reader* const r    = self;
  const NgStr   text = ng_arena_copy(r->arena, ng_str_n((const char*)at, len));
  r->has_failed      = r->has_failed || !text.at;
  return text.at ? add(r, JSON_STRING, text) : 0;
}

static int
on_number(void* self, const char* at, size_t len)
{
  return add(self, JSON_OTHER, ng_str(""));
}

static int
on_boolean(void* self, int value)
{
  return add(self, JSON_OTHER, ng_str(""));
}

static int
on_null(void* self)
{
  return add(self, JSON_OTHER, ng_str(""));
}

static int
go_down(Reader* r, JsonKind kind)
{
  if (r->depth == MAX_DEPTH || !add(r, kind, ng_str(""))) {
    return 0;
  }
  r->open[r->depth++] = r->values.n - 1;
  return 1;
}

static int
on_map(void* self)
{
  return go_down(self, JSON_OBJECT);
}

static int
on_array(void* self)
{
  return go_down(self, JSON_ARRAY);
}

static int
on_end(void* self)
{
  Reader* const r                       = self;
  r->values.at[r->open[--r->depth]].end = r->values.n;
  return 1;
}

static int
on_key(void* self, const unsigned char* at, size_t len)
{
  Reader* const r = self;
  r->key          = ng_arena_copy(r->arena, ng_str_n((const char*)at, len));
  r->has_failed   = r->has_failed || !r->key.at;
  return r->key.at != NULL;
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

// From the first bracket to the last, with control characters as spaces, since publishers break lines inside
// strings.
static NgStr
prepare(NgArena* arena, NgStr script)
{
  size_t begin = 0;
  while (begin < script.len && script.at[begin] != '{' && script.at[begin] != '[') {
    const bool is_cdata = ng_str_starts(ng_str_n(script.at + begin, script.len - begin), "<![CDATA[");
    begin += is_cdata ? 9 : 1;
  }
  size_t end = script.len;
  while (end > begin && script.at[end - 1] != '}' && script.at[end - 1] != ']') {
    --end;
  }
  const NgStr copy = ng_arena_copy(arena, ng_str_n(script.at + begin, end - begin));
  char* const to   = (char*)(uintptr_t)copy.at;
  for (size_t i = 0; to && i < copy.len; ++i) {
    to[i] = (unsigned char)to[i] < ' ' ? ' ' : to[i];
  }
  return copy;
}

// What was read before an error counts.
static bool
parse(Reader* r, NgJson* json, NgStr text)
{
  NgError        err    = {0};
  size_t         column = 0;
  const NgStatus st     = ng_json_parse(json, text, &callbacks, r, &column, &err);
  while (r->depth) {
    on_end(r);
  }
  return st != NG_ERR_NO_MEM && !r->has_failed;
}

// --- looking --------------------------------------------------------------------------------------

// The member `key` of object `i`; NG_NONE where it has none.
static uint32_t
member(const Reader* r, uint32_t i, const char* key)
{
  for (uint32_t k = i + 1; k < r->values.at[i].end; k = r->values.at[k].end) {
    if (ng_str_is(r->values.at[k].key, key)) {
      return k;
    }
  }
  return NG_NONE;
}

// The string at `i`, or the first one of the array at `i`.
static NgStr
string_at(const Reader* r, uint32_t i)
{
  if (i != NG_NONE && r->values.at[i].kind == JSON_ARRAY && i + 1 < r->values.at[i].end) {
    ++i;
  }
  return i != NG_NONE && r->values.at[i].kind == JSON_STRING ? ng_str_trim(r->values.at[i].text) : ng_str("");
}

static NgStr
string_of(const Reader* r, uint32_t object, const char* key)
{
  return string_at(r, member(r, object, key));
}

// "NewsArticle", also where it stands as "http://schema.org/NewsArticle" or is one type of several.
static NgStr
type_of(const Reader* r, uint32_t object)
{
  const NgStr type = string_of(r, object, "@type");
  for (size_t i = type.len; i-- > 0;) {
    if (type.at[i] == '/' || type.at[i] == ':' || type.at[i] == '#') {
      return ng_str_n(type.at + i + 1, type.len - i - 1);
    }
  }
  return type;
}

static bool
is_article(NgStr type)
{
  return ng_str_ends(type, "Article") || ng_str_ends(type, "BlogPosting") ||
         ng_str_is(type, "SocialMediaPosting") || ng_str_is(type, "Report");
}

static bool
is_page(NgStr type)
{
  return ng_str_ends(type, "Page") || ng_str_is(type, "VideoObject");
}

static bool
is_organisation(NgStr type)
{
  return ng_str_ends(type, "Organization") || ng_str_is(type, "WebSite") || ng_str_is(type, "Periodical");
}

// Members in which other articles stand than the one of the page.
static bool
is_elsewhere(NgStr key)
{
  static const char* const keys[] = {"itemListElement", "hasPart",     "isPartOf", "isBasedOn",
                                     "mentions",        "citation",    "comment",  "liveBlogUpdate",
                                     "relatedLink",     "isRelatedTo", "video",    "breadcrumb"};
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); ++i) {
    if (ng_str_is(key, keys[i])) {
      return true;
    }
  }
  return false;
}

// First object of a kind, in document order.
static uint32_t
find_type(const Reader* r, bool (*is_kind)(NgStr type))
{
  for (uint32_t i = 0; i < r->values.n;) {
    const Json* const value = &r->values.at[i];
    if (is_elsewhere(value->key)) {
      i = value->end;
      continue;
    }
    if (value->kind == JSON_OBJECT && is_kind(type_of(r, i))) {
      return i;
    }
    ++i;
  }
  return NG_NONE;
}

// The object of the list that an object with nothing but "@id" points to.
static uint32_t
follow(const Reader* r, uint32_t object)
{
  const NgStr id = string_of(r, object, "@id");
  if (!id.len || member(r, object, "name") != NG_NONE) {
    return object;
  }
  for (uint32_t i = 0; i < r->values.n; ++i) {
    if (r->values.at[i].kind == JSON_OBJECT && i != object && ng_str_eq(string_of(r, i, "@id"), id) &&
        member(r, i, "name") != NG_NONE) {
      return i;
    }
  }
  return object;
}

// --- taking ---------------------------------------------------------------------------------------

static bool
take(NgStr* field, NgStr value, NgArena* arena)
{
  if (!field->len && value.len) {
    *field = ng_html_unescape(arena, value, false);
  }
  return !value.len || field->at;
}

static bool
add_author(NgHtmlClaims* claims, NgStr name, NgArena* arena)
{
  if (!name.len || claims->authors.n >= MAX_AUTHORS) {
    return true;
  }
  NgStr* const author = NG_VEC_ADD(arena, claims->authors);
  if (author) {
    *author = ng_html_unescape(arena, name, false);
  }
  return author && author->at;
}

// A string, an object with a name, or an array of either.
static bool
take_authors(NgHtmlClaims* claims, const Reader* r, uint32_t i, NgArena* arena)
{
  if (i == NG_NONE) {
    return true;
  }
  const Json* const value   = &r->values.at[i];
  const bool        is_list = value->kind == JSON_ARRAY;
  bool              is_good = true;
  uint32_t          n       = 0;
  for (uint32_t k = is_list ? i + 1 : i; k < value->end && is_good && n < MAX_AUTHORS;
       k          = r->values.at[k].end, ++n) {
    const bool is_object = r->values.at[k].kind == JSON_OBJECT;
    is_good = add_author(claims, is_object ? string_of(r, follow(r, k), "name") : string_at(r, k), arena);
  }
  return is_good;
}

static NgStr
publisher_of(const Reader* r, uint32_t object)
{
  static const char* const keys[] = {"publisher", "sourceOrganization", "provider"};
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); ++i) {
    const uint32_t at = member(r, object, keys[i]);
    if (at == NG_NONE) {
      continue;
    }
    const uint32_t one  = r->values.at[at].kind == JSON_ARRAY && at + 1 < r->values.at[at].end ? at + 1 : at;
    const NgStr    name = r->values.at[one].kind == JSON_OBJECT ? string_of(r, follow(r, one), "name")
                                                                : string_at(r, one);
    if (name.len) {
      return name;
    }
  }
  return ng_str("");
}

static NgStr
url_of(const Reader* r, uint32_t object)
{
  const NgStr    url  = string_of(r, object, "url");
  const uint32_t main = member(r, object, "mainEntityOfPage");
  if (url.len || main == NG_NONE) {
    return url;
  }
  return r->values.at[main].kind == JSON_OBJECT ? string_of(r, main, "@id") : string_at(r, main);
}

static bool
take_object(NgHtmlClaims* claims, const Reader* r, uint32_t i, NgArena* arena)
{
  const NgStr name = string_of(r, i, "headline");
  if (!take(&claims->headline, name.len ? name : string_of(r, i, "name"), arena) ||
      !take(&claims->date, string_of(r, i, "datePublished"), arena) ||
      !take(&claims->date, string_of(r, i, "dateCreated"), arena) ||
      !take(&claims->url, url_of(r, i), arena) || !take(&claims->publisher, publisher_of(r, i), arena) ||
      !take(&claims->language, string_of(r, i, "inLanguage"), arena) ||
      !take(&claims->type, type_of(r, i), arena)) {
    return false;
  }
  if (!claims->body.len) {
    claims->body = string_of(r, i, "articleBody");
  }
  return claims->authors.n || take_authors(claims, r, member(r, i, "author"), arena);
}

bool
ng_html_jsonld(NgHtmlClaims* claims, NgStr script, NgJson* json, NgArena* arena)
{
  Reader* const r    = ng_arena_calloc(arena, 1, sizeof(Reader));
  const NgStr   text = prepare(arena, script);
  if (!r || !text.at) {
    return false;
  }
  r->arena = arena;
  if (!parse(r, json, text)) {
    return false;
  }
  const uint32_t article = find_type(r, is_article);
  const uint32_t page    = find_type(r, is_page);
  const uint32_t site    = find_type(r, is_organisation);
  if (article != NG_NONE && !take_object(claims, r, article, arena)) {
    return false;
  }
  if (page != NG_NONE && article == NG_NONE && !claims->type.len && !take_object(claims, r, page, arena)) {
    return false;
  }
  return site == NG_NONE || take(&claims->publisher, string_of(r, site, "name"), arena);
}
