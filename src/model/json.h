// SPDX-License-Identifier: Apache-2.0
// Strings as JSON writes them.
#ifndef NG_MODEL_JSON_H
#define NG_MODEL_JSON_H

#include "base/buf.h"

/// Add `s` as a JSON string, quotes included. Bytes that are no UTF-8 become U+FFFD.
/// @return out->status
NgStatus ng_json_string(NgBuf* out, NgStr s);

#endif
