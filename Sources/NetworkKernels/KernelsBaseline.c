#define NK_WIDTH 4
#define NK_TABLE NKBaselineKernels
#include "KernelTable.h"
