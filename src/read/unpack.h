// SPDX-License-Identifier: Apache-2.0
// Bodies of HTTP messages as they were sent: in chunks, packed. Memory is kept from one to the next.
#ifndef NG_READ_UNPACK_H
#define NG_READ_UNPACK_H

#include "base/buf.h"

typedef struct NgUnpackImpl NgUnpack;

/// For bodies that unpack to at most `max_bytes`; NULL without memory.
NgUnpack* ng_unpack_new(size_t max_bytes);

/// Accepts NULL.
void ng_unpack_free(NgUnpack* unpack);

/// The body behind Transfer-Encoding and Content-Encoding of those values (empty: none) at `*out`, which is
/// either `body` or lives until the next call. Crawlers often store bodies already undone and keep the header
/// lines: what does not look encoded is taken as it stands.
/// @return NG_ERR_BAD_INPUT for a damaged or cut body, NG_ERR_LIMIT, NG_ERR_UNSUPPORTED for another encoding,
/// NG_ERR_NO_MEM.
NgStatus ng_unpack_body(NgUnpack* unpack, NgStr body, NgStr transfer, NgStr content, NgStr* out,
                        NgError* err);

#endif
