#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NK_WIDTH 8
// Of 16 registers, 12 hold sums: enough to hide the latency of the multiplier.
#define NK_VECTORS 2
#define NK_TILE_ROWS 6
#define NK_TABLE NKAVX2Kernels
#include "KernelTable.h"
#pragma clang attribute pop
#endif
