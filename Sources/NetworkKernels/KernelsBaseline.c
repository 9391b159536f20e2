#define NK_WIDTH 4
#define NK_VECTORS 2
#define NK_TILE_ROWS 6
#define NK_TABLE NKBaselineKernels
#include "KernelTable.h"
