// SPDX-License-Identifier: Apache-2.0
// JSON-LD as web pages bear it: one object, an array, an @graph, or a line an object. Names without a prefix
// are those of schema.org; contexts are not loaded. An object without @id is named after its place.
#ifndef NG_ALIGN_JSONLD_H
#define NG_ALIGN_JSONLD_H

#include "align/links.h"

/// Add what `text` says to `links`. `source` names it in messages; `warn` is called for a line that is no
/// JSON, and the others are read.
/// @return NG_ERR_NO_MEM; NG_ERR_BAD_INPUT where nothing of it is JSON.
NgStatus ng_jsonld_read(NgLinks* links, NgStr text, const char* source, void* self,
                        void (*warn)(void* self, const NgError* what), NgError* err);

#endif
