// SPDX-License-Identifier: Apache-2.0
// Products of float matrices in which every sum is formed in the same order whatever the width of the
// machine's vectors, so that training gives the same model everywhere.
#ifndef NG_TRAIN_GEMM_H
#define NG_TRAIN_GEMM_H

#include "base/kernel.h"

/// c (m x n, row stride ldc) = a (m x k, row stride lda) * b (k x n, row stride ldb), plus `bias` (n items,
/// may be NULL), plus what c holds where `add` is not 0. n is a multiple of 16.
void ng_gemm(float* c, uint32_t ldc, const float* a, uint32_t lda, const float* b, uint32_t ldb, uint32_t m,
             uint32_t k, uint32_t n, const float* bias, int add);

#endif
