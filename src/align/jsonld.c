// SPDX-License-Identifier: Apache-2.0
#include "align/jsonld.h"

#include "align/template.h"
#include "base/digest.h"
#include "model/prefixes.h"
#include "model/term.h"

#include <nettle/sha2.h>
#include <yajl/yajl_tree.h>

#include <stdio.h>

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define SCHEMA "http://schema.org/"

enum {
  MAX_DEPTH    = 64,
  NAMES_A_BYTE = 16,      // most that the names of things and properties take for a byte of JSON
  NAMES_BYTES  = 1 << 24, // and for a short text
};

typedef struct {
  NgLinks* links;
  NgArena* arena;
} Reader;

static NgStatus add_value(Reader* r, NgStr subject, NgStr property, yajl_val value, uint32_t place);

static NgStr
name_of(Reader* r, NgStr parent, NgStr property, uint32_t place)
{
  struct sha256_ctx ctx;
  uint8_t           digest[12];
  char              hex[2 * sizeof(digest)];
  char              number[16];
  const int         n = snprintf(number, sizeof(number), " %u", place);
  sha256_init(&ctx);
  sha256_update(&ctx, parent.len, (const uint8_t*)parent.at);
  sha256_update(&ctx, 1, (const uint8_t*)" ");
  sha256_update(&ctx, property.len, (const uint8_t*)property.at);
  sha256_update(&ctx, (size_t)n, (const uint8_t*)number);
  sha256_digest(&ctx, sizeof(digest), digest);
  ng_hex(hex, digest, sizeof(digest));
  return ng_arena_printf(r->arena, "urn:newsgraph:%.*s", (int)sizeof(hex), hex);
}

static NgStr
expand(Reader* r, NgStr name)
{
  const char* const colon = name.len ? memchr(name.at, ':', name.len) : NULL;
  if (ng_str_starts(name, "https://schema.org/")) {
    return ng_arena_printf(r->arena, SCHEMA "%.*s", (int)(name.len - 19), name.at + 19);
  }
  if (!colon) {
    return ng_arena_printf(r->arena, SCHEMA "%.*s", NG_STR_ARG(name));
  }
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    const size_t n = (size_t)(colon - name.at);
    if (strlen(p->name) == n && !memcmp(p->name, name.at, n)) {
      return ng_arena_printf(r->arena, "%s%.*s", p->iri, (int)(name.len - n - 1), colon + 1);
    }
  }
  return name;
}

static yajl_val
member(yajl_val object, const char* name)
{
  for (size_t i = 0; i < object->u.object.len; ++i) {
    if (!strcmp(object->u.object.keys[i], name)) {
      return object->u.object.values[i];
    }
  }
  return NULL;
}

static const char*
string_member(yajl_val object, const char* name)
{
  const yajl_val value = member(object, name);
  return value && YAJL_IS_STRING(value) && *YAJL_GET_STRING(value) ? YAJL_GET_STRING(value) : NULL;
}

/// @id where it is absolute; else made of what stands around.
static NgStr
identify(Reader* r, yajl_val object, NgStr parent, NgStr property, uint32_t place)
{
  const char* id = string_member(object, "@id");
  if (id && ng_term_iri_ok(ng_str(id))) {
    return ng_str(id);
  }
  if (!id && !parent.len) {
    id = string_member(object, "url");
    if (id && ng_term_iri_ok(ng_str(id))) {
      return ng_str(id);
    }
  }
  return id ? name_of(r, ng_str("@id"), ng_str(id), 0) : name_of(r, parent, property, place);
}

static NgStatus
add_object(Reader* r, yajl_val object, NgStr iri)
{
  for (size_t i = 0; i < object->u.object.len; ++i) {
    const char* const key     = object->u.object.keys[i];
    const bool        is_type = !strcmp(key, "@type");
    if (*key == '@' && !is_type) {
      continue;
    }
    NG_TRY(add_value(r, iri, is_type ? ng_str(RDF_TYPE) : expand(r, ng_str(key)), object->u.object.values[i],
                     0));
  }
  return NG_SUCCESS;
}

static NgStatus
add_inner(Reader* r, NgStr subject, NgStr property, yajl_val object, uint32_t place)
{
  const yajl_val value = member(object, "@value");
  const yajl_val list  = member(object, "@list");
  if (value || list) {
    return add_value(r, subject, property, value ? value : list, place);
  }
  const NgStr iri = identify(r, object, subject, property, place);
  if (!iri.at) {
    return NG_ERR_NO_MEM;
  }
  NG_TRY(ng_links_add(r->links, subject, property, iri));
  return add_object(r, object, iri);
}

