#ifndef NETWORK_KERNELS_INSTRUCTION_SET_H
#define NETWORK_KERNELS_INSTRUCTION_SET_H

/// What the vector kernels are compiled for. All compute the same, in sums of other orders.
typedef enum NKInstructionSet {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  NKInstructionSetBaseline = 0,
  /// AVX2 with FMA, x86-64.
  NKInstructionSetAVX2 = 1,
  /// AVX-512F with FMA, x86-64.
  NKInstructionSetAVX512 = 2,
} NKInstructionSet;

/// The highest instruction set of this processor.
NKInstructionSet NKBestInstructionSet(void);

#endif
