#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#define NK_WIDTH 16
#define NK_TABLE NKAVX512Kernels
#include "KernelTable.h"
#pragma clang attribute pop
#endif
