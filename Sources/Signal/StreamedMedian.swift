/// The exact median of more numbers than memory should hold, from repeated looks at them.
///
/// A look counts the numbers by the upper half of their bits, the next those of the middle's upper half by the lower: as the
/// bits of positive floats have the order of the numbers, that finds any rank in memory for 65,536 counts.
enum StreamedMedian {
  /// The mean of the two numbers in the middle of the sorted order; the one in the middle if the count is odd; `nil` if it
  /// is 0.
  ///
  /// - Parameters:
  ///   - number: The number of an element, not negative.
  ///   - forEach: Lends all elements, in any order; called two or three times.
  static func median<Element, Failure: Error>(
    of number: @escaping (Element) -> Float, forEach: ((Element) -> Void) throws(Failure) -> Void
  ) throws(Failure) -> Float? {
    var upper = Counts()
    try forEach { upper.add(Int(number($0).bitPattern >> 16)) }
    guard upper.total > 0 else { return nil }

    let high = upper.find(rank: upper.total / 2)
    let low = upper.find(rank: (upper.total - 1) / 2)
    func lowerHalves(of upperHalf: Int) throws(Failure) -> Counts {
      var counts = Counts()
      try forEach { element in
        let bits = number(element).bitPattern
        if Int(bits >> 16) == upperHalf { counts.add(Int(bits & 0xffff)) }
      }
      return counts
    }
    let inHigh = try lowerHalves(of: high.value)
    let inLow = low.value == high.value ? inHigh : try lowerHalves(of: low.value)
    return
      (joined(high.value, inHigh.find(rank: high.rest).value) + joined(low.value, inLow.find(rank: low.rest).value)) / 2
  }

  private static func joined(_ upperHalf: Int, _ lowerHalf: Int) -> Float {
    Float(bitPattern: UInt32(upperHalf) << 16 | UInt32(lowerHalf))
  }

  /// How often each of 65,536 values was seen.
  private struct Counts {
    private var counts = [Int](repeating: 0, count: 1 << 16)
    private(set) var total = 0

    mutating func add(_ value: Int) {
      counts[value] += 1
      total += 1
    }

    /// The value of a rank in the sorted order, counted from 0, and the rank among those that are equal to it.
    func find(rank: Int) -> (value: Int, rest: Int) {
      var rest = rank
      for value in counts.indices {
        if rest < counts[value] { return (value, rest) }
        rest -= counts[value]
      }
      return (counts.count - 1, 0)
    }
  }
}
