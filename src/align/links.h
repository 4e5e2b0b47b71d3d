// SPDX-License-Identifier: Apache-2.0
// A graph in memory, as far as mappings need it: which values does a property of a node have, forwards and
// backwards. Values are texts; whether one is an IRI or a literal makes no difference here. Some 60 bytes a
// triple and the texts once.
#ifndef NG_ALIGN_LINKS_H
#define NG_ALIGN_LINKS_H

#include "align/mapping.h"

typedef struct NgLinksImpl NgLinks;

/// NULL without memory.
NgLinks* ng_links_new(void);

/// @return NG_SUCCESS, NG_ERR_NO_MEM.
NgStatus ng_links_add(NgLinks* links, NgStr subject, NgStr property, NgStr object);

/// Read the graph `path` into it, texts in other languages than English left out; what is wrong with a line
/// goes to `warn`, and the rest is read. `file` keeps blank nodes of several files apart.
/// @return NG_ERR_READ, NG_ERR_NO_MEM, NG_ERR_BAD_INPUT for a file of no known form.
NgStatus ng_links_read(NgLinks* links, const char* path, uint32_t file, void* self,
                       void (*warn)(void* self, const NgError* what), NgError* err);

/// All is added; nodes are numbered now in the order in which they were first a subject. @return how many.
uint32_t ng_links_sort(NgLinks* links);

/// Subject number `i`.
NgStr ng_links_subject(const NgLinks* links, uint32_t i);

/// The values that the path of `field` leads to from subject `i`, each once, in `arena`.
/// @return false without memory.
bool ng_links_values(const NgLinks* links, uint32_t i, const NgField* field, NgArena* arena, NgValues* out);

/// Call `take` for each property, in the order in which they were met, with the number of its triples.
/// @return false without memory.
bool ng_links_properties(const NgLinks* links, void* self,
                         void (*take)(void* self, NgStr property, uint32_t n));

/// Accepts NULL.
void ng_links_free(NgLinks* links);

#endif
