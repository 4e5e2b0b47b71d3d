// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <nettle/sha2.h>

char*
ng_hex(char* to, const uint8_t* bytes, size_t n)
{
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < n; ++i) {
    *to++ = digits[bytes[i] >> 4];
    *to++ = digits[bytes[i] & 15];
  }
  return to;
}

void
ng_sha256_hex(NgStr bytes, char out[NG_SHA256_HEX + 1])
{
  struct sha256_ctx sha;
  uint8_t           digest[SHA256_DIGEST_SIZE];
  sha256_init(&sha);
  sha256_update(&sha, bytes.len, (const uint8_t*)bytes.at);
  sha256_digest(&sha, sizeof(digest), digest);
  *ng_hex(out, digest, sizeof(digest)) = '\0';
}
