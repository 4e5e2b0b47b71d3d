// SPDX-License-Identifier: Apache-2.0
// Digests as text.
#ifndef NG_BASE_DIGEST_H
#define NG_BASE_DIGEST_H

#include "base/str.h"

enum { NG_SHA256_HEX = 64 };

/// Write 2 * n lower-case hexadecimal digits of `n` bytes, without a NUL. @return behind the last.
char* ng_hex(char* to, const uint8_t* bytes, size_t n);

/// The SHA-256 of `bytes` in hexadecimal digits and a NUL.
void ng_sha256_hex(NgStr bytes, char out[NG_SHA256_HEX + 1]);

#endif
