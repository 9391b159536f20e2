#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#define NK_WIDTH 16
// Of 32 registers, 24 hold sums, 3 the right side and the others the left.
#define NK_VECTORS 3
#define NK_TILE_ROWS 8
#define NK_TABLE NKAVX512Kernels
#include "KernelTable.h"
#pragma clang attribute pop
#endif
