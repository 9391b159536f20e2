#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NK_WIDTH 8
#define NK_TABLE NKAVX2Kernels
#include "KernelTable.h"
#pragma clang attribute pop
#endif
