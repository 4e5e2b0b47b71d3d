// SPDX-License-Identifier: Apache-2.0
#include "query/json.h"

#include "base/alloc.h"
#include "base/buf.h"

#include <yajl/yajl_parse.h>

enum {
  MAX_DEPTH  = 8,       // of what is of interest
  MAX_NESTED = 64,      // yajl's memory grows with it
  MAX_NAME   = 256,     // bytes of a key
  YAJL_BYTES = 1 << 20, // that yajl takes beside the strings
};

typedef struct {
  const NgJsonAnswer* answer;
  NgStatus            status;
  int                 depth;                         // of objects
  int                 nesting;                       // of objects and arrays
  char                keys[MAX_DEPTH + 1][MAX_NAME]; // of the object at each depth
  bool                has_results, has_truth;
  NgCell              cell;
  NgBuf               text[3]; // value, language, datatype
  // Memory for yajl, which does not look at what it is given: one block, never handed back.
  char*  block;
  size_t used, size;
} Reader;

// --- memory --------------------------------------------------------------------------------------

static void*
take(void* self, size_t size)
{
  Reader* const r    = self;
  const size_t  need = (size + 2 * sizeof(size_t) - 1 + sizeof(size_t)) / 16 * 16 + 16;
  if (r->size - r->used < need) {
    return NULL;
  }
  size_t* const at = (size_t*)(void*)(r->block + r->used);
  r->used += need;
  at[1] = size; // before what is handed out, which is aligned to 16 bytes
  return at + 2;
}

static void*
retake(void* self, void* old, size_t size)
{
  void* const made = take(self, size);
  if (made && old) {
    const size_t before = ((size_t*)old)[-1];
    memcpy(made, old, before < size ? before : size);
  }
  return made;
}

static void
give_back(void* self, void* ptr)
{
}

// --- events --------------------------------------------------------------------------------------

static int
go_on(Reader* r, NgStatus status)
{
  r->status = r->status ? r->status : status;
  return !r->status;
}

static bool
is_at(const Reader* r, int depth, const char* key)
{
  return !strcmp(r->keys[depth], key);
}

// In results.bindings, at depth 3 (a row) or deeper: {"results": {"bindings": [{"x": {"value": ...}}]}}.
static bool
is_in_rows(const Reader* r)
{
  return r->depth >= 3 && r->depth <= 4 && is_at(r, 1, "results") && is_at(r, 2, "bindings");
}

static int
nest(Reader* r)
{
  return ++r->nesting <= MAX_NESTED ? 1 : go_on(r, NG_ERR_BAD_INPUT);
}

static int
on_key(void* self, const unsigned char* text, size_t len)
{
  Reader* const r = self;
  if (r->depth <= MAX_DEPTH) {
    if (len >= MAX_NAME) {
      return go_on(r, NG_ERR_BAD_INPUT);
    }
    memcpy(r->keys[r->depth], text, len);
    r->keys[r->depth][len] = '\0';
  }
  return 1;
}

