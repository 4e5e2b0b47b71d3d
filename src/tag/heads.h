// SPDX-License-Identifier: Apache-2.0
// From scores of all arcs to a tree.
#ifndef NG_TAG_HEADS_H
#define NG_TAG_HEADS_H

#include <stdint.h>

enum { NG_HEADS_MAX = 256 };

/// The best head of each of n tokens (1 to NG_HEADS_MAX) such that all hang together below one root.
/// `scores[i * stride + h]` is that of token h as the head of i, h == n the root. `heads` receives n for the
/// one token below the root. Each token takes its best head; then each cycle is opened where that costs
/// least.
void ng_heads_find(const float* scores, uint32_t stride, uint32_t n, uint16_t* heads);

#endif
