import NetworkKernels

/// What the vector kernels are compiled for. Networks use the best that the processor has; tests use all.
enum InstructionSet: Sendable {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline
  /// AVX2 with FMA, x86-64.
  case avx2
  /// AVX-512F with FMA, x86-64.
  case avx512

  /// The best of this processor.
  static var best: InstructionSet {
    switch NKBestInstructionSet() {
    case NKInstructionSetAVX512: .avx512
    case NKInstructionSetAVX2: .avx2
    default: .baseline
    }
  }

  /// All of this processor, the best last.
  static var supported: [InstructionSet] {
    switch best {
    case .avx512: [.baseline, .avx2, .avx512]
    case .avx2: [.baseline, .avx2]
    case .baseline: [.baseline]
    }
  }

  /// The functions compiled for it; the baseline's where the processor does not have it.
  var kernels: NKKernels {
    guard Self.supported.contains(self) else { return NKKernelsOf(NKInstructionSetBaseline) }
    return switch self {
    case .baseline: NKKernelsOf(NKInstructionSetBaseline)
    case .avx2: NKKernelsOf(NKInstructionSetAVX2)
    case .avx512: NKKernelsOf(NKInstructionSetAVX512)
    }
  }
}
