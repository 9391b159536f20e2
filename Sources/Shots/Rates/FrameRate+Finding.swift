extension FrameRate {
  /// The rate of a rational, with drop-frame timecode or not; `nil` if there is no such rate.
  public init?(numerator: Int, denominator: Int, isDropFrame: Bool = false) {
    let found = Self.allCases.first { rate in
      let isEqual = numerator.multipliedReportingOverflow(by: rate.denominator)
      let other = rate.numerator.multipliedReportingOverflow(by: denominator)
      return denominator > 0 && !isEqual.overflow && !other.overflow && isEqual.partialValue == other.partialValue
        && rate.isDropFrame == isDropFrame
    }
    guard let found else { return nil }
    self = found
  }

  /// The rate of a decimal such as 29.97002997, without drop-frame; `nil` if none is within a millionth.
  public init?(decimal: Double) {
    let found = Self.allCases.first { rate in
      !rate.isDropFrame && abs(decimal * Double(rate.denominator) / Double(rate.numerator) - 1) < 1e-6
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether two rates differ in nothing but the counting of timecode.
  public func isSameSpeed(as other: FrameRate) -> Bool {
    numerator == other.numerator && denominator == other.denominator
  }

  /// The same speed with drop-frame timecode, where there is one.
  public var droppingFrames: FrameRate? {
    FrameRate(numerator: numerator, denominator: denominator, isDropFrame: true)
  }
}
