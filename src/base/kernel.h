// SPDX-License-Identifier: Apache-2.0
// A mark for the few inner loops that deserve the widest vectors of the machine. The compiler makes one
// copy of the function for each instruction set and the program picks one when it starts. Loops must be
// written so that the results do not depend on the width: sums of integers, or floats that are never
// summed across the lanes (the build turns contraction off).
#ifndef NG_BASE_KERNEL_H
#define NG_BASE_KERNEL_H

#include <stddef.h> // defines __GLIBC__ where that is the C library
#include <stdint.h>

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&                 \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define NG_KERNEL                                                                                            \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"),                               \
                 optimize("O3", "no-math-errno", "fp-contract=off", "no-loop-unroll-and-jam")))
#elif defined(__GNUC__) && !defined(__clang__)
#define NG_KERNEL                                                                                            \
  __attribute__((optimize("O3", "no-math-errno", "fp-contract=off", "no-loop-unroll-and-jam")))
#else
#define NG_KERNEL
#endif

/// Before a loop of a fixed, small number of rounds: write the rounds out, so that sums stay in registers.
#if defined(__GNUC__) && !defined(__clang__)
#define NG_UNROLL _Pragma("GCC unroll 16")
#else
#define NG_UNROLL
#endif

#endif