static int
on_begin_map(void* self)
{
  Reader* const r = self;
  ++r->depth;
  if (!nest(r)) {
    return 0;
  }
  if (r->depth <= MAX_DEPTH) {
    r->keys[r->depth][0] = '\0';
  }
  if (is_in_rows(r) && r->depth == 3) {
    return go_on(r, r->answer->row(r->answer->self));
  }
  if (is_in_rows(r)) {
    r->cell = (NgCell){NG_CELL_UNBOUND, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    for (int i = 0; i < 3; ++i) {
      ng_buf_clear(&r->text[i]);
    }
  }
  return 1;
}

static int
on_end_map(void* self)
{
  Reader* const r = self;
  --r->depth;
  --r->nesting;
  if (!is_in_rows(r) || r->depth != 3) {
    return 1;
  }
  r->cell.value    = ng_buf_str(&r->text[0]);
  r->cell.language = ng_buf_str(&r->text[1]);
  r->cell.datatype = ng_buf_str(&r->text[2]);
  if (r->text[0].status || r->text[1].status || r->text[2].status) {
    return go_on(r, NG_ERR_NO_MEM);
  }
  return go_on(r, r->cell.kind ? r->answer->cell(r->answer->self, ng_str(r->keys[3]), &r->cell)
                               : NG_ERR_BAD_INPUT);
}

static NgCellKind
kind_of(NgStr type)
{
  return ng_str_is(type, "uri")                                           ? NG_CELL_IRI
         : ng_str_is(type, "bnode")                                       ? NG_CELL_BLANK
         : ng_str_is(type, "literal") || ng_str_is(type, "typed-literal") ? NG_CELL_LITERAL
                                                                          : NG_CELL_UNBOUND;
}

static int
on_string(void* self, const unsigned char* text, size_t len)
{
  static const char* const keys[] = {"value", "xml:lang", "datatype"};
  Reader* const            r      = self;
  const NgStr              s      = ng_str_n((const char*)text, len);
  if (r->depth != 4 || !is_in_rows(r)) {
    return 1;
  }
  if (is_at(r, 4, "type")) {
    r->cell.kind = kind_of(s);
  }
  for (int i = 0; i < 3; ++i) {
    if (is_at(r, 4, keys[i])) {
      ng_buf_addz(&r->text[i], "");
      ng_buf_add(&r->text[i], s);
    }
  }
  return 1;
}

static int
on_truth(void* self, int is_true)
{
  Reader* const r = self;
  if (r->depth != 1 || !is_at(r, 1, "boolean")) {
    return 1;
  }
  r->has_truth = true;
  return go_on(r, r->answer->truth(r->answer->self, is_true));
}

static int
on_begin_array(void* self)
{
  Reader* const r = self;
  r->has_results |= r->depth == 2 && is_at(r, 1, "results") && is_at(r, 2, "bindings");
  return nest(r);
}

static int
on_end_array(void* self)
{
  --((Reader*)self)->nesting;
  return 1;
}

// --- reading -------------------------------------------------------------------------------------

static NgStatus
parse(Reader* r, NgStr text)
{
  static const yajl_callbacks callbacks = {.yajl_boolean     = on_truth,
                                           .yajl_string      = on_string,
                                           .yajl_start_map   = on_begin_map,
                                           .yajl_map_key     = on_key,
                                           .yajl_end_map     = on_end_map,
                                           .yajl_start_array = on_begin_array,
                                           .yajl_end_array   = on_end_array};
  yajl_alloc_funcs            memory    = {take, retake, give_back, r};
  const yajl_handle           handle    = yajl_alloc(&callbacks, &memory, r);
  yajl_status                 status    = yajl_parse(handle, (const unsigned char*)text.at, text.len);
  status                                = status == yajl_status_ok ? yajl_complete_parse(handle) : status;
  yajl_free(handle);
  return r->status                                                        ? r->status
         : status != yajl_status_ok || (!r->has_results && !r->has_truth) ? NG_ERR_BAD_INPUT
                                                                          : NG_SUCCESS;
}

NgStatus
ng_json_answer_read(const NgJsonAnswer* answer, NgStr text, NgError* err)
{
  Reader* const r = ng_calloc(1, sizeof(Reader));
  if (r) {
    r->answer = answer;
    r->size   = text.len * 8 + YAJL_BYTES; // buffers of strings that double
    r->block  = text.len < SIZE_MAX / 16 ? ng_calloc(r->size, 1) : NULL;
    for (int i = 0; i < 3; ++i) {
      r->text[i].max = SIZE_MAX / 4;
    }
  }
  const NgStatus status = r && r->block ? parse(r, text) : NG_ERR_NO_MEM;
  for (int i = 0; r && i < 3; ++i) {
    ng_buf_free(&r->text[i]);
  }
  if (r) {
    ng_free(r->block);
    ng_free(r);
  }
  return status == NG_ERR_BAD_INPUT ? ng_error_set(err, status, "The answer is no SPARQL result in JSON")
         : status == NG_ERR_NO_MEM  ? ng_error_set(err, status, "Out of memory")
                                    : status;
}
