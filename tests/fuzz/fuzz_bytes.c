// SPDX-License-Identifier: Apache-2.0
// Any bytes as a packed file, read to its end past every damage.
#include "base/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  NgBytes*             bytes   = NULL;
  const NgBytesOptions options = {.max_ratio = 100};
  NgError              err     = {0};
  uint64_t             taken   = 0;
  const NgStr          all     = ng_str_n((const char*)data, size);
  check(ng_bytes_open_memory(&bytes, "fuzz.gz", all, &options, &err) == NG_SUCCESS);
  for (size_t n_damages = 0; n_damages <= size;) {
    NgStr          view = {0};
    const NgStatus st   = ng_bytes_peek(bytes, 1 + (size_t)(taken % 65536), &view, &err);
    if (st) {
      check(err.message[0] && !view.len);
      memset(&err, 0, sizeof(err));
      ++n_damages;
      if (ng_bytes_resume(bytes)) {
        break;
      }
    } else if (!view.len) {
      break;
    }
    const size_t n = view.len / 2 + (view.len & 1);
    ng_bytes_take(bytes, n);
    taken += n;
    check(ng_bytes_at(bytes) == taken && ng_bytes_read(bytes) <= size);
    check(taken <= (1 << 20) + (uint64_t)100 * (size + 1) + (1 << 18));
  }
  ng_bytes_close(bytes);
  return 0;
}
