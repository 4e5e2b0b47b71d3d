// SPDX-License-Identifier: Apache-2.0
// One JSON text through the callbacks of yajl, with what yajl lets through refused: bytes that are not UTF-8,
// NUL, halves of surrogate pairs. yajl's memory is kept for the next text.
#ifndef NG_READ_JSON_H
#define NG_READ_JSON_H

#include "base/arena.h"
#include "base/status.h"

#include <yajl/yajl_parse.h>

typedef struct NgJsonImpl NgJson;

/// For texts of at most `max_bytes`; NULL without memory.
NgJson* ng_json_new(size_t max_bytes);

/// Accepts NULL.
void ng_json_free(NgJson* json);

/// Parse `text`. A callback that returns 0 has set `err`, and its status is returned. `*column` is where it
/// went wrong, from 1 in bytes.
/// @return NG_ERR_BAD_INPUT for what is no JSON, NG_ERR_NO_MEM.
NgStatus ng_json_parse(NgJson* json, NgStr text, const yajl_callbacks* callbacks, void* self, size_t* column,
                       NgError* err);

#endif