static NgStatus
add_value(Reader* r, NgStr subject, NgStr property, yajl_val value, uint32_t place)
{
  if (!property.at) {
    return NG_ERR_NO_MEM;
  }
  switch (value->type) {
  case yajl_t_string: {
    const NgStr text    = ng_str(YAJL_GET_STRING(value));
    const bool  is_type = ng_str_is(property, RDF_TYPE);
    const NgStr object  = is_type ? expand(r, text) : text;
    return !object.at   ? NG_ERR_NO_MEM
           : object.len ? ng_links_add(r->links, subject, property, object)
                        : NG_SUCCESS;
  }
  case yajl_t_number:
    return ng_links_add(r->links, subject, property, ng_str(YAJL_GET_NUMBER(value)));
  case yajl_t_true:
  case yajl_t_false:
    return ng_links_add(r->links, subject, property, ng_str(value->type == yajl_t_true ? "true" : "false"));
  case yajl_t_object:
    return add_inner(r, subject, property, value, place);
  case yajl_t_array:
    for (size_t i = 0; i < value->u.array.len; ++i) {
      NG_TRY(add_value(r, subject, property, value->u.array.values[i], (uint32_t)i));
    }
    return NG_SUCCESS;
  default:
    return NG_SUCCESS;
  }
}

/// An object, an array of them, or what is in an @graph. `hash` is that of the text, for objects without a
/// name.
static NgStatus
add_document(Reader* r, yajl_val value, NgStr hash, uint32_t place)
{
  const NgStr none = {NULL, 0};
  if (YAJL_IS_ARRAY(value)) {
    for (size_t i = 0; i < value->u.array.len; ++i) {
      NG_TRY(add_document(r, value->u.array.values[i], hash, (uint32_t)i));
    }
    return NG_SUCCESS;
  }
  if (!YAJL_IS_OBJECT(value)) {
    return NG_SUCCESS;
  }
  const yajl_val graph = member(value, "@graph");
  if (graph) {
    return add_document(r, graph, hash, place);
  }
  const NgStr iri = identify(r, value, none, hash, place);
  return iri.at ? add_object(r, value, iri) : NG_ERR_NO_MEM;
}

/// The library that reads JSON goes as deep as the text does.
static bool
is_deep(const char* z)
{
  int  depth     = 0;
  bool in_string = false;
  for (; *z; ++z) {
    if (in_string) {
      in_string = *z != '"';
      z += *z == '\\' && z[1] ? 1 : 0;
    } else if (*z == '"') {
      in_string = true;
    } else if (*z == '{' || *z == '[') {
      if (++depth > MAX_DEPTH) {
        return true;
      }
    } else if (*z == '}' || *z == ']') {
      --depth;
    }
  }
  return false;
}

/// One document; `z` ends with NUL. @return NG_ERR_BAD_INPUT with a message where it is no JSON.
static NgStatus
read_document(NgLinks* links, NgStr text, NgError* err)
{
  char           what[256] = "";
  NgArena* const arena     = ng_arena_new(text.len * NAMES_A_BYTE + NAMES_BYTES);
  Reader         r         = {links, arena};
  const NgStr    copy      = arena ? ng_arena_copy(arena, text) : ng_str("");
  NgStatus       st        = copy.at && arena ? NG_SUCCESS : NG_ERR_NO_MEM;
  if (!st && (memchr(copy.at, '\0', copy.len) || is_deep(copy.at))) {
    st = ng_error_set(err, NG_ERR_BAD_INPUT, "The JSON is nested more than %d deep, or holds NUL", MAX_DEPTH);
  }
  yajl_val tree = st ? NULL : yajl_tree_parse(copy.at, what, sizeof(what));
  if (!st && !tree) {
    what[strcspn(what, "\n")] = '\0';
    st                        = ng_error_set(err, NG_ERR_BAD_INPUT, "No JSON: %s", what);
  }
  if (!st) {
    const NgStr hash = name_of(&r, ng_str(""), text, 0);
    st               = hash.at ? add_document(&r, tree, hash, 0) : NG_ERR_NO_MEM;
  }
  yajl_tree_free(tree);
  ng_arena_free(arena);
  return st;
}

NgStatus
ng_jsonld_read(NgLinks* links, NgStr text, const char* source, void* self,
               void (*warn)(void* self, const NgError* what), NgError* err)
{
  NgError        whole  = {0};
  const NgStatus st     = read_document(links, text, &whole);
  uint32_t       n_good = 0;
  size_t         line   = 0;
  if (st != NG_ERR_BAD_INPUT) {
    return st;
  }
  for (NgStr rest = text; rest.len;) {
    const char* const end = memchr(rest.at, '\n', rest.len);
    const NgStr       one = ng_str_trim(ng_str_n(rest.at, end ? (size_t)(end - rest.at) : rest.len));
    rest                  = end ? ng_str_n(end + 1, rest.len - (size_t)(end - rest.at) - 1) : ng_str("");
    ++line;
    NgError        what = {0};
    const NgStatus sub  = one.len ? read_document(links, one, &what) : NG_SUCCESS;
    if (sub == NG_ERR_BAD_INPUT) {
      ng_error_at(&what, source, line, 0);
      warn(self, &what);
    } else if (sub) {
      return sub;
    }
    n_good += one.len && !sub;
  }
  if (!n_good) {
    ng_error_set(err, NG_ERR_BAD_INPUT, "%s", whole.message);
    ng_error_at(err, source, 0, 0);
    return NG_ERR_BAD_INPUT;
  }
  return NG_SUCCESS;
}
