#include "Kernels.h"

extern const NKKernels NKBaselineKernels;
#if defined(__x86_64__)
extern const NKKernels NKAVX2Kernels;
extern const NKKernels NKAVX512Kernels;
#endif

NKKernels NKKernelsOf(NKInstructionSet set) {
#if defined(__x86_64__)
  if (set == NKInstructionSetAVX512) { return NKAVX512Kernels; }
  if (set == NKInstructionSetAVX2) { return NKAVX2Kernels; }
#endif
  return NKBaselineKernels;
}
