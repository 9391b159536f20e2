/// Numbers of frames as files write them.
enum FrameNumber {
  /// No edit has more frames: two years at 60. Sums over the largest file stay far from overflow.
  static let range = -(1 << 32)...(1 << 32)

  /// A whole number of frames; `nil` for anything else.
  static func read(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}
