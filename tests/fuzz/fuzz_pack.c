// SPDX-License-Identifier: Apache-2.0
// Any bytes as a container of models. A checksum would stop nearly all of them at the door, so the bytes
// are tried as they stand, as a section of a sound container, and with header and checksum made right.
#include "base/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

enum { KIND_AT = 8, VERSION_AT = 24, LENGTH_AT = 32, CHECKSUM_AT = 40, HEADER_BYTES = 48 }; // see base/pack.h

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

static void
use(const void* bytes, size_t len)
{
  NgPack*     pack = NULL;
  NgError     err  = {0};
  const void* at   = NULL;
  size_t      n    = 0;
  if (ng_pack_from_memory(&pack, bytes, len, "fuzz", 1, &err) == NG_SUCCESS) {
    volatile unsigned sum = 0;
    if (ng_pack_section(pack, "a", 4, &at, &n, &err) == NG_SUCCESS) {
      for (size_t i = 0; i < 4 * n; ++i) {
        sum += ((const unsigned char*)at)[i];
      }
    }
    const NgStr text = ng_pack_text(pack, "b");
    for (size_t i = 0; i < text.len; ++i) {
      sum += (unsigned char)text.at[i];
    }
    (void)sum;
  } else {
    check(err.message[0] != '\0');
  }
  ng_pack_close(pack);
}

static void
use_as_section(const uint8_t* data, size_t size)
{
  NgPackWriter* const writer = ng_pack_writer_new("fuzz", 1);
  NgBuf               out    = NG_BUF_INIT((size_t)1 << 26);
  NgPack*             pack   = NULL;
  NgError             err    = {0};
  const void*         at     = NULL;
  size_t              n      = 0;
  check(writer && !ng_pack_writer_add(writer, "a", data, size) && !ng_pack_writer_bytes(writer, &out));
  void* const aligned = aligned_alloc(64, (out.len + 63) / 64 * 64);
  check(aligned != NULL);
  memcpy(aligned, out.at, out.len);
  check(ng_pack_from_memory(&pack, aligned, out.len, "fuzz", 1, &err) == NG_SUCCESS);
  check(ng_pack_section(pack, "a", 1, &at, &n, &err) == NG_SUCCESS && n == size && !memcmp(at, data, size));
  ng_pack_close(pack);
  free(aligned);
  ng_pack_writer_free(writer);
  ng_buf_free(&out);
}

// Leaves only the number of sections, their entries and contents as they are.
static void
mend_header(unsigned char* bytes, size_t size)
{
  static const char kind[16] = "fuzz";
  const uint32_t    version  = 1;
  const uint64_t    length   = size;
  if (size < HEADER_BYTES) {
    return;
  }
  const uint64_t checksum = ng_hash(bytes + HEADER_BYTES, size - HEADER_BYTES, version);
  memcpy(bytes, "NGPACK1\n", KIND_AT);
  memcpy(bytes + KIND_AT, kind, sizeof(kind));
  memcpy(bytes + VERSION_AT, &version, sizeof(version));
  memcpy(bytes + LENGTH_AT, &length, sizeof(length));
  memcpy(bytes + CHECKSUM_AT, &checksum, sizeof(checksum));
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  void* const aligned = aligned_alloc(64, (size + 64) / 64 * 64);
  if (!aligned) {
    return 0;
  }
  memcpy(aligned, data, size);
  use(aligned, size);
  mend_header(aligned, size);
  use(aligned, size);
  free(aligned);
  if (size) {
    use_as_section(data, size);
  }
  return 0;
}
