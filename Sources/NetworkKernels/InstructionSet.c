#include "InstructionSet.h"

NKInstructionSet NKBestInstructionSet(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) { return NKInstructionSetAVX512; }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) { return NKInstructionSetAVX2; }
#endif
  return NKInstructionSetBaseline;
}
