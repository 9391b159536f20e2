/// Order statistics without sorting.
enum Selection {
  /// Moves the `k`-th smallest value to index `k`, with none greater before it and none smaller after it.
  ///
  /// Hoare's selection with the median of three as pivot.
  ///
  /// - Parameter k: Within the buffer's indices.
  /// - Complexity: O(n) on average.
  static func select<Value: Comparable>(_ k: Int, in values: UnsafeMutableBufferPointer<Value>) {
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while pivot < values[right] { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if k <= right {
        high = right
      } else if k >= left {
        low = left
      } else {
        return
      }
    }
  }

  /// The two values in the middle of the sorted order; the same value twice if the count is odd, `nil` if it is 0.
  /// Reorders the values.
  static func middle<Value: Comparable>(
    of values: UnsafeMutableBufferPointer<Value>
  ) -> (lower: Value, upper: Value)? {
    guard !values.isEmpty else { return nil }
    let half = values.count / 2
    select(half, in: values)
    let upper = values[half]
    let lower = values.count % 2 == 1 ? upper : values[..<half].max() ?? upper
    return (lower, upper)
  }

  private static func medianOfThree<Value: Comparable>(_ a: Value, _ b: Value, _ c: Value) -> Value {
    max(min(a, b), min(max(a, b), c))
  }
}
