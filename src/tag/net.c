// SPDX-License-Identifier: Apache-2.0
#include "tag/net.h"

#include "base/kernel.h"

#include <math.h>

enum { D = NG_NET_DIM, W = NG_NET_WIDTH };

void
ng_net_rows(const NgView* v, uint32_t rows[NG_NET_FEATURES])
{
  uint32_t base = 0;
  rows[0]       = (uint32_t)(v->word >> 13) & 8191;
  rows[1]       = (uint32_t)(v->word >> 40) & 8191;
  base += 8192;
  rows[2] = base + ((v->suffix[1] >> 7) & 1023);
  base += 1024;
  rows[3] = base + ((v->suffix[2] >> 7) & 4095);
  base += 4096;
  rows[4] = base + ((v->suffix[3] >> 7) & 4095);
  base += 4096;
  rows[5] = base + ((v->prefix[2] >> 7) & 2047);
  base += 2048;
  rows[6] = base + (v->fine & 1023);
  base += 1024;
  rows[7] = base + ((v->shape & 63U) | (v->shape & NG_SHAPE_SENTENCE ? 64U : 0) |
                    (v->shape >> 15 ? 128U : 0) | (v->shape & NG_VIEW_OTHER_STYLE ? 256U : 0));
}

uint32_t
ng_net_distance(uint32_t i, uint32_t head, uint32_t n)
{
  if (head == n) {
    return 0;
  }
  const uint32_t length = head > i ? head - i : i - head;
  const uint32_t bucket = length < 16 ? length : length < 24 ? 16 : length < 32 ? 17 : length < 48 ? 18 : 19;
  return head > i ? 32 + bucket : bucket;
}

// Gates are 1/2 + z / (2 sqrt(1 + z^2)): as good as the logistic function, and made of operations that
// IEEE 754 fixes to the last bit.
NG_KERNEL static void
step(const float* restrict v, const float* restrict b, const float* restrict x, const float* restrict before,
     float* restrict u, float* restrict c, float* restrict h)
{
  for (uint32_t k = 0; k < D; ++k) {
    const float zf = u[D + k] + v[k] * before[k] + b[k];
    const float zr = u[2 * D + k] + v[D + k] * before[k] + b[D + k];
    const float f  = 0.5F + 0.5F * zf / sqrtf(1 + zf * zf);
    const float r  = 0.5F + 0.5F * zr / sqrtf(1 + zr * zr);
    u[D + k]       = f;
    u[2 * D + k]   = r;
    c[k]           = f * before[k] + (1 - f) * u[k];
    h[k]           = r * c[k] + (1 - r) * x[k];
  }
}

void
ng_net_scan(const float v[4][D], const float b[4][D], const float* x, uint32_t n, float* u, float* c,
            float* h)
{
  static const float zero[D] = {0};
  const float*       before  = zero;
  for (uint32_t t = 0; t < n; ++t) {
    const size_t at = (size_t)t * W;
    step(v[0], b[0], x + at, before, u + (size_t)t * 6 * D, c + at, h + at);
    before = c + at;
  }
  before = zero;
  for (uint32_t t = n; t-- > 0;) {
    const size_t at = (size_t)t * W + D;
    step(v[2], b[2], x + at, before, u + (size_t)t * 6 * D + 3 * D, c + at, h + at);
    before = c + at;
  }
}
