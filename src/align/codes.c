// SPDX-License-Identifier: Apache-2.0
#include "align/codes.h"

#include "base/table.h"
#include "model/vocab.h"

enum { MAX_CODES = 1 << 20 };

typedef struct {
  NgCodes* codes;
  NgArena* arena;
  uint32_t key;
  uint32_t value;
} Reading;

static NgStatus
add(NgCodes* codes, NgArena* arena, NgStr code, NgStr value)
{
  bool            is_new = false;
  const uint32_t  n      = ng_map_size(codes->keys);
  uint32_t* const place  = ng_map_put(codes->keys, code, &is_new);
  if (!place) {
    return NG_ERR_NO_MEM;
  }
  if (!is_new) {
    return NG_SUCCESS;
  }
  NgStr* const values = ng_arena_grow(arena, codes->values, &codes->cap, n + 1, sizeof(NgStr));
  if (!values) {
    return NG_ERR_NO_MEM;
  }
  *place           = n;
  codes->values    = values;
  codes->values[n] = ng_arena_copy(arena, value);
  return codes->values[n].at ? NG_SUCCESS : NG_ERR_NO_MEM;
}

static NgStatus
take_row(void* self, const NgRow* row, NgError* err)
{
  const Reading* const r     = self;
  const NgStr          code  = row->field[r->key - 1];
  const NgStr          value = row->field[r->value - 1];
  return code.len && value.len ? add(r->codes, r->arena, code, value) : NG_SUCCESS;
}

static NgStatus
start(NgCodes* out, NgError* err)
{
  out->keys   = ng_map_new(MAX_CODES);
  out->values = NULL;
  out->cap    = 0;
  return out->keys ? NG_SUCCESS : ng_error_set(err, NG_ERR_NO_MEM, "No memory for a code list");
}

NgStatus
ng_codes_read(NgCodes* out, NgArena* arena, const char* path, uint32_t key, uint32_t value, NgError* err)
{
  Reading r = {out, arena, key, value};
  NG_TRY(start(out, err));
  return ng_table_read(path, "codes", 1, 1, NG_TABLE_MAX_FIELDS, take_row, &r, err);
}

NgStatus
ng_codes_of_ontology(NgCodes* out, NgArena* arena, NgStr scheme, NgError* err)
{
  NG_TRY(start(out, err));
  for (uint16_t i = 0; i < ng_n_notations; ++i) {
    const NgNotation* const n = &ng_notation_table[i];
    if (!ng_str_eq(n->scheme, scheme)) {
      continue;
    }
    const NgStr name = ng_arena_printf(arena, "ng:%.*s", NG_STR_ARG(ng_class_name(n->cls)));
    if (!name.at || add(out, arena, n->code, name)) {
      return ng_error_set(err, NG_ERR_NO_MEM, "No memory for a code list");
    }
  }
  return ng_map_size(out->keys)
             ? NG_SUCCESS
             : ng_error_set(err, NG_ERR_BAD_DATA, "The ontology has no codes of the kind '%.*s'",
                            NG_STR_ARG(scheme));
}

NgStr
ng_codes_find(const NgCodes* codes, NgStr code)
{
  const NgStr none = {NULL, 0};
  for (;; --code.len) {
    const uint32_t* const place = code.len ? ng_map_get(codes->keys, code) : NULL;
    if (place) {
      return codes->values[*place];
    }
    if (!codes->by_prefix || code.len < 2) {
      return none;
    }
  }
}

void
ng_codes_free(NgCodes* codes)
{
  ng_map_free(codes->keys);
  codes->keys = NULL;
}
