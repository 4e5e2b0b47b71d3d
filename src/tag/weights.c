// SPDX-License-Identifier: Apache-2.0
#include "tag/weights.h"

#include "base/alloc.h"

#include <math.h>

NgStatus
ng_weights_read(NgWeights* out, const NgPack* pack, const char* name, uint32_t n_out, NgError* err)
{
  const void*    at     = NULL;
  size_t         n      = 0;
  const uint32_t stride = ng_weights_stride(n_out);
  NG_TRY(ng_pack_section(pack, name, stride, &at, &n, err));
  if (!n || n > UINT32_MAX || (n & (n - 1))) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Section '%s' has a wrong length", name);
  }
  *out = (NgWeights){.at = at, .mask = (uint32_t)(n - 1), .stride = stride, .n_out = n_out};
  return NG_SUCCESS;
}

NgStatus
ng_weights_write(NgPackWriter* writer, const char* name, const float* rows, uint32_t n_rows, uint32_t n_out)
{
  const uint32_t stride  = ng_weights_stride(n_out);
  const size_t   n       = (size_t)n_rows * n_out;
  float          largest = 0;
  for (size_t i = 0; i < n; ++i) {
    largest = fmaxf(largest, fabsf(rows[i]));
  }
  int8_t* const bytes = ng_calloc(n_rows, stride);
  if (!bytes) {
    return NG_ERR_NO_MEM;
  }
  const float scale = largest > 0 ? 127 / largest : 0;
  for (uint32_t r = 0; r < n_rows; ++r) {
    for (uint32_t c = 0; c < n_out; ++c) {
      bytes[(size_t)r * stride + c] = (int8_t)lrintf(rows[(size_t)r * n_out + c] * scale);
    }
  }
  const NgStatus st = ng_pack_writer_add(writer, name, bytes, (size_t)n_rows * stride);
  ng_free(bytes);
  return st;
}
