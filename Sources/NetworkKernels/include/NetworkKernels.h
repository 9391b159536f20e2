#ifndef NETWORK_KERNELS_H
#define NETWORK_KERNELS_H

#include "InstructionSet.h"
#include "Kernels.h"

#endif
